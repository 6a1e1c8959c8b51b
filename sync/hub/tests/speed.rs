//! How many pushes a second the program takes on a PostgreSQL whose commits are durable. It is
//! not run with the others: `./dev bench hub` runs it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use turash_hub::accounts::Role;
use turash_hub::hub::Ports;
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::drill::Process;
use crate::world::*;

const DEVICES: usize = 16;
const LASTS: Duration = Duration::from_secs(10);

/// A connection that stays open.
struct Line {
    socket: BufReader<tokio::net::TcpStream>,
    token: String,
}

impl Line {
    async fn ask(&mut self, request: &Request) -> Reply {
        let body = pack(request).unwrap();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/vnd.turash.sync.v1\r\nContent-Length: {}\r\n\r\n",
            request.path(),
            self.token,
            body.len()
        );
        let message = [head.as_bytes(), &body].concat();
        self.socket.get_mut().write_all(&message).await.unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.socket.read_line(&mut line).await.unwrap();
            if let Some(n) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = n.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut answer = vec![0; length];
        self.socket.read_exact(&mut answer).await.unwrap();
        unpack(&answer, MAX_MESSAGE_BYTES).unwrap()
    }
}

/// Pushes of one edit each from many devices, into a stream of each device's own or one of all.
async fn pushes_a_second(streams: usize) -> f64 {
    let cluster = crate::cluster::Cluster::start_durable();
    let url = cluster.database("speed");
    let folder = tempfile::tempdir().unwrap();
    let db = Arc::new(turash_hub::db::Postgres::open(&url).await.unwrap());
    let world = World::new(db, folder.path()).await;
    world.clock.store((Ports::system().now_us)(), Ordering::Relaxed);
    let mut all = vec![world.stream];
    while all.len() < streams {
        let stream = StreamId(Uuid::new_v4());
        world.stream_of(world.org, stream).await;
        all.push(stream);
    }
    let process = Process::start(folder.path(), Some(&url));
    let (taken, mut tasks) = (Arc::new(AtomicU64::new(0)), Vec::new());
    let mut lines = Vec::new();
    for n in 0..DEVICES {
        let login = format!("{n}@example.org");
        let (_, tokens) = world.member(&login, invite(Role::Engineer, true)).await;
        let socket = tokio::net::TcpStream::connect(&process.address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        let mut line = Line { socket: BufReader::new(socket), token: tokens.access_token };
        let mut writer = Writer::new(all[n % streams]);
        let device = writer.device;
        let versions = VersionRange::OURS;
        let app = "speed".to_owned();
        let session = SessionRequest { versions, device, app, schema: 1, cursors: vec![] };
        assert!(matches!(line.ask(&Request::Session(session)).await, Reply::Session(_)));
        let row = Uuid::new_v4();
        let birth = writer.birth(row);
        lines.push((line, writer, row, birth));
    }
    let begun = Instant::now();
    for (mut line, mut writer, row, birth) in lines {
        let taken = Arc::clone(&taken);
        tasks.push(tokio::spawn(async move {
            let (device, stream) = (writer.device, writer.stream);
            let (mut next, mut n) = (birth, 0_u32);
            while begun.elapsed() < LASTS {
                let push = PushRequest { device, stream, epoch: 1, ops: vec![SentOp::from(next)] };
                let reply = line.ask(&Request::Push(push)).await;
                let Reply::Push(PushReply { receipts, head, .. }) = reply else {
                    panic!("{reply:?}")
                };
                assert!(matches!(receipts[0].outcome, Outcome::Accepted { .. }));
                taken.fetch_add(1, Ordering::Relaxed);
                n += 1;
                next = writer.edit(row, "name", &format!("name {n}"), head);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    taken.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures, and wants the machine for itself"]
#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
async fn pushes_on_postgres() {
    let each = pushes_a_second(DEVICES).await;
    let one = pushes_a_second(1).await;
    println!("{DEVICES} devices, a stream each: {each:.0} pushes a second; one stream: {one:.0}");
}
