//! Heat exchangers: mean temperature difference, effectiveness by layout, area and cost.
//!
//! Two single-phase streams of constant heat capacity, or one that changes phase (capacity ratio
//! 0). It refuses temperatures that cannot be; it knows no materials and no pressure drop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pinch::ABSOLUTE_ZERO_C;
use super::{effectiveness_counterflow, effectiveness_parallel, log_mean_difference};
use crate::unfit::{Unfit, in_range, not_negative, positive, within};

/// How the two streams run past each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ExchangerLayout")]
pub enum Layout {
    /// Against each other.
    Counterflow,
    /// Side by side.
    Parallel,
    /// Across, neither mixed: plate-fin and finned tubes.
    CrossUnmixed,
    /// Across, the stream of the smaller capacity mixed.
    CrossMixedMin,
    /// Across, the stream of the larger capacity mixed.
    CrossMixedMax,
    /// Shells in series with an even number of tube passes each.
    ShellAndTube,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Layout; 6] = [
        Layout::Counterflow,
        Layout::Parallel,
        Layout::CrossUnmixed,
        Layout::CrossMixedMin,
        Layout::CrossMixedMax,
        Layout::ShellAndTube,
    ];
}

/// Largest number of transfer units that is worked with; real exchangers stay below 20.
const MOST_NTU: f64 = 600.0;
/// Most shells in series.
const MOST_SHELLS: u32 = 100;

/// Temperatures at the four ends, degC.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The hot stream arrives.
    pub hot_in_c: f64,
    /// The hot stream leaves.
    pub hot_out_c: f64,
    /// The cold stream arrives.
    pub cold_in_c: f64,
    /// The cold stream leaves.
    pub cold_out_c: f64,
}

impl Ends {
    /// Lets temperatures through that two streams can have: above absolute zero, the hot one
    /// cooled, the cold one heated, and no end where heat would flow backwards.
    fn checked(self, parallel: bool) -> Result<Self, Unfit> {
        let Ends { hot_in_c, hot_out_c, cold_in_c, cold_out_c } = self;
        let above_zero = |t: f64| t > ABSOLUTE_ZERO_C;
        within("hot_in_degc", hot_in_c, "> -273.15", above_zero)?;
        within("cold_in_degc", cold_in_c, "> -273.15", above_zero)?;
        let cooled = "-273.15 < hot_out_degc <= hot_in_degc";
        within("hot_out_degc", hot_out_c, cooled, |t| above_zero(t) && t <= hot_in_c)?;
        within("cold_out_degc", cold_out_c, ">= cold_in_degc", |t| t >= cold_in_c)?;
        if parallel {
            within("cold_in_degc", cold_in_c, "< hot_in_degc", |t| t < hot_in_c)?;
            within("cold_out_degc", cold_out_c, "< hot_out_degc", |t| t < hot_out_c)?;
        } else {
            within("cold_in_degc", cold_in_c, "< hot_out_degc", |t| t < hot_out_c)?;
            within("cold_out_degc", cold_out_c, "< hot_in_degc", |t| t < hot_in_c)?;
        }
        Ok(self)
    }

    fn differences_k(self, parallel: bool) -> [f64; 2] {
        if parallel {
            [self.hot_in_c - self.cold_in_c, self.hot_out_c - self.cold_out_c]
        } else {
            [self.hot_in_c - self.cold_out_c, self.hot_out_c - self.cold_in_c]
        }
    }
}

/// Logarithmic mean temperature difference of counterflow, K; of parallel flow where asked.
///
/// `LMTD = (d1 - d2) / ln(d1 / d2)`; counterflow `d1 = Th,in - Tc,out`, `d2 = Th,out - Tc,in`;
/// parallel flow `d1 = Th,in - Tc,in`, `d2 = Th,out - Tc,out`; equal ends give d1. Range: both
/// above zero, else refused with the temperature. Source: VDI Heat Atlas, C1. Oracle: `ht` 1.2,
/// `tests/oracle/exchangers.json`.
pub fn mean_difference_k(ends: Ends, layout: Layout) -> Result<f64, Unfit> {
    let parallel = layout == Layout::Parallel;
    let [d1, d2] = ends.checked(parallel)?.differences_k(parallel);
    log_mean_difference(d1, d2).ok_or(Unfit::NoSolution { field: "lmtd_k" })
}

/// Correction of the counterflow mean difference for a layout: `Q = U A F LMTD`, 0..1.
///
/// `F = NTU(counterflow) / NTU(layout)` at equal effectiveness; in closed form for shells with
/// even tube passes: `W = ((1 - PR) / (1 - P))^(1/n)`, `S = sqrt(R^2 + 1) / (R - 1)`,
/// `F = S ln W / ln((1 + W - S + S W) / (1 + W + S - S W))`; `R = (Th,in - Th,out) / (Tc,out -
/// Tc,in)`, `P = (Tc,out - Tc,in) / (Th,in - Tc,in)`, n shells. Continuous at R = 1. Refused
/// where the layout cannot reach the temperatures. Source: Fakheri 2003, International Journal of
/// Heat and Mass Transfer 46. Oracle: `ht` 1.2 in `tests/oracle/exchangers.json`.
pub fn correction(ends: Ends, layout: Layout, shells: u32) -> Result<f64, Unfit> {
    let parallel = layout == Layout::Parallel;
    let ends = ends.checked(parallel)?;
    let (hot_k, cold_k) = (ends.hot_in_c - ends.hot_out_c, ends.cold_out_c - ends.cold_in_c);
    if layout == Layout::Counterflow || hot_k == 0.0 || cold_k == 0.0 {
        // With one temperature constant, every layout is alike.
        return Ok(1.0);
    }
    let widest_k = ends.hot_in_c - ends.cold_in_c;
    if layout == Layout::ShellAndTube {
        return shell_correction(hot_k / cold_k, cold_k / widest_k, checked_shells(shells)?);
    }
    let (least_k, most_k) = (hot_k.min(cold_k), hot_k.max(cold_k));
    let (effectiveness, ratio) = (most_k / widest_k, least_k / most_k);
    let counter = transfer_units(effectiveness, ratio, Layout::Counterflow, 1)?;
    Ok(counter / transfer_units(effectiveness, ratio, layout, 1)?)
}

fn shell_correction(r: f64, p: f64, shells: u32) -> Result<f64, Unfit> {
    let none = Unfit::NoSolution { field: "correction" };
    let shells = f64::from(shells);
    let log_w = (p * (1.0 - r) / (1.0 - p)).ln_1p() / shells;
    let w = log_w.exp();
    // Both quotients by R - 1 have a limit where R = 1.
    let (log_share, rest_share) = if (r - 1.0).abs() < 1e-12 {
        let limit = p / (shells * (1.0 - p));
        (-limit, limit)
    } else {
        (log_w / (r - 1.0), -log_w.exp_m1() / (r - 1.0))
    };
    let root = (r * r + 1.0).sqrt();
    let ratio = (1.0 + w - root * rest_share) / (1.0 + w + root * rest_share);
    let f = root * log_share / ratio.ln();
    if ratio > 0.0 && f.is_finite() && f > 0.0 { Ok(f.min(1.0)) } else { Err(none) }
}

fn checked_shells(shells: u32) -> Result<u32, Unfit> {
    let allowed = "1 <= x <= 100";
    within("shells", f64::from(shells), allowed, |_| (1..=MOST_SHELLS).contains(&shells))?;
    Ok(shells)
}

/// Effectiveness of an exchanger: heat over the heat that an endless one would transfer, 0..1.
///
/// `epsilon = Q / (Cmin (Th,in - Tc,in))` as a function of `NTU = U A / Cmin` and `Cr = Cmin /
/// Cmax`, 0..1. Counterflow and parallel flow as in [`effectiveness_counterflow`] and
/// [`effectiveness_parallel`]; cross-flow, smaller capacity mixed `1 - exp(-(1 - exp(-Cr NTU)) /
/// Cr)`, larger mixed `(1 - exp(-Cr (1 - exp(-NTU)))) / Cr`; both unmixed the series `1 / (Cr NTU)
/// sum_n P(n + 1, NTU) P(n + 1, Cr NTU)`, P the Poisson tail; one shell
/// `2 / (1 + Cr + s coth(NTU s / 2))`, `s = sqrt(1 + Cr^2)`, shells in series by the usual rule.
/// Cr = 0 gives `1 - exp(-NTU)` throughout. Range: NTU up to 600. Source: Kays and London 1984;
/// Mason 1955 for the series. Oracle: `ht` 1.2, `tests/oracle/exchangers.json`.
pub fn effectiveness(
    ntu: f64,
    capacity_ratio: f64,
    layout: Layout,
    shells: u32,
) -> Result<f64, Unfit> {
    within("ntu", ntu, "0 <= x <= 600", |x| (0.0..=MOST_NTU).contains(&x))?;
    within("capacity_ratio", capacity_ratio, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
    Ok(unchecked(ntu, capacity_ratio, layout, checked_shells(shells)?))
}

fn unchecked(ntu: f64, cr: f64, layout: Layout, shells: u32) -> f64 {
    let endless = -(-ntu).exp_m1();
    // Below this ratio the capacities' influence is less than a number's precision.
    if cr < 1e-14 || ntu == 0.0 {
        return endless;
    }
    match layout {
        Layout::Counterflow => effectiveness_counterflow(ntu, cr),
        Layout::Parallel => effectiveness_parallel(ntu, cr),
        Layout::CrossUnmixed => cross_unmixed(ntu, cr),
        Layout::CrossMixedMin => -((-cr * ntu).exp_m1() / cr).exp_m1(),
        Layout::CrossMixedMax => -(-cr * endless).exp_m1() / cr,
        Layout::ShellAndTube => {
            let n = f64::from(shells);
            let s = (1.0 + cr * cr).sqrt();
            let one = 2.0 / (1.0 + cr + s / (0.5 * ntu / n * s).tanh());
            if (1.0 - cr) < 1e-9 {
                return n * one / (1.0 + (n - 1.0) * one);
            }
            let power = ((1.0 - one * cr) / (1.0 - one)).powf(n);
            if power.is_finite() { (power - 1.0) / (power - cr) } else { 1.0 }
        }
    }
}

/// Mason's series: tails of two Poisson distributions multiplied, smallest terms first.
fn cross_unmixed(ntu: f64, cr: f64) -> f64 {
    let last = (ntu + 14.0 * ntu.sqrt() + 40.0) as usize;
    let shares = |x: f64| {
        let mut shares = Vec::with_capacity(last + 1);
        let mut share = (-x).exp();
        for m in 0..=last {
            shares.push(share);
            share *= x / (m + 1) as f64;
        }
        shares
    };
    let (a, b) = (shares(ntu), shares(cr * ntu));
    let (mut tail_a, mut tail_b, mut sum) = (0.0, 0.0, 0.0);
    for n in (1..=last).rev() {
        tail_a += a[n];
        tail_b += b[n];
        sum += tail_a * tail_b;
    }
    sum / (cr * ntu)
}

/// Transfer units that a layout needs for an effectiveness: the inverse of [`effectiveness`].
///
/// `NTU = U A / Cmin`. Refused where no size of the layout reaches the effectiveness. Found by
/// halving to the precision of a number; oracle: the inverse gives the effectiveness back.
pub fn transfer_units(
    wanted: f64,
    capacity_ratio: f64,
    layout: Layout,
    shells: u32,
) -> Result<f64, Unfit> {
    within("effectiveness", wanted, "0 <= x < 1", |x| (0.0..1.0).contains(&x))?;
    if effectiveness(MOST_NTU, capacity_ratio, layout, shells)? < wanted {
        return Err(Unfit::NoSolution { field: "ntu" });
    }
    let (mut low, mut high) = (0.0, MOST_NTU);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if unchecked(middle, capacity_ratio, layout, shells) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// Area of an exchanger, m2: `A = 1000 Q / (U F LMTD)`; Q in kW, zero or above; U in W/(m2 K); F
/// correction, 0..1; LMTD of counterflow in K. Source: VDI Heat Atlas, C1. Oracle: closed form.
pub fn area_m2(
    duty_kw: f64,
    u_w_per_m2k: f64,
    correction: f64,
    mean_difference_k: f64,
) -> Result<f64, Unfit> {
    not_negative("duty_kw", duty_kw)?;
    positive("u_w_per_m2k", u_w_per_m2k)?;
    positive("lmtd_k", mean_difference_k)?;
    within("correction", correction, "0 < x <= 1", |x| x > 0.0 && x <= 1.0)?;
    in_range("area_m2", 1000.0 * duty_kw / (u_w_per_m2k * correction * mean_difference_k))
}

/// A law of cost by area, in the money and of the year of its source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ExchangerCost")]
pub struct CostLaw {
    /// What any exchanger costs, EUR.
    pub fixed_eur: f64,
    /// Factor of the area's power, EUR.
    pub eur_per_m2: f64,
    /// Power of the area, 0 < n <= 1.
    pub exponent: f64,
}

/// Cost of an exchanger, EUR: `fixed + a A^n`, A in m2. Range: that of the law's source. Source
/// of the form: Hall, Ahmad and Smith 1990, Computers and Chemical Engineering 14. Oracle: closed
/// form.
pub fn cost_eur(law: CostLaw, area_m2: f64) -> Result<f64, Unfit> {
    not_negative("area_m2", area_m2)?;
    not_negative("cost.fixed_eur", law.fixed_eur)?;
    not_negative("cost.eur_per_m2", law.eur_per_m2)?;
    within("cost.exponent", law.exponent, "0 < x <= 1", |x| x > 0.0 && x <= 1.0)?;
    in_range("cost_eur", law.fixed_eur + law.eur_per_m2 * area_m2.powf(law.exponent))
}

#[cfg(test)]
mod tests;
