//! Scorer `trust`: how far the numbers of a pair can be relied on.
//!
//! It judges what is stated about a flow and its owner, never the match itself.

use super::{Note, Scorer};
use crate::matching::message::Message;
use crate::matching::prefilter::Subject;
use crate::matching::query::Rules;
use crate::model::{Flow, Organization, Precision};

/// Trust in one flow, 0..1: `precision x 0.5^(age / half) x organisation`, where age is in
/// years and counts only where both the year of the data and the year of today are known.
pub fn of_flow(flow: &Flow, owner: &Organization, as_of_year: Option<i16>, rules: &Rules) -> f64 {
    let age = match (year_of(flow), as_of_year) {
        (Some(year), Some(today)) if rules.trust_half_years > 0.0 => {
            let years = f64::from((i32::from(today) - i32::from(year)).max(0));
            0.5f64.powf(years / rules.trust_half_years)
        }
        (Some(_) | None, Some(_) | None) => 1.0,
    };
    in_precision(flow.precision, rules) * age * in_owner(owner, rules)
}

/// Year for which the data stand: that of the measurement, else that of the source.
pub fn year_of(flow: &Flow) -> Option<i16> {
    flow.particulars.measured_at.map(|day| day.year()).or(flow.source.year)
}

/// Trust in a value of this precision, 0..1.
pub fn in_precision(precision: Precision, rules: &Rules) -> f64 {
    rules.trust_in[precision as usize]
}

fn in_owner(owner: &Organization, rules: &Rules) -> f64 {
    owner.trust.filter(|t| t.is_finite()).unwrap_or(rules.trust_unknown).clamp(0.0, 1.0)
}

/// Trust in a pair, 0..1: the geometric mean of both sides, so that one good side does not
/// hide a bad one.
pub fn value(supply: &Subject, demand: &Subject) -> f64 {
    (supply.trust * demand.trust).sqrt()
}

/// Why the score is what it is, and what would raise it.
pub fn explain(
    supply: (&Flow, &Organization, &Subject),
    demand: (&Flow, &Organization, &Subject),
    rules: &Rules,
) -> Note {
    let message = Message::new("match-trust")
        .code("supply_precision", precision_code(supply.0.precision))
        .code("demand_precision", precision_code(demand.0.precision))
        .number("supply_trust", supply.2.trust * 100.0, "%")
        .number("demand_trust", demand.2.trust * 100.0, "%")
        .code("supply_year", &year_code(supply.0))
        .code("demand_year", &year_code(demand.0));
    let mut note = Note::new(Scorer::Trust, value(supply.2, demand.2), message);
    for (side, own, other) in [("supply", supply, demand), ("demand", demand, supply)] {
        // Measured now, a value is as good as its owner.
        let measured = in_precision(Precision::Measured.max(own.0.precision), rules);
        let raised = measured * in_owner(own.1, rules);
        if raised > own.2.trust {
            note.raise.push(Message::new("match-raise-measure").code("side", side).number(
                "value",
                (raised * other.2.trust).sqrt() * 100.0,
                "%",
            ));
        }
    }
    note
}

fn year_code(flow: &Flow) -> String {
    year_of(flow).map_or_else(|| "unknown".to_owned(), |year| year.to_string())
}

fn precision_code(precision: Precision) -> &'static str {
    match precision {
        Precision::Rough => "rough",
        Precision::Estimated => "estimated",
        Precision::Measured => "measured",
        Precision::Verified => "verified",
    }
}
