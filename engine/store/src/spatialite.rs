//! Where SpatiaLite is on each platform, and how a connection takes it in.
//! The only file that knows library paths, and the only one with unsafe code.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::{Result, StoreError};

/// What a user installs where the library is missing.
pub(crate) const PACKAGE: &str = "libsqlite3-mod-spatialite";

/// Names the library instead of searching for it.
const OVERRIDE: &str = "TURASH_SPATIALITE";

/// The library: the one named by `TURASH_SPATIALITE`, else the one beside the executable,
/// else the system's.
pub(crate) fn find() -> Result<PathBuf> {
    let mut tried = Vec::new();
    if let Some(named) = std::env::var_os(OVERRIDE) {
        // A name given on purpose is the only candidate: falling back would hide a mistake.
        tried.push(PathBuf::from(named));
    } else {
        if let Some(folder) = std::env::current_exe().ok().as_deref().and_then(Path::parent) {
            tried.push(folder.join(file_name()));
        }
        tried.extend(
            system_folders().into_iter().map(|folder| Path::new(&folder).join(file_name())),
        );
    }
    match tried.iter().find(|path| path.is_file()) {
        Some(found) => Ok(std::path::absolute(found).unwrap_or_else(|_| found.clone())),
        None => Err(StoreError::NoSpatialite { tried }),
    }
}

/// Version of SpatiaLite, and where its library is.
pub fn version() -> Result<String> {
    let library = find()?;
    let connection = Connection::open_in_memory()?;
    load(&connection, &library)?;
    let version: String =
        connection.query_row("SELECT spatialite_version()", [], |row| row.get(0))?;
    Ok(format!("{version}, {}", library.display()))
}

/// Loads the library into one connection and closes the door behind it.
#[allow(unsafe_code)]
pub(crate) fn load(connection: &Connection, library: &Path) -> Result<()> {
    // SAFETY: loading runs the library's entry point; the path is absolute and comes from
    // `find`, never from a project file, and loading is switched off again whatever happens,
    // so that no SQL in a file can load another.
    unsafe {
        connection.load_extension_enable()?;
        let loaded = connection.load_extension(library, Some("sqlite3_modspatialite_init"));
        connection.load_extension_disable()?;
        loaded.map_err(|_| StoreError::NoSpatialite { tried: vec![library.to_owned()] })
    }
}

fn file_name() -> &'static str {
    if cfg!(windows) {
        "mod_spatialite.dll"
    } else if cfg!(target_os = "macos") {
        "mod_spatialite.dylib"
    } else {
        "mod_spatialite.so"
    }
}

fn system_folders() -> Vec<String> {
    if cfg!(windows) {
        Vec::new()
    } else if cfg!(target_os = "macos") {
        vec!["/opt/homebrew/lib".to_owned(), "/usr/local/lib".to_owned()]
    } else {
        let arch = std::env::consts::ARCH;
        vec![
            format!("/usr/lib/{arch}-linux-gnu"),
            "/usr/lib64".to_owned(),
            "/usr/lib".to_owned(),
            "/usr/local/lib".to_owned(),
        ]
    }
}
