//! When to try again: later and later up to a minute, spread by chance, never because of a new
//! edit alone. It is pure: the clock and the chance are handed in, the deadline is kept by others.

use crate::planted::{Fault, planted};

/// Longest wait between two tries.
pub const LONGEST_US: i64 = 60_000_000;
/// Shortest wait after a failure.
pub const SHORTEST_US: i64 = 1_000_000;
/// A copy that has nothing to say asks for news this often.
pub const POLL_US: i64 = 30_000_000;

/// How often it failed in a row, and when it is tried again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retry {
    /// Failures in a row.
    pub failures: u32,
    /// Not before this instant by the device's clock, in microseconds.
    pub at_us: i64,
}

impl Retry {
    /// After one more failure; `chance` is any number.
    pub fn after_failure(self, now_us: i64, chance: u64) -> Self {
        let failures = self.failures.saturating_add(1);
        let full = SHORTEST_US.saturating_mul(1 << failures.min(7).saturating_sub(1));
        let full = full.min(LONGEST_US);
        let half = full / 2;
        let spread = (chance % (half.unsigned_abs() + 1)) as i64;
        Self { failures, at_us: now_us.saturating_add(half + spread) }
    }

    /// After the hub asked for a pause.
    pub fn after_pause(self, now_us: i64, seconds: u64) -> Self {
        let pause = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000);
        let pause = pause.clamp(SHORTEST_US, LONGEST_US);
        Self { failures: self.failures, at_us: now_us.saturating_add(pause) }
    }

    /// Whether it may be tried now; otherwise until when it waits. A clock that was set back does
    /// not stretch the wait.
    pub fn due(self, now_us: i64) -> Result<(), i64> {
        let wait = self.at_us.saturating_sub(now_us);
        match wait {
            i64::MIN..=0 => Ok(()),
            _ if wait > LONGEST_US && !planted(Fault::ClockBackStops) => Ok(()),
            _ => Err(self.at_us),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_minute_and_are_spread() {
        let mut retry = Retry::default();
        let mut waits = Vec::new();
        for chance in [0, 0, 0, 0, 0, 0, 0, 0, u64::MAX, 7] {
            retry = retry.after_failure(1_000, chance);
            waits.push(retry.at_us - 1_000);
        }
        assert_eq!(
            waits[..8],
            [
                500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 30_000_000,
                30_000_000
            ]
        );
        assert!(waits.iter().all(|wait| *wait <= LONGEST_US));
        assert_ne!(waits[8], waits[9]);
    }

    #[test]
    fn a_clock_set_back_does_not_stretch_the_wait() {
        let retry = Retry::default().after_failure(10 * LONGEST_US, 0);
        assert!(retry.due(10 * LONGEST_US).is_err());
        assert!(retry.due(11 * LONGEST_US).is_ok());
        assert!(retry.due(0).is_ok());
    }
}
