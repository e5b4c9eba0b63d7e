//! Why the API did not do what it was asked.

use reqwest::{Response, StatusCode};
use serde::Deserialize;

use super::ProblemAnswer;
use crate::cli::exit::Exit;

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address of the API is none.
    #[error("the address of the API cannot be used")]
    Address,
    /// No answer, or half of one.
    #[error("the stack cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The answer is not what this route answers.
    #[error("the answer cannot be read: the address may be that of something else")]
    Unreadable(#[source] serde_json::Error),
    /// The API says no, and why.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// The store of the files says no.
    #[error("the file store refuses with status {status}")]
    Store {
        /// Its status.
        status: StatusCode,
    },
    /// The file that is sent or saved cannot be read or written.
    #[error("cannot read or write the file")]
    File(#[source] std::io::Error),
}

/// A problem document (RFC 9457), or what can be made of another answer.
#[derive(Debug)]
pub struct Refusal {
    /// Status of the answer.
    pub status: StatusCode,
    /// What went wrong, as a program reads it; empty if the answer did not say.
    pub code: String,
    /// What was found and what to do.
    pub detail: String,
    /// Names the request in the stack's logs.
    pub request_id: Option<String>,
    /// What is wrong with the file, where it is known before the file is read.
    pub problem: Option<ProblemAnswer>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.detail)?;
        match &self.request_id {
            Some(request_id) if self.status.is_server_error() => write!(formatter, " (request {request_id})"),
            _ => Ok(()),
        }
    }
}

/// The members of a problem document; a gateway's own answers have only a `message`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Document {
    code: Option<String>,
    detail: Option<String>,
    title: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    problem: Option<ProblemAnswer>,
}

impl ClientError {
    /// A call that was not answered. The address is left out: a signed one is a secret.
    pub fn unreachable(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }

    /// What an answer says that is no success.
    pub async fn of_answer(answer: Response) -> Self {
        let status = answer.status();
        match answer.bytes().await {
            Ok(body) => Self::Refused(Box::new(Refusal::read(status, &body))),
            Err(error) => Self::unreachable(error),
        }
    }

    /// Whether the same call may be answered in a moment.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(error) => !error.is_builder(),
            Self::Refused(refusal) => is_passing(refusal.status),
            Self::Store { status } => is_passing(*status),
            Self::Address | Self::Unreadable(_) | Self::File(_) => false,
        }
    }

    /// The API's refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Address | Self::Unreachable(_) | Self::Unreadable(_) | Self::Store { .. } | Self::File(_) => None,
        }
    }

    /// The exit status that goes with it.
    pub fn exit(&self) -> Exit {
        self.refusal().map_or(Exit::Failed, Refusal::exit)
    }

    /// What to try, where the API cannot know it.
    pub fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Unreachable(_) => {
                Some("Is the address right, and does the stack run? `rollcall serve` starts one here.")
            }
            Self::Refused(refusal) if refusal.status == StatusCode::UNAUTHORIZED => {
                Some("Give a token with --token, or in the environment variable ROLLCALL_TOKEN.")
            }
            Self::Refused(_) | Self::Address | Self::Unreadable(_) | Self::Store { .. } | Self::File(_) => None,
        }
    }
}

impl Refusal {
    fn read(status: StatusCode, body: &[u8]) -> Self {
        let document: Document = serde_json::from_slice(body).unwrap_or_default();
        let detail = document.detail.or(document.title).or(document.message);
        Self {
            status,
            code: document.code.unwrap_or_default(),
            detail: detail.unwrap_or_else(|| format!("the stack answers with status {status}")),
            request_id: document.request_id,
            problem: document.problem,
        }
    }

    /// Whether the file that was brought is refused, and not the way in which it was asked.
    pub fn is_of_file(&self) -> bool {
        matches!(self.code.as_str(), "file-too-large" | "file-empty" | "file-not-csv")
    }

    fn exit(&self) -> Exit {
        match self.code.as_str() {
            _ if self.is_of_file() => Exit::Refused,
            "catalog-invalid" | "catalog-too-large" | "company-name-taken" | "cohort-name-taken" => Exit::Refused,
            "option-invalid" | "parameter-invalid" | "parameter-unknown" | "body-invalid" | "file-name-invalid" => {
                Exit::WrongArguments
            }
            _ if matches!(self.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Exit::WrongArguments,
            _ => Exit::Failed,
        }
    }
}

fn is_passing(status: StatusCode) -> bool {
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
    use super::*;

    #[test]
    fn exit_of_a_refusal_tells_the_file_from_the_arguments_from_us() {
        for (status, code, exit) in [
            (422, "file-empty", Exit::Refused),
            (413, "file-too-large", Exit::Refused),
            (422, "file-not-csv", Exit::Refused),
            (422, "catalog-invalid", Exit::Refused),
            (422, "option-invalid", Exit::WrongArguments),
            (400, "parameter-invalid", Exit::WrongArguments),
            (401, "token-missing", Exit::WrongArguments),
            (401, "", Exit::WrongArguments),
            (403, "scope-missing", Exit::WrongArguments),
            (409, "import-being-written", Exit::Failed),
            (503, "too-busy", Exit::Failed),
            (500, "", Exit::Failed),
        ] {
            let Ok(status) = StatusCode::from_u16(status) else { panic!("{status}") };
            let body = format!(r#"{{"code":"{code}","detail":"d"}}"#);
            assert_eq!(Refusal::read(status, body.as_bytes()).exit(), exit, "{status} {code}");
        }
    }

    #[test]
    fn refusal_says_what_the_answer_says() {
        for (status, body, said) in [
            (409, r#"{"title":"t","detail":"Do this.","request_id":"r"}"#, "Do this."),
            (500, r#"{"title":"t","detail":"Do this.","request_id":"r"}"#, "Do this. (request r)"),
            (403, r#"{"message":"Forbidden"}"#, "Forbidden"),
            (404, "<html>", "the stack answers with status 404 Not Found"),
        ] {
            let Ok(status) = StatusCode::from_u16(status) else { panic!("{status}") };
            assert_eq!(Refusal::read(status, body.as_bytes()).to_string(), said);
        }
    }
}
