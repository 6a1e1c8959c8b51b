//! Keeping up with the hub: the exchange, where it stands, what a person must decide, what the hub
//! refused. The rules of merging are the sync crate's.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::model::{Flow, Organization, Person, PersonId, Position, Precision, Site};
use turash_engine::spatial::EarthModel;
use turash_engine::watch::Watch;
use turash_store::{Actor, LoggedOp, Reader, Replica, StoreError, Waiting};
use turash_sync::client::{
    Address, Choice, Client, Connection, HubFault, OpenConflict, Step, Stop, keep_people,
    open_conflicts,
};
use turash_sync::merge::Conflict;
use turash_sync::protocol::{Hash, Refusal, StreamId, WHOLE_ROW};
use uuid::Uuid;

use super::{Done, Nothing, changed};
use crate::Workbench;
use crate::error::Error;
use crate::event::Changed;
use crate::operation::{Effect, Operation};
use crate::people;
use crate::session::Session;
use crate::show::fields;
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("sync.start", Effect::Job, start),
        Operation::new("sync.status", Effect::Read, |workbench: &Workbench, _: Nothing, _| {
            status(&*workbench.session()?)
        }),
        Operation::new("sync.conflicts", Effect::Read, conflicts),
        Operation::new("sync.resolve", Effect::Edit, resolve),
        Operation::new("sync.tray", Effect::Read, tray),
        Operation::new("sync.retry", Effect::Edit, retry),
        Operation::new("sync.dismiss", Effect::Edit, dismiss),
    ]
}

const NOTE_HUB: &str = "hub";
const NOTE_IN_STEP: &str = "in_step_at_us";
const NOTE_STOPPED: &str = "stopped";
const NOTE_RETRY: &str = "retry_at_us";

/// How often somebody who waits looks around.
const LOOK: Duration = Duration::from_millis(200);
/// Ops of which the pending changes are told one by one.
const TOLD: usize = 2_000;

/// How to keep up.
#[derive(Deserialize, JsonSchema)]
struct Start {
    /// Address of the hub; needed once, where somebody signed in at several.
    #[serde(default)]
    hub: Option<String>,
    /// Go on until told to stop.
    #[serde(default)]
    watch: bool,
}

/// Where a project stands with its hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// It belongs to none.
    NoHub,
    /// Everything here is there, and was seen back.
    InStep,
    /// Something here is not there yet.
    Waiting,
    /// A person must decide something.
    Attention,
    /// It no longer speaks to its hub, until a person has dealt with it.
    Stopped,
}

/// Where a project stands with its hub, in numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Status {
    state: State,
    /// Address of the hub.
    hub: Option<String>,
    /// Changes that the hub has not taken.
    unsent: i64,
    /// Changes that it has taken and not yet given back.
    unseen: i64,
    /// Changes that it refused.
    refused: i64,
    /// Conflicts that a person must decide.
    conflicts: usize,
    /// Changes by a newer version of the program, kept for the day it is here.
    newer: i64,
    /// When everything was last agreed, RFC 3339.
    in_step_at: Option<String>,
    /// When it will try again after a failure, RFC 3339.
    retry_at: Option<String>,
    /// Why it stopped.
    stopped: Option<Message>,
    /// Changes on their way, by record.
    pending: Vec<Pending>,
}

/// Changes of one record on their way.
#[derive(Debug, Serialize, JsonSchema)]
struct Pending {
    record: RecordName,
    /// Number of changes.
    changes: usize,
    /// The fields; `*` for the record as a whole.
    fields: Vec<String>,
    /// Time of the first, RFC 3339.
    since: String,
}

/// A record, as a person knows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RecordName {
    /// `organization`, `site`, `flow`, `deal` and so on.
    kind: String,
    id: Uuid,
    /// Its name, if it has one.
    name: Option<String>,
    /// Name of its site, for a flow.
    site: Option<String>,
}

fn start(workbench: &Workbench, how: Start, watch: &dyn Watch) -> Result<Status, Error> {
    let session = workbench.session()?;
    let named = how.hub.as_deref().map(Address::parse).transpose()?;
    let noted = note(&session.replica, NOTE_HUB)?.map(|text| Address::parse(&text)).transpose()?;
    let hub = match (named, &noted) {
        (Some(named), _) => named,
        (None, Some(noted)) => noted.clone(),
        (None, None) => match workbench.0.settings.get().hubs.as_slice() {
            [] => return Err(Error::NoHub),
            [one] => Address::parse(one)?,
            several => return Err(Error::WhichOfHubs { hubs: several.join(", ") }),
        },
    };
    let connection = workbench.network()?.connect(&hub, workbench.vault()?)?;
    if noted.as_ref() != Some(&hub) {
        join(&session, connection.as_ref())?;
        belongs_to(&session.replica, &hub)?;
    }
    loop {
        let outcome = exchange(workbench, &hub, connection.as_ref(), watch);
        if !how.watch {
            return outcome;
        }
        match outcome {
            // No connection is no reason to give up: it is tried again.
            Ok(_) | Err(Error::Hub(HubFault::Transport(_))) => {}
            Err(other) => return Err(other),
        }
        wait(workbench, &session, connection.as_ref(), watch)?;
        if watch.stop() || !is_open(workbench, &session) {
            return status(&session);
        }
    }
}

/// Begins the project's stream, or finds that it is there.
fn join(session: &Session, connection: &dyn Connection) -> Result<(), Error> {
    let stream = StreamId(session.replica.project());
    match connection.begin_stream(stream, &session.name()) {
        Ok(()) => Ok(()),
        // Who may begin none may join one that somebody else began.
        Err(HubFault::Refused(Refusal::Forbidden)) => {
            let is_there = connection.streams()?.iter().any(|s| s.id == stream.0);
            if is_there { Ok(()) } else { Err(HubFault::Refused(Refusal::Forbidden).into()) }
        }
        Err(other) => Err(other.into()),
    }
}

/// Notes which hub a project belongs to.
pub(super) fn belongs_to(replica: &Replica, hub: &Address) -> Result<(), Error> {
    set_notes(replica, &[(NOTE_HUB, Some(hub.to_string()))])
}

fn note(replica: &Replica, name: &str) -> Result<Option<String>, Error> {
    Ok(replica.read(|reader| reader.sync_note(name))?)
}

fn set_notes(replica: &Replica, notes: &[(&str, Option<String>)]) -> Result<(), Error> {
    replica.feed(|feed| {
        notes.iter().try_for_each(|(name, value)| feed.set_note(name, value.as_deref()))
    })?;
    Ok(())
}

fn is_open(workbench: &Workbench, session: &Arc<Session>) -> bool {
    workbench.session().is_ok_and(|open| Arc::ptr_eq(&open, session))
}

/// Waits for a reason to speak to the hub again.
fn wait(
    workbench: &Workbench,
    session: &Arc<Session>,
    connection: &dyn Connection,
    watch: &dyn Watch,
) -> Result<(), Error> {
    let until = workbench.now().as_microsecond().saturating_add(turash_sync::client::POLL_US);
    let retry = note(&session.replica, NOTE_RETRY)?.and_then(|text| text.parse::<i64>().ok());
    let now = workbench.now().as_microsecond();
    // After a failure neither an edit nor a poke hurries it.
    let failed = retry.filter(|at| *at > now && *at <= until);
    let written = session.replica.read(|reader| reader.written_to())?;
    loop {
        let news = connection.wait_for_news(LOOK);
        let now = workbench.now().as_microsecond();
        if watch.stop() || !is_open(workbench, session) || now >= failed.unwrap_or(until) {
            return Ok(());
        }
        if failed.is_none()
            && (news || session.replica.read(|reader| reader.written_to())? != written)
        {
            return Ok(());
        }
    }
}

/// Speaks to the hub until both are in step, there is reason to wait, or to stop.
pub(super) fn exchange(
    workbench: &Workbench,
    hub: &Address,
    connection: &dyn Connection,
    watch: &dyn Watch,
) -> Result<Status, Error> {
    let session = workbench.session()?;
    let replica = &session.replica;
    let chance = workbench.ports().ids.fresh().as_u128() as u64;
    let mut client = Client::open(Arc::clone(replica), env!("CARGO_PKG_VERSION"), chance)?;
    client.wake();
    let begun = replica.read(|reader| reader.waiting())?.unsent.unsigned_abs();
    watch.progress(0, begun, "syncing");
    let mut taken = 0;
    let step = client.exchange(connection, &|| workbench.now().as_microsecond(), |rows| {
        taken += rows.len() as u64;
        workbench.changed(rows.iter().map(changed).collect());
        let left = replica.read(|reader| reader.waiting()).map_or(0, |w| w.unsent);
        let sent = begun.saturating_sub(left.unsigned_abs());
        watch.progress(sent + taken, begun + taken, "syncing");
        !watch.stop()
    })?;
    session.follow_what_came(taken > 0)?;
    let stopped = match &step {
        Step::Stopped(stop) => Some(stop.code().to_owned()),
        Step::Send(_) | Step::Wait { .. } => None,
    };
    let in_step = matches!(step, Step::Wait { failed: false, .. }) && !watch.stop();
    let mut notes = vec![(NOTE_STOPPED, stopped)];
    if in_step {
        notes.push((NOTE_IN_STEP, Some(workbench.now().as_microsecond().to_string())));
    }
    set_notes(replica, &notes)?;
    let outcome = match step {
        Step::Stopped(stop) => Err(stopped_by(stop, hub)),
        Step::Wait { failed: true, .. } => {
            let fault = client.last_fault();
            Err(HubFault::from(fault.unwrap_or(turash_sync::client::TransportFault::Offline))
                .into())
        }
        Step::Wait { failed: false, .. } | Step::Send(_) if watch.stop() => Err(Error::Cancelled),
        Step::Wait { failed: false, .. } | Step::Send(_) => {
            if keep_people(replica, connection)? {
                workbench.changed(vec![Changed { kind: "person".to_owned(), id: String::new() }]);
            }
            attachments(replica, connection, watch)
        }
    };
    workbench.changed(vec![Changed { kind: "sync".to_owned(), id: String::new() }]);
    outcome?;
    status(&session)
}

fn stopped_by(stop: Stop, hub: &Address) -> Error {
    match stop {
        Stop::Refused(Refusal::SignIn) => HubFault::NotSignedIn.into(),
        other => Error::SyncStopped { code: other.code(), hub: hub.to_string() },
    }
}

/// Hands over the attachments that the hub lacks, and fetches those that are missing here.
fn attachments(
    replica: &Replica,
    connection: &dyn Connection,
    watch: &dyn Watch,
) -> Result<(), Error> {
    let stream = StreamId(replica.project());
    let packs = replica.read(|reader| reader.packs())?;
    for (n, pack) in packs.iter().enumerate() {
        watch.progress(n as u64, packs.len() as u64, "attachments");
        let Ok(hash) = pack.sha256.parse::<Hash>() else { continue };
        match replica.read(|reader| reader.blob(&pack.sha256)) {
            Ok(bytes) => {
                if !connection.has_blob(stream, hash)? {
                    connection.send_blob(stream, hash, &bytes)?;
                }
            }
            Err(StoreError::NoBlob { .. }) => {
                match connection.read_blob(stream, hash) {
                    Ok(bytes) => drop(replica.put_blob(&bytes)?),
                    // Whoever has it has not handed it over yet.
                    Err(HubFault::Refused(Refusal::NoStream)) => {}
                    Err(other) => return Err(other.into()),
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

pub(super) fn status(session: &Session) -> Result<Status, Error> {
    session.replica.read(|reader| {
        let number = |name: &str| -> Result<Option<i64>, StoreError> {
            Ok(reader.sync_note(name)?.and_then(|text| text.parse().ok()))
        };
        let Waiting { unsent, unseen, tray, conflicts, quarantined } = reader.waiting()?;
        let conflicts = if conflicts > 0 { open_conflicts(reader)?.len() } else { 0 };
        let hub = reader.sync_note(NOTE_HUB)?;
        let stopped = reader.sync_note(NOTE_STOPPED)?;
        let state = match () {
            () if hub.is_none() => State::NoHub,
            () if stopped.is_some() => State::Stopped,
            () if conflicts > 0 || tray > 0 => State::Attention,
            () if unsent > 0 || unseen > 0 => State::Waiting,
            () => State::InStep,
        };
        let pending = if hub.is_some() { pending(reader)? } else { Vec::new() };
        Ok(Status {
            state,
            hub,
            unsent,
            unseen,
            refused: tray,
            conflicts,
            newer: quarantined,
            in_step_at: number(NOTE_IN_STEP)?.map(at),
            retry_at: number(NOTE_RETRY)?.filter(|at| *at > 0 && unsent > 0).map(at),
            stopped: stopped.map(|code| Message::new(format!("error-{code}"))),
            pending,
        })
    })
}

fn at(us: i64) -> String {
    Timestamp::from_microsecond(us).map(|at| at.to_string()).unwrap_or_default()
}

/// Changes on their way, grouped by record, in the order of their first.
fn pending(reader: &Reader<'_>) -> Result<Vec<Pending>, Error> {
    let mut rows: Vec<Pending> = Vec::new();
    let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
    for op in reader.outbox(TOLD)? {
        if let Some(&place) = places.get(&op.row) {
            rows[place].changes += 1;
            if !rows[place].fields.contains(&op.field) {
                rows[place].fields.push(op.field);
            }
            continue;
        }
        // Who works here is entered by itself.
        if op.table == "person"
            && reader.get::<Person>(op.row)?.is_some_and(|person| person.organization.is_none())
        {
            continue;
        }
        places.insert(op.row, rows.len());
        rows.push(Pending {
            record: name_of(reader, &op.table, op.row)?,
            changes: 1,
            fields: vec![op.field],
            since: at(op.at_us),
        });
    }
    Ok(rows)
}

fn name_of(reader: &Reader<'_>, table: &str, id: Uuid) -> Result<RecordName, Error> {
    let site_name = |id| -> Result<Option<String>, StoreError> {
        Ok(reader.get::<Site>(id)?.map(|site| site.name))
    };
    let (name, site) = match table {
        "organization" => (reader.get::<Organization>(id)?.map(|one| one.name), None),
        "site" => (site_name(id)?, None),
        "flow" => match reader.get::<Flow>(id)? {
            Some(flow) => (Some(flow.name.clone()), site_name(flow.site.0)?),
            None => (None, None),
        },
        _ => (None, None),
    };
    Ok(RecordName { kind: table.to_owned(), id, name, site })
}

/// What a person must decide.
#[derive(Serialize, JsonSchema)]
struct Conflicts {
    conflicts: Vec<ConflictView>,
}

/// One thing that a person must decide.
#[derive(Serialize, JsonSchema)]
struct ConflictView {
    /// Names it until it is decided.
    id: String,
    record: RecordName,
    /// The field; `*` where the record itself is to be kept or deleted.
    field: String,
    /// Unit of the values; empty for text.
    unit: String,
    /// What all had before them; none where they differ in that or it is not known.
    base: Option<Value>,
    /// What was said, the one that shows first.
    sides: Vec<Side>,
    /// How far apart the places are that were said, in metres; none where none were.
    apart_m: Option<f64>,
}

/// What somebody said.
#[derive(Serialize, JsonSchema)]
struct Side {
    /// Its number in the project's history.
    number: u64,
    /// The value; none for the end of the record.
    value: Value,
    /// Whether it is what shows now.
    shows: bool,
    /// Whether it was said on this device.
    mine: bool,
    /// Who.
    author: String,
    /// When, by the author's clock, RFC 3339.
    at: String,
    /// In the course of what.
    label: Message,
    /// How well it is known.
    precision: Option<Precision>,
    /// For the end of a record or an edit of it, which field was written.
    field: String,
}

/// Names a conflict.
fn id_of(conflict: &OpenConflict) -> String {
    format!("{}/{}/{}", conflict.table, conflict.row, conflict.field())
}

fn conflicts(workbench: &Workbench, _: Nothing, _: &dyn Watch) -> Result<Conflicts, Error> {
    let session = workbench.session()?;
    let own = session.replica.device();
    let conflicts = session.replica.read(|reader| {
        let open = open_conflicts(reader)?;
        open.iter().map(|one| view_of(reader, one, own)).collect::<Result<Vec<_>, Error>>()
    })?;
    Ok(Conflicts { conflicts })
}

fn view_of(reader: &Reader<'_>, one: &OpenConflict, own: Uuid) -> Result<ConflictView, Error> {
    let shown = |text: &str| -> Result<Value, StoreError> {
        let mut value = serde_json::from_str::<Value>(text).unwrap_or_default();
        if one.table == "person" {
            people::readable(reader, PersonId(one.row), one.field(), &mut value)?;
        }
        Ok(value)
    };
    let mut sides = Vec::new();
    for (nth, entry) in one.sides().into_iter().enumerate() {
        let Some(op) = one.ops.get(&entry.number) else { continue };
        sides.push(Side {
            number: entry.number,
            value: shown(entry.content.as_ref().map_or("null", |content| &content.0))?,
            shows: match one.of {
                Conflict::Values { .. } => nth == 0,
                Conflict::KeepOrDelete { .. } => entry.saw.is_none(),
            },
            mine: op.device == own,
            author: author_of(reader, op)?,
            at: at(op.at_us),
            label: label_of(op),
            precision: op.evidence,
            field: op.field.clone(),
        });
    }
    let mut bases = one.ops.values().map(|op| op.before.as_deref());
    let first = bases.next().flatten();
    let base = first
        .filter(|first| one.field() != WHOLE_ROW && bases.all(|before| before == Some(*first)));
    Ok(ConflictView {
        id: id_of(one),
        record: name_of(reader, &one.table, one.row)?,
        field: one.field().to_owned(),
        unit: unit_of(reader, &one.table, one.row, one.field())?,
        base: base.map(shown).transpose()?,
        apart_m: apart_m(&sides),
        sides,
    })
}

/// Unit of a field; empty for text, and for what is no quantity.
fn unit_of(reader: &Reader<'_>, table: &str, row: Uuid, field: &str) -> Result<String, StoreError> {
    let flow = if table == "flow" { reader.get::<Flow>(row)? } else { None };
    let unit = flow.and_then(|flow| {
        let fields = fields::editable(&flow);
        fields.into_iter().find(|one| one.field == field).map(|one| one.unit)
    });
    Ok(unit.unwrap_or_default())
}

/// The greatest distance between two of the places that were said, in metres.
fn apart_m(sides: &[Side]) -> Option<f64> {
    let places: Vec<Position> = sides
        .iter()
        .filter_map(|side| serde_json::from_value::<(f64, f64)>(side.value.clone()).ok())
        .map(|(lon, lat)| Position { lat, lon })
        .collect();
    let pairs =
        places.iter().enumerate().flat_map(|(n, a)| places[n + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| EarthModel::MEAN_SPHERE.distance_m(*a, *b).round()).reduce(f64::max)
}

/// Who wrote an op, as history says it.
fn author_of(reader: &Reader<'_>, op: &LoggedOp) -> Result<String, StoreError> {
    match Actor::parse(&op.actor) {
        Some(actor) => people::name_of(reader, &actor),
        None => Ok(op.actor.clone()),
    }
}

fn label_of(op: &LoggedOp) -> Message {
    let args = serde_json::from_str(&op.args).unwrap_or_default();
    Message { code: op.label.clone(), args }
}

/// How to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Rule {
    /// What this device said.
    Mine,
    /// What another device said.
    Theirs,
    /// What was said last, by the clocks of those who said it.
    Newest,
    /// The record stays.
    Keep,
    /// The record goes.
    Delete,
}

/// What is decided, and how: one of `side`, `value` and `rule`.
#[derive(Deserialize, JsonSchema)]
struct Decision {
    /// Ids of the conflicts; none decides all that are open.
    #[serde(default)]
    conflicts: Option<Vec<String>>,
    /// Number of the side that is right.
    #[serde(default)]
    side: Option<u64>,
    /// Another value, in the unit of the field.
    #[serde(default)]
    value: Option<Value>,
    /// The same rule for each.
    #[serde(default)]
    rule: Option<Rule>,
}

fn resolve(workbench: &Workbench, given: Decision, _: &dyn Watch) -> Result<Done, Error> {
    let session = workbench.session()?;
    let choice = match (given.side, given.value, given.rule) {
        (Some(side), None, None) => Choice::Side(side),
        (None, Some(value), None) => Choice::Value(value.to_string()),
        (None, None, Some(rule)) => match rule {
            Rule::Mine => Choice::Mine,
            Rule::Theirs => Choice::Theirs,
            Rule::Newest => Choice::Newest,
            Rule::Keep => Choice::Keep,
            Rule::Delete => Choice::Delete,
        },
        _ => {
            let reason = "one of side, value and rule".to_owned();
            return Err(Error::Input { operation: "sync.resolve", reason });
        }
    };
    let open = session.replica.read(open_conflicts)?;
    let wanted: Vec<&OpenConflict> = match &given.conflicts {
        None => open.iter().collect(),
        Some(ids) => ids
            .iter()
            .map(|id| {
                let found = open.iter().find(|one| id_of(one) == *id);
                found.ok_or_else(|| Error::NotFound { kind: "conflict", id: id.clone() })
            })
            .collect::<Result<_, _>>()?,
    };
    let own = session.replica.device();
    let label = Message::new("action-sync-resolve").with("count", wanted.len());
    let ((), done) = workbench.edit(label, None, |edit| {
        for one in wanted {
            turash_sync::client::decide(edit, one, &choice, own)
                .map_err(|why| Error::from_undecided(why, id_of(one)))?;
        }
        Ok(())
    })?;
    workbench.changed(vec![Changed { kind: "sync".to_owned(), id: String::new() }]);
    Ok(done)
}

/// What the hub refused.
#[derive(Serialize, JsonSchema)]
struct Tray {
    items: Vec<TrayRow>,
}

#[derive(Serialize, JsonSchema)]
struct TrayRow {
    /// Number of the change on this device.
    number: i64,
    record: RecordName,
    /// The field; `*` for the record as a whole.
    field: String,
    /// What was to be written; none for a deletion.
    value: Value,
    /// Unit of the value; empty for text.
    unit: String,
    /// Why it was refused.
    reason: Message,
    /// In the course of what it was written.
    label: Message,
    /// When, RFC 3339.
    at: String,
}

fn tray(workbench: &Workbench, _: Nothing, _: &dyn Watch) -> Result<Tray, Error> {
    let session = workbench.session()?;
    let items = session.replica.read(|reader| {
        let refused = reader.tray()?;
        let rows = refused.into_iter().map(|item| {
            let value = item.op.after.as_deref().and_then(|text| serde_json::from_str(text).ok());
            Ok::<_, Error>(TrayRow {
                number: item.op.number,
                record: name_of(reader, &item.op.table, item.op.row)?,
                field: item.op.field.clone(),
                value: value.unwrap_or_default(),
                unit: unit_of(reader, &item.op.table, item.op.row, &item.op.field)?,
                reason: Message::new(format!("error-{}", item.reason)),
                label: label_of(&item.op),
                at: at(item.op.at_us),
            })
        });
        rows.collect::<Result<Vec<_>, Error>>()
    })?;
    Ok(Tray { items })
}

/// Changes that the hub refused.
#[derive(Deserialize, JsonSchema)]
struct Refused {
    /// Their numbers; none is all of them.
    #[serde(default)]
    numbers: Option<Vec<i64>>,
}

impl Refused {
    fn of(&self, session: &Session) -> Result<Vec<LoggedOp>, Error> {
        let all = session.replica.read(|reader| reader.tray())?.into_iter().map(|item| item.op);
        let Some(numbers) = &self.numbers else { return Ok(all.collect()) };
        let all: BTreeMap<i64, LoggedOp> = all.map(|op| (op.number, op)).collect();
        let found = numbers.iter().map(|number| {
            let id = number.to_string();
            all.get(number).cloned().ok_or(Error::NotFound { kind: "refused_change", id })
        });
        found.collect()
    }

    /// They have been dealt with.
    fn close(workbench: &Workbench, session: &Session, ops: &[LoggedOp]) -> Result<(), Error> {
        session.replica.feed(|feed| ops.iter().try_for_each(|op| feed.close_tray(op.number)))?;
        workbench.changed(vec![Changed { kind: "sync".to_owned(), id: String::new() }]);
        Ok(())
    }
}

/// Writes refused changes again, on what is there today.
fn retry(workbench: &Workbench, which: Refused, _: &dyn Watch) -> Result<Done, Error> {
    let session = workbench.session()?;
    let ops = which.of(&session)?;
    let label = Message::new("action-sync-retry").with("count", ops.len());
    let ((), done) = workbench.edit(label, None, |edit| {
        for op in &ops {
            match &op.after {
                Some(text) => edit.decide(&op.table, op.row, &op.field, text, op.evidence)?,
                None => edit.remove_from(&op.table, op.row)?,
            }
        }
        Ok(())
    })?;
    Refused::close(workbench, &session, &ops)?;
    Ok(done)
}

/// Puts refused changes away for good; history keeps them.
fn dismiss(workbench: &Workbench, which: Refused, _: &dyn Watch) -> Result<Status, Error> {
    let session = workbench.session()?;
    let ops = which.of(&session)?;
    Refused::close(workbench, &session, &ops)?;
    status(&session)
}
