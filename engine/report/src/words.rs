//! The message catalogue: text by key and arguments, in one language, from Fluent files.
//!
//! It knows no files and no numbers: the caller passes the texts of the `.ftl` files and
//! numbers that are already written for their reader. Used by documents, command line and
//! notices alike.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use turash_engine::quantity::Locale;
use unic_langid::{LanguageIdentifier, langid};

/// Why a catalogue could not be read, or a text not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A file breaks the Fluent syntax.
    #[error("words.syntax: catalogue file {file} ({lang}): {detail}")]
    Syntax {
        /// Language.
        lang: &'static str,
        /// Position in the list of files that was passed.
        file: usize,
        /// What the parser says.
        detail: String,
    },
    /// Two files define the same message.
    #[error("words.duplicate: message {key} is defined twice ({lang})")]
    Duplicate {
        /// Language.
        lang: &'static str,
        /// The message.
        key: String,
    },
    /// No such message.
    #[error("words.missing: no message {key} ({lang})")]
    Missing {
        /// Language.
        lang: &'static str,
        /// The message.
        key: String,
    },
    /// The message needs an argument that was not given.
    #[error("words.argument: message {key} ({lang}): {detail}")]
    Argument {
        /// Language.
        lang: &'static str,
        /// The message.
        key: String,
        /// What the resolver says.
        detail: String,
    },
}

impl WordsError {
    /// Stable name for callers that tell errors apart.
    pub fn code(&self) -> &'static str {
        match self {
            WordsError::Syntax { .. } => "words.syntax",
            WordsError::Duplicate { .. } => "words.duplicate",
            WordsError::Missing { .. } => "words.missing",
            WordsError::Argument { .. } => "words.argument",
        }
    }
}

/// A value for a message: text as it stands, or a count that chooses a plural form.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Text as it stands.
    Text(String),
    /// A count.
    Count(u64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Arg::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Arg::Count(count as u64)
    }
}

/// All messages of one language.
pub struct Catalogue {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("locale", &self.locale).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Reads the texts of all `.ftl` files of one language.
    pub fn parse(locale: Locale, files: &[&str]) -> Result<Self, WordsError> {
        let lang = locale.code();
        let mut bundle = FluentBundle::new_concurrent(vec![plural_rules_of(locale)]);
        bundle.set_use_isolating(false);
        for (file, text) in files.iter().enumerate() {
            let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| {
                let detail = errors.first().map(ToString::to_string).unwrap_or_default();
                WordsError::Syntax { lang, file, detail }
            })?;
            bundle.add_resource(resource).map_err(|errors| {
                let key = errors.first().map(ToString::to_string).unwrap_or_default();
                WordsError::Duplicate { lang, key }
            })?;
        }
        Ok(Self { locale, bundle })
    }

    /// The language, and with it how numbers are written.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Whether there is a message of this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text of a message with its arguments filled in.
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> Result<String, WordsError> {
        let lang = self.locale.code();
        let missing = || WordsError::Missing { lang, key: key.to_owned() };
        let pattern = self.bundle.get_message(key).and_then(|m| m.value()).ok_or_else(missing)?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            let value = match value {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Count(count) => FluentValue::from(*count),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => {
                Err(WordsError::Argument { lang, key: key.to_owned(), detail: error.to_string() })
            }
        }
    }
}

/// Whose plural rules a language follows. The rules data have no Tatar, and would silently
/// take English for it; Tatar nouns after a number stay singular, so it borrows the rules of
/// Japanese, which know the one category `other`.
fn plural_rules_of(locale: Locale) -> LanguageIdentifier {
    match locale {
        Locale::En => langid!("en"),
        Locale::De => langid!("de"),
        Locale::Ru => langid!("ru"),
        Locale::Tt => langid!("ja"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: &str =
        "hours = { $n ->\n    [one] one\n    [few] few\n    [many] many\n   *[other] other\n}\n";

    #[test]
    fn plural_forms_follow_the_language() {
        let cases = [
            (Locale::En, 1, "one"),
            (Locale::En, 2, "other"),
            (Locale::De, 1, "one"),
            (Locale::Ru, 21, "one"),
            (Locale::Ru, 3, "few"),
            (Locale::Ru, 11, "many"),
            (Locale::Tt, 1, "other"),
            (Locale::Tt, 3, "other"),
        ];
        for (locale, n, form) in cases {
            let words = Catalogue::parse(locale, &[COUNTS]).expect("valid");
            assert_eq!(words.text("hours", &[("n", Arg::Count(n))]).as_deref(), Ok(form));
        }
    }

    #[test]
    fn arguments_stand_in_the_text_without_marks() {
        let words = Catalogue::parse(Locale::Ru, &["a = Для { $name }.\n"]).expect("valid");
        assert_eq!(words.text("a", &[("name", "Südaue".into())]).as_deref(), Ok("Для Südaue."));
        assert_eq!(words.text("a", &[]).map_err(|e| e.code()), Err("words.argument"));
        assert_eq!(words.text("b", &[]).map_err(|e| e.code()), Err("words.missing"));
    }

    #[test]
    fn a_broken_or_doubled_file_is_named() {
        let code = |files: &[&str]| Catalogue::parse(Locale::En, files).map_err(|e| e.code()).err();
        assert_eq!(code(&["a = { $x\n"]), Some("words.syntax"));
        assert_eq!(code(&["a = 1\n", "a = 2\n"]), Some("words.duplicate"));
    }
}
