//! What is personal: sealed in every op, readable with the person's key, gone without it.

use turash_engine::model::{LegalBasis, Person, PersonId};
use turash_store::{PersonKey, Replica};
use uuid::Uuid;

use crate::common::*;

const ANNA: PersonId = PersonId(Uuid::from_u128(0xa1));
const NAME: &str = "Anna Grünwald-Ковалёва";

fn add(replica: &Replica, id: PersonId, text: &str) -> Person {
    let done = replica.edit(&by_person("add"), |edit| {
        let sealed = edit.seal(id, text)?;
        let person = Person {
            id,
            organization: None,
            basis: Some(LegalBasis::Contract),
            consent_given_at: None,
            consent_withdrawn_at: None,
            sealed,
        };
        edit.insert(&person)?;
        Ok::<_, turash_store::StoreError>(person)
    });
    done.expect("sealed and written").value
}

fn read(replica: &Replica, person: &Person) -> Option<String> {
    replica.read(|reader| reader.unseal(person.id, &person.sealed)).expect("read")
}

/// The log and the table as text, the way a feed carries them.
fn told(replica: &Replica) -> String {
    let ops = replica.read(|reader| reader.outbox(100)).expect("the log");
    let rows = replica.read(|reader| reader.all::<Person>()).expect("the table");
    format!("{ops:?} {rows:?}")
}

#[test]
fn a_name_stands_nowhere_in_clear_and_is_gone_with_its_key() {
    let (_folder, replica) = project();
    let anna = add(&replica, ANNA, NAME);
    assert!(!told(&replica).contains("Anna") && told(&replica).contains(&anna.sealed));
    assert_eq!(read(&replica, &anna).as_deref(), Some(NAME));

    let keys = replica.read(|reader| reader.untold_people(10)).expect("keys");
    assert_eq!((keys.len(), keys[0].person), (1, ANNA.0));
    assert!(!format!("{keys:?}").contains(&format!("{:?}", keys[0].key)), "a key does not print");
    replica.erase_person(ANNA).expect("erased");
    assert_eq!(read(&replica, &anna), None);
    assert!(replica.check().expect("checked").is_sound(), "the log is whole");
    let sealed = replica.edit(&by_person("again"), |edit| edit.seal(ANNA, "again"));
    assert_eq!(sealed.expect_err("gone for good").code(), "store.erased");
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys")[0].key, None);
}

#[test]
fn a_seal_of_one_person_does_not_open_for_another() {
    let (_folder, replica) = project();
    let anna = add(&replica, ANNA, NAME);
    let other = PersonId(Uuid::from_u128(0xb0));
    add(&replica, other, "Bo");
    let moved = Person { id: other, ..anna };
    assert_eq!(read(&replica, &moved), None);
    for junk in ["", "zz", "00", &"0".repeat(48), &"é".repeat(60)] {
        let found = replica.read(|reader| reader.unseal(other, junk)).expect("no error");
        assert_eq!(found, None, "{junk}");
    }
}

#[test]
fn what_was_erased_stays_erased_whatever_a_hub_says() {
    let (_folder, replica) = project();
    let anna = add(&replica, ANNA, NAME);
    let keys = replica.read(|reader| reader.untold_people(10)).expect("keys");
    replica.people_told(&keys).expect("noted");
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys"), []);

    // Another key for the same person is not taken: what was sealed would be lost.
    let lie = PersonKey { person: ANNA.0, key: Some([7; 32]) };
    replica.take_people(std::slice::from_ref(&lie)).expect("taken");
    assert_eq!(read(&replica, &anna).as_deref(), Some(NAME));

    replica.take_people(&[PersonKey { person: ANNA.0, key: None }]).expect("taken");
    assert_eq!(read(&replica, &anna), None);
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys"), []);
    // A hub that was set back knows the key still: it is told again.
    replica.take_people(&keys).expect("taken");
    assert_eq!(read(&replica, &anna), None);
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys").len(), 1);

    let bo = PersonKey { person: Uuid::from_u128(0xb0), key: Some([9; 32]) };
    replica.take_people(&[bo]).expect("taken");
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys").len(), 1, "the hub has it");
    replica.people_untold().expect("noted");
    assert_eq!(replica.read(|r| r.untold_people(10)).expect("keys").len(), 2);
}
