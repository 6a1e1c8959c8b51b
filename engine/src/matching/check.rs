//! Stage 7: business rules and law that a ranked pair must pass before it is accepted.
//!
//! A refusal names its rule; where the rule is law, the article stands with the verdict.

use std::collections::BTreeMap;

use super::fallback::Stretch;
use super::message::Message;
use super::prefilter::{Openness, Rare, Subject};
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
    /// A side deals with no partner so far away.
    Distance,
    /// The supply does not hold a certificate that the demand asks for.
    Certificate,
    /// The supply spoils before the demand uses it.
    ShelfLife,
    /// Less would change hands than the least order of a side.
    MinimumOrder,
}

impl Refusal {
    /// Every rule.
    pub const ALL: [Refusal; 10] = [
        Refusal::Barred,
        Refusal::NotWanted,
        Refusal::Exclusive,
        Refusal::Promised,
        Refusal::Value,
        Refusal::Score,
        Refusal::Distance,
        Refusal::Certificate,
        Refusal::ShelfLife,
        Refusal::MinimumOrder,
    ];

    /// Its name in counts.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Barred => "barred",
            Refusal::NotWanted => "not_wanted",
            Refusal::Exclusive => "exclusive",
            Refusal::Promised => "promised",
            Refusal::Value => "value",
            Refusal::Score => "score",
            Refusal::Distance => "distance",
            Refusal::Certificate => "certificate",
            Refusal::ShelfLife => "shelf_life",
            Refusal::MinimumOrder => "minimum_order",
        }
    }
}

impl Refusal {
    /// The sentence about it in the catalogue.
    fn sentence(self) -> &'static str {
        match self {
            Refusal::Barred => "match-check-barred",
            Refusal::NotWanted => "match-check-not-wanted",
            Refusal::Exclusive => "match-check-exclusive",
            Refusal::Promised => "match-check-promised",
            Refusal::Value => "match-check-value",
            Refusal::Score => "match-check-score",
            Refusal::Distance => "match-check-distance",
            Refusal::Certificate => "match-check-certificate",
            Refusal::ShelfLife => "match-check-shelf-life",
            Refusal::MinimumOrder => "match-check-minimum-order",
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

/// Whether what a side states about its partners keeps the two apart; asked before a pair is
/// scored.
pub fn apart(supply: &Subject, demand: &Subject, distance_km: f64) -> Option<Refusal> {
    if supply.rare.is_none() && demand.rare.is_none() {
        return None;
    }
    let sides = [&supply.rare, &demand.rare];
    // What is not a number is not stated, and no distance or time is above it.
    if sides.into_iter().flatten().any(|rare| distance_km > rare.max_distance_km) {
        return Some(Refusal::Distance);
    }
    let asked = demand.rare.as_ref().map_or(&[][..], |rare| rare.certificates.as_slice());
    let held = supply.rare.as_ref().map_or(&[][..], |rare| rare.certificates.as_slice());
    if !asked.iter().all(|name| held.contains(name)) {
        return Some(Refusal::Certificate);
    }
    let days =
        |of: &Subject, pick: fn(&Rare) -> f64| of.rare.as_ref().map_or(f64::NAN, |r| pick(r));
    let spoils = days(demand, |r| r.lead_time_days) > days(supply, |r| r.shelf_life_days);
    spoils.then_some(Refusal::ShelfLife)
}

/// Whether less would change hands than the least order of a side. With several partners it is
/// their sum that has to reach it, which is seen to where they are chosen.
pub fn too_little(
    supply: &Subject,
    demand: &Subject,
    matched_per_year: f64,
    stretch: Stretch,
) -> Option<Refusal> {
    let below = |of: &Subject| of.rare.as_ref().is_some_and(|r| matched_per_year < r.minimum_order);
    match (below(supply) || below(demand), stretch) {
        (true, Stretch::Split { .. }) => None,
        // What a pair fulfils by itself needs no others.
        (false, Stretch::Split { .. }) | (true, _) => Some(Refusal::MinimumOrder),
        (false, _) => None,
    }
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

/// The rules that a pair was held against, each with its outcome and where it comes from: the
/// rules of the reference data, the request, a contract, or what the supply or the demand states.
pub fn explain(
    supply: &Subject,
    demand: &Subject,
    distance_km: f64,
    scored: &Scored,
    stretch: Stretch,
    (constraints, rules): (&Constraints, &Rules),
) -> Vec<Message> {
    let refused = closed(supply, demand, constraints)
        .or_else(|| apart(supply, demand, distance_km))
        .or_else(|| too_little(supply, demand, scored.matched_per_year, stretch))
        .or_else(|| refuse(scored, constraints, rules));
    let check = |rule: Refusal, source: &str| {
        let outcome = if refused == Some(rule) { "failed" } else { "passed" };
        Message::new(rule.sentence()).code("outcome", outcome).code("source", source)
    };
    let mut checks = vec![
        check(Refusal::Score, "reference").number("score", scored.score * 100.0, "%").number(
            "least",
            rules.min_score * 100.0,
            "%",
        ),
        check(Refusal::Barred, "request"),
        check(Refusal::Exclusive, "contract"),
        check(Refusal::Promised, "contract"),
    ];
    if !constraints.wanted.is_empty() {
        checks.push(check(Refusal::NotWanted, "request"));
    }
    if let Some(least) = constraints.min_value_eur_per_year {
        checks.push(
            check(Refusal::Value, "request")
                .number("benefit", scored.money.benefit_eur_per_year(), "EUR/a")
                .number("least", least, "EUR/a"),
        );
    }
    let unit = format!("{}/a", supply.kind.rules().unit.replace('3', "³"));
    for (side, rare) in [("supply", &supply.rare), ("demand", &demand.rare)] {
        let Some(rare) = rare else { continue };
        if rare.max_distance_km >= 0.0 {
            checks.push(
                check(Refusal::Distance, side).number("distance", distance_km, "km").number(
                    "most",
                    rare.max_distance_km,
                    "km",
                ),
            );
        }
        if rare.minimum_order > 0.0 {
            checks.push(
                check(Refusal::MinimumOrder, side)
                    .number("matched", scored.matched_per_year, &unit)
                    .number("least", rare.minimum_order, &unit),
            );
        }
    }
    if demand.rare.as_ref().is_some_and(|rare| !rare.certificates.is_empty()) {
        checks.push(check(Refusal::Certificate, "demand"));
    }
    if let (Some(own), Some(other)) = (&supply.rare, &demand.rare)
        && own.shelf_life_days >= 0.0
        && other.lead_time_days >= 0.0
    {
        checks.push(
            check(Refusal::ShelfLife, "supply").number("life", own.shelf_life_days, "d").number(
                "time",
                other.lead_time_days,
                "d",
            ),
        );
    }
    checks
}
