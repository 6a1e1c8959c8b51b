//! The messages: session, push, pull, bootstrap, proof. It owns their fields and limits; what is
//! done with them is the client's and the hub's business.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chain::{AuditProof, AuditRequest, Chain, Hash, Link, chain_over};
use super::op::{Base, DeviceId, FeedOp, SentOp, StreamId};
use super::refusal::{OpRefusal, Refusal};
use super::{
    MAX_BATCH_BYTES, MAX_NAME_BYTES, MAX_OPS, MAX_PAGE_OPS, MAX_STREAMS, OLDEST_VERSION, VERSION,
};

/// Versions of the protocol that one side speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VersionRange {
    /// The oldest.
    pub oldest: u32,
    /// The newest.
    pub newest: u32,
}

impl VersionRange {
    /// Those of this crate.
    pub const OURS: Self = Self { oldest: OLDEST_VERSION, newest: VERSION };

    /// The newest version that both speak.
    pub fn agree(self, other: Self) -> Option<u32> {
        let newest = self.newest.min(other.newest);
        (newest >= self.oldest.max(other.oldest)).then_some(newest)
    }
}

/// How far a device has read a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cursor {
    /// The stream.
    pub stream: StreamId,
    /// The epoch of the numbering; 0 before the first session.
    pub epoch: u32,
    /// Everything up to this number has been read.
    pub number: u64,
    /// The chain there.
    pub chain: Chain,
}

impl Cursor {
    /// Of a device that has read nothing.
    pub fn start(stream: StreamId) -> Self {
        Self { stream, epoch: 0, number: 0, chain: Chain::start(stream) }
    }
}

/// A device introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionRequest {
    /// Versions it speaks.
    pub versions: VersionRange,
    /// Which device.
    pub device: DeviceId,
    /// Version of the application.
    pub app: String,
    /// Form of its file.
    pub schema: u32,
    /// How far it has read each of its streams.
    pub cursors: Vec<Cursor>,
}

/// What a device may do with a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Read it.
    Read,
    /// Read and write it.
    Write,
}

/// A stream that a device may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scope {
    /// The stream.
    pub stream: StreamId,
    /// What it may do.
    pub right: Right,
}

/// How long a device may work without speaking to the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lease {
    /// Seconds from the answer on.
    pub seconds: u64,
}

/// What the hub tells a device to do with what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "order")]
pub enum Order {
    /// Remove the stream; what was not sent goes into quarantine first.
    Wipe {
        /// The stream.
        stream: StreamId,
    },
    /// Forget what was read of the stream and read it anew: what may be seen of it has changed.
    Reread {
        /// The stream.
        stream: StreamId,
    },
}

/// The beginning of an epoch. A hub that lost its end and was restored counts on from an earlier
/// number, in a new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EpochStart {
    /// The epoch, rising.
    pub epoch: u32,
    /// The last number that the epochs before share with this one.
    pub after: u64,
}

impl EpochStart {
    /// What `base` means in today's numbering: no more than what all epochs since have kept.
    pub fn clamp(epochs: &[EpochStart], base: Base) -> u64 {
        let later = epochs.iter().filter(|start| start.epoch > base.epoch);
        later.map(|start| start.after).fold(base.number, u64::min)
    }
}

/// Where the hub stands with a stream of the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StreamState {
    /// The stream.
    pub stream: StreamId,
    /// Every epoch, oldest first; the last is today's.
    pub epochs: Vec<EpochStart>,
    /// The last number.
    pub head: u64,
    /// The chain there.
    pub chain: Chain,
    /// The number expected of the device's next op.
    pub next: u64,
    /// The device's cursor is of another past than the hub's: the device reads the stream anew,
    /// and sends again its own ops from `next` on.
    pub rewound: bool,
}

/// The hub's answer to an introduction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionReply {
    /// The version spoken from here on.
    pub version: u32,
    /// Newest form of a file that the hub can hand on.
    pub schema: u32,
    /// What the device may see.
    pub scopes: Vec<Scope>,
    /// How long it may work alone.
    pub lease: Lease,
    /// What it is to do.
    pub orders: Vec<Order>,
    /// Where the hub stands with its streams.
    pub streams: Vec<StreamState>,
}

/// A device hands over ops: of one stream, in its own order, all or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PushRequest {
    /// Which device.
    pub device: DeviceId,
    /// The stream.
    pub stream: StreamId,
    /// The epoch the device believes in.
    pub epoch: u32,
    /// The ops, by rising number without gaps.
    pub ops: Vec<SentOp>,
}

impl PushRequest {
    /// Whether the batch can be looked at: limits, order, hashes. It must hold before anything
    /// is taken from it.
    pub fn check(&self) -> Result<(), Refusal> {
        let malformed = |what| Err(Refusal::Malformed { what });
        if self.ops.len() > MAX_OPS {
            return Err(Refusal::TooLarge { limit: MAX_OPS as u64 });
        }
        if self.ops.iter().map(|sent| sent.op.size()).sum::<usize>() > MAX_BATCH_BYTES {
            return Err(Refusal::TooLarge { limit: MAX_BATCH_BYTES as u64 });
        }
        if self.ops.is_empty() {
            return malformed("ops".to_owned());
        }
        let mut next = None;
        for SentOp { op, hash } in &self.ops {
            if op.id.device != self.device || op.stream != self.stream {
                return malformed("id".to_owned());
            }
            if next.is_some_and(|next| next != op.id.number) {
                return malformed("number".to_owned());
            }
            next = op.id.number.checked_add(1);
            if op.hash() != *hash {
                return malformed("hash".to_owned());
            }
        }
        Ok(())
    }
}

/// What became of one op.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Outcome {
    /// Taken, under this number of the stream.
    Accepted {
        /// The number.
        number: u64,
    },
    /// Recorded as refused; its number is used up and the ops behind it go on.
    Refused {
        /// Why.
        reason: OpRefusal,
    },
}

/// The hub's word on one op; the same word whenever the op is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// The op's number on its device.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
    /// What became of it.
    pub outcome: Outcome,
}

/// The hub's answer to a push, written only after all of it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PushReply {
    /// The stream.
    pub stream: StreamId,
    /// One receipt for each op, in order.
    pub receipts: Vec<Receipt>,
    /// The last number of the stream after it.
    pub head: u64,
}

/// A device asks for what is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PullRequest {
    /// Which device.
    pub device: DeviceId,
    /// How far it has read. All pages answered are of one moment.
    pub cursors: Vec<Cursor>,
}

/// Some of a stream, in order, never part of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// The stream.
    pub stream: StreamId,
    /// Every epoch, oldest first; the last is that of these numbers.
    pub epochs: Vec<EpochStart>,
    /// It continues this number.
    pub after: u64,
    /// What was taken, in order, without gaps.
    pub ops: Vec<FeedOp>,
    /// The chain at its end.
    pub chain: Chain,
    /// The last number of the stream.
    pub head: u64,
}

impl Page {
    /// The cursor behind this page, if all of it follows from `cursor`: the numbers, the hashes
    /// and the chain. Each op's own hash is worked out anew.
    pub fn follow(&self, cursor: &Cursor) -> Option<Cursor> {
        if self.stream != cursor.stream || self.after != cursor.number {
            return None;
        }
        if self.ops.iter().any(|taken| taken.op.stream != self.stream) {
            return None;
        }
        let links = self.ops.iter().map(|t| Link { number: t.number, op: t.op.hash() });
        let chain = chain_over(cursor.chain, cursor.number, links)?;
        let number = self.after.checked_add(self.ops.len() as u64)?;
        let epoch = self.epochs.last()?.epoch;
        (chain == self.chain && number <= self.head).then_some(Cursor {
            stream: self.stream,
            epoch,
            number,
            chain,
        })
    }
}

/// What is new, a page for each stream asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PullReply {
    /// The pages.
    pub pages: Vec<Page>,
}

/// A device asks for a stream from scratch, or for more of a snapshot it has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BootstrapRequest {
    /// Which device.
    pub device: DeviceId,
    /// The stream.
    pub stream: StreamId,
    /// The snapshot that was begun; none for the newest.
    pub snapshot: Option<Hash>,
    /// Number of its ops that are there already.
    pub have: u64,
}

/// Which snapshot it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BootstrapInfo {
    /// The hash of its links in order: [`BootstrapInfo::hash_of`].
    pub snapshot: Hash,
    /// Every epoch, oldest first.
    pub epochs: Vec<EpochStart>,
    /// Where to go on reading after it.
    pub cursor: Cursor,
    /// Number of its ops.
    pub ops: u64,
}

impl BootstrapInfo {
    /// The hash of a snapshot that holds these ops.
    pub fn hash_of(links: impl IntoIterator<Item = Link>) -> Hash {
        let start = Hash::of("turash.snapshot.1", &[]);
        links.into_iter().fold(start, |hash, link| Chain(hash).then(link.number, link.op).0)
    }
}

/// Some of a snapshot: the ops that still count, by rising number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BootstrapPart {
    /// Which snapshot.
    pub info: BootstrapInfo,
    /// Number of its ops before this part.
    pub from: u64,
    /// The ops.
    pub ops: Vec<FeedOp>,
}

/// Something is new in a stream. To lose one costs time only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Poke {
    /// The stream.
    pub stream: StreamId,
    /// Its last number.
    pub head: u64,
}

/// Anything a device asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// `POST /sync/v1/session`
    Session(SessionRequest),
    /// `POST /sync/v1/push`
    Push(PushRequest),
    /// `POST /sync/v1/pull`
    Pull(PullRequest),
    /// `POST /sync/v1/bootstrap`
    Bootstrap(BootstrapRequest),
    /// `POST /sync/v1/audit/proof`
    Proof(AuditRequest),
}

impl Request {
    /// Path of the endpoint.
    pub fn path(&self) -> &'static str {
        match self {
            Request::Session(_) => "/sync/v1/session",
            Request::Push(_) => "/sync/v1/push",
            Request::Pull(_) => "/sync/v1/pull",
            Request::Bootstrap(_) => "/sync/v1/bootstrap",
            Request::Proof(_) => "/sync/v1/audit/proof",
        }
    }

    /// Whether it keeps the limits of its kind.
    pub fn check(&self) -> Result<(), Refusal> {
        let few = |cursors: &[Cursor]| {
            if cursors.len() > MAX_STREAMS {
                return Err(Refusal::TooLarge { limit: MAX_STREAMS as u64 });
            }
            Ok(())
        };
        match self {
            Request::Session(session) => {
                if session.app.len() > MAX_NAME_BYTES {
                    return Err(Refusal::TooLarge { limit: MAX_NAME_BYTES as u64 });
                }
                few(&session.cursors)
            }
            Request::Push(push) => push.check(),
            Request::Pull(pull) => few(&pull.cursors),
            Request::Bootstrap(_) => Ok(()),
            Request::Proof(asked) => match asked.to.checked_sub(asked.after) {
                None => Err(Refusal::Malformed { what: "to".to_owned() }),
                Some(n) if n > super::MAX_LINKS as u64 => {
                    Err(Refusal::TooLarge { limit: super::MAX_LINKS as u64 })
                }
                Some(_) => Ok(()),
            },
        }
    }
}

/// Anything a hub answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// To [`Request::Session`].
    Session(SessionReply),
    /// To [`Request::Push`].
    Push(PushReply),
    /// To [`Request::Pull`].
    Pull(PullReply),
    /// To [`Request::Bootstrap`].
    Bootstrap(BootstrapPart),
    /// To [`Request::Proof`].
    Proof(AuditProof),
    /// To anything.
    Refused(Refusal),
}

impl Reply {
    /// Whether it keeps the limits: what comes from a hub is foreign input.
    pub fn keeps_limits(&self) -> bool {
        match self {
            Reply::Session(session) => {
                session.scopes.len() <= MAX_STREAMS
                    && session.streams.len() <= MAX_STREAMS
                    && session.orders.len() <= MAX_STREAMS
            }
            Reply::Push(push) => push.receipts.len() <= MAX_OPS,
            Reply::Pull(pull) => {
                pull.pages.len() <= MAX_STREAMS
                    && pull.pages.iter().all(|page| page.ops.len() <= MAX_PAGE_OPS)
            }
            Reply::Bootstrap(part) => part.ops.len() <= MAX_PAGE_OPS,
            Reply::Proof(proof) => proof.links.len() <= super::MAX_LINKS,
            Reply::Refused(_) => true,
        }
    }
}
