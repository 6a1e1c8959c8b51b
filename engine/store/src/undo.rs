//! Undo and redo: the inverse of an action's ops, appended on today's rows. A field that
//! somebody else has written since is left alone and named. Nothing is ever taken out of the
//! log.

use uuid::Uuid;

use crate::edit::{Changed, Edit, current};
use crate::error::Result;
use crate::op::{self, Action, Change, Op, WHOLE_ROW};
use crate::schema::{Table, Value};

/// What an undo or a redo did.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// The action that was taken back or done again.
    pub of: Action,
    /// The rows touched.
    pub changed: Vec<Changed>,
    /// What somebody else has written since, and what was therefore left alone.
    pub skipped: Vec<Skipped>,
}

/// A field that an undo left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its table.
    pub table: &'static str,
    /// Its row.
    pub id: Uuid,
    /// Its name; `*` for the whole row.
    pub field: &'static str,
}

/// Appends the inverse of `action`.
pub(crate) fn invert(edit: &mut Edit<'_>, action: &Action) -> Result<Vec<Skipped>> {
    let mut skipped = Vec::new();
    // The last row touched first, so that what was added last goes first.
    for (table, row, ops) in by_row(op::ops_of(edit.connection, action.id)?).into_iter().rev() {
        let whole = ops.iter().any(|op| matches!(op.change, Change::Row { .. }));
        if whole {
            invert_row(edit, action, table, row, &ops, &mut skipped)?;
        } else {
            invert_fields(edit, action, table, row, &ops, &mut skipped)?;
        }
    }
    Ok(skipped)
}

/// The ops of each row, rows in the order in which they were first touched.
fn by_row(ops: Vec<Op>) -> Vec<(&'static Table, Uuid, Vec<Op>)> {
    let mut rows: Vec<(&'static Table, Uuid, Vec<Op>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for op in ops {
        let key = (op.table.name, op.row);
        let place = *places.entry(key).or_insert_with(|| {
            rows.push((op.table, op.row, Vec::new()));
            rows.len() - 1
        });
        rows[place].2.push(op);
    }
    rows
}

fn invert_row(
    edit: &mut Edit<'_>,
    action: &Action,
    table: &'static Table,
    row: Uuid,
    ops: &[Op],
    skipped: &mut Vec<Skipped>,
) -> Result<()> {
    // A row goes or comes as a whole: one field by somebody else is enough to leave it.
    for field in op::fields_written(edit.connection, row)? {
        if written_since(edit, action, row, &field)? {
            skipped.push(Skipped { table: table.name, id: row, field: WHOLE_ROW });
            return Ok(());
        }
    }
    match (state_before(ops), current(edit.connection, table, row)?) {
        (None, None) => Ok(()),
        (None, Some((n, here))) => edit.end(table, row, n, &here),
        (Some(then), None) => edit.birth(table, row, &then),
        (Some(then), Some((_, here))) => {
            for (index, (here, then)) in here.iter().zip(&then).enumerate() {
                if !here.same(then) {
                    edit.set(table, row, index, here, then)?;
                }
            }
            Ok(())
        }
    }
}

/// The row before the first of these ops, at least one of which is about the whole row.
fn state_before(ops: &[Op]) -> Option<Vec<Value>> {
    let mut state = None;
    for op in ops.iter().rev() {
        match &op.change {
            Change::Row { before, .. } => state.clone_from(before),
            Change::Field { index, before, .. } => {
                if let Some(values) = state.as_mut() {
                    values[*index] = before.clone();
                }
            }
        }
    }
    state
}

fn invert_fields(
    edit: &mut Edit<'_>,
    action: &Action,
    table: &'static Table,
    row: Uuid,
    ops: &[Op],
    skipped: &mut Vec<Skipped>,
) -> Result<()> {
    let mut first: std::collections::BTreeMap<usize, &Value> = std::collections::BTreeMap::new();
    for op in ops {
        if let Change::Field { index, before, .. } = &op.change {
            first.entry(*index).or_insert(before);
        }
    }
    let Some((_, here)) = current(edit.connection, table, row)? else {
        skipped.push(Skipped { table: table.name, id: row, field: WHOLE_ROW });
        return Ok(());
    };
    for (index, then) in first {
        let field = table.fields[index].name;
        if written_since(edit, action, row, field)? {
            skipped.push(Skipped { table: table.name, id: row, field });
        } else if !here[index].same(then) {
            edit.set(table, row, index, &here[index], then)?;
        }
    }
    Ok(())
}

/// Whether the write that stands is another than the action's.
fn written_since(edit: &Edit<'_>, action: &Action, row: Uuid, field: &str) -> Result<bool> {
    let last = op::standing(edit.connection, row, field, Some(action.id.0))?;
    Ok(last.is_some_and(|last| last.action != action.id.0))
}
