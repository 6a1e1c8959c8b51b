//! Beyond a pair, through the real command line on the sample: questions to the graph answered
//! as the list of matches says, chains and cycles that hang together and add up.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::said::{arg, object, refusal, run};
use crate::sample::sample;
use crate::tree::{list, text};

struct Bench {
    #[expect(dead_code, reason = "held so that the project lives as long as the bench")]
    folder: tempfile::TempDir,
    project: String,
    /// Of each match: id, giving flow, giving site, taking flow, taking site.
    rows: Vec<[String; 5]>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = arg(&sample().copy_into(folder.path()));
        sample().ask(&["match", &project]);
        let mut rows = Vec::new();
        loop {
            let input = json!({ "limit": 1000, "offset": rows.len() }).to_string();
            let page = sample().ask(&["do", &project, "matches.page", "--input", &input]);
            rows.extend(list(&page["rows"]).iter().map(|row| {
                let (supply, demand) = (&row["supply"], &row["demand"]);
                [&row["id"], &supply["flow"], &supply["site"], &demand["flow"], &demand["site"]]
                    .map(|value| text(value).to_owned())
            }));
            if rows.len() as u64 >= page["all"].as_u64().expect("a count") {
                break;
            }
        }
        assert!(rows.len() > 50, "the sample has matches");
        Self { folder, project, rows }
    }

    fn ask(&self, query: &str) -> Vec<Vec<Value>> {
        let told = sample().ask(&["graph", &self.project, query]);
        assert_eq!(told["truncated"], false, "{told}");
        list(&told["paths"]).iter().map(|path| list(path).to_vec()).collect()
    }

    fn refused(&self, query: &str) -> (String, Value) {
        let output = run(&["graph", &self.project, query, "--json"]);
        (refusal(&output), object(&output)["error"].clone())
    }

    fn site(&self, name: &str) -> String {
        let sites = sample().ask(&["sites", &self.project]);
        let found = list(&sites["sites"]).iter().find(|site| site["name"] == name);
        text(&found.unwrap_or_else(|| panic!("{name} is in the sample"))["id"]).to_owned()
    }
}

fn last(path: &[Value]) -> String {
    text(&path[path.len() - 1]["id"]).to_owned()
}

#[test]
fn the_neighbours_of_a_site_are_those_of_its_matches() {
    let bench = Bench::new();
    let start = bench.site("DK Recycling und Roheisen GmbH");
    let mut reached = BTreeSet::from([start.clone()]);
    let mut by_steps = Vec::new();
    for _ in 0..2 {
        let before = reached.clone();
        for [_, _, giver, _, taker] in &bench.rows {
            if before.contains(giver) || before.contains(taker) {
                reached.extend([giver.clone(), taker.clone()]);
            }
        }
        by_steps.push(reached.clone());
    }
    for (steps, expected) in by_steps.iter().enumerate() {
        let query =
            format!("within {} steps of \"dk recycling und roheisen gmbh\" by heat", steps + 1);
        let paths = bench.ask(&query);
        let mut found: BTreeSet<String> = paths.iter().map(|path| last(path)).collect();
        assert_eq!(found.len(), paths.len(), "each site once");
        found.insert(start.clone());
        assert_eq!(&found, expected, "{query}");
    }
    assert!(by_steps[1].len() > by_steps[0].len(), "the second step leads further");
    // Facts of the sample: its heat reaches Meiderich at once, Uerdingen by way of another works.
    let second = bench.ask("within 2 steps of DK Recycling downstream");
    let names: Vec<&str> = second.iter().map(|path| text(&path[path.len() - 1]["name"])).collect();
    assert!(names.contains(&"Meiderich") && names.contains(&"Uerdingen"), "{names:?}");
    let far = second.iter().find(|path| path[path.len() - 1]["name"] == "Uerdingen");
    let kinds: Vec<&str> = far.expect("there").iter().map(|node| text(&node["kind"])).collect();
    assert_eq!(kinds, ["site", "flow", "flow", "site", "flow", "flow", "site"]);
    assert!(bench.ask("within 2 steps of DK Recycling by steam").is_empty());
}

#[test]
fn takers_of_a_flow_are_its_matches() {
    let bench = Bench::new();
    let mut takers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for [_, supply, _, demand, _] in &bench.rows {
        takers.entry(supply).or_default().insert(demand);
    }
    for (supply, expected) in takers.iter().take(5) {
        let paths = bench.ask(&format!("takers of {supply}"));
        let found: BTreeSet<&str> = paths.iter().map(|path| text(&path[1]["id"])).collect();
        assert_eq!(&found, expected);
    }
    let pattern = bench.ask("(supply s) -> demand where s.kind = heat");
    assert_eq!(pattern.len(), bench.rows.len(), "all of the sample is heat");
}

#[test]
fn a_mistaken_question_is_told_with_its_place() {
    let bench = Bench::new();
    let (code, error) = bench.refused("within 2 steps of Atlantis");
    assert_eq!((code.as_str(), &error["place"]["column"]), ("graph.unknown_name", &json!("19")));
    let (code, error) = bench.refused("within 2 steps of ThyssenKrupp");
    assert_eq!(code, "graph.ambiguous_name");
    assert!(text(&error["hint"]).contains("Schwelgern"), "candidates are named: {error}");
    assert_eq!(bench.refused("site -[gold]-> site").0, "graph.unknown_kind");
    assert_eq!(bench.refused("who is near?").0, "graph.unexpected");
}

#[test]
fn chains_and_cycles_hang_together_and_add_up() {
    let bench = Bench::new();
    let told = sample().ask(&["symbioses", &bench.project, "--length", "3", "--top", "20"]);
    let of_match: BTreeMap<&str, &[String; 5]> =
        bench.rows.iter().map(|row| (row[0].as_str(), row)).collect();
    for key in ["chains", "cycles"] {
        let all = list(&told[key]);
        assert!(!all.is_empty(), "the sample has {key}: {told}");
        let benefit = |one: &Value| one["benefit_eur_per_year"].as_f64().expect("a number");
        assert!(all.windows(2).all(|two| benefit(&two[0]) >= benefit(&two[1])), "best first");
        for one in all {
            let matches = list(&one["matches"]);
            assert!((2..=3).contains(&matches.len()), "{one}");
            let rows: Vec<&[String; 5]> =
                matches.iter().map(|part| of_match[text(&part["id"])]).collect();
            for two in rows.windows(2) {
                let same_site = two[0][4] == two[1][2];
                assert!(same_site || key == "cycles", "what is taken is passed on: {one}");
            }
            let sum: f64 = matches.iter().map(benefit).sum();
            assert!((sum - benefit(one)).abs() < 0.1, "{sum} in {one}");
            assert!(matches.iter().all(|part| benefit(part) >= 0.0), "nobody joins at a loss");
            assert!(list(&one["members"]).len() >= 2 && list(&one["explanation"]).len() >= 2);
        }
        assert_eq!(told["search"][key]["stopped_early"], false);
    }
    for (key, of) in [("networks", "network"), ("groups", "group")] {
        for one in list(&told[key]) {
            assert!(list(&one["members"]).len() >= 2 && one[of].is_object(), "{one}");
            assert!(list(&one["matches"]).iter().all(|id| of_match.contains_key(text(id))));
        }
        assert!(told[key].is_array(), "{told}");
    }
    let networks = list(&told["networks"]);
    assert!(!networks.is_empty(), "the sample has a shared network");
    assert!(!list(&networks[0]["matches"]).is_empty(), "it joins some that match: {networks:?}");
    let chain = &list(&told["chains"])[0];
    let through: Vec<f64> =
        list(&chain["matches"]).iter().filter_map(|p| p["through_per_year"].as_f64()).collect();
    assert_eq!(through.len(), list(&chain["matches"]).len());
    // Shorter ones only, and not more than asked for.
    let short = sample().ask(&["symbioses", &bench.project, "--length", "2", "--top", "1"]);
    assert_eq!(list(&short["chains"]).len(), 1);
    assert_eq!(list(&list(&short["chains"])[0]["matches"]).len(), 2);
    let best = |told: &Value| list(&told["chains"])[0]["benefit_eur_per_year"].as_f64();
    assert!(best(&short) <= best(&told), "a longer chain may only bring more");
    let input = json!({ "work": 1 }).to_string();
    let spent = sample().ask(&["do", &bench.project, "symbioses.find", "--input", &input]);
    assert_eq!(spent["search"]["chains"]["stopped_early"], true, "{spent}");
    // And in words.
    for lang in ["en", "de", "ru", "tt"] {
        let said = run(&["symbioses", &bench.project, "--interface-lang", lang]);
        let words = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.status.success() && words.contains("EUR/a"), "{words}");
        assert!(!words.contains("symbiosis-") && !words.contains("cli-"), "{words}");
    }
}
