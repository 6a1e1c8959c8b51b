//! The hub from outside: every endpoint against every wrong caller, sign-in in a browser, limits,
//! attachments, news, proposals. The list of endpoints is the router's own.

use axum::Router;
use axum::body::Body;
use axum::http::{Request as Asked, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;
use turash_hub::accounts::{NewInvite, Role};
use turash_hub::db::Sqlite;
use turash_hub::http::{Access, CONTENT_TYPE, ROUTES, Route, document, router};
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::world::*;

struct Web {
    world: World,
    router: Router,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

impl Web {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = std::sync::Arc::new(Sqlite::open(&folder.path().join("hub.sqlite")).unwrap());
        let world = World::new(db, folder.path()).await;
        let router = router(world.hub.clone());
        Self { world, router, _folder: folder }
    }

    async fn send(&self, request: Asked<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn call(&self, method: &str, path: &str, token: Option<&str>, body: Value) -> Answer {
        let mut request = Asked::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn ask(&self, token: &str, request: &Request) -> (StatusCode, Reply) {
        let asked = Asked::builder()
            .method("POST")
            .uri(request.path())
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, CONTENT_TYPE)
            .body(Body::from(pack(request).unwrap()))
            .unwrap();
        let answer = self.send(asked).await;
        assert_eq!(answer.header("content-type"), CONTENT_TYPE);
        (answer.status, unpack(&answer.body, MAX_MESSAGE_BYTES).expect("packed"))
    }

    async fn token(&self, login: &str, invite: NewInvite) -> String {
        self.world.member(login, invite).await.1.access_token
    }

    fn session(&self, device: DeviceId, cursors: Vec<Cursor>) -> Request {
        let versions = VersionRange::OURS;
        Request::Session(SessionRequest { versions, device, app: "0.1".into(), schema: 4, cursors })
    }
}

/// Something of a tenant that another one names.
struct Victim {
    stream: StreamId,
    device: DeviceId,
    account: Uuid,
    proposal: Uuid,
    blob: Hash,
}

/// The path and body of a request to a route that names what is the victim's.
fn naming(route: &Route, victim: &Victim) -> (String, Value) {
    let id = if route.path.contains("proposals") {
        victim.proposal
    } else if route.path.contains("members") {
        victim.account
    } else {
        victim.device.0
    };
    let mut path =
        route.path.replace("{id}", &id.to_string()).replace("{sha256}", &victim.blob.to_string());
    if route.path.contains("blobs") {
        path.push_str(&format!("?stream={}", victim.stream.0));
    }
    let (stream, device) = (victim.stream, victim.device);
    let cursors = vec![Cursor::start(stream)];
    let mut writer = Writer { device, stream, number: 50 };
    let request = match route.name {
        "session" => {
            let versions = VersionRange::OURS;
            let session = SessionRequest { versions, device, app: "x".into(), schema: 1, cursors };
            Request::Session(session)
        }
        "push" => {
            let ops = vec![SentOp::from(writer.birth(Uuid::new_v4()))];
            Request::Push(PushRequest { device, stream, epoch: 1, ops })
        }
        "pull" => Request::Pull(PullRequest { device, cursors }),
        "bootstrap" => {
            Request::Bootstrap(BootstrapRequest { device, stream, snapshot: None, have: 0 })
        }
        "proof" => Request::Proof(AuditRequest { stream, after: 0, to: 1 }),
        "set_proposal_status" => return (path, json!({ "status": "accepted" })),
        _ => return (path, json!({})),
    };
    (path, serde_json::to_value(request).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_endpoint_turns_every_wrong_caller_away() {
    let web = Web::new().await;
    let world = &web.world;
    // What there is to steal.
    let (admin, tokens) = world.member("admin@example.org", invite(Role::Admin, true)).await;
    let device = DeviceId(Uuid::new_v4());
    assert!(world.hub.register_device(&admin, device, "laptop").await.unwrap());
    let mut writer = Writer { device, stream: world.stream, number: 0 };
    world.push(&[writer.birth(Uuid::new_v4())]).await.unwrap();
    let blob = Hash(Sha256::digest(b"photo").into());
    world.hub.begin_blob(world.org, world.stream, blob, 5).await.unwrap();
    world.hub.append_blob(world.org, world.stream, blob, 0, blob, b"photo").await.unwrap();
    let (from, to) = (Uuid::new_v4(), Uuid::new_v4());
    let made = web.call(
        "POST",
        "/api/v1/proposals",
        Some(&tokens.access_token),
        json!({
            "from_org_id": from, "to_org_id": to, "resource_id": Uuid::new_v4(),
            "resource_type": "output", "resource_name": "secret steam", "message": "secret",
        }),
    );
    let made = made.await;
    assert_eq!(made.status, StatusCode::CREATED);
    let proposal: Uuid = made.json()["id"].as_str().unwrap().parse().unwrap();
    let stream = world.stream;
    let victim = Victim { stream, device, account: admin.account, proposal, blob };
    // Members of every role: of this tenant without scope, and of another.
    let other = world.hub.create_org("Other").await.unwrap();
    let (mut strangers, mut own) = (Vec::new(), Vec::new());
    for role in Role::ALL {
        let what = NewInvite { about: Some(Uuid::new_v4()), ..invite(role, false) };
        let login = format!("{}@example.org", role.code());
        own.push((role, web.token(&format!("own-{login}"), what.clone()).await));
        let link = world.hub.invite(other, None, &NewInvite { whole: true, ..what }).await.unwrap();
        let login = format!("other-{login}");
        world.hub.join(&link, &login, PASSWORD).await.unwrap();
        strangers.push((role, world.sign_in(&login).await.unwrap().access_token));
    }
    let stolen = [
        "secret".to_owned(),
        victim.stream.0.to_string(),
        victim.device.0.to_string(),
        victim.proposal.to_string(),
        admin.account.to_string(),
    ];
    let mut asked = 0;
    for route in ROUTES {
        let Access::Members(roles) = route.access else { continue };
        let (path, body) = naming(route, &victim);
        for token in [None, Some("nonsense"), Some("ta.0.0"), Some(tokens.refresh_token.as_str())] {
            let answer = web.call(route.method, &path, token, body.clone()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} {path}", route.method);
            asked += 1;
        }
        for (role, token) in own.iter().filter(|(role, _)| !roles.contains(role)) {
            let answer = web.call(route.method, &path, Some(token), body.clone()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {} {path}", route.method);
            asked += 1;
        }
        // News never end, and signing out ends the token: both name nothing of a victim.
        if ["poke", "sign_out"].contains(&route.name) {
            continue;
        }
        // Allowed by the role, but in another tenant or out of scope.
        let narrow = own.iter().filter(|_| route.path.contains("/sync/"));
        for (role, token) in strangers.iter().chain(narrow).filter(|(r, _)| roles.contains(r)) {
            let answer = web.call(route.method, &path, Some(token), body.clone()).await;
            let names_it = path != route.path || (body != json!({}) && route.name != "session");
            let said = String::from_utf8_lossy(&answer.body);
            let leaks = stolen.iter().any(|secret| said.contains(secret.as_str()));
            let away = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status);
            let empty = route.name == "proposals_of" && answer.status == StatusCode::OK;
            // An order to wipe repeats the stream that the device itself named.
            let wipe = route.name == "session";
            assert!(away || !names_it || empty, "{role:?} {} {path}: {said}", route.method);
            assert!(!leaks || wipe, "{role:?} {} {path}: {said}", route.method);
            asked += 1;
        }
    }
    assert!(asked > 200, "only {asked} requests");
    // What the victim had is untouched.
    let state = world.hub.proposal(&admin, proposal).await.unwrap();
    assert_eq!(state.status, turash_hub::proposals::Status::Pending);
    assert_eq!(world.hub.devices(&admin).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_document_says_what_the_router_does() {
    let document = document();
    let mut told = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        told.extend(operations.as_object().unwrap().keys().map(|m| (path.clone(), m.clone())));
    }
    let mut known: Vec<_> = ROUTES
        .iter()
        .map(|route| (route.path.to_owned(), route.method.to_ascii_lowercase()))
        .collect();
    told.sort();
    known.sort();
    assert_eq!(told, known);
    // Each reference leads somewhere.
    let text = document.to_string();
    for part in text.split("\"$ref\":\"#").skip(1) {
        let place = part.split('"').next().unwrap();
        assert!(document.pointer(place).is_some(), "{place} leads nowhere");
    }
    // And the router answers each of them, and no other method.
    let web = Web::new().await;
    for (path, _) in &known {
        for method in ["GET", "POST", "PATCH", "DELETE", "PUT"] {
            let there = known.iter().any(|(p, m)| p == path && *m == method.to_ascii_lowercase());
            let answer = web.call(method, path, None, json!({})).await;
            let refused = answer.status == StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(refused, !there, "{method} {path}: {}", answer.status);
        }
    }
    assert_eq!(web.call("GET", "/nowhere", None, json!({})).await.status, StatusCode::NOT_FOUND);
    let served = web.call("GET", "/api/v1/openapi.json", None, json!({})).await;
    assert_eq!(served.json(), document);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(web.call("GET", path, None, json!({})).await.status, StatusCode::NO_CONTENT);
    }
    let metrics = web.call("GET", "/metrics", None, json!({})).await;
    assert!(String::from_utf8(metrics.body).unwrap().contains("turash_hub_requests_total "));
}

fn form(pairs: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|b| match b {
                b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect()
    };
    let pairs: Vec<_> = pairs.iter().map(|(k, v)| format!("{k}={}", escape(v))).collect();
    pairs.join("&")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_joins_signs_in_and_synchronises() {
    let web = Web::new().await;
    let post = async |path: &str, pairs: &[(&str, &str)]| {
        let request = Asked::builder()
            .method("POST")
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT_LANGUAGE, "de");
        web.send(request.body(Body::from(form(pairs))).unwrap()).await
    };
    let org = web.world.org;
    let link = web.world.hub.invite(org, None, &invite(Role::Engineer, true)).await.unwrap();
    let page = web.call("GET", &format!("/join?token={link}"), None, json!({})).await;
    assert!(String::from_utf8(page.body).unwrap().contains(&link));
    let login = "ada@example.org";
    let short = post("/join", &[("token", &link), ("login", login), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::BAD_REQUEST);
    let done = post("/join", &[("token", &link), ("login", login), ("password", PASSWORD)]).await;
    assert_eq!(done.status, StatusCode::CREATED);
    // The browser's part.
    let asked = [
        ("redirect_uri", REDIRECT),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("state", "xyz-1"),
    ];
    let page = web.call("GET", &format!("/sign-in?{}", form(&asked)), None, json!({})).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    let evil = [("redirect_uri", "https://evil.example/"), asked[1], asked[2], asked[3]];
    let page = web.call("GET", &format!("/sign-in?{}", form(&evil)), None, json!({})).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let filled =
        |password| [asked[0], asked[1], asked[3], ("login", login), ("password", password)];
    let wrong = post("/sign-in", &filled("not the password")).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(String::from_utf8(wrong.body).unwrap().contains("passen zu keinem Konto"));
    let right = post("/sign-in", &filled(PASSWORD)).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let to = right.header("location").to_owned();
    let code = to.strip_prefix(&format!("{REDIRECT}?code=")).expect("to the waiting program");
    let code = code.strip_suffix("&state=xyz-1").expect("with its state");
    // The program's part.
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("code_verifier", VERIFIER),
        ("redirect_uri", REDIRECT),
    ];
    let tokens = post("/oauth/token", &grant).await;
    assert_eq!((tokens.status, tokens.header("cache-control")), (StatusCode::OK, "no-store"));
    let again = post("/oauth/token", &grant).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_eq!(again.json()["error"], "invalid_grant");
    let token = tokens.json()["access_token"].as_str().unwrap().to_owned();
    // Synchronisation, packed.
    let stream = web.world.stream;
    let mut writer = Writer::new(stream);
    let device = writer.device;
    let gone = StreamId(Uuid::new_v4());
    let cursors = vec![Cursor::start(stream), Cursor::start(gone)];
    let (status, reply) = web.ask(&token, &web.session(device, cursors)).await;
    let Reply::Session(session) = reply else { panic!("{reply:?}") };
    assert_eq!((status, session.version), (StatusCode::OK, VERSION));
    assert_eq!(session.scopes, [Scope { stream, right: Right::Write }]);
    assert_eq!(session.orders, [Order::Wipe { stream: gone }]);
    assert_eq!((session.streams[0].next, session.streams[0].rewound), (1, false));
    let ops: Vec<_> = (0..3).map(|_| SentOp::from(writer.birth(Uuid::new_v4()))).collect();
    let push = Request::Push(PushRequest { device, stream, epoch: 1, ops });
    let (_, reply) = web.ask(&token, &push).await;
    let Reply::Push(pushed) = reply else { panic!("{reply:?}") };
    assert_eq!(pushed.head, 3);
    let pull = Request::Pull(PullRequest { device, cursors: vec![Cursor::start(stream)] });
    let (_, reply) = web.ask(&token, &pull).await;
    let Reply::Pull(pulled) = reply else { panic!("{reply:?}") };
    assert!(pulled.pages[0].follow(&Cursor::start(stream)).is_some());
    // The same in plain JSON; under another path it is no request.
    let plain = serde_json::to_value(&pull).unwrap();
    let answer = web.call("POST", "/sync/v1/pull", Some(&token), plain.clone()).await;
    assert_eq!(answer.json(), serde_json::to_value(Reply::Pull(pulled)).unwrap());
    let answer = web.call("POST", "/sync/v1/push", Some(&token), plain).await;
    assert_eq!(answer.json()["refused"]["refused"], "malformed");
    // Revoked, the device is told to wipe and hears nothing more.
    let caller = web.world.hub.caller(&token).await.unwrap();
    web.world.hub.revoke_device(&caller, device.0).await.unwrap();
    let (_, reply) = web.ask(&token, &web.session(device, vec![Cursor::start(stream)])).await;
    let Reply::Session(session) = reply else { panic!("{reply:?}") };
    assert_eq!((session.scopes, session.lease.seconds), (vec![], 0));
    assert_eq!(session.orders, [Order::Wipe { stream }]);
    let (status, reply) = web.ask(&token, &pull).await;
    assert_eq!((status, reply), (StatusCode::FORBIDDEN, Reply::Refused(Refusal::Revoked)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_turned_away_unread() {
    let web = Web::new().await;
    let token = web.token("ada@example.org", invite(Role::Engineer, true)).await;
    let send = async |said: Option<u64>, kind: &str, body: Vec<u8>| {
        let mut request = Asked::builder()
            .method("POST")
            .uri("/sync/v1/push")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind);
        if let Some(length) = said {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        web.send(request.body(Body::from(body)).unwrap()).await.status
    };
    let bomb = pack(&"a".repeat(64 << 20)).unwrap();
    assert!(bomb.len() < 1 << 20);
    let large = StatusCode::PAYLOAD_TOO_LARGE;
    assert_eq!(send(Some(1 << 40), "application/json", vec![]).await, large);
    assert_eq!(send(None, "application/json", vec![b' '; MAX_MESSAGE_BYTES + 1]).await, large);
    assert_eq!(send(None, CONTENT_TYPE, bomb).await, large);
    assert_eq!(send(None, CONTENT_TYPE, vec![1, 2, 3]).await, StatusCode::BAD_REQUEST);
    assert_eq!(send(None, "text/html", b"{}".to_vec()).await, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attachment_is_taken_in_steps() {
    let web = Web::new().await;
    let token = web.token("ada@example.org", invite(Role::Engineer, true)).await;
    let bytes: Vec<u8> = (0..100_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    let sha256 = |bytes: &[u8]| Hash(Sha256::digest(bytes).into()).to_string();
    let path = format!("/sync/v1/blobs/{}?stream={}", sha256(&bytes), web.world.stream.0);
    let send = async |method: &str, headers: &[(&str, String)], body: &[u8]| {
        let mut request = Asked::builder()
            .method(method)
            .uri(&path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        web.send(request.body(Body::from(body.to_vec())).unwrap()).await
    };
    let step = async |offset: usize, part: &[u8], hash: String| {
        let headers = [("upload-offset", offset.to_string()), ("upload-step-sha256", hash)];
        send("PATCH", &headers, part).await
    };
    assert_eq!(send("HEAD", &[], b"").await.status, StatusCode::NOT_FOUND);
    let length = [("upload-length", bytes.len().to_string())];
    assert_eq!(send("POST", &length, b"").await.status, StatusCode::CREATED);
    let (first, second) = bytes.split_at(60_000);
    let answer = step(0, first, sha256(second)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a step that was damaged on the way");
    assert_eq!(step(0, first, sha256(first)).await.header("upload-offset"), "60000");
    // Its answer was lost: the device asks, and goes on from there.
    assert_eq!(step(0, first, sha256(first)).await.status, StatusCode::CONFLICT);
    let state = send("HEAD", &[], b"").await;
    assert_eq!((state.header("upload-offset"), state.header("upload-length")), ("60000", "100000"));
    assert_eq!(send("GET", &[], b"").await.status, StatusCode::NOT_FOUND, "not yet whole");
    // Begun anew it stands where it stood.
    assert_eq!(send("POST", &length, b"").await.header("upload-offset"), "60000");
    let too_far = [second, &[0]].concat();
    assert_eq!(step(60_000, &too_far, sha256(&too_far)).await.status.as_u16(), 413);
    // Another ending is sound in itself, but the whole is not what it is named by.
    let mut other = second.to_vec();
    other[0] ^= 1;
    assert_eq!(step(60_000, &other, sha256(&other)).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(send("HEAD", &[], b"").await.header("upload-offset"), "0");
    assert_eq!(step(0, &bytes, sha256(&bytes)).await.status, StatusCode::OK);
    assert_eq!(send("GET", &[], b"").await.body, bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_wakes_who_listens_and_nobody_else() {
    let web = Web::new().await;
    let seeing = web.token("ada@example.org", invite(Role::Engineer, true)).await;
    let blind = web.token("con@example.org", invite(Role::Consultant, false)).await;
    let listen = async |token: &str| {
        let request = Asked::builder()
            .uri("/sync/v1/poke")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        let answer = web.router.clone().oneshot(request.body(Body::empty()).unwrap()).await;
        answer.unwrap().into_body()
    };
    let (mut seen, mut unseen) = (listen(&seeing).await, listen(&blind).await);
    let mut writer = Writer::new(web.world.stream);
    web.world.push(&[writer.birth(Uuid::new_v4())]).await.unwrap();
    let second = std::time::Duration::from_secs(5);
    let frame = tokio::time::timeout(second, seen.frame()).await.expect("in time");
    let text = String::from_utf8(frame.unwrap().unwrap().into_data().unwrap().to_vec()).unwrap();
    let data = text.lines().find_map(|line| line.strip_prefix("data: ")).expect("an event");
    let poke: Poke = serde_json::from_str(data).unwrap();
    assert_eq!(poke, Poke { stream: web.world.stream, head: 1 });
    // The hub closes, and so do both; the other one has heard nothing.
    web.world.hub.close();
    assert!(tokio::time::timeout(second, unseen.frame()).await.expect("in time").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proposals_have_the_published_shape_and_are_decided_once() {
    let web = Web::new().await;
    let token = web.token("fay@example.org", invite(Role::Facilitator, true)).await;
    let (a, b, c) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    let partner = NewInvite { about: Some(b), ..invite(Role::Partner, false) };
    let partner = web.token("pat@example.org", partner).await;
    let propose = async |from: Uuid, to: Uuid| {
        let body = json!({
            "from_org_id": from, "to_org_id": to, "resource_id": Uuid::new_v4(),
            "resource_type": "output", "resource_name": "Steam, 10 bar", "message": "Interested?",
        });
        web.world.pass_seconds(1);
        web.call("POST", "/api/v1/proposals", Some(&token), body).await
    };
    let first = propose(a, b).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let mut keys: Vec<_> = first.json().as_object().unwrap().keys().cloned().collect();
    keys.sort();
    let expected = [
        "created_at",
        "from_org_id",
        "id",
        "message",
        "resource_id",
        "resource_name",
        "resource_type",
        "status",
        "to_org_id",
    ];
    assert_eq!(keys, expected);
    assert_eq!(first.json()["status"], "pending");
    let second = propose(a, c).await;
    assert_eq!(propose(a, a).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let get =
        async |path: String, token: &str| web.call("GET", &path, Some(token), json!({})).await;
    let ids = |answer: &Answer, of: &str| -> Vec<Value> {
        let list = answer.json();
        let list = if of.is_empty() { list } else { list[of].clone() };
        list.as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
    };
    let (one, two) = (first.json()["id"].clone(), second.json()["id"].clone());
    let all = get("/api/v1/proposals".into(), &token).await;
    assert_eq!(ids(&all, ""), [two.clone(), one.clone()], "a bare array, newest first");
    let cases = [
        (format!("?to_org={b}"), vec![one.clone()]),
        (format!("?from_org={b}"), vec![]),
        ("?status=accepted".to_owned(), vec![]),
        ("?limit=1&offset=1".to_owned(), vec![one.clone()]),
    ];
    for (query, expected) in cases {
        let answer = get(format!("/api/v1/proposals{query}"), &token).await;
        assert_eq!(ids(&answer, ""), expected, "{query}");
    }
    let both = get(format!("/api/v1/organizations/{a}/proposals"), &token).await;
    assert_eq!(ids(&both, "incoming"), [] as [Value; 0]);
    assert_eq!(ids(&both, "outgoing"), [two.clone(), one.clone()]);
    // A partner reads of its own organisation alone.
    let own = get("/api/v1/proposals".into(), &partner).await;
    assert_eq!(ids(&own, ""), std::slice::from_ref(&one));
    let path = |id: &Value| format!("/api/v1/proposals/{}", id.as_str().unwrap());
    assert_eq!(get(path(&one), &partner).await.status, StatusCode::OK);
    assert_eq!(get(path(&two), &partner).await.status, StatusCode::NOT_FOUND);
    let of_a = get(format!("/api/v1/organizations/{a}/proposals"), &partner).await;
    assert_eq!(of_a.status, StatusCode::NOT_FOUND);
    let decide = async |status: &str| {
        let path = format!("{}/status", path(&one));
        web.call("POST", &path, Some(&token), json!({ "status": status })).await.status
    };
    let outcomes =
        [("later", 422), ("pending", 200), ("accepted", 200), ("accepted", 200), ("rejected", 422)];
    for (status, expected) in outcomes {
        assert_eq!(decide(status).await.as_u16(), expected, "{status}");
    }
    let own = get("/api/v1/users/me/organizations".into(), &token).await;
    let expected = json!({
        "data": [{ "id": web.world.org, "name": "Kalundborg", "role": "facilitator" }]
    });
    assert_eq!(own.json(), expected);
}
