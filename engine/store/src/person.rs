//! What is personal, sealed under a key of each person's own. The keys stand beside the log,
//! never in it: the log keeps what was sealed for ever, and whoever destroys the key has erased
//! the person from every copy, feed and backup of it. It knows no field of a person.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use rusqlite::{Connection, OptionalExtension as _, params};
use turash_engine::model::PersonId;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::edit::Edit;
use crate::error::{At as _, Result, StoreError};
use crate::key::{fill_random, from_hex, to_hex};
use crate::read::Reader;
use crate::replica::Replica;

pub(crate) const CREATE: &str = r#"
CREATE TABLE person_key (
    person BLOB PRIMARY KEY,
    "key" BLOB,
    told INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"#;

/// Length of a nonce of XChaCha20.
const NONCE_BYTES: usize = 24;

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
        keys(self.connection, "WHERE told = 0 ORDER BY person LIMIT ?1", most as i64).at(self.path)
    }
}

impl Replica {
    /// Destroys a person's key, for good: nothing that was sealed for the person is readable
    /// here from now on, nor wherever this is told.
    pub fn erase_person(&self, person: PersonId) -> Result<()> {
        self.people(|connection| destroy(connection, person.0, false))
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
    let mut nonce = [0; NONCE_BYTES];
    fill_random(&mut nonce)?;
    // Bound to the person, so that it cannot be moved to another.
    let payload = Payload { msg: text.as_bytes(), aad: person.as_bytes() };
    let sealed = XChaCha20Poly1305::new((&*key).into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|e| StoreError::NoRandom { detail: e.to_string() })?;
    Ok(to_hex(&nonce) + &to_hex(&sealed))
}

fn unseal(connection: &Connection, person: Uuid, sealed: &str) -> Result<Option<String>> {
    let Some(Some(key)) = held(connection, person)? else { return Ok(None) };
    let key = Zeroizing::new(key);
    // What another copy wrote may be anything: what cannot be read is not there.
    let Some((nonce, sealed)) = sealed.split_at_checked(NONCE_BYTES * 2) else { return Ok(None) };
    let Some(nonce) = from_hex::<NONCE_BYTES>(nonce) else { return Ok(None) };
    let pairs = sealed.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| from_hex::<1>(std::str::from_utf8(pair).ok()?).map(|b| b[0]));
    let Some(bytes) = bytes.collect::<Option<Vec<u8>>>() else { return Ok(None) };
    let payload = Payload { msg: &bytes, aad: person.as_bytes() };
    let opened =
        XChaCha20Poly1305::new((&*key).into()).decrypt(XNonce::from_slice(&nonce), payload);
    Ok(opened.ok().and_then(|text| String::from_utf8(text).ok()))
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

fn keys(connection: &Connection, which: &str, value: i64) -> Result<Vec<PersonKey>> {
    let mut statement =
        connection.prepare(&format!(r#"SELECT person, "key" FROM person_key {which}"#))?;
    let rows = statement.query_map([value], |row| {
        Ok(PersonKey { person: Uuid::from_bytes(row.get(0)?), key: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
