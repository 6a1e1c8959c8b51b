//! What each match is worth, by the engine's functions, on the register as loaded.
//!
//! The list rests on the closed form, one match's page and papers on the full evaluation. The
//! agreed or planned price of a deal counts in both. Nothing is worked out in here.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;
pub(crate) use turash_engine::economics::Economics;
use turash_engine::economics::{
    self, Assumptions, Delivery, EvaluationError, NeedsPrice, Party, Role, Screened, Terms,
    UnitValue,
};
use turash_engine::matching::outcome::{Outcome, delivery, outcome};
use turash_engine::matching::{Match, fallback};
use turash_engine::model::{Deal, MatchId, Region};
use turash_engine::reference::Reference;

use crate::error::Error;
use crate::matched::Matched;
use crate::view::Message;

/// A price without which nothing can be said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Needs {
    /// Code of what is missing.
    pub(crate) field: String,
    /// ISO code of the country, or a dash.
    pub(crate) country: String,
}

impl Needs {
    pub(crate) fn message(&self) -> Message {
        Message::new(format!("needs-price-{}", self.field)).with("country", self.country.as_str())
    }
}

impl From<NeedsPrice> for Needs {
    fn from(needs: NeedsPrice) -> Self {
        Self {
            field: needs.field.code().to_owned(),
            country: needs.country.map_or("\u{2013}".to_owned(), |c| c.as_str().to_owned()),
        }
    }
}

/// The figures of a match that the list shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Priced {
    pub(crate) npv_supplier_eur: Option<Decimal>,
    pub(crate) npv_accepter_eur: Option<Decimal>,
    pub(crate) payback_years: Option<f64>,
    /// Both together, the capital spread over the years.
    pub(crate) benefit_eur_per_year: Option<f64>,
    pub(crate) co2_t_per_year: Option<f64>,
    pub(crate) assumed: bool,
    pub(crate) needs: Option<Needs>,
}

impl Priced {
    pub(crate) fn npv_supplier(&self) -> Option<f64> {
        self.npv_supplier_eur.and_then(|eur| eur.to_f64())
    }

    pub(crate) fn npv_accepter(&self) -> Option<f64> {
        self.npv_accepter_eur.and_then(|eur| eur.to_f64())
    }
}

/// Prices the matches of one region.
pub(crate) struct Pricing<'a> {
    region: &'a Region,
    reference: &'a Reference,
    terms: Terms,
    /// Present value of 1 EUR a year.
    annuity: f64,
    /// What a unit of each flow is worth, where many matches ask for it.
    values: Vec<UnitValue>,
    agreed: &'a HashMap<MatchId, Decimal>,
}

/// Prices of delivered units that deals state, by match. A deal that ended states none.
pub(crate) fn agreed_prices(deals: &[Deal]) -> HashMap<MatchId, Decimal> {
    let standing = deals.iter().filter(|deal| !deal.state.needs_outcome());
    standing.filter_map(|deal| Some((deal.match_id, deal.transfer_price_eur_per_unit?))).collect()
}

impl<'a> Pricing<'a> {
    pub(crate) fn new(
        region: &'a Region,
        reference: &'a Reference,
        agreed: &'a HashMap<MatchId, Decimal>,
    ) -> Self {
        let assumptions = Assumptions::new(reference);
        Self {
            region,
            reference,
            annuity: economics::annuity_factor(assumptions.discount_rate, assumptions.years),
            terms: Terms::new(reference, assumptions),
            values: Vec::new(),
            agreed,
        }
    }

    /// The same for so many matches: what a unit is worth is worked out once for each flow,
    /// where there are not more flows than matches.
    pub(crate) fn of_many(
        region: &'a Region,
        reference: &'a Reference,
        agreed: &'a HashMap<MatchId, Decimal>,
        matches: usize,
    ) -> Self {
        let mut pricing = Self::new(region, reference, agreed);
        let flows = region.flows().len();
        if flows <= matches {
            pricing.values = (0..flows).into_par_iter().map(|at| pricing.value(at)).collect();
        }
        pricing
    }

    fn value(&self, at: usize) -> UnitValue {
        self.values.get(at).copied().unwrap_or_else(|| {
            let flow = self.region.flow(at);
            economics::unit_values(flow, self.region.site_of(at), self.reference)
        })
    }

    /// The figures of one match, in closed form.
    pub(crate) fn price(&self, found: &Match) -> Priced {
        match self.screen(found) {
            Ok(screened) => Priced {
                npv_supplier_eur: cents(screened.supplier.npv_eur),
                npv_accepter_eur: cents(screened.accepter.npv_eur),
                // Simple, as the list's heading says and as the evaluation gives it.
                payback_years: economics::simple_payback_years(
                    screened.supplier.capital_eur + screened.accepter.capital_eur,
                    screened.supplier.net_eur_per_year + screened.accepter.net_eur_per_year,
                ),
                benefit_eur_per_year: Some(screened.npv_eur / self.annuity),
                co2_t_per_year: screened.co2_t_per_year,
                assumed: screened.assumed,
                needs: None,
            },
            Err(needs) => Priced {
                npv_supplier_eur: None,
                npv_accepter_eur: None,
                payback_years: None,
                benefit_eur_per_year: None,
                co2_t_per_year: None,
                assumed: false,
                needs: Some(needs.into()),
            },
        }
    }

    /// The figures of each match, in their order.
    pub(crate) fn price_all(&self, matches: &[Arc<Match>]) -> Vec<Arc<Priced>> {
        matches.par_iter().map(|found| Arc::new(self.price(found))).collect()
    }

    fn screen(&self, found: &Match) -> Result<Screened, NeedsPrice> {
        // A match is of flows of this region.
        let at = |flow| self.region.find_flow(flow).unwrap_or_default();
        let (supply, demand) = (at(found.supply), at(found.demand));
        let delivery = self.delivery(found, supply, demand);
        let transfer = self.agreed.get(&found.id).and_then(|price| price.to_f64());
        economics::screen(
            &self.value_in(found, supply),
            &self.value_in(found, demand),
            &delivery,
            transfer,
            &self.terms,
        )
    }

    /// What a unit of a flow is worth in a match: that of the amount which changes hands, and of
    /// what the flow enters as.
    fn value_in(&self, found: &Match, at: usize) -> UnitValue {
        let flow = self.region.flow(at);
        let entered = fallback::entered(flow, &found.relaxed, self.reference);
        if entered.kind == flow.kind && flow.particulars.price_tiers.is_empty() {
            return self.value(at);
        }
        let priced = entered.priced_at(found.matched_per_year);
        economics::unit_values(&priced, self.region.site_of(at), self.reference)
    }

    fn delivery(&self, found: &Match, supply: usize, demand: usize) -> Delivery {
        let (supply, demand) = (self.region.flow(supply), self.region.flow(demand));
        let entered = fallback::entered(supply, &found.relaxed, self.reference);
        delivery(&entered, demand, found, &self.terms)
    }
}

/// Everything there is to say about one match under what these deals agree.
pub(crate) fn outcome_of<'a>(
    matched: &'a Matched,
    at: usize,
    deals: &[Deal],
    reference: &Reference,
) -> Result<Outcome<'a>, Error> {
    let found = &matched.set().matches[at];
    let agreed = agreed_prices(deals).get(&found.id).copied();
    let missing = || Error::NotFound { kind: "match", id: found.id.to_string() };
    outcome(&matched.loaded.region, &matched.request, reference, found, agreed).ok_or_else(missing)
}

/// Money as worked out, or why it was not.
pub(crate) fn known(economics: Result<Economics, EvaluationError>) -> Result<Economics, Error> {
    economics.map_err(|error| match error {
        EvaluationError::NeedsPrice(needs) => {
            let Needs { field, country } = needs.into();
            Error::NeedsPrice { field, country }
        }
        EvaluationError::OutOfRange => Error::FigureOutOfRange,
    })
}

/// The figures of one match as the command line prints them. Money is decimal text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(crate) struct EconomicsOutput {
    #[serde(rename = "match")]
    match_id: MatchId,
    /// Real discount rate a year.
    discount_rate: f64,
    /// Years of operation.
    years: u32,
    npv_eur: String,
    /// All real internal rates of return above -100 %.
    irr: Vec<f64>,
    /// How often the flows change sign; above 1 the rate of return may be ambiguous.
    irr_sign_changes: usize,
    payback_years: Option<f64>,
    discounted_payback_years: Option<f64>,
    capex_eur: String,
    /// Sum of all flows over what is spent; none where nothing is.
    roi: Option<f64>,
    /// Present value of gains over that of outlays.
    benefit_cost_ratio: Option<f64>,
    /// What a delivered unit costs both together, capital spread over the years: for heat its
    /// levelised cost.
    cost_eur_per_unit: Option<f64>,
    co2_t_per_year: Option<f64>,
    /// Price of a delivered unit.
    transfer_price_eur_per_unit: String,
    /// Whether that is the middle of the corridor, agreed by nobody.
    transfer_is_midpoint: bool,
    /// Price of a delivered unit below which the supplier loses.
    corridor_low_eur_per_unit: f64,
    /// Price of a delivered unit above which the accepter loses.
    corridor_high_eur_per_unit: f64,
    /// Unit of the amounts.
    unit: &'static str,
    delivered_per_year: f64,
    /// Length of the route.
    route_km: f64,
    /// Whether a figure rests on a price that nobody stated.
    assumed: bool,
    notes: Vec<&'static str>,
    parties: Vec<PartyOutput>,
    /// Version of the method.
    method: &'static str,
    /// SHA-256 of everything that entered, in hex.
    inputs_hash: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
struct PartyOutput {
    organization: String,
    name: String,
    /// `supplier` or `accepter`.
    role: &'static str,
    capital_eur: String,
    net_eur_per_year: String,
    npv_eur: String,
    irr: Vec<f64>,
    payback_years: Option<f64>,
    /// From year 0.
    cash_flows_eur: Vec<String>,
    /// Price of a delivered unit at which it walks away.
    walks_away_eur_per_unit: f64,
}

/// Stable name of a role.
pub(crate) fn role_code(role: Role) -> &'static str {
    match role {
        Role::Supplier => "supplier",
        Role::Accepter => "accepter",
    }
}

/// The figures of one match as the command line prints them.
pub(crate) fn output(economics: &Economics, found: &Match, region: &Region) -> EconomicsOutput {
    let party = |party: &Party| PartyOutput {
        organization: party.organization.to_string(),
        name: region.organization(party.organization).map(|o| o.name.clone()).unwrap_or_default(),
        role: role_code(party.role),
        capital_eur: party.account.capital_eur.to_string(),
        net_eur_per_year: party.account.net_eur_per_year.to_string(),
        npv_eur: party.account.npv_eur.to_string(),
        irr: party.account.irr.rates.clone(),
        payback_years: party.account.payback_years,
        cash_flows_eur: party.account.cash_flows_eur.iter().map(Decimal::to_string).collect(),
        walks_away_eur_per_unit: party.walks_away_eur_per_unit,
    };
    let (roi, benefit_cost_ratio) = economics.ratios();
    EconomicsOutput {
        match_id: found.id,
        discount_rate: economics.assumptions.discount_rate,
        years: economics.assumptions.years,
        npv_eur: economics.total.npv_eur.to_string(),
        irr: economics.total.irr.rates.clone(),
        irr_sign_changes: economics.total.irr.sign_changes,
        payback_years: economics.total.payback_years,
        discounted_payback_years: economics.total.discounted_payback_years,
        capex_eur: economics.total.capital_eur.to_string(),
        roi,
        benefit_cost_ratio,
        cost_eur_per_unit: economics.cost_eur_per_unit(),
        co2_t_per_year: economics.screened.co2_t_per_year,
        transfer_price_eur_per_unit: economics.transfer_eur_per_unit.to_string(),
        transfer_is_midpoint: economics.transfer_is_midpoint,
        corridor_low_eur_per_unit: economics.screened.low_eur_per_unit,
        corridor_high_eur_per_unit: economics.screened.high_eur_per_unit,
        unit: found.kind.rules().unit,
        delivered_per_year: economics.screened.delivered_per_year,
        route_km: economics.screened.route.length_km,
        assumed: economics.assumed,
        notes: economics.notes.clone(),
        parties: vec![party(&economics.supplier), party(&economics.accepter)],
        method: economics.method,
        inputs_hash: economics.inputs_hash.clone(),
    }
}

/// EUR rounded to cents, half to even.
fn cents(eur: f64) -> Option<Decimal> {
    Decimal::from_f64_retain(eur).map(|eur| eur.round_dp(2))
}

/// Money as a number to add up; the store keeps cents, a report does not.
pub(crate) fn eur(money: Decimal) -> f64 {
    money.to_f64().unwrap_or_default()
}
