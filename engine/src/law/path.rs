//! The way of one match through the legal tests: which of them it meets, what its own facts already
//! answer, which question is next, and which legal templates follow.
//!
//! It knows the verdict and facts, no text of a template. It gives facts for counsel, no advice.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decision::{Decision, NoDecision, decide};
use super::{Branch, Verdict};
use crate::model::Kind;
use crate::reference::{Country, Question, Reference};

/// One test on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// Name of the test; its words are `law-test-<name>`.
    pub test: &'static str,
    /// How it stands, or why there is no table to ask.
    pub decision: Result<Decision<'a>, NoDecision>,
}

/// The whole way.
#[derive(Debug, Clone, PartialEq)]
pub struct Path<'a> {
    /// What it stands as: a branch, the outcome of a test, or `prohibited`.
    pub standing: &'a str,
    /// Tests in the order in which they are met; none where no test is.
    pub steps: Vec<Step<'a>>,
    /// The question to answer next; none where all is decided or nobody can ask.
    pub next: Option<&'a Question>,
    /// Names of the legal templates; none where it is prohibited. Their words are `law-template-<name>`.
    pub templates: Vec<&'a str>,
}

/// Leads a match through the legal tests as they stand on a day.
///
/// By-product first where it is not known to be waste, end of waste next, a shipment where waste
/// crosses a border. What the sites and the branch tell (border, Union, OECD decision, hazard) is
/// answered by itself, and so is that it goes to recovery; `answers` of the user go first. Source:
/// Directive 2008/98/EC Art. 5 and 6, Regulation (EU) 2024/1157; the sets of templates are ours
/// (`law_templates.csv`). Oracle: ways and sets by hand.
pub fn path<'a>(
    verdict: &Verdict,
    kind: Kind,
    to: Option<Country>,
    answers: &BTreeMap<String, bool>,
    day: Date,
    reference: &'a Reference,
) -> Path<'a> {
    let from = verdict.supply.country;
    let mut known = own_facts(verdict, to, reference);
    known.extend(answers.iter().map(|(fact, yes)| (fact.clone(), *yes)));
    let ask = |test: &'static str| {
        let of = from.as_ref().map_or("", Country::as_str);
        Step { test, decision: decide(test, of, &known, day, reference) }
    };
    let mut steps: Vec<Step<'a>> = Vec::new();
    let mut standing: &'a str = verdict.branch.code();
    match verdict.branch {
        Branch::AnimalByProduct => steps.push(ask("animal_by_product")),
        Branch::ByProductTest | Branch::Waste | Branch::WasteHazardous => {
            if verdict.branch == Branch::ByProductTest {
                let step = ask("by_product");
                match step.outcome() {
                    Some("not_by_product") => standing = Branch::Waste.code(),
                    Some(outcome) => standing = outcome,
                    None => {}
                }
                steps.push(step);
            }
            if is_waste(standing) {
                let step = ask("end_of_waste");
                if step.outcome() == Some("end_of_waste") {
                    standing = "end_of_waste";
                }
                steps.push(step);
            }
            if is_waste(standing) && verdict.crosses_border {
                let is_union = from
                    .and_then(|country| reference.jurisdiction(country))
                    .is_some_and(|jurisdiction| jurisdiction.code == "EU");
                let step = if is_union {
                    ask("shipment")
                } else {
                    Step { test: "shipment", decision: Err(NoDecision::NotAssessed) }
                };
                if step.outcome() == Some("prohibited") {
                    standing = "prohibited";
                }
                steps.push(step);
            }
        }
        Branch::NotWasteLaw | Branch::Water | Branch::Product | Branch::NotAssessed => {}
    }
    if verdict.refusal.is_some() {
        standing = "prohibited";
    }
    let open = |step: &Step<'a>| step.decision.as_ref().ok().and_then(|d| d.next);
    let next = match standing {
        "prohibited" => None,
        _ => steps.iter().find_map(open),
    };
    let sets = || reference.template_sets().iter().filter(|set| set.standing == standing);
    let set =
        sets().find(|set| set.kind == Some(kind)).or_else(|| sets().find(|set| set.kind.is_none()));
    Path {
        standing,
        steps,
        next,
        templates: set.map_or_else(Vec::new, |s| s.templates.iter().map(String::as_str).collect()),
    }
}

fn is_waste(standing: &str) -> bool {
    standing == Branch::Waste.code() || standing == Branch::WasteHazardous.code()
}

impl<'a> Step<'a> {
    /// The outcome, where it is decided.
    pub fn outcome(&self) -> Option<&'a str> {
        self.decision.as_ref().ok().and_then(|decision| decision.outcome)
    }
}

/// What the match itself answers.
fn own_facts(
    verdict: &Verdict,
    to: Option<Country>,
    reference: &Reference,
) -> BTreeMap<String, bool> {
    let mut known = BTreeMap::from([("for_disposal".to_owned(), false)]);
    if verdict.supply.country.is_some() && to.is_some() {
        known.insert("crosses_border".to_owned(), verdict.crosses_border);
    }
    if let Some(jurisdiction) = to.and_then(|country| reference.jurisdiction(country)) {
        known.insert("within_union".to_owned(), jurisdiction.code == "EU");
        known.insert("oecd_destination".to_owned(), jurisdiction.is_oecd);
    }
    if !verdict.supply.hazard_open {
        match verdict.branch {
            Branch::Waste => {
                known.insert("export_non_hazardous".to_owned(), true);
            }
            Branch::WasteHazardous => {
                known.insert("export_non_hazardous".to_owned(), false);
                known.insert("green_listed".to_owned(), false);
                known.insert("export_green_listed".to_owned(), false);
            }
            Branch::NotWasteLaw
            | Branch::Water
            | Branch::AnimalByProduct
            | Branch::Product
            | Branch::ByProductTest
            | Branch::NotAssessed => {}
        }
    }
    known
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::economics::fixture::{demand, site, supply};
    use crate::law::{classify, standing};
    use crate::reference::tests::bundled;

    fn told(
        kind: Kind,
        class: Option<&str>,
        ends: (&str, &str),
        answered: &str,
    ) -> (String, Vec<&'static str>, Option<String>, Vec<String>) {
        let reference = bundled();
        let mut flow = supply(kind);
        flow.class = class.map(str::to_owned);
        let (from, to) = (site(ends.0), site(ends.1));
        let verdict = classify(
            &standing(&flow, &from, &reference),
            &standing(&demand(kind), &to, &reference),
            &reference,
        );
        let one = |word: &str| match word.strip_prefix('!') {
            Some(fact) => (fact.to_owned(), false),
            None => (word.to_owned(), true),
        };
        let answers = answered.split_whitespace().map(one).collect();
        let day = "2026-11-22".parse().unwrap();
        let path = path(&verdict, kind, Country::new(ends.1), &answers, day, &reference);
        (
            path.standing.to_owned(),
            path.steps.iter().map(|step| step.test).collect(),
            path.next.map(|question| question.fact.clone()),
            path.templates.iter().map(|name| (*name).to_owned()).collect(),
        )
    }

    /// Kind, code, ends, answers (`!` for no); standing, tests, next question, one template that
    /// is there, one that is not.
    #[test]
    fn each_way_leads_to_its_papers() {
        let all = "production_residue certain_use direct_use integral_part lawful_use";
        let over = "recovered !union_criteria specific_purpose market_or_demand technical_requirements no_adverse_impact";
        let (ash, lead) = (Some("10 01 01"), Some("16 06 01"));
        let (by_product, end): (&[&str], &[&str]) = (&["by_product"], &["end_of_waste"]);
        let shipped: &[&str] = &["end_of_waste", "shipment"];
        use Kind::{Biowaste, Electricity, Heat, Material, Service, Water};
        for (kind, class, ends, answered, standing, tests, next, has, lacks) in [
            (
                Heat,
                None,
                ("DE", "DE"),
                "",
                "not_waste_law",
                &[][..],
                None,
                "heat_supply",
                "waste_transfer",
            ),
            (
                Electricity,
                None,
                ("DE", "DE"),
                "",
                "not_waste_law",
                &[],
                None,
                "term_sheet",
                "heat_supply",
            ),
            (
                Service,
                None,
                ("DE", "PL"),
                "",
                "not_waste_law",
                &[],
                None,
                "service_shared_asset",
                "heat_supply",
            ),
            (Water, None, ("DE", "DE"), "", "water", &[], None, "water_reuse", "by_product_supply"),
            (Heat, None, ("RU", "RU"), "", "not_assessed", &[], None, "mutual_nda", "heat_supply"),
            (
                Heat,
                None,
                ("GB", "GB"),
                "",
                "not_assessed",
                &[],
                None,
                "letter_of_intent",
                "site_access",
            ),
            (
                Material,
                None,
                ("DE", "DE"),
                "",
                "by_product_test",
                by_product,
                Some("production_residue"),
                "term_sheet",
                "by_product_supply",
            ),
            (
                Material,
                None,
                ("DE", "DE"),
                all,
                "by_product",
                by_product,
                None,
                "by_product_supply",
                "waste_transfer",
            ),
            (
                Material,
                None,
                ("DE", "DE"),
                "!certain_use",
                "waste",
                &["by_product", "end_of_waste"],
                Some("recovered"),
                "waste_transfer",
                "by_product_supply",
            ),
            (
                Material,
                ash,
                ("DE", "DE"),
                "",
                "waste",
                end,
                Some("recovered"),
                "waste_transfer",
                "hazardous_consignment",
            ),
            (
                Material,
                ash,
                ("DE", "DE"),
                over,
                "end_of_waste",
                end,
                None,
                "by_product_supply",
                "waste_transfer",
            ),
            (
                Material,
                lead,
                ("DE", "DE"),
                "!recovered",
                "waste_hazardous",
                end,
                None,
                "hazardous_consignment",
                "by_product_supply",
            ),
            (
                Material,
                ash,
                ("DE", "PL"),
                "!recovered",
                "waste",
                shipped,
                Some("green_listed"),
                "waste_transfer",
                "by_product_supply",
            ),
            (
                Material,
                ash,
                ("DE", "UA"),
                "!recovered",
                "waste",
                shipped,
                Some("export_plastic"),
                "waste_transfer",
                "by_product_supply",
            ),
            (
                Biowaste,
                Some("02 02 03"),
                ("DE", "DE"),
                "",
                "animal_by_product",
                &["animal_by_product"],
                Some("specified_risk"),
                "term_sheet",
                "waste_transfer",
            ),
        ] {
            let told = told(kind, class, ends, answered);
            let case = format!("{kind:?} {class:?} {ends:?} {answered}: {told:?}");
            assert_eq!(told.0, standing, "{case}");
            assert_eq!(told.1, tests, "{case}");
            assert_eq!(told.2.as_deref(), next, "{case}");
            assert!(told.3.iter().any(|name| name == has), "{case}");
            assert!(!told.3.iter().any(|name| name == lacks), "{case}");
        }
    }

    #[test]
    fn what_is_prohibited_has_no_papers() {
        let (standing, _, next, templates) =
            told(Kind::Material, Some("16 06 01"), ("PL", "UA"), "!recovered");
        assert_eq!((standing.as_str(), next), ("prohibited", None));
        assert!(templates.is_empty());
        let plastic =
            told(Kind::Material, Some("10 01 01"), ("DE", "UA"), "!recovered export_plastic");
        assert_eq!(plastic.0, "prohibited");
        assert!(plastic.3.is_empty());
    }

    /// Hazardous waste between states of the Union goes by notification without a question.
    #[test]
    fn hazard_and_border_answer_for_themselves() {
        let told = told(Kind::Material, Some("16 06 01"), ("DE", "PL"), "!recovered");
        assert_eq!((told.0.as_str(), told.2), ("waste_hazardous", None));
    }

    #[test]
    fn every_standing_has_papers_for_every_kind() {
        let reference = bundled();
        for set in reference.template_sets() {
            assert!(set.templates.iter().any(|name| name == "mutual_nda"), "{set:?}");
            let twice = reference
                .template_sets()
                .iter()
                .filter(|other| other.standing == set.standing && other.kind == set.kind);
            assert_eq!(twice.count(), 1, "{set:?}");
        }
        for branch in [
            Branch::NotWasteLaw,
            Branch::Water,
            Branch::AnimalByProduct,
            Branch::Product,
            Branch::ByProductTest,
            Branch::Waste,
            Branch::WasteHazardous,
            Branch::NotAssessed,
        ] {
            let has = |set: &crate::reference::TemplateSet| {
                set.standing == branch.code() && set.kind.is_none()
            };
            assert!(reference.template_sets().iter().any(has), "{branch:?}");
        }
    }
}
