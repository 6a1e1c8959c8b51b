//! People: who may be named on paper, and on what legal ground.
//!
//! The law is Regulation (EU) 2016/679 (GDPR): article 6(1) for the grounds, 7(3) for taking a
//! consent back, 17 for erasure, 21 for objection.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{OrganizationId, PersonId};

/// The ground on which a person's data are kept, by article 6(1) GDPR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// (a): the person consented.
    Consent,
    /// (b): a contract with the person, or steps towards one at its request.
    Contract,
    /// (c): a legal obligation.
    LegalObligation,
    /// (d): vital interests.
    VitalInterests,
    /// (e): a task in the public interest.
    PublicTask,
    /// (f): legitimate interests, as in a business contact that a company names itself.
    LegitimateInterests,
}

/// What is personal of a person. It is kept sealed under a key of the person's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// Name, with title.
    pub name: String,
    /// What the person does there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Address for mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A person: a contact of an organisation, or somebody who works on the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id, which says nothing about the person.
    pub id: PersonId,
    /// Whose contact it is; none for somebody who works on the project.
    pub organization: Option<OrganizationId>,
    /// The ground on which the data are kept, if there is one.
    pub basis: Option<LegalBasis>,
    /// When the person consented.
    pub consent_given_at: Option<Timestamp>,
    /// When the person took the consent back, or objected.
    pub consent_withdrawn_at: Option<Timestamp>,
    /// [`PersonalData`], sealed.
    pub sealed: String,
}

impl Person {
    /// Whether the person may be named on a paper that leaves the house: on a ground, not against
    /// the person's will, and where the ground is consent, with it.
    pub fn may_be_named(&self) -> bool {
        let given = self.consent_given_at.is_some() || self.basis != Some(LegalBasis::Consent);
        self.basis.is_some() && given && self.consent_withdrawn_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_named_without_a_ground_or_against_their_will() {
        let at = Timestamp::UNIX_EPOCH;
        let person = |basis, given: bool, withdrawn: bool| Person {
            id: PersonId(uuid::Uuid::nil()),
            organization: None,
            basis,
            consent_given_at: given.then_some(at),
            consent_withdrawn_at: withdrawn.then_some(at),
            sealed: String::new(),
        };
        for (basis, given, withdrawn, named) in [
            (None, true, false, false),
            (Some(LegalBasis::Consent), false, false, false),
            (Some(LegalBasis::Consent), true, false, true),
            (Some(LegalBasis::Consent), true, true, false),
            (Some(LegalBasis::LegitimateInterests), false, false, true),
            (Some(LegalBasis::LegitimateInterests), false, true, false),
        ] {
            let found = person(basis, given, withdrawn).may_be_named();
            assert_eq!(found, named, "{basis:?} {given} {withdrawn}");
        }
    }
}
