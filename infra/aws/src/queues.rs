//! The two queues.

use std::sync::Arc;

use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::ports::{ChunkMessage, ChunkQueue, StoreError, WakeMessage, WakeQueue};
use serde::Serialize;

use crate::{
    backoff::{ATTEMPTS_MAX, pause},
    clients::{Clients, SettingsError},
    errors::{SQS, busy, is_busy_code, refused, store_error},
};

/// Messages a `SendMessageBatch` takes.
const BATCH_MAX: usize = 10;
/// Batches on their way at a time: 40 messages; a million rows are 2,000.
const IN_FLIGHT: usize = 4;

/// The queue of chunks.
#[derive(Debug, Clone)]
pub struct SqsChunkQueue {
    clients: Clients,
    url: Arc<str>,
}

impl SqsChunkQueue {
    /// The queue of chunks of the settings.
    pub fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self { url: clients.settings().need_chunk_queue_url()?.into(), clients: clients.clone() })
    }

    async fn send_batch(&self, bodies: Vec<String>) -> Result<(), StoreError> {
        let mut open: Vec<usize> = (0..bodies.len()).collect();
        let mut last = String::new();
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.clients.ambient().as_ref(), attempt).await;
            }
            let entry = |at: &usize| {
                let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(&bodies[*at]);
                entry.build().map_err(|_| refused(SQS, "the request could not be built"))
            };
            let entries = open.iter().map(entry).collect::<Result<_, _>>()?;
            let request = self.clients.sqs().send_message_batch().queue_url(&*self.url).set_entries(Some(entries));
            let answer = request.send().await.map_err(|error| store_error(SQS, &error))?;
            let mut left = Vec::new();
            for failed in answer.failed() {
                if failed.sender_fault() && !is_busy_code(failed.code()) {
                    return Err(refused(SQS, format!("{} for a message", failed.code())));
                }
                failed.code().clone_into(&mut last);
                left.extend(failed.id().parse::<usize>().ok().filter(|at| *at < bodies.len()));
            }
            if left.is_empty() {
                return Ok(());
            }
            open = left;
        }
        Err(busy(SQS, format!("{last} for a message, {ATTEMPTS_MAX} times")))
    }
}

impl ChunkQueue for SqsChunkQueue {
    async fn send_chunks(&self, messages: &[ChunkMessage]) -> Result<(), StoreError> {
        let mut batches = Vec::with_capacity(messages.len().div_ceil(BATCH_MAX));
        for batch in messages.chunks(BATCH_MAX) {
            let bodies = batch.iter().map(write_body).collect::<Result<Vec<_>, _>>()?;
            batches.push(self.send_batch(bodies));
        }
        stream::iter(batches).buffer_unordered(IN_FLIGHT).try_collect().await
    }
}

/// The queue that wakes readers.
#[derive(Debug, Clone)]
pub struct SqsWakeQueue {
    clients: Clients,
    url: Arc<str>,
}

impl SqsWakeQueue {
    /// The queue that wakes readers, of the settings.
    pub fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self { url: clients.settings().need_wake_queue_url()?.into(), clients: clients.clone() })
    }
}

impl WakeQueue for SqsWakeQueue {
    async fn wake(&self, message: &WakeMessage) -> Result<(), StoreError> {
        let request = self.clients.sqs().send_message().queue_url(&*self.url).message_body(write_body(message)?);
        request.send().await.map(|_| ()).map_err(|error| store_error(SQS, &error))
    }
}

fn write_body(message: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(message).map_err(|_| refused(SQS, "a message cannot be written"))
}
