//! How steady the ranking is: the matches that are listed, each with how often it is among the
//! best ten when the data are varied within their precision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::matching::{self, Centre, Match, Request, Sampling};
use turash_engine::model::MatchId;
use turash_engine::watch::Watch;

use super::matching::{List, ListedMatches, answered, listed};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

/// Partners of each flow that contend for the places where one flow or site is asked about, so
/// that those just below the list can rise into it.
const PARTNERS: usize = 50;
/// More samples than this tell nothing more: the share is then known to 0.005.
const MOST_SAMPLES: u32 = 10_000;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("match.stability", Effect::Job, stability)]
}

/// Which matches to list, and how to sample.
#[derive(Deserialize, JsonSchema)]
struct Asked {
    #[serde(flatten)]
    list: List,
    /// How many times the data are varied, at most 10000.
    #[serde(default = "samples")]
    samples: u32,
    /// The same seed gives the same answer.
    #[serde(default = "seed")]
    seed: u64,
    /// How many of the list to answer with, the best; without it, all.
    #[serde(default)]
    most: Option<usize>,
}

fn samples() -> u32 {
    Sampling::default().samples
}

fn seed() -> u64 {
    Sampling::default().seed
}

/// Listed matches, each with its probability of being among the best ten.
#[derive(Serialize, JsonSchema)]
struct Steady {
    #[serde(flatten)]
    listed: ListedMatches,
    /// Samples that the probabilities rest on.
    samples: u32,
    /// The seed they were drawn by.
    seed: u64,
}

fn stability(workbench: &Workbench, asked: Asked, watch: &dyn Watch) -> Result<Steady, Error> {
    let matched = answered(workbench, asked.list, watch)?;
    let (region, reference) = (&matched.loaded.region, workbench.reference());
    let mut contenders = matched.set().matches.clone();
    if matched.request.centre != Centre::Region {
        let top = matched.request.top.max(PARTNERS);
        let wider = Request { top, ..matched.request.clone() };
        let more = matching::match_region(region, &wider, reference, watch);
        let there: BTreeSet<MatchId> = contenders.iter().map(|one| one.id).collect();
        contenders.extend(more.matches.into_iter().filter(|one| !there.contains(&one.id)));
        let by_score = |a: &Arc<Match>, b: &Arc<Match>| {
            b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id))
        };
        contenders.sort_by(by_score);
    }
    let sampling = Sampling {
        samples: asked.samples.clamp(1, MOST_SAMPLES),
        seed: asked.seed,
        ..Sampling::default()
    };
    let request = &matched.request;
    let found = matching::stability(region, request, reference, &contenders, &sampling, watch);
    if found.stopped_early {
        return Err(Error::Cancelled);
    }
    let of: BTreeMap<MatchId, f64> =
        found.of_match.iter().map(|one| (one.id, one.top_ten_probability)).collect();
    let mut listed = listed(&matched, asked.most.unwrap_or(usize::MAX));
    let matches = std::mem::take(&mut listed.matches).into_iter();
    listed.matches = matches.map(|one| one.steadied(|id| of.get(&id).copied())).collect();
    Ok(Steady { listed, samples: found.samples, seed: sampling.seed })
}
