//! Measures the matcher's knowledge: real exchanges of a park predicted from names alone.
//!
//! It reads a table of exchanges, hides one place after the other with all its snapshots,
//! learns from the rest and the knowledge tables, and counts what it finds again. It opens
//! no file, and the exchanges of the place under test never reach the prediction.

mod features;
mod knowledge;
mod learnt;
mod logistic;
mod measure;
mod names;
mod predict;
mod read;
#[cfg(test)]
mod tests;
mod universe;

use schemars::JsonSchema;
use serde::Serialize;

pub use knowledge::{Knowledge, KnowledgeError};
pub use read::{EvaluateError, Exchange, read};

use crate::watch::Watch;
use measure::Counts;
use predict::Predictor;
use universe::Park;

/// What a prediction was worth in one park.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ParkResult {
    /// Name of the park, as in the file.
    pub park: String,
    /// Pairs of stream and accepter that could be an exchange.
    pub candidates: usize,
    /// Pairs that are one.
    pub exchanges: usize,
    /// Pairs predicted.
    pub predicted: usize,
    /// Predicted pairs that are an exchange.
    pub true_positives: usize,
    /// Share of the predicted that are real, 0..1.
    pub precision: f64,
    /// Share of the real that were predicted, 0..1.
    pub recall: f64,
    /// Harmonic mean of both, 0..1.
    pub f1: f64,
    /// Share of the exchanges whose accepter is among the first five for its stream, 0..1.
    pub recall_at_5: f64,
    /// F1 of plain word co-occurrence learnt from the same parks, on the same candidates.
    pub co_occurrence_f1: f64,
}

/// Over all parks, each pair counted once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Overall {
    /// Share of the predicted that are real, 0..1.
    pub precision: f64,
    /// Share of the real that were predicted, 0..1.
    pub recall: f64,
    /// Harmonic mean of both, 0..1.
    pub f1: f64,
    /// Share of the exchanges whose accepter is among the first five for its stream, 0..1.
    pub recall_at_5: f64,
    /// F1 of plain word co-occurrence on the same candidates.
    pub co_occurrence_f1: f64,
}

/// What others have published on such tables, on their own, smaller universe of candidates.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Published {
    /// Method as its authors name it.
    pub method: String,
    /// Their best F1, 0..1.
    pub f1: f64,
    /// Where it was published.
    pub source: String,
}

/// The answer of an evaluation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Evaluation {
    /// One result for each park tested, in the order of the file.
    pub parks: Vec<ParkResult>,
    /// All parks together.
    pub overall: Overall,
    /// Figures to hold it against.
    pub published: Vec<Published>,
}

/// Predicts the exchanges of each park, or of the one named, without having seen its place.
///
/// Learns from `train` where it is given, else from the other places of `exchanges`; parks of
/// the place under test are left out of either.
pub fn evaluate(
    exchanges: &[Exchange],
    train: Option<&[Exchange]>,
    park: Option<&str>,
    knowledge: &Knowledge,
    watch: &dyn Watch,
) -> Result<Evaluation, EvaluateError> {
    let parks = universe::parks(exchanges, knowledge);
    let other = train.map(|rows| universe::parks(rows, knowledge));
    let lessons = other.as_ref().unwrap_or(&parks);
    let tested: Vec<&Park> =
        parks.iter().filter(|p| park.is_none_or(|name| p.name == name)).collect();
    if tested.is_empty() {
        let park = park.unwrap_or_default().to_owned();
        return Err(EvaluateError::UnknownPark { park });
    }
    let mut results = Vec::with_capacity(tested.len());
    let (mut all, mut all_words) = (Counts::default(), Counts::default());
    for (done, park) in tested.iter().enumerate() {
        watch.progress(done as u64, tested.len() as u64, "evaluate");
        if watch.stop() {
            return Err(EvaluateError::Stopped);
        }
        let seen: Vec<&Park> = lessons.iter().filter(|p| !p.is_same_place(park)).collect();
        if seen.is_empty() {
            return Err(EvaluateError::NothingToLearnFrom { park: park.name.clone() });
        }
        let predictor = Predictor::train(&seen, knowledge);
        let found = measure::count(park, &predictor.predict(park, knowledge));
        let words = measure::count(park, &predictor.predict_by_words(park));
        results.push(ParkResult {
            park: park.name.clone(),
            candidates: park.candidates.len(),
            exchanges: found.real,
            predicted: found.predicted,
            true_positives: found.true_positives,
            precision: found.precision(),
            recall: found.recall(),
            f1: found.f1(),
            recall_at_5: found.recall_at_5(),
            co_occurrence_f1: words.f1(),
        });
        all.add(&found);
        all_words.add(&words);
    }
    let overall = Overall {
        precision: all.precision(),
        recall: all.recall(),
        f1: all.f1(),
        recall_at_5: all.recall_at_5(),
        co_occurrence_f1: all_words.f1(),
    };
    Ok(Evaluation { parks: results, overall, published: knowledge.published().to_vec() })
}
