//! Oracles: textbook instances of `tests/oracle/flow`, whose first line states the optimum;
//! and cancelling of negative cycles on small random networks, which shares no code.

use proptest::prelude::*;

use super::*;
use crate::optimise::read;
use crate::watch::Unwatched;

const ORACLES: [&str; 8] = [
    include_str!("../../../tests/oracle/flow/gams_trnsport_dantzig_x1000.min"),
    include_str!("../../../tests/oracle/flow/powerco_winston.min"),
    include_str!("../../../tests/oracle/flow/simple_digraph.min"),
    include_str!("../../../tests/oracle/flow/sunray_435.min"),
    include_str!("../../../tests/oracle/flow/symbiosis_random_100x120_seed2.min"),
    include_str!("../../../tests/oracle/flow/symbiosis_random_30x40_seed1.min"),
    include_str!("../../../tests/oracle/flow/transshipment.min"),
    include_str!("../../../tests/oracle/flow/vogel_743.min"),
];

fn solved(network: &Network) -> Solution {
    let solution = solve(network, u64::MAX, &Unwatched);
    if solution.status == Status::Optimal {
        assert_feasible(network, &solution.flows);
    }
    solution
}

fn assert_feasible(network: &Network, flows: &[i128]) {
    let mut left: Vec<i128> = network.supply.iter().map(|&b| i128::from(b)).collect();
    for (arc, &flow) in network.arcs.iter().zip(flows) {
        assert!(flow >= i128::from(arc.lower), "{arc:?} carries {flow}");
        assert!(arc.upper == UNLIMITED || flow <= i128::from(arc.upper), "{arc:?}: {flow}");
        left[arc.from as usize] -= flow;
        left[arc.to as usize] += flow;
    }
    assert!(left.iter().all(|&left| left == 0), "unbalanced: {left:?}");
}

fn arc(from: u32, to: u32, lower: i64, upper: i64, cost: i64) -> Arc {
    Arc { from, to, lower, upper, cost }
}

#[test]
fn meets_every_stated_optimum() {
    for text in ORACLES {
        let head = text.lines().next().expect("a first line");
        let stated = head.split_whitespace().last().expect("an optimum");
        let network = read::network(text).expect("readable");
        let solution = solved(&network);
        assert_eq!(solution.objective, stated.parse().ok(), "{head}");
        let wide = solve_in::<i128>(&network, u64::MAX, &Unwatched);
        assert_eq!(wide, solution, "{head}: both widths agree");
    }
}

#[test]
fn tells_the_unsolvable_apart() {
    let case = |supply: &[i64], arcs: &[Arc]| {
        solved(&Network { supply: supply.to_vec(), arcs: arcs.to_vec() })
    };
    let told = |supply: &[i64], arcs: &[Arc]| case(supply, arcs).status;
    assert_eq!(told(&[], &[]), Status::Optimal);
    assert_eq!(told(&[0, 0], &[]), Status::Optimal);
    assert_eq!(told(&[5, -4], &[arc(0, 1, 0, 9, 1)]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[arc(0, 1, 0, 4, 1)]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[arc(1, 0, 0, 9, 1)]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[arc(0, 1, 0, 0, 1)]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[arc(0, 1, 7, 6, 1)]), Status::Infeasible);
    assert_eq!(told(&[5, -5], &[arc(0, 1, 6, 9, 1)]), Status::Infeasible);
    let back = arc(1, 0, 0, UNLIMITED, 1);
    let there = arc(0, 1, 0, UNLIMITED, -2);
    assert_eq!(told(&[5, -5], &[there, back]), Status::Unbounded);
    // No flow at all reaches the third pair of nodes, so nothing is unbounded.
    assert_eq!(told(&[5, -5, 1, -1], &[there, back]), Status::Infeasible);
    assert_eq!(told(&[0], &[arc(0, 0, 0, UNLIMITED, -1)]), Status::Unbounded);
    assert_eq!(case(&[0], &[arc(0, 0, 1, 4, -3)]).objective, Some(-12));
    assert_eq!(case(&[0], &[arc(0, 0, 1, 4, 3)]).objective, Some(3));
}

#[test]
fn keeps_numbers_of_any_size() {
    let most = i64::MAX - 1;
    let line = |cost| Network {
        supply: vec![most, most, -most, -most],
        arcs: (0..3).map(|at| arc(at, at + 1, 0, UNLIMITED, cost)).collect(),
    };
    let wide = i128::from(most);
    assert_eq!(solved(&line(most / 8)).objective, Some(wide * i128::from(most / 8) * 4));
    assert_eq!(solved(&line(most)).status, Status::TooLarge);
}

#[test]
fn stops_when_its_budget_is_used_up() {
    let network = read::network(ORACLES[4]).expect("readable");
    let all = solve(&network, u64::MAX, &Unwatched);
    let stopped = solve(&network, all.pivots - 1, &Unwatched);
    assert_eq!((stopped.status, stopped.objective), (Status::Stopped, None));
    assert_eq!(solve(&network, all.pivots, &Unwatched), all);
}

/// Least cost by another road: a flow by augmenting paths, then negative cycles cancelled one
/// by one.
fn by_cycles(network: &Network) -> (Status, Option<i128>) {
    const ENDLESS: i64 = 1 << 40;
    let nodes = network.supply.len();
    if network.supply.iter().sum::<i64>() != 0 {
        return (Status::Infeasible, None);
    }
    let mut left = network.supply.clone();
    // (from, to, room, cost, position of the arc back)
    let mut arcs: Vec<(usize, usize, i64, i64, usize)> = Vec::new();
    let mut add = |from: usize, to: usize, room: i64, cost: i64| {
        let at = arcs.len();
        arcs.push((from, to, room, cost, at + 1));
        arcs.push((to, from, 0, -cost, at));
    };
    let mut fixed = 0;
    for arc in &network.arcs {
        if arc.lower > arc.upper {
            return (Status::Infeasible, None);
        }
        let room = if arc.upper == UNLIMITED { ENDLESS } else { arc.upper - arc.lower };
        left[arc.from as usize] -= arc.lower;
        left[arc.to as usize] += arc.lower;
        fixed += i128::from(arc.lower) * i128::from(arc.cost);
        add(arc.from as usize, arc.to as usize, room, arc.cost);
    }
    let real = network.arcs.len() * 2;
    let (source, sink) = (nodes, nodes + 1);
    let mut wanted = 0;
    for (node, &left) in left.iter().enumerate() {
        wanted += left.max(0);
        add(source, node, left.max(0), 0);
        add(node, sink, (-left).max(0), 0);
    }
    loop {
        let mut via = vec![usize::MAX; nodes + 2];
        let mut queue = vec![source];
        while let Some(at) = queue.pop() {
            for (k, arc) in arcs.iter().enumerate() {
                if arc.0 == at && arc.2 > 0 && via[arc.1] == usize::MAX && arc.1 != source {
                    via[arc.1] = k;
                    queue.push(arc.1);
                }
            }
        }
        if via[sink] == usize::MAX {
            break;
        }
        let (mut at, mut room) = (sink, i64::MAX);
        while at != source {
            room = room.min(arcs[via[at]].2);
            at = arcs[via[at]].0;
        }
        at = sink;
        while at != source {
            let back = arcs[via[at]].4;
            arcs[via[at]].2 -= room;
            arcs[back].2 += room;
            at = arcs[via[at]].0;
        }
        wanted -= room;
    }
    if wanted > 0 {
        return (Status::Infeasible, None);
    }
    arcs.truncate(real);
    loop {
        let mut distance = vec![0; nodes];
        let mut via = vec![usize::MAX; nodes];
        let mut last = usize::MAX;
        for _ in 0..=nodes {
            last = usize::MAX;
            for (k, arc) in arcs.iter().enumerate() {
                if arc.2 > 0 && distance[arc.0] + arc.3 < distance[arc.1] {
                    distance[arc.1] = distance[arc.0] + arc.3;
                    via[arc.1] = k;
                    last = arc.1;
                }
            }
        }
        if last == usize::MAX {
            break;
        }
        for _ in 0..nodes {
            last = arcs[via[last]].0;
        }
        let (mut at, mut room) = (last, i64::MAX);
        loop {
            room = room.min(arcs[via[at]].2);
            at = arcs[via[at]].0;
            if at == last {
                break;
            }
        }
        if room > ENDLESS / 2 {
            return (Status::Unbounded, None);
        }
        loop {
            let back = arcs[via[at]].4;
            arcs[via[at]].2 -= room;
            arcs[back].2 += room;
            at = arcs[via[at]].0;
            if at == last {
                break;
            }
        }
    }
    let cost: i128 =
        arcs.iter().skip(1).step_by(2).map(|arc| i128::from(-arc.3) * i128::from(arc.2)).sum();
    (Status::Optimal, Some(cost + fixed))
}

fn networks() -> impl Strategy<Value = Network> {
    (2usize..7).prop_flat_map(|nodes| {
        let arc = (0..nodes as u32, 0..nodes as u32, 0i64..4, 0i64..9, -6i64..10, 0..4).prop_map(
            |(from, to, lower, above, cost, shape)| Arc {
                from,
                to,
                lower: if shape == 0 { lower } else { 0 },
                upper: if shape == 1 { UNLIMITED } else { lower + above },
                cost,
            },
        );
        (proptest::collection::vec(-5i64..6, nodes), proptest::collection::vec(arc, 0..16))
            .prop_map(|(mut supply, arcs)| {
                let sum: i64 = supply.iter().sum();
                supply[0] -= sum;
                Network { supply, arcs }
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agrees_with_cancelling_of_cycles(network in networks()) {
        let solution = solved(&network);
        prop_assert_eq!((solution.status, solution.objective), by_cycles(&network));
        let wide = solve_in::<i128>(&network, u64::MAX, &Unwatched);
        prop_assert_eq!((wide.status, wide.objective), (solution.status, solution.objective));
    }
}
