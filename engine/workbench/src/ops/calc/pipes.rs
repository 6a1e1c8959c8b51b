//! Pipes: friction, sizing and pumping of one, heat loss in the ground, networks of many, and what
//! a heat network costs by the density of demand.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::network::district::{self, Area, Distribution, Width};
use turash_engine::network::friction::{self, Bore, Fluid, PipeFlow};
use turash_engine::network::hydraulics::{self, Friction, Grid, Junction, Pipe, Scope};
use turash_engine::network::{BuriedPair, checked_pair_loss_w_per_mk, insulation_loss_w_per_mk};
use turash_engine::reference::PipeSize;
use turash_engine::thermo::steam;
use turash_engine::unfit::{Unfit, in_range, not_negative, within};
use turash_engine::watch::Watch;

use super::REFERENCE;
use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("friction", FRICTION_EXAMPLE, factor),
        Calculator::json("pipe", PIPE_EXAMPLE, pipe),
        Calculator::json("pipeloss", PIPELOSS_EXAMPLE, pipe_loss),
        Calculator::json("network", NETWORK_EXAMPLE, network),
        Calculator::json("district", DISTRICT_EXAMPLE, distribution),
    ]
}

const FRICTION_EXAMPLE: &str = r#"{"reynolds": 100000, "relative_roughness": 0.0001}"#;

/// A flow in a pipe, without dimensions.
#[derive(Deserialize, JsonSchema)]
struct FrictionInput {
    /// Reynolds number.
    reynolds: f64,
    /// Roughness over inner diameter, 0..0.05.
    relative_roughness: f64,
}

/// Friction of a flow.
#[derive(Serialize, JsonSchema)]
struct FrictionAnswer {
    /// Darcy friction factor: 64/Re below 2,320, above it Colebrook's.
    friction_factor: f64,
}

fn factor(input: FrictionInput, _: &dyn Watch) -> Result<FrictionAnswer, Error> {
    let friction_factor = friction::checked_factor(input.reynolds, input.relative_roughness)?;
    Ok(FrictionAnswer { friction_factor })
}

/// Speed of sound in water, m/s: the limit where a fluid's own is not stated.
const SOUND_IN_WATER_M_S: f64 = 1480.0;
/// Speed of sound in air at 20 degC, m/s, for anything lighter than this.
const SOUND_IN_AIR_M_S: f64 = 343.0;
/// Density below which a fluid is a gas, kg/m3.
const GAS_KG_PER_M3: f64 = 200.0;

const PIPE_EXAMPLE: &str = r#"{"inner_diameter_m": 0.1, "length_m": 1000, "velocity_m_s": 1.0,
    "roughness_m": 0.000045, "density_kg_per_m3": 971.8, "viscosity_pa_s": 0.000354,
    "pump_efficiency": 0.65, "hours_per_year": 6000}"#;

/// A pipe and what flows in it.
#[derive(Deserialize, JsonSchema)]
struct PipeInput {
    /// Inner diameter, m; looked for where none is given.
    #[serde(default)]
    inner_diameter_m: Option<f64>,
    /// Length, m.
    #[serde(default)]
    length_m: f64,
    /// Roughness of the wall, m.
    #[serde(default)]
    roughness_m: f64,
    /// Loss coefficients of bends and fittings.
    #[serde(default)]
    minor_loss: f64,
    /// Velocity, m/s.
    #[serde(default)]
    velocity_m_s: Option<f64>,
    /// Volume flow, m3/s.
    #[serde(default)]
    flow_m3_s: Option<f64>,
    /// Mass flow, kg/s.
    #[serde(default)]
    flow_kg_s: Option<f64>,
    /// Density, kg/m3; water or steam at the temperature where it is not given.
    #[serde(default)]
    density_kg_per_m3: Option<f64>,
    /// Dynamic viscosity, Pa s.
    #[serde(default)]
    viscosity_pa_s: Option<f64>,
    /// Speed of sound, m/s.
    #[serde(default)]
    speed_of_sound_m_s: Option<f64>,
    /// Temperature of water or steam, degC.
    #[serde(default)]
    temperature_degc: Option<f64>,
    /// Its absolute pressure, bar.
    #[serde(default)]
    pressure_bar: Option<f64>,
    /// Takes the next pipe of EN 253 where the diameter is looked for.
    #[serde(default)]
    standard_size: bool,
    /// Largest velocity, where the diameter is looked for, m/s.
    #[serde(default)]
    max_velocity_m_s: Option<f64>,
    /// Largest pressure gradient, Pa/m.
    #[serde(default)]
    max_gradient_pa_per_m: Option<f64>,
    /// Efficiency of pump and motor; gives the power.
    #[serde(default)]
    pump_efficiency: Option<f64>,
    /// Hours a year.
    #[serde(default)]
    hours_per_year: Option<f64>,
}

impl PipeInput {
    fn fluid(&self) -> Result<Fluid, Unfit> {
        if let (Some(density), Some(viscosity)) = (self.density_kg_per_m3, self.viscosity_pa_s) {
            let gas = density < GAS_KG_PER_M3;
            let sound = if gas { SOUND_IN_AIR_M_S } else { SOUND_IN_WATER_M_S };
            return Ok(Fluid {
                density_kg_per_m3: density,
                viscosity_pa_s: viscosity,
                sound_m_s: self.speed_of_sound_m_s.unwrap_or(sound),
            });
        }
        let celsius = self.temperature_degc.ok_or(Unfit::Missing { field: "viscosity_pa_s" })?;
        let bar = self.pressure_bar.ok_or(Unfit::Missing { field: "pressure_bar" })?;
        let state = steam::at_temperature(bar, celsius)?;
        let missing = || Unfit::Missing { field: "viscosity_pa_s" };
        Ok(Fluid {
            density_kg_per_m3: state.density_kg_per_m3,
            viscosity_pa_s: state.viscosity_pa_s.ok_or_else(missing)?,
            sound_m_s: state.speed_of_sound_m_s.ok_or_else(missing)?,
        })
    }
}

/// A flow in a pipe, with its pump.
#[derive(Serialize, JsonSchema)]
struct PipeAnswer {
    /// Inner diameter, m: as given, or the least one within the limits.
    inner_diameter_m: f64,
    /// DN of the least pipe of EN 253 that is as wide.
    nominal_diameter: Option<u16>,
    /// The flow.
    #[serde(flatten)]
    drop: PipeFlow,
    /// Power of the pump, kW.
    pump_kw: Option<f64>,
    /// Electricity of a year, kWh.
    pump_kwh_per_year: Option<f64>,
}

fn pipe(input: PipeInput, _: &dyn Watch) -> Result<PipeAnswer, Error> {
    let fluid = input.fluid()?;
    let by_mass = match input.flow_kg_s {
        None => None,
        Some(kg_s) => Some(
            not_negative("flow_kg_s", kg_s)?
                / within("density_kg_per_m3", fluid.density_kg_per_m3, "> 0", |rho| rho > 0.0)?,
        ),
    };
    let flow = input.flow_m3_s.or(by_mass);
    let inner_m = match (input.inner_diameter_m, flow) {
        (Some(inner), _) => within("inner_diameter_m", inner, "> 0", |d| d > 0.0)?,
        (None, None) => return Err(Unfit::Missing { field: "inner_diameter_m" }.into()),
        (None, Some(flow)) => {
            let most =
                input.max_velocity_m_s.ok_or(Unfit::Missing { field: "max_velocity_m_s" })?;
            let gradient = input.max_gradient_pa_per_m;
            let least =
                friction::least_diameter_m(flow, &fluid, input.roughness_m, most, gradient)?;
            match next_size(least) {
                Some(size) if input.standard_size => size.inner_m,
                Some(_) | None => least,
            }
        }
    };
    let nominal_diameter = next_size(inner_m).map(|size| size.dn);
    let velocity = match (input.velocity_m_s, flow) {
        (Some(velocity), _) => velocity,
        (None, Some(flow)) => {
            not_negative("flow_m3_s", flow)? / (0.25 * std::f64::consts::PI * inner_m * inner_m)
        }
        (None, None) => return Err(Unfit::Missing { field: "velocity_m_s" }.into()),
    };
    let bore = Bore {
        inner_m,
        length_m: input.length_m,
        roughness_m: input.roughness_m,
        minor_loss: input.minor_loss,
    };
    let drop = friction::drop(&bore, &fluid, velocity)?;
    let pump_kw = match input.pump_efficiency {
        None => None,
        Some(eta) => Some(friction::pump_kw(drop.pressure_drop_pa, drop.flow_m3_s, eta)?),
    };
    let pump_kwh_per_year = match (pump_kw, input.hours_per_year) {
        (Some(kw), Some(hours)) => {
            let in_a_year = |h: f64| (0.0..=8784.0).contains(&h);
            Some(kw * within("hours_per_year", hours, "0 <= x <= 8784", in_a_year)?)
        }
        _ => None,
    };
    Ok(PipeAnswer { inner_diameter_m: inner_m, nominal_diameter, drop, pump_kw, pump_kwh_per_year })
}

/// The least pipe of EN 253 that is as wide.
fn next_size(inner_m: f64) -> Option<&'static PipeSize> {
    let wide_enough = |size: &&PipeSize| size.inner_m >= inner_m - 1e-9;
    REFERENCE.pipe_sizes().iter().find(wide_enough)
}

const PIPELOSS_EXAMPLE: &str = r#"{"steel_outer_m": 0.1143, "casing_m": 0.2, "gap_m": 0.2,
    "depth_m": 0.8, "insulation_w_per_mk": 0.027, "soil_w_per_mk": 1.6, "flow_degc": 90,
    "return_degc": 50, "ground_degc": 8, "length_m": 1000, "hours_per_year": 8760}"#;

/// A pair of pre-insulated pipes in the ground, or one bare insulated pipe.
#[derive(Deserialize, JsonSchema)]
struct PipeLossInput {
    /// Outer diameter of the steel pipe, m.
    #[serde(default)]
    steel_outer_m: Option<f64>,
    /// Outer diameter of the casing, m.
    #[serde(default)]
    casing_m: Option<f64>,
    /// Clear distance between the casings, m.
    #[serde(default)]
    gap_m: Option<f64>,
    /// Depth of the axis, m.
    #[serde(default)]
    depth_m: Option<f64>,
    /// Conductivity of the insulation, W/(m K).
    insulation_w_per_mk: f64,
    /// Conductivity of the soil, W/(m K).
    #[serde(default)]
    soil_w_per_mk: Option<f64>,
    /// Flow, degC.
    #[serde(default)]
    flow_degc: Option<f64>,
    /// Return, degC.
    #[serde(default)]
    return_degc: Option<f64>,
    /// Ground, degC.
    #[serde(default)]
    ground_degc: Option<f64>,
    /// One bare pipe: inner diameter of the insulation, m.
    #[serde(default)]
    inner_diameter_m: Option<f64>,
    /// One bare pipe: thickness of the insulation, m.
    #[serde(default)]
    insulation_m: Option<f64>,
    /// One bare pipe: temperature difference across the insulation, K.
    #[serde(default)]
    difference_k: Option<f64>,
    /// Length of the trench, m.
    #[serde(default = "one")]
    length_m: f64,
    /// Hours a year.
    #[serde(default = "year")]
    hours_per_year: f64,
}

fn one() -> f64 {
    1.0
}

fn year() -> f64 {
    8760.0
}

/// Heat loss of a trench.
#[derive(Serialize, JsonSchema)]
struct PipeLossAnswer {
    /// Loss for a metre and a kelvin of mean temperature above the ground, W/(m K).
    loss_w_per_mk: f64,
    /// Loss of a metre, W.
    loss_w_per_m: f64,
    /// Loss of the whole length, kW.
    loss_kw: f64,
    /// Loss of a year, kWh.
    loss_kwh_per_year: f64,
}

fn pipe_loss(input: PipeLossInput, _: &dyn Watch) -> Result<PipeLossAnswer, Error> {
    let missing = |field: &'static str| Unfit::Missing { field };
    let (per_k, difference_k) = match (input.inner_diameter_m, input.insulation_m) {
        (Some(inner_m), Some(thick_m)) => {
            within("inner_diameter_m", inner_m, "1e-4 <= x <= 10", |d| (1e-4..=10.0).contains(&d))?;
            within("insulation_m", thick_m, "1e-4 <= x <= 10", |s| (1e-4..=10.0).contains(&s))?;
            let k = input.insulation_w_per_mk;
            within("insulation_w_per_mk", k, "1e-4 <= x <= 1e3", |k| (1e-4..=1e3).contains(&k))?;
            let difference = input.difference_k.ok_or(missing("difference_k"))?;
            (insulation_loss_w_per_mk(inner_m, thick_m, k), difference)
        }
        _ => {
            let pair = BuriedPair {
                steel_outer_m: input.steel_outer_m.ok_or(missing("steel_outer_m"))?,
                casing_m: input.casing_m.ok_or(missing("casing_m"))?,
                gap_m: input.gap_m.ok_or(missing("gap_m"))?,
                depth_m: input.depth_m.ok_or(missing("depth_m"))?,
                insulation_w_per_mk: input.insulation_w_per_mk,
                soil_w_per_mk: input.soil_w_per_mk.ok_or(missing("soil_w_per_mk"))?,
            };
            let flow = input.flow_degc.ok_or(missing("flow_degc"))?;
            let back = input.return_degc.ok_or(missing("return_degc"))?;
            let ground = input.ground_degc.ok_or(missing("ground_degc"))?;
            for (field, t) in [("flow_degc", flow), ("return_degc", back), ("ground_degc", ground)]
            {
                let allowed = "-273.15 < x <= 1000";
                within(field, t, allowed, |t| t > -273.15 && t <= 1000.0)?;
            }
            (checked_pair_loss_w_per_mk(&pair)?, 0.5 * (flow + back) - ground)
        }
    };
    within("difference_k", difference_k, "-1e4 <= x <= 1e4", |k| k.abs() <= 1e4)?;
    within("length_m", input.length_m, "0 <= x <= 1e8", |l| (0.0..=1e8).contains(&l))?;
    let hours = input.hours_per_year;
    within("hours_per_year", hours, "0 <= x <= 8784", |h| (0.0..=8784.0).contains(&h))?;
    let loss_kw = per_k * difference_k * input.length_m / 1000.0;
    Ok(PipeLossAnswer {
        loss_w_per_mk: per_k,
        loss_w_per_m: per_k * difference_k,
        loss_kw: in_range("loss_kw", loss_kw)?,
        loss_kwh_per_year: loss_kw * hours,
    })
}

const NETWORK_EXAMPLE: &str = r#"{"mode": ["usual", "bidirectional"],
    "junction": {"0": {"height_m": 0}, "1": {"height_m": 0}, "2": {"height_m": 5}},
    "pipe": {
        "0": {"from_junction": 0, "to_junction": 1, "length_km": 1, "inner_diameter_mm": 107,
              "k_mm": 0.045, "u_w_per_m2k": 0.8, "text_k": 281},
        "1": {"from_junction": 1, "to_junction": 2, "length_km": 0.5, "inner_diameter_mm": 82,
              "k_mm": 0.045, "u_w_per_m2k": 0.8, "text_k": 281},
        "2": {"from_junction": 0, "to_junction": 2, "length_km": 1.2, "inner_diameter_mm": 82,
              "k_mm": 0.045, "u_w_per_m2k": 0.8, "text_k": 281}},
    "ext_grid": {"0": {"junction": 0, "p_bar": 6, "t_k": 363}},
    "sink": {"0": {"junction": 1, "mdot_kg_per_s": 6}, "1": {"junction": 2, "mdot_kg_per_s": 4}}}"#;

/// A network of water: tables by name, as pandapipes has them.
#[derive(Deserialize, JsonSchema)]
struct NetworkInput {
    /// Where pipes meet, by name.
    junction: BTreeMap<String, JunctionInput>,
    /// Pipes, by name.
    pipe: BTreeMap<String, PipeRow>,
    /// Where pressure and temperature are held.
    ext_grid: BTreeMap<String, HeldRow>,
    /// Where water is drawn off.
    #[serde(default)]
    sink: BTreeMap<String, DrawRow>,
    /// Where water is fed in.
    #[serde(default)]
    source: BTreeMap<String, DrawRow>,
    /// Friction (`usual`, `colebrook`, `nikuradse`) and scope (`hydraulics`, `sequential`,
    /// `bidirectional`); `usual` and `bidirectional` where nothing is said.
    #[serde(default)]
    mode: Vec<String>,
    /// Temperature for the properties of the water, K; that of the first junction without it.
    #[serde(default)]
    fluid_temperature_k: Option<f64>,
}

/// Name of a junction, as a text or a number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "JunctionName")]
enum Name {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

impl Name {
    fn text(&self) -> String {
        match self {
            Name::Number(number) => number.to_string(),
            Name::Text(text) => text.clone(),
        }
    }
}

/// A place where pipes meet.
#[derive(Deserialize, JsonSchema)]
struct JunctionInput {
    /// Height, m.
    #[serde(default)]
    height_m: f64,
    /// Temperature for the properties of the water, K.
    #[serde(default)]
    tfluid_k: Option<f64>,
}

/// A pipe.
#[derive(Deserialize, JsonSchema)]
struct PipeRow {
    /// The flow counts from here.
    from_junction: Name,
    /// To here.
    to_junction: Name,
    /// Length, km.
    length_km: f64,
    /// Inner diameter, mm.
    inner_diameter_mm: f64,
    /// Roughness, mm.
    k_mm: f64,
    /// Loss coefficients of bends and fittings.
    #[serde(default)]
    loss_coefficient: f64,
    /// Heat transfer to the surroundings, W/(m2 K) of the inner surface.
    #[serde(default)]
    u_w_per_m2k: f64,
    /// Surroundings, K.
    #[serde(default = "room")]
    text_k: f64,
    /// Heat brought in, W.
    #[serde(default)]
    qext_w: f64,
}

fn room() -> f64 {
    293.15
}

/// Where pressure and temperature are held.
#[derive(Deserialize, JsonSchema)]
struct HeldRow {
    /// The junction.
    junction: Name,
    /// Pressure, bar.
    p_bar: f64,
    /// Temperature, K.
    #[serde(default)]
    t_k: Option<f64>,
}

/// Where water is fed in or drawn off.
#[derive(Deserialize, JsonSchema)]
struct DrawRow {
    /// The junction.
    junction: Name,
    /// Mass flow, kg/s.
    mdot_kg_per_s: f64,
    /// Temperature of what is fed in, K; that of the junction without it.
    #[serde(default)]
    t_k: Option<f64>,
}

/// State of a network.
#[derive(Serialize, JsonSchema)]
struct NetworkAnswer {
    /// Each junction.
    junction: BTreeMap<String, JunctionState>,
    /// Each pipe.
    pipe: BTreeMap<String, PipeState>,
    /// Heat lost by all pipes, kW.
    loss_kw: f64,
}

/// State of a junction.
#[derive(Serialize, JsonSchema)]
struct JunctionState {
    /// Pressure, bar.
    p_bar: f64,
    /// Temperature, K.
    t_k: f64,
    /// Fed in where pressure is held, kg/s.
    fed_kg_per_s: f64,
}

/// State of a pipe.
#[derive(Serialize, JsonSchema)]
struct PipeState {
    /// Mass flow from the first end, kg/s.
    mdot_kg_per_s: f64,
    /// The same, under the name that pandapipes gives it.
    mdot_from_kg_per_s: f64,
    /// Velocity, m/s.
    v_mean_m_per_s: f64,
    /// Temperature at the first end, K.
    t_from_k: f64,
    /// Temperature at the second end, K.
    t_to_k: f64,
    /// Temperature at which the water leaves the pipe, K.
    t_outlet_k: f64,
    /// Reynolds number.
    reynolds: f64,
    /// Darcy friction factor.
    lambda: f64,
    /// Pressure lost by friction, bar.
    dp_friction_loss_bar: f64,
    /// Heat lost, kW.
    loss_kw: f64,
}

fn network(input: NetworkInput, _: &dyn Watch) -> Result<NetworkAnswer, Error> {
    let grid = grid(&input)?;
    let solved = hydraulics::solve(&grid)?;
    let junctions = grid.junctions.iter().zip(&solved.junctions).zip(&solved.fed_kg_s);
    let junction = junctions.map(|((j, at), fed)| {
        let state = JunctionState { p_bar: at.bar, t_k: at.kelvin, fed_kg_per_s: *fed };
        (j.name.clone(), state)
    });
    let pipe = grid.pipes.iter().zip(&solved.pipes).map(|(p, flow)| {
        let state = PipeState {
            mdot_kg_per_s: flow.kg_s,
            mdot_from_kg_per_s: flow.kg_s,
            v_mean_m_per_s: flow.m_s,
            t_from_k: solved.junctions[p.ends[0]].kelvin,
            t_to_k: solved.junctions[p.ends[1]].kelvin,
            t_outlet_k: flow.outlet_k,
            reynolds: flow.reynolds,
            lambda: flow.friction,
            dp_friction_loss_bar: flow.friction_pa / 1e5,
            loss_kw: flow.loss_w / 1000.0,
        };
        (p.name.clone(), state)
    });
    let loss_kw = solved.pipes.iter().map(|flow| flow.loss_w / 1000.0).sum();
    Ok(NetworkAnswer { junction: junction.collect(), pipe: pipe.collect(), loss_kw })
}

/// The engine's network of a typed input; a name that does not exist is refused with its field.
fn grid(input: &NetworkInput) -> Result<Grid, Error> {
    let names: Vec<&String> = input.junction.keys().collect();
    let place = |field: String, name: &Name| {
        let text = name.text();
        names.iter().position(|known| **known == text).ok_or_else(|| {
            let reason = format!("{text}?");
            Error::from(InputError::Field { field, reason, name: "network" })
        })
    };
    let mut junctions: Vec<Junction> = input
        .junction
        .iter()
        .map(|(name, j)| Junction {
            name: name.clone(),
            height_m: j.height_m,
            held_bar: None,
            feed_k: None,
            inflow_kg_s: 0.0,
        })
        .collect();
    for (list, rows, sign) in [("sink", &input.sink, -1.0), ("source", &input.source, 1.0)] {
        for (key, row) in rows {
            let junction = &mut junctions[place(format!("{list}.{key}.junction"), &row.junction)?];
            junction.inflow_kg_s += sign * row.mdot_kg_per_s;
            junction.feed_k = row.t_k.or(junction.feed_k);
        }
    }
    for (key, row) in &input.ext_grid {
        let junction = &mut junctions[place(format!("ext_grid.{key}.junction"), &row.junction)?];
        junction.held_bar = Some(row.p_bar);
        junction.feed_k = row.t_k.or(junction.feed_k);
    }
    let mut pipes = Vec::with_capacity(input.pipe.len());
    for (name, p) in &input.pipe {
        let from = place(format!("pipe.{name}.from_junction"), &p.from_junction)?;
        let to = place(format!("pipe.{name}.to_junction"), &p.to_junction)?;
        pipes.push(Pipe {
            name: name.clone(),
            ends: [from, to],
            length_m: 1000.0 * p.length_km,
            inner_m: p.inner_diameter_mm / 1000.0,
            roughness_m: p.k_mm / 1000.0,
            minor_loss: p.loss_coefficient,
            u_w_per_m2k: p.u_w_per_m2k,
            ambient_k: p.text_k,
            gain_w: p.qext_w,
        });
    }
    let (mut friction, mut scope) = (Friction::Usual, Scope::Coupled);
    for (at, word) in input.mode.iter().enumerate() {
        match word.as_str() {
            "usual" => friction = Friction::Usual,
            "colebrook" => friction = Friction::Colebrook,
            "nikuradse" => friction = Friction::Nikuradse,
            "hydraulics" => scope = Scope::Hydraulics,
            "sequential" | "all" => scope = Scope::Sequential,
            "bidirectional" => scope = Scope::Coupled,
            other => {
                return Err(Unfit::OutOfBounds {
                    field: format!("mode[{at}]"),
                    value: other.to_owned(),
                    allowed: "usual, colebrook, nikuradse; hydraulics, sequential, bidirectional",
                }
                .into());
            }
        }
    }
    let stated = input.junction.values().find_map(|j| j.tfluid_k);
    let fluid_k = input.fluid_temperature_k.or(stated).unwrap_or_else(room);
    Ok(Grid { junctions, pipes, friction, scope, fluid_k })
}

const DISTRICT_EXAMPLE: &str = r#"{"heat_density_gj_per_m2": 0.2, "plot_ratio": 0.5,
    "c1_eur_per_m": 349, "c2_eur_per_m2": 4213, "rate": 0.03, "years": 30}"#;

/// An area that a heat network supplies.
#[derive(Deserialize, JsonSchema)]
struct DistrictInput {
    /// Heat sold on a square metre of land in a year, GJ.
    heat_density_gj_per_m2: f64,
    /// Floor area over land area.
    plot_ratio: f64,
    /// How much land a metre of trench serves.
    #[serde(default = "newest")]
    model: Width,
    /// C1 of the cost of a metre, EUR/m.
    c1_eur_per_m: f64,
    /// C2 of the cost of a metre, EUR/m2.
    c2_eur_per_m2: f64,
    /// Rate of discount in a year: 0.03 is 3 %.
    rate: f64,
    /// Years.
    years: f64,
}

fn newest() -> Width {
    Width::Persson2019
}

fn distribution(input: DistrictInput, _: &dyn Watch) -> Result<Distribution, Error> {
    Ok(district::distribution(&Area {
        heat_gj_per_m2: input.heat_density_gj_per_m2,
        plot_ratio: input.plot_ratio,
        width: input.model,
        c1_eur_per_m: input.c1_eur_per_m,
        c2_eur_per_m2: input.c2_eur_per_m2,
        rate: input.rate,
        years: input.years,
    })?)
}
