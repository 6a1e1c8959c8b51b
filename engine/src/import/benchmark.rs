//! What a register's words mean in numbers: temperature bands, and what demand is derived from.
//!
//! Parsed from reference tables that the caller passes in; holds no number of its own.

/// A temperature band of excess heat.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub field: String,
    pub code: String,
    pub from_c: f64,
    pub to_c: Option<f64>,
    pub temperature_c: f64,
    pub usable_down_to_c: f64,
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

/// Reference numbers that reading a register needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Benchmarks {
    pub(super) bands: Vec<Band>,
}

/// A reference table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the reference table {table} cannot be read")]
pub struct MalformedBenchmark {
    /// The table.
    pub table: &'static str,
    /// Line in it.
    pub line: usize,
}

impl Benchmarks {
    /// Reads the reference table `excess_heat_bands.csv`.
    pub fn parse(bands: &[u8]) -> Result<Self, MalformedBenchmark> {
        Ok(Self { bands: parse(bands, "excess_heat_bands", band)? })
    }
}

fn parse<T>(
    bytes: &[u8],
    table: &'static str,
    row: impl Fn(&csv::StringRecord) -> Option<T>,
) -> Result<Vec<T>, MalformedBenchmark> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let malformed = MalformedBenchmark { table, line: i + 2 };
        let record = record.map_err(|_| malformed.clone())?;
        rows.push(row(&record).ok_or(malformed)?);
    }
    Ok(rows)
}

fn band(record: &csv::StringRecord) -> Option<Band> {
    let number = |i: usize| record.get(i)?.parse::<f64>().ok();
    Some(Band {
        field: record.get(0)?.to_owned(),
        code: record.get(1)?.to_owned(),
        from_c: number(2)?,
        to_c: number(3),
        temperature_c: number(4)?,
        usable_down_to_c: number(5)?,
    })
}
