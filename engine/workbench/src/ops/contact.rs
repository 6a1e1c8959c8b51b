//! Contacts of organisations: who may be named on paper, on what ground, and how somebody is
//! erased. What is personal is sealed; the store owns the keys.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{LegalBasis, OrganizationId, Person, PersonId, PersonalData};
use turash_engine::watch::Watch;
use turash_store::{Reader, StoreError};

use super::{Done, deals};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::people::{data_of, text_of};
use crate::session::Session;
use crate::view::Message;

/// Longest text of a contact.
const LONGEST: usize = 200;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("contact.list", Effect::Read, list),
        Operation::new("contact.add", Effect::Edit, add),
        Operation::new("contact.set", Effect::Edit, set),
        Operation::new("contact.remove", Effect::Edit, remove),
        Operation::new("contact.erase", Effect::Edit, erase),
    ]
}

/// Whose contacts.
#[derive(Deserialize, JsonSchema)]
struct Of {
    /// Id or exact name of an organisation; none lists all, and those who work on the project.
    #[serde(default)]
    organization: Option<String>,
}

/// Contacts.
#[derive(Serialize, JsonSchema)]
struct Contacts {
    contacts: Vec<Contact>,
}

/// A contact of an organisation.
#[derive(Serialize, JsonSchema)]
pub(super) struct Contact {
    id: PersonId,
    /// Whose contact it is; none for somebody who works on the project.
    organization: Option<OrganizationId>,
    /// Name of the organisation.
    organization_name: Option<String>,
    /// What is personal; none once the person was erased, or where the key has not come yet.
    #[schemars(with = "Option<PersonalData>")]
    person: Option<PersonalData>,
    /// The ground on which the data are kept.
    basis: Option<LegalBasis>,
    /// When the person consented, RFC 3339.
    consent_given_at: Option<String>,
    /// When the person took the consent back or objected, RFC 3339.
    consent_withdrawn_at: Option<String>,
    /// Whether a paper may name the person.
    may_be_named: bool,
    /// Whether the person was erased, for good.
    erased: bool,
}

fn view(reader: &Reader<'_>, person: &Person) -> Result<Contact, StoreError> {
    let data = data_of(reader, person)?;
    let whose = person.organization.map(|id| reader.organization(id)).transpose()?.flatten();
    Ok(Contact {
        id: person.id,
        organization: person.organization,
        organization_name: whose.map(|one| one.name),
        may_be_named: person.may_be_named() && data.is_some(),
        person: data,
        basis: person.basis,
        consent_given_at: person.consent_given_at.map(|at| at.to_string()),
        consent_withdrawn_at: person.consent_withdrawn_at.map(|at| at.to_string()),
        erased: reader.is_erased(person.id)?,
    })
}

fn list(workbench: &Workbench, of: Of, _: &dyn Watch) -> Result<Contacts, Error> {
    let session = workbench.session()?;
    let of = of.organization.map(|text| organization_of(&session, &text)).transpose()?;
    let contacts = session.replica.read(|reader| {
        let mut people = reader.all::<Person>()?;
        people.retain(|person| of.is_none() || person.organization == of);
        people.iter().map(|person| view(reader, person)).collect::<Result<_, StoreError>>()
    })?;
    Ok(Contacts { contacts })
}

/// What an edit of a contact did, and how it stands now.
#[derive(Serialize, JsonSchema)]
struct ContactDone {
    #[serde(flatten)]
    done: Done,
    contact: Contact,
}

/// What is said of a person; a text that is empty takes away what was there.
#[derive(Deserialize, JsonSchema)]
struct Said {
    /// Name, with title.
    #[serde(default)]
    name: Option<String>,
    /// What the person does there.
    #[serde(default)]
    role: Option<String>,
    /// Address for mail.
    #[serde(default)]
    email: Option<String>,
    /// Telephone number.
    #[serde(default)]
    phone: Option<String>,
}

/// A new contact.
#[derive(Deserialize, JsonSchema)]
struct NewContact {
    /// Id or exact name of the organisation.
    organization: String,
    #[serde(flatten)]
    said: Said,
    /// The ground on which the data are kept; without one no paper names the person.
    #[serde(default)]
    basis: Option<LegalBasis>,
    /// Whether the person consented.
    #[serde(default)]
    consented: bool,
}

/// The data with what is said put over what was there, trimmed and checked.
fn checked(before: PersonalData, said: Said) -> Result<PersonalData, Error> {
    let over = |field: &str, before: Option<String>, said: Option<String>| {
        let Some(text) = said else { return Ok(before) };
        let text = text.trim();
        if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            return Err(bad(field, text));
        }
        Ok((!text.is_empty()).then(|| text.to_owned()))
    };
    let name = over("name", Some(before.name), said.name)?;
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| bad("name", ""))?;
    let email = over("email", before.email, said.email)?;
    if let Some(email) = email.as_deref().filter(|email| !is_address(email)) {
        return Err(bad("email", email));
    }
    let role = over("role", before.role, said.role)?;
    let phone = over("phone", before.phone, said.phone)?;
    Ok(PersonalData { name, role, email, phone })
}

/// Whether it may be an address for mail: a name, one @, a domain with a dot, no space.
fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let parts = || domain.split('.');
    !name.is_empty()
        && !text.chars().any(char::is_whitespace)
        && !domain.contains('@')
        && parts().count() > 1
        && parts().all(|part| !part.is_empty())
}

fn bad(field: &str, value: &str) -> Error {
    Error::Value { field: field.to_owned(), value: value.to_owned(), wanted: "text" }
}

fn add(workbench: &Workbench, new: NewContact, _: &dyn Watch) -> Result<ContactDone, Error> {
    let session = workbench.session()?;
    let data = checked(PersonalData::default(), new.said)?;
    let organization = organization_of(&session, &new.organization)?;
    let label = label_for(&session, "action-contact-add", organization)?;
    let id = PersonId(workbench.ports().ids.fresh());
    let now = workbench.now();
    let ((), done) = workbench.edit(label, None, |edit| {
        let sealed = edit.seal(id, &text_of(&data))?;
        Ok(edit.insert(&Person {
            id,
            organization: Some(organization),
            basis: new.basis,
            consent_given_at: new.consented.then_some(now),
            consent_withdrawn_at: None,
            sealed,
        })?)
    })?;
    told(&session, id, done)
}

/// A change of a contact: what is missing stays.
#[derive(Deserialize, JsonSchema)]
struct Change {
    id: PersonId,
    #[serde(flatten)]
    said: Said,
    /// The ground on which the data are kept.
    #[serde(default)]
    basis: Option<LegalBasis>,
    /// Whether the person consents: yes notes a consent of today, no that it was taken back or
    /// that the person objects.
    #[serde(default)]
    consents: Option<bool>,
}

fn set(workbench: &Workbench, change: Change, _: &dyn Watch) -> Result<ContactDone, Error> {
    let session = workbench.session()?;
    let (before, organization) = contact(&session, change.id)?;
    let held = session.replica.read(|reader| data_of(reader, &before))?;
    let data = match held {
        Some(held) => {
            let data = checked(held.clone(), change.said)?;
            // The same sealed anew would look like a change.
            (data != held).then_some(data)
        }
        None => return Err(StoreError::Erased { id: change.id.0 }.into()),
    };
    let label = label_for(&session, "action-contact-set", organization)?;
    let now = workbench.now();
    let ((), done) = workbench.edit(label, None, |edit| {
        let sealed = data.map(|data| edit.seal(change.id, &text_of(&data))).transpose()?;
        edit.change::<Person>(change.id.0, |person| {
            person.basis = change.basis.or(person.basis);
            if let Some(sealed) = sealed {
                person.sealed = sealed;
            }
            match change.consents {
                Some(true) => {
                    person.consent_given_at = Some(now);
                    person.consent_withdrawn_at = None;
                }
                Some(false) => person.consent_withdrawn_at = Some(now),
                None => {}
            }
        })?;
        Ok(())
    })?;
    told(&session, change.id, done)
}

/// A contact.
#[derive(Deserialize, JsonSchema)]
struct One {
    id: PersonId,
}

fn remove(workbench: &Workbench, one: One, _: &dyn Watch) -> Result<Done, Error> {
    let session = workbench.session()?;
    let (_, organization) = contact(&session, one.id)?;
    let label = label_for(&session, "action-contact-remove", organization)?;
    let ((), done) = workbench.edit(label, None, |edit| Ok(edit.remove::<Person>(one.id.0)?))?;
    Ok(done)
}

/// A person was erased.
#[derive(Serialize, JsonSchema)]
struct Erased {
    /// Backups of this copy that cannot be reached now and still hold the key; delete them.
    unreached: Vec<PathBuf>,
}

/// Destroys the person's key: nothing of what was ever sealed for the person can be read again,
/// here at once, and in every other copy and in the hub after the next exchange. It cannot be
/// undone.
fn erase(workbench: &Workbench, one: One, _: &dyn Watch) -> Result<Erased, Error> {
    let session = workbench.session()?;
    let known = session.replica.read(|reader| {
        let known = !reader.history::<Person>(one.id.0)?.is_empty();
        Ok::<_, StoreError>(known)
    })?;
    if !known {
        return Err(Error::NotFound { kind: "person", id: one.id.to_string() });
    }
    let unreached = session.replica.erase_person(one.id)?;
    workbench.forget_author(&session, one.id);
    workbench
        .changed(vec![crate::event::Changed { kind: "person".to_owned(), id: one.id.to_string() }]);
    Ok(Erased { unreached })
}

/// The organisation of this id, or the only one of this name.
fn organization_of(session: &Session, text: &str) -> Result<OrganizationId, Error> {
    let organizations = session.replica.read(|reader| reader.organizations())?;
    let mut found =
        organizations.iter().filter(|one| one.name == text || one.id.to_string() == text);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        _ => Err(Error::NotFound { kind: "organization", id: text.to_owned() }),
    }
}

fn contact(session: &Session, id: PersonId) -> Result<(Person, OrganizationId), Error> {
    let person = session.replica.read(|reader| reader.get::<Person>(id.0))?;
    let missing = || Error::NotFound { kind: "person", id: id.to_string() };
    let person = person.ok_or_else(missing)?;
    let organization = person.organization.ok_or_else(missing)?;
    Ok((person, organization))
}

/// What is said of an edit names the organisation, never the person: it stays for ever.
fn label_for(session: &Session, code: &str, of: OrganizationId) -> Result<Message, Error> {
    Ok(Message::new(code).with("name", deals::name(session, of)?))
}

fn told(session: &Session, id: PersonId, done: Done) -> Result<ContactDone, Error> {
    let (person, _) = contact(session, id)?;
    let contact = session.replica.read(|reader| view(reader, &person))?;
    Ok(ContactDone { done, contact })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_for_mail_is_told_from_other_text() {
        for good in ["a@b.de", "anna.grün+x@werk-2.example.org"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "a", "a@", "@b.de", "a@b", "a@b.", "a b@c.de", "a@b@c.de", "a@.de"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
