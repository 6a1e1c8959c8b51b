//! Questions to the property graph in a small language: who is near by exchanges, who could take
//! or give, how to get from one to another, and patterns of sites and flows.
//!
//! `docs/graph.md` is its description. It owns the language and the walk through the graph; it
//! prices nothing, and it puts no words to what is wrong: an error is a code, a place in the
//! query and values.

use crate::issue::{Issue, Severity};
use crate::model::{Direction, Kind, Region};
use crate::watch::Watch;

use super::graph::{Edge, Graph, Named, Node, fold};

mod parse;
mod walk;

/// Most steps that a question may span.
const MOST_STEPS: usize = 10;
/// Candidates that an error about a name lists.
const MOST_CANDIDATES: usize = 8;

/// How much a question may find and look at. The same limits give the same answer everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Paths in the answer.
    pub paths: usize,
    /// Edges that may be looked at.
    pub work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { paths: 1000, work: 1_000_000 }
    }
}

/// What a question has found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Each from where the question begins, in the order in which the nodes are met.
    pub paths: Vec<Vec<Named>>,
    /// Whether there are, or may be, more than are listed.
    pub truncated: bool,
    /// What the reader should know about the answer.
    pub issues: Vec<Issue>,
}

/// Why a question cannot be answered. `at` is the byte at which the trouble begins, from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing was asked.
    #[error("an empty query")]
    Empty,
    /// A quotation mark has no partner.
    #[error("byte {at}: the quotation mark is never closed")]
    OpenQuote {
        /// Where.
        at: usize,
    },
    /// Something else should stand here.
    #[error("byte {at}: found {found:?} instead of {expected}")]
    Unexpected {
        /// Where.
        at: usize,
        /// What stands there; empty at the end.
        found: String,
        /// What should: a word of the language, or a code such as `name`.
        expected: &'static str,
    },
    /// A number outside what is possible.
    #[error("byte {at}: {number} is not between 1 and {most}")]
    OutOfRange {
        /// Where.
        at: usize,
        /// The number.
        number: String,
        /// The largest possible.
        most: usize,
    },
    /// No kind of resource is called so.
    #[error("byte {at}: no kind {word:?}")]
    UnknownKind {
        /// Where.
        at: usize,
        /// What was said.
        word: String,
    },
    /// Nothing is called so.
    #[error("byte {at}: nothing is called {name:?}")]
    UnknownName {
        /// Where.
        at: usize,
        /// The name.
        name: String,
        /// Names that are like it.
        near: Vec<String>,
    },
    /// More than one is called so.
    #[error("byte {at}: {name:?} is the name of more than one")]
    AmbiguousName {
        /// Where.
        at: usize,
        /// The name.
        name: String,
        /// Who is meant, perhaps: names with ids.
        candidates: Vec<String>,
    },
    /// It is there, but the question cannot be asked of it.
    #[error("byte {at}: {name:?} is not a {wanted}")]
    WrongThing {
        /// Where.
        at: usize,
        /// Its name.
        name: String,
        /// What the question needs, as a code: `place`, `supply` or `demand`.
        wanted: &'static str,
    },
    /// Two nodes of a pattern cannot be joined so.
    #[error("byte {at}: no arrow from {from} to {to}")]
    WrongArrow {
        /// Where.
        at: usize,
        /// Type of the left node.
        from: &'static str,
        /// Type of the right node.
        to: &'static str,
    },
    /// A condition names a node that the pattern has not.
    #[error("byte {at}: no node {name:?}")]
    UnknownVariable {
        /// Where.
        at: usize,
        /// The name.
        name: String,
    },
    /// A condition asks for something that a node or an exchange does not have.
    #[error("byte {at}: no field {field:?}")]
    UnknownField {
        /// Where.
        at: usize,
        /// The field.
        field: String,
        /// The fields there are.
        fields: &'static str,
    },
}

impl QueryError {
    /// Stable name, `area.reason`.
    pub fn code(&self) -> &'static str {
        match self {
            QueryError::Empty => "graph.empty_query",
            QueryError::OpenQuote { .. } => "graph.open_quote",
            QueryError::Unexpected { .. } => "graph.unexpected",
            QueryError::OutOfRange { .. } => "graph.out_of_range",
            QueryError::UnknownKind { .. } => "graph.unknown_kind",
            QueryError::UnknownName { .. } => "graph.unknown_name",
            QueryError::AmbiguousName { .. } => "graph.ambiguous_name",
            QueryError::WrongThing { .. } => "graph.wrong_thing",
            QueryError::WrongArrow { .. } => "graph.wrong_arrow",
            QueryError::UnknownVariable { .. } => "graph.unknown_variable",
            QueryError::UnknownField { .. } => "graph.unknown_field",
        }
    }

    /// The byte at which the trouble begins, from 0.
    pub fn at(&self) -> usize {
        match self {
            QueryError::Empty => 0,
            QueryError::OpenQuote { at }
            | QueryError::Unexpected { at, .. }
            | QueryError::OutOfRange { at, .. }
            | QueryError::UnknownKind { at, .. }
            | QueryError::UnknownName { at, .. }
            | QueryError::AmbiguousName { at, .. }
            | QueryError::WrongThing { at, .. }
            | QueryError::WrongArrow { at, .. }
            | QueryError::UnknownVariable { at, .. }
            | QueryError::UnknownField { at, .. } => *at,
        }
    }

    /// Values for the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = match self {
            QueryError::Empty | QueryError::OpenQuote { .. } => Vec::new(),
            QueryError::Unexpected { found, expected, .. } => {
                let end = if found.is_empty() { "yes" } else { "no" };
                vec![
                    ("found", found.clone()),
                    ("end", end.to_owned()),
                    ("expected", (*expected).to_owned()),
                ]
            }
            QueryError::OutOfRange { number, most, .. } => {
                vec![("number", number.clone()), ("most", most.to_string())]
            }
            QueryError::UnknownKind { word, .. } => {
                let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
                vec![("word", word.clone()), ("kinds", kinds.join(", "))]
            }
            QueryError::UnknownName { name, near, .. } => {
                let any = if near.is_empty() { "no" } else { "yes" };
                vec![("name", name.clone()), ("near", near.join("; ")), ("any", any.to_owned())]
            }
            QueryError::AmbiguousName { name, candidates, .. } => {
                vec![("name", name.clone()), ("candidates", candidates.join("; "))]
            }
            QueryError::WrongThing { name, wanted, .. } => {
                vec![("name", name.clone()), ("wanted", (*wanted).to_owned())]
            }
            QueryError::WrongArrow { from, to, .. } => {
                vec![("from", (*from).to_owned()), ("to", (*to).to_owned())]
            }
            QueryError::UnknownVariable { name, .. } => vec![("name", name.clone())],
            QueryError::UnknownField { field, fields, .. } => {
                vec![("field", field.clone()), ("fields", (*fields).to_owned())]
            }
        };
        args.push(("at", (self.at() + 1).to_string()));
        args
    }
}

/// Answers a question. Names are found whatever the case of their letters, in full or by a part
/// that only one has; ids are names too.
pub fn ask(
    graph: &Graph,
    region: &Region,
    query: &str,
    limits: Limits,
    watch: &dyn Watch,
) -> Result<Answer, QueryError> {
    let asked = parse::parse(query)?;
    let mut walk = walk::Walk::new(graph, region, limits, watch);
    walk.answer(&asked)?;
    let mut answer = walk.answer;
    if walk.stopped {
        answer.truncated = true;
        answer.issues.push(Issue::new("graph_work_spent", Severity::Warning));
    } else if answer.truncated {
        let issue = Issue::new("graph_truncated", Severity::Info);
        answer.issues.push(issue.with("count", answer.paths.len()));
    }
    Ok(answer)
}

/// A question, as it was asked.
#[derive(Debug, Clone, PartialEq)]
enum Question {
    Within { steps: usize, of: Thing, way: Way, kinds: Kinds },
    Partners { side: Direction, of: Thing },
    Path { from: Thing, to: Thing, kinds: Kinds, most: usize },
    Pattern(Pattern),
}

/// Which way resources are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Either,
    Down,
    Up,
}

/// Kinds that an exchange may be of; all where the list is empty.
#[derive(Debug, Clone, PartialEq, Default)]
struct Kinds(Vec<Kind>);

impl Kinds {
    fn has(&self, kind: Kind) -> bool {
        self.0.is_empty() || self.0.contains(&kind)
    }
}

/// Something in the region by its name.
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    at: usize,
    sort: Option<Sort>,
    name: String,
}

/// What kind of node a name is to be looked for among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Organization,
    Site,
    Flow,
    Class,
}

#[derive(Debug, Clone, PartialEq)]
struct Pattern {
    nodes: Vec<Part>,
    /// One fewer than nodes.
    arrows: Vec<Arrow>,
    conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq)]
struct Part {
    of: PartType,
    kinds: Kinds,
    variable: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartType {
    Organization,
    Site,
    Supply,
    Demand,
}

impl PartType {
    fn code(self) -> &'static str {
        match self {
            PartType::Organization => "organization",
            PartType::Site => "site",
            PartType::Supply => "supply",
            PartType::Demand => "demand",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Arrow {
    Goes(Kinds),
    Deal,
    Owns,
}

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    /// Position of the node; none for every exchange.
    node: Option<usize>,
    field: Field,
    relation: Relation,
    value: String,
    number: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Name,
    Owner,
    Country,
    Town,
    Sector,
    Kind,
    Class,
    Amount,
    Temperature,
    Score,
    Distance,
    Benefit,
    Co2,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
    Contains,
}

impl Condition {
    fn holds_for_text(&self, text: &str) -> bool {
        let (text, value) = (fold(text), fold(&self.value));
        match self.relation {
            Relation::Is => text == value,
            Relation::IsNot => text != value,
            Relation::Contains => text.contains(&value),
            Relation::Below => text < value,
            Relation::AtMost => text <= value,
            Relation::Above => text > value,
            Relation::AtLeast => text >= value,
        }
    }

    /// A kind is called by its code or an accepted alias.
    fn holds_for_kind(&self, kind: Kind) -> bool {
        let same = Kind::from_code(&fold(&self.value)) == Some(kind);
        match self.relation {
            Relation::IsNot => !same,
            Relation::Is
            | Relation::Contains
            | Relation::Below
            | Relation::AtMost
            | Relation::Above
            | Relation::AtLeast => same,
        }
    }

    /// What is not known fulfils no condition.
    fn holds_for_number(&self, number: Option<f64>) -> bool {
        let (Some(number), Some(value)) = (number, self.number) else { return false };
        match self.relation {
            Relation::Is | Relation::Contains => number == value,
            Relation::IsNot => number != value,
            Relation::Below => number < value,
            Relation::AtMost => number <= value,
            Relation::Above => number > value,
            Relation::AtLeast => number >= value,
        }
    }
}

#[cfg(test)]
mod tests;
