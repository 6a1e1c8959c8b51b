//! Undo, redo, and who changed what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{
    ActionId, Consent, Deal, DealTerms, Flow, LegalAnswer, Organization, Site,
};
use turash_engine::watch::Watch;
use turash_store::{Actor, StoreError, Undone};
use uuid::Uuid;

use super::{Nothing, changed, label_of};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("undo", Effect::Edit, |workbench: &Workbench, _: Nothing, _| {
            step(workbench, "undo")
        }),
        Operation::new("redo", Effect::Edit, |workbench: &Workbench, _: Nothing, _| {
            step(workbench, "redo")
        }),
        Operation::new("history", Effect::Read, history),
    ]
}

/// A field that somebody else has written since, and that was left alone.
#[derive(Serialize, JsonSchema)]
struct Skipped {
    kind: String,
    id: String,
    field: String,
}

#[derive(Serialize, JsonSchema)]
struct Stepped {
    /// The new action; none where there was nothing to take back.
    action: Option<ActionId>,
    /// What was taken back or done again.
    label: Option<Message>,
    /// What was left alone.
    skipped: Vec<Skipped>,
}

fn step(workbench: &Workbench, way: &str) -> Result<Stepped, Error> {
    let session = workbench.session()?;
    let actor = Actor::Person(workbench.ports().actor.clone());
    let gesture = workbench.gesture(&Message::new(way), actor, None);
    let undone: Option<Undone> = match way {
        "undo" => session.replica.undo(&gesture)?,
        _ => session.replica.redo(&gesture)?,
    };
    let Some(undone) = undone else {
        return Ok(Stepped { action: None, label: None, skipped: Vec::new() });
    };
    workbench.changed(undone.changed.iter().map(changed).collect());
    let skipped = undone.skipped.iter().map(|s| Skipped {
        kind: s.table.to_owned(),
        id: s.id.to_string(),
        field: s.field.to_owned(),
    });
    Ok(Stepped {
        action: Some(gesture.action),
        label: Some(label_of(&undone.of)),
        skipped: skipped.collect(),
    })
}

#[derive(Deserialize, JsonSchema)]
struct OfWhat {
    /// `organization`, `site`, `flow`, `deal`, `consent` or `legal_answer`.
    kind: String,
    /// Its id.
    id: Uuid,
}

#[derive(Serialize, JsonSchema)]
struct Entry {
    /// When, RFC 3339.
    at: String,
    /// Who.
    actor: String,
    /// In the course of what.
    label: Message,
    /// Name of the field; `*` for the whole record.
    field: String,
    /// Value before.
    before: serde_json::Value,
    /// Value after.
    after: serde_json::Value,
    /// How well the new value is known.
    evidence: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct History {
    entries: Vec<Entry>,
}

fn history(workbench: &Workbench, of: OfWhat, _: &dyn Watch) -> Result<History, Error> {
    let session = workbench.session()?;
    let entries = session.replica.read(|reader| {
        let entries = match of.kind.as_str() {
            "organization" => reader.history::<Organization>(of.id)?,
            "site" => reader.history::<Site>(of.id)?,
            "flow" => reader.history::<Flow>(of.id)?,
            "deal" => reader.history::<Deal>(of.id)?,
            "deal_terms" => reader.history::<DealTerms>(of.id)?,
            "consent" => reader.history::<Consent>(of.id)?,
            "legal_answer" => reader.history::<LegalAnswer>(of.id)?,
            _ => Vec::new(),
        };
        Ok::<_, StoreError>(entries)
    })?;
    if entries.is_empty() {
        return Err(Error::NotFound { kind: "record", id: of.id.to_string() });
    }
    let entries = entries.into_iter().map(|entry| Entry {
        at: entry.action.at.to_string(),
        actor: entry.action.actor.to_string(),
        label: label_of(&entry.action),
        field: entry.field,
        before: entry.before,
        after: entry.after,
        evidence: entry.evidence,
    });
    Ok(History { entries: entries.collect() })
}
