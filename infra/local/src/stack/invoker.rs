//! How functions are invoked: in this process, or through a Lambda endpoint's Invoke API. Callers use the same method for both.

use std::time::Duration;

use serde_json::Value;

use super::{
    endpoint::Endpoint,
    functions::{Functions, Target},
};

pub(super) enum Invoker {
    /// The handlers in this process.
    InProcess(Box<Functions>),
    /// The functions in another program, such as `sam local start-lambda`.
    Endpoint(Endpoint),
}

/// Why an invocation has no response.
#[derive(Debug, thiserror::Error)]
pub(super) enum InvokeError {
    #[error("the event cannot be read")]
    Event(#[source] serde_json::Error),
    #[error("the function failed")]
    Failed(#[source] lambda_runtime::Error),
    #[error("{name} did not respond within {} s", after.as_secs())]
    TimedOut { name: &'static str, after: Duration },
    /// Lambda refuses events of this size.
    #[error("an event of {bytes} bytes is too large")]
    TooLarge { bytes: usize },
    /// The function is not available: it was not invoked, or the endpoint did not respond properly. A later attempt may succeed.
    #[error("{name} cannot be invoked at {url}: {reason}")]
    Unavailable { name: &'static str, url: String, reason: String },
}

impl Invoker {
    /// Invokes a function with the event that AWS would send, and returns its response. `time_left` is how much of its timeout remains.
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

    /// Returns how many invocations of a function one event source may run concurrently: `wanted` in this process, but no more than an
    /// endpoint's limit.
    pub(super) fn concurrency(&self, wanted: usize) -> usize {
        match self {
            Self::InProcess(_) => wanted,
            Self::Endpoint(endpoint) => wanted.min(endpoint.concurrency()),
        }
    }
}

impl InvokeError {
    /// Returns `true` if the function is not available, so that a later attempt may succeed.
    pub(super) fn is_temporary(&self) -> bool {
        match self {
            Self::Unavailable { .. } => true,
            Self::Event(_) | Self::Failed(_) | Self::TimedOut { .. } | Self::TooLarge { .. } => false,
        }
    }

    /// Converts the error to the one that the function's runtime loop would receive.
    pub(super) fn into_function_error(self) -> lambda_runtime::Error {
        match self {
            Self::Failed(source) => source,
            other => Box::new(other),
        }
    }
}
