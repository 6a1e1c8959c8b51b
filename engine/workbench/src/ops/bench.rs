//! The jobs by which this engine and others are measured: files in, answer and effort out.
//!
//! Loading is not part of the time, as it is not for the others. What a job does is
//! [`turash_engine::yardstick`]'s affair; how long a person waits for one answer is measured
//! here, on the same matches that the window asks.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::import::{Preset, Table};
use turash_engine::matching::{Centre, Live, Prepared, Request};
use turash_engine::model::{Edit, Region};
use turash_engine::watch::Watch;
use turash_engine::yardstick::{self, Case, Edges};

use super::import::read_tables;
use crate::Workbench;
use crate::error::Error;
use crate::operation::{Effect, Operation};
use crate::stopwatch::{self, Taken};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("bench.join", Effect::Job, |_, files, _| measure(files, join)),
        Operation::new("bench.alloc", Effect::Job, |_, files, watch| alloc(&files, watch)),
        Operation::new("bench.assign", Effect::Job, |_, files, watch| assign(&files, watch)),
        Operation::new("bench.econ", Effect::Job, |_, cash, _| econ(&cash)),
        Operation::new("bench.mc", Effect::Job, |_, cash, _| mc(&cash)),
        Operation::new("bench.score", Effect::Job, score),
        Operation::new("bench.query", Effect::Job, query),
        Operation::new("bench.edit", Effect::Job, edit),
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

    /// The same as an import would read it.
    fn region(&self, workbench: &Workbench, watch: &dyn Watch) -> Result<Region, Error> {
        let bytes = |path: &Path| std::fs::read(path).map_err(Error::io(path));
        let (sites, flows) = (bytes(&self.sites)?, bytes(&self.flows)?);
        let tables = [
            Table { name: "sites.csv", bytes: &sites },
            Table { name: "flows.csv", bytes: &flows },
        ];
        let imported = read_tables(workbench, &tables, Some(Preset::Flows.code()), watch)?;
        let (mut organizations, mut sites, mut flows) = (Vec::new(), Vec::new(), Vec::new());
        for row in imported.rows {
            organizations.extend(row.organization);
            sites.extend(row.site);
            flows.extend(row.flows);
        }
        Ok(Region::new(organizations, sites, flows).0)
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

/// Cash flows of many projects, 21 years each, as raw numbers.
#[derive(Deserialize, JsonSchema)]
struct CashFile {
    /// Little-endian numbers of 64 bits, project after project.
    cash: PathBuf,
}

impl CashFile {
    fn read(&self) -> Result<Vec<f64>, Error> {
        let bytes = std::fs::read(&self.cash).map_err(Error::io(&self.cash))?;
        Ok(yardstick::cash::read(&bytes)?)
    }
}

/// The sums by which present values and rates are compared.
#[derive(Serialize, JsonSchema)]
struct EconSums {
    /// Number of projects.
    n: usize,
    /// Sum of the present values at 8 %, to the unit.
    sum_npv: f64,
    /// Projects with a present value above zero.
    npv_pos: usize,
    /// Projects with a rate of return above 8 %.
    irr_over_8pct: usize,
    /// Projects without a rate of return.
    irr_nan: usize,
    /// Mean rate of return, to nine places.
    mean_irr: Option<f64>,
}

fn econ(file: &CashFile) -> Result<Measured<EconSums>, Error> {
    let flows = file.read()?;
    let (sums, taken) = stopwatch::time(|| yardstick::econ(&flows));
    let answer = EconSums {
        n: sums.projects,
        sum_npv: sums.sum_npv.round(),
        npv_pos: sums.npv_pos,
        irr_over_8pct: sums.irr_over,
        irr_nan: sums.irr_none,
        mean_irr: sums.mean_irr.map(|mean| (mean * 1e9).round() / 1e9),
    };
    Ok(Measured { answer, taken })
}

/// Projects whose figures are drawn by chance.
#[derive(Deserialize, JsonSchema)]
struct Drawn {
    /// Cash flows as for `econ`; without them the projects are made by a seeded generator.
    #[serde(default)]
    cash: Option<PathBuf>,
    /// Number of projects, 1000 draws each.
    #[serde(default)]
    size: Option<usize>,
}

/// What draws are compared by.
#[derive(Serialize, JsonSchema)]
struct DrawnSums {
    /// Number of draws.
    scenarios: usize,
    /// Mean chance of a present value above zero, to four places.
    mean_p_pos: f64,
    /// Mean present value that nine of ten draws exceed, to the thousand.
    mean_p10: f64,
}

fn mc(drawn: &Drawn) -> Result<Measured<DrawnSums>, Error> {
    let size = drawn.size.unwrap_or(yardstick::cash::PROJECTS);
    let projects = match &drawn.cash {
        Some(cash) => yardstick::cash::projects(&CashFile { cash: cash.clone() }.read()?, size),
        None => yardstick::cash::made(size),
    };
    let (sums, taken) = stopwatch::time(|| yardstick::mc(&projects));
    let sums = sums?;
    let answer = DrawnSums {
        scenarios: sums.scenarios,
        mean_p_pos: (sums.mean_p_pos * 1e4).round() / 1e4,
        mean_p10: (sums.mean_p10 / 1e3).round() * 1e3,
    };
    Ok(Measured { answer, taken })
}

/// What all pairs of a region are worth.
#[derive(Serialize, JsonSchema)]
struct ScoreSums {
    /// Number of pairs scored.
    pairs: u64,
    /// Entries in the lists of all flows.
    kept: u64,
    /// Sum of their scores.
    sum_score: f64,
}

fn score(
    workbench: &Workbench,
    files: CaseFiles,
    watch: &dyn Watch,
) -> Result<Measured<ScoreSums>, Error> {
    let region = files.region(workbench, watch)?;
    let (done, taken) = stopwatch::time(|| yardstick::score(&region, workbench.reference(), watch));
    let done = done.map_err(|_| Error::Internal)?;
    let answer = ScoreSums { pairs: done.pairs, kept: done.kept, sum_score: done.sum_score };
    Ok(Measured { answer, taken })
}

/// How long single answers took.
#[derive(Serialize, JsonSchema)]
struct Waits {
    /// Flows of the region.
    flows: usize,
    /// Answers.
    count: usize,
    /// Matches in all of them, or in the region after the last.
    matches: usize,
    /// Half of them took no more milliseconds.
    p50_ms: f64,
    /// 99 of 100 took no more.
    p99_ms: f64,
    /// The slowest.
    worst_ms: f64,
}

impl Waits {
    fn of(flows: usize, matches: usize, mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        let ms = |at: usize| waits.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
        let count = waits.len();
        // The least wait that so many of a hundred stay within.
        let rank = |percent: usize| (count * percent).div_ceil(100).saturating_sub(1);
        let (p50_ms, p99_ms, worst_ms) = (ms(rank(50)), ms(rank(99)), ms(rank(100)));
        Self { flows, count, matches, p50_ms, p99_ms, worst_ms }
    }
}

/// Answers that are waited for, one after the other.
const ANSWERS: usize = 1_000;
/// Steps through the flows of a region: a prime, so that all of them come up in turn.
const STRIDE: usize = 7_919;

/// Asks for the matches of one flow after another of a region that is ready.
fn query(workbench: &Workbench, files: CaseFiles, watch: &dyn Watch) -> Result<Waits, Error> {
    let region = files.region(workbench, watch)?;
    let reference = workbench.reference();
    let prepared =
        Prepared::new(&region, &Request::default(), reference).map_err(|_| Error::Internal)?;
    let (mut matches, mut waits) = (0, Vec::with_capacity(ANSWERS));
    for at in places(&region) {
        let centre = Centre::Flow(region.flow(at).id);
        let begin = Instant::now();
        let set = prepared.answer(&region, centre, reference, watch);
        waits.push(begin.elapsed());
        matches += set.matches.len();
    }
    Ok(Waits::of(region.flows().len(), matches, waits))
}

/// Changes the amount of one flow after another, and has the list of all matches made right
/// after each.
fn edit(workbench: &Workbench, files: CaseFiles, watch: &dyn Watch) -> Result<Waits, Error> {
    let region = Arc::new(files.region(workbench, watch)?);
    let reference = workbench.reference();
    let live = Live::new(region, &Request::default(), reference, watch);
    let mut live = live.map_err(|_| Error::Internal)?.ok_or(Error::Cancelled)?;
    let mut waits = Vec::with_capacity(ANSWERS);
    for at in places(&live.region().clone()) {
        let mut flow = live.region().flow(at).clone();
        flow.amount_per_year *= if waits.len() % 2 == 0 { 1.25 } else { 0.8 };
        let begin = Instant::now();
        let edit = Edit { flows: BTreeMap::from([(flow.id, Some(flow))]), ..Edit::default() };
        let edited = live.region().edited(edit);
        let (region, touched) = edited.unwrap_or_else(|| unreachable!("flows keep their sites"));
        let updated = live.update(Arc::new(region), &touched, reference, watch);
        updated.map_err(|_| Error::Internal)?.ok_or(Error::Cancelled)?;
        waits.push(begin.elapsed());
    }
    Ok(Waits::of(live.region().flows().len(), live.set().matches.len(), waits))
}

/// Which flows are asked for, spread over a region.
fn places(region: &Region) -> impl Iterator<Item = usize> + use<> {
    let flows = region.flows().len();
    (0..ANSWERS).filter(move |_| flows > 0).map(move |n| n * STRIDE % flows)
}

fn measure<T>(files: CaseFiles, job: impl FnOnce(&Case) -> T) -> Result<Measured<T>, Error> {
    let case = files.read()?;
    let (answer, taken) = stopwatch::time(|| job(&case));
    Ok(Measured { answer, taken })
}

fn open(path: &Path) -> Result<BufReader<File>, Error> {
    Ok(BufReader::new(File::open(path).map_err(Error::io(path))?))
}
