//! Keys through the real command line: another passphrase, another recovery key, the file
//! encrypted again, and what is said to who brings the wrong one.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::said::{arg, object, refusal};
use crate::sample::{sample, turash};
use crate::tree::{list, text};

/// A copy of the sample, and files with secrets beside it.
struct Bench {
    folder: tempfile::TempDir,
    project: String,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = arg(&sample().copy_into(folder.path()));
        Self { folder, project }
    }

    fn secret(&self, name: &str, words: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, format!("{words}\n")).expect("the secret is written");
        arg(&path)
    }

    /// What is said under `--json` with this one key and no other at hand.
    fn say(&self, words: &[&str], key: [&str; 2]) -> std::process::Output {
        let mut command = turash(&[words, &key, &["--json"]].concat());
        command.env_remove("TURASH_PASSPHRASE").output().expect("turash runs")
    }

    fn ask(&self, words: &[&str], key: [&str; 2]) -> Value {
        let output = self.say(words, key);
        let told = object(&output);
        assert!(output.status.success(), "{words:?}: {told}");
        told
    }

    fn refused(&self, key: [&str; 2]) -> String {
        refusal(&self.say(&["deals", &self.project], key))
    }
}

#[test]
fn each_key_can_be_changed_and_the_one_before_is_told_to_be_wrong() {
    let bench = Bench::new();
    let (project, words) = (bench.project.as_str(), sample().words());
    let new = bench.secret("new", "второй пароль");
    let (old, typed) = (["--passphrase-file", words.as_str()], ["--passphrase-file", new.as_str()]);
    let sites = list(&bench.ask(&["sites", project], old)["sites"]).len();
    let told = bench.ask(&["key", "passphrase", project, "--new", &new], old);
    assert_eq!(text(&told["path"]), project);
    assert_eq!(bench.refused(old), "store.wrong_key");

    let told = bench.ask(&["key", "recovery", project], typed);
    let first = text(&told["recovery_key"]).to_owned();
    assert_eq!(first.split('-').map(str::len).collect::<Vec<_>>(), [4; 14], "{first}");
    let paper = bench.secret("paper", &first.to_lowercase().replace('-', " "));
    let by_paper = ["--recovery-key-file", paper.as_str()];
    assert_eq!(list(&bench.ask(&["sites", project], by_paper)["sites"]).len(), sites);
    let slip = bench.secret("slip", &first[..first.len() - 1]);
    assert_eq!(bench.refused(["--recovery-key-file", slip.as_str()]), "key.mistyped");

    let before = std::fs::read(Path::new(project)).expect("the project can be read");
    let told = bench.ask(&["key", "change", project], typed);
    let after = std::fs::read(Path::new(project)).expect("the project can be read");
    let same = before.chunks(4096).zip(after.chunks(4096)).filter(|(a, b)| a == b).count();
    assert_eq!(same, 0, "every page is encrypted again");
    assert_eq!(bench.refused(by_paper), "store.wrong_key");
    let second = bench.secret("second", text(&told["recovery_key"]));
    for key in [typed, ["--recovery-key-file", second.as_str()]] {
        assert_eq!(list(&bench.ask(&["sites", project], key)["sites"]).len(), sites);
    }

    // Who lost the passphrase sets another by the print.
    let third = bench.secret("third", "third");
    let by_second = ["--recovery-key-file", second.as_str()];
    bench.ask(&["key", "passphrase", project, "--new", &third], by_second);
    assert_eq!(bench.refused(typed), "store.wrong_key");
    let doctor = bench.ask(&["doctor", project], ["--passphrase-file", third.as_str()]);
    let sound = list(&doctor["checks"]).iter().find(|check| check["name"] == "project");
    assert_eq!(sound.expect("the project is checked")["ok"], true, "{doctor}");
}

#[test]
fn a_backup_becomes_a_project_with_the_same_ways_in() {
    let bench = Bench::new();
    let words = sample().words();
    let key = ["--passphrase-file", words.as_str()];
    let at = |name: &str| arg(&bench.folder.path().join(name));
    let (backup, restored) = (at("b.turash"), at("q.turash"));
    let made = bench.ask(&["backup", &bench.project, "--out", &backup], key);
    let size = std::fs::metadata(&backup).expect("it is there").len();
    assert_eq!(made["bytes"], size, "{made}");
    let wrong = bench.secret("wrong", "not the words");
    let restore = ["restore", &backup, "--into", &restored];
    let refused = refusal(&bench.say(&restore, ["--passphrase-file", &wrong]));
    assert_eq!(refused, "store.wrong_key");
    let summary = bench.ask(&restore, key);
    assert!(summary["sites"].as_u64() > Some(0), "{summary}");
    let sites = |project: &str| bench.ask(&["sites", project], key)["sites"].clone();
    assert_eq!(sites(&restored), sites(&bench.project));
    assert_eq!(bench.ask(&["trail", "verify", &restored], key)["sound"], true);
    assert_eq!(refusal(&bench.say(&restore, key)), "store.exists", "nothing is overwritten");
}
