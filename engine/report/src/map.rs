//! The map of a packet: which window of the world it shows, and its features drawn as vectors.
//!
//! The caller reads tiles and passes features in longitude and latitude; projection, scale,
//! clipping and labels are decided here. At the public level only the overview is drawn, and
//! nothing in it lies nearer to the withheld place than the 10 km square.

use sha2::{Digest as _, Sha256};
use turash_engine::model::Position;
use turash_engine::packet::{PlaceFacts, SQUARE_KM};
use turash_engine::portfolio::Square;

use crate::painter::{Canvas, Color, MM_PER_PT, Rect, Stroke, Style, Weight};
use crate::seal::hex;
use crate::theme::{AXIS, FINE, INK, MID, PETROL, RUST, SECONDARY, TABLE, WHITE};

/// What a feature of the map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Land against the sea.
    Land,
    /// Forest and park.
    Wood,
    /// Built-up area.
    Urban,
    /// Industrial area.
    Industry,
    /// Sea, lake or wide river as an area.
    Water,
    /// River or canal as a line.
    River,
    /// Building.
    Building,
    /// Railway.
    Rail,
    /// Road.
    Road,
    /// Border of a country or region.
    Boundary,
    /// Town or quarter.
    Place,
}

/// The shape of a feature; each point is longitude and latitude in degrees.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// Points.
    Points(Vec<(f64, f64)>),
    /// Lines.
    Lines(Vec<Vec<(f64, f64)>>),
    /// Areas, each of an outer ring and its holes.
    Areas(Vec<Vec<Vec<(f64, f64)>>>),
}

/// One feature of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What it is.
    pub class: Class,
    /// Importance, 0 the highest: motorways before lanes, cities before hamlets.
    pub rank: u8,
    /// Its name.
    pub name: Option<String>,
    /// Its shape.
    pub geometry: Geometry,
}

/// The features around a match.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MapFacts {
    /// In the window [`Plan::local`].
    pub local: Vec<Feature>,
    /// In the window [`Plan::overview`].
    pub overview: Vec<Feature>,
    /// Whose data it is, one line each.
    pub attribution: Vec<String>,
}

impl MapFacts {
    /// SHA-256, in hex, of what each drawing is made from.
    pub fn hashes(&self) -> [(&'static str, String); 2] {
        [("map.local", hash(&self.local)), ("map.overview", hash(&self.overview))]
    }
}

fn hash(features: &[Feature]) -> String {
    let mut sha = Sha256::new();
    let line = |sha: &mut Sha256, line: &[(f64, f64)]| {
        sha.update((line.len() as u64).to_be_bytes());
        for (lon, lat) in line {
            sha.update(lon.to_be_bytes());
            sha.update(lat.to_be_bytes());
        }
    };
    for feature in features {
        let name = feature.name.as_deref().unwrap_or_default();
        sha.update([feature.class as u8, feature.rank]);
        sha.update((name.len() as u64).to_be_bytes());
        sha.update(name);
        match &feature.geometry {
            Geometry::Points(points) => line(&mut sha, points),
            Geometry::Lines(lines) => lines.iter().for_each(|l| line(&mut sha, l)),
            Geometry::Areas(areas) => areas.iter().flatten().for_each(|l| line(&mut sha, l)),
        }
    }
    hex(&sha.finalize())
}

/// A window of the world in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

/// Which parts of the world a packet's map shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Middle of both windows.
    pub centre: Position,
    /// The local drawing is true to scale one to this.
    pub scale: f64,
    /// Window of the local drawing; none where only the region may be shown.
    pub local: Option<Window>,
    /// Scale of the overview.
    pub overview_scale: f64,
    /// Window of the overview.
    pub overview: Window,
}

/// Width and height of the drawing on the page in mm.
pub(crate) const FRAME: (f64, f64) = (170.0, 128.0);
/// Width and height of the inset in mm.
pub(crate) const INSET: (f64, f64) = (44.0, 36.0);

/// Length of a degree of latitude in mm, mean earth radius 6371.0088 km (IUGG).
const MM_PER_DEGREE: f64 = 111.195_08e6;

const SCALES: [f64; 16] = [
    2_500.0,
    5_000.0,
    7_500.0,
    10_000.0,
    15_000.0,
    20_000.0,
    25_000.0,
    30_000.0,
    40_000.0,
    50_000.0,
    75_000.0,
    100_000.0,
    150_000.0,
    250_000.0,
    500_000.0,
    1_000_000.0,
];

/// Scale of the map of a region.
const REGION_SCALE: f64 = 2_500_000.0;

/// Chooses the windows of a packet's map; none where no place is known.
pub fn plan(place: &PlaceFacts) -> Option<Plan> {
    match place {
        PlaceFacts::Exact { supply, demand, route_km, distance_km, .. } => {
            let centre = Position {
                lat: (supply.lat + demand.lat) / 2.0,
                lon: (supply.lon + demand.lon) / 2.0,
            };
            let earth = Projection::new(centre, 1.0, (0.0, 0.0));
            let (a, b) = (earth.at(*supply), earth.at(*demand));
            let reach = (route_km - distance_km).max(0.0) * 1e6 / 2.0;
            let wide = (a.0 - b.0).abs() + 2.0 * reach;
            let tall = (a.1 - b.1).abs() + 2.0 * reach;
            let needed = (wide / (FRAME.0 - 44.0)).max(tall / (FRAME.1 - 40.0));
            let scale = SCALES.into_iter().find(|s| *s >= needed).unwrap_or(2_500_000.0);
            let overview_scale = (scale * 20.0).max(500_000.0);
            Some(Plan {
                centre,
                scale,
                local: Some(window(centre, scale, FRAME)),
                overview_scale,
                overview: window(centre, overview_scale, INSET),
            })
        }
        PlaceFacts::Region { centre, .. } => Some(Plan {
            centre: *centre,
            scale: REGION_SCALE,
            local: None,
            overview_scale: REGION_SCALE,
            overview: window(*centre, REGION_SCALE, FRAME),
        }),
        PlaceFacts::Unknown => None,
    }
}

/// Scales of the map of a whole portfolio, each one to this.
const PORTFOLIO_SCALES: [f64; 10] = [5e5, 7.5e5, 1e6, 1.5e6, 2.5e6, 5e6, 7.5e6, 1e7, 2e7, 4e7];

/// Chooses the window that shows all squares of a portfolio; none where no place is known.
pub fn region(squares: &[Square]) -> Option<Plan> {
    let ends = |of: fn(&Position) -> f64| {
        squares.iter().map(|square| of(&square.centre)).fold(None, |ends, at| {
            let (low, high) = ends.unwrap_or((at, at));
            Some((at.min(low), at.max(high)))
        })
    };
    let ((south, north), (west, east)) = (ends(|at| at.lat)?, ends(|at| at.lon)?);
    let centre = Position { lat: (south + north) / 2.0, lon: (west + east) / 2.0 };
    // A square and some land on each side.
    let around = 3.0 * SQUARE_KM * 1e6;
    let wide = (east - west) * MM_PER_DEGREE * narrowing(centre.lat) + around;
    let tall = (north - south) * MM_PER_DEGREE + around;
    let needed = (wide / FRAME.0).max(tall / FRAME.1);
    let [.., last] = PORTFOLIO_SCALES;
    let scale = PORTFOLIO_SCALES.into_iter().find(|scale| *scale >= needed).unwrap_or(last);
    let overview = window(centre, scale, FRAME);
    Some(Plan { centre, scale, local: None, overview_scale: scale, overview })
}

fn window(centre: Position, scale: f64, (w, h): (f64, f64)) -> Window {
    let dlat = h / 2.0 * scale / MM_PER_DEGREE;
    let dlon = w / 2.0 * scale / (MM_PER_DEGREE * narrowing(centre.lat));
    Window {
        west: (centre.lon - dlon).max(-180.0),
        south: (centre.lat - dlat).max(-90.0),
        east: (centre.lon + dlon).min(180.0),
        north: (centre.lat + dlat).min(90.0),
    }
}

fn narrowing(lat: f64) -> f64 {
    lat.to_radians().cos().max(0.02)
}

/// Equirectangular projection true to scale along the parallel and meridian of the centre:
/// x = (lon - lon0) cos(lat0), y = lat0 - lat, both times the length of a degree over the
/// scale. Within 20 km of the centre the error of a length stays below 0.5 % up to 60 degrees
/// of latitude. Source: Snyder, Map Projections (USGS 1395), chapter 12.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Projection {
    centre: Position,
    mm_per_degree: f64,
    middle: (f64, f64),
}

impl Projection {
    pub(crate) fn new(centre: Position, scale: f64, middle: (f64, f64)) -> Self {
        Self { centre, mm_per_degree: MM_PER_DEGREE / scale, middle }
    }

    pub(crate) fn at(&self, p: Position) -> (f64, f64) {
        self.point((p.lon, p.lat))
    }

    fn point(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let dx = (lon - self.centre.lon) * narrowing(self.centre.lat) * self.mm_per_degree;
        let dy = (self.centre.lat - lat) * self.mm_per_degree;
        (self.middle.0 + dx, self.middle.1 + dy)
    }
}

const SEA: Color = Color(0xDC, 0xE8, 0xEC);
const WATER_EDGE: Color = Color(0xA9, 0xC4, 0xCE);
const LAND: Color = Color(0xFB, 0xFB, 0xF9);
const WOOD: Color = Color(0xE3, 0xE9, 0xE0);
const URBAN: Color = Color(0xEC, 0xED, 0xEF);
const INDUSTRY: Color = Color(0xE6, 0xE2, 0xE4);
const BUILDING: Color = Color(0xD3, 0xD7, 0xDA);
const ROAD_EDGE: Color = Color(0xB4, 0xBB, 0xC0);

/// Draws the features into a frame, without labels.
pub(crate) fn draw(
    canvas: &mut Canvas<'_>,
    frame: Rect,
    projection: &Projection,
    features: &[Feature],
    coarse: bool,
) {
    let has_land = features.iter().any(|f| f.class == Class::Land);
    canvas.rect(frame, Some(if has_land { SEA } else { LAND }), None);
    let mut order: Vec<&Feature> = features.iter().collect();
    order.sort_by_key(|f| (f.class, std::cmp::Reverse(f.rank)));
    for feature in &order {
        match feature.class {
            Class::Land => areas(
                canvas,
                frame,
                projection,
                feature,
                LAND,
                Some(Stroke::solid(WATER_EDGE, 0.5)),
            ),
            Class::Wood => areas(canvas, frame, projection, feature, WOOD, None),
            Class::Urban => areas(canvas, frame, projection, feature, URBAN, None),
            Class::Industry => areas(canvas, frame, projection, feature, INDUSTRY, None),
            Class::Water => {
                areas(canvas, frame, projection, feature, SEA, Some(Stroke::solid(WATER_EDGE, 0.4)))
            }
            Class::Building => areas(canvas, frame, projection, feature, BUILDING, None),
            Class::River | Class::Rail | Class::Road | Class::Boundary | Class::Place => {}
        }
    }
    // Roads once as casing, once as surface, so that crossings open into each other.
    for feature in &order {
        if feature.class == Class::Road {
            let wide = road_width(feature.rank, coarse);
            lines(canvas, frame, projection, feature, &Stroke::solid(ROAD_EDGE, wide + 0.7));
        }
    }
    for feature in &order {
        match feature.class {
            Class::River => lines(
                canvas,
                frame,
                projection,
                feature,
                &Stroke::solid(WATER_EDGE, if coarse { 0.8 } else { 1.4 }),
            ),
            Class::Road => lines(
                canvas,
                frame,
                projection,
                feature,
                &Stroke::solid(WHITE, road_width(feature.rank, coarse)),
            ),
            Class::Rail => {
                lines(canvas, frame, projection, feature, &Stroke::solid(MID, 1.0));
                lines(canvas, frame, projection, feature, &Stroke::dashed(WHITE, 0.5, &[3.0, 3.0]));
            }
            Class::Boundary => lines(
                canvas,
                frame,
                projection,
                feature,
                &Stroke::dashed(SECONDARY, 0.6, &[3.0, 1.5, 0.8, 1.5]),
            ),
            Class::Land
            | Class::Wood
            | Class::Urban
            | Class::Industry
            | Class::Water
            | Class::Building
            | Class::Place => {}
        }
    }
}

fn road_width(rank: u8, coarse: bool) -> f64 {
    let wide = match rank {
        0 => 2.2,
        1 => 1.7,
        2 => 1.2,
        _ => 0.7,
    };
    if coarse { wide * 0.4 } else { wide }
}

fn areas(
    canvas: &mut Canvas<'_>,
    frame: Rect,
    projection: &Projection,
    feature: &Feature,
    fill: Color,
    stroke: Option<Stroke>,
) {
    let Geometry::Areas(polygons) = &feature.geometry else { return };
    let bounds = frame.grown(2.0);
    for polygon in polygons {
        let rings: Vec<Vec<(f64, f64)>> = polygon
            .iter()
            .map(|ring| {
                let points: Vec<_> = ring.iter().map(|&p| projection.point(p)).collect();
                thinned(&clip_ring(&points, bounds))
            })
            .filter(|ring| ring.len() > 2)
            .collect();
        canvas.area(rings, Some(fill), stroke.clone());
    }
}

fn lines(
    canvas: &mut Canvas<'_>,
    frame: Rect,
    projection: &Projection,
    feature: &Feature,
    stroke: &Stroke,
) {
    let bounds = frame.grown(2.0);
    let rings: Vec<&Vec<(f64, f64)>> = match &feature.geometry {
        Geometry::Lines(lines) => lines.iter().collect(),
        Geometry::Areas(polygons) => polygons.iter().flatten().collect(),
        Geometry::Points(_) => Vec::new(),
    };
    for line in rings {
        let points: Vec<_> = line.iter().map(|&p| projection.point(p)).collect();
        for part in clip_line(&points, bounds) {
            canvas.polyline(&thinned(&part), stroke.clone());
        }
    }
}

/// Drops points nearer than 0.08 mm to the one before: no printer shows them.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for (i, &p) in points.iter().enumerate() {
        let far = out.last().is_none_or(|q| (p.0 - q.0).hypot(p.1 - q.1) > 0.08);
        if far || i + 1 == points.len() {
            out.push(p);
        }
    }
    out
}

/// Cuts a ring to a rectangle, one edge after the other (Sutherland and Hodgman 1974).
fn clip_ring(points: &[(f64, f64)], r: Rect) -> Vec<(f64, f64)> {
    let edges =
        [(true, r.x, 1.0), (true, r.x + r.w, -1.0), (false, r.y, 1.0), (false, r.y + r.h, -1.0)];
    let mut ring = points.to_vec();
    for (across, bound, sign) in edges {
        let coordinate = |p: (f64, f64)| if across { p.0 } else { p.1 };
        let inside = |p: (f64, f64)| (coordinate(p) - bound) * sign >= 0.0;
        let mut cut = Vec::with_capacity(ring.len() + 4);
        for (i, &p) in ring.iter().enumerate() {
            let before = ring[(i + ring.len() - 1) % ring.len()];
            if inside(p) != inside(before) {
                let share = (bound - coordinate(before)) / (coordinate(p) - coordinate(before));
                cut.push((
                    before.0 + (p.0 - before.0) * share,
                    before.1 + (p.1 - before.1) * share,
                ));
            }
            if inside(p) {
                cut.push(p);
            }
        }
        ring = cut;
    }
    ring
}

/// The parts of a line inside a rectangle (Liang and Barsky 1984).
fn clip_line(points: &[(f64, f64)], r: Rect) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        let mut visible = true;
        for (p, q) in
            [(-dx, a.0 - r.x), (dx, r.x + r.w - a.0), (-dy, a.1 - r.y), (dy, r.y + r.h - a.1)]
        {
            if p == 0.0 {
                visible &= q >= 0.0;
            } else if p < 0.0 {
                enter = enter.max(q / p);
            } else {
                leave = leave.min(q / p);
            }
        }
        if !visible || enter > leave {
            continue;
        }
        let from = (a.0 + dx * enter, a.1 + dy * enter);
        let to = (a.0 + dx * leave, a.1 + dy * leave);
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            Some(_) | None => parts.push(vec![from, to]),
        }
    }
    parts
}

/// Labels that have a place already, so that the next finds its own.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    taken: Vec<Rect>,
}

impl Labels {
    pub(crate) fn take(&mut self, area: Rect) {
        self.taken.push(area);
    }

    fn free(&self, area: Rect, frame: Rect) -> bool {
        frame.contains(&area) && !self.taken.iter().any(|t| t.overlaps(&area))
    }

    /// Takes the dots of places, so that no label covers one.
    pub(crate) fn take_places(&mut self, projection: &Projection, features: &[Feature]) {
        for feature in features {
            if let (Class::Place, Geometry::Points(points)) = (feature.class, &feature.geometry) {
                for &point in points {
                    let (x, y) = projection.point(point);
                    self.take(Rect { x: x - 0.6, y: y - 0.6, w: 1.2, h: 1.2 });
                }
            }
        }
    }

    /// Takes a line as a chain of small squares.
    pub(crate) fn take_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let steps = (length / 2.0).ceil().max(1.0) as usize;
        for i in 0..=steps {
            let share = i as f64 / steps as f64;
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            self.take(Rect { x: x - 0.8, y: y - 0.8, w: 1.6, h: 1.6 });
        }
    }

    /// Finds room for a box beside a point: where it may stand, best first.
    pub(crate) fn beside(
        &mut self,
        at: (f64, f64),
        (w, h): (f64, f64),
        gap: f64,
        frame: Rect,
    ) -> Option<Rect> {
        let mut spots = Vec::new();
        for far in [gap, gap + 4.0, gap + 9.0, gap + 16.0] {
            spots.extend([
                (at.0 + far, at.1 - h / 2.0),
                (at.0 - far - w, at.1 - h / 2.0),
                (at.0 - w / 2.0, at.1 - far - h),
                (at.0 - w / 2.0, at.1 + far),
                (at.0 + far, at.1 + far * 0.6),
                (at.0 + far, at.1 - far * 0.6 - h),
                (at.0 - far - w, at.1 + far * 0.6),
                (at.0 - far - w, at.1 - far * 0.6 - h),
            ]);
        }
        let found = spots
            .into_iter()
            .map(|(x, y)| Rect { x, y, w, h })
            .find(|area| self.free(area.grown(0.5), frame))?;
        self.take(found.grown(0.6));
        Some(found)
    }
}

/// Writes the names of places and waters that find room; `keep_from` names a point and a
/// distance in km within which no name may stand.
pub(crate) fn name(
    canvas: &mut Canvas<'_>,
    frame: Rect,
    projection: &Projection,
    features: &[Feature],
    labels: &mut Labels,
    keep_from: Option<(Position, f64)>,
    small: bool,
) {
    let mut named: Vec<(&Feature, (f64, f64), &str)> = features
        .iter()
        .filter_map(|f| {
            let text = f.name.as_deref().filter(|n| !n.is_empty())?;
            let at = match (&f.geometry, f.class) {
                (Geometry::Points(points), Class::Place) => *points.first()?,
                (Geometry::Lines(lines), Class::River) => {
                    let line = lines.iter().max_by_key(|l| l.len())?;
                    *line.get(line.len() / 2)?
                }
                _ => return None,
            };
            if keep_from.is_some_and(|(p, km)| km_between(p, at) < km) {
                return None;
            }
            Some((f, projection.point(at), text))
        })
        .filter(|(_, at, _)| frame.contains(&Rect { x: at.0, y: at.1, w: 0.0, h: 0.0 }))
        .collect();
    named.sort_by(|a, b| {
        (a.0.class != Class::Place, a.0.rank, a.2).cmp(&(b.0.class != Class::Place, b.0.rank, b.2))
    });
    let mut written = std::collections::BTreeSet::new();
    for (feature, at, text) in named {
        if !written.insert((text, feature.class)) {
            continue;
        }
        let place = feature.class == Class::Place;
        let style = if place {
            let size: f64 = match (feature.rank, small) {
                (0..=2, false) => 9.0,
                (_, false) => 8.0,
                (0..=2, true) => 7.5,
                (_, true) => 6.5,
            };
            Style {
                size_pt: size,
                leading_pt: size * 1.3,
                weight: Weight::Regular,
                color: SECONDARY,
            }
        } else {
            FINE.colored(Color(0x5B, 0x83, 0x92))
        };
        let width = canvas.width(text, style);
        let height = style.size_pt * MM_PER_PT;
        let Some(area) = labels.beside(at, (width, height), 1.4, frame.grown(-1.0)) else {
            continue;
        };
        if place {
            labels.take(Rect { x: at.0 - 0.8, y: at.1 - 0.8, w: 1.6, h: 1.6 });
            canvas.circle(at, 0.55, Some(SECONDARY), None);
        }
        canvas.text(area.x, area.y + 0.8 * height, text, style);
    }
}

/// Great-circle distance in km by the haversine formula.
fn km_between(a: Position, b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.1.to_radians());
    let dlat = (lat_b - lat_a) / 2.0;
    let dlon = (b.0 - a.lon).to_radians() / 2.0;
    let h = dlat.sin().powi(2) + lat_a.cos() * lat_b.cos() * dlon.sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

/// Scale bar of about a quarter of the frame; its labels are given by the caller.
pub(crate) fn scale_bar(
    canvas: &mut Canvas<'_>,
    right: f64,
    y: f64,
    scale: f64,
    label: impl Fn(f64) -> String,
) {
    let wanted_km = 45.0 * scale / 1e6;
    let power = 10f64.powf(wanted_km.log10().floor());
    let km =
        [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|k| *k <= wanted_km).unwrap_or(power);
    let length = km * 1e6 / scale;
    let left = right - length;
    let text = label(km);
    let width = canvas.width(&text, AXIS);
    let box_ = Rect { x: left - 3.0, y: y - 5.0, w: length + width / 2.0 + 4.0, h: 8.0 };
    canvas.rect(box_, Some(WHITE), None);
    for (i, color) in [INK, WHITE].into_iter().enumerate() {
        let part = Rect { x: left + i as f64 * length / 2.0, y, w: length / 2.0, h: 1.2 };
        canvas.rect(part, Some(color), Some(Stroke::solid(INK, 0.5)));
    }
    let ink = AXIS.colored(INK);
    canvas.text_centred(left, y - 1.2, "0", ink);
    canvas.text_centred(right, y - 1.2, &text, ink);
}

/// An arrow to the north.
pub(crate) fn north(canvas: &mut Canvas<'_>, x: f64, y: f64, letter: &str) {
    canvas.rect(Rect { x: x - 3.6, y: y - 1.0, w: 7.2, h: 13.0 }, Some(WHITE), None);
    let strong = TABLE.weighing(Weight::SemiBold);
    canvas.text_centred(x, y + 2.4, letter, strong);
    let (top, foot) = (y + 3.4, y + 11.2);
    let notch = foot - 2.0;
    canvas.area(
        vec![vec![(x, top), (x + 2.2, foot), (x, notch)]],
        Some(INK),
        Some(Stroke::solid(INK, 0.4)),
    );
    canvas.area(
        vec![vec![(x, top), (x - 2.2, foot), (x, notch)]],
        Some(WHITE),
        Some(Stroke::solid(INK, 0.4)),
    );
}

/// The square of the supply.
pub(crate) fn supply_mark(canvas: &mut Canvas<'_>, at: (f64, f64)) {
    let area = Rect { x: at.0 - 1.5, y: at.1 - 1.5, w: 3.0, h: 3.0 };
    canvas.rect(area, Some(RUST), Some(Stroke::solid(WHITE, 1.0)));
}

/// The circle of the demand.
pub(crate) fn demand_mark(canvas: &mut Canvas<'_>, at: (f64, f64)) {
    canvas.circle(at, 1.7, Some(PETROL), Some(Stroke::solid(WHITE, 1.0)));
}

/// The line around a frame.
pub(crate) fn border(canvas: &mut Canvas<'_>, frame: Rect) {
    canvas.rect(frame, None, Some(Stroke::solid(INK, 0.7)));
}

/// A grid of hairlines, so that a map without features still shows its measure.
pub(crate) fn ticks(canvas: &mut Canvas<'_>, frame: Rect, centre: (f64, f64), step_mm: f64) {
    let stroke = Stroke::solid(INK, 0.5);
    let mut x = centre.0 - ((centre.0 - frame.x) / step_mm).floor() * step_mm;
    while x < frame.x + frame.w {
        canvas.line((x, frame.y), (x, frame.y + 1.6), stroke.clone());
        canvas.line((x, frame.y + frame.h - 1.6), (x, frame.y + frame.h), stroke.clone());
        x += step_mm;
    }
    let mut y = centre.1 - ((centre.1 - frame.y) / step_mm).floor() * step_mm;
    while y < frame.y + frame.h {
        canvas.line((frame.x, y), (frame.x + 1.6, y), stroke.clone());
        canvas.line((frame.x + frame.w - 1.6, y), (frame.x + frame.w, y), stroke.clone());
        y += step_mm;
    }
}
