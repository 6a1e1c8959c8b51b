//! One partner each: the linear assignment problem, on a full table of costs or on the edges
//! of a sparse graph in which staying alone costs nothing.
//!
//! It is exact and knows nothing of what the costs and weights stand for.

use super::grain::Grain;
use super::read::CostTable;
use super::transport::{self, Trade};
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

/// Finds the matching of largest weight in a two-sided graph, its edges row after row; to stay
/// alone weighs 0. None if stopped.
///
/// Maximise `sum w_ij x_ij`, each row and column at most once: the trade in which everyone has
/// one unit, whose best plans are whole. [`transport::solve`] proves it; its strongly feasible
/// basis gets through the many pivots that move nothing.
///
/// Oracle: all matchings of small graphs, and a dense solver on generated regions.
pub fn match_sparse(
    columns: usize,
    row_start: &[u32],
    column: &[u32],
    weight: &[i64],
    watch: &dyn Watch,
) -> Option<Matching> {
    let rows = row_start.len().saturating_sub(1);
    let (supply, demand) = (vec![1; rows], vec![1; columns]);
    let trade =
        Trade { supply: &supply, demand: &demand, row_start, column, profit: weight, bounds: None };
    let plan = transport::solve(&trade, u64::MAX, watch);
    if plan.stopped_early {
        return None;
    }
    let mut column_of = vec![ALONE; rows];
    for delivery in &plan.deliveries {
        column_of[delivery.supply as usize] = delivery.demand;
    }
    Some(Matching { objective: plan.objective, matched: plan.deliveries.len(), column_of })
}

#[cfg(test)]
mod tests;
