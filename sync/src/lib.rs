//! How copies of a project come to agree. It owns what they say to each other ([`protocol`]); it
//! knows no word that a person reads, and writes no table except through the store's log.

pub mod protocol;
