//! Shortest ways on the ellipsoid, one or a file of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::spatial::{Way, geodesic};
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use super::calculator::{Calculator, Format, NoOptions};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![Calculator::json("geodesic", EXAMPLE, one).or_text(Format::GeodTest, FILE_EXAMPLE, many)]
}

const EXAMPLE: &str = r#"{"lat1": 48.2082, "lon1": 16.3738, "lat2": 52.52, "lon2": 13.405}"#;

const FILE_EXAMPLE: &str = "36.5 0 176.1 -46.1 5.4 174.2 9000000 81 6000000 1e13\n";

/// Two points on WGS84 in degrees.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Points {
    /// Latitude of the first.
    lat1: f64,
    /// Longitude of the first.
    lon1: f64,
    /// Latitude of the second.
    lat2: f64,
    /// Longitude of the second.
    lon2: f64,
}

/// Shortest ways.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Ways {
    /// That of two points.
    One(OneWay),
    /// Those of a file, in its order.
    Many {
        /// Lengths in m.
        distance_m: Vec<f64>,
        /// Directions at the first points in degrees from north, clockwise.
        azimuth1_deg: Vec<f64>,
        /// Directions at the second points.
        azimuth2_deg: Vec<f64>,
    },
}

/// A shortest way.
#[derive(Serialize, JsonSchema)]
struct OneWay {
    /// Length in m.
    distance_m: f64,
    /// Direction at the first point in degrees from north, clockwise.
    azimuth1_deg: f64,
    /// Direction at the second point.
    azimuth2_deg: f64,
}

fn one(points: Points, _: &dyn Watch) -> Result<Ways, Error> {
    let way = geodesic([points.lat1, points.lon1], [points.lat2, points.lon2])?;
    let Way { distance_m, azimuth1_deg, azimuth2_deg } = way;
    Ok(Ways::One(OneWay { distance_m, azimuth1_deg, azimuth2_deg }))
}

/// Reads lines of `lat1 lon1 azi1 lat2 lon2 ..`, as Karney's test set has them.
fn many(text: &str, _: NoOptions, _: &dyn Watch) -> Result<Ways, Error> {
    let (mut distance_m, mut azimuth1_deg, mut azimuth2_deg) = (vec![], vec![], vec![]);
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        let cells: Option<Vec<f64>> =
            row.split_whitespace().map(|cell| cell.parse().ok()).take(5).collect();
        let [lat1, lon1, _, lat2, lon2] = cells.as_deref().unwrap_or_default() else {
            let value = row.chars().take(40).collect();
            let allowed = "lat1 lon1 azi1 lat2 lon2 ..";
            return Err(Unfit::OutOfBounds { field: format!("line {line}"), value, allowed }.into());
        };
        let way = geodesic([*lat1, *lon1], [*lat2, *lon2])?;
        distance_m.push(way.distance_m);
        azimuth1_deg.push(way.azimuth1_deg);
        azimuth2_deg.push(way.azimuth2_deg);
    }
    Ok(Ways::Many { distance_m, azimuth1_deg, azimuth2_deg })
}
