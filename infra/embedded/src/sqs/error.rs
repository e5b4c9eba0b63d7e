//! SQS errors. Each has two names: one for the JSON protocol, and one for the older query protocol, which some SDKs still use.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::http::AWS_JSON;
use crate::ledger::LedgerError;

/// Why a request, or one entry in a batch, was refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum SqsError {
    #[error("the specified queue does not exist")]
    QueueDoesNotExist,
    #[error("the receipt handle is not valid")]
    ReceiptHandleIsInvalid,
    #[error("the message is not in flight")]
    MessageNotInflight,
    #[error("{0}")]
    InvalidParameterValue(String),
    #[error("the request must contain the parameter {0}")]
    MissingParameter(&'static str),
    #[error("the attribute {0} is unknown")]
    InvalidAttributeName(String),
    #[error("the message contains characters outside the allowed set")]
    InvalidMessageContents,
    #[error("there should be at least one entry in the request")]
    EmptyBatchRequest,
    #[error("maximum number of entries per request is 10, you have sent {0}")]
    TooManyEntriesInBatchRequest(usize),
    #[error("the id {0} is repeated")]
    BatchEntryIdsNotDistinct(String),
    #[error("an id must consist of 1 to 80 letters, digits, hyphens and underscores")]
    InvalidBatchEntryId,
    #[error("batch requests cannot be longer than 262144 bytes, you have sent {0}")]
    BatchRequestTooLong(usize),
    #[error("{0} is not implemented")]
    UnsupportedOperation(String),
    #[error("the request is not the JSON that the operation expects: {0}")]
    Serialization(#[from] serde_json::Error),
    #[error("the queue store failed")]
    Ledger(#[from] LedgerError),
}

impl SqsError {
    /// Returns the error's name in the JSON protocol and in the query protocol.
    pub(super) fn codes(&self) -> (&'static str, &'static str) {
        match self {
            Self::QueueDoesNotExist => ("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"),
            Self::ReceiptHandleIsInvalid => ("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid"),
            Self::MessageNotInflight => ("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight"),
            Self::InvalidParameterValue(_) | Self::Serialization(_) => {
                ("InvalidParameterValue", "InvalidParameterValue")
            }
            Self::MissingParameter(_) => ("MissingParameter", "MissingParameter"),
            Self::InvalidAttributeName(_) => ("InvalidAttributeName", "InvalidAttributeName"),
            Self::InvalidMessageContents => ("InvalidMessageContents", "InvalidMessageContents"),
            Self::EmptyBatchRequest => ("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"),
            Self::TooManyEntriesInBatchRequest(_) => {
                ("TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest")
            }
            Self::BatchEntryIdsNotDistinct(_) => {
                ("BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")
            }
            Self::InvalidBatchEntryId => ("InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId"),
            Self::BatchRequestTooLong(_) => ("BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong"),
            Self::UnsupportedOperation(_) => ("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"),
            Self::Ledger(_) => ("InternalError", "InternalError"),
        }
    }

    /// Returns `true` if the client caused the error, or `false` for an internal error. SQS calls this `SenderFault`.
    pub(super) fn is_senders_fault(&self) -> bool {
        !matches!(self, Self::Ledger(_))
    }
}

impl IntoResponse for SqsError {
    fn into_response(self) -> Response {
        let (code, query_code) = self.codes();
        let (status, fault) = if self.is_senders_fault() {
            (StatusCode::BAD_REQUEST, "Sender")
        } else {
            tracing::error!(error = &self as &dyn std::error::Error, "the queue store failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "Receiver")
        };
        let body = json!({ "__type": format!("com.amazonaws.sqs#{code}"), "message": self.to_string() });
        let headers = [("content-type", AWS_JSON.to_owned()), ("x-amzn-query-error", format!("{query_code};{fault}"))];
        (status, headers, body.to_string()).into_response()
    }
}
