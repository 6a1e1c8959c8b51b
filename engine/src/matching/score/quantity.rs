//! Scorer `quantity`: how much can really change hands, and how well the two sizes fit.
//!
//! It counts only what both have in the same hours; loss on the way is the route's matter.

use super::{Note, Scored, Scorer};
use crate::matching::fallback::{Plant, Store};
use crate::matching::message::Message;
use crate::matching::prefilter::{Subject, week_share};
use crate::matching::query::Rules;
use crate::model::MONTH_HOURS;
use crate::model::kind::Carriage;

/// What the scorer found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// 0..1.
    pub value: f64,
    /// What can change hands in a year, in the unit of the kind.
    pub matched_per_year: f64,
    /// Largest rate at which it changes hands, in units an hour.
    pub rate_per_hour: f64,
    /// The amount over the smaller of the two, 0..1.
    pub exchanged_share: f64,
}

/// Judges a pair.
///
/// What is piped or wired has to be used in the hour in which it is there: with the largest
/// rates rs, rd, the common share of the week W, the hours hm and strengths sm, dm of month
/// m, and the usable share u, `matched = W sum hm min(u rs sm, rd dm)`, at most either yearly
/// amount. What comes by truck waits in the yard: `matched = min(u S, D)`.
/// `value = matched / max(S, D)`, halfway to the same with the amount of a poor year.
pub fn judge(supply: &Subject, demand: &Subject, usable_share: f64) -> Quantity {
    let (offered, needed) = (supply.amount_per_year, demand.amount_per_year);
    let larger = offered.max(needed);
    let smaller = offered.min(needed);
    if smaller <= 0.0 {
        return Quantity {
            value: 0.0,
            matched_per_year: 0.0,
            rate_per_hour: 0.0,
            exchanged_share: 0.0,
        };
    }
    let at_most = (usable_share * offered).min(needed);
    let matched = match supply.kind.rules().carriage {
        Carriage::Piped | Carriage::Line => {
            let common = week_share(supply.week.both(demand.week));
            let mut sum = 0.0;
            for ((s, d), hours) in supply.months.iter().zip(&demand.months).zip(MONTH_HOURS) {
                let rate = (usable_share * supply.rate_per_hour * s).min(demand.rate_per_hour * d);
                sum += hours * rate;
            }
            (common * sum).min(at_most)
        }
        Carriage::Trucked | Carriage::Unbound => at_most,
    };
    let poor_year = matched * supply.firm_share.min(demand.firm_share);
    Quantity {
        value: (matched + poor_year) / 2.0 / larger,
        matched_per_year: matched,
        rate_per_hour: (usable_share * supply.rate_per_hour).min(demand.rate_per_hour),
        exchanged_share: matched / smaller,
    }
}

/// The same pair with a store between them.
pub fn with_store(supply: &Subject, demand: &Subject, store: &Store) -> Quantity {
    let (offered, needed) = (supply.amount_per_year, demand.amount_per_year);
    let matched = store.matched_per_year;
    let poor_year = matched * supply.firm_share.min(demand.firm_share);
    Quantity {
        value: (matched + poor_year) / 2.0 / offered.max(needed),
        matched_per_year: matched,
        rate_per_hour: store.rate_per_hour,
        exchanged_share: matched / offered.min(needed),
    }
}

/// Why the score is what it is, and what would raise it.
pub fn explain(supply: &Subject, demand: &Subject, scored: &Scored, rules: &Rules) -> Note {
    let with = |supply: &Subject, demand: &Subject| match &scored.plant {
        Plant::Store(store) => with_store(supply, demand, store),
        Plant::None | Plant::HeatPump(_) | Plant::Treatment(_) | Plant::Station => {
            judge(supply, demand, scored.usable_share)
        }
    };
    let found = with(supply, demand);
    let unit = format!("{}/a", supply.kind.rules().unit.replace('3', "³"));
    let message = Message::new("match-quantity")
        .number("matched", found.matched_per_year, &unit)
        .number("supply", supply.amount_per_year, &unit)
        .number("demand", demand.amount_per_year, &unit);
    let mut note = Note::new(Scorer::Quantity, found.value, message);
    let (offered, needed) = (supply.amount_per_year, demand.amount_per_year);
    if found.exchanged_share < rules.least_exchanged_share {
        note.raise.push(
            Message::new("match-raise-coincide")
                .number("share", found.exchanged_share * 100.0, "%")
                .number("least", rules.least_exchanged_share * 100.0, "%"),
        );
    } else if offered > needed && needed > 0.0 {
        let value = with(supply, &grown(demand, offered)).value;
        note.raise.push(
            Message::new("match-raise-more-takers").number("left", offered - needed, &unit).number(
                "value",
                value * 100.0,
                "%",
            ),
        );
    } else if needed > offered && offered > 0.0 {
        let value = with(&grown(supply, needed), demand).value;
        note.raise.push(
            Message::new("match-raise-more-givers").number("left", needed - offered, &unit).number(
                "value",
                value * 100.0,
                "%",
            ),
        );
    }
    for (side, own, other) in [("supply", supply, demand), ("demand", demand, supply)] {
        if own.firm_share < other.firm_share {
            let steady = Subject { firm_share: 1.0, ..own.clone() };
            let (supply, demand) =
                if side == "supply" { (&steady, demand) } else { (supply, &steady) };
            let value = with(supply, demand).value;
            note.raise.push(Message::new("match-raise-steady").code("side", side).number(
                "value",
                value * 100.0,
                "%",
            ));
        }
    }
    note
}

/// The same flow with another amount, spread over the same hours.
fn grown(subject: &Subject, amount_per_year: f64) -> Subject {
    let factor = amount_per_year / subject.amount_per_year;
    Subject { amount_per_year, rate_per_hour: subject.rate_per_hour * factor, ..subject.clone() }
}
