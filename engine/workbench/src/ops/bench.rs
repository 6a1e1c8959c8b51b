//! The jobs by which this engine and others are measured: files in, answer and effort out.
//!
//! Loading is not part of the time, as it is not for the others. What a job does is
//! [`turash_engine::yardstick`]'s affair.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::watch::Watch;
use turash_engine::yardstick::{self, Case, Edges};

use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::stopwatch::{self, Taken};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("bench.join", Effect::Job, |_, files, _| measure(files, join)),
        Operation::new("bench.alloc", Effect::Job, |_, files, watch| alloc(&files, watch)),
        Operation::new("bench.assign", Effect::Job, |_, files, watch| assign(&files, watch)),
    ]
}

/// A generated region.
#[derive(Deserialize, JsonSchema)]
struct CaseFiles {
    /// Its `sites.csv`.
    sites: PathBuf,
    /// Its `flows.csv`.
    flows: PathBuf,
}

impl CaseFiles {
    fn read(&self) -> Result<Case, Error> {
        Ok(Case::read(open(&self.sites)?, open(&self.flows)?)?)
    }
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

/// A generated region, and which of its pairs may trade.
#[derive(Deserialize, JsonSchema)]
struct EdgeFiles {
    #[serde(flatten)]
    files: CaseFiles,
    /// Only pairs among the best so many of their supply or demand; all that earn without it.
    #[serde(default)]
    top: Option<usize>,
}

impl EdgeFiles {
    fn edges(&self) -> Result<Edges, Error> {
        Ok(yardstick::edges(&self.files.read()?, self.top.filter(|&top| top > 0)))
    }
}

/// The most that trade can earn.
#[derive(Serialize, JsonSchema)]
struct AllocSums {
    /// Number of pairs that may trade.
    edges: usize,
    /// What the best plan earns, in cents.
    objective: i64,
}

fn alloc(files: &EdgeFiles, watch: &dyn Watch) -> Result<Measured<AllocSums>, Error> {
    let edges = files.edges()?;
    let (done, taken) = stopwatch::time(|| yardstick::alloc(&edges, watch));
    let objective = i64::try_from(done.objective).map_err(|_| Error::FigureOutOfRange)?;
    Ok(Measured { answer: AllocSums { edges: done.edges, objective }, taken })
}

/// The most that pairs can earn where everyone has one partner.
#[derive(Serialize, JsonSchema)]
struct AssignSums {
    /// Number of pairs that may trade.
    edges: usize,
    /// What the best matching earns, in cents.
    objective: i64,
    /// Pairs made.
    matched: usize,
}

fn assign(files: &EdgeFiles, watch: &dyn Watch) -> Result<Measured<AssignSums>, Error> {
    let edges = files.edges()?;
    let weights = yardstick::weights(&edges);
    let (done, taken) = stopwatch::time(|| yardstick::assign(&edges, &weights, watch));
    let done = done.ok_or(Error::Cancelled)?;
    let objective = i64::try_from(done.objective).map_err(|_| Error::FigureOutOfRange)?;
    Ok(Measured {
        answer: AssignSums { edges: done.edges, objective, matched: done.matched },
        taken,
    })
}

fn measure<T>(files: CaseFiles, job: impl FnOnce(&Case) -> T) -> Result<Measured<T>, Error> {
    let case = files.read()?;
    let (answer, taken) = stopwatch::time(|| job(&case));
    Ok(Measured { answer, taken })
}

fn open(path: &Path) -> Result<BufReader<File>, Error> {
    Ok(BufReader::new(File::open(path).map_err(Error::io(path))?))
}
