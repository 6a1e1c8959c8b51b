//! Held against the general solver on random trades, of all shapes that a component takes.

use proptest::prelude::*;

use super::*;
use crate::watch::Unwatched;

#[derive(Debug, Clone)]
struct Case {
    supply: Vec<i64>,
    demand: Vec<i64>,
    edges: Vec<(u32, u32, i32, i64, i64)>,
}

impl Case {
    fn plan(&self, bounded: bool, budget: u64) -> Plan {
        let rows: Vec<u32> = self.edges.iter().map(|e| e.0).collect();
        let column: Vec<u32> = self.edges.iter().map(|e| e.1).collect();
        let profit: Vec<i32> = self.edges.iter().map(|e| e.2).collect();
        let least: Vec<i64> = self.edges.iter().map(|e| e.3).collect();
        let most: Vec<i64> = self.edges.iter().map(|e| e.4).collect();
        let trade = Trade {
            supply: &self.supply,
            demand: &self.demand,
            row_start: &row_starts(self.supply.len(), &rows),
            column: &column,
            profit: &profit,
            bounds: bounded.then_some(Bounds { least: &least, most: &most }),
        };
        let plan = solve(&trade, budget, &Unwatched);
        self.check(&plan, bounded);
        plan
    }

    fn check(&self, plan: &Plan, bounded: bool) {
        let (mut supply, mut demand) = (self.supply.clone(), self.demand.clone());
        let mut earned = 0;
        for delivery in &plan.deliveries {
            let (from, to, profit, least, most) = self.edges[delivery.edge as usize];
            assert_eq!((from, to), (delivery.supply, delivery.demand));
            assert!(delivery.amount > 0);
            assert!(!bounded || (least..=most).contains(&delivery.amount));
            supply[from as usize] -= delivery.amount;
            demand[to as usize] -= delivery.amount;
            earned += i128::from(profit) * i128::from(delivery.amount);
        }
        assert!(supply.iter().chain(&demand).all(|&left| left >= 0), "over capacity");
        assert_eq!(earned, plan.objective);
        assert!(plan.infeasible || plan.bound >= plan.objective);
        assert!(plan.stopped_early || plan.infeasible || plan.bound == plan.objective);
    }

    /// The same by the general solver, written down another way: a source and a sink.
    fn by_flow(&self, bounded: bool) -> Option<i128> {
        let (supplies, demands) = (self.supply.len() as u32, self.demand.len() as u32);
        let sink = supplies + demands;
        let mut network = Network { supply: self.supply.clone(), arcs: Vec::new() };
        network.supply.extend(std::iter::repeat_n(0, demands as usize));
        network.supply.push(-self.supply.iter().sum::<i64>());
        let mut join = |from, to, lower, upper, cost| {
            network.arcs.push(Arc { from, to, lower, upper, cost });
        };
        for &(from, to, profit, least, most) in &self.edges {
            let (least, most) = if bounded { (least, most) } else { (0, UNLIMITED) };
            join(from, supplies + to, least, most, -i64::from(profit));
        }
        for (at, &amount) in (0u32..).zip(&self.supply) {
            join(at, sink, 0, amount, 0);
        }
        for (at, &amount) in (0u32..).zip(&self.demand) {
            join(supplies + at, sink, 0, amount, 0);
        }
        mcf::solve(&network, u64::MAX, &Unwatched).objective.map(|cost| -cost)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let amounts = |most| proptest::collection::vec(0i64..most, 0..8);
    (amounts(20), amounts(20)).prop_flat_map(|(supply, demand)| {
        let (rows, columns) = (supply.len() as u32, demand.len() as u32);
        let edge = (0..rows.max(1), 0..columns.max(1), -3i32..20, 0i64..8, 0..4i64)
            .prop_map(|(i, j, p, most, least)| (i, j, p, (least - 2).max(0).min(most), most));
        let count = if rows == 0 || columns == 0 { 0..1 } else { 0..30 };
        proptest::collection::vec(edge, count).prop_map(move |mut edges| {
            edges.sort_unstable();
            Case { supply: supply.clone(), demand: demand.clone(), edges }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agrees_with_the_general_solver(case in cases()) {
        prop_assert_eq!(Some(case.plan(false, u64::MAX).objective), case.by_flow(false));
    }

    #[test]
    fn agrees_with_the_general_solver_within_bounds(case in cases()) {
        let plan = case.plan(true, u64::MAX);
        prop_assert_eq!((!plan.infeasible).then_some(plan.objective), case.by_flow(true));
    }

    #[test]
    fn has_a_plan_and_a_bound_whenever_it_stops(case in cases(), budget in 0u64..12) {
        let best = case.plan(false, u64::MAX);
        let stopped = case.plan(false, budget);
        prop_assert!(stopped.objective <= best.objective && best.objective <= stopped.bound);
        prop_assert!(stopped.pivots <= budget || !stopped.stopped_early);
        if budget >= best.pivots {
            prop_assert_eq!(stopped, best);
        }
    }
}

#[test]
fn keeps_numbers_of_any_size() {
    let most = UNLIMITED - 1;
    let (supply, demand) = ([most, most], [most, most]);
    let trade = Trade {
        supply: &supply,
        demand: &demand,
        row_start: &[0, 2, 3],
        column: &[0, 1, 0],
        profit: &[5i64, 4, most / 16],
        bounds: None,
    };
    let plan = solve(&trade, u64::MAX, &Unwatched);
    let wide = i128::from(most);
    assert_eq!(plan.objective, wide * 4 + wide * i128::from(most / 16));
    assert_eq!(plan.bound, plan.objective);
}
