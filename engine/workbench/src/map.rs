//! The map packs at hand: the world that the program carries, and regional packs of the project. It
//! answers for one tile (the window) and for all features of an area (documents); it knows neither
//! style nor page, and how an archive is packed is the store's business.

use std::path::Path;
use std::sync::Arc;

use turash_engine::spatial::basemap::{MapClass, MapFeature, features_of};
use turash_engine::spatial::tile::{LonLatBox, TileError, TileId};
use turash_store::tiles::{TileArchive, TilesError, TilesInfo};

/// The base map of the world, part of the program.
static WORLD: &[u8] = include_bytes!("../../../assets/basemap/world.mbtiles");

/// The most tiles read for one area; beyond it a shallower zoom is taken.
const MOST_TILES: usize = 128;

/// Why a map was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The archive was not read.
    #[error(transparent)]
    Archive(#[from] TilesError),
    /// A tile in it was not read.
    #[error("tile {zoom}/{x}/{y}: {reason}")]
    Tile {
        /// Zoom.
        zoom: u8,
        /// Column.
        x: u32,
        /// Row.
        y: u32,
        /// What is wrong with it.
        reason: TileError,
    },
}

/// One open archive of vector tiles.
#[derive(Debug)]
pub struct Pack {
    archive: TileArchive,
}

impl Pack {
    /// The base map of the world.
    pub fn world() -> Result<Self, MapError> {
        Ok(Self { archive: TileArchive::from_static_mbtiles(WORLD)? })
    }

    /// A pack in a file, MBTiles or PMTiles.
    pub fn open(path: &Path) -> Result<Self, MapError> {
        Ok(Self { archive: TileArchive::open(path)? })
    }

    /// A pack held in memory, MBTiles or PMTiles.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, MapError> {
        Ok(Self { archive: TileArchive::from_bytes(bytes)? })
    }

    /// The unpacked bytes of a tile; `None` where the pack has none, or there is no such tile.
    pub fn tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, MapError> {
        match TileId::new(zoom, x, y) {
            Some(tile) => Ok(self.archive.tile(tile)?),
            None => Ok(None),
        }
    }

    /// Its name, empty if it has none.
    pub fn name(&self) -> &str {
        &self.info().name
    }

    /// Shallowest and deepest zoom (of 512 pixel tiles) that it holds.
    pub fn zooms(&self) -> (u8, u8) {
        (self.info().min_zoom, self.info().max_zoom)
    }

    /// The part of the world it shows.
    pub fn bounds(&self) -> LonLatBox {
        self.info().bounds
    }

    /// Words that must stand on every map drawn from it.
    pub fn attribution(&self) -> &str {
        &self.info().attribution
    }

    /// Names of its layers, if it lists them.
    pub fn layers(&self) -> &[String] {
        &self.info().layers
    }

    /// The features of an area at the zoom nearest to `zoom` that it holds, in degrees and in painting
    /// order. Features may reach beyond the area, up to the edges of their tiles.
    pub fn features_within(&self, area: &LonLatBox, zoom: u8) -> Result<Vec<MapFeature>, MapError> {
        let (shallowest, deepest) = self.zooms();
        let mut zoom = zoom.clamp(shallowest, deepest.max(shallowest));
        let mut tiles = TileId::covering(area, zoom, MOST_TILES + 1);
        while tiles.len() > MOST_TILES && zoom > shallowest {
            zoom -= 1;
            tiles = TileId::covering(area, zoom, MOST_TILES + 1);
        }
        let mut features = Vec::new();
        for tile in tiles {
            let Some(bytes) = self.archive.tile(tile)? else { continue };
            let found = features_of(tile, &bytes).map_err(|reason| MapError::Tile {
                zoom: tile.zoom(),
                x: tile.x(),
                y: tile.y(),
                reason,
            })?;
            features.extend(found);
        }
        features.sort_by_key(|feature| feature.class);
        Ok(features)
    }

    fn info(&self) -> &TilesInfo {
        self.archive.info()
    }
}

/// The world and the regional packs of a project, drawn together.
#[derive(Debug, Clone)]
pub struct Atlas {
    world: Arc<Pack>,
    regions: Vec<Arc<Pack>>,
}

/// What an area shows, and whom the map must name.
#[derive(Debug, Clone, PartialEq)]
pub struct MapSheet {
    /// Features in painting order.
    pub features: Vec<MapFeature>,
    /// Attributions of the packs that were used, each once.
    pub attributions: Vec<String>,
    /// True if a regional pack covers the whole area, so that streets and buildings are shown.
    pub detailed: bool,
}

impl Atlas {
    /// The world with the regional packs over it, later ones on top.
    pub fn new(world: Arc<Pack>, regions: Vec<Arc<Pack>>) -> Self {
        Self { world, regions }
    }

    /// The base map of the world.
    pub fn world(&self) -> &Pack {
        &self.world
    }

    /// The regional packs.
    pub fn regions(&self) -> &[Arc<Pack>] {
        &self.regions
    }

    /// What an area shows at a zoom (of 512 pixel tiles; [`zoom_across`] finds one).
    ///
    /// Where a regional pack covers the area, the world gives only what such packs lack: land, lakes,
    /// borders and place names. Its own towns and rivers are drawn too coarsely to stand beside streets.
    pub fn features_within(&self, area: &LonLatBox, zoom: u8) -> Result<MapSheet, MapError> {
        let mut sheet =
            MapSheet { features: Vec::new(), attributions: Vec::new(), detailed: false };
        for region in &self.regions {
            if !region.bounds().touches(area) || zoom < region.zooms().0 {
                continue;
            }
            let found = region.features_within(area, zoom)?;
            if !found.is_empty() {
                sheet.detailed |= region.bounds().contains(area);
                sheet.features.extend(found);
                sheet.credit(region);
            }
        }
        let world = self.world.features_within(area, zoom)?;
        let detailed = sheet.detailed;
        let wanted = |feature: &MapFeature| {
            let rough = matches!(feature.class, MapClass::Urban | MapClass::River);
            !(detailed && rough)
        };
        sheet.features.splice(0..0, world.into_iter().filter(wanted));
        sheet.credit(&self.world);
        sheet.features.sort_by_key(|feature| feature.class);
        Ok(sheet)
    }
}

impl MapSheet {
    fn credit(&mut self, pack: &Pack) {
        let words = pack.attribution();
        if !words.is_empty() && !self.attributions.iter().any(|known| known == words) {
            self.attributions.push(words.to_owned());
        }
    }
}

/// The deepest zoom at which an area is no wider and no higher than so many tiles.
pub fn zoom_across(area: &LonLatBox, tiles: f64) -> u8 {
    let corner = TileId::containing([area.west, area.north], 0);
    let [west, north] = corner.to_units([area.west, area.north], 1);
    let [east, south] = corner.to_units([area.east, area.south], 1);
    let share = (east - west).max(south - north);
    // A cast from float to integer saturates; an area without extent gets the deepest zoom.
    ((tiles / share).log2().floor().clamp(0.0, 16.0)) as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;

    const REGION: &[u8] =
        include_bytes!("../../../tests/fixtures/packs/myllykoski-kouvola.pmtiles");

    fn around(lon: f64, lat: f64, degrees: f64) -> LonLatBox {
        LonLatBox {
            west: lon - 2.0 * degrees,
            south: lat - degrees,
            east: lon + 2.0 * degrees,
            north: lat + degrees,
        }
    }

    fn atlas() -> Atlas {
        let region = Pack::from_bytes(REGION.to_vec()).unwrap();
        Atlas::new(Arc::new(Pack::world().unwrap()), vec![Arc::new(region)])
    }

    fn classes(sheet: &MapSheet) -> BTreeSet<MapClass> {
        sheet.features.iter().map(|f| f.class).collect()
    }

    #[test]
    fn the_world_shows_a_coast_with_names() {
        let world = Pack::world().unwrap();
        assert_eq!(world.zooms(), (0, 7));
        let features = world.features_within(&around(11.09, 55.68, 0.1), 12).unwrap();
        assert!(features.iter().any(|f| f.class == MapClass::Land));
        let town = features.iter().find(|f| f.name.as_deref() == Some("Kalundborg")).unwrap();
        assert_eq!(town.class, MapClass::Place);
        assert!(town.label_zoom >= 2.0 && town.population > 10_000.0);
        assert!(features.is_sorted_by_key(|f| f.class));
    }

    #[test]
    fn streets_where_a_regional_pack_covers_the_place() {
        let area = around(26.95, 60.53, 0.005);
        let zoom = zoom_across(&area, 3.0);
        let sheet = atlas().features_within(&area, zoom).unwrap();
        assert!(sheet.detailed);
        let found = classes(&sheet);
        for class in [MapClass::Land, MapClass::RoadMinor, MapClass::Building, MapClass::Place] {
            assert!(found.contains(&class), "{class:?} is missing in {found:?}");
        }
        assert_eq!(sheet.attributions.len(), 2);
        assert!(sheet.attributions[0].contains("OpenStreetMap"));
    }

    #[test]
    fn elsewhere_the_world_alone_is_named() {
        let sheet = atlas().features_within(&around(7.0, 51.45, 0.2), 10).unwrap();
        assert!(!sheet.detailed);
        assert_eq!(sheet.attributions, ["Natural Earth; GeoNames CC-BY 4.0"]);
        assert!(classes(&sheet).contains(&MapClass::Urban));
    }

    #[test]
    fn a_wide_area_takes_a_shallower_zoom() {
        let all = LonLatBox { west: -180.0, south: -85.0, east: 180.0, north: 85.0 };
        let features = Pack::world().unwrap().features_within(&all, 7).unwrap();
        assert!(!features.is_empty() && features.len() < 20_000, "{}", features.len());
        assert_eq!(zoom_across(&all, 1.0), 0);
        assert_eq!(zoom_across(&around(10.0, 50.0, 0.0), 1.0), 16);
    }

    #[test]
    fn tiles_that_are_none() {
        let world = Pack::world().unwrap();
        assert_eq!(world.tile(3, 8, 0).unwrap(), None);
        assert_eq!(world.tile(99, 0, 0).unwrap(), None);
        assert_eq!(world.tile(12, 2000, 1200).unwrap(), None, "deeper than it holds");
        assert!(world.tile(0, 0, 0).unwrap().is_some());
    }
}
