//! The queues and their messages. Every message is delivered at least once, in any order.

use std::future::Future;

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::{
    feed::FeedName,
    ids::{BatchId, ImportId, UserId},
};

/// Work for an `apply` worker: one chunk of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkMessage {
    pub import_id: ImportId,
    /// From 0.
    pub chunk: u32,
    /// Offset in the plan, in bytes.
    pub offset: u64,
    /// Length of the chunk in bytes.
    pub length: u64,
}

/// A request to continue an import from its stored state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeMessage {
    pub import_id: ImportId,
}

/// Work for a sender: invitations for these users are due. Contains only ids, because messages remain in queues and may be logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailMessage {
    /// At most 10.
    pub user_ids: Vec<UserId>,
}

/// Work for a sender: a feed's report is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportMessage {
    pub feed: FeedName,
    /// The newest import to be reported.
    pub import_id: ImportId,
}

/// The next step of an invitation batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchMessage {
    pub batch_id: BatchId,
    /// The requested step; repeating a step has no effect.
    pub step: u32,
}

/// The queue for the `apply` workers.
pub trait ChunkQueue: Send + Sync {
    /// Sends each message at least once.
    fn send_chunks(&self, messages: &[ChunkMessage]) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The queue that resumes imports.
pub trait ResumeQueue: Send + Sync {
    /// Sends the message at least once.
    fn send_resume(&self, message: &ResumeMessage) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The queue for the senders.
pub trait MailQueue: Send + Sync {
    /// Sends each message at least once.
    fn send_mails(&self, messages: &[MailMessage]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Sends a report message at least once.
    fn send_report(&self, message: &ReportMessage) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The number of messages in the queue for the senders. Each message names at most 10 users.
pub trait MailQueueDepth: Send + Sync {
    /// Returns the approximate number of messages that are waiting or being processed.
    fn messages_waiting(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

/// The queue for the steps of invitation batches.
pub trait InvitationBatchQueue: Send + Sync {
    /// Sends the message at least once.
    fn send_batch_step(&self, message: &BatchMessage) -> impl Future<Output = Result<(), StoreError>> + Send;
}
