//! Registers and lists of flows into the project: one action, each row accounted for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::import::{self, ImportError, Imported, Preset, Table};
use turash_engine::issue::{Issue, Place, Severity};
use turash_engine::model::{Direction, Flow, Organization, Precision, Site};
use turash_engine::watch::Watch;
use turash_store::{Actor, Edit, Upsert};

use super::changed;
use crate::Workbench;
use crate::error::Error;
use crate::event::Changed;
use crate::operation::{Effect, Operation};
use crate::session::Rejects;
use crate::view::Message;

/// Examples of an issue that a summary names.
const EXAMPLES: usize = 3;

/// Records written between two progress reports.
const STEP: usize = 256;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("import.start", Effect::Job, import),
        Operation::new("import.rejects", Effect::Edit, rejects),
    ]
}

/// Files, and what they are.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Files {
    /// The files; of a pair either one is enough when the other lies beside it.
    pub(super) paths: Vec<PathBuf>,
    /// `auto`, `hotmaps`, `eprtr` or `flows`.
    #[serde(default)]
    pub(super) preset: Option<String>,
}

/// How often an issue was met.
#[derive(Clone, Serialize, JsonSchema)]
struct IssueCount {
    code: String,
    severity: Severity,
    count: usize,
    /// The first places where it was met.
    examples: Vec<Example>,
}

#[derive(Clone, Serialize, JsonSchema)]
struct Example {
    place: Place,
    args: BTreeMap<String, String>,
}

/// What was worked out beside the rows, such as towns and their heat demand.
#[derive(Clone, Copy, Serialize, JsonSchema)]
struct Derived {
    sites: usize,
    flows: usize,
}

/// What an import did; read = imported + updated + unchanged + rejected.
#[derive(Clone, Serialize, JsonSchema)]
pub(super) struct ImportSummary {
    files: Vec<String>,
    preset: String,
    /// Rows of data in the files.
    read: usize,
    /// Rows that are new.
    imported: usize,
    /// Rows of which something is different.
    updated: usize,
    /// Rows that are as they were.
    unchanged: usize,
    /// Rows kept that carry an issue.
    imported_with_issues: usize,
    /// Rows that could not be used.
    rejected: usize,
    /// Heat, steam and cold offered.
    supply_gwh_per_year: f64,
    /// Heat, steam and cold needed, worked-out demand included.
    demand_gwh_per_year: f64,
    issues: Vec<IssueCount>,
    derived: Derived,
}

pub(super) fn import(
    workbench: &Workbench,
    files: Files,
    watch: &dyn Watch,
) -> Result<ImportSummary, Error> {
    let contents = read_files(&files.paths)?;
    let tables: Vec<Table<'_>> =
        contents.iter().map(|(name, bytes)| Table { name, bytes }).collect();
    let imported = read_tables(workbench, &tables, files.preset.as_deref(), watch)?;
    take(workbench, &imported, watch)
}

/// Reads tables from memory, in the preset named or found by their columns.
pub(super) fn read_tables(
    workbench: &Workbench,
    tables: &[Table<'_>],
    preset: Option<&str>,
    watch: &dyn Watch,
) -> Result<Imported, Error> {
    let preset = match preset {
        None | Some("auto") => {
            let first = tables.first().ok_or(Error::Value {
                field: "paths".into(),
                value: "[]".into(),
                wanted: "text",
            })?;
            import::detect(first.name, first.bytes)?
        }
        Some(code) => Preset::from_code(code).ok_or_else(|| Error::Value {
            field: "preset".into(),
            value: code.to_owned(),
            wanted: "text",
        })?,
    };
    let benchmarks = crate::assets::benchmarks();
    let today = workbench.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    match import::read(tables, preset, &benchmarks, today, watch) {
        Err(ImportError::Stopped) => Err(Error::Cancelled),
        other => Ok(other?),
    }
}

/// Writes what was read into the project, as one action.
pub(super) fn take(
    workbench: &Workbench,
    imported: &Imported,
    watch: &dyn Watch,
) -> Result<ImportSummary, Error> {
    let names: Vec<String> = imported.tables.iter().map(|t| t.name.clone()).collect();
    let label = Message::new("action-import").with("files", names.join(", "));
    let dataset = Actor::Import(imported.preset.code().to_owned());
    let gesture = workbench.gesture(&label, dataset, Some(Precision::Rough));
    let session = workbench.session()?;
    let done = session.replica.edit(&gesture, |edit| write(edit, imported, watch))?;
    if done.action.is_some() {
        let all = |kind: &str| Changed { kind: kind.to_owned(), id: String::new() };
        let few = done.changed.len() <= STEP;
        workbench.changed(if few {
            done.changed.iter().map(changed).collect()
        } else {
            vec![all("organization"), all("site"), all("flow")]
        });
    }
    session
        .set_rejects(Rejects { rows: imported.rejected.len(), csv: import::rejects_csv(imported) });
    Ok(summary(imported, &done.value, names))
}

/// Writes the rows that the last import rejected, with a column that says why.
fn rejects(workbench: &Workbench, to: Target, _: &dyn Watch) -> Result<Rejected, Error> {
    workbench.session()?.with_rejects(|rejects| {
        let rejects = rejects.ok_or(Error::NotFound { kind: "import", id: String::new() })?;
        std::fs::write(&to.path, &rejects.csv).map_err(Error::io(&to.path))?;
        Ok(Rejected { path: to.path.clone(), rows: rejects.rows })
    })
}

#[derive(Deserialize, JsonSchema)]
struct Target {
    /// File to write.
    path: PathBuf,
}

#[derive(Serialize, JsonSchema)]
struct Rejected {
    path: PathBuf,
    rows: usize,
}

fn read_files(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut all = paths.to_vec();
    // Of the pair sites.csv and flows.csv one is enough.
    if let [only] = paths {
        let beside = |name: &str| only.with_file_name(name);
        let partner = match only.file_name().and_then(|n| n.to_str()) {
            Some("sites.csv") => Some(beside("flows.csv")),
            Some("flows.csv") => Some(beside("sites.csv")),
            _ => None,
        };
        all.extend(partner.filter(|p| p.exists()));
    }
    all.iter()
        .map(|path| Ok((file_name(path), std::fs::read(path).map_err(Error::io(path))?)))
        .collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What became of each row, in the order of the rows, and the values kept against the import.
struct Written {
    fates: Vec<Fate>,
    kept: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Updated,
    Unchanged,
}

fn write(edit: &mut Edit<'_>, imported: &Imported, watch: &dyn Watch) -> Result<Written, Error> {
    let total = imported.rows.len() + imported.derived.len();
    let mut written = Written { fates: Vec::with_capacity(imported.rows.len()), kept: 0 };
    let mut done = 0;
    let mut step = || {
        done += 1;
        if done % STEP == 0 || done == total {
            watch.progress(done as u64, total as u64, "write");
            if watch.stop() {
                return Err(Error::Cancelled);
            }
        }
        Ok(())
    };
    for row in &imported.rows {
        let mut records = Records { edit, anything_new: false, anything_updated: false, kept: 0 };
        row.organization.as_ref().map(|o| records.organization(o)).transpose()?;
        row.site.as_ref().map(|s| records.site(s)).transpose()?;
        row.flows.iter().try_for_each(|f| records.flow(f))?;
        written.kept += records.kept;
        // A row is new when what it describes is: its site, or in a list of flows its flow.
        written.fates.push(match (records.anything_new, records.anything_updated) {
            (true, _) => Fate::New,
            (false, true) => Fate::Updated,
            (false, false) => Fate::Unchanged,
        });
        step()?;
    }
    for derived in &imported.derived {
        let mut records = Records { edit, anything_new: false, anything_updated: false, kept: 0 };
        records.organization(&derived.organization)?;
        records.site(&derived.site)?;
        derived.flows.iter().try_for_each(|f| records.flow(f))?;
        written.kept += records.kept;
        step()?;
    }
    Ok(written)
}

/// Writes the records of one row and remembers what that did.
struct Records<'a, 'c> {
    edit: &'a mut Edit<'c>,
    anything_new: bool,
    anything_updated: bool,
    kept: usize,
}

impl Records<'_, '_> {
    fn organization(&mut self, organization: &Organization) -> Result<(), Error> {
        let upsert = self.edit.upsert_imported(organization)?;
        // A second plant of a known company is a new row of a company that is not new.
        self.note(&upsert, false);
        Ok(())
    }

    fn site(&mut self, site: &Site) -> Result<(), Error> {
        let upsert = self.edit.upsert_imported(site)?;
        self.note(&upsert, true);
        Ok(())
    }

    fn flow(&mut self, flow: &Flow) -> Result<(), Error> {
        let upsert = self.edit.upsert_imported(flow)?;
        self.note(&upsert, true);
        Ok(())
    }

    fn note(&mut self, upsert: &Upsert, counts_as_new: bool) {
        match upsert {
            Upsert::New => self.anything_new |= counts_as_new,
            Upsert::Unchanged => {}
            Upsert::Merged { updated, kept } => {
                self.anything_updated |= *updated > 0;
                self.kept += kept.len();
            }
            Upsert::KeptRemoved => self.kept += 1,
        }
    }
}

fn summary(imported: &Imported, written: &Written, files: Vec<String>) -> ImportSummary {
    let fate = |wanted: Fate| written.fates.iter().filter(|&&fate| fate == wanted).count();
    let thermal_gwh = |direction: Direction| {
        let of_direction = |f: &&Flow| f.direction == direction && f.kind.is_thermal();
        // The sum of no numbers is a negative zero.
        imported.flows().filter(of_direction).map(|f| f.amount_per_year).sum::<f64>() / 1000.0 + 0.0
    };
    let mut issues: BTreeMap<String, IssueCount> = BTreeMap::new();
    let mut note = |issue: &Issue| {
        let count = issues.entry(issue.code.clone()).or_insert_with(|| IssueCount {
            code: issue.code.clone(),
            severity: issue.severity,
            count: 0,
            examples: Vec::new(),
        });
        count.count += 1;
        count.severity = count.severity.max(issue.severity);
        if count.examples.len() < EXAMPLES {
            let example = Example { place: issue.place.clone(), args: issue.args.clone() };
            count.examples.push(example);
        }
    };
    // Collected before they are borrowed for counting.
    let mut all: Vec<Issue> = imported.all_issues().cloned().collect();
    if written.kept > 0 {
        let kept = Issue::new("kept_local", Severity::Info).with("count", written.kept);
        all.push(kept);
    }
    for issue in &all {
        note(issue);
    }
    let mut issues: Vec<IssueCount> = issues.into_values().collect();
    issues.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.count.cmp(&a.count)));
    ImportSummary {
        files,
        preset: imported.preset.code().to_owned(),
        read: imported.read(),
        imported: fate(Fate::New),
        updated: fate(Fate::Updated),
        unchanged: fate(Fate::Unchanged),
        imported_with_issues: imported.rows.iter().filter(|row| !row.issues.is_empty()).count(),
        rejected: imported.rejected.len(),
        supply_gwh_per_year: thermal_gwh(Direction::Supply),
        demand_gwh_per_year: thermal_gwh(Direction::Demand),
        issues,
        derived: Derived {
            sites: imported.derived.len(),
            flows: imported.derived.iter().map(|d| d.flows.len()).sum(),
        },
    }
}
