//! The one integration binary: rules of the tree first, then journeys through the real programs.

mod architecture;
mod command_line;
mod desktop_window;
mod driver;
mod licences;
mod sample;
mod tree;
