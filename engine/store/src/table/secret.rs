//! The table of a project's own random secrets, each made once. What they are good for is
//! said by who asks for them; nobody reads them from outside the project.

use uuid::Uuid;

use crate::error::Result;
use crate::key::{from_hex, to_hex};
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

/// A random secret of the project, the same in every copy of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// Its id, made from its purpose.
    pub id: Uuid,
    /// What it is for, as a code.
    pub purpose: String,
    /// Its bytes.
    pub bytes: [u8; 32],
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secret").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

pub(crate) const CREATE: &str = "
CREATE TABLE secret (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    bytes TEXT NOT NULL
) STRICT;
";

const FIELDS: &[Field] = &[field("purpose", FieldKind::Text), field("bytes", FieldKind::Text)];

pub(crate) static TABLE: Table = table!("secret", FIELDS, None);

impl Record for Secret {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.purpose);
        row.text(&to_hex(&self.bytes));
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self { id, purpose: row.text()?, bytes: row.code(from_hex)? })
    }
}
