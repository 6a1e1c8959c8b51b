//! Copies of a project and their hub in one thread, every message, clock, death and full disk by
//! one seed. The client and its encrypted files are the real ones. Whatever happened, in the
//! end no edit is lost, everybody agrees, and what shows is what was merged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use turash_engine::model::{
    ActionId, Deal, DealId, DealState, FlowId, MatchId, Organization, OrganizationId, Position,
    Precision, Site, SiteId, Source,
};
use turash_store::{
    Actor, FileKey, Gesture, KeySource, Lock, LoggedOp, NewProject, Replica, StoreError,
};
use turash_sync::client::{CONTENT_TYPE, Client, Step, Stop, TransportFault, merged, read_answer};
use turash_sync::planted::{self, Fault};
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::hub::Hub;
use crate::rng::Rng;

const PROJECT: Uuid = Uuid::from_u128(0x70);
const DEVICES: usize = 3;
const SECOND: i64 = 1_000_000;
/// A question without an answer is given up after this long.
const TIMEOUT: i64 = 20 * SECOND;

fn key() -> FileKey {
    FileKey::from_bytes([0x5a; 32])
}

fn device_id(device: usize) -> Uuid {
    Uuid::from_u128(0xd0 + device as u128)
}

/// Where files are fast, or anywhere.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let here = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    here.expect("a folder")
}

/// An empty project for each device, made once.
fn template(device: usize) -> &'static [u8] {
    static TEMPLATES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let all = TEMPLATES.get_or_init(|| {
        let folder = folder();
        (0..DEVICES)
            .map(|device| {
                let path = folder.path().join(format!("{device}.turash"));
                let new = NewProject { project: PROJECT, device: device_id(device) };
                drop(Replica::create(&path, &Lock::Raw(key()), new).expect("a new project"));
                std::fs::read(&path).expect("it is there")
            })
            .collect()
    });
    &all[device]
}

struct Asked {
    message: u64,
    request: Request,
    until: i64,
}

/// What the author of an op had seen of its row, by what was there to be seen.
struct Saw {
    /// The field that the op writes; of a removal nothing.
    writes: Option<String>,
    /// Of fields with an own write on its way.
    held: BTreeMap<String, BTreeSet<OpId>>,
    /// Of all other fields.
    all: BTreeSet<OpId>,
}

impl Saw {
    fn of(&self, field: &str) -> &BTreeSet<OpId> {
        self.held.get(field).unwrap_or(&self.all)
    }
}

struct Device {
    id: Uuid,
    path: PathBuf,
    open: Option<(Arc<Replica>, Client)>,
    clock: i64,
    asked: Option<Asked>,
    /// Numbers of ops that were committed here.
    written: BTreeSet<u64>,
    /// Ops of each row that could be seen here.
    known: BTreeMap<Uuid, BTreeSet<OpId>>,
    /// The same for fields with an own write on its way, from when it began.
    shadow: BTreeMap<(Uuid, String), BTreeSet<OpId>>,
}

impl Device {
    fn new(id: Uuid, path: PathBuf) -> Self {
        Self {
            id,
            path,
            open: None,
            clock: 0,
            asked: None,
            written: BTreeSet::new(),
            known: BTreeMap::new(),
            shadow: BTreeMap::new(),
        }
    }

    fn replica(&self) -> &Replica {
        &self.open.as_ref().expect("open").0
    }

    /// Notes what can be seen now. While the stream is read anew, what shows is what was read
    /// before.
    fn look(&mut self) {
        let replica = Arc::clone(&self.open.as_ref().expect("open").0);
        let looked = replica.read(|reader| -> Result<(), StoreError> {
            let rereading = reader.sync_note("reread")?.is_some();
            for (_, row) in rows() {
                if !rereading {
                    let seen = reader.row_feed(row)?.into_iter().map(|(_, op)| id_of(&op));
                    self.known.entry(row).or_default().extend(seen);
                }
                let waits: BTreeSet<_> =
                    reader.row_pending(row)?.into_iter().map(|op| op.field).collect();
                if !waits.contains(WHOLE_ROW) {
                    self.shadow.retain(|(of, field), _| *of != row || waits.contains(field));
                }
            }
            Ok(())
        });
        looked.expect("readable");
    }

    /// Numbers of own ops that the stream has not given back, and to where it was read as a
    /// snapshot.
    fn on_their_way(&self) -> (BTreeSet<u64>, u64) {
        let read = self.replica().read(|reader| -> Result<_, StoreError> {
            let mut waits = BTreeSet::new();
            for (_, row) in rows() {
                let pending = reader.row_pending(row)?.into_iter();
                waits.extend(pending.map(|op| op.number.unsigned_abs()));
            }
            let to = reader.sync_note("snapshot_to")?.and_then(|text| text.parse().ok());
            Ok((waits, to.unwrap_or(0)))
        });
        read.expect("readable")
    }

    /// Notes what the author of an op just written had seen.
    fn cause(&mut self, op: &LoggedOp) -> Saw {
        let known = self.known.entry(op.row).or_default();
        let reach = |field: &str| {
            let held = |field: &str| self.shadow.get(&(op.row, field.to_owned()));
            held(field).or_else(|| held(WHOLE_ROW)).unwrap_or(known).clone()
        };
        let own: BTreeSet<_> = (1..op.number.unsigned_abs())
            .map(|number| OpId { device: DeviceId(op.device), number })
            .collect();
        let with_own = |mut saw: BTreeSet<OpId>| {
            saw.extend(own.iter().copied());
            saw
        };
        let mine = reach(&op.field);
        let mut fields = BTreeMap::new();
        if op.field == WHOLE_ROW {
            for (_, field) in self.shadow.keys().filter(|(row, _)| *row == op.row) {
                fields.insert(field.clone(), with_own(reach(field)));
            }
        }
        let writes = Some(op.field.clone()).filter(|_| op.after.is_some());
        let saw = Saw { writes, held: fields, all: with_own(mine.clone()) };
        self.shadow.entry((op.row, op.field.clone())).or_insert(mine);
        saw
    }
}

fn id_of(op: &LoggedOp) -> OpId {
    OpId { device: DeviceId(op.device), number: op.number.unsigned_abs() }
}

enum Event {
    ToHub {
        device: usize,
        message: u64,
        request: Request,
        answered: Answered,
    },
    /// With it, how often the hub had been set back when it answered.
    ToDevice {
        device: usize,
        message: u64,
        answer: Result<Reply, TransportFault>,
        restored: u32,
    },
}

/// What becomes of an answer.
#[derive(Clone, Copy)]
enum Answered {
    Whole,
    Never,
    Portal,
    Damaged(u64),
}

/// Which faults may happen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum World {
    Hostile,
    /// Also: the hub is set back to a backup.
    Restored,
}

struct Sim {
    rng: Rng,
    now: i64,
    hub: Hub,
    backup: Option<Hub>,
    devices: Vec<Device>,
    events: BTreeMap<(i64, u64), Event>,
    serial: u64,
    faults: bool,
    acknowledged: BTreeMap<OpId, Hash>,
    /// What the hub had taken each time before it was set back.
    lost: BTreeSet<OpId>,
    /// How often the hub was set back.
    restored: u32,
    causes: BTreeMap<OpId, Saw>,
    _folder: tempfile::TempDir,
}

type Checked = Result<(), String>;

fn must(holds: bool, what: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(what()) }
}

impl Sim {
    fn new(seed: u64) -> Self {
        let folder = folder();
        let devices = (0..DEVICES)
            .map(|device| {
                let path = folder.path().join(format!("{device}.turash"));
                std::fs::write(&path, template(device)).expect("written");
                Device::new(device_id(device), path)
            })
            .collect();
        let mut sim = Self {
            rng: Rng::new(seed),
            now: 1_800_000_000 * SECOND,
            hub: Hub::new(StreamId(PROJECT)),
            backup: None,
            devices,
            events: BTreeMap::new(),
            serial: 0,
            faults: true,
            acknowledged: BTreeMap::new(),
            lost: BTreeSet::new(),
            restored: 0,
            causes: BTreeMap::new(),
            _folder: folder,
        };
        for device in 0..DEVICES {
            sim.devices[device].clock = sim.rng.below(10) as i64 * 86_400 * SECOND;
            sim.open(device);
        }
        sim
    }

    fn open(&mut self, device: usize) {
        let chance = self.rng.next();
        let d = &mut self.devices[device];
        let replica =
            Arc::new(Replica::open(&d.path, &KeySource::Raw(key())).expect("it opens again"));
        let client = Client::open(Arc::clone(&replica), "0.1.0", chance).expect("it begins");
        d.open = Some((replica, client));
    }

    fn kill(&mut self, device: usize) {
        let d = &mut self.devices[device];
        d.open = None;
        d.asked = None;
        self.open(device);
    }

    fn replica(&self, device: usize) -> Arc<Replica> {
        Arc::clone(&self.devices[device].open.as_ref().expect("open").0)
    }

    fn later(&mut self, wait: i64, event: Event) {
        self.serial += 1;
        self.events.insert((self.now + wait, self.serial), event);
    }

    /// A person does something.
    fn edit(&mut self, device: usize) -> Checked {
        let replica = self.replica(device);
        let (what, row, value) = (self.rng.below(13), self.rng.below(3), self.rng.below(4));
        let local = self.now + self.devices[device].clock;
        let gesture = Gesture {
            action: ActionId(Uuid::from_u128(u128::from(self.rng.next()) << 32 | 1)),
            label: "edit".to_owned(),
            args: serde_json::json!({ "n": value }),
            actor: Actor::Person(format!("p{device}")),
            at: Timestamp::from_microsecond(local).expect("a date"),
            evidence: [None, Some(Precision::Estimated), Some(Precision::Measured)]
                [self.rng.below(3)],
        };
        let (org, site, deal) = (organization(row), site(row), deal());
        let open = replica.read(|r| r.conflicts()).map_err(|e| e.to_string())?;
        let done = replica.edit(&gesture, |edit| -> Result<(), StoreError> {
            match what {
                0..=1 => match edit.get::<Organization>(org.id.0)? {
                    None => edit.insert(&Organization { trust: Some(value as f64), ..org })?,
                    Some(_) if what == 0 => edit.remove::<Organization>(org.id.0)?,
                    Some(_) => {}
                },
                2..=3 if edit.get::<Organization>(org.id.0)?.is_some() => {
                    edit.change::<Organization>(org.id.0, |o| o.name = format!("Works {value}"))?;
                }
                4..=5 if edit.get::<Organization>(org.id.0)?.is_some() => {
                    edit.change::<Organization>(org.id.0, |o| {
                        let word = ["trust", "name", "sector", "country"][value].to_owned();
                        if !o.confidential.remove(&word) {
                            o.confidential.insert(word);
                        }
                    })?;
                }
                6 => match edit.get::<Site>(site.id.0)? {
                    None => edit.insert(&site)?,
                    Some(_) if value == 0 => edit.remove::<Site>(site.id.0)?,
                    Some(_) => {}
                },
                7..=8 if edit.get::<Site>(site.id.0)?.is_some() => {
                    edit.change::<Site>(site.id.0, |s| {
                        s.position = Position::new(55.5 + value as f64, 13.0);
                    })?;
                }
                // A conflict is closed in favour of what shows.
                12 => {
                    for (table, row) in open.iter().filter(|(table, _)| table != "deal") {
                        let here = match table.as_str() {
                            "site" => edit.get::<Site>(*row)?.is_some(),
                            _ => edit.get::<Organization>(*row)?.is_some(),
                        };
                        if here {
                            edit.affirm(table, *row, WHOLE_ROW)?;
                        }
                    }
                }
                9..=11 => match edit.get::<Deal>(deal.id.0)? {
                    None => edit.insert(&deal)?,
                    Some(_) => {
                        use DealState::*;
                        let to = [Negotiating, Reserved, Contracted, Cancelled][value];
                        edit.change::<Deal>(deal.id.0, |d| d.state = to)?;
                    }
                },
                _ => {}
            }
            Ok(())
        });
        done.map_err(|e| format!("an edit failed: {e}"))?;
        self.note_written(device);
        if self.rng.one_in(2) {
            self.devices[device].open.as_mut().expect("open").1.wake();
        }
        self.own_edits_show(device)
    }

    fn undo(&mut self, device: usize) -> Checked {
        let gesture = Gesture {
            action: ActionId(Uuid::from_u128(u128::from(self.rng.next()) << 32 | 2)),
            label: "undo".to_owned(),
            args: serde_json::json!({}),
            actor: Actor::Person(format!("p{device}")),
            at: Timestamp::from_microsecond(self.now).expect("a date"),
            evidence: None,
        };
        self.replica(device).undo(&gesture).map_err(|e| format!("an undo failed: {e}"))?;
        self.note_written(device);
        self.own_edits_show(device)
    }

    fn note_written(&mut self, device: usize) {
        let replica = self.replica(device);
        let to = replica.read(|r| r.written_to()).expect("readable").unsigned_abs();
        let d = &mut self.devices[device];
        let fresh: BTreeSet<_> = (1..=to).filter(|number| !d.written.contains(number)).collect();
        let pending = |row| replica.read(|r| r.row_pending(row)).expect("readable");
        let ops = rows().into_iter().flat_map(|(_, row)| pending(row));
        let mut ops: Vec<_> = ops.filter(|op| fresh.contains(&op.number.unsigned_abs())).collect();
        ops.sort_by_key(|op| op.number);
        for op in ops {
            let saw = d.cause(&op);
            self.causes.insert(id_of(&op), saw);
        }
        self.devices[device].written.extend(fresh);
    }

    /// An own write that is still on its way is what shows. While the stream is read anew, what
    /// shows is what was read before, and writes that are sent again wait for the end of it.
    fn own_edits_show(&self, device: usize) -> Checked {
        let replica = self.replica(device);
        replica
            .read(|reader| -> Result<Checked, StoreError> {
                if reader.sync_note("reread")?.is_some() {
                    return Ok(Ok(()));
                }
                for (table, row) in rows() {
                    let pending = reader.row_pending(row)?;
                    let shown = reader.shown(table, row)?;
                    let Some(last) = pending.last() else { continue };
                    let shown: Option<serde_json::Value> =
                        shown.map(|text| serde_json::from_str(&text).expect("JSON"));
                    let text = |field: &str| {
                        let value = shown.as_ref().and_then(|shown| shown.get(field));
                        value.map_or("null".to_owned(), ToString::to_string)
                    };
                    let holds = match (&last.after, last.field.as_str()) {
                        (None, _) => shown.is_none(),
                        (Some(_), WHOLE_ROW) => shown.is_some(),
                        (Some(after), field) => shown.is_none() || text(field) == *after,
                    };
                    if !holds {
                        return Ok(Err(format!(
                            "device {device}: {last:?} does not show: {shown:?}"
                        )));
                    }
                }
                Ok(Ok(()))
            })
            .map_err(|e| e.to_string())?
    }

    /// Lets a copy do what it wants to do next.
    fn poll(&mut self, device: usize) -> Checked {
        let local = self.now + self.devices[device].clock;
        if let Some(asked) = &self.devices[device].asked {
            if self.now < asked.until {
                return Ok(());
            }
            let message = asked.message;
            return self.deliver(device, message, Err(TransportFault::TimedOut), self.restored);
        }
        let client = &mut self.devices[device].open.as_mut().expect("open").1;
        let request = match client.next(local).map_err(|e| format!("next: {e}"))? {
            Step::Send(request) => request,
            Step::Wait { .. } | Step::Stopped(_) => return Ok(()),
        };
        self.serial += 1;
        let message = self.serial;
        let until = self.now + TIMEOUT;
        self.devices[device].asked = Some(Asked { message, request: request.clone(), until });
        let mut wait = 20_000 + self.rng.below(100_000) as i64;
        let mut answered = Answered::Whole;
        if self.faults {
            if self.rng.one_in(12) {
                wait = self.rng.below(60) as i64 * SECOND;
            }
            answered = match self.rng.below(40) {
                0..=2 => return Ok(()),
                3..=6 => Answered::Never,
                7 => Answered::Portal,
                8..=9 => Answered::Damaged(self.rng.next()),
                _ => Answered::Whole,
            };
            if self.rng.one_in(12) {
                let again = self.rng.below(90) as i64 * SECOND;
                let request = request.clone();
                self.later(
                    again,
                    Event::ToHub { device, message, request, answered: Answered::Never },
                );
            }
        }
        self.later(wait, Event::ToHub { device, message, request, answered });
        Ok(())
    }

    fn deliver(
        &mut self,
        device: usize,
        message: u64,
        answer: Result<Reply, TransportFault>,
        restored: u32,
    ) -> Checked {
        let d = &mut self.devices[device];
        let Some(asked) = d.asked.take_if(|asked| asked.message == message) else { return Ok(()) };
        let local = self.now + d.clock;
        let receipts = match &answer {
            Ok(Reply::Push(push)) => push.receipts.clone(),
            _ => Vec::new(),
        };
        let (waited, snapshot_to) = d.on_their_way();
        let client = &mut d.open.as_mut().expect("open").1;
        match client.receive(local, &asked.request, answer) {
            Ok(_) => {
                let (waits, _) = d.on_their_way();
                for receipt in &receipts {
                    // Taken is not seen: until the stream gives it back, it waits and shows.
                    let Outcome::Accepted { number: taken } = receipt.outcome else { continue };
                    let stays = taken <= snapshot_to
                        || !waited.contains(&receipt.number)
                        || waits.contains(&receipt.number);
                    must(stays, || {
                        format!("edit {} went out of sight when it was taken", receipt.number)
                    })?;
                }
                // What was acknowledged by a hub that was set back since is sent again.
                for receipt in receipts.iter().filter(|_| restored == self.restored) {
                    if let Outcome::Accepted { .. } = receipt.outcome {
                        let id = OpId { device: DeviceId(d.id), number: receipt.number };
                        self.acknowledged.insert(id, receipt.hash);
                    }
                }
            }
            Err(StoreError::DiskFull { .. }) => {
                if self.rng.one_in(2) {
                    self.kill(device);
                }
            }
            Err(e) => return Err(format!("receive: {e}")),
        }
        self.devices[device].look();
        self.own_edits_show(device)
    }

    fn pass(&mut self, span: i64) -> Checked {
        let end = self.now + span;
        while let Some((&(at, serial), _)) = self.events.first_key_value() {
            if at > end {
                break;
            }
            self.now = self.now.max(at);
            let Some(event) = self.events.remove(&(at, serial)) else { continue };
            match event {
                Event::ToHub { device, message, request, answered } => {
                    let reply = self.hub.answer(&request);
                    let answer = match answered {
                        Answered::Never => continue,
                        Answered::Whole => {
                            read_answer(CONTENT_TYPE, &pack(&reply).expect("it packs"))
                        }
                        Answered::Portal => read_answer("text/html", b"<html>Sign in</html>"),
                        Answered::Damaged(how) => {
                            let mut bytes = pack(&reply).expect("it packs");
                            let at = how as usize % bytes.len();
                            bytes[at] ^= 1 << (how >> 60 & 7);
                            read_answer(CONTENT_TYPE, &bytes)
                        }
                    };
                    let wait = 20_000 + self.rng.below(100_000) as i64;
                    let restored = self.restored;
                    self.later(wait, Event::ToDevice { device, message, answer, restored });
                }
                Event::ToDevice { device, message, answer, restored } => {
                    self.deliver(device, message, answer, restored)?;
                    self.poll(device)?;
                }
            }
        }
        self.now = end;
        for device in 0..self.devices.len() {
            self.poll(device)?;
        }
        Ok(())
    }

    fn mishap(&mut self, world: World) -> Checked {
        let device = self.rng.below(self.devices.len());
        match self.rng.below(60) {
            0..=1 => self.kill(device),
            2..=4 => {
                let days = self.rng.below(9) as i64 - 4;
                self.devices[device].clock += days * 86_400 * SECOND;
            }
            5..=9 => planted::fill_disk(Some(self.rng.below(3) as u32)),
            10..=11 => {
                self.hub.crash();
                self.acknowledged_is_there()?;
            }
            12 => self.hub.compact(),
            13 => self.newer_version_writes(),
            14..=16 if world == World::Restored => {
                if let Some(backup) = self.backup.take() {
                    self.lost.extend(self.hub.feed.iter().map(|taken| taken.op.id));
                    self.hub.restore(&backup);
                    self.acknowledged.clear();
                    self.restored += 1;
                } else {
                    self.backup = Some(self.hub.backup());
                }
            }
            17..=20 => self.undo(device)?,
            _ => {}
        }
        Ok(())
    }

    fn acknowledged_is_there(&self) -> Checked {
        let there: BTreeSet<_> = self.hub.feed.iter().map(|taken| taken.op.id).collect();
        let lost = self.acknowledged.keys().find(|id| !there.contains(id));
        must(lost.is_none(), || format!("{lost:?} was acknowledged and is lost"))
    }

    /// A device with a newer version writes into a table that the others do not know.
    fn newer_version_writes(&mut self) {
        let number = self.rng.next() >> 2;
        let op = Op {
            id: OpId { device: DeviceId(Uuid::from_u128(0xee)), number },
            stream: StreamId(PROJECT),
            action: Action { id: Uuid::from_u128(5), label: "edit".into(), args: "{}".into() },
            table: "novel".into(),
            row: Uuid::from_u128(u128::from(number)),
            field: WHOLE_ROW.into(),
            before: None,
            after: Some(Content("{\"shape\":\"round\"}".into())),
            base: Base::default(),
            held: Held::new(),
            evidence: None,
            actor: "person:eve".into(),
            at_us: 0,
            schema: 99,
        };
        self.hub.take_alone(&op);
    }

    fn is_quiet(&self) -> bool {
        self.devices.iter().all(|d| {
            let replica = &d.open.as_ref().expect("open").0;
            let waiting = replica.read(|r| r.waiting()).expect("readable");
            let read = replica.read(|r| r.read_to()).expect("readable");
            let head = self.hub.feed.len() as i64;
            waiting.unsent == 0 && waiting.unseen == 0 && read.is_some_and(|to| to.number == head)
        })
    }

    fn standing(&self) -> String {
        let of = |d: &Device| {
            let (replica, client) = d.open.as_ref().expect("open");
            let waiting = replica.read(|r| r.waiting()).expect("readable");
            let read = replica.read(|r| r.read_to()).expect("readable");
            let asked = d.asked.as_ref().map(|asked| asked.request.path());
            let read = read.map(|to| (to.epoch, to.number));
            format!("\n{waiting:?} read {read:?} asks {asked:?} {client:?}")
        };
        let devices: String = self.devices.iter().map(of).collect();
        format!("hub at {}, {:?}, first {devices}", self.hub.feed.len(), self.hub.epochs)
    }

    fn run(&mut self, world: World) -> Checked {
        let steps = 25 + self.rng.below(40);
        for _ in 0..steps {
            let device = self.rng.below(self.devices.len());
            for _ in 0..=self.rng.below(2) {
                self.edit(device)?;
            }
            self.mishap(world)?;
            let span = [200_000, SECOND, 5 * SECOND, 40 * SECOND][self.rng.below(4)];
            self.pass(span)?;
        }
        self.heal()?;
        self.judge(world)
    }

    fn heal(&mut self) -> Checked {
        self.faults = false;
        planted::fill_disk(None);
        // One minute for the longest wait, two polls for the news to go round, and the answer
        // that was on its way when the network came back.
        for _ in 0..400 {
            self.pass(SECOND / 2)?;
            if self.events.is_empty() && self.is_quiet() {
                return Ok(());
            }
        }
        for (i, d) in self.devices.iter_mut().enumerate() {
            let (_, client) = d.open.as_mut().expect("open");
            if let Ok(Step::Stopped(stop)) = client.next(self.now + d.clock) {
                return Err(format!("device {i} stopped: {stop:?}"));
            }
        }
        Err(format!("the queues did not drain: {}", self.standing()))
    }

    fn judge(&self, world: World) -> Checked {
        self.nothing_left_unseen(world)?;
        let mut wanted = self.hub.merged.clone();
        wanted.rows.retain(|(table, _), _| table != "novel");
        let there: BTreeSet<_> = self.hub.feed.iter().map(|taken| taken.op.id).collect();
        must(there.len() == self.hub.feed.len(), || "an op was taken twice".to_owned())?;
        if world == World::Hostile {
            self.acknowledged_is_there()?;
        }
        for (i, d) in self.devices.iter().enumerate() {
            let (replica, _) = d.open.as_ref().expect("open");
            let tray = replica.read(|r| r.tray()).map_err(|e| e.to_string())?;
            let tray: BTreeSet<_> = tray.iter().map(|item| item.op.number.unsigned_abs()).collect();
            for number in &d.written {
                let id = OpId { device: DeviceId(replica.device()), number: *number };
                must(there.contains(&id) || tray.contains(number), || {
                    format!("device {i} lost its edit {number}")
                })?;
            }
            let base = merged(replica).map_err(|e| e.to_string())?;
            must(base == wanted, || {
                let differs =
                    wanted.rows.iter().find(|(key, row)| base.rows.get(*key) != Some(row));
                let here = differs.map(|(key, _)| base.rows.get(key));
                format!("device {i} does not agree with the hub: {differs:#?}\nbut has {here:#?}")
            })?;
            self.shows(replica, &wanted, i)?;
            let report = replica.check().map_err(|e| e.to_string())?;
            must(report.is_sound(), || format!("device {i}: {report:?}"))?;
        }
        Ok(())
    }

    /// What the hub keeps of each field is what no author had seen and replaced. A hub that was
    /// set back may keep more: it cannot know what had been seen of what it lost.
    fn nothing_left_unseen(&self, world: World) -> Checked {
        for ((table, row), state) in &self.hub.merged.rows {
            let ops: Vec<_> = self.hub.feed.iter().filter(|t| t.op.row == *row).collect();
            let mut fields: BTreeSet<String> =
                state.fields().into_iter().map(str::to_owned).collect();
            fields.insert(WHOLE_ROW.to_owned());
            // The words of a set are held to the reference of the model.
            for field in fields.iter().filter(|f| table != "novel" && *f != "confidential") {
                let writes = |op: &Op| match (op.field.as_str(), &op.after) {
                    (WHOLE_ROW, _) if field == WHOLE_ROW => true,
                    (WHOLE_ROW, None) => false,
                    (WHOLE_ROW, Some(after)) => after.0.contains(&format!("\"{field}\":")),
                    (name, _) => name == field,
                };
                let ends = |op: &Op| writes(op) || (op.field == WHOLE_ROW && op.after.is_some());
                let mut seen: BTreeSet<OpId> = BTreeSet::new();
                for taken in ops.iter().filter(|t| ends(&t.op)) {
                    let Some(saw) = self.causes.get(&taken.op.id) else {
                        return Err(format!("nobody wrote {:?}", taken.op.id));
                    };
                    self.saw_replaced(saw, field, &mut seen);
                }
                let kept: BTreeSet<_> = ops
                    .iter()
                    .filter(|t| writes(&t.op) && !seen.contains(&t.op.id))
                    .map(|t| t.op.id)
                    .collect();
                let found: BTreeSet<_> = state.frontier(field).iter().map(|e| e.id).collect();
                let lost: Vec<_> = kept.difference(&found).collect();
                must(lost.is_empty(), || format!("{table} {row} {field}: overwritten: {lost:?}"))?;
                let extra: Vec<_> = found.difference(&kept).collect();
                must(extra.is_empty() || world == World::Restored, || {
                    format!("{table} {row} {field}: kept though seen: {extra:?}")
                })?;
            }
        }
        Ok(())
    }

    /// Whoever saw a write saw that it replaced what its author had seen, even where the hub was
    /// set back since and what it replaced is back.
    fn saw_replaced(&self, saw: &Saw, field: &str, seen: &mut BTreeSet<OpId>) {
        let mut fresh: Vec<OpId> = saw.of(field).difference(seen).copied().collect();
        while let Some(id) = fresh.pop() {
            if !seen.insert(id) {
                continue;
            }
            let writes =
                |saw: &&Saw| saw.writes.as_deref().is_some_and(|w| w == field || w == WHOLE_ROW);
            if let Some(saw) =
                self.causes.get(&id).filter(writes).filter(|_| self.lost.contains(&id))
            {
                fresh.extend(saw.of(field).difference(seen));
            }
        }
    }

    fn shows(
        &self,
        replica: &Replica,
        wanted: &turash_sync::merge::Merged,
        device: usize,
    ) -> Checked {
        let conflicts: BTreeSet<_> =
            replica.read(|r| r.conflicts()).map_err(|e| e.to_string())?.into_iter().collect();
        for (table, row) in rows() {
            let shown = replica.read(|r| r.shown(table, row)).map_err(|e| e.to_string())?;
            let shown: Option<BTreeMap<String, serde_json::Value>> =
                shown.map(|text| serde_json::from_str(&text).expect("JSON"));
            let key = (table.to_owned(), row);
            let state = wanted.rows.get(&key);
            let view = state.and_then(|s| s.view(table, &turash_sync::rules::StoreRules));
            let view: Option<BTreeMap<String, serde_json::Value>> = view.map(|view| {
                let value = |c: Content| serde_json::from_str(&c.0).expect("JSON");
                view.into_iter().map(|(field, c)| (field, value(c))).collect()
            });
            must(shown == view, || format!("device {device} shows {shown:?}, not {view:?}"))?;
            let open = state.is_some_and(|state| !state.conflicts().is_empty());
            must(conflicts.contains(&key) == open, || {
                format!("device {device}: a conflict in {table} {row} is open: {open}")
            })?;
        }
        Ok(())
    }
}

/// Every row that the people of these tests write.
fn rows() -> Vec<(&'static str, Uuid)> {
    let mut rows: Vec<_> = (0..3).map(|i| ("organization", organization(i).id.0)).collect();
    rows.extend((0..3).map(|i| ("site", site(i).id.0)));
    rows.push(("deal", deal().id.0));
    rows
}

fn source(key: usize) -> Source {
    Source { dataset: "test".to_owned(), key: key.to_string(), year: None, method: None }
}

fn organization(i: usize) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(0x1000 + i as u128)),
        name: "Works".to_owned(),
        sector: None,
        country: Some("SE".to_owned()),
        trust: Some(0.1 + 0.2),
        confidential: ["trust".to_owned()].into(),
        source: source(i),
    }
}

fn site(i: usize) -> Site {
    Site {
        id: SiteId(Uuid::from_u128(0x2000 + i as u128)),
        organization: organization(i).id,
        name: "Plant".to_owned(),
        position: None,
        country: None,
        town: Some("Malmö".to_owned()),
        street: None,
        postcode: None,
        sector: None,
        source: source(i),
    }
}

fn deal() -> Deal {
    Deal {
        id: DealId(Uuid::from_u128(0x3000)),
        match_id: MatchId(Uuid::from_u128(1)),
        supply: FlowId(Uuid::from_u128(2)),
        demand: FlowId(Uuid::from_u128(3)),
        supplier: organization(0).id,
        accepter: organization(1).id,
        state: DealState::Suggested,
        reserved_until: None,
        outcome: None,
        transfer_price_eur_per_unit: None,
        frozen: None,
        note: None,
    }
}

fn simulate(seed: u64) -> Checked {
    planted::fill_disk(None);
    let world = if seed % 4 == 3 { World::Restored } else { World::Hostile };
    Sim::new(seed).run(world)
}

fn wanted(default: u64) -> u64 {
    std::env::var("TURASH_SIM").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// Runs a seed with a fault planted, and says whether anything was noticed. A panic counts.
fn notices(fault: Fault, seed: u64) -> bool {
    let run = std::panic::AssertUnwindSafe(|| planted::with(fault, || simulate(seed)));
    !matches!(std::panic::catch_unwind(run), Ok(Ok(())))
}

/// Each fault, and the seed to try first. What a seed does differs between builds, so another may
/// be needed; each fault must be caught within a thousand.
const CAUGHT: &[(Fault, u64)] = &[
    (Fault::BaseTooFar, 0),
    (Fault::BaseTooShort, 1),
    (Fault::PredecessorKept, 0),
    (Fault::LastPushWins, 0),
    (Fault::WallClock, 1),
    (Fault::GeometryLeftOut, 42),
    (Fault::DroppedOnReceipt, 215),
    (Fault::CursorFirst, 0),
    (Fault::NeedsAnEdit, 0),
    (Fault::ClockBackStops, 2),
    (Fault::PendingOverwritten, 0),
    (Fault::RefusedForgotten, 0),
    (Fault::RewindIgnored, 3),
    (Fault::OwnNotResent, 3),
    (Fault::ReceiptFirst, 3),
    (Fault::RepeatTaken, 0),
    (Fault::RefusedBlocks, 0),
    (Fault::RefusedUnrecorded, 0),
    (Fault::PageSkips, 0),
    (Fault::EpochKept, 3),
    (Fault::EpochIgnored, 15),
];

/// Seeds that once found something: 743, a hub set back and compacted between two pages; 60603, an
/// author who, after the hub was set back, claimed to have seen less than before; 64727, the part
/// of a snapshot that was read before the hub was set back.
const ONCE_LOST: [u64; 3] = [743, 60_603, 64_727];

#[test]
fn whatever_happens_nothing_is_lost_and_everybody_agrees() {
    let first = std::env::var("TURASH_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    for seed in ONCE_LOST.into_iter().chain(first..first + wanted(50)) {
        if let Err(what) = simulate(seed) {
            panic!("seed {seed}: {what}");
        }
    }
}

#[test]
fn every_planted_fault_is_caught() {
    let mut missed = Vec::new();
    for &(fault, seed) in CAUGHT {
        if !notices(fault, seed) && !(0..1_000).any(|seed| notices(fault, seed)) {
            missed.push(fault);
        }
    }
    assert!(missed.is_empty(), "caught by none of a thousand seeds: {missed:?}");
}

/// A copy of a copy's disk: the same device twice.
fn copied_disk() -> Checked {
    let mut sim = Sim::new(7);
    sim.faults = false;
    for _ in 0..6 {
        sim.edit(0)?;
        sim.pass(SECOND)?;
    }
    // The file is copied at rest, with everything in it.
    sim.devices[0].open = None;
    sim.devices[0].asked = None;
    sim.events.clear();
    let path = sim.devices[0].path.with_file_name("copy.turash");
    std::fs::copy(&sim.devices[0].path, &path).expect("copied");
    let mut copy = Device::new(sim.devices[0].id, path);
    copy.written = sim.devices[0].written.clone();
    sim.devices.push(copy);
    let copy = sim.devices.len() - 1;
    sim.open(0);
    sim.open(copy);
    for device in [0, copy, 0, copy] {
        for _ in 0..4 {
            sim.edit(device)?;
        }
    }
    for _ in 0..200 {
        sim.pass(SECOND)?;
    }
    let there: BTreeMap<_, _> = sim.hub.feed.iter().map(|t| (t.op.id, t.op.hash())).collect();
    let mut stopped = 0;
    for device in [0, copy] {
        let now = sim.now;
        let (replica, client) = sim.devices[device].open.as_mut().expect("open");
        let is_stopped = matches!(client.next(now), Ok(Step::Stopped(_)));
        stopped += usize::from(is_stopped);
        let waiting = replica.read(|r| r.outbox(MAX_OPS)).map_err(|e| e.to_string())?;
        let receipted = replica.read(|r| r.receipted_to()).map_err(|e| e.to_string())?;
        must(is_stopped || waiting.is_empty(), || format!("device {device} still waits"))?;
        // What it believes to be taken is what the hub has, to the letter.
        let replica = Arc::clone(replica);
        for (_, row) in rows() {
            for (_, op) in replica.read(|r| r.row_feed(row)).map_err(|e| e.to_string())? {
                must(there.contains_key(&id_of(&op)), || format!("{op:?} is not at the hub"))?;
            }
            for op in replica.read(|r| r.row_pending(row)).map_err(|e| e.to_string())? {
                must(op.number > receipted || is_stopped, || format!("{op:?} is in between"))?;
            }
        }
    }
    must(stopped == 1, || format!("{stopped} of the two noticed"))
}

#[test]
fn a_copied_disk_is_refused_aloud_and_loses_nothing() {
    copied_disk().expect("one of the two stops");
    let copied = planted::with(Fault::ForkTaken, copied_disk);
    copied.expect("a copy notices for itself what such a hub does not tell");
}

/// The hub changes what somebody wrote, and hands it on under the old chain.
fn lied_to() -> Option<Stop> {
    let mut sim = Sim::new(11);
    sim.faults = false;
    for _ in 0..60 {
        sim.edit(0).expect("an edit");
        sim.pass(SECOND).expect("it goes on");
    }
    let read = |sim: &Sim| {
        let to = sim.devices[1].replica().read(|r| r.read_to()).expect("readable");
        to.expect("it has met the hub").number as usize
    };
    let before = read(&sim);
    // The second copy is away while the first goes on.
    let pull = PullRequest { device: DeviceId(sim.devices[1].id), cursors: Vec::new() };
    let away = Asked { message: 0, request: Request::Pull(pull), until: i64::MAX };
    sim.devices[1].asked = Some(away);
    for _ in 0..60 {
        sim.edit(0).expect("an edit");
        sim.pass(SECOND).expect("it goes on");
    }
    assert_eq!(read(&sim), before);
    assert!(sim.hub.feed.len() > before, "there is something to read");
    for taken in &mut sim.hub.feed[before..] {
        taken.op.actor.push('x');
    }
    sim.kill(1);
    for _ in 0..400 {
        sim.pass(SECOND).expect("it goes on");
    }
    let now = sim.now;
    match sim.devices[1].open.as_mut().expect("open").1.next(now) {
        Ok(Step::Stopped(stop)) => Some(stop),
        _ => None,
    }
}

#[test]
fn history_that_was_tampered_with_is_found_by_the_first_pull() {
    assert_eq!(lied_to(), Some(Stop::Tampered));
    assert_eq!(planted::with(Fault::ChainUnchecked, lied_to), None, "the planted fault shows");
}
