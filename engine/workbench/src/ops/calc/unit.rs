//! Units by their UCUM codes: whether a code is one, and figures in another unit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::ucum::{self, UcumError};
use turash_engine::unfit::{Unfit, finite};
use turash_engine::watch::Watch;

use super::calculator::Calculator;
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![Calculator::json("unit", r#"{"value": 1, "from": "kW.h", "to": "MJ"}"#, unit)]
}

/// A figure to have in another unit, or a code to judge.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The figure.
    #[serde(default)]
    value: Option<f64>,
    /// UCUM code of its unit.
    #[serde(default)]
    from: Option<String>,
    /// UCUM code of the unit it is wanted in.
    #[serde(default)]
    to: Option<String>,
    /// A code to judge instead.
    #[serde(default)]
    validate: Option<String>,
}

/// What is known of units.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Unit {
    /// A figure in the unit wanted.
    Converted {
        /// The figure.
        value: f64,
    },
    /// Whether a code is one of UCUM.
    Judged {
        /// It is.
        valid: bool,
        /// Why not: `no_term`, `unknown_unit`, `unexpected`.
        reason: Option<&'static str>,
    },
}

fn unit(asked: Asked, _: &dyn Watch) -> Result<Unit, Error> {
    if let Some(code) = asked.validate {
        let told = ucum::validate(&code);
        return Ok(Unit::Judged { valid: told.is_ok(), reason: told.err().map(|e| e.reason()) });
    }
    let value = finite("value", asked.value.ok_or(Unfit::Missing { field: "value" })?)?;
    let from = asked.from.ok_or(Unfit::Missing { field: "from" })?;
    let to = asked.to.ok_or(Unfit::Missing { field: "to" })?;
    for (field, code) in [("from", &from), ("to", &to)] {
        ucum::validate(code).map_err(|_| unfit(field, code, "UCUM"))?;
    }
    let converted = ucum::convert(value, &from, &to);
    let value = converted.map_err(|error| match error {
        UcumError::Different { .. } => unfit("to", &to, "dim(from) = dim(to)"),
        UcumError::NoMultiple { unit } if from.contains(&unit) => unfit("from", &from, "K"),
        UcumError::NoMultiple { .. } => unfit("to", &to, "K"),
        UcumError::Figure => Unfit::OutOfRange { field: "value" },
        UcumError::NoTerm { .. } | UcumError::Unknown { .. } | UcumError::Unexpected { .. } => {
            unfit("from", &from, "UCUM")
        }
    })?;
    Ok(Unit::Converted { value })
}

fn unfit(field: &str, value: &str, allowed: &'static str) -> Unfit {
    Unfit::OutOfBounds { field: field.to_owned(), value: value.to_owned(), allowed }
}
