//! One write of one field as it travels, and the numbers it is known by. It owns what identifies
//! an op and what its hash covers; it does not know which tables there are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::Hash;
use super::refusal::OpRefusal;
use super::{MAX_NAME_BYTES, MAX_OP_BYTES};

/// The field of an op that stands for the whole row: its birth or its end.
pub const WHOLE_ROW: &str = "*";

/// One copy of a project on one machine.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct DeviceId(pub Uuid);

/// What is ordered as one: a project, a reference layer, an organisation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct StreamId(pub Uuid);

/// What an op is known by, everywhere and for ever: its device and that device's own count.
/// Together with the op's hash it tells a repetition (same hash) from a fork (another hash).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct OpId {
    /// The device that wrote it.
    pub device: DeviceId,
    /// The device's count of its ops in this stream, from 1, without gaps.
    pub number: u64,
}

/// How much of a stream the author had seen: everything up to this number, as the stream was
/// numbered in this epoch.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct Base {
    /// The epoch; 0 for a device that has never met a hub.
    pub epoch: u32,
    /// The number.
    pub number: u64,
}

/// Fields of which an op of the whole row had seen less than its base says, because a write of
/// the author's own was still on its way and hid what had come in.
pub type Held = BTreeMap<String, Base>;

/// A value as canonical JSON text. Two values are equal if their texts are: bit by bit, a place
/// on the map like a number.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Content(pub String);

impl Content {
    /// Whether it says "unknown".
    pub fn is_null(&self) -> bool {
        self.0 == "null"
    }
}

/// How well a written value is known, from least to best.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A benchmark or a guess.
    Rough,
    /// Worked out from bills, plates or a questionnaire.
    Estimated,
    /// Read from an instrument.
    Measured,
    /// Measured and signed off in an audit.
    Verified,
}

impl Evidence {
    /// Stable name, as in the log.
    pub fn code(self) -> &'static str {
        match self {
            Evidence::Rough => "rough",
            Evidence::Estimated => "estimated",
            Evidence::Measured => "measured",
            Evidence::Verified => "verified",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        [Evidence::Rough, Evidence::Estimated, Evidence::Measured, Evidence::Verified]
            .into_iter()
            .find(|evidence| evidence.code() == code)
    }
}

/// The gesture an op belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// Its id.
    pub id: Uuid,
    /// Code of what was done, with an entry in the message catalogue.
    pub label: String,
    /// Values for the message, as the text of a JSON object.
    pub args: String,
}

/// One write of one field, or of a whole row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Op {
    /// What it is known by.
    pub id: OpId,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// The gesture it belongs to.
    pub action: Action,
    /// The table.
    pub table: String,
    /// The row.
    pub row: Uuid,
    /// The field; [`WHOLE_ROW`] for the row's birth or end.
    pub field: String,
    /// What the author saw there; none if there was no row.
    pub before: Option<Content>,
    /// What the author put there; none if the row ends.
    pub after: Option<Content>,
    /// How much of the stream the author had seen of this field or row.
    pub base: Base,
    /// Where the base of a whole row says too much.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub held: Held,
    /// How well the value is known.
    pub evidence: Option<Evidence>,
    /// Who wrote it: a kind and a name.
    pub actor: String,
    /// The author's clock, in microseconds since 1970 UTC: shown, never compared.
    pub at_us: i64,
    /// Form of the author's file, for the names of tables and fields.
    pub schema: u32,
}

impl Op {
    /// Hash of everything it says.
    pub fn hash(&self) -> Hash {
        // One unambiguous text of it: serde writes the fields in order, and the map by key.
        // A plain value with text keys always serialises.
        let text = serde_json::to_vec(self).unwrap_or_default();
        Hash::of("turash.op.1", &[&text])
    }

    /// Bytes that count against the limits.
    pub fn size(&self) -> usize {
        // Ids and numbers in JSON, with their names.
        const FIXED: usize = 512;
        let content = |side: &Option<Content>| side.as_ref().map_or(0, |content| content.0.len());
        FIXED
            + content(&self.before)
            + content(&self.after)
            + self.action.label.len()
            + self.action.args.len()
            + self.table.len()
            + self.field.len()
            + self.actor.len()
            + self.held.keys().map(|field| field.len() + 64).sum::<usize>()
    }

    /// Whether it ends its row.
    pub fn is_end(&self) -> bool {
        self.field == WHOLE_ROW && self.after.is_none()
    }

    /// Whether its form can be an op at all; what its names and values mean is not looked at.
    pub fn check_form(&self) -> Result<(), OpRefusal> {
        let names = [&self.table, &self.field, &self.actor, &self.action.label];
        if names.iter().any(|name| name.is_empty() || name.len() > MAX_NAME_BYTES) {
            return Err(OpRefusal::BadForm);
        }
        if self.size() > MAX_OP_BYTES {
            return Err(OpRefusal::TooLarge);
        }
        let whole = self.field == WHOLE_ROW;
        let sides = match (&self.before, &self.after) {
            (None, None) => false,
            (Some(_), Some(_)) => true,
            (None, Some(_)) | (Some(_), None) => whole,
        };
        if !sides || self.id.number == 0 || (!whole && !self.held.is_empty()) {
            return Err(OpRefusal::BadForm);
        }
        Ok(())
    }
}

/// An op on its way to the hub, with the hash that its author's log knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentOp {
    /// The op.
    pub op: Op,
    /// Its hash.
    pub hash: Hash,
}

impl From<Op> for SentOp {
    fn from(op: Op) -> Self {
        let hash = op.hash();
        Self { op, hash }
    }
}

/// An op that the hub has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FeedOp {
    /// Its number in the stream: the order of commits, without gaps.
    pub number: u64,
    /// The op.
    pub op: Op,
}
