//! A hub with a clock of its own, and devices that write ops.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use turash_hub::accounts::{Caller, NewInvite, Role, Tokens};
use turash_hub::db::Database;
use turash_hub::feed::create_stream;
use turash_hub::hub::{Hub, HubError, Ports};
use turash_sync::protocol::*;
use uuid::Uuid;

pub struct World {
    pub hub: Arc<Hub>,
    pub clock: Arc<AtomicI64>,
    pub org: Uuid,
    pub stream: StreamId,
}

pub const REDIRECT: &str = "http://127.0.0.1:49152/done";
pub const PASSWORD: &str = "a long enough password";
/// What a program that signs in keeps to itself, and its S256 (the example of RFC 7636, B).
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

impl World {
    pub async fn new(db: Arc<dyn Database>, folder: &Path) -> Self {
        let clock = Arc::new(AtomicI64::new(1_800_000_000_000_000));
        let seen = Arc::clone(&clock);
        let ports =
            Ports { now_us: Arc::new(move || seen.load(Ordering::Relaxed)), ..Ports::system() };
        let hub = Hub::new(db, folder.to_owned(), ports);
        let org = hub.create_org("Kalundborg").await.expect("a tenant");
        let stream = StreamId(Uuid::new_v4());
        let world = Self { hub, clock, org, stream };
        world.stream_of(org, stream).await;
        world
    }

    pub async fn stream_of(&self, org: Uuid, stream: StreamId) {
        let reach = turash_hub::db::Reach::Tenant(org);
        let mut tx =
            self.hub.db.begin(reach, turash_hub::db::Purpose::Write).await.expect("begins");
        create_stream(tx.as_mut(), org, stream, "project", "Harbour").await.expect("a stream");
        tx.commit().await.expect("commits");
    }

    pub fn pass_seconds(&self, seconds: u64) {
        self.clock.fetch_add(seconds as i64 * 1_000_000, Ordering::Relaxed);
    }

    pub async fn push(&self, ops: &[Op]) -> Result<PushReply, HubError> {
        let push = PushRequest {
            device: ops[0].id.device,
            stream: ops[0].stream,
            epoch: 1,
            ops: ops.iter().cloned().map(SentOp::from).collect(),
        };
        self.hub.push(self.org, &push).await
    }

    /// Everything after the cursor, page by page; each page must follow from the one before.
    pub async fn pull_all(&self, device: DeviceId, mut cursor: Cursor) -> (Vec<FeedOp>, Cursor) {
        let mut all = Vec::new();
        loop {
            let reply = self.hub.pull(self.org, device, &[cursor]).await.expect("a page");
            let page = &reply.pages[0];
            cursor = page.follow(&cursor).expect("the page follows from the cursor");
            all.extend(page.ops.iter().cloned());
            if cursor.number == page.head {
                return (all, cursor);
            }
            assert!(!page.ops.is_empty(), "a page that is not the last brings something");
        }
    }

    pub async fn member(&self, login: &str, invite: NewInvite) -> (Caller, Tokens) {
        let link = self.hub.invite(self.org, None, &invite).await.expect("an invitation");
        self.hub.join(&link, login, PASSWORD).await.expect("joins");
        let tokens = self.sign_in(login).await.expect("signs in");
        (self.hub.caller(&tokens.access_token).await.expect("known"), tokens)
    }

    pub async fn sign_in(&self, login: &str) -> Result<Tokens, HubError> {
        let code = self.hub.authorize(login, PASSWORD, None, CHALLENGE, REDIRECT).await?;
        self.hub.trade_code(&code, VERIFIER, REDIRECT).await
    }
}

pub fn invite(role: Role, whole: bool) -> NewInvite {
    NewInvite { role, whole, streams: Vec::new(), about: None }
}

/// A device and its own count.
pub struct Writer {
    pub device: DeviceId,
    pub stream: StreamId,
    pub number: u64,
}

impl Writer {
    pub fn new(stream: StreamId) -> Self {
        Self { device: DeviceId(Uuid::new_v4()), stream, number: 0 }
    }

    fn op(&mut self, row: Uuid, field: &str, base: u64) -> Op {
        self.number += 1;
        Op {
            id: OpId { device: self.device, number: self.number },
            stream: self.stream,
            action: Action { id: Uuid::new_v4(), label: "edit".into(), args: "{}".into() },
            table: "organization".into(),
            row,
            field: field.into(),
            before: None,
            after: None,
            base: Base { epoch: 1, number: base },
            held: Held::new(),
            evidence: Some(Evidence::Measured),
            actor: "person:ada".into(),
            at_us: 1_800_000_000_000_000,
            schema: 4,
        }
    }

    /// A row of any table.
    pub fn row_of(&mut self, table: &str, row: Uuid, content: &serde_json::Value) -> Op {
        let after = Some(Content(content.to_string()));
        Op { table: table.into(), after, ..self.op(row, WHOLE_ROW, 0) }
    }

    pub fn birth(&mut self, row: Uuid) -> Op {
        let after = r#"{"country":"DK","name":"Asnaes"}"#.to_owned();
        Op { after: Some(Content(after)), ..self.op(row, WHOLE_ROW, 0) }
    }

    pub fn edit(&mut self, row: Uuid, field: &str, value: &str, base: u64) -> Op {
        let after = Some(Content(format!("\"{value}\"")));
        Op { before: Some(Content("null".into())), after, ..self.op(row, field, base) }
    }
}
