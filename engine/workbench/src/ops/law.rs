//! Answers to the questions of the legal tests: kept with the match, undoable, taken back.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use turash_engine::model::{LegalAnswer, MatchId};
use turash_engine::watch::Watch;

use super::Done;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Session;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("law.answer", Effect::Edit, answer)]
}

/// What somebody who knows says of one fact.
#[derive(Deserialize, JsonSchema)]
struct Answer {
    #[serde(rename = "match")]
    match_id: MatchId,
    /// The fact that a legal test asks for, as `match.get` names it.
    fact: String,
    /// Yes or no; none takes an answer back.
    yes: Option<bool>,
}

fn answer(workbench: &Workbench, given: Answer, _: &dyn Watch) -> Result<Done, Error> {
    if !workbench.reference().questions().iter().any(|question| question.fact == given.fact) {
        return Err(Error::Value {
            field: "fact".into(),
            value: given.fact,
            wanted: "a fact of law_tests.csv",
        });
    }
    let answer = LegalAnswer::new(given.match_id, &given.fact, given.yes);
    let label = match given.yes {
        Some(_) => Message::new("action-law-answer"),
        None => Message::new("action-law-take-back"),
    };
    let ((), done) = workbench.edit(label, None, |edit| {
        if edit.get::<LegalAnswer>(answer.id.0)?.is_some() {
            edit.change::<LegalAnswer>(answer.id.0, |known| known.yes = answer.yes)?;
        } else {
            edit.insert(&answer)?;
        }
        Ok(())
    })?;
    Ok(done)
}

/// The facts of a match that somebody answered.
pub(super) fn answers_on(session: &Session, of: MatchId) -> Result<BTreeMap<String, bool>, Error> {
    let answers = session.replica.read(|reader| reader.legal_answers_on(of))?;
    Ok(answers.into_iter().filter_map(|answer| Some((answer.fact, answer.yes?))).collect())
}
