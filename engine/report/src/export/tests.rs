//! What a spreadsheet could take for a formula never begins a cell, and nothing is lost by it.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::registers::{Cell, Table, csv};
use super::safe;

/// The text behind a safe one.
fn behind(safe: &str) -> &str {
    let Some(rest) = safe.strip_prefix('\'') else { return safe };
    let begins = rest.trim_start_matches([' ', '\u{a0}', '\'']).chars().next();
    if begins.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c)) { rest } else { safe }
}

proptest! {
    #[test]
    fn no_text_is_a_formula_and_each_comes_back(
        text in "[=+@\\-\t\r\n' ＝\"a,;1]{0,6}|.{0,20}",
        number in -1e12..1e12_f64,
    ) {
        let rows = vec![vec![Cell::Text(text.clone()), Cell::Number(number), Cell::Text("x".into())]];
        let bytes = csv(&Table { name: "t", columns: &["a", "b", "c"], rows }).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let row = reader.records().next().unwrap().unwrap();
        prop_assert!(!row[0].starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
        prop_assert_eq!(behind(&row[0]), text);
        prop_assert_eq!(row[1].parse::<f64>().unwrap(), number);
    }
}

#[test]
fn what_is_no_formula_stays_as_it_is() {
    for text in ["", "Müller & Söhne", "'s-Hertogenbosch", "24.10", "a=b"] {
        assert_eq!(safe(text), text);
    }
    assert_eq!(safe("=1+1"), "'=1+1");
    assert_eq!(safe("'=1+1"), "''=1+1");
}
