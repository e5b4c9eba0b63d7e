//! How many calls of writes are on their way at a time: as many as the table takes, found by trying.

use std::sync::{Mutex, PoisonError};

/// Calls in flight: 8 × 100 keys or 8 × 25 statements keep one connection pool busy and one worker's memory small.
pub(crate) const IN_FLIGHT: usize = 8;
/// Queries of shards in flight: 64 shards take four rounds, on connections that a warm process keeps.
pub(crate) const READS_IN_FLIGHT: usize = 16;

/// Calls that one process may have on their way, shared by all that writes in it.
///
/// One more after as many answers without a throttle as it allows, half of it after one with: what many senders of one resource do to
/// share it without knowing of each other (additive increase, multiplicative decrease; RFC 5681, 3.1). What the table refuses costs it
/// nothing, and it takes what it has from every call; so there is always one call on its way, which keeps the table busy at its limit.
#[derive(Debug)]
pub(crate) struct Window {
    /// Thousandths of a call that are allowed: [`ONE`] to [`MOST`].
    allowed: Mutex<usize>,
}

/// One call.
const ONE: usize = 1_000;
/// As many as ever.
const MOST: usize = IN_FLIGHT * ONE;

impl Default for Window {
    fn default() -> Self {
        Self { allowed: Mutex::new(MOST) }
    }
}

impl Window {
    /// Calls that may be on their way.
    pub(crate) fn calls(&self) -> usize {
        *self.allowed.lock().unwrap_or_else(PoisonError::into_inner) / ONE
    }

    /// An answer without a throttle came.
    pub(crate) fn widen(&self) {
        let mut allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        *allowed = (*allowed + ONE * ONE / *allowed).min(MOST);
    }

    /// A throttle came; once for all calls that were on their way together.
    pub(crate) fn narrow(&self) {
        let mut allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        *allowed = (*allowed / 2).max(ONE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_halves_to_one_call_and_widens_to_all() {
        let window = Window::default();
        let after = |change: fn(&Window), times: usize| {
            (0..times).for_each(|_| change(&window));
            window.calls()
        };
        assert_eq!(after(Window::widen, 100), IN_FLIGHT);
        assert_eq!(after(Window::narrow, 1), IN_FLIGHT / 2);
        assert_eq!(after(Window::narrow, 20), 1);
        assert_eq!(after(Window::widen, 1), 2);
        assert_eq!(after(Window::widen, 1), 2, "two answers of two calls make it three");
        assert_eq!(after(Window::widen, 2), 3);
        assert_eq!(after(Window::widen, 100), IN_FLIGHT);
    }
}
