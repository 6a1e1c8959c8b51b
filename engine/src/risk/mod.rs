//! What can go wrong with a match: technical, market and regulatory, each with its drivers.
//!
//! It weighs facts that other rooms found and names them by code; it reads no flow and no law.

mod donor_loss;
mod failure;
mod readiness;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::Economics;
use crate::law::{Branch, Verdict};

pub use donor_loss::{DonorLoss, Failure, Figures, donor_loss};
pub use failure::{FailureMode, Rating, failure_modes};
pub use readiness::{Axis, Known, Readiness, facts_of, readiness};

/// A class of risk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Does it work.
    Technical,
    /// Does it pay, and go on paying.
    Market,
    /// Is it allowed.
    Regulatory,
}

/// Something that raises a risk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// An amount or temperature is only roughly known.
    RoughData,
    /// The exchanger has hardly more than its approach.
    TightTemperature,
    /// A heat pump is needed.
    HeatPump,
    /// Much is lost on the way.
    HighLoss,
    /// The route is long and nobody has surveyed it.
    UnsurveyedRoute,
    /// Prices are assumed.
    AssumedPrices,
    /// A party loses at the price reckoned with.
    PartyLoses,
    /// The capital comes back late or never.
    LatePayback,
    /// Everything hangs on one supplier.
    SingleSupplier,
    /// The law takes it for waste.
    WasteLaw,
    /// Facts are missing that the law asks for.
    OpenTest,
    /// It crosses a border.
    CrossBorder,
    /// Nobody has assessed the law of this country.
    NotAssessed,
    /// Permits are needed.
    Permits,
}

impl Driver {
    /// Stable name; its message is `risk-driver-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Driver::RoughData => "rough_data",
            Driver::TightTemperature => "tight_temperature",
            Driver::HeatPump => "heat_pump",
            Driver::HighLoss => "high_loss",
            Driver::UnsurveyedRoute => "unsurveyed_route",
            Driver::AssumedPrices => "assumed_prices",
            Driver::PartyLoses => "party_loses",
            Driver::LatePayback => "late_payback",
            Driver::SingleSupplier => "single_supplier",
            Driver::WasteLaw => "waste_law",
            Driver::OpenTest => "open_test",
            Driver::CrossBorder => "cross_border",
            Driver::NotAssessed => "not_assessed",
            Driver::Permits => "permits",
        }
    }

    /// What lowers it; the message is `risk-mitigation-<code>`.
    pub fn mitigation(self) -> &'static str {
        match self {
            Driver::RoughData => "measure",
            Driver::TightTemperature => "design_exchanger",
            Driver::HeatPump => "pilot_heat_pump",
            Driver::HighLoss => "better_insulation",
            Driver::UnsurveyedRoute => "survey_route",
            Driver::AssumedPrices => "ask_prices",
            Driver::PartyLoses => "renegotiate_price",
            Driver::LatePayback => "seek_subsidy",
            Driver::SingleSupplier => "keep_backup",
            Driver::WasteLaw => "check_permits",
            Driver::OpenTest => "answer_test",
            Driver::CrossBorder => "notify_shipment",
            Driver::NotAssessed => "ask_counsel",
            Driver::Permits => "check_permits",
        }
    }
}

/// One class of risk, with what raises it.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// Class.
    pub area: Area,
    /// 0 none, 1 certain.
    pub value: f64,
    /// What raises it, strongest first.
    pub drivers: Vec<Driver>,
}

impl Risk {
    /// What lowers it, each once, in the order of the drivers.
    pub fn mitigation(&self) -> Vec<&'static str> {
        let mut codes = Vec::new();
        for driver in &self.drivers {
            if !codes.contains(&driver.mitigation()) {
                codes.push(driver.mitigation());
            }
        }
        codes
    }
}

/// What risk is judged on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// How far the worse precision of the two flows is trusted, 0..1.
    pub trust: f64,
    /// Supply temperature above demand temperature in K, for thermal kinds.
    pub hot_end_k: Option<f64>,
    /// Least difference of an exchanger in K.
    pub approach_k: f64,
    /// Whether a heat pump lifts the supply.
    pub has_heat_pump: bool,
    /// Money, where it could be worked out.
    pub economics: Option<&'a Economics>,
    /// Law.
    pub law: &'a Verdict,
}

/// Judges the three classes, technical first.
///
/// Independent drivers combine as 1 - product of (1 - weight); weights 0..1 are linear in the
/// fact between the ends named beside them. Source: ours.
pub fn assess(facts: &Facts<'_>) -> [Risk; 3] {
    [technical(facts), market(facts), regulatory(facts)]
}

fn technical(facts: &Facts<'_>) -> Risk {
    let mut weights = vec![(Driver::RoughData, 0.5 * (1.0 - facts.trust.clamp(0.0, 1.0)))];
    if let Some(kelvin) = facts.hot_end_k {
        // Full weight where nothing is left, none at twice the approach.
        let left = kelvin / facts.approach_k.max(1e-9);
        weights.push((Driver::TightTemperature, 0.4 * (1.0 - left / 2.0).clamp(0.0, 1.0)));
    }
    if facts.has_heat_pump {
        weights.push((Driver::HeatPump, 0.25));
    }
    if let Some(e) = facts.economics {
        weights.push((Driver::HighLoss, (e.screened.loss_share * 2.0).clamp(0.0, 0.5)));
        if e.screened.route.capital_eur > 0.0 {
            // 5 km of trench in unknown ground weigh in full.
            let km = e.screened.route.length_km;
            weights.push((Driver::UnsurveyedRoute, 0.3 * (km / 5.0).clamp(0.0, 1.0)));
        }
    }
    combine(Area::Technical, weights)
}

fn market(facts: &Facts<'_>) -> Risk {
    let mut weights = vec![(Driver::SingleSupplier, 0.15)];
    match facts.economics {
        None => weights.push((Driver::AssumedPrices, 0.5)),
        Some(e) => {
            if e.assumed {
                weights.push((Driver::AssumedPrices, 0.2));
            }
            let loses = e.supplier.account.npv_eur.is_sign_negative()
                || e.accepter.account.npv_eur.is_sign_negative();
            if loses {
                weights.push((Driver::PartyLoses, 0.6));
            }
            let horizon = f64::from(e.assumptions.years).max(1.0);
            let years = e.total.discounted_payback_years.unwrap_or(horizon);
            weights.push((Driver::LatePayback, 0.5 * (years / horizon).clamp(0.0, 1.0)));
        }
    }
    combine(Area::Market, weights)
}

fn regulatory(facts: &Facts<'_>) -> Risk {
    let law = facts.law;
    let driver = match law.branch {
        Branch::NotWasteLaw => Driver::Permits,
        Branch::Water | Branch::Product => Driver::Permits,
        Branch::AnimalByProduct | Branch::Waste | Branch::WasteHazardous => Driver::WasteLaw,
        Branch::ByProductTest => Driver::OpenTest,
        Branch::NotAssessed => Driver::NotAssessed,
    };
    let mut weights = vec![(driver, law.penalty)];
    if law.crosses_border {
        weights.push((Driver::CrossBorder, 0.2));
    }
    if law.refusal.is_some() {
        weights.push((driver, 1.0));
    }
    combine(Area::Regulatory, weights)
}

fn combine(area: Area, mut weights: Vec<(Driver, f64)>) -> Risk {
    weights.retain(|(_, weight)| *weight > 0.01);
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let safe: f64 = weights.iter().map(|(_, weight)| 1.0 - weight).product();
    let mut drivers = Vec::new();
    for (driver, _) in weights {
        if !drivers.contains(&driver) {
            drivers.push(driver);
        }
    }
    Risk { area, value: (1.0 - safe).clamp(0.0, 1.0), drivers }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::fixture::{demand, site, supply};
    use crate::law::{classify, standing};
    use crate::model::Kind;
    use crate::reference::tests::bundled;

    fn judge(kind: Kind, country: &str, trust: f64, hot_end_k: f64) -> [Risk; 3] {
        let reference = bundled();
        let place = site(country);
        let given = standing(&supply(kind), &place, &reference);
        let taken = standing(&demand(kind), &place, &reference);
        let verdict = classify(&given, &taken, &reference);
        assess(&Facts {
            trust,
            hot_end_k: Some(hot_end_k),
            approach_k: 10.0,
            has_heat_pump: false,
            economics: None,
            law: &verdict,
        })
    }

    #[test]
    fn drivers_raise_their_own_class() {
        let [technical, market, regulatory] = judge(Kind::Heat, "DE", 0.4, 60.0);
        assert_eq!(technical.drivers, [Driver::RoughData]);
        assert!((technical.value - 0.3).abs() < 1e-12, "{technical:?}");
        assert!(market.drivers.contains(&Driver::AssumedPrices));
        assert_eq!((regulatory.value, regulatory.drivers.len()), (0.0, 0));
        let [tight, ..] = judge(Kind::Heat, "DE", 0.4, 5.0);
        assert!(tight.value > technical.value);
        assert_eq!(tight.mitigation().len(), tight.drivers.len());
        let [better, ..] = judge(Kind::Heat, "DE", 1.0, 60.0);
        assert_eq!(better.value, 0.0);
    }

    #[test]
    fn every_kind_is_judged_within_bounds() {
        for kind in Kind::ALL {
            for country in ["DE", "RU"] {
                for risk in judge(kind, country, 0.4, -20.0) {
                    assert!((0.0..=1.0).contains(&risk.value), "{kind:?} {risk:?}");
                    assert!(risk.drivers.iter().all(|d| !d.code().is_empty()));
                }
            }
        }
    }
}
