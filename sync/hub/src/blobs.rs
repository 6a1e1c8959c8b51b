//! Attachments in the hub's folder, under tenant, stream and hash. It owns their files and how far
//! each has come; a file that is whole has the hash it is named by.

use std::io::SeekFrom;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};
use turash_sync::protocol::{Hash, Refusal, StreamId};
use uuid::Uuid;

use crate::db::{DbError, first};
use crate::hub::{Hub, HubError};

/// Most bytes of one step of an upload and of one answer.
pub const STEP_BYTES: usize = 1 << 20;
/// Most bytes of an attachment.
pub const MAX_BLOB: u64 = 256 << 20;

/// How far an attachment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobState {
    /// Its size.
    pub size: u64,
    /// Bytes that are here.
    pub have: u64,
}

fn malformed(what: &str) -> HubError {
    Refusal::Malformed { what: what.to_owned() }.into()
}

impl Hub {
    fn blob_path(&self, org: Uuid, stream: StreamId, hash: Hash) -> PathBuf {
        // Ids and hashes only: no name of a client's making becomes a path.
        let folder = self.folder.join("blobs").join(org.simple().to_string());
        folder.join(stream.0.simple().to_string()).join(hash.to_string())
    }

    /// How far it has come; one that was never begun is not there.
    pub async fn blob_state(
        &self,
        org: Uuid,
        stream: StreamId,
        hash: Hash,
    ) -> Result<BlobState, HubError> {
        let mut tx = self.read(org).await?;
        let row = tx
            .query(
                "SELECT size, have FROM blob WHERE org = $1 AND stream = $2 AND sha256 = $3",
                &[org.into(), stream.0.into(), hash.0.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::NoStream)?;
        Ok(BlobState { size: row.count(0)?, have: row.count(1)? })
    }

    /// Begins an upload; one that was begun goes on where it stood.
    pub async fn begin_blob(
        &self,
        org: Uuid,
        stream: StreamId,
        hash: Hash,
        size: u64,
    ) -> Result<BlobState, HubError> {
        if size > MAX_BLOB {
            return Err(Refusal::TooLarge { limit: MAX_BLOB }.into());
        }
        if size == 0 {
            return Err(malformed("upload-length"));
        }
        let mut tx = self.write(org).await?;
        let made = tx
            .execute(
                "INSERT INTO blob (org, stream, sha256, size, have) VALUES ($1, $2, $3, $4, 0)",
                &[org.into(), stream.0.into(), hash.0.into(), size.into()],
            )
            .await;
        match made {
            Ok(_) => tx.commit().await?,
            Err(DbError::Taken) => drop(tx),
            Err(other) => return Err(other.into()),
        }
        let state = self.blob_state(org, stream, hash).await?;
        if state.size == size { Ok(state) } else { Err(malformed("upload-length")) }
    }

    /// Takes the next step. Its bytes are on the disk before the count says so; a whole that has
    /// another hash than its name begins anew.
    pub async fn append_blob(
        &self,
        org: Uuid,
        stream: StreamId,
        hash: Hash,
        offset: u64,
        step: Hash,
        bytes: &[u8],
    ) -> Result<BlobState, HubError> {
        if Hash(Sha256::digest(bytes).into()) != step {
            return Err(malformed("upload-step-sha256"));
        }
        let mut tx = self.write(org).await?;
        // Holds the row: steps of one attachment come one after the other.
        let row = tx
            .query(
                "UPDATE blob SET have = have WHERE org = $1 AND stream = $2 AND sha256 = $3 \
                 RETURNING size, have",
                &[org.into(), stream.0.into(), hash.0.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::NoStream)?;
        let (size, have) = (row.count(0)?, row.count(1)?);
        if offset != have {
            return Err(Refusal::Gap { expected: have }.into());
        }
        let end = have + bytes.len() as u64;
        if end > size {
            return Err(Refusal::TooLarge { limit: size }.into());
        }
        let path = self.blob_path(org, stream, hash);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).await?;
        }
        let mut file =
            fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).await?;
        file.seek(SeekFrom::Start(have)).await?;
        file.write_all(bytes).await?;
        file.set_len(end).await?;
        file.sync_all().await?;
        let sound = end < size || hash_of(&path).await? == hash;
        let have = if sound { end } else { 0 };
        tx.execute(
            "UPDATE blob SET have = $4 WHERE org = $1 AND stream = $2 AND sha256 = $3",
            &[org.into(), stream.0.into(), hash.0.into(), have.into()],
        )
        .await?;
        tx.commit().await?;
        if sound { Ok(BlobState { size, have }) } else { Err(malformed("sha256")) }
    }

    /// Up to [`STEP_BYTES`] of a whole attachment.
    pub async fn read_blob(
        &self,
        org: Uuid,
        stream: StreamId,
        hash: Hash,
        offset: u64,
    ) -> Result<(BlobState, Vec<u8>), HubError> {
        let state = self.blob_state(org, stream, hash).await?;
        if state.have < state.size || offset > state.size {
            return Err(Refusal::NoStream.into());
        }
        let mut file = fs::File::open(self.blob_path(org, stream, hash)).await?;
        file.seek(SeekFrom::Start(offset)).await?;
        let mut bytes = Vec::new();
        file.take(STEP_BYTES as u64).read_to_end(&mut bytes).await?;
        Ok((state, bytes))
    }
}

async fn hash_of(path: &std::path::Path) -> Result<Hash, HubError> {
    let mut file = fs::File::open(path).await?;
    let (mut hasher, mut part) = (Sha256::new(), vec![0; 64 << 10]);
    loop {
        let n = file.read(&mut part).await?;
        if n == 0 {
            return Ok(Hash(hasher.finalize().into()));
        }
        hasher.update(&part[..n]);
    }
}
