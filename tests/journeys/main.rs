//! The one integration binary: rules of the tree first, then journeys through the real programs.

mod allocation;
mod architecture;
mod bad_input;
mod bench;
mod calculators;
mod chain;
mod command_line;
mod contract;
mod desktop_window;
mod driver;
mod evaluation;
mod export;
mod interrupted;
mod keys;
mod legal;
mod licences;
mod packets;
mod register;
mod said;
mod sample;
mod speed;
mod symbioses;
mod sync;
mod tree;
