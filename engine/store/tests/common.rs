//! Projects, rows and gestures for the tests.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use tempfile::TempDir;
use turash_engine::model::*;
use turash_engine::quantity::Celsius;
use turash_store::{Actor, FileKey, Gesture, KeySource, Lock, NewProject, Replica};
use uuid::Uuid;

pub const NEW: NewProject =
    NewProject { project: Uuid::from_u128(0x70), device: Uuid::from_u128(0xd1) };

pub fn raw() -> FileKey {
    FileKey::from_bytes([0x5a; 32])
}

/// A project under a raw key in a folder of its own.
pub fn project() -> (TempDir, Replica) {
    let folder = tempfile::tempdir().expect("a folder");
    let replica = create(&folder.path().join("p.turash"));
    (folder, replica)
}

pub fn create(path: &Path) -> Replica {
    Replica::create(path, &Lock::Raw(raw()), NEW).expect("a new project").replica
}

pub fn reopen(path: &Path) -> Replica {
    Replica::open(path, &KeySource::Raw(raw())).expect("the project opens again")
}

static NEXT: AtomicU64 = AtomicU64::new(1);

pub fn gesture(label: &str, actor: Actor) -> Gesture {
    Gesture {
        action: ActionId(Uuid::from_u128(
            u128::from(NEXT.fetch_add(1, Ordering::Relaxed)) | 1 << 100,
        )),
        label: label.to_owned(),
        args: serde_json::json!({ "name": label }),
        actor,
        at: Timestamp::from_microsecond(1_800_000_000_000_000).expect("a date"),
        evidence: Some(Precision::Estimated),
    }
}

pub fn by_person(label: &str) -> Gesture {
    gesture(label, Actor::Person("ada".to_owned()))
}

pub fn by_import(label: &str) -> Gesture {
    gesture(label, Actor::Import("hotmaps".to_owned()))
}

pub fn by_instrument(label: &str) -> Gesture {
    gesture(label, Actor::Measurement("meter 7".to_owned()))
}

pub fn source(key: &str) -> Source {
    Source {
        dataset: "hotmaps".to_owned(),
        key: key.to_owned(),
        year: Some(2019),
        method: Some("band_middle".to_owned()),
    }
}

pub fn organization(key: &str) -> Organization {
    Organization {
        id: OrganizationId(imported_id("test", "organization", key)),
        name: format!("{key} Works"),
        sector: Some("Iron and steel".to_owned()),
        country: Some("SE".to_owned()),
        trust: Some(0.5),
        confidential: ["trust".to_owned()].into(),
        source: source(key),
    }
}

pub fn site(key: &str, lat: f64, lon: f64) -> Site {
    Site {
        id: SiteId(imported_id("test", "site", key)),
        organization: organization(key).id,
        name: format!("{key} plant"),
        position: Position::new(lat, lon),
        country: Some("SE".to_owned()),
        town: Some("Malmö".to_owned()),
        street: None,
        postcode: Some("00211".to_owned()),
        sector: Some("Iron and steel".to_owned()),
        source: source(key),
    }
}

pub fn flow(key: &str) -> Flow {
    Flow {
        id: FlowId(imported_id("test", "flow", key)),
        site: site(key, 0.0, 0.0).id,
        organization: organization(key).id,
        direction: Direction::Supply,
        kind: Kind::Heat,
        class: Some("03 01 05".to_owned()),
        name: format!("{key} flue gas"),
        amount_per_year: 12_000.1,
        amount_low: Some(0.1 + 0.2),
        amount_high: None,
        capacity_per_hour: Some(2.5),
        quality: Quality {
            temperature: Some(Celsius(180.0)),
            return_temperature: Some(Celsius(-0.0)),
            pressure_bar: Some(1.0),
            grade: Some(0.25),
            moisture: None,
            contamination: Some(1e-9),
            ph: Some(7.0),
            hazardous: Some(false),
        },
        profile: Profile {
            week: Week::from_hex("000000003fffc03fffc03fffc03fffc03fffc00000").expect("a week"),
            months: [1.0, 0.5, 0.25, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
            valid_from: Some(jiff::civil::date(2026, 1, 2)),
            valid_to: None,
        },
        price: Some(Price {
            per_unit: rust_decimal::Decimal::new(-1250, 2),
            currency: "EUR".to_owned(),
            year: Some(2024),
        }),
        disposal_cost: None,
        replaces: Some(Carrier::Gas),
        precision: Precision::Rough,
        confidential: ["price".to_owned(), "amount".to_owned()].into(),
        source: source(key),
        particulars: Particulars {
            contaminants: vec!["Cl=120.5 mg/kg".parse().expect("a content")],
            hazards: Hazards::of(&[4, 15]),
            cas: "7664-93-9".parse().ok(),
            certificates: ["ISO 14001".to_owned()].into(),
            price_tiers: vec![PriceTier {
                from_amount: 0.1 + 0.2,
                per_unit: rust_decimal::Decimal::new(-1400, 2),
            }],
            measured_at: Some(jiff::civil::date(2025, 3, 4)),
            variability: Some(1e-3),
            ..Particulars::default()
        },
    }
}
