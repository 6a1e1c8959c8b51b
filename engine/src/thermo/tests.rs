#![allow(clippy::unwrap_used)]

use super::*;

fn streams(s: f64, sr: f64, d: f64, dr: f64) -> TwoStreams {
    TwoStreams { supply_c: s, supply_return_c: sr, demand_c: d, demand_return_c: dr }
}

#[test]
fn usable_duty_counts_both_ends() {
    // supply, its return, demand, its return -> share of supply, share of demand, supply outlet
    let cases = [
        ((150.0, 60.0, 90.0, 50.0), (1.0, 1.0, 60.0)),
        ((150.0, 60.0, 90.0, 80.0), (60.0 / 90.0, 1.0, 90.0)),
        ((95.0, 55.0, 90.0, 50.0), (35.0 / 40.0, 35.0 / 40.0, 60.0)),
        ((60.0, 40.0, 90.0, 55.0), (0.0, 0.0, 60.0)),
        ((150.0, 150.0, 90.0, 60.0), (1.0, 1.0, 150.0)),
    ];
    for ((s, sr, d, dr), (supply, demand, outlet)) in cases {
        let e = exchange(streams(s, sr, d, dr), 10.0);
        assert!((e.supply_share - supply).abs() < 1e-12, "{s} {d}: {e:?}");
        assert!((e.demand_share - demand).abs() < 1e-12, "{s} {d}: {e:?}");
        assert_eq!(e.supply_outlet_c, outlet);
    }
}

#[test]
fn cold_is_the_mirror_of_heat() {
    // Chilled water 4 to 12 degC for a demand of 14 down from 24 degC, approach 5 K.
    let e = exchange_cold(streams(4.0, 12.0, 14.0, 24.0), 5.0);
    assert_eq!((e.supply_share, e.demand_share), (1.0, 1.0));
    assert_eq!((e.supply_outlet_c, e.demand_outlet_c), (12.0, 14.0));
    let too_warm = exchange_cold(streams(12.0, 18.0, 10.0, 20.0), 5.0);
    assert!(too_warm.demand_share < 0.5 && too_warm.hot_end_k < 0.0, "{too_warm:?}");
}

/// Values of `ht` 1.2 (documentation of LMTD and effectiveness_from_NTU).
#[test]
fn exchangers_agree_with_ht() {
    let lmtd = |a, b| log_mean_difference(a, b).unwrap();
    assert!((lmtd(100.0 - 40.2, 60.0 - 30.0) - 43.200409294131525).abs() < 1e-9);
    assert!((lmtd(100.0 - 30.0, 60.0 - 40.2) - 39.75251118049003).abs() < 1e-9);
    assert_eq!(log_mean_difference(20.0, 20.0), Some(20.0));
    let near = lmtd(20.0, 20.0 * (1.0 + 1.1e-6));
    assert!((near - 20.0 * (1.0 + 0.55e-6)).abs() < 1e-8, "{near}");
    let cases = [
        (0.5, 0.0, 0.3934693402873666, 0.3934693402873666),
        (0.5, 0.25, 0.37758892644257075, 0.37179085718480775),
        (0.5, 1.0, 0.3333333333333333, 0.31606027941427883),
        (1.0, 0.75, 0.5318574880749889, 0.4721291751711742),
        (2.0, 0.5, 0.7746003264394359, 0.6334752877547574),
        (5.0, 0.75, 0.9087705430011013, 0.5713380220999339),
    ];
    for (ntu, cr, counter, parallel) in cases {
        assert!((effectiveness_counterflow(ntu, cr) - counter).abs() < 1e-9, "{ntu} {cr}");
        assert!((effectiveness_parallel(ntu, cr) - parallel).abs() < 1e-9, "{ntu} {cr}");
    }
}

#[test]
fn a_heat_pump_stays_within_carnot() {
    // 0.45 x 363.15 / 40
    let cop = heat_pump_cop(50.0, 90.0, 0.45, 8.0).unwrap();
    assert!((cop - 4.0854375).abs() < 1e-9, "{cop}");
    assert_eq!(heat_pump_cop(88.0, 90.0, 0.45, 8.0), Some(8.0));
    assert_eq!(heat_pump_cop(90.0, 90.0, 0.45, 8.0), None);
    assert_eq!(heat_pump_cop(-200.0, 90.0, 0.45, 8.0), None);
    assert_eq!(heat_pump_cop(f64::NAN, 90.0, 0.45, 8.0), None);
}

proptest::proptest! {
    #[test]
    fn shares_stay_shares(s in -50.0..500.0f64, sr in -50.0..500.0f64, d in -50.0..500.0f64, dr in -50.0..500.0f64, k in 0.0..40.0f64) {
        for e in [exchange(streams(s, sr, d, dr), k), exchange_cold(streams(s, sr, d, dr), k)] {
            proptest::prop_assert!((0.0..=1.0).contains(&e.supply_share));
            proptest::prop_assert!((0.0..=1.0).contains(&e.demand_share));
        }
    }

    #[test]
    fn a_hotter_supply_never_covers_less(s in 0.0..400.0f64, more in 0.0..100.0f64, d in 40.0..200.0f64, dr in 0.0..40.0f64) {
        let cold = exchange(streams(s, 20.0, d, dr), 10.0).demand_share;
        let hot = exchange(streams(s + more, 20.0, d, dr), 10.0).demand_share;
        proptest::prop_assert!(hot >= cold);
    }
}
