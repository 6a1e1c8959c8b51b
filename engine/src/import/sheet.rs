//! A table whose columns have been recognised: which cell holds which field of a preset.
//!
//! It finds the header wherever it stands, the decimal sign of the file, and reads cells with
//! their complaints turned into issues. What a field means is the preset's business.

use std::borrow::Cow;

use super::cell::{self, DecimalSign};
use super::text::{Coding, Found, RawRow, Rows, Text, Unreadable};
use super::{ImportError, Rejected, Table, TableRead};
use crate::issue::{Issue, Severity};

/// Rows at the top of a file among which the header is looked for.
const HEADER_WITHIN: usize = 50;
/// Rows from which the decimal sign is judged.
const SIGN_WITHIN: usize = 2000;
/// Letters of one cell kept for a rejected row.
const KEPT_LETTERS: usize = 2000;

/// The fields of a preset and the columns that may hold them.
pub(super) struct Mapping {
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    columns: Vec<String>,
    required: bool,
    is_number: bool,
}

impl Mapping {
    /// Reads a mapping as it lies in `templates/import`.
    pub fn parse(table: &'static str) -> Self {
        let fields = table.lines().skip(1).filter_map(|line| {
            let mut cells = line.split(',');
            Some(Field {
                name: cells.next()?,
                columns: cells.next()?.split('|').map(bare).collect(),
                required: cells.next()? == "yes",
                is_number: cells.next()? == "number",
            })
        });
        Self { fields: fields.collect() }
    }

    /// Where each field stands in this header, and the required fields that are missing.
    fn place(&self, header: &[String]) -> (Vec<Option<usize>>, Vec<String>) {
        let bared: Vec<String> = header.iter().map(|h| bare(h)).collect();
        let mut missing = Vec::new();
        let places = self.fields.iter().map(|field| {
            let place = field.columns.iter().find_map(|c| bared.iter().position(|b| b == c));
            if place.is_none() && field.required {
                missing.push(field.columns[0].clone());
            }
            place
        });
        (places.collect(), missing)
    }

    /// The line of the header in the first rows, if all required fields are there.
    pub fn header_in(&self, text: &Text<'_>) -> Result<Header, Vec<String>> {
        let delimiter = text.delimiter();
        let mut rows = Rows::new(text.bytes(), delimiter);
        let mut nearest: Option<Vec<String>> = None;
        for _ in 0..HEADER_WITHIN {
            let Some(found) = rows.next_row() else { break };
            let Found::Row(row) = found else { continue };
            let names: Vec<String> =
                row.cells.into_iter().map(|c| text.letters(c).0.trim().to_owned()).collect();
            let (places, missing) = self.place(&names);
            if missing.is_empty() {
                return Ok(Header { line: row.line, names, places, delimiter });
            }
            if nearest.as_ref().is_none_or(|n| missing.len() < n.len()) {
                nearest = Some(missing);
            }
        }
        Err(nearest.unwrap_or_default())
    }
}

/// A column title without blanks, case and punctuation, so that `Site ID` is `SiteID`.
fn bare(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The header of a table.
pub(super) struct Header {
    line: u64,
    names: Vec<String>,
    places: Vec<Option<usize>>,
    delimiter: u8,
}

/// A table ready to be read row by row.
pub(super) struct Sheet<'a> {
    pub name: &'a str,
    text: Text<'a>,
    header: Header,
    mapping: &'a Mapping,
    sign: DecimalSign,
}

/// One of the fields of a mapping in a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column(Option<usize>);

impl<'a> Sheet<'a> {
    /// Opens a table, or says why nothing can be done with it.
    pub fn open(table: &'a Table<'a>, mapping: &'a Mapping) -> Result<Self, ImportError> {
        let text = judge(table)?;
        let header = mapping.header_in(&text).map_err(|missing| ImportError::NoHeader {
            file: table.name.to_owned(),
            missing: missing.join(", "),
        })?;
        let mut sheet = Self { name: table.name, text, header, mapping, sign: DecimalSign::Untold };
        sheet.sign = sheet.judge_sign();
        Ok(sheet)
    }

    fn judge_sign(&self) -> DecimalSign {
        let numbers: Vec<usize> = std::iter::zip(&self.mapping.fields, &self.header.places)
            .filter_map(|(field, place)| if field.is_number { *place } else { None })
            .collect();
        let (mut points, mut commas) = (0, 0);
        let mut rows = self.rows();
        for _ in 0..SIGN_WITHIN {
            let Some(found) = rows.next_row() else { break };
            let Found::Row(row) = found else { continue };
            for cell in numbers.iter().filter_map(|&i| row.cells.get(i)) {
                match std::str::from_utf8(cell).map(cell::sign_of) {
                    Ok(DecimalSign::Point) => points += 1,
                    Ok(DecimalSign::Comma) => commas += 1,
                    Ok(DecimalSign::Untold) | Err(_) => {}
                }
            }
        }
        match points.cmp(&commas) {
            std::cmp::Ordering::Greater => DecimalSign::Point,
            std::cmp::Ordering::Less => DecimalSign::Comma,
            std::cmp::Ordering::Equal => DecimalSign::Untold,
        }
    }

    /// The column of a field of the mapping.
    pub fn column(&self, field: &str) -> Column {
        let at = self.mapping.fields.iter().position(|f| f.name == field);
        Column(at.and_then(|i| self.header.places[i]))
    }

    /// The title of a column as it stands in the file.
    pub fn title(&self, column: Column) -> &str {
        column.0.and_then(|i| self.header.names.get(i)).map_or("", String::as_str)
    }

    /// Size of the text in bytes, for progress.
    pub fn size(&self) -> usize {
        self.text.bytes().len()
    }

    /// The rows below the header.
    pub fn rows(&self) -> Rows<'_> {
        let mut rows = Rows::new(self.text.bytes(), self.header.delimiter);
        while let Some(found) = rows.next_row() {
            if matches!(&found, Found::Row(row) if row.line == self.header.line) {
                break;
            }
        }
        rows.width = Some(self.header.names.len());
        rows
    }

    /// What has been learnt about the file as a whole, and its issues.
    pub fn described(&self) -> (TableRead, Vec<Issue>) {
        let mut issues = Vec::new();
        let mut note = |issue: Issue| issues.push(self.placed(issue));
        if self.text.coding.is_guess() {
            note(
                Issue::new("encoding_guessed", Severity::Warning)
                    .with("encoding", self.text.coding.name())
                    .with("sample", self.sample_of_letters()),
            );
        }
        if self.text.coding == Coding::DamagedUtf8 {
            note(Issue::new("encoding_damaged", Severity::Warning));
        }
        if self.header.line > 1 {
            note(Issue::new("header_below_first_line", Severity::Info).at_line(self.header.line));
        }
        if self.sign == DecimalSign::Comma {
            note(Issue::new("decimal_comma", Severity::Info));
        }
        let unused: Vec<&str> = self
            .header
            .names
            .iter()
            .enumerate()
            .filter(|(i, name)| !name.is_empty() && !self.header.places.contains(&Some(*i)))
            .map(|(_, name)| name.as_str())
            .collect();
        if !unused.is_empty() {
            note(Issue::new("columns_not_used", Severity::Info).with("columns", unused.join(", ")));
        }
        let read = TableRead {
            name: self.name.to_owned(),
            header: self.header.names.clone(),
            header_line: self.header.line,
            encoding: self.text.coding.name(),
            delimiter: char::from(self.header.delimiter),
        };
        (read, issues)
    }

    /// The first word beyond ASCII, so that a person can see whether the guess is right.
    fn sample_of_letters(&self) -> String {
        let mut rows = self.rows();
        while let Some(found) = rows.next_row() {
            let Found::Row(row) = found else { continue };
            for cell in row.cells {
                let (letters, _) = self.text.letters(cell);
                if let Some(word) = letters.split_whitespace().find(|w| !w.is_ascii()) {
                    return word.chars().take(40).collect();
                }
            }
        }
        String::new()
    }

    /// The issue with this file named in its place.
    pub fn placed(&self, mut issue: Issue) -> Issue {
        issue.place.file = Some(self.name.to_owned());
        issue
    }

    /// A row that has to be rejected before its cells could be looked at.
    pub fn rejected_raw(&self, found: Found<'_>) -> Rejected {
        let (line, code, raw) = match found {
            Found::Row(row) => return self.rejected(&row, Vec::new()),
            Found::UnclosedQuote { line, raw } => (line, "unclosed_quote", raw),
            Found::TooLong { line, raw } => (line, "row_too_long", raw),
        };
        let letters = self.text.letters(Cow::Borrowed(raw)).0;
        let issue = Issue::new(code, Severity::Error).at_line(line);
        Rejected {
            file: self.name.to_owned(),
            line,
            cells: vec![shortened(&letters)],
            issues: vec![self.placed(issue)],
        }
    }

    /// A row that has to be rejected for these issues.
    pub fn rejected(&self, row: &RawRow<'_>, issues: Vec<Issue>) -> Rejected {
        let cells = row.cells.iter().map(|c| shortened(&self.text.letters(c.clone()).0));
        Rejected { file: self.name.to_owned(), line: row.line, cells: cells.collect(), issues }
    }

    /// Starts reading the cells of a row; complaints about its shape come first.
    pub fn look<'r>(&'r self, row: &'r RawRow<'r>) -> Reading<'r> {
        let mut reading = Reading { sheet: self, row, issues: Vec::new() };
        let width = self.header.names.len();
        if row.cells.len() < width {
            reading.say(
                Issue::new("too_few_cells", Severity::Warning)
                    .with("found", row.cells.len())
                    .with("expected", width),
            );
        }
        let extra = row.cells.iter().skip(width).filter(|c| !c.trim_ascii().is_empty()).count();
        if extra > 0 {
            reading.say(
                Issue::new("too_many_cells", Severity::Warning)
                    .with("found", row.cells.len())
                    .with("expected", width),
            );
        }
        if row.stray_quote {
            reading.say(Issue::new("stray_quote", Severity::Warning));
        }
        reading
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(KEPT_LETTERS).collect()
}

/// Judges a table's bytes, naming the file where they are no text.
pub(super) fn judge<'a>(table: &'a Table<'a>) -> Result<Text<'a>, ImportError> {
    Text::judge(table.bytes).map_err(|why| match why {
        Unreadable::Empty => ImportError::Empty { file: table.name.to_owned() },
        Unreadable::Binary => ImportError::NotText { file: table.name.to_owned() },
    })
}

/// The cells of one row being read, with the issues found so far.
pub(super) struct Reading<'r> {
    sheet: &'r Sheet<'r>,
    row: &'r RawRow<'r>,
    pub issues: Vec<Issue>,
}

impl<'r> Reading<'r> {
    /// The line of the row.
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// Notes an issue about the whole row.
    pub fn say(&mut self, issue: Issue) {
        self.issues.push(self.sheet.placed(issue.at_line(self.row.line)));
    }

    /// Notes an issue about one cell.
    pub fn say_of(&mut self, column: Column, issue: Issue) {
        let issue = match self.sheet.title(column) {
            "" => issue,
            title => issue.in_column(title),
        };
        self.say(issue);
    }

    /// What a cell says, `None` where nothing is known.
    pub fn text(&mut self, column: Column) -> Option<Cow<'r, str>> {
        let cell = self.row.cells.get(column.0?)?;
        let cell: Cow<'r, [u8]> = match cell {
            Cow::Borrowed(bytes) => Cow::Borrowed(*bytes),
            Cow::Owned(bytes) => Cow::Borrowed(bytes.as_slice()),
        };
        let (letters, damaged) = self.sheet.text.letters(cell);
        if damaged {
            self.say_of(column, Issue::new("damaged_letters", Severity::Warning));
        }
        match letters {
            Cow::Borrowed(text) => cell::known(text).map(Cow::Borrowed),
            Cow::Owned(text) => cell::known(&text).map(|t| Cow::Owned(t.to_owned())),
        }
    }

    /// Like [`Reading::text`], owned.
    pub fn words(&mut self, column: Column) -> Option<String> {
        self.text(column).map(Cow::into_owned)
    }

    /// An identifier without what a spreadsheet added.
    pub fn identifier(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        let (id, repaired) = cell::identifier(&text);
        if repaired {
            let issue = Issue::new("identifier_was_number", Severity::Info).with("value", &text);
            self.say_of(column, issue);
        }
        Some(id.to_owned())
    }

    /// A number, `None` where it is unknown or unusable; the latter is noted at `severity`.
    pub fn number(&mut self, column: Column, severity: Severity) -> Option<f64> {
        let text = self.text(column)?;
        match cell::number(&text, self.sheet.sign) {
            Ok(None) => None,
            Ok(Some(number)) => {
                if number.guessed {
                    let issue = Issue::new("thousands_guessed", Severity::Warning)
                        .with("value", &text)
                        .with("read", number.value);
                    self.say_of(column, issue);
                }
                Some(number.value)
            }
            Err(complaint) => {
                let shown: String = text.chars().take(60).collect();
                let issue = Issue::new(complaint.code(), severity).with("value", shown);
                self.say_of(column, issue);
                None
            }
        }
    }
}
