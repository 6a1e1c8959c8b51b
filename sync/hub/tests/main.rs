//! The hub's promises, each held on both databases: the embedded one and PostgreSQL.
#![allow(clippy::unwrap_used)]

mod cases;
#[cfg(feature = "postgres")]
mod cluster;
mod drill;
mod web;
mod world;
