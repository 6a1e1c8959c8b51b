//! What else may be stated about a flow: the ends of its ranges, what it contains, what it is
//! certified for, how it is sold, kept and measured.
//!
//! Everything here is optional; what is missing is unknown, never zero. It judges nothing.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::Celsius;

/// What else is stated about a flow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Particulars {
    /// Supply: temperature to which it falls at worst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature_low: Option<Celsius>,
    /// Demand of something that is not heat or cold: the warmest it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature_high: Option<Celsius>,
    /// Supply: absolute pressure in bar to which it falls at worst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pressure_low_bar: Option<f64>,
    /// Demand: lowest pH that it bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ph_low: Option<f64>,
    /// Demand: highest pH that it bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ph_high: Option<f64>,
    /// Supply: what it contains. Demand: the most that it bears. Each code once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contaminants: Vec<Content>,
    /// Supply: the hazardous properties it has. Demand: those it may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazards: Option<Hazards>,
    /// Number of the substance in the register of the Chemical Abstracts Service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cas: Option<Cas>,
    /// Supply: certificates it holds. Demand: those it asks for.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub certificates: BTreeSet<String>,
    /// Coefficient of variation of the yearly amount, 0 and more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variability: Option<f64>,
    /// Prices by amount, smallest amount first, in the currency and year of the flow's price.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_tiers: Vec<PriceTier>,
    /// Least amount a year worth dealing with, in the unit of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_order: Option<f64>,
    /// Farthest partner in km along the surface of the earth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_distance_km: Option<f64>,
    /// How much can be kept at the site as it stands, in the unit of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_amount: Option<f64>,
    /// Supply: days for which it stays good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shelf_life_days: Option<f64>,
    /// Days between the call and the delivery or use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_time_days: Option<f64>,
    /// Day on which the flow was measured.
    #[schemars(with = "Option<String>")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured_at: Option<Date>,
    /// What it was measured with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
}

impl Particulars {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The price of one unit from an amount on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PriceTier {
    /// Amount a year from which the price holds.
    pub from_amount: f64,
    /// Money for one unit of the kind.
    pub per_unit: Decimal,
}

/// How a content is stated.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum ContentUnit {
    /// Milligrams in a kilogram.
    #[serde(rename = "mg/kg")]
    MgPerKg,
    /// Percent of mass, that is 10,000 mg/kg.
    #[serde(rename = "%")]
    Percent,
    /// Milligrams in a litre.
    #[serde(rename = "mg/l")]
    MgPerL,
    /// Milligrams in a cubic metre.
    #[serde(rename = "mg/m3")]
    MgPerM3,
}

impl ContentUnit {
    /// Every unit.
    pub const ALL: [ContentUnit; 4] =
        [ContentUnit::MgPerKg, ContentUnit::Percent, ContentUnit::MgPerL, ContentUnit::MgPerM3];

    /// Its symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            ContentUnit::MgPerKg => "mg/kg",
            ContentUnit::Percent => "%",
            ContentUnit::MgPerL => "mg/l",
            ContentUnit::MgPerM3 => "mg/m3",
        }
    }

    /// The unit that contents are compared in, and how many of it one of this is. Contents of
    /// mass, of a liquid and of a gas are not compared with one another.
    pub fn base(self) -> (ContentUnit, f64) {
        match self {
            ContentUnit::MgPerKg | ContentUnit::MgPerL | ContentUnit::MgPerM3 => (self, 1.0),
            ContentUnit::Percent => (ContentUnit::MgPerKg, 1e4),
        }
    }
}

/// How much of a substance is in a flow, or may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// The substance as a symbol or name (`Cl`, `Cd`, `TOC`), compared without case.
    pub code: String,
    /// How much.
    pub value: f64,
    /// In which unit.
    pub unit: ContentUnit,
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={} {}", self.code, self.value, self.unit.symbol())
    }
}

/// Reads `Cl=120 mg/kg`.
impl FromStr for Content {
    type Err = BadParticular;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadParticular(text.to_owned());
        let (code, amount) = text.split_once('=').ok_or_else(bad)?;
        let amount = amount.trim();
        let unit = ContentUnit::ALL.into_iter().find(|u| amount.ends_with(u.symbol()));
        let unit = unit.ok_or_else(bad)?;
        let value = amount[..amount.len() - unit.symbol().len()].trim().parse::<f64>();
        let content =
            Content { code: code.trim().to_owned(), value: value.map_err(|_| bad())?, unit };
        if content.is_usable() { Ok(content) } else { Err(bad()) }
    }
}

impl Content {
    /// Whether it names a substance and an amount that can be.
    pub fn is_usable(&self) -> bool {
        !self.code.trim().is_empty() && self.value.is_finite() && self.value >= 0.0
    }
}

/// A text that states nothing that can be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be read")]
pub struct BadParticular(pub String);

/// Hazardous properties HP1 to HP15 of waste law. Written as a list of their names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Hazards(u16);

impl Hazards {
    /// No hazardous property.
    pub const NONE: Hazards = Hazards(0);

    /// The properties of these numbers, 1..=15; none where a number is beyond that.
    pub fn of(numbers: &[u8]) -> Option<Self> {
        numbers.iter().try_fold(Self::NONE, |all, &n| {
            (1..=15).contains(&n).then(|| Hazards(all.0 | 1 << (n - 1)))
        })
    }

    /// Whether there is none.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether each of these is also among the others.
    pub fn all_in(self, others: Hazards) -> bool {
        self.0 & !others.0 == 0
    }

    /// Their numbers.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (1..=15).filter(move |n| self.0 >> (n - 1) & 1 == 1)
    }
}

impl JsonSchema for Hazards {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hazards".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "items": {"type": "string", "pattern": "^HP([1-9]|1[0-5])$"}
        })
    }
}

impl TryFrom<Vec<String>> for Hazards {
    type Error = BadParticular;
    fn try_from(names: Vec<String>) -> Result<Self, Self::Error> {
        names.iter().try_fold(Self::NONE, |all, name| {
            let number = name.trim().strip_prefix("HP").and_then(|n| n.trim().parse().ok());
            let one = number.and_then(|n: u8| Hazards::of(&[n]));
            one.map(|one| Hazards(all.0 | one.0)).ok_or_else(|| BadParticular(name.clone()))
        })
    }
}

impl From<Hazards> for Vec<String> {
    fn from(hazards: Hazards) -> Vec<String> {
        hazards.numbers().map(|n| format!("HP{n}")).collect()
    }
}

/// A number of the Chemical Abstracts Service, such as 7732-18-5, with a right check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cas(u64);

impl Cas {
    /// The digits without hyphens.
    pub fn digits(self) -> u64 {
        self.0
    }
}

impl FromStr for Cas {
    type Err = BadParticular;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadParticular(text.to_owned());
        let parts: Vec<&str> = text.trim().split('-').collect();
        let [head, middle, check] = parts[..] else { return Err(bad()) };
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let sizes = (2..=7).contains(&head.len()) && middle.len() == 2 && check.len() == 1;
        if !sizes || ![head, middle, check].into_iter().all(is_digits) {
            return Err(bad());
        }
        // Each digit times its place counted from the right, the check digit apart.
        let body = format!("{head}{middle}");
        let sum: u32 = body.bytes().rev().zip(1..).map(|(b, n)| u32::from(b - b'0') * n).sum();
        let number: u64 = format!("{body}{check}").parse().map_err(|_| bad())?;
        if u64::from(sum % 10) == number % 10 { Ok(Cas(number)) } else { Err(bad()) }
    }
}

impl fmt::Display for Cas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{}", self.0 / 1000, self.0 / 10 % 100, self.0 % 10)
    }
}

impl JsonSchema for Cas {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cas".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9]{2,7}-[0-9]{2}-[0-9]$"})
    }
}

impl TryFrom<String> for Cas {
    type Error = BadParticular;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Cas> for String {
    fn from(cas: Cas) -> String {
        cas.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Registry numbers of water, sulfuric acid, caffeine and sodium chloride.
    #[test]
    fn registry_numbers_carry_their_check_digit() {
        for text in ["7732-18-5", "7664-93-9", "58-08-2", "7647-14-5"] {
            let cas: Cas = text.parse().expect("a registered number");
            assert_eq!(cas.to_string(), text);
        }
        for text in ["7732-18-4", "7732-185", "1-18-5", "7732-1a-5", ""] {
            assert!(text.parse::<Cas>().is_err(), "{text}");
        }
    }

    #[test]
    fn hazards_and_contents_survive_their_text() {
        let hazards = Hazards::of(&[3, 14, 15]).expect("they exist");
        let text = serde_json::to_string(&hazards).expect("text");
        assert_eq!(text, r#"["HP3","HP14","HP15"]"#);
        assert_eq!(serde_json::from_str::<Hazards>(&text).expect("the same"), hazards);
        assert!(Hazards::of(&[0]).is_none() && Hazards::of(&[16]).is_none());
        assert!(serde_json::from_str::<Hazards>(r#"["HP16"]"#).is_err());
        let content: Content = "Cl = 0.5 %".parse().expect("a content");
        assert_eq!((content.unit.base().1 * content.value, content.code.as_str()), (5_000.0, "Cl"));
        for bad in ["Cl", "Cl=x mg/kg", "=3 %", "Cl=-1 %", "Cl=1 furlong"] {
            assert!(bad.parse::<Content>().is_err(), "{bad}");
        }
        assert_eq!(serde_json::to_string(&Particulars::default()).expect("text"), "{}");
    }
}
