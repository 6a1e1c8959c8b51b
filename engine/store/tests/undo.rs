//! Undo and redo: on today's rows, through a restart, and around what others wrote.

use turash_engine::model::*;
use turash_store::{Replica, Skipped};

use crate::common::*;

fn name_of(replica: &Replica) -> Option<String> {
    let flow: Option<Flow> = replica.read(|r| r.get(flow("a").id.0)).expect("readable");
    flow.map(|f| f.name)
}

fn rename(replica: &Replica, name: &str) {
    let id = flow("a").id.0;
    replica
        .edit(&by_person(name), |e| e.change::<Flow>(id, |f| f.name = name.to_owned()))
        .expect("there");
}

fn undo(replica: &Replica) -> Option<String> {
    replica.undo(&by_person("")).expect("works").map(|u| u.of.label)
}

fn redo(replica: &Replica) -> Option<String> {
    replica.redo(&by_person("")).expect("works").map(|u| u.of.label)
}

#[test]
fn the_stack_goes_down_and_up_and_survives_a_restart() {
    let (folder, replica) = project();
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    rename(&replica, "one");
    rename(&replica, "two");
    assert_eq!(undo(&replica).as_deref(), Some("two"));
    assert_eq!(name_of(&replica).as_deref(), Some("one"));
    drop(replica);
    let replica = reopen(&folder.path().join("p.turash"));
    let labels = replica
        .read(|r| Ok::<_, turash_store::StoreError>((r.to_undo()?, r.to_redo()?)))
        .map(|(u, r)| (u.map(|a| a.label), r.map(|a| a.label)));
    assert_eq!(labels.expect("readable"), (Some("one".into()), Some("two".into())));
    assert_eq!(undo(&replica).as_deref(), Some("one"));
    assert_eq!(undo(&replica).as_deref(), Some("add"));
    assert_eq!(name_of(&replica), None);
    assert_eq!(undo(&replica), None);
    for (label, name) in [("add", "a flue gas"), ("one", "one"), ("two", "two")] {
        assert_eq!(redo(&replica).as_deref(), Some(label));
        assert_eq!(name_of(&replica).as_deref(), Some(name));
    }
    assert_eq!(redo(&replica), None);
    // Down again over what was done again, then a new edit ends redo.
    assert_eq!(undo(&replica).as_deref(), Some("two"));
    assert_eq!(undo(&replica).as_deref(), Some("one"));
    assert_eq!(name_of(&replica).as_deref(), Some("a flue gas"));
    rename(&replica, "three");
    assert_eq!(redo(&replica), None);
    assert_eq!(undo(&replica).as_deref(), Some("three"));
    assert_eq!(name_of(&replica).as_deref(), Some("a flue gas"));
    assert_eq!(redo(&replica).as_deref(), Some("three"));
    let report = replica.check().expect("readable");
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn what_somebody_else_wrote_since_is_left_alone_and_named() {
    let (_folder, replica) = project();
    let id = flow("a").id.0;
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    replica
        .edit(&by_person("guess"), |e| {
            e.change::<Flow>(id, |f| {
                f.amount_per_year = 5.0;
                f.name = "guess".into();
            })
        })
        .expect("there");
    replica
        .edit(&by_instrument("read"), |e| e.change::<Flow>(id, |f| f.amount_per_year = 6.5))
        .expect("there");
    let undone = replica.undo(&by_person("")).expect("works").expect("something");
    assert_eq!(undone.of.label, "guess");
    assert_eq!(undone.skipped, [Skipped { table: "flow", id, field: "amount_per_year" }]);
    let now: Flow = replica.read(|r| r.get(id)).expect("readable").expect("there");
    assert_eq!((now.amount_per_year, now.name.as_str()), (6.5, "a flue gas"));
    // The row as a whole was written to by somebody else, so its birth stays too.
    let undone = replica.undo(&by_person("")).expect("works").expect("something");
    assert_eq!(undone.of.label, "add");
    assert_eq!(undone.skipped, [Skipped { table: "flow", id, field: "*" }]);
    assert_eq!(name_of(&replica).as_deref(), Some("a flue gas"));
    assert!(replica.check().expect("readable").is_sound());
}

#[test]
fn an_import_is_one_step() {
    let (_folder, replica) = project();
    let keys: Vec<String> = (0..50).map(|i| format!("k{i}")).collect();
    replica
        .edit(&by_import("import"), |e| {
            for key in &keys {
                e.upsert_imported(&organization(key))?;
                e.upsert_imported(&site(key, 55.0, 13.0))?;
                e.upsert_imported(&flow(key))?;
            }
            // A row may be written twice, and come and go, within one gesture.
            e.change::<Flow>(flow("k0").id.0, |f| f.name = "twice".into())?;
            e.remove::<Flow>(flow("k1").id.0)?;
            e.insert(&flow("k1"))
        })
        .expect("imported");
    let all = replica.read(|r| r.flows()).expect("readable");
    let undone = replica.undo(&by_person("")).expect("works").expect("something");
    assert_eq!((undone.changed.len(), undone.skipped.len()), (150, 0));
    let counts = replica.read(|r| r.counts()).expect("readable");
    assert_eq!((counts.organizations, counts.sites, counts.supplies), (0, 0, 0));
    replica.redo(&by_person("")).expect("works").expect("something");
    assert_eq!(replica.read(|r| r.flows()).expect("readable"), all);
    assert_eq!(replica.read(|r| r.search("twice", 9)).expect("readable").len(), 1);
    let report = replica.check().expect("readable");
    assert!(report.is_sound(), "{report:?}");
}
