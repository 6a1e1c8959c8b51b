//! The command line from outside: its verbs against docs/cli.md, the sample's papers, sums to the
//! cent, and the same answer to the same question.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::said::{pdf_text, run};
use crate::sample::sample;
use crate::tree::{list, text, top};

/// A folder with a copy of the sample, and the best match in it.
struct Bench {
    #[expect(dead_code, reason = "held so that the project lives as long as the bench")]
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
        // The hub's own tests hold its rows against its program.
        .filter(|row| *row != "turash-hub")
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
