//! Flows and sites for the tests of this room.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Assumptions, Case, Delivery, Economics, Terms, evaluate};
use crate::model::*;
use crate::quantity::Celsius;
use crate::reference::Reference;

pub(crate) fn site(country: &str) -> Site {
    Site {
        id: SiteId(Uuid::nil()),
        organization: OrganizationId(Uuid::nil()),
        name: "Works".into(),
        position: Position::new(52.0, 8.0),
        country: Some(country.into()),
        town: None,
        street: None,
        postcode: None,
        sector: None,
        source: Source::default(),
    }
}

fn flow(kind: Kind, direction: Direction) -> Flow {
    Flow {
        id: FlowId(Uuid::nil()),
        site: SiteId(Uuid::nil()),
        organization: OrganizationId(Uuid::nil()),
        direction,
        kind,
        class: None,
        name: "flow".into(),
        amount_per_year: 20_000.0,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality::default(),
        profile: Profile::ALWAYS,
        price: None,
        disposal_cost: None,
        replaces: None,
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: BTreeSet::new(),
        source: Source::default(),
    }
}

pub(crate) fn supply(kind: Kind) -> Flow {
    let mut supply = flow(kind, Direction::Supply);
    let (hot, back) = if kind == Kind::Cooling { (5.0, 12.0) } else { (150.0, 60.0) };
    supply.quality.temperature = Some(Celsius(hot));
    supply.quality.return_temperature = Some(Celsius(back));
    supply
}

pub(crate) fn demand(kind: Kind) -> Flow {
    let mut demand = flow(kind, Direction::Demand);
    let (hot, back) = if kind == Kind::Cooling { (16.0, 24.0) } else { (90.0, 50.0) };
    demand.quality.temperature = Some(Celsius(hot));
    demand.quality.return_temperature = Some(Celsius(back));
    demand.replaces = Some(Carrier::Gas);
    demand
}

/// Heat of 20,000 MWh a year between two works so many km apart, evaluated.
pub(crate) fn heat_match(reference: &Reference, km: f64) -> Economics {
    let assumptions = Assumptions::new(reference);
    heat_match_with(reference, &assumptions, km)
}

/// The same under other assumptions.
#[allow(clippy::unwrap_used)]
pub(crate) fn heat_match_with(
    reference: &Reference,
    assumptions: &Assumptions,
    km: f64,
) -> Economics {
    let (supply, demand, site) = (supply(Kind::Heat), demand(Kind::Heat), site("DE"));
    let terms = Terms::new(reference, *assumptions);
    let case = Case {
        supply: &supply,
        demand: &demand,
        supply_site: &site,
        demand_site: &site,
        delivery: Delivery::between(&supply, &demand, km, 20_000.0, 4.0, 6000.0, &terms),
        transfer_eur_per_unit: None,
    };
    evaluate(&case, reference, assumptions).unwrap()
}
