//! The lease on an import, which only one worker has at a time.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Import;

pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Minimum interval between renewals: a third of the lease, so that the lease does not expire during a slow step.
pub const LEASE_RENEWED_EVERY: SignedDuration = SignedDuration::from_secs(20);

/// The worker that is processing an import, and the time until which no other worker may do so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Random name, one per lease.
    pub owner: String,
    /// When the lease expires unless it is renewed.
    pub until: Timestamp,
}

impl Import {
    /// Takes or renews the lease.
    pub fn lease_to(&mut self, owner: &str, now: Timestamp) {
        self.lease = Some(Lease { owner: owner.to_owned(), until: now + LEASE });
    }

    /// Releases the lease. Returns `true` if there was one.
    pub fn release(&mut self) -> bool {
        self.lease.take().is_some()
    }

    /// Returns the lease, which may have expired.
    pub fn lease(&self) -> Option<&Lease> {
        self.lease.as_ref()
    }

    /// Returns `true` if a worker has the lease at `now`.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.until > now)
    }

    /// Returns `true` if this worker has the lease, even if it has expired.
    pub fn is_leased_to(&self, owner: &str) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.owner == owner)
    }
}
