//! Single calculations of the engine on a file or a text, without a project.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use turash_engine::optimise::{assign, mcf, read};
use turash_engine::watch::Watch;

use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("calc.list", Effect::Read, |_: &Workbench, _: super::Nothing, _| {
            Ok(Calculations { calculations: Calculation::ALL.to_vec() })
        }),
        Operation::new("calc.run", Effect::Job, run),
    ]
}

/// A calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Calculation {
    /// Minimum-cost flow, DIMACS `.min`.
    Mcf,
    /// Linear assignment, OR-Library text.
    Assign,
}

impl Calculation {
    const ALL: [Calculation; 2] = [Calculation::Mcf, Calculation::Assign];
}

#[derive(Serialize, JsonSchema)]
struct Calculations {
    /// Names that `calc` takes.
    calculations: Vec<Calculation>,
}

/// What to calculate, on a file or on a text.
#[derive(Deserialize, JsonSchema)]
struct Run {
    name: Calculation,
    /// File to read.
    #[serde(default)]
    file: Option<PathBuf>,
    /// The text itself, where there is no file.
    #[serde(default)]
    text: String,
}

/// The answer of a calculation.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Answer {
    /// Minimum-cost flow.
    Mcf {
        /// `optimal`, `infeasible`, `unbounded` or `too_large`.
        status: &'static str,
        /// Least cost, where there is one.
        objective: Option<Number>,
    },
    /// Linear assignment.
    Assign {
        /// Least sum of costs.
        objective: Number,
    },
}

fn run(_: &Workbench, run: Run, watch: &dyn Watch) -> Result<Answer, Error> {
    let text = match &run.file {
        Some(path) => std::fs::read_to_string(path).map_err(Error::io(path))?,
        None => run.text,
    };
    match run.name {
        Calculation::Mcf => {
            let solution = mcf::solve(&read::network(&text)?, u64::MAX, watch);
            match solution.status {
                mcf::Status::Stopped => Err(Error::Cancelled),
                mcf::Status::Optimal
                | mcf::Status::Infeasible
                | mcf::Status::Unbounded
                | mcf::Status::TooLarge => Ok(Answer::Mcf {
                    status: solution.status.code(),
                    objective: solution.objective.and_then(number),
                }),
            }
        }
        Calculation::Assign => {
            let table = read::cost_table(&text)?;
            let found = assign::assign(&table, watch).ok_or(Error::Cancelled)?;
            let objective = number(found.objective).ok_or(Error::FigureOutOfRange)?;
            Ok(Answer::Assign { objective })
        }
    }
}

/// A whole number as JSON knows it; beyond 64 bits the nearest that it knows.
fn number(value: i128) -> Option<Number> {
    i64::try_from(value).map(Number::from).ok().or_else(|| Number::from_f64(value as f64))
}
