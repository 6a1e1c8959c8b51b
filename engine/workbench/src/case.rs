//! From what the engine worked out about one match to the case a packet is cut from.
//!
//! It renames and gathers; the scissors are in `engine::packet`, the figures in
//! `engine::economics`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use turash_engine::economics::Economics;
use turash_engine::law::path::{Step, path};
use turash_engine::matching::outcome::Outcome;
use turash_engine::model::{Consent, Deal};
use turash_engine::packet::{
    Case, Contact, Exchange, FailureFacts, LegalTest, LegalWay, Money, PacketError, PriceBasis,
    ReadinessFacts,
};
use turash_engine::reference::{Country, Reference};
use turash_engine::risk::FailureMode;
use turash_engine::spatial::basemap::{MapClass, MapFeature};
use turash_engine::spatial::tile::{LonLat, Shape};
use turash_report::{Class, Feature, Geometry};

use crate::error::Error;
use crate::matched::Matched;
use crate::price;
use crate::show::{Judged, judge, stress};

/// What is known about one match.
pub(crate) struct Known<'a> {
    pub(crate) matched: &'a Matched,
    pub(crate) at: usize,
    pub(crate) deal: Option<&'a Deal>,
    pub(crate) consents: &'a [Consent],
    /// Contacts of both parties who may be named.
    pub(crate) contacts: &'a [Contact],
    /// What somebody answered to questions of the legal tests.
    pub(crate) answers: &'a BTreeMap<String, bool>,
    pub(crate) now: Timestamp,
    pub(crate) reference: &'a Reference,
}

/// The case of a match.
pub(crate) fn case<'a>(known: &Known<'a>) -> Result<Case<'a>, Error> {
    let found = &known.matched.set().matches[known.at];
    let region = &known.matched.loaded.region;
    let deals: &[Deal] = known.deal.map_or(&[], std::slice::from_ref);
    let outcome = price::outcome_of(known.matched, known.at, deals, known.reference)?;
    let has_heat_pump = outcome.delivery.heat_pump_cop.is_some();
    let precision = outcome.supply.0.precision.min(outcome.demand.0.precision);
    let judged = judge(&outcome, found, known.reference);
    let (economics, missing) = match price::known(outcome.economics.clone()) {
        Ok(economics) => (Some(economics), Vec::new()),
        Err(Error::NeedsPrice { field, .. }) => (None, vec![field]),
        Err(error) => return Err(error),
    };
    let exchange = match &economics {
        Some(economics) => {
            let screened = &economics.screened;
            Exchange {
                delivered_per_year: screened.delivered_per_year,
                lost_per_year: screened.route.lost_per_year,
                overlap_hours: Some(found.overlap_hours),
                duty_kw: judged.duty_kw,
                approach_k: found.kind.is_thermal().then_some(known.reference.defaults.approach_k),
                has_heat_pump,
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
            has_heat_pump,
            distance_km: found.distance_km,
            route_km: found.distance_km * known.reference.defaults.detour,
            detour_factor: Some(known.reference.defaults.detour),
            route: None,
        },
    };
    let way = way(&judged, &outcome, known);
    Ok(Case {
        region,
        match_id: found.id,
        supply: found.supply,
        demand: found.demand,
        exchange,
        co2_t_per_year: economics.as_ref().and_then(|e| e.screened.co2_t_per_year),
        money: economics
            .as_ref()
            .map(|e| {
                let sigma = known.reference.defaults.sigma_amount(precision);
                Money::of(e, PriceBasis::Agreed, known.reference, sigma)
            })
            .ok_or(missing),
        readiness: readiness(&outcome, economics.as_ref(), way.question.is_none(), known),
        way,
        failures: stress::worst(found.kind, known.reference).into_iter().map(failure).collect(),
        law: judged.law,
        risks: judged.risks.to_vec(),
        deal: known.deal,
        consents: known.consents,
        contacts: known.contacts,
        now: known.now,
    })
}

/// The way through the legal tests, as far as the match and its answers lead.
fn way(judged: &Judged, outcome: &Outcome<'_>, known: &Known<'_>) -> LegalWay {
    let to = outcome.demand.1.country.as_deref().and_then(Country::new);
    let day = known.now.to_zoned(TimeZone::UTC).date();
    let kind = outcome.supply.0.kind;
    let way = path(&judged.verdict, kind, to, known.answers, day, known.reference);
    let test = |step: &Step<'_>| LegalTest {
        test: step.test.to_owned(),
        outcome: match (&step.decision, step.outcome()) {
            (Err(_), _) => "not_assessed".to_owned(),
            (Ok(_), None) => "open".to_owned(),
            (Ok(_), Some(outcome)) => outcome.to_owned(),
        },
    };
    LegalWay {
        tests: way.steps.iter().map(test).collect(),
        question: way.next.map(|next| {
            let rule = format!("{}, {}", next.citation.article, next.citation.date);
            (next.fact.clone(), rule)
        }),
        papers: way.templates.iter().map(|paper| (*paper).to_owned()).collect(),
    }
}

fn readiness(
    outcome: &Outcome<'_>,
    economics: Option<&Economics>,
    is_answered: bool,
    known: &Known<'_>,
) -> Vec<ReadinessFacts> {
    let has_nda = [outcome.supply.0, outcome.demand.0].iter().all(|flow| {
        known.consents.iter().any(|one| {
            one.organization == flow.organization
                && one.withdrawn_at.is_none_or(|at| at > known.now)
                && stress::is_under_nda(one.level)
        })
    });
    let state = known.deal.map(|deal| deal.state);
    stress::ladders(outcome, economics, state, (has_nda, is_answered), known.reference)
        .iter()
        .map(|one| ReadinessFacts {
            axis: one.axis.code().to_owned(),
            level: one.level,
            of: one.of,
            next: one.next.map(str::to_owned),
        })
        .collect()
}

fn failure(mode: FailureMode) -> FailureFacts {
    FailureFacts {
        mode: mode.mode,
        cause: mode.cause,
        effect: mode.effect,
        sign: mode.sign,
        remedy: mode.remedy,
    }
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
