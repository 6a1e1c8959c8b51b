//! What a failure of one side costs, and what standing by for it; how a match can fail, and how
//! far it has come.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::Kind;
use turash_engine::risk::{self, Failure, Figures, Rating};
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use super::REFERENCE;
use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("donorloss", EXAMPLE, donor_loss),
        Calculator::json("failuremodes", MODES_EXAMPLE, failure_modes),
        Calculator::json("readiness", READINESS_EXAMPLE, readiness),
    ]
}

const EXAMPLE: &str = r#"{"delivered_per_year": 20000, "rate": 4000, "without_eur_per_unit": 60,
    "transfer_eur_per_unit": 35, "giving_eur_per_unit": 5, "taker_capital_eur": 1000000,
    "taker_eur_per_year": 400000, "backup_eur_per_rate": 75, "backup_upkeep_share": 0.035,
    "discount_rate": 0.08, "years": 10, "closes_after_years": 4, "weeks": 3, "demand_drop": 0.25}"#;

/// A match, and what fails.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Units a year that are delivered.
    delivered_per_year: f64,
    /// Largest rate in kW, or units an hour.
    rate: f64,
    /// What a unit costs the taker without the match.
    without_eur_per_unit: f64,
    /// What a unit costs the taker in the match.
    transfer_eur_per_unit: f64,
    /// What a unit costs the giver.
    #[serde(default)]
    giving_eur_per_unit: f64,
    #[serde(default)]
    taker_capital_eur: f64,
    /// Net gain of the taker a year.
    taker_eur_per_year: f64,
    /// Capital of the plant that stands by, for each kW or unit an hour.
    #[serde(default)]
    backup_eur_per_rate: f64,
    /// Its upkeep a year as share of capital.
    #[serde(default)]
    backup_upkeep_share: f64,
    discount_rate: f64,
    years: u32,
    /// The supplier closes after so many years; without it, not at all.
    #[serde(default)]
    closes_after_years: Option<u32>,
    /// Weeks a year in which the supplier stands still.
    #[serde(default)]
    weeks: f64,
    /// Share by which the demand drops, 0..1.
    #[serde(default)]
    demand_drop: f64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DonorLoss")]
struct Told {
    /// Present value of the taker when the supplier closes then.
    taker_npv_eur: f64,
    /// Paid at the closing, it would make the taker whole.
    closing_penalty_eur: f64,
    /// Units a year that fail in the weeks of standstill.
    missing_per_year: f64,
    /// What replacing them costs beyond the price.
    standstill_eur_per_year: f64,
    /// Penalty for a unit that is not delivered.
    penalty_eur_per_unit: f64,
    /// What the giver misses when the demand drops.
    giver_misses_eur_per_year: f64,
    /// Share of the contract amount to be paid for all the same, so that the giver misses nothing.
    take_or_pay_share: Option<f64>,
    backup_capital_eur: f64,
    /// What standing by costs.
    backup_eur_per_year: f64,
}

fn donor_loss(case: Case, _: &dyn Watch) -> Result<Told, Error> {
    let figures = Figures {
        delivered_per_year: case.delivered_per_year,
        rate: case.rate,
        without_eur_per_unit: case.without_eur_per_unit,
        transfer_eur_per_unit: case.transfer_eur_per_unit,
        giving_eur_per_unit: case.giving_eur_per_unit,
        taker_capital_eur: case.taker_capital_eur,
        taker_eur_per_year: case.taker_eur_per_year,
        backup_eur_per_rate: case.backup_eur_per_rate,
        backup_upkeep_share: case.backup_upkeep_share,
        rate_of_discount: case.discount_rate,
        years: case.years,
    };
    let failure = Failure {
        closes_after_years: case.closes_after_years.unwrap_or(case.years),
        weeks: case.weeks,
        drop: case.demand_drop,
    };
    let told = risk::donor_loss(&figures, &failure).map_err(InputError::from)?;
    Ok(Told {
        taker_npv_eur: told.taker_npv_eur,
        closing_penalty_eur: told.closing_penalty_eur,
        missing_per_year: told.missing_per_year,
        standstill_eur_per_year: told.standstill_eur_per_year,
        penalty_eur_per_unit: told.penalty_eur_per_unit,
        giver_misses_eur_per_year: told.giver_misses_eur_per_year,
        take_or_pay_share: told.take_or_pay_share,
        backup_capital_eur: told.backup_capital_eur,
        backup_eur_per_year: told.backup_eur_per_year,
    })
}

const MODES_EXAMPLE: &str = r#"{"kind": "heat", "ratings": [
    {"mode": "leak", "severity": 8, "occurrence": 4, "detection": 6}]}"#;

/// What is delivered, and a site's own ratings.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ModesInput {
    kind: Kind,
    #[serde(default)]
    ratings: Vec<RatingInput>,
}

/// 1 to 10 each.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RatingInput {
    mode: String,
    severity: f64,
    occurrence: f64,
    detection: f64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FailureModes")]
struct ModesTold {
    /// The highest priority first.
    modes: Vec<ModeView>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FailureModeRated")]
struct ModeView {
    mode: String,
    cause: String,
    effect: String,
    /// What shows it.
    sign: String,
    severity: f64,
    occurrence: f64,
    detection: f64,
    /// Severity x occurrence x detection, 1 to 1000.
    priority: f64,
    remedy: String,
    source: String,
}

fn failure_modes(input: ModesInput, _: &dyn Watch) -> Result<ModesTold, Error> {
    let ratings: Vec<Rating> = input
        .ratings
        .into_iter()
        .map(|own| Rating {
            mode: own.mode,
            severity: own.severity,
            occurrence: own.occurrence,
            detection: own.detection,
        })
        .collect();
    let modes = risk::failure_modes(input.kind, &ratings, &REFERENCE).map_err(InputError::from)?;
    let view = |mode: risk::FailureMode| ModeView {
        priority: mode.priority(),
        mode: mode.mode,
        cause: mode.cause,
        effect: mode.effect,
        sign: mode.sign,
        severity: mode.severity,
        occurrence: mode.occurrence,
        detection: mode.detection,
        remedy: mode.remedy,
        source: mode.source,
    };
    Ok(ModesTold { modes: modes.into_iter().map(view).collect() })
}

const READINESS_EXAMPLE: &str =
    r#"{"holds": ["amounts_known", "temperature_fits", "priced", "both_gain", "law_assessed"]}"#;

/// Facts that hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadinessInput {
    holds: BTreeSet<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Readiness")]
struct ReadinessTold {
    axes: Vec<AxisTold>,
}

#[derive(Serialize, JsonSchema)]
struct AxisTold {
    axis: &'static str,
    level: usize,
    of: usize,
    /// The fact that comes next.
    next: Option<String>,
}

fn readiness(input: ReadinessInput, _: &dyn Watch) -> Result<ReadinessTold, Error> {
    let known = |fact: &str| REFERENCE.readiness_facts().iter().any(|(_, row)| row == fact);
    if let Some(odd) = input.holds.iter().find(|fact| !known(fact)) {
        return Err(InputError::from(Unfit::OutOfBounds {
            field: "holds".to_owned(),
            value: odd.clone(),
            allowed: "facts of readiness.csv",
        })
        .into());
    }
    let axes = risk::readiness(&input.holds, &REFERENCE);
    Ok(ReadinessTold {
        axes: axes
            .iter()
            .map(|axis| AxisTold {
                axis: axis.axis.code(),
                level: axis.level,
                of: axis.of,
                next: axis.next.map(str::to_owned),
            })
            .collect(),
    })
}
