//! What a match is worth: unit values, the screening of millions of pairs, the full evaluation.
//!
//! Kernels compute in f64 and say what they lack instead of filling a gap; sums of parties are
//! `Decimal` and add up exactly. It knows nothing of ranking, documents or screens.

mod evaluate;
mod finance;
#[cfg(test)]
pub(crate) mod fixture;
mod plan;
mod screen;
mod sensitivity;
mod split;
mod trace;
mod value;

pub use evaluate::{Account, Case, Economics, EvaluationError, LINES, Line, Party, Role, evaluate};
pub use finance::{
    Chances, Correlation, DayCount, Loan, Payment, Roots, Sought, Uncertain, Worth, annuity_factor,
    benefit_cost_ratio, chances, cost_of_heat, dated_present_value, dated_rates,
    discounted_payback_years, internal_rates, modified_rate, net_present_value, payback_periods,
    return_on_investment, simple_payback_years, worth,
};
pub use plan::{Plan, PlanError, Planned, PlannedAccount, planned};
pub use screen::{Added, Delivery, End, PartyScreen, Screened, Terms, screen};
pub use sensitivity::{
    Bar, Bin, BreakEven, Draws, Input, Odds, STEPS, Setting, WhatIf, Whose, Worths,
};
pub use split::{Blocked, Game, MOST_PARTIES, Split, splits, walks_away};
pub use trace::{Formula, REGISTRY, Trace, accounts};
pub use value::{Emission, NeedsPrice, PriceField, UnitValue, ValueSource, unit_values};

use crate::reference::Reference;

/// Version of the methods in here; part of every inputs hash.
pub const METHOD: &str = "economics 1";

/// What an evaluation assumes beyond the reference tables. Real money, flows at year end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    /// Real discount rate a year.
    pub discount_rate: f64,
    /// Years of operation.
    pub years: u32,
    /// Upkeep a year as share of capital.
    pub upkeep_share: f64,
    /// Share of the route that the supplier pays for, 0..1.
    pub capital_share_supplier: f64,
    /// Whether the accepter saves emission allowances.
    pub counts_co2_price: bool,
}

impl Assumptions {
    /// The defaults of a reference.
    pub fn new(reference: &Reference) -> Self {
        let d = &reference.defaults;
        Self {
            discount_rate: d.discount_rate,
            years: d.years.round().clamp(1.0, 100.0) as u32,
            upkeep_share: d.upkeep_share,
            capital_share_supplier: d.capital_share_supplier,
            counts_co2_price: d.co2_price_included > 0.0,
        }
    }
}
