//! The facts of a packet as they are handed to the painter: values and codes, no words.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::{Carrier, DealState, Direction, Disclosure, Kind, Position, Precision};

/// Everything one packet prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PacketFacts {
    /// How much it shows.
    pub level: Disclosure,
    /// What would be exchanged.
    pub kind: Kind,
    /// Unit of yearly amounts.
    pub unit: String,
    /// Whether the reader gives or takes.
    pub recipient_side: Direction,
    /// The reader.
    pub recipient: PartyFacts,
    /// The other party.
    pub counterparty: PartyFacts,
    /// The supply.
    pub supply: FlowFacts,
    /// The demand.
    pub demand: FlowFacts,
    /// What would flow.
    pub exchange: ExchangeFacts,
    /// Where.
    pub place: PlaceFacts,
    /// The reader's money.
    pub economics: EconomicsFacts,
    /// CO2 avoided in a year in tonnes.
    pub co2_t_per_year: Known,
    /// Whom the reader's own side named as its contacts.
    pub own_contacts: Vec<ContactFacts>,
    /// Contacts of the other party, where its name may be shown.
    pub other_contacts: Vec<ContactFacts>,
    /// How far the deal has come.
    pub deal: DealFacts,
    /// Findings of law.
    pub law: Vec<LawFacts>,
    /// The way through the legal tests.
    pub way: LegalWay,
    /// Risks, one for each class.
    pub risks: Vec<RiskFacts>,
    /// How far it has come, axis by axis.
    pub readiness: Vec<ReadinessFacts>,
    /// How it can fail, the worst first.
    pub failures: Vec<FailureFacts>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Values taken for granted.
    pub assumptions: Vec<AssumptionFacts>,
    /// Consents on which a full packet rests.
    pub consents: Vec<ConsentFacts>,
    /// What was left out.
    pub withheld: Vec<Withheld>,
}

impl PacketFacts {
    /// The flow of the reader.
    pub fn own_flow(&self) -> &FlowFacts {
        match self.recipient_side {
            Direction::Supply => &self.supply,
            Direction::Demand => &self.demand,
        }
    }

    /// The flow of the other party.
    pub fn other_flow(&self) -> &FlowFacts {
        match self.recipient_side {
            Direction::Supply => &self.demand,
            Direction::Demand => &self.supply,
        }
    }
}

/// A number as far as its reader may know it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Known {
    /// The value, with its range where there is one.
    Exact {
        /// Value.
        value: f64,
        /// Lower end.
        low: Option<f64>,
        /// Upper end.
        high: Option<f64>,
    },
    /// Only between which round numbers it lies.
    Class {
        /// From.
        from: f64,
        /// To.
        to: f64,
    },
    /// Known, and not shown at this level.
    Withheld,
    /// Not known.
    Unknown,
}

impl Known {
    /// The value itself, where it is shown.
    pub fn exact(self) -> Option<f64> {
        match self {
            Known::Exact { value, .. } => Some(value),
            Known::Class { .. } | Known::Withheld | Known::Unknown => None,
        }
    }
}

/// Somebody to speak to, who may be named on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// Name, with title.
    pub name: String,
    /// What the person does there.
    pub role: Option<String>,
    /// Address for mail.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyFacts {
    /// Its name, where it may be shown.
    pub name: Option<String>,
    /// Its site, where it may be shown.
    pub site: Option<String>,
    /// Town, where it may be shown.
    pub town: Option<String>,
    /// Sector in the words of the source.
    pub sector: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
}

/// A supply or demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowFacts {
    /// Name for people, where it may be shown.
    pub name: Option<String>,
    /// Class of the resource, where it may be shown.
    pub class: Option<String>,
    /// Amount a year.
    pub amount_per_year: Known,
    /// Largest rate in units an hour.
    pub rate_per_hour: Known,
    /// Temperature at which it leaves or that it must reach, in degrees Celsius.
    pub temperature_c: Known,
    /// Temperature of the other end, in degrees Celsius.
    pub return_temperature_c: Known,
    /// Absolute pressure in bar.
    pub pressure_bar: Known,
    /// Purity, 0..1.
    pub grade: Known,
    /// Water content, 0..1.
    pub moisture: Known,
    /// Foreign matter, 0..1.
    pub contamination: Known,
    /// pH.
    pub ph: Known,
    /// Whether it has a hazardous property.
    pub hazardous: Option<bool>,
    /// Full-load hours a year.
    pub hours: Known,
    /// What it burns or buys today.
    pub replaces: Option<Carrier>,
    /// How well it is known.
    pub precision: Precision,
    /// Where it comes from.
    pub source: SourceFacts,
}

/// Where a flow comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// Dataset, `user` for what a person typed.
    pub dataset: String,
    /// Row of the dataset, where it may be shown.
    pub key: Option<String>,
    /// Year.
    pub year: Option<i16>,
    /// How it came about, as a code.
    pub method: Option<String>,
}

/// What would flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExchangeFacts {
    /// Amount that reaches the demand in a year.
    pub delivered_per_year: Known,
    /// Amount lost on the way in a year.
    pub lost_per_year: Known,
    /// Hours in which both run.
    pub overlap_hours: Known,
    /// Heat transferred at full load in kW.
    pub duty_kw: Known,
    /// Difference that the exchanger needs, in K.
    pub approach_k: Option<f64>,
    /// Whether a heat pump lifts the supply to what the demand needs.
    pub has_heat_pump: bool,
}

/// Where the two are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum PlaceFacts {
    /// Both sites, and what lies between.
    Exact {
        /// Supply.
        supply: Position,
        /// Demand.
        demand: Position,
        /// Great-circle distance in km.
        distance_km: f64,
        /// Length of pipe, line or road in km.
        route_km: f64,
        /// Route length over distance, where the length comes from a factor.
        detour_factor: Option<f64>,
        /// The surveyed route, where there is one.
        route: Option<Vec<Position>>,
    },
    /// A square of the region in which the other party lies.
    Region {
        /// Middle of the square.
        centre: Position,
        /// Length of its side in km.
        side_km: f64,
    },
    /// The other party's place is not known.
    Unknown,
}

/// The reader's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "economics", rename_all = "snake_case")]
pub enum EconomicsFacts {
    /// Line by line.
    Exact(Box<OwnMoney>),
    /// Only between round numbers.
    Classes(MoneyClasses),
    /// Not known, because these fields are missing.
    Missing {
        /// Names of the fields.
        fields: Vec<String>,
    },
}

/// The reader's money, line by line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnMoney {
    /// Discount rate.
    pub discount_rate: f64,
    /// Years after the year of investment.
    pub years: usize,
    /// Year whose money this is.
    pub price_year: Option<i16>,
    /// Lines.
    pub lines: Vec<CashLine>,
    /// Sum of the lines, year by year.
    pub net_eur: Vec<f64>,
    /// Running sum of the discounted net, year by year.
    pub discounted_eur: Vec<f64>,
    /// Net present value in EUR.
    pub npv_eur: f64,
    /// All real internal rates of return.
    pub irr: Vec<f64>,
    /// Simple payback in years.
    pub payback_years: Option<f64>,
    /// Discounted payback in years.
    pub discounted_payback_years: Option<f64>,
    /// Price of one unit in EUR.
    pub price_eur_per_unit: f64,
    /// Whether the parties agreed on that price; a planning value otherwise.
    pub price_agreed: bool,
    /// Whether any line rests on an assumed price.
    pub assumed: bool,
    /// The other party's result, at full disclosure only.
    pub counterparty: Option<CounterpartyMoney>,
    /// How sure that is.
    pub prospects: Prospects,
    /// How the net present value came about, each step before what it was made from.
    pub derivation: Vec<Derived>,
    /// Version of the method.
    pub method: String,
    /// SHA-256 of the inputs in hex, at full disclosure only: below it, somebody could try
    /// values of the other party until the hash agrees.
    pub inputs_hash: Option<String>,
}

impl OwnMoney {
    /// What is spent in year 0 in EUR, as a positive number.
    pub fn investment_eur(&self) -> f64 {
        (-self.net_eur.first().copied().unwrap_or(0.0)).max(0.0)
    }

    /// Net gain of a usual year in EUR: the median of the years after the first.
    pub fn yearly_eur(&self) -> f64 {
        let mut years: Vec<f64> = self.net_eur.iter().skip(1).copied().collect();
        years.sort_by(f64::total_cmp);
        years.get(years.len() / 2).copied().unwrap_or(0.0)
    }
}

/// A step of how a figure came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Derived {
    /// How deep in the tree, the figure itself being 0.
    pub depth: usize,
    /// What it is, as a code.
    pub code: String,
    /// Value.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Equation, where a formula made it from the steps below.
    pub equation: Option<String>,
    /// Where it comes from, where nothing below made it.
    pub source: Option<String>,
}

/// How sure one party's result is, of that party's present value alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Prospects {
    /// Figures that are 20 % less or more, the strongest first.
    pub what_if: Vec<WhatIfFacts>,
    /// What chance does to it.
    pub odds: Option<OddsFacts>,
    /// Sum of all flows over what is spent; none where nothing is.
    pub roi: Option<f64>,
    /// Present value of gains over that of outlays; none without outlay.
    pub benefit_cost_ratio: Option<f64>,
}

/// What one figure does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfFacts {
    /// Which figure, as a code. Its value is not told: it may be the other party's.
    pub code: String,
    /// Present value in EUR with 20 % less of it.
    pub less_eur: f64,
    /// The same with 20 % more.
    pub more_eur: f64,
}

/// What chance does to a result.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OddsFacts {
    /// Share of the draws with a gain.
    pub gains: f64,
    /// Present value in EUR below which a tenth of the draws lie.
    pub low_eur: f64,
    /// Present value in EUR below which nine tenths lie.
    pub high_eur: f64,
    /// How many draws.
    pub draws: usize,
}

/// One line of a cash flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CashLine {
    /// What it is, as a code.
    pub code: String,
    /// Whether it rests on an assumed price.
    pub assumed: bool,
    /// EUR from year 0.
    pub eur: Vec<f64>,
    /// Present value in EUR.
    pub present_eur: f64,
}

/// The other party's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CounterpartyMoney {
    /// Net present value in EUR.
    pub npv_eur: f64,
    /// What it spends in year 0 in EUR.
    pub investment_eur: f64,
    /// Net gain of a usual year in EUR.
    pub yearly_eur: f64,
    /// Simple payback in years.
    pub payback_years: Option<f64>,
}

/// The reader's money between round numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoneyClasses {
    /// Net gain of a usual year in EUR.
    pub yearly_eur: Known,
    /// Investment in EUR.
    pub investment_eur: Known,
    /// Simple payback in years.
    pub payback_years: Known,
    /// Years after the year of investment.
    pub years: usize,
    /// Whether the figures rest on an assumed price.
    pub assumed: bool,
}

/// How far the deal has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealFacts {
    /// State.
    pub state: DealState,
    /// Until when it is reserved.
    pub reserved_until: Option<Timestamp>,
}

/// A finding of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawFacts {
    /// Field of law, as a code.
    pub field: String,
    /// Verdict, as a code.
    pub verdict: String,
    /// Article and date.
    pub source: Option<String>,
}

/// The way of a match through the legal tests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalWay {
    /// Tests in the order in which they are met.
    pub tests: Vec<LegalTest>,
    /// What is to be answered next: a fact, as a code, and the rule that asks for it.
    pub question: Option<(String, String)>,
    /// Papers that follow, as codes.
    pub papers: Vec<String>,
}

/// A legal test and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalTest {
    /// Which, as a code.
    pub test: String,
    /// Its outcome as a code, `open` or `not_assessed`.
    pub outcome: String,
}

/// How far a match has come on one axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessFacts {
    /// Axis, as a code.
    pub axis: String,
    /// Steps that are done.
    pub level: usize,
    /// Steps of the axis.
    pub of: usize,
    /// The step that comes next, as a code.
    pub next: Option<String>,
}

/// A way in which a match can fail; all codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureFacts {
    /// What happens.
    pub mode: String,
    /// What brings it about.
    pub cause: String,
    /// What follows.
    pub effect: String,
    /// What shows it.
    pub sign: String,
    /// What helps.
    pub remedy: String,
}

/// A class of risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskFacts {
    /// `technical`, `market` or `regulatory`.
    pub area: String,
    /// From 1, low, to 5, high, where it may be shown.
    pub level: Option<u8>,
    /// What raises it, as codes, strongest first.
    pub drivers: Vec<String>,
    /// What lowers it, as codes.
    pub mitigations: Vec<String>,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOwner {
    /// The reader.
    You,
    /// The other party.
    Counterparty,
    /// Both parties.
    Both,
    /// Who issues the packet.
    Consultant,
}

/// Something to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What, as a code.
    pub code: String,
    /// Who.
    pub owner: StepOwner,
}

/// A value taken for granted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssumptionFacts {
    /// What it is, as a code.
    pub code: String,
    /// Value.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Where it comes from.
    pub source: String,
    /// Year it stands for.
    pub year: Option<i16>,
    /// Whether it is a price that nobody quoted.
    pub assumed: bool,
}

/// A consent on which a full packet rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentFacts {
    /// Who agreed.
    pub organization: String,
    /// Number or place of the signed paper.
    pub reference: String,
    /// When.
    pub given_at: Timestamp,
}

/// A group of facts that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The other party's name, site and town.
    Name,
    /// Its place finer than 10 km, the distance and the route.
    Place,
    /// Its amounts, rates and hours.
    Amounts,
    /// Its temperatures.
    Temperatures,
    /// Its other properties.
    Quality,
    /// Its prices, capital, and results.
    CounterpartyMoney,
    /// Price limits and joint totals.
    Corridor,
    /// The reader's figures line by line.
    OwnLines,
}
