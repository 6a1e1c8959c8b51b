//! The measured jobs from outside: the answers that other engines agree on, and what they took.

use serde_json::Value;

use crate::said::{arg, object, refusal, run};
use crate::tree::top;

fn files() -> [String; 2] {
    let folder = top().join("engine/tests/fixtures/gen_1k");
    ["sites.csv", "flows.csv"].map(|name| arg(&folder.join(name)))
}

/// 11,118 pairs, their checksum and 139,156.0 km: what PostGIS, GeoPandas, Polars and a ball
/// tree find in the generator's 1,000 flows of seed 42.
#[test]
fn the_join_is_exact_and_measured() {
    let [sites, flows] = files();
    let words = ["bench", "join", "--sites", &sites, "--flows", &flows];
    let told = object(&run(&[&words[..], &["--json"]].concat()));
    assert_eq!(told["pairs"], 11_118);
    assert_eq!(told["checksum"], 5_362_925_828_171_u64);
    let km = told["sum_km"].as_f64().expect("a number");
    assert!((km - 139_156.0).abs() < 0.05, "{km}");
    for key in ["cpu_s", "wall_s"] {
        let seconds = told[key].as_f64().expect("a number");
        assert!(seconds > 0.0 && seconds < 5.0, "{key}: {seconds}");
    }
    if cfg!(target_os = "linux") {
        let peak = told["peak_mb"].as_f64().expect("Linux tells");
        assert!(peak > 0.5 && peak < 250.0, "{peak}");
    }
    let spoken = run(&words);
    assert!(spoken.status.success());
    // People read groups of digits, parted as their language does it.
    let digits: String = String::from_utf8_lossy(&spoken.stdout)
        .lines()
        .flat_map(|line| line.chars().filter(char::is_ascii_digit).chain([' ']))
        .collect();
    assert!(digits.split(' ').any(|number| number == "11118"), "{spoken:?}");
}

#[test]
fn a_case_that_is_none_is_refused() {
    let [sites, flows] = files();
    let code = |sites: &str, flows: &str| -> String {
        refusal(&run(&["bench", "join", "--sites", sites, "--flows", flows, "--json"]))
    };
    assert_eq!(code(&flows, &sites), "bench.bad_case");
    assert_eq!(code(&sites, "nowhere.csv"), "file.not_found");
    let usage = run(&["bench", "join", "--sites", &sites]);
    assert_eq!(usage.status.code(), Some(2));
    assert!(serde_json::from_slice::<Value>(&usage.stdout).is_err(), "usage is no object");
}

/// The pairs scored are the very pairs of the join, and each answer has its wait.
#[test]
fn scores_and_waits_are_measured() {
    let [sites, flows] = files();
    let told =
        |job: &str| object(&run(&["bench", job, "--sites", &sites, "--flows", &flows, "--json"]));
    let score = told("score");
    assert_eq!(score["pairs"], 11_118);
    let number = |told: &Value, key: &str| told[key].as_f64().expect("a number");
    assert!(number(&score, "kept") > 1_000.0, "{score}");
    assert!(number(&score, "sum_score") <= number(&score, "kept"), "{score}");
    for job in ["query", "edit"] {
        let waits = told(job);
        assert_eq!((&waits["flows"], &waits["count"]), (&1000.into(), &1000.into()), "{waits}");
        assert!(number(&waits, "matches") > 0.0, "{waits}");
        let (p50, p99) = (number(&waits, "p50_ms"), number(&waits, "p99_ms"));
        assert!(0.0 < p50 && p50 <= p99 && p99 <= number(&waits, "worst_ms"), "{waits}");
    }
}

/// 21 flows a project in, sums out; and draws that need no file.
#[test]
fn values_rates_and_draws_are_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cash.f64");
    let project = |gain: f64| std::iter::once(-1000.0).chain(std::iter::repeat_n(gain, 20));
    let bytes: Vec<u8> = project(250.0).chain(project(50.0)).flat_map(f64::to_le_bytes).collect();
    std::fs::write(&path, &bytes).expect("written");
    let told = object(&run(&["bench", "econ", "--cash", &arg(&path), "--json"]));
    // 300 a year over 20 years at 8 % less 2,000 is 945.44.
    assert_eq!((&told["n"], &told["sum_npv"]), (&2.into(), &Value::from(945.0)), "{told}");
    assert_eq!((&told["npv_pos"], &told["irr_over_8pct"]), (&1.into(), &1.into()), "{told}");
    std::fs::write(&path, &bytes[1..]).expect("written");
    let refused = run(&["bench", "econ", "--cash", &arg(&path), "--json"]);
    assert_eq!(refusal(&refused), "bench.bad_case");
    let told = object(&run(&["bench", "mc", "--size", "200", "--json"]));
    assert_eq!(told["scenarios"], 200_000);
    let chance = told["mean_p_pos"].as_f64().expect("a number");
    assert!(chance > 0.6 && chance < 0.95, "{told}");
}
