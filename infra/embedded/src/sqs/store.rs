//! The messages of all queues, in the ledger.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{DeadLetter, QueueConfig};
use crate::Clock;
use crate::ledger::{Ledger, LedgerError};

#[derive(Clone)]
pub(super) struct MessageStore {
    ledger: Ledger,
    clock: Clock,
    redrives: Arc<[(String, DeadLetter)]>,
}

pub(super) struct NewMessage<'a> {
    pub(super) body: &'a str,
    pub(super) delay_s: u32,
}

pub(super) struct Received {
    pub(super) receipt: Receipt,
    pub(super) message_id: String,
    pub(super) body: String,
    pub(super) sent_at_ms: i64,
    pub(super) first_received_at_ms: i64,
}

/// Identifies one receive of one message; stale after the next receive.
#[derive(Clone, Copy)]
pub(super) struct Receipt {
    pub(super) id: i64,
    pub(super) receive_count: u32,
}

/// The number of messages in a queue, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub visible: u64,
    /// Received, and neither deleted nor visible again yet.
    pub in_flight: u64,
    /// Sent with a delay that has not passed yet.
    pub delayed: u64,
}

impl MessageStore {
    pub(super) fn new(ledger: Ledger, clock: Clock, queues: &[QueueConfig]) -> Result<Self, LedgerError> {
        ledger.transaction(|transaction| -> Result<(), LedgerError> { Ok(transaction.execute_batch(SCHEMA)?) })?;
        let redrives =
            queues.iter().filter_map(|queue| Some((queue.name.clone(), queue.dead_letter.clone()?))).collect();
        Ok(Self { ledger, clock, redrives })
    }

    /// Stores the messages, all or none. Returns their ids in order.
    pub(super) fn send(&self, queue: &str, messages: &[NewMessage<'_>]) -> Result<Vec<String>, LedgerError> {
        let now_ms = self.now_ms();
        self.ledger.transaction(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO messages (queue, body, sent_at_ms, visible_at_ms, receive_count)
                 VALUES (?1, ?2, ?3, ?4, 0)",
            )?;
            let mut ids = Vec::with_capacity(messages.len());
            for message in messages {
                let visible_at_ms = now_ms + i64::from(message.delay_s) * 1000;
                insert.execute(params![queue, message.body, now_ms, visible_at_ms])?;
                ids.push(to_message_id(transaction.last_insert_rowid()));
            }
            Ok(ids)
        })
    }

    /// Receives up to `limit` visible messages, oldest first, and hides them for the given time.
    pub(super) fn receive(&self, queue: &str, limit: u32, hide_s: u32) -> Result<Vec<Received>, LedgerError> {
        let now_ms = self.now_ms();
        let visible_at_ms = now_ms + i64::from(hide_s) * 1000;
        self.ledger.transaction(|transaction| {
            self.redrive(transaction, now_ms)?;
            let mut statement = transaction.prepare_cached(
                "UPDATE messages SET receive_count = receive_count + 1, visible_at_ms = ?3,
                     first_received_at_ms = COALESCE(first_received_at_ms, ?2)
                 WHERE id IN (SELECT id FROM messages WHERE queue = ?1 AND visible_at_ms <= ?2 ORDER BY id LIMIT ?4)
                 RETURNING id, body, sent_at_ms, first_received_at_ms, receive_count",
            )?;
            let rows = statement.query_map(params![queue, now_ms, visible_at_ms, limit], to_received)?;
            let mut received = rows.collect::<Result<Vec<_>, _>>()?;
            received.sort_by_key(|message| message.receipt.id);
            Ok(received)
        })
    }

    /// Deletes the message unless the receipt is stale, in which case the message belongs to a later receiver.
    pub(super) fn delete(&self, queue: &str, receipt: Receipt) -> Result<(), LedgerError> {
        self.ledger.transaction(|transaction| {
            transaction
                .prepare_cached("DELETE FROM messages WHERE id = ?1 AND queue = ?2 AND receive_count = ?3")?
                .execute(params![receipt.id, queue, receipt.receive_count])?;
            Ok(())
        })
    }

    /// Hides the message for the given time from now; 0 makes it visible. Returns `false` if the message is not in flight or the receipt is
    /// stale.
    pub(super) fn hide(&self, queue: &str, receipt: Receipt, hide_s: u32) -> Result<bool, LedgerError> {
        let now_ms = self.now_ms();
        self.ledger.transaction(|transaction| {
            let changed = transaction
                .prepare_cached(
                    "UPDATE messages SET visible_at_ms = ?4
                     WHERE id = ?1 AND queue = ?2 AND receive_count = ?3 AND visible_at_ms > ?5",
                )?
                .execute(params![
                    receipt.id,
                    queue,
                    receipt.receive_count,
                    now_ms + i64::from(hide_s) * 1000,
                    now_ms
                ])?;
            Ok(changed == 1)
        })
    }

    pub(super) fn counts(&self, queue: &str) -> Result<Counts, LedgerError> {
        let now_ms = self.now_ms();
        self.ledger.transaction(|transaction| {
            self.redrive(transaction, now_ms)?;
            Ok(transaction
                .prepare_cached(
                    "SELECT COUNT(*) FILTER (WHERE visible_at_ms <= ?2),
                            COUNT(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count > 0),
                            COUNT(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count = 0)
                     FROM messages WHERE queue = ?1",
                )?
                .query_row(params![queue, now_ms], |row| {
                    Ok(Counts { visible: row.get(0)?, in_flight: row.get(1)?, delayed: row.get(2)? })
                })?)
        })
    }

    pub(super) fn next_visible(&self, queue: &str) -> Result<Option<Timestamp>, LedgerError> {
        self.ledger.transaction(|transaction| {
            let visible_at_ms: Option<i64> = transaction
                .prepare_cached("SELECT MIN(visible_at_ms) FROM messages WHERE queue = ?1")?
                .query_row([queue], |row| row.get(0))
                .optional()?
                .flatten();
            Ok(visible_at_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
        })
    }

    pub(super) fn purge(&self, queue: &str) -> Result<(), LedgerError> {
        self.ledger.transaction(|transaction| {
            transaction.execute("DELETE FROM messages WHERE queue = ?1", [queue])?;
            Ok(())
        })
    }

    /// Makes all received messages visible and returns their number. Earlier receives still count.
    pub(super) fn release_all_in_flight(&self) -> Result<usize, LedgerError> {
        let now_ms = self.now_ms();
        self.ledger.transaction(|transaction| {
            Ok(transaction.execute(
                "UPDATE messages SET visible_at_ms = ?1 WHERE visible_at_ms > ?1 AND receive_count > 0",
                [now_ms],
            )?)
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// Moves messages that were received too often to the dead-letter queues, where the count starts again from zero. As in SQS, a message
    /// is moved only after it has become visible again.
    fn redrive(&self, transaction: &Transaction<'_>, now_ms: i64) -> Result<(), LedgerError> {
        let mut statement = transaction.prepare_cached(
            "UPDATE messages SET queue = ?3, receive_count = 0, first_received_at_ms = NULL
             WHERE queue = ?1 AND visible_at_ms <= ?2 AND receive_count >= ?4",
        )?;
        for (queue, dead_letter) in self.redrives.iter() {
            statement.execute(params![queue, now_ms, dead_letter.queue, dead_letter.max_receives])?;
        }
        Ok(())
    }
}

// AUTOINCREMENT never reuses an id, so no receipt can refer to another message.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        queue TEXT NOT NULL,
        body TEXT NOT NULL,
        sent_at_ms INTEGER NOT NULL,
        visible_at_ms INTEGER NOT NULL,
        receive_count INTEGER NOT NULL,
        first_received_at_ms INTEGER
    );
    CREATE INDEX IF NOT EXISTS messages_visible ON messages (queue, visible_at_ms);";

fn to_received(row: &Row<'_>) -> rusqlite::Result<Received> {
    let id = row.get("id")?;
    Ok(Received {
        receipt: Receipt { id, receive_count: row.get("receive_count")? },
        message_id: to_message_id(id),
        body: row.get("body")?,
        sent_at_ms: row.get("sent_at_ms")?,
        first_received_at_ms: row.get("first_received_at_ms")?,
    })
}

/// Formats a row's id as a UUID, like SQS message IDs.
fn to_message_id(id: i64) -> String {
    format!("00000000-0000-4000-8000-{id:012x}")
}
