//! Undo, redo, and who changed what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{
    ActionId, Consent, Deal, DealTerms, Flow, LegalAnswer, Organization, Person, PersonId, Site,
};
use turash_engine::watch::Watch;
use turash_store::{Actor, HistoryEntry, Reader, StoreError, Undone};
use uuid::Uuid;

use super::{Nothing, changed, label_of};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::people;
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
    let actor = workbench.author()?;
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
    /// `organization`, `site`, `flow`, `deal`, `consent`, `legal_answer` or
    /// `person`.
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
            "person" => reader.history::<Person>(of.id)?,
            _ => Vec::new(),
        };
        entries.into_iter().map(|entry| view(reader, &of, entry)).collect::<Result<Vec<_>, _>>()
    })?;
    if entries.is_empty() {
        return Err(Error::NotFound { kind: "record", id: of.id.to_string() });
    }
    Ok(History { entries })
}

fn view(reader: &Reader<'_>, of: &OfWhat, mut entry: HistoryEntry) -> Result<Entry, StoreError> {
    if of.kind == "person" {
        for value in [&mut entry.before, &mut entry.after] {
            people::readable(reader, PersonId(of.id), &entry.field, value)?;
        }
    }
    let name = people::name_of(reader, &entry.action.actor)?;
    let actor = match &entry.action.actor {
        Actor::Person(_) => Actor::Person(name).to_string(),
        other @ (Actor::Import(_) | Actor::Measurement(_)) => other.to_string(),
    };
    Ok(Entry {
        at: entry.action.at.to_string(),
        actor,
        label: label_of(&entry.action),
        field: entry.field,
        before: entry.before,
        after: entry.after,
        evidence: entry.evidence,
    })
}
