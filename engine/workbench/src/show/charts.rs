//! The engine's charts with ticks and labels written for the reader.

use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::chart::{self, ChartKind, Style};
use turash_engine::quantity::{Locale, number, shown};

use crate::view::Message;

#[derive(Debug, Serialize, JsonSchema)]
struct Tick {
    at: f64,
    display: String,
}

/// An axis with its ticks.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Axis {
    label: Message,
    unit: String,
    ticks: Vec<Tick>,
    min: f64,
    max: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Series {
    id: String,
    style: Style,
    label: Message,
    /// Points in data units.
    points: Vec<[f64; 2]>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Note {
    at: [f64; 2],
    message: Message,
}

/// A chart, ready to be drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Chart {
    kind: ChartKind,
    x: Axis,
    y: Axis,
    series: Vec<Series>,
    notes: Vec<Note>,
}

/// Writes an axis for the reader.
pub(crate) fn axis(axis: &chart::Axis, locale: Locale) -> Axis {
    Axis {
        label: Message::new(format!("chart-{}", axis.label)),
        unit: axis.unit.clone(),
        ticks: axis
            .ticks
            .iter()
            .map(|&at| Tick { at, display: number(at, axis.decimals, locale) })
            .collect(),
        min: axis.min,
        max: axis.max,
    }
}

/// Writes a chart for the reader.
pub(crate) fn chart(chart: &chart::Chart, locale: Locale) -> Chart {
    let series = chart.series.iter().map(|series| Series {
        id: series.id.clone(),
        style: series.style,
        label: Message::new(format!("chart-series-{}", series.id)),
        points: series.points.clone(),
    });
    let notes = chart.notes.iter().map(|note| {
        let value = shown(note.value, &note.unit, locale);
        let text = format!("{}\u{a0}{}", value.display, value.unit);
        let message = Message::new(format!("chart-note-{}", note.code)).with("value", text);
        Note { at: note.at, message }
    });
    Chart {
        kind: chart.kind,
        x: axis(&chart.x, locale),
        y: axis(&chart.y, locale),
        series: series.collect(),
        notes: notes.collect(),
    }
}
