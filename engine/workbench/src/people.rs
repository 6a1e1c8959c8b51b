//! Who works on the project, and how a person is named where a paper or a list names one. In the
//! log an author is an id; the name is sealed under the person's key, like a contact's.

use turash_engine::model::{Person, PersonId, PersonalData};
use turash_engine::packet::{Contact, ContactFacts};
use turash_store::{Actor, Reader, StoreError};
use uuid::Uuid;

use crate::Workbench;
use crate::error::Error;
use crate::session::Session;
use crate::view::Message;

/// What stands for somebody who was erased, or whose key is not here.
pub(crate) const NOBODY: &str = "—";

/// Whom this copy of the project takes for its author.
const NOTE_AUTHOR: &str = "author";

impl Workbench {
    /// Who edits here: the person of this device's name, entered at the first edit.
    pub(crate) fn author(&self) -> Result<Actor, Error> {
        let session = self.session()?;
        let name = &self.ports().actor;
        let mut held = crate::session::lock(&session.author);
        if let Some(id) = *held {
            return Ok(actor(id));
        }
        let known = session.replica.read(|reader| {
            let noted = reader.sync_note(NOTE_AUTHOR)?.and_then(|id| id.parse().ok());
            let Some(id) = noted.map(PersonId) else { return Ok(None) };
            let person = reader.get::<Person>(id.0)?;
            let data = person.map(|person| data_of(reader, &person)).transpose()?.flatten();
            // Somebody else sits here now, or the person was erased.
            Ok::<_, StoreError>(data.filter(|data| data.name == *name).map(|_| id))
        })?;
        let id = match known {
            Some(id) => id,
            None => {
                let id = PersonId(self.ports().ids.fresh());
                let gesture = self.gesture(&Message::new("action-author"), actor(id), None);
                let data = PersonalData { name: name.clone(), ..PersonalData::default() };
                session.replica.record(&gesture, |edit| {
                    let sealed = edit.seal(id, &text_of(&data))?;
                    edit.insert(&Person {
                        id,
                        organization: None,
                        basis: None,
                        consent_given_at: None,
                        consent_withdrawn_at: None,
                        sealed,
                    })
                })?;
                let text = id.to_string();
                session.replica.feed(|feed| feed.set_note(NOTE_AUTHOR, Some(&text)))?;
                id
            }
        };
        *held = Some(id);
        Ok(actor(id))
    }
}

impl Workbench {
    /// Whoever edits after the author was erased is entered anew.
    pub(crate) fn forget_author(&self, session: &Session, erased: PersonId) {
        crate::session::lock(&session.author).take_if(|author| *author == erased);
    }
}

fn actor(id: PersonId) -> Actor {
    Actor::Person(id.to_string())
}

/// What is sealed of a person.
pub(crate) fn text_of(data: &PersonalData) -> String {
    // Texts under text keys always serialise.
    serde_json::to_string(data).unwrap_or_default()
}

/// What is personal of a person; none where the key is not here (any more).
pub(crate) fn data_of(
    reader: &Reader<'_>,
    person: &Person,
) -> Result<Option<PersonalData>, StoreError> {
    let text = reader.unseal(person.id, &person.sealed)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Contacts of organisations whom a paper may name.
pub(crate) fn contacts(reader: &Reader<'_>) -> Result<Vec<Contact>, StoreError> {
    let mut people = reader.all::<Person>()?;
    people.retain(Person::may_be_named);
    let contact = |person: Person| -> Result<Option<Contact>, StoreError> {
        let Some(organization) = person.organization else { return Ok(None) };
        let Some(data) = data_of(reader, &person)? else { return Ok(None) };
        let PersonalData { name, role, email, phone } = data;
        let facts = ContactFacts { name, role, email, phone };
        Ok(Some(Contact { organization, facts, sealed: person.sealed }))
    };
    people.into_iter().filter_map(|person| contact(person).transpose()).collect()
}

/// The name of whoever is behind a write, as lists show it.
pub(crate) fn name_of(reader: &Reader<'_>, actor: &Actor) -> Result<String, StoreError> {
    let text = match actor {
        Actor::Import(name) | Actor::Measurement(name) => return Ok(name.clone()),
        Actor::Person(text) => text,
    };
    let Ok(id) = text.parse::<Uuid>() else { return Ok(text.clone()) };
    let person = reader.get::<Person>(id)?;
    let data = person.map(|person| data_of(reader, &person)).transpose()?.flatten();
    Ok(data.map_or_else(|| NOBODY.to_owned(), |data| data.name))
}

/// A value of the field `sealed`, or a row that holds one, as a person may read it.
pub(crate) fn readable(
    reader: &Reader<'_>,
    person: PersonId,
    field: &str,
    value: &mut serde_json::Value,
) -> Result<(), StoreError> {
    const SEALED: &str = "sealed";
    let place = match value {
        serde_json::Value::Object(row) => row.get_mut(SEALED),
        text if field == SEALED => Some(text),
        _ => None,
    };
    let Some(place) = place else { return Ok(()) };
    if let Some(sealed) = place.as_str() {
        let text = reader.unseal(person, sealed)?;
        *place = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    }
    Ok(())
}
