//! Held against every choice of opened connections on small problems, and against the linear
//! solver where nothing has a fixed cost.

use std::sync::Mutex;

use proptest::prelude::*;

use super::*;
use crate::optimise::mcf::{self, Arc, Network};
use crate::optimise::transport::seam;
use crate::watch::Unwatched;

fn solved(problem: &Problem) -> Allocation {
    let found = allocate(problem, u64::MAX, &Unwatched);
    assert_eq!(worth(problem, &found.amounts), Some(found.objective), "the plan is one");
    assert!(found.greedy <= found.objective && found.objective <= found.bound);
    found
}

/// What amounts gain; none where they break a rule.
fn worth(problem: &Problem, amounts: &[i64]) -> Option<i128> {
    let (mut supply, mut demand) = (problem.supply.clone(), problem.demand.clone());
    let mut sum = 0;
    for (is, &amount) in problem.connections.iter().zip(amounts) {
        if amount == 0 {
            continue;
        }
        supply[is.supply as usize] -= amount;
        demand[is.demand as usize] -= amount;
        if amount < is.least || amount > is.most {
            return None;
        }
        sum += gain(is, amount);
    }
    supply.iter().chain(&demand).all(|&left| left >= 0).then_some(sum)
}

/// The best over all sets of opened connections, each by a circulation of its own.
fn by_trial(problem: &Problem) -> i128 {
    let (supplies, demands) = (problem.supply.len() as u32, problem.demand.len() as u32);
    let root = supplies + demands;
    let mut best = 0;
    for set in 0..1u32 << problem.connections.len() {
        let mut network = Network { supply: vec![0; root as usize + 1], arcs: Vec::new() };
        let mut fixed = 0;
        for (at, is) in problem.connections.iter().enumerate() {
            if set & (1 << at) != 0 {
                fixed += i128::from(is.fixed);
                network.arcs.push(Arc {
                    from: is.supply,
                    to: supplies + is.demand,
                    lower: is.least,
                    upper: is.most,
                    cost: -is.profit,
                });
            }
        }
        for (at, &upper) in (0..).zip(&problem.supply) {
            network.arcs.push(Arc { from: root, to: at, lower: 0, upper, cost: 0 });
        }
        for (at, &upper) in (supplies..).zip(&problem.demand) {
            network.arcs.push(Arc { from: at, to: root, lower: 0, upper, cost: 0 });
        }
        if let Some(cost) = mcf::solve(&network, u64::MAX, &Unwatched).objective {
            best = best.max(-cost - fixed);
        }
    }
    best
}

fn problems(fixed: i64, least: i64) -> impl Strategy<Value = Problem> {
    let amounts = || prop::collection::vec(0i64..30, 1..4);
    (amounts(), amounts()).prop_flat_map(move |(supply, demand)| {
        let connection = (0..supply.len() as u32, 0..demand.len() as u32, 0..least, 0i64..30)
            .prop_flat_map(move |(supply, demand, least, most)| {
                (-1i64..12, 0..fixed).prop_map(move |(profit, fixed)| Connection {
                    supply,
                    demand,
                    least,
                    most,
                    profit,
                    fixed,
                })
            });
        prop::collection::vec(connection, 0..8).prop_map(move |connections| Problem {
            supply: supply.clone(),
            demand: demand.clone(),
            connections,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn agrees_with_every_choice(problem in problems(90, 12)) {
        let found = solved(&problem);
        prop_assert_eq!(found.objective, by_trial(&problem));
        prop_assert_eq!(found.bound, found.objective);
        prop_assert!(!found.stopped_early);
    }

    #[test]
    fn needs_one_look_where_nothing_is_fixed(problem in problems(1, 1)) {
        let found = solved(&problem);
        prop_assert_eq!(found.objective, by_trial(&problem));
        prop_assert_eq!(found.bound, found.objective);
    }

    #[test]
    fn stops_with_a_plan_and_a_bound(problem in problems(90, 12), budget in 0u64..30) {
        let best = solved(&problem);
        let stopped = allocate(&problem, budget, &Unwatched);
        prop_assert_eq!(worth(&problem, &stopped.amounts), Some(stopped.objective));
        prop_assert!(stopped.objective <= best.objective && best.objective <= stopped.bound);
        prop_assert!(stopped.stopped_early || stopped.bound == stopped.objective);
        prop_assert_eq!(&stopped, &allocate(&problem, budget, &Unwatched));
    }
}

/// One pipe that pays only when it is full, beside one that is cheap to open.
fn pipes() -> Problem {
    let pipe = |supply, demand, most, profit, fixed| Connection {
        supply,
        demand,
        least: 0,
        most,
        profit,
        fixed,
    };
    Problem {
        supply: vec![100, 60],
        demand: vec![100],
        connections: vec![pipe(0, 0, 100, 10, 900), pipe(1, 0, 60, 9, 100)],
    }
}

#[test]
fn opens_one_pipe_where_two_do_not_pay() {
    let found = solved(&pipes());
    assert_eq!((found.amounts, found.objective), (vec![0, 60], 440));
}

#[test]
fn tells_gain_and_bound_and_stops_when_asked() {
    struct Told(Mutex<Vec<(u64, u64)>>);
    impl Watch for Told {
        fn progress(&self, done: u64, total: u64, phase: &'static str) {
            if phase == "allocate" {
                self.0.lock().expect("no panic").push((done, total));
            }
        }
        fn stop(&self) -> bool {
            true
        }
    }
    let mut problem = pipes();
    for is in &mut problem.connections {
        is.profit *= 1_000_000_000;
        is.fixed *= 1_000_000_000;
    }
    let told = Told(Mutex::default());
    let stopped = allocate(&problem, u64::MAX, &told);
    assert!(stopped.stopped_early);
    assert_eq!(stopped.objective, stopped.greedy);
    assert_eq!(told.0.into_inner().expect("no panic"), [(440, 540)]);
}

#[test]
fn asks_the_shared_solver() {
    let pair = |supply, demand, profit| Connection {
        supply,
        demand,
        least: 0,
        most: 10,
        profit,
        fixed: 0,
    };
    // Greed takes the first and is left with nothing for the others.
    let problem = Problem {
        supply: vec![10, 10],
        demand: vec![10, 10],
        connections: vec![pair(0, 0, 10), pair(0, 1, 9), pair(1, 0, 9)],
    };
    let before = solved(&problem);
    assert_eq!((before.greedy, before.objective, before.bound), (100, 180, 180));
    let told = seam::answering(Plan::default(), || allocate(&problem, u64::MAX, &Unwatched));
    assert_eq!((told.objective, told.bound, told.pivots), (100, 100, 0));
}
