//! Faults between functions and the table, chosen pseudo-randomly from a seed.

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Throttled and not executed.
    Throttled,
    /// Not executed: the response has status 200, but each member is throttled.
    MembersThrottled,
    /// Executed, but every second member is reported as failed.
    DoneButSaidFailed,
    /// The connection is cut before the call is executed.
    CutBefore,
    /// The connection is cut after the call is executed, before the response.
    CutAfter,
}

/// Makes about one in `one_in` calls to the table fail; none if `one_in` is 0.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    one_in: u64,
    state: Arc<Mutex<u64>>,
    counts: Arc<[AtomicUsize; 5]>,
}

impl Faults {
    /// Creates faults for about one in `one_in` calls. The same seed gives the same faults for the same sequence of calls.
    pub fn one_in(one_in: u64, seed: u64) -> Self {
        Self { one_in, state: Arc::new(Mutex::new(seed.max(1))), counts: Arc::default() }
    }

    /// Returns the number of faults of each kind so far, in the order of `Fault`.
    pub fn counts(&self) -> [usize; 5] {
        std::array::from_fn(|kind| self.counts[kind].load(Ordering::SeqCst))
    }

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
        self.counts[fault as usize].fetch_add(1, Ordering::SeqCst);
        Some(fault)
    }

    /// Returns the next number from a xorshift generator, whose state is never 0.
    fn next(&self) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state >> 8
    }
}

/// Returns the response to a call that is not forwarded because of the fault, or `None` if the call is to be forwarded.
pub(crate) fn response_instead(fault: Fault, request: &[u8]) -> Option<Response> {
    match fault {
        Fault::Throttled => {
            let kind = "com.amazonaws.dynamodb.v20120810#ThrottlingException";
            let body = json!({ "__type": kind, "message": "Throughput exceeds the current capacity" });
            Some((StatusCode::BAD_REQUEST, aws_json(&body)).into_response())
        }
        Fault::MembersThrottled => {
            let request: Value = serde_json::from_slice(request).unwrap_or_default();
            let body = match request["Statements"].as_array() {
                Some(statements) => json!({ "Responses": vec![failure("ThrottlingError"); statements.len()] }),
                None => json!({ "Responses": {}, "UnprocessedKeys": request["RequestItems"] }),
            };
            Some(aws_json(&body).into_response())
        }
        Fault::CutBefore => Some(cut()),
        Fault::DoneButSaidFailed | Fault::CutAfter => None,
    }
}

/// Returns the faulty response to a call that was forwarded, given the real response.
pub(crate) fn faulty_response(fault: Fault, came: &[u8]) -> Response {
    let mut body: Value = serde_json::from_slice(came).unwrap_or_default();
    match body["Responses"].as_array_mut() {
        Some(members) if fault == Fault::DoneButSaidFailed => {
            members.iter_mut().step_by(2).for_each(|member| *member = failure("InternalServerError"));
            aws_json(&body).into_response()
        }
        _ => cut(),
    }
}

fn failure(code: &str) -> Value {
    json!({ "Error": { "Code": code, "Message": "Try again" } })
}

fn aws_json(body: &Value) -> ([(header::HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body.to_string())
}

/// Returns a response that announces a body and breaks the connection instead of sending it.
fn cut() -> Response {
    let broken = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
    ([(header::CONTENT_LENGTH, "64")], Body::from_stream(broken)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_that_differ_by_one_give_different_faults() {
        let of = |seed| {
            let faults = Faults::one_in(2, seed);
            (0..64).map(|_| faults.decide(Some("DynamoDB_20120810.PutItem"))).collect::<Vec<_>>()
        };
        assert_ne!(of(6), of(7));
    }
}
