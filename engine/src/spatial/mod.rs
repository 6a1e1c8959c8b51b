//! Where things are and how far apart: distances on an earth that the caller chooses, and an
//! index that finds what lies near a point, and the tiles places are drawn in.
//!
//! It knows positions only, neither sites nor flows.

pub mod basemap;
mod chord;
mod geodesic;
mod index;
pub mod pmtiles;
mod sift;
pub mod site_tiles;
pub mod tile;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use geodesic::{Way, geodesic};
#[cfg(test)]
pub(crate) use index::blinding::blindly;
pub use index::{Index, Near, Placed, Spot, Test};

use crate::model::Position;

/// Mean radius R1 of the WGS84 ellipsoid in metres, (2a + b) / 3
/// (Moritz, Geodetic Reference System 1980, J. Geodesy 74, 2000, with the axes of WGS84).
pub const MEAN_EARTH_RADIUS_M: f64 = 6_371_008.771_415_059;

/// The figure of the earth that distances are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarthModel {
    /// A sphere; distances are arcs of great circles.
    Sphere {
        /// Its radius in metres.
        radius_m: f64,
    },
}

impl EarthModel {
    /// The sphere with the mean radius of WGS84; differs from the ellipsoid by at most 0.56 %.
    pub const MEAN_SPHERE: EarthModel = EarthModel::Sphere { radius_m: MEAN_EARTH_RADIUS_M };

    /// Metres along the surface from `from` to `to`.
    ///
    /// `d = R atan2(|a x b|, a . b)` with the unit vectors `a`, `b` of the two places, which
    /// is right for places that touch and for antipodes alike. Oracle: brute-force haversine,
    /// and named distances in the tests.
    ///
    /// ```
    /// use turash_engine::{model::Position, spatial::EarthModel};
    /// let kalundborg = Position { lat: 55.6795, lon: 11.0886 };
    /// let copenhagen = Position { lat: 55.6761, lon: 12.5683 };
    /// let metres = EarthModel::MEAN_SPHERE.distance_m(kalundborg, copenhagen);
    /// assert!((metres - 92_786.0).abs() < 50.0, "{metres}");
    /// ```
    pub fn distance_m(self, from: Position, to: Position) -> f64 {
        match self {
            EarthModel::Sphere { radius_m } => {
                let (a, b) = (unit_vector(from), unit_vector(to));
                let cross = [
                    a[1] * b[2] - a[2] * b[1],
                    a[2] * b[0] - a[0] * b[2],
                    a[0] * b[1] - a[1] * b[0],
                ];
                let sine = (cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2]).sqrt();
                let cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
                radius_m * sine.atan2(cosine)
            }
        }
    }

    /// Metres along the surface between two points of the unit sphere.
    pub(crate) fn metres_between(self, a: [f64; 3], b: [f64; 3]) -> f64 {
        let [dx, dy, dz] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
        let chord_squared = dx * dx + dy * dy + dz * dz;
        let mut metres = [chord_squared];
        self.chords_to_metres(chord_squared, &mut metres);
        metres[0]
    }

    /// Turns squared chords of the unit sphere into metres along the surface, in place.
    /// `at_most` is no less than any of them.
    fn chords_to_metres(self, at_most: f64, chords_squared: &mut [f64]) {
        match self {
            EarthModel::Sphere { radius_m } => chord::to_metres(radius_m, at_most, chords_squared),
        }
    }

    /// The largest squared chord of the unit sphere whose distance is at most this.
    fn longest_chord_squared(self, metres: f64) -> f64 {
        match self {
            EarthModel::Sphere { radius_m } => chord::longest(radius_m, metres),
        }
    }

    /// Angle at the centre, in radians, that a distance along the surface spans.
    fn angle_of(self, metres: f64) -> f64 {
        match self {
            EarthModel::Sphere { radius_m } => metres / radius_m,
        }
    }
}

/// The point of the unit sphere at a position.
pub(crate) fn unit_vector(position: Position) -> [f64; 3] {
    let (sin_lat, cos_lat) = position.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = position.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The haversine formula as the generator of the performance case states it.
    pub(crate) fn haversine_m(a: Position, b: Position) -> f64 {
        let (p, q) = (a.lat.to_radians(), b.lat.to_radians());
        let h = ((q - p) / 2.0).sin().powi(2)
            + p.cos() * q.cos() * ((b.lon - a.lon).to_radians() / 2.0).sin().powi(2);
        2.0 * MEAN_EARTH_RADIUS_M * h.min(1.0).sqrt().asin()
    }

    #[test]
    fn named_distances() {
        let quarter = std::f64::consts::FRAC_PI_2 * MEAN_EARTH_RADIUS_M;
        let degree = quarter / 90.0;
        let cases = [
            ("pole to pole", (90.0, 0.0), (-90.0, 77.0), 2.0 * quarter),
            ("pole to equator", (90.0, 12.0), (0.0, -140.0), quarter),
            ("one degree across the antimeridian", (0.0, 179.5), (0.0, -179.5), degree),
            ("the antimeridian has two names", (64.7, 180.0), (64.7, -180.0), 0.0),
            ("over the pole", (89.5, 0.0), (89.5, 180.0), degree),
            ("a point", (49.5, 9.0), (49.5, 9.0), 0.0),
        ];
        for (name, a, b, metres) in cases {
            let place = |(lat, lon)| Position { lat, lon };
            let found = EarthModel::MEAN_SPHERE.distance_m(place(a), place(b));
            assert!((found - metres).abs() < 1e-6, "{name}: {found} against {metres}");
        }
    }

    /// Big Ben to the Statue of Liberty, 5,574.8 km (GeographicLib and published route tables
    /// give 5,585 km on the ellipsoid; the sphere is 0.2 % shorter).
    #[test]
    fn a_known_crossing_of_the_atlantic() {
        let big_ben = Position { lat: 51.5007, lon: -0.1246 };
        let liberty = Position { lat: 40.6892, lon: -74.0445 };
        let km = EarthModel::MEAN_SPHERE.distance_m(big_ben, liberty) / 1000.0;
        assert!((km - 5574.848).abs() < 0.02, "{km}");
    }
}
