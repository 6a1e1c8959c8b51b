//! The matches of a whole region, kept right edit by edit: after an edit only those flows are
//! matched again whose partners can have changed, and the outcome equals a full run.
//!
//! A flow is affected where the edited one could have stood in one of its lists, before or
//! after: each flow remembers for each list the score below which nothing entered.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::candidates::Pair;
use super::fallback::Stretch;
use super::pass::{CHUNK, Partners, Prepared, Tally};
use super::{Centre, Match, MatchSet, Request, no_location, order};
use crate::issue::Issue;
use crate::model::{Direction, FlowId, MatchId, Region, match_id};
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
    /// Flows whose place is not known.
    placeless: usize,
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
        let placeless = pass.placeless(0..region.flows().len() as u32);
        Ok(Some(Self { region, prepared, partners, tally, by_id, set, placeless }))
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

    /// Where in the list a match stands.
    pub fn position(&self, id: MatchId) -> Option<usize> {
        let one = self.by_id.get(&id)?;
        self.set.matches.binary_search_by(|m| order(m, one)).ok()
    }

    /// Brings the matches up to a region that differs in these flows only, as
    /// [`Region::edited`] tells them. None where it was stopped: everything is as before then.
    pub fn update(
        &mut self,
        region: Arc<Region>,
        touched: &BTreeSet<FlowId>,
        reference: &Reference,
        watch: &dyn Watch,
    ) -> Result<Option<Updated>, Issue> {
        let news = touched.iter().filter_map(|&id| region.find_flow(id));
        let is_known = |at| self.prepared.subjects.knows(region.flow(at));
        if touched.len() > MOST_TOUCHED || !news.into_iter().all(is_known) {
            let request = self.prepared.request.clone();
            let Some(anew) = Self::new(region, &request, reference, watch)? else {
                return Ok(None);
            };
            *self = anew;
            return Ok(Some(Updated::Anew));
        }
        if watch.stop() {
            return Ok(None);
        }
        let old_region = std::mem::replace(&mut self.region, region);
        let before = Positions::of(touched, &old_region);
        let after = Positions::of(touched, &self.region);
        let numbers = Numbers::between(&old_region, &self.region);

        // Who could have had a touched flow in a list, and what their pairs counted as.
        let leaving = self.reached(&before, reference);
        self.tally.take_away(&leaving.tally);
        // Pairs that may end or change, and how they were: those of the touched flows and of
        // all that are matched again.
        let mut before_it = Choices::new();
        let losing = before.flows.iter().chain(&leaving.affected).copied();
        self.add_choices(&old_region, losing, &mut before_it);

        self.placeless -= self.prepared.pass(reference).placeless(before.flows.iter().copied());
        self.renumber(&numbers, &before);
        self.prepared.resolve(&self.region, &after.flows, reference);
        self.placeless += self.prepared.pass(reference).placeless(after.flows.iter().copied());
        let arriving = self.reached(&after, reference);
        self.tally.add(&arriving.tally);

        let mut again: BTreeSet<u32> = arriving.affected;
        again.extend(leaving.affected.iter().filter_map(|&old| numbers.flow(old)));
        again.extend(&after.flows);
        let again: Vec<u32> = again.into_iter().collect();
        self.add_choices(&self.region, again.iter().copied(), &mut before_it);
        let pass = self.prepared.pass(reference);
        let found: Vec<(u32, Partners)> = again
            .par_iter()
            .map(|&flow| (flow, pass.partners(flow, &mut Tally::default())))
            .collect();
        for (flow, partners) in found {
            self.partners[flow as usize] = partners;
        }
        Ok(Some(Updated::Spliced(self.replace(&again, touched, before_it, reference))))
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

    /// Notes of each pair that these flows have chosen what both its sides say of it, if it is
    /// not noted yet.
    fn add_choices(
        &self,
        region: &Region,
        flows: impl Iterator<Item = u32>,
        choices: &mut Choices,
    ) {
        for flow in flows {
            for chosen in &self.partners[flow as usize].chosen {
                let pair = match region.flow(flow as usize).direction {
                    Direction::Supply => (flow, chosen.partner),
                    Direction::Demand => (chosen.partner, flow),
                };
                let ids = [pair.0, pair.1].map(|at| region.flow(at as usize).id);
                choices.entry(ids).or_insert_with(|| self.choice(pair));
            }
        }
    }

    /// By which bent rule a pair fits, if one of its sides has chosen it: the lesser one.
    fn choice(&self, (supply, demand): (u32, u32)) -> Option<Stretch> {
        let says = |by: u32, of: u32| {
            let chosen = &self.partners[by as usize].chosen;
            chosen.iter().find(|c| c.partner == of).map(|c| c.stretch)
        };
        says(supply, demand).into_iter().chain(says(demand, supply)).min()
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

    /// Puts the matches right: those that these flows had or have chosen. A pair that is chosen
    /// as before, and of which neither flow was touched, stays the match it is.
    fn replace(
        &mut self,
        again: &[u32],
        touched: &BTreeSet<FlowId>,
        before: Choices,
        reference: &Reference,
    ) -> Splice {
        let region = self.region.clone();
        let pass = self.prepared.pass(reference);
        let mut pairs = before.clone();
        self.add_choices(&region, again.iter().copied(), &mut pairs);
        let mut gone: Vec<Arc<Match>> = Vec::new();
        let mut wanted: Vec<([FlowId; 2], Pair, Stretch)> = Vec::new();
        for &[supply, demand] in pairs.keys() {
            let numbers = region.find_flow(supply).zip(region.find_flow(demand));
            let numbers = numbers.map(|(s, d)| (s as u32, d as u32));
            let numbers = numbers.filter(|(s, _)| pass.subject(*s).direction == Direction::Supply);
            let stretch = numbers.and_then(|pair| self.choice(pair));
            if before.get(&[supply, demand]) == Some(&stretch)
                && !touched.contains(&supply)
                && !touched.contains(&demand)
            {
                continue;
            }
            gone.extend(self.by_id.remove(&match_id(supply, demand)));
            if let (Some((s, d)), Some(stretch)) = (numbers, stretch) {
                wanted.push(([supply, demand], pass.pair(s, d, 0.0), stretch));
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
        let placeless = no_location(self.placeless);
        let (refused, candidates) = (self.tally.refused(), self.tally.candidates);
        let set = Arc::make_mut(&mut self.set);
        let splice = Splice::between(&set.matches, &gone, &come);
        splice.apply(&mut set.matches, Arc::clone);
        for one in &gone {
            *set.router.count(one.route) -= 1;
        }
        for one in &come {
            *set.router.count(one.route) += 1;
        }
        (set.refused, set.candidates) = (refused, candidates);
        set.issues = placeless.into_iter().collect();
        splice
    }
}

/// What became of the list of matches.
#[derive(Debug, Clone)]
pub enum Updated {
    /// It was found anew.
    Anew,
    /// Some were taken out of it and others put in.
    Spliced(Splice),
}

/// How pairs, supply first, are chosen: by which bent rule, or not at all.
type Choices = BTreeMap<[FlowId; 2], Option<Stretch>>;

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

/// Which matches left a list and which came to it, for everything that is kept in its order.
#[derive(Debug, Clone)]
pub struct Splice {
    /// Where the list is cut, and what happens there: one is left out, or one is put in before.
    cuts: Vec<(usize, Option<Arc<Match>>)>,
}

impl Splice {
    fn between(list: &[Arc<Match>], gone: &[Arc<Match>], come: &[Arc<Match>]) -> Self {
        let place = |one: &Arc<Match>| list.binary_search_by(|m| order(m, one));
        let mut cuts = Vec::with_capacity(gone.len() + come.len());
        cuts.extend(come.iter().map(|one| (place(one).unwrap_or_else(|at| at), Some(one.clone()))));
        cuts.extend(gone.iter().filter_map(|one| Some((place(one).ok()?, None))));
        // Those that come are in order, and stay so; where one goes too, it goes after them.
        cuts.sort_by_key(|(at, come)| (*at, come.is_none()));
        Self { cuts }
    }

    /// Does to a list that runs beside the matches what was done to them. What stays is moved
    /// without being looked at: most of it is not in the processor's reach.
    pub fn apply<T>(&self, list: &mut Vec<T>, mut new: impl FnMut(&Arc<Match>) -> T) {
        let most = list.len() + self.cuts.len();
        let mut old = std::mem::replace(list, Vec::with_capacity(most)).into_iter();
        let mut done = 0;
        for (at, come) in &self.cuts {
            list.extend(old.by_ref().take(at - done));
            done = *at;
            match come {
                Some(one) => list.push(new(one)),
                None => {
                    old.next();
                    done += 1;
                }
            }
        }
        list.extend(old);
    }
}
