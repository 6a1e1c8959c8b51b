//! A sentence of the matcher as a code with typed values; the words stand in the catalogue
//! `matching.ftl` of each language and are put in at the edge.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Locale, number};

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Argument {
    /// A number with its unit; the unit is empty for a count.
    Quantity {
        /// The number, not rounded.
        value: f64,
        /// Unit symbol.
        unit: String,
    },
    /// A code that the message chooses its words by, or a name.
    Text(String),
}

impl Argument {
    /// The value as a person reads it in this language; codes stay as they are.
    pub fn shown(&self, locale: Locale) -> String {
        match self {
            Argument::Quantity { value, unit } => {
                let text = number(*value, decimals(*value), locale);
                if unit.is_empty() { text } else { format!("{text}\u{a0}{unit}") }
            }
            Argument::Text(text) => text.clone(),
        }
    }
}

/// Three significant digits, at most two decimals.
fn decimals(value: f64) -> usize {
    let size = value.abs();
    if size >= 100.0 || value == value.trunc() {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    }
}

/// A sentence: its code in the catalogue and the values in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Key in the catalogue.
    pub code: String,
    /// Values by the name the catalogue knows them by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Argument>,
}

impl Message {
    /// A sentence without values.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), args: BTreeMap::new() }
    }

    /// The same sentence with a number.
    #[must_use]
    pub fn number(mut self, name: &str, value: f64, unit: &str) -> Self {
        self.args.insert(name.to_owned(), Argument::Quantity { value, unit: unit.to_owned() });
        self
    }

    /// The same sentence with a code or a name.
    #[must_use]
    pub fn code(mut self, name: &str, text: &str) -> Self {
        self.args.insert(name.to_owned(), Argument::Text(text.to_owned()));
        self
    }

    /// The values as a person reads them in this language, ready for the catalogue.
    pub fn shown(&self, locale: Locale) -> BTreeMap<String, String> {
        self.args.iter().map(|(name, value)| (name.clone(), value.shown(locale))).collect()
    }
}
