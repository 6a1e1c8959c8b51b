#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::chains::chains;
use super::cycles::{cycles, cycles_around};
use super::graph::{Edge, Node};
use super::*;
use crate::model::{Deal, Edit, Flow, Organization, Profile, Region, Site};
use crate::watch::{Unwatched, Watch};

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

pub(super) fn organization(number: usize, name: &str) -> Organization {
    let source = json!({ "dataset": "test", "key": "", "year": null, "method": null });
    let one = json!({ "id": id(number), "name": name, "sector": null, "country": "DE",
        "trust": null, "source": source });
    serde_json::from_value(one).unwrap()
}

pub(super) fn site(number: usize, organization: usize, name: &str) -> Site {
    let source = json!({ "dataset": "test", "key": "", "year": null, "method": null });
    let one = json!({ "id": id(number), "organization": id(organization), "name": name,
        "position": null, "country": "DE", "town": "Duisburg", "street": null, "postcode": null,
        "sector": "Iron and steel", "source": source });
    serde_json::from_value(one).unwrap()
}

/// A flow of 100 units a year; `grade` is what it has or needs.
pub(super) fn flow(number: usize, site: &Site, side: &str, kind: &str, grade: f64) -> Flow {
    let source = json!({ "dataset": "test", "key": "", "year": null, "method": null });
    let one = json!({ "id": id(number), "site": site.id, "organization": site.organization,
        "direction": side, "kind": kind, "class": null, "name": format!("{kind} {side}"),
        "amount_per_year": 100.0, "quality": { "grade": grade }, "profile": Profile::ALWAYS,
        "precision": "rough", "source": source });
    serde_json::from_value(one).unwrap()
}

pub(super) fn exchange(supply: usize, demand: usize, eur: Option<f64>) -> Exchange {
    Exchange {
        supply: supply as u32,
        demand: demand as u32,
        score: 0.5,
        amount_per_year: 50.0,
        distance_km: 1.0,
        gain: Gain::new(eur, eur.map(|eur| eur / 10.0)),
    }
}

/// Works with one supply and one demand each: flow `2 s` is the supply of site `s`, `2 s + 1` its
/// demand; all of one kind for each site.
fn works(kinds: &[(&str, &str)]) -> Region {
    let organizations = (0..kinds.len()).map(|n| organization(n, &format!("Works {n}"))).collect();
    let sites: Vec<Site> = (0..kinds.len()).map(|n| site(n, n, &format!("Place {n}"))).collect();
    let flows = kinds
        .iter()
        .enumerate()
        .flat_map(|(n, (gives, takes))| {
            [
                flow(2 * n, &sites[n], "supply", gives, 0.5),
                flow(2 * n + 1, &sites[n], "demand", takes, 0.5),
            ]
        })
        .collect();
    Region::new(organizations, sites, flows).0
}

fn paths(graph: &Graph, found: &[Symbiosis]) -> Vec<Vec<(u32, u32)>> {
    let ends = |step: &Step| {
        let one = &graph.exchanges()[step.exchange];
        (one.supply, one.demand)
    };
    found.iter().map(|one| one.steps.iter().map(ends).collect()).collect()
}

#[test]
fn a_by_product_goes_on_through_the_site_that_makes_something_of_it() {
    let region = works(&[("heat", "co2"), ("water", "heat"), ("steam", "water")]);
    let links = vec![exchange(0, 3, Some(10.0)), exchange(2, 5, Some(7.5))];
    let graph = Graph::new(&region, links, &[]);
    let search = chains(&graph, &region, &Bounds::default(), &Unwatched);
    assert_eq!(paths(&graph, &search.found), [[(0, 3), (2, 5)]]);
    let one = &search.found[0];
    assert_eq!((one.benefit_eur_per_year, one.co2_t_per_year), (17.5, Some(1.75)));
    assert_eq!(one.steps[0].turn, Some(Turn::Changes));
    assert_eq!(one.steps[1].turn, None);
    // Half of the need is covered, so half of what is made can go on: 50 of 100, all of the 50.
    assert_eq!(one.steps[0].covers, 0.5);
    assert_eq!(one.steps[1].through_per_year, Some(50.0));
    assert_eq!((search.stopped_early, search.others_at_most_eur_per_year), (false, None));
}

#[test]
fn what_goes_on_is_no_more_than_what_was_made_of_it() {
    let region = works(&[("heat", "co2"), ("water", "heat"), ("steam", "water"), ("co2", "steam")]);
    let mut links =
        vec![exchange(0, 3, Some(1.0)), exchange(2, 5, Some(1.0)), exchange(4, 7, Some(1.0))];
    links[0].amount_per_year = 20.0;
    links[1].amount_per_year = 80.0;
    links[2].amount_per_year = 30.0;
    let graph = Graph::new(&region, links, &[]);
    let search = chains(&graph, &region, &Bounds { top: 1, ..Bounds::default() }, &Unwatched);
    let through: Vec<_> =
        search.found[0].steps.iter().map(|s| s.through_per_year.unwrap()).collect();
    // 20 of 100 needed: 20 of the 100 offered go on, of which 20 of 100 needed: 20 again.
    assert_eq!(through, [20.0, 20.0, 20.0]);
    assert_eq!(search.found[0].weakest, 0);
}

#[test]
fn the_same_resource_handed_on_is_no_chain_but_used_or_improved_it_is() {
    for (offered, expected) in
        [(0.5, None), (0.9, Some(Turn::Improves)), (0.2, Some(Turn::Cascades))]
    {
        let region = works(&[("water", "co2"), ("water", "water"), ("steam", "water")]);
        let mut flow = region.flow(2).clone();
        flow.quality.grade = Some(offered);
        let edit = Edit { flows: [(flow.id, Some(flow))].into(), ..Edit::default() };
        let (region, _) = region.edited(edit).expect("only a flow changes");
        let links = vec![exchange(0, 3, Some(1.0)), exchange(2, 5, Some(1.0))];
        let graph = Graph::new(&region, links, &[]);
        let search = chains(&graph, &region, &Bounds::default(), &Unwatched);
        let turns: Vec<_> = search.found.iter().map(|one| one.steps[0].turn).collect();
        assert_eq!(turns, expected.map(|turn| vec![Some(turn)]).unwrap_or_default());
    }
}

#[test]
fn two_that_serve_one_another_are_one_cycle() {
    let region = works(&[("heat", "water"), ("water", "heat")]);
    let links = vec![exchange(0, 3, Some(5.0)), exchange(2, 1, Some(9.0))];
    let graph = Graph::new(&region, links, &[]);
    let search = cycles(&graph, &region, &Bounds::default(), &Unwatched);
    assert_eq!(paths(&graph, &search.found), [[(2, 1), (0, 3)]], "from the better exchange on");
    assert_eq!(search.found[0].benefit_eur_per_year, 14.0);
    assert!(search.found[0].steps.iter().all(|s| s.turn == Some(Turn::Changes)));
    assert!(chains(&graph, &region, &Bounds::default(), &Unwatched).found.is_empty());
}

#[test]
fn a_loop_over_two_sites_of_one_organisation_is_one_among_organisations() {
    let organizations = vec![organization(0, "One"), organization(1, "Two")];
    let sites = vec![site(0, 0, "One east"), site(1, 0, "One west"), site(2, 1, "Two")];
    let flows = vec![
        flow(0, &sites[0], "supply", "heat", 0.5),
        flow(1, &sites[1], "demand", "water", 0.5),
        flow(2, &sites[2], "demand", "heat", 0.5),
        flow(3, &sites[2], "supply", "water", 0.5),
    ];
    let (region, _) = Region::new(organizations, sites, flows);
    let links = vec![exchange(0, 2, Some(1.0)), exchange(3, 1, Some(1.0))];
    let graph = Graph::new(&region, links, &[]);
    let among =
        |around| cycles_around(&graph, &region, around, &Bounds::default(), &Unwatched).found.len();
    assert_eq!((among(Around::Site), among(Around::Organization)), (0, 1));
    assert_eq!(cycles(&graph, &region, &Bounds::default(), &Unwatched).found.len(), 1);
}

#[test]
fn without_a_price_it_counts_as_nothing_and_a_loss_is_left_out() {
    let region = works(&[("heat", "co2"), ("water", "heat"), ("steam", "water"), ("co2", "water")]);
    let links = vec![exchange(0, 3, Some(10.0)), exchange(2, 5, None), exchange(2, 7, Some(-3.0))];
    let graph = Graph::new(&region, links, &[]);
    let search = chains(&graph, &region, &Bounds::default(), &Unwatched);
    assert_eq!(paths(&graph, &search.found), [[(0, 3), (2, 5)]]);
    let one = &search.found[0];
    assert_eq!((one.benefit_eur_per_year, one.unpriced, one.co2_unknown), (10.0, 1, 1));
    assert_eq!(one.co2_t_per_year, Some(1.0));
}

#[test]
fn a_spent_budget_and_a_wish_to_stop_are_said() {
    struct Stopped(AtomicBool);
    impl Watch for Stopped {
        fn progress(&self, _: u64, _: u64, _: &'static str) {}
        fn stop(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
    let sides = [("heat", "water"), ("water", "heat")];
    let kinds: Vec<(&str, &str)> = (0..24).map(|n| sides[n % 2]).collect();
    let region = works(&kinds);
    let links = (0..24)
        .flat_map(|a| (0..24).map(move |b| (a, b)))
        .filter(|(a, b)| a % 2 != b % 2)
        .map(|(a, b)| exchange(2 * a, 2 * b + 1, Some((a * 31 + b * 17) as f64)))
        .collect();
    let graph = Graph::new(&region, links, &[]);
    let all = Bounds { top: 1_000_000, ..Bounds::default() };
    let whole = chains(&graph, &region, &all, &Unwatched);
    assert!(!whole.stopped_early && whole.found.len() > 10_000);
    let few = Bounds { work: 500, ..all };
    let some = chains(&graph, &region, &few, &Unwatched);
    assert!(some.stopped_early && some.others_at_most_eur_per_year.is_some());
    assert_eq!(some.found, whole.found[..some.found.len()], "a stopped search has the best");
    let loops = cycles(&graph, &region, &few, &Unwatched);
    assert!(loops.stopped_early && loops.others_at_most_eur_per_year.is_some());
    let stopped = Stopped(AtomicBool::new(true));
    assert!(chains(&graph, &region, &all, &stopped).stopped_early);
    assert!(cycles(&graph, &region, &all, &stopped).stopped_early);
}

#[test]
fn the_graph_says_who_owns_what_where_and_where_it_could_go() {
    let region = works(&[("heat", "co2"), ("water", "heat")]);
    let deal: Deal = serde_json::from_value(json!({
        "id": id(9), "match": id(8), "supply": id(0), "demand": id(3), "supplier": id(0),
        "accepter": id(1), "state": "negotiating", "reserved_until": null, "outcome": null,
        "transfer_price_eur_per_unit": null, "frozen": null, "note": null,
    }))
    .unwrap();
    let mut ended = deal.clone();
    ended.state = crate::model::DealState::Failed;
    let graph = Graph::new(&region, vec![exchange(0, 3, Some(1.0))], &[deal, ended]);
    let class = |flow: u32| Node::Class(graph.class_of(flow as usize));
    let out = |node| graph.out(node).collect::<Vec<_>>();
    assert_eq!(out(Node::Organization(0)), [(Node::Site(0), Edge::Owns)]);
    assert_eq!(
        out(Node::Flow(0)),
        [
            (Node::Flow(3), Edge::Deal(0)),
            (Node::Flow(3), Edge::CouldGoTo(0)),
            (class(0), Edge::Supplies),
            (Node::Site(0), Edge::At),
        ]
    );
    assert_eq!(out(Node::Flow(3)), [(class(3), Edge::Demands), (Node::Site(1), Edge::At)]);
    assert_eq!(class(0), class(3), "heat offered and heat needed are one class");
    assert_eq!(graph.flows_at(1).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(graph.named(&region, " PLACE 1 "), [Node::Site(1)]);
    assert_eq!(graph.containing(&region, "works", 9).len(), 2);
    assert_eq!(graph.deals().len(), 1, "an ended deal is no edge");
}

#[test]
fn pairs_that_are_none_are_left_out() {
    let region = works(&[("heat", "co2"), ("water", "heat")]);
    let wrong = [exchange(1, 0, None), exchange(0, 2, None), exchange(0, 99, None)];
    let twice = [exchange(0, 3, Some(1.0)), exchange(0, 3, Some(1.0))];
    let graph = Graph::new(&region, [&wrong[..], &twice[..]].concat(), &[]);
    assert_eq!(graph.exchanges().len(), 1);
}

/// A small region at random: which flow is at which site, and which pairs there are.
fn small() -> impl Strategy<Value = (Region, Vec<Exchange>)> {
    let flows = proptest::collection::vec((0..5usize, any::<bool>(), 0..3usize, 0..3u8), 4..14);
    (flows, proptest::collection::vec((any::<prop::sample::Index>(), 0..4i32), 0..40)).prop_map(
        |(flows, wanted)| {
            // Five sites of four organisations.
            let organizations = (0..4).map(|n| organization(n, &format!("Works {n}"))).collect();
            let sites: Vec<Site> = (0..5).map(|n| site(n, n.min(3), &format!("P {n}"))).collect();
            let kinds = ["heat", "water", "co2"];
            let flows: Vec<Flow> = flows
                .iter()
                .enumerate()
                .map(|(n, (at, gives, kind, grade))| {
                    let side = if *gives { "supply" } else { "demand" };
                    flow(n, &sites[*at], side, kinds[*kind], f64::from(*grade))
                })
                .collect();
            let pairs: Vec<(usize, usize)> = (0..flows.len())
                .flat_map(|s| (0..flows.len()).map(move |d| (s, d)))
                .filter(|&(s, d)| {
                    flows[s].direction < flows[d].direction && flows[s].kind == flows[d].kind
                })
                .collect();
            let links = wanted
                .iter()
                .filter(|_| !pairs.is_empty())
                .map(|(index, eur)| {
                    let (s, d) = pairs[index.index(pairs.len())];
                    // Few values, so that many results are equal; 3 stands for no price.
                    exchange(s, d, (*eur < 3).then_some(f64::from(*eur)))
                })
                .collect();
            (Region::new(organizations, sites, flows).0, links)
        },
    )
}

/// Every chain or cycle there is, by its definition and nothing else.
fn brute(
    region: &Region,
    graph: &Graph,
    around: Around,
    closed: bool,
    longest: usize,
) -> Vec<(i64, Vec<usize>)> {
    let place = |flow: u32| match around {
        Around::Site => region.site_position(flow as usize),
        Around::Organization => graph.organization_of(flow as usize) as usize,
    };
    let turns = |taken: usize, given: usize| {
        let (taken, given) = (graph.exchanges()[taken].demand, graph.exchanges()[given].supply);
        let [d, s] = [taken, given].map(|at| &region.flows()[at as usize]);
        place(taken) == place(given)
            && (d.kind != s.kind || (d.kind != Kind::Heat && d.quality.grade != s.quality.grade))
    };
    let all = graph.exchanges();
    let eligible: Vec<usize> = (0..all.len())
        .filter(|&at| all[at].gain.eur_per_year().is_none_or(|eur| eur >= 0.0))
        .filter(|&at| place(all[at].supply) != place(all[at].demand))
        .collect();
    let mut found = BTreeSet::new();
    let mut open: Vec<Vec<usize>> = eligible.iter().map(|&at| vec![at]).collect();
    while let Some(path) = open.pop() {
        let total: f64 = path.iter().filter_map(|&at| all[at].gain.eur_per_year()).sum();
        let (first, last) = (path[0], path[path.len() - 1]);
        let mut places: Vec<usize> = path.iter().map(|&at| place(all[at].supply)).collect();
        if closed && place(all[last].demand) == places[0] {
            if turns(last, first) {
                // The rotation that starts with the best exchange, the first of them.
                let best = |i: &usize| {
                    let cents = all[path[*i]].gain.eur_per_year().map_or(0, cents);
                    (std::cmp::Reverse(cents), path[*i])
                };
                let start = (0..path.len()).min_by_key(best).unwrap();
                let mut turned = path.clone();
                turned.rotate_left(start);
                found.insert((std::cmp::Reverse(cents(total)), turned));
            }
            continue;
        }
        if !closed && path.len() >= 2 {
            found.insert((std::cmp::Reverse(cents(total)), path.clone()));
        }
        if path.len() == longest {
            continue;
        }
        places.push(place(all[last].demand));
        for &at in eligible.iter().filter(|&&at| turns(last, at)) {
            let to = place(all[at].demand);
            let back = closed && to == places[0];
            if back || !places.contains(&to) {
                let mut next = path.clone();
                next.push(at);
                open.push(next);
            }
        }
    }
    found.into_iter().map(|(std::cmp::Reverse(total), path)| (total, path)).collect()
}

fn told(found: &[Symbiosis]) -> Vec<(i64, Vec<usize>)> {
    let path = |one: &Symbiosis| one.steps.iter().map(|s| s.exchange).collect();
    found.iter().map(|one| (cents(one.benefit_eur_per_year), path(one))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn chains_are_the_best_of_all_there_are((region, links) in small(), top in 1..12usize, steps in 2..6usize) {
        let graph = Graph::new(&region, links, &[]);
        let bounds = Bounds { steps, top, ..Bounds::default() };
        let search = chains(&graph, &region, &bounds, &Unwatched);
        let all = brute(&region, &graph, Around::Site, false, steps);
        prop_assert_eq!(told(&search.found), &all[..top.min(all.len())]);
        if let Some((next, _)) = all.get(top) {
            let at_most = search.others_at_most_eur_per_year.expect("there is another");
            prop_assert!(cents(at_most) >= *next);
        }
    }

    #[test]
    fn cycles_are_the_best_of_all_there_are((region, links) in small(), top in 1..12usize, steps in 2..6usize) {
        let graph = Graph::new(&region, links, &[]);
        let bounds = Bounds { steps, top, ..Bounds::default() };
        let mut both = BTreeSet::new();
        for around in [Around::Site, Around::Organization] {
            let search = cycles_around(&graph, &region, around, &bounds, &Unwatched);
            let all = brute(&region, &graph, around, true, steps);
            prop_assert_eq!(told(&search.found), &all[..top.min(all.len())]);
            if let Some((next, _)) = all.get(top) {
                let at_most = search.others_at_most_eur_per_year.expect("there is another");
                prop_assert!(cents(at_most) >= *next);
            }
            both.extend(all.into_iter().map(|(total, path)| (std::cmp::Reverse(total), path)));
        }
        let merged = told(&cycles(&graph, &region, &bounds, &Unwatched).found);
        let all: Vec<_> = both.into_iter().map(|(total, path)| (total.0, path)).collect();
        prop_assert_eq!(merged, &all[..top.min(all.len())]);
    }

    #[test]
    fn the_order_of_the_pairs_is_of_no_account((region, links) in small()) {
        let answer = |links: Vec<Exchange>| {
            let graph = Graph::new(&region, links, &[]);
            let bounds = Bounds::default();
            let found = |search: Search| (told(&search.found), search.work);
            (found(chains(&graph, &region, &bounds, &Unwatched)),
             found(cycles(&graph, &region, &bounds, &Unwatched)))
        };
        let mut links = links;
        links.sort_by_key(|e| (e.supply, e.demand));
        links.dedup_by_key(|e| (e.supply, e.demand));
        let mut turned = links.clone();
        turned.reverse();
        prop_assert_eq!(answer(links), answer(turned));
    }
}
