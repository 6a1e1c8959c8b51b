//! Deals and consents: opened from a match, moved by the state machine, priced, agreed.

use jiff::Timestamp;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::model::{
    Consent, ConsentId, Deal, DealId, DealState, Disclosure, Frozen, MatchId, OrganizationId,
    Outcome,
};
use turash_engine::quantity::{self, Locale};
use turash_engine::watch::Watch;

use super::{Done, Nothing};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Session;
use crate::view::{ConsentView, DealView, Message, Named};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("deal.open", Effect::Edit, open),
        Operation::new("deal.step", Effect::Edit, step),
        Operation::new("deal.set", Effect::Edit, set),
        Operation::new("deals.list", Effect::Read, list),
        Operation::new("consent.record", Effect::Edit, record),
        Operation::new("consent.withdraw", Effect::Edit, withdraw),
    ]
}

/// A deal, and what was done to it.
#[derive(Serialize, JsonSchema)]
struct DealDone {
    #[serde(flatten)]
    done: Done,
    deal: DealView,
}

#[derive(Deserialize, JsonSchema)]
struct OfMatch {
    #[serde(rename = "match")]
    match_id: MatchId,
    #[serde(default)]
    lang: Locale,
}

/// Opens a deal on a match; one that is still going on is answered as it is.
fn open(workbench: &Workbench, of: OfMatch, watch: &dyn Watch) -> Result<DealDone, Error> {
    let matched = super::matching::matched(workbench, watch)?;
    let at = super::matching::position(&matched, of.match_id)?;
    let session = workbench.session()?;
    if let Some(deal) = deal_on(&session, of.match_id)? {
        let label = Message::new("action-deal-open");
        let done = Done { action: None, label, changed: Vec::new() };
        return Ok(DealDone { done, deal: view(&session, &deal, of.lang)? });
    }
    let found = &matched.set().matches[at];
    let region = &matched.loaded.region;
    let owner = |flow| {
        let missing = || Error::NotFound { kind: "flow", id: format!("{flow:?}") };
        region.find_flow(flow).map(|i| region.flows()[i].organization).ok_or_else(missing)
    };
    let deal = Deal {
        id: DealId(workbench.ports().ids.fresh()),
        match_id: of.match_id,
        supply: found.supply,
        demand: found.demand,
        supplier: owner(found.supply)?,
        accepter: owner(found.demand)?,
        state: DealState::Negotiating,
        reserved_until: None,
        outcome: None,
        transfer_price_eur_per_unit: None,
        frozen: Some(Frozen {
            inputs_hash: matched.inputs_hash.clone(),
            method: turash_engine::METHOD_VERSION.to_owned(),
            figures: super::matching::figures(workbench, &matched, at)?,
        }),
        note: None,
    };
    let label = Message::new("action-deal-open")
        .with("supplier", name(&session, deal.supplier)?)
        .with("accepter", name(&session, deal.accepter)?);
    let ((), done) = workbench.edit(label, None, |edit| Ok(edit.insert(&deal)?))?;
    Ok(DealDone { done, deal: view(&session, &deal, of.lang)? })
}

#[derive(Deserialize, JsonSchema)]
struct Step {
    deal: DealId,
    to: DealState,
    /// Why; needed for `failed` and `cancelled`.
    #[serde(default)]
    outcome: Option<Outcome>,
    /// Until when; needed for `reserved`, RFC 3339.
    #[serde(default)]
    reserved_until: Option<String>,
    #[serde(default)]
    lang: Locale,
}

fn step(workbench: &Workbench, step: Step, _: &dyn Watch) -> Result<DealDone, Error> {
    let session = workbench.session()?;
    let before = deal(&session, step.deal)?;
    let state = before.state.step(step.to)?;
    if state.needs_outcome()
        && step.outcome.as_ref().is_none_or(|o| o.code.is_empty() || o.note.trim().is_empty())
    {
        return Err(Error::NeedsOutcome);
    }
    let until = match (&step.reserved_until, state) {
        (Some(text), _) => Some(text.parse::<Timestamp>().map_err(|_| Error::Value {
            field: "reserved_until".into(),
            value: text.clone(),
            wanted: "time",
        })?),
        (None, DealState::Reserved) => return Err(Error::NeedsReservation),
        (None, _) => None,
    };
    change(workbench, step.deal, "action-deal-step", step.lang, |deal| {
        deal.state = state;
        deal.reserved_until = until;
        deal.outcome = step.outcome;
    })
}

#[derive(Deserialize, JsonSchema)]
struct Set {
    deal: DealId,
    /// `transfer_price` or `note`.
    field: String,
    /// EUR for one unit, or words; null takes it away.
    value: Value,
    #[serde(default)]
    lang: Locale,
}

fn set(workbench: &Workbench, set: Set, _: &dyn Watch) -> Result<DealDone, Error> {
    let bad = |wanted| Error::Value {
        field: set.field.clone(),
        value: set.value.as_str().map_or_else(|| set.value.to_string(), str::to_owned),
        wanted,
    };
    match (set.field.as_str(), &set.value) {
        ("transfer_price", Value::Null) => {
            change(workbench, set.deal, "action-deal-price", set.lang, |deal| {
                deal.transfer_price_eur_per_unit = None;
            })
        }
        ("transfer_price", value) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let price: Decimal =
                text.trim().replace(',', ".").parse().map_err(|_| bad("number"))?;
            change(workbench, set.deal, "action-deal-price", set.lang, |deal| {
                deal.transfer_price_eur_per_unit = Some(price);
            })
        }
        ("note", Value::Null) => {
            change(workbench, set.deal, "action-deal-note", set.lang, |deal| deal.note = None)
        }
        ("note", Value::String(note)) => {
            change(workbench, set.deal, "action-deal-note", set.lang, |deal| {
                deal.note = Some(note.clone());
            })
        }
        ("note", _) => Err(bad("text")),
        _ => Err(bad("field")),
    }
}

fn change(
    workbench: &Workbench,
    id: DealId,
    label: &str,
    locale: Locale,
    change: impl FnOnce(&mut Deal),
) -> Result<DealDone, Error> {
    let session = workbench.session()?;
    let before = deal(&session, id)?;
    let label = Message::new(label)
        .with("supplier", name(&session, before.supplier)?)
        .with("accepter", name(&session, before.accepter)?);
    let ((), done) = workbench.edit(label, None, |edit| {
        edit.change::<Deal>(id.0, change)?;
        Ok(())
    })?;
    let after = deal(&session, id)?;
    Ok(DealDone { done, deal: view(&session, &after, locale)? })
}

#[derive(Serialize, JsonSchema)]
struct Deals {
    deals: Vec<DealView>,
}

fn list(workbench: &Workbench, nothing: Nothing, _: &dyn Watch) -> Result<Deals, Error> {
    let session = workbench.session()?;
    let deals = session.replica.read(|reader| reader.deals())?;
    let deals = deals.iter().map(|deal| view(&session, deal, nothing.lang));
    Ok(Deals { deals: deals.collect::<Result<_, _>>()? })
}

/// An organisation agrees to what partners of one match may see.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Agreement {
    #[serde(rename = "match")]
    pub(super) match_id: MatchId,
    pub(super) organization: OrganizationId,
    pub(super) level: Disclosure,
    /// Number or place of the signed paper.
    pub(super) reference: String,
}

pub(super) fn record(
    workbench: &Workbench,
    agreement: Agreement,
    _: &dyn Watch,
) -> Result<Done, Error> {
    if agreement.reference.trim().is_empty() {
        return Err(Error::Value {
            field: "reference".into(),
            value: agreement.reference,
            wanted: "text",
        });
    }
    let session = workbench.session()?;
    let label =
        Message::new("action-consent-record").with("name", name(&session, agreement.organization)?);
    let consent = Consent {
        id: ConsentId(workbench.ports().ids.fresh()),
        organization: agreement.organization,
        match_id: agreement.match_id,
        level: agreement.level,
        reference: agreement.reference,
        given_at: workbench.now(),
        withdrawn_at: None,
    };
    let ((), done) = workbench.edit(label, None, |edit| Ok(edit.insert(&consent)?))?;
    Ok(done)
}

#[derive(Deserialize, JsonSchema)]
struct OneConsent {
    id: ConsentId,
}

fn withdraw(workbench: &Workbench, one: OneConsent, _: &dyn Watch) -> Result<Done, Error> {
    let session = workbench.session()?;
    let consent = session.replica.read(|reader| reader.get::<Consent>(one.id.0))?;
    let missing = || Error::NotFound { kind: "consent", id: one.id.to_string() };
    let consent = consent.ok_or_else(missing)?;
    let label =
        Message::new("action-consent-withdraw").with("name", name(&session, consent.organization)?);
    let now = workbench.now();
    let ((), done) = workbench.edit(label, None, |edit| {
        edit.change::<Consent>(one.id.0, |consent| consent.withdrawn_at = Some(now))?;
        Ok(())
    })?;
    Ok(done)
}

/// The deal on a match that has not ended, if there is one.
pub(super) fn deal_on(session: &Session, of: MatchId) -> Result<Option<Deal>, Error> {
    let deals = session.replica.read(|reader| reader.deals_on(of))?;
    Ok(deals.into_iter().rev().find(|deal| !deal.state.needs_outcome()))
}

/// Consents on a match that have not been withdrawn.
pub(super) fn consents_on(session: &Session, of: MatchId) -> Result<Vec<Consent>, Error> {
    let consents = session.replica.read(|reader| reader.consents_on(of))?;
    Ok(consents.into_iter().filter(|c| c.withdrawn_at.is_none()).collect())
}

pub(super) fn consent_view(session: &Session, consent: &Consent) -> Result<ConsentView, Error> {
    Ok(ConsentView {
        id: consent.id.to_string(),
        organization: consent.organization.to_string(),
        name: name(session, consent.organization)?,
        level: consent.level,
        reference: consent.reference.clone(),
        given_at: consent.given_at.to_string(),
    })
}

pub(super) fn view(session: &Session, deal: &Deal, locale: Locale) -> Result<DealView, Error> {
    let kind = session.replica.read(|reader| reader.flow(deal.supply))?.map(|flow| flow.kind);
    let party = |id: OrganizationId| -> Result<Named, Error> {
        Ok(Named { id: id.to_string(), name: name(session, id)? })
    };
    let price = deal.transfer_price_eur_per_unit.and_then(|p| p.to_string().parse::<f64>().ok());
    let unit = kind.map_or("", |kind| kind.rules().unit);
    Ok(DealView {
        id: deal.id.to_string(),
        match_id: deal.match_id.to_string(),
        state: deal.state,
        next: deal.state.next().to_vec(),
        supplier: party(deal.supplier)?,
        accepter: party(deal.accepter)?,
        reserved_until: deal.reserved_until.map(|t| t.to_string()),
        outcome: deal.outcome.clone(),
        transfer_price: price
            .map(|price| quantity::shown_to(price, &format!("EUR/{unit}"), 2, locale)),
        note: deal.note.clone(),
        kind,
    })
}

pub(super) fn deal(session: &Session, id: DealId) -> Result<Deal, Error> {
    let deal = session.replica.read(|reader| reader.get::<Deal>(id.0))?;
    deal.ok_or_else(|| Error::NotFound { kind: "deal", id: id.to_string() })
}

pub(super) fn name(session: &Session, id: OrganizationId) -> Result<String, Error> {
    let found = session.replica.read(|reader| reader.organization(id))?;
    found
        .map(|organization| organization.name)
        .ok_or_else(|| Error::NotFound { kind: "organization", id: id.to_string() })
}
