//! What can go wrong in the replica, as one enum with stable codes and typed arguments.
//! It owns the translation of SQLite's and the system's error numbers into causes a person
//! can act on; it knows no sentence that a person reads.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use uuid::Uuid;

/// Result of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Which of the ways to the file key was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWay {
    /// The operating system's keyring.
    Keyring,
    /// A passphrase.
    Passphrase,
    /// The recovery key printed at creation.
    Recovery,
    /// The raw file key.
    Raw,
}

impl KeyWay {
    /// Stable name, as in error arguments.
    pub fn code(self) -> &'static str {
        match self {
            KeyWay::Keyring => "keyring",
            KeyWay::Passphrase => "passphrase",
            KeyWay::Recovery => "recovery",
            KeyWay::Raw => "raw",
        }
    }
}

/// What can go wrong in the replica.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The SpatiaLite extension is not where this platform keeps it.
    #[error("SpatiaLite not found, looked for {tried:?}")]
    NoSpatialite {
        /// Where it was looked for.
        tried: Vec<PathBuf>,
    },
    /// There is no such file.
    #[error("no file {path}")]
    NoFile {
        /// The file.
        path: PathBuf,
    },
    /// A new project would overwrite a file.
    #[error("{path} exists")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a project")]
    NotAProject {
        /// The file.
        path: PathBuf,
    },
    /// A newer application wrote the file.
    #[error("{path} needs version {needs}")]
    NewerFile {
        /// The file.
        path: PathBuf,
        /// Oldest version of the application that reads it.
        needs: String,
        /// Schema of the file.
        file_schema: i64,
        /// Newest schema that this application knows.
        app_schema: i64,
    },
    /// The key does not open the file.
    #[error("wrong key ({}) for {path}", way.code())]
    WrongKey {
        /// The file.
        path: PathBuf,
        /// Where the key came from.
        way: KeyWay,
    },
    /// Neither keyring nor passphrase gave a key.
    #[error("no key for {path}")]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// The file with the wrapped keys is missing.
    #[error("no key file {path}")]
    NoKeyFile {
        /// The key file.
        path: PathBuf,
    },
    /// The file with the wrapped keys is damaged or belongs to another project.
    #[error("key file {path} is unusable: {reason}")]
    BadKeyFile {
        /// The key file.
        path: PathBuf,
        /// `format`, `limits`, `other_project` or `no_passphrase`.
        reason: &'static str,
    },
    /// The system offers no keyring.
    #[error("no keyring: {detail}")]
    NoKeyring {
        /// What the system said.
        detail: String,
    },
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// There is no space left.
    #[error("no space left for {path}")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Another process holds the file.
    #[error("{path} is in use")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {detail}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// A row to change or remove is not there.
    #[error("no row {id} in {table}")]
    NoRow {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
    },
    /// A row to insert is there already.
    #[error("row {id} is already in {table}")]
    RowExists {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
    },
    /// A person was erased and stays so.
    #[error("person {id} was erased")]
    Erased {
        /// The person.
        id: Uuid,
    },
    /// A value that the replica cannot hold, such as NaN, or that it cannot read back.
    #[error("bad value in {table}.{field}")]
    BadValue {
        /// The table.
        table: &'static str,
        /// The field.
        field: &'static str,
    },
    /// An attachment is not in the file.
    #[error("no attachment {sha256}")]
    NoBlob {
        /// Its hash in hex.
        sha256: String,
    },
    /// An attachment's bytes do not hash to its name.
    #[error("attachment {sha256} does not match its hash")]
    BadBlob {
        /// Its hash in hex.
        sha256: String,
    },
    /// The system gave no random bytes.
    #[error("no random bytes: {detail}")]
    NoRandom {
        /// What the system said.
        detail: String,
    },
    /// Anything else that SQLite says.
    #[error("sqlite: {0}")]
    Sql(#[from] rusqlite::Error),
    /// Anything else that the file system says.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// Every code this crate can answer with, in alphabetical order.
    pub const CODES: &'static [&'static str] = &[
        "store.bad_blob",
        "store.bad_key_file",
        "store.bad_value",
        "store.busy",
        "store.damaged",
        "store.disk_full",
        "store.erased",
        "store.exists",
        "store.io",
        "store.newer_file",
        "store.no_blob",
        "store.no_file",
        "store.no_key",
        "store.no_key_file",
        "store.no_keyring",
        "store.no_random",
        "store.no_row",
        "store.no_spatialite",
        "store.not_a_project",
        "store.read_only",
        "store.row_exists",
        "store.sql",
        "store.wrong_key",
    ];

    /// Stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NoSpatialite { .. } => "store.no_spatialite",
            StoreError::NoFile { .. } => "store.no_file",
            StoreError::Exists { .. } => "store.exists",
            StoreError::NotAProject { .. } => "store.not_a_project",
            StoreError::NewerFile { .. } => "store.newer_file",
            StoreError::WrongKey { .. } => "store.wrong_key",
            StoreError::NoKey { .. } => "store.no_key",
            StoreError::NoKeyFile { .. } => "store.no_key_file",
            StoreError::BadKeyFile { .. } => "store.bad_key_file",
            StoreError::NoKeyring { .. } => "store.no_keyring",
            StoreError::ReadOnly { .. } => "store.read_only",
            StoreError::DiskFull { .. } => "store.disk_full",
            StoreError::Busy { .. } => "store.busy",
            StoreError::Damaged { .. } => "store.damaged",
            StoreError::NoRow { .. } => "store.no_row",
            StoreError::RowExists { .. } => "store.row_exists",
            StoreError::Erased { .. } => "store.erased",
            StoreError::BadValue { .. } => "store.bad_value",
            StoreError::NoBlob { .. } => "store.no_blob",
            StoreError::BadBlob { .. } => "store.bad_blob",
            StoreError::NoRandom { .. } => "store.no_random",
            StoreError::Sql(_) => "store.sql",
            StoreError::Io { .. } => "store.io",
        }
    }

    /// The values for its message, by the names that the message uses.
    pub fn args(&self) -> BTreeMap<&'static str, String> {
        let path = |p: &PathBuf| p.display().to_string();
        let list: Vec<(&'static str, String)> = match self {
            StoreError::NoSpatialite { tried } => vec![
                ("package", crate::spatialite::PACKAGE.to_owned()),
                ("tried", tried.iter().map(path).collect::<Vec<_>>().join(", ")),
            ],
            StoreError::NoFile { path: p }
            | StoreError::Exists { path: p }
            | StoreError::NotAProject { path: p }
            | StoreError::NoKey { path: p }
            | StoreError::NoKeyFile { path: p }
            | StoreError::ReadOnly { path: p }
            | StoreError::DiskFull { path: p }
            | StoreError::Busy { path: p } => vec![("path", path(p))],
            StoreError::NewerFile { path: p, needs, file_schema, app_schema } => vec![
                ("path", path(p)),
                ("needs", needs.clone()),
                ("file_schema", file_schema.to_string()),
                ("app_schema", app_schema.to_string()),
            ],
            StoreError::WrongKey { path: p, way } => {
                vec![("path", path(p)), ("way", way.code().to_owned())]
            }
            StoreError::BadKeyFile { path: p, reason } => {
                vec![("path", path(p)), ("reason", (*reason).to_owned())]
            }
            StoreError::Damaged { path: p, detail } => {
                vec![("path", path(p)), ("detail", detail.clone())]
            }
            StoreError::NoKeyring { detail } | StoreError::NoRandom { detail } => {
                vec![("detail", detail.clone())]
            }
            StoreError::NoRow { table, id } | StoreError::RowExists { table, id } => {
                vec![("table", (*table).to_owned()), ("id", id.to_string())]
            }
            StoreError::BadValue { table, field } => {
                vec![("table", (*table).to_owned()), ("field", (*field).to_owned())]
            }
            StoreError::Erased { id } => vec![("id", id.to_string())],
            StoreError::NoBlob { sha256 } | StoreError::BadBlob { sha256 } => {
                vec![("sha256", sha256.clone())]
            }
            StoreError::Sql(source) => vec![("detail", source.to_string())],
            StoreError::Io { path: p, source } => {
                vec![("path", path(p)), ("detail", source.to_string())]
            }
        };
        list.into_iter().collect()
    }

    /// The same error, named by its cause now that the file is known.
    pub(crate) fn at(self, path: &Path) -> Self {
        let StoreError::Sql(sql) = self else { return self };
        let path = path.to_owned();
        match sql.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { path }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged { path, detail: sql.to_string() }
            }
            _ => StoreError::Sql(sql),
        }
    }

    /// What the file system said about `path`.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => StoreError::NoFile { path },
            io::ErrorKind::AlreadyExists => StoreError::Exists { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                StoreError::DiskFull { path }
            }
            _ => StoreError::Io { path, source },
        }
    }
}

/// Names the file in an error that passes through.
pub(crate) trait At<T> {
    /// The same result, its error named by its cause.
    fn at(self, path: &Path) -> Result<T>;
}

impl<T> At<T> for Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|e| e.at(path))
    }
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|e| StoreError::Sql(e).at(path))
    }
}
