//! What a prediction is worth: precision, recall, F1 and recall at five.
//!
//! The only place beside training that reads which candidates are exchanges.

use super::predict::Prediction;
use super::universe::Park;

/// How many accepters of a stream somebody would look at.
const LOOKED_AT: usize = 5;

/// Counts over one park or several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) real: usize,
    pub(super) predicted: usize,
    pub(super) true_positives: usize,
    among_five: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.real += other.real;
        self.predicted += other.predicted;
        self.true_positives += other.true_positives;
        self.among_five += other.among_five;
    }

    pub(super) fn precision(&self) -> f64 {
        share(self.true_positives, self.predicted)
    }

    pub(super) fn recall(&self) -> f64 {
        share(self.true_positives, self.real)
    }

    /// 2 TP / (real + predicted), the harmonic mean of precision and recall.
    pub(super) fn f1(&self) -> f64 {
        share(2 * self.true_positives, self.real + self.predicted)
    }

    pub(super) fn recall_at_5(&self) -> f64 {
        share(self.among_five, self.real)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Holds a prediction against the exchanges of the park.
pub(super) fn count(park: &Park, prediction: &Prediction) -> Counts {
    let mut counts = Counts::default();
    for (at, candidate) in park.candidates.iter().enumerate() {
        let is_predicted = prediction.predicted[at];
        counts.predicted += usize::from(is_predicted);
        if !candidate.is_exchange {
            continue;
        }
        counts.real += 1;
        counts.true_positives += usize::from(is_predicted);
        let own = prediction.scores[at];
        let before = park.candidates.iter().zip(&prediction.scores).enumerate();
        // Of equal scores the one that the file names first goes first.
        let ahead = before.filter(|(other, (c, score))| {
            c.stream == candidate.stream && (**score > own || (**score == own && *other < at))
        });
        counts.among_five += usize::from(ahead.count() < LOOKED_AT);
    }
    counts
}
