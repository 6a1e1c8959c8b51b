//! Stage 4: five scores, a distance score and two penalties for one pair, and the gates that
//! take a pair out of the ranking.
//!
//! Kernels compute plain numbers and never allocate; explanations are worked out on demand by
//! the same kernels, so that they cannot disagree with the score.

pub mod economic;
pub mod quality;
pub mod quantity;
pub mod regulatory;
pub mod temporal;
pub mod transport;
pub mod trust;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::economic::{Carried, Money};
use super::fallback::{Plant, Stretch, heat_pump, store, treatment};
use super::message::Message;
use super::prefilter::Subject;
use super::query::Rules;
use crate::economics::{Added, Terms};
use crate::law::{Verdict, classify};
use crate::model::Kind;
use crate::reference::Reference;

/// The scores of a pair, each 0..1; the last two count against it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scores {
    /// Whether it is good enough.
    pub quality: f64,
    /// Whether it is there when it is needed.
    pub temporal: f64,
    /// Whether the sizes fit.
    pub quantity: f64,
    /// Whether it pays, the way there apart.
    pub economic: f64,
    /// Whether the numbers can be relied on.
    pub trust: f64,
    /// 1 at the door, 0 at the search radius.
    pub distance: f64,
    /// What the way there eats up.
    pub transport_penalty: f64,
    /// How much the law asks for.
    pub regulatory_risk: f64,
}

impl Scores {
    /// The scores in a fixed order, that of [`Scorer::ALL`].
    pub fn values(&self) -> [f64; 8] {
        [
            self.quality,
            self.temporal,
            self.quantity,
            self.economic,
            self.trust,
            self.distance,
            self.transport_penalty,
            self.regulatory_risk,
        ]
    }

    /// The same scores rounded to 1e-9, as they are stored and shown.
    pub fn rounded(&self) -> Self {
        Self {
            quality: rounded(self.quality),
            temporal: rounded(self.temporal),
            quantity: rounded(self.quantity),
            economic: rounded(self.economic),
            trust: rounded(self.trust),
            distance: rounded(self.distance),
            transport_penalty: rounded(self.transport_penalty),
            regulatory_risk: rounded(self.regulatory_risk),
        }
    }
}

/// Rounds to the nearest 1e-9, the grain of every score that is compared or stored.
pub fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// One of the scores.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scorer {
    /// See [`quality`].
    Quality,
    /// See [`temporal`].
    Temporal,
    /// See [`quantity`].
    Quantity,
    /// See [`economic`].
    Economic,
    /// See [`trust`].
    Trust,
    /// `1 - d / radius`, 0 beyond.
    Distance,
    /// See [`transport`].
    TransportPenalty,
    /// See [`regulatory`].
    RegulatoryRisk,
}

impl Scorer {
    /// Every scorer, in the order of [`Scores::values`].
    pub const ALL: [Scorer; 8] = [
        Scorer::Quality,
        Scorer::Temporal,
        Scorer::Quantity,
        Scorer::Economic,
        Scorer::Trust,
        Scorer::Distance,
        Scorer::TransportPenalty,
        Scorer::RegulatoryRisk,
    ];
}

/// Why one score is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Which score.
    pub scorer: Scorer,
    /// Its value, 0..1, rounded to 1e-9.
    pub value: f64,
    /// Its weight in the sum; negative for a penalty.
    pub weight: f64,
    /// What it is worth in the score of the match: weight times value over the range.
    pub contribution: f64,
    /// The inputs and the rule in one sentence.
    pub message: Message,
    /// What would raise it, each with the value it would reach.
    pub raise: Vec<Message>,
}

impl Note {
    /// A note whose weight is still to be put in.
    pub fn new(scorer: Scorer, value: f64, message: Message) -> Self {
        Self {
            scorer,
            value: rounded(value),
            weight: 0.0,
            contribution: 0.0,
            message,
            raise: Vec::new(),
        }
    }
}

/// What takes a pair out of the ranking and hands it to the relaxations.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The supply is not good enough.
    Quality,
    /// They hardly ever run together.
    Temporal,
    /// Too little would change hands.
    Quantity,
    /// The law forbids it.
    Regulatory,
}

impl Gate {
    /// Every gate.
    pub const ALL: [Gate; 4] = [Gate::Quality, Gate::Temporal, Gate::Quantity, Gate::Regulatory];

    /// Its name in counts.
    pub fn code(self) -> &'static str {
        match self {
            Gate::Quality => "quality",
            Gate::Temporal => "temporal",
            Gate::Quantity => "quantity",
            Gate::Regulatory => "regulatory",
        }
    }
}

/// A pair with all that its score rests on.
#[derive(Debug, Clone, Copy)]
pub struct Scored {
    /// The scores, not rounded.
    pub scores: Scores,
    /// The weighted score rounded to 1e-9.
    pub score: f64,
    /// What can change hands in a year, in the unit of the kind.
    pub matched_per_year: f64,
    /// Largest rate in units an hour.
    pub rate_per_hour: f64,
    /// Share of the supply's duty that the demand can take, 0..1.
    pub usable_share: f64,
    /// Hours a year in which both run.
    pub overlap_hours: f64,
    /// The money side.
    pub money: Money,
    /// The legal side.
    pub verdict: Verdict,
    /// What makes a relaxed pair possible.
    pub plant: Plant,
    /// What that costs, a heat pump apart.
    pub added: Added,
}

/// Everything the scorers need besides the pair.
#[derive(Debug, Clone, Copy)]
pub struct Scoring<'a> {
    /// The numbers.
    pub rules: &'a Rules,
    /// What costs are screened with.
    pub terms: &'a Terms,
    /// What the law is looked up in.
    pub reference: &'a Reference,
}

impl Scoring<'_> {
    /// Scores a pair, or says which gate it fails. `worth` is asked, once the cheap scores are
    /// known, whether a pair that can reach this score at most, and of which this amount a year
    /// would change hands, is still of interest; where it says no, there is no answer.
    pub fn score(
        &self,
        supply: &Subject,
        demand: &Subject,
        distance_km: f64,
        stretch: Stretch,
        worth: impl FnOnce(f64, f64) -> bool,
    ) -> Result<Option<Scored>, Gate> {
        let rules = self.rules;
        let mut quality = quality::judge(supply, demand, rules);
        let mut plant = Plant::None;
        if quality.value <= 0.0 {
            plant = match stretch {
                Stretch::HeatPump => {
                    let pump = heat_pump(supply, demand, rules).ok_or(Gate::Quality)?;
                    // The share of the delivered heat that is not electricity.
                    quality.value = 1.0 - 1.0 / pump.cop;
                    quality.usable_share = 1.0;
                    Plant::HeatPump(pump)
                }
                Stretch::Treatment => {
                    let step = treatment(supply, demand, rules).ok_or(Gate::Quality)?;
                    let treated = quality::met(supply, demand, step.axis, rules);
                    quality = quality::judge(&treated, demand, rules);
                    quality.value *= rules.treated_quality;
                    Plant::Treatment(step)
                }
                Stretch::None
                | Stretch::PartialQuantity
                | Stretch::Storage
                | Stretch::Split { .. }
                | Stretch::NeighbourKind => return Err(Gate::Quality),
            };
            if quality.value <= 0.0 {
                return Err(Gate::Quality);
            }
        } else if matches!(stretch, Stretch::HeatPump | Stretch::Treatment) {
            return Err(Gate::Quality);
        }
        let mut temporal = temporal::judge(supply, demand, rules);
        if stretch == Stretch::Storage {
            if temporal.value > 0.0 {
                return Err(Gate::Temporal);
            }
            let store = store(supply, demand, quality.usable_share, rules).ok_or(Gate::Temporal)?;
            temporal = temporal::with_store(&temporal, supply, demand, &store, rules);
            plant = Plant::Store(store);
        }
        if temporal.value <= 0.0 {
            return Err(Gate::Temporal);
        }
        let mut quantity = quantity::judge(supply, demand, quality.usable_share);
        if let Plant::Store(store) = &plant {
            quantity = quantity::with_store(supply, demand, store);
        }
        if stretch == Stretch::NeighbourKind {
            plant = Plant::Station;
        }
        let enough = quantity.exchanged_share >= rules.least_exchanged_share;
        let wanted = match stretch {
            Stretch::PartialQuantity => !enough,
            Stretch::None
            | Stretch::HeatPump
            | Stretch::Storage
            | Stretch::Split { .. }
            | Stretch::Treatment
            | Stretch::NeighbourKind => enough,
        };
        if quantity.value <= 0.0 || !wanted {
            return Err(Gate::Quantity);
        }
        let verdict = classify(&supply.standing, &demand.standing, self.reference);
        if verdict.refusal.is_some() {
            return Err(Gate::Regulatory);
        }
        let mut scores = Scores {
            quality: quality.value,
            temporal: temporal.value,
            quantity: quantity.value,
            economic: 1.0,
            trust: trust::value(supply, demand),
            distance: distance_value(distance_km, rules.radius_km.get(supply.kind)),
            transport_penalty: 0.0,
            regulatory_risk: verdict.penalty,
        };
        if !worth(rules.weights.score(&scores), quantity.matched_per_year) {
            return Ok(None);
        }
        let carried = Carried {
            distance_km,
            amount_per_year: quantity.matched_per_year,
            rate_per_hour: quantity.rate_per_hour,
            hours_per_year: temporal.overlap_hours,
        };
        let added = match plant {
            Plant::None | Plant::HeatPump(_) => Added::default(),
            Plant::Store(store) => Added {
                capital_eur: store.to_build * rules.storage_eur.get(supply.kind),
                eur_per_year: 0.0,
            },
            Plant::Treatment(step) => Added {
                capital_eur: 0.0,
                eur_per_year: step.eur_per_unit * quantity.matched_per_year,
            },
            Plant::Station => Added {
                capital_eur: rules.station_eur_per_kw * quantity.rate_per_hour * 1000.0,
                eur_per_year: 0.0,
            },
        };
        let cop = match plant {
            Plant::HeatPump(pump) => Some(pump.cop),
            Plant::None | Plant::Store(_) | Plant::Treatment(_) | Plant::Station => None,
        };
        let money = Money::screened(supply, demand, &carried, (cop, added), self.terms);
        scores.economic = economic::value(&money, rules);
        scores.transport_penalty = transport::value(&money);
        Ok(Some(Scored {
            scores,
            score: rounded(rules.weights.score(&scores)),
            matched_per_year: quantity.matched_per_year,
            rate_per_hour: quantity.rate_per_hour,
            usable_share: quality.usable_share,
            overlap_hours: temporal.overlap_hours,
            money,
            verdict,
            plant,
            added,
        }))
    }
}

/// 1 at the door, falling to 0 at the search radius.
pub fn distance_value(distance_km: f64, radius_km: f64) -> f64 {
    if radius_km > 0.0 { (1.0 - distance_km / radius_km).clamp(0.0, 1.0) } else { 0.0 }
}

/// Why the distance score is what it is.
pub fn explain_distance(kind: Kind, distance_km: f64, rules: &Rules) -> Note {
    let radius_km = rules.radius_km.get(kind);
    let message = Message::new("match-distance")
        .number("distance", distance_km, "km")
        .number("radius", radius_km, "km");
    Note::new(Scorer::Distance, distance_value(distance_km, radius_km), message)
}

#[cfg(test)]
mod tests;
