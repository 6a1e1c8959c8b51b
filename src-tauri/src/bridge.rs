//! The commands through which the page reaches the workbench. Each parses, calls and maps the
//! error; work runs on a thread of its own, so that the window never waits.

use serde_json::Value;
use tauri::State;
use tauri::ipc::Response;
use turash_workbench::{Error, Refusal, Workbench};

use crate::start::Start;

/// Does one operation of the workbench.
#[tauri::command]
pub async fn rpc(
    workbench: State<'_, Workbench>,
    start: State<'_, Start>,
    name: String,
    input: Value,
) -> Result<Value, Refusal> {
    let (workbench, start) = (workbench.inner().clone(), start.inner().clone());
    aside(move || {
        let input = start.unlock(&name, input);
        workbench.call(&name, input)
    })
    .await
}

/// The bytes of a map tile; none where it is empty.
#[tauri::command]
pub async fn tile(
    workbench: State<'_, Workbench>,
    layer: String,
    z: u8,
    x: u32,
    y: u32,
) -> Result<Response, Refusal> {
    let workbench = workbench.inner().clone();
    let bytes = aside(move || workbench.tile(&layer, z, x, y)).await?;
    Ok(Response::new(bytes.unwrap_or_default()))
}

/// The bytes of a document made in this session.
#[tauri::command]
pub async fn document(workbench: State<'_, Workbench>, id: String) -> Result<Response, Refusal> {
    let workbench = workbench.inner().clone();
    let document = aside(move || workbench.document(&id)).await?;
    Ok(Response::new(document.bytes.to_vec()))
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Refusal> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| Refusal::from(&error)),
        Err(_) => Err(Refusal::from(&Error::Internal)),
    }
}
