//! One function per operation.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::error::SqsError;
use super::protocol::{
    Attributes, Batch, BatchResult, CONTENT_TYPE, ChangeMessageVisibility, DeleteEntry, DeleteMessage, Entry,
    FailedEntry, GetQueueAttributes, GetQueueUrl, MAX_BATCH, MAX_BODY_BYTES, Message, Messages, OfQueue, Outgoing,
    QueueUrl, ReceiveMessage, SendMessage, Sent, Succeeded, VisibilityEntry, in_range, md5_hex,
};
use super::store::{MessageStore, NewMessage, Receipt, Received};
use super::{QueueConfig, to_queue_url};
use crate::{ACCOUNT, REGION};

/// The queues as requests see them.
#[derive(Clone)]
pub(super) struct Queues {
    pub(super) store: MessageStore,
    pub(super) configs: Arc<HashMap<String, QueueConfig>>,
    /// Per queue, told when a message may have become visible.
    pub(super) arrivals: Arc<HashMap<String, Arc<Notify>>>,
    pub(super) address: SocketAddr,
    pub(super) stopped: watch::Receiver<bool>,
}

/// Answers any request: the operation is in a header.
pub(super) async fn answer(State(queues): State<Queues>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let operation = target.strip_prefix("AmazonSQS.").unwrap_or_default();
    let result = match operation {
        "GetQueueUrl" => read(&body).and_then(|request| queues.get_queue_url(&request)).and_then(|r| write(&r)),
        "GetQueueAttributes" => read(&body).and_then(|r| queues.get_attributes(&r)).and_then(|r| write(&r)),
        "PurgeQueue" => read(&body).and_then(|request| queues.purge(&request)).and_then(|r| write(&r)),
        "SendMessage" => read(&body).and_then(|request| queues.send(&request)).and_then(|r| write(&r)),
        "SendMessageBatch" => read(&body).and_then(|request| queues.send_batch(request)).and_then(|r| write(&r)),
        "ReceiveMessage" => match read(&body) {
            Ok(request) => queues.receive(&request).await.and_then(|r| write(&r)),
            Err(error) => Err(error),
        },
        "DeleteMessage" => read(&body).and_then(|request| queues.delete(&request)).and_then(|r| write(&r)),
        "DeleteMessageBatch" => read(&body).and_then(|request| queues.delete_batch(request)).and_then(|r| write(&r)),
        "ChangeMessageVisibility" => read(&body).and_then(|request| queues.hide(&request)).and_then(|r| write(&r)),
        "ChangeMessageVisibilityBatch" => {
            read(&body).and_then(|request| queues.hide_batch(request)).and_then(|r| write(&r))
        }
        _ => Err(SqsError::UnsupportedOperation(target.to_owned())),
    };
    match result {
        Ok(body) => (StatusCode::OK, [("content-type", CONTENT_TYPE)], body).into_response(),
        Err(error) => error.into_response(),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, SqsError> {
    Ok(serde_json::from_slice(body)?)
}

fn write<T: Serialize>(answer: &T) -> Result<Vec<u8>, SqsError> {
    Ok(serde_json::to_vec(answer)?)
}

/// The answer of operations that answer nothing.
#[derive(Serialize)]
struct Nothing {}

impl Queues {
    fn get_queue_url(&self, request: &GetQueueUrl) -> Result<QueueUrl, SqsError> {
        let queue = self.find(&request.queue_name)?;
        Ok(QueueUrl { queue_url: to_queue_url(self.address, &queue.name) })
    }

    fn get_attributes(&self, request: &GetQueueAttributes) -> Result<Attributes, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let counts = self.store.counts(&queue.name)?;
        let mut all = BTreeMap::from([
            ("ApproximateNumberOfMessages", counts.visible.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", counts.in_flight.to_string()),
            ("ApproximateNumberOfMessagesDelayed", counts.delayed.to_string()),
            ("VisibilityTimeout", queue.visibility_timeout_s.to_string()),
            ("QueueArn", to_arn(&queue.name)),
        ]);
        if let Some(dead_letter) = &queue.dead_letter {
            let policy = serde_json::json!({
                "deadLetterTargetArn": to_arn(&dead_letter.queue),
                "maxReceiveCount": dead_letter.max_receives,
            });
            all.insert("RedrivePolicy", policy.to_string());
        }
        let names = &request.attribute_names;
        if !names.iter().any(|name| name == "All") {
            if let Some(unknown) =
                names.iter().find(|name| *name != "RedrivePolicy" && !all.contains_key(name.as_str()))
            {
                return Err(SqsError::InvalidAttributeName(unknown.clone()));
            }
            all.retain(|known, _| names.iter().any(|name| name == known));
        }
        Ok(Attributes { attributes: all })
    }

    fn purge(&self, request: &OfQueue) -> Result<Nothing, SqsError> {
        self.store.purge(&self.find(&request.queue_url)?.name)?;
        Ok(Nothing {})
    }

    fn send(&self, request: &SendMessage) -> Result<Sent, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let delay_s = request.message.check()?;
        let body = &request.message.message_body;
        let mut ids = self.store.send(&queue.name, &[NewMessage { body, delay_s }])?;
        self.tell(queue);
        Ok(Sent { id: None, message_id: ids.pop().unwrap_or_default(), md5_of_message_body: md5_hex(body) })
    }

    fn send_batch(&self, request: Batch<Outgoing>) -> Result<BatchResult<Sent>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        let total_bytes = request.entries.iter().map(|entry| entry.content.message_body.len()).sum();
        if total_bytes > MAX_BODY_BYTES {
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
        self.tell(queue);
        let sent = |((id, body, _), message_id): ((String, String, u32), String)| Sent {
            id: Some(id),
            message_id,
            md5_of_message_body: md5_hex(&body),
        };
        Ok(BatchResult { successful: accepted.into_iter().zip(message_ids).map(sent).collect(), failed })
    }

    /// Answers what is visible, or waits until something is: a send and the end of a hidden time both end the wait.
    async fn receive(&self, request: &ReceiveMessage) -> Result<Messages, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let limit = in_range(
            "MaxNumberOfMessages",
            request.max_number_of_messages.unwrap_or(1),
            1,
            u32::try_from(MAX_BATCH).unwrap_or(u32::MAX),
        )?;
        let wait_s = in_range("WaitTimeSeconds", request.wait_time_seconds.unwrap_or(0), 0, 20)?;
        let hide_s = match request.visibility_timeout {
            Some(value) => in_range("VisibilityTimeout", value, 0, MAX_HIDE_S)?,
            None => queue.visibility_timeout_s,
        };
        let arrival = self.arrivals.get(&queue.name).ok_or(SqsError::QueueDoesNotExist)?;
        let deadline = Instant::now() + Duration::from_secs(wait_s.into());
        let mut stopped = self.stopped.clone();
        let received = loop {
            // Registered before the look, so that a send between the look and the wait is not missed.
            let mut told = std::pin::pin!(arrival.notified());
            told.as_mut().enable();
            let received = self.store.receive(&queue.name, limit, hide_s)?;
            if !received.is_empty() || Instant::now() >= deadline || *stopped.borrow() {
                break received;
            }
            let until = self.next_look(queue, deadline)?;
            tokio::select! {
                () = told => {}
                () = tokio::time::sleep_until(until) => {}
                _ = stopped.changed() => break received,
            }
        };
        let names = || request.message_system_attribute_names.iter().chain(&request.attribute_names);
        Ok(Messages { messages: received.into_iter().map(|message| to_message(message, names)).collect() })
    }

    fn delete(&self, request: &DeleteMessage) -> Result<Nothing, SqsError> {
        let queue = self.find(&request.queue_url)?;
        self.store.delete(&queue.name, Receipt::parse(&request.receipt_handle)?)?;
        Ok(Nothing {})
    }

    fn delete_batch(&self, request: Batch<DeleteEntry>) -> Result<BatchResult<Succeeded>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        Ok(each(request.entries, |entry| Ok(self.store.delete(&queue.name, Receipt::parse(&entry.receipt_handle)?)?)))
    }

    fn hide(&self, request: &ChangeMessageVisibility) -> Result<Nothing, SqsError> {
        let queue = self.find(&request.queue_url)?;
        self.hide_one(queue, &request.receipt_handle, request.visibility_timeout)?;
        Ok(Nothing {})
    }

    fn hide_batch(&self, request: Batch<VisibilityEntry>) -> Result<BatchResult<Succeeded>, SqsError> {
        let queue = self.find(&request.queue_url)?;
        request.check()?;
        Ok(each(request.entries, |entry| self.hide_one(queue, &entry.receipt_handle, entry.visibility_timeout)))
    }

    fn hide_one(&self, queue: &QueueConfig, handle: &str, timeout_s: i64) -> Result<(), SqsError> {
        let hide_s = in_range("VisibilityTimeout", timeout_s, 0, MAX_HIDE_S)?;
        if !self.store.hide(&queue.name, Receipt::parse(handle)?, hide_s)? {
            return Err(SqsError::MessageNotInflight);
        }
        self.tell(queue);
        Ok(())
    }

    /// The queue of a URL or a name: the part after the last slash.
    fn find(&self, url: &str) -> Result<&QueueConfig, SqsError> {
        let name = url.rsplit('/').next().unwrap_or_default();
        self.configs.get(name).ok_or(SqsError::QueueDoesNotExist)
    }

    /// Makes waiting receives look again, of the queue and of its dead-letter queue.
    fn tell(&self, queue: &QueueConfig) {
        let dead_letter = queue.dead_letter.as_ref().map(|dead_letter| &dead_letter.queue);
        for name in std::iter::once(&queue.name).chain(dead_letter) {
            if let Some(arrival) = self.arrivals.get(name) {
                arrival.notify_waiters();
            }
        }
    }

    /// When a waiting receive looks again on its own. At least a millisecond from now: the clock that visibility goes
    /// by may stand still.
    fn next_look(&self, queue: &QueueConfig, deadline: Instant) -> Result<Instant, SqsError> {
        let Some(visible_at) = self.store.next_visible(&queue.name)? else {
            return Ok(deadline);
        };
        let left = Duration::try_from(visible_at.duration_since(self.store.now())).unwrap_or_default();
        Ok(deadline.min(Instant::now() + left.max(Duration::from_millis(1))))
    }
}

/// 12 hours.
const MAX_HIDE_S: u32 = 43_200;

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

fn to_message<'a, N: Iterator<Item = &'a String>>(received: Received, names: impl Fn() -> N) -> Message {
    let attributes = [
        ("ApproximateReceiveCount", received.receipt.receive_count.to_string()),
        ("SentTimestamp", received.sent_at_ms.to_string()),
        ("ApproximateFirstReceiveTimestamp", received.first_received_at_ms.to_string()),
    ];
    let is_wanted = |known: &str| names().any(|name| name == "All" || name == known);
    Message {
        id: received.message_id,
        receipt_handle: received.receipt.to_handle(),
        md5_of_body: md5_hex(&received.body),
        body: received.body,
        attributes: attributes.into_iter().filter(|(known, _)| is_wanted(known)).collect(),
    }
}

fn to_arn(queue: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::pin::pin;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::task::Poll;

    use futures_util::poll;
    use jiff::Timestamp;

    use super::*;
    use crate::ledger::Ledger;

    /// One empty queue, what stops its server, and the time that its clock shows.
    fn queues() -> (Queues, watch::Sender<bool>, Arc<AtomicI64>) {
        let now_ms = Arc::new(AtomicI64::new(0));
        let read = Arc::clone(&now_ms);
        let clock: crate::Clock = Arc::new(move || Timestamp::from_millisecond(read.load(Ordering::Relaxed)).unwrap());
        let queue = QueueConfig { name: "q".to_owned(), visibility_timeout_s: 30, dead_letter: None };
        let (stopping, stopped) = watch::channel(false);
        let queues = Queues {
            store: MessageStore::new(Ledger::memory().unwrap(), clock, std::slice::from_ref(&queue)).unwrap(),
            configs: Arc::new(HashMap::from([("q".to_owned(), queue)])),
            arrivals: Arc::new(HashMap::from([("q".to_owned(), Arc::new(Notify::new()))])),
            address: ([127, 0, 0, 1], 1).into(),
            stopped,
        };
        (queues, stopping, now_ms)
    }

    fn waiting() -> ReceiveMessage {
        read(br#"{"QueueUrl":"q","WaitTimeSeconds":20}"#).unwrap()
    }

    fn to_send(delay_s: u32) -> SendMessage {
        read(format!(r#"{{"QueueUrl":"q","MessageBody":"now","DelaySeconds":{delay_s}}}"#).as_bytes()).unwrap()
    }

    #[tokio::test]
    async fn receive_that_waits_is_woken_by_a_send() {
        let (queues, _stopping, _) = queues();
        let request = waiting();
        let mut received = pin!(queues.receive(&request));
        assert!(poll!(&mut received).is_pending());
        queues.send(&to_send(0)).unwrap();
        let Poll::Ready(answer) = poll!(&mut received) else { panic!("not woken") };
        assert_eq!(answer.unwrap().messages[0].body, "now");
    }

    #[tokio::test]
    async fn receive_that_waits_looks_again_when_a_message_becomes_visible() {
        let (queues, _stopping, now_ms) = queues();
        let queue = queues.find("q").unwrap();
        let start = Instant::now();
        let deadline = start + Duration::from_secs(20);
        assert_eq!(queues.next_look(queue, deadline).unwrap(), deadline);
        queues.send(&to_send(15)).unwrap();
        now_ms.store(10_000, Ordering::Relaxed);
        let look = queues.next_look(queue, deadline).unwrap();
        assert!(look >= start + Duration::from_secs(5) && look < deadline);
        now_ms.store(15_000, Ordering::Relaxed);
        assert_eq!(queues.receive(&waiting()).await.unwrap().messages.len(), 1);
    }

    #[tokio::test]
    async fn receive_that_waits_is_ended_by_the_stop() {
        let (queues, stopping, _) = queues();
        let request = waiting();
        let mut received = pin!(queues.receive(&request));
        assert!(poll!(&mut received).is_pending());
        stopping.send_replace(true);
        let Poll::Ready(answer) = poll!(&mut received) else { panic!("not ended") };
        assert!(answer.unwrap().messages.is_empty());
    }
}
