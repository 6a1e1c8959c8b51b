//! Countries by whatever name a register gives them, and roughly where they are.
//!
//! The boxes only tell a point that cannot be in a country from one that can; they are no
//! borders. It knows no rows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Position;

/// How far outside its box a plant may lie: platforms at sea, rounded coordinates.
const MARGIN_DEGREES: f64 = 0.5;

/// A country that a name was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Its proper name where the register has it misspelt.
    pub proper: Option<&'static str>,
}

struct Countries {
    by_name: HashMap<String, Named>,
    boxes: HashMap<&'static str, Vec<[f64; 4]>>,
    postcode_digits: HashMap<&'static str, usize>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    let mut boxes = HashMap::new();
    let mut postcode_digits = HashMap::new();
    let table = include_str!("../../../templates/import/countries.csv");
    for line in table.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(code), Some(name), Some(also), Some(extent)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        by_name.insert(code.to_lowercase(), Named { code, proper: None });
        by_name.insert(name.to_lowercase(), Named { code, proper: None });
        for alias in also.split('|').map(str::trim).filter(|a| !a.is_empty()) {
            let misspelt = alias.strip_prefix('!');
            let proper = misspelt.map(|_| name);
            by_name.insert(misspelt.unwrap_or(alias).to_lowercase(), Named { code, proper });
        }
        let read = extent
            .split('|')
            .filter_map(|b| {
                let sides: Vec<f64> = b.split_whitespace().filter_map(|n| n.parse().ok()).collect();
                sides.try_into().ok()
            })
            .collect();
        boxes.insert(code, read);
        if let Some(digits) = cells.next().and_then(|d| d.parse().ok()) {
            postcode_digits.insert(code, digits);
        }
    }
    Countries { by_name, boxes, postcode_digits }
});

/// The country of a name or code in any of the languages we know.
pub(super) fn named(text: &str) -> Option<Named> {
    COUNTRIES.by_name.get(text.trim().to_lowercase().as_str()).copied()
}

/// Whether a point can be in a country, or nothing is known of where that country is.
pub(super) fn may_hold(code: &str, point: Position) -> bool {
    COUNTRIES.boxes.get(code).is_none_or(|boxes| {
        boxes.iter().any(|[west, south, east, north]| {
            (west - MARGIN_DEGREES..=east + MARGIN_DEGREES).contains(&point.lon)
                && (south - MARGIN_DEGREES..=north + MARGIN_DEGREES).contains(&point.lat)
        })
    })
}

/// A postcode with the leading zero that a spreadsheet took off, if it lacks just that.
pub(super) fn with_leading_zero(code: &str, postcode: &str) -> Option<String> {
    let digits = *COUNTRIES.postcode_digits.get(code)?;
    let lacks_one = postcode.len() + 1 == digits && postcode.bytes().all(|b| b.is_ascii_digit());
    lacks_one.then(|| format!("0{postcode}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_name_countries_in_many_ways() {
        for (text, code) in [
            ("Netherland", "NL"),
            ("uk", "GB"),
            ("EL", "GR"),
            ("Czech Republic", "CZ"),
            ("Österreich", "AT"),
            ("Россия", "RU"),
            ("LIECHTENSTEIN", "LI"),
        ] {
            assert_eq!(named(text).map(|n| n.code), Some(code), "{text}");
        }
        assert_eq!(named("Netherland").and_then(|n| n.proper), Some("Netherlands"));
        assert_eq!(named("Netherlands").and_then(|n| n.proper), None);
        assert_eq!(named("Atlantis"), None);
    }

    #[test]
    fn a_postcode_gets_its_zero_back() {
        assert_eq!(with_leading_zero("DE", "6237"), Some("06237".to_owned()));
        assert_eq!(with_leading_zero("DE", "47166"), None);
        assert_eq!(with_leading_zero("AT", "4020"), None);
    }

    #[test]
    fn a_plant_at_kutina_is_not_in_liechtenstein() {
        let kutina = Position { lat: 45.466_469, lon: 16.797_391 };
        assert!(!may_hold("LI", kutina));
        assert!(may_hold("HR", kutina));
        let fort_de_france = Position { lat: 14.6268, lon: -60.9918 };
        assert!(may_hold("FR", fort_de_france));
        let caucasus = Position { lat: 43.1, lon: 43.3194 };
        assert!(!may_hold("ES", caucasus));
    }
}
