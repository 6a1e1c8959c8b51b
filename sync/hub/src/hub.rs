//! What every part of the hub shares: the database, the folder, the clock and chance that are
//! handed in, and the news that wakes clients. It owns no rule of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, broadcast};
use turash_sync::protocol::{Poke, Refusal};
use uuid::Uuid;

use crate::db::{Database, DbError, Purpose, Reach, Transaction};

/// Fills bytes, or says that it cannot.
pub type Chance = dyn Fn(&mut [u8]) -> Result<(), HubError> + Send + Sync;

/// Clock and chance, handed in so that a test can repeat them.
#[derive(Clone)]
pub struct Ports {
    /// Microseconds since 1970 UTC.
    pub now_us: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Fills bytes that nobody can foresee.
    pub random: Arc<Chance>,
}

impl Ports {
    /// Those of the machine.
    pub fn system() -> Self {
        Self {
            now_us: Arc::new(|| jiff::Timestamp::now().as_microsecond()),
            random: Arc::new(|bytes| getrandom::fill(bytes).map_err(|_| HubError::NoChance)),
        }
    }
}

/// Why the hub cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// A refusal that the client is to see.
    #[error("{}", .0.code())]
    Refused(Refusal),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A file in the hub's folder failed.
    #[error("a file in the hub's folder: {0}")]
    File(#[from] std::io::Error),
    /// What the database holds cannot be read.
    #[error("what is stored cannot be read: {0}")]
    Stored(&'static str),
    /// A backup goes into an empty folder only.
    #[error("the folder is not empty: {0}")]
    FolderNotEmpty(String),
    /// A backup that lacks something, or was changed.
    #[error("this is no whole backup: {0}")]
    BadBackup(&'static str),
    /// Only a hub without rows is restored.
    #[error("the hub is not empty")]
    NotEmpty,
    /// The hub was built without PostgreSQL.
    #[error("this hub was built without PostgreSQL")]
    NoPostgres,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoChance,
}

impl HubError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            HubError::Refused(refusal) => refusal.code(),
            HubError::Db(DbError::Newer) => "hub.newer",
            HubError::Db(_) => "hub.database",
            HubError::File(_) => "hub.file",
            HubError::Stored(_) => "hub.stored",
            HubError::FolderNotEmpty(_) => "hub.folder_not_empty",
            HubError::BadBackup(_) => "hub.bad_backup",
            HubError::NotEmpty => "hub.not_empty",
            HubError::NoPostgres => "hub.no_postgres",
            HubError::NoChance => "hub.no_chance",
        }
    }

    /// What the words for the code leave open.
    pub fn detail(&self) -> String {
        match self {
            HubError::Db(error) => error.to_string(),
            HubError::File(error) => error.to_string(),
            HubError::Stored(what) | HubError::BadBackup(what) => (*what).to_owned(),
            HubError::FolderNotEmpty(folder) => folder.clone(),
            HubError::Refused(_)
            | HubError::NotEmpty
            | HubError::NoPostgres
            | HubError::NoChance => String::new(),
        }
    }
}

impl From<Refusal> for HubError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Something new in a stream of a tenant.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct News {
    /// The tenant.
    pub org: Uuid,
    /// What is new.
    pub poke: Poke,
}

/// Counts for `/metrics`.
#[derive(Debug, Default)]
pub struct Counts {
    /// Requests answered.
    pub requests: AtomicU64,
    /// Requests that were refused.
    pub refused: AtomicU64,
    /// Requests that failed.
    pub failed: AtomicU64,
    /// Ops taken.
    pub ops_taken: AtomicU64,
    /// Ops recorded as refused.
    pub ops_refused: AtomicU64,
}

impl Counts {
    /// Adds to one of them.
    pub fn add(count: &AtomicU64, n: u64) {
        count.fetch_add(n, Ordering::Relaxed);
    }
}

/// The hub.
pub struct Hub {
    /// Its rows.
    pub db: Arc<dyn Database>,
    /// Its folder: blobs.
    pub folder: PathBuf,
    /// Clock and chance.
    pub ports: Ports,
    /// Counts for `/metrics`.
    pub counts: Counts,
    pub(crate) pokes: broadcast::Sender<News>,
    /// Passwords are dear to check; no more than this many at once.
    pub(crate) checking: Semaphore,
    pub(crate) registers: crate::matches::Registers,
    pub(crate) failures: std::sync::Mutex<std::collections::HashMap<String, (u32, i64)>>,
    /// Set when the hub is going down, so that open event streams end.
    pub(crate) closing: tokio::sync::watch::Sender<bool>,
}

impl Hub {
    /// A hub over a database and a folder.
    pub fn new(db: Arc<dyn Database>, folder: PathBuf, ports: Ports) -> Arc<Self> {
        Arc::new(Self {
            db,
            folder,
            ports,
            counts: Counts::default(),
            pokes: broadcast::channel(1024).0,
            checking: Semaphore::new(2),
            registers: crate::matches::Registers::default(),
            failures: std::sync::Mutex::default(),
            closing: tokio::sync::watch::channel(false).0,
        })
    }

    /// Passes on the news of other copies of this hub, for as long as they come.
    pub async fn relay_news(self: Arc<Self>) {
        let mut closing = self.closing.subscribe();
        loop {
            if let Some(mut news) = self.db.news().await {
                while let Some(text) = news.recv().await {
                    if let Ok(news) = serde_json::from_str::<News>(&text) {
                        // Nobody listening is no failure.
                        let _ = self.pokes.send(news);
                    }
                }
            }
            let pause = std::time::Duration::from_secs(5);
            if tokio::time::timeout(pause, closing.wait_for(|closing| *closing)).await.is_ok() {
                return;
            }
        }
    }

    /// Ends what would otherwise stay open for ever.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Tells when the hub goes down.
    pub fn subscribe_closing(&self) -> tokio::sync::watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// The time.
    pub fn now_us(&self) -> i64 {
        (self.ports.now_us)()
    }

    /// Bytes that nobody can foresee.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], HubError> {
        let mut bytes = [0; N];
        (self.ports.random)(&mut bytes)?;
        Ok(bytes)
    }

    /// A new id that sorts by time.
    pub(crate) fn new_id(&self) -> Result<Uuid, HubError> {
        let chance = self.random::<10>()?;
        let millis = u64::try_from(self.now_us() / 1000).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }

    pub(crate) async fn read(&self, org: Uuid) -> Result<Box<dyn Transaction>, HubError> {
        Ok(self.db.begin(Reach::Tenant(org), Purpose::Read).await?)
    }

    pub(crate) async fn write(&self, org: Uuid) -> Result<Box<dyn Transaction>, HubError> {
        Ok(self.db.begin(Reach::Tenant(org), Purpose::Write).await?)
    }

    pub(crate) async fn write_whole(&self) -> Result<Box<dyn Transaction>, HubError> {
        Ok(self.db.begin(Reach::Whole, Purpose::Write).await?)
    }

    pub(crate) async fn read_whole(&self) -> Result<Box<dyn Transaction>, HubError> {
        Ok(self.db.begin(Reach::Whole, Purpose::Read).await?)
    }
}
