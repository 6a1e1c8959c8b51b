//! Steady flow and heat in a network of pipes, trees and meshes alike: pressures, flows and
//! temperatures from what is fed in and drawn off.
//!
//! One liquid in full pipes. Hydraulics first, then heat along the flow; where asked, both in turn
//! until they agree. It knows no prices, no sizes of makers and no time.

use std::collections::{BTreeMap, BTreeSet};

use super::friction::colebrook;
use crate::thermo::steam;
use crate::unfit::{Unfit, finite, within};

/// Standard acceleration of gravity, m/s2.
const GRAVITY_M_S2: f64 = 9.806_65;
/// Speed of sound in water, m/s: no pipe runs as fast.
const SOUND_M_S: f64 = 1480.0;
/// Steps of the hydraulic solution before it is given up.
const MOST_STEPS: usize = 200;
/// Turns of hydraulics and heat before they are given up.
const MOST_TURNS: usize = 50;

/// A place where pipes meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Junction {
    /// Its name in the input, for refusals.
    pub name: String,
    /// Height, m.
    pub height_m: f64,
    /// Pressure where it is held, bar.
    pub held_bar: Option<f64>,
    /// Temperature of what enters there from outside, K; without one it is that of the junction.
    pub feed_k: Option<f64>,
    /// Fed in less drawn off, kg/s.
    pub inflow_kg_s: f64,
}

/// A pipe between two junctions.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipe {
    /// Its name in the input, for refusals.
    pub name: String,
    /// The junctions that it joins, by place in the list; the flow counts from the first on.
    pub ends: [usize; 2],
    /// Length, m.
    pub length_m: f64,
    /// Inner diameter, m.
    pub inner_m: f64,
    /// Roughness, m.
    pub roughness_m: f64,
    /// Loss coefficients of bends and fittings.
    pub minor_loss: f64,
    /// Heat transfer to the surroundings on the inner surface, W/(m2 K).
    pub u_w_per_m2k: f64,
    /// Temperature of the surroundings, K.
    pub ambient_k: f64,
    /// Heat brought in from outside over its length, W.
    pub gain_w: f64,
}

/// Which friction factor is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Friction {
    /// 64/Re up to 2,320, Colebrook from 4,000 on, between them a straight line.
    Usual,
    /// Colebrook at every Reynolds number and with e/3.71, as some network programs have it.
    Colebrook,
    /// 64/Re and the rough-pipe law of Nikuradse added, as some network programs have it.
    Nikuradse,
}

/// How much is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Pressures and flows alone.
    Hydraulics,
    /// Then temperatures, with the liquid as it is at the given temperature.
    Sequential,
    /// Both in turn, with the liquid as it is in each pipe.
    Coupled,
}

/// A network of water.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Where pipes meet.
    pub junctions: Vec<Junction>,
    /// The pipes.
    pub pipes: Vec<Pipe>,
    /// Which friction factor is taken.
    pub friction: Friction,
    /// How much is worked out.
    pub scope: Scope,
    /// Temperature for the properties of the water, K, until better is known.
    pub fluid_k: f64,
}

/// State of a junction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtJunction {
    /// Pressure, bar.
    pub bar: f64,
    /// Temperature, K.
    pub kelvin: f64,
}

/// State of a pipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InPipe {
    /// Mass flow from the first end to the second, kg/s.
    pub kg_s: f64,
    /// Velocity, m/s, with the sign of the flow.
    pub m_s: f64,
    /// Reynolds number.
    pub reynolds: f64,
    /// Darcy friction factor.
    pub friction: f64,
    /// Pressure lost by friction from the first end to the second, Pa, with the sign of the flow.
    pub friction_pa: f64,
    /// Temperature at which the water leaves it, K.
    pub outlet_k: f64,
    /// Heat lost to the surroundings less heat brought in, W.
    pub loss_w: f64,
}

/// State of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// Of each junction.
    pub junctions: Vec<AtJunction>,
    /// Of each pipe.
    pub pipes: Vec<InPipe>,
    /// What each junction of held pressure feeds in, kg/s.
    pub fed_kg_s: Vec<f64>,
}

/// Flows, pressures and temperatures of a network of water in steady state.
///
/// In each pipe `pa - pb + rho g (ha - hb) = (f L / D + zeta) m |m| / (2 rho A^2)`, at each
/// junction the flows add up to what is fed in; solved for all pipes at once by the gradient
/// method. Temperatures `T = Ta + (Tin - Ta) exp(-U pi D L / (|m| cp))`, mixed by mass at each
/// junction. p in Pa, h in m, L, D in m, A in m2, m in kg/s, U in W/(m2 K), cp in J/(kg K). Water by
/// IAPWS-IF97. Range: liquid water, 0 to 350 degC, slower than sound. Source: Todini and Pilati 1988
/// (gradient method). Oracle: 20 networks of pandapipes, flows within 1 % and temperatures within
/// 0.5 K, `tests/oracle/pandapipes.json`.
pub fn solve(grid: &Grid) -> Result<Solved, Unfit> {
    check(grid)?;
    let mut water = vec![Water::at(grid.fluid_k)?; grid.pipes.len()];
    let usual = Water::at(grid.fluid_k)?;
    let mut flow_kg_s: Vec<f64> =
        grid.pipes.iter().map(|p| 0.1 * usual.density * area(p.inner_m)).collect();
    for _ in 0..MOST_TURNS {
        let head_pa = hydraulics(grid, &water, usual.density, &mut flow_kg_s)?;
        let (kelvin, outlet_k) = match grid.scope {
            Scope::Hydraulics => {
                (vec![grid.fluid_k; grid.junctions.len()], vec![grid.fluid_k; grid.pipes.len()])
            }
            Scope::Sequential | Scope::Coupled => heat(grid, &water, &head_pa, &flow_kg_s),
        };
        let solved = tell(grid, &water, usual.density, &head_pa, &flow_kg_s, &kelvin, &outlet_k)?;
        if grid.scope != Scope::Coupled {
            return Ok(solved);
        }
        let mut moved_k: f64 = 0.0;
        for (at, pipe) in grid.pipes.iter().enumerate() {
            let inlet = pipe.ends[usize::from(flow_kg_s[at] < 0.0)];
            let mean_k = 0.5 * (kelvin[inlet] + outlet_k[at]);
            moved_k = moved_k.max((mean_k - water[at].kelvin).abs());
            water[at] = Water::at(mean_k)?;
        }
        if moved_k < 1e-6 {
            return Ok(solved);
        }
    }
    Err(Unfit::NoSolution { field: "t_k" })
}

fn area(inner_m: f64) -> f64 {
    0.25 * std::f64::consts::PI * inner_m * inner_m
}

fn check(grid: &Grid) -> Result<(), Unfit> {
    for j in &grid.junctions {
        let named = |field: &str| format!("junction.{}.{field}", j.name);
        within(&named("height_m"), j.height_m, "-1e5 <= x <= 1e5", |h| h.abs() <= 1e5)?;
        if let Some(bar) = j.held_bar {
            within(&named("p_bar"), bar, "0 <= x <= 1000", |p| (0.0..=1000.0).contains(&p))?;
        }
        if let Some(kelvin) = j.feed_k {
            temperature(&named("t_k"), kelvin)?;
        }
        within(&named("mdot_kg_per_s"), j.inflow_kg_s, "-1e9 <= x <= 1e9", |m| m.abs() <= 1e9)?;
    }
    for p in &grid.pipes {
        let named = |field: &str| format!("pipe.{}.{field}", p.name);
        let bounds = [
            ("length_km", p.length_m, 1e-3, 1e8),
            ("inner_diameter_mm", p.inner_m, 1e-4, 100.0),
            ("k_mm", p.roughness_m, 0.0, p.inner_m / 20.0),
            ("loss_coefficient", p.minor_loss, 0.0, 1e6),
            ("u_w_per_m2k", p.u_w_per_m2k, 0.0, 1e6),
        ];
        for (field, value, least, most) in bounds {
            let allowed = "length >= 1e-6 km, 0.1 mm <= D <= 1e5 mm, 0 <= k <= D / 20, 0 <= x";
            within(&named(field), value, allowed, |x| (least..=most).contains(&x))?;
        }
        within(&named("text_k"), p.ambient_k, "0 < x <= 2000", |t| t > 0.0 && t <= 2000.0)?;
        within(&named("qext_w"), p.gain_w, "-1e12 <= x <= 1e12", |w| w.abs() <= 1e12)?;
        let ends = "two junctions";
        let joins = |_| p.ends[0] != p.ends[1] && p.ends.iter().all(|&e| e < grid.junctions.len());
        within(&named("to_junction"), p.ends[1] as f64, ends, joins)?;
    }
    temperature("fluid_temperature_k", grid.fluid_k)?;
    if !grid.junctions.iter().any(|j| j.held_bar.is_some()) {
        return Err(Unfit::Missing { field: "ext_grid" });
    }
    connected(grid)
}

fn temperature(field: &str, kelvin: f64) -> Result<f64, Unfit> {
    within(field, kelvin, "273.15 <= x <= 623.15", |t| (273.15..=623.15).contains(&t))
}

/// Every junction must hang together with one of held pressure.
fn connected(grid: &Grid) -> Result<(), Unfit> {
    let mut next = vec![Vec::new(); grid.junctions.len()];
    for p in &grid.pipes {
        next[p.ends[0]].push(p.ends[1]);
        next[p.ends[1]].push(p.ends[0]);
    }
    let mut reached: Vec<bool> = grid.junctions.iter().map(|j| j.held_bar.is_some()).collect();
    let mut open: Vec<usize> = (0..reached.len()).filter(|&at| reached[at]).collect();
    while let Some(at) = open.pop() {
        for &other in &next[at] {
            if !reached[other] {
                reached[other] = true;
                open.push(other);
            }
        }
    }
    match reached.iter().position(|reached| !reached) {
        None => Ok(()),
        Some(at) => Err(Unfit::OutOfBounds {
            field: format!("junction.{}", grid.junctions[at].name),
            value: "ext_grid: 0".to_owned(),
            allowed: "ext_grid >= 1",
        }),
    }
}

/// Water in one pipe.
#[derive(Debug, Clone, Copy)]
struct Water {
    kelvin: f64,
    density: f64,
    viscosity: f64,
    cp_j_per_kgk: f64,
}

impl Water {
    /// Liquid at this temperature, somewhat above the pressure of boiling.
    fn at(kelvin: f64) -> Result<Self, Unfit> {
        let celsius = temperature("t_k", kelvin.clamp(273.16, 623.14))? - 273.15;
        let bar = (1.2 * steam::boiling_bar(celsius)?).max(10.0);
        let state = steam::at_temperature(bar, celsius)?;
        let missing = || Unfit::NoSolution { field: "t_k" };
        Ok(Self {
            kelvin,
            density: state.density_kg_per_m3,
            viscosity: state.viscosity_pa_s.ok_or_else(missing)?,
            cp_j_per_kgk: 1000.0 * state.cp_kj_per_kgk.ok_or_else(missing)?,
        })
    }
}

fn factor(friction: Friction, reynolds: f64, e: f64) -> f64 {
    // Below this number the drop is taken as proportional to the flow, so that none ends at zero.
    let re = reynolds.max(1.0);
    let at = match friction {
        Friction::Usual if re <= 2320.0 => 64.0 / re,
        Friction::Usual if re >= 4000.0 => colebrook(re, e),
        Friction::Usual => {
            let (low, high) = (64.0 / 2320.0, colebrook(4000.0, e));
            low + (high - low) * (re - 2320.0) / 1680.0
        }
        // Those programs write 3.71 where Colebrook's own equation has 3.7.
        Friction::Colebrook => colebrook(re, e * 3.7 / 3.71),
        Friction::Nikuradse => 64.0 / re + (-2.0 * (e / 3.71).max(1e-12).log10()).powi(-2),
    };
    at * re / reynolds.max(1e-12)
}

fn reynolds(pipe: &Pipe, water: &Water, kg_s: f64) -> f64 {
    kg_s.abs() * pipe.inner_m / (area(pipe.inner_m) * water.viscosity)
}

/// Pressure lost by friction, Pa, with the sign of the flow.
fn friction_pa(friction: Friction, pipe: &Pipe, water: &Water, kg_s: f64) -> f64 {
    let f = factor(friction, reynolds(pipe, water, kg_s), pipe.roughness_m / pipe.inner_m);
    let a = area(pipe.inner_m);
    let head = kg_s * kg_s.abs() / (2.0 * water.density * a * a);
    (f * pipe.length_m / pipe.inner_m + pipe.minor_loss) * head
}

/// The gradient method: pressures (with the height added) of all junctions; flows are moved.
fn hydraulics(
    grid: &Grid,
    water: &[Water],
    density: f64,
    flow_kg_s: &mut [f64],
) -> Result<Vec<f64>, Unfit> {
    let raised = |j: &Junction| density * GRAVITY_M_S2 * j.height_m;
    let held: Vec<Option<f64>> =
        grid.junctions.iter().map(|j| j.held_bar.map(|bar| 1e5 * bar + raised(j))).collect();
    for step in 0..MOST_STEPS {
        let mut matrix = Elimination::new(grid.junctions.len());
        let mut linear = Vec::with_capacity(grid.pipes.len());
        for (at, j) in grid.junctions.iter().enumerate() {
            matrix.right[at] = j.inflow_kg_s;
        }
        for (at, pipe) in grid.pipes.iter().enumerate() {
            let kg_s = flow_kg_s[at];
            let lost = friction_pa(grid.friction, pipe, &water[at], kg_s);
            // Slope over a small part of the flow, never flat.
            let part = (1e-6 * kg_s.abs()).max(1e-9 * area(pipe.inner_m) * density);
            let more = friction_pa(grid.friction, pipe, &water[at], kg_s + part);
            let less = friction_pa(grid.friction, pipe, &water[at], kg_s - part);
            let slope = ((more - less) / (2.0 * part)).max(1e-9);
            let (weight, rest) = (1.0 / slope, kg_s - lost / slope);
            linear.push((weight, rest));
            let [a, b] = pipe.ends;
            matrix.join(a, b, weight);
            matrix.right[a] -= rest;
            matrix.right[b] += rest;
        }
        let head_pa = matrix.solve(&held);
        let (mut moved, mut largest) = (0.0f64, 0.0f64);
        let stride = if step < 30 { 1.0 } else { 0.5 };
        for (at, pipe) in grid.pipes.iter().enumerate() {
            let (weight, rest) = linear[at];
            let wanted = rest + weight * (head_pa[pipe.ends[0]] - head_pa[pipe.ends[1]]);
            let change = stride * (finite("mdot_kg_per_s", wanted)? - flow_kg_s[at]);
            flow_kg_s[at] += change;
            moved = moved.max(change.abs());
            largest = largest.max(flow_kg_s[at].abs());
        }
        if moved <= 1e-8 * largest + 1e-12 {
            return Ok(head_pa);
        }
    }
    Err(Unfit::NoSolution { field: "mdot_kg_per_s" })
}

/// Temperatures of junctions and at the outlets of pipes, along the flow.
fn heat(grid: &Grid, water: &[Water], head_pa: &[f64], flow_kg_s: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut order: Vec<usize> = (0..grid.junctions.len()).collect();
    order.sort_by(|&a, &b| head_pa[b].total_cmp(&head_pa[a]));
    let mut leaving = vec![Vec::new(); grid.junctions.len()];
    let largest = flow_kg_s.iter().fold(0.0f64, |most, m| most.max(m.abs()));
    let flows = |at: usize| flow_kg_s[at].abs() > 1e-12 * largest;
    for (at, pipe) in grid.pipes.iter().enumerate().filter(|(at, _)| flows(*at)) {
        leaving[pipe.ends[usize::from(flow_kg_s[at] < 0.0)]].push(at);
    }
    let mut outlet_k: Vec<f64> = grid.pipes.iter().map(|p| p.ambient_k).collect();
    let mut kelvin = vec![grid.fluid_k; grid.junctions.len()];
    // Mass and mass times temperature that have arrived.
    let mut arrived = vec![(0.0, 0.0); grid.junctions.len()];
    for at in order {
        let j = &grid.junctions[at];
        let (mut kg_s, mut sum) = arrived[at];
        if let (Some(feed_k), true) = (j.feed_k, j.inflow_kg_s > 0.0) {
            kg_s += j.inflow_kg_s;
            sum += j.inflow_kg_s * feed_k;
        }
        kelvin[at] = match (j.held_bar, j.feed_k) {
            (Some(_), Some(feed_k)) => feed_k,
            _ if kg_s > 0.0 => sum / kg_s,
            (_, Some(feed_k)) => feed_k,
            (_, None) => grid.fluid_k,
        };
        for &line in &leaving[at] {
            let (pipe, m) = (&grid.pipes[line], flow_kg_s[line].abs());
            let capacity = m * water[line].cp_j_per_kgk;
            let surface = std::f64::consts::PI * pipe.inner_m * pipe.length_m;
            let units = pipe.u_w_per_m2k * surface / capacity;
            let kept = if units > 1e-12 { -(-units).exp_m1() / units } else { 1.0 };
            outlet_k[line] = pipe.ambient_k
                + (kelvin[at] - pipe.ambient_k) * (-units).exp()
                + pipe.gain_w / capacity * kept;
            let to = pipe.ends[usize::from(flow_kg_s[line] >= 0.0)];
            arrived[to].0 += m;
            arrived[to].1 += m * outlet_k[line];
        }
    }
    (kelvin, outlet_k)
}

fn tell(
    grid: &Grid,
    water: &[Water],
    density: f64,
    head_pa: &[f64],
    flow_kg_s: &[f64],
    kelvin: &[f64],
    outlet_k: &[f64],
) -> Result<Solved, Unfit> {
    let junctions = grid.junctions.iter().enumerate().map(|(at, j)| AtJunction {
        bar: (head_pa[at] - density * GRAVITY_M_S2 * j.height_m) / 1e5,
        kelvin: kelvin[at],
    });
    let mut fed_kg_s: Vec<f64> = grid.junctions.iter().map(|j| -j.inflow_kg_s).collect();
    let mut pipes = Vec::with_capacity(grid.pipes.len());
    for (at, pipe) in grid.pipes.iter().enumerate() {
        let kg_s = flow_kg_s[at];
        let m_s = kg_s / (water[at].density * area(pipe.inner_m));
        let named = format!("pipe.{}.v_mean_m_per_s", pipe.name);
        within(&named, m_s, "-1480 < x < 1480", |v| v.abs() < SOUND_M_S)?;
        let re = reynolds(pipe, &water[at], kg_s);
        let inlet_k = kelvin[pipe.ends[usize::from(kg_s < 0.0)]];
        let named = format!("pipe.{}.t_outlet_k", pipe.name);
        pipes.push(InPipe {
            kg_s,
            m_s,
            reynolds: re,
            friction: factor(grid.friction, re, pipe.roughness_m / pipe.inner_m),
            friction_pa: friction_pa(grid.friction, pipe, &water[at], kg_s),
            outlet_k: finite(&named, outlet_k[at])?,
            loss_w: kg_s.abs() * water[at].cp_j_per_kgk * (inlet_k - outlet_k[at]),
        });
        fed_kg_s[pipe.ends[0]] += kg_s;
        fed_kg_s[pipe.ends[1]] -= kg_s;
    }
    for (fed, j) in fed_kg_s.iter_mut().zip(&grid.junctions) {
        if j.held_bar.is_none() {
            *fed = 0.0;
        }
    }
    Ok(Solved { junctions: junctions.collect(), pipes, fed_kg_s })
}

/// Symmetric equations of a network, solved by taking out the place with fewest neighbours first.
struct Elimination {
    diagonal: Vec<f64>,
    right: Vec<f64>,
    beside: Vec<BTreeMap<usize, f64>>,
}

impl Elimination {
    fn new(size: usize) -> Self {
        Self {
            diagonal: vec![0.0; size],
            right: vec![0.0; size],
            beside: vec![BTreeMap::new(); size],
        }
    }

    fn join(&mut self, a: usize, b: usize, weight: f64) {
        self.diagonal[a] += weight;
        self.diagonal[b] += weight;
        *self.beside[a].entry(b).or_default() += weight;
        *self.beside[b].entry(a).or_default() += weight;
    }

    /// Values of all places; those that are held keep theirs.
    fn solve(mut self, held: &[Option<f64>]) -> Vec<f64> {
        let size = self.diagonal.len();
        let mut values: Vec<f64> = held.iter().map(|value| value.unwrap_or(0.0)).collect();
        for (at, value) in held.iter().enumerate() {
            if let Some(value) = value {
                for (other, weight) in std::mem::take(&mut self.beside[at]) {
                    self.beside[other].remove(&at);
                    self.right[other] += weight * value;
                }
            }
        }
        let free = |at: &usize| held[*at].is_none();
        let mut waiting: BTreeSet<(usize, usize)> =
            (0..size).filter(free).map(|at| (self.beside[at].len(), at)).collect();
        let mut taken = Vec::with_capacity(size);
        while let Some((_, at)) = waiting.pop_first() {
            let beside = std::mem::take(&mut self.beside[at]);
            for &other in beside.keys() {
                waiting.remove(&(self.beside[other].len(), other));
            }
            for (&other, &weight) in &beside {
                let share = weight / self.diagonal[at];
                self.beside[other].remove(&at);
                self.diagonal[other] -= share * weight;
                self.right[other] += share * self.right[at];
                for (&third, &also) in beside.range(other + 1..) {
                    *self.beside[other].entry(third).or_default() += share * also;
                    *self.beside[third].entry(other).or_default() += share * also;
                }
            }
            for &other in beside.keys() {
                waiting.insert((self.beside[other].len(), other));
            }
            taken.push((at, beside));
        }
        for (at, beside) in taken.into_iter().rev() {
            let sum: f64 = beside.iter().map(|(&other, &weight)| weight * values[other]).sum();
            values[at] = (self.right[at] + sum) / self.diagonal[at];
        }
        values
    }
}

#[cfg(test)]
mod tests;
