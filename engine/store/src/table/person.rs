//! The table of people. What is personal of them stands in one field, sealed; the keys are
//! [`crate::person`]'s.

use turash_engine::model::{LegalBasis, OrganizationId, Person, PersonId};
use uuid::Uuid;

use super::codes;
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE person (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    organization BLOB,
    basis TEXT,
    consent_given_at INTEGER,
    consent_withdrawn_at INTEGER,
    sealed TEXT NOT NULL
) STRICT;
CREATE INDEX person_organization ON person(organization);
";

const FIELDS: &[Field] = &[
    field("organization", FieldKind::Id),
    field("basis", FieldKind::Text),
    field("consent_given_at", FieldKind::Integer),
    field("consent_withdrawn_at", FieldKind::Integer),
    field("sealed", FieldKind::Text),
];

pub(crate) static TABLE: Table = table!("person", FIELDS, None);

codes!(
    LegalBasis,
    basis,
    to_basis,
    Consent = "consent",
    Contract = "contract",
    LegalObligation = "legal_obligation",
    VitalInterests = "vital_interests",
    PublicTask = "public_task",
    LegitimateInterests = "legitimate_interests",
);

impl Record for Person {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id_or_none(self.organization.map(|id| id.0));
        row.text_or_none(self.basis.map(basis));
        row.instant(self.consent_given_at);
        row.instant(self.consent_withdrawn_at);
        row.text(&self.sealed);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: PersonId(id),
            organization: row.id_or_none()?.map(OrganizationId),
            basis: row.code_or_none(to_basis)?,
            consent_given_at: row.instant()?,
            consent_withdrawn_at: row.instant()?,
            sealed: row.text()?,
        })
    }
}
