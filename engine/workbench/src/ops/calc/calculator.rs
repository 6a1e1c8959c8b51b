//! One calculator: a name, what it reads, what it answers and the function between.
//!
//! It reads JSON into a typed input, or a file in a format of the field; it never panics on what
//! it is given, and says which field is to blame.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use turash_engine::issue::Place;
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use crate::error::Error;

/// Why a calculator cannot read its input.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputError {
    /// There is no calculator of this name.
    #[error("no calculator {name}")]
    Unknown {
        /// The name.
        name: String,
        /// The names there are.
        names: String,
    },
    /// The text is not JSON.
    #[error("line {line}, column {column}: {reason}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader met.
        reason: String,
    },
    /// A field is missing, or is not of the kind that is needed.
    #[error("{field}: {reason}")]
    Field {
        /// The field as a path, `.` for the whole.
        field: String,
        /// What was met and what is needed.
        reason: String,
        /// Name of the calculator.
        name: &'static str,
    },
    /// A calculator was given a kind of file that it does not read.
    #[error("{name} reads {formats}")]
    Format {
        /// Name of the calculator.
        name: &'static str,
        /// What it reads.
        formats: String,
    },
    /// The figures do not allow an answer.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

impl InputError {
    /// Stable name, `area.reason`.
    pub fn code(&self) -> &'static str {
        match self {
            InputError::Unknown { .. } => "calc.unknown",
            InputError::NotJson { .. } => "calc.not_json",
            InputError::Field { .. } => "calc.bad_field",
            InputError::Format { .. } => "calc.bad_format",
            InputError::Unfit(unfit) => unfit.code(),
        }
    }

    /// Where in the input the trouble is: line and column of a text, else the field.
    pub fn place(&self) -> Option<Place> {
        let (line, column) = match self {
            InputError::NotJson { line, column, .. } => (Some(*line as u64), column.to_string()),
            InputError::Field { field, .. } => (None, field.clone()),
            InputError::Unfit(unfit) => (None, unfit.field().to_owned()),
            InputError::Unknown { .. } | InputError::Format { .. } => return None,
        };
        Some(Place { line, column: Some(column), ..Place::default() })
    }

    /// Values for the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            InputError::Unknown { name, names } => {
                vec![("name", name.clone()), ("names", names.clone())]
            }
            InputError::NotJson { line, column, reason } => vec![
                ("line", line.to_string()),
                ("column", column.to_string()),
                ("reason", reason.clone()),
            ],
            InputError::Field { field, reason, name } => vec![
                ("field", field.clone()),
                ("reason", reason.clone()),
                ("name", (*name).to_owned()),
            ],
            InputError::Format { name, formats } => {
                vec![("name", (*name).to_owned()), ("formats", formats.clone())]
            }
            InputError::Unfit(unfit) => unfit.args(),
        }
    }
}

/// What a calculator reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    /// A JSON text of the input's schema.
    Json,
    /// DIMACS minimum-cost flow, `.min`.
    DimacsMin,
    /// OR-Library assignment: the size, then the costs row by row.
    OrLibrary,
    /// CSV without a header: date as YYYY-MM-DD, amount.
    DateAmountCsv,
    /// Lines of `lat1 lon1 azi1 lat2 lon2 ..`, as Karney's test set has them.
    GeodTest,
}

impl Format {
    fn code(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::DimacsMin => "dimacs_min",
            Format::OrLibrary => "or_library",
            Format::DateAmountCsv => "date_amount_csv",
            Format::GeodTest => "geod_test",
        }
    }
}

/// No options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoOptions {}

type FromJson = Box<dyn Fn(Value, &dyn Watch) -> Result<Value, Error> + Send + Sync>;
type FromText = Box<dyn Fn(&str, Value, &dyn Watch) -> Result<Value, Error> + Send + Sync>;
type Describe = fn(&mut SchemaGenerator) -> Schema;

struct Json {
    input: Describe,
    example: &'static str,
    run: FromJson,
}

struct Text {
    format: Format,
    options: Describe,
    example: &'static str,
    run: FromText,
}

/// One calculator.
pub(super) struct Calculator {
    /// Its name.
    pub(super) name: &'static str,
    output: Describe,
    json: Option<Json>,
    text: Option<Text>,
}

impl Calculator {
    /// Reads JSON. The example is a whole input: it is shown, and tests run it.
    pub(super) fn json<I, O>(
        name: &'static str,
        example: &'static str,
        run: fn(I, &dyn Watch) -> Result<O, Error>,
    ) -> Self
    where
        I: DeserializeOwned + JsonSchema + 'static,
        O: Serialize + JsonSchema + 'static,
    {
        let run: FromJson =
            Box::new(move |input, watch| answer(run(typed::<I>(name, input)?, watch)?));
        let json = Json { input: SchemaGenerator::subschema_for::<I>, example, run };
        let output = SchemaGenerator::subschema_for::<O>;
        Self { name, output, json: Some(json), text: None }
    }

    /// Reads a format of the field, with options beside it.
    pub(super) fn text<P, O>(
        name: &'static str,
        format: Format,
        example: &'static str,
        run: fn(&str, P, &dyn Watch) -> Result<O, Error>,
    ) -> Self
    where
        P: DeserializeOwned + JsonSchema + 'static,
        O: Serialize + JsonSchema + 'static,
    {
        let output = SchemaGenerator::subschema_for::<O>;
        Self { name, output, json: None, text: None }.or_text(format, example, run)
    }

    /// Reads such a format beside JSON.
    pub(super) fn or_text<P, O>(
        mut self,
        format: Format,
        example: &'static str,
        run: fn(&str, P, &dyn Watch) -> Result<O, Error>,
    ) -> Self
    where
        P: DeserializeOwned + JsonSchema + 'static,
        O: Serialize + JsonSchema + 'static,
    {
        let name = self.name;
        let run: FromText = Box::new(move |text, options, watch| {
            answer(run(text, typed::<P>(name, options)?, watch)?)
        });
        let options = SchemaGenerator::subschema_for::<P>;
        self.text = Some(Text { format, options, example, run });
        self
    }

    /// Does it on a text: JSON where it begins like JSON, else the format of the field.
    /// Options stand beside the text, or over the fields of a JSON object.
    pub(super) fn run_text(
        &self,
        text: &str,
        options: Map<String, Value>,
        watch: &dyn Watch,
    ) -> Result<Value, Error> {
        let text = text.trim_start_matches('\u{feff}');
        if begins_like_json(text) || self.text.is_none() {
            let input = serde_json::from_str(text).map_err(|e| InputError::NotJson {
                line: e.line().max(1),
                column: e.column().max(1),
                reason: e.to_string(),
            })?;
            return self.run_json(input, options, watch);
        }
        match &self.text {
            Some(reader) => (reader.run)(text, Value::Object(options), watch),
            None => Err(self.wrong_format().into()),
        }
    }

    /// Does it on a JSON value.
    pub(super) fn run_json(
        &self,
        mut input: Value,
        options: Map<String, Value>,
        watch: &dyn Watch,
    ) -> Result<Value, Error> {
        let Some(reader) = &self.json else { return Err(self.wrong_format().into()) };
        if let Some(fields) = input.as_object_mut() {
            fields.extend(options);
        }
        (reader.run)(input, watch)
    }

    fn wrong_format(&self) -> InputError {
        let formats: Vec<&str> = self.formats().into_iter().map(Format::code).collect();
        InputError::Format { name: self.name, formats: formats.join(", ") }
    }

    fn formats(&self) -> Vec<Format> {
        let json = self.json.as_ref().map(|_| Format::Json);
        json.into_iter().chain(self.text.as_ref().map(|text| text.format)).collect()
    }

    /// The schema of its answer within `generator`, whose definitions it refers to.
    pub(super) fn output(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.output)(generator)
    }

    /// What it reads and answers, each schema whole in itself.
    pub(super) fn describe(&self) -> Described {
        Described {
            name: self.name,
            reads: self.formats(),
            input: self.json.as_ref().map(|json| whole(json.input)),
            options: self.text.as_ref().map(|text| whole(text.options)),
            output: whole(self.output),
            examples: [
                self.json.as_ref().map(|json| json.example),
                self.text.as_ref().map(|text| text.example),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

/// What a calculator reads and answers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CalculatorDescribed")]
pub(super) struct Described {
    /// Its name.
    pub(super) name: &'static str,
    /// What it reads.
    reads: Vec<Format>,
    /// JSON Schema of its input, where it reads JSON.
    input: Option<Value>,
    /// JSON Schema of the options beside a file of another format.
    options: Option<Value>,
    /// JSON Schema of its answer.
    output: Value,
    /// A whole input of each kind that it reads, in the same order.
    pub(super) examples: Vec<&'static str>,
}

fn whole(describe: Describe) -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let schema = describe(&mut generator);
    let defs = generator.take_definitions(true);
    let mut whole = schema.to_value();
    if let (Some(fields), false) = (whole.as_object_mut(), defs.is_empty()) {
        fields.insert("$defs".to_owned(), Value::Object(defs));
    }
    whole
}

fn begins_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn typed<T: DeserializeOwned>(name: &'static str, input: Value) -> Result<T, Error> {
    serde_path_to_error::deserialize(input).map_err(|error| {
        let (field, reason) = (error.path().to_string(), error.inner().to_string());
        InputError::Field { field, reason, name }.into()
    })
}

fn answer<O: Serialize>(output: O) -> Result<Value, Error> {
    serde_json::to_value(output)
        .map_err(|e| Error::Output { operation: "calc.run", reason: e.to_string() })
}
