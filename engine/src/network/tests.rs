#![allow(clippy::unwrap_used)]

use super::*;
use crate::reference::{Country, tests::bundled};

fn load(kind: Kind) -> Load {
    Load {
        kind,
        distance_km: 2.0,
        amount_per_year: 40_000.0,
        rate_per_hour: 8.0,
        hours_per_year: 6000.0,
        temperatures: Some(TwoStreams {
            supply_c: 120.0,
            supply_return_c: 60.0,
            demand_c: 90.0,
            demand_return_c: 50.0,
        }),
        pressure_bar: None,
    }
}

fn danish(reference: &Reference) -> LocalCosts {
    let dk = Country::new("DK");
    LocalCosts::new(reference.pipe_cost(dk), reference.truck_cost(dk))
}

/// Solutions of Colebrook and White's equation, solved independently.
#[test]
fn friction_agrees_with_the_oracle() {
    for line in include_str!("../../tests/oracle/friction.csv").lines().skip(1) {
        let v: Vec<f64> = line.split(',').map(|c| c.parse().unwrap()).collect();
        let f = friction_factor(v[0], v[1]);
        assert!((f / v[2] - 1.0).abs() < 1e-9, "Re {} e {}: {f} for {}", v[0], v[1], v[2]);
    }
}

/// Closed form of conduction through a cylinder, three pipes.
#[test]
fn bare_insulation_agrees_with_the_closed_form() {
    let cases = [
        (0.0545, 0.06, 70.0, 18.897219460752417),
        (0.1071, 0.1, 70.0, 20.876144313238154),
        (0.3127, 0.2, 90.0, 34.321163028196175),
    ];
    for (inner, insulation, kelvin, watts) in cases {
        let q = insulation_loss_w_per_mk(inner, insulation, 0.05) * kelvin;
        assert!((q / watts - 1.0).abs() < 1e-12, "{q}");
    }
}

#[test]
fn a_buried_pair_tends_to_bare_insulation() {
    let pair = BuriedPair {
        steel_outer_m: 0.1143,
        casing_m: 0.2,
        gap_m: 0.2,
        depth_m: 0.8,
        insulation_w_per_mk: 0.027,
        soil_w_per_mk: 1.6,
    };
    let bare = 2.0 * insulation_loss_w_per_mk(0.1143, (0.2 - 0.1143) / 2.0, 0.027);
    let buried = buried_pair_loss_w_per_mk(&pair);
    assert!(buried < bare && buried > 0.7 * bare, "{buried} of {bare}");
    let wet = buried_pair_loss_w_per_mk(&BuriedPair { soil_w_per_mk: 1e6, ..pair });
    assert!((wet / bare - 1.0).abs() < 1e-3, "{wet} for {bare}");
}

/// Persson et al. 2019, investment per trench metre.
#[test]
fn trench_cost_agrees_with_persson() {
    let reference = bundled();
    for line in include_str!("../../tests/oracle/persson2019.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let country = Country::new(cells[0]);
        let costs = LocalCosts::new(reference.pipe_cost(country), reference.truck_cost(country));
        let got = trench_eur_per_m(&costs, cells[1].parse().unwrap());
        let want: f64 = cells[2].parse().unwrap();
        assert!((got / want - 1.0).abs() < 1e-6, "{line}: {got}");
    }
}

#[test]
fn eight_megawatts_take_a_plausible_pipe() {
    let reference = bundled();
    let route = Layout::new(&reference).route(&load(Kind::Heat), &danish(&reference));
    // 8 MW over 60 K: 0.0327 m3/s; DN 125 carries 0.0248, DN 150 0.0404 m3/s.
    assert_eq!(route.dn, Some(150));
    assert!((route.length_km - 2.6).abs() < 1e-12);
    // 2,600 m x (439 + 4,073 x 0.1603)
    assert!((route.capital_eur - 2600.0 * (439.0 + 4073.0 * 0.1603)).abs() < 1e-6);
    // Makers state 35 to 50 W per m of DN 150 pair at 82 K above the ground.
    let w_per_m = route.loss_kw / route.length_km;
    assert!((25.0..60.0).contains(&w_per_m), "{w_per_m} W/m");
    assert!((20.0..500.0).contains(&route.pressure_gradient_pa_per_m), "{route:?}");
    assert!(route.pumping_mwh_per_year > 50.0 && route.pumping_mwh_per_year < 1000.0, "{route:?}");
}

#[test]
fn every_kind_has_a_route() {
    let reference = bundled();
    let layout = Layout::new(&reference);
    for kind in Kind::ALL {
        for temperatures in [load(kind).temperatures, None] {
            for rate in [0.0, 0.001, 8.0, 1e5] {
                let load = Load { rate_per_hour: rate, temperatures, ..load(kind) };
                let route = layout.route(&load, &danish(&reference));
                assert_eq!(route.carriage, kind.rules().carriage);
                for value in [route.capital_eur, route.lost_per_year, route.pumping_mwh_per_year] {
                    assert!(value.is_finite() && value >= 0.0, "{kind:?} {rate}: {route:?}");
                }
                assert!(route.lost_per_year <= load.amount_per_year);
            }
        }
    }
}

#[test]
fn a_truck_pays_for_length_and_handling() {
    let reference = bundled();
    let route = Layout::new(&reference).route(&load(Kind::Material), &danish(&reference));
    // 40,000 t x (2.6 km x 0.1407 + 0.68)
    assert!((route.trucking_eur_per_year - 40_000.0 * (2.6 * 0.1407 + 0.68)).abs() < 1e-6);
    assert_eq!(route.capital_eur, 0.0);
}

proptest::proptest! {
    #[test]
    fn more_length_never_costs_less(km in 0.01..20.0f64, more in 0.0..20.0f64, mw in 0.01..200.0f64) {
        let reference = bundled();
        let layout = Layout::new(&reference);
        for kind in Kind::ALL {
            let near = Load { distance_km: km, rate_per_hour: mw, ..load(kind) };
            let far = Load { distance_km: km + more, ..near };
            let (a, b) = (layout.route(&near, &danish(&reference)), layout.route(&far, &danish(&reference)));
            proptest::prop_assert!(b.capital_eur >= a.capital_eur);
            proptest::prop_assert!(b.lost_per_year >= a.lost_per_year);
        }
    }
}

#[test]
fn open_ground_is_cheaper_than_a_city() {
    let reference = bundled();
    let at = |ground| ground_factor(ground, 0.1, &reference).unwrap();
    assert_eq!(at(Ground::InnerCity), 1.0);
    // (214 + 172.5) / (286 + 202.2), (151 + 137.8) / (286 + 202.2)
    assert!((at(Ground::OuterCity) - 386.5 / 488.2).abs() < 1e-12);
    assert!((at(Ground::Park) - 288.8 / 488.2).abs() < 1e-12);
}
