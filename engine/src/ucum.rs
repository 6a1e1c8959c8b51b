//! Units of measure by their codes in the Unified Code for Units of Measure (UCUM): whether a
//! code is one, and figures from one unit in another.
//!
//! The table `assets/units/ucum.csv` holds prefixes and units; this file knows the grammar and the
//! functions of units that are no multiples, such as degrees. It names and prints no unit.
//!
//! Source: UCUM 2.2, <https://ucum.org>. Oracle: UCUM's functional tests.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Why a code is none, or a figure cannot be had in another unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UcumError {
    /// A unit is needed here: at the beginning, after an operator, in parentheses.
    #[error("a unit is needed at {at}")]
    NoTerm {
        /// Byte from 0.
        at: usize,
    },
    /// There is no such unit, or none that takes this prefix.
    #[error("{symbol} at {at} is no unit")]
    Unknown {
        /// The symbol.
        symbol: String,
        /// Byte from 0.
        at: usize,
    },
    /// Something stands here that a code cannot have: no ASCII, a bracket without its other half,
    /// two units without an operator.
    #[error("what stands at {at} does not belong in a code")]
    Unexpected {
        /// Byte from 0.
        at: usize,
    },
    /// The two units measure different things.
    #[error("{from} and {to} measure different things")]
    Different {
        /// The one.
        from: String,
        /// The other.
        to: String,
    },
    /// A unit that is no multiple, such as a degree, within a product.
    #[error("{unit} cannot be part of a product")]
    NoMultiple {
        /// The unit.
        unit: String,
    },
    /// The figure is not finite, or has no image.
    #[error("the figure cannot be converted")]
    Figure,
}

impl UcumError {
    /// Stable name of the reason.
    pub fn reason(&self) -> &'static str {
        match self {
            UcumError::NoTerm { .. } => "no_term",
            UcumError::Unknown { .. } => "unknown_unit",
            UcumError::Unexpected { .. } => "unexpected",
            UcumError::Different { .. } => "different_dimensions",
            UcumError::NoMultiple { .. } => "no_multiple",
            UcumError::Figure => "figure",
        }
    }
}

/// Whether a code is one of UCUM (case-sensitive).
///
/// ```
/// use turash_engine::ucum::validate;
/// assert!(validate("kW.h/(m2.a)").is_ok());
/// assert!(validate("mg/12h").is_err());
/// ```
pub fn validate(code: &str) -> Result<(), UcumError> {
    parsed(code).map(|_| ())
}

/// A figure in another unit.
///
/// ```
/// use turash_engine::ucum::convert;
/// let celsius = convert(212.0, "[degF]", "Cel");
/// assert!(celsius.is_ok_and(|degrees| (degrees - 100.0).abs() < 1e-9));
/// ```
pub fn convert(value: f64, from: &str, to: &str) -> Result<f64, UcumError> {
    let (source, target) = (parsed(from)?, parsed(to)?);
    if !value.is_finite() {
        return Err(UcumError::Figure);
    }
    let (source, target) = (scale(&source)?, scale(&target)?);
    if source.size.dimension != target.size.dimension {
        return Err(UcumError::Different { from: from.to_owned(), to: to.to_owned() });
    }
    let found = match (source.function, target.function) {
        (None, None) => value * (source.size.factor / target.size.factor),
        _ => target.of_base(source.to_base(value)),
    };
    if found.is_finite() { Ok(found) } else { Err(UcumError::Figure) }
}

/// A term: units and numbers multiplied and divided.
type Term = Vec<Component>;

#[derive(Debug)]
struct Component {
    what: What,
    power: i32,
}

#[derive(Debug)]
enum What {
    Number(f64),
    Unit { prefix: Option<&'static str>, atom: &'static str },
    Group(Term),
}

struct Table {
    prefixes: HashMap<&'static str, f64>,
    atoms: HashMap<&'static str, Atom>,
}

struct Atom {
    code: &'static str,
    kind: &'static str,
    metric: bool,
    function: &'static str,
    value: f64,
    unit: &'static str,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("../../assets/units/ucum.csv")));

impl Table {
    /// Rows `kind,code,metric,function,value,unit`; no cell holds a comma.
    fn read(text: &'static str) -> Self {
        let (mut prefixes, mut atoms) = (HashMap::new(), HashMap::new());
        for line in text.lines().skip(1) {
            let cells: Vec<&'static str> = line.split(',').collect();
            let [kind, code, metric, function, value, unit] = cells[..] else { continue };
            let Ok(value) = value.parse() else { continue };
            if kind == "prefix" {
                prefixes.insert(code, value);
            } else {
                let metric = metric == "1";
                atoms.insert(code, Atom { code, kind, metric, function, value, unit });
            }
        }
        Self { prefixes, atoms }
    }

    /// Prefix and unit that a symbol without power is made of.
    fn symbol(&self, symbol: &str) -> Option<What> {
        if let Some(atom) = self.atoms.get(symbol) {
            return Some(What::Unit { prefix: None, atom: atom.code });
        }
        (1..=2).filter(|cut| symbol.is_char_boundary(*cut)).find_map(|cut| {
            let (prefix, rest) = symbol.split_at_checked(cut)?;
            let (prefix, _) = self.prefixes.get_key_value(prefix)?;
            let atom = self.atoms.get(rest).filter(|atom| atom.metric)?;
            Some(What::Unit { prefix: Some(prefix), atom: atom.code })
        })
    }
}

/// Deepest nesting of parentheses that is read.
const DEEPEST: usize = 32;

fn parsed(code: &str) -> Result<Term, UcumError> {
    if let Some(at) = code.find(|c: char| !c.is_ascii_graphic()) {
        return Err(UcumError::Unexpected { at });
    }
    let mut reader = Reader { code, at: 0 };
    let mut power = 1;
    if reader.takes('/') {
        power = -1;
    }
    let term = reader.term(power, 0)?;
    if reader.at < code.len() { Err(UcumError::Unexpected { at: reader.at }) } else { Ok(term) }
}

struct Reader<'a> {
    code: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<char> {
        self.code[self.at..].chars().next()
    }

    fn takes(&mut self, sign: char) -> bool {
        let there = self.next() == Some(sign);
        self.at += usize::from(there);
        there
    }

    /// Components with operators between them, the first raised to `power`.
    fn term(&mut self, mut power: i32, depth: usize) -> Result<Term, UcumError> {
        if depth > DEEPEST {
            return Err(UcumError::Unexpected { at: self.at });
        }
        let mut term = Vec::new();
        loop {
            let mut component = self.component(depth)?;
            component.power *= power;
            term.push(component);
            if self.takes('.') {
                power = 1;
            } else if self.takes('/') {
                power = -1;
            } else {
                return Ok(term);
            }
        }
    }

    fn component(&mut self, depth: usize) -> Result<Component, UcumError> {
        let begin = self.at;
        if self.takes('(') {
            let power = if self.takes('/') { -1 } else { 1 };
            let group = self.term(power, depth + 1)?;
            if !self.takes(')') {
                return Err(UcumError::Unexpected { at: self.at });
            }
            return Ok(Component { what: What::Group(group), power: 1 });
        }
        let symbol = self.symbol()?;
        let component = match symbol {
            "" => None,
            _ => Some(
                unit(symbol).ok_or(UcumError::Unknown { symbol: symbol.to_owned(), at: begin })?,
            ),
        };
        let noted = self.annotation()?;
        match component {
            Some(component) => Ok(component),
            // An annotation alone stands for the number 1, where nothing follows it.
            None if noted && matches!(self.next(), None | Some('.' | '/' | ')')) => {
                Ok(Component { what: What::Number(1.0), power: 1 })
            }
            None if noted => Err(UcumError::Unexpected { at: self.at }),
            None => Err(UcumError::NoTerm { at: begin }),
        }
    }

    /// What stands before the next operator, parenthesis or annotation outside of brackets.
    fn symbol(&mut self) -> Result<&str, UcumError> {
        let (begin, mut inside) = (self.at, false);
        for (at, sign) in self.code[begin..].char_indices() {
            match sign {
                '[' if !inside => inside = true,
                ']' if inside => inside = false,
                '[' | ']' => return Err(UcumError::Unexpected { at: begin + at }),
                '.' | '/' | '(' | ')' | '{' | '}' if !inside => {
                    self.at = begin + at;
                    return Ok(&self.code[begin..self.at]);
                }
                _ => {}
            }
        }
        self.at = self.code.len();
        if inside { Err(UcumError::Unexpected { at: begin }) } else { Ok(&self.code[begin..]) }
    }

    fn annotation(&mut self) -> Result<bool, UcumError> {
        let begin = self.at;
        if !self.takes('{') {
            return Ok(false);
        }
        let length = self.code[self.at..].find(['{', '}']);
        match length.filter(|length| self.code[self.at + length..].starts_with('}')) {
            Some(length) => {
                self.at += length + 1;
                Ok(true)
            }
            None => Err(UcumError::Unexpected { at: begin }),
        }
    }
}

/// A number, or a unit with prefix and power.
fn unit(symbol: &str) -> Option<Component> {
    if symbol.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Component { what: What::Number(symbol.parse().ok()?), power: 1 });
    }
    if let Some(what) = TABLE.symbol(symbol) {
        return Some(Component { what, power: 1 });
    }
    let name = symbol.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = &symbol[name.len()..];
    let (name, sign) = match name.strip_suffix('-') {
        Some(name) => (name, -1),
        None => (name.strip_suffix('+').unwrap_or(name), 1),
    };
    let power: i32 = digits.parse().ok().filter(|power| *power <= 999)?;
    Some(Component { what: TABLE.symbol(name)?, power: sign * power })
}

/// How much of which base units.
#[derive(Debug, Clone, PartialEq)]
struct Size {
    factor: f64,
    /// Powers of base units, and of units that nothing else measures.
    dimension: BTreeMap<&'static str, i32>,
}

impl Size {
    fn number(factor: f64) -> Self {
        Self { factor, dimension: BTreeMap::new() }
    }

    fn times(&mut self, other: &Size, power: i32) {
        self.factor *= other.factor.powi(power);
        for (base, exponent) in &other.dimension {
            let own = self.dimension.entry(base).or_default();
            *own = own.saturating_add(exponent.saturating_mul(power));
        }
        self.dimension.retain(|_, exponent| *exponent != 0);
    }
}

/// A unit as figures in it are read.
struct Scale {
    size: Size,
    /// The function of a unit that is no multiple, and the prefix before it.
    function: Option<(&'static str, f64)>,
}

fn scale(term: &Term) -> Result<Scale, UcumError> {
    if let [Component { what: What::Unit { prefix, atom }, power: 1 }] = term.as_slice()
        && let Some(special) = TABLE.atoms.get(atom).filter(|atom| atom.kind == "special")
    {
        let prefix = prefix.map_or(1.0, |prefix| TABLE.prefixes[prefix]);
        let mut size = sized(&parsed(special.unit)?, 0)?;
        size.factor *= special.value;
        return Ok(Scale { size, function: Some((special.function, prefix)) });
    }
    Ok(Scale { size: sized(term, 0)?, function: None })
}

fn sized(term: &Term, depth: usize) -> Result<Size, UcumError> {
    let mut size = Size::number(1.0);
    if depth > 2 * DEEPEST {
        return Err(UcumError::Figure);
    }
    for component in term {
        let part = match &component.what {
            What::Number(number) => Size::number(*number),
            What::Group(group) => sized(group, depth + 1)?,
            What::Unit { prefix, atom } => {
                let mut part = measured(atom, depth)?;
                part.factor *= prefix.map_or(1.0, |prefix| TABLE.prefixes[prefix]);
                part
            }
        };
        size.times(&part, component.power);
    }
    Ok(size)
}

fn measured(code: &str, depth: usize) -> Result<Size, UcumError> {
    let atom = &TABLE.atoms[code];
    match atom.kind {
        "special" => Err(UcumError::NoMultiple { unit: code.to_owned() }),
        "base" | "arbitrary" => {
            Ok(Size { factor: 1.0, dimension: BTreeMap::from([(atom.code, 1)]) })
        }
        _ => {
            let mut size = sized(&parsed(atom.unit)?, depth + 1)?;
            size.factor *= atom.value;
            Ok(size)
        }
    }
}

impl Scale {
    /// The figure in base units.
    fn to_base(&self, value: f64) -> f64 {
        let Some((function, prefix)) = self.function else { return value * self.size.factor };
        let x = value * prefix;
        self.size.factor
            * match function {
                "Cel" => x + 273.15,
                "degF" => x + 459.67,
                "degRe" => x + 218.52,
                "ln" => x.exp(),
                "lg" => 10f64.powf(x),
                "lgTimes2" => 10f64.powf(x / 2.0),
                "ld" => x.exp2(),
                "pH" | "hpX" => 10f64.powf(-x),
                "hpC" => 100f64.powf(-x),
                "hpM" => 1000f64.powf(-x),
                "hpQ" => 50_000f64.powf(-x),
                "tanTimes100" => (x / 100.0).atan(),
                "100tan" => (x / 100.0).atan().to_degrees(),
                "sqrt" => x * x,
                _ => f64::NAN,
            }
    }

    /// A figure in base units as one in this.
    fn of_base(&self, base: f64) -> f64 {
        let x = base / self.size.factor;
        let Some((function, prefix)) = self.function else { return x };
        let value = match function {
            "Cel" => x - 273.15,
            "degF" => x - 459.67,
            "degRe" => x - 218.52,
            "ln" => x.ln(),
            "lg" => x.log10(),
            "lgTimes2" => 2.0 * x.log10(),
            "ld" => x.log2(),
            "pH" | "hpX" => -x.log10(),
            "hpC" => -x.log10() / 2.0,
            "hpM" => -x.log10() / 3.0,
            "hpQ" => -x.ln() / 50_000f64.ln(),
            "tanTimes100" => x.tan() * 100.0,
            "100tan" => x.to_radians().tan() * 100.0,
            "sqrt" => x.sqrt(),
            _ => f64::NAN,
        };
        value / prefix
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// UCUM's functional tests. Of its sections, display names and arithmetic are not done here.
    #[test]
    fn codes_and_conversions_agree_with_the_oracle() {
        let text = include_str!("../tests/oracle/ucum/cases.csv");
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let (mut validations, mut conversions, mut unsupported) = (0, 0, 0);
        for row in rows.records() {
            let row = row.unwrap();
            let cell = |at: usize| row.get(at).unwrap();
            match cell(0) {
                "validation" => {
                    let told = validate(cell(2));
                    assert_eq!(told.is_ok(), cell(3) == "true", "{} {told:?}", cell(2));
                    validations += 1;
                }
                "conversion" => {
                    let found = convert(cell(5).parse().unwrap(), cell(4), cell(6)).unwrap();
                    let wanted: f64 = cell(7).parse().unwrap();
                    // Printed to as many digits as the figure given has.
                    let digits = |text: &str| {
                        let plain = text.split('e').next().unwrap_or_default();
                        plain.bytes().filter(u8::is_ascii_digit).skip_while(|d| *d == b'0').count()
                    };
                    let exact = digits(cell(5)).max(digits(cell(7)).min(9)) as i32;
                    let exact = if cell(5).parse::<f64>().unwrap() == 1.0 { 9 } else { exact };
                    let off = (found - wanted).abs() / wanted.abs();
                    assert!(off <= 0.5001 * 10f64.powi(1 - exact), "{row:?}: {found}");
                    conversions += 1;
                }
                _ => unsupported += 1,
            }
        }
        assert_eq!((validations, conversions, unsupported), (529, 30, 14));
    }

    /// NIST SP 811 and definitions of the units.
    #[test]
    fn units_of_industry_convert() {
        let cases = [
            (1.0, "kW.h", "MJ", 3.6),
            (100.0, "Cel", "[degF]", 212.0),
            (-40.0, "[degF]", "Cel", -40.0),
            (80.0, "[degRe]", "Cel", 100.0),
            (1.0, "bar", "kPa", 100.0),
            (1.0, "[psi]", "Pa", 6_894.757_293_168),
            (1.0, "[Btu_IT]", "kJ", 1.055_055_852_62),
            (30.0, "dB", "1", 1000.0),
            (0.0, "B[W]", "mW", 1000.0),
            (7.0, "[pH]", "nmol/l", 100.0),
            (100.0, "%[slope]", "deg", 45.0),
            (1.0, "t/h", "kg/s", 1.0 / 3.6),
            (1.0, "J/(kg.K)", "kJ/(t.K)", 1.0),
            (5.0, "[iU]/L", "[iU]/mL", 0.005),
        ];
        for (value, from, to, wanted) in cases {
            let found = convert(value, from, to).unwrap_or_else(|e| panic!("{from} {to}: {e}"));
            assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{from} {to}: {found}");
        }
        assert!(matches!(convert(1.0, "m", "s"), Err(UcumError::Different { .. })));
        assert!(matches!(convert(1.0, "W/Cel", "W/K"), Err(UcumError::NoMultiple { .. })));
        assert!(matches!(convert(1.0, "[iU]", "mol"), Err(UcumError::Different { .. })));
        assert_eq!(convert(f64::NAN, "m", "km"), Err(UcumError::Figure));
        assert_eq!(convert(-1.0, "1", "B"), Err(UcumError::Figure));
        assert_eq!(validate("mg/12h"), Err(UcumError::Unknown { symbol: "12h".into(), at: 3 }));
        assert_eq!(validate(""), Err(UcumError::NoTerm { at: 0 }));
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_reader(code in "[\\[\\](){}./0-9a-zA-Z%*^'+ -]{0,24}", other in ".{0,6}") {
            for code in [&code, &other] {
                if validate(code).is_ok()
                    && let Ok(found) = convert(2.0, code, code)
                {
                    proptest::prop_assert!((found - 2.0).abs() < 1e-6, "{code}");
                }
            }
        }
    }
}
