//! Between a function and a service: passes every request on as it is, and keeps what was asked and how it was answered.
//!
//! Each function reaches each service at a port of its own, so that the port says who asks. What a function signs for others, an upload or
//! a download, leads through its port too, and counts as its own: so does a signature on AWS.

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

use crate::faults::{Faults, answer_instead, answer_otherwise};

/// Bytes of a request: a part of an object is the largest.
const BODY_BYTES_MAX: usize = 64 << 20;

/// Functions that carry imports on by themselves: whoever asks over HTTP is told to ask again, and is no test of what is written.
const WORKERS: [&str; 3] = ["import", "apply", "sweep"];

/// A request of a function, with the status of its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who asked.
    pub function: &'static str,
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// `X-Amz-Target`: the operation, for services that have it in a header.
    pub target: Option<String>,
    /// Body.
    pub body: Bytes,
    /// Status of the answer.
    pub status: u16,
}

/// Keeps what functions ask. One that was made by [`default`](Self::default) stands between nothing.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    listens: bool,
    asked: Arc<Mutex<Vec<Asked>>>,
    refuses_parts: Arc<AtomicBool>,
    faults: Faults,
}

impl Recorder {
    /// One that stands between all functions and all services.
    pub fn listening() -> Self {
        Self { listens: true, ..Self::default() }
    }

    /// One that stands between all functions and all services, and lets calls of the table go wrong that workers make.
    pub fn failing(faults: &Faults) -> Self {
        Self { listens: true, faults: faults.clone(), ..Self::default() }
    }

    /// What was asked since it was taken last.
    pub fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on, or no longer, answers 403 to every part of an object that is sent in parts.
    pub fn refuse_parts(&self, refuses: bool) {
        self.refuses_parts.store(refuses, Ordering::SeqCst);
    }

    /// Where a function reaches the services that are at `endpoints`.
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

    /// Answers where it listens. It ends with the test's runtime.
    fn start(&self, function: &'static str, service: String) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let mut recorder = self.clone();
        if !WORKERS.contains(&function) {
            recorder.faults = Faults::default();
        }
        let passage = Passage { function, service, recorder, http: reqwest::Client::new() };
        let router = Router::new().fallback(pass).with_state(Arc::new(passage));
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }
}

/// One way from a function to a service.
struct Passage {
    function: &'static str,
    service: String,
    recorder: Recorder,
    http: reqwest::Client,
}

async fn pass(State(passage): State<Arc<Passage>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let body = to_bytes(body, BODY_BYTES_MAX).await.unwrap();
    let target = parts.headers.get("x-amz-target").and_then(|target| target.to_str().ok()).map(str::to_owned);
    let fault = passage.recorder.faults.decide(target.as_deref());
    let is_refused = path.contains("partNumber=") && passage.recorder.refuses_parts.load(Ordering::SeqCst);
    let answer = if is_refused {
        let refusal = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
        (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/xml")], refusal).into_response()
    } else if let Some(answer) = fault.and_then(|fault| answer_instead(fault, &body)) {
        answer
    } else {
        let request = passage.http.request(parts.method.clone(), format!("{}{path}", passage.service));
        let mut headers = as_they_were(&parts.headers);
        // The length of nothing is signed too, and would be left out.
        if let Some(length) = parts.headers.get(header::CONTENT_LENGTH)
            && body.is_empty()
        {
            headers.insert(header::CONTENT_LENGTH, length.clone());
        }
        let sent = request.headers(headers).body(body.clone()).send().await;
        match sent {
            Ok(answer) => match fault {
                Some(fault) => answer_otherwise(fault, &answer.bytes().await.unwrap_or_default()),
                None => pass_back(&parts.method, answer).await,
            },
            // The service has gone, as it does at the end of a test.
            Err(_) => StatusCode::BAD_GATEWAY.into_response(),
        }
    };
    let status = answer.status().as_u16();
    let asked = Asked { function: passage.function, method: parts.method, path, target, body, status };
    passage.recorder.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    answer
}

async fn pass_back(method: &Method, answer: reqwest::Response) -> Response {
    let (status, mut headers) = (answer.status(), as_they_were(answer.headers()));
    // An answer to HEAD tells the length of what it does not bring.
    if method == Method::HEAD
        && let Some(length) = answer.headers().get(header::CONTENT_LENGTH)
    {
        headers.insert(header::CONTENT_LENGTH, length.clone());
    }
    let body = answer.bytes().await.unwrap_or_default();
    (status, headers, Body::from(body)).into_response()
}

/// The headers but for those of the connection. `Host` stays, since it is signed.
fn as_they_were(headers: &HeaderMap) -> HeaderMap {
    const OF_THE_CONNECTION: [HeaderName; 3] = [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
    let kept = headers.iter().filter(|(name, _)| !OF_THE_CONNECTION.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
