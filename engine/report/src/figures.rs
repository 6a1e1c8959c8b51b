//! How figures are written: numbers with their unit, money in words, sectors and countries.
//! Digits and units come from [`turash_engine::quantity`]; nothing is worked out here but the
//! choice of words.

use turash_engine::model::Kind;
use turash_engine::packet::Known;
use turash_engine::quantity::{self, Shown, decimals_for, number};

use crate::sheet::Sheet;

/// The dash of a missing value.
pub const MISSING: &str = "–";

impl<F> Sheet<'_, F> {
    /// A number with about three significant digits.
    pub fn num(&self, value: f64) -> String {
        number(value, decimals_for(value, 2), self.locale())
    }

    /// A number with fixed decimals.
    pub fn fixed(&self, value: f64, decimals: usize) -> String {
        number(value, decimals, self.locale())
    }

    /// A share in per cent.
    pub fn percent(&self, share: f64) -> String {
        let percent = share * 100.0;
        let decimals =
            if percent.abs() < 10.0 && (percent - percent.round()).abs() > 0.05 { 1 } else { 0 };
        format!("{}\u{a0}%", number(percent, decimals, self.locale()))
    }

    /// A span from one number to another.
    pub fn range(&self, from: &str, to: &str) -> String {
        self.say("packet-range", &[("from", from.into()), ("to", to.into())])
    }

    /// Both ends in the unit of the larger one: unit, from, to.
    fn in_one_unit(
        &self,
        from: f64,
        to: f64,
        show: impl Fn(f64) -> Shown,
    ) -> (String, String, String) {
        let larger = if from.abs() > to.abs() { from } else { to };
        let shown = show(larger);
        let scale = if larger == 0.0 { 1.0 } else { shown.value / larger };
        let short = |v: f64| {
            let v = v * scale;
            let decimals = (0..3).find(|&d| {
                let tens = 10f64.powi(d);
                ((v * tens).round() - v * tens).abs() < 1e-6
            });
            number(v, decimals.map_or(2, |d| d as usize), self.locale())
        };
        (shown.unit, short(from), short(to))
    }

    /// A known number with its unit as one text: `29 180 MWh/a`, `20 000 to 50 000 MWh/a`.
    pub fn with_unit(&self, known: Known, show: impl Fn(f64) -> Shown) -> String {
        match known {
            Known::Exact { value, .. } => {
                let shown = show(value);
                format!("{}\u{a0}{}", shown.display, self.unit(&shown.unit))
            }
            Known::Class { from, to } => {
                let (unit, from, to) = self.in_one_unit(from, to, show);
                format!("{}\u{a0}{}", self.range(&from, &to), self.unit(&unit))
            }
            Known::Withheld => self.word("packet-withheld"),
            Known::Unknown => MISSING.to_owned(),
        }
    }

    /// A unit as the language writes it.
    pub fn unit(&self, symbol: &str) -> String {
        let mut parts =
            symbol.split('/').map(|part| self.say("packet-unit", &[("unit", part.into())]));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |text, part| format!("{text}/{part}"))
    }

    /// An amount a year in a unit.
    pub fn yearly_in(&self, unit: &str, value: f64) -> Shown {
        if unit == "MWh" {
            quantity::energy_per_year(value, self.locale())
        } else {
            quantity::shown(value, &format!("{unit}/a"), self.locale())
        }
    }

    /// Money in words: `EUR 950 thousand`.
    pub fn money(&self, eur: f64) -> String {
        let shown = quantity::euro(eur, self.locale());
        self.money_words(&shown.unit, &shown.display)
    }

    /// Money in words, of a value or a class.
    pub fn money_known(&self, known: Known) -> String {
        match known {
            Known::Exact { value, .. } => self.money(value),
            Known::Class { from, to } => {
                let (unit, from, to) =
                    self.in_one_unit(from, to, |v| quantity::euro(v, self.locale()));
                self.money_words(&unit, &self.range(&from, &to))
            }
            Known::Withheld => self.word("packet-withheld"),
            Known::Unknown => MISSING.to_owned(),
        }
    }

    fn money_words(&self, unit: &str, amount: &str) -> String {
        let key = match unit {
            "MEUR" => "packet-money-million",
            "kEUR" => "packet-money-thousand",
            _ => "packet-money-plain",
        };
        self.say(key, &[("n", amount.into())])
    }

    /// Amount and unit of money apart, for key figures.
    pub fn money_parts(&self, known: Known) -> (String, String) {
        let show = |v| quantity::euro(v, self.locale());
        match known {
            Known::Exact { value, .. } => {
                let shown = show(value);
                (shown.display, self.unit(&shown.unit))
            }
            Known::Class { from, to } => {
                let (unit, from, to) = self.in_one_unit(from, to, show);
                (self.short_range(&from, &to), self.unit(&unit))
            }
            Known::Withheld | Known::Unknown => (MISSING.to_owned(), String::new()),
        }
    }

    /// Amount and unit apart, for key figures.
    pub fn parts(&self, known: Known, show: impl Fn(f64) -> Shown) -> (String, String) {
        match known {
            Known::Exact { value, .. } => {
                let shown = show(value);
                (shown.display, self.unit(&shown.unit))
            }
            Known::Class { from, to } => {
                let (unit, from, to) = self.in_one_unit(from, to, show);
                (self.short_range(&from, &to), self.unit(&unit))
            }
            Known::Withheld | Known::Unknown => (MISSING.to_owned(), String::new()),
        }
    }

    /// A span in a table: `200–500`.
    pub fn short_range(&self, from: &str, to: &str) -> String {
        if from == to { from.to_owned() } else { format!("{from}–{to}") }
    }

    /// Sector in the language where the catalogue knows it, else in the words of the source.
    pub fn sector_named(&self, sector: Option<&str>) -> String {
        match sector {
            None | Some("") => self.word("packet-sector-unknown"),
            Some(sector) => {
                let code: String = sector
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
                    .collect();
                self.say("packet-sector", &[("code", code.into()), ("name", sector.into())])
            }
        }
    }

    /// Country in the language.
    pub fn country_named(&self, code: Option<&str>) -> String {
        self.say("packet-country", &[("code", code.unwrap_or_default().into())])
    }

    /// The name of a resource.
    pub fn kind_named(&self, kind: Kind) -> String {
        self.say("packet-kind", &[("kind", kind.code().into())])
    }
}
