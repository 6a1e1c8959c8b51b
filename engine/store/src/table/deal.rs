//! The table of deals. Which step may follow which is the engine's rule, not this file's.

use turash_engine::model::{Deal, DealId, DealState, FlowId, Frozen, MatchId, OrganizationId};
use uuid::Uuid;

use super::{canonical, codes};
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE deal (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    match BLOB NOT NULL,
    supply BLOB NOT NULL,
    demand BLOB NOT NULL,
    supplier BLOB NOT NULL,
    accepter BLOB NOT NULL,
    state TEXT NOT NULL,
    reserved_until INTEGER,
    outcome TEXT,
    transfer_price_eur_per_unit TEXT,
    frozen TEXT,
    note TEXT
) STRICT;
CREATE INDEX deal_match ON deal(match);
";

const FIELDS: &[Field] = &[
    field("match", FieldKind::Id),
    field("supply", FieldKind::Id),
    field("demand", FieldKind::Id),
    field("supplier", FieldKind::Id),
    field("accepter", FieldKind::Id),
    field("state", FieldKind::Text),
    field("reserved_until", FieldKind::Integer),
    field("outcome", FieldKind::Json),
    field("transfer_price_eur_per_unit", FieldKind::Text),
    field("frozen", FieldKind::Json),
    field("note", FieldKind::Text),
];

pub(crate) static TABLE: Table = table!("deal", FIELDS, None);

codes!(
    DealState,
    state,
    to_state,
    Suggested = "suggested",
    Negotiating = "negotiating",
    Reserved = "reserved",
    Contracted = "contracted",
    Live = "live",
    Failed = "failed",
    Cancelled = "cancelled",
);

impl Record for Deal {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id(self.match_id.0);
        row.id(self.supply.0);
        row.id(self.demand.0);
        row.id(self.supplier.0);
        row.id(self.accepter.0);
        row.text(state(self.state));
        row.instant(self.reserved_until);
        row.json(self.outcome.as_ref());
        row.display(self.transfer_price_eur_per_unit);
        row.raw_json(self.frozen.as_ref().map(frozen));
        row.text_or_none(self.note.as_deref());
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: DealId(id),
            match_id: MatchId(row.id()?),
            supply: FlowId(row.id()?),
            demand: FlowId(row.id()?),
            supplier: OrganizationId(row.id()?),
            accepter: OrganizationId(row.id()?),
            state: row.code(to_state)?,
            reserved_until: row.instant()?,
            outcome: row.json()?,
            transfer_price_eur_per_unit: row.parsed()?,
            frozen: row.json()?,
            note: row.text_or_none()?,
        })
    }
}

fn frozen(frozen: &Frozen) -> String {
    canonical(&serde_json::json!({
        "inputs_hash": frozen.inputs_hash,
        "method": frozen.method,
        "figures": frozen.figures,
    }))
}
