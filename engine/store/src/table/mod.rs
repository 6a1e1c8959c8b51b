//! The domain tables, one file each: how the table is made, and how a row becomes a value of
//! the model and back. They hold no rules about what the values mean.

mod consent;
mod deal;
mod deal_terms;
mod flow;
mod issue;
mod legal_answer;
mod organization;
mod pack;
mod person;
mod secret;
mod site;

use serde_json::Value as Json;
use turash_engine::model::Source;

use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Table, Writer, field};

pub use issue::Issue;
pub use pack::{Pack, PackFormat};
pub use secret::Secret;

/// Every domain table, with the statements that make it.
pub(crate) static ALL: [(&Table, &str); 11] = [
    (&organization::TABLE, organization::CREATE),
    (&site::TABLE, site::CREATE),
    (&flow::TABLE, flow::CREATE),
    (&deal::TABLE, deal::CREATE),
    (&consent::TABLE, consent::CREATE),
    (&pack::TABLE, pack::CREATE),
    (&legal_answer::TABLE, legal_answer::CREATE),
    (&secret::TABLE, secret::CREATE),
    (&issue::TABLE, issue::CREATE),
    (&deal_terms::TABLE, deal_terms::CREATE),
    (&person::TABLE, person::CREATE),
];

/// Tables that the first form of the file had; the others came with a migration each.
pub(crate) const FIRST: usize = 6;

pub(crate) use legal_answer::CREATE as ADD_LEGAL_ANSWERS;
/// The tables of issued papers.
pub(crate) const ADD_PAPERS: [&str; 2] = [secret::CREATE, issue::CREATE];

pub(crate) use deal_terms::CREATE as ADD_DEAL_TERMS;
pub(crate) use flow::{
    ADD_PARTICULARS, COUNT_BY_INDEX, precision as evidence_code, to_precision as evidence_of,
};
pub(crate) use person::CREATE as ADD_PEOPLE;

/// The domain table of this name.
pub(crate) fn named(name: &str) -> Option<&'static Table> {
    ALL.iter().map(|(table, _)| *table).find(|table| table.name == name)
}

/// The columns of where a record came from.
const SOURCE: [Field; 4] = [
    field("source_dataset", FieldKind::Text),
    field("source_key", FieldKind::Text),
    field("source_year", FieldKind::Integer),
    field("source_method", FieldKind::Text),
];

fn write_source(row: &mut Writer, source: &Source) {
    row.text(&source.dataset);
    row.text(&source.key);
    row.integer_or_none(source.year.map(i64::from));
    row.text_or_none(source.method.as_deref());
}

fn read_source(row: &mut Cells<'_, '_>) -> Result<Source> {
    Ok(Source {
        dataset: row.text()?,
        key: row.text()?,
        year: row.year()?,
        method: row.text_or_none()?,
    })
}

/// A set of words as a JSON list, or nothing where it is empty.
fn write_words(row: &mut Writer, words: &std::collections::BTreeSet<String>) {
    row.json((!words.is_empty()).then_some(words));
}

fn read_words(row: &mut Cells<'_, '_>) -> Result<std::collections::BTreeSet<String>> {
    Ok(row.json()?.unwrap_or_default())
}

/// Text codes of a closed list, both ways; a test holds them equal to the model's own.
macro_rules! codes {
    ($type:ty, $to:ident, $from:ident, $($variant:ident = $code:literal),+ $(,)?) => {
        pub(crate) fn $to(value: $type) -> &'static str {
            match value { $(<$type>::$variant => $code,)+ }
        }
        pub(crate) fn $from(code: &str) -> Option<$type> {
            match code { $($code => Some(<$type>::$variant),)+ _ => None }
        }
        #[cfg(test)]
        mod $to {
            use super::*;

            #[test]
            fn codes_are_those_of_the_model() {
                $(assert_eq!(
                    serde_json::to_value(<$type>::$variant).expect("a unit variant"),
                    serde_json::json!($code)
                );)+
            }
        }
    };
}
use codes;

/// Sorted keys at every level, so that equal values are equal text.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(map) => {
            let mut keys: Vec<_> = map.keys().collect();
            keys.sort();
            let inner: Vec<_> = keys
                .into_iter()
                .map(|key| format!("{}:{}", Json::from(key.as_str()), canonical(&map[key])))
                .collect();
            format!("{{{}}}", inner.join(","))
        }
        Json::Array(list) => {
            let inner: Vec<_> = list.iter().map(canonical).collect();
            format!("[{}]", inner.join(","))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => value.to_string(),
    }
}
