#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use rust_decimal::Decimal;

use super::*;
use crate::matching::message::Argument;
use crate::matching::tests::{bundled_once, couple, flow, heat, run};
use crate::matching::{Request, explain};
use crate::model::{Carrier, Direction, Flow, Hazards, Precision, Price, PriceTier, Week};
use crate::quantity::Celsius;

const REQUEST_YEAR: i16 = 2026;

fn request() -> Request {
    Request { as_of_year: Some(REQUEST_YEAR), relax: false, ..Request::default() }
}

/// The note of one scorer on the only match of a pair.
fn note(supply: &Flow, demand: &Flow, scorer: Scorer) -> Note {
    let region = couple(1.0, supply.clone(), demand.clone());
    let set = run(&region, &request());
    let [one] = &set.matches[..] else { panic!("{scorer:?} {set:?}") };
    let why = explain(&region, &request(), bundled_once(), one).unwrap();
    why.notes.into_iter().find(|n| n.scorer == scorer).unwrap()
}

fn of(kind: Kind) -> (Flow, Flow) {
    (flow(0, 0, Direction::Supply, kind), flow(1, 1, Direction::Demand, kind))
}

fn text(message: &Message, name: &str) -> Option<String> {
    match message.args.get(name)? {
        Argument::Text(text) => Some(text.clone()),
        Argument::Quantity { .. } => None,
    }
}

fn number(message: &Message, name: &str) -> Option<f64> {
    match message.args.get(name)? {
        Argument::Quantity { value, .. } => Some(*value),
        Argument::Text(_) => None,
    }
}

/// Each promise is kept: the input is edited as told, and the score reaches the value at least.
#[test]
fn what_is_said_to_raise_a_score_does_raise_it() {
    type Edit = fn(&mut Flow, &mut Flow, &Message);
    type Start = fn(&mut Flow, &mut Flow);
    let daytime = || Week::from_hex(&"0003ff".repeat(7)).unwrap();
    assert!(daytime().hours() > 60);
    let cases: [(Kind, Scorer, &str, Start, Edit); 14] = [
        (
            Kind::Heat,
            Scorer::Quality,
            "match-raise-demand-temperature",
            |s, d| {
                s.quality.temperature = Some(Celsius(84.0));
                d.quality.temperature = Some(Celsius(80.0));
            },
            |_, d, m| d.quality.temperature = number(m, "wanted").map(Celsius),
        ),
        (
            Kind::Heat,
            Scorer::Quality,
            "match-raise-return-temperature",
            |s, d| {
                (s.quality.temperature, s.quality.return_temperature) =
                    (Some(Celsius(120.0)), Some(Celsius(60.0)));
                (d.quality.temperature, d.quality.return_temperature) =
                    (Some(Celsius(90.0)), Some(Celsius(70.0)));
            },
            |_, d, m| d.quality.return_temperature = number(m, "wanted").map(Celsius),
        ),
        (
            Kind::Heat,
            Scorer::Quality,
            "match-raise-state",
            |s, _| s.quality.temperature = Some(Celsius(84.0)),
            |_, d, _| d.quality.temperature = Some(Celsius(60.0)),
        ),
        (
            Kind::Water,
            Scorer::Quality,
            "match-raise-axis",
            |s, d| {
                (s.quality.ph, d.particulars.ph_high) = (Some(9.5), Some(8.0));
            },
            |s, _, _| s.quality.ph = Some(8.0),
        ),
        (
            Kind::Water,
            Scorer::Quality,
            "match-raise-state",
            |s, d| {
                s.quality.ph = Some(7.0);
                s.particulars.contaminants = vec!["Na=1 mg/l".parse().unwrap()];
                d.particulars.contaminants = vec!["Cl=250 mg/l".parse().unwrap()];
            },
            |s, _, _| s.particulars.contaminants.push("CL=200 mg/l".parse().unwrap()),
        ),
        (
            Kind::Material,
            Scorer::Quality,
            "match-raise-state",
            |_, d| d.particulars.cas = "7732-18-5".parse().ok(),
            |s, _, _| s.particulars.cas = "7732-18-5".parse().ok(),
        ),
        (
            Kind::Biowaste,
            Scorer::Quality,
            "match-raise-state",
            |s, _| s.quality.contamination = Some(0.01),
            |s, _, _| s.quality.moisture = Some(0.6),
        ),
        (
            Kind::Heat,
            Scorer::Temporal,
            "match-raise-week",
            |s, _| s.profile.week = Week::from_hex(&"0003ff".repeat(7)).unwrap(),
            |s, d, _| s.profile.week = d.profile.week,
        ),
        (
            Kind::Heat,
            Scorer::Temporal,
            "match-raise-season",
            |s, _| s.profile.months[..6].fill(0.25),
            |s, d, _| s.profile.months = d.profile.months,
        ),
        (
            Kind::Heat,
            Scorer::Quantity,
            "match-raise-more-takers",
            |s, _| s.amount_per_year = 30_000.0,
            |s, d, _| d.amount_per_year = s.amount_per_year,
        ),
        (
            Kind::Heat,
            Scorer::Quantity,
            "match-raise-more-givers",
            |s, _| s.amount_per_year = 3_000.0,
            |s, d, _| s.amount_per_year = d.amount_per_year,
        ),
        (
            Kind::Heat,
            Scorer::Quantity,
            "match-raise-steady",
            |s, _| s.particulars.variability = Some(0.4),
            |s, _, _| s.particulars.variability = Some(0.0),
        ),
        (
            Kind::Heat,
            Scorer::Trust,
            "match-raise-measure",
            |s, _| (s.precision, s.source.year) = (Precision::Estimated, Some(2010)),
            |s, d, m| {
                let flow = if text(m, "side").as_deref() == Some("supply") { s } else { d };
                flow.precision = Precision::Measured;
                flow.particulars.measured_at = Some(date(REQUEST_YEAR, 1, 5));
            },
        ),
        (
            Kind::Heat,
            Scorer::Trust,
            "match-raise-measure",
            |s, d| {
                (s.precision, s.particulars.measured_at) =
                    (Precision::Measured, Some(date(2008, 1, 1)));
                (d.precision, d.particulars.measured_at) =
                    (Precision::Measured, Some(date(REQUEST_YEAR, 1, 1)));
            },
            |s, _, _| s.particulars.measured_at = Some(date(REQUEST_YEAR, 1, 5)),
        ),
    ];
    for (kind, scorer, code, start, edit) in cases {
        let (mut supply, mut demand) = of(kind);
        if kind == Kind::Heat && scorer != Scorer::Quality {
            supply.quality.temperature = Some(Celsius(120.0));
            demand.quality.temperature = Some(Celsius(60.0));
        }
        start(&mut supply, &mut demand);
        let before = note(&supply, &demand, scorer);
        let promise = before.raise.iter().find(|m| m.code == code);
        let promise = promise.unwrap_or_else(|| panic!("{code}: {before:?}"));
        let promised = number(promise, "value").unwrap() / 100.0;
        assert!(promised > before.value, "{code}: {before:?}");
        edit(&mut supply, &mut demand, promise);
        let after = note(&supply, &demand, scorer);
        assert!(after.value >= promised - 1e-6, "{code}: {promised} {after:?}");
    }
}

#[test]
fn a_price_by_tiers_is_that_of_the_amount_that_changes_hands() {
    let (mut supply, mut demand) = of(Kind::Material);
    let price = |eur: i64| {
        Some(Price { per_unit: Decimal::from(eur), currency: "EUR".to_owned(), year: None })
    };
    (supply.price, demand.price) = (price(30), price(60));
    let economic = |supply: &Flow, demand: &Flow| {
        let region = couple(1.0, supply.clone(), demand.clone());
        let one = run(&region, &request()).matches[0].clone();
        let outcome =
            crate::matching::outcome::outcome(&region, &request(), bundled_once(), &one, None);
        let economics = outcome.unwrap().economics.unwrap();
        (one.scores.economic, economics.supplier.walks_away_eur_per_unit)
    };
    let flat = economic(&supply, &demand);
    let tier = |from_amount: f64, eur: i64| PriceTier { from_amount, per_unit: eur.into() };
    supply.particulars.price_tiers = vec![tier(0.0, 30), tier(5_000.0, 20), tier(20_000.0, 5)];
    let tiered = economic(&supply, &demand);
    supply.particulars.price_tiers.clear();
    supply.price = price(20);
    assert_eq!(tiered, economic(&supply, &demand));
    assert_ne!(tiered, flat);
    demand.particulars.price_tiers = vec![tier(9_000.0, 90)];
    assert!(economic(&supply, &demand).0 > tiered.0);
}

#[test]
fn what_a_side_states_of_its_partners_is_kept_to_and_named() {
    let (mut supply, mut demand) =
        (heat(0, Direction::Supply, 120.0), heat(1, Direction::Demand, 80.0));
    demand.replaces = Some(Carrier::Gas);
    demand.particulars.certificates = ["ISO 50001".to_owned()].into();
    demand.particulars.lead_time_days = Some(3.0);
    demand.particulars.minimum_order = Some(5_000.0);
    supply.particulars.certificates = ["iso 50001 ".to_owned(), "REDcert".to_owned()].into();
    supply.particulars.shelf_life_days = Some(5.0);
    supply.particulars.max_distance_km = Some(2.0);
    let refused = |supply: &Flow, demand: &Flow| {
        let set = run(&couple(1.5, supply.clone(), demand.clone()), &request());
        (set.matches.len(), set.refused.into_keys().next())
    };
    assert_eq!(refused(&supply, &demand), (1, None));
    let region = couple(1.5, supply.clone(), demand.clone());
    let one = run(&region, &request()).matches[0].clone();
    let why = explain(&region, &request(), bundled_once(), &one).unwrap();
    for (code, source) in [
        ("match-check-score", "reference"),
        ("match-check-barred", "request"),
        ("match-check-exclusive", "contract"),
        ("match-check-certificate", "demand"),
        ("match-check-minimum-order", "demand"),
        ("match-check-distance", "supply"),
        ("match-check-shelf-life", "supply"),
    ] {
        let check = why.checks.iter().find(|c| c.code == code).expect(code);
        assert_eq!(text(check, "source").as_deref(), Some(source), "{code}");
        assert_eq!(text(check, "outcome").as_deref(), Some("passed"), "{code}");
    }
    type Edit = fn(&mut Flow, &mut Flow);
    let cases: [(&str, Edit); 5] = [
        ("certificate", |s, _| s.particulars.certificates.clear()),
        ("distance", |s, _| s.particulars.max_distance_km = Some(1.0)),
        ("shelf_life", |s, _| s.particulars.shelf_life_days = Some(2.0)),
        ("minimum_order", |_, d| d.particulars.minimum_order = Some(20_000.0)),
        ("minimum_order", |s, _| s.particulars.minimum_order = Some(20_000.0)),
    ];
    for (rule, edit) in cases {
        let (mut supply, mut demand) = (supply.clone(), demand.clone());
        edit(&mut supply, &mut demand);
        assert_eq!(refused(&supply, &demand), (0, Some(rule.to_owned())));
    }
}

#[test]
fn quality_looks_at_the_worst_that_is_stated() {
    type Edit = fn(&mut Flow, &mut Flow);
    // Kind, edit, quality score; none where the gate takes the pair out.
    let cases: [(Kind, Edit, Option<f64>); 11] = [
        (Kind::Heat, |s, _| s.quality.temperature = Some(Celsius(95.0)), Some(1.0)),
        (Kind::Heat, |s, _| s.particulars.temperature_low = Some(Celsius(85.0)), Some(0.5)),
        (Kind::Steam, |s, _| s.quality.pressure_bar = Some(5.0), Some(1.0)),
        (Kind::Steam, |s, _| s.particulars.pressure_low_bar = Some(1.0), None),
        (Kind::CompressedAir, |s, _| s.quality.pressure_bar = Some(6.9), None),
        (Kind::CompressedAir, |s, _| s.quality.pressure_bar = Some(7.0), Some(1.0)),
        (
            Kind::Water,
            |s, d| {
                s.quality.ph = Some(7.0);
                s.quality.temperature = Some(Celsius(31.0));
                d.particulars.temperature_high = Some(Celsius(30.0));
            },
            None,
        ),
        (
            Kind::Water,
            |s, d| (s.quality.ph, d.particulars.ph_low) = (Some(5.0), Some(6.5)),
            Some(0.75),
        ),
        (
            Kind::Water,
            |s, d| {
                s.particulars.contaminants = vec!["Cl=0.1 %".parse().unwrap()];
                d.particulars.contaminants = vec!["Cl=999 mg/kg".parse().unwrap()];
            },
            None,
        ),
        (
            Kind::Product,
            |s, d| {
                s.particulars.hazards = Hazards::of(&[3]);
                d.particulars.hazards = Hazards::of(&[3, 4]);
            },
            Some(1.0),
        ),
        (
            Kind::Product,
            |s, d| {
                s.particulars.hazards = Hazards::of(&[3, 5]);
                d.particulars.hazards = Hazards::of(&[3, 4]);
            },
            None,
        ),
    ];
    for (i, (kind, edit, expected)) in cases.into_iter().enumerate() {
        let (mut supply, mut demand) = of(kind);
        match kind {
            Kind::Heat => {
                supply.quality.temperature = Some(Celsius(95.0));
                demand.quality.temperature = Some(Celsius(80.0));
            }
            Kind::Steam => demand.quality.pressure_bar = Some(3.0),
            Kind::CompressedAir => demand.quality.pressure_bar = Some(7.0),
            _ => {}
        }
        edit(&mut supply, &mut demand);
        let set = run(&couple(1.0, supply, demand), &request());
        let found = set.matches.first().map(|one| one.scores.quality);
        assert_eq!(found, expected, "case {i}: {set:?}");
    }
}
