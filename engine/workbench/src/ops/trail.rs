//! The audit trail: whether history is what was once read, and each record what history says.

use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::watch::Watch;
use turash_sync::client::verify_trail;
use turash_sync::protocol::StreamId;

use super::Nothing;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("trail.verify", Effect::Job, verify)]
}

/// What looking at history found.
#[derive(Serialize, JsonSchema)]
struct Verdict {
    /// Whether everything is what it was.
    sound: bool,
    /// Changes of the hub's history that were looked at.
    ops: u64,
    /// Last number of that history; 0 for a project that never met a hub.
    head: u64,
    /// The hash in which all of it ends, in hex.
    chain: Option<String>,
    /// Changes up to this number came as a snapshot: each has its hash, not its place in the chain.
    chained_from: u64,
    /// Numbers of the changes that are not what was read.
    altered: Vec<u64>,
    /// The first number that is missing.
    missing: Option<u64>,
    /// Whether the chain ends in the hash that was noted when it was read.
    ends_well: bool,
    /// Changes of this file that were replayed.
    replayed: u64,
    /// Records that are not what their history says.
    differing: usize,
    /// Changes that do not follow from those before them.
    broken_links: u64,
    /// Numbers missing among this device's own changes.
    missing_own: u64,
}

fn verify(workbench: &Workbench, _: Nothing, watch: &dyn Watch) -> Result<Verdict, Error> {
    let session = workbench.session()?;
    watch.progress(0, 2, "verifying");
    let stream = StreamId(session.replica.project());
    let trail = session.replica.read(|reader| verify_trail(reader, stream))?;
    watch.progress(1, 2, "verifying");
    let file = session.replica.check()?;
    Ok(Verdict {
        sound: trail.is_sound() && file.is_sound(),
        ops: trail.ops,
        head: trail.head,
        chain: trail.chain.map(|hash| hash.to_string()),
        chained_from: trail.chained_from,
        altered: trail.altered,
        missing: trail.missing,
        ends_well: trail.ends_well,
        replayed: file.ops,
        differing: file.differing.len(),
        broken_links: file.broken_links,
        missing_own: file.missing_numbers,
    })
}
