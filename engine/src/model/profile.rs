//! When a flow runs: hours of the week, months of the year, and days it exists at all.
//!
//! Local standard time, Monday first, 8,760 hours, no daylight saving, no 29 February.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Hours of a year of profiles.
pub const HOURS_PER_YEAR: f64 = 8760.0;

/// Hours of each month, January first, February with 28 days.
pub const MONTH_HOURS: [f64; 12] =
    [744.0, 672.0, 744.0, 720.0, 744.0, 720.0, 744.0, 744.0, 720.0, 744.0, 720.0, 744.0];

/// The hours of a week in which something runs, Monday 00:00 first.
///
/// Written as 42 hexadecimal digits whose most significant bit is Monday 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Week {
    /// Hours 0..63, 64..127 and 128..167; the most significant bit is the earliest hour, and
    /// the low 24 bits of the last word are always 0.
    words: [u64; 3],
}

impl JsonSchema for Week {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Week".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{42}$"})
    }
}

impl Week {
    /// Every hour.
    pub const ALWAYS: Week = Week { words: [u64::MAX, u64::MAX, u64::MAX << 24] };
    /// No hour.
    pub const NEVER: Week = Week { words: [0; 3] };

    /// Reads 42 hexadecimal digits, the most significant bit being Monday 00:00.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 42 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let word = |range: std::ops::Range<usize>| u64::from_str_radix(&text[range], 16).ok();
        Some(Week { words: [word(0..16)?, word(16..32)?, word(32..42)? << 24] })
    }

    /// The 42 hexadecimal digits that [`Week::from_hex`] reads.
    pub fn to_hex(self) -> String {
        format!("{:016x}{:016x}{:010x}", self.words[0], self.words[1], self.words[2] >> 24)
    }

    /// The hours in which both run.
    pub fn both(self, other: Week) -> Week {
        let [a, b, c] = self.words;
        let [x, y, z] = other.words;
        Week { words: [a & x, b & y, c & z] }
    }

    /// Number of hours, 0..168.
    pub fn hours(self) -> u32 {
        self.words.iter().map(|w| w.count_ones()).sum()
    }

    /// Whether it runs in this hour of the week, 0..168.
    pub fn runs_at(self, hour: usize) -> bool {
        hour < 168 && self.words[hour / 64] >> (63 - hour % 64) & 1 == 1
    }
}

impl TryFrom<String> for Week {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Week::from_hex(&text).ok_or_else(|| "a week is 42 hexadecimal digits".to_owned())
    }
}

impl From<Week> for String {
    fn from(week: Week) -> String {
        week.to_hex()
    }
}

/// When a flow runs, and how strongly in each month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Hours of the week.
    pub week: Week,
    /// Strength in each month, January first, 0..1 of the strongest.
    pub months: [f64; 12],
    /// First day, where there is one.
    #[schemars(with = "Option<String>")]
    pub valid_from: Option<Date>,
    /// Last day, where there is one.
    #[schemars(with = "Option<String>")]
    pub valid_to: Option<Date>,
}

impl Profile {
    /// All year round, every hour, without end.
    pub const ALWAYS: Profile =
        Profile { week: Week::ALWAYS, months: [1.0; 12], valid_from: None, valid_to: None };

    /// Hours a year at full strength: hours of the week spread over the year, times the mean
    /// strength weighted by the length of the months.
    pub fn full_load_hours(&self) -> f64 {
        let weighted: f64 = self.months.iter().zip(MONTH_HOURS).map(|(m, h)| m * h).sum();
        weighted * f64::from(self.week.hours()) / 168.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_survives_its_text() {
        let text = "000000003fffc03fffc03fffc03fffc03fffc00000";
        for text in [text, &"f".repeat(42), &"0".repeat(42)] {
            let week = Week::from_hex(text).expect("42 digits");
            assert_eq!(week.to_hex(), text);
            let counted = (0..168).filter(|&h| week.runs_at(h)).count();
            assert_eq!(week.hours() as usize, counted);
        }
        assert_eq!(Week::from_hex("ff"), None);
        assert_eq!(Week::ALWAYS.hours(), 168);
        assert_eq!(Week::ALWAYS, Week::from_hex(&"f".repeat(42)).expect("42 digits"));
    }

    #[test]
    fn a_full_year_has_8760_hours() {
        assert_eq!(MONTH_HOURS.iter().sum::<f64>(), HOURS_PER_YEAR);
        assert!((Profile::ALWAYS.full_load_hours() - 8760.0).abs() < 1e-9);
    }
}
