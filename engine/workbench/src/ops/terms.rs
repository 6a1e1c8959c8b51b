//! The agreed terms of a deal: read, and set one or several at a time as one gesture. A term set
//! to null is open again. What a paper makes of them is no matter of this file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::model::{DealId, DealTerms};
use turash_engine::watch::Watch;

use super::{Done, deals};
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::session::Session;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("deal.terms", Effect::Read, get),
        Operation::new("deal.terms.set", Effect::Edit, set),
    ]
}

#[derive(Deserialize, JsonSchema)]
struct TermsOf {
    deal: DealId,
}

/// The terms of a deal; those not agreed are null.
#[derive(Serialize, JsonSchema)]
struct Terms {
    terms: DealTerms,
    /// Unit of `quantity_per_year`, and of the amount that `price_per_unit` is for.
    unit: String,
}

fn get(workbench: &Workbench, of: TermsOf, _: &dyn Watch) -> Result<Terms, Error> {
    let session = workbench.session()?;
    answer(&session, of.deal)
}

#[derive(Deserialize, JsonSchema)]
struct SetTerms {
    deal: DealId,
    /// Values by the names of terms; null opens a term again, a term not named stays.
    terms: BTreeMap<String, Value>,
}

#[derive(Serialize, JsonSchema)]
struct TermsDone {
    #[serde(flatten)]
    done: Done,
    #[serde(flatten)]
    terms: Terms,
}

fn set(workbench: &Workbench, set: SetTerms, _: &dyn Watch) -> Result<TermsDone, Error> {
    let session = workbench.session()?;
    let deal = deals::deal(&session, set.deal)?;
    let (supplier, accepter) =
        (deals::name(&session, deal.supplier)?, deals::name(&session, deal.accepter)?);
    let known = terms_of(&session, set.deal)?;
    let after = changed(known.clone().unwrap_or_else(|| DealTerms::open(set.deal)), set.terms)?;
    let label =
        Message::new("action-deal-terms").with("supplier", supplier).with("accepter", accepter);
    let ((), done) = workbench.edit(label, None, |edit| {
        match known {
            Some(_) => {
                edit.change::<DealTerms>(set.deal.0, |terms| *terms = after)?;
            }
            None => edit.insert(&after)?,
        }
        Ok(())
    })?;
    Ok(TermsDone { done, terms: answer(&session, set.deal)? })
}

/// The terms recorded for a deal, if any are.
pub(super) fn terms_of(session: &Session, deal: DealId) -> Result<Option<DealTerms>, Error> {
    Ok(session.replica.read(|reader| reader.get::<DealTerms>(deal.0))?)
}

fn answer(session: &Session, id: DealId) -> Result<Terms, Error> {
    let deal = deals::deal(session, id)?;
    let supply = session.replica.read(|reader| reader.flow(deal.supply))?;
    Ok(Terms {
        terms: terms_of(session, id)?.unwrap_or_else(|| DealTerms::open(id)),
        unit: supply.map_or("", |flow| flow.kind.rules().unit).to_owned(),
    })
}

/// The terms with these values in them, if each has a place there and all can stand in a paper.
fn changed(terms: DealTerms, values: BTreeMap<String, Value>) -> Result<DealTerms, Error> {
    let deal = terms.deal;
    let mut after = terms;
    for (name, value) in values {
        let told = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let bad = |wanted| Error::Value { field: name.clone(), value: told.clone(), wanted };
        let mut all = serde_json::to_value(&after).map_err(|_| bad("field"))?;
        let place = all.get_mut(&name).filter(|_| name != "deal").ok_or_else(|| bad("field"))?;
        // A number of a program comes as one; a term keeps its digits, so it is read as text.
        *place = match value {
            Value::Number(number) if !WHOLE.contains(&name.as_str()) => number.to_string().into(),
            other => other,
        };
        after = serde_json::from_value(all).map_err(|_| bad(wanted(&name)))?;
        after.deal = deal;
        if let Some(unsound) = after.unsound() {
            return Err(bad(wanted(unsound)));
        }
    }
    Ok(after)
}

/// Terms that are whole numbers.
const WHOLE: [&str; 4] = ["years", "notice_months", "payment_days", "secrecy_years"];

/// What kind of value a term takes.
fn wanted(name: &str) -> &'static str {
    match name {
        "price_per_unit"
        | "quantity_per_year"
        | "take_or_pay_percent"
        | "penalty_per_unit"
        | "liability_cap"
        | "secrecy_penalty"
        | "years"
        | "notice_months"
        | "payment_days"
        | "secrecy_years" => "number",
        "starts_on" | "exclusive_until" => "time",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_term_takes_only_what_it_can_hold() {
        let open = DealTerms::open(DealId(uuid::Uuid::nil()));
        let cases = [
            ("price_per_unit", json!("18.40"), true),
            ("price_per_unit", json!(18.4), true),
            ("price_per_unit", json!("a lot"), false),
            ("years", json!(10), true),
            ("years", json!("ten"), false),
            ("years", json!(0), false),
            ("starts_on", json!("2027-02-29"), false),
            ("starts_on", json!("2028-02-29"), true),
            ("currency", json!("euro"), false),
            ("backup", json!("accepter"), true),
            ("backup", json!("nobody"), false),
            ("metering", json!("{{ 7*7 }} <b>"), true),
            ("deal", json!("1"), false),
            ("corridor", json!(1), false),
        ];
        for (name, value, good) in cases {
            let got = changed(open.clone(), BTreeMap::from([(name.to_owned(), value.clone())]));
            assert_eq!(got.is_ok(), good, "{name} = {value}: {got:?}");
            if good {
                let back = BTreeMap::from([(name.to_owned(), Value::Null)]);
                assert_eq!(changed(got.expect("good"), back).expect("opened again"), open);
            }
        }
    }
}
