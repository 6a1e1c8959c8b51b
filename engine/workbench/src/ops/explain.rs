//! How the figures of a match came about, as one tree down to what was measured, assumed or taken
//! from a table. Nothing is worked out here that the engine did not say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{REGISTRY, Trace, accounts};
use turash_engine::matching::{self, Note};
use turash_engine::model::MatchId;
use turash_engine::watch::Watch;

use super::matching::{economics_of, matched, position};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::show::detail::scorer_code;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("match.explain", Effect::Job, explain)]
}

#[derive(Deserialize, JsonSchema)]
struct OneMatch {
    #[serde(alias = "match")]
    id: MatchId,
}

/// A figure and what it was made from.
#[derive(Serialize, JsonSchema)]
struct Node {
    /// What it is, as a code.
    name: String,
    /// Its value; none where a price is missing.
    value: Option<f64>,
    unit: String,
    /// The equation that made it from its inputs, in their order; none for a figure that was
    /// supplied.
    formula: Option<String>,
    /// Where the equation, or the figure, comes from.
    source: Option<String>,
    /// `rough`, `estimated`, `measured`, `verified` or `assumed`.
    precision: Option<String>,
    /// Name and version of the method.
    method: Option<String>,
    /// Where the equation holds.
    range: Option<String>,
    /// What checks the equation.
    checked_by: Option<String>,
    inputs: Vec<Node>,
}

impl Node {
    fn of(trace: &Trace) -> Self {
        let formula = trace.formula.and_then(|id| REGISTRY.iter().find(|known| known.id == id));
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            name: trace.name.clone(),
            value: Some(trace.value),
            unit: trace.unit.clone(),
            formula: formula.map(|formula| formula.equation.to_owned()),
            source: trace.source.as_deref().and_then(told),
            precision: trace.precision.map(str::to_owned),
            method: formula.map(|formula| format!("{} {}", formula.id, formula.version)),
            range: formula.and_then(|formula| told(formula.range)),
            checked_by: formula.and_then(|formula| told(formula.oracle)),
            inputs: trace.inputs.iter().map(Self::of).collect(),
        }
    }

    fn plain(name: &str, value: f64, source: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: Some(value),
            unit: "1".to_owned(),
            formula: None,
            source: Some(source.to_owned()),
            precision: None,
            method: None,
            range: None,
            checked_by: None,
            inputs: Vec::new(),
        }
    }

    /// A score, its weight beside it.
    fn of_note(note: &Note) -> Self {
        let name = scorer_code(note.scorer);
        Self {
            formula: Some("w s".to_owned()),
            inputs: vec![
                Self::plain("weight", note.weight, "match.start weights"),
                Self::plain("score", note.value, turash_engine::METHOD_VERSION),
            ],
            ..Self::plain(&format!("score_{name}"), note.weight * note.value, "balance")
        }
    }
}

fn explain(workbench: &Workbench, one: OneMatch, watch: &dyn Watch) -> Result<Node, Error> {
    let matched = matched(workbench, watch)?;
    let at = position(&matched, one.id)?;
    let found = &matched.set().matches[at];
    let region = &matched.loaded.region;
    let why = matching::explain(region, &matched.request, workbench.reference(), found);
    let score = Node {
        formula: Some("(sum of w s - least) / (most - least)".to_owned()),
        method: Some(turash_engine::METHOD_VERSION.to_owned()),
        range: Some("0 .. 1".to_owned()),
        checked_by: Some("engine/src/matching/tests.rs".to_owned()),
        inputs: why.map_or_else(Vec::new, |why| {
            let counted = why.notes.iter().filter(|note| note.weight != 0.0);
            let sum = |of: fn(f64, f64) -> f64| why.notes.iter().map(|n| of(n.weight, 0.0)).sum();
            let weights = "match.start weights";
            counted
                .map(Node::of_note)
                .chain([
                    Node::plain("least", sum(f64::min), weights),
                    Node::plain("most", sum(f64::max), weights),
                ])
                .collect()
        }),
        ..Node::plain("score", found.score, "docs/methods/score.md")
    };
    let (money, missing) = match economics_of(workbench, &matched, at) {
        Ok(economics) => {
            let own = economics.provenance.iter().map(Node::of);
            (own.chain(accounts(&economics).iter().map(Node::of)).collect(), None)
        }
        Err(Error::NeedsPrice { field, .. }) => (Vec::new(), Some(field)),
        Err(error) => return Err(error),
    };
    let mut inputs = vec![score];
    inputs.extend(money);
    inputs.extend(missing.map(|field| Node {
        value: None,
        unit: "EUR".to_owned(),
        ..Node::plain("npv", f64::NAN, &format!("needs_price {field}"))
    }));
    Ok(Node {
        source: None,
        method: Some(turash_engine::METHOD_VERSION.to_owned()),
        inputs,
        ..Node::plain("match", found.score, "")
    })
}
