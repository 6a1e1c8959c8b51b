//! Killed in the middle of edits, a project reopens with every edit that was acknowledged and
//! with no half row.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use turash_engine::model::*;
use turash_store::{KeySource, Lock, Passphrase, Replica, StoreError, change_key};

use crate::common::*;

const CHILD: &str = "TURASH_TEST_CRASH";
const ROUNDS: u64 = 25;

/// The victim: edits until it is killed, and says so after each commit.
fn edit_for_ever(path: &Path) {
    let replica = reopen(path);
    let done = replica.read(|r| r.flows()).expect("readable").len();
    let mut out = std::io::stdout();
    for i in done.. {
        replica
            .edit(&by_child(i), |e| {
                // A row, a change to it, and the same change to the one before.
                e.upsert_imported(&organization(&format!("c{i}")))?;
                e.upsert_imported(&site(&format!("c{i}"), 50.0, 10.0))?;
                e.insert(&flow(&format!("c{i}")))?;
                for j in [i, i.saturating_sub(1)] {
                    e.change::<Flow>(flow(&format!("c{j}")).id.0, |f| {
                        f.amount_per_year = i as f64
                    })?;
                }
                Ok::<_, StoreError>(())
            })
            .expect("an edit");
        writeln!(out, "committed {i}").and_then(|()| out.flush()).expect("a pipe");
    }
}

fn by_child(i: usize) -> turash_store::Gesture {
    let id = ActionId(uuid::Uuid::from_u128(0xc0de << 64 | i as u128));
    turash_store::Gesture { action: id, ..by_import("crash") }
}

#[test]
fn a_kill_loses_no_acknowledged_edit() {
    if let Some(path) = std::env::var_os(CHILD) {
        return edit_for_ever(Path::new(&path));
    }
    let (folder, replica) = project();
    drop(replica);
    let path = folder.path().join("p.turash");
    let mut last: Option<usize> = None;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().expect("this binary"))
            .args(["--exact", "crash::a_kill_loses_no_acknowledged_edit", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let reader = std::thread::spawn(move || {
            lines
                .map_while(Result::ok)
                // The test runner begins the first line with the name of the test.
                .filter_map(|line| line.rsplit_once("committed ")?.1.parse::<usize>().ok())
                .last()
        });
        // Different moments: while opening, while editing, in a commit.
        std::thread::sleep(Duration::from_millis(40 + round * 37 % 400));
        child.kill().expect("killed");
        child.wait().expect("gone");
        last = reader.join().expect("read").max(last);

        let replica = reopen(&path);
        let flows = replica.read(|r| r.flows()).expect("readable");
        let acknowledged = last.map_or(0, |i| i + 1);
        // One commit may have been made and not yet told.
        assert!(
            flows.len() == acknowledged || flows.len() == acknowledged + 1,
            "{} flows, {acknowledged} acknowledged",
            flows.len()
        );
        let counts = replica.read(|r| r.counts()).expect("readable");
        assert_eq!((counts.sites, counts.organizations), (flows.len() as u64, flows.len() as u64));
        let newest = flow(&format!("c{}", flows.len().saturating_sub(1))).id;
        for f in &flows {
            let index: usize = f.source.key[1..].parse().expect("a number");
            let expected = if f.id == newest { index } else { index + 1 };
            assert_eq!(f.amount_per_year, expected as f64, "{}", f.name);
        }
        let report = replica.check().expect("readable");
        assert!(report.is_sound(), "round {round}: {report:?}");
        // What was there once must stay, told or not; and the next child goes on from here.
        last = flows.len().checked_sub(1).max(last);
    }
    assert!(last.is_some_and(|n| n > 20), "the child got to work: {last:?}");
}

/// Says which project the child is to encrypt again.
const REKEYED: &str = "TURASH_TEST_REKEYED";

#[test]
fn a_kill_in_a_change_of_keys_leaves_a_file_that_opens() {
    let typed = || KeySource::Passphrase(Passphrase::new("w"));
    if let Some(path) = std::env::var_os(REKEYED) {
        return drop(change_key(Path::new(&path), &typed()).expect("changed"));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let lock = Lock::Passphrase(Passphrase::new("w"));
    let replica = Replica::create(&path, &lock, NEW).expect("a new project").replica;
    replica.edit(&by_import("crash"), |e| e.insert(&flow("a"))).expect("new");
    let large: Vec<u8> = (0..24_000_000_u32).map(|i| (i.wrapping_mul(i) >> 7) as u8).collect();
    let large = replica.put_blob(&large).expect("kept");
    drop(replica);
    let child = || {
        Command::new(std::env::current_exe().expect("this binary"))
            .args(["--exact", "crash::a_kill_in_a_change_of_keys_leaves_a_file_that_opens"])
            .env(REKEYED, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child")
    };
    let begun = std::time::Instant::now();
    assert!(child().wait().expect("runs").success(), "unhurt it succeeds");
    let whole = begun.elapsed();
    let mut journals = 0;
    for round in 1..=REKEYS {
        let mut child = child();
        std::thread::sleep(whole * round / REKEYS);
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("gone");
        journals += u32::from(folder.path().join("p.turash-journal").exists());
        let replica = Replica::open(&path, &typed()).expect("opens by the same words");
        assert_eq!(replica.read(|r| r.flows()).expect("there").len(), 1);
        assert_eq!(replica.read(|r| r.blob(&large)).expect("whole").len(), 24_000_000);
        assert!(replica.check().expect("checked").is_sound());
    }
    assert!(journals > 0, "no kill fell into the change itself");
    change_key(&path, &typed()).expect("it can be done in the end");
}

/// How often the change of keys is killed.
const REKEYS: u32 = 12;
