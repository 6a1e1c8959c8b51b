//! The pipes of a shared heat network: how large each must be, what it costs, carries and loses.
//!
//! Rates on a tree follow from who gives and takes; sizes, capital, loss and pumping come from
//! the same functions as those of a single route. It knows no prices of heat and no parties.

use super::hourly::{Balance, Dispatch, Participant, State, Timetable};
use super::{Layout, Load, LocalCosts, Route};
use crate::model::Kind;
use crate::thermo::TwoStreams;

/// One edge of the tree on which pipes could lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The nodes it joins.
    pub ends: [usize; 2],
    /// Length of the trench in km.
    pub length_km: f64,
}

/// A network to be sized. The edges form a tree over all nodes.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// Number of nodes.
    pub nodes: usize,
    /// The tree.
    pub edges: &'a [Edge],
    /// Who gives.
    pub sources: &'a [Participant<'a>],
    /// Who takes.
    pub sinks: &'a [Participant<'a>],
    /// The states of a year of the sources, then of the sinks.
    pub states: &'a [State],
    /// Temperature of the flow pipe where sources feed it, degC.
    pub flow_c: f64,
    /// Temperature of the return pipe, degC.
    pub return_c: f64,
}

/// One pair of pipes that is laid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pipe {
    /// Its edge in the plan.
    pub edge: usize,
    /// Size, capital, loss and pumping.
    pub route: Route,
    /// Largest rate at its sending end, MW.
    pub peak_mw: f64,
    /// What it carries a year, either way, at its sending end, MWh.
    pub carried_mwh: f64,
    /// What it carries a year towards the second end less what it carries back, MWh.
    pub toward_second_mwh: f64,
    /// What it loses a year, MWh.
    pub lost_mwh: f64,
    /// What it carries over what it could carry in all hours, 0..1.
    pub utilisation: f64,
}

/// A network with sizes and a year of operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// The pipes that carry anything, in the order of the edges.
    pub pipes: Vec<Pipe>,
    /// The year.
    pub balance: Balance,
    /// Temperature at which the flow reaches each node in the mean hour, degC.
    pub arrives_c: Vec<f64>,
    /// Electricity of the pumps, MWh a year.
    pub pumping_mwh: f64,
    /// Capital of the pipes, EUR.
    pub capital_eur: f64,
}

/// Passes after which sizes are taken as they are; two or three suffice.
const PASSES: usize = 8;

/// Sizes the pipes of a plan and runs it for a year.
///
/// Every pipe carries the largest rate of any hour, and that of the moment in which everybody
/// runs at the largest rate. What pipes lose is fed as well: half of an edge's loss is drawn at
/// either end, sizes are found again until they stay. An edge that never carries anything is
/// not laid. Oracle: a single edge is [`Layout::route`]; two sources and three sinks worked by
/// hand in the tests.
pub fn size(plan: &Plan, layout: &Layout, costs: &LocalCosts) -> Network {
    let timetable = Timetable::new(plan.states, plan.sources, plan.sinks);
    let tree = Tree::new(plan);
    let edges = plan.edges.len();
    let mut needed_mw = vec![0.0f64; edges];
    let mut laid: Vec<Option<Route>> = vec![None; edges];
    let mut loss_mw = vec![0.0; edges];
    let (mut balance, mut flows) = run(plan, &tree, &timetable, &loss_mw);
    for pass in 0..PASSES {
        let mut grown = false;
        for (edge, flow) in flows.iter().enumerate() {
            // Later passes only enlarge, so that two sizes never take turns.
            let floor_mw = if pass < PASSES / 2 { 0.0 } else { needed_mw[edge] };
            needed_mw[edge] = flow.peak_mw.max(floor_mw);
            let route = (needed_mw[edge] > 0.0)
                .then(|| lay(plan, layout, costs, edge, needed_mw[edge], 0.0, 0.0));
            let bore = |r: &Option<Route>| r.map(|r| (r.dn, r.parallel));
            grown |= bore(&route) != bore(&laid[edge]);
            loss_mw[edge] = route.map_or(0.0, |r| r.loss_kw / 1000.0);
            laid[edge] = route;
        }
        if !grown {
            break;
        }
        (balance, flows) = run(plan, &tree, &timetable, &loss_mw);
    }
    let pipes: Vec<Pipe> = flows
        .iter()
        .enumerate()
        .filter(|(edge, _)| laid[*edge].is_some())
        .map(|(edge, flow)| {
            let peak_mw = needed_mw[edge].max(flow.peak_mw);
            let route = lay(plan, layout, costs, edge, peak_mw, flow.carried_mwh, balance.hours);
            Pipe {
                edge,
                route,
                peak_mw,
                carried_mwh: flow.carried_mwh,
                toward_second_mwh: flow.toward_second_mwh,
                lost_mwh: loss_mw[edge] * balance.hours,
                utilisation: flow.carried_mwh / (peak_mw * crate::model::HOURS_PER_YEAR),
            }
        })
        .collect();
    let given: f64 = balance.sources.iter().map(|s| s.moved_mwh).sum();
    let pumping_mwh = pipes.iter().map(|p| p.route.pumping_mwh_per_year).sum::<f64>()
        + layout.station_mwh(given, plan.flow_c - plan.return_c);
    Network {
        arrives_c: arrivals(plan, &pipes, &balance),
        capital_eur: pipes.iter().map(|p| p.route.capital_eur).sum(),
        pumping_mwh,
        pipes,
        balance,
    }
}

fn lay(
    plan: &Plan,
    layout: &Layout,
    costs: &LocalCosts,
    edge: usize,
    rate_mw: f64,
    mwh_per_year: f64,
    hours_per_year: f64,
) -> Route {
    let load = Load {
        kind: Kind::Heat,
        distance_km: plan.edges[edge].length_km,
        amount_per_year: mwh_per_year,
        rate_per_hour: rate_mw,
        hours_per_year,
        temperatures: Some(TwoStreams {
            supply_c: plan.flow_c,
            supply_return_c: plan.return_c,
            demand_c: plan.flow_c,
            demand_return_c: plan.return_c,
        }),
        pressure_bar: None,
    };
    layout.stretch(&load, plan.edges[edge].length_km, costs)
}

/// What one edge carries.
#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    peak_mw: f64,
    carried_mwh: f64,
    toward_second_mwh: f64,
}

/// A year under these losses, with what each edge carries in it.
fn run(plan: &Plan, tree: &Tree, timetable: &Timetable, loss_mw: &[f64]) -> (Balance, Vec<Flow>) {
    let total_mw: f64 = loss_mw.iter().sum();
    let mut flows = vec![Flow::default(); plan.edges.len()];
    let mut net_mw = vec![0.0; plan.nodes];
    let mut count = |hours: f64, dispatch: &Dispatch| {
        if !dispatch.is_on {
            return;
        }
        tree.net(plan, dispatch, loss_mw, &mut net_mw);
        for (edge, flow) in flows.iter_mut().enumerate() {
            let middle_mw = tree.sign[edge] * net_mw[tree.below[edge]];
            // Nothing passes an edge without a pipe; what rounding leaves is nothing.
            if middle_mw.abs() <= 1e-12 * total_mw.max(1e-3) {
                continue;
            }
            let sent_mw = middle_mw.abs() + 0.5 * loss_mw[edge];
            flow.peak_mw = flow.peak_mw.max(sent_mw);
            flow.carried_mwh += hours * sent_mw;
            flow.toward_second_mwh += hours * middle_mw;
        }
    };
    count(0.0, &timetable.peak(total_mw));
    let balance = timetable.balance(total_mw, &mut count);
    (balance, flows)
}

/// The tree of a plan, rooted.
struct Tree {
    /// Nodes, each after its parent, with the parent.
    order: Vec<(usize, usize)>,
    /// The node at the far end of each edge, seen from the root.
    below: Vec<usize>,
    /// 1 where an edge's first end is the one below, -1 otherwise.
    sign: Vec<f64>,
}

impl Tree {
    fn new(plan: &Plan) -> Self {
        let mut joined: Vec<Vec<(usize, usize)>> = vec![Vec::new(); plan.nodes];
        for (edge, Edge { ends: [a, b], .. }) in plan.edges.iter().enumerate() {
            joined[*a].push((*b, edge));
            joined[*b].push((*a, edge));
        }
        let mut tree = Self {
            order: vec![(0, usize::MAX)],
            below: vec![0; plan.edges.len()],
            sign: vec![1.0; plan.edges.len()],
        };
        let mut next = 0;
        while let Some(&(node, parent)) = tree.order.get(next) {
            for &(other, edge) in joined.get(node).into_iter().flatten() {
                if other != parent {
                    tree.below[edge] = other;
                    tree.sign[edge] = if plan.edges[edge].ends[0] == other { 1.0 } else { -1.0 };
                    tree.order.push((other, node));
                }
            }
            next += 1;
        }
        tree
    }

    /// What the part of the tree at and below each node gives more than it takes, MW.
    fn net(&self, plan: &Plan, dispatch: &Dispatch, loss_mw: &[f64], net_mw: &mut [f64]) {
        net_mw.fill(0.0);
        for (source, given) in plan.sources.iter().zip(&dispatch.given) {
            net_mw[source.node] += given;
        }
        for (sink, taken) in plan.sinks.iter().zip(&dispatch.taken) {
            net_mw[sink.node] -= taken;
        }
        for (edge, loss) in plan.edges.iter().zip(loss_mw) {
            for end in edge.ends {
                net_mw[end] -= 0.5 * loss;
            }
        }
        for &(node, parent) in self.order.iter().rev() {
            if parent != usize::MAX {
                net_mw[parent] += net_mw[node];
            }
        }
    }
}

/// Temperature of the flow at each node in the mean hour of operation: sources feed it at the
/// flow temperature, streams mix by their heat, and over a pipe it falls by `spread x loss /
/// rate`. All loss of a pair is laid on the flow pipe, so that no sink is promised too much.
fn arrivals(plan: &Plan, pipes: &[Pipe], balance: &Balance) -> Vec<f64> {
    let spread_k = (plan.flow_c - plan.return_c).max(0.0);
    let mut fed = vec![(0.0, 0.0); plan.nodes];
    for (source, year) in plan.sources.iter().zip(&balance.sources) {
        fed[source.node].0 += year.moved_mwh * plan.flow_c;
        fed[source.node].1 += year.moved_mwh;
    }
    let ends = |pipe: &Pipe| {
        let [a, b] = plan.edges[pipe.edge].ends;
        if pipe.toward_second_mwh >= 0.0 { [a, b] } else { [b, a] }
    };
    // Nodes are settled when all pipes that flow to them have been.
    let mut open = vec![0usize; plan.nodes];
    for pipe in pipes {
        open[ends(pipe)[1]] += 1;
    }
    let mut ready: Vec<usize> = (0..plan.nodes).filter(|&node| open[node] == 0).collect();
    let mut next = 0;
    while let Some(&node) = ready.get(next) {
        let (heat, sum) = fed[node];
        let here_c = if sum > 0.0 { heat / sum } else { plan.flow_c };
        for pipe in pipes.iter().filter(|p| ends(p)[0] == node) {
            let sent = pipe.toward_second_mwh.abs() + 0.5 * pipe.lost_mwh;
            let fall_k = if sent > 0.0 { spread_k * (pipe.lost_mwh / sent).min(1.0) } else { 0.0 };
            let to = ends(pipe)[1];
            let arriving = pipe.toward_second_mwh.abs();
            fed[to].0 += arriving * (here_c - fall_k);
            fed[to].1 += arriving;
            open[to] -= 1;
            if open[to] == 0 {
                ready.push(to);
            }
        }
        next += 1;
    }
    fed.iter().map(|&(heat, sum)| if sum > 0.0 { heat / sum } else { plan.flow_c }).collect()
}

#[cfg(test)]
mod tests;
