//! What if: how a match fares when its figures are others, when chance plays, under a plan, and
//! which price shares the gain by which rule.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{
    self, Bar, Draws, Economics, Input, NeedsPrice, Plan, PlanError, PlannedAccount, STEPS, WhatIf,
    Whose, Worths, planned,
};
use turash_engine::model::MatchId;
use turash_engine::unfit::finite;
use turash_engine::watch::Watch;

use super::calc::InputError;
use super::matching::{economics_of, matched, position};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::price::{Needs, role_code};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("economics.what_if", Effect::Job, what_if)]
}

/// What to ask of a match.
#[derive(Deserialize, JsonSchema)]
struct Asked {
    #[serde(alias = "match")]
    id: MatchId,
    /// Whose present value is looked at.
    #[serde(default)]
    whose: Whose,
    /// How to draw by chance.
    #[serde(default)]
    chance: Draws,
    /// Another scenario: factors on figures, 1.1 for 10 % more.
    #[serde(default)]
    changes: BTreeMap<Input, f64>,
    /// A price of a delivered unit in EUR: who would walk away from it?
    #[serde(default)]
    at_eur_per_unit: Option<f64>,
    /// Prices that rise, inflation, subsidy, tax, replacement.
    #[serde(default)]
    plan: Option<Plan>,
}

/// How a match fares when things are otherwise. Amounts are numbers in EUR, gains positive.
#[derive(Serialize, JsonSchema)]
struct Answer {
    #[serde(rename = "match")]
    id: MatchId,
    whose: Whose,
    /// Present values as they are.
    base: Worths,
    /// What each figure does, the strongest first.
    tornado: Vec<BarView>,
    /// What single figures would have to be for the worth to be zero.
    break_even: Vec<BreakEvenView>,
    chance: Chance,
    /// The other scenario, where one was asked for.
    scenario: Option<Scenario>,
    /// Prices that share the gain by a rule; none where both together lose.
    splits: Vec<SplitView>,
    /// `supplier`, `accepter`: who loses at the price that was asked about.
    walks_away: Option<Vec<&'static str>>,
    plan: Option<PlanView>,
}

#[derive(Serialize, JsonSchema)]
struct BarView {
    input: Input,
    value: f64,
    unit: String,
    at: Vec<Step>,
}

#[derive(Serialize, JsonSchema)]
struct Step {
    /// The figure is multiplied by it.
    factor: f64,
    #[serde(flatten)]
    worths: Worths,
}

#[derive(Serialize, JsonSchema)]
struct BreakEvenView {
    input: Input,
    value: f64,
    unit: String,
    breaks_even_at: f64,
}

#[derive(Serialize, JsonSchema)]
struct Chance {
    /// Share of the draws with a present value above zero.
    gains: f64,
    mean_eur: f64,
    p10_eur: f64,
    p50_eur: f64,
    p90_eur: f64,
    draws: usize,
    seed: u64,
    /// Relative spread of the amount that was drawn.
    amount_sigma: f64,
}

#[derive(Serialize, JsonSchema)]
struct Scenario {
    worths: Worths,
    /// The scenario less what is.
    difference: Worths,
}

#[derive(Serialize, JsonSchema)]
struct SplitView {
    /// `shapley`, `nash` or `proportional` to capital.
    rule: &'static str,
    supplier_eur: f64,
    accepter_eur: f64,
    transfer_eur_per_unit: f64,
}

/// A match under a plan. Money is decimal text.
#[derive(Serialize, JsonSchema)]
struct PlanView {
    /// `real` or `nominal`.
    basis: &'static str,
    /// Rate that discounts these flows.
    discount_rate: f64,
    total: AccountView,
    supplier: AccountView,
    accepter: AccountView,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlannedAccount")]
struct AccountView {
    npv_eur: String,
    irr: Vec<f64>,
    payback_years: Option<f64>,
    discounted_payback_years: Option<f64>,
    roi: Option<f64>,
    benefit_cost_ratio: Option<f64>,
    subsidy_eur: String,
    tax_eur: String,
    /// From year 0.
    cash_flows_eur: Vec<String>,
}

impl From<&PlannedAccount> for AccountView {
    fn from(account: &PlannedAccount) -> Self {
        Self {
            npv_eur: account.npv_eur.to_string(),
            irr: account.irr.rates.clone(),
            payback_years: account.payback_years,
            discounted_payback_years: account.discounted_payback_years,
            roi: account.roi,
            benefit_cost_ratio: account.benefit_cost_ratio,
            subsidy_eur: account.subsidy_eur.to_string(),
            tax_eur: account.tax_eur.to_string(),
            cash_flows_eur: account.cash_flows_eur.iter().map(ToString::to_string).collect(),
        }
    }
}

fn what_if(workbench: &Workbench, asked: Asked, watch: &dyn Watch) -> Result<Answer, Error> {
    let matched = matched(workbench, watch)?;
    let at = position(&matched, asked.id)?;
    let found = &matched.set().matches[at];
    let region = &matched.loaded.region;
    let reference = workbench.reference();
    let economics = economics_of(workbench, &matched, at)?;
    let ask = WhatIf::new(&economics, reference);
    let base = ask.worths(ask.setting()).map_err(missing)?;

    let unit = found.kind.rules().unit;
    let bar = |bar: Bar| BarView {
        input: bar.input,
        value: bar.value,
        unit: unit_of(bar.input, unit),
        at: STEPS
            .into_iter()
            .zip(bar.worths)
            .map(|(factor, worths)| Step { factor, worths })
            .collect(),
    };
    let tornado = ask.tornado(asked.whose).map_err(missing)?.into_iter().map(bar).collect();
    let break_even = ask
        .break_evens(asked.whose)
        .map_err(missing)?
        .into_iter()
        .map(|one| BreakEvenView {
            input: one.input,
            value: one.value,
            unit: unit_of(one.input, unit),
            breaks_even_at: one.breaks_even_at,
        })
        .collect();

    let ends = [found.supply, found.demand].into_iter().filter_map(|flow| region.find_flow(flow));
    let precision = ends.map(|flow| region.flow(flow).precision).min();
    let amount_sigma = precision.map_or(0.0, |p| reference.defaults.sigma_amount(p));
    let odds = ask.odds(asked.whose, amount_sigma, &asked.chance);
    let odds = odds.map_err(InputError::from)?.map_err(missing)?;
    let [p10_eur, p50_eur, p90_eur] = odds.quantiles_eur;

    let mut changes = Vec::new();
    for (input, factor) in &asked.changes {
        let field = format!("changes.{}", input.code());
        changes.push((*input, finite(&field, *factor).map_err(InputError::from)?));
    }
    let scenario = if changes.is_empty() {
        None
    } else {
        let worths = ask.worths(&ask.changed(&changes)).map_err(missing)?;
        let difference = Worths {
            total_eur: worths.total_eur - base.total_eur,
            supplier_eur: worths.supplier_eur - base.supplier_eur,
            accepter_eur: worths.accepter_eur - base.accepter_eur,
        };
        Some(Scenario { worths, difference })
    };
    let splits = economics::splits(&economics).map_err(InputError::from)?;
    let walks_away = match asked.at_eur_per_unit {
        None => None,
        Some(price) => {
            let price = finite("at_eur_per_unit", price).map_err(InputError::from)?;
            Some(economics::walks_away(&economics, price).into_iter().map(role_code).collect())
        }
    };
    Ok(Answer {
        id: found.id,
        whose: asked.whose,
        base,
        tornado,
        break_even,
        chance: Chance {
            gains: odds.gains,
            mean_eur: odds.mean_eur,
            p10_eur,
            p50_eur,
            p90_eur,
            draws: asked.chance.draws,
            seed: asked.chance.seed,
            amount_sigma,
        },
        scenario,
        splits: splits
            .into_iter()
            .map(|split| SplitView {
                rule: split.rule,
                supplier_eur: split.supplier_eur,
                accepter_eur: split.accepter_eur,
                transfer_eur_per_unit: split.transfer_eur_per_unit,
            })
            .collect(),
        walks_away,
        plan: asked.plan.map(|plan| plan_view(&economics, &plan)).transpose()?,
    })
}

fn plan_view(economics: &Economics, plan: &Plan) -> Result<PlanView, Error> {
    let planned = planned(economics, plan).map_err(|error| match error {
        PlanError::Unfit(unfit) => Error::from(InputError::from(unfit)),
        PlanError::Evaluation(_) => Error::FigureOutOfRange,
    })?;
    Ok(PlanView {
        basis: if plan.nominal { "nominal" } else { "real" },
        discount_rate: planned.discount_rate,
        total: (&planned.total).into(),
        supplier: (&planned.supplier).into(),
        accepter: (&planned.accepter).into(),
    })
}

fn missing(needs: NeedsPrice) -> Error {
    let Needs { field, country } = needs.into();
    Error::NeedsPrice { field, country }
}

/// Unit of a figure of a match whose amounts are in `unit`.
fn unit_of(input: Input, unit: &str) -> String {
    match input {
        Input::Amount => format!("{unit}/a"),
        Input::BuyingPrice | Input::CostOfGiving | Input::TransferPrice => format!("EUR/{unit}"),
        Input::ElectricityPrice => "EUR/MWh".to_owned(),
        Input::Capital => "EUR".to_owned(),
        Input::Upkeep | Input::DiscountRate => "1/a".to_owned(),
        Input::Distance => "km".to_owned(),
        Input::Years => "a".to_owned(),
    }
}
