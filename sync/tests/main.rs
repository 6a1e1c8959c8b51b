//! The merge against an independent reference, and the client against a hostile world.

mod decoders;
mod hub;
mod model;
mod rng;
mod sim;
mod trail;
