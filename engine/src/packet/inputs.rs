//! What enters a packet, value by value, and which of it the reader sees: the list that a
//! packet's manifest commits to. A value counts as seen where the facts hold it to the last
//! digit; what they show as a class or leave out is committed to and not told.
//!
//! The names are those of the fields of the facts, the same in every packet: what a name tells
//! would otherwise be told by its presence. Lists whose length depends on the case are one
//! value as a whole.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::case::Case;
use super::cut::{PacketError, uncut};
use super::facts::{EconomicsFacts, PacketFacts, PlaceFacts};
use crate::model::{Direction, Disclosure};

/// A value that entered a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name, made of names of fields.
    pub name: String,
    /// Its value as JSON.
    pub value: String,
    /// Whether the facts hold this very value.
    pub shown: bool,
}

/// All that enters the packets of a case, by name, and what of it these facts show.
pub fn inputs(case: &Case<'_>, facts: &PacketFacts) -> Result<Vec<Input>, PacketError> {
    let mut all = BTreeMap::new();
    for side in [Direction::Supply, Direction::Demand] {
        all.extend(named(&uncut(case, side)?));
    }
    // Sealed as the log has them, and told to nobody: who was erased must not be provable.
    for (side, flow) in [("supplier", case.supply), ("accepter", case.demand)] {
        let at = case.region.find_flow(flow).ok_or(PacketError::UnknownFlow(flow))?;
        let owner = case.region.flow(at).organization;
        let of = case.contacts.iter().filter(|one| one.organization == owner);
        whole(
            &mut all,
            &format!("{side}.contacts"),
            &of.map(|one| &one.sealed).collect::<Vec<_>>(),
        );
    }
    let shown = named(facts);
    Ok(all
        .into_iter()
        .map(|(name, value)| {
            let shown = shown.get(&name) == Some(&value) && is_told(&name, facts.level);
            Input { shown, name, value }
        })
        .collect())
}

/// Whether the digits of what the facts hold are told: below `full` a place is drawn on the map,
/// and its coordinates are nowhere.
fn is_told(name: &str, level: Disclosure) -> bool {
    match level {
        Disclosure::Full => true,
        Disclosure::Public | Disclosure::Nda => !matches!(name, "place.supply" | "place.demand"),
    }
}

/// The values of facts by name.
fn named(facts: &PacketFacts) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let (own, other) = match facts.recipient_side {
        Direction::Supply => ("supplier", "accepter"),
        Direction::Demand => ("accepter", "supplier"),
    };
    fields(&mut found, own, &facts.recipient);
    fields(&mut found, other, &facts.counterparty);
    fields(&mut found, "supply", &facts.supply);
    fields(&mut found, "demand", &facts.demand);
    fields(&mut found, "exchange", &facts.exchange);
    match &facts.place {
        PlaceFacts::Exact { .. } => fields(&mut found, "place", &facts.place),
        PlaceFacts::Region { .. } | PlaceFacts::Unknown => {}
    }
    match &facts.economics {
        EconomicsFacts::Exact(money) => {
            // The other party's result stands under its own name.
            if let Some(result) = &money.counterparty {
                fields(&mut found, &format!("{other}.money"), result);
            }
            fields(&mut found, &format!("{own}.money"), money);
            found.remove(&format!("{own}.money.counterparty"));
        }
        EconomicsFacts::Classes(_) | EconomicsFacts::Missing { .. } => {}
    }
    whole(&mut found, "kind", &facts.kind);
    whole(&mut found, "co2_t_per_year", &facts.co2_t_per_year);
    whole(&mut found, "deal", &facts.deal);
    whole(&mut found, "law", &facts.law);
    whole(&mut found, "way", &facts.way);
    whole(&mut found, "risks", &facts.risks);
    whole(&mut found, "readiness", &facts.readiness);
    whole(&mut found, "failures", &facts.failures);
    whole(&mut found, "assumptions", &facts.assumptions);
    found
}

/// Each field of a value under the name of its section.
fn fields(found: &mut BTreeMap<String, String>, section: &str, of: &impl Serialize) {
    // Facts are plain structs: as JSON they are objects.
    if let Ok(Value::Object(map)) = serde_json::to_value(of) {
        for (field, value) in map {
            found.insert(format!("{section}.{field}"), value.to_string());
        }
    }
}

fn whole(found: &mut BTreeMap<String, String>, name: &str, of: &impl Serialize) {
    if let Ok(value) = serde_json::to_value(of) {
        found.insert(name.to_owned(), value.to_string());
    }
}
