//! Converts messages from a queue to an event, and reads from the response which messages failed.

use std::collections::BTreeSet;

use aws_sdk_sqs::types::Message;
use rollcall_embedded::{ACCOUNT, REGION};
use serde_json::{Value, json};

/// Creates the event for these messages from the queue at `queue_url`.
pub(super) fn to_event(queue_url: &str, messages: &[Message]) -> Value {
    let queue = queue_url.rsplit('/').next().unwrap_or_default();
    let records = messages.iter().map(|message| {
        let attributes: serde_json::Map<String, Value> = message
            .attributes
            .iter()
            .flatten()
            .map(|(name, value)| (name.as_str().to_owned(), value.as_str().into()))
            .collect();
        json!({
            "messageId": message.message_id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "md5OfBody": message.md5_of_body,
            "attributes": attributes,
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"),
            "awsRegion": REGION,
        })
    });
    json!({ "Records": records.collect::<Vec<_>>() })
}

/// Returns the messages that a response does not report as failed. A malformed response, or one that names an unknown message, means that
/// all messages failed.
///
/// Source: AWS Lambda developer guide, "Implementing partial batch responses": a missing or empty list is a success; a malformed response
/// or an item without a valid identifier is a failure of the entire batch.
pub(super) fn handled<'a>(response: &Value, messages: &'a [Message]) -> Vec<&'a Message> {
    let id_of = |message: &'a Message| message.message_id().unwrap_or_default();
    match failed_ids(response) {
        Some(failed) if failed.iter().all(|id| messages.iter().any(|message| id_of(message) == *id)) => {
            messages.iter().filter(|message| !failed.contains(id_of(message))).collect()
        }
        _ => Vec::new(),
    }
}

fn failed_ids(response: &Value) -> Option<BTreeSet<&str>> {
    let failures = match response {
        Value::Null => &Value::Null,
        Value::Object(fields) => fields.get("batchItemFailures").unwrap_or(&Value::Null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => return None,
    };
    match failures {
        Value::Null => Some(BTreeSet::new()),
        Value::Array(items) => {
            items.iter().map(|item| item["itemIdentifier"].as_str().filter(|id| !id.is_empty())).collect()
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sqs::types::MessageSystemAttributeName;

    use super::*;

    fn messages() -> [Message; 2] {
        ["a", "b"].map(|id| {
            Message::builder()
                .message_id(id)
                .receipt_handle(format!("handle-{id}"))
                .body("{}")
                .attributes(MessageSystemAttributeName::ApproximateReceiveCount, "2")
                .build()
        })
    }

    #[test]
    fn event_has_the_fields_of_a_queue_of_aws() {
        let event = to_event("http://127.0.0.1:9/000000000000/rollcall-chunks", &messages());
        let record = &event["Records"][1];
        assert_eq!(record["messageId"], "b");
        assert_eq!(record["receiptHandle"], "handle-b");
        assert_eq!(record["attributes"], json!({ "ApproximateReceiveCount": "2" }));
        assert_eq!(record["eventSourceARN"], "arn:aws:sqs:eu-west-1:000000000000:rollcall-chunks");
    }

    #[test]
    fn response_to_a_batch_says_which_messages_were_handled() {
        let messages = messages();
        for (response, expected) in [
            (json!(null), "ab"),
            (json!({}), "ab"),
            (json!({ "batchItemFailures": null }), "ab"),
            (json!({ "batchItemFailures": [] }), "ab"),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] }), "b"),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "a" }, { "itemIdentifier": "b" }] }), ""),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "" }] }), ""),
            (json!({ "batchItemFailures": [{ "itemIdentifier": null }] }), ""),
            (json!({ "batchItemFailures": [{ "id": "a" }] }), ""),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "c" }] }), ""),
            (json!({ "batchItemFailures": "a" }), ""),
            (json!("done"), ""),
        ] {
            let found: String = handled(&response, &messages).into_iter().filter_map(Message::message_id).collect();
            assert_eq!(found, expected, "{response}");
        }
    }
}
