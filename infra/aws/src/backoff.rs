//! Pauses before retries that the SDK does not make, such as retries of throttled batch members.

use std::time::Duration;

use rollcall_domain::stores::Environment;

/// Maximum number of attempts, including the first. The pauses before the last attempt add up to at most 1.55 s.
pub(crate) const ATTEMPTS_MAX: u32 = 6;
/// Maximum number of consecutive attempts to read that return nothing because of throttling. There are more than for writes, because an
/// import whose reads fail starts again at the beginning of its file. The pauses add up to at most 9.15 s, and those of the SDK, if calls
/// fail as a whole, to at most 9 × 1.5 s, so that one read ends before a function of the API is stopped, after 29 s.
pub(crate) const READ_ATTEMPTS_MAX: u32 = 9;
/// Maximum length of the first pause, in milliseconds. The maximum doubles with each further pause, up to [`CAP_MS`].
const BASE_MS: u64 = 50;
const CAP_MS: u64 = 3_000;

/// Sleeps before retry number `attempt`, counted from 1, for a random fraction of a delay that doubles with each retry, so that workers
/// that were throttled together do not retry together ("full jitter").
pub(crate) async fn pause(environment: &dyn Environment, attempt: u32) {
    tokio::time::sleep(Duration::from_millis(pause_ms(environment.random_bits(), attempt))).await;
}

fn pause_ms(bits: [u8; 10], attempt: u32) -> u64 {
    let longest = BASE_MS.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(CAP_MS);
    u64::from(u16::from_be_bytes([bits[8], bits[9]])) * longest / u64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pause_grows_to_its_cap_and_may_be_nothing() {
        for (bits, attempt, expected) in
            [(255, 1, 50), (255, 2, 100), (255, 5, 800), (255, 30, 3_000), (0, 5, 0), (255, 0, 50)]
        {
            assert_eq!(pause_ms([bits; 10], attempt), expected, "attempt {attempt}");
        }
    }
}
