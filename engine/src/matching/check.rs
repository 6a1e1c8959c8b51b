//! Stage 7: business rules and law that a ranked pair must pass before it is accepted.
//!
//! A refusal names its rule; where the rule is law, the article stands with the verdict.

use std::collections::BTreeMap;

use super::message::Message;
use super::prefilter::{Openness, Subject};
use super::query::{Constraints, Rules};
use super::score::Scored;

/// A rule that refused a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// An owner is barred.
    Barred,
    /// Neither owner is among the wanted partners.
    NotWanted,
    /// A flow is promised to somebody exclusively.
    Exclusive,
    /// All of a flow is promised.
    Promised,
    /// The benefit is below the least value asked for.
    Value,
    /// The score is below the least score.
    Score,
}

impl Refusal {
    /// Every rule.
    pub const ALL: [Refusal; 6] = [
        Refusal::Barred,
        Refusal::NotWanted,
        Refusal::Exclusive,
        Refusal::Promised,
        Refusal::Value,
        Refusal::Score,
    ];

    /// Its name in counts, and with `match-check-` before it in the catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Barred => "barred",
            Refusal::NotWanted => "not_wanted",
            Refusal::Exclusive => "exclusive",
            Refusal::Promised => "promised",
            Refusal::Value => "value",
            Refusal::Score => "score",
        }
    }
}

/// Counts of refusals by rule.
pub type Counts = BTreeMap<String, u64>;

/// Whether either side is closed to everybody; asked before a pair is scored.
pub fn closed(supply: &Subject, demand: &Subject, constraints: &Constraints) -> Option<Refusal> {
    for subject in [supply, demand] {
        match subject.open {
            Openness::Open => {}
            Openness::Barred => return Some(Refusal::Barred),
            Openness::Exclusive => return Some(Refusal::Exclusive),
            Openness::Promised => return Some(Refusal::Promised),
        }
    }
    let wanted = constraints.wanted.is_empty() || supply.wanted || demand.wanted;
    (!wanted).then_some(Refusal::NotWanted)
}

/// Whether a scored pair is refused.
pub fn refuse(scored: &Scored, constraints: &Constraints, rules: &Rules) -> Option<Refusal> {
    if scored.score < rules.min_score {
        return Some(Refusal::Score);
    }
    let benefit = scored.money.benefit_eur_per_year();
    match constraints.min_value_eur_per_year {
        Some(least) if scored.money.needs.is_none() && benefit < least => Some(Refusal::Value),
        Some(_) | None => None,
    }
}

/// The rules that a pair was held against, each with its outcome.
pub fn explain(
    supply: &Subject,
    demand: &Subject,
    scored: &Scored,
    constraints: &Constraints,
    rules: &Rules,
) -> Vec<Message> {
    let refused =
        closed(supply, demand, constraints).or_else(|| refuse(scored, constraints, rules));
    let outcome = |rule: Refusal| {
        if refused == Some(rule) { "failed" } else { "passed" }
    };
    let mut checks = vec![
        Message::new("match-check-score")
            .code("outcome", outcome(Refusal::Score))
            .number("score", scored.score * 100.0, "%")
            .number("least", rules.min_score * 100.0, "%"),
        Message::new("match-check-barred").code("outcome", outcome(Refusal::Barred)),
        Message::new("match-check-exclusive").code("outcome", outcome(Refusal::Exclusive)),
        Message::new("match-check-promised").code("outcome", outcome(Refusal::Promised)),
    ];
    if !constraints.wanted.is_empty() {
        checks.push(
            Message::new("match-check-not_wanted").code("outcome", outcome(Refusal::NotWanted)),
        );
    }
    if let Some(least) = constraints.min_value_eur_per_year {
        checks.push(
            Message::new("match-check-value")
                .code("outcome", outcome(Refusal::Value))
                .number("benefit", scored.money.benefit_eur_per_year(), "EUR/a")
                .number("least", least, "EUR/a"),
        );
    }
    checks
}
