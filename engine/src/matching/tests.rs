#![allow(clippy::unwrap_used)]

use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::candidates::candidates;
use super::prefilter::{Apart, Times};
use super::query::PerKind;
use super::*;
use crate::model::{
    Carrier, Direction, Flow, Organization, OrganizationId, Position, Price, Profile, Quality,
    Site, SiteId, Source, Week,
};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;
use crate::spatial::EarthModel;
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

/// A supply and a demand of heat, each its own site and owner, `km` apart.
fn couple(km: f64, supply: Flow, demand: Flow) -> Region {
    let degrees = km / 111.195_080_23;
    let sites = vec![site(0, 50.0, 8.0), site(1, 50.0 + degrees, 8.0)];
    let owners = vec![organization(0, None), organization(1, None)];
    Region::new(owners, sites, vec![supply, demand]).0
}

/// The pair of tables that the generator of the performance case writes. Each site is its own
/// organisation, each waste code its own class of material.
fn generated(sites_csv: &str, flows_csv: &str) -> Region {
    let mut owners = Vec::new();
    let mut sites = Vec::new();
    for line in sites_csv.lines().skip(1) {
        let cell: Vec<&str> = line.split(',').collect();
        let number: u128 = cell[0].parse().unwrap();
        owners.push(organization(number, Some(cell[9].parse().unwrap())));
        sites.push(site(number, cell[5].parse().unwrap(), cell[6].parse().unwrap()));
    }
    let flows = flows_csv
        .lines()
        .skip(1)
        .map(|line| {
            let cell: Vec<&str> = line.split(',').collect();
            let direction = match cell[2] {
                "supply" => Direction::Supply,
                _ => Direction::Demand,
            };
            let kind = Kind::from_code(cell[3]).unwrap_or(Kind::Material);
            let mut flow =
                flow(cell[0].parse().unwrap(), cell[1].parse().unwrap(), direction, kind);
            flow.class = (!cell[4].is_empty()).then(|| cell[4].to_owned());
            flow.amount_per_year = cell[5].parse().unwrap();
            flow.quality.temperature = cell[7].parse().ok().map(Celsius);
            flow.quality.grade = (!kind.is_thermal()).then(|| cell[8].parse().unwrap());
            flow.price = Some(Price {
                per_unit: cell[9].parse::<Decimal>().unwrap(),
                currency: "EUR".to_owned(),
                year: Some(2024),
            });
            let mut months = [0.0; 12];
            for (month, digit) in months.iter_mut().zip(cell[11].bytes()) {
                *month = f64::from(digit - b'0') / 9.0;
            }
            flow.profile = Profile {
                week: Week::from_hex(cell[10]).unwrap(),
                months,
                valid_from: Some(cell[12].parse::<Date>().unwrap()),
                valid_to: Some(cell[13].parse::<Date>().unwrap()),
            };
            flow
        })
        .collect();
    let (region, orphans) = Region::new(owners, sites, flows);
    assert!(orphans.is_empty());
    region
}

fn one_thousand() -> Region {
    generated(
        include_str!("../../tests/fixtures/gen_1k/sites.csv"),
        include_str!("../../tests/fixtures/gen_1k/flows.csv"),
    )
}

/// The limits that define the join of the performance case.
fn join_limits(radius_km: f64) -> Limits {
    Limits {
        radius_km: PerKind::new(|_| radius_km),
        margin: PerKind::new(|kind| match kind {
            Kind::Heat | Kind::Steam => 5.0,
            Kind::Cooling => 3.0,
            _ => 0.0,
        }),
        apart: Apart::Sites,
        times: Times::Ignored,
    }
}

fn subjects(region: &Region, request: &Request) -> (Subjects, Rules) {
    let reference = bundled();
    let rules = Rules::read(request, &reference).unwrap();
    (Subjects::new(region, request, &rules, &reference), rules)
}

fn run(region: &Region, request: &Request) -> MatchSet {
    match_region(region, request, &bundled(), &Unwatched)
}

/// The generator's own answer for 1,000 flows (seed 42): 11,118 pairs, 139,156.0 km, checksum
/// `sum((supply * 1000003 + demand) mod 2147483647)` = 5,362,925,828,171, as PostGIS, GeoPandas,
/// Polars and a ball tree agree on it.
#[test]
fn candidates_are_exactly_those_of_the_performance_case() {
    let region = one_thousand();
    let (subjects, _) = subjects(&region, &Request::default());
    let (mut pairs, mut km, mut checksum) = (0, 0.0, 0u64);
    let number = |at: u32| region.flows()[at as usize].id.0.as_u128() as u64 - 1;
    candidates(&subjects, &join_limits(25.0), EarthModel::MEAN_SPHERE, |pair| {
        pairs += 1;
        km += pair.distance_km;
        checksum += (number(pair.supply) * 1_000_003 + number(pair.demand)) % 2_147_483_647;
    });
    assert_eq!(pairs, 11_118);
    assert_eq!(checksum, 5_362_925_828_171);
    assert!((km - 139_156.0).abs() < 0.05, "{km}");
}

#[test]
fn a_near_pair_matches_and_a_cold_one_needs_a_heat_pump() {
    let cases = [
        (1.0, 120.0, 80.0, 1, 0),
        (4.9, 120.0, 80.0, 1, 0),
        (7.0, 120.0, 80.0, 1, 1),
        (9.9, 120.0, 80.0, 1, 1),
        (10.1, 120.0, 80.0, 0, 0),
        (1.0, 60.0, 80.0, 1, 1),
        (1.0, 15.0, 80.0, 0, 0),
        (7.0, 60.0, 80.0, 0, 0),
    ];
    for (km, supply_c, demand_c, matches, relaxations) in cases {
        let region =
            couple(km, heat(0, Direction::Supply, supply_c), heat(1, Direction::Demand, demand_c));
        let set = run(&region, &Request::default());
        let case = format!("{km} km, {supply_c} to {demand_c}: {set:?}");
        assert_eq!(set.matches.len(), matches, "{case}");
        assert_eq!(set.matches.first().map_or(0, |m| m.relaxed.len()), relaxations, "{case}");
        let strict = run(&region, &Request { relax: false, ..Request::default() });
        assert_eq!(strict.matches.len(), matches - relaxations, "{case}");
    }
}
