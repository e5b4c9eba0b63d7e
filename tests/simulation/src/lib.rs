//! The domain's flow on a model of the cloud: one thread, a clock of its own, and a seed that decides order, time and faults.
//!
//! What runs is the product's own code from its ports on; what is modelled is what stands behind them: the table with its conditional
//! writes, two buckets, four queues, a mail service with its events, and whoever calls the functions. At every call of a port a task may be
//! killed, before the effect or after it, and the call may be refused, lose its answer, be made again, be half done or take long.
//!
//! Left out on purpose: what an adapter does by itself (batches, retries, mapping), which the tests on the embedded stack look at.

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

pub use faults::{Faults, Injected};

/// A law that a run broke.
#[derive(Debug, thiserror::Error)]
#[error("seed {seed}: {laws:#?}\n{trace}")]
pub struct Violation {
    /// The seed that does it again.
    pub seed: u64,
    /// The laws, as far as they were seen.
    pub laws: Vec<String>,
    /// What happened last.
    pub trace: String,
}
