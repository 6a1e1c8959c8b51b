//! The progress bar on standard error, drawn only on a terminal.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use turash_workbench::{Watch, Words};

/// Shows the phase and progress of the operation at work.
pub struct Progress {
    bar: ProgressBar,
    words: Words,
    phase: Mutex<&'static str>,
}

impl Progress {
    /// A bar that appears with the first progress, and never under `quiet`.
    pub fn new(words: Words, quiet: bool) -> Self {
        let target =
            if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:28} {bar:32} {percent:>3} %  {eta}") {
            bar.set_style(style);
        }
        Self { bar, words, phase: Mutex::new("") }
    }

    /// Takes the bar away before something is printed.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn progress(&self, done: u64, total: u64, phase: &'static str) {
        if let Ok(mut shown) = self.phase.lock()
            && *shown != phase
        {
            *shown = phase;
            self.bar.set_message(self.words.of_code("phase-", phase, &[]));
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    fn stop(&self) -> bool {
        false
    }
}
