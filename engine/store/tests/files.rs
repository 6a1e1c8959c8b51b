//! Files that are not projects, folders that cannot be written, and what stays readable in a
//! file that is one.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use turash_engine::model::{Flow, PersonId};
use turash_engine::watch::{Unwatched, Watch};
use turash_store::{KeySource, Lock, Passphrase, Replica, StoreError, restore};

use crate::common::*;

fn open(path: &Path) -> StoreError {
    Replica::open(path, &KeySource::Raw(raw())).expect_err("not a project")
}

#[test]
fn what_is_not_a_project_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.turash");
    assert_eq!(open(&path).code(), "store.no_file");
    let noise: Vec<u8> =
        (0..16384u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut whole = Vec::new();
    for (what, bytes, code) in [
        ("empty", &[][..], "store.not_a_project"),
        ("text", b"name,town\n", "store.not_a_project"),
        ("odd length", &noise[..5000], "store.not_a_project"),
        // Noise of a project's length cannot be told from a project under another key.
        ("noise", &noise, "store.wrong_key"),
    ] {
        fs::write(&path, bytes).expect("writable");
        let error = open(&path);
        assert_eq!(error.code(), code, "{what}");
        assert_eq!(error.args()["path"], path.display().to_string());
        assert_eq!(fs::read(&path).expect("readable"), bytes, "{what} is left alone");
        whole.push(what);
    }
    assert_eq!(whole.len(), 4);
    fs::remove_file(&path).expect("removable");
    let plain = Connection::open(&path).expect("a plain database");
    plain.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").expect("writable");
    drop(plain);
    assert_eq!(open(&path).code(), "store.not_a_project");
    assert_eq!(open(folder.path()).code(), "store.not_a_project");
}

fn unlocked(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("a file");
    let key = format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32));
    connection.execute_batch(&key).expect("a key");
    connection
}

#[test]
fn an_encrypted_database_that_is_no_project_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.turash");
    unlocked(&path).execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1").expect("writable");
    assert_eq!(open(&path).code(), "store.not_a_project");
}

#[test]
fn a_newer_file_is_refused_with_the_version_it_needs() {
    let (folder, replica) = project();
    drop(replica);
    let path = folder.path().join("p.turash");
    unlocked(&path)
        .execute_batch(
            "PRAGMA user_version = 99; UPDATE meta SET value = '7.1.0' WHERE name = 'needs'",
        )
        .expect("writable");
    let error = open(&path);
    assert_eq!(error.code(), "store.newer_file");
    assert_eq!(error.args()["needs"], "7.1.0");
    assert_eq!(error.args()["file_schema"], "99");
}

#[test]
fn a_project_is_made_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    drop(create(&path));
    let before = fs::read(&path).expect("readable");
    let again = Replica::create(&path, &Lock::Raw(raw()), NEW).expect_err("it is there");
    assert_eq!(again.code(), "store.exists");
    assert_eq!(fs::read(&path).expect("readable"), before);
    let nowhere = folder.path().join("no/such/folder/p.turash");
    let error = Replica::create(&nowhere, &Lock::Raw(raw()), NEW).expect_err("no folder");
    assert_eq!(error.code(), "store.no_file");
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

/// A folder that even the superuser cannot write.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let path = Path::new("/sys/kernel/p.turash");
    let error = Replica::create(path, &Lock::Raw(raw()), NEW).expect_err("not writable");
    assert_eq!(error.code(), "store.read_only");
    assert_eq!(error.args()["path"], path.display().to_string());
}

#[test]
fn a_file_that_another_process_holds_is_busy() {
    let (folder, replica) = project();
    let path = folder.path().join("p.turash");
    let other = unlocked(&path);
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let error = replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect_err("held");
    assert_eq!(error.code(), "store.busy");
    assert_eq!(replica.read(|r| r.flows()).expect("reading goes on").len(), 0);
    other.execute_batch("ROLLBACK").expect("released");
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("free");
}

#[test]
fn a_damaged_file_is_named_and_not_repaired_in_secret() {
    let (folder, replica) = project();
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    drop(replica);
    let path = folder.path().join("p.turash");
    let mut bytes = fs::read(&path).expect("readable");
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(8192).take(middle) {
        *byte ^= 0x55;
    }
    fs::write(&path, &bytes).expect("writable");
    let outcome = Replica::open(&path, &KeySource::Raw(raw())).and_then(|r| r.check());
    let seen = match outcome {
        Err(error) => error.code() == "store.damaged",
        Ok(report) => !report.is_sound(),
    };
    assert!(seen);
    assert_eq!(fs::read(&path).expect("readable").len(), bytes.len());
}

#[test]
fn nothing_readable_is_on_the_disk() {
    const WORDS: [&str; 4] = ["Vattenfallxyzzy", "Бетонитовая", "attachment-plaintext", "passwort"];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let lock = Lock::Passphrase(Passphrase::new(WORDS[3]));
    let replica = Replica::create(&path, &lock, NEW).expect("a new project").replica;
    let mut secret = flow("a");
    secret.name = WORDS[0].to_owned();
    secret.class = Some(WORDS[1].to_owned());
    replica.edit(&by_person(WORDS[0]), |e| e.insert(&secret)).expect("new");
    replica
        .edit(&by_person("rename"), |e| e.change::<Flow>(secret.id.0, |f| f.name.push('!')))
        .expect("there");
    replica.put_blob(WORDS[2].repeat(10_000).as_bytes()).expect("kept");
    let scan = || {
        let mut files = 0;
        for file in fs::read_dir(folder.path()).expect("a folder").flatten() {
            let bytes = fs::read(file.path()).expect("readable");
            files += 1;
            for word in WORDS {
                let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
                assert!(!found, "{word} in {:?}", file.file_name());
            }
        }
        files
    };
    // The file, its WAL with the edits, the WAL's index and the key file.
    assert_eq!(scan(), 4);
    drop(replica);
    assert_eq!(scan(), 2);
}

#[test]
fn a_backup_is_the_project_as_it_was_and_nobody_erased_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let words = || KeySource::Passphrase(Passphrase::new("quiet"));
    let lock = Lock::Passphrase(Passphrase::new("quiet"));
    let replica = Replica::create(&path, &lock, NEW).expect("a new project").replica;
    replica.edit(&by_person("add"), |e| e.insert(&flow("a"))).expect("new");
    let seal = |n: u128, name: &str| {
        let id = PersonId(uuid::Uuid::from_u128(n));
        let sealed = replica.edit(&by_person("add"), |e| {
            e.insert(&flow(name))?;
            e.seal(id, name)
        });
        (id, sealed.expect("sealed").value)
    };
    let (anna, bo) = (seal(1, "Anna"), seal(2, "Bo"));
    let to = folder.path().join("backup.turash");
    let made = replica.backup(&to, &Unwatched).expect("made").expect("not stopped");
    assert!(made.bytes > 0 && replica.backups().expect("noted") == [to.clone()]);
    assert_eq!(replica.backup(&to, &Unwatched).expect_err("there").code(), "store.exists");
    replica.edit(&by_person("later"), |e| e.insert(&flow("b"))).expect("edits go on");
    let bytes = std::fs::read(&to).expect("read");
    assert!(!bytes.starts_with(b"SQLite format 3"), "as encrypted as the project");
    let plain = Replica::open(&to, &words()).expect("opens by itself");
    assert_eq!(plain.read(|r| r.unseal(anna.0, &anna.1)).expect("read"), None, "no keys in it");
    drop(plain);

    assert_eq!(replica.erase_person(anna.0).expect("erased"), Vec::<std::path::PathBuf>::new());
    let again = folder.path().join("again.turash");
    let restored = restore(&to, &again, &words()).expect("restored");
    assert_eq!(restored.read(|r| r.flows()).expect("read").len(), 3, "as it was then");
    assert_eq!(restored.read(|r| r.unseal(bo.0, &bo.1)).expect("read").as_deref(), Some("Bo"));
    assert_eq!(restored.read(|r| r.unseal(anna.0, &anna.1)).expect("read"), None, "erased since");
    assert!(restored.check().expect("checked").is_sound());
    assert_eq!(restore(&to, &again, &words()).expect_err("there").code(), "store.exists");

    // A backup on a stick that is elsewhere is named.
    std::fs::remove_file(folder.path().join("backup.turash.people")).expect("taken away");
    assert_eq!(replica.erase_person(bo.0).expect("erased here"), [to]);
    struct Stopped;
    impl Watch for Stopped {
        fn progress(&self, _: u64, _: u64, _: &'static str) {}
        fn stop(&self) -> bool {
            true
        }
    }
    let other = folder.path().join("other.turash");
    assert_eq!(replica.backup(&other, &Stopped).expect("asked to stop"), None);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.contains("other") || name.contains("half"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}
