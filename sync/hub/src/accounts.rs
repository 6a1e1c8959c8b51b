//! Who may do what: accounts, tenants, invitations, sign-in by code and PKCE, tokens, devices. It
//! owns every secret's hash and every lifetime, and knows nothing of sockets or pages.

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use turash_sync::client::StreamName;
use turash_sync::protocol::{DeviceId, Refusal, Right, Scope, StreamId};
use uuid::Uuid;

use crate::db::{DbError, Transaction, Value, first};
use crate::hub::{Hub, HubError};

/// Seconds that an access token lives.
pub const ACCESS_S: u64 = 600;
/// Seconds that a refresh token lives when it is not used.
pub const REFRESH_S: u64 = 30 * 24 * 3_600;
/// Seconds for which a spent refresh token buys once more, if what it bought was not used: a
/// device may die between the hub's answer and writing it down.
pub const SPENT_S: u64 = 60;
/// Seconds between sign-in in the browser and the use of its code.
const CODE_S: u64 = 60;
/// Seconds that an invitation lives.
pub const INVITE_S: u64 = 7 * 24 * 3_600;
/// Wrong passwords for one name within [`FAILURE_WINDOW_S`] before it must wait.
const FAILURES: u32 = 10;
const FAILURE_WINDOW_S: i64 = 300;
const MIN_PASSWORD: usize = 10;
const MAX_PASSWORD: usize = 1024;
const MAX_LOGIN: usize = 254;

/// What a person is to a tenant.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the hub for the tenant.
    Admin,
    /// Brings organisations together: begins projects, invites.
    Facilitator,
    /// Measures and edits.
    Engineer,
    /// Edits the projects it was asked to.
    Consultant,
    /// Reads what concerns its own organisation.
    Partner,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 5] =
        [Role::Admin, Role::Facilitator, Role::Engineer, Role::Consultant, Role::Partner];

    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Facilitator => "facilitator",
            Role::Engineer => "engineer",
            Role::Consultant => "consultant",
            Role::Partner => "partner",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What the role may do with a stream of this kind that is within its scope.
    fn right(self, kind: &str) -> Option<Right> {
        match (self, kind) {
            (Role::Admin | Role::Facilitator, _) => Some(Right::Write),
            (Role::Engineer | Role::Consultant, "project") => Some(Right::Write),
            (Role::Engineer | Role::Consultant, _) => Some(Right::Read),
            // A partner reads of its own organisation, by the API: a whole stream is more.
            (Role::Partner, _) => None,
        }
    }

    /// Whether one of this role may invite one of that.
    fn may_invite(self, other: Role) -> bool {
        match self {
            Role::Admin => true,
            Role::Facilitator => matches!(other, Role::Engineer | Role::Consultant | Role::Partner),
            Role::Engineer | Role::Consultant | Role::Partner => false,
        }
    }
}

/// Who asks: made once for each request, and the only way to a tenant's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The tenant.
    pub org: Uuid,
    /// The account.
    pub account: Uuid,
    /// What it is to the tenant.
    pub role: Role,
    /// Whether every stream of the tenant is in its scope.
    pub whole: bool,
    /// The organisation it speaks for, of those in the tenant's projects.
    pub about: Option<Uuid>,
    /// The sign-in its token came from.
    pub family: Uuid,
}

/// An invitation to a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewInvite {
    /// What the invited will be.
    pub role: Role,
    /// Whether every stream will be in its scope.
    #[serde(default)]
    pub whole: bool,
    /// Otherwise the streams that will.
    #[serde(default)]
    pub streams: Vec<Uuid>,
    /// The organisation it will speak for.
    #[serde(default)]
    pub about: Option<Uuid>,
}

/// The tokens of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tokens {
    /// Goes with every request.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds that the access token lives.
    pub expires_in: u64,
    /// Buys the next pair, once.
    pub refresh_token: String,
}

/// A device of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// What it calls itself.
    pub name: String,
    /// When it was last heard of, in microseconds since 1970 UTC.
    pub seen_us: i64,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// A tenant as its members see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The tenant.
    pub org: Uuid,
    /// Its name.
    pub name: String,
    /// What the caller is to it.
    pub role: Role,
}

/// A secret that names its tenant, so that it is looked up behind the tenant's fence.
fn written(kind: &str, org: Uuid, secret: &[u8; 32]) -> String {
    format!("{kind}.{}.{}", org.simple(), URL_SAFE_NO_PAD.encode(secret))
}

fn parse_secret(kind: &str, text: &str) -> Option<(Uuid, [u8; 32])> {
    let mut parts = text.split('.');
    let (head, org, secret) = (parts.next()?, parts.next()?, parts.next()?);
    if head != kind || parts.next().is_some() || secret.len() > 64 {
        return None;
    }
    let secret = URL_SAFE_NO_PAD.decode(secret).ok()?;
    if secret.len() != 32 {
        return None;
    }
    Some((Uuid::try_parse(org).ok()?, Sha256::digest(&secret).into()))
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn after(now_us: i64, seconds: u64) -> i64 {
    now_us.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX / 2_000_000) * 1_000_000)
}

/// 19 MiB, two passes, one lane: the least that OWASP's cheat sheet names for argon2id (2023).
fn hasher() -> Result<Argon2<'static>, HubError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|_| HubError::Stored("parameters"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn malformed(what: &str) -> HubError {
    Refusal::Malformed { what: what.to_owned() }.into()
}

impl Hub {
    /// Begins a tenant.
    pub async fn create_org(&self, name: &str) -> Result<Uuid, HubError> {
        let org = self.new_id()?;
        let mut tx = self.write_whole().await?;
        tx.execute(
            "INSERT INTO org (org, name, created_us) VALUES ($1, $2, $3)",
            &[org.into(), name.into(), self.now_us().into()],
        )
        .await?;
        tx.commit().await?;
        Ok(org)
    }

    /// The tenant of this name, if there is exactly one.
    pub async fn find_org(&self, name: &str) -> Result<Option<Uuid>, HubError> {
        let mut tx = self.read_whole().await?;
        let rows = tx.query("SELECT org FROM org WHERE name = $1", &[name.into()]).await?;
        match rows.as_slice() {
            [row] => Ok(Some(row.id(0)?)),
            _ => Ok(None),
        }
    }

    /// Invites; answers the secret of the link. Who runs the hub's machine invites as nobody.
    pub async fn invite(
        &self,
        org: Uuid,
        by: Option<&Caller>,
        invite: &NewInvite,
    ) -> Result<String, HubError> {
        if by.is_some_and(|by| !by.role.may_invite(invite.role)) {
            return Err(Refusal::Forbidden.into());
        }
        if invite.streams.len() > turash_sync::protocol::MAX_STREAMS {
            return Err(
                Refusal::TooLarge { limit: turash_sync::protocol::MAX_STREAMS as u64 }.into()
            );
        }
        if invite.role == Role::Partner && invite.about.is_none() {
            return Err(malformed("about"));
        }
        // Nobody gives away more than they hold.
        if let Some(by) = by.filter(|by| !by.whole) {
            let own = self.scopes(by).await?;
            let held = |id: &Uuid| own.iter().any(|scope| scope.stream.0 == *id);
            if invite.whole || !invite.streams.iter().all(held) {
                return Err(Refusal::Forbidden.into());
            }
        }
        let secret = self.random::<32>()?;
        let streams = serde_json::to_string(&invite.streams).map_err(|_| malformed("streams"))?;
        let mut tx = self.write(org).await?;
        tx.execute(
            "INSERT INTO invite (org, hash, role, whole, about, streams, expires_us, used_us) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
            &[
                org.into(),
                sha256(&secret).into(),
                invite.role.code().into(),
                i64::from(invite.whole).into(),
                invite.about.into(),
                streams.into(),
                after(self.now_us(), INVITE_S).into(),
            ],
        )
        .await?;
        tx.commit().await?;
        Ok(written("ti", org, &secret))
    }

    /// Takes an invitation: a new account, or one that is there and knows its password.
    pub async fn join(&self, token: &str, login: &str, password: &str) -> Result<Uuid, HubError> {
        let (org, hash) = parse_secret("ti", token).ok_or(Refusal::SignIn)?;
        let login = login.trim();
        if login.is_empty() || login.len() > MAX_LOGIN {
            return Err(malformed("login"));
        }
        if password.len() < MIN_PASSWORD || password.len() > MAX_PASSWORD {
            return Err(malformed("password"));
        }
        let there = self.account_of(login).await?;
        let known = match &there {
            Some((account, stored)) => {
                self.check_password(login, password, Some(stored)).await?;
                Some(*account)
            }
            None => None,
        };
        let stored = match known {
            Some(_) => None,
            None => Some(self.hash_password(password).await?),
        };
        let now = self.now_us();
        let mut open = self.write_whole().await?;
        let tx = open.as_mut();
        let row = tx
            .query(
                "UPDATE invite SET used_us = $3 WHERE org = $1 AND hash = $2 \
                 AND used_us IS NULL AND expires_us > $3 RETURNING role, whole, about, streams",
                &[org.into(), hash.into(), now.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::SignIn)?;
        let account = match (known, stored) {
            (Some(account), _) => account,
            (None, Some(stored)) => {
                let account = self.new_id()?;
                tx.execute(
                    "INSERT INTO account (account, login, password, created_us) \
                     VALUES ($1, $2, $3, $4)",
                    &[account.into(), login.into(), stored.into(), now.into()],
                )
                .await?;
                account
            }
            (None, None) => return Err(HubError::Stored("account")),
        };
        let about: Value = row.id_or_none(2)?.into();
        tx.execute(
            "INSERT INTO member (org, account, role, whole, about) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (org, account) DO UPDATE \
             SET role = excluded.role, whole = excluded.whole, about = excluded.about",
            &[org.into(), account.into(), row.text(0)?.into(), row.int(1)?.into(), about],
        )
        .await?;
        let streams: Vec<Uuid> =
            serde_json::from_str(row.text(3)?).map_err(|_| HubError::Stored("invite"))?;
        tx.execute(
            "DELETE FROM scope WHERE org = $1 AND account = $2",
            &[org.into(), account.into()],
        )
        .await?;
        let scopes =
            streams.into_iter().map(|stream| vec![org.into(), account.into(), stream.into()]);
        tx.execute_each(
            "INSERT INTO scope (org, account, stream) VALUES ($1, $2, $3) \
             ON CONFLICT (org, account, stream) DO NOTHING",
            scopes.collect(),
        )
        .await?;
        open.commit().await?;
        Ok(account)
    }

    async fn account_of(&self, login: &str) -> Result<Option<(Uuid, String)>, HubError> {
        let mut tx = self.read_whole().await?;
        let row = tx
            .query("SELECT account, password FROM account WHERE login = $1", &[login.into()])
            .await?;
        first(row).map(|row| Ok((row.id(0)?, row.text(1)?.to_owned()))).transpose()
    }

    async fn hash_password(&self, password: &str) -> Result<String, HubError> {
        let _turn = self.checking.acquire().await.map_err(|_| Refusal::Unavailable)?;
        let salt =
            SaltString::encode_b64(&self.random::<16>()?).map_err(|_| HubError::Stored("salt"))?;
        let password = password.to_owned();
        run(move || {
            let hash = hasher()?.hash_password(password.as_bytes(), &salt);
            Ok(hash.map_err(|_| HubError::Stored("password"))?.to_string())
        })
        .await
    }

    /// Holds a password against what is stored; a name that is not there takes as long.
    async fn check_password(
        &self,
        login: &str,
        password: &str,
        stored: Option<&str>,
    ) -> Result<(), HubError> {
        if password.len() > MAX_PASSWORD || login.len() > MAX_LOGIN {
            return Err(Refusal::SignIn.into());
        }
        let now = self.now_us();
        let window = FAILURE_WINDOW_S * 1_000_000;
        {
            let mut failures =
                self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            failures.retain(|_, (_, since)| now - *since < window);
            // Names are counted by what was typed; a flood of names is bounded too.
            let failed = failures.get(login).map_or(0, |(n, _)| *n);
            if failed >= FAILURES || failures.len() > 100_000 {
                return Err(Refusal::Busy { after_s: FAILURE_WINDOW_S.unsigned_abs() }.into());
            }
        }
        let _turn = self.checking.acquire().await.map_err(|_| Refusal::Unavailable)?;
        let (given, against) = (password.to_owned(), stored.map(str::to_owned));
        let right = run(move || {
            let argon = hasher()?;
            let Some(stored) = against else {
                let salt =
                    SaltString::encode_b64(&[7; 16]).map_err(|_| HubError::Stored("salt"))?;
                // The time is what it is for.
                let _ = argon.hash_password(given.as_bytes(), &salt);
                return Ok(false);
            };
            let stored = PasswordHash::new(&stored).map_err(|_| HubError::Stored("password"))?;
            Ok(argon.verify_password(given.as_bytes(), &stored).is_ok())
        })
        .await?;
        let mut failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if right {
            failures.remove(login);
            return Ok(());
        }
        failures.entry(login.to_owned()).or_insert((0, now)).0 += 1;
        Err(Refusal::SignIn.into())
    }

    /// Signs in with a password, in the browser: answers the code that the waiting program trades.
    /// `challenge` is the S256 of a verifier that only that program knows.
    pub async fn authorize(
        &self,
        login: &str,
        password: &str,
        org: Option<Uuid>,
        challenge: &str,
        redirect: &str,
    ) -> Result<String, HubError> {
        if challenge.len() != 43 || !is_loopback(redirect) {
            return Err(malformed("redirect_uri"));
        }
        let found = self.account_of(login.trim()).await?;
        self.check_password(login, password, found.as_ref().map(|(_, stored)| stored.as_str()))
            .await?;
        let (account, _) = found.ok_or(Refusal::SignIn)?;
        let memberships = self.memberships(account).await?;
        let org = match (org, memberships.as_slice()) {
            (Some(org), all) if all.iter().any(|one| one.org == org) => org,
            (None, [one]) => one.org,
            (None, [_, _, ..]) => return Err(malformed("org")),
            (Some(_), _) | (None, []) => return Err(Refusal::SignIn.into()),
        };
        let secret = self.random::<32>()?;
        let mut tx = self.write(org).await?;
        tx.execute(
            "INSERT INTO code (org, hash, account, challenge, redirect, expires_us) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                org.into(),
                sha256(&secret).into(),
                account.into(),
                challenge.into(),
                redirect.into(),
                after(self.now_us(), CODE_S).into(),
            ],
        )
        .await?;
        tx.commit().await?;
        Ok(written("tc", org, &secret))
    }

    /// Trades a code for tokens. A code is good once, whatever comes of it.
    pub async fn trade_code(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
    ) -> Result<Tokens, HubError> {
        let (org, hash) = parse_secret("tc", code).ok_or(Refusal::SignIn)?;
        let mut open = self.write(org).await?;
        let row = open
            .query(
                "DELETE FROM code WHERE org = $1 AND hash = $2 \
                 RETURNING account, challenge, redirect, expires_us",
                &[org.into(), hash.into()],
            )
            .await?;
        let Some(row) = first(row) else { return Err(Refusal::SignIn.into()) };
        let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
        let right = (43..=128).contains(&verifier.len())
            && row.text(1)? == challenge
            && row.text(2)? == redirect
            && row.int(3)? > self.now_us();
        if !right {
            open.commit().await?;
            return Err(Refusal::SignIn.into());
        }
        let account = row.id(0)?;
        let family = self.new_id()?;
        open.execute(
            "INSERT INTO family (org, family, account, device, ended_us) \
             VALUES ($1, $2, $3, NULL, NULL)",
            &[org.into(), family.into(), account.into()],
        )
        .await?;
        let tokens = self.issue(open.as_mut(), org, account, family).await?;
        open.commit().await?;
        Ok(tokens)
    }

    async fn issue(
        &self,
        tx: &mut dyn Transaction,
        org: Uuid,
        account: Uuid,
        family: Uuid,
    ) -> Result<Tokens, HubError> {
        let now = self.now_us();
        let (access, refresh) = (self.random::<32>()?, self.random::<32>()?);
        tx.execute(
            "DELETE FROM access WHERE org = $1 AND expires_us <= $2",
            &[org.into(), now.into()],
        )
        .await?;
        tx.execute(
            "INSERT INTO access (org, hash, account, family, expires_us) \
             VALUES ($1, $2, $3, $4, $5)",
            &[
                org.into(),
                sha256(&access).into(),
                account.into(),
                family.into(),
                after(now, ACCESS_S).into(),
            ],
        )
        .await?;
        tx.execute(
            "INSERT INTO refresh (org, hash, account, family, expires_us, used_us) \
             VALUES ($1, $2, $3, $4, $5, NULL)",
            &[
                org.into(),
                sha256(&refresh).into(),
                account.into(),
                family.into(),
                after(now, REFRESH_S).into(),
            ],
        )
        .await?;
        Ok(Tokens {
            access_token: written("ta", org, &access),
            token_type: "Bearer".to_owned(),
            expires_in: ACCESS_S,
            refresh_token: written("tr", org, &refresh),
        })
    }

    /// Trades a refresh token for the next pair. One that comes a second time was stolen, by the
    /// first who brought it or by the second: the whole sign-in ends.
    pub async fn refresh(&self, token: &str) -> Result<Tokens, HubError> {
        let (org, hash) = parse_secret("tr", token).ok_or(Refusal::SignIn)?;
        let now = self.now_us();
        let mut open = self.write(org).await?;
        let row = open
            .query(
                "UPDATE refresh SET used_us = COALESCE(used_us, $3) \
                 WHERE org = $1 AND hash = $2 RETURNING account, family, expires_us, used_us",
                &[org.into(), hash.into(), now.into()],
            )
            .await?;
        let Some(row) = first(row) else { return Err(Refusal::SignIn.into()) };
        let (account, family) = (row.id(0)?, row.id(1)?);
        // The instant is ours only if nobody was before; two within one microsecond are caught by
        // the tokens that the first was given.
        let used = row.int(3)?;
        let spent = used != now || self.has_newer(open.as_mut(), org, family, hash).await?;
        if spent && !self.buys_again(open.as_mut(), org, family, hash, used).await? {
            end_family(open.as_mut(), org, family, now).await?;
            open.commit().await?;
            tracing::warn!(code = "auth.refresh_reused", family = %family);
            return Err(Refusal::SignIn.into());
        }
        if row.int(2)? <= now {
            return Err(Refusal::SignIn.into());
        }
        let state = open
            .query(
                "SELECT f.ended_us, d.revoked_us FROM family f \
                 LEFT JOIN device d ON d.org = f.org AND d.device = f.device \
                 WHERE f.org = $1 AND f.family = $2",
                &[org.into(), family.into()],
            )
            .await?;
        let state = first(state).ok_or(Refusal::SignIn)?;
        if state.int_or_none(1)?.is_some() {
            return Err(Refusal::Revoked.into());
        }
        if state.int_or_none(0)?.is_some() {
            return Err(Refusal::SignIn.into());
        }
        let tokens = self.issue(open.as_mut(), org, account, family).await?;
        open.commit().await?;
        Ok(tokens)
    }

    /// Whether a token of the family was issued that this one, not yet used, should have bought.
    async fn has_newer(
        &self,
        tx: &mut dyn Transaction,
        org: Uuid,
        family: Uuid,
        hash: [u8; 32],
    ) -> Result<bool, HubError> {
        let open = tx
            .query(
                "SELECT COUNT(*) FROM refresh WHERE org = $1 AND family = $2 \
                 AND used_us IS NULL AND hash <> $3",
                &[org.into(), family.into(), hash.into()],
            )
            .await?;
        Ok(first(open).map(|row| row.int(0)).transpose()?.unwrap_or(0) > 0)
    }

    /// Whether a token that was spent at `used` buys once more: for a minute, and only where what
    /// it bought was never used. That is spent from now on, and whoever brings it is a thief.
    async fn buys_again(
        &self,
        tx: &mut dyn Transaction,
        org: Uuid,
        family: Uuid,
        hash: [u8; 32],
        used: i64,
    ) -> Result<bool, HubError> {
        if self.now_us() >= after(used, SPENT_S) {
            return Ok(false);
        }
        let used_since = tx
            .query(
                "SELECT COUNT(*) FROM refresh WHERE org = $1 AND family = $2 \
                 AND used_us >= $4 AND hash <> $3",
                &[org.into(), family.into(), hash.into(), used.into()],
            )
            .await?;
        if first(used_since).map(|row| row.int(0)).transpose()?.unwrap_or(1) > 0 {
            return Ok(false);
        }
        tx.execute(
            "UPDATE refresh SET used_us = 0 WHERE org = $1 AND family = $2 AND used_us IS NULL",
            &[org.into(), family.into()],
        )
        .await?;
        Ok(true)
    }

    /// Ends a sign-in.
    pub async fn sign_out(&self, caller: &Caller) -> Result<(), HubError> {
        let mut tx = self.write(caller.org).await?;
        end_family(tx.as_mut(), caller.org, caller.family, self.now_us()).await?;
        Ok(tx.commit().await?)
    }

    /// Who brings this access token.
    pub async fn caller(&self, token: &str) -> Result<Caller, HubError> {
        let (org, hash) = parse_secret("ta", token).ok_or(Refusal::SignIn)?;
        let mut tx = self.read(org).await?;
        let row = tx
            .query(
                "SELECT a.account, a.family, m.role, m.whole, m.about FROM access a \
                 JOIN member m ON m.org = a.org AND m.account = a.account \
                 JOIN family f ON f.org = a.org AND f.family = a.family \
                 WHERE a.org = $1 AND a.hash = $2 AND a.expires_us > $3 AND f.ended_us IS NULL",
                &[org.into(), hash.into(), self.now_us().into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::SignIn)?;
        Ok(Caller {
            org,
            account: row.id(0)?,
            family: row.id(1)?,
            role: Role::parse(row.text(2)?).ok_or(HubError::Stored("role"))?,
            whole: row.int(3)? != 0,
            about: row.id_or_none(4)?,
        })
    }

    /// The streams that a caller may see.
    pub async fn scopes(&self, caller: &Caller) -> Result<Vec<Scope>, HubError> {
        let streams = self.streams(caller).await?;
        let right = |stream: StreamName| {
            let right = caller.role.right(&stream.kind)?;
            Some(Scope { stream: StreamId(stream.id), right })
        };
        Ok(streams.into_iter().filter_map(right).collect())
    }

    /// The streams that a caller may see.
    pub async fn streams(&self, caller: &Caller) -> Result<Vec<StreamName>, HubError> {
        let mut tx = self.read(caller.org).await?;
        let rows = tx
            .query(
                "SELECT stream, kind, name FROM stream WHERE org = $1 AND (CAST($2 AS BIGINT) <> 0 OR EXISTS \
                 (SELECT 1 FROM scope s WHERE s.org = stream.org AND s.stream = stream.stream \
                  AND s.account = $3)) ORDER BY stream",
                &[caller.org.into(), i64::from(caller.whole).into(), caller.account.into()],
            )
            .await?;
        let mut streams = Vec::new();
        for row in &rows {
            if caller.role.right(row.text(1)?).is_some() {
                streams.push(StreamName {
                    id: row.id(0)?,
                    kind: row.text(1)?.to_owned(),
                    name: row.text(2)?.to_owned(),
                });
            }
        }
        Ok(streams)
    }

    /// What a caller may do with a stream; one that may not be seen is not there.
    pub async fn right(&self, caller: &Caller, stream: StreamId) -> Result<Right, HubError> {
        let scopes = self.scopes(caller).await?;
        let scope = scopes.into_iter().find(|scope| scope.stream == stream);
        Ok(scope.ok_or(Refusal::NoStream)?.right)
    }

    /// Begins a stream of the caller's tenant.
    pub async fn open_stream(
        &self,
        caller: &Caller,
        stream: StreamId,
        kind: &str,
        name: &str,
    ) -> Result<(), HubError> {
        if !matches!(kind, "project" | "reference" | "organization") {
            return Err(malformed("kind"));
        }
        if name.len() > turash_sync::protocol::MAX_NAME_BYTES {
            return Err(malformed("name"));
        }
        let mut tx = self.write(caller.org).await?;
        match crate::feed::create_stream(tx.as_mut(), caller.org, stream, kind, name).await {
            Ok(()) => {}
            // Joining twice is joining once, for who may see it.
            Err(HubError::Db(DbError::Taken)) => {
                drop(tx);
                return self.right(caller, stream).await.map(drop);
            }
            Err(other) => return Err(other),
        }
        if !caller.whole {
            tx.execute(
                "INSERT INTO scope (org, account, stream) VALUES ($1, $2, $3)",
                &[caller.org.into(), caller.account.into(), stream.0.into()],
            )
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Notes that a device speaks, and ties the sign-in to it. False if it was revoked.
    pub async fn register_device(
        &self,
        caller: &Caller,
        device: DeviceId,
        name: &str,
    ) -> Result<bool, HubError> {
        let mut tx = self.write(caller.org).await?;
        let row = tx
            .query(
                "INSERT INTO device (org, device, account, name, seen_us, revoked_us) \
                 VALUES ($1, $2, $3, $4, $5, NULL) \
                 ON CONFLICT (org, device) DO UPDATE SET seen_us = excluded.seen_us \
                 RETURNING account, revoked_us",
                &[
                    caller.org.into(),
                    device.0.into(),
                    caller.account.into(),
                    name.into(),
                    self.now_us().into(),
                ],
            )
            .await?;
        let row = first(row).ok_or(HubError::Stored("device"))?;
        if row.id(0)? != caller.account {
            return Err(Refusal::Forbidden.into());
        }
        let sound = row.int_or_none(1)?.is_none();
        if sound {
            let tied = tx
                .execute(
                    "UPDATE family SET device = $3 WHERE org = $1 AND family = $2 \
                     AND (device IS NULL OR device = $3)",
                    &[caller.org.into(), caller.family.into(), device.0.into()],
                )
                .await?;
            // A sign-in belongs to one device.
            if tied == 0 {
                return Err(Refusal::Forbidden.into());
            }
        }
        tx.commit().await?;
        Ok(sound)
    }

    /// Refuses a device that is not the caller's, or was revoked.
    pub async fn check_device(&self, caller: &Caller, device: DeviceId) -> Result<(), HubError> {
        let mut tx = self.read(caller.org).await?;
        let row = tx
            .query(
                "SELECT account, revoked_us FROM device WHERE org = $1 AND device = $2",
                &[caller.org.into(), device.0.into()],
            )
            .await?;
        let row = first(row).ok_or(Refusal::Forbidden)?;
        if row.id(0)? != caller.account {
            return Err(Refusal::Forbidden.into());
        }
        if row.int_or_none(1)?.is_some() {
            return Err(Refusal::Revoked.into());
        }
        Ok(())
    }

    /// Devices of the tenant: all for an admin, otherwise the caller's own.
    pub async fn devices(&self, caller: &Caller) -> Result<Vec<Device>, HubError> {
        let mut tx = self.read(caller.org).await?;
        let rows = tx
            .query(
                "SELECT device, account, name, seen_us, revoked_us FROM device \
                 WHERE org = $1 AND (CAST($2 AS BIGINT) <> 0 OR account = $3) ORDER BY device",
                &[
                    caller.org.into(),
                    i64::from(caller.role == Role::Admin).into(),
                    caller.account.into(),
                ],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Device {
                    id: row.id(0)?,
                    account: row.id(1)?,
                    name: row.text(2)?.to_owned(),
                    seen_us: row.int(3)?,
                    revoked: row.int_or_none(4)?.is_some(),
                })
            })
            .collect()
    }

    /// Revokes a device: it is told to wipe at its next session, and its sign-in buys nothing more.
    pub async fn revoke_device(&self, caller: &Caller, device: Uuid) -> Result<(), HubError> {
        let own = self.devices(caller).await?;
        if !own.iter().any(|known| known.id == device) {
            return Err(Refusal::NoStream.into());
        }
        let mut tx = self.write(caller.org).await?;
        tx.execute(
            "UPDATE device SET revoked_us = COALESCE(revoked_us, $3) \
             WHERE org = $1 AND device = $2",
            &[caller.org.into(), device.into(), self.now_us().into()],
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Removes a person from the tenant: every sign-in of theirs ends.
    pub async fn remove_member(&self, caller: &Caller, account: Uuid) -> Result<(), HubError> {
        let mut tx = self.write(caller.org).await?;
        let key: [Value; 2] = [caller.org.into(), account.into()];
        let removed =
            tx.execute("DELETE FROM member WHERE org = $1 AND account = $2", &key).await?;
        if removed == 0 {
            return Err(Refusal::NoStream.into());
        }
        tx.execute("DELETE FROM scope WHERE org = $1 AND account = $2", &key).await?;
        tx.execute("DELETE FROM access WHERE org = $1 AND account = $2", &key).await?;
        tx.execute("DELETE FROM refresh WHERE org = $1 AND account = $2", &key).await?;
        Ok(tx.commit().await?)
    }

    /// The tenants that an account belongs to.
    pub async fn memberships(&self, account: Uuid) -> Result<Vec<Membership>, HubError> {
        let mut tx = self.read_whole().await?;
        let rows = tx
            .query(
                "SELECT o.org, o.name, m.role FROM member m JOIN org o ON o.org = m.org \
                 WHERE m.account = $1 ORDER BY o.name, o.org",
                &[account.into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Membership {
                    org: row.id(0)?,
                    name: row.text(1)?.to_owned(),
                    role: Role::parse(row.text(2)?).ok_or(HubError::Stored("role"))?,
                })
            })
            .collect()
    }
}

async fn end_family(
    tx: &mut dyn Transaction,
    org: Uuid,
    family: Uuid,
    now: i64,
) -> Result<(), HubError> {
    tx.execute(
        "UPDATE family SET ended_us = COALESCE(ended_us, $3) WHERE org = $1 AND family = $2",
        &[org.into(), family.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Whether an address is of this machine alone: the waiting program's own port. That of version 6
/// is left out, because a page's policy cannot name it as the place where its form may end.
pub fn is_loopback(redirect: &str) -> bool {
    let Some(rest) = redirect.strip_prefix("http://127.0.0.1:") else { return false };
    let (port, path) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    port.parse::<u16>().is_ok_and(|port| port > 0) && path.chars().all(plain) && path.len() < 200
}

/// Work that keeps a core busy, off the threads that answer.
async fn run<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HubError> + Send + 'static,
) -> Result<T, HubError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| HubError::Refused(Refusal::Unavailable))?
}
