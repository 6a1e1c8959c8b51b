//! What a copy shows: what the stream says of a row, under its own writes that are still on
//! their way. Both are read from the log each time, so that nothing can drift from it.

use std::collections::{BTreeMap, BTreeSet};

use turash_store::{FromFeed, LoggedOp, Replica, StoreError, check_canonical};
use uuid::Uuid;

use super::convert::to_wire;
use crate::merge::{Merged, Row, Rules as _};
use crate::planted::{Fault, planted};
use crate::protocol::{Content, EpochStart, FeedOp, Op, WHOLE_ROW};
use crate::rules::StoreRules;

/// Whether this version can keep an op: its table, its fields and its values are known.
pub(super) fn is_understood(op: &Op) -> bool {
    if StoreRules.table(&op.table).is_none() || op.check_form().is_err() {
        return false;
    }
    let sides = [&op.before, &op.after];
    sides.into_iter().flatten().all(|side| check_canonical(&op.table, &op.field, &side.0).is_ok())
}

/// A row as the stream has it.
pub fn row_of(feed: Vec<(i64, LoggedOp)>, epochs: &[EpochStart]) -> Row {
    let mut row = Row::default();
    for (number, logged) in feed {
        let taken = FeedOp { number: number.unsigned_abs(), op: to_wire(logged) };
        // What cannot be merged was put into quarantine when it came.
        let _ = row.take(&taken, epochs, &StoreRules);
    }
    row
}

/// Everything the stream says, without own writes still on their way: equal on every copy that
/// has read equally far.
pub fn merged(replica: &Replica) -> Result<Merged, StoreError> {
    replica.read(|reader| {
        let epochs = super::epochs_of(&reader.epochs()?);
        let mut merged = Merged::default();
        for (table, row) in reader.logged_rows()? {
            let state = row_of(reader.row_feed(row)?, &epochs);
            if state != Row::default() {
                merged.rows.insert((table, row), state);
            }
        }
        Ok(merged)
    })
}

/// Writes these rows as they are to show, and marks those of which a person must decide.
pub(super) fn show_rows(
    feed: &mut FromFeed<'_>,
    rows: &BTreeSet<(String, Uuid)>,
    epochs: &[EpochStart],
) -> Result<(), StoreError> {
    for (table, id) in rows {
        let row = row_of(feed.row_feed(*id)?, epochs);
        let mut view = row.view(table, &StoreRules);
        if !planted(Fault::PendingOverwritten) {
            for own in feed.row_pending(*id)? {
                lay_over(&mut view, own);
            }
        }
        let texts: Option<BTreeMap<String, String>> =
            view.map(|view| view.into_iter().map(|(name, value)| (name, value.0)).collect());
        feed.show(table, *id, texts.as_ref())?;
        feed.set_conflict(table, *id, !row.conflicts().is_empty())?;
    }
    Ok(())
}

/// An own write over what is there. A field of a row that is not there has nowhere to show.
fn lay_over(view: &mut Option<BTreeMap<String, Content>>, own: LoggedOp) {
    match (own.field.as_str(), own.after) {
        (WHOLE_ROW, None) => *view = None,
        (WHOLE_ROW, Some(after)) => {
            *view = crate::merge::fields_of(&Content(after)).ok();
        }
        (_, None) => {}
        (field, Some(after)) => {
            if let Some(view) = view {
                view.insert(field.to_owned(), Content(after));
            }
        }
    }
}
