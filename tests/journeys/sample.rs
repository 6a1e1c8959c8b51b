//! The sample project, made once by the real command line and copied for each journey.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::driver::program;

const PASSPHRASE: &str = "a quiet harbour";

/// What `turash demo` answered, and where it worked.
pub struct Sample {
    folder: tempfile::TempDir,
    /// Its answer: project, counts, packets.
    pub told: Value,
}

/// The sample of this run of the tests.
pub fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder for the sample");
        std::fs::write(folder.path().join("words"), PASSPHRASE).expect("the passphrase is written");
        let out = folder.path().join("demo");
        let told = answer(folder.path(), &["demo", "--out", &out.to_string_lossy()]);
        Sample { folder, told }
    })
}

impl Sample {
    /// A file with the passphrase of the project.
    pub fn words(&self) -> String {
        self.folder.path().join("words").to_string_lossy().into_owned()
    }

    /// A copy of the project that a journey may change, in `folder`.
    pub fn copy_into(&self, folder: &Path) -> PathBuf {
        let project = PathBuf::from(self.told["project"].as_str().expect("demo names its project"));
        let source = project.parent().expect("a project lies in a folder");
        let stem =
            project.file_name().expect("a project has a name").to_string_lossy().into_owned();
        for entry in std::fs::read_dir(source).expect("the demo's folder can be read") {
            let path = entry.expect("an entry can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // The key and what SQLite keeps beside the file go along.
            if name.starts_with(&stem) {
                std::fs::copy(&path, folder.join(&name)).expect("the project can be copied");
            }
        }
        folder.join(stem)
    }

    /// What the command line answers about a project.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        answer(self.folder.path(), arguments)
    }
}

/// `turash` with these words and the sample's passphrase, its settings kept apart.
pub fn turash(words: &[&str]) -> Command {
    with_words(sample().folder.path(), words)
}

fn with_words(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program("turash"));
    command
        .args(words)
        .env("TURASH_PASSPHRASE", PASSPHRASE)
        .env("TURASH_CONFIG_DIR", folder.join("settings"));
    command
}

fn answer(folder: &Path, words: &[&str]) -> Value {
    let output = with_words(folder, words).arg("--json").output().expect("turash runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "turash {words:?}: {told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&told)
        .unwrap_or_else(|error| panic!("{error} in what turash printed: {told}"))
}
