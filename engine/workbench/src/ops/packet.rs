//! Packets: made for one recipient at one level, shown, saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use turash_engine::model::{Disclosure, MatchId, OrganizationId};
use turash_engine::packet::{self, PacketFacts};
use turash_engine::quantity::Locale;
use turash_engine::spatial::basemap::MapClass;
use turash_engine::spatial::tile::LonLatBox;
use turash_engine::watch::Watch;
use turash_report::map::{Plan, Window};
use turash_report::seal::{Commitment, FORMAT, Manifest};
use turash_report::{Choice, Fonts, Furniture, MapFacts, PageSize, Seal};
use turash_store::Issue;
use uuid::Uuid;

use super::matching;
use crate::Workbench;
use crate::case;
use crate::error::Error;
use crate::map::{Atlas, zoom_across};
use crate::matched::Matched;
use crate::operation::{Effect, Operation};
use crate::people;
use crate::sealing;
use crate::session::{Document, NewDocument, Session, hex};
use crate::text::Words;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("packet.start", Effect::Job, start),
        Operation::new("packet.save", Effect::Edit, save),
        Operation::new("packet.write", Effect::Job, |workbench: &Workbench, to: ToFile, watch| {
            write(workbench, to.paper, &to.out, watch)
        }),
    ]
}

/// The longest remark, in characters: it stands beside the key figures on one page.
const MOST_IN_REMARK: usize = 600;

/// Which packet.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Paper {
    #[serde(rename = "match")]
    pub(super) match_id: MatchId,
    /// Id or exact name of the receiving organisation.
    #[serde(rename = "for")]
    pub(super) recipient: String,
    /// Language of the packet.
    #[serde(default)]
    pub(super) lang: Locale,
    /// What the recipient may see of the other party.
    #[serde(default)]
    pub(super) level: Disclosure,
    /// Size of the pages.
    #[serde(default)]
    pub(super) page: PageSize,
    #[serde(flatten)]
    pub(super) choice: Choice,
}

impl Paper {
    /// A whole packet on A4.
    pub(super) fn new(
        match_id: MatchId,
        recipient: String,
        lang: Locale,
        level: Disclosure,
    ) -> Self {
        let (page, choice) = (PageSize::default(), Choice::default());
        Self { match_id, recipient, lang, level, page, choice }
    }
}

#[derive(Deserialize, JsonSchema)]
struct ToFile {
    #[serde(flatten)]
    paper: Paper,
    /// File to write.
    out: PathBuf,
}

/// A document that was made, and not saved.
#[derive(Serialize, JsonSchema)]
pub(super) struct Started {
    /// Id under which the document can be shown and saved.
    document: String,
    /// Suggested file name.
    name: String,
    pages: usize,
    bytes: usize,
    /// Of the bytes, in hex.
    sha256: String,
}

fn start(workbench: &Workbench, paper: Paper, watch: &dyn Watch) -> Result<Started, Error> {
    Ok(started(workbench.session()?.keep_document(make(workbench, paper, watch)?)))
}

pub(super) fn started(document: Document) -> Started {
    Started {
        sha256: document.sha256(),
        bytes: document.bytes.len(),
        pages: document.pages,
        name: document.name,
        document: document.id,
    }
}

#[derive(Deserialize, JsonSchema)]
struct Save {
    document: String,
    /// File to write.
    path: PathBuf,
}

/// A packet that was written.
#[derive(Serialize, JsonSchema)]
pub(super) struct Written {
    path: PathBuf,
    pages: usize,
    bytes: usize,
    /// Of the bytes, in hex.
    sha256: String,
}

fn save(workbench: &Workbench, save: Save, _: &dyn Watch) -> Result<Written, Error> {
    put(workbench, &workbench.document(&save.document)?, &save.path)
}

/// Makes a packet and writes it to a file.
pub(super) fn write(
    workbench: &Workbench,
    paper: Paper,
    out: &Path,
    watch: &dyn Watch,
) -> Result<Written, Error> {
    let document = make(workbench, paper, watch)?.under(String::new());
    put(workbench, &document, out)
}

/// The file appears whole or not at all; then the register says that it was given away.
pub(super) fn put(
    workbench: &Workbench,
    document: &Document,
    path: &Path,
) -> Result<Written, Error> {
    let path = std::path::absolute(path).map_err(Error::io(path))?;
    let mut half = path.clone().into_os_string();
    half.push(".half");
    let half = PathBuf::from(half);
    std::fs::write(&half, document.bytes.as_slice()).map_err(Error::io(&path))?;
    if let Err(error) = std::fs::rename(&half, &path) {
        // Nothing more can be done about a half file that does not go away.
        let _ = std::fs::remove_file(&half);
        return Err(Error::io(&path)(error));
    }
    if let Some(issue) = &document.issue {
        register(workbench, issue)?;
    }
    Ok(Written {
        path,
        pages: document.pages,
        bytes: document.bytes.len(),
        sha256: document.sha256(),
    })
}

/// Enters an issue; those that it replaces are marked.
fn register(workbench: &Workbench, issue: &Issue) -> Result<(), Error> {
    let session = workbench.session()?;
    let issue = Issue { id: workbench.ports().ids.fresh(), ..issue.clone() };
    let label = Message::new("action-packet-issue")
        .with("document", issue.document.as_str())
        .with("version", issue.version.as_str())
        .with("name", super::deals::name(&session, issue.organization)?);
    let actor = workbench.author()?;
    let gesture = workbench.gesture(&label, actor, None);
    let before = session.replica.read(|reader| reader.issues_on(issue.match_id))?;
    let done = session.replica.record(&gesture, |edit| {
        let replaced = |old: &&Issue| old.document == issue.document && old.superseded_by.is_none();
        for old in before.iter().filter(replaced) {
            edit.change::<Issue>(old.id, |old| old.superseded_by = Some(issue.id))?;
        }
        edit.insert(&issue)
    })?;
    workbench.changed(done.changed.iter().map(super::changed).collect());
    Ok(())
}

/// A packet whose contents stand, and that is not drawn yet.
pub(super) struct Prepared {
    session: Arc<Session>,
    paper: Paper,
    recipient: OrganizationId,
    document: String,
    facts: PacketFacts,
    inputs: BTreeMap<String, Commitment>,
    /// Earlier issues of this very paper.
    issues: Vec<Issue>,
}

impl Prepared {
    /// Suggested file name.
    pub(super) fn name(&self) -> String {
        format!("{}.pdf", self.document)
    }

    /// The newest issue, where nothing that enters the packet is different since.
    pub(super) fn standing(&self) -> Option<&Issue> {
        sealing::standing(&self.issues, &self.inputs)
    }
}

/// Cuts the facts of a packet, and commits to what entered them.
pub(super) fn prepare(
    workbench: &Workbench,
    paper: Paper,
    watch: &dyn Watch,
) -> Result<Prepared, Error> {
    if let Some(remark) = &paper.choice.remark
        && remark.chars().count() > MOST_IN_REMARK
    {
        return Err(Error::Value {
            field: "remark".to_owned(),
            value: remark.chars().take(40).collect(),
            wanted: "short_text",
        });
    }
    let session = workbench.session()?;
    let matched = matching::matched(workbench, watch)?;
    let at = matching::position(&matched, paper.match_id)?;
    let recipient = party(&matched, at, &paper.recipient)?;
    let consents = session.replica.read(|reader| reader.consents_on(paper.match_id))?;
    let deal = super::deals::deal_on(&session, paper.match_id)?;
    let contacts = session.replica.read(people::contacts)?;
    let known = case::Known {
        matched: &matched,
        at,
        deal: deal.as_ref(),
        consents: &consents,
        contacts: &contacts,
        answers: &super::law::answers_on(&session, paper.match_id)?,
        now: workbench.now(),
        reference: workbench.reference(),
    };
    let case = case::case(&known)?;
    let refused = |error| case::refusal(error, &matched);
    let facts = packet::facts(&case, recipient, paper.level).map_err(refused)?;
    let inputs = packet::inputs(&case, &facts).map_err(refused)?;
    let inputs = sealing::commitments(workbench, &session, paper.match_id, &inputs)?;
    let document = document_id(session.replica.project(), &paper, recipient);
    let mut issues = session.replica.read(|reader| reader.issues_on(paper.match_id))?;
    issues.retain(|issue| issue.document == document);
    Ok(Prepared { session, paper, recipient, document, facts, inputs, issues })
}

fn make(workbench: &Workbench, paper: Paper, watch: &dyn Watch) -> Result<NewDocument, Error> {
    const STEPS: u64 = 2;
    let prepared = prepare(workbench, paper, watch)?;
    watch.progress(1, STEPS, "packet");
    let made = print(workbench, prepared)?;
    watch.progress(STEPS, STEPS, "packet");
    Ok(made)
}

/// Draws and signs a packet. It is given away only when it is put into a file.
pub(super) fn print(workbench: &Workbench, prepared: Prepared) -> Result<NewDocument, Error> {
    let Prepared { session, paper, recipient, document, facts, inputs, issues } = prepared;
    let plan = turash_report::map::plan(&facts.place);
    let map = map_facts(&super::tiles::tiles(&session)?.atlas, plan)?;
    let (version, replaced) = sealing::next_version(&issues, &inputs);
    let now = workbench.now();
    let dated = sealing::first_issued(&issues, &inputs).unwrap_or(now);
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        document: document.clone(),
        version: version.clone(),
        issued_at: dated,
        level: code(&paper.level),
        lang: paper.lang.code().to_owned(),
        templates: sealing::templates(paper.lang),
        pictures: sealing::pictures(&map),
        inputs,
    };
    let before = replaced.map(|issue| sealing::before(&manifest, issue));
    let changes = replaced.map(|issue| manifest.differing(&issue.inputs)).unwrap_or_default();
    let signer = sealing::signer(workbench, &session)?;
    let mut issue = Issue {
        id: Uuid::nil(),
        document: document.clone(),
        version: version.clone(),
        match_id: paper.match_id,
        organization: recipient,
        level: paper.level,
        lang: manifest.lang.clone(),
        at: now,
        sha256: String::new(),
        fingerprint: manifest.fingerprint(),
        signer: signer.public(),
        consents: facts.consents.iter().map(|consent| consent.reference.clone()).collect(),
        inputs: manifest.inputs.iter().map(|(n, i)| (n.clone(), i.commitment.clone())).collect(),
        changes,
        superseded_by: None,
    };
    let furniture = Furniture {
        consultant: None,
        document_id: document,
        version,
        date: dated,
        choice: paper.choice,
        size: paper.page,
        seal: Some(Seal { manifest, before }),
    };
    let words = Words::of(paper.lang).catalogue();
    let mut pdf = turash_report::packet(&facts, &map, words, fonts()?, &furniture)?;
    signer.sign(&mut pdf.bytes)?;
    issue.sha256 = hex(&Sha256::digest(&pdf.bytes));
    let name = format!("{}.pdf", furniture.document_id);
    Ok(NewDocument { name, bytes: pdf.bytes, pages: pdf.pages, issue: Some(issue) })
}

/// The code of a level.
fn code(level: &Disclosure) -> String {
    match level {
        Disclosure::Public => "public",
        Disclosure::Nda => "nda",
        Disclosure::Full => "full",
    }
    .to_owned()
}

/// The organisation of an id or exact name, which must be a party of the match.
fn party(matched: &Matched, at: usize, recipient: &str) -> Result<OrganizationId, Error> {
    let region = &matched.loaded.region;
    let found = &matched.set().matches[at];
    [found.supply, found.demand]
        .into_iter()
        .filter_map(|flow| Some(region.organization_of(region.find_flow(flow)?)))
        .find(|owner| owner.name == recipient || owner.id.to_string() == recipient)
        .map(|owner| owner.id)
        .ok_or_else(|| Error::NotAParty { organization: recipient.to_owned() })
}

/// A name from which nobody outside the project can tell the match: the project's id is
/// random and known to its replicas only, while match ids follow from public registers.
fn document_id(project: Uuid, paper: &Paper, recipient: OrganizationId) -> String {
    let mut name = format!("{}/{recipient}/{:?}/{:?}", paper.match_id, paper.level, paper.lang);
    // Another selection or size is another document: a version of it is one file.
    if (&paper.choice, paper.page) != (&Choice::default(), PageSize::default()) {
        name += &format!("/{:?}/{:?}", paper.choice, paper.page);
    }
    let word = Uuid::new_v5(&project, name.as_bytes()).simple().to_string();
    format!("TW-{}", word[..8].to_uppercase())
}

pub(super) fn fonts() -> Result<&'static Fonts, Error> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    if let Some(fonts) = FONTS.get() {
        return Ok(fonts);
    }
    let [regular, medium, semi_bold] = crate::assets::FONTS;
    let read = Fonts::new(regular, medium, semi_bold)?;
    Ok(FONTS.get_or_init(|| read))
}

/// What the maps of a document show: read from the packs, drawn by the report.
pub(super) fn map_facts(atlas: &Atlas, plan: Option<Plan>) -> Result<MapFacts, Error> {
    /// Tiles across a drawing: enough detail for paper.
    const ACROSS: f64 = 3.0;
    let Some(plan) = plan else { return Ok(MapFacts::default()) };
    let mut attribution: Vec<String> = Vec::new();
    let mut read = |window: Window| -> Result<_, Error> {
        let area = LonLatBox {
            west: window.west,
            south: window.south,
            east: window.east,
            north: window.north,
        };
        let zoom = zoom_across(&area, ACROSS);
        let mut sheet = atlas.features_within(&area, zoom)?;
        // A name that the window would not show at this zoom has no room on paper either.
        sheet.features.retain(|feature| {
            feature.class != MapClass::Place || feature.label_zoom <= f64::from(zoom)
        });
        for words in sheet.attributions {
            if !attribution.contains(&words) {
                attribution.push(words);
            }
        }
        Ok(sheet.features.into_iter().map(case::feature).collect::<Vec<_>>())
    };
    let local = plan.local.map(&mut read).transpose()?.unwrap_or_default();
    let overview = read(plan.overview)?;
    Ok(MapFacts { local, overview, attribution })
}
