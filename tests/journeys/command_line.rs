//! The command line from outside: the contract of docs/cli.md, bad input, interruption, and that an
//! input changed at one end moves the figure at the other.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::program;
use crate::sample::{sample, turash};
use crate::tree::{list, text, top};

/// A folder with a copy of the sample, and the best match in it.
struct Bench {
    folder: tempfile::TempDir,
    project: String,
    best: Value,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = sample().copy_into(folder.path()).to_string_lossy().into_owned();
        let found = sample().ask(&["match", &project]);
        let best = list(&found["matches"]).first().expect("the sample has matches").clone();
        Self { folder, project, best }
    }

    fn best(&self) -> &str {
        text(&self.best["id"])
    }

    fn economics(&self) -> Value {
        sample().ask(&["economics", &self.project, self.best()])
    }

    /// Makes the packet of the best match for its supplier, and reads its text.
    fn packet(&self, lang: &str, level: &str) -> String {
        let pdf = self.folder.path().join(format!("{lang}-{level}.pdf"));
        let party = text(&list(&self.economics()["parties"])[0]["organization"]).to_owned();
        let told = sample().ask(&[
            "packet",
            &self.project,
            self.best(),
            "--for",
            &party,
            "--lang",
            lang,
            "--level",
            level,
            "--out",
            &pdf.to_string_lossy(),
        ]);
        assert!(told["pages"].as_u64() >= Some(4), "{told}");
        assert_eq!(told["bytes"].as_u64(), std::fs::metadata(&pdf).ok().map(|data| data.len()));
        pdf_text(&pdf)
    }
}

#[test]
fn the_demo_ends_in_papers() {
    let told = &sample().told;
    for count in ["sites", "flows", "matches"] {
        assert!(told[count].as_u64() > Some(0), "{count} in {told}");
    }
    let packets = list(&told["packets"]);
    assert_eq!(packets.len(), 3, "supplier, accepter, teaser: {told}");
    for packet in packets {
        let path = PathBuf::from(text(packet));
        assert!(path.is_absolute(), "{packet}");
        let checked = Command::new("qpdf").arg("--check").arg(&path).output().expect("qpdf runs");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        assert!(pdf_text(&path).len() > 1500, "{packet} says little");
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let bench = Bench::new();
    let ask = || run(&["match", &bench.project, "--json"]).stdout;
    assert_eq!(ask(), ask());
}

#[test]
fn packets_speak_four_languages_and_keep_secrets() {
    let bench = Bench::new();
    for (lang, letters) in [("en", "the"), ("de", "ü"), ("ru", "ы"), ("tt", "ә")] {
        let words = bench.packet(lang, "full");
        assert!(words.contains(letters), "{lang}: {words}");
    }
    let supplier = text(&list(&bench.economics()["parties"])[0]["name"]).to_owned();
    let accepter = text(&list(&bench.economics()["parties"])[1]["name"]).to_owned();
    let full = flat(&bench.packet("en", "full"));
    assert!(full.contains(&flat(&supplier)) && full.contains(&flat(&accepter)), "{full}");
    let public = flat(&bench.packet("en", "public"));
    assert!(!public.contains(&flat(&accepter)), "the teaser names {accepter}: {public}");
}

#[test]
fn a_changed_input_moves_the_figures() {
    let bench = Bench::new();
    let before = (bench.economics(), bench.packet("en", "full"));
    let supply = text(&bench.best["supply"]).to_owned();
    let flow = match bench.best["supply"].is_object() {
        true => text(&bench.best["supply"]["flow"]).to_owned(),
        false => supply,
    };
    let edit = json!({ "id": flow, "field": "amount_per_year", "value": 3000.0 }).to_string();
    sample().ask(&["do", &bench.project, "flow.set", "--input", &edit]);
    sample().ask(&["match", &bench.project]);
    let after = (bench.economics(), bench.packet("en", "full"));
    assert_ne!(before.0["npv_eur"], after.0["npv_eur"], "the amount moves the value");
    assert_ne!(before.1, after.1, "and the packet");
    sample().ask(&["undo", &bench.project]);
    sample().ask(&["match", &bench.project]);
    assert_eq!(before.0, bench.economics(), "undone, it is what it was");
}

#[test]
fn parties_add_up_to_the_cent() {
    let told = Bench::new().economics();
    let cents = |value: &Value| {
        let digits: String = text(value).chars().filter(|c| *c != '.').collect();
        digits.parse::<i64>().unwrap_or_else(|_| panic!("{value} is no amount of money"))
    };
    let sum: i64 = list(&told["parties"]).iter().map(|party| cents(&party["npv_eur"])).sum();
    assert_eq!(sum, cents(&told["npv_eur"]), "{told}");
}

#[test]
fn full_disclosure_needs_both_consents() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("p.turash").to_string_lossy().into_owned();
    let region = top().join("assets/sample/region.csv").to_string_lossy().into_owned();
    sample().ask(&["import", &region, "--into", &project]);
    let found = sample().ask(&["match", &project]);
    let id = text(&list(&found["matches"])[0]["id"]).to_owned();
    let priced = sample().ask(&["economics", &project, &id]);
    let party = text(&list(&priced["parties"])[0]["organization"]).to_owned();
    let pdf = folder.path().join("p.pdf").to_string_lossy().into_owned();
    let output = run(&[
        "packet", &project, &id, "--for", &party, "--level", "full", "--out", &pdf, "--json",
    ]);
    assert_eq!(refusal(&output), "packet.no_consent");
    assert!(!Path::new(&pdf).exists());
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("p.turash").to_string_lossy().into_owned();
    let region = top().join("assets/sample/region.csv").to_string_lossy().into_owned();
    let first = sample().ask(&["import", &region, "--into", &project]);
    let second = sample().ask(&["import", &region, "--into", &project]);
    let read = first["read"].as_u64().expect("rows are counted");
    assert_eq!(read, 88, "the rows of assets/sample/region.csv");
    let count = |told: &Value, key: &str| told[key].as_u64().expect("every key counts rows");
    let accounted = |told: &Value| {
        ["imported", "updated", "unchanged", "rejected"]
            .map(|key| count(told, key))
            .iter()
            .sum::<u64>()
    };
    assert_eq!((accounted(&first), accounted(&second)), (read, read));
    assert_eq!((count(&second, "imported"), count(&second, "updated")), (0, 0), "{second}");
}

#[test]
fn refusals_are_objects_that_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a bad file is written");
        path.to_string_lossy().into_owned()
    };
    let into = folder.path().join("new.turash").to_string_lossy().into_owned();
    let noise: Vec<u8> =
        (0..40_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let no_project = file("not.turash", b"this is no project");
    let cases: Vec<Vec<String>> = [
        vec!["import", &file("empty.csv", b""), "--into", &into],
        vec!["import", &file("noise.csv", &noise), "--into", &into],
        vec![
            "import",
            &file("quote.csv", b"SiteID;CompanyName\n1;\"never closed"),
            "--into",
            &into,
        ],
        vec!["import", &file("strange.csv", b"a,b,c\n1,2,3\n"), "--into", &into],
        vec!["import", "/nowhere/at/all.csv", "--into", &into],
        vec!["sites", "/nowhere/at/all.turash"],
        vec!["sites", &no_project],
        vec!["match", &no_project],
        vec!["do", &no_project, "no.such.operation"],
    ]
    .into_iter()
    .map(|words| words.into_iter().map(str::to_owned).collect())
    .collect();
    for case in cases {
        let mut words: Vec<&str> = case.iter().map(String::as_str).collect();
        words.push("--json");
        let output = run(&words);
        let code = refusal(&output);
        assert!(code.contains('.'), "{words:?}: {code}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!told.contains("panicked"), "{words:?}: {told}");
    }
    // With no key and nobody to ask, nothing waits for an answer.
    let project = sample().copy_into(folder.path());
    let output = Command::new(program("turash"))
        .args(["sites", &project.to_string_lossy(), "--json"])
        .env_remove("TURASH_PASSPHRASE")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .stdin(Stdio::null())
        .output()
        .expect("turash runs");
    assert_eq!(refusal(&output), "store.no_key");
}

#[test]
fn wrong_usage_is_told_apart() {
    for words in [&["match"][..], &["sing"], &["import"], &["packet", "p.turash"]] {
        assert_eq!(run(words).status.code(), Some(2), "{words:?}");
    }
    assert_eq!(run(&["--help"]).status.code(), Some(0));
}

#[test]
fn the_contract_names_every_verb_and_no_other() {
    let help = String::from_utf8_lossy(&run(&["--help"]).stdout).into_owned();
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect();
    assert!(verbs.len() > 8, "{help}");
    let contract =
        std::fs::read_to_string(top().join("docs/cli.md")).expect("docs/cli.md is there");
    let rows: Vec<&str> = contract
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|line| line.split([' ', '`']).next().unwrap_or_default())
        .collect();
    for verb in &verbs {
        assert!(rows.contains(verb), "docs/cli.md has no row for `{verb}`");
    }
    for row in rows {
        assert!(
            verbs.contains(&row),
            "docs/cli.md has a row for `{row}`, which turash does not know"
        );
    }
}

/// Killed without warning in the midst of an import, the project opens with whole rows or none.
#[test]
fn a_killed_import_leaves_a_whole_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let big = folder.path().join("big.csv");
    let region =
        std::fs::read_to_string(top().join("assets/sample/region.csv")).expect("the sample");
    let (header, rows) = region.split_once('\n').expect("a header and rows");
    let mut register = format!("{header}\n");
    for copy in 0..30 {
        for (n, row) in rows.lines().enumerate() {
            let rest = row.split_once(';').expect("columns").1;
            register.push_str(&format!("{};{rest}\n", copy * 1000 + n + 1));
        }
    }
    std::fs::write(&big, &register).expect("the register is written");
    let total = register.lines().count() as u64 - 1;
    let big = big.to_string_lossy().into_owned();
    let mut cut = 0;
    for delay_ms in [60, 150, 300, 500, 800, 1200] {
        let project =
            folder.path().join(format!("{delay_ms}.turash")).to_string_lossy().into_owned();
        // The project is there before, so that the kill meets the import alone.
        let small = top().join("assets/sample/region.csv").to_string_lossy().into_owned();
        sample().ask(&["import", &small, "--into", &project]);
        let before = list(&sample().ask(&["sites", &project])["sites"]).len();
        let mut import = Command::new(program("turash"))
            .args(["import", &big, "--into", &project, "--json", "--passphrase-file"])
            .arg(sample().words())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("turash runs");
        std::thread::sleep(Duration::from_millis(delay_ms));
        let finished = import.try_wait().expect("the import can be asked").is_some();
        import.kill().ok();
        import.wait().expect("the import ends");
        let after = list(&sample().ask(&["sites", &project])["sites"]).len();
        if !finished {
            cut += 1;
            assert_eq!(after, before, "one import is one action: all of it or nothing");
        }
        let checks = sample().ask(&["doctor", &project]);
        assert!(list(&checks["checks"]).iter().all(|check| check["ok"] == true), "{checks}");
        let again = sample().ask(&["import", &big, "--into", &project]);
        assert_eq!(again["read"], total, "{again}");
    }
    assert!(cut > 0, "no kill met the import at work: shorten the delays");
}

fn run(words: &[&str]) -> Output {
    turash(words).output().expect("turash runs")
}

/// The code of the refusal that a run printed, having left with 1.
fn refusal(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let told: Value = serde_json::from_str(&told).unwrap_or_else(|e| panic!("{e}: {told}"));
    assert!(!text(&told["error"]["message"]).is_empty(), "{told}");
    text(&told["error"]["code"]).to_owned()
}

fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext runs");
    assert!(output.status.success(), "{}", path.display());
    String::from_utf8(output.stdout).expect("the text is UTF-8")
}

/// Text without its line breaks, to find names that a table wraps.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
