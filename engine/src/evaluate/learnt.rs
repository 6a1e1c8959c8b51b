//! What the training parks teach: which words, industries and resources go together.
//!
//! Each association is the smoothed ratio of exchanges seen to exchanges expected if every
//! candidate of a park were equally likely. Word co-occurrence alone is the baseline that the
//! prediction is printed beside.

use std::collections::{BTreeSet, HashMap};

use super::knowledge::{Industry, Knowledge, Meanings, Resource};
use super::universe::{Candidate, Park, Stream};

/// Exchanges added to both seen and expected, so that rare pairs say little.
const SMOOTHING: f64 = 1.0;
/// How surely a name must mean something before it is learnt from.
const SURE: f64 = 0.5;

/// Exchanges seen and expected.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    seen: f64,
    expected: f64,
}

impl Tally {
    /// ln((seen + s) / (expected + s)): above 0 where there are more than by chance.
    fn log_ratio(self) -> f64 {
        ((self.seen + SMOOTHING) / (self.expected + SMOOTHING)).ln()
    }
}

/// Associations learnt from parks.
#[derive(Debug, Clone, Default)]
pub(super) struct Learnt {
    taken: HashMap<(Resource, Industry), Tally>,
    traded: HashMap<(Industry, Industry), Tally>,
    accepting: HashMap<Industry, Tally>,
    words: HashMap<(String, String), Tally>,
    supplier_words: HashMap<(String, String), Tally>,
    /// Co-occurrence counts of the baseline, and of each word alone.
    pairs: HashMap<(String, String), f64>,
    left: HashMap<String, f64>,
    right: HashMap<String, f64>,
}

impl Learnt {
    /// What these parks teach.
    pub(super) fn from<'a>(parks: impl Iterator<Item = &'a Park>, knowledge: &Knowledge) -> Self {
        let mut learnt = Self::default();
        for park in parks {
            let chance = park.exchanges() as f64 / park.candidates.len().max(1) as f64;
            for candidate in &park.candidates {
                learnt.add(park, candidate, chance, knowledge);
            }
        }
        learnt
    }

    fn add(&mut self, park: &Park, candidate: &Candidate, chance: f64, knowledge: &Knowledge) {
        let seen = if candidate.is_exchange { 1.0 } else { 0.0 };
        let count = |tally: &mut Tally| {
            tally.seen += seen;
            tally.expected += chance;
        };
        let stream = &park.streams[candidate.stream];
        let supplier = &park.organizations[stream.supplier];
        let accepter = &park.organizations[candidate.accepter];
        for industry in sure(&accepter.industries) {
            for resource in concepts(stream, knowledge) {
                count(self.taken.entry((resource, industry)).or_default());
            }
            for from in sure(&supplier.industries) {
                count(self.traded.entry((from, industry)).or_default());
            }
            count(self.accepting.entry(industry).or_default());
        }
        for to in distinct(&accepter.words) {
            for word in distinct(&stream.words) {
                count(self.words.entry((word.clone(), to.clone())).or_default());
                if candidate.is_exchange {
                    *self.pairs.entry((word.clone(), to.clone())).or_default() += 1.0;
                    *self.left.entry(word.clone()).or_default() += 1.0;
                    *self.right.entry(to.clone()).or_default() += 1.0;
                }
            }
            for word in distinct(&supplier.words) {
                count(self.supplier_words.entry((word.clone(), to.clone())).or_default());
            }
        }
    }

    /// Best and mean association of what the stream is with what the accepter does.
    pub(super) fn taken(
        &self,
        stream: &Stream,
        industries: &Meanings<Industry>,
        knowledge: &Knowledge,
    ) -> (f64, f64) {
        let resources = concepts(stream, knowledge);
        let ratios = industries.iter().flat_map(|&(industry, _)| {
            resources.iter().filter_map(move |&r| self.taken.get(&(r, industry)))
        });
        best_and_mean(ratios)
    }

    /// Best association of the industries of supplier and accepter.
    pub(super) fn traded(&self, from: &Meanings<Industry>, to: &Meanings<Industry>) -> f64 {
        let ratios = from
            .iter()
            .flat_map(|&(a, _)| to.iter().filter_map(move |&(b, _)| self.traded.get(&(a, b))));
        best_and_mean(ratios).0
    }

    /// How much more than others the industries of an accepter take.
    pub(super) fn accepting(&self, industries: &Meanings<Industry>) -> f64 {
        best_and_mean(industries.iter().filter_map(|(i, _)| self.accepting.get(i))).0
    }

    /// Mean association of the words of stream and accepter.
    pub(super) fn words(&self, stream: &[String], accepter: &[String]) -> f64 {
        mean_over(&self.words, stream, accepter)
    }

    /// Mean association of the words of supplier and accepter.
    pub(super) fn supplier_words(&self, supplier: &[String], accepter: &[String]) -> f64 {
        mean_over(&self.supplier_words, supplier, accepter)
    }

    /// The baseline: mean over word pairs of count / sqrt(count left x count right).
    pub(super) fn co_occurrence(&self, stream: &[String], accepter: &[String]) -> f64 {
        let (stream, accepter) = (distinct(stream), distinct(accepter));
        let total = (stream.len() * accepter.len()).max(1) as f64;
        let mut sum = 0.0;
        for &word in &stream {
            for &to in &accepter {
                if let Some(count) = self.pairs.get(&(word.clone(), to.clone())) {
                    sum += count / (self.left[word] * self.right[to]).sqrt();
                }
            }
        }
        sum / total
    }
}

fn mean_over(tallies: &HashMap<(String, String), Tally>, left: &[String], right: &[String]) -> f64 {
    let ratios = left.iter().flat_map(|word| {
        right.iter().filter_map(move |to| tallies.get(&(word.clone(), to.clone())))
    });
    best_and_mean(ratios).1
}

fn best_and_mean<'a>(tallies: impl Iterator<Item = &'a Tally>) -> (f64, f64) {
    let ratios: Vec<f64> = tallies.map(|t| t.log_ratio()).collect();
    if ratios.is_empty() {
        return (0.0, 0.0);
    }
    let best = ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (best, ratios.iter().sum::<f64>() / ratios.len() as f64)
}

fn sure(industries: &Meanings<Industry>) -> impl Iterator<Item = Industry> {
    industries.iter().filter(|(_, w)| *w >= SURE).map(|(i, _)| *i)
}

/// What a stream is, and what it is a kind of.
fn concepts(stream: &Stream, knowledge: &Knowledge) -> BTreeSet<Resource> {
    let own = stream.resources.iter().filter(|(_, w)| *w >= SURE);
    own.flat_map(|&(r, _)| knowledge.above(r).filter(|(_, steps)| *steps <= 1))
        .map(|(r, _)| r)
        .collect()
}

fn distinct(words: &[String]) -> BTreeSet<&String> {
    words.iter().collect()
}
