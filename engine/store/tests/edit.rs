//! Rows come back as they went in, and each write is in the log.

use rust_decimal::Decimal;
use turash_engine::model::*;
use turash_store::{Pack, PackFormat, StoreError, Upsert};
use uuid::Uuid;

use crate::common::*;

fn deal() -> Deal {
    Deal {
        id: DealId(Uuid::from_u128(41)),
        match_id: MatchId(Uuid::from_u128(42)),
        supply: FlowId(Uuid::from_u128(43)),
        demand: FlowId(Uuid::from_u128(44)),
        supplier: OrganizationId(Uuid::from_u128(45)),
        accepter: OrganizationId(Uuid::from_u128(46)),
        state: DealState::Negotiating,
        reserved_until: Some(
            jiff::Timestamp::from_microsecond(1_800_000_000_000_001).expect("date"),
        ),
        outcome: Some(Outcome {
            code: "price".into(), note: "слишком дорого \"\n".into()
        }),
        transfer_price_eur_per_unit: Some(Decimal::new(123_456_789_012_345, 6)),
        frozen: Some(Frozen {
            inputs_hash: "ab".into(),
            method: "1".into(),
            figures: serde_json::json!({ "z": 1.5, "a": [null, { "npv_eur": "12.30" }] }),
        }),
        note: Some(String::new()),
    }
}

fn consent() -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(51)),
        organization: OrganizationId(Uuid::from_u128(45)),
        match_id: MatchId(Uuid::from_u128(42)),
        level: Disclosure::Full,
        reference: "folder 7".into(),
        given_at: jiff::Timestamp::from_microsecond(-1).expect("date"),
        withdrawn_at: None,
    }
}

fn terms() -> DealTerms {
    DealTerms {
        price_per_unit: Some(Decimal::new(-123_456_789_012_345, 6)),
        currency: Some("EUR".into()),
        starts_on: Some(jiff::civil::date(2027, 1, 1)),
        years: Some(10),
        metering: Some("Zähler {{ 1 }} \"".into()),
        backup: Some(Side::Accepter),
        ..DealTerms::open(DealId(Uuid::from_u128(41)))
    }
}

fn pack() -> Pack {
    Pack {
        id: Uuid::from_u128(61),
        name: "Öresund".into(),
        format: PackFormat::Pmtiles,
        sha256: "00".repeat(32),
        bytes: 7,
        attribution: "© OpenStreetMap contributors".into(),
    }
}

#[test]
fn every_kind_of_row_comes_back_as_it_went_in() {
    let (folder, replica) = project();
    let bare = Site { position: None, ..site("bare", 1.0, 1.0) };
    let plain = Flow { profile: Profile::ALWAYS, price: None, ..flow("plain") };
    let done = replica
        .edit(&by_person("fill"), |edit| {
            edit.insert(&organization("a"))?;
            edit.insert(&site("a", 55.6, 13.000000000000002))?;
            edit.insert(&bare)?;
            edit.insert(&flow("a"))?;
            edit.insert(&plain)?;
            edit.insert(&deal())?;
            edit.insert(&terms())?;
            edit.insert(&consent())?;
            edit.insert(&pack())
        })
        .expect("all rows are fine");
    assert_eq!(done.changed.len(), 9);
    drop(replica);
    let replica = reopen(&folder.path().join("p.turash"));
    replica
        .read(|r| {
            assert_eq!(r.organizations()?, [organization("a")]);
            assert_eq!(r.site(bare.id)?.as_ref(), Some(&bare));
            assert_eq!(r.site(site("a", 0.0, 0.0).id)?, Some(site("a", 55.6, 13.000000000000002)));
            assert_eq!(r.flow(plain.id)?.as_ref(), Some(&plain));
            assert_eq!(r.flow(flow("a").id)?, Some(flow("a")));
            assert_eq!(r.deals()?, [deal()]);
            assert_eq!(r.consents_on(MatchId(Uuid::from_u128(42)))?, [consent()]);
            assert_eq!(r.deals_on(MatchId(Uuid::from_u128(42)))?, [deal()]);
            assert_eq!(r.get::<DealTerms>(deal().id.0)?, Some(terms()));
            assert_eq!(r.packs()?, [pack()]);
            assert_eq!(r.flows_of(flow("a").site)?, [flow("a")]);
            assert_eq!(r.sites_of(organization("a").id)?.len(), 1);
            let counts = r.counts()?;
            assert_eq!((counts.sites, counts.sites_without_position, counts.ops), (2, 1, 9));
            Ok::<_, StoreError>(())
        })
        .expect("readable");
    let report = replica.check().expect("readable");
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.ops, report.rows), (9, 9));
}

#[test]
fn a_change_is_one_op_for_each_field_that_is_different() {
    let (_folder, replica) = project();
    let id = flow("a").id.0;
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    let done = replica
        .edit(&by_person("correct"), |e| {
            e.change::<Flow>(id, |f| {
                f.amount_per_year = 13_000.0;
                f.quality.temperature = None;
                f.name = f.name.clone();
            })
        })
        .expect("there");
    assert_eq!(done.value, 2);
    let history = replica.read(|r| r.history::<Flow>(id)).expect("readable");
    let told: Vec<_> =
        history.iter().map(|h| (h.action.label.as_str(), h.field.as_str(), &h.after)).collect();
    assert_eq!(told.len(), 3);
    assert_eq!((told[0].0, told[0].1), ("add", "*"));
    assert_eq!(told[0].2["amount_per_year"], 12_000.1);
    assert_eq!(told[1], ("correct", "amount_per_year", &serde_json::json!(13_000.0)));
    assert_eq!(told[2], ("correct", "temperature_c", &serde_json::Value::Null));
    assert_eq!(history[2].before, serde_json::json!(180.0));
    assert_eq!(history[1].evidence.as_deref(), Some("estimated"));
}

#[test]
fn an_edit_that_changes_nothing_or_fails_leaves_nothing() {
    let (_folder, replica) = project();
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    let same = replica
        .edit(&by_person("touch"), |e| e.change::<Flow>(flow("a").id.0, |_| ()))
        .expect("there");
    assert_eq!((same.action, same.changed.len()), (None, 0));
    let failed = replica.edit(&by_person("half"), |e| {
        e.insert(&flow("b"))?;
        e.insert(&flow("a"))
    });
    assert_eq!(failed.expect_err("a is there").code(), "store.row_exists");
    let missing = replica.edit(&by_person("none"), |e| e.remove::<Flow>(Uuid::nil()));
    assert_eq!(missing.expect_err("not there").code(), "store.no_row");
    for bad in [f64::NAN, f64::INFINITY] {
        let mut wrong = flow("c");
        wrong.amount_per_year = bad;
        let refused = replica.edit(&by_person("bad"), |e| e.insert(&wrong));
        assert_eq!(refused.expect_err("no number").code(), "store.bad_value");
        let mut wrong = flow("c");
        wrong.profile.months[3] = bad;
        let refused = replica.edit(&by_person("bad"), |e| e.insert(&wrong));
        assert_eq!(refused.expect_err("no number").args()["field"], "months");
    }
    let (flows, actions) = replica
        .read(|r| Ok::<_, StoreError>((r.flows()?.len(), r.actions(10)?.len())))
        .expect("readable");
    assert_eq!((flows, actions), (1, 1));
    assert!(replica.check().expect("readable").is_sound());
}

#[test]
fn an_import_keeps_what_a_person_or_an_instrument_wrote() {
    let (_folder, replica) = project();
    let id = flow("a").id.0;
    let import = |flow: &Flow| {
        replica.edit(&by_import("import"), |e| e.upsert_imported(flow)).expect("imported").value
    };
    assert_eq!(import(&flow("a")), Upsert::New);
    assert_eq!(import(&flow("a")), Upsert::Unchanged);
    replica
        .edit(&by_person("rename"), |e| e.change::<Flow>(id, |f| f.name = "Stack 2".into()))
        .expect("there");
    replica
        .edit(&by_instrument("read"), |e| e.change::<Flow>(id, |f| f.amount_per_year = 1.0))
        .expect("there");
    let mut next = flow("a");
    next.amount_high = Some(5.0);
    assert_eq!(import(&next), Upsert::Merged { updated: 1, kept: vec!["name", "amount_per_year"] });
    let now: Flow = replica.read(|r| r.get(id)).expect("readable").expect("there");
    assert_eq!(
        (now.name.as_str(), now.amount_per_year, now.amount_high),
        ("Stack 2", 1.0, Some(5.0))
    );
    // What was undone counts no more: the name is the import's again.
    replica
        .edit(&by_person("rename"), |e| e.change::<Flow>(id, |f| f.class = Some("x".into())))
        .expect("there");
    replica.undo(&by_person("undo")).expect("works").expect("something");
    next.class = Some("y".into());
    assert_eq!(import(&next), Upsert::Merged { updated: 1, kept: vec!["name", "amount_per_year"] });
    // A row that a person removed stays away; one whose import was undone comes back.
    replica.edit(&by_person("remove"), |e| e.remove::<Flow>(id)).expect("there");
    assert_eq!(import(&next), Upsert::KeptRemoved);
    assert_eq!(import(&flow("b")), Upsert::New);
    replica.undo(&by_person("undo")).expect("works").expect("something");
    assert_eq!(import(&flow("b")), Upsert::New);
    assert!(replica.check().expect("readable").is_sound());
}
