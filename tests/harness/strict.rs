//! Behaviour of AWS that the embedded servers do not have, added between functions and servers.

use axum::body::Bytes;
use serde_json::Value;

/// The response without the item that failed a condition. `DynamoDB` returns it only with `ReturnValuesOnConditionCheckFailure`, and a
/// function must not depend on it: it then reads the item, and needs the permission to.
pub(crate) fn without_item(target: Option<&str>, body: Bytes) -> Bytes {
    if !target.is_some_and(|target| target.starts_with("DynamoDB_") && target.ends_with("Item")) {
        return body;
    }
    let Ok(Value::Object(mut answer)) = serde_json::from_slice(&body) else { return body };
    let is_failed = answer
        .get("__type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.ends_with("#ConditionalCheckFailedException"));
    if !is_failed || answer.remove("Item").is_none() {
        return body;
    }
    Value::Object(answer).to_string().into()
}
