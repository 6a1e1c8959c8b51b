//! Scorer `economic`: whether both sides gain, the way there apart.
//!
//! It turns screened money into 0..1; the money itself comes from `economics`. Where a price
//! is missing the score is 0 and says so: no benefit has been shown, and none is made up.

use super::{Note, Scorer};
use crate::economics::{Added, Delivery, PriceField, Terms, annuity_factor, screen};
use crate::matching::message::Message;
use crate::matching::prefilter::Subject;
use crate::matching::query::Rules;
use crate::network::Load;

/// The money side of a pair, in EUR.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// Yearly gain of the supplier without the way there.
    pub supplier_eur_per_year: f64,
    /// Yearly gain of the accepter without the way there.
    pub accepter_eur_per_year: f64,
    /// Years until the discounted gains have paid the capital; infinite where they never do.
    pub payback_years: f64,
    /// All capital.
    pub capital_eur: f64,
    /// Capital of the route alone.
    pub route_capital_eur: f64,
    /// Yearly cost of the route, capital included.
    pub route_eur_per_year: f64,
    /// Yearly cost of the route and of what is lost on it, over what the amount saves, 0..1.
    pub cost_share: f64,
    /// Share of the amount that is lost on the way, 0..1.
    pub lost_share: f64,
    /// Capital of the heat pump of a relaxed pair.
    pub heat_pump_capital_eur: f64,
    /// Electricity of that heat pump in MWh a year.
    pub heat_pump_mwh_per_year: f64,
    /// What that electricity costs a year.
    pub heat_pump_eur_per_year: f64,
    /// Net present value of both together.
    pub npv_eur: f64,
    /// Whether a price came from the reference data.
    pub assumed: bool,
    /// The price that is missing, where one is.
    pub needs: Option<PriceField>,
}

impl Money {
    /// Gain of both sides together in EUR a year, without the way there.
    pub fn benefit_eur_per_year(&self) -> f64 {
        self.supplier_eur_per_year + self.accepter_eur_per_year
    }
}

impl Money {
    /// Screens a delivery from one flow to the other.
    pub fn screened(
        supply: &Subject,
        demand: &Subject,
        carried: &Carried,
        plant: (Option<f64>, Added),
        terms: &Terms,
    ) -> Self {
        let delivery = delivery(supply, demand, carried, plant, terms);
        // A price by tiers is that of the amount which changes hands.
        let amount = carried.amount_per_year;
        let (given, taken) = (supply.value_at(amount), demand.value_at(amount));
        match screen(given, taken, &delivery, None, terms) {
            Ok(found) => {
                let spread =
                    annuity_factor(terms.assumptions.discount_rate, terms.assumptions.years);
                let route = &found.route;
                let upkeep = terms.assumptions.upkeep_share * route.capital_eur;
                Self {
                    supplier_eur_per_year: found.supplier.before_transport_eur_per_year,
                    accepter_eur_per_year: found.accepter.before_transport_eur_per_year,
                    payback_years: found.before_transport_payback_years.unwrap_or(f64::INFINITY),
                    capital_eur: route.capital_eur
                        + found.exchanger_eur
                        + found.heat_pump_eur
                        + found.added.capital_eur,
                    route_capital_eur: route.capital_eur,
                    route_eur_per_year: route.capital_eur / spread
                        + upkeep
                        + route.trucking_eur_per_year,
                    cost_share: found.delivered_cost_share,
                    lost_share: found.loss_share,
                    heat_pump_capital_eur: found.heat_pump_eur,
                    heat_pump_mwh_per_year: (found.electricity_mwh_per_year
                        - route.pumping_mwh_per_year)
                        .max(0.0),
                    heat_pump_eur_per_year: (found.electricity_mwh_per_year
                        - route.pumping_mwh_per_year)
                        .max(0.0)
                        * demand
                            .value
                            .electricity_eur_per_mwh
                            .or(supply.value.electricity_eur_per_mwh)
                            .unwrap_or(0.0),
                    npv_eur: found.npv_eur,
                    assumed: found.assumed,
                    needs: None,
                }
            }
            Err(needs) => {
                // Without a price there is no gain to weigh, but the route is still known.
                let route = terms.layout.route(&load(supply, &delivery), &supply.value.local);
                Self {
                    supplier_eur_per_year: 0.0,
                    accepter_eur_per_year: 0.0,
                    payback_years: f64::INFINITY,
                    capital_eur: route.capital_eur,
                    route_capital_eur: route.capital_eur,
                    route_eur_per_year: 0.0,
                    cost_share: 0.0,
                    lost_share: route.loss_share(carried.amount_per_year),
                    heat_pump_capital_eur: 0.0,
                    heat_pump_mwh_per_year: 0.0,
                    heat_pump_eur_per_year: 0.0,
                    npv_eur: 0.0,
                    assumed: supply.value.assumed || demand.value.assumed,
                    needs: Some(needs.field),
                }
            }
        }
    }
}

/// What is carried between two flows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carried {
    /// Great-circle distance in km.
    pub distance_km: f64,
    /// Units a year that leave the supplier.
    pub amount_per_year: f64,
    /// Largest rate in units an hour.
    pub rate_per_hour: f64,
    /// Hours a year in which both run.
    pub hours_per_year: f64,
}

/// The delivery that `economics` prices, the same for the screening and the full evaluation.
pub fn delivery(
    supply: &Subject,
    demand: &Subject,
    carried: &Carried,
    (heat_pump_cop, added): (Option<f64>, Added),
    terms: &Terms,
) -> Delivery {
    let delivery = Delivery::between(
        supply.end,
        demand.end,
        carried.distance_km,
        carried.amount_per_year,
        carried.rate_per_hour,
        carried.hours_per_year,
        terms,
    );
    Delivery { heat_pump_cop, added, ..delivery }
}

fn load(supply: &Subject, delivery: &Delivery) -> Load {
    Load {
        kind: supply.kind,
        distance_km: delivery.distance_km,
        amount_per_year: delivery.amount_per_year,
        rate_per_hour: delivery.rate_per_hour,
        hours_per_year: delivery.hours_per_year,
        temperatures: delivery.temperatures,
        pressure_bar: delivery.pressure_bar,
    }
}

/// The score 0..1: half for what the parties gain a year, half for how soon it is paid back.
///
/// `((f(bs) + f(bd)) / 2 + g) / 2` with `f(b) = 1 - exp(-b / scale)`, 0 for a loss, of the
/// yearly gains bs, bd of supplier and accepter in EUR, and `g` falling from 1 at the full
/// payback to 0 at the payback at which nothing is left.
pub fn value(money: &Money, rules: &Rules) -> f64 {
    if money.needs.is_some() {
        return 0.0;
    }
    (benefit_value(money, rules) + payback_value(money, rules)) / 2.0
}

fn benefit_value(money: &Money, rules: &Rules) -> f64 {
    let of = |gain: f64| 1.0 - (-gain.max(0.0) / rules.benefit_scale_eur_per_year).exp();
    (of(money.supplier_eur_per_year) + of(money.accepter_eur_per_year)) / 2.0
}

fn payback_value(money: &Money, rules: &Rules) -> f64 {
    let (full, none) = (rules.payback_full_years, rules.payback_none_years);
    if money.payback_years.is_finite() && none > full {
        ((none - money.payback_years) / (none - full)).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Why the score is what it is, and what would raise it.
pub fn explain(money: &Money, rules: &Rules) -> Note {
    if let Some(field) = money.needs {
        let message = Message::new("match-economic-needs-price").code("field", field.code());
        let mut note = Note::new(Scorer::Economic, 0.0, message);
        note.raise.push(Message::new("match-raise-price").code("field", field.code()));
        return note;
    }
    let code = if money.payback_years.is_finite() {
        "match-economic-pays-back"
    } else {
        "match-economic-never-pays-back"
    };
    let mut message = Message::new(code)
        .number("supplier", money.supplier_eur_per_year, "EUR/a")
        .number("accepter", money.accepter_eur_per_year, "EUR/a")
        .code("prices", if money.assumed { "assumed" } else { "stated" });
    if money.payback_years.is_finite() {
        message = message.number("payback", money.payback_years, "a");
    }
    let mut note = Note::new(Scorer::Economic, value(money, rules), message);
    if payback_value(money, rules) < 1.0 {
        let raised = (benefit_value(money, rules) + 1.0) / 2.0;
        note.raise.push(
            Message::new("match-raise-payback")
                .number("wanted", rules.payback_full_years, "a")
                .number("value", raised * 100.0, "%"),
        );
    }
    if money.supplier_eur_per_year < 0.0 || money.accepter_eur_per_year < 0.0 {
        let side = if money.supplier_eur_per_year < 0.0 { "supply" } else { "demand" };
        note.raise.push(Message::new("match-raise-loser").code("side", side));
    }
    note
}
