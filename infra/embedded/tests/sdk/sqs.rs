use aws_sdk_sqs::config::{Credentials, Region};
use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::types::{
    DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName, QueueAttributeName,
    SendMessageBatchRequestEntry,
};
use aws_sdk_sqs::{Client, Config};
use jiff::SignedDuration;
use rollcall_embedded::ledger::Ledger;
use rollcall_embedded::sqs::{Counts, DeadLetter, QueueConfig, SqsConfig, SqsServer};
use rollcall_embedded::{Bind, REGION, StartError};

use super::{ACCESS_KEY_ID, SECRET_ACCESS_KEY, TestClock, credentials, http_client};

const VISIBILITY_TIMEOUT_S: u32 = 30;

struct Stack {
    server: SqsServer,
    client: Client,
    clock: TestClock,
    url: String,
}

impl Stack {
    async fn start() -> Self {
        Self::start_on(Ledger::memory().unwrap(), TestClock::new()).await
    }

    async fn start_on(ledger: Ledger, clock: TestClock) -> Self {
        let server = SqsServer::start(config(ledger, &clock)).await.unwrap();
        let config = Config::builder()
            .behavior_version_latest()
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "test"))
            .endpoint_url(server.address())
            .http_client(http_client())
            .build();
        let url = server.queue_url("chunks").unwrap();
        Self { server, client: Client::from_conf(config), clock, url }
    }

    async fn send(&self, body: &str) {
        self.client.send_message().queue_url(&self.url).message_body(body).send().await.unwrap();
    }

    async fn receive(&self, limit: i32) -> Vec<Message> {
        self.receive_from(&self.url, limit).await
    }

    async fn receive_from(&self, url: &str, limit: i32) -> Vec<Message> {
        let request = self.client.receive_message().queue_url(url).max_number_of_messages(limit);
        let request = request.message_system_attribute_names(MessageSystemAttributeName::All);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    fn counts(&self) -> (u64, u64, u64) {
        let Counts { visible, in_flight, delayed } = self.server.counts("chunks").unwrap();
        (visible, in_flight, delayed)
    }
}

fn config(ledger: Ledger, clock: &TestClock) -> SqsConfig {
    let queue = |name: &str, dead_letter: Option<&str>| QueueConfig {
        name: name.to_owned(),
        visibility_timeout_s: VISIBILITY_TIMEOUT_S,
        dead_letter: dead_letter.map(|queue| DeadLetter { queue: queue.to_owned(), max_receives: 2 }),
    };
    SqsConfig {
        bind: Bind::loopback(),
        queues: vec![queue("chunks", Some("chunks-dead")), queue("chunks-dead", None)],
        ledger,
        credentials: credentials(),
        clock: clock.clock(),
    }
}

fn bodies(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.body().unwrap()).collect()
}

fn past_visibility() -> SignedDuration {
    SignedDuration::from_secs(i64::from(VISIBILITY_TIMEOUT_S) + 1)
}

#[tokio::test]
async fn message_when_received_is_hidden_until_its_time_is_over() {
    let stack = Stack::start().await;
    stack.send("a – é").await;
    let first = stack.receive(10).await;
    assert_eq!(bodies(&first), ["a – é"]);
    assert_eq!(stack.counts(), (0, 1, 0));
    assert!(stack.receive(10).await.is_empty());

    stack.clock.advance(past_visibility());
    let second = stack.receive(10).await;
    let attributes = second[0].attributes().unwrap();
    assert_eq!(attributes[&MessageSystemAttributeName::ApproximateReceiveCount], "2");
    assert_eq!(attributes[&MessageSystemAttributeName::SentTimestamp], "1700000000000");
    assert_eq!(attributes[&MessageSystemAttributeName::ApproximateFirstReceiveTimestamp], "1700000000000");
    assert_eq!(first[0].message_id(), second[0].message_id());

    // The first receiver was too slow: the message belongs to the second.
    for (receipt, left) in [(&first[0], 1), (&second[0], 0)] {
        let handle = receipt.receipt_handle().unwrap();
        stack.client.delete_message().queue_url(&stack.url).receipt_handle(handle).send().await.unwrap();
        assert_eq!(stack.counts(), (0, left, 0));
    }
}

#[tokio::test]
async fn message_received_too_often_moves_to_the_dead_letter_queue() {
    let stack = Stack::start().await;
    stack.send("poison").await;
    for _ in 0..2 {
        assert_eq!(stack.receive(1).await.len(), 1);
        stack.clock.advance(past_visibility());
    }
    assert!(stack.receive(1).await.is_empty());
    let dead = stack.receive_from(&stack.server.queue_url("chunks-dead").unwrap(), 1).await;
    assert_eq!(bodies(&dead), ["poison"]);
}

#[tokio::test]
async fn message_with_a_delay_is_not_received_before() {
    let stack = Stack::start().await;
    let send = stack.client.send_message().queue_url(&stack.url).message_body("later");
    send.delay_seconds(60).send().await.unwrap();
    assert_eq!(stack.counts(), (0, 0, 1));
    assert!(stack.receive(1).await.is_empty());
    stack.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(bodies(&stack.receive(1).await), ["later"]);
}

#[tokio::test]
async fn visibility_when_changed_counts_from_now() {
    let stack = Stack::start().await;
    stack.send("a").await;
    let message = stack.receive(1).await.remove(0);
    let change = |seconds| {
        let request = stack.client.change_message_visibility().queue_url(&stack.url).visibility_timeout(seconds);
        request.receipt_handle(message.receipt_handle().unwrap()).send()
    };
    change(600).await.unwrap();
    stack.clock.advance(past_visibility());
    assert!(stack.receive(1).await.is_empty());
    change(0).await.unwrap();
    assert_eq!(stack.counts(), (1, 0, 0));
    let error = change(10).await.unwrap_err().into_service_error();
    assert!(error.is_message_not_inflight(), "{error:?}");
}

#[tokio::test]
async fn batch_reports_each_entry() {
    let stack = Stack::start().await;
    let entry =
        |id: &str, body: &str| SendMessageBatchRequestEntry::builder().id(id).message_body(body).build().unwrap();
    let batch = || stack.client.send_message_batch().queue_url(&stack.url);
    let sent = batch().entries(entry("a", "1")).entries(entry("b", "\u{1}")).send().await.unwrap();
    assert_eq!(sent.successful()[0].id(), "a");
    assert_eq!((sent.failed()[0].id(), sent.failed()[0].code()), ("b", "InvalidMessageContents"));

    let handle = stack.receive(10).await.remove(0).receipt_handle.unwrap();
    let delete = |id: &str, handle: &str| {
        DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(handle).build().unwrap()
    };
    let request = stack.client.delete_message_batch().queue_url(&stack.url);
    let deleted = request.entries(delete("x", &handle)).entries(delete("y", "nonsense")).send().await.unwrap();
    assert_eq!(deleted.successful()[0].id(), "x");
    assert_eq!(deleted.failed()[0].code(), "ReceiptHandleIsInvalid");

    let half = "x".repeat(131_072);
    let error = batch().entries(entry("a", "1")).entries(entry("a", "2")).send().await.unwrap_err();
    assert!(error.into_service_error().is_batch_entry_ids_not_distinct());
    let error = batch().entries(entry("a", &half)).entries(entry("b", &half)).entries(entry("c", "x")).send().await;
    assert!(error.unwrap_err().into_service_error().is_batch_request_too_long());
    batch().entries(entry("a", &half)).entries(entry("b", &half)).send().await.unwrap();
    let eleven = (0..11).map(|n| entry(&n.to_string(), "x")).collect();
    let error = batch().set_entries(Some(eleven)).send().await.unwrap_err().into_service_error();
    assert!(error.is_too_many_entries_in_batch_request());
    let error = batch().set_entries(Some(Vec::new())).send().await.unwrap_err().into_service_error();
    assert!(error.is_empty_batch_request());
}

#[tokio::test]
async fn request_that_is_wrong_gets_the_code_of_sqs() {
    let stack = Stack::start().await;
    let error = stack.client.get_queue_url().queue_name("nowhere").send().await.unwrap_err().into_service_error();
    assert!(error.is_queue_does_not_exist());
    let send = |body: &str| stack.client.send_message().queue_url(&stack.url).message_body(body).send();
    let error = send(&"x".repeat(262_145)).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameterValue"));
    send(&"x".repeat(262_144)).await.unwrap();
    let receive = stack.client.receive_message().queue_url(&stack.url).max_number_of_messages(11);
    assert_eq!(receive.send().await.unwrap_err().code(), Some("InvalidParameterValue"));
    let delete = stack.client.delete_message().queue_url(&stack.url).receipt_handle("nonsense");
    assert!(delete.send().await.unwrap_err().into_service_error().is_receipt_handle_is_invalid());
    let list = stack.client.list_queues().send().await.unwrap_err();
    assert_eq!(list.code(), Some("AWS.SimpleQueueService.UnsupportedOperation"));
}

#[tokio::test]
async fn attributes_tell_where_messages_are() {
    let stack = Stack::start().await;
    let url = stack.client.get_queue_url().queue_name("chunks").send().await.unwrap().queue_url.unwrap();
    assert_eq!(url, stack.url);
    stack.send("a").await;
    stack.send("b").await;
    stack.receive(1).await;
    let request = stack.client.get_queue_attributes().queue_url(&url).attribute_names(QueueAttributeName::All);
    let attributes = request.send().await.unwrap().attributes.unwrap();
    assert_eq!(attributes[&QueueAttributeName::ApproximateNumberOfMessages], "1");
    assert_eq!(attributes[&QueueAttributeName::ApproximateNumberOfMessagesNotVisible], "1");
    assert_eq!(attributes[&QueueAttributeName::ApproximateNumberOfMessagesDelayed], "0");
    assert!(attributes[&QueueAttributeName::RedrivePolicy].contains("chunks-dead"));

    stack.client.purge_queue().queue_url(&url).send().await.unwrap();
    assert_eq!(stack.counts(), (0, 0, 0));
}

#[tokio::test]
async fn message_after_restart_is_there_and_released() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("queues.sqlite");
    let clock = TestClock::new();
    let stack = Stack::start_on(Ledger::open(&path).unwrap(), clock.clone()).await;
    stack.send("a").await;
    stack.send("b").await;
    assert_eq!(bodies(&stack.receive(1).await), ["a"]);
    drop(stack);

    let stack = Stack::start_on(Ledger::open(&path).unwrap(), clock).await;
    assert_eq!(stack.counts(), (1, 1, 0));
    assert_eq!(stack.server.release_all_in_flight().unwrap(), 1);
    assert_eq!(bodies(&stack.receive(10).await), ["a", "b"]);
}

#[tokio::test]
async fn dead_letter_queue_that_is_not_configured_is_refused() {
    let clock = TestClock::new();
    let mut config = config(Ledger::memory().unwrap(), &clock);
    config.queues.truncate(1);
    let error = SqsServer::start(config).await.err().unwrap();
    assert!(matches!(error, StartError::UnknownDeadLetterQueue { .. }));
}
