//! Whether history is what was once read: each op against its hash, the hashes against the chain,
//! and the chain against where reading stands. It repairs nothing.

use turash_store::{Reader, StoreError};

use super::NOTE_SNAPSHOT_CHAIN;
use super::convert::to_wire;
use crate::protocol::{Chain, FeedOp, Hash, StreamId};

/// Ops looked at in one go.
const STRETCH: usize = 5_000;

/// What looking at history found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// Ops of the stream that were looked at.
    pub ops: u64,
    /// The last number of the stream that was read; 0 for a project that never met a hub.
    pub head: u64,
    /// The chain there.
    pub chain: Option<Hash>,
    /// Ops behind this number hang in the chain one by one; those up to it came as a snapshot, of
    /// which each op has its hash and all of them had one together.
    pub chained_from: u64,
    /// Numbers of the ops that are not what was read.
    pub altered: Vec<u64>,
    /// The first number that is missing, if one is.
    pub missing: Option<u64>,
    /// Whether the chain ends where reading stands.
    pub ends_well: bool,
}

impl Trail {
    /// Whether everything is what was read.
    pub fn is_sound(&self) -> bool {
        self.altered.is_empty() && self.missing.is_none() && self.ends_well
    }
}

/// Looks at all that was read of the project's stream.
pub fn verify_trail(reader: &Reader<'_>, stream: StreamId) -> Result<Trail, StoreError> {
    let Some(read_to) = reader.read_to()? else {
        return Ok(Trail { ends_well: true, ..Trail::default() });
    };
    let snapshot = reader.snapshot_to()?;
    let noted = reader.sync_note(NOTE_SNAPSHOT_CHAIN)?.and_then(|text| text.parse().ok());
    let mut chain = match noted {
        Some(hash) if snapshot > 0 => Chain(hash),
        _ => Chain::start(stream),
    };
    let mut trail = Trail {
        head: read_to.number.unsigned_abs(),
        chain: Some(Hash(read_to.chain)),
        chained_from: snapshot.unsigned_abs(),
        ..Trail::default()
    };
    let mut aside = reader
        .quarantined()?
        .into_iter()
        .map(|(number, text)| {
            let op = serde_json::from_str::<FeedOp>(&text).ok().map(|taken| taken.op.hash());
            (number, op)
        })
        .peekable();
    let mut next = snapshot + 1;
    let mut hang = |trail: &mut Trail, number: i64, hash: Option<Hash>| {
        trail.ops += 1;
        let number_u = number.unsigned_abs();
        if number > snapshot {
            if number != next && trail.missing.is_none() {
                trail.missing = Some(next.unsigned_abs());
            }
            next = number + 1;
        }
        match hash {
            Some(hash) if number > snapshot => chain = chain.then(number_u, hash),
            Some(_) => {}
            None => trail.altered.push(number_u),
        }
    };
    let mut after = 0;
    loop {
        let stretch = reader.feed_after(after, STRETCH)?;
        let Some((last, ..)) = stretch.last() else { break };
        after = *last;
        for (number, logged, came_with) in stretch {
            while let Some((before, hash)) = aside.next_if(|(before, _)| *before < number) {
                hang(&mut trail, before, hash);
            }
            let hash = to_wire(logged).hash();
            hang(&mut trail, number, (hash.0 == came_with).then_some(hash));
        }
    }
    for (number, hash) in aside {
        hang(&mut trail, number, hash);
    }
    if trail.missing.is_none() && next <= read_to.number {
        trail.missing = Some(next.unsigned_abs());
    }
    trail.ends_well = chain.0.0 == read_to.chain;
    Ok(trail)
}
