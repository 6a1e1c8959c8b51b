//! Rejected rows as a table that can be mended and read again.
//!
//! The columns of the input come back under their titles, behind the file, the line, the
//! codes and the columns at fault. It opens no file.

use super::Imported;
use crate::issue::Severity;

/// The rejected rows as CSV in UTF-8 with a byte-order mark, which spreadsheets need.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
pub fn rejects_csv(imported: &Imported) -> Vec<u8> {
    let mut titles: Vec<&str> = Vec::new();
    let has_rejects = |file: &str| imported.rejected.iter().any(|r| r.file == file);
    let tables = imported.tables.iter().filter(|t| has_rejects(&t.name));
    for title in tables.flat_map(|t| &t.header) {
        if !titles.contains(&title.as_str()) {
            titles.push(title);
        }
    }
    let mut out = String::from("\u{feff}");
    let front = ["file", "line", "reason", "column"];
    push_row(&mut out, front.into_iter().chain(titles.iter().copied()));
    for rejected in &imported.rejected {
        let faults = || rejected.issues.iter().filter(|i| i.severity == Severity::Error);
        let codes: Vec<&str> = faults().map(|i| i.code.as_str()).collect();
        let columns: Vec<&str> = faults().filter_map(|i| i.place.column.as_deref()).collect();
        let header = imported.tables.iter().find(|t| t.name == rejected.file).map(|t| &t.header);
        let cell = |title: &&str| {
            let at = header.and_then(|h| h.iter().position(|t| t == title));
            at.and_then(|i| rejected.cells.get(i)).map_or("", String::as_str)
        };
        let line = rejected.line.to_string();
        let (codes, columns) = (codes.join(" "), columns.join(" "));
        let front = [rejected.file.as_str(), &line, &codes, &columns];
        push_row(&mut out, front.into_iter().chain(titles.iter().map(cell)));
    }
    out.into_bytes()
}

fn push_row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    let is_number = cell.parse::<f64>().is_ok();
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let quoted = runs || cell.contains([',', '"', '\n', '\r']);
    if quoted {
        out.push('"');
    }
    if runs {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}
