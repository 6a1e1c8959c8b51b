//! A project handed to its owner: a workbook, a map layer, and everything in one archive.
//!
//! It writes what it is given and withholds nothing but people: an export is the owner's own
//! data. What a partner may see is decided elsewhere, in packets. Column names are keys with
//! their units, the same in each language; only the first sheet speaks.

mod archive;
mod geojson;
mod registers;
#[cfg(test)]
mod tests;
mod workbook;

pub use archive::archive;
pub use geojson::geojson;
pub use workbook::workbook;

use jiff::Timestamp;
use turash_engine::economics::{Assumptions, Economics};
use turash_engine::matching::Match;
use turash_engine::model::{Deal, Region};

use crate::words::Catalogue;

/// What is exported, as it stood at one instant.
pub struct Export<'a> {
    /// Name of the project.
    pub project: &'a str,
    /// When.
    pub at: Timestamp,
    /// The register.
    pub region: &'a Region,
    /// The matches, best first.
    pub matches: Vec<Traded<'a>>,
    /// The deals.
    pub deals: &'a [Deal],
    /// What every economics rests on.
    pub assumptions: Assumptions,
    /// The words of the first sheet.
    pub words: &'a Catalogue,
}

/// A match and what it is worth.
pub struct Traded<'a> {
    /// The match.
    pub found: &'a Match,
    /// Its accounts; none where a price is missing.
    pub economics: Option<Economics>,
}

/// A text that no spreadsheet takes for a formula: where it would begin one, also behind spaces
/// and apostrophes, an apostrophe stands before it. Two texts never become the same.
fn safe(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\'']).chars().next();
    match begins {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        Some(_) | None => text.to_owned(),
    }
}
