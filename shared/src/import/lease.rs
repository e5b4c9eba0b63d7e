//! The lease of an import: one worker at a time, for as long as it renews.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Import;

/// How long a lease lasts unless it is renewed.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often a lease is renewed: three times within its life, so that one lost write does no harm.
pub const LEASE_RENEWED_EVERY: SignedDuration = SignedDuration::from_secs(20);

/// Who works on an import, and until when no other worker may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Random, one per lease.
    pub owner: String,
    /// When it ends unless renewed.
    pub until: Timestamp,
}

impl Import {
    /// Takes or renews the lease.
    pub fn lease_to(&mut self, owner: &str, now: Timestamp) {
        self.lease = Some(Lease { owner: owner.to_owned(), until: now + LEASE });
    }

    /// Gives the lease up. Returns `true` if there was one.
    pub fn release(&mut self) -> bool {
        self.lease.take().is_some()
    }

    /// The lease, which may be over.
    pub fn lease(&self) -> Option<&Lease> {
        self.lease.as_ref()
    }

    /// Returns `true` if a worker has the lease at this moment.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.until > now)
    }

    /// Returns `true` if this worker has the lease.
    pub fn is_leased_to(&self, owner: &str) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.owner == owner)
    }
}
