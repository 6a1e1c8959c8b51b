//! Money over time: present value and rates of return of flows at equal distances.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{internal_rates, modified_rate, net_present_value};
use turash_engine::unfit::{Unfit, all_finite, in_range, within};
use turash_engine::watch::Watch;

use super::calculator::Calculator;
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("irr", FLOWS_EXAMPLE, irr),
        Calculator::json("npv", FLOWS_EXAMPLE, npv),
        Calculator::json("mirr", FLOWS_EXAMPLE, mirr),
    ]
}

const FLOWS_EXAMPLE: &str = r#"{"cashflows": [-70000, 12000, 15000, 18000, 21000, 26000],
    "rate": 0.08, "finance_rate": 0.1, "reinvest_rate": 0.12}"#;

/// Flows at equal distances, and rates for each distance.
#[derive(Deserialize, JsonSchema)]
struct Flows {
    /// One for each period, outlays below zero.
    cashflows: Vec<f64>,
    /// Rate of discount; `npv` needs it.
    #[serde(default)]
    rate: Option<f64>,
    /// Rate at which outlays are financed; `mirr` needs it.
    #[serde(default)]
    finance_rate: Option<f64>,
    /// Rate at which returns are invested again; `mirr` needs it.
    #[serde(default)]
    reinvest_rate: Option<f64>,
    /// Period of the first flow: 0 leaves it undiscounted, 1 is the convention of spreadsheets.
    #[serde(default)]
    first_period: u8,
}

impl Flows {
    fn flows(&self) -> Result<&[f64], Unfit> {
        if self.cashflows.is_empty() {
            return Err(Unfit::TooFew { field: "cashflows", found: 0, needed: 1 });
        }
        all_finite("cashflows", &self.cashflows)
    }

    fn first_period(&self) -> Result<u32, Unfit> {
        let first = f64::from(self.first_period);
        within("first_period", first, "0, 1", |_| self.first_period <= 1)?;
        Ok(u32::from(self.first_period))
    }
}

/// Lets a rate above -100 % through.
fn rate(field: &'static str, value: Option<f64>) -> Result<f64, Unfit> {
    within(field, value.ok_or(Unfit::Missing { field })?, "> -1", |rate| rate > -1.0)
}

/// Internal rates of return.
#[derive(Serialize, JsonSchema)]
struct Rates {
    /// All real rates above -100 %, ascending.
    roots: Vec<f64>,
    /// How often the flows change sign.
    sign_changes: usize,
    /// What to mind; none where there is one rate and no doubt.
    notice: Option<Notice>,
}

/// What to mind about rates of return.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Notice {
    /// The flows do not change sign: no rate exists.
    OneSign,
    /// No rate above -100 % makes the present value vanish.
    NoRoot,
    /// The flows change sign more than once and there are several rates.
    SeveralRoots,
    /// The flows change sign more than once: the one rate found tells little.
    SeveralSignChanges,
}

impl Rates {
    fn of(roots: Vec<f64>, sign_changes: usize) -> Self {
        let notice = match (roots.len(), sign_changes) {
            (_, 0) => Some(Notice::OneSign),
            (0, _) => Some(Notice::NoRoot),
            (1, 1) => None,
            (1, _) => Some(Notice::SeveralSignChanges),
            _ => Some(Notice::SeveralRoots),
        };
        Self { roots, sign_changes, notice }
    }
}

fn irr(input: Flows, _: &dyn Watch) -> Result<Rates, Error> {
    let roots = internal_rates(input.flows()?);
    Ok(Rates::of(roots.rates, roots.sign_changes))
}

/// Net present value.
#[derive(Serialize, JsonSchema)]
struct PresentValue {
    /// In the currency of the flows.
    npv: f64,
}

fn npv(input: Flows, _: &dyn Watch) -> Result<PresentValue, Error> {
    let rate = rate("rate", input.rate)?;
    let npv = net_present_value(rate, input.flows()?, input.first_period()?);
    Ok(PresentValue { npv: in_range("npv", npv)? })
}

/// Modified internal rate of return.
#[derive(Serialize, JsonSchema)]
struct ModifiedRate {
    /// A period.
    mirr: f64,
}

fn mirr(input: Flows, _: &dyn Watch) -> Result<ModifiedRate, Error> {
    let finance = rate("finance_rate", input.finance_rate)?;
    let reinvest = rate("reinvest_rate", input.reinvest_rate)?;
    let found = modified_rate(input.flows()?, finance, reinvest);
    let mirr = found.ok_or(Unfit::NoSolution { field: "mirr" })?;
    Ok(ModifiedRate { mirr: in_range("mirr", mirr)? })
}
