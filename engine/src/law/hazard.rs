//! Hazardous properties HP 1 to HP 15 of a waste from what it contains, and what they make of its
//! entry in the list of waste.
//!
//! It holds concentrations against the rows of `hazard_limits.csv`, each with its article. What is
//! not known stays open: a waste is never called harmless because nobody has looked.

use crate::reference::{HazardLimit, HazardMode, Reference, WasteEntry};
use crate::unfit::{Unfit, within};

/// A substance in a waste.
#[derive(Debug, Clone, PartialEq)]
pub struct Substance {
    /// Its name, for the reader.
    pub name: String,
    /// % by mass.
    pub percent: f64,
    /// Its hazard statements, with the category where it counts: `H314-1A`, `H300-2`, `H410`.
    pub statements: Vec<String>,
}

/// What is known of a waste.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Composition {
    /// What it contains.
    pub substances: Vec<Substance>,
    /// Whether everything that could matter is listed.
    pub is_complete: bool,
}

/// Whether a property is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Met,
    /// It is not.
    NotMet,
    /// A fact is missing.
    Open,
}

/// What is missing for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingFact {
    /// The rest of the composition.
    Composition,
    /// The category of a statement: `H314` alone does not say which.
    Category,
    /// A test of the waste.
    Test,
    /// The rules of the state.
    NationalRule,
}

impl MissingFact {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            MissingFact::Composition => "composition",
            MissingFact::Category => "category",
            MissingFact::Test => "test",
            MissingFact::NationalRule => "national_rule",
        }
    }
}

/// One property.
#[derive(Debug, Clone, PartialEq)]
pub struct Property<'a> {
    /// `HP1` to `HP15`.
    pub code: &'a str,
    /// Whether it is there.
    pub outcome: Outcome,
    /// The row that decided: the one that is met, else the one that comes nearest.
    pub row: &'a HazardLimit,
    /// What was reached of that row's limit, %.
    pub reached_percent: f64,
    /// Names of the substances behind it.
    pub substances: Vec<&'a str>,
    /// What is missing.
    pub missing: Vec<MissingFact>,
}

/// What an entry and the properties make of a waste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Hazardous.
    Hazardous,
    /// Not hazardous.
    NonHazardous,
    /// Not known yet.
    Open,
}

/// Holds a composition against all properties, HP 1 first.
///
/// Single: a substance at or above the limit. Sum: `sum of factor x percent` of substances at or
/// above their cut-off, each once in a group, at or above the limit. Range: percent 0 to 100, in all
/// at most 100. Source: the article of each row. Oracle: worked examples in the tests.
pub fn properties<'a>(
    composition: &'a Composition,
    reference: &'a Reference,
) -> Result<Vec<Property<'a>>, Unfit> {
    let mut sum = 0.0;
    for (at, substance) in composition.substances.iter().enumerate() {
        let field = format!("substances[{at}].percent");
        sum += within(&field, substance.percent, "0 <= x <= 100", |x| (0.0..=100.0).contains(&x))?;
        for statement in &substance.statements {
            if class_of(statement).is_none() {
                return Err(Unfit::OutOfBounds {
                    field: format!("substances[{at}].statements"),
                    value: statement.clone(),
                    allowed: "H and three digits or EUH and three digits, category after a hyphen",
                });
            }
        }
    }
    within("substances", sum, "sum <= 100", |sum| sum <= 100.0 + 1e-9)?;
    let limits = reference.hazard_limits();
    let mut found: Vec<Property<'a>> = Vec::new();
    for at in 0..limits.len() {
        let row = &limits[at];
        // The first row of each group speaks for the group.
        if limits[..at].iter().any(|r| r.property == row.property && r.group == row.group) {
            continue;
        }
        let group: Vec<&HazardLimit> =
            limits.iter().filter(|r| r.property == row.property && r.group == row.group).collect();
        let judged = judge(&group, composition);
        match found.iter_mut().find(|known| known.code == row.property) {
            None => found.push(judged),
            Some(known) => merge(known, judged),
        }
    }
    Ok(found)
}

/// Hazardous where one property is met, not hazardous where all are ruled out.
pub fn standing(entry: Option<WasteEntry>, properties: &[Property<'_>]) -> Standing {
    let by_properties = || {
        if properties.iter().any(|property| property.outcome == Outcome::Met) {
            Standing::Hazardous
        } else if properties.iter().all(|property| property.outcome == Outcome::NotMet) {
            Standing::NonHazardous
        } else {
            Standing::Open
        }
    };
    match entry {
        Some(WasteEntry::AbsoluteHazardous) => Standing::Hazardous,
        Some(WasteEntry::AbsoluteNonHazardous) => Standing::NonHazardous,
        // A mirror entry is decided by the properties, never by its code.
        Some(WasteEntry::MirrorHazardous | WasteEntry::MirrorNonHazardous) | None => {
            by_properties()
        }
    }
}

/// The class of a statement without suffix and category: `H360` of `H360FD`, `H314` of `H314-1A`.
fn class_of(statement: &str) -> Option<&str> {
    let digits = |text: &str, from: usize| {
        text.len() >= from + 3 && text.as_bytes()[from..from + 3].iter().all(u8::is_ascii_digit)
    };
    if statement.starts_with("EUH") && digits(statement, 3) {
        statement.get(..6)
    } else if statement.starts_with('H') && digits(statement, 1) {
        statement.get(..4)
    } else {
        None
    }
}

fn category_of(statement: &str) -> Option<&str> {
    statement.split_once('-').map(|(_, category)| category)
}

#[derive(PartialEq)]
enum Fits {
    Yes,
    No,
    /// The row asks for a category that is not stated.
    Unclear,
}

fn fits(statement: &str, row: &HazardLimit) -> Fits {
    if class_of(statement) != class_of(&row.statement) || row.statement.is_empty() {
        return Fits::No;
    }
    match (category_of(&row.statement), category_of(statement)) {
        (None, _) => Fits::Yes,
        (Some(_), None) => Fits::Unclear,
        (Some(asked), Some(stated)) if asked == stated => Fits::Yes,
        (Some(_), Some(_)) => Fits::No,
    }
}

fn judge<'a>(group: &[&'a HazardLimit], composition: &'a Composition) -> Property<'a> {
    let row = group[0];
    let (mut sum, mut possible, mut most) = (0.0, 0.0, 0.0f64);
    let mut substances = Vec::new();
    let mut is_there = false;
    for substance in &composition.substances {
        let all = || {
            let pairs = substance.statements.iter();
            pairs.flat_map(|statement| group.iter().map(move |row| (fits(statement, row), row)))
        };
        let weight = |wanted: Fits| {
            all()
                .filter(|(fit, row)| *fit == wanted && substance.percent >= row.cutoff_percent)
                .map(|(_, row)| row.factor)
                .fold(0.0, f64::max)
        };
        let (sure, unclear) = (weight(Fits::Yes), weight(Fits::Unclear));
        if sure > 0.0 {
            is_there |= substance.percent > 0.0;
            sum += sure * substance.percent;
            most = most.max(substance.percent);
            substances.push(substance.name.as_str());
        }
        possible += f64::max(sure, unclear) * substance.percent;
    }
    let mut missing = Vec::new();
    let reached_percent = match row.mode {
        HazardMode::Single => most,
        HazardMode::Sum => sum,
        HazardMode::Test | HazardMode::National => 0.0,
    };
    let met = match row.mode {
        HazardMode::Single | HazardMode::Sum => reached_percent >= row.limit_percent,
        HazardMode::Test => {
            if is_there {
                missing.push(MissingFact::Test);
            }
            false
        }
        HazardMode::National => {
            missing.push(MissingFact::NationalRule);
            false
        }
    };
    if !met {
        let counted = matches!(row.mode, HazardMode::Single | HazardMode::Sum);
        if counted && possible >= row.limit_percent {
            missing.push(MissingFact::Category);
        }
        if !composition.is_complete && row.mode != HazardMode::National {
            missing.push(MissingFact::Composition);
        }
    }
    let outcome = match (met, missing.is_empty()) {
        (true, _) => Outcome::Met,
        (false, true) => Outcome::NotMet,
        (false, false) => Outcome::Open,
    };
    Property { code: &row.property, outcome, row, reached_percent, substances, missing }
}

/// The stronger of two groups of one property stands; what either lacks is lacking.
fn merge<'a>(known: &mut Property<'a>, other: Property<'a>) {
    let near = |one: &Property<'_>| {
        if one.row.limit_percent > 0.0 { one.reached_percent / one.row.limit_percent } else { 0.0 }
    };
    let strength = |one: &Property<'_>| match one.outcome {
        Outcome::Met => 2,
        Outcome::Open => 1,
        Outcome::NotMet => 0,
    };
    let mut missing = std::mem::take(&mut known.missing);
    for fact in &other.missing {
        if !missing.contains(fact) {
            missing.push(*fact);
        }
    }
    if (strength(&other), near(&other)) > (strength(known), near(known)) {
        *known = other;
    }
    known.missing = if known.outcome == Outcome::Met { Vec::new() } else { missing };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::reference::tests::bundled;

    fn waste(parts: &[(f64, &[&str])]) -> Composition {
        Composition {
            substances: parts
                .iter()
                .enumerate()
                .map(|(at, (percent, statements))| Substance {
                    name: format!("substance {at}"),
                    percent: *percent,
                    statements: statements.iter().map(|s| (*s).to_owned()).collect(),
                })
                .collect(),
            is_complete: true,
        }
    }

    /// Properties met; HP 9 is always the state's affair.
    fn met(parts: &[(f64, &[&str])]) -> Vec<String> {
        let reference = bundled();
        let composition = waste(parts);
        let found = properties(&composition, &reference).unwrap();
        assert_eq!(found.len(), 15);
        let met = found.iter().filter(|property| property.outcome == Outcome::Met);
        met.map(|property| property.code.to_owned()).collect()
    }

    /// Each limit of Annex III, just reached and just missed.
    #[test]
    fn limits_are_those_of_the_annex() {
        type Case<'a> = (&'a [(f64, &'a [&'a str])], &'a [&'a str]);
        let cases: [Case<'_>; 26] = [
            // Carcinogens count one by one: two of 0.06 % do not add up.
            (&[(0.1, &["H350"])], &["HP7"]),
            (&[(0.06, &["H350"]), (0.06, &["H350"])], &[]),
            (&[(0.3, &["H360FD"])], &["HP10"]),
            (&[(0.29, &["H360D"])], &[]),
            (&[(3.0, &["H361"])], &["HP10"]),
            (&[(0.1, &["H340"])], &["HP11"]),
            (&[(10.0, &["H317"])], &["HP13"]),
            (&[(9.9, &["H317"]), (9.9, &["H317"])], &[]),
            // Corrosive: category 1A irritates from 1 %, all together corrode from 5 %.
            (&[(1.0, &["H314-1A"])], &["HP4"]),
            (&[(2.5, &["H314-1B"]), (2.5, &["H314-1C"])], &["HP8"]),
            // Below the cut-off of 1 % it does not count: 4.5 + 0.9.
            (&[(4.5, &["H314-1B"]), (0.9, &["H314-1B"])], &[]),
            (&[(10.0, &["H318"])], &["HP4"]),
            // A substance that irritates skin and eyes counts once: 15 %, not 30 %.
            (&[(15.0, &["H315", "H319"])], &[]),
            (&[(10.0, &["H315"]), (10.0, &["H319"])], &["HP4"]),
            (&[(20.0, &["H335"])], &["HP5"]),
            (&[(1.0, &["H372"])], &["HP5"]),
            (&[(5.0, &["H304"]), (5.0, &["H304"])], &["HP5"]),
            (&[(0.1, &["H300-1"])], &["HP6"]),
            (&[(0.2, &["H300-2"])], &[]),
            (&[(25.0, &["H302"])], &["HP6"]),
            (&[(3.5, &["H331"])], &["HP6"]),
            // Ecotoxic: 0.25 % of chronic 1 weigh a hundredfold.
            (&[(0.25, &["H410"])], &["HP14"]),
            (&[(2.5, &["H411"])], &["HP14"]),
            (&[(0.2, &["H410"]), (0.9, &["H411"])], &[]),
            (&[(25.0, &["H413"])], &["HP14"]),
            (&[(0.1, &["H420"])], &["HP14"]),
        ];
        for (parts, expected) in cases {
            assert_eq!(met(parts), expected, "{parts:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_open() {
        let reference = bundled();
        let of = |composition: &Composition, code: &str| {
            let found = properties(composition, &reference).unwrap();
            let property = found.iter().find(|property| property.code == code).unwrap();
            (property.outcome, property.missing.clone())
        };
        let unclear = waste(&[(2.0, &["H314"])]);
        assert_eq!(of(&unclear, "HP4"), (Outcome::Open, vec![MissingFact::Category]));
        let explosive = waste(&[(1.0, &["H200"])]);
        assert_eq!(of(&explosive, "HP1"), (Outcome::Open, vec![MissingFact::Test]));
        assert_eq!(of(&waste(&[]), "HP9"), (Outcome::Open, vec![MissingFact::NationalRule]));
        assert_eq!(of(&waste(&[]), "HP7"), (Outcome::NotMet, vec![]));
        let partly = Composition { is_complete: false, ..waste(&[]) };
        assert_eq!(of(&partly, "HP7"), (Outcome::Open, vec![MissingFact::Composition]));
        // What is met is met, however little else is known.
        let lead = Composition { is_complete: false, ..waste(&[(0.4, &["H360"])]) };
        assert_eq!(of(&lead, "HP10"), (Outcome::Met, vec![]));
    }

    #[test]
    fn a_mirror_entry_is_decided_by_the_properties() {
        let reference = bundled();
        let composition = waste(&[(0.4, &["H360"])]);
        let bad = properties(&composition, &reference).unwrap();
        let mirror = Some(WasteEntry::MirrorNonHazardous);
        assert_eq!(standing(mirror, &bad), Standing::Hazardous);
        assert_eq!(standing(Some(WasteEntry::AbsoluteNonHazardous), &bad), Standing::NonHazardous);
        let nothing = waste(&[]);
        let open = properties(&nothing, &reference).unwrap();
        // HP 9 is open, so harmlessness is not proven by numbers alone.
        assert_eq!(standing(Some(WasteEntry::MirrorHazardous), &open), Standing::Open);
        let ruled: Vec<_> = open.iter().filter(|p| p.code != "HP9").cloned().collect();
        assert_eq!(standing(mirror, &ruled), Standing::NonHazardous);
        assert_eq!(standing(Some(WasteEntry::AbsoluteHazardous), &ruled), Standing::Hazardous);
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let reference = bundled();
        for (composition, field) in [
            (waste(&[(-1.0, &["H350"])]), "substances[0].percent"),
            (waste(&[(f64::NAN, &[])]), "substances[0].percent"),
            (waste(&[(60.0, &[]), (50.0, &[])]), "substances"),
            (waste(&[(1.0, &["R45"])]), "substances[0].statements"),
            (waste(&[(1.0, &["Hüü0"])]), "substances[0].statements"),
        ] {
            assert_eq!(properties(&composition, &reference).unwrap_err().field(), field);
        }
    }

    proptest! {
        /// More of a substance never takes a property away.
        #[test]
        fn more_is_never_less(
            percent in 0.0..50.0f64, more in 0.0..50.0f64,
            statement in prop::sample::select(vec![
                "H314-1A", "H318", "H372", "H301", "H350", "H360", "H410", "H411", "H412", "H420",
            ]),
        ) {
            let (less, much) = (met(&[(percent, &[statement])]), met(&[(percent + more, &[statement])]));
            prop_assert!(less.iter().all(|code| much.contains(code)), "{less:?} {much:?}");
        }
    }
}
