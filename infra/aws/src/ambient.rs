//! Time and chance as the machine gives them.

use jiff::Timestamp;
use rollcall_domain::ports::Ambient;

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

/// Milliseconds since 1970; times before it count as 0.
pub(crate) fn unix_ms(ambient: &dyn Ambient) -> u64 {
    u64::try_from(ambient.now().as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bits_taken_twice_differ() {
        assert_ne!(SystemAmbient.random_bits(), SystemAmbient.random_bits());
    }
}
