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
        End { found: row, economics: economics.to_string(), pages: steady(&flat(&pdf_text(&pdf))) }
    }
}

/// The words of a packet, sorted, without what tells one version from the other: its number, what
/// is new in it, its fingerprint. Sorted, because the width of the document's number moves the
/// note at the edge of a page, and with it the order in which its lines are read.
fn steady(pages: &str) -> String {
    let told = pages.split("What is new in this version").next().unwrap_or(pages);
    let told = told.split("How to prove this copy").next().unwrap_or(told);
    let is_version = |word: &&str| {
        let digits = word.trim_end_matches(',').strip_prefix("0.").unwrap_or_default();
        !digits.is_empty() && digits.len() < 3 && digits.chars().all(|c| c.is_ascii_digit())
    };
    let mut words: Vec<_> = told.split(' ').filter(|word| !is_version(word)).collect();
    words.sort_unstable();
    words.join(" ")
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

/// Every figure of the tree follows from those under it, and its roots are the figures shown.
#[test]
fn each_figure_opens_down_to_its_sources() {
    let bench = Bench::new();
    let id = text(&bench.best["id"]).to_owned();
    let told = sample().ask(&["explain", &bench.project, &id]);
    let root = |name: &str| {
        let found = list(&told["inputs"]).iter().find(|node| node["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}")).clone()
    };
    let value = |node: &Value| node["value"].as_f64().expect("a number");
    let parts = root("score");
    let (limits, scores): (Vec<_>, Vec<_>) =
        list(&parts["inputs"]).iter().partition(|n| n["name"] == "least" || n["name"] == "most");
    let sum: f64 = scores.into_iter().map(value).sum();
    let (least, most) = (value(limits[0]), value(limits[1]));
    let (found, score) = ((sum - least) / (most - least), bench.best["score"].as_f64());
    assert!((found - score.expect("a score")).abs() < 1e-8, "{found} for {score:?}");
    let economics = bench.economics();
    let money = |shown: &Value| text(shown).parse::<f64>().expect("decimal text");
    let parties = list(&economics["parties"]);
    for (name, shown) in [
        ("npv", &economics["npv_eur"]),
        ("supplier_npv", &parties[0]["npv_eur"]),
        ("accepter_npv", &parties[1]["npv_eur"]),
    ] {
        let (found, shown) = (value(&root(name)), money(shown));
        assert!((found - shown).abs() < 1.0, "{name}: {found} for {shown}");
    }
    let mut open = vec![told.clone()];
    let mut sources = 0;
    while let Some(node) = open.pop() {
        let inputs = list(&node["inputs"]);
        if inputs.is_empty() {
            let source = node["source"].as_str().unwrap_or_default();
            assert!(!source.is_empty(), "{node} says where it comes from");
            sources += 1;
        } else if node["name"] != "match" {
            assert!(node["formula"].is_string(), "{node} says how it was made");
        }
        open.extend(inputs.iter().cloned());
    }
    assert!(sources > 30, "{sources}");
}

/// What if: the same match asked otherwise.
#[test]
fn what_if_answers_for_each_party() {
    let bench = Bench::new();
    let id = text(&bench.best["id"]).to_owned();
    let ask = |more: Value| {
        let mut input = json!({ "match": id });
        if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
            input.extend(more.clone());
        }
        bench.operate("economics.what_if", &input)
    };
    let told = ask(json!({ "whose": "accepter", "changes": { "buying_price": 0.5 } }));
    let number = |at: &str| told.pointer(at).and_then(Value::as_f64).expect("a number");
    let economics = bench.economics();
    let shown: f64 = text(&list(&economics["parties"])[1]["npv_eur"]).parse().expect("decimal");
    assert!((number("/base/accepter_eur") - shown).abs() < 1.0);
    assert!(number("/scenario/difference/accepter_eur") < 0.0);
    assert_eq!(number("/scenario/difference/supplier_eur"), 0.0);
    assert!(number("/chance/p10_eur") < number("/chance/p90_eur"));
    assert!(list(&told["tornado"]).len() >= 5);
    let high = economics["corridor_high_eur_per_unit"].as_f64().expect("a price");
    let limit = list(&told["break_even"]).iter().find(|one| one["input"] == "transfer_price");
    let limit = limit.and_then(|one| one["breaks_even_at"].as_f64()).expect("a limit");
    assert!((limit - high).abs() < 1e-6 * high.abs(), "{limit} for {high}");
    let gone = ask(json!({ "at_eur_per_unit": high + 1.0 }));
    assert_eq!(gone["walks_away"], json!(["accepter"]));
    let taxed = ask(json!({ "plan": { "tax_rate": 0.3, "nominal": true, "inflation": 0.02 } }));
    let npv = |told: &Value| text(&told["plan"]["total"]["npv_eur"]).parse::<f64>().expect("money");
    let untaxed = ask(json!({ "plan": { "nominal": true, "inflation": 0.02 } }));
    assert!(npv(&taxed) < npv(&untaxed));
    let input = json!({ "match": id, "plan": { "tax_rate": 2 } }).to_string();
    let words = ["do", &bench.project, "economics.what_if", "--input", &input, "--json"];
    let refused = object(&run(&words));
    assert_eq!(refused["error"]["place"]["column"], "tax_rate");
}

/// A form of the window asks the same in the units that it shows, and reads the answer written.
#[test]
fn a_form_asks_what_if_in_the_units_it_shows() {
    let bench = Bench::new();
    let id = text(&bench.best["id"]).to_owned();
    let ask = |more: Value| {
        let mut input = json!({ "match": id, "chance": null, "lang": "de" });
        if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
            input.extend(more.clone());
        }
        bench.operate("economics.what_if", &input)
    };
    let plain = ask(json!({}));
    assert!(plain["chance"].is_null() && plain["shown"]["chance"].is_null(), "nothing was drawn");
    let figures = list(&plain["shown"]["figures"]);
    let figure = |input: &str| {
        let found = figures.iter().find(|one| one["input"] == input);
        found.unwrap_or_else(|| panic!("{input} can be set"))
    };
    let rate = &figure("discount_rate")["value"];
    assert_eq!(rate["unit"], "%");
    let percent = rate["value"].as_f64().expect("a rate");
    let form = json!({ "set": { "discount_rate": 1.25 * percent }, "plan": {
        "nominal": true, "inflation_percent": 2, "tax_percent": 30, "subsidy_percent": 10,
    } });
    let typed = ask(json!({ "form": form }));
    let same = ask(json!({ "changes": { "discount_rate": 1.25 }, "plan": {
        "nominal": true, "inflation": 0.02, "tax_rate": 0.3, "subsidy_share": 0.1,
    } }));
    let of = |told: &Value, at: &str| told.pointer(at).and_then(Value::as_f64).expect("a number");
    for at in ["/scenario/worths/supplier_eur", "/scenario/difference/total_eur"] {
        assert!((of(&typed, at) - of(&same, at)).abs() < 1e-6, "{at}");
    }
    assert_eq!(typed["plan"], same["plan"]);
    // The written answer is the bare one in kEUR, with the signs of the language.
    let shown = &typed["shown"]["scenario"]["worths"]["total"];
    assert_eq!(shown["unit"], "kEUR");
    let bare = of(&typed, "/scenario/worths/total_eur");
    assert!((shown["value"].as_f64().expect("a worth") * 1000.0 - bare).abs() < 1e-6);
    assert!(text(&figure("transfer_price")["value"]["display"]).contains(','), "in German");
    // The slider reaches beyond the corridor on both sides; there somebody walks away.
    let price = &plain["shown"]["price"];
    let (least, most) = (of(price, "/least"), of(price, "/most"));
    assert!(least < of(price, "/corridor/low/value") && of(price, "/corridor/high/value") < most);
    for (price, gone) in [(least, "supplier"), (most, "accepter")] {
        let told = ask(json!({ "at_eur_per_unit": price }));
        assert_eq!(told["shown"]["at"]["walks_away"], json!([gone]));
        assert!(of(&told, &format!("/shown/at/worths/{gone}/value")) < 0.0);
    }
    let drawn = ask(json!({ "chance": { "draws": 5000, "seed": 3 } }));
    let bins = list(&drawn["shown"]["chance"]["bins"]);
    let above = |bin: &&Value| bin["from"].as_f64().is_some_and(|from| from >= 0.0);
    let share: f64 = bins.iter().filter(above).map(|bin| of(bin, "/share/value")).sum();
    assert!((share - 100.0 * of(&drawn, "/chance/gains")).abs() < 1e-6, "{share}");
    for (form, blamed) in [
        (json!({ "plan": { "tax_percent": 200 } }), "tax_percent"),
        (json!({ "set": { "years": 0 } }), "set.years"),
        (json!({ "set": { "upkeep": 101 } }), "set.upkeep"),
    ] {
        let input = json!({ "match": id, "form": form }).to_string();
        let words = ["do", &bench.project, "economics.what_if", "--input", &input, "--json"];
        assert_eq!(object(&run(&words))["error"]["place"]["column"], blamed);
    }
}
