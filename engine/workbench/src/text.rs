//! Words for codes: the catalogue of each language, embedded, and errors told in it.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::issue::Place;
use turash_engine::quantity::Locale;
use turash_report::words::{Arg, Catalogue};

use crate::assets;
use crate::error::Refusal;
use crate::view::{self, Message};

/// The texts of one language. A message that is missing shows its key: a test keeps the four
/// languages complete.
#[derive(Debug, Clone, Copy)]
pub struct Words(&'static Catalogue);

impl Words {
    /// The texts of a language.
    pub fn of(locale: Locale) -> Self {
        static PARSED: [OnceLock<Catalogue>; 4] = [const { OnceLock::new() }; 4];
        let place = match locale {
            Locale::En => 0,
            Locale::De => 1,
            Locale::Ru => 2,
            Locale::Tt => 3,
        };
        Self(PARSED[place].get_or_init(|| assets::catalogue(locale)))
    }

    /// The catalogue itself, for documents.
    pub fn catalogue(self) -> &'static Catalogue {
        self.0
    }

    /// A text with its values.
    pub fn text(self, key: &str, args: &[(&str, Arg)]) -> String {
        self.0.text(key, args).unwrap_or_else(|_| key.to_owned())
    }

    /// The text of a code: `.` and `_` read as `-`.
    pub fn of_code(self, prefix: &str, code: &str, args: &[(&str, Arg)]) -> String {
        self.text(&key_of(prefix, code), args)
    }

    /// Whether there is a text of this code.
    pub fn has_code(self, prefix: &str, code: &str) -> bool {
        self.0.has(&key_of(prefix, code))
    }

    /// The text of a message.
    pub fn message(self, message: &Message) -> String {
        let args: Vec<(&str, Arg)> = message
            .args
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    view::Arg::Number(count) => Arg::Count(count.max(0.0) as u64),
                    view::Arg::Text(text) => Arg::Text(text.clone()),
                    view::Arg::Message(inner) => Arg::Text(self.message(inner)),
                };
                (name.as_str(), value)
            })
            .collect();
        self.of_code("", &message.code, &args)
    }
}

fn key_of(prefix: &str, code: &str) -> String {
    format!("{prefix}{}", code.replace(['.', '_'], "-"))
}

/// An error in words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Told {
    /// Stable name.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where in an input file.
    pub place: Option<Place>,
}

/// Tells an error in words.
pub fn error_text(refusal: &Refusal, words: Words) -> Told {
    let args: Vec<(&str, Arg)> =
        refusal.args.iter().map(|(name, value)| (name.as_str(), Arg::from(value))).collect();
    let hint_code = format!("{}-hint", refusal.code);
    Told {
        code: refusal.code.clone(),
        message: words.of_code("error-", &refusal.code, &args),
        hint: words
            .has_code("error-", &hint_code)
            .then(|| words.of_code("error-", &hint_code, &args)),
        place: refusal.place.clone(),
    }
}
