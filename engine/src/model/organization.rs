//! A legal entity that owns sites and signs deals.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{OrganizationId, Source};

/// A legal entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name as registered.
    pub name: String,
    /// Sector in the words or code of the source, for instance `Iron and steel` or `24.10`.
    pub sector: Option<String>,
    /// ISO 3166-1 alpha-2 country code, upper case.
    pub country: Option<String>,
    /// How far it can be relied on, 0..1, where somebody has judged that.
    pub trust: Option<f64>,
    /// Names of its fields that no partner may see below full disclosure.
    #[serde(default)]
    pub confidential: BTreeSet<String>,
    /// Where the record came from.
    pub source: Source,
}
