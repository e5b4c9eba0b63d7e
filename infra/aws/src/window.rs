//! The number of concurrent bulk reads or writes, adapted to what the table accepts.

use std::sync::{Mutex, PoisonError};

/// Maximum number of concurrent calls: 8 × 100 keys or 8 × 25 statements use one connection pool well and keep a worker's memory use low.
pub(crate) const IN_FLIGHT: usize = 8;
/// Maximum number of concurrent shard queries: 64 shards take four rounds, on connections that a warm process keeps open.
pub(crate) const READS_IN_FLIGHT: usize = 16;

/// The maximum number of concurrent calls that a process makes for one bulk read or write. What one of them finds out about the table
/// applies to all: there is one window for reads and one for writes.
///
/// After each round of calls without throttling, one more call is allowed; after throttling, half as many calls are allowed (additive
/// increase, multiplicative decrease, as in RFC 5681, 3.1, so that independent senders share one resource). Throttled statements and keys
/// cost nothing, and the table accepts as many of a call as it can. One call is therefore always allowed; this keeps the table at its
/// limit.
#[derive(Debug)]
pub(crate) struct Window {
    /// Thousandths of a call: [`ONE`] to [`MOST`].
    allowed: Mutex<usize>,
}

const ONE: usize = 1_000;
const MOST: usize = IN_FLIGHT * ONE;

impl Default for Window {
    fn default() -> Self {
        Self { allowed: Mutex::new(MOST) }
    }
}

impl Window {
    pub(crate) fn calls(&self) -> usize {
        *self.allowed.lock().unwrap_or_else(PoisonError::into_inner) / ONE
    }

    /// Records a response without throttling.
    pub(crate) fn widen(&self) {
        let mut allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        *allowed = (*allowed + ONE * ONE / *allowed).min(MOST);
    }

    /// Records throttling, once for all concurrent calls.
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
        assert_eq!(after(Window::widen, 1), 2, "one more response does not allow a third call");
        assert_eq!(after(Window::widen, 2), 3);
        assert_eq!(after(Window::widen, 100), IN_FLIGHT);
    }
}
