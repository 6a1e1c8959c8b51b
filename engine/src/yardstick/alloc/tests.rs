//! A region small enough to be worked out by hand.

use super::*;
use crate::optimise::transport::seam;
use crate::watch::Unwatched;
use crate::yardstick::{assign, weights};

/// Three places a kilometre or so apart on a meridian; material is carried at 0.12 EUR a km.
fn case() -> Case {
    let sites = "site_id,lat,lon\n0,50.00,9\n1,50.01,9\n2,50.02,9\n";
    let flows = "flow_id,site_id,direction,resource,qty,temp_c,quality,price\n\
        0,0,supply,wood,10,,0.9,10.00\n\
        1,2,supply,wood,5,,0.9,12.00\n\
        2,1,demand,wood,8,,0.5,20.00\n\
        3,1,demand,wood,4,,0.5,30.00\n\
        4,0,demand,wood,9,,0.5,11.00\n\
        5,2,demand,wood,9,,0.95,90.00\n";
    Case::read(sites.as_bytes(), flows.as_bytes()).expect("a case")
}

#[test]
fn keeps_pairs_that_earn() {
    // 1.112 km are 0.13 EUR; supply 1 to demand 4 at 2.224 km would lose money.
    let edges = edges(&case(), None);
    assert_eq!(edges.supply_quantity, [10, 5]);
    assert_eq!(edges.demand_quantity, [8, 4, 9, 9]);
    assert_eq!(edges.supply, [0, 0, 1, 1]);
    assert_eq!(edges.demand, [0, 1, 0, 1]);
    assert_eq!(edges.profit_cents, [987, 1987, 787, 1787]);
}

#[test]
fn keeps_the_best_of_each_end() {
    let edges = edges(&case(), Some(1));
    // Demand 1 is the best of both supplies; supply 0 that of both demands.
    assert_eq!(edges.supply, [0, 0, 1]);
    assert_eq!(edges.demand, [0, 1, 1]);
}

#[test]
fn earns_most() {
    let edges = edges(&case(), None);
    let done = alloc(&edges, &Unwatched);
    // 12 of 15 units are wanted: all of supply 0, two of supply 1.
    let objective = 4 * 1987 + 6 * 987 + 2 * 787;
    assert_eq!(done, Alloc { edges: 4, objective, proven: true });
    let paired = assign(&edges, &weights(&edges), &Unwatched).expect("not stopped");
    assert_eq!((paired.objective, paired.matched), (8 * 987 + 4 * 1787, 2));
}

#[test]
fn asks_the_shared_solver() {
    let plan = Plan { objective: 42, ..Plan::default() };
    let edges = edges(&case(), None);
    let (done, paired) = seam::answering(plan, || {
        (alloc(&edges, &Unwatched), assign(&edges, &weights(&edges), &Unwatched))
    });
    assert_eq!(done.objective, 42);
    assert_eq!(paired.expect("not stopped").objective, 42);
}
