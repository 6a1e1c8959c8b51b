//! The drill: a hub is backed up while it works, lost, and restored on either database; a device
//! that was ahead learns of it and sends again what is missing. And the process itself: killed in
//! the middle of its work it has every write that it acknowledged.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use turash_hub::accounts::Role;
use turash_hub::db::{Database, Purpose, Reach, Sqlite};
use turash_hub::feed::standing;
use turash_hub::hub::{Hub, HubError, Ports};
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::world::*;

async fn drill(first: Arc<dyn Database>, second: Arc<dyn Database>) {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let world = World::new(first, folders[0].path()).await;
    world.member("ada@example.org", invite(Role::Engineer, true)).await;
    let mut writer = Writer::new(world.stream);
    let ops: Vec<_> = (0..40).map(|_| writer.birth(Uuid::new_v4())).collect();
    world.push(&ops[..30]).await.unwrap();
    let photo = Hash(<sha2::Sha256 as sha2::Digest>::digest(b"photo").into());
    world.hub.begin_blob(world.org, world.stream, photo, 5).await.unwrap();
    world.hub.append_blob(world.org, world.stream, photo, 0, photo, b"photo").await.unwrap();
    let out = folders[2].path().join("backup");
    let made = world.hub.backup(&out).await.expect("a backup");
    // What comes after it is lost with the hub.
    world.push(&ops[30..]).await.unwrap();
    let (feed, ahead) = world.pull_all(writer.device, Cursor::start(world.stream)).await;

    let clock = Arc::clone(&world.clock);
    let now_us = move || clock.load(std::sync::atomic::Ordering::Relaxed);
    let ports = Ports { now_us: Arc::new(now_us), ..Ports::system() };
    let restored = Hub::new(second, folders[1].path().to_owned(), ports);
    assert_eq!(restored.restore(&out).await.expect("restored"), made);
    let twice = restored.restore(&out).await;
    assert!(matches!(twice, Err(HubError::NotEmpty)), "a hub that is not empty is left alone");
    let world = World { hub: restored, ..world };
    assert!(world.sign_in("ada@example.org").await.is_ok());
    let (_, bytes) = world.hub.read_blob(world.org, world.stream, photo, 0).await.unwrap();
    assert_eq!(bytes, b"photo");
    let reach = Reach::Tenant(world.org);
    let mut tx = world.hub.db.begin(reach, Purpose::Read).await.unwrap();
    let now = standing(tx.as_mut(), world.org, world.stream).await.unwrap().expect("there");
    drop(tx);
    let today = now.epochs.last().unwrap().epoch;
    assert_eq!((now.head, now.epochs.len(), now.epochs[1].after), (30, 2, 30));
    let answer = world.hub.pull(world.org, writer.device, &[ahead]).await;
    assert!(matches!(answer, Err(HubError::Refused(Refusal::Rewound { epoch })) if epoch == today));
    let again = PushRequest {
        device: writer.device,
        stream: world.stream,
        epoch: today,
        ops: ops[20..].iter().cloned().map(SentOp::from).collect(),
    };
    let reply = world.hub.push(world.org, &again).await.expect("taken");
    assert_eq!(reply.head, 40);
    let (repaired, _) = world.pull_all(writer.device, Cursor::start(world.stream)).await;
    assert_eq!(repaired, feed, "nothing is lost");
    // A backup that was touched is no backup.
    let rows = out.join("rows.jsonl");
    let text = std::fs::read_to_string(&rows).unwrap().replace("Kalundborg", "Kalundbork");
    std::fs::write(&rows, text).unwrap();
    let empty = Sqlite::open(&folders[2].path().join("third.sqlite")).unwrap();
    let third = Hub::new(Arc::new(empty), folders[2].path().to_owned(), Ports::system());
    assert!(matches!(third.restore(&out).await, Err(HubError::BadBackup(_))));
}

fn embedded(folder: &Path, name: &str) -> Arc<dyn Database> {
    Arc::new(Sqlite::open(&folder.join(name)).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_restored_and_the_lost_end_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    drill(embedded(folder.path(), "a"), embedded(folder.path(), "b")).await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_moves_between_the_databases() {
    let cluster = crate::cluster::Cluster::start();
    let folder = tempfile::tempdir().unwrap();
    let open = async |name| {
        let db = turash_hub::db::Postgres::open(&cluster.database(name)).await.unwrap();
        Arc::new(db) as Arc<dyn Database>
    };
    drill(embedded(folder.path(), "a"), open("a").await).await;
    drill(open("b").await, embedded(folder.path(), "b")).await;
}

/// A hub as a process of its own.
pub struct Process {
    child: Child,
    pub address: String,
}

impl Process {
    pub fn start(folder: &Path, database: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_turash-hub"));
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(folder);
        if let Some(url) = database {
            command.args(["--database", url]);
        }
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut line).expect("it says where it listens");
        let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let address = said["listening"].as_str().expect("an address").to_owned();
        Self { child, address }
    }

    /// Sends a packed message and reads the answer; none if the hub broke off.
    async fn ask(&self, token: &str, request: &Request) -> Option<Reply> {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let body = pack(request).unwrap();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/vnd.turash.sync.v1\r\nContent-Length: {}\r\n\r\n",
            request.path(),
            body.len()
        );
        let mut socket = tokio::net::TcpStream::connect(&self.address).await.ok()?;
        socket.write_all(head.as_bytes()).await.ok()?;
        socket.write_all(&body).await.ok()?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await.ok()?;
        let at = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        unpack(&answer[at + 4..], MAX_MESSAGE_BYTES).ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Pushes, kills the hub in the middle of it, starts it again; everything acknowledged is there.
async fn killed(db: Arc<dyn Database>, folder: &Path, url: Option<&str>) {
    let world = World::new(db, folder).await;
    // The process asks the machine's clock.
    let (_, tokens) = {
        let now = (Ports::system().now_us)();
        world.clock.store(now, std::sync::atomic::Ordering::Relaxed);
        world.member("ada@example.org", invite(Role::Engineer, true)).await
    };
    let token = tokens.access_token;
    let mut writer = Writer::new(world.stream);
    let (device, stream) = (writer.device, writer.stream);
    let session = Request::Session(SessionRequest {
        versions: VersionRange::OURS,
        device,
        app: "test".into(),
        schema: 1,
        cursors: vec![],
    });
    let mut acknowledged: Vec<(u64, Hash)> = Vec::new();
    let mut waiting: Vec<Op> = Vec::new();
    let mut cut_short = 0;
    for round in 0..8_u64 {
        let mut process = Process::start(folder, url);
        assert!(matches!(process.ask(&token, &session).await, Some(Reply::Session(_))));
        // Kills come at all points of a batch, of the first one or of one that follows.
        let pid = process.child.id().to_string();
        let (begin, begun) = std::sync::mpsc::channel();
        let killer = std::thread::spawn(move || {
            begun.recv().expect("a batch comes");
            std::thread::sleep(std::time::Duration::from_millis(2 + round * 7));
            Command::new("kill").args(["-9", &pid]).status().expect("kill runs")
        });
        for batch in 0.. {
            if batch == round % 3 {
                begin.send(()).expect("the killer waits");
            }
            if waiting.is_empty() {
                waiting = (0..200).map(|_| writer.birth(Uuid::new_v4())).collect();
            }
            let ops = waiting.iter().cloned().map(SentOp::from).collect();
            let push = Request::Push(PushRequest { device, stream, epoch: 1, ops });
            match process.ask(&token, &push).await {
                Some(Reply::Push(reply)) => {
                    acknowledged.extend(reply.receipts.iter().map(|receipt| {
                        let Outcome::Accepted { number } = receipt.outcome else { panic!() };
                        (number, receipt.hash)
                    }));
                    waiting.clear();
                }
                Some(other) => panic!("{other:?}"),
                None => break,
            }
        }
        cut_short += u32::from(!waiting.is_empty());
        assert!(killer.join().expect("the killer ends").success());
        process.child.wait().expect("it ended");
        let (feed, _) = world.pull_all(device, Cursor::start(stream)).await;
        let there: std::collections::BTreeMap<_, _> =
            feed.iter().map(|taken| (taken.number, taken.op.hash())).collect();
        for (number, hash) in &acknowledged {
            assert_eq!(there.get(number), Some(hash), "acknowledged and lost");
        }
        // All or nothing: a batch that was cut short is there whole, or not at all.
        assert_eq!(feed.len() % 200, 0, "round {round}");
    }
    assert!(cut_short > 0, "no kill came in the middle of a batch");
    assert!(!acknowledged.is_empty());
    eprintln!("{} ops acknowledged, {cut_short} batches cut short", acknowledged.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_hub_has_every_write_that_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    killed(embedded(folder.path(), "hub.sqlite"), folder.path(), None).await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_hub_has_every_write_that_it_acknowledged_on_postgres() {
    let cluster = crate::cluster::Cluster::start();
    let url = cluster.database("killed");
    let folder = tempfile::tempdir().unwrap();
    let db = Arc::new(turash_hub::db::Postgres::open(&url).await.unwrap());
    killed(db, folder.path(), Some(&url)).await;
}

#[test]
fn its_page_names_every_verb_and_no_other() {
    let done = Command::new(env!("CARGO_BIN_EXE_turash-hub")).arg("--help").output().unwrap();
    let help = String::from_utf8(done.stdout).unwrap();
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cli.md"));
    let page = page.expect("docs/cli.md is there");
    let rows: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `turash-hub "))
        .filter_map(|line| line.split([' ', '`']).next())
        .filter(|word| !word.starts_with("--"))
        .collect();
    assert_eq!(verbs, rows, "docs/cli.md is not what turash-hub --help says");
    let without = Command::new(env!("CARGO_BIN_EXE_turash-hub")).output().unwrap();
    assert_eq!(without.status.code(), Some(2), "wrong usage is told apart");
}

#[test]
fn it_stops_when_told_and_refuses_what_it_cannot_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path(), None);
    let pid = process.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(process.child.wait().unwrap().success(), "SIGTERM is a clean end");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_turash-hub"));
        let done = command.arg("--data").arg(folder.path()).args(arguments).output().unwrap();
        let said: serde_json::Value = serde_json::from_slice(&done.stdout).expect("one object");
        (done.status.code(), said)
    };
    let (code, said) = run(&["invite", "--org", "Kalundborg"]);
    assert_eq!(code, Some(0));
    assert!(said["link"].as_str().unwrap().starts_with("/join?token=ti."));
    let partner = ["invite", "--org", "Kalundborg", "--role", "partner"];
    let about = ["--about", "019c0000-0000-7000-8000-000000000001"];
    let (code, said) = run(&[&partner[..], &about].concat());
    assert_eq!(code, Some(0), "{said}");
    let mut without = Command::new(env!("CARGO_BIN_EXE_turash-hub"));
    let without = without.arg("--data").arg(folder.path()).args(partner).output().unwrap();
    assert_eq!(without.status.code(), Some(2), "a partner of nobody");
    let out = folder.path().join("out");
    let (code, said) = run(&["backup", out.to_str().unwrap()]);
    assert_eq!((code, said["blobs"].as_u64()), (Some(0), Some(0)));
    for (arguments, code, words) in [
        (vec!["restore", out.to_str().unwrap()], "hub.not_empty", "This hub already holds data."),
        (
            vec!["backup", out.to_str().unwrap(), "--interface-lang", "de"],
            "hub.folder_not_empty",
            "Der Ordner ist nicht leer: ",
        ),
        (vec!["restore", "/nowhere"], "hub.bad_backup", "This is no whole backup (manifest.json)."),
    ] {
        let (status, said) = run(&arguments);
        let error = &said["error"];
        assert_eq!((status, error["code"].as_str()), (Some(1), Some(code)));
        assert!(error["message"].as_str().unwrap().starts_with(words), "{said}");
        assert!(!error["hint"].as_str().unwrap().is_empty());
    }
}
