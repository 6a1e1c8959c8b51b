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
