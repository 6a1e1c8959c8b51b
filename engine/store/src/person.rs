//! What is personal, sealed under a key of each person's own. The keys stand beside the log,
//! never in it: the log keeps what was sealed for ever, and whoever destroys the key has erased
//! the person from every copy, feed and backup of it. It knows no field of a person.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, Params, params};
use turash_engine::model::PersonId;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::edit::Edit;
use crate::error::{At as _, Result, StoreError};
use crate::key::{self, fill_random};
use crate::read::Reader;
use crate::replica::Replica;

pub(crate) const CREATE: &str = r#"
CREATE TABLE person_key (
    person BLOB PRIMARY KEY,
    "key" BLOB,
    told INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"#;

/// The key of a person, or that it was destroyed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey {
    /// Whose.
    #[zeroize(skip)]
    pub person: Uuid,
    /// The key; none once the person is erased, for good.
    pub key: Option<[u8; 32]>,
}

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let erased = self.key.is_none();
        f.debug_struct("PersonKey").field("person", &self.person).field("erased", &erased).finish()
    }
}

impl Edit<'_> {
    /// Seals what is personal of a person under the person's key, which is made at the first
    /// call. An erased person gets no other.
    pub fn seal(&mut self, person: PersonId, text: &str) -> Result<String> {
        seal(self.connection(), person.0, text).at(self.path())
    }
}

impl Reader<'_> {
    /// What was sealed for a person; none where the key is not here (any more).
    pub fn unseal(&self, person: PersonId, sealed: &str) -> Result<Option<String>> {
        unseal(self.connection, person.0, sealed).at(self.path)
    }

    /// Whether a person was erased.
    pub fn is_erased(&self, person: PersonId) -> Result<bool> {
        Ok(matches!(held(self.connection, person.0).at(self.path)?, Some(None)))
    }

    /// Keys that the hub has not been told of, and erasures, at most so many.
    pub fn untold_people(&self, most: usize) -> Result<Vec<PersonKey>> {
        let sql = r#"SELECT person, "key" FROM person_key WHERE told = 0 ORDER BY person LIMIT ?1"#;
        keys(self.connection, sql, params![most as i64]).at(self.path)
    }
}

impl Replica {
    /// Destroys a person's key, for good: nothing that was sealed for the person is readable
    /// here from now on, nor wherever this is told, nor in a backup of this copy. Answers the
    /// backups that cannot be reached now.
    pub fn erase_person(&self, person: PersonId) -> Result<Vec<PathBuf>> {
        self.people(|connection| destroy(connection, person.0, false))?;
        self.erase_from_backups(person.0)
    }

    /// Notes that the hub knows of these keys.
    pub fn people_told(&self, told: &[PersonKey]) -> Result<()> {
        self.people(|connection| {
            told.iter().try_for_each(|one| {
                connection
                    .prepare_cached(
                        r#"UPDATE person_key SET told = 1 WHERE person = ?1 AND "key" IS ?2"#,
                    )?
                    .execute(params![one.person.as_bytes(), one.key])?;
                Ok(())
            })
        })
    }

    /// Forgets what the hub was told: it was set back, and is told all again.
    pub fn people_untold(&self) -> Result<()> {
        self.people(|connection| {
            connection.execute("UPDATE person_key SET told = 0", [])?;
            Ok(())
        })
    }

    /// Takes keys and erasures that the hub knows of. What was erased stays erased.
    pub fn take_people(&self, keys: &[PersonKey]) -> Result<()> {
        self.people(|connection| keys.iter().try_for_each(|one| take(connection, one)))
    }

    /// Writes to the keys, so that no byte of what they were stays in the file.
    fn people(&self, work: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
        let mut writer = self.writer();
        writer.pragma_update(None, "secure_delete", true).at(self.path())?;
        let written = (|| -> Result<()> {
            let tx = writer.transaction()?;
            work(&tx)?;
            tx.commit()?;
            // The log of changes still holds the pages as they were.
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(())
        })();
        let reset = writer.pragma_update(None, "secure_delete", false);
        written.at(self.path())?;
        reset.at(self.path())
    }
}

/// A person's key: none if there never was one, none within if it was destroyed.
fn held(connection: &Connection, person: Uuid) -> Result<Option<Option<[u8; 32]>>> {
    Ok(connection
        .prepare_cached(r#"SELECT "key" FROM person_key WHERE person = ?1"#)?
        .query_row([person.as_bytes()], |row| row.get(0))
        .optional()?)
}

fn seal(connection: &Connection, person: Uuid, text: &str) -> Result<String> {
    let key = match held(connection, person)? {
        Some(Some(key)) => Zeroizing::new(key),
        Some(None) => return Err(StoreError::Erased { id: person }),
        None => {
            let mut key = Zeroizing::new([0; 32]);
            fill_random(key.as_mut())?;
            connection
                .prepare_cached("INSERT INTO person_key VALUES (?1, ?2, 0)")?
                .execute(params![person.as_bytes(), *key])?;
            key
        }
    };
    // Bound to the person, so that it cannot be moved to another.
    key::seal::seal(&key, person.as_bytes(), text)
}

fn unseal(connection: &Connection, person: Uuid, sealed: &str) -> Result<Option<String>> {
    let Some(Some(key)) = held(connection, person)? else { return Ok(None) };
    let key = Zeroizing::new(key);
    // What another copy wrote may be anything: what cannot be read is not there.
    Ok(key::seal::open(&key, person.as_bytes(), sealed).map(|text| text.as_str().to_owned()))
}

fn destroy(connection: &Connection, person: Uuid, told: bool) -> Result<()> {
    connection
        .prepare_cached(
            r#"INSERT INTO person_key VALUES (?1, NULL, ?2)
               ON CONFLICT (person) DO UPDATE SET "key" = NULL, told = ?2"#,
        )?
        .execute(params![person.as_bytes(), told])?;
    Ok(())
}

fn take(connection: &Connection, one: &PersonKey) -> Result<()> {
    let person = one.person;
    match (held(connection, person)?, one.key) {
        (None, Some(key)) => {
            connection
                .prepare_cached("INSERT INTO person_key VALUES (?1, ?2, 1)")?
                .execute(params![person.as_bytes(), key])?;
            Ok(())
        }
        (_, None) => destroy(connection, person, true),
        // The hub has not heard of the erasure, or lost it.
        (Some(None), Some(_)) => destroy(connection, person, false),
        (Some(Some(_)), Some(_)) => Ok(()),
    }
}

/// Every key that is here.
pub(crate) fn keys_held(connection: &Connection) -> Result<Vec<PersonKey>> {
    let sql = r#"SELECT person, "key" FROM person_key WHERE "key" IS NOT NULL"#;
    keys(connection, sql, params![])
}

fn keys(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<PersonKey>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(values, |row| {
        Ok(PersonKey { person: Uuid::from_bytes(row.get(0)?), key: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
