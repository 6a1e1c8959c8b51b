//! Killed without warning: an import is there whole or not at all, and no edit that was answered
//! is lost.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::said::arg;
use crate::sample::{sample, turash};
use crate::tree::{list, top};

const FLOWS: u32 = 20_000;
const KILLS: u32 = 4;

/// A made-up pair `sites.csv` and `flows.csv`, the same each time; gives the path of the first.
fn generated(folder: &Path) -> PathBuf {
    let sites = FLOWS / 5;
    let mut state: u64 = 7;
    let mut below = |n: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((state >> 33) as u32) % n
    };
    let mut text = "site_id,company,street,postcode,town,lat,lon,nace,park,trust\n".to_owned();
    for id in 0..sites {
        let (lat, lon) = (f64::from(below(400_000)) * 1e-5, f64::from(below(600_000)) * 1e-5);
        writeln!(
            text,
            "{id},Werk {id} GmbH,Am Tor {},10000,Ort {},{:.5},{:.5},24.10,,0.{}",
            below(90) + 1,
            below(300),
            48.0 + lat,
            8.0 + lon,
            below(90) + 10
        )
        .expect("memory");
    }
    std::fs::write(folder.join("sites.csv"), text).expect("sites are written");
    let mut text = "flow_id,site_id,direction,resource,ewc,qty,unit,temp_c,quality,price,week,\
                    season,valid_from,valid_to\n"
        .to_owned();
    let week = "f".repeat(42);
    for id in 0..FLOWS {
        let direction = if below(2) == 0 { "supply" } else { "demand" };
        writeln!(
            text,
            "{id},{},{direction},heat,,{},MWh,{},,{}.5,{week},999999999999,2024-01-01,2034-01-01",
            below(sites),
            below(90_000) + 100,
            below(300) + 60,
            below(60) + 1
        )
        .expect("memory");
    }
    std::fs::write(folder.join("flows.csv"), text).expect("flows are written");
    folder.join("sites.csv")
}

fn start(words: &[&str]) -> Child {
    let mut command: Command = turash(words);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("turash runs")
}

fn counts(project: &str) -> (u64, u64) {
    let told = sample().ask(&["do", project, "project.summary"]);
    let count = |key: &str| told[key].as_u64().unwrap_or_else(|| panic!("{key} in {told}"));
    (count("sites"), count("flows"))
}

fn assert_sound(project: &str) {
    let told = sample().ask(&["doctor", project]);
    let checks = list(&told["checks"]);
    let of_project = checks.iter().find(|check| check["name"] == "project");
    assert_eq!(of_project.map(|check| &check["ok"]), Some(&Value::Bool(true)), "{told}");
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = arg(&generated(folder.path()));
    let project = arg(&folder.path().join("p.turash"));
    let small = arg(&top().join("assets/sample/region.csv"));
    sample().ask(&["import", &small, "--into", &project]);
    let before = counts(&project);
    // How long it takes when nobody disturbs it, and what is there then.
    let whole = arg(&folder.path().join("whole.turash"));
    sample().ask(&["import", &small, "--into", &whole]);
    let begun = Instant::now();
    let told = sample().ask(&["import", &pair, "--into", &whole]);
    let time = begun.elapsed();
    let after = counts(&whole);
    assert_eq!(after.1 - before.1, u64::from(FLOWS), "{told}");
    let mut cut = 0;
    for kill in 1..=KILLS {
        let mut import = start(&["import", &pair, "--into", &project]);
        // Spread over the whole of it, the end left out.
        std::thread::sleep(time * kill / (KILLS + 1));
        let finished = import.try_wait().expect("the import can be asked").is_some();
        import.kill().ok();
        import.wait().expect("the import ends");
        let now = counts(&project);
        assert!(now == before || now == after, "kill {kill}: {now:?}, half an import");
        if !finished && now == before {
            cut += 1;
        }
        assert_sound(&project);
        if now == after {
            break;
        }
    }
    assert!(cut > 0, "no kill met the import at work");
    sample().ask(&["import", &pair, "--into", &project]);
    assert_eq!(counts(&project), after, "after all that it is read as if nothing had been");
}

#[test]
fn no_answered_edit_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let found = sample().ask(&["match", &project, "--top", "1"]);
    let flow = list(&found["matches"])[0]["supply"].clone();
    let answered = AtomicU64::new(0);
    for round in 0..4_u64 {
        // Edits one after the other, each a process; the last one is killed at its work.
        let wait = Duration::from_millis(900 + 170 * round);
        let begun = Instant::now();
        let mut next = answered.load(Ordering::Relaxed);
        loop {
            next += 1;
            let value = 10_000 + next;
            let input =
                json!({ "id": flow, "field": "amount_per_year", "value": value }).to_string();
            let mut edit = start(&["do", &project, "flow.set", "--input", &input, "--json"]);
            let left = wait.saturating_sub(begun.elapsed());
            let status = ends_within(&mut edit, left);
            match status {
                Some(true) => answered.store(next, Ordering::Relaxed),
                Some(false) => panic!("edit {next} was refused"),
                None => break,
            }
        }
        assert_sound(&project);
        let id = flow.as_str().expect("an id");
        let told = sample().ask(&["history", &project, "flow", id]);
        let written: Vec<u64> = list(&told["entries"])
            .iter()
            .filter(|entry| entry["field"] == "amount_per_year")
            .filter_map(|entry| Some(entry["after"].as_f64()? as u64))
            .filter(|value| *value > 10_000)
            .map(|value| value - 10_000)
            .collect();
        let last = answered.load(Ordering::Relaxed);
        for edit in 1..=last {
            assert!(written.contains(&edit), "edit {edit} of {last} is lost: {written:?}");
        }
        // At most the one that was killed may have been written without an answer.
        assert!(written.iter().all(|edit| *edit <= last + 1), "{written:?}, answered {last}");
        if written.contains(&(last + 1)) {
            answered.store(last + 1, Ordering::Relaxed);
        }
    }
    assert!(answered.load(Ordering::Relaxed) > 3, "too few edits to tell");
}

/// How a child ended; killed and `None` if it has not after this long.
fn ends_within(child: &mut Child, time: Duration) -> Option<bool> {
    let until = Instant::now() + time;
    loop {
        if let Some(status) = child.try_wait().expect("a child can be asked") {
            return Some(status.success());
        }
        if Instant::now() >= until {
            child.kill().expect("killed");
            child.wait().expect("gone");
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
