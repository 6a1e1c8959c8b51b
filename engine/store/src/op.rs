//! The op log: one row for each field written, and one action for each gesture. It is the
//! outbox, the undo journal, the history of a field and the audit trail; this file appends to
//! it and reads it, and nothing anywhere changes what it has said.

use std::fmt;

use jiff::Timestamp;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use turash_engine::model::{ActionId, Precision};
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::feed::{self, Reach};
use crate::migrate::SCHEMA;
use crate::schema::{Table, Value};
use crate::table;

pub(crate) const CREATE: &str = r#"
CREATE TABLE action (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    device BLOB NOT NULL,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    args TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    undoes BLOB,
    undone_by BLOB
) STRICT;
CREATE TABLE op (
    seq INTEGER PRIMARY KEY,
    device BLOB NOT NULL,
    number INTEGER NOT NULL,
    action BLOB NOT NULL,
    stream BLOB NOT NULL,
    "table" TEXT NOT NULL,
    "row" BLOB NOT NULL,
    field TEXT NOT NULL,
    "before" ANY,
    "after" ANY,
    base INTEGER NOT NULL,
    evidence TEXT,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    UNIQUE (device, number)
) STRICT;
CREATE INDEX op_row ON op("row");
CREATE INDEX op_action ON op(action);
"#;

/// Ops with their actions, the ops found first: begun at the action, an import that wrote them
/// all would be gone through for each of its rows.
pub(crate) const OP_THEN_ACTION: &str = "FROM op CROSS JOIN action ON action.id = op.action";

/// The field of an op that stands for the whole row: its birth or its end.
pub(crate) const WHOLE_ROW: &str = "*";

/// Who is behind a write.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person, by the id or name the workbench knows them under.
    Person(String),
    /// An import, by its dataset. Only such writes may be overwritten by an import.
    Import(String),
    /// An instrument or connector, by its name.
    Measurement(String),
}

impl Actor {
    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        let name = name.to_owned();
        match kind {
            "person" => Some(Actor::Person(name)),
            "import" => Some(Actor::Import(name)),
            "measurement" => Some(Actor::Measurement(name)),
            _ => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Person(name) => write!(f, "person:{name}"),
            Actor::Import(name) => write!(f, "import:{name}"),
            Actor::Measurement(name) => write!(f, "measurement:{name}"),
        }
    }
}

/// One gesture: everything that is undone together.
#[derive(Debug, Clone)]
pub struct Gesture {
    /// Its id, fresh.
    pub action: ActionId,
    /// Code of what was done, with an entry in the message catalogue.
    pub label: String,
    /// Values for the message, as a JSON object.
    pub args: serde_json::Value,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// How well the written values are known, where that can be said of all of them.
    pub evidence: Option<Precision>,
}

/// What an action is on the stack of undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Something a person did, import included: can be undone.
    Edit,
    /// Something that happened: an instrument's write. Not on the stack.
    Background,
    /// Takes an edit back.
    Undo,
    /// Does an edit again.
    Redo,
}

impl Role {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Role::Edit => "edit",
            Role::Background => "background",
            Role::Undo => "undo",
            Role::Redo => "redo",
        }
    }
}

/// An action as it is shown: what would be undone, what happened lately.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// Code of what was done.
    pub label: String,
    /// Values for the message.
    pub args: serde_json::Value,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The action it takes back, or does again by taking its undoing back.
    pub undoes: Option<ActionId>,
    /// The action that took it back.
    pub undone_by: Option<ActionId>,
}

/// One write in the history of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    /// Place in the log of this replica.
    pub seq: i64,
    /// The action it belongs to.
    pub action: Action,
    /// The field; `*` for the whole row.
    pub field: String,
    /// What was there; `null` for unknown or, with `*`, no row.
    pub before: serde_json::Value,
    /// What came; `null` for unknown or, with `*`, no row.
    pub after: serde_json::Value,
    /// How well it was known.
    pub evidence: Option<String>,
}

/// Who and what this replica is in every op it writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity {
    pub(crate) project: Uuid,
    pub(crate) device: Uuid,
}

/// One op, read back.
#[derive(Debug)]
pub(crate) struct Op {
    pub(crate) table: &'static Table,
    pub(crate) row: Uuid,
    pub(crate) change: Change,
}

/// What an op did.
#[derive(Debug)]
pub(crate) enum Change {
    /// The whole row came, went, or both sides are known.
    Row { before: Option<Vec<Value>>, after: Option<Vec<Value>> },
    /// One field, by its place in the table.
    Field { index: usize, before: Value, after: Value },
}

/// One side of an op on its way into the log.
pub(crate) enum Side<'a> {
    Nothing,
    Row(&'a str),
    Field(&'a Value),
}

impl ToSql for Side<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Side::Nothing => Ok(ToSqlOutput::Borrowed(ValueRef::Null)),
            Side::Row(json) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(json.as_bytes()))),
            Side::Field(value) => value.to_sql(),
        }
    }
}

/// Appends the ops of one action, numbering them.
#[derive(Debug)]
pub(crate) struct Appender {
    identity: Identity,
    action: Uuid,
    actor: String,
    at: i64,
    pub(crate) evidence: Option<&'static str>,
    next_number: i64,
    /// How much of the stream shows; none for a project that never met a hub.
    reach_now: Option<Reach>,
    pub(crate) appended: u64,
}

impl Appender {
    /// Opens an action in the log.
    pub(crate) fn begin(
        connection: &Connection,
        identity: Identity,
        gesture: &Gesture,
        role: Role,
        undoes: Option<ActionId>,
    ) -> Result<Self> {
        let actor = gesture.actor.to_string();
        let at = gesture.at.as_microsecond();
        connection
            .prepare_cached(
                "INSERT INTO action(id, device, role, label, args, actor, at, undoes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                gesture.action.0.as_bytes(),
                identity.device.as_bytes(),
                role.code(),
                gesture.label,
                gesture.args.to_string(),
                actor,
                at,
                undoes.map(|a| *a.0.as_bytes()),
            ])?;
        let next_number: i64 = connection
            .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM op WHERE device = ?1")?
            .query_row([identity.device.as_bytes()], |row| row.get(0))?;
        Ok(Self {
            identity,
            action: gesture.action.0,
            actor,
            at,
            evidence: gesture.evidence.map(table::evidence_code),
            next_number,
            reach_now: feed::reach_now(connection, identity.project)?,
            appended: 0,
        })
    }

    /// From now on values are known so well; answers how well before.
    pub(crate) fn known_as(&mut self, evidence: Option<Precision>) -> Option<&'static str> {
        std::mem::replace(&mut self.evidence, evidence.map(table::evidence_code))
    }

    pub(crate) fn append(
        &mut self,
        connection: &Connection,
        table: &Table,
        row: Uuid,
        field: &str,
        before: &Side<'_>,
        after: &Side<'_>,
    ) -> Result<()> {
        let (base, held) = match self.reach_now {
            None => (Reach::default(), None),
            Some(now) => {
                let (base, held) = feed::reach(connection, self.identity, now, row, field)?;
                (base, feed::held_text(&held))
            }
        };
        connection
            .prepare_cached(
                r#"INSERT INTO op(device, number, action, stream, "table", "row", field,
                                  "before", "after", epoch, base, held, evidence, actor, at, schema)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"#,
            )?
            .execute(params![
                self.identity.device.as_bytes(),
                self.next_number,
                self.action.as_bytes(),
                self.identity.project.as_bytes(),
                table.name,
                row.as_bytes(),
                field,
                before,
                after,
                base.epoch,
                base.number,
                held,
                self.evidence,
                self.actor,
                self.at,
                SCHEMA,
            ])?;
        self.next_number += 1;
        self.appended += 1;
        Ok(())
    }
}

/// The last write that still counts, with the undone ones taken out.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) action: Uuid,
    pub(crate) actor: String,
}

/// The write that made `field` of a row what it is; `*` asks for its birth or end. An undo stands for what was there before the undone action, so a value restored by undo
/// has the author it had. The search stops at the action `until`.
pub(crate) fn standing(
    connection: &Connection,
    row: Uuid,
    field: &str,
    until: Option<Uuid>,
) -> Result<Option<Standing>> {
    let mut newest = connection.prepare_cached(&format!(
        r#"SELECT op.action, op.actor, action.undoes {OP_THEN_ACTION}
           WHERE op."row" = ?1 AND (op.field = ?2 OR op.field = '*') AND op.seq < ?3
           ORDER BY op.seq DESC LIMIT 1"#
    ))?;
    let mut start = connection.prepare_cached("SELECT min(seq) FROM op WHERE action = ?1")?;
    let mut before = i64::MAX;
    loop {
        let found = newest
            .query_row(params![row.as_bytes(), field, before], |r| {
                let undoes: Option<Vec<u8>> = r.get(2)?;
                Ok((r.get::<_, [u8; 16]>(0)?, r.get::<_, String>(1)?, undoes))
            })
            .optional()?;
        let Some((action, actor, undoes)) = found else { return Ok(None) };
        let action = Uuid::from_bytes(action);
        match undoes {
            Some(undone) if until != Some(action) => {
                let first: Option<i64> = start.query_row([undone], |r| r.get(0))?;
                // An undone action without ops cannot have been there before.
                let Some(first) = first else { return Ok(None) };
                before = first;
            }
            Some(_) | None => return Ok(Some(Standing { action, actor })),
        }
    }
}

/// The fields of a row that have ever been written, `*` among them.
pub(crate) fn fields_written(connection: &Connection, row: Uuid) -> Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached(r#"SELECT DISTINCT field FROM op WHERE "row" = ?1"#)?;
    let fields = statement.query_map([row.as_bytes()], |r| r.get(0))?;
    Ok(fields.collect::<rusqlite::Result<_>>()?)
}

/// The ops of one action, oldest first.
pub(crate) fn ops_of(connection: &Connection, action: ActionId) -> Result<Vec<Op>> {
    let mut statement = connection.prepare_cached(
        r#"SELECT "table", "row", field, "before", "after" FROM op
           WHERE action = ?1 ORDER BY seq"#,
    )?;
    let mut rows = statement.query([action.0.as_bytes()])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        ops.push(op_of(row)?);
    }
    Ok(ops)
}

/// Reads an op selected as `table, row, field, before, after`.
pub(crate) fn op_of(row: &Row<'_>) -> Result<Op> {
    let bad = StoreError::BadValue { table: "op", field: "table" };
    let name: String = row.get(0)?;
    let Some(table) = table::named(&name) else { return Err(bad) };
    let field: String = row.get(2)?;
    let change = if field == WHOLE_ROW {
        let side = |i: usize| -> Result<Option<Vec<Value>>> {
            let json: Option<String> = row.get(i)?;
            json.map(|json| table.parse_json(&json)).transpose()
        };
        Change::Row { before: side(3)?, after: side(4)? }
    } else {
        let index = table.position_of(&field).ok_or(bad)?;
        let side = |i: usize| Value::from_sql(table, &table.fields[index], row.get_ref(i)?);
        Change::Field { index, before: side(3)?, after: side(4)? }
    };
    Ok(Op { table, row: Uuid::from_bytes(row.get(1)?), change })
}

/// The columns that [`action_of`] reads.
pub(crate) const ACTION_COLUMNS: &str = "action.id, action.label, action.args, action.actor, action.at, action.undoes, \
     action.undone_by";

/// Reads an action whose columns start at `from`.
pub(crate) fn action_of(row: &Row<'_>, from: usize) -> Result<Action> {
    let bad = |field| StoreError::BadValue { table: "action", field };
    let id = |i: usize| -> Result<Option<ActionId>> {
        let bytes: Option<[u8; 16]> = row.get(i)?;
        Ok(bytes.map(|b| ActionId(Uuid::from_bytes(b))))
    };
    let args: String = row.get(from + 2)?;
    let actor: String = row.get(from + 3)?;
    Ok(Action {
        id: id(from)?.ok_or_else(|| bad("id"))?,
        label: row.get(from + 1)?,
        args: serde_json::from_str(&args).map_err(|_| bad("args"))?,
        actor: Actor::parse(&actor).ok_or_else(|| bad("actor"))?,
        at: Timestamp::from_microsecond(row.get(from + 4)?).map_err(|_| bad("at"))?,
        undoes: id(from + 5)?,
        undone_by: id(from + 6)?,
    })
}

/// Everything written to one row, oldest first.
pub(crate) fn history(
    connection: &Connection,
    table: &'static Table,
    row: Uuid,
) -> Result<Vec<HistoryEntry>> {
    let mut statement = connection.prepare_cached(&format!(
        r#"SELECT op.seq, op.field, op."before", op."after", op.evidence, {ACTION_COLUMNS}
           {OP_THEN_ACTION}
           WHERE op."row" = ?1 AND op."table" = ?2 ORDER BY op.seq"#
    ))?;
    let mut rows = statement.query(params![row.as_bytes(), table.name])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let field: String = row.get(1)?;
        let side = |i: usize| -> Result<serde_json::Value> {
            let json = if field == WHOLE_ROW {
                row.get::<_, Option<String>>(i)?
            } else {
                let index = table
                    .position_of(&field)
                    .ok_or(StoreError::BadValue { table: "op", field: "field" })?;
                let value = Value::from_sql(table, &table.fields[index], row.get_ref(i)?)?;
                Some(value.to_json(table, &table.fields[index])?)
            };
            let bad = |_| StoreError::BadValue { table: "op", field: "after" };
            json.map_or(Ok(serde_json::Value::Null), |j| serde_json::from_str(&j).map_err(bad))
        };
        entries.push(HistoryEntry {
            seq: row.get(0)?,
            before: side(2)?,
            after: side(3)?,
            evidence: row.get(4)?,
            action: action_of(row, 5)?,
            field,
        });
    }
    Ok(entries)
}
