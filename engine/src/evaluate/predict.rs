//! From features to predicted exchanges: a logistic model, a balance, and how many to name.
//!
//! Everything learnt comes from the training parks; the park under test gives its names only.

use super::features::{self, FEATURE_COUNT, Row};
use super::knowledge::Knowledge;
use super::learnt::Learnt;
use super::logistic::Logistic;
use super::universe::{Candidate, Park};

/// Ridge of the model. A dozen parks teach little beyond the tables, so it is strong: a
/// weaker one follows the habits of single parks.
const RIDGE: f64 = 600.0;
/// Rounds of balancing.
const ROUNDS: usize = 5;
/// How far each accepter is brought to an equal share in a round, 0 not at all, 1 wholly.
const ACCEPTER_PULL: f64 = 0.5;
/// How far the balanced log odds replace the plain ones.
const BALANCE: f64 = 0.7;

/// Scores of all candidates of a park and which of them are predicted, in their order.
#[derive(Debug, Clone)]
pub(super) struct Prediction {
    pub(super) scores: Vec<f64>,
    pub(super) predicted: Vec<bool>,
}

/// What the training parks have taught.
#[derive(Debug, Clone)]
pub(super) struct Predictor {
    learnt: Learnt,
    model: Logistic<FEATURE_COUNT>,
    /// Exchanges predicted for each stream.
    per_stream: f64,
    per_stream_by_words: f64,
}

impl Predictor {
    /// Learns from parks, each looked at as if the others alone were known.
    pub(super) fn train(parks: &[&Park], knowledge: &Knowledge) -> Self {
        let others = |park: &Park| {
            parks.iter().copied().filter(|o| !o.is_same_place(park)).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<Row>> = Vec::new();
        let mut by_words: Vec<Vec<f64>> = Vec::new();
        for park in parks {
            let learnt = Learnt::from(others(park).into_iter(), knowledge);
            rows.push(features::rows(park, &learnt, knowledge));
            by_words.push(co_occurrence(park, &learnt));
        }
        let fit = |keep: &dyn Fn(&Park) -> bool| {
            let kept = parks.iter().zip(&rows).filter(|(park, _)| keep(park));
            let labelled: Vec<(Row, bool)> = kept
                .flat_map(|(park, rows)| {
                    rows.iter().copied().zip(park.candidates.iter().map(|c| c.is_exchange))
                })
                .collect();
            Logistic::fit(&labelled, RIDGE)
        };
        let scores: Vec<Vec<f64>> = parks
            .iter()
            .zip(&rows)
            .map(|(park, rows)| scores(park, rows, &fit(&|other| !other.is_same_place(park))))
            .collect();
        Self {
            per_stream: best_per_stream(parks, &scores),
            per_stream_by_words: best_per_stream(parks, &by_words),
            model: fit(&|_| true),
            learnt: Learnt::from(parks.iter().copied(), knowledge),
        }
    }

    /// The exchanges of a park that was not learnt from.
    pub(super) fn predict(&self, park: &Park, knowledge: &Knowledge) -> Prediction {
        let rows = features::rows(park, &self.learnt, knowledge);
        let scores = scores(park, &rows, &self.model);
        let predicted = best(park, &scores, self.per_stream);
        Prediction { scores, predicted }
    }

    /// The baseline: what plain word co-occurrence would say.
    pub(super) fn predict_by_words(&self, park: &Park) -> Prediction {
        let scores = co_occurrence(park, &self.learnt);
        let named = best(park, &scores, self.per_stream_by_words);
        let predicted = named.iter().zip(&scores).map(|(named, s)| *named && *s > 0.0).collect();
        Prediction { scores, predicted }
    }
}

fn co_occurrence(park: &Park, learnt: &Learnt) -> Vec<f64> {
    let score = |c: &Candidate| {
        let accepter = &park.organizations[c.accepter];
        learnt.co_occurrence(&park.streams[c.stream].words, &accepter.words)
    };
    park.candidates.iter().map(score).collect()
}

fn scores(park: &Park, rows: &[Row], model: &Logistic<FEATURE_COUNT>) -> Vec<f64> {
    let plain: Vec<f64> = rows.iter().map(|row| model.log_odds(row)).collect();
    let balanced = balanced(park, &plain);
    plain.iter().zip(balanced).map(|(p, b)| (1.0 - BALANCE) * p + BALANCE * b).collect()
}

/// Log odds after the odds of each stream were brought to one exchange, and those of each
/// accepter halfway to an equal share: no stream lies idle, nobody takes everything.
fn balanced(park: &Park, plain: &[f64]) -> Vec<f64> {
    let mut odds = plain.to_vec();
    let share = park.streams.len() as f64 / park.accepters.len().max(1) as f64;
    for _ in 0..ROUNDS {
        bring(&mut odds, park, park.streams.len(), |c| c.stream, 1.0, 1.0);
        bring(&mut odds, park, park.organizations.len(), |c| c.accepter, share, ACCEPTER_PULL);
    }
    odds
}

fn bring(
    odds: &mut [f64],
    park: &Park,
    groups: usize,
    group: impl Fn(&Candidate) -> usize,
    to: f64,
    pull: f64,
) {
    let mut sums = vec![0.0f64; groups];
    for (candidate, odds) in park.candidates.iter().zip(&*odds) {
        sums[group(candidate)] += odds.exp();
    }
    for (candidate, odds) in park.candidates.iter().zip(odds) {
        *odds += pull * (to / sums[group(candidate)]).ln();
    }
}

/// The best candidates of a park, so many for each stream; those level with the last too.
fn best(park: &Park, scores: &[f64], per_stream: f64) -> Vec<bool> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let wanted = (per_stream * park.streams.len() as f64).round() as usize;
    let last = sorted.get(wanted.clamp(1, sorted.len().max(1)) - 1).copied();
    scores.iter().map(|score| last.is_some_and(|last| *score >= last)).collect()
}

/// How many predictions for each stream would have served the training parks best, by F1.
fn best_per_stream(parks: &[&Park], scores: &[Vec<f64>]) -> f64 {
    let f1 = |per_stream: f64| {
        let (mut hits, mut named, mut real) = (0usize, 0usize, 0usize);
        for (park, scores) in parks.iter().zip(scores) {
            for (candidate, is_named) in park.candidates.iter().zip(best(park, scores, per_stream))
            {
                real += usize::from(candidate.is_exchange);
                named += usize::from(is_named);
                hits += usize::from(is_named && candidate.is_exchange);
            }
        }
        2.0 * hits as f64 / (named + real).max(1) as f64
    };
    // From 0.6 to 2.9 exchanges a stream; real parks have 1 to 2.
    let tried = (6..30).map(|tenths| f64::from(tenths) * 0.1);
    let mut chosen = (0.0, 1.0);
    for per_stream in tried {
        let reached = f1(per_stream);
        if reached > chosen.0 {
            chosen = (reached, per_stream);
        }
    }
    chosen.1
}
