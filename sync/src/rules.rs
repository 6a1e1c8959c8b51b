//! What merging needs to know of the store's tables: which fields are sets, which is the state
//! of a deal. Everything else there is one value.

use turash_store::knows;

use crate::merge::{Policy, RowPolicy, Rules};
use crate::protocol::WHOLE_ROW;

/// The store's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreRules;

impl Rules for StoreRules {
    fn table(&self, table: &str) -> Option<RowPolicy> {
        knows(table, WHOLE_ROW).then_some(RowPolicy::Editable)
    }

    fn field(&self, table: &str, field: &str) -> Option<Policy> {
        if field == WHOLE_ROW || !knows(table, field) {
            return None;
        }
        Some(match (table, field) {
            (_, "confidential") => Policy::Words,
            ("deal", "state") => Policy::State,
            _ => Policy::Register,
        })
    }
}
