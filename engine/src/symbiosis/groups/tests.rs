#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::model::{Organization, Precision, Price, Profile, Quality, Site, Source};
use crate::network::plane::Plane;
use crate::reference::tests::bundled;
use crate::watch::Unwatched;

/// What a site needs, or offers where the amount is below zero.
#[derive(Debug, Clone)]
struct Needed {
    km_east: f64,
    kind: Kind,
    class: Option<&'static str>,
    name: &'static str,
    amount: f64,
    eur: Option<f64>,
}

fn service(km_east: f64, hours: f64, eur: Option<f64>) -> Needed {
    Needed {
        km_east,
        kind: Kind::Service,
        class: Some("calibration"),
        name: "x",
        amount: hours,
        eur,
    }
}

fn region(needed: &[Needed]) -> Region {
    let middle = Plane::around(&[Position { lat: 51.5, lon: 7.0 }], EarthModel::MEAN_SPHERE);
    let id = |at: usize| Uuid::from_u128(at as u128 + 1);
    let mut lists = (Vec::new(), Vec::new(), Vec::new());
    for (at, need) in needed.iter().enumerate() {
        lists.0.push(Organization {
            id: OrganizationId(id(at)),
            name: format!("Works {at}"),
            sector: None,
            country: Some("DE".to_owned()),
            trust: None,
            confidential: Default::default(),
            source: Source::default(),
        });
        lists.1.push(Site {
            id: SiteId(id(at)),
            organization: OrganizationId(id(at)),
            name: format!("Site {at}"),
            position: Some(middle.position([need.km_east * 1000.0, 0.0])),
            country: Some("DE".to_owned()),
            town: None,
            street: None,
            postcode: None,
            sector: None,
            source: Source::default(),
        });
        lists.2.push(Flow {
            id: FlowId(id(at)),
            site: SiteId(id(at)),
            organization: OrganizationId(id(at)),
            direction: if need.amount > 0.0 { Direction::Demand } else { Direction::Supply },
            kind: need.kind,
            class: need.class.map(str::to_owned),
            name: need.name.to_owned(),
            amount_per_year: need.amount.abs(),
            amount_low: None,
            amount_high: None,
            capacity_per_hour: None,
            quality: Quality::default(),
            profile: Profile::ALWAYS,
            price: need.eur.map(|eur| Price {
                per_unit: Decimal::try_from(eur).unwrap(),
                currency: "EUR".to_owned(),
                year: Some(2024),
            }),
            disposal_cost: None,
            replaces: None,
            particulars: Default::default(),
            precision: Precision::Estimated,
            confidential: Default::default(),
            source: Source::default(),
        });
    }
    let (region, orphans) = Region::new(lists.0, lists.1, lists.2);
    assert!(orphans.is_empty());
    region
}

fn search(needed: &[Needed]) -> Groups {
    find(&region(needed), &Wanted::default(), &bundled(), &Unwatched)
}

/// The quantity discount function of Schotanus, Telgen, de Boer (2009), `p(q) = a + S / q^eta`,
/// fitted to a price of 10 at 100 units that falls towards 8: S = 2 x 100^eta.
#[test]
fn the_share_is_the_published_function() {
    for eta in [0.3, 0.5, 1.0, 1.5] {
        for together in [100.0, 150.0, 400.0, 1e6] {
            let price = 8.0 + 2.0 * 100f64.powf(eta) / f64::powf(together, eta);
            let share = saving_share(100.0, together, 0.2, eta);
            assert!((10.0 * (1.0 - share) - price).abs() < 1e-9, "{eta} {together}: {share}");
        }
    }
    assert_eq!(saving_share(100.0, 50.0, 0.2, 0.5), 0.0);
    assert_eq!(saving_share(0.0, 50.0, 0.2, 0.5), 0.0);
}

/// Four equal needs of 1,000 h at 80 EUR/h: each saves 12 % x (1 - sqrt(1/4)) = 6 % of 80,000
/// EUR, 4,800 EUR, less 500 EUR. The fifth is 60 km away, the sixth needs something else.
#[test]
fn neighbours_with_one_need_form_a_group() {
    let mut needed = vec![
        service(0.0, 1000.0, Some(80.0)),
        service(3.0, 1000.0, Some(80.0)),
        service(-4.0, 1000.0, Some(80.0)),
        service(8.0, 1000.0, Some(80.0)),
        service(60.0, 1000.0, Some(80.0)),
    ];
    needed.push(Needed { class: Some("cleaning"), ..service(1.0, 1000.0, Some(30.0)) });
    needed.push(service(2.0, -9000.0, None));
    let found = search(&needed);
    assert_eq!(found.groups.len(), 1, "{found:?}");
    let group = &found.groups[0];
    let members: Vec<u128> = group.members.iter().map(|m| m.flow.0.as_u128()).collect();
    assert_eq!(members, [1, 2, 3, 4]);
    assert_eq!((group.unit.as_str(), group.amount_per_year), ("h", 4000.0));
    assert!((group.saving_eur_per_year.unwrap() - 4.0 * 4300.0).abs() < 1e-6, "{group:?}");
    assert!((group.reach_km - 8.0).abs() < 1e-3);
    assert!(!group.needs_price && !group.assumed_price);
    assert_eq!(group.offers, [FlowId(Uuid::from_u128(7))]);
}

#[test]
fn without_a_price_the_group_says_so() {
    let found = search(&[service(0.0, 500.0, None), service(1.0, 700.0, None)]);
    assert_eq!(found.groups.len(), 1);
    assert!(found.groups[0].needs_price);
    assert_eq!(found.groups[0].saving_eur_per_year, None);
    let found = search(&[service(0.0, 900.0, Some(90.0)), service(1.0, 700.0, None)]);
    assert!(found.groups[0].needs_price && found.groups[0].saving_eur_per_year.unwrap() > 0.0);
}

/// Electricity is priced by the tables of the country; small users do not pay the coordination.
#[test]
fn who_saves_less_than_it_costs_stays_out() {
    let power = |km, mwh| Needed {
        km_east: km,
        kind: Kind::Electricity,
        class: None,
        name: "power",
        amount: mwh,
        eur: None,
    };
    let found = search(&[power(0.0, 4000.0), power(1.0, 3000.0), power(2.0, 5.0)]);
    assert_eq!(found.groups.len(), 1, "{found:?}");
    assert_eq!(found.groups[0].members.len(), 2);
    assert!(found.groups[0].assumed_price && !found.groups[0].needs_price);
    assert!(search(&[power(0.0, 6.0), power(1.0, 5.0)]).groups.is_empty());
}

#[test]
fn names_stand_in_for_classes_and_pipes_are_not_bought_together() {
    let pallet = |km, name| Needed {
        km_east: km,
        kind: Kind::Product,
        class: None,
        name,
        amount: 800.0,
        eur: Some(400.0),
    };
    let found = search(&[pallet(0.0, "Pallets"), pallet(1.0, " pallets"), pallet(2.0, "Drums")]);
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].class.as_deref(), Some("pallets"));
    let heat = |km| Needed { kind: Kind::Heat, ..pallet(km, "heat") };
    assert!(search(&[heat(0.0), heat(1.0)]).groups.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn groups_are_sound(
        list in prop::collection::vec((0.0..80.0f64, 1.0..5000.0f64, prop::option::of(1.0..200.0f64)), 0..40),
        work in prop_oneof![Just(5_000_000u64), 0..60u64],
    ) {
        let needed: Vec<Needed> = list.iter().map(|&(km, h, eur)| service(km, h, eur)).collect();
        let region = region(&needed);
        let wanted = Wanted { work, ..Wanted::default() };
        let found = find(&region, &wanted, &bundled(), &Unwatched);
        prop_assert_eq!(&found, &find(&region, &wanted, &bundled(), &Unwatched));
        let mut seen = BTreeSet::new();
        for group in &found.groups {
            prop_assert!(group.members.len() >= 2 && group.members.len() <= 20);
            prop_assert!(group.reach_km <= 25.0 + 1e-9);
            prop_assert!(group.members.iter().all(|m| seen.insert(m.flow)));
            let sum: f64 = group.members.iter().map(|m| m.amount_per_year).sum();
            prop_assert!((sum - group.amount_per_year).abs() < 1e-6);
            for member in &group.members {
                prop_assert!(member.saving_share <= group.discount_limit);
                prop_assert!(member.saving_eur_per_year.is_none_or(|eur| eur >= 0.0));
            }
        }
        if work > 1_000_000 {
            prop_assert!(!found.stopped_early);
        }
    }
}
