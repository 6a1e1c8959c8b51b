//! The table of legal entities.

use turash_engine::model::{Organization, OrganizationId};
use uuid::Uuid;

use super::{SOURCE, read_source, read_words, write_source, write_words};
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Searched, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE organization (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sector TEXT,
    country TEXT,
    trust REAL,
    confidential TEXT,
    source_dataset TEXT NOT NULL,
    source_key TEXT NOT NULL,
    source_year INTEGER,
    source_method TEXT
) STRICT;
";

const FIELDS: &[Field] = &[
    field("name", FieldKind::Text),
    field("sector", FieldKind::Text),
    field("country", FieldKind::Text),
    field("trust", FieldKind::Real),
    field("confidential", FieldKind::Json),
    SOURCE[0],
    SOURCE[1],
    SOURCE[2],
    SOURCE[3],
];

pub(crate) static TABLE: Table = table!(
    "organization",
    FIELDS,
    Some(Searched { slot: 0, title: "name", body: &["sector", "source_key"] })
);

impl Record for Organization {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.name);
        row.text_or_none(self.sector.as_deref());
        row.text_or_none(self.country.as_deref());
        row.real_or_none(self.trust);
        write_words(row, &self.confidential);
        write_source(row, &self.source);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: OrganizationId(id),
            name: row.text()?,
            sector: row.text_or_none()?,
            country: row.text_or_none()?,
            trust: row.real_or_none()?,
            confidential: read_words(row)?,
            source: read_source(row)?,
        })
    }
}
