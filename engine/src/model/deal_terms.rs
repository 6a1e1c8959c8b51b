//! What the parties of a deal have agreed on paper: price, quantity, duration, metering, penalty,
//! and how each party signs. Every term may be missing, and nothing here fills one in.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DealId;

/// A party of a deal.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who gives.
    Supplier,
    /// Who takes.
    Accepter,
}

/// The agreed terms of one deal. They are known to both parties: what only one party may know,
/// such as an end of the price corridor, has no place in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DealTerms {
    /// The deal.
    pub deal: DealId,
    /// Agreed price of one unit, in `currency`.
    pub price_per_unit: Option<Decimal>,
    /// ISO 4217 code of all money in these terms.
    pub currency: Option<String>,
    /// Published index that the price follows, by its name.
    pub price_index: Option<String>,
    /// Agreed amount a year, in the unit of the kind.
    pub quantity_per_year: Option<Decimal>,
    /// Share of the quantity that is paid even if it is not taken, in percent.
    pub take_or_pay_percent: Option<Decimal>,
    /// First day of delivery.
    #[schemars(with = "Option<String>")]
    pub starts_on: Option<Date>,
    /// Duration in years.
    pub years: Option<i64>,
    /// Notice to the end of a year of delivery, in months.
    pub notice_months: Option<i64>,
    /// Days after receipt of the invoice within which it is paid.
    pub payment_days: Option<i64>,
    /// Where and with what the amount is measured.
    pub metering: Option<String>,
    /// Paid for each unit agreed and not delivered, in `currency`.
    pub penalty_per_unit: Option<Decimal>,
    /// Most that a party pays for damage in one year, in `currency`.
    pub liability_cap: Option<Decimal>,
    /// Who keeps the reserve for an interruption.
    pub backup: Option<Side>,
    /// Years for which secrecy outlives the agreement.
    pub secrecy_years: Option<i64>,
    /// Paid for each breach of secrecy, in `currency`.
    pub secrecy_penalty: Option<Decimal>,
    /// Last day on which the parties negotiate with each other alone.
    #[schemars(with = "Option<String>")]
    pub exclusive_until: Option<Date>,
    /// Law that governs the papers, in words, where the template leaves it open.
    pub law: Option<String>,
    /// Court or arbitral tribunal, in words.
    pub court: Option<String>,
    /// Registered office of the supplier.
    pub supplier_address: Option<String>,
    /// Court and number of the supplier's entry in its register.
    pub supplier_register: Option<String>,
    /// Who signs for the supplier, with function.
    pub supplier_signatory: Option<String>,
    /// Registered office of the accepter.
    pub accepter_address: Option<String>,
    /// Court and number of the accepter's entry in its register.
    pub accepter_register: Option<String>,
    /// Who signs for the accepter, with function.
    pub accepter_signatory: Option<String>,
}

impl DealTerms {
    /// Terms of a deal of which nothing is agreed yet.
    pub fn open(deal: DealId) -> Self {
        Self {
            deal,
            price_per_unit: None,
            currency: None,
            price_index: None,
            quantity_per_year: None,
            take_or_pay_percent: None,
            starts_on: None,
            years: None,
            notice_months: None,
            payment_days: None,
            metering: None,
            penalty_per_unit: None,
            liability_cap: None,
            backup: None,
            secrecy_years: None,
            secrecy_penalty: None,
            exclusive_until: None,
            law: None,
            court: None,
            supplier_address: None,
            supplier_register: None,
            supplier_signatory: None,
            accepter_address: None,
            accepter_register: None,
            accepter_signatory: None,
        }
    }

    /// The first term that cannot stand in a paper: a quantity, share, penalty or time below
    /// zero, a share above 100 percent, a currency that is not three capital letters, words of
    /// nothing. A price may be below zero: the supplier then pays for being rid of a thing.
    pub fn unsound(&self) -> Option<&'static str> {
        let below_zero = [
            ("quantity_per_year", self.quantity_per_year),
            ("take_or_pay_percent", self.take_or_pay_percent),
            ("penalty_per_unit", self.penalty_per_unit),
            ("liability_cap", self.liability_cap),
            ("secrecy_penalty", self.secrecy_penalty),
        ]
        .into_iter()
        .find(|(_, value)| value.is_some_and(|v| v < Decimal::ZERO));
        let time = [
            ("years", self.years, 1, 99),
            ("notice_months", self.notice_months, 0, 120),
            ("payment_days", self.payment_days, 0, 365),
            ("secrecy_years", self.secrecy_years, 0, 99),
        ]
        .into_iter()
        .find(|(_, value, low, high)| value.is_some_and(|v| v < *low || v > *high));
        let words = [
            ("price_index", &self.price_index),
            ("metering", &self.metering),
            ("law", &self.law),
            ("court", &self.court),
            ("supplier_address", &self.supplier_address),
            ("supplier_register", &self.supplier_register),
            ("supplier_signatory", &self.supplier_signatory),
            ("accepter_address", &self.accepter_address),
            ("accepter_register", &self.accepter_register),
            ("accepter_signatory", &self.accepter_signatory),
        ]
        .into_iter()
        .find(|(_, value)| value.as_ref().is_some_and(|v| v.trim().is_empty()));
        let share = self.take_or_pay_percent.is_some_and(|p| p > Decimal::ONE_HUNDRED);
        let currency = self
            .currency
            .as_ref()
            .is_some_and(|c| c.len() != 3 || !c.bytes().all(|b| b.is_ascii_uppercase()));
        below_zero
            .map(|(name, _)| name)
            .or(time.map(|(name, ..)| name))
            .or(words.map(|(name, _)| name))
            .or(share.then_some("take_or_pay_percent"))
            .or(currency.then_some("currency"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terms_that_can_stand_in_a_paper_are_sound() {
        let open = DealTerms::open(DealId(uuid::Uuid::nil()));
        assert_eq!(open.unsound(), None);
        let cases = [
            (DealTerms { price_per_unit: Some(Decimal::NEGATIVE_ONE), ..open.clone() }, None),
            (
                DealTerms { penalty_per_unit: Some(Decimal::NEGATIVE_ONE), ..open.clone() },
                Some("penalty_per_unit"),
            ),
            (
                DealTerms { take_or_pay_percent: Some(Decimal::from(101)), ..open.clone() },
                Some("take_or_pay_percent"),
            ),
            (DealTerms { currency: Some("eur".into()), ..open.clone() }, Some("currency")),
            (DealTerms { currency: Some("EUR".into()), ..open.clone() }, None),
            (DealTerms { years: Some(0), ..open.clone() }, Some("years")),
            (DealTerms { metering: Some(" ".into()), ..open.clone() }, Some("metering")),
        ];
        for (terms, wrong) in cases {
            assert_eq!(terms.unsound(), wrong, "{terms:?}");
        }
    }
}
