//! Parses S3 events and queue messages.

use aws_lambda_events::event::{
    s3::{S3Event, S3EventRecord},
    sqs::{SqsEvent, SqsMessage},
};
use jiff::Timestamp;
use rollcall_domain::{
    flow::ObjectCreated, ids::ImportId, import::ObjectVersion, keys::decode_key, stores::ResumeMessage,
};
use serde_json::Value;

/// One record of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Object(ObjectCreated),
    /// A message from the resume queue.
    Resume {
        message_id: String,
        import_id: ImportId,
    },
}

/// Parses an S3 event or a batch of messages. Malformed parts are discarded with a warning, since a retry would not help.
pub(crate) fn read(event: Value) -> Vec<Event> {
    let source = event.pointer("/Records/0/eventSource").and_then(Value::as_str).unwrap_or_default().to_owned();
    let parts = match source.as_str() {
        "aws:s3" => {
            serde_json::from_value::<S3Event>(event).ok().map(|event| event.records.iter().map(object_of).collect())
        }
        "aws:sqs" => serde_json::from_value::<SqsEvent>(event).ok().map(resumes_of),
        _ => None,
    };
    parts.unwrap_or_else(|| {
        tracing::warn!("discarding a malformed event");
        Vec::new()
    })
}

fn object_of(record: &S3EventRecord) -> Event {
    let object = &record.s3.object;
    let size_bytes = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
    let principal = record.principal_id.principal_id.clone().unwrap_or_else(|| "drop".to_owned());
    let at = Timestamp::from_millisecond(record.event_time.timestamp_millis()).unwrap_or_default();
    Event::Object(ObjectCreated {
        key: decode_key(object.key.as_deref().unwrap_or_default()),
        size_bytes,
        version: ObjectVersion {
            version_id: object.version_id.clone().filter(|id| !id.is_empty()),
            sequencer: object.sequencer.clone(),
            etag: object.e_tag.clone(),
        },
        principal,
        at,
    })
}

fn resumes_of(event: SqsEvent) -> Vec<Event> {
    let read = |record: SqsMessage| {
        let message_id = record.message_id.unwrap_or_default();
        let Ok(message) = serde_json::from_str::<ResumeMessage>(record.body.as_deref().unwrap_or_default()) else {
            tracing::warn!(message_id, "discarding message {message_id}: it names no import");
            return None;
        };
        Some(Event::Resume { message_id, import_id: message.import_id })
    };
    event.records.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use serde_json::json;

    use super::*;

    #[test]
    fn event_of_s3_is_read_and_others_are_discarded() {
        let event = json!({"Records": [{
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
            "eventTime": "2026-01-02T03:04:05.678Z", "eventName": "ObjectCreated:Put",
            "userIdentity": {"principalId": "AWS:someone"},
            "requestParameters": {"sourceIPAddress": "127.0.0.1"}, "responseElements": {},
            "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "b", "arn": "arn:aws:s3:::b", "ownerIdentity": {"principalId": "x"}},
                   "object": {"key": "drop/a+b.csv", "size": 7, "eTag": "e1", "sequencer": "0A"}}
        }]});
        let [Event::Object(object)] = &read(event)[..] else { panic!("one object") };
        assert_eq!((object.key.as_str(), object.size_bytes), ("drop/a b.csv", 7));
        assert_eq!(object.version.identity(), "0A");
        assert_eq!(object.principal, "AWS:someone");
        assert_eq!(read(json!({"anything": 1})), []);
    }

    #[test]
    fn messages_of_the_resume_queue_are_read_and_malformed_ones_discarded() {
        let record = |id: &str, body: &str| {
            json!({"messageId": id, "receiptHandle": "r", "body": body, "eventSource": "aws:sqs",
                   "attributes": {}, "messageAttributes": {}, "awsRegion": "eu-west-1"})
        };
        let body = r#"{"import_id":"i"}"#;
        let mut unnamed = record("3", body);
        unnamed["messageId"] = Value::Null;
        let event = json!({"Records": [record("1", body), record("2", "nonsense"), unnamed]});
        // A message without an id is also handled; if it fails, the whole batch is delivered again.
        let resume = |id: &str| Event::Resume { message_id: id.into(), import_id: "i".into() };
        assert_eq!(read(event), [resume("1"), resume("")]);
    }
}
