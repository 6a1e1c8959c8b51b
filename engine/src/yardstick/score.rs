//! The job "score": the pairs of the job "join", each with all scores and both penalties, and
//! the best twenty partners of every flow kept.
//!
//! Preparation, scorers and lists are those of the match; only the limits are its own.

use super::join::{RADIUS_KM, reach};
use crate::issue::Issue;
use crate::matching::prefilter::{Apart, Limits, Times};
use crate::matching::{Prepared, Request};
use crate::model::{Kind, Region};
use crate::reference::Reference;
use crate::watch::Watch;

/// Partners that each flow keeps.
pub const KEEP: usize = 20;

/// What the job prints.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Number of pairs scored.
    pub pairs: u64,
    /// Entries in all lists.
    pub kept: u64,
    /// Sum of their scores.
    pub sum_score: f64,
}

/// Does the job. A rule that is missing in the reference data is an issue.
pub fn score(region: &Region, reference: &Reference, watch: &dyn Watch) -> Result<Score, Issue> {
    let radius_km = Kind::ALL.iter().map(|&kind| (kind, RADIUS_KM)).collect();
    let request = Request { radius_km, top: KEEP, relax: false, ..Request::default() };
    let reach = reach();
    let limits = Limits {
        radius_km: reach.radius_km,
        margin: reach.margin,
        apart: Apart::Sites,
        times: Times::Ignored,
    };
    let prepared = Prepared::new(region, &request, reference)?;
    let (pairs, lists) = prepared.best(limits, KEEP, reference, watch);
    let mut score = Score { pairs, ..Score::default() };
    for (_, list) in lists {
        score.kept += list.len() as u64;
        score.sum_score += list.iter().map(|entry| entry.score).sum::<f64>();
    }
    Ok(score)
}
