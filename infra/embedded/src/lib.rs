//! Servers that implement DynamoDB, S3, SQS and SES on one machine, in the process that starts them.
//!
//! Each server implements the wire protocol of its service, so that the functions' SDK clients run unchanged. The data directory contains
//! the access key and the state: two `SQLite` files and two folders (blobs and e-mails). State survives the process, however it ends;
//! tables, queues and e-mails can also be kept in memory, for tests. Requests must be signed with the data directory's key. No call is
//! throttled unless a test scripts it, and many operations and parameters are not implemented.
//!
//! ```text
//!            ┌─ dynamodb ── dynoxide ─────────── dynamodb.sqlite
//! SDK ─ http ┼─ s3 ──────── s3s, s3s-fs ──┬───── folder of blobs
//!      signed├─ sqs ──────────────────────┼───── ledger (queues.sqlite): messages, objects, object events
//!            └─ ses ── mailbox pages, e-mail files, events
//! ```

pub mod dynamodb;
pub mod ledger;
pub mod object_events;
pub mod s3;
pub mod ses;
pub mod sqs;

mod credentials;
mod http;
mod serve;
mod signed;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

pub use self::credentials::Credentials;
pub use self::http::{is_ip_address, is_loopback};
pub use self::serve::serve;

/// The Region of the embedded services; clients sign their requests for it.
pub const REGION: &str = "eu-west-1";

/// The account of the embedded services: 12 digits, as in ARNs and queue URLs.
pub const ACCOUNT: &str = "000000000000";

/// The source of the current time: the system clock, or a clock that a test sets.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}

/// The address that a server listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    /// A host name or an IP address, such as `127.0.0.1`.
    pub host: String,
    /// 0 selects a free port.
    pub port: u16,
}

impl Bind {
    /// Returns the loopback address with a free port.
    pub fn loopback() -> Self {
        Self { host: "127.0.0.1".to_owned(), port: 0 }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is in use or privileged, or the host is not an address of this machine.
    #[error("cannot listen on {host}:{port}")]
    Listen {
        host: String,
        port: u16,
        #[source]
        source: io::Error,
    },
    /// A folder or file in the data directory cannot be created, read or written.
    #[error("cannot use {}", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot open the tables")]
    Tables(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The `SQLite` file with the queues, events and object index cannot be used.
    #[error("cannot use the ledger")]
    Ledger(#[from] ledger::LedgerError),
    #[error("cannot open the object store")]
    Objects(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("queue {queue} names the dead-letter queue {dead_letter}, which is not configured")]
    UnknownDeadLetterQueue { queue: String, dead_letter: String },
}
