//! The embedded database: one file, one writer, a few readers, each read of one moment. It owns
//! the file's settings (write-ahead log, every commit on the disk before it is acknowledged).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::{Connection, ErrorCode, params_from_iter, types::ValueRef};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{Database, DbError, Purpose, Reach, Row, Transaction, Value, schema};

const READERS: usize = 4;

/// The embedded database.
pub struct Sqlite {
    writer: Arc<Mutex<Connection>>,
    readers: Vec<Arc<Mutex<Connection>>>,
    next: std::sync::atomic::AtomicUsize,
    file: PathBuf,
}

impl Sqlite {
    /// Opens the file, making it if it is not there.
    pub fn open(file: &Path) -> Result<Self, DbError> {
        let writer = connect(file)?;
        let form: i64 = writer.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if form > schema::FORM {
            return Err(DbError::Newer);
        }
        if form < schema::FORM {
            let create = schema::steps_from(form);
            let create = create.replace("BYTES", "BLOB").replace("BIGINT", "INTEGER");
            writer.execute_batch(&format!(
                "BEGIN IMMEDIATE; {create} PRAGMA user_version = {}; COMMIT;",
                schema::FORM
            ))?;
        }
        let readers = (0..READERS).map(|_| connect(file).map(|c| Arc::new(Mutex::new(c))));
        Ok(Self {
            readers: readers.collect::<Result<_, _>>()?,
            writer: Arc::new(Mutex::new(writer)),
            next: std::sync::atomic::AtomicUsize::new(0),
            file: file.to_owned(),
        })
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

fn connect(file: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; \
         PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

#[async_trait]
impl Database for Sqlite {
    async fn begin(
        &self,
        _reach: Reach,
        purpose: Purpose,
    ) -> Result<Box<dyn Transaction>, DbError> {
        let (connection, begin) = match purpose {
            Purpose::Write => (Arc::clone(&self.writer).lock_owned().await, "BEGIN IMMEDIATE"),
            Purpose::Read => {
                let n = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let reader = Arc::clone(&self.readers[n % self.readers.len()]);
                (reader.lock_owned().await, "BEGIN")
            }
        };
        connection.execute_batch(begin)?;
        Ok(Box::new(Open { connection, done: false }))
    }

    async fn news(&self) -> Option<tokio::sync::mpsc::Receiver<String>> {
        None
    }
}

struct Open {
    connection: OwnedMutexGuard<Connection>,
    done: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        if !self.done && self.connection.execute_batch("ROLLBACK").is_err() {
            tracing::error!(code = "hub.rollback_failed");
        }
    }
}

/// Blocking work on a runtime that has threads to spare is announced to it.
fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        Ok(_) | Err(_) => work(),
    }
}

fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn bound(value: &Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Int(n) => rusqlite::types::Value::Integer(*n),
        Value::Text(text) => rusqlite::types::Value::Text(text.clone()),
        Value::Bytes(bytes) => rusqlite::types::Value::Blob(bytes.clone()),
    }
}

fn read(cell: ValueRef<'_>) -> Result<Value, DbError> {
    Ok(match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => {
            Value::Text(String::from_utf8(text.to_vec()).map_err(|_| DbError::Kind("text"))?)
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => return Err(DbError::Kind("real")),
    })
}

fn refusal(error: rusqlite::Error) -> DbError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => DbError::Taken,
        _ => DbError::Sqlite(error),
    }
}

#[async_trait]
impl Transaction for Open {
    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError> {
        blocking(|| {
            let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(refusal)?;
            let width = statement.column_count();
            let mut rows =
                statement.query(params_from_iter(values.iter().map(bound))).map_err(refusal)?;
            let mut answer = Vec::new();
            while let Some(row) = rows.next().map_err(refusal)? {
                let cells = (0..width).map(|at| read(row.get_ref(at)?));
                answer.push(Row(cells.collect::<Result<_, _>>()?));
            }
            Ok(answer)
        })
    }

    async fn execute_each(&mut self, sql: &str, values: Vec<Vec<Value>>) -> Result<u64, DbError> {
        blocking(|| {
            let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(refusal)?;
            let mut touched = 0;
            for row in &values {
                let n =
                    statement.execute(params_from_iter(row.iter().map(bound))).map_err(refusal)?;
                touched += n as u64;
            }
            Ok(touched)
        })
    }

    async fn announce(&mut self, _news: &str) -> Result<(), DbError> {
        // There is one copy of a hub over one file.
        Ok(())
    }

    async fn commit(mut self: Box<Self>) -> Result<(), DbError> {
        blocking(|| self.connection.execute_batch("COMMIT"))?;
        self.done = true;
        Ok(())
    }
}
