//! Selects the seeds of a run and runs them.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{available_parallelism, scope},
    time::Instant,
};

use rollcall_simulation::Violation;

pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Returns the seed in `SIM_SEED`, or `SIM_SEEDS` seeds (by default `usual`) starting at `SIM_FROM` (by default 0).
pub(crate) fn seeds(usual: u64) -> Vec<u64> {
    if let Some(seed) = number("SIM_SEED") {
        return vec![seed];
    }
    let from = number("SIM_FROM").unwrap_or(0);
    (from..from + number("SIM_SEEDS").unwrap_or(usual)).collect()
}

/// Runs all seeds, which are independent, on all processors. Returns the reports.
///
/// Panics if a seed breaks a law, with the smallest such seed, its laws and its last steps.
pub(crate) fn run_all<T: Send>(seeds: &[u64], run: impl Fn(u64) -> Result<T, Box<Violation>> + Sync) -> Vec<T> {
    let begun = Instant::now();
    let (next, broken) = (AtomicUsize::new(0), Mutex::new(None::<Box<Violation>>));
    let work = || {
        let mut reports = Vec::new();
        while broken.lock().unwrap().is_none()
            && let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed))
        {
            match run(*seed) {
                Ok(report) => reports.push(report),
                Err(violation) => {
                    // Smaller seeds may still be running: they were all begun before this one.
                    let mut smallest = broken.lock().unwrap();
                    if smallest.as_ref().is_none_or(|other| violation.seed < other.seed) {
                        *smallest = Some(violation);
                    }
                }
            }
        }
        reports
    };
    let threads = available_parallelism().map_or(1, usize::from);
    let reports = scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    if let Some(violation) = broken.into_inner().unwrap() {
        panic!(
            "{violation}\nfound after {:.1} s; SIM_SEED={} does it again",
            begun.elapsed().as_secs_f64(),
            violation.seed
        );
    }
    reports
}
