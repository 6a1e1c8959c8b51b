//! Cycles: exchanges that lead back to where they began, from mutual exchange between two up to
//! a loop of many.
//!
//! An exact branch and bound. Each cycle is found once, from the exchange in it that brings most:
//! that is its canonical rotation. The objective is the sum of what the exchanges bring.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::graph::Graph;
use super::{Around, Bounds, NONE, Search, Symbiosis, Web, eur};
use crate::model::Region;
use crate::watch::Watch;

/// The cycles that bring most, among sites and among organisations, each set of exchanges once.
/// No place comes twice in a cycle, and none only hands on what it takes ([`super::Turn`]).
/// Exchanges by which the parties together lose are left out; those without a price count as
/// nothing. Each of the two searches may use the whole budget.
pub fn cycles(graph: &Graph, region: &Region, bounds: &Bounds, watch: &dyn Watch) -> Search {
    let mut all = cycles_around(graph, region, Around::Site, bounds, watch);
    let more = cycles_around(graph, region, Around::Organization, bounds, watch);
    let key = |one: &Symbiosis| -> Vec<usize> { one.steps.iter().map(|s| s.exchange).collect() };
    let known: HashSet<Vec<usize>> = all.found.iter().map(key).collect();
    all.found.extend(more.found.into_iter().filter(|one| !known.contains(&key(one))));
    all.found.sort_by(|a, b| {
        b.benefit_eur_per_year.total_cmp(&a.benefit_eur_per_year).then_with(|| key(a).cmp(&key(b)))
    });
    let cut = all.found.get(bounds.top).map(|one| one.benefit_eur_per_year);
    all.found.truncate(bounds.top);
    let most = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (one, None) | (None, one) => one,
    };
    Search {
        others_at_most_eur_per_year: most(
            cut,
            most(all.others_at_most_eur_per_year, more.others_at_most_eur_per_year),
        ),
        stopped_early: all.stopped_early || more.stopped_early,
        work: all.work + more.work,
        found: all.found,
    }
}

/// The same among sites only, or among organisations only.
pub fn cycles_around(
    graph: &Graph,
    region: &Region,
    around: Around,
    bounds: &Bounds,
    watch: &dyn Watch,
) -> Search {
    let web = Web::new(graph, region, around);
    let mut hunt = Hunt::new(&web, bounds, watch);
    hunt.run();
    let found =
        hunt.best.iter().map(|(_, path)| web.symbiosis(graph, region, path, true)).collect();
    Search {
        found,
        stopped_early: hunt.stopped,
        others_at_most_eur_per_year: hunt.missed.map(eur),
        work: hunt.work,
    }
}

struct Hunt<'a> {
    web: &'a Web,
    bounds: &'a Bounds,
    watch: &'a dyn Watch,
    longest: usize,
    promises: Vec<Vec<i64>>,
    /// Links by what they bring, the best first; a cycle starts with the first of its links.
    order: Vec<u32>,
    /// Position of each link in `order`.
    rank: Vec<u32>,
    /// Group of each place within which every place can reach every other.
    group: Vec<u32>,
    /// Places that give to each place, each once.
    givers_to: Vec<Vec<u32>>,
    /// For the present start: number of exchanges from each place back to it, where it is small.
    back: Vec<u8>,
    marked: Vec<u32>,
    best: BTreeSet<(Reverse<i64>, Vec<u32>)>,
    /// Most that a cycle that was met, but not kept, or not met at all, can bring.
    missed: Option<i64>,
    work: u64,
    stopped: bool,
}

/// No way back that is short enough.
const FAR: u8 = u8::MAX;

impl<'a> Hunt<'a> {
    fn new(web: &'a Web, bounds: &'a Bounds, watch: &'a dyn Watch) -> Self {
        let longest = bounds.longest();
        let mut order: Vec<u32> = (0..web.links.len() as u32).collect();
        order.sort_by_key(|&at| (Reverse(web.links[at as usize].cents), at));
        let mut rank = vec![0; order.len()];
        for (&link, at) in order.iter().zip(0u32..) {
            rank[link as usize] = at;
        }
        let mut givers_to = vec![Vec::new(); web.places];
        let mut net = DiGraph::<(), (), u32>::with_capacity(web.places, web.links.len());
        for _ in 0..web.places {
            net.add_node(());
        }
        for at in 0..web.links.len() as u32 {
            let (from, to) = (web.giver_of(at), web.taker_of(at));
            givers_to[to as usize].push(from);
        }
        for (givers, to) in givers_to.iter_mut().zip(0u32..) {
            givers.sort_unstable();
            givers.dedup();
            for &from in givers.iter() {
                net.add_edge(from.into(), to.into(), ());
            }
        }
        let mut group = vec![0; web.places];
        for (members, number) in tarjan_scc(&net).iter().zip(0u32..) {
            for place in members {
                group[place.index()] = number;
            }
        }
        Self {
            promises: web.promises(longest - 1),
            back: vec![FAR; web.places],
            marked: Vec::new(),
            best: BTreeSet::new(),
            missed: None,
            work: 0,
            stopped: false,
            web,
            bounds,
            watch,
            longest,
            order,
            rank,
            group,
            givers_to,
        }
    }

    fn run(&mut self) {
        let total = self.order.len() as u64;
        for at in 0..self.order.len() {
            let start = self.order[at];
            let link = self.web.links[start as usize];
            // All links of a cycle bring at most what its first does.
            let most = link.cents.saturating_mul(self.longest as i64);
            if self.bounds.top == 0 || self.worst().is_some_and(|least| most < least) {
                self.miss(most);
                return;
            }
            if at % 256 == 0 {
                self.watch.progress(at as u64, total, "symbiosis-cycles");
                self.stopped |= self.watch.stop();
            }
            if self.stopped {
                self.miss(most);
                return;
            }
            let (from, to) = (self.web.giver_of(start), self.web.taker_of(start));
            if self.group[from as usize] != self.group[to as usize] {
                continue;
            }
            let mut path = vec![start];
            if self.worth_it(&path, link.cents, link.demand) {
                self.look_back(from);
                self.follow(&mut path, link.cents);
                self.forget();
            }
            if self.stopped {
                self.miss(most);
                return;
            }
        }
    }

    /// Tries every way on from the end of the path.
    fn follow(&mut self, path: &mut Vec<u32>, total: i64) {
        let web = self.web;
        let (start, end) = (path[0], path[path.len() - 1]);
        let home = web.giver_of(start);
        for at in web.next(web.links[end as usize].demand) {
            self.work += 1;
            if self.work > self.bounds.work {
                self.stopped = true;
                return;
            }
            if self.rank[at] <= self.rank[start as usize] {
                continue;
            }
            let link = web.links[at];
            let place = web.place_of(link.demand);
            let next = total + link.cents;
            if place == home {
                if web.turn(link.demand, web.supply_of(start)).is_some() {
                    path.push(at as u32);
                    self.keep(next, path);
                    path.pop();
                }
                continue;
            }
            let left = self.longest - path.len() - 1;
            let visited = path.iter().any(|&link| web.taker_of(link) == place);
            if visited || left == 0 || usize::from(self.back[place as usize]) > left {
                continue;
            }
            path.push(at as u32);
            if self.worth_it(path, next, link.demand) {
                self.follow(path, next);
            }
            path.pop();
            if self.stopped {
                return;
            }
        }
    }

    /// Whether a cycle that begins like this can still be among the wanted.
    fn worth_it(&mut self, path: &[u32], total: i64, demand: u32) -> bool {
        let left = self.longest - path.len();
        let follows = self.promises[left][demand as usize];
        if follows == NONE {
            return false;
        }
        let most = self.web.links[path[0] as usize].cents.saturating_mul(left as i64);
        let promise = total + follows.min(most);
        let Some((Reverse(least), worst)) = self.best.last() else { return true };
        if self.best.len() < self.bounds.top || promise > *least {
            return true;
        }
        let may_be_first = promise == *least && path <= &worst[..path.len().min(worst.len())];
        if !may_be_first {
            self.miss(promise);
        }
        may_be_first
    }

    fn keep(&mut self, total: i64, path: &[u32]) {
        self.best.insert((Reverse(total), path.to_vec()));
        if self.best.len() > self.bounds.top
            && let Some((Reverse(dropped), _)) = self.best.pop_last()
        {
            self.miss(dropped);
        }
    }

    /// What the least of the wanted brings, once there are enough.
    fn worst(&self) -> Option<i64> {
        let (Reverse(least), _) = self.best.last()?;
        (self.best.len() >= self.bounds.top).then_some(*least)
    }

    fn miss(&mut self, promise: i64) {
        self.missed = Some(self.missed.map_or(promise, |known| known.max(promise)));
    }

    /// Marks the places from which `home` is reached in at most `longest - 2` exchanges: where
    /// a path of two exchanges or more may stand.
    fn look_back(&mut self, home: u32) {
        let mut reached = vec![home];
        self.back[home as usize] = 0;
        self.marked.push(home);
        for distance in 1..=(self.longest - 2) as u8 {
            let mut further = Vec::new();
            for place in reached {
                for &giver in &self.givers_to[place as usize] {
                    self.work += 1;
                    if self.back[giver as usize] == FAR {
                        self.back[giver as usize] = distance;
                        self.marked.push(giver);
                        further.push(giver);
                    }
                }
            }
            reached = further;
        }
    }

    fn forget(&mut self) {
        for place in self.marked.drain(..) {
            self.back[place as usize] = FAR;
        }
    }
}
