//! The allocation of the sample region and the calculations without a project, through the
//! command line: a plan within everyone's capacity, below its bound, the same every time; and
//! problems that are answered, or refused with their line.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::said::{arg, object, refusal, run};
use crate::sample::sample;
use crate::tree::{list, text, top};

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_plan_of_the_sample_holds_and_is_bounded() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let plan = sample().ask(&["allocate", &project]);
    assert_eq!(plan, sample().ask(&["allocate", &project]), "the same answer every time");
    let connections = list(&plan["connections"]);
    assert!(!connections.is_empty(), "the sample has something to gain: {plan}");

    let (objective, bound) =
        (number(&plan["objective_eur_per_year"]), number(&plan["bound_eur_per_year"]));
    assert!(objective > 0.0 && objective <= bound * (1.0 + 1e-12));
    assert!(number(&plan["greedy_eur_per_year"]) <= objective);
    assert!((number(&plan["gap"]) - (bound - objective) / bound).abs() < 1e-9);
    let sum: f64 = connections.iter().map(|c| number(&c["benefit_eur_per_year"])).sum();
    assert!((sum - objective).abs() < 1e-6 * objective, "{sum} is not {objective}");

    let mut carried: BTreeMap<&str, f64> = BTreeMap::new();
    for connection in connections {
        let amount = number(&connection["amount_per_year"]);
        assert!(amount > 0.0 && amount <= number(&connection["most_per_year"]));
        for end in ["supply", "demand"] {
            *carried.entry(text(&connection[end])).or_default() += amount;
        }
    }
    let most = |connection: &Value| number(&connection["most_per_year"]);
    for (flow, amount) in carried {
        // Nobody gives or takes more than the best of his pairs needs at least.
        let own = connections.iter().filter(|c| c["supply"] == flow || c["demand"] == flow);
        let sum: f64 = own.map(most).sum();
        assert!(amount <= sum + 1e-3, "{flow} carries {amount} of {sum}");
    }
}

#[test]
fn a_small_budget_leaves_a_plan_with_a_wider_bound() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let all = sample().ask(&["allocate", &project]);
    let few = sample().ask(&["allocate", &project, "--budget", "0"]);
    assert_eq!(few["stopped_early"], json!(true));
    assert_eq!(few["objective_eur_per_year"], few["greedy_eur_per_year"]);
    assert!(number(&few["bound_eur_per_year"]) >= number(&all["objective_eur_per_year"]));
    assert!(number(&few["objective_eur_per_year"]) <= number(&all["objective_eur_per_year"]));
}

#[test]
fn published_problems_have_their_optimum() {
    let oracle = |name: &str| arg(&top().join("engine/tests/oracle").join(name));
    let flow = oracle("flow/transshipment.min");
    let found = object(&run(&["calc", "mcf", "--input", &flow, "--json"]));
    assert_eq!(found, json!({ "status": "optimal", "objective": 41 }));
    let table = oracle("assignment/assign100.txt");
    let found = object(&run(&["calc", "assign", "--input", &table, "--json"]));
    assert_eq!(found, json!({ "objective": 305 }));
}

#[test]
fn a_bad_problem_is_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bad.min");
    std::fs::write(&path, "p min 2 1\na 1 7 0 1 1\n").expect("written");
    let refused = run(&["calc", "mcf", "--input", &arg(&path), "--json"]);
    assert_eq!(refusal(&refused), "calc.no_node");
    assert_eq!(object(&refused)["error"]["place"]["line"], json!(2));
    std::fs::write(&path, "p min 2 1\nn 1 4\nn 2 -4\na 2 1 0 9 1\n").expect("written");
    let found = object(&run(&["calc", "mcf", "--input", &arg(&path), "--json"]));
    assert_eq!(found, json!({ "status": "infeasible", "objective": null }));
}
