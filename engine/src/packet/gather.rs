//! From what the other rooms found to the lists of a [`super::Case`]: which of their numbers a
//! packet may draw on. Nothing is cut here, and nothing worked out.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::case::{Assumption, LawItem, Money, MoneyLine, PartyMoney, PriceBasis};
use super::facts::{Derived, OddsFacts, Prospects, WhatIfFacts};
use crate::economics::{
    Account, Bar, Draws, Economics, Input, Line, Party, REGISTRY, Role, Trace, WhatIf, Whose,
    accounts, benefit_cost_ratio, return_on_investment,
};
use crate::law;
use crate::model::Direction;
use crate::reference::Reference;

impl Money {
    /// The money of an evaluation. `basis` is where its transfer price comes from; an
    /// evaluation that found the middle of the corridor itself is taken as that in any case.
    /// `amount_sigma` is the relative spread of the amount that is drawn by chance.
    pub fn of(
        economics: &Economics,
        basis: PriceBasis,
        reference: &Reference,
        amount_sigma: f64,
    ) -> Self {
        let what_if = WhatIf::new(economics, reference);
        let sure = |whose, account: &Account| prospects(&what_if, whose, account, amount_sigma);
        let years = economics.assumptions.years as usize;
        let a = &economics.assumptions;
        let basis = if economics.transfer_is_midpoint { PriceBasis::Midpoint } else { basis };
        Self {
            discount_rate: a.discount_rate,
            years,
            price_year: None,
            transfer_eur_per_unit: float(economics.transfer_eur_per_unit),
            transfer_basis: basis,
            parties: vec![
                PartyMoney {
                    prospects: sure(Whose::Supplier, &economics.supplier.account),
                    ..party(&economics.supplier, economics, basis, years, |l| l.supplier_eur)
                },
                PartyMoney {
                    prospects: sure(Whose::Accepter, &economics.accepter.account),
                    ..party(&economics.accepter, economics, basis, years, |l| l.accepter_eur)
                },
            ],
            assumptions: assumptions(economics),
            method: economics.method.to_owned(),
            inputs_hash: economics.inputs_hash.clone(),
        }
    }
}

/// Draws behind the odds of a packet: the share of gains is then known to 0.01.
const DRAWS: usize = 2000;
/// Figures shown in a packet.
const MOST_FIGURES: usize = 8;

/// How sure a party's result is; what cannot be worked out is left out.
fn prospects(
    what_if: &WhatIf<'_>,
    whose: Whose,
    account: &Account,
    amount_sigma: f64,
) -> Prospects {
    let flows: Vec<f64> = account.cash_flows_eur.iter().map(|eur| float(*eur)).collect();
    let rate = what_if.setting().assumptions.discount_rate;
    let draws = Draws { draws: DRAWS, ..Draws::default() };
    let odds = what_if.odds(whose, amount_sigma, &draws).ok().and_then(Result::ok);
    // What a share of the connection is worth would tell what the other party puts in.
    let mut bars = what_if.tornado(whose).unwrap_or_default();
    bars.retain(|bar| bar.input != Input::CapitalShare);
    let figure = |bar: &Bar| WhatIfFacts {
        code: bar.input.code().to_owned(),
        less_eur: bar.worths[0].of(whose),
        more_eur: bar.worths[3].of(whose),
    };
    Prospects {
        what_if: bars.iter().take(MOST_FIGURES).map(figure).collect(),
        odds: odds.map(|odds| OddsFacts {
            gains: odds.gains,
            low_eur: odds.quantiles_eur[0],
            high_eur: odds.quantiles_eur[2],
            draws: DRAWS,
        }),
        roi: return_on_investment(&flows).ok(),
        benefit_cost_ratio: benefit_cost_ratio(&flows, rate).ok(),
    }
}

/// The prices, factors and defaults at the leaves of the provenance, each once: what a reader
/// may dispute. Sizes of pipes and what the flows state stand in the tables of the packet.
fn assumptions(economics: &Economics) -> Vec<Assumption> {
    let mut found: Vec<Assumption> = Vec::new();
    let mut open: Vec<&Trace> = economics.provenance.iter().rev().collect();
    while let Some(trace) = open.pop() {
        open.extend(trace.inputs.iter().rev());
        let is_taken = matches!(trace.precision, Some("assumed" | "estimated"));
        let code = if trace.name == "detour" { "detour_factor" } else { trace.name.as_str() };
        let is_new = !found.iter().any(|a| a.code == code);
        if !(trace.inputs.is_empty() && is_taken && is_new && trace.value != 0.0) {
            continue;
        }
        let (value, unit) = match trace.unit.as_str() {
            "1/a" => (trace.value * 100.0, "%/a"),
            "1" => (trace.value, ""),
            unit => (trace.value, unit),
        };
        found.push(Assumption {
            code: code.to_owned(),
            value,
            unit: unit.to_owned(),
            source: trace.source.clone().unwrap_or_default(),
            year: None,
            assumed: trace.precision == Some("assumed"),
            private_to: side_of(&trace.name),
        });
    }
    let share = economics.assumptions.capital_share_supplier;
    found.push(Assumption {
        code: "capital_share_supplier".to_owned(),
        value: share * 100.0,
        unit: "%".to_owned(),
        source: "defaults.csv".to_owned(),
        year: None,
        assumed: true,
        private_to: Some(Direction::Supply),
    });
    found
}

/// Whose limit of the price an input tells, where it tells one: what the supplier's giving
/// costs, or what the accepter pays today.
fn side_of(input: &str) -> Option<Direction> {
    match input {
        "cost_of_giving" | "stated_cost" | "disposal" => Some(Direction::Supply),
        "gas" | "heating_oil" | "coal" | "biomass" | "electricity_price" | "district_heat"
        | "per_delivered_unit" | "stated_price" | "avoided_purchase" | "emission_factor" => {
            Some(Direction::Demand)
        }
        _ => None,
    }
}

/// The tree of a party's net present value, flat.
fn derivation(party: &Party, economics: &Economics) -> Vec<Derived> {
    let root = match party.role {
        Role::Supplier => "supplier_npv",
        Role::Accepter => "accepter_npv",
    };
    let mut steps = Vec::new();
    let told = accounts(economics);
    let mut open: Vec<(usize, &Trace)> =
        told.iter().filter(|trace| trace.name == root).map(|trace| (0, trace)).collect();
    while let Some((depth, trace)) = open.pop() {
        open.extend(trace.inputs.iter().rev().map(|input| (depth + 1, input)));
        let formula = REGISTRY.iter().find(|formula| Some(formula.id) == trace.formula);
        steps.push(Derived {
            depth,
            code: trace.name.clone(),
            value: trace.value,
            unit: trace.unit.clone(),
            equation: formula.map(|formula| formula.equation.to_owned()),
            source: trace
                .source
                .clone()
                .filter(|source| trace.inputs.is_empty() && source != economics.method),
        });
    }
    steps
}

fn float(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or(f64::NAN)
}

fn party(
    party: &Party,
    economics: &Economics,
    basis: PriceBasis,
    years: usize,
    of: fn(&Line) -> Decimal,
) -> PartyMoney {
    let account = &party.account;
    let line = |code: &str, assumed, first: f64, later: f64| MoneyLine {
        code: code.to_owned(),
        assumed,
        eur: std::iter::once(first).chain(std::iter::repeat_n(later, years)).collect(),
    };
    let mut lines = vec![line("capital", false, -float(account.capital_eur), 0.0)];
    let own = match party.role {
        Role::Supplier => &economics.setting.supply,
        Role::Accepter => &economics.setting.demand,
    };
    lines.extend(economics.lines.iter().map(|l| {
        // Whether the other party quoted its price is its own affair.
        let assumed = match l.code {
            "upkeep" | "added_running" => false,
            "transfer" => basis != PriceBasis::Agreed,
            "own_cost" | "avoided_disposal" | "avoided_purchase" => own.assumed,
            _ => true,
        };
        line(l.code, assumed, 0.0, float(of(l)))
    }));
    PartyMoney {
        organization: party.organization,
        lines,
        npv_eur: float(account.npv_eur),
        irr: account.irr.rates.clone(),
        payback_years: account.payback_years,
        discounted_payback_years: account.discounted_payback_years,
        prospects: Prospects::default(),
        derivation: derivation(party, economics),
    }
}

impl LawItem {
    /// The rows of a verdict that was spelt out.
    pub fn of(report: &law::Report<'_>) -> Vec<Self> {
        let item = |field: &str, verdict: &str, source: Option<String>| Self {
            field: field.to_owned(),
            verdict: verdict.to_owned(),
            source,
        };
        let rules: Vec<String> =
            report.rules.iter().map(|r| format!("{}, {}", r.article, r.date)).collect();
        let source = (!rules.is_empty()).then(|| rules.join("; "));
        let mut items = vec![item("standing", report.branch.code(), source)];
        if report.crosses_border {
            items.push(item("border", "crosses", None));
        }
        items.extend(report.missing.iter().map(|m| item("fact", m.code(), None)));
        items
    }
}
