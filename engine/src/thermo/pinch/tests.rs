#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Cases of OpenPinch (MIT, Tim Walmsley) and the papers that their names state.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/pinch")
}

fn load(path: &Path) -> (Vec<Stream>, Vec<Issue>) {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    read::streams(file["streams"].as_array().unwrap(), 1)
}

fn case(name: &str) -> Vec<Stream> {
    let (streams, issues) = load(&folder().join(format!("p_{}.json", name.replace(' ', "_"))));
    let left_out: Vec<&Issue> = issues.iter().filter(|i| i.severity == Severity::Error).collect();
    assert!(left_out.is_empty(), "{name}: {left_out:?}");
    streams
}

fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_path(folder().join(file)).unwrap();
    table.deserialize().map(Result::unwrap).collect()
}

fn agree(what: &str, found: f64, row: &BTreeMap<String, String>, column: &str) {
    let expected: f64 = row[column].parse().unwrap();
    let allowed = (1e-6 * expected.abs()).max(1e-3);
    assert!((found - expected).abs() <= allowed, "{what}: {column} {found} for {expected}");
}

#[test]
fn targets_agree_with_the_literature() {
    let rows = rows("expected_targets.csv");
    assert_eq!(rows.len(), 36);
    for row in rows {
        let name = row["case"].as_str();
        let streams = case(name);
        assert_eq!(streams.len().to_string(), row["streams"], "{name}");
        let found = targets(&streams);
        agree(name, found.hot_utility_kw, &row, "Qh_min_kW");
        agree(name, found.cold_utility_kw, &row, "Qc_min_kW");
        agree(name, found.recovery_kw, &row, "Q_recovery_kW");
        let pinches: Vec<f64> =
            row["shifted_pinch_degC"].split(' ').map(|t| t.parse().unwrap()).collect();
        assert_eq!(found.shifted_pinch_c.len(), pinches.len(), "{name}: {found:?}");
        for (a, b) in found.shifted_pinch_c.iter().zip(&pinches) {
            assert!((a - b).abs() < 1e-3, "{name}: {a} for {b}");
        }
    }
}

#[test]
fn sharing_between_zones_agrees_with_the_literature() {
    let rows = rows("cross_site_gain.csv");
    assert_eq!(rows.len(), 9);
    for row in rows {
        let name = row["case"].as_str();
        let found = sharing(&case(name));
        assert_eq!(found.zones.len().to_string(), row["zones"], "{name}");
        let sum = |of: fn(&Targets) -> f64| found.zones.iter().map(|z| of(&z.targets)).sum::<f64>();
        agree(name, sum(|t| t.hot_utility_kw), &row, "sum_zone_Qh_kW");
        agree(name, sum(|t| t.cold_utility_kw), &row, "sum_zone_Qc_kW");
        agree(name, found.joint.hot_utility_kw, &row, "joint_Qh_kW");
        agree(name, found.joint.cold_utility_kw, &row, "joint_Qc_kW");
        agree(name, found.max_direct_sharing_kw, &row, "max_direct_sharing_gain_kW");
        let best = found.pairs.first().map_or(0.0, |pair| pair.saving_kw);
        assert!(best <= found.max_direct_sharing_kw + 1e-6, "{name}: {:?}", found.pairs);
    }
}

#[test]
fn plant_examples_of_other_tools_are_read() {
    for (file, streams, codes) in [
        ("Four-stream-Yee-and-Grossmann-1990-1", 4, vec!["pinch_no_approach"]),
        ("basic_pinch", 7, vec![]),
        ("chocolate_factory", 65, vec![]),
        ("crude_preheat_train_multiperiod", 7, vec!["pinch_periods"]),
        ("process_mvr", 2, vec![]),
        ("zonal_site", 27, vec![]),
        ("zonal_site_multiperiod", 27, vec!["pinch_periods"]),
    ] {
        let (found, issues) = load(&folder().join(format!("{file}.json")));
        assert_eq!(found.len(), streams, "{file}: {issues:?}");
        let mut told: Vec<&str> = issues.iter().map(|i| i.code.as_str()).collect();
        told.dedup();
        assert_eq!(told, codes, "{file}");
        let targets = targets(&found);
        assert!(targets.hot_utility_kw >= 0.0 && targets.recovery_kw >= 0.0, "{file}");
    }
    // 680 K of steam against 300 K of water, in kelvin: targets of Yee and Grossmann at 0 K.
    let (found, _) = load(&folder().join("Four-stream-Yee-and-Grossmann-1990-1.json"));
    assert!((found[0].segments()[0].supply_c - 376.85).abs() < 1e-9);
}

#[test]
fn each_fault_of_a_stream_has_a_name() {
    let cases = [
        (r#"{"t_target": 60, "heat_flow": 5, "dt_cont": 5}"#, "pinch_missing", "t_supply"),
        (r#"{"t_supply": 90, "t_target": 60, "dt_cont": 5}"#, "pinch_missing", "heat_flow"),
        (
            r#"{"t_supply": "hot", "t_target": 60, "heat_flow": 5, "dt_cont": 5}"#,
            "pinch_not_a_number",
            "t_supply",
        ),
        (
            r#"{"t_supply": {"value": 90, "unit": "bar"}, "t_target": 60, "heat_flow": 5, "dt_cont": 5}"#,
            "pinch_unknown_unit",
            "t_supply",
        ),
        (
            r#"{"t_supply": {"value": -3, "unit": "K"}, "t_target": 60, "heat_flow": 5, "dt_cont": 5}"#,
            "pinch_below_absolute_zero",
            "t_supply",
        ),
        (
            r#"{"t_supply": 90, "t_target": 60, "heat_flow": -5, "dt_cont": 5}"#,
            "pinch_out_of_bounds",
            "heat_flow",
        ),
        (
            r#"{"t_supply": 90, "t_target": 60, "heat_flow": 5, "dt_cont": -5}"#,
            "pinch_out_of_bounds",
            "dt_cont",
        ),
        (
            r#"{"t_supply": 90, "t_target": 90, "heat_flow": 5, "dt_cont": 5}"#,
            "pinch_no_direction",
            "",
        ),
        (r#"{"t_supply": 90, "t_target": 60, "heat_flow": 0, "dt_cont": 5}"#, "pinch_left_out", ""),
        (
            r#"{"t_supply": 90, "t_target": 60, "heat_flow": 5, "dt_cont": 5, "active": false}"#,
            "pinch_left_out",
            "",
        ),
    ];
    for (text, code, field) in cases {
        let value: Value = serde_json::from_str(text).unwrap();
        let (streams, issues) = read::streams(&[value], 1);
        assert!(streams.is_empty(), "{text}");
        assert_eq!(issues.len(), 1, "{text}: {issues:?}");
        assert_eq!(issues[0].code, code, "{text}");
        assert_eq!(issues[0].place.column.as_deref().unwrap_or_default(), field, "{text}");
    }
    for (text, code) in [
        (r#"{"t_supply": 90, "t_target": 60, "heat_flow": 5}"#, "pinch_no_approach"),
        (
            r#"{"t_supply": 90, "t_target": 60, "heat_flow": 5, "dt_cont": 5,
                "heat_capacity_flowrate": {"value": 1, "unit": "kW/K"}}"#,
            "pinch_duties_differ",
        ),
        (
            r#"{"dt_cont": 5, "segments": [
                {"t_supply": 90, "t_target": 60, "heat_flow": 5},
                {"t_supply": 50, "t_target": 40, "heat_flow": 5}]}"#,
            "pinch_gap",
        ),
    ] {
        let (streams, issues) = read::streams(&[serde_json::from_str(text).unwrap()], 1);
        assert_eq!(streams.len(), 1, "{text}");
        assert_eq!(issues.len(), 1, "{text}: {issues:?}");
        assert_eq!(issues[0].code, code, "{text}");
    }
    for value in [Value::Null, Value::Bool(true), Value::String("x".into())] {
        let (streams, issues) = read::streams(&[value], 0);
        assert!(streams.is_empty() && !issues.is_empty());
    }
}

fn stream(zone: &str, segments: &[(f64, f64, f64)], approach_k: f64, told: Option<Side>) -> Stream {
    let segments = segments
        .iter()
        .map(|&(supply_c, target_c, heat_kw)| Segment { supply_c, target_c, heat_kw, approach_k })
        .collect();
    Stream::new(zone, "s", told, segments).unwrap()
}

/// Steam that condenses at 120 degC boils water at 100 degC: exact at one temperature, and the
/// limit of a narrow range.
#[test]
fn heat_at_one_temperature_needs_no_spread() {
    let condensing = stream("", &[(120.0, 120.0, 500.0)], 5.0, Some(Side::Hot));
    let boiling = stream("", &[(100.0, 100.0, 800.0)], 5.0, Some(Side::Cold));
    let found = targets([&condensing, &boiling]);
    assert_eq!((found.hot_utility_kw, found.cold_utility_kw), (300.0, 0.0));
    assert_eq!(found.recovery_kw, 500.0);
    let narrow = stream("", &[(120.0, 119.9, 500.0)], 5.0, None);
    assert!((targets([&narrow, &boiling]).hot_utility_kw - 300.0).abs() < 1e-9);
    // As near as both approaches allow: 110 degC serves 100 degC, 109.9 degC does not.
    let just = stream("", &[(110.0, 110.0, 500.0)], 5.0, Some(Side::Hot));
    let short = stream("", &[(109.9, 109.9, 500.0)], 5.0, Some(Side::Hot));
    assert_eq!(targets([&just, &boiling]).hot_utility_kw, 300.0);
    assert_eq!(targets([&short, &boiling]).hot_utility_kw, 800.0);
}

/// Superheated steam: 200 to 150 degC, condensing, condensate to 60 degC.
#[test]
fn segments_are_followed_in_turn() {
    let steam = stream(
        "",
        &[(200.0, 150.0, 100.0), (150.0, 150.0, 2000.0), (150.0, 60.0, 400.0)],
        5.0,
        None,
    );
    let water = stream("", &[(20.0, 140.0, 2400.0)], 5.0, None);
    let found = targets([&steam, &water]);
    assert_eq!(found.hot_utility_kw, 0.0);
    assert!((found.cold_utility_kw - 100.0).abs() < 1e-9, "{found:?}");
    let hottest = found.composite_hot.last().unwrap();
    assert_eq!((hottest.temperature_degc, hottest.heat_kw), (200.0, 2500.0));
    let coldest = found.composite_cold.first().unwrap();
    assert!((coldest.heat_kw - 100.0).abs() < 1e-9 && coldest.temperature_degc == 20.0);
}

#[test]
fn nothing_is_needed_of_nothing() {
    let found = targets([]);
    assert_eq!((found.hot_utility_kw, found.cold_utility_kw, found.recovery_kw), (0.0, 0.0, 0.0));
    assert!(found.shifted_pinch_c.is_empty() && found.grand_composite.is_empty());
    assert!(sharing(&[]).zones.is_empty());
}

fn any_stream() -> impl Strategy<Value = Stream> {
    let figures = (0..3u8, -50.0..400.0f64, -50.0..400.0f64, 0.0..1000.0f64, 0.0..20.0f64);
    figures.prop_map(|(zone, from, to, kw, k)| {
        stream(["A", "B", "C"][zone as usize], &[(from, to, kw)], k, Some(Side::Hot))
    })
}

proptest! {
    #[test]
    fn any_figures_give_a_stream_or_a_name(a in any::<f64>(), b in any::<f64>(), q in any::<f64>(), k in any::<f64>()) {
        let segment = Segment { supply_c: a, target_c: b, heat_kw: q, approach_k: k };
        match Stream::new("", "s", None, vec![segment]) {
            Ok(stream) => {
                let found = targets([&stream]);
                prop_assert!(found.hot_utility_kw.is_finite() && found.cold_utility_kw.is_finite());
            }
            Err(issue) => prop_assert!(issue.code.starts_with("pinch_")),
        }
    }

    #[test]
    fn heat_is_neither_made_nor_lost(streams in prop::collection::vec(any_stream(), 0..12)) {
        let found = targets(&streams);
        let sum = |side: Side| -> f64 {
            let of = streams.iter().filter(|s| s.side() == side);
            of.flat_map(Stream::segments).map(|s| s.heat_kw).sum()
        };
        let (given, taken) = (sum(Side::Hot), sum(Side::Cold));
        prop_assert!((found.recovery_kw + found.cold_utility_kw - given).abs() < 1e-6);
        prop_assert!((found.recovery_kw + found.hot_utility_kw - taken).abs() < 1e-6);
        prop_assert!(streams.is_empty() || given + taken == 0.0 || !found.shifted_pinch_c.is_empty());
    }

    #[test]
    fn sharing_never_costs_and_closer_approaches_never_hurt(streams in prop::collection::vec(any_stream(), 1..12)) {
        let shared = sharing(&streams);
        let alone: f64 = shared.zones.iter().map(|z| z.targets.hot_utility_kw).sum();
        prop_assert!(shared.joint.hot_utility_kw <= alone + 1e-6);
        prop_assert!((0.0..=alone + 1e-6).contains(&shared.max_direct_sharing_kw));
        let closer: Vec<Stream> = streams.iter().map(|s| {
            let segments = s.segments().iter().map(|x| Segment { approach_k: 0.5 * x.approach_k, ..*x });
            Stream::new(s.zone(), s.name(), Some(s.side()), segments.collect()).unwrap()
        }).collect();
        prop_assert!(targets(&closer).hot_utility_kw <= shared.joint.hot_utility_kw + 1e-6);
    }
}
