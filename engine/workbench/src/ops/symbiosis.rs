//! What lies beyond a pair: chains and cycles of matches, and questions to the property graph.
//!
//! Both rest on the matches and figures of the whole region, which are found once and kept; the
//! engine searches, this names what it found.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::issue::Issue;
use turash_engine::model::{FlowId, Kind, MatchId, Region};
use turash_engine::quantity::{Locale, number, shown};
use turash_engine::symbiosis::query::{self, Limits};
use turash_engine::symbiosis::{
    self, Bounds, Exchange, Gain, Graph, Search, Symbiosis, Turn, graph,
};
use turash_engine::watch::Watch;

use super::matching;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Matched;
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
    let pairs = matched.set.matches.iter().zip(&matched.priced);
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
    /// How the searches ended.
    search: Searches,
}

#[derive(Serialize, JsonSchema)]
struct Searches {
    chains: Ended,
    cycles: Ended,
}

/// How a search ended.
#[derive(Serialize, JsonSchema)]
struct Ended {
    /// Whether its budget ended it: what is listed is right, but there may be better ones.
    stopped_early: bool,
    /// What one that is not listed can bring at most; null where all are listed.
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
    Ok(Symbioses {
        chains: combined(&chains),
        cycles: combined(&cycles),
        search: Searches { chains: ended(&chains), cycles: ended(&cycles) },
    })
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
        let [supply, demand] = ends.map(|at| &region.flows()[at]);
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
    let kind = |kind: Kind| Message::new(format!("kind-{}", kind.code()));
    let mut told = vec![Message::new("symbiosis-sum")];
    for (at, part) in matches.iter().enumerate() {
        let next = &matches[(at + 1) % matches.len()];
        let turn = match part.turn {
            Some(Turn::Changes) => Message::new("symbiosis-turn-changes")
                .with("taken", kind(part.kind))
                .with("offered", kind(next.kind)),
            Some(Turn::Improves) => {
                Message::new("symbiosis-turn-improves").with("offered", kind(next.kind))
            }
            Some(Turn::Cascades) => {
                Message::new("symbiosis-turn-cascades").with("taken", kind(part.kind))
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
        let amount = |value: f64| {
            let amount = shown(value, &format!("{}/a", last.unit), locale);
            format!("{}\u{a0}{}", amount.display, amount.unit)
        };
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
