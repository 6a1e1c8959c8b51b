//! Nothing printed tells an exchange within 10 %, to anybody, party or not.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use uuid::Uuid;

use super::audit::{LEAST_WIDTH, Part, is_safe};
use super::{End, Exchange, Money, PortfolioFacts, facts};
use crate::model::{DealState, Kind, OrganizationId, Position};
use crate::packet::{Known, amount_class};

fn organization(n: u128) -> OrganizationId {
    OrganizationId(Uuid::from_u128(n))
}

fn parts(of: &[(u128, u128, f64)]) -> Vec<Part> {
    of.iter()
        .map(|&(a, b, value)| Part { owners: [organization(a), organization(b)], value })
        .collect()
}

#[test]
fn one_part_is_its_sum() {
    let one = parts(&[(1, 2, 300.0)]);
    assert!(!is_safe(&one));
}

#[test]
fn of_two_parts_each_owner_knows_the_other() {
    let two = parts(&[(1, 2, 300.0), (3, 4, 320.0)]);
    assert!(!is_safe(&two));
}

#[test]
fn three_parts_hide_each_other() {
    let three = parts(&[(1, 2, 300.0), (3, 4, 320.0), (5, 6, 410.0)]);
    assert!(is_safe(&three));
}

#[test]
fn an_owner_of_two_of_three_knows_the_third() {
    let three = parts(&[(1, 2, 300.0), (1, 4, 320.0), (5, 6, 410.0)]);
    assert!(!is_safe(&three));
}

#[test]
fn one_part_much_larger_than_the_rest_is_told_by_the_sum() {
    let four = parts(&[(1, 2, 3_000.0), (3, 4, 3.0), (5, 6, 4.0), (7, 8, 4.0)]);
    assert!(!is_safe(&four));
}

#[test]
fn parts_at_the_top_of_their_classes_are_told_by_the_sum() {
    // Each lies between 20 and 50; as the sum is 148, none is below 48.
    let three = parts(&[(1, 2, 49.0), (3, 4, 49.5), (5, 6, 49.5)]);
    assert!(!is_safe(&three));
}

fn exchange(kind: Kind, ends: (u128, u128), delivered: f64, eur: Option<f64>) -> Exchange {
    let end = |n: u128| End {
        organization: organization(n),
        sector: None,
        country: None,
        position: Some(Position { lat: 51.0 + n as f64 / 7.0, lon: 7.0 }),
    };
    Exchange {
        kind,
        state: DealState::Suggested,
        ends: [end(ends.0), end(ends.1)],
        delivered_per_year: delivered,
        money: eur.map(|eur| Money {
            benefit_eur_per_year: eur,
            capital_eur: 3.3 * eur.abs(),
            assumed: false,
        }),
        co2_t_per_year: Some(delivered * 0.21),
    }
}

#[test]
fn squares_say_where_and_no_more() {
    let mut one = exchange(Kind::Heat, (1, 2), 300.0, None);
    one.ends[0].position = Some(Position { lat: 51.48237, lon: 7.21649 });
    one.ends[1].position = Some(Position { lat: 51.48999, lon: 7.21999 });
    let told = facts(std::slice::from_ref(&one), 4);
    assert_eq!(told.squares.len(), 1, "both lie in one square");
    assert_eq!(told.squares[0].ends, [1, 1]);
    assert_eq!(told.listed[0].ends[1].square, Some(0));
    let centre = told.squares[0].centre;
    assert!((centre.lat - 51.48237).abs() * 111.195 <= 5.0 && centre.lat != 51.48237);
    assert_eq!(told.listed[0].delivered_per_year, Known::Class { from: 200.0, to: 500.0 });
    assert_eq!((told.funnel.found, told.funnel.chosen, told.without_price), (4, 1, 1));
}

#[test]
fn sums_of_many_are_exact_and_a_lone_kind_hides_in_the_total() {
    let mut all: Vec<_> = (0..6)
        .map(|n| exchange(Kind::Heat, (10 + n, 20 + n), 310.0 + n as f64, Some(7e4)))
        .collect();
    let told = facts(&all, 6);
    assert_eq!(told.kinds[0].delivered_per_year.exact(), Some(1875.0));
    assert_eq!(told.benefit_eur_per_year.exact(), Some(6.0 * 7e4));

    all.push(exchange(Kind::Steam, (30, 31), 444.0, Some(8e4)));
    let told = facts(&all, 7);
    assert_eq!(told.kinds[1].delivered_per_year, amount_class(444.0));
    let (unit, sum) = told.amounts[0];
    assert_eq!(unit, "MWh");
    assert!(sum.exact().is_none(), "less the heat it would be the steam");
    assert!(told.benefit_eur_per_year.exact().is_none());
}

/// The interval of a number that is printed.
fn interval(known: Known) -> (f64, f64) {
    match known {
        Known::Exact { value, .. } => (value, value),
        Known::Class { from, to } => (from, to),
        Known::Withheld | Known::Unknown => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// What a reader who owns some parts works out: narrows every interval by every printed
/// equation until nothing changes. Gives the narrowed interval of each part.
fn worked_out(
    values: &[f64],
    own: &[bool],
    equations: &[(Vec<usize>, (f64, f64))],
) -> Vec<(f64, f64)> {
    let mut known: Vec<_> = values
        .iter()
        .zip(own)
        .map(|(&value, &own)| if own { (value, value) } else { interval(amount_class(value)) })
        .collect();
    for _ in 0..50 {
        for (members, (low, high)) in equations {
            for &at in members {
                let others = || members.iter().filter(|&&other| other != at);
                let least: f64 = others().map(|&other| known[other].0).sum();
                let most: f64 = others().map(|&other| known[other].1).sum();
                known[at].0 = known[at].0.max(low - most);
                known[at].1 = known[at].1.min(high - least);
            }
        }
    }
    known
}

type Figure = fn(&Exchange) -> Option<f64>;
type Row = fn(&super::KindFacts) -> Known;
/// A printed sum, and over which kinds it goes.
type Total = (Vec<Kind>, Known);

/// Everything that the report says of one figure, as equations over the exchanges that have it.
fn equations(
    all: &[Exchange],
    with: &[usize],
    of_kind: impl Fn(&super::KindFacts) -> Known,
    told: &PortfolioFacts,
    totals: &[Total],
) -> Vec<(Vec<usize>, (f64, f64))> {
    let of = |kinds: &[Kind]| -> Vec<usize> {
        (0..with.len()).filter(|&at| kinds.contains(&all[with[at]].kind)).collect()
    };
    let mut equations: Vec<_> =
        told.kinds.iter().map(|row| (of(&[row.kind]), interval(of_kind(row)))).collect();
    for (kinds, total) in totals {
        let (mut low, mut high) = interval(*total);
        equations.push((of(kinds), (low, high)));
        // The same less the rows that are exact.
        let mut hidden = kinds.clone();
        for row in told.kinds.iter().filter(|row| kinds.contains(&row.kind)) {
            if let Some(value) = of_kind(row).exact() {
                (low, high) = (low - value, high - value);
                hidden.retain(|kind| *kind != row.kind);
            }
        }
        if !hidden.is_empty() {
            equations.push((of(&hidden), (low, high)));
        }
    }
    equations
}

fn regions() -> impl Strategy<Value = Vec<Exchange>> {
    let kinds =
        prop_oneof![Just(Kind::Heat), Just(Kind::Steam), Just(Kind::Water), Just(Kind::Co2)];
    let money = proptest::option::weighted(0.8, -2.0f64..6.0);
    let one =
        (kinds, 0u128..9, 9u128..18, 1.0f64..5.0, money).prop_map(|(kind, a, b, size, eur)| {
            exchange(
                kind,
                (a, b),
                10f64.powf(size),
                eur.map(|eur| eur.signum() * 10f64.powf(eur.abs())),
            )
        });
    proptest::collection::vec(one, 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_works_out_an_exchange(all in regions()) {
        let told = facts(&all, all.len());
        let kinds: Vec<Kind> = told.kinds.iter().map(|row| row.kind).collect();
        let of_unit = |unit: &str| -> Vec<Kind> {
            kinds.iter().copied().filter(|kind| kind.rules().unit == unit).collect()
        };
        let amounts = told.amounts.iter().map(|(unit, sum)| (of_unit(unit), *sum)).collect();
        let every = |sum| vec![(kinds.clone(), sum)];
        let figures: [(Figure, Row, Vec<Total>); 4] = [
            (|e| Some(e.delivered_per_year), |row| row.delivered_per_year, amounts),
            (|e| e.co2_t_per_year, |row| row.co2_t_per_year, every(told.co2_t_per_year)),
            (
                |e| e.money.map(|m| m.benefit_eur_per_year),
                |row| row.benefit_eur_per_year,
                every(told.benefit_eur_per_year),
            ),
            (|e| e.money.map(|m| m.capital_eur), |row| row.capital_eur, every(told.capital_eur)),
        ];
        for (figure, row, totals) in figures {
            let with: Vec<usize> = (0..all.len()).filter(|&at| figure(&all[at]).is_some()).collect();
            let values: Vec<f64> = with.iter().filter_map(|&at| figure(&all[at])).collect();
            let equations = equations(&all, &with, row, &told, &totals);
            for reader in 0..19 {
                let own: Vec<bool> = with
                    .iter()
                    .map(|&at| all[at].ends.iter().any(|end| end.organization == organization(reader)))
                    .collect();
                let known = worked_out(&values, &own, &equations);
                for (at, (low, high)) in known.into_iter().enumerate().filter(|(at, _)| !own[*at]) {
                    let value = values[at];
                    prop_assert!(
                        high - low >= LEAST_WIDTH * value.abs() * 0.999,
                        "reader {reader} places {value} between {low} and {high}: {told:#?}"
                    );
                }
            }
        }
    }
}
