//! Cash flows year by year under a plan: prices that rise, inflation, subsidy, tax, replacement.
//!
//! It starts from an evaluated match, whose lines are alike in every year, and keeps its sums: the
//! parties add up to the total to the cent. Without a plan's figures it is that evaluation.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evaluate::{Account, Economics, EvaluationError, money};
use super::finance::{
    Roots, benefit_cost_ratio, internal_rates, net_present_value, payback_periods,
    return_on_investment,
};
use crate::unfit::{Unfit, within};

/// What a plan adds to the yearly account. Shares and rates as fractions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// Figures in the money of each year instead of today's.
    pub nominal: bool,
    /// Rise of all prices a year.
    pub inflation: f64,
    /// Real rise a year of single lines, by their code: `avoided_purchase`, `pumping` ...
    pub escalation: BTreeMap<String, f64>,
    /// Share of the capital that a programme pays, 0..1, to whoever spends it.
    pub subsidy_share: f64,
    /// Tax on profit, 0 .. below 1; 0 leaves tax out.
    pub tax_rate: f64,
    /// Years over which capital is written off in equal parts.
    pub depreciation_years: u32,
    /// Share of the capital that has to be spent again ...
    pub replacement_share: f64,
    /// ... after this many years; 0 for never.
    pub replacement_year: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            nominal: false,
            inflation: 0.0,
            escalation: BTreeMap::new(),
            subsidy_share: 0.0,
            tax_rate: 0.0,
            depreciation_years: 10,
            replacement_share: 0.0,
            replacement_year: 0,
        }
    }
}

/// Why a plan cannot be reckoned with.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// A figure of it cannot be.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// A sum is beyond what money can be.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
}

/// One party under a plan, or both together.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedAccount {
    /// Subsidy in year 0, EUR.
    pub subsidy_eur: Decimal,
    /// Tax over all years, EUR.
    pub tax_eur: Decimal,
    /// Year 0 first, EUR.
    pub cash_flows_eur: Vec<Decimal>,
    /// Net present value, EUR.
    pub npv_eur: Decimal,
    /// Internal rates of return, real or nominal as the plan.
    pub irr: Roots,
    /// Years until the capital is back for good.
    pub payback_years: Option<f64>,
    /// The same, discounted.
    pub discounted_payback_years: Option<f64>,
    /// Sum of all flows over the sum of outlays; none without outlay.
    pub roi: Option<f64>,
    /// Present value of gains over that of outlays; none without outlay.
    pub benefit_cost_ratio: Option<f64>,
}

/// A match under a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Rate that discounts these flows, real or nominal.
    pub discount_rate: f64,
    /// The giver.
    pub supplier: PlannedAccount,
    /// The taker.
    pub accepter: PlannedAccount,
    /// Both together.
    pub total: PlannedAccount,
}

/// Applies a plan.
///
/// Year t of a line: `l (1 + e)^(t - 1) (1 + i)^t`; l the line today, e its real rise, i inflation
/// where the plan is nominal. Tax of a year: `q max(0, flow - (K - S) / D (1 + i)^-t - losses carried
/// on)`, the factor only where the plan is real, since what is written off does not rise with
/// prices; q rate, K capital, S subsidy, D years. Nominal rate `(1 + r)(1 + i) - 1` (Fisher 1930).
/// Replacement is an expense of its year. Source: European Commission, *Guide to Cost-Benefit
/// Analysis*, 2014. Oracle: closed forms; the evaluation where a plan changes nothing.
pub fn planned(economics: &Economics, plan: &Plan) -> Result<Planned, PlanError> {
    let share = |field: &str, x: f64| within(field, x, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x));
    let rate =
        |field: &str, x: f64| within(field, x, "-0.5 <= x <= 1", |x| (-0.5..=1.0).contains(&x));
    let inflation = rate("inflation", plan.inflation)?;
    share("subsidy_share", plan.subsidy_share)?;
    share("replacement_share", plan.replacement_share)?;
    within("tax_rate", plan.tax_rate, "0 <= x < 1", |x| (0.0..1.0).contains(&x))?;
    let off = f64::from(plan.depreciation_years);
    within("depreciation_years", off, "1 .. 100", |years| (1.0..=100.0).contains(&years))?;
    let codes: Vec<&str> = economics.lines.iter().map(|line| line.code).collect();
    for (code, rise) in &plan.escalation {
        let field = format!("escalation.{code}");
        rate(&field, *rise)?;
        if !super::LINES.contains(&code.as_str()) {
            let allowed = "a line of the account";
            return Err(Unfit::OutOfBounds { field, value: code.clone(), allowed }.into());
        }
    }
    let real = economics.assumptions.discount_rate;
    let discount_rate = if plan.nominal { (1.0 + real) * (1.0 + inflation) - 1.0 } else { real };
    let party = |account: &Account, amounts: Vec<Decimal>| {
        let lines: Vec<(f64, f64)> = codes
            .iter()
            .zip(&amounts)
            .map(|(code, eur)| {
                let rise = plan.escalation.get(*code).copied().unwrap_or(0.0);
                (eur.to_f64().unwrap_or(0.0), rise)
            })
            .collect();
        Party { plan, years: economics.assumptions.years, discount_rate }
            .account(account.capital_eur.to_f64().unwrap_or(0.0), &lines)
    };
    let of = |amount: fn(&super::Line) -> Decimal| economics.lines.iter().map(amount).collect();
    let supplier = party(&economics.supplier.account, of(|line| line.supplier_eur))?;
    let accepter = party(&economics.accepter.account, of(|line| line.accepter_eur))?;
    let flows: Vec<Decimal> =
        supplier.cash_flows_eur.iter().zip(&accepter.cash_flows_eur).map(|(a, b)| a + b).collect();
    let mut total = told(
        flows,
        discount_rate,
        supplier.subsidy_eur + accepter.subsidy_eur,
        supplier.tax_eur + accepter.tax_eur,
    )?;
    total.npv_eur = supplier.npv_eur + accepter.npv_eur;
    Ok(Planned { discount_rate, supplier, accepter, total })
}

struct Party<'a> {
    plan: &'a Plan,
    years: u32,
    discount_rate: f64,
}

impl Party<'_> {
    /// Flows of a party from its capital and its lines, each with its real rise.
    fn account(&self, capital: f64, lines: &[(f64, f64)]) -> Result<PlannedAccount, PlanError> {
        let plan = self.plan;
        let subsidy = money(capital * plan.subsidy_share)?;
        let own = capital - subsidy.to_f64().unwrap_or(0.0);
        let mut flows = vec![money(-capital)? + subsidy];
        let (mut tax_eur, mut losses) = (Decimal::ZERO, 0.0);
        for year in 1..=self.years {
            let prices = (1.0 + plan.inflation).powf(f64::from(year));
            let risen = if plan.nominal { prices } else { 1.0 };
            let after = f64::from(year - 1);
            let running: f64 =
                lines.iter().map(|(eur, rise)| eur * (1.0 + rise).powf(after) * risen).sum();
            let again = if year == plan.replacement_year {
                capital * plan.replacement_share * risen
            } else {
                0.0
            };
            let written_off = if year <= plan.depreciation_years {
                own / f64::from(plan.depreciation_years) * risen / prices
            } else {
                0.0
            };
            let profit = running - again - written_off - losses;
            losses = (-profit).max(0.0);
            let tax = money(plan.tax_rate * profit.max(0.0))?;
            tax_eur += tax;
            flows.push(money(running - again)? - tax);
        }
        told(flows, self.discount_rate, subsidy, tax_eur)
    }
}

fn told(
    cash_flows_eur: Vec<Decimal>,
    rate: f64,
    subsidy_eur: Decimal,
    tax_eur: Decimal,
) -> Result<PlannedAccount, PlanError> {
    let flows: Vec<f64> = cash_flows_eur.iter().filter_map(Decimal::to_f64).collect();
    Ok(PlannedAccount {
        subsidy_eur,
        tax_eur,
        npv_eur: money(net_present_value(rate, &flows, 0))?,
        irr: internal_rates(&flows),
        payback_years: payback_periods(&flows, 0.0)?,
        discounted_payback_years: payback_periods(&flows, rate)?,
        roi: return_on_investment(&flows).ok(),
        benefit_cost_ratio: benefit_cost_ratio(&flows, rate).ok(),
        cash_flows_eur,
    })
}

#[cfg(test)]
mod tests;
