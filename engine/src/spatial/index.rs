//! Finds everything within a distance of a point, anywhere on the globe.
//!
//! Bands of latitude, each sorted by longitude, with the points of the unit sphere beside
//! them: a query is a few ranges of memory and a chord test. It knows numbers of items, not
//! what they are.

use super::{EarthModel, unit_vector};
use crate::model::Position;

/// An item found near a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The number the item was given when the index was built.
    pub item: u32,
    /// How far it is in metres.
    pub distance_m: f64,
}

/// Positions of items, ready to be asked what is near.
#[derive(Debug, Clone)]
pub struct Index {
    earth: EarthModel,
    band_height_deg: f64,
    first_band: usize,
    /// Start of each band in the lists below, and the end of the last.
    starts: Vec<u32>,
    longitude: Vec<f64>,
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    item: Vec<u32>,
}

/// Widens what is looked at beyond what is asked for, so that rounding never loses an item
/// before its distance is tested; about 60 micrometres on the ground.
const MARGIN_RAD: f64 = 1e-11;

impl Index {
    /// An index of the items at these positions. `reach_m` is the radius it will mostly be
    /// asked for; any other works too.
    pub fn new(
        earth: EarthModel,
        reach_m: f64,
        items: impl IntoIterator<Item = (u32, Position)>,
    ) -> Self {
        let reach_deg = earth.angle_of(reach_m.max(1.0)).to_degrees();
        let band_height_deg =
            if reach_deg.is_finite() { reach_deg.clamp(0.01, 180.0) } else { 180.0 };
        let band = |lat: f64| ((lat + 90.0) / band_height_deg) as usize;
        let mut sorted: Vec<(usize, f64, u32, [f64; 3])> = items
            .into_iter()
            .map(|(item, at)| (band(at.lat), at.lon, item, unit_vector(at)))
            .collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let first_band = sorted.first().map_or(0, |s| s.0);
        let bands = sorted.last().map_or(0, |s| s.0 + 1 - first_band);
        let mut starts = vec![0u32; bands + 1];
        for entry in &sorted {
            starts[entry.0 - first_band + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self {
            earth,
            band_height_deg,
            first_band,
            starts,
            longitude: sorted.iter().map(|s| s.1).collect(),
            x: sorted.iter().map(|s| s.3[0]).collect(),
            y: sorted.iter().map(|s| s.3[1]).collect(),
            z: sorted.iter().map(|s| s.3[2]).collect(),
            item: sorted.iter().map(|s| s.2).collect(),
        }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.item.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.item.is_empty()
    }

    /// The items in the order in which they lie: south to north by band, then west to east.
    pub fn items(&self) -> &[u32] {
        &self.item
    }

    /// Calls `visit` for each item at most `radius_m` from `centre`, always in the same order.
    pub fn within(&self, centre: Position, radius_m: f64, mut visit: impl FnMut(Near)) {
        if self.is_empty() || radius_m.is_nan() || radius_m < 0.0 {
            return;
        }
        let angle = self.earth.angle_of(radius_m) + MARGIN_RAD;
        let [cx, cy, cz] = unit_vector(centre);
        let longest_chord =
            if angle >= std::f64::consts::PI { 2.0 } else { 2.0 * (angle / 2.0).sin() };
        let chord_squared_limit = longest_chord * longest_chord * (1.0 + 1e-12);
        let angle_deg = angle.to_degrees();
        let half_width_deg = half_width_deg(centre.lat, angle);
        let last = self.starts.len() - 2;
        let band_of = |lat: f64| {
            let band = ((lat.clamp(-90.0, 90.0) + 90.0) / self.band_height_deg) as usize;
            band.saturating_sub(self.first_band).min(last)
        };
        let mut scan = |from: usize, to: usize| {
            for i in from..to {
                let (dx, dy, dz) = (self.x[i] - cx, self.y[i] - cy, self.z[i] - cz);
                let chord_squared = dx * dx + dy * dy + dz * dz;
                if chord_squared <= chord_squared_limit {
                    let distance_m = self.earth.metres_of_chord(chord_squared);
                    if distance_m <= radius_m {
                        visit(Near { item: self.item[i], distance_m });
                    }
                }
            }
        };
        for band in band_of(centre.lat - angle_deg)..=band_of(centre.lat + angle_deg) {
            let (start, end) = (self.starts[band] as usize, self.starts[band + 1] as usize);
            let (west, east) = (centre.lon - half_width_deg, centre.lon + half_width_deg);
            if east - west >= 360.0 {
                scan(start, end);
                continue;
            }
            let longitude = &self.longitude[start..end];
            let from = |lon: f64| start + longitude.partition_point(|&l| l < lon);
            let past = |lon: f64| start + longitude.partition_point(|&l| l <= lon);
            if west < -180.0 {
                scan(start, past(east));
                scan(from(west + 360.0).max(past(east)), end);
            } else if east > 180.0 {
                scan(start, past(east - 360.0));
                scan(from(west).max(past(east - 360.0)), end);
            } else if west == -180.0 || east == 180.0 {
                scan(start, end);
            } else {
                scan(from(west), past(east));
            }
        }
    }
}

/// Half the width in degrees of longitude of a cap of this angular radius round this latitude:
/// `asin(sin r / cos lat)`, and all meridians where the cap holds a pole.
fn half_width_deg(lat: f64, angle: f64) -> f64 {
    let lat = lat.to_radians().abs();
    if lat + angle >= std::f64::consts::FRAC_PI_2 {
        return 180.0;
    }
    (angle.sin() / lat.cos()).min(1.0).asin().to_degrees() + 1e-9
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::haversine_m;
    use super::*;

    fn found(index: &Index, centre: Position, radius_m: f64) -> Vec<u32> {
        let mut items = Vec::new();
        index.within(centre, radius_m, |near| items.push(near.item));
        items.sort_unstable();
        items
    }

    /// Places crowd where the globe is awkward: poles, antimeridian, one another.
    fn place() -> impl Strategy<Value = Position> {
        prop_oneof![
            (-90.0..=90.0f64, -180.0..=180.0f64),
            (88.0..=90.0f64, -180.0..=180.0f64),
            (-90.0..=-88.0f64, -180.0..=180.0f64),
            (-80.0..=80.0f64, 179.0..=180.0f64),
            (-80.0..=80.0f64, -180.0..=-179.0f64),
            (49.0..=50.0f64, 8.0..=9.0f64),
            prop_oneof![
                Just((90.0, 0.0)),
                Just((-90.0, 180.0)),
                Just((0.0, -180.0)),
                Just((0.0, 180.0))
            ],
        ]
        .prop_map(|(lat, lon)| Position { lat, lon })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn finds_what_brute_force_finds(
            places in prop::collection::vec(place(), 0..60),
            centre in place(),
            radius_km in prop_oneof![0.0..30.0f64, 0.0..500.0f64, 0.0..20_100.0f64],
            reach_km in prop_oneof![Just(0.001), Just(5.0), Just(50.0), Just(30_000.0)],
        ) {
            let radius_m = radius_km * 1000.0;
            let index = Index::new(
                EarthModel::MEAN_SPHERE,
                reach_km * 1000.0,
                places.iter().enumerate().map(|(i, &p)| (i as u32, p)),
            );
            let found = found(&index, centre, radius_m);
            for (i, &p) in places.iter().enumerate() {
                let metres = haversine_m(centre, p);
                // Near the antipode both formulas lose digits; elsewhere a millimetre decides.
                let doubt = if metres > 19_000_000.0 { 1.0 } else { 1e-3 };
                if (metres - radius_m).abs() > doubt {
                    prop_assert_eq!(
                        found.contains(&(i as u32)), metres < radius_m,
                        "{:?} is {} m from {:?}", p, metres, centre
                    );
                }
            }
        }

        #[test]
        fn a_distance_is_the_haversine(a in place(), b in place()) {
            let (ours, brute) = (EarthModel::MEAN_SPHERE.distance_m(a, b), haversine_m(a, b));
            let doubt = if brute > 19_000_000.0 { 1.0 } else { 1e-6 + 1e-9 * brute };
            prop_assert!((ours - brute).abs() <= doubt, "{ours} {brute}");
        }
    }

    #[test]
    fn nothing_is_found_twice_on_the_antimeridian() {
        let places = [-180.0, -179.9, 0.0, 179.9, 180.0].map(|lon| Position { lat: 10.0, lon });
        let index = Index::new(
            EarthModel::MEAN_SPHERE,
            20_000.0,
            places.iter().enumerate().map(|(i, &p)| (i as u32, p)),
        );
        for lon in [-180.0, -179.95, 179.95, 180.0] {
            assert_eq!(found(&index, Position { lat: 10.0, lon }, 20_000.0), [0, 1, 3, 4], "{lon}");
        }
        assert!(found(&index, Position { lat: 10.0, lon: 90.0 }, -1.0).is_empty());
        assert!(found(&index, Position { lat: 10.0, lon: 90.0 }, f64::NAN).is_empty());
        assert_eq!(found(&index, Position { lat: 10.0, lon: 90.0 }, f64::INFINITY).len(), 5);
    }
}
