//! One reference table as rows of named cells, each read as what its column promises.
//!
//! It knows nothing of what the numbers mean; every refusal names table, line and column.

use super::{Country, ReferenceError};
use crate::model::{Carrier, Kind, Precision};

pub(super) struct Table {
    name: &'static str,
    header: Vec<String>,
    lines: Vec<(u64, Vec<String>)>,
}

impl Table {
    pub(super) fn read(name: &'static str, text: &str) -> Result<Self, ReferenceError> {
        let unreadable = |e: csv::Error| ReferenceError::Unreadable {
            table: name.to_owned(),
            line: e.position().map_or(1, csv::Position::line),
            reason: e.to_string(),
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            lines.push((line, record.iter().map(|c| c.trim().to_owned()).collect()));
        }
        Ok(Self { name, header, lines })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// Refuses a table with fewer rows than the methods need.
    pub(super) fn at_least(&self, rows: usize, needed: usize) -> Result<(), ReferenceError> {
        if rows >= needed {
            return Ok(());
        }
        Err(ReferenceError::Unreadable {
            table: self.name.to_owned(),
            line: 1,
            reason: format!("{rows} rows, at least {needed} are needed"),
        })
    }
}

pub(super) struct Row<'a> {
    table: &'a Table,
    line: u64,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    pub(super) fn text(&self, column: &str) -> Result<&'a str, ReferenceError> {
        self.table
            .header
            .iter()
            .position(|h| h == column)
            .and_then(|i| self.cells.get(i))
            .map(String::as_str)
            .ok_or_else(|| self.bad(column, "", "a column of this table"))
    }

    pub(super) fn one_of<T>(
        &self,
        column: &str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ReferenceError> {
        let text = self.text(column)?;
        read(text).ok_or_else(|| self.bad(column, text, expected))
    }

    pub(super) fn number(&self, column: &str) -> Result<f64, ReferenceError> {
        self.one_of(column, "a finite number", |t| t.parse().ok().filter(|v: &f64| v.is_finite()))
    }

    pub(super) fn positive(&self, column: &str) -> Result<f64, ReferenceError> {
        self.one_of(column, "a number above zero", |t| {
            t.parse().ok().filter(|v: &f64| v.is_finite() && *v > 0.0)
        })
    }

    pub(super) fn year(&self, column: &str) -> Result<i16, ReferenceError> {
        self.one_of(column, "a year", |t| t.parse().ok().filter(|y| (1900..=2100).contains(y)))
    }

    pub(super) fn year_or_none(&self, column: &str) -> Result<Option<i16>, ReferenceError> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.year(column).map(Some) }
    }

    pub(super) fn country(&self, column: &str) -> Result<Country, ReferenceError> {
        self.one_of(column, "a country code of two letters, or *", |t| {
            if t == "*" { Some(Country::ANY) } else { Country::new(t) }
        })
    }

    pub(super) fn kind(&self, column: &str) -> Result<Kind, ReferenceError> {
        self.one_of(column, "the code of a kind", Kind::from_code)
    }

    pub(super) fn carrier(&self, column: &str) -> Result<Carrier, ReferenceError> {
        self.one_of(column, "the code of a carrier", |t| match t {
            "gas" => Some(Carrier::Gas),
            "heating_oil" => Some(Carrier::HeatingOil),
            "coal" => Some(Carrier::Coal),
            "biomass" => Some(Carrier::Biomass),
            "electricity" => Some(Carrier::Electricity),
            "district_heat" => Some(Carrier::DistrictHeat),
            _ => None,
        })
    }

    pub(super) fn precision(&self, column: &str) -> Result<Precision, ReferenceError> {
        self.one_of(column, "rough, estimated, measured or verified", |t| match t {
            "rough" => Some(Precision::Rough),
            "estimated" => Some(Precision::Estimated),
            "measured" => Some(Precision::Measured),
            "verified" => Some(Precision::Verified),
            _ => None,
        })
    }

    fn bad(&self, column: &str, value: &str, expected: &'static str) -> ReferenceError {
        ReferenceError::BadCell {
            table: self.table.name.to_owned(),
            line: self.line,
            column: column.to_owned(),
            value: value.to_owned(),
            expected,
        }
    }
}
