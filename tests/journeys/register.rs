//! A whole real register through the command line: the Hotmaps industrial database, its known
//! sums found again in the replica, the same answers a second time.

use std::path::PathBuf;

use serde_json::Value;

use crate::said::{arg, run};
use crate::sample::sample;
use crate::tree::{list, text, top};

/// Facts of the file, counted in it: rows, sites with excess heat, and their GWh a year by the
/// sum of the bands (the total column says 93,736.74).
const ROWS: u64 = 5029;
const SITES_WITH_HEAT: usize = 1057;
const HEAT_GWH: f64 = 93_736.0;

fn hotmaps() -> PathBuf {
    top().join("engine/tests/fixtures/hotmaps/Industrial_Database.csv")
}

#[test]
fn every_row_of_the_register_is_accounted_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&folder.path().join("p.turash"));
    let rejects = folder.path().join("rejects.csv");
    let import = || {
        let words = ["import", &arg(&hotmaps()), "--into", &project, "--rejects", &arg(&rejects)];
        sample().ask(&words)
    };
    let first = import();
    let count = |told: &Value, key: &str| told[key].as_u64().expect("a count");
    let sum = |told: &Value| {
        ["imported", "updated", "unchanged", "rejected"].map(|key| count(told, key)).iter().sum()
    };
    assert_eq!((count(&first, "read"), sum(&first)), (ROWS, ROWS), "{first}");
    assert!(count(&first, "rejected") <= 5, "{first}");
    let reasons = std::fs::read_to_string(&rejects).expect("rejected rows are written");
    let heading = reasons.lines().next().unwrap_or_default();
    assert!(heading.contains("reason"), "{heading}");
    let told = first["supply_gwh_per_year"].as_f64().expect("a sum");
    assert!((told - HEAT_GWH).abs() <= 2.0, "{told}");

    // The same is found again in the file, by a process that knows nothing of the import.
    let kept = sample().ask(&["do", &project, "sites.page", "--input", r#"{"limit":100000}"#]);
    let supplies = |row: &Value| {
        let mwh = match text(&row["supply"]["unit"]) {
            "MWh/a" => 1.0,
            "GWh/a" => 1e3,
            "TWh/a" => 1e6,
            other => panic!("{other} in {row}"),
        };
        Some(row["supply"]["value"].as_f64()? * mwh).filter(|sum| *sum > 0.0)
    };
    let warm: Vec<f64> = list(&kept["rows"]).iter().filter_map(supplies).collect();
    let gwh = warm.iter().sum::<f64>() / 1000.0;
    assert_eq!(warm.len(), SITES_WITH_HEAT);
    assert!((gwh - HEAT_GWH).abs() <= 2.0, "{gwh}");

    let second = import();
    assert_eq!(count(&second, "unchanged") + count(&second, "rejected"), ROWS, "{second}");
    assert_eq!(count(&second, "rejected"), count(&first, "rejected"));
    assert_eq!(
        kept["total"],
        sample().ask(&["do", &project, "sites.page", "--input", r#"{"limit":1}"#])["total"]
    );

    // One question, twice, to the byte; the second answer comes out of the file.
    let ask = || run(&["match", &project, "--json"]);
    let (once, again) = (ask(), ask());
    assert!(once.status.success(), "{}", String::from_utf8_lossy(&once.stdout));
    assert_eq!(once.stdout, again.stdout);
    let found: Value = serde_json::from_slice(&once.stdout).expect("one object");
    let matches = list(&found["matches"]);
    assert!(matches.len() > 1000, "{} matches in Europe", matches.len());
    let scores: Vec<f64> = matches.iter().filter_map(|m| m["score"].as_f64()).collect();
    assert_eq!(scores.len(), matches.len());
    assert!(scores.is_sorted_by(|a, b| a >= b), "ranked by score");

    // And a site of the register is found by its name.
    let hits = sample().ask(&["search", &project, "Donawitz"]);
    let titles: Vec<&str> = list(&hits["hits"]).iter().map(|hit| text(&hit["title"])).collect();
    assert!(titles.iter().any(|title| title.contains("Donawitz")), "{titles:?}");
}
