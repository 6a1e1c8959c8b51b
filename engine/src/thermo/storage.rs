//! A supply against a demand hour by hour, with a store between them that shifts heat in time,
//! and a heat pump that lifts it.
//!
//! Profiles in kW, one value an hour. It knows no temperatures of the store and no prices.

use schemars::JsonSchema;
use serde::Serialize;

use super::heat_pump_cop;
use super::pinch::ABSOLUTE_ZERO_C;
use crate::unfit::{Unfit, all_finite, in_range, not_negative, positive, within};

/// Hours of a year.
const YEAR: usize = 8760;

/// A store of heat, or of anything that is measured by its energy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Store {
    /// What it holds, kWh.
    pub capacity_kwh: f64,
    /// Fastest charge, kW.
    pub charge_kw: f64,
    /// Fastest discharge, kW.
    pub discharge_kw: f64,
    /// Share of the content lost in a day, 0..1.
    pub loss_per_day: f64,
    /// Share of what goes in that comes out again, apart from the loss over time, 0..1.
    pub efficiency: f64,
}

/// A year of a supply, a demand and a store.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "StorageYear")]
pub struct Year {
    /// Supply of the year, kWh.
    pub supply_kwh: f64,
    /// Demand of the year, kWh.
    pub demand_kwh: f64,
    /// Demand met in the hour of the supply, kWh.
    pub direct_kwh: f64,
    /// Demand met from the store, kWh.
    pub shifted_kwh: f64,
    /// Demand that is not met, kWh.
    pub unmet_kwh: f64,
    /// Supply that found no use, kWh.
    pub surplus_kwh: f64,
    /// Lost in the store, kWh.
    pub lost_kwh: f64,
    /// Content at the end less content at the beginning, kWh.
    pub stored_kwh: f64,
    /// Share of the demand that is met.
    pub coverage: f64,
    /// Share of the supply that is used.
    pub use_of_supply: f64,
    /// Full cycles of the store.
    pub cycles: f64,
    /// Fullest content, kWh.
    pub fullest_kwh: f64,
    /// Hours in which demand is not met.
    pub unmet_hours: u32,
}

/// Runs 8,760 hours of a supply against a demand with a store between them.
///
/// In each hour the supply serves the demand; the rest charges the store, at most `charge_kw` and
/// what it can hold; what is missing is discharged, at most `discharge_kw`; the content keeps the
/// share `(1 - l)^(1/24)`. Profiles of 24 hours repeat as days, of 168 as weeks, of 8,760 as they
/// are. The year is run twice, so that it begins with the content it would have gone on with.
/// `supply = direct + surplus + into the store`, `demand = direct + shifted + unmet`. Range: any
/// profile of zero and above. Oracle: balances and cases by hand in the tests.
pub fn run_year(supply_kw: &[f64], demand_kw: &[f64], store: &Store) -> Result<Year, Unfit> {
    profile("supply_kw", supply_kw)?;
    profile("demand_kw", demand_kw)?;
    not_negative("capacity_kwh", store.capacity_kwh)?;
    not_negative("charge_kw", store.charge_kw)?;
    not_negative("discharge_kw", store.discharge_kw)?;
    within("loss_per_day", store.loss_per_day, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
    within("efficiency", store.efficiency, "0 < x <= 1", |x| x > 0.0 && x <= 1.0)?;
    let first = pass(supply_kw, demand_kw, store, 0.0);
    let (year, _) = pass(supply_kw, demand_kw, store, first.1);
    in_range("supply_kwh", year.supply_kwh)?;
    in_range("demand_kwh", year.demand_kwh)?;
    Ok(year)
}

/// Least capacity that meets a share of the demand, kWh; charge and discharge as fast as needed.
///
/// Found by halving on [`run_year`]; none where even a store for the whole demand does not reach
/// it.
pub fn capacity_for(
    coverage: f64,
    supply_kw: &[f64],
    demand_kw: &[f64],
    store: &Store,
) -> Result<f64, Unfit> {
    within("coverage", coverage, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
    let met = |capacity_kwh: f64| {
        run_year(supply_kw, demand_kw, &Store { capacity_kwh, ..*store }).map(|y| y.coverage)
    };
    let mut high = run_year(supply_kw, demand_kw, store)?.demand_kwh;
    let wanted = coverage - 1e-9;
    if met(0.0)? >= wanted {
        return Ok(0.0);
    }
    if met(high)? < wanted {
        return Err(Unfit::NoSolution { field: "capacity_kwh" });
    }
    let mut low = 0.0;
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if met(middle)? < wanted { low = middle } else { high = middle }
    }
    Ok(high)
}

fn profile(field: &'static str, values: &[f64]) -> Result<(), Unfit> {
    all_finite(field, values)?;
    let length = values.len();
    within(field, length as f64, "24, 168, 8760", |_| matches!(length, 24 | 168 | YEAR))?;
    for (hour, &kw) in values.iter().enumerate() {
        let allowed = "0 <= x <= 1e12";
        within(&format!("{field}[{hour}]"), kw, allowed, |kw| (0.0..=1e12).contains(&kw))?;
    }
    Ok(())
}

fn pass(supply_kw: &[f64], demand_kw: &[f64], store: &Store, begin: f64) -> (Year, f64) {
    let keeps = (1.0 - store.loss_per_day).powf(1.0 / 24.0);
    let mut year = Year {
        supply_kwh: 0.0,
        demand_kwh: 0.0,
        direct_kwh: 0.0,
        shifted_kwh: 0.0,
        unmet_kwh: 0.0,
        surplus_kwh: 0.0,
        lost_kwh: 0.0,
        stored_kwh: 0.0,
        coverage: 1.0,
        use_of_supply: 1.0,
        cycles: 0.0,
        fullest_kwh: begin,
        unmet_hours: 0,
    };
    let (mut content, mut charged) = (begin, 0.0);
    for hour in 0..YEAR {
        let (supply, demand) =
            (supply_kw[hour % supply_kw.len()], demand_kw[hour % demand_kw.len()]);
        let kept = content * keeps;
        year.lost_kwh += content - kept;
        content = kept;
        let direct = supply.min(demand);
        let room = ((store.capacity_kwh - content) / store.efficiency).max(0.0);
        let charge = (supply - direct).min(store.charge_kw).min(room);
        let out = (demand - direct).min(store.discharge_kw).min(content);
        content = (content + charge * store.efficiency - out).max(0.0);
        charged += charge * store.efficiency;
        year.lost_kwh += charge * (1.0 - store.efficiency);
        year.supply_kwh += supply;
        year.demand_kwh += demand;
        year.direct_kwh += direct;
        year.shifted_kwh += out;
        year.unmet_kwh += demand - direct - out;
        year.surplus_kwh += supply - direct - charge;
        year.fullest_kwh = year.fullest_kwh.max(content);
        year.unmet_hours += u32::from(demand - direct - out > 1e-9 * demand);
    }
    year.stored_kwh = content - begin;
    if year.demand_kwh > 0.0 {
        year.coverage = (year.direct_kwh + year.shifted_kwh) / year.demand_kwh;
    }
    if year.supply_kwh > 0.0 {
        year.use_of_supply = (year.direct_kwh + year.shifted_kwh) / year.supply_kwh;
    }
    if store.capacity_kwh > 0.0 {
        year.cycles = charged / store.capacity_kwh;
    }
    (year, content)
}

/// A heat pump at one point of operation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "HeatPumpPoint")]
pub struct HeatPump {
    /// Heat out over electricity in.
    pub cop: f64,
    /// The same of an ideal machine between the two temperatures.
    pub cop_carnot: f64,
    /// Heat that it gives, kW.
    pub heat_kw: f64,
    /// Electricity that it takes, kW.
    pub electricity_kw: f64,
    /// Heat that it takes from the source, kW.
    pub source_kw: f64,
    /// Lift, K.
    pub lift_k: f64,
}

/// A heat pump by its share of Carnot: see [`heat_pump_cop`]; `P = Q / COP`, `Q0 = Q - P`.
///
/// Q heat in kW, zero or above; temperatures of source and sink above absolute zero, the sink
/// hotter; share of Carnot 0..1; `limit` the highest COP that is believed. Refused where the COP
/// would not be above 1. Source: Arpagaus et al. 2018, Energy 152. Oracle: closed form.
pub fn heat_pump(
    heat_kw: f64,
    source_c: f64,
    sink_c: f64,
    carnot_fraction: f64,
    limit: f64,
) -> Result<HeatPump, Unfit> {
    not_negative("heat_kw", heat_kw)?;
    within("source_degc", source_c, "> -273.15", |t| t > ABSOLUTE_ZERO_C)?;
    within("sink_degc", sink_c, "source_degc < x <= 1000", |t| t > source_c && t <= 1000.0)?;
    within("carnot_fraction", carnot_fraction, "0 < x <= 1", |f| f > 0.0 && f <= 1.0)?;
    within("cop_limit", limit, "> 1", |limit| limit > 1.0)?;
    let lift_k = positive("lift_k", sink_c - source_c)?;
    let cop = heat_pump_cop(source_c, sink_c, carnot_fraction, limit)
        .ok_or(Unfit::NoSolution { field: "cop" })?;
    let electricity_kw = heat_kw / cop;
    Ok(HeatPump {
        cop,
        cop_carnot: in_range("cop_carnot", (sink_c - ABSOLUTE_ZERO_C) / lift_k)?,
        heat_kw,
        electricity_kw,
        source_kw: heat_kw - electricity_kw,
        lift_k,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const IDEAL: Store = Store {
        capacity_kwh: 1e9,
        charge_kw: 1e9,
        discharge_kw: 1e9,
        loss_per_day: 0.0,
        efficiency: 1.0,
    };

    /// 100 kW by night, wanted by day.
    fn night_and_day() -> (Vec<f64>, Vec<f64>) {
        let supply = (0..24).map(|h| if h < 12 { 100.0 } else { 0.0 }).collect();
        (supply, (0..24).map(|h| if h < 12 { 0.0 } else { 100.0 }).collect())
    }

    #[test]
    fn a_store_shifts_the_night_to_the_day() {
        let (supply, demand) = night_and_day();
        let none = run_year(&supply, &demand, &Store { capacity_kwh: 0.0, ..IDEAL }).unwrap();
        assert_eq!((none.coverage, none.surplus_kwh, none.unmet_hours), (0.0, 438_000.0, 4380));
        let half = run_year(&supply, &demand, &Store { capacity_kwh: 600.0, ..IDEAL }).unwrap();
        assert!((half.coverage - 0.5).abs() < 1e-12 && (half.cycles - 365.0).abs() < 1e-9);
        let whole = run_year(&supply, &demand, &Store { capacity_kwh: 1200.0, ..IDEAL }).unwrap();
        assert_eq!((whole.coverage, whole.unmet_kwh), (1.0, 0.0));
        assert!((capacity_for(1.0, &supply, &demand, &IDEAL).unwrap() - 1200.0).abs() < 0.01);
        assert!((capacity_for(0.25, &supply, &demand, &IDEAL).unwrap() - 300.0).abs() < 0.01);
        let slow = Store { capacity_kwh: 1200.0, charge_kw: 50.0, ..IDEAL };
        assert!((run_year(&supply, &demand, &slow).unwrap().coverage - 0.5).abs() < 1e-12);
        let leaky = Store { loss_per_day: 0.1, ..IDEAL };
        assert!(capacity_for(1.0, &supply, &demand, &leaky).is_err());
    }

    #[test]
    fn a_heat_pump_by_hand() {
        let found = heat_pump(1000.0, 50.0, 90.0, 0.45, 8.0).unwrap();
        assert!((found.cop - 0.45 * 363.15 / 40.0).abs() < 1e-12);
        assert!((found.electricity_kw + found.source_kw - 1000.0).abs() < 1e-9);
        for (source, sink) in [(90.0, 50.0), (-300.0, 50.0), (50.0, f64::NAN), (50.0, 1e9)] {
            assert!(heat_pump(1.0, source, sink, 0.45, 8.0).is_err());
        }
        assert!(heat_pump(1.0, -200.0, 90.0, 0.45, 8.0).is_err(), "no better than a heater");
    }

    #[test]
    fn strange_profiles_are_named() {
        let (supply, demand) = night_and_day();
        for (odd, field) in [
            (vec![], "supply_kw"),
            (vec![1.0; 25], "supply_kw"),
            (vec![f64::NAN; 24], "supply_kw[0]"),
            ([vec![0.0; 23], vec![-1.0]].concat(), "supply_kw[23]"),
        ] {
            assert_eq!(run_year(&odd, &demand, &IDEAL).unwrap_err().field(), field);
        }
        assert!(run_year(&supply, &demand, &Store { efficiency: 0.0, ..IDEAL }).is_err());
    }

    proptest! {
        #[test]
        fn a_year_balances(supply in prop::collection::vec(0.0..100.0f64, 168), demand in prop::collection::vec(0.0..100.0f64, 24), capacity_kwh in 0.0..5000.0f64, charge_kw in 0.0..100.0f64, loss_per_day in 0.0..1.0f64, efficiency in 0.5..1.0f64) {
            let store = Store { capacity_kwh, charge_kw, discharge_kw: 60.0, loss_per_day, efficiency };
            let y = run_year(&supply, &demand, &store).unwrap();
            prop_assert!((y.direct_kwh + y.shifted_kwh + y.unmet_kwh - y.demand_kwh).abs() < 1e-6 * y.demand_kwh);
            let used = y.direct_kwh + y.shifted_kwh + y.surplus_kwh + y.lost_kwh + y.stored_kwh;
            prop_assert!((used - y.supply_kwh).abs() < 1e-6 * y.supply_kwh, "{y:?}");
            prop_assert!(y.fullest_kwh <= capacity_kwh + 1e-6 && (0.0..=1.0 + 1e-9).contains(&y.coverage));
        }
    }
}
