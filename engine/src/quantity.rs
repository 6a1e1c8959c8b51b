//! Temperatures as types, and how a number with a unit is shown to a person.
//!
//! This is the only place that chooses display units and digits, so that window, packet and
//! command line print the same text. It knows no words: unit symbols are international.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A temperature in degrees Celsius.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Celsius(pub f64);

/// Absolute zero, 0 K (BIPM SI brochure, 9th edition, 2.3.1).
pub const ABSOLUTE_ZERO: Celsius = Celsius(-273.15);

/// A difference between two temperatures in kelvin.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TemperatureDifference(pub f64);

impl std::ops::Sub for Celsius {
    type Output = TemperatureDifference;
    fn sub(self, colder: Celsius) -> TemperatureDifference {
        TemperatureDifference(self.0 - colder.0)
    }
}

impl std::ops::Add<TemperatureDifference> for Celsius {
    type Output = Celsius;
    fn add(self, rise: TemperatureDifference) -> Celsius {
        Celsius(self.0 + rise.0)
    }
}

impl std::ops::Sub<TemperatureDifference> for Celsius {
    type Output = Celsius;
    fn sub(self, fall: TemperatureDifference) -> Celsius {
        Celsius(self.0 - fall.0)
    }
}

/// How digits are written for a reader; thousands are always parted by a narrow space.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English: decimal point.
    #[default]
    En,
    /// German: decimal comma.
    De,
    /// Russian: decimal comma.
    Ru,
    /// Tatar: decimal comma.
    Tt,
}

impl Locale {
    /// All languages, the reference language first.
    pub const ALL: [Locale; 4] = [Locale::En, Locale::De, Locale::Ru, Locale::Tt];

    /// The language code used for catalogues, `--lang` and document metadata.
    pub fn code(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::De => "de",
            Locale::Ru => "ru",
            Locale::Tt => "tt",
        }
    }

    /// The locale of a language code, if it is one of ours.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    fn decimal_sign(self) -> char {
        match self {
            Locale::En => '.',
            Locale::De | Locale::Ru | Locale::Tt => ',',
        }
    }
}

/// A number ready to be shown: the exact value, the unit it is shown in, and its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shown {
    /// The value in `unit`, not rounded.
    pub value: f64,
    /// Unit symbol, for instance `MWh/a`.
    pub unit: String,
    /// The rounded number as text, without the unit.
    pub display: String,
}

/// Shows `value` with a fixed number of decimals.
///
/// ```
/// use turash_engine::quantity::{Locale, number};
/// assert_eq!(number(-29180.04, 1, Locale::De), "\u{2212}29\u{202f}180,0");
/// assert_eq!(number(-0.04, 1, Locale::En), "0.0");
/// ```
pub fn number(value: f64, decimals: usize, locale: Locale) -> String {
    if !value.is_finite() {
        return "\u{2013}".to_owned();
    }
    let digits = format!("{:.decimals$}", value.abs());
    let is_zero = digits.bytes().all(|b| b == b'0' || b == b'.');
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + 8);
    if value < 0.0 && !is_zero {
        text.push('\u{2212}');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(c);
    }
    if !fraction.is_empty() {
        text.push(locale.decimal_sign());
        text.push_str(fraction);
    }
    text
}

/// Decimals that keep about three significant digits of `value`, at most `most`.
pub fn decimals_for(value: f64, most: usize) -> usize {
    let size = value.abs();
    let wanted = if size >= 100.0 || size == 0.0 {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    };
    wanted.min(most)
}

/// Shows a value as it stands, with about three significant digits.
pub fn shown(value: f64, unit: &str, locale: Locale) -> Shown {
    shown_to(value, unit, decimals_for(value, 2), locale)
}

/// Shows a value as it stands, with a fixed number of decimals.
pub fn shown_to(value: f64, unit: &str, decimals: usize, locale: Locale) -> Shown {
    Shown { value, unit: unit.to_owned(), display: number(value, decimals, locale) }
}

/// Shows yearly energy given in MWh in MWh/a or, from 100 GWh on, in GWh/a.
pub fn energy_per_year(mwh_per_year: f64, locale: Locale) -> Shown {
    if mwh_per_year.abs() >= 100_000.0 {
        shown(mwh_per_year / 1000.0, "GWh/a", locale)
    } else {
        shown(mwh_per_year, "MWh/a", locale)
    }
}

/// Shows a heat rate given in kW in kW or, from 1,000 kW on, in MW.
pub fn power(kw: f64, locale: Locale) -> Shown {
    if kw.abs() >= 1000.0 { shown(kw / 1000.0, "MW", locale) } else { shown(kw, "kW", locale) }
}

/// Shows a distance given in km in m below 1 km, else in km.
pub fn distance(km: f64, locale: Locale) -> Shown {
    if km.abs() < 1.0 {
        shown_to((km * 100.0).round() * 10.0, "m", 0, locale)
    } else {
        shown_to(km, "km", 1, locale)
    }
}

/// Shows money given in EUR in EUR, kEUR (from 10,000) or MEUR (from 10 million).
pub fn euro(eur: f64, locale: Locale) -> Shown {
    if eur.abs() >= 1e7 {
        shown_to(eur / 1e6, "MEUR", 1, locale)
    } else if eur.abs() >= 1e4 {
        shown_to(eur / 1e3, "kEUR", 0, locale)
    } else {
        shown_to(eur, "EUR", 0, locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_their_reader() {
        let cases = [
            (1234567.891, 2, Locale::En, "1\u{202f}234\u{202f}567.89"),
            (1234567.891, 2, Locale::Ru, "1\u{202f}234\u{202f}567,89"),
            (999.5, 0, Locale::En, "1\u{202f}000"),
            (-14.0, 0, Locale::En, "\u{2212}14"),
            (-0.001, 2, Locale::De, "0,00"),
            (f64::NAN, 2, Locale::De, "\u{2013}"),
        ];
        for (value, decimals, locale, text) in cases {
            assert_eq!(number(value, decimals, locale), text, "{value} {decimals} {locale:?}");
        }
    }

    #[test]
    fn units_follow_the_size() {
        assert_eq!(energy_per_year(99_999.0, Locale::En).unit, "MWh/a");
        assert_eq!(energy_per_year(366_010.0, Locale::En).display, "366");
        assert_eq!(power(3200.0, Locale::De).display, "3,20");
        assert_eq!(distance(0.437, Locale::En).display, "440");
        assert_eq!(euro(-1_260_000.0, Locale::En).display, "\u{2212}1\u{202f}260");
    }
}
