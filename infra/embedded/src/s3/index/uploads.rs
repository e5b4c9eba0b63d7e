//! The multipart uploads in the index: each has a blob, which becomes the object when the upload is completed, and one more blob for each
//! part that has arrived. The name of its blob is also its upload id.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::Index;
use crate::ledger::LedgerError;

/// A part of a multipart upload.
#[derive(Clone, Debug)]
pub(in crate::s3) struct Part {
    pub(in crate::s3) number: i32,
    pub(in crate::s3) blob: String,
    pub(in crate::s3) size_bytes: u64,
    pub(in crate::s3) etag: String,
    pub(in crate::s3) modified_at: Timestamp,
}

/// The outcome of adding a part.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::s3) enum Added {
    /// The part belongs to the upload. `replaced` is the blob of an earlier part with the same number, which is no longer used.
    Done { replaced: Option<String> },
    /// The upload was completed or aborted in the meantime.
    NoSuchUpload,
}

impl Index {
    pub(in crate::s3) fn begin_upload(&self, blob: &str, bucket: &str, key: &str) -> Result<(), LedgerError> {
        self.in_transaction(|transaction| {
            transaction
                .prepare_cached("INSERT INTO uploads (blob, bucket, key) VALUES (?1, ?2, ?3)")?
                .execute([blob, bucket, key])?;
            Ok(())
        })
    }

    /// Returns `true` if there is a multipart upload with this id to this key.
    pub(in crate::s3) fn has_upload(&self, id: &str, bucket: &str, key: &str) -> Result<bool, LedgerError> {
        self.in_transaction(|transaction| {
            Ok(transaction
                .prepare_cached("SELECT 1 FROM uploads WHERE blob = ?1 AND bucket = ?2 AND key = ?3")?
                .exists([id, bucket, key])?)
        })
    }

    /// Adds a complete blob to an upload as the part with this number.
    pub(in crate::s3) fn add_part(
        &self,
        upload: &str,
        number: i32,
        blob: &str,
        size_bytes: u64,
        etag: &str,
    ) -> Result<Added, LedgerError> {
        self.in_transaction(|transaction| {
            if !transaction.prepare_cached("SELECT 1 FROM uploads WHERE blob = ?1")?.exists([upload])? {
                return Ok(Added::NoSuchUpload);
            }
            let replaced = transaction
                .prepare_cached("SELECT blob FROM parts WHERE upload = ?1 AND number = ?2")?
                .query_row(params![upload, number], |row| row.get(0))
                .optional()?;
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO parts (upload, number, blob, size_bytes, etag, modified_at_ms)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![upload, number, blob, size_bytes, etag, self.events.now_ms()])?;
            Ok(Added::Done { replaced })
        })
    }

    /// Returns the parts of an upload, ordered by number.
    pub(in crate::s3) fn parts(&self, upload: &str) -> Result<Vec<Part>, LedgerError> {
        self.in_transaction(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT number, blob, size_bytes, etag, modified_at_ms FROM parts WHERE upload = ?1 ORDER BY number",
            )?;
            Ok(statement.query_map([upload], to_part)?.collect::<Result<_, _>>()?)
        })
    }

    /// Ends an upload. Returns the blobs of its parts, which are no longer used.
    pub(in crate::s3) fn end_upload(&self, id: &str) -> Result<Vec<String>, LedgerError> {
        self.in_transaction(|transaction| end(transaction, id))
    }
}

pub(super) fn end(transaction: &Transaction<'_>, id: &str) -> Result<Vec<String>, LedgerError> {
    transaction.prepare_cached("DELETE FROM uploads WHERE blob = ?1")?.execute([id])?;
    let mut statement = transaction.prepare_cached("DELETE FROM parts WHERE upload = ?1 RETURNING blob")?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn to_part(row: &Row<'_>) -> rusqlite::Result<Part> {
    Ok(Part {
        number: row.get("number")?,
        blob: row.get("blob")?,
        size_bytes: row.get("size_bytes")?,
        etag: row.get("etag")?,
        modified_at: Timestamp::from_millisecond(row.get("modified_at_ms")?).unwrap_or(Timestamp::UNIX_EPOCH),
    })
}
