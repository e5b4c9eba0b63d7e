//! Parses events of S3 and of the resume queue.

use aws_lambda_events::event::{
    s3::{S3Event, S3EventRecord},
    sqs::SqsEvent,
};
use jiff::Timestamp;
use rollcall_domain::{flow::ObjectCreated, import::ObjectVersion, keys::decode_key};
use serde_json::Value;

#[derive(Debug)]
pub(super) enum Event {
    Objects(Vec<ObjectCreated>),
    /// A batch of messages from the resume queue.
    Messages(SqsEvent),
}

/// Parses an event. Returns `None` if it is malformed.
pub(super) fn read(event: Value) -> Option<Event> {
    let source = event.pointer("/Records/0/eventSource").and_then(Value::as_str).unwrap_or_default().to_owned();
    match source.as_str() {
        "aws:s3" => {
            let event: S3Event = serde_json::from_value(event).ok()?;
            Some(Event::Objects(event.records.iter().map(object_of).collect()))
        }
        "aws:sqs" => serde_json::from_value(event).ok().map(Event::Messages),
        _ => None,
    }
}

fn object_of(record: &S3EventRecord) -> ObjectCreated {
    let object = &record.s3.object;
    let size_bytes = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
    let principal = record.principal_id.principal_id.clone().unwrap_or_else(|| "drop".to_owned());
    let at = Timestamp::from_millisecond(record.event_time.timestamp_millis()).unwrap_or_default();
    ObjectCreated {
        key: decode_key(object.key.as_deref().unwrap_or_default()),
        size_bytes,
        version: ObjectVersion {
            version_id: object.version_id.clone().filter(|id| !id.is_empty()),
            sequencer: object.sequencer.clone(),
            etag: object.e_tag.clone(),
        },
        principal,
        at,
    }
}

#[cfg(test)]
mod tests {
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
        let Some(Event::Objects(objects)) = read(event) else { panic!("objects") };
        let [object] = &objects[..] else { panic!("one object") };
        assert_eq!((object.key.as_str(), object.size_bytes), ("drop/a b.csv", 7));
        assert_eq!(object.version.identity(), "0A");
        assert_eq!(object.principal, "AWS:someone");
        assert!(read(json!({"anything": 1})).is_none());
    }

    #[test]
    fn batch_of_the_resume_queue_is_read() {
        let record = json!({"messageId": "1", "receiptHandle": "r", "body": "{}", "eventSource": "aws:sqs",
                            "attributes": {}, "messageAttributes": {}, "awsRegion": "eu-central-1"});
        let Some(Event::Messages(batch)) = read(json!({"Records": [record]})) else { panic!("messages") };
        assert_eq!(batch.records[0].message_id.as_deref(), Some("1"));
    }
}
