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

/// Each calculator of heat and pipes answers a figure that is known from outside.
#[test]
fn heat_and_pipes_answer_known_figures() {
    for (name, input, pointer, expected, allowed) in [
        (
            "lmtd",
            r#"{"hot_in_degc": 80, "hot_out_degc": 60, "cold_in_degc": 40, "cold_out_degc": 60}"#,
            "/lmtd_k",
            20.0,
            1e-9,
        ),
        (
            "ntu",
            r#"{"ntu": 2, "capacity_ratio": 0.5, "layout": "cross_unmixed"}"#,
            "/effectiveness",
            0.7324092524821475,
            1e-9,
        ),
        (
            "if97",
            r#"{"pressure_mpa": 3, "temperature_k": 300}"#,
            "/enthalpy_kj_per_kg",
            115.331273,
            5e-7,
        ),
        ("if97", r#"{"pressure_mpa": 1, "quality": 0}"#, "/temperature_k", 453.035632, 5e-7),
        (
            "friction",
            r#"{"reynolds": 1000, "relative_roughness": 0}"#,
            "/friction_factor",
            0.064,
            1e-12,
        ),
        (
            "pipe",
            r#"{"inner_diameter_m": 0.1, "length_m": 1000, "velocity_m_s": 1, "roughness_m": 4.5e-5, "density_kg_per_m3": 971.8, "viscosity_pa_s": 0.000354}"#,
            "/pressure_drop_pa",
            87688.16719047709,
            1e-4,
        ),
        (
            "pipeloss",
            r#"{"inner_diameter_m": 0.0545, "insulation_m": 0.06, "insulation_w_per_mk": 0.05, "difference_k": 70}"#,
            "/loss_w_per_m",
            18.897219460752417,
            1e-9,
        ),
        (
            "heatpump",
            r#"{"source_degc": 50, "sink_degc": 90, "carnot_fraction": 0.45}"#,
            "/cop",
            4.0854375,
            1e-9,
        ),
        (
            "pinch",
            r#"{"streams": [{"name": "H", "zone": "a", "t_supply": 180, "t_target": 60, "heat_flow": 1200, "dt_cont": 5}, {"name": "C", "zone": "b", "t_supply": 40, "t_target": 200, "heat_flow": 1600, "dt_cont": 5}]}"#,
            "/hot_utility_kw",
            400.0,
            1e-9,
        ),
    ] {
        let found = calc(name, input).pointer(pointer).and_then(Value::as_f64);
        let found = found.unwrap_or_else(|| panic!("{name}: no {pointer}"));
        assert!((found - expected).abs() <= allowed, "{name}: {found} for {expected}");
    }
    // A stream that cannot be used is told and left out; a pipe faster than sound is refused.
    let told = calc(
        "pinch",
        r#"{"streams": [{"name": "H", "t_supply": -300, "t_target": 60, "heat_flow": 1}]}"#,
    );
    assert_eq!(told["issues"][1]["code"], "pinch_below_absolute_zero");
    let fast = r#"{"inner_diameter_m": 0.1, "velocity_m_s": 2000, "density_kg_per_m3": 5, "viscosity_pa_s": 1e-5}"#;
    let refused = run(&["calc", "pipe", "--input", fast, "--json"]);
    assert_eq!(refusal(&refused), "calc.bad_value");
    assert_eq!(object(&refused)["error"]["place"]["column"], "velocity_m_s");
}

#[test]
fn dated_payments_come_as_they_are_filed() {
    let file = |name: &str| arg(&top().join("engine/tests/oracle/xirr").join(name));
    let near = |told: &Value, wanted: f64| {
        assert!(told.as_f64().is_some_and(|got| (got - wanted).abs() < 1e-7), "{told} {wanted}");
    };
    near(&calc("xirr", &file("unordered.csv"))["roots"][0], 0.163_537_158_44);
    let words = ["calc", "xnpv", "--input", &file("unordered.csv"), "--rate", "0.1", "--json"];
    near(&object(&run(&words))["xnpv"], 2_218.425_663_656_75);
    let none = calc("xirr", &file("30-33.csv"));
    assert_eq!((&none["roots"], &none["notice"]), (&json!([]), &json!("no_root")));
    // MathWorks: the same payments under two conventions.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("payments.csv");
    let rows = "2007-01-12,-10000\r\n2008-02-14,2500\r\n2008-03-03,2000\r\n2008-06-14,3000\r\n2008-12-01,4000\r\n";
    std::fs::write(&path, rows).expect("written");
    for (count, wanted) in [("actact", 0.100_739_648_987_346), ("30360sia", 0.100_675_477_282_743)]
    {
        let words = ["calc", "xirr", "--input", &arg(&path), "--day-count", count, "--json"];
        near(&object(&run(&words))["roots"][0], wanted);
    }
    std::fs::write(&path, "2007-01-12,-10000\n12.01.2008,5\n").expect("written");
    let refused = run(&["calc", "xirr", "--input", &arg(&path), "--json"]);
    assert_eq!(refusal(&refused), "calc.bad_value");
    assert_eq!(object(&refused)["error"]["place"]["column"], json!("line 2"));
}

#[test]
fn one_figure_of_a_loan_follows_from_the_others() {
    let told = calc("tvm", "{\"rate\": 0.0062499999999999995, \"nper\": 180, \"pv\": 200000}");
    let payment = told["pmt"].as_f64().expect("a number");
    assert!((payment + 1_854.024_720_005_461_9).abs() < 1e-7, "{told}");
    assert_eq!((&told["solved"], &told["fv"]), (&json!("pmt"), &json!(0.0)));
    let told = calc(
        "lcoh",
        "{\"capex\": 1000000, \"opex\": 30000, \"energy_MWh\": 5000, \"discount\": 0, \"years\": 20}",
    );
    assert_eq!(told["lcoh"], json!(16.0));
}
