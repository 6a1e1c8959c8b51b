#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::model::{Profile, Week};
use crate::reference::tests::bundled;
use crate::reference::{Country, Reference};

fn costs(reference: &Reference) -> LocalCosts {
    let de = Country::new("DE");
    LocalCosts::new(reference.pipe_cost(de), reference.truck_cost(de))
}

fn always(node: usize, mw: f64, eur_per_mwh: f64) -> Participant<'static> {
    Participant {
        node,
        profile: &Profile::ALWAYS,
        mwh_per_year: mw * 8760.0,
        rate_mw: mw,
        eur_per_mwh,
    }
}

fn states_of(sources: &[Participant], sinks: &[Participant]) -> Vec<State> {
    crate::network::hourly::states(
        &sources.iter().chain(sinks).map(|p| p.profile).collect::<Vec<_>>(),
    )
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-6)
}

/// One source and one sink with nothing between them but a pipe: the single route.
#[test]
fn one_edge_is_a_route() {
    let reference = bundled();
    let layout = Layout::new(&reference);
    let costs = costs(&reference);
    let (sources, sinks) = ([always(0, 9.0, 0.0)], [always(1, 20.0, 50.0)]);
    let edges = [Edge { ends: [0, 1], length_km: layout.length_km(2.0, 2) }];
    let plan = Plan {
        nodes: 2,
        edges: &edges,
        sources: &sources,
        sinks: &sinks,
        states: &states_of(&sources, &sinks),
        flow_c: 110.0,
        return_c: 60.0,
    };
    let network = size(&plan, &layout, &costs);
    let route = layout.route(
        &Load {
            kind: Kind::Heat,
            distance_km: 2.0,
            amount_per_year: 9.0 * 8760.0,
            rate_per_hour: 9.0,
            hours_per_year: 8760.0,
            temperatures: Some(TwoStreams {
                supply_c: 110.0,
                supply_return_c: 60.0,
                demand_c: 100.0,
                demand_return_c: 50.0,
            }),
            pressure_bar: None,
        },
        &costs,
    );
    assert_eq!(network.pipes.len(), 1);
    let pipe = &network.pipes[0];
    assert_eq!(pipe.route.dn, route.dn);
    assert!(close(pipe.peak_mw, 9.0));
    assert!(close(pipe.carried_mwh, 9.0 * 8760.0));
    assert!(close(pipe.utilisation, 1.0));
    assert!(close(network.capital_eur, route.capital_eur));
    assert!(close(network.balance.lost_mwh, route.lost_per_year));
    assert!(close(network.balance.delivered_mwh, 9.0 * 8760.0 - route.lost_per_year));
    assert!(close(network.pumping_mwh, route.pumping_mwh_per_year));
    // All of the loss on the flow pipe: 50 K x loss / 9 MW.
    let fall = 50.0 * route.loss_kw / 9000.0 / (1.0 - 0.5 * route.loss_kw / 9000.0);
    assert!((network.arrives_c[1] - (110.0 - fall)).abs() < 1e-2, "{:?}", network.arrives_c);
}

/// Two sources, three sinks on a star of two junctions, worked by hand:
///
/// ```text
/// S0 (6 MW) --1 km-- J5 --2 km-- J6 --1 km-- T3 (2 MW, Monday to Friday 8 to 18)
/// T2 (3 MW) --1 km-- /             \--1 km-- T4 (4 MW)
///                                   \-1 km-- S1 (2 MW, 20 EUR/MWh)
/// ```
///
/// Without loss: S0 is free and gives first. Night: wanted 3 + 4 = 7: S0 6, S1 1. Day: 9 wanted,
/// 8 offered, T3 is worth least and gets 1 of 2. Loss is added on top by the sizes that follow.
#[test]
fn two_sources_and_three_sinks_by_hand() {
    let reference = bundled();
    let layout = Layout::new(&reference);
    let costs = costs(&reference);
    // Ten hours on five days: 8..18.
    let mut hex = String::new();
    for day in 0..7 {
        hex.push_str(if day < 5 { "00ffc0" } else { "000000" });
    }
    let office = Profile { week: Week::from_hex(&hex).unwrap(), ..Profile::ALWAYS };
    assert_eq!(office.week.hours(), 50);
    // 52 weeks of 50 hours; the odd day of the year is a Monday: 10 more.
    let day_hours = 52.0 * 50.0 + 10.0;
    let sources = [always(0, 6.0, 0.0), always(1, 2.0, 20.0)];
    let sinks = [
        always(2, 3.0, 60.0),
        Participant {
            node: 3,
            profile: &office,
            mwh_per_year: 2.0 * day_hours,
            rate_mw: 2.0,
            eur_per_mwh: 40.0,
        },
        always(4, 4.0, 50.0),
    ];
    let edge = |a, b, length_km| Edge { ends: [a, b], length_km };
    let edges = [
        edge(0, 5, 1.0),
        edge(2, 5, 1.0),
        edge(5, 6, 2.0),
        edge(6, 3, 1.0),
        edge(6, 4, 1.0),
        edge(1, 6, 1.0),
    ];
    let plan = Plan {
        nodes: 7,
        edges: &edges,
        sources: &sources,
        sinks: &sinks,
        states: &states_of(&sources, &sinks),
        flow_c: 100.0,
        return_c: 60.0,
    };
    let network = size(&plan, &layout, &costs);
    assert_eq!(network.pipes.len(), 6);
    let loss: Vec<f64> = network.pipes.iter().map(|p| p.route.loss_kw / 1000.0).collect();
    let total: f64 = loss.iter().sum();
    assert!(total > 0.05 && total < 0.5, "{total} MW");
    // 40 K: V = Q / (971.8 x 4.19 x 40); 1 MW is 6.1397 l/s. Capacities: DN 65 4.66, DN 80 6.95,
    // DN 100 14.41, DN 125 24.82, DN 150 40.36 l/s.
    let b = &network.balance;
    assert_eq!(b.hours, 8760.0);
    // Night: S1 gives 1 + loss. Day: S1 gives all its 2, and T3 gets 1 - loss.
    let night = 8760.0 - day_hours;
    assert!(close(b.sources[0].moved_mwh, 6.0 * 8760.0));
    assert!(close(b.sources[1].moved_mwh, night * (1.0 + total) + day_hours * 2.0));
    assert!(close(b.sinks[0].moved_mwh, 3.0 * 8760.0));
    assert!(close(b.sinks[1].moved_mwh, day_hours * (1.0 - total)));
    assert!(close(b.sinks[2].moved_mwh, 4.0 * 8760.0));
    assert!(close(b.lost_mwh, total * 8760.0));
    assert!(close(b.unmet_mwh, day_hours * (1.0 + total)));
    assert!(close(b.surplus_mwh, night * (1.0 - total)));
    // Sending ends. S0 and S1 send what they give; T2 draws 3 and the loss of its pipe.
    let peak: Vec<f64> = network.pipes.iter().map(|p| p.peak_mw).collect();
    assert!(close(peak[0], 6.0), "{peak:?}");
    assert!(close(peak[1], 3.0 + loss[1]), "{peak:?}");
    // From J5 on: 6 less the loss behind, less 3 and its loss; and the same in all hours.
    assert!(close(peak[2], 6.0 - loss[0] - 3.0 - loss[1]), "{peak:?}");
    assert!(close(peak[3], 1.0 - total + loss[3]), "{peak:?}");
    assert!(close(peak[4], 4.0 + loss[4]), "{peak:?}");
    assert!(close(peak[5], 2.0), "{peak:?}");
    let sizes: Vec<u16> = network.pipes.iter().map(|p| p.route.dn.unwrap()).collect();
    // l/s: 36.8, 18.4 and loss, 18.4 less loss, 6.1 less all other loss, 24.6 and loss, 12.3.
    assert_eq!(sizes, [150, 125, 125, 65, 150, 100]);
    assert!(6.1397 * peak[3] < 4.66 && 6.1397 * peak[4] > 24.82, "{peak:?}");
    let capital: f64 = network
        .pipes
        .iter()
        .map(|p| {
            let m = edges[p.edge].length_km * 1000.0;
            m * super::super::trench_eur_per_m(&costs, p.route.inner_diameter_m)
        })
        .sum();
    assert!(close(network.capital_eur, capital));
    // The trunk carries from J5 to J6 in every hour, S0 to J5 likewise.
    assert!(network.pipes[2].toward_second_mwh > 0.0);
    assert!(close(network.pipes[0].utilisation, 1.0));
    assert!(network.arrives_c[2] < network.arrives_c[5] && network.arrives_c[5] < 100.0);
}

#[test]
fn a_pipe_that_carries_nothing_is_not_laid() {
    let reference = bundled();
    let layout = Layout::new(&reference);
    let edges = [Edge { ends: [0, 1], length_km: 1.0 }, Edge { ends: [1, 2], length_km: 1.0 }];
    let sources = [always(0, 5.0, 0.0), always(2, 5.0, 99.0)];
    let sinks = [always(1, 3.0, 50.0)];
    let plan = Plan {
        nodes: 3,
        edges: &edges,
        sources: &sources,
        sinks: &sinks,
        states: &states_of(&sources, &sinks),
        flow_c: 90.0,
        return_c: 50.0,
    };
    let network = size(&plan, &layout, &costs(&reference));
    assert_eq!(network.pipes.iter().map(|p| p.edge).collect::<Vec<_>>(), [0]);
    assert_eq!(network.balance.sources[1].moved_mwh, 0.0);
}

/// Node, MW and EUR/MWh.
type Priced = Vec<(usize, f64, f64)>;

/// A random tree with random participants on its nodes.
fn case() -> impl Strategy<Value = (Vec<(usize, f64)>, Priced, Priced)> {
    (2usize..9).prop_flat_map(|nodes| {
        let tree = prop::collection::vec((0usize..100, 0.05..3.0f64), nodes - 1);
        let who = move |price: std::ops::Range<f64>| {
            prop::collection::vec((0..nodes, 0.0..20.0f64, price), 1..5)
        };
        (tree, who(0.0..30.0), who(10.0..80.0))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_network_keeps_energy_and_its_pipes_agree((tree, from, to) in case()) {
        let reference = bundled();
        let layout = Layout::new(&reference);
        let edges: Vec<Edge> = tree
            .iter()
            .enumerate()
            .map(|(i, &(parent, length_km))| Edge { ends: [i + 1, parent % (i + 1)], length_km })
            .collect();
        let at = |list: &[(usize, f64, f64)]| {
            list.iter().map(|&(node, mw, eur)| always(node, mw, eur)).collect::<Vec<_>>()
        };
        let (sources, sinks) = (at(&from), at(&to));
        let plan = Plan {
            nodes: tree.len() + 1, edges: &edges, sources: &sources, sinks: &sinks,
            states: &states_of(&sources, &sinks),
            flow_c: 95.0, return_c: 55.0,
        };
        let network = size(&plan, &layout, &costs(&reference));
        let b = &network.balance;
        let scale = b.supplied_mwh.max(1.0);
        prop_assert!((b.supplied_mwh - b.delivered_mwh - b.lost_mwh - b.surplus_mwh).abs() <= 1e-9 * scale);
        let by_pipe: f64 = network.pipes.iter().map(|p| p.lost_mwh).sum();
        prop_assert!((by_pipe - b.lost_mwh).abs() <= 1e-9 * scale, "{by_pipe} {}", b.lost_mwh);
        for pipe in &network.pipes {
            prop_assert!(pipe.utilisation <= 1.0 + 1e-9);
            prop_assert!(pipe.route.velocity_m_s <= 3.0 + 1e-9 || pipe.route.parallel > 1);
            // The pipe that was laid carries what it must.
            let again = layout.stretch(&Load {
                kind: Kind::Heat, distance_km: 1.0, amount_per_year: 0.0,
                rate_per_hour: pipe.peak_mw, hours_per_year: 0.0, pressure_bar: None,
                temperatures: Some(TwoStreams { supply_c: 95.0, supply_return_c: 55.0, demand_c: 95.0, demand_return_c: 55.0 }),
            }, edges[pipe.edge].length_km, &costs(&reference));
            prop_assert_eq!((again.dn, again.parallel), (pipe.route.dn, pipe.route.parallel));
        }
        for c in &network.arrives_c {
            prop_assert!(c.is_finite() && *c <= 95.0 + 1e-9, "{c}");
        }
    }
}
