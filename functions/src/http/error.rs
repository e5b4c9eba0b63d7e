//! Errors as the API answers them: RFC 9457 problem documents.

use lambda_http::{
    Body, Response,
    http::{StatusCode, header},
};
use rollcall_domain::{
    flow::FlowError,
    problem::{Problem, message::Language},
    stores::StoreError,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::answer::in_language;
use crate::causes;

/// What went wrong, as a program reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is told by its title")]
pub enum ErrorCode {
    BodyInvalid,
    ParameterUnknown,
    ParameterInvalid,
    CursorInvalid,
    TokenMissing,
    TokenForeign,
    ScopeMissing,
    RouteUnknown,
    ImportUnknown,
    UserUnknown,
    RowsGone,
    OriginRefused,
    CatalogEntryUnknown,
    ImportNotWaiting,
    ImportHasErrors,
    ImportBeingWritten,
    ImportNotFailed,
    ExportNotReady,
    CompanyHasUsers,
    CompanyNameTaken,
    CohortNameTaken,
    RequestTooLarge,
    FileTooLarge,
    FileEmpty,
    FileNotCsv,
    FileNameInvalid,
    OptionInvalid,
    CatalogInvalid,
    CatalogTooLarge,
    RequestKeyReused,
    MediaTypeUnsupported,
    ImportNotCompleted,
    RunUnknown,
    InvitationUnknown,
    TooManyTries,
    TooBusy,
    Internal,
}

impl ErrorCode {
    /// The status and title that go with the code.
    fn meaning(self) -> (StatusCode, &'static str) {
        match self {
            Self::BodyInvalid => (StatusCode::BAD_REQUEST, "The body cannot be read"),
            Self::ParameterUnknown => (StatusCode::BAD_REQUEST, "A query parameter is not known"),
            Self::ParameterInvalid => (StatusCode::BAD_REQUEST, "A query parameter has a wrong value"),
            Self::CursorInvalid => (StatusCode::BAD_REQUEST, "The cursor is not one of ours"),
            Self::TokenMissing => (StatusCode::UNAUTHORIZED, "A token is wanted"),
            Self::TokenForeign => (StatusCode::FORBIDDEN, "The token is another tenant's"),
            Self::ScopeMissing => (StatusCode::FORBIDDEN, "The token lacks a scope"),
            Self::RouteUnknown => (StatusCode::NOT_FOUND, "There is no such route"),
            Self::ImportUnknown => (StatusCode::NOT_FOUND, "There is no such import"),
            Self::RowsGone => (StatusCode::NOT_FOUND, "The rows are not kept any more"),
            Self::OriginRefused => (StatusCode::FORBIDDEN, "Requests from there are not taken"),
            Self::UserUnknown => (StatusCode::NOT_FOUND, "There is no such user"),
            Self::CatalogEntryUnknown => (StatusCode::NOT_FOUND, "There is no such entry in the catalog"),
            Self::ImportNotWaiting => (StatusCode::CONFLICT, "The import does not wait for a confirm"),
            Self::ImportHasErrors => (StatusCode::CONFLICT, "Rows have errors that are not to be ignored"),
            Self::ImportBeingWritten => (StatusCode::CONFLICT, "The import cannot be cancelled any more"),
            Self::ImportNotFailed => (StatusCode::CONFLICT, "Only a failed import can be retried"),
            Self::ExportNotReady => (StatusCode::CONFLICT, "There is no such export yet"),
            Self::CompanyHasUsers => (StatusCode::CONFLICT, "The company has users"),
            Self::CompanyNameTaken => (StatusCode::CONFLICT, "Another company has this name"),
            Self::CohortNameTaken => (StatusCode::CONFLICT, "Another cohort of the company has this name"),
            Self::RequestTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The request is too large"),
            Self::FileTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The file is too large"),
            Self::FileEmpty => (StatusCode::UNPROCESSABLE_ENTITY, "The file is empty"),
            Self::FileNotCsv => (StatusCode::UNPROCESSABLE_ENTITY, "The file is not a CSV"),
            Self::FileNameInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "The file's name cannot be taken"),
            Self::OptionInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "An option has a wrong value"),
            Self::CatalogTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The catalog is too large for one request"),
            Self::CatalogInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "The catalog cannot be taken"),
            Self::RequestKeyReused => {
                (StatusCode::UNPROCESSABLE_ENTITY, "The Idempotency-Key was sent with another body")
            }
            Self::MediaTypeUnsupported => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is not JSON"),
            Self::ImportNotCompleted => (StatusCode::CONFLICT, "The import is not completed"),
            Self::RunUnknown => (StatusCode::NOT_FOUND, "There is no such run"),
            Self::InvitationUnknown => (StatusCode::NOT_FOUND, "The link cannot be used"),
            Self::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, "Too many tries"),
            Self::TooBusy => (StatusCode::SERVICE_UNAVAILABLE, "Busy at the moment"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
        }
    }
}

/// Seconds after which a busy store is worth another try.
const BUSY_FOR_S: u64 = 5;

/// An error on its way to the caller.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct ApiError {
    /// What went wrong.
    pub code: ErrorCode,
    /// What was found and what to do, for a person.
    pub detail: String,
    /// Language of the detail: English, which programmers read, but for the problem of a file.
    language: Language,
    /// Seconds after which another try makes sense.
    retry_after_s: Option<u64>,
    /// Further members of the document.
    more: Map<String, Value>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl ApiError {
    /// An error with its remedy.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            language: Language::English,
            retry_after_s: None,
            more: Map::new(),
            source: None,
        }
    }

    /// Says when another try makes sense, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Adds what caused it, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// A problem of a file that is known before the file is.
    pub fn of_problem(code: ErrorCode, problem: &Problem, language: Language) -> Self {
        let view = problem.view(language);
        let mut error = Self { language, ..Self::new(code, view.message.clone()) };
        error.more.insert("problem".to_owned(), json!(view));
        error
    }

    /// The answer. What is our own fault is logged here, once, with its whole chain.
    pub fn into_response(self, request_id: &str) -> Response<Body> {
        let (status, title) = self.code.meaning();
        if status.is_server_error() {
            tracing::error!(request_id, code = ?self.code, causes = %causes(&self), "request {request_id} failed");
        }
        let mut document = json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "request_id": request_id,
        });
        if let Value::Object(members) = &mut document {
            members.extend(self.more);
        }
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = status;
        let mut response = in_language(response, self.language);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
        let retry_after_s = self.retry_after_s.or((status == StatusCode::SERVICE_UNAVAILABLE).then_some(BUSY_FOR_S));
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { .. } => {
                Self::new(ErrorCode::TooBusy, "A store is busy or out of reach. Try again in a few seconds.")
                    .caused_by(error)
            }
            StoreError::Refused { .. } => Self::new(ErrorCode::Internal, INTERNAL).caused_by(error),
        }
    }
}

impl From<FlowError> for ApiError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Store(error) => error.into(),
            FlowError::Lost | FlowError::Contended { .. } => {
                Self::new(ErrorCode::TooBusy, "The import is being written at this moment. Try again in a few seconds.")
            }
            FlowError::NotRetained => Self::new(
                ErrorCode::RowsGone,
                "The rows of an import that was not carried out are kept for 7 days. Its export is kept for 30.",
            ),
            FlowError::Missing { .. }
            | FlowError::Undecodable { .. }
            | FlowError::Unencodable { .. }
            | FlowError::Illegal(_) => Self::new(ErrorCode::Internal, INTERNAL).caused_by(error),
        }
    }
}

const INTERNAL: &str = "The request could not be carried out. Quote the request id to the team that runs this stack.";
