//! The secret that this device signs with. Who opened the project with the keyring keeps one
//! secret for all projects there; who opened it another way keeps one in the encrypted file,
//! which the passphrase locks. It knows no signatures.

use rusqlite::{Connection, OptionalExtension as _, params};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{fill_random, keyring};
use crate::error::{KeyWay, Result};

/// The 32 random bytes from which this device's signing key is made.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DeviceSeed([u8; 32]);

impl DeviceSeed {
    /// The secret itself.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for DeviceSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceSeed(..)")
    }
}

/// Row of the file that holds the secret where the keyring does not.
const ROW: &str = "signing";

/// The secret of this device, made at the first call.
pub(crate) fn seed(connection: &Connection, opened_by: KeyWay) -> Result<DeviceSeed> {
    match opened_by {
        KeyWay::Keyring => match keyring::read_seed()? {
            Some(seed) => Ok(DeviceSeed(seed)),
            None => {
                let seed = fresh()?;
                keyring::write_seed(&seed.0)?;
                Ok(seed)
            }
        },
        KeyWay::Passphrase | KeyWay::Recovery | KeyWay::Raw => {
            let kept: Option<[u8; 32]> = connection
                .query_row("SELECT value FROM meta WHERE name = ?1", [ROW], |row| row.get(0))
                .optional()?;
            match kept {
                Some(seed) => Ok(DeviceSeed(seed)),
                None => {
                    let seed = fresh()?;
                    connection.execute("INSERT INTO meta VALUES (?1, ?2)", params![ROW, seed.0])?;
                    Ok(seed)
                }
            }
        }
    }
}

fn fresh() -> Result<DeviceSeed> {
    let mut bytes = [0; 32];
    fill_random(&mut bytes)?;
    Ok(DeviceSeed(bytes))
}
