//! What a person must decide, with everything that is known of it, and the decision itself: a
//! write that has seen all there was. What a value looks like is said elsewhere.

use std::collections::BTreeMap;

use turash_engine::model::Precision;
use turash_store::{Edit, LoggedOp, Reader, StoreError};
use uuid::Uuid;

use super::convert::precision;
use super::rebuild::row_of;
use crate::merge::{Conflict, Entry};
use crate::protocol::WHOLE_ROW;

/// One conflict that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenConflict {
    /// The table.
    pub table: String,
    /// The row.
    pub row: Uuid,
    /// What must be decided.
    pub of: Conflict,
    /// The ops that take part, by their number in the stream.
    pub ops: BTreeMap<u64, LoggedOp>,
    /// The row as it shows, as canonical JSON.
    pub shown: Option<String>,
}

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// What was written under this number of the stream.
    Side(u64),
    /// What this device wrote.
    Mine,
    /// What another device wrote; of several, what shows first.
    Theirs,
    /// What was written last, by the clocks of those who wrote.
    Newest,
    /// Another value, as canonical JSON.
    Value(String),
    /// The row stays.
    Keep,
    /// The row goes.
    Delete,
}

/// Why a choice decides nothing.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such side in this conflict.
    #[error("no such side")]
    NoSide,
}

impl OpenConflict {
    /// The field; `*` where the row itself is in question.
    pub fn field(&self) -> &str {
        match &self.of {
            Conflict::Values { field, .. } => field,
            Conflict::KeepOrDelete { .. } => WHOLE_ROW,
        }
    }

    /// Its sides, the one that shows first.
    pub fn sides(&self) -> Vec<&Entry> {
        match &self.of {
            Conflict::Values { entries, .. } => entries.iter().collect(),
            Conflict::KeepOrDelete { ends, edits } => {
                edits.iter().map(|(_, entry)| entry).chain(ends).collect()
            }
        }
    }

    fn side(&self, choice: &Choice, device: Uuid) -> Option<&Entry> {
        let sides = self.sides();
        let mut sides = sides.into_iter();
        match choice {
            Choice::Side(number) => sides.find(|entry| entry.number == *number),
            Choice::Mine => sides.find(|entry| entry.id.device.0 == device),
            Choice::Theirs => sides.find(|entry| entry.id.device.0 != device),
            Choice::Newest => sides.max_by_key(|entry| (entry.at_us, entry.number)),
            Choice::Value(_) | Choice::Keep | Choice::Delete => None,
        }
    }
}

/// Everything of this project that a person must decide. What was decided here is left out, also
/// while the decision is on its way.
pub fn open_conflicts(reader: &Reader<'_>) -> Result<Vec<OpenConflict>, StoreError> {
    let epochs = super::epochs_of(&reader.epochs()?);
    let mut open = Vec::new();
    for (table, row) in reader.conflicts()? {
        let feed = reader.row_feed(row)?;
        let state = row_of(feed.clone(), &epochs);
        let shown = reader.shown(&table, row)?;
        let decided: Vec<String> =
            reader.row_pending(row)?.into_iter().map(|op| op.field).collect();
        for of in state.conflicts() {
            let mut one = OpenConflict {
                table: table.clone(),
                row,
                of,
                ops: BTreeMap::new(),
                shown: shown.clone(),
            };
            if decided.iter().any(|field| field == one.field() || field == WHOLE_ROW) {
                continue;
            }
            let numbers: Vec<u64> = one.sides().iter().map(|entry| entry.number).collect();
            let said = feed.iter().map(|(number, op)| (number.unsigned_abs(), op.clone()));
            one.ops = said.filter(|(number, _)| numbers.contains(number)).collect();
            open.push(one);
        }
    }
    Ok(open)
}

/// Writes what was chosen.
pub fn decide(
    edit: &mut Edit<'_>,
    conflict: &OpenConflict,
    choice: &Choice,
    device: Uuid,
) -> Result<(), Undecided> {
    let (table, row) = (conflict.table.as_str(), conflict.row);
    let side = conflict.side(choice, device);
    match &conflict.of {
        Conflict::Values { field, entries } => {
            let rank: Option<Precision> =
                entries.first().and_then(|entry| entry.evidence).map(precision);
            let text = match (choice, side) {
                (Choice::Value(text), _) => text,
                (_, Some(entry)) => match &entry.content {
                    Some(content) => &content.0,
                    None => return Err(Undecided::NoSide),
                },
                (_, None) => return Err(Undecided::NoSide),
            };
            edit.decide(table, row, field, text, rank)?;
        }
        Conflict::KeepOrDelete { .. } => {
            let keeps = match (choice, side) {
                (Choice::Keep, _) => true,
                (Choice::Delete, _) => false,
                (_, Some(entry)) => entry.saw.is_none(),
                (_, None) => return Err(Undecided::NoSide),
            };
            if keeps {
                edit.affirm(table, row, WHOLE_ROW)?;
            } else {
                edit.remove_from(table, row)?;
            }
        }
    }
    Ok(())
}
