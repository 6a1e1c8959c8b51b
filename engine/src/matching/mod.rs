//! Finds, scores and explains partners: the nine stages of the matcher, one file each.
//!
//! [`query`] what is asked, [`prefilter`] what is cheap to rule out, [`candidates`] who is
//! near, [`score`] how good it is, [`rank`] which few to keep, [`route`] who handles it,
//! [`check`] what rules forbid it, [`fallback`] what to relax,
//! [`outcome`] what it brings; [`stability`] says how far the order can be relied on.
//! This file is the way through them. It knows no table, file or window.

pub mod candidates;
pub mod check;
pub mod fallback;
mod live;
pub mod message;
pub mod outcome;
mod pass;
pub mod prefilter;
pub mod query;
pub mod rank;
pub mod route;
pub mod score;
pub mod stability;

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use fallback::Relaxation;
pub use live::{Live, Splice, Updated};
pub use message::{Argument, Message};
pub use pass::Prepared;
pub use query::{Centre, Commitment, Constraints, Preset, Request, Rules, Weighting, Weights};
pub use route::Route;
pub use score::{Note, Scorer, Scores};
pub use stability::{Sampling, Stability, Steadiness, stability};

use crate::economics::{Assumptions, Terms};
use crate::issue::{Issue, Severity};
use crate::model::{FlowId, Kind, MatchId, Region};
use crate::reference::Reference;
use crate::watch::Watch;
use candidates::Pair;
use check::Counts;
use fallback::Stretch;
use pass::{Halt, Partners, Pass, Tally, case};
use prefilter::Subjects;
use score::Scoring;

/// One supply with one demand, scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Match {
    /// Derived from the two flows, so that every run and every device agree on it.
    pub id: MatchId,
    /// Who gives.
    pub supply: FlowId,
    /// Who takes.
    pub demand: FlowId,
    /// What.
    pub kind: Kind,
    /// Distance along the surface of the earth in km.
    pub distance_km: f64,
    /// Weighted score 0..1, rounded to 1e-9.
    pub score: f64,
    /// What it is made of.
    pub scores: Scores,
    /// What can change hands in a year, in the unit of the kind, before loss on the way.
    pub matched_per_year: f64,
    /// Largest rate at which it can change hands, in units an hour (MW for MWh).
    pub rate_per_hour: f64,
    /// Hours a year in which both run.
    pub overlap_hours: f64,
    /// Who handles it.
    pub route: Route,
    /// Complexity 0..1 behind the route.
    pub complexity: f64,
    /// What had to be relaxed, and what that takes.
    pub relaxed: Vec<Relaxation>,
    /// Whether a price came from the reference data instead of a party.
    pub assumed_price: bool,
    /// Whether a price is missing altogether. The economic score is then 0: no benefit has
    /// been shown, and none is made up.
    pub needs_price: bool,
}

/// How many matches go which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Router {
    /// Handled by the parties themselves.
    pub automated: u64,
    /// Handed to a facilitator.
    pub facilitated: u64,
}

impl Router {
    /// The count of a route.
    fn count(&mut self, route: Route) -> &mut u64 {
        match route {
            Route::Automated => &mut self.automated,
            Route::Facilitated => &mut self.facilitated,
        }
    }
}

/// What a request found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatchSet {
    /// By score, best first, then by id; each pair once.
    pub matches: Vec<Arc<Match>>,
    /// How many go which way.
    pub router: Router,
    /// Candidate pairs that a gate or a check took out, by its name, each pair once.
    pub refused: Counts,
    /// Candidate pairs that were looked at before anything was relaxed.
    pub candidates: u64,
    /// Whether the caller stopped it; the matches found until then are right.
    pub stopped_early: bool,
    /// What is wrong with the request or the data.
    pub issues: Vec<Issue>,
}

/// Why a match is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// One note for each score, in the order of [`Scorer::ALL`].
    pub notes: Vec<Note>,
    /// The rules it was held against.
    pub checks: Vec<Message>,
    /// Why it is handled as it is.
    pub route: Vec<Message>,
    /// The score worked out again; equal to that of the match.
    pub score: f64,
}

/// Matches a region: for each flow in question the best `top` partners that differ from one
/// another and pass all rules, and where there are too few, those that a relaxation adds.
pub fn match_region(
    region: &Region,
    request: &Request,
    reference: &Reference,
    watch: &dyn Watch,
) -> MatchSet {
    watch.progress(0, 1, "match-resolve");
    match Prepared::new(region, request, reference) {
        Ok(prepared) => prepared.answer(region, request.centre, reference, watch),
        Err(issue) => MatchSet { issues: vec![issue], ..MatchSet::default() },
    }
}

impl Prepared {
    /// The matches of a centre, from what is prepared: the request's own centre is not looked
    /// at. `region` and `reference` are those it was prepared from.
    pub fn answer(
        &self,
        region: &Region,
        centre: Centre,
        reference: &Reference,
        watch: &dyn Watch,
    ) -> MatchSet {
        let pass = self.pass(reference);
        let (flows, issues) = flows_in_question(region, centre, &pass);
        let mut tally = Tally::default();
        let (found, stopped_early) = match flows {
            InQuestion::All => pass.partners_of_region(&mut tally, watch),
            InQuestion::These(flows) => {
                let halt = Halt::new(watch, flows.len());
                let found = flows
                    .iter()
                    .take_while(|_| !halt.now())
                    .map(|&flow| (flow, pass.partners(flow, &mut tally)))
                    .collect();
                (found, halt.was_stopped())
            }
        };
        MatchSet { stopped_early, issues, ..pass.set(region, &found, &tally) }
    }
}

/// Every pair that either side has chosen, once, in the order of its flows.
fn pairs_of(pass: &Pass, found: &[(u32, &Partners)]) -> Vec<(Pair, Stretch)> {
    let mut pairs: Vec<(Pair, Stretch)> = found
        .iter()
        .flat_map(|(flow, partners)| {
            let chosen = partners.chosen.iter();
            chosen.map(|c| (pass.pair(*flow, c.partner, c.distance_km), c.stretch))
        })
        .collect();
    pairs.par_sort_unstable_by_key(|(pair, stretch)| (pair.supply, pair.demand, *stretch));
    pairs.dedup_by_key(|(pair, _)| (pair.supply, pair.demand));
    pairs
}

/// The same matches under other weights: scored anew from their scores and put in order. The
/// pairs stay those of the run; which partners a flow keeps is a matter of a new run.
pub fn rerank(set: &MatchSet, weights: &Weights) -> MatchSet {
    let mut set = set.clone();
    for one in &mut set.matches {
        let score = score::rounded(weights.score(&one.scores));
        Arc::make_mut(one).score = score;
    }
    set.matches.par_sort_unstable_by(|a, b| order(a, b));
    set
}

/// Works out again why a match is what it is. None where its flows are not in the region any
/// more, or no longer fit.
pub fn explain(
    region: &Region,
    request: &Request,
    reference: &Reference,
    one: &Match,
) -> Option<Explanation> {
    let rules = Rules::read(request, reference).ok()?;
    let at = [region.find_flow(one.supply)?, region.find_flow(one.demand)?];
    let subjects = Subjects::of(region, &at, request, &rules, reference);
    let terms = Terms::new(reference, Assumptions::new(reference));
    let scoring = Scoring { rules: &rules, terms: &terms, reference };
    let [supply, demand] = [&subjects.of_flow[0], &subjects.of_flow[1]];
    let stretch = fallback::stretch_of(&one.relaxed);
    let crossed = supply.crossed.as_deref().filter(|_| stretch == Stretch::NeighbourKind);
    let supply = crossed.unwrap_or(supply);
    let distance_km = request.earth.distance_m(supply.position?, demand.position?) / 1000.0;
    let scored = scoring.score(supply, demand, distance_km, stretch, |_, _| true).ok()??;
    let rules = &rules;
    let stated = |side: usize, subject| {
        let flow = region.flow(at[side]);
        (flow, region.organization_of(at[side]), subject)
    };
    let mut notes = vec![
        score::quality::explain(supply, demand, &scored, rules),
        score::temporal::explain(supply, demand, &scored, rules),
        score::quantity::explain(supply, demand, &scored, rules),
        score::economic::explain(&scored.money, rules),
        score::trust::explain(stated(0, supply), stated(1, demand), rules),
        score::explain_distance(supply.kind, distance_km, rules),
        score::transport::explain(&scored.money, distance_km),
        score::regulatory::explain(&scored.verdict, reference),
    ];
    let weights = rules.weights.values();
    let range: f64 = weights.iter().map(|w| w.abs()).sum();
    for (note, weight) in notes.iter_mut().zip(weights) {
        note.weight = weight;
        note.contribution = if range > 0.0 { weight * note.value / range } else { 0.0 };
    }
    let relaxed = fallback::relaxed(supply, demand, distance_km, stretch, &scored, rules);
    let case = case(supply, demand, distance_km, &scored, stretch, relaxed.len(), rules);
    Some(Explanation {
        notes,
        checks: check::explain(
            supply,
            demand,
            distance_km,
            &scored,
            stretch,
            (&request.constraints, rules),
        ),
        route: route::explain(&case, rules),
        score: scored.score,
    })
}

/// The order of a list: by score, best first, then by id.
fn order(a: &Match, b: &Match) -> Ordering {
    b.score.total_cmp(&a.score).then(a.id.cmp(&b.id))
}

enum InQuestion {
    All,
    These(Vec<u32>),
}

fn flows_in_question(region: &Region, centre: Centre, pass: &Pass) -> (InQuestion, Vec<Issue>) {
    let mut issues = Vec::new();
    let flows = match centre {
        Centre::Region => InQuestion::All,
        Centre::Flow(id) => InQuestion::These(match region.find_flow(id) {
            Some(at) => vec![at as u32],
            None => {
                issues.push(Issue::new("unknown_flow", Severity::Error).with("id", id));
                Vec::new()
            }
        }),
        Centre::Site(id) => {
            if region.site(id).is_none() {
                issues.push(Issue::new("unknown_site", Severity::Error).with("id", id));
            }
            InQuestion::These(region.flows_at(id).iter().map(|&at| at as u32).collect())
        }
    };
    let placeless = match &flows {
        InQuestion::All => pass.placeless(0..region.flows().len() as u32),
        InQuestion::These(flows) => pass.placeless(flows.iter().copied()),
    };
    issues.extend(no_location(placeless));
    (flows, issues)
}

/// Tells that so many flows cannot be matched, their place being unknown.
fn no_location(flows: usize) -> Option<Issue> {
    (flows > 0).then(|| Issue::new("no_location", Severity::Warning).with("count", flows))
}

#[cfg(test)]
mod tests;
