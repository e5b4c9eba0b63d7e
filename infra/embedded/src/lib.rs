//! The servers of the laptop stack: `DynamoDB`, S3, SQS and SES on loopback, in this process.
//!
//! Each speaks the wire protocol of the service it stands for, so that the SDK clients of the functions are the same
//! code everywhere. What they know is in two `SQLite` files and one folder of the data directory and outlives the
//! process, however it ends. Each wants requests signed with the data directory's own key. Left out on purpose: throttling,
//! and every operation that the stack does not call.

pub mod dynamodb;
pub mod ledger;
pub mod object_events;
pub mod s3;
pub mod ses;
pub mod sqs;

mod credentials;
mod http;
mod signed;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

pub use self::credentials::Credentials;
pub use self::http::is_loopback;

/// The Region that the embedded services say they are in; clients sign for it.
pub const REGION: &str = "eu-west-1";

/// The account that the embedded services say they belong to: 12 digits, as in ARNs and queue URLs.
pub const ACCOUNT: &str = "000000000000";

/// Where "now" comes from: the wall clock, or a test's own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The wall clock.
pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    /// A name or an address, such as `127.0.0.1`.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
}

impl Bind {
    /// Loopback, on a free port.
    pub fn loopback() -> Self {
        Self { host: "127.0.0.1".to_owned(), port: 0 }
    }
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or the host is not one of this machine.
    #[error("cannot listen on {host}:{port}")]
    Listen {
        /// As configured.
        host: String,
        /// As configured.
        port: u16,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A folder or file of the data directory cannot be made, read or written.
    #[error("cannot use {}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The `SQLite` file of the tables cannot be opened.
    #[error("cannot open the tables")]
    Tables(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The `SQLite` file of queues, events and object names cannot be used.
    #[error("cannot use the ledger")]
    Ledger(#[from] ledger::LedgerError),
    /// The object store refuses the folder.
    #[error("cannot open the object store")]
    Objects(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A dead-letter queue is named that is not among the queues.
    #[error("queue {queue} names the dead-letter queue {dead_letter}, which is not configured")]
    UnknownDeadLetterQueue {
        /// The queue.
        queue: String,
        /// The name that leads nowhere.
        dead_letter: String,
    },
}
