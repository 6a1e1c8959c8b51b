//! The database below the hub: transactions that speak one portable SQL, over the embedded SQLite
//! or PostgreSQL. It owns connections, isolation and the fence between tenants, and refuses to
//! know what the tables mean.

#[cfg(feature = "postgres")]
mod postgres;
mod schema;
mod sqlite;

use async_trait::async_trait;
use uuid::Uuid;

#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub use sqlite::Sqlite;

pub use schema::{HUB_TABLES, TENANT_TABLES};

/// Why the database did not answer.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// SQLite said no.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL said no, or is not there.
    #[error("postgres: {0}")]
    Postgres(String),
    /// A row already stands under this key.
    #[error("a row of this key is there already")]
    Taken,
    /// What was read is not of the kind that was written.
    #[error("a column holds another kind of value: {0}")]
    Kind(&'static str),
    /// The file is of a newer hub.
    #[error("the database is of a newer hub")]
    Newer,
}

/// A value in a row or a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes, ids among them.
    Bytes(Vec<u8>),
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Value::Bytes(id.as_bytes().to_vec())
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Value::Int(n)
    }
}
impl From<u64> for Value {
    fn from(n: u64) -> Self {
        Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
impl From<u32> for Value {
    fn from(n: u32) -> Self {
        Value::Int(i64::from(n))
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}
impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Value::Bytes(bytes)
    }
}
impl From<[u8; 32]> for Value {
    fn from(bytes: [u8; 32]) -> Self {
        Value::Bytes(bytes.to_vec())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The whole number in column `at`.
    pub fn int(&self, at: usize) -> Result<i64, DbError> {
        match self.0.get(at) {
            Some(Value::Int(n)) => Ok(*n),
            _ => Err(DbError::Kind("integer")),
        }
    }
    /// The whole number in column `at`, which is never negative.
    pub fn count(&self, at: usize) -> Result<u64, DbError> {
        u64::try_from(self.int(at)?).map_err(|_| DbError::Kind("count"))
    }
    /// The whole number in column `at`, or nothing.
    pub fn int_or_none(&self, at: usize) -> Result<Option<i64>, DbError> {
        if self.0.get(at) == Some(&Value::Null) { Ok(None) } else { self.int(at).map(Some) }
    }
    /// The text in column `at`.
    pub fn text(&self, at: usize) -> Result<&str, DbError> {
        match self.0.get(at) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(DbError::Kind("text")),
        }
    }
    /// The text in column `at`, or nothing.
    pub fn text_or_none(&self, at: usize) -> Result<Option<&str>, DbError> {
        if self.0.get(at) == Some(&Value::Null) { Ok(None) } else { self.text(at).map(Some) }
    }
    /// The bytes in column `at`.
    pub fn bytes(&self, at: usize) -> Result<&[u8], DbError> {
        match self.0.get(at) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(DbError::Kind("bytes")),
        }
    }
    /// The id in column `at`.
    pub fn id(&self, at: usize) -> Result<Uuid, DbError> {
        Uuid::from_slice(self.bytes(at)?).map_err(|_| DbError::Kind("id"))
    }
    /// The id in column `at`, or nothing.
    pub fn id_or_none(&self, at: usize) -> Result<Option<Uuid>, DbError> {
        if self.0.get(at) == Some(&Value::Null) { Ok(None) } else { self.id(at).map(Some) }
    }
    /// The hash in column `at`.
    pub fn hash(&self, at: usize) -> Result<[u8; 32], DbError> {
        self.bytes(at)?.try_into().map_err(|_| DbError::Kind("hash"))
    }
}

/// How far a transaction sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The rows of one tenant.
    Tenant(Uuid),
    /// Every row: signing in, maintenance, backups.
    Whole,
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Reading: everything in it is of one moment.
    Read,
    /// Writing: what it commits is durable.
    Write,
}

/// A place that keeps the hub's rows.
#[async_trait]
pub trait Database: Send + Sync {
    /// Begins a transaction. What is not committed is undone.
    async fn begin(&self, reach: Reach, purpose: Purpose) -> Result<Box<dyn Transaction>, DbError>;

    /// Tells other copies of this hub, at the next commit or soon after, that `channel` has news.
    async fn news(&self) -> Option<tokio::sync::mpsc::Receiver<String>>;
}

/// An open transaction. Statements number their values `$1`, `$2`, ...
#[async_trait]
pub trait Transaction: Send {
    /// Runs a statement and reads what it answers.
    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError>;

    /// Runs a statement once for each list of values, and tells how many rows it touched.
    async fn execute_each(&mut self, sql: &str, values: Vec<Vec<Value>>) -> Result<u64, DbError>;

    /// Runs a statement and tells how many rows it touched.
    async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        self.execute_each(sql, vec![values.to_vec()]).await
    }

    /// Wakes other copies of this hub once this transaction is committed.
    async fn announce(&mut self, news: &str) -> Result<(), DbError>;

    /// Makes all of it durable.
    async fn commit(self: Box<Self>) -> Result<(), DbError>;
}

/// The first row of an answer.
pub fn first(rows: Vec<Row>) -> Option<Row> {
    rows.into_iter().next()
}
