//! The versions of the file. Migrations only grow: a released one is never edited. An older
//! application refuses a newer file and names the version that reads it.

use std::path::Path;

use rusqlite::{Connection, Transaction};

use crate::error::{At as _, Result, StoreError};
use crate::{blob, feed, matches, op, person, search, table};

/// Marks a file as a project ("Tura" in ASCII).
pub(crate) const APPLICATION_ID: i32 = 0x5475_7261;

/// One step of the file's form.
struct Migration {
    /// Oldest version of the application that reads a file with this step.
    needs: &'static str,
    step: fn(&Transaction<'_>) -> rusqlite::Result<()>,
}

const MIGRATIONS: &[Migration] = &[
    Migration { needs: "0.1.0", step: first },
    Migration { needs: "0.1.0", step: |tx| tx.execute_batch(table::ADD_PARTICULARS) },
    Migration { needs: "0.1.0", step: |tx| tx.execute_batch(table::COUNT_BY_INDEX) },
    Migration { needs: "0.1.0", step: |tx| tx.execute_batch(table::ADD_LEGAL_ANSWERS) },
    Migration {
        needs: "0.1.0",
        step: |tx| table::ADD_PAPERS.iter().try_for_each(|create| tx.execute_batch(create)),
    },
    Migration { needs: "0.1.0", step: |tx| tx.execute_batch(table::ADD_DEAL_TERMS) },
    Migration { needs: "0.1.0", step: |tx| tx.execute_batch(feed::CREATE) },
    Migration {
        needs: "0.1.0",
        step: |tx| {
            [table::ADD_PEOPLE, person::CREATE].iter().try_for_each(|sql| tx.execute_batch(sql))
        },
    },
];

/// Newest form of the file that this version knows.
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

fn first(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute_batch(
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
         SELECT InitSpatialMetaData(0, 'WGS84_ONLY');",
    )?;
    for (_, create) in &table::ALL[..table::FIRST] {
        tx.execute_batch(create)?;
    }
    for create in [op::CREATE, search::CREATE, blob::CREATE, matches::CREATE] {
        tx.execute_batch(create)?;
    }
    Ok(())
}

/// Brings the file to the newest form, or refuses it.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let schema: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).at(path)?;
    if schema > SCHEMA {
        return Err(StoreError::NewerFile {
            path: path.to_owned(),
            needs: needs(connection).at(path)?,
            file_schema: schema,
            app_schema: SCHEMA,
        });
    }
    let application: i32 =
        connection.query_row("PRAGMA application_id", [], |row| row.get(0)).at(path)?;
    if schema > 0 && application != APPLICATION_ID {
        return Err(StoreError::NotAProject { path: path.to_owned() });
    }
    for (i, migration) in (1i64..).zip(MIGRATIONS) {
        if i > schema {
            apply(connection, i, migration).at(path)?;
        }
    }
    Ok(())
}

fn apply(connection: &mut Connection, to: i64, migration: &Migration) -> rusqlite::Result<()> {
    let tx = connection.transaction()?;
    (migration.step)(&tx)?;
    tx.execute("INSERT OR REPLACE INTO meta VALUES ('needs', ?1)", [migration.needs])?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", to)?;
    tx.commit()
}

fn needs(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM meta WHERE name = 'needs'", [], |row| row.get(0))
}
