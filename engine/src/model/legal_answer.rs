//! What people know about a match that no register tells: answers to the questions of the legal tests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LegalAnswerId, MatchId};

/// Namespace of ids derived from a match and a question.
const ANSWERED: Uuid = Uuid::from_u128(0x6f1d_3c0e_52a4_5b7e_9c13_7475_7261_7368);

/// The answer to one question of the legal tests of one match. Its id follows from both, so that two
/// people who answer the same question meet in one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LegalAnswer {
    /// Its id.
    pub id: LegalAnswerId,
    /// To which match it applies.
    #[serde(rename = "match")]
    pub match_id: MatchId,
    /// The fact that was asked for, as a code of `law_tests.csv`.
    pub fact: String,
    /// Yes or no; none where an answer was taken back.
    pub yes: Option<bool>,
}

impl LegalAnswer {
    /// The answer to a question of a match.
    pub fn new(match_id: MatchId, fact: &str, yes: Option<bool>) -> Self {
        let mut name = match_id.0.as_bytes().to_vec();
        name.extend_from_slice(fact.as_bytes());
        let id = LegalAnswerId(Uuid::new_v5(&ANSWERED, &name));
        Self { id, match_id, fact: fact.to_owned(), yes }
    }
}
