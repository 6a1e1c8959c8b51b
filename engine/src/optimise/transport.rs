//! Trade between two sides: supplies and demands with amounts, edges with a profit a unit,
//! and the deliveries that earn most in all.
//!
//! The one solver behind the allocation of a region and the benchmark of it. It knows no
//! resources, prices or fixed costs; [`super::allocate`] does.

use std::cmp::Reverse;
use std::ops::Range;

use super::mcf::{self, Arc, Network, Status, UNLIMITED};
use super::tree::{NONE, Tree};
use crate::watch::Watch;

/// What is to be solved. Edges stand supply after supply.
#[derive(Debug, Clone, Copy)]
pub struct Trade<'a, P> {
    /// What each supply can give.
    pub supply: &'a [i64],
    /// What each demand can take.
    pub demand: &'a [i64],
    /// Where the edges of each supply begin, and at last where they end.
    pub row_start: &'a [u32],
    /// Demand of each edge.
    pub column: &'a [u32],
    /// What one unit on each edge earns; edges that earn nothing are not used.
    pub profit: &'a [P],
    /// Bounds of each edge, where its two ends are not bound enough.
    pub bounds: Option<Bounds<'a>>,
}

/// Least and most on each edge.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// What each edge must carry.
    pub least: &'a [i64],
    /// What each edge can carry.
    pub most: &'a [i64],
}

/// An edge in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Number of the edge.
    pub edge: u32,
    /// Number of the supply.
    pub supply: u32,
    /// Number of the demand.
    pub demand: u32,
    /// Units carried.
    pub amount: i64,
}

/// What solving found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the deliveries earn.
    pub objective: i128,
    /// More than this no plan earns; equal to the objective where the plan is proven best.
    pub bound: i128,
    /// The deliveries, by supply, then by demand.
    pub deliveries: Vec<Delivery>,
    /// Pivots made.
    pub pivots: u64,
    /// Whether the caller stopped it or the budget was used up before the proof.
    pub stopped_early: bool,
    /// Whether the least amounts of the edges contradict what the ends can give or take.
    pub infeasible: bool,
}

/// Where each row of edges begins, from the row of each edge in ascending order.
pub fn row_starts(rows: usize, row_of_edge: &[u32]) -> Vec<u32> {
    let mut starts = vec![0; rows + 1];
    for &row in row_of_edge {
        starts[row as usize + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    starts
}

/// Finds the deliveries that earn most.
///
/// Maximise `sum p_ij x_ij` with `sum_j x_ij <= s_i`, `sum_i x_ij <= d_j`, `x >= 0`; profit `p`
/// a unit, amount `x`, supply `s`, demand `d` in whole units; with [`Bounds`] also
/// `l_ij <= x_ij <= c_ij`.
///
/// Each connected component is solved on its own by the primal network simplex method on
/// compact arcs. Slack joins every node to a root, so that a basis is a tree in which the arc
/// above a supply runs up and that above a demand runs down; nothing but the amount on it need
/// be held. Supplies are visited in turn, and the edge with the largest `p_ij - u_i - v_j > 0`
/// of a supply enters (modified row minimum rule); ties of the leaving arc are broken so that
/// the basis stays strongly feasible and no cycle can occur. It ends when no supply has such
/// an edge: then the duals `u, v >= 0` prove `sum p x = sum s u + sum d v`. Components with
/// bounds, or whose numbers might overflow, go to [`mcf::solve`]. At most `budget` pivots are
/// made; every basis is a plan, so that a stopped search has one too, with a bound from its
/// duals made feasible.
///
/// Source: Kelly and O'Neill 1991, *The minimum cost flow problem and the network simplex
/// solution method*; Kiraly and Kovacs 2012, *Efficient implementations of minimum-cost flow
/// algorithms*; Cunningham 1976, *A network simplex method*. Oracle: [`mcf::solve`], and the
/// objectives of generated regions found by two independent solvers.
pub fn solve<P: Copy + Into<i64>>(trade: &Trade<'_, P>, budget: u64, watch: &dyn Watch) -> Plan {
    #[cfg(test)]
    if let Some(plan) = seam::replaced() {
        return plan;
    }
    let parts = Parts::of(trade);
    let mut plan = Plan::default();
    let mut room = Room::default();
    for part in 0..parts.count() {
        room.fill(trade, &parts, part);
        if room.edges.is_empty() {
            continue;
        }
        watch.progress(part as u64, parts.count() as u64, "transport");
        let left = budget.saturating_sub(plan.pivots);
        if trade.bounds.is_some() || !room.is_small() {
            room.solve_wide(trade.bounds, &mut plan, left, watch);
        } else {
            room.solve(&mut plan, left, watch);
        }
    }
    plan.deliveries.sort_unstable_by_key(|d| (d.supply, d.demand, d.edge));
    plan
}

/// Supplies and demands by connected component, in the order of their lowest node.
struct Parts {
    /// Nodes, supplies before demands within each part; demands are numbered after supplies.
    nodes: Vec<u32>,
    start: Vec<u32>,
}

impl Parts {
    fn of<P>(trade: &Trade<'_, P>) -> Self {
        let (supplies, demands) = (trade.supply.len(), trade.demand.len());
        let mut above: Vec<u32> = (0..(supplies + demands) as u32).collect();
        for supply in 0..supplies as u32 {
            let mut own = top(&mut above, supply);
            for &demand in &trade.column[row(trade, supply)] {
                let other = top(&mut above, demand + supplies as u32);
                let (low, high) = (own.min(other), own.max(other));
                above[high as usize] = low;
                own = low;
            }
        }
        let mut part_of = vec![NONE; above.len()];
        let mut start = vec![0];
        for node in 0..above.len() as u32 {
            let head = top(&mut above, node) as usize;
            if part_of[head] == NONE {
                part_of[head] = start.len() as u32 - 1;
                start.push(0);
            }
            let part = part_of[head];
            part_of[node as usize] = part;
            start[part as usize + 1] += 1;
        }
        for part in 1..start.len() {
            start[part] += start[part - 1];
        }
        let mut next = start.clone();
        let mut nodes = vec![0; above.len()];
        for (node, &part) in (0u32..).zip(&part_of) {
            let at = &mut next[part as usize];
            nodes[*at as usize] = node;
            *at += 1;
        }
        Self { nodes, start }
    }

    fn count(&self) -> usize {
        self.start.len() - 1
    }
}

pub(super) fn top(above: &mut [u32], mut node: u32) -> u32 {
    while above[node as usize] != node {
        let next = above[above[node as usize] as usize];
        above[node as usize] = next;
        node = next;
    }
    node
}

fn row<P>(trade: &Trade<'_, P>, supply: u32) -> Range<usize> {
    let at = supply as usize;
    trade.row_start[at] as usize..trade.row_start[at + 1] as usize
}

/// One component, numbered from 0: supplies, then demands, then the root. Used again for the
/// next, so that memory is asked for once.
#[derive(Default)]
struct Room {
    /// Number of each node in the trade, demands after supplies.
    nodes: Vec<u32>,
    /// Supplies among the nodes.
    supplies: u32,
    /// Supplies in the trade.
    first_demand: u32,
    /// What each node gives or takes.
    amount: Vec<i64>,
    /// Where the edges of each supply begin, and at last where they end.
    start: Vec<u32>,
    /// Demand and profit of each edge.
    edges: Vec<(u32, i64)>,
    /// Number of each edge in the trade.
    number: Vec<u32>,
    /// Place in this component of each demand of the trade.
    local: Vec<u32>,
}

impl Room {
    fn fill<P: Copy + Into<i64>>(&mut self, trade: &Trade<'_, P>, parts: &Parts, part: usize) {
        let range = parts.start[part] as usize..parts.start[part + 1] as usize;
        self.first_demand = trade.supply.len() as u32;
        self.nodes.clear();
        self.nodes.extend_from_slice(&parts.nodes[range]);
        self.supplies = self.nodes.partition_point(|&node| node < self.first_demand) as u32;
        self.local.resize(trade.demand.len(), NONE);
        self.amount.clear();
        for (at, &node) in (0u32..).zip(&self.nodes) {
            let amount = if node < self.first_demand {
                trade.supply[node as usize]
            } else {
                let demand = (node - self.first_demand) as usize;
                self.local[demand] = at;
                trade.demand[demand]
            };
            self.amount.push(amount.clamp(0, UNLIMITED - 1));
        }
        self.start.clear();
        self.start.push(0);
        self.edges.clear();
        self.number.clear();
        for (at, &supply) in self.nodes[..self.supplies as usize].iter().enumerate() {
            for edge in row(trade, supply) {
                let column = self.local[trade.column[edge] as usize];
                // The tree holds arcs on which something could flow.
                let idle = self.amount[at] == 0 || self.amount[column as usize] == 0;
                if !idle || trade.bounds.is_some() {
                    self.edges.push((column, trade.profit[edge].into()));
                    self.number.push(edge as u32);
                }
            }
            self.start.push(self.edges.len() as u32);
        }
    }

    fn row(&self, supply: u32) -> Range<usize> {
        self.start[supply as usize] as usize..self.start[supply as usize + 1] as usize
    }

    /// Whether amounts and duals stay far inside 64 bits.
    fn is_small(&self) -> bool {
        let most = i128::from(i64::MAX) / 8;
        let dearest = self.edges.iter().map(|e| e.1.unsigned_abs()).max().unwrap_or(0);
        let moved: i128 = self.amount.iter().map(|&a| i128::from(a)).sum();
        moved < most && (i128::from(dearest) + 1) * (self.nodes.len() as i128 + 2) < most
    }

    fn solve(&self, plan: &mut Plan, budget: u64, watch: &dyn Watch) {
        let mut simplex = Simplex::new(self);
        let proven = simplex.run(budget, watch);
        plan.pivots += simplex.pivots;
        plan.stopped_early |= !proven;
        plan.bound += self.bound(|demand| simplex.dual[demand as usize]);
        let root = self.nodes.len() as u32;
        for node in 0..root {
            let (above, amount) = (simplex.tree.parent(node), simplex.tree.held(node));
            if above == root || amount == 0 {
                continue;
            }
            let (supply, demand) = (node.min(above), node.max(above));
            let edges = self.row(supply).filter(|&edge| self.edges[edge].0 == demand);
            // Of parallel edges the tree means one that earns most.
            if let Some(edge) = edges.max_by_key(|&edge| (self.edges[edge].1, Reverse(edge))) {
                self.deliver(plan, edge, supply, amount);
            }
        }
    }

    fn deliver(&self, plan: &mut Plan, edge: usize, supply: u32, amount: i64) {
        let (demand, profit) = self.edges[edge];
        plan.objective += i128::from(profit) * i128::from(amount);
        plan.deliveries.push(Delivery {
            edge: self.number[edge],
            supply: self.nodes[supply as usize],
            demand: self.nodes[demand as usize] - self.first_demand,
            amount,
        });
    }

    /// What no plan exceeds, by duals of the demands: `sum d v + sum s u`, where `v` is theirs
    /// without what is negative and `u` the least, not negative, that keeps `u + v >= p`.
    fn bound(&self, dual: impl Fn(u32) -> i64) -> i128 {
        let root = self.nodes.len() as u32;
        let price = |demand: u32| i128::from(dual(demand).max(0));
        let of_demands: i128 = (self.supplies..root)
            .map(|demand| price(demand) * i128::from(self.amount[demand as usize]))
            .sum();
        let of_supplies: i128 = (0..self.supplies)
            .map(|supply| {
                let edges = &self.edges[self.row(supply)];
                let left = edges.iter().map(|&(demand, p)| i128::from(p) - price(demand)).max();
                left.unwrap_or(0).max(0) * i128::from(self.amount[supply as usize])
            })
            .sum();
        of_demands + of_supplies
    }

    /// The same by the general solver: a circulation through the root.
    fn solve_wide(
        &self,
        bounds: Option<Bounds<'_>>,
        plan: &mut Plan,
        budget: u64,
        watch: &dyn Watch,
    ) {
        let root = self.nodes.len() as u32;
        let mut network = Network { supply: vec![0; self.nodes.len() + 1], arcs: Vec::new() };
        for supply in 0..self.supplies {
            for edge in self.row(supply) {
                let (to, profit) = self.edges[edge];
                let at = self.number[edge] as usize;
                let (lower, upper) =
                    bounds.map_or((0, UNLIMITED), |b| (b.least[at].max(0), b.most[at].max(0)));
                network.arcs.push(Arc { from: supply, to, lower, upper, cost: -profit });
            }
        }
        for node in 0..root {
            let (from, to) = if node < self.supplies { (root, node) } else { (node, root) };
            let upper = self.amount[node as usize];
            network.arcs.push(Arc { from, to, lower: 0, upper, cost: 0 });
        }
        let solution = mcf::solve(&network, budget, watch);
        plan.pivots += solution.pivots;
        match solution.status {
            Status::Optimal => {
                plan.bound -= solution.objective.unwrap_or(0);
                for supply in 0..self.supplies {
                    for edge in self.row(supply) {
                        // No edge carries more than its ends, which 64 bits hold.
                        match i64::try_from(solution.flows[edge]) {
                            Ok(0) | Err(_) => {}
                            Ok(amount) => self.deliver(plan, edge, supply, amount),
                        }
                    }
                }
            }
            Status::Infeasible => plan.infeasible = true,
            Status::Stopped | Status::Unbounded | Status::TooLarge => {
                plan.stopped_early = true;
                plan.bound += self.bound(|_| 0);
            }
        }
    }
}

/// The method at work on one component. A node of the tree holds the amount on the arc to its
/// parent; the root has a slack arc with every node.
struct Simplex<'a> {
    room: &'a Room,
    tree: Tree<i64>,
    /// Worth of one more unit at each node; 0 at the root.
    dual: Vec<i64>,
    pivots: u64,
}

/// An arc that would earn, from a supply or the root to a demand or the root.
struct Entering {
    from: u32,
    to: u32,
    gain: i64,
}

impl<'a> Simplex<'a> {
    fn new(room: &'a Room) -> Self {
        let nodes = room.nodes.len();
        let tree = Tree::star(nodes as u32, 0, |node| room.amount[node as usize]);
        Self { room, tree, dual: vec![0; nodes + 1], pivots: 0 }
    }

    /// Whether it came to the proof.
    fn run(&mut self, budget: u64, watch: &dyn Watch) -> bool {
        let nodes = self.room.nodes.len() as u32;
        let (mut node, mut idle) = (0, 0);
        while idle < nodes {
            if let Some(entering) = self.price(node) {
                if self.pivots >= budget || (self.pivots.is_multiple_of(4096) && watch.stop()) {
                    return false;
                }
                self.pivots += 1;
                self.pivot(&entering);
                idle = 0;
            } else {
                idle += 1;
            }
            node = if node + 1 == nodes { 0 } else { node + 1 };
        }
        true
    }

    /// The arc of a node that earns most, its slack included.
    fn price(&self, node: u32) -> Option<Entering> {
        let (own, root) = (self.dual[node as usize], self.room.nodes.len() as u32);
        if node >= self.room.supplies {
            return (own < 0).then_some(Entering { from: root, to: node, gain: -own });
        }
        let (mut to, mut gain) = (root, -own);
        for &(demand, profit) in &self.room.edges[self.room.row(node)] {
            let earns = profit - own - self.dual[demand as usize];
            if earns > gain {
                (to, gain) = (demand, earns);
            }
        }
        (gain > 0).then_some(Entering { from: node, to, gain })
    }

    /// Sends what the cycle closed by an arc can carry, and mends the tree. Around the cycle
    /// the arc above a supply loses on the side where the flow comes from, that above a demand
    /// on the side where it goes to; all others gain.
    fn pivot(&mut self, entering: &Entering) {
        let supplies = self.room.supplies;
        let tree = &mut self.tree;
        let (mut from, mut to) = (entering.from, entering.to);
        let (mut giving, mut giver) = (i64::MAX, NONE);
        let (mut taking, mut taker) = (i64::MAX, NONE);
        while from != to {
            if tree.depth(from) >= tree.depth(to) {
                if from < supplies && tree.held(from) < giving {
                    (giving, giver) = (tree.held(from), from);
                }
                from = tree.parent(from);
            } else {
                if to >= supplies && tree.held(to) <= taking {
                    (taking, taker) = (tree.held(to), to);
                }
                to = tree.parent(to);
            }
        }
        let join = from;
        let amount = giving.min(taking);
        if amount > 0 {
            for (start, loses) in [(entering.from, true), (entering.to, false)] {
                let mut node = start;
                while node != join {
                    let held = tree.held_mut(node);
                    *held += if (node < supplies) == loses { -amount } else { amount };
                    node = tree.parent(node);
                }
            }
        }
        // Ties: the last arc around the cycle from where its sides join.
        let (top, low, parent, shift) = if taking <= giving {
            (taker, entering.to, entering.from, -entering.gain)
        } else {
            (giver, entering.from, entering.to, entering.gain)
        };
        tree.rehang(top, low, parent, amount);
        let dual = &mut self.dual;
        tree.descend(low, |node| {
            dual[node as usize] += if node < supplies { shift } else { -shift };
        });
    }
}

/// Lets a test put another answer in the place of the solver's, to see who asks it.
#[cfg(test)]
pub(crate) mod seam {
    use std::cell::RefCell;

    use super::Plan;

    thread_local! {
        static INSTEAD: RefCell<Option<Plan>> = const { RefCell::new(None) };
    }

    pub(super) fn replaced() -> Option<Plan> {
        INSTEAD.with_borrow(Clone::clone)
    }

    /// Runs `work` while every problem is answered with `plan`.
    pub(crate) fn answering<T>(plan: Plan, work: impl FnOnce() -> T) -> T {
        INSTEAD.set(Some(plan));
        let done = work();
        INSTEAD.set(None);
        done
    }
}

#[cfg(test)]
mod tests;
