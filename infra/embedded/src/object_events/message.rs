//! Object-created events as functions receive them.

use aws_lambda_events::event::s3::{S3Event, S3EventRecord};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::ObjectCreated;
use crate::REGION;

/// The characters that are percent-encoded in a key.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'/');

/// Converts an event to the format that S3 sends, with one record. Source: Amazon S3 user guide, "Event message structure", version 2.1.
pub fn to_s3_event(event: &ObjectCreated) -> S3Event {
    let mut record = S3EventRecord::default();
    record.event_version = Some("2.1".to_owned());
    record.event_source = Some("aws:s3".to_owned());
    record.aws_region = Some(REGION.to_owned());
    record.event_time = std::time::SystemTime::from(event.event_time).into();
    record.event_name = Some(format!("ObjectCreated:{}", event.cause.name()));
    record.s3.schema_version = Some("1.0".to_owned());
    record.s3.bucket.name = Some(event.bucket.clone());
    record.s3.bucket.arn = Some(format!("arn:aws:s3:::{}", event.bucket));
    record.s3.object.key = Some(encode_key(&event.key));
    record.s3.object.size = i64::try_from(event.size_bytes).ok();
    record.s3.object.e_tag = Some(event.etag.clone());
    record.s3.object.sequencer = Some(event.sequencer.clone());
    let mut message = S3Event::default();
    message.records.push(record);
    message
}

fn encode_key(key: &str) -> String {
    utf8_percent_encode(key, ENCODED).to_string().replace("%20", "+")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::super::Cause;
    use super::*;

    #[test]
    fn event_as_message_is_shaped_as_s3_writes_it() {
        let event = ObjectCreated {
            bucket: "uploads-bucket".to_owned(),
            key: "drop/Liste März + Q1#2.csv".to_owned(),
            size_bytes: 12,
            etag: "abc".to_owned(),
            sequencer: "000000000000000001".to_owned(),
            event_time: "2023-11-14T22:13:20Z".parse().unwrap(),
            cause: Cause::Put,
        };
        let message = serde_json::to_value(to_s3_event(&event)).unwrap();
        let record = &message["Records"][0];
        assert_eq!(record["eventVersion"], "2.1");
        assert_eq!(record["eventSource"], "aws:s3");
        assert_eq!(record["awsRegion"], REGION);
        assert_eq!(record["eventTime"], "2023-11-14T22:13:20Z");
        assert_eq!(record["eventName"], "ObjectCreated:Put");
        assert_eq!(record["s3"]["bucket"]["name"], "uploads-bucket");
        assert_eq!(record["s3"]["bucket"]["arn"], "arn:aws:s3:::uploads-bucket");
        assert_eq!(record["s3"]["object"]["key"], "drop/Liste+M%C3%A4rz+%2B+Q1%232.csv");
        assert_eq!(record["s3"]["object"]["size"], 12);
        assert_eq!(record["s3"]["object"]["eTag"], "abc");
        assert_eq!(record["s3"]["object"]["sequencer"], "000000000000000001");
    }
}
