//! Ops between the store's log and the wire: the same op, the same hash, both ways.

use turash_engine::model::Precision;
use turash_store::{LoggedOp, Reach};

use crate::protocol::{Action, Base, Content, DeviceId, Evidence, Op, OpId, StreamId};

fn evidence(precision: Precision) -> Evidence {
    match precision {
        Precision::Rough => Evidence::Rough,
        Precision::Estimated => Evidence::Estimated,
        Precision::Measured => Evidence::Measured,
        Precision::Verified => Evidence::Verified,
    }
}

pub(super) fn precision(evidence: Evidence) -> Precision {
    match evidence {
        Evidence::Rough => Precision::Rough,
        Evidence::Estimated => Precision::Estimated,
        Evidence::Measured => Precision::Measured,
        Evidence::Verified => Precision::Verified,
    }
}

fn base(reach: Reach) -> Base {
    // The store's own numbers are never below zero.
    Base { epoch: reach.epoch.unsigned_abs() as u32, number: reach.number.unsigned_abs() }
}

/// An op of the log as it travels.
pub(crate) fn to_wire(op: LoggedOp) -> Op {
    Op {
        id: OpId { device: DeviceId(op.device), number: op.number.unsigned_abs() },
        stream: StreamId(op.stream),
        action: Action { id: op.action, label: op.label, args: op.args },
        table: op.table,
        row: op.row,
        field: op.field,
        before: op.before.map(Content),
        after: op.after.map(Content),
        base: base(op.reach),
        held: op.held.into_iter().map(|(field, reach)| (field, base(reach))).collect(),
        evidence: op.evidence.map(evidence),
        actor: op.actor,
        at_us: op.at_us,
        schema: u32::try_from(op.schema).unwrap_or(0),
    }
}

/// An op that came as the log keeps it; none if its numbers do not fit.
pub(crate) fn to_log(op: &Op) -> Option<LoggedOp> {
    let reach = |base: &Base| {
        Some(Reach { epoch: i64::from(base.epoch), number: i64::try_from(base.number).ok()? })
    };
    let held = op.held.iter().map(|(field, base)| Some((field.clone(), reach(base)?)));
    Some(LoggedOp {
        device: op.id.device.0,
        number: i64::try_from(op.id.number).ok()?,
        stream: op.stream.0,
        action: op.action.id,
        label: op.action.label.clone(),
        args: op.action.args.clone(),
        table: op.table.clone(),
        row: op.row,
        field: op.field.clone(),
        before: op.before.as_ref().map(|content| content.0.clone()),
        after: op.after.as_ref().map(|content| content.0.clone()),
        reach: reach(&op.base)?,
        held: held.collect::<Option<_>>()?,
        evidence: op.evidence.map(precision),
        actor: op.actor.clone(),
        at_us: op.at_us,
        schema: i64::from(op.schema),
    })
}
