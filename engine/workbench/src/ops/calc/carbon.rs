//! What heat that replaces a fuel saves in CO2, and who may claim it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::carbon::{self, Caused, Claim, HeatingValue, Replaced};
use turash_engine::unfit::Unfit;
use turash_engine::watch::Watch;

use super::calculator::{Calculator, InputError};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![Calculator::json("carbon", EXAMPLE, saving)]
}

const EXAMPLE: &str = r#"{"delivered_mwh": 10000, "fuel_kg_per_mwh": 202, "efficiency": 0.9,
    "pumping_mwh": 100, "grid_kg_per_mwh": 380, "claim": "halves", "whole_t": 2500}"#;

/// What a figure of a fuel refers to.
#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum On {
    /// Net calorific value.
    #[default]
    Net,
    /// Gross calorific value.
    Gross,
}

impl From<On> for HeatingValue {
    fn from(on: On) -> Self {
        match on {
            On::Net => HeatingValue::Net,
            On::Gross => HeatingValue::Gross,
        }
    }
}

/// Who claims the saving.
#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum By {
    /// Who burns less.
    #[default]
    User,
    /// Who gives what would be lost.
    Supplier,
    /// Each half.
    Halves,
    /// The supplier `supplier_share` of it.
    Agreed,
}

/// Heat that replaces a fuel, and what its delivery causes, a year.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Heat that arrives.
    delivered_mwh: f64,
    /// CO2 of the fuel.
    fuel_kg_per_mwh: f64,
    /// What that factor refers to.
    #[serde(default)]
    factor_on: On,
    /// Efficiency of the boiler that stands still.
    efficiency: f64,
    /// What the efficiency refers to.
    #[serde(default)]
    efficiency_on: On,
    /// Net over gross calorific value; needed where a figure is on the gross one. IPCC 2006: 0.9
    /// for gas, 0.95 for oil and coal.
    #[serde(default)]
    net_over_gross: Option<f64>,
    #[serde(default)]
    pumping_mwh: f64,
    #[serde(default)]
    heat_pump_mwh: f64,
    /// Electricity that a turbine makes less because heat is taken from it.
    #[serde(default)]
    turbine_mwh: f64,
    #[serde(default)]
    grid_kg_per_mwh: f64,
    #[serde(default)]
    truck_km: f64,
    #[serde(default)]
    truck_kg_per_km: f64,
    #[serde(default)]
    treatment_kg: f64,
    #[serde(default)]
    claim: By,
    /// Share of the supplier where they agreed on one, 0..1.
    #[serde(default)]
    supplier_share: Option<f64>,
    /// What the user emits at all without any delivery, in t: claims beyond it are cut.
    #[serde(default)]
    whole_t: Option<f64>,
    /// What others claim of the same emission already, in t.
    #[serde(default)]
    other_claims_t: Vec<f64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CarbonSaving")]
struct Told {
    avoided_t: f64,
    electricity_t: f64,
    transport_t: f64,
    treatment_t: f64,
    saved_t: f64,
    /// What of it can be claimed beside the other claims.
    claimable_t: f64,
    supplier_t: f64,
    user_t: f64,
}

fn saving(case: Case, _: &dyn Watch) -> Result<Told, Error> {
    told(&case).map_err(|unfit| InputError::from(unfit).into())
}

fn told(case: &Case) -> Result<Told, Unfit> {
    let on_gross = matches!(case.factor_on, On::Gross) || matches!(case.efficiency_on, On::Gross);
    let net_over_gross = match case.net_over_gross {
        Some(ratio) => ratio,
        None if on_gross => return Err(Unfit::Missing { field: "net_over_gross" }),
        None => 1.0,
    };
    let replaced = Replaced {
        delivered_mwh: case.delivered_mwh,
        fuel_kg_per_mwh: case.fuel_kg_per_mwh,
        factor_on: case.factor_on.into(),
        efficiency: case.efficiency,
        efficiency_on: case.efficiency_on.into(),
        net_over_gross,
    };
    let caused = Caused {
        pumping_mwh: case.pumping_mwh,
        heat_pump_mwh: case.heat_pump_mwh,
        turbine_mwh: case.turbine_mwh,
        grid_kg_per_mwh: case.grid_kg_per_mwh,
        truck_km: case.truck_km,
        truck_kg_per_km: case.truck_kg_per_km,
        treatment_kg: case.treatment_kg,
    };
    let saving = carbon::saving(&replaced, &caused)?;
    let claimable_t = match case.whole_t {
        None => saving.saved_t,
        Some(whole) => {
            let mut claims = vec![saving.saved_t];
            claims.extend(&case.other_claims_t);
            carbon::without_double_counting(&claims, whole)?[0]
        }
    };
    let claim = match case.claim {
        By::User => Claim::User,
        By::Supplier => Claim::Supplier,
        By::Halves => Claim::Halves,
        By::Agreed => {
            Claim::Agreed(case.supplier_share.ok_or(Unfit::Missing { field: "supplier_share" })?)
        }
    };
    let (supplier_t, user_t) = carbon::allocated(claimable_t, claim)?;
    Ok(Told {
        avoided_t: saving.avoided_t,
        electricity_t: saving.electricity_t,
        transport_t: saving.transport_t,
        treatment_t: saving.treatment_t,
        saved_t: saving.saved_t,
        claimable_t,
        supplier_t,
        user_t,
    })
}
