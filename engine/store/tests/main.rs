//! What the replica promises, tried from outside.

mod common;
mod edit;
mod speed;
mod undo;
