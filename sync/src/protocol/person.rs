//! The keys of people, which go beside the feed and never in it: what is personal in the feed is
//! sealed under them, and to destroy a key erases the person. It owns their form only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most keys in one message.
pub const MAX_PEOPLE: usize = 500;

/// The key of a person, or that it was destroyed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyOfPerson {
    /// Whose.
    pub person: Uuid,
    /// 32 bytes in hex; none once the person is erased, for good.
    pub key: Option<String>,
}

impl std::fmt::Debug for KeyOfPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let erased = self.key.is_none();
        f.debug_struct("KeyOfPerson")
            .field("person", &self.person)
            .field("erased", &erased)
            .finish()
    }
}

/// What a device tells of people, and how far it has heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleAsked {
    /// The number that the hub answered last; 0 at first.
    pub after: u64,
    /// Keys and erasures that the hub may not know, at most [`MAX_PEOPLE`].
    pub tell: Vec<KeyOfPerson>,
}

/// What the hub knows of people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleAnswer {
    /// How far this answer reaches.
    pub to: u64,
    /// Whether there is more after it.
    pub more: bool,
    /// What is new, at most [`MAX_PEOPLE`].
    pub news: Vec<KeyOfPerson>,
}
