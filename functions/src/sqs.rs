//! Batches of queue messages: each message is handled on its own, and only those that failed are delivered again.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use serde::de::DeserializeOwned;

/// A message whose body was parsed.
#[derive(Debug)]
pub(crate) struct Message<M> {
    /// Empty if the event contains no id.
    pub(crate) id: String,
    pub(crate) body: M,
}

/// What the queue does with a message that was handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settlement {
    Delete,
    /// The message is delivered again, or moved to the dead-letter queue after too many receives.
    Return,
}

/// Handles the messages of a batch one after another. Returns those to redeliver.
///
/// A malformed message is discarded with a warning that ends with `malformed`, since a retry would not help.
pub(crate) async fn each<M, F>(event: SqsEvent, malformed: &str, handle: impl Fn(Message<M>) -> F) -> SqsBatchResponse
where
    M: DeserializeOwned,
    F: Future<Output = Settlement>,
{
    let mut response = SqsBatchResponse::default();
    for record in event.records {
        let id = record.message_id.unwrap_or_default();
        let Ok(body) = serde_json::from_str(record.body.as_deref().unwrap_or_default()) else {
            tracing::warn!(message_id = id, "discarding message {id}: {malformed}");
            continue;
        };
        if handle(Message { id: id.clone(), body }).await == Settlement::Return {
            response.add_failure(id);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::{cell::RefCell, future::ready};

    use rollcall_domain::stores::ResumeMessage;
    use serde_json::{Value, json};

    use super::*;

    #[tokio::test]
    async fn failed_messages_are_returned_and_malformed_ones_discarded() {
        let record = |id: Value, body: &str| {
            json!({"messageId": id, "receiptHandle": "r", "body": body, "eventSource": "aws:sqs",
                   "attributes": {}, "messageAttributes": {}, "awsRegion": "eu-central-1"})
        };
        let (done, failing) = (r#"{"import_id":"done"}"#, r#"{"import_id":"failing"}"#);
        let records = [
            record("1".into(), done),
            record("2".into(), "nonsense"),
            record("3".into(), failing),
            record(Value::Null, failing),
        ];
        let event = serde_json::from_value(json!({ "Records": records })).unwrap();
        let handled = RefCell::new(Vec::new());
        let handle = |message: Message<ResumeMessage>| {
            let import_id = message.body.import_id;
            let has_failed = import_id.as_str() == "failing";
            handled.borrow_mut().push((message.id, import_id.as_str().to_owned()));
            ready(if has_failed { Settlement::Return } else { Settlement::Delete })
        };
        let response = each(event, "it names no import", handle).await;
        // A message without an id is also handled; if it fails, the whole batch is delivered again.
        let expected = [("1", "done"), ("3", "failing"), ("", "failing")];
        assert_eq!(handled.into_inner(), expected.map(|(id, import_id)| (id.to_owned(), import_id.to_owned())));
        let failures = serde_json::to_value(response).unwrap();
        assert_eq!(failures, json!({ "batchItemFailures": [{ "itemIdentifier": "3" }, { "itemIdentifier": "" }] }));
    }
}
