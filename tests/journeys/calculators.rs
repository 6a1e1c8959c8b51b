//! The calculators from outside: listed with their schemas, given a file or figures, and refused
//! with a code, the field and a hint.

use serde_json::{Value, json};

use crate::said::{arg, object, refusal, run};
use crate::tree::{list, text, top};

fn calc(name: &str, input: &str) -> Value {
    object(&run(&["calc", name, "--input", input, "--json"]))
}

#[test]
fn every_calculator_is_listed_with_its_schemas_and_runs_its_example() {
    let listed = object(&run(&["calc", "--list", "--json"]));
    let calculators = list(&listed["calculations"]);
    for calculator in calculators {
        let name = text(&calculator["name"]);
        assert!(calculator["output"].is_object(), "{name}");
        let alone = object(&run(&["calc", name, "--json"]));
        assert_eq!(&list(&alone["calculations"])[0], calculator);
    }
    let names: Vec<&str> = calculators.iter().map(|one| text(&one["name"])).collect();
    // docs/cli.md has one row for each, and no other.
    let contract = std::fs::read_to_string(top().join("docs/cli.md")).expect("docs/cli.md");
    let rows = contract.lines().filter_map(|line| line.strip_prefix("| `calc ")?.split_once('`'));
    let mut rows: Vec<&str> = rows.map(|(name, _)| name).filter(|n| !n.contains(' ')).collect();
    let mut names = names;
    rows.sort_unstable();
    names.sort_unstable();
    assert_eq!(rows, names);
}

#[test]
fn figures_come_as_text_or_as_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("flows.json");
    let input = r#"{"cashflows": [-1000, 2300, -1320]}"#;
    std::fs::write(&path, format!("\u{feff}{input}")).expect("written");
    let told = calc("irr", input);
    assert_eq!(told, calc("irr", &arg(&path)));
    let roots: Vec<f64> = list(&told["roots"]).iter().filter_map(Value::as_f64).collect();
    assert!((roots[0] - 0.1).abs() < 1e-9 && (roots[1] - 0.2).abs() < 1e-9, "{told}");
    assert_eq!((&told["sign_changes"], &told["notice"]), (&json!(2), &json!("several_roots")));
    let table = arg(&top().join("engine/tests/oracle/assignment/assign100.txt"));
    assert_eq!(calc("assign", &table), json!({ "objective": 305 }));
}

#[test]
fn what_a_calculator_cannot_use_is_refused_with_the_field() {
    let cases: [(&[&str], &str, Value); 9] = [
        (
            &["irr", "--input", "{\"cashflows\": [1, \"x\"]}"],
            "calc.bad_field",
            json!("cashflows[1]"),
        ),
        (&["irr", "--input", "{\"cashflows\": [1, NaN]}"], "calc.not_json", json!("19")),
        (&["irr", "--input", "{\"cashflows\": []}"], "calc.too_few", json!("cashflows")),
        (&["npv", "--input", "{\"cashflows\": [1]}"], "calc.missing", json!("rate")),
        (
            &["npv", "--input", "{\"cashflows\": [1]}", "--rate", "-1"],
            "calc.bad_value",
            json!("rate"),
        ),
        (&["npv", "--input", "nowhere.json"], "file.not_found", Value::Null),
        (&["nothing", "--input", "{}"], "calc.unknown", Value::Null),
        (&["mcf", "--input", "{}"], "calc.bad_format", Value::Null),
        (&["nothing"], "calc.unknown", Value::Null),
    ];
    for (words, code, column) in cases {
        let refused = run(&[&["calc"], words, &["--json"]].concat());
        assert_eq!(refusal(&refused), code, "{words:?}");
        assert_eq!(object(&refused)["error"]["place"]["column"], column, "{words:?}");
    }
    let usage = run(&["calc", "npv", "--input", "{}", "--rate", "nan"]);
    assert_eq!(usage.status.code(), Some(2));
}
