//! The allocation of a region: which accepted pairs to connect, and how much each is to carry.
//!
//! It turns flows and screened money into the grains of [`super::allocate`], and back. What a
//! pair is worth is the matcher's and economics' affair, what to choose the solver's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::allocate::{Connection, GRAINS_PER_EUR, GRAINS_PER_UNIT, Problem, allocate};
use crate::economics::{Assumptions, Terms, annuity_factor};
use crate::issue::Issue;
use crate::matching::candidates::Field;
use crate::matching::fallback::Stretch;
use crate::matching::prefilter::{Limits, Subject, Subjects};
use crate::matching::score::Scoring;
use crate::matching::{Request, Rules, check};
use crate::model::{Direction, FlowId, Kind, Region};
use crate::reference::Reference;
use crate::watch::Watch;

/// A connection that is to be opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Who gives.
    pub supply: FlowId,
    /// Who takes.
    pub demand: FlowId,
    /// What.
    pub kind: Kind,
    /// How far it is carried, in km.
    pub distance_km: f64,
    /// What it carries a year, in the unit of the kind.
    pub amount_per_year: f64,
    /// What it could carry a year: what both have in the same hours.
    pub most_per_year: f64,
    /// What it gains a year, fixed cost paid, in EUR.
    pub benefit_eur_per_year: f64,
    /// What it costs a year to have it: annuity of its capital, and upkeep, in EUR.
    pub fixed_eur_per_year: f64,
}

/// The allocation of a region.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegionPlan {
    /// What all connections together gain a year, in EUR.
    pub objective_eur_per_year: f64,
    /// More than this no choice of connections gains, in EUR a year.
    pub bound_eur_per_year: f64,
    /// Bound less objective, over the bound; 0 where the plan is proven best.
    pub gap: f64,
    /// What the first answer gained that was at hand, in EUR a year.
    pub greedy_eur_per_year: f64,
    /// The connections, those that gain most first.
    pub connections: Vec<Opened>,
    /// Accepted pairs that could gain and were chosen from.
    pub candidates: usize,
    /// Accepted pairs left out because a price is missing.
    pub without_price: usize,
    /// Branches looked at.
    pub nodes: u64,
    /// Pivots made.
    pub pivots: u64,
    /// Whether it was stopped, or its budget used up, before the proof.
    pub stopped_early: bool,
}

/// Allocates the flows of a region. `budget` is in pivots.
///
/// Candidates are the pairs that the matcher accepts without relaxing anything. A pair's worth
/// is taken as linear in its amount above a fixed cost, both from its screening at the full
/// amount it can carry: `f = K (1 / a + m)`, `p = (V / a + f) / c`; fixed cost `f` EUR a year,
/// capital `K` EUR, annuity factor `a`, upkeep share `m`, net present value `V` EUR, gain
/// before fixed cost `p` EUR a unit, most it can carry `c` units a year. A connection carries
/// at least the share of the smaller flow below which the matcher refuses a pair, and at least
/// the smallest order that either side states. Amounts are
/// rounded down to 1/1000 unit; money to 1e-9 EUR, gains down and costs up.
pub fn allocate_region(
    region: &Region,
    request: &Request,
    reference: &Reference,
    budget: u64,
    watch: &dyn Watch,
) -> Result<RegionPlan, Issue> {
    let rules = Rules::read(request, reference)?;
    watch.progress(0, 1, "match-resolve");
    let subjects = Subjects::new(region, request, &rules, reference);
    let offers = Offers::of(&subjects, request, &rules, reference);
    let found = allocate(&offers.problem, budget, watch);

    let (eur, unit) = (|g: i128| g as f64 / GRAINS_PER_EUR, |g: i64| g as f64 / GRAINS_PER_UNIT);
    let flows = region.flows();
    let chosen = offers.problem.connections.iter().zip(&found.amounts).zip(&offers.ends);
    let mut connections: Vec<Opened> = chosen
        .filter(|((_, amount), _)| **amount > 0)
        .map(|((is, &amount), end)| Opened {
            supply: flows[end.supply as usize].id,
            demand: flows[end.demand as usize].id,
            kind: flows[end.supply as usize].kind,
            distance_km: end.metres / 1000.0,
            amount_per_year: unit(amount),
            most_per_year: unit(is.most),
            benefit_eur_per_year: eur(
                i128::from(is.profit) * i128::from(amount) - i128::from(is.fixed)
            ),
            fixed_eur_per_year: eur(i128::from(is.fixed)),
        })
        .collect();
    connections.sort_by(|a, b| {
        let ids = (a.supply, a.demand).cmp(&(b.supply, b.demand));
        b.benefit_eur_per_year.total_cmp(&a.benefit_eur_per_year).then(ids)
    });
    let gap = (found.bound - found.objective) as f64 / (found.bound as f64).max(1.0);
    Ok(RegionPlan {
        objective_eur_per_year: eur(found.objective),
        bound_eur_per_year: eur(found.bound),
        gap,
        greedy_eur_per_year: eur(found.greedy),
        connections,
        candidates: offers.problem.connections.len(),
        without_price: offers.without_price,
        nodes: found.nodes,
        pivots: found.pivots,
        stopped_early: found.stopped_early,
    })
}

/// A pair of flows by their positions in the region.
#[derive(Debug, Clone, Copy)]
struct End {
    supply: u32,
    demand: u32,
    metres: f64,
}

/// The accepted pairs of a region as a problem.
#[derive(Default)]
struct Offers {
    problem: Problem,
    /// The flows of each connection of the problem.
    ends: Vec<End>,
    without_price: usize,
}

/// What one part of the region has found.
#[derive(Default)]
struct Found {
    offers: Vec<(Connection, End)>,
    without_price: usize,
}

impl Offers {
    fn of(subjects: &Subjects, request: &Request, rules: &Rules, reference: &Reference) -> Self {
        let flows = &subjects.of_flow;
        let limits = Limits::of(rules, &request.constraints);
        let terms = Terms::new(reference, Assumptions::new(reference));
        let scoring = Scoring { rules, terms: &terms, reference };
        let entry = |at: u32| flows[at as usize].entry();
        let field = Field::new(request.earth, rules.radius_km, flows.len() as u32, entry);
        let mut all = Self::default();
        // Flows are numbered among their like, in the order of the region.
        let mut number = vec![0; flows.len()];
        for (number, flow) in number.iter_mut().zip(flows) {
            let like = match flow.direction {
                Direction::Supply => &mut all.problem.supply,
                Direction::Demand => &mut all.problem.demand,
            };
            *number = like.len() as u32;
            like.push(grains(flow.amount_per_year * GRAINS_PER_UNIT));
        }
        let parts = field.gather(&limits.reach(), Found::default, |found, at, demands, metres| {
            let supply = &flows[at as usize];
            for (&demand_at, &metres) in demands.iter().zip(metres) {
                let demand = &flows[demand_at as usize];
                if !limits.keep(supply, demand)
                    || check::closed(supply, demand, &request.constraints).is_some()
                {
                    continue;
                }
                let worth = |at_most: f64, _: f64| at_most + 1e-9 >= rules.min_score;
                let scored = scoring.score(supply, demand, metres / 1000.0, Stretch::None, worth);
                let Ok(Some(scored)) = scored else { continue };
                if check::refuse(&scored, &request.constraints, rules).is_some() {
                    continue;
                }
                if scored.money.needs.is_some() {
                    found.without_price += 1;
                    continue;
                }
                let ends = (number[at as usize], number[demand_at as usize]);
                let smaller = supply.amount_per_year.min(demand.amount_per_year);
                let worth = Worth {
                    npv_eur: scored.money.npv_eur,
                    capital_eur: scored.money.capital_eur,
                    most: scored.matched_per_year,
                    // An order that nobody states is not a number, and so never the largest.
                    least: (rules.least_exchanged_share * smaller)
                        .max(least_order(supply))
                        .max(least_order(demand)),
                };
                if let Some(offer) = worth.connection(ends, &terms.assumptions) {
                    found.offers.push((offer, End { supply: at, demand: demand_at, metres }));
                }
            }
        });
        let mut offers = Vec::new();
        for part in parts {
            offers.extend(part.offers);
            all.without_price += part.without_price;
        }
        offers.sort_unstable_by_key(|(is, _)| (is.supply, is.demand));
        (all.problem.connections, all.ends) = offers.into_iter().unzip();
        all
    }
}

/// What a pair brings at the most it can carry.
struct Worth {
    npv_eur: f64,
    capital_eur: f64,
    most: f64,
    least: f64,
}

impl Worth {
    /// The pair as a connection; none where even all it can carry gains nothing.
    fn connection(&self, ends: (u32, u32), assumed: &Assumptions) -> Option<Connection> {
        let spread = annuity_factor(assumed.discount_rate, assumed.years);
        let fixed_eur = self.capital_eur * (1.0 / spread + assumed.upkeep_share);
        let gain_eur = self.npv_eur / spread + fixed_eur;
        let most = grains(self.most * GRAINS_PER_UNIT);
        if self.npv_eur.is_nan() || self.npv_eur <= 0.0 || most == 0 {
            return None;
        }
        Some(Connection {
            supply: ends.0,
            demand: ends.1,
            least: grains((self.least * GRAINS_PER_UNIT).ceil()).min(most),
            most,
            profit: grains(gain_eur * GRAINS_PER_EUR / (self.most * GRAINS_PER_UNIT)),
            fixed: grains((fixed_eur * GRAINS_PER_EUR).ceil()),
        })
    }
}

/// The smallest order that a flow states, in units a year.
fn least_order(flow: &Subject) -> f64 {
    flow.rare.as_ref().map_or(f64::NAN, |rare| rare.minimum_order)
}

/// A number of grains that stays far inside 64 bits, rounded down.
fn grains(number: f64) -> i64 {
    // The cast takes what is not a number as 0.
    number.clamp(0.0, 1e18) as i64
}

#[cfg(test)]
mod tests;
