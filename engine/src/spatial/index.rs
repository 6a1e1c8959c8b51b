//! Finds everything within a distance of a point, anywhere on the globe.
//!
//! Bands of latitude, each sorted by longitude, one array for each number that a test needs:
//! a query is a few ranges of memory, and each range is tested many items at a time without a
//! branch. It knows numbers of items, not what they are.

use std::ops::Range;

use super::sift::{Basket, Columns, LANES, Query, sift};
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

/// An item and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Where it is.
    pub spot: Spot,
    /// Number of the item.
    pub item: u32,
    /// Items of one group can be told not to find each other.
    pub group: u32,
    /// A number that [`Test`] looks at; `NAN` fits nothing.
    pub rank: f64,
}

/// A position, ready to be looked for or to be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    position: Position,
    pub(super) unit: [f64; 3],
}

/// What is asked of an item besides its distance: another group, and
/// `rank + shift >= at_least`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// Items of this group are passed over.
    pub not_group: Option<u32>,
    /// Added to the rank of the item.
    pub shift: f64,
    /// What the sum has to reach.
    pub at_least: f64,
}

impl Test {
    /// Keeps every item whose rank is a number.
    pub const NONE: Test = Test { not_group: None, shift: 0.0, at_least: f64::NEG_INFINITY };
}

/// Positions of items, ready to be asked what is near.
#[derive(Debug, Clone)]
pub struct Index {
    earth: EarthModel,
    band_height_deg: f64,
    first_band: usize,
    /// Start of each band in the columns below, and the end of the last.
    starts: Vec<u32>,
    longitude: Vec<Longitude>,
    columns: Columns,
    #[cfg(test)]
    blind: bool,
}

/// Degrees east of the antimeridian in units of 360 / 2^32.
type Longitude = u32;

/// Bands that the radius an index is made for spans.
const BANDS_IN_REACH: f64 = 5.0;
/// Widens what is looked at beyond what is asked for, so that rounding never loses an item
/// before its distance is tested; about 60 micrometres on the ground.
const MARGIN_RAD: f64 = 1e-11;
const MARGIN_DEG: f64 = 1e-9;

/// A band of items while one walks past it from west to east.
struct Passed {
    band: Range<usize>,
    half_width: Width,
    from: usize,
    to: usize,
}

/// How far to look to either side, in the unit of [`Longitude`].
#[derive(Clone, Copy)]
enum Width {
    All,
    Half(u32),
}

impl Spot {
    /// What no position is.
    pub(crate) const NOWHERE: Spot =
        Spot { position: Position { lat: f64::NAN, lon: f64::NAN }, unit: [f64::NAN; 3] };

    /// The spot at this position.
    pub fn new(position: Position) -> Self {
        Self { position, unit: unit_vector(position) }
    }

    /// The position it was made for.
    pub fn position(&self) -> Position {
        self.position
    }

    fn longitude(&self) -> Longitude {
        longitude(self.position.lon)
    }
}

impl Index {
    /// An index of the items at these positions. `reach_m` is the radius it will mostly be
    /// asked for; any other works too.
    pub fn new(
        earth: EarthModel,
        reach_m: f64,
        items: impl IntoIterator<Item = (u32, Position)>,
    ) -> Self {
        Self::of(earth, reach_m, {
            let placed = |(item, at)| Placed { spot: Spot::new(at), item, group: 0, rank: 0.0 };
            items.into_iter().map(placed).collect()
        })
    }

    /// An index of these items.
    pub fn of(earth: EarthModel, reach_m: f64, mut items: Vec<Placed>) -> Self {
        let reach_deg = earth.angle_of(reach_m.max(1.0)).to_degrees();
        let height = reach_deg / BANDS_IN_REACH;
        let band_height_deg = if height.is_finite() { height.clamp(0.002, 180.0) } else { 180.0 };
        let mut index = Self {
            earth,
            band_height_deg,
            first_band: 0,
            starts: vec![0],
            longitude: Vec::with_capacity(items.len()),
            columns: Columns::with_capacity(items.len()),
            #[cfg(test)]
            blind: blinding::BLIND.get(),
        };
        if !items.is_sorted_by_key(|placed| placed.item) {
            items.sort_by_key(|placed| placed.item);
        }
        let band: Vec<u32> =
            items.iter().map(|p| index.band_of(p.spot.position.lat) as u32).collect();
        if let (Some(&first), Some(&last)) = (band.iter().min(), band.iter().max()) {
            index.first_band = first as usize;
            index.starts = vec![0; (last - first) as usize + 2];
            for band in &band {
                index.starts[(band - first) as usize + 1] += 1;
            }
            for i in 1..index.starts.len() {
                index.starts[i] += index.starts[i - 1];
            }
            let mut next = index.starts.clone();
            let mut order = vec![0u64; items.len()];
            for ((placed, band), at) in items.iter().zip(&band).zip(0u64..) {
                let next = &mut next[(band - first) as usize];
                order[*next as usize] = u64::from(placed.spot.longitude()) << 32 | at;
                *next += 1;
            }
            for band in index.starts.windows(2) {
                order[band[0] as usize..band[1] as usize].sort_unstable();
            }
            for key in order {
                index.longitude.push((key >> 32) as u32);
                index.columns.push(&items[key as u32 as usize]);
            }
        }
        index.columns.pad();
        index
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.longitude.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.longitude.is_empty()
    }

    /// The items in the order in which they lie: south to north by band, then west to east.
    pub fn items(&self) -> &[u32] {
        &self.columns.item[..self.len()]
    }

    /// Adds an item where building the index anew would put it, and says where that is. All
    /// items from there on move one further.
    pub fn insert(&mut self, placed: &Placed) -> usize {
        let band = self.band_of(placed.spot.position.lat);
        if self.is_empty() {
            (self.first_band, self.starts) = (band, vec![0, 0]);
        }
        while band < self.first_band {
            self.first_band -= 1;
            self.starts.insert(0, 0);
        }
        while band + 2 > self.first_band + self.starts.len() {
            self.starts.push(self.len() as u32);
        }
        let band = band - self.first_band;
        let range = self.starts[band] as usize..self.starts[band + 1] as usize;
        let key = (placed.spot.longitude(), placed.item);
        let (mut from, mut to) = (range.start, range.end);
        while from < to {
            let middle = from.midpoint(to);
            if (self.longitude[middle], self.columns.item[middle]) < key {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        self.longitude.insert(from, key.0);
        self.columns.insert(from, placed);
        self.starts[band + 1..].iter_mut().for_each(|start| *start += 1);
        from
    }

    /// Takes out the item at this place of the order; all behind it move one back.
    pub fn remove(&mut self, at: usize) {
        self.longitude.remove(at);
        self.columns.remove(at);
        let band = self.starts.partition_point(|&start| start as usize <= at);
        self.starts[band..].iter_mut().for_each(|start| *start -= 1);
    }

    /// Gives items and groups new numbers that keep the order of the old ones.
    pub fn relabel(&mut self, item: impl Fn(u32) -> u32, group: impl Fn(u32) -> u32) {
        let known = self.len();
        self.columns.item[..known].iter_mut().for_each(|old| *old = item(*old));
        self.columns.group[..known].iter_mut().for_each(|old| *old = f64::from(group(*old as u32)));
    }

    /// The item at this place of the order, its position good to a centimetre, its point of the
    /// unit sphere exact.
    pub fn at(&self, at: usize) -> Placed {
        let columns = &self.columns;
        let unit @ [x, y, z] = [columns.x[at], columns.y[at], columns.z[at]];
        let lat = z.atan2(x.hypot(y)).to_degrees();
        let lon = f64::from(self.longitude[at]) / LONGITUDES * 360.0 - 180.0;
        Placed {
            spot: Spot { position: Position { lat, lon }, unit },
            item: columns.item[at],
            group: columns.group[at] as u32,
            rank: columns.rank[at],
        }
    }

    /// Calls `visit` for each item at most `radius_m` from `centre`, always in the same order.
    pub fn within(&self, centre: Position, radius_m: f64, mut visit: impl FnMut(Near)) {
        self.near(&Spot::new(centre), radius_m, Test::NONE, |items, metres| {
            for (&item, &distance_m) in items.iter().zip(metres) {
                visit(Near { item, distance_m });
            }
        });
    }

    /// Hands on the items at most `radius_m` from `centre` that pass the test, some hundred at
    /// a time, beside their distances in metres; always in the same order.
    pub fn near(
        &self,
        centre: &Spot,
        radius_m: f64,
        test: Test,
        mut visit: impl FnMut(&[u32], &[f64]),
    ) {
        if self.is_empty() || radius_m.is_nan() || radius_m < 0.0 {
            return;
        }
        let lat = centre.position.lat;
        let query = Query::new(centre.unit, self.earth.longest_chord_squared(radius_m), test);
        let angle = self.earth.angle_of(radius_m) + MARGIN_RAD;
        let cos_lat = lat.to_radians().cos();
        let mut basket = Basket::EMPTY;
        for band in self.bands_near(lat, lat, angle) {
            let half_width = self.half_width(lat, lat, cos_lat, band, angle);
            let passed = Passed::new(self.range(band), half_width);
            for range in passed.around(&self.longitude, centre.longitude()) {
                self.sweep(range, &query, &mut basket, &mut visit);
            }
        }
        self.hand_on(&mut basket, query.limit, &mut visit);
    }

    /// Walks through the bands `of` of other items and hands on, for each of these items, what
    /// is near it here, as [`Index::near`] does for one. The test of an item is made from it.
    pub fn near_each(
        &self,
        others: &Index,
        bands: Range<usize>,
        radius_m: f64,
        test: impl Fn(u32, f64) -> Test,
        mut visit: impl FnMut(u32, &[u32], &[f64]),
    ) {
        if self.is_empty() || radius_m.is_nan() || radius_m < 0.0 {
            return;
        }
        let angle = self.earth.angle_of(radius_m) + MARGIN_RAD;
        let limit = self.earth.longest_chord_squared(radius_m);
        let mut basket = Basket::EMPTY;
        let mut passed: Vec<Passed> = Vec::new();
        for band in bands {
            let walked = others.range(band);
            if walked.is_empty() {
                continue;
            }
            let (south, north) = others.edges(band);
            let cos_lat = south.to_radians().cos().min(north.to_radians().cos());
            passed.clear();
            for band in self.bands_near(south, north, angle) {
                let half_width = self.half_width(south, north, cos_lat, band, angle);
                passed.push(Passed::new(self.range(band), half_width));
            }
            for at in walked {
                let columns = &others.columns;
                let unit = [columns.x[at], columns.y[at], columns.z[at]];
                let test = test(columns.group[at] as u32, columns.rank[at]);
                let query = Query::new(unit, limit, test);
                let mut visit = |items: &[u32], metres: &[f64]| {
                    visit(columns.item[at], items, metres);
                };
                for passed in &mut passed {
                    match passed.advance(&self.longitude, others.longitude[at]) {
                        Some(range) => self.sweep(range, &query, &mut basket, &mut visit),
                        None => {
                            for range in passed.around(&self.longitude, others.longitude[at]) {
                                self.sweep(range, &query, &mut basket, &mut visit);
                            }
                        }
                    }
                }
                self.hand_on(&mut basket, limit, &mut visit);
            }
        }
    }

    /// The numbers of its bands, for [`Index::near_each`].
    pub fn bands(&self) -> Range<usize> {
        0..self.starts.len() - 1
    }

    /// Number of items in a band.
    pub fn in_band(&self, band: usize) -> usize {
        self.range(band).len()
    }

    /// Tests a range, handing on whenever the basket is full.
    #[inline]
    fn sweep(
        &self,
        mut range: Range<usize>,
        query: &Query,
        basket: &mut Basket,
        visit: &mut impl FnMut(&[u32], &[f64]),
    ) {
        #[cfg(test)]
        if self.blind {
            return;
        }
        while range.start < range.end {
            range.start = sift(&self.columns, range.clone(), query, basket);
            if basket.is_full() {
                self.hand_on(basket, query.limit, visit);
            }
        }
    }

    #[inline]
    fn hand_on(&self, basket: &mut Basket, limit: f64, visit: &mut impl FnMut(&[u32], &[f64])) {
        if basket.found > 0 {
            // Whole chunks: what lies behind the last item found is of no meaning.
            let chunks = basket.found.next_multiple_of(LANES);
            self.earth.chords_to_metres(limit, &mut basket.distance[..chunks]);
            visit(&basket.item[..basket.found], &basket.distance[..basket.found]);
            basket.found = 0;
        }
    }

    fn band_of(&self, lat: f64) -> usize {
        ((lat.clamp(-90.0, 90.0) + 90.0) / self.band_height_deg) as usize
    }

    fn range(&self, band: usize) -> Range<usize> {
        self.starts[band] as usize..self.starts[band + 1] as usize
    }

    /// Southern and northern edge of a band in degrees.
    fn edges(&self, band: usize) -> (f64, f64) {
        let south = (band + self.first_band) as f64 * self.band_height_deg - 90.0;
        (south.clamp(-90.0, 90.0), (south + self.band_height_deg).clamp(-90.0, 90.0))
    }

    /// The bands that come within an angle of a strip of latitude.
    fn bands_near(&self, south: f64, north: f64, angle: f64) -> Range<usize> {
        let angle_deg = angle.to_degrees() + MARGIN_DEG;
        let past = self.first_band + self.bands().end;
        let from = self.band_of(south - angle_deg).clamp(self.first_band, past);
        let to = (self.band_of(north + angle_deg) + 1).clamp(from, past);
        from - self.first_band..to - self.first_band
    }

    /// How far east and west of a place in a strip of latitude the items of a band can lie.
    ///
    /// `hav r = hav dlat + cos lat1 cos lat2 hav dlon` solved for `dlon`, with the least
    /// difference of latitude and the least cosines that the strip and the band allow.
    fn half_width(&self, south: f64, north: f64, cos_lat: f64, band: usize, angle: f64) -> Width {
        let (band_south, band_north) = self.edges(band);
        let gap = ((band_south - north).max(south - band_north) - MARGIN_DEG).max(0.0);
        let cos_band = band_south.to_radians().cos().min(band_north.to_radians().cos());
        let haversine = |radians: f64| (radians / 2.0).sin().powi(2);
        let left = (haversine(angle.min(std::f64::consts::PI)) - haversine(gap.to_radians()))
            / (cos_lat * cos_band).max(0.0);
        // Not a number: at a pole.
        if left.is_nan() || left >= 1.0 || angle >= std::f64::consts::PI {
            return Width::All;
        }
        let degrees = 2.0 * left.max(0.0).sqrt().asin().to_degrees() + MARGIN_DEG;
        let units = (degrees / 360.0 * LONGITUDES).ceil() + 2.0;
        if units * 2.0 >= LONGITUDES { Width::All } else { Width::Half(units as u32) }
    }
}

const LONGITUDES: f64 = 4_294_967_296.0;

/// East of the last unit is the antimeridian, which the last unit then stands for.
fn longitude(degrees: f64) -> Longitude {
    let east = degrees + 180.0;
    let east = if (0.0..=360.0).contains(&east) { east } else { east.rem_euclid(360.0) };
    (east / 360.0 * LONGITUDES) as u32
}

impl Passed {
    fn new(band: Range<usize>, half_width: Width) -> Self {
        Self { from: band.start, to: band.start, band, half_width }
    }

    /// The items round a longitude that is no further west than the last one asked for; none
    /// where they lie on both sides of the antimeridian.
    #[inline]
    fn advance(&mut self, longitude: &[Longitude], at: Longitude) -> Option<Range<usize>> {
        let half_width = match self.half_width {
            Width::All => return Some(self.band.clone()),
            Width::Half(half_width) => half_width,
        };
        let (west, east) = (at.checked_sub(half_width)?, at.checked_add(half_width)?);
        let end = self.band.end;
        while self.from < end && longitude[self.from] < west {
            self.from += 1;
        }
        self.to = self.to.max(self.from);
        while self.to < end && longitude[self.to] <= east {
            self.to += 1;
        }
        Some(self.from..self.to)
    }

    /// The items round any longitude, west to east in each range.
    fn around(&self, longitude: &[Longitude], at: Longitude) -> [Range<usize>; 2] {
        let Range { start, end } = self.band;
        let half_width = match self.half_width {
            Width::All => return [start..end, end..end],
            Width::Half(half_width) => half_width,
        };
        let band = &longitude[start..end];
        let from = start + {
            let west = at.wrapping_sub(half_width);
            band.partition_point(|&l| l < west)
        };
        let to = start + {
            let east = at.wrapping_add(half_width);
            band.partition_point(|&l| l <= east)
        };
        let wraps = at.checked_sub(half_width).is_none() || at.checked_add(half_width).is_none();
        if wraps { [start..to, from.max(to)..end] } else { [from..to, to..to] }
    }
}

/// Puts a search that finds nothing in the place of the one that all share, so that tests see
/// who shares it.
#[cfg(test)]
pub(crate) mod blinding {
    use std::cell::Cell;

    thread_local! {
        pub(super) static BLIND: Cell<bool> = const { Cell::new(false) };
    }

    /// Does some work; indexes that this thread builds meanwhile find nothing.
    pub(crate) fn blindly<T>(work: impl FnOnce() -> T) -> T {
        BLIND.set(true);
        let done = work();
        BLIND.set(false);
        done
    }
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
