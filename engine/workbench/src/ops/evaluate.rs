//! How well real exchanges are found again from names alone; needs no project.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;
use turash_engine::evaluate::{self, EvaluateError, Evaluation, Exchange};
use turash_engine::watch::Watch;

use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("evaluate", Effect::Job, evaluate)]
}

#[derive(Deserialize, JsonSchema)]
struct Tables {
    /// Exchanges to find again: columns site, supplier, stream, accepter, kind.
    exchanges: PathBuf,
    /// Exchanges to learn from; without it, the other places of the same file.
    #[serde(default)]
    train: Option<PathBuf>,
    /// The one park to test; without it, all.
    #[serde(default)]
    park: Option<String>,
}

fn evaluate(_: &Workbench, tables: Tables, watch: &dyn Watch) -> Result<Evaluation, Error> {
    let exchanges = read(&tables.exchanges)?;
    let train = tables.train.as_deref().map(read).transpose()?;
    let knowledge = crate::assets::knowledge();
    let park = tables.park.as_deref();
    match evaluate::evaluate(&exchanges, train.as_deref(), park, &knowledge, watch) {
        Err(EvaluateError::Stopped) => Err(Error::Cancelled),
        other => Ok(other?),
    }
}

fn read(path: &Path) -> Result<Vec<Exchange>, Error> {
    let bytes = std::fs::read(path).map_err(Error::io(path))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(evaluate::read(&name, &bytes)?)
}
