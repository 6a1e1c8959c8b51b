//! Exact optimisation: who gives how much to whom so that all together gain most.
//!
//! [`mcf`] minimum-cost flow on any network, [`transport`] its fast path for trade between two
//! sides, [`allocate`] adds fixed costs and least amounts and [`region`] reads them from a
//! region, [`assign`] one partner each, [`read`] the exchange formats. All take a watch and are deterministic; none knows a table, a
//! file or a window.

pub mod allocate;
pub mod assign;
mod grain;
pub mod mcf;
pub mod read;
pub mod region;
pub mod transport;
mod tree;
