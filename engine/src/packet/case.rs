//! Everything known about one match, before any of it is cut away. Nothing in this file may
//! reach a document except through [`super::facts`].

use jiff::Timestamp;

use super::facts::{ContactFacts, Derived, FailureFacts, LegalWay, Prospects, ReadinessFacts};
use crate::model::{Consent, Deal, Direction, FlowId, MatchId, OrganizationId, Position, Region};
use crate::risk::Risk;

/// A match with all that was worked out about it.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Organisations, sites and flows.
    pub region: &'a Region,
    /// The match.
    pub match_id: MatchId,
    /// Its supply.
    pub supply: FlowId,
    /// Its demand.
    pub demand: FlowId,
    /// What would flow, and over which distance.
    pub exchange: Exchange,
    /// What it earns and costs, or the names of the fields without which that is unknown.
    pub money: Result<Money, Vec<String>>,
    /// CO2 avoided in a year in tonnes, where a factor is known.
    pub co2_t_per_year: Option<f64>,
    /// Findings of the rules of law.
    pub law: Vec<LawItem>,
    /// The way through the legal tests.
    pub way: LegalWay,
    /// Risks.
    pub risks: Vec<Risk>,
    /// How far it has come on each axis.
    pub readiness: Vec<ReadinessFacts>,
    /// How it can fail, the worst first.
    pub failures: Vec<FailureFacts>,
    /// The deal, where somebody opened one.
    pub deal: Option<&'a Deal>,
    /// All consents recorded for the match.
    pub consents: &'a [Consent],
    /// Contacts of both parties who may be named on paper, and no others.
    pub contacts: &'a [Contact],
    /// The instant at which consents are judged.
    pub now: Timestamp,
}

/// A contact of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose.
    pub organization: OrganizationId,
    /// What a paper says of the person.
    pub facts: ContactFacts,
    /// The same as the log holds it, sealed: what a manifest commits to, so that nothing of the
    /// person can be proved once the key is destroyed.
    pub sealed: String,
}

/// What would flow, and over which distance.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exchange {
    /// Amount that reaches the demand in a year, in the unit of the kind.
    pub delivered_per_year: f64,
    /// Amount lost on the way in a year, in the unit of the kind.
    pub lost_per_year: f64,
    /// Hours a year in which both run.
    pub overlap_hours: Option<f64>,
    /// Heat transferred at full load in kW.
    pub duty_kw: Option<f64>,
    /// Smallest temperature difference that the exchanger needs, in K.
    pub approach_k: Option<f64>,
    /// Whether a heat pump lifts the supply to what the demand needs.
    pub has_heat_pump: bool,
    /// Great-circle distance in km.
    pub distance_km: f64,
    /// Length of pipe, line or road in km.
    pub route_km: f64,
    /// Route length over distance, where the length comes from a factor.
    pub detour_factor: Option<f64>,
    /// The surveyed route, where there is one.
    pub route: Option<Vec<Position>>,
}

/// What the match earns and costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// Discount rate, 0.08 for 8 %.
    pub discount_rate: f64,
    /// Years after the year of investment.
    pub years: usize,
    /// Year whose money this is.
    pub price_year: Option<i16>,
    /// Price that the accepter pays for one unit in EUR.
    pub transfer_eur_per_unit: f64,
    /// Where that price comes from.
    pub transfer_basis: PriceBasis,
    /// Supplier and accepter.
    pub parties: Vec<PartyMoney>,
    /// Values taken for granted.
    pub assumptions: Vec<Assumption>,
    /// Version of the method.
    pub method: String,
    /// SHA-256 of the inputs in hex.
    pub inputs_hash: String,
}

/// Where a transfer price comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceBasis {
    /// The parties agreed on it.
    Agreed,
    /// The consultant set it for planning.
    Planned,
    /// The middle of the price corridor: known to nobody below full disclosure, because it
    /// tells one party the limit of the other.
    Midpoint,
}

/// One party's money.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyMoney {
    /// The party.
    pub organization: OrganizationId,
    /// Its lines.
    pub lines: Vec<MoneyLine>,
    /// Net present value in EUR.
    pub npv_eur: f64,
    /// All real internal rates of return.
    pub irr: Vec<f64>,
    /// Simple payback in years.
    pub payback_years: Option<f64>,
    /// Discounted payback in years.
    pub discounted_payback_years: Option<f64>,
    /// How sure that is.
    pub prospects: Prospects,
    /// How the net present value came about.
    pub derivation: Vec<Derived>,
}

impl PartyMoney {
    /// The sum of all lines, year by year.
    pub fn net_eur(&self, years: usize) -> Vec<f64> {
        (0..=years)
            .map(|y| self.lines.iter().map(|l| l.eur.get(y).copied().unwrap_or(0.0)).sum())
            .collect()
    }
}

/// One kind of income or expense over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyLine {
    /// What it is, with an entry in the message catalogue.
    pub code: String,
    /// Whether it rests on an assumed price.
    pub assumed: bool,
    /// EUR from year 0, income positive.
    pub eur: Vec<f64>,
}

/// A value taken for granted in the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// What it is, with an entry in the message catalogue.
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
    /// Whose private figure it is, where it is one.
    pub private_to: Option<Direction>,
}

/// A finding of the rules of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawItem {
    /// Field of law, as a code.
    pub field: String,
    /// Verdict, as a code.
    pub verdict: String,
    /// Article and date.
    pub source: Option<String>,
}
