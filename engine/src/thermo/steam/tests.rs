#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// To the digits printed: half a unit of the ninth.
fn digits(found: f64, expected: f64, what: &str) {
    assert!((found / expected - 1.0).abs() < 5e-9, "{what}: {found} for {expected}");
}

/// IAPWS R7-97 (2012), tables 5, 15, 33 and 35.
#[test]
fn states_agree_with_the_verification_tables() {
    let file: Value =
        serde_json::from_str(include_str!("../../../tests/oracle/if97.json")).unwrap();
    for point in file["points"].as_array().unwrap() {
        let (p, t) = (point["P_MPa"].as_f64().unwrap(), point["T_K"].as_f64().unwrap());
        let found = at_temperature(10.0 * p, t - 273.15).unwrap();
        digits(found.enthalpy_kj_per_kg, point["expected"].as_f64().unwrap(), &point.to_string());
    }
    for point in file["saturation"].as_array().unwrap() {
        let (p, t) = (point["P_MPa"].as_f64().unwrap(), point["T_K"].as_f64().unwrap());
        digits(boiling_c(10.0 * p).unwrap() + 273.15, t, "saturation");
        assert!((boiling_bar(t - 273.15).unwrap() / (10.0 * p) - 1.0).abs() < 1e-7);
    }
}

/// Rows of `iapws` for the saturation line.
#[test]
fn the_saturation_line_agrees_with_the_table() {
    let text = include_str!("../../../tests/oracle/steam_saturation_if97.csv");
    let mut seen = 0;
    for line in text.lines().skip(1) {
        let v: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let (water, steam) = (at_quality(v[0], 0.0).unwrap(), at_quality(v[0], 1.0).unwrap());
        for (found, expected) in [
            (water.temperature_degc, v[1]),
            (water.volume_m3_per_kg, v[2]),
            (steam.volume_m3_per_kg, v[3]),
            (water.enthalpy_kj_per_kg, v[4]),
            (steam.enthalpy_kj_per_kg, v[5]),
            (water.entropy_kj_per_kgk, v[7]),
            (steam.entropy_kj_per_kgk, v[8]),
        ] {
            assert!((found / expected - 1.0).abs() < 1e-9, "{line}: {found} for {expected}");
        }
        seen += 1;
    }
    assert!(seen > 15);
}

#[test]
fn plant_balances_close() {
    // Condensate of 10 bar in a vessel of 1 bar: (762.68 - 417.44) / 2257.5.
    let condensate = at_quality(10.0, 0.0).unwrap();
    let found = flash(2.0, condensate.enthalpy_kj_per_kg, 1.0).unwrap();
    assert!((found.steam_share - 0.15293).abs() < 1e-4, "{found:?}");
    assert!((found.steam_kg_s + found.water_kg_s - 2.0).abs() < 1e-12);
    // Cold water gives none.
    assert_eq!(flash(1.0, 100.0, 1.0).unwrap().steam_share, 0.0);

    let steam = at_temperature(40.0, 400.0).unwrap();
    let plain = reduce(1.0, &steam, 10.0, None).unwrap();
    assert!((plain.throttled.enthalpy_kj_per_kg - steam.enthalpy_kj_per_kg).abs() < 1e-6);
    assert!(plain.outlet_degc < 400.0 && plain.outlet_degc > 370.0, "{plain:?}");
    let cooled = reduce(1.0, &steam, 10.0, Some((200.0, 105.0))).unwrap();
    let out = at_temperature(10.0, 200.0).unwrap().enthalpy_kj_per_kg;
    let water = at_temperature(40.0, 105.0).unwrap().enthalpy_kj_per_kg;
    let balance = steam.enthalpy_kj_per_kg + cooled.water_kg_s * water - cooled.outlet_kg_s * out;
    assert!(balance.abs() < 1e-9, "{balance}");
    assert!(reduce(1.0, &steam, 50.0, None).is_err());
    assert!(reduce(1.0, &steam, 10.0, Some((150.0, 105.0))).is_err());

    // 10 t/h of dry steam at 10 bar from feed water of 105 degC: (2777.1 - 440.9) x 2.7778 / 0.9.
    let b = Boiler {
        steam_kg_s: 10.0 / 3.6,
        pressure_bar: 10.0,
        steam_c: None,
        feed_c: 105.0,
        blowdown_share: 0.0,
        efficiency: 0.9,
    };
    let duty = boiler(&b).unwrap();
    assert!((duty.fuel_kw - 7210.5).abs() < 2.0, "{duty:?}");
    let drained = boiler(&Boiler { blowdown_share: 0.05, ..b }).unwrap();
    assert!(drained.fuel_kw > duty.fuel_kw && drained.feed_kg_s > duty.feed_kg_s);
}

#[test]
fn what_lies_outside_is_named() {
    for (found, field) in [
        (at_temperature(0.0, 20.0).map(|_| ()), "pressure_bar"),
        (at_temperature(1.0, -300.0).map(|_| ()), "temperature_degc"),
        (at_temperature(800.0, 900.0).map(|_| ()), "temperature_degc"),
        (at_quality(221.0, 0.5).map(|_| ()), "pressure_bar"),
        (at_quality(10.0, 1.5).map(|_| ()), "quality"),
        (at_enthalpy(10.0, 1e9).map(|_| ()), "enthalpy_kj_per_kg"),
        (at_enthalpy(10.0, f64::NAN).map(|_| ()), "enthalpy_kj_per_kg"),
        (boiling_bar(400.0).map(|_| ()), "temperature_degc"),
    ] {
        assert_eq!(found.unwrap_err().field(), field);
    }
}

proptest! {
    #[test]
    fn enthalpy_and_entropy_lead_back(bar in 0.01..900.0f64, t in 0.5..790.0f64) {
        let state = at_temperature(bar, t).unwrap();
        let back = at_enthalpy(bar, state.enthalpy_kj_per_kg).unwrap();
        prop_assert!((back.enthalpy_kj_per_kg - state.enthalpy_kj_per_kg).abs() < 0.1, "{state:?} {back:?}");
        let back = at_entropy(bar, state.entropy_kj_per_kgk).unwrap();
        prop_assert!((back.entropy_kj_per_kgk - state.entropy_kj_per_kgk).abs() < 1e-3);
    }

    #[test]
    fn any_figures_give_a_state_or_a_name(a in any::<f64>(), b in any::<f64>(), bar in 1e-3..1200.0f64, h in -100.0..8000.0f64) {
        for state in [
            at_temperature(a, b), at_quality(a, b), at_enthalpy(a, b), at_entropy(a, b),
            at_enthalpy(bar, h), at_entropy(bar, h / 500.0), at_temperature(bar, h / 3.0),
        ].into_iter().flatten() {
            prop_assert!(state.enthalpy_kj_per_kg.is_finite() && state.volume_m3_per_kg > 0.0, "{state:?}");
        }
        let _ = flash(a, b, bar);
    }
}
