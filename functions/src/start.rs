//! Starts a function: sets up JSON logs, then runs the runtime loop.

use std::{
    future::Future,
    io::Write,
    time::{Duration, SystemTime},
};

use futures_util::FutureExt as _;
use lambda_http::{Body, Request, RequestExt, Response, aws_lambda_events::apigw::ApiGatewayV2httpResponse};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::log_lines::Lines;

/// Sets up the log, which writes JSON lines to standard output. The default level is `info`; `RUST_LOG` overrides it with a level, such as
/// `warn`, or a level per module, such as `rollcall_functions=warn,info`.
///
/// The filter supports only targets and levels: a filter that also supports spans includes a regular expression engine, which would make up
/// a tenth of the smallest function. A release build contains no events below `info`, regardless of the variable; see `Cargo.toml`.
pub fn log() {
    let set = std::env::var("RUST_LOG").ok().and_then(|text| text.parse::<Targets>().ok());
    let filter = set.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let function = std::env::var("AWS_LAMBDA_FUNCTION_NAME").ok();
    let lines = Lines::new(function, |line| {
        // There is no way to report that the log cannot be written.
        let _written = std::io::stdout().lock().write_all(line.as_bytes());
    });
    tracing_subscriber::registry().with(lines).with(filter).init();
}

/// Runs a function behind the HTTP API.
///
/// The event is parsed and the response written here instead of by the `lambda_http` loop, which supports every character set and contains
/// tables for all of them. Here, text in responses is always UTF-8.
pub async fn run_http<H, F>(handler: H) -> Result<(), Error>
where
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response<Body>> + Send,
{
    log();
    lambda_runtime::run(service_fn(|event: LambdaEvent<Box<RawValue>>| {
        let LambdaEvent { payload, context } = event;
        let response =
            lambda_http::request::from_str(payload.get()).map(|request| handler(request.with_lambda_context(context)));
        async { Ok::<_, Error>(to_event(response?.await)) }
    }))
    .await
}

/// Converts a response to the gateway's payload format 2.0.
pub fn to_event(response: Response<Body>) -> ApiGatewayV2httpResponse {
    let (parts, body) = response.into_parts();
    let mut event = ApiGatewayV2httpResponse::default();
    event.status_code = i64::from(parts.status.as_u16());
    event.headers = parts.headers;
    event.is_base64_encoded = matches!(body, Body::Binary(_));
    event.body = (!matches!(body, Body::Empty)).then_some(body);
    event
}

/// Runs a function behind the HTTP API that also handles queue messages. Only a batch of messages has a `Records` member.
pub async fn run_http_or_events<H, F, E, A, M, G>(handle_request: H, handle_event: M) -> Result<(), Error>
where
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response<Body>> + Send,
    E: DeserializeOwned + Send,
    A: Serialize + Send,
    M: Fn(E) -> G + Send + Sync,
    G: Future<Output = Result<A, Error>> + Send,
{
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Kind {
        records: Option<serde::de::IgnoredAny>,
    }
    log();
    let (handle_request, handle_event) = (&handle_request, &handle_event);
    lambda_runtime::run(service_fn(|event: LambdaEvent<Box<RawValue>>| async move {
        let LambdaEvent { payload, context } = event;
        let kind: Kind = serde_json::from_str(payload.get())?;
        if kind.records.is_some() {
            return Ok::<_, Error>(serde_json::to_value(handle_event(serde_json::from_str(payload.get())?).await?)?);
        }
        let request = lambda_http::request::from_str(payload.get())?.with_lambda_context(context);
        Ok(serde_json::to_value(to_event(handle_request(request).await))?)
    }))
    .await
}

pub async fn run_events<E, A, H, F>(handler: H) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize + Send + 'static,
    H: Fn(E) -> F + Send + Sync,
    F: Future<Output = Result<A, Error>> + Send,
{
    run_events_in_time(|event, _| handler(event)).await
}

/// Runs a function that handles events. With each event, the handler receives the time left until the platform ends the invocation.
pub async fn run_events_in_time<E, A, H, F>(handler: H) -> Result<(), Error>
where
    E: DeserializeOwned + Send + 'static,
    A: Serialize + Send + 'static,
    H: Fn(E, Duration) -> F + Send + Sync,
    F: Future<Output = Result<A, Error>> + Send,
{
    log();
    lambda_runtime::run(service_fn(|event: LambdaEvent<E>| {
        let left = event.context.deadline().duration_since(SystemTime::now()).unwrap_or_default();
        // Without its type, the compiler has to look less deeply into the future of the whole program.
        handler(event.payload, left).boxed()
    }))
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event_of(body: Body) -> Value {
        let response = Response::builder().status(404).header("content-type", "application/json").body(body);
        response.ok().and_then(|response| serde_json::to_value(to_event(response)).ok()).unwrap_or_default()
    }

    #[test]
    fn response_as_an_event_has_status_headers_and_body() {
        let text = event_of(Body::Text("{\"ü\":1}".to_owned()));
        assert_eq!(text["statusCode"], 404);
        assert_eq!(text["headers"], json!({ "content-type": "application/json" }));
        assert_eq!(text["body"], "{\"ü\":1}");
        assert_eq!(text["isBase64Encoded"], false);
        let binary = event_of(Body::Binary(vec![0xff, 0x00]));
        assert_eq!((&binary["body"], &binary["isBase64Encoded"]), (&json!("/wA="), &json!(true)));
        assert_eq!(event_of(Body::Empty).get("body"), None);
    }
}
