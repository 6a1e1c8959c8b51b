//! Scorer `quality`: whether what is offered is good enough for what is needed.
//!
//! One value for each property that matters for the kind; the worst decides. A heat pump is
//! a relaxation and is not judged here.

use super::{Note, Scored, Scorer};
use crate::matching::message::Message;
use crate::matching::prefilter::{Subject, hazard_keeps_apart};
use crate::matching::query::Rules;
use crate::model::Kind;
use crate::model::kind::Axis;

/// What the scorer found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// 0..1.
    pub value: f64,
    /// Share of the supply's duty that the demand can take, 0..1.
    pub usable_share: f64,
    /// The property that decides, where one is below 1.
    pub limit: Option<Limit>,
}

/// The property that keeps a score below 1, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// One side does not state it.
    Unknown(Axis),
    /// The supply falls short in it.
    Short(Axis),
    /// The ends do not fit: part of the duty is below the demand's inlet plus the approach.
    Ends,
}

/// Judges a pair.
///
/// `value = share x min over the properties`, where share is that part of the supply's duty
/// which lies above the demand's inlet plus the approach (see [`usable_share`]).
pub fn judge(supply: &Subject, demand: &Subject, rules: &Rules) -> Quality {
    let mut worst = (1.0, None);
    let axes = supply.kind.rules().axes;
    // A grade that a demand names must be met whatever the kind.
    let grade = (!supply.kind.is_thermal() && !axes.contains(&Axis::Grade)).then_some(&Axis::Grade);
    for &axis in axes.iter().chain(grade) {
        let (value, limit) = match of_axis(axis, supply, demand, rules) {
            Judged::Known(value) => (value, Limit::Short(axis)),
            Judged::Unstated => (rules.unknown_quality, Limit::Unknown(axis)),
            Judged::NotAsked => continue,
        };
        if value < worst.0 {
            worst = (value, Some(limit));
        }
    }
    let usable_share = usable_share(supply, demand, rules.approach_k);
    let limit = if usable_share < worst.0 { Some(Limit::Ends) } else { worst.1 };
    Quality { value: worst.0 * usable_share, usable_share, limit }
}

enum Judged {
    /// Both sides state it: 0..1.
    Known(f64),
    /// It matters, but a side does not state it.
    Unstated,
    /// The demand does not ask for it.
    NotAsked,
}

fn of_axis(axis: Axis, supply: &Subject, demand: &Subject, rules: &Rules) -> Judged {
    let yes_no = |fits: bool| Judged::Known(f64::from(u8::from(fits)));
    match axis {
        Axis::Temperature => {
            let headroom_k = headroom_k(supply, demand);
            if headroom_k.is_nan() {
                Judged::Unstated
            } else {
                Judged::Known(temperature_value(headroom_k, rules.approach_k))
            }
        }
        Axis::Pressure => {
            if demand.pressure_bar.is_nan() {
                Judged::NotAsked
            } else if supply.pressure_bar.is_nan() {
                // Saturated steam of a known temperature has that pressure: the temperature
                // has been compared already.
                if headroom_k(supply, demand).is_nan() {
                    Judged::Unstated
                } else {
                    Judged::NotAsked
                }
            } else {
                yes_no(supply.pressure_bar >= demand.pressure_bar)
            }
        }
        Axis::Grade => {
            if demand.grade.is_nan() {
                Judged::NotAsked
            } else if supply.grade.is_nan() {
                Judged::Unstated
            } else {
                yes_no(supply.grade >= demand.grade)
            }
        }
        Axis::Ph => {
            if demand.ph.is_nan() {
                Judged::NotAsked
            } else if supply.ph.is_nan() {
                Judged::Unstated
            } else {
                let off = (supply.ph - demand.ph).abs();
                Judged::Known(
                    ((rules.ph_limit - off) / (rules.ph_limit - rules.ph_harmless)).clamp(0.0, 1.0),
                )
            }
        }
        Axis::Moisture => {
            if supply.moisture.is_nan() {
                Judged::Unstated
            } else {
                yes_no((rules.moisture_least..=rules.moisture_most).contains(&supply.moisture))
            }
        }
        Axis::Contamination => {
            if supply.contamination.is_nan() {
                Judged::Unstated
            } else {
                let most = if demand.contamination.is_nan() {
                    rules.contamination_most
                } else {
                    demand.contamination
                };
                yes_no(supply.contamination <= most)
            }
        }
        Axis::Hazard => {
            if hazard_keeps_apart(supply, demand) {
                Judged::Known(0.0)
            } else {
                Judged::NotAsked
            }
        }
    }
}

/// Supply temperature less demand temperature in K; mirrored for cooling.
pub fn headroom_k(supply: &Subject, demand: &Subject) -> f64 {
    match supply.kind {
        Kind::Cooling => demand.temperature_c - supply.temperature_c,
        Kind::Heat
        | Kind::Steam
        | Kind::Water
        | Kind::Co2
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => supply.temperature_c - demand.temperature_c,
    }
}

/// 1 from the approach on, falling to 0 at no difference, 0 below.
fn temperature_value(headroom_k: f64, approach_k: f64) -> f64 {
    if approach_k > 0.0 {
        (headroom_k / approach_k).clamp(0.0, 1.0)
    } else if headroom_k >= 0.0 {
        1.0
    } else {
        0.0
    }
}

/// Share of the supply's duty that lies above the demand's inlet plus the approach, 0..1.
///
/// `(Ts - max(Ts', Td' + a)) / (Ts - Ts')` with the supply's temperatures before and after
/// use Ts, Ts' and the demand's inlet Td', all in degrees Celsius, and the approach a in K;
/// mirrored for cooling. 1 for steam, which is used as it comes, and where an end is unknown.
pub fn usable_share(supply: &Subject, demand: &Subject, approach_k: f64) -> f64 {
    let sign = match supply.kind {
        Kind::Heat => 1.0,
        Kind::Cooling => -1.0,
        Kind::Steam
        | Kind::Water
        | Kind::Co2
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Biowaste
        | Kind::Material
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => return 1.0,
    };
    let (hot, cold, inlet) =
        (sign * supply.temperature_c, sign * supply.return_c, sign * demand.return_c);
    let duty = hot - cold;
    if duty.is_nan() || inlet.is_nan() || duty <= 0.0 {
        return 1.0;
    }
    ((hot - cold.max(inlet + approach_k)) / duty).clamp(0.0, 1.0)
}

/// Why the score is what it is, and what would raise it.
pub fn explain(supply: &Subject, demand: &Subject, scored: &Scored, rules: &Rules) -> Note {
    if let Some(pump) = &scored.heat_pump {
        let message = Message::new("match-quality-heat-pump")
            .number("supply", supply.temperature_c, "°C")
            .number("demand", demand.temperature_c, "°C")
            .number("cop", pump.cop, "");
        return Note::new(Scorer::Quality, scored.scores.quality, message);
    }
    let quality = judge(supply, demand, rules);
    let degrees = |message: Message| {
        message.number("supply", supply.temperature_c, "°C").number(
            "demand",
            demand.temperature_c,
            "°C",
        )
    };
    let raised_to = |message: Message, value: f64| message.number("value", value * 100.0, "%");
    let message = match quality.limit {
        None if supply.kind.is_thermal() => degrees(Message::new("match-quality-warm-enough")),
        None => Message::new("match-quality-good-enough"),
        Some(Limit::Unknown(axis)) => {
            Message::new("match-quality-unknown").code("axis", axis_code(axis))
        }
        Some(Limit::Short(Axis::Temperature)) => degrees(Message::new("match-quality-close")),
        Some(Limit::Short(axis)) => {
            Message::new("match-quality-short").code("axis", axis_code(axis))
        }
        Some(Limit::Ends) => {
            Message::new("match-quality-ends").number("share", quality.usable_share * 100.0, "%")
        }
    };
    let mut note = Note::new(Scorer::Quality, quality.value, message);
    match quality.limit {
        None => {}
        Some(Limit::Unknown(axis)) => note.raise.push(raised_to(
            Message::new("match-raise-state").code("axis", axis_code(axis)),
            quality.usable_share,
        )),
        Some(Limit::Short(Axis::Temperature)) => {
            let wanted = match supply.kind {
                Kind::Cooling => supply.temperature_c + rules.approach_k,
                Kind::Heat
                | Kind::Steam
                | Kind::Water
                | Kind::Co2
                | Kind::Electricity
                | Kind::CompressedAir
                | Kind::Biowaste
                | Kind::Material
                | Kind::Product
                | Kind::Logistics
                | Kind::Service
                | Kind::SharedAsset => supply.temperature_c - rules.approach_k,
            };
            note.raise.push(raised_to(
                Message::new("match-raise-demand-temperature").number("wanted", wanted, "°C"),
                quality.usable_share,
            ));
        }
        Some(Limit::Short(axis)) => note.raise.push(raised_to(
            Message::new("match-raise-axis").code("axis", axis_code(axis)),
            quality.usable_share,
        )),
        Some(Limit::Ends) => {
            let back = match supply.kind {
                Kind::Cooling => supply.return_c + rules.approach_k,
                Kind::Heat
                | Kind::Steam
                | Kind::Water
                | Kind::Co2
                | Kind::Electricity
                | Kind::CompressedAir
                | Kind::Biowaste
                | Kind::Material
                | Kind::Product
                | Kind::Logistics
                | Kind::Service
                | Kind::SharedAsset => supply.return_c - rules.approach_k,
            };
            let value =
                if quality.usable_share > 0.0 { quality.value / quality.usable_share } else { 1.0 };
            note.raise.push(raised_to(
                Message::new("match-raise-return-temperature").number("wanted", back, "°C"),
                value,
            ));
        }
    }
    note
}

fn axis_code(axis: Axis) -> &'static str {
    match axis {
        Axis::Temperature => "temperature",
        Axis::Pressure => "pressure",
        Axis::Grade => "grade",
        Axis::Ph => "ph",
        Axis::Moisture => "moisture",
        Axis::Contamination => "contamination",
        Axis::Hazard => "hazard",
    }
}
