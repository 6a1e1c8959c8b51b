//! Parks as sets of streams and organisations, and every pair that could be an exchange.
//!
//! A stream is a distinct pair of supplier and stream name; each is a candidate with every
//! accepter of the park but its own supplier. Which candidates are real is kept apart and is
//! read by training and by measuring only.

use std::collections::{BTreeMap, BTreeSet};

use super::Exchange;
use super::knowledge::{Industry, Knowledge, Meanings, Resource};
use super::names::{edits, place_words};

/// Organisations of the same proper name that make two parks one place.
const SHARED_NAMES: usize = 3;
/// Industries kept of those that an organisation's own streams point to.
const INFERRED: usize = 5;

/// One park.
#[derive(Debug, Clone)]
pub(super) struct Park {
    pub(super) name: String,
    pub(super) organizations: Vec<Organization>,
    pub(super) streams: Vec<Stream>,
    /// Indices into `organizations`.
    pub(super) accepters: Vec<usize>,
    pub(super) candidates: Vec<Candidate>,
    place: BTreeSet<String>,
    proper_names: BTreeSet<String>,
}

/// Somebody in a park.
#[derive(Debug, Clone)]
pub(super) struct Organization {
    pub(super) words: Vec<String>,
    /// What the name says they do.
    pub(super) industries: Meanings<Industry>,
    /// What the streams they offer say they do.
    pub(super) inferred: Meanings<Industry>,
    /// Resources that the name speaks of.
    pub(super) resources: Meanings<Resource>,
    /// Streams that they offer, under any spelling of the name.
    pub(super) offers: Vec<usize>,
}

/// Something offered.
#[derive(Debug, Clone)]
pub(super) struct Stream {
    pub(super) supplier: usize,
    pub(super) words: Vec<String>,
    pub(super) resources: Meanings<Resource>,
}

/// A stream beside somebody who might take it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) stream: usize,
    /// Index into `organizations`.
    pub(super) accepter: usize,
    /// Whether the file says that it is one.
    pub(super) is_exchange: bool,
}

impl Park {
    /// Whether both are the same place, perhaps in different years.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let by_name = self.place.is_subset(&other.place) || other.place.is_subset(&self.place);
        by_name || self.proper_names.intersection(&other.proper_names).count() >= SHARED_NAMES
    }

    /// Whether two names of this park mean one organisation.
    pub(super) fn is_same(&self, a: usize, b: usize) -> bool {
        a == b || is_one_name(&self.organizations[a].words, &self.organizations[b].words)
    }

    pub(super) fn exchanges(&self) -> usize {
        self.candidates.iter().filter(|c| c.is_exchange).count()
    }
}

/// The parks of a file, in the order in which it first names them.
pub(super) fn parks(exchanges: &[Exchange], knowledge: &Knowledge) -> Vec<Park> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_park: BTreeMap<&str, Vec<&Exchange>> = BTreeMap::new();
    for exchange in exchanges {
        let rows = by_park.entry(&exchange.site).or_default();
        if rows.is_empty() {
            order.push(&exchange.site);
        }
        rows.push(exchange);
    }
    order.into_iter().map(|name| park(name, &by_park[name], knowledge)).collect()
}

fn park(name: &str, rows: &[&Exchange], knowledge: &Knowledge) -> Park {
    let mut organizations = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut index_of = |name: &str| match known.get(name) {
        Some(&at) => at,
        None => {
            known.insert(name.to_owned(), organizations.len());
            organizations.push(organization(name, knowledge));
            organizations.len() - 1
        }
    };
    let mut streams: Vec<Stream> = Vec::new();
    let mut stream_of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut accepters: Vec<usize> = Vec::new();
    let mut links = BTreeSet::new();
    for row in rows {
        let supplier = index_of(&row.supplier);
        let accepter = index_of(&row.accepter);
        let stream = *stream_of.entry((&row.supplier, &row.stream)).or_insert_with(|| {
            let words = knowledge.vocabulary.read(&row.stream);
            let resources = knowledge.resources_of(&row.stream, &words);
            streams.push(Stream { supplier, words, resources });
            streams.len() - 1
        });
        if !accepters.contains(&accepter) {
            accepters.push(accepter);
        }
        links.insert((stream, accepter));
    }
    let candidates = (0..streams.len())
        .flat_map(|stream| accepters.iter().map(move |&accepter| (stream, accepter)))
        .filter(|&(stream, accepter)| streams[stream].supplier != accepter)
        .map(|(stream, accepter)| Candidate {
            stream,
            accepter,
            is_exchange: links.contains(&(stream, accepter)),
        })
        .collect();
    let offers_of = |who: &Organization| -> Vec<usize> {
        let is_theirs = |stream: &Stream| {
            let supplier = &organizations[stream.supplier];
            std::ptr::eq(supplier, who) || is_one_name(&supplier.words, &who.words)
        };
        (0..streams.len()).filter(|&s| is_theirs(&streams[s])).collect()
    };
    let offers: Vec<Vec<usize>> = organizations.iter().map(offers_of).collect();
    for (organization, offers) in organizations.iter_mut().zip(offers) {
        organization.inferred = inferred(offers.iter().map(|&s| &streams[s]), knowledge);
        organization.offers = offers;
    }
    let proper_names = organizations
        .iter()
        .filter(|o| o.words.iter().any(|w| knowledge.is_proper(w)))
        .map(|o| o.words.concat())
        .collect();
    Park {
        name: name.to_owned(),
        organizations,
        streams,
        accepters,
        candidates,
        place: place_words(name),
        proper_names,
    }
}

fn organization(name: &str, knowledge: &Knowledge) -> Organization {
    let words = knowledge.vocabulary.read_organization(name);
    Organization {
        industries: knowledge.industries_of(name, &words),
        inferred: Vec::new(),
        resources: knowledge.resources_of(name, &words),
        offers: Vec::new(),
        words,
    }
}

/// The industries that would give off all of these, the likeliest 1.
fn inferred<'a>(
    streams: impl Iterator<Item = &'a Stream>,
    knowledge: &Knowledge,
) -> Meanings<Industry> {
    /// What an industry scores for a stream that it is not known to give.
    const UNEXPECTED: f64 = 0.1;
    let known: Vec<&Stream> = streams.filter(|s| !s.resources.is_empty()).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mut scored: Meanings<Industry> = knowledge
        .industries()
        .map(|industry| {
            let of_stream = |stream: &&Stream| {
                let gives = stream.resources.iter().map(|&(r, w)| w * knowledge.gives(industry, r));
                (UNEXPECTED + gives.fold(0.0, f64::max)).ln()
            };
            (industry, known.iter().map(of_stream).sum::<f64>())
        })
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = scored[0].1;
    scored.truncate(INFERRED);
    scored.into_iter().map(|(i, s)| (i, (s - best).exp())).filter(|(_, w)| *w >= 0.3).collect()
}

fn is_one_name(a: &[String], b: &[String]) -> bool {
    let (a, b) = (a.concat(), b.concat());
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let allowed = if a.len().min(b.len()) >= 7 { 1 } else { 0 };
    a == b || (a.len().abs_diff(b.len()) <= allowed && edits(a.as_bytes(), b.as_bytes()) <= allowed)
}
