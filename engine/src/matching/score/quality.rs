//! Scorer `quality`: whether what is offered is good enough for what is needed.
//!
//! One value for each property that matters for the kind; the worst decides. A heat pump is
//! a relaxation and is not judged here.

use super::{Note, Scored, Scorer};
use crate::matching::fallback::Plant;
use crate::matching::message::Message;
use crate::matching::prefilter::{Subject, hazard_keeps_apart};
use crate::matching::query::Rules;
use crate::model::kind::Axis;
use crate::model::{Hazards, Kind};

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
    let mut meet = |axis: Axis| {
        let (value, limit) = match of_axis(axis, supply, demand, rules) {
            Judged::Known(value) => (value, Limit::Short(axis)),
            Judged::Unstated => (rules.unknown_quality, Limit::Unknown(axis)),
            Judged::NotAsked => return,
        };
        if value < worst.0 {
            worst = (value, Some(limit));
        }
    };
    supply.kind.rules().axes.iter().copied().for_each(&mut meet);
    // What a demand names must be met whatever the kind.
    if demand.asks != 0 {
        Axis::ALL.into_iter().filter(|axis| demand.asks_for(*axis)).for_each(&mut meet);
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
        Axis::Temperature if !supply.kind.is_thermal() => {
            let most = demand.rare.as_ref().map_or(f64::NAN, |rare| rare.warmest_c);
            if supply.temperature_c.is_nan() {
                Judged::Unstated
            } else {
                yes_no(supply.temperature_c <= most)
            }
        }
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
            let (low, high) = demand.ph_range;
            if low.is_nan() && high.is_nan() {
                Judged::NotAsked
            } else if supply.ph.is_nan() {
                Judged::Unstated
            } else {
                // An open end is not a number, and never the larger one.
                let off = (low - supply.ph).max(supply.ph - high).max(0.0);
                Judged::Known(
                    ((rules.ph_limit - off) / (rules.ph_limit - rules.ph_harmless)).clamp(0.0, 1.0),
                )
            }
        }
        Axis::Moisture => {
            if supply.moisture.is_nan() {
                return Judged::Unstated;
            }
            let (least, most) = moisture_range(demand, rules);
            yes_no(supply.moisture >= least && supply.moisture <= most)
        }
        Axis::Contamination => {
            if supply.contamination.is_nan() {
                Judged::Unstated
            } else {
                yes_no(supply.contamination <= contamination_limit(demand, rules))
            }
        }
        Axis::Hazard => {
            if hazard_keeps_apart(supply, demand) {
                Judged::Known(0.0)
            } else if demand.asks_for(Axis::Hazard) && supply.hazardous.is_none() {
                Judged::Unstated
            } else {
                Judged::NotAsked
            }
        }
        Axis::Contaminants => {
            let Some(limits) = &demand.rare else { return Judged::NotAsked };
            let found = supply.rare.as_ref();
            let mut unstated = false;
            for &(code, most) in &limits.contents {
                match found.and_then(|found| found.content(code)) {
                    Some(content) if content > most => return Judged::Known(0.0),
                    Some(_) => {}
                    None => unstated = true,
                }
            }
            if unstated { Judged::Unstated } else { Judged::NotAsked }
        }
        Axis::Substance => {
            let wanted = demand.rare.as_ref().map_or(0, |rare| rare.substance);
            match supply.rare.as_ref().map_or(0, |rare| rare.substance) {
                0 => Judged::Unstated,
                substance => yes_no(substance == wanted),
            }
        }
    }
}

/// Least and most water content that a demand takes, 0..1.
pub fn moisture_range(demand: &Subject, rules: &Rules) -> (f64, f64) {
    let is_organic = demand.kind.rules().axes.contains(&Axis::Moisture);
    let least = if is_organic { rules.moisture_least } else { 0.0 };
    (least, if demand.moisture.is_nan() { rules.moisture_most } else { demand.moisture })
}

/// Most foreign matter that a demand takes, 0..1.
pub fn contamination_limit(demand: &Subject, rules: &Rules) -> f64 {
    if demand.contamination.is_nan() { rules.contamination_most } else { demand.contamination }
}

/// The supply as it would be if it met the demand in one property and were known to.
pub fn met(supply: &Subject, demand: &Subject, axis: Axis, rules: &Rules) -> Subject {
    let mut met = supply.clone();
    match axis {
        Axis::Temperature if !supply.kind.is_thermal() => {
            met.temperature_c = demand.rare.as_ref().map_or(f64::NAN, |rare| rare.warmest_c);
        }
        Axis::Temperature => {
            let toward = if supply.kind == Kind::Cooling { -1.0 } else { 1.0 };
            met.temperature_c = demand.temperature_c + toward * rules.approach_k;
        }
        Axis::Pressure => met.pressure_bar = demand.pressure_bar,
        Axis::Grade => met.grade = demand.grade,
        Axis::Ph => {
            let (low, high) = demand.ph_range;
            // Within the range, or at the one end that is stated.
            met.ph = if supply.ph.is_nan() { low.max(high) } else { supply.ph.max(low).min(high) };
        }
        Axis::Moisture => {
            let (least, most) = moisture_range(demand, rules);
            met.moisture =
                if supply.moisture.is_nan() { most } else { supply.moisture.max(least).min(most) };
        }
        Axis::Contamination => met.contamination = contamination_limit(demand, rules),
        Axis::Hazard => {
            met.hazardous = Some(false);
            if let Some(rare) = &mut met.rare {
                rare.hazards = Some(Hazards::NONE);
            }
        }
        Axis::Contaminants => {
            let rare = demand.rare.clone();
            let limits = rare.as_ref().map(|rare| rare.contents.clone()).unwrap_or_default();
            let mut own = met.rare.take().or(rare);
            if let Some(own) = &mut own {
                let kept = limits.iter().map(|&(code, most)| {
                    let has = supply.rare.as_ref().and_then(|rare| rare.content(code));
                    (code, has.map_or(most, |has| has.min(most)))
                });
                own.contents = kept.collect();
            }
            met.rare = own;
        }
        Axis::Substance => {
            let rare = demand.rare.clone();
            let wanted = rare.as_ref().map_or(0, |rare| rare.substance);
            let mut own = met.rare.take().or(rare);
            if let Some(own) = &mut own {
                own.substance = wanted;
            }
            met.rare = own;
        }
    }
    met
}

/// How each property that matters stands, in a fixed order: 0..1, not a number where a side
/// does not state it.
pub fn by_axis<'a>(
    supply: &'a Subject,
    demand: &'a Subject,
    rules: &'a Rules,
) -> impl Iterator<Item = (Axis, f64)> + 'a {
    let own = supply.kind.rules().axes;
    let asked = move |axis: &Axis| own.contains(axis) || demand.asks_for(*axis);
    Axis::ALL.into_iter().filter(asked).filter_map(move |axis| {
        match of_axis(axis, supply, demand, rules) {
            Judged::Known(value) => Some((axis, value)),
            Judged::Unstated => Some((axis, f64::NAN)),
            Judged::NotAsked => None,
        }
    })
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
    if let Plant::Treatment(step) = &scored.plant {
        let message = Message::new("match-quality-treated").code("axis", axis_code(step.axis));
        return Note::new(Scorer::Quality, scored.scores.quality, message);
    }
    if let Plant::HeatPump(pump) = &scored.plant {
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
    // Each is tried out on the pair, so that what is promised is what comes.
    let reached = |supply: &Subject, demand: &Subject| judge(supply, demand, rules).value;
    let toward = if supply.kind == Kind::Cooling { -1.0 } else { 1.0 };
    match quality.limit {
        None => {}
        Some(Limit::Unknown(Axis::Temperature)) if demand.temperature_c.is_nan() => {
            let mut stated = demand.clone();
            let offered_c = if supply.temperature_c.is_nan() { 0.0 } else { supply.temperature_c };
            stated.temperature_c = offered_c - toward * rules.approach_k;
            note.raise.push(raised_to(
                Message::new("match-raise-state").code("axis", axis_code(Axis::Temperature)),
                reached(&met(supply, &stated, Axis::Temperature, rules), &stated),
            ));
        }
        Some(Limit::Unknown(axis)) => note.raise.push(raised_to(
            Message::new("match-raise-state").code("axis", axis_code(axis)),
            reached(&met(supply, demand, axis, rules), demand),
        )),
        Some(Limit::Short(Axis::Temperature)) if supply.kind.is_thermal() => {
            let mut easier = demand.clone();
            easier.temperature_c = supply.temperature_c - toward * rules.approach_k;
            note.raise.push(raised_to(
                Message::new("match-raise-demand-temperature").number(
                    "wanted",
                    easier.temperature_c,
                    "°C",
                ),
                reached(supply, &easier),
            ));
        }
        Some(Limit::Short(axis)) => note.raise.push(raised_to(
            Message::new("match-raise-axis").code("axis", axis_code(axis)),
            reached(&met(supply, demand, axis, rules), demand),
        )),
        Some(Limit::Ends) => {
            let mut easier = demand.clone();
            easier.return_c = supply.return_c - toward * rules.approach_k;
            note.raise.push(raised_to(
                Message::new("match-raise-return-temperature").number(
                    "wanted",
                    easier.return_c,
                    "°C",
                ),
                reached(supply, &easier),
            ));
        }
    }
    note
}

/// Name of a property in codes and in the catalogue.
pub fn axis_code(axis: Axis) -> &'static str {
    match axis {
        Axis::Temperature => "temperature",
        Axis::Pressure => "pressure",
        Axis::Grade => "grade",
        Axis::Ph => "ph",
        Axis::Moisture => "moisture",
        Axis::Contamination => "contamination",
        Axis::Hazard => "hazard",
        Axis::Contaminants => "contaminants",
        Axis::Substance => "substance",
    }
}
