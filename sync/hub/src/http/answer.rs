//! How a question is read from a body and an answer written into one: limits, packing, refusals.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use turash_sync::protocol::{
    BadWire, MAX_MESSAGE_BYTES, Refusal, Reply, Request, decode_json, pack, unpack,
};

use crate::hub::HubError;

/// The content type of packed messages, in both directions. It names the version, so that nothing
/// else can pass for one.
pub const CONTENT_TYPE: &str = "application/vnd.turash.sync.v1";
const JSON: &str = "application/json";

/// An error on its way to a client.
#[derive(Debug)]
pub struct Failure(pub HubError);

impl<E: Into<HubError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// What a client is told of an error: the hub's own troubles stay in its log.
fn refusal_of(error: &HubError) -> Refusal {
    match error {
        HubError::Refused(refusal) => refusal.clone(),
        HubError::Db(_)
        | HubError::File(_)
        | HubError::Stored(_)
        | HubError::FolderNotEmpty(_)
        | HubError::BadBackup(_)
        | HubError::NotEmpty
        | HubError::NoPostgres
        | HubError::NoChance => {
            tracing::error!(code = "hub.failed", cause = %error);
            Refusal::Unavailable
        }
    }
}

fn status_of(refusal: &Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error in the platform's shape.
pub(super) fn failure(error: &HubError) -> Response {
    let refusal = refusal_of(error);
    let status = status_of(&refusal);
    let details = serde_json::to_value(&refusal).unwrap_or_default();
    let body = json!({
        "error": status.canonical_reason(),
        "code": refusal.code(),
        "details": details,
    });
    let mut answer = (status, Json(body)).into_response();
    if let Refusal::Busy { after_s } = refusal {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after_s));
    }
    answer
}

/// Reads a body of at most `limit` bytes; one that says it is longer is not read at all.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<axum::body::Bytes, HubError> {
    let too_large = Refusal::TooLarge { limit: limit as u64 };
    let said = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok());
    if said.and_then(|text| text.parse::<u64>().ok()).is_some_and(|n| n > limit as u64) {
        return Err(too_large.into());
    }
    to_bytes(body, limit).await.map_err(|_| too_large.into())
}

/// Reads a message of the sync protocol, packed or as plain JSON; tells which it was.
pub(super) async fn message(headers: &HeaderMap, body: Body) -> Result<(Request, bool), HubError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let packed = kind == CONTENT_TYPE;
    if !packed && kind.split(';').next() != Some(JSON) {
        return Err(Refusal::Malformed { what: "content-type".to_owned() }.into());
    }
    let bytes = read(headers, body, MAX_MESSAGE_BYTES).await?;
    let message: Result<Request, BadWire> = if packed {
        unpack(&bytes, MAX_MESSAGE_BYTES)
    } else {
        decode_json(&bytes, MAX_MESSAGE_BYTES)
    };
    let message = message.map_err(|error| match error {
        BadWire::TooLarge { limit } => Refusal::TooLarge { limit: limit as u64 },
        BadWire::NotPacked | BadWire::NotJson | BadWire::Unwritable => {
            Refusal::Malformed { what: "body".to_owned() }
        }
    })?;
    message.check()?;
    Ok((message, packed))
}

/// Writes an answer of the sync protocol the way the question came.
pub(super) fn reply(answer: Result<Reply, HubError>, packed: bool) -> Response {
    let reply = answer.unwrap_or_else(|error| Reply::Refused(refusal_of(&error)));
    let status = match &reply {
        Reply::Refused(refusal) => status_of(refusal),
        Reply::Session(_)
        | Reply::Push(_)
        | Reply::Pull(_)
        | Reply::Bootstrap(_)
        | Reply::Proof(_) => StatusCode::OK,
    };
    if !packed {
        return (status, Json(reply)).into_response();
    }
    match pack(&reply) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, CONTENT_TYPE)], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
