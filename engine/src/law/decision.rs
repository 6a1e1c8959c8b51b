//! The legal tests as decision tables: what is asked, what is answered, what follows.
//!
//! A question that nobody has answered is taken both ways; where both lead to one outcome it is
//! decided all the same, else it is the next question. It gives facts for counsel, no advice.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::reference::{Next, Question, Reference};

/// How a test stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<'a> {
    /// The outcome as a code, where the answers decide it.
    pub outcome: Option<&'a str>,
    /// Questions on the way with their answers, in order; none where nobody has answered.
    pub asked: Vec<(&'a Question, Option<bool>)>,
    /// The question to answer next; none where it is decided.
    pub next: Option<&'a Question>,
}

/// Why there is no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDecision {
    /// No such test in any table.
    UnknownTest,
    /// The jurisdiction has no table of this test for that day: not assessed, ask counsel.
    NotAssessed,
}

/// Tests that a jurisdiction has a table of; a state of the Union falls back on the Union's.
pub fn tests<'a>(jurisdiction: &str, reference: &'a Reference) -> BTreeSet<&'a str> {
    let of = |table: &str| {
        let rows = reference.questions().iter().filter(move |row| row.jurisdiction == table);
        rows.map(|row| row.test.as_str()).collect::<BTreeSet<_>>()
    };
    of(table(jurisdiction, reference)).into_iter().chain(of(jurisdiction)).collect()
}

/// Asks a test by the rules that hold on a day.
///
/// `jurisdiction` is a country or `EU`; a country of the Union without a table of its own for
/// this test is answered by the Union's. Answers that the test does not ask for are left aside.
/// Source: the articles of the rows. Oracle: each row's outcome by hand.
pub fn decide<'a>(
    test: &str,
    jurisdiction: &str,
    answers: &BTreeMap<String, bool>,
    day: Date,
    reference: &'a Reference,
) -> Result<Decision<'a>, NoDecision> {
    let all = reference.questions();
    if !all.iter().any(|row| row.test == test) {
        return Err(NoDecision::UnknownTest);
    }
    let of = |table: &str| -> Vec<&'a Question> {
        let of_table = |row: &&Question| row.test == test && row.jurisdiction == table;
        all.iter().filter(of_table).filter(|row| row.holds_on(day)).collect()
    };
    let own = of(jurisdiction);
    let rows = if own.is_empty() { of(table(jurisdiction, reference)) } else { own };
    let first = *rows.first().ok_or(NoDecision::NotAssessed)?;
    let table = Walk { rows: &rows, answers };
    let outcomes = table.outcomes(first);
    let mut decision = Decision {
        outcome: match outcomes.iter().next() {
            Some(outcome) if outcomes.len() == 1 => Some(outcome),
            _ => None,
        },
        asked: Vec::new(),
        next: None,
    };
    let mut here = Some(first);
    while let Some(question) = here {
        let answer = answers.get(&question.fact).copied();
        decision.asked.push((question, answer));
        // An open question goes on by the answer that leaves most open.
        here = match answer {
            Some(yes) => table.after(question, yes),
            None => table.after(question, true).or_else(|| table.after(question, false)),
        };
        if answer.is_none() && decision.next.is_none() && decision.outcome.is_none() {
            decision.next = Some(question);
        }
    }
    Ok(decision)
}

/// The table that answers for a jurisdiction without rows of its own.
fn table<'a>(jurisdiction: &'a str, reference: &Reference) -> &'a str {
    let country = crate::reference::Country::new(jurisdiction);
    match country.and_then(|c| reference.jurisdiction(c)).map(|j| j.code.as_str()) {
        Some("EU" | "EEA") => "EU",
        Some(_) | None => jurisdiction,
    }
}

struct Walk<'a, 'b> {
    rows: &'b [&'a Question],
    answers: &'b BTreeMap<String, bool>,
}

impl<'a> Walk<'a, '_> {
    fn after(&self, question: &'a Question, yes: bool) -> Option<&'a Question> {
        match if yes { &question.if_yes } else { &question.if_no } {
            // Questions only lead onwards, so that every walk ends.
            Next::Ask(fact) => {
                let at = self.rows.iter().position(|row| std::ptr::eq(*row, question))?;
                self.rows[at + 1..].iter().find(|row| row.fact == *fact).copied()
            }
            Next::Is(_) => None,
        }
    }

    /// Every outcome that the answers leave possible.
    fn outcomes(&self, question: &'a Question) -> BTreeSet<&'a str> {
        let ways = match self.answers.get(&question.fact) {
            Some(yes) => vec![*yes],
            None => vec![true, false],
        };
        let mut found = BTreeSet::new();
        for yes in ways {
            match if yes { &question.if_yes } else { &question.if_no } {
                Next::Is(outcome) => {
                    found.insert(outcome.as_str());
                }
                Next::Ask(_) => {
                    if let Some(next) = self.after(question, yes) {
                        found.extend(self.outcomes(next));
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::reference::tests::bundled;

    fn answers(text: &str) -> BTreeMap<String, bool> {
        let one = |word: &str| match word.strip_prefix('!') {
            Some(fact) => (fact.to_owned(), false),
            None => (word.to_owned(), true),
        };
        text.split_whitespace().map(one).collect()
    }

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    /// Answers, a `!` for no; the outcome, or the question that is open.
    #[test]
    fn tables_decide_as_the_articles_do() {
        let reference = bundled();
        let all = "production_residue certain_use direct_use integral_part lawful_use";
        for (test, given, wanted) in [
            ("by_product", all, Ok("by_product")),
            ("by_product", "", Err("production_residue")),
            ("by_product", "production_residue certain_use", Err("direct_use")),
            ("by_product", "!lawful_use", Ok("not_by_product")),
            ("by_product", "production_residue !direct_use", Ok("not_by_product")),
            (
                "end_of_waste",
                "recovered !union_criteria specific_purpose market_or_demand technical_requirements no_adverse_impact",
                Ok("end_of_waste"),
            ),
            ("end_of_waste", "recovered union_criteria union_criteria_met", Ok("end_of_waste")),
            ("end_of_waste", "recovered union_criteria !union_criteria_met", Ok("still_waste")),
            ("end_of_waste", "recovered", Err("union_criteria")),
            ("shipment", "!crosses_border", Ok("domestic")),
            (
                "shipment",
                "crosses_border !for_disposal within_union green_listed over_20_kg",
                Ok("annex_vii"),
            ),
            (
                "shipment",
                "crosses_border !for_disposal within_union !green_listed",
                Ok("notification"),
            ),
            (
                "shipment",
                "crosses_border for_disposal !disposal_within_union !disposal_to_efta",
                Ok("prohibited"),
            ),
            (
                "shipment",
                "crosses_border !for_disposal !within_union !oecd_destination !export_non_hazardous",
                Ok("prohibited"),
            ),
            (
                "shipment",
                "crosses_border !for_disposal !within_union oecd_destination",
                Err("export_green_listed"),
            ),
            (
                "animal_by_product",
                "!specified_risk !manure_or_fallen fit_or_former_food",
                Ok("category_3"),
            ),
            (
                "animal_by_product",
                "!specified_risk !manure_or_fallen !fit_or_former_food",
                Ok("category_2"),
            ),
            ("animal_by_product", "specified_risk", Ok("category_1")),
        ] {
            let found = decide(test, "EU", &answers(given), today(), &reference).unwrap();
            match wanted {
                Ok(outcome) => {
                    assert_eq!(found.outcome, Some(outcome), "{test} {given}");
                    assert_eq!(found.next, None);
                }
                Err(fact) => {
                    assert_eq!(found.outcome, None, "{test} {given}");
                    assert_eq!(found.next.unwrap().fact, fact, "{test} {given}");
                }
            }
        }
    }

    #[test]
    fn a_country_has_its_own_table_the_unions_or_none() {
        let reference = bundled();
        let article = |test: &str, of: &str| {
            decide(test, of, &BTreeMap::new(), today(), &reference)
                .map(|found| found.asked[0].0.citation.article.clone())
        };
        assert!(article("by_product", "DE").unwrap().contains("KrWG"));
        assert!(article("shipment", "DE").unwrap().contains("2024/1157"));
        assert!(article("by_product", "FR").unwrap().contains("2008/98"));
        for other in ["GB", "RU", "US", "XX", ""] {
            assert_eq!(article("by_product", other), Err(NoDecision::NotAssessed), "{other}");
        }
        assert_eq!(article("nothing", "EU"), Err(NoDecision::UnknownTest));
        assert_eq!(tests("DE", &reference).len(), 4);
        assert!(tests("RU", &reference).is_empty());
    }

    /// Exports outside the OECD decision: three regimes, by their days of effect.
    #[test]
    fn the_day_chooses_the_rule() {
        let reference = bundled();
        let export =
            "crosses_border !for_disposal !within_union !oecd_destination export_non_hazardous";
        let on = |day: &str, more: &str| {
            let given = answers(&format!("{export} {more}"));
            let found = decide("shipment", "EU", &given, day.parse().unwrap(), &reference)?;
            Ok(found.outcome.map(str::to_owned))
        };
        let is = |outcome: &str| Ok(Some(outcome.to_owned()));
        assert_eq!(on("2026-05-20", "export_plastic"), Err(NoDecision::NotAssessed));
        assert_eq!(on("2026-05-21", "export_plastic"), is("destination_rules"));
        assert_eq!(on("2026-11-20", "export_plastic"), is("destination_rules"));
        assert_eq!(on("2026-11-21", "export_plastic"), is("prohibited"));
        assert_eq!(on("2026-11-21", "!export_plastic"), is("destination_rules"));
        assert_eq!(on("2026-11-21", ""), Ok(None));
        assert_eq!(on("2027-05-20", "!export_plastic"), is("destination_rules"));
        assert_eq!(on("2027-05-21", "!export_plastic"), Ok(None));
        assert_eq!(on("2027-05-21", "!export_plastic destination_listed"), is("listed_country"));
        assert_eq!(on("2027-05-21", "!export_plastic !destination_listed"), is("prohibited"));
        assert_eq!(on("2027-05-21", "!destination_listed"), is("prohibited"));
    }

    /// Every question of a table is reached, and every one names its article.
    #[test]
    fn no_question_is_out_of_reach() {
        let reference = bundled();
        for row in reference.questions() {
            assert!(!row.citation.article.is_empty() && row.citation.source.starts_with("https"));
            let mates: Vec<&Question> = reference
                .questions()
                .iter()
                .filter(|r| r.test == row.test && r.jurisdiction == row.jurisdiction)
                .filter(|r| r.holds_on(row.from.unwrap()))
                .collect();
            let leads = |next: &Next| matches!(next, Next::Ask(fact) if *fact == row.fact);
            let is_first = std::ptr::eq(mates[0], row);
            assert!(
                is_first || mates.iter().any(|r| leads(&r.if_yes) || leads(&r.if_no)),
                "{row:?}"
            );
            let none = BTreeMap::new();
            let walk = Walk { rows: &mates, answers: &none };
            assert!(walk.outcomes(row).len() >= 2, "{row:?} decides nothing");
        }
    }
}
