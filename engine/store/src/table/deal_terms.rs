//! The table of agreed terms, one row for a deal and under the deal's id, so that two replicas
//! that begin it apart agree on the row. What a term means is the model's matter.

use turash_engine::model::{DealId, DealTerms, Side};
use uuid::Uuid;

use super::codes;
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

/// Made by a migration of its own: files of the first form do not have it.
pub(crate) const CREATE: &str = "
CREATE TABLE deal_terms (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    price_per_unit TEXT,
    currency TEXT,
    price_index TEXT,
    quantity_per_year TEXT,
    take_or_pay_percent TEXT,
    starts_on TEXT,
    years INTEGER,
    notice_months INTEGER,
    payment_days INTEGER,
    metering TEXT,
    penalty_per_unit TEXT,
    liability_cap TEXT,
    backup TEXT,
    secrecy_years INTEGER,
    secrecy_penalty TEXT,
    exclusive_until TEXT,
    law TEXT,
    court TEXT,
    supplier_address TEXT,
    supplier_register TEXT,
    supplier_signatory TEXT,
    accepter_address TEXT,
    accepter_register TEXT,
    accepter_signatory TEXT
) STRICT;
";

const FIELDS: &[Field] = &[
    field("price_per_unit", FieldKind::Text),
    field("currency", FieldKind::Text),
    field("price_index", FieldKind::Text),
    field("quantity_per_year", FieldKind::Text),
    field("take_or_pay_percent", FieldKind::Text),
    field("starts_on", FieldKind::Text),
    field("years", FieldKind::Integer),
    field("notice_months", FieldKind::Integer),
    field("payment_days", FieldKind::Integer),
    field("metering", FieldKind::Text),
    field("penalty_per_unit", FieldKind::Text),
    field("liability_cap", FieldKind::Text),
    field("backup", FieldKind::Text),
    field("secrecy_years", FieldKind::Integer),
    field("secrecy_penalty", FieldKind::Text),
    field("exclusive_until", FieldKind::Text),
    field("law", FieldKind::Text),
    field("court", FieldKind::Text),
    field("supplier_address", FieldKind::Text),
    field("supplier_register", FieldKind::Text),
    field("supplier_signatory", FieldKind::Text),
    field("accepter_address", FieldKind::Text),
    field("accepter_register", FieldKind::Text),
    field("accepter_signatory", FieldKind::Text),
];

pub(crate) static TABLE: Table = table!("deal_terms", FIELDS, None);

codes!(Side, side, to_side, Supplier = "supplier", Accepter = "accepter");

impl Record for DealTerms {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.deal.0
    }

    fn write(&self, row: &mut Writer) {
        row.display(self.price_per_unit);
        row.text_or_none(self.currency.as_deref());
        row.text_or_none(self.price_index.as_deref());
        row.display(self.quantity_per_year);
        row.display(self.take_or_pay_percent);
        row.display(self.starts_on);
        row.integer_or_none(self.years);
        row.integer_or_none(self.notice_months);
        row.integer_or_none(self.payment_days);
        row.text_or_none(self.metering.as_deref());
        row.display(self.penalty_per_unit);
        row.display(self.liability_cap);
        row.text_or_none(self.backup.map(side));
        row.integer_or_none(self.secrecy_years);
        row.display(self.secrecy_penalty);
        row.display(self.exclusive_until);
        row.text_or_none(self.law.as_deref());
        row.text_or_none(self.court.as_deref());
        row.text_or_none(self.supplier_address.as_deref());
        row.text_or_none(self.supplier_register.as_deref());
        row.text_or_none(self.supplier_signatory.as_deref());
        row.text_or_none(self.accepter_address.as_deref());
        row.text_or_none(self.accepter_register.as_deref());
        row.text_or_none(self.accepter_signatory.as_deref());
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            deal: DealId(id),
            price_per_unit: row.parsed()?,
            currency: row.text_or_none()?,
            price_index: row.text_or_none()?,
            quantity_per_year: row.parsed()?,
            take_or_pay_percent: row.parsed()?,
            starts_on: row.parsed()?,
            years: row.integer_or_none()?,
            notice_months: row.integer_or_none()?,
            payment_days: row.integer_or_none()?,
            metering: row.text_or_none()?,
            penalty_per_unit: row.parsed()?,
            liability_cap: row.parsed()?,
            backup: row.code_or_none(to_side)?,
            secrecy_years: row.integer_or_none()?,
            secrecy_penalty: row.parsed()?,
            exclusive_until: row.parsed()?,
            law: row.text_or_none()?,
            court: row.text_or_none()?,
            supplier_address: row.text_or_none()?,
            supplier_register: row.text_or_none()?,
            supplier_signatory: row.text_or_none()?,
            accepter_address: row.text_or_none()?,
            accepter_register: row.text_or_none()?,
            accepter_signatory: row.text_or_none()?,
        })
    }
}
