//! Stage 8: what is tried for a flow that has found too few partners. One constraint at a
//! time, in a fixed order; each step edits the limits and goes back to stage 2.
//!
//! It decides what may be relaxed and says what that takes; the price of it is screened with
//! the rest of the pair.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::prefilter::{Limits, NO_RESOURCE, Subject, Times, week_share};
use super::query::{PerKind, Rules};
use super::score::Scored;
use super::score::quality::{self, axis_code, headroom_k};
use crate::economics::Added;
use crate::model::kind::Axis;
use crate::model::{Direction, Flow, Kind, MONTH_HOURS, Particulars, Price, Quality};
use crate::quantity::Celsius;
use crate::reference::Reference;
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
    /// A store carries it from the hours of the supply to those of the demand.
    Storage,
    /// Several partners together reach the least order of one side.
    Split {
        /// How many partners there are.
        partners: u32,
        /// What this one carries of all of them, in millionths.
        share_ppm: u32,
    },
    /// A treatment step brings about what the supply falls short in.
    Treatment,
    /// The supply enters as another kind.
    NeighbourKind,
}

impl Stretch {
    /// Several partners whose number and shares are not known yet.
    pub const SPLIT: Stretch = Stretch::Split { partners: 0, share_ppm: 0 };
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

/// The ladder for a flow: radius x1.5, radius x2, heat pump, part of the quantity, storage,
/// several partners, treatment, neighbouring kind; steps that cannot help it are left out.
pub fn ladder(subject: &Subject, limits: &Limits, rules: &Rules) -> Vec<Rung> {
    let kind = subject.kind;
    let wider = |factor: f64| {
        let radius = limits.radius_km;
        Limits { radius_km: PerKind::new(|k| radius.get(k) * factor), ..*limits }
    };
    let margin = |of: Kind, margin: f64| {
        let usual = limits.margin;
        Limits { margin: PerKind::new(|k| if k == of { margin } else { usual.get(k) }), ..*limits }
    };
    let [first, second] = rules.radius_factors;
    let bent = |limits, stretch| Rung { limits, beyond: 0.0, stretch };
    let mut rungs = vec![
        Rung { limits: wider(first), beyond: 1.0, stretch: Stretch::None },
        Rung { limits: wider(second), beyond: first, stretch: Stretch::None },
    ];
    if kind == Kind::Heat {
        rungs.push(bent(margin(kind, -rules.heat_pump_lift_k), Stretch::HeatPump));
    }
    rungs.push(bent(*limits, Stretch::PartialQuantity));
    if !rules.storage_eur.get(kind).is_nan() {
        rungs.push(bent(Limits { times: Times::Days, ..*limits }, Stretch::Storage));
    }
    if subject.rare.as_ref().is_some_and(|rare| rare.minimum_order > 0.0) {
        rungs.push(bent(*limits, Stretch::SPLIT));
    }
    if rules.treatment_eur.iter().any(|eur| !eur.get(kind).is_nan()) {
        let limits = if kind.is_thermal() { *limits } else { margin(kind, -rules.purity_points) };
        rungs.push(bent(limits, Stretch::Treatment));
    }
    if subject.neighbour != NO_RESOURCE {
        rungs.push(bent(*limits, Stretch::NeighbourKind));
    }
    rungs
}

/// What makes a relaxed pair possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Plant {
    /// Nothing.
    None,
    /// A heat pump.
    HeatPump(HeatPump),
    /// A store.
    Store(Store),
    /// A treatment step.
    Treatment(Treatment),
    /// A station between steam and heat.
    Station,
}

/// A store between the hours of a supply and those of its demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Store {
    /// How much it holds, in the unit of the kind.
    pub capacity: f64,
    /// How much of that has to be built.
    pub to_build: f64,
    /// Mean stay in days.
    pub days: f64,
    /// Share of what passes through that is lost, 0..1.
    pub loss_share: f64,
    /// What comes out in a year.
    pub matched_per_year: f64,
    /// Largest rate at which it is filled, in units an hour.
    pub rate_per_hour: f64,
    /// Hours a year in which the demand is served.
    pub hours_per_year: f64,
}

/// The store that carries a supply to hours in which it does not run, where one makes sense.
///
/// Each week of month m moves `168 min(u S sm, D dm)` with the mean rates S, D of both sides over
/// the week at full strength, the strengths sm, dm and the usable share u. The store holds the
/// largest swing of `in - out` over the hours of the strongest week; the mean stay is the mean
/// content over what passes through, and the loss is that stay times the loss of a day. None
/// where the kind cannot be stored, the stay is beyond the longest, or it spoils before.
pub fn store(
    supply: &Subject,
    demand: &Subject,
    usable_share: f64,
    rules: &Rules,
) -> Option<Store> {
    if rules.storage_eur.get(supply.kind).is_nan() {
        return None;
    }
    let (supply_week, demand_week) = (week_share(supply.week), week_share(demand.week));
    let giving = usable_share * supply.rate_per_hour * supply_week;
    let taking = demand.rate_per_hour * demand_week;
    let (mut sum, mut strongest) = (0.0, 0.0f64);
    for ((s, d), hours) in supply.months.iter().zip(&demand.months).zip(MONTH_HOURS) {
        let rate = (giving * s).min(taking * d);
        sum += hours * rate;
        strongest = strongest.max(rate);
    }
    if sum <= 0.0 {
        return None;
    }
    let (filling, drawing) = (strongest / supply_week, strongest / demand_week);
    let (mut content, mut least, mut most, mut total) = (0.0f64, 0.0f64, 0.0f64, 0.0f64);
    for hour in 0..168 {
        content += if supply.week.runs_at(hour) { filling } else { 0.0 };
        content -= if demand.week.runs_at(hour) { drawing } else { 0.0 };
        (least, most, total) = (least.min(content), most.max(content), total + content);
    }
    let days = (total / 168.0 - least) / (24.0 * strongest);
    let spoils = supply.rare.as_ref().is_some_and(|rare| rare.shelf_life_days < days);
    if days > rules.storage_most_days || spoils {
        return None;
    }
    let loss_share = (rules.storage_loss_per_day.get(supply.kind) * days).clamp(0.0, 1.0);
    let in_a_year = sum.min(usable_share * supply.amount_per_year);
    let matched_per_year = (in_a_year * (1.0 - loss_share)).min(demand.amount_per_year);
    let there = |subject: &Subject| {
        subject
            .rare
            .as_ref()
            .map_or(0.0, |rare| if rare.storage > 0.0 { rare.storage } else { 0.0 })
    };
    let capacity = most - least;
    let common: f64 = supply
        .months
        .iter()
        .zip(&demand.months)
        .zip(MONTH_HOURS)
        .fold(0.0, |sum, ((s, d), hours)| sum + hours * s.min(*d));
    Some(Store {
        capacity,
        to_build: (capacity - there(supply) - there(demand)).max(0.0),
        days,
        loss_share,
        matched_per_year,
        rate_per_hour: filling,
        hours_per_year: demand_week * common,
    })
}

/// A treatment step between a supply and a demand that it falls short of in one property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treatment {
    /// In what it falls short.
    pub axis: Axis,
    /// Cost of one unit in EUR, capital included.
    pub eur_per_unit: f64,
}

/// The treatment that makes a supply fit, where exactly one property keeps it out and that one
/// can be treated: a pressure or a grade within its tolerance, contents up to some times their
/// limit, pH, moisture and foreign matter.
pub fn treatment(supply: &Subject, demand: &Subject, rules: &Rules) -> Option<Treatment> {
    let mut short = quality::by_axis(supply, demand, rules).filter(|(_, value)| *value <= 0.0);
    let (axis, _) = short.next()?;
    if short.next().is_some() {
        return None;
    }
    let is_near = match axis {
        Axis::Pressure => {
            supply.pressure_bar >= demand.pressure_bar * (1.0 - rules.pressure_tolerance)
        }
        Axis::Grade => supply.grade >= demand.grade - rules.purity_points,
        Axis::Contaminants => {
            let limits = demand.rare.as_ref().map_or(&[][..], |rare| rare.contents.as_slice());
            limits.iter().all(|(code, most)| {
                let has = supply.rare.as_ref().and_then(|rare| rare.content(*code));
                has.is_none_or(|has| has <= most * rules.contaminants_factor)
            })
        }
        Axis::Ph | Axis::Moisture | Axis::Contamination => true,
        Axis::Temperature | Axis::Hazard | Axis::Substance => false,
    };
    let eur_per_unit = rules.treatment_eur[axis as usize].get(supply.kind);
    (is_near && !eur_per_unit.is_nan()).then_some(Treatment { axis, eur_per_unit })
}

/// A flow of steam as the heat that an exchanger takes out of it; none for other flows.
///
/// It condenses at its pressure: `Q = M (hv - hl) / (hv - hf)` with the amount of steam M in MWh
/// above feed water, the enthalpies hv, hl of saturated vapour and liquid at its pressure and hf
/// of feed water, in kJ/kg. What the condensate loses as flash steam is not counted. Source:
/// IAPWS-IF97 by way of `steam.csv`.
pub fn as_heat(flow: &Flow, reference: &Reference) -> Option<Flow> {
    if flow.kind != Kind::Steam || flow.direction != Direction::Supply {
        return None;
    }
    let low = flow.particulars.pressure_low_bar.or(flow.quality.pressure_bar);
    let temperature = flow.particulars.temperature_low.or(flow.quality.temperature);
    let steam = match (low, temperature) {
        (Some(bar), _) => reference.steam_at_pressure(bar),
        (None, Some(t)) => reference.steam_at_temperature(t.0),
        (None, None) => return None,
    };
    let feed = reference.steam_at_temperature(reference.value("process.condensate_return")?);
    let vapour = steam.vapour_kj_per_kg;
    let share = (vapour - steam.liquid_kj_per_kg) / (vapour - feed.liquid_kj_per_kg);
    let share = share.clamp(0.0, 1.0);
    let scaled = |amount: f64| amount * share;
    // A unit of heat takes more than a unit of steam, and so costs more.
    let priced = |price: &Option<Price>| {
        let price = price.clone()?;
        let per_unit = Decimal::from_f64(share).and_then(|s| price.per_unit.checked_div(s))?;
        Some(Price { per_unit: per_unit.round_dp(6), ..price })
    };
    Some(Flow {
        kind: Kind::Heat,
        amount_per_year: scaled(flow.amount_per_year),
        amount_low: flow.amount_low.map(scaled),
        amount_high: flow.amount_high.map(scaled),
        capacity_per_hour: flow.capacity_per_hour.map(scaled),
        price: priced(&flow.price),
        disposal_cost: priced(&flow.disposal_cost),
        quality: Quality {
            temperature: Some(Celsius(steam.saturation_c)),
            return_temperature: None,
            pressure_bar: None,
            ..flow.quality.clone()
        },
        particulars: Particulars {
            pressure_low_bar: None,
            temperature_low: None,
            price_tiers: Vec::new(),
            ..flow.particulars.clone()
        },
        ..flow.clone()
    })
}

/// A supply as it enters a match: as it is, or as the other kind where that was relaxed.
pub fn entered<'a>(flow: &'a Flow, relaxed: &[Relaxation], reference: &Reference) -> Cow<'a, Flow> {
    let crosses = relaxed.iter().any(|r| matches!(r, Relaxation::NeighbourKind { .. }));
    match as_heat(flow, reference).filter(|_| crosses) {
        Some(heat) => Cow::Owned(heat),
        None => Cow::Borrowed(flow),
    }
}

/// What was relaxed as the money side reads it.
pub fn added(relaxed: &[Relaxation]) -> Added {
    relaxed.iter().fold(Added::default(), |sum, relaxation| match *relaxation {
        Relaxation::Storage { cost_eur, .. } | Relaxation::NeighbourKind { cost_eur, .. } => {
            Added { capital_eur: sum.capital_eur + cost_eur, ..sum }
        }
        Relaxation::Treatment { cost_eur_per_year, .. } => {
            Added { eur_per_year: sum.eur_per_year + cost_eur_per_year, ..sum }
        }
        Relaxation::Radius { .. }
        | Relaxation::HeatPump { .. }
        | Relaxation::PartialQuantity { .. }
        | Relaxation::Split { .. } => sum,
    })
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
    /// A store carries it from the hours of the supply to those of the demand.
    Storage {
        /// What the store holds, in the unit of the kind.
        capacity: f64,
        /// Mean stay in days.
        days: f64,
        /// Share that is lost in it, 0..1.
        loss_share: f64,
        /// Capital of what has to be built, in EUR.
        cost_eur: f64,
    },
    /// Several partners together reach the least order of one side.
    Split {
        /// How many partners there are.
        partners: u32,
        /// What this one carries of all of them, 0..1.
        share: f64,
    },
    /// A treatment step brings about what the supply falls short in.
    Treatment {
        /// In what it falls short.
        property: Axis,
        /// Cost of one unit in EUR, capital included.
        cost_eur_per_unit: f64,
        /// Cost in EUR a year.
        cost_eur_per_year: f64,
    },
    /// The supply enters as another kind.
    NeighbourKind {
        /// What it is.
        from: Kind,
        /// What it enters as.
        to: Kind,
        /// Capital of the station between them, in EUR.
        cost_eur: f64,
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
            Relaxation::Storage { days, loss_share, cost_eur, .. } => {
                Message::new("match-relaxed-storage")
                    .number("days", *days, "d")
                    .number("loss", *loss_share * 100.0, "%")
                    .number("cost", *cost_eur, "EUR")
            }
            Relaxation::Split { partners, share } => Message::new("match-relaxed-split")
                .number("partners", f64::from(*partners), "")
                .number("share", *share * 100.0, "%"),
            Relaxation::Treatment { property, cost_eur_per_year, .. } => Message::new(
                "match-relaxed-treatment",
            )
            .code("axis", axis_code(*property))
            .number("cost", *cost_eur_per_year, "EUR/a"),
            Relaxation::NeighbourKind { from, to, cost_eur } => {
                Message::new("match-relaxed-neighbour-kind")
                    .code("from", from.code())
                    .code("to", to.code())
                    .number("cost", *cost_eur, "EUR")
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
    let money = &scored.money;
    match (stretch, scored.plant) {
        (Stretch::HeatPump, Plant::HeatPump(pump)) => relaxed.push(Relaxation::HeatPump {
            cop: pump.cop,
            lift_k: pump.lift_k,
            electricity_mwh_per_year: money.heat_pump_mwh_per_year,
            cost_eur: money.heat_pump_capital_eur,
            cost_eur_per_year: money.heat_pump_eur_per_year,
        }),
        (Stretch::PartialQuantity, _) => {
            let smaller = supply.amount_per_year.min(demand.amount_per_year);
            let share = if smaller > 0.0 { scored.matched_per_year / smaller } else { 0.0 };
            relaxed.push(Relaxation::PartialQuantity { share });
        }
        (Stretch::Storage, Plant::Store(store)) => relaxed.push(Relaxation::Storage {
            capacity: store.capacity,
            days: store.days,
            loss_share: store.loss_share,
            cost_eur: scored.added.capital_eur,
        }),
        (Stretch::Split { partners, share_ppm }, _) => {
            relaxed.push(Relaxation::Split { partners, share: f64::from(share_ppm) / 1e6 });
        }
        (Stretch::Treatment, Plant::Treatment(treatment)) => relaxed.push(Relaxation::Treatment {
            property: treatment.axis,
            cost_eur_per_unit: treatment.eur_per_unit,
            cost_eur_per_year: scored.added.eur_per_year,
        }),
        (Stretch::NeighbourKind, _) => relaxed.push(Relaxation::NeighbourKind {
            from: Kind::Steam,
            to: supply.kind,
            cost_eur: scored.added.capital_eur,
        }),
        (
            Stretch::None | Stretch::HeatPump | Stretch::Storage | Stretch::Treatment,
            Plant::None
            | Plant::HeatPump(_)
            | Plant::Store(_)
            | Plant::Treatment(_)
            | Plant::Station,
        ) => {}
    }
    relaxed
}

/// The bent rule behind what was relaxed.
pub fn stretch_of(relaxed: &[Relaxation]) -> Stretch {
    relaxed.iter().fold(Stretch::None, |stretch, relaxation| match *relaxation {
        Relaxation::Radius { .. } => stretch,
        Relaxation::HeatPump { .. } => Stretch::HeatPump,
        Relaxation::PartialQuantity { .. } => Stretch::PartialQuantity,
        Relaxation::Storage { .. } => Stretch::Storage,
        Relaxation::Split { partners, share } => {
            Stretch::Split { partners, share_ppm: (share * 1e6).round() as u32 }
        }
        Relaxation::Treatment { .. } => Stretch::Treatment,
        Relaxation::NeighbourKind { .. } => Stretch::NeighbourKind,
    })
}

/// How many organisations take part.
pub fn parties(stretch: Stretch) -> usize {
    match stretch {
        Stretch::Split { partners, .. } => partners as usize + 1,
        Stretch::None
        | Stretch::HeatPump
        | Stretch::PartialQuantity
        | Stretch::Storage
        | Stretch::Treatment
        | Stretch::NeighbourKind => 2,
    }
}

#[cfg(test)]
mod tests;
