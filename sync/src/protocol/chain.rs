//! The hash chain over a stream: each accepted change binds all that came before it, so that
//! history rewritten anywhere shows at the first look. It owns hashing and proofs of a stretch.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::op::StreamId;

/// Most links in one proof.
pub const MAX_LINKS: usize = 10_000;

/// A SHA-256, in JSON as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(transparent)]
pub struct Hash(#[schemars(with = "String", regex(pattern = r"^[0-9a-f]{64}$"))] pub [u8; 32]);

impl Hash {
    /// Hashes parts so that no two lists of parts give the same bytes.
    pub(crate) fn of(purpose: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err("a small hexadecimal digit"),
        };
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err("64 hexadecimal digits");
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What binds a stream up to one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chain(pub Hash);

impl Chain {
    /// The chain of a stream in which nothing has happened.
    pub fn start(stream: StreamId) -> Self {
        Self(Hash::of("turash.stream.1", &[stream.0.as_bytes()]))
    }

    /// The chain after the op of this hash was taken under this number.
    pub fn then(self, number: u64, op: Hash) -> Self {
        Self(Hash::of("turash.link.1", &[&self.0.0, &number.to_le_bytes(), &op.0]))
    }
}

/// One link: the op taken under a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Its number in the stream.
    pub number: u64,
    /// Hash of the op.
    pub op: Hash,
}

/// The chain after `links`, which must continue `after` without a gap; none if they do not.
pub fn chain_over(
    start: Chain,
    after: u64,
    links: impl IntoIterator<Item = Link>,
) -> Option<Chain> {
    let (mut chain, mut last) = (start, after);
    for link in links {
        if link.number != last.checked_add(1)? {
            return None;
        }
        chain = chain.then(link.number, link.op);
        last = link.number;
    }
    Some(chain)
}

/// Asks for the links of a stretch of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRequest {
    /// The stream.
    pub stream: StreamId,
    /// The stretch begins after this number.
    pub after: u64,
    /// And ends with this one: at most [`MAX_LINKS`] later.
    pub to: u64,
}

/// The links of a stretch of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditProof {
    /// The stream.
    pub stream: StreamId,
    /// The stretch begins after this number.
    pub after: u64,
    /// The chain there.
    pub before: Chain,
    /// Every link, in order.
    pub links: Vec<Link>,
    /// The chain at the end.
    pub then: Chain,
}

/// What is wrong with a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// It speaks of another stream or stretch.
    #[error("the proof is of another stretch")]
    OtherStretch,
    /// It does not begin with the chain that is known.
    #[error("the proof does not begin with the known chain")]
    OtherStart,
    /// A number is missing or twice.
    #[error("the proof has a gap")]
    Gap,
    /// Its end does not follow from its links.
    #[error("the end of the proof does not follow from its links")]
    Broken,
    /// It ends with another chain than the one that is known.
    #[error("the proof ends with another chain than the known one")]
    OtherEnd,
}

impl AuditProof {
    /// Whether it leads from the known chain `from` to the known chain `to` over what was asked.
    pub fn verify(&self, asked: &AuditRequest, from: Chain, to: Chain) -> Result<(), BadProof> {
        let length = asked.to.checked_sub(asked.after);
        if self.stream != asked.stream
            || self.after != asked.after
            || length != Some(self.links.len() as u64)
        {
            return Err(BadProof::OtherStretch);
        }
        if self.before != from {
            return Err(BadProof::OtherStart);
        }
        let end = chain_over(self.before, self.after, self.links.iter().copied());
        if end.ok_or(BadProof::Gap)? != self.then {
            return Err(BadProof::Broken);
        }
        if self.then == to { Ok(()) } else { Err(BadProof::OtherEnd) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn links(n: u64) -> Vec<Link> {
        (1..=n).map(|number| Link { number, op: Hash([number as u8; 32]) }).collect()
    }

    fn proof() -> (AuditRequest, AuditProof) {
        let stream = StreamId(Uuid::from_u128(7));
        let before = Chain::start(stream);
        let links = links(9);
        let then = chain_over(before, 0, links.iter().copied()).expect("no gap");
        (
            AuditRequest { stream, after: 0, to: 9 },
            AuditProof { stream, after: 0, before, links, then },
        )
    }

    #[test]
    fn the_chain_is_the_one_worked_out_by_hand() {
        // sha256 over length-prefixed parts, by Python's hashlib.
        let chain = Chain::start(StreamId(Uuid::from_u128(7)));
        let next = chain.then(1, Hash([1; 32]));
        assert_eq!(
            [chain.0.to_string(), next.0.to_string()],
            [
                "5b123f88af34f1796faf13f914906e31ac7e2a3a1cec48e19ce1af63d1d98b92".to_owned(),
                "f3dd235a0b0a2a1d3461f91e5b2ce48786f50ab22f7c50abe3c7ec7ec3bf17a4".to_owned(),
            ]
        );
    }

    #[test]
    fn a_proof_of_untouched_history_holds() {
        let (asked, proof) = proof();
        assert_eq!(proof.verify(&asked, proof.before, proof.then), Ok(()));
    }

    #[test]
    fn any_touch_of_history_is_found() {
        let (asked, sound) = proof();
        let (from, to) = (sound.before, sound.then);
        for i in 0..sound.links.len() {
            for bit in 0..256 {
                let mut touched = sound.clone();
                touched.links[i].op.0[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(touched.verify(&asked, from, to), Err(BadProof::Broken));
            }
            let mut renumbered = sound.clone();
            renumbered.links[i].number += 1;
            assert_eq!(renumbered.verify(&asked, from, to), Err(BadProof::Gap));
            let mut shorter = sound.clone();
            shorter.links.remove(i);
            assert_eq!(shorter.verify(&asked, from, to), Err(BadProof::OtherStretch));
        }
        let mut reordered = sound.clone();
        let (a, b) = (reordered.links[2].op, reordered.links[3].op);
        (reordered.links[2].op, reordered.links[3].op) = (b, a);
        assert_eq!(reordered.verify(&asked, from, to), Err(BadProof::Broken));
        // A whole other history, sound in itself.
        let mut other = sound.clone();
        other.links[4].op = Hash([99; 32]);
        other.then = chain_over(other.before, 0, other.links.iter().copied()).expect("no gap");
        assert_eq!(other.verify(&asked, from, to), Err(BadProof::OtherEnd));
        other = sound.clone();
        other.before = Chain(Hash([3; 32]));
        assert_eq!(other.verify(&asked, from, to), Err(BadProof::OtherStart));
    }
}
