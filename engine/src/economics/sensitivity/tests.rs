#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::economics::fixture::{demand, heat_match, heat_match_with, site, supply};
use crate::economics::{Case, evaluate};
use crate::model::Kind;
use crate::reference::tests::bundled;

fn near(found: f64, wanted: f64, share: f64) {
    assert!((found - wanted).abs() <= share * wanted.abs().max(1.0), "{found} for {wanted}");
}

#[test]
fn a_setting_is_worth_what_was_evaluated() {
    let reference = bundled();
    let economics = heat_match(&reference, 1.5);
    let what_if = WhatIf::new(&economics, &reference);
    let worths = what_if.worths(what_if.setting()).unwrap();
    for (found, told) in [
        (worths.total_eur, economics.total.npv_eur),
        (worths.supplier_eur, economics.supplier.account.npv_eur),
        (worths.accepter_eur, economics.accepter.account.npv_eur),
    ] {
        near(found, told.to_string().parse().unwrap(), 1e-6);
    }
}

/// The evaluation itself, with the figure changed before it.
#[test]
fn a_bar_is_the_evaluation_of_the_changed_figure() {
    let reference = bundled();
    let base = Assumptions::new(&reference);
    let economics = heat_match_with(&reference, &base, 1.5);
    let bars = WhatIf::new(&economics, &reference).tornado(Whose::Total).unwrap();
    let bar = |input| bars.iter().find(|bar| bar.input == input).unwrap().worths;
    let told = |assumptions: &Assumptions, km| -> f64 {
        heat_match_with(&reference, assumptions, km).total.npv_eur.to_string().parse().unwrap()
    };
    for (at, factor) in STEPS.into_iter().enumerate() {
        let rate = Assumptions { discount_rate: base.discount_rate * factor, ..base };
        near(bar(Input::DiscountRate)[at].total_eur, told(&rate, 1.5), 1e-6);
        let upkeep = Assumptions { upkeep_share: base.upkeep_share * factor, ..base };
        near(bar(Input::Upkeep)[at].total_eur, told(&upkeep, 1.5), 1e-6);
        near(bar(Input::Distance)[at].total_eur, told(&base, 1.5 * factor), 1e-6);
    }
    // The strongest first; the transfer price moves money between the two and adds nothing.
    let swings: Vec<f64> = bars.iter().map(|bar| bar.swing_eur(Whose::Total)).collect();
    assert!(swings.windows(2).all(|pair| pair[0] >= pair[1]));
    assert!(bars.iter().all(|bar| bar.input != Input::TransferPrice));
    // What is lost on the way does not shrink with the amount, so the amount tells more.
    assert_eq!([bars[0].input, bars[1].input], [Input::Amount, Input::BuyingPrice]);
}

/// The same of a price of CO2, of a heat pump and of who pays the connection; a price that is not
/// counted today can be tried.
#[test]
fn co2_price_heat_pump_and_share_are_those_of_the_evaluation() {
    let reference = bundled();
    let base = Assumptions { counts_co2_price: true, ..Assumptions::new(&reference) };
    let lifted = |assumptions: &Assumptions, cop: f64| {
        let (supply, demand, site) = (supply(Kind::Heat), demand(Kind::Heat), site("DE"));
        let terms = Terms::new(&reference, *assumptions);
        let mut delivery = Delivery::between(&supply, &demand, 2.0, 20_000.0, 4.0, 6000.0, &terms);
        delivery.heat_pump_cop = Some(cop);
        let case = Case {
            supply: &supply,
            demand: &demand,
            supply_site: &site,
            demand_site: &site,
            delivery,
            transfer_eur_per_unit: Some(Decimal::TEN),
        };
        evaluate(&case, &reference, assumptions).unwrap()
    };
    let total = |economics: &Economics| economics.total.npv_eur.to_string().parse::<f64>().unwrap();
    let economics = lifted(&base, 3.5);
    let allowances = economics.lines.iter().find(|line| line.code == "allowances").unwrap();
    let allowances: f64 = allowances.accepter_eur.to_string().parse().unwrap();
    let annuity = annuity_factor(base.discount_rate, base.years);
    let what_if = WhatIf::new(&economics, &reference);
    let bars = what_if.tornado(Whose::Total).unwrap();
    let bar = |input| bars.iter().find(|bar| bar.input == input).unwrap().worths;
    for (at, factor) in STEPS.into_iter().enumerate() {
        near(bar(Input::HeatPumpCop)[at].total_eur, total(&lifted(&base, 3.5 * factor)), 1e-6);
        let npv = total(&economics) + (factor - 1.0) * allowances * annuity;
        near(bar(Input::Co2Price)[at].total_eur, npv, 1e-6);
    }
    let shared = what_if.tornado(Whose::Supplier).unwrap();
    let shared = shared.iter().find(|bar| bar.input == Input::CapitalShare).unwrap();
    for (at, factor) in STEPS.into_iter().enumerate() {
        let capital_share_supplier = base.capital_share_supplier * factor;
        let told = lifted(&Assumptions { capital_share_supplier, ..base }, 3.5);
        let npv: f64 = told.supplier.account.npv_eur.to_string().parse().unwrap();
        near(shared.worths[at].supplier_eur, npv, 1e-6);
    }
    assert!(bars.iter().all(|bar| bar.input != Input::CapitalShare), "nothing together");

    let quiet = Assumptions { counts_co2_price: false, ..base };
    let quiet = lifted(&quiet, 3.5);
    let what_if = WhatIf::new(&quiet, &reference);
    assert_eq!(what_if.value(Input::Co2Price), None);
    assert!(what_if.figures().contains(&(Input::Co2Price, 0.0)));
    let counted = economics.setting.demand.allowance_eur_per_t.unwrap();
    let tried = what_if.set(&[(Input::Co2Price, counted)]).unwrap();
    near(what_if.worths(&tried).unwrap().total_eur, total(&economics), 1e-6);
}

/// Where it breaks even is known otherwise: the internal rate, the discounted payback, the limits
/// of the corridor.
#[test]
fn break_evens_are_the_known_limits() {
    let reference = bundled();
    let economics = heat_match(&reference, 8.0);
    let what_if = WhatIf::new(&economics, &reference);
    let at = |whose, input| {
        let all = what_if.break_evens(whose).unwrap();
        all.iter().find(|one| one.input == input).map(|one| one.breaks_even_at)
    };
    near(
        at(Whose::Accepter, Input::DiscountRate).unwrap(),
        economics.accepter.account.irr.rates[0],
        1e-6,
    );
    near(
        at(Whose::Total, Input::Years).unwrap(),
        economics.total.discounted_payback_years.unwrap(),
        1e-6,
    );
    let (low, high) = (economics.screened.low_eur_per_unit, economics.screened.high_eur_per_unit);
    near(at(Whose::Supplier, Input::TransferPrice).unwrap(), low, 1e-9);
    near(at(Whose::Accepter, Input::TransferPrice).unwrap(), high, 1e-9);
    // No price of their own makes both together lose or gain.
    assert_eq!(at(Whose::Total, Input::TransferPrice), None);
    for whose in [Whose::Total, Whose::Supplier, Whose::Accepter] {
        for one in what_if.break_evens(whose).unwrap() {
            if one.input != Input::Years {
                let changed = what_if.changed(&[(one.input, one.breaks_even_at / one.value)]);
                let worth = what_if.worths(&changed).unwrap().of(whose);
                assert!(worth.abs() < 1.0, "{one:?} {worth}");
            }
        }
    }
}

#[test]
fn capital_twice_as_dear_costs_capital_and_its_upkeep() {
    let reference = bundled();
    let a = Assumptions::new(&reference);
    let economics = heat_match_with(&reference, &a, 1.5);
    let what_if = WhatIf::new(&economics, &reference);
    let dear = what_if.worths(&what_if.changed(&[(Input::Capital, 2.0)])).unwrap();
    let base = what_if.worths(what_if.setting()).unwrap();
    let capital: f64 = economics.total.capital_eur.to_string().parse().unwrap();
    let cost = capital * (1.0 + a.upkeep_share * annuity_factor(a.discount_rate, a.years));
    near(base.total_eur - dear.total_eur, cost, 1e-6);
}

#[test]
fn chance_keeps_the_mean_and_the_seed_decides() {
    let reference = bundled();
    let economics = heat_match(&reference, 1.5);
    let what_if = WhatIf::new(&economics, &reference);
    let draws = |draws, seed| Draws { draws, seed, energy_correlation: None };
    let odds = |sigma, asked: Draws| what_if.odds(Whose::Total, sigma, &asked).unwrap().unwrap();
    let many = odds(0.2, draws(100_000, 1));
    let base = what_if.worths(what_if.setting()).unwrap().total_eur;
    // Nearly linear in every figure, so the mean stays; three standard errors of the mean.
    near(many.mean_eur, base, 0.02);
    let [p10, p50, p90] = many.quantiles_eur;
    assert!(p10 < p50 && p50 < p90 && many.gains > 0.9 && many.gains <= 1.0);
    assert_eq!(odds(0.2, draws(1000, 7)), odds(0.2, draws(1000, 7)));
    assert_ne!(odds(0.2, draws(1000, 7)), odds(0.2, draws(1000, 8)));
    // The histogram tells the same as the share of gains.
    let above = many.bins_eur.iter().filter(|bin| bin.from >= 0.0).map(|bin| bin.share);
    near(above.sum(), many.gains, 1e-9);
    // Less certain amounts spread the worth.
    let narrow = odds(0.02, draws(20_000, 1)).quantiles_eur;
    let wide = odds(0.5, draws(20_000, 1)).quantiles_eur;
    assert!(wide[2] - wide[0] > narrow[2] - narrow[0]);
    for bad in [draws(0, 1), draws(MOST_DRAWS + 1, 1)] {
        assert!(what_if.odds(Whose::Total, 0.2, &bad).is_err());
    }
    assert!(what_if.odds(Whose::Total, f64::NAN, &draws(10, 1)).is_err());
    let beyond = Draws { energy_correlation: Some(1.5), ..draws(10, 1) };
    assert!(what_if.odds(Whose::Total, 0.2, &beyond).is_err());
}

/// A figure set to a value is that figure multiplied; zero can be set, and be left.
#[test]
fn a_figure_set_is_the_figure_multiplied() {
    let reference = bundled();
    let economics = heat_match(&reference, 4.0);
    let what_if = WhatIf::new(&economics, &reference);
    let figures = what_if.figures();
    assert!(figures.iter().any(|(input, value)| *input == Input::CostOfGiving && *value == 0.0));
    for (input, value) in figures.into_iter().filter(|(_, value)| *value != 0.0) {
        let set = what_if.worths(&what_if.set(&[(input, 1.2 * value)]).unwrap()).unwrap();
        let times = what_if.worths(&what_if.changed(&[(input, 1.2)])).unwrap();
        near(set.total_eur, times.total_eur, 1e-9);
        near(set.supplier_eur, times.supplier_eur, 1e-9);
    }
    let base = what_if.worths(what_if.setting()).unwrap();
    let dear = what_if.set(&[(Input::CostOfGiving, 5.0)]).unwrap();
    assert!(what_if.worths(&dear).unwrap().supplier_eur < base.supplier_eur);
    for (input, bad) in [
        (Input::Amount, -1.0),
        (Input::Years, 0.0),
        (Input::DiscountRate, 1.5),
        (Input::Upkeep, -0.1),
        (Input::Distance, 5000.0),
        (Input::TransferPrice, f64::NAN),
        (Input::Capital, -1.0),
        (Input::CapitalShare, 1.1),
        (Input::Co2Price, -1.0),
        (Input::HeatPumpCop, 3.0),
    ] {
        assert!(what_if.set(&[(input, bad)]).is_err(), "{input:?} {bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the figures are, what if answers and nothing panics.
    #[test]
    fn nothing_panics(
        factors in prop::array::uniform13(prop_oneof![
            Just(0.0), Just(1e9), Just(-1.0), Just(f64::NAN), 0.0..3.0f64
        ]),
        km in 0.0..100.0f64,
    ) {
        let reference = bundled();
        let economics = heat_match(&reference, km);
        let what_if = WhatIf::new(&economics, &reference);
        let changes: Vec<(Input, f64)> = Input::ALL.into_iter().zip(factors).collect();
        let odd = WhatIf::of(what_if.changed(&changes), &reference);
        let _ = odd.tornado(Whose::Total);
        let _ = odd.break_evens(Whose::Accepter);
        let _ = odd.odds(Whose::Supplier, 0.2, &Draws { draws: 50, ..Draws::default() });
    }
}
