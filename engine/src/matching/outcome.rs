//! Stage 9: what one match brings, in full: money by party and year, then risk, then the facts
//! that a packet prints.
//!
//! It prices the very delivery that the score screened. It knows no page and no language.

use rust_decimal::Decimal;

use super::fallback::{self, Relaxation};
use super::query::{Request, Rules};
use super::score::trust::in_precision;
use super::{Match, Scores};
use crate::economics::{Assumptions, Case, Delivery, Economics, EvaluationError, Terms, evaluate};
use crate::law::{Verdict, classify, standing};
use crate::model::{Flow, Kind, Region, Site};
use crate::reference::Reference;
use crate::risk::{Facts, Risk, assess};

/// Everything there is to say about one match.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The supply and where it is.
    pub supply: (&'a Flow, &'a Site),
    /// The demand and where it is.
    pub demand: (&'a Flow, &'a Site),
    /// What is delivered.
    pub delivery: Delivery,
    /// The scores the match was ranked by.
    pub scores: Scores,
    /// Money, or why it cannot be worked out.
    pub economics: Result<Economics, EvaluationError>,
    /// What the law says.
    pub law: Verdict,
    /// Technical, market and regulatory risk.
    pub risks: [Risk; 3],
}

/// Works out a match in full. `transfer_eur_per_unit` is the agreed price of a delivered unit.
/// None where its flows are not in the region any more, or a rule is missing.
pub fn outcome<'a>(
    region: &'a Region,
    request: &Request,
    reference: &Reference,
    one: &Match,
    transfer_eur_per_unit: Option<Decimal>,
) -> Option<Outcome<'a>> {
    let rules = Rules::read(request, reference).ok()?;
    let side = |id| {
        let at = region.find_flow(id)?;
        Some((region.flow(at), region.site_of(at)))
    };
    let (supply, demand) = (side(one.supply)?, side(one.demand)?);
    let assumptions = Assumptions::new(reference);
    let entered = fallback::entered(supply.0, &one.relaxed, reference);
    let delivery = delivery(&entered, demand.0, one, &Terms::new(reference, assumptions));
    let case = Case {
        supply: &entered,
        demand: demand.0,
        supply_site: supply.1,
        demand_site: demand.1,
        delivery,
        transfer_eur_per_unit,
    };
    let economics = evaluate(&case, reference, &assumptions);
    let law = classify(
        &standing(&entered, supply.1, reference),
        &standing(demand.0, demand.1, reference),
        reference,
    );
    let risks = assess(&Facts {
        trust: in_precision(supply.0.precision.min(demand.0.precision), &rules),
        hot_end_k: delivery.temperatures.map(|t| match one.kind {
            Kind::Cooling => t.demand_c - t.supply_c,
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
            | Kind::SharedAsset => t.supply_c - t.demand_c,
        }),
        approach_k: rules.approach_k,
        has_heat_pump: delivery.heat_pump_cop.is_some(),
        economics: economics.as_ref().ok(),
        law: &law,
    });
    Some(Outcome { supply, demand, delivery, scores: one.scores, economics, law, risks })
}

/// What is delivered under a match.
pub fn delivery(supply: &Flow, demand: &Flow, one: &Match, terms: &Terms) -> Delivery {
    let mut delivery = Delivery::between(
        supply,
        demand,
        one.distance_km,
        one.matched_per_year,
        one.rate_per_hour,
        one.overlap_hours,
        terms,
    );
    delivery.heat_pump_cop = one.relaxed.iter().find_map(|relaxation| match relaxation {
        Relaxation::HeatPump { cop, .. } => Some(*cop),
        Relaxation::Radius { .. }
        | Relaxation::PartialQuantity { .. }
        | Relaxation::Storage { .. }
        | Relaxation::Split { .. }
        | Relaxation::Treatment { .. }
        | Relaxation::NeighbourKind { .. } => None,
    });
    delivery.added = fallback::added(&one.relaxed);
    delivery
}
