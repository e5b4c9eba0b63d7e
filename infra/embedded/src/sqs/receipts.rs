//! Deletes received messages, or changes how long they are hidden.

use super::QueueConfig;
use super::error::SqsError;
use super::protocol::{
    Batch, BatchResult, ChangeMessageVisibility, DeleteEntry, DeleteMessage, Entry, FailedEntry, HIDE_S_MAX, Nothing,
    Succeeded, VisibilityEntry, in_range,
};
use super::queues::Queues;
use super::store::Receipt;

impl Queues {
    pub(super) fn delete(&self, request: &DeleteMessage) -> Result<Nothing, SqsError> {
        let queue = self.find(&request.queue_url)?;
        self.store.delete(&queue.name, Receipt::parse(&request.receipt_handle)?)?;
        Ok(Nothing {})
    }

    pub(super) fn delete_batch(&self, request: Batch<DeleteEntry>) -> Result<BatchResult<Succeeded>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        Ok(each(request.entries, |entry| Ok(self.store.delete(&queue.name, Receipt::parse(&entry.receipt_handle)?)?)))
    }

    pub(super) fn hide(&self, request: &ChangeMessageVisibility) -> Result<Nothing, SqsError> {
        let queue = self.find(&request.queue_url)?;
        self.hide_one(queue, &request.receipt_handle, request.visibility_timeout)?;
        Ok(Nothing {})
    }

    pub(super) fn hide_batch(&self, request: Batch<VisibilityEntry>) -> Result<BatchResult<Succeeded>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        Ok(each(request.entries, |entry| self.hide_one(queue, &entry.receipt_handle, entry.visibility_timeout)))
    }

    pub(super) fn hide_one(&self, queue: &QueueConfig, handle: &str, timeout_s: i64) -> Result<(), SqsError> {
        let hide_s = in_range("VisibilityTimeout", timeout_s, 0, HIDE_S_MAX)?;
        if !self.store.hide(&queue.name, Receipt::parse(handle)?, hide_s)? {
            return Err(SqsError::MessageNotInflight);
        }
        self.notify(queue);
        Ok(())
    }
}

fn each<T>(entries: Vec<Entry<T>>, work: impl Fn(&T) -> Result<(), SqsError>) -> BatchResult<Succeeded> {
    let mut result = BatchResult { successful: Vec::new(), failed: Vec::new() };
    for Entry { id, content } in entries {
        match work(&content) {
            Ok(()) => result.successful.push(Succeeded { id }),
            Err(error) => result.failed.push(FailedEntry::new(id, &error)),
        }
    }
    result
}
