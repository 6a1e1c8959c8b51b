//! The log as copies exchange it: what waits to be sent, what came, how far was read. It keeps
//! what a merge needs and writes what a merge decided; the merge itself is not its business.
//!
//! What the stream says of a row is never kept beside the log: it is read from it, op by op in
//! the order of the stream, so that it cannot drift from it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use turash_engine::model::Precision;
use uuid::Uuid;

use crate::edit::{Changed, Edit, current};
use crate::error::{At as _, Result, StoreError};
use crate::op::{Identity, OP_THEN_ACTION, Side, WHOLE_ROW};
use crate::read::Reader;
use crate::schema::{Table, Value};
use crate::table;

/// What the log and the file gain for copies.
pub(crate) const CREATE: &str = r#"
ALTER TABLE op ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE op ADD COLUMN held TEXT;
CREATE TABLE receipt (
    device BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    taken INTEGER,
    receipted INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    refused TEXT,
    closed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_taken ON receipt(taken) WHERE seen = 1;
CREATE TABLE cursor (
    stream BLOB PRIMARY KEY,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    chain BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE epoch (epoch INTEGER PRIMARY KEY, "after" INTEGER NOT NULL) STRICT;
CREATE TABLE settled (
    seq INTEGER PRIMARY KEY,
    behind INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    "row" BLOB NOT NULL,
    field TEXT NOT NULL,
    "before" ANY,
    "after" ANY
) STRICT;
CREATE TABLE conflict (
    "table" TEXT NOT NULL,
    "row" BLOB NOT NULL,
    PRIMARY KEY ("table", "row")
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    number INTEGER PRIMARY KEY,
    op TEXT NOT NULL
) STRICT;
CREATE TABLE sync_note (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
"#;

/// How far a stream has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadTo {
    /// The stream.
    pub stream: Uuid,
    /// Epoch of its numbers.
    pub epoch: i64,
    /// Everything up to this number.
    pub number: i64,
    /// The chain there.
    pub chain: [u8; 32],
}

/// How much of a stream the author of an op had seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// Epoch of the numbers; it comes first, as later epochs go on where earlier ones ended.
    pub epoch: i64,
    /// Everything up to this number.
    pub number: i64,
}

/// An op as the log has it, its values as canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedOp {
    /// Device that wrote it.
    pub device: Uuid,
    /// The device's count.
    pub number: i64,
    /// Its stream.
    pub stream: Uuid,
    /// Its action.
    pub action: Uuid,
    /// Code of the action.
    pub label: String,
    /// Values for its message, as JSON.
    pub args: String,
    /// Its table.
    pub table: String,
    /// Its row.
    pub row: Uuid,
    /// Its field; `*` for the whole row.
    pub field: String,
    /// What was there; none for no row.
    pub before: Option<String>,
    /// What came; none for no row.
    pub after: Option<String>,
    /// How much of the stream its author had seen.
    pub reach: Reach,
    /// Fields of which less, for an op of the whole row.
    pub held: BTreeMap<String, Reach>,
    /// How well the value is known.
    pub evidence: Option<Precision>,
    /// Who wrote it.
    pub actor: String,
    /// When, in microseconds.
    pub at_us: i64,
    /// Form of the author's file.
    pub schema: i64,
}

/// What became of an op that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Taken under this number.
    Taken(i64),
    /// Refused, with the code of the reason.
    Refused(String),
}

/// An op that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayItem {
    /// The op.
    pub op: LoggedOp,
    /// Code of the reason.
    pub reason: String,
}

/// What the log gave for a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Ops not receipted.
    pub unsent: i64,
    /// Ops receipted and not seen back.
    pub unseen: i64,
    /// Ops in the tray.
    pub tray: i64,
    /// Rows for a person to decide.
    pub conflicts: i64,
    /// Ops of a newer form, kept for the application that understands them.
    pub quarantined: i64,
}

/// One field of one table in canonical JSON, or an error where it cannot be one.
pub fn check_canonical(table: &str, field: &str, text: &str) -> Result<()> {
    let bad = || StoreError::BadValue { table: "op", field: "after" };
    let table = table::named(table).ok_or_else(bad)?;
    let again = if field == WHOLE_ROW {
        table.to_json(&table.parse_json(text)?)?
    } else {
        let index = table.position_of(field).ok_or_else(bad)?;
        parse(table, index, text)?.to_json(table, &table.fields[index])?
    };
    if again == text { Ok(()) } else { Err(bad()) }
}

/// Whether there is such a table, and such a field in it.
pub fn knows(table: &str, field: &str) -> bool {
    table::named(table).is_some_and(|t| field == WHOLE_ROW || t.position_of(field).is_some())
}

pub(crate) fn parse(table: &'static Table, index: usize, text: &str) -> Result<Value> {
    if text == "null" {
        return Ok(Value::Null);
    }
    Value::from_json(table, &table.fields[index], text)
}

const COLUMNS: &str = r#"op.device, op.number, op.stream, op.action, action.label, action.args,
    op."table", op."row", op.field, op."before", op."after", op.epoch, op.base, op.held,
    op.evidence, op.actor, op.at, op.schema"#;

fn logged(row: &Row<'_>) -> Result<LoggedOp> {
    let bad = |field| StoreError::BadValue { table: "op", field };
    let id = |i: usize| -> Result<Uuid> { Ok(Uuid::from_bytes(row.get(i)?)) };
    let name: String = row.get(6)?;
    let field: String = row.get(8)?;
    let known = table::named(&name).ok_or_else(|| bad("table"))?;
    let side = |i: usize| -> Result<Option<String>> {
        if field == WHOLE_ROW {
            return Ok(row.get(i)?);
        }
        let of = &known.fields[known.position_of(&field).ok_or_else(|| bad("field"))?];
        Value::from_sql(known, of, row.get_ref(i)?)?.to_json(known, of).map(Some)
    };
    let held: Option<String> = row.get(13)?;
    let evidence: Option<String> = row.get(14)?;
    Ok(LoggedOp {
        device: id(0)?,
        number: row.get(1)?,
        stream: id(2)?,
        action: id(3)?,
        label: row.get(4)?,
        args: row.get(5)?,
        before: side(9)?,
        after: side(10)?,
        table: name,
        row: id(7)?,
        field,
        reach: Reach { epoch: row.get(11)?, number: row.get(12)? },
        held: held.map_or(Ok(BTreeMap::new()), |held| held_of(&held))?,
        evidence: evidence
            .map(|code| table::evidence_of(&code).ok_or_else(|| bad("evidence")))
            .transpose()?,
        actor: row.get(15)?,
        at_us: row.get(16)?,
        schema: row.get(17)?,
    })
}

fn held_of(text: &str) -> Result<BTreeMap<String, Reach>> {
    let held: BTreeMap<String, (i64, i64)> = serde_json::from_str(text)
        .map_err(|_| StoreError::BadValue { table: "op", field: "held" })?;
    Ok(held.into_iter().map(|(f, (epoch, number))| (f, Reach { epoch, number })).collect())
}

/// What [`held_of`] reads; nothing where nothing is held.
pub(crate) fn held_text(held: &BTreeMap<String, Reach>) -> Option<String> {
    let pairs: BTreeMap<_, _> = held.iter().map(|(f, r)| (f, (r.epoch, r.number))).collect();
    // Texts and numbers always serialise.
    (!pairs.is_empty()).then(|| serde_json::to_string(&pairs).unwrap_or_default())
}

/// The own ops of a row that are on their way, oldest first. The plus signs keep the index of a
/// device's ops out, which holds all that this device ever wrote.
fn pending_of_row() -> String {
    format!(r#"WHERE op."row" = ?1 AND +op.device = ?2 AND {PENDING} ORDER BY +op.number"#)
}

fn list(connection: &Connection, rest: &str, args: impl rusqlite::Params) -> Result<Vec<LoggedOp>> {
    let sql = format!("SELECT {COLUMNS} {OP_THEN_ACTION} {rest}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(args)?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        ops.push(logged(row)?);
    }
    Ok(ops)
}

// What `receipt.seen` says: 0, the op has not come back; 1, the stream has it; 2, the stream had
// it, and either it is being read again or the op no longer counts and was compacted away.

/// Where the reach of new ops is noted while the stream is read anew: what shows is still what
/// was read before.
const REREAD: &str = "reread";
/// Up to which number the stream was read as a snapshot.
const SNAPSHOT_TO: &str = "snapshot_to";

/// An own op that the stream has not yet given back, and that was not refused.
const PENDING: &str = "NOT EXISTS (SELECT 1 FROM receipt AS r WHERE r.device = op.device
     AND r.number = op.number AND (r.seen > 0 OR r.refused IS NOT NULL))";

pub(crate) fn read_to(connection: &Connection, stream: Uuid) -> Result<Option<ReadTo>> {
    Ok(connection
        .prepare_cached("SELECT epoch, number, chain FROM cursor WHERE stream = ?1")?
        .query_row([stream.as_bytes()], |row| {
            Ok(ReadTo { stream, epoch: row.get(0)?, number: row.get(1)?, chain: row.get(2)? })
        })
        .optional()?)
}

/// How much of the stream shows, and so has been seen by whoever writes now; none for a project
/// that never met a hub.
pub(crate) fn reach_now(connection: &Connection, stream: Uuid) -> Result<Option<Reach>> {
    let Some(to) = read_to(connection, stream)? else { return Ok(None) };
    let before = note(connection, REREAD)?.and_then(|text| {
        let (epoch, number) = text.split_once(' ')?;
        Some(Reach { epoch: epoch.parse().ok()?, number: number.parse().ok()? })
    });
    Ok(Some(before.unwrap_or(Reach { epoch: to.epoch, number: to.number })))
}

fn row_pending(connection: &Connection, own: Uuid, row: Uuid) -> Result<Vec<LoggedOp>> {
    list(connection, &pending_of_row(), params![row.as_bytes(), own.as_bytes()])
}

/// The ops of a row that the stream has.
fn feed_of_row() -> String {
    format!(
        r#"SELECT {COLUMNS}, receipt.taken {OP_THEN_ACTION}
           CROSS JOIN receipt ON receipt.device = op.device AND receipt.number = op.number
           WHERE op."row" = ?1 AND receipt.seen = 1 ORDER BY receipt.taken"#
    )
}

fn row_feed(connection: &Connection, row: Uuid) -> Result<Vec<(i64, LoggedOp)>> {
    let mut statement = connection.prepare_cached(&feed_of_row())?;
    let mut rows = statement.query([row.as_bytes()])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        ops.push((row.get(18)?, logged(row)?));
    }
    Ok(ops)
}

/// What an op being written now has seen of its field, and of which fields less. An own write
/// still on its way hides what has come in since it began, so nothing after it has seen more. Of
/// several the last has seen the most: they may be on their way again after the hub was set back,
/// and nobody unsees.
pub(crate) fn reach(
    connection: &Connection,
    identity: Identity,
    now: Reach,
    row: Uuid,
    field: &str,
) -> Result<(Reach, BTreeMap<String, Reach>)> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT field, epoch, base, held FROM op {}", pending_of_row()))?;
    let mut rows = statement.query(params![row.as_bytes(), identity.device.as_bytes()])?;
    let mut fields: BTreeMap<String, Reach> = BTreeMap::new();
    let mut whole: Option<Reach> = None;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let base = Reach { epoch: row.get(1)?, number: row.get(2)? };
        if name != WHOLE_ROW {
            let seen = fields.entry(name).or_insert(base);
            *seen = base.max(*seen);
            continue;
        }
        let held: Option<String> = row.get(3)?;
        let held = held.map_or(Ok(BTreeMap::new()), |held| held_of(&held))?;
        for (field, seen) in &mut fields {
            *seen = held.get(field).copied().unwrap_or(base).max(*seen);
        }
        for (field, reach) in held {
            fields.entry(field).or_insert(reach);
        }
        whole = Some(whole.map_or(base, |seen| base.max(seen)));
    }
    let whole = whole.unwrap_or(now);
    if field != WHOLE_ROW {
        return Ok((fields.remove(field).unwrap_or(whole), BTreeMap::new()));
    }
    fields.retain(|_, reach| *reach != whole);
    Ok((whole, fields))
}

impl Reader<'_> {
    /// How far the project's stream has been read; none for a project that never met a hub.
    pub fn read_to(&self) -> Result<Option<ReadTo>> {
        read_to(self.connection, self.identity.project).at(self.path)
    }

    /// Whether the stream is being read anew, or a snapshot of it.
    pub fn is_rereading(&self) -> Result<bool> {
        Ok(note(self.connection, REREAD).at(self.path)?.is_some())
    }

    /// The epochs of the stream: each with the last number it shares with those before.
    pub fn epochs(&self) -> Result<Vec<(i64, i64)>> {
        epochs(self.connection).at(self.path)
    }

    /// Own ops up to this number have a receipt.
    pub fn receipted_to(&self) -> Result<i64> {
        receipted_to(self.connection, self.identity.device).at(self.path)
    }

    /// Whether the hub once took an own op under a number up to this one, and it was not there.
    pub fn taken_not_seen(&self, number: i64) -> Result<bool> {
        let found = || -> Result<bool> {
            Ok(self
                .connection
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM receipt WHERE device = ?1 AND receipted = 1
                     AND seen = 0 AND refused IS NULL AND taken <= ?2)",
                )?
                .query_row(params![self.identity.device.as_bytes(), number], |row| row.get(0))?)
        };
        found().at(self.path)
    }

    /// Up to which number the stream was read as a snapshot, of which ops that no longer count are
    /// left out; 0 where all of it is here.
    pub fn snapshot_to(&self) -> Result<i64> {
        let text = note(self.connection, SNAPSHOT_TO).at(self.path)?;
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// The number of the newest own op; 0 for none.
    pub fn written_to(&self) -> Result<i64> {
        let newest = || -> Result<i64> {
            Ok(self.connection.query_row(
                "SELECT coalesce(max(number), 0) FROM op WHERE device = ?1",
                [self.identity.device.as_bytes()],
                |row| row.get(0),
            )?)
        };
        newest().at(self.path)
    }

    /// The next ops to send, oldest first, at most `limit` of them.
    pub fn outbox(&self, limit: usize) -> Result<Vec<LoggedOp>> {
        let after = receipted_to(self.connection, self.identity.device).at(self.path)?;
        list(
            self.connection,
            "WHERE op.device = ?1 AND op.number > ?2 ORDER BY op.number LIMIT ?3",
            params![self.identity.device.as_bytes(), after, limit as i64],
        )
        .at(self.path)
    }

    /// What was refused and not yet dealt with.
    pub fn tray(&self) -> Result<Vec<TrayItem>> {
        let refused = || -> Result<Vec<TrayItem>> {
            let own = self.identity.device;
            let mut statement = self.connection.prepare_cached(
                "SELECT number, refused FROM receipt
                 WHERE device = ?1 AND refused IS NOT NULL AND closed = 0 ORDER BY number",
            )?;
            let mut rows = statement.query([own.as_bytes()])?;
            let mut tray = Vec::new();
            while let Some(row) = rows.next()? {
                let number: i64 = row.get(0)?;
                let reason: String = row.get(1)?;
                let op = list(
                    self.connection,
                    "WHERE op.device = ?1 AND op.number = ?2",
                    params![own.as_bytes(), number],
                )?;
                tray.extend(op.into_iter().map(|op| TrayItem { op, reason: reason.clone() }));
            }
            Ok(tray)
        };
        refused().at(self.path)
    }

    /// The rows of which a person must decide something.
    pub fn conflicts(&self) -> Result<Vec<(String, Uuid)>> {
        let rows = || -> Result<Vec<(String, Uuid)>> {
            let mut statement = self
                .connection
                .prepare_cached(r#"SELECT "table", "row" FROM conflict ORDER BY 1, 2"#)?;
            let rows = statement.query_map([], |row| {
                Ok((row.get(0)?, Uuid::from_bytes(row.get::<_, [u8; 16]>(1)?)))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        rows().at(self.path)
    }

    /// What the stream said of a row, in its order, with the numbers.
    pub fn row_feed(&self, row: Uuid) -> Result<Vec<(i64, LoggedOp)>> {
        row_feed(self.connection, row).at(self.path)
    }

    /// What the stream said after a number, in its order, at most `limit` ops: each with its
    /// number and the hash it came with.
    pub fn feed_after(&self, after: i64, limit: usize) -> Result<Vec<(i64, LoggedOp, [u8; 32])>> {
        let read = || -> Result<Vec<(i64, LoggedOp, [u8; 32])>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, receipt.taken, receipt.hash FROM receipt
                 CROSS JOIN op ON op.device = receipt.device AND op.number = receipt.number
                 JOIN action ON action.id = op.action
                 WHERE receipt.seen = 1 AND receipt.taken > ?1
                 ORDER BY receipt.taken LIMIT ?2"
            ))?;
            let mut rows = statement.query(params![after, limit as i64])?;
            let mut ops = Vec::new();
            while let Some(row) = rows.next()? {
                ops.push((row.get(18)?, logged(row)?, row.get(19)?));
            }
            Ok(ops)
        };
        read().at(self.path)
    }

    /// The ops of a newer form, by their number: as they came.
    pub fn quarantined(&self) -> Result<Vec<(i64, String)>> {
        quarantined(self.connection).at(self.path)
    }

    /// Own writes of a row that are still on their way, oldest first.
    pub fn row_pending(&self, row: Uuid) -> Result<Vec<LoggedOp>> {
        row_pending(self.connection, self.identity.device, row).at(self.path)
    }

    /// Every row that the log knows, by table and id.
    pub fn logged_rows(&self) -> Result<BTreeSet<(String, Uuid)>> {
        logged_rows(self.connection).at(self.path)
    }

    /// A row as it shows: its fields in canonical JSON, unknown ones left out.
    pub fn shown(&self, table: &str, row: Uuid) -> Result<Option<String>> {
        let show = || -> Result<Option<String>> {
            let bad = || StoreError::BadValue { table: "op", field: "table" };
            let table = table::named(table).ok_or_else(bad)?;
            let here = current(self.connection, table, row)?;
            here.map(|(_, values)| table.to_json(&values)).transpose()
        };
        show().at(self.path)
    }

    /// How much waits where.
    pub fn waiting(&self) -> Result<Waiting> {
        let count = || -> Result<Waiting> {
            let own = self.identity.device;
            let after = receipted_to(self.connection, own)?;
            let one = |sql: &str, args: &[&dyn rusqlite::ToSql]| {
                self.connection.query_row(sql, args, |row| row.get::<_, i64>(0))
            };
            let device: &[u8] = own.as_bytes();
            Ok(Waiting {
                unsent: one(
                    "SELECT count(*) FROM op WHERE device = ?1 AND number > ?2",
                    &[&device, &after],
                )?,
                unseen: one(
                    "SELECT count(*) FROM receipt WHERE device = ?1 AND seen = 0
                     AND refused IS NULL",
                    &[&device],
                )?,
                tray: one(
                    "SELECT count(*) FROM receipt WHERE device = ?1 AND refused IS NOT NULL
                     AND closed = 0",
                    &[&device],
                )?,
                conflicts: one("SELECT count(*) FROM conflict", &[])?,
                quarantined: one("SELECT count(*) FROM quarantine", &[])?,
            })
        };
        count().at(self.path)
    }

    /// What was noted under a name for the next time.
    pub fn sync_note(&self, name: &str) -> Result<Option<String>> {
        note(self.connection, name).at(self.path)
    }
}

fn note(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM sync_note WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

fn quarantined(connection: &Connection) -> Result<Vec<(i64, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT number, op FROM quarantine ORDER BY 1")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn epochs(connection: &Connection) -> Result<Vec<(i64, i64)>> {
    let mut statement =
        connection.prepare_cached(r#"SELECT epoch, "after" FROM epoch ORDER BY epoch"#)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn receipted_to(connection: &Connection, own: Uuid) -> Result<i64> {
    Ok(connection
        .prepare_cached(
            "SELECT number FROM receipt WHERE device = ?1 AND receipted = 1
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row([own.as_bytes()], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
}

fn logged_rows(connection: &Connection) -> Result<BTreeSet<(String, Uuid)>> {
    let mut statement = connection.prepare_cached(r#"SELECT DISTINCT "table", "row" FROM op"#)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, Uuid::from_bytes(row.get::<_, [u8; 16]>(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One transaction in which a copy takes what the hub said.
#[derive(Debug)]
pub struct FromFeed<'c> {
    edit: Edit<'c>,
    identity: Identity,
}

impl<'c> FromFeed<'c> {
    pub(crate) fn begin(edit: Edit<'c>, identity: Identity) -> Self {
        Self { edit, identity }
    }

    pub(crate) fn finish(self) -> Result<Vec<Changed>> {
        self.edit.finish()
    }

    /// How far the project's stream has been read.
    pub fn read_to(&self) -> Result<Option<ReadTo>> {
        read_to(self.edit.connection, self.identity.project).at(self.edit.path)
    }

    /// What the stream said of a row, in its order, with the numbers.
    pub fn row_feed(&self, row: Uuid) -> Result<Vec<(i64, LoggedOp)>> {
        row_feed(self.edit.connection, row).at(self.edit.path)
    }

    /// Own writes of a row that are still on their way, oldest first.
    pub fn row_pending(&self, row: Uuid) -> Result<Vec<LoggedOp>> {
        row_pending(self.edit.connection, self.identity.device, row).at(self.edit.path)
    }

    /// Every row that the log knows.
    pub fn logged_rows(&self) -> Result<BTreeSet<(String, Uuid)>> {
        logged_rows(self.edit.connection).at(self.edit.path)
    }

    /// The hash by which an op is known here, if it was sent or has come.
    pub fn known_hash(&self, device: Uuid, number: i64) -> Result<Option<[u8; 32]>> {
        let known = || -> Result<Option<[u8; 32]>> {
            Ok(self
                .edit
                .connection
                .prepare_cached("SELECT hash FROM receipt WHERE device = ?1 AND number = ?2")?
                .query_row(params![device.as_bytes(), number], |row| row.get(0))
                .optional()?)
        };
        known().at(self.edit.path)
    }

    /// The op of this device and number, if it is in the log.
    pub fn logged(&self, device: Uuid, number: i64) -> Result<Option<LoggedOp>> {
        let found = list(
            self.edit.connection,
            "WHERE op.device = ?1 AND op.number = ?2",
            params![device.as_bytes(), number],
        );
        Ok(found.at(self.edit.path)?.pop())
    }

    /// Takes an op that the stream has under a number into the log. It must be canonical.
    pub fn take(&mut self, op: &LoggedOp, number: i64, hash: &[u8; 32]) -> Result<()> {
        let path = self.edit.path;
        self.log(op, number, hash).at(path)
    }

    fn log(&mut self, op: &LoggedOp, number: i64, hash: &[u8; 32]) -> Result<()> {
        let connection = self.edit.connection;
        if op.device != self.identity.device {
            self.log_foreign(op)?;
        }
        connection
            .prepare_cached(
                "INSERT INTO receipt(device, number, hash, taken, receipted, seen)
                 VALUES (?1, ?2, ?3, ?4, 0, 1)
                 ON CONFLICT (device, number) DO UPDATE SET taken = ?4, seen = 1, refused = NULL",
            )?
            .execute(params![op.device.as_bytes(), op.number, hash, number])?;
        Ok(())
    }

    fn log_foreign(&mut self, op: &LoggedOp) -> Result<()> {
        let bad = || StoreError::BadValue { table: "op", field: "table" };
        let table = table::named(&op.table).ok_or_else(bad)?;
        let of = |side: &Option<String>| -> Result<Option<Value>> {
            let Some(text) = side else { return Ok(None) };
            check_canonical(&op.table, &op.field, text)?;
            let Some(index) = table.position_of(&op.field) else { return Ok(None) };
            parse(table, index, text).map(Some)
        };
        let (before, after) = (of(&op.before)?, of(&op.after)?);
        let side = |text: &'_ Option<String>, value: &'_ Option<Value>| match (text, value) {
            (_, Some(value)) => SideOwned::Field(value.clone()),
            (Some(text), None) => SideOwned::Row(text.clone()),
            (None, None) => SideOwned::Nothing,
        };
        let (before, after) = (side(&op.before, &before), side(&op.after, &after));
        let connection = self.edit.connection;
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO action(id, device, role, label, args, actor, at)
                 VALUES (?1, ?2, 'edit', ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                op.action.as_bytes(),
                op.device.as_bytes(),
                op.label,
                op.args,
                op.actor,
                op.at_us
            ])?;
        connection
            .prepare_cached(
                r#"INSERT OR IGNORE INTO op(device, number, action, stream, "table", "row", field,
                          "before", "after", epoch, base, held, evidence, actor, at, schema)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"#,
            )?
            .execute(params![
                op.device.as_bytes(),
                op.number,
                op.action.as_bytes(),
                op.stream.as_bytes(),
                op.table,
                op.row.as_bytes(),
                op.field,
                before.borrow(),
                after.borrow(),
                op.reach.epoch,
                op.reach.number,
                held_text(&op.held),
                op.evidence.map(table::evidence_code),
                op.actor,
                op.at_us,
                op.schema,
            ])?;
        Ok(())
    }

    /// Writes a row as it is to show: its fields as canonical JSON, or nothing for no row.
    pub fn show(
        &mut self,
        table: &str,
        row: Uuid,
        fields: Option<&BTreeMap<String, String>>,
    ) -> Result<()> {
        let path = self.edit.path;
        self.settle(table, row, fields).at(path)
    }

    fn settle(
        &mut self,
        table: &str,
        row: Uuid,
        fields: Option<&BTreeMap<String, String>>,
    ) -> Result<()> {
        let bad = || StoreError::BadValue { table: "op", field: "table" };
        let table = table::named(table).ok_or_else(bad)?;
        let wanted = fields
            .map(|fields| -> Result<Vec<Value>> {
                let mut values = vec![Value::Null; table.fields.len()];
                for (name, text) in fields {
                    let index = table.position_of(name).ok_or_else(bad)?;
                    values[index] = parse(table, index, text)?;
                }
                Ok(values)
            })
            .transpose()?;
        match (current(self.edit.connection, table, row)?, wanted) {
            (None, None) => Ok(()),
            (None, Some(values)) => self.edit.birth(table, row, &values),
            (Some((n, here)), None) => self.edit.end(table, row, n, &here),
            (Some((_, here)), Some(values)) => {
                for (index, (here, wanted)) in here.iter().zip(&values).enumerate() {
                    if !here.same(wanted) {
                        self.edit.set(table, row, index, here, wanted)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Keeps what became of an own op.
    pub fn receipt(&mut self, number: i64, hash: &[u8; 32], fate: &Fate) -> Result<()> {
        let (taken, refused) = match fate {
            Fate::Taken(number) => (Some(*number), None),
            Fate::Refused(reason) => (None, Some(reason.as_str())),
        };
        let snapshot_to: i64 =
            self.note(SNAPSHOT_TO)?.and_then(|text| text.parse().ok()).unwrap_or(0);
        // Taken before the snapshot and not in it: it came back as one that no longer counts.
        let seen = if taken.is_some_and(|taken| taken <= snapshot_to) { 2 } else { 0 };
        let put = || -> Result<usize> {
            Ok(self
                .edit
                .connection
                .prepare_cached(
                    "INSERT INTO receipt(device, number, hash, taken, receipted, seen, refused)
                     VALUES (?1, ?2, ?3, ?4, 1, ?6, ?5)
                     ON CONFLICT (device, number) DO UPDATE SET receipted = 1,
                         taken = coalesce(?4, taken),
                         refused = CASE WHEN seen = 1 THEN refused ELSE ?5 END",
                )?
                .execute(params![
                    self.identity.device.as_bytes(),
                    number,
                    hash,
                    taken,
                    refused,
                    seen
                ])?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// Keeps how far the stream was read.
    pub fn set_read_to(&mut self, to: ReadTo) -> Result<()> {
        let put = || -> Result<usize> {
            Ok(self
                .edit
                .connection
                .prepare_cached("INSERT OR REPLACE INTO cursor VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![to.stream.as_bytes(), to.epoch, to.number, to.chain])?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// Keeps the epochs of the stream.
    pub fn set_epochs(&mut self, all: &[(i64, i64)]) -> Result<()> {
        let put = || -> Result<()> {
            let mut statement = self
                .edit
                .connection
                .prepare_cached("INSERT OR REPLACE INTO epoch VALUES (?1, ?2)")?;
            for (epoch, after) in all {
                statement.execute(params![epoch, after])?;
            }
            Ok(())
        };
        put().at(self.edit.path)
    }

    /// Marks a row as one of which a person must decide something, or takes the mark away.
    pub fn set_conflict(&mut self, table: &str, row: Uuid, open: bool) -> Result<()> {
        let sql = if open {
            "INSERT OR IGNORE INTO conflict VALUES (?1, ?2)"
        } else {
            r#"DELETE FROM conflict WHERE "table" = ?1 AND "row" = ?2"#
        };
        let put = || -> Result<usize> {
            Ok(self.edit.connection.prepare_cached(sql)?.execute(params![table, row.as_bytes()])?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// Keeps an op that this version does not understand for the one that does.
    pub fn quarantine(&mut self, number: i64, op: &str) -> Result<()> {
        let put = || -> Result<usize> {
            Ok(self
                .edit
                .connection
                .prepare_cached("INSERT OR REPLACE INTO quarantine VALUES (?1, ?2)")?
                .execute(params![number, op])?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// Takes everything out of quarantine, in order.
    pub fn release(&mut self) -> Result<Vec<(i64, String)>> {
        let all = || -> Result<Vec<(i64, String)>> {
            let rows = quarantined(self.edit.connection)?;
            self.edit.connection.execute("DELETE FROM quarantine", [])?;
            Ok(rows)
        };
        all().at(self.edit.path)
    }

    /// Begins to read the stream anew, or a snapshot of it. Until [`FromFeed::end_reread`] what
    /// shows is left as it is.
    pub fn begin_reread(&mut self) -> Result<()> {
        if self.is_rereading()? {
            return Ok(());
        }
        let (epoch, number) = self.read_to()?.map_or((0, 0), |to| (to.epoch, to.number));
        self.set_note(REREAD, Some(&format!("{epoch} {number}")))
    }

    /// Whether the stream is being read anew.
    pub fn is_rereading(&self) -> Result<bool> {
        Ok(self.note(REREAD)?.is_some())
    }

    /// The stream has been read anew: everything may show.
    pub fn end_reread(&mut self) -> Result<()> {
        self.set_note(REREAD, None)
    }

    /// A snapshot holds everything up to this number that still counts: an own op that the hub
    /// took before and that is not in it has been replaced.
    pub fn snapshot_read(&mut self, number: i64) -> Result<()> {
        self.set_note(SNAPSHOT_TO, Some(&number.to_string()))?;
        let own: &[u8] = self.identity.device.as_bytes();
        let put = || -> Result<usize> {
            Ok(self.edit.connection.execute(
                "UPDATE receipt SET seen = 2 WHERE device = ?1 AND seen = 0 AND taken <= ?2",
                params![own, number],
            )?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// Forgets what was read of the stream, so that it is read anew; own ops from `next` on are
    /// sent again. No op leaves the log.
    pub fn forget_feed(&mut self, next: i64) -> Result<()> {
        self.begin_reread()?;
        self.set_note(SNAPSHOT_TO, None)?;
        let own: &[u8] = self.identity.device.as_bytes();
        let forget = || -> Result<()> {
            let c = self.edit.connection;
            c.execute("DELETE FROM receipt WHERE device <> ?1", [own])?;
            c.execute(
                "DELETE FROM receipt WHERE device = ?1 AND number >= ?2",
                params![own, next],
            )?;
            c.execute("UPDATE receipt SET seen = 2 WHERE device = ?1 AND seen = 1", [own])?;
            c.execute("DELETE FROM quarantine", [])?;
            Ok(())
        };
        forget().at(self.edit.path)
    }

    /// Says of a refused op that it has been dealt with.
    pub fn close_tray(&mut self, number: i64) -> Result<()> {
        let own: &[u8] = self.identity.device.as_bytes();
        let put = || -> Result<usize> {
            Ok(self.edit.connection.execute(
                "UPDATE receipt SET closed = 1 WHERE device = ?1 AND number = ?2",
                params![own, number],
            )?)
        };
        put().map(drop).at(self.edit.path)
    }

    /// What was noted under a name.
    pub fn note(&self, name: &str) -> Result<Option<String>> {
        note(self.edit.connection, name).at(self.edit.path)
    }

    /// Notes something for the next time; nothing takes the note away.
    pub fn set_note(&mut self, name: &str, value: Option<&str>) -> Result<()> {
        let put = || -> Result<usize> {
            let c = self.edit.connection;
            Ok(match value {
                Some(value) => c
                    .prepare_cached("INSERT OR REPLACE INTO sync_note VALUES (?1, ?2)")?
                    .execute(params![name, value])?,
                None => {
                    c.prepare_cached("DELETE FROM sync_note WHERE name = ?1")?.execute([name])?
                }
            })
        };
        put().map(drop).at(self.edit.path)
    }
}

/// One side of a foreign op.
enum SideOwned {
    Nothing,
    Row(String),
    Field(Value),
}

impl SideOwned {
    fn borrow(&self) -> Side<'_> {
        match self {
            SideOwned::Nothing => Side::Nothing,
            SideOwned::Row(text) => Side::Row(text),
            SideOwned::Field(value) => Side::Field(value),
        }
    }
}

/// Keeps what the stream changed of what shows, for the check of the file.
pub(crate) fn settled(
    connection: &Connection,
    table: &Table,
    row: Uuid,
    field: &str,
    before: &Side<'_>,
    after: &Side<'_>,
) -> Result<()> {
    connection
        .prepare_cached(
            r#"INSERT INTO settled(behind, "table", "row", field, "before", "after")
               VALUES ((SELECT coalesce(max(seq), 0) FROM op), ?1, ?2, ?3, ?4, ?5)"#,
        )?
        .execute(params![table.name, row.as_bytes(), field, before, after])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// How SQLite would go about a question: the table or index it begins with.
    fn begins_with(sql: &str) -> String {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(crate::op::CREATE).unwrap();
        connection.execute_batch(CREATE).unwrap();
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let args = vec![0; plan.parameter_count()];
        plan.query_row(rusqlite::params_from_iter(args), |row| row.get(3)).unwrap()
    }

    /// After an import of a whole register one action and one device wrote every op: who does
    /// not begin at the row goes through all of them for each row.
    #[test]
    fn what_a_row_holds_is_found_by_the_row() {
        let by_row = "SEARCH op USING INDEX op_row (row=?)";
        assert_eq!(begins_with(&feed_of_row()), by_row);
        let pending = pending_of_row();
        assert_eq!(begins_with(&format!("SELECT field, held FROM op {pending}")), by_row);
        assert_eq!(begins_with(&format!("SELECT {COLUMNS} {OP_THEN_ACTION} {pending}")), by_row);
    }
}
