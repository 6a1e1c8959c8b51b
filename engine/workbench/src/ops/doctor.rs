//! Whether this machine, and the open project, are in order.

use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::quantity::{Locale, number};
use turash_engine::watch::Watch;
use turash_report::words::Arg;

use super::Nothing;
use crate::Workbench;
use crate::error::{Error, Refusal};
use crate::operation::{Effect, Operation};
use crate::text::{Words, error_text};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("doctor", Effect::Job, examine)]
}

/// One check.
#[derive(Serialize, JsonSchema)]
struct Check {
    /// Stable name.
    name: &'static str,
    /// Whether all is well.
    ok: bool,
    /// What was found.
    detail: String,
    /// What to do where it is not well.
    hint: String,
}

#[derive(Serialize, JsonSchema)]
struct Checks {
    checks: Vec<Check>,
}

fn examine(workbench: &Workbench, nothing: Nothing, _: &dyn Watch) -> Result<Checks, Error> {
    let words = Words::of(nothing.lang);
    let mut checks = vec![
        of_result("spatialite", turash_store::spatialite_version().map_err(Error::from), words),
        keyring(words),
        reference(workbench, nothing.lang, words),
        words_complete(words),
    ];
    match workbench.session() {
        Err(Error::NoProject) => {}
        Err(error) => return Err(error),
        Ok(session) => {
            let report = session.replica.check()?;
            let detail = words.text(
                if report.is_sound() { "doctor-project-sound" } else { "doctor-project-damaged" },
                &[("ops", number(report.ops as f64, 0, nothing.lang).into())],
            );
            let hint = words.text("error-store-damaged-hint", &[]);
            checks.push(Check { name: "project", ok: report.is_sound(), detail, hint });
        }
    }
    Ok(Checks { checks })
}

fn of_result(name: &'static str, found: Result<String, Error>, words: Words) -> Check {
    match found {
        Ok(detail) => Check { name, ok: true, detail, hint: String::new() },
        Err(error) => {
            let told = error_text(&Refusal::from(&error), words);
            Check { name, ok: false, detail: told.message, hint: told.hint.unwrap_or_default() }
        }
    }
}

/// A missing keyring is no fault: a passphrase does its work.
fn keyring(words: Words) -> Check {
    let id = match crate::probe_keyring() {
        Ok(()) => "doctor-keyring",
        Err(_) => "doctor-no-keyring",
    };
    Check { name: "keyring", ok: true, detail: words.text(id, &[]), hint: String::new() }
}

fn reference(workbench: &Workbench, locale: Locale, words: Words) -> Check {
    let rows = number(workbench.reference().rows() as f64, 0, locale);
    let detail = words.text("doctor-reference", &[("rows", Arg::from(rows))]);
    Check { name: "reference", ok: true, detail, hint: String::new() }
}

fn words_complete(words: Words) -> Check {
    let detail = words.text("doctor-words", &[]);
    Check { name: "words", ok: words.catalogue().has("doctor-words"), detail, hint: String::new() }
}
