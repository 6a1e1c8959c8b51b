//! The jobs by which this engine and others are measured: files in, answer and effort out.
//!
//! Loading is not part of the time, as it is not for the others. What a job does is
//! [`turash_engine::yardstick`]'s affair.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::yardstick::{self, Case};

use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::stopwatch::{self, Taken};

pub(super) fn operations() -> Vec<Operation> {
    vec![Operation::new("bench.join", Effect::Job, |_, files, _| measure(files, join))]
}

/// A generated region.
#[derive(Deserialize, JsonSchema)]
struct CaseFiles {
    /// Its `sites.csv`.
    sites: PathBuf,
    /// Its `flows.csv`.
    flows: PathBuf,
}

/// An answer, and what it took to find it.
#[derive(Serialize, JsonSchema)]
struct Measured<T> {
    #[serde(flatten)]
    answer: T,
    #[serde(flatten)]
    taken: Taken,
}

/// The sums by which the pairs of two engines are compared.
#[derive(Serialize, JsonSchema)]
struct JoinSums {
    /// Number of pairs.
    pairs: u64,
    /// Sum over the pairs of `(supply id * 1000003 + demand id) mod 2147483647`.
    checksum: u64,
    /// Sum of their distances.
    sum_km: f64,
}

fn join(case: &Case) -> JoinSums {
    let sums = yardstick::join(case);
    JoinSums { pairs: sums.pairs, checksum: sums.checksum, sum_km: sums.sum_km }
}

fn measure<T>(files: CaseFiles, job: impl FnOnce(&Case) -> T) -> Result<Measured<T>, Error> {
    let case = Case::read(open(&files.sites)?, open(&files.flows)?)?;
    let (answer, taken) = stopwatch::time(|| job(&case));
    Ok(Measured { answer, taken })
}

fn open(path: &Path) -> Result<BufReader<File>, Error> {
    Ok(BufReader::new(File::open(path).map_err(Error::io(path))?))
}
