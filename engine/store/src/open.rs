//! How a connection to a project file comes to be: key first, then SpatiaLite, then the
//! settings that durability rests on. Every connection of the crate is opened here; what is
//! in the file is not this file's business.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{At as _, KeyWay, Result, StoreError};
use crate::key::{FileKey, FileMark};

/// How long a writer waits for another process before it says `store.busy`.
const PATIENCE: Duration = Duration::from_secs(5);

/// Page size of the cipher; a project file is a whole number of pages.
const PAGE_BYTES: u64 = 4096;

/// How the file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A file that must not exist yet.
    Create,
    /// The one connection that writes.
    Write,
    /// A connection that can only read.
    Read,
}

/// Opens a connection: key, SpatiaLite, settings.
pub(crate) fn open_db(
    path: &Path,
    key: &FileKey,
    way: KeyWay,
    library: &Path,
    purpose: Purpose,
) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match purpose {
        Purpose::Create => flags |= OpenFlags::SQLITE_OPEN_CREATE,
        Purpose::Write | Purpose::Read => {}
    }
    let connection = Connection::open_with_flags(path, flags).at(path)?;
    connection.busy_timeout(PATIENCE).at(path)?;
    // A wrong key is told as an error; the cipher would also write to standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;").at(path)?;
    connection.execute_batch(&key.pragma()).at(path)?;
    // The first read decrypts the first page, and so proves the key.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
        .map_err(|e| match e.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::WrongKey { path: path.to_owned(), way },
            _ => StoreError::Sql(e).at(path),
        })?;
    crate::spatialite::load(&connection, library)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA trusted_schema = ON;
             PRAGMA journal_size_limit = 67108864;",
        )
        .at(path)?;
    connection.set_prepared_statement_cache_capacity(256);
    // In KiB. A bulk import touches its indexes in random order: what does not fit is
    // encrypted and decrypted again and again.
    let cache_kib = match purpose {
        Purpose::Create => 16 * 1024,
        Purpose::Write => 128 * 1024,
        Purpose::Read => 32 * 1024,
    };
    connection.pragma_update(None, "cache_size", -cache_kib).at(path)?;
    match purpose {
        Purpose::Read => connection.pragma_update(None, "query_only", true).at(path)?,
        Purpose::Create | Purpose::Write => {}
    }
    Ok(connection)
}

/// Whether the key opens the file.
pub(crate) fn prove(path: &Path, key: &FileKey, way: KeyWay) -> Result<()> {
    let library = crate::spatialite::find()?;
    open_db(path, key, way, &library, Purpose::Read).map(drop)
}

/// Encrypts the file under another key, in one transaction with a rollback journal: cut short, the
/// next opening finds the journal and the file as it was. The mark stays.
pub(crate) fn encrypt_again(path: &Path, key: &FileKey, next: &FileKey) -> Result<()> {
    let library = crate::spatialite::find()?;
    let connection = open_db(path, key, KeyWay::Raw, &library, Purpose::Write)?;
    // Refused while anybody else has the file open.
    let mode: String =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).at(path)?;
    if mode != "delete" {
        return Err(StoreError::Busy { path: path.to_owned() });
    }
    connection.execute_batch("PRAGMA synchronous = EXTRA;").at(path)?;
    connection.execute_batch(&next.pragma_again()).at(path)?;
    connection.execute_batch("PRAGMA journal_mode = WAL;").at(path)?;
    connection.close().map_err(|(_, e)| StoreError::Sql(e).at(path))?;
    prove(path, next, KeyWay::Raw)
}

/// The mark of a project file, after the checks that need no key.
pub(crate) fn read_mark(path: &Path) -> Result<FileMark> {
    let io = |e| StoreError::io(path, e);
    let not_ours = || StoreError::NotAProject { path: path.to_owned() };
    let meta = fs::metadata(path).map_err(io)?;
    if !meta.is_file() || meta.len() == 0 || meta.len() % PAGE_BYTES != 0 {
        return Err(not_ours());
    }
    let mut mark = [0; 16];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut mark)).map_err(io)?;
    // A plain SQLite file: a project never starts with readable text.
    if &mark == b"SQLite format 3\0" {
        return Err(not_ours());
    }
    Ok(FileMark(mark))
}
