//! Converts service errors into the kinds that callers distinguish.
//!
//! A service's message is passed on only if it cannot quote a value. Messages about invalid requests can, and the value may be a cell from
//! a file.

use std::{error::Error, fmt};

use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use rollcall_domain::stores::StoreError;

use crate::settings::SettingsError;

pub(crate) const DYNAMODB: &str = "DynamoDB";
pub(crate) const S3: &str = "S3";
pub(crate) const SES: &str = "SES";
pub(crate) const SQS: &str = "SQS";

/// Error codes that may be retried, regardless of the HTTP status.
///
/// `NoSuchUpload` is what S3 returns if the completion of a multipart upload is repeated because the first response was lost. Whether the
/// object exists is then unknown, so the caller writes it again.
const BUSY: [&str; 24] = [
    "BandwidthLimitExceeded",
    "ExpiredToken",
    "ExpiredTokenException",
    "InternalServerError",
    "LimitExceededException",
    "NoSuchUpload",
    "OperationAborted",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceeded",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestTimeout",
    "RequestTimeoutException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingError",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionConflict",
    "TransactionConflictException",
    "TransactionInProgressException",
];
/// Error codes whose messages name principals, actions and resources, but no values.
const CODES_WITH_SAFE_MESSAGE: [&str; 5] = [
    "AccessDenied",
    "AccessDeniedException",
    "NoSuchBucket",
    "ResourceNotFoundException",
    "UnrecognizedClientException",
];

/// A service error, without any values from the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    what: String,
}

impl Refusal {
    /// Creates an error; `what` must not contain a cell.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl Error for Refusal {}

pub(crate) fn busy(store: &'static str, what: impl Into<String>) -> StoreError {
    StoreError::Busy { store, source: Box::new(Refusal::new(what)) }
}

/// Creates the error for a request that is itself invalid, so repeating it cannot help.
pub(crate) fn refused(store: &'static str, what: impl Into<String>) -> StoreError {
    StoreError::Refused { store, is_fixable: false, source: Box::new(Refusal::new(what)) }
}

/// Creates the error for a request that the service may accept once an operator has fixed the cause.
pub(crate) fn denied(store: &'static str, what: impl Into<String>) -> StoreError {
    StoreError::Refused { store, is_fixable: true, source: Box::new(Refusal::new(what)) }
}

/// Creates the error for a request that lacks a required part, which is a bug in this crate.
pub(crate) fn unbuilt() -> StoreError {
    refused(DYNAMODB, "the request could not be built")
}

impl From<SettingsError> for StoreError {
    fn from(error: SettingsError) -> Self {
        Self::Refused { store: "a service that is not configured", is_fixable: true, source: Box::new(error) }
    }
}

pub(crate) fn store_error<E>(store: &'static str, error: &SdkError<E, HttpResponse>) -> StoreError
where
    E: ProvideErrorMetadata,
{
    match error {
        SdkError::TimeoutError(_) => busy(store, "no response in time"),
        SdkError::DispatchFailure(failure) => {
            let cause = failure.as_connector_error().map_or_else(String::new, |cause| chain(cause));
            busy(store, format!("could not be reached: {cause}"))
        }
        SdkError::ResponseError(_) => busy(store, "the response could not be read"),
        SdkError::ServiceError(response) => service_error(store, response.err(), response.raw().status().as_u16()),
        SdkError::ConstructionFailure(_) => refused(store, "the request could not be built"),
        // The SDK's enum is non-exhaustive; an error of an unknown kind counts as a request that was not sent.
        _ => refused(store, "the request could not be sent"),
    }
}

fn service_error(store: &'static str, error: &impl ProvideErrorMetadata, status: u16) -> StoreError {
    let code = error.code().unwrap_or("no code");
    let mut what = format!("{code} (status {status})");
    if let Some(request_id) = error.meta().extra("aws_request_id") {
        what.push_str(", request ");
        what.push_str(request_id);
    }
    if CODES_WITH_SAFE_MESSAGE.contains(&code)
        && let Some(message) = error.message()
    {
        what.push_str(": ");
        what.push_str(message);
    }
    if status >= 500 || status == 429 || is_busy_code(code) {
        busy(store, what)
    } else if CODES_WITH_SAFE_MESSAGE.contains(&code) || matches!(status, 401 | 403 | 404) {
        denied(store, what)
    } else {
        refused(store, what)
    }
}

pub(crate) fn is_condition_failed<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    error.code() == Some("ConditionalCheckFailedException")
}

pub(crate) fn is_transaction_conflict<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    error.code() == Some("TransactionConflictException")
}

/// Returns `true` if the table, or the account's quota for its tables, does not allow the request now.
pub(crate) fn is_throttled<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    let codes = ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"];
    error.code().is_some_and(|code| codes.contains(&code))
}

pub(crate) fn is_busy_code(code: &str) -> bool {
    BUSY.contains(&code)
}

/// Joins the messages of an error and its sources. Only for connection errors, which contain hosts and ports but no bodies.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::error::ErrorMetadata;

    use super::*;

    #[test]
    fn response_with_a_code_is_busy_or_refused() {
        for (code, status, is_busy) in [
            ("ThrottlingException", 400, true),
            ("ProvisionedThroughputExceededException", 400, true),
            ("InternalServerError", 500, true),
            ("SlowDown", 503, true),
            ("TransactionConflictException", 400, true),
            ("TransactionInProgressException", 400, true),
            ("Unknown", 502, true),
            ("NoSuchUpload", 404, true),
            ("AccessDeniedException", 400, false),
            ("ValidationException", 400, false),
            ("ResourceNotFoundException", 400, false),
            ("NoSuchBucket", 404, false),
        ] {
            let error = service_error(DYNAMODB, &ErrorMetadata::builder().code(code).build(), status);
            assert_eq!(matches!(error, StoreError::Busy { .. }), is_busy, "{code}");
        }
    }

    #[test]
    fn refusal_is_fixable_if_permissions_or_resources_are_missing() {
        for (code, status, expected) in [
            ("AccessDeniedException", 400, true),
            ("ResourceNotFoundException", 400, true),
            ("NoSuchBucket", 404, true),
            ("SignatureDoesNotMatch", 403, true),
            ("ValidationException", 400, false),
            ("KeyTooLongError", 400, false),
        ] {
            let error = service_error(DYNAMODB, &ErrorMetadata::builder().code(code).build(), status);
            assert!(matches!(error, StoreError::Refused { is_fixable, .. } if is_fixable == expected), "{code}");
        }
    }

    #[test]
    fn message_that_may_quote_a_value_is_left_out() {
        let quoting =
            ErrorMetadata::builder().code("ValidationException").message("Value 'anna@example.org' at").build();
        let safe = ErrorMetadata::builder().code("AccessDeniedException").message("not authorized to PutItem").build();
        let text = |error: StoreError| chain(&error);
        assert_eq!(
            text(service_error(DYNAMODB, &quoting, 400)),
            "DynamoDB refuses the request: ValidationException (status 400)"
        );
        assert!(text(service_error(DYNAMODB, &safe, 400)).ends_with("not authorized to PutItem"));
    }
}
