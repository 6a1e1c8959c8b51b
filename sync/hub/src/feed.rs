//! The feed of a stream: how ops are taken, numbered, chained and read again. It owns the
//! transactions of push, pull, bootstrap, proof and compaction; who may ask is decided before.

use std::collections::{BTreeMap, BTreeSet};

use turash_sync::merge::{Known, Row as Merged, admit};
use turash_sync::protocol::*;
use turash_sync::rules::StoreRules;
use uuid::Uuid;

use crate::db::{Row, Transaction, Value, first};
use crate::hub::{Counts, Hub, HubError, News};

/// A page and a part stop after this many bytes of ops, so that a message keeps its limit.
const PAGE_BYTES: usize = MAX_MESSAGE_BYTES / 4;
/// A snapshot older than this is not continued.
pub const SNAPSHOT_US: i64 = 24 * 3_600 * 1_000_000;
/// A device that was not heard of for so long does not hold compaction back.
pub const SILENT_US: i64 = 90 * 24 * 3_600 * 1_000_000;

/// Where a stream stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Every epoch, oldest first.
    pub epochs: Vec<EpochStart>,
    /// The last number.
    pub head: u64,
    /// The chain there.
    pub chain: Chain,
    /// Up to here ops that no longer count are gone.
    pub compacted: u64,
}

impl Standing {
    fn epoch(&self) -> u32 {
        self.epochs.last().map_or(0, |start| start.epoch)
    }
}

type Tx<'t> = &'t mut dyn Transaction;

async fn epochs(tx: Tx<'_>, org: Uuid, stream: StreamId) -> Result<Vec<EpochStart>, HubError> {
    let rows = tx
        .query(
            "SELECT epoch, starts_after FROM epoch WHERE org = $1 AND stream = $2 ORDER BY epoch",
            &[org.into(), stream.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let epoch = u32::try_from(row.count(0)?).map_err(|_| HubError::Stored("epoch"))?;
            Ok(EpochStart { epoch, after: row.count(1)? })
        })
        .collect()
}

fn standing_of(row: &Row, epochs: Vec<EpochStart>) -> Result<Standing, HubError> {
    Ok(Standing {
        epochs,
        head: row.count(0)?,
        chain: Chain(Hash(row.hash(1)?)),
        compacted: row.count(2)?,
    })
}

/// Where the stream stands; none if the tenant has no such stream.
pub async fn standing(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
) -> Result<Option<Standing>, HubError> {
    let row = tx
        .query(
            "SELECT head, chain, compacted FROM stream WHERE org = $1 AND stream = $2",
            &[org.into(), stream.0.into()],
        )
        .await?;
    let Some(row) = first(row) else { return Ok(None) };
    let epochs = epochs(tx, org, stream).await?;
    standing_of(&row, epochs).map(Some)
}

/// The number expected of the device's next op.
pub async fn next_of(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    device: DeviceId,
) -> Result<u64, HubError> {
    let row = tx
        .query(
            "SELECT next FROM sender WHERE org = $1 AND stream = $2 AND device = $3",
            &[org.into(), stream.0.into(), device.0.into()],
        )
        .await?;
    Ok(first(row).map(|row| row.count(0)).transpose()?.unwrap_or(1))
}

/// The chain at a number that the stream has reached.
pub async fn chain_at(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    number: u64,
) -> Result<Option<Chain>, HubError> {
    if number == 0 {
        return Ok(Some(Chain::start(stream)));
    }
    let row = tx
        .query(
            "SELECT chain FROM feed WHERE org = $1 AND stream = $2 AND number = $3",
            &[org.into(), stream.0.into(), number.into()],
        )
        .await?;
    Ok(first(row).map(|row| row.hash(0)).transpose()?.map(|chain| Chain(Hash(chain))))
}

/// Whether a cursor is of another past than the stream's.
pub async fn is_rewound(
    tx: Tx<'_>,
    org: Uuid,
    cursor: &Cursor,
    standing: &Standing,
) -> Result<bool, HubError> {
    let base = Base { epoch: cursor.epoch, number: cursor.number };
    let unknown = cursor.epoch != 0 && !standing.epochs.iter().any(|e| e.epoch == cursor.epoch);
    if unknown
        || EpochStart::clamp(&standing.epochs, base) < cursor.number && cursor.epoch != 0
        || cursor.number > standing.head
    {
        return Ok(true);
    }
    Ok(chain_at(tx, org, cursor.stream, cursor.number).await? != Some(cursor.chain))
}

/// Begins a stream.
pub async fn create_stream(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    kind: &str,
    name: &str,
) -> Result<(), HubError> {
    tx.execute(
        "INSERT INTO stream (org, stream, kind, name, head, chain, compacted) \
         VALUES ($1, $2, $3, $4, 0, $5, 0)",
        &[org.into(), stream.0.into(), kind.into(), name.into(), Chain::start(stream).0.0.into()],
    )
    .await?;
    tx.execute(
        "INSERT INTO epoch (org, stream, epoch, starts_after) VALUES ($1, $2, 1, 0)",
        &[org.into(), stream.0.into()],
    )
    .await?;
    Ok(())
}

/// Begins a new epoch of every stream of every tenant, for a hub that was set back. Epochs are
/// numbered by the clock, so that two restores of one backup begin different ones.
pub async fn begin_epoch(tx: Tx<'_>, now_us: i64) -> Result<u64, HubError> {
    // Seconds fit until 2106.
    let now_s = u32::try_from(now_us / 1_000_000).unwrap_or(u32::MAX);
    let streams = tx.query("SELECT org, stream, head FROM stream", &[]).await?;
    let mut begun = 0;
    for row in &streams {
        let (org, stream, head) = (row.id(0)?, StreamId(row.id(1)?), row.count(2)?);
        let last = epochs(tx, org, stream).await?.last().map_or(0, |start| start.epoch);
        let epoch = last.saturating_add(1).max(now_s);
        tx.execute(
            "INSERT INTO epoch (org, stream, epoch, starts_after) VALUES ($1, $2, $3, $4)",
            &[org.into(), stream.0.into(), epoch.into(), head.into()],
        )
        .await?;
        begun += 1;
    }
    Ok(begun)
}

impl Hub {
    /// Takes a batch: all of it or nothing. What it answers is durable.
    pub async fn push(&self, org: Uuid, push: &PushRequest) -> Result<PushReply, HubError> {
        push.check()?;
        let mut open = self.write(org).await?;
        let tx = open.as_mut();
        // Holds the stream's row until the end: batches of one stream come one after the other.
        let row = tx
            .query(
                "UPDATE stream SET head = head WHERE org = $1 AND stream = $2 \
                 RETURNING head, chain, compacted",
                &[org.into(), push.stream.0.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::NoStream)?;
        let epochs = epochs(tx, org, push.stream).await?;
        let standing = standing_of(&row, epochs)?;
        if push.epoch != standing.epoch() {
            return Err(Refusal::Rewound { epoch: standing.epoch() }.into());
        }
        let expected = next_of(tx, org, push.stream, push.device).await?;
        let start = push.ops[0].op.id.number;
        if start > expected {
            return Err(Refusal::Gap { expected }.into());
        }
        let known = usize::try_from(expected - start).unwrap_or(usize::MAX).min(push.ops.len());
        let (old, new) = push.ops.split_at(known);
        let mut receipts = repeated(tx, org, push, old).await?;
        if new.is_empty() {
            return Ok(PushReply { stream: push.stream, receipts, head: standing.head });
        }
        let taken = take(tx, org, push, new, &standing).await?;
        let poke = Poke { stream: push.stream, head: taken.head };
        let news = News { org, poke };
        let moved = taken.head > standing.head;
        if moved {
            let text = serde_json::to_string(&news).map_err(|_| HubError::Stored("news"))?;
            tx.announce(&text).await?;
        }
        open.commit().await?;
        let refused =
            taken.receipts.iter().filter(|r| matches!(r.outcome, Outcome::Refused { .. })).count()
                as u64;
        Counts::add(&self.counts.ops_refused, refused);
        Counts::add(&self.counts.ops_taken, taken.receipts.len() as u64 - refused);
        if moved {
            // Nobody listening is no failure.
            let _ = self.pokes.send(news);
        }
        receipts.extend(taken.receipts);
        Ok(PushReply { stream: push.stream, receipts, head: taken.head })
    }

    /// Pages of everything after the cursors, all of one moment.
    pub async fn pull(
        &self,
        org: Uuid,
        device: DeviceId,
        cursors: &[Cursor],
    ) -> Result<PullReply, HubError> {
        let mut open = self.read(org).await?;
        let tx = open.as_mut();
        let (mut pages, mut bytes, mut count) = (Vec::new(), 0, 0);
        for cursor in cursors {
            let standing = standing(tx, org, cursor.stream).await?.ok_or(Refusal::NoStream)?;
            if is_rewound(tx, org, cursor, &standing).await? {
                return Err(Refusal::Rewound { epoch: standing.epoch() }.into());
            }
            if cursor.number < standing.compacted {
                return Err(Refusal::Compacted { first: standing.compacted + 1 }.into());
            }
            // A stream that no longer fits is asked for again from the same cursor.
            let room = MAX_PAGE_OPS - count;
            let rows = if room == 0 || bytes >= PAGE_BYTES {
                Vec::new()
            } else {
                tx.query(
                    "SELECT number, op, commit_end, chain FROM feed \
                     WHERE org = $1 AND stream = $2 AND number > $3 ORDER BY number LIMIT $4",
                    &[
                        org.into(),
                        cursor.stream.0.into(),
                        cursor.number.into(),
                        (room as u64).into(),
                    ],
                )
                .await?
            };
            let last = whole_commits(&rows, &mut bytes)?;
            let ops = rows[..last].iter().map(|row| feed_op(row, 0, 1));
            let ops = ops.collect::<Result<Vec<_>, _>>()?;
            count += ops.len();
            let chain = match rows[..last].last() {
                Some(row) => Chain(Hash(row.hash(3)?)),
                None => cursor.chain,
            };
            pages.push(Page {
                stream: cursor.stream,
                epochs: standing.epochs,
                after: cursor.number,
                ops,
                chain,
                head: standing.head,
            });
        }
        drop(open);
        self.note_seen(org, device, cursors).await?;
        Ok(PullReply { pages })
    }

    /// Remembers how far a device has certainly read, for compaction.
    async fn note_seen(
        &self,
        org: Uuid,
        device: DeviceId,
        cursors: &[Cursor],
    ) -> Result<(), HubError> {
        if cursors.is_empty() {
            return Ok(());
        }
        let now = self.now_us();
        let values = cursors.iter().map(|cursor| {
            let number = cursor.number;
            vec![org.into(), cursor.stream.0.into(), device.0.into(), number.into(), now.into()]
        });
        let mut tx = self.write(org).await?;
        tx.execute_each(
            "INSERT INTO seen (org, stream, device, number, at_us) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (org, stream, device) \
             DO UPDATE SET number = excluded.number, at_us = excluded.at_us",
            values.collect(),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// The next part of a snapshot; the newest if none was begun.
    pub async fn bootstrap(
        &self,
        org: Uuid,
        asked: &BootstrapRequest,
    ) -> Result<BootstrapPart, HubError> {
        let mut open = self.write(org).await?;
        let tx = open.as_mut();
        // Rows and feed must be of one moment: no push meanwhile.
        tx.execute(
            "UPDATE stream SET head = head WHERE org = $1 AND stream = $2",
            &[org.into(), asked.stream.0.into()],
        )
        .await?;
        let standing = standing(tx, org, asked.stream).await?.ok_or(Refusal::NoStream)?;
        let oldest = self.now_us() - SNAPSHOT_US;
        let found = match asked.snapshot {
            Some(snapshot) => find_snapshot(tx, org, asked.stream, Some(snapshot), oldest)
                .await?
                .ok_or(Refusal::SnapshotGone)?,
            None => {
                let newest = find_snapshot(tx, org, asked.stream, None, oldest).await?;
                let fresh = |s: &Snapshot| standing.head - s.number.min(standing.head) < 5_000;
                match newest.filter(fresh).filter(|s| s.number >= standing.compacted) {
                    Some(snapshot) => snapshot,
                    None => make_snapshot(tx, org, asked.stream, &standing, self.now_us()).await?,
                }
            }
        };
        let info = BootstrapInfo {
            snapshot: found.hash,
            cursor: Cursor {
                stream: asked.stream,
                epoch: standing.epoch(),
                number: found.number,
                chain: found.chain,
            },
            epochs: standing.epochs,
            ops: found.numbers.len() as u64,
        };
        let have = usize::try_from(asked.have).unwrap_or(usize::MAX);
        let wanted = found.numbers.get(have..).ok_or(Refusal::SnapshotGone)?;
        let wanted = &wanted[..wanted.len().min(MAX_PAGE_OPS)];
        let mut ops = Vec::with_capacity(wanted.len());
        if let (Some(low), Some(high)) = (wanted.first(), wanted.last()) {
            let rows = tx
                .query(
                    "SELECT number, op FROM feed WHERE org = $1 AND stream = $2 \
                     AND number BETWEEN $3 AND $4 AND op IS NOT NULL ORDER BY number LIMIT 20000",
                    &[org.into(), asked.stream.0.into(), (*low).into(), (*high).into()],
                )
                .await?;
            let (mut rows, mut bytes) = (rows.iter().peekable(), 0);
            for number in wanted {
                let mut there = None;
                while let Some(row) = rows.peek() {
                    let at = row.count(0)?;
                    if at > *number {
                        break;
                    }
                    if at == *number {
                        there = Some(*row);
                    }
                    rows.next();
                }
                // The limit of rows was met in a thin stretch: the rest comes with the next part.
                let Some(row) = there else {
                    if ops.is_empty() {
                        return Err(Refusal::SnapshotGone.into());
                    }
                    break;
                };
                bytes += row.text(1)?.len();
                if bytes > PAGE_BYTES && !ops.is_empty() {
                    break;
                }
                ops.push(feed_op(row, 0, 1)?);
            }
        }
        open.commit().await?;
        Ok(BootstrapPart { info, from: asked.have, ops })
    }

    /// The links of a stretch.
    pub async fn proof(&self, org: Uuid, asked: &AuditRequest) -> Result<AuditProof, HubError> {
        let mut open = self.read(org).await?;
        let tx = open.as_mut();
        let standing = standing(tx, org, asked.stream).await?.ok_or(Refusal::NoStream)?;
        let malformed = || Refusal::Malformed { what: "to".to_owned() };
        let length = asked.to.checked_sub(asked.after).ok_or_else(malformed)?;
        if length > MAX_LINKS as u64 {
            return Err(Refusal::TooLarge { limit: MAX_LINKS as u64 }.into());
        }
        if asked.to > standing.head {
            return Err(malformed().into());
        }
        let before = chain_at(tx, org, asked.stream, asked.after).await?;
        let then = chain_at(tx, org, asked.stream, asked.to).await?;
        let rows = tx
            .query(
                "SELECT number, hash FROM feed WHERE org = $1 AND stream = $2 \
                 AND number > $3 AND number <= $4 ORDER BY number",
                &[org.into(), asked.stream.0.into(), asked.after.into(), asked.to.into()],
            )
            .await?;
        let links =
            rows.iter().map(|row| Ok(Link { number: row.count(0)?, op: Hash(row.hash(1)?) }));
        Ok(AuditProof {
            stream: asked.stream,
            after: asked.after,
            before: before.ok_or(HubError::Stored("chain"))?,
            links: links.collect::<Result<_, HubError>>()?,
            then: then.ok_or(HubError::Stored("chain"))?,
        })
    }

    /// Drops ops that no longer count, as far as every device that is still heard of has read.
    /// Hashes stay, so that history can be proved. Tells how many were dropped.
    pub async fn compact(&self, org: Uuid, stream: StreamId) -> Result<u64, HubError> {
        let mut open = self.write(org).await?;
        let tx = open.as_mut();
        let row = tx
            .query(
                "UPDATE stream SET head = head WHERE org = $1 AND stream = $2 \
                 RETURNING head, compacted",
                &[org.into(), stream.0.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::NoStream)?;
        let (head, compacted) = (row.count(0)?, row.count(1)?);
        let heard = self.now_us() - SILENT_US;
        let slowest = tx
            .query(
                "SELECT MIN(number) FROM seen WHERE org = $1 AND stream = $2 AND at_us >= $3",
                &[org.into(), stream.0.into(), heard.into()],
            )
            .await?;
        let slowest = first(slowest).map(|row| row.int_or_none(0)).transpose()?.flatten();
        let mut floor = slowest.and_then(|n| u64::try_from(n).ok()).unwrap_or(head).min(head);
        let mut kept = live_numbers(tx, org, stream).await?;
        let oldest = self.now_us() - SNAPSHOT_US;
        for snapshot in snapshots(tx, org, stream, oldest).await? {
            // Who is reading it goes on from its end.
            floor = floor.min(snapshot.number);
            kept.extend(snapshot.numbers);
        }
        if floor <= compacted {
            return Ok(0);
        }
        let rows = tx
            .query(
                "SELECT number FROM feed WHERE org = $1 AND stream = $2 AND number <= $3 \
                 AND op IS NOT NULL",
                &[org.into(), stream.0.into(), floor.into()],
            )
            .await?;
        let mut dead = Vec::new();
        for row in &rows {
            let number = row.count(0)?;
            if !kept.contains(&number) {
                dead.push(vec![org.into(), stream.0.into(), number.into()]);
            }
        }
        let dropped = tx
            .execute_each(
                "UPDATE feed SET op = NULL WHERE org = $1 AND stream = $2 AND number = $3",
                dead,
            )
            .await?;
        tx.execute(
            "UPDATE stream SET compacted = $3 WHERE org = $1 AND stream = $2",
            &[org.into(), stream.0.into(), floor.into()],
        )
        .await?;
        tx.execute(
            "DELETE FROM snapshot WHERE org = $1 AND stream = $2 AND made_us < $3",
            &[org.into(), stream.0.into(), oldest.into()],
        )
        .await?;
        open.commit().await?;
        Ok(dropped)
    }

    /// Compacts every stream of every tenant; tells how many ops were dropped.
    pub async fn compact_all(&self) -> Result<u64, HubError> {
        let streams = self.read_whole().await?.query("SELECT org, stream FROM stream", &[]).await?;
        let mut dropped = 0;
        for row in &streams {
            dropped += self.compact(row.id(0)?, StreamId(row.id(1)?)).await?;
        }
        Ok(dropped)
    }

    /// The rows of a stream as merged, of one table.
    pub async fn rows(
        &self,
        org: Uuid,
        stream: StreamId,
        table: &str,
    ) -> Result<BTreeMap<Uuid, Merged>, HubError> {
        let mut tx = self.read(org).await?;
        let rows = tx
            .query(
                "SELECT row_id, state FROM row_state \
                 WHERE org = $1 AND stream = $2 AND table_name = $3",
                &[org.into(), stream.0.into(), table.into()],
            )
            .await?;
        rows.iter().map(|row| Ok((row.id(0)?, state_of(row.text(1)?)?))).collect()
    }
}

/// Rows up to the last whole commit that fits.
fn whole_commits(rows: &[Row], bytes: &mut usize) -> Result<usize, HubError> {
    let mut last = 0;
    let mut end = 0;
    for (at, row) in rows.iter().enumerate() {
        // A dropped op behind the cursor's floor cannot be: the cursor would have been refused.
        end += row.text(1)?.len();
        if row.count(0)? == row.count(2)? {
            if last > 0 && *bytes + end > PAGE_BYTES {
                break;
            }
            last = at + 1;
            *bytes += end;
            end = 0;
        }
    }
    Ok(last)
}

fn feed_op(row: &Row, number: usize, op: usize) -> Result<FeedOp, HubError> {
    let op = serde_json::from_str(row.text(op)?).map_err(|_| HubError::Stored("op"))?;
    Ok(FeedOp { number: row.count(number)?, op })
}

fn state_of(text: &str) -> Result<Merged, HubError> {
    serde_json::from_str(text).map_err(|_| HubError::Stored("row"))
}

/// The old receipts of ops that came before; a fork if they are other ops.
async fn repeated(
    tx: Tx<'_>,
    org: Uuid,
    push: &PushRequest,
    old: &[SentOp],
) -> Result<Vec<Receipt>, HubError> {
    let (Some(first), Some(last)) = (old.first(), old.last()) else { return Ok(Vec::new()) };
    let rows = tx
        .query(
            "SELECT number, hash, taken, refusal FROM sent \
             WHERE org = $1 AND stream = $2 AND device = $3 AND number BETWEEN $4 AND $5 \
             ORDER BY number",
            &[
                org.into(),
                push.stream.0.into(),
                push.device.0.into(),
                first.op.id.number.into(),
                last.op.id.number.into(),
            ],
        )
        .await?;
    if rows.len() != old.len() {
        return Err(HubError::Stored("receipts"));
    }
    let mut receipts = Vec::with_capacity(old.len());
    for (row, sent) in rows.iter().zip(old) {
        let (number, known) = (row.count(0)?, Hash(row.hash(1)?));
        if known != sent.hash {
            return Err(Refusal::Fork { number, known }.into());
        }
        let outcome = match (row.int_or_none(2)?, row.text_or_none(3)?) {
            (Some(taken), _) => Outcome::Accepted {
                number: u64::try_from(taken).map_err(|_| HubError::Stored("receipt"))?,
            },
            (None, Some(code)) => Outcome::Refused {
                reason: OpRefusal::parse(code).ok_or(HubError::Stored("receipt"))?,
            },
            (None, None) => return Err(HubError::Stored("receipt")),
        };
        receipts.push(Receipt { number, hash: known, outcome });
    }
    Ok(receipts)
}

struct Taken {
    receipts: Vec<Receipt>,
    head: u64,
}

async fn take(
    tx: Tx<'_>,
    org: Uuid,
    push: &PushRequest,
    new: &[SentOp],
    standing: &Standing,
) -> Result<Taken, HubError> {
    let mut rows: BTreeMap<(String, Uuid), Merged> = BTreeMap::new();
    let wanted: BTreeSet<_> = new.iter().map(|s| (s.op.table.clone(), s.op.row)).collect();
    for (table, row) in wanted {
        let found = tx
            .query(
                "SELECT state FROM row_state \
                 WHERE org = $1 AND stream = $2 AND table_name = $3 AND row_id = $4",
                &[org.into(), push.stream.0.into(), table.as_str().into(), row.into()],
            )
            .await?;
        let state = first(found).map(|found| state_of(found.text(0)?)).transpose()?;
        rows.insert((table, row), state.unwrap_or_default());
    }
    let mut head = standing.head;
    let mut chain = standing.chain;
    let (mut receipts, mut feed, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    let mut touched = BTreeSet::new();
    let limit = head;
    for SentOp { op, hash } in new {
        let key = (op.table.clone(), op.row);
        let row = rows.entry(key.clone()).or_default();
        // A batch cannot have seen what it brings itself.
        let known = Known { epochs: &standing.epochs, head: limit };
        let mut judged = admit(op, row, known, &StoreRules);
        if judged.is_ok() {
            let taken = FeedOp { number: head + 1, op: op.clone() };
            let mut after = row.clone();
            judged = after.take(&taken, &standing.epochs, &StoreRules);
            if judged.is_ok() {
                *row = after;
                touched.insert(key);
            }
        }
        let outcome = match judged {
            Ok(()) => {
                head += 1;
                chain = chain.then(head, *hash);
                let text = serde_json::to_string(op).map_err(|_| HubError::Stored("op"))?;
                feed.push((head, *hash, chain, text));
                Outcome::Accepted { number: head }
            }
            Err(reason) => Outcome::Refused { reason },
        };
        let (taken, refusal) = match outcome {
            Outcome::Accepted { number } => (Some(number), None),
            Outcome::Refused { reason } => (None, Some(reason.code())),
        };
        sent.push(vec![
            org.into(),
            push.stream.0.into(),
            push.device.0.into(),
            op.id.number.into(),
            hash.0.into(),
            taken.into(),
            refusal.into(),
        ]);
        receipts.push(Receipt { number: op.id.number, hash: *hash, outcome });
    }
    store_batch(tx, org, push, standing, chain, feed, sent).await?;
    let mut states = Vec::new();
    for key in touched {
        let Some(row) = rows.get(&key) else { continue };
        let text = serde_json::to_string(row).map_err(|_| HubError::Stored("row"))?;
        states.push(vec![
            org.into(),
            push.stream.0.into(),
            key.0.into(),
            key.1.into(),
            Value::Text(text),
        ]);
    }
    tx.execute_each(
        "INSERT INTO row_state (org, stream, table_name, row_id, state) \
         VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (org, stream, table_name, row_id) DO UPDATE SET state = excluded.state",
        states,
    )
    .await?;
    Ok(Taken { receipts, head })
}

async fn store_batch(
    tx: Tx<'_>,
    org: Uuid,
    push: &PushRequest,
    standing: &Standing,
    chain: Chain,
    feed: Vec<(u64, Hash, Chain, String)>,
    sent: Vec<Vec<Value>>,
) -> Result<(), HubError> {
    let stream = push.stream.0;
    let next = push.ops.last().map_or(1, |last| last.op.id.number + 1);
    if !feed.is_empty() {
        let n = feed.len() as u64;
        let row = tx
            .query(
                "UPDATE stream SET head = head + $3, chain = $4 WHERE org = $1 AND stream = $2 \
                 RETURNING head",
                &[org.into(), stream.into(), n.into(), chain.0.0.into()],
            )
            .await?;
        let end = first(row).ok_or(HubError::Stored("stream"))?.count(0)?;
        if end != standing.head + n {
            return Err(HubError::Stored("head"));
        }
        let values = feed.into_iter().map(|(number, hash, chain, op)| {
            vec![
                org.into(),
                stream.into(),
                number.into(),
                hash.0.into(),
                chain.0.0.into(),
                end.into(),
                op.into(),
            ]
        });
        tx.execute_each(
            "INSERT INTO feed (org, stream, number, hash, chain, commit_end, op) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values.collect(),
        )
        .await?;
    }
    tx.execute_each(
        "INSERT INTO sent (org, stream, device, number, hash, taken, refusal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        sent,
    )
    .await?;
    tx.execute(
        "INSERT INTO sender (org, stream, device, next) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (org, stream, device) DO UPDATE SET next = excluded.next",
        &[org.into(), stream.into(), push.device.0.into(), next.into()],
    )
    .await?;
    Ok(())
}

struct Snapshot {
    hash: Hash,
    number: u64,
    chain: Chain,
    numbers: Vec<u64>,
}

fn snapshot_of(row: &Row) -> Result<Snapshot, HubError> {
    let (numbers, rest) = row.bytes(3)?.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(HubError::Stored("snapshot"));
    }
    Ok(Snapshot {
        hash: Hash(row.hash(0)?),
        number: row.count(1)?,
        chain: Chain(Hash(row.hash(2)?)),
        numbers: numbers.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect(),
    })
}

async fn snapshots(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    oldest: i64,
) -> Result<Vec<Snapshot>, HubError> {
    let rows = tx
        .query(
            "SELECT snapshot, number, chain, numbers FROM snapshot \
             WHERE org = $1 AND stream = $2 AND made_us >= $3 ORDER BY number DESC",
            &[org.into(), stream.0.into(), oldest.into()],
        )
        .await?;
    rows.iter().map(snapshot_of).collect()
}

async fn find_snapshot(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    hash: Option<Hash>,
    oldest: i64,
) -> Result<Option<Snapshot>, HubError> {
    let all = snapshots(tx, org, stream, oldest).await?;
    Ok(all.into_iter().find(|snapshot| hash.is_none_or(|hash| hash == snapshot.hash)))
}

async fn live_numbers(tx: Tx<'_>, org: Uuid, stream: StreamId) -> Result<BTreeSet<u64>, HubError> {
    let rows = tx
        .query(
            "SELECT state FROM row_state WHERE org = $1 AND stream = $2",
            &[org.into(), stream.0.into()],
        )
        .await?;
    let mut live = BTreeSet::new();
    for row in &rows {
        live.extend(state_of(row.text(0)?)?.live());
    }
    Ok(live)
}

async fn make_snapshot(
    tx: Tx<'_>,
    org: Uuid,
    stream: StreamId,
    standing: &Standing,
    now_us: i64,
) -> Result<Snapshot, HubError> {
    let live = live_numbers(tx, org, stream).await?;
    let rows = tx
        .query(
            "SELECT number, hash FROM feed WHERE org = $1 AND stream = $2 AND number <= $3 \
             ORDER BY number",
            &[org.into(), stream.0.into(), standing.head.into()],
        )
        .await?;
    let (mut links, mut numbers) = (Vec::with_capacity(live.len()), Vec::new());
    for row in &rows {
        let number = row.count(0)?;
        if live.contains(&number) {
            links.push(Link { number, op: Hash(row.hash(1)?) });
            numbers.push(number);
        }
    }
    let hash = BootstrapInfo::hash_of(links);
    let packed: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    tx.execute(
        "INSERT INTO snapshot (org, stream, snapshot, number, chain, numbers, made_us) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org, stream, snapshot) \
         DO UPDATE SET number = excluded.number, chain = excluded.chain, \
         made_us = excluded.made_us",
        &[
            org.into(),
            stream.0.into(),
            hash.0.into(),
            standing.head.into(),
            standing.chain.0.0.into(),
            packed.into(),
            now_us.into(),
        ],
    )
    .await?;
    Ok(Snapshot { hash, number: standing.head, chain: standing.chain, numbers })
}
