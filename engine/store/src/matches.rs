//! The match list of the newest runs, ordered, so that a window can page through it. It can
//! be worked out again from the domain at any time and is not part of the op log; how a match
//! is found and what its body says is not known here.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use turash_engine::model::{FlowId, MatchId};
use uuid::Uuid;

use crate::error::{Result, StoreError};

pub(crate) const CREATE: &str = "
CREATE TABLE match_run (
    seq INTEGER PRIMARY KEY,
    inputs_hash TEXT NOT NULL UNIQUE,
    method TEXT NOT NULL,
    at INTEGER NOT NULL,
    total INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;
CREATE TABLE match_cache (
    run INTEGER NOT NULL REFERENCES match_run(seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id BLOB NOT NULL,
    supply BLOB NOT NULL,
    demand BLOB NOT NULL,
    score REAL NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_cache_id ON match_cache(run, id);
CREATE INDEX match_cache_supply ON match_cache(run, supply);
CREATE INDEX match_cache_demand ON match_cache(run, demand);
";

/// Runs that are kept.
const KEPT_RUNS: i64 = 3;

/// One run of the matcher.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRun {
    /// Hash of everything that entered it.
    pub inputs_hash: String,
    /// Version of the method.
    pub method: String,
    /// When it ran.
    pub at: Timestamp,
    /// Number of matches.
    pub total: u64,
    /// What the run says of itself, as the caller wrote it.
    pub summary: serde_json::Value,
}

/// One match of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRow {
    /// Its id.
    pub id: MatchId,
    /// The supply.
    pub supply: FlowId,
    /// The demand.
    pub demand: FlowId,
    /// What it was ranked by.
    pub score: f64,
    /// Everything else, as the caller wrote it.
    pub body: String,
}

/// Keeps a run; rows come best first. `run.total` is counted here.
pub(crate) fn store(
    connection: &Connection,
    run: &MatchRun,
    rows: impl IntoIterator<Item = MatchRow>,
) -> Result<()> {
    connection.execute("DELETE FROM match_run WHERE inputs_hash = ?1", [&run.inputs_hash])?;
    connection.execute(
        "INSERT INTO match_run(inputs_hash, method, at, total, summary) VALUES (?1, ?2, ?3, 0, ?4)",
        params![run.inputs_hash, run.method, run.at.as_microsecond(), run.summary.to_string()],
    )?;
    let seq = connection.last_insert_rowid();
    let mut insert =
        connection.prepare_cached("INSERT INTO match_cache VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut total = 0i64;
    for row in rows {
        insert.execute(params![
            seq,
            total,
            row.id.0.as_bytes(),
            row.supply.0.as_bytes(),
            row.demand.0.as_bytes(),
            row.score,
            row.body,
        ])?;
        total += 1;
    }
    connection.execute("UPDATE match_run SET total = ?2 WHERE seq = ?1", [seq, total])?;
    connection.execute(
        "DELETE FROM match_run WHERE seq NOT IN
         (SELECT seq FROM match_run ORDER BY seq DESC LIMIT ?1)",
        [KEPT_RUNS],
    )?;
    Ok(())
}

pub(crate) fn run(connection: &Connection, inputs_hash: &str) -> Result<Option<MatchRun>> {
    one_run(connection, "WHERE inputs_hash = ?1", [inputs_hash])
}

pub(crate) fn newest(connection: &Connection) -> Result<Option<MatchRun>> {
    one_run(connection, "ORDER BY seq DESC LIMIT 1", [])
}

fn one_run(
    connection: &Connection,
    which: &str,
    args: impl rusqlite::Params,
) -> Result<Option<MatchRun>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT inputs_hash, method, at, total, summary FROM match_run {which}"
    ))?;
    let mut rows = statement.query(args)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let bad = |field| StoreError::BadValue { table: "match_run", field };
    let summary: String = row.get(4)?;
    Ok(Some(MatchRun {
        inputs_hash: row.get(0)?,
        method: row.get(1)?,
        at: Timestamp::from_microsecond(row.get(2)?).map_err(|_| bad("at"))?,
        total: u64::try_from(row.get::<_, i64>(3)?).map_err(|_| bad("total"))?,
        summary: serde_json::from_str(&summary).map_err(|_| bad("summary"))?,
    }))
}

const SELECT: &str = "SELECT match_cache.id, supply, demand, score, body FROM match_cache
     JOIN match_run ON match_run.seq = run WHERE inputs_hash = ?1";

pub(crate) fn page(
    connection: &Connection,
    inputs_hash: &str,
    from: usize,
    limit: usize,
) -> Result<Vec<MatchRow>> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let to = from.saturating_add(i64::try_from(limit).unwrap_or(i64::MAX));
    list(
        connection,
        "AND position >= ?2 AND position < ?3 ORDER BY position",
        params![inputs_hash, from, to],
    )
}

pub(crate) fn one(
    connection: &Connection,
    inputs_hash: &str,
    id: MatchId,
) -> Result<Option<MatchRow>> {
    let sql = format!("{SELECT} AND match_cache.id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(params![inputs_hash, id.0.as_bytes()], row_of).optional()?)
}

pub(crate) fn of_flow(
    connection: &Connection,
    inputs_hash: &str,
    flow: FlowId,
) -> Result<Vec<MatchRow>> {
    list(
        connection,
        "AND (supply = ?2 OR demand = ?2) ORDER BY position",
        params![inputs_hash, flow.0.as_bytes()],
    )
}

fn list(
    connection: &Connection,
    which: &str,
    args: impl rusqlite::Params,
) -> Result<Vec<MatchRow>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} {which}"))?;
    let rows = statement.query_map(args, row_of)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<MatchRow> {
    let id = |i: usize| row.get::<_, [u8; 16]>(i).map(Uuid::from_bytes);
    Ok(MatchRow {
        id: MatchId(id(0)?),
        supply: FlowId(id(1)?),
        demand: FlowId(id(2)?),
        score: row.get(3)?,
        body: row.get(4)?,
    })
}
