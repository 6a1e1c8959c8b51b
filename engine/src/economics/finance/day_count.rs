//! How days become years: the conventions of the money market.
//!
//! It compares two dates and knows no payments.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A convention by which days become years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub enum DayCount {
    /// Days over 365, leap years too; what spreadsheets do.
    #[default]
    #[serde(rename = "act365f")]
    Actual365Fixed,
    /// Days over 360.
    #[serde(rename = "act360")]
    Actual360,
    /// Months of 30 days: a 31st becomes a 30th, at the end only where the start is one too.
    #[serde(rename = "30360isda")]
    Thirty360Isda,
    /// The same, with the last day of February taken for a 30th.
    #[serde(rename = "30360sia")]
    Thirty360Sia,
    /// Months of 30 days: each 31st becomes a 30th.
    #[serde(rename = "30e360")]
    ThirtyE360,
    /// Days of leap years over 366 and of other years over 365.
    #[serde(rename = "actact")]
    ActualActualIsda,
}

impl DayCount {
    /// Years from one date to another, below zero where it is earlier.
    ///
    /// Source: ISDA 2006 Definitions, section 4.16 (act/365 fixed, act/360, 30/360, 30E/360,
    /// act/act); SIA *Standard Securities Calculation Methods* (30/360 SIA). Oracle: MathWorks
    /// and pyxirr, `finance.json`, `xirr/`.
    pub fn years(self, from: Date, to: Date) -> f64 {
        match self {
            DayCount::Actual365Fixed => (day(to) - day(from)) as f64 / 365.0,
            DayCount::Actual360 => (day(to) - day(from)) as f64 / 360.0,
            DayCount::Thirty360Isda | DayCount::Thirty360Sia | DayCount::ThirtyE360 => {
                if to < from { -self.thirty(to, from) } else { self.thirty(from, to) }
            }
            DayCount::ActualActualIsda => {
                if to < from {
                    -actual(to, from)
                } else {
                    actual(from, to)
                }
            }
        }
    }

    /// Years of months of thirty days, `from` not after `to`.
    fn thirty(self, from: Date, to: Date) -> f64 {
        let ends_february = |date: Date| date.month() == 2 && date.day() == date.days_in_month();
        let (mut first, mut last) = (i32::from(from.day()), i32::from(to.day()));
        if self == DayCount::Thirty360Sia && ends_february(from) {
            first = 30;
            if ends_february(to) {
                last = 30;
            }
        }
        first = first.min(30);
        if last == 31 && (first == 30 || self == DayCount::ThirtyE360) {
            last = 30;
        }
        let years = i32::from(to.year()) - i32::from(from.year());
        let months = i32::from(to.month()) - i32::from(from.month());
        f64::from(360 * years + 30 * months + last - first) / 360.0
    }
}

/// Years by the calendar, `from` not after `to`.
fn actual(from: Date, to: Date) -> f64 {
    let share = |date: Date| f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year());
    f64::from(to.year() - from.year()) + share(to) - share(from)
}

/// Days since the beginning of 1970.
fn day(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Worked examples of the conventions' definitions.
    #[test]
    fn days_become_years_as_defined() {
        use DayCount::*;
        let cases = [
            (Actual365Fixed, date(2023, 3, 1), date(2024, 3, 1), 366.0 / 365.0),
            (Actual360, date(2023, 3, 1), date(2024, 3, 1), 366.0 / 360.0),
            (Thirty360Isda, date(2024, 1, 31), date(2024, 3, 31), 60.0 / 360.0),
            (Thirty360Isda, date(2024, 1, 15), date(2024, 3, 31), 76.0 / 360.0),
            (ThirtyE360, date(2024, 1, 15), date(2024, 3, 31), 75.0 / 360.0),
            (Thirty360Isda, date(2023, 2, 28), date(2023, 3, 31), 33.0 / 360.0),
            (Thirty360Sia, date(2023, 2, 28), date(2023, 3, 31), 30.0 / 360.0),
            (Thirty360Sia, date(2023, 2, 28), date(2024, 2, 29), 1.0),
            (Thirty360Isda, date(2024, 2, 29), date(2025, 2, 28), 359.0 / 360.0),
            (ActualActualIsda, date(2007, 12, 28), date(2008, 2, 28), 4.0 / 365.0 + 58.0 / 366.0),
            (ActualActualIsda, date(2023, 1, 1), date(2026, 1, 1), 3.0),
        ];
        for (count, from, to, years) in cases {
            assert!((count.years(from, to) - years).abs() < 1e-12, "{count:?} {from} {to}");
            assert!((count.years(to, from) + years).abs() < 1e-12, "{count:?} {to} {from}");
        }
    }
}
