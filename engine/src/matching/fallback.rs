//! Stage 8: what is tried for a flow that has found too few partners. One constraint at a
//! time, in a fixed order; each step edits the limits and goes back to stage 2.
//!
//! It decides what may be relaxed and says what that takes; the price of it is screened with
//! the rest of the pair.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::prefilter::{Limits, Subject};
use super::query::{PerKind, Rules};
use super::score::Scored;
use super::score::quality::headroom_k;
use crate::model::Kind;
use crate::thermo::heat_pump_cop;

/// Which rule of the scorers is bent for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stretch {
    /// None.
    None,
    /// A supply that is too cold is lifted by a heat pump.
    HeatPump,
    /// Less than the usual least share of the smaller amount changes hands.
    PartialQuantity,
}

/// One step of the ladder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rung {
    /// The widened limits.
    pub limits: Limits,
    /// Pairs nearer than this many search radii were tried before.
    pub beyond: f64,
    /// Which rule of the scorers is bent.
    pub stretch: Stretch,
}

/// The ladder for flows of a kind: radius x1.5, radius x2, heat pump, partial quantity.
pub fn ladder(kind: Kind, limits: &Limits, rules: &Rules) -> Vec<Rung> {
    let wider = |factor: f64| {
        let radius = limits.radius_km;
        Limits { radius_km: PerKind::new(|k| radius.get(k) * factor), ..*limits }
    };
    let [first, second] = rules.radius_factors;
    let mut rungs = vec![
        Rung { limits: wider(first), beyond: 1.0, stretch: Stretch::None },
        Rung { limits: wider(second), beyond: first, stretch: Stretch::None },
    ];
    if kind == Kind::Heat {
        let margin = limits.margin;
        let lifted =
            PerKind::new(|k| if k == Kind::Heat { -rules.heat_pump_lift_k } else { margin.get(k) });
        rungs.push(Rung {
            limits: Limits { margin: lifted, ..*limits },
            beyond: 0.0,
            stretch: Stretch::HeatPump,
        });
    }
    rungs.push(Rung { limits: *limits, beyond: 0.0, stretch: Stretch::PartialQuantity });
    rungs
}

/// A heat pump between a supply that is too cold and its demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatPump {
    /// Heat delivered over electricity taken.
    pub cop: f64,
    /// By how many K the heat is lifted, exchangers included.
    pub lift_k: f64,
}

/// The heat pump that lifts a supply to its demand, where one makes sense.
///
/// It works between the supply's temperature less half the approach and the demand's plus half
/// of it; its COP is that of `thermo::heat_pump_cop`. None above the hottest sink, beyond the
/// largest lift, below the least COP, or where a temperature is unknown.
pub fn heat_pump(supply: &Subject, demand: &Subject, rules: &Rules) -> Option<HeatPump> {
    let shortfall_k = -headroom_k(supply, demand);
    if supply.kind != Kind::Heat || shortfall_k.is_nan() || shortfall_k < 0.0 {
        return None;
    }
    let lift_k = shortfall_k + rules.approach_k;
    let pump = &rules.heat_pump;
    if demand.temperature_c > pump.hottest_sink_c || shortfall_k > rules.heat_pump_lift_k {
        return None;
    }
    let half = rules.approach_k / 2.0;
    let (source_c, sink_c) = (supply.temperature_c - half, demand.temperature_c + half);
    let cop = heat_pump_cop(source_c, sink_c, pump.carnot_fraction, pump.most_cop)?;
    (cop >= rules.heat_pump_least_cop).then_some(HeatPump { cop, lift_k })
}

/// What was relaxed for a match, and what that takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Relaxation {
    /// It lies beyond the search radius; the longer route is priced as it is.
    Radius {
        /// Distance over search radius, as far as the search was widened.
        factor: f64,
        /// Capital of that part of the route which lies beyond the radius, in EUR.
        cost_eur: f64,
    },
    /// A heat pump lifts the supply to the demand.
    HeatPump {
        /// Heat delivered over electricity taken.
        cop: f64,
        /// Lift in K.
        lift_k: f64,
        /// Electricity in MWh a year.
        electricity_mwh_per_year: f64,
        /// Capital in EUR.
        cost_eur: f64,
        /// Electricity in EUR a year.
        cost_eur_per_year: f64,
    },
    /// Less than the usual least share of the smaller amount changes hands.
    PartialQuantity {
        /// What changes hands over the smaller of the two amounts, 0..1.
        share: f64,
    },
}

impl Relaxation {
    /// What was relaxed, as a sentence of the catalogue.
    pub fn message(&self) -> Message {
        match self {
            Relaxation::Radius { factor, .. } => {
                Message::new("match-relaxed-radius").number("factor", *factor, "")
            }
            Relaxation::HeatPump { cop, .. } => {
                Message::new("match-relaxed-heat-pump").number("cop", *cop, "")
            }
            Relaxation::PartialQuantity { share } => {
                Message::new("match-relaxed-partial-quantity").number("share", *share * 100.0, "%")
            }
        }
    }
}

/// What was relaxed for a pair found on a rung.
pub fn relaxed(
    supply: &Subject,
    demand: &Subject,
    distance_km: f64,
    stretch: Stretch,
    scored: &Scored,
    rules: &Rules,
) -> Vec<Relaxation> {
    let mut relaxed = Vec::new();
    let radius_km = rules.radius_km.get(supply.kind);
    if distance_km > radius_km {
        let [first, second] = rules.radius_factors;
        let factor = if distance_km <= radius_km * first { first } else { second };
        let beyond = 1.0 - radius_km / distance_km;
        relaxed
            .push(Relaxation::Radius { factor, cost_eur: scored.money.route_capital_eur * beyond });
    }
    match stretch {
        Stretch::None => {}
        Stretch::HeatPump => {
            if let Some(pump) = &scored.heat_pump {
                relaxed.push(Relaxation::HeatPump {
                    cop: pump.cop,
                    lift_k: pump.lift_k,
                    electricity_mwh_per_year: scored.money.heat_pump_mwh_per_year,
                    cost_eur: scored.money.heat_pump_capital_eur,
                    cost_eur_per_year: scored.money.heat_pump_eur_per_year,
                });
            }
        }
        Stretch::PartialQuantity => {
            let smaller = supply.amount_per_year.min(demand.amount_per_year);
            let share = if smaller > 0.0 { scored.matched_per_year / smaller } else { 0.0 };
            relaxed.push(Relaxation::PartialQuantity { share });
        }
    }
    relaxed
}
