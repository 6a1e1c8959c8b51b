//! How far a match has come, on six axes, and what the next step on each is.
//!
//! An axis is a ladder of facts from the reference tables: its level is how many of them hold
//! from the bottom without a gap. It knows facts by name and nothing of where they come from.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::Economics;
use crate::law::{self, Branch, Verdict};
use crate::model::Precision;
use crate::reference::Reference;

/// What readiness is asked of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// It works.
    Technology,
    /// It pays.
    Business,
    /// Somebody does it.
    Organisation,
    /// It is allowed.
    Legal,
    /// Those around it agree.
    Social,
    /// It does good.
    Environmental,
}

impl Axis {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Technology,
        Self::Business,
        Self::Organisation,
        Self::Legal,
        Self::Social,
        Self::Environmental,
    ];

    /// Stable name; its words are `readiness-axis-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Technology => "technology",
            Self::Business => "business",
            Self::Organisation => "organisation",
            Self::Legal => "legal",
            Self::Social => "social",
            Self::Environmental => "environmental",
        }
    }
}

/// How far one axis has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness<'a> {
    /// Axis.
    pub axis: Axis,
    /// Facts that hold from the bottom without a gap.
    pub level: usize,
    /// Facts of the axis.
    pub of: usize,
    /// The fact that comes next; its words are `readiness-<fact>`. None at the top.
    pub next: Option<&'a str>,
}

/// Levels of the six axes. A fact that nobody has stated does not hold. Source: ladders of
/// `readiness.csv`, ours after the readiness levels of technology (ISO 16290) and business.
/// Oracle: counts by hand.
pub fn readiness<'a>(holds: &BTreeSet<String>, reference: &'a Reference) -> [Readiness<'a>; 6] {
    Axis::ALL.map(|axis| {
        let rows = reference.readiness_facts().iter();
        let ladder: Vec<&str> =
            rows.filter(|(of, _)| of == axis.code()).map(|(_, fact)| fact.as_str()).collect();
        let level = ladder.iter().take_while(|fact| holds.contains(**fact)).count();
        Readiness { axis, level, of: ladder.len(), next: ladder.get(level).copied() }
    })
}

/// What a project knows of a match.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Precision of the worse known of the two flows.
    pub precision: Precision,
    /// Whether the supply is warm enough, with a heat pump or without; true for other kinds.
    pub temperature_fits: bool,
    /// Whether the route has been surveyed.
    pub is_surveyed: bool,
    /// Money, where it could be worked out.
    pub economics: Option<&'a Economics>,
    /// Law.
    pub law: &'a Verdict,
    /// Whether no question of the legal tests is open.
    pub is_answered: bool,
    /// Whether both parties have agreed to disclosure under an NDA or more.
    pub has_nda: bool,
    /// Whether a price has been agreed.
    pub is_agreed: bool,
    /// Whether the deal is signed or running.
    pub is_signed: bool,
}

/// The facts that follow from what a project knows.
pub fn facts_of(known: &Known<'_>, reference: &Reference) -> BTreeSet<String> {
    let report = law::report(known.law, reference);
    let measured = match known.precision {
        Precision::Rough | Precision::Estimated => false,
        Precision::Measured | Precision::Verified => true,
    };
    let gains = |e: &Economics| {
        [&e.supplier, &e.accepter].iter().all(|party| party.account.npv_eur.is_sign_positive())
    };
    let co2 = known.economics.and_then(|e| e.screened.co2_t_per_year);
    let assessed = known.law.branch != Branch::NotAssessed && known.law.refusal.is_none();
    let facts = [
        ("amounts_known", known.precision != Precision::Rough),
        ("temperature_fits", known.temperature_fits),
        ("amounts_measured", measured),
        ("route_surveyed", known.is_surveyed),
        ("priced", known.economics.is_some()),
        ("both_gain", known.economics.is_some_and(gains)),
        ("prices_stated", known.economics.is_some_and(|e| !e.assumed)),
        ("terms_agreed", known.is_agreed),
        ("contract_signed", known.is_signed),
        ("nda_in_force", known.has_nda),
        ("law_assessed", assessed),
        ("tests_answered", assessed && report.missing.is_empty() && known.is_answered),
        ("savings_known", co2.is_some()),
        ("savings_positive", co2.is_some_and(|t| t > 0.0)),
    ];
    facts.into_iter().filter(|(_, holds)| *holds).map(|(fact, _)| fact.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::fixture::{demand, heat_match, site, supply};
    use crate::law::{classify, standing};
    use crate::model::Kind;
    use crate::reference::tests::bundled;

    #[test]
    fn a_gap_stops_the_ladder() {
        let reference = bundled();
        let holds = |facts: &[&str]| facts.iter().map(|fact| (*fact).to_owned()).collect();
        let [technology, business, ..] = readiness(
            &holds(&["amounts_known", "temperature_fits", "route_surveyed", "priced"]),
            &reference,
        );
        assert_eq!((technology.level, technology.of), (2, 5));
        assert_eq!(technology.next, Some("amounts_measured"));
        assert_eq!((business.level, business.next), (1, Some("both_gain")));
        let all: BTreeSet<String> =
            reference.readiness_facts().iter().map(|(_, fact)| fact.clone()).collect();
        for axis in readiness(&all, &reference) {
            assert!(axis.level == axis.of && axis.of >= 3 && axis.next.is_none(), "{axis:?}");
        }
    }

    #[test]
    fn what_is_known_of_a_match_climbs_the_ladders() {
        let reference = bundled();
        let economics = heat_match(&reference, 1.5);
        let place = site("DE");
        let given = standing(&supply(Kind::Heat), &place, &reference);
        let taken = standing(&demand(Kind::Heat), &place, &reference);
        let law = classify(&given, &taken, &reference);
        let known = Known {
            precision: Precision::Measured,
            temperature_fits: true,
            is_surveyed: false,
            economics: Some(&economics),
            law: &law,
            is_answered: true,
            has_nda: true,
            is_agreed: false,
            is_signed: false,
        };
        let levels = |known: &Known<'_>| {
            readiness(&facts_of(known, &reference), &reference).map(|axis| axis.level)
        };
        assert_eq!(levels(&known), [3, 2, 1, 2, 0, 2]);
        let rough = Known { precision: Precision::Rough, economics: None, ..known };
        assert_eq!(levels(&rough), [0, 0, 1, 2, 0, 0]);
    }
}
