//! The time value of money: any one of rate, periods, payment, present and future value from the
//! other four.
//!
//! Signs are those of spreadsheets: what one receives is above zero, what one pays below. It
//! knows no currency and no calendar.

use super::{Roots, roots};
use crate::unfit::{Unfit, finite, in_range, within};

/// Equal payments between a value now and a value at the end:
/// fv + pv (1 + r)^n + pmt (1 + r d) ((1 + r)^n - 1) / r = 0, and fv + pv + pmt n = 0 at r = 0.
///
/// r rate a period, above -1; n periods, above 0; pmt payment of each period, at its end (d = 0)
/// or at its beginning (d = 1). Source: Open Document Format 1.2 part 2, 6.12 (PV, FV, PMT, NPER,
/// RATE). Oracle: numpy-financial documentation in `finance.json`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Loan {
    /// Rate a period.
    pub rate: f64,
    /// Number of periods.
    pub periods: f64,
    /// Payment of each period.
    pub payment: f64,
    /// Value now.
    pub present: f64,
    /// Value at the end.
    pub future: f64,
    /// Whether payments are due at the beginning of their period.
    pub at_beginning: bool,
}

/// One of the five figures of a [`Loan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Rate a period.
    Rate,
    /// Number of periods.
    Periods,
    /// Payment of each period.
    Payment,
    /// Value now.
    Present,
    /// Value at the end.
    Future,
}

/// Most periods for which a rate is sought.
const MOST_PERIODS: f64 = 12_000.0;

impl Loan {
    /// The same loan with one figure worked out from the others.
    ///
    /// Of several rates that fulfil the equation it takes the one next to zero.
    pub fn solved(mut self, sought: Sought) -> Result<Self, Unfit> {
        self.check(sought)?;
        match sought {
            Sought::Future => self.future = in_range("fv", -self.grown(self.rate))?,
            Sought::Present => {
                let (growth, annuity) = self.factors(self.rate);
                let present = -(self.future + self.payment * annuity) / growth;
                self.present = in_range("pv", present)?;
            }
            Sought::Payment => {
                let (growth, annuity) = self.factors(self.rate);
                let payment = -(self.future + self.present * growth) / annuity;
                self.payment = in_range("pmt", payment)?;
            }
            Sought::Periods => self.periods = self.periods()?,
            Sought::Rate => {
                let rates = self.rates()?.rates;
                let nearest = rates.into_iter().min_by(|a, b| a.abs().total_cmp(&b.abs()));
                self.rate = nearest.ok_or(Unfit::NoSolution { field: "rate" })?;
            }
        }
        Ok(self)
    }

    /// All rates a period that fulfil the equation. The periods are a whole number.
    pub fn rates(&self) -> Result<Roots, Unfit> {
        self.check(Sought::Rate)?;
        let first = if self.at_beginning { 0 } else { 1 };
        let flows: Vec<(f64, f64)> = (first..first + self.periods as u32)
            .map(|period| (self.payment, f64::from(period)))
            .chain([(self.present, 0.0), (self.future, self.periods)])
            .collect();
        Ok(Roots { rates: roots::rates(&flows), sign_changes: roots::sign_changes(&flows) })
    }

    fn check(&self, sought: Sought) -> Result<(), Unfit> {
        let given = |own: Sought, field: &str, value: f64| {
            if own == sought { Ok(value) } else { finite(field, value) }
        };
        given(Sought::Payment, "pmt", self.payment)?;
        given(Sought::Present, "pv", self.present)?;
        given(Sought::Future, "fv", self.future)?;
        if sought != Sought::Rate {
            within("rate", self.rate, "> -1", |rate| rate > -1.0)?;
        }
        match sought {
            Sought::Periods => {}
            Sought::Rate => {
                within("nper", self.periods, "1, 2 .. 12000", |n| {
                    (1.0..=MOST_PERIODS).contains(&n) && n.fract() == 0.0
                })?;
            }
            Sought::Payment | Sought::Present | Sought::Future => {
                within("nper", self.periods, "> 0", |n| n > 0.0)?;
            }
        }
        Ok(())
    }

    /// (1 + r)^n, and what payments of 1 have grown to by the end.
    fn factors(&self, rate: f64) -> (f64, f64) {
        let force = rate.ln_1p() * self.periods;
        let due = if self.at_beginning { 1.0 + rate } else { 1.0 };
        let annuity = if rate == 0.0 { self.periods } else { due * force.exp_m1() / rate };
        (force.exp(), annuity)
    }

    fn grown(&self, rate: f64) -> f64 {
        let (growth, annuity) = self.factors(rate);
        self.present * growth + self.payment * annuity
    }

    fn periods(&self) -> Result<f64, Unfit> {
        let none = Unfit::NoSolution { field: "nper" };
        if self.rate == 0.0 {
            let periods = -(self.future + self.present) / self.payment;
            return if periods.is_finite() && periods >= 0.0 { Ok(periods) } else { Err(none) };
        }
        let due = if self.at_beginning { 1.0 + self.rate } else { 1.0 };
        let level = self.payment * due / self.rate;
        let growth = (level - self.future) / (level + self.present);
        let periods = growth.ln() / self.rate.ln_1p();
        if growth > 0.0 && periods.is_finite() && periods >= 0.0 { Ok(periods) } else { Err(none) }
    }
}
