//! One worker's slots, taken shortly before use so that a worker that stops wastes few of them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::{
    invitation::interval,
    stores::{SendingStore, Slots, StoreError},
};

/// Time between claiming a user and the user's slot: long enough for a claim, which takes milliseconds, and short enough that a worker that
/// stops leaves few claims behind.
pub(super) const CLAIM_BEFORE: SignedDuration = SignedDuration::from_millis(400);
/// Minimum time before an unused slot for it to be passed on to another user.
const PASSED_ON_BEFORE: SignedDuration = SignedDuration::from_millis(100);
/// Maximum time that a worker waits for a slot. If none is free by then, the user becomes due again later.
const SLOT_WITHIN: SignedDuration = SignedDuration::from_secs(20);
/// Approximate maximum number of writes per second by all workers together to the item that contains the slots: a tenth of what one item
/// allows.
const TAKEN_PER_SECOND: f64 = 100.0;

/// A worker's unused slots.
pub(super) struct OwnSlots {
    /// Time between two slots.
    step: SignedDuration,
    /// Number of slots that are taken together.
    group: u32,
    inner: Mutex<Inner>,
}

struct Inner {
    /// Slots that are taken but not assigned to a user.
    spare: Vec<Timestamp>,
    /// Number of users without a slot.
    waiting: u32,
}

impl OwnSlots {
    /// Prepares to take slots for this many users, at a rate in e-mails per second. Takes none yet.
    pub(super) fn new(per_second: f64, users: usize) -> Self {
        #[allow(clippy::cast_sign_loss, reason = "a rate is above 0")]
        let group = (per_second / TAKEN_PER_SECOND).ceil().max(1.0) as u32;
        let waiting = u32::try_from(users).unwrap_or(u32::MAX);
        Self { step: interval(per_second), group, inner: Mutex::new(Inner { spare: Vec::new(), waiting }) }
    }

    /// Returns one of this worker's unused slots, or takes new ones.
    pub(super) async fn take(&self, sending: &impl SendingStore, now: Timestamp) -> Result<Slots, StoreError> {
        let count = {
            let mut inner = self.lock();
            inner.spare.retain(|slot| *slot >= now + PASSED_ON_BEFORE);
            if let Some(first) = (0..inner.spare.len()).min_by_key(|at| inner.spare[*at]) {
                inner.waiting = inner.waiting.saturating_sub(1);
                return Ok(Slots::From(inner.spare.swap_remove(first)));
            }
            let count = self.group.min(inner.waiting.max(1));
            inner.waiting = inner.waiting.saturating_sub(1);
            count
        };
        let slots = sending.take_slots(count, self.step, now + CLAIM_BEFORE, now + SLOT_WITHIN).await?;
        if let Slots::From(first) = slots {
            let more = (1..count).map(|index| first + self.step * i32::try_from(index).unwrap_or(i32::MAX));
            self.lock().spare.extend(more);
        }
        Ok(slots)
    }

    /// Gives back an unused slot, so that another user can get it if there is enough time.
    pub(super) fn give_back(&self, slot: Timestamp) {
        self.lock().spare.push(slot);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use futures_util::FutureExt;

    use super::*;
    use crate::invitation::{Sending, StopReason};

    /// Assigns consecutive slots, and records the size of each group and the times between which it was requested.
    #[derive(Default)]
    struct Row {
        taken: Mutex<Vec<u32>>,
        requested: Mutex<Vec<(Timestamp, Timestamp)>>,
    }

    impl SendingStore for Row {
        async fn sending(&self) -> Result<Sending, StoreError> {
            Ok(Sending::default())
        }

        async fn take_slots(
            &self,
            count: u32,
            interval: SignedDuration,
            earliest: Timestamp,
            latest: Timestamp,
        ) -> Result<Slots, StoreError> {
            self.requested.lock().unwrap().push((earliest, latest));
            let mut taken = self.taken.lock().unwrap();
            let before: u32 = taken.iter().sum();
            taken.push(count);
            Ok(Slots::From(earliest + interval * i32::try_from(before).unwrap()))
        }

        async fn pause_slots(&self, _until: Timestamp) -> Result<(), StoreError> {
            Ok(())
        }

        async fn count_sent(&self, _mails: u64) -> Result<Sending, StoreError> {
            Ok(Sending::default())
        }

        async fn stop_sending(&self, _reason: StopReason, _at: Timestamp) -> Result<bool, StoreError> {
            Ok(false)
        }

        async fn resume_sending(&self, _reason: StopReason) -> Result<bool, StoreError> {
            Ok(false)
        }

        async fn record_unavailable(&self, _at: Timestamp) -> Result<(), StoreError> {
            Ok(())
        }

        async fn set_sending_rate(&self, _per_second: f64) -> Result<(), StoreError> {
            Ok(())
        }
    }

    fn take(slots: &OwnSlots, row: &Row, now: Timestamp) -> Timestamp {
        match slots.take(row, now).now_or_never().unwrap().unwrap() {
            Slots::From(slot) => slot,
            Slots::NotBefore(_) => panic!("the row always has slots"),
        }
    }

    #[test]
    fn slots_are_taken_one_by_one_and_in_groups_at_high_rates() {
        let now = Timestamp::UNIX_EPOCH;
        for (per_second, users, expected) in
            [(14.0, 3, vec![1, 1, 1]), (100.0, 2, vec![1, 1]), (250.0, 7, vec![3, 3, 1]), (250.0, 1, vec![1])]
        {
            let (slots, row) = (OwnSlots::new(per_second, users), Row::default());
            let mut taken: Vec<Timestamp> = (0..users).map(|_| take(&slots, &row, now)).collect();
            assert_eq!(*row.taken.lock().unwrap(), expected, "{users} users at {per_second} a second");
            taken.sort_unstable();
            taken.dedup();
            assert_eq!(taken.len(), users, "none is given out twice");
        }
    }

    #[test]
    fn slot_that_was_given_back_is_used_next_while_there_is_time() {
        let now = Timestamp::UNIX_EPOCH;
        let (slots, row) = (OwnSlots::new(14.0, 10), Row::default());
        let first = take(&slots, &row, now);
        slots.give_back(first);
        assert_eq!(take(&slots, &row, first - PASSED_ON_BEFORE), first);
        slots.give_back(first);
        let late = first - PASSED_ON_BEFORE + SignedDuration::from_millis(1);
        assert_ne!(take(&slots, &row, late), first, "a claim may take longer than that");
        assert_eq!(*row.taken.lock().unwrap(), [1, 1]);
    }

    #[test]
    fn slots_of_a_group_are_an_interval_apart() {
        let now = Timestamp::UNIX_EPOCH;
        let (slots, row) = (OwnSlots::new(250.0, 3), Row::default());
        let first = now + SignedDuration::from_millis(400);
        let expected = [first, first + interval(250.0), first + interval(250.0) * 2];
        assert_eq!([(); 3].map(|()| take(&slots, &row, now)), expected);
        let requested = row.requested.lock().unwrap().clone();
        assert_eq!(requested, [(first, now + SignedDuration::from_secs(20))], "within twenty seconds");
    }
}
