//! The way of one flow through the stages: prepare a region once, then stream the candidates
//! of a flow through scorers and list, choose, and climb the ladder where too few were found.
//!
//! The region view walks the same way for all flows at once, scoring each pair a single time
//! for both its ends. Both views give the same partners.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::candidates::{Entry as Place, Field, Pair};
use super::check;
use super::fallback::{self, Rung, Stretch};
use super::prefilter::{Limits, Subject, Subjects};
use super::query::{Constraints, Request, Rules};
use super::rank::{self, Entry, TopList};
use super::score::{self, Gate, Scored, Scoring};
use super::{Match, MatchSet, order, pairs_of, route};
use crate::economics::{Assumptions, Terms};
use crate::issue::Issue;
use crate::model::{Direction, FlowId, Precision, Region, match_id};
use crate::reference::Reference;
use crate::watch::Watch;

/// How many times the wanted number of partners a list keeps for the choice of varied ones.
const LIST_FACTOR: usize = 4;
/// Flows that one task works through; fixed, so that results never depend on the machine.
pub(super) const CHUNK: usize = 64;

/// A region made ready for a request: looked up and laid out once, asked as often as one likes.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) request: Request,
    pub(super) rules: Rules,
    pub(super) terms: Terms,
    pub(super) limits: Limits,
    pub(super) subjects: Subjects,
    pub(super) field: Field,
}

impl Prepared {
    /// Resolves all flows of a region. A rule that is missing is an issue of severity error.
    pub fn new(region: &Region, request: &Request, reference: &Reference) -> Result<Self, Issue> {
        let rules = Rules::read(request, reference)?;
        let subjects = Subjects::new(region, request, &rules, reference);
        let flows = &subjects.of_flow;
        let entry = |at: u32| flows[at as usize].entry();
        let field = Field::new(request.earth, rules.radius_km, flows.len() as u32, entry);
        Ok(Self {
            limits: Limits::of(&rules, &request.constraints),
            terms: Terms::new(reference, Assumptions::new(reference)),
            request: request.clone(),
            rules,
            subjects,
            field,
        })
    }

    /// Looks these flows up again in a region whose numbers are the prepared ones.
    pub(super) fn resolve(&mut self, region: &Region, flows: &[u32], reference: &Reference) {
        self.subjects.replace(region, flows, &self.request, &self.rules, reference);
        for &flow in flows {
            self.field.update(flow, self.subjects.of_flow[flow as usize].entry());
        }
    }

    /// The best partners of every flow within these limits: every pair of theirs is scored, and
    /// nothing is chosen or relaxed. How many pairs were looked at, and the list of each flow,
    /// best first.
    pub fn best(
        &self,
        limits: Limits,
        most: usize,
        reference: &Reference,
        watch: &dyn Watch,
    ) -> (u64, Vec<(u32, Vec<Entry>)>) {
        let rung = Rung { limits, beyond: 0.0, stretch: Stretch::None };
        let mut tally = Tally::default();
        let sorted = |_, list: TopList| list.into_sorted();
        let (lists, _) = self.pass(reference).lists(&rung, most, &mut tally, watch, sorted);
        (tally.candidates, lists)
    }

    pub(super) fn pass<'a>(&'a self, reference: &'a Reference) -> Pass<'a> {
        let scoring = Scoring { rules: &self.rules, terms: &self.terms, reference };
        Pass { of: self, scoring }
    }
}

/// A partner that a flow has chosen, and by which bent rule it fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chosen {
    pub(super) partner: u32,
    pub(super) distance_km: f64,
    pub(super) stretch: Stretch,
}

impl Chosen {
    fn entry(&self) -> Entry {
        // What is chosen already is only compared by likeness.
        Entry { score: 0.0, partner: self.partner, distance_km: self.distance_km }
    }
}

/// What one flow ended with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Partners {
    pub(super) chosen: Vec<Chosen>,
    /// For each list that was made, the score below which a pair could not have entered it.
    floors: Vec<(Step, f64)>,
}

impl Partners {
    /// Whether a pair that is accepted with this score on a rung could be in a list.
    pub(super) fn could_list(&self, rung: &Rung, score: f64) -> bool {
        self.floors.iter().any(|(step, floor)| *step == Step::of(rung) && score >= *floor)
    }
}

/// What tells the rungs of all ladders apart.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step(Stretch, f64);

impl Step {
    fn of(rung: &Rung) -> Self {
        Step(rung.stretch, rung.beyond)
    }
}

/// What became of pairs that were looked at, each counted from its supply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) candidates: u64,
    gates: [u64; 4],
    closed: [u64; check::Refusal::ALL.len()],
}

impl Tally {
    pub(super) fn take_away(&mut self, other: &Tally) {
        self.each(other, |mine, theirs| *mine -= theirs);
    }

    pub(super) fn add(&mut self, other: &Tally) {
        self.each(other, |mine, theirs| *mine += theirs);
    }

    fn each(&mut self, other: &Tally, change: impl Fn(&mut u64, u64)) {
        change(&mut self.candidates, other.candidates);
        self.gates.iter_mut().zip(other.gates).for_each(|(mine, theirs)| change(mine, theirs));
        self.closed.iter_mut().zip(other.closed).for_each(|(mine, theirs)| change(mine, theirs));
    }

    /// Refusals by the name of their gate or rule.
    pub(super) fn refused(&self) -> check::Counts {
        let gates = Gate::ALL.map(|gate| (gate.code(), self.gates[gate as usize]));
        let rules = check::Refusal::ALL.map(|rule| (rule.code(), self.closed[rule as usize]));
        let all = gates.into_iter().chain(rules);
        all.filter(|(_, count)| *count > 0).map(|(name, n)| (name.to_owned(), n)).collect()
    }
}

/// How far a long run has come, and whether it was told to stop.
pub(super) struct Halt<'a> {
    watch: &'a dyn Watch,
    total: u64,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl<'a> Halt<'a> {
    pub(super) fn new(watch: &'a dyn Watch, total: usize) -> Self {
        let (done, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { watch, total: total as u64, done, stopped }
    }

    pub(super) fn now(&self) -> bool {
        let stop = self.watch.stop();
        if stop {
            self.stopped.store(true, Ordering::Relaxed);
        }
        stop
    }

    fn done(&self, flows: usize) {
        let before = self.done.fetch_add(flows as u64, Ordering::Relaxed);
        self.watch.progress(before + flows as u64, self.total, "match-score");
    }

    pub(super) fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// The list of a demand, filled by the tasks of many supplies.
struct Shared {
    list: Mutex<TopList>,
    /// Bits of the score of the worst entry once the list is full: asked without the lock.
    floor: AtomicU64,
    missed: AtomicBool,
}

impl Shared {
    fn new(keep: usize) -> Self {
        let floor = AtomicU64::new(f64::NEG_INFINITY.to_bits());
        Self { list: Mutex::new(TopList::new(keep)), floor, missed: AtomicBool::new(false) }
    }

    fn would_take(&self, score: f64) -> bool {
        let takes = score + 1e-9 >= f64::from_bits(self.floor.load(Ordering::Relaxed));
        if !takes {
            self.missed.store(true, Ordering::Relaxed);
        }
        takes
    }

    fn push(&self, entry: Entry) {
        if self.would_take(entry.score) {
            let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
            list.push(entry);
            self.floor.store(list.floor().to_bits(), Ordering::Relaxed);
        }
    }

    fn into_list(self) -> TopList {
        let mut list = self.list.into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.missed.into_inner() {
            list.miss();
        }
        list
    }
}

/// One way through the stages with everything that stays the same for all flows.
#[derive(Clone, Copy)]
pub(super) struct Pass<'a> {
    pub(super) of: &'a Prepared,
    pub(super) scoring: Scoring<'a>,
}

impl<'a> Pass<'a> {
    pub(super) fn subject(&self, flow: u32) -> &'a Subject {
        &self.of.subjects.of_flow[flow as usize]
    }

    /// How many of these flows have no known place.
    pub(super) fn placeless(&self, flows: impl Iterator<Item = u32>) -> usize {
        flows.filter(|&flow| self.subject(flow).position.is_none()).count()
    }

    /// Both flows of a pair as they enter it on a rung of the ladder.
    fn sides(&self, pair: &Pair, stretch: Stretch) -> (&'a Subject, &'a Subject) {
        let supply = self.subject(pair.supply);
        let crossed = match stretch {
            Stretch::NeighbourKind => supply.crossed.as_deref(),
            Stretch::None
            | Stretch::HeatPump
            | Stretch::PartialQuantity
            | Stretch::Storage
            | Stretch::Split { .. }
            | Stretch::Treatment => None,
        };
        (crossed.unwrap_or(supply), self.subject(pair.demand))
    }

    /// The partners of one flow: first by the rules as they are, then by the ladder.
    pub(super) fn partners(&self, flow: u32, tally: &mut Tally) -> Partners {
        let list = self.stream(flow, &self.ordinary(), self.most(), tally);
        self.climb(flow, list)
    }

    /// The best partners on a rung of all flows of one resource, handed over one list after the
    /// other. Each pair is scored once: the list of its supply belongs to one task, that of its
    /// demand is shared by all.
    fn lists_of_resource<T: Send>(
        &self,
        (supplies, demands): (&[u32], &[u32]),
        rung: &Rung,
        most: usize,
        tally: &mut Tally,
        halt: &Halt,
        finish: &(impl Fn(u32, TopList) -> T + Sync),
    ) -> Vec<(u32, T)> {
        let mut number = vec![0u32; self.of.subjects.of_flow.len()];
        for (&demand, i) in demands.iter().zip(0u32..) {
            number[demand as usize] = i;
        }
        let shared: Vec<Shared> = demands.iter().map(|_| Shared::new(most)).collect();
        let of_supplies: Vec<(Vec<(u32, T)>, Tally)> = supplies
            .par_chunks(CHUNK)
            .map(|chunk| {
                let (mut found, mut tally) = (Vec::with_capacity(chunk.len()), Tally::default());
                for &supply in chunk {
                    if halt.now() {
                        break;
                    }
                    let mut list = TopList::new(most);
                    self.candidates(supply, rung, |pair| {
                        let other = &shared[number[pair.demand as usize] as usize];
                        // Both are asked, so that both know what they have missed.
                        let worth = |at_most| other.would_take(at_most) | list.would_take(at_most);
                        if let Some(score) = self.judge(&pair, rung, &mut tally, worth) {
                            let distance_km = pair.distance_km;
                            list.push(Entry { score, partner: pair.demand, distance_km });
                            other.push(Entry { score, partner: supply, distance_km });
                        }
                    });
                    found.push((supply, finish(supply, list)));
                }
                halt.done(chunk.len());
                (found, tally)
            })
            .collect();
        let mut found = Vec::with_capacity(supplies.len() + demands.len());
        for (part, counted) in of_supplies {
            found.extend(part);
            tally.add(&counted);
        }
        let lists: Vec<TopList> = shared.into_iter().map(Shared::into_list).collect();
        let of_demands: Vec<Option<(u32, T)>> = lists
            .into_par_iter()
            .zip(demands)
            .with_min_len(CHUNK)
            .map(|(list, &demand)| {
                halt.done(1);
                (!halt.now()).then(|| (demand, finish(demand, list)))
            })
            .collect();
        found.extend(of_demands.into_iter().flatten());
        found
    }

    /// The best partners on a rung of all flows, one resource after another, and whether it was
    /// stopped.
    fn lists<T: Send>(
        &self,
        rung: &Rung,
        most: usize,
        tally: &mut Tally,
        watch: &dyn Watch,
        finish: impl Fn(u32, TopList) -> T + Sync,
    ) -> (Vec<(u32, T)>, bool) {
        let resource = |flow: &u32| self.subject(*flow).resource;
        let supplies: Vec<u32> = self.of.field.supplies().collect();
        let demands: Vec<u32> = self.of.field.demands().collect();
        let halt = Halt::new(watch, supplies.len() + demands.len());
        let mut found = Vec::with_capacity(supplies.len() + demands.len());
        for number in 0..self.of.subjects.resources as u32 {
            let of = |flows: &'_ [u32]| {
                let start = flows.partition_point(|flow| resource(flow) < number);
                start..flows.partition_point(|flow| resource(flow) <= number)
            };
            let both = (&supplies[of(&supplies)], &demands[of(&demands)]);
            found.extend(self.lists_of_resource(both, rung, most, tally, &halt, &finish));
        }
        (found, halt.was_stopped())
    }

    /// The partners of all flows, and whether it was stopped.
    pub(super) fn partners_of_region(
        &self,
        tally: &mut Tally,
        watch: &dyn Watch,
    ) -> (Vec<(u32, Partners)>, bool) {
        let climb = |flow, list| self.climb(flow, list);
        self.lists(&self.ordinary(), self.most(), tally, watch, climb)
    }

    /// Chooses from the ordinary list, and climbs the ladder until enough are chosen.
    fn climb(&self, flow: u32, ordinary: TopList) -> Partners {
        let mut partners = Partners::default();
        self.pick(flow, ordinary, &self.ordinary(), &mut partners);
        let enough = |partners: &Partners| partners.chosen.len() >= self.of.request.top;
        if !self.of.request.relax || enough(&partners) {
            return partners;
        }
        for rung in fallback::ladder(self.subject(flow), &self.of.limits, self.scoring.rules) {
            if rung.stretch == Stretch::SPLIT {
                self.gather(flow, &rung, &mut partners);
            } else {
                let list = self.stream(flow, &rung, self.most(), &mut Tally::default());
                self.pick(flow, list, &rung, &mut partners);
            }
            if enough(&partners) {
                break;
            }
        }
        partners
    }

    /// Chooses partners that only together reach the least order of a flow: the best first, until
    /// they do, none where all of them do not. Each is marked with what it carries of the whole.
    fn gather(&self, flow: u32, rung: &Rung, partners: &mut Partners) {
        let subject = self.subject(flow);
        let least = subject.rare.as_ref().map_or(f64::NAN, |rare| rare.minimum_order);
        let list = self.stream(flow, rung, usize::MAX, &mut Tally::default());
        partners.floors.push((Step::of(rung), f64::NEG_INFINITY));
        let (mut sum, mut together) = (0.0, Vec::new());
        for entry in list.into_sorted() {
            let (left, pair) =
                (subject.amount_per_year - sum, self.pair(flow, entry.partner, entry.distance_km));
            let (supply, demand) = self.sides(&pair, rung.stretch);
            // The partner must not ask for more than it gets.
            let other = if pair.supply == flow { demand } else { supply };
            let asks = other.rare.as_ref().map_or(f64::NAN, |rare| rare.minimum_order);
            let scored =
                self.scoring.score(supply, demand, pair.distance_km, rung.stretch, |_, _| true);
            let Ok(Some(scored)) = scored else { continue };
            let carried = scored.matched_per_year.min(left);
            let refused = check::refuse(&scored, &self.of.request.constraints, self.scoring.rules);
            if carried <= 0.0 || carried < asks || refused.is_some() {
                continue;
            }
            sum += carried;
            together.push((entry, carried));
            if sum >= least {
                break;
            }
        }
        if sum < least || together.len() < 2 {
            return;
        }
        let count = together.len() as u32;
        partners.chosen.extend(together.into_iter().map(|(entry, carried)| Chosen {
            partner: entry.partner,
            distance_km: entry.distance_km,
            stretch: Stretch::Split {
                partners: count,
                share_ppm: (carried / sum * 1e6).round() as u32,
            },
        }));
    }

    /// All steps on which a flow may be somebody's candidate, the ordinary one first.
    pub(super) fn rungs(&self, flow: u32) -> Vec<Rung> {
        let mut rungs = vec![self.ordinary()];
        if self.of.request.relax {
            let subject = self.subject(flow);
            rungs.extend(fallback::ladder(subject, &self.of.limits, self.scoring.rules));
            // Partners may have a least order where this flow has none.
            if !rungs.iter().any(|rung| rung.stretch == Stretch::SPLIT) {
                rungs.push(Rung { stretch: Stretch::SPLIT, ..self.ordinary() });
            }
        }
        rungs
    }

    /// The first step of the ladder: nothing is relaxed.
    pub(super) fn ordinary(&self) -> Rung {
        Rung { limits: self.of.limits, beyond: 0.0, stretch: Stretch::None }
    }

    fn most(&self) -> usize {
        self.of.request.top.saturating_mul(LIST_FACTOR)
    }

    /// Visits the candidates of a flow on a rung that no rung before has seen.
    pub(super) fn candidates(&self, flow: u32, rung: &Rung, mut visit: impl FnMut(Pair)) {
        let subject = self.subject(flow);
        let beyond_km = rung.beyond * self.scoring.rules.radius_km.get(subject.kind);
        let reach = rung.limits.reach();
        let visit = |pair: Pair| {
            let (supply, demand) = self.sides(&pair, rung.stretch);
            let was_seen = beyond_km > 0.0 && pair.distance_km <= beyond_km;
            if !was_seen && rung.limits.keep(supply, demand) {
                visit(pair);
            }
        };
        if rung.stretch == Stretch::NeighbourKind {
            let entered = subject.crossed.as_deref().unwrap_or(subject);
            if let Some(entry) = entered.entry() {
                let entry = Place { resource: subject.neighbour, ..entry };
                self.of.field.partners_as(flow, &entry, &reach, visit);
            }
        } else {
            self.of.field.partners_of(flow, &reach, visit);
        }
    }

    /// The score of a pair on a rung where it is accepted; counts what became of it. `worth`
    /// is asked, once the cheap scores are known, whether the pair is still of interest.
    pub(super) fn judge(
        &self,
        pair: &Pair,
        rung: &Rung,
        tally: &mut Tally,
        worth: impl FnOnce(f64) -> bool,
    ) -> Option<f64> {
        let sides = self.sides(pair, rung.stretch);
        let constraints = &self.of.request.constraints;
        tally.candidates += 1;
        let way = (pair.distance_km, rung.stretch);
        accepted(&self.scoring, constraints, sides, way, tally, worth).map(|scored| scored.score)
    }

    /// Streams the candidates of a flow through the scorers into a list of the best.
    fn stream(&self, flow: u32, rung: &Rung, most: usize, tally: &mut Tally) -> TopList {
        let mut list = TopList::new(most);
        self.candidates(flow, rung, |pair| {
            let worth = |at_most| list.would_take(at_most);
            if let Some(score) = self.judge(&pair, rung, tally, worth) {
                let partner = if pair.supply == flow { pair.demand } else { pair.supply };
                list.push(Entry { score, partner, distance_km: pair.distance_km });
            }
        });
        list
    }

    /// Chooses from a list; where checks have emptied it although more was found, the flow is
    /// streamed again without a bound.
    fn pick(&self, flow: u32, list: TopList, rung: &Rung, partners: &mut Partners) {
        let (overflowed, mut floor) = (list.overflowed(), list.floor());
        let before = partners.chosen.len();
        self.choose(flow, list.into_sorted(), rung, partners);
        if overflowed && partners.chosen.len() < self.of.request.top {
            partners.chosen.truncate(before);
            floor = f64::NEG_INFINITY;
            let all = self.stream(flow, rung, usize::MAX, &mut Tally::default());
            self.choose(flow, all.into_sorted(), rung, partners);
        }
        let floor = if overflowed { floor } else { f64::NEG_INFINITY };
        partners.floors.push((Step::of(rung), floor));
    }

    fn choose(&self, flow: u32, list: Vec<Entry>, rung: &Rung, partners: &mut Partners) {
        let constraints = &self.of.request.constraints;
        let mut chosen: Vec<Entry> = partners.chosen.iter().map(Chosen::entry).collect();
        let before = chosen.len();
        rank::choose(
            &list,
            &self.of.subjects.of_flow,
            self.of.request.top,
            self.scoring.rules,
            self.of.request.earth,
            &mut chosen,
            |entry| {
                // Without such a rule the score, checked already, is all that is asked.
                if constraints.min_value_eur_per_year.is_none() {
                    return true;
                }
                let pair = self.pair(flow, entry.partner, entry.distance_km);
                let (supply, demand) = self.sides(&pair, rung.stretch);
                let scored =
                    self.scoring.score(supply, demand, pair.distance_km, rung.stretch, |_, _| true);
                match scored {
                    Ok(Some(scored)) => {
                        check::refuse(&scored, constraints, self.scoring.rules).is_none()
                    }
                    Ok(None) | Err(_) => false,
                }
            },
        );
        partners.chosen.extend(chosen[before..].iter().map(|entry| Chosen {
            partner: entry.partner,
            distance_km: entry.distance_km,
            stretch: rung.stretch,
        }));
    }

    /// The pair of a flow with a partner, whichever of them gives.
    pub(super) fn pair(&self, flow: u32, partner: u32, distance_km: f64) -> Pair {
        match self.subject(flow).direction {
            Direction::Supply => Pair { supply: flow, demand: partner, distance_km },
            Direction::Demand => Pair { supply: partner, demand: flow, distance_km },
        }
    }

    /// The records of all pairs that were chosen, in order, with what was counted.
    pub(super) fn set(
        &self,
        region: &Region,
        found: &[(u32, Partners)],
        tally: &Tally,
    ) -> MatchSet {
        let of_flow: Vec<(u32, &Partners)> = found.iter().map(|(f, p)| (*f, p)).collect();
        let mut set = MatchSet {
            refused: tally.refused(),
            candidates: tally.candidates,
            ..MatchSet::default()
        };
        set.matches = pairs_of(self, &of_flow)
            .par_iter()
            .with_min_len(CHUNK)
            .filter_map(|(pair, stretch)| {
                let ids = [pair.supply, pair.demand].map(|at| region.flow(at as usize).id);
                self.complete(ids, pair, *stretch).map(Arc::new)
            })
            .collect();
        set.matches.par_sort_unstable_by(|a, b| order(a, b));
        for one in &set.matches {
            *set.router.count(one.route) += 1;
        }
        set
    }

    /// The whole record of a pair that was chosen.
    pub(super) fn complete(
        &self,
        ids: [FlowId; 2],
        pair: &Pair,
        stretch: Stretch,
    ) -> Option<Match> {
        let rules = self.scoring.rules;
        let (supply, demand) = self.sides(pair, stretch);
        // One formula for the distance whichever side found the pair, and for `explain`.
        let earth = self.of.request.earth;
        let distance_km = earth.distance_m(supply.position?, demand.position?) / 1000.0;
        let scored =
            self.scoring.score(supply, demand, distance_km, stretch, |_, _| true).ok()??;
        let relaxed = fallback::relaxed(supply, demand, distance_km, stretch, &scored, rules);
        let case = case(supply, demand, distance_km, &scored, stretch, relaxed.len(), rules);
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

/// The scores of two flows so many km apart where they pass all gates and rules that are asked
/// of a candidate; else what stood against them is counted.
#[inline]
pub(super) fn accepted(
    scoring: &Scoring,
    constraints: &Constraints,
    (supply, demand): (&Subject, &Subject),
    (distance_km, stretch): (f64, Stretch),
    tally: &mut Tally,
    worth: impl FnOnce(f64) -> bool,
) -> Option<Scored> {
    let least = scoring.rules.min_score;
    let refusal = check::closed(supply, demand, constraints)
        .or_else(|| check::apart(supply, demand, distance_km));
    if let Some(refusal) = refusal {
        tally.closed[refusal as usize] += 1;
        return None;
    }
    // Counted before anything is left out for its score, so that the count does not depend on
    // how many are kept.
    let mut refusal = None;
    let worth = |at_most: f64, amount: f64| {
        refusal = check::too_little(supply, demand, amount, stretch);
        refusal.is_none() && at_most + 1e-9 >= least && worth(at_most)
    };
    let scored = scoring.score(supply, demand, distance_km, stretch, worth);
    if let Some(refusal) = refusal {
        tally.closed[refusal as usize] += 1;
    }
    match scored {
        Err(gate) => {
            tally.gates[gate as usize] += 1;
            None
        }
        Ok(scored) => scored.filter(|scored| scored.score >= least),
    }
}

pub(super) fn case<'a>(
    supply: &Subject,
    demand: &Subject,
    distance_km: f64,
    scored: &'a Scored,
    stretch: Stretch,
    steps: usize,
    rules: &Rules,
) -> route::Case<'a> {
    let radius_km = rules.radius_km.get(supply.kind);
    let worse: Precision = supply.precision.min(demand.precision);
    route::Case {
        scored,
        parties: fallback::parties(stretch),
        precision: score::trust::in_precision(worse, rules),
        reach: if radius_km > 0.0 { distance_km / radius_km } else { 1.0 },
        steps,
    }
}
