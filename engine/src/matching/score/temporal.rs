//! Scorer `temporal`: whether the supply is there when the demand runs.
//!
//! Hours of the week and strength of the months, not single days; storage is a relaxation.

use super::{Note, Scored, Scorer};
use crate::matching::fallback::{Plant, Store};
use crate::matching::message::Message;
use crate::matching::prefilter::{Subject, week_share};
use crate::matching::query::Rules;
use crate::model::MONTH_HOURS;

/// What the scorer found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coincidence {
    /// 0..1.
    pub value: f64,
    /// Share of the demand's hours of the week in which the supply runs, 0..1.
    pub week: f64,
    /// Share of the demand's months, weighted with hours and strength, that the supply covers.
    pub season: f64,
    /// Hours a year in which both run, at the strength of the weaker.
    pub overlap_hours: f64,
}

/// Judges a pair.
///
/// `value = (W / Wd) (sum hm min(sm, dm) / sum hm dm)` with the common hours of the week W,
/// those of the demand Wd, the hours of month m hm, and the strengths of supply and demand
/// sm, dm, 0..1. 0 where fewer hours a year are common than the rules ask for, counted over
/// the days on which both exist where that is less than a year.
pub fn judge(supply: &Subject, demand: &Subject, rules: &Rules) -> Coincidence {
    let common = week_share(supply.week.both(demand.week));
    let mut common_month_hours = 0.0;
    for ((s, d), hours) in supply.months.iter().zip(&demand.months).zip(MONTH_HOURS) {
        common_month_hours += hours * s.min(*d);
    }
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let week = share(common, week_share(demand.week));
    let season = share(common_month_hours, demand.month_hours);
    let overlap_hours = common * common_month_hours * year_share(supply, demand);
    let value = if overlap_hours >= rules.least_overlap_hours { week * season } else { 0.0 };
    Coincidence { value, week, season, overlap_hours }
}

/// The same pair with a store between them: all hours of the demand's week are covered as far
/// as the season goes, less what is lost in the store.
pub fn with_store(
    found: &Coincidence,
    supply: &Subject,
    demand: &Subject,
    store: &Store,
    rules: &Rules,
) -> Coincidence {
    let overlap_hours = store.hours_per_year * year_share(supply, demand);
    let is_enough = overlap_hours >= rules.least_overlap_hours;
    let value = if is_enough { found.season * (1.0 - store.loss_share) } else { 0.0 };
    Coincidence { value, week: 1.0, season: found.season, overlap_hours }
}

/// Share of a year on which both exist, 1 from a year on, 0 where their days never meet.
fn year_share(supply: &Subject, demand: &Subject) -> f64 {
    let first = i64::from(supply.days.0.max(demand.days.0));
    let last = i64::from(supply.days.1.min(demand.days.1));
    ((last - first + 1).max(0) as f64 / 365.0).min(1.0)
}

/// Why the score is what it is, and what would raise it.
pub fn explain(supply: &Subject, demand: &Subject, scored: &Scored, rules: &Rules) -> Note {
    let mut found = judge(supply, demand, rules);
    if let Plant::Store(store) = &scored.plant {
        found = with_store(&found, supply, demand, store, rules);
    }
    let message =
        if found.value == 0.0 {
            Message::new("match-temporal-too-few")
                .number("hours", found.overlap_hours, "h/a")
                .number("least", rules.least_overlap_hours, "h/a")
        } else {
            Message::new("match-temporal-covered")
                .number("week", found.week * 100.0, "%")
                .number("season", found.season * 100.0, "%")
                .number("hours", found.overlap_hours, "h/a")
        };
    let mut note = Note::new(Scorer::Temporal, found.value, message);
    if found.value > 0.0 && found.week < 1.0 && found.week <= found.season {
        note.raise.push(Message::new("match-raise-week").number(
            "value",
            found.season * 100.0,
            "%",
        ));
    } else if found.value > 0.0 && found.season < 1.0 {
        note.raise.push(Message::new("match-raise-season").number(
            "value",
            found.week * 100.0,
            "%",
        ));
    }
    note
}
