//! Stage 6: who handles a match, the machine or a facilitator.
//!
//! Hard rules first, then a cut on complexity whose place is reference data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::query::Rules;
use super::score::Scored;
use crate::law::Branch;

/// Who handles a match.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The parties can go on by themselves.
    Automated,
    /// A facilitator has to lead it.
    Facilitated,
}

/// What the route of a match is decided on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The scored pair.
    pub scored: &'a Scored,
    /// How many organisations take part.
    pub parties: usize,
    /// Trust in the precision of the worse side, 0..1.
    pub precision: f64,
    /// Distance over search radius.
    pub reach: f64,
    /// Constraints that had to be relaxed or plant that has to be added.
    pub steps: usize,
}

/// Complexity 0..1: the weighted mean of seven parts, each 0..1. Capital `c / (c + limit)`, parties
/// beyond two, regulatory risk, hazard, imprecision, distance over radius, upgrade steps.
/// Parties and steps count half for each one.
pub fn complexity(case: &Case, rules: &Rules) -> f64 {
    let capital_eur = case.scored.money.capital_eur.max(0.0);
    let parts = [
        capital_eur / (capital_eur + rules.capital_limit_eur),
        (case.parties.saturating_sub(2) as f64 / 2.0).min(1.0),
        case.scored.verdict.penalty,
        f64::from(u8::from(case.scored.verdict.branch == Branch::WasteHazardous)),
        1.0 - case.precision,
        case.reach.clamp(0.0, 1.0),
        (case.steps as f64 / 2.0).min(1.0),
    ];
    let weighted: f64 = parts.iter().zip(rules.complexity).map(|(part, w)| part * w).sum();
    let weights: f64 = rules.complexity.iter().sum();
    if weights > 0.0 { weighted / weights } else { 0.0 }
}

/// The rules that always ask for a facilitator, as far as they apply.
pub fn hard_rules(case: &Case, rules: &Rules) -> Vec<Message> {
    let mut reasons = Vec::new();
    if case.scored.verdict.branch == Branch::WasteHazardous {
        reasons.push(Message::new("match-route-hazardous"));
    }
    if case.scored.verdict.branch == Branch::NotAssessed {
        reasons.push(Message::new("match-route-not-assessed"));
    }
    if case.scored.verdict.crosses_border {
        reasons.push(Message::new("match-route-cross-border"));
    }
    if case.parties > 2 {
        reasons.push(Message::new("match-route-parties").number("count", case.parties as f64, ""));
    }
    if case.scored.money.capital_eur > rules.capital_limit_eur {
        reasons.push(
            Message::new("match-route-capital")
                .number("capital", case.scored.money.capital_eur, "EUR")
                .number("limit", rules.capital_limit_eur, "EUR"),
        );
    }
    reasons
}

/// Who handles it: a facilitator where a hard rule applies or the complexity is above the cut.
pub fn route(case: &Case, rules: &Rules) -> Route {
    let hard = case.scored.verdict.needs_facilitator()
        || case.scored.verdict.crosses_border
        || case.parties > 2
        || case.scored.money.capital_eur > rules.capital_limit_eur;
    if hard || complexity(case, rules) > rules.complexity_cut {
        Route::Facilitated
    } else {
        Route::Automated
    }
}

/// Why it is handled as it is.
pub fn explain(case: &Case, rules: &Rules) -> Vec<Message> {
    let mut reasons = hard_rules(case, rules);
    let complexity = complexity(case, rules);
    let code = if complexity > rules.complexity_cut {
        "match-route-complex"
    } else {
        "match-route-simple"
    };
    reasons.push(Message::new(code).number("complexity", complexity * 100.0, "%").number(
        "cut",
        rules.complexity_cut * 100.0,
        "%",
    ));
    reasons
}
