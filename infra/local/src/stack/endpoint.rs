//! Functions in another program, invoked through Lambda's Invoke API: `sam local start-lambda`, or another endpoint that implements this
//! API and knows the functions by their logical IDs in `template.yaml`.
//!
//! Every invocation is synchronous, and the workers of this stack retry failed events: an endpoint such as `sam local` accepts asynchronous
//! events, but does not retry them. Requests are not signed.
//!
//! Source: AWS Lambda API reference, "Invoke".

use std::{collections::BTreeMap, time::Duration};

use http::{StatusCode, header};
use serde_json::Value;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};

use super::{functions::Target, invoker::InvokeError, settings::LambdaEndpoint};
use crate::http_client::builder_for;

/// Maximum size of a synchronous event, in bytes.
pub(super) const EVENT_BYTES_MAX: usize = 6 * 1024 * 1024;
const CONNECT: Duration = Duration::from_secs(5);
/// How long an event source waits beyond the function's timeout, since the first invocation also creates a container.
const CONTAINER_START: Duration = Duration::from_mins(1);
/// How long an HTTP API's gateway waits for a function, including its start.
const GATEWAY_TIMEOUT: Duration = Duration::from_secs(30);
const FUNCTION_ERROR: &str = "x-amz-function-error";
const INVOCATION_TYPE: &str = "x-amz-invocation-type";

pub(super) struct Endpoint {
    url: String,
    http: reqwest::Client,
    concurrency: usize,
    /// Limits the concurrent invocations of each function. Lambda throttles further invocations; here they wait.
    slots: BTreeMap<&'static str, Semaphore>,
}

impl Endpoint {
    pub(super) fn new(config: &LambdaEndpoint) -> Result<Self, reqwest::Error> {
        let url = config.url.trim_end_matches('/').to_owned();
        let mut http = builder_for(&url).connect_timeout(CONNECT);
        // The client calls no other address, so over http it never needs certificates.
        if url.starts_with("http:") {
            http = http.tls_certs_only([]);
        }
        let concurrency = config.concurrency.max(1);
        let slots = Target::ALL.map(|target| (target.name(), Semaphore::new(concurrency)));
        Ok(Self { url, http: http.build()?, concurrency, slots: BTreeMap::from(slots) })
    }

    pub(super) fn concurrency(&self) -> usize {
        self.concurrency
    }

    pub(super) async fn invoke(
        &self,
        target: Target,
        event: &Value,
        time_left: Duration,
    ) -> Result<Value, InvokeError> {
        let time_limit = match target {
            Target::Request(_) => GATEWAY_TIMEOUT,
            Target::Event(_) => time_left.min(target.timeout()) + CONTAINER_START,
        };
        self.invoke_within(target, event, time_limit).await
    }

    async fn invoke_within(&self, target: Target, event: &Value, time_limit: Duration) -> Result<Value, InvokeError> {
        let name = target.name();
        let payload = event.to_string();
        if payload.len() > EVENT_BYTES_MAX {
            return Err(InvokeError::TooLarge { bytes: payload.len() });
        }
        let until = Instant::now() + time_limit;
        let Some(slots) = self.slots.get(name) else { return Err(self.unavailable(name, "it has no slots")) };
        let Ok(Ok(_slot)) = timeout_at(until, slots.acquire()).await else {
            return Err(self.unavailable(name, "too many invocations are running"));
        };
        // A request's timeout includes the wait for a slot; an event's timeout begins with the invocation.
        let until = if matches!(target, Target::Request(_)) { until } else { Instant::now() + time_limit };
        let timed_out = || InvokeError::TimedOut { name, after: time_limit };
        let sent = timeout_at(until, self.send(name, payload)).await.map_err(|_| timed_out())?;
        let (status, has_failed, body) =
            sent.map_err(|error| self.unavailable(name, &rollcall_functions::causes(&error)))?;
        self.read(name, status, has_failed, &body)
    }

    async fn send(&self, name: &str, payload: String) -> Result<(StatusCode, bool, Vec<u8>), reqwest::Error> {
        let invoke = self.http.post(format!("{}/2015-03-31/functions/{name}/invocations", self.url));
        let invoke = invoke.header(header::CONTENT_TYPE, "application/json").header(INVOCATION_TYPE, "RequestResponse");
        let response = invoke.body(payload).send().await?;
        let has_failed = response.headers().contains_key(FUNCTION_ERROR);
        Ok((response.status(), has_failed, response.bytes().await?.to_vec()))
    }

    /// Returns the function's response, or the error that prevented one.
    fn read(
        &self,
        name: &'static str,
        status: StatusCode,
        has_failed: bool,
        body: &[u8],
    ) -> Result<Value, InvokeError> {
        let failed = |reason: String| InvokeError::Failed(format!("{name}: {reason}").into());
        match status {
            StatusCode::OK if has_failed => Err(failed(reason(body))),
            StatusCode::OK if body.is_empty() => Ok(Value::Null),
            StatusCode::OK => serde_json::from_slice(body).map_err(|_| failed("its response is not JSON".to_owned())),
            // Not caused by this event: the function is throttled, unknown or cannot start.
            StatusCode::TOO_MANY_REQUESTS | StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => {
                Err(self.unavailable(name, &format!("status {status}: {}", reason(body))))
            }
            _ if status.is_server_error() => Err(self.unavailable(name, &format!("status {status}: {}", reason(body)))),
            _ => Err(failed(format!("status {status}: {}", reason(body)))),
        }
    }

    fn unavailable(&self, name: &'static str, reason: &str) -> InvokeError {
        InvokeError::Unavailable { name, url: self.url.clone(), reason: reason.to_owned() }
    }
}

/// Returns the reason in an error document: `errorType` and `errorMessage` from a function, or `Message` (sometimes `message`) from the
/// service.
fn reason(body: &[u8]) -> String {
    let document: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| document[name].as_str();
    match (text("errorType"), text("errorMessage").or_else(|| text("Message")).or_else(|| text("message"))) {
        (Some(kind), Some(message)) => format!("{kind}: {message}"),
        (None, Some(message)) => message.to_owned(),
        (Some(kind), None) => kind.to_owned(),
        (None, None) => "no reason given".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::net::{Ipv4Addr, TcpListener};

    use rollcall_functions::routes::Function;
    use serde_json::json;

    use super::*;
    use crate::stack::EventFunction;

    fn endpoint(url: String) -> Endpoint {
        Endpoint::new(&LambdaEndpoint { url, concurrency: 1, servers_host: Ipv4Addr::LOCALHOST.into() }).unwrap()
    }

    #[tokio::test]
    async fn invocation_without_a_response_ends_and_another_waits_for_its_slot() {
        // Connections are accepted, but no request is read.
        let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let endpoint = endpoint(format!("http://{}", silent.local_addr().unwrap()));
        let invoke = |target: Target, ms| {
            let endpoint = &endpoint;
            async move { endpoint.invoke_within(target, &json!({}), Duration::from_millis(ms)).await.unwrap_err() }
        };
        let apply = || EventFunction::Apply.into();
        let (first, second) = tokio::join!(invoke(apply(), 300), invoke(apply(), 30));
        assert!(matches!(first, InvokeError::TimedOut { name: "ApplyFunction", .. }), "{first}");
        assert!(second.is_temporary() && second.to_string().contains("too many invocations"), "{second}");
        let other = invoke(Function::Review.into(), 30).await;
        assert!(matches!(other, InvokeError::TimedOut { name: "ReviewFunction", .. }), "{other}");
    }

    #[tokio::test]
    async fn event_that_lambda_would_refuse_is_not_sent() {
        let endpoint = endpoint("http://127.0.0.1:1".to_owned());
        let event = json!({ "body": "x".repeat(EVENT_BYTES_MAX) });
        let error = endpoint.invoke_within(Function::Directory.into(), &event, GATEWAY_TIMEOUT).await.unwrap_err();
        assert!(matches!(error, InvokeError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn response_is_read_by_its_status_and_the_header_of_function_errors() {
        let endpoint = endpoint("http://127.0.0.1:3001/".to_owned());
        let read = |status: u16, has_failed, body: &str| {
            endpoint.read("ApplyFunction", StatusCode::from_u16(status).unwrap(), has_failed, body.as_bytes())
        };
        assert_eq!(read(200, false, r#"{"batchItemFailures":[]}"#).unwrap(), json!({ "batchItemFailures": [] }));
        assert_eq!(read(200, false, "").unwrap(), Value::Null);
        for (status, has_failed, body, is_temporary, says) in [
            (200, true, r#"{"errorType":"Sandbox.Timedout","errorMessage":"late"}"#, false, "Sandbox.Timedout: late"),
            (200, false, "<html>", false, "not JSON"),
            (400, false, r#"{"Message":"no"}"#, false, "400"),
            (404, false, r#"{"Message":"Function not found"}"#, true, "Function not found"),
            (429, false, r#"{"message":"Rate Exceeded."}"#, true, "Rate Exceeded."),
            (502, false, "", true, "no reason given"),
        ] {
            let error = read(status, has_failed, body).unwrap_err();
            assert_eq!(error.is_temporary(), is_temporary, "{status} {body}");
            let causes = rollcall_functions::causes(&error);
            assert!(causes.contains(says), "{causes}");
        }
    }
}
