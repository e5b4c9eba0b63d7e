//! API errors, as RFC 9457 problem documents.

use lambda_http::{
    Body, Response,
    http::{StatusCode, header},
};
use rollcall_domain::{
    flow::FlowError,
    ids::ImportId,
    problem::{Problem, message::Language},
    stores::StoreError,
    template::TemplateError,
};
use serde::Serialize;
use serde_json::Value;

use super::{protected, response::in_language};
use crate::causes;

/// Machine-readable error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
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
    UserBeingImported,
    RowsGone,
    OriginRefused,
    CatalogEntryUnknown,
    ImportNotWaiting,
    ImportHasErrors,
    ImportBeingWritten,
    ImportNotFailed,
    ImportNotUndoable,
    UndoInProgress,
    AlreadyUndone,
    FeedNewerFile,
    ImportNotCorrectable,
    ImportSuperseded,
    TooManyCorrections,
    FileGone,
    CorrectionsInvalid,
    ExportNotReady,
    FeedUnknown,
    FeedBusy,
    FeedOutOfDate,
    FeedInvalid,
    CompanyHasUsers,
    ImportRunning,
    CompanyNameTaken,
    CohortNameTaken,
    AliasTaken,
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
    pub fn status(self) -> StatusCode {
        self.meaning().0
    }

    pub fn title(self) -> &'static str {
        self.meaning().1
    }

    fn meaning(self) -> (StatusCode, &'static str) {
        match self {
            Self::BodyInvalid => (StatusCode::BAD_REQUEST, "Invalid body"),
            Self::ParameterUnknown => (StatusCode::BAD_REQUEST, "Unknown query parameter"),
            Self::ParameterInvalid => (StatusCode::BAD_REQUEST, "Invalid parameter"),
            Self::CursorInvalid => (StatusCode::BAD_REQUEST, "Invalid cursor"),
            Self::TokenMissing => (StatusCode::UNAUTHORIZED, "Authentication required"),
            Self::TokenForeign => (StatusCode::FORBIDDEN, "Token of another tenant"),
            Self::ScopeMissing => (StatusCode::FORBIDDEN, "Missing scope"),
            Self::RouteUnknown => (StatusCode::NOT_FOUND, "Unknown route"),
            Self::ImportUnknown => (StatusCode::NOT_FOUND, "Unknown import"),
            Self::RowsGone => (StatusCode::NOT_FOUND, "Rows no longer stored"),
            Self::OriginRefused => (StatusCode::FORBIDDEN, "Origin not allowed"),
            Self::UserUnknown => (StatusCode::NOT_FOUND, "Unknown user"),
            Self::UserBeingImported => (StatusCode::CONFLICT, "An import may still write the user"),
            Self::CatalogEntryUnknown => (StatusCode::NOT_FOUND, "Unknown catalog entry"),
            Self::ImportNotWaiting => (StatusCode::CONFLICT, "The import is not awaiting confirmation"),
            Self::ImportHasErrors => (StatusCode::CONFLICT, "The import has row errors"),
            Self::ImportBeingWritten => (StatusCode::CONFLICT, "The import can no longer be cancelled"),
            Self::ImportNotFailed => (StatusCode::CONFLICT, "The import has not failed"),
            Self::ImportNotUndoable => (StatusCode::CONFLICT, "The import cannot be undone"),
            Self::UndoInProgress => (StatusCode::CONFLICT, "Another undo of the import is in progress"),
            Self::AlreadyUndone => (StatusCode::CONFLICT, "The import is already undone"),
            Self::FeedNewerFile => (StatusCode::CONFLICT, "Not the newest file of the feed"),
            Self::ImportNotCorrectable => (StatusCode::CONFLICT, "The import cannot be corrected"),
            Self::ImportSuperseded => (StatusCode::CONFLICT, "Another import has superseded it"),
            Self::TooManyCorrections => (StatusCode::CONFLICT, "Corrected too often"),
            Self::FileGone => (StatusCode::GONE, "File no longer stored"),
            Self::CorrectionsInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "Invalid corrections"),
            Self::ExportNotReady => (StatusCode::CONFLICT, "The export is not available"),
            Self::FeedUnknown => (StatusCode::NOT_FOUND, "Unknown feed"),
            Self::FeedBusy => (StatusCode::CONFLICT, "The feed is busy"),
            Self::FeedOutOfDate => (StatusCode::CONFLICT, "A newer file of the feed has been imported"),
            Self::FeedInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "Invalid feed"),
            Self::CompanyHasUsers => (StatusCode::CONFLICT, "The company has users"),
            Self::ImportRunning => (StatusCode::CONFLICT, "An import is running"),
            Self::CompanyNameTaken => (StatusCode::CONFLICT, "Company name already in use"),
            Self::CohortNameTaken => (StatusCode::CONFLICT, "Cohort name already in use"),
            Self::AliasTaken => (StatusCode::CONFLICT, "Alias already in use"),
            Self::RequestTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Request too large"),
            Self::FileTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "File too large"),
            Self::FileEmpty => (StatusCode::UNPROCESSABLE_ENTITY, "Empty file"),
            Self::FileNotCsv => (StatusCode::UNPROCESSABLE_ENTITY, "Not a CSV file"),
            Self::FileNameInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "Invalid file name"),
            Self::OptionInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "Invalid option"),
            Self::CatalogTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Catalog too large"),
            Self::CatalogInvalid => (StatusCode::UNPROCESSABLE_ENTITY, "Invalid catalog"),
            Self::RequestKeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "Idempotency-Key reused with another body"),
            Self::MediaTypeUnsupported => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
            Self::ImportNotCompleted => (StatusCode::CONFLICT, "The import is not completed"),
            Self::RunUnknown => (StatusCode::NOT_FOUND, "Unknown invitation batch"),
            Self::InvitationUnknown => (StatusCode::NOT_FOUND, "The link cannot be used"),
            Self::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
            Self::TooBusy => (StatusCode::SERVICE_UNAVAILABLE, "Service busy"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Internal error"),
        }
    }
}

/// An error (RFC 9457).
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Problem"))]
pub(crate) struct ProblemDocument<'a> {
    /// Stable code for programs.
    code: ErrorCode,
    /// What was found and what to do, for people.
    detail: &'a str,
    /// The problem with a rejected file or option.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schemars(with = "Option<rollcall_domain::problem::ProblemView<'static>>"))]
    problem: Option<&'a Value>,
    /// The import that has superseded this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<&'a ImportId>,
    /// Identifies the request in the stack's logs.
    request_id: &'a str,
    /// HTTP status.
    status: u16,
    /// Meaning of the code.
    title: &'static str,
    /// Always `about:blank`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schemars(extend("const" = "about:blank")))]
    kind: &'static str,
}

/// Default `Retry-After` for a 503 response, in seconds.
const BUSY_FOR_S: u64 = 5;

/// An error that becomes the response to a request.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct ApiError {
    pub code: ErrorCode,
    /// What was found and what to do, for people.
    pub detail: String,
    /// Language of the detail: English, for programmers, unless there is a translation.
    language: Language,
    retry_after_s: Option<u64>,
    /// The problem with a file or an option that caused the error.
    problem: Option<Value>,
    /// The import that supersedes the one in the request.
    superseded_by: Option<ImportId>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl ApiError {
    /// Creates an error; `detail` must include the remedy.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            language: Language::English,
            retry_after_s: None,
            problem: None,
            superseded_by: None,
            source: None,
        }
    }

    pub(crate) fn token_missing() -> Self {
        let detail = "Send a token of this tenant's issuer: Authorization: Bearer ….";
        Self::new(ErrorCode::TokenMissing, detail)
    }

    /// Creates the error for a request that lost to others that change the same thing, such as `a user`.
    fn contended(what: &str) -> Self {
        let detail = format!("Other requests keep changing {what}. Try again in a few seconds.");
        Self::new(ErrorCode::TooBusy, detail)
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Sets the language of the detail; the default is English.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    #[must_use]
    pub fn superseded_by(mut self, id: Option<&ImportId>) -> Self {
        self.superseded_by = id.cloned();
        self
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Creates an error from a problem with a file name, a file size or an option.
    pub fn of_problem(code: ErrorCode, problem: &Problem, language: Language) -> Self {
        let view = problem.view(language);
        Self {
            problem: serde_json::to_value(&view).ok(),
            ..Self::new(code, view.message.clone()).in_language(language)
        }
    }

    /// Logs a server error (5xx) with its whole chain; other errors are not logged. Must be called once, where the error becomes a response.
    pub fn log(&self, request_id: &str) {
        if self.code.status().is_server_error() {
            tracing::error!(request_id, code = ?self.code, causes = %causes(self), "request {request_id} failed");
        }
    }

    /// Converts the error into a response.
    pub fn into_response(self, request_id: &str) -> Response<Body> {
        let (status, title) = self.code.meaning();
        let document = ProblemDocument {
            code: self.code,
            detail: &self.detail,
            problem: self.problem.as_ref(),
            superseded_by: self.superseded_by.as_ref(),
            request_id,
            status: status.as_u16(),
            title,
            kind: "about:blank",
        };
        let mut response = Response::new(Body::from(serde_json::to_string(&document).unwrap_or_default()));
        *response.status_mut() = status;
        let mut response = in_language(response, self.language);
        let headers = response.headers_mut();
        for (name, value) in [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")] {
            headers.insert(name, header::HeaderValue::from_static(value));
        }
        let retry_after_s = self.retry_after_s.or((status == StatusCode::SERVICE_UNAVAILABLE).then_some(BUSY_FOR_S));
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        protected(response)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { .. } | StoreError::Unreadable { .. } => {
                Self::new(ErrorCode::TooBusy, "A store is busy or unreachable. Try again in a few seconds.")
                    .caused_by(error)
            }
            StoreError::Refused { .. } => Self::new(ErrorCode::Internal, INTERNAL).caused_by(error),
        }
    }
}

impl From<TemplateError> for ApiError {
    fn from(error: TemplateError) -> Self {
        match error {
            TemplateError::TooManyColumns { .. } => Self::new(ErrorCode::ParameterInvalid, error.to_string()),
            TemplateError::Write(_) | TemplateError::Workbook(_) => {
                Self::new(ErrorCode::Internal, INTERNAL).caused_by(error)
            }
        }
    }
}

impl From<FlowError> for ApiError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Store(error) => error.into(),
            FlowError::Lost => Self::contended("the import").caused_by(error),
            FlowError::Contended { what } => Self::contended(what).caused_by(error),
            FlowError::NotRetained => Self::new(
                ErrorCode::RowsGone,
                "The rows of this import are no longer stored. They are deleted after 30 days, or after 7 days if nothing was imported.",
            ),
            FlowError::Missing { .. }
            | FlowError::Undecodable { .. }
            | FlowError::Unencodable { .. }
            | FlowError::Illegal(_) => Self::new(ErrorCode::Internal, INTERNAL).caused_by(error),
        }
    }
}

const INTERNAL: &str = "The request failed. Report the request id to the team that operates this stack.";

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn error_of_contention_says_what_keeps_changing_and_has_a_cause() {
        for (error, what) in [
            (FlowError::Lost, "the import"),
            (FlowError::Contended { what: "the import" }, "the import"),
            (FlowError::Contended { what: "the feed" }, "the feed"),
            (FlowError::Contended { what: "a user" }, "a user"),
        ] {
            let cause = error.to_string();
            let error = ApiError::from(error);
            assert_eq!(error.code, ErrorCode::TooBusy);
            assert_eq!(error.detail, format!("Other requests keep changing {what}. Try again in a few seconds."));
            assert_eq!(error.source().map(ToString::to_string), Some(cause));
        }
    }
}
