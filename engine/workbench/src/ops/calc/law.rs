//! Hazardous properties of a waste from what it contains, by the rows of the reference tables.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::law::hazard::{self, Composition, Outcome, Property, Standing, Substance};
use turash_engine::reference::{Reference, WasteEntry};
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use super::calculator::{Calculator, InputError};
use crate::assets;
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![Calculator::json("hazard", EXAMPLE, hazard)]
}

const EXAMPLE: &str = r#"{"waste_code": "10 01 16*", "complete": false, "substances": [
    {"name": "lead oxide", "percent": 0.4, "statements": ["H360FD", "H373", "H410", "H302", "H332"]},
    {"name": "lime", "percent": 6, "statements": ["H315", "H318", "H335"]}]}"#;

/// The tables that the program carries.
static REFERENCE: LazyLock<Reference> = LazyLock::new(assets::reference);

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
        entry: entry.map(|entry| match entry {
            WasteEntry::AbsoluteHazardous => "absolute_hazardous",
            WasteEntry::AbsoluteNonHazardous => "absolute_non_hazardous",
            WasteEntry::MirrorHazardous => "mirror_hazardous",
            WasteEntry::MirrorNonHazardous => "mirror_non_hazardous",
        }),
        standing: match hazard::standing(entry, &properties) {
            Standing::Hazardous => "hazardous",
            Standing::NonHazardous => "non_hazardous",
            Standing::Open => "open",
        },
        properties: properties.iter().map(PropertyView::from).collect(),
    })
}
