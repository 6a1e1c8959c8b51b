//! Finding: by words, by place, by hash, in a match list.

use proptest::prelude::*;
use turash_engine::model::*;
use turash_store::{HitKind, MatchRow, MatchRun, Replica, StoreError};
use uuid::Uuid;

use crate::common::*;

fn titles(replica: &Replica, words: &str) -> Vec<(HitKind, String)> {
    let hits = replica.read(|r| r.search(words, 20)).expect("readable");
    hits.into_iter().map(|hit| (hit.kind, hit.title)).collect()
}

#[test]
fn words_are_found_without_case_and_accents_and_from_their_beginning() {
    let (_folder, replica) = project();
    let mut mill = site("a", 55.6, 13.0);
    mill.name = "Åhus Bruk".into();
    let mut river = site("b", 55.8, 49.1);
    river.name = "Казан Оргсинтез".into();
    river.town = Some("Казань".into());
    replica
        .edit(&by_person("add"), |e| {
            e.insert(&organization("a"))?;
            e.insert(&mill)?;
            e.insert(&river)?;
            e.insert(&flow("a"))
        })
        .expect("new");
    let site = |name: &str| vec![(HitKind::Site, name.to_owned())];
    assert_eq!(titles(&replica, "malmo"), site("Åhus Bruk"));
    assert_eq!(titles(&replica, "MALMÖ ahu"), site("Åhus Bruk"));
    assert_eq!(titles(&replica, "оргсин"), site("Казан Оргсинтез"));
    assert_eq!(titles(&replica, "КАЗАНЬ"), site("Казан Оргсинтез"));
    assert_eq!(titles(&replica, "flue"), [(HitKind::Flow, "a flue gas".to_owned())]);
    assert_eq!(titles(&replica, "03 01"), [(HitKind::Flow, "a flue gas".to_owned())]);
    // A name counts for more than a sector.
    assert_eq!(titles(&replica, "works")[0].0, HitKind::Organization);
    for nothing in ["", "  ", "\"*", "nowhere", "NEAR(", "title:", "'; DROP TABLE words; --"] {
        assert_eq!(titles(&replica, nothing), [], "{nothing}");
    }
    let hit = &replica.read(|r| r.search("flue", 1)).expect("readable")[0];
    assert_eq!((hit.id, hit.detail.as_str()), (flow("a").id.0, "Åhus Bruk"));

    // The index follows the row.
    replica
        .edit(&by_person("move"), |e| {
            e.change::<Site>(mill.id.0, |s| s.town = Some("Lund".into()))?;
            e.change::<Site>(mill.id.0, |s| s.name = "Bruket".into())?;
            e.remove::<Site>(river.id.0)
        })
        .expect("there");
    assert_eq!(titles(&replica, "malmo"), []);
    assert_eq!(titles(&replica, "ahus"), []);
    assert_eq!(titles(&replica, "lund"), site("Bruket"));
    assert_eq!(titles(&replica, "казань"), []);
    replica.undo(&by_person("")).expect("works").expect("something");
    assert_eq!(titles(&replica, "malmo"), site("Åhus Bruk"));
    assert_eq!(titles(&replica, "казань"), site("Казан Оргсинтез"));
    assert!(replica.check().expect("readable").is_sound());
}

/// Haversine on a sphere of 6,371 km: the outside opinion on distances.
fn sphere_m(a: Position, b: Position) -> f64 {
    let (la, lb) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = (lb - la, (b.lon - a.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + la.cos() * lb.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6_371_000.0 * h.sqrt().min(1.0).asin()
}

#[test]
fn sites_are_found_across_the_antimeridian_and_at_the_poles() {
    let (_folder, replica) = project();
    let mut places = Vec::new();
    for lat in [-90.0, -89.9, -60.0, -0.1, 0.0, 35.0, 55.6, 71.0, 89.5, 90.0] {
        for lon in [-180.0, -179.9, -90.0, -0.2, 0.0, 13.0, 90.0, 179.95, 180.0] {
            places.push(site(&format!("{lat} {lon}"), lat, lon));
        }
    }
    replica.edit(&by_person("add"), |e| places.iter().try_for_each(|s| e.insert(s))).expect("new");
    let check = |lat: f64, lon: f64, radius_m: f64| {
        let center = Position { lat, lon };
        let near = replica.read(|r| r.sites_within(center, radius_m)).expect("readable");
        let found: Vec<_> = near.iter().map(|n| n.site.id).collect();
        for place in &places {
            let away = sphere_m(center, place.position.expect("a position"));
            // The two earths differ by less than 0.6 %.
            if away < radius_m * 0.993 {
                assert!(found.contains(&place.id), "{lat} {lon} {radius_m}: {}", place.name);
            }
            if away > radius_m * 1.007 + 1.0 {
                assert!(!found.contains(&place.id), "{lat} {lon} {radius_m}: {}", place.name);
            }
        }
        assert!(near.windows(2).all(|w| w[0].distance_m <= w[1].distance_m));
    };
    proptest!(ProptestConfig::with_cases(200), |(
        lat in prop_oneof![-90.0..=90.0, Just(90.0), Just(-90.0), Just(89.9)],
        lon in prop_oneof![-180.0..=180.0, Just(180.0), Just(-180.0), Just(179.99)],
        radius_m in 10.0_f64..3_000_000.0,
    )| check(lat, lon, radius_m));
    // Malmö to Copenhagen airport: 20.6 km by the great circle.
    let malmo = Position { lat: 55.6, lon: 13.0 };
    let near = replica.read(|r| r.sites_within(malmo, 1.0)).expect("readable");
    assert_eq!(near.len(), 1);
    assert!(near[0].distance_m < 1e-6);
}

#[test]
fn attachments_come_back_by_their_hash() {
    let (folder, replica) = project();
    let piece = 256 * 1024;
    for length in [0, 1, piece - 1, piece, piece + 1, 3 * piece + 7] {
        let bytes: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
        let hash = replica.put_blob(&bytes).expect("kept");
        assert_eq!(replica.put_blob(&bytes).expect("kept twice is kept once"), hash);
        assert_eq!(replica.read(|r| r.blob(&hash)).expect("there"), bytes);
        for (from, count) in [(0, 10), (piece - 3, 6), (length, 5), (length / 2, length)] {
            let end = (from + count).min(length);
            let part = replica.read(|r| r.blob_range(&hash, from as u64, count)).expect("there");
            assert_eq!(part, &bytes[from.min(length)..end.max(from.min(length))]);
        }
    }
    // SHA-256 of "abc": FIPS 180-4, example 1.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(replica.put_blob(b"abc").expect("kept"), abc);
    for missing in ["", "zz", &"0".repeat(64)] {
        let error = replica.read(|r| r.blob(missing)).expect_err("not there");
        assert_eq!(error.code(), "store.no_blob");
    }
    drop(replica);
    let replica = reopen(&folder.path().join("p.turash"));
    assert_eq!(replica.read(|r| r.blob(abc)).expect("there"), b"abc");
}

#[test]
fn a_match_list_is_paged_and_the_oldest_runs_go() {
    let (_folder, replica) = project();
    let id = |n: u128| Uuid::from_u128(n);
    let row = |n: u128| MatchRow {
        id: MatchId(id(1000 + n)),
        supply: FlowId(id(n % 3)),
        demand: FlowId(id(100 + n)),
        score: 1.0 - n as f64 / 100.0,
        body: format!("{{\"n\":{n}}}"),
    };
    let run = |hash: &str| MatchRun {
        inputs_hash: hash.to_owned(),
        method: "1".to_owned(),
        at: jiff::Timestamp::from_microsecond(5).expect("date"),
        total: 0,
        summary: serde_json::json!({ "automated": 0.8 }),
    };
    for hash in ["a", "b", "c", "d"] {
        replica.store_matches(&run(hash), (0..10).map(row)).expect("kept");
    }
    // The same inputs again replace the list.
    replica.store_matches(&run("d"), (0..5).map(row)).expect("kept");
    replica
        .read(|r| {
            assert_eq!(r.match_run("a")?, None);
            assert_eq!(r.match_run("b")?.map(|b| b.total), Some(10));
            assert_eq!(r.newest_match_run()?, Some(MatchRun { total: 5, ..run("d") }));
            assert_eq!(r.matches("b", 8, 5)?, [row(8), row(9)]);
            assert_eq!(r.matches("a", 0, 5)?, []);
            assert_eq!(r.match_of("d", row(4).id)?, Some(row(4)));
            assert_eq!(r.match_of("d", row(5).id)?, None);
            assert_eq!(r.matches_of("d", FlowId(id(0)))?, [row(0), row(3)]);
            assert_eq!(r.matches_of("d", FlowId(id(102)))?, [row(2)]);
            assert_eq!(r.counts()?.ops, 0);
            Ok::<_, StoreError>(())
        })
        .expect("readable");
}

#[test]
fn what_was_written_since_an_op_is_told_as_it_is_now() {
    let (_folder, replica) = project();
    let add = |e: &mut turash_store::Edit<'_>| {
        e.insert(&organization("a"))?;
        for key in ["a", "b"] {
            e.insert(&site(key, 55.6, 13.0))?;
        }
        e.insert(&flow("a"))
    };
    replica.edit(&by_person("add"), add).expect("new");
    let head = replica.read(|r| r.register_head()).expect("readable");
    let since = |op, most| replica.read(|r| r.register_edit(op, most)).expect("readable");
    let all = since(0, 4).expect("four records");
    assert_eq!((all.organizations.len(), all.sites.len(), all.flows.len()), (1, 2, 1));
    assert!(since(0, 3).is_none(), "more than asked for");
    let nothing = since(head, 0).expect("nothing was written");
    assert!(nothing.organizations.is_empty() && nothing.sites.is_empty());
    assert!(nothing.flows.is_empty());

    replica
        .edit(&by_person("change twice, remove"), |e| {
            e.change::<Flow>(flow("a").id.0, |f| f.amount_per_year = 1.0)?;
            e.change::<Flow>(flow("a").id.0, |f| f.amount_per_year = 2.0)?;
            e.remove::<Site>(site("b", 55.6, 13.0).id.0)
        })
        .expect("there");
    let edit = since(head, 2).expect("two records");
    let changed = edit.flows[&flow("a").id].as_ref().expect("still there");
    assert_eq!((changed.amount_per_year, edit.flows.len()), (2.0, 1));
    assert_eq!(edit.sites[&site("b", 55.6, 13.0).id], None);
    assert!(edit.organizations.is_empty());
    let owned = replica.read(|r| r.flows_owned_by(organization("a").id)).expect("readable");
    assert_eq!(owned.len(), 1);
}
