//! Penalty `regulatory_risk`: how much the law asks for, and whether it forbids the pair.
//!
//! The law is asked once for each thing and pair of countries, before any pair is scored.

use super::{Note, Scorer};
use crate::matching::message::Message;
use crate::matching::prefilter::Subject;

/// What the law says about a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Whether it forbids it.
    pub refused: bool,
    /// Whether it is hazardous waste.
    pub hazardous: bool,
    /// Whether a border is crossed.
    pub cross_border: bool,
    /// 0..1.
    pub risk: f64,
}

/// What the law says, by thing and countries.
#[derive(Debug)]
pub struct Verdicts {}

impl Verdicts {
    /// The verdict on a pair.
    pub fn of(&self, supply: &Subject, demand: &Subject) -> Verdict {
        Verdict {
            refused: false,
            hazardous: supply.hazardous == Some(true),
            cross_border: supply.country != demand.country,
            risk: 0.0,
        }
    }
}

/// Why the penalty is what it is.
pub fn explain(verdict: &Verdict, _verdicts: &Verdicts) -> Note {
    Note::new(Scorer::RegulatoryRisk, verdict.risk, Message::new("match-regulatory"))
}
