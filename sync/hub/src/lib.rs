//! The hub, where copies of a project meet: it numbers and keeps what devices push, hands it on
//! to who may see it, and never loses what it has acknowledged. It owns accounts and endpoints;
//! how writes merge is `turash_sync`'s, and no word here is for a person.

pub mod accounts;
pub mod db;
pub mod feed;
pub mod hub;
pub mod tables;
