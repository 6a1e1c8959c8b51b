//! Fuzz targets for what comes in from outside: messages, contents, addresses. Ordinary tests fed
//! with what grew out of good inputs by seeded accidents; `./dev fuzz NAME MINUTES` runs one longer
//! and from other seeds. Whatever comes in is read whole or refused: nothing panics, nothing is
//! read that would not be written the same way again, and no bytes claim more memory than the limit.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use turash_sync::client::{Address, CONTENT_TYPE, read_answer};
use turash_sync::merge::fields_of;
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::rng::Rng;

/// Seconds for one target where nobody asks for more.
const SECONDS: u64 = 5;

/// One source of chance after the other, until the time is up.
fn until_time_is_up() -> impl Iterator<Item = Rng> {
    let told = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (begin, seconds) = (Instant::now(), told("TURASH_FUZZ_SECONDS").unwrap_or(SECONDS));
    let first = told("TURASH_FUZZ_SEED").unwrap_or(0);
    (0..)
        .map(move |n| Rng::new((first << 32) + n))
        .take_while(move |_| begin.elapsed() < Duration::from_secs(seconds))
}

fn op(number: u64) -> Op {
    Op {
        id: OpId { device: DeviceId(Uuid::from_u128(1)), number },
        stream: StreamId(Uuid::from_u128(2)),
        action: Action { id: Uuid::from_u128(3), label: "edit".into(), args: "{}".into() },
        table: "flow".into(),
        row: Uuid::from_u128(4),
        field: "temperature_c".into(),
        before: Some(Content("80.0".into())),
        after: Some(Content("{\"name\":\"Kiln\",\"amount\":3.5}".into())),
        base: Base { epoch: 1, number: 5 },
        held: Held::new(),
        evidence: Some(Evidence::Measured),
        actor: "person:ada".into(),
        at_us: 1_800_000_000_000_000,
        schema: 4,
    }
}

fn requests() -> Vec<Request> {
    let (device, stream) = (DeviceId(Uuid::from_u128(1)), StreamId(Uuid::from_u128(2)));
    let ops = (1..4).map(|number| SentOp::from(op(number))).collect();
    vec![
        Request::Session(SessionRequest {
            versions: VersionRange::OURS,
            device,
            app: "0.1.0".into(),
            schema: 4,
            cursors: vec![Cursor::start(stream)],
        }),
        Request::Push(PushRequest { device, stream, epoch: 1, ops }),
        Request::Pull(PullRequest { device, cursors: vec![Cursor::start(stream)] }),
        Request::Bootstrap(BootstrapRequest { device, stream, snapshot: None, have: 0 }),
    ]
}

fn replies() -> Vec<Reply> {
    let stream = StreamId(Uuid::from_u128(2));
    let cursor = Cursor::start(stream);
    let epochs = vec![EpochStart { epoch: 1, after: 0 }];
    let taken = FeedOp { number: 1, op: op(1) };
    let hash = taken.op.hash();
    let outcome = Outcome::Refused { reason: OpRefusal::StateMoved };
    vec![
        Reply::Session(SessionReply {
            version: 1,
            schema: 4,
            scopes: vec![Scope { stream, right: Right::Write }],
            lease: Lease { seconds: 60 },
            orders: vec![Order::Reread { stream }],
            streams: Vec::new(),
        }),
        Reply::Push(PushReply {
            stream,
            receipts: vec![Receipt { number: 7, hash, outcome }],
            head: 81,
        }),
        Reply::Pull(PullReply {
            pages: vec![Page {
                stream,
                epochs,
                after: 0,
                ops: vec![taken],
                chain: cursor.chain.then(1, hash),
                head: 1,
            }],
        }),
        Reply::Refused(Refusal::Busy { after_s: 5 }),
    ]
}

/// What stands where something else should.
const ODD: [&str; 14] = [
    "0",
    "-1",
    "1e999",
    "18446744073709551616",
    "null",
    "true",
    "\"\"",
    "[]",
    "{}",
    "\u{202e}",
    "\"\\ud800\"",
    "[[[[[[[[",
    "\\u0000",
    "99999999999999999999999999999999",
];

fn accident(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let from = rng.below(bytes.len() + 1);
    let to = (from + rng.below(24)).min(bytes.len());
    match rng.below(6) {
        0 => drop(bytes.drain(from..to)),
        1 => {
            let part = bytes[from..to].to_vec();
            let at = rng.below(bytes.len() + 1);
            bytes.splice(at..at, part);
        }
        2 if from < bytes.len() => bytes[from] ^= 1 << rng.below(8),
        3 => bytes.truncate(from),
        _ => {
            // A word or number of the text is another one.
            let ends = |b: &u8| b",:[]{}\"".contains(b);
            let from = bytes[..from].iter().rposition(ends).map_or(0, |at| at + 1);
            let to = bytes[from..].iter().position(ends).map_or(bytes.len(), |at| from + at);
            bytes.splice(from..to, ODD[rng.below(ODD.len())].bytes());
        }
    }
}

/// Read and written again it is the same message.
fn reads_as_written<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    bytes: &[u8],
) -> bool {
    let Ok(message) = decode_json::<T>(bytes, MAX_MESSAGE_BYTES) else { return false };
    let again = serde_json::to_vec(&message).expect("what was read can be written");
    assert_eq!(decode_json::<T>(&again, MAX_MESSAGE_BYTES), Ok(message));
    true
}

#[test]
fn messages() {
    let mut good: Vec<Vec<u8>> =
        requests().iter().map(|m| serde_json::to_vec(m).expect("JSON")).collect();
    good.extend(replies().iter().map(|m| serde_json::to_vec(m).expect("JSON")));
    for bytes in &good {
        assert!(reads_as_written::<Request>(bytes) || reads_as_written::<Reply>(bytes));
    }
    let (mut read, mut refused) = (0, 0);
    for mut rng in until_time_is_up() {
        let mut bytes = good[rng.below(good.len())].clone();
        for _ in 0..=rng.below(3) {
            accident(&mut bytes, &mut rng);
        }
        let ok = reads_as_written::<Request>(&bytes) | reads_as_written::<Reply>(&bytes);
        // The same past the check of the packing: a hub that means harm knows how to pack.
        if let Ok(value) = serde_json::from_slice::<Value>(&bytes) {
            let packed = pack(&value).expect("a value packs");
            let unpacked = unpack::<Request>(&packed, MAX_MESSAGE_BYTES).is_ok()
                | read_answer(CONTENT_TYPE, &packed).is_ok();
            let plain = serde_json::to_vec(&value).expect("a value is written");
            let read = reads_as_written::<Request>(&plain) | reads_as_written::<Reply>(&plain);
            assert_eq!(unpacked, read, "{}", String::from_utf8_lossy(&bytes));
            let mut damaged = packed;
            accident(&mut damaged, &mut rng);
            let _ = read_answer(CONTENT_TYPE, &damaged);
        }
        if ok { read += 1 } else { refused += 1 }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused: nothing was tried");
}

#[test]
fn what_unfolds_beyond_the_limit_is_refused() {
    const LIMIT: usize = 1 << 16;
    let bomb = pack(&"a".repeat(64 << 20)).expect("it packs");
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    for limit in [LIMIT, bomb.len()] {
        assert_eq!(unpack::<Value>(&bomb, limit), Err(BadWire::TooLarge { limit }));
    }
}

#[test]
fn contents() {
    let good = [
        "{\"name\":\"Kiln\",\"amount\":3.5}",
        "{\"a\":[1,{\"b\":null}],\"c\":\"\\u00e4\"}",
        "80.0",
    ];
    for mut rng in until_time_is_up() {
        let mut bytes = good[rng.below(good.len())].as_bytes().to_vec();
        for _ in 0..=rng.below(4) {
            accident(&mut bytes, &mut rng);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Ok(fields) = fields_of(&Content(text.clone())) {
            let whole: BTreeMap<String, IgnoredAny> =
                serde_json::from_str(&text).expect("a row is an object");
            assert_eq!(fields.len(), whole.len(), "{text}");
        }
    }
}

#[test]
fn addresses() {
    let good =
        ["https://hub.example", "hub.example:7171", "http://127.0.0.1:7171", "https://[::1]/essen"];
    for mut rng in until_time_is_up() {
        let mut bytes = good[rng.below(good.len())].as_bytes().to_vec();
        for _ in 0..=rng.below(3) {
            accident(&mut bytes, &mut rng);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = Address::parse_with_part(&text);
        if let Ok(address) = Address::parse(&text) {
            let (shown, here) = (address.as_str(), address.is_here());
            assert_eq!(Address::parse(shown).as_ref(), Ok(&address), "{text}");
            assert!(here || shown.starts_with("https://"), "{text}: open to whoever listens");
        }
    }
}
