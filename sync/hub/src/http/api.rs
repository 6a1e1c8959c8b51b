//! The platform's REST API, version 1, in its published shapes: organisations in camelCase,
//! proposals in snake_case, lists of proposals bare.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use turash_sync::protocol::Refusal;
use uuid::Uuid;

use super::answer::Failure;
use super::people::{id, json as small};
use crate::accounts::{Caller, Role};
use crate::hub::{Hub, HubError};
use crate::matches::DirectMatch;
use crate::proposals::{NewProposal, Proposal, Status, Wanted};

const MAX_LIMIT: u64 = 500;

/// An organisation that the caller belongs to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnOrganization {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What the caller is to it.
    pub role: Role,
}

/// Success, as the platform wraps it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Wrapped<T> {
    /// What was asked for.
    pub data: T,
}

pub(super) async fn my_organizations(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
) -> Result<Json<Wrapped<Vec<OwnOrganization>>>, Failure> {
    let all = hub.memberships(who.account).await?;
    let data = all.into_iter().map(|m| OwnOrganization { id: m.org, name: m.name, role: m.role });
    Ok(Json(Wrapped { data: data.collect() }))
}

/// Success of a list that is read in parts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listed<T> {
    /// This part.
    pub data: Vec<T>,
    /// Where it stands in the whole.
    pub pagination: Pagination,
}

/// Where a part of a list stands in the whole.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// How many there are.
    pub total: usize,
    /// How many were asked for.
    pub limit: usize,
    /// How many come before.
    pub offset: usize,
    /// Whether more come after.
    pub has_more: bool,
}

/// How much of a list is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    #[serde(default = "twenty")]
    limit: usize,
    #[serde(default)]
    offset: usize,
}

fn twenty() -> usize {
    20
}

/// Each match that is told is worked out in full: fewer at once than of proposals.
const MAX_MATCHES: usize = 100;

pub(super) async fn direct_matches(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(organization): Path<String>,
    Query(part): Query<Part>,
) -> Result<Json<Listed<DirectMatch>>, Failure> {
    let (limit, offset) = (part.limit.min(MAX_MATCHES), part.offset);
    let (data, total) = hub.direct_matches(&who, id(&organization)?, offset, limit).await?;
    let has_more = offset.saturating_add(limit) < total;
    Ok(Json(Listed { data, pagination: Pagination { total, limit, offset, has_more } }))
}

/// How a list of proposals is narrowed down.
#[derive(Debug, Deserialize)]
pub(super) struct Narrowed {
    status: Option<Status>,
    from_org: Option<Uuid>,
    to_org: Option<Uuid>,
    #[serde(default = "fifty")]
    limit: u64,
    #[serde(default)]
    offset: u64,
}

fn fifty() -> u64 {
    50
}

pub(super) async fn proposals(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Query(by): Query<Narrowed>,
) -> Result<Json<Vec<Proposal>>, Failure> {
    let wanted = Wanted {
        status: by.status,
        from_org: by.from_org,
        to_org: by.to_org,
        limit: by.limit.min(MAX_LIMIT),
        offset: by.offset,
    };
    Ok(Json(hub.proposals(&who, &wanted).await?))
}

pub(super) async fn create_proposal(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let new: NewProposal = match small(&headers, body).await {
        Err(HubError::Refused(Refusal::Malformed { what })) => return Ok(invalid(&what)),
        other => other?,
    };
    match hub.propose(&who, new).await {
        Ok(made) => Ok((StatusCode::CREATED, Json(made)).into_response()),
        Err(HubError::Refused(Refusal::Malformed { what })) => Ok(invalid(&what)),
        Err(other) => Err(other.into()),
    }
}

/// The platform's status for input that is well formed and wrong.
fn invalid(what: &str) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let body = json!({
        "error": status.canonical_reason(),
        "code": "api.invalid",
        "details": { "what": what },
    });
    (status, Json(body)).into_response()
}

pub(super) async fn proposal(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(proposal): Path<String>,
) -> Result<Json<Proposal>, Failure> {
    Ok(Json(hub.proposal(&who, id(&proposal)?).await?))
}

/// A decision.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewStatus {
    /// What it is to be.
    pub status: Status,
}

pub(super) async fn set_status(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(proposal): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let proposal = id(&proposal)?;
    let new: NewStatus = match small(&headers, body).await {
        Err(HubError::Refused(Refusal::Malformed { .. })) => {
            hub.proposal(&who, proposal).await?;
            return Ok(invalid("status"));
        }
        other => other?,
    };
    match hub.decide(&who, proposal, new.status).await? {
        Some(decided) => Ok(Json(decided).into_response()),
        None => Ok(invalid("status")),
    }
}

/// The proposals of an organisation, by direction.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BothWays {
    /// To it.
    pub incoming: Vec<Proposal>,
    /// From it.
    pub outgoing: Vec<Proposal>,
}

pub(super) async fn proposals_of(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
    Path(organization): Path<String>,
) -> Result<Json<BothWays>, Failure> {
    let organization = id(&organization)?;
    if who.role == Role::Partner && who.about != Some(organization) {
        return Err(Refusal::NoStream.into());
    }
    let all = Wanted { limit: MAX_LIMIT, ..Wanted::default() };
    let to = Wanted { to_org: Some(organization), ..all.clone() };
    let from = Wanted { from_org: Some(organization), ..all };
    Ok(Json(BothWays {
        incoming: hub.proposals(&who, &to).await?,
        outgoing: hub.proposals(&who, &from).await?,
    }))
}
