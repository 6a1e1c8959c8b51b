//! Making, opening, closing and summing up a project.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::watch::Watch;
use turash_store::{
    KeySource, Lock, MatchRun, NewProject, Passphrase, RecoveryKey, Replica, StoreError,
};

use super::matching::{self, AtHand};
use super::sync::{self, Status};
use super::{Empty, Nothing, label_of};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Session;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("project.create", Effect::Edit, create),
        Operation::new("project.open", Effect::Edit, open),
        Operation::new("project.close", Effect::Edit, |workbench: &Workbench, _: Nothing, _| {
            workbench.set_session(None);
            Ok(Empty {})
        }),
        Operation::new("project.lock", Effect::Edit, lock),
        Operation::new("project.discard", Effect::Edit, discard),
        Operation::new("project.summary", Effect::Read, |workbench: &Workbench, _: Nothing, _| {
            summary(workbench)
        }),
    ]
}

/// A project and the way to its key.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Which {
    /// The file.
    pub(super) path: PathBuf,
    /// Passphrase; none asks the keyring.
    #[serde(default)]
    pub(super) passphrase: Option<String>,
    /// Recovery key, in place of a passphrase.
    #[serde(default)]
    pub(super) recovery_key: Option<String>,
}

impl Which {
    /// The way to the key: a recovery key before a passphrase, and the keyring without either.
    pub(super) fn source(&self) -> Result<KeySource, Error> {
        let typed = self.passphrase.as_ref().filter(|words| !words.is_empty());
        Ok(match (&self.recovery_key, typed) {
            (Some(text), _) => {
                KeySource::Recovery(RecoveryKey::parse(text).ok_or(Error::RecoveryKey)?)
            }
            (None, Some(words)) => KeySource::Passphrase(Passphrase::new(words.as_str())),
            (None, None) => KeySource::Keyring,
        })
    }
}

/// A new project.
#[derive(Serialize, JsonSchema)]
pub(super) struct Created {
    pub(super) summary: Summary,
    /// The second way in, to be printed once.
    pub(super) recovery_key: Option<String>,
}

/// The open project at a glance.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary {
    path: PathBuf,
    name: String,
    organizations: u64,
    sites: u64,
    flows: u64,
    /// Sites that cannot be matched for want of a position.
    without_location: u64,
    /// Matches there are, if any were looked for.
    matches: Option<u64>,
    /// When that was, RFC 3339.
    matched_at: Option<String>,
    /// Whether the register changed since.
    stale: bool,
    /// What undo would take back.
    undo: Option<Message>,
    /// What redo would do again.
    redo: Option<Message>,
    hub: Status,
    /// West, south, east and north ends of the located sites in degrees.
    bounds: Option<[f64; 4]>,
    /// Attached map packs.
    packs: Vec<PackView>,
}

#[derive(Serialize, JsonSchema)]
struct PackView {
    name: String,
    attribution: String,
}

pub(super) fn create(workbench: &Workbench, which: Which, _: &dyn Watch) -> Result<Created, Error> {
    workbench.know_words(which.passphrase.as_deref());
    let lock = lock_of(&which.path, which.passphrase)?;
    let ids = &workbench.ports().ids;
    let new = NewProject { project: ids.fresh(), device: ids.fresh() };
    let created = Replica::create(&which.path, &lock, new)?;
    let recovery_key = created.recovery.map(|key| key.to_text().to_string());
    take_up(workbench, &which.path, created.replica)?;
    Ok(Created { summary: summary(workbench)?, recovery_key })
}

/// How a new project is locked: by a passphrase, or by the keyring.
pub(super) fn lock_of(path: &Path, passphrase: Option<String>) -> Result<Lock, Error> {
    match passphrase.filter(|p| !p.is_empty()) {
        Some(passphrase) => Ok(Lock::Passphrase(Passphrase::new(passphrase))),
        // A keyring that does not answer leaves nowhere to keep the key.
        None if crate::probe_keyring().is_ok() => Ok(Lock::Keyring),
        None => Err(StoreError::NoKey { path: path.to_owned() }.into()),
    }
}

fn open(workbench: &Workbench, which: Which, _: &dyn Watch) -> Result<Summary, Error> {
    workbench.know_words(which.passphrase.as_deref());
    let source = which.source()?;
    let replica = match Replica::open(&which.path, &source) {
        // A passphrase that stands in the environment must not lock out a project whose key
        // the keyring holds.
        Err(error @ (StoreError::WrongKey { .. } | StoreError::NoKeyFile { .. }))
            if matches!(source, KeySource::Passphrase(_)) =>
        {
            Replica::open(&which.path, &KeySource::Keyring).map_err(|_| error)?
        }
        opened => opened?,
    };
    take_up(workbench, &which.path, replica)?;
    summary(workbench)
}

/// Closes the project and forgets what was typed to open it. Keeping in step with a hub ends by
/// itself; other work is finished first.
fn lock(workbench: &Workbench, _: Nothing, _: &dyn Watch) -> Result<Empty, Error> {
    if workbench.0.jobs.any_but("sync") {
        return Err(Error::AtWork);
    }
    workbench.set_session(None);
    workbench.forget_words();
    Ok(Empty {})
}

/// Closes the project and removes its files, if nothing was ever written to it.
fn discard(workbench: &Workbench, _: Nothing, _: &dyn Watch) -> Result<Empty, Error> {
    let session = workbench.session()?;
    if session.head()? > 0 {
        return Err(Error::NotEmpty { path: session.path.clone() });
    }
    let path = session.path.clone();
    workbench.set_session(None);
    drop(session);
    remove_files(&path)?;
    Ok(Empty {})
}

/// Removes a project's file and what lies beside it.
pub(super) fn remove_files(project: &Path) -> Result<(), Error> {
    for suffix in ["", "-wal", "-shm", ".key"] {
        let mut name = project.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        if path.exists() {
            std::fs::remove_file(&path).map_err(Error::io(&path))?;
        }
    }
    Ok(())
}

pub(super) fn take_up(workbench: &Workbench, path: &Path, replica: Replica) -> Result<(), Error> {
    let session = Arc::new(Session::new(path.to_owned(), replica));
    let name = session.name();
    workbench.set_session(Some(session));
    // The list of recent projects is a convenience: a settings folder that cannot be written
    // must not keep a project from opening.
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Err(error) = workbench.0.settings.remember(&full, &name) {
        tracing::warn!(code = error.code(), "settings");
    }
    Ok(())
}

pub(super) fn summary(workbench: &Workbench) -> Result<Summary, Error> {
    let session = workbench.session()?;
    let head = session.register_head()?;
    let (counts, undo, redo, packs, run, bounds) = session.replica.read(|reader| {
        Ok::<_, StoreError>((
            reader.counts()?,
            reader.to_undo()?,
            reader.to_redo()?,
            reader.packs()?,
            reader.newest_match_run()?,
            reader.bounds()?,
        ))
    })?;
    let (at_hand, stale) = match matching::at_hand(workbench)? {
        AtHand::Right(matched) => (Some(matched), false),
        AtHand::Old(matched) => (Some(matched), true),
        AtHand::Nothing => {
            let head_of = |run: &MatchRun| run.summary["head"].as_i64();
            (None, run.as_ref().is_some_and(|run| head_of(run) != Some(head)))
        }
    };
    let matches = at_hand.map(|matched| matched.set().matches.len() as u64);
    Ok(Summary {
        path: session.path.clone(),
        name: session.name(),
        organizations: counts.organizations,
        sites: counts.sites,
        flows: counts.supplies + counts.demands,
        without_location: counts.sites_without_position,
        matches: matches.or(run.as_ref().map(|run| run.total)),
        matched_at: run.map(|run| run.at.to_string()),
        stale,
        undo: undo.as_ref().map(label_of),
        redo: redo.as_ref().map(label_of),
        hub: sync::status(&session)?,
        bounds,
        packs: packs
            .into_iter()
            .map(|pack| PackView { name: pack.name, attribution: pack.attribution })
            .collect(),
    })
}
