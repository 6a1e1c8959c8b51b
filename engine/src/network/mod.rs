//! How a resource gets from one site to the other: length, size, loss, pumping, capital.
//!
//! One closed form serves the screening of millions of pairs and the full evaluation alike, so
//! both price the same route. It knows no prices of what is carried and no parties.

pub mod district;
pub mod friction;
pub mod hourly;
pub mod hydraulics;
pub mod plane;
pub mod size;
pub mod steiner;

use crate::model::kind::Carriage;
use crate::model::{HOURS_PER_YEAR, Kind};
use crate::reference::{PipeCost, Reference, SaturatedSteam, TruckCost};
use crate::thermo::TwoStreams;
use crate::unfit::{Unfit, in_range, within};

/// What is to be carried between two sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// What it is.
    pub kind: Kind,
    /// Great-circle distance in km.
    pub distance_km: f64,
    /// Units a year that leave the supplier.
    pub amount_per_year: f64,
    /// Largest rate in units an hour (MW for heat).
    pub rate_per_hour: f64,
    /// Hours a year in which the route is in use.
    pub hours_per_year: f64,
    /// Temperatures of thermal kinds, where they are known.
    pub temperatures: Option<TwoStreams>,
    /// Absolute pressure of steam in bar, where it is known.
    pub pressure_bar: Option<f64>,
}

/// A route with what it costs and loses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// How it travels.
    pub carriage: Carriage,
    /// Great-circle distance in km.
    pub straight_km: f64,
    /// Length of the route in km.
    pub length_km: f64,
    /// Nominal diameter, for pipes.
    pub dn: Option<u16>,
    /// Pipes side by side, 1 unless the largest size is too small.
    pub parallel: u32,
    /// Inner diameter in m, 0 without a pipe.
    pub inner_diameter_m: f64,
    /// Velocity at the largest rate in m/s, 0 without a pipe.
    pub velocity_m_s: f64,
    /// Pressure gradient at the largest rate in Pa/m, 0 where nothing is pumped.
    pub pressure_gradient_pa_per_m: f64,
    /// Loss over the route at operation, kW of heat (or cold), 0 for the rest.
    pub loss_kw: f64,
    /// Units a year lost on the way.
    pub lost_per_year: f64,
    /// Electricity for pumping, MWh a year.
    pub pumping_mwh_per_year: f64,
    /// Capital of the route in EUR.
    pub capital_eur: f64,
    /// Yearly cost of trucks in EUR, 0 for the rest.
    pub trucking_eur_per_year: f64,
    /// Distance driven a year in km, empty way back included.
    pub truck_km_per_year: f64,
}

impl Route {
    /// Share of what leaves the supplier that is lost on the way, 0..1.
    pub fn loss_share(&self, amount_per_year: f64) -> f64 {
        if amount_per_year > 0.0 {
            (self.lost_per_year / amount_per_year).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// What pipes and trucks cost where the route begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalCosts {
    /// C1 of the pipe law, EUR/m.
    pub c1_eur_per_m: f64,
    /// C2 of the pipe law, EUR/m2.
    pub c2_eur_per_m2: f64,
    /// EUR per tonne and km.
    pub eur_per_tkm: f64,
    /// EUR per tonne for loading and unloading.
    pub handling_eur_per_t: f64,
    /// Tonnes on one truck.
    pub payload_t: f64,
}

impl LocalCosts {
    /// From the rows of a country.
    pub fn new(pipe: &PipeCost, truck: &TruckCost) -> Self {
        Self {
            c1_eur_per_m: pipe.c1_eur_per_m,
            c2_eur_per_m2: pipe.c2_eur_per_m2,
            eur_per_tkm: truck.eur_per_tkm,
            handling_eur_per_t: truck.handling_eur_per_t,
            payload_t: truck.payload_t,
        }
    }
}

/// One nominal size with what follows from it alone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Size {
    dn: u16,
    inner_m: f64,
    area_m2: f64,
    water_m3_s: f64,
    /// Friction factor of water at the design velocity.
    friction: f64,
    /// Heat loss of the pair in W per m of trench and K of mean temperature above the ground.
    loss_w_per_mk: f64,
}

/// The nominal sizes and constants that routes are laid with; prepared once from the reference.
#[derive(Debug, Clone)]
pub struct Layout {
    sizes: Vec<Size>,
    steam: Vec<SaturatedSteam>,
    detour: f64,
    least_route_km: f64,
    ground_c: f64,
    cp_kj_per_kgk: f64,
    density_kg_per_m3: f64,
    pump_efficiency: f64,
    station_pa: f64,
    minor_loss_share: f64,
    screening_loss_per_km: f64,
    return_fallback_k: f64,
    steam_velocity_m_s: f64,
    steam_cost_factor: f64,
    co2_velocity_m_s: f64,
    co2_density_kg_per_m3: f64,
    air_velocity_m_s: f64,
    air_pressure_ratio: f64,
    line_eur_per_mw_km: f64,
    line_connection_eur_per_mw: f64,
    line_loss_per_km: f64,
}

impl Layout {
    /// Works out what follows from the sizes and defaults of a reference.
    pub fn new(reference: &Reference) -> Self {
        let d = &reference.defaults;
        let sizes = reference
            .pipe_sizes()
            .iter()
            .map(|s| {
                let area_m2 = std::f64::consts::PI / 4.0 * s.inner_m * s.inner_m;
                let reynolds =
                    d.water_density_kg_per_m3 * s.velocity_m_s * s.inner_m / d.water_viscosity_pa_s;
                Size {
                    dn: s.dn,
                    inner_m: s.inner_m,
                    area_m2,
                    water_m3_s: area_m2 * s.velocity_m_s,
                    friction: friction_factor(reynolds, d.pipe_roughness_m / s.inner_m),
                    loss_w_per_mk: buried_pair_loss_w_per_mk(&BuriedPair {
                        steel_outer_m: s.outer_m,
                        casing_m: s.casing_m,
                        gap_m: d.pipe_gap_m,
                        depth_m: d.burial_m,
                        insulation_w_per_mk: d.insulation_w_per_mk,
                        soil_w_per_mk: d.soil_w_per_mk,
                    }),
                }
            })
            .collect();
        // Fixed pressures keep the look-up short; between them the properties are linear.
        let steam = reference.steam_table().to_vec();
        Self {
            sizes,
            steam,
            detour: d.detour,
            least_route_km: d.least_route_km,
            ground_c: d.ground_c,
            cp_kj_per_kgk: d.water_cp_kj_per_kgk,
            density_kg_per_m3: d.water_density_kg_per_m3,
            pump_efficiency: d.pump_efficiency,
            station_pa: d.station_pa,
            minor_loss_share: d.minor_loss_share,
            screening_loss_per_km: d.screening_loss_per_km,
            return_fallback_k: d.return_fallback_k,
            steam_velocity_m_s: d.steam_velocity_m_s,
            steam_cost_factor: d.steam_cost_factor,
            co2_velocity_m_s: d.co2_velocity_m_s,
            co2_density_kg_per_m3: d.co2_density_kg_per_m3,
            air_velocity_m_s: d.air_velocity_m_s,
            air_pressure_ratio: d.air_pressure_ratio,
            line_eur_per_mw_km: d.line_eur_per_mw_km,
            line_connection_eur_per_mw: d.line_connection_eur_per_mw,
            line_loss_per_km: d.line_loss_per_km,
        }
    }

    /// The route of a load: length = straight line x detour, at least what lies on the two sites
    /// themselves (registers place many neighbours at one point); the rest by how it travels.
    pub fn route(&self, load: &Load, costs: &LocalCosts) -> Route {
        match load.kind {
            Kind::Heat | Kind::Cooling => {
                self.water_pair(load, costs, self.length_km(load.distance_km, 2), self.station_pa)
            }
            Kind::Steam => self.steam_line(load, costs),
            Kind::Water => self.water_line(load, costs),
            Kind::Co2 => {
                let m3_s = load.rate_per_hour / 3.6 / self.co2_density_kg_per_m3;
                self.gas_line(load, costs, m3_s, self.co2_velocity_m_s)
            }
            Kind::CompressedAir => {
                let m3_s = load.rate_per_hour / 3600.0 / self.air_pressure_ratio;
                self.gas_line(load, costs, m3_s, self.air_velocity_m_s)
            }
            Kind::Electricity => self.line(load),
            Kind::Biowaste | Kind::Material | Kind::Product => self.trucks(load, costs),
            Kind::Logistics | Kind::Service | Kind::SharedAsset => self.empty(load),
        }
    }

    fn empty(&self, load: &Load) -> Route {
        Route {
            carriage: load.kind.rules().carriage,
            straight_km: load.distance_km,
            length_km: self.length_km(load.distance_km, 2),
            dn: None,
            parallel: 0,
            inner_diameter_m: 0.0,
            velocity_m_s: 0.0,
            pressure_gradient_pa_per_m: 0.0,
            loss_kw: 0.0,
            lost_per_year: 0.0,
            pumping_mwh_per_year: 0.0,
            capital_eur: 0.0,
            trucking_eur_per_year: 0.0,
            truck_km_per_year: 0.0,
        }
    }

    /// One stretch of a network of hot or chilled water: a pair of pipes of this length, sized,
    /// priced and losing as a route is, without the pressure that a station takes.
    pub fn stretch(&self, load: &Load, length_km: f64, costs: &LocalCosts) -> Route {
        self.water_pair(load, costs, length_km, 0.0)
    }

    /// Length of a pipe between two places a straight distance apart, km, where `ends` of the
    /// two are sites that hold half of the shortest route each.
    pub fn length_km(&self, straight_km: f64, ends: u32) -> f64 {
        (straight_km * self.detour).max(0.5 * f64::from(ends) * self.least_route_km)
    }

    /// Electricity that pushes this much heat a year through the exchangers of a network, MWh:
    /// `p V / eta`, `V = Q / (rho cp dT)`; p pressure of a station in Pa, Q in MWh, dT in K.
    pub fn station_mwh(&self, mwh_per_year: f64, spread_k: f64) -> f64 {
        let m3 = mwh_per_year * 3.6e6
            / (self.density_kg_per_m3 * self.cp_kj_per_kgk * spread_k.max(1.0));
        self.station_pa * m3 / self.pump_efficiency / 3.6e9
    }

    /// Flow and return of hot or chilled water: V = Q / (rho cp dT), then the size.
    fn water_pair(&self, load: &Load, costs: &LocalCosts, length_km: f64, station: f64) -> Route {
        let spread_k = load
            .temperatures
            .map(|t| (t.supply_c - t.supply_return_c).abs())
            .filter(|k| *k >= 1.0)
            .unwrap_or(self.return_fallback_k);
        let duty_kw = load.rate_per_hour * 1000.0;
        let m3_s = duty_kw / (self.density_kg_per_m3 * self.cp_kj_per_kgk * spread_k);
        let mut route = Route { length_km, ..self.empty(load) };
        self.pump(&mut route, load, costs, m3_s, [2.0, station]);
        if let (Some(t), Some(size)) = (load.temperatures, self.size_of(route.dn)) {
            let mean_k = (0.5 * (t.supply_c + t.supply_return_c) - self.ground_c).abs();
            let pipes = f64::from(route.parallel);
            route.loss_kw = pipes * size.loss_w_per_mk * mean_k * route.length_km;
            route.lost_per_year =
                (route.loss_kw * load.hours_per_year / 1000.0).min(load.amount_per_year);
        } else {
            let share = 1.0 - (1.0 - self.screening_loss_per_km).powf(route.length_km);
            route.lost_per_year = share * load.amount_per_year;
            route.loss_kw = share * duty_kw;
        }
        route
    }

    /// One way of water: the yearly amount in m3.
    fn water_line(&self, load: &Load, costs: &LocalCosts) -> Route {
        let mut route = self.empty(load);
        let m3_s = load.rate_per_hour / 3600.0;
        self.pump(&mut route, load, costs, m3_s, [1.0, self.station_pa]);
        route
    }

    /// Sizes a water pipe of known length and prices it; `ways` is 2 where the water comes back.
    fn pump(
        &self,
        route: &mut Route,
        load: &Load,
        costs: &LocalCosts,
        m3_s: f64,
        [ways, station_pa]: [f64; 2],
    ) {
        let (Some(size), pipes) = self.size_for(m3_s, |s| s.water_m3_s) else { return };
        let length_m = route.length_km * 1000.0;
        let velocity = m3_s / f64::from(pipes) / size.area_m2;
        let gradient =
            size.friction / size.inner_m * 0.5 * self.density_kg_per_m3 * velocity * velocity;
        let pressure_pa = ways * length_m * gradient * (1.0 + self.minor_loss_share) + station_pa;
        let full_load_hours = full_load_hours(load);
        route.dn = Some(size.dn);
        route.parallel = pipes;
        route.inner_diameter_m = size.inner_m;
        route.velocity_m_s = velocity;
        route.pressure_gradient_pa_per_m = gradient;
        route.pumping_mwh_per_year =
            pressure_pa * m3_s / self.pump_efficiency * full_load_hours / 1e6;
        route.capital_eur = trench_eur_per_m(costs, size.inner_m) * f64::from(pipes) * length_m;
    }

    /// Steam out, condensate back: m = Q / (hg - hf), V = m vg, size by velocity.
    fn steam_line(&self, load: &Load, costs: &LocalCosts) -> Route {
        let mut route = self.empty(load);
        let steam = match (load.pressure_bar, load.temperatures) {
            (Some(bar), _) => self.steam_by(|s| s.pressure_bar, bar),
            (None, Some(t)) => self.steam_by(|s| s.saturation_c, t.supply_c),
            (None, None) => {
                return self.water_pair(load, costs, route.length_km, self.station_pa);
            }
        };
        let duty_kw = load.rate_per_hour * 1000.0;
        let kg_s = duty_kw / (steam.vapour_kj_per_kg - steam.liquid_kj_per_kg);
        let m3_s = kg_s * steam.vapour_m3_per_kg;
        let velocity = self.steam_velocity_m_s;
        let (Some(size), pipes) = self.size_for(m3_s, |s| s.area_m2 * velocity) else {
            return route;
        };
        let length_m = route.length_km * 1000.0;
        route.dn = Some(size.dn);
        route.parallel = pipes;
        route.inner_diameter_m = size.inner_m;
        route.velocity_m_s = m3_s / f64::from(pipes) / size.area_m2;
        route.loss_kw = f64::from(pipes)
            * size.loss_w_per_mk
            * (steam.saturation_c - self.ground_c)
            * route.length_km;
        route.lost_per_year =
            (route.loss_kw * load.hours_per_year / 1000.0).min(load.amount_per_year);
        route.capital_eur = trench_eur_per_m(costs, size.inner_m)
            * self.steam_cost_factor
            * f64::from(pipes)
            * length_m;
        route
    }

    /// One way of gas under its own pressure; half of the trench law's pair.
    fn gas_line(&self, load: &Load, costs: &LocalCosts, m3_s: f64, velocity: f64) -> Route {
        let mut route = self.empty(load);
        let (Some(size), pipes) = self.size_for(m3_s, |s| s.area_m2 * velocity) else {
            return route;
        };
        route.dn = Some(size.dn);
        route.parallel = pipes;
        route.inner_diameter_m = size.inner_m;
        route.velocity_m_s = m3_s / f64::from(pipes) / size.area_m2;
        route.capital_eur =
            trench_eur_per_m(costs, size.inner_m) * f64::from(pipes) * route.length_km * 1000.0;
        route
    }

    /// A direct electric line: capital by capacity and length, loss by length.
    fn line(&self, load: &Load) -> Route {
        let mut route = self.empty(load);
        let share = (self.line_loss_per_km * route.length_km).clamp(0.0, 1.0);
        route.parallel = 1;
        route.loss_kw = share * load.rate_per_hour * 1000.0;
        route.lost_per_year = share * load.amount_per_year;
        route.capital_eur = load.rate_per_hour
            * (self.line_eur_per_mw_km * route.length_km + self.line_connection_eur_per_mw);
        route
    }

    /// Trucks: tonnes x (length x EUR/tkm + handling).
    fn trucks(&self, load: &Load, costs: &LocalCosts) -> Route {
        let mut route = self.empty(load);
        route.trucking_eur_per_year =
            load.amount_per_year * (route.length_km * costs.eur_per_tkm + costs.handling_eur_per_t);
        route.truck_km_per_year =
            2.0 * route.length_km * load.amount_per_year / costs.payload_t.max(1e-9);
        route
    }

    /// The smallest size that carries the flow, or several of the largest.
    fn size_for(&self, flow: f64, capacity: impl Fn(&Size) -> f64) -> (Option<&Size>, u32) {
        if let Some(size) = self.sizes.iter().find(|s| capacity(s) >= flow) {
            return (Some(size), 1);
        }
        match self.sizes.last() {
            Some(size) => (Some(size), (flow / capacity(size)).ceil().clamp(1.0, 1e6) as u32),
            None => (None, 0),
        }
    }

    fn size_of(&self, dn: Option<u16>) -> Option<&Size> {
        self.sizes.iter().find(|s| Some(s.dn) == dn)
    }

    fn steam_by(&self, key: impl Fn(&SaturatedSteam) -> f64, at: f64) -> SaturatedSteam {
        crate::reference::interpolate_steam(&self.steam, at, key)
    }
}

/// Hours at full rate that give the yearly amount, at most a year.
fn full_load_hours(load: &Load) -> f64 {
    if load.rate_per_hour > 0.0 {
        (load.amount_per_year / load.rate_per_hour).min(HOURS_PER_YEAR)
    } else {
        0.0
    }
}

/// Cost of one metre of trench with both pipes: C1 + C2 d, EUR/m; d inner diameter in m, 0.02
/// to 1. Source: Persson, Wiechers, Möller, Werner 2019, Energy 176, 334-347. Oracle: the cases
/// of that study in the tests.
pub fn trench_eur_per_m(costs: &LocalCosts, inner_m: f64) -> f64 {
    costs.c1_eur_per_m + costs.c2_eur_per_m2 * inner_m
}

/// What a trench runs through.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Streets of an inner city.
    #[default]
    InnerCity,
    /// Streets further out.
    OuterCity,
    /// Parks and open ground.
    Park,
}

/// What a trench costs here over what it costs in an inner city: `(C1 + C2 d) / (C1' + C2' d)`
/// with the figures of both grounds. d inner diameter in m, 0.02 to 1. The figures by country are
/// taken as those of inner cities, which is ours. Source: Persson and Werner 2011, Applied Energy
/// 88, 568-576. Oracle: the ratio by hand.
pub fn ground_factor(ground: Ground, inner_m: f64, reference: &Reference) -> Option<f64> {
    let cost = |name: &str| {
        let figure = |c: &str| reference.value(&format!("ground.{name}.{c}"));
        Some(figure("c1")? + figure("c2")? * inner_m)
    };
    let here = match ground {
        Ground::InnerCity => "inner_city",
        Ground::OuterCity => "outer_city",
        Ground::Park => "park",
    };
    Some(cost(here)? / cost("inner_city")?)
}

/// Darcy friction factor.
///
/// Re < 2,320: 64 / Re; above: 1/sqrt(f) = -2 log10(e/3.7 + 2.51 / (Re sqrt(f))) by Colebrook and
/// White 1939; e relative roughness, 0..0.05; Re up to 1e8. Oracle: 35 solutions in the tests.
pub fn friction_factor(reynolds: f64, relative_roughness: f64) -> f64 {
    if reynolds < 2320.0 {
        return 64.0 / reynolds.max(1e-9);
    }
    friction::colebrook(reynolds, relative_roughness)
}

/// Pressure gradient of a straight pipe in Pa/m: f / D x rho v^2 / 2. Source: Darcy, Weisbach.
pub fn pressure_gradient_pa_per_m(
    friction: f64,
    inner_m: f64,
    density_kg_per_m3: f64,
    velocity_m_s: f64,
) -> f64 {
    friction / inner_m * 0.5 * density_kg_per_m3 * velocity_m_s * velocity_m_s
}

/// A pair of pre-insulated pipes in one trench.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuriedPair {
    /// Outer diameter of the steel pipe in m.
    pub steel_outer_m: f64,
    /// Outer diameter of the casing in m.
    pub casing_m: f64,
    /// Clear distance between the casings in m.
    pub gap_m: f64,
    /// Depth of the axis in m.
    pub depth_m: f64,
    /// Conductivity of the insulation in W/(m K).
    pub insulation_w_per_mk: f64,
    /// Conductivity of the soil in W/(m K).
    pub soil_w_per_mk: f64,
}

/// Heat loss of a buried pair in W per m of trench and K of mean temperature above the ground.
///
/// q = 2 (T_mean - T_ground) / (Ri + Rs + Rm); Ri = ln(Dc/Do) / (2 pi li), Rs = ln(4 Zc/Dc) /
/// (2 pi ls), Rm = ln(1 + (2 Zc/C)^2) / (4 pi ls), Zc = Z + 0.0685 ls, C = Dc + gap; lengths in m,
/// conductivities li (insulation), ls (soil) in W/(m K), R in m K/W. Source: EN 13941-1 annex,
/// Wallentén 1991. Oracle: with soil as a perfect conductor, twice [`insulation_loss_w_per_mk`].
pub fn buried_pair_loss_w_per_mk(p: &BuriedPair) -> f64 {
    use std::f64::consts::PI;
    let depth = p.depth_m + 0.0685 * p.soil_w_per_mk;
    let insulation = (p.casing_m / p.steel_outer_m).ln() / (2.0 * PI * p.insulation_w_per_mk);
    let soil = (4.0 * depth / p.casing_m).ln() / (2.0 * PI * p.soil_w_per_mk);
    let axes_m = p.casing_m + p.gap_m;
    let mutual = (1.0 + (2.0 * depth / axes_m).powi(2)).ln() / (4.0 * PI * p.soil_w_per_mk);
    2.0 / (insulation + soil + mutual)
}

/// The same for a pair whose figures have been checked.
///
/// Range: casing wider than steel, axis deeper than half a casing, conductivities above zero.
pub fn checked_pair_loss_w_per_mk(p: &BuriedPair) -> Result<f64, Unfit> {
    within("steel_outer_m", p.steel_outer_m, "1e-4 <= x <= 10", |d| (1e-4..=10.0).contains(&d))?;
    let wider = "steel_outer_m < x <= 20";
    within("casing_m", p.casing_m, wider, |d| d > p.steel_outer_m && d <= 20.0)?;
    within("gap_m", p.gap_m, "0 <= x <= 100", |x| (0.0..=100.0).contains(&x))?;
    let deeper = "casing_m / 2 < x <= 100";
    within("depth_m", p.depth_m, deeper, |z| z > 0.5 * p.casing_m && z <= 100.0)?;
    for (field, k) in
        [("insulation_w_per_mk", p.insulation_w_per_mk), ("soil_w_per_mk", p.soil_w_per_mk)]
    {
        within(field, k, "1e-4 <= x <= 1e3", |k| (1e-4..=1e3).contains(&k))?;
    }
    in_range("loss_w_per_mk", buried_pair_loss_w_per_mk(p))
}

/// Heat loss of one bare insulated pipe in W/(m K): 2 pi l / ln(Do/Di). Source: closed form of
/// conduction through a cylinder. Oracle: three cases in the tests.
pub fn insulation_loss_w_per_mk(inner_m: f64, insulation_m: f64, w_per_mk: f64) -> f64 {
    2.0 * std::f64::consts::PI * w_per_mk / ((inner_m + 2.0 * insulation_m) / inner_m).ln()
}

#[cfg(test)]
mod tests;
