//! The law of a match as it is shown: branch and sources, its entry in the list of waste, the way
//! through the legal tests, the papers that follow, and who may claim the CO2 saved.
//!
//! Rules and outcomes come from `engine::law`, claims from `engine::carbon`; here they get words.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use turash_engine::carbon::{Claim, allocated};
use turash_engine::economics::Economics;
use turash_engine::law::limits::entry_on;
use turash_engine::law::path::{Path, Step, path};
use turash_engine::matching::outcome::Outcome;
use turash_engine::model::{Carrier, Flow, Kind};
use turash_engine::quantity::{self, Locale};
use turash_engine::reference::{Citation, Country, Reference, WasteEntry};

use super::Judged;
use crate::view::Message;

/// One legal test on the way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LegalStep")]
struct StepView {
    test: Message,
    /// `decided`, `open` or `not_assessed`.
    standing: &'static str,
    outcome: Message,
}

/// A question of a legal test.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LegalQuestion")]
struct QuestionView {
    /// What an answer is given for.
    fact: String,
    question: Message,
    /// What is answered; none where it is open.
    answer: Option<bool>,
    /// Article and date.
    rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct LawView {
    class: Message,
    notes: Vec<Message>,
    /// How the list of waste takes it.
    entry: Vec<Message>,
    steps: Vec<StepView>,
    /// Questions that were answered by the user.
    answered: Vec<QuestionView>,
    /// The question to answer next.
    next: Option<QuestionView>,
    /// Legal templates that follow; none where it is prohibited.
    templates: Vec<Message>,
}

impl LawView {
    /// Whether no question is open.
    pub(super) fn is_answered(&self) -> bool {
        self.next.is_none()
    }
}

/// A share of the saving and whose it can be.
#[derive(Serialize, JsonSchema)]
struct ClaimView {
    who: Message,
    amount: quantity::Shown,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct CarbonView {
    claims: Vec<ClaimView>,
    notes: Vec<Message>,
}

/// The law of a match as it stands on a day, with what the user knows.
pub(super) fn law_view(
    judged: &Judged,
    outcome: &Outcome<'_>,
    answers: &BTreeMap<String, bool>,
    day: Date,
    reference: &Reference,
) -> LawView {
    let mut notes: Vec<Message> = Vec::new();
    for item in &judged.law {
        match (item.field.as_str(), &item.source) {
            ("standing", Some(source)) => {
                notes.push(Message::new("law-source").with("source", source.as_str()));
            }
            ("border", _) => notes.push(Message::new("law-border-crosses-border")),
            ("fact", _) => notes.push(Message::new(format!("law-missing-{}", item.verdict))),
            _ => {}
        }
    }
    if let Some(refusal) = judged.verdict.refusal {
        notes.push(Message::new(format!("law-refusal-{}", refusal.code())));
    }
    let to = outcome.demand.1.country.as_deref().and_then(Country::new);
    let (supply, verdict) = (outcome.supply.0, &judged.verdict);
    let way = path(verdict, supply.kind, to, answers, day, reference);
    let question = |fact: &str, answer: Option<bool>, citation: &Citation| QuestionView {
        fact: fact.to_owned(),
        question: Message::new(format!("law-question-{fact}")),
        answer,
        rule: format!("{}, {}", citation.article, citation.date),
    };
    LawView {
        class: Message::new(format!("law-branch-{}", verdict.branch.code())),
        notes,
        entry: entry(supply, day, reference),
        answered: stated(&way, answers)
            .map(|(fact, answer, citation)| question(fact, Some(answer), citation))
            .collect(),
        next: way.next.map(|next| question(&next.fact, None, &next.citation)),
        steps: way.steps.iter().map(step).collect(),
        templates: way
            .templates
            .iter()
            .map(|name| Message::new(format!("law-template-{name}")))
            .collect(),
    }
}

fn step(step: &Step<'_>) -> StepView {
    let standing = match &step.decision {
        Err(_) => "not_assessed",
        Ok(decision) if decision.outcome.is_some() => "decided",
        Ok(_) => "open",
    };
    StepView {
        test: Message::new(format!("law-test-{}", step.test)),
        standing,
        outcome: match step.outcome() {
            Some(outcome) => Message::new(format!("law-outcome-{outcome}")),
            None if standing == "open" => Message::new("law-outcome-open"),
            None => Message::new("law-outcome-not-assessed"),
        },
    }
}

/// What the user answered of the questions on the way.
fn stated<'a>(
    way: &'a Path<'a>,
    answers: &'a BTreeMap<String, bool>,
) -> impl Iterator<Item = (&'a str, bool, &'a Citation)> {
    let decided = way.steps.iter().filter_map(|step| step.decision.as_ref().ok());
    decided.flat_map(|decision| &decision.asked).filter_map(|(question, _)| {
        let answer = *answers.get(&question.fact)?;
        Some((question.fact.as_str(), answer, &question.citation))
    })
}

/// Its entry in the list of waste as the list stands on a day.
fn entry(supply: &Flow, day: Date, reference: &Reference) -> Vec<Message> {
    match supply.kind {
        Kind::Material | Kind::Biowaste => {}
        Kind::Heat
        | Kind::Steam
        | Kind::Cooling
        | Kind::Water
        | Kind::Co2
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Product
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => return Vec::new(),
    }
    let Some(class) = supply.class.as_deref() else { return Vec::new() };
    let Some(entry) = entry_on(class, day, reference) else { return Vec::new() };
    let code = match (entry.is_listed, entry.kind) {
        (false, _) => "law-entry-unlisted",
        (true, Some(WasteEntry::AbsoluteHazardous)) => "law-entry-absolute-hazardous",
        (true, Some(WasteEntry::AbsoluteNonHazardous)) => "law-entry-absolute-non-hazardous",
        (true, Some(WasteEntry::MirrorHazardous)) => "law-entry-mirror-hazardous",
        (true, Some(WasteEntry::MirrorNonHazardous)) => "law-entry-mirror-non-hazardous",
        (true, None) => "law-entry-unsorted",
    };
    let mut said = vec![Message::new(code).with("code", class)];
    // What lies behind need not be told: it is the list itself.
    let changes = entry.change.filter(|change| day < change.applies_from.max(change.disputed));
    if let Some(change) = changes {
        let days = (change.applies_from, change.disputed);
        said.push(
            Message::new("law-entry-disputed")
                .with("first", days.0.min(days.1).to_string())
                .with("last", days.0.max(days.1).to_string()),
        );
    }
    said
}

/// Who may claim the CO2 saved, by the books of who burns less; `others` match the same demand.
pub(super) fn carbon(
    economics: &Economics,
    replaces: Option<Carrier>,
    others: usize,
    locale: Locale,
) -> Option<CarbonView> {
    let saved_t = economics.screened.co2_t_per_year?;
    let amount = |t: f64| quantity::shown_to(t, "t/a", 0, locale);
    let mut claims = Vec::new();
    let mut notes = Vec::new();
    if saved_t > 0.0 {
        let (supplier, user) = allocated(saved_t, Claim::User).ok()?;
        let (half, _) = allocated(saved_t, Claim::Halves).ok()?;
        for (code, t) in [
            ("carbon-claim-user", user),
            ("carbon-claim-supplier", supplier),
            ("carbon-halves", half),
        ] {
            claims.push(ClaimView { who: Message::new(code), amount: amount(t) });
        }
        notes.push(Message::new("carbon-once"));
        if others > 0 {
            notes.push(Message::new("carbon-shared").with("count", others));
        }
    } else {
        notes.push(Message::new("carbon-harm"));
    }
    if replaces == Some(Carrier::Electricity) {
        notes.push(Message::new("carbon-electricity"));
    }
    Some(CarbonView { claims, notes })
}
