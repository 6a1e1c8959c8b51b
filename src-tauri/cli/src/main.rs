//! `turash`, the headless face of the workbench.
//!
//! A verb parses its arguments, calls one operation and prints what it answered: a short text
//! for people, or with `--json` one object and nothing else on standard output. Progress and
//! notes go to standard error. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

mod arguments;
mod key;
mod output;
mod progress;

use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser};
use serde_json::{Value, json};
use turash_net::Http;
use turash_workbench::{Error, Ports, Workbench};

use arguments::{Arguments, ContactVerb, HubVerb, KeyChange, SyncVerb, TrailVerb, Verb};
use output::Output;
use progress::Progress;

fn main() -> ExitCode {
    // Clap ends the program with 2 on wrong usage and with 0 after --help.
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json, &arguments.lang);
    match run(&arguments, &output) {
        Ok(ok) => ExitCode::from(u8::from(!ok)),
        Err(error) => {
            output.error(&error);
            ExitCode::from(1)
        }
    }
}

/// Does what the verb says. `Ok(false)`: done, but the answer is a failure (doctor).
fn run(arguments: &Arguments, output: &Output) -> Result<bool, Error> {
    let words = output.words();
    let ports = Ports {
        network: Some(Arc::new(Http::default())),
        browse: Box::new(move |page| {
            eprintln!("{}", words.text("cli-sign-in-at", &[("page", page.into())]));
            // Where there is no browser, whoever reads the line opens the page elsewhere.
            let _ = open::that_detached(page);
        }),
        ..Ports::system()
    };
    let workbench = Workbench::new(ports)?;
    let progress = Progress::new(output.words(), arguments.json);
    let call = |operation: &str, input: Value| {
        let answer = workbench.run(operation, with_lang(input, &arguments.lang), &progress);
        progress.clear();
        answer
    };
    let open = |path: &std::path::Path| call("project.open", key::which(arguments, path)?);
    match &arguments.verb {
        Verb::Demo { out } => {
            let passphrase = key::passphrase(arguments)?;
            output.demo(&call("sample.demo", json!({ "folder": out, "passphrase": passphrase }))?);
        }
        Verb::Import { files, into, preset, rejects } => {
            let made = if into.exists() {
                open(into)?;
                None
            } else {
                let passphrase = key::passphrase(arguments)?;
                let input = json!({ "path": into, "passphrase": passphrase });
                Some(call("project.create", input)?)
            };
            let imported = call("import.start", json!({ "paths": files, "preset": preset }));
            let summary = match imported {
                Ok(summary) => summary,
                Err(error) => {
                    // A project made for files that could not be read is no use to anybody.
                    if made.is_some() {
                        call("project.discard", json!({}))?;
                    }
                    return Err(error);
                }
            };
            if let Some(made) = made {
                output.recovery_key(&made);
            }
            if let Some(path) = rejects {
                call("import.rejects", json!({ "path": path }))?;
            }
            output.import(&summary);
        }
        Verb::Sites { project } => {
            open(project)?;
            output.sites(&call("sites.list", json!({}))?);
        }
        Verb::Search { project, text } => {
            open(project)?;
            let input = json!({ "text": text.join(" "), "limit": 50 });
            output.hits(&call("search", input)?);
        }
        Verb::Match { project, flow, site, top, weights, stability } => {
            open(project)?;
            let begun = std::time::Instant::now();
            let mut input = json!({ "flow": flow, "site": site, "top": top, "weights": weights });
            let operation = match stability {
                Some(samples) => {
                    input["samples"] = json!(samples);
                    "match.stability"
                }
                None => "match.list",
            };
            let found = call(operation, input)?;
            output.elapsed(begun.elapsed());
            output.matches(&found);
        }
        Verb::Symbioses { project, length, top } => {
            open(project)?;
            let input = json!({ "length": length, "top": top });
            output.symbioses(&call("symbioses.find", input)?);
        }
        Verb::Graph { project, query } => {
            open(project)?;
            output.paths(&call("graph.ask", json!({ "query": query.join(" ") }))?);
        }
        Verb::Allocate { project, budget } => {
            open(project)?;
            let begun = std::time::Instant::now();
            let plan = call("allocate.start", json!({ "budget": budget }))?;
            output.elapsed(begun.elapsed());
            output.allocation(&plan);
        }
        Verb::Calc { list: true, name, .. } | Verb::Calc { name, input: None, .. } => {
            output.plain(&call("calc.list", json!({ "name": name }))?);
        }
        Verb::Calc { name, input: Some(input), day_count, rate, .. } => {
            let place = if input.trim_start().starts_with(['{', '[']) { "text" } else { "file" };
            let mut options = json!({ "day_count": day_count, "rate": rate });
            if let Some(options) = options.as_object_mut() {
                options.retain(|_, value| !value.is_null());
            }
            let input = json!({ "name": name, place: input, "options": options });
            output.plain(&call("calc.run", input)?);
        }
        Verb::Economics { project, match_id } => {
            open(project)?;
            output.economics(&call("economics.get", json!({ "match": match_id }))?);
        }
        Verb::Explain { project, match_id } => {
            open(project)?;
            output.explanation(&call("match.explain", json!({ "match": match_id }))?);
        }
        Verb::Packet {
            project,
            match_id,
            recipient,
            lang,
            level,
            one_page,
            leave_out,
            remark,
            page,
            out,
        } => {
            open(project)?;
            let input = json!({
                "match": match_id, "for": recipient, "lang": lang, "level": level, "page": page,
                "one_page": one_page, "leave_out": leave_out, "remark": remark, "out": out,
            });
            output.packet(&call("packet.write", input)?);
        }
        Verb::Packets { project, deals, out } => {
            open(project)?;
            let deals = Some(deals).filter(|ids| !ids.iter().any(|id| id == "all"));
            let made = call("packets.write", json!({ "deals": deals, "out": out }))?;
            output.packets(&made);
        }
        Verb::Contact { what } => match what {
            ContactVerb::List { project, org } => {
                open(project)?;
                output.plain(&call("contact.list", json!({ "organization": org }))?);
            }
            ContactVerb::Add { project, org, person } => {
                open(project)?;
                let mut input = person.input();
                input["organization"] = json!(org);
                input["consented"] = json!(person.consented);
                output.plain(&call("contact.add", input)?);
            }
            ContactVerb::Set { project, id, person, withdrawn } => {
                open(project)?;
                let mut input = person.input();
                input["id"] = json!(id);
                let said = person.consented || *withdrawn;
                input["consents"] = json!(said.then_some(person.consented));
                output.plain(&call("contact.set", input)?);
            }
            ContactVerb::Remove { project, id } => {
                open(project)?;
                output.plain(&call("contact.remove", json!({ "id": id }))?);
            }
            ContactVerb::Erase { project, id } => {
                open(project)?;
                output.plain(&call("contact.erase", json!({ "id": id }))?);
            }
        },
        Verb::Backup { project, out } => {
            open(project)?;
            output.plain(&call("backup.make", json!({ "out": out }))?);
        }
        Verb::Restore { from, into } => {
            let mut input = key::which(arguments, into)?;
            input["from"] = json!(from);
            output.plain(&call("backup.restore", input)?);
        }
        Verb::Verify { file } => {
            let verdict = call("issue.verify", json!({ "file": file }))?;
            output.verdict(&verdict);
            return Ok(verdict["valid"] == Value::Bool(true));
        }
        Verb::Sync { what: None, project, hub, watch } => {
            let Some(project) = project else {
                Arguments::command().error(ErrorKind::MissingRequiredArgument, "<P>").exit();
            };
            open(project)?;
            output.sync(&call("sync.start", json!({ "hub": hub, "watch": watch }))?);
        }
        Verb::Sync { what: Some(what), .. } => match what {
            SyncVerb::Status { project } => {
                open(project)?;
                output.sync(&call("sync.status", json!({}))?);
            }
            SyncVerb::Conflicts { project } => {
                open(project)?;
                output.conflicts(&call("sync.conflicts", json!({}))?);
            }
            SyncVerb::Resolve { project, conflict, take, side, value } => {
                open(project)?;
                let value = value.as_deref().map(serde_json::from_str::<Value>).transpose();
                let value = value.map_err(|e| Error::Input {
                    operation: "sync.resolve",
                    reason: e.to_string(),
                })?;
                let conflicts = (!conflict.is_empty()).then_some(conflict);
                let input = json!({
                    "conflicts": conflicts, "rule": take, "side": side, "value": value,
                });
                call("sync.resolve", input)?;
                output.sync(&call("sync.status", json!({}))?);
            }
            SyncVerb::Tray { project, retry, dismiss, number } => {
                open(project)?;
                let numbers = (!number.is_empty()).then_some(number);
                let chosen = json!({ "numbers": numbers });
                match (retry, dismiss) {
                    (true, _) => drop(call("sync.retry", chosen)?),
                    (false, true) => drop(call("sync.dismiss", chosen)?),
                    (false, false) => {}
                }
                output.tray(&call("sync.tray", json!({}))?);
            }
        },
        Verb::Clone { from, into } => {
            let passphrase = key::passphrase(arguments)?;
            let input = json!({ "from": from, "path": into, "passphrase": passphrase });
            output.cloned(&call("project.clone", input)?);
        }
        Verb::Hub { what } => {
            let passphrase = key::passphrase(arguments)?;
            let of = |url: &str| json!({ "url": url, "passphrase": passphrase });
            let answer = match what {
                HubVerb::Login { url } => call("hub.login", of(url))?,
                HubVerb::Logout { url } => call("hub.logout", of(url))?,
                HubVerb::List => call("hub.list", json!({}))?,
            };
            output.plain(&answer);
        }
        Verb::Trail { what: TrailVerb::Verify { project } } => {
            open(project)?;
            let verdict = call("trail.verify", json!({}))?;
            output.plain(&verdict);
            return Ok(verdict["sound"] == Value::Bool(true));
        }
        Verb::Deals { project } => {
            open(project)?;
            output.plain(&call("deals.list", json!({}))?);
        }
        Verb::Legal { project, deal, template, lang, lang2, jurisdiction, page, docx, out } => {
            open(project)?;
            let input = json!({
                "deal": deal, "template": template, "lang": lang, "lang2": lang2,
                "jurisdiction": jurisdiction, "page": page, "docx": docx, "out": out,
            });
            output.legal(&call("legal.write", input)?);
        }
        Verb::Portfolio { project, lang, page, out } => {
            open(project)?;
            let input = json!({ "lang": lang, "page": page, "out": out });
            output.plain(&call("portfolio.write", input)?);
        }
        Verb::Export { project, format, lang, out } => {
            open(project)?;
            let input = json!({ "format": format, "lang": lang, "out": out });
            output.plain(&call("export.write", input)?);
        }
        Verb::Undo { project } => {
            open(project)?;
            output.plain(&call("undo", json!({}))?);
        }
        Verb::Redo { project } => {
            open(project)?;
            output.plain(&call("redo", json!({}))?);
        }
        Verb::History { project, kind, id } => {
            open(project)?;
            output.plain(&call("history", json!({ "kind": kind, "id": id }))?);
        }
        Verb::Evaluate { exchanges, train, park } => {
            let input = json!({ "exchanges": exchanges, "train": train, "park": park });
            output.evaluation(&call("evaluate", input)?);
        }
        Verb::Do { list: true, .. } => output.plain(&workbench.describe()),
        Verb::Do { project, operation, input, .. } => {
            if let Some(project) = project {
                open(project)?;
            }
            let input = serde_json::from_str(input)
                .map_err(|e| Error::Input { operation: "do", reason: e.to_string() })?;
            output.plain(&call(operation.as_deref().unwrap_or_default(), input)?);
        }
        Verb::Bench { job } => {
            let (operation, input) = job.call();
            output.measured(&call(operation, input)?);
        }
        Verb::Key { change: KeyChange::Passphrase { project, new } } => {
            let mut input = key::which(arguments, project)?;
            input["new_passphrase"] = key::first_line(new)?.into();
            output.plain(&call("key.passphrase", input)?);
        }
        Verb::Key { change: KeyChange::Recovery { project } } => {
            output.new_key(&call("key.recovery", key::which(arguments, project)?)?);
        }
        Verb::Key { change: KeyChange::Change { project } } => {
            output.new_key(&call("key.change", key::which(arguments, project)?)?);
        }
        Verb::Doctor { project } => {
            if let Some(project) = project {
                open(project)?;
            }
            let report = call("doctor", json!({}))?;
            output.doctor(&report);
            let all_ok = report["checks"]
                .as_array()
                .is_some_and(|checks| checks.iter().all(|check| check["ok"] == Value::Bool(true)));
            return Ok(all_ok);
        }
    }
    Ok(true)
}

/// Every operation may be told the reader's language.
fn with_lang(mut input: Value, lang: &str) -> Value {
    if let Some(fields) = input.as_object_mut() {
        fields.entry("lang").or_insert_with(|| Value::from(lang));
    }
    input
}
