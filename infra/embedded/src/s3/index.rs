//! The index of objects and their blobs, in the ledger.
//!
//! A blob is complete before its object exists, and never changes afterwards. An object is created or replaced in the transaction that also
//! records its event. If the process is killed, either the old object exists, or the new one with its event. Concurrent uploads to one key
//! are serialized, and a reader never sees parts of both. The drawback is that some blobs may belong to no object; [`Index::unused`]
//! returns them.

mod uploads;

pub(super) use uploads::{Added, Part};

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::condition::Condition;
use crate::ledger::LedgerError;
use crate::object_events::{Cause, ObjectEvents, Written};

/// Maps objects to blobs; clones share the ledger.
#[derive(Clone)]
pub(super) struct Index {
    events: ObjectEvents,
    watched: Watched,
    durable: Vec<String>,
}

/// The objects whose creation and replacement are recorded as events.
#[derive(Clone, Debug)]
pub struct Watched {
    pub bucket: String,
    /// An object is watched if its key begins with one of these.
    pub prefixes: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) blob: String,
    pub(super) size_bytes: u64,
    pub(super) etag: String,
    pub(super) modified_at: Timestamp,
}

pub(super) struct NewObject<'a> {
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
    pub(super) blob: &'a str,
    pub(super) size_bytes: u64,
    pub(super) etag: &'a str,
    pub(super) condition: Condition,
    pub(super) cause: Cause,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Committed {
    /// The object was written. The blob of the previous object and those of the upload's parts are no longer used.
    Done { unused: Vec<String> },
    /// The condition was not met; nothing was written.
    PreconditionFailed,
}

impl Index {
    /// Objects whose keys begin with one of `durable`, and watched ones, are on the disk before the call that writes them returns.
    pub(super) fn new(events: ObjectEvents, watched: Watched, durable: Vec<String>) -> Result<Self, LedgerError> {
        events
            .ledger()
            .transaction(|transaction| -> Result<(), LedgerError> { Ok(transaction.execute_batch(SCHEMA)?) })?;
        Ok(Self { events, watched, durable })
    }

    pub(super) fn reserve_blob(&self) -> Result<String, LedgerError> {
        self.in_transaction(|transaction| {
            transaction.prepare_cached("INSERT INTO blobs DEFAULT VALUES")?.execute([])?;
            Ok(to_blob_name(transaction.last_insert_rowid()))
        })
    }

    /// Returns `true` if a power cut must not lose an object that was written under this key, because the table then refers to it.
    pub(super) fn is_durable(&self, bucket: &str, key: &str) -> bool {
        self.is_watched(bucket, key) || self.durable.iter().any(|prefix| key.starts_with(prefix))
    }

    /// Returns `true` if there is an event for each object that is written under this key.
    fn is_watched(&self, bucket: &str, key: &str) -> bool {
        bucket == self.watched.bucket && self.watched.prefixes.iter().any(|prefix| key.starts_with(prefix))
    }

    /// Turns a complete blob into an object, and records its event if the object is watched. If the blob is that of a multipart upload, the
    /// upload ends.
    pub(super) fn commit(&self, object: &NewObject<'_>) -> Result<Committed, LedgerError> {
        let is_watched = self.is_watched(object.bucket, object.key);
        let committed = self.in_transaction(|transaction| {
            let existing = select(transaction, object.bucket, object.key)?;
            if !object.condition.is_met(existing.as_ref().map(|entry| entry.etag.as_str())) {
                return Ok(Committed::PreconditionFailed);
            }
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO objects (bucket, key, blob, size_bytes, etag, modified_at_ms)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    object.bucket,
                    object.key,
                    object.blob,
                    object.size_bytes,
                    object.etag,
                    self.events.now_ms()
                ])?;
            if is_watched {
                let written = Written {
                    bucket: object.bucket,
                    key: object.key,
                    size_bytes: object.size_bytes,
                    etag: object.etag,
                    cause: object.cause,
                };
                self.events.record_in(transaction, written)?;
            }
            let mut unused = uploads::end(transaction, object.blob)?;
            unused.extend(existing.map(|existing| existing.blob));
            Ok(Committed::Done { unused })
        })?;
        if self.is_durable(object.bucket, object.key) {
            // The table must not refer to an object that a power cut could still remove.
            if let Err(error) = self.events.ledger().sync() {
                tracing::warn!(%error, "a power cut could lose an object that was just written");
            }
        }
        if is_watched {
            self.events.notify();
        }
        Ok(committed)
    }

    pub(super) fn find(&self, bucket: &str, key: &str) -> Result<Option<Entry>, LedgerError> {
        self.in_transaction(|transaction| select(transaction, bucket, key))
    }

    pub(super) fn remove(&self, bucket: &str, key: &str) -> Result<Option<String>, LedgerError> {
        self.in_transaction(|transaction| {
            Ok(transaction
                .prepare_cached("DELETE FROM objects WHERE bucket = ?1 AND key = ?2 RETURNING blob")?
                .query_row([bucket, key], |row| row.get(0))
                .optional()?)
        })
    }

    /// Calls `take` with each object whose key begins with `prefix` and sorts after `after`, in key order (UTF-8 bytes), until it returns
    /// `false`.
    pub(super) fn list(
        &self,
        bucket: &str,
        prefix: &str,
        after: &str,
        mut take: impl FnMut(Entry) -> bool,
    ) -> Result<(), LedgerError> {
        self.in_transaction(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT key, blob, size_bytes, etag, modified_at_ms FROM objects
                 WHERE bucket = ?1 AND key >= ?2 AND key > ?3 ORDER BY key",
            )?;
            for entry in statement.query_map([bucket, prefix, after], to_entry)? {
                let entry = entry?;
                if !entry.key.starts_with(prefix) || !take(entry) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Returns the blobs that belong to no object and no multipart upload. When the server starts, these are blobs whose writing or
    /// deletion was interrupted or failed.
    pub(super) fn unused(&self) -> Result<Vec<String>, LedgerError> {
        self.in_transaction(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT id FROM blobs ORDER BY id")?;
            let all = statement.query_map([], |row| Ok(to_blob_name(row.get(0)?)))?.collect::<Result<Vec<_>, _>>()?;
            let mut statement = transaction.prepare_cached(
                "SELECT blob FROM objects UNION SELECT blob FROM uploads UNION SELECT blob FROM parts",
            )?;
            let used =
                statement.query_map([], |row| row.get(0))?.collect::<Result<std::collections::HashSet<String>, _>>()?;
            Ok(all.into_iter().filter(|blob| !used.contains(blob)).collect())
        })
    }

    /// Removes a blob from the index, after its files have been deleted.
    pub(super) fn forget_blob(&self, blob: &str) -> Result<(), LedgerError> {
        let id = i64::from_str_radix(blob, 16).unwrap_or_default();
        self.in_transaction(|transaction| {
            transaction.prepare_cached("DELETE FROM blobs WHERE id = ?1")?.execute([id])?;
            Ok(())
        })
    }

    fn in_transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.events.ledger().transaction(work)
    }
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS blobs (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE IF NOT EXISTS objects (
        bucket TEXT NOT NULL,
        key TEXT NOT NULL,
        blob TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        etag TEXT NOT NULL,
        modified_at_ms INTEGER NOT NULL,
        PRIMARY KEY (bucket, key)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS uploads (
        blob TEXT PRIMARY KEY,
        bucket TEXT NOT NULL,
        key TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS parts (
        upload TEXT NOT NULL,
        number INTEGER NOT NULL,
        blob TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        etag TEXT NOT NULL,
        modified_at_ms INTEGER NOT NULL,
        PRIMARY KEY (upload, number)
    ) WITHOUT ROWID;";

fn select(transaction: &Transaction<'_>, bucket: &str, key: &str) -> Result<Option<Entry>, LedgerError> {
    Ok(transaction
        .prepare_cached(
            "SELECT key, blob, size_bytes, etag, modified_at_ms FROM objects WHERE bucket = ?1 AND key = ?2",
        )?
        .query_row([bucket, key], to_entry)
        .optional()?)
}

fn to_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        key: row.get("key")?,
        blob: row.get("blob")?,
        size_bytes: row.get("size_bytes")?,
        etag: row.get("etag")?,
        modified_at: Timestamp::from_millisecond(row.get("modified_at_ms")?).unwrap_or(Timestamp::UNIX_EPOCH),
    })
}

fn to_blob_name(id: i64) -> String {
    format!("{id:016x}")
}
