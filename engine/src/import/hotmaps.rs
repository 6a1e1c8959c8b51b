//! The Hotmaps industrial database: sites with excess heat by temperature band.
//!
//! One row is one site; each band above zero becomes a heat supply, precision rough, since the
//! register computes the bands from benchmarks. What a band means in degrees is reference data.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::benchmark::{Band, Benchmarks};
use super::common::{Owners, country_of, look_at, note_shared_locations, position_of, postcode_of};
use super::sheet::{Column, Mapping, Reading, Sheet};
use super::text::Found;
use super::{ImportError, Imported, Preset, Row, Table, cell, demand};
use crate::issue::{Issue, Severity};
use crate::model::{
    Direction, Flow, FlowId, Kind, OrganizationId, Precision, Profile, Quality, Site, SiteId,
    Source, imported_id,
};
use crate::watch::Watch;

pub(super) static MAPPING: LazyLock<Mapping> =
    LazyLock::new(|| Mapping::parse(include_str!("../../../templates/import/hotmaps.csv")));

/// Name of the dataset in ids and sources.
const DATASET: &str = "hotmaps";
/// Year of the emissions and production that the register is computed from.
const YEAR: i16 = 2014;
/// MWh in a GWh.
const MWH_PER_GWH: f64 = 1000.0;
/// How far bands and total may differ, in GWh a year: the register rounds each of the four to
/// 0.01, so a sum that is one hundredth off is noise and one of two hundredths is noted.
const SUM_TOLERANCE_GWH: f64 = 0.015;

struct Columns {
    key: Column,
    company: Column,
    name: Column,
    street: Column,
    postcode: Column,
    town: Column,
    country: Column,
    point: Column,
    sector: Column,
    fuel_gwh: Column,
    bands: Vec<(Column, Band)>,
    total: Column,
}

pub(super) fn read(
    table: &Table<'_>,
    benchmarks: &Benchmarks,
    watch: &dyn Watch,
) -> Result<Imported, ImportError> {
    let sheet = Sheet::open(table, &MAPPING)?;
    let columns = Columns {
        key: sheet.column("key"),
        company: sheet.column("company"),
        name: sheet.column("name"),
        street: sheet.column("street"),
        postcode: sheet.column("postcode"),
        town: sheet.column("town"),
        country: sheet.column("country"),
        point: sheet.column("point"),
        sector: sheet.column("sector"),
        fuel_gwh: sheet.column("fuel_gwh"),
        bands: benchmarks.bands.iter().map(|b| (sheet.column(&b.field), b.clone())).collect(),
        total: sheet.column("heat_total_gwh"),
    };
    let (described, issues) = sheet.described();
    let mut owners = Owners::new(DATASET, Some(YEAR));
    let mut met: HashMap<String, u64> = HashMap::new();
    let (mut kept, mut rejected) = (Vec::new(), Vec::new());
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
        match row(&mut reading, &columns, benchmarks, &mut owners, &mut met) {
            Some(mut row) => {
                row.issues = reading.issues;
                row.file = sheet.name.to_owned();
                kept.push(row);
            }
            None => {
                let issues = reading.issues;
                rejected.push(sheet.rejected(&raw, issues));
            }
        }
    }
    note_shared_locations(&mut kept);
    watch.progress(0, 1, "derive");
    let derived = demand::towns(&kept, benchmarks);
    Ok(Imported {
        preset: Preset::Hotmaps,
        tables: vec![described],
        rows: kept,
        rejected,
        derived,
        issues,
    })
}

fn row(
    reading: &mut Reading<'_>,
    columns: &Columns,
    benchmarks: &Benchmarks,
    owners: &mut Owners,
    met: &mut HashMap<String, u64>,
) -> Option<Row> {
    let Some(key) = reading.identifier(columns.key) else {
        reading.say_of(columns.key, Issue::new("no_key", Severity::Error));
        return None;
    };
    if let Some(first) = met.get(&key) {
        let issue =
            Issue::new("duplicate_key", Severity::Error).with("key", &key).with("first", first);
        reading.say_of(columns.key, issue);
        return None;
    }
    met.insert(key.clone(), reading.line());
    let country = country_of(reading, columns.country);
    let (lat, lon) = point(reading, columns.point);
    let position = position_of(reading, columns.point, lat, lon, country.as_deref());
    let town = reading.words(columns.town);
    let sector = reading.words(columns.sector);
    let company = reading.words(columns.company);
    let name = reading.words(columns.name);
    let (owner, site_name) = match (company, name) {
        (Some(company), Some(name)) => (company, name),
        (Some(one), None) | (None, Some(one)) => {
            reading.say(Issue::new("one_name_only", Severity::Info));
            (one.clone(), one)
        }
        (None, None) => {
            reading.say(Issue::new("no_name", Severity::Warning));
            let stand_in = format!("{DATASET} {key}");
            (stand_in.clone(), stand_in)
        }
    };
    let (owner, organization) = owners.meet(&owner, country.as_deref(), sector.as_deref(), None);
    let postcode = postcode_of(reading, columns.postcode, country.as_deref());
    let site = Site {
        id: SiteId(imported_id(DATASET, "site", &key)),
        organization: owner,
        name: site_name,
        position,
        country,
        town,
        street: reading.words(columns.street),
        postcode,
        sector,
        source: source(key, None),
    };
    let mut flows = supplies(reading, columns, &site, owner);
    if let Some(fuel_gwh) = amount(reading, columns.fuel_gwh) {
        flows.extend(demand::process_heat(&site, fuel_gwh, benchmarks));
    }
    Some(Row {
        file: String::new(),
        line: reading.line(),
        organization,
        site: Some(site),
        flows,
        issues: Vec::new(),
    })
}

fn source(key: String, method: Option<&str>) -> Source {
    Source { dataset: DATASET.to_owned(), key, year: Some(YEAR), method: method.map(str::to_owned) }
}

fn point(reading: &mut Reading<'_>, column: Column) -> (Option<f64>, Option<f64>) {
    let Some(text) = reading.text(column) else {
        return (None, None);
    };
    match cell::well_known_point(&text) {
        Some((lon, lat)) => (Some(lat), Some(lon)),
        None => {
            let shown: String = text.chars().take(60).collect();
            let issue = Issue::new("not_a_point", Severity::Warning).with("value", shown);
            reading.say_of(column, issue);
            (None, None)
        }
    }
}

/// A yearly amount; a negative one is noted and counts as unknown.
fn amount(reading: &mut Reading<'_>, column: Column) -> Option<f64> {
    let value = reading.number(column, Severity::Warning)?;
    if value < 0.0 {
        let issue = Issue::new("amount_negative", Severity::Warning).with("value", value);
        reading.say_of(column, issue);
        return None;
    }
    Some(value)
}

fn supplies(
    reading: &mut Reading<'_>,
    columns: &Columns,
    site: &Site,
    owner: OrganizationId,
) -> Vec<Flow> {
    let mut flows = Vec::new();
    let mut sum_gwh = 0.0;
    for (column, band) in &columns.bands {
        let Some(gwh) = amount(reading, *column) else {
            continue;
        };
        sum_gwh += gwh;
        if gwh == 0.0 {
            continue;
        }
        let key = format!("{}/{}", site.source.key, band.code);
        flows.push(Flow {
            id: FlowId(imported_id(DATASET, "flow", &key)),
            site: site.id,
            organization: owner,
            direction: Direction::Supply,
            kind: Kind::Heat,
            class: None,
            name: band.label(),
            amount_per_year: gwh * MWH_PER_GWH,
            amount_low: None,
            amount_high: None,
            capacity_per_hour: None,
            quality: Quality {
                temperature: Some(band.temperature),
                return_temperature: Some(band.usable_down_to),
                ..Quality::default()
            },
            profile: Profile::ALWAYS,
            price: None,
            disposal_cost: None,
            replaces: None,
            particulars: Default::default(),
            precision: Precision::Rough,
            confidential: Default::default(),
            source: source(key, Some("hotmaps_benchmark")),
        });
    }
    if let Some(total_gwh) = reading.number(columns.total, Severity::Warning)
        && (total_gwh - sum_gwh).abs() > SUM_TOLERANCE_GWH
    {
        let issue = Issue::new("bands_do_not_add_up", Severity::Warning)
            .with("sum", format!("{sum_gwh:.2}"))
            .with("total", total_gwh);
        reading.say_of(columns.total, issue);
    }
    flows
}
