//! The open project and what was worked out from it: the region in memory, its matches, the
//! documents made. All of it can be worked out again from the file.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};
use turash_engine::matching::{MatchSet, Request};
use turash_engine::model::{MatchId, Region};
use turash_engine::symbiosis::Graph;
use turash_store::{Replica, StoreError};

use crate::error::Error;
use crate::ops::tiles::MapTiles;
use crate::price::Priced;

/// Documents kept in memory for preview and saving.
const KEPT_DOCUMENTS: usize = 16;

/// A document made in this session.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id within the session.
    pub id: String,
    /// Suggested file name.
    pub name: String,
    /// The PDF.
    pub bytes: Arc<Vec<u8>>,
    /// Number of pages.
    pub pages: usize,
}

impl Document {
    /// SHA-256 of the bytes in hex.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(self.bytes.as_slice()))
    }
}

/// The register as it was at one number of the op log.
pub(crate) struct Loaded {
    /// Number of the last op on it.
    pub(crate) head: i64,
    pub(crate) region: Region,
}

/// Matches and what each is worth, on the register they were found in.
pub(crate) struct Matched {
    pub(crate) loaded: Arc<Loaded>,
    /// Hash of everything that entered.
    pub(crate) inputs_hash: String,
    /// What was asked.
    pub(crate) request: Request,
    pub(crate) set: Arc<MatchSet>,
    /// One for each match, in the order of the set.
    pub(crate) priced: Vec<Priced>,
    /// Number of the last op when they were priced: a deal may state another price since.
    pub(crate) priced_at: i64,
    positions: Arc<HashMap<MatchId, usize>>,
}

impl Matched {
    pub(crate) fn new(
        loaded: Arc<Loaded>,
        inputs_hash: String,
        request: Request,
        set: MatchSet,
        priced: Vec<Priced>,
        priced_at: i64,
    ) -> Self {
        let positions = set.matches.iter().enumerate().map(|(i, m)| (m.id, i)).collect();
        let (set, positions) = (Arc::new(set), Arc::new(positions));
        Self { loaded, inputs_hash, request, set, priced, priced_at, positions }
    }

    /// The same matches, priced anew.
    pub(crate) fn repriced(&self, priced: Vec<Priced>, priced_at: i64) -> Self {
        Self {
            loaded: self.loaded.clone(),
            inputs_hash: self.inputs_hash.clone(),
            request: self.request.clone(),
            set: self.set.clone(),
            priced,
            priced_at,
            positions: self.positions.clone(),
        }
    }

    /// Position of a match in the ranking.
    pub(crate) fn find(&self, id: MatchId) -> Option<usize> {
        self.positions.get(&id).copied()
    }
}

/// A rejected row of the last import, ready to be written.
pub(crate) struct Rejects {
    pub(crate) rows: usize,
    pub(crate) csv: Vec<u8>,
}

/// The open project.
pub(crate) struct Session {
    pub(crate) path: PathBuf,
    pub(crate) replica: Replica,
    loaded: Mutex<Option<Arc<Loaded>>>,
    matched: Mutex<Option<Arc<Matched>>>,
    graph: Mutex<Option<(Arc<Matched>, Arc<Graph>)>>,
    documents: Mutex<(u64, Vec<Document>)>,
    rejects: Mutex<Option<Rejects>>,
    pub(crate) tiles: Mutex<Option<Arc<MapTiles>>>,
}

impl Session {
    pub(crate) fn new(path: PathBuf, replica: Replica) -> Self {
        Self {
            path,
            replica,
            loaded: Mutex::default(),
            matched: Mutex::default(),
            graph: Mutex::default(),
            documents: Mutex::default(),
            rejects: Mutex::default(),
            tiles: Mutex::default(),
        }
    }

    /// The project's name: its file's, without the ending.
    pub(crate) fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// The register as it is now.
    pub(crate) fn load(&self) -> Result<Arc<Loaded>, Error> {
        let mut held = lock(&self.loaded);
        let head = self.register_head()?;
        if let Some(loaded) = held.as_ref()
            && loaded.head == head
        {
            return Ok(loaded.clone());
        }
        let (head, organizations, sites, flows) = self.replica.read(|reader| {
            let head = reader.register_head()?;
            Ok::<_, StoreError>((head, reader.organizations()?, reader.sites()?, reader.flows()?))
        })?;
        let (region, _orphans) = Region::new(organizations, sites, flows);
        let loaded = Arc::new(Loaded { head, region });
        *held = Some(loaded.clone());
        Ok(loaded)
    }

    /// Number of the last op on organisations, sites and flows.
    pub(crate) fn register_head(&self) -> Result<i64, Error> {
        Ok(self.replica.read(|reader| reader.register_head())?)
    }

    /// Number of the last op.
    pub(crate) fn head(&self) -> Result<i64, Error> {
        Ok(self.replica.read(|reader| reader.head())?)
    }

    /// The last matches found in this session, whether still right or not.
    pub(crate) fn last_matched(&self) -> Option<Arc<Matched>> {
        lock(&self.matched).clone()
    }

    pub(crate) fn set_matched(&self, matched: Arc<Matched>) {
        *lock(&self.matched) = Some(matched);
        *lock(&self.graph) = None;
        *lock(&self.tiles) = None;
    }

    /// The property graph with these very matches, if it has been made.
    pub(crate) fn graph_of(&self, matched: &Arc<Matched>) -> Option<Arc<Graph>> {
        let held = lock(&self.graph);
        let (of, graph) = held.as_ref()?;
        Arc::ptr_eq(of, matched).then(|| graph.clone())
    }

    pub(crate) fn keep_graph(&self, matched: Arc<Matched>, graph: Arc<Graph>) {
        *lock(&self.graph) = Some((matched, graph));
    }

    pub(crate) fn keep_document(&self, name: String, bytes: Vec<u8>, pages: usize) -> Document {
        let mut held = lock(&self.documents);
        held.0 += 1;
        let id = format!("d{}", held.0);
        let document = Document { id, name, bytes: Arc::new(bytes), pages };
        held.1.push(document.clone());
        if held.1.len() > KEPT_DOCUMENTS {
            held.1.remove(0);
        }
        document
    }

    pub(crate) fn document(&self, id: &str) -> Option<Document> {
        lock(&self.documents).1.iter().find(|d| d.id == id).cloned()
    }

    pub(crate) fn set_rejects(&self, rejects: Rejects) {
        *lock(&self.rejects) = Some(rejects);
    }

    pub(crate) fn with_rejects<T>(&self, look: impl FnOnce(Option<&Rejects>) -> T) -> T {
        look(lock(&self.rejects).as_ref())
    }
}

/// Locks; a panic of another holder left nothing half done, all contents are replaced whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
