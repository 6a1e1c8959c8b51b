//! A match being negotiated: its states and the only legal ways between them.

use jiff::Timestamp;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DealId, FlowId, MatchId, OrganizationId};

/// How far a deal has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DealState {
    /// Found by the matcher.
    Suggested,
    /// The parties talk.
    Negotiating,
    /// Held for these parties until a day.
    Reserved,
    /// Signed.
    Contracted,
    /// Delivering.
    Live,
    /// Came to nothing, for a stated reason.
    Failed,
    /// Called off by a party, for a stated reason.
    Cancelled,
}

/// Why a deal ended: a code with an entry in the message catalogue, and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// `price`, `technical`, `law`, `timing`, `partner`, `other`.
    pub code: String,
    /// What happened, in the user's words.
    pub note: String,
}

/// The inputs and figures a deal was struck on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frozen {
    /// SHA-256 of everything that entered the figures, in hex.
    pub inputs_hash: String,
    /// Version of the method.
    pub method: String,
    /// The figures as they stood, as the `economics` object of the command line.
    pub figures: serde_json::Value,
}

/// A match being negotiated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deal {
    /// Its id.
    pub id: DealId,
    /// The match it came from.
    #[serde(rename = "match")]
    pub match_id: MatchId,
    /// The supply.
    pub supply: FlowId,
    /// The demand.
    pub demand: FlowId,
    /// Who gives.
    pub supplier: OrganizationId,
    /// Who takes.
    pub accepter: OrganizationId,
    /// How far it has come.
    pub state: DealState,
    /// Until when it is reserved.
    #[schemars(with = "Option<String>")]
    pub reserved_until: Option<Timestamp>,
    /// Why it ended.
    pub outcome: Option<Outcome>,
    /// Agreed or planned price of one unit in EUR.
    pub transfer_price_eur_per_unit: Option<Decimal>,
    /// What it was struck on.
    pub frozen: Option<Frozen>,
    /// Free words.
    pub note: Option<String>,
}

/// A step that the state machine does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a deal cannot go from {from:?} to {to:?}")]
pub struct IllegalTransition {
    /// Where it stands.
    pub from: DealState,
    /// Where somebody wanted it.
    pub to: DealState,
}

impl DealState {
    /// The states that may follow this one.
    pub fn next(self) -> &'static [DealState] {
        use DealState::{Cancelled, Contracted, Failed, Live, Negotiating, Reserved};
        match self {
            DealState::Suggested => &[Negotiating, Failed, Cancelled],
            DealState::Negotiating => &[Reserved, Failed, Cancelled],
            DealState::Reserved => &[Negotiating, Contracted, Failed, Cancelled],
            DealState::Contracted => &[Live, Failed, Cancelled],
            DealState::Live => &[Failed, Cancelled],
            DealState::Failed | DealState::Cancelled => &[],
        }
    }

    /// Whether going there needs a reason.
    pub fn needs_outcome(self) -> bool {
        match self {
            DealState::Failed | DealState::Cancelled => true,
            DealState::Suggested
            | DealState::Negotiating
            | DealState::Reserved
            | DealState::Contracted
            | DealState::Live => false,
        }
    }

    /// The step to `to`, if the state machine allows it.
    pub fn step(self, to: DealState) -> Result<DealState, IllegalTransition> {
        if self.next().contains(&to) { Ok(to) } else { Err(IllegalTransition { from: self, to }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DealState::*;

    #[test]
    fn only_the_drawn_arrows_are_legal() {
        let all = [Suggested, Negotiating, Reserved, Contracted, Live, Failed, Cancelled];
        let arrows: Vec<_> = all
            .iter()
            .flat_map(|&from| all.iter().map(move |&to| (from, to)))
            .filter(|&(from, to)| from.step(to).is_ok())
            .collect();
        let forward = [
            (Suggested, Negotiating),
            (Negotiating, Reserved),
            (Reserved, Negotiating),
            (Reserved, Contracted),
            (Contracted, Live),
        ];
        let open = [Suggested, Negotiating, Reserved, Contracted, Live];
        let ends = open.iter().flat_map(|&s| [(s, Failed), (s, Cancelled)]);
        let mut expected: Vec<_> = forward.into_iter().chain(ends).collect();
        expected.sort();
        let mut arrows = arrows;
        arrows.sort();
        assert_eq!(arrows, expected);
    }
}
