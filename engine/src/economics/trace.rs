//! The formula registry, and figures recomputed step by step so that anybody can follow them.
//!
//! A node's value is worked out by its formula from its inputs and nothing else; a property
//! requires the root to equal what the kernel found.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::{Economics, Line};

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
    SUM: "sum", "Σ x", "EUR", "", "balance", "closed form", |x| x.iter().sum();
    PRODUCT: "product", "Π x", "", "", "balance", "closed form", |x| x.iter().product();
    PAYBACK: "simple_payback", "K / B", "a", "B > 0", "textbook", "closed form", |x| x[0] / x[1];
    CORRIDOR: "corridor_middle", "(low + high) / 2", "EUR/unit", "no price is agreed", "economics::screen", "limits by break-even", |x| 0.5 * (x[0] + x[1]);
    NPV: "npv", "B (1 - (1 + r)^-n) / r - K", "EUR", "equal years, r > -1", "textbook", "engine/tests/oracle/finance.json", |x| x[0] * super::annuity_factor(x[1], x[2] as u32) - x[3];
    CO2: "co2_saving", "(q f - E g - km t) / 1000", "t/a", "factors on the net calorific value", "IPCC 2006; grid by country", "closed form", |x| (x[0] * x[1] - x[2] * x[3] - x[4] * x[5]) / 1000.0;
}

/// How the present value of each party, the transfer price and the payback came about. Beside
/// [`Economics::provenance`], because only who prepares the deal may see both parties' accounts.
pub fn accounts(economics: &Economics) -> Vec<Trace> {
    let float = |eur: Decimal| eur.to_f64().unwrap_or(f64::NAN);
    let node = |path: &[&str]| {
        let mut nodes = &economics.provenance;
        let mut found = None;
        for name in path {
            found = nodes.iter().find(|trace| trace.name == *name);
            nodes = &found?.inputs;
        }
        found.cloned()
    };
    let missing = |name: &str| Trace::input(name, f64::NAN, "", "", None);
    let take = |path: &[&str], name: &str| node(path).unwrap_or_else(|| missing(name));
    let rate = take(&["npv", "discount_rate"], "discount_rate");
    let years = take(&["npv", "years"], "years");
    let route = take(&["npv", "capital", "route_capital"], "route_capital");
    let plant = take(&["npv", "capital", "own_plant_capital"], "own_plant_capital");
    let share = economics.assumptions.capital_share_supplier;
    let part = |name: &str, share: f64| {
        let share =
            Trace::input("share_of_route", share, "1", "economics.capital_share_supplier", None);
        Trace::apply(name, &PRODUCT, vec![share, route.clone()]).in_unit("EUR".to_owned())
    };
    let party = |name: &str, capital: Trace, of: fn(&Line) -> Decimal| {
        let lines = economics.lines.iter().filter(|line| !of(line).is_zero());
        let lines = lines.map(|line| {
            let code = format!("line_{}", line.code);
            Trace::input(&code, float(of(line)), "EUR/a", economics.method, None)
        });
        let net = Trace::apply("yearly_net", &SUM, lines.collect()).in_unit("EUR/a".to_owned());
        Trace::apply(name, &NPV, vec![net, rate.clone(), years.clone(), capital])
    };
    let own = vec![part("accepter_route", 1.0 - share), plant];
    let accepter_capital = Trace::apply("capital", &SUM, own);
    let mut told = vec![
        party("supplier_npv", part("capital", share), |line| line.supplier_eur),
        party("accepter_npv", accepter_capital, |line| line.accepter_eur),
    ];
    let unit = format!("EUR/{}", economics.setting.supply.kind.rules().unit);
    let limit = |name: &str, eur: f64| Trace::input(name, eur, &unit, economics.method, None);
    let s = &economics.screened;
    told.push(if economics.transfer_is_midpoint {
        let limits = vec![
            limit("corridor_low", s.low_eur_per_unit),
            limit("corridor_high", s.high_eur_per_unit),
        ];
        Trace::apply("transfer_price", &CORRIDOR, limits).in_unit(unit.clone())
    } else {
        Trace::input("transfer_price", float(economics.transfer_eur_per_unit), &unit, "deal", None)
    });
    if let (Some(_), Some(net), Some(capital)) =
        (economics.total.payback_years, node(&["npv", "yearly_net"]), node(&["npv", "capital"]))
    {
        told.push(Trace::apply("payback", &PAYBACK, vec![capital, net]));
    }
    told
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::economics::fixture::heat_match;
    use crate::reference::tests::bundled;

    /// Each account worked out from its leaves is the account of the kernel.
    #[test]
    fn accounts_are_those_of_the_evaluation() {
        let economics = heat_match(&bundled(), 4.0);
        let told = accounts(&economics);
        let value = |name: &str| told.iter().find(|trace| trace.name == name).unwrap().value;
        for (name, known) in [
            ("supplier_npv", economics.supplier.account.npv_eur),
            ("accepter_npv", economics.accepter.account.npv_eur),
            ("transfer_price", economics.transfer_eur_per_unit),
        ] {
            let known = known.to_f64().unwrap();
            assert!((value(name) - known).abs() < 0.1, "{name}: {} for {known}", value(name));
        }
        assert!((value("payback") - economics.total.payback_years.unwrap()).abs() < 1e-4);
        let mut open: Vec<&Trace> = told.iter().collect();
        while let Some(trace) = open.pop() {
            assert!(trace.value.is_finite(), "{}", trace.name);
            open.extend(&trace.inputs);
        }
    }
}
