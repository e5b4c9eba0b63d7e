//! Tests how the adapters handle responses that the embedded server never returns: errors for single batch members, and conflicts.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod http;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jiff::Timestamp;
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    ids::{UserId, UserKey},
    stores::{ChunkMessage, ChunkQueue, Environment, ImportStore, StoreError, UserStore, UserWritten},
    user::User,
};
use serde_json::{Value, json};

/// Returns the response to a request with this number and body: an error if it has a `__type`.
type Script = fn(usize, &Value) -> Value;

/// An environment in which pauses have no length, because their random fraction is always zero.
struct WithoutPauses;

impl Environment for WithoutPauses {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn random_bits(&self) -> [u8; 10] {
        [0; 10]
    }
}

/// Starts a service with scripted responses. Returns clients and the number of requests, except those for the settings.
async fn start(script: Script) -> (Aws, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let respond = move |_: &str, body: &[u8]| {
        let body: Value = serde_json::from_slice(body).unwrap();
        let response = if body["Key"]["pk"]["S"] == "SETTINGS" {
            // Sixteen zero bytes in Base64.
            json!({ "Item": { "key": { "B": "AAAAAAAAAAAAAAAAAAAAAA==" }, "shards": { "N": "64" } } })
        } else {
            script(count.fetch_add(1, Ordering::Relaxed), &body)
        };
        let status = if response["__type"].is_null() { "200 OK" } else { "400 Bad Request" };
        Some((status, response.to_string()))
    };
    let (url, _) = http::start("content-type: application/x-amz-json-1.0", respond).await;
    let mut settings = http::settings();
    settings.endpoints.dynamodb = Some(url.clone());
    settings.endpoints.s3 = Some(url.clone());
    settings.endpoints.sqs = Some(url.clone());
    settings.parts.insert(Part::Table, "rollcall-test".into());
    settings.parts.insert(Part::ChunkQueue, format!("{url}/000000000000/chunks"));
    (Aws::with_environment(settings, Arc::new(WithoutPauses)), calls)
}

fn users(count: usize) -> Vec<User> {
    let user = |n| {
        json!({
            "user_id": UserId::from_key(UserKey::from_bits(n as u128), 7), "address": format!("{n}@example.org"), "email": "x", "enabled": true, "name": "x",
            "language": "en", "invitation": "none", "version": 1, "created_by": { "import_id": "i", "row": n },
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
        })
    };
    (0..count).map(|n| serde_json::from_value(user(n)).unwrap()).collect()
}

fn failed(code: &str) -> Value {
    json!({ "Error": { "Code": code, "Message": "said by the service" } })
}

#[tokio::test]
async fn statement_that_is_throttled_is_sent_again_alone() {
    let (clients, calls) = start(|number, body| {
        let statements = body["Statements"].as_array().unwrap().len();
        let responses = match number {
            0 => vec![json!({}), failed("ThrottlingError"), failed("DuplicateItem"), failed("TransactionConflict")],
            1 => {
                assert_eq!(statements, 2);
                vec![failed("InternalServerError"), json!({})]
            }
            _ => {
                assert_eq!(statements, 1);
                vec![failed("ConditionalCheckFailed")]
            }
        };
        json!({ "Responses": responses })
    })
    .await;
    let written = clients.create_users(&users(4)).await.unwrap();
    assert_eq!(
        written,
        [UserWritten::Done, UserWritten::ConditionFailed, UserWritten::ConditionFailed, UserWritten::Done]
    );
    assert_eq!(calls.load(Ordering::Relaxed), 3);
    // Two statements had to be sent again, one of them twice.
    assert_eq!(clients.throttles(), 3);
}

#[tokio::test]
async fn statement_that_stays_throttled_gives_the_work_back() {
    let (clients, calls) = start(|_, _| json!({ "Responses": [failed("ProvisionedThroughputExceeded")] })).await;
    let error = clients.create_users(&users(1)).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { store: "DynamoDB", .. }), "{error:?}");
    assert_eq!(calls.load(Ordering::Relaxed), 6);
}

#[tokio::test]
async fn statement_that_is_denied_ends_the_work() {
    for script in [
        (|_, _| json!({ "Responses": [failed("AccessDenied")] })) as Script,
        |_, _| json!({ "Responses": [failed("ValidationError")] }),
        |_, _| json!({ "Responses": [failed("SomethingNew")] }),
    ] {
        let (clients, calls) = start(script).await;
        let error = clients.create_users(&users(1)).await.unwrap_err();
        assert!(matches!(error, StoreError::Refused { store: "DynamoDB", .. }), "{error:?}");
        assert_eq!(calls.load(Ordering::Relaxed), 1);
    }
}

#[tokio::test]
async fn new_item_that_conflicts_with_a_transaction_is_sent_again() {
    let (clients, calls) = start(|number, _| match number {
        0 => json!({ "__type": "com.amazonaws.dynamodb.v20120810#TransactionConflictException" }),
        _ => json!({}),
    })
    .await;
    assert!(clients.begin_chunk(&"i".into(), 0, Timestamp::UNIX_EPOCH).await.unwrap());
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn keys_left_unprocessed_are_asked_for_again() {
    let (clients, calls) = start(|number, body| {
        let keys = &body["RequestItems"]["rollcall-test"]["Keys"];
        let unprocessed = json!({ "rollcall-test": { "Keys": keys } });
        match number {
            0 => json!({ "Responses": {}, "UnprocessedKeys": unprocessed }),
            _ => json!({ "Responses": { "rollcall-test": [] }, "UnprocessedKeys": {} }),
        }
    })
    .await;
    assert_eq!(clients.users(&["a@example.org".into()]).await.unwrap(), [None]);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn keys_are_asked_for_until_all_are_read_even_if_each_call_returns_few() {
    let (clients, calls) = start(|number, body| {
        let keys = body["RequestItems"]["rollcall-test"]["Keys"].as_array().unwrap();
        // Two of three calls read nothing.
        let read = if number % 3 == 2 { keys.len().min(10) } else { 0 };
        let unprocessed = match &keys[read..] {
            [] => json!({}),
            left => json!({ "rollcall-test": { "Keys": left } }),
        };
        json!({ "Responses": { "rollcall-test": [] }, "UnprocessedKeys": unprocessed })
    })
    .await;
    let addresses: Vec<String> = (0..250).map(|n| format!("{n}@example.org")).collect();
    assert_eq!(clients.users(&addresses).await.unwrap(), vec![None; 250]);
    let calls = calls.load(Ordering::Relaxed);
    assert!(calls >= 3 * 25, "{calls} calls");
}

#[tokio::test]
async fn keys_that_stay_unprocessed_give_the_work_back() {
    let (clients, calls) = start(|_, body| json!({ "Responses": {}, "UnprocessedKeys": body["RequestItems"] })).await;
    let error = clients.users(&["a@example.org".into()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { store: "DynamoDB", .. }), "{error:?}");
    assert_eq!(calls.load(Ordering::Relaxed), 9);
}

#[tokio::test]
async fn read_that_is_throttled_beyond_the_attempts_of_the_sdk_is_repeated() {
    // The SDK makes five attempts.
    let script: Script = |number, _| match number {
        0..6 => json!({ "__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException" }),
        _ => json!({ "Responses": {}, "UnprocessedKeys": {}, "Items": [], "Count": 0, "ScannedCount": 0 }),
    };
    let (clients, _) = start(script).await;
    assert_eq!(clients.users(&["a@example.org".into()]).await.unwrap(), [None]);
    let (clients, _) = start(script).await;
    assert!(clients.users_with_identifiers(&["a".into()]).await.unwrap()[0].is_empty());
}

#[tokio::test]
async fn message_that_the_queue_did_not_take_is_sent_again_alone() {
    let (clients, calls) = start(|number, body| {
        let entries = body["Entries"].as_array().unwrap();
        let taken = |entry: &Value| {
            let md5 = "00000000000000000000000000000000";
            json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": md5 })
        };
        let failed = json!({ "Id": "1", "Code": "InternalError", "SenderFault": false });
        if number == 0 {
            let others = entries.iter().filter(|entry| entry["Id"] != "1");
            return json!({ "Successful": others.map(taken).collect::<Vec<_>>(), "Failed": [failed] });
        }
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["MessageBody"], r#"{"import_id":"i","chunk":1,"offset":10,"length":10}"#);
        json!({ "Successful": [taken(&entries[0])], "Failed": [] })
    })
    .await;
    let messages =
        [0, 1, 2].map(|chunk| ChunkMessage { import_id: "i".into(), chunk, offset: u64::from(chunk) * 10, length: 10 });
    clients.send_chunks(&messages).await.unwrap();
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}
