#![allow(clippy::unwrap_used)]

use super::*;
use crate::economics::fixture::{demand, site, supply};
use crate::economics::unit_values;
use crate::model::{Carrier, Price};
use crate::reference::tests::bundled;
use rust_decimal::Decimal;

fn pair(reference: &Reference, country: &str, kind: Kind, km: f64) -> Result<Screened, NeedsPrice> {
    let terms = Terms::new(reference, Assumptions::new(reference));
    let (s, d) = (supply(kind), demand(kind));
    let delivery = Delivery::between(&s, &d, km, 20_000.0, 4.0, 6000.0, &terms);
    let site = site(country);
    let s = unit_values(&s, &site, reference);
    let d = unit_values(&d, &site, reference);
    screen(&s, &d, &delivery, None, &terms)
}

#[test]
fn near_heat_pays_and_far_heat_does_not() {
    let reference = bundled();
    let near = pair(&reference, "DE", Kind::Heat, 0.5).unwrap();
    assert!(near.npv_eur > 0.0 && near.supplier.npv_eur > 0.0 && near.accepter.npv_eur > 0.0);
    assert!(near.assumed && near.payback_years.unwrap() < 3.0, "{near:?}");
    assert!(near.low_eur_per_unit < near.high_eur_per_unit);
    let far = pair(&reference, "DE", Kind::Heat, 60.0).unwrap();
    assert!(far.npv_eur < 0.0, "{far:?}");
    assert!(far.delivered_cost_share > near.delivered_cost_share);
    assert_eq!(
        far.supplier.before_transport_eur_per_year, near.supplier.before_transport_eur_per_year,
        "carriage is left out"
    );
}

#[test]
fn parties_add_up_to_the_whole() {
    let reference = bundled();
    for km in [0.1, 1.0, 5.0, 20.0] {
        let s = pair(&reference, "DK", Kind::Heat, km).unwrap();
        let sum = s.supplier.npv_eur + s.accepter.npv_eur;
        assert!((sum - s.npv_eur).abs() < 1e-6 * s.npv_eur.abs().max(1.0));
        assert!((s.supplier.npv_eur - s.accepter.npv_eur).abs() < 1e-3, "the middle is fair");
    }
}

#[test]
fn a_country_without_a_price_says_so() {
    let reference = bundled();
    let needs = pair(&reference, "CH", Kind::Heat, 1.0).unwrap_err();
    assert_eq!(needs.field, PriceField::Gas);
    assert_eq!(needs.country.unwrap().as_str(), "CH");
    let needs = pair(&reference, "DE", Kind::Material, 1.0).unwrap_err();
    assert_eq!(needs.field, PriceField::SupplyPrice);
}

#[test]
fn every_kind_goes_through() {
    let reference = bundled();
    let terms = Terms::new(&reference, Assumptions::new(&reference));
    let price =
        |eur: i64| Price { per_unit: Decimal::from(eur), currency: "EUR".into(), year: None };
    for kind in Kind::ALL {
        for country in ["DE", "CH", "RU"] {
            for stated in [true, false] {
                let (mut s, mut d) = (supply(kind), demand(kind));
                if stated {
                    s.price = Some(price(5));
                    d.price = Some(price(40));
                }
                let delivery = Delivery::between(&s, &d, 2.0, 1000.0, 0.5, 4000.0, &terms);
                let s = unit_values(&s, &site(country), &reference);
                let d = unit_values(&d, &site(country), &reference);
                match screen(&s, &d, &delivery, None, &terms) {
                    Ok(r) => assert!(r.npv_eur.is_finite() && r.transfer_eur_per_unit.is_finite()),
                    Err(needs) => assert!(!stated || needs.field == PriceField::Electricity),
                }
            }
        }
    }
}

#[test]
fn a_stated_price_is_not_assumed() {
    let reference = bundled();
    let mut d = demand(Kind::Heat);
    d.price = Some(Price { per_unit: Decimal::from(70), currency: "GBP".into(), year: Some(2020) });
    let value = unit_values(&d, &site("DE"), &reference);
    let rate = reference.units_per_eur("GBP", Some(2020)).unwrap();
    assert!((value.eur_per_unit - 70.0 / rate).abs() < 1e-9 && !value.assumed);
    d.price = Some(Price { per_unit: Decimal::from(70), currency: "ZZZ".into(), year: None });
    let value = unit_values(&d, &site("DE"), &reference);
    assert_eq!(value.needs.unwrap().field, PriceField::ExchangeRate);
}

#[test]
fn avoided_fuel_is_price_over_efficiency() {
    let reference = bundled();
    let gas = reference.price(crate::reference::Item::Gas, "DE".parse_country()).unwrap().central;
    let value = unit_values(&demand(Kind::Heat), &site("DE"), &reference);
    assert!((value.eur_per_unit - gas / 0.925).abs() < 1e-9, "{value:?}");
    assert!((value.emission.unwrap().kg_per_unit - 201.96 / 0.925).abs() < 1e-9);
    let mut oil = demand(Kind::Heat);
    oil.replaces = Some(Carrier::HeatingOil);
    let value = unit_values(&oil, &site("DE"), &reference);
    assert!((value.emission.unwrap().kg_per_unit - 266.76 / 0.9).abs() < 1e-9);
}

trait ParseCountry {
    fn parse_country(&self) -> crate::reference::Country;
}

impl ParseCountry for str {
    fn parse_country(&self) -> crate::reference::Country {
        crate::reference::Country::new(self).unwrap()
    }
}

#[test]
fn a_heat_pump_needs_electricity_and_capital() {
    let reference = bundled();
    let terms = Terms::new(&reference, Assumptions::new(&reference));
    let (s, d) = (supply(Kind::Heat), demand(Kind::Heat));
    let plain = Delivery::between(&s, &d, 1.0, 20_000.0, 4.0, 6000.0, &terms);
    let lifted = Delivery { heat_pump_cop: Some(4.0), ..plain };
    let (s, d) =
        (unit_values(&s, &site("DE"), &reference), unit_values(&d, &site("DE"), &reference));
    let plain = screen(&s, &d, &plain, None, &terms).unwrap();
    let lifted = screen(&s, &d, &lifted, None, &terms).unwrap();
    assert!(lifted.accepter.capital_eur > plain.accepter.capital_eur + 4e6);
    assert!(lifted.electricity_mwh_per_year > plain.electricity_mwh_per_year + 6000.0);
    assert!((lifted.delivered_per_year / plain.delivered_per_year - 4.0 / 3.0).abs() < 1e-9);
    assert!(lifted.npv_eur < plain.npv_eur);
}
