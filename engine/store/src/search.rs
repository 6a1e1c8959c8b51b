//! Full-text search over organisations, sites and flows. Case and accents do not matter, and
//! a word finds what begins with it. What the words mean is not known here.

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::schema::{Searched, Table, Value};

/// The index keeps no copy of the words: the tables have them.
pub(crate) const CREATE: &str = "
CREATE VIRTUAL TABLE words USING fts5(
    title, body,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
";

/// Slots for tables in the numbers of the index.
const SLOTS: i64 = 4;

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// An organisation.
    Organization,
    /// A site.
    Site,
    /// A flow.
    Flow,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub title: String,
    /// What tells it from others of the name: the sector, the town, the site.
    pub detail: String,
    /// The lower, the better the words fit.
    pub rank: f64,
}

/// The best findings for `text`, best first.
pub(crate) fn search(connection: &Connection, text: &str, limit: usize) -> Result<Vec<Hit>> {
    let Some(query) = query(text) else { return Ok(Vec::new()) };
    let mut found = connection.prepare_cached(
        "SELECT rowid, bm25(words, 4.0, 1.0) AS fit FROM words WHERE words MATCH ?1
         ORDER BY fit, rowid LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = found
        .query_map(params![query, limit], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, f64)>>>()?;
    let mut hits = Vec::with_capacity(found.len());
    for (number, rank) in found {
        let (kind, sql) = match number % SLOTS {
            0 => (
                HitKind::Organization,
                "SELECT id, name, coalesce(sector, '') FROM organization WHERE n = ?1",
            ),
            1 => (
                HitKind::Site,
                "SELECT id, name, coalesce(town, country, '') FROM site WHERE n = ?1",
            ),
            2 => (
                HitKind::Flow,
                "SELECT flow.id, flow.name, coalesce(site.name, '')
                 FROM flow LEFT JOIN site ON site.id = flow.site WHERE flow.n = ?1",
            ),
            _ => return Err(StoreError::BadValue { table: "words", field: "rowid" }),
        };
        let (id, title, detail) =
            connection.prepare_cached(sql)?.query_row([number / SLOTS], |row| {
                Ok((row.get::<_, [u8; 16]>(0)?, row.get(1)?, row.get(2)?))
            })?;
        hits.push(Hit { kind, id: Uuid::from_bytes(id), title, detail, rank });
    }
    Ok(hits)
}

/// Each word of `text` as the beginning of a word, all of them wanted; none without words.
fn query(text: &str) -> Option<String> {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A row as the index sees it.
#[derive(Debug)]
pub(crate) struct Entry {
    number: i64,
    title: String,
    body: String,
}

/// The entry of a row, if rows of its table can be searched.
pub(crate) fn entry(table: &'static Table, n: i64, values: &[Value]) -> Option<Entry> {
    let searched = table.search.as_ref()?;
    let (title, body) = words_of(table, searched, values);
    Some(Entry { number: n * SLOTS + searched.slot, title, body })
}

/// Takes entries out of the index, then puts others in. An index without a copy of the words
/// must be told the words that went in, so those that leave are rows before any change.
/// Rising numbers keep it from writing itself out between two rows.
pub(crate) fn update(
    connection: &Connection,
    mut leaving: Vec<Entry>,
    mut coming: Vec<Entry>,
) -> Result<()> {
    leaving.sort_by_key(|entry| entry.number);
    coming.sort_by_key(|entry| entry.number);
    let mut remove = connection.prepare_cached(
        "INSERT INTO words(words, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)",
    )?;
    for entry in leaving {
        remove.execute(params![entry.number, entry.title, entry.body])?;
    }
    let mut add =
        connection.prepare_cached("INSERT INTO words(rowid, title, body) VALUES (?1, ?2, ?3)")?;
    for entry in coming {
        add.execute(params![entry.number, entry.title, entry.body])?;
    }
    Ok(())
}

/// Whether the words of a row change with this field.
pub(crate) fn covers(table: &Table, field: &str) -> bool {
    table.search.as_ref().is_some_and(|s| s.title == field || s.body.contains(&field))
}

fn words_of(table: &Table, searched: &Searched, values: &[Value]) -> (String, String) {
    let (mut title, mut body) = (String::new(), String::new());
    for (field, value) in table.fields.iter().zip(values) {
        if field.name == searched.title {
            title.push_str(value.words());
        } else if searched.body.contains(&field.name) {
            body.push_str(value.words());
            body.push(' ');
        }
    }
    (title, body)
}
