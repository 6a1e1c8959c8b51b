//! Heat: pinch targets, sharing between zones, exchangers, steam, heat pumps, stores, insulation,
//! boilers and the air that leaks from a plant.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::issue::Issue;
use turash_engine::thermo::exchanger::{self, CostLaw, Ends, Layout};
use turash_engine::thermo::insulation::{self, Conductivity};
use turash_engine::thermo::pinch::{self, Point, Stream, Targets, read};
use turash_engine::thermo::plant::{self, AirLeak, Flue, FlueFuel, HeatMeter};
use turash_engine::thermo::steam::{self, State};
use turash_engine::thermo::storage::{self, HeatPump, Store, Year};
use turash_engine::unfit::{Unfit, in_range, not_negative, within};
use turash_engine::watch::Watch;

use super::calculator::Calculator;
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("pinch", STREAMS_EXAMPLE, pinch_targets),
        Calculator::json("zones", STREAMS_EXAMPLE, zones),
        Calculator::json("lmtd", LMTD_EXAMPLE, lmtd),
        Calculator::json("ntu", NTU_EXAMPLE, ntu),
        Calculator::json("if97", IF97_EXAMPLE, if97),
        Calculator::json("flash", FLASH_EXAMPLE, flash),
        Calculator::json("steam_reduction", REDUCTION_EXAMPLE, reduction),
        Calculator::json("boiler", BOILER_EXAMPLE, boiler),
        Calculator::json("combustion", COMBUSTION_EXAMPLE, combustion),
        Calculator::json("heatpump", HEATPUMP_EXAMPLE, heatpump),
        Calculator::json("storage", STORAGE_EXAMPLE, store),
        Calculator::json("insulation", INSULATION_EXAMPLE, insulated),
        Calculator::json("airleak", AIRLEAK_EXAMPLE, air_leak),
        Calculator::json("heatmeter", HEATMETER_EXAMPLE, heat_meter),
        Calculator::json("chp", CHP_EXAMPLE, chp),
    ]
}

const STREAMS_EXAMPLE: &str = r#"{"streams": [
    {"zone": "Works", "name": "H1", "t_supply": {"value": 180, "unit": "degC"}, "t_target": 60,
     "heat_flow": {"value": 3.0, "unit": "MW"}, "dt_cont": 5},
    {"zone": "Greenhouse", "name": "C1", "t_supply": 40, "t_target": 90, "heat_flow": 2500,
     "dt_cont": 5}]}"#;

/// Streams as pinch tools write them; other fields of their files are not looked at.
#[derive(Deserialize, JsonSchema)]
struct Streams {
    /// One for each stream: `name`, `zone`, `t_supply`, `t_target`, `heat_flow` (or
    /// `heat_capacity_flowrate`), `dt_cont`; each a number (degC, kW, K) or an object of `value` (or
    /// `values`, one for each period) and `unit`; `segments` where the heat capacity changes;
    /// `type` Hot or Cold where both temperatures are equal.
    streams: Vec<Value>,
    /// Which period, from 1.
    #[serde(default = "one")]
    period: usize,
}

fn one() -> usize {
    1
}

impl Streams {
    fn read(&self) -> Result<(Vec<Stream>, Vec<Issue>), Error> {
        let (streams, issues) = read::streams(&self.streams, self.period);
        if self.streams.is_empty() {
            return Err(Unfit::TooFew { field: "streams", found: 0, needed: 1 }.into());
        }
        Ok((streams, issues))
    }
}

/// What a set of streams can do together.
#[derive(Serialize, JsonSchema)]
struct PinchAnswer {
    /// Least heat to be brought in, kW.
    hot_utility_kw: f64,
    /// Least heat to be taken away, kW.
    cold_utility_kw: f64,
    /// Heat that the streams exchange, kW.
    recovery_kw: f64,
    /// Shifted temperatures of the pinches, from the hottest down, degC.
    shifted_pinch_degc: Vec<f64>,
    /// Hot streams from the coldest end up, at real temperatures.
    composite_hot: Vec<Point>,
    /// Cold streams, set off by the cold utility.
    composite_cold: Vec<Point>,
    /// Net heat at each shifted temperature, from the hottest down.
    grand_composite: Vec<Point>,
    /// What is wrong with the streams; those of severity error are left out.
    issues: Vec<Issue>,
}

fn pinch_targets(input: Streams, _: &dyn Watch) -> Result<PinchAnswer, Error> {
    let (streams, issues) = input.read()?;
    let Targets {
        hot_utility_kw,
        cold_utility_kw,
        recovery_kw,
        shifted_pinch_c,
        composite_hot,
        composite_cold,
        grand_composite,
    } = pinch::targets(&streams);
    Ok(PinchAnswer {
        hot_utility_kw,
        cold_utility_kw,
        recovery_kw,
        shifted_pinch_degc: shifted_pinch_c,
        composite_hot,
        composite_cold,
        grand_composite,
        issues,
    })
}

/// Targets of zones alone and together.
#[derive(Serialize, JsonSchema)]
struct ZonesAnswer {
    /// Each zone alone.
    zones: Vec<ZoneTargets>,
    /// All of them as one.
    joint: Utilities,
    /// Largest saving of hot utility by direct exchange between zones, kW; no more is possible.
    max_direct_sharing_kw: f64,
    /// Two zones that save by sharing with each other alone, the best first.
    pairs: Vec<ZonePair>,
    /// What is wrong with the streams; those of severity error are left out.
    issues: Vec<Issue>,
}

/// One zone alone.
#[derive(Serialize, JsonSchema)]
struct ZoneTargets {
    /// Its name.
    zone: String,
    /// Least heat to be brought in, kW.
    hot_utility_kw: f64,
    /// Least heat to be taken away, kW.
    cold_utility_kw: f64,
}

/// Least heat in and out.
#[derive(Serialize, JsonSchema)]
struct Utilities {
    /// Least heat to be brought in, kW.
    hot_utility_kw: f64,
    /// Least heat to be taken away, kW.
    cold_utility_kw: f64,
}

/// Two zones that share with each other alone.
#[derive(Serialize, JsonSchema)]
struct ZonePair {
    /// Their names.
    zones: [String; 2],
    /// Hot utility saved, kW.
    saving_kw: f64,
}

fn zones(input: Streams, _: &dyn Watch) -> Result<ZonesAnswer, Error> {
    let (streams, issues) = input.read()?;
    let found = pinch::sharing(&streams);
    let zones = found.zones.into_iter().map(|zone| ZoneTargets {
        zone: zone.name,
        hot_utility_kw: zone.targets.hot_utility_kw,
        cold_utility_kw: zone.targets.cold_utility_kw,
    });
    let pairs = found.pairs.into_iter();
    Ok(ZonesAnswer {
        zones: zones.collect(),
        joint: Utilities {
            hot_utility_kw: found.joint.hot_utility_kw,
            cold_utility_kw: found.joint.cold_utility_kw,
        },
        max_direct_sharing_kw: found.max_direct_sharing_kw,
        pairs: pairs.map(|p| ZonePair { zones: p.zones, saving_kw: p.saving_kw }).collect(),
        issues,
    })
}

fn counterflow() -> Layout {
    Layout::Counterflow
}

fn one_shell() -> u32 {
    1
}

const LMTD_EXAMPLE: &str = r#"{"hot_in_degc": 130, "hot_out_degc": 110, "cold_in_degc": 15,
    "cold_out_degc": 85, "layout": "shell_and_tube", "duty_kw": 500, "u_w_per_m2k": 800,
    "cost": {"fixed_eur": 5500, "eur_per_m2": 150, "exponent": 1}}"#;

/// Temperatures at the four ends of an exchanger.
#[derive(Deserialize, JsonSchema)]
struct LmtdInput {
    /// The hot stream arrives, degC.
    hot_in_degc: f64,
    /// The hot stream leaves, degC.
    hot_out_degc: f64,
    /// The cold stream arrives, degC.
    cold_in_degc: f64,
    /// The cold stream leaves, degC.
    cold_out_degc: f64,
    /// How the streams run past each other.
    #[serde(default = "counterflow")]
    layout: Layout,
    /// Shells in series.
    #[serde(default = "one_shell")]
    shells: u32,
    /// Heat to be transferred, kW; gives the area.
    #[serde(default)]
    duty_kw: Option<f64>,
    /// Overall heat transfer coefficient, W/(m2 K); needed with `duty_kw`.
    #[serde(default)]
    u_w_per_m2k: Option<f64>,
    /// Law of cost by area.
    #[serde(default)]
    cost: Option<CostLaw>,
}

/// Mean temperature difference, and area where asked.
#[derive(Serialize, JsonSchema)]
struct LmtdAnswer {
    /// Logarithmic mean difference: of parallel flow in that layout, else of counterflow, K.
    lmtd_k: f64,
    /// Correction for the layout, 0..1.
    correction: f64,
    /// What drives the heat: both multiplied, K.
    effective_difference_k: f64,
    /// Area, m2.
    area_m2: Option<f64>,
    /// Cost, EUR.
    cost_eur: Option<f64>,
}

fn lmtd(input: LmtdInput, _: &dyn Watch) -> Result<LmtdAnswer, Error> {
    let ends = Ends {
        hot_in_c: input.hot_in_degc,
        hot_out_c: input.hot_out_degc,
        cold_in_c: input.cold_in_degc,
        cold_out_c: input.cold_out_degc,
    };
    let lmtd_k = exchanger::mean_difference_k(ends, input.layout)?;
    let correction = match input.layout {
        Layout::Parallel => 1.0,
        Layout::Counterflow
        | Layout::CrossUnmixed
        | Layout::CrossMixedMin
        | Layout::CrossMixedMax
        | Layout::ShellAndTube => exchanger::correction(ends, input.layout, input.shells)?,
    };
    let area_m2 = match input.duty_kw {
        None => None,
        Some(duty) => {
            let u = input.u_w_per_m2k.ok_or(Unfit::Missing { field: "u_w_per_m2k" })?;
            Some(exchanger::area_m2(duty, u, correction, lmtd_k)?)
        }
    };
    let cost_eur = match (input.cost, area_m2) {
        (Some(law), Some(area)) => Some(exchanger::cost_eur(law, area)?),
        (Some(_), None) => return Err(Unfit::Missing { field: "duty_kw" }.into()),
        (None, _) => None,
    };
    let effective_difference_k = correction * lmtd_k;
    Ok(LmtdAnswer { lmtd_k, correction, effective_difference_k, area_m2, cost_eur })
}

const NTU_EXAMPLE: &str = r#"{"ntu": 2, "capacity_ratio": 0.5, "layout": "cross_unmixed"}"#;

/// Size of an exchanger, or the effectiveness that it should have.
#[derive(Deserialize, JsonSchema)]
struct NtuInput {
    /// Number of transfer units, U A / Cmin.
    #[serde(default)]
    ntu: Option<f64>,
    /// Effectiveness, where the number of transfer units is looked for.
    #[serde(default)]
    effectiveness: Option<f64>,
    /// Smaller over larger heat capacity flow, 0..1.
    capacity_ratio: f64,
    /// How the streams run past each other.
    #[serde(default = "counterflow")]
    layout: Layout,
    /// Shells in series.
    #[serde(default = "one_shell")]
    shells: u32,
}

/// Effectiveness and size.
#[derive(Serialize, JsonSchema)]
struct NtuAnswer {
    /// Heat over the heat that an endless exchanger would transfer, 0..1.
    effectiveness: f64,
    /// Number of transfer units.
    ntu: f64,
}

fn ntu(input: NtuInput, _: &dyn Watch) -> Result<NtuAnswer, Error> {
    let NtuInput { capacity_ratio: ratio, layout, shells, .. } = input;
    Ok(match (input.ntu, input.effectiveness) {
        (Some(ntu), _) => {
            NtuAnswer { effectiveness: exchanger::effectiveness(ntu, ratio, layout, shells)?, ntu }
        }
        (None, Some(effectiveness)) => {
            let ntu = exchanger::transfer_units(effectiveness, ratio, layout, shells)?;
            NtuAnswer { effectiveness, ntu }
        }
        (None, None) => return Err(Unfit::Missing { field: "ntu" }.into()),
    })
}

const IF97_EXAMPLE: &str = r#"{"pressure_bar": 10, "quality": 1}"#;

/// Two figures of a state of water or steam: a pressure or a temperature, and one more.
#[derive(Deserialize, JsonSchema)]
struct StateInput {
    /// Absolute pressure, bar.
    #[serde(default)]
    pressure_bar: Option<f64>,
    /// Absolute pressure, MPa.
    #[serde(default)]
    pressure_mpa: Option<f64>,
    /// Temperature, degC.
    #[serde(default)]
    temperature_degc: Option<f64>,
    /// Temperature, K.
    #[serde(default)]
    temperature_k: Option<f64>,
    /// Share of steam by mass, 0..1.
    #[serde(default)]
    quality: Option<f64>,
    /// Specific enthalpy, kJ/kg.
    #[serde(default)]
    enthalpy_kj_per_kg: Option<f64>,
    /// Specific entropy, kJ/(kg K).
    #[serde(default)]
    entropy_kj_per_kgk: Option<f64>,
}

impl StateInput {
    fn state(&self) -> Result<State, Unfit> {
        let bar = self.pressure_bar.or(self.pressure_mpa.map(|mpa| 10.0 * mpa));
        let celsius = self.temperature_degc.or(self.temperature_k.map(|k| k - 273.15));
        let other = (self.quality, self.enthalpy_kj_per_kg, self.entropy_kj_per_kgk);
        match (bar, celsius, other) {
            (Some(bar), Some(celsius), _) => steam::at_temperature(bar, celsius),
            (Some(bar), None, (Some(quality), _, _)) => steam::at_quality(bar, quality),
            (None, Some(celsius), (Some(quality), _, _)) => {
                steam::at_quality(steam::boiling_bar(celsius)?, quality)
            }
            (Some(bar), None, (None, Some(enthalpy), _)) => steam::at_enthalpy(bar, enthalpy),
            (Some(bar), None, (None, None, Some(entropy))) => steam::at_entropy(bar, entropy),
            (Some(bar), None, (None, None, None)) => steam::at_quality(bar, 1.0),
            (None, Some(celsius), (None, None, None)) => {
                steam::at_quality(steam::boiling_bar(celsius)?, 1.0)
            }
            (None, _, _) => Err(Unfit::Missing { field: "pressure_bar" }),
        }
    }
}

/// A state, with the line of saturation at its pressure.
#[derive(Serialize, JsonSchema)]
struct StateAnswer {
    /// The state; dry saturated steam where one figure alone was given.
    #[serde(flatten)]
    state: State,
    /// Boiling temperature at this pressure, degC.
    saturation_degc: Option<f64>,
    /// The same, K.
    saturation_k: Option<f64>,
}

fn if97(input: StateInput, _: &dyn Watch) -> Result<StateAnswer, Error> {
    let state = input.state()?;
    let saturation_degc = steam::boiling_c(state.pressure_bar).ok();
    let saturation_k = saturation_degc.map(|t| t + 273.15);
    Ok(StateAnswer { state, saturation_degc, saturation_k })
}

const FLASH_EXAMPLE: &str = r#"{"flow_kg_s": 2, "from_bar": 10, "to_bar": 1.5}"#;

/// Condensate or hot water that reaches a vessel of lower pressure.
#[derive(Deserialize, JsonSchema)]
struct FlashInput {
    /// Flow, kg/s.
    flow_kg_s: f64,
    /// Absolute pressure before, bar.
    from_bar: f64,
    /// Temperature before, degC; boiling where none is given.
    #[serde(default)]
    temperature_degc: Option<f64>,
    /// Absolute pressure of the vessel, bar.
    to_bar: f64,
}

fn flash(input: FlashInput, _: &dyn Watch) -> Result<steam::Flash, Error> {
    let before = match input.temperature_degc {
        None => steam::at_quality(input.from_bar, 0.0)?,
        Some(t) => steam::at_temperature(input.from_bar, t)?,
    };
    within("to_bar", input.to_bar, "<= from_bar", |bar| bar <= input.from_bar)?;
    Ok(steam::flash(input.flow_kg_s, before.enthalpy_kj_per_kg, input.to_bar)?)
}

const REDUCTION_EXAMPLE: &str = r#"{"flow_kg_s": 1.5, "pressure_bar": 40, "temperature_degc": 400,
    "to_bar": 10, "outlet_degc": 200, "water_degc": 105}"#;

/// Steam before a reducing valve.
#[derive(Deserialize, JsonSchema)]
struct ReductionInput {
    /// Flow, kg/s.
    flow_kg_s: f64,
    /// Absolute pressure before, bar.
    pressure_bar: f64,
    /// Temperature before, degC; dry saturated steam where none is given.
    #[serde(default)]
    temperature_degc: Option<f64>,
    /// Absolute pressure behind, bar.
    to_bar: f64,
    /// Temperature behind, degC, where water is injected.
    #[serde(default)]
    outlet_degc: Option<f64>,
    /// Temperature of that water, degC.
    #[serde(default)]
    water_degc: Option<f64>,
}

fn reduction(input: ReductionInput, _: &dyn Watch) -> Result<steam::Reduced, Error> {
    let from = match input.temperature_degc {
        None => steam::at_quality(input.pressure_bar, 1.0)?,
        Some(t) => steam::at_temperature(input.pressure_bar, t)?,
    };
    let cooled = match (input.outlet_degc, input.water_degc) {
        (None, _) => None,
        (Some(_), None) => return Err(Unfit::Missing { field: "water_degc" }.into()),
        (Some(outlet), Some(water)) => Some((outlet, water)),
    };
    Ok(steam::reduce(input.flow_kg_s, &from, input.to_bar, cooled)?)
}

const BOILER_EXAMPLE: &str = r#"{"steam_kg_s": 2.7778, "pressure_bar": 10, "feed_degc": 105,
    "blowdown_share": 0.04, "efficiency": 0.9}"#;

/// A steam boiler at one load.
#[derive(Deserialize, JsonSchema)]
struct BoilerInput {
    /// Steam, kg/s.
    steam_kg_s: f64,
    /// Absolute pressure, bar.
    pressure_bar: f64,
    /// Temperature of the steam, degC; dry saturated where none is given.
    #[serde(default)]
    steam_degc: Option<f64>,
    /// Feed water, degC.
    feed_degc: f64,
    /// Water drawn off over feed water, 0..1.
    #[serde(default)]
    blowdown_share: f64,
    /// Heat to water and steam over heat of the fuel.
    efficiency: f64,
}

fn boiler(input: BoilerInput, _: &dyn Watch) -> Result<steam::Duty, Error> {
    Ok(steam::boiler(&steam::Boiler {
        steam_kg_s: input.steam_kg_s,
        pressure_bar: input.pressure_bar,
        steam_c: input.steam_degc,
        feed_c: input.feed_degc,
        blowdown_share: input.blowdown_share,
        efficiency: input.efficiency,
    })?)
}

const COMBUSTION_EXAMPLE: &str = r#"{"fuel": "natural_gas", "flue_degc": 160, "air_degc": 20,
    "oxygen_percent": 3.5, "other_losses": 0.015}"#;

/// What is measured in the flue of a boiler.
#[derive(Deserialize, JsonSchema)]
struct CombustionInput {
    /// The fuel.
    fuel: FlueFuel,
    /// Flue gas, degC.
    flue_degc: f64,
    /// Combustion air, degC.
    air_degc: f64,
    /// Oxygen in the dry flue gas, percent by volume.
    oxygen_percent: f64,
    /// Share of the fuel lost by radiation, unburnt and drawn off, 0..1.
    #[serde(default)]
    other_losses: f64,
}

fn combustion(input: CombustionInput, _: &dyn Watch) -> Result<Flue, Error> {
    Ok(plant::flue(
        input.fuel,
        input.flue_degc,
        input.air_degc,
        input.oxygen_percent,
        input.other_losses,
    )?)
}

const HEATPUMP_EXAMPLE: &str = r#"{"source_degc": 50, "sink_degc": 90, "carnot_fraction": 0.45,
    "cop_limit": 8, "heat_kw": 1000, "capital_eur_per_kw": 900}"#;

/// A heat pump at one point.
#[derive(Deserialize, JsonSchema)]
struct HeatPumpInput {
    /// Source, degC.
    source_degc: f64,
    /// Sink, degC.
    sink_degc: f64,
    /// Share of the ideal COP, 0..1; 0.4 to 0.55 for industrial machines.
    carnot_fraction: f64,
    /// Highest COP that is believed; none where it is not given.
    #[serde(default)]
    cop_limit: Option<f64>,
    /// Heat, kW.
    #[serde(default = "one_kw")]
    heat_kw: f64,
    /// Capital for a kW of heat, EUR.
    #[serde(default)]
    capital_eur_per_kw: Option<f64>,
}

fn one_kw() -> f64 {
    1.0
}

/// A heat pump and what it costs.
#[derive(Serialize, JsonSchema)]
struct HeatPumpAnswer {
    /// The point.
    #[serde(flatten)]
    point: HeatPump,
    /// Capital, EUR.
    capital_eur: Option<f64>,
}

fn heatpump(input: HeatPumpInput, _: &dyn Watch) -> Result<HeatPumpAnswer, Error> {
    let limit = input.cop_limit.unwrap_or(f64::MAX);
    let point = storage::heat_pump(
        input.heat_kw,
        input.source_degc,
        input.sink_degc,
        input.carnot_fraction,
        limit,
    )?;
    let capital_eur = match input.capital_eur_per_kw {
        None => None,
        Some(eur) => {
            let eur = not_negative("capital_eur_per_kw", eur)?;
            Some(in_range("capital_eur", eur * input.heat_kw)?)
        }
    };
    Ok(HeatPumpAnswer { point, capital_eur })
}

const STORAGE_EXAMPLE: &str = r#"{
    "supply_kw": [100,100,100,100,100,100,100,100,100,100,100,100,0,0,0,0,0,0,0,0,0,0,0,0],
    "demand_kw": [0,0,0,0,0,0,0,0,0,0,0,0,80,80,80,80,80,80,80,80,80,80,80,80],
    "capacity_kwh": 600, "loss_per_day": 0.01, "coverage": 0.9}"#;

/// A supply and a demand over 24, 168 or 8,760 hours, and a store.
#[derive(Deserialize, JsonSchema)]
struct StorageInput {
    /// Supply in each hour, kW; 24 and 168 values repeat.
    supply_kw: Vec<f64>,
    /// Demand in each hour, kW.
    demand_kw: Vec<f64>,
    /// What the store holds, kWh.
    #[serde(default)]
    capacity_kwh: f64,
    /// Fastest charge, kW; as fast as needed where none is given.
    #[serde(default)]
    charge_kw: Option<f64>,
    /// Fastest discharge, kW.
    #[serde(default)]
    discharge_kw: Option<f64>,
    /// Share of the content lost in a day, 0..1.
    #[serde(default)]
    loss_per_day: f64,
    /// Share of what goes in that comes out again, 0..1.
    #[serde(default = "one_kw")]
    efficiency: f64,
    /// Share of the demand for which the least capacity is looked for.
    #[serde(default)]
    coverage: Option<f64>,
}

/// A year with the store.
#[derive(Serialize, JsonSchema)]
struct StorageAnswer {
    /// The year.
    #[serde(flatten)]
    year: Year,
    /// Least capacity for the coverage that was asked for, kWh.
    capacity_for_coverage_kwh: Option<f64>,
}

fn store(input: StorageInput, _: &dyn Watch) -> Result<StorageAnswer, Error> {
    let store = Store {
        capacity_kwh: input.capacity_kwh,
        charge_kw: input.charge_kw.unwrap_or(f64::MAX),
        discharge_kw: input.discharge_kw.unwrap_or(f64::MAX),
        loss_per_day: input.loss_per_day,
        efficiency: input.efficiency,
    };
    let year = storage::run_year(&input.supply_kw, &input.demand_kw, &store)?;
    let capacity_for_coverage_kwh = match input.coverage {
        None => None,
        Some(share) => {
            Some(storage::capacity_for(share, &input.supply_kw, &input.demand_kw, &store)?)
        }
    };
    Ok(StorageAnswer { year, capacity_for_coverage_kwh })
}

const INSULATION_EXAMPLE: &str = r#"{"pipe_diameter_m": 0.0254, "pipe_wall_m": 0.0034,
    "insulation_m": 0.0762, "insulation_w_per_mk": 0.05, "pipe_degc": 149, "ambient_degc": 27,
    "wind_m_s": 0.9, "emissivity": 0.1, "length_m": 15, "hours_per_year": 8640, "efficiency": 0.9}"#;

/// A pipe in air.
#[derive(Deserialize, JsonSchema)]
struct InsulationInput {
    /// Outer diameter of the pipe itself, m.
    pipe_diameter_m: f64,
    /// Thickness of its wall, m.
    #[serde(default)]
    pipe_wall_m: f64,
    /// Conductivity of the wall, W/(m K).
    #[serde(default = "steel")]
    pipe_w_per_mk: Conductivity,
    /// Thickness of the insulation, m.
    insulation_m: f64,
    /// Conductivity of the insulation, W/(m K): a number, or coefficients in K from the constant up.
    insulation_w_per_mk: Conductivity,
    /// What flows, degC.
    pipe_degc: f64,
    /// Air and surroundings, degC.
    ambient_degc: f64,
    /// Wind, m/s.
    #[serde(default)]
    wind_m_s: f64,
    /// Emissivity of the outermost surface, 0..1.
    emissivity: f64,
    /// Length, m.
    #[serde(default = "one_kw")]
    length_m: f64,
    /// Hours a year.
    #[serde(default = "year")]
    hours_per_year: f64,
    /// Efficiency of the plant that makes the heat.
    #[serde(default = "one_kw")]
    efficiency: f64,
}

fn steel() -> Conductivity {
    Conductivity::Constant(50.0)
}

fn year() -> f64 {
    8760.0
}

/// What a pipe loses as it is and bare.
#[derive(Serialize, JsonSchema)]
struct InsulationAnswer {
    /// As it is.
    #[serde(flatten)]
    loss: insulation::Loss,
    /// Fuel behind the loss of a year, kWh.
    heat_kwh_per_year: f64,
    /// Loss of the bare pipe with the same surface, W/m.
    bare_loss_w_per_m: f64,
    /// Fuel saved against the bare pipe, kWh a year.
    saved_kwh_per_year: f64,
}

fn insulated(input: InsulationInput, _: &dyn Watch) -> Result<InsulationAnswer, Error> {
    let pipe = insulation::Pipe {
        outer_m: input.pipe_diameter_m,
        wall_m: input.pipe_wall_m,
        insulation_m: input.insulation_m,
        wall: input.pipe_w_per_mk,
        insulation: input.insulation_w_per_mk,
        pipe_c: input.pipe_degc,
        ambient_c: input.ambient_degc,
        wind_m_s: input.wind_m_s,
        emissivity: input.emissivity,
    };
    let loss = insulation::pipe_loss(&pipe)?;
    let bare = insulation::pipe_loss(&insulation::Pipe { insulation_m: 0.0, ..pipe })?;
    let (length, hours, eta) = (input.length_m, input.hours_per_year, input.efficiency);
    let saved = bare.loss_w_per_m - loss.loss_w_per_m;
    Ok(InsulationAnswer {
        heat_kwh_per_year: insulation::yearly_kwh(loss.loss_w_per_m, length, hours, eta)?,
        bare_loss_w_per_m: bare.loss_w_per_m,
        saved_kwh_per_year: insulation::yearly_kwh(saved, length, hours, eta)?,
        loss,
    })
}

const AIRLEAK_EXAMPLE: &str = r#"{"hole_mm": 3, "gauge_bar": 7, "temperature_degc": 20,
    "discharge_coefficient": 0.65, "kwh_per_m3": 0.118, "hours_per_year": 8000,
    "eur_per_kwh": 0.18}"#;

/// A hole in a compressed-air pipe.
#[derive(Deserialize, JsonSchema)]
struct AirLeakInput {
    /// Diameter of the hole, mm.
    hole_mm: f64,
    /// Pressure above that of the air outside, bar.
    gauge_bar: f64,
    /// Air in the pipe, degC.
    temperature_degc: f64,
    /// Share of the ideal flow: 0.6 for a sharp edge, 0.97 for a rounded one.
    discharge_coefficient: f64,
    /// Electricity for a cubic metre at 1 bar and 20 degC, kWh.
    kwh_per_m3: f64,
    /// Hours a year under pressure.
    #[serde(default = "year")]
    hours_per_year: f64,
    /// Price of electricity, EUR/kWh.
    #[serde(default)]
    eur_per_kwh: f64,
}

fn air_leak(input: AirLeakInput, _: &dyn Watch) -> Result<AirLeak, Error> {
    let flow = plant::leak_kg_s(
        input.hole_mm,
        input.gauge_bar,
        input.temperature_degc,
        input.discharge_coefficient,
    )?;
    Ok(plant::leak_of_year(flow, input.kwh_per_m3, input.hours_per_year, input.eur_per_kwh)?)
}

const HEATMETER_EXAMPLE: &str = r#"{"flow_m3_h": 20, "hot_degc": 90, "cold_degc": 60,
    "flow_uncertainty_percent": 2, "temperature_uncertainty_k": 0.2,
    "calculator_uncertainty_percent": 0.5}"#;

/// A heat meter and how well its parts measure.
#[derive(Deserialize, JsonSchema)]
struct HeatMeterInput {
    /// Flow of water, m3/h.
    flow_m3_h: f64,
    /// Hot side, degC.
    hot_degc: f64,
    /// Cold side, degC.
    cold_degc: f64,
    /// Expanded uncertainty of the flow, percent of it.
    flow_uncertainty_percent: f64,
    /// Expanded uncertainty of each temperature, K.
    temperature_uncertainty_k: f64,
    /// Expanded uncertainty of the calculator, percent of the heat.
    #[serde(default)]
    calculator_uncertainty_percent: f64,
    /// Correlation between the two temperatures, -1..1; paired sensors are near 1.
    #[serde(default)]
    temperature_correlation: f64,
}

fn heat_meter(input: HeatMeterInput, _: &dyn Watch) -> Result<HeatMeter, Error> {
    Ok(plant::heat_meter(
        input.flow_m3_h,
        [input.hot_degc, input.cold_degc],
        input.flow_uncertainty_percent,
        input.temperature_uncertainty_k,
        input.calculator_uncertainty_percent,
        input.temperature_correlation,
    )?)
}

const CHP_EXAMPLE: &str = r#"{"electricity_kwh_per_year": 23781908, "hours_per_year": 4160,
    "availability": 0.95, "fuel_kwh_per_kwh": 3.46, "heat_kwh_per_kwh": 1.43, "heat_used": 0.9,
    "boiler_efficiency": 0.85, "fuel_eur_per_kwh": 0.045, "grid_eur_per_kwh": 0.19,
    "avoided_share": 0.9, "upkeep_eur_per_kwh": 0.0123, "capital_eur_per_kw": 2080}"#;

/// A plant that makes electricity and heat.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChpInput {
    /// Electricity that the site uses.
    electricity_kwh_per_year: f64,
    /// Hours in which it uses it.
    hours_per_year: f64,
    /// Share of those hours in which the plant runs.
    #[serde(default = "whole_share")]
    availability: f64,
    /// Fuel for a kWh of electricity.
    fuel_kwh_per_kwh: f64,
    /// Heat that comes with it.
    heat_kwh_per_kwh: f64,
    /// Share of the heat that is used.
    #[serde(default = "whole_share")]
    heat_used: f64,
    /// Of the boiler that the heat replaces, 0 < x.
    boiler_efficiency: f64,
    fuel_eur_per_kwh: f64,
    /// The boiler's fuel; the plant's without it.
    #[serde(default)]
    boiler_fuel_eur_per_kwh: Option<f64>,
    grid_eur_per_kwh: f64,
    /// Share of the grid's price that a kWh of one's own avoids.
    #[serde(default = "whole_share")]
    avoided_share: f64,
    #[serde(default)]
    upkeep_eur_per_kwh: f64,
    capital_eur_per_kw: f64,
    /// Paid towards the capital by others.
    #[serde(default)]
    incentive_eur: f64,
}

fn whole_share() -> f64 {
    1.0
}

/// What the plant brings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cogeneration")]
struct ChpTold {
    power_kw: f64,
    made_kwh_per_year: f64,
    fuel_eur_per_kwh: f64,
    heat_credit_eur_per_kwh: f64,
    /// What a kWh costs to make.
    cost_eur_per_kwh: f64,
    savings_eur_per_year: f64,
    capital_eur: f64,
    payback_years: Option<f64>,
}

fn chp(input: ChpInput, _: &dyn Watch) -> Result<ChpTold, Error> {
    let told = plant::cogeneration(&plant::Cogeneration {
        electricity_kwh_per_year: input.electricity_kwh_per_year,
        hours_per_year: input.hours_per_year,
        availability: input.availability,
        fuel_kwh_per_kwh: input.fuel_kwh_per_kwh,
        heat_kwh_per_kwh: input.heat_kwh_per_kwh,
        heat_used: input.heat_used,
        boiler_efficiency: input.boiler_efficiency,
        fuel_per_kwh: input.fuel_eur_per_kwh,
        boiler_fuel_per_kwh: input.boiler_fuel_eur_per_kwh.unwrap_or(input.fuel_eur_per_kwh),
        grid_per_kwh: input.grid_eur_per_kwh,
        avoided_share: input.avoided_share,
        upkeep_per_kwh: input.upkeep_eur_per_kwh,
        capital_per_kw: input.capital_eur_per_kw,
        incentive: input.incentive_eur,
    })?;
    Ok(ChpTold {
        power_kw: told.power_kw,
        made_kwh_per_year: told.made_kwh_per_year,
        fuel_eur_per_kwh: told.fuel_cost_per_kwh,
        heat_credit_eur_per_kwh: told.heat_credit_per_kwh,
        cost_eur_per_kwh: told.cost_per_kwh,
        savings_eur_per_year: told.savings_per_year,
        capital_eur: told.capital,
        payback_years: told.payback_years,
    })
}
