//! The grammar of the command line; `docs/cli.md` is its contract.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};

/// Find, prove, price and paper industrial-symbiosis deals, offline.
#[derive(Debug, Parser)]
#[command(name = "turash", version, arg_required_else_help = true)]
pub struct Arguments {
    /// Print one JSON object on standard output and nothing else there.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of texts: en, de, ru or tt.
    #[arg(long = "interface-lang", global = true, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
    pub lang: String,
    /// File whose first line is the passphrase of the project.
    #[arg(long, global = true, value_name = "F")]
    pub passphrase_file: Option<PathBuf>,
    /// File whose first line is the recovery key of the project, in place of a passphrase.
    #[arg(long, global = true, value_name = "F", conflicts_with = "passphrase_file")]
    pub recovery_key_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Do the whole chain on the sample region: import, match, price, packets.
    Demo {
        /// Folder for the project and its packets; made if missing.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Read registers or flow lists into a project; makes the project if it is not there.
    Import {
        /// Files to read.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The project.
        #[arg(long, value_name = "P")]
        into: PathBuf,
        /// What the files are.
        #[arg(long, default_value = "auto", value_parser = ["auto", "hotmaps", "eprtr", "flows"])]
        preset: String,
        /// Write rejected rows here, with a reason column.
        #[arg(long, value_name = "OUT.csv")]
        rejects: Option<PathBuf>,
    },
    /// List the sites of a project.
    Sites {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Find organisations, sites and flows by words.
    Search {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Words, or beginnings of words.
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Rank who could give what to whom.
    Match {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Only matches of this flow.
        #[arg(long, value_name = "ID", conflicts_with = "site")]
        flow: Option<String>,
        /// Only matches of this site.
        #[arg(long, value_name = "ID")]
        site: Option<String>,
        /// Matches kept for each flow.
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
        top: u32,
        /// Weights of the scores.
        #[arg(long, value_name = "NAME", default_value = "balanced", value_parser = ["balanced", "concept", "market"])]
        weights: String,
        /// Say how often each match is among the best ten when the data are varied N times
        /// within their precision.
        #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "200", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        stability: Option<u32>,
    },
    /// Find chains and cycles of matches.
    Symbioses {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Most matches in one chain or cycle.
        #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(2..=8))]
        length: u32,
        /// How many of each.
        #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
        top: u32,
    },
    /// Ask who is connected with whom: `within 2 steps of "A" by heat`, `takers of F`, patterns.
    Graph {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// The question, as docs/graph.md describes it.
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// Choose which pairs to connect, and how much each carries, so that all gain most.
    Allocate {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Most work to put in, in pivots; the best plan by then stands, with its bound.
        #[arg(long, value_name = "N")]
        budget: Option<u64>,
    },
    /// Do one calculation of the engine on figures or a file.
    Calc {
        /// List the calculators, each with what it reads and answers.
        #[arg(long)]
        list: bool,
        /// Name of the calculator; without --input its schemas and an example are shown.
        #[arg(value_name = "NAME", required_unless_present = "list")]
        name: Option<String>,
        /// A file, or the JSON itself where it begins with `{` or `[`.
        #[arg(long, value_name = "FILE")]
        input: Option<String>,
        /// How days become years, for dated payments.
        #[arg(long, value_name = "NAME", value_parser = ["act365f", "act360", "30360isda", "30360sia", "30e360", "actact"])]
        day_count: Option<String>,
        /// Rate a year, 0.08 for 8 %.
        #[arg(long, value_name = "R", allow_negative_numbers = true, value_parser = finite)]
        rate: Option<f64>,
    },
    /// Price one match for each party and in total.
    Economics {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the match.
        #[arg(value_name = "MATCH")]
        match_id: String,
    },
    /// Show how the figures of one match came about, down to what was measured or assumed.
    Explain {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the match.
        #[arg(value_name = "MATCH")]
        match_id: String,
    },
    /// Make the packet of one match for one recipient.
    Packet {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the match.
        #[arg(value_name = "MATCH")]
        match_id: String,
        /// Id or exact name of the receiving organisation.
        #[arg(long = "for", value_name = "ORG")]
        recipient: String,
        /// Language of the packet.
        #[arg(long, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
        lang: String,
        /// What the recipient may see of the other party.
        #[arg(long, default_value = "public", value_parser = ["public", "nda", "full"])]
        level: String,
        /// One page only: the match at a glance.
        #[arg(long)]
        one_page: bool,
        /// Sections to leave out, parted by commas.
        #[arg(long, value_name = "SECTIONS", value_delimiter = ',', value_parser = [
            "technical", "location", "economics", "what_if", "risks", "ahead", "sources",
        ])]
        leave_out: Vec<String>,
        /// Words to the recipient, printed beside the key figures.
        #[arg(long, value_name = "TEXT")]
        remark: Option<String>,
        /// Size of the pages.
        #[arg(long, default_value = "a4", value_parser = ["a4", "letter"])]
        page: String,
        /// File to write.
        #[arg(long, value_name = "F.pdf")]
        out: PathBuf,
    },
    /// Make the packets of both partners of each deal, each in its language and at the level
    /// that both agreed to. What stands from an earlier run is kept.
    Packets {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Which deals: all that have not failed, or ids parted by commas.
        #[arg(long, value_name = "IDS", default_value = "all", value_delimiter = ',')]
        deals: Vec<String>,
        /// Folder for the packets; made if missing.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Keep a project in step with its hub.
    #[command(args_conflicts_with_subcommands = true)]
    Sync {
        #[command(subcommand)]
        what: Option<SyncVerb>,
        /// The project.
        #[arg(value_name = "P")]
        project: Option<PathBuf>,
        /// Address of the hub; needed once, where you signed in at several.
        #[arg(long, value_name = "URL")]
        hub: Option<String>,
        /// Go on until stopped.
        #[arg(long)]
        watch: bool,
    },
    /// Make a copy of a project that a hub has.
    Clone {
        /// Address of the hub, a slash, and the project's name or id.
        #[arg(value_name = "URL/PROJECT")]
        from: String,
        /// The new file; without it the project's name in this folder.
        #[arg(long, value_name = "P")]
        into: Option<PathBuf>,
    },
    /// Sign in at a hub in the browser, or out.
    Hub {
        #[command(subcommand)]
        what: HubVerb,
    },
    /// Look at the history of a project.
    Trail {
        #[command(subcommand)]
        what: TrailVerb,
    },
    /// Keep the contacts of organisations, and erase people.
    Contact {
        #[command(subcommand)]
        what: ContactVerb,
    },
    /// Make a backup of a project, encrypted like the project, with its key file beside it.
    Backup {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// File to write.
        #[arg(long, value_name = "F")]
        out: PathBuf,
    },
    /// Make a project of a backup.
    Restore {
        /// The backup.
        #[arg(value_name = "F")]
        from: PathBuf,
        /// The new project.
        #[arg(long, value_name = "P")]
        into: PathBuf,
    },
    /// Say whether a file is as its signer left it, and who that was. Needs no project.
    Verify {
        /// A packet.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List the deals of a project.
    Deals {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Write one legal paper of a deal, a draft for counsel's review.
    Legal {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the deal.
        #[arg(value_name = "DEAL")]
        deal: String,
        /// Name of the template, such as mutual_nda; `do P legal.list` tells which follow.
        #[arg(long, value_name = "NAME")]
        template: String,
        /// Language of the paper, or of its left column.
        #[arg(long, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
        lang: String,
        /// Language of the right column.
        #[arg(long, value_parser = ["en", "de", "ru", "tt"])]
        lang2: Option<String>,
        /// Whose law: eu, de, gb or ru; the language chooses where it is left out.
        #[arg(long, value_name = "J")]
        jurisdiction: Option<String>,
        /// Write DOCX instead of PDF.
        #[arg(long)]
        docx: bool,
        /// Size of the pages of a PDF.
        #[arg(long, default_value = "a4", value_parser = ["a4", "letter"])]
        page: String,
        /// File to write.
        #[arg(long, value_name = "F")]
        out: PathBuf,
    },
    /// Write what the region's exchanges bring all together, for anybody to read.
    Portfolio {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Language of the report.
        #[arg(long, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
        lang: String,
        /// Size of the pages.
        #[arg(long, default_value = "a4", value_parser = ["a4", "letter"])]
        page: String,
        /// File to write.
        #[arg(long, value_name = "F.pdf")]
        out: PathBuf,
    },
    /// Write all that the project holds, for its owner: workbook, map layer, or both with registers.
    Export {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// What to write.
        #[arg(long, value_parser = ["xlsx", "geojson", "zip"])]
        format: String,
        /// Language of the first sheet.
        #[arg(long, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
        lang: String,
        /// File to write.
        #[arg(long, value_name = "F")]
        out: PathBuf,
    },
    /// Take the last edit back.
    Undo {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Do the edit taken back last again.
    Redo {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Tell who changed what in one record.
    History {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// organization, site, flow, deal, deal_terms (under the deal's id) or consent.
        kind: String,
        /// Id of the record.
        id: String,
    },
    /// Find real exchanges again from names alone, one place hidden after the other.
    Evaluate {
        /// Exchanges: columns site, supplier, stream, accepter, kind.
        #[arg(long, value_name = "FILE")]
        exchanges: PathBuf,
        /// Exchanges to learn from instead of the file's other places.
        #[arg(long, value_name = "FILE")]
        train: Option<PathBuf>,
        /// Only this park.
        #[arg(long, value_name = "NAME")]
        park: Option<String>,
    },
    /// Do any operation of the registry by name.
    Do {
        /// List all operations with their schemas.
        #[arg(long)]
        list: bool,
        /// The project.
        #[arg(value_name = "P", required_unless_present = "list")]
        project: Option<PathBuf>,
        /// Name of the operation.
        #[arg(required_unless_present = "list")]
        operation: Option<String>,
        /// Its input, a JSON object.
        #[arg(long, default_value = "{}")]
        input: String,
    },
    /// Measure a job that other engines are measured by too, on a generated region.
    Bench {
        /// The job.
        #[command(subcommand)]
        job: Job,
    },
    /// Change what opens a project.
    Key {
        /// What to change.
        #[command(subcommand)]
        change: KeyChange,
    },
    /// Check that this machine, and a project, are in order.
    Doctor {
        /// A project to check too.
        #[arg(value_name = "P")]
        project: Option<PathBuf>,
    },
}

/// Reads a number that is one.
fn finite(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(value) => Err(value.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// What `key` changes.
#[derive(Debug, Subcommand)]
pub enum KeyChange {
    /// Set another passphrase; file and recovery key stay.
    Passphrase {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// File whose first line is the passphrase from now on.
        #[arg(long, value_name = "F")]
        new: PathBuf,
    },
    /// Make another recovery key; the one before opens nothing any more.
    Recovery {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Encrypt the file again under another key, and make another recovery key.
    Change {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
}

/// The jobs of `bench`.
#[derive(Debug, Subcommand)]
pub enum Job {
    /// Find all pairs that fit within 25 km.
    Join(CaseFiles),
    /// Divide all amounts among the pairs that earn, so that they earn most.
    Alloc(EdgeFiles),
    /// Give everyone one partner at most, so that the pairs earn most.
    Assign(EdgeFiles),
    /// Find present value and rate of return of many cash flows.
    Econ {
        /// Cash flows: 21 little-endian numbers of 64 bits a project.
        #[arg(long, value_name = "F.f64")]
        cash: PathBuf,
    },
    /// Draw the present value of many projects by chance, a thousand times each.
    Mc {
        /// Cash flows as for econ; without them the projects are made.
        #[arg(long, value_name = "F.f64")]
        cash: Option<PathBuf>,
        /// Number of projects.
        #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        size: u32,
    },
    /// Score all pairs within 25 km, and keep the best twenty of each flow.
    Score(CaseFiles),
    /// Ask for the matches of one flow, a thousand times.
    Query(CaseFiles),
    /// Change one flow until the list of all matches is right again, a thousand times.
    Edit(CaseFiles),
}

/// The files of a generated region.
#[derive(Debug, clap::Args)]
pub struct CaseFiles {
    /// The sites.
    #[arg(long, value_name = "S.csv")]
    sites: PathBuf,
    /// The flows.
    #[arg(long, value_name = "F.csv")]
    flows: PathBuf,
}

impl Job {
    /// The operation that does it, and its input.
    pub fn call(&self) -> (&'static str, Value) {
        match self {
            Job::Join(files) => ("bench.join", files.input()),
            Job::Alloc(files) => ("bench.alloc", files.input()),
            Job::Assign(files) => ("bench.assign", files.input()),
            Job::Econ { cash } => ("bench.econ", json!({ "cash": cash })),
            Job::Mc { cash, size } => ("bench.mc", json!({ "cash": cash, "size": size })),
            Job::Score(files) => ("bench.score", files.input()),
            Job::Query(files) => ("bench.query", files.input()),
            Job::Edit(files) => ("bench.edit", files.input()),
        }
    }
}

impl CaseFiles {
    fn input(&self) -> Value {
        json!({ "sites": self.sites, "flows": self.flows })
    }
}

/// The files of a generated region, and which of its pairs may trade.
#[derive(Debug, clap::Args)]
pub struct EdgeFiles {
    #[command(flatten)]
    files: CaseFiles,
    /// Only pairs among the best N of their supply or demand; all that earn without it.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

impl EdgeFiles {
    fn input(&self) -> Value {
        let mut input = self.files.input();
        input["top"] = json!(self.top);
        input
    }
}

/// What `sync` can do beside the exchange itself.
#[derive(Debug, Subcommand)]
pub enum SyncVerb {
    /// Say where a project stands with its hub.
    Status {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// List what a person must decide.
    Conflicts {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
    /// Decide: by a rule, for one side, or for another value.
    Resolve {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of a conflict, as `sync conflicts` names it; without it all of them.
        #[arg(long, value_name = "ID")]
        conflict: Vec<String>,
        /// The same rule for each.
        #[arg(long, value_parser = ["mine", "theirs", "newest", "keep", "delete"], required_unless_present_any = ["side", "value"])]
        take: Option<String>,
        /// Number of the side that is right.
        #[arg(long, value_name = "N", conflicts_with = "take")]
        side: Option<u64>,
        /// Another value, as JSON, in the unit of the field.
        #[arg(long, value_name = "JSON", conflicts_with_all = ["take", "side"])]
        value: Option<String>,
    },
    /// List what the hub refused, write it again, or put it away.
    Tray {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Write it again on what is there today.
        #[arg(long, conflicts_with = "dismiss")]
        retry: bool,
        /// Put it away for good; history keeps it.
        #[arg(long)]
        dismiss: bool,
        /// Number of the change; without it all of them.
        #[arg(long, value_name = "N")]
        number: Vec<i64>,
    },
}

/// What can be done about hubs.
#[derive(Debug, Subcommand)]
pub enum HubVerb {
    /// Sign in, in the browser.
    Login {
        /// Address of the hub.
        #[arg(value_name = "URL")]
        url: String,
    },
    /// Sign out.
    Logout {
        /// Address of the hub.
        #[arg(value_name = "URL")]
        url: String,
    },
    /// List the hubs at which you signed in.
    List,
}

/// What can be done about people.
#[derive(Debug, Subcommand)]
pub enum ContactVerb {
    /// List contacts, and those who work on the project.
    List {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Only those of this organisation: its id or exact name.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Enter a contact of an organisation.
    Add {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id or exact name of the organisation.
        #[arg(long, value_name = "ORG")]
        org: String,
        #[command(flatten)]
        person: PersonFlags,
    },
    /// Change a contact; what is left out stays.
    Set {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the contact.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        person: PersonFlags,
        /// Note that the person took the consent back, or objects.
        #[arg(long, conflicts_with = "consented")]
        withdrawn: bool,
    },
    /// Take a contact from the list; undo brings it back.
    Remove {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the contact.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Erase a person for good, here and, after the next exchange, in every copy.
    Erase {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
        /// Id of the person.
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// What is known of a person.
#[derive(Debug, clap::Args)]
pub struct PersonFlags {
    /// Name, with title.
    #[arg(long)]
    pub name: Option<String>,
    /// What the person does there.
    #[arg(long)]
    pub role: Option<String>,
    /// Address for mail.
    #[arg(long)]
    pub email: Option<String>,
    /// Telephone number.
    #[arg(long)]
    pub phone: Option<String>,
    /// Ground on which the data are kept, by article 6(1) GDPR; without one no paper names the person.
    #[arg(long, value_parser = ["consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"])]
    pub basis: Option<String>,
    /// Note that the person consented today.
    #[arg(long)]
    pub consented: bool,
}

impl PersonFlags {
    /// The input of an operation, without what it is about.
    pub fn input(&self) -> Value {
        let Self { name, role, email, phone, basis, consented: _ } = self;
        json!({ "name": name, "role": role, "email": email, "phone": phone, "basis": basis })
    }
}

/// What can be asked of history.
#[derive(Debug, Subcommand)]
pub enum TrailVerb {
    /// Say whether history is what was once read.
    Verify {
        /// The project.
        #[arg(value_name = "P")]
        project: PathBuf,
    },
}
