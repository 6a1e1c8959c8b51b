//! Sites and match lines as vector tiles: clusters at low zoom, single sites when near, arcs with an
//! arrow from supply to demand. It knows positions, a word for the kind, and sizes; what a site or a
//! match means is decided by the caller, who fills the points and lines.
//!
//! Layer and property names are the contract with the map style; docs/map-layers.md lists them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rstar::{AABB, RTree, RTreeObject};

use super::tile::{
    BUFFER, EXTENT, Feature, Layer, LonLat, Shape, TileId, TileUnit, Value, clip, encode,
    to_unit_square,
};

/// From this zoom on, sites stand alone unless they share a spot.
pub const SINGLE_SITES_FROM_ZOOM: u8 = 12;
/// Side of a cluster's cell below that zoom, in units of the tile extent: an eighth of the tile.
const CLUSTER_CELL: u32 = EXTENT / 8;
/// Side of the spot that sites share from that zoom on: 8 pixels of a 512 pixel tile.
const SPOT_CELL: u32 = EXTENT / 64;
/// The most site ids that a cluster lists.
const MOST_LISTED_IDS: usize = 20;
/// The most lines drawn in one tile, best score first.
const MOST_LINES: usize = 2_000;
/// Straight pieces of an arc.
const ARC_PIECES: usize = 24;
/// How far the arc's control point stands off the chord, as a share of the chord.
const ARC_RISE: f64 = 0.18;

/// Which way the resources of a site go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteRole {
    /// It gives.
    Supply,
    /// It takes.
    Demand,
    /// It does both.
    Both,
    /// It has no flows.
    None,
}

impl SiteRole {
    /// The word in the tile property `direction`.
    pub fn word(self) -> &'static str {
        match self {
            SiteRole::Supply => "supply",
            SiteRole::Demand => "demand",
            SiteRole::Both => "both",
            SiteRole::None => "none",
        }
    }
}

/// A site as the map shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SitePoint {
    /// Id given back when the user points at it.
    pub id: Arc<str>,
    /// Label.
    pub name: Arc<str>,
    /// Word for the resource kind that gives shape and hue.
    pub kind: Arc<str>,
    /// Which way its resources go.
    pub role: SiteRole,
    /// Size that gives the area, where megawatts have a meaning.
    pub mw: Option<f64>,
    /// Where it is.
    pub place: LonLat,
}

/// Sites sorted along a space-filling curve, so that each tile's sites are one range.
#[derive(Debug, Clone)]
pub struct SiteTiles {
    sites: Vec<Placed>,
}

#[derive(Debug, Clone)]
struct Placed {
    curve: u64,
    at: [f64; 2],
    site: SitePoint,
}

/// Bits of a column or row on the curve.
const CURVE_BITS: u32 = 28;

impl SiteTiles {
    /// Sorts the sites; those whose place is no number, or beyond the edge of the map, are left out.
    pub fn build(sites: impl IntoIterator<Item = SitePoint>) -> Self {
        let mut sites: Vec<Placed> = sites
            .into_iter()
            .filter_map(|site| {
                let at = to_unit_square(site.place);
                at.iter().all(|v| (0.0..=1.0).contains(v)).then(|| Placed {
                    curve: curve(at),
                    at,
                    site,
                })
            })
            .collect();
        sites.sort_by(|a, b| a.curve.cmp(&b.curve).then_with(|| a.site.id.cmp(&b.site.id)));
        Self { sites }
    }

    /// Number of sites on the map.
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// The tile with layers `sites` and `clusters`; empty bytes if nothing is there.
    pub fn tile(&self, tile: TileId) -> Vec<u8> {
        let cell = if tile.zoom() < SINGLE_SITES_FROM_ZOOM { CLUSTER_CELL } else { SPOT_CELL };
        let mut cells: BTreeMap<(u32, u32), Vec<&Placed>> = BTreeMap::new();
        for site in self.range(tile) {
            let [column, row] = tile.square_to_units(site.at, EXTENT);
            cells.entry((row as u32 / cell, column as u32 / cell)).or_default().push(site);
        }
        let (mut single, mut clusters) = (Vec::new(), Vec::new());
        for members in cells.values() {
            match members.as_slice() {
                [] => {}
                [site] => single.push(site_feature(tile, site)),
                many => clusters.push(cluster_feature(tile, many)),
            }
        }
        encode(&[layer("sites", single), layer("clusters", clusters)])
    }

    fn range(&self, tile: TileId) -> &[Placed] {
        let shift = 2 * (CURVE_BITS - u32::from(tile.zoom()));
        let first = interleave(tile.x(), tile.y());
        let start = self.sites.partition_point(|s| s.curve >> shift < first);
        let end = self.sites.partition_point(|s| s.curve >> shift <= first);
        &self.sites[start..end]
    }
}

fn site_feature(tile: TileId, placed: &Placed) -> Feature<TileUnit> {
    let site = &placed.site;
    let mut properties = vec![
        ("id".into(), Value::Text(site.id.clone())),
        ("name".into(), Value::Text(site.name.clone())),
        ("kind".into(), Value::Text(site.kind.clone())),
        ("direction".into(), site.role.word().into()),
    ];
    if let Some(mw) = site.mw {
        properties.push(("mw".into(), Value::Number(mw)));
    }
    point(tile, placed.at, properties)
}

/// A cluster stands at the middle of its members and takes the kind of the largest.
fn cluster_feature(tile: TileId, members: &[&Placed]) -> Feature<TileUnit> {
    let size = |p: &&&Placed| p.site.mw.filter(|mw| mw.is_finite()).unwrap_or(0.0);
    let count = members.len() as f64;
    let at = [0, 1].map(|axis| members.iter().map(|p| p.at[axis]).sum::<f64>() / count);
    let kind = members
        .iter()
        .max_by(|a, b| size(a).total_cmp(&size(b)).then_with(|| b.site.id.cmp(&a.site.id)))
        .map_or_else(|| "".into(), |p| p.site.kind.clone());
    let mut properties = vec![
        ("count".into(), Value::Integer(members.len() as i64)),
        ("kind".into(), Value::Text(kind)),
        ("mw".into(), Value::Number(members.iter().map(|p| size(&p)).sum())),
    ];
    if members.len() <= MOST_LISTED_IDS {
        let ids: Vec<&str> = members.iter().map(|p| &*p.site.id).collect();
        properties.push(("ids".into(), ids.join(",").as_str().into()));
    }
    point(tile, at, properties)
}

fn point(tile: TileId, at: [f64; 2], properties: Vec<(Arc<str>, Value)>) -> Feature<TileUnit> {
    // A point on the last half unit belongs to this tile, so it is not rounded into the next.
    let at =
        tile.square_to_units(at, EXTENT).map(|v| (v.floor() as i32).clamp(0, EXTENT as i32 - 1));
    Feature { id: None, shape: Shape::Points(vec![at]), properties }
}

fn layer(name: &str, features: Vec<Feature<TileUnit>>) -> Layer<TileUnit> {
    Layer { name: name.into(), extent: EXTENT, features }
}

/// The place on the Z curve: the bits of column and row in turn.
fn curve(at: [f64; 2]) -> u64 {
    let [x, y] =
        at.map(|v| ((v * f64::from(1u32 << CURVE_BITS)) as u32).min((1 << CURVE_BITS) - 1));
    interleave(x, y)
}

fn interleave(x: u32, y: u32) -> u64 {
    let spread = |v: u32| {
        let mut v = u64::from(v);
        for (shift, mask) in [
            (16, 0x0000_ffff_0000_ffff),
            (8, 0x00ff_00ff_00ff_00ff),
            (4, 0x0f0f_0f0f_0f0f_0f0f),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            v = (v | v << shift) & mask;
        }
        v
    };
    spread(x) | spread(y) << 1
}

/// A match as the map shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchLine {
    /// Id given back when the user points at it.
    pub id: Arc<str>,
    /// Word for the resource kind.
    pub kind: Arc<str>,
    /// Where the supply is.
    pub from: LonLat,
    /// Where the demand is.
    pub to: LonLat,
    /// Score from 0 to 1.
    pub score: f64,
}

/// The class of a score, 1 to 4, with the cuts that list, map and legend share.
pub fn score_class(score: f64) -> i64 {
    match score {
        s if s >= 0.75 => 4,
        s if s >= 0.65 => 3,
        s if s >= 0.55 => 2,
        _ => 1,
    }
}

/// Match lines in a tree of their rectangles.
#[derive(Debug, Clone)]
pub struct LineTiles {
    tree: RTree<Arched>,
}

/// One line as an arc in the unit square.
#[derive(Debug, Clone)]
struct Arched {
    line: MatchLine,
    points: Vec<[f64; 2]>,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Arched {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl LineTiles {
    /// Draws the arcs; lines with an end that is no place are left out.
    pub fn build(lines: impl IntoIterator<Item = MatchLine>) -> Self {
        let arcs = lines
            .into_iter()
            .filter_map(|line| {
                let points = arc(to_unit_square(line.from), to_unit_square(line.to));
                let finite = points.iter().flatten().all(|v| v.is_finite());
                finite.then(|| {
                    let envelope = AABB::from_points(points.iter());
                    Arched { line, points, envelope }
                })
            })
            .collect();
        Self { tree: RTree::bulk_load(arcs) }
    }

    /// Number of lines on the map.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.tree.size() == 0
    }

    /// The tile with layers `matches` and `arrows`; empty bytes if nothing is there. The weakest come
    /// first, so that the best are drawn on top.
    pub fn tile(&self, tile: TileId) -> Vec<u8> {
        let side = 1.0 / f64::from(1u32 << tile.zoom());
        let margin = side * f64::from(BUFFER) / f64::from(EXTENT);
        let corner = [f64::from(tile.x()) * side, f64::from(tile.y()) * side];
        let area =
            AABB::from_corners(corner.map(|v| v - margin), corner.map(|v| v + side + margin));
        let mut arcs: Vec<&Arched> = self.tree.locate_in_envelope_intersecting(&area).collect();
        arcs.sort_by(|a, b| {
            a.line.score.total_cmp(&b.line.score).then_with(|| b.line.id.cmp(&a.line.id))
        });
        let first = arcs.len().saturating_sub(MOST_LINES);
        let (mut lines, mut arrows) = (Vec::new(), Vec::new());
        for arc in &arcs[first..] {
            let units: Vec<[f64; 2]> =
                arc.points.iter().map(|p| tile.square_to_units(*p, EXTENT)).collect();
            let tip = units[ARC_PIECES / 2];
            let bearing_deg = bearing(units[ARC_PIECES / 2 - 1], units[ARC_PIECES / 2 + 1]);
            let properties = || -> Vec<(Arc<str>, Value)> {
                vec![
                    ("id".into(), Value::Text(arc.line.id.clone())),
                    ("kind".into(), Value::Text(arc.line.kind.clone())),
                    ("score".into(), Value::Number(arc.line.score)),
                    ("class".into(), Value::Integer(score_class(arc.line.score))),
                ]
            };
            let whole = |p: &[f64; 2]| p.map(|v| v.round() as i32);
            if let Some(shape) = clip(&Shape::Lines(vec![units]), f64::from(BUFFER)) {
                lines.push(Feature { id: None, shape: shape.map(whole), properties: properties() });
            }
            if let Some(shape) = clip(&Shape::Points(vec![tip]), 0.0) {
                let mut properties = properties();
                properties.push(("bearing".into(), Value::Number(bearing_deg)));
                arrows.push(Feature { id: None, shape: shape.map(whole), properties });
            }
        }
        encode(&[layer("matches", lines), layer("arrows", arrows)])
    }
}

/// Degrees clockwise from north of the step from `a` to `b`, rows running down.
fn bearing(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).atan2(a[1] - b[1]).to_degrees().rem_euclid(360.0).round()
}

/// The quadratic curve from `a` to `b`, bulging to the left of the way.
///
/// `p(t) = (1-t)² a + 2 t (1-t) c + t² b` with `c` off the middle of the chord by [`ARC_RISE`] of it.
fn arc(a: [f64; 2], b: [f64; 2]) -> Vec<[f64; 2]> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let control = [(a[0] + b[0]) / 2.0 + dy * ARC_RISE, (a[1] + b[1]) / 2.0 - dx * ARC_RISE];
    (0..=ARC_PIECES)
        .map(|piece| {
            let t = piece as f64 / ARC_PIECES as f64;
            let weights = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
            [0, 1].map(|i| weights[0] * a[i] + weights[1] * control[i] + weights[2] * b[i])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::spatial::tile::decode;
    use proptest::prelude::*;

    fn site(number: usize, place: LonLat) -> SitePoint {
        SitePoint {
            id: format!("{number}").into(),
            name: format!("Works {number}").into(),
            kind: ["heat", "water", "material"][number % 3].into(),
            role: if number.is_multiple_of(2) { SiteRole::Supply } else { SiteRole::Demand },
            mw: (!number.is_multiple_of(5)).then_some((number % 90) as f64),
            place,
        }
    }

    /// Spread over Europe with heaps, without a random number: the golden ratio in two dimensions.
    fn many(count: usize) -> Vec<SitePoint> {
        (0..count)
            .map(|n| {
                let (u, v) =
                    ((n as f64 * 0.754_877_666).fract(), (n as f64 * 0.569_840_291).fract());
                let near = if n % 4 == 0 { 0.05 } else { 1.0 };
                site(n, [7.0 + (u - 0.5) * 40.0 * near, 51.0 + (v - 0.5) * 24.0 * near])
            })
            .collect()
    }

    fn count(tile: &[u8]) -> i64 {
        decode(tile)
            .unwrap()
            .iter()
            .flat_map(|layer| &layer.features)
            .map(|f| f.property("count").map_or(1, |n| n.as_number().unwrap() as i64))
            .sum()
    }

    #[test]
    fn a_hundred_thousand_sites_at_every_zoom() {
        let sites = SiteTiles::build(many(100_000));
        for zoom in 0..=16 {
            let tile = TileId::containing([6.0, 50.4], zoom);
            let bytes = sites.tile(tile);
            assert!(!decode(&bytes).unwrap().is_empty(), "zoom {zoom} is empty");
            assert!(bytes.len() < 200_000, "zoom {zoom}: {} bytes", bytes.len());
        }
        assert_eq!(count(&sites.tile(TileId::new(0, 0, 0).unwrap())), 100_000);
    }

    #[test]
    fn a_near_site_stands_alone_with_its_properties() {
        let sites = SiteTiles::build([site(1, [11.09, 55.68]), site(3, [11.12, 55.68])]);
        let tile = decode(&sites.tile(TileId::containing([11.09, 55.68], 14))).unwrap();
        assert_eq!((tile.len(), tile[0].name.as_str()), (1, "sites"));
        let properties = &tile[0].features[0].properties;
        let words: Vec<String> = properties.iter().map(|(k, v)| format!("{k}={v:?}")).collect();
        assert_eq!(
            words,
            [
                "id=Text(\"1\")",
                "name=Text(\"Works 1\")",
                "kind=Text(\"water\")",
                "direction=Text(\"demand\")",
                "mw=Number(1.0)",
            ]
        );
    }

    #[test]
    fn sites_on_one_spot_are_a_cluster_at_any_zoom() {
        let sites = SiteTiles::build((1..4).map(|n| site(n, [9.0, 48.0])));
        for zoom in [3, 11, 12, 18] {
            let tile = decode(&sites.tile(TileId::containing([9.0, 48.0], zoom))).unwrap();
            assert_eq!(tile[0].name, "clusters");
            let cluster = &tile[0].features[0];
            assert_eq!(cluster.property("ids").unwrap().as_text(), Some("1,2,3"));
            assert_eq!(cluster.property("mw").unwrap().as_number(), Some(6.0));
            assert_eq!(cluster.property("kind").unwrap().as_text(), Some("heat"), "of the largest");
        }
    }

    #[test]
    fn places_that_are_none_are_left_out() {
        let sites = SiteTiles::build([site(0, [f64::NAN, 0.0]), site(1, [500.0, 0.0])]);
        assert!(sites.is_empty());
        let line = MatchLine {
            id: "m".into(),
            kind: "heat".into(),
            from: [0.0, f64::INFINITY],
            to: [f64::NAN, 0.0],
            score: 0.5,
        };
        assert!(LineTiles::build([line]).is_empty());
    }

    fn line(id: &str, from: LonLat, to: LonLat, score: f64) -> MatchLine {
        MatchLine { id: id.into(), kind: "heat".into(), from, to, score }
    }

    #[test]
    fn a_line_is_an_arc_with_an_arrow_to_the_demand() {
        let lines = LineTiles::build([line("m", [10.0, 50.0], [12.0, 50.0], 0.79)]);
        let layers = decode(&lines.tile(TileId::containing([11.0, 50.0], 6))).unwrap();
        let names: Vec<&str> = layers.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["matches", "arrows"]);
        let arrow = &layers[1].features[0];
        assert_eq!(arrow.property("bearing").unwrap().as_number(), Some(90.0));
        assert_eq!(arrow.property("class"), Some(&Value::Integer(4)));
        let Shape::Lines(pieces) = &layers[0].features[0].shape else { panic!("a line") };
        let (first, middle) = (pieces[0][0], pieces[0][pieces[0].len() / 2]);
        assert!(middle[1] < first[1], "the way east bulges north");
        let elsewhere = lines.tile(TileId::containing([11.0, 20.0], 6));
        assert!(elsewhere.is_empty());
    }

    #[test]
    fn a_crowded_tile_keeps_the_best_lines() {
        let lines = LineTiles::build((0..30_000).map(|n| {
            let (u, v) = ((n as f64 * 0.754_877_666).fract(), (n as f64 * 0.569_840_291).fract());
            line(&format!("{n}"), [u * 20.0, 45.0 + v * 8.0], [u * 20.0 + 0.3, 45.0 + v * 8.0], v)
        }));
        let layers = decode(&lines.tile(TileId::new(0, 0, 0).unwrap())).unwrap();
        let arrows = layers.iter().find(|l| l.name == "arrows").unwrap();
        assert_eq!(arrows.features.len(), MOST_LINES);
        let worst = arrows.features[0].property("score").unwrap().as_number().unwrap();
        assert!(worst > 0.9, "{worst}");
    }

    #[test]
    fn score_classes_have_the_cuts_of_the_legend() {
        let classes = [0.0, 0.5499, 0.55, 0.65, 0.7499, 0.75, 1.0].map(score_class);
        assert_eq!(classes, [1, 1, 2, 3, 3, 4, 4]);
    }

    proptest! {
        #[test]
        fn the_tiles_of_one_zoom_hold_every_site_once(
            places in prop::collection::vec([-179.9..179.9f64, -84.9..84.9f64], 1..60),
            zoom in 0u8..4,
        ) {
            let total = places.len();
            let sites = SiteTiles::build(places.into_iter().enumerate().map(|(n, p)| site(n, p)));
            let side = 1 << zoom;
            let found: i64 = (0..side)
                .flat_map(|x| (0..side).map(move |y| (x, y)))
                .map(|(x, y)| count(&sites.tile(TileId::new(zoom, x, y).unwrap())))
                .sum();
            prop_assert_eq!(found, total as i64);
        }
    }
}
