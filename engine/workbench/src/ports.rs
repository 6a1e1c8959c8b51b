//! The outside world as values: the clock, fresh ids, the user and the settings folder.
//!
//! Production reads the system; a test or the demo passes its own, so that equal calls give
//! equal projects.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use turash_engine::model::ActionId;
use turash_sync::client::Network;
use uuid::Uuid;

/// Gives ids that were never given before.
pub trait Ids: Send + Sync {
    /// A fresh id.
    fn fresh(&self) -> Uuid;
}

/// Version 7 ids from the system's clock and randomness.
#[derive(Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn fresh(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// The same ids in the same order for the same seed.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    given: AtomicU64,
}

impl SeededIds {
    /// Ids of this seed, starting with the first.
    pub fn new(seed: u64) -> Self {
        Self { seed, given: AtomicU64::new(0) }
    }
}

impl Ids for SeededIds {
    fn fresh(&self) -> Uuid {
        let n = self.given.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [0; 10];
        bytes[..2].copy_from_slice(&(self.seed as u16).to_be_bytes());
        bytes[2..].copy_from_slice(&n.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(self.seed, &bytes).into_uuid()
    }
}

/// What the workbench needs from the world around it.
pub struct Ports {
    /// The present instant.
    pub now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    /// Fresh ids.
    pub ids: Box<dyn Ids>,
    /// Who works here: shown in history and audit trail.
    pub actor: String,
    /// Folder of the device's settings; none keeps them in memory only.
    pub settings: Option<PathBuf>,
    /// The way to hubs; none where there is no network.
    pub network: Option<Arc<dyn Network>>,
    /// Shows a page of the web in the system's browser.
    pub browse: Box<dyn Fn(&str) + Send + Sync>,
    /// Project named when the program was started.
    pub start_project: Option<PathBuf>,
}

impl Ports {
    /// The system's clock and ids, the user's name, the user's configuration folder; no network.
    pub fn system() -> Self {
        Self {
            now: Box::new(Timestamp::now),
            ids: Box::new(SystemIds),
            actor: crate::system::user_name(),
            settings: crate::system::settings_folder(),
            network: None,
            browse: Box::new(|_| {}),
            start_project: None,
        }
    }

    pub(crate) fn action(&self) -> ActionId {
        ActionId(self.ids.fresh())
    }
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ports").field("settings", &self.settings).finish_non_exhaustive()
    }
}
