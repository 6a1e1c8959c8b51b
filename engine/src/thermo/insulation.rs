//! What a hot or cold pipe in the open loses, bare or insulated, in still air and in wind.
//!
//! Steady heat from the pipe through wall and insulation to air and surroundings. It knows no
//! ground (see `network`) and no money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pinch::ABSOLUTE_ZERO_C;
use crate::unfit::{Unfit, finite, in_range, not_negative, positive, within};

/// Stefan and Boltzmann's constant, W/(m2 K4).
const STEFAN_BOLTZMANN: f64 = 5.670_374_419e-8;
/// Standard acceleration of gravity, m/s2.
const GRAVITY_M_S2: f64 = 9.806_65;

/// Conductivity of a material, W/(m K): one value, or coefficients of a polynomial in kelvin from
/// the constant term up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Conductivity {
    /// The same at all temperatures.
    Constant(f64),
    /// `a0 + a1 T + a2 T^2 + ..`, T in K.
    Polynomial(Vec<f64>),
}

impl Conductivity {
    fn at_k(&self, kelvin: f64) -> f64 {
        match self {
            Conductivity::Constant(value) => *value,
            Conductivity::Polynomial(terms) => {
                terms.iter().rev().fold(0.0, |sum, term| sum * kelvin + term)
            }
        }
    }
}

/// A pipe in air.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipe {
    /// Outer diameter of the pipe itself, m.
    pub outer_m: f64,
    /// Thickness of its wall, m.
    pub wall_m: f64,
    /// Thickness of the insulation, m; 0 for a bare pipe.
    pub insulation_m: f64,
    /// Conductivity of the wall.
    pub wall: Conductivity,
    /// Conductivity of the insulation at its mean temperature.
    pub insulation: Conductivity,
    /// Temperature of what flows, degC.
    pub pipe_c: f64,
    /// Temperature of air and surroundings, degC.
    pub ambient_c: f64,
    /// Wind, m/s.
    pub wind_m_s: f64,
    /// Emissivity of the outermost surface, 0..1.
    pub emissivity: f64,
}

/// Heat loss of a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "PipeSurfaceLoss")]
pub struct Loss {
    /// Loss, W/m; below zero where the pipe is colder than the air.
    pub loss_w_per_m: f64,
    /// Temperature of the outermost surface, degC.
    pub surface_degc: f64,
    /// Heat transfer to air and surroundings, W/(m2 K).
    pub film_w_per_m2k: f64,
}

/// Heat loss of a pipe in air, W/m.
///
/// `q = (Tp - Ts) / (ln(D/Di) / (2 pi kw) + ln(Do/D) / (2 pi ki)) = pi Do
/// (h (Ts - Ta) + e s (Ts^4 - Ta^4))`; surface temperature Ts found by halving.
/// `Nu = (Nuf^4 + Nun^4)^(1/4)`, forced by Churchill and Bernstein 1977,
/// natural by Churchill and Chu 1975, air at film temperature. D, Di, Do outer, inner and insulated
/// diameter in m; kw, ki conductivities in W/(m K); h = Nu k / Do.
/// Range: 100 to 1,500 K; a long horizontal pipe. Oracle: MEASUR's test vector of an insulated
/// pipe (ORNL AMO-Tools-Suite), `tests/oracle/measur.json`; without resistance outside,
/// [`crate::network::insulation_loss_w_per_mk`].
pub fn pipe_loss(pipe: &Pipe) -> Result<Loss, Unfit> {
    positive("pipe_diameter_m", pipe.outer_m)?;
    let half = 0.5 * pipe.outer_m;
    within("pipe_wall_m", pipe.wall_m, "0 <= x < pipe_diameter_m / 2", |x| {
        (0.0..half).contains(&x)
    })?;
    within("insulation_m", pipe.insulation_m, "0 <= x <= 10", |x| (0.0..=10.0).contains(&x))?;
    within("emissivity", pipe.emissivity, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
    within("wind_m_s", pipe.wind_m_s, "0 <= x <= 100", |x| (0.0..=100.0).contains(&x))?;
    for (field, t) in [("pipe_degc", pipe.pipe_c), ("ambient_degc", pipe.ambient_c)] {
        within(field, t, "-173.15 <= x <= 1226.85", |t| (-173.15..=1226.85).contains(&t))?;
    }
    let (hot_k, air_k) = (pipe.pipe_c - ABSOLUTE_ZERO_C, pipe.ambient_c - ABSOLUTE_ZERO_C);
    let wall = conductivity("pipe_w_per_mk", &pipe.wall, hot_k)?;
    for k in [hot_k, air_k] {
        conductivity("insulation_w_per_mk", &pipe.insulation, k)?;
    }
    let tau = 2.0 * std::f64::consts::PI;
    let outer_m = pipe.outer_m + 2.0 * pipe.insulation_m;
    let wall_mk_w = (pipe.outer_m / (pipe.outer_m - 2.0 * pipe.wall_m)).ln() / (tau * wall);
    let cover = (outer_m / pipe.outer_m).ln() / tau;
    // Heat that leaves a surface of this temperature, and that reaches it.
    let leaves = |surface_k: f64| {
        let (film, radiated) = surface(surface_k, air_k, outer_m, pipe.wind_m_s, pipe.emissivity);
        0.5 * tau * outer_m * (film * (surface_k - air_k) + radiated)
    };
    let reaches = |surface_k: f64, leaving: f64| {
        let inner_k = hot_k - leaving * wall_mk_w;
        let cover_k = pipe.insulation.at_k(0.5 * (inner_k + surface_k)).max(f64::MIN_POSITIVE);
        (hot_k - surface_k) / (wall_mk_w + cover / cover_k)
    };
    let bare = pipe.insulation_m == 0.0 && pipe.wall_m == 0.0;
    let (mut near, mut far) = (air_k, hot_k);
    for _ in 0..if bare { 0 } else { 200 } {
        let middle = 0.5 * (near + far);
        if middle == near || middle == far {
            break;
        }
        let leaving = leaves(middle);
        let too_cool = (reaches(middle, leaving) - leaving) * (hot_k - air_k).signum() > 0.0;
        if too_cool { near = middle } else { far = middle }
    }
    let loss_w_per_m = in_range("loss_w_per_m", leaves(far))?;
    let difference = far - air_k;
    let film = if difference.abs() > 1e-9 {
        loss_w_per_m / (0.5 * tau * outer_m * difference)
    } else {
        0.0
    };
    let film_w_per_m2k = in_range("film_w_per_m2k", film)?;
    Ok(Loss { loss_w_per_m, surface_degc: far + ABSOLUTE_ZERO_C, film_w_per_m2k })
}

fn conductivity(field: &'static str, of: &Conductivity, kelvin: f64) -> Result<f64, Unfit> {
    let value = of.at_k(finite(field, kelvin)?);
    within(field, value, "1e-6 <= x <= 1e5", |k| (1e-6..=1e5).contains(&k))
}

/// Heat of a year through a length of pipe, kWh, at the fuel of a plant: `q L h / eta / 1000`.
/// q W/m, L m, h hours a year, eta efficiency of the plant that makes the heat. Oracle: MEASUR.
pub fn yearly_kwh(w_per_m: f64, length_m: f64, hours: f64, efficiency: f64) -> Result<f64, Unfit> {
    finite("loss_w_per_m", w_per_m)?;
    not_negative("length_m", length_m)?;
    within("hours_per_year", hours, "0 <= x <= 8784", |h| (0.0..=8784.0).contains(&h))?;
    within("efficiency", efficiency, "0 < x <= 1.2", |x| x > 0.0 && x <= 1.2)?;
    in_range("heat_kwh_per_year", w_per_m * length_m * hours / efficiency / 1000.0)
}

/// Convective coefficient, W/(m2 K), and radiated heat, W/m2, of a horizontal cylinder.
fn surface(surface_k: f64, air_k: f64, d_m: f64, wind_m_s: f64, emissivity: f64) -> (f64, f64) {
    let film_k = 0.5 * (surface_k + air_k);
    let air = Air::at(film_k);
    let reynolds = wind_m_s * d_m / air.viscosity_m2_s;
    let rayleigh = GRAVITY_M_S2 / film_k * (surface_k - air_k).abs() * d_m.powi(3)
        / (air.viscosity_m2_s * air.diffusivity_m2_s);
    let pr = air.prandtl;
    let forced = 0.3
        + 0.62 * reynolds.sqrt() * pr.cbrt() / (1.0 + (0.4 / pr).powf(2.0 / 3.0)).powf(0.25)
            * (1.0 + (reynolds / 282_000.0).powf(0.625)).powf(0.8);
    let natural = (0.6
        + 0.387 * rayleigh.powf(1.0 / 6.0)
            / (1.0 + (0.559 / pr).powf(9.0 / 16.0)).powf(8.0 / 27.0))
    .powi(2);
    let nusselt = (forced.powi(4) + natural.powi(4)).powf(0.25);
    let radiated = emissivity * STEFAN_BOLTZMANN * (surface_k.powi(4) - air_k.powi(4));
    (nusselt * air.conductivity_w_mk / d_m, radiated)
}

/// Dry air at 1 atm.
struct Air {
    conductivity_w_mk: f64,
    viscosity_m2_s: f64,
    diffusivity_m2_s: f64,
    prandtl: f64,
}

impl Air {
    /// Fits of fourth degree to the table of dry air in Incropera and DeWitt, as MEASUR has them:
    /// 100 to 1,500 K.
    fn at(kelvin: f64) -> Self {
        let fit = |terms: [f64; 5]| terms.iter().fold(0.0, |sum, term| sum * kelvin + term);
        Self {
            conductivity_w_mk: 1e-3
                * fit([3.17176e-11, -5.90229e-8, 4.58531e-6, 0.088_867_888, 0.520_072_239]),
            viscosity_m2_s: 1e-6
                * fit([2.25852e-11, -8.32093e-8, 1.72673e-4, 0.010_637_28, -0.761_083_59]).max(0.1),
            diffusivity_m2_s: 1e-6
                * fit([1.35569e-10, -3.80588e-7, 4.46483e-4, -0.035_935_528, 2.254_489_164])
                    .max(0.1),
            prandtl: fit([-2.08438e-13, -1.72787e-11, 8.00624e-7, -6.94606e-4, 0.845_781_218]),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn pipe() -> Pipe {
        let file: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/oracle/measur.json")).unwrap();
        let get = |key: &str| file[0]["inputs"][key].as_f64().unwrap();
        Pipe {
            outer_m: get("pipe_diameter_m"),
            wall_m: get("pipe_thickness_m"),
            insulation_m: get("insulation_m"),
            // Steel and mineral wool of that test.
            wall: Conductivity::Polynomial(vec![79.0, -5.10833e-2, 3.67044e-19, 2.08333e-9]),
            insulation: Conductivity::Polynomial(vec![
                0.006729488,
                0.0,
                8.6328e-7,
                -2.02822e-9,
                1.57526e-12,
            ]),
            pipe_c: get("pipe_temperature_K") - 273.15,
            ambient_c: get("ambient_K") - 273.15,
            wind_m_s: get("wind_m_s"),
            emissivity: get("jacket_emissivity"),
        }
    }

    /// ORNL AMO-Tools-Suite, InsulatedPipeReduction: 19.3859 W/m and 2,836 kWh.
    #[test]
    fn an_insulated_pipe_agrees_with_measur() {
        let loss = pipe_loss(&pipe()).unwrap();
        assert!((loss.loss_w_per_m / 19.3858771378 - 1.0).abs() < 5e-4, "{loss:?}");
        let kwh = yearly_kwh(loss.loss_w_per_m, 15.24, 8640.0, 0.9).unwrap();
        assert!((kwh / 2836.2313687633672 - 1.0).abs() < 5e-4, "{kwh}");
    }

    /// Closed form: constant conductivity, and a wind so strong that the surface is as cold as air.
    #[test]
    fn a_storm_leaves_the_insulation_alone() {
        let still =
            Pipe { wall_m: 0.0, insulation: Conductivity::Constant(0.05), wind_m_s: 0.0, ..pipe() };
        let storm = Pipe { wind_m_s: 100.0, ..still.clone() };
        let (still, loss) = (pipe_loss(&still).unwrap(), pipe_loss(&storm).unwrap());
        let (ratio, k) = ((0.025399 + 2.0 * 0.0762) / 0.025399, 422.039 - 299.817);
        let closed = 2.0 * std::f64::consts::PI * 0.05 / f64::ln(ratio) * k;
        assert!(still.loss_w_per_m < loss.loss_w_per_m && loss.loss_w_per_m < closed);
        assert!(loss.loss_w_per_m > 0.99 * closed, "{loss:?} {closed}");
    }

    #[test]
    fn a_bare_pipe_loses_far_more_and_a_cold_one_gains() {
        let bare = Pipe { insulation_m: 0.0, emissivity: 0.8, ..pipe() };
        let lost = pipe_loss(&bare).unwrap().loss_w_per_m;
        assert!(lost > 5.0 * 19.4, "{lost}");
        let cold = Pipe { pipe_c: -10.0, ambient_c: 25.0, ..pipe() };
        assert!(pipe_loss(&cold).unwrap().loss_w_per_m < 0.0);
        let even = Pipe { pipe_c: 25.0, ambient_c: 25.0, ..pipe() };
        assert_eq!(pipe_loss(&even).unwrap().loss_w_per_m, 0.0);
    }

    proptest! {
        #[test]
        fn any_figures_give_a_loss_or_a_name(a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), d in any::<f64>()) {
            for odd in [
                Pipe { outer_m: a, wall_m: b, ..pipe() },
                Pipe { insulation_m: a, emissivity: b, ..pipe() },
                Pipe { pipe_c: a, ambient_c: b, wind_m_s: c, ..pipe() },
                Pipe { insulation: Conductivity::Constant(d), wall: Conductivity::Polynomial(vec![a, b]), ..pipe() },
            ] {
                if let Ok(loss) = pipe_loss(&odd) {
                    prop_assert!(loss.loss_w_per_m.is_finite() && loss.film_w_per_m2k.is_finite());
                }
            }
        }

        #[test]
        fn more_insulation_of_this_kind_never_loses_more(m in 0.01..0.2f64, more in 0.0..0.2f64, t in 40.0..500.0f64) {
            let at = |insulation_m| pipe_loss(&Pipe { insulation_m, pipe_c: t, ..pipe() }).unwrap().loss_w_per_m;
            prop_assert!(at(m + more) <= at(m) * (1.0 + 1e-9));
        }
    }
}
