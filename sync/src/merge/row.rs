//! One row: the frontiers of its fields, its births and ends, what of it shows, and what of it
//! a person must decide.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Policy, Rules};
use crate::planted::{Fault, planted};
use crate::protocol::{Content, EpochStart, Evidence, FeedOp, Op, OpId, OpRefusal, WHOLE_ROW};

/// A write that nobody has yet seen and replaced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the stream.
    pub number: u64,
    /// The op.
    pub id: OpId,
    /// How well its value is known.
    pub evidence: Option<Evidence>,
    /// The author's clock, in microseconds: shown, never compared.
    pub at_us: i64,
    /// What was written; none for a word taken out, or for the end of a row.
    pub content: Option<Content>,
    /// For the end of a row, what its author had seen: of all fields, and of single ones less.
    pub saw: Option<Saw>,
}

/// What an author had seen, in today's numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Saw {
    /// Everything up to this number.
    pub number: u64,
    /// Of these fields only up to here.
    pub held: BTreeMap<String, u64>,
}

/// One register: a field, or one word of a field that is a set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    field: String,
    word: Option<String>,
}

/// The frontiers of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(with = "as_list")]
    fields: BTreeMap<Key, Vec<Entry>>,
    /// Births and ends.
    life: Vec<Entry>,
}

/// Whether a row is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It never was.
    Never,
    /// It is.
    There,
    /// It was removed.
    Removed,
    /// It was removed by somebody who had not seen all that others did to it: it is there until a
    /// person decides.
    Disputed,
}

/// What a person must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Different values of equal rank, by authors of whom neither had seen the other's.
    Values {
        /// The field.
        field: String,
        /// Every value of the highest rank, the one that shows first.
        entries: Vec<Entry>,
    },
    /// Removed here, edited there.
    KeepOrDelete {
        /// The removals.
        ends: Vec<Entry>,
        /// What no removal had seen, with its field.
        edits: Vec<(String, Entry)>,
    },
}

/// Concurrent values of lower rank: for information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The field.
    pub field: String,
    /// What does not show.
    pub entries: Vec<Entry>,
}

/// How far the author of an op had seen a field of its row.
pub(super) struct Author<'o> {
    pub(super) op: &'o Op,
    pub(super) epochs: &'o [EpochStart],
}

impl Author<'_> {
    fn base(&self, field: &str) -> u64 {
        let held = self.op.held.get(field).filter(|_| !planted(Fault::HeldIgnored));
        let base = *held.unwrap_or(&self.op.base);
        let number = EpochStart::clamp(self.epochs, base);
        match () {
            () if planted(Fault::EpochIgnored) => base.number,
            () if planted(Fault::BaseTooFar) => number + 1,
            () if planted(Fault::BaseTooShort) => number.saturating_sub(1),
            () => number,
        }
    }

    pub(super) fn saw(&self, field: &str, entry: &Entry) -> bool {
        entry.number <= self.base(field)
            || (entry.id.device == self.op.id.device && !planted(Fault::PredecessorKept))
            || planted(Fault::LastPushWins)
    }
}

impl Saw {
    fn covers(&self, end: &Entry, field: &str, entry: &Entry) -> bool {
        let number = self.held.get(field).copied().unwrap_or(self.number);
        entry.number <= number
            || (entry.id.device == end.id.device && entry.id.number < end.id.number)
            || planted(Fault::DeleteWins)
    }
}

impl Row {
    /// Takes the next op of the feed on this row.
    pub fn take(
        &mut self,
        taken: &FeedOp,
        epochs: &[EpochStart],
        rules: &impl Rules,
    ) -> Result<(), OpRefusal> {
        let op = &taken.op;
        let writes = writes_of(op, rules)?;
        let author = Author { op, epochs };
        let entry = |content| Entry {
            number: taken.number,
            id: op.id,
            evidence: op.evidence,
            at_us: op.at_us,
            content,
            saw: None,
        };
        if op.field != WHOLE_ROW {
            if planted(Fault::GeometryLeftOut) && op.field == "position" {
                return Ok(());
            }
            if planted(Fault::EditRevives) {
                self.life.retain(|entry| entry.saw.is_none());
            }
            for (key, content) in writes {
                let frontier = self.fields.entry(key).or_default();
                frontier.retain(|entry| !author.saw(&op.field, entry));
                frontier.push(entry(content));
                if planted(Fault::WallClock) {
                    let last = frontier.iter().map(|entry| entry.at_us).max();
                    frontier.retain(|entry| Some(entry.at_us) == last);
                }
            }
            return Ok(());
        }
        self.life.retain(|entry| !author.saw(WHOLE_ROW, entry));
        let Some(content) = op.after.clone() else {
            let held = op.held.keys().map(|field| (field.clone(), author.base(field))).collect();
            let saw = Saw { number: author.base(WHOLE_ROW), held };
            self.life.push(Entry { saw: Some(saw), ..entry(None) });
            return Ok(());
        };
        for (key, frontier) in &mut self.fields {
            frontier.retain(|entry| !author.saw(&key.field, entry));
        }
        for (key, content) in writes {
            self.fields.entry(key).or_default().push(entry(content));
        }
        self.fields.retain(|_, frontier| !frontier.is_empty());
        self.life.push(entry(Some(content)));
        Ok(())
    }

    /// Whether the row is there.
    pub fn presence(&self) -> Presence {
        let mut ends = self.life.iter().filter(|entry| entry.saw.is_some()).peekable();
        if ends.peek().is_none() {
            let none = self.life.is_empty() && self.fields.is_empty();
            return if none { Presence::Never } else { Presence::There };
        }
        if self.unseen_by_ends().next().is_some() { Presence::Disputed } else { Presence::Removed }
    }

    /// What no end of the row had seen.
    fn unseen_by_ends(&self) -> impl Iterator<Item = (&str, &Entry)> {
        let births = self.life.iter().filter(|entry| entry.saw.is_none());
        let fields = self
            .fields
            .iter()
            .flat_map(|(key, frontier)| frontier.iter().map(|entry| (key.field.as_str(), entry)));
        births.map(|entry| (WHOLE_ROW, entry)).chain(fields).filter(|(field, entry)| {
            !self
                .life
                .iter()
                .any(|end| end.saw.as_ref().is_some_and(|saw| saw.covers(end, field, entry)))
        })
    }

    /// Its fields as they show, unknown ones left out; none if it is not there.
    pub fn view(&self, table: &str, rules: &impl Rules) -> Option<BTreeMap<String, Content>> {
        match self.presence() {
            Presence::Never | Presence::Removed => return None,
            Presence::There | Presence::Disputed => {}
        }
        let mut view = BTreeMap::new();
        let mut words: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (key, frontier) in &self.fields {
            match (&key.word, rules.field(table, &key.field)) {
                (Some(word), _) => {
                    let set = words.entry(&key.field).or_default();
                    if is_in(frontier) {
                        set.insert(word);
                    }
                }
                (None, _) => {
                    if let Some(entry) = shown(frontier)
                        && let Some(content) = &entry.content
                        && !content.is_null()
                    {
                        view.insert(key.field.clone(), content.clone());
                    }
                }
            }
        }
        for (field, set) in words.into_iter().filter(|(_, set)| !set.is_empty()) {
            view.insert(field.to_owned(), list_of(&set));
        }
        Some(view)
    }

    /// The writes of a field that nobody has yet seen and replaced, the one that shows first;
    /// with [`WHOLE_ROW`], births and ends.
    pub fn frontier(&self, field: &str) -> Vec<&Entry> {
        if field == WHOLE_ROW {
            return self.life.iter().collect();
        }
        let frontiers = self.fields.iter().filter(|(key, _)| key.field == field);
        let mut entries: Vec<_> = frontiers.flat_map(|(_, frontier)| frontier).collect();
        entries.sort_by_key(|entry| order(entry));
        entries
    }

    /// Every field of which something is known.
    pub fn fields(&self) -> BTreeSet<&str> {
        self.fields.keys().map(|key| key.field.as_str()).collect()
    }

    /// What a person must decide.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let presence = self.presence();
        let mut conflicts = Vec::new();
        match presence {
            Presence::Never | Presence::Removed => return conflicts,
            Presence::There => {}
            Presence::Disputed => conflicts.push(Conflict::KeepOrDelete {
                ends: self.life.iter().filter(|entry| entry.saw.is_some()).cloned().collect(),
                edits: self
                    .unseen_by_ends()
                    .map(|(field, entry)| (field.to_owned(), entry.clone()))
                    .collect(),
            }),
        }
        for (key, frontier) in self.fields.iter().filter(|(key, _)| key.word.is_none()) {
            let mut top: Vec<_> = top_rank(frontier).collect();
            top.sort_by_key(|entry| order(entry));
            let differ = top.windows(2).any(|pair| pair[0].content != pair[1].content)
                || (planted(Fault::EqualIsConflict) && top.len() > 1);
            if differ {
                let entries = top.into_iter().cloned().collect();
                conflicts.push(Conflict::Values { field: key.field.clone(), entries });
            }
        }
        conflicts
    }

    /// Concurrent values of a lower rank than what shows.
    pub fn hidden(&self) -> Vec<Hidden> {
        match self.presence() {
            Presence::Never | Presence::Removed => return Vec::new(),
            Presence::There | Presence::Disputed => {}
        }
        let registers = self.fields.iter().filter(|(key, _)| key.word.is_none());
        registers
            .filter_map(|(key, frontier)| {
                let top = shown(frontier)?;
                let lower = frontier
                    .iter()
                    .filter(|e| rank(e) < rank(top) && e.content != top.content)
                    .cloned();
                let entries: Vec<_> = lower.collect();
                (!entries.is_empty()).then(|| Hidden { field: key.field.clone(), entries })
            })
            .collect()
    }

    /// Numbers of the ops of it that still count.
    pub fn live(&self) -> impl Iterator<Item = u64> {
        self.fields.values().flatten().chain(&self.life).map(|entry| entry.number)
    }
}

/// What an op writes where.
fn writes_of(op: &Op, rules: &impl Rules) -> Result<Vec<(Key, Option<Content>)>, OpRefusal> {
    let mut writes = Vec::new();
    if op.field != WHOLE_ROW {
        let (Some(before), Some(after)) = (&op.before, &op.after) else {
            return Err(OpRefusal::BadForm);
        };
        write(op, &op.field, Some(before), after, rules, &mut writes)?;
        return Ok(writes);
    }
    let before = op.before.as_ref().map(fields_of).transpose()?.unwrap_or_default();
    let Some(after) = &op.after else { return Ok(writes) };
    for (field, content) in fields_of(after)? {
        write(op, &field, before.get(&field), &content, rules, &mut writes)?;
    }
    Ok(writes)
}

fn write(
    op: &Op,
    field: &str,
    before: Option<&Content>,
    after: &Content,
    rules: &impl Rules,
    writes: &mut Vec<(Key, Option<Content>)>,
) -> Result<(), OpRefusal> {
    let field = field.to_owned();
    match rules.field(&op.table, &field).ok_or(OpRefusal::Unknown)? {
        Policy::Register | Policy::State => {
            writes.push((Key { field, word: None }, Some(after.clone())));
        }
        Policy::Words => {
            // A birth puts in every word of its own, whatever its author saw before.
            let old = match before {
                Some(before) if op.field != WHOLE_ROW => words_of(before)?,
                Some(_) | None => BTreeSet::new(),
            };
            let new = words_of(after)?;
            for word in old.symmetric_difference(&new) {
                let content = new.contains(word).then(|| Content("true".to_owned()));
                writes.push((Key { field: field.clone(), word: Some(word.clone()) }, content));
            }
        }
    }
    Ok(())
}

/// The fields in the canonical JSON of a row, each to the letter as it stands there.
pub fn fields_of(row: &Content) -> Result<BTreeMap<String, Content>, OpRefusal> {
    let fields: BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(&row.0).map_err(|_| OpRefusal::BadValue)?;
    Ok(fields.into_iter().map(|(name, raw)| (name, Content(raw.get().to_owned()))).collect())
}

/// The words of a set; unknown is the empty one.
pub(super) fn words_of(list: &Content) -> Result<BTreeSet<String>, OpRefusal> {
    let words: Option<BTreeSet<String>> =
        serde_json::from_str(&list.0).map_err(|_| OpRefusal::BadValue)?;
    Ok(words.unwrap_or_default())
}

/// A set as the store writes it: sorted.
fn list_of(words: &BTreeSet<&str>) -> Content {
    // A list of texts always serialises.
    Content(serde_json::to_string(words).unwrap_or_default())
}

fn rank(entry: &Entry) -> Option<Evidence> {
    if planted(Fault::RankIgnored) { None } else { entry.evidence }
}

/// Highest rank first, then the earliest number.
fn order(entry: &Entry) -> (std::cmp::Reverse<Option<Evidence>>, u64) {
    let late = planted(Fault::LatestShows);
    (std::cmp::Reverse(rank(entry)), if late { u64::MAX - entry.number } else { entry.number })
}

fn shown(frontier: &[Entry]) -> Option<&Entry> {
    frontier.iter().min_by_key(|entry| order(entry))
}

fn top_rank(frontier: &[Entry]) -> impl Iterator<Item = &Entry> {
    let top = frontier.iter().map(rank).max();
    frontier.iter().filter(move |entry| Some(rank(entry)) == top)
}

fn is_in(frontier: &[Entry]) -> bool {
    if planted(Fault::RemoveWins) {
        return frontier.iter().all(|entry| entry.content.is_some());
    }
    frontier.iter().any(|entry| entry.content.is_some())
}

/// A map whose keys are no texts, as a list of pairs.
mod as_list {
    use super::{BTreeMap, Entry, Key};
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(
        map: &BTreeMap<Key, Vec<Entry>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Key, Vec<Entry>>, D::Error> {
        Ok(Vec::<(Key, Vec<Entry>)>::deserialize(deserializer)?.into_iter().collect())
    }
}
