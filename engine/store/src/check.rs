//! Whether a replica is whole: SQLite's own check, each domain row against the replay of its
//! ops, each op in a known action, no number missing. It repairs nothing.

use std::collections::HashMap;

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::Result;
use crate::op::{Change, op_of};
use crate::schema::{Table, Value};
use crate::table;

/// This copy's device, in SQL.
const OWN: &str = "(SELECT value FROM meta WHERE name = 'device')";

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What SQLite says, if it is not "ok".
    pub integrity: Vec<String>,
    /// Rows that are not what their ops say.
    pub differing: Vec<Differing>,
    /// Ops whose `before` is not what the ops before them left.
    pub broken_links: u64,
    /// Ops of no known action.
    pub ops_without_action: u64,
    /// Numbers missing in the count of a device's ops.
    pub missing_numbers: u64,
    /// Rows in the search index more or fewer than rows that can be searched.
    pub search_difference: i64,
    /// Ops replayed.
    pub ops: u64,
    /// Rows compared.
    pub rows: u64,
}

/// A row that is not what its ops say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Its table.
    pub table: &'static str,
    /// Its id.
    pub id: Uuid,
    /// The field; `*` where the row itself is missing or should not be there.
    pub field: &'static str,
}

impl Report {
    /// Whether everything is as it should be.
    pub fn is_sound(&self) -> bool {
        self.integrity.is_empty()
            && self.differing.is_empty()
            && self.broken_links == 0
            && self.ops_without_action == 0
            && self.missing_numbers == 0
            && self.search_difference == 0
    }
}

pub(crate) fn check(connection: &Connection) -> Result<Report> {
    let mut report = Report { integrity: integrity(connection)?, ..Report::default() };
    let mut replayed = replay(connection, &mut report)?;
    for (table, _) in &table::ALL {
        compare(connection, table, &mut replayed, &mut report)?;
    }
    for ((table, id), state) in replayed {
        if state.is_some() {
            report.differing.push(Differing { table, id, field: "*" });
        }
    }
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    report.ops_without_action = one("SELECT count(*) FROM op WHERE NOT EXISTS
         (SELECT 1 FROM action WHERE action.id = op.action)")?
    .unsigned_abs();
    report.missing_numbers =
        one(&format!("SELECT coalesce(max(number), 0) - count(*) FROM op WHERE device = {OWN}"))?
            .unsigned_abs();
    report.search_difference = one("SELECT (SELECT count(*) FROM words)
         - (SELECT count(*) FROM organization) - (SELECT count(*) FROM site)
         - (SELECT count(*) FROM flow)")?;
    Ok(report)
}

fn integrity(connection: &Connection) -> Result<Vec<String>> {
    // FTS5 checks itself by what this connection last knew of it, and calls what another has
    // written since corrupt (seen with SQLite 3.53.4). A query makes it look again.
    connection.query_row("SELECT count(*) FROM words WHERE words MATCH 'a'", [], |_| Ok(()))?;
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(lines.into_iter().filter(|line: &String| line != "ok").collect())
}

type States = HashMap<(&'static str, Uuid), Option<Vec<Value>>>;

/// What the ops say every row is.
fn replay(connection: &Connection, report: &mut Report) -> Result<States> {
    let mut states = States::new();
    // What others wrote is in the log as they wrote it; what it changed here stands in `settled`.
    let mut statement = connection.prepare(&format!(
        r#"SELECT "table", "row", field, "before", "after", seq AS place, 0 AS late, seq AS nth
           FROM op WHERE device = {OWN}
           UNION ALL
           SELECT "table", "row", field, "before", "after", behind, 1, seq FROM settled
           ORDER BY place, late, nth"#
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let op = op_of(row)?;
        report.ops += 1;
        let state = states.entry((op.table.name, op.row)).or_default();
        let linked = match op.change {
            Change::Row { before, after } => {
                let linked = match (&*state, &before) {
                    (None, None) => true,
                    (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| a.same(b)),
                    (None, Some(_)) | (Some(_), None) => false,
                };
                *state = after;
                linked
            }
            Change::Field { index, before, after } => match state {
                None => false,
                Some(values) => {
                    let linked = values[index].same(&before);
                    values[index] = after;
                    linked
                }
            },
        };
        report.broken_links += u64::from(!linked);
    }
    Ok(states)
}

fn compare(
    connection: &Connection,
    table: &'static Table,
    replayed: &mut States,
    report: &mut Report,
) -> Result<()> {
    let mut statement = connection.prepare(&table.sql.select_all)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        report.rows += 1;
        let id = Uuid::from_bytes(row.get(1)?);
        let here = table.values(row)?;
        match replayed.remove(&(table.name, id)).flatten() {
            None => report.differing.push(Differing { table: table.name, id, field: "*" }),
            Some(said) => {
                for (field, (here, said)) in table.fields.iter().zip(here.iter().zip(&said)) {
                    if !here.same(said) {
                        report.differing.push(Differing {
                            table: table.name,
                            id,
                            field: field.name,
                        });
                    }
                }
            }
        }
    }
    Ok(())
}
