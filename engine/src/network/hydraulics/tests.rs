#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// A case of the oracle: names are numbers in text.
fn grid(case: &Value) -> Grid {
    let names: Vec<&String> = case["junction"].as_object().unwrap().keys().collect();
    let place = |value: &Value| {
        let wanted = value.to_string();
        names.iter().position(|name| **name == wanted).unwrap()
    };
    let mut junctions: Vec<Junction> = names
        .iter()
        .map(|name| Junction {
            name: (*name).clone(),
            height_m: number(&case["junction"][name.as_str()]["height_m"]),
            held_bar: None,
            feed_k: None,
            inflow_kg_s: 0.0,
        })
        .collect();
    for (list, sign) in [("sink", -1.0), ("source", 1.0)] {
        for one in case[list].as_object().unwrap().values() {
            junctions[place(&one["junction"])].inflow_kg_s += sign * number(&one["mdot_kg_per_s"]);
        }
    }
    for one in case["ext_grid"].as_object().unwrap().values() {
        let junction = &mut junctions[place(&one["junction"])];
        junction.held_bar = Some(number(&one["p_bar"]));
        junction.feed_k = Some(number(&one["t_k"]));
    }
    let pipes = case["pipe"].as_object().unwrap().iter().map(|(name, p)| Pipe {
        name: name.clone(),
        ends: [place(&p["from_junction"]), place(&p["to_junction"])],
        length_m: 1000.0 * number(&p["length_km"]),
        inner_m: number(&p["inner_diameter_mm"]) / 1000.0,
        roughness_m: number(&p["k_mm"]) / 1000.0,
        minor_loss: number(&p["loss_coefficient"]),
        u_w_per_m2k: number(&p["u_w_per_m2k"]),
        ambient_k: number(&p["text_k"]),
        gain_w: number(&p["qext_w"]),
    });
    Grid {
        junctions,
        pipes: pipes.collect(),
        friction: Friction::Colebrook,
        scope: if case["mode"][1] == "hydraulics" { Scope::Hydraulics } else { Scope::Sequential },
        fluid_k: number(&case["junction"][names[0].as_str()]["tfluid_k"]),
    }
}

/// Networks of pandapipes' own validation, checked there against OpenModelica and STANET.
fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../tests/oracle/pandapipes.json")).unwrap()
}

#[test]
fn networks_agree_with_pandapipes() {
    let cases = cases();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let mut grid = grid(&case);
        // Its table of water ends at 20 degC, and goes on below with the viscosity of 0 degC.
        if grid.fluid_k < 293.0 {
            grid.fluid_k = 273.16;
        }
        let solved = solve(&grid).unwrap_or_else(|e| panic!("{name}: {e}"));
        let names: Vec<&String> = case["junction"].as_object().unwrap().keys().collect();
        for (pipe, found) in case["res_pipe"].as_object().unwrap().values().zip(&solved.pipes) {
            let expected = number(&pipe["mdot_from_kg_per_s"]);
            assert!(
                (found.kg_s - expected).abs() <= 0.01 * expected.abs() + 1e-9,
                "{name}: {} for {expected}",
                found.kg_s
            );
        }
        for (junction, found) in names.iter().zip(&solved.junctions) {
            let expected = &case["res_junction"][junction.as_str()];
            let off = found.kelvin - number(&expected["t_k"]);
            let told = grid.scope != Scope::Hydraulics;
            assert!(!told || off.abs() < 0.5, "{name} {junction}: {off} K");
            let bar = number(&expected["p_bar"]);
            let off = (found.bar - bar) / bar.abs().max(1.0);
            assert!(off.abs() < 0.01, "{name} {junction}: {} for {bar} bar", found.bar);
        }
    }
}

/// The one case below 20 degC, with water as it is there: velocities of STANET, to its last digit.
#[test]
fn a_cold_network_agrees_with_stanet() {
    let cases = cases();
    let case = cases.iter().find(|case| case["name"] == "water_district_grid").unwrap();
    let solved = solve(&grid(case)).unwrap();
    let stanet = [
        0.2594, 0.255, 0.4707, 0.2961, 0.0873, 0.0341, 0.0873, 0.131, -0.3589, 0.131, 1.4846,
        0.2183, 0.2183, 0.6113, 0.262,
    ];
    let names: Vec<&String> = case["pipe"].as_object().unwrap().keys().collect();
    for (at, expected) in stanet.iter().enumerate() {
        let wanted = at.to_string();
        let place = names.iter().position(|name| **name == wanted).unwrap();
        let found = solved.pipes[place].m_s;
        assert!(
            (found - expected).abs() < 1e-4 + 1e-3 * expected.abs(),
            "{at}: {found} for {expected}"
        );
    }
}

#[test]
fn mass_and_heat_balance() {
    for case in cases() {
        let mut grid = grid(&case);
        for scope in [Scope::Sequential, Scope::Coupled] {
            for friction in [Friction::Usual, Friction::Colebrook, Friction::Nikuradse] {
                (grid.scope, grid.friction) = (scope, friction);
                let name = format!("{} {scope:?} {friction:?}", case["name"]);
                let solved = solve(&grid).unwrap_or_else(|e| panic!("{name}: {e}"));
                let fed: f64 = solved.fed_kg_s.iter().sum();
                let drawn: f64 = grid.junctions.iter().map(|j| j.inflow_kg_s).sum();
                assert!((fed + drawn).abs() < 1e-6 * fed.abs().max(1.0), "{name}: {fed} {drawn}");
                for (at, j) in grid.junctions.iter().enumerate() {
                    let net: f64 = grid
                        .pipes
                        .iter()
                        .zip(&solved.pipes)
                        .map(|(p, f)| {
                            if p.ends[1] == at {
                                f.kg_s
                            } else if p.ends[0] == at {
                                -f.kg_s
                            } else {
                                0.0
                            }
                        })
                        .sum();
                    let outside = j.inflow_kg_s + solved.fed_kg_s[at];
                    assert!((net + outside).abs() < 1e-7, "{name} {at}: {net} {outside}");
                }
            }
        }
    }
}

fn line(name: &str, ends: [usize; 2]) -> Pipe {
    Pipe {
        name: name.to_owned(),
        ends,
        length_m: 100.0,
        inner_m: 0.1,
        roughness_m: 1e-4,
        minor_loss: 0.0,
        u_w_per_m2k: 1.0,
        ambient_k: 283.15,
        gain_w: 0.0,
    }
}

fn place(name: &str, held_bar: Option<f64>, inflow_kg_s: f64) -> Junction {
    let feed_k = held_bar.map(|_| 353.15);
    Junction { name: name.to_owned(), height_m: 0.0, held_bar, feed_k, inflow_kg_s }
}

fn pair(pipes: Vec<Pipe>, kg_s: f64) -> Grid {
    Grid {
        junctions: vec![place("a", Some(6.0), 0.0), place("b", None, -kg_s)],
        pipes,
        friction: Friction::Usual,
        scope: Scope::Coupled,
        fluid_k: 293.15,
    }
}

/// Two equal pipes side by side share the flow; a third at rest stays cold.
#[test]
fn meshes_share_by_hand() {
    let solved = solve(&pair(vec![line("1", [0, 1]), line("2", [1, 0])], 4.0)).unwrap();
    assert!((solved.pipes[0].kg_s - 2.0).abs() < 1e-9);
    assert!((solved.pipes[1].kg_s + 2.0).abs() < 1e-9);
    assert!((solved.fed_kg_s[0] - 4.0).abs() < 1e-9);
    let still = solve(&pair(vec![line("1", [0, 1])], 0.0)).unwrap();
    assert!(still.pipes[0].kg_s.abs() < 1e-12 && still.pipes[0].outlet_k == 283.15);
    assert!((still.junctions[1].bar - 6.0).abs() < 1e-9);
}

#[test]
fn broken_networks_are_named() {
    let whole = pair(vec![line("1", [0, 1])], 1.0);
    let with = |change: fn(&mut Grid)| {
        let mut grid = whole.clone();
        change(&mut grid);
        solve(&grid).unwrap_err().field().to_owned()
    };
    assert_eq!(with(|g| g.junctions[0].held_bar = None), "ext_grid");
    assert_eq!(with(|g| g.pipes.clear()), "junction.b");
    assert_eq!(with(|g| g.pipes[0].ends = [1, 1]), "pipe.1.to_junction");
    assert_eq!(with(|g| g.pipes[0].ends = [0, 7]), "pipe.1.to_junction");
    assert_eq!(with(|g| g.pipes[0].inner_m = 0.0), "pipe.1.inner_diameter_mm");
    assert_eq!(with(|g| g.pipes[0].length_m = f64::NAN), "pipe.1.length_km");
    assert_eq!(with(|g| g.junctions[1].inflow_kg_s = -1e6), "pipe.1.v_mean_m_per_s");
    assert_eq!(with(|g| g.junctions[0].feed_k = Some(-5.0)), "junction.a.t_k");
    assert_eq!(with(|g| g.fluid_k = 900.0), "fluid_temperature_k");
}

proptest! {
    #[test]
    fn any_mesh_balances(seeds in prop::collection::vec((0..12usize, 0..12usize, 0.02..0.5f64, 1.0..3000.0f64), 1..30), draws in prop::collection::vec(-5.0..5.0f64, 12)) {
        let mut junctions: Vec<Junction> = draws.iter().enumerate().map(|(at, &m)| place(&at.to_string(), None, m)).collect();
        junctions[0].held_bar = Some(10.0);
        junctions[0].feed_k = Some(350.0);
        let mut pipes: Vec<Pipe> = (1..12).map(|at| line(&at.to_string(), [at / 2, at])).collect();
        pipes.extend(seeds.iter().filter(|s| s.0 != s.1).map(|s| Pipe { inner_m: s.2, length_m: s.3, ..line("x", [s.0, s.1]) }));
        for friction in [Friction::Usual, Friction::Colebrook] {
            let grid = Grid { junctions: junctions.clone(), pipes: pipes.clone(), friction, scope: Scope::Sequential, fluid_k: 333.15 };
            let solved = solve(&grid);
            prop_assert!(solved.is_ok(), "{solved:?}");
            let solved = solved.unwrap();
            let total: f64 = solved.fed_kg_s.iter().sum::<f64>() + draws.iter().sum::<f64>();
            prop_assert!(total.abs() < 1e-6, "{total}");
            for (pipe, found) in grid.pipes.iter().zip(&solved.pipes) {
                let heads = 1e5 * (solved.junctions[pipe.ends[0]].bar - solved.junctions[pipe.ends[1]].bar);
                prop_assert!((heads - found.friction_pa).abs() < 1e-6 * heads.abs() + 1.0);
            }
            for j in &solved.junctions {
                prop_assert!(j.kelvin > 273.0 && j.kelvin < 360.0);
            }
        }
    }

    #[test]
    fn any_figures_give_a_state_or_a_name(a in any::<f64>(), b in any::<f64>(), c in any::<f64>()) {
        for odd in [
            pair(vec![Pipe { inner_m: a, length_m: b, roughness_m: c, ..line("1", [0, 1]) }], 1.0),
            pair(vec![Pipe { u_w_per_m2k: a, ambient_k: b, gain_w: c, ..line("1", [0, 1]) }], 1.0),
            pair(vec![line("1", [0, 1])], a),
        ] {
            if let Ok(solved) = solve(&odd) {
                prop_assert!(solved.junctions.iter().all(|j| j.bar.is_finite() && j.kelvin.is_finite()));
            }
        }
    }
}
