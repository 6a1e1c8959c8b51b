//! Runs of the command line and what they said: exit code, the one object, refusals, papers as
//! text. It knows the shape of answers and none of their contents.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::sample::turash;
use crate::tree::text;

/// A run of turash with these words.
pub fn run(words: &[&str]) -> Output {
    turash(words).output().expect("turash runs")
}

/// The one object that a run under `--json` printed, and nothing beside it.
pub fn object(output: &Output) -> Value {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let noise = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!noise.contains("panicked"), "{noise}");
    assert_eq!(told.trim_end().lines().count(), 1, "one line: {told} {noise}");
    let value: Value = serde_json::from_str(&told).unwrap_or_else(|e| panic!("{e}: {told}"));
    assert!(value.is_object(), "{told}");
    value
}

/// The code of the refusal that a run printed, having left with 1 and said what to do.
pub fn refusal(output: &Output) -> String {
    let told = object(output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let keys: Vec<&str> =
        told.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["error"], "{told}");
    let error = told["error"].as_object().expect("an error is an object");
    let mut names: Vec<&str> = error.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["code", "hint", "message", "place"], "{told}");
    let code = text(&error["code"]);
    assert!(code.split_once('.').is_some_and(|(area, why)| !area.is_empty() && !why.is_empty()));
    for words in ["message", "hint"] {
        let said = text(&error[words]);
        assert!(said.len() > 5 && !said.contains("error-"), "{words} of {code}: {told}");
    }
    code.to_owned()
}

/// The words of a PDF.
pub fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext runs");
    assert!(output.status.success(), "{}", path.display());
    String::from_utf8(output.stdout).expect("the text is UTF-8")
}

/// Text without its line breaks, to find names that a table wraps.
pub fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A path as an argument.
pub fn arg(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
