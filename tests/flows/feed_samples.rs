//! The files in `samples/feed/` have the outcomes that their README describes.

use std::{fs, path::Path};

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::stores::Environment;
use rollcall_tests::TestStack;
use serde_json::{Value, json};

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name)).unwrap()
}

/// Drops a file for the feed `hr` a day after the previous one. Returns its import.
async fn night(test: &TestStack, name: &str) -> Value {
    test.clock().advance(SignedDuration::from_hours(24));
    let key = format!("drop/feeds/hr/{}.csv", test.clock().now().as_second());
    let new = test.drop_and_settle(&key, sample(&format!("feed/{name}.csv")), &[]).await;
    assert_eq!(new.len(), 1, "{new:?}");
    new[0].clone()
}

fn counts(import: &Value) -> Value {
    let counts = ["created", "updated", "disabled", "skipped", "failed"];
    json!([import["status"], counts.map(|count| import["summary"][count].as_u64())])
}

#[tokio::test]
async fn nights_of_the_samples_end_as_their_readme_says() {
    let test = TestStack::start().await;
    let catalog: Value = serde_json::from_slice(&sample("catalog.json")).unwrap();
    test.put_catalog(catalog["companies"].clone()).await;
    let config: Value = serde_json::from_slice(&sample("feed/feed.json")).unwrap();
    let (status, response) = test.call(Method::PUT, "/feeds/hr", Some(config)).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");

    let first = night(&test, "night-1").await;
    assert_eq!(counts(&first), json!(["completed", [66, 0, 0, 0, 0]]), "{first}");
    assert_eq!(test.codes(first["import_id"].as_str().unwrap()).await, Vec::<String>::new());

    let second = night(&test, "night-2").await;
    assert_eq!(counts(&second), json!(["completed", [1, 1, 1, 64, 0]]), "{second}");

    let third = night(&test, "night-3").await;
    assert_eq!(counts(&third), json!(["awaiting_confirmation", [0, 0, 44, 22, 0]]), "{third}");
    let held = json!([
        { "limit": "disable_percent", "allowed": 10, "found": 67, "users": 44 },
        { "limit": "absent_percent", "allowed": 50, "found": 67, "users": 44 },
    ]);
    assert_eq!(third["held"], held, "{third}");
}
