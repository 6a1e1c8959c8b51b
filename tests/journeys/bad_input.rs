//! Bad input, one line of a table each: it is refused with a code and a hint, or taken with an
//! issue that names the place. Nothing panics, nothing swallows memory, nothing is half written.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::driver::program;
use crate::said::{arg, object, refusal, run};
use crate::sample::{sample, turash};
use crate::tree::{list, text, top};

/// Bytes of address space that an import of a 200 MB line gets by with.
const ROOM_KIB: u32 = 1_500_000;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn header() -> String {
    let region = top().join("assets/sample/region.csv");
    let text = std::fs::read_to_string(region).expect("the sample can be read");
    text.lines().next().expect("a header").to_owned()
}

/// A register of one row with this geometry and these four heat columns.
fn row(geometry: &str, heat: &str) -> Vec<u8> {
    let row = format!(
        "1;\"A AG\";\"Werk A\";\"Weg 1\";\"4020\";\"Linz\";\"Austria\";\"{geometry}\";\
         \"Iron and steel\";\"ETS\";1;1;1;100;{heat}"
    );
    format!("{}\n{row}\n", header()).into_bytes()
}

const LINZ: &str = "SRID=4326;POINT(14.3 48.2)";

#[test]
fn files_that_cannot_be_read_are_refused() {
    let folder = folder();
    let noise: Vec<u8> =
        (0..40_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let files: [(&str, &[u8], &str); 4] = [
        ("empty.csv", b"", "import.empty_file"),
        ("noise.csv", &noise, "import.not_text"),
        ("strange.csv", b"a,b,c\n1,2,3\n", "import.unknown_layout"),
        ("one-line.csv", b"no header at all", "import.unknown_layout"),
    ];
    let into = arg(&folder.path().join("p.turash"));
    for (name, bytes, code) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a bad file is written");
        let output = run(&["import", &arg(&path), "--into", &into, "--json"]);
        assert_eq!(refusal(&output), code, "{name}");
        let told = object(&output);
        assert_eq!(told["error"]["place"]["file"], name, "{told}");
        let beside = std::fs::read_dir(folder.path()).expect("the folder can be listed");
        let names: Vec<_> = beside.flatten().map(|entry| entry.file_name()).collect();
        assert!(
            !names.iter().any(|n| n.to_string_lossy().contains("p.turash")),
            "no project is made for files that cannot be read: {names:?}"
        );
    }
    let absent = arg(&folder.path().join("absent.csv"));
    let directory = arg(folder.path());
    for (path, code) in [(&absent, "file.not_found"), (&directory, "file.is_folder")] {
        let output = run(&["import", path, "--into", &into, "--json"]);
        assert_eq!(refusal(&output), code, "{path}");
    }
    assert_eq!(refusal(&run(&["sites", &into, "--json"])), "store.no_file", "nothing came in");
}

#[test]
fn rows_that_are_wrong_are_named() {
    let folder = folder();
    // Contents, the issue that tells of it, the rows rejected.
    let unclosed = format!("{}\n1;\"A AG\";\"never closed", header()).into_bytes();
    let table: [(&str, Vec<u8>, &str, u64); 5] = [
        ("quote", unclosed, "unclosed_quote", 1),
        ("nan", row(LINZ, "NaN;1;1;2"), "number_not_finite", 0),
        ("huge", row(LINZ, "1e308;1e308;1e308;1e308"), "number_absurd", 0),
        ("swapped", row("SRID=4326;POINT(48.2 14.3)", "1;1;1;3"), "coordinates_swapped", 0),
        ("beyond", row("SRID=4326;POINT(14.3 480)", "1;1;1;3"), "coordinates_out_of_range", 0),
    ];
    for (name, bytes, code, rejected) in table {
        let path = folder.path().join(format!("{name}.csv"));
        std::fs::write(&path, bytes).expect("a bad file is written");
        let into = arg(&folder.path().join(format!("{name}.turash")));
        let output = run(&["import", &arg(&path), "--into", &into, "--json"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
        let told = object(&output);
        assert_eq!(
            (&told["read"], told["rejected"].as_u64()),
            (&1.into(), Some(rejected)),
            "{told}"
        );
        let issue = list(&told["issues"]).iter().find(|issue| issue["code"] == code);
        let issue = issue.unwrap_or_else(|| panic!("{name}: no {code} in {told}"));
        let place = &list(&issue["examples"])[0]["place"];
        assert_eq!(place["line"], 2, "{name}: {issue}");
        // No figure is born of it: sums are finite, and never a negative nothing.
        for key in ["supply_gwh_per_year", "demand_gwh_per_year"] {
            let sum = told[key].as_f64().expect("a finite sum");
            assert!((0.0..1000.0).contains(&sum) && sum.is_sign_positive(), "{name}: {told}");
        }
        let asked = run(&["match", &into, "--json"]);
        assert_eq!(asked.status.code(), Some(0), "{name}: {asked:?}");
    }
}

#[test]
fn another_encoding_is_read_and_told() {
    let folder = folder();
    let plants = top().join("engine/tests/fixtures/eprtr/plants_macroman_cr.csv");
    let into = arg(&folder.path().join("p.turash"));
    let told = sample().ask(&["import", &arg(&plants), "--into", &into]);
    let codes: Vec<&str> = list(&told["issues"]).iter().map(|i| text(&i["code"])).collect();
    assert!(codes.contains(&"encoding_guessed"), "{codes:?}");
    let hits = sample().ask(&["search", &into, "Theiß"]);
    let titles: Vec<&str> = list(&hits["hits"]).iter().map(|hit| text(&hit["title"])).collect();
    assert!(titles.iter().any(|title| title.contains("Theiß")), "{titles:?}");
}

#[test]
fn a_line_of_200_megabytes_takes_bounded_memory() {
    let folder = folder();
    let line = folder.path().join("line.csv");
    let field = folder.path().join("field.csv");
    for (path, before) in [(&line, String::new()), (&field, format!("{}\n1;\"", header()))] {
        let mut file = std::fs::File::create(path).expect("a file");
        file.write_all(before.as_bytes()).expect("written");
        let piece = vec![b'x'; 1 << 20];
        (0..200).for_each(|_| file.write_all(&piece).expect("written"));
    }
    let within = |path: &Path, into: &str| {
        Command::new("sh")
            .args(["-c", &format!("ulimit -v {ROOM_KIB}; exec \"$@\""), "sh"])
            .arg(program("turash"))
            .args(["import", &arg(path), "--into", into, "--json"])
            .env("TURASH_PASSPHRASE", "long")
            .env("TURASH_CONFIG_DIR", folder.path())
            .output()
            .expect("sh runs")
    };
    let into = arg(&folder.path().join("p.turash"));
    assert_eq!(refusal(&within(&line, &into)), "import.unknown_layout");
    let told = object(&within(&field, &into));
    let codes: Vec<&str> = list(&told["issues"]).iter().map(|i| text(&i["code"])).collect();
    assert!(codes.iter().any(|c| ["row_too_long", "unclosed_quote"].contains(c)), "{told}");
    assert_eq!((&told["read"], &told["rejected"]), (&1.into(), &1.into()), "{told}");
}

#[test]
fn what_is_no_project_stays_closed() {
    let folder = folder();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file is written");
        arg(&path)
    };
    let text_file = file("text.turash", b"this is no project but a text of some length, longer than a page header of one hundred bytes or so");
    let nothing = file("nothing.turash", b"");
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.resize(8192, 0);
    let plain = file("plain.turash", &plain);
    let absent = arg(&folder.path().join("absent.turash"));
    let directory = arg(folder.path());
    let cases = [
        (&text_file, "store.not_a_project"),
        (&nothing, "store.not_a_project"),
        (&plain, "store.not_a_project"),
        (&directory, "store.not_a_project"),
        (&absent, "store.no_file"),
    ];
    for (path, code) in cases {
        for verb in [&["sites", path][..], &["match", path], &["doctor", path], &["undo", path]] {
            let output = run(&[verb, &["--json"]].concat());
            assert_eq!(refusal(&output), code, "{verb:?}");
        }
    }
    assert_eq!(std::fs::read(&nothing).expect("still there"), b"", "and nothing was changed");
    assert!(!Path::new(&absent).exists());
}

#[test]
fn a_wrong_key_opens_nothing() {
    let folder = folder();
    let project = arg(&sample().copy_into(folder.path()));
    let output = turash(&["sites", &project, "--json"])
        .env("TURASH_PASSPHRASE", "no")
        .output()
        .expect("runs");
    assert_eq!(refusal(&output), "store.wrong_key");
    // One page in the midst of the file flipped: a damaged file is told from a wrong key.
    let mut bytes = std::fs::read(&project).expect("the project's bytes");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].iter_mut().for_each(|b| *b ^= 0x5a);
    std::fs::write(&project, bytes).expect("damaged");
    let output = run(&["doctor", &project, "--json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told = object(&output);
    assert!(!told.to_string().contains("\"ok\":true,\"name\":\"project\""), "{told}");
}

#[test]
fn inputs_of_operations_are_checked() {
    let folder = folder();
    let project = arg(&sample().copy_into(folder.path()));
    let found = sample().ask(&["match", &project, "--top", "1"]);
    let best = &list(&found["matches"])[0];
    let flow = text(&best["supply"]);
    let before = run(&["match", &project, "--json"]).stdout;
    let of_flow = |field: &str, value: &str| {
        format!("{{\"id\":\"{flow}\",\"field\":\"{field}\",\"value\":{value}}}")
    };
    let cases = [
        ("flow.set", of_flow("amount_per_year", "\"NaN\""), "edit.bad_value"),
        ("flow.set", of_flow("amount_per_year", "-5"), "edit.bad_value"),
        ("flow.set", of_flow("amount_per_year", "0"), "edit.bad_value"),
        ("flow.set", of_flow("amount_per_year", "1e999"), "operation.bad_input"),
        ("flow.set", of_flow("temperature", "-300"), "edit.bad_value"),
        ("flow.set", of_flow("price", "\"much\""), "edit.bad_value"),
        ("flow.set", of_flow("colour", "1"), "edit.bad_value"),
        ("flow.set", "{}".to_owned(), "operation.bad_input"),
        ("flow.set", "[1".to_owned(), "operation.bad_input"),
        ("flow.set", "3".to_owned(), "operation.bad_input"),
        ("no.such.operation", "{}".to_owned(), "operation.unknown"),
        (
            "deal.open",
            "{\"match\":\"00000000-0000-0000-0000-000000000000\"}".to_owned(),
            "project.not_found",
        ),
    ];
    for (operation, input, code) in &cases {
        let output = run(&["do", &project, operation, "--input", input, "--json"]);
        assert_eq!(refusal(&output), *code, "{operation} {input}");
    }
    assert_eq!(run(&["match", &project, "--json"]).stdout, before, "nothing was written");
    // 1e308 is a number, if an absurd one: whatever follows, it follows without a panic.
    let huge = of_flow("amount_per_year", "1e308");
    let output = run(&["do", &project, "flow.set", "--input", &huge, "--json"]);
    object(&output);
    for words in [&["match", &project][..], &["economics", &project, text(&best["id"])]] {
        object(&run(&[words, &["--json"]].concat()));
    }
}

#[test]
fn ids_that_nothing_has_are_not_found() {
    let folder = folder();
    let project = arg(&sample().copy_into(folder.path()));
    let out = arg(&folder.path().join("p.pdf"));
    for (id, code) in [
        ("00000000-0000-0000-0000-000000000000", "project.not_found"),
        ("no-id-at-all", "operation.bad_input"),
    ] {
        for words in [
            &["economics", &project, id][..],
            &["match", &project, "--flow", id],
            &["match", &project, "--site", id],
            &["history", &project, "flow", id],
            &["packet", &project, id, "--for", "Nobody", "--out", &out],
        ] {
            assert_eq!(refusal(&run(&[words, &["--json"]].concat())), code, "{words:?}");
        }
    }
    let found = sample().ask(&["match", &project, "--top", "1"]);
    let id = text(&list(&found["matches"])[0]["id"]);
    let output = run(&["packet", &project, id, "--for", "Nobody", "--out", &out, "--json"]);
    assert_eq!(refusal(&output), "packet.not_a_party");
    assert!(!Path::new(&out).exists());
}

/// Runs `script` in a mount namespace of its own, where `$small` is a full disk of 2 MB and
/// `$frozen` the folder again, read-only: permission bits would not bind the super-user, a mount
/// does. `None` where the system allows no such namespace.
fn in_namespace(folder: &Path, script: &str, words: &[&str]) -> Option<Output> {
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["-rm", "sh", "-c", script, "sh"])
            .arg(program("turash"))
            .args(words)
            .env("folder", folder)
            .env("TURASH_PASSPHRASE", "small")
            .env("TURASH_CONFIG_DIR", folder.join("settings"))
            .stdin(Stdio::null())
            .output()
    };
    let mounts = "mkdir -p $folder/small $folder/frozen && mount -t tmpfs -o size=2m none $folder/small \
                  && mount --bind $folder/ice $folder/frozen && mount -o remount,bind,ro $folder/frozen";
    let allowed = unshare(mounts).is_ok_and(|output| output.status.success());
    if !allowed {
        eprintln!("skipped: this system lets no user mount a small disk (unshare -rm)");
        return None;
    }
    Some(unshare(&format!("{mounts} && {script}")).expect("unshare runs"))
}

#[test]
fn a_full_disk_and_a_frozen_folder_are_told() {
    let folder = folder();
    let ice = folder.path().join("ice");
    std::fs::create_dir(&ice).expect("a folder");
    let region = arg(&top().join("assets/sample/region.csv"));
    let sites = arg(&top().join("engine/tests/fixtures/gen_1k/sites.csv"));
    let kept = arg(&ice.join("kept.turash"));
    let made = turash(&["import", &region, "--into", &kept, "--json"])
        .env("TURASH_PASSPHRASE", "small")
        .output()
        .expect("turash runs");
    assert!(made.status.success(), "{made:?}");
    let frozen = arg(&folder.path().join("frozen/new.turash"));
    let frozen_kept = arg(&folder.path().join("frozen/kept.turash"));
    let small = arg(&folder.path().join("small/p.turash"));
    let run_it = "exec \"$@\"";
    let fill = |kib: u32| {
        format!("dd if=/dev/zero of=$folder/small/fill bs=1k count={kib} 2>/dev/null; {run_it}")
    };
    // An empty project takes half a megabyte of the two, the sample's rows as much again.
    let cases = [
        ("a new project in a frozen folder", run_it.to_owned(), &frozen, "store.read_only"),
        ("an edit in a frozen folder", run_it.to_owned(), &frozen_kept, "store.read_only"),
        ("a new project on a full disk", fill(2048), &small, "store.disk_full"),
        ("an import that fills the disk", fill(1200), &small, "store.disk_full"),
    ];
    for (what, script, into, code) in cases {
        let words = ["import", &sites, "--into", into, "--json"];
        let Some(output) = in_namespace(folder.path(), &script, &words) else { return };
        assert_eq!(refusal(&output), code, "{what}: {output:?}");
    }
    // A packet that does not fit, and one into a frozen folder.
    let priced: Value = {
        let output = turash(&["match", &kept, "--json"])
            .env("TURASH_PASSPHRASE", "small")
            .output()
            .expect("turash runs");
        object(&output)
    };
    let id = text(&list(&priced["matches"])[0]["id"]).to_owned();
    let output = turash(&["economics", &kept, &id, "--json"])
        .env("TURASH_PASSPHRASE", "small")
        .output()
        .expect("turash runs");
    let party = text(&list(&object(&output)["parties"])[0]["organization"]).to_owned();
    for (script, to, code) in [
        (fill(2048), "small/p.pdf", "file.disk_full"),
        (run_it.to_owned(), "frozen/p.pdf", "file.no_permission"),
    ] {
        let to = arg(&folder.path().join(to));
        let words = ["packet", &kept, &id, "--for", &party, "--out", &to, "--json"];
        let Some(output) = in_namespace(folder.path(), &script, &words) else { return };
        assert_eq!(refusal(&output), code, "{to}: {output:?}");
    }
}
