//! Stage 5: the best partners of one flow as an ordered stream, and the choice of a few that
//! differ from one another.
//!
//! Order is by score rounded to 1e-9, then by id of the partner; nothing depends on the order
//! in which pairs were found.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::prefilter::Subject;
use super::query::Rules;
use crate::spatial::EarthModel;

/// A partner of a flow with the score of the pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The score, rounded to 1e-9.
    pub score: f64,
    /// Position of the partner among the subjects.
    pub partner: u32,
    /// How far away the partner is in km.
    pub distance_km: f64,
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The better entry is the smaller one: higher score, then lower number of the partner, which
/// is the order of ids.
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.partner.cmp(&other.partner))
    }
}

/// The best partners of one flow, at most so many.
#[derive(Debug)]
pub struct TopList {
    keep: usize,
    /// The worst of those kept is on top.
    entries: BinaryHeap<Entry>,
    overflowed: bool,
}

impl TopList {
    /// An empty list that keeps at most so many.
    pub fn new(keep: usize) -> Self {
        Self { keep, entries: BinaryHeap::new(), overflowed: false }
    }

    /// Whether a pair that reaches this score at most can still enter.
    pub fn would_take(&mut self, score: f64) -> bool {
        let worth = score + 1e-9 >= self.floor();
        self.overflowed |= !worth;
        worth
    }

    /// Puts an entry in, and the worst out where there is no room.
    pub fn push(&mut self, entry: Entry) {
        if self.entries.len() < self.keep {
            self.entries.push(entry);
        } else if let Some(mut worst) = self.entries.peek_mut() {
            self.overflowed = true;
            if entry < *worst {
                *worst = entry;
            }
        } else {
            self.overflowed = true;
        }
    }

    /// The score of the worst entry once the list is full: below it nothing enters.
    pub fn floor(&self) -> f64 {
        match self.entries.peek() {
            Some(worst) if self.entries.len() >= self.keep => worst.score,
            Some(_) | None => f64::NEG_INFINITY,
        }
    }

    /// Notes that something was left out before it came here.
    pub fn miss(&mut self) {
        self.overflowed = true;
    }

    /// Whether something had to be left out.
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// The entries, best first.
    pub fn into_sorted(self) -> Vec<Entry> {
        self.entries.into_sorted_vec()
    }
}

/// How alike two partners of one flow are, 0..1: the mean of same owner, same kind, and
/// closeness of place (1 at one place, 0 from `place_km` on).
pub fn likeness(a: &Subject, b: &Subject, earth: EarthModel, place_km: f64) -> f64 {
    let owner = f64::from(u8::from(a.owner == b.owner));
    let kind = f64::from(u8::from(a.kind == b.kind));
    let place = if a.site == b.site {
        1.0
    } else if place_km > 0.0 {
        // Without a place the distance is not a number, and `max` drops it.
        (1.0 - earth.metres_between(a.point, b.point) / 1000.0 / place_km).max(0.0)
    } else {
        0.0
    };
    (owner + kind + place) / 3.0
}

/// Chooses at most `wanted` of the entries (best first), one after another, each time the one
/// with the greatest `lambda score - (1 - lambda) likeness to the nearest already chosen`
/// (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998). What `accept` refuses is
/// passed over, so refusals do not empty a list while there is more. `chosen` may hold
/// partners from before.
pub fn choose(
    entries: &[Entry],
    subjects: &[Subject],
    wanted: usize,
    rules: &Rules,
    earth: EarthModel,
    chosen: &mut Vec<Entry>,
    mut accept: impl FnMut(&Entry) -> bool,
) {
    let alike = |a: &Entry, b: &Entry| {
        likeness(
            &subjects[a.partner as usize],
            &subjects[b.partner as usize],
            earth,
            rules.place_km,
        )
    };
    let mut open: Vec<(Entry, f64)> = entries
        .iter()
        .map(|entry| (*entry, chosen.iter().map(|c| alike(entry, c)).fold(0.0, f64::max)))
        .collect();
    while chosen.len() < wanted && !open.is_empty() {
        let value = |(entry, likeness): &(Entry, f64)| {
            rules.lambda * entry.score - (1.0 - rules.lambda) * likeness
        };
        let mut best = 0;
        for i in 1..open.len() {
            if value(&open[i]) > value(&open[best]) {
                best = i;
            }
        }
        let (entry, _) = open.remove(best);
        if accept(&entry) {
            for (other, likeness) in &mut open {
                *likeness = likeness.max(alike(other, &entry));
            }
            chosen.push(entry);
        }
    }
}
