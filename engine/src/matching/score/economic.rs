//! Scorer `economic`: whether both sides gain, the way there apart.
//!
//! It turns screened money into 0..1; the money itself comes from `economics`. Where a price
//! is missing the score is 0 and says so: no benefit has been shown, and none is made up.

use super::{Note, Scorer};
use crate::matching::fallback::HeatPump;
use crate::matching::message::Message;
use crate::matching::prefilter::Subject;
use crate::matching::query::Rules;
use crate::reference::Reference;

/// The money side of a pair, in EUR.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// Yearly gain of the supplier without the way there.
    pub supplier_eur_per_year: f64,
    /// Yearly gain of the accepter without the way there.
    pub accepter_eur_per_year: f64,
    /// Years until the discounted gains have paid the capital; infinite where they never do.
    pub payback_years: f64,
    /// All capital.
    pub capital_eur: f64,
    /// Capital of the route alone.
    pub route_capital_eur: f64,
    /// Yearly cost of the route, capital included.
    pub route_eur_per_year: f64,
    /// Share of the amount that is lost on the way, 0..1.
    pub lost_share: f64,
    /// Capital of the heat pump of a relaxed pair.
    pub heat_pump_capital_eur: f64,
    /// Electricity of that heat pump a year.
    pub heat_pump_eur_per_year: f64,
    /// Whether a price came from the reference data.
    pub assumed: bool,
    /// Whether a price is missing altogether.
    pub needs_price: bool,
}

impl Money {
    /// Gain of both sides together in EUR a year, without the way there.
    pub fn benefit_eur_per_year(&self) -> f64 {
        self.supplier_eur_per_year + self.accepter_eur_per_year
    }
}

/// What costs are screened with.
#[derive(Debug)]
pub struct Screening {}

impl Screening {
    /// Looks up once what each pair needs.
    pub fn new(_reference: &Reference) -> Self {
        Self {}
    }

    /// Screens a pair.
    pub fn screen(
        &self,
        _supply: &Subject,
        _demand: &Subject,
        _distance_km: f64,
        _matched_per_year: f64,
        _pump: Option<&HeatPump>,
    ) -> Money {
        Money {
            supplier_eur_per_year: 0.0,
            accepter_eur_per_year: 0.0,
            payback_years: f64::INFINITY,
            capital_eur: 0.0,
            route_capital_eur: 0.0,
            route_eur_per_year: 0.0,
            lost_share: 0.0,
            heat_pump_capital_eur: 0.0,
            heat_pump_eur_per_year: 0.0,
            assumed: false,
            needs_price: true,
        }
    }
}

/// The score 0..1: half for what the parties gain a year, half for how soon it is paid back.
///
/// `((f(bs) + f(bd)) / 2 + g) / 2` with `f(b) = 1 - exp(-b / scale)`, 0 for a loss, of the
/// yearly gains bs, bd of supplier and accepter in EUR, and `g` falling from 1 at the full
/// payback to 0 at the payback at which nothing is left.
pub fn value(money: &Money, rules: &Rules) -> f64 {
    if money.needs_price {
        return 0.0;
    }
    (benefit_value(money, rules) + payback_value(money, rules)) / 2.0
}

fn benefit_value(money: &Money, rules: &Rules) -> f64 {
    let of = |gain: f64| 1.0 - (-gain.max(0.0) / rules.benefit_scale_eur_per_year).exp();
    (of(money.supplier_eur_per_year) + of(money.accepter_eur_per_year)) / 2.0
}

fn payback_value(money: &Money, rules: &Rules) -> f64 {
    let (full, none) = (rules.payback_full_years, rules.payback_none_years);
    if money.payback_years.is_finite() && none > full {
        ((none - money.payback_years) / (none - full)).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Why the score is what it is, and what would raise it.
pub fn explain(money: &Money, rules: &Rules) -> Note {
    if money.needs_price {
        let mut note = Note::new(Scorer::Economic, 0.0, Message::new("match-economic-needs-price"));
        note.raise.push(Message::new("match-raise-price"));
        return note;
    }
    let code = if money.payback_years.is_finite() {
        "match-economic-pays-back"
    } else {
        "match-economic-never-pays-back"
    };
    let mut message = Message::new(code)
        .number("supplier", money.supplier_eur_per_year, "EUR/a")
        .number("accepter", money.accepter_eur_per_year, "EUR/a")
        .code("prices", if money.assumed { "assumed" } else { "stated" });
    if money.payback_years.is_finite() {
        message = message.number("payback", money.payback_years, "a");
    }
    let mut note = Note::new(Scorer::Economic, value(money, rules), message);
    if payback_value(money, rules) < 1.0 {
        let raised = (benefit_value(money, rules) + 1.0) / 2.0;
        note.raise.push(
            Message::new("match-raise-payback")
                .number("wanted", rules.payback_full_years, "a")
                .number("value", raised * 100.0, "%"),
        );
    }
    if money.supplier_eur_per_year < 0.0 || money.accepter_eur_per_year < 0.0 {
        let side = if money.supplier_eur_per_year < 0.0 { "supply" } else { "demand" };
        note.raise.push(Message::new("match-raise-loser").code("side", side));
    }
    note
}
