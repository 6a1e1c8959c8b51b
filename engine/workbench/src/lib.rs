//! What a user can do, headless.

pub mod map;
