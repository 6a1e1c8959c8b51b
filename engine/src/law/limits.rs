//! Limits that the law sets in numbers: persistent pollutants in waste, reclaimed water, and which
//! entry of the list of waste holds on a day.

use jiff::civil::Date;

use crate::reference::{
    PollutantLimit, Reference, ReuseLimit, WasteChange, WasteEntry, waste_code,
};
use crate::unfit::{Unfit, finite, within};

/// A persistent pollutant held against its limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pollutant<'a> {
    /// The limit that holds on the day.
    pub limit: &'a PollutantLimit,
    /// What was found.
    pub mg_per_kg: f64,
    /// Whether the waste must be destroyed or transformed for it, and may not be recovered.
    pub must_be_destroyed: bool,
}

/// Persistent pollutants of a waste on a day.
///
/// From the limit of Regulation (EU) 2019/1021 Annex IV on, waste is to be disposed of or
/// recovered so that the pollutant is destroyed (Art. 7(2)); below it Art. 7(4)(a) lets it be treated
/// as other waste. `found` pairs a substance with mg per kg of waste, not below 0. A substance
/// that the table does not hold is refused with its name. Oracle: each limit met and just missed.
pub fn pollutants<'a>(
    found: &[(String, f64)],
    day: Date,
    reference: &'a Reference,
) -> Result<Vec<Pollutant<'a>>, Unfit> {
    let judge = |(at, (substance, mg_per_kg)): (usize, &(String, f64))| {
        let field = format!("substances[{at}].mg_per_kg");
        within(&field, finite(&field, *mg_per_kg)?, ">= 0", |amount| amount >= 0.0)?;
        let holds = |limit: &&PollutantLimit| {
            limit.substance == *substance
                && limit.from.is_none_or(|from| from <= day)
                && limit.until.is_none_or(|until| day <= until)
        };
        let limit =
            reference.pollutant_limits().iter().find(holds).ok_or_else(|| Unfit::OutOfBounds {
                field: format!("substances[{at}].substance"),
                value: substance.clone(),
                allowed: "a substance of Regulation (EU) 2019/1021 Annex IV",
            })?;
        let must_be_destroyed = *mg_per_kg >= limit.limit_mg_per_kg;
        Ok(Pollutant { limit, mg_per_kg: *mg_per_kg, must_be_destroyed })
    };
    found.iter().enumerate().map(judge).collect()
}

/// A class of reclaimed water, and what keeps it out of reach.
#[derive(Debug, Clone, PartialEq)]
pub struct ReuseClass<'a> {
    /// `A` to `D`.
    pub class: char,
    /// Limits that are not kept.
    pub exceeded: Vec<&'a ReuseLimit>,
    /// Limits whose parameter nobody has measured.
    pub unmeasured: Vec<&'a ReuseLimit>,
}

/// Classes of reclaimed water for irrigation, A first, with what each still lacks.
///
/// Limits are values not to be exceeded. Regulation (EU) 2020/741 Annex I asks for them in 90 % of
/// the samples, with a margin for the others; here one value is held against each. `is_forage` asks
/// for nematodes, `is_sprayed` for legionella. Oracle: each limit met and just missed.
pub fn reuse_classes<'a>(
    measured: &[(String, f64)],
    is_forage: bool,
    is_sprayed: bool,
    reference: &'a Reference,
) -> Result<Vec<ReuseClass<'a>>, Unfit> {
    let limits = reference.reuse_limits();
    for (at, (parameter, value)) in measured.iter().enumerate() {
        let field = format!("measured.{parameter}");
        within(&field, finite(&field, *value)?, ">= 0", |value| value >= 0.0)?;
        if !limits.iter().any(|limit| limit.parameter == *parameter) {
            return Err(Unfit::OutOfBounds {
                field: format!("measured[{at}]"),
                value: parameter.clone(),
                allowed: "a parameter of Regulation (EU) 2020/741 Annex I",
            });
        }
    }
    let asked = |limit: &&ReuseLimit| match limit.parameter.as_str() {
        "nematode_eggs_per_l" => is_forage,
        "legionella_cfu_per_l" => is_sprayed,
        _ => true,
    };
    let value = |limit: &ReuseLimit| {
        measured
            .iter()
            .find(|(parameter, _)| *parameter == limit.parameter)
            .map(|(_, value)| *value)
    };
    let class = |class: char| {
        let of_class = || limits.iter().filter(move |limit| limit.class == class).filter(asked);
        ReuseClass {
            class,
            exceeded: of_class().filter(|l| value(l).is_some_and(|v| v > l.limit)).collect(),
            unmeasured: of_class().filter(|l| value(l).is_none()).collect(),
        }
    };
    Ok(['A', 'B', 'C', 'D'].map(class).into())
}

/// How an entry of the list of waste stands on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Whether the list has it that day.
    pub is_listed: bool,
    /// Entry kind in the list before the change; none for a new or a changed entry, whose pairs
    /// nobody has sorted yet.
    pub kind: Option<WasteEntry>,
    /// Whether it is marked as hazardous.
    pub is_hazardous: Option<bool>,
    /// A change that touches it, in force or to come.
    pub change: Option<&'a WasteChange>,
    /// Whether the day lies between the two dates that sources give for the change.
    pub is_disputed: bool,
}

/// Looks an entry up in the list as it stands on a day. None for a text that is no code, and for
/// a code that no version of the list has. In the time that sources dispute the older version
/// is told, and that it is disputed. Source: Decision 2000/532/EC; Delegated Decision (EU) 2025/934.
pub fn entry_on<'a>(code: &str, day: Date, reference: &'a Reference) -> Option<Entry<'a>> {
    let code = waste_code(code)?;
    let kind = reference.waste_entry(&code);
    let change = reference.waste_changes().iter().find(|change| change.code == code);
    let before = Entry {
        is_listed: kind.is_some(),
        kind,
        is_hazardous: kind.map(|kind| match kind {
            WasteEntry::AbsoluteHazardous | WasteEntry::MirrorHazardous => true,
            WasteEntry::AbsoluteNonHazardous | WasteEntry::MirrorNonHazardous => false,
        }),
        change,
        is_disputed: false,
    };
    let Some(change) = change else { return kind.is_some().then_some(before) };
    let (first, last) =
        (change.applies_from.min(change.disputed), change.applies_from.max(change.disputed));
    if day < last {
        return Some(Entry { is_disputed: day >= first, ..before });
    }
    Some(Entry {
        is_listed: change.hazardous.is_some(),
        kind: kind.filter(|_| change.change == "renamed"),
        is_hazardous: change.hazardous,
        change: Some(change),
        is_disputed: false,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::reference::tests::bundled;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn each_limit_is_met_and_just_missed() {
        let reference = bundled();
        for limit in reference.pollutant_limits() {
            let on = limit.from.or(limit.until).unwrap_or(day("2026-11-22"));
            for (share, wanted) in [(1.0, true), (0.999, false), (0.0, false)] {
                let found = [(limit.substance.clone(), share * limit.limit_mg_per_kg)];
                let judged = pollutants(&found, on, &reference).unwrap();
                assert_eq!(judged[0].limit, limit);
                assert_eq!(judged[0].must_be_destroyed, wanted, "{limit:?} {share}");
            }
        }
        let pbde = |on| {
            let found = [("polybrominated_diphenyl_ethers".to_owned(), 300.0)];
            pollutants(&found, day(on), &reference).unwrap()[0].limit.limit_mg_per_kg
        };
        // Three steps of Regulation (EU) 2022/2400.
        assert_eq!(
            [pbde("2025-12-29"), pbde("2025-12-30"), pbde("2027-12-30")],
            [500.0, 350.0, 200.0]
        );
        let odd = [("sugar".to_owned(), 1.0)];
        assert!(pollutants(&odd, day("2026-01-01"), &reference).is_err());
        let none = [("mirex".to_owned(), f64::NAN)];
        assert!(pollutants(&none, day("2026-01-01"), &reference).is_err());
    }

    #[test]
    fn water_is_of_the_best_class_whose_limits_it_keeps() {
        let reference = bundled();
        let best = |e_coli: f64, bod5: f64| {
            let measured = [
                ("e_coli_per_100_ml".to_owned(), e_coli),
                ("bod5_mg_per_l".to_owned(), bod5),
                ("suspended_solids_mg_per_l".to_owned(), 9.0),
                ("turbidity_ntu".to_owned(), 5.0),
            ];
            let classes = reuse_classes(&measured, false, false, &reference).unwrap();
            classes.into_iter().find(|c| c.exceeded.is_empty()).map(|c| c.class)
        };
        assert_eq!(best(10.0, 10.0), Some('A'));
        assert_eq!(best(10.0, 10.1), Some('B'));
        assert_eq!(best(100.0, 25.0), Some('B'));
        assert_eq!(best(101.0, 25.0), Some('C'));
        assert_eq!(best(10_000.0, 25.0), Some('D'));
        assert_eq!(best(10_001.0, 25.0), None);
        let one = [("e_coli_per_100_ml".to_owned(), 5.0)];
        let classes = reuse_classes(&one, true, true, &reference).unwrap();
        let open: Vec<&str> = classes[3].unmeasured.iter().map(|l| l.parameter.as_str()).collect();
        assert_eq!(open.len(), 4, "{open:?}");
        assert!(reuse_classes(&[("ph".to_owned(), 7.0)], false, false, &reference).is_err());
    }

    #[test]
    fn the_list_of_waste_depends_on_the_day() {
        let reference = bundled();
        let on = |code, text| entry_on(code, day(text), &reference);
        let (before, between, after) = ("2026-11-08", "2026-11-22", "2026-12-09");
        // Deleted by the change.
        assert!(on("16 06 05", before).unwrap().is_listed);
        assert!(on("160605", between).unwrap().is_disputed);
        assert!(!on("16 06 05", after).unwrap().is_listed);
        // New with it.
        assert!(!on("16 06 07*", before).unwrap().is_listed);
        let new = on("16 06 07", after).unwrap();
        assert_eq!((new.is_listed, new.is_hazardous, new.is_disputed), (true, Some(true), false));
        // Alkaline batteries become hazardous.
        assert_eq!(on("16 06 04", before).unwrap().is_hazardous, Some(false));
        assert_eq!(on("16 06 04", after).unwrap().is_hazardous, Some(true));
        // Untouched.
        let plain = on("10 01 01", between).unwrap();
        assert!(plain.is_listed && plain.change.is_none() && !plain.is_disputed);
        assert_eq!(on("99 99 99", after), None);
        assert_eq!(on("word", after), None);
    }
}
