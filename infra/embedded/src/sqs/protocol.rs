//! Requests and responses in the SQS JSON protocol.
//!
//! Source: Amazon SQS API reference. Not implemented: message attributes and FIFO queues.

use std::collections::BTreeMap;

use s3s::crypto::{Checksum, Md5};
use serde::{Deserialize, Serialize};

use super::error::SqsError;
use super::store::Receipt;

/// Maximum size in bytes of a message, and of all bodies in a batch together: 256 KiB.
pub(super) const BODY_BYTES_MAX: usize = 262_144;

/// Maximum number of entries in a batch, and of messages per receive.
pub(super) const BATCH_MAX: usize = 10;

/// Maximum visibility timeout, in seconds: 12 hours.
pub(super) const HIDE_S_MAX: u32 = 43_200;

#[derive(Serialize)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetQueueUrl {
    pub(super) queue_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OfQueue {
    pub(super) queue_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetQueueAttributes {
    pub(super) queue_url: String,
    #[serde(default)]
    pub(super) attribute_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessage {
    pub(super) queue_url: String,
    #[serde(flatten)]
    pub(super) message: Outgoing,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Outgoing {
    pub(super) message_body: String,
    pub(super) delay_seconds: Option<i64>,
    #[serde(default)]
    message_attributes: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReceiveMessage {
    pub(super) queue_url: String,
    pub(super) max_number_of_messages: Option<i64>,
    pub(super) visibility_timeout: Option<i64>,
    pub(super) wait_time_seconds: Option<i64>,
    #[serde(default)]
    pub(super) attribute_names: Vec<String>,
    #[serde(default)]
    pub(super) message_system_attribute_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMessage {
    pub(super) queue_url: String,
    pub(super) receipt_handle: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeMessageVisibility {
    pub(super) queue_url: String,
    pub(super) receipt_handle: String,
    pub(super) visibility_timeout: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch<T> {
    pub(super) queue_url: String,
    #[serde(default = "Vec::new")]
    pub(super) entries: Vec<Entry<T>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Entry<T> {
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) content: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteEntry {
    pub(super) receipt_handle: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct VisibilityEntry {
    pub(super) receipt_handle: String,
    pub(super) visibility_timeout: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct QueueUrl {
    pub(super) queue_url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Attributes {
    pub(super) attributes: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
pub(super) struct Sent {
    #[serde(rename = "Id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(rename = "MessageId")]
    pub(super) message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    pub(super) md5_of_message_body: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Messages {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) messages: Vec<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Message {
    #[serde(rename = "MessageId")]
    pub(super) id: String,
    pub(super) receipt_handle: String,
    #[serde(rename = "MD5OfBody")]
    pub(super) md5_of_body: String,
    pub(super) body: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BatchResult<T> {
    pub(super) successful: Vec<T>,
    pub(super) failed: Vec<FailedEntry>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Succeeded {
    pub(super) id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct FailedEntry {
    id: String,
    code: &'static str,
    message: String,
    sender_fault: bool,
}

impl FailedEntry {
    pub(super) fn new(id: String, error: &SqsError) -> Self {
        Self { id, code: error.codes().1, message: error.to_string(), sender_fault: error.is_senders_fault() }
    }
}

impl Outgoing {
    /// Refuses messages that SQS refuses or that use features not implemented here. Returns the delay in seconds.
    pub(super) fn check(&self) -> Result<u32, SqsError> {
        if self.message_body.is_empty() {
            return Err(SqsError::MissingParameter("MessageBody"));
        }
        if self.message_body.len() > BODY_BYTES_MAX {
            let reason =
                format!("one or more parameters are invalid. Message must be shorter than {BODY_BYTES_MAX} bytes");
            return Err(SqsError::InvalidParameterValue(reason));
        }
        // Source: Amazon SQS API reference, `SendMessage`: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF
        let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        if !self.message_body.chars().all(is_allowed) {
            return Err(SqsError::InvalidMessageContents);
        }
        if !self.message_attributes.is_empty() {
            return Err(SqsError::UnsupportedOperation("MessageAttributes".to_owned()));
        }
        in_range("DelaySeconds", self.delay_seconds.unwrap_or(0), 0, 900)
    }
}

impl<T> Batch<T> {
    pub(super) fn check(&self) -> Result<(), SqsError> {
        if self.entries.is_empty() {
            return Err(SqsError::EmptyBatchRequest);
        }
        if self.entries.len() > BATCH_MAX {
            return Err(SqsError::TooManyEntriesInBatchRequest(self.entries.len()));
        }
        for (at, entry) in self.entries.iter().enumerate() {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            if !(1..=80).contains(&entry.id.len()) || !entry.id.chars().all(is_allowed) {
                return Err(SqsError::InvalidBatchEntryId);
            }
            if self.entries[..at].iter().any(|earlier| earlier.id == entry.id) {
                return Err(SqsError::BatchEntryIdsNotDistinct(entry.id.clone()));
            }
        }
        Ok(())
    }
}

impl Receipt {
    /// Returns the handle, which is opaque to clients: the message's id and receive count, in hexadecimal.
    pub(super) fn to_handle(self) -> String {
        format!("{:016x}.{:08x}", self.id, self.receive_count)
    }

    pub(super) fn parse(handle: &str) -> Result<Self, SqsError> {
        let (id, receive_count) = handle.split_once('.').ok_or(SqsError::ReceiptHandleIsInvalid)?;
        Ok(Self {
            id: i64::from_str_radix(id, 16).map_err(|_| SqsError::ReceiptHandleIsInvalid)?,
            receive_count: u32::from_str_radix(receive_count, 16).map_err(|_| SqsError::ReceiptHandleIsInvalid)?,
        })
    }
}

pub(super) fn in_range(name: &str, value: i64, least: u32, most: u32) -> Result<u32, SqsError> {
    u32::try_from(value).ok().filter(|value| (least..=most).contains(value)).ok_or_else(|| {
        let reason = format!("value {value} for parameter {name} is invalid. Must be between {least} and {most}");
        SqsError::InvalidParameterValue(reason)
    })
}

/// Returns the MD5 digest in hexadecimal. SDKs compare it with the digest of the body that they sent or received.
pub(super) fn md5_hex(body: &str) -> String {
    hex::encode(Md5::checksum(body.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn md5_of_a_known_text_is_as_published() {
        // RFC 1321, appendix A.5
        assert_eq!(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
    }

    #[test]
    fn receipt_handle_that_is_malformed_is_invalid() {
        for handle in ["", ".", "abc", "1.", "1.zz", "1.2.3", "é.1"] {
            assert!(matches!(Receipt::parse(handle), Err(SqsError::ReceiptHandleIsInvalid)), "{handle}");
        }
    }
}
