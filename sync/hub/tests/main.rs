//! The hub's promises, each held on both databases: the embedded one and PostgreSQL.
#![allow(clippy::unwrap_used)]

mod cases;
#[cfg(feature = "postgres")]
mod cluster;
mod drill;
mod matching;
#[cfg(feature = "postgres")]
mod speed;
mod web;
mod world;
