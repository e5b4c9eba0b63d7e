//! The sending state: slots, counts and the breaker.

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    invitation::{Sending, Stop, StopReason},
    stores::{SendingStore, Slots, StoreError},
};

use crate::{faults::Kind, model::Model, stack::Stack};

impl SendingStore for Stack {
    async fn sending(&self) -> Result<Sending, StoreError> {
        self.call(Kind::Read, "read the sending", |model| model.sending).await
    }

    async fn take_slots(
        &self,
        count: u32,
        interval: SignedDuration,
        earliest: Timestamp,
        latest: Timestamp,
    ) -> Result<Slots, StoreError> {
        let take = |model: &mut Model| {
            let first = model.next_slot.map_or(earliest, |next| next.max(earliest));
            if first >= latest {
                return Slots::NotBefore(first);
            }
            model.next_slot = Some(first + interval * i32::try_from(count).unwrap_or(i32::MAX));
            Slots::From(first)
        };
        self.call(Kind::Write, "take slots", take).await
    }

    async fn pause_slots(&self, until: Timestamp) -> Result<(), StoreError> {
        let pause = |model: &mut Model| model.next_slot = model.next_slot.max(Some(until));
        self.call(Kind::Write, "pause slots", pause).await
    }

    async fn count_sent(&self, mails: u64) -> Result<Sending, StoreError> {
        let count = |model: &mut Model| {
            model.sending.sent += mails;
            let sending = model.sending;
            if sending.is_to_be_halved() && !sending.has_too_many_bounces() {
                model.sending.sent /= 2;
                model.sending.bounced /= 2;
            }
            sending
        };
        self.call(Kind::Write, "count mails", count).await
    }

    async fn stop_sending(&self, reason: StopReason, at: Timestamp) -> Result<bool, StoreError> {
        let stop = |model: &mut Model| {
            let stops = model.sending.stopped.is_none();
            if stops {
                model.sending.stopped = Some(Stop { reason, at });
            }
            stops
        };
        self.call(Kind::Write, "stop sending", stop).await
    }

    async fn resume_sending(&self, reason: StopReason) -> Result<bool, StoreError> {
        let resume = |model: &mut Model| {
            let resumes = model.sending.stopped.is_some_and(|stop| stop.reason == reason);
            if resumes {
                model.sending.stopped = None;
                if reason == StopReason::Bounces {
                    model.sending.sent = 0;
                    model.sending.bounced = 0;
                }
            }
            resumes
        };
        self.call(Kind::Write, "resume sending", resume).await
    }

    async fn record_unavailable(&self, at: Timestamp) -> Result<(), StoreError> {
        self.call(Kind::Write, "record a refusal", |model| model.sending.unavailable_at = Some(at)).await
    }

    async fn set_sending_rate(&self, per_second: f64) -> Result<(), StoreError> {
        self.call(Kind::Write, "set the rate", |model| model.sending.rate = Some(per_second)).await
    }
}
