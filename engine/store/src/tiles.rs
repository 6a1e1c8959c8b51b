//! Archives of map tiles, MBTiles and PMTiles, opened from a file or from bytes and read tile by tile.
//!
//! It owns the two containers and unpacking; it refuses to know what a tile shows. Archives come from
//! anywhere, so they are opened read-only, never through the replica's connection, and sizes are bounded.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde_json::Value;
use turash_engine::spatial::pmtiles::{
    self, HEADER_BYTES, Header, MAGIC, MAX_BLOCK_BYTES, PmtilesError, Span,
};
use turash_engine::spatial::tile::{LonLatBox, MAX_TILE_BYTES, MAX_ZOOM, TileId};

/// Why an archive of tiles was not read.
#[derive(Debug, thiserror::Error)]
pub enum TilesError {
    /// The file could not be read.
    #[error("{}: {reason}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Neither an MBTiles nor a PMTiles archive.
    #[error("neither an MBTiles nor a PMTiles archive")]
    UnknownFormat,
    /// The MBTiles file is damaged or lacks its tables.
    #[error("not an MBTiles archive: {0}")]
    Mbtiles(#[from] rusqlite::Error),
    /// The PMTiles file is damaged or of a kind that is not read.
    #[error(transparent)]
    Pmtiles(#[from] PmtilesError),
    /// The tiles are pictures, not vector tiles.
    #[error("the tiles are {0}, not vector tiles")]
    NotVector(String),
}

/// What an archive says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct TilesInfo {
    /// Its name, empty if it has none.
    pub name: String,
    /// Shallowest zoom with tiles.
    pub min_zoom: u8,
    /// Deepest zoom with tiles.
    pub max_zoom: u8,
    /// The part of the world it shows.
    pub bounds: LonLatBox,
    /// Words that must stand on every map drawn from it, empty if it has none.
    pub attribution: String,
    /// Names of its layers, if it lists them.
    pub layers: Vec<String>,
}

/// An open archive of vector tiles.
#[derive(Debug)]
pub struct TileArchive {
    info: TilesInfo,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Mbtiles(Mutex<Connection>),
    Pmtiles { header: Header, bytes: Bytes },
}

/// Where the bytes of a PMTiles archive are.
#[derive(Debug)]
enum Bytes {
    Held(Vec<u8>),
    File { path: PathBuf, file: Mutex<File> },
}

const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

impl TileArchive {
    /// Opens a file of either format, told by its first bytes.
    pub fn open(path: &Path) -> Result<Self, TilesError> {
        let io = |reason| TilesError::Io { path: path.to_owned(), reason };
        let mut file = File::open(path).map_err(io)?;
        let mut start = Vec::new();
        file.by_ref().take(HEADER_BYTES as u64).read_to_end(&mut start).map_err(io)?;
        if start.starts_with(SQLITE_MAGIC) {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            return Self::mbtiles(Connection::open_with_flags(path, flags)?);
        }
        Self::pmtiles(&start, Bytes::File { path: path.to_owned(), file: Mutex::new(file) })
    }

    /// Opens an archive of either format that is held in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, TilesError> {
        if bytes.starts_with(SQLITE_MAGIC) {
            let mut connection = Connection::open_in_memory()?;
            connection.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true)?;
            return Self::mbtiles(connection);
        }
        let start = bytes.get(..HEADER_BYTES).unwrap_or(&bytes).to_vec();
        Self::pmtiles(&start, Bytes::Held(bytes))
    }

    /// Opens an MBTiles archive that is part of the program, without a copy.
    pub fn from_static_mbtiles(bytes: &'static [u8]) -> Result<Self, TilesError> {
        if !bytes.starts_with(SQLITE_MAGIC) {
            return Err(TilesError::UnknownFormat);
        }
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_bytes("main", bytes)?;
        Self::mbtiles(connection)
    }

    /// What the archive says about itself.
    pub fn info(&self) -> &TilesInfo {
        &self.info
    }

    /// The unpacked bytes of a vector tile, or `None` if the archive has none there.
    pub fn tile(&self, tile: TileId) -> Result<Option<Vec<u8>>, TilesError> {
        let (packed, packing) = match &self.source {
            Source::Mbtiles(connection) => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                // MBTiles counts rows from the south.
                let row = (1u32 << tile.zoom()) - 1 - tile.y();
                let mut query = connection.prepare_cached(
                    "SELECT tile_data FROM tiles
                     WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3
                       AND length(tile_data) <= ?4",
                )?;
                let key = (tile.zoom(), tile.x(), row, MAX_TILE_BYTES as u32);
                let found: Option<Vec<u8>> = query.query_row(key, |row| row.get(0)).optional()?;
                let Some(bytes) = found else { return Ok(None) };
                let packing = pmtiles::packing_of(&bytes);
                (bytes, packing)
            }
            Source::Pmtiles { header, bytes } => {
                let Some(span) = header.locate(tile, |span| bytes.read(span))? else {
                    return Ok(None);
                };
                (bytes.read(span)?, header.tile_packing)
            }
        };
        Ok(Some(pmtiles::unpack(&packed, packing, MAX_TILE_BYTES)?))
    }

    fn mbtiles(connection: Connection) -> Result<Self, TilesError> {
        // A foreign file's views may call nothing but plain SQL.
        connection.pragma_update(None, "trusted_schema", false)?;
        let metadata = |name: &str| {
            connection
                .query_row(
                    "SELECT value FROM metadata WHERE name = ?1 AND length(value) <= ?2",
                    (name, MAX_BLOCK_BYTES as u32),
                    |row| row.get::<_, String>(0),
                )
                .optional()
        };
        if let Some(format) = metadata("format")?
            && format != "pbf"
        {
            return Err(TilesError::NotVector(format));
        }
        let zooms = connection.query_row(
            "SELECT coalesce(min(zoom_level), 0), coalesce(max(zoom_level), 0) FROM tiles",
            (),
            |row| Ok((row.get::<_, u8>(0)?, row.get::<_, u8>(1)?)),
        )?;
        let bounds: Vec<f64> = metadata("bounds")?
            .iter()
            .flat_map(|text| text.split(','))
            .filter_map(|part| part.trim().parse().ok())
            .collect();
        let json = metadata("json")?.unwrap_or_default();
        let info = TilesInfo {
            name: metadata("name")?.unwrap_or_default(),
            min_zoom: zooms.0.min(MAX_ZOOM),
            max_zoom: zooms.1.min(MAX_ZOOM),
            bounds: bounds_of(bounds.first_chunk().copied()),
            attribution: metadata("attribution")?.unwrap_or_default(),
            layers: layer_names(&serde_json::from_str(&json).unwrap_or_default()),
        };
        Ok(Self { info, source: Source::Mbtiles(Mutex::new(connection)) })
    }

    fn pmtiles(start: &[u8], bytes: Bytes) -> Result<Self, TilesError> {
        if !start.starts_with(MAGIC) {
            return Err(TilesError::UnknownFormat);
        }
        let header = Header::read(start)?;
        let metadata = bytes.read(header.metadata)?;
        let metadata = pmtiles::unpack(&metadata, header.block_packing, MAX_BLOCK_BYTES)?;
        let metadata: Value = serde_json::from_slice(&metadata).unwrap_or_default();
        let text = |name: &str| metadata[name].as_str().unwrap_or_default().to_owned();
        let info = TilesInfo {
            name: text("name"),
            min_zoom: header.min_zoom.min(MAX_ZOOM),
            max_zoom: header.max_zoom.min(MAX_ZOOM),
            bounds: bounds_of(Some(header.bounds)),
            attribution: text("attribution"),
            layers: layer_names(&metadata),
        };
        Ok(Self { info, source: Source::Pmtiles { header, bytes } })
    }
}

impl Bytes {
    fn read(&self, span: Span) -> Result<Vec<u8>, TilesError> {
        if span.length > MAX_BLOCK_BYTES as u64 {
            return Err(PmtilesError::TooLarge(span.length).into());
        }
        let short = || TilesError::from(PmtilesError::Damaged("the archive is cut short"));
        match self {
            Bytes::Held(bytes) => {
                let start = usize::try_from(span.offset).map_err(|_| short())?;
                let end = start.checked_add(span.length as usize).ok_or_else(short)?;
                Ok(bytes.get(start..end).ok_or_else(short)?.to_vec())
            }
            Bytes::File { path, file } => {
                let io = |reason: std::io::Error| match reason.kind() {
                    std::io::ErrorKind::UnexpectedEof => short(),
                    _ => TilesError::Io { path: path.clone(), reason },
                };
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(span.offset)).map_err(io)?;
                let mut found = vec![0; span.length as usize];
                file.read_exact(&mut found).map_err(io)?;
                Ok(found)
            }
        }
    }
}

/// The rectangle if it is one, else the whole world.
fn bounds_of(edges: Option<[f64; 4]>) -> LonLatBox {
    match edges {
        Some([west, south, east, north]) if west < east && south < north => {
            LonLatBox { west, south, east, north }
        }
        _ => LonLatBox { west: -180.0, south: -90.0, east: 180.0, north: 90.0 },
    }
}

fn layer_names(metadata: &Value) -> Vec<String> {
    let layers = metadata["vector_layers"].as_array();
    layers
        .into_iter()
        .flatten()
        .filter_map(|layer| layer["id"].as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use turash_engine::spatial::basemap::{MapClass, features_of};

    const WORLD: &[u8] = include_bytes!("../../../assets/basemap/world.mbtiles");
    const REGION: &[u8] =
        include_bytes!("../../../tests/fixtures/packs/myllykoski-kouvola.pmtiles");

    fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn the_world_opens_from_file_and_from_bytes_alike() {
        let file = written(WORLD);
        let tile = TileId::containing([11.09, 55.68], 7);
        let archives = [
            TileArchive::open(file.path()).unwrap(),
            TileArchive::from_bytes(WORLD.to_vec()).unwrap(),
            TileArchive::from_static_mbtiles(WORLD).unwrap(),
        ];
        let tiles: Vec<_> = archives.iter().map(|a| a.tile(tile).unwrap().unwrap()).collect();
        assert!(tiles.iter().all(|t| *t == tiles[0]));
        let info = archives[0].info();
        assert_eq!((info.min_zoom, info.max_zoom), (0, 7));
        assert_eq!(info.attribution, "Natural Earth; GeoNames CC-BY 4.0");
        assert_eq!(info.layers, ["land", "urban", "water", "river", "boundary", "place"]);
        let names: Vec<_> = features_of(tile, &tiles[0])
            .unwrap()
            .into_iter()
            .filter(|f| f.class == MapClass::Place)
            .filter_map(|f| f.name)
            .collect();
        assert!(names.iter().any(|n| &**n == "Kalundborg"), "{} places", names.len());
        assert_eq!(archives[0].tile(TileId::new(7, 0, 60).unwrap()).unwrap(), None, "open sea");
    }

    #[test]
    fn a_regional_pack_opens_from_file_and_from_bytes_alike() {
        let file = written(REGION);
        let archives = [
            TileArchive::open(file.path()).unwrap(),
            TileArchive::from_bytes(REGION.to_vec()).unwrap(),
        ];
        let bounds = archives[0].info().bounds;
        for zoom in 10..=15 {
            let mut features = 0;
            for tile in TileId::covering(&bounds, zoom, 1000) {
                let found = archives.each_ref().map(|a| a.tile(tile).unwrap());
                assert_eq!(found[0], found[1]);
                features += found[0].as_ref().map_or(0, |t| features_of(tile, t).unwrap().len());
            }
            assert!(features > 0, "zoom {zoom} is empty");
        }
        let info = archives[0].info();
        assert_eq!((info.min_zoom, info.max_zoom), (10, 15));
        assert!(info.attribution.contains("OpenStreetMap"));
        assert!(bounds.west < 26.95 && bounds.east > 26.95, "{bounds:?}");
        assert_eq!(archives[0].tile(TileId::containing([0.0, 0.0], 12)).unwrap(), None);
    }

    #[test]
    fn other_files_are_refused() {
        let refused = |bytes: &[u8]| TileArchive::from_bytes(bytes.to_vec()).unwrap_err();
        assert!(matches!(refused(b""), TilesError::UnknownFormat));
        assert!(matches!(refused(b"PK\x03\x04 a zip"), TilesError::UnknownFormat));
        assert!(matches!(refused(&REGION[..100]), TilesError::Pmtiles(_)));
        assert!(matches!(refused(&WORLD[..4096]), TilesError::Mbtiles(_)));
        assert!(matches!(
            TileArchive::open(Path::new("no-such.pmtiles")),
            Err(TilesError::Io { .. })
        ));
        let pictures = tempfile::tempdir().unwrap();
        let path = pictures.path().join("pictures.mbtiles");
        Connection::open(&path)
            .unwrap()
            .execute_batch(
                "CREATE TABLE metadata (name TEXT, value TEXT);
                 CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);
                 INSERT INTO metadata VALUES ('format', 'png');",
            )
            .unwrap();
        assert!(matches!(TileArchive::open(&path), Err(TilesError::NotVector(f)) if f == "png"));
    }

    #[test]
    fn an_archive_that_was_cut_short_says_so() {
        let file = written(&REGION[..REGION.len() / 2]);
        let archive = TileArchive::open(file.path()).unwrap();
        let all = TileId::covering(&archive.info().bounds, 15, 1000);
        let failed = all.into_iter().filter(|tile| archive.tile(*tile).is_err()).count();
        assert!(failed > 0);
    }
}
