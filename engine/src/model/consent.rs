//! What a partner may see, and an organisation's recorded consent to it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConsentId, MatchId, OrganizationId};

/// How much of the counterparty a packet shows.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// A teaser: sector and region instead of a name.
    #[default]
    Public,
    /// Under a confidentiality agreement: names and engineering, no counterparty finances.
    Nda,
    /// Everything, on both parties' recorded consent.
    Full,
}

/// An organisation agrees that what concerns it in one match may be shown at a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Who agrees.
    pub organization: OrganizationId,
    /// To which match it applies.
    #[serde(rename = "match")]
    pub match_id: MatchId,
    /// Up to which level.
    pub level: Disclosure,
    /// Number or place of the signed paper.
    pub reference: String,
    /// When it was given.
    #[schemars(with = "String")]
    pub given_at: Timestamp,
    /// When it was withdrawn, if it was.
    #[schemars(with = "Option<String>")]
    pub withdrawn_at: Option<Timestamp>,
}
