//! What a user can do with Turash, headless: operations, jobs and events over one project.
//!
//! The window, the command line and the tests are thin faces of [`Workbench`]. It holds the
//! open project and knows threads and files; it does not know a window, a socket or a formula.

mod assets;
mod case;
mod error;
mod event;
mod job;
pub mod map;
mod matched;
mod operation;
mod ops;
mod people;
mod ports;
mod price;
mod sealing;
mod session;
mod settings;
mod show;
mod stopwatch;
mod system;
mod text;
mod view;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use turash_engine::reference::Reference;
use turash_store::Passphrase;

pub use assets::reference;
pub use error::{Error, Refusal};
pub use event::{Changed, Event};
pub use job::{Job, JobState};
pub use operation::{Effect, Operation};
pub use ports::{Ids, Ports, SeededIds, SystemIds};
pub use session::Document;
pub use settings::{Density, Recent, Settings, Theme};
pub use text::{Told, Words, error_text};
pub use turash_engine::quantity::{Locale, number};
pub use turash_engine::watch::{Unwatched, Watch};
pub use turash_store::probe_keyring;
pub use view::Message;

use event::Events;
use job::Jobs;
use session::Session;
use settings::SettingsFile;

/// Everything a user can do, over at most one open project. Cheap to clone; clones share all.
#[derive(Clone)]
pub struct Workbench(Arc<Shared>);

struct Shared {
    ports: Ports,
    events: Events,
    jobs: Jobs,
    operations: BTreeMap<&'static str, Operation>,
    settings: SettingsFile,
    reference: Arc<Reference>,
    session: Mutex<Option<Arc<Session>>>,
    /// A passphrase that was typed, for what is sealed beside the keyring.
    words: Mutex<Option<Passphrase>>,
}

impl Workbench {
    /// A workbench without a project.
    pub fn new(ports: Ports) -> Result<Self, Error> {
        let settings = SettingsFile::open(ports.settings.clone());
        let reference = Arc::new(assets::reference());
        let operations = ops::all().into_iter().map(|op| (op.name, op)).collect();
        Ok(Self(Arc::new(Shared {
            ports,
            events: Events::default(),
            jobs: Jobs::default(),
            operations,
            settings,
            reference,
            session: Mutex::new(None),
            words: Mutex::new(None),
        })))
    }

    /// Calls `listener` for every event from now on, on the thread that caused it.
    pub fn listen(&self, listener: impl Fn(&Event) + Send + Sync + 'static) {
        self.0.events.listen(listener);
    }

    /// All operations, by name.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.0.operations.values()
    }

    /// All operations with the schemas of their input and output, as one JSON Schema document.
    pub fn describe(&self) -> Value {
        let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
        let operations: Vec<Value> = self
            .operations()
            .map(|operation| {
                let (input, output) = operation.schemas(&mut generator);
                json!({
                    "name": operation.name,
                    "effect": operation.effect,
                    "input": input,
                    "output": output,
                })
            })
            .collect();
        json!({ "operations": operations, "$defs": generator.take_definitions(true) })
    }

    /// Does an operation and answers at once: one that takes long answers `{"job": ...}` and
    /// goes on by itself.
    pub fn call(&self, name: &str, input: Value) -> Result<Value, Error> {
        match self.operation(name)?.effect {
            Effect::Read | Effect::Edit => self.run(name, input, &Unwatched),
            Effect::Job => {
                let (workbench, name) = (self.clone(), name.to_owned());
                // `packet.start` is a job of the kind `packet`.
                let full = self.operation(&name)?.name;
                let kind = full.split_once('.').map_or(full, |(kind, _)| kind);
                let job = self.0.jobs.start(kind, self.0.events.clone(), move |watch| {
                    workbench.run(&name, input, watch)
                })?;
                Ok(json!({ "job": job.id }))
            }
        }
    }

    /// Does an operation to its end, telling `watch` how far it is.
    pub fn run(&self, name: &str, input: Value, watch: &dyn Watch) -> Result<Value, Error> {
        let operation = self.operation(name)?;
        // A defect must reach the caller as an error; the store's transaction rolls back.
        catch_unwind(AssertUnwindSafe(|| operation.run(self, input, watch)))
            .unwrap_or(Err(Error::Internal))
    }

    /// Bytes of a document made in this session.
    pub fn document(&self, id: &str) -> Result<Document, Error> {
        let missing = || Error::NotFound { kind: "document", id: id.to_owned() };
        self.session()?.document(id).ok_or_else(missing)
    }

    /// A vector tile of the layer `base`, `pack`, `sites` or `lines`; none where it is empty.
    pub fn tile(&self, layer: &str, z: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, Error> {
        catch_unwind(AssertUnwindSafe(|| ops::tiles::tile(self, layer, z, x, y)))
            .unwrap_or(Err(Error::Internal))
    }

    fn operation(&self, name: &str) -> Result<&Operation, Error> {
        let unknown = || Error::NoOperation { name: name.to_owned() };
        self.0.operations.get(name).ok_or_else(unknown)
    }

    fn session(&self) -> Result<Arc<Session>, Error> {
        let held = self.0.session.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone().ok_or(Error::NoProject)
    }

    fn set_session(&self, session: Option<Arc<Session>>) {
        *self.0.session.lock().unwrap_or_else(PoisonError::into_inner) = session;
    }

    fn ports(&self) -> &Ports {
        &self.0.ports
    }

    fn reference(&self) -> &Arc<Reference> {
        &self.0.reference
    }

    fn changed(&self, entities: Vec<Changed>) {
        if !entities.is_empty() {
            self.0.events.send(Event::Changed { entities });
        }
    }
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbench").finish_non_exhaustive()
    }
}
