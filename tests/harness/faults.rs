//! What may go wrong on the way to the table and back, by chance that a seed decides.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Refused as one too many, and not done.
    Throttled,
    /// Taken, and each of its members refused as one too many, with status 200.
    MembersThrottled,
    /// Done, and yet every other member is said to have failed.
    DoneButSaidFailed,
    /// The connection ends before it is done.
    CutBefore,
    /// The connection ends after it was done, before the answer.
    CutAfter,
}

/// Calls of the table go wrong, about one in `one_in`.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    one_in: u64,
    state: Arc<Mutex<u64>>,
    apply_event: Arc<[AtomicUsize; 5]>,
}

impl Faults {
    /// The same seed makes the same decisions, in the order in which calls come.
    pub fn one_in(one_in: u64, seed: u64) -> Self {
        Self { one_in, state: Arc::new(Mutex::new(seed | 1)), apply_event: Arc::default() }
    }

    /// How often each kind apply_event so far: throttled, members throttled, done but said failed, cut before, cut after.
    pub fn apply_event(&self) -> [usize; 5] {
        std::array::from_fn(|kind| self.apply_event[kind].load(Ordering::SeqCst))
    }

    /// What happens to a call of this operation.
    pub(crate) fn decide(&self, target: Option<&str>) -> Option<Fault> {
        let operation = target.and_then(|target| target.strip_prefix("DynamoDB_20120810."))?;
        if self.one_in == 0 || !self.next().is_multiple_of(self.one_in) {
            return None;
        }
        let fault = match (self.next() % 5, operation) {
            (1, "BatchExecuteStatement" | "BatchGetItem") => Fault::MembersThrottled,
            (2, "BatchExecuteStatement") => Fault::DoneButSaidFailed,
            (3, _) => Fault::CutBefore,
            (4, _) => Fault::CutAfter,
            _ => Fault::Throttled,
        };
        self.apply_event[fault as usize].fetch_add(1, Ordering::SeqCst);
        Some(fault)
    }

    /// Xorshift: enough for a choice.
    fn next(&self) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state >> 8
    }
}

/// The answer to a call that is not passed on.
pub(crate) fn answer_instead(fault: Fault, request: &[u8]) -> Option<Response> {
    match fault {
        Fault::Throttled => {
            let kind = "com.amazonaws.dynamodb.v20120810#ThrottlingException";
            let body = json!({ "__type": kind, "message": "Throughput exceeds the current capacity" });
            Some((StatusCode::BAD_REQUEST, answer(&body)).into_response())
        }
        Fault::MembersThrottled => {
            let request: Value = serde_json::from_slice(request).unwrap_or_default();
            let body = match request["Statements"].as_array() {
                Some(statements) => json!({ "Responses": vec![failure("ThrottlingError"); statements.len()] }),
                None => json!({ "Responses": {}, "UnprocessedKeys": request["RequestItems"] }),
            };
            Some(answer(&body).into_response())
        }
        Fault::CutBefore => Some(cut()),
        Fault::DoneButSaidFailed | Fault::CutAfter => None,
    }
}

/// The answer to a call that was passed on, from the one that came.
pub(crate) fn answer_otherwise(fault: Fault, came: &[u8]) -> Response {
    let mut body: Value = serde_json::from_slice(came).unwrap_or_default();
    match body["Responses"].as_array_mut() {
        Some(members) if fault == Fault::DoneButSaidFailed => {
            members.iter_mut().step_by(2).for_each(|member| *member = failure("InternalServerError"));
            answer(&body).into_response()
        }
        _ => cut(),
    }
}

fn failure(code: &str) -> Value {
    json!({ "Error": { "Code": code, "Message": "Try again" } })
}

fn answer(body: &Value) -> ([(header::HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body.to_string())
}

/// An answer that breaks off: its body is announced, and the connection closed instead.
fn cut() -> Response {
    let broken = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
    ([(header::CONTENT_LENGTH, "64")], Body::from_stream(broken)).into_response()
}
