//! The plain pair `sites.csv` and `flows.csv`: any kind of resource, one flow a row.
//!
//! A row of either file is one unit of the count. A flow whose amount, direction, resource,
//! site or times cannot be meant is rejected, because nothing could be computed with it.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::common::{
    Owners, country_of, look_at, note_far_away, note_shared_locations, position_of, postcode_of,
};
use super::sheet::{Column, Mapping, Reading, Sheet};
use super::text::Found;
use super::{ImportError, Imported, Preset, Rejected, Row, Table};
use crate::issue::{Issue, Severity};
use crate::model::{
    Content, Direction, Flow, FlowId, Hazards, Kind, OrganizationId, Particulars, Precision, Price,
    Profile, Quality, Site, SiteId, Source, Week, imported_id,
};
use crate::quantity::{ABSOLUTE_ZERO, Celsius};
use crate::watch::Watch;

pub(super) static SITES: LazyLock<Mapping> =
    LazyLock::new(|| Mapping::parse(include_str!("../../../templates/import/flows_sites.csv")));
pub(super) static FLOWS: LazyLock<Mapping> =
    LazyLock::new(|| Mapping::parse(include_str!("../../../templates/import/flows.csv")));

/// What a resource of the file is: a kind, and a class where the kind is too coarse.
static RESOURCES: LazyLock<HashMap<&'static str, (Kind, Option<&'static str>)>> =
    LazyLock::new(|| {
        let table = include_str!("../../../templates/import/resources.csv");
        let rows = table.lines().skip(1).filter_map(|line| {
            let mut cells = line.split(',');
            let (resource, kind) = (cells.next()?, Kind::from_code(cells.next()?)?);
            Some((resource, (kind, cells.next().filter(|class| !class.is_empty()))))
        });
        rows.collect()
    });

/// Name of the dataset in ids and sources.
const DATASET: &str = "flows";
/// Currency of the price column.
const CURRENCY: &str = "EUR";
/// Years in which a validity can be meant.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
/// Largest amount that can be meant.
const MOST: f64 = 1e12;
/// Highest pressure that can be meant.
const MOST_BAR: f64 = 1000.0;
/// Half the way round the earth.
const MOST_KM: f64 = 20_040.0;
/// Hottest process there is: the electric arc is far above every stream that is sold.
const HOTTEST: Celsius = Celsius(3000.0);

pub(super) fn read(
    tables: &[Table<'_>],
    today: Date,
    watch: &dyn Watch,
) -> Result<Imported, ImportError> {
    let mut fits_sites = None;
    let mut fits_flows = None;
    for table in tables {
        let text = super::sheet::judge(table)?;
        if FLOWS.header_in(&text).is_ok() {
            fits_flows = fits_flows.or(Some(table));
        } else if SITES.header_in(&text).is_ok() {
            fits_sites = fits_sites.or(Some(table));
        }
    }
    let missing = |file: &str| ImportError::MissingTable { file: file.to_owned() };
    let sites = Sheet::open(fits_sites.ok_or_else(|| missing("sites.csv"))?, &SITES)?;
    let flows = Sheet::open(fits_flows.ok_or_else(|| missing("flows.csv"))?, &FLOWS)?;
    let total = sites.size() + flows.size();
    let mut read = Read::default();
    let (sites_described, mut issues) = sites.described();
    let (flows_described, more) = flows.described();
    issues.extend(more);
    read.sites(&sites, total, watch)?;
    read.flows(&flows, sites.size(), total, today, watch)?;
    Ok(Imported {
        preset: Preset::Flows,
        tables: vec![sites_described, flows_described],
        rows: read.rows,
        rejected: read.rejected,
        derived: Vec::new(),
        issues,
    })
}

#[derive(Default)]
struct Read {
    rows: Vec<Row>,
    rejected: Vec<Rejected>,
    sites: HashMap<String, (SiteId, OrganizationId, u64)>,
    flows: HashMap<String, u64>,
}

struct SiteColumns {
    key: Column,
    company: Column,
    street: Column,
    postcode: Column,
    town: Column,
    country: Column,
    lat: Column,
    lon: Column,
    sector: Column,
    trust: Column,
}

impl Read {
    fn sites(
        &mut self,
        sheet: &Sheet<'_>,
        total: usize,
        watch: &dyn Watch,
    ) -> Result<(), ImportError> {
        let columns = SiteColumns {
            key: sheet.column("key"),
            company: sheet.column("company"),
            street: sheet.column("street"),
            postcode: sheet.column("postcode"),
            town: sheet.column("town"),
            country: sheet.column("country"),
            lat: sheet.column("lat"),
            lon: sheet.column("lon"),
            sector: sheet.column("sector"),
            trust: sheet.column("trust"),
        };
        let mut owners = Owners::new(DATASET, None);
        let mut trusts: HashMap<OrganizationId, f64> = HashMap::new();
        let mut trust_of_row: Vec<Option<f64>> = Vec::new();
        let mut rows = sheet.rows();
        let mut count = 0;
        while let Some(found) = rows.next_row() {
            look_at(watch, count, rows.done(), total)?;
            count += 1;
            let Found::Row(raw) = found else {
                self.rejected.push(sheet.rejected_raw(found));
                continue;
            };
            let mut reading = sheet.look(&raw);
            let Some((mut row, trust)) = self.site(&mut reading, &columns, &mut owners) else {
                let issues = reading.issues;
                self.rejected.push(sheet.rejected(&raw, issues));
                continue;
            };
            row.issues = reading.issues;
            row.file = sheet.name.to_owned();
            if let (Some(trust), Some(site)) = (trust, &row.site) {
                let least = trusts.entry(site.organization).or_insert(trust);
                *least = least.min(trust);
            }
            trust_of_row.push(trust);
            self.rows.push(row);
        }
        for (row, stated) in self.rows.iter_mut().zip(trust_of_row) {
            let Some(site) = &row.site else { continue };
            let Some(&least) = trusts.get(&site.organization) else {
                continue;
            };
            if let Some(organization) = &mut row.organization {
                organization.trust = Some(least);
            }
            if stated.is_some_and(|s| s > least) {
                let issue = Issue::new("trust_differs", Severity::Info)
                    .at_line(row.line)
                    .in_column(sheet.title(columns.trust))
                    .with("least", least);
                row.issues.push(sheet.placed(issue));
            }
        }
        note_far_away(&mut self.rows);
        note_shared_locations(&mut self.rows);
        Ok(())
    }

    fn site(
        &mut self,
        reading: &mut Reading<'_>,
        columns: &SiteColumns,
        owners: &mut Owners,
    ) -> Option<(Row, Option<f64>)> {
        let Some(key) = reading.identifier(columns.key) else {
            reading.say_of(columns.key, Issue::new("no_key", Severity::Error));
            return None;
        };
        if let Some((_, _, first)) = self.sites.get(&key) {
            let issue =
                Issue::new("duplicate_key", Severity::Error).with("key", &key).with("first", first);
            reading.say_of(columns.key, issue);
            return None;
        }
        let country = country_of(reading, columns.country);
        let lat = reading.number(columns.lat, Severity::Warning);
        let lon = reading.number(columns.lon, Severity::Warning);
        let position = position_of(reading, columns.lat, lat, lon, country.as_deref());
        let sector = reading.words(columns.sector);
        let company = reading.words(columns.company).unwrap_or_else(|| {
            reading.say_of(columns.company, Issue::new("no_name", Severity::Warning));
            format!("{DATASET} {key}")
        });
        let trust = share(reading, columns.trust, "trust_out_of_range", Severity::Warning);
        let (owner, organization) =
            owners.meet(&company, country.as_deref(), sector.as_deref(), trust);
        let town = reading.words(columns.town);
        let id = SiteId(imported_id(DATASET, "site", &key));
        self.sites.insert(key.clone(), (id, owner, reading.line()));
        let postcode = postcode_of(reading, columns.postcode, country.as_deref());
        let site = Site {
            id,
            organization: owner,
            name: company,
            position,
            country,
            town,
            street: reading.words(columns.street),
            postcode,
            sector,
            source: source(key),
        };
        let row = Row {
            file: String::new(),
            line: reading.line(),
            organization,
            site: Some(site),
            flows: Vec::new(),
            issues: Vec::new(),
        };
        Some((row, trust))
    }
}

fn source(key: String) -> Source {
    Source { dataset: DATASET.to_owned(), key, year: None, method: None }
}

/// A value of 0..1; one outside is noted at `severity` and counts as unknown.
fn share(reading: &mut Reading<'_>, column: Column, code: &str, severity: Severity) -> Option<f64> {
    let value = reading.number(column, severity)?;
    if (0.0..=1.0).contains(&value) {
        return Some(value);
    }
    reading.say_of(column, Issue::new(code, severity).with("value", value));
    None
}

struct FlowColumns {
    key: Column,
    site: Column,
    direction: Column,
    resource: Column,
    waste_code: Column,
    amount: Column,
    unit: Column,
    temperature: Column,
    grade: Column,
    price: Column,
    week: Column,
    season: Column,
    valid_from: Column,
    valid_to: Column,
    amount_low: Column,
    amount_high: Column,
    return_temperature: Column,
    temperature_low: Column,
    temperature_high: Column,
    pressure: Column,
    pressure_low: Column,
    ph: Column,
    ph_low: Column,
    ph_high: Column,
    moisture: Column,
    contamination: Column,
    contaminants: Column,
    hazards: Column,
    cas: Column,
    certificates: Column,
    variability: Column,
    minimum_order: Column,
    max_distance: Column,
    storage: Column,
    shelf_life: Column,
    lead_time: Column,
    measured_at: Column,
    instrument: Column,
}

impl Read {
    fn flows(
        &mut self,
        sheet: &Sheet<'_>,
        done: usize,
        total: usize,
        today: Date,
        watch: &dyn Watch,
    ) -> Result<(), ImportError> {
        let columns = FlowColumns {
            key: sheet.column("key"),
            site: sheet.column("site"),
            direction: sheet.column("direction"),
            resource: sheet.column("resource"),
            waste_code: sheet.column("waste_code"),
            amount: sheet.column("amount"),
            unit: sheet.column("unit"),
            temperature: sheet.column("temperature_c"),
            grade: sheet.column("grade"),
            price: sheet.column("price_eur"),
            week: sheet.column("week"),
            season: sheet.column("season"),
            valid_from: sheet.column("valid_from"),
            valid_to: sheet.column("valid_to"),
            amount_low: sheet.column("amount_low"),
            amount_high: sheet.column("amount_high"),
            return_temperature: sheet.column("return_c"),
            temperature_low: sheet.column("temperature_low_c"),
            temperature_high: sheet.column("temperature_high_c"),
            pressure: sheet.column("pressure_bar"),
            pressure_low: sheet.column("pressure_low_bar"),
            ph: sheet.column("ph"),
            ph_low: sheet.column("ph_low"),
            ph_high: sheet.column("ph_high"),
            moisture: sheet.column("moisture"),
            contamination: sheet.column("contamination"),
            contaminants: sheet.column("contaminants"),
            hazards: sheet.column("hazards"),
            cas: sheet.column("cas"),
            certificates: sheet.column("certificates"),
            variability: sheet.column("variability"),
            minimum_order: sheet.column("minimum_order"),
            max_distance: sheet.column("max_distance_km"),
            storage: sheet.column("storage_amount"),
            shelf_life: sheet.column("shelf_life_days"),
            lead_time: sheet.column("lead_time_days"),
            measured_at: sheet.column("measured_at"),
            instrument: sheet.column("instrument"),
        };
        let mut rows = sheet.rows();
        let mut count = 0;
        while let Some(found) = rows.next_row() {
            look_at(watch, count, done + rows.done(), total)?;
            count += 1;
            let Found::Row(raw) = found else {
                self.rejected.push(sheet.rejected_raw(found));
                continue;
            };
            let mut reading = sheet.look(&raw);
            let flow = self.flow(&mut reading, &columns, today);
            let (line, issues) = (reading.line(), reading.issues);
            let is_lost = issues.iter().any(|i| i.severity == Severity::Error);
            match flow {
                Some(flow) if !is_lost => self.rows.push(Row {
                    file: sheet.name.to_owned(),
                    line,
                    organization: None,
                    site: None,
                    flows: vec![flow],
                    issues,
                }),
                Some(_) | None => self.rejected.push(sheet.rejected(&raw, issues)),
            }
        }
        Ok(())
    }

    /// The flow of a row, or `None` with an error among the issues. Every cell is looked at
    /// before that, so that all that is wrong with the row is named at once.
    fn flow(
        &mut self,
        reading: &mut Reading<'_>,
        columns: &FlowColumns,
        today: Date,
    ) -> Option<Flow> {
        let key = reading.identifier(columns.key);
        if key.is_none() {
            reading.say_of(columns.key, Issue::new("no_key", Severity::Error));
        }
        if let Some(first) = key.as_ref().and_then(|key| self.flows.get(key)) {
            let issue = Issue::new("duplicate_key", Severity::Error)
                .with("key", key.as_deref().unwrap_or(""))
                .with("first", first);
            reading.say_of(columns.key, issue);
        }
        let place = self.place(reading, columns.site);
        let direction = direction(reading, columns.direction);
        let resource = resource(reading, columns.resource);
        let amount = amount(reading, columns, resource.as_ref().map(|(kind, _, _)| *kind));
        let (stated_amount, amount) = (amount.map(|a| a.0), amount.map(|a| a.1));
        let is_thermal = resource.as_ref().is_some_and(|(kind, _, _)| kind.is_thermal());
        let temperature = temperature(reading, columns.temperature);
        if is_thermal && temperature.is_none() && reading.text(columns.temperature).is_none() {
            let issue = Issue::new("no_temperature", Severity::Warning);
            reading.say_of(columns.temperature, issue);
        }
        let grade = share(reading, columns.grade, "grade_out_of_range", Severity::Error);
        let quality = quality(reading, columns);
        let [amount_low, amount_high] = [columns.amount_low, columns.amount_high].map(|column| {
            let stated = measure(reading, column, 0.0..=MOST)?;
            Some(stated * (amount? / stated_amount?))
        });
        let particulars = particulars(reading, columns, today);
        let profile = profile(reading, columns, today);
        let price = price(reading, columns.price);
        let waste_code = reading.words(columns.waste_code);
        let key = key?;
        let (site, organization) = place?;
        let (kind, class, word) = resource?;
        let (direction, amount_per_year, profile) = (direction?, amount?, profile?);
        let line = reading.line();
        self.flows.entry(key.clone()).or_insert(line);
        Some(Flow {
            id: FlowId(imported_id(DATASET, "flow", &key)),
            site,
            organization,
            direction,
            kind,
            class: class.map(str::to_owned),
            name: match waste_code {
                Some(code) => format!("{word} ({code})"),
                None => word,
            },
            amount_per_year,
            amount_low,
            amount_high,
            capacity_per_hour: None,
            quality: Quality { temperature, grade, ..quality },
            profile,
            price,
            disposal_cost: None,
            replaces: None,
            precision: Precision::Estimated,
            confidential: Default::default(),
            source: source(key),
            particulars,
        })
    }

    fn place(&self, reading: &mut Reading<'_>, column: Column) -> Option<(SiteId, OrganizationId)> {
        let key = reading.identifier(column).unwrap_or_default();
        let found = self.sites.get(&key).map(|(site, organization, _)| (*site, *organization));
        if found.is_none() {
            let issue = Issue::new("unknown_site", Severity::Error).with("value", shown(&key));
            reading.say_of(column, issue);
        }
        found
    }
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

fn direction(reading: &mut Reading<'_>, column: Column) -> Option<Direction> {
    let text = reading.text(column).unwrap_or_default();
    match text.as_ref() {
        "supply" | "Supply" | "SUPPLY" => Some(Direction::Supply),
        "demand" | "Demand" | "DEMAND" => Some(Direction::Demand),
        _ => {
            let issue =
                Issue::new("unknown_direction", Severity::Error).with("value", shown(&text));
            reading.say_of(column, issue);
            None
        }
    }
}

type Resource = (Kind, Option<&'static str>, String);

fn resource(reading: &mut Reading<'_>, column: Column) -> Option<Resource> {
    let text = reading.text(column).unwrap_or_default();
    let word = text.to_lowercase();
    match RESOURCES.get(word.as_str()) {
        Some((kind, class)) => Some((*kind, *class, word)),
        None => {
            let issue = Issue::new("unknown_resource", Severity::Error).with("value", shown(&text));
            reading.say_of(column, issue);
            None
        }
    }
}

/// The amount a year, as stated and in the unit of the kind.
fn amount(
    reading: &mut Reading<'_>,
    columns: &FlowColumns,
    kind: Option<Kind>,
) -> Option<(f64, f64)> {
    let stated = reading.number(columns.amount, Severity::Error);
    let factor = kind.and_then(|kind| factor(reading, columns.unit, kind));
    let Some(stated) = stated else {
        if reading.text(columns.amount).is_none() {
            reading.say_of(columns.amount, Issue::new("no_amount", Severity::Error));
        }
        return None;
    };
    if stated <= 0.0 {
        let issue = Issue::new("amount_not_positive", Severity::Error).with("value", stated);
        reading.say_of(columns.amount, issue);
        return None;
    }
    Some((stated, stated * factor?))
}

/// What one of the stated unit is in the unit of the kind; units other than that are noted.
fn factor(reading: &mut Reading<'_>, column: Column, kind: Kind) -> Option<f64> {
    let text = reading.text(column).unwrap_or_default();
    let wanted = kind.rules().unit;
    if text == wanted {
        return Some(1.0);
    }
    let lower = text.to_lowercase();
    let stated = lower.trim_end_matches("/a").trim_end_matches("/y").trim();
    let factor = match (wanted, stated) {
        ("MWh", "mwh") | ("t", "t") | ("m3", "m3" | "m\u{b3}" | "cbm") => Some(1.0),
        ("MWh", "kwh") | ("t", "kg") | ("m3", "l") => Some(1e-3),
        ("MWh", "gwh") | ("t", "kt") => Some(1e3),
        ("MWh", "gj") => Some(1.0 / 3.6),
        ("MWh", "tj") => Some(1000.0 / 3.6),
        _ => None,
    };
    let severity = if factor.is_some() { Severity::Info } else { Severity::Error };
    let code = if factor.is_some() { "unit_converted" } else { "unknown_unit" };
    let issue = Issue::new(code, severity).with("value", shown(&text)).with("unit", wanted);
    reading.say_of(column, issue);
    factor
}

fn temperature(reading: &mut Reading<'_>, column: Column) -> Option<Celsius> {
    let value = Celsius(reading.number(column, Severity::Error)?);
    let code = if value < ABSOLUTE_ZERO {
        "below_absolute_zero"
    } else if value > HOTTEST {
        "temperature_absurd"
    } else {
        return Some(value);
    };
    reading.say_of(column, Issue::new(code, Severity::Error).with("value", value.0));
    None
}

/// A number within bounds; one outside is noted and counts as unknown.
fn measure(
    reading: &mut Reading<'_>,
    column: Column,
    within: std::ops::RangeInclusive<f64>,
) -> Option<f64> {
    let value = reading.number(column, Severity::Warning)?;
    if within.contains(&value) {
        return Some(value);
    }
    reading
        .say_of(column, Issue::new("value_out_of_range", Severity::Warning).with("value", value));
    None
}

/// A text that is read by its own rules; one that cannot be is noted and counts as unknown.
fn stated<T>(
    reading: &mut Reading<'_>,
    column: Column,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = reading.text(column)?;
    let found = read(&text);
    if found.is_none() {
        let issue = Issue::new("particular_unreadable", Severity::Warning);
        reading.say_of(column, issue.with("value", shown(&text)));
    }
    found
}

/// The parts of a cell that lists several things.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
}

fn quality(reading: &mut Reading<'_>, columns: &FlowColumns) -> Quality {
    Quality {
        return_temperature: temperature(reading, columns.return_temperature),
        pressure_bar: measure(reading, columns.pressure, 0.0..=MOST_BAR),
        moisture: measure(reading, columns.moisture, 0.0..=1.0),
        contamination: measure(reading, columns.contamination, 0.0..=1.0),
        ph: measure(reading, columns.ph, 0.0..=14.0),
        ..Quality::default()
    }
}

/// `HP3; HP14`, or `none`.
fn hazards(reading: &mut Reading<'_>, column: Column) -> Option<Hazards> {
    stated(reading, column, |text| {
        if text.eq_ignore_ascii_case("none") {
            return Some(Hazards::NONE);
        }
        let names: Vec<String> = parts(text).map(str::to_uppercase).collect();
        Hazards::try_from(names).ok()
    })
}

fn particulars(reading: &mut Reading<'_>, columns: &FlowColumns, today: Date) -> Particulars {
    let measured_at = stated(reading, columns.measured_at, |text| {
        iso_date(text).filter(|date| YEARS.contains(&date.year()))
    });
    if let Some(day) = measured_at.filter(|day| *day > today) {
        let issue = Issue::new("measured_in_future", Severity::Warning).with("date", day);
        reading.say_of(columns.measured_at, issue);
    }
    Particulars {
        temperature_low: temperature(reading, columns.temperature_low),
        temperature_high: temperature(reading, columns.temperature_high),
        pressure_low_bar: measure(reading, columns.pressure_low, 0.0..=MOST_BAR),
        ph_low: measure(reading, columns.ph_low, 0.0..=14.0),
        ph_high: measure(reading, columns.ph_high, 0.0..=14.0),
        contaminants: stated(reading, columns.contaminants, |text| {
            parts(text).map(|part| part.parse().ok()).collect::<Option<Vec<Content>>>()
        })
        .unwrap_or_default(),
        hazards: hazards(reading, columns.hazards),
        cas: stated(reading, columns.cas, |text| text.parse().ok()),
        certificates: reading
            .text(columns.certificates)
            .map(|text| parts(&text).map(str::to_owned).collect())
            .unwrap_or_default(),
        variability: measure(reading, columns.variability, 0.0..=10.0),
        price_tiers: Vec::new(),
        minimum_order: measure(reading, columns.minimum_order, 0.0..=MOST),
        max_distance_km: measure(reading, columns.max_distance, 0.0..=MOST_KM),
        storage_amount: measure(reading, columns.storage, 0.0..=MOST),
        shelf_life_days: measure(reading, columns.shelf_life, 0.0..=MOST),
        lead_time_days: measure(reading, columns.lead_time, 0.0..=MOST),
        measured_at,
        instrument: reading.words(columns.instrument),
    }
}

fn price(reading: &mut Reading<'_>, column: Column) -> Option<Price> {
    let value = reading.number(column, Severity::Warning)?;
    // Millionths of a euro: a magnitude of at most 1e12 keeps this within an i64.
    let per_unit = Decimal::new((value * 1e6).round() as i64, 6).normalize();
    Some(Price { per_unit, currency: CURRENCY.to_owned(), year: None })
}

/// When the flow runs; `None` where a time cannot be meant.
fn profile(reading: &mut Reading<'_>, columns: &FlowColumns, today: Date) -> Option<Profile> {
    let mut is_good = true;
    let week = match reading.text(columns.week) {
        None => Week::ALWAYS,
        Some(text) => Week::from_hex(&text).unwrap_or_else(|| {
            is_good = false;
            let issue = Issue::new("bad_week", Severity::Error).with("value", shown(&text));
            reading.say_of(columns.week, issue);
            Week::NEVER
        }),
    };
    let months = match reading.text(columns.season) {
        None => [1.0; 12],
        Some(text) => season(&text).unwrap_or_else(|| {
            is_good = false;
            let issue = Issue::new("bad_season", Severity::Error).with("value", shown(&text));
            reading.say_of(columns.season, issue);
            [0.0; 12]
        }),
    };
    if is_good && (week == Week::NEVER || months.iter().all(|m| *m == 0.0)) {
        reading.say_of(columns.week, Issue::new("never_runs", Severity::Warning));
    }
    let valid_from = date(reading, columns.valid_from, &mut is_good);
    let valid_to = date(reading, columns.valid_to, &mut is_good);
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && from > to
    {
        is_good = false;
        let issue = Issue::new("dates_reversed", Severity::Error).with("from", from).with("to", to);
        reading.say_of(columns.valid_from, issue);
    }
    if let Some(from) = valid_from.filter(|from| *from > today) {
        let issue = Issue::new("begins_in_future", Severity::Info).with("date", from);
        reading.say_of(columns.valid_from, issue);
    }
    if let Some(to) = valid_to.filter(|to| *to < today) {
        reading
            .say_of(columns.valid_to, Issue::new("has_ended", Severity::Warning).with("date", to));
    }
    is_good.then_some(Profile { week, months, valid_from, valid_to })
}

/// Strength by month from twelve digits, 9 being full.
fn season(text: &str) -> Option<[f64; 12]> {
    let digits: Vec<f64> =
        text.chars().map(|c| c.to_digit(10).map(|d| f64::from(d) / 9.0)).collect::<Option<_>>()?;
    digits.try_into().ok()
}

fn date(reading: &mut Reading<'_>, column: Column, is_good: &mut bool) -> Option<Date> {
    let text = reading.text(column)?;
    match iso_date(&text) {
        Some(date) if YEARS.contains(&date.year()) => Some(date),
        Some(_) | None => {
            *is_good = false;
            let issue = Issue::new("bad_date", Severity::Error).with("value", shown(&text));
            reading.say_of(column, issue);
            None
        }
    }
}

/// Reads `2024-09-24` and nothing else.
fn iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 || day.len() != 2 || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
