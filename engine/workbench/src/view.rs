//! The shapes in which the project is shown: what operations answer with.
//!
//! Numbers come ready to print ([`Shown`]), words as message codes with arguments. Nothing in
//! here computes; the engine did.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::model::{DealState, Direction, Disclosure, Kind, Precision};
use turash_engine::quantity::Shown;

/// A value of a message: text ready to print, or a number that chooses a plural.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Arg {
    /// A count.
    Number(f64),
    /// Text ready to print.
    Text(String),
    /// Another message.
    Message(Box<Message>),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Arg::Message(Box::new(message))
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Arg::Number(count as f64)
    }
}

/// A text of the message catalogue: its id, with `.` and `_` read as `-`, and its values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Code of the message.
    pub code: String,
    /// Its values by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub args: BTreeMap<String, Arg>,
}

impl Message {
    pub(crate) fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), args: BTreeMap::new() }
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

/// Id and name of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A site in the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its owner.
    pub organization: Named,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// ISO country code.
    pub country: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Sector as the source says it.
    pub sector: Option<String>,
    /// Number of supplies.
    pub supplies: usize,
    /// Number of demands.
    pub demands: usize,
    /// Sum of its thermal supplies.
    pub supply: Shown,
    /// Sum of its thermal demands.
    pub demand: Shown,
    /// The worst precision among its flows.
    pub precision: Option<Precision>,
    /// Dataset it came from.
    pub source: String,
}

/// A field of a flow that a person can edit in place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EditableField {
    /// Name of the field.
    pub field: String,
    /// Present value: a number, a text or nothing.
    pub value: serde_json::Value,
    /// Unit of the value; empty for text.
    pub unit: String,
    /// How it is typed.
    pub form: Form,
    /// Where it stands among the others.
    pub group: FieldGroup,
}

/// How a value is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A number in the unit of the field.
    Number,
    /// A text.
    Text,
    /// A day.
    Date,
    /// Yes, no, or not known.
    YesNo,
    /// Several parts with semicolons between them.
    List,
}

/// What a field is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldGroup {
    /// What every reader wants first.
    Main,
    /// How much it varies, and what it is like.
    Quality,
    /// On what terms it changes hands.
    Terms,
    /// How it became known.
    Evidence,
}

/// A flow of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FlowRow {
    /// Its id.
    pub id: String,
    /// Its site.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Offered or needed.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// Finer than the kind.
    pub class: Option<String>,
    /// Amount a year.
    pub amount: Shown,
    /// Lower end of the amount.
    pub amount_low: Option<Shown>,
    /// Upper end of the amount.
    pub amount_high: Option<Shown>,
    /// Temperature at which it leaves or that it must reach.
    pub temperature: Option<Shown>,
    /// Temperature down to which it cools or from which it starts.
    pub return_temperature: Option<Shown>,
    /// Hours a year.
    pub hours: Shown,
    /// Stated price of one unit.
    pub price: Option<Shown>,
    /// What a demand uses today, as a message.
    pub replaces: Option<Message>,
    /// How well it is known.
    pub precision: Precision,
    /// Dataset it came from.
    pub source: String,
    /// How the value came about, as a message.
    pub method: Option<Message>,
    /// Fields no partner sees below full disclosure.
    pub confidential: Vec<String>,
    /// What can be edited in place.
    pub editable: Vec<EditableField>,
}

/// One end of a match.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// The flow.
    pub flow: String,
    /// Its site.
    pub site: String,
    /// Its owner.
    pub organization: String,
    /// Name for lists: the site's.
    pub name: String,
    /// Name of the flow.
    pub flow_name: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
}

/// Who would lose by a match as priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Loser {
    /// The giver.
    Supplier,
    /// The taker.
    Accepter,
    /// Either.
    Both,
}

/// A match in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatchRow {
    /// Its id.
    pub id: String,
    /// Position in the ranking, from 1.
    pub rank: usize,
    /// Who gives.
    pub supply: End,
    /// Who takes.
    pub demand: End,
    /// What.
    pub kind: Kind,
    /// Great-circle distance.
    pub distance: Shown,
    /// Score, 0..1.
    pub score: f64,
    /// The score as text.
    pub score_display: String,
    /// Net present value of the giver.
    pub npv_supplier: Option<Shown>,
    /// Net present value of the taker.
    pub npv_accepter: Option<Shown>,
    /// Simple payback of both together.
    pub payback: Option<Shown>,
    /// CO2 saved a year.
    pub co2: Option<Shown>,
    /// State of its deal; `suggested` without one.
    pub state: DealState,
    /// `automated` or `facilitated`.
    pub route: String,
    /// Whether a price was assumed.
    pub assumed: bool,
    /// What was relaxed to find it.
    pub relaxed: Vec<Message>,
    /// Who would lose, if anybody.
    pub loses: Option<Loser>,
    /// Which price is missing, if one is.
    pub needs_price: Option<Message>,
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DealView {
    /// Its id.
    pub id: String,
    /// The match it came from.
    #[serde(rename = "match")]
    pub match_id: String,
    /// How far it has come.
    pub state: DealState,
    /// The states that may follow.
    pub next: Vec<DealState>,
    /// Who gives.
    pub supplier: Named,
    /// Who takes.
    pub accepter: Named,
    /// Until when it is reserved, RFC 3339.
    pub reserved_until: Option<String>,
    /// Why it ended.
    pub outcome: Option<turash_engine::model::Outcome>,
    /// Agreed or planned price.
    pub transfer_price: Option<Shown>,
    /// Free words.
    pub note: Option<String>,
    /// What changes hands.
    pub kind: Option<Kind>,
}

/// A recorded consent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConsentView {
    /// Its id.
    pub id: String,
    /// Who agreed.
    pub organization: String,
    /// Name of who agreed.
    pub name: String,
    /// Up to which level.
    pub level: Disclosure,
    /// Number or place of the signed paper.
    pub reference: String,
    /// When, RFC 3339.
    pub given_at: String,
}
