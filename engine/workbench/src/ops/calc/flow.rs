//! Trade on a network: minimum-cost flow and linear assignment, in the formats of the field.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;
use turash_engine::optimise::{assign, mcf, read};
use turash_engine::watch::Watch;

use super::calculator::{Calculator, Format, NoOptions};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::text("mcf", Format::DimacsMin, MCF_EXAMPLE, least_cost),
        Calculator::text("assign", Format::OrLibrary, "2\n1 3\n2 1\n", assignment),
    ]
}

const MCF_EXAMPLE: &str = "p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 9 3\n";

/// Minimum-cost flow.
#[derive(Serialize, JsonSchema)]
struct LeastCost {
    /// `optimal`, `infeasible`, `unbounded` or `too_large`.
    status: &'static str,
    /// Least cost, where there is one.
    objective: Option<Number>,
}

fn least_cost(text: &str, _: NoOptions, watch: &dyn Watch) -> Result<LeastCost, Error> {
    let solution = mcf::solve(&read::network(text)?, u64::MAX, watch);
    match solution.status {
        mcf::Status::Stopped => Err(Error::Cancelled),
        mcf::Status::Optimal
        | mcf::Status::Infeasible
        | mcf::Status::Unbounded
        | mcf::Status::TooLarge => Ok(LeastCost {
            status: solution.status.code(),
            objective: solution.objective.and_then(number),
        }),
    }
}

/// Linear assignment.
#[derive(Serialize, JsonSchema)]
struct Assignment {
    /// Least sum of costs.
    objective: Number,
}

fn assignment(text: &str, _: NoOptions, watch: &dyn Watch) -> Result<Assignment, Error> {
    let table = read::cost_table(text)?;
    let found = assign::assign(&table, watch).ok_or(Error::Cancelled)?;
    let objective = number(found.objective).ok_or(Error::FigureOutOfRange)?;
    Ok(Assignment { objective })
}

/// A whole number as JSON knows it; beyond 64 bits the nearest that it knows.
fn number(value: i128) -> Option<Number> {
    i64::try_from(value).map(Number::from).ok().or_else(|| Number::from_f64(value as f64))
}
