//! Chains: what one site gives another, which makes of it what it gives a third, and so on.
//!
//! An exact best-first search. The objective is the sum of what the exchanges bring, each looked
//! at alone; whether the amounts also hold when one exchange feeds the next is said in each
//! result, under the assumption of [`super::Step::through_per_year`].

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::graph::Graph;
use super::{Around, Bounds, MOST_STEPS, NONE, Search, Web, eur};
use crate::model::Region;
use crate::watch::Watch;

/// The chains of at least two exchanges that bring most, over sites of which none comes twice.
/// Each inner site makes another resource of what it takes, or the same one better or used
/// ([`super::Turn`]). Exchanges by which the parties together lose are left out; those without a
/// price count as nothing.
///
/// Branch and bound: a beginning promises what it brings plus the best walk that could follow,
/// worked out backwards once for each flow and number of exchanges left. The most promising
/// beginning is taken up next, so chains come out in order and a stopped search has the best.
pub fn chains(graph: &Graph, region: &Region, bounds: &Bounds, watch: &dyn Watch) -> Search {
    let web = Web::new(graph, region, Around::Site);
    let longest = bounds.longest();
    let mut frontier = Frontier::new(&web, longest, bounds.top);
    let mut search = Search::default();
    let mut steps = 0u64;
    while search.found.len() < bounds.top {
        let Some(open) = frontier.take() else { break };
        if open.whole {
            let path = open.path();
            search.found.push(web.symbiosis(graph, region, path, false));
            watch.progress(search.found.len() as u64, bounds.top as u64, "symbiosis-chains");
            continue;
        }
        steps += 1;
        if search.work >= bounds.work || (steps.is_multiple_of(256) && watch.stop()) {
            search.stopped_early = true;
            search.others_at_most_eur_per_year = Some(eur(open.promise));
            return search;
        }
        search.work += frontier.extend(&open);
    }
    let left = frontier.take().map(|open| open.promise);
    search.others_at_most_eur_per_year = left.max(frontier.dropped).map(eur);
    search
}

/// A beginning of chains, or a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    /// What the best chain from here can bring, in cents.
    promise: i64,
    /// What its exchanges bring, in cents.
    total: i64,
    len: u8,
    /// Whether this stands for the chain itself and not for what may follow.
    whole: bool,
    links: [u32; MOST_STEPS],
}

impl Open {
    fn path(&self) -> &[u32] {
        &self.links[..usize::from(self.len)]
    }
}

impl Ord for Open {
    /// The most promising is the greatest; among equals the first by its links, a chain before
    /// what follows it. So chains of equal benefit come out by their links.
    fn cmp(&self, other: &Self) -> Ordering {
        self.promise
            .cmp(&other.promise)
            .then_with(|| other.path().cmp(self.path()))
            .then(self.whole.cmp(&other.whole))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Frontier<'a> {
    web: &'a Web,
    longest: usize,
    promises: Vec<Vec<i64>>,
    /// Beginnings of one exchange, the most promising last.
    beginnings: Vec<Open>,
    open: BinaryHeap<Open>,
    top: usize,
    /// What the best chains met so far bring, the least of them on top.
    best: BinaryHeap<Reverse<i64>>,
    /// The most that anything promised which was not kept.
    dropped: Option<i64>,
}

impl<'a> Frontier<'a> {
    fn new(web: &'a Web, longest: usize, top: usize) -> Self {
        let promises = web.promises(longest - 1);
        let left = &promises[longest - 1];
        let mut beginnings: Vec<Open> = web
            .links
            .iter()
            .zip(0u32..)
            .filter(|(link, _)| left[link.demand as usize] != NONE)
            .map(|(link, at)| {
                let mut links = [0; MOST_STEPS];
                links[0] = at;
                let promise = link.cents + left[link.demand as usize];
                Open { promise, total: link.cents, len: 1, whole: false, links }
            })
            .collect();
        beginnings.sort_unstable();
        let (open, best) = (BinaryHeap::new(), BinaryHeap::new());
        Self { web, longest, promises, beginnings, open, top, best, dropped: None }
    }

    /// The most promising of all that is open.
    fn take(&mut self) -> Option<Open> {
        match (self.beginnings.last(), self.open.peek()) {
            (Some(beginning), Some(open)) if beginning > open => self.beginnings.pop(),
            (Some(_), None) => self.beginnings.pop(),
            (_, Some(_)) => self.open.pop(),
            (None, None) => None,
        }
    }

    /// Opens everything that is one exchange longer; how many exchanges it looked at.
    fn extend(&mut self, open: &Open) -> u64 {
        let web = self.web;
        let Some(&last) = open.path().last() else { return 0 };
        let left = self.longest - open.path().len() - 1;
        let mut work = 0;
        for at in web.next(web.links[last as usize].demand) {
            work += 1;
            let link = web.links[at];
            if self.visits(open, web.place_of(link.demand)) {
                continue;
            }
            let mut next = Open { total: open.total + link.cents, ..*open };
            next.links[open.path().len()] = at as u32;
            next.len += 1;
            next.promise = next.total;
            next.whole = true;
            self.push(next);
            let promise = self.promises[left][link.demand as usize];
            if promise != NONE {
                self.push(Open { promise: next.total + promise, whole: false, ..next });
            }
        }
        work
    }

    /// Whether a beginning has been at a place.
    fn visits(&self, open: &Open, place: u32) -> bool {
        let web = self.web;
        let Some(&first) = open.path().first() else { return false };
        web.giver_of(first) == place
            || open.path().iter().any(|&at| web.place_of(web.links[at as usize].demand) == place)
    }

    /// Keeps what can still be among the wanted.
    fn push(&mut self, open: Open) {
        if self.best.len() == self.top
            && self.best.peek().is_some_and(|Reverse(least)| open.promise < *least)
        {
            self.dropped = self.dropped.max(Some(open.promise));
            return;
        }
        if open.whole {
            self.best.push(Reverse(open.total));
            if self.best.len() > self.top {
                self.best.pop();
            }
        }
        self.open.push(open);
    }
}
