//! Allocation with a price for opening a connection: amounts over candidate connections so
//! that all together gain most, and a bound that says how much more could be had at most.
//!
//! It reckons in whole grains and knows no flows, routes or reference data;
//! [`super::region`] turns a region into a problem. The linear parts are solved by
//! [`super::transport`], here is only what fixed costs and least amounts add.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::transport::{self, Bounds, Plan, Trade, row_starts};
use crate::watch::Watch;

/// Whole amounts are thousandths of the unit of a kind.
pub const GRAINS_PER_UNIT: f64 = 1e3;
/// Whole sums of money are billionths of a euro.
pub const GRAINS_PER_EUR: f64 = 1e9;

/// A supply and a demand that could be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// Number of the supply.
    pub supply: u32,
    /// Number of the demand.
    pub demand: u32,
    /// Least amount worth opening it for.
    pub least: i64,
    /// Most it can carry, because both have it in the same hours.
    pub most: i64,
    /// What a grain of amount earns, in grains of money.
    pub profit: i64,
    /// What it costs a year to have it open, in grains of money.
    pub fixed: i64,
}

/// What is to be allocated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// What each supply can give.
    pub supply: Vec<i64>,
    /// What each demand can take.
    pub demand: Vec<i64>,
    /// The connections.
    pub connections: Vec<Connection>,
}

/// Amounts, what they gain, and how good that is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allocation {
    /// Amount on each connection of the problem.
    pub amounts: Vec<i64>,
    /// What they gain, in grains of money.
    pub objective: i128,
    /// More than this nothing gains.
    pub bound: i128,
    /// What the first answer gained that was at hand.
    pub greedy: i128,
    /// Branches looked at.
    pub nodes: u64,
    /// Pivots made.
    pub pivots: u64,
    /// Whether it was stopped, or its budget used up, before the proof.
    pub stopped_early: bool,
}

/// Chooses amounts that gain most.
///
/// Maximise `sum (p_e x_e - f_e y_e)` with `x_e = 0` where `y_e = 0`, else `l_e <= x_e <= c_e`;
/// at each supply `sum x <= s`, at each demand `sum x <= d`; amount `x`, opened or not `y`,
/// profit `p`, fixed cost `f`, least `l`, most `c`, all in whole grains.
///
/// Branch and bound, best first, by connected component. The bound of a branch is that of the
/// trade in which an undecided connection pays its fixed cost in proportion, `p - f/c` a grain,
/// and its least amount is waived; it is exact where connections are full or free of fixed
/// cost. Each branch also yields a plan: what its trade opens is traded again at the full
/// profit, and what does not earn its fixed cost or stays below its least is shut, until all
/// do. The component with the widest gap goes first; in it, the undecided connection with the
/// largest unpaid fixed cost is opened and shut. With `budget` pivots used up, or stopped, the
/// best plan so far stands with its bound. Progress tells the gain and the bound in EUR.
///
/// Source: Balinski 1961, *Fixed-cost transportation problems* (the relaxation); Land and Doig
/// 1960 (branch and bound). Oracle: every choice of opened connections on small problems.
pub fn allocate(problem: &Problem, budget: u64, watch: &dyn Watch) -> Allocation {
    let mut parts = parts(problem);
    let mut all = Allocation { amounts: vec![0; problem.connections.len()], ..Default::default() };
    for part in &mut parts {
        all.greedy += part.start_greedily();
    }
    let mut search = Effort { budget, pivots: 0, nodes: 0 };
    let mut told = Totals { gain: all.greedy, bound: parts.iter().map(Part::bound).sum() };
    told.tell(watch);
    let mut queue: BinaryHeap<(i128, Reverse<usize>)> =
        parts.iter().enumerate().map(|(at, part)| (part.gap(), Reverse(at))).collect();
    while let Some((gap, Reverse(at))) = queue.pop() {
        if gap <= 0 {
            break;
        }
        if watch.stop() || search.pivots >= search.budget {
            all.stopped_early = true;
            break;
        }
        let part = &mut parts[at];
        let before = (part.gain, part.bound());
        let goes_on = part.look_once(&mut search, watch);
        told.gain += part.gain - before.0;
        told.bound += part.bound() - before.1;
        told.tell(watch);
        if goes_on {
            queue.push((part.gap(), Reverse(at)));
        }
    }
    for part in parts {
        all.objective += part.gain;
        all.bound += part.bound();
        for (connection, amount) in part.connections.iter().zip(part.amounts) {
            all.amounts[connection.number] = amount;
        }
    }
    (all.nodes, all.pivots) = (search.nodes, search.pivots);
    all
}

/// Lets a step be stopped, while progress is told of the whole.
struct Quietly<'a>(&'a dyn Watch);

impl Watch for Quietly<'_> {
    fn progress(&self, _done: u64, _total: u64, _phase: &'static str) {}
    fn stop(&self) -> bool {
        self.0.stop()
    }
}

struct Effort {
    budget: u64,
    pivots: u64,
    nodes: u64,
}

struct Totals {
    gain: i128,
    bound: i128,
}

impl Totals {
    fn tell(&self, watch: &dyn Watch) {
        let eur = |grains: i128| (grains.max(0) as f64 / GRAINS_PER_EUR) as u64;
        watch.progress(eur(self.gain), eur(self.bound), "allocate");
    }
}

/// A connection of a component, its ends numbered within it.
#[derive(Debug, Clone, Copy)]
struct Own {
    is: Connection,
    number: usize,
}

impl Own {
    /// What it gains at most.
    fn full_gain(&self) -> i128 {
        gain(&self.is, self.is.most)
    }
}

/// What an open connection gains with an amount.
fn gain(connection: &Connection, amount: i64) -> i128 {
    i128::from(connection.profit) * i128::from(amount) - i128::from(connection.fixed)
}

/// What a branch has decided about a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Undecided,
    Open,
    Shut,
}

/// A branch that is still to be looked at; those with more to gain come first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Branch {
    bound: i128,
    /// Earlier made, earlier looked at.
    made: Reverse<u64>,
    /// Connections opened or shut.
    decided: Vec<(u32, bool)>,
}

/// A connected component: its best plan, and the branches that could hold a better one.
struct Part {
    supply: Vec<i64>,
    demand: Vec<i64>,
    connections: Vec<Own>,
    amounts: Vec<i64>,
    gain: i128,
    branches: BinaryHeap<Branch>,
    made: u64,
    /// What branches without a decision left might gain by rounding.
    left: i128,
}

/// Parts of a problem by connected component, without connections that can never gain.
fn parts(problem: &Problem) -> Vec<Part> {
    let room = |c: &Connection| {
        let ends = problem.supply[c.supply as usize].min(problem.demand[c.demand as usize]);
        Connection { most: c.most.min(ends), least: c.least.max(0), fixed: c.fixed.max(0), ..*c }
    };
    let mut useful: Vec<Own> = problem
        .connections
        .iter()
        .map(room)
        .enumerate()
        .map(|(number, is)| Own { is, number })
        .filter(|own| own.is.most >= own.is.least.max(1) && own.full_gain() > 0)
        .collect();
    useful.sort_unstable_by_key(|own| (own.is.supply, own.is.demand, own.number));
    let first_demand = problem.supply.len() as u32;
    let mut above: Vec<u32> = (0..first_demand + problem.demand.len() as u32).collect();
    for own in &useful {
        let a = transport::top(&mut above, own.is.supply);
        let b = transport::top(&mut above, own.is.demand + first_demand);
        above[a.max(b) as usize] = a.min(b);
    }
    let mut part_of = vec![usize::MAX; above.len()];
    let mut local = vec![u32::MAX; above.len()];
    let mut parts: Vec<Part> = Vec::new();
    for mut own in useful {
        let head = transport::top(&mut above, own.is.supply) as usize;
        if part_of[head] == usize::MAX {
            part_of[head] = parts.len();
            parts.push(Part::empty());
        }
        let part = &mut parts[part_of[head]];
        let mut enter = |node: u32, amount: i64, side: &mut Vec<i64>| {
            let at = &mut local[node as usize];
            if *at == u32::MAX {
                *at = side.len() as u32;
                side.push(amount);
            }
            *at
        };
        let (supply, demand) = (own.is.supply, own.is.demand);
        own.is.supply = enter(supply, problem.supply[supply as usize], &mut part.supply);
        let amount = problem.demand[demand as usize];
        own.is.demand = enter(demand + first_demand, amount, &mut part.demand);
        part.connections.push(own);
    }
    parts
}

/// Shares of fixed costs are reckoned in so many parts of a grain, rounded up, so that the
/// bound stays one.
const FINER: i64 = 1 << 10;

impl Part {
    fn empty() -> Self {
        Self {
            supply: Vec::new(),
            demand: Vec::new(),
            connections: Vec::new(),
            amounts: Vec::new(),
            gain: 0,
            branches: BinaryHeap::new(),
            made: 0,
            left: 0,
        }
    }

    /// Opens the connection that gains most while anything gains, and sets up the search with
    /// a bound by supplies alone. Returns the gain.
    fn start_greedily(&mut self) -> i128 {
        let (mut supply, mut demand) = (self.supply.clone(), self.demand.clone());
        self.amounts = vec![0; self.connections.len()];
        let mut order: Vec<usize> = (0..self.connections.len()).collect();
        order.sort_by_key(|&at| Reverse(self.connections[at].full_gain()));
        for at in order {
            let is = &self.connections[at].is;
            let (from, to) = (is.supply as usize, is.demand as usize);
            let amount = is.most.min(supply[from]).min(demand[to]);
            if amount >= is.least.max(1) && gain(is, amount) > 0 {
                supply[from] -= amount;
                demand[to] -= amount;
                self.amounts[at] = amount;
                self.gain += gain(is, amount);
            }
        }
        let bound = self.connections.iter().map(Own::full_gain).sum();
        self.branches.push(Branch { bound, made: Reverse(0), decided: Vec::new() });
        self.gain
    }

    fn bound(&self) -> i128 {
        let open = self.branches.peek().map_or(self.gain, |branch| branch.bound);
        open.max(self.left).max(self.gain)
    }

    fn gap(&self) -> i128 {
        self.branches.peek().map_or(0, |branch| branch.bound - self.gain)
    }

    /// Looks at the best branch. False where none is left that could gain more.
    fn look_once(&mut self, effort: &mut Effort, watch: &dyn Watch) -> bool {
        let Some(branch) = self.branches.pop() else { return false };
        if branch.bound <= self.gain {
            self.branches.clear();
            return false;
        }
        effort.nodes += 1;
        let mut choices = vec![Choice::Undecided; self.connections.len()];
        for &(at, open) in &branch.decided {
            choices[at as usize] = if open { Choice::Open } else { Choice::Shut };
        }
        let (plan, amounts) = self.relaxed(&choices, effort, watch);
        if plan.stopped_early {
            // Nothing new is known of it.
            self.branches.push(branch);
            return true;
        }
        if plan.infeasible {
            return true;
        }
        let opened = choices.iter().zip(&self.connections).filter(|(c, _)| **c == Choice::Open);
        let paid: i128 = opened.map(|(_, own)| i128::from(own.is.fixed)).sum();
        let bound = (plan.bound.div_euclid(i128::from(FINER)) - paid).min(branch.bound);
        self.improve(&amounts, effort, watch);
        if bound <= self.gain {
            return true;
        }
        let unpaid = |at: usize| {
            let (is, amount) = (&self.connections[at].is, amounts[at]);
            let fixed = i128::from(is.fixed) * i128::from(is.most - amount) / i128::from(is.most);
            fixed + i128::from(is.profit) * i128::from((is.least - amount).max(0))
        };
        let loose = |&at: &usize| {
            let is = &self.connections[at].is;
            choices[at] == Choice::Undecided
                && amounts[at] > 0
                && (amounts[at] < is.least || (is.fixed > 0 && amounts[at] < is.most))
        };
        let all = 0..self.connections.len();
        let Some(at) = all.filter(loose).max_by_key(|&at| (unpaid(at), Reverse(at))) else {
            self.left = self.left.max(bound);
            return true;
        };
        for open in [true, false] {
            self.made += 1;
            let mut decided = branch.decided.clone();
            decided.push((at as u32, open));
            self.branches.push(Branch { bound, made: Reverse(self.made), decided });
        }
        true
    }

    /// The trade of a branch with fixed costs in proportion; profits in parts of a grain.
    fn relaxed(
        &self,
        choices: &[Choice],
        effort: &mut Effort,
        watch: &dyn Watch,
    ) -> (Plan, Vec<i64>) {
        self.trade(effort, watch, |at, is| {
            let whole = i128::from(is.profit) * i128::from(FINER);
            let share = i128::from(is.fixed) * i128::from(FINER) / i128::from(is.most);
            let (profit, least) = match choices[at] {
                Choice::Undecided => (whole - share, 0),
                Choice::Open => (whole, is.least),
                Choice::Shut => return None,
            };
            Some(Terms { profit: i64::try_from(profit).unwrap_or(i64::MAX), least })
        })
    }

    /// The trade over the connections for which there are terms, and the amount on each.
    fn trade(
        &self,
        effort: &mut Effort,
        watch: &dyn Watch,
        terms: impl Fn(usize, &Connection) -> Option<Terms>,
    ) -> (Plan, Vec<i64>) {
        let (mut rows, mut column, mut number) = (Vec::new(), Vec::new(), Vec::new());
        let (mut profit, mut least, mut most) = (Vec::new(), Vec::new(), Vec::new());
        let mut bound = false;
        for (at, Own { is, .. }) in self.connections.iter().enumerate() {
            if let Some(terms) = terms(at, is) {
                let ends = self.supply[is.supply as usize].min(self.demand[is.demand as usize]);
                bound |= terms.least > 0 || is.most < ends;
                rows.push(is.supply);
                column.push(is.demand);
                number.push(at);
                profit.push(terms.profit);
                least.push(terms.least);
                most.push(is.most);
            }
        }
        let trade = Trade {
            supply: &self.supply,
            demand: &self.demand,
            row_start: &row_starts(self.supply.len(), &rows),
            column: &column,
            profit: &profit,
            bounds: bound.then_some(Bounds { least: &least, most: &most }),
        };
        let left = effort.budget.saturating_sub(effort.pivots);
        let plan = transport::solve(&trade, left, &Quietly(watch));
        effort.pivots += plan.pivots;
        let mut amounts = vec![0; self.connections.len()];
        for delivery in &plan.deliveries {
            amounts[number[delivery.edge as usize]] = delivery.amount;
        }
        (plan, amounts)
    }

    /// Makes a plan of what a relaxed trade has opened, and keeps it if it gains more.
    fn improve(&mut self, relaxed: &[i64], effort: &mut Effort, watch: &dyn Watch) {
        let mut amounts = relaxed.to_vec();
        loop {
            let keeps = |(own, &amount): (&Own, &i64)| {
                amount >= own.is.least.max(1) && gain(&own.is, amount) > 0
            };
            let kept: Vec<bool> = self.connections.iter().zip(&amounts).map(keeps).collect();
            let pays = self.connections.iter().zip(&amounts).zip(&kept).filter(|(_, kept)| **kept);
            let sum: i128 = pays.map(|((own, &amount), _)| gain(&own.is, amount)).sum();
            if sum > self.gain {
                self.gain = sum;
                self.amounts.copy_from_slice(&amounts);
                for (amount, kept) in self.amounts.iter_mut().zip(&kept) {
                    *amount = if *kept { *amount } else { 0 };
                }
            }
            let (plan, next) = self.trade(effort, watch, |at, is| {
                kept[at].then_some(Terms { profit: is.profit, least: 0 })
            });
            if plan.stopped_early || next == amounts {
                return;
            }
            amounts = next;
        }
    }
}

/// On what terms a connection takes part in a trade.
struct Terms {
    profit: i64,
    least: i64,
}

#[cfg(test)]
mod tests;
