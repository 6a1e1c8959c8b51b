//! One match in full: what the detail pane shows, in its order.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::chart;
use turash_engine::economics::{self, Economics, Party, REGISTRY, Trace};
use turash_engine::matching::outcome::Outcome;
use turash_engine::matching::{self, Match, Scorer};
use turash_engine::model::kind::Carriage;
use turash_engine::model::{Flow, Precision};
use turash_engine::quantity::{self, Locale, number};
use turash_engine::reference::Reference;
use turash_engine::risk::{Area, Risk};
use turash_engine::thermo::TwoStreams;

use super::charts::{self, Chart};
use super::law_path::{self, CarbonView, LawView};
use super::rows::{States, match_row, route_code};
use super::stress::{self, AxisView, FailureView, StressView};
use super::{Judged, judge, message, yearly_amount};
use crate::error::Error;
use crate::matched::Matched;
use crate::price::{self, role_code};
use crate::view::{ConsentView, DealView, MatchRow, Message};

/// One score and why it is what it is.
#[derive(Serialize, JsonSchema)]
struct ScoreView {
    /// Name of the scorer.
    name: &'static str,
    /// Value, 0..1.
    value: f64,
    display: String,
    /// Weight in the sum; negative for a penalty.
    weight: f64,
    explanation: Message,
    /// What would raise it.
    raise: Option<Message>,
}

/// One of two streams.
#[derive(Serialize, JsonSchema)]
struct Stream {
    from: quantity::Shown,
    to: quantity::Shown,
    /// What it has or wants in all.
    whole: quantity::Shown,
    precision: Precision,
}

#[derive(Serialize, JsonSchema)]
struct Temperatures {
    /// Least difference between the streams at the exchanger's ends.
    approach_k: quantity::Shown,
    /// Difference that the exchanger needs.
    needed_k: quantity::Shown,
    /// Heat that changes hands at full rate.
    duty: quantity::Shown,
    supply: Stream,
    demand: Stream,
    chart: Chart,
}

#[derive(Serialize, JsonSchema)]
struct Rates {
    roots: Vec<quantity::Shown>,
    /// What is to be said about them: several, none.
    notice: Option<Message>,
}

#[derive(Serialize, JsonSchema)]
struct Corridor {
    low: quantity::Shown,
    high: quantity::Shown,
}

#[derive(Serialize, JsonSchema)]
struct Transfer {
    #[serde(flatten)]
    price: quantity::Shown,
    /// Whether it is the middle of the corridor, agreed by nobody.
    assumed: bool,
}

#[derive(Serialize, JsonSchema)]
struct PartyView {
    organization: String,
    name: String,
    /// `supplier` or `accepter`.
    role: &'static str,
    capital: quantity::Shown,
    net_per_year: quantity::Shown,
    npv: quantity::Shown,
    payback: Option<quantity::Shown>,
    /// Transfer price at which it walks away.
    walks_away: Option<quantity::Shown>,
}

#[derive(Serialize, JsonSchema)]
struct EconomicsView {
    discount_rate: quantity::Shown,
    years: u32,
    npv: quantity::Shown,
    irr: Rates,
    payback: Option<quantity::Shown>,
    discounted_payback: Option<quantity::Shown>,
    capex: quantity::Shown,
    co2: Option<quantity::Shown>,
    corridor: Option<Corridor>,
    transfer_price: Transfer,
    parties: Vec<PartyView>,
    chart: Chart,
}

#[derive(Serialize, JsonSchema)]
struct RouteView {
    straight: quantity::Shown,
    length: quantity::Shown,
    /// `pipe`, `truck`, `line` or `none`.
    mode: &'static str,
    surveyed: bool,
    loss: Option<quantity::Shown>,
}

#[derive(Serialize, JsonSchema)]
struct RiskView {
    /// `technical`, `market` or `regulatory`.
    area: &'static str,
    /// 0..1.
    value: f64,
    drivers: Vec<Message>,
    mitigation: Vec<Message>,
}

#[derive(Serialize, JsonSchema)]
struct RouterView {
    /// `automated` or `facilitated`.
    route: &'static str,
    complexity: f64,
    reasons: Vec<Message>,
}

/// A node of how a figure came about.
#[derive(Serialize, JsonSchema)]
struct TraceView {
    name: Message,
    value: String,
    unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// `rough`, `estimated`, `measured`, `verified` or `assumed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
    inputs: Vec<TraceView>,
}

/// One match in full.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MatchDetail {
    row: MatchRow,
    /// Who gives what to whom, what both gain, in which time.
    sentence: Message,
    scores: Vec<ScoreView>,
    temperatures: Option<Temperatures>,
    economics: Option<EconomicsView>,
    needs_price: Option<Message>,
    route: RouteView,
    law: LawView,
    /// Who may claim the CO2 saved.
    carbon: Option<CarbonView>,
    risks: Vec<RiskView>,
    /// Six axes.
    readiness: Vec<AxisView>,
    /// The worst ways to fail.
    failures: Vec<FailureView>,
    /// What it costs when one side fails.
    stress: Vec<StressView>,
    /// Rules it was held against.
    checks: Vec<Message>,
    relaxed: Vec<Message>,
    router: RouterView,
    provenance: Vec<TraceView>,
    deal: Option<DealView>,
    consents: Vec<ConsentView>,
}

/// What a detail is made from.
pub(crate) struct Parts<'a> {
    pub(crate) matched: &'a Matched,
    pub(crate) at: usize,
    pub(crate) states: &'a States,
    pub(crate) outcome: Outcome<'a>,
    pub(crate) deal: Option<DealView>,
    pub(crate) consents: Vec<ConsentView>,
    pub(crate) reference: &'a Reference,
    /// Facts of the legal tests that the user states.
    pub(crate) answers: &'a BTreeMap<String, bool>,
    /// The law of this day.
    pub(crate) day: Date,
    pub(crate) locale: Locale,
}

/// Shows one match in full.
pub(crate) fn match_detail(parts: Parts<'_>) -> Result<MatchDetail, Error> {
    let Parts { matched, at, outcome, reference, locale, .. } = parts;
    let found = &matched.set().matches[at];
    let row = match_row(matched, parts.states, at, locale);
    let judged = judge(&outcome, found, reference);
    let law = law_path::law_view(&judged, &outcome, parts.answers, parts.day, reference);
    let readiness = stress::readiness(
        &outcome,
        outcome.economics.as_ref().ok(),
        parts.deal.as_ref(),
        &parts.consents,
        law.is_answered(),
        reference,
    );
    let replaces = outcome.demand.0.replaces;
    let others = matched.set().matches.iter().filter(|other| other.demand == found.demand);
    let others = others.count().saturating_sub(1);
    let economics = match price::known(outcome.economics) {
        Ok(economics) => Some(economics),
        Err(Error::NeedsPrice { .. }) => None,
        Err(error) => return Err(error),
    };
    let economics = economics.as_ref();
    let region = &matched.loaded.region;
    let why = matching::explain(region, &matched.request, reference, found);
    let (notes, checks, reasons) = why.map_or_else(Default::default, |why| {
        let words = |list: Vec<matching::Message>| {
            list.iter().map(|m| message(m, locale)).collect::<Vec<_>>()
        };
        (why.notes, words(why.checks), words(why.route))
    });
    let scores = notes
        .iter()
        .filter(|note| note.weight != 0.0 || note.scorer != Scorer::Distance)
        .map(|note| ScoreView {
            name: scorer_code(note.scorer),
            value: note.value,
            display: number(note.value, 2, locale),
            weight: note.weight,
            explanation: message(&note.message, locale),
            raise: note.raise.first().map(|raise| message(raise, locale)),
        });
    Ok(MatchDetail {
        sentence: sentence(&row, found, economics, locale),
        scores: scores.collect(),
        temperatures: temperatures(matched, found, &judged, reference, locale),
        economics: economics.map(|e| economics_view(matched, found, e, locale)),
        needs_price: row.needs_price.clone(),
        route: route_view(found, economics, reference, locale),
        law,
        carbon: economics.and_then(|e| law_path::carbon(e, replaces, others, locale)),
        risks: judged.risks.iter().map(risk_view).collect(),
        readiness,
        failures: stress::failures(found.kind, reference),
        stress: economics.map(|e| stress::stress(found, e, reference, locale)).unwrap_or_default(),
        checks,
        relaxed: row.relaxed.clone(),
        router: RouterView {
            route: route_code(found.route),
            complexity: found.complexity,
            reasons,
        },
        provenance: economics
            .map(|e| {
                let accounts = economics::accounts(e);
                e.provenance.iter().chain(&accounts).map(|t| trace_view(t, locale)).collect()
            })
            .unwrap_or_default(),
        deal: parts.deal,
        consents: parts.consents,
        row,
    })
}

fn sentence(
    row: &MatchRow,
    found: &Match,
    economics: Option<&Economics>,
    locale: Locale,
) -> Message {
    let text = |shown: quantity::Shown| format!("{}\u{a0}{}", shown.display, shown.unit);
    let say = |code: &str, amount: f64| {
        Message::new(code)
            .with("supplier", row.supply.name.as_str())
            .with("accepter", row.demand.name.as_str())
            .with("kind", Message::new(format!("resource-{}", found.kind.code())))
            .with("amount", text(yearly_amount(found.kind, amount, locale)))
            .with("distance", text(quantity::distance(found.distance_km, locale)))
    };
    let Some(economics) = economics else {
        return say("match-sentence-no-price", found.matched_per_year);
    };
    let delivered = economics.screened.delivered_per_year;
    let npv = economics.total.npv_eur.to_f64().unwrap_or(f64::NAN);
    let code = match economics.total.payback_years {
        Some(years) if years <= f64::from(economics.assumptions.years) && npv >= 0.0 => {
            "match-sentence"
        }
        Some(_) | None => "match-sentence-no-payback",
    };
    let mut sentence = say(code, delivered)
        .with("npv", text(quantity::euro(npv, locale)))
        .with("years", number(f64::from(economics.assumptions.years), 0, locale));
    if code == "match-sentence" {
        let years = economics.total.payback_years.unwrap_or(f64::NAN);
        sentence = sentence.with("payback", number(years, 1, locale));
    }
    sentence
}

fn temperatures(
    matched: &Matched,
    found: &Match,
    judged: &Judged,
    reference: &Reference,
    locale: Locale,
) -> Option<Temperatures> {
    let (streams, duty_kw) = (judged.streams?, judged.duty_kw?);
    let region = &matched.loaded.region;
    let flow = |id| region.find_flow(id).map(|at| region.flow(at));
    let (supply, demand) = (flow(found.supply)?, flow(found.demand)?);
    let degrees = |celsius: f64| quantity::shown_to(celsius, "°C", 0, locale);
    let kelvin = |k: f64| quantity::shown_to(k, "K", 0, locale);
    let TwoStreams { supply_c, supply_return_c, demand_c, demand_return_c } = streams;
    let ends = [supply_c - demand_c, supply_return_c - demand_return_c];
    let nearest = if ends[0].abs() < ends[1].abs() { ends[0] } else { ends[1] };
    let stream = |from: f64, to: f64, flow: &Flow| Stream {
        from: degrees(from),
        to: degrees(to),
        whole: quantity::power(flow.rate_per_hour() * 1000.0, locale),
        precision: flow.precision,
    };
    Some(Temperatures {
        approach_k: kelvin(nearest),
        needed_k: kelvin(reference.defaults.approach_k),
        duty: quantity::power(duty_kw, locale),
        supply: stream(supply_c, supply_return_c, supply),
        demand: stream(demand_return_c, demand_c, demand),
        chart: charts::chart(&chart::two_stream(&streams, duty_kw), locale),
    })
}

fn economics_view(
    matched: &Matched,
    found: &Match,
    economics: &Economics,
    locale: Locale,
) -> EconomicsView {
    let euro = |eur: Decimal| {
        let thousand = eur.to_f64().unwrap_or(f64::NAN) / 1000.0;
        quantity::shown_to(thousand, "kEUR", quantity::decimals_for(thousand, 1), locale)
    };
    let years = |years: Option<f64>| years.map(|y| quantity::shown_to(y, "a", 1, locale));
    let unit = format!("EUR/{}", found.kind.rules().unit);
    let price = |eur: f64| quantity::shown_to(eur, &unit, 2, locale);
    let region = &matched.loaded.region;
    let party = |party: &Party| PartyView {
        organization: party.organization.to_string(),
        name: region.organization(party.organization).map(|o| o.name.clone()).unwrap_or_default(),
        role: role_code(party.role),
        capital: euro(party.account.capital_eur),
        net_per_year: euro(party.account.net_eur_per_year),
        npv: euro(party.account.npv_eur),
        payback: years(party.account.payback_years),
        walks_away: party
            .walks_away_eur_per_unit
            .is_finite()
            .then(|| price(party.walks_away_eur_per_unit)),
    };
    let irr = &economics.total.irr;
    let notice = match (irr.rates.len(), irr.sign_changes) {
        (1, 1) => None,
        (0, _) => Some(Message::new("irr-none")),
        (_, changes) => Some(Message::new("irr-several").with("changes", changes)),
    };
    EconomicsView {
        discount_rate: quantity::shown(economics.assumptions.discount_rate * 100.0, "%", locale),
        years: economics.assumptions.years,
        npv: euro(economics.total.npv_eur),
        irr: Rates {
            roots: irr
                .rates
                .iter()
                .map(|rate| quantity::shown_to(rate * 100.0, "%", 1, locale))
                .collect(),
            notice,
        },
        payback: years(economics.total.payback_years),
        discounted_payback: years(economics.total.discounted_payback_years),
        capex: euro(economics.total.capital_eur),
        co2: economics.screened.co2_t_per_year.map(|t| quantity::shown_to(t, "t/a", 0, locale)),
        corridor: economics.has_corridor.then(|| Corridor {
            low: price(economics.screened.low_eur_per_unit),
            high: price(economics.screened.high_eur_per_unit),
        }),
        transfer_price: Transfer {
            price: price(economics.transfer_eur_per_unit.to_f64().unwrap_or(f64::NAN)),
            assumed: economics.transfer_is_midpoint,
        },
        parties: vec![party(&economics.supplier), party(&economics.accepter)],
        chart: charts::chart(&chart::cash_flow(economics), locale),
    }
}

fn route_view(
    found: &Match,
    economics: Option<&Economics>,
    reference: &Reference,
    locale: Locale,
) -> RouteView {
    let length = economics
        .map_or(found.distance_km * reference.defaults.detour, |e| e.screened.route.length_km);
    RouteView {
        straight: quantity::distance(found.distance_km, locale),
        length: quantity::distance(length, locale),
        mode: match found.kind.rules().carriage {
            Carriage::Piped => "pipe",
            Carriage::Trucked => "truck",
            Carriage::Line => "line",
            Carriage::Unbound => "none",
        },
        surveyed: false,
        loss: economics.map(|e| quantity::shown_to(e.screened.loss_share * 100.0, "%", 1, locale)),
    }
}

fn risk_view(risk: &Risk) -> RiskView {
    RiskView {
        area: match risk.area {
            Area::Technical => "technical",
            Area::Market => "market",
            Area::Regulatory => "regulatory",
        },
        value: risk.value,
        drivers: risk
            .drivers
            .iter()
            .map(|driver| Message::new(format!("risk-driver-{}", driver.code())))
            .collect(),
        mitigation: risk
            .mitigation()
            .into_iter()
            .map(|code| Message::new(format!("risk-mitigation-{code}")))
            .collect(),
    }
}

fn trace_view(trace: &Trace, locale: Locale) -> TraceView {
    let equation = |id: &str| {
        let known = REGISTRY.iter().find(|formula| formula.id == id);
        known.map_or_else(|| id.to_owned(), |formula| formula.equation.to_owned())
    };
    TraceView {
        name: Message::new(format!("trace-{}", trace.name)),
        value: number(trace.value, quantity::decimals_for(trace.value, 3), locale),
        unit: trace.unit.clone(),
        formula: trace.formula.map(equation),
        source: trace.source.clone(),
        precision: trace.precision,
        inputs: trace.inputs.iter().map(|input| trace_view(input, locale)).collect(),
    }
}

/// Stable name of a score.
pub(crate) fn scorer_code(scorer: Scorer) -> &'static str {
    match scorer {
        Scorer::Quality => "quality",
        Scorer::Temporal => "temporal",
        Scorer::Quantity => "quantity",
        Scorer::Economic => "economic",
        Scorer::Trust => "trust",
        Scorer::Distance => "distance",
        Scorer::TransportPenalty => "transport_penalty",
        Scorer::RegulatoryRisk => "regulatory_risk",
    }
}
