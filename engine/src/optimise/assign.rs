//! One partner each: the linear assignment problem, on a full table of costs or on the edges
//! of a sparse graph in which staying alone costs nothing.
//!
//! It is exact and knows nothing of what the costs and weights stand for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grain::Grain;
use super::read::CostTable;
use crate::watch::Watch;

/// A column, or a row, without a partner.
pub const ALONE: u32 = u32::MAX;

/// A least-cost assignment of every row to its own column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Least sum of costs.
    pub objective: i128,
    /// Column of each row.
    pub column_of: Vec<u32>,
}

/// Assigns each row of a square table its own column at the least sum of costs; none if
/// stopped.
///
/// Minimise `sum c_ij x_ij`, each row and column once; costs `c` any whole numbers of 64 bits.
/// Shortest augmenting paths over reduced costs `c_ij - u_i - v_j >= 0`, after a start from the
/// columns' least costs; at most `size^3` steps.
///
/// Source: Jonker and Volgenant 1987, *A shortest augmenting path algorithm for dense and
/// sparse linear assignment problems*. Oracle: OR-Library `assign100` (305), `assign500` (991).
pub fn assign(table: &CostTable, watch: &dyn Watch) -> Option<Assignment> {
    let dearest = table.costs.iter().map(|&c| i128::from(c).abs()).max().unwrap_or(0);
    // A dual is a sum of at most 2 n costs.
    let column_of = if (dearest + 1) * (2 * table.size as i128 + 2) < i128::from(i64::MAX) / 4 {
        columns::<i64>(table, watch)?
    } else {
        columns::<i128>(table, watch)?
    };
    let cost = |(row, &column): (usize, &u32)| table.costs[row * table.size + column as usize];
    let objective = column_of.iter().enumerate().map(|at| i128::from(cost(at))).sum();
    Some(Assignment { objective, column_of })
}

fn columns<N: Grain>(table: &CostTable, watch: &dyn Watch) -> Option<Vec<u32>> {
    let n = table.size;
    let cost = |row: usize, column: usize| N::from(table.costs[row * n + column]);
    let mut column_of = vec![ALONE; n];
    let mut row_of = vec![ALONE; n];
    let mut price = vec![N::ENDLESS; n];
    let mut cheapest = vec![0; n];
    for row in 0..n {
        for column in 0..n {
            if cost(row, column) < price[column] {
                (price[column], cheapest[column]) = (cost(row, column), row);
            }
        }
    }
    for column in (0..n).rev() {
        let row = cheapest[column];
        if column_of[row] == ALONE {
            (column_of[row], row_of[column]) = (column as u32, row as u32);
        }
    }
    let mut reach = vec![N::ENDLESS; n];
    let mut before = vec![0; n];
    let mut order: Vec<usize> = (0..n).collect();
    for free in 0..n {
        if column_of[free] != ALONE {
            continue;
        }
        watch.progress(free as u64, n as u64, "assign");
        if watch.stop() {
            return None;
        }
        // Columns in `order`: up to `settled` left for good, up to `near` at distance `least`.
        for column in 0..n {
            (reach[column], before[column]) = (cost(free, column) - price[column], free);
        }
        let (mut settled, mut near, mut last) = (0, 0, 0);
        let mut least = N::default();
        let end = 'search: loop {
            if settled == near {
                last = settled;
                least = N::ENDLESS;
                let unsettled = near..n;
                for at in unsettled {
                    let column = order[at];
                    if reach[column] <= least {
                        if reach[column] < least {
                            (near, least) = (settled, reach[column]);
                        }
                        order.swap(at, near);
                        near += 1;
                    }
                }
                for &column in &order[settled..near] {
                    if row_of[column] == ALONE {
                        break 'search column;
                    }
                }
            }
            let column = order[settled];
            settled += 1;
            let row = row_of[column] as usize;
            let own = cost(row, column) - price[column];
            let unsettled = near..n;
            for at in unsettled {
                let other = order[at];
                let through = least + cost(row, other) - price[other] - own;
                if through < reach[other] {
                    (reach[other], before[other]) = (through, row);
                    if through == least {
                        if row_of[other] == ALONE {
                            break 'search other;
                        }
                        order.swap(at, near);
                        near += 1;
                    }
                }
            }
        };
        for &column in &order[..last] {
            price[column] += reach[column] - least;
        }
        let mut column = end;
        loop {
            let row = before[column];
            row_of[column] = row as u32;
            let next = std::mem::replace(&mut column_of[row], column as u32);
            if row == free {
                break;
            }
            column = next as usize;
        }
    }
    Some(column_of)
}

/// A two-sided graph with weights, its edges row after row.
#[derive(Debug, Clone, Copy)]
pub struct Bipartite<'a> {
    /// Columns there are.
    pub columns: usize,
    /// Where the edges of each row begin, and at last where they end.
    pub row_start: &'a [u32],
    /// Column of each edge.
    pub column: &'a [u32],
    /// Weight of each edge; one of 0 or less is never taken.
    pub weight: &'a [i64],
}

/// A set of edges that share no end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// Largest sum of weights.
    pub objective: i128,
    /// Rows that have a partner.
    pub matched: usize,
    /// Column of each row, or [`ALONE`].
    pub column_of: Vec<u32>,
}

/// Finds a matching of the largest weight; to stay alone weighs 0. None if stopped.
///
/// Maximise `sum w_ij x_ij`, each row and column at most once. Rows first bid for columns as
/// in an auction whose prices rise by exactly what keeps duals right; rows left over then find
/// the shortest augmenting path over `u_i + v_j - w_ij >= 0`, which ends at a free column or at
/// a row that is as well off alone. Duals prove the result: `sum w = sum u + sum v`.
/// Weights below `2^60`.
///
/// Source: Jonker and Volgenant 1987; Bertsekas 1988, *The auction algorithm*.
pub fn match_sparse(graph: &Bipartite<'_>, watch: &dyn Watch) -> Option<Matching> {
    let mut search = Search::new(graph);
    let mut left = search.bid();
    left.sort_unstable();
    let total = left.len() as u64;
    for (done, row) in (0u64..).zip(left) {
        if done.is_multiple_of(256) {
            watch.progress(done, total, "assign");
            if watch.stop() {
                return None;
            }
        }
        search.augment(row);
    }
    Some(search.finish())
}

/// Rounds in which rows outbid each other before paths are searched.
const BIDDING_ROUNDS: usize = 100;

/// One edge as the search reads it.
#[derive(Debug, Clone, Copy)]
struct Edge {
    weight: i64,
    column: u32,
}

/// Where a search stands with one column.
#[derive(Debug, Clone, Copy)]
struct Reach {
    distance: i64,
    /// Row it was reached from.
    from: u32,
    /// Search that this belongs to.
    search: u32,
}

struct Search<'a> {
    graph: &'a Bipartite<'a>,
    column_of: Vec<u32>,
    row_of: Vec<u32>,
    /// Dual of each row: its gain over staying alone.
    gain: Vec<i64>,
    /// Dual of each column; 0 while it is free.
    price: Vec<i64>,
    reach: Vec<Reach>,
    searches: u32,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    settled: Vec<(u32, i64)>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Bipartite<'a>) -> Self {
        let rows = graph.row_start.len().saturating_sub(1);
        Self {
            graph,
            column_of: vec![ALONE; rows],
            row_of: vec![ALONE; graph.columns],
            gain: vec![0; rows],
            price: vec![0; graph.columns],
            reach: vec![Reach { distance: 0, from: ALONE, search: 0 }; graph.columns],
            searches: 0,
            heap: BinaryHeap::new(),
            settled: Vec::new(),
        }
    }

    fn edges(&self, row: u32) -> impl Iterator<Item = Edge> + use<'a> {
        let graph: &'a Bipartite<'a> = self.graph;
        let range =
            graph.row_start[row as usize] as usize..graph.row_start[row as usize + 1] as usize;
        let columns = &graph.column[range.clone()];
        columns.iter().zip(&graph.weight[range]).map(|(&column, &weight)| Edge { weight, column })
    }

    /// Lets rows take the column that is best for them at its price, and raises that price to
    /// where they would as soon take the next best. Returns the rows still outbid in the end.
    fn bid(&mut self) -> Vec<u32> {
        let mut left: Vec<u32> = (0..self.column_of.len() as u32).collect();
        for _ in 0..BIDDING_ROUNDS {
            let mut outbid = Vec::new();
            for first in std::mem::take(&mut left) {
                let mut row = first;
                loop {
                    let (mut best, mut second, mut taken) = (0, 0, ALONE);
                    for edge in self.edges(row) {
                        let value = edge.weight - self.price[edge.column as usize];
                        if value > second {
                            if value > best {
                                (second, best, taken) = (best, value, edge.column);
                            } else {
                                second = value;
                            }
                        }
                    }
                    self.gain[row as usize] = second;
                    if taken == ALONE {
                        break;
                    }
                    let before = std::mem::replace(&mut self.row_of[taken as usize], row);
                    self.column_of[row as usize] = taken;
                    self.price[taken as usize] += best - second;
                    if before == ALONE {
                        break;
                    }
                    self.column_of[before as usize] = ALONE;
                    if best == second {
                        outbid.push(before);
                        break;
                    }
                    row = before;
                }
            }
            left = outbid;
            if left.is_empty() {
                break;
            }
        }
        left
    }

    /// Gives a free row a partner, or leaves one row alone, by the shortest augmenting path.
    fn augment(&mut self, free: u32) {
        let best = self.edges(free).map(|e| e.weight - self.price[e.column as usize]).max();
        self.gain[free as usize] = best.unwrap_or(0).max(0);
        self.searches += 1;
        self.heap.clear();
        self.settled.clear();
        // The nearest end so far: a free column, or a row that goes alone.
        let (mut end, mut column_end, mut row_end) = (self.gain[free as usize], ALONE, free);
        let (mut row, mut distance) = (free, 0);
        loop {
            self.settled.push((row, distance));
            let base = distance + self.gain[row as usize];
            if base < end {
                (end, column_end, row_end) = (base, ALONE, row);
            }
            for edge in self.edges(row) {
                let at = edge.column as usize;
                let through = base - edge.weight + self.price[at];
                if through >= end {
                    continue;
                }
                let reach = &mut self.reach[at];
                if reach.search == self.searches && reach.distance <= through {
                    continue;
                }
                *reach = Reach { distance: through, from: row, search: self.searches };
                if self.row_of[at] == ALONE {
                    (end, column_end) = (through, edge.column);
                } else {
                    self.heap.push(Reverse((through, edge.column)));
                }
            }
            let next = loop {
                match self.heap.pop() {
                    Some(Reverse((at, column))) if at < end => {
                        if self.reach[column as usize].distance == at {
                            break Some((at, column));
                        }
                    }
                    Some(_) | None => break None,
                }
            };
            let Some((at, column)) = next else { break };
            (row, distance) = (self.row_of[column as usize], at);
        }
        for &(row, distance) in &self.settled {
            self.gain[row as usize] -= end - distance;
            let column = self.column_of[row as usize];
            if column != ALONE {
                self.price[column as usize] += end - distance;
            }
        }
        let mut column = column_end;
        if column == ALONE {
            column = std::mem::replace(&mut self.column_of[row_end as usize], ALONE);
            if row_end == free {
                return;
            }
        }
        loop {
            let row = self.reach[column as usize].from;
            self.row_of[column as usize] = row;
            column = std::mem::replace(&mut self.column_of[row as usize], column);
            if row == free {
                return;
            }
        }
    }

    fn finish(self) -> Matching {
        let mut objective = 0;
        let mut matched = 0;
        for (row, &column) in (0u32..).zip(&self.column_of) {
            if column != ALONE {
                matched += 1;
                let edges = self.edges(row).filter(|edge| edge.column == column);
                objective += i128::from(edges.map(|edge| edge.weight).max().unwrap_or(0));
            }
        }
        Matching { objective, matched, column_of: self.column_of }
    }
}

#[cfg(test)]
mod tests;
