//! A copy of a project that keeps up with its hub. It decides what to ask next and takes the
//! answers into the store; who carries the questions, what the clock says and what chance brings
//! are handed in, so that a test owns them all.
//!
//! It holds no state that matters: what was sent, taken, seen and refused stands in the file, in
//! the same transaction as what it changed, and a copy killed anywhere goes on from there.

mod address;
mod convert;
mod inbox;
mod people;
mod rebuild;
mod retry;
mod trail;
mod transport;

pub use address::{Address, BadAddress};
pub use retry::{LONGEST_US, POLL_US, Retry, SHORTEST_US};
pub use transport::{
    CONTENT_TYPE, Connection, Desk, HubFault, Network, StreamName, Transport, TransportFault,
    read_answer,
};

use std::collections::BTreeSet;
use std::sync::Arc;

use turash_store::{Changed, Done, Fate, FromFeed, ReadTo, Replica, StoreError};
use uuid::Uuid;

use crate::planted::{Fault, out_of_room, planted};
use crate::protocol::{
    BootstrapInfo, BootstrapPart, BootstrapRequest, Chain, Cursor, DeviceId, EpochStart, FeedOp,
    Hash, Link, MAX_BATCH_BYTES, MAX_OPS, Order, Outcome, Page, PullReply, PullRequest, PushReply,
    PushRequest, Refusal, Reply, Request, SentOp, SessionReply, SessionRequest, StreamId,
    VersionRange,
};
use convert::{to_log, to_wire};
pub use inbox::{Choice, OpenConflict, Undecided, decide, open_conflicts};
pub use people::keep_people;
pub use rebuild::{merged, row_of};
pub use trail::{Trail, verify_trail};

/// What a copy does next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Ask this, and hand the answer to [`Client::receive`].
    Send(Request),
    /// Nothing before this instant by the device's clock, unless [`Client::wake`] is called.
    Wait {
        /// In microseconds.
        until_us: i64,
        /// Whether it waits because something failed.
        failed: bool,
    },
    /// Nothing at all, until a person has dealt with it.
    Stopped(Stop),
}

/// Why a copy no longer speaks to its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The hub said so.
    Refused(Refusal),
    /// The hub wants the stream removed from this device.
    Wipe,
    /// This copy was set back or copied: its numbers are used up by other ops.
    Fork,
    /// The history that the hub shows is not the one that was read before.
    Tampered,
}

impl Stop {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Stop::Refused(refusal) => refusal.code(),
            Stop::Wipe => "sync.wipe",
            Stop::Fork => "sync.fork",
            Stop::Tampered => "sync.tampered",
        }
    }
}

/// What it is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Session,
    Push,
    Pull,
    Bootstrap,
    Idle,
}

/// Pages in a row that do not follow before history counts as tampered with. One may be a fault
/// on the way.
const BAD_PAGES: u32 = 3;

const NOTE_FAILURES: &str = "failures";
const NOTE_RETRY_AT: &str = "retry_at_us";
const NOTE_SNAPSHOT: &str = "snapshot";
/// The chain at the end of the snapshot that was read.
const NOTE_SNAPSHOT_CHAIN: &str = "snapshot_chain";

/// One copy of a project, keeping up.
#[derive(Debug)]
pub struct Client {
    replica: Arc<Replica>,
    app: String,
    schema: u32,
    phase: Phase,
    retry: Retry,
    idle_until_us: i64,
    woken: bool,
    /// The next round begins with a new session.
    anew: bool,
    bad_pages: u32,
    stop: Option<Stop>,
    last_fault: Option<TransportFault>,
    chance: u64,
}

/// What the answer to a question did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    /// Rows that show something else now.
    pub changed: Vec<Changed>,
}

/// Why taking a page stopped in the middle; nothing of it was kept.
enum Halt {
    Store(StoreError),
    Stop(Stop),
    DoesNotFollow,
    OtherEpoch,
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Halt::Store(error)
    }
}

impl Client {
    /// Over an open project. `chance` spreads the waits; equal numbers give equal waits.
    pub fn open(replica: Arc<Replica>, app: &str, chance: u64) -> Result<Self, StoreError> {
        let number = |name: &str| -> Result<Option<i64>, StoreError> {
            Ok(replica.read(|reader| reader.sync_note(name))?.and_then(|text| text.parse().ok()))
        };
        let failures = number(NOTE_FAILURES)?.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let retry = Retry { failures, at_us: number(NOTE_RETRY_AT)?.unwrap_or(i64::MIN) };
        Ok(Self {
            replica,
            app: app.to_owned(),
            schema: turash_store::SCHEMA as u32,
            phase: Phase::Session,
            retry,
            idle_until_us: i64::MIN,
            woken: false,
            anew: false,
            bad_pages: 0,
            stop: None,
            last_fault: None,
            chance,
        })
    }

    /// Something happened that makes it worth trying at once: an edit, the network, a poke, the
    /// window coming to the front.
    pub fn wake(&mut self) {
        self.woken = true;
    }

    /// Begins anew after a person has dealt with why it stopped.
    pub fn restart(&mut self) {
        self.stop = None;
        self.bad_pages = 0;
        self.phase = Phase::Session;
        self.woken = true;
    }

    /// What to do now.
    pub fn next(&mut self, now_us: i64) -> Result<Step, StoreError> {
        if let Some(stop) = &self.stop {
            return Ok(Step::Stopped(stop.clone()));
        }
        if let Err(until_us) = self.retry.due(now_us)
            && !self.woken
        {
            return Ok(Step::Wait { until_us, failed: true });
        }
        if self.phase == Phase::Idle {
            // A clock set back must not stretch the pause.
            let left = self.idle_until_us.saturating_sub(now_us);
            let rests = (1..=POLL_US).contains(&left) || planted(Fault::NeedsAnEdit);
            if rests && !self.woken {
                return Ok(Step::Wait { until_us: self.idle_until_us, failed: false });
            }
            self.phase = if self.anew { Phase::Session } else { Phase::Push };
            self.anew = false;
        }
        self.woken = false;
        loop {
            let request = match self.phase {
                Phase::Session => Some(self.session()?),
                Phase::Push => self.push()?,
                Phase::Pull => Some(self.pull()?),
                Phase::Bootstrap => Some(self.bootstrap()?),
                Phase::Idle => None,
            };
            match (request, self.phase) {
                (Some(request), _) => return Ok(Step::Send(request)),
                (None, Phase::Push) => self.phase = Phase::Pull,
                (None, _) => {
                    return Ok(Step::Wait { until_us: self.idle_until_us, failed: false });
                }
            }
        }
    }

    /// Takes the answer to what [`Client::next`] asked. An error means that the file could not
    /// be written: nothing of the answer was taken.
    pub fn receive(
        &mut self,
        now_us: i64,
        asked: &Request,
        answer: Result<Reply, TransportFault>,
    ) -> Result<Taken, StoreError> {
        let answer = answer.and_then(|reply| {
            if reply.keeps_limits() { Ok(reply) } else { Err(TransportFault::NotTheHub) }
        });
        let taken = match (asked, answer) {
            (Request::Session(_), Ok(Reply::Session(reply))) => self.take_session(&reply),
            (Request::Push(push), Ok(Reply::Push(reply))) => self.take_receipts(push, &reply),
            (Request::Pull(_), Ok(Reply::Pull(reply))) => self.take_pages(now_us, &reply),
            (Request::Bootstrap(asked), Ok(Reply::Bootstrap(part))) => self.take_part(asked, &part),
            (_, Ok(Reply::Refused(refusal))) => return self.refused(now_us, refusal),
            (_, Ok(_)) | (_, Err(_)) => return self.failed(now_us),
        };
        match taken {
            Ok(changed) => {
                self.succeeded()?;
                Ok(Taken { changed })
            }
            Err(Halt::Store(error)) => Err(error),
            Err(Halt::Stop(stop)) => {
                self.stop = Some(stop);
                Ok(Taken::default())
            }
            Err(Halt::OtherEpoch) => {
                self.phase = Phase::Session;
                self.failed(now_us)
            }
            Err(Halt::DoesNotFollow) => {
                self.bad_pages += 1;
                if self.bad_pages >= BAD_PAGES {
                    self.stop = Some(Stop::Tampered);
                    return Ok(Taken::default());
                }
                self.phase = Phase::Session;
                self.failed(now_us)
            }
        }
    }

    /// Asks and takes until there is reason to wait or to stop, and answers why. `taken` hears
    /// after each answer what shows differently now, and says whether to go on.
    pub fn exchange(
        &mut self,
        transport: &(impl Transport + ?Sized),
        clock: &dyn Fn() -> i64,
        mut taken: impl FnMut(&[Changed]) -> bool,
    ) -> Result<Step, StoreError> {
        loop {
            match self.next(clock())? {
                Step::Send(request) => {
                    let answer = transport.ask(&request);
                    self.last_fault = answer.as_ref().err().copied();
                    let changed = self.receive(clock(), &request, answer)?.changed;
                    if !taken(&changed) {
                        return Ok(Step::Wait { until_us: clock(), failed: false });
                    }
                }
                step @ (Step::Wait { .. } | Step::Stopped(_)) => return Ok(step),
            }
        }
    }

    /// Why the last question had no answer, if it had none.
    pub fn last_fault(&self) -> Option<TransportFault> {
        self.last_fault
    }

    fn session(&self) -> Result<Request, StoreError> {
        let cursor = self.cursor()?;
        Ok(Request::Session(SessionRequest {
            versions: VersionRange::OURS,
            device: self.device(),
            app: self.app.clone(),
            schema: self.schema,
            cursors: vec![cursor],
        }))
    }

    fn push(&self) -> Result<Option<Request>, StoreError> {
        let cursor = self.cursor()?;
        let mut bytes = 0;
        let mut ops = Vec::new();
        for logged in self.replica.read(|reader| reader.outbox(MAX_OPS))? {
            let op = to_wire(logged);
            bytes += op.size();
            if bytes > MAX_BATCH_BYTES && !ops.is_empty() {
                break;
            }
            ops.push(SentOp::from(op));
        }
        if ops.is_empty() {
            return Ok(None);
        }
        let (device, stream, epoch) = (self.device(), self.stream(), cursor.epoch);
        Ok(Some(Request::Push(PushRequest { device, stream, epoch, ops })))
    }

    fn pull(&self) -> Result<Request, StoreError> {
        let cursors = vec![self.cursor()?];
        Ok(Request::Pull(PullRequest { device: self.device(), cursors }))
    }

    fn bootstrap(&self) -> Result<Request, StoreError> {
        let begun = self.replica.read(|reader| reader.sync_note(NOTE_SNAPSHOT))?;
        let begun = begun.as_deref().and_then(Begun::parse);
        Ok(Request::Bootstrap(BootstrapRequest {
            device: self.device(),
            stream: self.stream(),
            snapshot: begun.as_ref().map(|begun| begun.snapshot),
            have: begun.map_or(0, |begun| begun.have),
        }))
    }

    fn take_session(&mut self, reply: &SessionReply) -> Result<Vec<Changed>, Halt> {
        let stream = self.stream();
        let wiped = reply.orders.contains(&Order::Wipe { stream });
        if wiped {
            return Err(Halt::Stop(Stop::Wipe));
        }
        let Some(state) = reply.streams.iter().find(|state| state.stream == stream) else {
            return Err(Halt::Stop(Stop::Refused(Refusal::NoStream)));
        };
        let Some(today) = state.epochs.last().copied() else { return Err(Halt::DoesNotFollow) };
        let receipted = self.replica.read(|reader| reader.receipted_to())?.unsigned_abs();
        let written = self.replica.read(|reader| reader.written_to())?.unsigned_abs();
        if state.next > written + 1 {
            return Err(Halt::Stop(Stop::Fork));
        }
        let ordered = reply.orders.contains(&Order::Reread { stream });
        let cursor = self.cursor()?;
        // What is here of a snapshot that was begun in another epoch may be lost at the hub.
        let rereads = self.replica.read(|reader| reader.is_rereading())?;
        let half = rereads && today.epoch != cursor.epoch;
        let rewound =
            (state.rewound || state.next <= receipted || half) && !planted(Fault::RewindIgnored);
        let done = self.write(|feed| -> Result<(), Halt> {
            feed.set_epochs(&epochs_to_log(&state.epochs))?;
            if rewound || ordered {
                let next = i64::try_from(state.next).unwrap_or(i64::MAX);
                let next = if planted(Fault::OwnNotResent) { i64::MAX } else { next };
                feed.forget_feed(next)?;
                feed.set_note(NOTE_SNAPSHOT, None)?;
                feed.set_read_to(read_to(&Cursor { epoch: today.epoch, ..Cursor::start(stream) }))?;
            } else {
                feed.set_read_to(read_to(&Cursor { epoch: today.epoch, ..cursor }))?;
                self.release(feed, &state.epochs)?;
            }
            Ok(())
        })?;
        self.phase = Phase::Push;
        Ok(done.changed)
    }

    fn take_receipts(
        &mut self,
        push: &PushRequest,
        reply: &PushReply,
    ) -> Result<Vec<Changed>, Halt> {
        let matches = reply.stream == push.stream
            && reply.receipts.len() == push.ops.len()
            && reply.receipts.iter().zip(&push.ops).all(|(receipt, sent)| {
                receipt.number == sent.op.id.number && receipt.hash == sent.hash
            });
        if !matches {
            return Err(Halt::DoesNotFollow);
        }
        let epochs = self.epochs()?;
        let done = self.write(|feed| -> Result<(), Halt> {
            let mut touched = BTreeSet::new();
            for (receipt, sent) in reply.receipts.iter().zip(&push.ops) {
                let number = i64::try_from(receipt.number).map_err(|_| Halt::DoesNotFollow)?;
                let fate = match receipt.outcome {
                    Outcome::Accepted { number } => {
                        Fate::Taken(i64::try_from(number).map_err(|_| Halt::DoesNotFollow)?)
                    }
                    Outcome::Refused { .. } if planted(Fault::RefusedForgotten) => Fate::Taken(0),
                    Outcome::Refused { reason } => Fate::Refused(reason.code().to_owned()),
                };
                touched.insert((sent.op.table.clone(), sent.op.row));
                feed.receipt(number, &receipt.hash.0, &fate)?;
            }
            if planted(Fault::DroppedOnReceipt) {
                feed.snapshot_read(i64::MAX)?;
            }
            if !feed.is_rereading()? {
                rebuild::show_rows(feed, &touched, &epochs)?;
            }
            Ok(())
        })?;
        Ok(done.changed)
    }

    fn take_pages(&mut self, now_us: i64, reply: &PullReply) -> Result<Vec<Changed>, Halt> {
        let stream = self.stream();
        let Some(page) = reply.pages.iter().find(|page| page.stream == stream) else {
            return Err(Halt::DoesNotFollow);
        };
        let cursor = self.cursor()?;
        let today = page.epochs.last().ok_or(Halt::DoesNotFollow)?;
        if today.epoch != cursor.epoch {
            return Err(Halt::OtherEpoch);
        }
        let next = match page.follow(&cursor) {
            Some(next) => next,
            None if planted(Fault::ChainUnchecked) => {
                Cursor { number: page.after + page.ops.len() as u64, chain: page.chain, ..cursor }
            }
            None => return Err(Halt::DoesNotFollow),
        };
        if planted(Fault::CursorFirst) {
            self.write(|feed| -> Result<(), Halt> { Ok(feed.set_read_to(read_to(&next))?) })?;
        }
        let done = self.write(|feed| self.take_page(feed, page, &next))?;
        self.bad_pages = 0;
        if next.number >= page.head {
            let lost = self.replica.read(|reader| reader.taken_not_seen(next.number as i64))?;
            if lost {
                // The hub said that it had taken what it no longer has.
                self.anew = true;
            }
            self.phase = Phase::Idle;
            self.idle_until_us = now_us.saturating_add(POLL_US);
        }
        Ok(done.changed)
    }

    fn take_page(&self, feed: &mut FromFeed<'_>, page: &Page, next: &Cursor) -> Result<(), Halt> {
        feed.set_epochs(&epochs_to_log(&page.epochs))?;
        let mut rows = self.take_ops(feed, &page.ops)?;
        feed.set_read_to(read_to(next))?;
        if feed.is_rereading()? {
            if next.number < page.head {
                return Ok(());
            }
            // What the stream no longer has goes only where a row is looked at again.
            rows = feed.logged_rows()?;
            feed.end_reread()?;
        }
        rebuild::show_rows(feed, &rows, &page.epochs)?;
        Ok(())
    }

    /// Takes ops into the log, and answers the rows they are about.
    fn take_ops(
        &self,
        feed: &mut FromFeed<'_>,
        ops: &[FeedOp],
    ) -> Result<BTreeSet<(String, Uuid)>, Halt> {
        let mut rows = BTreeSet::new();
        for taken in ops {
            let number = i64::try_from(taken.number).map_err(|_| Halt::DoesNotFollow)?;
            let hash = taken.op.hash();
            let Some(logged) = to_log(&taken.op) else { return Err(Halt::DoesNotFollow) };
            let known = feed.known_hash(logged.device, logged.number)?;
            if known.is_some_and(|known| known != hash.0) {
                return Err(Halt::Stop(Stop::Fork));
            }
            let own = logged.device == self.replica.device();
            let here = feed.logged(logged.device, logged.number)?.map(|here| to_wire(here).hash());
            if here.map_or(own, |here| here != hash) {
                return Err(Halt::Stop(Stop::Fork));
            }
            if !own && !rebuild::is_understood(&taken.op) {
                let text = serde_json::to_string(taken).unwrap_or_default();
                feed.quarantine(number, &text)?;
                continue;
            }
            feed.take(&logged, number, &hash.0)?;
            rows.insert((taken.op.table.clone(), taken.op.row));
        }
        Ok(rows)
    }

    /// Looks again at what an older version of the application did not understand.
    fn release(&self, feed: &mut FromFeed<'_>, epochs: &[EpochStart]) -> Result<(), Halt> {
        let mut ops = Vec::new();
        for (_, text) in feed.release()? {
            ops.extend(serde_json::from_str::<FeedOp>(&text).ok());
        }
        let rows = self.take_ops(feed, &ops)?;
        if !feed.is_rereading()? {
            rebuild::show_rows(feed, &rows, epochs)?;
        }
        Ok(())
    }

    fn take_part(
        &mut self,
        asked: &BootstrapRequest,
        part: &BootstrapPart,
    ) -> Result<Vec<Changed>, Halt> {
        let BootstrapPart { info, from, ops } = part;
        let continues = asked.snapshot.is_none_or(|begun| begun == info.snapshot);
        let have = if asked.snapshot.is_some() { asked.have } else { 0 };
        let rises = ops.windows(2).all(|pair| pair[0].number < pair[1].number);
        let whole = have.checked_add(ops.len() as u64).ok_or(Halt::DoesNotFollow)?;
        let ours = info.cursor.stream == self.stream()
            && ops.iter().all(|taken| taken.op.stream == self.stream());
        if !continues || *from != have || !rises || !ours || whole > info.ops {
            return Err(Halt::DoesNotFollow);
        }
        // A hub that was set back meanwhile says in the next session what it lost. Without that, an
        // own op that it lost would look like one that no longer counts.
        if info.cursor.epoch != self.cursor()?.epoch {
            return Err(Halt::OtherEpoch);
        }
        let note = self.replica.read(|reader| reader.sync_note(NOTE_SNAPSHOT))?;
        let before = match note.as_deref().and_then(Begun::parse) {
            Some(begun) if begun.snapshot == info.snapshot => begun.hash,
            _ => BootstrapInfo::hash_of([]),
        };
        let hash = ops.iter().fold(before, |hash, taken| {
            Chain(hash).then(taken.number, Link { number: taken.number, op: taken.op.hash() }.op).0
        });
        if whole == info.ops && hash != info.snapshot {
            self.write(|feed| -> Result<(), Halt> { Ok(feed.set_note(NOTE_SNAPSHOT, None)?) })?;
            return Err(Halt::DoesNotFollow);
        }
        if ops.is_empty() && whole < info.ops {
            return Err(Halt::DoesNotFollow);
        }
        let done = self.write(|feed| -> Result<(), Halt> {
            feed.begin_reread()?;
            self.take_ops(feed, ops)?;
            feed.set_epochs(&epochs_to_log(&info.epochs))?;
            if whole < info.ops {
                let begun = Begun { snapshot: info.snapshot, have: whole, hash };
                feed.set_note(NOTE_SNAPSHOT, Some(&begun.to_string()))?;
                return Ok(());
            }
            feed.set_note(NOTE_SNAPSHOT, None)?;
            feed.set_read_to(read_to(&info.cursor))?;
            feed.set_note(NOTE_SNAPSHOT_CHAIN, Some(&info.cursor.chain.0.to_string()))?;
            feed.snapshot_read(read_to(&info.cursor).number)?;
            feed.end_reread()?;
            let rows = feed.logged_rows()?;
            rebuild::show_rows(feed, &rows, &info.epochs)?;
            Ok(())
        })?;
        if whole == info.ops {
            self.phase = Phase::Pull;
        }
        Ok(done.changed)
    }

    fn refused(&mut self, now_us: i64, refusal: Refusal) -> Result<Taken, StoreError> {
        match refusal {
            Refusal::Rewound { .. } | Refusal::Gap { .. } => {
                self.phase = Phase::Session;
                self.failed(now_us)
            }
            Refusal::Compacted { .. } => {
                self.phase = Phase::Bootstrap;
                Ok(Taken::default())
            }
            Refusal::SnapshotGone => {
                self.write(|feed| -> Result<(), StoreError> {
                    feed.set_note(NOTE_SNAPSHOT, None)
                })?;
                self.failed(now_us)
            }
            Refusal::Busy { after_s } => {
                self.retry = self.retry.after_pause(now_us, after_s);
                self.keep_retry()?;
                Ok(Taken::default())
            }
            Refusal::Unavailable => self.failed(now_us),
            Refusal::Fork { .. } => {
                self.stop = Some(Stop::Fork);
                Ok(Taken::default())
            }
            Refusal::Version { .. }
            | Refusal::TooLarge { .. }
            | Refusal::Malformed { .. }
            | Refusal::SignIn
            | Refusal::Forbidden
            | Refusal::NoStream
            | Refusal::Revoked => {
                self.stop = Some(Stop::Refused(refusal));
                Ok(Taken::default())
            }
        }
    }

    fn failed(&mut self, now_us: i64) -> Result<Taken, StoreError> {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.retry = self.retry.after_failure(now_us, self.chance >> 16);
        self.keep_retry()?;
        Ok(Taken::default())
    }

    fn succeeded(&mut self) -> Result<(), StoreError> {
        if self.retry != (Retry { failures: 0, at_us: i64::MIN }) {
            self.retry = Retry { failures: 0, at_us: i64::MIN };
            self.keep_retry()?;
        }
        Ok(())
    }

    fn keep_retry(&self) -> Result<(), StoreError> {
        let Retry { failures, at_us } = self.retry;
        self.write(|feed| -> Result<(), StoreError> {
            feed.set_note(NOTE_FAILURES, Some(&failures.to_string()))?;
            feed.set_note(NOTE_RETRY_AT, Some(&at_us.to_string()))
        })?;
        Ok(())
    }

    /// One transaction; in a test it may be the one for which there is no room.
    fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut FromFeed<'_>) -> Result<T, E>,
    ) -> Result<Done<T>, E> {
        self.replica.feed(|feed| {
            let value = work(feed)?;
            if out_of_room() {
                return Err(StoreError::DiskFull { path: self.replica.path().to_owned() }.into());
            }
            Ok(value)
        })
    }

    fn cursor(&self) -> Result<Cursor, StoreError> {
        let read = self.replica.read(|reader| reader.read_to())?;
        Ok(read.map_or(Cursor::start(self.stream()), |read| Cursor {
            stream: self.stream(),
            epoch: read.epoch.unsigned_abs() as u32,
            number: read.number.unsigned_abs(),
            chain: Chain(Hash(read.chain)),
        }))
    }

    fn epochs(&self) -> Result<Vec<EpochStart>, StoreError> {
        Ok(epochs_of(&self.replica.read(|reader| reader.epochs())?))
    }

    fn device(&self) -> DeviceId {
        DeviceId(self.replica.device())
    }

    fn stream(&self) -> StreamId {
        StreamId(self.replica.project())
    }
}

/// How much of a snapshot is there.
struct Begun {
    snapshot: Hash,
    have: u64,
    hash: Hash,
}

impl Begun {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let snapshot = parts.next()?.parse().ok()?;
        let have = parts.next()?.parse().ok()?;
        Some(Self { snapshot, have, hash: parts.next()?.parse().ok()? })
    }
}

impl std::fmt::Display for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.snapshot, self.have, self.hash)
    }
}

fn read_to(cursor: &Cursor) -> ReadTo {
    ReadTo {
        stream: cursor.stream.0,
        epoch: i64::from(cursor.epoch),
        // A hub's numbers are those of its own rows.
        number: i64::try_from(cursor.number).unwrap_or(i64::MAX),
        chain: cursor.chain.0.0,
    }
}

fn epochs_to_log(epochs: &[EpochStart]) -> Vec<(i64, i64)> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    epochs.iter().map(|start| (i64::from(start.epoch), number(start.after))).collect()
}

fn epochs_of(logged: &[(i64, i64)]) -> Vec<EpochStart> {
    let start = |(epoch, after): &(i64, i64)| EpochStart {
        epoch: epoch.unsigned_abs() as u32,
        after: after.unsigned_abs(),
    };
    logged.iter().map(start).collect()
}
