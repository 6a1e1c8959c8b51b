//! What a register's words mean in numbers: temperature bands, and what demand is derived from.
//!
//! Parsed from reference tables that the caller passes in; holds no number of its own.

use crate::model::{Carrier, Position};
use crate::quantity::Celsius;

/// A temperature band of excess heat.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub field: String,
    pub code: String,
    pub from_c: f64,
    pub to_c: Option<f64>,
    pub temperature: Celsius,
    pub usable_down_to: Celsius,
}

impl Band {
    /// The band as people write it, in symbols that need no translation.
    pub fn label(&self) -> String {
        match self.to_c {
            Some(to) => format!("{}\u{2013}{to} \u{b0}C", self.from_c),
            None => format!("> {} \u{b0}C", self.from_c),
        }
    }
}

/// The part of a sector's fuel that outside heat could take over at one temperature level.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProcessHeat {
    pub sector: String,
    pub level: String,
    pub temperature: Celsius,
    pub return_temperature: Celsius,
    pub share_of_fuel: f64,
    pub replaces: Option<Carrier>,
    pub year: Option<i16>,
}

/// What a country's towns need to be heated.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TownHeat {
    pub country: String,
    pub mwh_per_inhabitant: f64,
    pub share: f64,
    pub supply: Celsius,
    pub back: Celsius,
    pub replaces: Option<Carrier>,
    pub year: Option<i16>,
}

/// A town.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Town {
    pub key: String,
    pub name: String,
    pub country: String,
    pub position: Position,
    pub inhabitants: f64,
}

/// Reference numbers that reading a register needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Benchmarks {
    pub(super) bands: Vec<Band>,
    pub(super) process_heat: Vec<ProcessHeat>,
    pub(super) town_heat: Vec<TownHeat>,
    /// By latitude, so that neighbours are found by bisection.
    pub(super) towns: Vec<Town>,
    pub(super) heating_months: [f64; 12],
    pub(super) boiler_efficiency: f64,
    pub(super) town_radius_km: f64,
}

/// The reference tables, as they lie in `assets/reference`.
#[derive(Debug, Clone, Copy)]
pub struct BenchmarkTables<'a> {
    /// `excess_heat_bands.csv`
    pub bands: &'a [u8],
    /// `sectors.csv`
    pub sectors: &'a [u8],
    /// `towns.csv`
    pub town_heat: &'a [u8],
    /// `towns_europe.csv`
    pub towns: &'a [u8],
    /// `heating_months.csv`
    pub heating_months: &'a [u8],
    /// `defaults.csv`
    pub defaults: &'a [u8],
    /// `import.csv`
    pub import: &'a [u8],
}

/// A reference table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the reference table {table} cannot be read")]
pub struct MalformedBenchmark {
    /// The table.
    pub table: &'static str,
    /// Line in it; 0 where a row is missing altogether.
    pub line: usize,
}

impl Benchmarks {
    /// Reads the reference tables.
    pub fn parse(tables: &BenchmarkTables<'_>) -> Result<Self, MalformedBenchmark> {
        let mut towns = rows(tables.towns, "towns_europe", town)?;
        towns.sort_by(|a, b| a.position.lat.total_cmp(&b.position.lat).then(a.key.cmp(&b.key)));
        let months = rows(tables.heating_months, "heating_months", |r| r.number("strength"))?;
        Ok(Self {
            bands: rows(tables.bands, "excess_heat_bands", band)?,
            process_heat: rows(tables.sectors, "sectors", process_heat)?
                .into_iter()
                .flatten()
                .collect(),
            town_heat: rows(tables.town_heat, "towns", town_heat)?,
            towns,
            heating_months: months
                .try_into()
                .map_err(|_| MalformedBenchmark { table: "heating_months", line: 0 })?,
            boiler_efficiency: value(tables.defaults, "defaults", "heat.efficiency")?,
            town_radius_km: value(tables.import, "import", "import.town_radius_km")?,
        })
    }
}

/// A record with the titles of its columns.
struct Titled<'a> {
    titles: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Titled<'_> {
    fn text(&self, title: &str) -> Option<&str> {
        let at = self.titles.iter().position(|t| t == title)?;
        self.record.get(at).map(str::trim).filter(|t| !t.is_empty())
    }

    fn owned(&self, title: &str) -> Option<String> {
        self.text(title).map(str::to_owned)
    }

    fn number(&self, title: &str) -> Option<f64> {
        self.text(title)?.parse().ok().filter(|n: &f64| n.is_finite())
    }

    fn celsius(&self, title: &str) -> Option<Celsius> {
        self.number(title).map(Celsius)
    }

    fn year(&self) -> Option<i16> {
        self.text("year")?.parse().ok()
    }

    fn carrier(&self) -> Option<Carrier> {
        match self.text("replaces")? {
            "gas" => Some(Carrier::Gas),
            "heating_oil" => Some(Carrier::HeatingOil),
            "coal" => Some(Carrier::Coal),
            "biomass" => Some(Carrier::Biomass),
            "electricity" => Some(Carrier::Electricity),
            "district_heat" => Some(Carrier::DistrictHeat),
            _ => None,
        }
    }
}

fn rows<T>(
    bytes: &[u8],
    table: &'static str,
    row: impl Fn(&Titled<'_>) -> Option<T>,
) -> Result<Vec<T>, MalformedBenchmark> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let titles = reader.headers().map_err(|_| MalformedBenchmark { table, line: 1 })?.clone();
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let malformed = MalformedBenchmark { table, line: i + 2 };
        let record = record.map_err(|_| malformed.clone())?;
        rows.push(row(&Titled { titles: &titles, record: &record }).ok_or(malformed)?);
    }
    Ok(rows)
}

fn value(bytes: &[u8], table: &'static str, key: &str) -> Result<f64, MalformedBenchmark> {
    let found = rows(bytes, table, |r| {
        Some(if r.text("key") == Some(key) { Some(r.number("value")?) } else { None })
    })?;
    found.into_iter().flatten().next().ok_or(MalformedBenchmark { table, line: 0 })
}

fn band(row: &Titled<'_>) -> Option<Band> {
    Some(Band {
        field: row.owned("field")?,
        code: row.owned("code")?,
        from_c: row.number("from_c")?,
        to_c: row.number("to_c"),
        temperature: row.celsius("temperature_c")?,
        usable_down_to: row.celsius("usable_down_to_c")?,
    })
}

/// The levels `low` and `medium`; what a sector burns above them no outside heat reaches, and
/// that is `None`.
fn process_heat(row: &Titled<'_>) -> Option<Option<ProcessHeat>> {
    let level = row.owned("band")?;
    if level == "high" {
        return Some(None);
    }
    Some(Some(ProcessHeat {
        sector: row.owned("sector")?,
        level,
        temperature: row.celsius("temperature_c")?,
        return_temperature: row.celsius("return_temperature_c")?,
        share_of_fuel: row.number("share_of_fuel_demand")?,
        replaces: row.carrier(),
        year: row.year(),
    }))
}

fn town_heat(row: &Titled<'_>) -> Option<TownHeat> {
    Some(TownHeat {
        country: row.owned("country")?,
        mwh_per_inhabitant: row.number("heat_mwh_per_inhabitant")?,
        share: row.number("district_share")?.max(row.number("reachable_share")?),
        supply: row.celsius("supply_temperature_c")?,
        back: row.celsius("return_temperature_c")?,
        replaces: row.carrier(),
        year: row.year(),
    })
}

fn town(row: &Titled<'_>) -> Option<Town> {
    Some(Town {
        key: row.owned("geonameid")?,
        name: row.owned("name")?,
        country: row.owned("country")?,
        position: Position::new(row.number("lat")?, row.number("lon")?)?,
        inhabitants: row.number("population")?,
    })
}
