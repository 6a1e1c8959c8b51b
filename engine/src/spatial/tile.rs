//! Vector map tiles: the square web Mercator grid, and the Mapbox Vector Tile format read from and
//! written to bytes. It knows tiles, layers, features and their geometry; it refuses to know files,
//! archives, colours, and what a site or a match is.
//!
//! Tile bytes may come from anybody, so reading is bounded ([`MAX_TILE_BYTES`], [`MAX_FEATURES`]) and
//! answers with an error, never with a panic.

use std::collections::HashMap;
use std::f64::consts::PI;
use std::sync::Arc;

use prost::Message;

/// Units along one side of the tiles written here.
pub const EXTENT: u32 = 4096;
/// Units around a tile that lines and polygons keep, so that strokes meet across the edge.
pub const BUFFER: u32 = 64;
/// Deepest zoom of a [`TileId`].
pub const MAX_ZOOM: u8 = 24;
/// The largest tile that is read, unpacked. A dense city tile is a tenth of it.
pub const MAX_TILE_BYTES: usize = 4 * 1024 * 1024;
/// The most features of one tile that are read.
pub const MAX_FEATURES: usize = 500_000;
/// The northern (and, negated, southern) edge of the web Mercator square, in degrees.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// Longitude and latitude in degrees (WGS 84), in this order.
pub type LonLat = [f64; 2];
/// Column and row inside a tile, in units of its extent, row downwards.
pub type TileUnit = [i32; 2];

/// Why tile bytes were not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// More bytes than [`MAX_TILE_BYTES`].
    #[error("the tile has {bytes} bytes, more than the {MAX_TILE_BYTES} that are read")]
    TooLarge {
        /// Size found.
        bytes: usize,
    },
    /// More features than [`MAX_FEATURES`].
    #[error("the tile has {features} features, more than the {MAX_FEATURES} that are read")]
    TooManyFeatures {
        /// Number found.
        features: usize,
    },
    /// The bytes are not a vector tile.
    #[error("not a vector tile: {0}")]
    Malformed(String),
    /// A version of the format that is not 1 or 2.
    #[error("layer {layer} has version {version} of the tile format; 1 and 2 are read")]
    Version {
        /// Layer name.
        layer: String,
        /// Version found.
        version: u32,
    },
    /// A geometry breaks the rules of the format.
    #[error("layer {layer}, feature {feature}: {reason}")]
    Geometry {
        /// Layer name.
        layer: String,
        /// Position of the feature in its layer.
        feature: usize,
        /// What is wrong.
        reason: &'static str,
    },
}

/// One square of the web Mercator pyramid; row 0 is the northernmost ("XYZ" numbering).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    zoom: u8,
    x: u32,
    y: u32,
}

/// A rectangle in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLatBox {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl LonLatBox {
    /// True if `other` lies inside or on the edge.
    pub fn contains(&self, other: &Self) -> bool {
        self.west <= other.west
            && self.east >= other.east
            && self.south <= other.south
            && self.north >= other.north
    }

    /// True if the two have a point in common.
    pub fn touches(&self, other: &Self) -> bool {
        self.west <= other.east
            && self.east >= other.west
            && self.south <= other.north
            && self.north >= other.south
    }
}

/// The point in the unit square of web Mercator: x eastwards from the date line, y southwards.
///
/// `x = lon/360 + 1/2`, `y = 1/2 - ln((1 + sin lat) / (1 - sin lat)) / 4π`, latitude clamped to
/// ±[`MAX_LATITUDE`]. Source: OGC 17-083r2, WebMercatorQuad. Oracle: the tile numbers of known places
/// in the tests.
pub fn to_unit_square([lon, lat]: LonLat) -> [f64; 2] {
    let sin = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
    [lon / 360.0 + 0.5, 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI)]
}

/// The inverse of [`to_unit_square`], in degrees.
pub fn from_unit_square([x, y]: [f64; 2]) -> LonLat {
    [(x - 0.5) * 360.0, (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()]
}

impl TileId {
    /// A tile, if the zoom is at most [`MAX_ZOOM`] and column and row exist at it.
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        (zoom <= MAX_ZOOM && x < 1 << zoom && y < 1 << zoom).then_some(Self { zoom, x, y })
    }

    /// The tile in which a place lies; places beyond the edge of the square count to its border.
    pub fn containing(place: LonLat, zoom: u8) -> Self {
        let zoom = zoom.min(MAX_ZOOM);
        let count = 1u32 << zoom;
        let [x, y] = to_unit_square(place).map(|v| {
            // A float to integer cast saturates, and NaN becomes 0.
            ((v * f64::from(count)).floor() as u32).min(count - 1)
        });
        Self { zoom, x, y }
    }

    /// Zoom, 0 being the whole world.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Column, from the date line eastwards.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row, from north to south.
    pub fn y(self) -> u32 {
        self.y
    }

    /// The part of the world it shows, without buffer.
    pub fn bounds(self) -> LonLatBox {
        let [west, north] = self.to_lon_lat([0.0, 0.0], 1);
        let [east, south] = self.to_lon_lat([1.0, 1.0], 1);
        LonLatBox { west, south, east, north }
    }

    /// Every tile of one zoom that has a point in common with a rectangle, row by row, and no more
    /// than `most` of them.
    pub fn covering(area: &LonLatBox, zoom: u8, most: usize) -> Vec<Self> {
        let first = Self::containing([area.west, area.north], zoom);
        let last = Self::containing([area.east, area.south], zoom);
        (first.y..=last.y)
            .flat_map(|y| (first.x..=last.x).map(move |x| (x, y)))
            .take(most)
            .map(|(x, y)| Self { zoom: first.zoom, x, y })
            .collect()
    }

    /// Where a place lies inside this tile, in units of `extent`; outside it the numbers run on.
    pub fn to_units(self, place: LonLat, extent: u32) -> [f64; 2] {
        self.square_to_units(to_unit_square(place), extent)
    }

    /// The place at a point given in units of `extent`, in degrees.
    pub fn to_lon_lat(self, [column, row]: [f64; 2], extent: u32) -> LonLat {
        let count = f64::from(1u32 << self.zoom);
        let extent = f64::from(extent.max(1));
        from_unit_square([
            (f64::from(self.x) + column / extent) / count,
            (f64::from(self.y) + row / extent) / count,
        ])
    }

    pub(super) fn square_to_units(self, [x, y]: [f64; 2], extent: u32) -> [f64; 2] {
        let count = f64::from(1u32 << self.zoom);
        let extent = f64::from(extent);
        [(x * count - f64::from(self.x)) * extent, (y * count - f64::from(self.y)) * extent]
    }
}

/// The geometry of one feature over points of type `P` ([`LonLat`] or [`TileUnit`]).
///
/// A polygon is a list of rings: the outline, then its holes. Rings do not repeat their first point.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape<P> {
    /// One or more points.
    Points(Vec<P>),
    /// One or more lines of two points or more.
    Lines(Vec<Vec<P>>),
    /// One or more polygons.
    Polygons(Vec<Vec<Vec<P>>>),
}

impl<P> Shape<P> {
    /// The same shape with every point replaced.
    pub fn map<Q>(&self, mut point: impl FnMut(&P) -> Q) -> Shape<Q> {
        let mut path = |path: &Vec<P>| path.iter().map(&mut point).collect::<Vec<Q>>();
        match self {
            Shape::Points(points) => Shape::Points(path(points)),
            Shape::Lines(lines) => Shape::Lines(lines.iter().map(path).collect()),
            Shape::Polygons(polygons) => Shape::Polygons(
                polygons.iter().map(|rings| rings.iter().map(&mut path).collect()).collect(),
            ),
        }
    }
}

/// The value of a feature's property.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, shared between the features of a layer.
    Text(Arc<str>),
    /// A number with a fraction, or an integer beyond 64 bits with sign.
    Number(f64),
    /// An integer.
    Integer(i64),
    /// True or false.
    Flag(bool),
}

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::Integer(_) | Value::Flag(_) => None,
        }
    }

    /// The number, whole or not, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Integer(number) => Some(*number as f64),
            Value::Text(_) | Value::Flag(_) => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

/// One thing on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature<P> {
    /// Number that identifies it, if it has one.
    pub id: Option<u64>,
    /// Where it is.
    pub shape: Shape<P>,
    /// What is known of it, in the order of the tile.
    pub properties: Vec<(Arc<str>, Value)>,
}

impl<P> Feature<P> {
    /// A property by name.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.properties.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }
}

/// Features of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer<P> {
    /// Name, unique within a tile.
    pub name: String,
    /// Units along one side of the tile; of no meaning for places in degrees.
    pub extent: u32,
    /// Features, in drawing order.
    pub features: Vec<Feature<P>>,
}

/// Reads the layers of an unpacked tile.
///
/// Features of unknown geometry type and rings without area are left out, as the format asks.
pub fn decode(bytes: &[u8]) -> Result<Vec<Layer<TileUnit>>, TileError> {
    if bytes.len() > MAX_TILE_BYTES {
        return Err(TileError::TooLarge { bytes: bytes.len() });
    }
    let tile = wire::Tile::decode(bytes).map_err(|e| TileError::Malformed(e.to_string()))?;
    let features = tile.layers.iter().map(|l| l.features.len()).sum();
    if features > MAX_FEATURES {
        return Err(TileError::TooManyFeatures { features });
    }
    tile.layers.into_iter().map(decode_layer).collect()
}

fn decode_layer(layer: wire::Layer) -> Result<Layer<TileUnit>, TileError> {
    let version = layer.version.unwrap_or(1);
    if !(1..=2).contains(&version) {
        return Err(TileError::Version { layer: layer.name, version });
    }
    let keys: Vec<Arc<str>> = layer.keys.iter().map(|k| k.as_str().into()).collect();
    let values: Vec<Option<Value>> = layer.values.iter().map(wire::Value::read).collect();
    let mut features = Vec::with_capacity(layer.features.len());
    for (number, feature) in layer.features.iter().enumerate() {
        let wrong =
            |reason| TileError::Geometry { layer: layer.name.clone(), feature: number, reason };
        let mut properties = Vec::with_capacity(feature.tags.len() / 2);
        for tag in feature.tags.chunks(2) {
            let &[key, value] = tag else {
                return Err(wrong("a property without a value"));
            };
            let key = keys
                .get(key as usize)
                .ok_or_else(|| wrong("a property name that is not in the layer"))?;
            let value = values
                .get(value as usize)
                .ok_or_else(|| wrong("a property value that is not in the layer"))?;
            if let Some(value) = value {
                properties.push((key.clone(), value.clone()));
            }
        }
        let shape = match feature.kind {
            Some(wire::POINT) => {
                Shape::Points(decode_paths(&feature.geometry, wire::POINT).map_err(wrong)?.concat())
            }
            Some(wire::LINE) => {
                Shape::Lines(decode_paths(&feature.geometry, wire::LINE).map_err(wrong)?)
            }
            Some(wire::POLYGON) => Shape::Polygons(group_rings(
                decode_paths(&feature.geometry, wire::POLYGON).map_err(wrong)?,
            )),
            _ => continue,
        };
        features.push(Feature { id: feature.id, shape, properties });
    }
    Ok(Layer { name: layer.name, extent: layer.extent.unwrap_or(EXTENT).max(1), features })
}

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// Follows the drawing commands of one feature; each MoveTo point opens a new path.
fn decode_paths(commands: &[u32], kind: i32) -> Result<Vec<Vec<TileUnit>>, &'static str> {
    let mut paths: Vec<Vec<TileUnit>> = Vec::new();
    let mut at: TileUnit = [0, 0];
    let mut rest = commands;
    while let Some((&command, after)) = rest.split_first() {
        rest = after;
        let count = (command >> 3) as usize;
        match command & 7 {
            code @ (MOVE_TO | LINE_TO) => {
                let needed = count.checked_mul(2).ok_or("a command with too many points")?;
                let (numbers, after) = rest
                    .split_at_checked(needed)
                    .ok_or("a command with fewer points than it says")?;
                rest = after;
                for step in numbers.chunks_exact(2) {
                    for axis in 0..2 {
                        at[axis] = at[axis]
                            .checked_add(unzigzag(step[axis]))
                            .ok_or("a coordinate out of range")?;
                    }
                    match (code, paths.last_mut()) {
                        (LINE_TO, Some(path)) => path.push(at),
                        (LINE_TO, None) => return Err("a line that starts nowhere"),
                        _ => paths.push(vec![at]),
                    }
                }
            }
            CLOSE_PATH if kind == wire::POLYGON && count == 1 => {}
            _ => return Err("an unknown drawing command"),
        }
    }
    let least = match kind {
        wire::POINT => 1,
        wire::LINE => 2,
        _ => 3,
    };
    paths.retain(|path| path.len() >= least);
    Ok(paths)
}

/// Puts each ring of negative area into the polygon before it.
fn group_rings(rings: Vec<Vec<TileUnit>>) -> Vec<Vec<Vec<TileUnit>>> {
    let mut polygons: Vec<Vec<Vec<TileUnit>>> = Vec::new();
    for ring in rings {
        match (doubled_area(&ring), polygons.last_mut()) {
            (0, _) | (..0, None) => {}
            (..0, Some(polygon)) => polygon.push(ring),
            (1.., _) => polygons.push(vec![ring]),
        }
    }
    polygons
}

/// Twice the signed area of a ring; positive for an outline with rows running down.
fn doubled_area(ring: &[TileUnit]) -> i128 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1]))
        .sum()
}

fn unzigzag(value: u32) -> i32 {
    ((value >> 1) as i32) ^ -((value & 1) as i32)
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

/// Writes layers of places in degrees as one tile: moved, clipped to the tile with [`BUFFER`] around it
/// for lines and polygons (points beyond the edge belong to the next tile), rounded to [`EXTENT`].
pub fn cut(tile: TileId, layers: &[Layer<LonLat>]) -> Vec<u8> {
    let clipped: Vec<Layer<TileUnit>> = layers
        .iter()
        .map(|layer| Layer {
            name: layer.name.clone(),
            extent: EXTENT,
            features: layer
                .features
                .iter()
                .filter_map(|feature| {
                    let units = feature.shape.map(|place| tile.to_units(*place, EXTENT));
                    Some(Feature {
                        id: feature.id,
                        shape: clip(&units, f64::from(BUFFER))?.map(round),
                        properties: feature.properties.clone(),
                    })
                })
                .collect(),
        })
        .collect();
    encode(&clipped)
}

/// Writes layers in tile units as they are. Rings are turned the way the format asks for; points that
/// repeat, lines without length, rings without area and layers without features are left out.
pub fn encode(layers: &[Layer<TileUnit>]) -> Vec<u8> {
    wire::Tile {
        layers: layers
            .iter()
            .map(encode_layer)
            .filter(|layer| !layer.features.is_empty())
            .collect(),
    }
    .encode_to_vec()
}

fn encode_layer(layer: &Layer<TileUnit>) -> wire::Layer {
    let mut keys: Dictionary<Arc<str>, String> = Dictionary::default();
    let mut values: Dictionary<(u8, u64, Arc<str>), wire::Value> = Dictionary::default();
    let mut features = Vec::with_capacity(layer.features.len());
    for feature in &layer.features {
        let (kind, geometry) = encode_shape(&feature.shape);
        if geometry.is_empty() {
            continue;
        }
        let mut tags = Vec::with_capacity(feature.properties.len() * 2);
        for (key, value) in &feature.properties {
            tags.push(keys.number(key.clone(), || key.to_string()));
            tags.push(values.number(fingerprint(value), || wire::Value::write(value)));
        }
        features.push(wire::Feature { id: feature.id, tags, kind: Some(kind), geometry });
    }
    wire::Layer {
        name: layer.name.clone(),
        features,
        keys: keys.entries,
        values: values.entries,
        extent: Some(layer.extent),
        version: Some(2),
    }
}

/// The entries of a layer's key or value table, each once.
struct Dictionary<K, V> {
    numbers: HashMap<K, u32>,
    entries: Vec<V>,
}

impl<K, V> Default for Dictionary<K, V> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), entries: Vec::new() }
    }
}

impl<K: std::hash::Hash + Eq, V> Dictionary<K, V> {
    fn number(&mut self, key: K, entry: impl FnOnce() -> V) -> u32 {
        *self.numbers.entry(key).or_insert_with(|| {
            self.entries.push(entry());
            (self.entries.len() - 1) as u32
        })
    }
}

fn fingerprint(value: &Value) -> (u8, u64, Arc<str>) {
    let none: Arc<str> = "".into();
    match value {
        Value::Text(text) => (0, 0, text.clone()),
        Value::Number(number) => (1, number.to_bits(), none),
        Value::Integer(number) => (2, *number as u64, none),
        Value::Flag(flag) => (3, u64::from(*flag), none),
    }
}

fn encode_shape(shape: &Shape<TileUnit>) -> (i32, Vec<u32>) {
    let mut pen = Pen::default();
    match shape {
        Shape::Points(points) => {
            if !points.is_empty() {
                pen.command(MOVE_TO, points.len());
                points.iter().for_each(|point| pen.step(*point));
            }
            (wire::POINT, pen.commands)
        }
        Shape::Lines(lines) => {
            for line in lines {
                let line = without_repeats(line);
                if line.len() >= 2 {
                    pen.path(&line);
                }
            }
            (wire::LINE, pen.commands)
        }
        Shape::Polygons(polygons) => {
            for rings in polygons {
                for (number, ring) in rings.iter().enumerate() {
                    let mut ring = without_repeats(ring);
                    if ring.len() > 1 && ring.first() == ring.last() {
                        ring.pop();
                    }
                    let area = doubled_area(&ring);
                    let outline = number == 0;
                    if area == 0 {
                        if outline {
                            break;
                        }
                        continue;
                    }
                    if (area > 0) != outline {
                        ring.reverse();
                    }
                    pen.path(&ring);
                    pen.command(CLOSE_PATH, 1);
                }
            }
            (wire::POLYGON, pen.commands)
        }
    }
}

fn without_repeats(path: &[TileUnit]) -> Vec<TileUnit> {
    let mut path = path.to_vec();
    path.dedup();
    path
}

/// Writes drawing commands relative to the last point.
#[derive(Default)]
struct Pen {
    at: TileUnit,
    commands: Vec<u32>,
}

impl Pen {
    fn command(&mut self, code: u32, count: usize) {
        self.commands.push(((count as u32) << 3) | code);
    }

    fn step(&mut self, to: TileUnit) {
        let delta = [to[0].wrapping_sub(self.at[0]), to[1].wrapping_sub(self.at[1])];
        self.commands.extend(delta.map(zigzag));
        self.at = to;
    }

    fn path(&mut self, points: &[TileUnit]) {
        self.command(MOVE_TO, 1);
        self.step(points[0]);
        self.command(LINE_TO, points.len() - 1);
        points[1..].iter().for_each(|point| self.step(*point));
    }
}

fn round(point: &[f64; 2]) -> TileUnit {
    point.map(|v| v.round() as i32)
}

/// The part of a shape, in units of [`EXTENT`], that lies in the tile with a margin around it; points
/// keep no margin. `None` if nothing is left.
pub(super) fn clip(shape: &Shape<[f64; 2]>, margin: f64) -> Option<Shape<[f64; 2]>> {
    let extent = f64::from(EXTENT);
    let (low, high) = (-margin, extent + margin);
    let clipped = match shape {
        Shape::Points(points) => {
            let inside = |p: &&[f64; 2]| p.iter().all(|v| (0.0..extent).contains(v));
            Shape::Points(points.iter().filter(inside).copied().collect())
        }
        Shape::Lines(lines) => {
            Shape::Lines(lines.iter().flat_map(|line| clip_line(line, low, high)).collect())
        }
        Shape::Polygons(polygons) => Shape::Polygons(
            polygons
                .iter()
                .filter_map(|rings| {
                    let (outline, holes) = rings.split_first()?;
                    let outline = clip_ring(outline, low, high);
                    if outline.len() < 3 {
                        return None;
                    }
                    let holes = holes.iter().map(|ring| clip_ring(ring, low, high));
                    Some(std::iter::once(outline).chain(holes.filter(|r| r.len() >= 3)).collect())
                })
                .collect(),
        ),
    };
    let empty = match &clipped {
        Shape::Points(points) => points.is_empty(),
        Shape::Lines(lines) => lines.is_empty(),
        Shape::Polygons(polygons) => polygons.is_empty(),
    };
    (!empty).then_some(clipped)
}

/// Liang and Barsky, segment by segment; a line that leaves and comes back becomes several.
fn clip_line(line: &[[f64; 2]], low: f64, high: f64) -> Vec<Vec<[f64; 2]>> {
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open = false;
    for ends in line.windows(2) {
        let (a, b) = (ends[0], ends[1]);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let mut inside = true;
        for axis in 0..2 {
            let delta = b[axis] - a[axis];
            if delta == 0.0 {
                inside &= (low..=high).contains(&a[axis]);
            } else {
                let (mut near, mut far) = ((low - a[axis]) / delta, (high - a[axis]) / delta);
                if near > far {
                    std::mem::swap(&mut near, &mut far);
                }
                enter = enter.max(near);
                leave = leave.min(far);
            }
        }
        // Written so that NaN counts as outside.
        if !(inside && enter <= leave) {
            open = false;
            continue;
        }
        let at = |t: f64| [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
        let start = if enter > 0.0 { at(enter) } else { a };
        let end = if leave < 1.0 { at(leave) } else { b };
        match pieces.last_mut() {
            Some(piece) if open && enter <= 0.0 => piece.push(end),
            _ => pieces.push(vec![start, end]),
        }
        open = leave >= 1.0;
    }
    pieces
}

/// Sutherland and Hodgman against the four edges.
fn clip_ring(ring: &[[f64; 2]], low: f64, high: f64) -> Vec<[f64; 2]> {
    let mut ring: Vec<[f64; 2]> =
        ring.iter().filter(|p| p.iter().all(|v| v.is_finite())).copied().collect();
    for (axis, limit, sign) in [(0, low, 1.0), (0, high, -1.0), (1, low, 1.0), (1, high, -1.0)] {
        let inside = |p: &[f64; 2]| (p[axis] - limit) * sign >= 0.0;
        let mut kept = Vec::with_capacity(ring.len() + 4);
        for (number, &point) in ring.iter().enumerate() {
            let before = ring[(number + ring.len() - 1) % ring.len()];
            if inside(&point) != inside(&before) {
                let t = (limit - before[axis]) / (point[axis] - before[axis]);
                let mut cross = [0, 1].map(|i| before[i] + t * (point[i] - before[i]));
                cross[axis] = limit;
                kept.push(cross);
            }
            if inside(&point) {
                kept.push(point);
            }
        }
        ring = kept;
    }
    ring
}

/// The messages of `vector_tile.proto`, version 2.1 of the Mapbox Vector Tile specification.
mod wire {
    #![allow(missing_docs)]

    pub const POINT: i32 = 1;
    pub const LINE: i32 = 2;
    pub const POLYGON: i32 = 3;

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Tile {
        #[prost(message, repeated, tag = "3")]
        pub layers: Vec<Layer>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Layer {
        #[prost(string, tag = "1")]
        pub name: String,
        #[prost(message, repeated, tag = "2")]
        pub features: Vec<Feature>,
        #[prost(string, repeated, tag = "3")]
        pub keys: Vec<String>,
        #[prost(message, repeated, tag = "4")]
        pub values: Vec<Value>,
        #[prost(uint32, optional, tag = "5")]
        pub extent: Option<u32>,
        #[prost(uint32, optional, tag = "15")]
        pub version: Option<u32>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Feature {
        #[prost(uint64, optional, tag = "1")]
        pub id: Option<u64>,
        #[prost(uint32, repeated, tag = "2")]
        pub tags: Vec<u32>,
        #[prost(int32, optional, tag = "3")]
        pub kind: Option<i32>,
        #[prost(uint32, repeated, tag = "4")]
        pub geometry: Vec<u32>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Value {
        #[prost(string, optional, tag = "1")]
        pub text: Option<String>,
        #[prost(float, optional, tag = "2")]
        pub float: Option<f32>,
        #[prost(double, optional, tag = "3")]
        pub double: Option<f64>,
        #[prost(int64, optional, tag = "4")]
        pub int: Option<i64>,
        #[prost(uint64, optional, tag = "5")]
        pub uint: Option<u64>,
        #[prost(sint64, optional, tag = "6")]
        pub sint: Option<i64>,
        #[prost(bool, optional, tag = "7")]
        pub flag: Option<bool>,
    }

    impl Value {
        pub fn read(&self) -> Option<super::Value> {
            use super::Value as V;
            if let Some(text) = &self.text {
                return Some(V::Text(text.as_str().into()));
            }
            let whole = self.int.or(self.sint).map(V::Integer);
            let unsigned =
                self.uint.map(|u| i64::try_from(u).map_or(V::Number(u as f64), V::Integer));
            let number = self.double.or(self.float.map(f64::from)).map(V::Number);
            whole.or(unsigned).or(number).or(self.flag.map(V::Flag))
        }

        pub fn write(value: &super::Value) -> Self {
            let mut out = Self::default();
            match value {
                super::Value::Text(text) => out.text = Some(text.to_string()),
                super::Value::Number(number) => out.double = Some(*number),
                super::Value::Integer(number) if *number < 0 => out.sint = Some(*number),
                super::Value::Integer(number) => out.uint = Some(*number as u64),
                super::Value::Flag(flag) => out.flag = Some(*flag),
            }
            out
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn layer<P>(shapes: Vec<Shape<P>>) -> Layer<P> {
        Layer {
            name: "layer".into(),
            extent: EXTENT,
            features: shapes
                .into_iter()
                .enumerate()
                .map(|(number, shape)| Feature {
                    id: Some(number as u64),
                    shape,
                    properties: vec![("n".into(), Value::Integer(number as i64 - 2))],
                })
                .collect(),
        }
    }

    /// Tile numbers as mercantile 1.2 gives them.
    #[test]
    fn tiles_of_known_places() {
        for (place, zoom, x, y) in [
            ([12.568, 55.676], 10, 547, 320),
            ([49.106, 55.796], 12, 2606, 1279),
            ([-0.1276, 51.5072], 16, 32744, 21792),
            ([-180.0, 86.0], 3, 0, 0),
            ([180.0, -90.0], 3, 7, 7),
        ] {
            let tile = TileId::containing(place, zoom);
            assert_eq!((tile.x(), tile.y()), (x, y), "{place:?}");
        }
        assert_eq!(TileId::new(3, 8, 0), None);
        assert_eq!(TileId::new(25, 0, 0), None);
    }

    /// The example of the specification, section 4.3.5: a polygon, one with a hole.
    #[test]
    fn reads_the_example_of_the_specification() {
        let commands = [
            9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13,
            26, 0, 8, 8, 0, 0, 7, 15,
        ];
        let polygons = group_rings(decode_paths(&commands, wire::POLYGON).unwrap());
        assert_eq!(
            polygons,
            vec![
                vec![vec![[0, 0], [10, 0], [10, 10], [0, 10]]],
                vec![
                    vec![[11, 11], [20, 11], [20, 20], [11, 20]],
                    vec![[13, 13], [13, 17], [17, 17], [17, 13]],
                ],
            ]
        );
        assert_eq!(encode_shape(&Shape::Polygons(polygons)).1, commands);
    }

    #[test]
    fn clips_to_the_tile() {
        let tile = TileId::new(0, 0, 0).unwrap();
        let world = vec![vec![[-400.0, 89.0], [400.0, 89.0], [400.0, -89.0], [-400.0, -89.0]]];
        let bytes = cut(
            tile,
            &[layer(vec![
                Shape::Polygons(vec![world]),
                Shape::Lines(vec![vec![[-300.0, 0.0], [300.0, 0.0], [300.0, 10.0], [0.0, 10.0]]]),
                Shape::Points(vec![[10.0, 50.0], [190.0, 50.0], [f64::NAN, 1.0]]),
                Shape::Points(vec![[200.0, 50.0]]),
            ])],
        );
        let features = &decode(&bytes).unwrap()[0].features;
        assert_eq!(features.len(), 3, "a point outside is not drawn");
        let (low, high) = (-(BUFFER as i32), (EXTENT + BUFFER) as i32);
        assert_eq!(
            features[0].shape,
            Shape::Polygons(vec![vec![vec![[low, 0], [high, 0], [high, 4096], [low, 4096]]]])
        );
        assert_eq!(
            features[1].shape,
            Shape::Lines(vec![vec![[low, 2048], [high, 2048]], vec![[high, 1934], [2048, 1934]]])
        );
        let Shape::Points(points) = &features[2].shape else { panic!("points stay points") };
        assert_eq!(points.len(), 1);
    }

    #[test]
    fn refuses_what_is_not_a_tile() {
        assert!(matches!(decode(b"no tile at all"), Err(TileError::Malformed(_))));
        assert!(matches!(decode(&vec![0; MAX_TILE_BYTES + 1]), Err(TileError::TooLarge { .. })));
        let tile = |version, tags: Vec<u32>, geometry: Vec<u32>| {
            wire::Tile {
                layers: vec![wire::Layer {
                    name: "x".into(),
                    version,
                    features: vec![wire::Feature {
                        kind: Some(wire::LINE),
                        tags,
                        geometry,
                        ..Default::default()
                    }],
                    ..Default::default()
                }],
            }
            .encode_to_vec()
        };
        assert!(matches!(
            decode(&tile(Some(3), vec![], vec![])),
            Err(TileError::Version { version: 3, .. })
        ));
        for (tags, geometry) in [
            (vec![0], vec![]),
            (vec![0, 0], vec![]),
            (vec![], vec![u32::MAX, 1]),
            (vec![], vec![10, 1, 1]),
            (vec![], vec![9, u32::MAX, 0, 10, u32::MAX, 0]),
            (vec![], vec![15]),
            (vec![], vec![12]),
        ] {
            let read = decode(&tile(Some(2), tags.clone(), geometry.clone()));
            assert!(
                matches!(read, Err(TileError::Geometry { .. })),
                "{tags:?} {geometry:?} gave {read:?}"
            );
        }
    }

    fn point() -> impl Strategy<Value = TileUnit> {
        [-64..4160i32, -64..4160i32]
    }

    fn shape() -> impl Strategy<Value = Shape<TileUnit>> {
        let line = prop::collection::vec(point(), 2..20).prop_map(|mut line| {
            line.dedup();
            line.push([line[0][0] + 1, line[0][1] + 7]);
            line.dedup();
            line
        });
        let rectangle =
            (point(), 4..200i32, 4..200i32, any::<bool>()).prop_map(|([x, y], w, h, with_hole)| {
                let mut rings = vec![vec![[x, y], [x + w, y], [x + w, y + h], [x, y + h]]];
                if with_hole {
                    rings.push(vec![
                        [x + 1, y + 1],
                        [x + 1, y + 3],
                        [x + 3, y + 3],
                        [x + 3, y + 1],
                    ]);
                }
                rings
            });
        prop_oneof![
            prop::collection::vec(point(), 1..9).prop_map(Shape::Points),
            prop::collection::vec(line, 1..4).prop_map(Shape::Lines),
            prop::collection::vec(rectangle, 1..4).prop_map(Shape::Polygons),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            "\\PC{0,12}".prop_map(|text| Value::from(text.as_str())),
            any::<i64>().prop_map(Value::Integer),
            (-1e12..1e12f64).prop_map(Value::Number),
            any::<bool>().prop_map(Value::Flag),
        ]
    }

    fn any_layer() -> impl Strategy<Value = Layer<TileUnit>> {
        let properties = prop::collection::btree_map("[a-z]{1,3}", value(), 0..4);
        let feature =
            (any::<Option<u64>>(), shape(), properties).prop_map(|(id, shape, p)| Feature {
                id,
                shape,
                properties: p.into_iter().map(|(k, v)| (k.as_str().into(), v)).collect(),
            });
        ("[a-z]{1,5}", 1..8192u32, prop::collection::vec(feature, 1..12))
            .prop_map(|(name, extent, features)| Layer { name, extent, features })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(layers in prop::collection::vec(any_layer(), 0..4)) {
            prop_assert_eq!(decode(&encode(&layers)).unwrap(), layers);
        }

        #[test]
        fn damaged_tiles_do_not_panic(
            layers in prop::collection::vec(any_layer(), 1..3),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let mut bytes = encode(&layers);
            for (place, byte) in damage {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let _ = decode(&bytes);
        }

        #[test]
        fn any_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn places_come_back(lon in -180.0..180.0f64, lat in -85.0..85.0f64, zoom in 0u8..=22) {
            let tile = TileId::containing([lon, lat], zoom);
            let [column, row] = tile.to_units([lon, lat], EXTENT);
            prop_assert!((-1e-6..=4096.0 + 1e-6).contains(&column));
            prop_assert!((-1e-6..=4096.0 + 1e-6).contains(&row));
            let back = tile.to_lon_lat([column, row], EXTENT);
            prop_assert!((back[0] - lon).abs() < 1e-9 && (back[1] - lat).abs() < 1e-9);
        }
    }
}
