//! Documents: what a partner gets to read, drawn from facts that were cut before.
//!
//! This crate turns values into pages. It never sees the store, the network or the clock,
//! makes no numbers of its own, and takes every word from the message catalogue it is given.

// The sample of the integration tests names this crate from outside.
#[cfg(test)]
extern crate self as turash_report;

mod error;
pub mod export;
mod figures;
pub mod furniture;
pub mod legal;
pub mod map;
mod packet;
pub mod painter;
mod portfolio;
pub mod seal;
mod sheet;
mod theme;
pub mod words;

pub use error::ReportError;
pub use furniture::{Before, Choice, Fonts, Furniture, Pdf, Seal, Section};
pub use map::{Class, Feature, Geometry, MapFacts};
pub use packet::packet;
pub use painter::PageSize;
pub use portfolio::portfolio;
pub use words::Catalogue;
