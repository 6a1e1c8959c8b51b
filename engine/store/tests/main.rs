//! What the replica promises, tried from outside.

mod common;
mod crash;
mod edit;
mod files;
mod find;
mod keys;
mod speed;
mod undo;
