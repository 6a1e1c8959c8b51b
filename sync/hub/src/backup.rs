//! Backups: every row as of one moment and every attachment, in a folder that either database can
//! be restored from. It owns the folder's form, and that a restored hub begins a new epoch.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use turash_sync::protocol::Hash;

use crate::db::{HUB_TABLES, Purpose, Reach, TENANT_TABLES, Value};
use crate::feed::begin_epoch;
use crate::hub::{Hub, HubError};

const ROWS: &str = "rows.jsonl";
const MANIFEST: &str = "manifest.json";
const FORM: u32 = 1;
const AT_ONCE: u64 = 2_000;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the folder.
    pub form: u32,
    /// When it was made, in microseconds since 1970 UTC.
    pub made_us: i64,
    /// Rows.
    pub rows: u64,
    /// Attachments.
    pub blobs: u64,
    /// SHA-256 of the rows' file.
    pub sha256: Hash,
}

/// A cell, as it stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(String),
}

#[derive(Serialize, Deserialize)]
struct Line {
    table: String,
    cells: Vec<Cell>,
}

fn cell_of(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Int(n) => Cell::Int(n),
        Value::Text(text) => Cell::Text(text),
        Value::Bytes(bytes) => Cell::Bytes(STANDARD.encode(bytes)),
    }
}

fn value_of(cell: Cell) -> Result<Value, HubError> {
    Ok(match cell {
        Cell::Null => Value::Null,
        Cell::Int(n) => Value::Int(n),
        Cell::Text(text) => Value::Text(text),
        Cell::Bytes(text) => Value::Bytes(STANDARD.decode(text).map_err(|_| damaged())?),
    })
}

fn tables() -> impl Iterator<Item = &'static (&'static str, &'static [&'static str])> {
    HUB_TABLES.iter().chain(TENANT_TABLES)
}

fn damaged() -> HubError {
    HubError::BadBackup("rows")
}

/// Writes through to a file and hashes what it writes.
struct Hashing<W> {
    inner: W,
    hasher: Sha256,
}

impl<W: std::io::Write> std::io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

impl Hub {
    /// Writes a backup into a folder that is empty or not there. The hub may go on working.
    pub async fn backup(&self, folder: &Path) -> Result<Manifest, HubError> {
        std::fs::create_dir_all(folder)?;
        if std::fs::read_dir(folder)?.next().is_some() {
            return Err(HubError::FolderNotEmpty(folder.display().to_string()));
        }
        let file = std::fs::File::create_new(folder.join(ROWS))?;
        let mut out = BufWriter::new(Hashing { inner: file, hasher: Sha256::new() });
        let mut rows = 0;
        let mut tx = self.db.begin(Reach::Whole, Purpose::Read).await?;
        for (table, columns) in tables() {
            let columns = columns.join(", ");
            let sql =
                format!("SELECT {columns} FROM {table} ORDER BY {columns} LIMIT $1 OFFSET $2");
            for part in 0_u64.. {
                let found = tx.query(&sql, &[AT_ONCE.into(), (part * AT_ONCE).into()]).await?;
                let last = (found.len() as u64) < AT_ONCE;
                for row in found {
                    if *table == "person_key" && row.0.last() != Some(&Value::Null) {
                        // Who is erased later must not stand in this backup.
                        continue;
                    }
                    let cells = row.0.into_iter().map(cell_of).collect();
                    let line = Line { table: (*table).to_owned(), cells };
                    serde_json::to_writer(&mut out, &line).map_err(std::io::Error::from)?;
                    out.write_all(b"\n")?;
                    rows += 1;
                }
                if last {
                    break;
                }
            }
        }
        drop(tx);
        let Hashing { inner, hasher } = out.into_inner().map_err(|error| error.into_error())?;
        inner.sync_all()?;
        // Whole attachments never change: those that the rows speak of are there by now.
        let blobs = copy_files(&self.folder.join("blobs"), &folder.join("blobs"))?;
        let sha256 = Hash(hasher.finalize().into());
        let manifest = Manifest { form: FORM, made_us: self.now_us(), rows, blobs, sha256 };
        // The manifest comes last: a folder without it is no backup.
        let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
        let mut file = std::fs::File::create_new(folder.join(MANIFEST))?;
        file.write_all(&text)?;
        file.sync_all()?;
        Ok(manifest)
    }

    /// Fills this hub, which must be empty, from a backup, and begins a new epoch of every stream:
    /// devices that were ahead of the backup learn so, and send again what it lacks.
    pub async fn restore(&self, folder: &Path) -> Result<Manifest, HubError> {
        let text =
            std::fs::read(folder.join(MANIFEST)).map_err(|_| HubError::BadBackup(MANIFEST))?;
        let manifest: Manifest =
            serde_json::from_slice(&text).map_err(|_| HubError::BadBackup(MANIFEST))?;
        if manifest.form != FORM {
            return Err(HubError::BadBackup("form"));
        }
        let mut file = BufReader::new(std::fs::File::open(folder.join(ROWS))?);
        let mut hasher = Sha256::new();
        std::io::copy(&mut file, &mut hasher)?;
        if Hash(hasher.finalize().into()) != manifest.sha256 {
            return Err(damaged());
        }
        let mut open = self.write_whole().await?;
        let tx = open.as_mut();
        for (table, _) in tables() {
            let there = tx.query(&format!("SELECT COUNT(*) FROM {table}"), &[]).await?;
            if there.first().map(|row| row.int(0)).transpose()? != Some(0) {
                return Err(HubError::NotEmpty);
            }
        }
        let (mut rows, mut waiting) = (0, Vec::new());
        let mut table: Option<&(&str, &[&str])> = None;
        for line in BufReader::new(std::fs::File::open(folder.join(ROWS))?).lines() {
            let line: Line = serde_json::from_str(&line?).map_err(|_| damaged())?;
            let named = tables().find(|(name, _)| *name == line.table).ok_or_else(damaged)?;
            if line.cells.len() != named.1.len() {
                return Err(damaged());
            }
            let other = table.filter(|(name, _)| *name != named.0 || waiting.len() >= 2_000);
            if let Some(other) = other {
                insert(tx, other, std::mem::take(&mut waiting)).await?;
            }
            table = Some(named);
            waiting.push(line.cells.into_iter().map(value_of).collect::<Result<Vec<_>, _>>()?);
            rows += 1;
        }
        if let Some(last) = table {
            insert(tx, last, waiting).await?;
        }
        if rows != manifest.rows {
            return Err(damaged());
        }
        begin_epoch(tx, self.now_us()).await?;
        copy_files(&folder.join("blobs"), &self.folder.join("blobs"))?;
        open.commit().await?;
        Ok(manifest)
    }
}

async fn insert(
    tx: &mut dyn crate::db::Transaction,
    (table, columns): &(&str, &[&str]),
    rows: Vec<Vec<Value>>,
) -> Result<(), HubError> {
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql =
        format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "));
    tx.execute_each(&sql, rows).await?;
    Ok(())
}

/// Copies a folder of folders; tells how many files.
fn copy_files(from: &Path, to: &Path) -> Result<u64, HubError> {
    if !from.exists() {
        return Ok(0);
    }
    std::fs::create_dir_all(to)?;
    let mut files = 0;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files += copy_files(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
            std::fs::File::open(&target)?.sync_all()?;
            files += 1;
        }
    }
    Ok(files)
}
