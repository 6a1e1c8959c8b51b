//! The endpoints about members, devices and streams of a tenant, and the keys of a stream's people. It owns their JSON and nothing of
//! what a role may do.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use turash_sync::client::StreamName;
use turash_sync::protocol::{PeopleAnswer, PeopleAsked, Refusal, StreamId};
use uuid::Uuid;

use super::answer::{Failure, read};
use crate::accounts::{Caller, Device, INVITE_S, NewInvite};
use crate::hub::{Hub, HubError};

const MAX_BODY: usize = 64 << 10;

/// Reads a small JSON body.
pub(super) async fn json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<T, HubError> {
    let bytes = read(headers, body, MAX_BODY).await?;
    serde_json::from_slice(&bytes)
        .map_err(|_| Refusal::Malformed { what: "body".to_owned() }.into())
}

/// An id in a path; what is none is nothing that is there.
pub(super) fn id(text: &str) -> Result<Uuid, HubError> {
    Uuid::try_parse(text).map_err(|_| Refusal::NoStream.into())
}

/// An invitation that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Invited {
    /// Path of the page at which it is taken.
    pub link: String,
    /// Seconds that it lives.
    pub expires_in: u64,
}

pub(super) async fn invite(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Invited>), Failure> {
    let invite: NewInvite = json(&headers, body).await?;
    let token = hub.invite(who.org, Some(&who), &invite).await?;
    let link = format!("/join?token={token}");
    Ok((StatusCode::CREATED, Json(Invited { link, expires_in: INVITE_S })))
}

pub(super) async fn devices(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
) -> Result<Json<Vec<Device>>, Failure> {
    Ok(Json(hub.devices(&who).await?))
}

pub(super) async fn revoke_device(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(device): Path<String>,
) -> Result<StatusCode, Failure> {
    hub.revoke_device(&who, id(&device)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove_member(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(account): Path<String>,
) -> Result<StatusCode, Failure> {
    hub.remove_member(&who, id(&account)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A stream to begin.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewStream {
    /// Its id: the project's own.
    pub id: Uuid,
    /// `project`, `reference` or `organization`.
    pub kind: String,
    /// What its members call it.
    pub name: String,
}

pub(super) async fn streams(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
) -> Result<Json<Vec<StreamName>>, Failure> {
    Ok(Json(hub.streams(&who).await?))
}

pub(super) async fn open_stream(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Failure> {
    let new: NewStream = json(&headers, body).await?;
    hub.open_stream(&who, StreamId(new.id), &new.kind, &new.name).await?;
    Ok(StatusCode::CREATED)
}

pub(super) async fn keys(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(stream): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PeopleAnswer>, Failure> {
    let asked: PeopleAsked = json(&headers, body).await?;
    Ok(Json(hub.people(&who, StreamId(id(&stream)?), &asked).await?))
}
