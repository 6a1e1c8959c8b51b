//! What the replica promises, tried from outside.

mod common;
mod crash;
mod edit;
mod feed;
mod files;
mod find;
mod keys;
mod people;
mod speed;
mod undo;
