//! Water and steam by IAPWS-IF97, and what plants do with them: flash, pressure reduction, boiler.
//!
//! Pressures are absolute, in bar; temperatures in degC. The equations come from the crate
//! `seuif97`; this file keeps to their range and refuses what lies outside. It knows no pipes.

use schemars::JsonSchema;
use serde::Serialize;
use seuif97::{OCP, ODV, OH, OP, OS, OT, OV, OW, pt, px, tx};

use crate::unfit::{Unfit, in_range, not_negative, within};

/// Least pressure of the equations, that of boiling at 0 degC, bar.
const LEAST_BAR: f64 = 0.006_112_126_774_44;
/// Critical pressure, bar.
const CRITICAL_BAR: f64 = 220.64;
/// Critical temperature, degC.
const CRITICAL_C: f64 = 373.946;
/// Hottest up to 1,000 bar, degC.
const HOTTEST_C: f64 = 800.0;
/// Hottest up to 500 bar, degC.
const HOTTEST_STEAM_C: f64 = 2000.0;
/// In words, the range that a field is told.
const PRESSURES: &str = "0.00611213 < x <= 1000";
const SATURATED_PRESSURES: &str = "0.00611213 < x < 220.64";

/// A state of water or steam.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "SteamState")]
pub struct State {
    /// Absolute pressure, bar.
    pub pressure_bar: f64,
    /// Absolute pressure, MPa.
    pub pressure_mpa: f64,
    /// Temperature, degC.
    pub temperature_degc: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Specific enthalpy, kJ/kg.
    pub enthalpy_kj_per_kg: f64,
    /// Specific entropy, kJ/(kg K).
    pub entropy_kj_per_kgk: f64,
    /// Specific volume, m3/kg.
    pub volume_m3_per_kg: f64,
    /// Density, kg/m3.
    pub density_kg_per_m3: f64,
    /// Share of steam by mass, where both phases are there.
    pub quality: Option<f64>,
    /// Specific isobaric heat capacity, kJ/(kg K); of one phase only.
    pub cp_kj_per_kgk: Option<f64>,
    /// Dynamic viscosity, Pa s; of one phase only.
    pub viscosity_pa_s: Option<f64>,
    /// Speed of sound, m/s; of one phase only.
    pub speed_of_sound_m_s: Option<f64>,
    /// Which phases are there.
    pub phase: Phase,
}

/// Which phases are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "WaterPhase")]
pub enum Phase {
    /// Water.
    Liquid,
    /// Steam.
    Vapour,
    /// Water and steam in balance.
    Wet,
    /// Above the critical pressure or temperature, where they are not told apart.
    Supercritical,
}

/// State of one phase at a pressure and a temperature.
///
/// IAPWS-IF97 regions 1, 2, 3 and 5. Range: 0 to 800 degC up to 1,000 bar, to 2,000 degC up to
/// 500 bar, above 0.00611 bar. At saturation the state is that of water. Source: IAPWS R7-97
/// (2012), R12-08 for viscosity. Oracle: its verification tables, `tests/oracle/if97.json`.
pub fn at_temperature(pressure_bar: f64, temperature_c: f64) -> Result<State, Unfit> {
    pressure("pressure_bar", pressure_bar)?;
    if pressure_bar <= 500.0 {
        let allowed = "0 <= x <= 2000";
        within("temperature_degc", temperature_c, allowed, |t| {
            (0.0..=HOTTEST_STEAM_C).contains(&t)
        })?;
    } else {
        let allowed = "0 <= x <= 800";
        within("temperature_degc", temperature_c, allowed, |t| (0.0..=HOTTEST_C).contains(&t))?;
    }
    let p = pressure_bar / 10.0;
    let of = |what: i32| pt(p, temperature_c, what);
    let phase = if temperature_c > CRITICAL_C {
        if pressure_bar > CRITICAL_BAR { Phase::Supercritical } else { Phase::Vapour }
    } else if pressure_bar > CRITICAL_BAR || pressure_bar >= tx(temperature_c, 0.0, OP) * 10.0 {
        Phase::Liquid
    } else {
        Phase::Vapour
    };
    let volume = in_range("volume_m3_per_kg", of(OV))?;
    Ok(State {
        pressure_bar,
        pressure_mpa: p,
        temperature_degc: temperature_c,
        temperature_k: temperature_c + 273.15,
        enthalpy_kj_per_kg: in_range("enthalpy_kj_per_kg", of(OH))?,
        entropy_kj_per_kgk: in_range("entropy_kj_per_kgk", of(OS))?,
        volume_m3_per_kg: volume,
        density_kg_per_m3: in_range("density_kg_per_m3", 1.0 / volume)?,
        quality: None,
        cp_kj_per_kgk: Some(of(OCP)).filter(|cp| cp.is_finite() && *cp > 0.0),
        viscosity_pa_s: Some(of(ODV)).filter(|v| v.is_finite() && *v > 0.0),
        speed_of_sound_m_s: Some(of(OW)).filter(|w| w.is_finite() && *w > 0.0),
        phase,
    })
}

/// State of boiling water (quality 0), dry steam (1) or a mixture at a pressure:
/// `y = y' + x (y'' - y')`. Range: 0.00611 to 220.64 bar. Source and oracle as [`at_temperature`].
pub fn at_quality(pressure_bar: f64, quality: f64) -> Result<State, Unfit> {
    saturated_pressure("pressure_bar", pressure_bar)?;
    within("quality", quality, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
    let p = pressure_bar / 10.0;
    let temperature_c = in_range("temperature_degc", px(p, quality, OT))?;
    let volume = in_range("volume_m3_per_kg", px(p, quality, OV))?;
    Ok(State {
        pressure_bar,
        pressure_mpa: p,
        temperature_degc: temperature_c,
        temperature_k: temperature_c + 273.15,
        enthalpy_kj_per_kg: in_range("enthalpy_kj_per_kg", px(p, quality, OH))?,
        entropy_kj_per_kgk: in_range("entropy_kj_per_kgk", px(p, quality, OS))?,
        volume_m3_per_kg: volume,
        density_kg_per_m3: in_range("density_kg_per_m3", 1.0 / volume)?,
        quality: Some(quality),
        cp_kj_per_kgk: None,
        viscosity_pa_s: None,
        speed_of_sound_m_s: None,
        phase: Phase::Wet,
    })
}

/// Boiling temperature at a pressure, degC: IAPWS-IF97 region 4, 0.00611 to 220.64 bar. Oracle:
/// its verification table and 27 rows of `tests/oracle/steam_saturation_if97.csv`.
pub fn boiling_c(pressure_bar: f64) -> Result<f64, Unfit> {
    Ok(at_quality(pressure_bar, 0.0)?.temperature_degc)
}

/// Pressure at which water boils at a temperature, bar: IAPWS-IF97 region 4, 0 to 373.946 degC.
/// Oracle as [`boiling_c`].
pub fn boiling_bar(temperature_c: f64) -> Result<f64, Unfit> {
    let allowed = "0 < x < 373.946";
    within("temperature_degc", temperature_c, allowed, |t| t > 0.0 && t < CRITICAL_C)?;
    in_range("pressure_bar", tx(temperature_c, 0.0, OP) * 10.0)
}

/// State at a pressure and an enthalpy: the temperature at which [`at_temperature`] has it, or the
/// mixture that does. Range: that of [`at_temperature`]. Found by halving, so that it agrees with
/// the basic equations and not only with the backward ones (within 0.025 K). Oracle: gives back
/// the enthalpy.
pub fn at_enthalpy(pressure_bar: f64, enthalpy_kj_per_kg: f64) -> Result<State, Unfit> {
    let field = "enthalpy_kj_per_kg";
    by(pressure_bar, enthalpy_kj_per_kg, field, OH, |state| state.enthalpy_kj_per_kg)
}

/// State at a pressure and an entropy, the same way: where an ideal turbine or valve ends.
pub fn at_entropy(pressure_bar: f64, entropy_kj_per_kgk: f64) -> Result<State, Unfit> {
    let field = "entropy_kj_per_kgk";
    by(pressure_bar, entropy_kj_per_kgk, field, OS, |state| state.entropy_kj_per_kgk)
}

fn by(
    pressure_bar: f64,
    wanted: f64,
    field: &'static str,
    what: i32,
    of: impl Fn(&State) -> f64,
) -> Result<State, Unfit> {
    pressure("pressure_bar", pressure_bar)?;
    crate::unfit::finite(field, wanted)?;
    let p = pressure_bar / 10.0;
    let hottest = if pressure_bar <= 500.0 { HOTTEST_STEAM_C } else { HOTTEST_C };
    let (mut low, mut high) = (0.0, hottest);
    if pressure_bar < CRITICAL_BAR {
        let (water, steam) = (at_quality(pressure_bar, 0.0)?, at_quality(pressure_bar, 1.0)?);
        let (liquid, vapour) = (of(&water), of(&steam));
        if (liquid..=vapour).contains(&wanted) && vapour > liquid {
            return at_quality(pressure_bar, (wanted - liquid) / (vapour - liquid));
        }
        // Just beside the line, where the basic equations name the phase.
        let beside = 1e-9 * water.temperature_k;
        if wanted < liquid {
            high = water.temperature_degc;
        } else {
            low = water.temperature_degc + beside;
        }
    }
    let allowed = "within the range of IAPWS-IF97";
    let reached = |t: f64| pt(p, t, what);
    if !(reached(low)..=reached(high)).contains(&wanted) {
        // Between the line and the nearest state beside it.
        let nearest = if wanted < reached(low) { low } else { high };
        let off = (reached(nearest) - wanted).abs();
        if off > 1e-5 * wanted.abs().max(1.0) {
            let value = wanted.to_string();
            return Err(Unfit::OutOfBounds { field: field.to_owned(), value, allowed });
        }
        return at_temperature(pressure_bar, nearest);
    }
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if reached(middle) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    at_temperature(pressure_bar, 0.5 * (low + high))
}

fn pressure(field: &str, bar: f64) -> Result<f64, Unfit> {
    within(field, bar, PRESSURES, |p| p > LEAST_BAR && p <= 1000.0)
}

fn saturated_pressure(field: &str, bar: f64) -> Result<f64, Unfit> {
    within(field, bar, SATURATED_PRESSURES, |p| p > LEAST_BAR && p < CRITICAL_BAR)
}

/// What comes of hot water or condensate in a vessel of lower pressure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FlashResult")]
pub struct Flash {
    /// Share of the flow that becomes steam, by mass.
    pub steam_share: f64,
    /// Steam, kg/s.
    pub steam_kg_s: f64,
    /// Water that is left, kg/s.
    pub water_kg_s: f64,
    /// Temperature of both, degC.
    pub temperature_degc: f64,
    /// Heat of condensation of the steam, kW.
    pub steam_kw: f64,
}

/// Flash of a flow: `x = (h1 - h'(p2)) / (h''(p2) - h'(p2))`, 0..1.
///
/// h1 enthalpy before, kJ/kg; h', h'' of water and dry steam at the lower pressure p2. Range:
/// pressures of saturation, 0.00611 to 220.64 bar. Source: energy balance of an adiabatic vessel.
/// Oracle: closed form on the rows of `steam_saturation_if97.csv`.
pub fn flash(kg_s: f64, enthalpy_kj_per_kg: f64, to_bar: f64) -> Result<Flash, Unfit> {
    not_negative("flow_kg_s", kg_s)?;
    saturated_pressure("to_bar", to_bar)?;
    crate::unfit::finite("enthalpy_kj_per_kg", enthalpy_kj_per_kg)?;
    let (water, steam) = (at_quality(to_bar, 0.0)?, at_quality(to_bar, 1.0)?);
    let heat = steam.enthalpy_kj_per_kg - water.enthalpy_kj_per_kg;
    let share = ((enthalpy_kj_per_kg - water.enthalpy_kj_per_kg) / heat).clamp(0.0, 1.0);
    Ok(Flash {
        steam_share: share,
        steam_kg_s: share * kg_s,
        water_kg_s: (1.0 - share) * kg_s,
        temperature_degc: water.temperature_degc,
        steam_kw: in_range("steam_kw", share * kg_s * heat)?,
    })
}

/// Steam after a reducing valve, and the water that cools it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ReducedSteam")]
pub struct Reduced {
    /// Behind the valve, before any water.
    pub throttled: State,
    /// Water injected, kg/s.
    pub water_kg_s: f64,
    /// Steam that leaves, kg/s.
    pub outlet_kg_s: f64,
    /// Temperature of the steam that leaves, degC.
    pub outlet_degc: f64,
}

/// Pressure reduction at constant enthalpy, and cooling to `outlet_c` by injected water.
///
/// `h2 = h1`; `mw = m (h1 - h3) / (h3 - hw)`, kg/s; h3 at the outlet, hw of the water, kJ/kg.
/// Range: steam in, a pressure below its own, an outlet above saturation and not above what the
/// valve leaves. Source: energy balance. Oracle: the balance closes.
pub fn reduce(
    kg_s: f64,
    from: &State,
    to_bar: f64,
    cooled: Option<(f64, f64)>,
) -> Result<Reduced, Unfit> {
    not_negative("flow_kg_s", kg_s)?;
    pressure("to_bar", to_bar)?;
    within("to_bar", to_bar, "<= pressure_bar", |p| p <= from.pressure_bar)?;
    let throttled = at_enthalpy(to_bar, from.enthalpy_kj_per_kg)?;
    let Some((outlet_c, water_c)) = cooled else {
        let outlet_degc = throttled.temperature_degc;
        return Ok(Reduced { throttled, water_kg_s: 0.0, outlet_kg_s: kg_s, outlet_degc });
    };
    let allowed = "saturation < x <= throttled";
    let least = if to_bar < CRITICAL_BAR { boiling_c(to_bar)? } else { 0.0 };
    let fits = |t: f64| t > least && t <= throttled.temperature_degc;
    within("outlet_degc", outlet_c, allowed, fits)?;
    let outlet = at_temperature(to_bar, outlet_c)?;
    within("water_degc", water_c, "0 <= x < saturation", |t| (0.0..least.max(100.0)).contains(&t))?;
    let water = at_temperature(from.pressure_bar, water_c)?;
    let share = (from.enthalpy_kj_per_kg - outlet.enthalpy_kj_per_kg)
        / (outlet.enthalpy_kj_per_kg - water.enthalpy_kj_per_kg);
    let water_kg_s = in_range("water_kg_s", kg_s * share.max(0.0))?;
    Ok(Reduced { throttled, water_kg_s, outlet_kg_s: kg_s + water_kg_s, outlet_degc: outlet_c })
}

/// A steam boiler at one load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boiler {
    /// Steam that leaves, kg/s.
    pub steam_kg_s: f64,
    /// Its pressure, bar.
    pub pressure_bar: f64,
    /// Its temperature, degC; dry saturated steam where none is stated.
    pub steam_c: Option<f64>,
    /// Feed water, degC.
    pub feed_c: f64,
    /// Water drawn off over feed water, 0..1.
    pub blowdown_share: f64,
    /// Heat to water and steam over heat of the fuel, on the heating value of the fuel figure.
    pub efficiency: f64,
}

/// Heat and fuel of a boiler.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "BoilerDuty")]
pub struct Duty {
    /// Heat in the steam above the feed water, kW.
    pub steam_kw: f64,
    /// Heat in the water drawn off, kW.
    pub blowdown_kw: f64,
    /// Heat of the fuel, kW.
    pub fuel_kw: f64,
    /// Feed water, kg/s.
    pub feed_kg_s: f64,
    /// Water drawn off, kg/s.
    pub blowdown_kg_s: f64,
    /// Enthalpy of the steam, kJ/kg.
    pub steam_kj_per_kg: f64,
}

/// Fuel of a boiler: `Q = (m (h'' - hf) + mb (h' - hf)) / eta`, `mb = m b / (1 - b)`.
///
/// m steam kg/s; h'' enthalpy of the steam, h' of boiling water, hf of the feed, kJ/kg; b blowdown
/// share of the feed; eta efficiency. Range: 0.00611 to 220.64 bar, feed below boiling. Source:
/// EN 12953-11, direct method. Oracle: closed form on the saturation table.
pub fn boiler(b: &Boiler) -> Result<Duty, Unfit> {
    not_negative("steam_kg_s", b.steam_kg_s)?;
    within("blowdown_share", b.blowdown_share, "0 <= x < 1", |x| (0.0..1.0).contains(&x))?;
    within("efficiency", b.efficiency, "0 < x <= 1.2", |x| x > 0.0 && x <= 1.2)?;
    let water = at_quality(b.pressure_bar, 0.0)?;
    let boiling = water.temperature_degc;
    within("feed_degc", b.feed_c, "0 <= x < boiling", |t| (0.0..boiling).contains(&t))?;
    let steam = match b.steam_c {
        None => at_quality(b.pressure_bar, 1.0)?,
        Some(t) => {
            within("steam_degc", t, "> boiling", |t| t > boiling)?;
            at_temperature(b.pressure_bar, t)?
        }
    };
    let feed = at_temperature(b.pressure_bar, b.feed_c)?.enthalpy_kj_per_kg;
    let blowdown_kg_s = b.steam_kg_s * b.blowdown_share / (1.0 - b.blowdown_share);
    let steam_kw = b.steam_kg_s * (steam.enthalpy_kj_per_kg - feed);
    let blowdown_kw = blowdown_kg_s * (water.enthalpy_kj_per_kg - feed);
    Ok(Duty {
        steam_kw: in_range("steam_kw", steam_kw)?,
        blowdown_kw: in_range("blowdown_kw", blowdown_kw)?,
        fuel_kw: in_range("fuel_kw", (steam_kw + blowdown_kw) / b.efficiency)?,
        feed_kg_s: b.steam_kg_s + blowdown_kg_s,
        blowdown_kg_s,
        steam_kj_per_kg: steam.enthalpy_kj_per_kg,
    })
}

#[cfg(test)]
mod tests;
