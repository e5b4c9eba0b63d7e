//! Receives messages.

use std::time::Duration;

use tokio::time::Instant;

use super::QueueConfig;
use super::error::SqsError;
use super::protocol::{BATCH_MAX, HIDE_S_MAX, Message, Messages, ReceiveMessage, in_range, md5_hex};
use super::queues::Queues;
use super::store::Received;

impl Queues {
    /// Returns visible messages. If there are none, waits until a message is sent or becomes visible again, the wait time has passed, or
    /// the server stops.
    pub(super) async fn receive(&self, request: &ReceiveMessage) -> Result<Messages, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let limit = in_range(
            "MaxNumberOfMessages",
            request.max_number_of_messages.unwrap_or(1),
            1,
            u32::try_from(BATCH_MAX).unwrap_or(u32::MAX),
        )?;
        let wait_s = in_range("WaitTimeSeconds", request.wait_time_seconds.unwrap_or(0), 0, 20)?;
        let hide_s = match request.visibility_timeout {
            Some(value) => in_range("VisibilityTimeout", value, 0, HIDE_S_MAX)?,
            None => queue.visibility_timeout_s,
        };
        let arrival = self.arrivals.get(&queue.name).ok_or(SqsError::QueueDoesNotExist)?;
        let deadline = Instant::now() + Duration::from_secs(wait_s.into());
        let mut stopped = self.stopped.clone();
        let received = loop {
            // Registered before the lookup, so that no send between the lookup and the wait is missed.
            let mut arrived = std::pin::pin!(arrival.notified());
            arrived.as_mut().enable();
            let received = self.store.receive(&queue.name, limit, hide_s)?;
            if !received.is_empty() || Instant::now() >= deadline || *stopped.borrow() {
                break received;
            }
            let until = self.next_look(queue, deadline)?;
            tokio::select! {
                () = arrived => {}
                () = tokio::time::sleep_until(until) => {}
                _ = stopped.changed() => break received,
            }
        };
        let names = || request.message_system_attribute_names.iter().chain(&request.attribute_names);
        Ok(Messages { messages: received.into_iter().map(|message| to_message(message, names)).collect() })
    }

    /// Returns the time at which a waiting receive checks again without a notification: when the next message becomes visible, or at the
    /// deadline. The pause is at least one millisecond, even if a test's clock does not advance.
    fn next_look(&self, queue: &QueueConfig, deadline: Instant) -> Result<Instant, SqsError> {
        let Some(visible_at) = self.store.next_visible(&queue.name)? else {
            return Ok(deadline);
        };
        let left = Duration::try_from(visible_at.duration_since(self.store.now())).unwrap_or_default();
        Ok(deadline.min(Instant::now() + left.max(Duration::from_millis(1))))
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::collections::HashMap;
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::task::Poll;

    use futures_util::poll;
    use jiff::Timestamp;
    use tokio::sync::{Notify, watch};

    use super::super::operations::read;
    use super::super::protocol::SendMessage;
    use super::super::store::MessageStore;
    use super::*;
    use crate::ledger::Ledger;

    /// Creates an empty queue, its stop signal, and its clock's time in milliseconds.
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
    async fn receive_that_waits_is_ended_by_a_send() {
        let (queues, _stopping, _) = queues();
        let request = waiting();
        let mut received = pin!(queues.receive(&request));
        assert!(poll!(&mut received).is_pending());
        queues.send(&to_send(0)).unwrap();
        let Poll::Ready(response) = poll!(&mut received) else { panic!("not ended") };
        assert_eq!(response.unwrap().messages[0].body, "now");
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
        let Poll::Ready(response) = poll!(&mut received) else { panic!("not ended") };
        assert!(response.unwrap().messages.is_empty());
    }
}
