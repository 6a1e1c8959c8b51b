//! The hub's tables, written once for both databases. The tenant's id leads every key, so that
//! the same tables can later be spread by it.

/// The steps to the tables of today, one for each form they had.
pub(super) const STEPS: &[&str] = &[CREATE, ADD_PEOPLE];
/// Form of the tables; a hub refuses a database of a newer form.
pub(super) const FORM: i64 = STEPS.len() as i64;

/// The steps that a database of this form lacks.
pub(super) fn steps_from(form: i64) -> String {
    STEPS[usize::try_from(form).unwrap_or(0)..].concat()
}

/// Every table that belongs to a tenant, with its columns in order.
pub const TENANT_TABLES: &[(&str, &[&str])] = &[
    ("member", &["org", "account", "role", "whole", "about"]),
    ("scope", &["org", "account", "stream"]),
    ("device", &["org", "device", "account", "name", "seen_us", "revoked_us"]),
    ("invite", &["org", "hash", "role", "whole", "about", "streams", "expires_us", "used_us"]),
    ("code", &["org", "hash", "account", "challenge", "redirect", "expires_us"]),
    ("access", &["org", "hash", "account", "family", "expires_us"]),
    ("refresh", &["org", "hash", "account", "family", "expires_us", "used_us"]),
    ("family", &["org", "family", "account", "device", "ended_us"]),
    ("stream", &["org", "stream", "kind", "name", "head", "chain", "compacted"]),
    ("epoch", &["org", "stream", "epoch", "starts_after"]),
    ("feed", &["org", "stream", "number", "hash", "chain", "commit_end", "op"]),
    ("sent", &["org", "stream", "device", "number", "hash", "taken", "refusal"]),
    ("sender", &["org", "stream", "device", "next"]),
    ("row_state", &["org", "stream", "table_name", "row_id", "state"]),
    ("seen", &["org", "stream", "device", "number", "at_us"]),
    ("snapshot", &["org", "stream", "snapshot", "number", "chain", "numbers", "made_us"]),
    ("blob", &["org", "stream", "sha256", "size", "have"]),
    ("person_key", &["org", "stream", "person", "number", "secret"]),
    (
        "proposal",
        &[
            "org",
            "proposal",
            "from_org",
            "to_org",
            "resource",
            "resource_type",
            "resource_name",
            "message",
            "status",
            "created_us",
        ],
    ),
];

/// Tables of the hub itself, with their columns in order.
pub const HUB_TABLES: &[(&str, &[&str])] = &[
    ("org", &["org", "name", "created_us"]),
    ("account", &["account", "login", "password", "created_us"]),
];

/// The keys of people, beside the feed.
const ADD_PEOPLE: &str = "
CREATE TABLE person_key (org BYTES NOT NULL, stream BYTES NOT NULL, person BYTES NOT NULL,
  number BIGINT NOT NULL, secret BYTES, PRIMARY KEY (org, stream, person));
";

/// The statements that make the tables of the first form.
const CREATE: &str = "
CREATE TABLE org (org BYTES PRIMARY KEY, name TEXT NOT NULL, created_us BIGINT NOT NULL);
CREATE TABLE account (account BYTES PRIMARY KEY, login TEXT NOT NULL UNIQUE, password TEXT NOT NULL,
  created_us BIGINT NOT NULL);
CREATE TABLE member (org BYTES NOT NULL, account BYTES NOT NULL, role TEXT NOT NULL, whole BIGINT NOT NULL,
  about BYTES, PRIMARY KEY (org, account));
CREATE TABLE scope (org BYTES NOT NULL, account BYTES NOT NULL, stream BYTES NOT NULL,
  PRIMARY KEY (org, account, stream));
CREATE TABLE device (org BYTES NOT NULL, device BYTES NOT NULL, account BYTES NOT NULL, name TEXT NOT NULL,
  seen_us BIGINT NOT NULL, revoked_us BIGINT, PRIMARY KEY (org, device));
CREATE TABLE invite (org BYTES NOT NULL, hash BYTES NOT NULL, role TEXT NOT NULL, whole BIGINT NOT NULL,
  about BYTES, streams TEXT NOT NULL, expires_us BIGINT NOT NULL, used_us BIGINT, PRIMARY KEY (org, hash));
CREATE TABLE code (org BYTES NOT NULL, hash BYTES NOT NULL, account BYTES NOT NULL, challenge TEXT NOT NULL,
  redirect TEXT NOT NULL, expires_us BIGINT NOT NULL, PRIMARY KEY (org, hash));
CREATE TABLE access (org BYTES NOT NULL, hash BYTES NOT NULL, account BYTES NOT NULL, family BYTES NOT NULL,
  expires_us BIGINT NOT NULL, PRIMARY KEY (org, hash));
CREATE TABLE refresh (org BYTES NOT NULL, hash BYTES NOT NULL, account BYTES NOT NULL, family BYTES NOT NULL,
  expires_us BIGINT NOT NULL, used_us BIGINT, PRIMARY KEY (org, hash));
CREATE TABLE family (org BYTES NOT NULL, family BYTES NOT NULL, account BYTES NOT NULL, device BYTES,
  ended_us BIGINT, PRIMARY KEY (org, family));
CREATE TABLE stream (org BYTES NOT NULL, stream BYTES NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  head BIGINT NOT NULL, chain BYTES NOT NULL, compacted BIGINT NOT NULL, PRIMARY KEY (org, stream));
CREATE TABLE epoch (org BYTES NOT NULL, stream BYTES NOT NULL, epoch BIGINT NOT NULL,
  starts_after BIGINT NOT NULL, PRIMARY KEY (org, stream, epoch));
CREATE TABLE feed (org BYTES NOT NULL, stream BYTES NOT NULL, number BIGINT NOT NULL, hash BYTES NOT NULL,
  chain BYTES NOT NULL, commit_end BIGINT NOT NULL, op TEXT, PRIMARY KEY (org, stream, number));
CREATE TABLE sent (org BYTES NOT NULL, stream BYTES NOT NULL, device BYTES NOT NULL, number BIGINT NOT NULL,
  hash BYTES NOT NULL, taken BIGINT, refusal TEXT, PRIMARY KEY (org, stream, device, number));
CREATE TABLE sender (org BYTES NOT NULL, stream BYTES NOT NULL, device BYTES NOT NULL, next BIGINT NOT NULL,
  PRIMARY KEY (org, stream, device));
CREATE TABLE row_state (org BYTES NOT NULL, stream BYTES NOT NULL, table_name TEXT NOT NULL,
  row_id BYTES NOT NULL, state TEXT NOT NULL, PRIMARY KEY (org, stream, table_name, row_id));
CREATE TABLE seen (org BYTES NOT NULL, stream BYTES NOT NULL, device BYTES NOT NULL, number BIGINT NOT NULL,
  at_us BIGINT NOT NULL, PRIMARY KEY (org, stream, device));
CREATE TABLE snapshot (org BYTES NOT NULL, stream BYTES NOT NULL, snapshot BYTES NOT NULL,
  number BIGINT NOT NULL, chain BYTES NOT NULL, numbers BYTES NOT NULL, made_us BIGINT NOT NULL,
  PRIMARY KEY (org, stream, snapshot));
CREATE TABLE blob (org BYTES NOT NULL, stream BYTES NOT NULL, sha256 BYTES NOT NULL, size BIGINT NOT NULL,
  have BIGINT NOT NULL, PRIMARY KEY (org, stream, sha256));
CREATE TABLE proposal (org BYTES NOT NULL, proposal BYTES NOT NULL, from_org BYTES NOT NULL,
  to_org BYTES NOT NULL, resource BYTES NOT NULL, resource_type TEXT NOT NULL, resource_name TEXT NOT NULL,
  message TEXT NOT NULL, status TEXT NOT NULL, created_us BIGINT NOT NULL, PRIMARY KEY (org, proposal));
";
