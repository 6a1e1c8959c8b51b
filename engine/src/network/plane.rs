//! A flat picture of a small part of the earth, to lay pipes on.
//!
//! It keeps distances from its middle exactly and all others to a few parts in a million over
//! fifty kilometres. It knows positions only.

use crate::model::Position;
use crate::spatial::EarthModel;

/// The azimuthal equidistant projection round a place.
#[derive(Debug, Clone, Copy)]
pub struct Plane {
    radius_m: f64,
    /// Unit vectors up, east and north at the middle.
    axes: [[f64; 3]; 3],
}

impl Plane {
    /// The plane whose middle lies in the middle of the positions.
    pub fn around(positions: &[Position], earth: EarthModel) -> Self {
        let EarthModel::Sphere { radius_m } = earth;
        let mut sum = [0.0; 3];
        for &position in positions {
            let v = vector(position);
            sum = [sum[0] + v[0], sum[1] + v[1], sum[2] + v[2]];
        }
        let up = unit(sum).unwrap_or([0.0, 0.0, 1.0]);
        // At a pole every direction is as good as east.
        let east = unit([-up[1], up[0], 0.0]).unwrap_or([1.0, 0.0, 0.0]);
        let north = [
            up[1] * east[2] - up[2] * east[1],
            up[2] * east[0] - up[0] * east[2],
            up[0] * east[1] - up[1] * east[0],
        ];
        Self { radius_m, axes: [up, east, north] }
    }

    /// Metres east and north of the middle: `rho (sin a, cos a)`, rho the length of the great
    /// circle from the middle, a its azimuth there. Source: Snyder 1987, Map Projections, USGS
    /// Professional Paper 1395, ch. 25. Oracle: great circles in the tests.
    pub fn project(&self, position: Position) -> [f64; 2] {
        let v = vector(position);
        let [z, x, y] = self.axes.map(|axis| dot(axis, v));
        let sine = x.hypot(y);
        if sine <= 0.0 {
            return [0.0, 0.0];
        }
        let metres = self.radius_m * sine.atan2(z);
        [metres * x / sine, metres * y / sine]
    }

    /// The position of a point of the plane.
    pub fn position(&self, [x, y]: [f64; 2]) -> Position {
        let metres = x.hypot(y);
        let (sine, cosine) = (metres / self.radius_m).sin_cos();
        let along = if metres > 0.0 { sine / metres } else { 0.0 };
        let [up, east, north] = self.axes;
        let v = [0, 1, 2].map(|i| cosine * up[i] + along * (x * east[i] + y * north[i]));
        Position {
            lat: v[2].atan2(v[0].hypot(v[1])).to_degrees(),
            lon: v[1].atan2(v[0]).to_degrees(),
        }
    }
}

fn vector(position: Position) -> [f64; 3] {
    let (sin_lat, cos_lat) = position.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = position.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn unit(v: [f64; 3]) -> Option<[f64; 3]> {
    let length = dot(v, v).sqrt();
    (length > 1e-12).then(|| v.map(|c| c / length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn distances_survive(
            lat in -89.9..89.9f64, lon in -180.0..180.0f64,
            points in prop::collection::vec((-10_000.0..10_000.0f64, -10_000.0..10_000.0f64), 2..6),
        ) {
            let earth = EarthModel::MEAN_SPHERE;
            let middle = Plane::around(&[Position { lat, lon }], earth);
            let places: Vec<Position> = points.iter().map(|&(x, y)| middle.position([x, y])).collect();
            for (place, &(x, y)) in places.iter().zip(&points) {
                let back = middle.project(*place);
                prop_assert!((back[0] - x).hypot(back[1] - y) < 1e-5, "{back:?} {x} {y}");
            }
            let plane = Plane::around(&places, earth);
            for &a in &places {
                for &b in &places {
                    let (p, q) = (plane.project(a), plane.project(b));
                    let (flat, round) = ((p[0] - q[0]).hypot(p[1] - q[1]), earth.distance_m(a, b));
                    prop_assert!((flat - round).abs() <= 1e-6 * round + 1e-5, "{flat} {round}");
                }
            }
        }
    }
}
