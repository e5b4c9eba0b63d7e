//! A stack's sending rate and circuit breaker.
//!
//! Slots limit the rate. Workers take slots from a single item and may start each call no earlier than its slot and no later than
//! [`TOLERANCE`] after it; a missed slot is lost. The interval between slots is one second plus the tolerance, divided by the rate. All
//! calls that start within a given second have slots within that second or the tolerance before it, and that period contains no more slots
//! than the rate allows. Therefore, the number of calls in any second never exceeds the rate, and the average is the rate divided by 1.03.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Maximum delay between a slot and the start of its call. A larger tolerance loses fewer slots, but lowers the average rate.
pub const TOLERANCE: SignedDuration = SignedDuration::from_millis(30);
/// Minimum number of e-mails before bounces can stop sending. The share of bounces among fewer e-mails is not significant.
pub const BOUNCES_MIN_SENT: u64 = 200;
/// Percentage of bounces at which sending stops. SES reviews an account at 5 %.
const BOUNCES_MAX_PERCENT: u64 = 4;
/// Number of sent e-mails at which the counts of sent and bounced e-mails are halved. Otherwise, a million good e-mails would mask a bad
/// list for hours.
const COUNTED_MAX: u64 = 10_000;
/// E-mails per second while the account's rate is unknown: the rate of the most restricted accounts.
const RATE_UNKNOWN: f64 = 1.0;
/// Time after a refusal for which the mail service counts as unavailable: longer than a report waits before it is sent again.
const UNAVAILABLE_WITHIN: SignedDuration = SignedDuration::from_mins(15);
/// Maximum number of e-mails per second. At higher rates, whole microseconds would be too coarse for the intervals.
const RATE_MAX: f64 = 10_000.0;

/// Converts a rate in e-mails per second to one that slots can represent: a whole number from 1 to 10,000 or, below 1, at least 0.01.
pub fn usable_rate(per_second: f64) -> f64 {
    if per_second >= 1.0 { per_second.floor().min(RATE_MAX) } else { per_second.max(0.01) }
}

/// Returns the interval between two slots at a rate in e-mails per second, rounded up to whole microseconds so that the rate is not
/// exceeded.
pub fn interval(per_second: f64) -> SignedDuration {
    let window_us = 1_000_000.0 + TOLERANCE.as_micros() as f64;
    #[allow(clippy::cast_possible_truncation, reason = "between 103 and 103,000,000")]
    let micros = (window_us / usable_rate(per_second)).ceil() as i64;
    SignedDuration::from_micros(micros)
}

/// Returns `true` if a call with this slot may start at `now`.
pub fn is_in_time(slot: Timestamp, now: Timestamp) -> bool {
    slot <= now && now <= slot + TOLERANCE
}

/// Why sending is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// Too many e-mails bounced permanently. A person must resume sending.
    Bounces,
    /// The account may not send at the moment. Sending resumes automatically when it may send again.
    Account,
}

/// Why sending is stopped, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub reason: StopReason,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Sending {
    /// Maximum number of e-mails per second; unknown until the account is first queried.
    #[serde(default)]
    pub rate: Option<f64>,
    /// Number of invitations that the service has accepted since sending was last resumed after bounces. When it reaches `COUNTED_MAX`,
    /// both this count and the count of bounces are halved.
    #[serde(default)]
    pub sent: u64,
    /// Number of invitations that bounced permanently in the same period.
    #[serde(default)]
    pub bounced: u64,
    #[serde(default)]
    pub stopped: Option<Stop>,
    /// When the mail service last refused an e-mail for a reason that concerns all e-mails from the stack.
    #[serde(default)]
    pub unavailable_at: Option<Timestamp>,
}

impl Sending {
    /// Returns the maximum number of e-mails per second.
    pub fn effective_rate(&self) -> f64 {
        self.rate.unwrap_or(RATE_UNKNOWN)
    }

    /// Returns `true` if the share of bounces requires sending to stop.
    pub fn has_too_many_bounces(&self) -> bool {
        self.sent >= BOUNCES_MIN_SENT && self.bounced * 100 >= self.sent * BOUNCES_MAX_PERCENT
    }

    /// Returns `true` if the mail service has recently refused an e-mail for a reason that concerns all e-mails from the stack.
    pub fn is_unavailable(&self, now: Timestamp) -> bool {
        self.unavailable_at.is_some_and(|at| now < at + UNAVAILABLE_WITHIN)
    }

    pub fn is_to_be_halved(&self) -> bool {
        self.sent >= COUNTED_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_in_any_second_never_exceed_the_rate_and_miss_little_of_it() {
        for rate in [1.0, 2.0, 13.0, 14.0, 14.9, 50.0, 333.0, 500.0] {
            let step = interval(rate);
            let slots: Vec<Timestamp> = (0..2_000)
                .map(|n| Timestamp::UNIX_EPOCH + SignedDuration::from_micros(step.as_micros() as i64 * n))
                .collect();
            // The worst case: some slots are used as late as allowed, and the next ones immediately.
            for late in 1..7 {
                let starts: Vec<Timestamp> = slots
                    .iter()
                    .enumerate()
                    .map(|(n, slot)| if n % late == 0 { *slot + TOLERANCE } else { *slot })
                    .collect();
                let mut sorted = starts.clone();
                sorted.sort_unstable();
                for (n, start) in sorted.iter().enumerate() {
                    let end = *start + SignedDuration::from_secs(1);
                    let count = sorted[n..].iter().take_while(|other| **other < end).count();
                    assert!(count as f64 <= rate, "{count} calls in a second at {rate}");
                }
            }
            let whole = usable_rate(rate);
            assert!(1.0 / step.as_secs_f64() >= 0.955 * whole, "{rate}");
        }
    }

    #[test]
    fn call_is_in_time_from_its_slot_until_the_tolerance() {
        let slot = Timestamp::UNIX_EPOCH;
        for (late_ms, is_on_time) in [(-1, false), (0, true), (30, true), (31, false)] {
            assert_eq!(is_in_time(slot, slot + SignedDuration::from_millis(late_ms)), is_on_time, "{late_ms}");
        }
    }

    #[test]
    fn bounces_stop_at_four_percent_after_two_hundred_mails() {
        for (sent, bounced, stops) in
            [(0, 0, false), (199, 100, false), (200, 7, false), (200, 8, true), (1_000, 39, false), (1_000, 40, true)]
        {
            let sending = Sending { sent, bounced, ..Sending::default() };
            assert_eq!(sending.has_too_many_bounces(), stops, "{bounced} of {sent}");
        }
    }

    #[test]
    fn slots_are_a_second_and_the_tolerance_divided_by_the_usable_rate() {
        for (rate, micros) in [
            (0.0, 103_000_000),
            (0.01, 103_000_000),
            (0.5, 2_060_000),
            (1.0, 1_030_000),
            (1.9, 1_030_000),
            (14.9, 73_572),
            (10_000.0, 103),
            (20_000.0, 103),
        ] {
            assert_eq!(interval(rate), SignedDuration::from_micros(micros), "{rate}");
        }
    }

    #[test]
    fn rate_of_an_unknown_account_is_one_a_second() {
        for (rate, effective) in [(None, 1.0), (Some(14.0), 14.0), (Some(0.5), 0.5)] {
            let sending = Sending { rate, ..Sending::default() };
            assert_eq!(interval(sending.effective_rate()), interval(effective), "{rate:?}");
        }
    }

    #[test]
    fn mail_service_counts_as_unavailable_for_a_quarter_of_an_hour() {
        let at = Timestamp::UNIX_EPOCH;
        for (unavailable_at, minutes, expected) in
            [(None, 0, false), (Some(at), 0, true), (Some(at), 14, true), (Some(at), 15, false)]
        {
            let sending = Sending { unavailable_at, ..Sending::default() };
            assert_eq!(sending.is_unavailable(at + SignedDuration::from_mins(minutes)), expected, "{minutes}");
        }
    }

    #[test]
    fn counts_are_halved_at_ten_thousand_mails() {
        for (sent, expected) in [(9_999, false), (10_000, true), (10_001, true)] {
            assert_eq!(Sending { sent, ..Sending::default() }.is_to_be_halved(), expected, "{sent}");
        }
    }
}
