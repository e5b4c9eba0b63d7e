//! The domain's flow on a model of the cloud: one thread, a simulated clock, and a seed that determines order, time and faults. The code
//! under test is the product's, down to its ports. A model implements the ports: the table with its conditional writes, two buckets, four
//! queues, a mail service with its events, and the callers of the functions. At every call to a port, the task may be killed before or
//! after the effect; the call may be refused, lose its response, be retried, be applied in part or take a long time. The batches, retries
//! and mappings of the adapters are not simulated; the tests on the embedded stack cover them.

mod executor;
mod faults;
mod functions;
pub mod imports;
pub mod invitations;
mod mail;
mod model;
mod queue;
mod rng;
mod stack;
mod store;
mod upgrade;

pub use faults::{Faults, Injected};

/// The laws that a run broke.
#[derive(Debug, thiserror::Error)]
#[error("seed {seed}: {laws:#?}\n{trace}")]
pub struct Violation {
    /// The seed that reproduces the run.
    pub seed: u64,
    /// The broken laws that were observed.
    pub laws: Vec<String>,
    /// The last steps before the end of the run.
    pub trace: String,
}
