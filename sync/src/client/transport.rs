//! Who carries the questions, and what may pass for an answer. Something that answers in the
//! hub's place, like the sign-in page of a hotel, is told from the hub here.

use std::future::Future;

use crate::protocol::{MAX_MESSAGE_BYTES, Reply, Request, unpack};

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
}

/// Carries one question to the hub and its answer back.
pub trait Transport {
    /// Asks. A fault says nothing about whether the hub took what was sent.
    fn ask(&self, request: &Request) -> impl Future<Output = Result<Reply, TransportFault>> + Send;
}

/// Reads what came back, whatever the status says.
pub fn read_answer(content_type: &str, body: &[u8]) -> Result<Reply, TransportFault> {
    if content_type != CONTENT_TYPE {
        return Err(TransportFault::NotTheHub);
    }
    unpack(body, MAX_MESSAGE_BYTES).map_err(|_| TransportFault::NotTheHub)
}
