//! The table of answers to questions of the legal tests.

use turash_engine::model::{LegalAnswer, LegalAnswerId, MatchId};
use uuid::Uuid;

use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE legal_answer (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    match BLOB NOT NULL,
    fact TEXT NOT NULL,
    yes INTEGER
) STRICT;
CREATE INDEX legal_answer_match ON legal_answer(match);
";

const FIELDS: &[Field] = &[
    field("match", FieldKind::Id),
    field("fact", FieldKind::Text),
    field("yes", FieldKind::Integer),
];

pub(crate) static TABLE: Table = table!("legal_answer", FIELDS, None);

impl Record for LegalAnswer {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id(self.match_id.0);
        row.text(&self.fact);
        row.integer_or_none(self.yes.map(i64::from));
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: LegalAnswerId(id),
            match_id: MatchId(row.id()?),
            fact: row.text()?,
            yes: row.integer_or_none()?.map(|yes| yes != 0),
        })
    }
}
