#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Tables of `ht` 1.2 and its documentation.
fn oracle() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../tests/oracle/exchangers.json")).unwrap()
}

fn ends(hot_in_c: f64, hot_out_c: f64, cold_in_c: f64, cold_out_c: f64) -> Ends {
    Ends { hot_in_c, hot_out_c, cold_in_c, cold_out_c }
}

fn of(case: &Value) -> Ends {
    let get = |key: &str| case["args"][key].as_f64().unwrap();
    ends(get("Thi"), get("Tho"), get("Tci"), get("Tco"))
}

#[test]
fn differences_and_correction_agree_with_the_oracle() {
    let mut seen = 0;
    for case in oracle() {
        let found = match case["name"].as_str().unwrap() {
            "lmtd_counter" | "lmtd_equal_ends" => mean_difference_k(of(&case), Layout::Counterflow),
            "lmtd_parallel" => mean_difference_k(of(&case), Layout::Parallel),
            "F_LMTD_Fakheri" => correction(of(&case), Layout::ShellAndTube, 1),
            _ => continue,
        };
        let (found, expected) = (found.unwrap(), case["expected"].as_f64().unwrap());
        assert!((found - expected).abs() < 1e-9, "{case}: {found}");
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn effectiveness_agrees_with_the_oracle() {
    let columns = [
        (Layout::Counterflow, "counterflow"),
        (Layout::Parallel, "parallel"),
        (Layout::CrossUnmixed, "crossflow"),
        (Layout::CrossMixedMin, "crossflow, mixed Cmin"),
        (Layout::CrossMixedMax, "crossflow, mixed Cmax"),
        (Layout::ShellAndTube, "S&T"),
    ];
    let mut seen = 0;
    for case in oracle().iter().filter(|case| case["name"] == "eNTU") {
        let (ntu, cr) = (case["NTU"].as_f64().unwrap(), case["Cr"].as_f64().unwrap());
        for (layout, column) in columns {
            let found = effectiveness(ntu, cr, layout, 1).unwrap();
            // The oracle leaves cross-flow at Cr = 0 out; every layout has the same limit there.
            let expected = case[column].as_f64().unwrap_or(1.0 - (-ntu).exp());
            assert!((found - expected).abs() < 1e-9, "{case} {column}: {found}");
            let back = transfer_units(found, cr, layout, 1).unwrap();
            assert!((back / ntu - 1.0).abs() < 1e-6, "{case} {column}: {back}");
            seen += 1;
        }
    }
    assert_eq!(seen, 120);
}

/// Six tenths of the oracle's correction follow from effectiveness as well.
#[test]
fn correction_is_counterflow_over_layout() {
    let case = ends(130.0, 110.0, 15.0, 85.0);
    let cr = 20.0 / 70.0;
    let epsilon = 70.0 / 115.0;
    let f = transfer_units(epsilon, cr, Layout::Counterflow, 1).unwrap()
        / transfer_units(epsilon, cr, Layout::ShellAndTube, 1).unwrap();
    assert!((f - correction(case, Layout::ShellAndTube, 1).unwrap()).abs() < 1e-9);
    // Equal capacities, on both sides of R = 1 and at it.
    let f =
        |k: f64| correction(ends(100.0, 70.0 + k, 20.0, 50.0), Layout::ShellAndTube, 2).unwrap();
    assert!((f(1e-9) - f(0.0)).abs() < 1e-9 && (f(-1e-9) - f(0.0)).abs() < 1e-9);
    assert!((f(1e-4) - f(0.0)).abs() < 1e-4);
    // More shells come nearer to counterflow; a deep cross is beyond one shell.
    let cross = ends(100.0, 40.0, 20.0, 75.0);
    assert!(correction(cross, Layout::ShellAndTube, 1).is_err());
    assert!(correction(cross, Layout::ShellAndTube, 8).unwrap() > 0.9);
}

#[test]
fn impossible_temperatures_are_named() {
    for (ends, layout, field) in [
        (ends(100.0, 60.0, 70.0, 80.0), Layout::Counterflow, "cold_in_degc"),
        (ends(100.0, 60.0, 20.0, 110.0), Layout::Counterflow, "cold_out_degc"),
        (ends(100.0, 60.0, 20.0, 61.0), Layout::Parallel, "cold_out_degc"),
        (ends(60.0, 100.0, 20.0, 30.0), Layout::Counterflow, "hot_out_degc"),
        (ends(100.0, 60.0, -300.0, 30.0), Layout::Counterflow, "cold_in_degc"),
        (ends(f64::NAN, 60.0, 20.0, 30.0), Layout::Counterflow, "hot_in_degc"),
        (ends(100.0, 60.0, 20.0, f64::INFINITY), Layout::Counterflow, "cold_out_degc"),
    ] {
        assert_eq!(mean_difference_k(ends, layout).unwrap_err().field(), field);
    }
    assert!(transfer_units(0.9, 1.0, Layout::Parallel, 1).is_err());
    assert!(effectiveness(1.0, 0.5, Layout::ShellAndTube, 0).is_err());
}

#[test]
fn area_and_cost_by_hand() {
    // 1,000 kW over 1,000 W/(m2 K), F 0.8, 25 K.
    assert_eq!(area_m2(1000.0, 1000.0, 0.8, 25.0), Ok(50.0));
    let law = CostLaw { fixed_eur: 5500.0, eur_per_m2: 150.0, exponent: 1.0 };
    assert_eq!(cost_eur(law, 50.0), Ok(13_000.0));
    assert!(area_m2(1000.0, 0.0, 1.0, 25.0).is_err() && area_m2(1e308, 1e-5, 1.0, 1.0).is_err());
}

proptest! {
    #[test]
    fn effectiveness_grows_with_size_and_counterflow_is_best(ntu in 0.0..50.0f64, more in 0.0..10.0f64, cr in 0.0..=1.0f64) {
        for layout in Layout::ALL {
            let at = |ntu| effectiveness(ntu, cr, layout, 1).unwrap();
            prop_assert!((0.0..=1.0 + 1e-12).contains(&at(ntu)), "{layout:?} {}", at(ntu));
            prop_assert!(at(ntu + more) >= at(ntu) - 1e-12);
            prop_assert!(at(ntu) <= effectiveness(ntu, cr, Layout::Counterflow, 1).unwrap() + 1e-9);
        }
    }

    #[test]
    fn any_figures_give_a_value_or_a_name(a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), d in any::<f64>(), n in any::<u32>()) {
        for layout in Layout::ALL {
            for value in [
                effectiveness(a, b, layout, n),
                transfer_units(a, b, layout, n),
                mean_difference_k(ends(a, b, c, d), layout),
                correction(ends(a, b, c, d), layout, n),
                area_m2(a, b, c, d),
            ].into_iter().flatten() {
                prop_assert!(value.is_finite());
            }
        }
    }
}
