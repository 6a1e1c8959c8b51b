//! Matches: found, kept, listed, explained, priced.

use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use turash_engine::matching::outcome::Outcome;
use turash_engine::matching::{
    self, Centre, Live, Match, MatchSet, Prepared, Preset, Relaxation, Request, Route, Router,
    Scores, Weighting,
};
use turash_engine::model::{FlowId, Kind, MatchId, SiteId};
use turash_engine::quantity::Locale;
use turash_engine::watch::{Unwatched, Watch};
use turash_store::{MatchRow as StoredMatch, MatchRun, StoreError};

use super::deals::{consent_view, consents_on, deal_on, view};
use crate::Workbench;
use crate::error::Error;
use crate::event::Changed;
use crate::matched::{Found, Matched};
use crate::operation::{Effect, Operation};
use crate::price::{self, Economics};
use crate::session::{Followed, Loaded, Session, hex};
use crate::show::detail::{self, MatchDetail};
use crate::show::rows;

/// Matches that are kept in the file. Beyond it the list would outgrow the register many times
/// over and take longer to read than to work out again.
const MOST_KEPT: usize = 50_000;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("match.start", Effect::Job, start),
        Operation::new("match.list", Effect::Job, list),
        Operation::new("match.get", Effect::Read, get),
        Operation::new("economics.get", Effect::Job, economics),
        Operation::new("job.cancel", Effect::Edit, |workbench: &Workbench, job: OneJob, _| {
            let missing = || Error::NotFound { kind: "job", id: job.id.clone() };
            workbench.0.jobs.cancel(&job.id).then_some(super::Empty {}).ok_or_else(missing)
        }),
    ]
}

#[derive(Deserialize, JsonSchema)]
struct OneJob {
    id: String,
}

/// How to weigh the scores.
#[derive(Deserialize, JsonSchema)]
struct Start {
    /// `balanced`, `concept` or `market`.
    #[serde(default)]
    weights: Option<Preset>,
}

#[derive(Serialize, JsonSchema)]
struct Started {
    matches: usize,
    automated: u64,
    facilitated: u64,
    flows: usize,
    elapsed_ms: i64,
}

fn start(workbench: &Workbench, start: Start, watch: &dyn Watch) -> Result<Started, Error> {
    let begun = workbench.now();
    let request = request(workbench, start.weights);
    let matched = find(workbench, request, watch)?;
    let changed = Changed { kind: "match".to_owned(), id: String::new() };
    workbench.changed(vec![changed]);
    Ok(Started {
        matches: matched.set().matches.len(),
        automated: matched.set().router.automated,
        facilitated: matched.set().router.facilitated,
        flows: matched.loaded.region.flows().len(),
        elapsed_ms: workbench.now().as_millisecond() - begun.as_millisecond(),
    })
}

/// The question that the whole region is asked by default.
fn request(workbench: &Workbench, weights: Option<Preset>) -> Request {
    Request {
        weighting: Weighting::Preset(weights.unwrap_or_default()),
        as_of_year: Some(workbench.now().to_zoned(TimeZone::UTC).year()),
        ..Request::default()
    }
}

/// Matches of the whole region by the weights last used: those at hand, brought up to what was
/// edited since, those kept in the file, or found now.
pub(super) fn matched(workbench: &Workbench, watch: &dyn Watch) -> Result<Arc<Matched>, Error> {
    match at_hand(workbench)? {
        AtHand::Right(matched) => Ok(matched),
        AtHand::Old(matched) => find(workbench, matched.request.clone(), watch),
        AtHand::Nothing => find(workbench, request(workbench, None), watch),
    }
}

/// The last matches of this session.
pub(super) enum AtHand {
    /// They are those of the register as it is.
    Right(Arc<Matched>),
    /// More has changed than they can follow.
    Old(Arc<Matched>),
    Nothing,
}

/// Brings the last matches of this session up to what was written since, as far as that goes
/// edit by edit.
pub(super) fn at_hand(workbench: &Workbench) -> Result<AtHand, Error> {
    let session = workbench.session()?;
    let Some(mut matched) = session.last_matched() else { return Ok(AtHand::Nothing) };
    let head = session.head()?;
    if matched.priced_at != head {
        drop(matched);
        let changed = session.change_matched(|matched| {
            if matched.loaded.head != session.register_head()?
                && let Some(Followed { loaded, touched }) = session.follow(&matched.loaded)?
            {
                let hash = inputs_hash(workbench, &loaded, &matched.request);
                matched.follow((loaded, hash), &touched, workbench.reference())?;
            }
            let deals = session.replica.read(|reader| reader.deals())?;
            // The head was read first: what is written meanwhile is looked at again.
            matched.reprice(&deals, head, workbench.reference());
            Ok(())
        })?;
        let Some(changed) = changed else { return Ok(AtHand::Nothing) };
        matched = changed;
    }
    Ok(if matched.loaded.head == session.register_head()? {
        AtHand::Right(matched)
    } else {
        AtHand::Old(matched)
    })
}

/// Matches shown in the window: the last ones of this session, even if more has changed since
/// than they can follow, or those kept in the file.
pub(super) fn shown(workbench: &Workbench) -> Result<Option<Arc<Matched>>, Error> {
    match at_hand(workbench)? {
        AtHand::Right(matched) | AtHand::Old(matched) => return Ok(Some(matched)),
        AtHand::Nothing => {}
    }
    let session = workbench.session()?;
    if session.replica.read(|reader| reader.newest_match_run())?.is_none() {
        return Ok(None);
    }
    matched(workbench, &Unwatched).map(Some)
}

/// Answers a question about the whole region: from what is at hand, from the file where it was
/// answered before, or anew.
fn find(workbench: &Workbench, request: Request, watch: &dyn Watch) -> Result<Arc<Matched>, Error> {
    let session = workbench.session()?;
    if let AtHand::Right(matched) = at_hand(workbench)?
        && matched.request == request
    {
        return Ok(matched);
    }
    watch.progress(0, 1, "load");
    let loaded = session.load()?;
    let inputs_hash = inputs_hash(workbench, &loaded, &request);
    let found = match kept(&session, &inputs_hash)? {
        Some(set) => Found::listed(set),
        None => {
            let live = Live::new(loaded.region.clone(), &request, workbench.reference(), watch);
            let live = live.map_err(|_| Error::Internal)?.ok_or(Error::Cancelled)?;
            if live.set().matches.len() <= MOST_KEPT {
                keep(workbench, &session, &loaded, &inputs_hash, live.set())?;
            }
            Found::Live(Box::new(live))
        }
    };
    let matched = Arc::new(priced(workbench, (loaded, inputs_hash, request), found, watch)?);
    session.set_matched(matched.clone());
    Ok(matched)
}

/// What was found, with what each match is worth; an agreed or planned price of its deal counts.
fn priced(
    workbench: &Workbench,
    of: (Arc<Loaded>, String, Request),
    found: Found,
    watch: &dyn Watch,
) -> Result<Matched, Error> {
    let session = workbench.session()?;
    let (head, deals) =
        session.replica.read(|reader| Ok::<_, StoreError>((reader.head()?, reader.deals()?)))?;
    Ok(Matched::new(of, found, (&deals, head), workbench.reference(), watch))
}

/// Hash of everything that enters a run: the register, the reference data, the question, the
/// methods.
fn inputs_hash(workbench: &Workbench, loaded: &Loaded, request: &Request) -> String {
    let mut hash = Sha256::new();
    hash.update(loaded.head.to_le_bytes());
    hash.update(workbench.reference().hash());
    hash.update(serde_json::to_vec(request).unwrap_or_default());
    hash.update(turash_engine::METHOD_VERSION);
    hex(&hash.finalize())
}

fn kept(session: &Session, inputs_hash: &str) -> Result<Option<MatchSet>, Error> {
    let found = session.replica.read(|reader| {
        let Some(run) = reader.match_run(inputs_hash)? else { return Ok(None) };
        Ok::<_, StoreError>(Some((run, reader.matches(inputs_hash, 0, usize::MAX)?)))
    })?;
    let Some((run, rows)) = found else { return Ok(None) };
    // What an older version wrote in another shape is worked out again.
    let matches: Result<Vec<Arc<Match>>, _> =
        rows.par_iter().map(|row| serde_json::from_str(&row.body)).collect();
    let set = serde_json::from_value::<MatchSet>(run.summary["set"].clone());
    Ok(match (set, matches) {
        (Ok(set), Ok(matches)) => Some(MatchSet { matches, ..set }),
        _ => None,
    })
}

fn keep(
    workbench: &Workbench,
    session: &Session,
    loaded: &Loaded,
    inputs_hash: &str,
    set: &MatchSet,
) -> Result<(), Error> {
    let bodies: Vec<StoredMatch> = set
        .matches
        .par_iter()
        .map(|found| StoredMatch {
            id: found.id,
            supply: found.supply,
            demand: found.demand,
            score: found.score,
            body: serde_json::to_string(found).unwrap_or_default(),
        })
        .collect();
    let without = MatchSet {
        matches: Vec::new(),
        router: set.router,
        refused: set.refused.clone(),
        candidates: set.candidates,
        stopped_early: set.stopped_early,
        issues: set.issues.clone(),
    };
    let run = MatchRun {
        inputs_hash: inputs_hash.to_owned(),
        method: turash_engine::METHOD_VERSION.to_owned(),
        at: workbench.now(),
        total: bodies.len() as u64,
        summary: json!({ "head": loaded.head, "set": without }),
    };
    Ok(session.replica.store_matches(&run, bodies)?)
}

/// Position of a match in the ranking.
pub(super) fn position(matched: &Matched, id: MatchId) -> Result<usize, Error> {
    matched.find(id).ok_or_else(|| Error::NotFound { kind: "match", id: id.to_string() })
}

/// The figures of a match as the command line prints them.
pub(super) fn figures(workbench: &Workbench, matched: &Matched, at: usize) -> Result<Value, Error> {
    let economics = economics_of(workbench, matched, at);
    Ok(match economics {
        Ok(economics) => serde_json::to_value(price::output(
            &economics,
            &matched.set().matches[at],
            &matched.loaded.region,
        ))
        .map_err(|e| Error::Output { operation: "economics.get", reason: e.to_string() })?,
        Err(Error::NeedsPrice { field, country }) => {
            json!({ "needs_price": { "field": field, "country": country } })
        }
        Err(error) => return Err(error),
    })
}

pub(super) fn economics_of(
    workbench: &Workbench,
    matched: &Matched,
    at: usize,
) -> Result<Economics, Error> {
    price::known(outcome_of(workbench, matched, at)?.economics)
}

fn outcome_of<'a>(
    workbench: &Workbench,
    matched: &'a Matched,
    at: usize,
) -> Result<Outcome<'a>, Error> {
    let session = workbench.session()?;
    let of = matched.set().matches[at].id;
    let deals = session.replica.read(|reader| reader.deals_on(of))?;
    price::outcome_of(matched, at, &deals, workbench.reference())
}

/// Which matches to list.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
pub(super) struct List {
    #[serde(default)]
    flow: Option<FlowId>,
    #[serde(default)]
    site: Option<SiteId>,
    /// Matches kept for each flow.
    #[serde(default = "ten")]
    top: usize,
    #[serde(default)]
    weights: Option<Preset>,
}

fn ten() -> usize {
    10
}

/// A match as the command line lists it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Listed {
    id: MatchId,
    supply: FlowId,
    demand: FlowId,
    supply_name: String,
    demand_name: String,
    kind: Kind,
    distance_km: f64,
    score: f64,
    scores: Scores,
    matched_per_year: f64,
    unit: &'static str,
    overlap_hours: f64,
    route: Route,
    complexity: f64,
    relaxed: Vec<Relaxation>,
    /// Whether a figure rests on a price that nobody stated.
    assumed_price: bool,
    /// The price that is missing, if one is.
    needs_price: Option<String>,
    npv_supplier_eur: Option<String>,
    npv_accepter_eur: Option<String>,
    payback_years: Option<f64>,
    co2_t_per_year: Option<f64>,
    /// Share of the samples in which it is among the best ten, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    top_ten_probability: Option<f64>,
}

impl Listed {
    /// The match with how steady its place is.
    pub(super) fn steadied(self, of: impl Fn(MatchId) -> Option<f64>) -> Self {
        Self { top_ten_probability: of(self.id), ..self }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ListedMatches {
    pub(super) matches: Vec<Listed>,
    router: Router,
    /// Candidate pairs that were looked at.
    candidates: u64,
}

fn list(workbench: &Workbench, list: List, watch: &dyn Watch) -> Result<ListedMatches, Error> {
    Ok(listed(answered(workbench, list, watch)?.as_ref(), usize::MAX))
}

/// The matches that are to be listed.
pub(super) fn answered(
    workbench: &Workbench,
    list: List,
    watch: &dyn Watch,
) -> Result<Arc<Matched>, Error> {
    let session = workbench.session()?;
    let centre = match (list.flow, list.site) {
        (Some(flow), _) => Centre::Flow(flow),
        (None, Some(site)) => Centre::Site(site),
        (None, None) => Centre::Region,
    };
    let request = Request { centre, top: list.top.max(1), ..request(workbench, list.weights) };
    if centre == Centre::Region && list.top == ten() {
        return find(workbench, request, watch);
    }
    let loaded = session.load()?;
    let (region, reference) = (&loaded.region, workbench.reference());
    let set = match at_hand(workbench)? {
        // The register is ready for it.
        AtHand::Right(matched)
            if Arc::ptr_eq(&matched.loaded.region, region)
                && matched.request == (Request { centre: Centre::Region, ..request.clone() }) =>
        {
            let answer = |prepared: &Prepared| prepared.answer(region, centre, reference, watch);
            matched.prepared().map(answer)
        }
        AtHand::Right(_) | AtHand::Old(_) | AtHand::Nothing => None,
    };
    let set = set.unwrap_or_else(|| matching::match_region(region, &request, reference, watch));
    if let Some(issue) = set.issues.iter().find(|issue| issue.code.starts_with("unknown_")) {
        let kind = if issue.code == "unknown_site" { "site" } else { "flow" };
        let id = issue.args.get("id").cloned().unwrap_or_default();
        return Err(Error::NotFound { kind, id });
    }
    let inputs_hash = inputs_hash(workbench, &loaded, &request);
    Ok(Arc::new(priced(workbench, (loaded, inputs_hash, request), Found::listed(set), watch)?))
}

/// The best `most` matches as the command line lists them.
pub(super) fn listed(matched: &Matched, most: usize) -> ListedMatches {
    let region = &matched.loaded.region;
    let name = |flow: FlowId| {
        let at = region.find_flow(flow);
        at.map(|at| region.site_of(at).name.clone()).unwrap_or_default()
    };
    let pairs = matched.set().matches.iter().zip(&matched.priced).take(most);
    let matches = pairs.map(|(found, priced)| Listed {
        id: found.id,
        supply: found.supply,
        demand: found.demand,
        supply_name: name(found.supply),
        demand_name: name(found.demand),
        kind: found.kind,
        distance_km: found.distance_km,
        score: found.score,
        scores: found.scores,
        matched_per_year: found.matched_per_year,
        unit: found.kind.rules().unit,
        overlap_hours: found.overlap_hours,
        route: found.route,
        complexity: found.complexity,
        relaxed: found.relaxed.clone(),
        assumed_price: priced.assumed,
        needs_price: priced.needs.as_ref().map(|needs| needs.field.clone()),
        npv_supplier_eur: priced.npv_supplier_eur.map(|eur| eur.to_string()),
        npv_accepter_eur: priced.npv_accepter_eur.map(|eur| eur.to_string()),
        payback_years: priced.payback_years,
        co2_t_per_year: priced.co2_t_per_year,
        top_ten_probability: None,
    });
    ListedMatches {
        matches: matches.collect(),
        router: matched.set().router,
        candidates: matched.set().candidates,
    }
}

#[derive(Deserialize, JsonSchema)]
struct OneMatch {
    #[serde(alias = "match")]
    id: MatchId,
}

#[derive(Deserialize, JsonSchema)]
struct MatchInFull {
    #[serde(alias = "match")]
    id: MatchId,
    #[serde(default)]
    lang: Locale,
}

fn get(workbench: &Workbench, one: MatchInFull, watch: &dyn Watch) -> Result<MatchDetail, Error> {
    let matched = match shown(workbench)? {
        Some(matched) => matched,
        None => self::matched(workbench, watch)?,
    };
    let at = position(&matched, one.id)?;
    let session = workbench.session()?;
    let deal = deal_on(&session, one.id)?;
    let deal = deal.map(|deal| view(&session, &deal, one.lang)).transpose()?;
    let consents = consents_on(&session, one.id)?;
    let consents = consents.iter().map(|c| consent_view(&session, c));
    detail::match_detail(detail::Parts {
        matched: &matched,
        at,
        states: &rows::States::of(&session)?,
        outcome: outcome_of(workbench, &matched, at)?,
        deal,
        consents: consents.collect::<Result<_, _>>()?,
        reference: workbench.reference(),
        answers: &super::law::answers_on(&session, one.id)?,
        day: workbench.now().to_zoned(TimeZone::UTC).date(),
        locale: one.lang,
    })
}

fn economics(
    workbench: &Workbench,
    one: OneMatch,
    watch: &dyn Watch,
) -> Result<price::EconomicsOutput, Error> {
    let matched = matched(workbench, watch)?;
    let at = position(&matched, one.id)?;
    let found = &matched.set().matches[at];
    let economics = economics_of(workbench, &matched, at)?;
    Ok(price::output(&economics, found, &matched.loaded.region))
}
