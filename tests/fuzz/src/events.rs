//! Events: a message or object event that requires work is retried if it fails, except for a message about an import, which fails instead;
//! a malformed event is logged.
//!
//! The stores refuse every call, so no event that requires work succeeds.

use std::time::Duration;

use lambda_http::aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use rollcall_aws::TAG_FEED;
use rollcall_domain::{
    feed::FeedName,
    keys::{UploadKey, decode_key},
    stores::{BatchMessage, MailMessage, ReportMessage, ResumeMessage},
};
use rollcall_functions::{apply, feedback, import, invite, send};
use serde_json::{Value, json};

use crate::{stack::STACK, world::SEPARATOR};

/// Kinds of SES events that change something.
const KINDS: [&str; 5] = ["Send", "Delivery", "Bounce", "Complaint", "Reject"];

/// Sends an event to a function. The first byte selects the function and whether the others are the event itself or parts of a well-formed
/// one: object keys, the detail of an SES event, or message bodies.
pub(crate) fn event(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let parts = || bytes.split(|byte| *byte == SEPARATOR).map(String::from_utf8_lossy);
    let function = choice >> 1 & 7;
    let event = match (choice & 1, function) {
        (0, _) => serde_json::from_slice(bytes).ok(),
        (_, 0) => Some(objects(parts())),
        (_, 1) => {
            serde_json::from_slice::<Value>(bytes).ok().map(|detail| json!({ "source": "aws.ses", "detail": detail }))
        }
        (_, _) => Some(messages(parts())),
    };
    let Some(event) = event else { return };
    match function {
        0 | 2 => import_event(&event),
        1 => mail_event(&event),
        3 => queue(event, Queue::Chunks),
        4 => queue(event, Queue::Mails),
        _ => queue(event, Queue::Steps),
    }
}

fn objects<T: AsRef<str>>(keys: impl Iterator<Item = T>) -> Value {
    let record = |(size, key): (usize, T)| {
        json!({
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
            "eventTime": "2026-01-02T03:04:05.678Z", "eventName": "ObjectCreated:Put",
            "userIdentity": { "principalId": "AWS:ann" },
            "requestParameters": { "sourceIPAddress": "192.0.2.1" }, "responseElements": {},
            "s3": {
                "s3SchemaVersion": "1.0", "bucket": { "name": "b", "arn": "arn:aws:s3:::b", "ownerIdentity": { "principalId": "x" } },
                "object": { "key": key.as_ref(), "size": size, "eTag": "e", "sequencer": "0A" },
            },
        })
    };
    json!({ "Records": keys.enumerate().map(record).collect::<Vec<_>>() })
}

fn messages<T: AsRef<str>>(bodies: impl Iterator<Item = T>) -> Value {
    let record = |(number, body): (usize, T)| {
        json!({
            "messageId": format!("m{number}"), "receiptHandle": "r", "body": body.as_ref(), "eventSource": "aws:sqs",
            "attributes": {}, "messageAttributes": {}, "awsRegion": "eu-central-1",
        })
    };
    json!({ "Records": bodies.enumerate().map(record).collect::<Vec<_>>() })
}

/// Sends an event from the uploads bucket or the resume queue to `import`, and checks the result.
fn import_event(event: &Value) {
    let (done, lines) = STACK.run_logged(import::handle(&STACK.app, event.clone()));
    assert!(!lines.is_empty(), "{event}");
    let records = event["Records"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Ok(response) = done else { return };
    // If a store refuses a call, the import fails, and the message is no longer needed.
    assert!(response.batch_item_failures.is_empty(), "{event}");
    // An event that the library cannot parse is discarded as a whole and logged.
    if lines.iter().any(|line| line["message"] == "discarding a malformed event") {
        return;
    }
    assert!(lines.len() >= records.len(), "{event}: {lines:?}");
    for record in records {
        let key = record["s3"]["object"]["key"].as_str().unwrap_or_default();
        let is_object = records[0]["eventSource"] == "aws:s3";
        assert!(!is_object || UploadKey::parse(&decode_key(key)) == UploadKey::Other, "{key} is lost");
        let resumed = serde_json::from_str::<ResumeMessage>(record["body"].as_str().unwrap_or_default()).ok();
        let is_logged =
            |message: ResumeMessage| lines.iter().any(|line| line["import_id"] == message.import_id.as_str());
        assert!(is_object || resumed.is_none_or(is_logged), "{record} is lost");
    }
}

/// Sends an SES event to `feedback`, and checks the result.
fn mail_event(event: &Value) {
    let (done, lines) = STACK.run_logged(feedback::handle(&STACK.app, event.clone()));
    if done.is_err() || !lines.is_empty() {
        return;
    }
    let detail = &event["detail"];
    let kind = detail["eventType"].as_str().or(detail["notificationType"].as_str()).unwrap_or_default();
    let feed = detail["mail"]["tags"][TAG_FEED][0].as_str().and_then(FeedName::parse);
    assert!(!KINDS.contains(&kind) || feed.is_some(), "{event} is lost");
}

#[derive(Debug, Clone, Copy)]
enum Queue {
    Chunks,
    Mails,
    Steps,
}

impl Queue {
    /// Returns `true` if the function must return a message with this body to the queue.
    fn must_return(self, body: &str) -> bool {
        match self {
            // If a store refuses a call, the import fails, and the message is no longer needed.
            Self::Chunks => false,
            Self::Mails => {
                let users =
                    serde_json::from_str::<MailMessage>(body).map(|message| message.user_ids).unwrap_or_default();
                users.iter().any(|id| id.key().is_some()) || serde_json::from_str::<ReportMessage>(body).is_ok()
            }
            Self::Steps => serde_json::from_str::<BatchMessage>(body).is_ok(),
        }
    }
}

/// Sends a batch of messages to a queue's function, and checks the result.
fn queue(event: Value, queue: Queue) {
    // If the library cannot parse the event, the invocation fails, and the messages are delivered again.
    let Ok(batch) = serde_json::from_value::<SqsEvent>(event) else { return };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let messages: Vec<_> = batch.records.iter().map(|record| (text(&record.message_id), text(&record.body))).collect();
    let stack = &*STACK;
    let (done, lines) = stack.run_logged(async {
        match queue {
            Queue::Chunks => apply::handle(&stack.app, batch, Duration::from_mins(1)).await,
            Queue::Mails => send::handle(&stack.send, batch, Duration::from_mins(1)).await,
            Queue::Steps => invite::handle_steps(&stack.app, batch).await,
        }
    });
    let Ok(SqsBatchResponse { batch_item_failures: failures, .. }) = done else { panic!("{queue:?} fails as a whole") };
    assert!(lines.len() >= messages.len(), "{messages:?} of {queue:?}: {lines:?}");
    let has_failed = |id: &str| failures.iter().any(|failure| failure.item_identifier == id);
    assert!(failures.iter().all(|failure| messages.iter().any(|(id, _)| failure.item_identifier == *id)));
    for (id, body) in &messages {
        assert!(has_failed(id) || !queue.must_return(body), "{body} of {queue:?} is lost");
    }
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    #[test]
    fn noise_is_returned_or_logged() {
        const PARTS: [&str; 14] = [
            r#"{"import_id":"01m80swh5has1mkgtd02w3fbwk"}"#,
            r#"{"import_id":"i","chunk":1,"offset":0,"length":9}"#,
            r#"{"import_id":"i","chunk":-1,"offset":0,"length":9}"#,
            r#"{"user_ids":["0000000000000000000000000000000000"]}"#,
            r#"{"user_ids":[]}"#,
            r#"{"feed":"hr","import_id":"i"}"#,
            r#"{"batch_id":"b","step":3}"#,
            r#"{"eventType":"Bounce","mail":{"messageId":"m","timestamp":"2026-03-04T05:06:07Z","tags":{"user":["u"],"attempt":["a"]}}}"#,
            r#"{"eventType":"Send","mail":{"messageId":"m","timestamp":"2026-03-04T05:06:07Z"}}"#,
            r#"{"eventType":"Open"}"#,
            "drop/people.csv",
            "uploads/01m80swh5has1mkgtd02w3fbwk.csv",
            "[]",
            "",
        ];
        for seed in 0..5_000 {
            let mut noise = Noise::new(seed);
            let mut data = vec![noise.next()];
            for _ in 0..=noise.next() % 3 {
                data.extend_from_slice(noise.pick(&PARTS).as_bytes());
                data.push(0);
            }
            data.pop();
            super::event(&data);
        }
    }
}
