//! Charts as plain data: axes, ticks, series. Window and packet draw the same ones.
//!
//! Values stand in data units; labels are codes with an entry `chart-<code>` in the catalogue.
//! It draws nothing and chooses no colour.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::{Economics, Planned};
use crate::thermo::TwoStreams;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Two streams over the heat transferred.
    TwoStream,
    /// Cash flows by year with the discounted running total.
    CashFlow,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A continuous line.
    Line,
    /// A dashed line.
    Dashed,
    /// Bars from zero.
    Bar,
    /// Points.
    Dots,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Axis {
    /// Code of its label.
    pub label: String,
    /// Unit symbol.
    pub unit: String,
    /// Where ticks stand, inside `min..=max`.
    pub ticks: Vec<f64>,
    /// Decimals that tell the ticks apart.
    pub decimals: usize,
    /// Lower end.
    pub min: f64,
    /// Upper end.
    pub max: f64,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// Stable name; its label is `chart-series-<id>`.
    pub id: String,
    /// How it is drawn.
    pub style: Style,
    /// Points in data units.
    pub points: Vec<[f64; 2]>,
}

/// A remark at a point of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Where, in data units.
    pub at: [f64; 2],
    /// Code of its words, `chart-note-<code>`.
    pub code: String,
    /// The number in it.
    pub value: f64,
    /// Unit of the number.
    pub unit: String,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chart {
    /// What it shows.
    pub kind: ChartKind,
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// Series, in drawing order.
    pub series: Vec<Series>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// Temperatures of both streams over the heat transferred, counterflow, the hot end at the right.
/// `duty_kw` is what is transferred at the largest rate.
pub fn two_stream(streams: &TwoStreams, duty_kw: f64) -> Chart {
    let duty = if duty_kw.is_finite() { duty_kw.max(0.0) } else { 0.0 };
    let (scale, unit) = if duty >= 1000.0 { (1000.0, "MW") } else { (1.0, "kW") };
    let right = duty / scale;
    let t = streams;
    let all = [t.supply_c, t.supply_return_c, t.demand_c, t.demand_return_c];
    let series = |id: &str, left: f64, hot: f64| Series {
        id: id.to_owned(),
        style: Style::Line,
        points: vec![[0.0, left], [right, hot]],
    };
    Chart {
        kind: ChartKind::TwoStream,
        x: axis("heat", unit, 0.0, right),
        y: axis(
            "temperature",
            "\u{b0}C",
            all.into_iter().fold(0.0, f64::min),
            all.into_iter().fold(f64::NEG_INFINITY, f64::max),
        ),
        series: vec![
            series("supply", t.supply_return_c, t.supply_c),
            series("demand", t.demand_return_c, t.demand_c),
        ],
        notes: vec![
            Note {
                at: [right, 0.5 * (t.supply_c + t.demand_c)],
                code: "hot_end".into(),
                value: t.supply_c - t.demand_c,
                unit: "K".into(),
            },
            Note {
                at: [0.0, 0.5 * (t.supply_return_c + t.demand_return_c)],
                code: "cold_end".into(),
                value: t.supply_return_c - t.demand_return_c,
                unit: "K".into(),
            },
        ],
    }
}

/// Bars of each party's cash flow by year, and the discounted running total of both as a line;
/// kEUR. The note stands where the running total crosses zero.
pub fn cash_flow(economics: &Economics) -> Chart {
    cash_flows(
        [&economics.supplier.account.cash_flows_eur, &economics.accepter.account.cash_flows_eur],
        &economics.total.cash_flows_eur,
        economics.assumptions.discount_rate,
        economics.total.discounted_payback_years,
    )
}

/// The same under a plan, in the money of the plan and discounted with its rate.
pub fn planned_cash_flow(planned: &Planned) -> Chart {
    cash_flows(
        [&planned.supplier.cash_flows_eur, &planned.accepter.cash_flows_eur],
        &planned.total.cash_flows_eur,
        planned.discount_rate,
        planned.total.discounted_payback_years,
    )
}

/// An axis of present values that holds `low_eur..=high_eur`, in kEUR.
pub fn worth_axis(low_eur: f64, high_eur: f64) -> Axis {
    axis("worth", "kEUR", low_eur / 1000.0, high_eur / 1000.0)
}

fn cash_flows(
    [supplier, accepter]: [&[Decimal]; 2],
    total: &[Decimal],
    rate: f64,
    payback_years: Option<f64>,
) -> Chart {
    let thousand = |flows: &[Decimal]| -> Vec<f64> {
        flows.iter().map(|f| f.to_f64().unwrap_or(0.0) / 1000.0).collect()
    };
    let by_year =
        |flows: Vec<f64>| flows.into_iter().enumerate().map(|(y, v)| [y as f64, v]).collect();
    let mut running = 0.0;
    let total: Vec<f64> = thousand(total)
        .into_iter()
        .enumerate()
        .map(|(year, flow)| {
            running += flow / (1.0 + rate).powi(year as i32);
            running
        })
        .collect();
    let (supplier, accepter) = (thousand(supplier), thousand(accepter));
    let all = || supplier.iter().chain(&accepter).chain(&total).copied();
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let last = (total.len() as f64 - 1.0).max(1.0);
    let notes = payback_years.filter(|years| *years <= last).map(|years| Note {
        at: [years, 0.0],
        code: "payback".into(),
        value: years,
        unit: "a".into(),
    });
    Chart {
        kind: ChartKind::CashFlow,
        x: Axis {
            label: "year".into(),
            unit: "a".into(),
            ticks: (0..total.len()).map(|y| y as f64).collect(),
            decimals: 0,
            min: -0.5,
            max: last + 0.5,
        },
        y: axis("money", "kEUR", low, high),
        series: vec![
            Series { id: "supplier".into(), style: Style::Bar, points: by_year(supplier) },
            Series { id: "accepter".into(), style: Style::Bar, points: by_year(accepter) },
            Series { id: "discounted_total".into(), style: Style::Line, points: by_year(total) },
        ],
        notes: notes.into_iter().collect(),
    }
}

/// An axis that holds `low..=high` with four to nine round ticks.
fn axis(label: &str, unit: &str, low: f64, high: f64) -> Axis {
    let (low, high) = match (low.is_finite(), high.is_finite()) {
        (true, true) if high > low => (low, high),
        (true, _) => (low, low + 1.0),
        (false, _) => (0.0, 1.0),
    };
    let rough = (high - low) / 5.0;
    let decade = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * decade)
        .find(|s| *s >= rough * 0.999)
        .unwrap_or(10.0 * decade);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let count = (last - first).round().clamp(1.0, 20.0) as u32;
    let decimals = (0..6).find(|d| {
        let scaled = step * 10f64.powi(*d);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    });
    Axis {
        label: label.to_owned(),
        unit: unit.to_owned(),
        ticks: (0..=count).map(|i| (first + f64::from(i)) * step).collect(),
        decimals: decimals.unwrap_or(6) as usize,
        min: first * step,
        max: last * step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_hold_their_data_with_round_ticks() {
        let cases =
            [(0.0, 150.0, 50.0), (0.0, 3.2, 1.0), (-1260.0, 980.0, 500.0), (0.0, 0.037, 0.01)];
        for (low, high, step) in cases {
            let a = axis("x", "u", low, high);
            assert!(a.min <= low && a.max >= high, "{a:?}");
            assert!((a.ticks[1] - a.ticks[0] - step).abs() < 1e-9, "{a:?}");
            assert!((4..=10).contains(&a.ticks.len()), "{a:?}");
        }
        for (low, high) in [(5.0, 5.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            let a = axis("x", "u", low, high);
            assert!(a.max > a.min && a.ticks.iter().all(|t| t.is_finite()), "{a:?}");
        }
    }

    #[test]
    fn both_streams_end_where_they_should() {
        let streams = TwoStreams {
            supply_c: 150.0,
            supply_return_c: 60.0,
            demand_c: 90.0,
            demand_return_c: 50.0,
        };
        let chart = two_stream(&streams, 3200.0);
        assert_eq!((chart.x.unit.as_str(), chart.x.max >= 3.2), ("MW", true));
        assert_eq!(chart.series[0].points, [[0.0, 60.0], [3.2, 150.0]]);
        assert_eq!(chart.series[1].points, [[0.0, 50.0], [3.2, 90.0]]);
        assert_eq!((chart.notes[0].value, chart.notes[1].value), (60.0, 10.0));
    }
}
