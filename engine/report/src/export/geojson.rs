//! Sites, flows and matches as GeoJSON (RFC 7946): WGS84, longitude first, units in the keys.

use serde_json::{Map, Value, json};
use turash_engine::model::{FlowId, Position};

use super::Export;
use super::registers::{Cell, Table, registers};
use crate::ReportError;

/// One feature for each site, flow and match. What has no known place has the geometry null.
///
/// # Errors
/// [`ReportError::Export`] where the text cannot be written.
pub fn geojson(export: &Export<'_>) -> Result<Vec<u8>, ReportError> {
    let place = |flow: FlowId| {
        let at = export.region.find_flow(flow)?;
        export.region.site_of(at).position
    };
    let mut features = Vec::new();
    for table in registers(export) {
        for (at, row) in table.rows.iter().enumerate() {
            let geometry = match table.name {
                "sites" => export.region.sites()[at].position.map(point),
                "flows" => export.region.site_of(at).position.map(point),
                "matches" => {
                    let found = export.matches[at].found;
                    place(found.supply).zip(place(found.demand)).map(|(a, b)| line(a, b))
                }
                _ => continue,
            };
            features.push(feature(&table, row, geometry));
        }
    }
    let all = json!({ "type": "FeatureCollection", "features": features });
    serde_json::to_vec(&all).map_err(|e| ReportError::Export(e.to_string()))
}

fn feature(table: &Table, row: &[Cell], geometry: Option<Value>) -> Value {
    let mut properties = Map::new();
    properties.insert("layer".to_owned(), table.name.into());
    for (column, cell) in table.columns.iter().zip(row).skip(1) {
        let value = match cell {
            Cell::Empty => continue,
            Cell::Text(text) => text.as_str().into(),
            Cell::Number(number) => (*number).into(),
            Cell::Flag(flag) => (*flag).into(),
        };
        properties.insert((*column).to_owned(), value);
    }
    let id = match row.first() {
        Some(Cell::Text(id)) => id.as_str(),
        _ => "",
    };
    json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties })
}

fn coordinates(at: Position) -> Value {
    // 1e-7 degrees are a centimetre.
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    json!([round(at.lon), round(at.lat)])
}

fn point(at: Position) -> Value {
    json!({ "type": "Point", "coordinates": coordinates(at) })
}

/// The straight line between two places, cut in two where it crosses the antimeridian.
fn line(from: Position, to: Position) -> Value {
    let turn = to.lon - from.lon;
    if turn.abs() <= 180.0 {
        return json!({ "type": "LineString", "coordinates": [coordinates(from), coordinates(to)] });
    }
    let edge = 180.0_f64.copysign(from.lon);
    let left = edge - from.lon;
    let right = to.lon + edge;
    let share = if left + right == 0.0 { 0.0 } else { left / (left + right) };
    let lat = from.lat + (to.lat - from.lat) * share;
    let (near, far) = (Position { lat, lon: edge }, Position { lat, lon: -edge });
    json!({ "type": "MultiLineString", "coordinates": [
        [coordinates(from), coordinates(near)],
        [coordinates(far), coordinates(to)],
    ]})
}
