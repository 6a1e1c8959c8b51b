//! The formula registry, and figures recomputed step by step so that anybody can follow them.
//!
//! A node's value is worked out by its formula from its inputs and nothing else; a property
//! requires the root to equal what the kernel found.

use serde::Serialize;

/// A formula with everything a reader needs to judge it.
pub struct Formula {
    /// Stable name; its words are `formula-<id>`.
    pub id: &'static str,
    /// Raised when the result changes.
    pub version: u16,
    /// The equation, inputs named in their order.
    pub equation: &'static str,
    /// Unit of the result.
    pub unit: &'static str,
    /// Where it holds.
    pub range: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What checks it.
    pub oracle: &'static str,
    eval: fn(&[f64]) -> f64,
}

macro_rules! formulas {
    ($($name:ident: $id:literal, $equation:literal, $unit:literal, $range:literal, $source:literal, $oracle:literal, $eval:expr;)+) => {
        $(pub(super) static $name: Formula = Formula {
            id: $id, version: 1, equation: $equation, unit: $unit, range: $range, source: $source,
            oracle: $oracle, eval: $eval,
        };)+
        /// Every formula that a trace may name.
        pub static REGISTRY: &[&Formula] = &[$(&$name),+];
    };
}

formulas! {
    LENGTH: "route_length", "L = max(straight x detour, least)", "km", "until a survey", "defaults.csv", "closed form", |x| (x[0] * x[1]).max(x[2]);
    PIPE: "pipe_capital", "K = (C1 + C2 d) n L 1000 f", "EUR", "d 0.02 to 1 m", "Persson et al. 2019", "engine/tests/oracle/persson2019.csv", |x| (x[0] + x[1] * x[2]) * x[3] * x[4] * 1000.0 * x[5];
    LINE: "line_capital", "K = P (a L + b)", "EUR", "medium voltage", "Danish Energy Agency", "closed form", |x| x[0] * (x[1] * x[2] + x[3]);
    LOSS: "route_loss", "V = min(Q, loss_kw h / 1000)", "unit/a", "buried pairs", "EN 13941", "limit 2 pi l / ln", |x| (x[0] * x[1] / 1000.0).min(x[2]);
    DELIVERED: "delivered", "q = max(0, Q - V) + e", "unit/a", "", "balance", "closed form", |x| (x[0] - x[1]).max(0.0) + x[2];
    AVOIDED: "avoided_purchase", "b = p m", "EUR/unit", "m units of the carrier for one delivered unit", "balance", "closed form", |x| x[0] * x[1];
    CARRIAGE: "carriage", "c = K u + T + W p", "EUR/a", "", "balance", "closed form", |x| x[0] * x[1] + x[2] + x[3] * x[4];
    OWN: "own_plant", "o = K u + E p", "EUR/a", "", "balance", "closed form", |x| x[0] * x[1] + x[2] * x[3];
    NET: "yearly_net", "B = b q - g Q - c - o", "EUR/a", "equal years", "balance", "closed form", |x| x[0] * x[1] - x[2] * x[3] - x[4] - x[5];
    SUM: "sum", "sum of the inputs", "EUR", "", "balance", "closed form", |x| x.iter().sum();
    NPV: "npv", "B (1 - (1 + r)^-n) / r - K", "EUR", "equal years, r > -1", "textbook", "engine/tests/oracle/finance.json", |x| x[0] * super::annuity_factor(x[1], x[2] as u32) - x[3];
    CO2: "co2_saving", "(q f - E g - km t) / 1000", "t/a", "factors on the net calorific value", "IPCC 2006; grid by country", "closed form", |x| (x[0] * x[1] - x[2] * x[3] - x[4] * x[5]) / 1000.0;
}

/// One step of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// What it is, as a code with an entry `trace-<name>` in the catalogue.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Id of the formula that made it from its inputs.
    pub formula: Option<&'static str>,
    /// Where it comes from.
    pub source: Option<String>,
    /// `rough`, `estimated`, `measured`, `verified` or `assumed`.
    pub precision: Option<&'static str>,
    /// What it was made from.
    pub inputs: Vec<Trace>,
}

impl Trace {
    /// A number that something else supplied.
    pub(super) fn input(
        name: &str,
        value: f64,
        unit: &str,
        source: impl Into<String>,
        precision: Option<&'static str>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
            formula: None,
            source: Some(source.into()),
            precision,
            inputs: Vec::new(),
        }
    }

    /// A number that a formula makes from other numbers.
    pub(super) fn apply(name: &str, formula: &'static Formula, inputs: Vec<Trace>) -> Self {
        let values: Vec<f64> = inputs.iter().map(|i| i.value).collect();
        Self {
            name: name.to_owned(),
            value: (formula.eval)(&values),
            unit: formula.unit.to_owned(),
            formula: Some(formula.id),
            source: Some(formula.source.to_owned()),
            precision: None,
            inputs,
        }
    }

    /// The same node in a unit of its own, where the formula leaves it open.
    pub(super) fn in_unit(mut self, unit: String) -> Self {
        self.unit = unit;
        self
    }
}
