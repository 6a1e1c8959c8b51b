//! Whether the hub lives, whether it can work, and what it counts. It tells nothing of a tenant.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer::Failure;
use crate::hub::Hub;

pub(super) async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

pub(super) async fn ready(State(hub): State<Arc<Hub>>) -> Result<StatusCode, Failure> {
    let mut tx = hub.read_whole().await?;
    tx.query("SELECT COUNT(*) FROM org", &[]).await.map_err(crate::hub::HubError::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// In the text format of Prometheus.
pub(super) async fn metrics(State(hub): State<Arc<Hub>>) -> Response {
    let counts = &hub.counts;
    let all = [
        ("turash_hub_requests_total", &counts.requests),
        ("turash_hub_requests_refused_total", &counts.refused),
        ("turash_hub_requests_failed_total", &counts.failed),
        ("turash_hub_ops_taken_total", &counts.ops_taken),
        ("turash_hub_ops_refused_total", &counts.ops_refused),
    ];
    let lines = all.iter().map(|(name, count)| {
        format!("# TYPE {name} counter\n{name} {}\n", count.load(Ordering::Relaxed))
    });
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, lines.collect::<String>()).into_response()
}
