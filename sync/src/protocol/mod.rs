//! What a device and a hub say to each other: plain values with limits, hashes and codes. It owns
//! their form and nothing else: no file, no socket, no clock, and no rule of how values merge.

mod chain;
mod message;
mod op;
mod person;
mod refusal;
mod wire;

pub use chain::{AuditProof, AuditRequest, BadProof, Chain, Hash, Link, MAX_LINKS, chain_over};
pub use message::{
    BootstrapInfo, BootstrapPart, BootstrapRequest, Cursor, EpochStart, Lease, Order, Outcome,
    Page, Poke, PullReply, PullRequest, PushReply, PushRequest, Receipt, Reply, Request, Right,
    Scope, SessionReply, SessionRequest, StreamState, VersionRange,
};
pub use op::{
    Action, Base, Content, DeviceId, Evidence, FeedOp, Held, Op, OpId, SentOp, StreamId, WHOLE_ROW,
};
pub use person::{KeyOfPerson, MAX_PEOPLE, PeopleAnswer, PeopleAsked};
pub use refusal::{OpRefusal, Refusal};
pub use wire::{BadWire, decode_json, pack, unpack};

/// Newest version of this protocol that this crate speaks.
pub const VERSION: u32 = 1;
/// Oldest version of this protocol that this crate speaks.
pub const OLDEST_VERSION: u32 = 1;

/// Most ops in one push.
pub const MAX_OPS: usize = 500;
/// Most bytes of one push, before packing.
pub const MAX_BATCH_BYTES: usize = 1 << 20;
/// Most bytes of any other message, before packing.
pub const MAX_MESSAGE_BYTES: usize = 8 << 20;
/// Most bytes of one op; what is larger is an attachment.
pub const MAX_OP_BYTES: usize = 256 << 10;
/// Most bytes of a name: a table, a field, an actor, the code of an action.
pub const MAX_NAME_BYTES: usize = 256;
/// Most streams in one session or pull.
pub const MAX_STREAMS: usize = 256;
/// Most ops in one page of a pull and in one part of a bootstrap. Not less than [`MAX_OPS`], so
/// that a page can hold any commit whole.
pub const MAX_PAGE_OPS: usize = 5_000;
