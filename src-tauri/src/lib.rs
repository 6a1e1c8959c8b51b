//! The window: one WebView around the interface, and the few commands through which it reaches the
//! workbench. Nothing is decided here, and nothing of the project is known.

mod bridge;
mod pick;
mod start;

use std::sync::Arc;

use tauri::Emitter;
use turash_net::Http;
use turash_workbench::{Ports, Workbench};

pub use start::Start;

/// The name of the one event stream in the page.
const STREAM: &str = "turash";

/// Opens the window and stays until it is closed.
pub fn run(start: Start) -> anyhow::Result<()> {
    let start_project = start.project.clone();
    let ports = Ports {
        network: Some(Arc::new(Http::default())),
        // Where no browser starts, the page is told in the window, to be opened elsewhere.
        browse: Box::new(|page| drop(open::that_detached(page))),
        start_project,
        ..Ports::system()
    };
    let workbench = Workbench::new(ports)?;
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(start)
        .manage(workbench.clone())
        .setup(move |app| {
            let window = app.handle().clone();
            // A window that is closing takes no more events, and needs none.
            workbench.listen(move |event| drop(window.emit(STREAM, event)));
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            bridge::rpc,
            bridge::tile,
            bridge::document,
            pick::pick
        ])
        .run(tauri::generate_context!())?;
    Ok(())
}
