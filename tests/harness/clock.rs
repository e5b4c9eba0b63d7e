//! A clock that tests set.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::stores::Environment;

/// The machine's time plus an offset that a test sets. Random bits come from a counter.
#[derive(Debug, Clone, Default)]
pub struct TestClock {
    ahead_ms: Arc<AtomicI64>,
    count: Arc<AtomicU64>,
}

impl TestClock {
    pub fn advance(&self, by: SignedDuration) {
        self.ahead_ms.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
    }
}

impl Environment for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst))
    }

    fn random_bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        bits[..8].copy_from_slice(&self.count.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bits
    }
}
