//! docs/cli.md, verb by verb: one object with the keys it promises, exit codes, keys that open a
//! project, a reader who closes the pipe, and the registry of operations.

use std::io::Read as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::driver::program;
use crate::said::{arg, object, refusal, run};
use crate::sample::{sample, turash};
use crate::tree::{list, text, top};

#[test]
fn each_verb_prints_one_object_with_its_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let found = sample().ask(&["match", &project]);
    let best = &list(&found["matches"])[0];
    let (id, flow) = (text(&best["id"]), text(&best["supply"]));
    let told = sample().ask(&["economics", &project, id]);
    let party = text(&list(&told["parties"])[0]["organization"]).to_owned();
    let name = text(&list(&told["parties"])[0]["name"]).to_owned();
    let out = arg(&folder.path().join("p.pdf"));
    let demo = arg(&folder.path().join("demo"));
    let into = arg(&folder.path().join("new.turash"));
    let region = arg(&top().join("assets/sample/region.csv"));
    let edit = json!({ "id": flow, "field": "amount_per_year", "value": 5000 }).to_string();
    let cases: [(&[&str], &[&str]); 17] = [
        (&["demo", "--out", &demo], &["project", "sites", "flows", "matches", "packets", "best"]),
        (
            &["import", &region, "--into", &into],
            &[
                "read",
                "imported",
                "updated",
                "unchanged",
                "imported_with_issues",
                "rejected",
                "supply_gwh_per_year",
                "demand_gwh_per_year",
                "issues",
                "derived",
            ],
        ),
        (&["sites", &project], &["sites"]),
        (&["search", &project, "Duisburg"], &["hits"]),
        (&["match", &project], &["matches", "router"]),
        (&["match", &project, "--flow", flow, "--top", "3"], &["matches", "router"]),
        (&["match", &project, "--stability", "20"], &["matches", "router", "samples", "seed"]),
        (
            &["economics", &project, id],
            &[
                "discount_rate",
                "npv_eur",
                "irr",
                "payback_years",
                "capex_eur",
                "co2_t_per_year",
                "parties",
            ],
        ),
        (
            &["packet", &project, id, "--for", &party, "--out", &out],
            &["path", "pages", "bytes", "sha256"],
        ),
        (
            &["packet", &project, id, "--for", &name, "--out", &out],
            &["path", "pages", "bytes", "sha256"],
        ),
        (&["deals", &project], &["deals"]),
        (&["do", &project, "flow.set", "--input", &edit], &["action", "label", "changed"]),
        (&["undo", &project], &["action", "skipped"]),
        (&["redo", &project], &["action", "skipped"]),
        (&["history", &project, "flow", flow], &["entries"]),
        (&["doctor", &project], &["checks"]),
        (&["do", "--list"], &["operations"]),
    ];
    for (words, keys) in cases {
        let output = run(&[words, &["--json"]].concat());
        assert_eq!(output.status.code(), Some(0), "{words:?}: {output:?}");
        let told = object(&output);
        for key in keys {
            assert!(told.get(key).is_some(), "{words:?}: no {key} in {told}");
        }
        // Without --json a person reads it: not an object, and something at all.
        let spoken = run(words);
        assert!(spoken.status.success() && !spoken.stdout.is_empty(), "{words:?}: {spoken:?}");
    }
    // Keys within lists, by the first of each.
    let first = |words: &[&str], key: &str| {
        let told = sample().ask(words);
        list(&told[key]).first().unwrap_or_else(|| panic!("{key} is empty: {told}")).clone()
    };
    let within: [(Value, &[&str]); 4] = [
        (
            first(&["sites", &project], "sites"),
            &["id", "name", "lat", "lon", "country", "town", "organization", "sector", "source"],
        ),
        (first(&["search", &project, "Duisburg"], "hits"), &["kind", "id", "title", "detail"]),
        (
            first(&["match", &project], "matches"),
            &[
                "id",
                "supply",
                "demand",
                "kind",
                "distance_km",
                "score",
                "scores",
                "route",
                "relaxed",
            ],
        ),
        (first(&["doctor", &project], "checks"), &["name", "ok", "detail", "hint"]),
    ];
    for (item, keys) in within {
        for key in keys {
            assert!(item.get(key).is_some(), "no {key} in {item}");
        }
    }
}

#[test]
fn the_demo_counts_what_it_made_and_can_be_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = arg(&folder.path().join("demo"));
    let once = sample().ask(&["demo", "--out", &out]);
    let again = sample().ask(&["demo", "--out", &out]);
    for key in ["project", "sites", "flows", "matches", "packets", "best"] {
        assert_eq!(once[key], again[key], "{key}");
    }
    let project = text(&once["project"]);
    let sites = sample().ask(&["sites", project]);
    assert_eq!(Some(list(&sites["sites"]).len() as u64), once["sites"].as_u64());
    let best = &list(&once["best"])[0];
    let told = sample().ask(&["economics", project, text(&best["id"])]);
    let packets: Vec<String> = list(&once["packets"])
        .iter()
        .map(|path| crate::said::flat(&crate::said::pdf_text(text(path).as_ref())))
        .collect();
    // Supplier, accepter, teaser: the first two name both parties, the last its reader only.
    let names: Vec<&str> = list(&told["parties"]).iter().map(|p| text(&p["name"])).collect();
    let told_by =
        |packet: &str| names.iter().map(|name| packet.contains(*name)).collect::<Vec<_>>();
    assert_eq!(told_by(&packets[0]), [true, true]);
    assert_eq!(told_by(&packets[1]), [true, true]);
    assert_eq!(told_by(&packets[2]), [false, true]);
    assert_ne!(packets[0], packets[1], "each party has its own");
}

#[test]
fn a_reader_who_closes_the_pipe_is_no_failure() {
    let project = text(&sample().told["project"]).to_owned();
    for words in
        [&["match", &project, "--json"][..], &["sites", &project, "--json"], &["do", "--list"]]
    {
        let mut child = turash(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("turash runs");
        let mut some = [0; 1];
        let mut out = child.stdout.take().expect("piped");
        out.read_exact(&mut some).expect("the answer begins");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !told.contains("panicked"), "{words:?}: {told}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let project = text(&sample().told["project"]).to_owned();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = turash(&["sites", &project, "--json"]).stdout(full()).output().expect("runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(!told.is_empty() && !told.contains("panicked"), "{told}");
    // And a note that cannot be told stops nothing.
    let output = turash(&["match", &project, "--json"]).stderr(full()).output().expect("runs");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn keys_come_from_a_file_or_the_environment_and_nobody_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let bare = |words: &[&str]| {
        turash(words)
            .env_remove("TURASH_PASSPHRASE")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
            .stdin(Stdio::null())
            .output()
            .expect("turash runs")
    };
    assert_eq!(refusal(&bare(&["sites", &project, "--json"])), "store.no_key");
    let fresh = arg(&folder.path().join("fresh.turash"));
    let region = arg(&top().join("assets/sample/region.csv"));
    let output = bare(&["import", &region, "--into", &fresh, "--json"]);
    assert_eq!(refusal(&output), "store.no_key");
    assert!(!std::path::Path::new(&fresh).exists(), "without a key no project is made");
    let output = bare(&["sites", &project, "--json", "--passphrase-file", &sample().words()]);
    assert!(!list(&object(&output)["sites"]).is_empty());
    let absent = arg(&folder.path().join("absent"));
    let output = bare(&["sites", &project, "--json", "--passphrase-file", &absent]);
    assert_eq!(refusal(&output), "file.not_found");
    // The file counts before the environment.
    let wrong = folder.path().join("wrong");
    std::fs::write(&wrong, "something else\n").expect("written");
    let output = run(&["sites", &project, "--json", "--passphrase-file", &arg(&wrong)]);
    assert_eq!(refusal(&output), "store.wrong_key");
}

#[test]
fn the_registry_lists_every_operation_with_its_schemas() {
    let told = object(&run(&["do", "--list", "--json"]));
    let operations = list(&told["operations"]);
    let names: Vec<&str> = operations.iter().map(|o| text(&o["name"])).collect();
    for name in ["flow.set", "site.set", "deal.open", "packet.write", "import.start", "match.list"]
    {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), names.len(), "each once");
    let defined = &told["$defs"];
    for operation in operations {
        assert!(["read", "edit", "job"].contains(&text(&operation["effect"])), "{operation}");
        for way in ["input", "output"] {
            let schema = &operation[way];
            let shape = match schema["$ref"].as_str() {
                Some(path) => &defined[path.rsplit('/').next().unwrap_or_default()],
                None => schema,
            };
            let open = shape == &Value::Bool(true) || !shape["type"].is_null();
            let any_of = ["anyOf", "oneOf", "allOf", "properties", "$ref"];
            assert!(open || any_of.iter().any(|key| !shape[key].is_null()), "{operation}: {shape}");
        }
    }
    assert!(program("turash").exists());
}
