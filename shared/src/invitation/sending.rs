//! Sending as a whole: the pace, and the breaker.
//!
//! The pace is kept by slots. A worker takes slots from the one row that the stack has, and may start a call only from its slot on
//! and for [`TOLERANCE`] after it; a slot that was missed is lost. Slots lie one second and the tolerance, divided by the rate,
//! apart. Calls that start within a second therefore have slots within that second and the tolerance before it, and in so much
//! time there are no more slots than the rate: never more calls in any second, and 1 / 1.03 of the rate on average.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How late a call may start after its slot. What a worker is late beyond it costs a slot; what it is allowed costs pace.
pub const TOLERANCE: SignedDuration = SignedDuration::from_millis(30);
/// Mails before bounces can stop the sending: fewer say nothing.
pub const BOUNCES_MIN_SENT: u64 = 200;
/// Bounces in a hundred mails at which sending stops. SES looks into an account at 5.
const BOUNCES_MAX_PERCENT: u64 = 4;
/// Beyond this both counts are halved: a share of a million good mails would hide a bad list for hours.
const COUNTED_MAX: u64 = 10_000;
/// Most mails a second: beyond it slots would be closer than a microsecond can tell well.
const RATE_MAX: f64 = 10_000.0;

/// A rate that slots can keep: whole mails a second from one up, since a second has whole mails.
pub fn usable_rate(per_second: f64) -> f64 {
    if per_second >= 1.0 { per_second.floor().min(RATE_MAX) } else { per_second.max(0.01) }
}

/// Time between two slots at a rate of mails a second: the least number of whole microseconds that keeps it.
pub fn interval(per_second: f64) -> SignedDuration {
    let window_us = 1_000_000.0 + TOLERANCE.as_micros() as f64;
    #[allow(clippy::cast_possible_truncation, reason = "between 103 and 103,000,000")]
    let micros = (window_us / usable_rate(per_second)).ceil() as i64;
    SignedDuration::from_micros(micros)
}

/// Whether a call that has this slot may start now.
pub fn is_in_time(slot: Timestamp, now: Timestamp) -> bool {
    slot <= now && now <= slot + TOLERANCE
}

/// Why sending is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// Too many mails bounced: a person looks, and resumes.
    Bounces,
    /// The account may not send at the moment; sending resumes automatically when it may.
    Account,
}

/// A stop of the sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Why.
    pub reason: StopReason,
    /// Since when.
    pub at: Timestamp,
}

/// The state of sending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Sending {
    /// Mails a second, at most; unknown before the account was first asked.
    #[serde(default)]
    pub rate: Option<f64>,
    /// Mails taken by the service since the last resume; from `COUNTED_MAX` on both counts are halved.
    #[serde(default)]
    pub sent: u64,
    /// Of these, mails that bounced.
    #[serde(default)]
    pub bounced: u64,
    /// Why and since when nothing is sent.
    #[serde(default)]
    pub stopped: Option<Stop>,
}

impl Sending {
    /// Whether so many bounced that sending stops.
    pub fn has_too_many_bounces(&self) -> bool {
        self.sent >= BOUNCES_MIN_SENT && self.bounced * 100 >= self.sent * BOUNCES_MAX_PERCENT
    }

    /// Whether the counts are to be halved.
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
            // The worst that workers can do: some slots are used as late as may be, their followers at once.
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
}
