//! The words of the product: whole in four languages, none twice, one for every code.
//!
//! Codes are taken from the schemas of the enums, from public tables and, where a code is a
//! literal, from the source itself. It judges no translation beyond that it is one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use schemars::JsonSchema;
use turash_engine::economics::{Input, LINES, PriceField, REGISTRY, Whose};
use turash_engine::law;
use turash_engine::matching::Scorer;
use turash_engine::model::{DealState, Disclosure, Kind, Precision};
use turash_engine::reference::Item;
use turash_engine::risk::{Area, Axis, Driver};
use turash_report::Catalogue;
use turash_report::words::Arg;
use turash_workbench::Locale;

const DATASETS: [&str; 4] = ["hotmaps", "eprtr", "geonames", "flows"];
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

#[test]
fn the_files_of_a_language_parse_together_and_no_text_stands_twice() {
    for locale in Locale::ALL {
        let files = files(locale);
        let mut met = BTreeMap::new();
        for (name, text) in &files {
            for key in parse(text).into_keys() {
                let before = met.insert(key.clone(), name);
                assert_eq!(before, None, "{key} stands in two files ({locale:?})");
            }
        }
        let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        let parsed = Catalogue::parse(locale, &texts);
        assert!(parsed.is_ok(), "{:?}", parsed.err());
    }
}

#[test]
fn every_language_has_the_same_files_keys_and_values() {
    let english = files(Locale::En);
    for locale in Locale::ALL {
        let here = files(locale);
        let names = |files: &[(String, String)]| -> Vec<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&here), names(&english), "{locale:?}");
        for ((name, here), (_, english)) in here.iter().zip(&english) {
            let (here, english) = (parse(here), parse(english));
            let keys =
                |texts: &BTreeMap<String, Text>| -> Vec<String> { texts.keys().cloned().collect() };
            assert_eq!(keys(&here), keys(&english), "{name} ({locale:?})");
            for (key, text) in &here {
                assert_eq!(text.needs(), english[key].needs(), "{key} ({locale:?})");
            }
        }
    }
}

#[test]
fn at_most_one_text_in_twenty_reads_as_in_english() {
    let english = all(Locale::En);
    for locale in [Locale::De, Locale::Ru, Locale::Tt] {
        let here = all(locale);
        // A text that only repeats another one is as translated as that one.
        let own = here.iter().filter(|(_, text)| !text.is_reference());
        let (mut count, mut alike) = (0, Vec::new());
        for (key, text) in own {
            count += 1;
            if english.get(key).is_some_and(|other| other.pattern == text.pattern) {
                alike.push(key);
            }
        }
        assert!(alike.len() * 20 <= count, "{locale:?}: {} of {count}: {alike:?}", alike.len());
    }
}

#[test]
fn every_code_has_its_words_and_its_values_fill_them() {
    let wanted = wanted();
    for locale in Locale::ALL {
        let all = all(locale);
        let mut missing: Vec<&str> = Vec::new();
        for (key, values) in &wanted {
            let Some(text) = all.get(key) else {
                missing.push(key);
                continue;
            };
            let Some(values) = values else { continue };
            let open: Vec<String> = text.variables(&all).into_iter().collect();
            assert!(
                open.iter().all(|name| values.contains(&name.as_str())),
                "{key} ({locale:?}) needs {open:?}, is given {values:?}"
            );
        }
        assert!(missing.is_empty(), "{locale:?} lacks {missing:#?}");
    }
}

#[test]
fn no_words_stand_for_a_code_that_nobody_gives() {
    let wanted = wanted();
    let mut idle: Vec<String> = Vec::new();
    for (name, text) in files(Locale::En) {
        let keys = parse(&text).into_keys();
        match name.as_str() {
            "engine.ftl" | "errors.ftl" | "issues.ftl" | "matching.ftl" | "packet-codes.ftl" => {
                let known = |key: &str| {
                    wanted.contains_key(key)
                        || key.strip_suffix("-hint").is_some_and(|k| wanted.contains_key(k))
                };
                // Parts that other texts of the same file are put together from.
                let is_part = |key: &str| text.contains(&format!("{{ {key} }}"));
                idle.extend(keys.filter(|key| !known(key) && !is_part(key)));
            }
            _ => {}
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn every_text_can_be_said_once_its_values_are_there() {
    for locale in Locale::ALL {
        let files = files(locale);
        let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        let catalogue = Catalogue::parse(locale, &texts).expect("the files parse together");
        let all = all(locale);
        for (key, text) in &all {
            let names = text.variables(&all);
            let values: Vec<(&str, Arg)> =
                names.iter().map(|name| (name.as_str(), Arg::from("7"))).collect();
            let said = catalogue.text(key, &values);
            assert!(said.as_ref().is_ok_and(|s| !s.trim().is_empty()), "{key}: {said:?}");
        }
    }
}

#[test]
fn every_error_is_listed_in_the_documentation() {
    let path = root().join("docs/errors.md");
    let written = errors_page();
    if std::env::var_os("TURASH_BLESS").is_some() {
        fs::write(&path, &written).expect("docs can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == written, "docs/errors.md is not what the code says: run ./dev bless");
}

/// Every key that a code leads to, with the values its text is given where that is fixed.
fn wanted() -> BTreeMap<String, Option<&'static [&'static str]>> {
    let mut wanted = BTreeMap::new();
    let mut want = |prefix: &str, codes: &[String], values: Option<&'static [&'static str]>| {
        assert!(!codes.is_empty(), "no codes of {prefix}");
        for code in codes {
            wanted.insert(format!("{prefix}{}", hyphened(code)), values);
        }
    };
    let none: Option<&'static [&'static str]> = Some(&[]);
    let owned = |codes: &[&str]| -> Vec<String> { codes.iter().map(|c| (*c).to_owned()).collect() };

    // Enums, by their schema.
    want("needs-price-", &codes::<PriceField>(), Some(&["country"]));
    want("law-branch-", &codes::<law::Branch>(), none);
    want("law-missing-", &codes::<law::Missing>(), none);
    want("law-refusal-", &codes::<law::Refusal>(), none);
    want("packet-verdict-", &codes::<law::Branch>(), none);
    want("packet-verdict-", &codes::<law::Missing>(), none);
    want("packet-field-", &codes::<PriceField>(), None);
    want("risk-", &codes::<Area>(), none);
    want("risk-driver-", &codes::<Driver>(), none);
    want("risk-mitigation-", &mitigations(), none);
    want("state-", &codes::<DealState>(), none);
    want("level-", &codes::<Disclosure>(), none);
    want("precision-", &codes::<Precision>(), none);
    want("kind-", &Kind::ALL.map(|k| k.code().to_owned()), none);
    want("symbiosis-kind-", &Kind::ALL.map(|k| k.code().to_owned()), none);
    want("score-", &codes::<Scorer>(), none);
    want("trace-", &Item::ALL.map(|i| i.code().to_owned()), none);

    // Tables.
    want("formula-", &REGISTRY.iter().map(|f| f.id.to_owned()).collect::<Vec<_>>(), none);
    want("law-document-", &documents(), none);
    want("readiness-axis-", &codes::<Axis>(), none);
    want("readiness-", &column("readiness.csv", 1), none);
    want("failure-", &column("failure_modes.csv", 1), none);
    want("risk-mitigation-", &column("failure_modes.csv", 8), none);
    want("failure-cause-", &column("failure_modes.csv", 2), none);
    want("failure-effect-", &column("failure_modes.csv", 3), none);
    want("failure-sign-", &column("failure_modes.csv", 4), none);
    want("law-test-", &column("law_tests.csv", 1), none);
    want("law-question-", &column("law_tests.csv", 2), none);
    want("law-outcome-", &outcomes(), none);
    want("law-template-", &templates(), none);
    let law = source("engine/workbench/src/show/law_path.rs");
    for literal in quoted(&law).into_iter().filter(|l| !l.ends_with('-')) {
        if literal.starts_with("law-entry-") || literal.starts_with("carbon-") {
            want("", &[literal], Some(&["code", "count", "first", "last"]));
        }
    }
    let stress = source("engine/workbench/src/show/stress.rs");
    for code in stress_codes(&stress) {
        want("", &[code], Some(&["years", "weeks", "percent"]));
    }
    want("law-", &owned(&["border-crosses-border"]), none);
    want("law-", &owned(&["source"]), Some(&["source"]));
    want("packet-dataset-", &owned(&DATASETS), none);

    // Literals of the economics, their charts and the jobs.
    let economics = source("engine/src/economics/evaluate.rs");
    let lines = after(&economics, "line(");
    want("line-", &lines, none);
    want("packet-line-", &lines, none);
    want("packet-line-", &owned(&["capital"]), none);
    let mut notes = after(&economics, "notes = vec![");
    notes.extend(after(&economics, "notes.push("));
    want("economics-note-", &notes, none);
    let inputs = after(&economics, "Trace::input(");
    want("trace-", &inputs, none);
    want("packet-assumption-", &inputs, none);
    want("packet-assumption-", &Item::ALL.map(|i| i.code().to_owned()), none);
    want("trace-", &after(&economics, "Trace::apply("), none);
    let accounts = source("engine/src/economics/trace.rs");
    for opening in ["Trace::input(", "Trace::apply(", "limit(", "part(", "party("] {
        want("trace-", &after(&accounts, opening), none);
    }
    want("trace-line-", &owned(&LINES), none);
    let explained = source("engine/workbench/src/ops/explain.rs");
    want("trace-", &after(&explained, "plain("), none);
    want("trace-score-", &codes::<Scorer>(), none);
    let chart = source("engine/src/chart/mod.rs");
    let mut axes = after(&chart, "axis(");
    axes.extend(after(&chart, "label: "));
    want("chart-", &axes, none);
    let mut series = after(&chart, "series(");
    series.extend(after(&chart, "id: "));
    want("chart-series-", &series, none);
    want("chart-note-", &after(&chart, "code: "), Some(&["value"]));
    let engine = sources("engine/src");
    let workbench = sources("engine/workbench/src");
    let both = format!("{engine}\n{workbench}");
    let mut methods = quoted(&sources("engine/src/import"));
    methods.retain(|literal| literal.ends_with("_benchmark"));
    want("method-", &methods, none);
    want("packet-method-", &methods, none);
    want("phase-", &phases(&both), none);
    want("phase-", &owned(&["starting"]), none);

    // The packet.
    want("figure-", &Input::ALL.map(|input| input.code().to_owned()), none);
    want("whose-", &codes::<Whose>(), none);
    want("rule-", &owned(&["shapley", "nash", "proportional"]), none);
    // The share of the connection would tell what the other party puts in.
    let told = Input::ALL.into_iter().filter(|input| *input != Input::CapitalShare);
    let told: Vec<String> = told.map(|input| input.code().to_owned()).collect();
    want("packet-what-if-", &told, none);
    want("packet-risk-", &codes::<Driver>(), none);
    want("packet-mitigation-", &mitigations(), none);
    want("packet-area-", &codes::<Area>(), none);
    let cut = source("engine/src/packet/cut.rs");
    let steps = after(&cut, "add(");
    want("packet-step-", &steps, none);
    want("packet-step-short-", &steps, none);
    want("packet-field-", &after(&cut, "fields: vec!["), none);
    let gathered = source("engine/src/packet/gather.rs");
    want("packet-law-", &after(&gathered, "item("), none);
    want("packet-verdict-", &owned(&["crosses"]), none);
    want("packet-assumption-", &after(&gathered, "code: "), none);

    // Sentences, issues and refusals.
    want("", &after(&both, "Message::new("), None);
    let mut match_sentences = quoted(&sources("engine/src/matching"));
    match_sentences.retain(|text| text.starts_with("match-"));
    match_sentences.retain(|text| !["match-resolve", "match-score"].contains(&text.as_str()));
    want("", &match_sentences, None);
    for code in issues(&both) {
        want("issue-", &[code.clone(), format!("{code}-hint")], None);
    }
    for code in errors().into_values().flatten() {
        want("error-", &[code.clone(), format!("{code}-hint")], None);
    }
    wanted
}

/// What `docs/errors.md` has to say: one table a crate.
fn errors_page() -> String {
    let words = all(Locale::En);
    let mut page = String::from(
        "# Errors\n\nEvery refusal has a code `area.reason` and typed values; the window and the command line put the\nwords in the language that was chosen. Made from the code by `./dev bless`.\n",
    );
    for (package, codes) in errors() {
        let _ = write!(
            page,
            "\n## {package}\n\n| Code | What happened | What to do |\n|---|---|---|\n"
        );
        for code in codes {
            let key = format!("error-{}", hyphened(&code));
            let said = words.get(&key).map(|t| t.plain(&words)).unwrap_or_default();
            let hint =
                words.get(&format!("{key}-hint")).map(|t| t.plain(&words)).unwrap_or_default();
            let _ = writeln!(page, "| `{code}` | {said} | {hint} |");
        }
    }
    page
}

/// Codes of refusals by package: the dotted literals of its functions `code`.
fn errors() -> BTreeMap<&'static str, Vec<String>> {
    let packages = [
        ("turash-engine", "engine/src"),
        ("turash-report", "engine/report/src"),
        ("turash-store", "engine/store/src"),
        ("turash-workbench", "engine/workbench/src"),
        ("turash-sync", "sync/src"),
        ("turash-hub", "sync/hub/src"),
    ];
    let mut errors: BTreeMap<&str, Vec<String>> = packages
        .into_iter()
        .map(|(package, folder)| {
            let text = sources(folder);
            let bodies = text.split("fn code(").skip(1);
            let codes: BTreeSet<String> = bodies
                .flat_map(|body| quoted(body.split("\n    }\n").next().unwrap_or(body)))
                .filter(|code| is_dotted(code))
                .collect();
            assert!(!codes.is_empty(), "{package} has no codes");
            (package, codes.into_iter().collect())
        })
        .collect();
    errors.insert("turash-desktop", vec!["window.unexpected".to_owned()]);
    errors
}

fn is_dotted(code: &str) -> bool {
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    code.split_once('.').is_some_and(|(area, reason)| is_name(area) && is_name(reason))
}

/// Issue codes: literals of `Issue::new`, and of the functions that choose a code for it.
fn issues(text: &str) -> BTreeSet<String> {
    let mut codes: BTreeSet<String> = after(text, "Issue::new(").into_iter().collect();
    let all: BTreeSet<String> =
        quoted(&sources("engine/src/import")).into_iter().map(|code| hyphened(&code)).collect();
    // The importer also passes codes on as arguments; each that has words is one of its literals.
    for key in all_keys("issues.ftl") {
        if let Some(code) = key.strip_prefix("issue-").filter(|c| !c.ends_with("-hint"))
            && all.contains(code)
        {
            codes.insert(code.to_owned());
        }
    }
    codes
}

fn all_keys(file: &str) -> Vec<String> {
    let found = files(Locale::En).into_iter().find(|(name, _)| name == file);
    found.map(|(_, text)| parse(&text).into_keys().collect()).unwrap_or_default()
}

/// Codes of the phases that jobs report.
fn phases(text: &str) -> Vec<String> {
    text.split(".progress(")
        .skip(1)
        .filter_map(|call| {
            let arguments = call.split(");").next()?;
            quoted(arguments).pop()
        })
        .collect()
}

/// Documents that rules of law ask for.
/// Cells of a column of a reference table.
fn column(table: &str, at: usize) -> Vec<String> {
    let text = source(&format!("assets/reference/{table}"));
    let cells = text.lines().skip(1).filter_map(|line| line.split(',').nth(at));
    cells.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

fn stress_codes(source: &str) -> Vec<String> {
    quoted(source).into_iter().filter(|literal| literal.starts_with("stress-")).collect()
}

fn outcomes() -> Vec<String> {
    let ends = [column("law_tests.csv", 3), column("law_tests.csv", 4)].concat();
    let told = ends.iter().filter_map(|end| end.strip_prefix("is:").map(str::to_owned));
    told.chain(["open", "not-assessed"].map(str::to_owned)).collect()
}

fn templates() -> Vec<String> {
    let sets = column("law_templates.csv", 2);
    let names: BTreeSet<&str> = sets.iter().flat_map(|set| set.split('|')).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn documents() -> Vec<String> {
    let table = fs::read_to_string(root().join("assets/reference/law_kinds.csv"))
        .expect("the table of law is there");
    let column = |line: &str| line.split(',').nth(3).unwrap_or_default().to_owned();
    let cells = table.lines().skip(1).map(column);
    let all: BTreeSet<String> =
        cells.flat_map(|c| c.split('|').map(str::to_owned).collect::<Vec<_>>()).collect();
    all.into_iter().filter(|code| !code.is_empty()).collect()
}

fn mitigations() -> Vec<String> {
    let drivers = codes::<Driver>().into_iter();
    drivers
        .map(|code| serde_json::from_value::<Driver>(code.into()).expect("a code of the schema"))
        .map(|driver| driver.mitigation().to_owned())
        .collect()
}

/// The values an enum takes in JSON.
fn codes<T: JsonSchema>() -> Vec<String> {
    fn collect(value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("const", serde_json::Value::String(code)) => into.push(code.clone()),
                        ("enum", serde_json::Value::Array(codes)) => {
                            into.extend(codes.iter().filter_map(|c| c.as_str().map(str::to_owned)))
                        }
                        (_, value) => collect(value, into),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(schemars::schema_for!(T).as_value(), &mut found);
    found
}

fn hyphened(code: &str) -> String {
    code.replace(['.', '_'], "-")
}

/// The string literals that follow `opening` at once.
fn after(text: &str, opening: &str) -> Vec<String> {
    let calls = text.match_indices(opening).filter(|(at, _)| {
        // The whole name, not the end of a longer one.
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    calls
        .filter_map(|(at, _)| {
            let rest = text[at + opening.len()..].trim_start().strip_prefix('"')?;
            rest.split_once('"').map(|(literal, _)| literal.to_owned())
        })
        .collect()
}

/// All string literals of a piece of source; quotes inside of them are left out.
fn quoted(text: &str) -> Vec<String> {
    let text = text.replace("'\"'", "").replace("b'\"'", "").replace("\\\"", "");
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of source without its tests and comments.
fn source(path: &str) -> String {
    without_tests(&fs::read_to_string(root().join(path)).expect("the file is there"))
}

fn without_tests(text: &str) -> String {
    let code = text.split("\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// All source under a folder without tests and comments.
fn sources(folder: &str) -> String {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs")
                && path.file_stem().is_some_and(|name| name != "tests" && name != "fixture")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    let text =
        |path: &PathBuf| without_tests(&fs::read_to_string(path).expect("the file can be read"));
    found.iter().map(text).collect()
}

/// The files of a language, by name.
fn files(locale: Locale) -> Vec<(String, String)> {
    let folder = root().join("assets/i18n").join(locale.code());
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("every language has a folder")
        .map(|entry| entry.expect("its entries can be read").path())
        .map(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            (name, fs::read_to_string(&path).expect("words are text"))
        })
        .collect();
    files.sort();
    files
}

fn all(locale: Locale) -> BTreeMap<String, Text> {
    files(locale).iter().flat_map(|(_, text)| parse(text)).collect()
}

/// The messages of one file; nothing but messages and comments stands in it.
fn parse(text: &str) -> BTreeMap<String, Text> {
    let parsed = parser::parse(text.to_owned()).unwrap_or_else(|(_, e)| panic!("{e:?}"));
    let mut texts = BTreeMap::new();
    for entry in parsed.body {
        match entry {
            Entry::Message(message) => {
                let pattern = message.value.expect("a message has words");
                let key = message.id.name;
                let before = texts.insert(key.clone(), Text { pattern });
                assert!(before.is_none(), "{key} stands twice");
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(term) => panic!("a term: {}", term.id.name),
            Entry::Junk { content } => panic!("not a message: {content}"),
        }
    }
    texts
}

/// One message.
struct Text {
    pattern: Pattern<String>,
}

impl Text {
    /// Names of its values, of the messages in it, and of the cases it tells apart.
    fn needs(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        walk(&self.pattern, &mut |part| {
            found.insert(match part {
                Part::Value(name) => format!("${name}"),
                Part::Message(name) => name.to_owned(),
                Part::Case(name) => format!("[{name}]"),
            });
        });
        found
    }

    /// Names of the values that it and the messages in it need.
    fn variables(&self, all: &BTreeMap<String, Text>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        walk(&self.pattern, &mut |part| match part {
            Part::Value(name) => {
                found.insert(name.to_owned());
            }
            Part::Message(name) => {
                let inner = all.get(name).unwrap_or_else(|| panic!("no message {name}"));
                found.extend(inner.variables(all));
            }
            Part::Case(_) => {}
        });
        found
    }

    fn is_reference(&self) -> bool {
        matches!(
            self.pattern.elements.as_slice(),
            [PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::MessageReference { .. })
            }]
        )
    }

    /// The words on one line, values as their names, choices as their default.
    fn plain(&self, all: &BTreeMap<String, Text>) -> String {
        let text = plain(&self.pattern, all);
        text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
    }
}

fn plain(pattern: &Pattern<String>, all: &BTreeMap<String, Text>) -> String {
    let part = |element: &PatternElement<String>| match element {
        PatternElement::TextElement { value } => value.clone(),
        PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
            InlineExpression::VariableReference { id } => format!("‹{}›", id.name),
            InlineExpression::MessageReference { id, .. } => {
                all.get(&id.name).map(|inner| plain(&inner.pattern, all)).unwrap_or_default()
            }
            _ => String::new(),
        },
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().find(|v| v.default).map(|v| plain(&v.value, all)).unwrap_or_default()
        }
    };
    pattern.elements.iter().map(part).collect()
}

enum Part<'a> {
    Value(&'a str),
    Message(&'a str),
    Case(&'a str),
}

fn walk<'a>(pattern: &'a Pattern<String>, see: &mut impl FnMut(Part<'a>)) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => walk_inline(inline, see),
            Expression::Select { selector, variants } => {
                walk_inline(selector, see);
                for variant in variants {
                    if let VariantKey::Identifier { name } = &variant.key
                        && !PLURALS.contains(&name.as_str())
                    {
                        see(Part::Case(name));
                    }
                    walk(&variant.value, see);
                }
            }
        }
    }
}

fn walk_inline<'a>(inline: &'a InlineExpression<String>, see: &mut impl FnMut(Part<'a>)) {
    let mut arguments = |arguments: &'a CallArguments<String>| {
        arguments.positional.iter().for_each(|one| walk_inline(one, see));
    };
    match inline {
        InlineExpression::VariableReference { id } => see(Part::Value(&id.name)),
        InlineExpression::MessageReference { id, .. } => see(Part::Message(&id.name)),
        InlineExpression::FunctionReference { arguments: given, .. } => arguments(given),
        InlineExpression::TermReference { id, .. } => panic!("a term: {}", id.name),
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inner) => walk_inline(inner, see),
            Expression::Select { selector, .. } => walk_inline(selector, see),
        },
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}
