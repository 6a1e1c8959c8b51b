//! What the map of the window is drawn from: base map, regional packs, sites and match lines.

use std::sync::{Arc, OnceLock};

use turash_engine::model::{Direction, Region};
use turash_engine::spatial::site_tiles::{LineTiles, MatchLine, SitePoint, SiteRole, SiteTiles};
use turash_engine::spatial::tile::TileId;
use turash_store::StoreError;

use crate::Workbench;
use crate::error::Error;
use crate::map::{Atlas, Pack};
use crate::matched::Matched;
use crate::session::{Loaded, Session, lock};

/// Match lines on the map, best first: more would hide each other and fill the memory.
const MOST_LINES: usize = 20_000;

/// The layers of the map that come from the project, ready to be cut.
pub(crate) struct MapTiles {
    head: i64,
    sites: SiteTiles,
    lines: LineTiles,
    pub(crate) atlas: Atlas,
}

/// The tile of one layer; none where there is nothing to draw.
pub(crate) fn tile(
    workbench: &Workbench,
    layer: &str,
    zoom: u8,
    x: u32,
    y: u32,
) -> Result<Option<Vec<u8>>, Error> {
    // The base map is there before a project is.
    if layer == "base" {
        return Ok(world()?.tile(zoom, x, y)?);
    }
    let Some(id) = TileId::new(zoom, x, y) else { return Ok(None) };
    let session = workbench.session()?;
    let tiles = tiles(&session)?;
    let bytes = match layer {
        "sites" => tiles.sites.tile(id),
        "lines" => tiles.lines.tile(id),
        "pack" => {
            for pack in tiles.atlas.regions().iter().rev() {
                if let Some(bytes) = pack.tile(zoom, x, y)? {
                    return Ok(Some(bytes));
                }
            }
            Vec::new()
        }
        _ => return Err(Error::NotFound { kind: "layer", id: layer.to_owned() }),
    };
    Ok((!bytes.is_empty()).then_some(bytes))
}

/// The base map of the world, opened once.
fn world() -> Result<Arc<Pack>, Error> {
    static WORLD: OnceLock<Arc<Pack>> = OnceLock::new();
    if let Some(world) = WORLD.get() {
        return Ok(world.clone());
    }
    let opened = Arc::new(Pack::world()?);
    Ok(WORLD.get_or_init(|| opened).clone())
}

/// The map layers of the project as it is now.
pub(crate) fn tiles(session: &Session) -> Result<Arc<MapTiles>, Error> {
    let head = session.head()?;
    if let Some(tiles) = lock(&session.tiles).as_ref()
        && tiles.head == head
    {
        return Ok(tiles.clone());
    }
    let loaded = session.load()?;
    let matched = session.last_matched();
    let tiles = Arc::new(MapTiles {
        head,
        sites: SiteTiles::build(points(&loaded)),
        lines: LineTiles::build(matched.iter().flat_map(|m| lines(m))),
        atlas: Atlas::new(world()?, packs(session)?),
    });
    *lock(&session.tiles) = Some(tiles.clone());
    Ok(tiles)
}

fn packs(session: &Session) -> Result<Vec<Arc<Pack>>, Error> {
    let bytes = session.replica.read(|reader| {
        let packs = reader.packs()?;
        packs.iter().map(|pack| reader.blob(&pack.sha256)).collect::<Result<Vec<_>, StoreError>>()
    })?;
    bytes.into_iter().map(|bytes| Ok(Arc::new(Pack::from_bytes(bytes)?))).collect()
}

fn points(loaded: &Loaded) -> Vec<SitePoint> {
    let region = &loaded.region;
    region.sites().iter().filter_map(|site| point(region, site)).collect()
}

fn point(region: &Region, site: &turash_engine::model::Site) -> Option<SitePoint> {
    let position = site.position?;
    let flows = region.flows_at(site.id).iter().map(|&at| region.flow(at));
    // The kind that gives shape and hue is that of the site's largest flow.
    let largest = flows.clone().max_by(|a, b| a.amount_per_year.total_cmp(&b.amount_per_year));
    let has = |direction| flows.clone().any(|flow| flow.direction == direction);
    let role = match (has(Direction::Supply), has(Direction::Demand)) {
        (true, true) => SiteRole::Both,
        (true, false) => SiteRole::Supply,
        (false, true) => SiteRole::Demand,
        (false, false) => SiteRole::None,
    };
    Some(SitePoint {
        id: site.id.to_string().into(),
        name: site.name.as_str().into(),
        kind: largest.map_or("none", |flow| flow.kind.code()).into(),
        role,
        mw: largest.filter(|flow| flow.kind.is_thermal()).map(|flow| flow.rate_per_hour()),
        place: [position.lon, position.lat],
    })
}

fn lines(matched: &Matched) -> impl Iterator<Item = MatchLine> {
    let region = &matched.loaded.region;
    matched.set().matches.iter().take(MOST_LINES).filter_map(|found| {
        let place = |flow| {
            let position = region.site_of(region.find_flow(flow)?).position?;
            Some([position.lon, position.lat])
        };
        Some(MatchLine {
            id: found.id.to_string().into(),
            kind: found.kind.code().into(),
            from: place(found.supply)?,
            to: place(found.demand)?,
            score: found.score,
        })
    })
}
