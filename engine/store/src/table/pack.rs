//! The table of regional map packs: named attachments with their attribution.

use uuid::Uuid;

use super::codes;
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

/// How the tiles of a pack are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackFormat {
    /// A SQLite file of tiles.
    Mbtiles,
    /// One file with a directory of tiles.
    Pmtiles,
}

/// A map pack that travels with the project. Its bytes are an attachment under `sha256`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its id.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// How its tiles are packed.
    pub format: PackFormat,
    /// Hash of its bytes, in hex: the name of the attachment.
    pub sha256: String,
    /// Number of its bytes.
    pub bytes: u64,
    /// Words that must stand on every map drawn from it.
    pub attribution: String,
}

pub(crate) const CREATE: &str = "
CREATE TABLE pack (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    attribution TEXT NOT NULL
) STRICT;
";

const FIELDS: &[Field] = &[
    field("name", FieldKind::Text),
    field("format", FieldKind::Text),
    field("sha256", FieldKind::Text),
    field("bytes", FieldKind::Integer),
    field("attribution", FieldKind::Text),
];

pub(crate) static TABLE: Table = table!("pack", FIELDS, None);

codes!(PackFormat, format, to_format, Mbtiles = "mbtiles", Pmtiles = "pmtiles");

impl Record for Pack {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.name);
        row.text(format(self.format));
        row.text(&self.sha256);
        row.integer(i64::try_from(self.bytes).unwrap_or(i64::MAX));
        row.text(&self.attribution);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: row.text()?,
            format: row.code(to_format)?,
            sha256: row.text()?,
            bytes: u64::try_from(row.integer()?).map_err(|_| row.bad())?,
            attribution: row.text()?,
        })
    }
}
