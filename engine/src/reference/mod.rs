//! The reference tables as one value that is passed in: prices, factors, costs, defaults, law.
//!
//! It parses text that somebody else has read, finds rows quickly by country and year, and
//! carries the hash that goes into every inputs hash. It fills no gap: a country without a
//! price has no price, and a default that is missing refuses the whole set.

mod defaults;
mod rules;
mod table;

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

pub use defaults::{DefaultRow, Defaults, Weights};
pub use rules::{Citation, Next, PollutantLimit, Question, ReuseLimit, TemplateSet, WasteChange};

use crate::model::{Carrier, Kind, Precision};
use crate::risk::FailureMode;
use table::Table;

/// Why a set of reference tables was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReferenceError {
    /// A table of the set is not there.
    #[error("reference table {0} is missing")]
    MissingTable(&'static str),
    /// A table is not the comma-separated text it should be.
    #[error("reference table {table}, line {line}: {reason}")]
    Unreadable {
        /// Name of the table.
        table: String,
        /// Line, the header being line 1.
        line: u64,
        /// What the reader said.
        reason: String,
    },
    /// A cell does not hold what its column promises.
    #[error("reference table {table}, line {line}, column {column}: {value:?} is not {expected}")]
    BadCell {
        /// Name of the table.
        table: String,
        /// Line, the header being line 1.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there.
        value: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// A default that the methods read is not in `defaults.csv`.
    #[error("reference table defaults.csv has no row {0}")]
    MissingDefault(String),
}

/// An ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The row that serves every country.
    pub const ANY: Country = Country(*b"**");

    /// A code of two ASCII letters, in either case.
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Country([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("**")
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Natural gas, per MWh on the net calorific value.
    Gas,
    /// Electricity from the grid with its fees.
    Electricity,
    /// Electricity at the exchange.
    ElectricityWholesale,
    /// Light fuel oil.
    HeatingOil,
    /// Hard coal.
    Coal,
    /// Solid biomass.
    Biomass,
    /// District heat at retail.
    DistrictHeat,
    /// One tonne of allowance in the emissions trading system.
    Co2Allowance,
}

impl Item {
    /// Every item.
    pub const ALL: [Item; 8] = [
        Item::Gas,
        Item::Electricity,
        Item::ElectricityWholesale,
        Item::HeatingOil,
        Item::Coal,
        Item::Biomass,
        Item::DistrictHeat,
        Item::Co2Allowance,
    ];

    /// Name as in `prices.csv`.
    pub fn code(self) -> &'static str {
        match self {
            Item::Gas => "gas",
            Item::Electricity => "electricity",
            Item::ElectricityWholesale => "electricity_wholesale",
            Item::HeatingOil => "heating_oil",
            Item::Coal => "coal",
            Item::Biomass => "biomass",
            Item::DistrictHeat => "district_heat",
            Item::Co2Allowance => "co2_allowance",
        }
    }

    /// What a carrier costs.
    pub fn of(carrier: Carrier) -> Self {
        match carrier {
            Carrier::Gas => Item::Gas,
            Carrier::HeatingOil => Item::HeatingOil,
            Carrier::Coal => Item::Coal,
            Carrier::Biomass => Item::Biomass,
            Carrier::Electricity => Item::Electricity,
            Carrier::DistrictHeat => Item::DistrictHeat,
        }
    }
}

/// One price with its range. Money in EUR.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceRow {
    /// Year it held.
    pub year: i16,
    /// Lower end, EUR a unit.
    pub low: f64,
    /// Planning value, EUR a unit.
    pub central: f64,
    /// Upper end, EUR a unit.
    pub high: f64,
    /// Unit, for instance `EUR/MWh`.
    pub unit: String,
    /// Year whose money it is, where the source says so.
    pub price_year: Option<i16>,
    /// Where it comes from.
    pub source: String,
    /// How well it is known.
    pub precision: Precision,
    /// What else is to be known.
    pub note: String,
}

/// Emissions behind one MWh from the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridFactor {
    /// Year it held.
    pub year: i16,
    /// kg of CO2 equivalent per MWh.
    pub kg_per_mwh: f64,
    /// How it was worked out.
    pub method: String,
    /// Where it comes from.
    pub source: String,
}

/// Emissions and boiler of a fuel, both on the net calorific value.
#[derive(Debug, Clone, PartialEq)]
pub struct FuelFactor {
    /// kg of fossil CO2 per MWh of fuel.
    pub kg_per_mwh: f64,
    /// MWh of heat per MWh of fuel.
    pub efficiency: f64,
    /// Where the factor comes from.
    pub source: String,
    /// Where the efficiency comes from.
    pub efficiency_source: String,
}

/// Cost of one trench metre with both pipes, C1 + C2 d.
#[derive(Debug, Clone, PartialEq)]
pub struct PipeCost {
    /// EUR a metre.
    pub c1_eur_per_m: f64,
    /// EUR a metre and metre of inner diameter.
    pub c2_eur_per_m2: f64,
    /// Year whose money it is, where the source says so.
    pub price_year: Option<i16>,
    /// Where it comes from.
    pub source: String,
    /// Whether the row serves every country without its own.
    pub is_fallback: bool,
}

/// A nominal size of pre-insulated pipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PipeSize {
    /// Nominal diameter.
    pub dn: u16,
    /// Inner diameter in m.
    pub inner_m: f64,
    /// Outer diameter of the steel pipe in m.
    pub outer_m: f64,
    /// Outer diameter of the casing in m.
    pub casing_m: f64,
    /// Velocity up to which it is used, m/s, for water.
    pub velocity_m_s: f64,
}

/// Cost of carrying by truck.
#[derive(Debug, Clone, PartialEq)]
pub struct TruckCost {
    /// EUR per tonne and km of one-way distance, empty way back included.
    pub eur_per_tkm: f64,
    /// EUR per tonne for loading and unloading.
    pub handling_eur_per_t: f64,
    /// Tonnes on one truck.
    pub payload_t: f64,
    /// Where it comes from.
    pub source: String,
    /// Whether the row is the default for countries without their own.
    pub is_fallback: bool,
}

/// One number about a technology.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnologyRow {
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Where it comes from.
    pub source: String,
}

/// Cost of the platform's screening preset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screening {
    /// EUR of capital per km.
    pub capital_eur_per_km: f64,
    /// EUR per km and unit carried.
    pub carriage_eur_per_km_unit: f64,
}

/// A band of temperatures in which a sector uses heat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 30 to 100 degC.
    Low,
    /// 100 to 200 degC.
    Medium,
    /// Above 200 degC: fired directly.
    High,
}

/// Process heat of a sector in one band.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorHeat {
    /// Sector in the words of the register.
    pub sector: String,
    /// Band.
    pub band: Band,
    /// Temperature it must reach, degC.
    pub temperature_c: f64,
    /// Temperature it starts from, degC.
    pub return_temperature_c: f64,
    /// Share of the fuel demand, 0..1.
    pub share_of_fuel_demand: f64,
    /// Heat or steam.
    pub kind: Kind,
    /// What is burnt today.
    pub replaces: Carrier,
    /// Where it comes from.
    pub source: String,
    /// Year of the source.
    pub year: i16,
}

/// How the heat demand of a town follows from its inhabitants.
#[derive(Debug, Clone, PartialEq)]
pub struct TownRule {
    /// MWh a year and inhabitant for rooms and hot water.
    pub heat_mwh_per_inhabitant: f64,
    /// Share of citizens on district heat today, 0..1.
    pub district_share: f64,
    /// Share that a new network could reach, 0..1.
    pub reachable_share: f64,
    /// Temperature of the flow in the network, degC.
    pub supply_temperature_c: f64,
    /// Temperature of the return, degC.
    pub return_temperature_c: f64,
    /// What a delivery would replace.
    pub replaces: Carrier,
    /// Where it comes from.
    pub source: String,
    /// Year of the source.
    pub year: i16,
}

impl TownRule {
    /// MWh a year that a network in a town of `population` would take.
    pub fn demand_mwh(&self, population: f64) -> f64 {
        population * self.heat_mwh_per_inhabitant * self.district_share.max(self.reachable_share)
    }
}

/// What the law of a jurisdiction first asks of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawRow {
    /// `EU` and so on.
    pub jurisdiction: String,
    /// Code of a kind or of a class of waste.
    pub subject: String,
    /// Branch of the law.
    pub branch: String,
    /// Codes of the papers it asks for.
    pub documents: Vec<String>,
    /// Article.
    pub article: String,
    /// Date of the act.
    pub date: String,
    /// Where to read it.
    pub source: String,
}

/// Under which law a country stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction {
    /// `EU`, `EEA`, or the code of a country with its own law.
    pub code: String,
    /// Whether the OECD decision on shipments of waste covers it.
    pub is_oecd: bool,
}

/// Entry kind of a code in the European list of waste.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WasteEntry {
    /// Hazardous whatever it contains.
    AbsoluteHazardous,
    /// Not hazardous.
    AbsoluteNonHazardous,
    /// Hazardous if it has a hazardous property.
    MirrorHazardous,
    /// Not hazardous if it has none.
    MirrorNonHazardous,
}

/// How a hazardous property follows from what a waste contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HazardMode {
    /// One substance reaches the limit.
    Single,
    /// Substances at or above their cut-off reach it together.
    Sum,
    /// A test decides where such a substance is there.
    Test,
    /// Each state has its own rules.
    National,
}

/// One statement that counts towards a hazardous property.
#[derive(Debug, Clone, PartialEq)]
pub struct HazardLimit {
    /// `HP1` to `HP15`.
    pub property: String,
    /// Rows of one group are added up.
    pub group: String,
    /// How.
    pub mode: HazardMode,
    /// Hazard statement with its category, where that counts: `H314-1A`.
    pub statement: String,
    /// Its weight in the sum.
    pub factor: f64,
    /// Substances below are not counted, % by mass.
    pub cutoff_percent: f64,
    /// What makes the waste hazardous, %.
    pub limit_percent: f64,
    /// Article.
    pub article: String,
    /// Its date.
    pub date: String,
    /// Where it can be read.
    pub source: String,
}

/// Saturated steam at one pressure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SaturatedSteam {
    /// Absolute pressure, bar.
    pub pressure_bar: f64,
    /// Temperature, degC.
    pub saturation_c: f64,
    /// Enthalpy of the liquid, kJ/kg.
    pub liquid_kj_per_kg: f64,
    /// Enthalpy of the vapour, kJ/kg.
    pub vapour_kj_per_kg: f64,
    /// Volume of the vapour, m3/kg.
    pub vapour_m3_per_kg: f64,
}

/// Every reference table, parsed and indexed.
#[derive(Debug, Clone)]
pub struct Reference {
    hash: String,
    /// The defaults, each under its name.
    pub defaults: Defaults,
    default_rows: BTreeMap<String, DefaultRow>,
    prices: HashMap<(Item, Country), Vec<PriceRow>>,
    grid: HashMap<Country, Vec<GridFactor>>,
    fuels: HashMap<Carrier, FuelFactor>,
    pipe_costs: HashMap<Country, PipeCost>,
    pipe_fallback: PipeCost,
    pipe_sizes: Vec<PipeSize>,
    truck_costs: HashMap<Country, TruckCost>,
    truck_fallback: TruckCost,
    technology: HashMap<(String, String), TechnologyRow>,
    screening: HashMap<Kind, Screening>,
    sectors: Vec<SectorHeat>,
    towns: HashMap<Country, TownRule>,
    country_names: HashMap<String, Country>,
    jurisdictions: HashMap<Country, Jurisdiction>,
    law: Vec<LawRow>,
    hazards: Vec<HazardLimit>,
    questions: Vec<Question>,
    templates: Vec<TemplateSet>,
    pollutants: Vec<PollutantLimit>,
    reuse: Vec<ReuseLimit>,
    waste_changes: Vec<WasteChange>,
    readiness: Vec<(String, String)>,
    failure_modes: Vec<FailureMode>,
    price_index: BTreeMap<i16, f64>,
    waste: HashMap<String, WasteEntry>,
    steam: Vec<SaturatedSteam>,
    exchange: HashMap<(String, i16), f64>,
}

impl Reference {
    /// Names of the tables that [`Reference::parse`] reads. Others are ignored.
    pub const TABLES: [&'static str; 25] = [
        "countries.csv",
        "defaults.csv",
        "failure_modes.csv",
        "fuel_factors.csv",
        "fx.csv",
        "grid_factors.csv",
        "hazard_limits.csv",
        "law_kinds.csv",
        "law_templates.csv",
        "law_tests.csv",
        "pipe_costs.csv",
        "pipe_sizes.csv",
        "pop_limits.csv",
        "price_index.csv",
        "prices.csv",
        "readiness.csv",
        "screening.csv",
        "sectors.csv",
        "steam.csv",
        "technology.csv",
        "towns.csv",
        "truck_costs.csv",
        "waste_list.csv",
        "waste_list_changes.csv",
        "water_reuse.csv",
    ];

    /// Reads the tables from pairs of file name and text, in any order.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, ReferenceError> {
        let text = |name: &'static str| {
            files
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, text)| *text)
                .ok_or(ReferenceError::MissingTable(name))
        };
        let mut hash = Sha256::new();
        for name in Self::TABLES {
            let text = text(name)?;
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let hash = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let table = |name: &'static str| Table::read(name, text(name)?);

        let default_rows = defaults::read(&table("defaults.csv")?)?;
        let defaults = Defaults::from_rows(&default_rows)?;
        let (country_names, jurisdictions) = read_countries(&table("countries.csv")?)?;
        let (pipe_costs, pipe_fallback) = read_pipe_costs(&table("pipe_costs.csv")?)?;
        let truck_fallback = TruckCost {
            eur_per_tkm: defaults.tkm_screening,
            handling_eur_per_t: 0.0,
            payload_t: defaults.truck_payload_t,
            source: default_rows
                .get("economics.tkm_screening")
                .map(|r| r.source.clone())
                .unwrap_or_default(),
            is_fallback: true,
        };
        Ok(Self {
            hash,
            prices: read_prices(&table("prices.csv")?)?,
            grid: read_grid(&table("grid_factors.csv")?)?,
            fuels: read_fuels(&table("fuel_factors.csv")?)?,
            pipe_costs,
            pipe_fallback,
            pipe_sizes: read_pipe_sizes(&table("pipe_sizes.csv")?)?,
            truck_costs: read_trucks(&table("truck_costs.csv")?)?,
            truck_fallback,
            technology: read_technology(&table("technology.csv")?)?,
            screening: read_screening(&table("screening.csv")?)?,
            sectors: read_sectors(&table("sectors.csv")?)?,
            towns: read_towns(&table("towns.csv")?)?,
            country_names,
            jurisdictions,
            law: read_law(&table("law_kinds.csv")?)?,
            hazards: read_hazards(&table("hazard_limits.csv")?)?,
            questions: rules::read_questions(&table("law_tests.csv")?)?,
            templates: rules::read_templates(&table("law_templates.csv")?)?,
            pollutants: rules::read_pollutants(&table("pop_limits.csv")?)?,
            reuse: rules::read_reuse(&table("water_reuse.csv")?)?,
            readiness: rules::read_readiness(&table("readiness.csv")?)?,
            failure_modes: rules::read_failures(&table("failure_modes.csv")?)?,
            price_index: read_index(&table("price_index.csv")?)?,
            waste_changes: rules::read_changes(&table("waste_list_changes.csv")?)?,
            waste: read_waste(&table("waste_list.csv")?)?,
            steam: read_steam(&table("steam.csv")?)?,
            exchange: read_exchange(&table("fx.csv")?)?,
            defaults,
            default_rows,
        })
    }

    /// SHA-256 of all tables in hex: part of every inputs hash.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Number of rows with a price or a factor and their source.
    pub fn rows(&self) -> usize {
        self.default_rows.len()
            + self.prices.values().map(Vec::len).sum::<usize>()
            + self.grid.len()
            + self.fuels.len()
    }

    /// A default with unit and source, by its key.
    pub fn default_row(&self, key: &str) -> Option<&DefaultRow> {
        self.default_rows.get(key)
    }

    /// A default by its key, for keys that have no field in [`Defaults`].
    pub fn value(&self, key: &str) -> Option<f64> {
        self.default_rows.get(key).map(|r| r.value)
    }

    /// The weights of a preset: `balanced`, `concept` or `market`.
    pub fn weights(&self, preset: &str) -> Option<Weights> {
        Weights::from_rows(&self.default_rows, preset)
    }

    /// The newest price of an item in a country.
    pub fn price(&self, item: Item, country: Country) -> Option<&PriceRow> {
        let find = |c| self.prices.get(&(item, c)).and_then(|rows| rows.last());
        find(country).or_else(|| find(Country::ANY))
    }

    /// All prices of an item in a country, oldest first.
    pub fn prices(&self, item: Item, country: Country) -> &[PriceRow] {
        self.prices.get(&(item, country)).map_or(&[], Vec::as_slice)
    }

    /// The newest grid factor of a country.
    pub fn grid(&self, country: Country) -> Option<&GridFactor> {
        self.grid.get(&country).and_then(|rows| rows.last())
    }

    /// Emissions and boiler of a carrier; none for what is bought ready made.
    pub fn fuel(&self, carrier: Carrier) -> Option<&FuelFactor> {
        self.fuels.get(&carrier)
    }

    /// Cost of pipe in a country, or the row for countries without their own.
    pub fn pipe_cost(&self, country: Option<Country>) -> &PipeCost {
        country.and_then(|c| self.pipe_costs.get(&c)).unwrap_or(&self.pipe_fallback)
    }

    /// Nominal sizes, smallest first.
    pub fn pipe_sizes(&self) -> &[PipeSize] {
        &self.pipe_sizes
    }

    /// Cost of trucks in a country, or the screening value.
    pub fn truck_cost(&self, country: Option<Country>) -> &TruckCost {
        country.and_then(|c| self.truck_costs.get(&c)).unwrap_or(&self.truck_fallback)
    }

    /// One number about a technology.
    pub fn technology(&self, technology: &str, parameter: &str) -> Option<&TechnologyRow> {
        self.technology.get(&(technology.to_owned(), parameter.to_owned()))
    }

    /// The screening cost of a kind.
    pub fn screening(&self, kind: Kind) -> Option<Screening> {
        self.screening.get(&kind).copied()
    }

    /// Process heat of a sector, coldest band first; empty where nothing is known of it.
    pub fn sector_heat<'a>(&'a self, sector: &'a str) -> impl Iterator<Item = &'a SectorHeat> {
        self.sectors.iter().filter(move |s| s.sector.eq_ignore_ascii_case(sector))
    }

    /// How the heat demand of a town in this country follows from its inhabitants.
    pub fn town_rule(&self, country: Country) -> Option<&TownRule> {
        self.towns.get(&country)
    }

    /// The country of a name, code or alias as met in registers.
    pub fn country(&self, name: &str) -> Option<Country> {
        self.country_names.get(&name.trim().to_lowercase()).copied()
    }

    /// Under which law a country stands.
    pub fn jurisdiction(&self, country: Country) -> Option<&Jurisdiction> {
        self.jurisdictions.get(&country)
    }

    /// Every row about law.
    pub fn law(&self) -> &[LawRow] {
        &self.law
    }

    /// Entry kind of a waste code, written with or without spaces, `*` allowed.
    pub fn waste_entry(&self, code: &str) -> Option<WasteEntry> {
        waste_code(code).and_then(|c| self.waste.get(&c)).copied()
    }

    /// Limits of hazardous properties, HP 1 first.
    pub fn hazard_limits(&self) -> &[HazardLimit] {
        &self.hazards
    }

    /// Questions of the legal tests, in the order in which they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Which legal templates go with which standing.
    pub fn template_sets(&self) -> &[TemplateSet] {
        &self.templates
    }

    /// Limits of persistent pollutants in waste.
    pub fn pollutant_limits(&self) -> &[PollutantLimit] {
        &self.pollutants
    }

    /// Limits of reclaimed water, by class.
    pub fn reuse_limits(&self) -> &[ReuseLimit] {
        &self.reuse
    }

    /// Ladders of readiness: axis and fact, lowest fact first.
    pub fn readiness_facts(&self) -> &[(String, String)] {
        &self.readiness
    }

    /// Ways to fail, with their ratings.
    pub fn failure_modes(&self) -> &[FailureMode] {
        &self.failure_modes
    }

    /// What 1 EUR of one year is in the money of another, by consumer prices of the Union
    /// (HICP, Eurostat); none outside the table.
    pub fn price_factor(&self, from: i16, to: i16) -> Option<f64> {
        Some(self.price_index.get(&to)? / self.price_index.get(&from)?)
    }

    /// The last year of the price index.
    pub fn price_year(&self) -> Option<i16> {
        self.price_index.keys().next_back().copied()
    }

    /// Changes of the list of waste that the list does not hold yet.
    pub fn waste_changes(&self) -> &[WasteChange] {
        &self.waste_changes
    }

    /// Rows of saturated steam, lowest pressure first, at least two.
    pub fn steam_table(&self) -> &[SaturatedSteam] {
        &self.steam
    }

    /// Saturated steam at an absolute pressure, linear between rows, held inside the table.
    pub fn steam_at_pressure(&self, bar: f64) -> SaturatedSteam {
        interpolate_steam(&self.steam, bar, |s| s.pressure_bar)
    }

    /// Saturated steam at a temperature, linear between rows, held inside the table.
    pub fn steam_at_temperature(&self, celsius: f64) -> SaturatedSteam {
        interpolate_steam(&self.steam, celsius, |s| s.saturation_c)
    }

    /// Units of a currency for one euro in a year, or the nearest year that is known.
    pub fn units_per_eur(&self, currency: &str, year: Option<i16>) -> Option<f64> {
        if currency == "EUR" {
            return Some(1.0);
        }
        let mut rows: Vec<_> = self
            .exchange
            .iter()
            .filter(|((c, _), _)| c == currency)
            .map(|((_, y), rate)| (*y, *rate))
            .collect();
        rows.sort_by_key(|(y, _)| *y);
        match year {
            Some(year) => {
                rows.into_iter().min_by_key(|(y, _)| (i32::from(*y) - i32::from(year)).abs())
            }
            None => rows.into_iter().next_back(),
        }
        .map(|(_, rate)| rate)
    }
}

/// The six digits of a waste code as `NN NN NN`.
pub fn waste_code(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '*' && *c != '.').collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("{} {} {}", &digits[0..2], &digits[2..4], &digits[4..6]))
}

/// Linear between the two rows around `at`, held inside the table; `rows` are sorted by `key`.
pub(crate) fn interpolate_steam(
    rows: &[SaturatedSteam],
    at: f64,
    key: impl Fn(&SaturatedSteam) -> f64,
) -> SaturatedSteam {
    let upper = rows.partition_point(|s| key(s) < at).clamp(1, rows.len() - 1);
    let (a, b) = (rows[upper - 1], rows[upper]);
    let t = ((at - key(&a)) / (key(&b) - key(&a))).clamp(0.0, 1.0);
    let mix = |x: f64, y: f64| x + (y - x) * t;
    SaturatedSteam {
        pressure_bar: mix(a.pressure_bar, b.pressure_bar),
        saturation_c: mix(a.saturation_c, b.saturation_c),
        liquid_kj_per_kg: mix(a.liquid_kj_per_kg, b.liquid_kj_per_kg),
        vapour_kj_per_kg: mix(a.vapour_kj_per_kg, b.vapour_kj_per_kg),
        vapour_m3_per_kg: mix(a.vapour_m3_per_kg, b.vapour_m3_per_kg),
    }
}

type CountryNames = (HashMap<String, Country>, HashMap<Country, Jurisdiction>);

fn read_countries(table: &Table) -> Result<CountryNames, ReferenceError> {
    let mut names = HashMap::new();
    let mut jurisdictions = HashMap::new();
    for row in table.rows() {
        let country = row.country("iso2")?;
        let aliases = row.text("aliases")?;
        let own = [row.text("iso2")?, row.text("iso3")?, row.text("name")?];
        for name in own.into_iter().chain(aliases.split('|')).filter(|n| !n.is_empty()) {
            names.insert(name.to_lowercase(), country);
        }
        let code = row.text("jurisdiction")?.to_owned();
        jurisdictions.insert(country, Jurisdiction { code, is_oecd: row.text("oecd")? == "1" });
    }
    Ok((names, jurisdictions))
}

fn read_prices(table: &Table) -> Result<HashMap<(Item, Country), Vec<PriceRow>>, ReferenceError> {
    let mut prices: HashMap<_, Vec<PriceRow>> = HashMap::new();
    for row in table.rows() {
        let item = row.one_of("item", "an item of the price table", |code| {
            Item::ALL.into_iter().find(|i| i.code() == code)
        })?;
        row.one_of("currency", "EUR", |c| (c == "EUR").then_some(()))?;
        let price = PriceRow {
            year: row.year("year")?,
            low: row.number("low")?,
            central: row.number("central")?,
            high: row.number("high")?,
            unit: row.text("unit")?.to_owned(),
            price_year: row.year_or_none("price_year")?,
            source: row.text("source")?.to_owned(),
            precision: row.precision("precision")?,
            note: row.text("note")?.to_owned(),
        };
        prices.entry((item, row.country("country")?)).or_default().push(price);
    }
    for rows in prices.values_mut() {
        rows.sort_by_key(|r| r.year);
    }
    Ok(prices)
}

fn read_grid(table: &Table) -> Result<HashMap<Country, Vec<GridFactor>>, ReferenceError> {
    let mut grid: HashMap<_, Vec<GridFactor>> = HashMap::new();
    for row in table.rows() {
        grid.entry(row.country("country")?).or_default().push(GridFactor {
            year: row.year("year")?,
            kg_per_mwh: row.number("kg_co2e_per_mwh")?,
            method: row.text("method")?.to_owned(),
            source: row.text("source")?.to_owned(),
        });
    }
    for rows in grid.values_mut() {
        rows.sort_by_key(|r| r.year);
    }
    Ok(grid)
}

fn read_fuels(table: &Table) -> Result<HashMap<Carrier, FuelFactor>, ReferenceError> {
    let mut fuels = HashMap::new();
    for row in table.rows() {
        row.one_of("heating_value", "LHV", |v| (v == "LHV").then_some(()))?;
        fuels.insert(
            row.carrier("carrier")?,
            FuelFactor {
                kg_per_mwh: row.number("kg_co2_per_mwh")?,
                efficiency: row.positive("efficiency")?,
                source: row.text("source")?.to_owned(),
                efficiency_source: row.text("efficiency_source")?.to_owned(),
            },
        );
    }
    Ok(fuels)
}

fn read_pipe_costs(
    table: &Table,
) -> Result<(HashMap<Country, PipeCost>, PipeCost), ReferenceError> {
    let mut costs = HashMap::new();
    for row in table.rows() {
        let country = row.country("country")?;
        costs.insert(
            country,
            PipeCost {
                c1_eur_per_m: row.number("c1_eur_per_m")?,
                c2_eur_per_m2: row.number("c2_eur_per_m2")?,
                price_year: row.year_or_none("price_year")?,
                source: row.text("source")?.to_owned(),
                is_fallback: country == Country::ANY,
            },
        );
    }
    let fallback = costs.remove(&Country::ANY).ok_or(ReferenceError::BadCell {
        table: "pipe_costs.csv".to_owned(),
        line: 1,
        column: "country".to_owned(),
        value: String::new(),
        expected: "a table with a row *",
    })?;
    Ok((costs, fallback))
}

fn read_pipe_sizes(table: &Table) -> Result<Vec<PipeSize>, ReferenceError> {
    let mut sizes = Vec::new();
    for row in table.rows() {
        sizes.push(PipeSize {
            dn: row.positive("dn")? as u16,
            inner_m: row.positive("inner_diameter_mm")? / 1000.0,
            outer_m: row.positive("outer_diameter_mm")? / 1000.0,
            casing_m: row.positive("casing_diameter_mm")? / 1000.0,
            velocity_m_s: row.positive("velocity_m_s")?,
        });
    }
    sizes.sort_by(|a, b| a.inner_m.total_cmp(&b.inner_m));
    table.at_least(sizes.len(), 1)?;
    Ok(sizes)
}

fn read_trucks(table: &Table) -> Result<HashMap<Country, TruckCost>, ReferenceError> {
    let mut trucks = HashMap::new();
    for row in table.rows() {
        trucks.insert(
            row.country("country")?,
            TruckCost {
                eur_per_tkm: row.number("eur_per_tkm")?,
                handling_eur_per_t: row.number("handling_eur_per_t")?,
                payload_t: row.positive("payload_t")?,
                source: row.text("source")?.to_owned(),
                is_fallback: false,
            },
        );
    }
    Ok(trucks)
}

fn read_technology(
    table: &Table,
) -> Result<HashMap<(String, String), TechnologyRow>, ReferenceError> {
    let mut technology = HashMap::new();
    for row in table.rows() {
        technology.insert(
            (row.text("technology")?.to_owned(), row.text("parameter")?.to_owned()),
            TechnologyRow {
                value: row.number("value")?,
                unit: row.text("unit")?.to_owned(),
                source: row.text("source")?.to_owned(),
            },
        );
    }
    Ok(technology)
}

fn read_hazards(table: &Table) -> Result<Vec<HazardLimit>, ReferenceError> {
    let mut limits = Vec::new();
    for row in table.rows() {
        let mode = row.one_of("mode", "single, sum, test or national", |mode| match mode {
            "single" => Some(HazardMode::Single),
            "sum" => Some(HazardMode::Sum),
            "test" => Some(HazardMode::Test),
            "national" => Some(HazardMode::National),
            _ => None,
        })?;
        limits.push(HazardLimit {
            property: row.text("property")?.to_owned(),
            group: row.text("group")?.to_owned(),
            mode,
            statement: row.text("statement")?.to_owned(),
            factor: row.number("factor")?,
            cutoff_percent: row.number("cutoff_percent")?,
            limit_percent: row.number("limit_percent")?,
            article: row.text("article")?.to_owned(),
            date: row.text("date")?.to_owned(),
            source: row.text("source")?.to_owned(),
        });
    }
    Ok(limits)
}

fn read_screening(table: &Table) -> Result<HashMap<Kind, Screening>, ReferenceError> {
    let mut screening = HashMap::new();
    for row in table.rows() {
        screening.insert(
            row.kind("kind")?,
            Screening {
                capital_eur_per_km: row.number("capital_eur_per_km")?,
                carriage_eur_per_km_unit: row.number("carriage_eur_per_km_unit")?,
            },
        );
    }
    Ok(screening)
}

fn read_sectors(table: &Table) -> Result<Vec<SectorHeat>, ReferenceError> {
    let mut sectors = Vec::new();
    for row in table.rows() {
        sectors.push(SectorHeat {
            sector: row.text("sector")?.to_owned(),
            band: row.one_of("band", "low, medium or high", |b| match b {
                "low" => Some(Band::Low),
                "medium" => Some(Band::Medium),
                "high" => Some(Band::High),
                _ => None,
            })?,
            temperature_c: row.number("temperature_c")?,
            return_temperature_c: row.number("return_temperature_c")?,
            share_of_fuel_demand: row.number("share_of_fuel_demand")?,
            kind: row.kind("kind")?,
            replaces: row.carrier("replaces")?,
            source: row.text("source")?.to_owned(),
            year: row.year("year")?,
        });
    }
    Ok(sectors)
}

fn read_towns(table: &Table) -> Result<HashMap<Country, TownRule>, ReferenceError> {
    let mut towns = HashMap::new();
    for row in table.rows() {
        towns.insert(
            row.country("country")?,
            TownRule {
                heat_mwh_per_inhabitant: row.number("heat_mwh_per_inhabitant")?,
                district_share: row.number("district_share")?,
                reachable_share: row.number("reachable_share")?,
                supply_temperature_c: row.number("supply_temperature_c")?,
                return_temperature_c: row.number("return_temperature_c")?,
                replaces: row.carrier("replaces")?,
                source: row.text("source")?.to_owned(),
                year: row.year("year")?,
            },
        );
    }
    Ok(towns)
}

fn read_law(table: &Table) -> Result<Vec<LawRow>, ReferenceError> {
    let mut law = Vec::new();
    for row in table.rows() {
        law.push(LawRow {
            jurisdiction: row.text("jurisdiction")?.to_owned(),
            subject: row.text("kind")?.to_owned(),
            branch: row.text("branch")?.to_owned(),
            documents: row.text("documents")?.split('|').map(str::to_owned).collect(),
            article: row.text("article")?.to_owned(),
            date: row.text("date")?.to_owned(),
            source: row.text("source")?.to_owned(),
        });
    }
    Ok(law)
}

fn read_waste(table: &Table) -> Result<HashMap<String, WasteEntry>, ReferenceError> {
    let mut waste = HashMap::new();
    for row in table.rows() {
        let code = row.one_of("code", "a waste code", waste_code)?;
        let entry = row.one_of("entry", "AH, ANH, MH or MNH", |e| match e {
            "AH" => Some(WasteEntry::AbsoluteHazardous),
            "ANH" => Some(WasteEntry::AbsoluteNonHazardous),
            "MH" => Some(WasteEntry::MirrorHazardous),
            "MNH" => Some(WasteEntry::MirrorNonHazardous),
            _ => None,
        })?;
        waste.insert(code, entry);
    }
    Ok(waste)
}

fn read_steam(table: &Table) -> Result<Vec<SaturatedSteam>, ReferenceError> {
    let mut steam = Vec::new();
    for row in table.rows() {
        steam.push(SaturatedSteam {
            pressure_bar: row.positive("pressure_bar")?,
            saturation_c: row.number("saturation_c")?,
            liquid_kj_per_kg: row.number("liquid_kj_per_kg")?,
            vapour_kj_per_kg: row.number("vapour_kj_per_kg")?,
            vapour_m3_per_kg: row.positive("vapour_m3_per_kg")?,
        });
    }
    steam.sort_by(|a, b| a.pressure_bar.total_cmp(&b.pressure_bar));
    table.at_least(steam.len(), 2)?;
    Ok(steam)
}

fn read_exchange(table: &Table) -> Result<HashMap<(String, i16), f64>, ReferenceError> {
    let mut exchange = HashMap::new();
    for row in table.rows() {
        exchange.insert(
            (row.text("currency")?.to_owned(), row.year("year")?),
            row.positive("units_per_eur")?,
        );
    }
    Ok(exchange)
}

fn read_index(table: &Table) -> Result<BTreeMap<i16, f64>, ReferenceError> {
    table.rows().map(|row| Ok((row.year("year")?, row.positive("index")?))).collect()
}

#[cfg(test)]
pub(crate) mod tests;
