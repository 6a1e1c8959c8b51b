//! The project for its owner as a file of others' programs. What stands in it belongs to the
//! report; here it is gathered and put where it shall be, whole or not at all.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use turash_engine::economics::Assumptions;
use turash_engine::quantity::Locale;
use turash_engine::watch::Watch;
use turash_report::export::{Export, Traded, archive, geojson, workbook};

use super::matching::matched;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::price;
use crate::session::hex;
use crate::text::Words;

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("export.write", Effect::Job, write)]
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// A workbook with live formulas.
    Xlsx,
    /// Sites, flows and matches on the map.
    Geojson,
    /// Both, the registers as CSV, and a manifest.
    Zip,
}

#[derive(Deserialize, JsonSchema)]
struct ToExport {
    format: Format,
    /// Language of the first sheet.
    #[serde(default)]
    lang: Locale,
    /// File to write.
    out: PathBuf,
}

#[derive(Serialize, JsonSchema)]
struct Exported {
    path: PathBuf,
    /// Size of the file.
    bytes: usize,
    /// Of the bytes, in hex.
    sha256: String,
    organizations: usize,
    sites: usize,
    flows: usize,
    matches: usize,
    deals: usize,
}

fn write(workbench: &Workbench, asked: ToExport, watch: &dyn Watch) -> Result<Exported, Error> {
    let session = workbench.session()?;
    let matched = matched(workbench, watch)?;
    let deals = session.replica.read(|reader| reader.deals())?;
    let reference = workbench.reference();
    let total = matched.set().matches.len() as u64;
    watch.progress(0, total, "economics");
    let traded = |(at, found)| {
        if watch.stop() {
            return Err(Error::Cancelled);
        }
        // Without a price there are no figures: the row stays empty.
        let economics = price::outcome_of(&matched, at, &deals, reference)?.economics.ok();
        Ok(Traded { found, economics })
    };
    let found: Vec<_> = matched.set().matches.iter().map(AsRef::as_ref).enumerate().collect();
    let matches = found.into_par_iter().map(traded).collect::<Result<Vec<_>, Error>>()?;
    watch.progress(total, total, "economics");
    let region = &matched.loaded.region;
    let name = session.name();
    let export = Export {
        project: &name,
        at: workbench.now(),
        region,
        matches,
        deals: &deals,
        assumptions: Assumptions::new(reference),
        words: Words::of(asked.lang).catalogue(),
    };
    let bytes = match asked.format {
        Format::Xlsx => workbook(&export)?,
        Format::Geojson => geojson(&export)?,
        Format::Zip => archive(&export)?,
    };
    Ok(Exported {
        path: put(&bytes, &asked.out)?,
        bytes: bytes.len(),
        sha256: hex(&Sha256::digest(&bytes)),
        organizations: region.organizations().len(),
        sites: region.sites().len(),
        flows: region.flows().len(),
        matches: export.matches.len(),
        deals: deals.len(),
    })
}

/// Writes a file whole or not at all; answers where it is.
fn put(bytes: &[u8], path: &Path) -> Result<PathBuf, Error> {
    let path = std::path::absolute(path).map_err(Error::io(path))?;
    let mut half = path.clone().into_os_string();
    half.push(".half");
    let half = PathBuf::from(half);
    std::fs::write(&half, bytes).map_err(Error::io(&path))?;
    if let Err(error) = std::fs::rename(&half, &path) {
        // Nothing more can be done about a half file that does not go away.
        let _ = std::fs::remove_file(&half);
        return Err(Error::io(&path)(error));
    }
    Ok(path)
}
