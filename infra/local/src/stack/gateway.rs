//! The HTTP API: requests become gateway events, and the functions' responses become HTTP responses.
//!
//! The event is the JSON document that the deployed gateway sends (payload format 2.0), parsed by the same code. The caller is identified
//! by the token; without an issuer, everyone is the local user, with all scopes.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use lambda_http::Body;
use rollcall_functions::{
    http::{ApiError, ErrorCode, Scope},
    routes::{self, Function, RouteError},
};
use serde_json::{Map, Value, json};

use super::{
    Functions,
    issuer::Authorizer,
    origin::{self, Admission},
};

/// Maximum size of a request: the limit of the deployed gateway.
const BODY_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Maximum size of an event: the limit of Lambda for the payload of a synchronous invocation.
const EVENT_BYTES_MAX: usize = 6 * 1024 * 1024;
const LOCAL_USER: &str = "local";

#[derive(Clone)]
pub(super) struct Gateway {
    pub(super) functions: Arc<Functions>,
    /// Checks tokens; `None` if everyone is the local user.
    pub(super) authorizer: Option<Arc<Authorizer>>,
    /// The pages that may send requests, and the host names they may use.
    pub(super) admission: Admission,
}

impl Gateway {
    pub(super) fn router(self) -> Router {
        let cors = origin::cors(self.admission);
        Router::new().fallback(answer).layer(DefaultBodyLimit::max(BODY_BYTES_MAX)).layer(cors).with_state(self)
    }
}

async fn answer(
    State(gateway): State<Gateway>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let request_id = request_id();
    if let Err(detail) = origin::check(request.headers(), gateway.admission) {
        return refuse(ApiError::new(ErrorCode::OriginRefused, detail), &request_id);
    }
    let mut response = match dispatch(&gateway, peer, request, &request_id).await {
        Ok(response) => response,
        Err(error) => refuse(error, &request_id),
    };
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
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
    let bytes = axum::body::to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| {
        ApiError::new(ErrorCode::RequestTooLarge, format!("A request must have at most {BODY_BYTES_MAX} bytes."))
    })?;
    let event = event(&route.key(), &parts, &bytes, &authorizer, peer, id);
    let event = event.to_string();
    if event.len() > EVENT_BYTES_MAX {
        let detail = "The request is larger than 6 MB as a JSON string, in which each quotation mark and line break counts twice. \
                      Send it in several requests.";
        return Err(ApiError::new(ErrorCode::RequestTooLarge, detail));
    }
    let event = lambda_http::request::from_str(&event)
        .map_err(|error| ApiError::new(ErrorCode::BodyInvalid, "The request cannot be read.").caused_by(error))?;
    let functions = Arc::clone(&gateway.functions);
    let function = route.function;
    // On a separate task: as in a deployed stack, a client that disconnects does not abort the handler.
    let answered = tokio::spawn(async move {
        match function {
            Function::Template => rollcall_functions::template::handle(&functions.template, event).await,
            Function::Upload => rollcall_functions::upload::handle(&functions.upload, event).await,
            Function::Review => rollcall_functions::review::handle(&functions.review, event).await,
            Function::Export => rollcall_functions::export::handle(&functions.export, event).await,
            Function::Directory => rollcall_functions::directory::handle(&functions.directory, event).await,
            Function::Portal => rollcall_functions::portal::handle(&functions.portal, event).await,
            Function::Invite => rollcall_functions::invite::handle(&functions.invite, event).await,
            Function::Accept => rollcall_functions::accept::handle(&functions.accept, event).await,
        }
    })
    .await
    .map_err(|error| ApiError::new(ErrorCode::Internal, "The function panicked.").caused_by(error))?;
    Ok(to_response(answered))
}

/// The event of the HTTP API in payload format 2.0.
fn event(
    route_key: &str,
    parts: &Parts,
    body: &Bytes,
    authorizer: &Value,
    peer: SocketAddr,
    request_id: &str,
) -> Value {
    let Parts { method, uri, headers, .. } = parts;
    let now = Timestamp::now();
    let mut flat = Map::new();
    for name in headers.keys() {
        let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        flat.insert(name.as_str().to_owned(), Value::from(values.join(",")));
    }
    let mut event = json!({
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": uri.path(),
        "rawQueryString": uri.query().unwrap_or_default(),
        "headers": flat,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "rollcall",
            "domainName": "localhost",
            "domainPrefix": "localhost",
            "http": {
                "method": method.as_str(),
                "path": uri.path(),
                "protocol": "HTTP/1.1",
                "sourceIp": peer.ip().to_string(),
                "userAgent": flat.get("user-agent").cloned().unwrap_or(Value::from("")),
            },
            "requestId": request_id,
            "routeKey": route_key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    // The event of a public route has no authorizer.
    if !authorizer.is_null() {
        event["requestContext"]["authorizer"] = authorizer.clone();
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

fn local_user() -> Value {
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    json!({ "jwt": { "claims": { "sub": LOCAL_USER, "scope": scopes.join(" ") }, "scopes": null } })
}

fn to_response(answered: lambda_http::Response<Body>) -> Response {
    let (parts, body) = answered.into_parts();
    let bytes = match body {
        Body::Text(text) => Bytes::from(text),
        Body::Binary(bytes) => Bytes::from(bytes),
        _ => Bytes::new(),
    };
    Response::from_parts(parts, axum::body::Body::from(bytes))
}

fn refuse(error: ApiError, request_id: &str) -> Response {
    to_response(error.into_response(request_id))
}

fn request_id() -> String {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("local-{}-{count}", Timestamp::now().as_millisecond())
}
