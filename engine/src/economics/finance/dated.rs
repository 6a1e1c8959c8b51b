//! Payments on dates: present value and rates of return under a day count.
//!
//! The order of the payments does not matter; time runs from the earliest.

use jiff::civil::Date;

use super::day_count::DayCount;
use super::{Roots, roots};
use crate::unfit::{Unfit, in_range, within};

/// An amount on a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payment {
    /// When.
    pub date: Date,
    /// How much, what is paid out below zero.
    pub amount: f64,
}

/// Present value at the earliest date: sum of c_i / (1 + r)^(t_i).
///
/// c_i amount; t_i years from the earliest date; r rate a year, above -1. Source: Microsoft Excel
/// help, XNPV. Oracle: `finance.json`, `xirr/` (pyxirr).
pub fn dated_present_value(
    rate: f64,
    payments: &[Payment],
    day_count: DayCount,
) -> Result<f64, Unfit> {
    within("rate", rate, "> -1", |rate| rate > -1.0)?;
    let force = rate.ln_1p();
    let worth = timed(payments, day_count)?.into_iter().map(|(c, t)| c * (-t * force).exp());
    in_range("xnpv", worth.sum())
}

/// All rates of return a year above -100 % under a day count, and how often the payments change
/// sign in the order of their dates.
///
/// Zeros of sum of c_i (1 + r)^(-t_i). Source: as [`dated_present_value`]. Oracle: Microsoft
/// Excel help, MathWorks, 40 samples of pyxirr.
pub fn dated_rates(payments: &[Payment], day_count: DayCount) -> Result<Roots, Unfit> {
    let timed = timed(payments, day_count)?;
    Ok(Roots { rates: roots::rates(&timed), sign_changes: roots::sign_changes(&timed) })
}

/// Amounts, and years from the earliest date.
fn timed(payments: &[Payment], day_count: DayCount) -> Result<Vec<(f64, f64)>, Unfit> {
    let Some(first) = payments.iter().map(|payment| payment.date).min() else {
        return Err(Unfit::TooFew { field: "payments", found: 0, needed: 1 });
    };
    if let Some(at) = payments.iter().position(|payment| !payment.amount.is_finite()) {
        return Err(Unfit::NotFinite { field: format!("payments[{at}].amount") });
    }
    Ok(payments.iter().map(|p| (p.amount, day_count.years(first, p.date))).collect())
}
