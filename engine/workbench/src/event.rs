//! What the workbench tells whoever listens: jobs, changes, notices, the state of sync.
//!
//! Events name entities and ids, never their contents; a listener reads again what it shows.

use std::sync::{Arc, Mutex};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::job::Job;
use crate::view::Message;

/// An entity whose contents changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// `organization`, `site`, `flow`, `deal`, `consent`, `legal_answer`, `match`, `project` or
    /// `sync`.
    pub kind: String,
    /// Its id; empty where all of the kind may have changed.
    pub id: String,
}

/// One event of the stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A job started, moved or ended.
    Job {
        /// The job as it stands.
        job: Job,
    },
    /// Something in the project is different now.
    Changed {
        /// What.
        entities: Vec<Changed>,
    },
    /// Something a person should know.
    Notice {
        /// The words.
        message: Message,
    },
}

type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// Hands each event to every listener, in the order of events.
#[derive(Clone, Default)]
pub(crate) struct Events {
    listeners: Arc<Mutex<Vec<Listener>>>,
}

impl Events {
    pub(crate) fn listen(&self, listener: impl Fn(&Event) + Send + Sync + 'static) {
        if let Ok(mut all) = self.listeners.lock() {
            all.push(Arc::new(listener));
        }
    }

    pub(crate) fn send(&self, event: Event) {
        let listeners = self.listeners.lock().map(|all| all.clone()).unwrap_or_default();
        for listener in listeners {
            listener(&event);
        }
    }
}
