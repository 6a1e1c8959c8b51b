//! Attachments, kept under their hash, taken in steps that can be resumed. It owns the headers of
//! an upload; where the bytes lie is [`crate::blobs`]'s.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use turash_sync::protocol::{Hash, Refusal, Right, StreamId};
use uuid::Uuid;

use super::answer::{Failure, read as read_body};
use crate::accounts::Caller;
use crate::blobs::{BlobState, STEP_BYTES};
use crate::hub::{Hub, HubError};

const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";
const STEP_HASH: &str = "upload-step-sha256";

/// The stream an attachment belongs to, and where to begin reading it.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    stream: Uuid,
    #[serde(default)]
    offset: u64,
}

fn hash(text: &str) -> Result<Hash, HubError> {
    text.parse().map_err(|_| Refusal::NoStream.into())
}

fn header_of<T: std::str::FromStr>(headers: &HeaderMap, name: &'static str) -> Result<T, HubError> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    let value = text.and_then(|text| text.parse().ok());
    value.ok_or_else(|| Refusal::Malformed { what: name.to_owned() }.into())
}

fn shown(status: StatusCode, state: BlobState) -> Response {
    let headers = [(OFFSET, state.have.to_string()), (LENGTH, state.size.to_string())];
    (status, headers).into_response()
}

async fn may_write(hub: &Hub, who: &Caller, stream: StreamId) -> Result<(), HubError> {
    match hub.right(who, stream).await? {
        Right::Write => Ok(()),
        Right::Read => Err(Refusal::Forbidden.into()),
    }
}

pub(super) async fn state(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let stream = StreamId(asked.stream);
    hub.right(&who, stream).await?;
    Ok(shown(StatusCode::OK, hub.blob_state(who.org, stream, hash(&sha256)?).await?))
}

pub(super) async fn begin(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let stream = StreamId(asked.stream);
    may_write(&hub, &who, stream).await?;
    let size = header_of(&headers, LENGTH)?;
    let state = hub.begin_blob(who.org, stream, hash(&sha256)?, size).await?;
    Ok(shown(StatusCode::CREATED, state))
}

pub(super) async fn append(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let stream = StreamId(asked.stream);
    may_write(&hub, &who, stream).await?;
    let (offset, step) = (header_of(&headers, OFFSET)?, header_of(&headers, STEP_HASH)?);
    let bytes = read_body(&headers, body, STEP_BYTES).await?;
    let state = hub.append_blob(who.org, stream, hash(&sha256)?, offset, step, &bytes).await?;
    Ok(shown(StatusCode::OK, state))
}

pub(super) async fn read(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let stream = StreamId(asked.stream);
    hub.right(&who, stream).await?;
    let hash = hash(&sha256)?;
    let (state, bytes) = hub.read_blob(who.org, stream, hash, asked.offset).await?;
    let mut answer = shown(StatusCode::OK, state);
    let kind = axum::http::HeaderValue::from_static("application/octet-stream");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    *answer.body_mut() = Body::from(bytes);
    Ok(answer)
}
