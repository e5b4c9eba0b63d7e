//! A version reads what the last release wrote, and writes only what the last release reads: while a deployment replaces the functions, and
//! after one that was rolled back, both work on the same items, plans and messages.
//!
//! `tests/compatibility/<release>/` contains what a release wrote: items of the table, objects and messages, and what the API returned about
//! them. To record a release, run this test with `ROLLCALL_RELEASE=<release>` and change [`LAST_RELEASE`].

mod shape;
mod written;

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_tests::{Recorder, TestStack};
use serde_json::{Value, json};

use shape::differences;
use written::{Written, load, write};

/// Versions up to 0.2.0 cannot be upgraded. Until the next one is released, this is what it writes so far, to be recorded again after each
/// change of what is stored.
const LAST_RELEASE: &str = "unreleased";

fn folder(release: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compatibility").join(release)
}

fn last_release() -> Written {
    let text = std::fs::read_to_string(folder(LAST_RELEASE).join("written.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Everything in `shown` must be in `answer`, which may contain more.
fn assert_contains(answer: &Value, shown: &Value, path: &str) {
    match (answer, shown) {
        (Value::Object(answer), Value::Object(shown)) => {
            for (name, value) in shown {
                let found = answer.get(name).unwrap_or_else(|| panic!("{path}: {name} is missing"));
                assert_contains(found, value, &format!("{path} {name}"));
            }
        }
        (Value::Array(answer), Value::Array(shown)) => {
            assert_eq!(answer.len(), shown.len(), "{path}");
            for (place, (answer, shown)) in answer.iter().zip(shown).enumerate() {
                assert_contains(answer, shown, &format!("{path}[{place}]"));
            }
        }
        _ => assert_eq!(answer, shown, "{path}"),
    }
}

#[tokio::test]
async fn items_of_the_last_release_are_read() {
    let written = last_release();
    let test = TestStack::start().await;
    load(&test, &written).await;
    for (path, shown) in &written.shown {
        assert_contains(&test.get(path).await, shown, path);
    }
    let id = |name: &str| written.ids[name].as_str();

    // Whatever waits continues.
    assert_eq!(test.confirm(id("undo-that-waits"), false).await, 202);
    let undone = test.settled_after_confirm(id("undo-that-waits")).await;
    assert_eq!((&undone["status"], &undone["summary"]["removed"]), (&json!("completed"), &json!(3)), "{undone}");
    assert_eq!(test.confirm(id("workbook"), false).await, 202);
    let workbook = test.settled_after_confirm(id("workbook")).await;
    assert_eq!((&workbook["status"], &workbook["summary"]["created"]), (&json!("completed"), &json!(1)), "{workbook}");
    assert_eq!(test.accept(&written.token).await.0, StatusCode::OK);
    assert_eq!(test.confirm(id("waiting"), true).await, 202);
    let waiting = test.settled_after_confirm(id("waiting")).await;
    assert_eq!((&waiting["status"], &waiting["summary"]["created"]), (&json!("completed"), &json!(3)), "{waiting}");
    assert_eq!(test.status(Method::POST, &format!("/imports/{}/retry", id("failed")), None).await, 202);
    test.wait(id("failed"), &["completed"]).await;
    test.clock().advance(SignedDuration::from_mins(30));
    test.invoke_sweep().await.unwrap();
    test.wait(id("confirmed"), &["completed"]).await;
    test.rest().await;
    let batch = test.get(&format!("/invitations/{}", id("stalled"))).await;
    assert_eq!(batch["status"], "completed", "{batch}");
    test.clock().advance(SignedDuration::from_hours(2));
    test.invoke_sweep().await.unwrap();
    test.rest().await;
    test.wait(id("asked"), &["expired"]).await;

    // Messages that were in the queues during the deployment.
    let sqs = test.stack().clients().sqs();
    let addresses = test.stack().addresses();
    let queues =
        [&addresses.chunk_queue, &addresses.resume_queue, &addresses.mail_queue, &addresses.invitation_batch_queue];
    for (name, bodies) in &written.messages {
        let url = queues.into_iter().find(|url| url.ends_with(name.as_str())).unwrap();
        for body in bodies {
            sqs.send_message().queue_url(url).message_body(body.to_string()).send().await.unwrap();
        }
    }
    test.stop().await;
}

#[tokio::test]
async fn new_items_can_be_read_by_the_last_release() {
    let recorder = Recorder::listening();
    let test = TestStack::start_recorded_with_workbooks(&recorder).await;
    let now = write(&test, &recorder).await;
    test.abandon().await;
    if let Ok(release) = std::env::var("ROLLCALL_RELEASE") {
        let path = folder(&release);
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("written.json"), serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        return;
    }
    let wrong = differences(&last_release(), &now);
    assert!(wrong.is_empty(), "the release {LAST_RELEASE} cannot read what this version writes:\n{}", wrong.join("\n"));
}
