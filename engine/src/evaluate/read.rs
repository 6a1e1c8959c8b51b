//! Exchanges from a table with the columns site, supplier, stream, accepter, kind.
//!
//! It refuses a table that cannot be evaluated and names what is missing; a row without a
//! park, supplier or accepter is refused with its line, never dropped in silence.

use std::collections::BTreeMap;

/// Columns that the table must have, in any order.
const COLUMNS: [&str; 5] = ["site", "supplier", "stream", "accepter", "kind"];

/// One real exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The park, with a year where there are several snapshots.
    pub site: String,
    /// Who gives.
    pub supplier: String,
    /// What is given, as the source calls it.
    pub stream: String,
    /// Who takes.
    pub accepter: String,
    /// By-product, product, utility sharing; not read by the prediction.
    pub kind: String,
}

/// Why exchanges cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluateError {
    /// The table has no rows.
    #[error("{file} has no exchanges")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// The file is not comma-separated text in UTF-8.
    #[error("{file}, line {line}: not a table")]
    NotATable {
        /// Name of the file.
        file: String,
        /// Line, the header being line 1.
        line: u64,
    },
    /// Columns are not there.
    #[error("{file} lacks the columns {missing}")]
    MissingColumns {
        /// Name of the file.
        file: String,
        /// Their names.
        missing: String,
    },
    /// A row lacks its park, its supplier or its accepter.
    #[error("{file}, line {line}: no {column}")]
    EmptyCell {
        /// Name of the file.
        file: String,
        /// Line, the header being line 1.
        line: u64,
        /// Which column is empty.
        column: String,
    },
    /// No row is of this park.
    #[error("no park {park}")]
    UnknownPark {
        /// The name asked for.
        park: String,
    },
    /// Every other park is the same place.
    #[error("there is no other place than {park} to learn from")]
    NothingToLearnFrom {
        /// The park under test.
        park: String,
    },
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

impl EvaluateError {
    /// Stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "evaluate.empty_file",
            Self::NotATable { .. } => "evaluate.not_a_table",
            Self::MissingColumns { .. } => "evaluate.missing_columns",
            Self::EmptyCell { .. } => "evaluate.empty_cell",
            Self::UnknownPark { .. } => "evaluate.unknown_park",
            Self::NothingToLearnFrom { .. } => "evaluate.one_place_only",
            Self::Stopped => "evaluate.stopped",
        }
    }

    /// Values for the words.
    pub fn args(&self) -> BTreeMap<&'static str, String> {
        let pairs: Vec<(&'static str, String)> = match self {
            Self::Empty { file } => vec![("file", file.clone())],
            Self::NotATable { file, line } => {
                vec![("file", file.clone()), ("line", line.to_string())]
            }
            Self::MissingColumns { file, missing } => {
                vec![("file", file.clone()), ("missing", missing.clone())]
            }
            Self::EmptyCell { file, line, column } => {
                vec![("file", file.clone()), ("line", line.to_string()), ("column", column.clone())]
            }
            Self::UnknownPark { park } | Self::NothingToLearnFrom { park } => {
                vec![("park", park.clone())]
            }
            Self::Stopped => Vec::new(),
        };
        pairs.into_iter().collect()
    }
}

/// Reads a table of exchanges; `file` is its name for refusals.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Exchange>, EvaluateError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(EvaluateError::Empty { file: file.to_owned() });
    }
    let unreadable = |e: csv::Error| EvaluateError::NotATable {
        file: file.to_owned(),
        line: e.position().map_or(1, csv::Position::line),
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(unreadable)?.clone();
    let at = |column: &str| header.iter().position(|h| h.eq_ignore_ascii_case(column));
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|c| at(c).is_none()).collect();
    let (Some(site), Some(supplier), Some(stream), Some(accepter), Some(kind)) =
        (at("site"), at("supplier"), at("stream"), at("accepter"), at("kind"))
    else {
        let missing = missing.join(", ");
        return Err(EvaluateError::MissingColumns { file: file.to_owned(), missing });
    };
    let mut exchanges = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        for (column, name) in [(site, "site"), (supplier, "supplier"), (accepter, "accepter")] {
            if cell(column).is_empty() {
                return Err(EvaluateError::EmptyCell {
                    file: file.to_owned(),
                    line: record.position().map_or(0, csv::Position::line),
                    column: name.to_owned(),
                });
            }
        }
        exchanges.push(Exchange {
            site: cell(site),
            supplier: cell(supplier),
            stream: cell(stream),
            accepter: cell(accepter),
            kind: cell(kind),
        });
    }
    if exchanges.is_empty() {
        return Err(EvaluateError::Empty { file: file.to_owned() });
    }
    Ok(exchanges)
}
