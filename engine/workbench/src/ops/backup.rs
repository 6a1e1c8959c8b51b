//! Backups of the open project, and a project made of a backup. What a backup is belongs to the
//! store.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::watch::Watch;
use turash_store::restore;

use super::project::{self, Summary, Which};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("backup.make", Effect::Job, make),
        Operation::new("backup.restore", Effect::Job, from_backup),
    ]
}

/// Where a backup shall be.
#[derive(Deserialize, JsonSchema)]
struct To {
    /// The file; its key file and the keys of people are put beside it.
    out: PathBuf,
}

/// A backup.
#[derive(Serialize, JsonSchema)]
struct BackupMade {
    path: PathBuf,
    /// Size of the file.
    bytes: u64,
}

/// A backup, and what shall be made of it.
#[derive(Deserialize, JsonSchema)]
struct From {
    /// The backup.
    from: PathBuf,
    #[serde(flatten)]
    which: Which,
}

fn make(workbench: &Workbench, to: To, watch: &dyn Watch) -> Result<BackupMade, Error> {
    let session = workbench.session()?;
    let made = session.replica.backup(&to.out, watch)?.ok_or(Error::Cancelled)?;
    Ok(BackupMade { path: made.path, bytes: made.bytes })
}

fn from_backup(workbench: &Workbench, from: From, _: &dyn Watch) -> Result<Summary, Error> {
    workbench.know_words(from.which.passphrase.as_deref());
    let replica = restore(&from.from, &from.which.path, &from.which.source()?)?;
    project::take_up(workbench, &from.which.path, replica)?;
    project::summary(workbench)
}
