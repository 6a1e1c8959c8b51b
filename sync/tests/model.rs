//! The rules of merging against a reference that knows of each op exactly which others its
//! author had seen. Devices edit, push in parts, lose answers and pull in parts; in the end, and
//! on the way, what the rules keep must be what nobody has seen and replaced.

use std::collections::{BTreeMap, BTreeSet};

use turash_sync::merge::{Conflict, Known, Merged, Policy, Presence, Row, RowPolicy, Rules, admit};
use turash_sync::planted::{self, Fault};
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::rng::Rng;

struct Tables;

impl Rules for Tables {
    fn table(&self, table: &str) -> Option<RowPolicy> {
        match table {
            "thing" => Some(RowPolicy::Editable),
            "reading" => Some(RowPolicy::AppendOnly),
            _ => None,
        }
    }

    fn field(&self, _: &str, field: &str) -> Option<Policy> {
        match field {
            "value" | "position" => Some(Policy::Register),
            "tags" => Some(Policy::Words),
            "state" => Some(Policy::State),
            _ => None,
        }
    }
}

const FIELDS: [&str; 4] = ["value", "position", "tags", "state"];
const ROWS: usize = 3;
const DEVICES: usize = 3;

fn stream() -> StreamId {
    StreamId(Uuid::from_u128(0x57))
}

fn row_id(row: usize) -> Uuid {
    Uuid::from_u128(row as u128 + 1)
}

#[derive(Debug, Clone)]
enum Step {
    Edit {
        device: usize,
        row: usize,
        field: usize,
        value: usize,
        evidence: usize,
    },
    Delete {
        device: usize,
        row: usize,
    },
    Birth {
        device: usize,
        row: usize,
        value: usize,
    },
    /// The answer may get lost: then the device sends the same again.
    Push {
        device: usize,
        count: usize,
        answered: bool,
    },
    Pull {
        device: usize,
        count: usize,
    },
}

fn schedule(seed: u64) -> Vec<Step> {
    let mut rng = Rng::new(seed);
    let steps = 20 + rng.below(60);
    (0..steps)
        .map(|i| {
            let (device, row) = (rng.below(DEVICES), rng.below(ROWS));
            match rng.below(20) {
                _ if i < 2 => Step::Birth { device, row, value: rng.below(3) },
                0..=7 => Step::Edit {
                    device,
                    row,
                    field: rng.below(FIELDS.len()),
                    value: rng.below(4),
                    evidence: rng.below(3),
                },
                8 => Step::Delete { device, row },
                9 => Step::Birth { device, row, value: rng.below(3) },
                10..=14 => Step::Push { device, count: 1 + rng.below(6), answered: !rng.one_in(4) },
                _ => Step::Pull { device, count: 1 + rng.below(8) },
            }
        })
        .collect()
}

/// Sets of ops, by place in the list of all ops.
type Seen = u128;

/// What the reference knows of an op: of each field, which ops of its row its author had seen.
struct Cause {
    op: Op,
    seen: BTreeMap<&'static str, Seen>,
    /// Its place in the order of the hub, once taken.
    taken: Option<u64>,
}

#[derive(Default)]
struct Device {
    pulled: u64,
    base: Merged,
    /// Ops of each row in what was pulled.
    known: BTreeMap<usize, Seen>,
    own: BTreeMap<usize, Seen>,
    /// Places of ops not yet seen back.
    waiting: Vec<usize>,
    answered: BTreeSet<usize>,
    next: u64,
    /// Fields with a write on its way: how far its author had seen when it began.
    shadow: BTreeMap<(usize, &'static str), (u64, Seen)>,
}

#[derive(Default)]
struct World {
    all: Vec<Cause>,
    feed: Vec<FeedOp>,
    hub: Merged,
    /// The hub's word on each op, by place.
    word: BTreeMap<usize, Result<u64, OpRefusal>>,
    devices: Vec<Device>,
    /// Refusals that the reference does not understand.
    undue: u64,
}

/// What went wrong, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Wrong {
    lost_edits: u64,
    silent_overwrites: u64,
    false_conflicts: u64,
    other: u64,
}

impl Wrong {
    fn any(self) -> bool {
        self != Self::default()
    }
}

const EPOCHS: [EpochStart; 1] = [EpochStart { epoch: 1, after: 0 }];

impl World {
    fn new() -> Self {
        Self { devices: (0..DEVICES).map(|_| Device::default()).collect(), ..Self::default() }
    }

    /// A row as a device shows it: what it pulled, under what it wrote.
    fn view(&self, device: usize, row: usize) -> Option<BTreeMap<String, Content>> {
        let d = &self.devices[device];
        let base = d.base.rows.get(&("thing".to_owned(), row_id(row)));
        let mut view = base.and_then(|base| base.view("thing", &Tables));
        for &place in &d.waiting {
            let op = &self.all[place].op;
            if op.row != row_id(row) {
                continue;
            }
            match (&op.after, op.field.as_str()) {
                (None, _) => view = None,
                (Some(after), WHOLE_ROW) => {
                    let fields: BTreeMap<String, serde_json::Value> =
                        serde_json::from_str(&after.0).expect("an object");
                    let text = |(k, v): (String, serde_json::Value)| (k, Content(v.to_string()));
                    view = Some(fields.into_iter().map(text).collect());
                }
                (Some(after), field) => {
                    if let Some(view) = view.as_mut() {
                        view.insert(field.to_owned(), after.clone());
                    }
                }
            }
        }
        view
    }

    fn write(
        &mut self,
        device: usize,
        row: usize,
        field: &'static str,
        (before, after): (Option<Content>, Option<Content>),
        evidence: Option<Evidence>,
        clock: i64,
    ) {
        if self.all.len() == Seen::BITS as usize {
            return;
        }
        let place = self.all.len();
        let d = &mut self.devices[device];
        let own = d.own.get(&row).copied().unwrap_or(0);
        let now = (d.pulled, d.known.get(&row).copied().unwrap_or(0));
        let reach = |field: &'static str| {
            let held = d.shadow.get(&(row, field)).or_else(|| d.shadow.get(&(row, WHOLE_ROW)));
            *held.unwrap_or(&now)
        };
        let base = |number| Base { epoch: 1, number };
        let mut seen = BTreeMap::new();
        let mut held = Held::new();
        let mine = reach(field);
        if field == WHOLE_ROW {
            for f in FIELDS {
                let (number, known) = reach(f);
                if number != mine.0 {
                    held.insert(f.to_owned(), base(number));
                }
                seen.insert(f, known | own);
            }
        }
        seen.insert(field, mine.1 | own);
        d.shadow.entry((row, field)).or_insert(mine);
        d.next += 1;
        let id = OpId { device: DeviceId(Uuid::from_u128(device as u128 + 0xd0)), number: d.next };
        let op = Op {
            id,
            stream: stream(),
            action: Action { id: Uuid::nil(), label: "edit".into(), args: "{}".into() },
            table: "thing".into(),
            row: row_id(row),
            field: field.to_owned(),
            before,
            after,
            base: base(mine.0),
            held,
            evidence,
            actor: format!("person:{device}"),
            at_us: clock,
            schema: 1,
        };
        *d.own.entry(row).or_default() |= 1 << place;
        d.waiting.push(place);
        self.all.push(Cause { op, seen, taken: None });
    }

    fn step(&mut self, step: &Step, clock: i64) {
        match *step {
            Step::Edit { device, row, field, value, evidence } => {
                let Some(view) = self.view(device, row) else { return };
                let field = FIELDS[field];
                let before = view.get(field).cloned().unwrap_or(Content("null".into()));
                let after = Content(match field {
                    "value" => ["1.0", "2.0", "3.0", "null"][value].to_owned(),
                    "position" => format!("[12.5,{value}.0]"),
                    "tags" => {
                        let old: Option<BTreeSet<String>> =
                            serde_json::from_str(&before.0).expect("words");
                        let mut words = old.unwrap_or_default();
                        let word = ["a", "a b", "ц"][value % 3].to_owned();
                        if !words.remove(&word) {
                            words.insert(word);
                        }
                        match words.is_empty() {
                            true => "null".to_owned(),
                            false => serde_json::to_string(&words).expect("words"),
                        }
                    }
                    _ => format!("\"s{value}\""),
                });
                if before != after {
                    let evidence = match evidence {
                        0 => None,
                        1 => Some(Evidence::Estimated),
                        _ => Some(Evidence::Measured),
                    };
                    self.write(device, row, field, (Some(before), Some(after)), evidence, clock);
                }
            }
            Step::Delete { device, row } => {
                let Some(view) = self.view(device, row) else { return };
                self.write(device, row, WHOLE_ROW, (Some(object(&view)), None), None, clock);
            }
            Step::Birth { device, row, value } => {
                if self.view(device, row).is_some() {
                    return;
                }
                let mut fields = BTreeMap::new();
                fields.insert("state".to_owned(), Content("\"s0\"".into()));
                fields.insert("tags".to_owned(), Content("[\"a\"]".into()));
                if value > 0 {
                    fields.insert("value".to_owned(), Content(format!("{value}.0")));
                }
                self.write(device, row, WHOLE_ROW, (None, Some(object(&fields))), None, clock);
            }
            Step::Push { device, count, answered } => {
                let d = &self.devices[device];
                let unanswered = d.waiting.iter().copied().filter(|p| !d.answered.contains(p));
                let places: Vec<_> = unanswered.take(count).collect();
                for &place in &places {
                    self.hub_takes(place);
                }
                if !answered {
                    return;
                }
                let word = &self.word;
                let d = &mut self.devices[device];
                d.waiting.retain(|p| !places.contains(p) || word[p].is_ok());
                d.answered.extend(places);
                self.forget_shadows(device);
            }
            Step::Pull { device, count } => {
                let pulled = self.devices[device].pulled as usize;
                let page: Vec<_> = self.feed.iter().skip(pulled).take(count).cloned().collect();
                for taken in page {
                    let place = self.place(taken.op.id);
                    let d = &mut self.devices[device];
                    d.base.take(&taken, &EPOCHS, &Tables).expect("the hub took it");
                    d.pulled = taken.number;
                    let row = taken.op.row.as_u128() as usize - 1;
                    *d.known.entry(row).or_default() |= 1 << place;
                    d.waiting.retain(|p| *p != place);
                }
                self.forget_shadows(device);
            }
        }
    }

    fn forget_shadows(&mut self, device: usize) {
        let d = &self.devices[device];
        let waits: BTreeSet<(usize, &str)> = d
            .waiting
            .iter()
            .map(|p| (self.all[*p].op.row.as_u128() as usize - 1, self.all[*p].op.field.as_str()))
            .collect();
        let keep: BTreeSet<(usize, &'static str)> = d
            .shadow
            .keys()
            .filter(|(row, field)| {
                waits.contains(&(*row, *field)) || waits.contains(&(*row, WHOLE_ROW))
            })
            .copied()
            .collect();
        self.devices[device].shadow.retain(|key, _| keep.contains(key));
    }

    fn place(&self, id: OpId) -> usize {
        self.all.iter().position(|cause| cause.op.id == id).expect("every op is known")
    }

    fn hub_takes(&mut self, place: usize) {
        if self.word.contains_key(&place) {
            return;
        }
        let op = self.all[place].op.clone();
        let head = self.feed.len() as u64;
        let empty = Row::default();
        let row = self.hub.rows.get(&(op.table.clone(), op.row)).unwrap_or(&empty);
        let answer = admit(&op, row, Known { epochs: &EPOCHS, head }, &Tables).map(|()| head + 1);
        if let Ok(number) = answer {
            let taken = FeedOp { number, op };
            self.hub.take(&taken, &EPOCHS, &Tables).expect("it was admitted");
            self.feed.push(taken);
            self.all[place].taken = Some(number);
        }
        if let Err(reason) = answer
            && !self.is_due(place, reason)
        {
            self.undue += 1;
        }
        self.word.insert(place, answer);
    }

    /// Whether a refusal is one that the reference understands.
    fn is_due(&self, place: usize, reason: OpRefusal) -> bool {
        let Cause { op, seen, .. } = &self.all[place];
        let row = op.row.as_u128() as usize - 1;
        match reason {
            OpRefusal::NoRow => self.kept(row, WHOLE_ROW, None).is_empty(),
            OpRefusal::StateMoved => self.kept(row, "state", None).into_iter().any(|p| {
                seen["state"] >> p & 1 == 0
                    || self.value(p, "state") != op.before.as_ref().map(|c| c.0.clone())
            }),
            _ => false,
        }
    }

    /// The writes of a field (or of a word of it) that the hub has, and that no other one it has
    /// had seen. A birth ends what it saw, whether it writes the field or not.
    fn kept(&self, row: usize, field: &'static str, word: Option<&str>) -> Vec<usize> {
        let on_row = || {
            let of = move |(_, c): &(usize, &Cause)| c.taken.is_some() && c.op.row == row_id(row);
            self.all.iter().enumerate().filter(of)
        };
        let writes = |cause: &Cause| match (cause.op.field.as_str(), &cause.op.after, word) {
            (WHOLE_ROW, _, _) if field == WHOLE_ROW => true,
            (WHOLE_ROW, None, _) => false,
            (WHOLE_ROW, Some(after), None) => value_in(after, field).is_some(),
            (WHOLE_ROW, Some(after), Some(word)) => {
                words(&value_in(after, field).unwrap_or_default()).contains(word)
            }
            (f, _, None) => f == field,
            (f, Some(after), Some(word)) => {
                let before = cause.op.before.as_ref().expect("a field has one");
                f == field && words(&before.0).contains(word) != words(&after.0).contains(word)
            }
            (_, None, Some(_)) => false,
        };
        let ends = |cause: &Cause| {
            writes(cause) || (cause.op.field == WHOLE_ROW && cause.op.after.is_some())
        };
        let seen = on_row().filter(|(_, c)| ends(c)).fold(0, |seen, (_, c)| seen | c.seen[field]);
        on_row().filter(|(p, c)| writes(c) && seen >> p & 1 == 0).map(|(p, _)| p).collect()
    }

    /// Compares the hub with the reference.
    fn judge(&self) -> Wrong {
        let mut wrong = Wrong { lost_edits: self.undue, ..Wrong::default() };
        for row in 0..ROWS {
            self.judge_row(row, &mut wrong);
        }
        let live = self.hub.live();
        let mut compact = Merged::default();
        for taken in self.feed.iter().filter(|taken| live.contains(&taken.number)) {
            let _ = compact.take(taken, &EPOCHS, &Tables);
        }
        wrong.other += u64::from(compact != self.hub);
        wrong
    }

    fn judge_row(&self, row: usize, wrong: &mut Wrong) {
        let empty = Row::default();
        let here = self.hub.rows.get(&("thing".to_owned(), row_id(row))).unwrap_or(&empty);
        let life = self.kept(row, WHOLE_ROW, None);
        let ends: Vec<_> =
            life.iter().copied().filter(|p| self.all[*p].op.after.is_none()).collect();
        let mut unseen = life.iter().any(|p| {
            self.all[*p].op.after.is_some() && {
                !ends.iter().any(|end| self.all[*end].seen[WHOLE_ROW] >> p & 1 == 1)
            }
        });
        let mut tops: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut present: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for field in FIELDS {
            let of_words = [Some("a"), Some("a b"), Some("ц")];
            let keys: &[Option<&str>] = if field == "tags" { &of_words } else { &[None] };
            let mut all = Vec::new();
            for &word in keys {
                let kept = self.kept(row, field, word);
                if let Some(word) = word
                    && kept.iter().any(|p| self.puts_in(*p, field, word))
                {
                    present.entry(field).or_default().insert(word);
                }
                all.extend(kept);
            }
            unseen |= all
                .iter()
                .any(|p| !ends.iter().any(|end| self.all[*end].seen[field] >> p & 1 == 1));
            let expected: BTreeSet<_> = all.iter().map(|p| self.all[*p].op.id).collect();
            let found: BTreeSet<_> = here.frontier(field).iter().map(|entry| entry.id).collect();
            wrong.lost_edits += expected.difference(&found).count() as u64;
            wrong.other += found.difference(&expected).count() as u64;
            if field != "tags" {
                let best = all.iter().map(|p| self.all[*p].op.evidence).max();
                all.retain(|p| Some(self.all[*p].op.evidence) == best);
                all.sort_by_key(|p| self.all[*p].taken);
                tops.insert(field, all);
            }
        }
        let presence = match (life.is_empty(), ends.is_empty(), unseen) {
            (true, _, _) => Presence::Never,
            (false, true, _) => Presence::There,
            (false, false, true) => Presence::Disputed,
            (false, false, false) => Presence::Removed,
        };
        match (here.presence(), presence) {
            (a, b) if a == b => {}
            (Presence::Disputed, _) => wrong.false_conflicts += 1,
            (_, Presence::Disputed) => wrong.silent_overwrites += 1,
            _ => wrong.other += 1,
        }
        let open: BTreeSet<String> = here
            .conflicts()
            .into_iter()
            .filter_map(|conflict| match conflict {
                Conflict::Values { field, .. } => Some(field),
                Conflict::KeepOrDelete { .. } => None,
            })
            .collect();
        let alive = matches!(presence, Presence::There | Presence::Disputed);
        let view = here.view("thing", &Tables);
        wrong.other += u64::from(view.is_some() != alive);
        for (field, tops) in &tops {
            let values: BTreeSet<_> = tops.iter().filter_map(|p| self.value(*p, field)).collect();
            let disputed = alive && values.len() > 1;
            wrong.silent_overwrites += u64::from(disputed && !open.contains(*field));
            wrong.false_conflicts += u64::from(!disputed && open.contains(*field));
            let shows = tops.first().and_then(|p| self.value(*p, field)).filter(|v| v != "null");
            let shown = view.as_ref().and_then(|v| v.get(*field)).map(|c| c.0.clone());
            wrong.other += u64::from(alive && shows != shown);
            // A state is never a matter of opinion.
            wrong.other += u64::from(*field == "state" && values.len() > 1);
        }
        let tags = view.and_then(|v| v.get("tags").map(|c| words(&c.0))).unwrap_or_default();
        let expected = present.remove("tags").unwrap_or_default();
        wrong.other +=
            u64::from(alive && tags != expected.into_iter().map(str::to_owned).collect());
    }

    fn value(&self, place: usize, field: &str) -> Option<String> {
        let op = &self.all[place].op;
        let after = op.after.as_ref()?;
        if op.field == WHOLE_ROW { value_in(after, field) } else { Some(after.0.clone()) }
    }

    fn puts_in(&self, place: usize, field: &str, word: &str) -> bool {
        self.value(place, field).is_some_and(|list| words(&list).contains(word))
    }
}

fn object(fields: &BTreeMap<String, Content>) -> Content {
    let inner: Vec<_> = fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| format!("\"{name}\":{}", value.0))
        .collect();
    Content(format!("{{{}}}", inner.join(",")))
}

fn value_in(row: &Content, field: &str) -> Option<String> {
    let row: serde_json::Value = serde_json::from_str(&row.0).expect("an object");
    row.get(field).map(ToString::to_string)
}

fn words(list: &str) -> BTreeSet<String> {
    if list.is_empty() {
        return BTreeSet::new();
    }
    let words: Option<BTreeSet<String>> = serde_json::from_str(list).expect("words");
    words.unwrap_or_default()
}

/// Runs a schedule to its end, everybody to the last op, and says what went wrong and how many
/// edits there were.
fn run(steps: &[Step], seed: u64) -> (Wrong, u64) {
    let mut clocks = Rng::new(seed ^ 0xc10c);
    let skew: Vec<i64> = (0..DEVICES).map(|_| clocks.below(1_000) as i64).collect();
    let mut world = World::new();
    let mut wrong = Wrong::default();
    for (i, step) in steps.iter().enumerate() {
        let device = match *step {
            Step::Edit { device, .. }
            | Step::Delete { device, .. }
            | Step::Birth { device, .. }
            | Step::Push { device, .. }
            | Step::Pull { device, .. } => device,
        };
        world.step(step, skew[device] + i as i64);
        if i % 8 == 7 {
            wrong = world.judge();
            if wrong.any() {
                return (wrong, world.all.len() as u64);
            }
        }
    }
    for device in 0..DEVICES {
        world.step(&Step::Push { device, count: usize::MAX, answered: true }, 0);
    }
    for device in 0..DEVICES {
        world.step(&Step::Pull { device, count: usize::MAX }, 0);
        let d = &world.devices[device];
        let unfit = d.base != world.hub || !d.waiting.is_empty() || !d.shadow.is_empty();
        wrong.other += u64::from(unfit);
    }
    let at_the_end = world.judge();
    wrong.other += at_the_end.other;
    wrong.lost_edits += at_the_end.lost_edits;
    wrong.silent_overwrites += at_the_end.silent_overwrites;
    wrong.false_conflicts += at_the_end.false_conflicts;
    (wrong, world.all.len() as u64)
}

/// The fewest steps of a schedule that still go wrong.
fn shrunk(mut steps: Vec<Step>, seed: u64) -> Vec<Step> {
    let mut i = 0;
    while i < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(i);
        if run(&fewer, seed).0.any() {
            steps = fewer;
            i = 0;
        } else {
            i += 1;
        }
    }
    steps
}

/// A write from before a restore, which had seen what the restored hub lost, takes nothing with
/// it that came in its place.
fn restored() -> usize {
    let mut merged = Merged::default();
    let op = |device: u128, number, after: &str, base| Op {
        id: OpId { device: DeviceId(Uuid::from_u128(device)), number },
        stream: stream(),
        action: Action { id: Uuid::nil(), label: "edit".into(), args: "{}".into() },
        table: "thing".into(),
        row: row_id(0),
        field: "value".into(),
        before: Some(Content("null".into())),
        after: Some(Content(after.into())),
        base,
        held: Held::new(),
        evidence: None,
        actor: "person:ada".into(),
        at_us: 0,
        schema: 1,
    };
    let epochs = [EpochStart { epoch: 1, after: 0 }, EpochStart { epoch: 2, after: 80 }];
    let feed = [
        (81, op(1, 1, "1.0", Base { epoch: 2, number: 80 })),
        (82, op(2, 1, "2.0", Base { epoch: 1, number: 95 })),
    ];
    for (number, op) in feed {
        merged.take(&FeedOp { number, op }, &epochs, &Tables).expect("it is sound");
    }
    merged.rows.values().map(|row| row.frontier("value").len()).sum()
}

#[test]
fn numbers_of_before_a_restore_are_not_todays() {
    assert_eq!(restored(), 2);
    assert_eq!(planted::with(Fault::EpochIgnored, restored), 1, "the planted fault is caught");
}

#[test]
fn readings_are_only_added() {
    let op = |field: &str, before: Option<&str>, after: Option<&str>| Op {
        id: OpId { device: DeviceId(Uuid::from_u128(1)), number: 1 },
        stream: stream(),
        action: Action { id: Uuid::nil(), label: "edit".into(), args: "{}".into() },
        table: "reading".into(),
        row: row_id(0),
        field: field.into(),
        before: before.map(|text| Content(text.into())),
        after: after.map(|text| Content(text.into())),
        base: Base { epoch: 1, number: 1 },
        held: Held::new(),
        evidence: None,
        actor: "measurement:meter 7".into(),
        at_us: 0,
        schema: 1,
    };
    let known = Known { epochs: &EPOCHS, head: 1 };
    let mut row = Row::default();
    let birth = op(WHOLE_ROW, None, Some("{\"value\":81.5}"));
    assert_eq!(admit(&birth, &row, known, &Tables), Ok(()));
    row.take(&FeedOp { number: 1, op: birth.clone() }, &EPOCHS, &Tables).expect("admitted");
    let refused = [
        (birth, OpRefusal::AppendOnly),
        (op("value", Some("81.5"), Some("82.0")), OpRefusal::AppendOnly),
        (op(WHOLE_ROW, Some("{\"value\":81.5}"), None), OpRefusal::AppendOnly),
    ];
    for (op, reason) in refused {
        assert_eq!(admit(&op, &row, known, &Tables), Err(reason));
    }
    let other = |touch: fn(&mut Op)| {
        let mut op = op(WHOLE_ROW, None, Some("{\"value\":81.5}"));
        touch(&mut op);
        admit(&op, &Row::default(), known, &Tables)
    };
    assert_eq!(other(|op| op.table = "nothing".into()), Err(OpRefusal::Unknown));
    assert_eq!(other(|op| op.base.number = 2), Err(OpRefusal::BadBase));
    assert_eq!(other(|op| op.base.epoch = 2), Err(OpRefusal::BadBase));
    assert_eq!(
        other(|op| op.after = Some(Content("{\"weight\":1}".into()))),
        Err(OpRefusal::Unknown)
    );
    assert_eq!(other(|op| op.after = Some(Content("[1]".into()))), Err(OpRefusal::BadValue));
    assert_eq!(
        other(|op| op.after = Some(Content("{\"tags\":7}".into()))),
        Err(OpRefusal::BadValue)
    );
}

fn wanted(default: u64) -> u64 {
    std::env::var("TURASH_SIM").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

#[test]
fn the_rules_keep_what_nobody_has_seen_and_replaced() {
    let (mut edits, schedules) = (0, wanted(10_000));
    for seed in 0..schedules {
        let steps = schedule(seed);
        let (wrong, n) = run(&steps, seed);
        edits += n;
        assert!(!wrong.any(), "seed {seed}: {wrong:?}\n{:#?}", shrunk(steps, seed));
    }
    eprintln!("{schedules} schedules, {edits} edits");
    assert!(edits / schedules > 10, "the schedules must be about something");
}

#[test]
fn every_shortcut_is_caught() {
    let shortcuts = [
        Fault::LastPushWins,
        Fault::WallClock,
        Fault::BaseTooFar,
        Fault::BaseTooShort,
        Fault::PredecessorKept,
        Fault::EqualIsConflict,
        Fault::RankIgnored,
        Fault::LatestShows,
        Fault::GeometryLeftOut,
        Fault::DeleteWins,
        Fault::EditRevives,
        Fault::HeldIgnored,
        Fault::RemoveWins,
        Fault::StateOverwritten,
    ];
    for fault in shortcuts {
        let caught =
            (0..1_000).find(|&seed| planted::with(fault, || run(&schedule(seed), seed).0.any()));
        eprintln!("{fault:?} caught by seed {caught:?}");
        assert!(caught.is_some(), "{fault:?} was not caught");
    }
}
