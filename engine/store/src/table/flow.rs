//! The table of supplies and demands.

use turash_engine::model::{
    Carrier, Direction, Flow, FlowId, Kind, OrganizationId, Precision, Profile, Quality, SiteId,
    Week,
};
use turash_engine::quantity::Celsius;
use uuid::Uuid;

use super::{SOURCE, codes, read_source, read_words, write_source, write_words};
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Searched, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE flow (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    site BLOB NOT NULL,
    organization BLOB NOT NULL,
    direction TEXT NOT NULL,
    kind TEXT NOT NULL,
    class TEXT,
    name TEXT NOT NULL,
    amount_per_year REAL NOT NULL,
    amount_low REAL,
    amount_high REAL,
    capacity_per_hour REAL,
    temperature_c REAL,
    return_temperature_c REAL,
    pressure_bar REAL,
    grade REAL,
    moisture REAL,
    contamination REAL,
    ph REAL,
    hazardous INTEGER,
    week TEXT,
    months TEXT,
    valid_from TEXT,
    valid_to TEXT,
    price TEXT,
    disposal_cost TEXT,
    replaces TEXT,
    precision TEXT NOT NULL,
    confidential TEXT,
    source_dataset TEXT NOT NULL,
    source_key TEXT NOT NULL,
    source_year INTEGER,
    source_method TEXT
) STRICT;
CREATE INDEX flow_site ON flow(site);
";

/// What came to the table later.
pub(crate) const ADD_PARTICULARS: &str = "ALTER TABLE flow ADD COLUMN particulars TEXT;";

/// What a project counts at each look, without reading whole rows.
pub(crate) const COUNT_BY_INDEX: &str = "
CREATE INDEX flow_direction ON flow(direction);
CREATE INDEX site_unplaced ON site(n) WHERE position IS NULL;
";

const FIELDS: &[Field] = &[
    field("site", FieldKind::Id),
    field("organization", FieldKind::Id),
    field("direction", FieldKind::Text),
    field("kind", FieldKind::Text),
    field("class", FieldKind::Text),
    field("name", FieldKind::Text),
    field("amount_per_year", FieldKind::Real),
    field("amount_low", FieldKind::Real),
    field("amount_high", FieldKind::Real),
    field("capacity_per_hour", FieldKind::Real),
    field("temperature_c", FieldKind::Real),
    field("return_temperature_c", FieldKind::Real),
    field("pressure_bar", FieldKind::Real),
    field("grade", FieldKind::Real),
    field("moisture", FieldKind::Real),
    field("contamination", FieldKind::Real),
    field("ph", FieldKind::Real),
    field("hazardous", FieldKind::Integer),
    field("week", FieldKind::Text),
    field("months", FieldKind::Json),
    field("valid_from", FieldKind::Text),
    field("valid_to", FieldKind::Text),
    field("price", FieldKind::Json),
    field("disposal_cost", FieldKind::Json),
    field("replaces", FieldKind::Text),
    field("precision", FieldKind::Text),
    field("confidential", FieldKind::Json),
    SOURCE[0],
    SOURCE[1],
    SOURCE[2],
    SOURCE[3],
    field("particulars", FieldKind::Json),
];

pub(crate) static TABLE: Table = table!(
    "flow",
    FIELDS,
    Some(Searched { slot: 2, title: "name", body: &["class", "kind", "source_key"] })
);

codes!(Direction, direction, to_direction, Supply = "supply", Demand = "demand");
codes!(
    Precision,
    precision,
    to_precision,
    Rough = "rough",
    Estimated = "estimated",
    Measured = "measured",
    Verified = "verified",
);
codes!(
    Carrier,
    carrier,
    to_carrier,
    Gas = "gas",
    HeatingOil = "heating_oil",
    Coal = "coal",
    Biomass = "biomass",
    Electricity = "electricity",
    DistrictHeat = "district_heat",
);

impl Record for Flow {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id(self.site.0);
        row.id(self.organization.0);
        row.text(direction(self.direction));
        row.text(self.kind.code());
        row.text_or_none(self.class.as_deref());
        row.text(&self.name);
        row.real(self.amount_per_year);
        row.real_or_none(self.amount_low);
        row.real_or_none(self.amount_high);
        row.real_or_none(self.capacity_per_hour);
        row.real_or_none(self.quality.temperature.map(|t| t.0));
        row.real_or_none(self.quality.return_temperature.map(|t| t.0));
        row.real_or_none(self.quality.pressure_bar);
        row.real_or_none(self.quality.grade);
        row.real_or_none(self.quality.moisture);
        row.real_or_none(self.quality.contamination);
        row.real_or_none(self.quality.ph);
        row.integer_or_none(self.quality.hazardous.map(i64::from));
        // "Every hour" and "every month alike" are the common case, and are kept as nothing.
        row.display((self.profile.week != Week::ALWAYS).then(|| self.profile.week.to_hex()));
        row.reals((self.profile.months != [1.0; 12]).then_some(&self.profile.months));
        row.display(self.profile.valid_from);
        row.display(self.profile.valid_to);
        row.json(self.price.as_ref());
        row.json(self.disposal_cost.as_ref());
        row.text_or_none(self.replaces.map(carrier));
        row.text(precision(self.precision));
        write_words(row, &self.confidential);
        write_source(row, &self.source);
        row.json((!self.particulars.is_empty()).then_some(&self.particulars));
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: FlowId(id),
            site: SiteId(row.id()?),
            organization: OrganizationId(row.id()?),
            direction: row.code(to_direction)?,
            kind: row.code(Kind::from_code)?,
            class: row.text_or_none()?,
            name: row.text()?,
            amount_per_year: row.real()?,
            amount_low: row.real_or_none()?,
            amount_high: row.real_or_none()?,
            capacity_per_hour: row.real_or_none()?,
            quality: Quality {
                temperature: row.real_or_none()?.map(Celsius),
                return_temperature: row.real_or_none()?.map(Celsius),
                pressure_bar: row.real_or_none()?,
                grade: row.real_or_none()?,
                moisture: row.real_or_none()?,
                contamination: row.real_or_none()?,
                ph: row.real_or_none()?,
                hazardous: row.integer_or_none()?.map(|yes| yes != 0),
            },
            profile: Profile {
                week: row.code_or_none(Week::from_hex)?.unwrap_or(Week::ALWAYS),
                months: row.code_or_none(to_months)?.unwrap_or([1.0; 12]),
                valid_from: row.day()?,
                valid_to: row.day()?,
            },
            price: row.json()?,
            disposal_cost: row.json()?,
            replaces: row.code_or_none(to_carrier)?,
            precision: row.code(to_precision)?,
            confidential: read_words(row)?,
            source: read_source(row)?,
            particulars: row.json()?.unwrap_or_default(),
        })
    }
}

/// Twelve factors out of a JSON list.
fn to_months(text: &str) -> Option<[f64; 12]> {
    let mut factors = [0.0; 12];
    let mut parts = text.strip_prefix('[')?.strip_suffix(']')?.split(',');
    for factor in &mut factors {
        *factor = parts.next()?.parse().ok().filter(|f: &f64| f.is_finite())?;
    }
    parts.next().is_none().then_some(factors)
}
