//! From the bytes of a register to organisations, sites and flows, every row accounted for.
//!
//! Each row of the input ends as a [`Row`] (with or without issues) or as a [`Rejected`] one;
//! nothing is dropped. Ids derive from the register's own keys, so reading a register twice
//! gives equal values. It knows no file system and no store, and it never panics on input.

mod benchmark;
mod cell;
mod common;
mod country;
mod demand;
mod eprtr;
mod flows;
mod hotmaps;
mod rejects;
mod sheet;
#[cfg(test)]
mod tests;
mod text;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use benchmark::{BenchmarkTables, Benchmarks, MalformedBenchmark};
pub use rejects::rejects_csv;

use crate::issue::{Issue, Severity};
use crate::model::{Flow, Organization, Site};
use crate::watch::Watch;

/// A named piece of input, usually a file.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Name without folders.
    pub name: &'a str,
    /// Content as found.
    pub bytes: &'a [u8],
}

/// A layout that can be read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The Hotmaps industrial database.
    Hotmaps,
    /// Thermal plants of the European pollutant register.
    Eprtr,
    /// The plain pair of a table of sites and a table of flows.
    Flows,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Preset; 3] = [Preset::Hotmaps, Preset::Eprtr, Preset::Flows];

    /// Stable name, as on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Preset::Hotmaps => "hotmaps",
            Preset::Eprtr => "eprtr",
            Preset::Flows => "flows",
        }
    }

    /// The preset of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// One row of the input that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// File it stands in.
    pub file: String,
    /// Line on which it starts, the first line being 1.
    pub line: u64,
    /// The organisation, in the first row that names it.
    pub organization: Option<Organization>,
    /// The site it describes.
    pub site: Option<Site>,
    /// The flows it describes, or that follow from it by a benchmark.
    pub flows: Vec<Flow>,
    /// What is to be said about it.
    pub issues: Vec<Issue>,
}

/// Something that stands in no row but follows from the input: a town and its heat demand.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The organisation.
    pub organization: Organization,
    /// Its site.
    pub site: Site,
    /// Its flows.
    pub flows: Vec<Flow>,
}

/// One row of the input that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// File it stands in.
    pub file: String,
    /// Line on which it starts, the first line being 1.
    pub line: u64,
    /// Its cells as far as they could be told apart.
    pub cells: Vec<String>,
    /// Why; at least one of them is an error.
    pub issues: Vec<Issue>,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableRead {
    /// Its name.
    pub name: String,
    /// Titles of its columns.
    pub header: Vec<String>,
    /// Line of the header.
    pub header_line: u64,
    /// Encoding it was read in.
    #[serde(skip_deserializing)]
    pub encoding: &'static str,
    /// What parts its cells.
    pub delimiter: char,
}

/// Everything a register gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The layout it was read in.
    pub preset: Preset,
    /// The files.
    pub tables: Vec<TableRead>,
    /// Rows that were kept, in the order of the input.
    pub rows: Vec<Row>,
    /// Rows that could not be used, in the order of the input.
    pub rejected: Vec<Rejected>,
    /// What follows from the rows together.
    pub derived: Vec<Derived>,
    /// Issues about whole files.
    pub issues: Vec<Issue>,
}

impl Imported {
    /// Rows of data in the input: those kept and those rejected, none else.
    pub fn read(&self) -> usize {
        self.rows.len() + self.rejected.len()
    }

    /// Every organisation, each once.
    pub fn organizations(&self) -> impl Iterator<Item = &Organization> {
        let of_rows = self.rows.iter().filter_map(|r| r.organization.as_ref());
        of_rows.chain(self.derived.iter().map(|d| &d.organization))
    }

    /// Every site.
    pub fn sites(&self) -> impl Iterator<Item = &Site> {
        let of_rows = self.rows.iter().filter_map(|r| r.site.as_ref());
        of_rows.chain(self.derived.iter().map(|d| &d.site))
    }

    /// Every flow.
    pub fn flows(&self) -> impl Iterator<Item = &Flow> {
        let of_rows = self.rows.iter().flat_map(|r| &r.flows);
        of_rows.chain(self.derived.iter().flat_map(|d| &d.flows))
    }

    /// Every issue: about files, about rows kept, about rows rejected.
    pub fn all_issues(&self) -> impl Iterator<Item = &Issue> {
        let of_rows = self.rows.iter().flat_map(|r| &r.issues);
        let of_rejected = self.rejected.iter().flat_map(|r| &r.issues);
        self.issues.iter().chain(of_rows).chain(of_rejected)
    }

    /// How often each issue code was met, with its worst severity.
    pub fn issue_counts(&self) -> std::collections::BTreeMap<&str, (Severity, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for issue in self.all_issues() {
            let entry = counts.entry(issue.code.as_str()).or_insert((issue.severity, 0));
            entry.0 = issue.severity.max(entry.0);
            entry.1 += 1;
        }
        counts
    }
}

/// Why nothing could be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A file has no content.
    #[error("{file} is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// A file is not a text.
    #[error("{file} is not a text file")]
    NotText {
        /// The file.
        file: String,
    },
    /// No row of the first fifty has the columns that the preset needs.
    #[error("{file} has no header with the columns: {missing}")]
    NoHeader {
        /// The file.
        file: String,
        /// The columns that were not found.
        missing: String,
    },
    /// The columns fit none of the presets.
    #[error("{file} has the columns of no known register")]
    UnknownLayout {
        /// The file.
        file: String,
    },
    /// The preset needs a file that was not given.
    #[error("{file} is missing beside the other file")]
    MissingTable {
        /// The file that is needed.
        file: String,
    },
    /// The caller asked to stop.
    #[error("the import was stopped")]
    Stopped,
}

impl ImportError {
    /// Stable code, an entry of the message catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::Empty { .. } => "import.empty_file",
            ImportError::NotText { .. } => "import.not_text",
            ImportError::NoHeader { .. } => "import.no_header",
            ImportError::UnknownLayout { .. } => "import.unknown_layout",
            ImportError::MissingTable { .. } => "import.missing_table",
            ImportError::Stopped => "import.stopped",
        }
    }

    /// Values for the message.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            ImportError::Empty { file }
            | ImportError::NotText { file }
            | ImportError::UnknownLayout { file }
            | ImportError::MissingTable { file } => vec![("file", file.clone())],
            ImportError::NoHeader { file, missing } => {
                vec![("file", file.clone()), ("missing", missing.clone())]
            }
            ImportError::Stopped => Vec::new(),
        }
    }
}

/// The preset that a file fits, judged by its first lines (64 KiB are plenty).
pub fn detect(name: &str, head: &[u8]) -> Result<Preset, ImportError> {
    let table = Table { name, bytes: head };
    let text = sheet::judge(&table)?;
    let fits = |preset: Preset| match preset {
        Preset::Hotmaps => hotmaps::MAPPING.header_in(&text).is_ok(),
        Preset::Eprtr => eprtr::MAPPING.header_in(&text).is_ok(),
        Preset::Flows => {
            flows::SITES.header_in(&text).is_ok() || flows::FLOWS.header_in(&text).is_ok()
        }
    };
    Preset::ALL
        .into_iter()
        .find(|p| fits(*p))
        .ok_or_else(|| ImportError::UnknownLayout { file: name.to_owned() })
}

/// Reads a register.
///
/// The first table is the one the user named; the preset `flows` needs two and tells them
/// apart by their columns. `benchmarks` are what heat bands mean and what demand is derived
/// from; `today` only tells which flows have ended or not begun.
pub fn read(
    tables: &[Table<'_>],
    preset: Preset,
    benchmarks: &Benchmarks,
    today: Date,
    watch: &dyn Watch,
) -> Result<Imported, ImportError> {
    let first = || {
        let missing = || ImportError::MissingTable { file: preset.code().to_owned() };
        tables.first().ok_or_else(missing)
    };
    match preset {
        Preset::Hotmaps => hotmaps::read(first()?, benchmarks, watch),
        Preset::Eprtr => eprtr::read(first()?, watch),
        Preset::Flows => flows::read(tables, today, watch),
    }
}
