//! The ways into a project, changed: another passphrase, another recovery key, another file key.
//! They work on a project file that need not be open; what a key is belongs to the store.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::watch::Watch;
use turash_store::{Passphrase, RecoveryKey, change_key, change_passphrase, new_recovery_key};

use super::project::Which;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("key.passphrase", Effect::Edit, passphrase),
        Operation::new("key.recovery", Effect::Edit, recovery),
        Operation::new("key.change", Effect::Job, change),
    ]
}

/// A project, the way to its key, and the passphrase to come.
#[derive(Deserialize, JsonSchema)]
struct NewPassphrase {
    #[serde(flatten)]
    which: Which,
    /// The passphrase from now on.
    new_passphrase: String,
}

/// The project whose passphrase was changed.
#[derive(Serialize, JsonSchema)]
struct Changed {
    path: PathBuf,
}

/// A project and its recovery key from now on.
#[derive(Serialize, JsonSchema)]
struct Recovery {
    path: PathBuf,
    /// To be printed once; the one before opens nothing any more.
    recovery_key: String,
}

fn passphrase(_: &Workbench, asked: NewPassphrase, _: &dyn Watch) -> Result<Changed, Error> {
    if asked.new_passphrase.is_empty() {
        return Err(Error::Value {
            field: "new_passphrase".into(),
            value: String::new(),
            wanted: "text",
        });
    }
    let source = asked.which.source()?;
    change_passphrase(&asked.which.path, &source, &Passphrase::new(asked.new_passphrase))?;
    Ok(Changed { path: asked.which.path })
}

fn recovery(_: &Workbench, which: Which, _: &dyn Watch) -> Result<Recovery, Error> {
    let key = new_recovery_key(&which.path, &which.source()?)?;
    Ok(told(which.path, &key))
}

fn change(_: &Workbench, which: Which, _: &dyn Watch) -> Result<Recovery, Error> {
    let key = change_key(&which.path, &which.source()?)?;
    Ok(told(which.path, &key))
}

fn told(path: PathBuf, key: &RecoveryKey) -> Recovery {
    Recovery { path, recovery_key: key.to_text().to_string() }
}
