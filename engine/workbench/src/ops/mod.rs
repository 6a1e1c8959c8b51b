//! All operations, one file for each thing they are about.

mod allocate;
mod app;
mod backup;
mod batch;
mod bench;
mod calc;
mod contact;
mod deals;
mod demo;
mod doctor;
mod evaluate;
mod explain;
mod export;
mod history;
mod hub;
mod import;
mod issues;
mod key;
mod law;
mod legal;
mod match_page;
mod matching;
mod packet;
mod packs;
mod portfolio;
mod project;
mod register;
mod stability;
mod symbiosis;
mod sync;
mod terms;
pub(crate) mod tiles;
mod trail;
mod what_if;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{ActionId, Precision};
use turash_engine::quantity::Locale;
use turash_store::{Actor, Edit, Gesture};

use crate::Workbench;
use crate::error::Error;
use crate::event::Changed;
use crate::operation::Operation;
use crate::view::Message;

pub(crate) use calc::InputError;

/// Every operation.
pub(crate) fn all() -> Vec<Operation> {
    [
        app::operations(),
        project::operations(),
        contact::operations(),
        backup::operations(),
        key::operations(),
        import::operations(),
        law::operations(),
        register::operations(),
        matching::operations(),
        match_page::operations(),
        explain::operations(),
        what_if::operations(),
        stability::operations(),
        symbiosis::operations(),
        allocate::operations(),
        calc::operations(),
        deals::operations(),
        terms::operations(),
        legal::operations(),
        history::operations(),
        packet::operations(),
        issues::operations(),
        batch::operations(),
        export::operations(),
        portfolio::operations(),
        packs::operations(),
        demo::operations(),
        doctor::operations(),
        bench::operations(),
        evaluate::operations(),
        hub::operations(),
        sync::operations(),
        trail::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// No input beside the reader's language.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
pub(crate) struct Nothing {
    /// Language of the answer.
    #[serde(default)]
    pub(crate) lang: Locale,
}

/// An answer without contents.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub(crate) struct Empty {}

/// What an edit did.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Done {
    /// Id of the action; none where nothing was different.
    pub(crate) action: Option<ActionId>,
    /// What was done.
    pub(crate) label: Message,
    /// What is different now.
    pub(crate) changed: Vec<Changed>,
}

impl Workbench {
    /// Does one gesture of the user: all of it or nothing, undoable, told to listeners.
    pub(crate) fn edit<T>(
        &self,
        label: Message,
        evidence: Option<Precision>,
        work: impl FnOnce(&mut Edit<'_>) -> Result<T, Error>,
    ) -> Result<(T, Done), Error> {
        let actor = self.author()?;
        let gesture = self.gesture(&label, actor, evidence);
        let done = self.session()?.replica.edit(&gesture, work)?;
        let changed: Vec<Changed> = done.changed.iter().map(changed).collect();
        self.changed(changed.clone());
        Ok((done.value, Done { action: done.action, label, changed }))
    }

    pub(crate) fn gesture(
        &self,
        label: &Message,
        actor: Actor,
        evidence: Option<Precision>,
    ) -> Gesture {
        Gesture {
            action: self.ports().action(),
            label: label.code.clone(),
            args: serde_json::to_value(&label.args).unwrap_or_default(),
            actor,
            at: self.now(),
            evidence,
        }
    }

    /// Now, in the whole microseconds that the store keeps.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.ports().now)();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// A row of the store as listeners are told of it.
pub(crate) fn changed(row: &turash_store::Changed) -> Changed {
    Changed { kind: row.table.to_owned(), id: row.id.to_string() }
}

/// The message of an action in the log.
pub(crate) fn label_of(action: &turash_store::Action) -> Message {
    let args = serde_json::from_value(action.args.clone()).unwrap_or_default();
    Message { code: action.label.clone(), args }
}
