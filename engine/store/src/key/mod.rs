//! The keys of a project: one random file key, and the ways to reach it.
//!
//! The file key goes to the cipher raw. The operating system's keyring holds it, or a
//! passphrase unwraps it from the key file beside the project; a recovery key, shown once,
//! unwraps it too. Nothing here ever prints a secret: `Debug` is written by hand.

mod device;
mod keyring;
pub(crate) mod seal;
mod vault;
mod wrapped;

use std::fmt;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{KeyWay, Result, StoreError};

pub use device::DeviceSeed;
pub(crate) use device::seed as device_seed;
pub use keyring::probe as probe_keyring;
pub use vault::Vault;
pub(crate) use wrapped::KeyFile;

/// The random key of one project.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey([u8; 32]);

/// What a person types to open a project.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

/// The second way into a project, to be printed and put away.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 32]);

/// How a new project is locked.
#[derive(Debug)]
pub enum Lock {
    /// The keyring holds the key.
    Keyring,
    /// A passphrase unwraps the key; the keyring is left alone, because who sets a passphrase
    /// wants to be asked for it.
    Passphrase(Passphrase),
    /// The caller holds the key: no key file is written. For tests and for the hub.
    Raw(FileKey),
}

/// How an existing project is opened.
#[derive(Debug)]
pub enum KeySource {
    /// The keyring, or nothing.
    Keyring,
    /// A passphrase.
    Passphrase(Passphrase),
    /// The recovery key.
    Recovery(RecoveryKey),
    /// The file key itself.
    Raw(FileKey),
}

/// Names one project among the keys: the random salt its file starts with. It survives
/// renaming and is readable before the key is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileMark(pub(crate) [u8; 16]);

impl FileMark {
    /// The mark in hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        to_hex(&self.0)
    }
}

impl FileKey {
    /// A key from the system's randomness.
    pub fn random() -> Result<Self> {
        let mut bytes = [0; 32];
        fill_random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The statement that gives the key to the cipher.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(to_hex(&self.0));
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", digits.as_str()))
    }

    /// The statement that encrypts the open file again under this key.
    pub(crate) fn pragma_again(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(to_hex(&self.0));
        Zeroizing::new(format!("PRAGMA rekey = \"x'{}'\";", digits.as_str()))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Passphrase {
    /// Takes the words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Letters and digits that are hard to confuse in print (RFC 4648 base 32).
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Letters that only check the others.
const CHECK_LETTERS: usize = 4;

/// What a letter of a recovery key stands for.
fn value_of(letter: char) -> Option<u32> {
    let letter = match letter.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        other => other,
    };
    ALPHABET.iter().position(|&a| char::from(a) == letter).and_then(|at| u32::try_from(at).ok())
}

impl RecoveryKey {
    pub(crate) fn random() -> Result<Self> {
        let mut bytes = [0; 32];
        fill_random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The key as it is printed: 14 groups of four letters and digits, the last of which tells a
    /// slip of the pen.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(72));
        let (mut bits, mut held, mut letters) = (0u32, 0u32, 0usize);
        let mut push = |value: u32, text: &mut String| {
            if letters > 0 && letters.is_multiple_of(4) {
                text.push('-');
            }
            text.push(char::from(ALPHABET[(value & 31) as usize]));
            letters += 1;
        };
        for byte in self.0 {
            bits = bits << 8 | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                push(bits >> held, &mut text);
            }
            bits &= (1 << held) - 1;
        }
        push(bits << (5 - held), &mut text);
        for value in self.check() {
            push(u32::from(value), &mut text);
        }
        text
    }

    /// The last group: the first 20 bits of a hash of the key, five a letter.
    fn check(&self) -> [u8; CHECK_LETTERS] {
        let hash = Sha256::new_with_prefix("turash recovery").chain_update(self.0).finalize();
        let bits = u32::from(hash[0]) << 12 | u32::from(hash[1]) << 4 | u32::from(hash[2] >> 4);
        [15, 10, 5, 0].map(|shift| (bits >> shift & 31) as u8)
    }

    /// The key as a person types it: case, spaces and dashes do not matter. None where a letter
    /// is missing, too many or another than was printed.
    pub fn parse(text: &str) -> Option<Self> {
        let typed: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let (letters, last) = typed.split_at_checked(typed.len().checked_sub(CHECK_LETTERS)?)?;
        let key = Self::parse_letters(letters)?;
        let same = |(&value, letter): (&u8, &char)| value_of(*letter) == Some(u32::from(value));
        key.check().iter().zip(last).all(same).then_some(key)
    }

    fn parse_letters(letters: &[char]) -> Option<Self> {
        let mut key = Self([0; 32]);
        let (mut bits, mut held, mut filled) = (0u32, 0u32, 0usize);
        for letter in letters {
            bits = bits << 5 | value_of(*letter)?;
            held += 5;
            if held >= 8 {
                held -= 8;
                *key.0.get_mut(filled)? = u8::try_from(bits >> held & 255).ok()?;
                filled += 1;
            }
            bits &= (1 << held) - 1;
        }
        (filled == 32 && held == 4 && bits == 0).then_some(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The key of the project at `path`, by the way that `source` names.
pub(crate) fn find(path: &Path, mark: FileMark, source: &KeySource) -> Result<(FileKey, KeyWay)> {
    let (key, way) = match source {
        KeySource::Raw(key) => return Ok((key.clone(), KeyWay::Raw)),
        KeySource::Passphrase(words) => {
            let key = KeyFile::read(path, mark)?.open_with_passphrase(path, words)?;
            (key, KeyWay::Passphrase)
        }
        KeySource::Recovery(recovery) => {
            let key = KeyFile::read(path, mark)?.open_with_recovery(path, recovery)?;
            (key, KeyWay::Recovery)
        }
        KeySource::Keyring => match keyring::read(mark) {
            Ok(Some(key)) => (key, KeyWay::Keyring),
            // Without a keyring and without an entry the next step is the same: a passphrase.
            Ok(None) | Err(StoreError::NoKeyring { .. }) => {
                return Err(StoreError::NoKey { path: path.to_owned() });
            }
            Err(other) => return Err(other),
        },
    };
    Ok((after_change(path, mark, key, way)?, way))
}

/// The key that opens the file now, where a change of keys was cut short: this one, or the one
/// that was to follow it.
fn after_change(path: &Path, mark: FileMark, key: FileKey, way: KeyWay) -> Result<FileKey> {
    let next = match KeyFile::read(path, mark) {
        Ok(file) => file.next(&key, path),
        // Who has the key needs no key file.
        Err(StoreError::NoKeyFile { .. } | StoreError::BadKeyFile { .. }) => None,
        Err(other) => return Err(other),
    };
    let Some(next) = next else { return Ok(key) };
    match crate::open::prove(path, &key, way) {
        Ok(()) => Ok(key),
        Err(StoreError::WrongKey { .. }) => Ok(next),
        Err(other) => Err(other),
    }
}

/// Puts the key where `lock` says; answers the recovery key, if one was made.
pub(crate) fn keep(
    path: &Path,
    mark: FileMark,
    key: &FileKey,
    lock: &Lock,
) -> Result<Option<RecoveryKey>> {
    let words = match lock {
        Lock::Raw(_) => return Ok(None),
        Lock::Keyring => {
            keyring::probe().map_err(|_| StoreError::NoKey { path: path.to_owned() })?;
            keyring::write(mark, key)?;
            None
        }
        Lock::Passphrase(words) => Some(words),
    };
    let recovery = RecoveryKey::random()?;
    KeyFile::seal(mark, key, words, &recovery)?.write(path)?;
    Ok(Some(recovery))
}

/// Takes back what [`keep`] did, for a project that did not come to be.
pub(crate) fn forget(path: &Path, mark: FileMark, lock: &Lock) {
    match lock {
        Lock::Raw(_) => {}
        Lock::Keyring => {
            // Nothing more can be done about a keyring or a file that refuses.
            let _ = keyring::delete(mark);
            let _ = std::fs::remove_file(KeyFile::path(path));
        }
        Lock::Passphrase(_) => {
            let _ = std::fs::remove_file(KeyFile::path(path));
        }
    }
}

/// Gives the project at `path` a new passphrase. The file key and the recovery key stay, so
/// nothing is encrypted again.
pub fn change_passphrase(path: &Path, source: &KeySource, words: &Passphrase) -> Result<()> {
    let (mark, key) = proved(path, source)?;
    settled(path, mark)?.with_passphrase(&key, words)?.write(path)
}

/// Makes another recovery key for the project at `path`; the one before opens nothing any more.
pub fn new_recovery_key(path: &Path, source: &KeySource) -> Result<RecoveryKey> {
    let (mark, key) = proved(path, source)?;
    let recovery = RecoveryKey::random()?;
    settled(path, mark)?.with_recovery(&key, &recovery)?.write(path)?;
    Ok(recovery)
}

/// Encrypts the project at `path` again under a new key, for when the one before may be known to
/// others. Afterwards the passphrase or keyring it was opened by opens it, and the recovery key
/// that is answered; no other way does. Nobody else may have it open. Cut short at any moment,
/// the file opens as before.
pub fn change_key(path: &Path, source: &KeySource) -> Result<RecoveryKey> {
    let words = match source {
        KeySource::Passphrase(words) => Some(words),
        KeySource::Keyring => None,
        // There would be no way to keep the new key but the printed one.
        KeySource::Recovery(_) | KeySource::Raw(_) => {
            return Err(StoreError::NoKey { path: path.to_owned() });
        }
    };
    let (mark, key) = proved(path, source)?;
    let (next, recovery) = (FileKey::random()?, RecoveryKey::random()?);
    let before = KeyFile::read(path, mark)?;
    // After a change that was cut short the ways in the key file lead to the key before this one.
    let before = if before.is_settled() {
        before
    } else {
        if words.is_none() {
            keyring::write(mark, &key)?;
        }
        KeyFile::seal(mark, &key, words, &recovery)?
    };
    before.with_next(&key, &next)?.write(path)?;
    if let Err(error) = crate::open::encrypt_again(path, &key, &next) {
        // Refused, by a file in use or a full disk: what was not begun is taken back.
        if crate::open::prove(path, &key, KeyWay::Raw).is_ok() {
            KeyFile::read(path, mark)?.without_next().write(path)?;
        }
        return Err(error);
    }
    if words.is_none() {
        keyring::write(mark, &next)?;
    }
    KeyFile::seal(mark, &next, words, &recovery)?.write(path)?;
    Ok(recovery)
}

/// The key file, all of whose ways lead to the same key.
fn settled(path: &Path, mark: FileMark) -> Result<KeyFile> {
    let file = KeyFile::read(path, mark)?;
    if file.is_settled() {
        return Ok(file);
    }
    Err(StoreError::BadKeyFile { path: KeyFile::path(path), reason: "half_changed" })
}

/// The key by `source`, which opens the file.
fn proved(path: &Path, source: &KeySource) -> Result<(FileMark, FileKey)> {
    let mark = crate::open::read_mark(path)?;
    let (key, way) = find(path, mark, source)?;
    // A raw or keyring key was not proved by unwrapping: prove it on the file.
    crate::open::prove(path, &key, way)?;
    Ok((mark, key))
}

pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|e| StoreError::NoRandom { detail: e.to_string() })
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high << 4 | low).ok()?;
    }
    Some(bytes)
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(..)")
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_key_survives_paper() {
        for bytes in [[0; 32], [255; 32], std::array::from_fn(|i| (i * 37) as u8)] {
            let text = RecoveryKey(bytes).to_text();
            assert_eq!(text.len(), 56 + 13);
            let typed = text.to_lowercase().replace('-', " ");
            assert_eq!(RecoveryKey::parse(&typed).expect("own text").0, bytes);
        }
        let text = RecoveryKey([9; 32]).to_text();
        for at in 0..text.len() {
            // One letter that is another, at each place.
            let other = if text[at..].starts_with('K') { "L" } else { "K" };
            let slip = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert!(RecoveryKey::parse(&slip).is_none(), "{slip}");
        }
        for bad in ["", "A", &"A".repeat(52), &"A".repeat(56), &"B".repeat(57), "ÄÖ"] {
            assert!(RecoveryKey::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn secrets_do_not_print() {
        let shown = format!(
            "{:?} {:?} {:?} {:?}",
            FileKey([0xab; 32]),
            Passphrase::new("open sesame"),
            RecoveryKey([0xab; 32]),
            KeySource::Raw(FileKey([0xab; 32])),
        );
        for secret in ["sesame", "ab", "171", "AB"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn hex_is_its_own_inverse() {
        let bytes: [u8; 16] = std::array::from_fn(|i| (i * 16 + i) as u8);
        assert_eq!(from_hex::<16>(&to_hex(&bytes)), Some(bytes));
        assert_eq!(from_hex::<16>("zz"), None);
        assert_eq!(from_hex::<2>("zz00"), None);
    }
}
