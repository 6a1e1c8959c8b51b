//! A template filled with values: clauses, numbered parts, blanks where a value is missing.
//!
//! Values enter the template language as values, never as source, so that markup and template
//! syntax inside them stay text. The environment is empty: no filter, no global, no loader.

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, Value};

use super::template::Shelf;
use super::{LegalError, Slot};

/// What a template is filled with: values by name.
pub type Values = BTreeMap<&'static str, Slot>;

/// Marks of the beginning and end of a value, and of a blank: characters that no value holds.
const VALUE: char = '\u{E000}';
const BLANK: char = '\u{E001}';
const END: char = '\u{E002}';

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words of the template, or a value.
    Text(String),
    /// What is missing, by its name.
    Blank(String),
}

/// A numbered part of a clause, or a lettered item of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// `3.2`, `(a)`, or nothing where a clause has one part only.
    pub number: String,
    pub is_item: bool,
    pub pieces: Vec<Piece>,
}

/// A clause as it stands in a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub id: String,
    pub heading: String,
    pub parts: Vec<Part>,
    /// Numbers of the rules it rests on, in the paper's list.
    pub cites: Vec<usize>,
}

/// A value that a paper lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Name of the value.
    pub name: String,
    /// Number of the first clause that lacks it.
    pub clause: usize,
}

/// A paper in one language.
#[derive(Debug, Clone)]
pub struct Paper {
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) jurisdiction: String,
    pub(crate) version: String,
    pub(crate) date: jiff::civil::Date,
    pub(crate) clauses: Vec<Standing>,
    pub(crate) sources: Vec<String>,
    /// What is missing, once each, in the order of the clauses.
    pub blanks: Vec<Blank>,
}

/// Fills a template.
pub fn paper(
    shelf: &Shelf,
    (jurisdiction, lang, name): (&str, &str, &str),
    values: &Values,
) -> Result<Paper, LegalError> {
    let chosen = shelf.find(jurisdiction, lang, name)?;
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let context = context(values);
    let mut sources: Vec<&str> = Vec::new();
    let mut clauses: Vec<Standing> = Vec::new();
    let mut blanks: Vec<Blank> = Vec::new();
    for (id, clause) in &chosen.clauses {
        let bad = |detail: String| LegalError::Template {
            path: format!("{jurisdiction}/{lang}/{name}.toml"),
            detail: format!("clause {id}: {detail}"),
        };
        let fill = |text: &str| {
            environment.render_str(text, context.clone()).map_err(|e| bad(e.to_string()))
        };
        if let Some(condition) = &clause.when
            && fill(&format!("{{% if {condition} %}}1{{% endif %}}"))?.is_empty()
        {
            continue;
        }
        let number = clauses.len() + 1;
        let parts = parts(&fill(&clause.text)?, number);
        let lacking = parts.iter().flat_map(|part| &part.pieces).filter_map(|p| match p {
            Piece::Blank(name) => Some(name),
            Piece::Text(_) => None,
        });
        for name in lacking {
            if !blanks.iter().any(|blank| blank.name == *name) {
                blanks.push(Blank { name: name.clone(), clause: number });
            }
        }
        let mut cites = Vec::new();
        for cite in &clause.cites {
            let rule = chosen.sources.get(cite).ok_or_else(|| bad(format!("no rule {cite}")))?;
            let at = sources.iter().position(|known| known == rule).unwrap_or_else(|| {
                sources.push(rule);
                sources.len() - 1
            });
            cites.push(at + 1);
        }
        let heading = clause.heading.clone();
        clauses.push(Standing { id: (*id).to_owned(), heading, parts, cites });
    }
    // Who signs stands below the clauses, so its absence is a blank without a place in one.
    for name in ["supplier_signatory", "accepter_signatory"] {
        if !matches!(values.get(name), Some(Slot::Text(_)))
            && !blanks.iter().any(|blank| blank.name == name)
        {
            blanks.push(Blank { name: name.to_owned(), clause: 0 });
        }
    }
    Ok(Paper {
        title: chosen.title.to_owned(),
        name: chosen.name.to_owned(),
        jurisdiction: chosen.jurisdiction.to_owned(),
        version: chosen.version.to_owned(),
        date: chosen.date,
        clauses,
        sources: sources.into_iter().map(str::to_owned).collect(),
        blanks,
    })
}

/// The values as the template sees them; `known` says of each whether it is there.
fn context(values: &Values) -> Value {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for (name, slot) in values {
        let (value, is_known) = match slot {
            Slot::Text(text) => (Value::from(format!("{VALUE}{}{END}", clean(text))), true),
            Slot::Missing => (Value::from(format!("{BLANK}{name}{END}")), false),
            Slot::Flag(flag) => (Value::from(*flag), true),
        };
        all.insert((*name).to_owned(), value);
        known.insert((*name).to_owned(), Value::from(is_known));
    }
    all.insert("known".to_owned(), Value::from(known));
    Value::from(all)
}

/// A value without what is no text: our own marks, control characters, and characters that
/// turn the direction of what follows or take no room. Line ends become spaces.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{E000}'..='\u{F8FF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{061C}'
            | '\u{FEFF}'
            | '\u{FFFE}'..='\u{FFFF}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// Numbers the lines of a clause.
fn parts(text: &str, clause: usize) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let numbered = lines.iter().filter(|line| !line.starts_with("- ")).count();
    let (mut number, mut item) = (0, 0_u8);
    lines
        .into_iter()
        .map(|line| match line.strip_prefix("- ") {
            Some(rest) => {
                let letter = char::from(b'a' + item % 26);
                item += 1;
                Part { number: format!("({letter})"), is_item: true, pieces: pieces(rest) }
            }
            None => {
                number += 1;
                item = 0;
                let number =
                    if numbered > 1 { format!("{clause}.{number}") } else { String::new() };
                Part { number, is_item: false, pieces: pieces(line) }
            }
        })
        .collect()
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut words = String::new();
    let mut blank: Option<String> = None;
    for c in line.chars() {
        match c {
            VALUE => {}
            BLANK => {
                if !words.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut words)));
                }
                blank = Some(String::new());
            }
            END => pieces.extend(blank.take().map(Piece::Blank)),
            c => blank.as_mut().unwrap_or(&mut words).push(c),
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Text(words));
    }
    pieces
}
