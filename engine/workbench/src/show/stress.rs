//! How far a match has come, how it can fail, and what a failure of one side costs: the part of
//! the detail pane below law and risk.

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::economics::Economics;
use turash_engine::matching::Match;
use turash_engine::matching::outcome::Outcome;
use turash_engine::model::{DealState, Disclosure, Kind};
use turash_engine::quantity::{self, Locale};
use turash_engine::reference::Reference;
use turash_engine::risk::{self, Failure, FailureMode, Figures, Known, Readiness};

use crate::view::{ConsentView, DealView, Message};

/// Failure modes that are shown.
const MOST_MODES: usize = 4;

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReadinessView")]
pub(super) struct AxisView {
    axis: Message,
    level: usize,
    of: usize,
    /// What comes next.
    next: Option<Message>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FailureView {
    mode: Message,
    cause: Message,
    effect: Message,
    /// What shows it.
    sign: Message,
    /// Severity x occurrence x detection, 1 to 1000.
    priority: f64,
    remedy: Message,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct StressView {
    what: Message,
    amount: quantity::Shown,
}

/// How far it has come on each axis; `has_nda` where both have signed one, `is_answered` where no
/// question of the law is open.
pub(crate) fn ladders<'a>(
    outcome: &Outcome<'_>,
    economics: Option<&Economics>,
    state: Option<DealState>,
    (has_nda, is_answered): (bool, bool),
    reference: &'a Reference,
) -> [Readiness<'a>; 6] {
    let (supply, demand) = (outcome.supply.0, outcome.demand.0);
    let (is_agreed, is_signed) = match state {
        Some(DealState::Contracted | DealState::Live) => (true, true),
        Some(DealState::Reserved) => (true, false),
        Some(
            DealState::Suggested
            | DealState::Negotiating
            | DealState::Failed
            | DealState::Cancelled,
        )
        | None => (false, false),
    };
    let warm_enough = match outcome.delivery.temperatures {
        None => true,
        Some(_) if outcome.delivery.heat_pump_cop.is_some() => true,
        Some(t) if supply.kind == Kind::Cooling => t.supply_c < t.demand_c,
        Some(t) => t.supply_c > t.demand_c,
    };
    let known = Known {
        precision: supply.precision.min(demand.precision),
        temperature_fits: warm_enough,
        is_surveyed: false,
        economics,
        law: &outcome.law,
        is_answered,
        has_nda,
        is_agreed,
        is_signed,
    };
    risk::readiness(&risk::facts_of(&known, reference), reference)
}

/// Whether a consent lets its giver's name and figures be seen under an NDA.
pub(crate) fn is_under_nda(level: Disclosure) -> bool {
    match level {
        Disclosure::Public => false,
        Disclosure::Nda | Disclosure::Full => true,
    }
}

/// How far it has come, in words.
pub(super) fn readiness(
    outcome: &Outcome<'_>,
    economics: Option<&Economics>,
    deal: Option<&DealView>,
    consents: &[ConsentView],
    is_answered: bool,
    reference: &Reference,
) -> Vec<AxisView> {
    let has_nda = [outcome.supply.0, outcome.demand.0].iter().all(|flow| {
        let organization = flow.organization.to_string();
        consents.iter().any(|one| one.organization == organization && is_under_nda(one.level))
    });
    let state = deal.map(|deal| deal.state);
    ladders(outcome, economics, state, (has_nda, is_answered), reference)
        .iter()
        .map(|axis| AxisView {
            axis: Message::new(format!("readiness-axis-{}", axis.axis.code())),
            level: axis.level,
            of: axis.of,
            next: axis.next.map(|fact| Message::new(format!("readiness-{fact}"))),
        })
        .collect()
}

/// The ways in which a match of a kind can fail that are worth telling, the worst first.
pub(crate) fn worst(kind: Kind, reference: &Reference) -> Vec<FailureMode> {
    let mut modes = risk::failure_modes(kind, &[], reference).unwrap_or_default();
    modes.truncate(MOST_MODES);
    modes
}

/// The same in words.
pub(super) fn failures(kind: Kind, reference: &Reference) -> Vec<FailureView> {
    worst(kind, reference)
        .iter()
        .map(|mode| FailureView {
            mode: Message::new(format!("failure-{}", mode.mode)),
            cause: Message::new(format!("failure-cause-{}", mode.cause)),
            effect: Message::new(format!("failure-effect-{}", mode.effect)),
            sign: Message::new(format!("failure-sign-{}", mode.sign)),
            priority: mode.priority(),
            remedy: Message::new(format!("risk-mitigation-{}", mode.remedy)),
        })
        .collect()
}

/// What it costs when one side fails, for figures of the reference tables; nothing where a figure
/// is missing.
pub(super) fn stress(
    found: &Match,
    economics: &Economics,
    reference: &Reference,
    locale: Locale,
) -> Vec<StressView> {
    let assumed = |key: &str| reference.value(&format!("stress.{key}"));
    let (Some(share), Some(weeks), Some(drop)) =
        (assumed("closes_after_share"), assumed("weeks"), assumed("demand_drop"))
    else {
        return Vec::new();
    };
    let boiler = |parameter: &str| {
        let technology = match found.kind {
            Kind::Heat => "central gas boiler",
            Kind::Steam => "gas boiler steam",
            Kind::Cooling
            | Kind::Water
            | Kind::Co2
            | Kind::Electricity
            | Kind::CompressedAir
            | Kind::Biowaste
            | Kind::Material
            | Kind::Product
            | Kind::Logistics
            | Kind::Service
            | Kind::SharedAsset => return None,
        };
        reference.technology(technology, parameter).map(|row| row.value)
    };
    let setting = &economics.setting;
    let taker = &economics.accepter.account;
    let years = economics.assumptions.years;
    let closes_after_years = (f64::from(years) * share).round() as u32;
    let figures = Figures {
        delivered_per_year: economics.screened.delivered_per_year,
        rate: found.rate_per_hour * 1000.0,
        without_eur_per_unit: setting.demand.eur_per_unit,
        transfer_eur_per_unit: setting.transfer_eur_per_unit,
        giving_eur_per_unit: setting.supply.eur_per_unit,
        taker_capital_eur: taker.capital_eur.to_f64().unwrap_or(f64::NAN),
        taker_eur_per_year: taker.net_eur_per_year.to_f64().unwrap_or(f64::NAN),
        backup_eur_per_rate: boiler("investment").unwrap_or(0.0),
        backup_upkeep_share: boiler("FOM").unwrap_or(0.0) / 100.0,
        rate_of_discount: economics.assumptions.discount_rate,
        years,
    };
    let Ok(told) = risk::donor_loss(&figures, &Failure { closes_after_years, weeks, drop }) else {
        return Vec::new();
    };
    let amount = |eur: f64, unit: &str| {
        let thousand = eur / 1000.0;
        quantity::shown_to(thousand, unit, quantity::decimals_for(thousand, 1), locale)
    };
    let mut shown = vec![
        StressView {
            what: Message::new("stress-closes").with("years", closes_after_years as usize),
            amount: amount(told.taker_npv_eur, "kEUR"),
        },
        StressView {
            what: Message::new("stress-penalty"),
            amount: amount(told.closing_penalty_eur, "kEUR"),
        },
        StressView {
            what: Message::new("stress-standstill").with("weeks", weeks as usize),
            amount: amount(told.standstill_eur_per_year, "kEUR/a"),
        },
        StressView {
            what: Message::new("stress-drop").with("percent", (drop * 100.0) as usize),
            amount: amount(told.giver_misses_eur_per_year, "kEUR/a"),
        },
    ];
    if told.backup_capital_eur > 0.0 {
        shown.push(StressView {
            what: Message::new("stress-backup"),
            amount: amount(told.backup_eur_per_year, "kEUR/a"),
        });
    }
    shown
}
