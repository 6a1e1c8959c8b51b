//! A point as SpatiaLite keeps it in a geometry column, so that reading 25,000 sites needs no
//! SQL function a row. It knows points in WGS84 and no other geometry.

use turash_engine::model::Position;

/// EPSG code of WGS84 longitude and latitude.
pub(crate) const SRID: i32 = 4326;

/// Bytes of a point: start, byte order, reference system, bounding box, mark, class,
/// coordinates, end.
const LENGTH: usize = 60;
const BOX_AT: usize = 6;
const MARK_AT: usize = 38;
const CLASS_AT: usize = 39;
const X_AT: usize = 43;
const Y_AT: usize = 51;

const START: u8 = 0x00;
const LITTLE_ENDIAN: u8 = 0x01;
const MARK: u8 = 0x7C;
const POINT: i32 = 1;
const END: u8 = 0xFE;

/// The internal BLOB of a point (SpatiaLite's "BLOB-Geometry" format).
pub(crate) fn encode(at: Position) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    bytes[0] = START;
    bytes[1] = LITTLE_ENDIAN;
    bytes[2..BOX_AT].copy_from_slice(&SRID.to_le_bytes());
    for (i, edge) in [at.lon, at.lat, at.lon, at.lat].into_iter().enumerate() {
        let from = BOX_AT + i * 8;
        bytes[from..from + 8].copy_from_slice(&edge.to_le_bytes());
    }
    bytes[MARK_AT] = MARK;
    bytes[CLASS_AT..X_AT].copy_from_slice(&POINT.to_le_bytes());
    bytes[X_AT..Y_AT].copy_from_slice(&at.lon.to_le_bytes());
    bytes[Y_AT..Y_AT + 8].copy_from_slice(&at.lat.to_le_bytes());
    bytes[LENGTH - 1] = END;
    bytes
}

/// Reads a point back; none if the bytes are anything else.
pub(crate) fn decode(bytes: &[u8]) -> Option<Position> {
    let frame = bytes.len() == LENGTH
        && bytes[0] == START
        && bytes[1] == LITTLE_ENDIAN
        && bytes[2..BOX_AT] == SRID.to_le_bytes()
        && bytes[MARK_AT] == MARK
        && bytes[CLASS_AT..X_AT] == POINT.to_le_bytes()
        && bytes[LENGTH - 1] == END;
    let real = |at: usize| Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    if frame { Some(Position { lat: real(Y_AT)?, lon: real(X_AT)? }) } else { None }
}
