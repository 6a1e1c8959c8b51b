//! What a piece of work takes: time on the clock, time of all processors, memory.
//!
//! It runs the work it is given and knows nothing of it.

use std::time::Instant;

use cpu_time::ProcessTime;
use schemars::JsonSchema;
use serde::Serialize;

/// What a piece of work took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Taken {
    /// Seconds of processor time, system and all threads included.
    cpu_s: f64,
    /// Seconds that went by.
    wall_s: f64,
    /// The most memory the program held at a time, in MiB (2^20 bytes), with what it held
    /// before; none where the system does not tell.
    peak_mb: Option<f64>,
}

/// Does a piece of work and tells what it took. The peak of memory is that of the work alone
/// where the system can forget earlier peaks, as Linux can.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Taken) {
    forget_peak();
    let (cpu, clock) = (ProcessTime::now(), Instant::now());
    let done = work();
    let (cpu_s, wall_s) = (cpu.elapsed().as_secs_f64(), clock.elapsed().as_secs_f64());
    (done, Taken { cpu_s, wall_s, peak_mb: peak_mb() })
}

#[cfg(target_os = "linux")]
fn forget_peak() {
    // Where this is forbidden the earlier peak counts too, which flatters nobody.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

#[cfg(target_os = "linux")]
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(not(target_os = "linux"))]
fn forget_peak() {}

#[cfg(not(target_os = "linux"))]
fn peak_mb() -> Option<f64> {
    None
}
