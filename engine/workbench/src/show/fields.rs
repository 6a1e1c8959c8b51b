//! The fields of a flow that a person can edit in place: which apply to its kind and direction,
//! what they hold now, in which unit and form. Lists are written as text and read back here.
//!
//! It changes no flow and refuses no value; `flow.set` does.

use rust_decimal::Decimal;
use serde_json::Value;
use turash_engine::model::kind::{Axis, Carriage};
use turash_engine::model::{Content, Direction, Flow, Hazards, Price, PriceTier};

use crate::view::{EditableField, FieldGroup, Form};

/// The fields that apply to the flow, and those that are stated although they do not.
pub(crate) fn editable(flow: &Flow) -> Vec<EditableField> {
    use FieldGroup::{Evidence, Main, Quality, Terms};
    use Form::{Date, List, Number, Text, YesNo};

    let rules = flow.kind.rules();
    let is_supply = flow.direction == Direction::Supply;
    let is_thermal = flow.kind.is_thermal();
    let is_piped = rules.carriage == Carriage::Piped;
    let is_substance = rules.carriage == Carriage::Trucked || is_piped && !is_thermal;
    let has = |axis: Axis| rules.axes.contains(&axis);
    let (yearly, hourly) = (format!("{}/a", rules.unit), hourly(rules.unit));
    let unit_price = format!("EUR/{}", rules.unit);
    let (quality, stated, profile) = (&flow.quality, &flow.particulars, &flow.profile);
    let degrees = |t: Option<turash_engine::quantity::Celsius>| number(t.map(|t| t.0));
    let field = |name, group, form, value, unit: &str, applies| {
        let unit = unit.to_owned();
        let one = EditableField { field: String::from(name), value, unit, form, group };
        (applies || !one.value.is_null()).then_some(one)
    };
    let day = |date: Option<jiff::civil::Date>| text(date.map(|d| d.to_string()));
    let fields = [
        field("name", Main, Text, flow.name.clone().into(), "", true),
        field("amount_per_year", Main, Number, flow.amount_per_year.into(), &yearly, true),
        field("temperature", Main, Number, degrees(quality.temperature), "°C", is_thermal),
        field(
            "return_temperature",
            Main,
            Number,
            degrees(quality.return_temperature),
            "°C",
            is_thermal,
        ),
        field("price", Main, Number, price(flow.price.as_ref()), &unit_price, true),
        field("amount_low", Quality, Number, number(flow.amount_low), &yearly, true),
        field("amount_high", Quality, Number, number(flow.amount_high), &yearly, true),
        field("variability", Quality, Number, number(stated.variability), "", true),
        field("capacity_per_hour", Quality, Number, number(flow.capacity_per_hour), hourly, true),
        field(
            "temperature_low",
            Quality,
            Number,
            degrees(stated.temperature_low),
            "°C",
            is_supply && is_piped,
        ),
        field(
            "temperature_high",
            Quality,
            Number,
            degrees(stated.temperature_high),
            "°C",
            !is_supply && is_piped && !is_thermal,
        ),
        field(
            "pressure_bar",
            Quality,
            Number,
            number(quality.pressure_bar),
            "bar",
            has(Axis::Pressure) || is_piped && !is_thermal,
        ),
        field(
            "pressure_low_bar",
            Quality,
            Number,
            number(stated.pressure_low_bar),
            "bar",
            is_supply && (has(Axis::Pressure) || is_piped && !is_thermal),
        ),
        field("grade", Quality, Number, number(quality.grade), "0–1", has(Axis::Grade)),
        field("moisture", Quality, Number, number(quality.moisture), "kg/kg", has(Axis::Moisture)),
        field(
            "contamination",
            Quality,
            Number,
            number(quality.contamination),
            "kg/kg",
            has(Axis::Contamination),
        ),
        field("ph", Quality, Number, number(quality.ph), "", is_supply && has(Axis::Ph)),
        field("ph_low", Quality, Number, number(stated.ph_low), "", !is_supply && has(Axis::Ph)),
        field("ph_high", Quality, Number, number(stated.ph_high), "", !is_supply && has(Axis::Ph)),
        field(
            "contaminants",
            Quality,
            List,
            list(stated.contaminants.iter().map(Content::to_string)),
            "",
            is_substance,
        ),
        field(
            "hazardous",
            Quality,
            YesNo,
            quality.hazardous.map_or(Value::Null, Value::from),
            "",
            is_substance,
        ),
        field("hazards", Quality, List, hazards(stated.hazards), "", is_substance),
        field("cas", Quality, Text, text(stated.cas.map(|cas| cas.to_string())), "", is_substance),
        field(
            "certificates",
            Quality,
            List,
            list(stated.certificates.iter().cloned()),
            "",
            is_substance || !is_thermal,
        ),
        field(
            "price_tiers",
            Terms,
            List,
            list(stated.price_tiers.iter().map(tier)),
            &unit_price,
            is_supply,
        ),
        field(
            "disposal_cost",
            Terms,
            Number,
            price(flow.disposal_cost.as_ref()),
            &unit_price,
            is_supply && is_substance,
        ),
        field("minimum_order", Terms, Number, number(stated.minimum_order), &yearly, true),
        field("max_distance_km", Terms, Number, number(stated.max_distance_km), "km", true),
        field("storage_amount", Terms, Number, number(stated.storage_amount), rules.unit, true),
        field(
            "shelf_life_days",
            Terms,
            Number,
            number(stated.shelf_life_days),
            "d",
            is_supply && is_substance,
        ),
        field(
            "lead_time_days",
            Terms,
            Number,
            number(stated.lead_time_days),
            "d",
            is_substance || rules.carriage == Carriage::Unbound,
        ),
        field("valid_from", Terms, Date, day(profile.valid_from), "", true),
        field("valid_to", Terms, Date, day(profile.valid_to), "", true),
        field("measured_at", Evidence, Date, day(stated.measured_at), "", true),
        field("instrument", Evidence, Text, text(stated.instrument.clone()), "", true),
    ];
    fields.into_iter().flatten().collect()
}

/// The unit of a rate: a megawatt hour in an hour is a megawatt.
fn hourly(unit: &str) -> &'static str {
    match unit {
        "MWh" => "MW",
        "t" => "t/h",
        "m3" => "m3/h",
        "h" => "h/h",
        _ => "",
    }
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Null, Value::from)
}

fn text(value: Option<String>) -> Value {
    value.map_or(Value::Null, Value::from)
}

fn price(price: Option<&Price>) -> Value {
    number(price.and_then(|p| p.per_unit.to_string().parse().ok()))
}

fn list(parts: impl Iterator<Item = String>) -> Value {
    let joined = parts.collect::<Vec<_>>().join("; ");
    text(Some(joined).filter(|joined| !joined.is_empty()))
}

fn hazards(stated: Option<Hazards>) -> Value {
    match stated {
        Some(none) if none.is_none() => NO_HAZARD.into(),
        Some(some) => list(Vec::<String>::from(some).into_iter()),
        None => Value::Null,
    }
}

fn tier(tier: &PriceTier) -> String {
    format!("{}={}", tier.from_amount, tier.per_unit)
}

/// How a list says that there is no hazardous property, as in files.
const NO_HAZARD: &str = "none";

/// The parts of a list that was typed, as in files.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// Reads `Cl=120 mg/kg; Cd=3 mg/kg`.
pub(crate) fn read_contents(text: &str) -> Option<Vec<Content>> {
    parts(text).map(|part| part.parse().ok()).collect()
}

/// Reads `HP3; HP14`, or `none`.
pub(crate) fn read_hazards(text: &str) -> Option<Hazards> {
    if text.trim().eq_ignore_ascii_case(NO_HAZARD) {
        return Some(Hazards::NONE);
    }
    Hazards::try_from(parts(text).map(str::to_uppercase).collect::<Vec<_>>()).ok()
}

/// Reads `100=12.50; 500=11`: from which amount a year which price holds.
pub(crate) fn read_tiers(text: &str) -> Option<Vec<PriceTier>> {
    let tier = |part: &str| {
        let (from, price) = part.split_once('=')?;
        let from_amount = from.trim().parse::<f64>().ok()?;
        let per_unit = price.trim().parse::<Decimal>().ok()?;
        Some(PriceTier { from_amount, per_unit })
    };
    parts(text).map(tier).collect()
}
