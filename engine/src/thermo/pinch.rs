//! How much heat a set of streams can recover, and what must still be bought: the problem table,
//! the pinch and the composite curves, for one place and for several that share.
//!
//! Temperatures in degrees Celsius, heat in kW. It knows streams alone: no exchangers, no
//! distances and no money.

pub mod read;

use schemars::JsonSchema;
use serde::Serialize;

use crate::issue::{Issue, Severity};

/// Absolute zero in degC.
pub const ABSOLUTE_ZERO_C: f64 = -273.15;
/// Hottest temperature and widest approach that are believed, degC and K.
const HOTTEST_C: f64 = 1e5;
/// Largest duty that is believed, kW.
const LARGEST_KW: f64 = 1e12;
/// Below this range of temperature a segment gives its heat at one temperature, K.
const ISOTHERMAL_K: f64 = 1e-6;
/// Share of the largest residual below which a residual is zero.
const ZERO_SHARE: f64 = 1e-6;

/// Whether a stream gives heat or takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It is to be cooled.
    Hot,
    /// It is to be heated.
    Cold,
}

/// A stretch of a stream with a constant heat capacity flow, or at one temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Where it begins, degC.
    pub supply_c: f64,
    /// Where it ends, degC.
    pub target_c: f64,
    /// Heat that it gives or takes, kW, zero or above.
    pub heat_kw: f64,
    /// Its own part of the least temperature difference, K: two streams come as near as the sum
    /// of theirs.
    pub approach_k: f64,
}

/// A stream whose figures have been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    zone: String,
    name: String,
    side: Side,
    segments: Vec<Segment>,
}

impl Stream {
    /// A stream of segments in the order in which it flows; the reason where it cannot be one.
    ///
    /// The side follows from the first and last temperature. Where they are equal it has to be
    /// told, and a stream may not turn back on its way.
    pub fn new(
        zone: &str,
        name: &str,
        told: Option<Side>,
        segments: Vec<Segment>,
    ) -> Result<Self, Issue> {
        let refuse = |issue: Issue| issue.with("stream", name);
        for segment in &segments {
            let bounds = [
                ("t_supply", segment.supply_c, ABSOLUTE_ZERO_C, HOTTEST_C),
                ("t_target", segment.target_c, ABSOLUTE_ZERO_C, HOTTEST_C),
                ("heat_flow", segment.heat_kw, 0.0, LARGEST_KW),
                ("dt_cont", segment.approach_k, 0.0, HOTTEST_C),
            ];
            for (field, value, least, most) in bounds {
                let issue = if !value.is_finite() {
                    Issue::new("pinch_not_a_number", Severity::Error)
                } else if value < least && least < 0.0 {
                    Issue::new("pinch_below_absolute_zero", Severity::Error)
                } else if value < least || value > most {
                    Issue::new("pinch_out_of_bounds", Severity::Error)
                } else {
                    continue;
                };
                let issue = refuse(issue).in_column(field).with("field", field);
                return Err(issue.with("value", value));
            }
        }
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
            return Err(
                refuse(Issue::new("pinch_missing", Severity::Error)).with("field", "heat_flow")
            );
        };
        let fall_k = first.supply_c - last.target_c;
        let side = match told {
            _ if fall_k > 0.0 => Side::Hot,
            _ if fall_k < 0.0 => Side::Cold,
            Some(side) => side,
            None => return Err(refuse(Issue::new("pinch_no_direction", Severity::Error))),
        };
        let turns = |s: &Segment| match side {
            Side::Hot => s.target_c > s.supply_c,
            Side::Cold => s.target_c < s.supply_c,
        };
        if segments.iter().any(turns) {
            return Err(refuse(Issue::new("pinch_no_direction", Severity::Error)));
        }
        Ok(Self { zone: zone.to_owned(), name: name.to_owned(), side, segments })
    }

    /// Where it is.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it gives or takes.
    pub fn side(&self) -> Side {
        self.side
    }

    /// Its stretches, in the order in which it flows.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
}

/// A corner of a curve of heat over temperature.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CurvePoint")]
pub struct Point {
    /// Temperature, degC.
    pub temperature_degc: f64,
    /// Heat, kW.
    pub heat_kw: f64,
}

/// What a set of streams can do together.
#[derive(Debug, Clone, PartialEq)]
pub struct Targets {
    /// Least heat that must be brought in, kW.
    pub hot_utility_kw: f64,
    /// Least heat that must be taken away, kW.
    pub cold_utility_kw: f64,
    /// Heat that the streams exchange, kW.
    pub recovery_kw: f64,
    /// Shifted temperatures at which no heat passes, from the hottest down, degC. In a threshold
    /// problem an end of the range is one of them.
    pub shifted_pinch_c: Vec<f64>,
    /// Heat of the hot streams from their coldest end up, at real temperatures.
    pub composite_hot: Vec<Point>,
    /// The same of the cold streams, set off by the cold utility.
    pub composite_cold: Vec<Point>,
    /// Net heat that passes each shifted temperature, from the hottest down.
    pub grand_composite: Vec<Point>,
}

/// Least utilities, pinch and curves of streams that may all exchange with each other.
///
/// Problem table: hot streams are shifted down by their own approach, cold ones up by theirs;
/// net heat `R(T) = sum hot heat above T - sum cold heat above T` (kW, T shifted, degC);
/// `Qh = max(0, -min R)`, `Qc = Qh + sum hot - sum cold`, recovery = sum hot - Qc, pinch where
/// `R + Qh = 0`. Range: any temperatures; heat capacity flow constant within a segment, heat at
/// one temperature allowed. Source: Linnhoff and Flower 1978; individual contributions after
/// Kemp, Pinch Analysis and Process Integration, 2nd edition, section 3.4. Oracle: 36 cases of
/// OpenPinch and the literature, `tests/oracle/pinch`.
pub fn targets<'a>(streams: impl IntoIterator<Item = &'a Stream>) -> Targets {
    let (mut hot, mut cold, mut net) = (Vec::new(), Vec::new(), Vec::new());
    for stream in streams {
        for s in &stream.segments {
            match stream.side {
                Side::Hot => {
                    hot.push(Span::new(s.supply_c, s.target_c, s.heat_kw));
                    let (top, end) = (s.supply_c - s.approach_k, s.target_c - s.approach_k);
                    net.push(Span::new(top, end, s.heat_kw));
                }
                Side::Cold => {
                    cold.push(Span::new(s.target_c, s.supply_c, s.heat_kw));
                    let (top, end) = (s.target_c + s.approach_k, s.supply_c + s.approach_k);
                    net.push(Span::new(top, end, -s.heat_kw));
                }
            }
        }
    }
    let given: f64 = hot.iter().map(|s| s.heat_kw).sum();
    let taken: f64 = cold.iter().map(|s| s.heat_kw).sum();
    let mut grand_composite = fall(net);
    let deepest = grand_composite.iter().map(|p| p.heat_kw).fold(0.0, f64::min);
    let least = 1e-9 * given.max(taken);
    let round = |kw: f64| if kw < least { 0.0 } else { kw };
    let hot_utility_kw = round(-deepest);
    let cold_utility_kw = round(given - taken - deepest);
    for point in &mut grand_composite {
        point.heat_kw = (point.heat_kw - deepest).max(0.0);
    }
    Targets {
        hot_utility_kw,
        cold_utility_kw,
        recovery_kw: round(given - cold_utility_kw),
        shifted_pinch_c: pinches(&grand_composite),
        composite_hot: rise(hot, given),
        composite_cold: rise(cold, taken + cold_utility_kw),
        grand_composite,
    }
}

/// What one zone can do alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// Its own targets.
    pub targets: Targets,
}

/// What two zones save when they share with each other alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// Their names.
    pub zones: [String; 2],
    /// Hot utility saved, kW.
    pub saving_kw: f64,
}

/// What zones can do each alone and all together.
#[derive(Debug, Clone, PartialEq)]
pub struct Sharing {
    /// The zones in the order in which they first occur.
    pub zones: Vec<Zone>,
    /// All streams together.
    pub joint: Targets,
    /// Largest saving of hot utility that direct exchange between zones can bring, kW: no layout
    /// of pipes saves more.
    pub max_direct_sharing_kw: f64,
    /// Every two zones that save by sharing with each other alone, the best first.
    pub pairs: Vec<Pairing>,
}

/// Zones whose pairs are looked at one by one; above it only the whole is told.
const MOST_ZONES_IN_PAIRS: usize = 30;

/// Targets of each zone, of all together, and the largest saving by sharing between them.
///
/// `saving = sum Qh(zone) - Qh(joint)`, kW, never below zero: heat of one zone that lies above the
/// pinch of another. It is an upper bound: distance, pressure and intermediate circuits, which
/// cost a second approach, only lower it. Source: Dhole and Linnhoff 1993 (total site, direct
/// limit). Oracle: nine cases derived from the literature, `tests/oracle/pinch`.
pub fn sharing(streams: &[Stream]) -> Sharing {
    let mut names: Vec<&str> = Vec::new();
    for stream in streams {
        if !names.contains(&stream.zone()) {
            names.push(stream.zone());
        }
    }
    let of = |wanted: &[&str]| targets(streams.iter().filter(|s| wanted.contains(&s.zone())));
    let zones: Vec<Zone> =
        names.iter().map(|name| Zone { name: (*name).to_owned(), targets: of(&[name]) }).collect();
    let joint = targets(streams);
    let alone: f64 = zones.iter().map(|zone| zone.targets.hot_utility_kw).sum();
    let least = ZERO_SHARE * alone;
    let saving = |alone: f64, shared: f64| {
        let saving = alone - shared;
        if saving > least { saving } else { 0.0 }
    };
    let mut pairs = Vec::new();
    if zones.len() <= MOST_ZONES_IN_PAIRS {
        for (at, a) in zones.iter().enumerate() {
            for b in &zones[at + 1..] {
                let alone = a.targets.hot_utility_kw + b.targets.hot_utility_kw;
                let saving_kw = saving(alone, of(&[&a.name, &b.name]).hot_utility_kw);
                if saving_kw > 0.0 {
                    pairs.push(Pairing { zones: [a.name.clone(), b.name.clone()], saving_kw });
                }
            }
        }
        pairs.sort_by(|x, y| y.saving_kw.total_cmp(&x.saving_kw));
    }
    let max_direct_sharing_kw = saving(alone, joint.hot_utility_kw);
    Sharing { zones, joint, max_direct_sharing_kw, pairs }
}

/// Heat between two temperatures.
#[derive(Debug, Clone, Copy)]
struct Span {
    top_c: f64,
    end_c: f64,
    heat_kw: f64,
}

impl Span {
    fn new(top_c: f64, end_c: f64, heat_kw: f64) -> Self {
        Self { top_c, end_c, heat_kw }
    }

    fn is_isothermal(&self) -> bool {
        self.top_c - self.end_c < ISOTHERMAL_K
    }
}

/// Heat given above each temperature, from the hottest down; a step where heat comes at one
/// temperature.
fn fall(spans: Vec<Span>) -> Vec<Point> {
    /// What happens at a temperature.
    struct Event {
        at_c: f64,
        more_kw_per_k: f64,
        begins: i64,
        step_kw: f64,
    }
    let mut events: Vec<Event> = Vec::with_capacity(2 * spans.len());
    for span in spans.iter().filter(|s| s.heat_kw != 0.0) {
        if span.is_isothermal() {
            let step_kw = span.heat_kw;
            events.push(Event { at_c: span.top_c, more_kw_per_k: 0.0, begins: 0, step_kw });
        } else {
            let kw_per_k = span.heat_kw / (span.top_c - span.end_c);
            for (at_c, sign, begins) in [(span.top_c, 1.0, 1), (span.end_c, -1.0, -1)] {
                events.push(Event { at_c, more_kw_per_k: sign * kw_per_k, begins, step_kw: 0.0 });
            }
        }
    }
    events.sort_by(|a, b| b.at_c.total_cmp(&a.at_c));
    let mut points: Vec<Point> = Vec::new();
    let (mut heat_kw, mut kw_per_k, mut running) = (0.0, 0.0, 0);
    let mut rest = events.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|e| e.at_c == first.at_c).count();
        let (now, later) = rest.split_at(same);
        if let Some(before) = points.last() {
            heat_kw += kw_per_k * (before.temperature_degc - first.at_c);
        }
        points.push(Point { temperature_degc: first.at_c, heat_kw });
        let step_kw: f64 = now.iter().map(|e| e.step_kw).sum();
        if now.iter().any(|e| e.step_kw != 0.0) {
            heat_kw += step_kw;
            points.push(Point { temperature_degc: first.at_c, heat_kw });
        }
        running += now.iter().map(|e| e.begins).sum::<i64>();
        kw_per_k += now.iter().map(|e| e.more_kw_per_k).sum::<f64>();
        if running == 0 {
            // No stream is left here: what remains of the slope is rounding.
            kw_per_k = 0.0;
        }
        rest = later;
    }
    points
}

/// The same from the coldest up, ending at `total_kw`.
fn rise(spans: Vec<Span>, total_kw: f64) -> Vec<Point> {
    let mut points = fall(spans);
    for point in &mut points {
        point.heat_kw = (total_kw - point.heat_kw).max(0.0);
    }
    points.reverse();
    points
}

/// Temperatures at which a grand composite curve touches zero: of a stretch its two ends.
fn pinches(curve: &[Point]) -> Vec<f64> {
    let scale = curve.iter().map(|p| p.heat_kw).fold(0.0, f64::max);
    let is_zero = |p: &&Point| p.heat_kw <= ZERO_SHARE * scale;
    let mut found: Vec<f64> = Vec::new();
    let mut rest = curve;
    while let Some(at) = rest.iter().position(|p| is_zero(&p)) {
        rest = &rest[at..];
        let length = rest.iter().take_while(is_zero).count();
        for end in [rest[0], rest[length - 1]] {
            let t = end.temperature_degc;
            if found.last().is_none_or(|last| (last - t).abs() > ISOTHERMAL_K) {
                found.push(t);
            }
        }
        rest = &rest[length..];
    }
    found
}

#[cfg(test)]
mod tests;
