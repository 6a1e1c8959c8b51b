//! The merge against an independent reference, and the client against a hostile world.

mod model;
mod rng;
