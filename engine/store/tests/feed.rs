//! What an op says that its author had seen.

use turash_engine::model::Organization;
use turash_store::{Fate, LoggedOp, Reach, ReadTo, Replica, StoreError};

use crate::common::*;

fn rename(replica: &Replica, to: &str) {
    let id = organization("a").id.0;
    let done = replica.edit(&by_person("rename"), |edit| {
        edit.change::<Organization>(id, |o| o.name = to.to_owned())
    });
    done.expect("renamed");
}

/// The stream has these own ops, under their own numbers, and has been read up to `number`.
fn read_back(replica: &Replica, ops: &[LoggedOp], epoch: i64, number: i64) {
    let done = replica.feed(|feed| -> Result<(), StoreError> {
        for op in ops {
            feed.receipt(op.number, &[7; 32], &Fate::Taken(op.number))?;
            feed.take(op, op.number, &[7; 32])?;
        }
        feed.set_read_to(ReadTo { stream: NEW.project, epoch, number, chain: [0; 32] })?;
        feed.end_reread()
    });
    done.expect("read");
}

fn newest(replica: &Replica) -> LoggedOp {
    replica.read(|r| r.outbox(100)).expect("readable").pop().expect("it is on its way")
}

#[test]
fn nobody_unsees_when_a_hub_is_set_back() {
    let (_folder, replica) = project();
    let born = replica.edit(&by_person("add"), |edit| edit.insert(&organization("a")));
    born.expect("added");
    rename(&replica, "before the hub was met");
    let first = replica.read(|r| r.outbox(100)).expect("readable");
    assert_eq!(newest(&replica).reach, Reach { epoch: 0, number: 0 });
    read_back(&replica, &first, 1, 9);
    rename(&replica, "having seen nine");
    let second = newest(&replica);
    assert_eq!(second.reach, Reach { epoch: 1, number: 9 });
    read_back(&replica, &[second], 1, 10);

    // The hub is set back to before the first rename: all three are on their way again.
    replica.feed(|feed| feed.forget_feed(2)).expect("forgotten");
    rename(&replica, "once more");
    assert_eq!(newest(&replica).reach, Reach { epoch: 1, number: 9 });
    let id = organization("a").id.0;
    replica.edit(&by_person("remove"), |e| e.remove::<Organization>(id)).expect("removed");
    let end = newest(&replica);
    assert_eq!(end.reach, Reach { epoch: 1, number: 10 }, "of the row it had seen all");
    let held: Vec<_> = end.held.into_iter().collect();
    assert_eq!(held, [("name".to_owned(), Reach { epoch: 1, number: 9 })]);
}
