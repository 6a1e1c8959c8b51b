//! The schemas under `docs/schema`: one for each verb of the command line and one list of all
//! operations, made from the code, and held against what the operations really answer.
//! `TURASH_BLESS=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use turash_workbench::{Ports, SeededIds, Unwatched, Workbench};

/// The operation behind each verb's object.
const VERBS: [(&str, &str); 25] = [
    ("allocate", "allocate.start"),
    ("bench_alloc", "bench.alloc"),
    ("bench_assign", "bench.assign"),
    ("bench_econ", "bench.econ"),
    ("bench_join", "bench.join"),
    ("bench_mc", "bench.mc"),
    ("calc", "calc.run"),
    ("calc_list", "calc.list"),
    ("deals", "deals.list"),
    ("demo", "sample.demo"),
    ("doctor", "doctor"),
    ("economics", "economics.get"),
    ("evaluate", "evaluate"),
    ("explain", "match.explain"),
    ("export", "export.write"),
    ("graph", "graph.ask"),
    ("history", "history"),
    ("import", "import.start"),
    ("match", "match.list"),
    ("packet", "packet.write"),
    ("redo", "redo"),
    ("search", "search"),
    ("sites", "sites.list"),
    ("symbioses", "symbioses.find"),
    ("undo", "undo"),
];

fn workbench() -> Workbench {
    let ports = Ports {
        now: Box::new(|| "2026-11-22T12:00:00Z".parse().unwrap()),
        ids: Box::new(SeededIds::new(7)),
        actor: "tester".into(),
        settings: None,
        ..Ports::system()
    };
    Workbench::new(ports).unwrap()
}

/// The schema of one operation's answer, with just the definitions it uses.
fn schema_of(described: &Value, operation: &str, title: &str) -> Value {
    let operations = described["operations"].as_array().unwrap();
    let found = operations.iter().find(|o| o["name"] == operation).unwrap();
    let mut used = BTreeSet::new();
    let mut open = vec![found["output"].clone()];
    while let Some(schema) = open.pop() {
        for name in references(&schema) {
            if used.insert(name.clone()) {
                open.push(described["$defs"][&name].clone());
            }
        }
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "allOf": [found["output"].clone()],
    });
    if !used.is_empty() {
        let defs = used.into_iter().map(|n| (n.clone(), described["$defs"][&n].clone()));
        schema["$defs"] = Value::Object(defs.collect());
    }
    schema
}

fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value.as_str()) {
                ("$ref", Some(path)) => vec![path.trim_start_matches("#/$defs/").to_owned()],
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn documents() -> BTreeMap<String, Value> {
    let described = workbench().describe();
    let mut all: BTreeMap<String, Value> = VERBS
        .iter()
        .map(|(verb, operation)| {
            let title = format!("turash {} --json", verb.replace('_', " "));
            (format!("{verb}.json"), schema_of(&described, operation, &title))
        })
        .collect();
    all.insert("operations.json".into(), described);
    all.insert(
        "error.json".into(),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "an error under --json",
            "type": "object",
            "required": ["error"],
            "properties": { "error": {
                "type": "object",
                "required": ["code", "message", "hint", "place"],
                "properties": {
                    "code": { "type": "string", "pattern": "^[a-z]+\\.[a-z_]+$" },
                    "message": { "type": "string", "minLength": 1 },
                    "hint": { "type": ["string", "null"] },
                    "place": { "type": ["object", "null"], "properties": {
                        "file": { "type": "string" },
                        "line": { "type": "integer", "minimum": 1 },
                        "column": { "type": "string" },
                    } },
                },
            } },
        }),
    );
    all
}

#[test]
fn the_schemas_are_those_of_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let bless = std::env::var_os("TURASH_BLESS").is_some();
    if bless {
        std::fs::create_dir_all(&folder).unwrap();
    }
    for (name, schema) in documents() {
        let path = folder.join(&name);
        let text = format!("{schema:#}\n");
        if bless {
            std::fs::write(&path, &text).unwrap();
        }
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stands.replace("\r\n", "\n") == text,
            "docs/schema/{name} is not what the code says: run ./dev bless and read the change"
        );
    }
}

/// The sample project in a folder of its own.
struct Sample {
    workbench: Workbench,
    folder: tempfile::TempDir,
    described: Value,
}

impl Sample {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workbench = workbench();
        let described = workbench.describe();
        let sample = Self { workbench, folder, described };
        let path = sample.path("sample.turash");
        sample.ask("sample.create", json!({ "path": path, "passphrase": "words" }));
        sample
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Does an operation and holds its answer against its schema.
    fn ask(&self, operation: &str, input: Value) -> Value {
        let answer = self.workbench.run(operation, input, &Unwatched);
        let answer = answer.unwrap_or_else(|e| panic!("{operation}: {e}"));
        let schema = schema_of(&self.described, operation, operation);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&answer).take(5).map(|e| format!("{e}")).collect();
        assert!(errors.is_empty(), "{operation}: {errors:#?}");
        answer
    }
}

/// The list of matches, each with how often it is among ten; the same for the same seed.
fn steady_places(sample: &Sample) {
    let asked = json!({ "samples": 20, "seed": 3 });
    let steady = sample.ask("match.stability", asked.clone());
    assert_eq!(steady, sample.ask("match.stability", asked));
    let plain = sample.ask("match.list", json!({}));
    let (matches, plain) = (steady["matches"].as_array(), plain["matches"].as_array());
    let (matches, plain) = (matches.unwrap(), plain.unwrap());
    assert_eq!(matches.len(), plain.len());
    assert!(matches.iter().zip(plain).all(|(one, other)| one["id"] == other["id"]));
    let sure = |one: &Value| one["top_ten_probability"].as_f64().unwrap_or_default();
    let sum: f64 = matches.iter().map(sure).sum();
    assert!(sum > 5.0 && sum < 10.0 + 1e-9, "{sum}");
    assert!(sure(&matches[0]) > sure(matches.last().unwrap()));
    let flow = sample.ask("match.stability", json!({ "flow": matches[0]["supply"], "top": 3 }));
    assert!(flow["matches"].as_array().unwrap().iter().all(|one| sure(one) <= 1.0));
}

#[test]
fn what_the_operations_answer_fits_their_schemas() {
    let sample = Sample::make();
    for format in ["xlsx", "geojson", "zip"] {
        let out = sample.path(&format!("model.{format}"));
        sample.ask("export.write", json!({ "format": format, "lang": "de", "out": out }));
    }
    let page = sample.ask("matches.page", json!({ "limit": 3 }));
    let id = page["rows"][0]["id"].as_str().unwrap().to_owned();
    for lang in ["en", "de", "ru", "tt"] {
        sample.ask("match.get", json!({ "id": id, "lang": lang }));
    }
    sample.ask("match.list", json!({}));
    steady_places(&sample);
    sample.ask("economics.get", json!({ "match": id }));
    sample.ask("symbioses.find", json!({ "top": 3 }));
    sample.ask("graph.ask", json!({ "query": "site -[heat]-> site" }));
    sample.ask("project.summary", json!({}));
    sample.ask("app.info", json!({}));
    sample.ask("app.settings", json!({}));
    sample.ask("sites.list", json!({}));
    let sites = sample.ask("sites.page", json!({ "limit": 5, "text": "papier" }));
    assert!(sites["total"].as_u64().unwrap() > 0);
    let site = sample.ask("site.get", json!({ "id": sites["rows"][0]["id"] }));
    let flow = site["flows"][0]["id"].clone();
    sample.ask("flow.set", json!({ "id": flow, "field": "amount_per_year", "value": "1 234,5" }));
    let history = sample.ask("history", json!({ "kind": "flow", "id": flow }));
    assert_eq!(history["entries"].as_array().unwrap().len(), 2);
    sample.ask("undo", json!({}));
    sample.ask("redo", json!({}));
    sample.ask("undo", json!({}));
    sample.ask("search", json!({ "text": "duis" }));
    let deal = sample.ask("deal.open", json!({ "match": id }));
    let deal = deal["deal"]["id"].clone();
    sample.ask("deal.set", json!({ "deal": deal, "field": "transfer_price", "value": "21.50" }));
    sample.ask("deals.list", json!({}));
    let out = sample.path("packet.pdf");
    let recipient = page["rows"][0]["demand"]["organization"].clone();
    sample
        .ask("packet.write", json!({ "match": id, "for": recipient, "level": "nda", "out": out }));
    assert!(out.metadata().unwrap().len() > 20_000);
    sample.ask("doctor", json!({}));
}

/// The price agreed in a deal moves list, detail and figures; taking it back restores them.
#[test]
fn an_agreed_price_moves_every_figure_and_undo_takes_it_back() {
    let sample = Sample::make();
    let page = |limit: usize| sample.ask("matches.page", json!({ "limit": limit }));
    let id = page(1)["rows"][0]["id"].clone();
    let before = (page(1), sample.ask("economics.get", json!({ "match": id })));
    let deal = sample.ask("deal.open", json!({ "match": id }))["deal"]["id"].clone();
    sample.ask("deal.set", json!({ "deal": deal, "field": "transfer_price", "value": 30 }));
    let after = (page(1), sample.ask("economics.get", json!({ "match": id })));
    assert_eq!(after.1["transfer_price_eur_per_unit"], "30");
    for (key, of) in [("npv_supplier", 0), ("npv_accepter", 1)] {
        assert_ne!(before.0["rows"][0][key], after.0["rows"][0][key], "{key}");
        assert_ne!(before.1["parties"][of]["npv_eur"], after.1["parties"][of]["npv_eur"], "{key}");
    }
    assert_eq!(
        before.1["npv_eur"].as_str().unwrap().len(),
        after.1["npv_eur"].as_str().unwrap().len()
    );
    sample.ask("undo", json!({}));
    sample.ask("undo", json!({}));
    assert_eq!((page(1), sample.ask("economics.get", json!({ "match": id }))), before);
}

/// Four fifths of the sample go on by themselves: the cut of the router is fixed on it.
#[test]
fn the_router_leaves_a_fifth_of_the_sample_to_facilitators() {
    let router = Sample::make().ask("match.list", json!({}))["router"].clone();
    let count = |way: &str| router[way].as_f64().unwrap();
    let share = count("automated") / (count("automated") + count("facilitated"));
    assert!((share - 0.8).abs() < 0.02, "{share}");
}

#[test]
fn a_deal_goes_only_where_it_may() {
    let sample = Sample::make();
    let id = sample.ask("matches.page", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let deal = sample.ask("deal.open", json!({ "match": id }))["deal"]["id"].clone();
    let refused = |input: Value| {
        let answer = sample.workbench.run("deal.step", input, &Unwatched);
        answer.expect_err("a refusal").code()
    };
    assert_eq!(refused(json!({ "deal": deal, "to": "live" })), "deal.illegal_step");
    assert_eq!(refused(json!({ "deal": deal, "to": "reserved" })), "deal.needs_reservation");
    assert_eq!(refused(json!({ "deal": deal, "to": "failed" })), "deal.needs_outcome");
    let until = "2027-01-31T00:00:00Z";
    sample.ask("deal.step", json!({ "deal": deal, "to": "reserved", "reserved_until": until }));
    let why = json!({ "code": "price", "note": "too dear" });
    let ended = sample.ask("deal.step", json!({ "deal": deal, "to": "failed", "outcome": why }));
    assert_eq!(ended["deal"]["next"], json!([]));
    // Once it has ended, a new one can be opened on the same match.
    let again = sample.ask("deal.open", json!({ "match": id }))["deal"]["id"].clone();
    assert_ne!(again, deal);
}

#[test]
fn a_field_takes_only_what_it_can_hold() {
    let sample = Sample::make();
    let sites = sample.ask("sites.page", json!({ "limit": 1, "text": "papier" }));
    let site = sample.ask("site.get", json!({ "id": sites["rows"][0]["id"] }));
    let flow = &site["flows"][0]["id"];
    let cases = [
        ("flow.set", flow, "amount_per_year", json!(-1), "positive"),
        ("flow.set", flow, "amount_per_year", json!(0), "positive"),
        ("flow.set", flow, "amount_per_year", json!("many"), "positive"),
        ("flow.set", flow, "amount_per_year", json!(null), "positive"),
        ("flow.set", flow, "temperature", json!(-300), "temperature"),
        ("flow.set", flow, "price", json!(true), "number"),
        ("flow.set", flow, "name", json!("  "), "text"),
        ("flow.set", flow, "colour", json!("red"), "field"),
        ("site.set", &site["id"], "lat", json!(91), "latitude"),
        ("site.set", &site["id"], "lon", json!("east"), "longitude"),
        ("site.set", &site["id"], "name", json!(""), "text"),
    ];
    let head = sample.ask("project.summary", json!({}))["undo"].clone();
    for (operation, id, field, value, wanted) in cases {
        let input = json!({ "id": id, "field": field, "value": value });
        let error = sample.workbench.run(operation, input, &Unwatched).expect_err("a refusal");
        assert_eq!(error.code(), "edit.bad_value", "{field} {value}");
        assert_eq!(error.args()["wanted"], wanted, "{field} {value}");
    }
    assert_eq!(sample.ask("project.summary", json!({}))["undo"], head, "nothing was written");

    // Half a position is no place: without one, latitude and longitude come together.
    let id = &site["id"];
    sample.ask("site.set", json!({ "id": id, "field": "position", "value": null }));
    for half in ["lat", "lon"] {
        let input = json!({ "id": id, "field": half, "value": 50 });
        let error = sample.workbench.run("site.set", input, &Unwatched).expect_err("a refusal");
        assert_eq!(error.args()["wanted"], "position");
    }
    sample.ask("site.set", json!({ "id": id, "field": "position", "value": [51.5, 7.2] }));
    let placed = sample.ask("site.get", json!({ "id": id }));
    assert_eq!((&placed["lat"], &placed["lon"]), (&json!(51.5), &json!(7.2)));
}
