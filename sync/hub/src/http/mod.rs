//! The hub as a web service: one table of routes from which the router, the guard before each of
//! them, the OpenAPI document and the tests' matrix are made. It owns statuses and headers only.

mod answer;
mod api;
mod blobs;
mod health;
mod openapi;
mod people;
mod sign_in;
mod sync;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::MethodRouter;
use turash_sync::protocol::Refusal;

use crate::accounts::Role;
use crate::hub::{Counts, Hub, HubError};

pub use answer::{CONTENT_TYPE, Failure};
pub use openapi::document;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody: the route brings its own proof, or tells nothing.
    Open,
    /// Members of a tenant, of these roles.
    Members(&'static [Role]),
}

/// One endpoint.
#[derive(Clone, Copy)]
pub struct Route {
    /// Its method.
    pub method: &'static str,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// What it does, in one word: the operation's id.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    handler: fn() -> MethodRouter<Arc<Hub>>,
}

const ANYBODY: Access = Access::Members(&Role::ALL);
const WORKERS: Access =
    Access::Members(&[Role::Admin, Role::Facilitator, Role::Engineer, Role::Consultant]);
const LEADERS: Access = Access::Members(&[Role::Admin, Role::Facilitator]);
const ADMINS: Access = Access::Members(&[Role::Admin]);

macro_rules! routes {
    ($($method:ident $path:literal $name:literal $access:expr => $handler:path;)+) => {
        /// Every endpoint of the hub.
        pub const ROUTES: &[Route] = &[$(Route {
            method: stringify!($method),
            path: $path,
            name: $name,
            access: $access,
            handler: || axum::routing::on(filter(stringify!($method)), $handler),
        },)+];
    };
}

routes! {
    GET "/healthz" "health" Access::Open => health::alive;
    GET "/readyz" "ready" Access::Open => health::ready;
    GET "/metrics" "metrics" Access::Open => health::metrics;
    GET "/api/v1/openapi.json" "openapi" Access::Open => openapi::serve;

    GET "/sign-in" "sign_in_page" Access::Open => sign_in::page;
    POST "/sign-in" "sign_in" Access::Open => sign_in::submit;
    GET "/join" "join_page" Access::Open => sign_in::join_page;
    POST "/join" "join" Access::Open => sign_in::join;
    POST "/oauth/token" "token" Access::Open => sign_in::token;
    POST "/oauth/revoke" "sign_out" ANYBODY => sign_in::sign_out;

    POST "/accounts/v1/invites" "invite" LEADERS => people::invite;
    GET "/accounts/v1/devices" "devices" ANYBODY => people::devices;
    POST "/accounts/v1/devices/{id}/revoke" "revoke_device" ANYBODY => people::revoke_device;
    DELETE "/accounts/v1/members/{id}" "remove_member" ADMINS => people::remove_member;
    GET "/accounts/v1/streams" "streams" WORKERS => people::streams;
    POST "/accounts/v1/streams" "open_stream" LEADERS => people::open_stream;

    POST "/sync/v1/session" "session" WORKERS => sync::session;
    POST "/sync/v1/push" "push" WORKERS => sync::push;
    POST "/sync/v1/pull" "pull" WORKERS => sync::pull;
    POST "/sync/v1/bootstrap" "bootstrap" WORKERS => sync::bootstrap;
    POST "/sync/v1/audit/proof" "proof" WORKERS => sync::proof;
    POST "/sync/v1/people/{stream}" "people" WORKERS => people::keys;
    GET "/sync/v1/poke" "poke" WORKERS => sync::poke;
    HEAD "/sync/v1/blobs/{sha256}" "blob_state" WORKERS => blobs::state;
    GET "/sync/v1/blobs/{sha256}" "blob" WORKERS => blobs::read;
    POST "/sync/v1/blobs/{sha256}" "begin_blob" WORKERS => blobs::begin;
    PATCH "/sync/v1/blobs/{sha256}" "continue_blob" WORKERS => blobs::append;

    GET "/api/v1/users/me/organizations" "my_organizations" ANYBODY => api::my_organizations;
    GET "/api/v1/proposals" "proposals" ANYBODY => api::proposals;
    POST "/api/v1/proposals" "create_proposal" WORKERS => api::create_proposal;
    GET "/api/v1/proposals/{id}" "proposal" ANYBODY => api::proposal;
    POST "/api/v1/proposals/{id}/status" "set_proposal_status" WORKERS => api::set_status;
    GET "/api/v1/organizations/{id}/proposals" "proposals_of" ANYBODY => api::proposals_of;
    GET "/api/v1/organizations/{id}/matching/direct" "direct_matches" WORKERS => api::direct_matches;
}

fn filter(method: &str) -> axum::routing::MethodFilter {
    use axum::routing::MethodFilter as Filter;
    match method {
        "GET" => Filter::GET,
        "HEAD" => Filter::HEAD,
        "PATCH" => Filter::PATCH,
        "DELETE" => Filter::DELETE,
        _ => Filter::POST,
    }
}

/// The hub as a service.
pub fn router(hub: Arc<Hub>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let guard = middleware::from_fn_with_state((Arc::clone(&hub), route.access), admit);
        router = router.route(route.path, (route.handler)().route_layer(guard));
    }
    router
        .fallback(async || Failure(HubError::Refused(Refusal::NoStream)))
        .layer(middleware::from_fn_with_state(Arc::clone(&hub), note))
        .with_state(hub)
}

/// The guard: makes who asks into a [`Caller`](crate::accounts::Caller), once, or turns them away.
async fn admit(
    State((hub, access)): State<(Arc<Hub>, Access)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if let Access::Members(roles) = access {
        let token = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
        let token = token.and_then(|text| text.strip_prefix("Bearer ")).ok_or(Refusal::SignIn);
        let caller = hub.caller(token?).await?;
        if !roles.contains(&caller.role) {
            return Err(Refusal::Forbidden.into());
        }
        request.extensions_mut().insert(caller);
    }
    Ok(next.run(request).await)
}

/// Counts and notes each request: codes and durations, never a value.
async fn note(State(hub): State<Arc<Hub>>, request: Request, next: Next) -> Response {
    let begun = std::time::Instant::now();
    let method = request.method().clone();
    let known = [Method::GET, Method::POST, Method::HEAD, Method::PATCH, Method::DELETE];
    let path = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("unmatched", |path| path.as_str())
        .to_owned();
    let answer = next.run(request).await;
    let status = answer.status().as_u16();
    Counts::add(&hub.counts.requests, 1);
    match status {
        500.. => Counts::add(&hub.counts.failed, 1),
        400.. => Counts::add(&hub.counts.refused, 1),
        _ => {}
    }
    let method = if known.contains(&method) { method.as_str() } else { "other" };
    tracing::info!(
        code = "http.answered",
        method,
        path,
        status,
        ms = begun.elapsed().as_millis() as u64
    );
    answer
}

impl axum::response::IntoResponse for Failure {
    fn into_response(self) -> Response {
        answer::failure(&self.0).into_response()
    }
}
