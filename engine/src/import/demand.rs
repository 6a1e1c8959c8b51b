//! Heat demand where a register has none: process heat from fuel, towns from inhabitants.
//!
//! Every demand made here is rough and names its method; what the methods rest on is reference
//! data. A town counts only near an excess heat supply, since nothing else could reach it.

use std::collections::BTreeSet;

use super::benchmark::{Benchmarks, ProcessHeat, Town, TownHeat};
use super::{Derived, Row};
use crate::model::{
    Direction, Flow, FlowId, Kind, Organization, OrganizationId, Position, Precision, Profile,
    Quality, Site, SiteId, Source, imported_id,
};
use crate::quantity::Celsius;

/// MWh in a GWh.
const MWH_PER_GWH: f64 = 1000.0;
/// Name of the dataset that towns come from.
const TOWNS: &str = "geonames";
/// Kilometres of one degree of latitude, a little less than anywhere on the ellipsoid, so that
/// a window of latitudes never leaves out a town.
const KM_PER_DEGREE: f64 = 110.0;

/// Process heat that outside heat could take over, by temperature level.
///
/// `Q = F s eta`: Q heat a year (MWh), F fuel a year (GWh, net calorific value), s share of the
/// fuel used at the level (0..1), eta boiler efficiency (0..1). Rough: the shares are means of
/// processes of the whole sector. Source: reference tables `sectors` and `defaults`.
pub(super) fn process_heat(site: &Site, fuel_gwh: f64, benchmarks: &Benchmarks) -> Vec<Flow> {
    let sector = site.sector.as_deref().unwrap_or("");
    let levels = benchmarks.process_heat.iter().filter(|p| p.sector == sector);
    levels
        .filter(|p| p.temperature > p.return_temperature)
        .filter_map(|level| {
            let mwh = fuel_gwh * MWH_PER_GWH * level.share_of_fuel * benchmarks.boiler_efficiency;
            (mwh > 0.0).then(|| process_flow(site, level, mwh))
        })
        .collect()
}

fn process_flow(site: &Site, level: &ProcessHeat, mwh: f64) -> Flow {
    let key = format!("{}/process_heat/{}", site.source.key, level.level);
    Flow {
        id: FlowId(imported_id(&site.source.dataset, "flow", &key)),
        site: site.id,
        organization: site.organization,
        direction: Direction::Demand,
        kind: Kind::Heat,
        class: None,
        name: label(level.return_temperature, level.temperature),
        amount_per_year: mwh,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality {
            temperature: Some(level.temperature),
            return_temperature: Some(level.return_temperature),
            ..Quality::default()
        },
        profile: Profile::ALWAYS,
        price: None,
        disposal_cost: None,
        replaces: level.replaces,
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: BTreeSet::new(),
        source: Source {
            dataset: site.source.dataset.clone(),
            key,
            year: site.source.year.or(level.year),
            method: Some("sector_benchmark".to_owned()),
        },
    }
}

/// The temperatures in symbols that need no translation.
fn label(from: Celsius, to: Celsius) -> String {
    format!("{} \u{2192} {} \u{b0}C", from.0, to.0)
}

/// The towns near an excess heat supply of these rows, each with its district heating demand.
///
/// `Q = N q a`: Q heat a year (MWh), N inhabitants, q heat for rooms and water per inhabitant
/// (MWh), a share that a network reaches (0..1). Source: reference tables `towns` (q, a and the
/// network's temperatures by country) and `heating_months` (months).
pub(super) fn towns(rows: &[Row], benchmarks: &Benchmarks) -> Vec<Derived> {
    let gives = |row: &&Row| {
        row.flows.iter().any(|f| f.direction == Direction::Supply && f.kind == Kind::Heat)
    };
    let supplies = rows.iter().filter(gives).filter_map(|r| r.site.as_ref()?.position);
    let radius_km = benchmarks.town_radius_km;
    let mut near: BTreeSet<usize> = BTreeSet::new();
    for supply in supplies {
        let window = radius_km / KM_PER_DEGREE;
        let first = benchmarks.towns.partition_point(|t| t.position.lat < supply.lat - window);
        let in_window = benchmarks.towns[first..]
            .iter()
            .take_while(|t| t.position.lat <= supply.lat + window)
            .enumerate();
        for (i, town) in in_window {
            if !near.contains(&(first + i)) && distance_km(supply, town.position) <= radius_km {
                near.insert(first + i);
            }
        }
    }
    let mut derived: Vec<Derived> = near
        .into_iter()
        .filter_map(|i| {
            let town = &benchmarks.towns[i];
            let heat = benchmarks.town_heat.iter().find(|h| h.country == town.country)?;
            let mwh = town.inhabitants * heat.mwh_per_inhabitant * heat.share;
            (mwh > 0.0).then(|| town_demand(town, heat, mwh, benchmarks.heating_months))
        })
        .collect();
    derived.sort_by_key(|d| d.site.id);
    derived
}

fn town_demand(town: &Town, heat: &TownHeat, mwh: f64, months: [f64; 12]) -> Derived {
    let source = |key: String, method: Option<&str>| Source {
        dataset: TOWNS.to_owned(),
        key,
        year: heat.year,
        method: method.map(str::to_owned),
    };
    let organization = Organization {
        id: OrganizationId(imported_id(TOWNS, "organization", &town.key)),
        name: town.name.clone(),
        sector: Some("District heating".to_owned()),
        country: Some(town.country.clone()),
        trust: None,
        confidential: BTreeSet::new(),
        source: source(town.key.clone(), None),
    };
    let site = Site {
        id: SiteId(imported_id(TOWNS, "site", &town.key)),
        organization: organization.id,
        name: town.name.clone(),
        position: Some(town.position),
        country: Some(town.country.clone()),
        town: Some(town.name.clone()),
        street: None,
        postcode: None,
        sector: organization.sector.clone(),
        source: source(town.key.clone(), None),
    };
    let key = format!("{}/district_heat", town.key);
    let flow = Flow {
        id: FlowId(imported_id(TOWNS, "flow", &key)),
        site: site.id,
        organization: organization.id,
        direction: Direction::Demand,
        kind: Kind::Heat,
        class: None,
        name: label(heat.back, heat.supply),
        amount_per_year: mwh,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality {
            temperature: Some(heat.supply),
            return_temperature: Some(heat.back),
            ..Quality::default()
        },
        profile: Profile { months, ..Profile::ALWAYS },
        price: None,
        disposal_cost: None,
        replaces: heat.replaces,
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: BTreeSet::new(),
        source: source(key, Some("town_benchmark")),
    };
    Derived { organization, site, flows: vec![flow] }
}

/// Great-circle distance in km on a sphere of the mean Earth radius.
///
/// `d = 2 R asin sqrt(sin^2(dlat/2) + cos lat1 cos lat2 sin^2(dlon/2))`, R = 6371.0088 km
/// (IUGG mean radius R1); within 0.6 % of the ellipsoid everywhere.
pub(super) fn distance_km(a: Position, b: Position) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}
