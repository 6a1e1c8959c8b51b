//! The jobs by which this engine and others are measured side by side, on generated regions.
//!
//! Each job calls the very functions that serve users ([`crate::matching::candidates`] and
//! their neighbours) with arguments of its own, and prints what other engines print for it,
//! so that answers are compared before times are. It knows no clock and opens no file.

pub mod alloc;
pub mod assign;
pub mod case;
pub mod cash;
pub mod join;
pub mod score;

pub use alloc::{Alloc, Edges, alloc, edges};
pub use assign::{Assign, assign, weights};
pub use case::{Case, CaseError, Flows, Resource};
pub use cash::{Drawn, Econ, econ, mc};
pub use join::{Join, join};
pub use score::{Score, score};
