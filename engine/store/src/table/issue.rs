//! The register of issued papers: who got which packet, when, and on which consent. A row
//! never goes away; a later issue of the same paper marks it as superseded.

use std::collections::BTreeMap;

use jiff::Timestamp;
use turash_engine::model::{Disclosure, MatchId, OrganizationId};
use uuid::Uuid;

use super::consent::{level, to_level};
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

/// One paper that left the house.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Its id.
    pub id: Uuid,
    /// Name of the paper, the same for all its versions.
    pub document: String,
    /// Version.
    pub version: String,
    /// The match it is about.
    pub match_id: MatchId,
    /// Who got it.
    pub organization: OrganizationId,
    /// How much it shows.
    pub level: Disclosure,
    /// Language, as a code.
    pub lang: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the file in hex.
    pub sha256: String,
    /// SHA-256 of its manifest in hex, as printed on its last page.
    pub fingerprint: String,
    /// Public key that signed it, in hex.
    pub signer: String,
    /// Numbers of the consents it rests on.
    pub consents: Vec<String>,
    /// Commitments to all that entered, by name: what is different in another version is
    /// different here.
    pub inputs: BTreeMap<String, String>,
    /// Names of what entered and is not as it was in the version before.
    pub changes: Vec<String>,
    /// The issue that replaced it.
    pub superseded_by: Option<Uuid>,
}

pub(crate) const CREATE: &str = "
CREATE TABLE issue (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    match BLOB NOT NULL,
    organization BLOB NOT NULL,
    level TEXT NOT NULL,
    lang TEXT NOT NULL,
    at INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    signer TEXT NOT NULL,
    consents TEXT,
    inputs TEXT,
    changes TEXT,
    superseded_by TEXT
) STRICT;
CREATE INDEX issue_match ON issue(match);
";

const FIELDS: &[Field] = &[
    field("document", FieldKind::Text),
    field("version", FieldKind::Text),
    field("match", FieldKind::Id),
    field("organization", FieldKind::Id),
    field("level", FieldKind::Text),
    field("lang", FieldKind::Text),
    field("at", FieldKind::Integer),
    field("sha256", FieldKind::Text),
    field("fingerprint", FieldKind::Text),
    field("signer", FieldKind::Text),
    field("consents", FieldKind::Json),
    field("inputs", FieldKind::Json),
    field("changes", FieldKind::Json),
    field("superseded_by", FieldKind::Text),
];

pub(crate) static TABLE: Table = table!("issue", FIELDS, None);

impl Record for Issue {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.document);
        row.text(&self.version);
        row.id(self.match_id.0);
        row.id(self.organization.0);
        row.text(level(self.level));
        row.text(&self.lang);
        row.instant(Some(self.at));
        row.text(&self.sha256);
        row.text(&self.fingerprint);
        row.text(&self.signer);
        row.json(Some(&self.consents));
        row.json(Some(&self.inputs));
        row.json(Some(&self.changes));
        row.display(self.superseded_by);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            document: row.text()?,
            version: row.text()?,
            match_id: MatchId(row.id()?),
            organization: OrganizationId(row.id()?),
            level: row.code(to_level)?,
            lang: row.text()?,
            at: row.instant()?.ok_or_else(|| row.bad())?,
            sha256: row.text()?,
            fingerprint: row.text()?,
            signer: row.text()?,
            consents: row.json()?.unwrap_or_default(),
            inputs: row.json()?.unwrap_or_default(),
            changes: row.json()?.unwrap_or_default(),
            superseded_by: row.parsed()?,
        })
    }
}
