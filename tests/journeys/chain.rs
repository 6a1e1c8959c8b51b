//! One input changed at each link of the chain, by an operation, and the figures at its end move
//! with it: match, economics and the packet's pages. Taken back, everything is what it was.

use serde_json::{Value, json};

use crate::said::{arg, flat, object, pdf_text, run};
use crate::sample::sample;
use crate::tree::{list, text};

/// The best match of a copy of the sample.
struct Bench {
    folder: tempfile::TempDir,
    project: String,
    best: Value,
}

/// What the end of the chain says about the match.
#[derive(Clone, PartialEq, Debug)]
struct End {
    found: String,
    economics: String,
    pages: String,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = arg(&sample().copy_into(folder.path()));
        let found = sample().ask(&["match", &project]);
        let best = list(&found["matches"]).first().expect("the sample has matches").clone();
        Self { folder, project, best }
    }

    fn operate(&self, operation: &str, input: &Value) -> Value {
        sample().ask(&["do", &self.project, operation, "--input", &input.to_string()])
    }

    fn economics(&self) -> Value {
        sample().ask(&["economics", &self.project, text(&self.best["id"])])
    }

    fn supply_site(&self) -> Value {
        let got = self.operate("match.get", &json!({ "id": self.best["id"] }));
        let named = [&got["match"], &got].into_iter().find_map(|m| m["supply"]["site"].as_str());
        let flow = self.best["supply"].as_str().unwrap_or_default();
        if let Some(site) = named {
            return json!(site);
        }
        let sites = sample().ask(&["sites", &self.project]);
        let holds = |site: &&Value| {
            let detail = self.operate("site.get", &json!({ "id": site["id"] }));
            list(&detail["flows"]).iter().any(|row| row["id"] == flow)
        };
        list(&sites["sites"]).iter().find(holds).expect("a flow lies on a site")["id"].clone()
    }

    fn end(&self) -> End {
        let asked = run(&["match", &self.project, "--json"]);
        let found = object(&asked);
        let id = &self.best["id"];
        let row = list(&found["matches"]).iter().find(|m| &m["id"] == id);
        let row = row.expect("the match is still found").to_string();
        let economics = self.economics();
        let pdf = self.folder.path().join("packet.pdf");
        let party = text(&list(&economics["parties"])[0]["organization"]).to_owned();
        let words =
            ["packet", &self.project, text(id), "--for", &party, "--level", "full", "--out"];
        sample().ask(&[&words[..], &[&arg(&pdf)]].concat());
        End { found: row, economics: economics.to_string(), pages: flat(&pdf_text(&pdf)) }
    }
}

#[test]
fn each_input_moves_the_end_of_the_chain() {
    let bench = Bench::new();
    let supply = bench.best["supply"].clone();
    let demand = bench.best["demand"].clone();
    let site = bench.supply_site();
    let opened = bench.operate("deal.open", &json!({ "match": bench.best["id"] }));
    let deal = opened["deal"]["id"].clone();
    let before = bench.end();
    let sites = sample().ask(&["sites", &bench.project]);
    let row = list(&sites["sites"]).iter().find(|s| s["id"] == site).expect("the site is listed");
    let (lat, lon) = (row["lat"].as_f64().expect("located"), row["lon"].as_f64().expect("located"));
    let of_flow = |id: &Value, field: &str, value: Value| {
        ("flow.set", json!({ "id": id, "field": field, "value": value }))
    };
    // Which inputs, and whether the match itself must move beside the money.
    let cases = [
        ("amount of the supply", of_flow(&supply, "amount_per_year", json!(3000.0)), true),
        ("amount of the demand", of_flow(&demand, "amount_per_year", json!(2500.0)), true),
        ("price of the supply", of_flow(&supply, "price", json!("17.5")), false),
        ("price of the demand", of_flow(&demand, "price", json!("71.25")), false),
        (
            "position of the site",
            (
                "site.set",
                json!({ "id": site, "field": "position", "value": [lat + 0.004, lon + 0.004] }),
            ),
            true,
        ),
        (
            "agreed price",
            ("deal.set", json!({ "deal": deal, "field": "transfer_price", "value": "23.45" })),
            false,
        ),
    ];
    let mut last = None;
    for (what, (operation, input), moves_match) in cases {
        let done = bench.operate(operation, &input);
        assert!(done["action"].is_string(), "{what}: {done}");
        let after = bench.end();
        let figures = |end: &End| -> Value {
            let told: Value = serde_json::from_str(&end.economics).expect("an object");
            json!([told["npv_eur"], list(&told["parties"])[0]["npv_eur"]])
        };
        assert_ne!(figures(&before), figures(&after), "{what} moves the money");
        assert_ne!(before.pages, after.pages, "{what} moves the packet");
        let scores = |end: &End| -> Value {
            let told: Value = serde_json::from_str(&end.found).expect("an object");
            json!([told["distance_km"], told["matched_per_year"], told["scores"]])
        };
        if moves_match {
            assert_ne!(scores(&before), scores(&after), "{what} moves the match");
        }
        let undone = sample().ask(&["undo", &bench.project]);
        assert!(undone["action"].is_string() && list(&undone["skipped"]).is_empty(), "{undone}");
        assert_eq!(before, bench.end(), "{what}, taken back");
        last = Some(after);
    }
    // Done again, the last one is what it was the first time.
    sample().ask(&["redo", &bench.project]);
    assert_eq!(Some(bench.end()), last, "done again");
}

#[test]
fn too_cold_a_supply_is_no_match() {
    let bench = Bench::new();
    let cold = json!({ "id": bench.best["supply"], "field": "temperature", "value": 31.0 });
    bench.operate("flow.set", &cold);
    let found = sample().ask(&["match", &bench.project]);
    let rows = list(&found["matches"]);
    let same = rows.iter().find(|row| row["id"] == bench.best["id"]);
    let told = same.map(|row| (&row["scores"]["quality"], &row["relaxed"]));
    let before = (&bench.best["scores"]["quality"], &bench.best["relaxed"]);
    assert_ne!(told, Some(before), "a supply at 31 degrees is not as good as it was");
}

#[test]
fn the_packet_prints_the_figures_of_the_economics() {
    let bench = Bench::new();
    let pages = bench.end().pages;
    let told = bench.economics();
    let cents = text(&list(&told["parties"])[0]["npv_eur"]);
    let eur: f64 = cents.parse().expect("money");
    // The packet rounds to thousands or millions; the leading digits are the same.
    let digits: String = format!("{:.0}", eur.abs()).chars().take(3).collect();
    let said: String = pages.chars().filter(|c| c.is_ascii_digit() || *c == ' ').collect();
    let joined: String = said.split_whitespace().collect();
    assert!(joined.contains(&digits), "{cents} in {pages}");
}

#[test]
fn history_tells_each_change() {
    let bench = Bench::new();
    let id = text(&bench.best["supply"]).to_owned();
    let edit = json!({ "id": id, "field": "amount_per_year", "value": 4321.0 });
    bench.operate("flow.set", &edit);
    let told = sample().ask(&["history", &bench.project, "flow", &id]);
    let entry = list(&told["entries"])
        .iter()
        .find(|entry| entry["field"] == "amount_per_year" && entry["after"] == 4321.0);
    let entry = entry.unwrap_or_else(|| panic!("{told}"));
    assert!(!text(&entry["actor"]).is_empty() && !text(&entry["at"]).is_empty(), "{entry}");
    assert!(entry["before"].is_number(), "{entry}");
}
