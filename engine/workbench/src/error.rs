//! What can stop an operation, as codes and arguments; the words are chosen at the edge.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::evaluate::EvaluateError;
use turash_engine::import::ImportError;
use turash_engine::issue::Place;
use turash_engine::model::IllegalTransition;
use turash_engine::optimise::read::ReadError;
use turash_engine::symbiosis::query::QueryError;
use turash_engine::unfit::Unfit;
use turash_engine::yardstick::CaseError;
use turash_report::ReportError;
use turash_store::StoreError;
use turash_sync::client::{BadAddress, HubFault, Undecided};

use crate::ops::InputError;

/// What can stop an operation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The replica refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read at all.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A question to the graph cannot be answered.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Exchanges could not be evaluated.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// A document could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A map pack could not be read.
    #[error(transparent)]
    Map(#[from] crate::map::MapError),
    /// A region to measure on could not be read.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A problem to calculate could not be read.
    #[error(transparent)]
    Problem(#[from] ReadError),
    /// A calculator cannot read its input, or not answer it.
    #[error(transparent)]
    Calculation(#[from] InputError),
    /// A hub could not be spoken to, or said no.
    #[error(transparent)]
    Hub(#[from] HubFault),
    /// A text is no address of a hub.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// This program has no way to hubs.
    #[error("no network")]
    NoNetwork,
    /// The project belongs to no hub, and nobody has signed in at one.
    #[error("no hub")]
    NoHub,
    /// The project belongs to no hub, and somebody has signed in at several.
    #[error("which hub of {hubs}")]
    WhichOfHubs {
        /// Their addresses.
        hubs: String,
    },
    /// The project no longer speaks to its hub, until a person has dealt with it.
    #[error("{hub}: {code}")]
    SyncStopped {
        /// Why.
        code: &'static str,
        /// Address of the hub.
        hub: String,
    },
    /// The hub has no such project for who asks.
    #[error("no project {name} among {there}")]
    NoSuchProject {
        /// Its name or id.
        name: String,
        /// The projects that there are.
        there: String,
    },
    /// Two projects have one name.
    #[error("two projects {name}")]
    TwoProjects {
        /// The name.
        name: String,
    },
    /// The conflict has no such side.
    #[error("no such side in {conflict}")]
    NoSide {
        /// The conflict.
        conflict: String,
    },
    /// The system refused a file.
    #[error("{}: {reason}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: ErrorKind,
    },
    /// There is no operation of this name.
    #[error("no operation {name}")]
    NoOperation {
        /// The name.
        name: String,
    },
    /// The input does not have the shape the operation takes.
    #[error("input of {operation}: {reason}")]
    Input {
        /// The operation.
        operation: &'static str,
        /// What is wrong, and where.
        reason: String,
    },
    /// An answer could not be written down.
    #[error("output of {operation}: {reason}")]
    Output {
        /// The operation.
        operation: &'static str,
        /// Why.
        reason: String,
    },
    /// A value cannot be put into this field.
    #[error("{field}: {value} is not {wanted}")]
    Value {
        /// The field.
        field: String,
        /// The value given.
        value: String,
        /// What is wanted, as a code: `number`, `positive`, `latitude`, `longitude`,
        /// `temperature`, `text`, `share`, `time`.
        wanted: &'static str,
    },
    /// No project is open.
    #[error("no project is open")]
    NoProject,
    /// Work is under way that locking would cut short.
    #[error("work is under way")]
    AtWork,
    /// A project with contents is not discarded.
    #[error("{} is not empty", path.display())]
    NotEmpty {
        /// The project.
        path: PathBuf,
    },
    /// There is no such record.
    #[error("no {kind} {id}")]
    NotFound {
        /// What was looked for.
        kind: &'static str,
        /// By which id or name.
        id: String,
    },
    /// A deal cannot go there.
    #[error(transparent)]
    Transition(#[from] IllegalTransition),
    /// A deal cannot end without a reason.
    #[error("a deal cannot end without a reason")]
    NeedsOutcome,
    /// A letter of a recovery key is missing or mistyped.
    #[error("this is no whole recovery key")]
    RecoveryKey,
    /// A reservation has no end.
    #[error("a reservation needs a day on which it ends")]
    NeedsReservation,
    /// Full disclosure lacks a consent.
    #[error("no consent of {organization}")]
    NoConsent {
        /// Who has not agreed.
        organization: String,
    },
    /// A packet is made for a party of the match only.
    #[error("{organization} is no party of the match")]
    NotAParty {
        /// Who was named.
        organization: String,
    },
    /// The legal tests lead a deal to other papers.
    #[error("{template} is not among {set:?}")]
    NotInSet {
        /// The paper asked for.
        template: String,
        /// The papers that follow.
        set: Vec<String>,
    },
    /// A price is missing that nobody has stated and no table holds.
    #[error("no price of {field} in {country}")]
    NeedsPrice {
        /// What has no price.
        field: String,
        /// Where.
        country: String,
    },
    /// A figure is beyond what money can be.
    #[error("a figure is out of range")]
    FigureOutOfRange,
    /// Somebody asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// A defect of the program; the project is as it was.
    #[error("a defect of the program")]
    Internal,
}

impl Error {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| Error::Io { path, reason: error.kind() }
    }

    pub(crate) fn from_undecided(why: Undecided, conflict: String) -> Self {
        match why {
            Undecided::Store(error) => error.into(),
            Undecided::NoSide => Error::NoSide { conflict },
        }
    }

    /// Stable name, `area.reason`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Hub(fault) => fault.code(),
            Error::Address(bad) => bad.code(),
            Error::NoNetwork => "hub.no_network",
            Error::NoHub => "sync.no_hub",
            Error::WhichOfHubs { .. } => "sync.which_hub",
            Error::SyncStopped { code, .. } => code,
            Error::NoSuchProject { .. } => "hub.no_such_project",
            Error::TwoProjects { .. } => "hub.two_projects",
            Error::NoSide { .. } => "sync.no_side",
            Error::Store(error) => error.code(),
            Error::Import(error) => error.code(),
            Error::Query(error) => error.code(),
            Error::Evaluate(error) => error.code(),
            Error::Report(error) => error.code(),
            Error::Map(_) => "map.bad_pack",
            Error::Case(_) => "bench.bad_case",
            Error::Problem(error) => error.code(),
            Error::Calculation(error) => error.code(),
            Error::Io { reason, .. } => match reason {
                ErrorKind::NotFound => "file.not_found",
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "file.no_permission",
                ErrorKind::StorageFull => "file.disk_full",
                ErrorKind::IsADirectory => "file.is_folder",
                _ => "file.failed",
            },
            Error::NoOperation { .. } => "operation.unknown",
            Error::Input { .. } => "operation.bad_input",
            Error::Output { .. } => "operation.bad_output",
            Error::Value { .. } => "edit.bad_value",
            Error::NoProject => "project.none_open",
            Error::AtWork => "project.at_work",
            Error::NotEmpty { .. } => "project.not_empty",
            Error::NotFound { .. } => "project.not_found",
            Error::Transition(_) => "deal.illegal_step",
            Error::NeedsOutcome => "deal.needs_outcome",
            Error::RecoveryKey => "key.mistyped",
            Error::NeedsReservation => "deal.needs_reservation",
            Error::NoConsent { .. } => "packet.no_consent",
            Error::NotAParty { .. } => "packet.not_a_party",
            Error::NotInSet { .. } => "legal.not_in_set",
            Error::NeedsPrice { .. } => "economics.needs_price",
            Error::FigureOutOfRange => "economics.out_of_range",
            Error::Cancelled => "job.cancelled",
            Error::Internal => "program.defect",
        }
    }

    /// Values for the words.
    pub fn args(&self) -> BTreeMap<String, String> {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        match self {
            Error::Store(error) | Error::Hub(HubFault::Store(error)) => owned(error.args()),
            Error::WhichOfHubs { hubs } => pairs(&[("hubs", hubs)]),
            Error::SyncStopped { hub, .. } => pairs(&[("hub", hub)]),
            Error::NoSuchProject { name, there } => pairs(&[("name", name), ("there", there)]),
            Error::TwoProjects { name } => pairs(&[("name", name)]),
            Error::NoSide { conflict } => pairs(&[("conflict", conflict)]),
            Error::Import(error) => owned(error.args()),
            Error::Query(error) => owned(error.args()),
            Error::Evaluate(error) => owned(error.args()),
            Error::Report(ReportError::Legal(error)) => owned(error.args()),
            Error::Report(error) => pairs(&[("detail", &error.to_string())]),
            Error::Map(error) => pairs(&[("detail", &error.to_string())]),
            Error::Case(error) => pairs(&[("detail", &error.to_string())]),
            Error::Problem(error) => owned(error.args()),
            Error::Calculation(error) => owned(error.args()),
            Error::Io { path, reason } => {
                pairs(&[("path", &path.to_string_lossy()), ("reason", &reason.to_string())])
            }
            Error::NoOperation { name } => pairs(&[("name", name)]),
            Error::Input { operation, reason } | Error::Output { operation, reason } => {
                pairs(&[("operation", operation), ("reason", reason)])
            }
            Error::Value { field, value, wanted } => {
                pairs(&[("field", field), ("value", value), ("wanted", wanted)])
            }
            Error::NotEmpty { path } => pairs(&[("path", &path.to_string_lossy())]),
            Error::NotFound { kind, id } => pairs(&[("kind", kind), ("id", id)]),
            Error::Transition(step) => pairs(&[
                ("from", &format!("{:?}", step.from).to_lowercase()),
                ("to", &format!("{:?}", step.to).to_lowercase()),
            ]),
            Error::NoConsent { organization } | Error::NotAParty { organization } => {
                pairs(&[("organization", organization)])
            }
            Error::NotInSet { template, set } => {
                pairs(&[("template", template), ("set", &set.join(", "))])
            }
            Error::NeedsPrice { field, country } => {
                pairs(&[("field", field), ("country", country)])
            }
            Error::Hub(_)
            | Error::Address(_)
            | Error::NoNetwork
            | Error::NoHub
            | Error::NoProject
            | Error::AtWork
            | Error::NeedsOutcome
            | Error::RecoveryKey
            | Error::NeedsReservation
            | Error::FigureOutOfRange
            | Error::Cancelled
            | Error::Internal => BTreeMap::new(),
        }
    }

    /// Where in an input file or in a query the trouble is, if it is in one.
    pub fn place(&self) -> Option<Place> {
        if let Error::Query(error) = self {
            let column = Some((error.at() + 1).to_string());
            return Some(Place { line: Some(1), column, ..Place::default() });
        }
        if let Error::Problem(error) = self {
            return Some(Place { line: Some(error.line()? as u64), ..Place::default() });
        }
        if let Error::Calculation(error) = self {
            return error.place();
        }
        let args = match self {
            Error::Import(error) => owned(error.args()),
            Error::Evaluate(error) => owned(error.args()),
            _ => return None,
        };
        let line = args.get("line").and_then(|line| line.parse().ok());
        let column = args.get("column").cloned();
        args.get("file").map(|file| Place { file: Some(file.clone()), line, column })
    }
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        InputError::from(unfit).into()
    }
}

fn owned(args: impl IntoIterator<Item = (&'static str, String)>) -> BTreeMap<String, String> {
    args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An error as it crosses to the window or a job's listeners.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Refusal {
    /// Stable name, `area.reason`.
    pub code: String,
    /// Values for the words.
    pub args: BTreeMap<String, String>,
    /// Where in an input file the trouble is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Place>,
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Self {
        Self { code: error.code().to_owned(), args: error.args(), place: error.place() }
    }
}
