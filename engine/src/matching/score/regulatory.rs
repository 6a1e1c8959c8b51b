//! Penalty `regulatory_risk`: how much the law asks for, and whether it forbids the pair.
//!
//! The law itself speaks in `law`; this file only puts its verdict into the score.

use super::{Note, Scorer};
use crate::law::{Verdict, report};
use crate::matching::message::Message;
use crate::reference::Reference;

/// Why the penalty is what it is: the branch of the law, the rule it rests on with article and
/// date, and the facts that are missing.
pub fn explain(verdict: &Verdict, reference: &Reference) -> Note {
    let report = report(verdict, reference);
    let mut message = Message::new("match-regulatory")
        .code("branch", report.branch.code())
        .code("border", if report.crosses_border { "yes" } else { "no" });
    let articles: Vec<&str> = report.rules.iter().map(|rule| rule.article.as_str()).collect();
    message = message.code("article", &articles.join("; "));
    let mut note = Note::new(Scorer::RegulatoryRisk, verdict.penalty, message);
    for missing in report.missing {
        note.raise.push(Message::new("match-raise-law").code("missing", missing.code()));
    }
    note
}
