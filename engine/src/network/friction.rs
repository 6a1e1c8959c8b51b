//! Friction of a flow in one straight pipe: factor, pressure drop, pumping, and the least bore.
//!
//! Any fluid of known density and viscosity that does not change them on the way. It knows no
//! networks, no heat and no sizes of makers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::unfit::{Unfit, finite, in_range, not_negative, positive, within};

/// Friction factor of Colebrook and White at any Reynolds number.
///
/// `1/sqrt(f) = -2 log10(e/3.7 + 2.51 / (Re sqrt(f)))`; e relative roughness, 0..0.05; Re above 0.
/// Meant for Re above about 4,000; below 2,320 real flow is laminar and [`super::friction_factor`]
/// has 64/Re. Found by Newton's method from Haaland's value, from the left where that is none.
/// Source: Colebrook 1939. Oracle: 35 solutions in the tests of the parent.
pub fn colebrook(reynolds: f64, relative_roughness: f64) -> f64 {
    let haaland = -1.8 * ((relative_roughness / 3.7).powf(1.11) + 6.9 / reynolds).log10();
    // The equation is concave in x = 1/sqrt(f): from the left every step stays on the left.
    let mut x = if reynolds > 100.0 { haaland } else { 0.01 * reynolds.min(10.0) };
    for _ in 0..60 {
        let inner = relative_roughness / 3.7 + 2.51 * x / reynolds;
        let f = x + 2.0 * inner.log10();
        let slope = 1.0 + 2.0 / std::f64::consts::LN_10 * (2.51 / reynolds) / inner;
        let step = f / slope;
        x -= step;
        if step.abs() < 1e-14 * x.abs() {
            break;
        }
    }
    1.0 / (x * x)
}

/// What flows in a pipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fluid {
    /// Density, kg/m3.
    pub density_kg_per_m3: f64,
    /// Dynamic viscosity, Pa s.
    pub viscosity_pa_s: f64,
    /// Speed of sound, m/s; no pipe is run as fast.
    pub sound_m_s: f64,
}

impl Fluid {
    fn checked(&self) -> Result<(), Unfit> {
        within("density_kg_per_m3", self.density_kg_per_m3, "1e-3 <= x <= 1e5", |x| {
            (1e-3..=1e5).contains(&x)
        })?;
        within("viscosity_pa_s", self.viscosity_pa_s, "1e-8 <= x <= 1e5", |x| {
            (1e-8..=1e5).contains(&x)
        })?;
        positive("speed_of_sound_m_s", self.sound_m_s)?;
        Ok(())
    }
}

/// A straight pipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bore {
    /// Inner diameter, m.
    pub inner_m: f64,
    /// Length, m.
    pub length_m: f64,
    /// Roughness of the wall, m.
    pub roughness_m: f64,
    /// Sum of the loss coefficients of bends and fittings.
    pub minor_loss: f64,
}

impl Bore {
    fn checked(&self) -> Result<(), Unfit> {
        within("inner_diameter_m", self.inner_m, "1e-4 <= x <= 100", |d| {
            (1e-4..=100.0).contains(&d)
        })?;
        within("length_m", self.length_m, "0 <= x <= 1e8", |l| (0.0..=1e8).contains(&l))?;
        roughness(self.roughness_m, self.inner_m)?;
        within("minor_loss", self.minor_loss, "0 <= x <= 1e6", |x| (0.0..=1e6).contains(&x))?;
        Ok(())
    }
}

fn roughness(roughness_m: f64, inner_m: f64) -> Result<f64, Unfit> {
    let allowed = "0 <= x <= inner_diameter_m / 20";
    within("roughness_m", roughness_m, allowed, |e| (0.0..=inner_m / 20.0).contains(&e))
}

/// A flow in a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PipeFlow {
    /// Mean velocity, m/s.
    pub velocity_m_s: f64,
    /// Volume flow, m3/s.
    pub flow_m3_s: f64,
    /// Mass flow, kg/s.
    pub flow_kg_s: f64,
    /// Reynolds number.
    pub reynolds: f64,
    /// Darcy friction factor.
    pub friction_factor: f64,
    /// Pressure gradient of the straight pipe, Pa/m.
    pub gradient_pa_per_m: f64,
    /// Pressure drop with bends and fittings, Pa.
    pub pressure_drop_pa: f64,
    /// Velocity over the speed of sound.
    pub mach: f64,
}

/// Pressure drop of a flow: `dp = (f L / D + zeta) rho v^2 / 2`, `Re = rho v D / mu`.
///
/// L, D in m, rho in kg/m3, v in m/s, mu in Pa s, zeta loss coefficients, f from
/// [`super::friction_factor`]. Range: density alike along the pipe, so for gas a drop below a tenth
/// of the pressure and a Mach number below 0.3; at the speed of sound it is refused. Source: Darcy
/// and Weisbach. Oracle: three pipes in the tests.
pub fn drop(bore: &Bore, fluid: &Fluid, velocity_m_s: f64) -> Result<PipeFlow, Unfit> {
    bore.checked()?;
    fluid.checked()?;
    not_negative("velocity_m_s", velocity_m_s)?;
    let allowed = "< speed_of_sound_m_s";
    within("velocity_m_s", velocity_m_s, allowed, |v| v < fluid.sound_m_s)?;
    let area = 0.25 * std::f64::consts::PI * bore.inner_m * bore.inner_m;
    let reynolds = fluid.density_kg_per_m3 * velocity_m_s * bore.inner_m / fluid.viscosity_pa_s;
    let head = 0.5 * fluid.density_kg_per_m3 * velocity_m_s * velocity_m_s;
    let (factor, gradient) = if reynolds > 0.0 {
        let factor = super::friction_factor(reynolds, bore.roughness_m / bore.inner_m);
        (factor, factor / bore.inner_m * head)
    } else {
        (0.0, 0.0)
    };
    let pressure = in_range("pressure_drop_pa", gradient * bore.length_m + bore.minor_loss * head)?;
    Ok(PipeFlow {
        velocity_m_s,
        flow_m3_s: velocity_m_s * area,
        flow_kg_s: velocity_m_s * area * fluid.density_kg_per_m3,
        reynolds: in_range("reynolds", reynolds)?,
        friction_factor: in_range("friction_factor", factor)?,
        gradient_pa_per_m: gradient,
        pressure_drop_pa: pressure,
        mach: velocity_m_s / fluid.sound_m_s,
    })
}

/// Friction factor, its figures checked: see [`super::friction_factor`].
pub fn checked_factor(reynolds: f64, relative_roughness: f64) -> Result<f64, Unfit> {
    within("reynolds", reynolds, "0 < x <= 1e12", |re| re > 0.0 && re <= 1e12)?;
    within("relative_roughness", relative_roughness, "0 <= x <= 0.05", |e| {
        (0.0..=0.05).contains(&e)
    })?;
    in_range("friction_factor", super::friction_factor(reynolds, relative_roughness))
}

/// Electric power of a pump, kW: `P = dp V / (1000 eta)`; dp in Pa, V in m3/s, eta of pump and
/// motor together. Source: energy balance. Oracle: closed form.
pub fn pump_kw(pressure_pa: f64, flow_m3_s: f64, efficiency: f64) -> Result<f64, Unfit> {
    not_negative("pressure_drop_pa", pressure_pa)?;
    not_negative("flow_m3_s", flow_m3_s)?;
    within("pump_efficiency", efficiency, "0 < x <= 1", |x| x > 0.0 && x <= 1.0)?;
    in_range("pump_kw", pressure_pa * flow_m3_s / efficiency / 1000.0)
}

/// Least inner diameter, m, that carries a flow within a velocity and a pressure gradient.
///
/// The larger of `sqrt(4 V / (pi v))` and the diameter at which [`drop`] has the gradient, found by
/// halving between 0.1 mm and 100 m. V in m3/s, v in m/s, gradient in Pa/m. Oracle: gives the
/// limits back.
pub fn least_diameter_m(
    flow_m3_s: f64,
    fluid: &Fluid,
    roughness_m: f64,
    most_m_s: f64,
    most_pa_per_m: Option<f64>,
) -> Result<f64, Unfit> {
    fluid.checked()?;
    positive("flow_m3_s", flow_m3_s)?;
    not_negative("roughness_m", roughness_m)?;
    within("max_velocity_m_s", most_m_s, "0 < x < speed_of_sound_m_s", |v| {
        v > 0.0 && v < fluid.sound_m_s
    })?;
    if let Some(most) = most_pa_per_m {
        positive("max_gradient_pa_per_m", most)?;
    }
    let by_velocity = (4.0 * flow_m3_s / (std::f64::consts::PI * most_m_s)).sqrt();
    let (mut low, mut high) = (by_velocity.max(1e-4), 100.0);
    let fits = |d: f64| {
        let speed = 4.0 * flow_m3_s / (std::f64::consts::PI * d * d);
        let reynolds = fluid.density_kg_per_m3 * speed * d / fluid.viscosity_pa_s;
        let factor = super::friction_factor(reynolds, (roughness_m / d).min(0.05));
        let gradient = factor / d * 0.5 * fluid.density_kg_per_m3 * speed * speed;
        most_pa_per_m.is_none_or(|most| gradient <= most)
    };
    if finite("inner_diameter_m", low)? > high || !fits(high) {
        return Err(Unfit::NoSolution { field: "inner_diameter_m" });
    }
    if fits(low) {
        return Ok(low);
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if fits(middle) { high = middle } else { low = middle }
    }
    Ok(high)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const WATER: Fluid =
        Fluid { density_kg_per_m3: 971.8, viscosity_pa_s: 0.000354, sound_m_s: 1550.0 };

    /// Darcy and Weisbach with Colebrook's factor, solved independently: D, L, v, roughness, rho,
    /// mu -> Re, f, dp.
    #[test]
    fn pressure_drop_agrees_with_the_oracle() {
        for (d, l, v, e, rho, mu, re, f, dp) in [
            (
                0.1,
                1000.0,
                1.0,
                4.5e-5,
                971.8,
                0.000354,
                274519.7740112995,
                0.018046546036319635,
                87688.16719047709,
            ),
            (
                0.3127,
                5000.0,
                2.6,
                4.5e-5,
                958.4,
                0.000282,
                2763114.7801418435,
                0.013333396506372757,
                690631.5634085684,
            ),
            (
                0.0545,
                250.0,
                1.0,
                1e-4,
                983.2,
                0.000466,
                114987.98283261803,
                0.024461410546495085,
                55161.602865399014,
            ),
        ] {
            let bore = Bore { inner_m: d, length_m: l, roughness_m: e, minor_loss: 0.0 };
            let fluid = Fluid { density_kg_per_m3: rho, viscosity_pa_s: mu, sound_m_s: 1500.0 };
            let found = drop(&bore, &fluid, v).unwrap();
            for (found, expected) in
                [(found.reynolds, re), (found.friction_factor, f), (found.pressure_drop_pa, dp)]
            {
                assert!((found / expected - 1.0).abs() < 1e-9, "{found} for {expected}");
            }
        }
    }

    #[test]
    fn the_least_bore_gives_its_limits_back() {
        let d = least_diameter_m(0.01, &WATER, 4.5e-5, 3.0, Some(100.0)).unwrap();
        let speed = 0.04 / (std::f64::consts::PI * d * d);
        let bore = Bore { inner_m: d, length_m: 1.0, roughness_m: 4.5e-5, minor_loss: 0.0 };
        let found = drop(&bore, &WATER, speed).unwrap();
        assert!((found.gradient_pa_per_m - 100.0).abs() < 1e-6, "{found:?}");
        let fast = least_diameter_m(0.01, &WATER, 4.5e-5, 1.0, None).unwrap();
        assert!((0.01 / (0.25 * std::f64::consts::PI * fast * fast) - 1.0).abs() < 1e-12);
        assert_eq!(pump_kw(1e5, 0.01, 0.5), Ok(2.0));
    }

    #[test]
    fn a_supersonic_pipe_is_named() {
        let bore = Bore { inner_m: 0.1, length_m: 1.0, roughness_m: 0.0, minor_loss: 0.0 };
        let air = Fluid { density_kg_per_m3: 1.2, viscosity_pa_s: 1.8e-5, sound_m_s: 343.0 };
        assert_eq!(drop(&bore, &air, 400.0).unwrap_err().field(), "velocity_m_s");
        assert_eq!(drop(&bore, &air, 0.0).unwrap().pressure_drop_pa, 0.0);
        for odd in [Bore { inner_m: 0.0, ..bore }, Bore { roughness_m: 0.09, ..bore }] {
            assert!(drop(&odd, &air, 1.0).is_err());
        }
    }

    proptest! {
        #[test]
        fn colebrook_holds_at_any_reynolds_number(log_re in -3.0..9.0f64, e in 0.0..0.05f64) {
            let re = 10f64.powf(log_re);
            let f = colebrook(re, e);
            let x = 1.0 / f.sqrt();
            let right = -2.0 * (e / 3.7 + 2.51 * x / re).log10();
            prop_assert!((x - right).abs() < 1e-9 * x.max(1.0), "{re} {e}: {f}");
        }

        #[test]
        fn any_figures_give_a_drop_or_a_name(a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), d in any::<f64>()) {
            let bore = Bore { inner_m: a, length_m: b, roughness_m: c, minor_loss: d };
            let fluid = Fluid { density_kg_per_m3: b, viscosity_pa_s: c, sound_m_s: d };
            for (bore, fluid, v) in [(bore, WATER, c), (Bore { inner_m: 0.1, length_m: 10.0, roughness_m: 1e-5, minor_loss: 0.0 }, fluid, a)] {
                if let Ok(found) = drop(&bore, &fluid, v) {
                    prop_assert!(found.pressure_drop_pa.is_finite() && found.friction_factor.is_finite());
                }
            }
            if let Ok(d) = least_diameter_m(a, &WATER, b, c, Some(d)) {
                prop_assert!(d > 0.0 && d <= 100.0);
            }
            if let Ok(f) = checked_factor(a, b) {
                prop_assert!(f > 0.0);
            }
        }
    }
}
