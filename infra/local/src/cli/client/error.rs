use std::{borrow::Cow, path::Path, time::Duration};

use reqwest::{
    Response, StatusCode,
    header::{self, HeaderMap},
};
use serde::Deserialize;

use super::ProblemResponse;
use crate::cli::exit::Exit;

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("the URL of the API is invalid")]
    Address,
    /// No complete response was received.
    #[error("the stack cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The body of a successful response is not the JSON document that the client expects.
    #[error("the response cannot be read: check that the URL is that of a Rollcall API")]
    Unreadable(#[source] serde_json::Error),
    #[error("{0}")]
    Refused(Box<Refusal>),
    #[error("the file store refused the transfer with status {status}")]
    Store { status: StatusCode },
    /// The connection is open, but nothing is transferred.
    #[error("the transfer was given up, because the file store sent or accepted nothing for {} s", idle.as_secs())]
    Stalled { idle: Duration },
    #[error("cannot read or write the file")]
    File(#[source] std::io::Error),
}

/// A problem document (RFC 9457), or the equivalent for a response in another format.
#[derive(Debug)]
pub struct Refusal {
    pub status: StatusCode,
    /// The problem code; empty if the response has none.
    pub code: String,
    /// What was found and what to do.
    pub detail: String,
    /// Identifies the request in the stack's logs.
    pub request_id: Option<String>,
    /// The problem with the file, if it was found before an import was created.
    pub problem: Option<ProblemResponse>,
    /// How long to wait before a retry, if the response specifies it.
    pub retry_after: Option<Duration>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.detail_with_commands())?;
        match &self.request_id {
            Some(request_id) if self.status.is_server_error() => write!(formatter, " (request {request_id})"),
            _ => Ok(()),
        }
    }
}

/// A problem document. A gateway's own responses have only a `message`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Document {
    code: Option<String>,
    detail: Option<String>,
    title: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    problem: Option<ProblemResponse>,
}

impl ClientError {
    /// Creates an error for a call without a response. The URL is omitted, since presigned URLs are secret.
    pub fn unreachable(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }

    /// Creates an error from an unsuccessful response.
    pub async fn of_response(response: Response) -> Self {
        let (status, retry_after, reason) = (response.status(), retry_after(&response), reason(response.headers()));
        match response.bytes().await {
            Ok(body) => Self::Refused(Box::new(Refusal { retry_after, ..Refusal::read(status, &body, reason) })),
            Err(error) => Self::unreachable(error),
        }
    }

    /// Returns how long to wait before a retry, if the response specifies it.
    pub fn retry_after(&self) -> Option<Duration> {
        self.refusal()?.retry_after
    }

    /// Returns `true` if the same call may succeed shortly.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable(error) => !error.is_builder(),
            Self::Refused(refusal) => is_transient(refusal.status),
            // 409: another upload with the same URL is in progress, perhaps an attempt whose connection was lost. Once that upload is
            // complete, the status is 412.
            Self::Store { status } => is_transient(*status) || *status == StatusCode::CONFLICT,
            Self::Stalled { .. } => true,
            Self::Address | Self::Unreadable(_) | Self::File(_) => false,
        }
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Address
            | Self::Unreachable(_)
            | Self::Unreadable(_)
            | Self::Store { .. }
            | Self::Stalled { .. }
            | Self::File(_) => None,
        }
    }

    /// Returns the error with the name of a file in place of the body that was created from it. Omits the position in the body, unless it is
    /// that in the file.
    #[must_use]
    pub fn naming_file(self, path: &Path, has_same_positions: bool) -> Self {
        match self {
            Self::Refused(mut refusal) if refusal.code == "body-invalid" => {
                refusal.name_file(path, has_same_positions);
                Self::Refused(refusal)
            }
            other => other,
        }
    }

    pub fn exit(&self) -> Exit {
        self.refusal().map_or(Exit::Failed, Refusal::exit)
    }

    /// Returns what the user can try, if the error itself does not say so.
    pub fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Unreachable(_) => {
                Some("Check the address, and that the stack is running. `rollcall serve` starts one on this machine.")
            }
            Self::Refused(refusal) if refusal.status == StatusCode::UNAUTHORIZED => {
                Some("Pass a token with --token, or in the environment variable ROLLCALL_TOKEN.")
            }
            Self::Refused(_)
            | Self::Address
            | Self::Unreadable(_)
            | Self::Store { .. }
            | Self::Stalled { .. }
            | Self::File(_) => None,
        }
    }
}

impl Refusal {
    /// Creates a refusal from a response. `reason` comes from the headers, and is more specific than a gateway's `message`.
    fn read(status: StatusCode, body: &[u8], reason: Option<String>) -> Self {
        let document: Document = serde_json::from_slice(body).unwrap_or_default();
        let detail = document.detail.or(document.title).or(reason).or(document.message);
        Self {
            status,
            code: document.code.unwrap_or_default(),
            detail: detail.unwrap_or_else(|| format!("the stack returned status {status}")),
            request_id: document.request_id,
            problem: document.problem,
            retry_after: None,
        }
    }

    fn name_file(&mut self, path: &Path, has_same_positions: bool) {
        let Some(reason) = self.detail.strip_prefix("The body is invalid: ") else { return };
        let reason = reason.trim_end_matches('.');
        let position = reason.rfind(" at line ").filter(|_| !has_same_positions);
        let reason = reason.get(..position.unwrap_or(reason.len())).unwrap_or(reason);
        self.detail = format!("{} is invalid: {reason}.", path.display());
    }

    /// Returns the detail with commands in place of what a client of the API would use.
    fn detail_with_commands(&self) -> Cow<'_, str> {
        match self.code.as_str() {
            "feed-unknown" => "There is no feed with this name. `rollcall feeds` lists the feeds.".into(),
            "import-unknown" => "There is no import with this id. `rollcall imports` lists the imports.".into(),
            "import-not-completed" => {
                "Only the users of a completed import can be invited. `rollcall imports` shows its status.".into()
            }
            "import-has-errors" => self.detail.replace(r#""ignore_errors": true"#, "--ignore-errors").into(),
            "option-invalid" => self.detail.replace("update_existing=true", "--update-existing").into(),
            "corrections-invalid" | "feed-invalid" => with_commands(&self.detail).into(),
            _ => self.detail.as_str().into(),
        }
    }

    /// Returns `true` if the API refused the file rather than the request.
    pub fn is_of_file(&self) -> bool {
        matches!(self.code.as_str(), "file-too-large" | "file-empty" | "file-not-csv")
    }

    /// Returns `true` if the state of an import does not allow the request, and repeating it would not help.
    fn is_of_state(&self) -> bool {
        matches!(
            self.code.as_str(),
            "import-not-waiting"
                | "import-has-errors"
                | "import-being-written"
                | "import-superseded"
                | "import-not-completed"
                | "import-not-undoable"
                | "already-undone"
                | "feed-newer-file"
                | "feed-out-of-date"
                | "import-not-correctable"
                | "too-many-corrections"
                | "file-gone"
                | "rows-gone"
        )
    }

    fn exit(&self) -> Exit {
        match self.code.as_str() {
            _ if self.is_of_file() || self.is_of_state() => Exit::Refused,
            "catalog-invalid" | "catalog-too-large" | "company-name-taken" | "cohort-name-taken" | "alias-taken" => {
                Exit::Refused
            }
            "option-invalid"
            | "parameter-invalid"
            | "parameter-unknown"
            | "body-invalid"
            | "file-name-invalid"
            | "corrections-invalid"
            | "feed-invalid"
            | "feed-unknown"
            | "import-unknown" => Exit::WrongArguments,
            _ if self.status == StatusCode::PAYLOAD_TOO_LARGE => Exit::Refused,
            _ if matches!(self.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Exit::WrongArguments,
            _ => Exit::Failed,
        }
    }
}

/// Returns a text about corrections with commands and options in place of what a client of the API would use.
pub fn with_commands(text: &str) -> String {
    let layout = text.split_once("that the layout ").and_then(|(_, rest)| rest.split_once(' '));
    let option = layout.map(|(layout, _)| format!(" --layout {layout}")).unwrap_or_default();
    text.replace("a column that GET /layouts lists", &format!("a column of `rollcall template{option}`"))
        .replace("set \"on_row_errors\" to \"skip\"", "use --on-row-errors skip")
}

/// Returns why a gateway refused the token: the description in `WWW-Authenticate: Bearer … error_description="…"`.
fn reason(headers: &HeaderMap) -> Option<String> {
    let (_, rest) = headers.get(header::WWW_AUTHENTICATE)?.to_str().ok()?.split_once("error_description=\"")?;
    let (reason, _) = rest.split_once('"')?;
    (!reason.is_empty()).then(|| reason.to_owned())
}

/// Returns the wait from a `Retry-After` header in seconds; a date is ignored.
fn retry_after(response: &Response) -> Option<Duration> {
    response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;
    use rollcall_domain::{
        corrections::CorrectionError,
        locale::{Language, Value, report},
    };

    use super::*;

    #[test]
    fn exit_of_a_refusal_depends_on_its_code_and_status() {
        for (status, code, exit) in [
            (422, "file-empty", Exit::Refused),
            (413, "file-too-large", Exit::Refused),
            (413, "", Exit::Refused),
            (413, "request-too-large", Exit::Refused),
            (422, "file-not-csv", Exit::Refused),
            (422, "catalog-invalid", Exit::Refused),
            (409, "alias-taken", Exit::Refused),
            (409, "import-not-waiting", Exit::Refused),
            (409, "import-has-errors", Exit::Refused),
            (409, "import-being-written", Exit::Refused),
            (409, "import-superseded", Exit::Refused),
            (409, "import-not-completed", Exit::Refused),
            (409, "import-not-undoable", Exit::Refused),
            (409, "already-undone", Exit::Refused),
            (409, "feed-newer-file", Exit::Refused),
            (404, "rows-gone", Exit::Refused),
            (409, "feed-out-of-date", Exit::Refused),
            (409, "import-not-correctable", Exit::Refused),
            (409, "too-many-corrections", Exit::Refused),
            (410, "file-gone", Exit::Refused),
            (404, "import-unknown", Exit::WrongArguments),
            (404, "feed-unknown", Exit::WrongArguments),
            (422, "feed-invalid", Exit::WrongArguments),
            (422, "corrections-invalid", Exit::WrongArguments),
            (422, "option-invalid", Exit::WrongArguments),
            (400, "parameter-invalid", Exit::WrongArguments),
            (401, "token-missing", Exit::WrongArguments),
            (401, "", Exit::WrongArguments),
            (403, "scope-missing", Exit::WrongArguments),
            (409, "feed-busy", Exit::Failed),
            (409, "undo-in-progress", Exit::Failed),
            (503, "too-busy", Exit::Failed),
            (500, "", Exit::Failed),
        ] {
            let Ok(status) = StatusCode::from_u16(status) else { panic!("{status}") };
            let body = format!(r#"{{"code":"{code}","detail":"d"}}"#);
            assert_eq!(Refusal::read(status, body.as_bytes(), None).exit(), exit, "{status} {code}");
        }
    }

    #[test]
    fn refusal_is_displayed_with_commands_in_place_of_routes() {
        let has_errors = report::REFUSED_HAS_ERRORS.format(Language::English, &[("rows", Value::Number(2))]);
        let unknown = CorrectionError::ColumnUnknown { index: 3, layout: "learners" };
        let invalid = format!("Invalid corrections: {unknown}.");
        let too_many = format!("Invalid corrections: {}.", CorrectionError::TooMany { count: 5_001 });
        for (status, code, detail, said) in [
            (
                404,
                "feed-unknown",
                "There is no feed with this name. GET /feeds lists the feeds.",
                "There is no feed with this name. `rollcall feeds` lists the feeds.",
            ),
            (
                404,
                "import-unknown",
                "There is no import with this id. GET /imports lists the imports.",
                "There is no import with this id. `rollcall imports` lists the imports.",
            ),
            (
                409,
                "import-not-completed",
                "Only the users of a completed import can be invited. GET /imports/{id} returns its status.",
                "Only the users of a completed import can be invited. `rollcall imports` shows its status.",
            ),
            (
                409,
                "import-has-errors",
                has_errors.as_str(),
                "2 rows have errors. Confirm with --ignore-errors to import the others, or cancel and correct the \
                 file.",
            ),
            (
                422,
                "corrections-invalid",
                invalid.as_str(),
                "Invalid corrections: corrections[3] names a column that the layout learners does not have: use a \
                 column of `rollcall template --layout learners`.",
            ),
            (
                422,
                "corrections-invalid",
                too_many.as_str(),
                "Invalid corrections: corrections has 5001 entries; the limit is 5000: to leave out all rows with errors, use \
                 --on-row-errors skip; otherwise, correct the file itself.",
            ),
            (
                422,
                "option-invalid",
                "The option “update_existing=true” does not apply to this layout.",
                "The option “--update-existing” does not apply to this layout.",
            ),
            (409, "feed-busy", "Try again when it has ended.", "Try again when it has ended."),
        ] {
            let Ok(status) = StatusCode::from_u16(status) else { panic!("{status}") };
            let body = serde_json::json!({ "code": code, "detail": detail }).to_string();
            assert_eq!(Refusal::read(status, body.as_bytes(), None).to_string(), said);
        }
    }

    #[test]
    fn invalid_body_is_reported_with_the_name_of_its_file() {
        let unknown = "The body is invalid: unknown field `color` at line 1 column 40.";
        for (code, detail, has_same_positions, said) in [
            ("body-invalid", unknown, true, "feed.json is invalid: unknown field `color` at line 1 column 40."),
            ("body-invalid", unknown, false, "feed.json is invalid: unknown field `color`."),
            ("body-invalid", "The body must be a JSON object.", true, "The body must be a JSON object."),
            ("feed-invalid", "Invalid configuration.", false, "Invalid configuration."),
        ] {
            let body = serde_json::json!({ "code": code, "detail": detail }).to_string();
            let refusal = Refusal::read(StatusCode::BAD_REQUEST, body.as_bytes(), None);
            let error = ClientError::Refused(Box::new(refusal)).naming_file(Path::new("feed.json"), has_same_positions);
            assert_eq!(error.to_string(), said);
        }
    }

    #[test]
    fn refusal_is_displayed_with_the_detail_of_the_response() {
        let expired = r#"Bearer scope="" error="invalid_token" error_description="the token has expired""#;
        for (status, authenticate, body, said) in [
            (409, "", r#"{"title":"t","detail":"Do this.","request_id":"r"}"#, "Do this."),
            (500, "", r#"{"title":"t","detail":"Do this.","request_id":"r"}"#, "Do this. (request r)"),
            (403, "", r#"{"message":"Forbidden"}"#, "Forbidden"),
            (401, expired, r#"{"message":"Unauthorized"}"#, "the token has expired"),
            (401, "Bearer", r#"{"message":"Unauthorized"}"#, "Unauthorized"),
            (401, "Bearer", r#"{"title":"t","detail":"Send a token."}"#, "Send a token."),
            (404, "", "<html>", "the stack returned status 404 Not Found"),
        ] {
            let Ok(status) = StatusCode::from_u16(status) else { panic!("{status}") };
            let headers = HeaderMap::from_iter([(header::WWW_AUTHENTICATE, HeaderValue::from_static(authenticate))]);
            assert_eq!(Refusal::read(status, body.as_bytes(), reason(&headers)).to_string(), said);
        }
    }
}
