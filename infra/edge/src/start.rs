//! How a function starts: JSON logs, then the runtime's loop.

use std::future::Future;

use lambda_http::{Body, Request, RequestExt, Response, request::RequestContext};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::{Serialize, de::DeserializeOwned};
use tracing_subscriber::EnvFilter;

use crate::ApiError;

/// Logs as JSON lines on standard output, from `info` up unless `RUST_LOG` says otherwise.
pub fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_target(false).without_time().init();
}

/// Runs a function behind the HTTP API.
///
/// # Errors
/// What the runtime says when it cannot go on.
pub async fn run_http<H, F>(handler: H) -> Result<(), Error>
where
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response<Body>> + Send,
{
    log();
    lambda_http::run(lambda_http::service_fn(|request| {
        let answer = handler(request);
        async { Ok::<_, Error>(answer.await) }
    }))
    .await
}

/// Runs a function that takes events.
///
/// # Errors
/// What the runtime says when it cannot go on.
pub async fn run_events<E, A, H, F>(handler: H) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize + Send + 'static,
    H: Fn(E) -> F + Send + Sync,
    F: Future<Output = Result<A, Error>> + Send,
{
    log();
    lambda_runtime::run(service_fn(|event: LambdaEvent<E>| handler(event.payload))).await
}

/// Answers a request with what its handler says, an error included.
pub async fn answer<F>(request: &Request, handle: F) -> Response<Body>
where
    F: Future<Output = Result<Response<Body>, ApiError>>,
{
    let request_id = request_id(request);
    handle.await.unwrap_or_else(|error| error.into_response(&request_id))
}

/// The gateway's id of a request.
pub fn request_id(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone().unwrap_or_default(),
        _ => String::new(),
    }
}
