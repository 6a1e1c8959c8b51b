#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::model::{Region, Site};
use crate::symbiosis::Exchange;
use crate::symbiosis::tests::{exchange, flow, organization, site};
use crate::watch::Unwatched;

/// A steelworks gives heat to a mill and steam to a dairy; the mill gives water to the dairy,
/// the dairy whey to a farm. Flows: 0 heat, 1 steam; 2 heat, 3 water; 4 steam, 5 water, 6 whey;
/// 7 whey, 8 heat.
fn place() -> (Region, Graph) {
    let organizations = vec![
        organization(0, "Stahl AG"),
        organization(1, "Papier GmbH"),
        organization(2, "Milch eG"),
        organization(3, "Hof"),
    ];
    let sites = vec![
        site(0, 0, "Stahlwerk Nord"),
        site(1, 1, "Papiermühle"),
        site(2, 2, "Molkerei"),
        site(3, 3, "Hof Süd"),
        site(4, 0, "Stahlwerk Süd"),
    ];
    let at = |number: usize, site: &Site, side: &str, kind: &str, name: &str| {
        let mut flow = flow(number, site, side, kind, 0.5);
        flow.name = name.to_owned();
        flow
    };
    let mut flows = vec![
        at(0, &sites[0], "supply", "heat", "Abwärme"),
        at(1, &sites[0], "supply", "steam", "Dampf"),
        at(2, &sites[1], "demand", "heat", "Wärmebedarf"),
        at(3, &sites[1], "supply", "water", "Brauchwasser"),
        at(4, &sites[2], "demand", "steam", "Dampfbedarf"),
        at(5, &sites[2], "demand", "water", "Spülwasser"),
        at(6, &sites[2], "supply", "biowaste", "Molke"),
        at(7, &sites[3], "demand", "biowaste", "Futter"),
        at(8, &sites[3], "demand", "heat", "Wärmebedarf"),
    ];
    flows[6].class = Some("02 05 01".to_owned());
    flows[7].class = Some("02 05 01".to_owned());
    let (region, _) = Region::new(organizations, sites, flows);
    let mut links = vec![
        exchange(0, 2, Some(10.0)),
        exchange(0, 8, Some(20.0)),
        exchange(1, 4, Some(30.0)),
        exchange(3, 5, None),
        exchange(6, 7, Some(5.0)),
    ];
    links[1].score = 0.9;
    let graph = Graph::new(&region, links, &[]);
    (region, graph)
}

fn names(query: &str) -> Vec<String> {
    let (region, graph) = place();
    let answer = ask(&graph, &region, query, Limits::default(), &Unwatched);
    let path = |path: &Vec<Named>| -> String {
        path.iter().map(|node| node.name.as_str()).collect::<Vec<_>>().join(" > ")
    };
    answer.unwrap_or_else(|e| panic!("{query}: {e}")).paths.iter().map(path).collect()
}

#[test]
fn each_question_has_its_answer() {
    let cases: &[(&str, &[&str])] = &[
        (
            "within 1 step of \"Stahlwerk Nord\"",
            &[
                "Stahlwerk Nord > Abwärme > Wärmebedarf > Hof Süd",
                "Stahlwerk Nord > Abwärme > Wärmebedarf > Papiermühle",
                "Stahlwerk Nord > Dampf > Dampfbedarf > Molkerei",
            ],
        ),
        (
            "within 2 steps of stahlwerk nord by steam",
            &["Stahlwerk Nord > Dampf > Dampfbedarf > Molkerei"],
        ),
        (
            "WITHIN 2 STEPS OF Molkerei UPSTREAM",
            &[
                "Molkerei > Dampfbedarf > Dampf > Stahlwerk Nord",
                "Molkerei > Spülwasser > Brauchwasser > Papiermühle",
            ],
        ),
        ("within 3 steps of Hof Süd downstream", &[]),
        (
            "within 2 steps of Papiermühle downstream",
            &[
                "Papiermühle > Brauchwasser > Spülwasser > Molkerei",
                "Papiermühle > Brauchwasser > Spülwasser > Molkerei > Molke > Futter > Hof Süd",
            ],
        ),
        (
            "takers of Abwärme",
            &["Abwärme > Wärmebedarf > Hof Süd", "Abwärme > Wärmebedarf > Papiermühle"],
        ),
        ("takers of 02 05 01", &["02 05 01 > Futter > Hof Süd"]),
        ("takers of heat", &["heat > Wärmebedarf > Papiermühle", "heat > Wärmebedarf > Hof Süd"]),
        ("givers of class biowaste", &["02 05 01 > Molke > Molkerei"]),
        (
            "givers of Molkerei",
            &[
                "Molkerei > Dampfbedarf > Dampf > Stahlwerk Nord",
                "Molkerei > Spülwasser > Brauchwasser > Papiermühle",
            ],
        ),
        (
            "path from \"Stahl AG\" to \"Hof Süd\" by steam or biowaste",
            &["Stahlwerk Nord > Dampf > Dampfbedarf > Molkerei > Molke > Futter > Hof Süd"],
        ),
        ("path from Stahl AG to Hof max 1", &["Stahlwerk Nord > Abwärme > Wärmebedarf > Hof Süd"]),
        ("path from Papiermühle to Hof Süd max 1", &[]),
        ("path from Hof Süd to Molkerei", &[]),
        (
            "supply(heat) -> site -> demand(water)",
            &["Abwärme > Wärmebedarf > Papiermühle > Brauchwasser > Spülwasser"],
        ),
        (
            "(site a)-[heat]->(site b)-[water]->(site c) where c.name = molkerei",
            &[
                "Stahlwerk Nord > Abwärme > Wärmebedarf > Papiermühle > Brauchwasser > Spülwasser > Molkerei",
            ],
        ),
        (
            "(organization o)-[owns]->(site s)-[steam, heat]->(organization p) where benefit > 10 and o.country = de",
            &[
                "Stahl AG > Stahlwerk Nord > Abwärme > Wärmebedarf > Hof",
                "Stahl AG > Stahlwerk Nord > Dampf > Dampfbedarf > Milch eG",
            ],
        ),
        (
            "site -> site where benefit >= 0 and score > 0.8",
            &["Stahlwerk Nord > Abwärme > Wärmebedarf > Hof Süd"],
        ),
        (
            "(supply s)->demand where s.class = \"02 05 01\" and s.kind = biowaste",
            &["Molke > Futter"],
        ),
        (
            "site -> (site b) where b.name ~ hof and b.sector ~ steel and kind != biowaste",
            &["Stahlwerk Nord > Abwärme > Wärmebedarf > Hof Süd"],
        ),
        ("site -[deal]-> site", &[]),
    ];
    for (query, expected) in cases {
        assert_eq!(names(query), *expected, "{query}");
    }
}

#[test]
fn an_id_is_a_name_too() {
    let (region, _) = place();
    let query = format!("takers of {}", region.flows()[6].id);
    assert_eq!(names(&query), ["Molke > Futter > Hof Süd"]);
    let query = format!("within 1 step of site {} downstream", region.sites()[2].id);
    assert_eq!(names(&query), ["Molkerei > Molke > Futter > Hof Süd"]);
}

#[test]
fn each_mistake_is_told_with_its_place() {
    let (region, graph) = place();
    let cases: &[(&str, &str, usize)] = &[
        ("", "graph.empty_query", 0),
        ("  ", "graph.empty_query", 0),
        ("whatever", "graph.unexpected", 0),
        ("within two steps of Hof Süd", "graph.unexpected", 7),
        ("within 0 steps of Hof Süd", "graph.out_of_range", 7),
        ("within 99999999999999999999999 steps of Hof Süd", "graph.out_of_range", 7),
        ("within 2 of Hof Süd", "graph.unexpected", 9),
        ("within 2 steps of", "graph.unexpected", 17),
        ("within 2 steps of by heat", "graph.unexpected", 18),
        ("within 2 steps of Hof Süd by gold", "graph.unknown_kind", 30),
        ("within 2 steps of \"Hof Süd", "graph.open_quote", 18),
        ("within 2 steps of Atlantis", "graph.unknown_name", 18),
        ("within 2 steps of Stahlwerk", "graph.ambiguous_name", 18),
        ("takers of flow Wärmebedarf", "graph.ambiguous_name", 15),
        ("takers of Futter", "graph.wrong_thing", 10),
        ("takers Futter", "graph.unexpected", 7),
        ("path from Hof to", "graph.unexpected", 16),
        ("path from Hof to class heat", "graph.unknown_name", 23),
        ("path from Hof to class \"02 05 01\"", "graph.wrong_thing", 23),
        ("site", "graph.unexpected", 4),
        ("site ->", "graph.unexpected", 7),
        ("site - site", "graph.unexpected", 5),
        ("site -[gold]-> site", "graph.unknown_kind", 7),
        ("site -[heat-> site", "graph.unexpected", 11),
        ("demand -> site", "graph.wrong_arrow", 7),
        ("site -> supply", "graph.wrong_arrow", 5),
        ("site -[owns]-> site", "graph.wrong_arrow", 5),
        ("site -> site where", "graph.unexpected", 18),
        ("site -> site where x.name = A", "graph.unknown_variable", 19),
        ("(site x) -> site where x.score = 1", "graph.unknown_field", 23),
        ("site -> site where score 1", "graph.unexpected", 25),
        ("site -> site where score > much", "graph.unexpected", 27),
        ("site -> site where kind = gold", "graph.unknown_kind", 26),
        ("site -> site where score > 1 or", "graph.unexpected", 29),
    ];
    for (query, code, at) in cases {
        let error = ask(&graph, &region, query, Limits::default(), &Unwatched).unwrap_err();
        assert_eq!((error.code(), error.at()), (*code, *at), "{query}: {error}");
    }
    let error =
        |query: &str| ask(&graph, &region, query, Limits::default(), &Unwatched).unwrap_err();
    match error("within 2 steps of stahlwerk") {
        QueryError::AmbiguousName { candidates, .. } => {
            let named = |n: usize, name| format!("{name} ({})", region.sites()[n].id);
            assert_eq!(candidates, [named(0, "Stahlwerk Nord"), named(4, "Stahlwerk Süd")]);
        }
        other => panic!("{other}"),
    }
    match error("within 2 steps of Papiermuhle") {
        QueryError::UnknownName { near, .. } => assert_eq!(near, ["Papiermühle"]),
        other => panic!("{other}"),
    }
}

#[test]
fn a_long_answer_is_cut_and_says_so() {
    let (region, graph) = place();
    let query = "takers of heat";
    let two = Limits { paths: 2, ..Limits::default() };
    let answer = ask(&graph, &region, query, two, &Unwatched).unwrap();
    assert_eq!((answer.paths.len(), answer.truncated, answer.issues.len()), (2, false, 0));
    let one = Limits { paths: 1, ..two };
    let answer = ask(&graph, &region, query, one, &Unwatched).unwrap();
    assert_eq!((answer.paths.len(), answer.truncated), (1, true));
    assert_eq!(answer.issues[0].code, "graph_truncated");
    let spent = Limits { work: 1, ..two };
    let answer = ask(&graph, &region, query, spent, &Unwatched).unwrap();
    assert_eq!((answer.paths.len(), answer.truncated), (1, true));
    assert_eq!(answer.issues[0].code, "graph_work_spent");
}

#[test]
fn a_deal_is_an_arrow_of_its_own() {
    let (region, _) = place();
    let [supply, demand] = [6, 7].map(|at| region.flows()[at].id);
    let deal = serde_json::from_value(serde_json::json!({
        "id": supply, "match": demand, "supply": supply, "demand": demand, "supplier": supply,
        "accepter": demand, "state": "reserved", "reserved_until": null, "outcome": null,
        "transfer_price_eur_per_unit": null, "frozen": null, "note": null,
    }))
    .unwrap();
    let links: Vec<Exchange> = vec![exchange(6, 7, Some(5.0)), exchange(0, 2, Some(1.0))];
    let graph = Graph::new(&region, links, &[deal]);
    let count = |query: &str| {
        ask(&graph, &region, query, Limits::default(), &Unwatched).unwrap().paths.len()
    };
    assert_eq!(count("site -[deal]-> site"), 1);
    assert_eq!(count("site -[deal]-> site where benefit > 5"), 0);
    assert_eq!(count("site -> site"), 2);
}

proptest! {
    #[test]
    fn no_question_is_too_odd_to_be_answered(words in proptest::collection::vec(
        prop_oneof![
            Just("within"), Just("steps"), Just("of"), Just("2"), Just("Hof"), Just("by"),
            Just("heat"), Just("path"), Just("from"), Just("to"), Just("site"), Just("->"),
            Just("-["), Just("]->"), Just("("), Just(")"), Just("where"), Just("a.name"),
            Just("="), Just("\"Ä\""), Just("\""), Just("ü"), Just("demand"), Just("takers"),
            Just("-"), Just("!"), Just("]"), Just("\u{a0}"), Just("and"), Just("score"),
        ], 0..12), glue in prop_oneof![Just(" "), Just("")]) {
        let (region, graph) = place();
        let query = words.join(glue);
        if let Err(error) = ask(&graph, &region, &query, Limits::default(), &Unwatched) {
            prop_assert!(error.at() <= query.len() && query.is_char_boundary(error.at()));
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
