//! A proxy between functions and services that records every request with the response status, and forwards it unless a test makes it fail.
//!
//! Each function has a separate port for each service, so that the proxy knows the caller. Presigned URLs use the port of the function that
//! signed them, and their requests count as that function's, as on AWS.

use std::{
    net::{Ipv4Addr, TcpListener},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rollcall_aws::Endpoints;

use crate::{
    faults::{Faults, faulty_response, response_instead},
    strict::{Strict, accepted, without_item},
};

/// Maximum size of a request body in bytes; the largest ones are parts of a multipart upload.
const BODY_BYTES_MAX: usize = 64 << 20;

/// Functions whose calls to the table may fail: those that process imports and are retried automatically. HTTP functions are retried only
/// by their clients, so faults there would test nothing about the writes.
const WORKERS: [&str; 3] = ["import", "apply", "sweep"];

/// A recorded request.
#[derive(Debug, Clone)]
pub struct RecordedRequest {
    pub function: &'static str,
    pub method: Method,
    /// Path and query of the request.
    pub path: String,
    /// `X-Amz-Target`: the operation, for services that expect it in a header.
    pub target: Option<String>,
    pub body: Bytes,
    /// Status of the response.
    pub status: u16,
}

/// Records the functions' requests. The [`default`](Self::default) records nothing.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    listens: bool,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
    refuses_parts: Arc<AtomicBool>,
    throttles_account: Arc<AtomicBool>,
    denied: Arc<Mutex<Option<&'static str>>>,
    faults: Faults,
    strict: Strict,
}

impl Recorder {
    /// Returns a recorder that records all requests and adds AWS restrictions that the embedded servers lack.
    pub fn listening() -> Self {
        Self { listens: true, strict: Strict::new(), ..Self::default() }
    }

    /// Returns a recorder like [`listening`](Self::listening), except that every write to the e-mail counts conflicts with a transaction
    /// once.
    pub fn conflicting() -> Self {
        let mut recorder = Self::listening();
        recorder.strict.conflicts_once = true;
        recorder
    }

    /// Returns a recorder that stops every function that invokes itself through a queue more than `chain_max` times; with `may_continue`,
    /// it does not stop functions that the template allows to do so.
    pub fn with_chains_of(chain_max: u32, may_continue: bool) -> Self {
        Self { listens: true, strict: Strict::with_chains_of(chain_max, may_continue), ..Self::default() }
    }

    pub fn conflicts(&self) -> usize {
        self.strict.conflicts()
    }

    /// Throttles the next request for the e-mail account's quota.
    pub fn throttle_account(&self) {
        self.throttles_account.store(true, Ordering::SeqCst);
    }

    /// Returns a recorder that records all requests and makes some of the workers' calls to the table fail.
    pub fn failing(faults: &Faults) -> Self {
        Self { listens: true, faults: faults.clone(), ..Self::default() }
    }

    /// Returns the recorded requests and clears the list.
    pub fn take(&self) -> Vec<RecordedRequest> {
        std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Starts or stops refusing every part of a multipart upload with 403.
    pub fn refuse_parts(&self, refuses: bool) {
        self.refuses_parts.store(refuses, Ordering::SeqCst);
    }

    /// Denies every call to the table whose body contains this text, or none.
    pub fn deny_calls_with(&self, text: Option<&'static str>) {
        *self.denied.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }

    fn denies(&self, target: Option<&str>, body: &[u8]) -> bool {
        let denied = *self.denied.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_table = target.is_some_and(|target| target.starts_with("DynamoDB_"));
        is_of_table && denied.is_some_and(|text| String::from_utf8_lossy(body).contains(text))
    }

    /// Returns the endpoints for a function, given the services' endpoints.
    pub(crate) fn between(&self, function: &'static str, endpoints: &Endpoints) -> Endpoints {
        if !self.listens {
            return endpoints.clone();
        }
        let relay = |service: &Option<String>| service.as_ref().map(|service| self.start(function, service.clone()));
        Endpoints {
            dynamodb: relay(&endpoints.dynamodb),
            s3: relay(&endpoints.s3),
            sqs: relay(&endpoints.sqs),
            ses: relay(&endpoints.ses),
        }
    }

    /// Starts a proxy that ends with the test's runtime. Returns its address.
    fn start(&self, function: &'static str, service: String) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let mut recorder = self.clone();
        if !WORKERS.contains(&function) {
            recorder.faults = Faults::default();
        }
        let proxy = Proxy { function, service, recorder, http: reqwest::Client::new() };
        let router = Router::new().fallback(forward).with_state(Arc::new(proxy));
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }
}

struct Proxy {
    function: &'static str,
    service: String,
    recorder: Recorder,
    http: reqwest::Client,
}

async fn forward(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let body = to_bytes(body, BODY_BYTES_MAX).await.unwrap();
    let target = parts.headers.get("x-amz-target").and_then(|target| target.to_str().ok()).map(str::to_owned);
    let fault = proxy.recorder.faults.decide(target.as_deref());
    let is_refused = path.contains("partNumber=") && proxy.recorder.refuses_parts.load(Ordering::SeqCst);
    let response = if is_refused {
        let refusal = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
        (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/xml")], refusal).into_response()
    } else if path == "/v2/email/account" && proxy.recorder.throttles_account.swap(false, Ordering::SeqCst) {
        (StatusCode::TOO_MANY_REQUESTS, [("x-amzn-errortype", "TooManyRequestsException")], "{}").into_response()
    } else if proxy.recorder.denies(target.as_deref(), &body) {
        let denial = r#"{"__type":"com.amazon.coral.service#AccessDeniedException","message":"denied by the test"}"#;
        (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/x-amz-json-1.0")], denial).into_response()
    } else if proxy.recorder.strict.stops(proxy.function, target.as_deref(), &body) {
        accepted()
    } else if let Some(response) = fault.and_then(|fault| response_instead(fault, &body)) {
        response
    } else {
        let request = proxy.http.request(parts.method.clone(), format!("{}{path}", proxy.service));
        let mut headers = end_to_end(&parts.headers);
        // The length of an empty body is signed too, but `reqwest` would omit it.
        if let Some(length) = parts.headers.get(header::CONTENT_LENGTH)
            && body.is_empty()
        {
            headers.insert(header::CONTENT_LENGTH, length.clone());
        }
        match proxy.recorder.strict.begin(target.as_deref(), &body) {
            Err(conflict) => *conflict,
            Ok(_transaction) => {
                match request.headers(headers).body(body.clone()).send().await {
                    Ok(response) => match fault {
                        Some(fault) => faulty_response(fault, &response.bytes().await.unwrap_or_default()),
                        None => forward_response(&parts.method, response, target.as_deref()).await,
                    },
                    // Tests stop the service while functions may still be calling it.
                    Err(_) => StatusCode::BAD_GATEWAY.into_response(),
                }
            }
        }
    };
    let status = response.status().as_u16();
    let recorded = RecordedRequest { function: proxy.function, method: parts.method, path, target, body, status };
    proxy.recorder.requests.lock().unwrap_or_else(PoisonError::into_inner).push(recorded);
    response
}

async fn forward_response(method: &Method, response: reqwest::Response, target: Option<&str>) -> Response {
    let (status, mut headers) = (response.status(), end_to_end(response.headers()));
    // A response to HEAD has a length but no body.
    if method == Method::HEAD
        && let Some(length) = response.headers().get(header::CONTENT_LENGTH)
    {
        headers.insert(header::CONTENT_LENGTH, length.clone());
    }
    let body = response.bytes().await.unwrap_or_default();
    let stripped = without_item(target, body.clone());
    if stripped.len() != body.len() {
        // The checksum belongs to the original body.
        headers.remove("x-amz-crc32");
    }
    (status, headers, Body::from(stripped)).into_response()
}

/// Returns the headers without hop-by-hop headers and `Content-Length`. `Host` is retained, since it is signed.
fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    const HOP_BY_HOP: [HeaderName; 3] = [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
    let kept = headers.iter().filter(|(name, _)| !HOP_BY_HOP.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
