//! A clock that tests can advance.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::stores::Environment;

/// The system time plus an offset that a test sets. The random bits are a counter.
#[derive(Debug, Clone, Default)]
pub struct TestClock {
    ahead_ms: Arc<AtomicI64>,
    /// Milliseconds that each reading adds to the offset.
    step_ms: Arc<AtomicI64>,
    count: Arc<AtomicU64>,
}

impl TestClock {
    pub fn advance(&self, by: SignedDuration) {
        self.ahead_ms.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
    }

    /// Advances the clock at each reading, as if everything between two readings took this long.
    pub fn advance_at_each_reading(&self, by: SignedDuration) {
        self.step_ms.store(by.as_millis() as i64, Ordering::SeqCst);
    }
}

impl Environment for TestClock {
    fn now(&self) -> Timestamp {
        self.ahead_ms.fetch_add(self.step_ms.load(Ordering::SeqCst), Ordering::SeqCst);
        Timestamp::now() + SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst))
    }

    fn random_bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        bits[..8].copy_from_slice(&self.count.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bits
    }
}
