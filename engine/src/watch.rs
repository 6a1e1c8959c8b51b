//! How a long computation tells about itself and is asked to stop.
//!
//! It knows nothing of threads or windows: the workbench supplies an implementation.

/// Receives progress from a long engine function and tells it whether to stop.
pub trait Watch: Sync {
    /// `done` of `total` steps of the phase named by its code are finished.
    fn progress(&self, done: u64, total: u64, phase: &'static str);
    /// Whether the caller wants the function to return early with what it has.
    fn stop(&self) -> bool;
}

/// Listens to nothing and never stops: for tests and short work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _done: u64, _total: u64, _phase: &'static str) {}
    fn stop(&self) -> bool {
        false
    }
}
