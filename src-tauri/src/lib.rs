//! The window: one WebView around the interface, and the few commands through which it reaches the
//! workbench. Nothing is decided here: a command parses, calls, and maps the error.

mod pick;

use std::path::PathBuf;

/// What the window was started with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The project to open first.
    pub project: Option<PathBuf>,
    /// A file whose first line opens it where the keyring does not.
    pub passphrase_file: Option<PathBuf>,
}

/// Opens the window and stays until it is closed.
pub fn run(_start: Start) -> anyhow::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![pick::pick])
        .run(tauri::generate_context!())?;
    Ok(())
}
