//! What is wrong with a piece of input, where, and what to do about it.
//!
//! An issue is data, not an error: the value it belongs to is still returned. It carries a
//! code and typed arguments; the words are chosen at the edge from the message catalogue
//! (`issue-<code>` and `issue-<code>-hint`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much an issue matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is lost or doubtful.
    Info,
    /// The value was kept, but somebody should look at it.
    Warning,
    /// The row or value could not be used.
    Error,
}

/// Where in the input an issue was found. Lines and columns count from 1.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Place {
    /// Name of the file or dataset, without folders.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// Line in the file, the header being line 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// Name of the column.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<String>,
}

/// One finding about a piece of input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// Stable name, for instance `no_location`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where it was found.
    pub place: Place,
    /// Values for the message: names are the message's variables.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub args: BTreeMap<String, String>,
}

impl Issue {
    /// An issue without a place or arguments.
    pub fn new(code: &str, severity: Severity) -> Self {
        Self { code: code.to_owned(), severity, place: Place::default(), args: BTreeMap::new() }
    }

    /// The same issue, found on this line of the input.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.place.line = Some(line);
        self
    }

    /// The same issue, found in this column.
    #[must_use]
    pub fn in_column(mut self, column: &str) -> Self {
        self.place.column = Some(column.to_owned());
        self
    }

    /// The same issue, with a value for its message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}
