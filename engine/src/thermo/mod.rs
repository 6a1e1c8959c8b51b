//! What two streams can exchange: usable duty, mean temperature difference, area, heat pumps.
//!
//! Temperatures in degrees Celsius, differences in K, heat rates in kW. It knows no money and
//! no route.

pub mod exchanger;
pub mod insulation;
pub mod pinch;
pub mod plant;
pub mod steam;
pub mod storage;

/// A supply that is cooled and a demand that is heated, in counterflow. Degrees Celsius.
/// Cooling is the mirror: there the supply is the colder side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoStreams {
    /// The supply arrives with this.
    pub supply_c: f64,
    /// The supply may be brought to this.
    pub supply_return_c: f64,
    /// The demand must leave with this.
    pub demand_c: f64,
    /// The demand arrives with this.
    pub demand_return_c: f64,
}

/// What an exchanger can do for two streams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exchange {
    /// Share of the supply's duty that can be used, 0..1.
    pub supply_share: f64,
    /// Share of the demand's duty that can be covered at its temperature, 0..1.
    pub demand_share: f64,
    /// The supply leaves with this, degC.
    pub supply_outlet_c: f64,
    /// The demand leaves with this, degC.
    pub demand_outlet_c: f64,
    /// Supply inlet minus wanted demand temperature, K; below the approach the demand is only
    /// preheated, below zero the supply is too cold for the last part of it.
    pub hot_end_k: f64,
}

/// Usable duty of two streams against a least temperature difference.
///
/// The supply can be cooled to max(return, demand inlet + approach); the demand can be heated
/// to min(wanted, supply inlet - approach). Shares are of each stream's own full temperature
/// range, heat capacity taken as constant; a stream without range (condensing, evaporating)
/// counts whole or not at all. Valid for single-phase streams between 0 and 300 degC. Source:
/// Kemp, Pinch Analysis and Process Integration, 2nd edition, section 2.1. Oracle: the table of
/// cases below, worked by hand.
pub fn exchange(streams: TwoStreams, approach_k: f64) -> Exchange {
    let TwoStreams { supply_c, supply_return_c, demand_c, demand_return_c } = streams;
    let supply_outlet_c = supply_return_c.max(demand_return_c + approach_k).min(supply_c);
    let demand_outlet_c = demand_c.min(supply_c - approach_k).max(demand_return_c.min(demand_c));
    Exchange {
        supply_share: share(supply_c - supply_outlet_c, supply_c - supply_return_c),
        demand_share: share(demand_outlet_c - demand_return_c, demand_c - demand_return_c),
        supply_outlet_c,
        demand_outlet_c,
        hot_end_k: supply_c - demand_c,
    }
}

/// The same for cold that a supply gives to a demand: the mirror of [`exchange`].
pub fn exchange_cold(streams: TwoStreams, approach_k: f64) -> Exchange {
    let mirrored = exchange(
        TwoStreams {
            supply_c: -streams.supply_c,
            supply_return_c: -streams.supply_return_c,
            demand_c: -streams.demand_c,
            demand_return_c: -streams.demand_return_c,
        },
        approach_k,
    );
    Exchange {
        supply_outlet_c: -mirrored.supply_outlet_c,
        demand_outlet_c: -mirrored.demand_outlet_c,
        ..mirrored
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole).clamp(0.0, 1.0)
    } else if part >= 0.0 {
        1.0
    } else {
        0.0
    }
}

/// Logarithmic mean of the temperature differences at the two ends, K.
///
/// LMTD = (d1 - d2) / ln(d1 / d2); d1, d2 differences at the ends in K, both above zero, else
/// none; where they are equal the limit d1. Source: VDI Heat Atlas, C1. Oracle: `ht` 1.2.
///
/// ```
/// use turash_engine::thermo::log_mean_difference;
/// assert_eq!(log_mean_difference(20.0, 20.0), Some(20.0));
/// assert_eq!(log_mean_difference(20.0, -1.0), None);
/// ```
pub fn log_mean_difference(d1_k: f64, d2_k: f64) -> Option<f64> {
    if !(d1_k > 0.0 && d2_k > 0.0 && d1_k.is_finite() && d2_k.is_finite()) {
        return None;
    }
    let ratio = d1_k / d2_k;
    if (ratio - 1.0).abs() < 1e-6 {
        // Second-order limit of the formula, exact to 1e-13 here.
        return Some((d1_k * d2_k).sqrt() * (1.0 + (ratio - 1.0).powi(2) / 24.0));
    }
    Some((d1_k - d2_k) / ratio.ln())
}

/// Effectiveness of a counterflow exchanger, 0..1.
///
/// epsilon = (1 - e) / (1 - Cr e), e = exp(-NTU (1 - Cr)); NTU number of transfer units, at
/// least 0; Cr ratio of heat capacity rates, 0..1; for Cr = 1 the limit NTU / (1 + NTU).
/// Source: Kays and London 1984. Oracle: `ht` 1.2.
pub fn effectiveness_counterflow(ntu: f64, capacity_ratio: f64) -> f64 {
    if (1.0 - capacity_ratio).abs() < 1e-9 {
        return ntu / (1.0 + ntu);
    }
    let e = (-ntu * (1.0 - capacity_ratio)).exp();
    (1.0 - e) / (1.0 - capacity_ratio * e)
}

/// Effectiveness of a parallel-flow exchanger, 0..1: (1 - exp(-NTU (1 + Cr))) / (1 + Cr).
/// Symbols, range, source and oracle as [`effectiveness_counterflow`].
pub fn effectiveness_parallel(ntu: f64, capacity_ratio: f64) -> f64 {
    (1.0 - (-ntu * (1.0 + capacity_ratio)).exp()) / (1.0 + capacity_ratio)
}

/// Area of an exchanger in m2: A = 1000 Q / (U LMTD); Q in kW, U in W/(m2 K), LMTD in K.
/// None where there is no positive difference.
pub fn exchanger_area_m2(duty_kw: f64, u_w_per_m2k: f64, d1_k: f64, d2_k: f64) -> Option<f64> {
    log_mean_difference(d1_k, d2_k).map(|lmtd| 1000.0 * duty_kw / (u_w_per_m2k * lmtd))
}

/// Coefficient of performance of a heat pump, heat out over electricity in.
///
/// COP = min(limit, f T_sink / (T_sink - T_source)), temperatures in K; f share of Carnot,
/// 0..1; none where source is not colder than sink or the result is not above 1. Range: sink to
/// 150 degC. Source: Arpagaus et al. 2018, Energy 152. Oracle: closed form below.
pub fn heat_pump_cop(source_c: f64, sink_c: f64, carnot_fraction: f64, limit: f64) -> Option<f64> {
    let lift_k = sink_c - source_c;
    if lift_k.is_nan() || lift_k <= 0.0 {
        return None;
    }
    let cop = (carnot_fraction * (sink_c + 273.15) / lift_k).min(limit);
    (cop > 1.0).then_some(cop)
}

#[cfg(test)]
mod tests;
