//! What lies beyond a pair: chains and cycles of matches, shared networks, groups, and questions
//! to the property graph.
//!
//! Both rest on the matches and figures of the whole region, which are found once and kept; the
//! engine searches, this names what it found.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::issue::Issue;
use turash_engine::matching::Match;
use turash_engine::model::{FlowId, Kind, MatchId, Region};
use turash_engine::quantity::{Locale, Shown, distance, energy_per_year, euro, number, shown};
use turash_engine::symbiosis::groups::{self, Group};
use turash_engine::symbiosis::networks::{self, SharedNetwork};
use turash_engine::symbiosis::query::{self, Limits};
use turash_engine::symbiosis::{
    self, Bounds, Exchange, Gain, Graph, Search, Symbiosis, Turn, graph,
};
use turash_engine::watch::Watch;

use super::matching;
use crate::Workbench;
use crate::error::Error;
use crate::matched::Matched;
use crate::operation::{Effect, Operation};
use crate::view::{Message, Named};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("symbioses.find", Effect::Job, find),
        Operation::new("graph.ask", Effect::Read, ask),
    ]
}

/// The property graph of the region with its matches, made once for each state of the project.
fn graph(workbench: &Workbench, matched: &Arc<Matched>) -> Result<Arc<Graph>, Error> {
    let session = workbench.session()?;
    if let Some(graph) = session.graph_of(matched) {
        return Ok(graph);
    }
    let region = &matched.loaded.region;
    let pairs = matched.set().matches.iter().zip(&matched.priced);
    let exchanges = pairs.filter_map(|(one, priced)| {
        let gain = Gain::new(priced.benefit_eur_per_year, priced.co2_t_per_year);
        Exchange::of(region, one, gain)
    });
    let deals = session.replica.read(|reader| reader.deals())?;
    let graph = Arc::new(Graph::new(region, exchanges.collect(), &deals));
    session.keep_graph(matched.clone(), graph.clone());
    Ok(graph)
}

/// A question to the graph.
#[derive(Deserialize, JsonSchema)]
struct GraphQuestion {
    /// In the language of docs/graph.md.
    query: String,
}

#[derive(Serialize, JsonSchema)]
struct GraphAnswer {
    /// Each from where the question begins.
    paths: Vec<Vec<graph::Named>>,
    /// Whether there are, or may be, more than are listed.
    truncated: bool,
    issues: Vec<Issue>,
}

fn ask(
    workbench: &Workbench,
    question: GraphQuestion,
    watch: &dyn Watch,
) -> Result<GraphAnswer, Error> {
    let matched = matching::matched(workbench, watch)?;
    let graph = graph(workbench, &matched)?;
    let region = &matched.loaded.region;
    let answer = query::ask(&graph, region, &question.query, Limits::default(), watch)?;
    if watch.stop() {
        return Err(Error::Cancelled);
    }
    Ok(GraphAnswer { paths: answer.paths, truncated: answer.truncated, issues: answer.issues })
}

/// How far to search.
#[derive(Deserialize, JsonSchema)]
struct SymbiosesWanted {
    /// Most matches in one chain or cycle, 2 to 8.
    #[serde(default = "four")]
    length: usize,
    /// How many of each are wanted.
    #[serde(default = "ten")]
    top: usize,
    /// Matches that each search may look at; without it, the usual number.
    #[serde(default)]
    work: Option<u64>,
    #[serde(default)]
    lang: Locale,
}

fn four() -> usize {
    Bounds::default().steps
}

fn ten() -> usize {
    Bounds::default().top
}

#[derive(Serialize, JsonSchema)]
struct Symbioses {
    /// What one site gives another, which makes of it what it gives a third; best first.
    chains: Vec<Combined>,
    /// Matches that lead back to where they began, from mutual exchange on; best first.
    cycles: Vec<Combined>,
    /// Pipes that sources and sinks of heat would share; best first.
    networks: Vec<Networked>,
    /// Who could buy the same together; highest saving first.
    groups: Vec<Grouped>,
    /// What kept flows out of networks and groups.
    issues: Vec<Issue>,
    /// How the searches ended.
    search: Searches,
}

#[derive(Serialize, JsonSchema)]
struct Searches {
    chains: Ended,
    cycles: Ended,
    networks: Ended,
    groups: Ended,
}

/// How a search ended.
#[derive(Serialize, JsonSchema)]
struct Ended {
    /// Whether its budget ended it: what is listed is right, but there may be better ones.
    stopped_early: bool,
    /// What one that is not listed can bring at most; null where all are listed, and where the
    /// search has no such bound.
    others_at_most_eur_per_year: Option<f64>,
}

/// Matches taken together.
#[derive(Serialize, JsonSchema)]
struct Combined {
    /// Organisations in the order in which resources travel, each once.
    members: Vec<Named>,
    /// Sites in the same order, each once.
    sites: Vec<Named>,
    matches: Vec<CombinedMatch>,
    /// Sum of what the matches bring, each looked at alone, capital spread over the years.
    benefit_eur_per_year: f64,
    /// Matches without a price; they count as nothing.
    unpriced: usize,
    /// Sum over the matches for which it is known.
    co2_t_per_year: Option<f64>,
    /// Matches for which it is not known.
    co2_unknown: usize,
    explanation: Vec<Message>,
}

/// A match as a part of something longer.
#[derive(Serialize, JsonSchema)]
struct CombinedMatch {
    id: MatchId,
    kind: Kind,
    supply: FlowId,
    demand: FlowId,
    /// Name of the giving site.
    supply_name: String,
    /// Name of the taking site.
    demand_name: String,
    /// What can change hands when the match is looked at alone.
    amount_per_year: f64,
    /// What is left of it in a chain whose inner sites make their offers from what they take, in
    /// proportion; null in a cycle.
    through_per_year: Option<f64>,
    /// Unit of the amounts.
    unit: &'static str,
    /// Share of the taker's need that is covered.
    covers: f64,
    /// What the taker does before the next match: changes, improves or cascades.
    turn: Option<Turn>,
    distance_km: f64,
    score: f64,
    benefit_eur_per_year: Option<f64>,
    co2_t_per_year: Option<f64>,
}

/// A shared network, with the names of who takes part.
#[derive(Serialize, JsonSchema)]
struct Networked {
    /// Organisations, each once.
    members: Vec<Named>,
    /// Sites, each once.
    sites: Vec<Named>,
    /// Matches of the list between its members; the network would take their place.
    matches: Vec<MatchId>,
    benefit_eur_per_year: f64,
    co2_t_per_year: Option<f64>,
    explanation: Vec<Message>,
    network: SharedNetwork,
}

/// A group with the same need, with the names of who takes part.
#[derive(Serialize, JsonSchema)]
struct Grouped {
    /// Organisations, each once.
    members: Vec<Named>,
    /// Sites, each once.
    sites: Vec<Named>,
    /// Matches of the list that could serve its members.
    matches: Vec<MatchId>,
    /// What buying together saves; null without a price.
    benefit_eur_per_year: Option<f64>,
    explanation: Vec<Message>,
    group: Group,
}

fn find(
    workbench: &Workbench,
    wanted: SymbiosesWanted,
    watch: &dyn Watch,
) -> Result<Symbioses, Error> {
    let matched = matching::matched(workbench, watch)?;
    let graph = graph(workbench, &matched)?;
    let region = &matched.loaded.region;
    let usual = Bounds::default();
    let bounds = Bounds {
        steps: wanted.length,
        top: wanted.top.clamp(1, 1000),
        work: wanted.work.unwrap_or(usual.work),
    };
    let chains = symbiosis::chains::chains(&graph, region, &bounds, watch);
    let cycles = symbiosis::cycles::cycles(&graph, region, &bounds, watch);
    let reference = workbench.reference();
    let networks = networks::find(region, &networks::Wanted::default(), reference, watch);
    let groups = groups::find(region, &groups::Wanted::default(), reference, watch);
    if watch.stop() {
        return Err(Error::Cancelled);
    }
    let combined = |search: &Search| -> Vec<Combined> {
        let one = |found| combined(&graph, region, found, wanted.lang);
        search.found.iter().map(one).collect()
    };
    let ended = |search: &Search| Ended {
        stopped_early: search.stopped_early,
        others_at_most_eur_per_year: search.others_at_most_eur_per_year,
    };
    let unbound = |stopped_early| Ended { stopped_early, others_at_most_eur_per_year: None };
    let search = Searches {
        chains: ended(&chains),
        cycles: ended(&cycles),
        networks: unbound(networks.stopped_early),
        groups: unbound(groups.stopped_early),
    };
    let network = |network| networked(&matched, network, wanted.lang);
    let group = |group| grouped(&matched, group, wanted.lang);
    Ok(Symbioses {
        chains: combined(&chains),
        cycles: combined(&cycles),
        networks: networks.networks.into_iter().take(bounds.top).map(network).collect(),
        groups: groups.groups.into_iter().take(bounds.top).map(group).collect(),
        issues: [networks.issues, groups.issues].concat(),
        search,
    })
}

/// Owners and sites of the `named` flows, and the matches of the list between any two of `flows`.
fn involved(
    matched: &Matched,
    flows: &BTreeSet<FlowId>,
    named: impl Iterator<Item = FlowId>,
) -> (Vec<Named>, Vec<Named>, Vec<MatchId>) {
    let region = &matched.loaded.region;
    let (mut members, mut sites) = (Vec::new(), Vec::new());
    for at in named.filter_map(|id| region.find_flow(id)) {
        let (owner, site) = (region.organization_of(at), region.site_of(at));
        add(&mut members, owner.id.to_string(), &owner.name);
        add(&mut sites, site.id.to_string(), &site.name);
    }
    let both = |one: &&Arc<Match>| flows.contains(&one.supply) && flows.contains(&one.demand);
    (members, sites, matched.set().matches.iter().filter(both).map(|one| one.id).collect())
}

fn networked(matched: &Matched, network: SharedNetwork, locale: Locale) -> Networked {
    let flows = network.members.iter().map(|member| member.flow).collect();
    let named = network.members.iter().map(|member| member.flow);
    let (members, sites, matches) = involved(matched, &flows, named);
    let heat = |mwh: f64| said(&energy_per_year(mwh, locale));
    let eur = |eur: f64| format!("{}/a", said(&euro(eur, locale)));
    let served = Message::new("symbiosis-network")
        .with("delivered", heat(network.delivered_mwh_per_year))
        .with("lost", heat(network.lost_mwh_per_year))
        .with("length", said(&distance(network.length_m / 1000.0, locale)));
    let separate = Message::new("symbiosis-network-separate")
        .with("benefit", eur(network.net_benefit_eur_per_year))
        .with("separate", eur(network.separate_net_benefit_eur_per_year));
    Networked {
        members,
        sites,
        matches,
        benefit_eur_per_year: network.net_benefit_eur_per_year,
        co2_t_per_year: network.co2_t_per_year,
        explanation: vec![served, separate],
        network,
    }
}

fn grouped(matched: &Matched, group: Group, locale: Locale) -> Grouped {
    let own = group.members.iter().map(|member| member.flow);
    let flows = own.clone().chain(group.offers.iter().copied()).collect();
    let (members, sites, matches) = involved(matched, &flows, own);
    let amount = said(&shown(group.amount_per_year, &format!("{}/a", group.unit), locale));
    let together = Message::new("symbiosis-group")
        .with("amount", amount)
        .with("resource", kind_word(group.kind))
        .with("reach", said(&distance(group.reach_km, locale)));
    let mut explanation = vec![together];
    if group.needs_price {
        explanation.push(Message::new("symbiosis-unpriced-group"));
    }
    Grouped {
        members,
        sites,
        matches,
        benefit_eur_per_year: group.saving_eur_per_year,
        explanation,
        group,
    }
}

/// A value with its unit.
fn said(value: &Shown) -> String {
    format!("{}\u{a0}{}", value.display, value.unit)
}

/// A resource inside a sentence, where it stands without a capital.
fn kind_word(kind: Kind) -> Message {
    Message::new(format!("symbiosis-kind-{}", kind.code()))
}

fn combined(graph: &Graph, region: &Region, found: &Symbiosis, locale: Locale) -> Combined {
    let mut members: Vec<Named> = Vec::new();
    let mut sites: Vec<Named> = Vec::new();
    let mut matches = Vec::new();
    for step in &found.steps {
        let one = &graph.exchanges()[step.exchange];
        let ends = [one.supply, one.demand].map(|at| at as usize);
        for at in ends {
            let (owner, site) = (region.organization_of(at), region.site_of(at));
            add(&mut members, owner.id.to_string(), &owner.name);
            add(&mut sites, site.id.to_string(), &site.name);
        }
        let [supply, demand] = ends.map(|at| region.flow(at));
        matches.push(CombinedMatch {
            id: one.match_id(region),
            kind: supply.kind,
            supply: supply.id,
            demand: demand.id,
            supply_name: region.site_of(ends[0]).name.clone(),
            demand_name: region.site_of(ends[1]).name.clone(),
            amount_per_year: step.amount_per_year,
            through_per_year: step.through_per_year,
            unit: supply.kind.rules().unit,
            covers: step.covers,
            turn: step.turn,
            distance_km: one.distance_km,
            score: one.score,
            benefit_eur_per_year: one.gain.eur_per_year(),
            co2_t_per_year: one.gain.co2_t_per_year(),
        });
    }
    Combined {
        explanation: explanation(found, &matches, locale),
        members,
        sites,
        matches,
        benefit_eur_per_year: found.benefit_eur_per_year,
        unpriced: found.unpriced,
        co2_t_per_year: found.co2_t_per_year,
        co2_unknown: found.co2_unknown,
    }
}

/// Adds a name unless it is there already.
fn add(named: &mut Vec<Named>, id: String, name: &str) {
    if named.iter().all(|one| one.id != id) {
        named.push(Named { id, name: name.to_owned() });
    }
}

/// What each inner site does, where it is weakest, and what the sum leaves out.
fn explanation(found: &Symbiosis, matches: &[CombinedMatch], locale: Locale) -> Vec<Message> {
    let mut told = vec![Message::new("symbiosis-sum")];
    for (at, part) in matches.iter().enumerate() {
        let next = &matches[(at + 1) % matches.len()];
        let turn = match part.turn {
            Some(Turn::Changes) => Message::new("symbiosis-turn-changes")
                .with("taken", kind_word(part.kind))
                .with("offered", kind_word(next.kind)),
            Some(Turn::Improves) => {
                Message::new("symbiosis-turn-improves").with("offered", kind_word(next.kind))
            }
            Some(Turn::Cascades) => {
                Message::new("symbiosis-turn-cascades").with("taken", kind_word(part.kind))
            }
            None => continue,
        };
        told.push(turn.with("site", part.demand_name.as_str()));
    }
    let weakest = &matches[found.weakest];
    let share = format!("{}\u{a0}%", number(weakest.covers * 100.0, 0, locale));
    let weakest = Message::new("symbiosis-weakest").with("site", weakest.demand_name.as_str());
    told.push(weakest.with("share", share));
    if let Some((last, through)) = matches.last().and_then(|l| Some((l, l.through_per_year?))) {
        let amount = |value: f64| said(&shown(value, &format!("{}/a", last.unit), locale));
        let message = Message::new("symbiosis-through").with("amount", amount(through));
        told.push(message.with("whole", amount(last.amount_per_year)));
    }
    if found.unpriced > 0 {
        told.push(Message::new("symbiosis-unpriced").with("count", found.unpriced));
    }
    if found.co2_unknown > 0 {
        told.push(Message::new("symbiosis-co2-unknown").with("count", found.co2_unknown));
    }
    told
}
