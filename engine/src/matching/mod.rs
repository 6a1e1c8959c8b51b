//! Finds, scores and explains partners: the nine stages of the matcher, one file each.
//!
//! [`query`] what is asked, [`prefilter`] what is cheap to rule out, [`candidates`] who is
//! near, [`score`] how good it is, [`rank`] which few to keep, [`route`] who handles it,
//! [`check`] what rules forbid it, [`fallback`] what to relax,
//! [`outcome`] what it brings.
//! This file is the way through them. It knows no table, file or window.

pub mod candidates;
pub mod check;
pub mod fallback;
pub mod message;
pub mod outcome;
pub mod prefilter;
pub mod query;
pub mod rank;
pub mod route;
pub mod score;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use fallback::Relaxation;
pub use message::{Argument, Message};
pub use query::{Centre, Commitment, Constraints, Preset, Request, Rules, Weighting, Weights};
pub use route::Route;
pub use score::{Note, Scorer, Scores};

use crate::issue::{Issue, Severity};
use crate::model::{FlowId, Kind, MatchId, Precision, Region, match_id};
use crate::reference::Reference;
use crate::watch::Watch;
use candidates::{Field, Pair};
use check::{Counts, Refusal};
use fallback::Stretch;
use prefilter::{Limits, Subject, Subjects};
use rank::{Entry, TopList};
use score::{Gate, Scored, Scoring};

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

/// What a request found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatchSet {
    /// By score, best first, then by id; each pair once.
    pub matches: Vec<Match>,
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

/// How many times the wanted number of partners a list keeps for the choice of varied ones.
const LIST_FACTOR: usize = 4;
/// Flows that one task works through; fixed, so that results never depend on the machine.
const CHUNK: usize = 64;

/// Matches a region: for each flow in question the best `top` partners that differ from one
/// another and pass all rules, and where there are too few, those that a relaxation adds.
pub fn match_region(
    region: &Region,
    request: &Request,
    reference: &Reference,
    watch: &dyn Watch,
) -> MatchSet {
    let rules = match Rules::read(request, reference) {
        Ok(rules) => rules,
        Err(issue) => {
            return MatchSet { issues: vec![issue], ..MatchSet::default() };
        }
    };
    watch.progress(0, 1, "match-resolve");
    let subjects = Subjects::new(region, request, &rules, reference);
    let pass = Pass::new(&subjects, request, rules, reference);
    let (flows, issues) = flows_in_question(region, request, &pass);

    let (done, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
    let total = flows.len() as u64;
    let found: Vec<Found> = flows
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut found = Found::default();
            for &flow in chunk {
                if watch.stop() {
                    stopped.store(true, Ordering::Relaxed);
                    break;
                }
                pass.partners(flow, &mut found);
            }
            let so_far = done.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            watch.progress(so_far + chunk.len() as u64, total, "match-score");
            found
        })
        .collect();

    let mut set =
        MatchSet { stopped_early: stopped.load(Ordering::Relaxed), issues, ..MatchSet::default() };
    let mut pairs = Vec::new();
    for part in found {
        pairs.extend(part.pairs);
        set.candidates += part.candidates;
        for (rule, count) in part.refused {
            *set.refused.entry(rule.to_owned()).or_default() += count;
        }
    }
    pairs.par_sort_unstable_by_key(|(pair, _)| (pair.supply, pair.demand));
    pairs.dedup_by_key(|(pair, _)| (pair.supply, pair.demand));
    let flows = region.flows();
    set.matches = pairs
        .par_iter()
        .with_min_len(CHUNK)
        .filter_map(|(pair, stretch)| {
            let ids = [pair.supply, pair.demand].map(|at| flows[at as usize].id);
            pass.complete(ids, pair, *stretch)
        })
        .collect();
    sort(&mut set.matches);
    set.router = count_routes(&set.matches);
    set
}

/// The same matches under other weights: scored anew from their scores and put in order. The
/// pairs stay those of the run; which partners a flow keeps is a matter of a new run.
pub fn rerank(set: &MatchSet, weights: &Weights) -> MatchSet {
    let mut set = set.clone();
    for one in &mut set.matches {
        one.score = score::rounded(weights.score(&one.scores));
    }
    sort(&mut set.matches);
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
    let pass = Pass::new(&subjects, request, rules, reference);
    let [supply, demand] = [&subjects.of_flow[0], &subjects.of_flow[1]];
    let distance_km = request.earth.distance_m(supply.position?, demand.position?) / 1000.0;
    let stretch = stretch_of(&one.relaxed);
    let scored = pass.scoring.score(supply, demand, distance_km, stretch, |_| true).ok()??;
    let rules = &pass.scoring.rules;
    let stated = |side: usize, subject| {
        let flow = &region.flows()[at[side]];
        (flow, region.organization_of(at[side]), subject)
    };
    let mut notes = vec![
        score::quality::explain(supply, demand, &scored, rules),
        score::temporal::explain(supply, demand, rules),
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
    let case = case(supply, demand, distance_km, &scored, relaxed.len(), rules);
    Some(Explanation {
        notes,
        checks: check::explain(supply, demand, &scored, &request.constraints, rules),
        route: route::explain(&case, rules),
        score: scored.score,
    })
}

fn sort(matches: &mut [Match]) {
    matches.par_sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
}

fn count_routes(matches: &[Match]) -> Router {
    let mut router = Router::default();
    for one in matches {
        match one.route {
            Route::Automated => router.automated += 1,
            Route::Facilitated => router.facilitated += 1,
        }
    }
    router
}

fn stretch_of(relaxed: &[Relaxation]) -> Stretch {
    relaxed.iter().fold(Stretch::None, |stretch, relaxation| match relaxation {
        Relaxation::Radius { .. } => stretch,
        Relaxation::HeatPump { .. } => Stretch::HeatPump,
        Relaxation::PartialQuantity { .. } => Stretch::PartialQuantity,
    })
}

fn flows_in_question(region: &Region, request: &Request, pass: &Pass) -> (Vec<u32>, Vec<Issue>) {
    let mut issues = Vec::new();
    let flows: Vec<u32> = match request.centre {
        Centre::Region => pass.field.supplies().chain(pass.field.demands()).collect(),
        Centre::Flow(id) => match region.find_flow(id) {
            Some(at) => vec![at as u32],
            None => {
                issues.push(Issue::new("unknown_flow", Severity::Error).with("id", id));
                Vec::new()
            }
        },
        Centre::Site(id) => {
            if region.site(id).is_none() {
                issues.push(Issue::new("unknown_site", Severity::Error).with("id", id));
            }
            region
                .flows()
                .iter()
                .zip(0u32..)
                .filter(|(flow, _)| flow.site == id)
                .map(|(_, at)| at)
                .collect()
        }
    };
    let placeless = match request.centre {
        Centre::Region => pass.subjects.of_flow.iter().filter(|s| s.position.is_none()).count(),
        Centre::Flow(_) | Centre::Site(_) => {
            flows.iter().filter(|&&f| pass.subjects.of_flow[f as usize].position.is_none()).count()
        }
    };
    if placeless > 0 {
        issues.push(Issue::new("no_location", Severity::Warning).with("count", placeless));
    }
    (flows, issues)
}

/// What one task has found.
#[derive(Default)]
struct Found {
    pairs: Vec<(Pair, Stretch)>,
    candidates: u64,
    refused: std::collections::BTreeMap<&'static str, u64>,
}

/// One way through the stages with everything that stays the same for all flows.
struct Pass<'a> {
    subjects: &'a Subjects,
    request: &'a Request,
    scoring: Scoring<'a>,
    limits: Limits,
    field: Field,
}

impl<'a> Pass<'a> {
    fn new(
        subjects: &'a Subjects,
        request: &'a Request,
        rules: Rules,
        reference: &'a Reference,
    ) -> Self {
        let limits = Limits::of(&rules, &request.constraints);
        let flows = &subjects.of_flow;
        let entry = |at: u32| flows[at as usize].entry();
        let field = Field::new(request.earth, rules.radius_km, flows.len() as u32, entry);
        let scoring = Scoring::new(rules, reference);
        Self { subjects, request, scoring, limits, field }
    }

    /// The partners of one flow: first by the rules as they are, then by the ladder.
    fn partners(&self, flow: u32, found: &mut Found) {
        let top = self.request.top;
        let mut chosen = Vec::new();
        let ordinary = self.collect(flow, &self.limits, 0.0, Stretch::None, Some(found));
        self.pick(flow, ordinary, &self.limits, 0.0, Stretch::None, &mut chosen);
        self.keep(flow, &chosen, Stretch::None, found);
        if !self.request.relax {
            return;
        }
        let subject = &self.subjects.of_flow[flow as usize];
        if chosen.len() >= top {
            return;
        }
        for rung in fallback::ladder(subject.kind, &self.limits, &self.scoring.rules) {
            let before = chosen.len();
            if before >= top {
                break;
            }
            let beyond_km = rung.beyond * self.scoring.rules.radius_km.get(subject.kind);
            let list = self.collect(flow, &rung.limits, beyond_km, rung.stretch, None);
            self.pick(flow, list, &rung.limits, beyond_km, rung.stretch, &mut chosen);
            self.keep(flow, &chosen[before..], rung.stretch, found);
        }
    }

    /// Streams the candidates of a flow through the scorers into a list of the best. With
    /// somewhere to count, and only from the supply's side so that each pair counts once in a
    /// region, it counts what the gates take out.
    fn collect(
        &self,
        flow: u32,
        limits: &Limits,
        beyond_km: f64,
        stretch: Stretch,
        count: Option<&mut Found>,
    ) -> TopList {
        let keep = self.request.top.saturating_mul(LIST_FACTOR);
        self.stream(flow, limits, beyond_km, stretch, keep, count)
    }

    fn stream(
        &self,
        flow: u32,
        limits: &Limits,
        beyond_km: f64,
        stretch: Stretch,
        keep: usize,
        count: Option<&mut Found>,
    ) -> TopList {
        let mut list = TopList::new(keep);
        let is_supply = matches!(
            self.subjects.of_flow[flow as usize].direction,
            crate::model::Direction::Supply
        );
        let counts = is_supply || !matches!(self.request.centre, Centre::Region);
        let mut seen = 0u64;
        let mut gates = [0u64; 4];
        let mut closed = [0u64; 6];
        self.field.partners_of(flow, &limits.reach(), |pair| {
            if beyond_km > 0.0 && pair.distance_km <= beyond_km {
                return;
            }
            let (supply, demand) = self.sides(&pair);
            if !limits.keep(supply, demand) {
                return;
            }
            seen += 1;
            if let Some(refusal) = check::closed(supply, demand, &self.request.constraints) {
                closed[refusal as usize] += 1;
                return;
            }
            let worth = |at_most: f64| {
                at_most + 1e-9 >= self.scoring.rules.min_score && list.would_take(at_most)
            };
            let scored = self.scoring.score(supply, demand, pair.distance_km, stretch, worth);
            match scored {
                Err(gate) => gates[gate as usize] += 1,
                Ok(None) => {}
                Ok(Some(scored)) => {
                    let score = scored.score;
                    if score >= self.scoring.rules.min_score {
                        let partner = if is_supply { pair.demand } else { pair.supply };
                        list.push(Entry { score, partner, distance_km: pair.distance_km });
                    }
                }
            }
        });
        if let (Some(found), true) = (count, counts) {
            found.candidates += seen;
            let by_gate = [
                (Gate::Quality, "quality"),
                (Gate::Temporal, "temporal"),
                (Gate::Quantity, "quantity"),
                (Gate::Regulatory, "regulatory"),
            ];
            let by_rule =
                [Refusal::Barred, Refusal::NotWanted, Refusal::Exclusive, Refusal::Promised];
            let counted = by_gate
                .map(|(gate, name)| (name, gates[gate as usize]))
                .into_iter()
                .chain(by_rule.map(|rule| (rule.code(), closed[rule as usize])));
            for (name, number) in counted.filter(|(_, number)| *number > 0) {
                *found.refused.entry(name).or_default() += number;
            }
        }
        list
    }

    /// Chooses from a list; where checks have emptied it although more was found, the flow is
    /// streamed again without a bound.
    fn pick(
        &self,
        flow: u32,
        list: TopList,
        limits: &Limits,
        beyond_km: f64,
        stretch: Stretch,
        chosen: &mut Vec<Entry>,
    ) {
        let overflowed = list.overflowed();
        let before = chosen.clone();
        self.choose(flow, list.into_sorted(), stretch, chosen);
        if overflowed && chosen.len() < self.request.top {
            let all = self.stream(flow, limits, beyond_km, stretch, usize::MAX, None);
            *chosen = before;
            self.choose(flow, all.into_sorted(), stretch, chosen);
        }
    }

    fn choose(&self, flow: u32, list: Vec<Entry>, stretch: Stretch, chosen: &mut Vec<Entry>) {
        let constraints = &self.request.constraints;
        rank::choose(
            &list,
            &self.subjects.of_flow,
            self.request.top,
            &self.scoring.rules,
            self.request.earth,
            chosen,
            |entry| {
                // Without such a rule the score, checked already, is all that is asked.
                if constraints.min_value_eur_per_year.is_none() {
                    return true;
                }
                let pair = self.pair(flow, entry);
                let (supply, demand) = self.sides(&pair);
                let scored =
                    self.scoring.score(supply, demand, pair.distance_km, stretch, |_| true);
                match scored {
                    Ok(Some(scored)) => {
                        check::refuse(&scored, constraints, &self.scoring.rules).is_none()
                    }
                    Ok(None) | Err(_) => false,
                }
            },
        );
    }

    fn keep(&self, flow: u32, chosen: &[Entry], stretch: Stretch, found: &mut Found) {
        found.pairs.extend(chosen.iter().map(|entry| (self.pair(flow, entry), stretch)));
    }

    fn pair(&self, flow: u32, entry: &Entry) -> Pair {
        let distance_km = entry.distance_km;
        match self.subjects.of_flow[flow as usize].direction {
            crate::model::Direction::Supply => {
                Pair { supply: flow, demand: entry.partner, distance_km }
            }
            crate::model::Direction::Demand => {
                Pair { supply: entry.partner, demand: flow, distance_km }
            }
        }
    }

    fn sides(&self, pair: &Pair) -> (&Subject, &Subject) {
        let of_flow = &self.subjects.of_flow;
        (&of_flow[pair.supply as usize], &of_flow[pair.demand as usize])
    }

    /// The whole record of a pair that was chosen.
    fn complete(&self, ids: [FlowId; 2], pair: &Pair, stretch: Stretch) -> Option<Match> {
        let rules = &self.scoring.rules;
        let (supply, demand) = self.sides(pair);
        // One formula for the distance whichever side found the pair, and for `explain`.
        let distance_km =
            self.request.earth.distance_m(supply.position?, demand.position?) / 1000.0;
        let scored = self.scoring.score(supply, demand, distance_km, stretch, |_| true).ok()??;
        let relaxed = fallback::relaxed(supply, demand, distance_km, stretch, &scored, rules);
        let case = case(supply, demand, distance_km, &scored, relaxed.len(), rules);
        let [supply_id, demand_id] = ids;
        Some(Match {
            id: match_id(supply_id, demand_id),
            supply: supply_id,
            demand: demand_id,
            kind: supply.kind,
            distance_km,
            score: scored.score,
            scores: scored.scores.rounded(),
            matched_per_year: scored.matched_per_year,
            rate_per_hour: scored.rate_per_hour,
            overlap_hours: scored.overlap_hours,
            route: route::route(&case, rules),
            complexity: score::rounded(route::complexity(&case, rules)),
            relaxed,
            assumed_price: scored.money.assumed,
            needs_price: scored.money.needs.is_some(),
        })
    }
}

fn case<'a>(
    supply: &Subject,
    demand: &Subject,
    distance_km: f64,
    scored: &'a Scored,
    steps: usize,
    rules: &Rules,
) -> route::Case<'a> {
    let radius_km = rules.radius_km.get(supply.kind);
    let worse: Precision = supply.precision.min(demand.precision);
    route::Case {
        scored,
        parties: 2,
        precision: score::trust::in_precision(worse, rules),
        reach: if radius_km > 0.0 { distance_km / radius_km } else { 1.0 },
        steps,
    }
}

#[cfg(test)]
mod tests;
