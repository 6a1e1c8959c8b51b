//! Symbioses: what several exchanges are worth together, where one alone says too little.
//!
//! [`networks`] joins sources and sinks of heat by common pipes, [`groups`] brings together those
//! who need the same.

pub mod groups;
pub mod networks;
