//! Shortest ways on the WGS84 ellipsoid, for who needs the metre; screening uses great circles.

use geographiclib_rs::{Geodesic, InverseGeodesic};

use crate::unfit::{Unfit, within};

/// The shortest way between two points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// Its length in m.
    pub distance_m: f64,
    /// Its direction at the first point in degrees from north, clockwise.
    pub azimuth1_deg: f64,
    /// Its direction at the second point.
    pub azimuth2_deg: f64,
}

/// The shortest way between two points on WGS84 (a = 6,378,137 m, 1 / f = 298.257223563), to
/// 15 nm.
///
/// Latitudes -90 to 90 degrees, longitudes -360 to 360. Source: Karney 2013, *Algorithms for
/// geodesics*, <https://doi.org/10.1007/s00190-012-0578-z>. Oracle: 100 lines of his test set,
/// `GeodTest-100.dat`.
///
/// ```
/// use turash_engine::spatial::geodesic;
/// let way = geodesic([48.2082, 16.3738], [52.52, 13.405]);
/// assert!(way.is_ok_and(|way| (way.distance_m - 523_600.0).abs() < 1_000.0));
/// ```
pub fn geodesic(from: [f64; 2], to: [f64; 2]) -> Result<Way, Unfit> {
    for (field, lat) in [("lat1", from[0]), ("lat2", to[0])] {
        within(field, lat, "-90 .. 90", |lat| (-90.0..=90.0).contains(&lat))?;
    }
    for (field, lon) in [("lon1", from[1]), ("lon2", to[1])] {
        within(field, lon, "-360 .. 360", |lon| (-360.0..=360.0).contains(&lon))?;
    }
    let earth = Geodesic::wgs84();
    let (distance_m, azimuth1_deg, azimuth2_deg, _): (f64, f64, f64, f64) =
        earth.inverse(from[0], from[1], to[0], to[1]);
    Ok(Way { distance_m, azimuth1_deg, azimuth2_deg })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Karney, *Test set for geodesics*, 2010: 100 lines of the 500,000.
    #[test]
    fn ways_agree_with_the_test_set() {
        let text = include_str!("../../tests/oracle/GeodTest-100.dat");
        let mut seen = 0;
        for line in text.lines() {
            let row: Vec<f64> = line.split_whitespace().map(|cell| cell.parse().unwrap()).collect();
            let way = geodesic([row[0], row[1]], [row[3], row[4]]).unwrap();
            assert!((way.distance_m - row[6]).abs() < 1e-6, "{line}: {way:?}");
            // A direction is as sharp as the way is long.
            let turn = |a: f64, b: f64| ((a - b + 540.0).rem_euclid(360.0) - 180.0).abs();
            let sharp = 1e-6 + 1e-5 / way.distance_m.max(1e-3);
            let nearly_opposite = row[7] > 179.0;
            assert!(nearly_opposite || turn(way.azimuth1_deg, row[2]) < sharp, "{line}: {way:?}");
            assert!(nearly_opposite || turn(way.azimuth2_deg, row[5]) < sharp, "{line}: {way:?}");
            seen += 1;
        }
        assert_eq!(seen, 100);
        assert!(geodesic([91.0, 0.0], [0.0, 0.0]).is_err());
        assert!(geodesic([0.0, 0.0], [0.0, f64::NAN]).is_err());
        assert_eq!(geodesic([12.0, 5.0], [12.0, 5.0]).unwrap().distance_m, 0.0);
    }
}
