//! The calculators: single calculations of the engine on a few figures or a file, without a
//! project.
//!
//! Each is one entry of a registry, by name, with the schema of what it reads and answers; one
//! file for each subject. What a calculator knows is the engine's affair.

mod calculator;
mod carbon;
mod finance;
mod flow;
mod geodesic;
mod heat;
mod law;
mod pipes;
mod risk;
mod share;
mod transport;
mod unit;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use turash_engine::reference::Reference;
use turash_engine::watch::Watch;

use self::calculator::{Calculator, Described};
use crate::Workbench;
use crate::assets;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub use self::calculator::InputError;

/// The tables that the program carries.
static REFERENCE: LazyLock<Reference> = LazyLock::new(assets::reference);

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("calc.list", Effect::Read, list),
        Operation::new("calc.run", Effect::Job, run),
    ]
}

/// Every calculator, subject by subject.
fn all() -> Vec<Calculator> {
    [
        finance::calculators(),
        heat::calculators(),
        pipes::calculators(),
        flow::calculators(),
        geodesic::calculators(),
        carbon::calculators(),
        law::calculators(),
        risk::calculators(),
        share::calculators(),
        transport::calculators(),
        unit::calculators(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn found(name: &str) -> Result<Calculator, Error> {
    let all = all();
    let names: Vec<&str> = all.iter().map(|calculator| calculator.name).collect();
    let unknown = InputError::Unknown { name: name.to_owned(), names: names.join(", ") };
    all.into_iter().find(|calculator| calculator.name == name).ok_or_else(|| unknown.into())
}

/// Which calculators to tell of.
#[derive(Deserialize, JsonSchema)]
struct Asked {
    /// Only this one; all of them without a name.
    #[serde(default)]
    name: Option<String>,
}

/// Calculators, each with what it reads and answers.
#[derive(Serialize, JsonSchema)]
struct Calculators {
    /// The calculators.
    calculations: Vec<Described>,
}

fn list(_: &Workbench, asked: Asked, _: &dyn Watch) -> Result<Calculators, Error> {
    let calculators = match asked.name {
        None => all(),
        Some(name) => vec![found(&name)?],
    };
    Ok(Calculators { calculations: calculators.iter().map(Calculator::describe).collect() })
}

/// What to calculate, on a file, on a text or on figures.
#[derive(Deserialize, JsonSchema)]
struct Run {
    /// Name of the calculator.
    name: String,
    /// File to read.
    #[serde(default)]
    file: Option<PathBuf>,
    /// The text itself, where there is no file.
    #[serde(default)]
    text: Option<String>,
    /// The figures themselves, where there is neither.
    #[serde(default)]
    input: Value,
    /// What a file leaves open, such as a rate; goes over the fields of the figures too.
    #[serde(default)]
    options: Map<String, Value>,
}

fn run(_: &Workbench, run: Run, watch: &dyn Watch) -> Result<Answer, Error> {
    let calculator = found(&run.name)?;
    let text = match &run.file {
        Some(path) => Some(std::fs::read(path).map_err(Error::io(path))?)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        None => run.text,
    };
    match text {
        Some(text) => calculator.run_text(&text, run.options, watch),
        None => calculator.run_json(run.input, run.options, watch),
    }
    .map(Answer)
}

/// The answer of a calculator, of the schema that it is listed with.
#[derive(Serialize)]
struct Answer(Value);

impl JsonSchema for Answer {
    fn schema_name() -> Cow<'static, str> {
        "CalculatorAnswer".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let any: Vec<Schema> = all().iter().map(|one| one.output(generator)).collect();
        json_schema!({
            "description": "The answer of a calculator, of the schema that it is listed with.",
            "anyOf": any,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use turash_engine::watch::Unwatched;

    use super::*;

    /// Each example is of the schema that is told, and so is what comes of it.
    #[test]
    fn every_calculator_keeps_to_its_schemas() {
        let mut names = BTreeSet::new();
        for calculator in all() {
            let name = calculator.name;
            assert!(names.insert(name), "{name} is there twice");
            let told = serde_json::to_value(calculator.describe()).unwrap();
            let output = jsonschema::validator_for(&told["output"]).unwrap();
            for example in calculator.describe().examples {
                if example.starts_with(['{', '[']) {
                    let value: Value = serde_json::from_str(example).unwrap();
                    let input = jsonschema::validator_for(&told["input"]).unwrap();
                    assert!(input.is_valid(&value), "{name}: {example}");
                }
                // A file leaves the rate open; figures name their own.
                let mut options = Map::new();
                if !example.starts_with('{') && told["options"].to_string().contains("\"rate\"") {
                    options.insert("rate".to_owned(), Value::from(0.09));
                }
                let answer = calculator.run_text(example, options, &Unwatched);
                let answer = answer.unwrap_or_else(|e| panic!("{name}: {e}"));
                let errors: Vec<String> =
                    output.iter_errors(&answer).map(|e| e.to_string()).collect();
                assert!(errors.is_empty(), "{name}: {answer} {errors:?}");
            }
        }
    }

    /// No text of any shape stops a calculator otherwise than with a named refusal.
    #[test]
    fn no_calculator_panics_on_strange_input() {
        let strange = [
            "",
            " ",
            "{",
            "[]",
            "{}",
            "null",
            "[1e999]",
            "[1,\"x\"]",
            "{\"rate\":null}",
            "\u{feff}{}",
            "a,b\n",
            "0",
            "2020-13-45,1\n",
            "\0",
            "p min -1 0",
        ];
        for calculator in all() {
            for text in strange {
                if let Err(error) = calculator.run_text(text, Map::new(), &Unwatched) {
                    assert!(error.code().starts_with("calc."), "{}: {error}", calculator.name);
                }
            }
            // Every figure of the example in turn, replaced by what figures should not be.
            for example in calculator.describe().examples {
                let Ok(value) = serde_json::from_str::<Value>(example) else { continue };
                for place in places(&value) {
                    for odd in ODD {
                        let mut value = value.clone();
                        *value.pointer_mut(&place).unwrap() = serde_json::from_str(odd).unwrap();
                        let outcome = calculator.run_json(value, Map::new(), &Unwatched);
                        if let Err(error) = outcome {
                            let code = error.code();
                            assert!(
                                code.starts_with("calc."),
                                "{} {place}: {code}",
                                calculator.name
                            );
                        }
                    }
                }
            }
        }
    }

    const ODD: [&str; 10] =
        ["null", "\"x\"", "-1", "0", "-0.5", "1e308", "-1e308", "5e-324", "[]", "{}"];

    /// Pointers to all values within a value.
    fn places(value: &Value) -> Vec<String> {
        let inner: Vec<(String, &Value)> = match value {
            Value::Array(items) => {
                items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect()
            }
            Value::Object(fields) => fields
                .iter()
                .map(|(key, item)| (key.replace('~', "~0").replace('/', "~1"), item))
                .collect(),
            _ => return Vec::new(),
        };
        inner
            .into_iter()
            .flat_map(|(key, item)| {
                let own = [format!("/{key}")];
                own.into_iter()
                    .chain(places(item).into_iter().map(move |rest| format!("/{key}{rest}")))
            })
            .collect()
    }
}
