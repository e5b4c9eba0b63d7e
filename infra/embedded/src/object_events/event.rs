//! One object-created event, and how the ledger stores it.

use jiff::Timestamp;
use rusqlite::Row;

use super::{Claimed, EventId};

/// How an object was written: the last part of the event's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Put,
    CompleteMultipartUpload,
    Copy,
}

/// A written object whose event has not been recorded yet.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    pub bucket: &'a str,
    /// Not URL-encoded.
    pub key: &'a str,
    pub size_bytes: u64,
    /// Without quotes.
    pub etag: &'a str,
    pub cause: Cause,
}

/// A recorded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectCreated {
    pub bucket: String,
    /// Not URL-encoded.
    pub key: String,
    pub size_bytes: u64,
    /// Without quotes.
    pub etag: String,
    /// 18 hexadecimal digits. A later event has a greater sequencer, even after a restart.
    pub sequencer: String,
    /// When the event was recorded, in whole milliseconds.
    pub event_time: Timestamp,
    pub cause: Cause,
}

impl Cause {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Put => "Put",
            Self::CompleteMultipartUpload => "CompleteMultipartUpload",
            Self::Copy => "Copy",
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "CompleteMultipartUpload" => Self::CompleteMultipartUpload,
            "Copy" => Self::Copy,
            _ => Self::Put,
        }
    }
}

pub(super) fn to_claimed(row: &Row<'_>) -> rusqlite::Result<Claimed> {
    let id: i64 = row.get("id")?;
    let cause: String = row.get("cause")?;
    Ok(Claimed {
        id: EventId(id),
        event: ObjectCreated {
            bucket: row.get("bucket")?,
            key: row.get("key")?,
            size_bytes: row.get("size_bytes")?,
            etag: row.get("etag")?,
            sequencer: to_sequencer(id),
            event_time: from_ms(row.get("event_time_ms")?),
            cause: Cause::from_name(&cause),
        },
        failures: row.get("failures")?,
    })
}

/// Converts a row's id to a sequencer. Later events have greater sequencers.
pub(super) fn to_sequencer(id: i64) -> String {
    format!("{id:018X}")
}

/// Converts a stored time. An invalid value, found only in a damaged file, becomes 1970-01-01.
pub(super) fn from_ms(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}
