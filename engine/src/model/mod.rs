//! The words of the field as types: who has what, where, and how well it is known.
//!
//! Plain values with units in their names; no rules about money, law or matching. A row of
//! the replica and a value in here carry the same fields.

mod consent;
mod deal;
mod deal_terms;
mod flow;
mod id;
pub mod kind;
mod legal_answer;
mod organization;
mod particulars;
mod person;
mod profile;
mod region;
mod site;

pub use consent::{Consent, Disclosure};
pub use deal::{Deal, DealState, Frozen, IllegalTransition, Outcome};
pub use deal_terms::{DealTerms, Side};
pub use flow::{Carrier, Direction, Flow, Precision, Price, Quality, Source};
pub use id::{
    ActionId, ConsentId, DealId, FlowId, LegalAnswerId, MatchId, OrganizationId, PersonId, SiteId,
    imported_id, match_id,
};
pub use kind::Kind;
pub use legal_answer::LegalAnswer;
pub use organization::Organization;
pub use particulars::{BadParticular, Cas, Content, ContentUnit, Hazards, Particulars, PriceTier};
pub use person::{LegalBasis, Person, PersonalData};
pub use profile::{HOURS_PER_YEAR, MONTH_HOURS, Profile, Week};
pub use region::{Edit, Region};
pub use site::{Position, Site};
