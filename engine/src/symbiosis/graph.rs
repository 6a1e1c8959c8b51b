//! The property graph of a region: organisations, sites, flows and resource classes as nodes;
//! who owns what, where it is, what it is, to whom it could go and what is being dealt as edges.
//!
//! It is built from a region and scored pairs, and holds positions in the region instead of
//! copies. It scores nothing and does not know where the pairs came from.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use petgraph::Direction as Way;
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef as _;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::matching::Match;
use crate::model::{Deal, DealId, DealState, Direction, Flow, Kind, MatchId, Region, match_id};

/// What an exchange brings; what is not known stays so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    eur_per_year: f64,
    co2_t_per_year: f64,
}

impl Gain {
    /// A gain of both sides together in EUR a year, the capital spread over the years, and the
    /// CO2 saved in t a year. What is not finite is not known.
    pub fn new(eur_per_year: Option<f64>, co2_t_per_year: Option<f64>) -> Self {
        let kept = |value: Option<f64>| value.filter(|v| v.is_finite()).unwrap_or(f64::NAN);
        Self { eur_per_year: kept(eur_per_year), co2_t_per_year: kept(co2_t_per_year) }
    }

    /// Benefit of both sides together in EUR a year.
    pub fn eur_per_year(self) -> Option<f64> {
        (!self.eur_per_year.is_nan()).then_some(self.eur_per_year)
    }

    /// CO2 saved in t a year.
    pub fn co2_t_per_year(self) -> Option<f64> {
        (!self.co2_t_per_year.is_nan()).then_some(self.co2_t_per_year)
    }
}

/// A supply that could go to a demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exchange {
    /// Position of the supply in [`Region::flows`].
    pub supply: u32,
    /// Position of the demand in [`Region::flows`].
    pub demand: u32,
    /// Score of the pair, 0..1.
    pub score: f64,
    /// What can change hands in a year, unit of the kind.
    pub amount_per_year: f64,
    /// Distance in km.
    pub distance_km: f64,
    /// What it brings.
    pub gain: Gain,
}

impl Exchange {
    /// The exchange of a match; none where its flows are not in the region.
    pub fn of(region: &Region, one: &Match, gain: Gain) -> Option<Self> {
        Some(Self {
            supply: region.find_flow(one.supply)? as u32,
            demand: region.find_flow(one.demand)? as u32,
            score: one.score,
            amount_per_year: one.matched_per_year,
            distance_km: one.distance_km,
            gain,
        })
    }

    /// Id of the match of these two flows.
    pub fn match_id(&self, region: &Region) -> MatchId {
        let id = |at: u32| region.flows()[at as usize].id;
        match_id(id(self.supply), id(self.demand))
    }
}

/// What a node stands for, with its position in its list of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Position in [`Region::organizations`].
    Organization(u32),
    /// Position in [`Region::sites`].
    Site(u32),
    /// Position in [`Region::flows`].
    Flow(u32),
    /// Position in [`Graph::classes`].
    Class(u32),
}

/// What an edge says. The arrow runs as the sentence reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// An organisation owns a site, or a flow at another's site.
    Owns,
    /// A flow is at a site.
    At,
    /// A flow supplies a class of resource.
    Supplies,
    /// A flow demands a class of resource.
    Demands,
    /// A supply could go to a demand: position in [`Graph::exchanges`].
    CouldGoTo(u32),
    /// A supply and a demand are being dealt about: position in [`Graph::deals`].
    Deal(u32),
}

/// Kind of a node, as answers name it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A legal entity.
    Organization,
    /// A place.
    Site,
    /// A supply or demand.
    Flow,
    /// A kind of resource, or a class of one.
    Class,
}

/// A node as an answer names it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "GraphNode")]
pub struct Named {
    /// What it is.
    pub kind: NodeKind,
    /// Its id; of a class its kind, and after a colon its name.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A deal in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dealt {
    /// Which.
    pub id: DealId,
    /// How far it has come.
    pub state: DealState,
}

/// A region, its possible exchanges and its deals as one graph.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    net: DiGraph<Node, Edge, u32>,
    exchanges: Vec<Exchange>,
    /// Exchanges of supply `s`: `first[s]..first[s + 1]`.
    first: Vec<u32>,
    deals: Vec<Dealt>,
    classes: Vec<(Kind, String)>,
    class_of_flow: Vec<u32>,
    organization_of_flow: Vec<u32>,
    counts: [u32; 3],
    /// Hash of each name in lower case and its node, sorted.
    names: Vec<(u64, u32)>,
}

impl Graph {
    /// Builds the graph. Pairs that are not a supply with a demand of the region, or that come
    /// twice, are left out, and so are deals on flows that are gone or that have ended.
    pub fn new(region: &Region, mut exchanges: Vec<Exchange>, deals: &[Deal]) -> Self {
        let flows = region.flows();
        let is = |at: u32, direction| {
            flows.get(at as usize).is_some_and(|f: &Arc<Flow>| f.direction == direction)
        };
        exchanges.retain(|e| is(e.supply, Direction::Supply) && is(e.demand, Direction::Demand));
        exchanges.par_sort_by_key(|e| (e.supply, e.demand));
        exchanges.dedup_by_key(|e| (e.supply, e.demand));

        let mut first = vec![0u32; flows.len() + 1];
        for exchange in &exchanges {
            first[exchange.supply as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let (classes, class_of_flow) = classes(flows);
        let position = |list: &[Arc<crate::model::Organization>], id| {
            list.binary_search_by_key(&id, |o| o.id).map_or(u32::MAX, |at| at as u32)
        };
        let organization_of_flow: Vec<u32> =
            flows.iter().map(|f| position(region.organizations(), f.organization)).collect();
        let counts = [region.organizations().len(), region.sites().len(), flows.len()];
        let mut graph = Self {
            net: DiGraph::with_capacity(
                counts.iter().sum::<usize>() + classes.len(),
                counts[1] + 2 * counts[2] + exchanges.len() + deals.len(),
            ),
            exchanges,
            first,
            deals: Vec::new(),
            classes,
            class_of_flow,
            organization_of_flow,
            counts: counts.map(|count| count as u32),
            names: names(region),
        };
        graph.add_nodes();
        graph.add_edges(region, deals);
        graph
    }

    fn add_nodes(&mut self) {
        let [organizations, sites, flows] = self.counts;
        let all = (0..organizations)
            .map(Node::Organization)
            .chain((0..sites).map(Node::Site))
            .chain((0..flows).map(Node::Flow))
            .chain((0..self.classes.len() as u32).map(Node::Class));
        for node in all {
            self.net.add_node(node);
        }
    }

    /// A node hands out its edges last added first, so they are added in the opposite of the
    /// order in which they are wanted: by position, exchanges by score with the best first.
    fn add_edges(&mut self, region: &Region, deals: &[Deal]) {
        let organization_of = |id| region.organizations().binary_search_by_key(&id, |o| o.id);
        for at in (0..self.counts[1]).rev() {
            let site = &region.sites()[at as usize];
            if let Ok(owner) = organization_of(site.organization) {
                self.join(Node::Organization(owner as u32), Node::Site(at), Edge::Owns);
            }
        }
        for at in (0..self.counts[2]).rev() {
            let flow = &region.flows()[at as usize];
            let place = region.site_position(at as usize);
            if region.sites()[place].organization != flow.organization {
                let owner = self.organization_of_flow[at as usize];
                self.join(Node::Organization(owner), Node::Flow(at), Edge::Owns);
            }
            self.join(Node::Flow(at), Node::Site(place as u32), Edge::At);
            let class = Node::Class(self.class_of_flow[at as usize]);
            let says = match flow.direction {
                Direction::Supply => Edge::Supplies,
                Direction::Demand => Edge::Demands,
            };
            self.join(Node::Flow(at), class, says);
        }
        let mut by_score: Vec<u32> = (0..self.exchanges.len() as u32).collect();
        let score = |at: u32| self.exchanges[at as usize].score;
        by_score.par_sort_unstable_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)));
        for at in by_score {
            let Exchange { supply, demand, .. } = self.exchanges[at as usize];
            self.join(Node::Flow(supply), Node::Flow(demand), Edge::CouldGoTo(at));
        }
        let mut open: Vec<&Deal> = deals.iter().filter(|d| !d.state.needs_outcome()).collect();
        open.sort_by_key(|deal| std::cmp::Reverse(deal.id));
        for deal in open {
            let ends = (region.find_flow(deal.supply), region.find_flow(deal.demand));
            if let (Some(supply), Some(demand)) = ends {
                let at = self.deals.len() as u32;
                self.deals.push(Dealt { id: deal.id, state: deal.state });
                self.join(Node::Flow(supply as u32), Node::Flow(demand as u32), Edge::Deal(at));
            }
        }
    }

    fn join(&mut self, from: Node, to: Node, edge: Edge) {
        let (from, to) = (self.index(from), self.index(to));
        self.net.add_edge(from, to, edge);
    }

    /// The graph itself, for any algorithm of petgraph. Node weights know what they stand for.
    pub fn net(&self) -> &DiGraph<Node, Edge, u32> {
        &self.net
    }

    /// Index of a node in [`Graph::net`].
    pub fn index(&self, node: Node) -> NodeIndex<u32> {
        let [organizations, sites, flows] = self.counts;
        NodeIndex::from(match node {
            Node::Organization(at) => at,
            Node::Site(at) => organizations + at,
            Node::Flow(at) => organizations + sites + at,
            Node::Class(at) => organizations + sites + flows + at,
        })
    }

    /// What could go where, by supply and demand.
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// Positions in [`Graph::exchanges`] of those of a supply.
    pub fn exchanges_from(&self, supply: usize) -> Range<usize> {
        self.first[supply] as usize..self.first[supply + 1] as usize
    }

    /// Deals that have not ended, by their edges' numbers.
    pub fn deals(&self) -> &[Dealt] {
        &self.deals
    }

    /// Kinds and classes there are flows of; the class is empty where it is only the kind.
    pub fn classes(&self) -> &[(Kind, String)] {
        &self.classes
    }

    /// Number of the class of a flow, a position in [`Graph::classes`].
    pub fn class_of(&self, flow: usize) -> u32 {
        self.class_of_flow[flow]
    }

    /// Position in [`Region::organizations`] of the owner of a flow.
    pub fn organization_of(&self, flow: usize) -> u32 {
        self.organization_of_flow[flow]
    }

    /// Edges that leave a node, exchanges by score with the best first.
    pub fn out(&self, node: Node) -> impl Iterator<Item = (Node, Edge)> + '_ {
        let far = |edge: EdgeReference<'_, Edge, u32>| (self.net[edge.target()], *edge.weight());
        self.net.edges_directed(self.index(node), Way::Outgoing).map(far)
    }

    /// Edges that reach a node, exchanges by score with the best first.
    pub fn into(&self, node: Node) -> impl Iterator<Item = (Node, Edge)> + '_ {
        let far = |edge: EdgeReference<'_, Edge, u32>| (self.net[edge.source()], *edge.weight());
        self.net.edges_directed(self.index(node), Way::Incoming).map(far)
    }

    /// Positions of the flows at a site, ascending.
    pub fn flows_at(&self, site: u32) -> impl Iterator<Item = u32> + '_ {
        self.into(Node::Site(site)).filter_map(|(node, edge)| match (node, edge) {
            (Node::Flow(flow), Edge::At) => Some(flow),
            _ => None,
        })
    }

    /// Positions of the sites of an organisation, ascending.
    pub fn sites_of(&self, organization: u32) -> impl Iterator<Item = u32> + '_ {
        self.out(Node::Organization(organization)).filter_map(|(node, edge)| match (node, edge) {
            (Node::Site(site), Edge::Owns) => Some(site),
            _ => None,
        })
    }

    /// Nodes of exactly this name, whatever the case of its letters.
    pub fn named(&self, region: &Region, name: &str) -> Vec<Node> {
        let name = fold(name);
        let hash = hash(&name);
        let from = self.names.partition_point(|(h, _)| *h < hash);
        self.names[from..]
            .iter()
            .take_while(|(h, _)| *h == hash)
            .map(|(_, at)| self.net[NodeIndex::from(*at)])
            .filter(|node| fold(name_of(region, *node)) == name)
            .collect()
    }

    /// Nodes whose name contains these words, whatever the case of the letters, at most `most`.
    pub fn containing(&self, region: &Region, words: &str, most: usize) -> Vec<Node> {
        let words = fold(words);
        let [organizations, sites, flows] = self.counts;
        let all = organizations + sites + flows;
        let mut found: Vec<Node> = (0..all)
            .into_par_iter()
            .with_min_len(4096)
            .map(|at| self.net[NodeIndex::from(at)])
            .filter(|node| fold(name_of(region, *node)).contains(&words))
            .collect();
        found.truncate(most);
        found
    }

    /// A node as an answer names it.
    pub fn name(&self, region: &Region, node: Node) -> Named {
        let (kind, id, name) = match node {
            Node::Organization(at) => {
                let one = &region.organizations()[at as usize];
                (NodeKind::Organization, one.id.to_string(), one.name.clone())
            }
            Node::Site(at) => {
                let one = &region.sites()[at as usize];
                (NodeKind::Site, one.id.to_string(), one.name.clone())
            }
            Node::Flow(at) => {
                let one = &region.flows()[at as usize];
                (NodeKind::Flow, one.id.to_string(), one.name.clone())
            }
            Node::Class(at) => {
                let (kind, class) = &self.classes[at as usize];
                if class.is_empty() {
                    (NodeKind::Class, kind.code().to_owned(), kind.code().to_owned())
                } else {
                    (NodeKind::Class, format!("{}:{class}", kind.code()), class.clone())
                }
            }
        };
        Named { kind, id, name }
    }
}

/// Name of an organisation, site or flow; empty for a class, which is found by its own list.
fn name_of(region: &Region, node: Node) -> &str {
    match node {
        Node::Organization(at) => &region.organizations()[at as usize].name,
        Node::Site(at) => &region.sites()[at as usize].name,
        Node::Flow(at) => &region.flows()[at as usize].name,
        Node::Class(_) => "",
    }
}

/// A name for comparing: without space around it, in lower case.
pub(super) fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Fowler, Noll, Vo 1a with 64 bits: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn names(region: &Region) -> Vec<(u64, u32)> {
    let organizations = region.organizations().par_iter().map(|o| o.name.as_str());
    let sites = region.sites().par_iter().map(|s| s.name.as_str());
    let flows = region.flows().par_iter().map(|f| f.name.as_str());
    let hashes: Vec<u64> =
        organizations.chain(sites).chain(flows).map(|name| hash(&fold(name))).collect();
    let mut names: Vec<(u64, u32)> = hashes.into_iter().zip(0u32..).collect();
    names.par_sort_unstable();
    names
}

/// Kinds and classes in their own order, and which of them each flow is of.
fn classes(flows: &[Arc<Flow>]) -> (Vec<(Kind, String)>, Vec<u32>) {
    let distinct: BTreeSet<(Kind, &str)> =
        flows.iter().map(|flow| (flow.kind, class_of(flow))).collect();
    let numbers: HashMap<(Kind, &str), u32> = distinct.iter().copied().zip(0..).collect();
    let of_flow = flows.iter().map(|flow| numbers[&(flow.kind, class_of(flow))]).collect();
    (distinct.into_iter().map(|(kind, class)| (kind, class.to_owned())).collect(), of_flow)
}

fn class_of(flow: &Flow) -> &str {
    flow.class.as_deref().map_or("", str::trim)
}
