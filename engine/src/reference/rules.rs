//! Rows of law and risk beyond the first branch: questions of the legal tests, limits of persistent
//! pollutants and of reclaimed water, changes of the list of waste by date, ladders of readiness,
//! ways to fail.
//!
//! It reads and keeps them with article, date and source; what follows from them is the affair
//! of [`crate::law`] and [`crate::risk`].

use jiff::civil::Date;

use super::table::{Row, Table};
use super::{ReferenceError, waste_code};
use crate::model::Kind;
use crate::risk::FailureMode;

/// Where a rule can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Act and article.
    pub article: String,
    /// Date of the act, or of its last change that the row rests on.
    pub date: String,
    /// Address.
    pub source: String,
}

/// What an answer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The next question, by its fact.
    Ask(String),
    /// The outcome of the test.
    Is(String),
}

/// One question of a legal test.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// `EU`, or a country with a table of its own.
    pub jurisdiction: String,
    /// Name of the test.
    pub test: String,
    /// The fact that is asked for.
    pub fact: String,
    /// Where yes leads.
    pub if_yes: Next,
    /// Where no leads.
    pub if_no: Next,
    /// First day of the rule, where it is known.
    pub from: Option<Date>,
    /// Last day of the rule, where there is one.
    pub until: Option<Date>,
    /// The rule.
    pub citation: Citation,
}

impl Question {
    /// Whether the rule holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Legal templates for one standing of what is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSet {
    /// A branch, or the outcome of a legal test.
    pub standing: String,
    /// Kind; none for every kind that has no row of its own.
    pub kind: Option<Kind>,
    /// Names of templates; their words are `law-template-<name>`.
    pub templates: Vec<String>,
}

/// A concentration from which waste with a persistent pollutant must be destroyed.
#[derive(Debug, Clone, PartialEq)]
pub struct PollutantLimit {
    /// Substance or sum of substances, as a code.
    pub substance: String,
    /// mg per kg of waste.
    pub limit_mg_per_kg: f64,
    /// First day, where there is one.
    pub from: Option<Date>,
    /// Last day, where there is one.
    pub until: Option<Date>,
    /// The rule.
    pub citation: Citation,
}

/// What reclaimed water of a class may contain at most.
#[derive(Debug, Clone, PartialEq)]
pub struct ReuseLimit {
    /// `A` to `D`.
    pub class: char,
    /// Parameter with its unit, as a code.
    pub parameter: String,
    /// Limit in that unit.
    pub limit: f64,
    /// The rule.
    pub citation: Citation,
}

/// A change of the list of waste.
#[derive(Debug, Clone, PartialEq)]
pub struct WasteChange {
    /// Six digits with spaces.
    pub code: String,
    /// `added`, `deleted`, `renamed`, `change`, `renamed+hazard_changed`.
    pub change: String,
    /// Whether the entry is hazardous afterwards; none where it is deleted.
    pub hazardous: Option<bool>,
    /// First day by most sources.
    pub applies_from: Date,
    /// First day by the source that says otherwise.
    pub disputed: Date,
    /// Act.
    pub source: String,
}

pub(super) fn read_questions(table: &Table) -> Result<Vec<Question>, ReferenceError> {
    let next = |text: &str| {
        let ask = text.strip_prefix("go:").map(|fact| Next::Ask(fact.to_owned()));
        ask.or_else(|| text.strip_prefix("is:").map(|outcome| Next::Is(outcome.to_owned())))
    };
    table
        .rows()
        .map(|row| {
            Ok(Question {
                jurisdiction: row.text("jurisdiction")?.to_owned(),
                test: row.text("test")?.to_owned(),
                fact: row.text("fact")?.to_owned(),
                if_yes: row.one_of("if_yes", "go:<fact> or is:<outcome>", next)?,
                if_no: row.one_of("if_no", "go:<fact> or is:<outcome>", next)?,
                from: day_or_none(&row, "from")?,
                until: day_or_none(&row, "until")?,
                citation: citation(&row)?,
            })
        })
        .collect()
}

pub(super) fn read_templates(table: &Table) -> Result<Vec<TemplateSet>, ReferenceError> {
    table
        .rows()
        .map(|row| {
            Ok(TemplateSet {
                standing: row.text("standing")?.to_owned(),
                kind: if row.text("kind")? == "*" { None } else { Some(row.kind("kind")?) },
                templates: row.text("templates")?.split('|').map(str::to_owned).collect(),
            })
        })
        .collect()
}

pub(super) fn read_pollutants(table: &Table) -> Result<Vec<PollutantLimit>, ReferenceError> {
    table
        .rows()
        .map(|row| {
            Ok(PollutantLimit {
                substance: row.text("substance")?.to_owned(),
                limit_mg_per_kg: row.positive("limit_mg_per_kg")?,
                from: day_or_none(&row, "from")?,
                until: day_or_none(&row, "until")?,
                citation: citation(&row)?,
            })
        })
        .collect()
}

pub(super) fn read_reuse(table: &Table) -> Result<Vec<ReuseLimit>, ReferenceError> {
    table
        .rows()
        .map(|row| {
            Ok(ReuseLimit {
                class: row.one_of("class", "A, B, C or D", |text| match text {
                    "A" | "B" | "C" | "D" => text.chars().next(),
                    _ => None,
                })?,
                parameter: row.text("parameter")?.to_owned(),
                limit: row.positive("limit")?,
                citation: citation(&row)?,
            })
        })
        .collect()
}

pub(super) fn read_changes(table: &Table) -> Result<Vec<WasteChange>, ReferenceError> {
    table
        .rows()
        .map(|row| {
            Ok(WasteChange {
                code: row.one_of("code", "a waste code", waste_code)?,
                change: row.text("change")?.to_owned(),
                hazardous: row.one_of("hazardous", "1, 0 or nothing", |text| match text {
                    "1" => Some(Some(true)),
                    "0" => Some(Some(false)),
                    "" => Some(None),
                    _ => None,
                })?,
                applies_from: row.one_of("applies_from", "a day", day)?,
                disputed: row.one_of("applies_from_disputed", "a day", day)?,
                source: row.text("source")?.to_owned(),
            })
        })
        .collect()
}

pub(super) fn read_readiness(table: &Table) -> Result<Vec<(String, String)>, ReferenceError> {
    table
        .rows()
        .map(|row| Ok((row.text("axis")?.to_owned(), row.text("fact")?.to_owned())))
        .collect()
}

pub(super) fn read_failures(table: &Table) -> Result<Vec<FailureMode>, ReferenceError> {
    table
        .rows()
        .map(|row| {
            let rating = |column| {
                row.one_of(column, "1 to 10", |text| {
                    text.parse().ok().filter(|value| (1.0..=10.0).contains(value))
                })
            };
            Ok(FailureMode {
                kind: if row.text("kind")? == "*" { None } else { Some(row.kind("kind")?) },
                mode: row.text("mode")?.to_owned(),
                cause: row.text("cause")?.to_owned(),
                effect: row.text("effect")?.to_owned(),
                sign: row.text("sign")?.to_owned(),
                severity: rating("severity")?,
                occurrence: rating("occurrence")?,
                detection: rating("detection")?,
                remedy: row.text("remedy")?.to_owned(),
                source: row.text("source")?.to_owned(),
            })
        })
        .collect()
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn day_or_none(row: &Row<'_>, column: &str) -> Result<Option<Date>, ReferenceError> {
    row.one_of(column, "a day or nothing", |text| {
        if text.is_empty() { Some(None) } else { day(text).map(Some) }
    })
}

fn citation(row: &Row<'_>) -> Result<Citation, ReferenceError> {
    Ok(Citation {
        article: row.text("article")?.to_owned(),
        date: row.text("date")?.to_owned(),
        source: row.text("source")?.to_owned(),
    })
}
