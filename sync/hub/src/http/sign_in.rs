//! Sign-in in the browser and the trade of codes and refresh tokens, in the words of OAuth 2.0, so
//! that OpenID Connect can join later without change for a client.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use turash_sync::protocol::Refusal;
use uuid::Uuid;

use super::answer::{Failure, read};
use crate::accounts::{Caller, Tokens, is_loopback};
use crate::hub::{Hub, HubError};
use crate::words::{language, page as fill, said};

const SIGN_IN: &str = include_str!("../../../../assets/hub/sign-in.html");
const JOIN: &str = include_str!("../../../../assets/hub/join.html");
const JOINED: &str = include_str!("../../../../assets/hub/joined.html");
const MAX_FORM: usize = 8 << 10;

/// What a program asks of the browser.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    redirect_uri: String,
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
    state: String,
    #[serde(default)]
    org: String,
}

/// The filled form.
#[derive(Deserialize)]
pub(super) struct SignIn {
    login: String,
    password: String,
    redirect_uri: String,
    code_challenge: String,
    state: String,
    #[serde(default)]
    org: String,
}

fn lang(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    language(accepted.unwrap_or_default())
}

/// A page that runs no script, is framed by nobody and is kept by no cache.
fn html(status: StatusCode, page: String) -> Response {
    let mut answer = (status, Html(page)).into_response();
    let headers = answer.headers_mut();
    let fixed = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; \
             form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn malformed(what: &str) -> HubError {
    Refusal::Malformed { what: what.to_owned() }.into()
}

pub(super) async fn page(
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    if asked.code_challenge_method != "S256" || asked.code_challenge.len() != 43 {
        return Err(malformed("code_challenge").into());
    }
    if !is_loopback(&asked.redirect_uri) {
        return Err(malformed("redirect_uri").into());
    }
    let values = [
        ("redirect_uri", asked.redirect_uri.as_str()),
        ("code_challenge", asked.code_challenge.as_str()),
        ("state", asked.state.as_str()),
        ("org", asked.org.as_str()),
    ];
    Ok(html(StatusCode::OK, fill(SIGN_IN, lang(&headers), &values)))
}

/// Query strings and forms are written alike.
fn form<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, HubError> {
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("form"))?;
    let uri = format!("/?{text}").parse().map_err(|_| malformed("form"))?;
    let Query(form) = Query::<T>::try_from_uri(&uri).map_err(|_| malformed("form"))?;
    Ok(form)
}

pub(super) async fn submit(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let form: SignIn = form(&read(&headers, body, MAX_FORM).await?)?;
    let org = match form.org.as_str() {
        "" => None,
        text => Some(Uuid::try_parse(text).map_err(|_| malformed("org"))?),
    };
    let code = hub
        .authorize(&form.login, &form.password, org, &form.code_challenge, &form.redirect_uri)
        .await;
    match code {
        Ok(code) => {
            let state: String = form
                .state
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
                .collect();
            let to = format!("{}?code={code}&state={state}", form.redirect_uri);
            let mut answer = Redirect::to(&to).into_response();
            let never = HeaderValue::from_static("no-store");
            answer.headers_mut().insert(header::CACHE_CONTROL, never);
            Ok(answer)
        }
        Err(HubError::Refused(refusal)) => {
            let lang = lang(&headers);
            let key = match &refusal {
                Refusal::Busy { .. } => "hub-wait",
                Refusal::Malformed { what } if what == "org" => "hub-which",
                Refusal::SignIn => "hub-refused",
                _ => return Err(refusal.into()),
            };
            let values = [
                ("trouble", said(lang, key)),
                ("login", form.login.as_str()),
                ("redirect_uri", form.redirect_uri.as_str()),
                ("code_challenge", form.code_challenge.as_str()),
                ("state", form.state.as_str()),
                ("org", form.org.as_str()),
            ];
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNAUTHORIZED);
            Ok(html(status, fill(SIGN_IN, lang, &values)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The secret of an invitation's link.
#[derive(Debug, Deserialize)]
pub(super) struct Link {
    token: String,
}

pub(super) async fn join_page(headers: HeaderMap, Query(link): Query<Link>) -> Response {
    html(StatusCode::OK, fill(JOIN, lang(&headers), &[("token", &link.token)]))
}

/// An invitation that is taken.
#[derive(Deserialize)]
pub(super) struct Joining {
    token: String,
    login: String,
    password: String,
}

pub(super) async fn join(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let form: Joining = form(&read(&headers, body, MAX_FORM).await?)?;
    let lang = lang(&headers);
    match hub.join(&form.token, &form.login, &form.password).await {
        Ok(_) => Ok(html(StatusCode::CREATED, fill(JOINED, lang, &[]))),
        Err(HubError::Refused(refusal)) => {
            let key = match &refusal {
                Refusal::Busy { .. } => "hub-wait",
                _ => "hub-bad-link",
            };
            let values = [
                ("trouble", said(lang, key)),
                ("login", form.login.as_str()),
                ("token", form.token.as_str()),
            ];
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNAUTHORIZED);
            Ok(html(status, fill(JOIN, lang, &values)))
        }
        Err(other) => Err(other.into()),
    }
}

/// What a program brings to the token endpoint.
#[derive(Deserialize)]
#[serde(tag = "grant_type", rename_all = "snake_case")]
enum Grant {
    AuthorizationCode { code: String, code_verifier: String, redirect_uri: String },
    RefreshToken { refresh_token: String },
}

/// A refusal in the words of RFC 6749, 5.2.
#[derive(Serialize)]
struct NoGrant {
    error: &'static str,
    code: &'static str,
}

pub(super) async fn token(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let answer: Result<Tokens, HubError> = match form(&read(&headers, body, MAX_FORM).await?)? {
        Grant::AuthorizationCode { code, code_verifier, redirect_uri } => {
            hub.trade_code(&code, &code_verifier, &redirect_uri).await
        }
        Grant::RefreshToken { refresh_token } => hub.refresh(&refresh_token).await,
    };
    let mut answer = match answer {
        Ok(tokens) => Json(tokens).into_response(),
        Err(HubError::Refused(refusal @ (Refusal::SignIn | Refusal::Revoked))) => {
            let said = NoGrant { error: "invalid_grant", code: refusal.code() };
            (StatusCode::BAD_REQUEST, Json(said)).into_response()
        }
        Err(other) => return Err(other.into()),
    };
    let never = HeaderValue::from_static("no-store");
    answer.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(answer)
}

pub(super) async fn sign_out(
    State(hub): State<Arc<Hub>>,
    Extension(who): Extension<Caller>,
) -> Result<StatusCode, Failure> {
    hub.sign_out(&who).await?;
    Ok(StatusCode::NO_CONTENT)
}
