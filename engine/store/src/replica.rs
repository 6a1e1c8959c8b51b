//! A project file, open: one writer, a few readers, and the transactions between them. It
//! owns creation, opening and closing; what a row means is the business of others.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, TransactionBehavior, params};
use turash_engine::model::ActionId;
use uuid::Uuid;

use crate::check::{self, Report};
use crate::edit::{Done, Edit, to_redo, to_undo};
use crate::error::{At as _, KeyWay, Result, StoreError};
use crate::feed::FromFeed;
use crate::key::{self, DeviceSeed, FileKey, KeySource, Lock, RecoveryKey};
use crate::op::{Action, Actor, Gesture, Identity, Role};
use crate::open::{Purpose, open_db, read_mark};
use crate::read::Reader;
use crate::table::Secret;
use crate::undo::{Undone, invert};
use crate::{blob, matches, migrate, spatialite, table};

/// Readers that may work at the same time. Opened once: opening costs far more than reading.
const READERS: usize = 2;

/// A project file, open.
#[derive(Debug)]
pub struct Replica {
    path: PathBuf,
    identity: Identity,
    opened_by: KeyWay,
    key: FileKey,
    editing: Arc<AtomicBool>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    reader_back: Condvar,
}

/// Who a new project is.
#[derive(Debug, Clone, Copy)]
pub struct NewProject {
    /// Id of the project, and so of its stream.
    pub project: Uuid,
    /// Id of this copy of it.
    pub device: Uuid,
}

/// A project that has just been made.
#[derive(Debug)]
pub struct Created {
    /// It, open.
    pub replica: Replica,
    /// The second way in, to be shown once; none for a raw key.
    pub recovery: Option<RecoveryKey>,
}

impl Replica {
    /// Makes a project. The file appears whole or not at all.
    pub fn create(path: &Path, lock: &Lock, new: NewProject) -> Result<Created> {
        let library = spatialite::find()?;
        if path.try_exists().map_err(|e| StoreError::io(path, e))? {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let key = match lock {
            Lock::Raw(key) => key.clone(),
            Lock::Keyring | Lock::Passphrase(_) => FileKey::random()?,
        };
        let half = Half::beside(path)?;
        build(&half.path, &key, &library, new).map_err(|e| renamed(e, path))?;
        let mark = read_mark(&half.path)?;
        let recovery = key::keep(path, mark, &key, lock)?;
        let opened =
            fs::rename(&half.path, path).map_err(|e| StoreError::io(path, e)).and_then(|()| {
                flush_folder(path);
                Self::open_with(path, &key, KeyWay::Raw, &library)
            });
        match opened {
            Ok(replica) => Ok(Created { replica, recovery }),
            Err(e) => {
                key::forget(path, mark, lock);
                Err(e)
            }
        }
    }

    /// Opens a project.
    pub fn open(path: &Path, source: &KeySource) -> Result<Self> {
        let mark = read_mark(path)?;
        let library = spatialite::find()?;
        let (key, way) = key::find(path, mark, source)?;
        Self::open_with(path, &key, way, &library)
    }

    fn open_with(path: &Path, key: &FileKey, way: KeyWay, library: &Path) -> Result<Self> {
        let mut writer = open_db(path, key, way, library, Purpose::Write)?;
        let editing = Arc::new(AtomicBool::new(false));
        migrate::migrate(&mut writer, path)?;
        if cfg!(debug_assertions) {
            stand_guard(&writer, &editing).at(path)?;
        }
        let identity = identity(&writer).at(path)?;
        let mut readers = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            readers.push(open_db(path, key, way, library, Purpose::Read)?);
        }
        Ok(Self {
            path: path.to_owned(),
            identity,
            opened_by: way,
            key: key.clone(),
            editing,
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            reader_back: Condvar::new(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Id of the project.
    pub fn project(&self) -> Uuid {
        self.identity.project
    }

    /// Id of this copy of it.
    pub fn device(&self) -> Uuid {
        self.identity.device
    }

    pub(crate) fn key(&self) -> &FileKey {
        &self.key
    }

    /// Which way the key came.
    pub fn opened_by(&self) -> KeyWay {
        self.opened_by
    }

    /// Reads: everything that `look` sees is of one moment.
    pub fn read<T, E>(
        &self,
        look: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E>
    where
        E: From<StoreError>,
    {
        let lent = self.lend();
        let connection = lent.connection()?;
        let moment = connection.unchecked_transaction().at(&self.path)?;
        let answer =
            look(&Reader { connection: &moment, path: &self.path, identity: self.identity });
        moment.finish().at(&self.path)?;
        answer
    }

    /// Edits: all of it or nothing, with its ops, as one action. Where nothing turns out to
    /// be different, nothing is logged.
    pub fn edit<T, E>(
        &self,
        gesture: &Gesture,
        work: impl FnOnce(&mut Edit<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Done<T>, E>
    where
        E: From<StoreError>,
    {
        let role = match gesture.actor {
            Actor::Person(_) | Actor::Import(_) => Role::Edit,
            Actor::Measurement(_) => Role::Background,
        };
        self.do_as(role, gesture, work)
    }

    /// Records what happened outside and cannot be taken back: an edit like any other, but
    /// not on the stack of undo.
    pub fn record<T, E>(
        &self,
        gesture: &Gesture,
        work: impl FnOnce(&mut Edit<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Done<T>, E>
    where
        E: From<StoreError>,
    {
        self.do_as(Role::Background, gesture, work)
    }

    fn do_as<T, E>(
        &self,
        role: Role,
        gesture: &Gesture,
        work: impl FnOnce(&mut Edit<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Done<T>, E>
    where
        E: From<StoreError>,
    {
        let mut writer = self.writer();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).at(&self.path)?;
        let guard = Editing::start(&self.editing);
        let mut edit =
            Edit::begin(&tx, &self.path, self.identity, gesture, role, None).at(&self.path)?;
        let value = work(&mut edit)?;
        let something = edit.ops() > 0;
        let changed = edit.finish().at(&self.path)?;
        if something {
            tx.commit().at(&self.path)?;
        } else {
            tx.rollback().at(&self.path)?;
        }
        drop(guard);
        Ok(Done { value, action: something.then_some(gesture.action), changed })
    }

    /// Takes what a hub said: all of it or nothing.
    pub fn feed<T, E>(
        &self,
        work: impl FnOnce(&mut FromFeed<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Done<T>, E>
    where
        E: From<StoreError>,
    {
        let mut writer = self.writer();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).at(&self.path)?;
        let guard = Editing::start(&self.editing);
        let mut feed = FromFeed::begin(Edit::from_feed(&tx, &self.path), self.identity);
        let value = work(&mut feed)?;
        let changed = feed.finish().at(&self.path)?;
        tx.commit().at(&self.path)?;
        drop(guard);
        Ok(Done { value, action: None, changed })
    }

    /// Takes back the newest action of this copy; none if there is nothing to take back. The
    /// gesture says who and when; its label is replaced by that of the action taken back.
    pub fn undo(&self, gesture: &Gesture) -> Result<Option<Undone>> {
        self.step_back(gesture, Role::Undo)
    }

    /// Does again what was undone last; none after another edit.
    pub fn redo(&self, gesture: &Gesture) -> Result<Option<Undone>> {
        self.step_back(gesture, Role::Redo)
    }

    fn step_back(&self, gesture: &Gesture, role: Role) -> Result<Option<Undone>> {
        let mut writer = self.writer();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).at(&self.path)?;
        let guard = Editing::start(&self.editing);
        let target = match role {
            Role::Redo => to_redo(&tx, self.identity.device),
            Role::Undo | Role::Edit | Role::Background => to_undo(&tx, self.identity.device),
        }
        .at(&self.path)?;
        let Some(of) = target else { return Ok(None) };
        let gesture = Gesture { label: of.label.clone(), args: of.args.clone(), ..gesture.clone() };
        let mut edit = Edit::begin(&tx, &self.path, self.identity, &gesture, role, Some(of.id))
            .at(&self.path)?;
        let skipped = invert(&mut edit, &of).at(&self.path)?;
        let changed = edit.finish().at(&self.path)?;
        mark_undone(&tx, &of, gesture.action).at(&self.path)?;
        tx.commit().at(&self.path)?;
        drop(guard);
        Ok(Some(Undone { of, changed, skipped }))
    }

    /// The secret this device signs with, made at the first call.
    pub fn device_seed(&self) -> Result<DeviceSeed> {
        key::device_seed(&self.writer(), self.opened_by).map_err(|e| e.at(&self.path))
    }

    /// The project's secret for a purpose, made at the first call. It is the same in every
    /// copy of the project.
    pub fn secret(&self, purpose: &str, gesture: &Gesture) -> Result<[u8; 32]> {
        let id = Uuid::new_v5(&self.identity.project, purpose.as_bytes());
        if let Some(secret) = self.read(|reader| reader.get::<Secret>(id))? {
            return Ok(secret.bytes);
        }
        let mut bytes = [0; 32];
        key::fill_random(&mut bytes)?;
        let secret = Secret { id, purpose: purpose.to_owned(), bytes };
        self.record(gesture, |edit| match edit.get::<Secret>(id)? {
            Some(kept) => Ok(kept.bytes),
            None => edit.insert(&secret).map(|()| bytes),
        })
        .map(|done| done.value)
    }

    /// Puts bytes into the file under their hash, and answers the hash in hex.
    pub fn put_blob(&self, bytes: &[u8]) -> Result<String> {
        let mut writer = self.writer();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).at(&self.path)?;
        let hash = blob::put(&tx, bytes).at(&self.path)?;
        tx.commit().at(&self.path)?;
        Ok(hash)
    }

    /// Keeps the match list of a run, best first, so that it can be paged. Not an edit: it
    /// can be worked out again. Only the newest few runs are kept.
    pub fn store_matches(
        &self,
        run: &matches::MatchRun,
        rows: impl IntoIterator<Item = matches::MatchRow>,
    ) -> Result<()> {
        let mut writer = self.writer();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).at(&self.path)?;
        matches::store(&tx, run, rows).at(&self.path)?;
        tx.commit().at(&self.path)
    }

    /// Whether the file is whole: SQLite's own check, and each row against the replay of its
    /// ops.
    pub fn check(&self) -> Result<Report> {
        self.read(|reader| check::check(reader.connection).at(&self.path))
    }

    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic in an edit rolled its transaction back: the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lend(&self) -> Lent<'_> {
        let mut free = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = free.pop() {
                return Lent { replica: self, connection: Some(connection) };
            }
            free = self.reader_back.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A reader taken from the pool; it goes back by itself.
struct Lent<'r> {
    replica: &'r Replica,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn connection(&self) -> Result<&Connection> {
        // Taken only by `drop`.
        self.connection.as_ref().ok_or(StoreError::Sql(rusqlite::Error::InvalidQuery))
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let mut free = self.replica.readers.lock().unwrap_or_else(PoisonError::into_inner);
            free.push(connection);
            self.replica.reader_back.notify_one();
        }
    }
}

/// While it lives, the guard lets writes to domain tables pass.
struct Editing<'e>(&'e AtomicBool);

impl<'e> Editing<'e> {
    fn start(editing: &'e AtomicBool) -> Self {
        editing.store(true, Ordering::Relaxed);
        Self(editing)
    }
}

impl Drop for Editing<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Refuses any write to a domain table outside an edit, and any change to what the log says.
fn stand_guard(writer: &Connection, editing: &Arc<AtomicBool>) -> rusqlite::Result<()> {
    let editing = Arc::clone(editing);
    writer.create_scalar_function("turash_editing", 0, FunctionFlags::SQLITE_UTF8, move |_| {
        Ok(editing.load(Ordering::Relaxed))
    })?;
    let mut sql = String::new();
    for (table, _) in &table::ALL {
        for event in ["INSERT", "UPDATE", "DELETE"] {
            sql.push_str(&format!(
                "CREATE TEMP TRIGGER guard_{0}_{event} BEFORE {event} ON main.{0}
                 WHEN NOT turash_editing()
                 BEGIN SELECT RAISE(ABORT, 'a write to {0} outside an edit'); END;",
                table.name
            ));
        }
    }
    for event in ["UPDATE", "DELETE"] {
        sql.push_str(&format!(
            "CREATE TEMP TRIGGER guard_op_{event} BEFORE {event} ON main.op
             BEGIN SELECT RAISE(ABORT, 'the op log only grows'); END;"
        ));
    }
    writer.execute_batch(&sql)
}

fn identity(connection: &Connection) -> rusqlite::Result<Identity> {
    let id = |name: &str| {
        connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| {
            row.get::<_, [u8; 16]>(0).map(Uuid::from_bytes)
        })
    };
    Ok(Identity { project: id("project")?, device: id("device")? })
}

fn mark_undone(connection: &Connection, of: &Action, by: ActionId) -> rusqlite::Result<()> {
    connection
        .execute(
            "UPDATE action SET undone_by = ?2 WHERE id = ?1",
            params![of.id.0.as_bytes(), by.0.as_bytes()],
        )
        .map(drop)
}

/// A file that is not a project yet, and that goes away unless it becomes one.
pub(crate) struct Half {
    pub(crate) path: PathBuf,
}

impl Half {
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        let mut word = [0; 8];
        key::fill_random(&mut word)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let half = path.with_file_name(format!(".{name}.{}.half", key::to_hex(&word)));
        // The file system's own word on a folder that is missing or cannot be written.
        File::create_new(&half).map_err(|e| StoreError::io(path, e))?;
        Ok(Self { path: half })
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.path.as_os_str().to_owned();
            name.push(suffix);
            // Most of them are not there.
            let _ = fs::remove_file(PathBuf::from(name));
        }
    }
}

fn build(half: &Path, key: &FileKey, library: &Path, new: NewProject) -> Result<()> {
    let mut connection = open_db(half, key, KeyWay::Raw, library, Purpose::Create)?;
    // Nobody has been promised anything about this file yet: it is flushed once, at the end.
    connection.pragma_update(None, "synchronous", "OFF").at(half)?;
    migrate::migrate(&mut connection, half)?;
    for (name, id) in [("project", new.project), ("device", new.device)] {
        connection
            .execute("INSERT INTO meta VALUES (?1, ?2)", params![name, id.as_bytes()])
            .at(half)?;
    }
    connection.close().map_err(|(_, e)| StoreError::Sql(e).at(half))?;
    // Opened for writing: some systems flush only what could have been written.
    File::options()
        .write(true)
        .open(half)
        .and_then(|file| file.sync_all())
        .map_err(|e| StoreError::io(half, e))
}

/// Makes the rename itself durable, where the system lets a folder be flushed.
pub(crate) fn flush_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        // A system that cannot flush folders keeps renames by other means.
        let _ = folder.sync_all();
    }
}

/// The error of the half file, told of the file that was asked for.
fn renamed(error: StoreError, path: &Path) -> StoreError {
    let path = path.to_owned();
    match error {
        StoreError::DiskFull { .. } => StoreError::DiskFull { path },
        StoreError::ReadOnly { .. } => StoreError::ReadOnly { path },
        StoreError::Busy { .. } => StoreError::Busy { path },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::FieldKind;

    fn replica(folder: &Path) -> Replica {
        let lock = Lock::Raw(FileKey::from_bytes([3; 32]));
        let new = NewProject { project: Uuid::from_u128(1), device: Uuid::from_u128(2) };
        Replica::create(&folder.join("p.turash"), &lock, new).expect("a new project").replica
    }

    #[test]
    fn a_write_outside_an_edit_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let replica = replica(folder.path());
        let writer = replica.writer();
        for (table, _) in &table::ALL {
            let columns: Vec<_> = table.fields.iter().map(|f| f.name).collect();
            let values: Vec<_> = table
                .fields
                .iter()
                .map(|f| match f.kind {
                    FieldKind::Text | FieldKind::Json => "''",
                    FieldKind::Integer => "1",
                    FieldKind::Real => "1.0",
                    FieldKind::Id => "x'00'",
                    FieldKind::Point => "NULL",
                })
                .collect();
            let sql = format!(
                "INSERT INTO {}(id, {}) VALUES (x'00', {})",
                table.name,
                columns.join(", "),
                values.join(", ")
            );
            let error = writer.execute(&sql, []).expect_err("no edit is open").to_string();
            assert!(error.contains("outside an edit"), "{}: {error}", table.name);
        }
    }

    #[test]
    fn a_disk_that_fills_up_says_so_and_loses_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let replica = replica(folder.path());
        {
            let writer = replica.writer();
            let pages: i64 =
                writer.query_row("PRAGMA page_count", [], |r| r.get(0)).expect("a count");
            writer
                .query_row(&format!("PRAGMA max_page_count = {}", pages + 20), [], |_| Ok(()))
                .expect("a limit");
        }
        let error = replica.put_blob(&vec![1; 1 << 20]).expect_err("no room");
        assert_eq!(error.code(), "store.disk_full");
        replica.put_blob(&[1; 100]).expect("there is room for a little");
        assert!(replica.check().expect("readable").is_sound());
    }
}
