//! The system's clock and randomness.

use jiff::Timestamp;
use rollcall_domain::stores::Environment;

/// The system clock and random number generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Returns random bits from the operating system. If none are available, which on Linux is possible only during boot, returns the
    /// clock's nanoseconds: an id must be unique, not secret.
    fn random_bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        if getrandom::fill(&mut bits).is_err() {
            let nanoseconds = Timestamp::now().as_nanosecond().to_be_bytes();
            bits.copy_from_slice(&nanoseconds[6..]);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bits_taken_twice_differ() {
        assert_ne!(SystemEnvironment.random_bits(), SystemEnvironment.random_bits());
    }
}
