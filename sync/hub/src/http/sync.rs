//! The endpoints of synchronisation: each checks the device and the caller's right to every stream
//! that is named, and asks the feed. It owns no rule of how writes merge.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use tokio_stream::wrappers::ReceiverStream;
use turash_sync::protocol::*;

use super::answer::{Failure, message, reply};
use crate::accounts::{ACCESS_S, Caller, REFRESH_S};
use crate::feed::{is_rewound, next_of, standing};
use crate::hub::{Hub, HubError};

type Hubs = State<Arc<Hub>>;
type Who = Extension<Caller>;

/// Reads a message, answers it the way it came.
macro_rules! answered {
    ($headers:ident, $body:ident, $kind:ident, $asked:ident => $answer:expr) => {
        match message(&$headers, $body).await {
            Ok((Request::$kind($asked), packed)) => {
                let answer: Result<_, HubError> = async { $answer }.await;
                reply(answer.map(Reply::$kind), packed)
            }
            Ok((_, packed)) => {
                reply(Err(Refusal::Malformed { what: "path".to_owned() }.into()), packed)
            }
            Err(error) => reply(Err(error), is_packed(&$headers)),
        }
    };
}

fn is_packed(headers: &HeaderMap) -> bool {
    headers
        .get(axum::http::header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes() == super::CONTENT_TYPE.as_bytes())
}

pub(super) async fn session(
    State(hub): Hubs,
    Extension(who): Who,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered!(headers, body, Session, asked => introduce(&hub, &who, &asked).await)
}

async fn introduce(
    hub: &Hub,
    who: &Caller,
    asked: &SessionRequest,
) -> Result<SessionReply, HubError> {
    let ours = VersionRange::OURS;
    let version = ours.agree(asked.versions).ok_or(Refusal::Version { speaks: ours })?;
    let sound = hub.register_device(who, asked.device, &asked.app).await?;
    let mut scopes = if sound { hub.scopes(who).await? } else { Vec::new() };
    scopes.truncate(MAX_STREAMS);
    let gone = asked.cursors.iter().filter(|c| !scopes.iter().any(|s| s.stream == c.stream));
    let orders = gone.map(|cursor| Order::Wipe { stream: cursor.stream }).collect();
    let mut streams = Vec::new();
    let mut open = hub.read(who.org).await?;
    let tx = open.as_mut();
    for scope in &scopes {
        let Some(now) = standing(tx, who.org, scope.stream).await? else { continue };
        let cursor = asked.cursors.iter().find(|cursor| cursor.stream == scope.stream);
        let rewound = match cursor {
            Some(cursor) => is_rewound(tx, who.org, cursor, &now).await?,
            None => false,
        };
        streams.push(StreamState {
            stream: scope.stream,
            head: now.head,
            chain: now.chain,
            next: next_of(tx, who.org, scope.stream, asked.device).await?,
            epochs: now.epochs,
            rewound,
        });
    }
    Ok(SessionReply {
        version,
        // The hub hands on what it was handed, in any form.
        schema: u32::MAX,
        scopes,
        lease: Lease { seconds: if sound { REFRESH_S } else { 0 } },
        orders,
        streams,
    })
}

pub(super) async fn push(
    State(hub): Hubs,
    Extension(who): Who,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered!(headers, body, Push, asked => {
        hub.check_device(&who, asked.device).await?;
        match hub.right(&who, asked.stream).await? {
            Right::Write => hub.push(who.org, &asked).await,
            Right::Read => Err(Refusal::Forbidden.into()),
        }
    })
}

pub(super) async fn pull(
    State(hub): Hubs,
    Extension(who): Who,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered!(headers, body, Pull, asked => {
        hub.check_device(&who, asked.device).await?;
        let scopes = hub.scopes(&who).await?;
        if asked.cursors.iter().any(|c| !scopes.iter().any(|scope| scope.stream == c.stream)) {
            return Err(Refusal::NoStream.into());
        }
        hub.pull(who.org, asked.device, &asked.cursors).await
    })
}

pub(super) async fn bootstrap(
    State(hub): Hubs,
    Extension(who): Who,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered!(headers, body, Bootstrap, asked => {
        hub.check_device(&who, asked.device).await?;
        hub.right(&who, asked.stream).await?;
        hub.bootstrap(who.org, &asked).await
    })
}

pub(super) async fn proof(
    State(hub): Hubs,
    Extension(who): Who,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered!(headers, body, Proof, asked => {
        hub.right(&who, asked.stream).await?;
        hub.proof(who.org, &asked).await
    })
}

/// Events for the streams that the caller may see, until its token ends or the hub goes down.
pub(super) async fn poke(State(hub): Hubs, Extension(who): Who) -> Result<Response, Failure> {
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(16);
    let mut news = hub.pokes.subscribe();
    let mut closing = hub.closing.subscribe();
    let scopes: Vec<_> = hub.scopes(&who).await?.into_iter().map(|scope| scope.stream).collect();
    let end = tokio::time::Instant::now() + std::time::Duration::from_secs(ACCESS_S);
    tokio::spawn(async move {
        loop {
            let next = tokio::select! {
                next = news.recv() => next,
                _ = closing.wait_for(|closing| *closing) => return,
                () = tokio::time::sleep_until(end) => return,
                () = sender.closed() => return,
            };
            let poke = match next {
                Ok(news) if news.org == who.org && scopes.contains(&news.poke.stream) => news.poke,
                Ok(_) => continue,
                // Who missed some asks again by connecting again.
                Err(_) => return,
            };
            let Ok(event) = Event::default().event("poke").json_data(poke) else { return };
            if sender.send(Ok(event)).await.is_err() {
                return;
            }
        }
    });
    let news = Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default());
    Ok(news.into_response())
}
