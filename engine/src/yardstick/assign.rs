//! The job "assign": every flow has one partner at most, and the pairs together earn most.
//!
//! Edges are those of the job "alloc"; a pair earns what its smaller end trades in a year.

use super::alloc::Edges;
use crate::optimise::assign::match_sparse;
use crate::optimise::transport::row_starts;
use crate::watch::Watch;

/// What the job prints, to be compared digit by digit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Assign {
    /// Number of edges.
    pub edges: usize,
    /// Most that can be earned, in cents.
    pub objective: i128,
    /// Pairs made.
    pub matched: usize,
}

/// What each pair earns in a year, in cents.
pub fn weights(edges: &Edges) -> Vec<i64> {
    let smaller = |(&supply, &demand): (&u32, &u32)| {
        edges.supply_quantity[supply as usize].min(edges.demand_quantity[demand as usize])
    };
    let amounts = edges.supply.iter().zip(&edges.demand).map(smaller);
    edges
        .profit_cents
        .iter()
        .zip(amounts)
        .map(|(&cents, amount)| i64::from(cents) * amount)
        .collect()
}

/// Does the job; none if stopped.
pub fn assign(edges: &Edges, weight: &[i64], watch: &dyn Watch) -> Option<Assign> {
    let row_start = row_starts(edges.supply_quantity.len(), &edges.supply);
    let columns = edges.demand_quantity.len();
    let matching = match_sparse(columns, &row_start, &edges.demand, weight, watch)?;
    Some(Assign {
        edges: edges.supply.len(),
        objective: matching.objective,
        matched: matching.matched,
    })
}
