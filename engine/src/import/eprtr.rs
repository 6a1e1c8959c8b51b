//! Thermal plants of the European pollutant register (E-PRTR): who is where, and in what trade.
//!
//! One row is one report of a facility; the register has one for each reporting year, and only
//! the latest becomes the site. It states no amounts of heat, so no flow is made of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::common::{Owners, country_of, look_at, note_shared_locations, position_of, postcode_of};
use super::sheet::{Column, Mapping, Reading, Sheet};
use super::text::Found;
use super::{ImportError, Imported, Preset, Row, Table};
use crate::issue::{Issue, Severity};
use crate::model::{Site, SiteId, Source, imported_id};
use crate::watch::Watch;

pub(super) static MAPPING: LazyLock<Mapping> =
    LazyLock::new(|| Mapping::parse(include_str!("../../../templates/import/eprtr.csv")));

/// Name of the dataset in ids and sources.
const DATASET: &str = "eprtr";

struct Columns {
    report: Column,
    key: Column,
    company: Column,
    name: Column,
    street: Column,
    building: Column,
    town: Column,
    postcode: Column,
    country: Column,
    lat: Column,
    lon: Column,
    sector: Column,
}

/// The report that stands for a facility so far.
struct Latest {
    report: u64,
    row: usize,
}

pub(super) fn read(table: &Table<'_>, watch: &dyn Watch) -> Result<Imported, ImportError> {
    let sheet = Sheet::open(table, &MAPPING)?;
    let columns = Columns {
        report: sheet.column("report"),
        key: sheet.column("key"),
        company: sheet.column("company"),
        name: sheet.column("name"),
        street: sheet.column("street"),
        building: sheet.column("building"),
        town: sheet.column("town"),
        postcode: sheet.column("postcode"),
        country: sheet.column("country"),
        lat: sheet.column("lat"),
        lon: sheet.column("lon"),
        sector: sheet.column("sector"),
    };
    let (described, issues) = sheet.described();
    let mut owners = Owners::new(DATASET, None);
    let mut latest: HashMap<String, Latest> = HashMap::new();
    let (mut kept, mut rejected): (Vec<Row>, Vec<_>) = (Vec::new(), Vec::new());
    let mut rows = sheet.rows();
    let mut count = 0;
    while let Some(found) = rows.next_row() {
        look_at(watch, count, rows.done(), sheet.size())?;
        count += 1;
        let Found::Row(raw) = found else {
            rejected.push(sheet.rejected_raw(found));
            continue;
        };
        let mut reading = sheet.look(&raw);
        let Some((mut row, report)) = row(&mut reading, &columns, &mut owners) else {
            let issues = reading.issues;
            rejected.push(sheet.rejected(&raw, issues));
            continue;
        };
        row.file = sheet.name.to_owned();
        row.issues = reading.issues;
        let key = row.site.as_ref().map_or("", |s| s.source.key.as_str()).to_owned();
        match latest.get_mut(&key) {
            Some(last) if last.report >= report => {
                set_aside(&mut row, &sheet, kept[last.row].line);
            }
            Some(last) => {
                set_aside(&mut kept[last.row], &sheet, row.line);
                *last = Latest { report, row: kept.len() };
            }
            None => {
                latest.insert(key, Latest { report, row: kept.len() });
            }
        }
        kept.push(row);
    }
    note_shared_locations(&mut kept);
    Ok(Imported {
        preset: Preset::Eprtr,
        tables: vec![described],
        rows: kept,
        rejected,
        derived: Vec::new(),
        issues,
    })
}

/// Leaves the site of a row to the row of a later report; an owner it names first stays.
fn set_aside(row: &mut Row, sheet: &Sheet<'_>, later: u64) {
    row.site = None;
    let issue = Issue::new("older_report", Severity::Info).at_line(row.line).with("later", later);
    row.issues.push(sheet.placed(issue));
}

fn row(reading: &mut Reading<'_>, columns: &Columns, owners: &mut Owners) -> Option<(Row, u64)> {
    let Some(key) = reading.identifier(columns.key) else {
        reading.say_of(columns.key, Issue::new("no_key", Severity::Error));
        return None;
    };
    let report = reading.identifier(columns.report);
    let Some(report) = report.and_then(|r| r.parse::<u64>().ok()) else {
        reading.say_of(columns.report, Issue::new("no_key", Severity::Error));
        return None;
    };
    let country = country_of(reading, columns.country);
    let lat = reading.number(columns.lat, Severity::Warning);
    let lon = reading.number(columns.lon, Severity::Warning);
    let position = position_of(reading, columns.lat, lat, lon, country.as_deref());
    let sector = reading.words(columns.sector);
    let name = reading.words(columns.name).unwrap_or_else(|| {
        reading.say_of(columns.name, Issue::new("no_name", Severity::Warning));
        format!("{DATASET} {key}")
    });
    let company = reading.words(columns.company).unwrap_or_else(|| {
        reading.say_of(columns.company, Issue::new("one_name_only", Severity::Info));
        name.clone()
    });
    let (owner, organization) = owners.meet(&company, country.as_deref(), sector.as_deref(), None);
    let street = match (reading.words(columns.street), reading.words(columns.building)) {
        (Some(street), Some(number)) => Some(format!("{street} {number}")),
        (street, None) => street,
        (None, Some(_)) => None,
    };
    let postcode = postcode_of(reading, columns.postcode, country.as_deref());
    let site = Site {
        id: SiteId(imported_id(DATASET, "site", &key)),
        organization: owner,
        name,
        position,
        country,
        town: reading.words(columns.town),
        street,
        postcode,
        sector,
        source: Source { dataset: DATASET.to_owned(), key, year: None, method: None },
    };
    let row = Row {
        file: String::new(),
        line: reading.line(),
        organization,
        site: Some(site),
        flows: Vec::new(),
        issues: Vec::new(),
    };
    Some((row, report))
}
