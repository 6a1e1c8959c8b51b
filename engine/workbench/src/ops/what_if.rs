//! What if: how a match fares when its figures are others, when chance plays, under a plan, and
//! which price shares the gain by which rule.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{
    self, Bar, BreakEven, Draws, Economics, Input, NeedsPrice, Odds, Plan, PlanError, Planned,
    PlannedAccount, STEPS, Split, WhatIf, Whose, Worths, planned,
};
use turash_engine::model::MatchId;
use turash_engine::quantity::Locale;
use turash_engine::unfit::finite;
use turash_engine::watch::Watch;

use super::calc::InputError;
use super::matching::{economics_of, matched, position};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::price::{Needs, role_code};
use crate::show::what_if::{self as show, Form, WhatIfView, unit_of};

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
    /// How to draw by chance; null leaves the draws out.
    #[serde(default = "some_draws")]
    chance: Option<Draws>,
    /// Another scenario: factors on figures, 1.1 for 10 % more.
    #[serde(default)]
    changes: BTreeMap<Input, f64>,
    /// What a form holds: a scenario and a plan as a person types them.
    #[serde(default)]
    form: Form,
    /// A price of a delivered unit in EUR: who would walk away from it?
    #[serde(default)]
    at_eur_per_unit: Option<f64>,
    /// Prices that rise, inflation, subsidy, tax, replacement.
    #[serde(default)]
    plan: Option<Plan>,
    #[serde(default)]
    lang: Locale,
}

fn some_draws() -> Option<Draws> {
    Some(Draws::default())
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
    /// None where no draws were asked for.
    chance: Option<Chance>,
    /// The other scenario, where one was asked for.
    scenario: Option<Scenario>,
    /// Prices that share the gain by a rule; none where both together lose.
    splits: Vec<SplitView>,
    /// `supplier`, `accepter`: who loses at the price that was asked about.
    walks_away: Option<Vec<&'static str>>,
    plan: Option<PlanView>,
    /// The same as a window shows it, in the reader's language.
    shown: WhatIfView,
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
    let whose = asked.whose;
    let base = ask.worths(ask.setting()).map_err(missing)?;
    let bars = ask.tornado(whose).map_err(missing)?;
    let break_even = ask.break_evens(whose).map_err(missing)?;

    let set = asked.form.figures().map_err(InputError::from)?;
    let scenario = scenario(&ask, &asked.changes, &set, &base)?;
    let splits = economics::splits(&economics).map_err(InputError::from)?;
    let at_price = asked.at_eur_per_unit.map(|price| worths_at(&ask, price)).transpose()?;
    let plan = match (asked.plan, &asked.form.plan) {
        (Some(plan), _) => Some(plan),
        (None, Some(form)) => Some(form.plan().map_err(InputError::from)?),
        (None, None) => None,
    };
    let planned = plan.as_ref().map(|plan| under(&economics, plan)).transpose()?;

    let ends = [found.supply, found.demand].into_iter().filter_map(|flow| region.find_flow(flow));
    let precision = ends.map(|flow| region.flow(flow).precision).min();
    let amount_sigma = precision.map_or(0.0, |p| reference.defaults.sigma_amount(p));
    let odds = match &asked.chance {
        None => None,
        Some(draws) => {
            let odds = ask.odds(whose, amount_sigma, draws);
            let odds = odds.map_err(InputError::from)?.map_err(missing)?;
            Some((odds, draws.draws, draws.seed))
        }
    };

    let unit = found.kind.rules().unit;
    let shown = show::view(
        &show::Worked {
            economics: &economics,
            ask: &ask,
            whose,
            unit,
            set: &set,
            base,
            bars: &bars,
            break_even: &break_even,
            odds: odds.as_ref().map(|(odds, draws, seed)| (odds, *draws, *seed)),
            splits: &splits,
            at: at_price,
            scenario: scenario.as_ref().map(|one| (one.worths, one.difference)),
            plan: plan.as_ref().zip(planned.as_ref()),
        },
        asked.lang,
    );
    let chance = |(odds, draws, seed): &(Odds, usize, u64)| Chance {
        gains: odds.gains,
        mean_eur: odds.mean_eur,
        p10_eur: odds.quantiles_eur[0],
        p50_eur: odds.quantiles_eur[1],
        p90_eur: odds.quantiles_eur[2],
        draws: *draws,
        seed: *seed,
        amount_sigma,
    };
    Ok(Answer {
        id: found.id,
        whose,
        base,
        tornado: bars.iter().map(|bar| BarView::of(bar, unit)).collect(),
        break_even: break_even.iter().map(|one| BreakEvenView::of(one, unit)).collect(),
        chance: odds.as_ref().map(chance),
        scenario,
        splits: splits.iter().map(SplitView::from).collect(),
        walks_away: at_price.map(|(price, _)| {
            economics::walks_away(&economics, price).into_iter().map(role_code).collect()
        }),
        plan: plan.as_ref().zip(planned.as_ref()).map(|(plan, planned)| plan_view(plan, planned)),
        shown,
    })
}

impl BarView {
    fn of(bar: &Bar, unit: &str) -> Self {
        let steps = STEPS.into_iter().zip(bar.worths);
        Self {
            input: bar.input,
            value: bar.value,
            unit: unit_of(bar.input, unit),
            at: steps.map(|(factor, worths)| Step { factor, worths }).collect(),
        }
    }
}

impl BreakEvenView {
    fn of(one: &BreakEven, unit: &str) -> Self {
        Self {
            input: one.input,
            value: one.value,
            unit: unit_of(one.input, unit),
            breaks_even_at: one.breaks_even_at,
        }
    }
}

impl From<&Split> for SplitView {
    fn from(split: &Split) -> Self {
        Self {
            rule: split.rule,
            supplier_eur: split.supplier_eur,
            accepter_eur: split.accepter_eur,
            transfer_eur_per_unit: split.transfer_eur_per_unit,
        }
    }
}

/// The scenario of factors and of set figures together; none where neither is given.
fn scenario(
    ask: &WhatIf<'_>,
    changes: &BTreeMap<Input, f64>,
    set: &[(Input, f64)],
    base: &Worths,
) -> Result<Option<Scenario>, Error> {
    if changes.is_empty() && set.is_empty() {
        return Ok(None);
    }
    let mut factors = Vec::new();
    for (input, factor) in changes {
        let field = format!("changes.{}", input.code());
        factors.push((*input, finite(&field, *factor).map_err(InputError::from)?));
    }
    // A figure that is set stands as it is set, whatever factor it also has.
    factors.retain(|(input, _)| set.iter().all(|(other, _)| other != input));
    let set = ask.set(set).map_err(InputError::from)?;
    let worths = ask.worths(&ask.changed_from(set, &factors)).map_err(missing)?;
    let difference = Worths {
        total_eur: worths.total_eur - base.total_eur,
        supplier_eur: worths.supplier_eur - base.supplier_eur,
        accepter_eur: worths.accepter_eur - base.accepter_eur,
    };
    Ok(Some(Scenario { worths, difference }))
}

/// A price that was asked about, and what the parties are worth at it.
fn worths_at(ask: &WhatIf<'_>, price: f64) -> Result<(f64, Worths), Error> {
    let price = finite("at_eur_per_unit", price).map_err(InputError::from)?;
    let setting = ask.set(&[(Input::TransferPrice, price)]).map_err(InputError::from)?;
    Ok((price, ask.worths(&setting).map_err(missing)?))
}

fn under(economics: &Economics, plan: &Plan) -> Result<Planned, Error> {
    planned(economics, plan).map_err(|error| match error {
        PlanError::Unfit(unfit) => Error::from(InputError::from(unfit)),
        PlanError::Evaluation(_) => Error::FigureOutOfRange,
    })
}

fn plan_view(plan: &Plan, planned: &Planned) -> PlanView {
    PlanView {
        basis: if plan.nominal { "nominal" } else { "real" },
        discount_rate: planned.discount_rate,
        total: (&planned.total).into(),
        supplier: (&planned.supplier).into(),
        accepter: (&planned.accepter).into(),
    }
}

fn missing(needs: NeedsPrice) -> Error {
    let Needs { field, country } = needs.into();
    Error::NeedsPrice { field, country }
}
