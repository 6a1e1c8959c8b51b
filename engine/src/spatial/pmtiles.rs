//! The PMTiles archive format, version 3, as pure functions on byte slices: the header, the varint
//! directories, the Hilbert numbering of tiles, and unpacking. Whoever holds the file reads the byte
//! ranges that these functions name; nothing here opens anything.
//!
//! Source: PMTiles Version 3 Specification, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md.

use std::io::Read;

use super::tile::{MAX_TILE_BYTES, TileId};

/// Bytes of the header at the start of an archive.
pub const HEADER_BYTES: usize = 127;
/// The first bytes of an archive.
pub const MAGIC: &[u8] = b"PMTiles";
/// The largest directory or metadata block that is read, packed or unpacked.
pub const MAX_BLOCK_BYTES: usize = 16 * 1024 * 1024;
/// Directories may point to directories; no further than this.
pub const MAX_DEPTH: usize = 4;

/// Why an archive was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PmtilesError {
    /// The bytes do not start like an archive.
    #[error("not a PMTiles archive")]
    NotPmtiles,
    /// An archive of another version.
    #[error("PMTiles version {0}; version 3 is read")]
    Version(u8),
    /// A packing that is not read (Brotli or Zstandard).
    #[error("packing number {0} is not read; none and gzip are")]
    Packing(u8),
    /// The tiles are not Mapbox vector tiles.
    #[error("tile type {0} is not read; vector tiles (1) are")]
    TileType(u8),
    /// A block is cut short or contradicts itself.
    #[error("damaged archive: {0}")]
    Damaged(&'static str),
    /// A block is larger than what is read.
    #[error("a block of {0} bytes is larger than what is read")]
    TooLarge(u64),
}

/// How a block is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// With gzip.
    Gzip,
}

impl Packing {
    fn read(number: u8) -> Result<Self, PmtilesError> {
        match number {
            0 | 1 => Ok(Packing::Plain),
            2 => Ok(Packing::Gzip),
            other => Err(PmtilesError::Packing(other)),
        }
    }
}

/// A range of bytes in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte, from the start of the archive.
    pub offset: u64,
    /// Number of bytes.
    pub length: u64,
}

/// What the first [`HEADER_BYTES`] bytes say.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where the first directory is.
    pub root: Span,
    /// Where the JSON metadata are.
    pub metadata: Span,
    /// Where the other directories start.
    pub leaves: Span,
    /// Where the tiles start.
    pub tiles: Span,
    /// How directories and metadata are packed.
    pub block_packing: Packing,
    /// How tiles are packed.
    pub tile_packing: Packing,
    /// Shallowest zoom with tiles.
    pub min_zoom: u8,
    /// Deepest zoom with tiles.
    pub max_zoom: u8,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
}

impl Header {
    /// Reads the header of an archive of vector tiles.
    pub fn read(bytes: &[u8]) -> Result<Self, PmtilesError> {
        if !bytes.starts_with(MAGIC) {
            return Err(PmtilesError::NotPmtiles);
        }
        let header: &[u8; HEADER_BYTES] =
            bytes.first_chunk().ok_or(PmtilesError::Damaged("the header is cut short"))?;
        if header[7] != 3 {
            return Err(PmtilesError::Version(header[7]));
        }
        if header[99] > 1 {
            return Err(PmtilesError::TileType(header[99]));
        }
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&header[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        let span = |at| Span { offset: number(at), length: number(at + 8) };
        let degrees = |at: usize| {
            let mut bytes = [0; 4];
            bytes.copy_from_slice(&header[at..at + 4]);
            f64::from(i32::from_le_bytes(bytes)) / 1e7
        };
        Ok(Self {
            root: span(8),
            metadata: span(24),
            leaves: span(40),
            tiles: span(56),
            block_packing: Packing::read(header[97])?,
            tile_packing: Packing::read(header[98])?,
            min_zoom: header[100],
            max_zoom: header[101],
            bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
        })
    }

    /// Where a tile lies, or `None` if the archive has none there.
    ///
    /// `read` hands over the bytes of a span of the archive; it is asked for the root directory and
    /// for at most [`MAX_DEPTH`] more.
    pub fn locate<E: From<PmtilesError>>(
        &self,
        tile: TileId,
        mut read: impl FnMut(Span) -> Result<Vec<u8>, E>,
    ) -> Result<Option<Span>, E> {
        let wanted = tile_number(tile);
        let mut directory = self.root;
        for _ in 0..=MAX_DEPTH {
            if directory.length > MAX_BLOCK_BYTES as u64 {
                return Err(PmtilesError::TooLarge(directory.length).into());
            }
            let packed = read(directory)?;
            let block = unpack(&packed, self.block_packing, MAX_BLOCK_BYTES)?;
            match find(&read_directory(&block)?, wanted) {
                None => return Ok(None),
                Some(entry) if entry.run > 0 => {
                    return Ok(Some(within(self.tiles, entry, MAX_TILE_BYTES)?));
                }
                Some(entry) => directory = within(self.leaves, entry, MAX_BLOCK_BYTES)?,
            }
        }
        Err(PmtilesError::Damaged("directories point to each other").into())
    }
}

fn within(section: Span, entry: &Entry, most: usize) -> Result<Span, PmtilesError> {
    if entry.length > most as u64 {
        return Err(PmtilesError::TooLarge(entry.length));
    }
    let offset = section.offset.checked_add(entry.offset);
    Ok(Span {
        offset: offset.ok_or(PmtilesError::Damaged("an offset out of range"))?,
        length: entry.length,
    })
}

/// One line of a directory: `run` tiles from `first` on share one block, or a run of 0 names the
/// directory for the tiles from `first` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    first: u64,
    run: u64,
    length: u64,
    offset: u64,
}

fn find(entries: &[Entry], wanted: u64) -> Option<&Entry> {
    let after = entries.partition_point(|entry| entry.first <= wanted);
    let entry = entries.get(after.checked_sub(1)?)?;
    (entry.run == 0 || wanted - entry.first < entry.run).then_some(entry)
}

fn read_directory(block: &[u8]) -> Result<Vec<Entry>, PmtilesError> {
    let mut rest = block;
    let count = varint(&mut rest)?;
    // Each entry takes four varints, so a larger count cannot be true.
    if count > (rest.len() / 4) as u64 {
        return Err(PmtilesError::Damaged("a directory is cut short"));
    }
    let mut entries = vec![Entry { first: 0, run: 0, length: 0, offset: 0 }; count as usize];
    let overflow = PmtilesError::Damaged("a directory counts too far");
    let mut first = 0u64;
    for entry in &mut entries {
        first = first.checked_add(varint(&mut rest)?).ok_or(overflow.clone())?;
        entry.first = first;
    }
    for entry in &mut entries {
        entry.run = varint(&mut rest)?;
    }
    for entry in &mut entries {
        entry.length = varint(&mut rest)?;
    }
    let mut next = 0u64;
    for entry in &mut entries {
        entry.offset = match varint(&mut rest)? {
            0 => next,
            offset => offset - 1,
        };
        next = entry.offset.checked_add(entry.length).ok_or(overflow.clone())?;
    }
    Ok(entries)
}

fn varint(rest: &mut &[u8]) -> Result<u64, PmtilesError> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, after) =
            rest.split_first().ok_or(PmtilesError::Damaged("a directory is cut short"))?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(PmtilesError::Damaged("a number is too long"))
}

/// The number of a tile: all tiles of shallower zooms, then its place on the Hilbert curve.
fn tile_number(tile: TileId) -> u64 {
    let zoom = tile.zoom();
    let before = ((1u64 << (2 * zoom)) - 1) / 3;
    let (mut x, mut y) = (u64::from(tile.x()), u64::from(tile.y()));
    let mut number = 0;
    for level in (0..zoom).rev() {
        let side = 1u64 << level;
        let (right, down) = (u64::from(x & side > 0), u64::from(y & side > 0));
        number += side * side * ((3 * right) ^ down);
        if down == 0 {
            if right == 1 {
                x = side.wrapping_sub(1).wrapping_sub(x);
                y = side.wrapping_sub(1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
    }
    before + number
}

/// Unpacks a block, refusing to grow beyond `most` bytes.
pub fn unpack(bytes: &[u8], packing: Packing, most: usize) -> Result<Vec<u8>, PmtilesError> {
    let out = match packing {
        Packing::Plain => bytes.to_vec(),
        Packing::Gzip => {
            let mut out = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes)
                .take(most as u64 + 1)
                .read_to_end(&mut out)
                .map_err(|_| PmtilesError::Damaged("a block does not unpack"))?;
            out
        }
    };
    if out.len() > most {
        return Err(PmtilesError::TooLarge(out.len() as u64));
    }
    Ok(out)
}

/// How a tile from an archive that does not say is packed, judged by its first bytes.
pub fn packing_of(bytes: &[u8]) -> Packing {
    if bytes.starts_with(&[0x1f, 0x8b]) { Packing::Gzip } else { Packing::Plain }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Numbers from the table in the specification, and as the Python package pmtiles 3 gives them.
    #[test]
    fn tile_numbers() {
        for (zoom, x, y, number) in [
            (0, 0, 0, 0),
            (1, 0, 0, 1),
            (1, 0, 1, 2),
            (1, 1, 1, 3),
            (1, 1, 0, 4),
            (2, 0, 0, 5),
            (7, 67, 40, 19_396),
            (12, 3423, 1763, 19_078_479),
            (14, 8695, 5126, 317_805_694),
        ] {
            assert_eq!(tile_number(TileId::new(zoom, x, y).unwrap()), number);
        }
    }

    #[test]
    fn every_tile_has_its_own_number() {
        let mut numbers: Vec<u64> = (0..32)
            .flat_map(|x| (0..32).map(move |y| tile_number(TileId::new(5, x, y).unwrap())))
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (341..341 + 1024).collect::<Vec<_>>());
    }

    #[test]
    fn directories_find_runs_and_leaves() {
        // Two tiles of one block from 5 on, a leaf from 9 on: columns of ids, runs, lengths, offsets.
        let block = [2, 5, 4, 2, 0, 100, 50, 1, 8];
        let entries = read_directory(&block).unwrap();
        assert_eq!(find(&entries, 4), None);
        assert_eq!(find(&entries, 6).unwrap().offset, 0);
        assert_eq!(find(&entries, 7), None);
        assert_eq!(find(&entries, 900).unwrap().offset, 7);
        assert!(read_directory(&[200, 1, 0]).is_err());
    }

    #[test]
    fn refuses_other_files() {
        assert_eq!(Header::read(b"SQLite format 3"), Err(PmtilesError::NotPmtiles));
        assert!(matches!(Header::read(b"PMTiles\x03"), Err(PmtilesError::Damaged(_))));
        let mut bytes = [0; HEADER_BYTES];
        bytes[..7].copy_from_slice(MAGIC);
        bytes[7] = 2;
        assert_eq!(Header::read(&bytes), Err(PmtilesError::Version(2)));
        bytes[7] = 3;
        bytes[98] = 4;
        assert_eq!(Header::read(&bytes), Err(PmtilesError::Packing(4)));
    }

    #[test]
    fn a_bomb_is_stopped() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![0; 1_000_000]).unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(unpack(&packed, Packing::Gzip, 1_000_000).unwrap().len(), 1_000_000);
        assert!(matches!(unpack(&packed, Packing::Gzip, 10_000), Err(PmtilesError::TooLarge(_))));
    }

    proptest! {
        #[test]
        fn any_directory_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), wanted: u64) {
            if let Ok(entries) = read_directory(&bytes) {
                let _ = find(&entries, wanted);
            }
        }

        #[test]
        fn directories_that_point_to_themselves_end(bytes in prop::collection::vec(0u8..4, 0..60)) {
            let header = Header {
                root: Span { offset: 0, length: 60 },
                metadata: Span { offset: 0, length: 0 },
                leaves: Span { offset: 0, length: 60 },
                tiles: Span { offset: 0, length: 60 },
                block_packing: Packing::Plain,
                tile_packing: Packing::Plain,
                min_zoom: 0,
                max_zoom: 3,
                bounds: [0.0; 4],
            };
            let tile = TileId::new(2, 1, 1).unwrap();
            let _ = header.locate::<PmtilesError>(tile, |_| Ok(bytes.clone()));
        }
    }
}
