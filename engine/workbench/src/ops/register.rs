//! The register: sites and flows, found, read and corrected.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::model::{
    Content, Flow, FlowId, OrganizationId, Particulars, Position, Precision, Price, Site, SiteId,
};
use turash_engine::quantity::{ABSOLUTE_ZERO, Celsius, Locale};
use turash_engine::watch::Watch;
use turash_store::{HitKind, StoreError};

use super::{Done, Nothing};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::show::{self, fields};
use crate::view::{FlowRow, Message, SiteRow};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("sites.list", Effect::Read, list),
        Operation::new("sites.page", Effect::Read, page),
        Operation::new("site.get", Effect::Read, site),
        Operation::new("search", Effect::Read, search),
        Operation::new("flow.set", Effect::Edit, set_flow),
        Operation::new("site.set", Effect::Edit, set_site),
    ]
}

/// A site as the command line lists it.
#[derive(Serialize, JsonSchema)]
struct ListedSite {
    id: SiteId,
    name: String,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<String>,
    town: Option<String>,
    organization: OrganizationId,
    sector: Option<String>,
    /// Dataset it came from.
    source: String,
}

#[derive(Serialize, JsonSchema)]
struct ListedSites {
    sites: Vec<ListedSite>,
}

fn list(workbench: &Workbench, _: Nothing, _: &dyn Watch) -> Result<ListedSites, Error> {
    let sites = workbench.session()?.replica.read(|reader| reader.sites())?;
    let listed = sites.into_iter().map(|site| ListedSite {
        id: site.id,
        name: site.name,
        lat: site.position.map(|p| p.lat),
        lon: site.position.map(|p| p.lon),
        country: site.country,
        town: site.town,
        organization: site.organization,
        sector: site.sector,
        source: site.source.dataset,
    });
    Ok(ListedSites { sites: listed.collect() })
}

/// A part of the list of sites.
#[derive(Deserialize, JsonSchema)]
struct Page {
    /// Only sites whose name, town, sector or owner contains this.
    #[serde(default)]
    text: Option<String>,
    /// Only sites that cannot be matched for want of a position.
    #[serde(default)]
    without_location: bool,
    #[serde(default)]
    offset: usize,
    limit: usize,
    #[serde(default)]
    lang: Locale,
}

#[derive(Serialize, JsonSchema)]
struct SitePage {
    total: usize,
    rows: Vec<SiteRow>,
}

fn page(workbench: &Workbench, page: Page, _: &dyn Watch) -> Result<SitePage, Error> {
    let loaded = workbench.session()?.load()?;
    let region = &loaded.region;
    let text = page.text.as_deref().map(str::to_lowercase).filter(|t| !t.is_empty());
    let contains = |field: &str, text: &str| field.to_lowercase().contains(text);
    let wanted = |site: &&Site| {
        let named = text.as_deref().is_none_or(|text| {
            let owner = region.organization(site.organization);
            contains(&site.name, text)
                || [&site.town, &site.sector, &site.country]
                    .into_iter()
                    .flatten()
                    .any(|field| contains(field, text))
                || owner.is_some_and(|owner| contains(&owner.name, text))
        });
        named && (!page.without_location || site.position.is_none())
    };
    let mut found: Vec<&Site> = region.sites().iter().map(|site| &**site).filter(wanted).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let shown = found.iter().skip(page.offset).take(page.limit);
    let rows = shown.map(|site| show::site_row(region, site, page.lang)).collect();
    Ok(SitePage { total: found.len(), rows })
}

/// One record, and the reader's language.
#[derive(Deserialize, JsonSchema)]
struct OneSite {
    id: SiteId,
    #[serde(default)]
    lang: Locale,
}

#[derive(Serialize, JsonSchema)]
struct SiteDetail {
    #[serde(flatten)]
    row: SiteRow,
    flows: Vec<FlowRow>,
    /// What is to be said about the record.
    issues: Vec<Message>,
}

fn site(workbench: &Workbench, one: OneSite, _: &dyn Watch) -> Result<SiteDetail, Error> {
    let loaded = workbench.session()?.load()?;
    let missing = || Error::NotFound { kind: "site", id: one.id.to_string() };
    let site = loaded.region.site(one.id).ok_or_else(missing)?;
    let positions = loaded.region.flows_at(one.id);
    let flows =
        positions.iter().map(|&at| show::flow_row(loaded.region.flow(at), one.lang)).collect();
    let mut issues = Vec::new();
    if site.position.is_none() {
        issues.push(Message::new("issue-no-location"));
    }
    Ok(SiteDetail { row: show::site_row(&loaded.region, site, one.lang), flows, issues })
}

#[derive(Deserialize, JsonSchema)]
struct Words {
    /// Words, or beginnings of words.
    text: String,
    /// Most findings.
    #[serde(default = "default_limit")]
    limit: usize,
}

fn default_limit() -> usize {
    20
}

#[derive(Serialize, JsonSchema)]
struct Hit {
    /// `organization`, `site` or `flow`.
    kind: &'static str,
    id: String,
    title: String,
    detail: String,
    /// The site to go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SiteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
struct Hits {
    hits: Vec<Hit>,
}

fn search(workbench: &Workbench, words: Words, _: &dyn Watch) -> Result<Hits, Error> {
    let hits = workbench.session()?.replica.read(|reader| {
        let found = reader.search(&words.text, words.limit.min(1000))?;
        let mut hits = Vec::with_capacity(found.len());
        for hit in found {
            let (kind, site) = match hit.kind {
                HitKind::Organization => {
                    let sites = reader.sites_of(OrganizationId(hit.id))?;
                    ("organization", sites.into_iter().next())
                }
                HitKind::Site => ("site", reader.site(SiteId(hit.id))?),
                HitKind::Flow => {
                    let flow = reader.flow(FlowId(hit.id))?;
                    ("flow", flow.map(|f| reader.site(f.site)).transpose()?.flatten())
                }
            };
            let position = site.as_ref().and_then(|s| s.position);
            hits.push(Hit {
                kind,
                id: hit.id.to_string(),
                title: hit.title,
                detail: hit.detail,
                site: site.map(|s| s.id),
                lat: position.map(|p| p.lat),
                lon: position.map(|p| p.lon),
            });
        }
        Ok::<_, StoreError>(hits)
    })?;
    Ok(Hits { hits })
}

/// A new value of one field of a flow.
#[derive(Deserialize, JsonSchema)]
struct FlowChange {
    id: FlowId,
    /// `amount_per_year`, `amount_low`, `amount_high`, `capacity_per_hour`, `temperature`,
    /// `return_temperature`, `temperature_low`, `temperature_high`, `grade`, `moisture`,
    /// `contamination`, `contaminants`, `ph`, `ph_low`, `ph_high`, `hazardous`, `hazards`, `cas`,
    /// `certificates`, `pressure_bar`, `pressure_low_bar`, `variability`, `minimum_order`,
    /// `max_distance_km`, `storage_amount`, `shelf_life_days`, `lead_time_days`, `measured_at`,
    /// `instrument`, `price`, `price_tiers`, `disposal_cost`, `name`, `valid_from`, `valid_to`,
    /// `precision` or `confidential`.
    field: String,
    /// A number, a text, a list (names for `confidential` and `certificates`, `HP1` to `HP15`
    /// for `hazards`, objects for `contaminants` and `price_tiers`), a list as one text with
    /// semicolons (`HP3; HP14`, `Cl=120 mg/kg; Cd=3 mg/kg`, `100=12.50; 500=11`), or null for
    /// unknown.
    value: Value,
    /// How well the flow is known with this value.
    #[serde(default)]
    precision: Option<Precision>,
}

fn set_flow(workbench: &Workbench, change: FlowChange, _: &dyn Watch) -> Result<Done, Error> {
    let missing = || Error::NotFound { kind: "flow", id: change.id.to_string() };
    let flow = workbench.session()?.replica.read(|reader| reader.flow(change.id))?;
    let flow = flow.ok_or_else(missing)?;
    let mut next = flow.clone();
    put(&mut next, &change.field, &change.value)?;
    if let Some(precision) = change.precision {
        next.precision = precision;
    }
    let label = Message::new("action-flow-set")
        .with("name", flow.name.as_str())
        .with("field", Message::new(format!("field-{}", change.field)));
    let evidence = Some(next.precision);
    let ((), done) = workbench.edit(label, evidence, |edit| {
        edit.change::<Flow>(change.id.0, |flow| *flow = next)?;
        Ok(())
    })?;
    Ok(done)
}

fn put(flow: &mut Flow, field: &str, value: &Value) -> Result<(), Error> {
    let bad = |wanted| bad_value(field, value, wanted);
    let positive = || match number(value) {
        Some(n) if n.is_finite() && n > 0.0 => Ok(n),
        _ => Err(bad("positive")),
    };
    let celsius = || match number(value) {
        Some(n) if n.is_finite() && n > ABSOLUTE_ZERO.0 => Ok(Celsius(n)),
        _ => Err(bad("temperature")),
    };
    let within = |least: f64, most: f64| match number(value) {
        Some(n) if (least..=most).contains(&n) => Ok(n),
        Some(_) | None => Err(bad("number")),
    };
    let or_none = |known: &dyn Fn() -> Result<f64, Error>| {
        if value.is_null() { Ok(None) } else { known().map(Some) }
    };
    match field {
        "amount_per_year" => flow.amount_per_year = positive()?,
        "amount_low" => flow.amount_low = or_none(&positive)?,
        "amount_high" => flow.amount_high = or_none(&positive)?,
        "capacity_per_hour" => flow.capacity_per_hour = or_none(&positive)?,
        "pressure_bar" => flow.quality.pressure_bar = or_none(&positive)?,
        "grade" => match number(value) {
            Some(n) if (0.0..=1.0).contains(&n) => flow.quality.grade = Some(n),
            None if value.is_null() => flow.quality.grade = None,
            _ => return Err(bad("number")),
        },
        "temperature" if value.is_null() => flow.quality.temperature = None,
        "temperature" => flow.quality.temperature = Some(celsius()?),
        "return_temperature" if value.is_null() => flow.quality.return_temperature = None,
        "return_temperature" => flow.quality.return_temperature = Some(celsius()?),
        "ph" => flow.quality.ph = or_none(&|| within(0.0, 14.0))?,
        "moisture" => flow.quality.moisture = or_none(&|| within(0.0, 1.0))?,
        "contamination" => flow.quality.contamination = or_none(&|| within(0.0, 1.0))?,
        "hazardous" => {
            flow.quality.hazardous =
                serde_json::from_value(value.clone()).map_err(|_| bad("yes_no"))?;
        }
        "price" => flow.price = price(flow.price.as_ref(), field, value)?,
        "disposal_cost" => flow.disposal_cost = price(flow.disposal_cost.as_ref(), field, value)?,
        "name" => flow.name = words(value).ok_or_else(|| bad("text"))?,
        "precision" => {
            flow.precision = serde_json::from_value(value.clone()).map_err(|_| bad("precision"))?;
        }
        "valid_from" => flow.profile.valid_from = date(field, value)?,
        "valid_to" => flow.profile.valid_to = date(field, value)?,
        "confidential" => {
            flow.confidential = serde_json::from_value(value.clone()).map_err(|_| bad("text"))?;
        }
        _ => return put_particular(&mut flow.particulars, field, value),
    }
    Ok(())
}

fn put_particular(stated: &mut Particulars, field: &str, value: &Value) -> Result<(), Error> {
    let bad = |wanted| bad_value(field, value, wanted);
    let number_in = |least: f64, most: f64| match number(value) {
        Some(n) if (least..=most).contains(&n) => Ok(Some(n)),
        None if value.is_null() => Ok(None),
        Some(_) | None => Err(bad("number")),
    };
    let celsius = || match number(value) {
        Some(n) if n.is_finite() && n > ABSOLUTE_ZERO.0 => Ok(Some(Celsius(n))),
        None if value.is_null() => Ok(None),
        Some(_) | None => Err(bad("temperature")),
    };
    match field {
        "temperature_low" => stated.temperature_low = celsius()?,
        "temperature_high" => stated.temperature_high = celsius()?,
        "pressure_low_bar" => stated.pressure_low_bar = number_in(0.0, f64::MAX)?,
        "ph_low" => stated.ph_low = number_in(0.0, 14.0)?,
        "ph_high" => stated.ph_high = number_in(0.0, 14.0)?,
        "variability" => stated.variability = number_in(0.0, f64::MAX)?,
        "minimum_order" => stated.minimum_order = number_in(0.0, f64::MAX)?,
        "max_distance_km" => stated.max_distance_km = number_in(0.0, f64::MAX)?,
        "storage_amount" => stated.storage_amount = number_in(0.0, f64::MAX)?,
        "shelf_life_days" => stated.shelf_life_days = number_in(0.0, f64::MAX)?,
        "lead_time_days" => stated.lead_time_days = number_in(0.0, f64::MAX)?,
        "measured_at" => stated.measured_at = date(field, value)?,
        "instrument" if value.is_null() => stated.instrument = None,
        "instrument" => stated.instrument = Some(words(value).ok_or_else(|| bad("text"))?),
        "hazards" => stated.hazards = listed(field, value, fields::read_hazards)?,
        "cas" => stated.cas = compound(field, value)?,
        "certificates" => {
            let split = |text: &str| Some(fields::parts(text).map(str::to_owned).collect());
            let names: BTreeSet<String> = listed(field, value, split)?.unwrap_or_default();
            stated.certificates =
                names.iter().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
        }
        "contaminants" => {
            let contents = listed(field, value, fields::read_contents)?.unwrap_or_default();
            if !contents.iter().all(Content::is_usable) {
                return Err(bad("number"));
            }
            stated.contaminants = contents;
        }
        "price_tiers" => {
            let mut tiers = listed(field, value, fields::read_tiers)?.unwrap_or_default();
            if !tiers.iter().all(|t| t.from_amount.is_finite() && t.from_amount >= 0.0) {
                return Err(bad("number"));
            }
            tiers.sort_by(|a, b| a.from_amount.total_cmp(&b.from_amount));
            stated.price_tiers = tiers;
        }
        _ => return Err(bad("field")),
    }
    Ok(())
}

/// A value of several parts, or unknown.
fn compound<T: DeserializeOwned>(field: &str, value: &Value) -> Result<Option<T>, Error> {
    serde_json::from_value(value.clone()).map_err(|_| bad_value(field, value, "parts"))
}

/// A list as its parts or as the text that a person typed, or unknown.
fn listed<T: DeserializeOwned>(
    field: &str,
    value: &Value,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    match value.as_str() {
        Some(text) => read(text).map(Some).ok_or_else(|| bad_value(field, value, "parts")),
        None => compound(field, value),
    }
}

/// A price in EUR; currency and year of a stated price stay.
fn price(before: Option<&Price>, field: &str, value: &Value) -> Result<Option<Price>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    let bad = || bad_value(field, value, "number");
    let text = match value {
        Value::String(text) => text.trim().replace(',', "."),
        Value::Number(number) => number.to_string(),
        _ => return Err(bad()),
    };
    let per_unit =
        text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&text)).map_err(|_| bad())?;
    Ok(Some(match before {
        Some(before) => Price { per_unit, ..before.clone() },
        None => Price { per_unit, currency: "EUR".to_owned(), year: None },
    }))
}

fn date(field: &str, value: &Value) -> Result<Option<Date>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => text.parse().map(Some).map_err(|_| bad_value(field, value, "time")),
        _ => Err(bad_value(field, value, "time")),
    }
}

/// A new value of one field of a site.
#[derive(Deserialize, JsonSchema)]
struct SiteChange {
    id: SiteId,
    /// `name`, `lat`, `lon`, `position`, `town`, `street`, `postcode`, `sector` or `country`.
    field: String,
    /// A text, a number, `[lat, lon]` for `position`, or null for unknown.
    value: Value,
}

fn set_site(workbench: &Workbench, change: SiteChange, _: &dyn Watch) -> Result<Done, Error> {
    let missing = || Error::NotFound { kind: "site", id: change.id.to_string() };
    let site = workbench.session()?.replica.read(|reader| reader.site(change.id))?;
    let mut next = site.ok_or_else(missing)?;
    let label = Message::new("action-site-set")
        .with("name", next.name.as_str())
        .with("field", Message::new(format!("field-{}", change.field)));
    let SiteChange { field, value, .. } = &change;
    let bad = |wanted| bad_value(field, value, wanted);
    let optional = || {
        if value.is_null() { Ok(None) } else { words(value).map(Some).ok_or_else(|| bad("text")) }
    };
    let moved = |lat: f64, lon: f64, wanted| Position::new(lat, lon).ok_or_else(|| bad(wanted));
    let here = next.position;
    match field.as_str() {
        "name" => next.name = words(value).ok_or_else(|| bad("text"))?,
        "town" => next.town = optional()?,
        "street" => next.street = optional()?,
        "postcode" => next.postcode = optional()?,
        "sector" => next.sector = optional()?,
        "country" => next.country = optional()?.map(|c| c.to_uppercase()),
        "position" if value.is_null() => next.position = None,
        "position" => {
            let pair: [f64; 2] =
                serde_json::from_value(value.clone()).map_err(|_| bad("latitude"))?;
            next.position = Some(moved(pair[0], pair[1], "latitude")?);
        }
        "lat" => {
            let lat = number(value).ok_or_else(|| bad("latitude"))?;
            let lon = here.ok_or_else(|| bad("position"))?.lon;
            next.position = Some(moved(lat, lon, "latitude")?);
        }
        "lon" => {
            let lon = number(value).ok_or_else(|| bad("longitude"))?;
            let lat = here.ok_or_else(|| bad("position"))?.lat;
            next.position = Some(moved(lat, lon, "longitude")?);
        }
        _ => return Err(bad("field")),
    }
    let ((), done) = workbench.edit(label, None, |edit| {
        edit.change::<Site>(change.id.0, |site| *site = next)?;
        Ok(())
    })?;
    Ok(done)
}

/// A number, also as text with a decimal comma.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            plain.replace(',', ".").replace('\u{2212}', "-").parse().ok()
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

fn bad_value(field: &str, value: &Value, wanted: &'static str) -> Error {
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Error::Value { field: field.to_owned(), value, wanted }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;
    use turash_engine::model::{Direction, Kind, Profile, Quality, Source};

    use super::*;

    fn bare(kind: Kind, direction: Direction) -> Flow {
        Flow {
            id: FlowId(uuid::Uuid::from_u128(1)),
            site: SiteId(uuid::Uuid::from_u128(2)),
            organization: OrganizationId(uuid::Uuid::from_u128(3)),
            direction,
            kind,
            class: None,
            name: "Flow".to_owned(),
            amount_per_year: 900.0,
            amount_low: None,
            amount_high: None,
            capacity_per_hour: None,
            quality: Quality::default(),
            profile: Profile::ALWAYS,
            price: None,
            disposal_cost: None,
            replaces: None,
            precision: Precision::Rough,
            confidential: BTreeSet::new(),
            source: Source::default(),
            particulars: Particulars::default(),
        }
    }

    /// What a person types into each field.
    fn typed() -> BTreeMap<&'static str, Value> {
        [
            ("name", json!("Bark")),
            ("amount_per_year", json!("1 200,5")),
            ("amount_low", json!(800)),
            ("amount_high", json!(1500)),
            ("variability", json!(0.2)),
            ("capacity_per_hour", json!(3)),
            ("temperature", json!(80)),
            ("return_temperature", json!(40)),
            ("temperature_low", json!(70)),
            ("temperature_high", json!(95)),
            ("pressure_bar", json!(6)),
            ("pressure_low_bar", json!(5)),
            ("grade", json!(0.9)),
            ("moisture", json!(0.4)),
            ("contamination", json!(0.02)),
            ("ph", json!(7)),
            ("ph_low", json!(6)),
            ("ph_high", json!(8)),
            ("contaminants", json!("Cl=120 mg/kg; TOC=0.5 %")),
            ("hazardous", json!(false)),
            ("hazards", json!("hp3; HP14")),
            ("cas", json!("7732-18-5")),
            ("certificates", json!("ISO 14001; FSC")),
            ("price", json!(12.5)),
            ("price_tiers", json!("500=11; 100=12.50")),
            ("disposal_cost", json!(-30)),
            ("minimum_order", json!(50)),
            ("max_distance_km", json!(80)),
            ("storage_amount", json!(40)),
            ("shelf_life_days", json!(10)),
            ("lead_time_days", json!(2)),
            ("valid_from", json!("2026-01-01")),
            ("valid_to", json!("2027-12-31")),
            ("measured_at", json!("2026-05-04")),
            ("instrument", json!("Ultrasonic meter")),
        ]
        .into()
    }

    /// What is shown of a flow says the same when it is typed in again.
    #[test]
    fn each_field_reads_back_what_it_shows() {
        for kind in Kind::ALL {
            for direction in [Direction::Supply, Direction::Demand] {
                let mut flow = bare(kind, direction);
                for (field, value) in typed() {
                    put(&mut flow, field, &value).expect(field);
                }
                let shown = fields::editable(&flow);
                let names: BTreeSet<&str> = shown.iter().map(|one| one.field.as_str()).collect();
                assert_eq!(names, typed().into_keys().collect(), "{kind:?} {direction:?}");
                let mut again = bare(kind, direction);
                for one in &shown {
                    put(&mut again, &one.field, &one.value).expect(&one.field);
                }
                assert_eq!(again, flow);
                for one in shown.iter().filter(|one| !ALWAYS_THERE.contains(&one.field.as_str())) {
                    put(&mut again, &one.field, &Value::Null).expect(&one.field);
                }
                let emptied = Flow { name: again.name.clone(), ..bare(kind, direction) };
                assert_eq!(again, Flow { amount_per_year: again.amount_per_year, ..emptied });
            }
        }
    }

    const ALWAYS_THERE: [&str; 2] = ["name", "amount_per_year"];

    /// A field appears where the matcher compares it, and stays away where it means nothing.
    #[test]
    fn fields_follow_kind_and_direction() {
        let offers = |kind, direction, field: &str| {
            fields::editable(&bare(kind, direction)).iter().any(|one| one.field == field)
        };
        use Direction::{Demand, Supply};
        for (kind, direction, field, there) in [
            (Kind::Heat, Supply, "return_temperature", true),
            (Kind::Heat, Supply, "temperature_low", true),
            (Kind::Heat, Demand, "temperature_low", false),
            (Kind::Heat, Supply, "ph", false),
            (Kind::Heat, Supply, "shelf_life_days", false),
            (Kind::Water, Demand, "temperature_high", true),
            (Kind::Water, Demand, "ph_low", true),
            (Kind::Water, Supply, "ph_low", false),
            (Kind::CompressedAir, Supply, "pressure_low_bar", true),
            (Kind::Biowaste, Supply, "moisture", true),
            (Kind::Material, Supply, "moisture", false),
            (Kind::Material, Supply, "hazards", true),
            (Kind::Material, Supply, "disposal_cost", true),
            (Kind::Material, Demand, "disposal_cost", false),
            (Kind::Electricity, Supply, "certificates", true),
            (Kind::Service, Demand, "lead_time_days", true),
        ] {
            assert_eq!(offers(kind, direction, field), there, "{kind:?} {direction:?} {field}");
        }
    }

    #[test]
    fn lists_that_say_nothing_are_refused() {
        let mut flow = bare(Kind::Material, Direction::Supply);
        for (field, text) in [
            ("hazards", "HP16"),
            ("hazards", "toxic"),
            ("contaminants", "Cl=1 furlong"),
            ("contaminants", "Cl"),
            ("price_tiers", "100"),
            ("price_tiers", "-1=3"),
            ("price_tiers", "100=cheap"),
            ("precision", "sure"),
        ] {
            let refused = put(&mut flow, field, &json!(text));
            assert!(refused.is_err(), "{field} {text}");
        }
        assert_eq!(flow, bare(Kind::Material, Direction::Supply));
        put(&mut flow, "hazards", &json!("None")).expect("no hazardous property");
        assert_eq!(flow.is_hazardous(), Some(false));
        put(&mut flow, "precision", &json!("measured")).expect("a precision");
        assert_eq!(flow.precision, Precision::Measured);
    }
}
