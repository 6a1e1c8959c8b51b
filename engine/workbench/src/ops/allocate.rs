//! The allocation of the open project: which pairs to connect, and how much each is to carry.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::matching::Request;
use turash_engine::optimise::region::{Opened, RegionPlan, allocate_region};
use turash_engine::watch::Watch;

use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("allocate.start", Effect::Job, allocate)]
}

/// Pivots that a region of some thousand flows gets through in about a second.
const PIVOTS: u64 = 500_000;

/// How much work may be put in.
#[derive(Deserialize, JsonSchema)]
struct Allocate {
    /// Pivots at most. The best plan by then stands, with its bound.
    #[serde(default)]
    budget: Option<u64>,
}

/// A connection with the names of its ends.
#[derive(Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    opened: Opened,
    supply_name: String,
    demand_name: String,
    /// Unit of the amounts.
    unit: &'static str,
}

/// The plan for the region.
#[derive(Serialize, JsonSchema)]
struct Allocated {
    /// What all connections together gain a year.
    objective_eur_per_year: f64,
    /// More than this no choice of connections gains.
    bound_eur_per_year: f64,
    /// Bound less objective, over the bound; 0 where the plan is proven best.
    gap: f64,
    /// What the first answer gained that was at hand.
    greedy_eur_per_year: f64,
    connections: Vec<Row>,
    /// Accepted pairs that could gain and were chosen from.
    candidates: usize,
    /// Accepted pairs left out because a price is missing.
    without_price: usize,
    /// Branches looked at.
    nodes: u64,
    /// Pivots made.
    pivots: u64,
    /// Whether it was stopped, or its budget used up, before the proof.
    stopped_early: bool,
}

fn allocate(workbench: &Workbench, input: Allocate, watch: &dyn Watch) -> Result<Allocated, Error> {
    let session = workbench.session()?;
    watch.progress(0, 1, "load");
    let loaded = session.load()?;
    let request = Request {
        as_of_year: Some(workbench.now().to_zoned(TimeZone::UTC).year()),
        ..Request::default()
    };
    let budget = input.budget.unwrap_or(PIVOTS);
    let region = &loaded.region;
    let plan = allocate_region(region, &request, workbench.reference(), budget, watch);
    let RegionPlan {
        objective_eur_per_year,
        bound_eur_per_year,
        gap,
        greedy_eur_per_year,
        connections,
        candidates,
        without_price,
        nodes,
        pivots,
        stopped_early,
    } = plan.map_err(|_| Error::Internal)?;
    let name = |flow| {
        let at = region.find_flow(flow);
        at.map(|at| region.site_of(at).name.clone()).unwrap_or_default()
    };
    let row = |opened: Opened| Row {
        supply_name: name(opened.supply),
        demand_name: name(opened.demand),
        unit: opened.kind.rules().unit,
        opened,
    };
    Ok(Allocated {
        objective_eur_per_year,
        bound_eur_per_year,
        gap,
        greedy_eur_per_year,
        connections: connections.into_iter().map(row).collect(),
        candidates,
        without_price,
        nodes,
        pivots,
        stopped_early,
    })
}
