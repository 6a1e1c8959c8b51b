//! The ways into a project, and what is said where there is none.

// What a test says to the test that started it goes through standard output.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::{Command, Stdio};

use turash_store::{
    FileKey, KeySource, KeyWay, Lock, Passphrase, RecoveryKey, Replica, Result, change_key,
    change_passphrase, new_recovery_key,
};

use crate::common::*;

fn words(text: &str) -> Passphrase {
    Passphrase::new(text)
}

fn code<T>(result: Result<T>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

#[test]
fn a_passphrase_and_the_recovery_key_open_and_nothing_else_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let lock = Lock::Passphrase(words("пароль 1"));
    let created = Replica::create(&path, &lock, NEW).expect("a new project");
    let recovery = created.recovery.expect("printed once").to_text().to_string();
    created.replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    drop(created.replica);

    let by_words = |w: &str| Replica::open(&path, &KeySource::Passphrase(words(w)));
    let by_paper = |text: &str| {
        Replica::open(&path, &KeySource::Recovery(RecoveryKey::parse(text).expect("well formed")))
    };
    assert_eq!(by_words("пароль 1").expect("opens").opened_by(), KeyWay::Passphrase);
    assert_eq!(by_paper(&recovery).expect("opens").read(|r| r.flows()).expect("there").len(), 1);
    let wrong = by_words("пароль 2").expect_err("wrong");
    assert_eq!((wrong.code(), wrong.args()["way"].as_str()), ("store.wrong_key", "passphrase"));
    let first = if recovery.starts_with('A') { "B" } else { "A" };
    assert!(RecoveryKey::parse(&format!("{first}{}", &recovery[1..])).is_none(), "a slip is told");
    let raw = Replica::open(&path, &KeySource::Raw(FileKey::from_bytes([0; 32])));
    assert_eq!(code(raw), "store.wrong_key");

    change_passphrase(&path, &KeySource::Passphrase(words("пароль 1")), &words("new"))
        .expect("changed");
    assert_eq!(code(by_words("пароль 1")), "store.wrong_key");
    assert_eq!(code(by_words("new")), "ok");
    assert_eq!(code(by_paper(&recovery)), "ok");
    let forged = change_passphrase(&path, &KeySource::Raw(raw_wrong()), &words("x"));
    assert_eq!(code(forged), "store.wrong_key");
    assert_eq!(code(by_words("new")), "ok");
}

#[test]
fn another_recovery_key_and_another_file_key_lock_out_the_ones_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let created = Replica::create(&path, &Lock::Passphrase(words("w")), NEW).expect("new");
    let first = created.recovery.expect("printed once");
    created.replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    let by = |source: KeySource| code(Replica::open(&path, &source));
    let typed = || KeySource::Passphrase(words("w"));

    let before = std::fs::read(folder.path().join("p.turash.key")).expect("a key file");
    assert_eq!(code(change_key(&path, &typed())), "store.busy", "open here");
    let after = std::fs::read(folder.path().join("p.turash.key")).expect("a key file");
    assert_eq!(before, after, "a refusal leaves nothing behind");
    drop(created.replica);

    let second = new_recovery_key(&path, &typed()).expect("made");
    assert_eq!(by(KeySource::Recovery(first)), "store.wrong_key");
    assert_eq!(by(KeySource::Recovery(second.clone())), "ok");

    let bytes = std::fs::read(&path).expect("readable");
    let third = change_key(&path, &typed()).expect("changed");
    let again = std::fs::read(&path).expect("readable");
    let same = bytes.chunks(4096).zip(again.chunks(4096)).filter(|(a, b)| a == b).count();
    assert_eq!((same, bytes[..16] == again[..16]), (0, true), "each page, and not the mark");
    assert_eq!(by(KeySource::Recovery(second)), "store.wrong_key");
    assert_eq!(by(KeySource::Recovery(third.clone())), "ok");
    let replica = Replica::open(&path, &typed()).expect("opens");
    assert_eq!(replica.read(|r| r.flows()).expect("there").len(), 1);
    assert!(replica.check().expect("checked").is_sound());
    drop(replica);
    assert_eq!(code(change_key(&path, &KeySource::Recovery(third))), "store.no_key");
    assert_eq!(code(change_key(&path, &KeySource::Passphrase(words("x")))), "store.wrong_key");
}

fn raw_wrong() -> FileKey {
    FileKey::from_bytes([1; 32])
}

#[test]
fn a_key_file_that_is_missing_damaged_or_foreign_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let other = folder.path().join("q.turash");
    for path in [&path, &other] {
        Replica::create(path, &Lock::Passphrase(words("w")), NEW).expect("a new project");
    }
    let open = || Replica::open(&path, &KeySource::Passphrase(words("w")));
    let file = folder.path().join("p.turash.key");
    let good = std::fs::read_to_string(&file).expect("a key file");
    assert!(good.contains("argon2id") && good.contains("19456"), "{good}");
    let reason = |text: &str| {
        std::fs::write(&file, text).expect("writable");
        let error = open().expect_err("unusable");
        assert_eq!(error.code(), "store.bad_key_file");
        error.args()["reason"].clone()
    };
    assert_eq!(reason(""), "format");
    assert_eq!(reason("{}"), "format");
    assert_eq!(reason(&good.replace("\"format\": 1", "\"format\": 2")), "format");
    assert_eq!(reason(&" ".repeat(1 << 20)), "format");
    assert_eq!(reason(&good.replace("19456", "4000000000")), "limits");
    let foreign = std::fs::read_to_string(folder.path().join("q.turash.key")).expect("a key file");
    assert_eq!(reason(&foreign), "other_project");
    std::fs::remove_file(&file).expect("removable");
    assert_eq!(code(open()), "store.no_key_file");
    std::fs::write(&file, good).expect("writable");
    assert_eq!(code(open()), "ok");
}

/// Runs one test of this binary again, inside a session with its own message bus and, if
/// `keyring`, the system's keyring unlocked.
fn in_session(test: &str, keyring: bool, folder: &Path) -> std::process::Output {
    let unlock = if keyring {
        "printf %s pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
    } else {
        ""
    };
    Command::new("dbus-run-session")
        .args(["--", "sh", "-c"])
        .arg(format!("{unlock}exec \"$0\" --exact {test} --nocapture"))
        .arg(std::env::current_exe().expect("this binary"))
        .env("TURASH_TEST_SESSION", folder)
        .env("XDG_DATA_HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env_remove("DISPLAY")
        .stdin(Stdio::null())
        .output()
        .expect("dbus-run-session is installed with the tests")
}

fn passed(output: &std::process::Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("session ran"), "{text}\n{errors}");
}

#[test]
fn the_system_keyring_opens_a_project() {
    let Some(folder) = std::env::var_os("TURASH_TEST_SESSION") else {
        let folder = tempfile::tempdir().expect("a folder");
        let test = "keys::the_system_keyring_opens_a_project";
        return passed(&in_session(test, true, folder.path()));
    };
    let path = Path::new(&folder).join("p.turash");
    turash_store::probe_keyring().expect("the keyring keeps what it is given");
    let created = Replica::create(&path, &Lock::Keyring, NEW).expect("a new project");
    let recovery = created.recovery.expect("printed once");
    drop(created.replica);
    let replica = Replica::open(&path, &KeySource::Keyring).expect("opens");
    assert_eq!(replica.opened_by(), KeyWay::Keyring);
    drop(replica);
    // Renamed it is still the same project; without its entry there is the recovery key.
    let moved = Path::new(&folder).join("q.turash");
    std::fs::rename(&path, &moved).expect("movable");
    drop(Replica::open(&moved, &KeySource::Keyring).expect("opens"));
    let asked = Replica::open(&moved, &KeySource::Passphrase(words("w")));
    assert_eq!(code(asked), "store.no_key_file");
    std::fs::rename(
        Path::new(&folder).join("p.turash.key"),
        Path::new(&folder).join("q.turash.key"),
    )
    .expect("movable");
    drop(Replica::open(&moved, &KeySource::Recovery(recovery)).expect("opens"));
    // Another project has no entry: nothing is guessed.
    let other = Path::new(&folder).join("r.turash");
    drop(create(&other));
    assert_eq!(code(Replica::open(&other, &KeySource::Keyring)), "store.no_key");
    println!("session ran");
}

#[test]
fn without_a_keyring_a_passphrase_is_asked_for() {
    let Some(folder) = std::env::var_os("TURASH_TEST_SESSION") else {
        let folder = tempfile::tempdir().expect("a folder");
        let test = "keys::without_a_keyring_a_passphrase_is_asked_for";
        return passed(&in_session(test, false, folder.path()));
    };
    let path = Path::new(&folder).join("p.turash");
    assert_eq!(code(turash_store::probe_keyring()), "store.no_keyring");
    assert_eq!(code(Replica::create(&path, &Lock::Keyring, NEW)), "store.no_key");
    // The half-made project left nothing behind.
    let left: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().collect();
    assert!(left.iter().all(|f| !f.file_name().to_string_lossy().contains("turash")), "{left:?}");
    drop(create(&path));
    assert_eq!(code(Replica::open(&path, &KeySource::Keyring)), "store.no_key");
    println!("session ran");
}
