//! Object-created events, stored until they are handled. In a deployed stack, S3 and Lambda's asynchronous invocation do this.
//!
//! An event is recorded before the upload's response is sent, so that no completed upload is lost. It is delivered at least once. After
//! three failed deliveries, it is marked as failed. Events claimed by a killed process are delivered again by the next process.

mod event;
mod message;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use tokio::sync::Notify;

pub use self::event::{Cause, ObjectCreated, Written};
pub use self::message::to_s3_event;

use self::event::{from_ms, to_claimed, to_sequencer};
use super::Clock;
use super::ledger::{Ledger, LedgerError};

/// An event that is being delivered. The delivery ends with [`ObjectEvents::done`] or [`ObjectEvents::retry_later`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub id: EventId,
    pub event: ObjectCreated,
    /// Number of deliveries that failed before this one: 0, 1 or 2.
    pub failures: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventId(i64);

/// When an event whose delivery failed is delivered again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    At(Timestamp),
    /// Never: delivery has failed three times, and [`ObjectEvents::failed`] lists the event.
    Never,
}

/// The pauses before the second and third deliveries, as in asynchronous invocation on AWS.
pub const RETRY_PAUSES: [SignedDuration; 2] = [SignedDuration::from_secs(60), SignedDuration::from_secs(120)];

/// The events in a ledger; clones share the ledger.
#[derive(Clone)]
pub struct ObjectEvents {
    ledger: Ledger,
    clock: Clock,
    recorded: Arc<Notify>,
}

impl ObjectEvents {
    pub fn new(ledger: Ledger, clock: Clock) -> Result<Self, LedgerError> {
        ledger.transaction(|transaction| -> Result<(), LedgerError> { Ok(transaction.execute_batch(SCHEMA)?) })?;
        Ok(Self { ledger, clock, recorded: Arc::new(Notify::new()) })
    }

    /// Records an event and notifies a deliverer.
    pub fn record(&self, written: Written<'_>) -> Result<ObjectCreated, LedgerError> {
        let event = self.ledger.transaction(|transaction| self.record_in(transaction, written))?;
        self.notify();
        Ok(event)
    }

    /// Waits until events are recorded or released. Returns immediately if that has happened since a deliverer last waited. One
    /// notification ends one deliverer's wait.
    pub async fn recorded(&self) {
        self.recorded.notified().await;
    }

    /// Claims the event that has been due the longest, if any is due.
    pub fn claim(&self) -> Result<Option<Claimed>, LedgerError> {
        self.ledger.transaction(|transaction| {
            let claimed = transaction
                .prepare_cached(
                    "SELECT id, bucket, key, size_bytes, etag, event_time_ms, cause, failures FROM object_events
                     WHERE state = 'due' AND due_at_ms <= ?1 ORDER BY due_at_ms, id LIMIT 1",
                )?
                .query_row([self.now_ms()], to_claimed)
                .optional()?;
            if let Some(claimed) = &claimed {
                transaction
                    .prepare_cached("UPDATE object_events SET state = 'claimed' WHERE id = ?1")?
                    .execute([claimed.id.0])?;
            }
            Ok(claimed)
        })
    }

    /// Returns the time at which the next unclaimed event is due, which may be in the past.
    pub fn next_due(&self) -> Result<Option<Timestamp>, LedgerError> {
        self.ledger.transaction(|transaction| {
            let due_at_ms: Option<i64> = transaction
                .prepare_cached("SELECT MIN(due_at_ms) FROM object_events WHERE state = 'due'")?
                .query_row([], |row| row.get(0))?;
            Ok(due_at_ms.map(from_ms))
        })
    }

    /// Deletes an event that has been handled.
    pub fn done(&self, id: EventId) -> Result<(), LedgerError> {
        self.ledger.transaction(|transaction| {
            transaction.prepare_cached("DELETE FROM object_events WHERE id = ?1")?.execute([id.0])?;
            Ok(())
        })
    }

    /// Schedules another delivery of an event whose delivery failed, or marks the event as failed. Returns the time of the next delivery,
    /// if any.
    pub fn retry_later(&self, id: EventId) -> Result<Retry, LedgerError> {
        self.ledger.transaction(|transaction| {
            let failures: usize = transaction
                .prepare_cached("UPDATE object_events SET failures = failures + 1 WHERE id = ?1 RETURNING failures")?
                .query_row([id.0], |row| row.get(0))?;
            let Some(pause) = RETRY_PAUSES.get(failures.saturating_sub(1)) else {
                transaction
                    .prepare_cached("UPDATE object_events SET state = 'failed' WHERE id = ?1")?
                    .execute([id.0])?;
                return Ok(Retry::Never);
            };
            let due_at_ms = self.now_ms().saturating_add(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
            transaction
                .prepare_cached("UPDATE object_events SET state = 'due', due_at_ms = ?2 WHERE id = ?1")?
                .execute([id.0, due_at_ms])?;
            Ok(Retry::At(from_ms(due_at_ms)))
        })
    }

    /// Makes the events claimed by a killed process due again, without counting a failure. Returns their number. Must be called before the
    /// first delivery.
    pub fn release_all_claimed(&self) -> Result<usize, LedgerError> {
        let released = self.ledger.transaction(|transaction| -> Result<usize, LedgerError> {
            Ok(transaction.execute("UPDATE object_events SET state = 'due' WHERE state = 'claimed'", [])?)
        })?;
        self.notify();
        Ok(released)
    }

    /// Returns the number of events that are neither done nor failed.
    pub fn open_count(&self) -> Result<u64, LedgerError> {
        self.ledger.transaction(|transaction| {
            Ok(transaction
                .prepare_cached("SELECT COUNT(*) FROM object_events WHERE state <> 'failed'")?
                .query_row([], |row| row.get(0))?)
        })
    }

    /// Returns the events that have failed three times, oldest first.
    pub fn failed(&self) -> Result<Vec<ObjectCreated>, LedgerError> {
        self.ledger.transaction(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT id, bucket, key, size_bytes, etag, event_time_ms, cause, failures FROM object_events
                 WHERE state = 'failed' ORDER BY id",
            )?;
            let rows = statement.query_map([], |row| Ok(to_claimed(row)?.event))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Records an event in the caller's transaction. The caller must call [`Self::notify`] after the commit.
    pub(super) fn record_in(
        &self,
        transaction: &Transaction<'_>,
        written: Written<'_>,
    ) -> Result<ObjectCreated, LedgerError> {
        let now_ms = self.now_ms();
        transaction
            .prepare_cached(
                "INSERT INTO object_events
                     (bucket, key, size_bytes, etag, event_time_ms, cause, state, due_at_ms, failures)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'due', ?5, 0)",
            )?
            .execute(params![
                written.bucket,
                written.key,
                written.size_bytes,
                written.etag,
                now_ms,
                written.cause.name()
            ])?;
        Ok(ObjectCreated {
            bucket: written.bucket.to_owned(),
            key: written.key.to_owned(),
            size_bytes: written.size_bytes,
            etag: written.etag.to_owned(),
            sequencer: to_sequencer(transaction.last_insert_rowid()),
            event_time: from_ms(now_ms),
            cause: written.cause,
        })
    }

    pub(super) fn notify(&self) {
        self.recorded.notify_one();
    }

    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(super) fn now_ms(&self) -> i64 {
        (self.clock)().as_millisecond()
    }
}

// AUTOINCREMENT never reuses an id, not even a deleted row's. This matters because the sequencer is derived from the id.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS object_events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        bucket TEXT NOT NULL,
        key TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        etag TEXT NOT NULL,
        event_time_ms INTEGER NOT NULL,
        cause TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('due', 'claimed', 'failed')),
        due_at_ms INTEGER NOT NULL,
        failures INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS object_events_due ON object_events (state, due_at_ms);";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    fn written() -> Written<'static> {
        Written { bucket: "uploads-bucket", key: "drop/a.csv", size_bytes: 12, etag: "abc", cause: Cause::Put }
    }

    fn events() -> (ObjectEvents, Arc<AtomicI64>) {
        let now_ms = Arc::new(AtomicI64::new(1_700_000_000_000));
        let read = Arc::clone(&now_ms);
        let clock: Clock = Arc::new(move || from_ms(read.load(Ordering::Relaxed)));
        (ObjectEvents::new(Ledger::memory().unwrap(), clock).unwrap(), now_ms)
    }

    #[test]
    fn event_that_fails_three_times_is_put_aside() {
        let (events, now_ms) = events();
        let recorded = events.record(written()).unwrap();
        for failures in 0..3 {
            let claimed = events.claim().unwrap().unwrap();
            assert_eq!((claimed.failures, &claimed.event), (failures, &recorded));
            assert_eq!(events.claim().unwrap(), None, "no one else gets it");
            match events.retry_later(claimed.id).unwrap() {
                Retry::At(due_at) => {
                    assert_eq!(events.claim().unwrap(), None, "not before the pause is over");
                    assert_eq!(events.next_due().unwrap(), Some(due_at));
                    now_ms.store(due_at.as_millisecond(), Ordering::Relaxed);
                }
                Retry::Never => assert_eq!(failures, 2),
            }
        }
        assert_eq!(events.next_due().unwrap(), None);
        assert_eq!(events.open_count().unwrap(), 0);
        assert_eq!(events.failed().unwrap(), [recorded]);
    }

    #[test]
    fn event_when_done_is_forgotten_and_its_sequencer_not_reused() {
        let (events, _) = events();
        let first = events.record(written()).unwrap();
        events.done(events.claim().unwrap().unwrap().id).unwrap();
        assert_eq!(events.open_count().unwrap(), 0);
        let second = events.record(written()).unwrap();
        assert!(second.sequencer > first.sequencer);
        assert_eq!(second.sequencer.len(), first.sequencer.len());
    }

    #[test]
    fn event_of_a_dead_process_is_delivered_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let open = || {
            let ledger = Ledger::open(&dir.path().join("ledger.sqlite")).unwrap();
            ObjectEvents::new(ledger, super::super::system_clock()).unwrap()
        };
        let claimed = {
            let events = open();
            events.record(written()).unwrap();
            events.claim().unwrap().unwrap()
        };
        let events = open();
        assert_eq!(events.claim().unwrap(), None);
        assert_eq!(events.release_all_claimed().unwrap(), 1);
        assert_eq!(events.claim().unwrap(), Some(claimed));
    }

    #[tokio::test]
    async fn event_recorded_before_the_deliverer_waits_ends_its_wait() {
        let (events, _) = events();
        events.record(written()).unwrap();
        events.recorded().await;
    }
}
