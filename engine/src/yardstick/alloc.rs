//! The job "alloc": how much of every supply goes to which demand, so that all together earn
//! most.
//!
//! The edges come from the shared search, the plan from the shared solver; only the cost of
//! carriage and the choice of the best few are this job's own.

use super::case::Case;
use super::join::{field, reach};
use crate::model::{Direction, Kind};
use crate::optimise::transport::{self, Plan, Trade, row_starts};
use crate::watch::Watch;

/// Pairs that earn something, in the order of supply, then demand; both are numbered among
/// their like in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edges {
    /// Units a year of each supply.
    pub supply_quantity: Vec<i64>,
    /// Units a year of each demand.
    pub demand_quantity: Vec<i64>,
    /// Supply of each edge.
    pub supply: Vec<u32>,
    /// Demand of each edge.
    pub demand: Vec<u32>,
    /// What a unit earns, in cents.
    pub profit_cents: Vec<i32>,
}

/// What the job prints, to be compared digit by digit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alloc {
    /// Number of edges.
    pub edges: usize,
    /// Most that can be earned, in cents.
    pub objective: i128,
    /// Whether it is proven.
    pub proven: bool,
}

/// Cost of carrying a unit one km, EUR.
fn eur_per_unit_km(kind: Kind) -> f64 {
    match kind {
        Kind::Heat => 0.6,
        Kind::Steam => 1.5,
        Kind::Cooling => 1.0,
        Kind::Water => 0.02,
        Kind::Co2
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => 0.12,
    }
}

/// The pairs of the job "join" that earn something: `floor(100 (bid - ask - carriage) + 0.5)`
/// cents a unit, kept above 0. With `top`, only those among the best so many of their supply
/// or of their demand; equals go by the lower number of the other end.
pub fn edges(case: &Case, top: Option<usize>) -> Edges {
    let flows = &case.flows;
    let mut edges = Edges::default();
    let number: Vec<u32> = (0..flows.len())
        .map(|row| {
            let like = match flows.direction[row] {
                Direction::Supply => &mut edges.supply_quantity,
                Direction::Demand => &mut edges.demand_quantity,
            };
            like.push(flows.quantity[row]);
            like.len() as u32 - 1
        })
        .collect();
    let mut found: Vec<(u32, u32, i32)> = Vec::new();
    field(case).candidates(&reach(), |supply, demands, metres| {
        let from = supply as usize;
        let kind = case.resources[usize::from(flows.resource[from])].kind;
        for (&demand, metres) in demands.iter().zip(metres) {
            let carriage = eur_per_unit_km(kind) * metres / 1000.0;
            let eur = flows.price[demand as usize] - flows.price[from] - carriage;
            let cents = (100.0 * eur + 0.5).floor();
            if cents >= 1.0 {
                found.push((number[from], number[demand as usize], cents as i32));
            }
        }
    });
    found.sort_unstable();
    if let Some(top) = top {
        let mut kept = vec![false; found.len()];
        mark(&found, top, &mut kept, |&(supply, demand, _)| (supply, demand));
        mark(&found, top, &mut kept, |&(supply, demand, _)| (demand, supply));
        let mut kept = kept.into_iter();
        found.retain(|_| kept.next().unwrap_or(false));
    }
    edges.supply = found.iter().map(|edge| edge.0).collect();
    edges.demand = found.iter().map(|edge| edge.1).collect();
    edges.profit_cents = found.iter().map(|edge| edge.2).collect();
    edges
}

/// Marks the best `top` edges of each end; `ends` names that end first.
fn mark(
    edges: &[(u32, u32, i32)],
    top: usize,
    kept: &mut [bool],
    ends: impl Fn(&(u32, u32, i32)) -> (u32, u32),
) {
    let mut order: Vec<u32> = (0..edges.len() as u32).collect();
    order.sort_unstable_by_key(|&at| {
        let edge = &edges[at as usize];
        let (own, other) = ends(edge);
        (own, std::cmp::Reverse(edge.2), other)
    });
    let (mut own, mut taken) = (None, 0);
    for at in order {
        let end = ends(&edges[at as usize]).0;
        if own != Some(end) {
            (own, taken) = (Some(end), 0);
        }
        kept[at as usize] |= taken < top;
        taken += 1;
    }
}

/// Does the job.
pub fn alloc(edges: &Edges, watch: &dyn Watch) -> Alloc {
    let plan: Plan = transport::solve(
        &Trade {
            supply: &edges.supply_quantity,
            demand: &edges.demand_quantity,
            row_start: &row_starts(edges.supply_quantity.len(), &edges.supply),
            column: &edges.demand,
            profit: &edges.profit_cents,
            bounds: None,
        },
        u64::MAX,
        watch,
    );
    Alloc {
        edges: edges.supply.len(),
        objective: plan.objective,
        proven: plan.bound == plan.objective,
    }
}

#[cfg(test)]
mod tests;
