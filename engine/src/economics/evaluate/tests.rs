#![allow(clippy::unwrap_used)]

use super::*;
use crate::economics::annuity_factor;
use crate::economics::fixture::{demand, site, supply};
use crate::model::Price;
use crate::reference::tests::bundled;

struct Setting {
    kind: Kind,
    country: &'static str,
    km: f64,
    amount: f64,
    rate: f64,
    cop: Option<f64>,
    stated: bool,
    transfer: Option<Decimal>,
}

const NEAR: Setting = Setting {
    kind: Kind::Heat,
    country: "DE",
    km: 1.5,
    amount: 20_000.0,
    rate: 4.0,
    cop: None,
    stated: false,
    transfer: None,
};

fn run(
    setting: &Setting,
    reference: &Reference,
    assumptions: &Assumptions,
) -> Result<Economics, EvaluationError> {
    let (mut s, mut d) = (supply(setting.kind), demand(setting.kind));
    if setting.stated {
        let price = |eur: i64| {
            Some(Price { per_unit: Decimal::from(eur), currency: "EUR".into(), year: None })
        };
        (s.price, d.price) = (price(5), price(40));
    }
    let terms = Terms::new(reference, *assumptions);
    let mut delivery =
        Delivery::between(&s, &d, setting.km, setting.amount, setting.rate, 6000.0, &terms);
    delivery.heat_pump_cop = setting.cop;
    let site = site(setting.country);
    evaluate(
        &Case {
            supply: &s,
            demand: &d,
            supply_site: &site,
            demand_site: &site,
            delivery,
            transfer_eur_per_unit: setting.transfer,
        },
        reference,
        assumptions,
    )
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn parties_add_up_to_the_cent() {
    let reference = bundled();
    let assumptions = Assumptions::new(&reference);
    for km in [0.1, 1.0, 3.7, 25.0] {
        let e = run(&Setting { km, ..NEAR }, &reference, &assumptions).unwrap();
        assert_eq!(e.supplier.account.npv_eur + e.accepter.account.npv_eur, e.total.npv_eur);
        for year in 0..e.total.cash_flows_eur.len() {
            assert_eq!(
                e.supplier.account.cash_flows_eur[year] + e.accepter.account.cash_flows_eur[year],
                e.total.cash_flows_eur[year]
            );
        }
        assert_eq!(e.total.cash_flows_eur.len(), 11);
        assert!(e.total.npv_eur.scale() <= 2);
        assert!(close(e.total.npv_eur.to_f64().unwrap(), e.screened.npv_eur, 1e-6), "{e:?}");
    }
}

#[test]
fn an_agreed_price_moves_money_between_the_parties_only() {
    let reference = bundled();
    let assumptions = Assumptions::new(&reference);
    let open = run(&NEAR, &reference, &assumptions).unwrap();
    let agreed =
        run(&Setting { transfer: Some(Decimal::from(20)), ..NEAR }, &reference, &assumptions)
            .unwrap();
    assert!(open.transfer_is_midpoint && !agreed.transfer_is_midpoint);
    assert!((open.total.npv_eur - agreed.total.npv_eur).abs() < Decimal::new(10, 2));
    assert_ne!(open.supplier.account.npv_eur, agreed.supplier.account.npv_eur);
    assert_ne!(open.inputs_hash, agreed.inputs_hash);
}

#[test]
fn each_input_moves_the_figures() {
    let reference = bundled();
    let assumptions = Assumptions::new(&reference);
    let base = run(&NEAR, &reference, &assumptions).unwrap();
    let changed = [
        run(&Setting { km: 1.6, ..NEAR }, &reference, &assumptions).unwrap(),
        run(&Setting { amount: 20_100.0, ..NEAR }, &reference, &assumptions).unwrap(),
        run(&Setting { country: "FR", ..NEAR }, &reference, &assumptions).unwrap(),
        run(&NEAR, &reference, &Assumptions { discount_rate: 0.09, ..assumptions }).unwrap(),
        run(&NEAR, &reference, &Assumptions { counts_co2_price: true, ..assumptions }).unwrap(),
    ];
    for other in changed {
        assert_ne!(base.total.npv_eur, other.total.npv_eur);
        assert_ne!(base.inputs_hash, other.inputs_hash);
    }
}

#[test]
fn co2_is_delivered_heat_times_factor_less_pumping() {
    let reference = bundled();
    let e = run(&NEAR, &reference, &Assumptions::new(&reference)).unwrap();
    let s = &e.screened;
    let want =
        (s.delivered_per_year * 201.96 / 0.925 - s.route.pumping_mwh_per_year * 344.1) / 1000.0;
    assert!(
        close(s.co2_t_per_year.unwrap(), want, 1e-3),
        "{} for {want}",
        s.co2_t_per_year.unwrap()
    );
}

#[test]
fn what_is_missing_is_named() {
    let reference = bundled();
    let assumptions = Assumptions::new(&reference);
    match run(&Setting { country: "NO", ..NEAR }, &reference, &assumptions) {
        Err(EvaluationError::NeedsPrice(needs)) => assert_eq!(needs.field.code(), "gas"),
        other => panic!("{other:?}"),
    }
    let huge = run(&Setting { amount: 1e300, rate: 1e296, ..NEAR }, &reference, &assumptions);
    assert_eq!(huge.unwrap_err(), EvaluationError::OutOfRange);
}

#[test]
fn the_cash_chart_ends_at_the_present_value() {
    let reference = bundled();
    let e = run(&NEAR, &reference, &Assumptions::new(&reference)).unwrap();
    let chart = crate::chart::cash_flow(&e);
    let end = chart.series[2].points.last().unwrap();
    assert_eq!(end[0], 10.0);
    assert!(close(end[1] * 1000.0, e.total.npv_eur.to_f64().unwrap(), 1e-6), "{end:?}");
    assert!(chart.y.min <= chart.series[1].points[0][1] && chart.y.max >= end[1]);
    assert_eq!(chart.notes[0].value, e.total.discounted_payback_years.unwrap());
}

#[test]
fn formulas_have_distinct_names() {
    let ids: std::collections::BTreeSet<_> = trace::REGISTRY.iter().map(|f| f.id).collect();
    assert_eq!(ids.len(), trace::REGISTRY.len());
    assert!(
        trace::REGISTRY
            .iter()
            .all(|f| !f.equation.is_empty() && !f.oracle.is_empty() && f.version > 0)
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn screening_evaluation_and_trace_agree(
        kind in 0usize..13, km in 0.01..40.0f64, amount in 10.0..200_000.0f64, hours in 500.0..8000.0f64,
        lifted in 0u8..4, stated in proptest::bool::ANY, carbon in proptest::bool::ANY,
    ) {
        let reference = bundled();
        let kind = Kind::ALL[kind];
        let cop = (lifted == 0 && kind == Kind::Heat).then_some(3.5);
        let assumptions = Assumptions { counts_co2_price: carbon, ..Assumptions::new(&reference) };
        let setting = Setting { kind, km, amount, rate: amount / hours, cop, stated, ..NEAR };
        if let Ok(e) = run(&setting, &reference, &assumptions) {
            let npv = e.total.npv_eur.to_f64().unwrap();
            // Each line of each year is rounded to the cent for each party.
            let cents = 0.005 * 2.0 * (e.lines.len() as f64 + 1.0) * e.total.cash_flows_eur.len() as f64;
            proptest::prop_assert!(
                (npv - e.screened.npv_eur).abs() <= cents,
                "{npv} {}", e.screened.npv_eur,
            );
            // What a unit costs is what it saves less the present value that is left of it.
            if let Some(cost) = e.cost_eur_per_unit() {
                let saves = ["avoided_purchase", "avoided_disposal", "allowances"];
                let saved = e.lines.iter().filter(|line| saves.contains(&line.code));
                let saved: Decimal = saved.map(|l| l.supplier_eur + l.accepter_eur).sum();
                let annuity = annuity_factor(assumptions.discount_rate, assumptions.years);
                let left = saved.to_f64().unwrap() - cost * e.screened.delivered_per_year;
                proptest::prop_assert!((left * annuity - npv).abs() <= cents, "{cost} {npv}");
            }
            if npv.abs() > 10.0 {
                proptest::prop_assert_eq!(npv > 0.0, e.screened.npv_eur > 0.0);
            }
            proptest::prop_assert!(close(e.provenance[0].value, e.screened.npv_eur, 1e-9), "{:#?}", e.provenance[0]);
            if let Some(co2) = e.screened.co2_t_per_year {
                proptest::prop_assert!(close(e.provenance[1].value, co2, 1e-9));
            }
        }
    }
}
