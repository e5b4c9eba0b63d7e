//! Sends messages to the queues.

use aws_sdk_sqs::types::{QueueAttributeName, SendMessageBatchRequestEntry};
use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::stores::{
    BatchMessage, ChunkMessage, ChunkQueue, InvitationBatchQueue, MailMessage, MailQueue, MailQueueDepth,
    ReportMessage, ResumeMessage, ResumeQueue, StoreError,
};
use serde::Serialize;

use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, pause},
    errors::{SQS, busy, is_busy_code, refused, store_error},
    settings::Part,
};

/// Maximum number of messages in one `SendMessageBatch` call.
const BATCH_MAX: usize = 10;
/// Maximum number of concurrent batches, which contain up to 40 messages in total; a million rows require 2,000 messages.
const IN_FLIGHT: usize = 4;

/// Sends messages in batches. Each message is sent at least once.
async fn send_all(aws: &Aws, queue: Part, messages: &[impl Serialize + Sync]) -> Result<(), StoreError> {
    let url = aws.part(queue)?;
    let mut batches = Vec::with_capacity(messages.len().div_ceil(BATCH_MAX));
    for batch in messages.chunks(BATCH_MAX) {
        let bodies = batch.iter().map(write_body).collect::<Result<Vec<_>, _>>()?;
        batches.push(send_batch(aws, url, bodies));
    }
    stream::iter(batches).buffer_unordered(IN_FLIGHT).try_collect().await
}

async fn send_batch(aws: &Aws, url: &str, bodies: Vec<String>) -> Result<(), StoreError> {
    let mut open: Vec<usize> = (0..bodies.len()).collect();
    let mut last = String::new();
    for attempt in 0..ATTEMPTS_MAX {
        if attempt > 0 {
            pause(aws.environment().as_ref(), attempt).await;
        }
        let entry = |at: &usize| {
            let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(&bodies[*at]);
            entry.build().map_err(|_| refused(SQS, "the request could not be built"))
        };
        let entries = open.iter().map(entry).collect::<Result<_, _>>()?;
        let request = aws.sqs().send_message_batch().queue_url(url).set_entries(Some(entries));
        let response = request.send().await.map_err(|error| store_error(SQS, &error))?;
        let mut left = Vec::new();
        for failed in response.failed() {
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

/// Sends one message, at least once.
async fn send_one(aws: &Aws, queue: Part, message: &(impl Serialize + Sync)) -> Result<(), StoreError> {
    let request = aws.sqs().send_message().queue_url(aws.part(queue)?).message_body(write_body(message)?);
    request.send().await.map(|_| ()).map_err(|error| store_error(SQS, &error))
}

impl ChunkQueue for Aws {
    async fn send_chunks(&self, messages: &[ChunkMessage]) -> Result<(), StoreError> {
        send_all(self, Part::ChunkQueue, messages).await
    }
}

impl MailQueue for Aws {
    async fn send_mails(&self, messages: &[MailMessage]) -> Result<(), StoreError> {
        send_all(self, Part::MailQueue, messages).await
    }

    async fn send_report(&self, message: &ReportMessage) -> Result<(), StoreError> {
        send_all(self, Part::MailQueue, std::slice::from_ref(message)).await
    }
}

impl MailQueueDepth for Aws {
    async fn messages_waiting(&self) -> Result<u64, StoreError> {
        const NAMES: [QueueAttributeName; 3] = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
            QueueAttributeName::ApproximateNumberOfMessagesDelayed,
        ];
        let request = self.sqs().get_queue_attributes().queue_url(self.part(Part::MailQueue)?);
        let response = request.set_attribute_names(Some(NAMES.to_vec())).send().await;
        let response = response.map_err(|error| store_error(SQS, &error))?;
        let attributes = response.attributes.unwrap_or_default();
        let count = |name| attributes.get(&name).and_then(|text: &String| text.parse::<u64>().ok()).unwrap_or(0);
        Ok(NAMES.into_iter().map(count).sum())
    }
}

impl InvitationBatchQueue for Aws {
    async fn send_batch_step(&self, message: &BatchMessage) -> Result<(), StoreError> {
        send_one(self, Part::InvitationBatchQueue, message).await
    }
}

impl ResumeQueue for Aws {
    async fn send_resume(&self, message: &ResumeMessage) -> Result<(), StoreError> {
        send_one(self, Part::ResumeQueue, message).await
    }
}

fn write_body(message: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(message).map_err(|_| refused(SQS, "cannot serialize a message"))
}
