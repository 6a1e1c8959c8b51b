//! A page of the list of matches: which pass the filter, in which order, which of them are shown.
//!
//! The list may be long: what a filter or an order asks of a flow, a site or an owner is answered
//! once for each of them, not once for each match. It finds and prices nothing.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::matching::{Match, Route};
use turash_engine::model::{DealState, Kind, Region, Site, SiteId};
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;

use super::matching::shown;
use crate::Workbench;
use crate::error::Error;
use crate::matched::Matched;
use crate::operation::{Effect, Operation};
use crate::price::Priced;
use crate::show::rows::{self, States};
use crate::view::MatchRow;

/// Rows of one page at most.
const MOST_ROWS: usize = 1000;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("matches.page", Effect::Read, page)]
}

/// How the list is ordered.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SortBy {
    #[default]
    Rank,
    Score,
    Name,
    Kind,
    Distance,
    NpvSupplier,
    NpvAccepter,
    Payback,
    Co2,
    State,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
struct Sort {
    #[serde(default)]
    by: SortBy,
    #[serde(default)]
    descending: bool,
}

/// Which matches of the list are wanted.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Filter {
    /// Contained in the name of either site or owner.
    text: Option<String>,
    kinds: Option<Vec<Kind>>,
    min_score: Option<f64>,
    route: Option<Route>,
    state: Option<DealState>,
    /// Either end is this site.
    site: Option<SiteId>,
    /// Either end lies within: west, south, east, north in degrees.
    bbox: Option<[f64; 4]>,
}

#[derive(Deserialize, JsonSchema)]
struct Page {
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    filter: Filter,
    #[serde(default)]
    offset: usize,
    limit: usize,
    #[serde(default)]
    lang: Locale,
}

#[derive(Serialize, JsonSchema)]
struct MatchPage {
    /// Matches that pass the filter.
    total: usize,
    /// Matches there are.
    all: usize,
    rows: Vec<MatchRow>,
}

fn page(workbench: &Workbench, page: Page, _: &dyn Watch) -> Result<MatchPage, Error> {
    let Some(matched) = shown(workbench)? else {
        return Ok(MatchPage { total: 0, all: 0, rows: Vec::new() });
    };
    let states = States::of(&*workbench.session()?)?;
    let mut found = filtered(&matched, &states, &page.filter);
    order(&matched, &states, page.sort, &mut found);
    let shown = found.iter().skip(page.offset).take(page.limit.min(MOST_ROWS));
    let rows = shown.map(|&at| rows::match_row(&matched, &states, at, page.lang)).collect();
    Ok(MatchPage { total: found.len(), all: matched.set().matches.len(), rows })
}

/// Positions of the matches that pass, best first.
fn filtered(matched: &Matched, states: &States, filter: &Filter) -> Vec<usize> {
    let matches = &matched.set().matches;
    let region = &matched.loaded.region;
    let answers = answers_of_flows(region, filter);
    let passes = |found: &Match| {
        filter.min_score.is_none_or(|least| found.score >= least)
            && filter.kinds.as_ref().is_none_or(|k| k.is_empty() || k.contains(&found.kind))
            && filter.route.is_none_or(|route| found.route == route)
            && filter.state.is_none_or(|state| states.of_match(found.id) == state)
            && answers.as_ref().is_none_or(|answers| {
                let ends = [found.supply, found.demand].into_iter();
                let ends = ends.filter_map(|flow| region.find_flow(flow));
                ends.fold(0, |told, at| told | answers[at]) == ALL
            })
    };
    (0..matches.len()).into_par_iter().filter(|&at| passes(&matches[at])).collect()
}

/// What a filter asks of either end, one bit each; what is not asked is answered by every flow.
const SITE: u8 = 1;
const AREA: u8 = 2;
const TEXT: u8 = 4;
const ALL: u8 = SITE | AREA | TEXT;

/// Which of the three each flow answers; none where nothing is asked of the ends.
fn answers_of_flows(region: &Region, filter: &Filter) -> Option<Vec<u8>> {
    let text = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if filter.site.is_none() && filter.bbox.is_none() && text.is_none() {
        return None;
    }
    let text = text.map(str::to_lowercase);
    let says = |name: &str| text.as_ref().is_some_and(|text| name.to_lowercase().contains(text));
    let of_site = |site: &Site| {
        let mut told = if text.is_none() || says(&site.name) { TEXT } else { 0 };
        if filter.site.is_none_or(|asked| asked == site.id) {
            told |= SITE;
        }
        if filter.bbox.is_none_or(|area| lies_in(site, area)) {
            told |= AREA;
        }
        told
    };
    let sites: Vec<u8> = region.sites().par_iter().map(|site| of_site(site)).collect();
    let owners: Vec<u8> = region
        .organizations()
        .par_iter()
        .map(|owner| if says(&owner.name) { TEXT } else { 0 })
        .collect();
    let flows = (0..region.flows().len()).into_par_iter();
    Some(
        flows
            .map(|at| sites[region.site_position(at)] | owners[region.organization_position(at)])
            .collect(),
    )
}

fn lies_in(site: &Site, [west, south, east, north]: [f64; 4]) -> bool {
    site.position.is_some_and(|p| {
        let across = if west <= east {
            (west..=east).contains(&p.lon)
        } else {
            p.lon >= west || p.lon <= east
        };
        across && (south..=north).contains(&p.lat)
    })
}

/// Puts them in order; what is alike stays best first, and what is not known comes last,
/// whichever way the list is turned.
fn order(matched: &Matched, states: &States, sort: Sort, found: &mut Vec<usize>) {
    let matches = &matched.set().matches;
    let by = |value: &(dyn Fn(&Match, &Priced) -> Option<f64> + Sync)| {
        let turned = if sort.descending { -1.0 } else { 1.0 };
        let mut keyed: Vec<(f64, usize)> = found
            .par_iter()
            .map(|&at| {
                let value = value(&matches[at], &matched.priced[at]);
                (value.map_or(f64::INFINITY, |value| turned * value), at)
            })
            .collect();
        keyed.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        keyed.into_iter().map(|(_, at)| at).collect()
    };
    *found = match sort.by {
        SortBy::Rank if sort.descending => found.iter().rev().copied().collect(),
        SortBy::Rank => return,
        SortBy::Score => by(&|found, _| Some(found.score)),
        SortBy::Distance => by(&|found, _| Some(found.distance_km)),
        SortBy::NpvSupplier => by(&|_, priced| priced.npv_supplier()),
        SortBy::NpvAccepter => by(&|_, priced| priced.npv_accepter()),
        SortBy::Payback => by(&|_, priced| priced.payback_years),
        SortBy::Co2 => by(&|_, priced| priced.co2_t_per_year),
        SortBy::Kind => by(&|found, _| Some(found.kind as usize as f64)),
        SortBy::State => by(&|found, _| Some(states.of_match(found.id) as usize as f64)),
        SortBy::Name => {
            let region = &matched.loaded.region;
            let places = places_by_name(region);
            let site = |found: &Match| Some(region.site_position(region.find_flow(found.supply)?));
            by(&|found, _| site(found).map(|site| places[site]))
        }
    };
}

/// The place of each site among the names; the same for equal names.
fn places_by_name(region: &Region) -> Vec<f64> {
    let sites = region.sites();
    let mut named: Vec<usize> = (0..sites.len()).collect();
    named.par_sort_unstable_by(|&a, &b| sites[a].name.cmp(&sites[b].name));
    let mut places = vec![0.0; sites.len()];
    for pair in named.windows(2) {
        let step = if sites[pair[0]].name == sites[pair[1]].name { 0.0 } else { 1.0 };
        places[pair[1]] = places[pair[0]] + step;
    }
    places
}
