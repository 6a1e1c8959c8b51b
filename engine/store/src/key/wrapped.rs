//! The key file beside a project: the file key sealed under a passphrase and under the
//! recovery key. It knows the format of that file and nothing of SQLite.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{FileKey, FileMark, Passphrase, RecoveryKey, fill_random, from_hex, to_hex};
use crate::error::{KeyWay, Result, StoreError};

/// Argon2id with 19 MiB, two passes and one lane: the second choice of RFC 9106's
/// recommendation for machines with little memory, as OWASP's password storage sheet names it
/// (2024). The parameters are stored, so that a later version may ask for more.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What a foreign key file may ask of this machine.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 16;
const LARGEST_FILE: u64 = 64 * 1024;

const FORMAT: u32 = 1;

/// The key file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: u32,
    /// Which project it belongs to: the first 16 bytes of its file.
    project: String,
    cipher: Cipher,
    #[serde(skip_serializing_if = "Option::is_none")]
    passphrase: Option<ByPassphrase>,
    recovery: Sealed,
    /// While the key is being changed: the new one, sealed under the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Sealed>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Cipher {
    #[serde(rename = "xchacha20poly1305")]
    XChaCha20Poly1305,
}

#[derive(Debug, Serialize, Deserialize)]
struct ByPassphrase {
    kdf: Kdf,
    #[serde(flatten)]
    sealed: Sealed,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kdf {
    name: KdfName,
    version: u32,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

#[derive(Debug, Serialize, Deserialize)]
enum KdfName {
    #[serde(rename = "argon2id")]
    Argon2id,
}

#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    nonce: String,
    sealed: String,
}

impl KeyFile {
    /// Where the key file of a project is.
    pub(crate) fn path(project: &Path) -> PathBuf {
        let mut name = project.as_os_str().to_owned();
        name.push(".key");
        PathBuf::from(name)
    }

    /// Wraps a file key.
    pub(crate) fn seal(
        mark: FileMark,
        key: &FileKey,
        words: Option<&Passphrase>,
        recovery: &RecoveryKey,
    ) -> Result<Self> {
        let file = Self {
            format: FORMAT,
            project: mark.hex(),
            cipher: Cipher::XChaCha20Poly1305,
            passphrase: None,
            recovery: Sealed::seal(recovery.bytes(), KeyWay::Recovery, &mark.hex(), key)?,
            next: None,
        };
        match words {
            Some(words) => file.with_passphrase(key, words),
            None => Ok(file),
        }
    }

    /// The same file, opened by these words instead of those before.
    pub(crate) fn with_passphrase(self, key: &FileKey, words: &Passphrase) -> Result<Self> {
        let (kdf, derived) = Kdf::fresh(words)?;
        let sealed = Sealed::seal(&derived, KeyWay::Passphrase, &self.project, key)?;
        Ok(Self { passphrase: Some(ByPassphrase { kdf, sealed }), ..self })
    }

    /// The same file, opened by this recovery key instead of that before.
    pub(crate) fn with_recovery(self, key: &FileKey, recovery: &RecoveryKey) -> Result<Self> {
        let recovery = Sealed::seal(recovery.bytes(), KeyWay::Recovery, &self.project, key)?;
        Ok(Self { recovery, ..self })
    }

    /// The same file, with the key that is to follow.
    pub(crate) fn with_next(self, key: &FileKey, next: &FileKey) -> Result<Self> {
        let next = Sealed::seal(key.bytes(), KeyWay::Raw, &self.project, next)?;
        Ok(Self { next: Some(next), ..self })
    }

    /// The same file, no key to follow.
    pub(crate) fn without_next(self) -> Self {
        Self { next: None, ..self }
    }

    /// The key that is to follow this one, if there is one.
    pub(crate) fn next(&self, key: &FileKey, project: &Path) -> Option<FileKey> {
        self.next.as_ref()?.open(key.bytes(), KeyWay::Raw, &self.project, project).ok()
    }

    /// Whether no change of keys was cut short.
    pub(crate) fn is_settled(&self) -> bool {
        self.next.is_none()
    }

    /// Reads the key file of a project.
    pub(crate) fn read(project: &Path, mark: FileMark) -> Result<Self> {
        let path = Self::path(project);
        let size = match fs::metadata(&path) {
            Ok(meta) => meta.len(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::NoKeyFile { path });
            }
            Err(e) => return Err(StoreError::io(&path, e)),
        };
        let bad = |reason| StoreError::BadKeyFile { path: path.clone(), reason };
        if size > LARGEST_FILE {
            return Err(bad("format"));
        }
        let bytes = fs::read(&path).map_err(|e| StoreError::io(&path, e))?;
        let file: Self = serde_json::from_slice(&bytes).map_err(|_| bad("format"))?;
        if file.format != FORMAT {
            return Err(bad("format"));
        }
        if file.project != mark.hex() {
            return Err(bad("other_project"));
        }
        Ok(file)
    }

    /// Writes the key file whole or not at all.
    pub(crate) fn write(&self, project: &Path) -> Result<()> {
        let path = Self::path(project);
        let mut half = path.as_os_str().to_owned();
        half.push(".half");
        let half = PathBuf::from(half);
        let text = serde_json::to_vec_pretty(self)
            .map_err(|_| StoreError::BadKeyFile { path: path.clone(), reason: "format" })?;
        let written = (|| {
            let mut file = File::create(&half)?;
            file.write_all(&text)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&half, &path)
        })();
        written.map_err(|e| {
            // The half file is worthless; the first error is the one to report.
            let _ = fs::remove_file(&half);
            StoreError::io(&path, e)
        })
    }

    /// The file key, by passphrase.
    pub(crate) fn open_with_passphrase(
        &self,
        project: &Path,
        words: &Passphrase,
    ) -> Result<FileKey> {
        let bad = |reason| StoreError::BadKeyFile { path: Self::path(project), reason };
        let Some(wrap) = &self.passphrase else { return Err(bad("no_passphrase")) };
        let derived = wrap.kdf.derive(words).ok_or_else(|| bad("limits"))?;
        wrap.sealed.open(&derived, KeyWay::Passphrase, &self.project, project)
    }

    /// The file key, by recovery key.
    pub(crate) fn open_with_recovery(
        &self,
        project: &Path,
        recovery: &RecoveryKey,
    ) -> Result<FileKey> {
        self.recovery.open(recovery.bytes(), KeyWay::Recovery, &self.project, project)
    }
}

/// A short text sealed under a passphrase, bound to its name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SealedText {
    format: u32,
    cipher: Cipher,
    kdf: Kdf,
    #[serde(flatten)]
    sealed: Sealed,
}

impl SealedText {
    pub(super) fn seal(words: &Passphrase, name: &str, text: &str) -> Result<Self> {
        let (kdf, derived) = Kdf::fresh(words)?;
        let mut nonce = [0; 24];
        fill_random(&mut nonce)?;
        let payload = Payload { msg: text.as_bytes(), aad: &text_bound_to(name) };
        let sealed = XChaCha20Poly1305::new((&*derived).into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|e| StoreError::NoRandom { detail: e.to_string() })?;
        let sealed = Sealed { nonce: to_hex(&nonce), sealed: to_hex(&sealed) };
        Ok(Self { format: FORMAT, cipher: Cipher::XChaCha20Poly1305, kdf, sealed })
    }

    pub(super) fn read(path: &Path) -> Result<Self> {
        let bad = || StoreError::BadKeyFile { path: path.to_owned(), reason: "format" };
        let size = fs::metadata(path).map_err(|e| StoreError::io(path, e))?.len();
        if size > LARGEST_FILE {
            return Err(bad());
        }
        let bytes = fs::read(path).map_err(|e| StoreError::io(path, e))?;
        let text: Self = serde_json::from_slice(&bytes).map_err(|_| bad())?;
        if text.format == FORMAT { Ok(text) } else { Err(bad()) }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        // Texts and numbers always serialise.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    pub(super) fn open(
        &self,
        path: &Path,
        words: &Passphrase,
        name: &str,
    ) -> Result<Zeroizing<String>> {
        let bad = |reason| StoreError::BadKeyFile { path: path.to_owned(), reason };
        let derived = self.kdf.derive(words).ok_or_else(|| bad("limits"))?;
        let nonce = from_hex::<24>(&self.sealed.nonce).ok_or_else(|| bad("format"))?;
        let sealed = bytes_of(&self.sealed.sealed).ok_or_else(|| bad("format"))?;
        let payload = Payload { msg: &sealed, aad: &text_bound_to(name) };
        let wrong = StoreError::WrongKey { path: path.to_owned(), way: KeyWay::Passphrase };
        let opened = XChaCha20Poly1305::new((&*derived).into())
            .decrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| wrong)?;
        String::from_utf8(opened).map(Zeroizing::new).map_err(|_| bad("format"))
    }
}

/// Bytes of any length from their digits.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| from_hex::<1>(std::str::from_utf8(pair).ok()?).map(|byte| byte[0])).collect()
}

fn text_bound_to(name: &str) -> Vec<u8> {
    format!("turash word {FORMAT} {name}").into_bytes()
}

impl Kdf {
    /// Parameters of today with a salt of its own, and the key that the words stand for.
    fn fresh(words: &Passphrase) -> Result<(Self, Zeroizing<[u8; 32]>)> {
        let mut salt = [0; 16];
        fill_random(&mut salt)?;
        let kdf = Self {
            name: KdfName::Argon2id,
            version: 0x13,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: to_hex(&salt),
        };
        let derived = kdf.derive(words);
        let refused =
            || StoreError::NoRandom { detail: "argon2 refused its parameters".to_owned() };
        Ok((kdf, derived.ok_or_else(refused)?))
    }

    /// The key that the words stand for; none where the parameters are out of bounds.
    fn derive(&self, words: &Passphrase) -> Option<Zeroizing<[u8; 32]>> {
        if self.version != 0x13
            || self.memory_kib > MOST_MEMORY_KIB
            || self.passes > MOST_PASSES
            || self.lanes > MOST_LANES
        {
            return None;
        }
        let KdfName::Argon2id = self.name;
        let salt = from_hex::<16>(&self.salt)?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let mut derived = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(words.bytes(), &salt, derived.as_mut())
            .ok()?;
        Some(derived)
    }
}

impl Sealed {
    fn seal(under: &[u8; 32], way: KeyWay, project: &str, key: &FileKey) -> Result<Self> {
        let mut nonce = [0; 24];
        fill_random(&mut nonce)?;
        let bound = bound_to(way, project);
        let sealed = XChaCha20Poly1305::new(under.into())
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: key.bytes(), aad: &bound })
            .map_err(|e| StoreError::NoRandom { detail: e.to_string() })?;
        Ok(Self { nonce: to_hex(&nonce), sealed: to_hex(&sealed) })
    }

    fn open(&self, under: &[u8; 32], way: KeyWay, project: &str, path: &Path) -> Result<FileKey> {
        let bad = || StoreError::BadKeyFile { path: KeyFile::path(path), reason: "format" };
        let nonce = from_hex::<24>(&self.nonce).ok_or_else(bad)?;
        let sealed = from_hex::<48>(&self.sealed).ok_or_else(bad)?;
        let bound = bound_to(way, project);
        let opened = XChaCha20Poly1305::new(under.into())
            .decrypt(XNonce::from_slice(&nonce), Payload { msg: &sealed, aad: &bound })
            .map_err(|_| StoreError::WrongKey { path: path.to_owned(), way })?;
        let opened = Zeroizing::new(opened);
        <[u8; 32]>::try_from(opened.as_slice()).map(FileKey::from_bytes).map_err(|_| bad())
    }
}

/// What a seal is bound to, so that it cannot be moved to another project or another way.
fn bound_to(way: KeyWay, project: &str) -> Vec<u8> {
    format!("turash key {FORMAT} {} {project}", way.code()).into_bytes()
}
