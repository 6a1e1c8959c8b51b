//! Workstations and a hub as real processes: what was written apart comes together, whoever is
//! killed on the way, and a person decides where two said different things.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::program;
use crate::said::arg;
use crate::tree::{list, text, top};

pub(crate) const PASSPHRASE: &str = "a quiet harbour";
const PASSWORD: &str = "twelve letters";

/// A hub in a process of its own, which can be killed and started again at its address.
pub(crate) struct Hub {
    folder: PathBuf,
    address: String,
    child: Option<Child>,
}

impl Hub {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut hub =
            Self { folder: folder.join("hub"), address: "127.0.0.1:0".to_owned(), child: None };
        hub.again();
        hub
    }

    /// Starts it, at the address it had.
    fn again(&mut self) {
        let mut child = self
            .command(&["--listen", &self.address])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the hub starts");
        let out = child.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("the hub tells its address");
        let told: Value = serde_json::from_str(&line).expect("one object");
        self.address = text(&told["listening"]).to_owned();
        self.child = Some(child);
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program("turash-hub"));
        command.arg("--data").arg(&self.folder).args(words).stderr(Stdio::null());
        command
    }

    /// As a power cut does it.
    fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("the hub can be killed");
            child.wait().expect("the hub ends");
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same hub, reached by another address.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self { folder: self.folder.clone(), address: address.to_owned(), child: None }
    }

    /// Somebody who has accepted an invitation to this hub.
    pub(crate) fn member(&self, login: &str, role: &str) {
        let told =
            self.command(&["invite", "--org", "Essen", "--role", role]).output().expect("invites");
        let told: Value = serde_json::from_slice(&told.stdout).expect("one object");
        let link = text(&told["link"]);
        let token = link.split_once("token=").expect("a link with a secret").1;
        let (status, _) =
            self.post("/join", &[("token", token), ("login", login), ("password", PASSWORD)]);
        assert_eq!(status, 201);
    }

    /// Signs in on the hub's page, as a person in the browser does; gives the address and the path
    /// at which the browser is sent back to the device.
    pub(crate) fn let_in(&self, page: &str, login: &str) -> (String, String) {
        let query = page.split_once('?').unwrap_or_else(|| panic!("no query in {page}")).1;
        let mut form: Vec<(&str, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, unescaped(value)))
            .collect();
        form.extend([("login", login.to_owned()), ("password", PASSWORD.to_owned())]);
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let (status, back) = self.post("/sign-in", &form);
        assert_eq!(status, 303, "the hub knows {login}");
        let (address, path) = back
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .expect("back to this device");
        (address.to_owned(), path.to_owned())
    }

    /// Sends a form; gives the status and what the answer's `Location` says.
    fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, String) {
        let body: Vec<String> = form.iter().map(|(k, v)| format!("{k}={}", escaped(v))).collect();
        let body = body.join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        );
        asked(&self.address, &head)
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.kill();
    }
}

pub(crate) fn asked(address: &str, message: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.write_all(message.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    let location = answer
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(k, _)| k.eq_ignore_ascii_case("location")));
    (status, location.map(|(_, v)| v.trim().to_owned()).unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(
            |b| {
                if b.is_ascii_alphanumeric() {
                    (b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            },
        )
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = String::from_utf8(digits).expect("digits");
            bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("text")
}

/// Somebody at a device of their own.
pub(crate) struct Desk {
    pub(crate) folder: PathBuf,
    name: &'static str,
}

impl Desk {
    pub(crate) fn new(folder: &Path, name: &'static str) -> Self {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { folder, name }
    }

    pub(crate) fn project(&self) -> String {
        arg(&self.folder.join("essen.turash"))
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program("turash"));
        command
            .args(words)
            .arg("--json")
            .env("TURASH_PASSPHRASE", PASSPHRASE)
            .env("TURASH_CONFIG_DIR", self.folder.join("settings"))
            .env("USER", self.name)
            .env("BROWSER", "true");
        command
    }

    fn told(&self, words: &[&str]) -> (bool, Value) {
        let output = self.command(words).output().expect("turash runs");
        let told = String::from_utf8_lossy(&output.stdout);
        let value = serde_json::from_str(&told)
            .unwrap_or_else(|error| panic!("{words:?}: {error} in {told}"));
        (output.status.success(), value)
    }

    pub(crate) fn ask(&self, words: &[&str]) -> Value {
        let (done, told) = self.told(words);
        assert!(done, "{}: {words:?}: {told}", self.name);
        told
    }

    fn refused(&self, words: &[&str]) -> String {
        let (done, told) = self.told(words);
        assert!(!done, "{words:?}: {told}");
        text(&told["error"]["code"]).to_owned()
    }

    /// Signs in, with this test in the place of the browser.
    pub(crate) fn sign_in(&self, hub: &Hub, login: &str) {
        let mut turash = self
            .command(&["hub", "login", &hub.url()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("turash runs");
        let mut line = String::new();
        let said = turash.stderr.take().expect("piped");
        BufReader::new(said).read_line(&mut line).expect("the page is told");
        let page = line.split_whitespace().find(|word| word.starts_with("http")).expect("a page");
        let (address, path) = hub.let_in(page, login);
        let get = |path: &str| {
            let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
            asked(&address, &head).0
        };
        assert_eq!(get("/signed-in?code=wrong&state=wrong"), 404, "of another sign-in");
        assert_eq!(get(&format!("/{path}")), 200);
        let output = turash.wait_with_output().expect("turash ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    pub(crate) fn sync(&self) -> Value {
        self.ask(&["sync", &self.project()])
    }

    pub(crate) fn set(&self, flow: &str, amount: f64) {
        let input = json!({
            "id": flow, "field": "amount_per_year", "value": amount, "precision": "measured",
        });
        self.ask(&["do", &self.project(), "flow.set", "--input", &input.to_string()]);
    }

    pub(crate) fn amount(&self, flow: &str) -> f64 {
        let input = json!({ "kind": "flow", "id": flow }).to_string();
        let told = self.ask(&["do", &self.project(), "history", "--input", &input]);
        let entries = list(&told["entries"]);
        let last = entries.iter().rfind(|entry| entry["field"] == "amount_per_year");
        last.expect("it was written").clone()["after"].as_f64().expect("a number")
    }

    pub(crate) fn conflicts(&self) -> Vec<Value> {
        list(&self.ask(&["sync", "conflicts", &self.project()])["conflicts"]).to_vec()
    }

    fn counts(&self) -> (u64, u64) {
        let told = self.ask(&["do", &self.project(), "project.summary"]);
        (told["sites"].as_u64().expect("a count"), told["flows"].as_u64().expect("a count"))
    }

    pub(crate) fn assert_sound(&self) {
        let told = self.ask(&["trail", "verify", &self.project()]);
        assert_eq!(told["sound"], true, "{}: {told}", self.name);
    }
}

/// A hub with Ann's project on it.
pub(crate) fn begun(folder: &Path) -> (Hub, Desk, String) {
    let hub = Hub::start(folder);
    hub.member("ann@essen.example", "admin");
    let ann = Desk::new(folder, "ann");
    let region = arg(&top().join("assets/sample/region.csv"));
    ann.ask(&["import", &region, "--into", &ann.project()]);
    let found = ann.ask(&["match", &ann.project()]);
    let flow = text(&list(&found["matches"])[0]["supply"]).to_owned();
    ann.sign_in(&hub, "ann@essen.example");
    (hub, ann, flow)
}

#[test]
fn two_workstations_a_hub_killed_twice_one_conflict_and_a_third_who_clones() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut hub, ann, flow) = begun(folder.path());
    hub.member("ben@essen.example", "engineer");
    let ben = Desk::new(folder.path(), "ben");

    // The hub dies while Ann hands over her project for the first time.
    let first = ann.command(&["sync", &ann.project()]).stdout(Stdio::null()).spawn();
    let mut first = first.expect("turash runs");
    std::thread::sleep(Duration::from_millis(150));
    hub.kill();
    first.wait().expect("it ends");
    let code = ann.refused(&["sync", &ann.project()]);
    assert!(code.starts_with("hub."), "{code}");
    hub.again();
    assert_eq!(ann.sync()["state"], "in_step");

    ben.sign_in(&hub, "ben@essen.example");
    let from = format!("{}/essen", hub.url());
    let cloned = ben.ask(&["clone", &from, "--into", &ben.project()]);
    assert!(cloned["recovery_key"].is_string(), "{cloned}");
    assert_eq!(ben.counts(), ann.counts());

    // Both measure the same, apart from each other.
    hub.kill();
    ann.set(&flow, 51_000.0);
    ben.set(&flow, 48_000.0);
    assert_eq!(ann.refused(&["sync", &ann.project()]), "hub.offline");
    let waiting = ann.ask(&["sync", "status", &ann.project()]);
    assert_eq!(waiting["state"], "waiting", "{waiting}");
    assert!(waiting["retry_at"].is_string(), "{waiting}");
    assert_eq!(waiting["pending"][0]["record"]["id"], flow.as_str(), "{waiting}");
    hub.again();
    ann.sync();
    let seen = ben.sync();
    assert_eq!((&seen["state"], &seen["conflicts"]), (&json!("attention"), &json!(1)), "{seen}");
    ann.sync();

    // Each sees one conflict with both values, and their own is still theirs.
    for desk in [&ann, &ben] {
        let [conflict] = &desk.conflicts()[..] else { panic!("one conflict") };
        let values: Vec<_> = list(&conflict["sides"])
            .iter()
            .map(|side| (side["value"].as_f64(), text(&side["author"]), &side["precision"]))
            .collect();
        let measured = json!("measured");
        assert_eq!(
            values,
            [(Some(51_000.0), "ann", &measured), (Some(48_000.0), "ben", &measured)]
        );
        assert_eq!(conflict["unit"], "MWh/a");
        assert!(conflict["base"].is_number(), "{conflict}");
    }

    // Ann decides for Ben's; the hub dies once more before it hears of it.
    ann.ask(&["sync", "resolve", &ann.project(), "--take", "theirs"]);
    assert!(ann.conflicts().is_empty(), "decided, and on its way");
    let sent = ann.command(&["sync", &ann.project()]).stdout(Stdio::null()).spawn();
    let mut sent = sent.expect("turash runs");
    std::thread::sleep(Duration::from_millis(120));
    hub.kill();
    sent.wait().expect("it ends");
    hub.again();
    assert_eq!(ann.sync()["state"], "in_step");
    assert_eq!(ben.sync()["state"], "in_step");
    for desk in [&ann, &ben] {
        assert!(desk.conflicts().is_empty(), "{}", desk.name);
        assert_eq!(desk.amount(&flow), 48_000.0, "{}", desk.name);
        desk.assert_sound();
    }

    // Somebody who comes later has all of it, and finds what the others find.
    hub.member("cem@essen.example", "consultant");
    let cem = Desk::new(folder.path(), "cem");
    cem.sign_in(&hub, "cem@essen.example");
    cem.ask(&["clone", &from, "--into", &cem.project()]);
    assert_eq!(cem.amount(&flow), 48_000.0);
    cem.assert_sound();
    let found =
        |desk: &Desk| desk.ask(&["match", &desk.project(), "--top", "50"])["matches"].clone();
    assert_eq!(found(&cem), found(&ann));
}

#[test]
fn a_killed_workstation_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (hub, ann, flow) = begun(folder.path());
    for delay in [20, 60, 100, 150, 220] {
        let mut sync = ann
            .command(&["sync", &ann.project()])
            .stdout(Stdio::null())
            .spawn()
            .expect("turash runs");
        std::thread::sleep(Duration::from_millis(delay));
        sync.kill().expect("it can be killed");
        sync.wait().expect("it ends");
        ann.assert_sound();
    }
    ann.set(&flow, 7_777.0);
    assert_eq!(ann.sync()["state"], "in_step");
    let ben = Desk::new(folder.path(), "ben");
    hub.member("ben@essen.example", "engineer");
    ben.sign_in(&hub, "ben@essen.example");
    let from = format!("{}/essen", hub.url());
    // Killed while it clones, the copy goes on with what it has.
    let mut clone = ben
        .command(&["clone", &from, "--into", &ben.project()])
        .stdout(Stdio::null())
        .spawn()
        .expect("turash runs");
    while !Path::new(&ben.project()).exists() {
        assert!(clone.try_wait().expect("it can be asked").is_none(), "it cloned nothing");
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_millis(30));
    clone.kill().ok();
    clone.wait().expect("it ends");
    let hub_url = hub.url();
    ben.ask(&["sync", &ben.project(), "--hub", &hub_url]);
    assert_eq!(ben.counts(), ann.counts());
    assert_eq!(ben.amount(&flow), 7_777.0);
    ben.assert_sound();
}

#[test]
fn what_stands_between_a_device_and_its_hub_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut hub, ann, flow) = begun(folder.path());
    let url = hub.url();
    assert_eq!(ann.refused(&["hub", "login", "http://hub.example"]), "hub.open_address");
    assert_eq!(ann.refused(&["hub", "login", "what is this"]), "hub.bad_address");
    assert_eq!(ann.refused(&["clone", &format!("{url}/elsewhere")]), "hub.no_such_project");
    let ben = Desk::new(folder.path(), "ben");
    let region = arg(&top().join("assets/sample/region.csv"));
    ben.ask(&["import", &region, "--into", &ben.project()]);
    assert_eq!(ben.refused(&["sync", &ben.project()]), "sync.no_hub");
    assert_eq!(ben.refused(&["sync", &ben.project(), "--hub", &url]), "hub.not_signed_in");
    assert_eq!(ben.ask(&["sync", "status", &ben.project()])["state"], "no_hub");
    ben.assert_sound();

    // What lets Ann in is nowhere in the open.
    for entry in std::fs::read_dir(ann.folder.join("settings/hubs")).expect("the vault") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("read");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("\"tr.") && !text.contains("ta."), "{text}");
    }
    let wrong = ann
        .command(&["sync", &ann.project()])
        .env("TURASH_CONFIG_DIR", folder.path().join("nowhere"))
        .output()
        .expect("turash runs");
    assert!(String::from_utf8_lossy(&wrong.stdout).contains("sync.no_hub"));

    // In a hotel something else answers at the hub's address; nothing is lost.
    assert_eq!(ann.sync()["state"], "in_step");
    hub.kill();
    ann.set(&flow, 1_234.0);
    let portal = TcpListener::bind(&hub.address).expect("the address is free");
    let page = std::thread::spawn(move || {
        for stream in portal.incoming().take(1) {
            let mut stream = stream.expect("a visitor");
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let body = "<html>Welcome to the hotel</html>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    assert_eq!(ann.refused(&["sync", &ann.project()]), "hub.not_a_hub");
    page.join().expect("the portal closes");
    hub.again();
    assert_eq!(ann.sync()["state"], "in_step");

    // A sign-in that was ended is said, and the file is as it was.
    ann.ask(&["hub", "logout", &url]);
    assert_eq!(ann.refused(&["sync", &ann.project()]), "hub.not_signed_in");
    assert_eq!(list(&ann.ask(&["hub", "list"])["hubs"]).len(), 0);
    ann.assert_sound();
}

#[test]
fn a_copied_file_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (hub, ann, flow) = begun(folder.path());
    ann.sync();
    let copy = ann.folder.join("copy.turash");
    std::fs::copy(ann.project(), &copy).expect("copied");
    std::fs::copy(format!("{}.key", ann.project()), ann.folder.join("copy.turash.key"))
        .expect("copied");
    ann.set(&flow, 100.0);
    ann.sync();
    let copy = arg(&copy);
    let input = json!({ "id": flow, "field": "amount_per_year", "value": 200.0 }).to_string();
    ann.ask(&["do", &copy, "flow.set", "--input", &input]);
    assert_eq!(ann.refused(&["sync", &copy]), "sync.fork");
    assert_eq!(ann.ask(&["sync", "status", &copy])["state"], "stopped");
    // What was written there is still there.
    let history = json!({ "kind": "flow", "id": flow }).to_string();
    let told = ann.ask(&["do", &copy, "history", "--input", &history]).to_string();
    assert!(told.contains("200.0"), "{told}");
    assert_eq!(ann.sync()["state"], "in_step");
    drop(hub);
}

#[test]
fn who_is_erased_is_erased_everywhere_the_hubs_backup_included() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut hub, ann, _) = begun(folder.path());
    hub.member("ben@essen.example", "engineer");
    let ben = Desk::new(folder.path(), "ben");
    let site = ann.ask(&["sites", &ann.project()])["sites"][0].clone();
    let organization = text(&site["organization"]).to_owned();
    let added = ann.ask(&[
        "contact",
        "add",
        &ann.project(),
        "--org",
        &organization,
        "--name",
        "Zora Quellmann",
        "--email",
        "zora@quellmann.example",
        "--basis",
        "contract",
    ]);
    let id = text(&added["contact"]["id"]).to_owned();
    ann.sync();
    ben.sign_in(&hub, "ben@essen.example");
    let from = format!("{}/essen", hub.url());
    ben.ask(&["clone", &from, "--into", &ben.project()]);
    let contact = |desk: &Desk| {
        let told = desk.ask(&["contact", "list", &desk.project(), "--org", &organization]);
        list(&told["contacts"])[0].clone()
    };
    for desk in [&ann, &ben] {
        assert_eq!(contact(desk)["person"]["name"], "Zora Quellmann", "{}", desk.name);
        assert_eq!(contact(desk)["may_be_named"], true);
    }
    let backup = folder.path().join("backup");
    let made = hub.command(&["backup", &arg(&backup)]).output().expect("backs up");
    assert!(made.status.success());
    let rows = std::fs::read_to_string(backup.join("rows.jsonl")).expect("the rows");
    assert!(rows.contains(&id) && !rows.contains("person_key"), "feed without keys");

    // Ben erases her; Ann hears of it; the hub keeps no key.
    ben.ask(&["contact", "erase", &ben.project(), &id]);
    ben.sync();
    ann.sync();
    for desk in [&ann, &ben] {
        let gone = contact(desk);
        assert_eq!((&gone["person"], &gone["erased"]), (&Value::Null, &json!(true)), "{gone}");
        let history = desk.ask(&["history", &desk.project(), "person", &id]).to_string();
        assert!(!history.contains("Zora") && !history.contains("quellmann"), "{history}");
        desk.assert_sound();
    }

    // A hub set back to the backup learns it again from whoever comes first, and a device that
    // comes later never gets the name.
    hub.kill();
    std::fs::rename(&hub.folder, folder.path().join("lost")).expect("moved away");
    let restored = hub.command(&["restore", &arg(&backup)]).output().expect("restores");
    assert!(restored.status.success());
    hub.again();
    for desk in [&ann, &ben] {
        // The sign-in went on after the backup.
        desk.sign_in(&hub, &format!("{}@essen.example", desk.name));
        assert_eq!(desk.sync()["state"], "in_step");
        assert_eq!(contact(desk)["person"], Value::Null);
    }
    hub.member("cem@essen.example", "consultant");
    let cem = Desk::new(folder.path(), "cem");
    cem.sign_in(&hub, "cem@essen.example");
    cem.ask(&["clone", &from, "--into", &cem.project()]);
    assert_eq!(contact(&cem)["person"], Value::Null);
    cem.assert_sound();
    let everything = [hub.folder.clone(), folder.path().join("lost"), backup];
    for place in everything.iter().flat_map(|folder| files(folder)) {
        let bytes = std::fs::read(&place).expect("read");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Zora") && !text.contains("quellmann"), "{}", place.display());
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
