//! From what the engine worked out about one match to the case a packet is cut from.
//!
//! It renames and gathers; the scissors are in `engine::packet`, the figures in
//! `engine::economics`.

use jiff::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use turash_engine::economics::{Economics, Party, Role, Trace};
use turash_engine::model::{Consent, Deal, Direction};
use turash_engine::packet::{
    Assumption, Case, Exchange, LawItem, Money, MoneyLine, PacketError, PartyMoney, PriceBasis,
    RiskItem, StepOwner,
};
use turash_engine::reference::Reference;
use turash_engine::risk::{Area, Driver};
use turash_engine::spatial::basemap::{MapClass, MapFeature};
use turash_engine::spatial::tile::{LonLat, Shape};
use turash_report::{Class, Feature, Geometry};

use crate::error::Error;
use crate::price::Pricing;
use crate::session::Matched;
use crate::show::judge;

/// What is known about one match.
pub(crate) struct Known<'a> {
    pub(crate) matched: &'a Matched,
    pub(crate) at: usize,
    pub(crate) deal: Option<&'a Deal>,
    pub(crate) consents: &'a [Consent],
    pub(crate) now: Timestamp,
    pub(crate) reference: &'a Reference,
}

/// The case of a match.
pub(crate) fn case<'a>(known: &Known<'a>) -> Result<Case<'a>, Error> {
    let found = &known.matched.set.matches[known.at];
    let region = &known.matched.loaded.region;
    let deals: &[Deal] = known.deal.map_or(&[], std::slice::from_ref);
    let priced = Pricing::new(region, known.reference, deals).economics(found);
    let (economics, missing) = match priced {
        Ok(economics) => (Some(economics), Vec::new()),
        Err(Error::NeedsPrice { field, .. }) => (None, vec![field]),
        Err(error) => return Err(error),
    };
    let judged = judge(known.matched, known.at, economics.as_ref(), known.reference)?;
    let exchange = match &economics {
        Some(economics) => {
            let screened = &economics.screened;
            Exchange {
                delivered_per_year: screened.delivered_per_year,
                lost_per_year: screened.route.lost_per_year,
                overlap_hours: Some(found.overlap_hours),
                duty_kw: judged.duty_kw,
                approach_k: found.kind.is_thermal().then_some(known.reference.defaults.approach_k),
                relaxed: found.relaxed.iter().map(|r| r.message().code).collect(),
                distance_km: found.distance_km,
                route_km: screened.route.length_km,
                detour_factor: Some(known.reference.defaults.detour),
                route: None,
            }
        }
        None => Exchange {
            delivered_per_year: found.matched_per_year,
            lost_per_year: 0.0,
            overlap_hours: Some(found.overlap_hours),
            duty_kw: judged.duty_kw,
            approach_k: None,
            relaxed: found.relaxed.iter().map(|r| r.message().code).collect(),
            distance_km: found.distance_km,
            route_km: found.distance_km * known.reference.defaults.detour,
            detour_factor: Some(known.reference.defaults.detour),
            route: None,
        },
    };
    let risks = judged.risks.iter().flat_map(|risk| {
        risk.drivers.iter().map(|driver| RiskItem {
            code: driver.code().to_owned(),
            likelihood: risk.value,
            effect: risk.value,
            owner: owner(*driver, risk.area),
            private_to: None,
        })
    });
    Ok(Case {
        region,
        match_id: found.id,
        supply: found.supply,
        demand: found.demand,
        exchange,
        co2_t_per_year: economics.as_ref().and_then(|e| e.screened.co2_t_per_year),
        money: economics.as_ref().map(money).ok_or(missing),
        law: judged.law,
        risks: risks.collect(),
        deal: known.deal,
        consents: known.consents,
        now: known.now,
    })
}

fn owner(driver: Driver, area: Area) -> StepOwner {
    match (driver, area) {
        (Driver::RoughData, _) => StepOwner::Both,
        (Driver::UnsurveyedRoute | Driver::NotAssessed | Driver::OpenTest, _) => {
            StepOwner::Consultant
        }
        (_, Area::Technical | Area::Market | Area::Regulatory) => StepOwner::Both,
    }
}

fn money(economics: &Economics) -> Money {
    let years = economics.assumptions.years as usize;
    let party = |party: &Party| party_money(economics, party, years);
    Money {
        discount_rate: economics.assumptions.discount_rate,
        years,
        price_year: None,
        transfer_eur_per_unit: number(economics.transfer_eur_per_unit),
        transfer_basis: if economics.transfer_is_midpoint {
            PriceBasis::Midpoint
        } else {
            PriceBasis::Agreed
        },
        parties: vec![party(&economics.supplier), party(&economics.accepter)],
        assumptions: assumptions(economics),
        method: economics.method.to_owned(),
        inputs_hash: economics.inputs_hash.clone(),
    }
}

fn party_money(economics: &Economics, party: &Party, years: usize) -> PartyMoney {
    let mut capital = vec![0.0; years + 1];
    capital[0] = -number(party.account.capital_eur);
    let mut lines = vec![MoneyLine { code: "capital".into(), assumed: false, eur: capital }];
    for line in &economics.lines {
        let yearly = match party.role {
            Role::Supplier => line.supplier_eur,
            Role::Accepter => line.accepter_eur,
        };
        if yearly.is_zero() {
            continue;
        }
        let mut eur = vec![number(yearly); years + 1];
        eur[0] = 0.0;
        // Delivered heat is sold by one and bought by the other.
        let code = match (line.code, party.role) {
            ("transfer", Role::Supplier) => "sales",
            ("transfer", Role::Accepter) => "purchase",
            (code, _) => code,
        };
        lines.push(MoneyLine { code: code.to_owned(), assumed: economics.assumed, eur });
    }
    PartyMoney {
        organization: party.organization,
        lines,
        npv_eur: number(party.account.npv_eur),
        irr: party.account.irr.rates.clone(),
        payback_years: party.account.payback_years,
        discounted_payback_years: party.account.discounted_payback_years,
    }
}

/// The prices, factors and defaults at the leaves of the provenance, each once: what a reader
/// may dispute. Sizes of pipes and what the flows state are in the tables before.
fn assumptions(economics: &Economics) -> Vec<Assumption> {
    let mut found: Vec<Assumption> = Vec::new();
    let mut open: Vec<&Trace> = economics.provenance.iter().rev().collect();
    while let Some(trace) = open.pop() {
        open.extend(trace.inputs.iter().rev());
        let is_taken = matches!(trace.precision, Some("assumed" | "estimated"));
        let code = if trace.name == "detour" { "detour_factor" } else { trace.name.as_str() };
        let is_new = !found.iter().any(|a| a.code == code);
        if !(trace.inputs.is_empty() && is_taken && is_new && trace.value != 0.0) {
            continue;
        }
        let (value, unit) = match trace.unit.as_str() {
            "1/a" => (trace.value * 100.0, "%/a".to_owned()),
            "1" => (trace.value, String::new()),
            unit => (trace.value, unit.to_owned()),
        };
        found.push(Assumption {
            code: code.to_owned(),
            value,
            unit,
            source: trace.source.clone().unwrap_or_default(),
            year: None,
            assumed: trace.precision == Some("assumed"),
            private_to: side_of(&trace.name),
        });
    }
    found
}

/// Whose private figure an input is, where it is one.
fn side_of(name: &str) -> Option<Direction> {
    if name.starts_with("supply_") || name.starts_with("supplier_") {
        Some(Direction::Supply)
    } else if name.starts_with("demand_") || name.starts_with("accepter_") {
        Some(Direction::Demand)
    } else {
        None
    }
}

/// A rule of law as the packet names it.
pub(crate) fn law_item(field: &str, verdict: &str, source: Option<String>) -> LawItem {
    LawItem { field: field.to_owned(), verdict: verdict.to_owned(), source }
}

/// A packet's refusal as an operation's.
pub(crate) fn refusal(error: PacketError, matched: &Matched) -> Error {
    match error {
        PacketError::NoConsent { missing } => Error::NoConsent { organization: missing.join(", ") },
        PacketError::NotAParty => Error::NotAParty { organization: String::new() },
        PacketError::UnknownFlow(flow) => {
            debug_assert!(matched.loaded.region.find_flow(flow).is_none());
            Error::NotFound { kind: "flow", id: flow.to_string() }
        }
    }
}

/// A feature of the map as the report draws it.
pub(crate) fn feature(feature: MapFeature) -> Feature {
    let class = match feature.class {
        MapClass::Land => Class::Land,
        MapClass::Urban => Class::Urban,
        MapClass::Wood => Class::Wood,
        MapClass::Industry | MapClass::Works => Class::Industry,
        MapClass::Water => Class::Water,
        MapClass::River => Class::River,
        MapClass::Building => Class::Building,
        MapClass::Path | MapClass::RoadMinor | MapClass::RoadMajor => Class::Road,
        MapClass::Rail => Class::Rail,
        MapClass::Pipeline | MapClass::PowerLine | MapClass::Boundary => Class::Boundary,
        MapClass::Place => Class::Place,
    };
    let rank = match feature.class {
        MapClass::RoadMajor => 0,
        MapClass::RoadMinor => 1,
        MapClass::Path => 2,
        // A million inhabitants rank 0, a thousand 3.
        _ if feature.population > 0.0 => (6.0 - feature.population.log10()).clamp(0.0, 9.0) as u8,
        _ => 9,
    };
    let pair = |at: &LonLat| (at[0], at[1]);
    let line = |line: &Vec<LonLat>| line.iter().map(pair).collect::<Vec<_>>();
    let geometry = match &feature.shape {
        Shape::Points(points) => Geometry::Points(points.iter().map(pair).collect()),
        Shape::Lines(lines) => Geometry::Lines(lines.iter().map(line).collect()),
        Shape::Polygons(areas) => {
            Geometry::Areas(areas.iter().map(|rings| rings.iter().map(line).collect()).collect())
        }
    };
    Feature { class, rank, name: feature.name.map(|name| name.to_string()), geometry }
}

fn number(money: Decimal) -> f64 {
    money.to_f64().unwrap_or(f64::NAN)
}
