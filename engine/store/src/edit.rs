//! The one way into the domain tables: every write of a row goes through [`Edit`], which
//! appends its ops in the same transaction. It keeps an import from overwriting what a person
//! or an instrument wrote; it knows no other rule.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, ToSql};
use turash_engine::model::{ActionId, Precision};
use uuid::Uuid;

use crate::error::{At as _, Result, StoreError};
use crate::feed;
use crate::op::{self, Appender, Gesture, Identity, Role, Side, WHOLE_ROW};
use crate::schema::{Record, Table, Value, record_of, values_of};
use crate::search;

/// One transaction on the domain tables, and one action in the log.
#[derive(Debug)]
pub struct Edit<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) path: &'c Path,
    log: Log,
    changed: Vec<Changed>,
    seen: HashSet<(&'static str, Uuid)>,
    /// Rows to put into the search index at the end: new ones, and those whose words change.
    stale: HashSet<(&'static str, Uuid)>,
    /// What to take out of the search index before that. Both wait, because the index writes
    /// itself out whenever another statement comes between two of its own.
    leaving: Vec<search::Entry>,
}

/// Where a write is said.
#[derive(Debug)]
enum Log {
    /// In the op log, as this copy's own.
    Own(Appender),
    /// Beside it: the ops themselves came from the stream.
    Settled,
}

impl Log {
    fn append(
        &mut self,
        connection: &Connection,
        table: &Table,
        row: Uuid,
        field: &str,
        before: &Side<'_>,
        after: &Side<'_>,
    ) -> Result<()> {
        match self {
            Log::Own(log) => log.append(connection, table, row, field, before, after),
            Log::Settled => feed::settled(connection, table, row, field, before, after),
        }
    }
}

/// A row that an edit touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Changed {
    /// Its table.
    pub table: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// What an edit did.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// What the edit's closure answered.
    pub value: T,
    /// The action; none if nothing was different, in which case nothing was logged.
    pub action: Option<ActionId>,
    /// The rows touched, each once, in order.
    pub changed: Vec<Changed>,
}

/// What an import did to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upsert {
    /// The row was not there.
    New,
    /// The row was there with the same values.
    Unchanged,
    /// Some fields differed.
    Merged {
        /// Number of fields that now have the imported value.
        updated: usize,
        /// Fields that a person or an instrument wrote, and that were left alone.
        kept: Vec<&'static str>,
    },
    /// A person removed the row; it stays away.
    KeptRemoved,
}

impl<'c> Edit<'c> {
    pub(crate) fn begin(
        connection: &'c Connection,
        path: &'c Path,
        identity: Identity,
        gesture: &Gesture,
        role: Role,
        undoes: Option<ActionId>,
    ) -> Result<Self> {
        let log = Appender::begin(connection, identity, gesture, role, undoes)?;
        Ok(Self::with(connection, path, Log::Own(log)))
    }

    /// Opens the write path for what the stream decided.
    pub(crate) fn from_feed(connection: &'c Connection, path: &'c Path) -> Self {
        Self::with(connection, path, Log::Settled)
    }

    fn with(connection: &'c Connection, path: &'c Path, log: Log) -> Self {
        Self {
            connection,
            path,
            log,
            changed: Vec::new(),
            seen: HashSet::new(),
            stale: HashSet::new(),
            leaving: Vec::new(),
        }
    }

    pub(crate) fn connection(&self) -> &'c Connection {
        self.connection
    }

    pub(crate) fn path(&self) -> &'c Path {
        self.path
    }

    /// Number of ops written so far.
    pub fn ops(&self) -> u64 {
        match &self.log {
            Log::Own(log) => log.appended,
            Log::Settled => 0,
        }
    }

    /// The row of this id, as this edit sees it.
    pub fn get<T: Record>(&self, id: Uuid) -> Result<Option<T>> {
        get(self.connection, id).at(self.path)
    }

    /// Adds a row.
    pub fn insert<T: Record>(&mut self, record: &T) -> Result<()> {
        let path = self.path;
        self.birth(T::table(), record.id(), &values_of(record)?).at(path)
    }

    /// Changes a row: reads it, lets `change` work on it, and writes each field that is
    /// different then. Answers the number of fields written.
    pub fn change<T: Record>(&mut self, id: Uuid, change: impl FnOnce(&mut T)) -> Result<usize> {
        let path = self.path;
        let table = T::table();
        let gone = || StoreError::NoRow { table: table.name, id };
        let mut record: T = get(self.connection, id).at(path)?.ok_or_else(gone)?;
        let before = values_of(&record)?;
        change(&mut record);
        if record.id() != id {
            return Err(StoreError::NoRow { table: table.name, id: record.id() });
        }
        let after = values_of(&record)?;
        let mut written = 0;
        for (index, (before, after)) in before.iter().zip(&after).enumerate() {
            if !before.same(after) {
                self.set(table, id, index, before, after).at(path)?;
                written += 1;
            }
        }
        Ok(written)
    }

    /// Writes a field again as it is: whoever decides between values may decide for the one that
    /// shows, and that is a write too. `*` does it for the whole row.
    pub fn affirm(&mut self, table: &str, id: Uuid, field: &str) -> Result<()> {
        let path = self.path;
        self.write_again(table, id, field).at(path)
    }

    fn write_again(&mut self, table: &str, id: Uuid, field: &str) -> Result<()> {
        let bad = StoreError::BadValue { table: "op", field: "field" };
        let Some(table) = crate::table::named(table) else { return Err(bad) };
        let gone = StoreError::NoRow { table: table.name, id };
        let (_, here) = current(self.connection, table, id)?.ok_or(gone)?;
        self.note(table, id);
        if field == WHOLE_ROW {
            let json = table.to_json(&here)?;
            let side = Side::Row(&json);
            return self.log.append(self.connection, table, id, WHOLE_ROW, &side, &side);
        }
        let index = table.position_of(field).ok_or(bad)?;
        let side = Side::Field(&here[index]);
        let field = table.fields[index].name;
        self.log.append(self.connection, table, id, field, &side, &side)
    }

    /// Writes what somebody decided: the field, given as canonical JSON and known as well as
    /// `evidence` says, or with `*` the whole row. It is a write also where nothing is different,
    /// because whoever decides has seen all that there was.
    pub fn decide(
        &mut self,
        table: &str,
        id: Uuid,
        field: &str,
        text: &str,
        evidence: Option<Precision>,
    ) -> Result<()> {
        let path = self.path;
        let own = match &mut self.log {
            Log::Own(log) => Some(log.known_as(evidence)),
            Log::Settled => None,
        };
        let written = self.put(table, id, field, text).at(path);
        if let (Log::Own(log), Some(own)) = (&mut self.log, own) {
            log.evidence = own;
        }
        written
    }

    fn put(&mut self, name: &str, id: Uuid, field: &str, text: &str) -> Result<()> {
        let bad = StoreError::BadValue { table: "op", field: "field" };
        let Some(table) = crate::table::named(name) else { return Err(bad) };
        let here = current(self.connection, table, id)?;
        if field == WHOLE_ROW {
            return match here {
                Some(_) => self.write_again(name, id, WHOLE_ROW),
                None => self.birth(table, id, &table.parse_json(text)?),
            };
        }
        let (_, here) = here.ok_or(StoreError::NoRow { table: table.name, id })?;
        let index = table.position_of(field).ok_or(bad)?;
        let wanted = feed::parse(table, index, text)?;
        if here[index].same(&wanted) {
            self.write_again(name, id, field)
        } else {
            self.set(table, id, index, &here[index], &wanted)
        }
    }

    /// Removes a row of the table of this name; one that is not there is no error.
    pub fn remove_from(&mut self, table: &str, id: Uuid) -> Result<()> {
        let path = self.path;
        let bad = StoreError::BadValue { table: "op", field: "table" };
        let table = crate::table::named(table).ok_or(bad)?;
        match current(self.connection, table, id).at(path)? {
            Some((n, values)) => self.end(table, id, n, &values).at(path),
            None => Ok(()),
        }
    }

    /// Removes a row.
    pub fn remove<T: Record>(&mut self, id: Uuid) -> Result<()> {
        let path = self.path;
        let table = T::table();
        let gone = StoreError::NoRow { table: table.name, id };
        let (n, values) = current(self.connection, table, id).at(path)?.ok_or(gone)?;
        self.end(table, id, n, &values).at(path)
    }

    /// Takes a row from an import. A field whose standing write is not an import's is kept.
    pub fn upsert_imported<T: Record>(&mut self, record: &T) -> Result<Upsert> {
        let path = self.path;
        let values = values_of(record)?;
        self.upsert(T::table(), record.id(), &values).at(path)
    }

    fn upsert(&mut self, table: &'static Table, id: Uuid, values: &[Value]) -> Result<Upsert> {
        let Some((_, here)) = current(self.connection, table, id)? else {
            return match op::standing(self.connection, id, WHOLE_ROW, None)? {
                Some(last) if !is_import(&last.actor) => Ok(Upsert::KeptRemoved),
                Some(_) | None => {
                    self.birth(table, id, values)?;
                    Ok(Upsert::New)
                }
            };
        };
        let (mut updated, mut kept) = (0, Vec::new());
        for (index, (before, after)) in here.iter().zip(values).enumerate() {
            if before.same(after) {
                continue;
            }
            let field = table.fields[index].name;
            match op::standing(self.connection, id, field, None)? {
                Some(last) if !is_import(&last.actor) => kept.push(field),
                Some(_) | None => {
                    self.set(table, id, index, before, after)?;
                    updated += 1;
                }
            }
        }
        if updated == 0 && kept.is_empty() {
            Ok(Upsert::Unchanged)
        } else {
            Ok(Upsert::Merged { updated, kept })
        }
    }

    pub(crate) fn birth(
        &mut self,
        table: &'static Table,
        id: Uuid,
        values: &[Value],
    ) -> Result<()> {
        let json = table.to_json(values)?;
        let id_bytes = id.as_bytes();
        let mut fields: Vec<&dyn ToSql> = Vec::with_capacity(values.len() + 1);
        fields.push(id_bytes);
        fields.extend(values.iter().map(|v| v as &dyn ToSql));
        self.connection.prepare_cached(&table.sql.insert)?.execute(fields.as_slice()).map_err(
            |e| match e.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => {
                    StoreError::RowExists { table: table.name, id }
                }
                _ => StoreError::Sql(e),
            },
        )?;
        if table.search.is_some() {
            self.stale.insert((table.name, id));
        }
        self.note(table, id);
        self.log.append(self.connection, table, id, WHOLE_ROW, &Side::Nothing, &Side::Row(&json))
    }

    pub(crate) fn end(
        &mut self,
        table: &'static Table,
        id: Uuid,
        n: i64,
        values: &[Value],
    ) -> Result<()> {
        let json = table.to_json(values)?;
        self.connection.prepare_cached(&table.sql.delete)?.execute([id.as_bytes()])?;
        if !self.stale.remove(&(table.name, id)) {
            self.leaving.extend(search::entry(table, n, values));
        }
        self.note(table, id);
        self.log.append(self.connection, table, id, WHOLE_ROW, &Side::Row(&json), &Side::Nothing)
    }

    pub(crate) fn set(
        &mut self,
        table: &'static Table,
        id: Uuid,
        index: usize,
        before: &Value,
        after: &Value,
    ) -> Result<()> {
        let field = table.fields[index].name;
        if search::covers(table, field)
            && self.stale.insert((table.name, id))
            && let Some((n, values)) = current(self.connection, table, id)?
        {
            self.leaving.extend(search::entry(table, n, &values));
        }
        let id_bytes = id.as_bytes();
        let fields: [&dyn ToSql; 2] = [id_bytes, after];
        self.connection.prepare_cached(&table.sql.set[index])?.execute(&fields[..])?;
        self.note(table, id);
        self.log.append(
            self.connection,
            table,
            id,
            field,
            &Side::Field(before),
            &Side::Field(after),
        )
    }

    /// Brings the search index up to date, and hands over what was touched.
    pub(crate) fn finish(self) -> Result<Vec<Changed>> {
        let mut coming = Vec::with_capacity(self.stale.len());
        for &(name, id) in &self.stale {
            let Some(table) = crate::table::named(name) else { continue };
            if let Some((n, values)) = current(self.connection, table, id)? {
                coming.extend(search::entry(table, n, &values));
            }
        }
        search::update(self.connection, self.leaving, coming)?;
        Ok(self.changed)
    }

    fn note(&mut self, table: &'static Table, id: Uuid) {
        if self.seen.insert((table.name, id)) {
            self.changed.push(Changed { table: table.name, id });
        }
    }
}

/// The row of this id.
pub(crate) fn get<T: Record>(connection: &Connection, id: Uuid) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(&T::table().sql.select_one)?;
    let mut rows = statement.query([id.as_bytes()])?;
    rows.next()?.map(record_of).transpose()
}

/// The row of this id as values, with its number.
pub(crate) fn current(
    connection: &Connection,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<(i64, Vec<Value>)>> {
    let mut statement = connection.prepare_cached(&table.sql.select_one)?;
    let mut rows = statement.query([id.as_bytes()])?;
    match rows.next()? {
        None => Ok(None),
        Some(row) => Ok(Some((row.get(0)?, table.values(row)?))),
    }
}

fn is_import(actor: &str) -> bool {
    actor.starts_with("import:")
}

/// The newest action on the stack that can be undone.
pub(crate) fn to_undo(connection: &Connection, device: Uuid) -> Result<Option<op::Action>> {
    newest(connection, "device = ?1 AND role IN ('edit', 'redo') AND undone_by IS NULL", device)
}

/// The newest undo that can be taken back: none once there has been another edit.
pub(crate) fn to_redo(connection: &Connection, device: Uuid) -> Result<Option<op::Action>> {
    newest(
        connection,
        "device = ?1 AND role = 'undo' AND undone_by IS NULL AND seq >
         (SELECT coalesce(max(seq), 0) FROM action WHERE device = ?1 AND role = 'edit')",
        device,
    )
}

fn newest(connection: &Connection, which: &str, device: Uuid) -> Result<Option<op::Action>> {
    let sql = format!(
        "SELECT {} FROM action WHERE {which} ORDER BY seq DESC LIMIT 1",
        op::ACTION_COLUMNS
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found =
        statement.query_row([device.as_bytes()], |row| Ok(op::action_of(row, 0))).optional()?;
    found.transpose()
}
