//! Time and chance as the machine gives them.

use std::sync::Arc;

use jiff::Timestamp;
use rollcall_domain::ports::{Ambient, Patience, Secrets, StoreError};

use crate::errors::busy;

/// The machine's clock and its random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemAmbient;

impl Ambient for SystemAmbient {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Bits from the operating system. Where it has none to give, which Linux does not do after its start, the clock's
    /// nanoseconds stand in: an id needs to differ, not to be secret.
    fn random_bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        if getrandom::fill(&mut bits).is_err() {
            let nanoseconds = Timestamp::now().as_nanosecond().to_be_bytes();
            bits.copy_from_slice(&nanoseconds[6..]);
        }
        bits
    }
}

/// Secrets of the operating system. Where it has none to give, there is none.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemSecrets;

impl Secrets for SystemSecrets {
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits).map_err(|_| busy("the system's source of secrets", "it has none to give"))?;
        Ok(bits)
    }
}

/// Waits by the runtime's timer for a time of a clock that is given.
#[derive(Clone)]
pub struct SystemPatience {
    ambient: Arc<dyn Ambient>,
}

impl SystemPatience {
    /// Waits by this clock.
    pub fn new(ambient: &Arc<dyn Ambient>) -> Self {
        Self { ambient: Arc::clone(ambient) }
    }
}

impl std::fmt::Debug for SystemPatience {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SystemPatience")
    }
}

impl Patience for SystemPatience {
    async fn wait_until(&self, at: Timestamp) {
        // The timer counts whole milliseconds and may come back a little before: then it waits for the rest.
        loop {
            let left = at.duration_since(self.ambient.now());
            match std::time::Duration::try_from(left) {
                Ok(left) if !left.is_zero() => tokio::time::sleep(left).await,
                _ => return,
            }
        }
    }
}

/// Milliseconds since 1970; times before it count as 0.
pub(crate) fn unix_ms(ambient: &dyn Ambient) -> u64 {
    u64::try_from(ambient.now().as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_taken_twice_differ() {
        assert_ne!(SystemSecrets.secret().unwrap(), SystemSecrets.secret().unwrap());
    }

    #[test]
    fn random_bits_taken_twice_differ() {
        assert_ne!(SystemAmbient.random_bits(), SystemAmbient.random_bits());
    }
}
