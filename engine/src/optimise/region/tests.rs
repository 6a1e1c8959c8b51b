//! Steps from a region to a problem and back, on flows whose worth is known.

use uuid::Uuid;

use super::*;
use crate::model::{
    Carrier, Flow, Organization, OrganizationId, Position, Precision, Profile, Quality, Site,
    SiteId, Source,
};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;
use crate::watch::Unwatched;

fn organization(number: u128, trust: Option<f64>) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(number + 1)),
        name: format!("Works {number}"),
        sector: None,
        country: Some("DE".to_owned()),
        trust,
        confidential: Default::default(),
        source: Source::default(),
    }
}

fn site(number: u128, lat: f64, lon: f64) -> Site {
    Site {
        id: SiteId(Uuid::from_u128(number + 1)),
        organization: OrganizationId(Uuid::from_u128(number + 1)),
        name: format!("Site {number}"),
        position: Position::new(lat, lon),
        country: Some("DE".to_owned()),
        town: None,
        street: None,
        postcode: None,
        sector: None,
        source: Source::default(),
    }
}

fn flow(number: u128, site: u128, direction: Direction, kind: Kind) -> Flow {
    Flow {
        id: FlowId(Uuid::from_u128(number + 1)),
        site: SiteId(Uuid::from_u128(site + 1)),
        organization: OrganizationId(Uuid::from_u128(site + 1)),
        direction,
        kind,
        class: None,
        name: format!("flow {number}"),
        amount_per_year: 10_000.0,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality::default(),
        profile: Profile::ALWAYS,
        price: None,
        disposal_cost: None,
        replaces: match direction {
            Direction::Supply => None,
            Direction::Demand => Some(Carrier::Gas),
        },
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: Default::default(),
        source: Source::default(),
    }
}

fn heat(number: u128, direction: Direction, celsius: f64) -> Flow {
    let mut flow = flow(number, number, direction, Kind::Heat);
    flow.quality.temperature = Some(Celsius(celsius));
    flow
}

fn couple(km: f64, supply: Flow, demand: Flow) -> Region {
    let degrees = km / 111.195_080_23;
    let sites = vec![site(0, 50.0, 8.0), site(1, 50.0 + degrees, 8.0)];
    let owners = vec![organization(0, None), organization(1, None)];
    Region::new(owners, sites, vec![supply, demand]).0
}

fn planned(region: &Region) -> RegionPlan {
    allocate_region(region, &Request::default(), &bundled(), u64::MAX, &Unwatched).expect("rules")
}

#[test]
fn connects_a_near_pair_and_agrees_with_its_screening() {
    let region = couple(0.4, heat(0, Direction::Supply, 120.0), heat(1, Direction::Demand, 80.0));
    let plan = planned(&region);
    assert_eq!(plan.connections.len(), 1, "{plan:?}");
    let opened = &plan.connections[0];
    assert!((plan.objective_eur_per_year - opened.benefit_eur_per_year).abs() < 1e-6);
    assert_eq!((plan.gap, plan.stopped_early), (0.0, false));

    let (request, reference) = (Request::default(), bundled());
    let rules = Rules::read(&request, &reference).expect("rules");
    let subjects = Subjects::new(&region, &request, &rules, &reference).of_flow;
    let terms = Terms::new(&reference, Assumptions::new(&reference));
    let scoring = Scoring { rules: &rules, terms: &terms, reference: &reference };
    let (supply, demand) = if subjects[0].direction == Direction::Supply { (0, 1) } else { (1, 0) };
    let km = opened.distance_km;
    let scored = scoring
        .score(&subjects[supply], &subjects[demand], km, Stretch::None, |_, _| true)
        .expect("no gate")
        .expect("of interest");
    let a = &terms.assumptions;
    let yearly = scored.money.npv_eur / annuity_factor(a.discount_rate, a.years);
    assert!((opened.benefit_eur_per_year - yearly).abs() < 1e-3 * yearly.abs().max(1.0));
    assert!((opened.amount_per_year - scored.matched_per_year).abs() < 2e-3);
}

#[test]
fn leaves_apart_what_is_too_cold() {
    let region = couple(0.4, heat(0, Direction::Supply, 40.0), heat(1, Direction::Demand, 80.0));
    assert_eq!(planned(&region).connections, []);
}

#[test]
fn a_pair_that_never_pays_is_no_connection() {
    let assumed = Assumptions::new(&bundled());
    let worth = |npv_eur, capital_eur, most| Worth { npv_eur, capital_eur, most, least: 1.0 };
    assert_eq!(worth(-5.0, 100.0, 10.0).connection((0, 0), &assumed), None);
    assert_eq!(worth(f64::NAN, 100.0, 10.0).connection((0, 0), &assumed), None);
    assert_eq!(worth(5.0, 100.0, 0.0).connection((0, 0), &assumed), None);
    let free = worth(671.0, 0.0, 10.0).connection((0, 0), &assumed).expect("it pays");
    assert_eq!((free.fixed, free.least, free.most), (0, 1000, 10_000));
    assert!((free.profit as f64 - 671.0 / 6.7101 * 1e9 / 1e4).abs() < 1e3);
}
