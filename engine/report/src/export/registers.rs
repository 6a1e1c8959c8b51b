//! The registers as tables of typed cells, which the workbook and the CSV files both write.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::{Export, safe};
use crate::ReportError;

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Flag(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Cell::Number(number) } else { Cell::Empty }
    }
}

impl From<Decimal> for Cell {
    fn from(money: Decimal) -> Self {
        money.to_string().parse().map_or(Cell::Empty, Cell::Number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// A table: its name, its columns with their units, its rows.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Name of a value of a closed list, as it stands in JSON.
pub(super) fn code(value: &impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => Cell::Text(code),
        Ok(_) | Err(_) => Cell::Empty,
    }
}

/// An id.
fn id(id: impl ToString) -> Cell {
    Cell::Text(id.to_string())
}

/// All registers of a project.
pub(super) fn registers(export: &Export<'_>) -> Vec<Table> {
    vec![organizations(export), sites(export), flows(export), matches(export), deals(export)]
}

fn organizations(export: &Export<'_>) -> Table {
    let row = |o: &turash_engine::model::Organization| {
        vec![
            id(o.id),
            o.name.as_str().into(),
            o.sector.as_deref().into(),
            o.country.as_deref().into(),
            o.trust.into(),
            o.source.dataset.as_str().into(),
            o.source.key.as_str().into(),
        ]
    };
    Table {
        name: "organizations",
        columns: &["id", "name", "sector", "country", "trust", "source", "source_key"],
        rows: export.region.organizations().iter().map(|o| row(o)).collect(),
    }
}

fn sites(export: &Export<'_>) -> Table {
    let row = |s: &turash_engine::model::Site| {
        vec![
            id(s.id),
            id(s.organization),
            s.name.as_str().into(),
            s.position.map(|p| p.lat).into(),
            s.position.map(|p| p.lon).into(),
            s.country.as_deref().into(),
            s.town.as_deref().into(),
            s.street.as_deref().into(),
            s.postcode.as_deref().into(),
            s.sector.as_deref().into(),
            s.source.dataset.as_str().into(),
            s.source.key.as_str().into(),
        ]
    };
    Table {
        name: "sites",
        columns: &[
            "id",
            "organization",
            "name",
            "lat_deg",
            "lon_deg",
            "country",
            "town",
            "street",
            "postcode",
            "sector",
            "source",
            "source_key",
        ],
        rows: export.region.sites().iter().map(|s| row(s)).collect(),
    }
}

fn flows(export: &Export<'_>) -> Table {
    let row = |f: &turash_engine::model::Flow| {
        let price = |p: &Option<turash_engine::model::Price>| -> [Cell; 2] {
            let currency = p.as_ref().map(|p| p.currency.as_str());
            [p.as_ref().map(|p| p.per_unit).into(), currency.into()]
        };
        let mut cells = vec![
            id(f.id),
            id(f.site),
            id(f.organization),
            f.name.as_str().into(),
            code(&f.direction),
            f.kind.code().into(),
            f.class.as_deref().into(),
            f.amount_per_year.into(),
            f.amount_low.into(),
            f.amount_high.into(),
            f.kind.rules().unit.into(),
            f.capacity_per_hour.into(),
            f.quality.temperature.map(|t| t.0).into(),
            f.quality.return_temperature.map(|t| t.0).into(),
            f.quality.pressure_bar.into(),
            f.is_hazardous().map_or(Cell::Empty, Cell::Flag),
        ];
        cells.extend(price(&f.price));
        cells.extend(price(&f.disposal_cost));
        cells.extend([
            code(&f.precision),
            f.source.dataset.as_str().into(),
            f.source.key.as_str().into(),
        ]);
        cells
    };
    Table {
        name: "flows",
        columns: &[
            "id",
            "site",
            "organization",
            "name",
            "direction",
            "kind",
            "class",
            "amount_per_year",
            "amount_low_per_year",
            "amount_high_per_year",
            "unit",
            "capacity_unit_per_hour",
            "temperature_degc",
            "return_temperature_degc",
            "pressure_bar_absolute",
            "hazardous",
            "price_per_unit",
            "price_currency",
            "disposal_cost_per_unit",
            "disposal_cost_currency",
            "precision",
            "source",
            "source_key",
        ],
        rows: export.region.flows().iter().map(|f| row(f)).collect(),
    }
}

fn matches(export: &Export<'_>) -> Table {
    let row = |traded: &super::Traded<'_>| {
        let m = traded.found;
        vec![
            id(m.id),
            id(m.supply),
            id(m.demand),
            m.kind.code().into(),
            m.distance_km.into(),
            m.score.into(),
            m.matched_per_year.into(),
            m.kind.rules().unit.into(),
            m.overlap_hours.into(),
            code(&m.route),
            Cell::Flag(m.assumed_price),
            Cell::Flag(m.needs_price),
        ]
    };
    Table {
        name: "matches",
        columns: &[
            "id",
            "supply",
            "demand",
            "kind",
            "distance_km",
            "score",
            "matched_per_year",
            "unit",
            "overlap_hours_per_year",
            "route",
            "assumed_price",
            "needs_price",
        ],
        rows: export.matches.iter().map(row).collect(),
    }
}

fn deals(export: &Export<'_>) -> Table {
    let row = |d: &turash_engine::model::Deal| {
        vec![
            id(d.id),
            id(d.match_id),
            id(d.supplier),
            id(d.accepter),
            code(&d.state),
            d.reserved_until.map(|at| Cell::Text(at.to_string())).unwrap_or(Cell::Empty),
            d.transfer_price_eur_per_unit.into(),
            d.outcome.as_ref().map(|o| o.code.as_str()).into(),
            d.note.as_deref().into(),
        ]
    };
    Table {
        name: "deals",
        columns: &[
            "id",
            "match",
            "supplier",
            "accepter",
            "state",
            "reserved_until",
            "transfer_price_eur_per_unit",
            "outcome",
            "note",
        ],
        rows: export.deals.iter().map(row).collect(),
    }
}

/// A table as CSV (RFC 4180, UTF-8): numbers with a decimal point, texts made safe.
pub(super) fn csv(table: &Table) -> Result<Vec<u8>, ReportError> {
    let failed = |e: csv::Error| ReportError::Export(e.to_string());
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    out.write_record(table.columns).map_err(failed)?;
    for row in &table.rows {
        let fields = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => safe(text),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
        });
        out.write_record(fields).map_err(failed)?;
    }
    out.into_inner().map_err(|e| ReportError::Export(e.to_string()))
}
