//! The registry of operations: everything a user can do, by name, with typed input and output.
//!
//! The window's commands, the command line's `do` and the schemas under `docs/schema` are all
//! read from here; an operation that is not registered does not exist.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use turash_engine::watch::Watch;

use crate::Workbench;
use crate::error::Error;

/// What an operation does to the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes the project or the settings at once.
    Edit,
    /// Takes long: through [`Workbench::call`] it answers with a job, through
    /// [`Workbench::run`] it is done when the call returns.
    Job,
}

type Run = Box<dyn Fn(&Workbench, Value, &dyn Watch) -> Result<Value, Error> + Send + Sync>;

/// One thing a user can do.
pub struct Operation {
    /// Its name, `area.verb`.
    pub name: &'static str,
    /// What it does to the project.
    pub effect: Effect,
    input: fn(&mut SchemaGenerator) -> Schema,
    output: fn(&mut SchemaGenerator) -> Schema,
    run: Run,
}

impl Operation {
    pub(crate) fn new<I, O>(
        name: &'static str,
        effect: Effect,
        run: fn(&Workbench, I, &dyn Watch) -> Result<O, Error>,
    ) -> Self
    where
        I: DeserializeOwned + JsonSchema + 'static,
        O: Serialize + JsonSchema + 'static,
    {
        let run: Run = Box::new(move |workbench, input, watch| {
            let input = serde_json::from_value(input)
                .map_err(|e| Error::Input { operation: name, reason: e.to_string() })?;
            let output = run(workbench, input, watch)?;
            serde_json::to_value(output)
                .map_err(|e| Error::Output { operation: name, reason: e.to_string() })
        });
        Self {
            name,
            effect,
            input: SchemaGenerator::subschema_for::<I>,
            output: SchemaGenerator::subschema_for::<O>,
            run,
        }
    }

    pub(crate) fn run(
        &self,
        workbench: &Workbench,
        input: Value,
        watch: &dyn Watch,
    ) -> Result<Value, Error> {
        (self.run)(workbench, input, watch)
    }

    /// Input and output schema within `generator`, whose definitions they refer to.
    pub fn schemas(&self, generator: &mut SchemaGenerator) -> (Schema, Schema) {
        ((self.input)(generator), (self.output)(generator))
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operation").field("name", &self.name).field("effect", &self.effect).finish()
    }
}
