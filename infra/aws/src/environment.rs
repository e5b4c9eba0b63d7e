//! Implements the clock, randomness, secrets and waiting for [`Aws`].

use jiff::Timestamp;
use rollcall_domain::stores::{Environment, Secrets, Sleeper, StoreError};

use crate::{aws::Aws, errors::busy};

impl Environment for Aws {
    fn now(&self) -> Timestamp {
        self.environment().now()
    }

    fn random_bits(&self) -> [u8; 10] {
        self.environment().random_bits()
    }
}

/// Secrets from the operating system. If it cannot supply random bytes, the call fails, since no other source is unpredictable enough.
impl Secrets for Aws {
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits)
            .map_err(|_| busy("the system's random number generator", "no random bytes are available"))?;
        Ok(bits)
    }
}

/// Uses the runtime's timer to wait until the stack's clock reaches a given time.
impl Sleeper for Aws {
    async fn sleep_until(&self, at: Timestamp) {
        // The timer is monotonic, but `now` is the stack's clock, which may run differently or be adjusted; the loop waits for the rest.
        loop {
            match std::time::Duration::try_from(at.duration_since(self.now())) {
                Ok(left) if !left.is_zero() => tokio::time::sleep(left).await,
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::{AccessKey, Settings};

    use super::*;

    #[test]
    fn secrets_taken_twice_differ() {
        let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
        let aws = Aws::new(Settings::new("eu-central-1", key));
        assert_ne!(aws.secret().unwrap(), aws.secret().unwrap());
    }
}
