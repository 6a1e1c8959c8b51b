//! What an engineer on a site works out every week: losses through the flue, air that leaks, and
//! how far a heat meter can be trusted.
//!
//! Closed forms on figures that are read off instruments. It knows no register and no deal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pinch::ABSOLUTE_ZERO_C;
use super::steam;
use crate::unfit::{Unfit, in_range, not_negative, positive, within};

/// Oxygen in dry air, percent by volume, as the flue-gas formula counts it.
const OXYGEN_IN_AIR_PERCENT: f64 = 21.0;

/// Fuels for which Siegert's formula has factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlueFuel {
    /// Natural gas.
    NaturalGas,
    /// Liquefied petroleum gas.
    Lpg,
    /// Light heating oil.
    HeatingOil,
}

impl FlueFuel {
    /// A2 and B of Siegert's formula: 1. BImSchV, annex 2, 3.3.
    fn factors(self) -> (f64, f64) {
        match self {
            FlueFuel::NaturalGas => (0.66, 0.009),
            FlueFuel::Lpg => (0.63, 0.008),
            FlueFuel::HeatingOil => (0.68, 0.007),
        }
    }
}

/// What leaves through the flue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FlueLoss")]
pub struct Flue {
    /// Loss through the flue, percent of the fuel on its lower heating value.
    pub flue_loss_percent: f64,
    /// Air over the least air for combustion.
    pub excess_air_ratio: f64,
    /// Efficiency of combustion: what does not leave through the flue, percent.
    pub combustion_efficiency_percent: f64,
    /// Efficiency of the boiler: less its other losses, percent.
    pub boiler_efficiency_percent: f64,
}

/// Loss through the flue: `q = (Tf - Ta) (A / (21 - O2) + B)`, percent of the lower heating value.
///
/// Tf flue gas, Ta combustion air, degC; O2 oxygen in dry flue gas, percent; A, B of the fuel. Air
/// ratio `21 / (21 - O2)`. Range: dry flue gas above its dew point, up to 1,000 degC, O2 below 20 %.
/// A boiler that condenses gains more than this says. Source: Siegert; 1. BImSchV annex 2. Oracle:
/// closed form.
pub fn flue(
    fuel: FlueFuel,
    flue_c: f64,
    air_c: f64,
    oxygen_percent: f64,
    other_losses: f64,
) -> Result<Flue, Unfit> {
    within("air_degc", air_c, "-60 <= x <= 400", |t| (-60.0..=400.0).contains(&t))?;
    within("flue_degc", flue_c, "air_degc <= x <= 1000", |t| t >= air_c && t <= 1000.0)?;
    within("oxygen_percent", oxygen_percent, "0 <= x < 20", |o| (0.0..20.0).contains(&o))?;
    within("other_losses", other_losses, "0 <= x < 1", |x| (0.0..1.0).contains(&x))?;
    let (a, b) = fuel.factors();
    let rest = OXYGEN_IN_AIR_PERCENT - oxygen_percent;
    let loss = (flue_c - air_c) * (a / rest + b);
    let combustion = within("flue_degc", 100.0 - loss, "flue_loss < 100 %", |rest| rest > 0.0)?;
    Ok(Flue {
        flue_loss_percent: loss,
        excess_air_ratio: OXYGEN_IN_AIR_PERCENT / rest,
        combustion_efficiency_percent: combustion,
        boiler_efficiency_percent: (combustion - 100.0 * other_losses).max(0.0),
    })
}

/// Specific gas constant of dry air, J/(kg K).
const AIR_J_PER_KGK: f64 = 287.05;
/// Isentropic exponent of air.
const AIR_EXPONENT: f64 = 1.4;
/// Pressure outside, Pa.
const OUTSIDE_PA: f64 = 101_325.0;
/// Density of air at 1 bar and 20 degC, kg/m3: the cubic metre that compressors are rated by.
const RATED_KG_PER_M3: f64 = 1e5 / (AIR_J_PER_KGK * 293.15);

/// Air through a hole, kg/s.
///
/// Choked where `p1 / p0` is above 1.893:
/// `m = C A p1 sqrt(k / (R T)) (2 / (k + 1))^((k + 1) / (2 (k - 1)))`;
/// else `m = C A p1 sqrt(2 k / ((k - 1) R T) (r^(2/k) - r^((k+1)/k)))`, `r = p0 / p1`.
/// A area m2, p1 absolute pressure in the pipe Pa, p0 = 101,325 Pa, T K, k = 1.4, R = 287.05
/// J/(kg K), C discharge coefficient. Range: up to 100 bar. Source: ISO 6358; standard gas
/// dynamics. Oracle: both forms meet at the critical ratio.
pub fn leak_kg_s(
    hole_mm: f64,
    gauge_bar: f64,
    temperature_c: f64,
    discharge: f64,
) -> Result<f64, Unfit> {
    within("hole_mm", hole_mm, "0 <= x <= 1000", |d| (0.0..=1000.0).contains(&d))?;
    within("gauge_bar", gauge_bar, "0 <= x <= 100", |p| (0.0..=100.0).contains(&p))?;
    within("temperature_degc", temperature_c, "-100 <= x <= 500", |t| {
        (-100.0..=500.0).contains(&t)
    })?;
    within("discharge_coefficient", discharge, "0 < x <= 1", |c| c > 0.0 && c <= 1.0)?;
    let k = AIR_EXPONENT;
    let inside_pa = OUTSIDE_PA + 1e5 * gauge_bar;
    let area_m2 = 0.25 * std::f64::consts::PI * (hole_mm / 1000.0).powi(2);
    let rt = AIR_J_PER_KGK * (temperature_c - ABSOLUTE_ZERO_C);
    let ratio = OUTSIDE_PA / inside_pa;
    let critical = (2.0 / (k + 1.0)).powf(k / (k - 1.0));
    let flux = if ratio <= critical {
        (k / rt).sqrt() * (2.0 / (k + 1.0)).powf((k + 1.0) / (2.0 * (k - 1.0)))
    } else {
        let part = ratio.powf(2.0 / k) - ratio.powf((k + 1.0) / k);
        (2.0 * k / ((k - 1.0) * rt) * part.max(0.0)).sqrt()
    };
    Ok(discharge * area_m2 * inside_pa * flux)
}

/// A leak over a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "AirLeakOfYear")]
pub struct AirLeak {
    /// Air lost, kg/s.
    pub leak_kg_s: f64,
    /// Air lost at 1 bar and 20 degC, m3/min.
    pub leak_m3_min: f64,
    /// Electricity behind it, kW.
    pub power_kw: f64,
    /// Electricity of a year, kWh.
    pub electricity_kwh_per_year: f64,
    /// Its cost, EUR a year.
    pub cost_eur_per_year: f64,
}

/// Electricity and cost of air that leaks: `P = V e`, `V = m / rho`; e kWh for a cubic metre at 1
/// bar and 20 degC (rho 1.188 kg/m3), 0.09 to 0.13 for 7 bar. Source: US DOE Compressed Air
/// Sourcebook. Oracle: closed form.
pub fn leak_of_year(
    kg_s: f64,
    kwh_per_m3: f64,
    hours: f64,
    eur_per_kwh: f64,
) -> Result<AirLeak, Unfit> {
    not_negative("leak_kg_s", kg_s)?;
    not_negative("kwh_per_m3", kwh_per_m3)?;
    within("hours_per_year", hours, "0 <= x <= 8784", |h| (0.0..=8784.0).contains(&h))?;
    not_negative("eur_per_kwh", eur_per_kwh)?;
    let m3_s = kg_s / RATED_KG_PER_M3;
    let power_kw = in_range("power_kw", m3_s * 3600.0 * kwh_per_m3)?;
    let kwh = power_kw * hours;
    Ok(AirLeak {
        leak_kg_s: kg_s,
        leak_m3_min: 60.0 * m3_s,
        power_kw,
        electricity_kwh_per_year: in_range("electricity_kwh_per_year", kwh)?,
        cost_eur_per_year: in_range("cost_eur_per_year", kwh * eur_per_kwh)?,
    })
}

/// Heat by a meter, and how far to trust it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "HeatMeterReading")]
pub struct HeatMeter {
    /// Heat rate, kW.
    pub heat_kw: f64,
    /// Expanded uncertainty, kW.
    pub uncertainty_kw: f64,
    /// Expanded uncertainty, percent.
    pub uncertainty_percent: f64,
    /// Part of the flow in the variance, 0..1.
    pub flow_share: f64,
    /// Part of the two temperatures, 0..1.
    pub temperature_share: f64,
    /// Part of the calculator, 0..1.
    pub calculator_share: f64,
}

/// Heat of a flow of water, with its uncertainty.
///
/// `Q = V rho(Tc) (h(Th) - h(Tc))`, the flow being measured on the cold side;
/// `(U/Q)^2 = uV^2 + uK^2 + 2 uT^2 (1 - r) / (Th - Tc)^2`, all expanded with one coverage factor.
/// V m3/h, uV, uK relative, uT in K for each sensor, r their correlation. Range: liquid water, 1 to
/// 180 degC, at 16 bar. Source: EN 1434-1; GUM (JCGM 100:2008), equation 13. Oracle: closed form.
pub fn heat_meter(
    flow_m3_h: f64,
    [hot_c, cold_c]: [f64; 2],
    flow_percent: f64,
    temperature_k: f64,
    calculator_percent: f64,
    correlation: f64,
) -> Result<HeatMeter, Unfit> {
    positive("flow_m3_h", flow_m3_h)?;
    within("cold_degc", cold_c, "1 <= x <= 180", |t| (1.0..=180.0).contains(&t))?;
    within("hot_degc", hot_c, "cold_degc < x <= 180", |t| t > cold_c && t <= 180.0)?;
    let percent = |p: f64| (0.0..=100.0).contains(&p);
    within("flow_uncertainty_percent", flow_percent, "0 <= x <= 100", percent)?;
    within("calculator_uncertainty_percent", calculator_percent, "0 <= x <= 100", percent)?;
    within("temperature_uncertainty_k", temperature_k, "0 <= x <= 100", percent)?;
    let allowed = "-1 <= x <= 1";
    within("temperature_correlation", correlation, allowed, |r| (-1.0..=1.0).contains(&r))?;
    let (hot, cold) = (steam::at_temperature(16.0, hot_c)?, steam::at_temperature(16.0, cold_c)?);
    let kg_s = flow_m3_h / 3600.0 * cold.density_kg_per_m3;
    let heat_kw = in_range("heat_kw", kg_s * (hot.enthalpy_kj_per_kg - cold.enthalpy_kj_per_kg))?;
    let flow = (flow_percent / 100.0).powi(2);
    let calculator = (calculator_percent / 100.0).powi(2);
    let temperature = 2.0 * (temperature_k / (hot_c - cold_c)).powi(2) * (1.0 - correlation);
    let sum = in_range("uncertainty_percent", flow + calculator + temperature)?;
    let share = |part: f64| if sum > 0.0 { part / sum } else { 0.0 };
    Ok(HeatMeter {
        heat_kw,
        uncertainty_kw: in_range("uncertainty_kw", heat_kw * sum.sqrt())?,
        uncertainty_percent: 100.0 * sum.sqrt(),
        flow_share: share(flow),
        temperature_share: share(temperature),
        calculator_share: share(calculator),
    })
}

/// A plant that makes electricity and heat in one go, and the plants it stands in for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cogeneration {
    /// Electricity that the site uses in a year, kWh.
    pub electricity_kwh_per_year: f64,
    /// Hours a year in which it uses it.
    pub hours_per_year: f64,
    /// Share of those hours in which the plant runs, 0..1.
    pub availability: f64,
    /// Fuel for one kWh of electricity, kWh on the heating value that its price is for.
    pub fuel_kwh_per_kwh: f64,
    /// Heat that comes with one kWh of electricity, kWh.
    pub heat_kwh_per_kwh: f64,
    /// Share of that heat that is used, 0..1.
    pub heat_used: f64,
    /// Efficiency of the boiler that the heat replaces, above 0.
    pub boiler_efficiency: f64,
    /// Price of fuel, money per kWh.
    pub fuel_per_kwh: f64,
    /// Price of the boiler's fuel, money per kWh.
    pub boiler_fuel_per_kwh: f64,
    /// Price of electricity from the grid, money per kWh.
    pub grid_per_kwh: f64,
    /// Share of that price that a kWh of one's own avoids, 0..1.
    pub avoided_share: f64,
    /// Upkeep, money per kWh of electricity.
    pub upkeep_per_kwh: f64,
    /// Capital, money per kW of electric power.
    pub capital_per_kw: f64,
    /// Paid towards the capital by others, money.
    pub incentive: f64,
}

/// What it brings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CogenerationTold")]
pub struct CogenerationYear {
    /// Electric power, kW.
    pub power_kw: f64,
    /// Electricity made in a year, kWh.
    pub made_kwh_per_year: f64,
    /// Fuel for a kWh of electricity, money.
    pub fuel_cost_per_kwh: f64,
    /// Fuel that the heat of a kWh saves in the boiler, money.
    pub heat_credit_per_kwh: f64,
    /// What a kWh costs to make, money.
    pub cost_per_kwh: f64,
    /// Saved in a year, money.
    pub savings_per_year: f64,
    /// Capital, money.
    pub capital: f64,
    /// Years until savings have paid the capital less the incentive; none where nothing is saved.
    pub payback_years: Option<f64>,
}

/// Savings of a plant that makes electricity and heat.
///
/// `c = f p_f - h u p_b / eta + m`; `S = E a (g s - c)`; `K = E / H k`; payback `(K - I) / S`. E
/// electricity and H hours a year, a availability, f fuel and h heat per kWh, u heat used, p_f, p_b
/// fuel prices, eta boiler, m upkeep, g grid price, s avoided share, k capital per kW, I incentive.
/// Range: shares 0..1, figures not negative. Source: balance; US EPA CHP screening as in MEASUR
/// (ORNL). Oracle: MEASUR's engine test.
pub fn cogeneration(c: &Cogeneration) -> Result<CogenerationYear, Unfit> {
    let share = |field: &str, x: f64| within(field, x, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x));
    let electricity = positive("electricity_kwh_per_year", c.electricity_kwh_per_year)?;
    let hours =
        within("hours_per_year", c.hours_per_year, "0 < x <= 8784", |h| h > 0.0 && h <= 8784.0)?;
    let availability = share("availability", c.availability)?;
    let used = share("heat_used", c.heat_used)?;
    let avoided = share("avoided_share", c.avoided_share)?;
    let eta = positive("boiler_efficiency", c.boiler_efficiency)?;
    let fuel = not_negative("fuel_kwh_per_kwh", c.fuel_kwh_per_kwh)?;
    let heat = not_negative("heat_kwh_per_kwh", c.heat_kwh_per_kwh)?;
    let fuel_cost = fuel * not_negative("fuel_per_kwh", c.fuel_per_kwh)?;
    let credit = heat * used * not_negative("boiler_fuel_per_kwh", c.boiler_fuel_per_kwh)? / eta;
    let cost = fuel_cost - credit + not_negative("upkeep_per_kwh", c.upkeep_per_kwh)?;
    let made = electricity * availability;
    let savings = made * (not_negative("grid_per_kwh", c.grid_per_kwh)? * avoided - cost);
    let power_kw = electricity / hours;
    let capital = power_kw * not_negative("capital_per_kw", c.capital_per_kw)?;
    let own = (capital - not_negative("incentive", c.incentive)?).max(0.0);
    Ok(CogenerationYear {
        power_kw: in_range("power_kw", power_kw)?,
        made_kwh_per_year: made,
        fuel_cost_per_kwh: in_range("fuel_cost_per_kwh", fuel_cost)?,
        heat_credit_per_kwh: in_range("heat_credit_per_kwh", credit)?,
        cost_per_kwh: in_range("cost_per_kwh", cost)?,
        savings_per_year: in_range("savings_per_year", savings)?,
        capital: in_range("capital", capital)?,
        payback_years: (savings > 0.0).then(|| own / savings).filter(|years| years.is_finite()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_flue_by_hand() {
        // (160 - 20) (0.66 / 17.5 + 0.009)
        let found = flue(FlueFuel::NaturalGas, 160.0, 20.0, 3.5, 0.015).unwrap();
        assert!((found.flue_loss_percent - 6.54).abs() < 1e-9, "{found:?}");
        assert!((found.excess_air_ratio - 1.2).abs() < 1e-12);
        assert!((found.boiler_efficiency_percent - 91.96).abs() < 1e-9);
        assert!(flue(FlueFuel::Lpg, 10.0, 20.0, 3.0, 0.0).is_err());
        assert!(flue(FlueFuel::HeatingOil, 900.0, 20.0, 19.5, 0.0).is_err());
    }

    /// 3 mm at 7 bar: the table of the Compressed Air Sourcebook has about 0.6 m3/min.
    #[test]
    fn a_leak_by_hand() {
        let flow = leak_kg_s(3.0, 7.0, 20.0, 1.0).unwrap();
        // 0.04042 A p / sqrt(T)
        let area = 0.25 * std::f64::consts::PI * 9e-6;
        let rule = 0.040_416 * area * 801_325.0 / 293.15f64.sqrt();
        assert!((flow / rule - 1.0).abs() < 1e-3, "{flow} {rule}");
        let year = leak_of_year(flow, 0.1, 8000.0, 0.2).unwrap();
        assert!((year.cost_eur_per_year - year.power_kw * 1600.0).abs() < 1e-9);
        // Both forms meet where the flow chokes: 0.9 bar above the air outside.
        let at = |gauge| leak_kg_s(3.0, gauge, 20.0, 1.0).unwrap();
        let choke = 1.01325 * (1.892_929_158_737_854 - 1.0);
        assert!((at(choke - 1e-9) / at(choke + 1e-9) - 1.0).abs() < 1e-6);
        assert_eq!(at(0.0), 0.0);
    }

    #[test]
    fn a_heat_meter_by_hand() {
        // 20 m3/h, 30 K at about 4.19 kJ/(kg K) and 983 kg/m3.
        let found = heat_meter(20.0, [90.0, 60.0], 2.0, 0.2, 0.5, 0.0).unwrap();
        assert!((found.heat_kw - 20.0 / 3.6 * 0.9838 * 4.194 * 30.0).abs() < 3.0, "{found:?}");
        let percent = (4.0f64 + 0.25 + 2.0 * (20.0f64 / 30.0).powi(2)).sqrt();
        assert!((found.uncertainty_percent - percent).abs() < 1e-9);
        let paired = heat_meter(20.0, [90.0, 60.0], 2.0, 0.2, 0.5, 1.0).unwrap();
        assert_eq!(paired.temperature_share, 0.0);
    }

    proptest! {
        #[test]
        fn any_figures_give_a_value_or_a_name(a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), d in any::<f64>()) {
            if let Ok(found) = flue(FlueFuel::NaturalGas, a, b, c, d) {
                prop_assert!(found.flue_loss_percent.is_finite());
            }
            if let Ok(flow) = leak_kg_s(a, b, c, d) {
                prop_assert!(flow.is_finite() && flow >= 0.0);
            }
            if let Ok(found) = leak_of_year(a, b, c, d) {
                prop_assert!(found.cost_eur_per_year.is_finite());
            }
            if let Ok(found) = heat_meter(a, [b, c], d, a, b, c) {
                prop_assert!(found.uncertainty_kw.is_finite());
            }
        }
    }

    /// MEASUR's engine test (ORNL AMO-Tools-Suite, CHP.unit.cpp), figures per MMBtu. The plant of its
    /// table needs 11,806 Btu of fuel and gives 4,893 Btu of heat for a kWh; its payback is after
    /// 200,000 paid by others.
    #[test]
    fn cogeneration_is_measurs() {
        let mmbtu = 293.071_070_172_222;
        let plant = Cogeneration {
            electricity_kwh_per_year: 23_781_908.0,
            hours_per_year: 4160.0,
            availability: 0.95,
            fuel_kwh_per_kwh: 0.064_816_193_8 / 5.49 * mmbtu,
            heat_kwh_per_kwh: 0.028_442_721_2 * 0.85 / (5.49 * 0.9) * mmbtu,
            heat_used: 0.9,
            boiler_efficiency: 0.85,
            fuel_per_kwh: 5.49 / mmbtu,
            boiler_fuel_per_kwh: 5.49 / mmbtu,
            grid_per_kwh: 0.214,
            avoided_share: 0.9,
            upkeep_per_kwh: 0.0123,
            capital_per_kw: 2080.0,
            incentive: 200_000.0,
        };
        let found = cogeneration(&plant).unwrap();
        assert!((found.cost_per_kwh - 0.048_673_472_6).abs() < 1e-10, "{found:?}");
        assert!((found.savings_per_year - 3_251_705.061_826_41).abs() < 0.01, "{found:?}");
        assert!((found.capital - 11_890_954.0).abs() < 1e-6);
        assert!((found.payback_years.unwrap() - 3.595_330_381).abs() < 1e-8);
        // Where a kWh costs more to make than it avoids, nothing is ever paid back.
        let dear = Cogeneration { grid_per_kwh: 0.04, ..plant };
        assert_eq!(cogeneration(&dear).unwrap().payback_years, None);
        for odd in [f64::NAN, f64::INFINITY, -1.0] {
            assert!(cogeneration(&Cogeneration { boiler_efficiency: odd, ..plant }).is_err());
            assert!(cogeneration(&Cogeneration { fuel_per_kwh: odd, ..plant }).is_err());
        }
    }
}
