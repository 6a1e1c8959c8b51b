//! Messages as bytes: JSON for people, the same JSON deflated for batches. Limits are checked
//! before anything is allocated for what the bytes claim to hold.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;

use serde::de::DeserializeOwned;

use super::Hash;

/// Why bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWire {
    /// More bytes than a message of this kind may have.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Not packed as a message is.
    #[error("not a packed message")]
    NotPacked,
    /// Not the JSON of such a message.
    #[error("not the JSON of such a message")]
    NotJson,
    /// The message cannot be written.
    #[error("the message cannot be written")]
    Unwritable,
}

/// First byte of a packed message: the way it is packed.
const DEFLATED: u8 = 1;

/// Bytes of the check that follow it.
const CHECK: usize = 8;

/// Packs a message.
pub fn pack<T: Serialize>(message: &T) -> Result<Vec<u8>, BadWire> {
    let text = serde_json::to_vec(message).map_err(|_| BadWire::Unwritable)?;
    let mut head = vec![DEFLATED];
    head.extend(check_of(&text));
    let mut encoder = DeflateEncoder::new(head, Compression::fast());
    encoder.write_all(&text).map_err(|_| BadWire::Unwritable)?;
    encoder.finish().map_err(|_| BadWire::Unwritable)
}

/// Reads a packed message that may unfold to at most `limit` bytes.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, BadWire> {
    if bytes.len() > limit {
        return Err(BadWire::TooLarge { limit });
    }
    let Some((&DEFLATED, packed)) = bytes.split_first() else { return Err(BadWire::NotPacked) };
    let Some((check, packed)) = packed.split_at_checked(CHECK) else {
        return Err(BadWire::NotPacked);
    };
    let mut text = Vec::new();
    let mut unfolding = DeflateDecoder::new(packed).take(limit as u64 + 1);
    unfolding.read_to_end(&mut text).map_err(|_| BadWire::NotPacked)?;
    if text.len() > limit {
        return Err(BadWire::TooLarge { limit });
    }
    if check_of(&text) != check {
        return Err(BadWire::NotPacked);
    }
    decode_json(&text, limit)
}

/// What tells a message from one that was damaged on the way.
fn check_of(text: &[u8]) -> [u8; CHECK] {
    let mut check = [0; CHECK];
    check.copy_from_slice(&Hash::of("turash.message.1", &[text]).0[..CHECK]);
    check
}

/// Reads a message written as plain JSON of at most `limit` bytes.
pub fn decode_json<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, BadWire> {
    if bytes.len() > limit {
        return Err(BadWire::TooLarge { limit });
    }
    serde_json::from_slice(bytes).map_err(|_| BadWire::NotJson)
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;
    use uuid::Uuid;

    fn op(number: u64, after: &str) -> Op {
        Op {
            id: OpId { device: DeviceId(Uuid::from_u128(1)), number },
            stream: StreamId(Uuid::from_u128(2)),
            action: Action { id: Uuid::from_u128(3), label: "edit".into(), args: "{}".into() },
            table: "flow".into(),
            row: Uuid::from_u128(4),
            field: "temperature_c".into(),
            before: Some(Content("80.0".into())),
            after: Some(Content(after.into())),
            base: Base { epoch: 1, number: 5 },
            held: Held::new(),
            evidence: Some(Evidence::Measured),
            actor: "person:ada".into(),
            at_us: 1_800_000_000_000_000,
            schema: 4,
        }
    }

    fn push(ops: Vec<Op>) -> PushRequest {
        PushRequest {
            device: DeviceId(Uuid::from_u128(1)),
            stream: StreamId(Uuid::from_u128(2)),
            epoch: 1,
            ops: ops.into_iter().map(SentOp::from).collect(),
        }
    }

    #[test]
    fn a_message_reads_back_packed_and_plain() {
        let message = Request::Push(push(vec![op(1, "81.25"), op(2, "82.5")]));
        let packed = pack(&message).expect("it packs");
        assert_eq!(unpack::<Request>(&packed, MAX_MESSAGE_BYTES), Ok(message.clone()));
        let plain = serde_json::to_vec(&message).expect("JSON");
        assert!(packed.len() < plain.len() / 2, "{} of {}", packed.len(), plain.len());
        assert_eq!(decode_json::<Request>(&plain, MAX_MESSAGE_BYTES), Ok(message));
    }

    #[test]
    fn every_kind_of_answer_reads_back() {
        let stream = StreamId(Uuid::from_u128(2));
        let cursor = Cursor::start(stream);
        let epochs = vec![EpochStart { epoch: 1, after: 0 }];
        let taken = FeedOp { number: 1, op: op(1, "81.25") };
        let hash = taken.op.hash();
        let receipt = |number, outcome| Receipt { number, hash, outcome };
        let info = BootstrapInfo { snapshot: hash, epochs: epochs.clone(), cursor, ops: 1 };
        let answers = vec![
            Reply::Session(SessionReply {
                version: 1,
                schema: 4,
                scopes: vec![Scope { stream, right: Right::Write }],
                lease: Lease { seconds: 60 },
                orders: vec![Order::Wipe { stream }, Order::Reread { stream }],
                streams: vec![StreamState {
                    stream,
                    epochs: epochs.clone(),
                    head: 1,
                    chain: cursor.chain,
                    next: 2,
                    rewound: false,
                }],
            }),
            Reply::Push(PushReply {
                stream,
                receipts: vec![
                    receipt(7, Outcome::Accepted { number: 81 }),
                    receipt(8, Outcome::Refused { reason: OpRefusal::StateMoved }),
                ],
                head: 81,
            }),
            Reply::Pull(PullReply {
                pages: vec![Page {
                    stream,
                    epochs,
                    after: 0,
                    ops: vec![taken.clone()],
                    chain: cursor.chain.then(1, hash),
                    head: 1,
                }],
            }),
            Reply::Bootstrap(BootstrapPart { info, from: 0, ops: vec![taken] }),
            Reply::Proof(AuditProof {
                stream,
                after: 0,
                before: cursor.chain,
                links: vec![Link { number: 1, op: hash }],
                then: cursor.chain.then(1, hash),
            }),
            Reply::Refused(Refusal::Version { speaks: VersionRange::OURS }),
            Reply::Refused(Refusal::TooLarge { limit: 9 }),
            Reply::Refused(Refusal::Malformed { what: "ops".into() }),
            Reply::Refused(Refusal::Gap { expected: 4 }),
            Reply::Refused(Refusal::Fork { number: 4, known: hash }),
            Reply::Refused(Refusal::Rewound { epoch: 2 }),
            Reply::Refused(Refusal::Compacted { first: 3 }),
            Reply::Refused(Refusal::SnapshotGone),
            Reply::Refused(Refusal::SignIn),
            Reply::Refused(Refusal::Forbidden),
            Reply::Refused(Refusal::NoStream),
            Reply::Refused(Refusal::Revoked),
            Reply::Refused(Refusal::Busy { after_s: 5 }),
            Reply::Refused(Refusal::Unavailable),
        ];
        for answer in answers {
            let packed = pack(&answer).expect("it packs");
            assert_eq!(unpack::<Reply>(&packed, MAX_MESSAGE_BYTES), Ok(answer));
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = pack(&"a".repeat(64 << 20)).expect("it packs");
        assert!(bomb.len() < 1 << 20);
        assert_eq!(
            unpack::<String>(&bomb, MAX_BATCH_BYTES),
            Err(BadWire::TooLarge { limit: MAX_BATCH_BYTES })
        );
    }

    #[test]
    fn any_bytes_are_an_ordinary_error() {
        let sound = pack(&Request::Push(push(vec![op(1, "81.25")]))).expect("it packs");
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..20_000 {
            let mut bytes = sound.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 20) as u8;
            }
            // What still reads as a push must not pass for the op that was hashed, unless it is it.
            if let Ok(Request::Push(read)) = unpack::<Request>(&bytes, MAX_BATCH_BYTES)
                && read.check().is_ok()
            {
                assert_eq!(read.ops[0].op, op(1, "81.25"));
            }
        }
    }

    #[test]
    fn a_push_outside_its_limits_is_refused_whole() {
        let cases: Vec<(PushRequest, Result<(), &str>)> = vec![
            (push(vec![op(7, "1.0"), op(8, "2.0")]), Ok(())),
            (push(vec![]), Err("sync.malformed")),
            (push(vec![op(7, "1.0"), op(9, "2.0")]), Err("sync.malformed")),
            (push((1..=501).map(|n| op(n, "1.0")).collect()), Err("sync.too_large")),
            (push((1..=9).map(|n| op(n, &"7".repeat(120 << 10))).collect()), Err("sync.too_large")),
            (
                {
                    let mut touched = push(vec![op(7, "1.0")]);
                    touched.ops[0].op.after = Some(Content("2.0".into()));
                    touched
                },
                Err("sync.malformed"),
            ),
            (
                {
                    let mut other = push(vec![op(7, "1.0")]);
                    other.device = DeviceId(Uuid::from_u128(99));
                    other
                },
                Err("sync.malformed"),
            ),
        ];
        for (i, (request, expected)) in cases.into_iter().enumerate() {
            let answer = request.check();
            assert_eq!(answer.as_ref().map_err(Refusal::code).copied(), expected, "case {i}");
        }
    }

    #[test]
    fn every_part_of_an_op_is_under_its_hash() {
        let hash = op(1, "81.25").hash();
        let touches: Vec<fn(&mut Op)> = vec![
            |o| o.id.number = 2,
            |o| o.id.device = DeviceId(Uuid::from_u128(9)),
            |o| o.stream = StreamId(Uuid::from_u128(9)),
            |o| o.action.id = Uuid::from_u128(9),
            |o| o.action.label.push('x'),
            |o| o.action.args.push(' '),
            |o| o.table.push('x'),
            |o| o.row = Uuid::from_u128(9),
            |o| o.field.push('x'),
            |o| o.before = None,
            |o| o.after = Some(Content("81.250".into())),
            |o| o.base.number = 6,
            |o| o.base.epoch = 2,
            |o| o.held.extend([("x".into(), Base::default())]),
            |o| o.evidence = None,
            |o| o.actor.push('x'),
            |o| o.at_us += 1,
            |o| o.schema += 1,
        ];
        for (i, touch) in touches.into_iter().enumerate() {
            let mut touched = op(1, "81.25");
            touch(&mut touched);
            assert_ne!(touched.hash(), hash, "touch {i}");
        }
    }

    #[test]
    fn a_page_that_does_not_follow_is_found() {
        let stream = StreamId(Uuid::from_u128(2));
        let cursor = Cursor::start(stream);
        let ops: Vec<_> = (1..=3).map(|n| FeedOp { number: n, op: op(n, "1.0") }).collect();
        let chain = ops.iter().fold(cursor.chain, |c, t| c.then(t.number, t.op.hash()));
        let epochs = vec![EpochStart { epoch: 1, after: 0 }];
        let page = Page { stream, epochs, after: 0, ops, chain, head: 3 };
        let next = page.follow(&cursor).expect("it follows");
        assert_eq!((next.number, next.epoch, next.chain), (3, 1, chain));
        let touches: Vec<fn(&mut Page)> = vec![
            |p| p.after = 1,
            |p| drop(p.ops.remove(1)),
            |p| drop(p.ops.pop()),
            |p| p.ops.swap(0, 1),
            |p| p.ops[2].op.at_us += 1,
            |p| p.ops[2].number = 4,
            |p| p.head = 2,
            |p| p.stream = StreamId(Uuid::from_u128(9)),
            |p| p.chain = Chain(Hash([0; 32])),
            |p| p.epochs.clear(),
        ];
        for (i, touch) in touches.into_iter().enumerate() {
            let mut touched = page.clone();
            touch(&mut touched);
            assert_eq!(touched.follow(&cursor), None, "touch {i}");
        }
    }

    #[test]
    fn what_was_seen_before_a_restore_counts_up_to_it() {
        let epochs = [
            EpochStart { epoch: 1, after: 0 },
            EpochStart { epoch: 2, after: 80 },
            EpochStart { epoch: 3, after: 60 },
        ];
        let cases = [((1, 95), 60), ((1, 50), 50), ((2, 70), 60), ((3, 99), 99), ((0, 0), 0)];
        for ((epoch, number), expected) in cases {
            assert_eq!(EpochStart::clamp(&epochs, Base { epoch, number }), expected);
        }
    }

    #[test]
    fn versions_meet_or_do_not() {
        let range = |oldest, newest| VersionRange { oldest, newest };
        assert_eq!(range(1, 3).agree(range(2, 5)), Some(3));
        assert_eq!(range(1, 1).agree(range(2, 5)), None);
        assert_eq!(range(4, 5).agree(range(1, 3)), None);
    }
}
