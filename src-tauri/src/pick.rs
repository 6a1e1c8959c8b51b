//! The system's file dialogs, by what is wanted. It hands back a path and opens nothing itself.

use std::path::PathBuf;

use serde::Deserialize;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// What the interface asks the person to point at.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A project that exists.
    Project,
    /// Where a new project goes.
    NewProject,
    /// A register or list to import.
    Table,
    /// A regional map pack to attach.
    Pack,
    /// Where a document goes.
    SavePdf,
    /// Where rejected rows go.
    SaveCsv,
}

/// Asks for a path; nothing when the person turns back. The dialog has the system's own words.
#[tauri::command]
pub async fn pick(app: AppHandle, what: Wanted, suggested: Option<String>) -> Option<PathBuf> {
    let (ending, name) = match what {
        Wanted::Project | Wanted::NewProject => (&["turash"][..], "*.turash"),
        Wanted::Table => (&["csv", "tsv", "txt"][..], "*.csv, *.tsv, *.txt"),
        Wanted::Pack => (&["pmtiles", "mbtiles"][..], "*.pmtiles, *.mbtiles"),
        Wanted::SavePdf => (&["pdf"][..], "*.pdf"),
        Wanted::SaveCsv => (&["csv"][..], "*.csv"),
    };
    let mut dialog = app.dialog().file().add_filter(name, ending);
    if let Some(file) = suggested {
        dialog = dialog.set_file_name(file);
    }
    let picked = match what {
        Wanted::Project | Wanted::Table | Wanted::Pack => dialog.blocking_pick_file(),
        Wanted::NewProject | Wanted::SavePdf | Wanted::SaveCsv => dialog.blocking_save_file(),
    };
    picked?.into_path().ok()
}
