//! No withheld number or name is in the facts, nor a number from which a withheld one follows.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use uuid::Uuid;

use super::{
    Case, Contact, ContactFacts, Exchange, Input, Known, LegalWay, Money, MoneyLine, PacketError,
    PartyMoney, PriceBasis, ReadinessFacts, amount_class, facts, inputs,
};
use crate::economics::fixture::{demand, site, supply};
use crate::economics::{Assumptions, Delivery, Terms, evaluate};
use crate::model::{
    Consent, ConsentId, Direction, Disclosure, Flow, FlowId, Kind, Organization, OrganizationId,
    Position, Precision, Price, Profile, Quality, Region, Site, SiteId, Source, match_id,
};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;

const SUPPLIER: OrganizationId = OrganizationId(Uuid::from_u128(1));
const ACCEPTER: OrganizationId = OrganizationId(Uuid::from_u128(2));

/// Numbers planted on one side; each is unlike every other number of the case.
struct Secrets {
    name: &'static str,
    town: &'static str,
    key: &'static str,
    place: (f64, f64),
    amount: f64,
    temperatures: (f64, f64),
    capital: f64,
    yearly: f64,
    npv: f64,
    payback: f64,
}

const SUPPLY: Secrets = Secrets {
    name: "Geheimwerk Nord",
    town: "Verborgen",
    key: "ROW-7731",
    place: (51.48237, 7.21649),
    amount: 36_853.71,
    temperatures: (93.37, 61.83),
    capital: 418_317.0,
    yearly: 523_541.0,
    npv: 4_063_377.0,
    payback: 0.79913,
};

const DEMAND: Secrets = Secrets {
    name: "Stadtwerke Stille",
    town: "Schweigen",
    key: "ROW-9917",
    place: (51.50171, 7.24893),
    amount: 39_624.53,
    temperatures: (82.43, 49.61),
    capital: 5_389_431.0,
    yearly: 943_147.0,
    npv: 2_606_842.0,
    payback: 5.71433,
};

const DISTANCE: f64 = 3.04917;
const ROUTE: f64 = 3.96392;
const DELIVERED: f64 = 29_183.37;
const LOST: f64 = 671.29;
const PRICE: f64 = 18.3719;
const CO2: f64 = 6_513.7;

fn source(key: &str) -> Source {
    Source { dataset: "hotmaps".to_owned(), key: key.to_owned(), year: Some(2014), method: None }
}

fn region(confidential: &[&str]) -> Region {
    let organization = |id, s: &Secrets| Organization {
        id,
        name: s.name.to_owned(),
        sector: Some("Cement".to_owned()),
        country: Some("DE".to_owned()),
        trust: None,
        confidential: BTreeSet::new(),
        source: source(s.key),
    };
    let site = |id, organization, s: &Secrets| Site {
        id: SiteId(Uuid::from_u128(id)),
        organization,
        name: format!("{} Werk 1", s.name),
        position: Position::new(s.place.0, s.place.1),
        country: Some("DE".to_owned()),
        town: Some(s.town.to_owned()),
        street: Some("Stiller Weg 1".to_owned()),
        postcode: None,
        sector: None,
        source: source(s.key),
    };
    let flow = |id, organization, direction, s: &Secrets| Flow {
        id: FlowId(Uuid::from_u128(id)),
        site: SiteId(Uuid::from_u128(id)),
        organization,
        direction,
        kind: Kind::Heat,
        class: None,
        name: format!("flow of {}", s.name),
        amount_per_year: s.amount,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality {
            temperature: Some(Celsius(s.temperatures.0)),
            return_temperature: Some(Celsius(s.temperatures.1)),
            ..Quality::default()
        },
        profile: Profile::ALWAYS,
        price: None,
        disposal_cost: None,
        replaces: None,
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: confidential.iter().map(|&c| c.to_owned()).collect(),
        source: source(s.key),
    };
    Region::new(
        vec![organization(SUPPLIER, &SUPPLY), organization(ACCEPTER, &DEMAND)],
        vec![site(1, SUPPLIER, &SUPPLY), site(2, ACCEPTER, &DEMAND)],
        vec![
            flow(1, SUPPLIER, Direction::Supply, &SUPPLY),
            flow(2, ACCEPTER, Direction::Demand, &DEMAND),
        ],
    )
    .0
}

fn case<'a>(region: &'a Region, consents: &'a [Consent]) -> Case<'a> {
    let (supply, demand) = (FlowId(Uuid::from_u128(1)), FlowId(Uuid::from_u128(2)));
    let party = |organization, s: &Secrets| PartyMoney {
        organization,
        lines: vec![
            MoneyLine {
                code: "capital".to_owned(),
                assumed: false,
                eur: std::iter::once(-s.capital).chain([0.0; 10]).collect(),
            },
            MoneyLine {
                code: "transfer".to_owned(),
                assumed: true,
                eur: std::iter::once(0.0).chain([s.yearly; 10]).collect(),
            },
        ],
        npv_eur: s.npv,
        irr: vec![0.1511],
        payback_years: Some(s.payback),
        discounted_payback_years: None,
        prospects: Default::default(),
        derivation: Vec::new(),
    };
    Case {
        region,
        match_id: match_id(supply, demand),
        supply,
        demand,
        exchange: Exchange {
            delivered_per_year: DELIVERED,
            lost_per_year: LOST,
            overlap_hours: Some(7958.3),
            duty_kw: Some(4807.9),
            approach_k: Some(10.0),
            has_heat_pump: false,
            distance_km: DISTANCE,
            route_km: ROUTE,
            detour_factor: Some(1.3),
            route: None,
        },
        money: Ok(Money {
            discount_rate: 0.08,
            years: 10,
            price_year: None,
            transfer_eur_per_unit: PRICE,
            transfer_basis: PriceBasis::Planned,
            parties: vec![party(SUPPLIER, &SUPPLY), party(ACCEPTER, &DEMAND)],
            assumptions: Vec::new(),
            method: "economics 1".to_owned(),
            inputs_hash: "a41f09c277de5b10".to_owned(),
        }),
        co2_t_per_year: Some(CO2),
        law: Vec::new(),
        way: LegalWay::default(),
        risks: Vec::new(),
        readiness: ["business", "legal"]
            .map(|axis| ReadinessFacts { axis: axis.into(), level: 1, of: 3, next: None })
            .into(),
        failures: Vec::new(),
        deal: None,
        consents,
        contacts: &[],
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
    }
}

fn consent(organization: OrganizationId) -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(9)),
        organization,
        match_id: match_id(FlowId(Uuid::from_u128(1)), FlowId(Uuid::from_u128(2))),
        level: Disclosure::Full,
        reference: "C-0091".to_owned(),
        given_at: "2026-09-01T00:00:00Z".parse().unwrap(),
        withdrawn_at: None,
    }
}

fn numbers(value: &serde_json::Value, found: &mut Vec<f64>) {
    match value {
        serde_json::Value::Number(n) => found.extend(n.as_f64()),
        serde_json::Value::Array(items) => items.iter().for_each(|v| numbers(v, found)),
        serde_json::Value::Object(map) => map.values().for_each(|v| numbers(v, found)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => {}
    }
}

/// Whether a number of the facts is within a thousandth of the secret, whatever its sign.
fn tells(found: &[f64], secret: f64) -> bool {
    found.iter().any(|v| (v.abs() - secret.abs()).abs() <= 1e-3 * secret.abs())
}

fn sides() -> [(OrganizationId, &'static Secrets, &'static Secrets); 2] {
    [(SUPPLIER, &SUPPLY, &DEMAND), (ACCEPTER, &DEMAND, &SUPPLY)]
}

#[test]
fn no_level_tells_what_it_withholds() {
    for marked in [&[][..], &["amount_per_year"], &["name"], &["temperature"], &["position"]] {
        let region = region(marked);
        let case = case(&region, &[]);
        for (recipient, own, other) in sides() {
            for level in [Disclosure::Public, Disclosure::Nda] {
                let cut = facts(&case, recipient, level).unwrap();
                let json = serde_json::to_value(&cut).unwrap();
                let text = json.to_string();
                let mut found = Vec::new();
                numbers(&json, &mut found);
                let mut secrets = vec![
                    ("capital", other.capital),
                    ("yearly", other.yearly),
                    ("npv", other.npv),
                    ("payback", other.payback),
                    ("joint capital", own.capital + other.capital),
                    ("joint npv", own.npv + other.npv),
                    ("joint yearly", own.yearly + other.yearly),
                ];
                let public = level == Disclosure::Public;
                let hides = |name: &str| public || marked.contains(&name);
                let place = hides("name") || hides("position");
                if place {
                    // The middle of the square is near, but never the place itself.
                    let coordinates = [other.place.0, other.place.1];
                    assert!(
                        !coordinates.iter().any(|c| found.iter().any(|v| (v - c).abs() < 1e-4))
                    );
                    secrets.extend([("distance", DISTANCE), ("route", ROUTE), ("lost", LOST)]);
                    assert!(!text.contains(other.town), "{level:?} {marked:?}: {text}");
                }
                if hides("name") {
                    assert!(!text.contains(other.name), "{level:?} {marked:?}: {text}");
                    assert!(!text.contains(other.key), "{level:?} {marked:?}: {text}");
                }
                if hides("amount_per_year") {
                    secrets.extend([("amount", other.amount), ("rate", other.amount / 8760.0)]);
                    secrets.extend([("delivered", DELIVERED), ("duty", 4807.9), ("lost", LOST)]);
                    secrets.push(("taken", DELIVERED + LOST));
                }
                if hides("temperature") {
                    secrets.extend([("hot", other.temperatures.0), ("cold", other.temperatures.1)]);
                }
                if !marked.is_empty() || public {
                    // Price and own lines would give the withheld number by one division.
                    secrets.extend([("own capital", own.capital), ("own yearly", own.yearly)]);
                    secrets.extend([("price", PRICE), ("co2", CO2), ("own npv", own.npv)]);
                    secrets.push(("own payback", own.payback));
                }
                for (name, secret) in secrets {
                    assert!(!tells(&found, secret), "{name} {level:?} {marked:?}: {text}");
                }
                assert!(!text.contains("a41f09c277de5b10"), "the hash of the inputs");
                assert!(text.contains(own.name), "the reader's own name");
            }
        }
    }
}

#[test]
fn nda_shows_the_own_lines_and_the_engineering() {
    let region = region(&[]);
    let case = case(&region, &[]);
    for (recipient, own, other) in sides() {
        let json = serde_json::to_value(facts(&case, recipient, Disclosure::Nda).unwrap()).unwrap();
        let mut found = Vec::new();
        numbers(&json, &mut found);
        for secret in [own.capital, own.yearly, own.npv, PRICE, DISTANCE, other.amount] {
            assert!(tells(&found, secret), "{secret}");
        }
    }
}

#[test]
fn the_middle_of_the_corridor_is_not_printed_under_nda() {
    let region = region(&[]);
    let mut case = case(&region, &[]);
    if let Ok(money) = &mut case.money {
        money.transfer_basis = PriceBasis::Midpoint;
    }
    let json = serde_json::to_value(facts(&case, ACCEPTER, Disclosure::Nda).unwrap()).unwrap();
    let mut found = Vec::new();
    numbers(&json, &mut found);
    for secret in [PRICE, DEMAND.yearly, DEMAND.npv] {
        assert!(!tells(&found, secret), "{secret}");
    }
    assert!(json.to_string().contains("transfer_price"));
}

/// The strongest inference there is: whatever the other party pays, asks or would save, a packet
/// below full consent says the same to the last bit, tornado and odds included; so nothing of it
/// follows from what is printed.
/// Whether the other party gains and has stated its prices stands on the ladder of business.
#[test]
fn a_contact_is_named_where_the_party_is_and_committed_to_as_sealed() {
    let region = region(&[]);
    let consents = [consent(SUPPLIER), consent(ACCEPTER)];
    let person = |organization, name: &str| Contact {
        organization,
        facts: ContactFacts {
            name: name.to_owned(),
            role: Some("Energy manager".to_owned()),
            email: Some(format!("{name}@example.org")),
            phone: None,
        },
        sealed: format!("sealed of {}", name.len()),
    };
    let contacts = [person(SUPPLIER, "Geheimrat"), person(ACCEPTER, "Stillfried")];
    let case = Case { contacts: &contacts, ..case(&region, &consents) };
    for (level, other) in [
        (Disclosure::Public, None),
        (Disclosure::Nda, Some("Stillfried")),
        (Disclosure::Full, Some("Stillfried")),
    ] {
        let facts = facts(&case, SUPPLIER, level).unwrap();
        assert_eq!(facts.own_contacts[0].name, "Geheimrat");
        assert_eq!(facts.other_contacts.first().map(|one| one.name.as_str()), other, "{level:?}");
        let inputs = inputs(&case, &facts).unwrap();
        let of = |name: &str| inputs.iter().find(|input| input.name == name).unwrap();
        assert_eq!(of("accepter.contacts").value, "[\"sealed of 10\"]");
        assert!(!of("accepter.contacts").shown && !of("supplier.contacts").shown);
        let personal =
            |input: &Input| input.value.contains("Geheimrat") || input.value.contains("Stillfried");
        assert!(!inputs.iter().any(personal), "once a key is destroyed nobody can be proved");
    }
}

#[test]
fn the_ladder_of_business_is_for_both_consents() {
    let region = region(&[]);
    let consents = [consent(SUPPLIER), consent(ACCEPTER)];
    let case = case(&region, &consents);
    let axes = |level| -> Vec<String> {
        let told = facts(&case, SUPPLIER, level).unwrap().readiness;
        told.into_iter().map(|one| one.axis).collect()
    };
    assert_eq!(axes(Disclosure::Public), [""; 0]);
    assert_eq!(axes(Disclosure::Nda), ["legal"]);
    assert_eq!(axes(Disclosure::Full), ["business", "legal"]);
}

#[test]
fn no_private_price_of_one_party_moves_the_packet_of_the_other() {
    let reference = bundled();
    let assumptions = Assumptions::new(&reference);
    let (supply, demand, site) = (supply(Kind::Heat), demand(Kind::Heat), site("DE"));
    let terms = Terms::new(&reference, assumptions);
    let price = |eur: f64| Price {
        per_unit: Decimal::from_f64(eur).unwrap(),
        currency: "EUR".to_owned(),
        year: Some(2025),
    };
    let region = region(&[]);
    for basis in [PriceBasis::Planned, PriceBasis::Agreed, PriceBasis::Midpoint] {
        let told = |disposal: f64, ask: Option<f64>, pays: f64, to: OrganizationId, level| {
            let (mut supply, mut demand) = (supply.clone(), demand.clone());
            supply.organization = SUPPLIER;
            demand.organization = ACCEPTER;
            supply.disposal_cost = Some(price(disposal));
            supply.price = ask.map(price);
            demand.price = Some(price(pays));
            let economics = evaluate(
                &crate::economics::Case {
                    supply: &supply,
                    demand: &demand,
                    supply_site: &site,
                    demand_site: &site,
                    delivery: Delivery::between(
                        &supply, &demand, 3.0, 20_000.0, 4.0, 6000.0, &terms,
                    ),
                    transfer_eur_per_unit: (basis != PriceBasis::Midpoint)
                        .then(|| Decimal::from_f64(PRICE).unwrap()),
                },
                &reference,
                &assumptions,
            )
            .unwrap();
            let consents = [consent(SUPPLIER), consent(ACCEPTER)];
            let mut case = case(&region, &consents);
            case.money = Ok(Money::of(&economics, basis, &reference, 0.2));
            serde_json::to_string(&facts(&case, to, level).unwrap()).unwrap()
        };
        for level in [Disclosure::Public, Disclosure::Nda] {
            let supplier = |pays| told(2.0, None, pays, SUPPLIER, level);
            let accepter = |disposal, ask| told(disposal, ask, 55.0, ACCEPTER, level);
            if level == Disclosure::Public && basis == PriceBasis::Midpoint {
                // One class of twice its size is all that moves.
                let classes = |told: String| -> serde_json::Value {
                    let facts: serde_json::Value = serde_json::from_str(&told).unwrap();
                    facts["economics"].clone()
                };
                let (one, other) = (classes(supplier(55.0)), classes(supplier(300.0)));
                assert_ne!(one["yearly_eur"], other["yearly_eur"]);
                assert_eq!(one["investment_eur"], other["investment_eur"]);
                assert_eq!(other["payback_years"]["known"], "withheld");
                let width = |end: &str| other["yearly_eur"][end].as_f64().unwrap();
                assert!(width("to") >= 1.99 * width("from"));
                continue;
            }
            for pays in [40.0, 71.0, 300.0] {
                assert_eq!(supplier(55.0), supplier(pays), "{basis:?} {level:?} {pays}");
            }
            for (disposal, ask) in [(0.5, None), (9.0, None), (2.0, Some(7.0)), (2.0, Some(16.0))] {
                assert_eq!(accepter(2.0, None), accepter(disposal, ask), "{basis:?} {level:?}");
            }
            // The own price does move the own packet, where it shows money at all.
            let moved = told(2.0, None, 30.0, ACCEPTER, level) != accepter(2.0, None);
            assert_eq!(moved, basis != PriceBasis::Midpoint, "{basis:?} {level:?}");
        }
        // Below full consent the tree ends at the own capital.
        if basis != PriceBasis::Midpoint {
            let tree = |level| -> String {
                let packet = told(2.0, None, 55.0, ACCEPTER, level);
                let packet: serde_json::Value = serde_json::from_str(&packet).unwrap();
                packet["economics"]["derivation"].to_string()
            };
            let (nda, full) = (tree(Disclosure::Nda), tree(Disclosure::Full));
            assert!(nda.contains("\"accepter_npv\"") && nda.contains("\"line_avoided_purchase\""));
            for hidden in ["share_of_route", "route_capital", "route_length", "\"c1\""] {
                assert!(!nda.contains(hidden), "{hidden}");
                assert!(full.contains(hidden), "{hidden}");
            }
        }
        // With both consents it is there to be seen.
        let full = |pays| told(2.0, None, pays, SUPPLIER, Disclosure::Full);
        assert_ne!(full(55.0), full(71.0));
    }
}

#[test]
fn full_needs_the_consent_of_both_in_force() {
    let region = region(&[]);
    let withdrawn = Consent {
        withdrawn_at: Some("2026-10-01T00:00:00Z".parse().unwrap()),
        ..consent(ACCEPTER)
    };
    let nda = Consent { level: Disclosure::Nda, ..consent(ACCEPTER) };
    let later = Consent { given_at: "2027-01-01T00:00:00Z".parse().unwrap(), ..consent(ACCEPTER) };
    for lacking in [vec![], vec![withdrawn], vec![nda], vec![later]] {
        let mut consents = lacking;
        consents.push(consent(SUPPLIER));
        let refused = facts(&case(&region, &consents), SUPPLIER, Disclosure::Full);
        let missing = vec![DEMAND.name.to_owned()];
        assert_eq!(refused, Err(PacketError::NoConsent { missing }));
    }
    let consents = [consent(SUPPLIER), consent(ACCEPTER)];
    let cut = facts(&case(&region, &consents), SUPPLIER, Disclosure::Full).unwrap();
    assert_eq!(cut.consents.len(), 2);
    let mut found = Vec::new();
    numbers(&serde_json::to_value(&cut).unwrap(), &mut found);
    assert!(tells(&found, DEMAND.npv) && tells(&found, SUPPLY.npv));
}

#[test]
fn a_class_holds_its_value() {
    for value in [0.013, 0.2, 1.0, 1.99, 5.0, 9.99, 20_000.0, 29_180.0, 1e6, -0.3, -4.2e7] {
        let Known::Class { from, to } = amount_class(value) else { panic!("{value}") };
        assert!(
            from <= value && value <= to && to.abs() <= 10.0 * value.abs().max(1.0),
            "{value}: {from} to {to}"
        );
    }
    assert_eq!(amount_class(f64::NAN), Known::Unknown);
}

#[test]
fn a_manifest_names_the_same_values_at_every_level_and_tells_only_what_the_facts_show() {
    let region = region(&[]);
    let consents = [consent(SUPPLIER), consent(ACCEPTER)];
    let case = case(&region, &consents);
    let mut names: Vec<Vec<String>> = Vec::new();
    for level in [Disclosure::Public, Disclosure::Nda, Disclosure::Full] {
        for (recipient, own, other) in sides() {
            let facts = facts(&case, recipient, level).unwrap();
            let found = super::inputs(&case, &facts).unwrap();
            names.push(found.iter().map(|i| i.name.clone()).collect());
            let shown: Vec<_> = found.iter().filter(|i| i.shown).collect();
            let text: String = shown.iter().map(|i| format!("{}={};", i.name, i.value)).collect();
            assert!(text.contains(own.name), "{level:?} {text}");
            let public = level == Disclosure::Public;
            assert_eq!(text.contains(other.name), !public, "{level:?} {text}");
            let full = level == Disclosure::Full;
            for secret in [other.npv, other.payback] {
                assert_eq!(text.contains(&secret.to_string()), full, "{level:?} {secret}: {text}");
            }
            assert!(full || !text.contains(&other.capital.to_string()), "{level:?} {text}");
            assert_eq!(text.contains("place.supply="), full, "{level:?} {text}");
            assert_eq!(text.contains(&own.npv.to_string()), !public, "{level:?} {text}");
        }
    }
    assert!(names[0].len() > 60, "{:?}", names[0]);
    assert!(names.iter().all(|n| *n == names[0]));
}
