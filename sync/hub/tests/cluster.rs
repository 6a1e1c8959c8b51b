//! A PostgreSQL of our own for the length of a test: a throwaway cluster in a temporary folder,
//! reached by its socket alone. PostgreSQL refuses to run as root, so root lends it to `postgres`.

use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Cluster {
    folder: tempfile::TempDir,
    bin: PathBuf,
    as_root: bool,
}

/// The folder that holds all the programs needed: of the newest version that the system packages
/// have installed, otherwise of the search path.
fn binaries() -> PathBuf {
    let mut packaged: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|all| all.flatten().collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    packaged.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let path = std::env::var_os("PATH").unwrap_or_default();
    packaged
        .into_iter()
        .map(|(_, folder)| folder)
        .chain(std::env::split_paths(&path))
        .find(|folder| ["initdb", "pg_ctl", "createdb"].iter().all(|p| folder.join(p).exists()))
        .expect("PostgreSQL is missing: install the package `postgresql` (./dev test does)")
}

impl Cluster {
    /// One for tests that kill the hub, never the server: it need not wait for the disk.
    pub fn start() -> Self {
        Self::begin("-c fsync=off")
    }

    /// One whose commits are durable, to measure against.
    pub fn start_durable() -> Self {
        Self::begin("")
    }

    fn begin(settings: &str) -> Self {
        let id = Command::new("id").arg("-u").output().expect("id runs");
        let as_root = id.stdout.trim_ascii() == b"0";
        let folder = tempfile::Builder::new().prefix("turash-pg").tempdir_in("/tmp").unwrap();
        if as_root {
            let lent = Command::new("chown").arg("postgres").arg(folder.path()).status();
            assert!(lent.expect("chown runs").success(), "there is a user postgres");
        }
        let cluster = Self { folder, bin: binaries(), as_root };
        let data = cluster.path().join("data");
        let data = data.to_str().unwrap();
        cluster.run("initdb", &["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]);
        let options = format!("-c listen_addresses= {settings} -k {}", cluster.path().display());
        let log = cluster.path().join("log");
        cluster.run(
            "pg_ctl",
            &["-D", data, "-w", "-o", &options, "-l", log.to_str().unwrap(), "start"],
        );
        cluster
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.bin.join(program);
        let mut command = if self.as_root {
            let mut lent = Command::new("runuser");
            lent.args(["-u", "postgres", "--"]).arg(&program);
            lent
        } else {
            Command::new(&program)
        };
        // A server that is started keeps what it is given: no pipe.
        let done = command
            .args(arguments)
            .current_dir("/tmp")
            .stdout(std::process::Stdio::null())
            .status()
            .expect("it runs");
        assert!(done.success(), "{} {arguments:?}", program.display());
    }

    /// A new database's address.
    pub fn database(&self, name: &str) -> String {
        let socket = self.path().to_str().unwrap();
        self.run("createdb", &["-h", socket, "-U", "postgres", name]);
        format!("postgres://postgres@{}/{name}", socket.replace('/', "%2F"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.path().join("data");
        self.run("pg_ctl", &["-D", data.to_str().unwrap(), "-m", "immediate", "-w", "stop"]);
    }
}
