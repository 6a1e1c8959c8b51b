//! What makes a document provable: a manifest of what entered it, and a signature over every
//! byte of the file but the signature itself.
//!
//! The manifest commits to each value that entered by a salted hash; salt and value stand in
//! it only where the reader sees the value. The signature field is of fixed length and holds
//! signer and signature, so that the rest of the file does not depend on who signs. No keys
//! are kept here, and nobody is trusted: that is for the caller to say.

use std::collections::BTreeMap;
use std::ops::Range;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use lopdf::{Document, Object};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::ReportError;

/// Form of manifest and signature.
pub const FORMAT: &str = "turash-packet/1";

/// Name of the manifest among the attachments of the file.
pub(crate) const ATTACHMENT: &str = "turash-manifest.json";

/// Entry of the catalog that holds signer and signature.
pub(crate) const FIELD: &str = "TURA_Signature";

/// Public key and signature.
pub(crate) const FIELD_BYTES: usize = 32 + 64;

/// Largest file that is looked at, and largest manifest in it.
const LARGEST_FILE: usize = 256 * 1024 * 1024;
const LARGEST_MANIFEST: usize = 4 * 1024 * 1024;

/// What is known of how a document came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Form of the manifest.
    pub format: String,
    /// Name of the document.
    pub document: String,
    /// Its version.
    pub version: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// How much it shows, as a code.
    pub level: String,
    /// Its language, as a code.
    pub lang: String,
    /// Versions or hashes of layout, words, fonts and methods.
    pub templates: BTreeMap<String, String>,
    /// SHA-256 of what each picture was drawn from, in hex.
    pub pictures: BTreeMap<String, String>,
    /// What entered, by name.
    pub inputs: BTreeMap<String, Commitment>,
}

/// A value that entered, committed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// HMAC-SHA-256 of name and value under the salt, in hex.
    pub commitment: String,
    /// The salt in hex, where the reader may see the value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub salt: Option<String>,
    /// The value, where the reader may see it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
}

impl Commitment {
    /// Commits to a value; it opens only what is `shown`.
    pub fn new(name: &str, value: &str, salt: [u8; 16], shown: bool) -> Self {
        Self {
            commitment: hex(&mac(&salt, &[name.as_bytes(), &[0], value.as_bytes()])),
            salt: shown.then(|| hex(&salt)),
            value: shown.then(|| value.to_owned()),
        }
    }

    /// Whether what is opened is what was committed to; nothing opened is fine.
    fn holds(&self, name: &str) -> bool {
        match (&self.salt, &self.value) {
            (None, None) => true,
            (Some(salt), Some(value)) => unhex::<16>(salt).is_some_and(|salt| {
                Self::new(name, value, salt, false).commitment == self.commitment
            }),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// The salt of a value: the first 128 bits of HMAC-SHA-256 over name and value under a random
/// secret that never leaves the project. Who lacks the secret cannot tell it from a random
/// one; equal values of one project give equal salts, so that equal inputs give equal files.
pub fn salt(secret: &[u8; 32], scope: &str, name: &str, value: &str) -> [u8; 16] {
    let mac = mac(secret, &[scope.as_bytes(), &[0], name.as_bytes(), &[0], value.as_bytes()]);
    let mut salt = [0; 16];
    salt.copy_from_slice(&mac[..16]);
    salt
}

impl Manifest {
    /// The manifest as it stands in the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Maps with text keys and plain texts always have a JSON form.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// SHA-256 of the manifest in hex, as it is printed on the last page.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.to_bytes()))
    }

    /// Names of what entered this and not the other, or with another value.
    pub fn differing(&self, other: &BTreeMap<String, String>) -> Vec<String> {
        let here = self.inputs.iter().filter(|(name, input)| {
            other.get(*name).is_none_or(|commitment| *commitment != input.commitment)
        });
        let gone = other.keys().filter(|name| !self.inputs.contains_key(*name));
        here.map(|(name, _)| name).chain(gone).cloned().collect()
    }
}

/// A key to sign with.
pub struct Signer(SigningKey);

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signer").field(&self.public()).finish()
    }
}

impl Signer {
    /// The key made from these random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Its public half in hex: the name of who signs.
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// Fills the signature field of a file.
    pub fn sign(&self, file: &mut [u8]) -> Result<(), ReportError> {
        let field = field(file).map_err(|p| ReportError::Pdf(p.code().to_owned()))?;
        let signature = self.0.sign(&signed(file, &field));
        let key = self.0.verifying_key();
        let text = hex(key.as_bytes()) + &hex(&signature.to_bytes());
        file[field].copy_from_slice(text.as_bytes());
        Ok(())
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// It has no signature field, or an empty one.
    NotSigned,
    /// It has more than one signature field.
    SeveralFields,
    /// The field does not hold a key and a signature.
    BadField,
    /// The signature is not of these bytes: somebody changed the file.
    Changed,
    /// It has no manifest that can be read.
    NoManifest,
    /// A value that the manifest opens is not the one committed to.
    BadCommitment,
}

impl Problem {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Problem::NotSigned => "not_signed",
            Problem::SeveralFields => "several_fields",
            Problem::BadField => "bad_field",
            Problem::Changed => "changed",
            Problem::NoManifest => "no_manifest",
            Problem::BadCommitment => "bad_commitment",
        }
    }
}

/// A file whose signature is of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// Public key that signed it, in hex.
    pub signer: String,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Whether the file is as its signer left it. Whether the signer can be trusted is another
/// question.
pub fn verify(file: &[u8]) -> Result<Proved, Problem> {
    let field = field(file)?;
    let bytes: [u8; FIELD_BYTES] =
        std::str::from_utf8(&file[field.clone()]).ok().and_then(unhex).ok_or(Problem::BadField)?;
    if bytes == [0; FIELD_BYTES] {
        return Err(Problem::NotSigned);
    }
    let (mut key, mut signature) = ([0; 32], [0; 64]);
    key.copy_from_slice(&bytes[..32]);
    signature.copy_from_slice(&bytes[32..]);
    let public = VerifyingKey::from_bytes(&key).map_err(|_| Problem::BadField)?;
    // Strict: no other signature of the same bytes by the same key, and no weak key.
    public
        .verify_strict(&signed(file, &field), &Signature::from_bytes(&signature))
        .map_err(|_| Problem::Changed)?;
    let manifest = manifest(file).ok_or(Problem::NoManifest)?;
    if manifest.inputs.iter().all(|(name, input)| input.holds(name)) {
        Ok(Proved { signer: hex(&key), manifest })
    } else {
        Err(Problem::BadCommitment)
    }
}

/// Where the hexadecimal digits of the signature field are.
fn field(file: &[u8]) -> Result<Range<usize>, Problem> {
    if file.len() > LARGEST_FILE {
        return Err(Problem::NotSigned);
    }
    let mut found = memmem::find_iter(file, FIELD.as_bytes());
    let at = found.next().ok_or(Problem::NotSigned)?;
    if found.next().is_some() {
        return Err(Problem::SeveralFields);
    }
    let start = at + FIELD.len() + 1;
    let end = start + FIELD_BYTES * 2;
    let closed = file.get(start - 1) == Some(&b'<') && file.get(end) == Some(&b'>');
    if closed { Ok(start..end) } else { Err(Problem::BadField) }
}

/// What is signed: the form, where the field stands, and every byte outside it.
fn signed(file: &[u8], field: &Range<usize>) -> Vec<u8> {
    let mut message = Vec::with_capacity(file.len() + FORMAT.len() + 8);
    message.extend_from_slice(FORMAT.as_bytes());
    message.extend_from_slice(&(field.start as u64).to_be_bytes());
    message.extend_from_slice(&file[..field.start]);
    message.extend_from_slice(&file[field.end..]);
    message
}

/// The manifest in a file whose bytes are proved.
fn manifest(file: &[u8]) -> Option<Manifest> {
    let document = Document::load_mem(file).ok()?;
    let files = document.catalog().ok()?.get(b"Names").ok()?;
    let files = resolved(&document, files)?.as_dict().ok()?.get(b"EmbeddedFiles").ok()?;
    let names = resolved(&document, files)?.as_dict().ok()?.get(b"Names").ok()?;
    let pairs = resolved(&document, names)?.as_array().ok()?;
    let at =
        pairs.iter().position(|name| name.as_str().is_ok_and(|n| n == ATTACHMENT.as_bytes()))?;
    let specification = resolved(&document, pairs.get(at + 1)?)?.as_dict().ok()?;
    let file = resolved(&document, specification.get(b"EF").ok()?)?.as_dict().ok()?;
    let stream = resolved(&document, file.get(b"F").ok()?)?.as_stream().ok()?;
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    if bytes.len() > LARGEST_MANIFEST {
        return None;
    }
    serde_json::from_slice(&bytes).ok().filter(|m: &Manifest| m.format == FORMAT)
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lower-case digits only: one value has one text.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_commitment_is_hmac_sha_256() {
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&mac(b"Jefe", &[b"what do ya ", b"want for nothing?"])), expected);
    }

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn the_key_is_ed25519() {
        let seed = unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        assert_eq!(Signer::from_seed(&seed.expect("32 bytes")).public(), public);
    }

    #[test]
    fn an_opened_value_must_be_the_one_committed_to() {
        let salt = salt(&[7; 32], "m", "supply.name", "\"A\"");
        let whole = Commitment::new("supply.name", "\"A\"", salt, true);
        assert!(whole.holds("supply.name"));
        assert!(!whole.holds("demand.name"));
        for spoilt in [
            Commitment { value: Some("\"B\"".to_owned()), ..whole.clone() },
            Commitment { salt: None, ..whole.clone() },
            Commitment {
                salt: whole.salt.as_ref().map(|s| s.to_uppercase() + "0"),
                ..whole.clone()
            },
        ] {
            assert!(!spoilt.holds("supply.name"), "{spoilt:?}");
        }
        let closed = Commitment::new("supply.name", "\"A\"", salt, false);
        assert_eq!((closed.commitment, closed.salt, closed.value), (whole.commitment, None, None));
    }
}
