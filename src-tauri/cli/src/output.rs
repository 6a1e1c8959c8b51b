//! What is printed: one JSON object, or a short text in the reader's language.
//!
//! A reader who has seen enough and closes the pipe is no failure; an output that cannot be
//! written, such as a file on a full disk, is one.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};
use std::process::exit;
use std::time::Duration;

use serde_json::{Value, json};
use turash_workbench::{Error, Locale, Message, Refusal, Words, error_text, number};

/// A line on standard output.
macro_rules! say {
    ($($words:tt)*) => { out(format_args!($($words)*)) };
}

/// A line on standard error.
macro_rules! note {
    ($($words:tt)*) => { aside(format_args!($($words)*)) };
}

/// Rows of a list printed for people; JSON always holds all.
const SHOWN_ROWS: usize = 25;

/// Prints answers.
pub struct Output {
    json: bool,
    locale: Locale,
    words: Words,
}

impl Output {
    /// Prints JSON, or text in this language.
    pub fn new(json: bool, lang: &str) -> Self {
        let locale = Locale::from_code(lang).unwrap_or_default();
        Self { json, locale, words: Words::of(locale) }
    }

    /// The texts in the reader's language.
    pub fn words(&self) -> Words {
        self.words
    }

    /// An error, on standard output as an object or on standard error as text.
    pub fn error(&self, error: &Error) {
        let told = error_text(&Refusal::from(error), self.words);
        if self.json {
            say!("{}", json!({ "error": told }));
            return;
        }
        note!("{}", told.message);
        if let Some(hint) = told.hint {
            note!("{hint}");
        }
    }

    /// Any answer, as it is.
    pub fn plain(&self, answer: &Value) {
        if self.json {
            say!("{answer}");
        } else {
            say!("{answer:#}");
        }
    }

    /// The recovery key of a new project, once, on standard error.
    pub fn recovery_key(&self, made: &Value) {
        if let Some(key) = made["recovery_key"].as_str() {
            note!("{}", self.words.text("cli-recovery-key", &[("key", key.into())]));
        }
    }

    /// The recovery key that was asked for: the answer itself, so on standard output.
    pub fn new_key(&self, made: &Value) {
        if self.json {
            return self.plain(made);
        }
        say!(
            "{}",
            self.words.text("cli-recovery-key", &[("key", text(&made["recovery_key"]).into())])
        );
    }

    /// How long something took, on standard error.
    pub fn elapsed(&self, time: Duration) {
        let seconds = number(time.as_secs_f64(), 2, self.locale);
        note!("{}", self.words.text("cli-elapsed", &[("seconds", seconds.into())]));
    }

    /// The answer of a measured job, and what it took.
    pub fn measured(&self, answer: &Value) {
        if self.json {
            return self.plain(answer);
        }
        for (key, value) in answer.as_object().into_iter().flatten() {
            let decimals = if value.is_f64() { 3 } else { 0 };
            let words = self.words.text(&format!("cli-bench-{}", key.replace('_', "-")), &[]);
            say!("{:>28}  {words}", self.decimal(value, decimals));
        }
    }

    /// The files and matches of the demo.
    pub fn demo(&self, made: &Value) {
        if self.json {
            return self.plain(made);
        }
        self.recovery_key(made);
        self.match_table(&made["best"]);
        say!("");
        say!("{}", self.words.text("cli-files-written", &[]));
        say!("  {}", text(&made["project"]));
        for path in made["packets"].as_array().into_iter().flatten() {
            say!("  {}", text(path));
        }
    }

    /// What an import did, row by row accounted for.
    pub fn import(&self, summary: &Value) {
        if self.json {
            return self.plain(summary);
        }
        let count = |key: &str| (key.to_owned(), self.count(&summary[key]));
        for (key, shown) in [
            count("read"),
            count("imported"),
            count("updated"),
            count("unchanged"),
            count("rejected"),
            count("imported_with_issues"),
        ] {
            say!(
                "{shown:>10}  {}",
                self.words.text(&format!("cli-import-{}", key.replace('_', "-")), &[])
            );
        }
        for key in ["supply_gwh_per_year", "demand_gwh_per_year"] {
            let shown = number(summary[key].as_f64().unwrap_or_default(), 0, self.locale);
            say!(
                "{shown:>10}  {}",
                self.words.text(&format!("cli-import-{}", key.replace('_', "-")), &[])
            );
        }
        for issue in summary["issues"].as_array().into_iter().flatten() {
            let id = format!("issue-{}", text(&issue["code"]).replace('_', "-"));
            // The first place where it was met stands for all.
            let example = issue["examples"][0]["args"].as_object();
            let values: Vec<_> = example
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.as_str(), text(value).into()))
                .collect();
            say!("{:>10}  {}", self.count(&issue["count"]), self.words.text(&id, &values));
        }
    }

    /// Sites, one a line.
    pub fn sites(&self, list: &Value) {
        if self.json {
            return self.plain(list);
        }
        self.rows(&list["sites"], |site| {
            format!("{}  {}  {}", text(&site["id"]), text(&site["country"]), text(&site["name"]))
        });
    }

    /// Search hits, one a line.
    pub fn hits(&self, list: &Value) {
        if self.json {
            return self.plain(list);
        }
        self.rows(&list["hits"], |hit| {
            format!("{}  {:12}  {}", text(&hit["id"]), text(&hit["kind"]), text(&hit["title"]))
        });
    }

    /// Ranked matches.
    pub fn matches(&self, found: &Value) {
        if self.json {
            return self.plain(found);
        }
        self.match_table(&found["matches"]);
        let router = &found["router"];
        say!(
            "{}",
            self.words.text(
                "cli-router",
                &[
                    ("automated", self.count(&router["automated"]).into()),
                    ("facilitated", self.count(&router["facilitated"]).into()),
                ],
            )
        );
    }

    /// Matches taken together, one kind of symbiosis after the other.
    pub fn symbioses(&self, found: &Value) {
        if self.json {
            return self.plain(found);
        }
        for (key, heading) in [
            ("chains", "cli-chains"),
            ("cycles", "cli-cycles"),
            ("networks", "cli-networks"),
            ("groups", "cli-groups"),
        ] {
            let Some(all) = found[key].as_array() else { continue };
            say!("{}", self.words.text(heading, &[]));
            if all.is_empty() {
                say!("    {}", self.words.text("cli-nothing-found", &[]));
            }
            if found["search"][key]["stopped_early"] == Value::Bool(true) {
                note!("{}", self.words.text("cli-stopped-early", &[]));
            }
            for (rank, one) in all.iter().take(SHOWN_ROWS).enumerate() {
                let eur = self.decimal(&one["benefit_eur_per_year"], 0);
                let co2 = self.decimal(&one["co2_t_per_year"], 0);
                let members = one["members"].as_array().map(Vec::as_slice).unwrap_or_default();
                let names: Vec<String> = members.iter().map(|m| text(&m["name"])).collect();
                say!("{:>3} {eur:>14} EUR/a {co2:>10} t/a  {}", rank + 1, names.join(" · "));
                let parts = one["matches"].as_array().into_iter().flatten();
                for part in parts.filter(|part| part.is_object()) {
                    say!(
                        "      {} → {}: {} {}/a {}",
                        text(&part["supply_name"]),
                        text(&part["demand_name"]),
                        self.decimal(&part["amount_per_year"], 0),
                        text(&part["unit"]),
                        self.words.of_code("kind-", &text(&part["kind"]), &[]),
                    );
                }
                for line in one["explanation"].as_array().into_iter().flatten() {
                    if let Ok(message) = serde_json::from_value::<Message>(line.clone()) {
                        say!("      {}", self.words.message(&message));
                    }
                }
            }
            if all.len() > SHOWN_ROWS {
                let more = self.count(&json!(all.len() - SHOWN_ROWS));
                say!("{}", self.words.text("cli-more", &[("count", more.into())]));
            }
        }
    }

    /// Paths through the graph, one a line.
    pub fn paths(&self, answer: &Value) {
        if self.json {
            return self.plain(answer);
        }
        let all = answer["paths"].as_array().map(Vec::as_slice).unwrap_or_default();
        if all.is_empty() {
            say!("{}", self.words.text("cli-nothing-found", &[]));
        }
        self.rows(&answer["paths"], |path| {
            let nodes = path.as_array().map(Vec::as_slice).unwrap_or_default();
            nodes.iter().map(|node| text(&node["name"])).collect::<Vec<_>>().join(" → ")
        });
        for issue in answer["issues"].as_array().into_iter().flatten() {
            let args: Vec<(String, String)> = issue["args"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect();
            let args: Vec<_> =
                args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
            for code in [text(&issue["code"]), format!("{}-hint", text(&issue["code"]))] {
                note!("{}", self.words.of_code("issue-", &code, &args));
            }
        }
    }

    /// Which pairs to connect, and what that gains.
    pub fn allocation(&self, plan: &Value) {
        if self.json {
            return self.plain(plan);
        }
        let k_eur =
            |value: &Value| number(value.as_f64().unwrap_or(f64::NAN) / 1000.0, 0, self.locale);
        say!(
            "{:>11} {:>12} {:7} {:>7}  {}",
            self.words.text("cli-column-gain-a-year", &[]),
            self.words.text("cli-column-amount-a-year", &[]),
            "",
            "km",
            self.words.text("cli-column-match", &[]),
        );
        self.rows(&plan["connections"], |row| {
            format!(
                "{:>11} {:>12} {:7} {:>7}  {} → {}",
                k_eur(&row["benefit_eur_per_year"]),
                self.count(&row["amount_per_year"]),
                text(&row["unit"]),
                self.decimal(&row["distance_km"], 1),
                text(&row["supply_name"]),
                text(&row["demand_name"]),
            )
        });
        say!(
            "{}",
            self.words.text(
                "cli-allocation",
                &[
                    ("objective", k_eur(&plan["objective_eur_per_year"]).into()),
                    ("bound", k_eur(&plan["bound_eur_per_year"]).into()),
                    ("gap", percent(&plan["gap"], self.locale).into()),
                    ("greedy", k_eur(&plan["greedy_eur_per_year"]).into()),
                ],
            )
        );
        if plan["stopped_early"] == Value::Bool(true) {
            say!("{}", self.words.text("cli-allocation-stopped", &[]));
        }
        if plan["without_price"].as_u64() > Some(0) {
            let count = self.count(&plan["without_price"]);
            say!("{}", self.words.text("cli-allocation-without-price", &[("count", count.into())]));
        }
    }

    /// The figures of one match.
    pub fn economics(&self, figures: &Value) {
        if self.json {
            return self.plain(figures);
        }
        let money = |value: &Value| number(text(value).parse().unwrap_or(f64::NAN), 0, self.locale);
        let line = |id: &str, value: String, unit: &str| {
            say!("{:32} {value:>16} {unit}", self.words.text(id, &[]));
        };
        line("cli-capital", money(&figures["capex_eur"]), "EUR");
        line("cli-npv", money(&figures["npv_eur"]), "EUR");
        for root in figures["irr"].as_array().into_iter().flatten() {
            line(
                "cli-irr",
                self.decimal(&json!(root.as_f64().unwrap_or(f64::NAN) * 100.0), 1),
                "%",
            );
        }
        line("cli-payback", self.decimal(&figures["payback_years"], 1), "a");
        line("cli-co2", self.decimal(&figures["co2_t_per_year"], 0), "t/a");
        for party in figures["parties"].as_array().into_iter().flatten() {
            let label = self.words.text("cli-npv-of", &[("name", text(&party["name"]).into())]);
            say!("{label:32} {:>16} EUR", money(&party["npv_eur"]));
        }
    }

    /// A figure, and indented under it what it was made from.
    pub fn explanation(&self, node: &Value) {
        if self.json {
            return self.plain(node);
        }
        self.explained(node, 0);
    }

    fn explained(&self, node: &Value, depth: usize) {
        let label = format!("trace-{}", text(&node["name"]).replace('_', "-"));
        let label = format!("{:1$}{2}", "", 2 * depth, self.words.text(&label, &[]));
        let value = self.decimal(&node["value"], 3);
        let made = [&node["formula"], &node["source"], &node["precision"]];
        let made: Vec<String> =
            made.into_iter().map(text).filter(|made| !made.is_empty()).collect();
        say!("{label:48} {value:>16} {:10} {}", text(&node["unit"]), made.join("; "));
        for input in node["inputs"].as_array().into_iter().flatten() {
            self.explained(input, depth + 1);
        }
    }

    /// Where the packet is.
    pub fn packet(&self, packet: &Value) {
        if self.json {
            return self.plain(packet);
        }
        say!("{}", text(&packet["path"]));
    }

    /// Where the packets are, and for whom.
    pub fn packets(&self, made: &Value) {
        if self.json {
            return self.plain(made);
        }
        for packet in made["packets"].as_array().into_iter().flatten() {
            say!("{}  {}", text(&packet["path"]), text(&packet["name"]));
        }
        for refused in made["refused"].as_array().into_iter().flatten() {
            if let Ok(why) = serde_json::from_value::<Refusal>(refused["error"].clone()) {
                note!("{}: {}", text(&refused["name"]), error_text(&why, self.words).message);
            }
        }
    }

    /// Where a project stands with its hub.
    pub fn sync(&self, status: &Value) {
        if self.json {
            return self.plain(status);
        }
        let hub = text(&status["hub"]);
        let state = text(&status["state"]).replace('_', "-");
        say!("{}", self.words.text(&format!("sync-{state}"), &[("hub", hub.as_str().into())]));
        for key in ["unsent", "unseen", "refused", "conflicts", "newer"] {
            if status[key].as_i64().unwrap_or_default() > 0 {
                let words = self.words.text(&format!("cli-sync-{key}"), &[]);
                say!("{:>10}  {words}", self.count(&status[key]));
            }
        }
        for (key, id) in [("in_step_at", "cli-sync-in-step-at"), ("retry_at", "cli-sync-retry-at")]
        {
            if let Some(at) = status[key].as_str() {
                say!("{}", self.words.text(id, &[("at", at.into())]));
            }
        }
        if let Ok(why) = serde_json::from_value::<Message>(status["stopped"].clone()) {
            say!("{}", self.words.of_code("", &why.code, &[("hub", hub.as_str().into())]));
        }
        for pending in status["pending"].as_array().into_iter().flatten().take(SHOWN_ROWS) {
            let fields: Vec<String> =
                pending["fields"].as_array().into_iter().flatten().map(text).collect();
            say!("  {}  {}", self.record(&pending["record"]), fields.join(", "));
        }
    }

    /// A new copy of a project.
    pub fn cloned(&self, made: &Value) {
        if self.json {
            return self.plain(made);
        }
        self.recovery_key(made);
        say!("{}", text(&made["summary"]["path"]));
        self.sync(&made["sync"]);
    }

    /// What a person must decide.
    pub fn conflicts(&self, found: &Value) {
        if self.json {
            return self.plain(found);
        }
        for conflict in found["conflicts"].as_array().into_iter().flatten() {
            say!("{}  {}", self.record(&conflict["record"]), text(&conflict["field"]));
            say!("  {}", text(&conflict["id"]));
            if !conflict["base"].is_null() {
                let words = self.words.text("sync-base", &[]);
                say!("  {:>8}  {} {}  {words}", "", conflict["base"], text(&conflict["unit"]));
            }
            for side in conflict["sides"].as_array().into_iter().flatten() {
                let whose =
                    if side["mine"] == Value::Bool(true) { "sync-mine" } else { "sync-theirs" };
                say!(
                    "  {:>8}  {} {}  {}  {}  {}  {}",
                    side["number"],
                    side["value"],
                    text(&conflict["unit"]),
                    text(&side["precision"]),
                    self.words.text(whose, &[]),
                    text(&side["author"]),
                    text(&side["at"]),
                );
            }
        }
    }

    /// What the hub refused.
    pub fn tray(&self, found: &Value) {
        if self.json {
            return self.plain(found);
        }
        for item in found["items"].as_array().into_iter().flatten() {
            let reason = text(&item["reason"]["code"]);
            say!(
                "{:>8}  {}  {} = {}  {}",
                item["number"],
                self.record(&item["record"]),
                text(&item["field"]),
                item["value"],
                self.words.of_code("", &reason, &[]),
            );
        }
    }

    fn record(&self, record: &Value) -> String {
        let name = record["name"].as_str().unwrap_or_default();
        let id = text(&record["id"]);
        let name = if name.is_empty() { id.as_str() } else { name };
        match record["site"].as_str() {
            Some(site) => format!("{name}, {site}"),
            None => name.to_owned(),
        }
    }

    /// What a file proves.
    pub fn verdict(&self, verdict: &Value) {
        if self.json {
            return self.plain(verdict);
        }
        for problem in verdict["problems"].as_array().into_iter().flatten() {
            say!("{}", self.words.of_code("cli-problem-", &text(problem), &[]));
        }
        if verdict["valid"] != Value::Bool(true) {
            return;
        }
        let arg = |key: &str| text(&verdict[key]).into();
        let args = [
            ("document", arg("document")),
            ("version", arg("version")),
            ("date", arg("issued_at")),
        ];
        say!("{}", self.words.text("cli-verify-valid", &args));
        let (key, name) = (("key", arg("signer")), ("name", arg("signer_name")));
        let known = verdict["signer_known"] == Value::Bool(true);
        let signer = if known { "cli-verify-known" } else { "cli-verify-unknown" };
        say!("{}", self.words.text(signer, &if known { vec![name, key] } else { vec![key] }));
        say!("{}", self.words.text("cli-verify-fingerprint", &[("hash", arg("fingerprint"))]));
    }

    /// A legal paper that was written, and what it lacks.
    pub fn legal(&self, paper: &Value) {
        if self.json {
            return self.plain(paper);
        }
        say!("{}", text(&paper["path"]));
        let blanks = paper["blanks"].as_array().map_or(&[][..], Vec::as_slice);
        let count = [("count", blanks.len().into())];
        say!("{}", self.words.text("legal-missing-count", &count));
        for blank in blanks {
            say!("  {}", text(&blank["label"]));
        }
    }

    /// What a prediction of real exchanges was worth, park by park.
    pub fn evaluation(&self, told: &Value) {
        if self.json {
            return self.plain(told);
        }
        let columns = ["candidates", "exchanges", "predicted", "hits", "precision", "recall"];
        let head: Vec<String> = columns
            .iter()
            .map(|c| format!("{:>11}", self.words.text(&format!("cli-column-{c}"), &[])))
            .collect();
        let by_words = self.words.text("cli-column-f1-words", &[]);
        say!("{:20} {} {:>7} {:>7} {by_words}", "", head.join(" "), "F1", "R@5");
        let shares = |row: &Value| {
            let share = |key: &str| self.decimal(&row[key], 3);
            let (precision, recall) = (share("precision"), share("recall"));
            let (f1, at_5, words) = (share("f1"), share("recall_at_5"), share("co_occurrence_f1"));
            format!("{precision:>11} {recall:>11} {f1:>7} {at_5:>7} {words}")
        };
        for park in told["parks"].as_array().into_iter().flatten() {
            let counts: Vec<String> = ["candidates", "exchanges", "predicted", "true_positives"]
                .iter()
                .map(|key| format!("{:>11}", self.count(&park[*key])))
                .collect();
            say!("{:20} {} {}", text(&park["park"]), counts.join(" "), shares(park));
        }
        let all = self.words.text("cli-evaluate-overall", &[]);
        say!("{all:20} {:47} {}", "", shares(&told["overall"]));
        for published in told["published"].as_array().into_iter().flatten() {
            let values = [
                ("method", text(&published["method"]).into()),
                ("f1", self.decimal(&published["f1"], 3).into()),
                ("source", text(&published["source"]).into()),
            ];
            say!("{}", self.words.text("cli-evaluate-published", &values));
        }
    }

    /// The checks of this machine.
    pub fn doctor(&self, report: &Value) {
        if self.json {
            return self.plain(report);
        }
        for check in report["checks"].as_array().into_iter().flatten() {
            let mark = if check["ok"] == Value::Bool(true) { "ok  " } else { "FAIL" };
            say!("{mark} {:24} {}", text(&check["name"]), text(&check["detail"]));
            if check["ok"] != Value::Bool(true) {
                say!("     {}", text(&check["hint"]));
            }
        }
    }

    fn match_table(&self, matches: &Value) {
        let all = matches.as_array().map(Vec::as_slice).unwrap_or_default();
        // Only where it was asked for how steady the places are.
        let sampled = all.iter().any(|found| !found["top_ten_probability"].is_null());
        let steady = |words: String| if sampled { format!("{words:>8}  ") } else { String::new() };
        say!(
            "{:>3} {:>6} {:>7} {:>11} {:>11} {:>6} {:>10}  {}{}",
            "#",
            self.words.text("cli-column-score", &[]),
            "km",
            self.words.text("cli-column-npv-supplier", &[]),
            self.words.text("cli-column-npv-accepter", &[]),
            self.words.text("cli-column-payback", &[]),
            self.words.text("cli-column-co2", &[]),
            steady(self.words.text("cli-column-top-ten", &[])),
            self.words.text("cli-column-match", &[]),
        );
        for (rank, found) in all.iter().take(SHOWN_ROWS).enumerate() {
            say!(
                "{:>3} {:>6} {:>7} {:>11} {:>11} {:>6} {:>10}  {}{} → {}{}",
                rank + 1,
                self.decimal(&found["score"], 3),
                self.decimal(&found["distance_km"], 1),
                self.thousands(&found["npv_supplier_eur"]),
                self.thousands(&found["npv_accepter_eur"]),
                self.decimal(&found["payback_years"], 1),
                self.decimal(&found["co2_t_per_year"], 0),
                steady(self.decimal(&found["top_ten_probability"], 2)),
                text(&found["supply_name"]),
                text(&found["demand_name"]),
                if found["assumed_price"] == Value::Bool(true) { " *" } else { "" },
            );
        }
        say!("{}", self.words.text("cli-assumed-note", &[]));
        if all.len() > SHOWN_ROWS {
            let more = self.count(&json!(all.len() - SHOWN_ROWS));
            say!("{}", self.words.text("cli-more", &[("count", more.into())]));
        }
    }

    fn rows(&self, rows: &Value, line: impl Fn(&Value) -> String) {
        let all = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        for row in all.iter().take(SHOWN_ROWS) {
            say!("{}", line(row));
        }
        if all.len() > SHOWN_ROWS {
            let more = self.count(&json!(all.len() - SHOWN_ROWS));
            say!("{}", self.words.text("cli-more", &[("count", more.into())]));
        }
    }

    fn count(&self, value: &Value) -> String {
        number(value.as_f64().unwrap_or_default(), 0, self.locale)
    }

    fn decimal(&self, value: &Value, decimals: usize) -> String {
        number(value.as_f64().unwrap_or(f64::NAN), decimals, self.locale)
    }

    fn thousands(&self, value: &Value) -> String {
        let eur = value.as_str().and_then(|t| t.parse::<f64>().ok()).unwrap_or(f64::NAN);
        number(eur / 1000.0, 0, self.locale)
    }
}

fn out(words: Arguments<'_>) {
    let Err(error) = writeln!(std::io::stdout().lock(), "{words}") else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        exit(0);
    }
    let error = Error::Io { path: "standard output".into(), reason: error.kind() };
    aside(format_args!(
        "{}",
        error_text(&Refusal::from(&error), Words::of(Locale::default())).message
    ));
    exit(1);
}

/// There is nowhere to tell that standard error is gone.
fn aside(words: Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{words}");
}

fn percent(share: &Value, locale: Locale) -> String {
    number(share.as_f64().unwrap_or(f64::NAN) * 100.0, 2, locale)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("\u{2013}").to_owned()
}
