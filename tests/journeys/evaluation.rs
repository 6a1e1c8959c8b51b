//! Real exchanges found again from names: the shipped set, one park of it, and bad tables.

use crate::said::{arg, object, refusal, run};
use crate::tree::{list, text, top};

fn shipped() -> String {
    arg(&top().join("engine/tests/fixtures/evaluate/exchanges.csv"))
}

#[test]
fn exchanges_are_found_again() {
    let output = run(&["evaluate", "--exchanges", &shipped(), "--json"]);
    let told = object(&output);
    let parks = list(&told["parks"]);
    let names: Vec<&str> = parks.iter().map(|p| text(&p["park"])).collect();
    assert_eq!(names, ["Kalundborg", "Harjavalta", "Styria", "Pomacle-Bazancourt"]);
    let sum = |key: &str| parks.iter().filter_map(|p| p[key].as_f64()).sum::<f64>();
    let f1 = 2.0 * sum("true_positives") / (sum("exchanges") + sum("predicted"));
    assert_eq!(told["overall"]["f1"].as_f64(), Some(f1), "micro-averaged: {told}");
    assert!(f1 >= 0.65, "{told}");
    assert_eq!(list(&told["published"]).len(), 2);

    // Trained on the same file by name, the place under test is left out all the same.
    let one = run(&[
        "evaluate",
        "--exchanges",
        &shipped(),
        "--train",
        &shipped(),
        "--park",
        "Styria",
        "--json",
    ]);
    assert_eq!(list(&object(&one)["parks"]), [parks[2].clone()]);
}

#[test]
fn bad_tables_are_refused_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let header = "site,supplier,stream,accepter,kind\n";
    let one = format!("{header}A,Steel works,Slag,Cement plant,p\n");
    let hole = format!("{header}A,Steel works,Slag,,p\n");
    for (name, content, code) in [
        ("empty.csv", "", "evaluate.empty_file"),
        ("header.csv", header, "evaluate.empty_file"),
        ("columns.csv", "site,stream\nA,B\n", "evaluate.missing_columns"),
        ("one.csv", one.as_str(), "evaluate.one_place_only"),
        ("hole.csv", hole.as_str(), "evaluate.empty_cell"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a bad table is written");
        let output = run(&["evaluate", "--exchanges", &arg(&path), "--json"]);
        assert_eq!(refusal(&output), code, "{name}");
    }
    let output = run(&["evaluate", "--exchanges", &shipped(), "--park", "Atlantis", "--json"]);
    assert_eq!(refusal(&output), "evaluate.unknown_park");
}
