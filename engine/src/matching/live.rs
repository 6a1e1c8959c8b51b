//! The matches of a whole region, kept right edit by edit: after an edit only those flows are
//! matched again whose partners can have changed, and the outcome equals a full run.
//!
//! A flow is affected where the edited one could have stood in one of its lists, before or
//! after: each flow remembers for each list the score below which nothing entered.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::candidates::Pair;
use super::fallback::Stretch;
use super::pass::{CHUNK, Partners, Prepared, Tally};
use super::{Centre, Match, MatchSet, Request, flows_in_question, order};
use crate::issue::Issue;
use crate::model::{FlowId, MatchId, Region, match_id};
use crate::reference::Reference;
use crate::watch::Watch;

/// Flows touched by one edit beyond which a full run is the shorter way.
const MOST_TOUCHED: usize = 2_000;

/// A region, its matches, and what is needed to keep them right.
#[derive(Debug, Clone)]
pub struct Live {
    region: Arc<Region>,
    prepared: Prepared,
    /// What each flow ended with, in the order of the region.
    partners: Vec<Partners>,
    tally: Tally,
    by_id: HashMap<MatchId, Arc<Match>>,
    set: Arc<MatchSet>,
}

impl Live {
    /// Matches a whole region. None where it was stopped.
    pub fn new(
        region: Arc<Region>,
        request: &Request,
        reference: &Reference,
        watch: &dyn Watch,
    ) -> Result<Option<Self>, Issue> {
        watch.progress(0, 1, "match-resolve");
        let request = Request { centre: Centre::Region, ..request.clone() };
        let prepared = Prepared::new(&region, &request, reference)?;
        let pass = prepared.pass(reference);
        let mut tally = Tally::default();
        let (found, stopped) = pass.partners_of_region(&mut tally, watch);
        if stopped {
            return Ok(None);
        }
        let set = Arc::new(pass.set(&region, &found, &tally));
        let mut partners = vec![Partners::default(); region.flows().len()];
        for (flow, of_flow) in found {
            partners[flow as usize] = of_flow;
        }
        let by_id = set.matches.iter().map(|one| (one.id, one.clone())).collect();
        Ok(Some(Self { region, prepared, partners, tally, by_id, set }))
    }

    /// The matches as they are now.
    pub fn set(&self) -> &Arc<MatchSet> {
        &self.set
    }

    /// The region they were found in.
    pub fn region(&self) -> &Arc<Region> {
        &self.region
    }

    /// The region made ready, for questions about one flow or site.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// A match by its id.
    pub fn find(&self, id: MatchId) -> Option<&Arc<Match>> {
        self.by_id.get(&id)
    }

    /// Brings the matches up to a region that differs in these flows only, as
    /// [`Region::edited`] tells them. Answers whether it went through; where it was stopped
    /// everything is as before.
    pub fn update(
        &mut self,
        region: Arc<Region>,
        touched: &BTreeSet<FlowId>,
        reference: &Reference,
        watch: &dyn Watch,
    ) -> Result<bool, Issue> {
        let news = touched.iter().filter_map(|&id| region.find_flow(id));
        let is_known = |at| self.prepared.subjects.knows(region.flow(at));
        if touched.len() > MOST_TOUCHED || !news.into_iter().all(is_known) {
            let request = self.prepared.request.clone();
            let Some(anew) = Self::new(region, &request, reference, watch)? else {
                return Ok(false);
            };
            *self = anew;
            return Ok(true);
        }
        if watch.stop() {
            return Ok(false);
        }
        let old_region = std::mem::replace(&mut self.region, region);
        let before = Positions::of(touched, &old_region);
        let after = Positions::of(touched, &self.region);
        let numbers = Numbers::between(&old_region, &self.region);

        // Who could have had a touched flow in a list, and what their pairs counted as.
        let leaving = self.reached(&before, reference);
        self.tally.take_away(&leaving.tally);
        // Pairs that may end: what the touched flows and those that lose them had chosen.
        let mut stale: BTreeSet<(FlowId, FlowId)> = BTreeSet::new();
        for &flow in before.flows.iter().chain(&leaving.affected) {
            self.add_chosen(&old_region, flow, &mut stale);
        }

        self.renumber(&numbers, &before);
        self.prepared.resolve(&self.region, &after.flows, reference);
        let arriving = self.reached(&after, reference);
        self.tally.add(&arriving.tally);

        let mut again: BTreeSet<u32> = arriving.affected;
        again.extend(leaving.affected.iter().filter_map(|&old| numbers.flow(old)));
        again.extend(&after.flows);
        let again: Vec<u32> = again.into_iter().collect();
        let pass = self.prepared.pass(reference);
        let found: Vec<(u32, Partners)> = again
            .par_iter()
            .map(|&flow| (flow, pass.partners(flow, &mut Tally::default())))
            .collect();
        for &flow in &again {
            self.add_chosen(&self.region, flow, &mut stale);
        }
        for (flow, partners) in found {
            self.partners[flow as usize] = partners;
        }
        self.replace(&again, &stale, reference);
        Ok(true)
    }

    /// Flows, not touched themselves, that one of these could have been listed by, and what
    /// became of the pairs of these.
    fn reached(&self, touched: &Positions, reference: &Reference) -> Reached {
        let pass = self.prepared.pass(reference);
        let parts: Vec<Reached> = touched
            .flows
            .par_iter()
            .map(|&flow| {
                let mut reached = Reached::default();
                for rung in &pass.rungs(flow) {
                    let mut tally = Tally::default();
                    pass.candidates(flow, rung, |pair| {
                        let other = if pair.supply == flow { pair.demand } else { pair.supply };
                        let is_touched = touched.has(other);
                        // A pair of two touched flows counts once, from its supply.
                        let mut elsewhere = Tally::default();
                        let counted = !is_touched || pair.supply == flow;
                        let tally = if counted { &mut tally } else { &mut elsewhere };
                        let Some(score) = pass.judge(&pair, rung, tally, |_| true) else { return };
                        if !is_touched && self.partners[other as usize].could_list(rung, score) {
                            reached.affected.insert(other);
                        }
                    });
                    if *rung == pass.ordinary() {
                        reached.tally.add(&tally);
                    }
                }
                reached
            })
            .collect();
        let mut reached = Reached::default();
        for part in parts {
            reached.affected.extend(part.affected);
            reached.tally.add(&part.tally);
        }
        reached
    }

    fn add_chosen(&self, region: &Region, flow: u32, pairs: &mut BTreeSet<(FlowId, FlowId)>) {
        let id = |flow: u32| region.flow(flow as usize).id;
        for chosen in &self.partners[flow as usize].chosen {
            pairs.extend([(id(flow), id(chosen.partner)), (id(chosen.partner), id(flow))]);
        }
    }

    /// Moves everything to the numbers of the new region; what is gone is taken out.
    fn renumber(&mut self, numbers: &Numbers, before: &Positions) {
        let Numbers::Moved { flows, sites, count } = numbers else { return };
        for &flow in &before.flows {
            if flows[flow as usize].is_none() {
                self.prepared.field.update(flow, None);
            }
        }
        let new_flow = |old: u32| flows[old as usize].unwrap_or(u32::MAX);
        let new_site = |old: u32| sites[old as usize].unwrap_or(u32::MAX);
        self.prepared.field.relabel(*count, new_flow, new_site);
        let mut partners = vec![Partners::default(); *count as usize];
        for (old, mut of_flow) in std::mem::take(&mut self.partners).into_iter().enumerate() {
            let Some(new) = flows[old] else { continue };
            of_flow.chosen.retain_mut(|c| {
                c.partner = new_flow(c.partner);
                c.partner != u32::MAX
            });
            partners[new as usize] = of_flow;
        }
        self.partners = partners;
        self.prepared.subjects.renumber(flows, new_site, *count);
    }

    /// Puts the matches right: those that these flows had or have chosen.
    fn replace(
        &mut self,
        again: &[u32],
        stale: &BTreeSet<(FlowId, FlowId)>,
        reference: &Reference,
    ) {
        let region = self.region.clone();
        let pass = self.prepared.pass(reference);
        // All pairs that may have come, gone or changed, and what either side says of them now.
        let mut pairs = stale.clone();
        for &flow in again {
            self.add_chosen(&region, flow, &mut pairs);
        }
        let mut gone: Vec<Arc<Match>> = Vec::new();
        let mut wanted: Vec<([FlowId; 2], Pair, Stretch)> = Vec::new();
        for &(supply, demand) in &pairs {
            gone.extend(self.by_id.remove(&match_id(supply, demand)));
            let (Some(s), Some(d)) = (region.find_flow(supply), region.find_flow(demand)) else {
                continue;
            };
            let choice = |by: usize, of: usize| {
                let chosen = &self.partners[by].chosen;
                chosen.iter().find(|c| c.partner as usize == of).map(|c| c.stretch)
            };
            let pair = pass.pair(s as u32, d as u32, 0.0);
            let stretch = choice(s, d).into_iter().chain(choice(d, s)).min();
            if let Some(stretch) = stretch
                && pair.supply == s as u32
            {
                wanted.push(([supply, demand], pair, stretch));
            }
        }
        let mut come: Vec<Arc<Match>> = wanted
            .par_iter()
            .with_min_len(CHUNK)
            .filter_map(|(ids, pair, stretch)| pass.complete(*ids, pair, *stretch).map(Arc::new))
            .collect();
        come.sort_unstable_by(|a, b| order(a, b));
        for one in &come {
            self.by_id.insert(one.id, one.clone());
        }
        let placeless = flows_in_question(&region, Centre::Region, &pass).1;
        let (refused, candidates) = (self.tally.refused(), self.tally.candidates);
        let set = Arc::make_mut(&mut self.set);
        merge(&mut set.matches, &gone, &come);
        for one in &gone {
            *set.router.count(one.route) -= 1;
        }
        for one in &come {
            *set.router.count(one.route) += 1;
        }
        (set.refused, set.candidates, set.issues) = (refused, candidates, placeless);
    }
}

/// What touched flows reach.
#[derive(Default)]
struct Reached {
    affected: BTreeSet<u32>,
    tally: Tally,
}

/// Where the touched flows stand in a region, as far as they are in it.
struct Positions {
    /// In order.
    flows: Vec<u32>,
}

impl Positions {
    fn of(touched: &BTreeSet<FlowId>, region: &Region) -> Self {
        // Flows stand in the order of their ids.
        Self {
            flows: touched.iter().filter_map(|&id| Some(region.find_flow(id)? as u32)).collect(),
        }
    }

    fn has(&self, flow: u32) -> bool {
        self.flows.binary_search(&flow).is_ok()
    }
}

/// The numbers of flows and sites in a region by those in another.
enum Numbers {
    Same,
    Moved { flows: Vec<Option<u32>>, sites: Vec<Option<u32>>, count: u32 },
}

impl Numbers {
    fn between(old: &Region, new: &Region) -> Self {
        let same_flows = old.flows().len() == new.flows().len()
            && old.flows().iter().zip(new.flows()).all(|(a, b)| Arc::ptr_eq(a, b) || a.id == b.id);
        let same_sites = old.sites().len() == new.sites().len()
            && old.sites().iter().zip(new.sites()).all(|(a, b)| Arc::ptr_eq(a, b) || a.id == b.id);
        if same_flows && same_sites {
            return Numbers::Same;
        }
        let flows = positions(old.flows(), new.flows(), |flow| flow.id);
        let sites = positions(old.sites(), new.sites(), |site| site.id);
        Numbers::Moved { flows, sites, count: new.flows().len() as u32 }
    }

    fn flow(&self, old: u32) -> Option<u32> {
        match self {
            Numbers::Same => Some(old),
            Numbers::Moved { flows, .. } => flows[old as usize],
        }
    }
}

/// For each of a sorted list, where it stands in another.
fn positions<T, Id: Ord>(
    old: &[Arc<T>],
    new: &[Arc<T>],
    id: impl Fn(&T) -> Id,
) -> Vec<Option<u32>> {
    let mut at = 0;
    old.iter()
        .map(|record| {
            let wanted = id(record);
            while at < new.len() && id(&new[at]) < wanted {
                at += 1;
            }
            (at < new.len() && id(&new[at]) == wanted).then_some(at as u32)
        })
        .collect()
}

/// Takes some matches out of a list in order and puts others in.
fn merge(list: &mut Vec<Arc<Match>>, gone: &[Arc<Match>], come: &[Arc<Match>]) {
    let mut out: Vec<usize> =
        gone.iter().filter_map(|one| list.binary_search_by(|m| order(m, one)).ok()).collect();
    out.sort_unstable();
    let (mut out, mut come) = (out.into_iter().peekable(), come.iter().peekable());
    let old = std::mem::take(list);
    list.reserve(old.len() + come.len());
    for (at, one) in old.into_iter().enumerate() {
        while let Some(new) = come.next_if(|new| order(new, &one).is_lt()) {
            list.push(new.clone());
        }
        if out.next_if_eq(&at).is_none() {
            list.push(one);
        }
    }
    list.extend(come.cloned());
}
