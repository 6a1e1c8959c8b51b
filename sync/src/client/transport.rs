//! Who carries the questions, and what may pass for an answer. Something that answers in the
//! hub's place, like the sign-in page of a hotel, is told from the hub here.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_store::{StoreError, Vault};
use uuid::Uuid;

use super::address::Address;
use crate::protocol::{
    Hash, MAX_MESSAGE_BYTES, PeopleAnswer, PeopleAsked, Refusal, Reply, Request, StreamId, unpack,
};

/// The content type of packed messages, in both directions. It names the version, so that
/// nothing else can pass for one.
pub const CONTENT_TYPE: &str = "application/vnd.turash.sync.v1";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportFault {
    /// Nobody there, or the connection broke.
    #[error("no connection to the hub")]
    Offline,
    /// No answer in time.
    #[error("no answer from the hub in time")]
    TimedOut,
    /// Something answered that is not the hub.
    #[error("what answered is not the hub")]
    NotTheHub,
    /// Whoever answered could not prove to be who the address names.
    #[error("the certificate of the hub is not trusted")]
    Untrusted,
}

impl TransportFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            TransportFault::Offline => "hub.offline",
            TransportFault::TimedOut => "hub.timed_out",
            TransportFault::NotTheHub => "hub.not_a_hub",
            TransportFault::Untrusted => "hub.untrusted",
        }
    }
}

/// Why something that was asked of a hub beside the protocol was not done.
#[derive(Debug, thiserror::Error)]
pub enum HubFault {
    /// There is no answer.
    #[error(transparent)]
    Transport(#[from] TransportFault),
    /// The hub said no.
    #[error("the hub refused: {}", .0.code())]
    Refused(Refusal),
    /// The secrets of this device cannot be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody has signed in to this hub here, or the sign-in has ended.
    #[error("not signed in")]
    NotSignedIn,
    /// The sign-in page was left, or what came back from it was not its answer.
    #[error("the sign-in was not finished")]
    NotFinished,
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

impl HubFault {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            HubFault::Transport(fault) => fault.code(),
            HubFault::Refused(refusal) => refusal.code(),
            HubFault::Store(error) => error.code(),
            HubFault::NotSignedIn => "hub.not_signed_in",
            HubFault::NotFinished => "hub.sign_in_not_finished",
            HubFault::Stopped => "job.cancelled",
        }
    }
}

/// Carries one question to the hub and its answer back.
pub trait Transport {
    /// Asks. A fault says nothing about whether the hub took what was sent.
    fn ask(&self, request: &Request) -> Result<Reply, TransportFault>;
}

/// A stream of the hub, as its members call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StreamName {
    /// Its id.
    pub id: Uuid,
    /// `project`, `reference` or `organization`.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// A hub to which somebody has signed in.
pub trait Connection: Transport + Send + Sync {
    /// The streams that may be seen.
    fn streams(&self) -> Result<Vec<StreamName>, HubFault>;

    /// Begins a stream for a project; to begin one that is there and may be seen is no error.
    fn begin_stream(&self, stream: StreamId, name: &str) -> Result<(), HubFault>;

    /// Whether the hub has all of an attachment.
    fn has_blob(&self, stream: StreamId, hash: Hash) -> Result<bool, HubFault>;

    /// Reads an attachment whole; what does not hash to its name is no answer.
    fn read_blob(&self, stream: StreamId, hash: Hash) -> Result<Vec<u8>, HubFault>;

    /// Hands an attachment over, going on where an earlier try ended.
    fn send_blob(&self, stream: StreamId, hash: Hash, bytes: &[u8]) -> Result<(), HubFault>;

    /// Tells and hears the keys of a project's people.
    fn people(&self, stream: StreamId, asked: &PeopleAsked) -> Result<PeopleAnswer, HubFault>;

    /// Waits until the hub says that something is new, at most so long. To miss one costs time
    /// only.
    fn wait_for_news(&self, longest: Duration) -> bool;

    /// Ends the sign-in at the hub and here.
    fn sign_out(&self) -> Result<(), HubFault>;
}

/// What signing in needs of the desk at which somebody sits.
pub trait Desk {
    /// Shows the page of this address in the browser.
    fn show(&self, page: &str);
    /// Whether somebody asked to stop.
    fn stop(&self) -> bool;
    /// What the browser shows at the end, as HTML.
    fn last_page(&self) -> String;
}

/// The way to hubs.
pub trait Network: Send + Sync {
    /// Lets a person sign in at a hub; the vault keeps what comes of it.
    fn sign_in(&self, hub: &Address, vault: &Vault, desk: &dyn Desk) -> Result<(), HubFault>;

    /// Speaks to a hub to which somebody has signed in.
    fn connect(&self, hub: &Address, vault: Vault) -> Result<Box<dyn Connection>, HubFault>;
}

/// Reads what came back, whatever the status says.
pub fn read_answer(content_type: &str, body: &[u8]) -> Result<Reply, TransportFault> {
    if content_type != CONTENT_TYPE {
        return Err(TransportFault::NotTheHub);
    }
    unpack(body, MAX_MESSAGE_BYTES).map_err(|_| TransportFault::NotTheHub)
}
