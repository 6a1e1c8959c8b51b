//! A hub in memory that speaks the protocol: enough of one to try the client against, with
//! backups, restores, compaction, and faults of its own that a test may plant.

use std::collections::BTreeMap;

use turash_sync::merge::{Known, Merged, Policy, Row, RowPolicy, Rules, admit};
use turash_sync::planted::{Fault, planted};
use turash_sync::protocol::*;
use turash_sync::rules::StoreRules;

/// The store's tables, and one that only a newer version has.
#[derive(Clone, Copy)]
pub struct HubRules;

impl Rules for HubRules {
    fn table(&self, table: &str) -> Option<RowPolicy> {
        if table == "novel" { Some(RowPolicy::Editable) } else { StoreRules.table(table) }
    }

    fn field(&self, table: &str, field: &str) -> Option<Policy> {
        if table == "novel" { Some(Policy::Register) } else { StoreRules.field(table, field) }
    }
}

#[derive(Clone)]
pub struct Hub {
    pub stream: StreamId,
    pub epochs: Vec<EpochStart>,
    pub feed: Vec<FeedOp>,
    /// Numbers that end a commit.
    commits: Vec<u64>,
    /// The chain at each number.
    chains: Vec<Chain>,
    pub devices: BTreeMap<DeviceId, Vec<Receipt>>,
    pub merged: Merged,
    /// Ops before this one are compacted away.
    first: u64,
    durable: Option<Box<Hub>>,
}

impl Hub {
    pub fn new(stream: StreamId) -> Self {
        Self {
            stream,
            epochs: vec![EpochStart { epoch: 1, after: 0 }],
            feed: Vec::new(),
            commits: vec![0],
            chains: vec![Chain::start(stream)],
            devices: BTreeMap::new(),
            merged: Merged::default(),
            first: 1,
            durable: None,
        }
    }

    fn head(&self) -> u64 {
        self.feed.len() as u64
    }

    fn epoch(&self) -> u32 {
        self.epochs.last().expect("there is one").epoch
    }

    pub fn backup(&self) -> Self {
        Self { durable: None, ..self.clone() }
    }

    /// Goes back to a backup, and counts on in a new epoch.
    pub fn restore(&mut self, backup: &Hub) {
        let epoch = self.epoch() + u32::from(!planted(Fault::EpochKept));
        *self = backup.clone();
        if epoch > self.epoch() {
            self.epochs.push(EpochStart { epoch, after: self.head() });
        }
    }

    /// The process dies: what was not durable is gone.
    pub fn crash(&mut self) {
        if let Some(durable) = self.durable.take() {
            *self = *durable;
        }
    }

    pub fn compact(&mut self) {
        self.first = self.head() + 1;
    }

    pub fn answer(&mut self, request: &Request) -> Reply {
        if let Err(refusal) = request.check() {
            return Reply::Refused(refusal);
        }
        match request {
            Request::Session(asked) => self.session(asked),
            Request::Push(push) => self.push(push),
            Request::Pull(asked) => self.pull(asked),
            Request::Bootstrap(asked) => self.bootstrap(asked),
            Request::Proof(asked) => self.proof(asked),
        }
    }

    fn next(&self, device: DeviceId) -> u64 {
        self.devices.get(&device).map_or(0, |log| log.len() as u64) + 1
    }

    fn session(&self, asked: &SessionRequest) -> Reply {
        let Some(version) = VersionRange::OURS.agree(asked.versions) else {
            return Reply::Refused(Refusal::Version { speaks: VersionRange::OURS });
        };
        let states = asked.cursors.iter().filter(|cursor| cursor.stream == self.stream);
        let streams = states.map(|cursor| StreamState {
            stream: self.stream,
            epochs: self.epochs.clone(),
            head: self.head(),
            chain: self.chains[self.feed.len()],
            next: self.next(asked.device),
            rewound: self.chains.get(cursor.number as usize) != Some(&cursor.chain),
        });
        Reply::Session(SessionReply {
            version,
            schema: asked.schema,
            scopes: vec![Scope { stream: self.stream, right: Right::Write }],
            lease: Lease { seconds: 3_600 },
            orders: Vec::new(),
            streams: streams.collect(),
        })
    }

    fn push(&mut self, push: &PushRequest) -> Reply {
        if push.stream != self.stream {
            return Reply::Refused(Refusal::NoStream);
        }
        if push.epoch != self.epoch() {
            return Reply::Refused(Refusal::Rewound { epoch: self.epoch() });
        }
        let expected = self.next(push.device);
        if push.ops[0].op.id.number > expected {
            return Reply::Refused(Refusal::Gap { expected });
        }
        let before = self.backup();
        let mut receipts = Vec::new();
        for sent in &push.ops {
            let number = sent.op.id.number;
            let known = self.devices.get(&push.device).and_then(|log| log.get(number as usize - 1));
            if let Some(known) = known.copied()
                && !planted(Fault::RepeatTaken)
            {
                if known.hash != sent.hash && !planted(Fault::ForkTaken) {
                    return Reply::Refused(Refusal::Fork { number, known: known.hash });
                }
                receipts.push(Receipt { hash: sent.hash, ..known });
                continue;
            }
            let receipt = Receipt { number, hash: sent.hash, outcome: self.take(&sent.op) };
            let refused = matches!(receipt.outcome, Outcome::Refused { .. });
            if refused && planted(Fault::RefusedBlocks) {
                *self = before;
                return Reply::Refused(Refusal::Unavailable);
            }
            if !(refused && planted(Fault::RefusedUnrecorded)) {
                self.devices.entry(push.device).or_default().push(receipt);
            }
            receipts.push(receipt);
        }
        if self.head() > *self.commits.last().expect("it begins with 0") {
            self.commits.push(self.head());
        }
        self.durable = planted(Fault::ReceiptFirst).then(|| Box::new(before));
        Reply::Push(PushReply { stream: self.stream, receipts, head: self.head() })
    }

    /// Takes one op, as the hub of a running stream does.
    pub fn take(&mut self, op: &Op) -> Outcome {
        let empty = Row::default();
        let row = self.merged.rows.get(&(op.table.clone(), op.row)).unwrap_or(&empty);
        let known = Known { epochs: &self.epochs, head: self.head() };
        if let Err(reason) = admit(op, row, known, &HubRules) {
            return Outcome::Refused { reason };
        }
        let number = self.head() + 1;
        let taken = FeedOp { number, op: op.clone() };
        self.merged.take(&taken, &self.epochs, &HubRules).expect("it was admitted");
        self.chains.push(self.chains[self.feed.len()].then(number, op.hash()));
        self.feed.push(taken);
        Outcome::Accepted { number }
    }

    /// Takes one op as a commit of its own.
    pub fn take_alone(&mut self, op: &Op) {
        if matches!(self.take(op), Outcome::Accepted { .. }) {
            self.commits.push(self.head());
        }
    }

    fn pull(&self, asked: &PullRequest) -> Reply {
        let Some(cursor) = asked.cursors.iter().find(|cursor| cursor.stream == self.stream) else {
            return Reply::Refused(Refusal::NoStream);
        };
        if cursor.epoch != self.epoch() || cursor.number > self.head() {
            return Reply::Refused(Refusal::Rewound { epoch: self.epoch() });
        }
        if cursor.number + 1 < self.first && cursor.number < self.head() {
            return Reply::Refused(Refusal::Compacted { first: self.first });
        }
        // Small pages, so that there are many; never part of a commit.
        let end = self.commits.iter().copied().find(|end| *end >= cursor.number + 4);
        let end = end.unwrap_or(self.head()) as usize;
        let mut ops = self.feed[cursor.number as usize..end].to_vec();
        let mut chain = self.chains[end];
        if planted(Fault::PageSkips) && ops.len() > 1 {
            ops.remove(0);
            for (i, taken) in ops.iter_mut().enumerate() {
                taken.number = cursor.number + i as u64 + 1;
            }
            let links = ops.iter().map(|t| Link { number: t.number, op: t.op.hash() });
            chain = chain_over(cursor.chain, cursor.number, links).expect("renumbered");
        }
        let page = Page {
            stream: self.stream,
            epochs: self.epochs.clone(),
            after: cursor.number,
            ops,
            chain,
            head: self.head(),
        };
        Reply::Pull(PullReply { pages: vec![page] })
    }

    fn bootstrap(&self, asked: &BootstrapRequest) -> Reply {
        let live = self.merged.live();
        let ops: Vec<_> = self.feed.iter().filter(|t| live.contains(&t.number)).cloned().collect();
        let links = ops.iter().map(|t| Link { number: t.number, op: t.op.hash() });
        let snapshot = BootstrapInfo::hash_of(links);
        if asked.snapshot.is_some_and(|begun| begun != snapshot) {
            return Reply::Refused(Refusal::SnapshotGone);
        }
        let from = if asked.snapshot.is_some() { asked.have } else { 0 };
        let cursor = Cursor {
            stream: self.stream,
            epoch: self.epoch(),
            number: self.head(),
            chain: self.chains[self.feed.len()],
        };
        let info =
            BootstrapInfo { snapshot, epochs: self.epochs.clone(), cursor, ops: ops.len() as u64 };
        let ops = ops.into_iter().skip(from as usize).take(5).collect();
        Reply::Bootstrap(BootstrapPart { info, from, ops })
    }

    fn proof(&self, asked: &AuditRequest) -> Reply {
        if asked.stream != self.stream || asked.to > self.head() {
            return Reply::Refused(Refusal::NoStream);
        }
        let (after, to) = (asked.after as usize, asked.to as usize);
        let link = |t: &FeedOp| Link { number: t.number, op: t.op.hash() };
        Reply::Proof(AuditProof {
            stream: self.stream,
            after: asked.after,
            before: self.chains[after],
            links: self.feed[after..to].iter().map(link).collect(),
            then: self.chains[to],
        })
    }
}
