//! Long work on its own thread: started by name, watched by events, cancelled by id.
//!
//! It knows threads and cancellation flags, and nothing of what the work does.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use turash_engine::watch::Watch;

use crate::error::{Error, Refusal};
use crate::event::{Event, Events};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// At work.
    Running,
    /// Ended with a result.
    Done,
    /// Ended with an error.
    Failed,
    /// Stopped because somebody asked.
    Cancelled,
}

/// A job as it is told to listeners.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Job {
    /// Its id within this run of the program.
    pub id: String,
    /// `import`, `match` or `packet`.
    pub kind: String,
    /// Code of the phase it is in.
    pub phase: String,
    /// Steps finished in this phase.
    pub done: u64,
    /// Steps of this phase.
    pub total: u64,
    /// Where it stands.
    pub state: JobState,
    /// What it ended with, if it is done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub result: Option<Value>,
    /// Why it ended, if it failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<Refusal>,
}

/// All running jobs.
#[derive(Clone, Default)]
pub(crate) struct Jobs {
    next: Arc<AtomicU64>,
    running: Arc<Mutex<HashMap<String, AtWork>>>,
}

/// A job at work.
struct AtWork {
    kind: &'static str,
    stop: Arc<AtomicBool>,
}

impl Jobs {
    /// Runs `work` on a new thread and returns the job at once.
    pub(crate) fn start(
        &self,
        kind: &'static str,
        events: Events,
        work: impl FnOnce(&dyn Watch) -> Result<Value, Error> + Send + 'static,
    ) -> Result<Job, Error> {
        let id = format!("j{}", self.next.fetch_add(1, Ordering::Relaxed) + 1);
        let job = Job {
            id: id.clone(),
            kind: kind.to_owned(),
            phase: "starting".to_owned(),
            done: 0,
            total: 0,
            state: JobState::Running,
            result: None,
            error: None,
        };
        let stop = Arc::new(AtomicBool::new(false));
        self.lock().insert(id.clone(), AtWork { kind, stop: stop.clone() });
        let jobs = self.clone();
        let started = job.clone();
        let run = move || {
            let reporter = Reporter {
                job: Mutex::new((started, Instant::now())),
                stop,
                events: events.clone(),
            };
            // A panic in a job must reach its listeners as a failed job, not end the program.
            let outcome =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&reporter)));
            let stopped = reporter.stop();
            let mut job = reporter.job();
            match outcome {
                Ok(Ok(result)) => {
                    job.state = JobState::Done;
                    job.done = job.total;
                    job.result = Some(result);
                }
                Ok(Err(Error::Cancelled)) => job.state = JobState::Cancelled,
                Ok(Err(error)) => {
                    job.state = if stopped { JobState::Cancelled } else { JobState::Failed };
                    job.error = Some(Refusal::from(&error));
                }
                Err(_) => {
                    job.state = JobState::Failed;
                    job.error = Some(Refusal::from(&Error::Internal));
                }
            }
            jobs.lock().remove(&job.id);
            events.send(Event::Job { job });
        };
        std::thread::Builder::new()
            .name(format!("job-{kind}"))
            .spawn(run)
            .map_err(|e| Error::Io { path: "thread".into(), reason: e.kind() })?;
        Ok(job)
    }

    /// Asks a job to stop. Whether there was one.
    pub(crate) fn cancel(&self, id: &str) -> bool {
        self.lock().get(id).map(|job| job.stop.store(true, Ordering::Relaxed)).is_some()
    }

    /// Whether a job is at work, of another kind than this.
    pub(crate) fn any_but(&self, kind: &str) -> bool {
        self.lock().values().any(|job| job.kind != kind)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, AtWork>> {
        self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Turns an engine's progress into events, at most twenty a second.
struct Reporter {
    job: Mutex<(Job, Instant)>,
    stop: Arc<AtomicBool>,
    events: Events,
}

impl Reporter {
    fn job(&self) -> Job {
        self.job
            .lock()
            .map(|held| held.0.clone())
            .unwrap_or_else(|poisoned| poisoned.into_inner().0.clone())
    }
}

impl Watch for Reporter {
    fn progress(&self, done: u64, total: u64, phase: &'static str) {
        let Ok(mut held) = self.job.lock() else { return };
        let (job, told) = &mut *held;
        let new_phase = job.phase != phase;
        (job.done, job.total) = (done, total);
        if new_phase || done == total || told.elapsed() >= Duration::from_millis(50) {
            phase.clone_into(&mut job.phase);
            *told = Instant::now();
            let job = job.clone();
            drop(held);
            self.events.send(Event::Job { job });
        }
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
