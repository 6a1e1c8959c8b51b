//! The table of recorded consents to disclosure.

use turash_engine::model::{Consent, ConsentId, Disclosure, MatchId, OrganizationId};
use uuid::Uuid;

use super::codes;
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE consent (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    organization BLOB NOT NULL,
    match BLOB NOT NULL,
    level TEXT NOT NULL,
    reference TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX consent_match ON consent(match);
";

const FIELDS: &[Field] = &[
    field("organization", FieldKind::Id),
    field("match", FieldKind::Id),
    field("level", FieldKind::Text),
    field("reference", FieldKind::Text),
    field("given_at", FieldKind::Integer),
    field("withdrawn_at", FieldKind::Integer),
];

pub(crate) static TABLE: Table = table!("consent", FIELDS, None);

codes!(Disclosure, level, to_level, Public = "public", Nda = "nda", Full = "full");

impl Record for Consent {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id(self.organization.0);
        row.id(self.match_id.0);
        row.text(level(self.level));
        row.text(&self.reference);
        row.instant(Some(self.given_at));
        row.instant(self.withdrawn_at);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: ConsentId(id),
            organization: OrganizationId(row.id()?),
            match_id: MatchId(row.id()?),
            level: row.code(to_level)?,
            reference: row.text()?,
            given_at: row.instant()?.ok_or_else(|| row.bad())?,
            withdrawn_at: row.instant()?,
        })
    }
}
