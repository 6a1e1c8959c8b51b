//! Secrets of this device that belong to no project, like what a hub gave it to be known by. The
//! keyring holds them; where there is none, a file for each, sealed under a passphrase. It knows
//! no hub.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::wrapped::SealedText;
use super::{Passphrase, keyring, to_hex};
use crate::error::{Result, StoreError};

/// Secrets of this device, by name.
#[derive(Debug, Clone)]
pub struct Vault {
    folder: PathBuf,
    words: Option<Passphrase>,
    /// Whether the keyring keeps what it is given.
    keyring: bool,
}

impl Vault {
    /// Over a folder for what the keyring cannot keep, and the passphrase it is sealed under.
    pub fn new(folder: PathBuf, words: Option<Passphrase>) -> Self {
        Self { folder, words, keyring: keyring::probe().is_ok() }
    }

    /// The secret of this name, if there is one.
    pub fn read(&self, name: &str) -> Result<Option<Zeroizing<String>>> {
        let path = self.path(name);
        if !path.try_exists().map_err(|e| StoreError::io(&path, e))? {
            return if self.keyring { keyring::read_word(&self.entry(name)) } else { Ok(None) };
        }
        let words = self.words.as_ref().ok_or_else(|| StoreError::NoKey { path: path.clone() })?;
        SealedText::read(&path)?.open(&path, words, name).map(Some)
    }

    /// Keeps a secret in place of the one of this name.
    pub fn write(&self, name: &str, secret: &str) -> Result<()> {
        let path = self.path(name);
        if self.keyring {
            keyring::write_word(&self.entry(name), secret)?;
            return self.remove(&path);
        }
        let words = self.words.as_ref().ok_or_else(|| StoreError::NoKey { path: path.clone() })?;
        fs::create_dir_all(&self.folder).map_err(|e| StoreError::io(&self.folder, e))?;
        let sealed = SealedText::seal(words, name, secret)?;
        let half = path.with_extension("half");
        let written = (|| {
            let mut file = File::create(&half)?;
            file.write_all(&sealed.bytes())?;
            file.sync_all()?;
            fs::rename(&half, &path)
        })();
        written.map_err(|e| StoreError::io(&path, e))
    }

    /// Forgets a secret.
    pub fn forget(&self, name: &str) -> Result<()> {
        if self.keyring {
            keyring::delete_word(&self.entry(name))?;
        }
        self.remove(&self.path(name))
    }

    /// Does something about a secret while no other program does.
    pub fn alone<T>(&self, name: &str, work: impl FnOnce() -> T) -> Result<T> {
        let path = self.path(name).with_extension("lock");
        fs::create_dir_all(&self.folder).map_err(|e| StoreError::io(&self.folder, e))?;
        let file = File::create(&path).map_err(|e| StoreError::io(&path, e))?;
        file.lock().map_err(|e| StoreError::io(&path, e))?;
        // The lock goes with the file.
        Ok(work())
    }

    fn remove(&self, path: &Path) -> Result<()> {
        match fs::remove_file(path) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(StoreError::io(path, e)),
        }
    }

    /// The keyring is one for all programs of a person, who may work with several sets of settings:
    /// each has secrets of its own.
    fn entry(&self, name: &str) -> String {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        format!("{name} {}", folder.display())
    }

    /// Named by a hash, because a name may hold anything.
    fn path(&self, name: &str) -> PathBuf {
        let hash: [u8; 32] = Sha256::digest(name).into();
        self.folder.join(to_hex(&hash[..12])).with_extension("sealed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::KeyWay;

    #[test]
    fn without_a_keyring_a_passphrase_seals() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = |words: Option<&str>| Vault {
            folder: folder.path().to_owned(),
            words: words.map(Passphrase::new),
            keyring: false,
        };
        let mine = vault(Some("open sesame"));
        assert!(mine.read("hub").expect("readable").is_none());
        mine.write("hub", "the secret word").expect("written");
        mine.write("other", "another").expect("written");
        assert_eq!(*mine.read("hub").expect("readable").expect("kept"), "the secret word");
        mine.write("hub", "the next").expect("written");
        assert_eq!(*mine.read("hub").expect("readable").expect("kept"), "the next");
        for file in fs::read_dir(folder.path()).expect("listed") {
            let bytes = fs::read(file.expect("an entry").path()).expect("read");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!text.contains("the next") && !text.contains("another"), "{text}");
        }
        assert!(matches!(vault(None).read("hub"), Err(StoreError::NoKey { .. })));
        assert!(matches!(vault(None).write("new", "x"), Err(StoreError::NoKey { .. })));
        let wrong = vault(Some("open barley")).read("hub");
        assert!(matches!(wrong, Err(StoreError::WrongKey { way: KeyWay::Passphrase, .. })));
        // A file cannot take another's place.
        fs::copy(mine.path("other"), mine.path("hub")).expect("copied");
        assert!(mine.read("hub").is_err());
        mine.forget("hub").expect("forgotten");
        assert!(mine.read("hub").expect("readable").is_none());
    }
}
