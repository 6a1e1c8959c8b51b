#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::economics::annuity_factor;
use crate::economics::fixture::heat_match;
use crate::reference::tests::bundled;

fn number(eur: Decimal) -> f64 {
    eur.to_f64().unwrap()
}

fn near(found: Decimal, wanted: f64) {
    assert!((number(found) - wanted).abs() <= 1e-7 * wanted.abs() + 0.2, "{found} for {wanted}");
}

#[test]
fn a_plan_that_changes_nothing_is_the_evaluation() {
    let economics = heat_match(&bundled(), 4.0);
    let plain = planned(&economics, &Plan::default()).unwrap();
    for (found, told) in [
        (&plain.supplier, &economics.supplier.account),
        (&plain.accepter, &economics.accepter.account),
        (&plain.total, &economics.total),
    ] {
        assert_eq!(found.npv_eur, told.npv_eur);
        assert_eq!(found.cash_flows_eur, told.cash_flows_eur);
        assert_eq!(found.irr.sign_changes, told.irr.sign_changes);
        assert_eq!(found.irr.rates.len(), 1);
        assert!((found.irr.rates[0] - told.irr.rates[0]).abs() < 1e-12);
        assert_eq!(found.tax_eur, Decimal::ZERO);
        let (simple, known) = (found.payback_years.unwrap(), told.payback_years.unwrap());
        assert!((simple - known).abs() < 1e-6, "{simple} for {known}");
    }
}

/// Inflation alone changes no present value: flows and rate rise together (Fisher).
#[test]
fn inflation_alone_changes_no_present_value() {
    let economics = heat_match(&bundled(), 4.0);
    let plan = Plan { nominal: true, inflation: 0.03, ..Plan::default() };
    let nominal = planned(&economics, &plan).unwrap();
    near(nominal.total.npv_eur, number(economics.total.npv_eur));
    assert!((nominal.discount_rate - (1.08 * 1.03 - 1.0)).abs() < 1e-12);
    // The nominal rate of return is the real one and inflation together.
    let (found, real) = (nominal.accepter.irr.rates[0], economics.accepter.account.irr.rates[0]);
    assert!((found - ((1.0 + real) * 1.03 - 1.0)).abs() < 1e-6, "{found} {real}");
}

/// A growing annuity: `B (1 - ((1 + e) / (1 + r))^n) / (r - e)`.
#[test]
fn a_rising_price_is_a_growing_annuity() {
    let economics = heat_match(&bundled(), 4.0);
    let (rise, rate, years) = (0.02, economics.assumptions.discount_rate, 10.0);
    let plan = Plan {
        escalation: BTreeMap::from([("avoided_purchase".to_owned(), rise)]),
        ..Plan::default()
    };
    let risen = planned(&economics, &plan).unwrap();
    let line = economics.lines.iter().find(|line| line.code == "avoided_purchase").unwrap();
    let growing = (1.0 - f64::powf((1.0 + rise) / (1.0 + rate), years)) / (rate - rise);
    let more = number(line.accepter_eur) * (growing - annuity_factor(rate, 10));
    near(risen.accepter.npv_eur, number(economics.accepter.account.npv_eur) + more);
    assert_eq!(risen.supplier.npv_eur, economics.supplier.account.npv_eur);
}

#[test]
fn subsidy_tax_and_replacement_do_what_they_say() {
    let economics = heat_match(&bundled(), 4.0);
    let base = &economics.accepter.account;
    let (capital, net) = (number(base.capital_eur), number(base.net_eur_per_year));
    let rate = economics.assumptions.discount_rate;
    let helped = planned(&economics, &Plan { subsidy_share: 0.4, ..Plan::default() }).unwrap();
    near(helped.accepter.npv_eur, number(base.npv_eur) + 0.4 * capital);
    near(helped.total.subsidy_eur, 0.4 * number(economics.total.capital_eur));
    let taxed = planned(&economics, &Plan { tax_rate: 0.3, ..Plan::default() }).unwrap();
    let tax = 0.3 * (net - capital / 10.0);
    assert!(tax > 0.0);
    near(taxed.accepter.tax_eur, 10.0 * tax);
    near(taxed.accepter.npv_eur, number(base.npv_eur) - tax * annuity_factor(rate, 10));
    let plan = Plan { replacement_share: 0.5, replacement_year: 6, ..Plan::default() };
    let again = planned(&economics, &plan).unwrap();
    let cost = 0.5 * capital / (1.0 + rate).powi(6);
    near(again.accepter.npv_eur, number(base.npv_eur) - cost);
}

/// A loss is carried on: no tax before it is made good.
#[test]
fn losses_are_carried_on() {
    let party = Party {
        plan: &Plan { tax_rate: 0.5, depreciation_years: 1, ..Plan::default() },
        years: 3,
        discount_rate: 0.0,
    };
    let account = party.account(100.0, &[(60.0, 0.0)]).unwrap();
    let flows: Vec<f64> = account.cash_flows_eur.iter().map(|eur| number(*eur)).collect();
    // 60 - 100 = -40; then 60 - 40 = 20, half of it tax; then 60.
    assert_eq!(flows, [-100.0, 60.0, 50.0, 30.0]);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let economics = heat_match(&bundled(), 4.0);
    let rise = |code: &str, rate| Plan {
        escalation: BTreeMap::from([(code.to_owned(), rate)]),
        ..Plan::default()
    };
    for (plan, field) in [
        (Plan { inflation: f64::NAN, ..Plan::default() }, "inflation"),
        (Plan { tax_rate: 1.0, ..Plan::default() }, "tax_rate"),
        (Plan { subsidy_share: 1.1, ..Plan::default() }, "subsidy_share"),
        (Plan { depreciation_years: 0, ..Plan::default() }, "depreciation_years"),
        (rise("avoided_purchase", 5.0), "escalation.avoided_purchase"),
        (rise("no_line", 0.01), "escalation.no_line"),
    ] {
        match planned(&economics, &plan) {
            Err(PlanError::Unfit(unfit)) => assert_eq!(unfit.field(), field),
            other => panic!("{field}: {other:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The parties add up, to the cent, under every plan.
    #[test]
    fn parties_add_up(
        nominal: bool,
        inflation in -0.1..0.3f64,
        subsidy_share in 0.0..1.0f64,
        tax_rate in 0.0..0.9f64,
        depreciation_years in 1u32..30,
        replacement_share in 0.0..1.0f64,
        replacement_year in 0u32..12,
        rise in -0.2..0.2f64,
    ) {
        let economics = heat_match(&bundled(), 4.0);
        let plan = Plan {
            nominal, inflation, subsidy_share, tax_rate, depreciation_years, replacement_share,
            replacement_year, escalation: BTreeMap::from([("upkeep".to_owned(), rise)]),
        };
        let p = planned(&economics, &plan).unwrap();
        prop_assert_eq!(p.total.npv_eur, p.supplier.npv_eur + p.accepter.npv_eur);
        let both = p.supplier.cash_flows_eur.iter().zip(&p.accepter.cash_flows_eur);
        for (total, (a, b)) in p.total.cash_flows_eur.iter().zip(both) {
            prop_assert_eq!(*total, a + b);
        }
    }
}
