//! Shared heat networks: several sources and sinks on one system of pipes, where that is worth
//! more than every pair on its own.
//!
//! A search grows networks from pairs; each is laid out, sized, run for a year and priced by the
//! functions that other rooms keep. It reads flows of heat as they stand and knows no match, no
//! file and no window.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::{
    Added, Assumptions, Delivery, Terms, UnitValue, annuity_factor, unit_values,
};
use crate::issue::{Issue, Severity};
use crate::model::{
    Direction, Flow, FlowId, Kind, OrganizationId, Position, Profile, Region, SiteId,
};
use crate::network::hourly::{self, Participant};
use crate::network::plane::Plane;
use crate::network::size::{Edge, Network, Plan, size};
use crate::network::steiner::{Tree, Work, pulled, short_tree, shortest_tree};
use crate::reference::Reference;
use crate::spatial::{EarthModel, Index};
use crate::thermo::{TwoStreams, exchange};
use crate::watch::Watch;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Wanted {
    /// Farthest that a participant may be from the next one, km; the radius of heat where none
    /// is given.
    pub radius_km: Option<f64>,
    /// Networks that may be worked out. The same budget gives the same answer on every machine.
    pub work: u64,
    /// The figure of the earth.
    pub earth: EarthModel,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { radius_km: None, work: 200_000, earth: EarthModel::MEAN_SPHERE }
    }
}

/// A pair of pipes in one trench, in the direction in which it carries heat over the year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pipe {
    /// Where it begins.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// The site at the beginning; none at a junction.
    pub from_site: Option<SiteId>,
    /// The site at the end; none at a junction.
    pub to_site: Option<SiteId>,
    /// Length of the trench in m, detours included.
    pub length_m: f64,
    /// Nominal diameter.
    pub dn: Option<u16>,
    /// Inner diameter in mm.
    pub diameter_mm: f64,
    /// Pairs side by side.
    pub parallel: u32,
    /// Capital in EUR.
    pub cost_eur: f64,
    /// Largest rate in MW.
    pub peak_mw: f64,
    /// What it carries a year, MWh.
    pub carried_mwh_per_year: f64,
    /// Heat lost while in operation, kW.
    pub loss_kw: f64,
    /// Heat lost a year, MWh.
    pub lost_mwh_per_year: f64,
    /// What it carries over what it could carry all year at its largest rate, 0..1.
    pub utilisation: f64,
}

/// One who gives to a network or takes from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NetworkMember")]
pub struct Member {
    /// The flow.
    pub flow: FlowId,
    /// Where it is.
    pub site: SiteId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Whether it gives or takes.
    pub role: Direction,
    /// What it could give at the temperatures of the network, or would take, MWh a year.
    pub stated_mwh_per_year: f64,
    /// What it gives or takes, MWh a year.
    pub moved_mwh_per_year: f64,
    /// The second over the first, 0..1.
    pub utilisation: f64,
    /// Temperature at which the flow reaches a sink, degC; none at a source.
    pub arrives_c: Option<f64>,
    /// Capital of its own exchanger, EUR.
    pub exchanger_eur: f64,
    /// Its part of what the pipes and pumps cost a year, EUR: the sources' side and the sinks'
    /// side each by the MWh that move.
    pub cost_share_eur_per_year: f64,
    /// What it gains a year at the common price, EUR.
    pub net_eur_per_year: f64,
}

/// A network worth more than separate pipes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedNetwork {
    /// Sources first, then sinks, each by id.
    pub members: Vec<Member>,
    /// The pipes.
    pub pipes: Vec<Pipe>,
    /// Length of all trenches, m.
    pub length_m: f64,
    /// Whether the layout is proven the shortest, but for junctions moved to save cost.
    pub shortest: bool,
    /// Temperature of the flow pipe, degC.
    pub flow_c: f64,
    /// Temperature of the return pipe, degC.
    pub return_c: f64,
    /// What the sources could give, MWh a year.
    pub supplied_mwh_per_year: f64,
    /// What arrives, MWh a year.
    pub delivered_mwh_per_year: f64,
    /// What the pipes lose, MWh a year.
    pub lost_mwh_per_year: f64,
    /// What the sources keep, MWh a year.
    pub surplus_mwh_per_year: f64,
    /// What the sinks still lack, MWh a year.
    pub unmet_mwh_per_year: f64,
    /// Hours a year in operation.
    pub hours_per_year: f64,
    /// Electricity of the pumps, MWh a year.
    pub pumping_mwh_per_year: f64,
    /// Capital of pipes and exchangers, EUR.
    pub capital_eur: f64,
    /// What all together gain a year, capital spread over the years, EUR.
    pub net_benefit_eur_per_year: f64,
    /// The same if every source and sink were joined by pipes of their own, the best pair first.
    pub separate_net_benefit_eur_per_year: f64,
    /// Capital of those separate connections, EUR.
    pub separate_capital_eur: f64,
    /// How many they are.
    pub separate_connections: usize,
    /// Price of a delivered MWh that is reckoned with, EUR: the middle of what leaves nobody
    /// worse off.
    pub price_eur_per_mwh: f64,
    /// Whether there is one price at which nobody loses; else the price halves the gain between
    /// the sides, and single members may lose.
    pub has_common_price: bool,
    /// CO2 saved, t a year, where it is known for all sinks.
    pub co2_t_per_year: Option<f64>,
    /// Whether a price came from the reference data.
    pub assumed: bool,
    /// Price of electricity for the pumps, EUR/MWh.
    pub electricity_eur_per_mwh: f64,
    /// Discount rate a year.
    pub discount_rate: f64,
    /// Years over which capital is spread.
    pub years: u32,
    /// Upkeep a year as share of capital.
    pub upkeep_share: f64,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Networks {
    /// By net benefit, best first, then by the first member. No flow is in two of them.
    pub networks: Vec<SharedNetwork>,
    /// Networks that were worked out on the way.
    pub work: u64,
    /// Whether the caller or the budget stopped it.
    pub stopped_early: bool,
    /// Flows of heat that could not take part, counted by what they lack.
    pub issues: Vec<Issue>,
}

/// Looks for networks in a region: grows them from pairs, the best first, by whoever adds most,
/// as long as the common benefit rises, and keeps those that beat separate pipes.
pub fn find(
    region: &Region,
    wanted: &Wanted,
    reference: &Reference,
    watch: &dyn Watch,
) -> Networks {
    let terms = Terms::new(reference, Assumptions::new(reference));
    let mut found = Networks::default();
    let candidates = candidates(region, reference, &terms, &mut found.issues);
    let search = Search::new(&candidates, wanted, reference, terms);
    search.run(watch, &mut found);
    found
}

/// A flow of heat that could take part.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    flow: &'a Flow,
    /// Number of its site.
    site: usize,
    position: Position,
    profile: &'a Profile,
    temperature_c: f64,
    /// Source: down to which it may be cooled, where stated. Sink: from which it starts.
    return_c: Option<f64>,
    mwh_per_year: f64,
    rate_mw: f64,
    /// Source: costs its owner. Sink: saves its owner. EUR/MWh.
    eur_per_mwh: f64,
    /// Source: gives at this or more. Sink: takes at this or less.
    limit_eur_per_mwh: f64,
    value: UnitValue,
}

fn candidates<'a>(
    region: &'a Region,
    reference: &Reference,
    terms: &Terms,
    issues: &mut Vec<Issue>,
) -> Vec<Candidate<'a>> {
    let (mut placeless, mut no_temperature, mut no_price) = (0u64, 0u64, 0u64);
    let mut candidates = Vec::new();
    for (at, flow) in region.flows().iter().enumerate().filter(|(_, f)| f.kind == Kind::Heat) {
        let site = region.site_of(at);
        let Some(position) = site.position else {
            placeless += 1;
            continue;
        };
        let Some(temperature) = flow.quality.temperature else {
            no_temperature += 1;
            continue;
        };
        let value = unit_values(flow, site, reference);
        if value.needs.is_some() {
            no_price += 1;
            continue;
        }
        let full_mw = {
            let hours = hourly::full_load_hours(&flow.profile);
            if hours > 0.0 { flow.amount_per_year / hours } else { 0.0 }
        };
        // What the capacity cannot pass in its hours cannot be had.
        let rate_mw = flow.capacity_per_hour.unwrap_or(full_mw);
        let mwh_per_year = flow.amount_per_year * (rate_mw / full_mw).min(1.0);
        if !(mwh_per_year > 0.0 && mwh_per_year.is_finite() && rate_mw.is_finite()) {
            continue;
        }
        let allowance = match value.emission {
            Some(e) if terms.assumptions.counts_co2_price => {
                value.allowance_eur_per_t.unwrap_or(0.0) * e.kg_per_unit / 1000.0
            }
            Some(_) | None => 0.0,
        };
        let (eur_per_mwh, limit_eur_per_mwh) = match flow.direction {
            Direction::Supply => {
                let cost = value.eur_per_unit;
                (cost, value.asks_eur_per_unit.map_or(cost, |ask| ask.max(cost)))
            }
            Direction::Demand => (value.eur_per_unit + allowance, value.eur_per_unit + allowance),
        };
        candidates.push(Candidate {
            flow,
            site: region.site_position(at),
            position,
            profile: &flow.profile,
            temperature_c: temperature.0,
            return_c: flow.quality.return_temperature.map(|t| t.0),
            mwh_per_year,
            rate_mw,
            eur_per_mwh,
            limit_eur_per_mwh,
            value,
        });
    }
    let counted = [
        (placeless, Issue::new("no_location", Severity::Warning)),
        (no_temperature, Issue::new("network_no_temperature", Severity::Warning)),
        (no_price, Issue::new("network_needs_price", Severity::Warning)),
    ];
    let lacking = counted.into_iter().filter(|(count, _)| *count > 0);
    issues.extend(lacking.map(|(count, issue)| issue.with("count", count)));
    candidates
}

/// A network that has been worked out.
#[derive(Debug, Clone)]
struct Evaluated {
    sources: Vec<usize>,
    sinks: Vec<usize>,
    /// Node of each source, then of each sink.
    nodes: Vec<usize>,
    /// Sites at the first nodes, by position among the candidates.
    sites: Vec<usize>,
    places: Vec<Position>,
    edges: Vec<Edge>,
    tree: Tree,
    flow_c: f64,
    return_c: f64,
    network: Network,
    /// Capital of the exchanger of each sink.
    exchangers_eur: Vec<f64>,
    electricity_eur_per_mwh: f64,
    net_eur_per_year: f64,
}

impl Evaluated {
    fn capital_eur(&self) -> f64 {
        self.network.capital_eur + self.exchangers_eur.iter().sum::<f64>()
    }

    fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.sources.iter().chain(&self.sinks).copied()
    }
}

/// How a network is laid out.
#[derive(Debug, Clone, Copy)]
enum Lay<'a> {
    /// Quickly, while it grows.
    Short,
    /// As short as can be proven.
    Shortest,
    /// Along this tree over its sites.
    Along(&'a Tree),
}

struct Search<'a> {
    candidates: &'a [Candidate<'a>],
    index: Index,
    radius_m: f64,
    earth: EarthModel,
    work: u64,
    terms: Terms,
    annuity: f64,
    approach_k: f64,
    return_fallback_k: f64,
    most: usize,
    nearest: usize,
    exact: usize,
}

/// Topologies that the layout of one network may take to be proven shortest.
const LAYOUT_WORK: u64 = 20_000;
/// Temperatures are raised until every sink is reached; a handful of times suffices.
const TEMPERATURE_STEPS: usize = 6;
/// What the temperature is raised beyond what is lacking, as a share of it.
const RISE: f64 = 0.02;
/// A sink that lacks no more than this is reached, K.
const REACHED_K: f64 = 0.01;

impl<'a> Search<'a> {
    fn new(
        candidates: &'a [Candidate<'a>],
        wanted: &Wanted,
        reference: &Reference,
        terms: Terms,
    ) -> Self {
        let d = &reference.defaults;
        let radius_m = wanted.radius_km.unwrap_or(d.radius_km(Kind::Heat)).max(0.0) * 1000.0;
        let places = candidates.iter().zip(0u32..).map(|(c, at)| (at, c.position));
        Self {
            candidates,
            index: Index::new(wanted.earth, radius_m, places),
            radius_m,
            earth: wanted.earth,
            work: wanted.work,
            annuity: annuity_factor(terms.assumptions.discount_rate, terms.assumptions.years),
            terms,
            approach_k: d.approach_k,
            return_fallback_k: d.return_fallback_k,
            most: d.network_most_members.max(3.0) as usize,
            nearest: d.network_nearest.max(1.0) as usize,
            exact: d.network_exact_sites.max(0.0) as usize,
        }
    }

    fn run(&self, watch: &dyn Watch, found: &mut Networks) {
        let seeds = self.seeds(watch, found);
        let mut used = vec![false; self.candidates.len()];
        let total = seeds.len() as u64;
        for (done, (_, source, sink)) in seeds.into_iter().enumerate() {
            watch.progress(done as u64, total, "networks-grow");
            if watch.stop() || found.work >= self.work {
                found.stopped_early = true;
                break;
            }
            if used[source] || used[sink] {
                continue;
            }
            let Some(network) = self.grown(source, sink, &used, watch, &mut found.work) else {
                continue;
            };
            let separate = self.separate(&network, &mut found.work);
            if network.net_eur_per_year > separate.net_eur_per_year.max(0.0) + 0.01 {
                for member in network.members() {
                    used[member] = true;
                }
                found.networks.push(self.told(&network, &separate));
            }
        }
        found.networks.sort_by(|a, b| {
            b.net_benefit_eur_per_year
                .total_cmp(&a.net_benefit_eur_per_year)
                .then_with(|| a.members[0].flow.cmp(&b.members[0].flow))
        });
    }

    /// Pairs to grow from, each source with the sink that suits it best alone, best first.
    fn seeds(&self, watch: &dyn Watch, found: &mut Networks) -> Vec<(f64, usize, usize)> {
        watch.progress(0, 1, "networks-pairs");
        let mut pairs = Vec::new();
        for (at, source) in self.candidates.iter().enumerate() {
            if source.flow.direction == Direction::Supply {
                let near = self.near(&[at], |other| {
                    let sink = &self.candidates[other];
                    sink.flow.direction == Direction::Demand
                        && sink.site != source.site
                        && source.temperature_c >= sink.temperature_c + self.approach_k
                });
                pairs.extend(near.into_iter().map(|sink| (at, sink)));
            }
        }
        let affordable = usize::try_from(self.work / 2).unwrap_or(usize::MAX);
        found.stopped_early |= pairs.len() > affordable;
        pairs.truncate(affordable);
        found.work += pairs.len() as u64;
        let worth: Vec<Option<f64>> = pairs
            .par_iter()
            .with_min_len(16)
            .map(|&(source, sink)| {
                if watch.stop() {
                    return None;
                }
                self.evaluate(self.candidates, &[source], &[sink], Lay::Short)
                    .map(|e| e.net_eur_per_year)
            })
            .collect();
        let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for (&(source, sink), worth) in pairs.iter().zip(worth) {
            if let Some(worth) = worth {
                let entry = best.entry(source).or_insert((worth, sink));
                if worth > entry.0 {
                    *entry = (worth, sink);
                }
            }
        }
        let mut seeds: Vec<_> = best.into_iter().map(|(s, (worth, t))| (worth, s, t)).collect();
        seeds.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        seeds
    }

    /// The nearest candidates within the radius of any member that fit, nearest first.
    fn near(&self, members: &[usize], fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut near: BTreeMap<usize, f64> = BTreeMap::new();
        for &member in members {
            self.index.within(self.candidates[member].position, self.radius_m, |found| {
                let item = found.item as usize;
                if !members.contains(&item) && fits(item) {
                    let least = near.entry(item).or_insert(f64::INFINITY);
                    *least = least.min(found.distance_m);
                }
            });
        }
        let mut near: Vec<(f64, usize)> = near.into_iter().map(|(item, m)| (m, item)).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.truncate(self.nearest);
        near.into_iter().map(|(_, item)| item).collect()
    }

    /// Grows a network from a pair; none where it does not become one of three sites and two
    /// owners, or brings nothing.
    fn grown(
        &self,
        source: usize,
        sink: usize,
        used: &[bool],
        watch: &dyn Watch,
        work: &mut u64,
    ) -> Option<Evaluated> {
        let mut best = self.evaluate(self.candidates, &[source], &[sink], Lay::Short)?;
        while best.sources.len() + best.sinks.len() < self.most {
            if watch.stop() || *work >= self.work {
                break;
            }
            let members: Vec<usize> = best.members().collect();
            let coldest = members_min(&best.sources, |s| self.candidates[s].temperature_c);
            let joining = self.near(&members, |other| {
                let c = &self.candidates[other];
                let meets_itself = members.iter().any(|&m| {
                    let member = &self.candidates[m];
                    member.site == c.site && member.flow.direction != c.flow.direction
                });
                let is_hot_enough = match c.flow.direction {
                    Direction::Supply => c.temperature_c >= best.flow_c,
                    Direction::Demand => coldest >= c.temperature_c + self.approach_k,
                };
                !used[other] && !meets_itself && is_hot_enough
            });
            *work += joining.len() as u64;
            let tried: Vec<Option<Evaluated>> = joining
                .par_iter()
                .map(|&other| {
                    let (mut sources, mut sinks) = (best.sources.clone(), best.sinks.clone());
                    match self.candidates[other].flow.direction {
                        Direction::Supply => sources.push(other),
                        Direction::Demand => sinks.push(other),
                    }
                    self.evaluate(self.candidates, &sources, &sinks, Lay::Short)
                })
                .collect();
            let Some(next) = better(&best, tried) else { break };
            best = next;
        }
        // Whoever was right at first may be in the way at the end.
        loop {
            let out: Vec<usize> = best.members().collect();
            if out.len() <= 2 || watch.stop() || *work >= self.work {
                break;
            }
            *work += out.len() as u64;
            let tried: Vec<Option<Evaluated>> = out
                .par_iter()
                .map(|&leaving| {
                    let rest = |list: &[usize]| {
                        list.iter().copied().filter(|&m| m != leaving).collect::<Vec<_>>()
                    };
                    let (sources, sinks) = (rest(&best.sources), rest(&best.sinks));
                    self.evaluate(self.candidates, &sources, &sinks, Lay::Short)
                })
                .collect();
            let Some(next) = better(&best, tried) else { break };
            best = next;
        }
        let owner = |m: usize| self.candidates[m].flow.organization;
        let first = owner(best.sources[0]);
        if best.sites.len() < 3 || best.members().all(|m| owner(m) == first) {
            return None;
        }
        *work += 2;
        let (mut sources, mut sinks) = (best.sources, best.sinks);
        sources.sort_unstable();
        sinks.sort_unstable();
        let last = self.evaluate(self.candidates, &sources, &sinks, Lay::Shortest)?;
        let last = self.cheaper(&last).unwrap_or(last);
        (last.net_eur_per_year > 0.0).then_some(last)
    }

    /// The same network with its junctions nearer to the dear pipes, where that pays.
    fn cheaper(&self, e: &Evaluated) -> Option<Evaluated> {
        let mut eur_per_m = vec![f64::MIN_POSITIVE; e.edges.len()];
        for pipe in &e.network.pipes {
            eur_per_m[pipe.edge] = pipe.route.capital_eur / (pipe.route.length_km * 1000.0);
        }
        let moved = pulled(&e.tree, e.sites.len(), &eur_per_m);
        let tree = Tree { exact: e.tree.exact, ..moved };
        let moved = self.evaluate(self.candidates, &e.sources, &e.sinks, Lay::Along(&tree))?;
        (moved.net_eur_per_year > e.net_eur_per_year).then_some(moved)
    }

    /// Lays out, sizes, runs and prices a network. None where a source is too cold for it, or
    /// the price of electricity is not known.
    fn evaluate(
        &self,
        all: &[Candidate],
        sources: &[usize],
        sinks: &[usize],
        lay: Lay,
    ) -> Option<Evaluated> {
        if sources.is_empty() || sinks.is_empty() {
            return None;
        }
        let members: Vec<usize> = sources.iter().chain(sinks).copied().collect();
        let mut sites: Vec<usize> = Vec::new();
        let nodes: Vec<usize> = members
            .iter()
            .map(|&m| {
                let same = sites.iter().position(|&s| all[s].site == all[m].site);
                same.unwrap_or_else(|| {
                    sites.push(m);
                    sites.len() - 1
                })
            })
            .collect();
        let (places, tree) = self.laid_out(all, &sites, lay);
        let edges: Vec<Edge> = tree
            .edges
            .iter()
            .map(|&[a, b]| {
                let ends = u32::from(a < sites.len()) + u32::from(b < sites.len());
                let km = self.earth.distance_m(places[a], places[b]) / 1000.0;
                Edge { ends: [a, b], length_km: self.terms.layout.length_km(km, ends) }
            })
            .collect();

        let electricity_eur_per_mwh =
            members.iter().rev().find_map(|&m| all[m].value.electricity_eur_per_mwh)?;
        let approach = self.approach_k;
        let sink_return = |at: usize| {
            let c = &all[at];
            c.return_c.unwrap_or(c.temperature_c - self.return_fallback_k)
        };
        let weight: f64 = sinks.iter().map(|&s| all[s].rate_mw).sum();
        let mean_return = sinks.iter().map(|&s| all[s].rate_mw * sink_return(s)).sum::<f64>()
            / weight.max(f64::MIN_POSITIVE);
        let profiles: Vec<&Profile> = members.iter().map(|&m| all[m].profile).collect();
        let states = hourly::states(&profiles);
        let mut flow_c = members_max(sinks, |s| all[s].temperature_c) + approach;
        let coldest_c = members_min(sources, |s| all[s].temperature_c);
        for _ in 0..TEMPERATURE_STEPS {
            if coldest_c < flow_c - 1e-9 {
                return None;
            }
            let return_c = (mean_return + approach).min(flow_c - 1.0);
            let giving: Vec<Participant> = sources
                .iter()
                .zip(&nodes)
                .map(|(&s, &node)| {
                    let share = self.usable_share(&all[s], flow_c, return_c);
                    participant(&all[s], node, share)
                })
                .collect();
            let taking: Vec<Participant> = sinks
                .iter()
                .zip(&nodes[sources.len()..])
                .map(|(&s, &node)| participant(&all[s], node, 1.0))
                .collect();
            let plan = Plan {
                nodes: places.len(),
                edges: &edges,
                sources: &giving,
                sinks: &taking,
                states: &states,
                flow_c,
                return_c,
            };
            let network = size(&plan, &self.terms.layout, &all[sources[0]].value.local);
            let lacking_k = taking
                .iter()
                .zip(sinks)
                .map(|(p, &s)| all[s].temperature_c + approach - network.arrives_c[p.node])
                .fold(0.0, f64::max);
            if lacking_k > REACHED_K {
                // A hotter pipe loses a little more.
                flow_c += lacking_k * (1.0 + RISE);
                continue;
            }
            return Some(self.priced(
                all,
                Evaluated {
                    sources: sources.to_vec(),
                    sinks: sinks.to_vec(),
                    exchangers_eur: vec![0.0; sinks.len()],
                    nodes,
                    sites,
                    places,
                    edges,
                    tree,
                    flow_c,
                    return_c,
                    network,
                    electricity_eur_per_mwh,
                    net_eur_per_year: 0.0,
                },
            ));
        }
        None
    }

    /// The places of the nodes and the tree over them: sites first, then junctions.
    fn laid_out(&self, all: &[Candidate], sites: &[usize], lay: Lay) -> (Vec<Position>, Tree) {
        let mut places: Vec<Position> = sites.iter().map(|&s| all[s].position).collect();
        let plane = Plane::around(&places, self.earth);
        let points: Vec<[f64; 2]> = places.iter().map(|&p| plane.project(p)).collect();
        let watch = crate::watch::Unwatched;
        let tree = match lay {
            Lay::Short => short_tree(&points, &mut Work::of(0), &watch),
            Lay::Shortest if sites.len() <= self.exact => {
                shortest_tree(&points, &mut Work::of(LAYOUT_WORK), &watch)
            }
            Lay::Shortest => short_tree(&points, &mut Work::of(LAYOUT_WORK), &watch),
            Lay::Along(tree) => tree.clone(),
        };
        places.extend(tree.points[sites.len()..].iter().map(|&p| plane.position(p)));
        (places, tree)
    }

    /// Share of a source's heat that the network can take at its temperatures.
    fn usable_share(&self, source: &Candidate, flow_c: f64, return_c: f64) -> f64 {
        let streams = TwoStreams {
            supply_c: source.temperature_c,
            supply_return_c: source.return_c.unwrap_or(return_c).min(source.temperature_c),
            demand_c: flow_c - self.approach_k,
            demand_return_c: return_c - self.approach_k,
        };
        exchange(streams, self.approach_k).supply_share
    }

    /// What a network brings: heat saved at the sinks, less what giving it costs, less pipes,
    /// exchangers, upkeep and pumping; capital spread by the annuity.
    fn priced(&self, all: &[Candidate], mut e: Evaluated) -> Evaluated {
        let balance = &e.network.balance;
        let nodes = &e.nodes[e.sources.len()..];
        for (i, &sink) in e.sinks.iter().enumerate() {
            let c = &all[sink];
            let year = &balance.sinks[i];
            let demand_return_c = c.return_c.unwrap_or(c.temperature_c - self.return_fallback_k);
            let delivery = Delivery {
                distance_km: 0.0,
                amount_per_year: year.moved_mwh,
                rate_per_hour: year.peak_mw,
                hours_per_year: balance.hours,
                temperatures: Some(TwoStreams {
                    supply_c: e.network.arrives_c[nodes[i]],
                    supply_return_c: e.return_c,
                    demand_c: c.temperature_c,
                    demand_return_c,
                }),
                pressure_bar: None,
                heat_pump_cop: None,
                added: Added::default(),
            };
            e.exchangers_eur[i] = self.terms.exchanger_eur(Kind::Heat, &delivery);
        }
        let saved: f64 = e
            .sinks
            .iter()
            .zip(&balance.sinks)
            .map(|(&s, year)| all[s].eur_per_mwh * year.moved_mwh)
            .sum();
        let given: f64 = e
            .sources
            .iter()
            .zip(&balance.sources)
            .map(|(&s, year)| all[s].eur_per_mwh * year.moved_mwh)
            .sum();
        e.net_eur_per_year = saved
            - given
            - self.yearly_eur(e.capital_eur())
            - e.network.pumping_mwh * e.electricity_eur_per_mwh;
        e
    }

    /// Capital spread over the years, with upkeep, EUR a year.
    fn yearly_eur(&self, capital_eur: f64) -> f64 {
        capital_eur * (1.0 / self.annuity + self.terms.assumptions.upkeep_share)
    }

    /// The same members joined two by two: always the pair that gains most of what is left, as
    /// long as one gains. Each pair is a network of its own, worked out in the same way.
    fn separate(&self, network: &Evaluated, work: &mut u64) -> Separate {
        let mut left: Vec<Candidate> = network.members().map(|m| self.candidates[m]).collect();
        let sources = 0..network.sources.len();
        let sinks = network.sources.len()..left.len();
        let mut worth: BTreeMap<(usize, usize), Evaluated> = BTreeMap::new();
        let mut stale: Vec<(usize, usize)> = sources
            .flat_map(|s| sinks.clone().map(move |t| (s, t)))
            .filter(|&(s, t)| left[s].site != left[t].site)
            .collect();
        let mut separate = Separate::default();
        loop {
            *work += stale.len() as u64;
            let fresh: Vec<_> = stale
                .par_iter()
                .map(|&(s, t)| ((s, t), self.evaluate(&left, &[s], &[t], Lay::Short)))
                .collect();
            for (pair, evaluated) in fresh {
                match evaluated {
                    Some(e) if e.net_eur_per_year > 0.0 => worth.insert(pair, e),
                    Some(_) | None => worth.remove(&pair),
                };
            }
            let best =
                worth.iter().fold(
                    None,
                    |best: Option<(&(usize, usize), f64)>, (p, e)| match best {
                        Some((_, net)) if net >= e.net_eur_per_year => best,
                        Some(_) | None => Some((p, e.net_eur_per_year)),
                    },
                );
            let Some((&(source, sink), _)) = best else { return separate };
            let Some(taken) = worth.remove(&(source, sink)) else { return separate };
            separate.net_eur_per_year += taken.net_eur_per_year;
            separate.capital_eur += taken.capital_eur();
            separate.connections += 1;
            let year = |y: &hourly::Year| {
                if y.stated_mwh > 0.0 { (1.0 - y.moved_mwh / y.stated_mwh).max(0.0) } else { 0.0 }
            };
            let rests = [
                (source, year(&taken.network.balance.sources[0])),
                (sink, year(&taken.network.balance.sinks[0])),
            ];
            for (member, rest) in rests {
                left[member].mwh_per_year *= rest;
                left[member].rate_mw *= rest;
            }
            stale = worth.keys().copied().filter(|&(s, t)| s == source || t == sink).collect();
        }
    }

    /// A network as it is told to others.
    fn told(&self, e: &Evaluated, separate: &Separate) -> SharedNetwork {
        let a = &self.terms.assumptions;
        let all = self.candidates;
        let balance = &e.network.balance;
        let common = self.yearly_eur(e.network.capital_eur)
            + e.network.pumping_mwh * e.electricity_eur_per_mwh;
        let given: f64 = balance.sources.iter().map(|y| y.moved_mwh).sum();
        let delivered = balance.delivered_mwh;
        let per = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let mut members = Vec::with_capacity(e.nodes.len());
        // Before anything is paid for heat, and the MWh that are paid for.
        let mut before = Vec::with_capacity(e.nodes.len());
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        for (i, (at, year)) in
            e.members().zip(balance.sources.iter().chain(&balance.sinks)).enumerate()
        {
            let c = &all[at];
            let role = c.flow.direction;
            let (side, whole) = match role {
                Direction::Supply => (a.capital_share_supplier, given),
                Direction::Demand => (1.0 - a.capital_share_supplier, delivered),
            };
            let cost_share_eur_per_year = common * side * per(year.moved_mwh, whole);
            let exchanger_eur = match role {
                Direction::Supply => 0.0,
                Direction::Demand => e.exchangers_eur[i - e.sources.len()],
            };
            let own = cost_share_eur_per_year + self.yearly_eur(exchanger_eur);
            let (gain, paid_mwh) = match role {
                Direction::Supply => {
                    let paid_mwh = per(year.moved_mwh, given) * delivered;
                    let gain = -c.eur_per_mwh * year.moved_mwh - own;
                    if paid_mwh > 0.0 {
                        low = low
                            .max(-gain / paid_mwh)
                            .max(c.value.asks_eur_per_unit.unwrap_or(f64::NEG_INFINITY));
                    }
                    (gain, paid_mwh)
                }
                Direction::Demand => {
                    let gain = c.eur_per_mwh * year.moved_mwh - own;
                    if year.moved_mwh > 0.0 {
                        high = high.min(gain / year.moved_mwh);
                    }
                    (gain, -year.moved_mwh)
                }
            };
            before.push((gain, paid_mwh));
            members.push(Member {
                flow: c.flow.id,
                site: c.flow.site,
                organization: c.flow.organization,
                role,
                stated_mwh_per_year: year.stated_mwh,
                moved_mwh_per_year: year.moved_mwh,
                utilisation: per(year.moved_mwh, year.stated_mwh),
                arrives_c: match role {
                    Direction::Supply => None,
                    Direction::Demand => Some(e.network.arrives_c[e.nodes[i]]),
                },
                exchanger_eur,
                cost_share_eur_per_year,
                net_eur_per_year: 0.0,
            });
        }
        let has_common_price = low <= high;
        let price_eur_per_mwh = if has_common_price {
            0.5 * (low + high)
        } else {
            let sinks: f64 = before[e.sources.len()..].iter().map(|b| b.0).sum();
            per(sinks - 0.5 * e.net_eur_per_year, delivered)
        };
        for (member, (gain, paid_mwh)) in members.iter_mut().zip(before) {
            member.net_eur_per_year = gain + price_eur_per_mwh * paid_mwh;
        }
        let pipes: Vec<Pipe> = e.network.pipes.iter().map(|pipe| self.pipe(e, pipe)).collect();
        SharedNetwork {
            length_m: pipes.iter().map(|p| p.length_m).sum(),
            shortest: e.tree.exact,
            members,
            pipes,
            flow_c: e.flow_c,
            return_c: e.return_c,
            supplied_mwh_per_year: balance.supplied_mwh,
            delivered_mwh_per_year: delivered,
            lost_mwh_per_year: balance.lost_mwh,
            surplus_mwh_per_year: balance.surplus_mwh,
            unmet_mwh_per_year: balance.unmet_mwh,
            hours_per_year: balance.hours,
            pumping_mwh_per_year: e.network.pumping_mwh,
            capital_eur: e.capital_eur(),
            net_benefit_eur_per_year: e.net_eur_per_year,
            separate_net_benefit_eur_per_year: separate.net_eur_per_year,
            separate_capital_eur: separate.capital_eur,
            separate_connections: separate.connections,
            price_eur_per_mwh,
            has_common_price,
            co2_t_per_year: self.co2_t_per_year(e),
            assumed: e.members().any(|m| all[m].value.assumed),
            electricity_eur_per_mwh: e.electricity_eur_per_mwh,
            discount_rate: a.discount_rate,
            years: a.years,
            upkeep_share: a.upkeep_share,
        }
    }

    fn pipe(&self, e: &Evaluated, pipe: &crate::network::size::Pipe) -> Pipe {
        let [a, b] = e.edges[pipe.edge].ends;
        let [from, to] = if pipe.toward_second_mwh >= 0.0 { [a, b] } else { [b, a] };
        let site = |node: usize| e.sites.get(node).map(|&at| self.candidates[at].flow.site);
        Pipe {
            from: e.places[from],
            to: e.places[to],
            from_site: site(from),
            to_site: site(to),
            length_m: pipe.route.length_km * 1000.0,
            dn: pipe.route.dn,
            diameter_mm: pipe.route.inner_diameter_m * 1000.0,
            parallel: pipe.route.parallel,
            cost_eur: pipe.route.capital_eur,
            peak_mw: pipe.peak_mw,
            carried_mwh_per_year: pipe.carried_mwh,
            loss_kw: pipe.route.loss_kw,
            lost_mwh_per_year: pipe.lost_mwh,
            utilisation: pipe.utilisation,
        }
    }

    /// CO2 saved, t a year: what each sink avoids less the pumps; none where a factor is unknown.
    fn co2_t_per_year(&self, e: &Evaluated) -> Option<f64> {
        let mut kg = 0.0;
        for (&sink, year) in e.sinks.iter().zip(&e.network.balance.sinks) {
            kg += self.candidates[sink].value.emission?.kg_per_unit * year.moved_mwh;
        }
        let grid = e.members().find_map(|m| self.candidates[m].value.grid_kg_per_mwh)?;
        Some((kg - grid * e.network.pumping_mwh) / 1000.0)
    }
}

/// What separate connections come to.
#[derive(Debug, Clone, Copy, Default)]
struct Separate {
    net_eur_per_year: f64,
    capital_eur: f64,
    connections: usize,
}

fn participant<'a>(c: &Candidate<'a>, node: usize, share: f64) -> Participant<'a> {
    Participant {
        node,
        profile: c.profile,
        mwh_per_year: c.mwh_per_year * share,
        rate_mw: c.rate_mw * share,
        eur_per_mwh: c.limit_eur_per_mwh,
    }
}

/// The first of those that gain most, if that is more than now, by a cent at least.
fn better(now: &Evaluated, tried: Vec<Option<Evaluated>>) -> Option<Evaluated> {
    let mut best: Option<Evaluated> = None;
    for one in tried.into_iter().flatten() {
        let least = best.as_ref().unwrap_or(now).net_eur_per_year;
        if one.net_eur_per_year > least + 0.01 {
            best = Some(one);
        }
    }
    best
}

fn members_max(members: &[usize], of: impl Fn(usize) -> f64) -> f64 {
    members.iter().map(|&m| of(m)).fold(f64::NEG_INFINITY, f64::max)
}

fn members_min(members: &[usize], of: impl Fn(usize) -> f64) -> f64 {
    members.iter().map(|&m| of(m)).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests;
