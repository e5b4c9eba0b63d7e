//! How functions are invoked: in this process, or through the Invoke API of a Lambda endpoint. The gateway, the workers and the schedule
//! use the same call for both.

use std::time::Duration;

use rollcall_functions::routes::Function;
use serde_json::Value;

use super::{endpoint::Endpoint, functions::Functions};

/// Invokes functions.
pub(super) enum Invoker {
    /// The handlers in this process.
    InProcess(Box<Functions>),
    /// The functions of another program, such as `sam local start-lambda`.
    Endpoint(Endpoint),
}

/// A function that handles events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFunction {
    /// Reads files: handles object events and messages of the queue of imports to resume.
    Import,
    /// Writes users: handles messages of the queue of chunks.
    Apply,
    /// Runs once a minute: handles events of the schedule.
    Sweep,
    /// Sends e-mails: handles messages of the queue of e-mails.
    Send,
    /// Invites users in batches: handles messages of the queue of invitation batches.
    Invite,
    /// Records what happened to e-mails: handles events of SES.
    Feedback,
}

/// A function, and whether its event is a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A function behind the HTTP API.
    Request(Function),
    /// A function that handles events.
    Event(EventFunction),
}

/// Why an invocation has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum InvokeError {
    /// The function cannot read the event.
    #[error("the event cannot be read")]
    Event(#[source] serde_json::Error),
    /// The function failed.
    #[error("the function failed")]
    Failed(#[source] lambda_runtime::Error),
    /// The function did not answer in time.
    #[error("{name} did not respond within {} s", after.as_secs())]
    TimedOut { name: &'static str, after: Duration },
    /// Lambda refuses events of this size.
    #[error("an event of {bytes} bytes is too large")]
    TooLarge { bytes: usize },
    /// The function was not invoked; a later attempt may succeed.
    #[error("{name} cannot be invoked at {url}: {reason}")]
    Unavailable { name: &'static str, url: String, reason: String },
}

impl Target {
    /// Every function, those with two kinds of events twice.
    pub const ALL: [Self; 14] = [
        Self::Request(Function::Template),
        Self::Request(Function::Upload),
        Self::Request(Function::Review),
        Self::Request(Function::Export),
        Self::Request(Function::Directory),
        Self::Request(Function::Portal),
        Self::Request(Function::Invite),
        Self::Request(Function::Accept),
        Self::Event(EventFunction::Import),
        Self::Event(EventFunction::Apply),
        Self::Event(EventFunction::Sweep),
        Self::Event(EventFunction::Send),
        Self::Event(EventFunction::Invite),
        Self::Event(EventFunction::Feedback),
    ];

    /// The function's logical ID in `template.yaml`, which is its name for `sam local`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request(Function::Template) => "TemplateFunction",
            Self::Request(Function::Upload) => "UploadFunction",
            Self::Request(Function::Review) => "ReviewFunction",
            Self::Request(Function::Export) => "ExportFunction",
            Self::Request(Function::Directory) => "DirectoryFunction",
            Self::Request(Function::Portal) => "PortalFunction",
            Self::Request(Function::Accept) => "AcceptFunction",
            Self::Request(Function::Invite) | Self::Event(EventFunction::Invite) => "InviteFunction",
            Self::Event(EventFunction::Import) => "ImportFunction",
            Self::Event(EventFunction::Apply) => "ApplyFunction",
            Self::Event(EventFunction::Sweep) => "SweepFunction",
            Self::Event(EventFunction::Send) => "SendFunction",
            Self::Event(EventFunction::Feedback) => "FeedbackFunction",
        }
    }

    /// The function's timeout in `template.yaml`.
    pub fn timeout(self) -> Duration {
        Duration::from_secs(match self {
            Self::Request(_) | Self::Event(EventFunction::Invite) => 29,
            Self::Event(EventFunction::Import) => 900,
            Self::Event(EventFunction::Apply | EventFunction::Send) => 60,
            Self::Event(EventFunction::Sweep) => 55,
            Self::Event(EventFunction::Feedback) => 30,
        })
    }
}

impl From<Function> for Target {
    fn from(function: Function) -> Self {
        Self::Request(function)
    }
}

impl From<EventFunction> for Target {
    fn from(function: EventFunction) -> Self {
        Self::Event(function)
    }
}

impl Invoker {
    /// Invokes a function with the event that AWS would send, and returns its answer. `time_left` is the remainder of its timeout.
    pub(super) async fn invoke(
        &self,
        target: impl Into<Target>,
        event: Value,
        time_left: Duration,
    ) -> Result<Value, InvokeError> {
        match self {
            Self::InProcess(functions) => functions.invoke(target.into(), event, time_left).await,
            Self::Endpoint(endpoint) => endpoint.invoke(target.into(), &event, time_left).await,
        }
    }

    /// The number of concurrent invocations of a function that one event source may run, if it would run `wanted` of them in this process.
    pub(super) fn concurrency(&self, wanted: usize) -> usize {
        match self {
            Self::InProcess(_) => wanted,
            Self::Endpoint(endpoint) => wanted.min(endpoint.concurrency()),
        }
    }
}

impl InvokeError {
    /// Returns `true` if the function was not invoked and a later attempt may succeed.
    pub(super) fn is_temporary(&self) -> bool {
        match self {
            Self::Unavailable { .. } => true,
            Self::Event(_) | Self::Failed(_) | Self::TimedOut { .. } | Self::TooLarge { .. } => false,
        }
    }

    /// The error as the function's own loop would have received it.
    pub(super) fn into_function_error(self) -> lambda_runtime::Error {
        match self {
            Self::Failed(source) => source,
            other => Box::new(other),
        }
    }
}
