//! The hub, where copies of a project meet: it numbers and keeps what devices push, hands it on
//! to who may see it, and never loses what it has acknowledged. It owns accounts and endpoints;
//! how writes merge is `turash_sync`'s, and the words for people are the catalogue's.

pub mod accounts;
pub mod backup;
pub mod blobs;
pub mod db;
pub mod feed;
pub mod http;
pub mod hub;
pub mod matches;
pub mod people;
pub mod proposals;
pub mod words;
