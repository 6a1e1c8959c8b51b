//! The defaults of the methods under typed names, read once from `defaults.csv`.
//!
//! No default has a value in code: a row that is missing refuses the whole reference set.

use std::collections::BTreeMap;

use super::ReferenceError;
use super::table::Table;
use crate::model::{Kind, Precision};

/// One default with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct DefaultRow {
    /// The value.
    pub value: f64,
    /// Its unit, `1` for a pure number.
    pub unit: String,
    /// Where it comes from; `ours` marks a choice of this product.
    pub source: String,
    /// Year of the source.
    pub year: i16,
    /// What else is to be known.
    pub note: String,
}

pub(super) fn read(table: &Table) -> Result<BTreeMap<String, DefaultRow>, ReferenceError> {
    let mut rows = BTreeMap::new();
    for row in table.rows() {
        rows.insert(
            row.text("key")?.to_owned(),
            DefaultRow {
                value: row.number("value")?,
                unit: row.text("unit")?.to_owned(),
                source: row.text("source")?.to_owned(),
                year: row.year("year")?,
                note: row.text("note")?.to_owned(),
            },
        );
    }
    Ok(rows)
}

fn value(rows: &BTreeMap<String, DefaultRow>, key: &str) -> Result<f64, ReferenceError> {
    rows.get(key).map(|r| r.value).ok_or_else(|| ReferenceError::MissingDefault(key.to_owned()))
}

/// How the scorers are weighed against each other. Penalties have negative weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Does it fit.
    pub quality: f64,
    /// Does it run at the same hours.
    pub temporal: f64,
    /// Are the amounts alike.
    pub quantity: f64,
    /// Do both gain.
    pub economic: f64,
    /// Can the data be relied on.
    pub trust: f64,
    /// 1 - distance / radius.
    pub distance: f64,
    /// What carriage takes away.
    pub transport_penalty: f64,
    /// What the law asks.
    pub regulatory_risk: f64,
}

impl Weights {
    pub(super) fn from_rows(rows: &BTreeMap<String, DefaultRow>, preset: &str) -> Option<Self> {
        let weight = |name: &str| rows.get(&format!("weights.{preset}.{name}")).map(|r| r.value);
        Some(Self {
            quality: weight("quality")?,
            temporal: weight("temporal")?,
            quantity: weight("quantity")?,
            economic: weight("economic")?,
            trust: weight("trust")?,
            distance: weight("distance")?,
            transport_penalty: weight("transport_penalty")?,
            regulatory_risk: weight("regulatory_risk")?,
        })
    }
}

macro_rules! defaults {
    ($($field:ident = $key:literal),+ $(,)?) => {
        /// The defaults of the methods; each field is named in `defaults.csv` by the key in its
        /// description, with unit and source.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Defaults {
            $(#[doc = concat!("`", $key, "`")] pub $field: f64,)+
            radius_km: [f64; 13],
            trust: [f64; 4],
            sigma_amount: [f64; 4],
            sigma_temperature_k: [f64; 4],
        }

        impl Defaults {
            pub(super) fn from_rows(
                rows: &BTreeMap<String, DefaultRow>,
            ) -> Result<Self, ReferenceError> {
                let mut radius_km = [0.0; 13];
                for (radius, kind) in radius_km.iter_mut().zip(Kind::ALL) {
                    *radius = value(rows, &format!("radius.{}", kind.code()))?;
                }
                let by_precision = |prefix: &str| -> Result<[f64; 4], ReferenceError> {
                    Ok([
                        value(rows, &format!("{prefix}.rough"))?,
                        value(rows, &format!("{prefix}.estimated"))?,
                        value(rows, &format!("{prefix}.measured"))?,
                        value(rows, &format!("{prefix}.verified"))?,
                    ])
                };
                Ok(Self {
                    $($field: value(rows, $key)?,)+
                    radius_km,
                    trust: by_precision("trust")?,
                    sigma_amount: by_precision("sigma.amount")?,
                    sigma_temperature_k: by_precision("sigma.temperature")?,
                })
            }
        }
    };
}

defaults! {
    discount_rate = "economics.discount_rate",
    years = "economics.years",
    upkeep_share = "economics.upkeep_share",
    utilisation = "economics.utilisation",
    capital_share_supplier = "economics.capital_share_supplier",
    payback_full_years = "economics.payback_full",
    payback_none_years = "economics.payback_none",
    tkm_screening = "economics.tkm_screening",
    heat_efficiency = "heat.efficiency",
    approach_k = "heat.approach_k",
    tolerance_k = "heat.tolerance_k",
    tolerance_wide_k = "heat.tolerance_wide_k",
    exchanger_u_w_per_m2k = "heat.exchanger_u_w_per_m2k",
    exchanger_a_eur = "heat.exchanger_a_eur",
    exchanger_b_eur = "heat.exchanger_b_eur",
    exchanger_c = "heat.exchanger_c",
    exchanger_installed = "heat.exchanger_installed",
    screening_loss_per_km = "heat.screening_loss_per_km",
    ground_c = "heat.ground_c",
    insulation_w_per_mk = "heat.insulation_w_per_mk",
    soil_w_per_mk = "heat.soil_w_per_mk",
    burial_m = "heat.burial_m",
    pipe_gap_m = "heat.pipe_gap_m",
    return_fallback_k = "heat.return_fallback_k",
    water_cp_kj_per_kgk = "water.cp_kj_per_kgk",
    water_density_kg_per_m3 = "water.density_kg_per_m3",
    water_viscosity_pa_s = "water.viscosity_pa_s",
    water_kwh_per_m3 = "water.kwh_per_m3",
    detour = "pipe.detour",
    least_route_km = "pipe.least_route_km",
    pipe_roughness_m = "pipe.roughness_m",
    pump_efficiency = "pipe.pump_efficiency",
    station_pa = "pipe.station_pa",
    minor_loss_share = "pipe.minor_loss_share",
    steam_velocity_m_s = "pipe.steam_velocity",
    steam_cost_factor = "pipe.steam_cost_factor",
    co2_velocity_m_s = "pipe.co2_velocity",
    co2_density_kg_per_m3 = "pipe.co2_density",
    air_velocity_m_s = "pipe.air_velocity",
    air_pressure_ratio = "pipe.air_pressure_ratio",
    air_kwh_per_m3 = "pipe.air_kwh_per_m3",
    cooling_cop = "cooling.cop",
    carnot_fraction = "heatpump.carnot_fraction",
    cop_limit = "heatpump.cop_limit",
    heat_pump_max_sink_c = "heatpump.max_sink_c",
    network_most_members = "network.most_members",
    network_nearest = "network.nearest",
    network_exact_sites = "network.exact_sites",
    group_radius_km = "group.radius_km",
    group_most_members = "group.most_members",
    group_discount_steepness = "group.discount_steepness",
    group_cost_eur = "group.cost_eur_per_member",
    line_eur_per_mw_km = "line.eur_per_mw_km",
    line_connection_eur_per_mw = "line.connection_eur_per_mw",
    line_loss_per_km = "line.loss_per_km",
    gas_gross_to_net = "gas.gross_to_net",
    district_heat_generation_share = "district_heat.generation_share",
    co2_price_included = "co2_price.included",
    truck_payload_t = "truck.payload_t",
    truck_kg_co2_per_km = "truck.kg_co2_per_km",
    cost_heat_eur = "cost.heat",
    cost_steam_eur = "cost.steam",
    cost_cooling_eur = "cost.cooling",
    process_low_spread_k = "process.low_spread",
    process_condensate_return_c = "process.condensate_return",
    excess_heat_100_200_c = "excess_heat.100_200.temperature_c",
    excess_heat_100_200_return_c = "excess_heat.100_200.return_c",
    excess_heat_200_500_c = "excess_heat.200_500.temperature_c",
    excess_heat_200_500_return_c = "excess_heat.200_500.return_c",
    excess_heat_500_c = "excess_heat.500.temperature_c",
    excess_heat_500_return_c = "excess_heat.500.return_c",
    min_score = "match.min_score",
    diversity_lambda = "match.diversity_lambda",
    top_n = "match.top_n",
    pressure_tolerance = "match.pressure_tolerance",
    purity_points = "match.purity_points",
    contamination_max = "match.contamination_max",
    moisture_min = "match.moisture_min",
    moisture_max = "match.moisture_max",
    min_overlap_hours = "match.min_overlap_hours",
    npv_scale_eur = "match.npv_scale_eur",
    automated_cut = "match.automated_cut",
    capital_limit_eur = "match.capital_limit_eur",
    sigma_site_share = "sigma.share.site",
    sigma_source_share = "sigma.share.source",
    sigma_price_stated = "sigma.price.stated",
    sigma_price_assumed = "sigma.price.assumed",
    sigma_capital = "sigma.capital",
    sigma_growth = "sigma.growth",
    correlation_energy = "correlation.energy_prices",
    trust_organization = "trust.organization",
    trust_age_half_years = "trust.age_half_years",
    law_none = "law.penalty.none",
    law_water = "law.penalty.water",
    law_animal_by_product = "law.penalty.animal_by_product",
    law_product = "law.penalty.product",
    law_by_product_open = "law.penalty.by_product_open",
    law_waste = "law.penalty.waste",
    law_waste_hazardous = "law.penalty.waste_hazardous",
    law_cross_border = "law.penalty.cross_border",
    law_not_assessed = "law.penalty.not_assessed",
}

impl Defaults {
    /// Search radius of a kind in km.
    pub fn radius_km(&self, kind: Kind) -> f64 {
        self.radius_km[kind as usize]
    }

    /// How far a value of this precision is trusted, 0..1.
    pub fn trust(&self, precision: Precision) -> f64 {
        self.trust[precision as usize]
    }

    /// Relative standard deviation of an amount of this precision.
    pub fn sigma_amount(&self, precision: Precision) -> f64 {
        self.sigma_amount[precision as usize]
    }

    /// Standard deviation in K of a temperature of this precision.
    pub fn sigma_temperature_k(&self, precision: Precision) -> f64 {
        self.sigma_temperature_k[precision as usize]
    }
}
