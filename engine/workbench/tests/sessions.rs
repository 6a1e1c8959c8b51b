//! The workbench beside its operations: jobs and their events, settings, two projects, lists
//! in parts, and undo that restores what was shown.
//!
//! It judges no figure, only that what is told, kept and taken back is whole.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use turash_workbench::{Event, Job, JobState, Ports, SeededIds, Unwatched, Workbench};

fn workbench(settings: Option<&Path>) -> Workbench {
    let ports = Ports {
        now: Box::new(|| "2026-11-22T12:00:00Z".parse().unwrap()),
        ids: Box::new(SeededIds::new(7)),
        actor: "tester".into(),
        settings: settings.map(Path::to_owned),
        ..Ports::system()
    };
    Workbench::new(ports).unwrap()
}

fn ask(workbench: &Workbench, operation: &str, input: Value) -> Value {
    let answer = workbench.run(operation, input.clone(), &Unwatched);
    answer.unwrap_or_else(|error| panic!("{operation} {input}: {error}"))
}

fn sample(folder: &Path) -> Workbench {
    let workbench = workbench(None);
    let path = folder.join("sample.turash");
    ask(&workbench, "sample.create", json!({ "path": path, "passphrase": "words" }));
    workbench
}

fn listen(workbench: &Workbench) -> Receiver<Event> {
    let (send, heard) = channel();
    // A listener outlives the test that stopped listening.
    workbench.listen(move |event| drop(send.send(event.clone())));
    heard
}

/// The job's events up to its end.
fn until_the_end(heard: &Receiver<Event>) -> Vec<Job> {
    let mut jobs = Vec::new();
    loop {
        let event = heard.recv_timeout(Duration::from_secs(60)).expect("the job ends");
        if let Event::Job { job } = event {
            jobs.push(job);
            if jobs.last().is_some_and(|job| job.state != JobState::Running) {
                return jobs;
            }
        }
    }
}

#[test]
fn a_job_tells_its_phases_and_ends_with_its_result() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = workbench(None);
    let heard = listen(&workbench);
    let path = folder.path().join("sample.turash");
    let input = json!({ "path": path, "passphrase": "words" });
    let id = workbench.call("sample.create", input).unwrap()["job"].clone();
    let jobs = until_the_end(&heard);
    assert!(jobs.iter().all(|job| job.id == id.as_str().unwrap() && job.done <= job.total));
    let phases: Vec<&str> = jobs.iter().map(|job| job.phase.as_str()).collect();
    assert!(phases.contains(&"load") && phases.contains(&"economics"), "{phases:?}");
    let last = jobs.last().unwrap();
    assert_eq!(last.state, JobState::Done);
    let result = last.result.clone().unwrap();
    assert_eq!(result["summary"], ask(&workbench, "project.summary", json!({})));
}

#[test]
fn a_failed_job_says_why_and_an_ended_one_cannot_be_cancelled() {
    let workbench = workbench(None);
    let heard = listen(&workbench);
    let id = workbench.call("match.start", json!({})).unwrap()["job"].clone();
    let last = until_the_end(&heard).pop().unwrap();
    assert_eq!(last.state, JobState::Failed);
    assert_eq!(last.error.unwrap().code, "project.none_open");
    let cancel = workbench.run("job.cancel", json!({ "id": id }), &Unwatched);
    assert_eq!(cancel.expect_err("it has ended").code(), "project.not_found");
}

#[test]
fn a_cancelled_run_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let row = ask(&workbench, "matches.page", json!({ "limit": 1 }))["rows"][0].clone();
    let before = ask(&workbench, "project.summary", json!({}));
    let heard = listen(&workbench);
    let again = workbench.clone();
    workbench.listen(move |event| {
        if let Event::Job { job } = event
            && job.state == JobState::Running
        {
            // It may have ended between the event and this.
            let _ = again.run("job.cancel", json!({ "id": job.id }), &Unwatched);
        }
    });
    workbench.call("match.start", json!({ "weights": "market" })).unwrap();
    let last = until_the_end(&heard).pop().unwrap();
    assert_eq!((last.state, last.result), (JobState::Cancelled, None));
    assert_eq!(ask(&workbench, "project.summary", json!({})), before);
    assert_eq!(ask(&workbench, "matches.page", json!({ "limit": 1 }))["rows"][0]["id"], row["id"]);
}

#[test]
fn events_of_an_edit_name_records_and_never_their_contents() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let site = ask(&workbench, "sites.page", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let heard = listen(&workbench);
    let change = json!({ "id": site, "field": "name", "value": "A name nobody may hear" });
    ask(&workbench, "site.set", change);
    let events: Vec<Value> =
        heard.try_iter().map(|event| serde_json::to_value(event).unwrap()).collect();
    let entities = json!([{ "kind": "site", "id": site }]);
    assert_eq!(events, [json!({ "type": "changed", "entities": entities })]);
}

#[test]
fn damaged_settings_give_the_defaults_and_recent_projects_come_latest_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    let untouched = ask(&workbench(None), "app.settings", json!({}));
    for damaged in ["", "{", "[]", r#"{"theme":"pink"}"#, "\u{0}\u{1}"] {
        std::fs::write(&file, damaged).unwrap();
        let found = ask(&workbench(Some(folder.path())), "app.settings", json!({}));
        assert_eq!(found, untouched, "{damaged:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), damaged, "left alone");
    }
    let first = workbench(Some(folder.path()));
    ask(&first, "app.set", json!({ "theme": "dark", "language": "tt" }));
    for name in ["a", "b", "a"] {
        let path = folder.path().join(format!("{name}.turash"));
        let verb = if path.exists() { "project.open" } else { "project.create" };
        ask(&first, verb, json!({ "path": path, "passphrase": "words" }));
    }
    let kept = ask(&workbench(Some(folder.path())), "app.settings", json!({}));
    assert_eq!((&kept["theme"], &kept["lang"]), (&json!("dark"), &json!("tt")));
    let recent: Vec<&str> =
        kept["recent"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(recent, ["a", "b"]);
}

#[test]
fn two_workbenches_hold_two_projects_and_a_closed_one_answers_nothing() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (sample(here.path()), workbench(None));
    let path = there.path().join("empty.turash");
    ask(&two, "project.create", json!({ "path": path, "passphrase": "words" }));
    assert_eq!(ask(&two, "project.summary", json!({}))["sites"], 0);
    assert_ne!(ask(&one, "project.summary", json!({}))["sites"], 0);
    ask(&one, "project.close", json!({}));
    let closed = one.run("project.summary", json!({}), &Unwatched);
    assert_eq!(closed.expect_err("closed").code(), "project.none_open");
    let path = here.path().join("sample.turash");
    let wrong = json!({ "path": path, "passphrase": "other" });
    let wrong = one.run("project.open", wrong, &Unwatched);
    assert_eq!(wrong.expect_err("not its passphrase").code(), "store.wrong_key");
    ask(&one, "project.open", json!({ "path": path, "passphrase": "words" }));
    assert_ne!(ask(&one, "project.summary", json!({}))["matches"], 0);
}

fn rows(workbench: &Workbench, sort: Value, filter: Value, step: usize) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let page = json!({ "sort": sort, "filter": filter, "offset": all.len(), "limit": step });
        let page = ask(workbench, "matches.page", page);
        let rows = page["rows"].as_array().unwrap();
        all.extend(rows.iter().cloned());
        if rows.is_empty() {
            assert_eq!(page["total"].as_u64().unwrap() as usize, all.len());
            return all;
        }
    }
}

type Passes<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

#[test]
fn parts_sorts_and_filters_of_the_list_agree_with_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let id = |row: &Value| row["id"].as_str().unwrap().to_owned();
    let ids = |rows: &[Value]| rows.iter().map(id).collect::<Vec<_>>();
    let whole = rows(&workbench, json!({}), json!({}), 1000);
    assert_eq!(ids(&rows(&workbench, json!({}), json!({}), 37)), ids(&whole));
    assert!(whole.iter().zip(1..).all(|(row, rank)| row["rank"] == rank));
    for (by, pointer) in [
        ("score", "/score"),
        ("distance", "/distance/value"),
        ("npv_supplier", "/npv_supplier/value"),
        ("npv_accepter", "/npv_accepter/value"),
        ("payback", "/payback/value"),
        ("co2", "/co2/value"),
    ] {
        for descending in [false, true] {
            let sort = json!({ "by": by, "descending": descending });
            let sorted = rows(&workbench, sort, json!({}), 500);
            let values: Vec<Option<f64>> =
                sorted.iter().map(|row| row.pointer(pointer).and_then(Value::as_f64)).collect();
            let known: Vec<f64> = values.iter().flatten().copied().collect();
            assert!(values[..known.len()].iter().all(Option::is_some), "{by}: unknown comes last");
            let ordered =
                known.windows(2).all(|w| if descending { w[0] >= w[1] } else { w[0] <= w[1] });
            assert!(ordered && known.len() > 1, "{by} descending {descending}");
            assert_eq!(sorted.len(), whole.len());
        }
    }
    let name =
        |row: &Value| row.pointer("/supply/name").and_then(Value::as_str).unwrap().to_owned();
    for descending in [false, true] {
        let sort = json!({ "by": "name", "descending": descending });
        let sorted = rows(&workbench, sort, json!({}), 500);
        let mut wanted = whole.clone();
        // Stable: what has one name stays best first.
        wanted.sort_by(
            |a, b| {
                if descending { name(b).cmp(&name(a)) } else { name(a).cmp(&name(b)) }
            },
        );
        assert_eq!(ids(&sorted), ids(&wanted), "by name, descending {descending}");
    }
    let middle = whole[whole.len() / 2].clone();
    let part: String = name(&middle).to_uppercase().chars().take(6).collect();
    let says = |row: &Value| {
        let told = ["/supply/name", "/demand/name", "/supply/organization", "/demand/organization"];
        told.iter().any(|at| {
            let name = row.pointer(at).and_then(Value::as_str).unwrap_or_default();
            name.to_lowercase().contains(&part.to_lowercase())
        })
    };
    let cases: [(Value, Passes<'_>); 6] = [
        (json!({ "text": format!(" {part} ") }), Box::new(says)),
        (
            json!({ "text": part, "site": middle["demand"]["site"] }),
            Box::new(|row| {
                let ends = [&row["supply"]["site"], &row["demand"]["site"]];
                says(row) && ends.contains(&&middle["demand"]["site"])
            }),
        ),
        (
            json!({ "min_score": middle["score"] }),
            Box::new(|row| row["score"].as_f64() >= middle["score"].as_f64()),
        ),
        (json!({ "route": "facilitated" }), Box::new(|row| row["route"] == "facilitated")),
        (
            json!({ "site": middle["supply"]["site"] }),
            Box::new(|row| {
                [&row["supply"]["site"], &row["demand"]["site"]]
                    .contains(&&middle["supply"]["site"])
            }),
        ),
        (json!({ "state": "live" }), Box::new(|row| row["state"] == "live")),
    ];
    for (filter, passes) in &cases {
        let wanted: Vec<String> = whole.iter().filter(|row| passes(row)).map(id).collect();
        assert_eq!(ids(&rows(&workbench, json!({}), filter.clone(), 400)), wanted, "{filter}");
    }
}

/// What a session shows of the matches: how many, the whole list with its figures, and the
/// answer for one flow.
fn shown_of_matches(workbench: &Workbench, flow: &Value) -> (Value, Vec<Value>, Value) {
    let summary = ask(workbench, "project.summary", json!({}));
    assert_eq!(summary["stale"], false);
    let whole = rows(workbench, json!({}), json!({}), 400);
    let of_flow = ask(workbench, "match.list", json!({ "flow": flow }));
    (summary["matches"].clone(), whole, of_flow)
}

#[test]
fn matches_follow_each_edit_and_equal_those_of_a_session_that_finds_them_anew() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let path = folder.path().join("sample.turash");
    let whole = rows(&workbench, json!({}), json!({}), 400);
    let (best, other) = (&whole[0], &whole[whole.len() / 2]);
    let (supply, demand) = (&best["supply"], &other["demand"]);
    let set = |operation: &str, id: &Value, field: &str, value: Value| {
        (operation.to_owned(), json!({ "id": id, "field": field, "value": value }))
    };
    let deal = ask(&workbench, "deal.open", json!({ "match": other["id"] }))["deal"]["id"].clone();
    let undo = || ("undo".to_owned(), json!({}));
    let tables = [
        (
            "sites.csv",
            "site_id,company,street,postcode,town,lat,lon,nace,park,trust\n\
             901,New works,,,,55.66,11.09,24.10,,0.9\n902,New baths,,,,55.67,11.10,93.11,,0.8\n",
        ),
        (
            "flows.csv",
            "flow_id,site_id,direction,resource,qty,unit,temp_c\n\
             901,901,supply,heat,90000,MWh,120\n902,902,demand,heat,60000,MWh,60\n",
        ),
    ];
    let tables = tables.map(|(name, rows)| {
        let table = folder.path().join(name);
        std::fs::write(&table, rows).unwrap();
        table
    });
    // Edits that follow one another within a session before another one looks.
    let sessions = [
        vec![set("flow.set", &supply["flow"], "amount_per_year", json!(1000))],
        vec![
            set("flow.set", &supply["flow"], "temperature", json!(45)),
            set("flow.set", &demand["flow"], "price", json!("61,5")),
            undo(),
            set("site.set", &demand["site"], "name", json!("Renamed")),
        ],
        vec![
            set("site.set", &supply["site"], "position", json!([55.9, 11.4])),
            ("deal.set".into(), json!({ "deal": deal, "field": "transfer_price", "value": 30 })),
            undo(),
            undo(),
        ],
        vec![
            ("deal.set".into(), json!({ "deal": deal, "field": "transfer_price", "value": 31 })),
            ("import.start".into(), json!({ "paths": tables })),
            undo(),
            ("redo".into(), json!({})),
        ],
    ];
    for edits in sessions {
        let mut before = shown_of_matches(&workbench, &supply["flow"]);
        for (operation, input) in &edits {
            ask(&workbench, operation, input.clone());
            let after = shown_of_matches(&workbench, &supply["flow"]);
            assert_ne!(after.1, before.1, "{operation} {input} is seen");
            before = after;
        }
        ask(&workbench, "project.close", json!({}));
        ask(&workbench, "project.open", json!({ "path": path, "passphrase": "words" }));
        ask(&workbench, "match.start", json!({}));
        let anew = shown_of_matches(&workbench, &supply["flow"]);
        assert_eq!(before, anew, "{edits:?}");
    }
}

#[test]
fn undo_of_each_kind_of_edit_shows_the_match_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let row = ask(&workbench, "matches.page", json!({ "limit": 1 }))["rows"][0].clone();
    let id = &row["id"];
    let shown = || {
        ask(&workbench, "match.start", json!({}));
        ask(&workbench, "match.get", json!({ "id": id })).to_string()
    };
    let deal = ask(&workbench, "deal.open", json!({ "match": id }))["deal"]["id"].clone();
    let consent = ask(&workbench, "match.get", json!({ "id": id }))["consents"][0]["id"].clone();
    let supply = &row["supply"];
    let edits = [
        ("flow.set", json!({ "id": supply["flow"], "field": "price", "value": "11,5" })),
        ("flow.set", json!({ "id": supply["flow"], "field": "name", "value": "Renamed" })),
        ("site.set", json!({ "id": supply["site"], "field": "name", "value": "Renamed" })),
        ("deal.set", json!({ "deal": deal, "field": "transfer_price", "value": 30 })),
        ("deal.set", json!({ "deal": deal, "field": "note", "value": "Call on Monday" })),
        (
            "deal.step",
            json!({ "deal": deal, "to": "reserved", "reserved_until": "2027-01-31T00:00:00Z" }),
        ),
        ("consent.withdraw", json!({ "id": consent })),
    ];
    for (operation, input) in edits {
        let before = shown();
        ask(&workbench, operation, input.clone());
        assert_ne!(shown(), before, "{operation} {input} is seen");
        let undone = ask(&workbench, "undo", json!({}));
        assert_eq!(undone["skipped"], json!([]));
        assert_eq!(shown(), before, "{operation} {input} is taken back");
    }
}

#[test]
fn a_withdrawn_consent_closes_the_full_packet_again() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let row = ask(&workbench, "matches.page", json!({ "limit": 1 }))["rows"][0].clone();
    let paper =
        json!({ "match": row["id"], "for": row["supply"]["organization"], "level": "full" });
    ask(&workbench, "packet.start", paper.clone());
    let detail = ask(&workbench, "match.get", json!({ "id": row["id"] }));
    ask(&workbench, "consent.withdraw", json!({ "id": detail["consents"][0]["id"] }));
    let refused = workbench.run("packet.start", paper.clone(), &Unwatched);
    assert_eq!(refused.expect_err("a consent is gone").code(), "packet.no_consent");
    ask(&workbench, "undo", json!({}));
    ask(&workbench, "packet.start", paper);
}

/// The by-product test is asked one question at a time; answers stay with the match, can be taken
/// back and undone, and the outcome chooses the papers.
#[test]
fn the_law_of_a_match_is_asked_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = workbench(None);
    let path = folder.path().join("law.turash");
    ask(&workbench, "project.create", json!({ "path": path, "passphrase": "words" }));
    let tables = [
        (
            "sites.csv",
            "site_id,company,country,lat,lon,nace\n1,Giver,DE,51.30,6.55,24.10\n2,Taker,DE,51.31,6.56,23.51\n",
        ),
        (
            "flows.csv",
            "flow_id,site_id,direction,resource,qty,unit,price\n\
             1,1,supply,slag,5000,t,12\n2,2,demand,slag,5000,t,30\n",
        ),
    ];
    let tables = tables.map(|(name, rows)| {
        let table = folder.path().join(name);
        std::fs::write(&table, rows).unwrap();
        table
    });
    ask(&workbench, "import.start", json!({ "paths": tables }));
    ask(&workbench, "match.start", json!({}));
    let id = ask(&workbench, "matches.page", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let law = || ask(&workbench, "match.get", json!({ "id": id }))["law"].clone();
    let answer = |fact: &str, yes: Value| {
        ask(&workbench, "law.answer", json!({ "match": id, "fact": fact, "yes": yes }))
    };
    let has = |law: &Value, paper: &str| {
        let papers = law["templates"].as_array().unwrap();
        let code = format!("law-template-{paper}");
        papers.iter().any(|one| one["code"] == code)
    };
    let mut facts = Vec::new();
    for _ in 0..5 {
        let law = law();
        assert!(!has(&law, "by_product_supply") && has(&law, "term_sheet"), "{law}");
        assert_eq!(law["steps"][0]["standing"], "open");
        let next = &law["next"];
        assert!(next["rule"].as_str().unwrap().contains("§ 4(1)"), "{next}");
        let fact = next["fact"].as_str().unwrap().to_owned();
        answer(&fact, json!(true));
        facts.push(fact);
    }
    let wanted = ["production_residue", "certain_use", "direct_use", "integral_part", "lawful_use"];
    assert_eq!(facts, wanted);
    let decided = law();
    assert_eq!(decided["next"], Value::Null);
    assert_eq!(decided["answered"].as_array().unwrap().len(), 5);
    assert!(has(&decided, "by_product_supply") && !has(&decided, "waste_transfer"));
    let detail = ask(&workbench, "match.get", json!({ "id": id }));
    let ladder = |axis: &str| {
        let axes = detail["readiness"].as_array().unwrap();
        let code = format!("readiness-axis-{axis}");
        axes.iter().find(|one| one["axis"]["code"] == code.as_str()).unwrap().clone()
    };
    assert_ne!(ladder("legal")["next"]["code"], "readiness-tests-answered");
    answer("certain_use", json!(false));
    let waste = law();
    assert!(has(&waste, "waste_transfer") && !has(&waste, "by_product_supply"));
    assert_eq!(waste["next"]["fact"], "recovered");
    ask(&workbench, "undo", json!({}));
    assert_eq!(law(), decided);
    answer("lawful_use", Value::Null);
    assert_eq!(law()["next"]["fact"], "lawful_use");
    let strange = json!({ "match": id, "fact": "is_blue", "yes": true });
    assert_eq!(
        workbench.run("law.answer", strange, &Unwatched).unwrap_err().code(),
        "edit.bad_value"
    );
}

#[test]
fn a_locked_project_is_closed_and_asks_for_its_key_again() {
    let folder = tempfile::tempdir().unwrap();
    let settings = tempfile::tempdir().unwrap();
    let workbench = workbench(Some(settings.path()));
    assert_eq!(ask(&workbench, "app.settings", json!({}))["lock_after_minutes"], 15);
    ask(&workbench, "app.set", json!({ "lock_after_minutes": 0 }));
    assert_eq!(ask(&workbench, "app.settings", json!({}))["lock_after_minutes"], 0);

    let path = folder.path().join("p.turash");
    ask(&workbench, "project.create", json!({ "path": path, "passphrase": "words" }));
    ask(&workbench, "project.lock", json!({}));
    let code = |operation: &str, input: Value| {
        workbench.run(operation, input, &Unwatched).unwrap_err().code()
    };
    assert_eq!(code("project.summary", json!({})), "project.none_open");
    assert_eq!(
        code("project.open", json!({ "path": path, "passphrase": "other" })),
        "store.wrong_key"
    );
    ask(&workbench, "project.open", json!({ "path": path, "passphrase": "words" }));

    // Work that is under way is not cut short.
    let heard = listen(&workbench);
    let sample = folder.path().join("sample.turash");
    let input = json!({ "path": sample, "passphrase": "words" });
    workbench.call("sample.create", input).unwrap();
    assert_eq!(code("project.lock", json!({})), "project.at_work");
    until_the_end(&heard);
    ask(&workbench, "project.lock", json!({}));
}

#[test]
fn a_contact_is_sealed_named_only_on_a_ground_and_erased_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let workbench = sample(folder.path());
    let site = ask(&workbench, "sites.list", json!({}));
    let organization = site["sites"][0]["organization"].clone();
    let new = json!({
        "organization": organization, "name": " Anna Grünwald ", "role": "Energy manager",
        "email": "anna@example.org", "phone": "+45 1",
    });
    let added = ask(&workbench, "contact.add", new);
    let (id, contact) = (&added["contact"]["id"], &added["contact"]);
    assert_eq!(contact["person"]["name"], "Anna Grünwald");
    assert_eq!(contact["may_be_named"], false, "no ground");
    let set = |change: Value| {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        ask(&workbench, "contact.set", input)["contact"].clone()
    };
    assert_eq!(set(json!({ "basis": "consent" }))["may_be_named"], false, "not asked yet");
    assert_eq!(set(json!({ "consents": true }))["may_be_named"], true);
    assert_eq!(set(json!({ "consents": false }))["may_be_named"], false, "taken back");
    let other = set(json!({ "basis": "contract", "consents": true, "role": "" }));
    assert_eq!((&other["may_be_named"], &other["person"]["role"]), (&json!(true), &Value::Null));
    let same = ask(&workbench, "contact.set", json!({ "id": id, "name": "Anna Grünwald" }));
    assert_eq!(same["action"], Value::Null, "the same is no change");

    for bad in [json!({ "name": " " }), json!({ "email": "anna" }), json!({ "phone": "a\nb" })] {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(bad.as_object().unwrap().clone());
        let refused = workbench.run("contact.set", input, &Unwatched);
        assert_eq!(refused.unwrap_err().code(), "edit.bad_value", "{bad}");
    }

    let history = ask(&workbench, "history", json!({ "kind": "person", "id": id }));
    let text = history.to_string();
    assert!(text.contains("Anna Grünwald") && text.contains("person:tester"), "{text}");
    ask(&workbench, "contact.remove", json!({ "id": id }));
    ask(&workbench, "undo", json!({}));
    let author = ask(&workbench, "contact.list", json!({}))["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["organization"].is_null())
        .unwrap()["id"]
        .clone();
    for person in [id, &author] {
        ask(&workbench, "contact.erase", json!({ "id": person }));
    }
    let left = ask(&workbench, "contact.list", json!({ "organization": organization }));
    assert_eq!(left["contacts"][0]["person"], Value::Null);
    assert_eq!(left["contacts"][0]["erased"], true);
    assert_eq!(left["contacts"][0]["may_be_named"], false);
    let history = ask(&workbench, "history", json!({ "kind": "person", "id": id })).to_string();
    assert!(!history.contains("Anna") && history.contains("person:—"), "{history}");
    let refused = workbench.run("contact.set", json!({ "id": id, "name": "A" }), &Unwatched);
    assert_eq!(refused.unwrap_err().code(), "store.erased");
}
