//! The open project and what was worked out from it: the region in memory, its matches, the
//! documents made. All of it can be worked out again from the file.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};
use turash_engine::model::{Edit, FlowId, PersonId, Region};
use turash_engine::symbiosis::Graph;
use turash_report::seal::Signer;
use turash_store::{Issue, Reader, Replica, StoreError};

use crate::error::Error;
use crate::matched::Matched;
use crate::ops::tiles::MapTiles;

/// Documents kept in memory for preview and saving.
const KEPT_DOCUMENTS: usize = 16;

/// Records written since the register was read beyond which it is read anew.
const MOST_FOLLOWED: usize = 2_000;

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
    /// What the register of issues takes up when it is given away.
    pub(crate) issue: Option<Issue>,
}

/// A document that nobody keeps yet.
pub(crate) struct NewDocument {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: usize,
    pub(crate) issue: Option<Issue>,
}

impl NewDocument {
    /// The document under an id.
    pub(crate) fn under(self, id: String) -> Document {
        let bytes = Arc::new(self.bytes);
        Document { id, name: self.name, bytes, pages: self.pages, issue: self.issue }
    }
}

impl Document {
    /// SHA-256 of the bytes in hex.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }
}

/// SHA-256 of bytes in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The register as it was at one number of the op log.
pub(crate) struct Loaded {
    /// Number of the last op on it.
    pub(crate) head: i64,
    pub(crate) region: Arc<Region>,
}

/// The register brought up to what was written since it was read.
pub(crate) struct Followed {
    pub(crate) loaded: Arc<Loaded>,
    /// The flows that are others since.
    pub(crate) touched: BTreeSet<FlowId>,
}

/// A rejected row of the last import, ready to be written.
pub(crate) struct Rejects {
    pub(crate) rows: usize,
    pub(crate) csv: Vec<u8>,
}

/// The open project.
pub(crate) struct Session {
    pub(crate) path: PathBuf,
    pub(crate) replica: Arc<Replica>,
    loaded: Mutex<Option<Arc<Loaded>>>,
    matched: Mutex<Option<Arc<Matched>>>,
    graph: Mutex<Option<(Arc<Matched>, Arc<Graph>)>>,
    documents: Mutex<(u64, Vec<Document>)>,
    rejects: Mutex<Option<Rejects>>,
    pub(crate) tiles: Mutex<Option<Arc<MapTiles>>>,
    signer: Mutex<Option<Arc<Signer>>>,
    /// Who edits here, once it is known.
    pub(crate) author: Mutex<Option<PersonId>>,
}

impl Session {
    pub(crate) fn new(path: PathBuf, replica: Replica) -> Self {
        Self {
            path,
            replica: Arc::new(replica),
            loaded: Mutex::default(),
            matched: Mutex::default(),
            graph: Mutex::default(),
            documents: Mutex::default(),
            rejects: Mutex::default(),
            tiles: Mutex::default(),
            signer: Mutex::default(),
            author: Mutex::default(),
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
        if let Some(loaded) = held.as_ref() {
            if loaded.head == head {
                return Ok(loaded.clone());
            }
            if let Some(Followed { loaded, .. }) = self.follow(loaded)? {
                *held = Some(loaded.clone());
                return Ok(loaded);
            }
        }
        let (head, organizations, sites, flows) = self.replica.read(|reader| {
            let head = reader.register_head()?;
            Ok::<_, StoreError>((head, reader.organizations()?, reader.sites()?, reader.flows()?))
        })?;
        let (region, _orphans) = Region::new(organizations, sites, flows);
        let loaded = Arc::new(Loaded { head, region: Arc::new(region) });
        *held = Some(loaded.clone());
        Ok(loaded)
    }

    /// The register as it is now, from an earlier one. None where it has to be read anew.
    pub(crate) fn follow(&self, from: &Loaded) -> Result<Option<Followed>, Error> {
        let (head, edit) = self.replica.read(|reader| {
            let edit = reader.register_edit(from.head, MOST_FOLLOWED)?;
            let edit = edit.map(|edit| with_what_comes_back(edit, &from.region, reader));
            Ok::<_, StoreError>((reader.register_head()?, edit.transpose()?))
        })?;
        let edited = edit.and_then(|edit| from.region.edited(edit));
        Ok(edited.map(|(region, touched)| Followed {
            loaded: Arc::new(Loaded { head, region: Arc::new(region) }),
            touched,
        }))
    }

    /// What came from the hub may change records of which the log has nothing new: what was read
    /// before is read again.
    pub(crate) fn follow_what_came(&self, something: bool) -> Result<(), Error> {
        if something && lock(&self.loaded).as_ref().map(|l| l.head) == Some(self.register_head()?) {
            *lock(&self.loaded) = None;
            *lock(&self.matched) = None;
            self.forget_what_shows_matches();
        }
        Ok(())
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
        self.forget_what_shows_matches();
    }

    /// Lets `change` put the last matches right. Nobody sees them meanwhile, and where it
    /// fails there are none any more.
    pub(crate) fn change_matched(
        &self,
        change: impl FnOnce(&mut Matched) -> Result<(), Error>,
    ) -> Result<Option<Arc<Matched>>, Error> {
        let mut held = lock(&self.matched);
        // What else holds them would have them copied.
        self.forget_what_shows_matches();
        let Some(mut matched) = held.take() else { return Ok(None) };
        change(Arc::make_mut(&mut matched))?;
        *held = Some(matched.clone());
        Ok(Some(matched))
    }

    fn forget_what_shows_matches(&self) {
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

    pub(crate) fn signer(&self) -> Option<Arc<Signer>> {
        lock(&self.signer).clone()
    }

    pub(crate) fn keep_signer(&self, signer: Arc<Signer>) {
        *lock(&self.signer) = Some(signer);
    }

    pub(crate) fn keep_document(&self, made: NewDocument) -> Document {
        let mut held = lock(&self.documents);
        held.0 += 1;
        let id = format!("d{}", held.0);
        let document = made.under(id);
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

/// The edit with the flows of each site and organisation that the region does not know: one that
/// was taken out and is put back has flows that nobody wrote since.
fn with_what_comes_back(
    mut edit: Edit,
    region: &Region,
    reader: &Reader<'_>,
) -> Result<Edit, StoreError> {
    let mut flows = Vec::new();
    for &id in edit.sites.keys().filter(|id| region.site(**id).is_none()) {
        flows.extend(reader.flows_of(id)?);
    }
    for &id in edit.organizations.keys().filter(|id| region.organization(**id).is_none()) {
        flows.extend(reader.flows_owned_by(id)?);
    }
    edit.flows.extend(flows.into_iter().map(|flow| (flow.id, Some(flow))));
    Ok(edit)
}

/// Locks; a panic of another holder left nothing half done, all contents are replaced whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
