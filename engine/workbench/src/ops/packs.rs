//! Regional map packs of a project: window and packet draw streets and buildings from them.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use turash_engine::watch::Watch;
use turash_store::PackFormat;

use super::Done;
use crate::Workbench;
use crate::error::Error;
use crate::map;
use crate::operation::{Effect, Operation};
use crate::view::Message;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("pack.add", Effect::Edit, add)]
}

#[derive(Deserialize, JsonSchema)]
struct NewPack {
    /// An MBTiles or PMTiles file; it is copied into the project.
    path: PathBuf,
}

fn add(workbench: &Workbench, new: NewPack, _: &dyn Watch) -> Result<Done, Error> {
    let session = workbench.session()?;
    let bytes = std::fs::read(&new.path).map_err(Error::io(&new.path))?;
    let opened = map::Pack::from_bytes(bytes.clone())?;
    let file = new.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = if opened.name().is_empty() { file } else { opened.name().to_owned() };
    let pack = turash_store::Pack {
        id: workbench.ports().ids.fresh(),
        name: name.clone(),
        format: if bytes.starts_with(b"PMTiles") {
            PackFormat::Pmtiles
        } else {
            PackFormat::Mbtiles
        },
        bytes: bytes.len() as u64,
        attribution: opened.attribution().to_owned(),
        sha256: session.replica.put_blob(&bytes)?,
    };
    let label = Message::new("action-pack-add").with("name", name);
    let ((), done) = workbench.edit(label, None, |edit| Ok(edit.insert(&pack)?))?;
    Ok(done)
}
