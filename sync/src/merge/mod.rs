//! How concurrent writes become one row. It owns the frontier rule, what shows, what a person
//! must decide, and what a hub may take; it is pure, and knows neither tables nor sockets.
//!
//! Each field keeps every write that nobody has yet seen and replaced: its frontier. A write
//! drops from it what its author had seen, and joins it. That is the whole merge. No clock takes
//! part. Words of a set are fields of their own; a row's births and ends are one more.

mod admit;
mod row;

pub use admit::{Known, admit};
pub use row::{Conflict, Entry, Hidden, Presence, Row, fields_of};

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::protocol::{EpochStart, FeedOp, OpRefusal};

/// How concurrent writes of a field meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// One value. Different ones of equal rank are for a person to decide.
    Register,
    /// Words, as a JSON list: who puts one in wins over who takes it out without having seen that.
    Words,
    /// The state of a deal: the hub takes a write only from the state its author saw.
    State,
}

/// How rows of a table change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowPolicy {
    /// They are changed and removed.
    Editable,
    /// They are only added: readings, notes.
    AppendOnly,
}

/// What the tables are, as far as merging needs it.
pub trait Rules {
    /// How rows of this table change; none if there is no such table.
    fn table(&self, table: &str) -> Option<RowPolicy>;
    /// How writes of this field meet; none if there is no such field.
    fn field(&self, table: &str, field: &str) -> Option<Policy>;
}

/// Rows merged from a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Every row there ever was, by table and id.
    pub rows: BTreeMap<(String, Uuid), Row>,
}

impl Merged {
    /// Takes the next op of the feed. It was admitted by the hub, and is looked at again here.
    pub fn take(
        &mut self,
        taken: &FeedOp,
        epochs: &[EpochStart],
        rules: &impl Rules,
    ) -> Result<(), OpRefusal> {
        let row = self.rows.entry((taken.op.table.clone(), taken.op.row)).or_default();
        row.take(taken, epochs, rules)
    }

    /// Numbers of the ops that still count: a feed of these alone merges to the same rows.
    pub fn live(&self) -> std::collections::BTreeSet<u64> {
        self.rows.values().flat_map(Row::live).collect()
    }
}
