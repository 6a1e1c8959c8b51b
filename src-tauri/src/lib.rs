//! The window: one WebView around the interface, and the few commands through which it reaches the
//! workbench. Nothing is decided here: a command parses, calls, and maps the error.

use std::path::PathBuf;

use serde::Serialize;
use tauri::State;
use tauri_plugin_dialog::DialogExt;

/// What the window was started with.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Start {
    /// The project to open first.
    pub project: Option<PathBuf>,
    /// A file whose first line opens it where the keyring does not.
    #[serde(skip)]
    pub passphrase_file: Option<PathBuf>,
}

/// Opens the window and stays until it is closed.
pub fn run(start: Start) -> anyhow::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(start)
        .invoke_handler(tauri::generate_handler![self::start, pick_path])
        .run(tauri::generate_context!())?;
    Ok(())
}

#[tauri::command]
fn start(start: State<'_, Start>) -> Start {
    start.inner().clone()
}

#[tauri::command]
async fn pick_path(app: tauri::AppHandle, title: String) -> Option<PathBuf> {
    app.dialog().file().set_title(title).blocking_pick_file()?.into_path().ok()
}
