//! What a cell says: a number in one of the world's notations, a text, a point, or nothing.
//!
//! Every way of saying "unknown" ends as `None`; every value that cannot be meant ends as a
//! complaint with a code. It knows nothing of rows or of what is done about a complaint.

/// How the numbers of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecimalSign {
    Point,
    Comma,
    /// No number of the file tells; a comma before three digits parts thousands.
    Untold,
}

/// Why a number cannot be used, or what had to be assumed to use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Complaint {
    NotANumber,
    NotFinite,
    Absurd,
}

impl Complaint {
    pub fn code(self) -> &'static str {
        match self {
            Complaint::NotANumber => "not_a_number",
            Complaint::NotFinite => "number_not_finite",
            Complaint::Absurd => "number_absurd",
        }
    }
}

/// A number, and whether its thousands were a guess.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub guessed: bool,
}

/// Largest magnitude that any column of a register can mean: a yearly amount above it exceeds
/// what the whole world uses, in every unit there is (world energy use is about 1.7e11 MWh).
const LARGEST: f64 = 1e12;

const UNKNOWN: [&str; 18] = [
    "",
    "-",
    "--",
    "\u{2013}",
    "\u{2014}",
    ".",
    "n/a",
    "na",
    "n.a.",
    "nd",
    "n.d.",
    "null",
    "none",
    "#n/a",
    "unknown",
    "xxx",
    "not listed",
    "confidential",
];

/// The cell without blanks, or `None` where it says that nothing is known.
pub(super) fn known(cell: &str) -> Option<&str> {
    let text = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let is_unknown =
        text.len() <= 12 && UNKNOWN.iter().any(|unknown| text.eq_ignore_ascii_case(unknown));
    (!is_unknown).then_some(text)
}

/// Reads a number; `Ok(None)` where the cell says that nothing is known.
pub(super) fn number(cell: &str, sign: DecimalSign) -> Result<Option<Number>, Complaint> {
    let Some(text) = known(cell) else {
        return Ok(None);
    };
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    let comma_matters = sign == DecimalSign::Comma && text.contains('.');
    if plain
        && !comma_matters
        && let Ok(value) = text.parse::<f64>()
    {
        return finite(value, false).map(Some);
    }
    let lower = text.to_ascii_lowercase();
    let bare = lower.trim_start_matches(['+', '-', '\u{2212}']);
    if matches!(bare, "nan" | "inf" | "infinity" | "\u{221e}" | "#div/0!" | "#num!") {
        return Err(Complaint::NotFinite);
    }
    let mut digits: String = lower
        .replace('\u{2212}', "-")
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'))
        .collect();
    let mut guessed = false;
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    let last_comma = digits.rfind(',');
    let last_point = digits.rfind('.');
    let comma_is_decimal = match (commas, points) {
        (0, 0) => false,
        (0, 1) => sign == DecimalSign::Comma && thousands(&digits, '.'),
        (0, _) => true,
        (1, 0) => match sign {
            DecimalSign::Comma => true,
            DecimalSign::Point => !thousands(&digits, ','),
            DecimalSign::Untold => {
                guessed = thousands(&digits, ',');
                !guessed
            }
        },
        (_, 0) => false,
        (_, _) => last_comma > last_point,
    };
    if comma_is_decimal {
        if points > 0 && !thousands(&digits, '.') {
            return Err(Complaint::NotANumber);
        }
        digits = digits.replace('.', "").replace(',', ".");
    } else if commas > 0 {
        if !thousands(&digits, ',') {
            return Err(Complaint::NotANumber);
        }
        digits = digits.replace(',', "");
    }
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e');
    if !digits.chars().all(allowed) {
        return Err(Complaint::NotANumber);
    }
    let value: f64 = digits.parse().map_err(|_| Complaint::NotANumber)?;
    finite(value, guessed).map(Some)
}

fn finite(value: f64, guessed: bool) -> Result<Number, Complaint> {
    if !value.is_finite() {
        Err(Complaint::NotFinite)
    } else if value.abs() > LARGEST {
        Err(Complaint::Absurd)
    } else {
        Ok(Number { value, guessed })
    }
}

/// Whether every `separator` of the whole part is followed by exactly three digits.
fn thousands(text: &str, separator: char) -> bool {
    let other = if separator == ',' { '.' } else { ',' };
    let whole = text.split(other).next().unwrap_or(text).trim_start_matches(['-', '+']);
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or("");
    let is_group = |g: &str| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_digit())
        && first != "0"
        && groups.all(is_group)
}

/// What a numeric cell tells about the decimal sign of its file: `Untold` where it could be
/// either.
pub(super) fn sign_of(cell: &str) -> DecimalSign {
    let Some(text) = known(cell) else {
        return DecimalSign::Untold;
    };
    if !text.bytes().all(|b| b.is_ascii_digit() || b",.-+ eE'".contains(&b)) {
        return DecimalSign::Untold;
    }
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    match (commas, points) {
        (0, 1) if !thousands(text, '.') => DecimalSign::Point,
        (1, 0) if !thousands(text, ',') => DecimalSign::Comma,
        (0, 2..) => DecimalSign::Comma,
        (2.., 0) => DecimalSign::Point,
        (1.., 1..) if text.rfind(',') > text.rfind('.') => DecimalSign::Comma,
        (1.., 1..) => DecimalSign::Point,
        _ => DecimalSign::Untold,
    }
}

/// An identifier as it was meant: without the `.0` that a spreadsheet adds, and whether that
/// had to be taken off.
pub(super) fn identifier(text: &str) -> (&str, bool) {
    match text.split_once(['.', ',']) {
        Some((whole, fraction))
            if !whole.is_empty()
                && whole.bytes().all(|b| b.is_ascii_digit())
                && !fraction.is_empty()
                && fraction.bytes().all(|b| b == b'0') =>
        {
            (whole, true)
        }
        Some(_) | None => (text, false),
    }
}

/// A point as two numbers in the order written: `SRID=4326;POINT(15.06 47.03)`, longitude
/// first. `None` where it is no such text.
pub(super) fn well_known_point(text: &str) -> Option<(f64, f64)> {
    let upper = text.to_ascii_uppercase();
    let body = match upper.split_once(';') {
        Some((srid, body)) => {
            let number = srid.trim().strip_prefix("SRID=")?;
            if number.trim() != "4326" {
                return None;
            }
            body
        }
        None => upper.as_str(),
    };
    let inner = body.trim().strip_prefix("POINT")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inner.split_whitespace().map(str::parse::<f64>);
    let (x, y) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    numbers.next().is_none().then_some((x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_notation() {
        use DecimalSign::{Comma, Point, Untold};
        let cases = [
            ("1,800", Untold, Some((1800.0, true))),
            ("1,800", Point, Some((1800.0, false))),
            ("1,800", Comma, Some((1.8, false))),
            ("1.800", Comma, Some((1800.0, false))),
            ("1.800", Point, Some((1.8, false))),
            ("1.800,50", Untold, Some((1800.5, false))),
            ("1,234,567.5", Untold, Some((1_234_567.5, false))),
            ("1 234,5", Untold, Some((1234.5, false))),
            ("1\u{a0}234", Untold, Some((1234.0, false))),
            ("1'234.5", Point, Some((1234.5, false))),
            ("5.877487146371e-03", Point, Some((5.877_487_146_371e-3, false))),
            ("\u{2212}3,5", Comma, Some((-3.5, false))),
            ("0,437", Untold, Some((0.437, false))),
            ("NA", Point, None),
            ("-", Point, None),
            ("", Point, None),
        ];
        for (text, sign, expected) in cases {
            let read = number(text, sign).expect(text).map(|n| (n.value, n.guessed));
            assert_eq!(read, expected, "{text} {sign:?}");
        }
        let complaints = [
            ("NaN", Complaint::NotFinite),
            ("-inf", Complaint::NotFinite),
            ("1e999", Complaint::NotFinite),
            ("1e308", Complaint::Absurd),
            ("twelve", Complaint::NotANumber),
            ("1,2,3", Complaint::NotANumber),
            ("1.2.3", Complaint::NotANumber),
            ("3 MWh", Complaint::NotANumber),
        ];
        for (text, complaint) in complaints {
            assert_eq!(number(text, Point), Err(complaint), "{text}");
        }
    }

    #[test]
    fn identifiers_lose_only_what_a_spreadsheet_added() {
        assert_eq!(identifier("110000490166.0"), ("110000490166", true));
        assert_eq!(identifier("12.5"), ("12.5", false));
        assert_eq!(identifier("DE.01"), ("DE.01", false));
    }

    #[test]
    fn points_are_longitude_first() {
        let read = well_known_point("SRID=4326;POINT(15.067806 47.03378)");
        assert_eq!(read, Some((15.067806, 47.03378)));
        assert_eq!(well_known_point("SRID=3035;POINT(1 2)"), None);
        assert_eq!(well_known_point("POINT(1 2 3)"), None);
        assert_eq!(well_known_point("POINT(1)"), None);
    }
}
