//! Text sealed under a key, as letters: XChaCha20-Poly1305 with a random nonce before it. What it
//! is bound to goes into the seal, so that it cannot be moved elsewhere.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{fill_random, from_hex, to_hex};
use crate::error::{Result, StoreError};

/// Length of a nonce of XChaCha20.
const NONCE_BYTES: usize = 24;

/// Seals a text.
pub(crate) fn seal(key: &[u8; 32], bound_to: &[u8], text: &str) -> Result<String> {
    let mut nonce = [0; NONCE_BYTES];
    fill_random(&mut nonce)?;
    let payload = Payload { msg: text.as_bytes(), aad: bound_to };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|e| StoreError::NoRandom { detail: e.to_string() })?;
    Ok(to_hex(&nonce) + &to_hex(&sealed))
}

/// The text; none where another key or other bounds sealed it, or nobody did.
pub(crate) fn open(key: &[u8; 32], bound_to: &[u8], sealed: &str) -> Option<Zeroizing<String>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES * 2)?;
    let nonce = from_hex::<NONCE_BYTES>(nonce)?;
    let pairs = sealed.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| from_hex::<1>(std::str::from_utf8(pair).ok()?).map(|b| b[0]));
    let bytes = bytes.collect::<Option<Vec<u8>>>()?;
    let payload = Payload { msg: &bytes, aad: bound_to };
    let opened = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(&nonce), payload);
    String::from_utf8(opened.ok()?).ok().map(Zeroizing::new)
}
