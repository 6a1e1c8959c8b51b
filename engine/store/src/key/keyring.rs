//! The operating system's keyring. The only file that talks to it; it knows one entry
//! a project, one a device and one a hub, and never a passphrase.

use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use super::{FileKey, FileMark, fill_random};
use crate::error::{Result, StoreError};

const SERVICE: &str = "turash-project";
const DEVICE: &str = "turash-device";
const SIGNING: &str = "signing";
const HUB: &str = "turash-hub";
const PROBE: &str = "turash-probe";

/// Whether there is a keyring that keeps what it is given: writes, reads and deletes an entry.
pub fn probe() -> Result<()> {
    let mut word = [0; 16];
    fill_random(&mut word)?;
    let account = super::to_hex(&word);
    let entry = entry(PROBE, &account)?;
    entry.set_secret(&word).map_err(refused)?;
    let read = entry.get_secret().map_err(refused);
    entry.delete_credential().map_err(refused)?;
    if read? == word {
        Ok(())
    } else {
        Err(StoreError::NoKeyring { detail: "the keyring returned other bytes".to_owned() })
    }
}

/// The key of a project, if the keyring has one.
pub(crate) fn read(mark: FileMark) -> Result<Option<FileKey>> {
    match entry(SERVICE, &mark.hex())?.get_secret() {
        Ok(secret) => {
            let secret = zeroize::Zeroizing::new(secret);
            match <[u8; 32]>::try_from(secret.as_slice()) {
                Ok(bytes) => Ok(Some(FileKey::from_bytes(bytes))),
                Err(_) => {
                    Err(StoreError::NoKeyring { detail: "the entry is not a key".to_owned() })
                }
            }
        }
        Err(Error::NoEntry) => Ok(None),
        Err(other) => Err(refused(other)),
    }
}

/// Keeps the key of a project.
pub(crate) fn write(mark: FileMark, key: &FileKey) -> Result<()> {
    entry(SERVICE, &mark.hex())?.set_secret(key.bytes()).map_err(refused)
}

/// Forgets the key of a project.
pub(crate) fn delete(mark: FileMark) -> Result<()> {
    match entry(SERVICE, &mark.hex())?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(other) => Err(refused(other)),
    }
}

/// The secret this device signs with, if the keyring has one.
pub(crate) fn read_seed() -> Result<Option<[u8; 32]>> {
    match entry(DEVICE, SIGNING)?.get_secret() {
        Ok(secret) => {
            let secret = zeroize::Zeroizing::new(secret);
            <[u8; 32]>::try_from(secret.as_slice())
                .map(Some)
                .map_err(|_| StoreError::NoKeyring { detail: "the entry is not a key".to_owned() })
        }
        Err(Error::NoEntry) => Ok(None),
        Err(other) => Err(refused(other)),
    }
}

/// Keeps the secret this device signs with.
pub(crate) fn write_seed(seed: &[u8; 32]) -> Result<()> {
    entry(DEVICE, SIGNING)?.set_secret(seed).map_err(refused)
}

/// A secret of this device by its name, if the keyring has it.
pub(super) fn read_word(name: &str) -> Result<Option<Zeroizing<String>>> {
    match entry(HUB, name)?.get_password() {
        Ok(word) => Ok(Some(Zeroizing::new(word))),
        Err(Error::NoEntry) => Ok(None),
        Err(other) => Err(refused(other)),
    }
}

/// Keeps a secret of this device under a name.
pub(super) fn write_word(name: &str, word: &str) -> Result<()> {
    entry(HUB, name)?.set_password(word).map_err(refused)
}

/// Forgets a secret of this device.
pub(super) fn delete_word(name: &str) -> Result<()> {
    match entry(HUB, name)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(other) => Err(refused(other)),
    }
}

fn entry(service: &str, account: &str) -> Result<Entry> {
    // The platform's store is taken only where no test has set another.
    if keyring_core::get_default_store().is_none()
        && let Err(reason) = keyring::Entry::store_status()
    {
        return Err(StoreError::NoKeyring { detail: reason.to_string() });
    }
    Entry::new(service, account).map_err(refused)
}

fn refused(error: Error) -> StoreError {
    StoreError::NoKeyring { detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_found_and_forgotten() {
        keyring_core::set_default_store(keyring_core::mock::Store::new().expect("mock keyring"));
        let mark = FileMark([7; 16]);
        probe().expect("the mock keeps entries");
        assert!(read(mark).expect("readable").is_none());
        write(mark, &FileKey::from_bytes([9; 32])).expect("writable");
        assert_eq!(read(mark).expect("readable").expect("kept").bytes(), &[9; 32]);
        delete(mark).expect("deletable");
        delete(mark).expect("deleting twice is no error");
        assert!(read(mark).expect("readable").is_none());
    }
}
