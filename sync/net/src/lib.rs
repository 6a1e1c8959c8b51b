//! Hubs over HTTP: sign-in in the system's browser with a code and its proof (RFC 7636 and RFC
//! 8252), tokens that are renewed, questions, attachments, news. It decides nothing about what is
//! carried.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE as KIND};
use reqwest::{Method, StatusCode, redirect};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use turash_store::Vault;

use turash_sync::client::{
    Address, CONTENT_TYPE, Connection, Desk, HubFault, Network, StreamName, Transport,
    TransportFault, read_answer,
};
use turash_sync::protocol::{
    Hash, MAX_MESSAGE_BYTES, PeopleAnswer, PeopleAsked, Refusal, Reply, Request, StreamId, pack,
};

const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);
/// How long a person may take to sign in.
const SIGN_IN: Duration = Duration::from_secs(600);
/// How often somebody who waits looks whether to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Pause before news are asked for again after the connection broke.
const NEWS_AGAIN: Duration = Duration::from_secs(5);
/// Bytes of an attachment sent at once.
const STEP: usize = 1 << 20;
/// Largest attachment that is taken.
const LARGEST: u64 = 1 << 31;
/// Largest answer that is no message.
const LARGEST_ANSWER: u64 = 4 << 20;

/// Hubs over HTTP.
#[derive(Debug, Clone, Default)]
pub struct Http {
    /// Made when it is first needed: it reads the system's certificates.
    client: Arc<OnceLock<Client>>,
}

/// The pair of tokens that a hub hands out.
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

/// A refusal as the hub writes it in JSON.
#[derive(Deserialize)]
struct Said {
    error: Option<serde_json::Value>,
    code: Option<String>,
}

impl Http {
    fn client(&self) -> Result<&Client, TransportFault> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // A second call finds the first one's provider in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("turash/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()
            .map_err(|_| TransportFault::Untrusted)?;
        Ok(self.client.get_or_init(|| client))
    }

    fn trade(&self, hub: &Address, form: &[(&str, &str)]) -> Result<Tokens, HubFault> {
        let body = form
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let asked = self
            .client()?
            .post(format!("{hub}/oauth/token"))
            .header(KIND, "application/x-www-form-urlencoded")
            .body(body);
        let answer = asked.send().map_err(|e| fault(&e))?;
        let status = answer.status();
        let bytes = body_of(answer, LARGEST_ANSWER)?;
        if status.is_success() {
            return serde_json::from_slice(&bytes).map_err(|_| TransportFault::NotTheHub.into());
        }
        match serde_json::from_slice::<Said>(&bytes) {
            Ok(Said { error: Some(error), .. }) if error == json!("invalid_grant") => {
                Err(HubFault::NotSignedIn)
            }
            Ok(said) => Err(refused(status, said.code.as_deref())),
            Err(_) => Err(TransportFault::NotTheHub.into()),
        }
    }
}

impl Network for Http {
    fn sign_in(&self, hub: &Address, vault: &Vault, desk: &dyn Desk) -> Result<(), HubFault> {
        let broken = |_| HubFault::NotFinished;
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(broken)?;
        listener.set_nonblocking(true).map_err(broken)?;
        let port = listener.local_addr().map_err(broken)?.port();
        let back = format!("http://127.0.0.1:{port}/signed-in");
        let (proof, state) = (word()?, word()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&proof));
        desk.show(&format!(
            "{hub}/sign-in?redirect_uri={}&code_challenge={challenge}\
             &code_challenge_method=S256&state={state}",
            encoded(&back)
        ));
        let end = Instant::now() + SIGN_IN;
        let code = loop {
            if desk.stop() {
                return Err(HubFault::Stopped);
            }
            if Instant::now() > end {
                return Err(HubFault::NotFinished);
            }
            match listener.accept() {
                Ok((stream, _)) => {
                    if let Some(code) = hear(stream, &state, desk) {
                        break code;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    std::thread::sleep(LOOK);
                }
                Err(_) => return Err(HubFault::NotFinished),
            }
        };
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("code_verifier", &proof),
            ("redirect_uri", &back),
        ];
        let tokens = self.trade(hub, &form)?;
        Ok(vault.write(hub.as_str(), &tokens.refresh_token)?)
    }

    fn connect(&self, hub: &Address, vault: Vault) -> Result<Box<dyn Connection>, HubFault> {
        if vault.read(hub.as_str())?.is_none() {
            return Err(HubFault::NotSignedIn);
        }
        Ok(Box::new(HttpConnection {
            http: self.clone(),
            hub: hub.clone(),
            vault,
            access: Arc::default(),
            news: Mutex::default(),
            closed: Arc::default(),
        }))
    }
}

/// Reads what the browser brings back, and answers it. What is not the answer to this sign-in is
/// turned away and changes nothing.
fn hear(mut stream: TcpStream, state: &str, desk: &dyn Desk) -> Option<String> {
    stream.set_nonblocking(false).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    stream.set_write_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut line = String::new();
    BufReader::new((&stream).take(8 << 10)).read_line(&mut line).ok()?;
    let code = code_in(&line, state);
    let (status, page) = match code {
        Some(_) => ("200 OK", desk.last_page()),
        None => ("404 Not Found", String::new()),
    };
    // Who closed the page before its end has signed in all the same.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    code
}

/// The code in the first line of the browser's request, if it is of this sign-in.
fn code_in(line: &str, state: &str) -> Option<String> {
    let target = line.strip_prefix("GET ")?.split(' ').next()?;
    let query = target.strip_prefix("/signed-in?")?;
    let of = |name: &str| {
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        pair.filter(|v| {
            v.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        })
    };
    (of("state")? == state).then(|| of("code").map(str::to_owned))?
}

/// 32 random bytes as text.
fn word() -> Result<String, HubFault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| HubFault::NotFinished)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A hub, as the vault's owner.
struct HttpConnection {
    http: Http,
    hub: Address,
    vault: Vault,
    /// The access token in use, in memory alone.
    access: Arc<Mutex<Option<String>>>,
    news: Mutex<Option<Receiver<()>>>,
    closed: Arc<AtomicBool>,
}

impl HttpConnection {
    /// A new access token. Programs take turns: each pair of tokens buys the next one once.
    fn renew(&self, spent: Option<&str>) -> Result<String, HubFault> {
        let mut held = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = held.as_deref().filter(|token| Some(*token) != spent) {
            return Ok(token.to_owned());
        }
        let hub = self.hub.as_str();
        let tokens = self.vault.alone(hub, || {
            let refresh = self.vault.read(hub)?.ok_or(HubFault::NotSignedIn)?;
            let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
            let tokens = self.http.trade(&self.hub, &form)?;
            self.vault.write(hub, &tokens.refresh_token)?;
            Ok::<_, HubFault>(tokens)
        })??;
        *held = Some(tokens.access_token.clone());
        Ok(tokens.access_token)
    }

    /// Asks with the access token, and once more with a new one where it has ended.
    fn send(
        &self,
        method: Method,
        path: &str,
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Response, HubFault> {
        let url = format!("{}{path}", self.hub);
        let held = self.access.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut token = match held {
            Some(token) => token,
            None => self.renew(None)?,
        };
        for last in [false, true] {
            let asked = self.http.client()?.request(method.clone(), &url);
            let asked = fill(asked.header(AUTHORIZATION, format!("Bearer {token}")));
            let answer = asked.send().map_err(|e| fault(&e))?;
            if answer.status() != StatusCode::UNAUTHORIZED || last {
                return Ok(answer);
            }
            token = self.renew(Some(&token))?;
        }
        Err(HubFault::NotSignedIn)
    }

    fn done(&self, answer: Response) -> Result<Response, HubFault> {
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let bytes = body_of(answer, LARGEST_ANSWER)?;
        // An answer to HEAD has no body; its status is all there is.
        if bytes.is_empty() {
            return Err(refused(status, None));
        }
        let said: Said = serde_json::from_slice(&bytes).map_err(|_| TransportFault::NotTheHub)?;
        let code = said.error.as_ref().and_then(|error| error["code"].as_str().map(str::to_owned));
        Err(refused(status, code.or(said.code).as_deref()))
    }

    fn blob(stream: StreamId, hash: Hash, offset: u64) -> String {
        format!("/sync/v1/blobs/{hash}?stream={}&offset={offset}", stream.0)
    }
}

impl Transport for HttpConnection {
    fn ask(&self, request: &Request) -> Result<Reply, TransportFault> {
        let body = pack(request).map_err(|_| TransportFault::NotTheHub)?;
        let sent = self.send(Method::POST, request.path(), |asked| {
            asked.header(KIND, CONTENT_TYPE).body(body.clone())
        });
        let answer = match sent {
            Ok(answer) => answer,
            Err(HubFault::Transport(fault)) => return Err(fault),
            Err(HubFault::NotSignedIn) => return Ok(Reply::Refused(Refusal::SignIn)),
            Err(HubFault::Refused(refusal)) => return Ok(Reply::Refused(refusal)),
            // The tokens cannot be reached: without them there is nobody to speak to.
            Err(HubFault::Store(_) | HubFault::NotFinished | HubFault::Stopped) => {
                return Ok(Reply::Refused(Refusal::SignIn));
            }
        };
        let kind = answer.headers().get(KIND).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        read_answer(&kind, &body_of(answer, MAX_MESSAGE_BYTES as u64)?)
    }
}

impl Connection for HttpConnection {
    fn streams(&self) -> Result<Vec<StreamName>, HubFault> {
        let answer = self.done(self.send(Method::GET, "/accounts/v1/streams", |asked| asked)?)?;
        let bytes = body_of(answer, LARGEST_ANSWER)?;
        serde_json::from_slice(&bytes).map_err(|_| TransportFault::NotTheHub.into())
    }

    fn begin_stream(&self, stream: StreamId, name: &str) -> Result<(), HubFault> {
        let body = json!({ "id": stream.0, "kind": "project", "name": name }).to_string();
        let answer = self.send(Method::POST, "/accounts/v1/streams", |asked| {
            asked.header(KIND, "application/json").body(body.clone())
        })?;
        self.done(answer).map(drop)
    }

    fn has_blob(&self, stream: StreamId, hash: Hash) -> Result<bool, HubFault> {
        let path = Self::blob(stream, hash, 0);
        match self.done(self.send(Method::HEAD, &path, |asked| asked)?) {
            Ok(answer) => Ok(number(&answer, OFFSET) == number(&answer, LENGTH)),
            Err(HubFault::Refused(Refusal::NoStream)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn read_blob(&self, stream: StreamId, hash: Hash) -> Result<Vec<u8>, HubFault> {
        let mut bytes = Vec::new();
        loop {
            let path = Self::blob(stream, hash, bytes.len() as u64);
            let answer = self.done(self.send(Method::GET, &path, |asked| asked)?)?;
            let size = number(&answer, LENGTH).filter(|size| *size <= LARGEST);
            let size = size.ok_or(TransportFault::NotTheHub)?;
            let more = body_of(answer, size - bytes.len() as u64)?;
            if more.is_empty() && (bytes.len() as u64) < size {
                return Err(TransportFault::Offline.into());
            }
            bytes.extend(more);
            if bytes.len() as u64 >= size {
                break;
            }
        }
        let is = Hash(Sha256::digest(&bytes).into());
        if is == hash { Ok(bytes) } else { Err(TransportFault::NotTheHub.into()) }
    }

    fn send_blob(&self, stream: StreamId, hash: Hash, bytes: &[u8]) -> Result<(), HubFault> {
        let path = Self::blob(stream, hash, 0);
        let size = bytes.len().to_string();
        let begun = self.send(Method::POST, &path, |asked| asked.header(LENGTH, &size))?;
        let mut have = number(&self.done(begun)?, OFFSET).unwrap_or(0);
        while have < bytes.len() as u64 {
            let from = usize::try_from(have).map_err(|_| TransportFault::NotTheHub)?;
            let step = &bytes[from..bytes.len().min(from + STEP)];
            let digest = Hash(Sha256::digest(step).into()).to_string();
            let sent = self.send(Method::PATCH, &path, |asked| {
                asked.header(OFFSET, have).header(STEP_HASH, &digest).body(step.to_vec())
            })?;
            let now = number(&self.done(sent)?, OFFSET).unwrap_or(0);
            if now <= have {
                return Err(TransportFault::NotTheHub.into());
            }
            have = now;
        }
        Ok(())
    }

    fn people(&self, stream: StreamId, asked: &PeopleAsked) -> Result<PeopleAnswer, HubFault> {
        let body = serde_json::to_string(asked).map_err(|_| TransportFault::NotTheHub)?;
        let path = format!("/sync/v1/people/{}", stream.0);
        let answer = self.send(Method::POST, &path, |asked| {
            asked.header(KIND, "application/json").body(body.clone())
        })?;
        let bytes = body_of(self.done(answer)?, LARGEST_ANSWER)?;
        serde_json::from_slice(&bytes).map_err(|_| TransportFault::NotTheHub.into())
    }

    fn wait_for_news(&self, longest: Duration) -> bool {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = news.get_or_insert_with(|| {
            let (tell, heard) = sync_channel(1);
            let (http, hub) = (self.http.clone(), self.hub.clone());
            let (access, closed) = (Arc::clone(&self.access), Arc::clone(&self.closed));
            std::thread::spawn(move || listen(&http, &hub, &access, &tell, &closed));
            heard
        });
        match heard.recv_timeout(longest) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(longest);
                false
            }
        }
    }

    fn sign_out(&self) -> Result<(), HubFault> {
        let told = self.send(Method::POST, "/oauth/revoke", |asked| asked);
        self.vault.forget(self.hub.as_str())?;
        match told {
            // A sign-in that has ended is what was asked for.
            Err(HubFault::NotSignedIn) => Ok(()),
            told => self.done(told?).map(drop),
        }
    }
}

impl Drop for HttpConnection {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
    }
}

const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";
const STEP_HASH: &str = "upload-step-sha256";

fn number(answer: &Response, header: &str) -> Option<u64> {
    answer.headers().get(header)?.to_str().ok()?.parse().ok()
}

/// Hears what the hub says of news, until nobody wants to know. Tokens are renewed by whoever
/// asks questions; here the one in use is good enough.
fn listen(
    http: &Http,
    hub: &Address,
    access: &Mutex<Option<String>>,
    tell: &SyncSender<()>,
    closed: &AtomicBool,
) {
    while !closed.load(Ordering::Relaxed) {
        let token = access.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let (Some(token), Ok(client)) = (token, http.client()) {
            let asked = client
                .get(format!("{hub}/sync/v1/poke"))
                .header(AUTHORIZATION, format!("Bearer {token}"))
                .timeout(SIGN_IN);
            if let Ok(answer) = asked.send()
                && answer.status().is_success()
            {
                for line in BufReader::new(answer).lines() {
                    let Ok(line) = line else { break };
                    if closed.load(Ordering::Relaxed) {
                        return;
                    }
                    if line.starts_with("data:") {
                        // One that is not yet heard stands for all.
                        let _ = tell.try_send(());
                    }
                }
            }
        }
        for _ in 0..NEWS_AGAIN.as_millis() / LOOK.as_millis() {
            if closed.load(Ordering::Relaxed) {
                return;
            }
            std::thread::sleep(LOOK);
        }
    }
}

/// Reads an answer up to a limit; what is longer is not the hub's.
fn body_of(answer: Response, limit: u64) -> Result<Vec<u8>, TransportFault> {
    let mut bytes = Vec::new();
    answer.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::TimedOut => TransportFault::TimedOut,
            _ => TransportFault::Offline,
        }
    })?;
    if bytes.len() as u64 > limit { Err(TransportFault::NotTheHub) } else { Ok(bytes) }
}

fn fault(error: &reqwest::Error) -> TransportFault {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(now) = cause {
        if let Some(rustls::Error::InvalidCertificate(_)) = now.downcast_ref() {
            return TransportFault::Untrusted;
        }
        let io = now.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if let Some(inner) = io
            && let Some(rustls::Error::InvalidCertificate(_)) = inner.downcast_ref()
        {
            return TransportFault::Untrusted;
        }
        cause = now.source();
    }
    if error.is_timeout() { TransportFault::TimedOut } else { TransportFault::Offline }
}

/// What a status outside the protocol's own messages means.
fn refused(status: StatusCode, code: Option<&str>) -> HubFault {
    match (status.as_u16(), code) {
        (_, Some("sync.revoked")) => HubFault::Refused(Refusal::Revoked),
        (401, _) => HubFault::NotSignedIn,
        (403, _) => HubFault::Refused(Refusal::Forbidden),
        (404, _) => HubFault::Refused(Refusal::NoStream),
        (413, _) => HubFault::Refused(Refusal::TooLarge { limit: 0 }),
        (429, _) => HubFault::Refused(Refusal::Busy { after_s: 60 }),
        (400, _) => HubFault::Refused(Refusal::Malformed { what: String::new() }),
        (500.., Some(_)) => HubFault::Refused(Refusal::Unavailable),
        _ => TransportFault::NotTheHub.into(),
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answer_to_this_sign_in_is_heard() {
        for (line, code) in [
            ("GET /signed-in?code=abc&state=s1 HTTP/1.1\r\n", Some("abc")),
            ("GET /signed-in?state=s1&code=a-b_c.d HTTP/1.1\r\n", Some("a-b_c.d")),
            ("GET /signed-in?code=abc&state=s2 HTTP/1.1\r\n", None),
            ("GET /signed-in?code=a%20b&state=s1 HTTP/1.1\r\n", None),
            ("GET /signed-in?state=s1 HTTP/1.1\r\n", None),
            ("GET /favicon.ico HTTP/1.1\r\n", None),
            ("POST /signed-in?code=abc&state=s1 HTTP/1.1\r\n", None),
            ("", None),
        ] {
            assert_eq!(code_in(line, "s1").as_deref(), code, "{line}");
        }
    }
}
