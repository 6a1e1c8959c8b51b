//! Which tables and fields a stream may carry, and how concurrent writes of each meet. It owns
//! the policies; the tables themselves are the store's.

use turash_engine::model::{Consent, Deal, DealTerms, Flow, LegalAnswer, Organization, Site};
use turash_store::{Issue, Pack, Record, Secret, Table};
use turash_sync::merge::{Policy, RowPolicy, Rules};

/// The tables of a project.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tables;

fn named(name: &str) -> Option<&'static Table> {
    let all = [
        Organization::table(),
        Site::table(),
        Flow::table(),
        Deal::table(),
        DealTerms::table(),
        Consent::table(),
        Pack::table(),
        LegalAnswer::table(),
        Secret::table(),
        Issue::table(),
    ];
    all.into_iter().find(|table| table.name == name)
}

impl Rules for Tables {
    fn table(&self, table: &str) -> Option<RowPolicy> {
        named(table).map(|_| RowPolicy::Editable)
    }

    fn field(&self, table: &str, field: &str) -> Option<Policy> {
        named(table)?.fields.iter().find(|known| known.name == field)?;
        Some(match (table, field) {
            ("deal", "state") => Policy::State,
            (_, "confidential") => Policy::Words,
            _ => Policy::Register,
        })
    }
}
