//! Names, places, tables and figures, on exchanges gathered from publications.
#![allow(clippy::unwrap_used)]

use super::names::{Vocabulary, place_words, stem};
use super::*;
use crate::watch::Unwatched;

const EXCHANGES: &[u8] = include_bytes!("../../tests/fixtures/evaluate/exchanges.csv");

fn knowledge() -> Knowledge {
    Knowledge::parse(&[
        ("resources.csv", include_str!("../../../assets/reference/resources.csv")),
        ("resource_words.csv", include_str!("../../../assets/reference/resource_words.csv")),
        ("industries.csv", include_str!("../../../assets/reference/industries.csv")),
        ("industry_words.csv", include_str!("../../../assets/reference/industry_words.csv")),
        ("industry_flows.csv", include_str!("../../../assets/reference/industry_flows.csv")),
        (
            "evaluate_published.csv",
            include_str!("../../../assets/reference/evaluate_published.csv"),
        ),
    ])
    .unwrap()
}

fn exchanges() -> Vec<Exchange> {
    read("exchanges.csv", EXCHANGES).unwrap()
}

#[test]
fn words_are_found_in_all_their_forms() {
    for (word, expected) in [
        ("sulphuric", "sulfuric"),
        ("tyres", "tire"),
        ("fibres", "fiber"),
        ("batteries", "battery"),
        ("ashes", "ash"),
        ("gas", "gas"),
    ] {
        assert_eq!(stem(word), expected, "{word}");
    }
    let vocabulary = Vocabulary::of(["wastewater", "cardboard", "fly ash", "pigment"].into_iter());
    for (name, expected) in [
        ("Waste water", vec!["wastewater"]),
        ("Carboard", vec!["cardboard"]),
        ("Flyash", vec!["fly", "ash"]),
        ("Pigement", vec!["pigment"]),
    ] {
        assert_eq!(vocabulary.read(name), expected, "{name}");
    }
    assert_eq!(vocabulary.read_organization("Pigment Plant F, Ltd."), ["pigment"]);
}

#[test]
fn snapshots_of_a_place_are_one_place() {
    let words = place_words("Kwinana1990");
    for other in ["Kwinana 2000", "Kwinana (phase 2)", "KWINANA-1995", "Kwinana Industrial Area"] {
        assert_eq!(place_words(other), words, "{other}");
    }
    assert_ne!(place_words("Kalundborg"), words);
}

#[test]
fn the_published_set_is_found_again() {
    let told = evaluate(&exchanges(), None, None, &knowledge(), &Unwatched).unwrap();
    assert_eq!(told.parks.len(), 4);
    assert_eq!(told.parks[0].exchanges, 13);
    let f1 = told.overall.f1;
    assert!(f1 >= 0.65, "F1 {f1}: {told:#?}");
    assert!(told.overall.recall_at_5 >= 0.9, "{told:#?}");
    for park in &told.parks {
        assert!(park.f1 >= park.co_occurrence_f1, "{park:#?}");
    }
}

#[test]
fn the_exchanges_of_the_tested_place_are_not_seen() {
    let knowledge = knowledge();
    let rows = exchanges();
    let park = "Styria";
    let predictions = |rows: &[Exchange]| {
        let parks = universe::parks(rows, &knowledge);
        let tested = parks.iter().find(|p| p.name == park).unwrap();
        let seen: Vec<_> = parks.iter().filter(|p| !p.is_same_place(tested)).collect();
        let predictor = predict::Predictor::train(&seen, &knowledge);
        let scores = predictor.predict(tested, &knowledge).scores;
        let names = tested.candidates.iter().map(|c| (c.stream, c.accepter));
        (names.collect::<Vec<_>>(), scores)
    };
    // The same streams and accepters, but every link of the park belongs to the next accepter.
    let mut turned = rows.clone();
    let of_park: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].site == park).collect();
    let mut extended = rows.clone();
    for (at, &row) in of_park.iter().enumerate() {
        let next = of_park[(at + 1) % of_park.len()];
        let mut moved = rows[row].clone();
        moved.accepter = rows[next].accepter.clone();
        extended.push(moved);
    }
    turned.extend(of_park.iter().map(|&i| rows[i].clone()));
    assert_eq!(predictions(&turned), predictions(&extended));
}

#[test]
fn snapshots_are_left_out_together() {
    let mut rows: Vec<Exchange> = exchanges();
    rows.retain(|row| row.site == "Kalundborg");
    let again = rows.iter().cloned().map(|row| Exchange { site: "Kalundborg 2010".into(), ..row });
    let both: Vec<Exchange> = rows.iter().cloned().chain(again).collect();
    let told = evaluate(&both, None, None, &knowledge(), &Unwatched);
    assert_eq!(told, Err(EvaluateError::NothingToLearnFrom { park: "Kalundborg".into() }));
}

#[test]
fn bad_tables_are_refused_by_name() {
    let code = |bytes: &[u8]| read("x.csv", bytes).unwrap_err().code();
    assert_eq!(code(b""), "evaluate.empty_file");
    assert_eq!(code(b"site,supplier,stream,accepter,kind\n"), "evaluate.empty_file");
    assert_eq!(code(b"site,supplier,accepter\na,b,c\n"), "evaluate.missing_columns");
    assert_eq!(code(b"site,supplier,stream,accepter,kind\nA,B,C\n"), "evaluate.not_a_table");
    assert_eq!(code(b"site,supplier,stream,accepter,kind\nA,,C,D,p\n"), "evaluate.empty_cell");
    let told = evaluate(&exchanges(), None, Some("Atlantis"), &knowledge(), &Unwatched);
    assert_eq!(told, Err(EvaluateError::UnknownPark { park: "Atlantis".into() }));
}

#[test]
fn a_bad_knowledge_table_names_its_line() {
    let told = Knowledge::parse(&[
        ("resources.csv", "resource,parents,ewc,source\nash,nothing,,x\n"),
        ("resource_words.csv", "words,resource,source\n"),
        ("industries.csv", "industry,nace,source\n"),
        ("industry_words.csv", "words,industry,kind,source\n"),
        ("industry_flows.csv", "industry,direction,resource,weight,source\n"),
        ("evaluate_published.csv", "method,f1,source\n"),
    ]);
    let refused = told.unwrap_err();
    assert_eq!((refused.table, refused.line), ("resources.csv", 2));
}
