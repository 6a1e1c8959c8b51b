//! Backups of a project: a copy of the file as of one moment, encrypted as it is, its key file,
//! and beside them the keys of people. Those stand apart, so that whoever is erased later can be
//! erased from the backup too without writing to it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::params;
use turash_engine::watch::Watch;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{At as _, KeyWay, Result, StoreError};
use crate::key::{self, FileKey, KeyFile, KeySource, from_hex, seal, to_hex};
use crate::open::{Purpose, open_db, read_mark};
use crate::person::{PersonKey, keys_held};
use crate::replica::{Half, Replica, flush_folder};
use crate::spatialite;

/// Bytes copied between two looks at whether to stop.
const STEP: usize = 1 << 20;
/// How long a backup waits for readers and other programs.
const PATIENCE: Duration = Duration::from_secs(5);
/// Where the backups of this copy stand.
const NOTE_BACKUPS: &str = "backups";
/// Largest file of keys that is read.
const LARGEST: u64 = 64 << 20;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// The file of people's keys beside a backup.
fn people_path(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".people");
    PathBuf::from(name)
}

impl Replica {
    /// Makes a backup. The project can be read meanwhile, and edits wait. None if it was stopped.
    pub fn backup(&self, to: &Path, watch: &dyn Watch) -> Result<Option<Backup>> {
        for path in [to.to_owned(), KeyFile::path(to), people_path(to)] {
            if path.try_exists().map_err(|e| StoreError::io(&path, e))? {
                return Err(StoreError::Exists { path });
            }
        }
        let half = Half::beside(to)?;
        if !self.copy_to(&half.path, watch)? {
            return Ok(None);
        }
        let people = take_keys_out(&half.path, self.key())?;
        let beside = Beside(vec![people_path(to), KeyFile::path(to)]);
        write_people(to, self.key(), &people)?;
        let own = KeyFile::path(self.path());
        if own.exists() {
            write_whole(&KeyFile::path(to), &fs::read(&own).map_err(|e| StoreError::io(&own, e))?)?;
        }
        fs::rename(&half.path, to).map_err(|e| StoreError::io(to, e))?;
        flush_folder(to);
        std::mem::forget(beside);
        self.note_backup(to)?;
        let bytes = fs::metadata(to).map_err(|e| StoreError::io(to, e))?.len();
        Ok(Some(Backup { path: to.to_owned(), bytes }))
    }

    /// Copies the file while nobody writes to it. Whether it came to its end.
    fn copy_to(&self, to: &Path, watch: &dyn Watch) -> Result<bool> {
        let writer = self.writer();
        let begun = Instant::now();
        loop {
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).at(self.path())?;
            writer.execute_batch("BEGIN IMMEDIATE").at(self.path())?;
            // With the log empty and the lock held, the file is what it is until we are done.
            let mut log = self.path().as_os_str().to_owned();
            log.push("-wal");
            if fs::metadata(log).map_or(0, |meta| meta.len()) == 0 {
                break;
            }
            writer.execute_batch("ROLLBACK").at(self.path())?;
            if begun.elapsed() > PATIENCE {
                return Err(StoreError::Busy { path: self.path().to_owned() });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let copied = copy(self.path(), to, watch);
        writer.execute_batch("ROLLBACK").at(self.path())?;
        copied
    }

    fn note_backup(&self, path: &Path) -> Result<()> {
        let path = std::path::absolute(path).map_err(|e| StoreError::io(path, e))?;
        let mut all = self.backups()?;
        all.retain(|known| *known != path);
        all.push(path);
        let text = serde_json::to_string(&all).unwrap_or_default();
        self.feed(|feed| feed.set_note(NOTE_BACKUPS, Some(&text))).map(drop)
    }

    /// Where backups were made, the oldest first.
    pub fn backups(&self) -> Result<Vec<PathBuf>> {
        let noted = self.read(|reader| reader.sync_note(NOTE_BACKUPS))?;
        Ok(noted.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Takes a person's key out of every backup that was made of this copy; answers those that
    /// cannot be reached now.
    pub(crate) fn erase_from_backups(&self, person: Uuid) -> Result<Vec<PathBuf>> {
        let mut unreached = Vec::new();
        for backup in self.backups()? {
            let kept = read_people(&backup, self.key()).and_then(|people| {
                let Some(mut people) = people else {
                    return Err(StoreError::NoFile { path: people_path(&backup) });
                };
                people.retain(|one| one.person != person);
                write_people(&backup, self.key(), &people)
            });
            if kept.is_err() {
                unreached.push(backup);
            }
        }
        Ok(unreached)
    }
}

/// Makes a project of a backup: the file, its key file and the keys of people that it still has.
/// It goes on as the copy it was made of, and must not be used beside it.
pub fn restore(from: &Path, to: &Path, source: &KeySource) -> Result<Replica> {
    let mark = read_mark(from)?;
    let (key, way) = key::find(from, mark, source)?;
    crate::open::prove(from, &key, way)?;
    for path in [to.to_owned(), KeyFile::path(to)] {
        if path.try_exists().map_err(|e| StoreError::io(&path, e))? {
            return Err(StoreError::Exists { path });
        }
    }
    let half = Half::beside(to)?;
    copy(from, &half.path, &turash_engine::watch::Unwatched)?;
    if let Some(people) = read_people(from, &key)? {
        let connection =
            open_db(&half.path, &key, KeyWay::Raw, &spatialite::find()?, Purpose::Write)?;
        let put = || -> rusqlite::Result<()> {
            let sql = "INSERT OR IGNORE INTO person_key VALUES (?1, ?2, 0)";
            let mut statement = connection.prepare(sql)?;
            for one in &people {
                statement.execute(params![one.person.as_bytes(), one.key])?;
            }
            Ok(())
        };
        put().at(&half.path)?;
        connection.execute_batch("PRAGMA journal_mode = DELETE;").at(&half.path)?;
    }
    let beside = Beside(vec![KeyFile::path(to)]);
    let kept = KeyFile::path(from);
    if kept.exists() {
        write_whole(&KeyFile::path(to), &fs::read(&kept).map_err(|e| StoreError::io(&kept, e))?)?;
    }
    fs::rename(&half.path, to).map_err(|e| StoreError::io(to, e))?;
    flush_folder(to);
    std::mem::forget(beside);
    Replica::open(to, source)
}

/// Files that go away again unless all of the backup comes to be.
struct Beside(Vec<PathBuf>);

impl Drop for Beside {
    fn drop(&mut self) {
        for path in &self.0 {
            // Some of them were never made.
            let _ = fs::remove_file(path);
        }
    }
}

fn copy(from: &Path, to: &Path, watch: &dyn Watch) -> Result<bool> {
    let mut source = File::open(from).map_err(|e| StoreError::io(from, e))?;
    let mut target = File::options().write(true).open(to).map_err(|e| StoreError::io(to, e))?;
    let total = source.metadata().map_err(|e| StoreError::io(from, e))?.len();
    let (mut done, mut bytes) = (0, vec![0; STEP]);
    loop {
        watch.progress(done, total, "copying");
        if watch.stop() {
            return Ok(false);
        }
        let n = source.read(&mut bytes).map_err(|e| StoreError::io(from, e))?;
        if n == 0 {
            break;
        }
        target.write_all(&bytes[..n]).map_err(|e| StoreError::io(to, e))?;
        done += n as u64;
    }
    target.sync_all().map_err(|e| StoreError::io(to, e))?;
    Ok(true)
}

/// Takes the keys of people out of a copy, so that no byte of them stays in it.
fn take_keys_out(copy: &Path, key: &FileKey) -> Result<Vec<PersonKey>> {
    let connection = open_db(copy, key, KeyWay::Raw, &spatialite::find()?, Purpose::Write)?;
    let people = keys_held(&connection).at(copy)?;
    connection
        .execute_batch(
            r#"PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON;
               DELETE FROM person_key WHERE "key" IS NOT NULL;"#,
        )
        .at(copy)?;
    connection.close().map_err(|(_, e)| StoreError::Sql(e).at(copy))?;
    Ok(people)
}

fn write_people(backup: &Path, key: &FileKey, people: &[PersonKey]) -> Result<()> {
    let all: BTreeMap<Uuid, String> =
        people.iter().filter_map(|one| Some((one.person, to_hex(one.key.as_ref()?)))).collect();
    let text = Zeroizing::new(serde_json::to_string(&all).unwrap_or_default());
    let path = people_path(backup);
    write_whole(&path, seal::seal(key.bytes(), BOUND, &text)?.as_bytes())
}

/// What the seal of the file of keys is bound to.
const BOUND: &[u8] = b"turash people 1";

/// The keys beside a backup; none where there is no such file.
fn read_people(backup: &Path, key: &FileKey) -> Result<Option<Vec<PersonKey>>> {
    let path = people_path(backup);
    let bad = || StoreError::BadKeyFile { path: path.clone(), reason: "format" };
    match fs::metadata(&path) {
        Ok(meta) if meta.len() > LARGEST => return Err(bad()),
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io(&path, e)),
    }
    let sealed = fs::read_to_string(&path).map_err(|e| StoreError::io(&path, e))?;
    let text = seal::open(key.bytes(), BOUND, &sealed).ok_or_else(bad)?;
    let all: BTreeMap<Uuid, String> = serde_json::from_str(&text).map_err(|_| bad())?;
    let keys = all
        .into_iter()
        .map(|(person, hex)| Some(PersonKey { person, key: Some(from_hex::<32>(&hex)?) }));
    keys.collect::<Option<_>>().ok_or_else(bad).map(Some)
}

/// Writes a file whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let half = path.with_extension("half");
    let written = (|| {
        let mut file = File::create(&half)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&half, path)
    })();
    written.map_err(|e| StoreError::io(path, e))
}
