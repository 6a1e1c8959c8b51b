//! Minimum-cost flow on any network: supplies, bounds, parallel arcs, costs of either sign.
//!
//! The exact general solver behind the oracles and small jobs; it knows nothing of resources
//! or money. [`super::transport`] is the fast path for two-sided trade.

use super::grain::Grain;
use super::tree::{NONE, Tree};
use crate::watch::Watch;

/// No upper bound.
pub const UNLIMITED: i64 = i64::MAX;

/// A way for flow from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Least flow.
    pub lower: i64,
    /// Most flow, or [`UNLIMITED`].
    pub upper: i64,
    /// Cost of one unit of flow.
    pub cost: i64,
}

/// What is to be solved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// What each node gives (above 0) or takes (below 0).
    pub supply: Vec<i64>,
    /// The arcs; several may join the same nodes.
    pub arcs: Vec<Arc>,
}

/// How solving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The flow is one of least cost.
    Optimal,
    /// No flow meets all supplies and bounds.
    Infeasible,
    /// Flows exist, and their cost has no least.
    Unbounded,
    /// Somebody asked to stop, or the budget is used up; nothing is known.
    Stopped,
    /// The least cost needs more than 128 bits.
    TooLarge,
}

impl Status {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::Infeasible => "infeasible",
            Status::Unbounded => "unbounded",
            Status::Stopped => "stopped",
            Status::TooLarge => "too_large",
        }
    }
}

/// What solving found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// How it ended.
    pub status: Status,
    /// Least cost; none unless optimal.
    pub objective: Option<i128>,
    /// Flow on each arc of the network, in its order; empty unless optimal.
    pub flows: Vec<i128>,
    /// Pivots made.
    pub pivots: u64,
}

/// Finds a flow of least cost by the primal network simplex method.
///
/// Minimise `sum c_a x_a` over arcs `a` with `l_a <= x_a <= u_a` and, at every node `n`,
/// `sum_out x - sum_in x = b_n`; cost `c` per unit, flow `x`, bounds `l, u`, supply `b` in whole
/// units. All whole numbers of 64 bits are taken; sums are kept in 128 bits where they need
/// it. Block search pricing over a strongly feasible basis, so that it cannot cycle (Cunningham
/// 1976); artificial arcs cost more than any path. Unsolvable networks are told apart: see
/// [`Status`]. At most `budget` pivots are made.
///
/// Source: Kelly and O'Neill 1991, *The minimum cost flow problem and the network simplex
/// solution method*; Kiraly and Kovacs 2012, *Efficient implementations of minimum-cost flow
/// algorithms*. Oracles: textbook instances under `tests/oracle/flow`.
pub fn solve(network: &Network, budget: u64, watch: &dyn Watch) -> Solution {
    let balance: i128 = network.supply.iter().map(|&b| i128::from(b)).sum();
    let crossed = network.arcs.iter().any(|arc| arc.lower > arc.upper);
    if balance != 0 || crossed {
        return Solution::without(Status::Infeasible, 0);
    }
    if is_small(network) {
        solve_in::<i64>(network, budget, watch)
    } else {
        solve_in::<i128>(network, budget, watch)
    }
}

impl Solution {
    fn without(status: Status, pivots: u64) -> Self {
        Self { status, objective: None, flows: Vec::new(), pivots }
    }
}

/// Whether potentials and flows stay far inside 64 bits.
fn is_small(network: &Network) -> bool {
    let nodes = network.supply.len() as i128 + 2;
    let dearest = network.arcs.iter().map(|arc| i128::from(arc.cost).abs()).max().unwrap_or(0);
    let mut moved: i128 = network.supply.iter().map(|&b| i128::from(b).abs()).sum();
    for arc in &network.arcs {
        moved += i128::from(arc.lower).abs();
        if arc.upper != UNLIMITED {
            moved += i128::from(arc.upper).abs();
        }
    }
    let most = i128::from(i64::MAX) / 8;
    moved < most && (dearest + 1) * nodes * 2 < most
}

fn solve_in<N: Grain>(network: &Network, budget: u64, watch: &dyn Watch) -> Solution {
    let mut simplex = Simplex::<N>::new(network);
    let status = simplex.run(budget, watch);
    let pivots = simplex.pivots;
    match status {
        Status::Optimal => {}
        Status::Unbounded => {
            // A cost without end counts only where some flow is possible at all.
            let mut free = network.clone();
            for arc in &mut free.arcs {
                arc.cost = 0;
            }
            let mut feasible = Simplex::<N>::new(&free);
            let status = match feasible.run(budget.saturating_sub(pivots), watch) {
                Status::Optimal => Status::Unbounded,
                other => other,
            };
            return Solution::without(status, pivots + feasible.pivots);
        }
        Status::Infeasible | Status::Stopped | Status::TooLarge => {
            return Solution::without(status, pivots);
        }
    }
    let flows: Vec<i128> = network
        .arcs
        .iter()
        .zip(&simplex.flow)
        .map(|(arc, &flow)| flow.into() + i128::from(arc.lower))
        .collect();
    let objective = network.arcs.iter().zip(&flows).try_fold(0i128, |sum, (arc, flow)| {
        sum.checked_add(i128::from(arc.cost).checked_mul(*flow)?)
    });
    match objective {
        Some(_) => Solution { status, objective, flows, pivots },
        None => Solution::without(Status::TooLarge, pivots),
    }
}

/// Where an arc outside the tree rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    Tree,
    Lower,
    Upper,
}

/// The method at work. Arcs are those of the network, lower bounds taken off, then one
/// artificial arc a node; a node of the tree holds the arc to its parent.
struct Simplex<N> {
    from: Vec<u32>,
    to: Vec<u32>,
    cost: Vec<N>,
    room: Vec<N>,
    flow: Vec<N>,
    rest: Vec<Rest>,
    tree: Tree<u32>,
    potential: Vec<N>,
    real: usize,
    next_block: usize,
    pivots: u64,
    endless_loop: bool,
}

/// The arc that leaves, and how far the flow around the cycle can rise.
struct Blocking<N> {
    rise: N,
    /// Node below the leaving arc; [`NONE`] where the entering arc itself blocks.
    out: u32,
    on_first_side: bool,
}

impl<N: Grain> Simplex<N> {
    fn new(network: &Network) -> Self {
        let nodes = network.supply.len();
        let (real, all) = (network.arcs.len(), network.arcs.len() + nodes);
        let root = nodes as u32;
        let mut simplex = Self {
            from: Vec::with_capacity(all),
            to: Vec::with_capacity(all),
            cost: Vec::with_capacity(all),
            room: Vec::with_capacity(all),
            flow: Vec::with_capacity(all),
            rest: Vec::with_capacity(all),
            tree: Tree::star(root, NONE, |at| (real + at as usize) as u32),
            potential: vec![N::default(); nodes + 1],
            real,
            next_block: 0,
            pivots: 0,
            endless_loop: false,
        };
        let mut left: Vec<N> = network.supply.iter().map(|&b| N::from(b)).collect();
        let zero = N::default();
        for arc in &network.arcs {
            let lower = N::from(arc.lower);
            left[arc.from as usize] -= lower;
            left[arc.to as usize] += lower;
            let room = match arc.upper {
                UNLIMITED => N::ENDLESS,
                upper => N::from(upper) - lower,
            };
            // A loop never joins the tree: it is full where that pays, else empty.
            let is_loop = arc.from == arc.to;
            let full = is_loop && arc.cost < 0 && room > zero;
            simplex.endless_loop |= full && room == N::ENDLESS;
            simplex.from.push(arc.from);
            simplex.to.push(arc.to);
            simplex.cost.push(if is_loop { zero } else { N::from(arc.cost) });
            simplex.room.push(room);
            simplex.flow.push(if full { room } else { zero });
            simplex.rest.push(if full { Rest::Upper } else { Rest::Lower });
        }
        let dearest = network.arcs.iter().map(|a| i128::from(a.cost).abs()).max().unwrap_or(0);
        let artificial = N::narrowed((dearest + 1) * (nodes as i128 + 1));
        for (node, &supply) in (0u32..).zip(&left) {
            let (from, to, flow, potential) = if supply >= zero {
                (node, root, supply, -artificial)
            } else {
                (root, node, -supply, artificial)
            };
            simplex.from.push(from);
            simplex.to.push(to);
            simplex.cost.push(artificial);
            simplex.room.push(N::ENDLESS);
            simplex.flow.push(flow);
            simplex.rest.push(Rest::Tree);
            simplex.potential[node as usize] = potential;
        }
        simplex
    }

    fn run(&mut self, budget: u64, watch: &dyn Watch) -> Status {
        while let Some(entering) = self.price() {
            if self.pivots >= budget || (self.pivots.is_multiple_of(1024) && watch.stop()) {
                return Status::Stopped;
            }
            if self.pivots.is_multiple_of(65_536) {
                watch.progress(self.pivots, budget, "simplex");
            }
            self.pivots += 1;
            if !self.pivot(entering) {
                return Status::Unbounded;
            }
        }
        if self.flow[self.real..].iter().any(|&flow| flow > N::default()) {
            return Status::Infeasible;
        }
        if self.endless_loop { Status::Unbounded } else { Status::Optimal }
    }

    /// How much a unit more on an arc changes the cost.
    fn reduced(&self, arc: usize) -> N {
        self.cost[arc] + self.potential[self.from[arc] as usize]
            - self.potential[self.to[arc] as usize]
    }

    /// The arc of the next block with a gain in which it is largest.
    fn price(&mut self) -> Option<usize> {
        let arcs = self.from.len();
        if arcs == 0 {
            return None;
        }
        let block = (arcs as f64).sqrt() as usize + 10;
        let (mut best, mut gain, mut at) = (None, N::default(), self.next_block);
        for looked in 1..=arcs {
            let found = match self.rest[at] {
                Rest::Tree => N::default(),
                Rest::Lower => -self.reduced(at),
                Rest::Upper => self.reduced(at),
            };
            if found > gain {
                (best, gain) = (Some(at), found);
            }
            at = if at + 1 == arcs { 0 } else { at + 1 };
            if looked.is_multiple_of(block) && best.is_some() {
                break;
            }
        }
        self.next_block = at;
        best
    }

    /// Sends what the cycle closed by an arc can carry, and mends the tree. False where
    /// nothing limits it.
    fn pivot(&mut self, entering: usize) -> bool {
        let rising = self.rest[entering] == Rest::Lower;
        let (from, to) = (self.from[entering], self.to[entering]);
        let (first, second) = if rising { (from, to) } else { (to, from) };
        let join = self.join(first, second);
        let blocking = self.blocking(entering, first, second, join);
        if blocking.rise == N::ENDLESS {
            return false;
        }
        self.push(entering, rising, blocking.rise, first, second, join);
        if blocking.out == NONE {
            self.rest[entering] = if rising { Rest::Upper } else { Rest::Lower };
            return true;
        }
        let leaving = self.tree.held(blocking.out) as usize;
        self.rest[leaving] =
            if self.flow[leaving] == N::default() { Rest::Lower } else { Rest::Upper };
        self.rest[entering] = Rest::Tree;
        let (low, parent) = if blocking.on_first_side { (first, second) } else { (second, first) };
        let reduced = self.reduced(entering);
        let shift = if low == from { -reduced } else { reduced };
        self.tree.rehang(blocking.out, low, parent, entering as u32);
        let potential = &mut self.potential;
        self.tree.descend(low, |node| potential[node as usize] += shift);
        true
    }

    fn join(&self, first: u32, second: u32) -> u32 {
        let (mut a, mut b) = (first, second);
        while a != b {
            if self.tree.depth(a) >= self.tree.depth(b) {
                a = self.tree.parent(a);
            } else {
                b = self.tree.parent(b);
            }
        }
        a
    }

    /// The last arc that blocks, going around the cycle in the direction of the flow from
    /// where both sides join: the choice that keeps the basis strongly feasible.
    fn blocking(&self, entering: usize, first: u32, second: u32, join: u32) -> Blocking<N> {
        let mut found = Blocking { rise: self.room[entering], out: NONE, on_first_side: true };
        let left = |arc: usize, with_flow: bool| match (with_flow, self.room[arc] == N::ENDLESS) {
            (false, _) => self.flow[arc],
            (true, true) => N::ENDLESS,
            (true, false) => self.room[arc] - self.flow[arc],
        };
        let mut at = first;
        while at != join {
            let arc = self.tree.held(at) as usize;
            let room = left(arc, self.from[arc] != at);
            if room < found.rise {
                found = Blocking { rise: room, out: at, on_first_side: true };
            }
            at = self.tree.parent(at);
        }
        at = second;
        while at != join {
            let arc = self.tree.held(at) as usize;
            let room = left(arc, self.from[arc] == at);
            if room <= found.rise && room != N::ENDLESS {
                found = Blocking { rise: room, out: at, on_first_side: false };
            }
            at = self.tree.parent(at);
        }
        found
    }

    fn push(&mut self, entering: usize, rising: bool, by: N, first: u32, second: u32, join: u32) {
        if by == N::default() {
            return;
        }
        let change = if rising { by } else { -by };
        self.flow[entering] += change;
        for (start, is_first) in [(first, true), (second, false)] {
            let mut at = start;
            while at != join {
                let arc = self.tree.held(at) as usize;
                if (self.from[arc] == at) == is_first {
                    self.flow[arc] -= by;
                } else {
                    self.flow[arc] += by;
                }
                at = self.tree.parent(at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
