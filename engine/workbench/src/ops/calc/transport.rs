//! Carrying by road and digging a trench, at the costs of a country.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::Kind;
use turash_engine::network::{self, Ground, Layout, Load, LocalCosts};
use turash_engine::reference::Country;
use turash_engine::unfit::{Unfit, in_range, not_negative, positive};
use turash_engine::watch::Watch;

use super::REFERENCE;
use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("road", ROAD_EXAMPLE, road),
        Calculator::json("trench", TRENCH_EXAMPLE, trench),
    ]
}

const ROAD_EXAMPLE: &str =
    r#"{"tonnes_per_year": 12000, "distance_km": 18, "country": "DE", "payload_t": 24}"#;

/// Goods that go by truck.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoadInput {
    tonnes_per_year: f64,
    /// Straight line between the two ends, km.
    distance_km: f64,
    /// Two letters.
    country: String,
    /// Tonnes on one truck; those of the country without it.
    #[serde(default)]
    payload_t: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RoadTransport")]
struct RoadTold {
    /// Straight line times detour.
    route_km: f64,
    trips_per_year: f64,
    /// There and back.
    truck_km_per_year: f64,
    eur_per_tkm: f64,
    handling_eur_per_t: f64,
    cost_eur_per_year: f64,
    cost_eur_per_t: f64,
    co2_t_per_year: f64,
    source: String,
}

fn road(input: RoadInput, _: &dyn Watch) -> Result<RoadTold, Error> {
    carried(&input).map_err(|unfit| InputError::from(unfit).into())
}

fn carried(input: &RoadInput) -> Result<RoadTold, Unfit> {
    let country = country(&input.country)?;
    let truck = REFERENCE.truck_cost(Some(country));
    let mut costs = LocalCosts::new(REFERENCE.pipe_cost(Some(country)), truck);
    if let Some(payload) = input.payload_t {
        costs.payload_t = positive("payload_t", payload)?;
    }
    let tonnes = positive("tonnes_per_year", input.tonnes_per_year)?;
    let load = Load {
        kind: Kind::Material,
        distance_km: not_negative("distance_km", input.distance_km)?,
        amount_per_year: tonnes,
        rate_per_hour: 0.0,
        hours_per_year: 0.0,
        temperatures: None,
        pressure_bar: None,
    };
    let route = Layout::new(&REFERENCE).route(&load, &costs);
    let cost = in_range("cost_eur_per_year", route.trucking_eur_per_year)?;
    let truck_km = in_range("truck_km_per_year", route.truck_km_per_year)?;
    Ok(RoadTold {
        route_km: route.length_km,
        trips_per_year: in_range("trips_per_year", (tonnes / costs.payload_t).ceil())?,
        truck_km_per_year: truck_km,
        eur_per_tkm: costs.eur_per_tkm,
        handling_eur_per_t: costs.handling_eur_per_t,
        cost_eur_per_year: cost,
        cost_eur_per_t: cost / tonnes,
        co2_t_per_year: truck_km * REFERENCE.defaults.truck_kg_co2_per_km / 1000.0,
        source: truck.source.clone(),
    })
}

const TRENCH_EXAMPLE: &str =
    r#"{"inner_diameter_m": 0.1, "length_m": 1500, "country": "DE", "ground": "park"}"#;

/// A pair of pre-insulated pipes in one trench.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrenchInput {
    inner_diameter_m: f64,
    length_m: f64,
    /// Two letters.
    country: String,
    #[serde(default)]
    ground: Ground,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TrenchCost")]
struct TrenchTold {
    eur_per_m: f64,
    cost_eur: f64,
    /// What this ground costs over an inner city.
    ground_factor: f64,
    /// None where the source does not state it.
    price_year: Option<i16>,
    /// Whether the country has no figures of its own.
    of_other_countries: bool,
    source: String,
}

fn trench(input: TrenchInput, _: &dyn Watch) -> Result<TrenchTold, Error> {
    dug(&input).map_err(|unfit| InputError::from(unfit).into())
}

fn dug(input: &TrenchInput) -> Result<TrenchTold, Unfit> {
    let country = country(&input.country)?;
    let inner = positive("inner_diameter_m", input.inner_diameter_m)?;
    let length = not_negative("length_m", input.length_m)?;
    let pipe = REFERENCE.pipe_cost(Some(country));
    let costs = LocalCosts::new(pipe, REFERENCE.truck_cost(Some(country)));
    let missing = Unfit::Missing { field: "ground" };
    let factor = network::ground_factor(input.ground, inner, &REFERENCE).ok_or(missing)?;
    let eur_per_m = in_range("eur_per_m", network::trench_eur_per_m(&costs, inner) * factor)?;
    Ok(TrenchTold {
        eur_per_m,
        cost_eur: in_range("cost_eur", eur_per_m * length)?,
        ground_factor: factor,
        price_year: pipe.price_year,
        of_other_countries: pipe.is_fallback,
        source: pipe.source.clone(),
    })
}

fn country(code: &str) -> Result<Country, Unfit> {
    Country::new(code).ok_or_else(|| Unfit::OutOfBounds {
        field: "country".to_owned(),
        value: code.to_owned(),
        allowed: "two letters, as DE",
    })
}
