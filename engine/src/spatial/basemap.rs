//! What a base map shows, whoever cut it: the few classes that window and documents have a style for,
//! and the one table (`assets/basemap/classes.json`) that says which layer of a map pack belongs to
//! which. It knows tiles and the table; it refuses to know archives, colours and pages.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::tile::{
    EXTENT, Feature, LonLat, Shape, TileError, TileId, TileUnit, Value, clip, decode,
};

/// A kind of thing with a style of its own, in painting order from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapClass {
    /// Dry land (area).
    Land,
    /// Built-up land (area).
    Urban,
    /// Forest (area).
    Wood,
    /// Industrial land (area).
    Industry,
    /// Lakes, basins, wide rivers (area).
    Water,
    /// Rivers and streams (line).
    River,
    /// Tanks, substations and other works (area).
    Works,
    /// Buildings (area).
    Building,
    /// Foot and cycle ways, tracks (line).
    Path,
    /// Streets (line).
    RoadMinor,
    /// Main roads (line).
    RoadMajor,
    /// Railways and trams (line).
    Rail,
    /// Pipelines above ground (line).
    Pipeline,
    /// Overhead lines (line).
    PowerLine,
    /// Borders of countries and states (line).
    Boundary,
    /// Named places (point).
    Place,
}

/// One thing of a base map in degrees.
#[derive(Debug, Clone, PartialEq)]
pub struct MapFeature {
    /// What it is.
    pub class: MapClass,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// Zoom (of 512 pixel tiles) from which its label has room; 0 if the pack does not say.
    pub label_zoom: f64,
    /// Inhabitants of a place, 0 if unknown: the larger label goes first.
    pub population: f64,
    /// Where it is. Areas may be cut at tile edges with an overlap; lines and points never overlap.
    pub shape: Shape<LonLat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    Point,
    Line,
    Polygon,
}

#[derive(Debug, Deserialize)]
struct Rule {
    class: MapClass,
    layer: String,
    shape: Form,
    property: Option<String>,
    #[serde(default)]
    values: Vec<String>,
}

/// The table as it is committed; a test reads it, so a mistake in it does not reach a user.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/basemap/classes.json")).unwrap_or_default()
});

/// The class of a feature, or `None` if the maps show nothing of the sort.
pub fn class_of<P>(layer: &str, feature: &Feature<P>) -> Option<MapClass> {
    let form = match feature.shape {
        Shape::Points(_) => Form::Point,
        Shape::Lines(_) => Form::Line,
        Shape::Polygons(_) => Form::Polygon,
    };
    RULES
        .iter()
        .find(|rule| {
            let property = rule.property.as_deref().map(|name| feature.property(name));
            rule.layer == layer
                && rule.shape == form
                && property.is_none_or(|value| {
                    value
                        .and_then(Value::as_text)
                        .is_some_and(|text| rule.values.iter().any(|v| v == text))
                })
        })
        .map(|rule| rule.class)
}

/// The classified features of an unpacked tile, in degrees. Lines are cut at the tile's edge and
/// points beyond it left out, so that features of neighbouring tiles can be drawn together.
pub fn features_of(tile: TileId, bytes: &[u8]) -> Result<Vec<MapFeature>, TileError> {
    let mut found = Vec::new();
    for layer in decode(bytes)? {
        let scale = f64::from(EXTENT) / f64::from(layer.extent);
        for feature in &layer.features {
            let Some(class) = class_of(&layer.name, feature) else { continue };
            let units = feature.shape.map(|p: &TileUnit| p.map(|v| f64::from(v) * scale));
            let shape = match units {
                Shape::Polygons(_) => Some(units),
                Shape::Lines(_) | Shape::Points(_) => clip(&units, 0.0),
            };
            let Some(shape) = shape else { continue };
            let number =
                |name| feature.property(name).and_then(Value::as_number).unwrap_or_default();
            found.push(MapFeature {
                class,
                name: feature.property("name").and_then(Value::as_text).map(Arc::from),
                label_zoom: number("min_zoom"),
                population: number("population"),
                shape: shape.map(|p| tile.to_lon_lat(*p, EXTENT)),
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::spatial::tile::{Layer, cut};

    #[test]
    fn the_table_reads_and_every_class_is_in_it() {
        let table = include_str!("../../../assets/basemap/classes.json");
        let rules: Vec<Rule> = serde_json::from_str(table).unwrap();
        assert_eq!(rules.len(), RULES.len());
        for class in MapClass::Land as u8..=MapClass::Place as u8 {
            assert!(rules.iter().any(|r| r.class as u8 == class), "class {class} has no rule");
        }
        for rule in &rules {
            assert_eq!(rule.property.is_some(), !rule.values.is_empty(), "{rule:?}");
        }
    }

    fn feature(shape: Shape<LonLat>, properties: &[(&str, &str)]) -> Feature<LonLat> {
        let properties = properties.iter().map(|(k, v)| ((*k).into(), Value::from(*v))).collect();
        Feature { id: None, shape, properties }
    }

    #[test]
    fn classes_of_the_packs_we_know() {
        let line = || Shape::Lines(vec![vec![[0.0, 0.0], [1.0, 1.0]]]);
        let area = || Shape::Polygons(vec![vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]]]);
        for (layer, shape, properties, class) in [
            ("land", area(), None, Some(MapClass::Land)),
            ("roads", line(), Some(("highway", "motorway")), Some(MapClass::RoadMajor)),
            ("roads", line(), Some(("highway", "service")), Some(MapClass::RoadMinor)),
            ("roads", line(), Some(("highway", "elevator")), None),
            ("roads", line(), None, None),
            ("water", line(), Some(("waterway", "stream")), Some(MapClass::River)),
            ("water", area(), Some(("natural", "water")), Some(MapClass::Water)),
            ("landuse", area(), Some(("landuse", "industrial")), Some(MapClass::Industry)),
            ("landuse", line(), Some(("landuse", "industrial")), None),
            ("transportation", line(), Some(("class", "rail")), Some(MapClass::Rail)),
            ("poi", area(), None, None),
        ] {
            let properties: Vec<_> = properties.into_iter().collect();
            assert_eq!(
                class_of(layer, &feature(shape, &properties)),
                class,
                "{layer} {properties:?}"
            );
        }
    }

    #[test]
    fn lines_of_neighbouring_tiles_meet_without_overlap() {
        let road = Shape::Lines(vec![vec![[8.0, 50.0], [9.5, 50.0]]]);
        let layer = Layer {
            name: "roads".into(),
            extent: EXTENT,
            features: vec![feature(road, &[("highway", "primary"), ("name", "B 3")])],
        };
        let first = TileId::containing([8.0, 50.0], 8);
        let second = TileId::new(8, first.x() + 1, first.y()).unwrap();
        let ends = |tile: TileId| {
            let found = features_of(tile, &cut(tile, std::slice::from_ref(&layer))).unwrap();
            assert_eq!(found[0].name.as_deref(), Some("B 3"));
            let Shape::Lines(lines) = &found[0].shape else { panic!("a line") };
            (lines[0][0][0], lines[0][1][0])
        };
        let (start, seam) = ends(first);
        assert!((start - 8.0).abs() < 0.001);
        assert!((seam - first.bounds().east).abs() < 1e-9 && (ends(second).0 - seam).abs() < 1e-9);
    }
}
