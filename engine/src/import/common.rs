//! What every register has: owners named once, places on the Earth, keys met twice.
//!
//! It turns cells into sites and organisations and finds what only several rows together
//! show. It knows no register by name.

use std::collections::HashMap;

use super::country;
use super::sheet::{Column, Reading};
use super::{ImportError, Row};
use crate::issue::{Issue, Severity};
use crate::model::{Organization, OrganizationId, Position, Source, imported_id};
use crate::watch::Watch;

/// Rows between two looks at the watch.
const ROWS_BETWEEN_LOOKS: u64 = 1024;

/// Tells the watch how far reading has come and obeys its stop.
pub(super) fn look_at(watch: &dyn Watch, rows: u64, done: usize, total: usize) -> Stopped {
    if rows.is_multiple_of(ROWS_BETWEEN_LOOKS) {
        watch.progress(done as u64, total as u64, "read");
        if watch.stop() {
            return Err(ImportError::Stopped);
        }
    }
    Ok(())
}

type Stopped = Result<(), ImportError>;

/// The ISO code of the country a cell names; a misspelling and an unknown name are noted.
pub(super) fn country_of(reading: &mut Reading<'_>, column: Column) -> Option<String> {
    let text = reading.text(column)?;
    let Some(named) = country::named(&text) else {
        let issue = Issue::new("unknown_country", Severity::Warning).with("value", &text);
        reading.say_of(column, issue);
        return None;
    };
    if let Some(proper) = named.proper {
        let issue = Issue::new("country_misspelt", Severity::Info)
            .with("value", &text)
            .with("country", proper);
        reading.say_of(column, issue);
    }
    Some(named.code.to_owned())
}

/// The postcode as text, with the leading zero that a spreadsheet took off put back.
pub(super) fn postcode_of(
    reading: &mut Reading<'_>,
    column: Column,
    country: Option<&str>,
) -> Option<String> {
    let text = reading.identifier(column)?;
    let Some(whole) = country.and_then(|code| country::with_leading_zero(code, &text)) else {
        return Some(text);
    };
    let issue = Issue::new("postcode_lacked_zero", Severity::Info).with("value", &whole);
    reading.say_of(column, issue);
    Some(whole)
}

/// A position out of two coordinates as written, checked against the country.
///
/// Zero and zero is the Gulf of Guinea and means unknown. Coordinates that only make sense
/// the other way round are turned, and that is said.
pub(super) fn position_of(
    reading: &mut Reading<'_>,
    column: Column,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<&str>,
) -> Option<Position> {
    let no_location = |reading: &mut Reading<'_>| {
        reading.say_of(column, Issue::new("no_location", Severity::Warning));
        None
    };
    let (Some(lat), Some(lon)) = (lat, lon) else {
        return no_location(reading);
    };
    if lat == 0.0 && lon == 0.0 {
        reading.say_of(column, Issue::new("coordinates_zero", Severity::Warning));
        return no_location(reading);
    }
    let (written, turned) = (Position::new(lat, lon), Position::new(lon, lat));
    let holds = |p: Position| country.is_some_and(|c| country::may_hold(c, p));
    let with = |issue: Issue| issue.with("lat", lat).with("lon", lon);
    let swapped = |reading: &mut Reading<'_>| {
        let issue = Issue::new("coordinates_swapped", Severity::Warning);
        reading.say_of(column, with(issue));
    };
    match (written, turned) {
        (None, None) => {
            let issue = Issue::new("coordinates_out_of_range", Severity::Warning);
            reading.say_of(column, with(issue));
            no_location(reading)
        }
        (None, Some(turned)) => {
            if country.is_some() && !holds(turned) {
                let issue = Issue::new("coordinates_out_of_range", Severity::Warning);
                reading.say_of(column, with(issue));
                return no_location(reading);
            }
            swapped(reading);
            Some(turned)
        }
        (Some(written), turned) => {
            let Some(code) = country else {
                return Some(written);
            };
            if country::may_hold(code, written) {
                return Some(written);
            }
            if let Some(turned) = turned.filter(|t| holds(*t)) {
                swapped(reading);
                return Some(turned);
            }
            let issue = Issue::new("country_disagrees", Severity::Warning).with("country", code);
            reading.say_of(column, with(issue));
            Some(written)
        }
    }
}

/// Owners met so far, each under the key of its name and country.
pub(super) struct Owners {
    dataset: &'static str,
    year: Option<i16>,
    met: HashMap<String, OrganizationId>,
}

impl Owners {
    pub fn new(dataset: &'static str, year: Option<i16>) -> Self {
        Self { dataset, year, met: HashMap::new() }
    }

    /// The id of the owner of this name, and the owner itself the first time it is met.
    pub fn meet(
        &mut self,
        name: &str,
        country: Option<&str>,
        sector: Option<&str>,
        trust: Option<f64>,
    ) -> (OrganizationId, Option<Organization>) {
        let folded: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let key = format!("{}:{}", country.unwrap_or("-"), folded.join(" "));
        if let Some(&id) = self.met.get(&key) {
            return (id, None);
        }
        let id = OrganizationId(imported_id(self.dataset, "organization", &key));
        let organization = Organization {
            id,
            name: name.to_owned(),
            sector: sector.map(str::to_owned),
            country: country.map(str::to_owned),
            trust,
            confidential: Default::default(),
            source: Source {
                dataset: self.dataset.to_owned(),
                key: key.clone(),
                year: self.year,
                method: None,
            },
        };
        self.met.insert(key, id);
        (id, Some(organization))
    }
}

/// Degrees from the middle of the file beyond which a point is looked at again.
const FAR_DEGREES: f64 = 15.0;
/// Degrees from the middle of the file within which a turned point must fall.
const NEAR_DEGREES: f64 = 5.0;

/// Turns points that lie far from all others of the file but near them the other way round,
/// and says so: the only sign of swapped coordinates where no country is stated.
pub(super) fn note_far_away(rows: &mut [Row]) {
    let positions: Vec<Position> = rows.iter().filter_map(|r| r.site.as_ref()?.position).collect();
    let middle_of = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let lat = middle_of(positions.iter().map(|p| p.lat).collect());
    let lon = middle_of(positions.iter().map(|p| p.lon).collect());
    let (Some(lat), Some(lon)) = (lat, lon) else {
        return;
    };
    let away = |p: Position| (p.lat - lat).abs().max((p.lon - lon).abs());
    for row in rows {
        let Some(site) = row.site.as_mut().filter(|s| s.country.is_none()) else {
            continue;
        };
        let Some(written) = site.position else {
            continue;
        };
        let Some(turned) = Position::new(written.lon, written.lat) else {
            continue;
        };
        if away(written) > FAR_DEGREES && away(turned) < NEAR_DEGREES {
            site.position = Some(turned);
            let mut issue = Issue::new("coordinates_swapped", Severity::Warning)
                .at_line(row.line)
                .with("lat", written.lat)
                .with("lon", written.lon);
            issue.place.file = Some(row.file.clone());
            row.issues.push(issue);
        }
    }
}

/// Notes which rows stand at exactly the same point as another.
pub(super) fn note_shared_locations(rows: &mut [Row]) {
    let point = |row: &Row| {
        let p = row.site.as_ref()?.position?;
        Some((p.lat.to_bits(), p.lon.to_bits()))
    };
    let mut counts: HashMap<(u64, u64), usize> = HashMap::new();
    for key in rows.iter().filter_map(point) {
        *counts.entry(key).or_default() += 1;
    }
    for row in rows {
        let Some(&count) = point(row).and_then(|key| counts.get(&key)) else {
            continue;
        };
        if count > 1 {
            let mut issue = Issue::new("shared_location", Severity::Info)
                .at_line(row.line)
                .with("count", count);
            issue.place.file = Some(row.file.clone());
            row.issues.push(issue);
        }
    }
}
