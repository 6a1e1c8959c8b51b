//! Ids as distinct types, and the two ways to derive one from what it stands for.
//!
//! Rows made by people get a version 7 id from the workbench; nothing here draws one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

id! {
    /// A legal entity.
    OrganizationId,
    /// A place of an organisation.
    SiteId,
    /// One supply or demand of one resource at one site.
    FlowId,
    /// One supply with one demand.
    MatchId,
    /// A match being negotiated.
    DealId,
    /// An organisation's recorded consent to disclosure.
    ConsentId,
    /// A person.
    PersonId,
    /// An answer to a question of the legal tests.
    LegalAnswerId,
    /// One gesture of a person or one import: the unit of undo.
    ActionId,
}

/// Namespace of ids derived from imported rows.
const IMPORTED: Uuid = Uuid::from_u128(0x6f1d_3c0e_52a4_5b7e_9c11_7475_7261_7368);
/// Namespace of ids derived from a supply and a demand.
const MATCHED: Uuid = Uuid::from_u128(0x6f1d_3c0e_52a4_5b7e_9c12_7475_7261_7368);

/// The id of a row that came from `source` under `key`, so that a second import and a second
/// device agree on it. `entity` keeps an organisation and a site of the same key apart.
pub fn imported_id(source: &str, entity: &str, key: &str) -> Uuid {
    let mut name = Vec::with_capacity(source.len() + entity.len() + key.len() + 2);
    for part in [source, entity, key] {
        name.extend_from_slice(part.as_bytes());
        name.push(0);
    }
    Uuid::new_v5(&IMPORTED, &name)
}

/// The id of the match of `supply` with `demand`.
pub fn match_id(supply: FlowId, demand: FlowId) -> MatchId {
    let mut name = [0u8; 32];
    name[..16].copy_from_slice(supply.0.as_bytes());
    name[16..].copy_from_slice(demand.0.as_bytes());
    MatchId(Uuid::new_v5(&MATCHED, &name))
}
