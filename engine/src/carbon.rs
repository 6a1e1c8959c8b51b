//! What a delivery saves in CO2 and water, who may claim it, and that nobody claims it twice.
//!
//! It adds up factors that it is given, each on its heating value, and knows no tables. Whether a
//! saving counts under a scheme is for counsel; here stands what can be claimed at most.

use crate::unfit::{Unfit, all_finite, in_range, not_negative, within};

/// What a figure of a fuel refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeatingValue {
    /// Net calorific value: water leaves as steam.
    Net,
    /// Gross calorific value: water condenses.
    Gross,
}

/// Heat that replaces a fuel. MWh and kg a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replaced {
    /// Heat that arrives.
    pub delivered_mwh: f64,
    /// CO2 of the fuel in kg/MWh.
    pub fuel_kg_per_mwh: f64,
    /// What that factor refers to.
    pub factor_on: HeatingValue,
    /// Efficiency of the boiler that stands still, above 0.
    pub efficiency: f64,
    /// What the efficiency refers to.
    pub efficiency_on: HeatingValue,
    /// Net over gross calorific value of the fuel, 0 < x <= 1.
    pub net_over_gross: f64,
}

/// What the delivery itself causes, a year.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Caused {
    /// Electricity of pumps in MWh.
    pub pumping_mwh: f64,
    /// Electricity of a heat pump in MWh.
    pub heat_pump_mwh: f64,
    /// Electricity that a turbine makes less because heat is taken from it, in MWh.
    pub turbine_mwh: f64,
    /// CO2 of electricity in kg/MWh.
    pub grid_kg_per_mwh: f64,
    /// Way of trucks in km.
    pub truck_km: f64,
    /// CO2 of a truck in kg/km.
    pub truck_kg_per_km: f64,
    /// CO2 of treatment in kg.
    pub treatment_kg: f64,
}

/// A saving and its parts in t a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saving {
    /// What the fuel would have caused.
    pub avoided_t: f64,
    /// What electricity of pumps, heat pump and turbine causes.
    pub electricity_t: f64,
    /// What trucks cause.
    pub transport_t: f64,
    /// What treatment causes.
    pub treatment_t: f64,
    /// What is left; below 0 the delivery does harm.
    pub saved_t: f64,
}

/// Saving of heat that replaces a fuel.
///
/// `S = (Q / eta x f - (Ep + Eh + Et) g - L k - T) / 1000`; Q delivered MWh, eta efficiency, f fuel
/// factor, both brought to the net calorific value (`f_net = f_gross / n`, `eta_net = eta_gross / n`,
/// n net over gross), E electricity of pumps, heat pump and turbine in MWh, g grid factor, L way in
/// km, k truck factor, T treatment in kg; t a year. Range: eta on the net value up to 1.2. Source:
/// IPCC 2006, volume 2, chapters 1 and 2; GHG Protocol for project accounting 2005. Oracle: closed
/// form; the heating value that figures are stated on changes nothing.
pub fn saving(replaced: &Replaced, caused: &Caused) -> Result<Saving, Unfit> {
    let q = not_negative("delivered_mwh", replaced.delivered_mwh)?;
    let n =
        within("net_over_gross", replaced.net_over_gross, "0 < x <= 1", |n| n > 0.0 && n <= 1.0)?;
    let on_net = |value: f64, on: HeatingValue| match on {
        HeatingValue::Net => value,
        HeatingValue::Gross => value / n,
    };
    let factor = not_negative("fuel_kg_per_mwh", replaced.fuel_kg_per_mwh)?;
    let factor = on_net(factor, replaced.factor_on);
    let efficiency = on_net(replaced.efficiency, replaced.efficiency_on);
    let efficiency = within("efficiency", efficiency, "0 < x <= 1.2 on the net value", |eta| {
        eta > 0.0 && eta <= 1.2
    })?;
    let part = |field: &str, value: f64| not_negative(field, value);
    let electricity = part("pumping_mwh", caused.pumping_mwh)?
        + part("heat_pump_mwh", caused.heat_pump_mwh)?
        + part("turbine_mwh", caused.turbine_mwh)?;
    let grid = part("grid_kg_per_mwh", caused.grid_kg_per_mwh)?;
    let transport =
        part("truck_km", caused.truck_km)? * part("truck_kg_per_km", caused.truck_kg_per_km)?;
    let treatment = part("treatment_kg", caused.treatment_kg)?;
    let avoided_t = in_range("avoided_t", q / efficiency * factor / 1000.0)?;
    let electricity_t = in_range("electricity_t", electricity * grid / 1000.0)?;
    let (transport_t, treatment_t) =
        (in_range("transport_t", transport / 1000.0)?, treatment / 1000.0);
    let saved_t = avoided_t - electricity_t - transport_t - treatment_t;
    Ok(Saving { avoided_t, electricity_t, transport_t, treatment_t, saved_t })
}

/// Who claims a saving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Claim {
    /// Who burns less, as the greenhouse gas inventories have it.
    User,
    /// Who gives what would be lost.
    Supplier,
    /// Each half.
    Halves,
    /// The supplier this share, 0..1, as they agree: by capital, or by gain.
    Agreed(f64),
}

/// Parts of a saving: the supplier's and the user's. Together they are the saving.
pub fn allocated(saved: f64, claim: Claim) -> Result<(f64, f64), Unfit> {
    let share = match claim {
        Claim::User => 0.0,
        Claim::Supplier => 1.0,
        Claim::Halves => 0.5,
        Claim::Agreed(share) => {
            within("supplier_share", share, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?
        }
    };
    let supplier = in_range("saved", saved)? * share;
    Ok((supplier, saved - supplier))
}

/// Claims cut so that together they do not exceed what there is: several matches of one demand
/// cannot save more than its whole emission. Each is cut by the same share; claims below 0 stand.
pub fn without_double_counting(claims: &[f64], whole: f64) -> Result<Vec<f64>, Unfit> {
    all_finite("claims", claims)?;
    let whole = not_negative("whole", whole)?;
    let sum = in_range("claims", claims.iter().map(|claim| claim.max(0.0)).sum())?;
    let share = if sum > whole { whole / sum } else { 1.0 };
    Ok(claims.iter().map(|claim| if *claim > 0.0 { claim * share } else { *claim }).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const GAS: Replaced = Replaced {
        delivered_mwh: 10_000.0,
        fuel_kg_per_mwh: 202.0,
        factor_on: HeatingValue::Net,
        efficiency: 0.9,
        efficiency_on: HeatingValue::Net,
        net_over_gross: 0.9,
    };

    #[test]
    fn a_saving_is_what_is_left_of_its_parts() {
        let caused = Caused {
            pumping_mwh: 100.0,
            heat_pump_mwh: 200.0,
            turbine_mwh: 50.0,
            grid_kg_per_mwh: 400.0,
            truck_km: 10_000.0,
            truck_kg_per_km: 0.85,
            treatment_kg: 500.0,
        };
        let told = saving(&GAS, &caused).unwrap();
        assert!((told.avoided_t - 10_000.0 / 0.9 * 0.202).abs() < 1e-9);
        assert_eq!((told.electricity_t, told.transport_t, told.treatment_t), (140.0, 8.5, 0.5));
        assert!((told.saved_t - (told.avoided_t - 149.0)).abs() < 1e-9);
    }

    /// 202 kg on the net value are 181.8 on the gross one, 90 % are 81 %: the same gas, the same
    /// boiler, the same saving. Mixed up it is a tenth too much or too little.
    #[test]
    fn the_heating_value_changes_nothing_when_both_are_named() {
        let gross = Replaced {
            fuel_kg_per_mwh: 181.8,
            factor_on: HeatingValue::Gross,
            efficiency: 0.81,
            efficiency_on: HeatingValue::Gross,
            ..GAS
        };
        let (net, gross) = (
            saving(&GAS, &Caused::default()).unwrap(),
            saving(&gross, &Caused::default()).unwrap(),
        );
        assert!((net.saved_t - gross.saved_t).abs() < 1e-9, "{net:?} {gross:?}");
        let mixed = Replaced { factor_on: HeatingValue::Gross, ..GAS };
        let mixed = saving(&mixed, &Caused::default()).unwrap();
        assert!((mixed.saved_t / net.saved_t - 1.0 / 0.9).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_claimed_twice() {
        for claim in [Claim::User, Claim::Supplier, Claim::Halves, Claim::Agreed(0.3)] {
            let (supplier, user) = allocated(120.0, claim).unwrap();
            assert!((supplier + user - 120.0).abs() < 1e-12, "{claim:?}");
        }
        assert_eq!(without_double_counting(&[60.0, 60.0], 100.0).unwrap(), [50.0, 50.0]);
        assert_eq!(without_double_counting(&[60.0, -5.0], 100.0).unwrap(), [60.0, -5.0]);
        assert_eq!(without_double_counting(&[60.0, 30.0], 0.0).unwrap(), [0.0, 0.0]);
        assert!(allocated(1.0, Claim::Agreed(1.5)).is_err());
        assert!(without_double_counting(&[f64::NAN], 1.0).is_err());
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        for (replaced, field) in [
            (Replaced { efficiency: 0.0, ..GAS }, "efficiency"),
            (Replaced { net_over_gross: 0.0, ..GAS }, "net_over_gross"),
            (Replaced { delivered_mwh: -1.0, ..GAS }, "delivered_mwh"),
            (Replaced { fuel_kg_per_mwh: f64::NAN, ..GAS }, "fuel_kg_per_mwh"),
        ] {
            let refused = saving(&replaced, &Caused::default()).unwrap_err();
            assert_eq!(refused.field(), field);
        }
    }

    proptest! {
        #[test]
        fn claims_never_exceed_the_whole(
            claims in prop::collection::vec(-1e6..1e6f64, 0..8), whole in 0.0..1e6f64,
        ) {
            let cut = without_double_counting(&claims, whole).unwrap();
            let sum: f64 = cut.iter().map(|claim| claim.max(0.0)).sum();
            prop_assert!(sum <= whole * (1.0 + 1e-12));
        }
    }
}
