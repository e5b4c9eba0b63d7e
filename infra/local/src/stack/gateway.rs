//! The HTTP API: requests become gateway events, and the functions' responses become HTTP responses.
//!
//! Events and responses are the JSON documents of the deployed gateway (payload format 2.0). The token identifies the caller; without an
//! issuer, every caller is the local user, who has all scopes.
//!
//! With an issuer, the gateway's own errors look like those of a deployed stack: `{"message":"Unauthorized"}`, the reason in the header
//! `WWW-Authenticate`, and no CORS headers, so that a page on another origin can only see that its request failed.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts},
    middleware::map_response,
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use lambda_http::Body;
use rollcall_functions::{
    http::{ApiError, ErrorCode, Scope},
    routes::{self, Location, Matched, RouteError},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use super::{
    endpoint::EVENT_BYTES_MAX,
    functions::Target,
    invoker::{InvokeError, Invoker},
    issuer::Authorizer,
    origin::{self, Admission},
};

/// Maximum size of a request body, in bytes: the deployed gateway's limit.
const BODY_BYTES_MAX: usize = 10 * 1024 * 1024;
const LOCAL_USER: &str = "local";

/// How long a request body may take to arrive. A client that stops halfway would otherwise keep its connection open indefinitely.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Gateway {
    pub(super) invoker: Arc<Invoker>,
    /// Checks tokens; `None` if everyone is the local user.
    pub(super) authorizer: Option<Arc<Authorizer>>,
    /// The pages that may send requests, and the host names they may use.
    pub(super) admission: Admission,
}

impl Gateway {
    pub(super) fn router(self) -> Router {
        let cors = origin::cors(self.admission);
        Router::new()
            .fallback(respond)
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .layer(cors)
            .layer(map_response(hide_from_other_origins))
            .with_state(self)
    }
}

async fn respond(
    State(gateway): State<Gateway>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let request_id = request_id();
    let result = match origin::check(request.headers(), gateway.admission) {
        Ok(()) => dispatch(&gateway, peer, request, &request_id).await,
        Err(detail) => Err(ApiError::new(ErrorCode::OriginRefused, detail)),
    };
    match result {
        Ok(mut response) => {
            if response.status() == StatusCode::UNAUTHORIZED {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            response
        }
        Err(error) => {
            error.log(&request_id);
            if gateway.authorizer.is_some() { refuse_as_deployed(&error) } else { refuse(error, &request_id) }
        }
    }
}

async fn dispatch(gateway: &Gateway, peer: SocketAddr, request: Request, id: &str) -> Result<Response, ApiError> {
    let path = request.uri().path().to_owned();
    let matched = routes::find(request.method().as_str(), &path).map_err(|error| {
        let detail = match error {
            RouteError::OtherMethod => format!("{path} does not support {}.", request.method()),
            RouteError::UnknownPath => format!("{path} does not exist. See the API description."),
        };
        ApiError::new(ErrorCode::RouteUnknown, detail)
    })?;
    let route = matched.route();
    let (parts, body) = request.into_parts();
    let authorizer = match (&gateway.authorizer, route.scope) {
        (_, None) => Value::Null,
        (Some(authorizer), Some(scope)) => authorizer.authorize(&parts.headers, scope).await?,
        (None, Some(_)) => local_user(),
    };
    let bytes = read(body, BODY_TIMEOUT).await?;
    let context = request_context(&matched, &parts, &authorizer, peer, id);
    let event = event(&matched, &parts, &bytes, &context);
    let target = Target::from(route.function);
    // In a JSON string, each byte of the body takes up at most six bytes, so the event for a smaller body cannot be too large.
    if bytes.len() > EVENT_BYTES_MAX / 8 {
        let bytes = event.to_string().len();
        if bytes > EVENT_BYTES_MAX {
            return Err(invocation_failed(InvokeError::TooLarge { bytes }, target));
        }
    }
    let invoker = Arc::clone(&gateway.invoker);
    // The handler runs on a separate task: as in a deployed stack, a client that disconnects does not abort it.
    let running = tokio::spawn(async move { invoker.invoke(target, event, target.timeout()).await });
    let response = running
        .await
        .map_err(|error| ApiError::new(ErrorCode::Internal, "The function panicked.").caused_by(error))?
        .map_err(|error| invocation_failed(error, target))?;
    FunctionResponse::read(response).map_err(|error| {
        ApiError::new(ErrorCode::Internal, format!("The response of {} is malformed.", target.name())).caused_by(error)
    })
}

async fn read(body: axum::body::Body, within: Duration) -> Result<Bytes, ApiError> {
    let Ok(read) = timeout(within, axum::body::to_bytes(body, BODY_BYTES_MAX)).await else {
        let detail = format!("The body did not arrive within {} s. Send the request again.", within.as_secs());
        return Err(ApiError::new(ErrorCode::BodyInvalid, detail));
    };
    read.map_err(|_| ApiError::new(ErrorCode::RequestTooLarge, "A request can have at most 10,485,760 bytes (10 MiB)."))
}

fn invocation_failed(error: InvokeError, target: Target) -> ApiError {
    let name = target.name();
    let (code, detail) = match &error {
        InvokeError::Event(_) => (ErrorCode::BodyInvalid, "The request cannot be read.".to_owned()),
        InvokeError::TooLarge { bytes } => (
            ErrorCode::RequestTooLarge,
            format!("The event of the request has {bytes} bytes, more than Lambda accepts."),
        ),
        InvokeError::Failed(_) => (ErrorCode::Internal, format!("{name} failed. Its log has the reason.")),
        InvokeError::TimedOut { .. } => (ErrorCode::TooBusy, format!("{name} did not respond in time.")),
        InvokeError::Unavailable { url, .. } => {
            (ErrorCode::TooBusy, format!("{name} cannot be invoked at {url}. Check that the functions run there."))
        }
    };
    ApiError::new(code, detail).caused_by(error)
}

/// Creates the event for a request in payload format 2.0.
fn event(matched: &Matched, parts: &Parts, body: &Bytes, context: &Value) -> Value {
    let Parts { uri, headers, .. } = parts;
    let mut event = json!({
        "version": "2.0",
        "routeKey": matched.route().key(),
        "rawPath": uri.path(),
        "rawQueryString": uri.query().unwrap_or_default(),
        "headers": event_headers(headers),
        "requestContext": context,
        "isBase64Encoded": false,
    });
    let parameters: Map<String, Value> = matched
        .route()
        .parameters_in(Location::Path)
        .map(|parameter| (parameter.name.to_owned(), matched.parameter(parameter.name).into()))
        .collect();
    for (name, values) in [("queryStringParameters", query_parameters(uri)), ("pathParameters", parameters)] {
        if !values.is_empty() {
            event[name] = Value::Object(values);
        }
    }
    match std::str::from_utf8(body) {
        Ok("") => {}
        Ok(text) => event["body"] = Value::from(text),
        Err(_) => {
            event["body"] = Value::from(BASE64_STANDARD.encode(body));
            event["isBase64Encoded"] = Value::from(true);
        }
    }
    event
}

fn request_context(matched: &Matched, parts: &Parts, authorizer: &Value, peer: SocketAddr, request_id: &str) -> Value {
    let Parts { method, uri, headers, .. } = parts;
    let now = Timestamp::now();
    let mut context = json!({
        "accountId": "000000000000",
        "apiId": "rollcall",
        "domainName": "localhost",
        "domainPrefix": "localhost",
        "http": {
            "method": method.as_str(),
            "path": uri.path(),
            "protocol": "HTTP/1.1",
            "sourceIp": peer.ip().to_string(),
            "userAgent": header_values(headers, header::USER_AGENT.as_str()),
        },
        "requestId": request_id,
        "routeKey": matched.route().key(),
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
        "timeEpoch": now.as_millisecond(),
    });
    // The event for a public route has no authorizer.
    if !authorizer.is_null() {
        context["authorizer"] = authorizer.clone();
    }
    context
}

/// Returns the headers of a request as the gateway passes them on.
fn event_headers(headers: &HeaderMap) -> Map<String, Value> {
    // The deployed gateway sets these headers itself; `lambda_http` panics on an invalid scheme or host.
    let is_of_gateway = |name: &str| name.starts_with("x-forwarded-") || name == "host";
    let mut joined = Map::new();
    for name in headers.keys().filter(|name| !is_of_gateway(name.as_str())) {
        joined.insert(name.as_str().to_owned(), Value::from(header_values(headers, name.as_str())));
    }
    joined.insert("host".to_owned(), Value::from("localhost"));
    joined
}

/// Returns the values of a header, joined with commas.
fn header_values(headers: &HeaderMap, name: &str) -> String {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

/// Returns a query's decoded parameters; the values of a repeated parameter are joined with commas.
fn query_parameters(uri: &Uri) -> Map<String, Value> {
    let mut parameters: BTreeMap<String, String> = BTreeMap::new();
    let query = reqwest::Url::parse(&format!("http://localhost/?{}", uri.query().unwrap_or_default()));
    for (name, value) in query.iter().flat_map(reqwest::Url::query_pairs) {
        let values = parameters.entry(name.into_owned()).or_default();
        if !values.is_empty() {
            values.push(',');
        }
        values.push_str(&value);
    }
    parameters.into_iter().map(|(name, value)| (name, value.into())).collect()
}

fn local_user() -> Value {
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    json!({ "jwt": { "claims": { "sub": LOCAL_USER, "scope": scopes.join(" ") }, "scopes": null } })
}

/// A function's response in payload format 2.0.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FunctionResponse {
    status_code: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    cookies: Vec<String>,
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

impl FunctionResponse {
    fn read(document: Value) -> Result<Response, lambda_runtime::Error> {
        // A byte of the body takes at most six bytes in a string of JSON, so only a large body can exceed the limit.
        let is_large = document["body"].as_str().is_some_and(|body| body.len() > EVENT_BYTES_MAX / 8);
        if is_large && document.to_string().len() > EVENT_BYTES_MAX {
            return Err("it is larger than Lambda accepts".into());
        }
        let returned: Self = serde_json::from_value(document)?;
        let body = returned.body.unwrap_or_default();
        let body = if returned.is_base64_encoded { BASE64_STANDARD.decode(body)? } else { body.into_bytes() };
        let mut response = Response::new(axum::body::Body::from(body));
        *response.status_mut() = StatusCode::from_u16(returned.status_code)?;
        for (name, value) in returned.headers {
            response.headers_mut().append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
        }
        for cookie in returned.cookies {
            response.headers_mut().append(header::SET_COOKIE, HeaderValue::try_from(cookie)?);
        }
        Ok(response)
    }
}

fn refuse(error: ApiError, request_id: &str) -> Response {
    let (parts, body) = error.into_response(request_id).into_parts();
    let bytes = match body {
        Body::Text(text) => Bytes::from(text),
        Body::Binary(bytes) => Bytes::from(bytes),
        _ => Bytes::new(),
    };
    Response::from_parts(parts, axum::body::Body::from(bytes))
}

/// Marks a response as the gateway's own.
#[derive(Clone, Copy)]
struct OfGateway;

/// Creates the response that a deployed gateway returns for a request that reaches no function, or whose function fails.
///
/// Source: API Gateway developer guide, "Troubleshooting issues with HTTP API JWT authorizers".
fn refuse_as_deployed(error: &ApiError) -> Response {
    let (status, scheme) = match error.code {
        ErrorCode::TokenMissing => (StatusCode::UNAUTHORIZED, Some("invalid_token")),
        ErrorCode::ScopeMissing => (StatusCode::FORBIDDEN, Some("insufficient_scope")),
        other => (other.status(), None),
    };
    // A quoted string in a header must not contain unescaped quotes or backslashes, control characters or non-ASCII characters.
    let is_plain = |character: &char| (' '..='~').contains(character) && !matches!(character, '"' | '\\');
    let detail: String = error.detail.chars().filter(is_plain).collect();
    let reason = match status {
        // The deployed gateway's wording.
        StatusCode::PAYLOAD_TOO_LARGE => "Request Entity Too Large",
        other => other.canonical_reason().unwrap_or_default(),
    };
    let message = json!({ "message": reason });
    let mut response = Response::new(axum::body::Body::from(message.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(scheme) = scheme
        && let Ok(value) =
            HeaderValue::try_from(format!(r#"Bearer scope="" error="{scheme}" error_description="{detail}""#))
    {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response.extensions_mut().insert(OfGateway);
    response
}

/// Removes the CORS headers from the gateway's own responses.
async fn hide_from_other_origins(mut response: Response) -> Response {
    if response.extensions().get::<OfGateway>().is_some() {
        for name in [header::ACCESS_CONTROL_ALLOW_ORIGIN, header::ACCESS_CONTROL_ALLOW_HEADERS, header::VARY] {
            response.headers_mut().remove(name);
        }
    }
    response
}

fn request_id() -> String {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("local-{}-{count}", Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::{StreamExt, stream};

    use super::*;

    #[tokio::test]
    async fn body_that_stops_in_the_middle_is_refused() {
        let begun = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"{"))]);
        let stopped = axum::body::Body::from_stream(begun.chain(stream::pending()));
        let refused = read(stopped, Duration::from_millis(5)).await;
        assert!(matches!(refused, Err(ApiError { code: ErrorCode::BodyInvalid, .. })), "{refused:?}");
        assert!(read(axum::body::Body::from("{}"), BODY_TIMEOUT).await.is_ok());
    }

    #[test]
    fn response_that_is_too_large_for_lambda_is_an_error() {
        for (body, is_accepted) in [
            ("x".repeat(EVENT_BYTES_MAX - 100), true),
            ("x".repeat(EVENT_BYTES_MAX - 2), false),
            // As a string of JSON, each quotation mark takes two bytes.
            ("\"".repeat(EVENT_BYTES_MAX / 2), false),
            // A control character takes six bytes.
            ("\u{1}".repeat(EVENT_BYTES_MAX / 6), false),
        ] {
            let bytes = body.len();
            let response = FunctionResponse::read(json!({ "statusCode": 200, "body": body }));
            assert_eq!(response.is_ok(), is_accepted, "{bytes} bytes");
        }
    }
}
