//! What was read of a stream, then altered, left out or cut off: the proof of the trail names it.

use std::cell::RefCell;

use jiff::Timestamp;
use turash_engine::model::{ActionId, Organization, OrganizationId, Source};
use turash_store::{
    Actor, FileKey, FromFeed, Gesture, Lock, LoggedOp, NewProject, ReadTo, Replica, StoreError,
};
use turash_sync::client::{Client, Step, Trail, Transport, TransportFault, verify_trail};
use turash_sync::protocol::{Chain, Hash, Reply, Request, StreamId};
use uuid::Uuid;

use crate::hub::Hub;

const PROJECT: Uuid = Uuid::from_u128(0x70);
const STREAM: StreamId = StreamId(PROJECT);

struct Desk(RefCell<Hub>);

impl Transport for Desk {
    fn ask(&self, request: &Request) -> Result<Reply, TransportFault> {
        Ok(self.0.borrow_mut().answer(request))
    }
}

/// A copy that has read back its own three edits.
fn in_step() -> (tempfile::TempDir, std::sync::Arc<Replica>) {
    let folder = tempfile::tempdir().expect("a folder");
    let new = NewProject { project: PROJECT, device: Uuid::from_u128(0xd1) };
    let lock = Lock::Raw(FileKey::from_bytes([5; 32]));
    let created = Replica::create(&folder.path().join("p.turash"), &lock, new);
    let replica = std::sync::Arc::new(created.expect("a new project").replica);
    for n in 1..=3_u128 {
        let gesture = Gesture {
            action: ActionId(Uuid::from_u128(n)),
            label: "add".to_owned(),
            args: serde_json::json!({}),
            actor: Actor::Person("ada".to_owned()),
            at: Timestamp::UNIX_EPOCH,
            evidence: None,
        };
        let organization = Organization {
            id: OrganizationId(Uuid::from_u128(n)),
            name: format!("Works {n}"),
            sector: None,
            country: None,
            trust: None,
            confidential: [].into(),
            source: Source { dataset: "d".into(), key: n.to_string(), year: None, method: None },
        };
        replica.edit(&gesture, |edit| edit.insert(&organization)).expect("written");
    }
    let desk = Desk(RefCell::new(Hub::new(STREAM)));
    let mut client = Client::open(replica.clone(), "test", 1).expect("opened");
    let step = client.exchange(&desk, &|| 0, |_| true).expect("in step");
    assert!(matches!(step, Step::Wait { failed: false, .. }), "{step:?}");
    (folder, replica)
}

fn trail(replica: &Replica) -> Trail {
    replica.read(|reader| verify_trail(reader, STREAM)).expect("read")
}

fn write(replica: &Replica, work: impl FnOnce(&mut FromFeed<'_>) -> Result<(), StoreError>) {
    replica.feed(work).expect("taken");
}

/// The last op that was read, as another device's, and where reading stands.
fn last(replica: &Replica) -> (LoggedOp, ReadTo) {
    replica
        .read(|reader| {
            let read_to = reader.read_to()?.expect("something was read");
            let (_, op, _) = reader.feed_after(0, 10)?.pop().expect("three");
            let op = LoggedOp { device: Uuid::from_u128(0xd9), ..op };
            Ok::<_, StoreError>((op, read_to))
        })
        .expect("read")
}

/// Takes an op under a hash and moves reading behind it, as an honest chain would.
fn take(replica: &Replica, op: &LoggedOp, number: i64, hash: Hash, read_to: ReadTo) {
    let chain = Chain(Hash(read_to.chain)).then(number.unsigned_abs(), hash);
    write(replica, |feed| {
        feed.take(op, number, &hash.0)?;
        feed.set_read_to(ReadTo { number, chain: chain.0.0, ..read_to })
    });
}

#[test]
fn what_was_altered_left_out_or_cut_off_is_named() {
    let (_folder, replica) = in_step();
    let sound = trail(&replica);
    assert!(sound.is_sound() && sound.ops == 3 && sound.head == 3, "{sound:?}");

    // An op that is not what its hash says.
    let (op, read_to) = last(&replica);
    take(&replica, &op, 4, Hash([9; 32]), read_to);
    let altered = trail(&replica);
    assert_eq!((&altered.altered[..], altered.missing), (&[4][..], None), "{altered:?}");
    assert!(!altered.is_sound());

    // A number that nobody ever showed.
    let (_folder, replica) = in_step();
    let (op, read_to) = last(&replica);
    take(&replica, &op, 5, Hash([9; 32]), read_to);
    assert_eq!(trail(&replica).missing, Some(4));

    // The end of history cut off, and a history of another chain.
    let (_folder, replica) = in_step();
    let (_, read_to) = last(&replica);
    write(&replica, |feed| feed.set_read_to(ReadTo { number: 4, ..read_to }));
    assert_eq!(trail(&replica).missing, Some(4));
    write(&replica, |feed| feed.set_read_to(ReadTo { chain: [1; 32], ..read_to }));
    let other = trail(&replica);
    assert!(!other.ends_well && other.altered.is_empty() && !other.is_sound(), "{other:?}");
}
