//! Sends messages, alone or in batches.

use super::error::SqsError;
use super::protocol::{BODY_BYTES_MAX, Batch, BatchResult, Entry, FailedEntry, Outgoing, SendMessage, Sent, md5_hex};
use super::queues::Queues;
use super::store::NewMessage;

impl Queues {
    pub(super) fn send(&self, request: &SendMessage) -> Result<Sent, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let delay_s = request.message.check()?;
        let body = &request.message.message_body;
        let mut ids = self.store.send(&queue.name, &[NewMessage { body, delay_s }])?;
        self.notify(queue);
        Ok(Sent { id: None, message_id: ids.pop().unwrap_or_default(), md5_of_message_body: md5_hex(body) })
    }

    pub(super) fn send_batch(&self, request: Batch<Outgoing>) -> Result<BatchResult<Sent>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        let total_bytes = request.entries.iter().map(|entry| entry.content.message_body.len()).sum();
        if total_bytes > BODY_BYTES_MAX {
            return Err(SqsError::BatchRequestTooLong(total_bytes));
        }
        let mut failed = Vec::new();
        let mut accepted = Vec::new();
        for Entry { id, content } in request.entries {
            match content.check() {
                Ok(delay_s) => accepted.push((id, content.message_body, delay_s)),
                Err(error) => failed.push(FailedEntry::new(id, &error)),
            }
        }
        let messages: Vec<_> =
            accepted.iter().map(|(_, body, delay_s)| NewMessage { body, delay_s: *delay_s }).collect();
        let message_ids = self.store.send(&queue.name, &messages)?;
        self.notify(queue);
        let sent = |((id, body, _), message_id): ((String, String, u32), String)| Sent {
            id: Some(id),
            message_id,
            md5_of_message_body: md5_hex(&body),
        };
        Ok(BatchResult { successful: accepted.into_iter().zip(message_ids).map(sent).collect(), failed })
    }
}
