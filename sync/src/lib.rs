//! How copies of a project come to agree. It owns what they say to each other ([`protocol`]) and
//! how concurrent writes meet ([`merge`]); it knows no word that a person reads, and writes no
//! table except through the store's log.

pub mod client;
pub mod merge;
#[doc(hidden)]
pub mod planted;
pub mod protocol;
pub mod rules;
