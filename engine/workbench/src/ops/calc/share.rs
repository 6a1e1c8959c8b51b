//! Sharing a gain between several parties: proportional, Nash, Shapley, and the core.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{Game, MOST_PARTIES};
use turash_engine::unfit::{Unfit, within};
use turash_engine::watch::Watch;

use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![Calculator::json("share", EXAMPLE, share)]
}

const EXAMPLE: &str = r#"{"players": ["steelworks", "town", "paper mill"],
    "worth": [{"players": ["steelworks", "town"], "value": 600000},
        {"players": ["steelworks", "paper mill"], "value": 400000},
        {"players": ["steelworks", "town", "paper mill"], "value": 900000}]}"#;

/// Who could gain what together.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Parties {
    /// Names, 1 to 16.
    players: Vec<String>,
    /// What groups are worth; a group that is not named is worth what its best parts are.
    worth: Vec<Group>,
    /// Weights for the proportional split and the bargaining power, one each; all alike without.
    #[serde(default)]
    weights: Option<Vec<f64>>,
    /// Shares to be tested against the core, by name; Shapley's value is tested always.
    #[serde(default)]
    shares: Option<BTreeMap<String, f64>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Group {
    players: Vec<String>,
    /// In any one unit.
    value: f64,
}

/// Shares by name, in the unit of the worth.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Shares")]
struct Shared {
    /// What all are worth together.
    total: f64,
    proportional: BTreeMap<String, f64>,
    /// None where all together are worth less than each alone.
    nash: Option<BTreeMap<String, f64>>,
    shapley: BTreeMap<String, f64>,
    /// Whether no group could do better alone than by Shapley's value.
    shapley_in_core: bool,
    /// Groups that could, and what they lack.
    shapley_blocked_by: Vec<Blocking>,
    /// Whether each adds the more, the larger the group.
    convex: bool,
    /// The same test for the shares that were given.
    in_core: Option<bool>,
    blocked_by: Option<Vec<Blocking>>,
}

#[derive(Serialize, JsonSchema)]
struct Blocking {
    players: Vec<String>,
    lacks: f64,
}

fn share(input: Parties, _: &dyn Watch) -> Result<Shared, Error> {
    shared(&input).map_err(|unfit| InputError::from(unfit).into())
}

fn shared(input: &Parties) -> Result<Shared, Unfit> {
    let players = &input.players;
    let count = players.len();
    within("players", count as f64, "1 .. 16", |_| (1..=MOST_PARTIES).contains(&count))?;
    let place = |field: &str, name: &str| {
        let unknown = || Unfit::OutOfBounds {
            field: field.to_owned(),
            value: name.to_owned(),
            allowed: "a name of players",
        };
        players.iter().position(|known| known == name).ok_or_else(unknown)
    };
    for (at, name) in players.iter().enumerate() {
        if place("players", name)? != at {
            let (field, value) = (format!("players[{at}]"), name.clone());
            return Err(Unfit::OutOfBounds { field, value, allowed: "each name once" });
        }
    }
    let mut worth: Vec<Option<f64>> = vec![None; 1 << count];
    for (at, group) in input.worth.iter().enumerate() {
        let field = format!("worth[{at}].players");
        let mut bits = 0usize;
        for name in &group.players {
            bits |= 1 << place(&field, name)?;
        }
        if bits == 0 || worth[bits].replace(group.value).is_some() {
            let value = group.players.join(", ");
            return Err(Unfit::OutOfBounds { field, value, allowed: "each group once" });
        }
    }
    let game = Game::new(count, best_of_parts(&worth))?;
    let alike = vec![1.0; count];
    let weights = input.weights.as_deref().unwrap_or(&alike);
    let named = |shares: Vec<f64>| players.iter().cloned().zip(shares).collect::<BTreeMap<_, _>>();
    let blocking = |shares: &[f64]| -> Result<Vec<Blocking>, Unfit> {
        let names = |group: u32| {
            let inside = players.iter().enumerate().filter(|(at, _)| group >> at & 1 == 1);
            inside.map(|(_, name)| name.clone()).collect()
        };
        let blocked = game.blocked(shares)?.into_iter();
        Ok(blocked.map(|b| Blocking { players: names(b.group), lacks: b.lacks }).collect())
    };
    let shapley = game.shapley()?;
    let shapley_blocked_by = blocking(&shapley)?;
    let blocked_by = match &input.shares {
        None => None,
        Some(given) => {
            let mut shares = vec![0.0; count];
            for (name, share) in given {
                shares[place("shares", name)?] = *share;
            }
            Some(blocking(&shares)?)
        }
    };
    Ok(Shared {
        total: game.worth((1u32 << count) - 1),
        proportional: named(game.proportional(weights)?),
        nash: game.nash(weights)?.map(named),
        shapley: named(shapley),
        shapley_in_core: shapley_blocked_by.is_empty(),
        shapley_blocked_by,
        convex: game.is_convex(),
        in_core: blocked_by.as_ref().map(Vec::is_empty),
        blocked_by,
    })
}

/// A group that nobody named does what its parts do: the best of all ways to part it in two, and
/// nothing where it is one party.
fn best_of_parts(stated: &[Option<f64>]) -> Vec<f64> {
    let mut worth = vec![0.0; stated.len()];
    for group in 1..stated.len() {
        worth[group] = stated[group].unwrap_or_else(|| {
            let mut best = f64::NEG_INFINITY;
            let mut part = (group - 1) & group;
            while part > 0 {
                best = f64::max(best, worth[part] + worth[group ^ part]);
                part = (part - 1) & group;
            }
            if best.is_finite() { best } else { 0.0 }
        });
    }
    worth
}
