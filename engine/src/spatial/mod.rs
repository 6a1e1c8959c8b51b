//! Where things are and how far apart, and the tiles they are drawn in.

pub mod pmtiles;
pub mod site_tiles;
pub mod tile;
