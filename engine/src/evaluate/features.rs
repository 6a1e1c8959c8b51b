//! What is known of a candidate before any exchange of its park is: numbers for the model.
//!
//! Each feature reads names, codes, industries and what the training parks teach; none reads
//! whether a candidate is an exchange.

use super::knowledge::{Industry, Knowledge, Meanings};
use super::learnt::Learnt;
use super::universe::{Candidate, Organization, Park};

/// How many features a candidate has.
pub(super) const FEATURE_COUNT: usize = 25;

const TAKES: usize = 0;
const TAKES_INFERRED: usize = 1;
const TAKES_RARE: usize = 2;
const NAMED_AFTER: usize = 3;
const SHARED_WORDS: usize = 4;
const TRADE: usize = 5;
const SAME_NAME: usize = 6;
const MAKES_IT_TOO: usize = 7;
const LEARNT_BEST: usize = 8;
const LEARNT_MEAN: usize = 9;
const LEARNT_TRADE: usize = 10;
const LEARNT_WORDS: usize = 11;
const LEARNT_SUPPLIER_WORDS: usize = 12;
const LEARNT_ACCEPTING: usize = 13;
const BREADTH: usize = 14;
const TAKES_FOCUSED: usize = 15;
const OFFERS: usize = 16;
const STREAM_UNKNOWN: usize = 17;
const ACCEPTER_UNKNOWN: usize = 18;
const RETURNS: usize = 19;
const LEAD_OF_STREAM: usize = 20;
const LEAD_OF_ACCEPTER: usize = 21;
const RANK_OF_STREAM: usize = 22;
const RANK_OF_ACCEPTER: usize = 23;
const CO_OCCURRENCE: usize = 24;

/// Numbers of one candidate.
pub(super) type Row = [f64; FEATURE_COUNT];

/// One row for each candidate of the park, in their order.
pub(super) fn rows(park: &Park, learnt: &Learnt, knowledge: &Knowledge) -> Vec<Row> {
    let mut rows: Vec<Row> =
        park.candidates.iter().map(|c| own(park, c, learnt, knowledge)).collect();
    let fit: Vec<f64> = rows
        .iter()
        .map(|r| r[TAKES] + 0.5 * r[TAKES_INFERRED] + 0.5 * r[NAMED_AFTER] + 0.5 * r[TRADE])
        .collect();
    let mut of_accepter = vec![(0.0, 0.0); park.organizations.len()];
    for (candidate, fit) in park.candidates.iter().zip(&fit) {
        let (sum, count) = &mut of_accepter[candidate.accepter];
        *sum += fit;
        *count += 1.0;
    }
    let standing = Standing::of(park, &fit);
    for (at, (row, candidate)) in rows.iter_mut().zip(&park.candidates).enumerate() {
        let (sum, count) = of_accepter[candidate.accepter];
        row[BREADTH] = sum / count;
        row[LEAD_OF_STREAM] = standing.lead_of_stream[at];
        row[LEAD_OF_ACCEPTER] = standing.lead_of_accepter[at];
        row[RANK_OF_STREAM] = standing.rank_of_stream[at];
        row[RANK_OF_ACCEPTER] = standing.rank_of_accepter[at];
    }
    rows
}

fn own(park: &Park, candidate: &Candidate, learnt: &Learnt, knowledge: &Knowledge) -> Row {
    let stream = &park.streams[candidate.stream];
    let supplier = &park.organizations[stream.supplier];
    let accepter = &park.organizations[candidate.accepter];
    let best = |industries: &Meanings<Industry>, rare: bool| {
        let mut best = 0.0f64;
        for &(industry, sure) in industries {
            for &(resource, weight) in &stream.resources {
                let rarity = if rare { knowledge.rarity(resource) } else { 1.0 };
                best = best.max(sure * weight * rarity * knowledge.takes(industry, resource));
            }
        }
        best
    };
    let named_after = max(accepter.resources.iter().flat_map(|&(a, wa)| {
        stream.resources.iter().map(move |&(s, ws)| wa * ws * knowledge.kinship(a, s))
    }));
    let shared = stream.words.iter().filter(|w| accepter.words.contains(w)).count();
    let makes_it_too = max(accepter.offers.iter().flat_map(|&offer| {
        park.streams[offer].resources.iter().flat_map(|&(a, wa)| {
            stream.resources.iter().map(move |&(s, ws)| if a == s { wa * ws } else { 0.0 })
        })
    }));
    let who = |o: &Organization| {
        if o.industries.is_empty() { o.inferred.clone() } else { o.industries.clone() }
    };
    let (from, to) = (who(supplier), who(accepter));
    let (learnt_best, learnt_mean) = learnt.taken(stream, &to, knowledge);
    let focused = max(to.iter().flat_map(|&(i, sure)| {
        let taken = move |&(r, w): &(_, f64)| sure * w * knowledge.takes(i, r) * knowledge.focus(i);
        stream.resources.iter().map(taken)
    }));
    let mut row = [0.0; FEATURE_COUNT];
    row[TAKES] = best(&accepter.industries, false);
    row[TAKES_INFERRED] = best(&accepter.inferred, false);
    row[TAKES_RARE] = best(&to, true);
    row[NAMED_AFTER] = named_after;
    row[SHARED_WORDS] = shared as f64 / stream.words.len().max(1) as f64;
    row[TRADE] = trade(&from, &to, knowledge);
    row[SAME_NAME] = f64::from(u8::from(park.is_same(stream.supplier, candidate.accepter)));
    row[MAKES_IT_TOO] = makes_it_too;
    row[LEARNT_BEST] = learnt_best;
    row[LEARNT_MEAN] = learnt_mean;
    row[LEARNT_TRADE] = learnt.traded(&from, &to);
    row[LEARNT_WORDS] = learnt.words(&stream.words, &accepter.words);
    row[LEARNT_SUPPLIER_WORDS] = learnt.supplier_words(&supplier.words, &accepter.words);
    row[CO_OCCURRENCE] = learnt.co_occurrence(&stream.words, &accepter.words);
    row[LEARNT_ACCEPTING] = learnt.accepting(&to);
    row[TAKES_FOCUSED] = focused;
    row[OFFERS] = (1.0 + accepter.offers.len() as f64).ln();
    row[STREAM_UNKNOWN] = f64::from(u8::from(stream.resources.is_empty()));
    row[ACCEPTER_UNKNOWN] = f64::from(u8::from(to.is_empty()));
    row[RETURNS] = trade(&to, &from, knowledge);
    row
}

fn trade(from: &Meanings<Industry>, to: &Meanings<Industry>, knowledge: &Knowledge) -> f64 {
    max(from
        .iter()
        .flat_map(|&(a, wa)| to.iter().map(move |&(b, wb)| wa * wb * knowledge.trade(a, b))))
}

fn max(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
}

/// How a candidate stands among those of its stream and among those of its accepter.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// Its score minus the best of the others of the stream.
    pub(super) lead_of_stream: Vec<f64>,
    /// Its score minus the best of the others of the accepter.
    pub(super) lead_of_accepter: Vec<f64>,
    /// 1 / rank within the stream; those of equal score share the middle rank.
    pub(super) rank_of_stream: Vec<f64>,
    /// 1 / rank within the accepter.
    pub(super) rank_of_accepter: Vec<f64>,
}

impl Standing {
    pub(super) fn of(park: &Park, scores: &[f64]) -> Self {
        let by_stream = |c: &Candidate| c.stream;
        let by_accepter = |c: &Candidate| c.accepter;
        let (lead_of_stream, rank_of_stream) = among(park, scores, by_stream);
        let (lead_of_accepter, rank_of_accepter) = among(park, scores, by_accepter);
        Self { lead_of_stream, lead_of_accepter, rank_of_stream, rank_of_accepter }
    }
}

fn among(park: &Park, scores: &[f64], group: impl Fn(&Candidate) -> usize) -> (Vec<f64>, Vec<f64>) {
    let groups = park.candidates.iter().map(&group).max().map_or(0, |g| g + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (at, candidate) in park.candidates.iter().enumerate() {
        members[group(candidate)].push(at);
    }
    let mut lead = vec![0.0; scores.len()];
    let mut rank = vec![0.0; scores.len()];
    for member in &members {
        for &at in member {
            let others = member.iter().filter(|&&o| o != at).map(|&o| scores[o]);
            let best = others.fold(f64::NEG_INFINITY, f64::max);
            lead[at] = if best.is_finite() { scores[at] - best } else { 0.0 };
            let above = member.iter().filter(|&&o| scores[o] > scores[at]).count() as f64;
            let equal = member.iter().filter(|&&o| scores[o] == scores[at]).count() as f64;
            rank[at] = 1.0 / (above + (equal + 1.0) / 2.0);
        }
    }
    (lead, rank)
}
