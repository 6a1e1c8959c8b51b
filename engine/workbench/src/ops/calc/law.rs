//! What the law makes of facts and concentrations, by the rows of the reference tables: hazardous
//! properties, the legal tests, persistent pollutants, reclaimed water, the list of waste by day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::law::decision::{self, NoDecision};
use turash_engine::law::hazard::{self, Composition, Outcome, Property, Standing, Substance};
use turash_engine::law::limits;
use turash_engine::reference::{Citation, Question, ReuseLimit, WasteEntry};
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use super::REFERENCE;
use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("hazard", EXAMPLE, hazard),
        Calculator::json("legaltest", TEST_EXAMPLE, legal_test),
        Calculator::json("pop", POP_EXAMPLE, pollutants),
        Calculator::json("waterreuse", REUSE_EXAMPLE, water_reuse),
        Calculator::json("wastecode", CODE_EXAMPLE, waste_code),
    ]
}

const TEST_EXAMPLE: &str = r#"{"test": "by_product", "jurisdiction": "DE", "day": "2026-11-22",
    "answers": {"production_residue": true, "certain_use": true, "direct_use": true}}"#;

const POP_EXAMPLE: &str = r#"{"day": "2026-11-22", "substances": [
    {"substance": "polybrominated_diphenyl_ethers", "mg_per_kg": 420},
    {"substance": "polychlorinated_biphenyls", "mg_per_kg": 12}]}"#;

const REUSE_EXAMPLE: &str = r#"{"measured": {"e_coli_per_100_ml": 40, "bod5_mg_per_l": 9,
    "suspended_solids_mg_per_l": 12, "turbidity_ntu": 4}, "forage": false, "sprayed": false}"#;

const CODE_EXAMPLE: &str = r#"{"code": "16 06 05", "day": "2026-12-09"}"#;

const EXAMPLE: &str = r#"{"waste_code": "10 01 16*", "complete": false, "substances": [
    {"name": "lead oxide", "percent": 0.4, "statements": ["H360FD", "H373", "H410", "H302", "H332"]},
    {"name": "lime", "percent": 6, "statements": ["H315", "H318", "H335"]}]}"#;

/// What a waste contains.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Waste {
    /// Its entry in the list of waste, six digits.
    #[serde(default)]
    waste_code: Option<String>,
    substances: Vec<Part>,
    /// Whether everything that could matter is listed.
    #[serde(default)]
    complete: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    #[serde(default)]
    name: String,
    /// By mass.
    percent: f64,
    /// Hazard statements, the category after a hyphen where it counts: `H314-1A`, `H300-2`.
    statements: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "HazardousProperties")]
struct Told {
    /// Entry of the list of waste: `absolute_hazardous`, `absolute_non_hazardous`,
    /// `mirror_hazardous`, `mirror_non_hazardous`.
    entry: Option<&'static str>,
    /// `hazardous`, `non_hazardous` or `open`.
    standing: &'static str,
    properties: Vec<PropertyView>,
}

#[derive(Serialize, JsonSchema)]
struct PropertyView {
    /// `HP1` to `HP15`.
    property: String,
    /// `met`, `not_met` or `open`.
    outcome: &'static str,
    /// What was reached of the limit that decided.
    reached_percent: f64,
    limit_percent: f64,
    /// Substances behind it.
    substances: Vec<String>,
    /// `composition`, `category`, `test`, `national_rule`.
    missing: Vec<&'static str>,
    article: String,
    date: String,
    source: String,
}

impl From<&Property<'_>> for PropertyView {
    fn from(property: &Property<'_>) -> Self {
        Self {
            property: property.code.to_owned(),
            outcome: match property.outcome {
                Outcome::Met => "met",
                Outcome::NotMet => "not_met",
                Outcome::Open => "open",
            },
            reached_percent: property.reached_percent,
            limit_percent: property.row.limit_percent,
            substances: property.substances.iter().map(|name| (*name).to_owned()).collect(),
            missing: property.missing.iter().map(|fact| fact.code()).collect(),
            article: property.row.article.clone(),
            date: property.row.date.clone(),
            source: property.row.source.clone(),
        }
    }
}

fn hazard(waste: Waste, _: &dyn Watch) -> Result<Told, Error> {
    told(waste).map_err(|unfit| InputError::from(unfit).into())
}

fn told(waste: Waste) -> Result<Told, Unfit> {
    let entry = match &waste.waste_code {
        None => None,
        Some(code) => Some(REFERENCE.waste_entry(code).ok_or_else(|| Unfit::OutOfBounds {
            field: "waste_code".to_owned(),
            value: code.clone(),
            allowed: "an entry of the list of waste",
        })?),
    };
    let composition = Composition {
        substances: waste
            .substances
            .into_iter()
            .map(|part| Substance {
                name: part.name,
                percent: part.percent,
                statements: part.statements,
            })
            .collect(),
        is_complete: waste.complete,
    };
    let properties = hazard::properties(&composition, &REFERENCE)?;
    Ok(Told {
        entry: entry.map(entry_code),
        standing: match hazard::standing(entry, &properties) {
            Standing::Hazardous => "hazardous",
            Standing::NonHazardous => "non_hazardous",
            Standing::Open => "open",
        },
        properties: properties.iter().map(PropertyView::from).collect(),
    })
}

fn entry_code(entry: WasteEntry) -> &'static str {
    match entry {
        WasteEntry::AbsoluteHazardous => "absolute_hazardous",
        WasteEntry::AbsoluteNonHazardous => "absolute_non_hazardous",
        WasteEntry::MirrorHazardous => "mirror_hazardous",
        WasteEntry::MirrorNonHazardous => "mirror_non_hazardous",
    }
}

/// A test of law, and what is known.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// `by_product`, `end_of_waste`, `shipment`, `animal_by_product`.
    test: String,
    /// `EU`, or a country by its two letters.
    jurisdiction: String,
    /// The rules that hold on this day.
    day: Date,
    /// Facts that are known, yes or no.
    #[serde(default)]
    answers: BTreeMap<String, bool>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LegalTest")]
struct Decided {
    /// `decided`, `open`, or `not_assessed`: no table of this jurisdiction for that day, ask
    /// counsel.
    standing: &'static str,
    /// What the answers decide, as a code.
    outcome: Option<String>,
    /// The fact to find out next.
    next: Option<String>,
    /// Questions on the way.
    asked: Vec<AskedView>,
}

#[derive(Serialize, JsonSchema)]
struct AskedView {
    fact: String,
    answer: Option<bool>,
    #[serde(flatten)]
    rule: Rule,
}

/// Where a rule stands.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RuleOfLaw")]
struct Rule {
    article: String,
    date: String,
    source: String,
}

impl From<&Citation> for Rule {
    fn from(citation: &Citation) -> Self {
        Self {
            article: citation.article.clone(),
            date: citation.date.clone(),
            source: citation.source.clone(),
        }
    }
}

fn legal_test(asked: Asked, _: &dyn Watch) -> Result<Decided, Error> {
    let found =
        decision::decide(&asked.test, &asked.jurisdiction, &asked.answers, asked.day, &REFERENCE);
    let found = match found {
        Ok(found) => found,
        Err(NoDecision::NotAssessed) => {
            let (outcome, next, asked) = (None, None, Vec::new());
            return Ok(Decided { standing: "not_assessed", outcome, next, asked });
        }
        Err(NoDecision::UnknownTest) => {
            return Err(InputError::from(Unfit::OutOfBounds {
                field: "test".to_owned(),
                value: asked.test,
                allowed: "by_product, end_of_waste, shipment, animal_by_product",
            })
            .into());
        }
    };
    let view = |(question, answer): &(&Question, Option<bool>)| AskedView {
        fact: question.fact.clone(),
        answer: *answer,
        rule: (&question.citation).into(),
    };
    Ok(Decided {
        standing: if found.outcome.is_some() { "decided" } else { "open" },
        outcome: found.outcome.map(str::to_owned),
        next: found.next.map(|question| question.fact.clone()),
        asked: found.asked.iter().map(view).collect(),
    })
}

/// Persistent pollutants in a waste.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Polluted {
    /// The limits that hold on this day.
    day: Date,
    substances: Vec<PollutantInput>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PollutantInput {
    /// Code of the substance or sum.
    substance: String,
    mg_per_kg: f64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PersistentPollutants")]
struct PollutionTold {
    /// Whether the waste must be destroyed or transformed, and may not be recovered as it is.
    must_be_destroyed: bool,
    substances: Vec<PollutantView>,
}

#[derive(Serialize, JsonSchema)]
struct PollutantView {
    substance: String,
    mg_per_kg: f64,
    limit_mg_per_kg: f64,
    must_be_destroyed: bool,
    #[serde(flatten)]
    rule: Rule,
}

fn pollutants(waste: Polluted, _: &dyn Watch) -> Result<PollutionTold, Error> {
    let found: Vec<(String, f64)> =
        waste.substances.into_iter().map(|one| (one.substance, one.mg_per_kg)).collect();
    let judged = limits::pollutants(&found, waste.day, &REFERENCE).map_err(InputError::from)?;
    Ok(PollutionTold {
        must_be_destroyed: judged.iter().any(|one| one.must_be_destroyed),
        substances: judged
            .iter()
            .map(|one| PollutantView {
                substance: one.limit.substance.clone(),
                mg_per_kg: one.mg_per_kg,
                limit_mg_per_kg: one.limit.limit_mg_per_kg,
                must_be_destroyed: one.must_be_destroyed,
                rule: (&one.limit.citation).into(),
            })
            .collect(),
    })
}

/// What reclaimed water contains.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reclaimed {
    /// By parameter: `e_coli_per_100_ml`, `bod5_mg_per_l`, `suspended_solids_mg_per_l`,
    /// `turbidity_ntu`, `legionella_cfu_per_l`, `nematode_eggs_per_l`.
    measured: BTreeMap<String, f64>,
    /// For pasture or forage.
    #[serde(default)]
    forage: bool,
    /// Sprayed, so that droplets can be breathed in.
    #[serde(default)]
    sprayed: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WaterReuse")]
struct ReuseTold {
    /// The best class whose limits are all measured and kept.
    class: Option<char>,
    classes: Vec<ClassView>,
}

#[derive(Serialize, JsonSchema)]
struct ClassView {
    class: char,
    exceeded: Vec<LimitView>,
    unmeasured: Vec<LimitView>,
}

#[derive(Serialize, JsonSchema)]
struct LimitView {
    parameter: String,
    limit: f64,
    #[serde(flatten)]
    rule: Rule,
}

impl From<&&ReuseLimit> for LimitView {
    fn from(limit: &&ReuseLimit) -> Self {
        Self {
            parameter: limit.parameter.clone(),
            limit: limit.limit,
            rule: (&limit.citation).into(),
        }
    }
}

fn water_reuse(water: Reclaimed, _: &dyn Watch) -> Result<ReuseTold, Error> {
    let measured: Vec<(String, f64)> = water.measured.into_iter().collect();
    let classes = limits::reuse_classes(&measured, water.forage, water.sprayed, &REFERENCE)
        .map_err(InputError::from)?;
    let kept = classes.iter().find(|one| one.exceeded.is_empty() && one.unmeasured.is_empty());
    Ok(ReuseTold {
        class: kept.map(|one| one.class),
        classes: classes
            .iter()
            .map(|one| ClassView {
                class: one.class,
                exceeded: one.exceeded.iter().map(LimitView::from).collect(),
                unmeasured: one.unmeasured.iter().map(LimitView::from).collect(),
            })
            .collect(),
    })
}

/// An entry of the list of waste on a day.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CodeAsked {
    /// Six digits, with or without spaces and star.
    code: String,
    day: Date,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WasteCode")]
struct CodeTold {
    /// Whether the list has the entry on that day.
    listed: bool,
    /// `absolute_hazardous`, `absolute_non_hazardous`, `mirror_hazardous`,
    /// `mirror_non_hazardous`; none where nobody has sorted the entry yet.
    entry: Option<&'static str>,
    hazardous: Option<bool>,
    /// Whether sources disagree about which version holds on that day; the older one is told.
    disputed: bool,
    change: Option<ChangeView>,
}

#[derive(Serialize, JsonSchema)]
struct ChangeView {
    change: String,
    /// By most sources.
    applies_from: Date,
    /// By the source that says otherwise.
    applies_from_disputed: Date,
    source: String,
}

fn waste_code(asked: CodeAsked, _: &dyn Watch) -> Result<CodeTold, Error> {
    let entry = limits::entry_on(&asked.code, asked.day, &REFERENCE).ok_or_else(|| {
        InputError::from(Unfit::OutOfBounds {
            field: "code".to_owned(),
            value: asked.code.clone(),
            allowed: "an entry of the list of waste",
        })
    })?;
    Ok(CodeTold {
        listed: entry.is_listed,
        entry: entry.kind.map(entry_code),
        hazardous: entry.is_hazardous,
        disputed: entry.is_disputed,
        change: entry.change.map(|change| ChangeView {
            change: change.change.clone(),
            applies_from: change.applies_from,
            applies_from_disputed: change.disputed,
            source: change.source.clone(),
        }),
    })
}
