//! The whole chain on the sample region: import, match, price, agree, papers.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::import::Table;
use turash_engine::model::{Disclosure, MatchId, OrganizationId};
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;

use super::deals::{self, Agreement};
use super::matching::{self, Listed};
use super::packet::{self, Paper};
use super::project::{self, Summary, Which};
use crate::Workbench;
use crate::assets;
use crate::error::Error;
use crate::matched::Matched;
use crate::operation::{Effect, Operation};

/// File name of the sample project.
const PROJECT: &str = "sample.turash";

/// Matches that the demo prints.
const BEST: usize = 10;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("sample.create", Effect::Job, create),
        Operation::new("sample.demo", Effect::Job, demo),
    ]
}

/// A sample project that was made.
#[derive(Serialize, JsonSchema)]
struct Sample {
    summary: Summary,
    /// The second way in, to be printed once.
    recovery_key: Option<String>,
}

/// Makes the sample project, with its matches and both consents on the best of them.
fn create(workbench: &Workbench, which: Which, watch: &dyn Watch) -> Result<Sample, Error> {
    let recovery_key = make(workbench, which, watch)?.0;
    Ok(Sample { summary: project::summary(workbench)?, recovery_key })
}

fn make(
    workbench: &Workbench,
    which: Which,
    watch: &dyn Watch,
) -> Result<(Option<String>, std::sync::Arc<Matched>), Error> {
    let recovery_key = project::create(workbench, which, watch)?.recovery_key;
    let table = Table { name: "region.csv", bytes: assets::SAMPLE };
    let imported = super::import::read_tables(workbench, &[table], Some("hotmaps"), watch)?;
    super::import::take(workbench, &imported, watch)?;
    let found = matching::matched(workbench, watch)?;
    for (at, party) in parties(&found, 0)?.into_iter().enumerate() {
        let agreement = Agreement {
            match_id: found.set().matches[0].id,
            organization: party,
            level: Disclosure::Full,
            reference: format!("SAMPLE-{:02}", at + 1),
        };
        deals::record(workbench, agreement, watch)?;
    }
    Ok((recovery_key, matching::matched(workbench, watch)?))
}

/// Supplier and accepter of the match at this position.
fn parties(matched: &Matched, at: usize) -> Result<[OrganizationId; 2], Error> {
    let nothing = || Error::NotFound { kind: "match", id: at.to_string() };
    let found = matched.set().matches.get(at).ok_or_else(nothing)?;
    let region = &matched.loaded.region;
    let owner = |flow| -> Result<OrganizationId, Error> {
        Ok(region.organization_of(region.find_flow(flow).ok_or_else(nothing)?).id)
    };
    Ok([owner(found.supply)?, owner(found.demand)?])
}

/// Where the demo writes, and how its project is locked.
#[derive(Deserialize, JsonSchema)]
struct Demo {
    folder: PathBuf,
    #[serde(default)]
    passphrase: Option<String>,
    #[serde(default)]
    lang: Locale,
}

/// What the demo made.
#[derive(Serialize, JsonSchema)]
struct Made {
    project: PathBuf,
    sites: usize,
    flows: usize,
    matches: usize,
    /// Supplier and accepter of the best match at `full`, and a `public` teaser.
    packets: Vec<PathBuf>,
    /// Its best matches.
    best: Vec<Listed>,
    /// The second way in, to be printed once.
    recovery_key: Option<String>,
}

fn demo(workbench: &Workbench, demo: Demo, watch: &dyn Watch) -> Result<Made, Error> {
    std::fs::create_dir_all(&demo.folder).map_err(Error::io(&demo.folder))?;
    let folder = std::path::absolute(&demo.folder).map_err(Error::io(&demo.folder))?;
    let project = folder.join(PROJECT);
    // The demo's own project of an earlier run goes away.
    project::remove_files(&project)?;
    let which = Which { path: project.clone(), passphrase: demo.passphrase, recovery_key: None };
    let (recovery_key, matched) = make(workbench, which, watch)?;
    let [supplier, accepter] = parties(&matched, 0)?;
    let best = matched.set().matches[0].id;
    let papers = [
        (supplier, Disclosure::Full, "packet-supplier.pdf"),
        (accepter, Disclosure::Full, "packet-accepter.pdf"),
        (accepter, Disclosure::Public, "packet-public.pdf"),
    ];
    let packets = papers
        .into_iter()
        .map(|(recipient, level, name)| {
            let out = folder.join(name);
            paper(workbench, best, recipient, level, demo.lang, &out, watch)?;
            Ok(out)
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let region = &matched.loaded.region;
    Ok(Made {
        project,
        sites: region.sites().len(),
        flows: region.flows().len(),
        matches: matched.set().matches.len(),
        packets,
        best: matching::listed(&matched, BEST).matches,
        recovery_key,
    })
}

fn paper(
    workbench: &Workbench,
    match_id: MatchId,
    recipient: OrganizationId,
    level: Disclosure,
    lang: Locale,
    out: &Path,
    watch: &dyn Watch,
) -> Result<(), Error> {
    let paper = Paper::new(match_id, recipient.to_string(), lang, level);
    packet::write(workbench, paper, out, watch).map(drop)
}
