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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportStatus, tests::import};

    #[test]
    fn lease_lasts_a_minute_from_its_latest_renewal() {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        let mut import = import(ImportStatus::Validating);
        assert!(import.lease().is_none() && !import.is_leased(at(0)) && !import.is_leased_to("a"));
        for start in [100, 130] {
            import.lease_to("a", at(start));
            assert_eq!(import.lease(), Some(&Lease { owner: "a".to_owned(), until: at(start + 60) }));
            for (seconds, expected) in [(0, true), (59, true), (60, false), (61, false)] {
                assert_eq!(import.is_leased(at(start + seconds)), expected, "{start} {seconds}");
            }
        }
        assert!(import.is_leased_to("a") && !import.is_leased_to("b"));
        assert!(import.release() && !import.release());
        assert!(import.lease().is_none() && !import.is_leased(at(131)) && !import.is_leased_to("a"));
    }
}
