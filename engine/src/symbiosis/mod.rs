//! Symbioses: what several exchanges are worth together, where one alone says too little.
//!
//! [`graph`] holds a region and its possible exchanges as a property graph, [`query`] answers
//! questions to it, [`chains`] and [`cycles`] search it. [`networks`] joins sources and sinks of
//! heat by common pipes, [`groups`] brings together those who need the same. An exchange is a
//! match, or any pair that somebody has scored; nothing here scores one or knows a file or window.

pub mod chains;
pub mod cycles;
pub mod graph;
pub mod groups;
pub mod networks;
pub mod query;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use graph::{Exchange, Gain, Graph};

use crate::model::{Flow, Kind, Region};

/// Most exchanges that one chain or cycle may have.
pub const MOST_STEPS: usize = 8;

/// How far a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bounds {
    /// Most exchanges in one result, 2 to [`MOST_STEPS`]; other numbers are moved into that range.
    pub steps: usize,
    /// How many results are wanted.
    pub top: usize,
    /// Exchanges that may be looked at. The same budget gives the same answer on every machine.
    pub work: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { steps: 4, top: 10, work: 20_000_000 }
    }
}

impl Bounds {
    fn longest(&self) -> usize {
        self.steps.clamp(2, MOST_STEPS)
    }
}

/// What an inner site does with what it takes before it gives.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It takes one resource and offers another.
    Changes,
    /// It offers the same resource, better than it must take it.
    Improves,
    /// It offers the same resource, used: a cascade.
    Cascades,
}

impl Turn {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Turn::Changes => "changes",
            Turn::Improves => "improves",
            Turn::Cascades => "cascades",
        }
    }
}

/// One exchange as a part of something longer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Position in [`Graph::exchanges`].
    pub exchange: usize,
    /// What can change hands in a year when the exchange is looked at alone, unit of its kind.
    pub amount_per_year: f64,
    /// Share of the taker's need that this amount covers, 0..1.
    pub covers: f64,
    /// What is left of the amount if each inner site makes its offer from what it takes, in
    /// proportion. None in a cycle, which has no first exchange.
    pub through_per_year: Option<f64>,
    /// What the taker does before the next exchange. None at the end of a chain.
    pub turn: Option<Turn>,
}

/// Exchanges that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbiosis {
    /// In the order in which resources travel.
    pub steps: Vec<Step>,
    /// Sum of what the exchanges bring in EUR a year, each looked at alone; those without a price
    /// count as nothing.
    pub benefit_eur_per_year: f64,
    /// Exchanges whose benefit is not known.
    pub unpriced: usize,
    /// Sum of the CO2 saved in t a year, as far as it is known; none where it is known of none.
    pub co2_t_per_year: Option<f64>,
    /// Exchanges whose CO2 is not known.
    pub co2_unknown: usize,
    /// The step that feeds another and covers the smallest share of its taker's need.
    pub weakest: usize,
}

/// What a search has found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// By benefit, best first, then by the positions of the exchanges. These are the best there
    /// are for this order, unless the search was stopped.
    pub found: Vec<Symbiosis>,
    /// Whether the caller or the budget stopped it.
    pub stopped_early: bool,
    /// What one that was not found can bring at most, in EUR a year; none if all were found.
    pub others_at_most_eur_per_year: Option<f64>,
    /// Exchanges that were looked at.
    pub work: u64,
}

/// What a flow is like, as far as passing it on asks for it.
#[derive(Debug, Clone, Copy)]
struct Trait {
    /// Number of its kind and class.
    resource: u32,
    /// Its quality, turned so that more is better; `NAN` where it is not stated.
    quality: f64,
}

impl Trait {
    fn of(flow: &Flow, resource: u32) -> Self {
        let q = &flow.quality;
        let temperature = q.temperature.map(|t| t.0);
        let quality = match flow.kind {
            Kind::Heat => temperature,
            Kind::Steam => q.pressure_bar.or(temperature),
            Kind::Cooling => temperature.map(|t| -t),
            Kind::CompressedAir => q.pressure_bar,
            Kind::Water
            | Kind::Co2
            | Kind::Electricity
            | Kind::Biowaste
            | Kind::Material
            | Kind::Product
            | Kind::Logistics
            | Kind::Service
            | Kind::SharedAsset => q.grade,
        };
        Self { resource, quality: quality.unwrap_or(f64::NAN) }
    }
}

/// What stands between taking `taken` and giving `offered`. None where the same resource would
/// only be handed on: then the first giver can serve the last taker without this site.
fn turn(taken: Trait, offered: Trait) -> Option<Turn> {
    if taken.resource != offered.resource {
        return Some(Turn::Changes);
    }
    match offered.quality.partial_cmp(&taken.quality)? {
        std::cmp::Ordering::Greater => Some(Turn::Improves),
        std::cmp::Ordering::Less => Some(Turn::Cascades),
        std::cmp::Ordering::Equal => None,
    }
}

/// What counts as one place: whoever takes and gives.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Around {
    /// A site.
    Site,
    /// An organisation with all its sites.
    Organization,
}

/// An exchange that nobody loses by, as the searches see it.
#[derive(Debug, Clone, Copy)]
struct Link {
    exchange: u32,
    supply: u32,
    demand: u32,
    /// Its benefit in cents a year, so that sums do not depend on the order of adding.
    cents: i64,
}

/// No continuation.
const NONE: i64 = i64::MIN;

/// The exchanges laid out for a search: who gives what at which place, and what that leads to.
struct Web {
    links: Vec<Link>,
    /// Links of supply `s`: `links[first[s]..first[s + 1]]`.
    first: Vec<u32>,
    /// Place of each flow.
    place: Vec<u32>,
    places: usize,
    traits: Vec<Trait>,
    /// Supplies with links, by place.
    givers: Vec<Vec<u32>>,
}

impl Web {
    fn new(graph: &Graph, region: &Region, around: Around) -> Self {
        let flows = region.flows();
        let (place, places): (Vec<u32>, usize) = match around {
            Around::Site => (
                (0..flows.len()).map(|f| region.site_position(f) as u32).collect(),
                region.sites().len(),
            ),
            Around::Organization => (
                (0..flows.len()).map(|f| graph.organization_of(f)).collect(),
                region.organizations().len(),
            ),
        };
        let traits =
            flows.iter().zip(0..).map(|(f, at)| Trait::of(f, graph.class_of(at))).collect();
        let mut first = Vec::with_capacity(flows.len() + 1);
        let mut links = Vec::new();
        let mut givers = vec![Vec::new(); places];
        for supply in 0..flows.len() {
            first.push(links.len() as u32);
            for at in graph.exchanges_from(supply) {
                let exchange = &graph.exchanges()[at];
                let cents = exchange.gain.eur_per_year().map_or(0, cents);
                let demand = exchange.demand;
                if cents >= 0 && place[demand as usize] != place[supply] {
                    links.push(Link { exchange: at as u32, supply: supply as u32, demand, cents });
                }
            }
            if links.len() > first[supply] as usize {
                givers[place[supply] as usize].push(supply as u32);
            }
        }
        first.push(links.len() as u32);
        Self { links, first, place, places, traits, givers }
    }

    /// Positions in `links` of what supply `supply` can give.
    fn out(&self, supply: u32) -> std::ops::Range<usize> {
        self.first[supply as usize] as usize..self.first[supply as usize + 1] as usize
    }

    fn place_of(&self, flow: u32) -> u32 {
        self.place[flow as usize]
    }

    fn supply_of(&self, link: u32) -> u32 {
        self.links[link as usize].supply
    }

    fn giver_of(&self, link: u32) -> u32 {
        self.place_of(self.supply_of(link))
    }

    fn taker_of(&self, link: u32) -> u32 {
        self.place_of(self.links[link as usize].demand)
    }

    fn turn(&self, demand: u32, supply: u32) -> Option<Turn> {
        turn(self.traits[demand as usize], self.traits[supply as usize])
    }

    /// Positions in `links` of what may follow once `demand` has been served.
    fn next(&self, demand: u32) -> impl Iterator<Item = usize> + '_ {
        self.givers[self.place_of(demand) as usize]
            .iter()
            .filter(move |&&supply| self.turn(demand, supply).is_some())
            .flat_map(|&supply| self.out(supply))
    }

    /// For each flow and number of links left: what at most the links after this demand bring.
    /// A walk that comes back to a place counts too, so it is an upper bound; [`NONE`] where
    /// nothing follows. `promise[r][flow]`, r from 0 to `longest`.
    fn promises(&self, longest: usize) -> Vec<Vec<i64>> {
        let flows = self.place.len();
        let mut promises = vec![vec![NONE; flows]];
        let mut giving = vec![NONE; flows];
        for _ in 0..longest {
            let before = &promises[promises.len() - 1];
            for supply in self.givers.iter().flatten() {
                let best = self.links[self.out(*supply)]
                    .iter()
                    .map(|link| link.cents + before[link.demand as usize].max(0))
                    .max();
                giving[*supply as usize] = best.unwrap_or(NONE);
            }
            let mut now = vec![NONE; flows];
            let mut seen = vec![false; flows];
            for link in &self.links {
                let demand = link.demand as usize;
                if !std::mem::replace(&mut seen[demand], true) {
                    now[demand] = self.givers[self.place_of(link.demand) as usize]
                        .iter()
                        .filter(|&&supply| self.turn(link.demand, supply).is_some())
                        .map(|&supply| giving[supply as usize])
                        .max()
                        .unwrap_or(NONE);
                }
            }
            promises.push(now);
        }
        promises
    }

    /// The links of a result with everything there is to say about them.
    fn symbiosis(&self, graph: &Graph, region: &Region, path: &[u32], closed: bool) -> Symbiosis {
        let flows = region.flows();
        let exchanges: Vec<usize> =
            path.iter().map(|&link| self.links[link as usize].exchange as usize).collect();
        let mut steps = Vec::with_capacity(path.len());
        let mut share = 1.0_f64;
        for (i, &at) in exchanges.iter().enumerate() {
            let one = &graph.exchanges()[at];
            let (supply, demand) = (&flows[one.supply as usize], &flows[one.demand as usize]);
            let following = match exchanges.get(i + 1) {
                Some(&next) => Some(next),
                None => closed.then_some(exchanges[0]),
            };
            let through = one.amount_per_year.min(supply.amount_per_year * share);
            let covered = |amount: f64| {
                let need = demand.amount_per_year;
                if need > 0.0 { (amount / need).clamp(0.0, 1.0) } else { 1.0 }
            };
            share = covered(through);
            steps.push(Step {
                exchange: at,
                amount_per_year: one.amount_per_year,
                covers: covered(one.amount_per_year),
                through_per_year: (!closed).then_some(through),
                turn: following.and_then(|n| self.turn(one.demand, graph.exchanges()[n].supply)),
            });
        }
        let gains = || exchanges.iter().map(|&at| graph.exchanges()[at].gain);
        let known: Vec<f64> = gains().filter_map(|g| g.co2_t_per_year()).collect();
        let total: i64 = path.iter().map(|&link| self.links[link as usize].cents).sum();
        let feeding = if closed { steps.len() } else { steps.len() - 1 };
        let weakest = (0..feeding)
            .min_by(|&a, &b| steps[a].covers.total_cmp(&steps[b].covers))
            .unwrap_or_default();
        Symbiosis {
            benefit_eur_per_year: eur(total),
            unpriced: gains().filter(|g| g.eur_per_year().is_none()).count(),
            co2_t_per_year: (!known.is_empty()).then(|| known.iter().sum()),
            co2_unknown: exchanges.len() - known.len(),
            weakest,
            steps,
        }
    }
}

/// Cents of an amount in EUR; far beyond any money there is, it stays at a bound.
fn cents(eur: f64) -> i64 {
    const MOST: f64 = 1e15;
    (eur * 100.0).round().clamp(-MOST, MOST) as i64
}

fn eur(cents: i64) -> f64 {
    cents as f64 / 100.0
}

#[cfg(test)]
mod tests;
