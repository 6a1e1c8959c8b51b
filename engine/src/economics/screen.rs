//! The closed form of what a delivery is worth to both, cheap enough for millions of pairs.
//!
//! It allocates nothing, looks nothing up by name, and prices the same route as the full
//! evaluation, so that both agree on the sign wherever yearly flows are equal.

use super::value::{NeedsPrice, PriceField, UnitValue};
use super::{Assumptions, annuity_factor, discounted_payback_years};
use crate::model::{Flow, Kind};
use crate::network::{Layout, Load, Route};
use crate::reference::Reference;
use crate::thermo::{TwoStreams, exchanger_area_m2};

/// What is to be delivered, as the matcher found it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delivery {
    /// Great-circle distance in km.
    pub distance_km: f64,
    /// Units a year that leave the supplier.
    pub amount_per_year: f64,
    /// Largest rate in units an hour (MW for heat).
    pub rate_per_hour: f64,
    /// Hours a year in which both run.
    pub hours_per_year: f64,
    /// Temperatures of thermal kinds: the supply cooled as far as it is used, and the demand.
    pub temperatures: Option<TwoStreams>,
    /// Absolute pressure of steam in bar.
    pub pressure_bar: Option<f64>,
    /// Coefficient of performance of a heat pump at the accepter, where the supply is too cold.
    pub heat_pump_cop: Option<f64>,
    /// What else has to be built and run at the accepter.
    pub added: Added,
}

/// Plant beside route, exchanger and heat pump that makes a delivery possible: a store, a
/// treatment step, a station.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Added {
    /// Capital in EUR.
    pub capital_eur: f64,
    /// Running cost in EUR a year, upkeep apart.
    pub eur_per_year: f64,
}

/// What a delivery needs to know of the flow at either end of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// What it is.
    pub kind: Kind,
    /// Temperature in degrees Celsius, where it is stated.
    pub temperature_c: Option<f64>,
    /// Return temperature in degrees Celsius, where it is stated.
    pub return_c: Option<f64>,
    /// Absolute pressure in bar, where it is stated.
    pub pressure_bar: Option<f64>,
}

impl From<&Flow> for End {
    fn from(flow: &Flow) -> Self {
        let quality = &flow.quality;
        Self {
            kind: flow.kind,
            temperature_c: quality.temperature.map(|t| t.0),
            return_c: quality.return_temperature.map(|t| t.0),
            pressure_bar: quality.pressure_bar,
        }
    }
}

impl Delivery {
    /// A delivery between two flows. Temperatures that one of them does not state are taken
    /// from the other, an exchanger's approach apart; where neither does they stay unknown.
    pub fn between(
        supply: impl Into<End>,
        demand: impl Into<End>,
        distance_km: f64,
        amount_per_year: f64,
        rate_per_hour: f64,
        hours_per_year: f64,
        terms: &Terms,
    ) -> Self {
        let (s, d) = (supply.into(), demand.into());
        let streams = || {
            let toward = if s.kind == Kind::Cooling { -1.0 } else { 1.0 };
            let approach = toward * terms.approach_k;
            let demand_c = d.temperature_c.or(s.temperature_c.map(|t| t - approach))?;
            let supply_c = s.temperature_c.unwrap_or(demand_c + approach);
            let spread = toward * terms.return_fallback_k;
            let demand_return_c = d.return_c.unwrap_or(demand_c - spread);
            let floor = demand_return_c + approach;
            let stated = s.return_c.unwrap_or(floor);
            let supply_return_c = if toward > 0.0 {
                stated.max(floor).min(supply_c)
            } else {
                stated.min(floor).max(supply_c)
            };
            Some(TwoStreams { supply_c, supply_return_c, demand_c, demand_return_c })
        };
        Self {
            distance_km,
            amount_per_year,
            rate_per_hour,
            hours_per_year,
            temperatures: if s.kind.is_thermal() { streams() } else { None },
            pressure_bar: s.pressure_bar,
            heat_pump_cop: None,
            added: Added::default(),
        }
    }

    pub(super) fn load(&self, kind: Kind) -> Load {
        Load {
            kind,
            distance_km: self.distance_km,
            amount_per_year: self.amount_per_year,
            rate_per_hour: self.rate_per_hour,
            hours_per_year: self.hours_per_year,
            temperatures: self.temperatures,
            pressure_bar: self.pressure_bar,
        }
    }
}

/// Everything that is the same for all pairs, prepared once.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Sizes and constants of routes.
    pub layout: Layout,
    /// What is assumed.
    pub assumptions: Assumptions,
    annuity: f64,
    pub(super) approach_k: f64,
    pub(super) return_fallback_k: f64,
    pub(super) exchanger_u_w_per_m2k: f64,
    exchanger_a_eur: f64,
    exchanger_b_eur: f64,
    exchanger_c: f64,
    exchanger_installed: f64,
    heat_pump_eur_per_kw: f64,
    pub(super) truck_kg_co2_per_km: f64,
}

/// The technology whose cost stands for a heat pump between two companies.
pub(super) const HEAT_PUMP: &str = "industrial heat pump medium temperature";

impl Terms {
    /// From a reference and assumptions. A technology without a row costs more than anything
    /// could earn, so that it is never taken for free.
    pub fn new(reference: &Reference, assumptions: Assumptions) -> Self {
        let d = &reference.defaults;
        Self {
            layout: Layout::new(reference),
            annuity: annuity_factor(assumptions.discount_rate, assumptions.years),
            assumptions,
            approach_k: d.approach_k,
            return_fallback_k: d.return_fallback_k,
            exchanger_u_w_per_m2k: d.exchanger_u_w_per_m2k,
            exchanger_a_eur: d.exchanger_a_eur,
            exchanger_b_eur: d.exchanger_b_eur,
            exchanger_c: d.exchanger_c,
            exchanger_installed: d.exchanger_installed,
            heat_pump_eur_per_kw: reference
                .technology(HEAT_PUMP, "investment")
                .map_or(f64::INFINITY, |t| t.value),
            truck_kg_co2_per_km: d.truck_kg_co2_per_km,
        }
    }

    /// Capital of the exchanger in EUR: installed x (a + b A^c), A in m2; none for kinds that
    /// are used as they come. Source: Hall, Ahmad, Smith 1990.
    pub(crate) fn exchanger_eur(&self, kind: Kind, delivery: &Delivery) -> f64 {
        match (kind, delivery.temperatures) {
            (Kind::Heat | Kind::Cooling, Some(t)) if delivery.rate_per_hour > 0.0 => {
                // Ends closer than 1 K would ask for an endless area.
                let hot_k = (t.supply_c - t.demand_c).abs().max(1.0);
                let cold_k = (t.supply_return_c - t.demand_return_c).abs().max(1.0);
                let kw = delivery.rate_per_hour * 1000.0;
                let area = exchanger_area_m2(kw, self.exchanger_u_w_per_m2k, hot_k, cold_k);
                self.exchanger_installed
                    * (self.exchanger_a_eur
                        + self.exchanger_b_eur * area.unwrap_or(0.0).powf(self.exchanger_c))
            }
            _ => 0.0,
        }
    }
}

/// One party's part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartyScreen {
    /// Capital in EUR.
    pub capital_eur: f64,
    /// Net benefit of a year of operation in EUR, before capital.
    pub net_eur_per_year: f64,
    /// Net present value in EUR.
    pub npv_eur: f64,
    /// The yearly net benefit without carriage: what the economic score reads, since the
    /// transport penalty carries the rest. Capital of the exchanger is spread over the years.
    pub before_transport_eur_per_year: f64,
}

/// What a delivery is worth, in closed form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screened {
    /// The route it rests on.
    pub route: Route,
    /// Units a year that arrive.
    pub delivered_per_year: f64,
    /// Price of one delivered unit that is reckoned with, EUR.
    pub transfer_eur_per_unit: f64,
    /// Least price at which the supplier does not lose, or what he asks, EUR a delivered unit.
    pub low_eur_per_unit: f64,
    /// Highest price at which the accepter does not lose, EUR a delivered unit.
    pub high_eur_per_unit: f64,
    /// The giver.
    pub supplier: PartyScreen,
    /// The taker.
    pub accepter: PartyScreen,
    /// Both together: net present value in EUR.
    pub npv_eur: f64,
    /// Both together: discounted payback in years, none if never.
    pub payback_years: Option<f64>,
    /// Both together without carriage: discounted payback in years, none if never.
    pub before_transport_payback_years: Option<f64>,
    /// Yearly cost of carriage, its capital spread, over what the delivered amount saves; 1 where
    /// it saves nothing.
    pub delivered_cost_share: f64,
    /// Share of what leaves the supplier that is lost on the way, 0..1.
    pub loss_share: f64,
    /// Electricity of pumps and heat pump in MWh a year.
    pub electricity_mwh_per_year: f64,
    /// Capital of the exchanger in EUR.
    pub exchanger_eur: f64,
    /// Capital of the heat pump in EUR.
    pub heat_pump_eur: f64,
    /// What else is built and run.
    pub added: Added,
    /// CO2 saved in t a year, where it is known.
    pub co2_t_per_year: Option<f64>,
    /// Whether a unit value is assumed.
    pub assumed: bool,
}

/// Screens one pair. `transfer_eur_per_unit` is the agreed price of a delivered unit; without
/// one it is the middle of the corridor.
///
/// Supplier: `t q - c Q - s (upkeep + carriage)`; accepter: `(b - t) q - (1 - s) (upkeep +
/// carriage) - exchanger upkeep`; q delivered, Q taken units a year, t transfer price, c cost of
/// giving, b bid, s the supplier's share of the route; all EUR a year. Present value: yearly net
/// times annuity, less capital.
pub fn screen(
    supply: &UnitValue,
    demand: &UnitValue,
    delivery: &Delivery,
    transfer_eur_per_unit: Option<f64>,
    terms: &Terms,
) -> Result<Screened, NeedsPrice> {
    if let Some(needs) = supply.needs.or(demand.needs) {
        return Err(needs);
    }
    let a = &terms.assumptions;
    let route = terms.layout.route(&delivery.load(supply.kind), &supply.local);
    let arriving = (delivery.amount_per_year - route.lost_per_year).max(0.0);
    let lift = heat_pump(delivery, arriving);
    let delivered = arriving + lift.mwh_per_year;
    let electricity = route.pumping_mwh_per_year + lift.mwh_per_year;
    let power_eur = if electricity > 0.0 {
        let price = demand.electricity_eur_per_mwh.or(supply.electricity_eur_per_mwh);
        electricity
            * price.ok_or(NeedsPrice {
                field: PriceField::Electricity,
                country: demand.country,
                year: None,
            })?
    } else {
        0.0
    };
    let power_price = if electricity > 0.0 { power_eur / electricity } else { 0.0 };
    let exchanger_eur = terms.exchanger_eur(supply.kind, delivery);
    let heat_pump_eur = if lift.kw > 0.0 { lift.kw * terms.heat_pump_eur_per_kw } else { 0.0 };
    let added = delivery.added;
    let own_capital_eur = exchanger_eur + heat_pump_eur + added.capital_eur;

    let share = a.capital_share_supplier;
    let carriage_eur = route.capital_eur * a.upkeep_share
        + route.trucking_eur_per_year
        + route.pumping_mwh_per_year * power_price;
    let own_eur =
        own_capital_eur * a.upkeep_share + lift.mwh_per_year * power_price + added.eur_per_year;
    let allowance_eur = if a.counts_co2_price {
        let kg = demand.emission.map_or(0.0, |e| e.kg_per_unit);
        demand.allowance_eur_per_t.unwrap_or(0.0) * kg / 1000.0
    } else {
        0.0
    };
    let bid = demand.eur_per_unit + allowance_eur;

    let supplier_capital = share * route.capital_eur;
    let accepter_capital = (1.0 - share) * route.capital_eur + own_capital_eur;
    let giving_eur = supply.eur_per_unit * delivery.amount_per_year;
    let supplier_cost = giving_eur + share * carriage_eur;
    let accepter_gain = bid * delivered - (1.0 - share) * carriage_eur - own_eur;

    let per_unit = |eur: f64| if delivered > 0.0 { eur / delivered } else { 0.0 };
    let breakeven = per_unit(supplier_cost + supplier_capital / terms.annuity);
    let low = supply.asks_eur_per_unit.map_or(breakeven, |ask| ask.max(breakeven));
    let high = per_unit(accepter_gain - accepter_capital / terms.annuity);
    let transfer = transfer_eur_per_unit.unwrap_or(0.5 * (low + high));

    let supplier_net = transfer * delivered - supplier_cost;
    let accepter_net = accepter_gain - transfer * delivered;
    // Without carriage nothing is lost either, and the price is struck anew in the middle.
    let lift_free = heat_pump(delivery, delivery.amount_per_year);
    let free = delivery.amount_per_year + lift_free.mwh_per_year;
    let own_free_eur = own_capital_eur * a.upkeep_share
        + lift_free.mwh_per_year * power_price
        + added.eur_per_year;
    let surplus_free = bid * free - giving_eur - own_free_eur - own_capital_eur / terms.annuity;
    let ask_floor = supply.asks_eur_per_unit.map_or(0.0, |ask| (ask * free - giving_eur).max(0.0));
    let supplier_free = match transfer_eur_per_unit {
        Some(t) => t * free - giving_eur,
        None => ask_floor + 0.5 * (surplus_free - ask_floor),
    };
    let capital = supplier_capital + accepter_capital;
    let net = supplier_net + accepter_net;
    let carriage_total = carriage_eur
        + route.capital_eur / terms.annuity
        + (delivery.amount_per_year - arriving) * demand.eur_per_unit.max(0.0);
    let saved = bid * delivery.amount_per_year;
    Ok(Screened {
        route,
        delivered_per_year: delivered,
        transfer_eur_per_unit: transfer,
        low_eur_per_unit: low,
        high_eur_per_unit: high,
        supplier: PartyScreen {
            capital_eur: supplier_capital,
            net_eur_per_year: supplier_net,
            npv_eur: supplier_net * terms.annuity - supplier_capital,
            before_transport_eur_per_year: supplier_free,
        },
        accepter: PartyScreen {
            capital_eur: accepter_capital,
            net_eur_per_year: accepter_net,
            npv_eur: accepter_net * terms.annuity - accepter_capital,
            before_transport_eur_per_year: surplus_free - supplier_free,
        },
        npv_eur: net * terms.annuity - capital,
        payback_years: discounted_payback_years(capital, net, a.discount_rate),
        before_transport_payback_years: discounted_payback_years(
            own_capital_eur,
            surplus_free + own_capital_eur / terms.annuity,
            a.discount_rate,
        ),
        delivered_cost_share: if saved > 0.0 {
            (carriage_total / saved).clamp(0.0, 1.0)
        } else {
            1.0
        },
        loss_share: route.loss_share(delivery.amount_per_year),
        electricity_mwh_per_year: electricity,
        exchanger_eur,
        heat_pump_eur,
        added,
        co2_t_per_year: co2_t_per_year(demand, &route, delivered, electricity, terms),
        assumed: supply.assumed || demand.assumed,
    })
}

/// What a heat pump adds to the heat that arrives.
struct Lift {
    mwh_per_year: f64,
    kw: f64,
}

/// Electricity of the heat pump is arriving heat / (COP - 1), and comes out as heat.
fn heat_pump(delivery: &Delivery, arriving_mwh: f64) -> Lift {
    match delivery.heat_pump_cop {
        Some(cop) if cop > 1.0 => Lift {
            mwh_per_year: arriving_mwh / (cop - 1.0),
            kw: delivery.rate_per_hour * 1000.0 * cop / (cop - 1.0),
        },
        Some(_) | None => Lift { mwh_per_year: 0.0, kw: 0.0 },
    }
}

/// CO2 saved in t a year: delivered x factor - electricity x grid - km driven x truck factor;
/// none where a factor that is needed is unknown.
pub(super) fn co2_t_per_year(
    demand: &UnitValue,
    route: &Route,
    delivered: f64,
    electricity_mwh: f64,
    terms: &Terms,
) -> Option<f64> {
    let saved_kg = delivered * demand.emission?.kg_per_unit;
    let power_kg =
        if electricity_mwh > 0.0 { electricity_mwh * demand.grid_kg_per_mwh? } else { 0.0 };
    let truck_kg = route.truck_km_per_year * terms.truck_kg_co2_per_km;
    Some((saved_kg - power_kg - truck_kg) / 1000.0)
}

#[cfg(test)]
mod tests;
