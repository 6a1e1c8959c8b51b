//! The replica: one encrypted SpatiaLite file that holds a project, its op log, its search
//! index and its attachments.
//!
//! It answers one question: is nothing lost? Every write of a row goes through
//! [`Replica::edit`], which appends its ops in the same transaction; undo, history and later
//! the outbox are readings of that log. There are no business rules, no sockets and no
//! documents here, and SQL is nowhere else.

mod backup;
mod blob;
mod check;
mod edit;
mod error;
mod feed;
mod key;
mod matches;
mod migrate;
mod op;
mod open;
mod person;
mod point;
mod read;
mod replica;
mod schema;
mod search;
mod spatialite;
mod table;
pub mod tiles;
mod undo;

pub use backup::{Backup, restore};
pub use check::{Differing, Report};
pub use edit::{Changed, Done, Edit, Upsert};
pub use error::{KeyWay, Result, StoreError};
pub use feed::{
    Fate, FromFeed, LoggedOp, Reach, ReadTo, TrayItem, Waiting, check_canonical, knows,
};
pub use key::{
    DeviceSeed, FileKey, KeySource, Lock, Passphrase, RecoveryKey, Vault, change_key,
    change_passphrase, new_recovery_key, probe_keyring,
};
pub use matches::{MatchRow, MatchRun};
pub use migrate::SCHEMA;
pub use op::{Action, Actor, Gesture, HistoryEntry};
pub use person::PersonKey;
pub use read::{Counts, Near, Reader};
pub use replica::{Created, NewProject, Replica};
pub use schema::{Cells, Field, FieldKind, Record, Table, Writer, record_from_json};
pub use search::{Hit, HitKind};
pub use spatialite::version as spatialite_version;
pub use table::{Issue, Pack, PackFormat, Secret};
pub use undo::{Skipped, Undone};
