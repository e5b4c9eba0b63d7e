//! The interfaces that the domain requires: traits that are implemented on AWS (the renderers: in the functions) and, except for the rate
//! limiter, in the simulation.
//!
//! A trait says what must be atomic. The adapter decides how: with batches, conditions and retries.

mod catalog;
mod email;
mod environment;
mod feeds;
mod imports;
mod invitations;
mod objects;
mod queues;
mod users;

pub use self::{
    catalog::CatalogStore,
    email::{Email, EmailRenderer, MailAccount, Mailer, MessageTags, Quota, ReportRenderer, SendOutcome},
    environment::{Environment, Secrets, Sleeper},
    feeds::FeedStore,
    imports::{CHUNK_NUMBERS, ChunkDone, Claim, ImportStore, Replaced},
    invitations::{Acquired, InvitationBatchStore, InvitationStore, RateLimiter, SendingStore, Slots},
    objects::{ByteSink, ByteStream, ObjectHead, ResultStore, UploadStore},
    queues::{
        BatchMessage, ChunkMessage, ChunkQueue, InvitationBatchQueue, MailMessage, MailQueue, MailQueueDepth,
        ReportMessage, ResumeMessage, ResumeQueue,
    },
    users::{HOLDERS_MAX, InviteeList, InviteePage, UserStore, UserUpdate, UserWritten},
};

use thiserror::Error;

/// Why a store operation failed. The messages may contain ids, but no cells.
///
/// `store` is a singular noun phrase that can be the subject of a message: `DynamoDB`, `the table`.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The store is throttling or unreachable even after the adapter's own retries. The caller returns the work to its queue.
    #[error("{store} is busy or unreachable")]
    Busy {
        store: &'static str,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// This version cannot read a stored item; during a deployment or after a rollback, a newer version may have written it. The caller
    /// returns the work to its queue, where a worker running that version can handle it. A caller that works on many items logs the error
    /// and skips the item.
    #[error("{store} contains an item that this version cannot read: {what}")]
    Unreadable { store: &'static str, what: &'static str },
    /// The request was invalid or denied, or the stored data or the response was not understood; retrying does not help.
    #[error("{store} refuses the request")]
    Refused {
        store: &'static str,
        /// Whether an operator can fix the cause, such as a missing permission; afterwards, a retry helps.
        is_fixable: bool,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
