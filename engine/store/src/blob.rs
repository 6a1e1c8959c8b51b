//! Attachments: bytes under their hash, cut into pieces, in the same encrypted file. What the
//! bytes are, and what a person calls them, is said elsewhere.

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use crate::error::{Result, StoreError};
use crate::key::{from_hex, to_hex};

pub(crate) const CREATE: &str = "
CREATE TABLE blob_chunk (
    sha256 BLOB NOT NULL,
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (sha256, n)
) STRICT;
";

/// Size of a piece.
const CHUNK: usize = 256 * 1024;

pub(crate) fn put(connection: &Connection, bytes: &[u8]) -> Result<String> {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO blob_chunk(sha256, n, bytes) VALUES (?1, ?2, ?3)")?;
    // No bytes are one empty piece, so that the hash is there to be found.
    let empty: [&[u8]; 1] = [&[]];
    let pieces: Box<dyn Iterator<Item = &[u8]>> =
        if bytes.is_empty() { Box::new(empty.into_iter()) } else { Box::new(bytes.chunks(CHUNK)) };
    for (n, piece) in (0i64..).zip(pieces) {
        insert.execute(params![hash, n, piece])?;
    }
    Ok(to_hex(&hash))
}

pub(crate) fn get(connection: &Connection, sha256: &str) -> Result<Vec<u8>> {
    let bytes = range(connection, sha256, 0, usize::MAX)?;
    if to_hex(&Sha256::digest(&bytes)) == sha256 {
        Ok(bytes)
    } else {
        Err(StoreError::BadBlob { sha256: sha256.to_owned() })
    }
}

pub(crate) fn range(
    connection: &Connection,
    sha256: &str,
    offset: u64,
    length: usize,
) -> Result<Vec<u8>> {
    let missing = || StoreError::NoBlob { sha256: sha256.to_owned() };
    let hash = from_hex::<32>(sha256).ok_or_else(missing)?;
    let chunk = CHUNK as u64;
    let first = i64::try_from(offset / chunk).map_err(|_| missing())?;
    let mut skip = usize::try_from(offset % chunk).map_err(|_| missing())?;
    let mut statement = connection
        .prepare_cached("SELECT bytes FROM blob_chunk WHERE sha256 = ?1 AND n >= ?2 ORDER BY n")?;
    let mut rows = statement.query(params![hash, first])?;
    let mut bytes = Vec::new();
    let mut any = false;
    while bytes.len() < length {
        let Some(row) = rows.next()? else { break };
        any = true;
        let piece = row.get_ref(0)?.as_blob().map_err(|_| missing())?;
        let piece = piece.get(skip..).unwrap_or_default();
        skip = 0;
        bytes.extend_from_slice(&piece[..piece.len().min(length - bytes.len())]);
    }
    if any || is_there(connection, &hash)? { Ok(bytes) } else { Err(missing()) }
}

fn is_there(connection: &Connection, hash: &[u8; 32]) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM blob_chunk WHERE sha256 = ?1)")?;
    Ok(statement.query_row([hash], |row| row.get(0))?)
}
