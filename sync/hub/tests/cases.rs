//! Each promise of the hub's store and accounts, as a case that is run on both databases.

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use turash_hub::accounts::{ACCESS_S, NewInvite, Role, SPENT_S};
use turash_hub::db::{Database, Purpose, Reach, Sqlite};
use turash_hub::feed::{SNAPSHOT_US, begin_epoch, is_rewound, standing};
use turash_hub::hub::HubError;
use turash_sync::merge::Merged;
use turash_sync::protocol::*;
use turash_sync::rules::StoreRules;
use uuid::Uuid;

use crate::world::*;

type Case = fn(World) -> Pin<Box<dyn Future<Output = ()> + Send>>;

const CASES: &[(&str, Case)] = &[
    ("numbers", |w| Box::pin(numbers_have_no_gap_however_many_push(w))),
    ("repetition", |w| Box::pin(a_repetition_changes_nothing_and_a_fork_is_refused(w))),
    ("poison", |w| Box::pin(a_bad_op_is_recorded_and_delays_nothing(w))),
    ("pages", |w| Box::pin(a_page_never_splits_a_commit(w))),
    ("tenants", |w| Box::pin(a_tenant_sees_nothing_of_another(w))),
    ("compaction", |w| Box::pin(what_is_compacted_merges_to_the_same(w))),
    ("proof", |w| Box::pin(history_can_be_proved(w))),
    ("epoch", |w| Box::pin(a_hub_set_back_begins_an_epoch(w))),
    ("tokens", |w| Box::pin(a_refresh_token_used_twice_ends_the_sign_in(w))),
    ("codes", |w| Box::pin(a_code_is_good_once_and_only_with_its_verifier(w))),
    ("invites", |w| Box::pin(nobody_gives_away_more_than_they_hold(w))),
    ("devices", |w| Box::pin(a_revoked_device_is_shut_out(w))),
];

async fn run_all(make: impl AsyncFn(&str, &Path) -> Arc<dyn Database>) {
    for (name, case) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let db = make(name, folder.path()).await;
        let begun = std::time::Instant::now();
        case(World::new(db, folder.path()).await).await;
        eprintln!("{name}: {} ms", begun.elapsed().as_millis());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_promise_holds_embedded() {
    run_all(async |_, folder| {
        let db = Sqlite::open(&folder.join("hub.sqlite")).unwrap();
        Arc::new(db) as Arc<dyn Database>
    })
    .await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_promise_holds_on_postgres() {
    let cluster = crate::cluster::Cluster::start();
    run_all(async |name, _| {
        let url = cluster.database(name);
        Arc::new(turash_hub::db::Postgres::open(&url).await.unwrap()) as Arc<dyn Database>
    })
    .await;
    fence(&cluster.database("fence")).await;
}

/// Row-level security alone keeps tenants apart, in statements that forget to ask for one.
#[cfg(feature = "postgres")]
async fn fence(url: &str) {
    let db: Arc<dyn Database> = Arc::new(turash_hub::db::Postgres::open(url).await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(Arc::clone(&db), folder.path()).await;
    let mut writer = Writer::new(world.stream);
    world.push(&[writer.birth(Uuid::new_v4())]).await.unwrap();
    world.member("ada@example.org", invite(Role::Admin, true)).await;
    let other = world.hub.create_org("Other").await.unwrap();
    for (table, columns) in turash_hub::db::TENANT_TABLES {
        assert_eq!(columns[0], "org", "{table}: the tenant leads");
        let count = format!("SELECT COUNT(*) FROM {table}");
        let seen = async |reach| {
            let mut tx = db.begin(reach, Purpose::Read).await.unwrap();
            tx.query(&count, &[]).await.unwrap()[0].int(0).unwrap()
        };
        assert_eq!(seen(Reach::Tenant(other)).await, 0, "{table}");
        assert_eq!(seen(Reach::Tenant(world.org)).await, seen(Reach::Whole).await, "{table}");
    }
    let mut tx = db.begin(Reach::Tenant(other), Purpose::Write).await.unwrap();
    let stolen = tx
        .execute(
            "INSERT INTO scope (org, account, stream) VALUES ($1, $1, $1)",
            &[world.org.into()],
        )
        .await;
    assert!(stolen.is_err(), "a row cannot be written into another tenant");
    // The connection that failed is not handed on in the middle of its transaction.
    drop(tx);
    let mut tx = db.begin(Reach::Tenant(other), Purpose::Write).await.unwrap();
    assert_eq!(tx.execute("DELETE FROM feed", &[]).await.unwrap(), 0);
}

fn refused<T: std::fmt::Debug>(answer: Result<T, HubError>) -> Refusal {
    match answer.expect_err("it is refused") {
        HubError::Refused(refusal) => refusal,
        other => panic!("it is refused, but {other}"),
    }
}

async fn numbers_have_no_gap_however_many_push(world: World) {
    let world = Arc::new(world);
    let tasks = (0..4).map(|_| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let mut writer = Writer::new(world.stream);
            for size in [1, 7, 20, 3, 11] {
                let ops: Vec<_> = (0..size).map(|_| writer.birth(Uuid::new_v4())).collect();
                let reply = world.push(&ops).await.expect("taken");
                let numbers: Vec<_> = reply.receipts.iter().map(|r| r.outcome).collect();
                let Outcome::Accepted { number: first } = numbers[0] else { panic!("taken") };
                let expected = (first..).map(|number| Outcome::Accepted { number });
                assert!(numbers.into_iter().eq(expected.take(size)), "a batch stays together");
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no task fails");
    }
    let reader = DeviceId(Uuid::new_v4());
    let (ops, cursor) = world.pull_all(reader, Cursor::start(world.stream)).await;
    assert!(ops.iter().map(|taken| taken.number).eq(1..=168));
    assert_eq!(cursor.number, 168);
}

async fn a_repetition_changes_nothing_and_a_fork_is_refused(world: World) {
    let mut writer = Writer::new(world.stream);
    let row = Uuid::new_v4();
    let ops = vec![writer.birth(row), writer.edit(row, "name", "One", 0)];
    let first = world.push(&ops).await.expect("taken");
    assert_eq!(world.push(&ops).await.expect("taken"), first);
    // Half of it known, half new.
    let third = writer.edit(row, "sector", "D35", 2);
    let mixed = world.push(&[ops[1].clone(), third.clone()]).await.expect("taken");
    assert_eq!(mixed.receipts[0], first.receipts[1]);
    assert_eq!(mixed.head, 3);
    let late = writer.edit(row, "name", "Five", 3);
    let gap = Op { id: OpId { number: 5, ..late.id }, ..late.clone() };
    assert_eq!(refused(world.push(&[gap]).await), Refusal::Gap { expected: 4 });
    let other = Op { at_us: 7, ..third.clone() };
    let fork = refused(world.push(&[other, late]).await);
    assert_eq!(fork, Refusal::Fork { number: 3, known: third.hash() });
    // Nothing of a refused batch was taken.
    let (feed, _) = world.pull_all(writer.device, Cursor::start(world.stream)).await;
    assert_eq!(feed.len(), 3);
}

async fn a_bad_op_is_recorded_and_delays_nothing(world: World) {
    let mut writer = Writer::new(world.stream);
    let row = Uuid::new_v4();
    let ops = vec![
        writer.birth(row),
        writer.edit(row, "no_such_field", "x", 0),
        writer.edit(Uuid::new_v4(), "name", "of no row", 0),
        Op { base: Base { epoch: 1, number: 99 }, ..writer.edit(row, "name", "x", 0) },
        writer.edit(row, "name", "sound", 0),
    ];
    let reply = world.push(&ops).await.expect("taken");
    let outcomes: Vec<_> = reply.receipts.iter().map(|receipt| receipt.outcome).collect();
    let expected = vec![
        Outcome::Accepted { number: 1 },
        Outcome::Refused { reason: OpRefusal::Unknown },
        Outcome::Refused { reason: OpRefusal::NoRow },
        Outcome::Refused { reason: OpRefusal::BadBase },
        Outcome::Accepted { number: 2 },
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(world.push(&ops).await.expect("taken"), reply, "the same word again");
}

async fn a_page_never_splits_a_commit(world: World) {
    let mut writer = Writer::new(world.stream);
    let mut ends = vec![0];
    for size in [499, 500, 1, 500, 500, 500, 500, 500, 500, 500, 500, 400, 2] {
        let ops: Vec<_> = (0..size).map(|_| writer.birth(Uuid::new_v4())).collect();
        ends.push(world.push(&ops).await.expect("taken").head);
    }
    let mut cursor = Cursor::start(world.stream);
    let mut pages = 0;
    loop {
        let reply = world.hub.pull(world.org, writer.device, &[cursor]).await.expect("a page");
        cursor = reply.pages[0].follow(&cursor).expect("follows");
        assert!(ends.contains(&cursor.number), "{} is in the middle of a commit", cursor.number);
        assert!(Reply::Pull(reply.clone()).keeps_limits());
        pages += 1;
        if cursor.number == reply.pages[0].head {
            break;
        }
        // What comes meanwhile does not disturb the page that is read next.
        if pages == 1 {
            ends.push(world.push(&[writer.birth(Uuid::new_v4())]).await.expect("taken").head);
        }
    }
    assert!(pages > 1, "one page was enough for {} ops", cursor.number);
    assert_eq!(cursor.number, 5403);
}

async fn a_tenant_sees_nothing_of_another(world: World) {
    let mut writer = Writer::new(world.stream);
    let op = writer.birth(Uuid::new_v4());
    world.push(std::slice::from_ref(&op)).await.expect("taken");
    let other = world.hub.create_org("Other").await.expect("a tenant");
    let push = PushRequest {
        device: writer.device,
        stream: world.stream,
        epoch: 1,
        ops: vec![SentOp::from(op)],
    };
    let cursor = Cursor::start(world.stream);
    let asked = AuditRequest { stream: world.stream, after: 0, to: 1 };
    let begin =
        BootstrapRequest { device: writer.device, stream: world.stream, snapshot: None, have: 0 };
    let hub = &world.hub;
    assert_eq!(refused(hub.push(other, &push).await), Refusal::NoStream);
    assert_eq!(refused(hub.pull(other, writer.device, &[cursor]).await), Refusal::NoStream);
    assert_eq!(refused(hub.proof(other, &asked).await), Refusal::NoStream);
    assert_eq!(refused(hub.bootstrap(other, &begin).await), Refusal::NoStream);
    assert_eq!(refused(hub.compact(other, world.stream).await), Refusal::NoStream);
    // The same id in another tenant is another stream.
    world.stream_of(other, world.stream).await;
    let reply = hub.pull(other, writer.device, &[cursor]).await.expect("a page");
    assert_eq!(reply.pages[0].head, 0);
}

fn reduce(feed: &[FeedOp]) -> Merged {
    let epochs = [EpochStart { epoch: 1, after: 0 }];
    let mut merged = Merged::default();
    for taken in feed {
        merged.take(taken, &epochs, &StoreRules).expect("the hub took it");
    }
    merged
}

async fn what_is_compacted_merges_to_the_same(world: World) {
    let mut writers = [Writer::new(world.stream), Writer::new(world.stream)];
    let rows: Vec<_> = (0..6).map(|n| Uuid::from_u128(n + 1)).collect();
    let births: Vec<_> = rows.iter().map(|row| writers[0].birth(*row)).collect();
    let mut head = world.push(&births).await.expect("taken").head;
    let mut chance = 7_u64;
    for round in 0..40 {
        for writer in &mut writers {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let pick = (chance >> 33) as usize;
            let field = ["name", "country", "sector"][pick % 3];
            // Now and then somebody has not seen the last ones.
            let base = head.saturating_sub((pick / 7 % 4) as u64);
            let op = writer.edit(rows[pick / 3 % 6], field, &format!("{round}"), base);
            head = world.push(&[op]).await.expect("taken").head;
        }
    }
    let reader = writers[0].device;
    let (feed, cursor) = world.pull_all(reader, Cursor::start(world.stream)).await;
    let whole = reduce(&feed);
    // The reader says how far it is; then there is something behind the slowest device.
    world.pull_all(reader, cursor).await;
    let dropped = world.hub.compact(world.org, world.stream).await.expect("compacts");
    assert!(dropped > 20, "only {dropped} of {} ops no longer count", feed.len());
    let begin = BootstrapRequest { device: reader, stream: world.stream, snapshot: None, have: 0 };
    let part = world.hub.bootstrap(world.org, &begin).await.expect("a snapshot");
    assert_eq!(part.info.cursor, cursor);
    assert_eq!(part.ops.len() as u64, part.info.ops);
    assert_eq!(part.ops.len(), feed.len() - dropped as usize);
    assert_eq!(reduce(&part.ops), whole, "reduce(feed) = reduce(compact(feed))");
    let links = part.ops.iter().map(|t| Link { number: t.number, op: t.op.hash() });
    assert_eq!(BootstrapInfo::hash_of(links), part.info.snapshot);
    // Resumed in the middle it is the same snapshot.
    let more = BootstrapRequest { snapshot: Some(part.info.snapshot), have: 3, ..begin.clone() };
    let rest = world.hub.bootstrap(world.org, &more).await.expect("the rest");
    assert_eq!(rest.ops, part.ops[3..]);
    // Who begins from nothing is sent to the snapshot, and goes on from its end.
    let start = Cursor::start(world.stream);
    let answer = refused(world.hub.pull(world.org, reader, &[start]).await);
    assert_eq!(answer, Refusal::Compacted { first: head + 1 });
    let (after, _) = world.pull_all(reader, part.info.cursor).await;
    assert!(after.is_empty());
    world.pass_seconds(SNAPSHOT_US as u64 / 1_000_000 + 1);
    assert_eq!(refused(world.hub.bootstrap(world.org, &more).await), Refusal::SnapshotGone);
    // Rows as the hub keeps them are those of the feed.
    let kept = world.hub.rows(world.org, world.stream, "organization").await.expect("rows");
    let kept: BTreeMap<_, _> =
        kept.into_iter().map(|(id, row)| (("organization".to_owned(), id), row)).collect();
    assert_eq!(kept, whole.rows);
}

async fn history_can_be_proved(world: World) {
    let mut writer = Writer::new(world.stream);
    let ops: Vec<_> = (0..9).map(|_| writer.birth(Uuid::new_v4())).collect();
    world.push(&ops[..4]).await.expect("taken");
    let (_, middle) = world.pull_all(writer.device, Cursor::start(world.stream)).await;
    world.push(&ops[4..]).await.expect("taken");
    let (_, end) = world.pull_all(writer.device, middle).await;
    let asked = AuditRequest { stream: world.stream, after: 4, to: 9 };
    let proof = world.hub.proof(world.org, &asked).await.expect("a proof");
    assert_eq!(proof.verify(&asked, middle.chain, end.chain), Ok(()));
    let far = AuditRequest { to: 10, ..asked };
    assert_eq!(refused(world.hub.proof(world.org, &far).await).code(), "sync.malformed");
}

async fn a_hub_set_back_begins_an_epoch(world: World) {
    let mut writer = Writer::new(world.stream);
    let row = Uuid::new_v4();
    world.push(&[writer.birth(row)]).await.expect("taken");
    let (_, cursor) = world.pull_all(writer.device, Cursor::start(world.stream)).await;
    let ahead = Cursor { number: 2, ..cursor };
    let mut tx = world.hub.db.begin(Reach::Whole, Purpose::Write).await.expect("begins");
    assert_eq!(begin_epoch(tx.as_mut(), 1_800_000_000_000_000).await.expect("begins"), 1);
    tx.commit().await.expect("commits");
    let next = writer.edit(row, "name", "after", 1);
    let answer = refused(world.push(std::slice::from_ref(&next)).await);
    assert_eq!(answer, Refusal::Rewound { epoch: 1_800_000_000 });
    let reach = Reach::Tenant(world.org);
    let mut tx = world.hub.db.begin(reach, Purpose::Read).await.expect("begins");
    let now = standing(tx.as_mut(), world.org, world.stream).await.unwrap().expect("there");
    let mut rewound = Vec::new();
    let forged = Cursor { chain: Chain(Hash([9; 32])), ..cursor };
    for cursor in [cursor, ahead, forged] {
        rewound.push(is_rewound(tx.as_mut(), world.org, &cursor, &now).await.unwrap());
    }
    assert_eq!(rewound, [false, true, true]);
}

async fn a_refresh_token_used_twice_ends_the_sign_in(world: World) {
    let (_, first) = world.member("ada@example.org", invite(Role::Engineer, true)).await;
    let hub = &world.hub;
    let second = hub.refresh(&first.refresh_token).await.expect("bought");
    assert!(hub.caller(&second.access_token).await.is_ok());
    // The thief, or the robbed, brings the first one again, later than a device that died would.
    world.pass_seconds(SPENT_S);
    assert_eq!(refused(hub.refresh(&first.refresh_token).await), Refusal::SignIn);
    assert_eq!(refused(hub.refresh(&second.refresh_token).await), Refusal::SignIn);
    for tokens in [&first, &second] {
        assert_eq!(refused(hub.caller(&tokens.access_token).await), Refusal::SignIn);
    }
    // A device that died before it wrote the answer down asks once more.
    let lost = world.sign_in("ada@example.org").await.expect("signs in anew");
    hub.refresh(&lost.refresh_token).await.expect("bought");
    let again = hub.refresh(&lost.refresh_token).await.expect("bought once more");
    let next = hub.refresh(&again.refresh_token).await.expect("it goes on");
    assert_eq!(refused(hub.refresh(&lost.refresh_token).await), Refusal::SignIn, "no longer");
    for tokens in [&again, &next] {
        assert_eq!(refused(hub.caller(&tokens.access_token).await), Refusal::SignIn);
    }
    // Who has the pair that was lost on the way is no better off.
    let lost = world.sign_in("ada@example.org").await.expect("signs in anew");
    let stolen = hub.refresh(&lost.refresh_token).await.expect("bought");
    let again = hub.refresh(&lost.refresh_token).await.expect("bought once more");
    assert_eq!(refused(hub.refresh(&stolen.refresh_token).await), Refusal::SignIn);
    assert_eq!(refused(hub.caller(&again.access_token).await), Refusal::SignIn);
    let third = world.sign_in("ada@example.org").await.expect("signs in anew");
    world.pass_seconds(1);
    let fourth = hub.refresh(&third.refresh_token).await.expect("bought");
    world.pass_seconds(ACCESS_S - 1);
    assert_eq!(refused(hub.caller(&third.access_token).await), Refusal::SignIn);
    assert!(hub.caller(&fourth.access_token).await.is_ok());
    world.pass_seconds(1);
    assert_eq!(refused(hub.caller(&fourth.access_token).await), Refusal::SignIn);
    // A token names its tenant, but another tenant's name makes it no token of that one.
    let other = hub.create_org("Other").await.expect("a tenant");
    let moved =
        fourth.refresh_token.replace(&world.org.simple().to_string(), &other.simple().to_string());
    assert_eq!(refused(hub.refresh(&moved).await), Refusal::SignIn);
}

async fn a_code_is_good_once_and_only_with_its_verifier(world: World) {
    world.member("ada@example.org", invite(Role::Engineer, true)).await;
    let hub = &world.hub;
    let code = || hub.authorize("ada@example.org", PASSWORD, None, CHALLENGE, REDIRECT);
    let good = code().await.expect("a code");
    assert!(hub.trade_code(&good, VERIFIER, REDIRECT).await.is_ok());
    assert_eq!(refused(hub.trade_code(&good, VERIFIER, REDIRECT).await), Refusal::SignIn);
    let wrong = VERIFIER.replace('d', "e");
    let other = REDIRECT.replace("49152", "49153");
    for (verifier, redirect) in [(wrong.as_str(), REDIRECT), (VERIFIER, other.as_str())] {
        let code = code().await.expect("a code");
        assert_eq!(refused(hub.trade_code(&code, verifier, redirect).await), Refusal::SignIn);
        // It is used up all the same.
        assert_eq!(refused(hub.trade_code(&code, VERIFIER, REDIRECT).await), Refusal::SignIn);
    }
    let late = code().await.expect("a code");
    world.pass_seconds(61);
    assert_eq!(refused(hub.trade_code(&late, VERIFIER, REDIRECT).await), Refusal::SignIn);
    for evil in ["http://127.0.0.1.evil.example/", "https://evil.example/", "http://127.0.0.1:1@e/"]
    {
        let answer = hub.authorize("ada@example.org", PASSWORD, None, CHALLENGE, evil).await;
        assert_eq!(refused(answer).code(), "sync.malformed", "{evil}");
    }
    // Guessing is slowed down, for a name that is there and for one that is not.
    for login in ["ada@example.org", "nobody@example.org"] {
        let guess = || hub.authorize(login, "not the password", None, CHALLENGE, REDIRECT);
        for _ in 0..10 {
            assert_eq!(refused(guess().await), Refusal::SignIn);
        }
        assert_eq!(refused(guess().await).code(), "sync.busy");
    }
}

async fn nobody_gives_away_more_than_they_hold(world: World) {
    let hub = &world.hub;
    let other = StreamId(Uuid::new_v4());
    world.stream_of(world.org, other).await;
    let narrow = NewInvite { streams: vec![world.stream.0], ..invite(Role::Facilitator, false) };
    let (admin, _) = world.member("admin@example.org", invite(Role::Admin, true)).await;
    let (facilitator, _) = world.member("fay@example.org", narrow).await;
    let (engineer, _) = world.member("eve@example.org", invite(Role::Engineer, true)).await;
    let partner_of = |about| NewInvite { about, ..invite(Role::Partner, false) };
    let partner = partner_of(Some(Uuid::from_u128(1)));
    let (partner, _) = world.member("pat@example.org", partner).await;
    let of = |streams: &[StreamId]| NewInvite {
        streams: streams.iter().map(|stream| stream.0).collect(),
        ..invite(Role::Consultant, false)
    };
    let cases = [
        (&admin, invite(Role::Admin, true), true),
        (&admin, partner_of(None), false),
        (&facilitator, of(&[world.stream]), true),
        (&facilitator, of(&[other]), false),
        (&facilitator, invite(Role::Engineer, true), false),
        (&facilitator, invite(Role::Admin, false), false),
        (&engineer, of(&[]), false),
        (&partner, of(&[]), false),
    ];
    for (by, what, may) in cases {
        let answer = hub.invite(world.org, Some(by), &what).await;
        assert_eq!(answer.is_ok(), may, "{:?} invites {what:?}", by.role);
    }
    // Scopes are what the role makes of them.
    let rights = async |caller| {
        let scopes = hub.scopes(caller).await.expect("scopes");
        scopes.into_iter().map(|scope| scope.right).collect::<Vec<_>>()
    };
    assert_eq!(rights(&admin).await, [Right::Write; 2]);
    assert_eq!(rights(&facilitator).await, [Right::Write]);
    assert!(rights(&partner).await.is_empty());
    assert_eq!(refused(hub.right(&facilitator, other).await), Refusal::NoStream);
    // An invitation is good once, and not for ever.
    let link = hub.invite(world.org, None, &of(&[world.stream])).await.expect("a link");
    hub.join(&link, "con@example.org", PASSWORD).await.expect("joins");
    assert_eq!(refused(hub.join(&link, "two@example.org", PASSWORD).await), Refusal::SignIn);
    let link = hub.invite(world.org, None, &of(&[world.stream])).await.expect("a link");
    world.pass_seconds(8 * 24 * 3_600);
    assert_eq!(refused(hub.join(&link, "two@example.org", PASSWORD).await), Refusal::SignIn);
}

async fn a_revoked_device_is_shut_out(world: World) {
    let hub = &world.hub;
    let (ada, tokens) = world.member("ada@example.org", invite(Role::Engineer, true)).await;
    let (bob, _) = world.member("bob@example.org", invite(Role::Engineer, true)).await;
    let (admin, _) = world.member("admin@example.org", invite(Role::Admin, true)).await;
    let device = DeviceId(Uuid::new_v4());
    assert!(hub.register_device(&ada, device, "laptop").await.expect("registered"));
    assert_eq!(refused(hub.register_device(&bob, device, "mine").await), Refusal::Forbidden);
    assert_eq!(refused(hub.check_device(&bob, device).await), Refusal::Forbidden);
    assert!(hub.check_device(&ada, device).await.is_ok());
    assert_eq!(refused(hub.revoke_device(&bob, device.0).await), Refusal::NoStream);
    hub.revoke_device(&admin, device.0).await.expect("revoked");
    assert!(!hub.register_device(&ada, device, "laptop").await.expect("told so"));
    assert_eq!(refused(hub.check_device(&ada, device).await), Refusal::Revoked);
    assert_eq!(refused(hub.refresh(&tokens.refresh_token).await), Refusal::Revoked);
    hub.remove_member(&admin, bob.account).await.expect("removed");
    assert_eq!(refused(world.sign_in("bob@example.org").await), Refusal::SignIn);
}
