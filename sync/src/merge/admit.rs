//! What a hub may take into a stream. It owns the reasons for refusing one op for its content;
//! who may write what is the hub's business.

use super::row::{Author, fields_of, words_of};
use super::{Policy, Presence, Row, RowPolicy, Rules};
use crate::planted::{Fault, planted};
use crate::protocol::{Content, EpochStart, Op, OpRefusal, WHOLE_ROW};

/// Where the stream stands for which an op is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// Every epoch, oldest first.
    pub epochs: &'k [EpochStart],
    /// The last number.
    pub head: u64,
}

/// Whether `op` may be taken on `row`, as it now is. The same op on the same row always gets the
/// same answer.
pub fn admit(op: &Op, row: &Row, known: Known<'_>, rules: &impl Rules) -> Result<(), OpRefusal> {
    op.check_form()?;
    let epoch = known.epochs.last().map_or(0, |start| start.epoch);
    let bases = std::iter::once(&op.base).chain(op.held.values());
    for base in bases {
        if base.epoch > epoch || EpochStart::clamp(known.epochs, *base) > known.head {
            return Err(OpRefusal::BadBase);
        }
    }
    let rows = rules.table(&op.table).ok_or(OpRefusal::Unknown)?;
    let born = row.presence() != Presence::Never;
    if rows == RowPolicy::AppendOnly && (op.field != WHOLE_ROW || op.after.is_none() || born) {
        return Err(OpRefusal::AppendOnly);
    }
    if op.field != WHOLE_ROW || op.after.is_none() {
        if !born {
            return Err(OpRefusal::NoRow);
        }
        if op.field == WHOLE_ROW {
            return Ok(());
        }
    }
    if op.field == WHOLE_ROW {
        let Some(after) = &op.after else { return Ok(()) };
        for (field, content) in fields_of(after)? {
            check_value(op, &field, &content, rules)?;
            if rules.field(&op.table, &field) == Some(Policy::State) {
                check_state(op, row, &field, None, &content, known.epochs)?;
            }
        }
        return Ok(());
    }
    for side in [&op.before, &op.after].into_iter().flatten() {
        check_value(op, &op.field, side, rules)?;
    }
    if rules.field(&op.table, &op.field) == Some(Policy::State)
        && let (Some(before), Some(after)) = (&op.before, &op.after)
    {
        check_state(op, row, &op.field, Some(before), after, known.epochs)?;
    }
    Ok(())
}

fn check_value(
    op: &Op,
    field: &str,
    content: &Content,
    rules: &impl Rules,
) -> Result<(), OpRefusal> {
    match rules.field(&op.table, field).ok_or(OpRefusal::Unknown)? {
        Policy::Words => words_of(content).map(drop),
        Policy::Register | Policy::State => {
            serde_json::from_str::<serde::de::IgnoredAny>(&content.0)
                .map(drop)
                .map_err(|_| OpRefusal::BadValue)
        }
    }
}

/// A state moves only from where its author saw it. A row's birth sets its first one.
fn check_state(
    op: &Op,
    row: &Row,
    field: &str,
    from: Option<&Content>,
    to: &Content,
    epochs: &[EpochStart],
) -> Result<(), OpRefusal> {
    if planted(Fault::StateOverwritten) {
        return Ok(());
    }
    let author = Author { op, epochs };
    for entry in row.frontier(field) {
        let same = entry.content.as_ref() == Some(to);
        let moved = from.is_some_and(|from| entry.content.as_ref() != Some(from));
        if (moved || !author.saw(field, entry)) && !(from.is_none() && same) {
            return Err(OpRefusal::StateMoved);
        }
    }
    Ok(())
}
