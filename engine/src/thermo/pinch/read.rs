//! Reads streams as pinch tools write them: values alone or with units, one or several periods,
//! whole or in segments.
//!
//! What cannot be used is left out and told as an issue with the name of the stream; nothing is
//! guessed in silence. It calculates nothing.

use serde_json::Value;

use super::{Segment, Side, Stream};
use crate::issue::{Issue, Severity};

/// Streams of a list, in one period, with what is wrong with them. Periods count from 1.
pub fn streams(list: &[Value], period: usize) -> (Vec<Stream>, Vec<Issue>) {
    let (mut streams, mut issues) = (Vec::new(), Vec::new());
    let mut periods = 1;
    for (number, value) in (1..).zip(list) {
        let mut row = Row { number, value, name: name_of(value, number), period, periods: 1 };
        match row.stream(&mut issues) {
            Ok(stream) => streams.extend(stream),
            Err(issue) => issues.push(*issue),
        }
        periods = periods.max(row.periods);
    }
    if periods > 1 {
        let issue = Issue::new("pinch_periods", Severity::Info);
        issues.push(issue.with("periods", periods).with("period", period));
    }
    (streams, issues)
}

fn name_of(value: &Value, number: usize) -> String {
    let name = value.get("name").and_then(Value::as_str).unwrap_or_default().trim();
    if name.is_empty() { format!("#{number}") } else { name.to_owned() }
}

/// One entry of the list.
struct Row<'a> {
    number: usize,
    value: &'a Value,
    name: String,
    period: usize,
    /// Most values that a field has.
    periods: usize,
}

/// What a figure measures, and so which units it may have.
#[derive(Clone, Copy)]
enum Measure {
    Temperature,
    Difference,
    Heat,
    HeatPerKelvin,
}

type Refused = Box<Issue>;

impl Row<'_> {
    fn stream(&mut self, issues: &mut Vec<Issue>) -> Result<Option<Stream>, Refused> {
        if self.value.get("active") == Some(&Value::Bool(false)) {
            issues.push(self.named(Issue::new("pinch_left_out", Severity::Info)));
            return Ok(None);
        }
        let approach_k = self.figure(self.value, "dt_cont", Measure::Difference)?;
        if approach_k.is_none() {
            issues.push(
                self.named(Issue::new("pinch_no_approach", Severity::Warning)).in_column("dt_cont"),
            );
        }
        let parts = self.value.get("segments").and_then(Value::as_array);
        let segments = match parts.filter(|parts| !parts.is_empty()) {
            None => vec![self.segment(self.value, approach_k, issues)?],
            Some(parts) => {
                let mut segments = Vec::with_capacity(parts.len());
                for part in parts {
                    segments.push(self.segment(part, approach_k, issues)?);
                }
                let apart = |pair: &[Segment]| (pair[0].target_c - pair[1].supply_c).abs() > 0.01;
                if segments.windows(2).any(apart) {
                    issues.push(self.named(Issue::new("pinch_gap", Severity::Warning)));
                }
                segments
            }
        };
        let told = match self.value.get("type").and_then(Value::as_str) {
            Some(word) if word.eq_ignore_ascii_case("hot") => Some(Side::Hot),
            Some(word) if word.eq_ignore_ascii_case("cold") => Some(Side::Cold),
            Some(_) | None => None,
        };
        if segments.iter().all(|s| s.heat_kw == 0.0) {
            issues.push(self.named(Issue::new("pinch_left_out", Severity::Info)));
            return Ok(None);
        }
        let zone = self.value.get("zone").and_then(Value::as_str).unwrap_or_default();
        let stream = Stream::new(zone, &self.name, told, segments);
        stream.map(Some).map_err(|issue| Box::new(issue.with("number", self.number)))
    }

    fn segment(
        &mut self,
        part: &Value,
        approach_k: Option<f64>,
        issues: &mut Vec<Issue>,
    ) -> Result<Segment, Refused> {
        let supply_c = self.needed(part, "t_supply", Measure::Temperature)?;
        let target_c = self.needed(part, "t_target", Measure::Temperature)?;
        let own_k = self.figure(part, "dt_cont", Measure::Difference)?;
        let capacity = self.figure(part, "heat_capacity_flowrate", Measure::HeatPerKelvin)?;
        let by_capacity = capacity.map(|kw_per_k| kw_per_k * (supply_c - target_c).abs());
        let stated = self.figure(part, "heat_flow", Measure::Heat)?;
        let heat_kw = match (stated, by_capacity) {
            (Some(stated), Some(worked_out)) => {
                if (stated - worked_out).abs() > 0.01 * stated.abs() {
                    let issue = self.named(Issue::new("pinch_duties_differ", Severity::Warning));
                    let issue = issue.with("stated", stated).with("worked_out", worked_out);
                    issues.push(issue.in_column("heat_flow"));
                }
                stated
            }
            (Some(heat_kw), None) | (None, Some(heat_kw)) => heat_kw,
            (None, None) => {
                return Err(self.about(Issue::new("pinch_missing", Severity::Error), "heat_flow"));
            }
        };
        let approach_k = own_k.or(approach_k).unwrap_or(0.0);
        Ok(Segment { supply_c, target_c, heat_kw, approach_k })
    }

    fn needed(&mut self, part: &Value, field: &str, measure: Measure) -> Result<f64, Refused> {
        self.figure(part, field, measure)?
            .ok_or_else(|| self.about(Issue::new("pinch_missing", Severity::Error), field))
    }

    /// A number, or an object of `value` or `values` and `unit`; nothing where it is not stated.
    fn figure(
        &mut self,
        part: &Value,
        field: &str,
        measure: Measure,
    ) -> Result<Option<f64>, Refused> {
        let (stated, unit) = match part.get(field) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Object(fields)) => {
                let unit = fields.get("unit").filter(|unit| !unit.is_null());
                (fields.get("values").or(fields.get("value")).unwrap_or(&Value::Null), unit)
            }
            Some(plain) => (plain, None),
        };
        let stated = match stated {
            Value::Array(values) => {
                self.periods = self.periods.max(values.len());
                let at = if values.len() == 1 { 0 } else { self.period.saturating_sub(1) };
                values.get(at).unwrap_or(&Value::Null)
            }
            one => one,
        };
        let number = match stated {
            Value::Null => return Ok(None),
            Value::Number(number) => number.as_f64(),
            Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let number = number.filter(|number| number.is_finite()).ok_or_else(|| {
            let issue = self.about(Issue::new("pinch_not_a_number", Severity::Error), field);
            Box::new(issue.with("value", beginning(&stated.to_string())))
        })?;
        let unit = match unit {
            None => return Ok(Some(number)),
            Some(unit) => unit.as_str().map_or_else(|| unit.to_string(), str::to_owned),
        };
        let converted = measure.from(number, unit.trim()).ok_or_else(|| {
            Box::new(
                self.about(Issue::new("pinch_unknown_unit", Severity::Error), field)
                    .with("unit", beginning(&unit)),
            )
        })?;
        Ok(Some(converted))
    }

    fn named(&self, issue: Issue) -> Issue {
        issue.with("stream", &self.name).with("number", self.number)
    }

    fn about(&self, issue: Issue, field: &str) -> Refused {
        Box::new(self.named(issue).in_column(field).with("field", field))
    }
}

impl Measure {
    /// In degC, K, kW or kW/K; none where the unit is not one of them.
    fn from(self, value: f64, unit: &str) -> Option<f64> {
        let per_kelvin = |unit: &str| matches!(unit, "K" | "degC" | "delta_degC" | "C" | "°C");
        Some(match self {
            Measure::Temperature => match unit {
                "degC" | "°C" | "C" | "celsius" | "Cel" => value,
                "K" | "kelvin" => value - 273.15,
                "degF" | "°F" | "F" | "fahrenheit" | "[degF]" => (value - 32.0) / 1.8,
                "degR" => value / 1.8 - 273.15,
                _ => return None,
            },
            Measure::Difference => match unit {
                "delta_degC" | "degC" | "°C" | "C" | "K" | "kelvin" | "Cel" => value,
                "delta_degF" | "degF" | "°F" | "F" | "degR" => value / 1.8,
                _ => return None,
            },
            Measure::Heat => value * kilowatts(unit)?,
            Measure::HeatPerKelvin => {
                let (heat, kelvin) = unit.rsplit_once('/')?;
                if !per_kelvin(kelvin.trim()) {
                    return None;
                }
                value * kilowatts(heat.trim())?
            }
        })
    }
}

/// How many kW one of a unit of heat rate is.
fn kilowatts(unit: &str) -> Option<f64> {
    Some(match unit {
        "W" => 1e-3,
        "kW" | "kJ/s" => 1.0,
        "MW" | "MJ/s" => 1e3,
        "GW" => 1e6,
        "kJ/h" => 1.0 / 3600.0,
        "MJ/h" => 1.0 / 3.6,
        "GJ/h" => 1e3 / 3.6,
        // International table calorie and British thermal unit.
        "kcal/h" => 4.1868 / 3600.0,
        "Btu/h" | "BTU/h" => 1.055_055_852_62 / 3600.0,
        "MMBtu/h" | "MMBTU/h" => 1.055_055_852_62e6 / 3600.0,
        _ => return None,
    })
}

fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}
