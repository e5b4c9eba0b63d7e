//! Each version must read what the last release wrote, and write only what the last release can read: during a deployment and after a
//! rollback, both versions work on the same items, plans and messages.
//!
//! `tests/compatibility/<release>/` contains what a release wrote (table items, objects and messages) and what the API returned about it.
//! To record a release, run this test with `ROLLCALL_RELEASE=<release>` and change [`LAST_RELEASE`].

mod shape;
mod written;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_tests::{Recorder, TestOptions, TestStack};
use serde_json::{Value, json};

use shape::differences;
use written::{Written, load, write};

/// Name of the recording to compare with. Versions up to 0.2.0 cannot be upgraded, so until the next release, the recording contains what
/// the current version writes, and must be renewed after each change to the stored data.
const LAST_RELEASE: &str = "unreleased";

fn folder(release: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compatibility").join(release)
}

fn last_release() -> Written {
    let text = std::fs::read_to_string(folder(LAST_RELEASE).join("written.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The kinds of partitions in the table, and the top-level folders in the results bucket.
type Places = (BTreeSet<String>, BTreeSet<String>);

fn start_of(text: &str, end: char) -> String {
    text.split(end).next().unwrap_or_default().to_owned()
}

fn places(written: &Written) -> Places {
    let partition = |item: &Value| start_of(item["M"]["pk"]["S"].as_str().unwrap(), '#');
    let folder = |key: &String| start_of(key, '/');
    (written.items.iter().map(partition).collect(), written.objects.keys().map(folder).collect())
}

/// Returns the places named by the functions' grants. The permissions test checks that every grant is used, so the grants name each kind of
/// item and object.
fn granted_places() -> Places {
    let granted: Value = serde_json::from_str(include_str!("../permissions/granted.json")).unwrap();
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (mut partitions, mut folders) = Places::default();
    let functions = granted["functions"].as_object().unwrap().values();
    for statement in functions.flat_map(|function| function["statements"].as_array().unwrap()) {
        let (actions, resources) = (texts(&statement["actions"]), texts(&statement["resources"]));
        if resources.iter().any(|resource| resource == "${Table.Arn}") {
            let keys = statement["conditions"].as_array().unwrap().iter().flat_map(|one| texts(&one["values"]));
            partitions.extend(keys.map(|key| start_of(&key, '#')));
        }
        if actions.iter().any(|action| action == "s3:PutObject") {
            let keys = resources.iter().filter_map(|resource| resource.strip_prefix("${ResultsBucket.Arn}/"));
            folders.extend(keys.map(|key| start_of(key, '/')));
        }
    }
    (partitions, folders)
}

/// Checks that `response` contains everything in `shown`; it may contain more.
fn assert_contains(response: &Value, shown: &Value, path: &str) {
    match (response, shown) {
        (Value::Object(response), Value::Object(shown)) => {
            for (name, value) in shown {
                let found = response.get(name).unwrap_or_else(|| panic!("{path}: {name} is missing"));
                assert_contains(found, value, &format!("{path} {name}"));
            }
        }
        (Value::Array(response), Value::Array(shown)) => {
            assert_eq!(response.len(), shown.len(), "{path}");
            for (index, (response, shown)) in response.iter().zip(shown).enumerate() {
                assert_contains(response, shown, &format!("{path}[{index}]"));
            }
        }
        _ => assert_eq!(response, shown, "{path}"),
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

    // Everything that was waiting continues.
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
    assert_eq!(test.confirm(id("feed-held"), false).await, 202);
    let held = test.settled_after_confirm(id("feed-held")).await;
    assert_eq!((&held["status"], &held["summary"]["disabled"]), (&json!("completed"), &json!(1)), "{held}");
    assert_eq!(test.status(Method::POST, &format!("/imports/{}/retry", id("failed")), None).await, 202);
    test.wait(id("failed"), &["completed"]).await;
    test.clock().advance(SignedDuration::from_mins(30));
    test.invoke_sweep().await.unwrap();
    for name in ["confirmed", "feed-writing"] {
        test.wait(id(name), &["completed"]).await;
    }
    // The waiting file is read as soon as the file before it has been written. Its object has a different version from the one in the
    // recording.
    let waiting = test.wait(id("feed-waiting"), &["rejected"]).await;
    assert_eq!(waiting["problems"]["file"][0]["code"], "file-changed", "{waiting}");
    test.wait_until_idle().await;
    let batch = test.get(&format!("/invitations/{}", id("stalled"))).await;
    assert_eq!(batch["status"], "completed", "{batch}");
    test.clock().advance(SignedDuration::from_hours(2));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
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
    let options = TestOptions { recorder: recorder.clone(), accepts_workbooks: true, ..TestOptions::default() };
    let test = TestStack::start_with(options).await;
    let now = write(&test, &recorder).await;
    test.abandon().await;
    assert_eq!(places(&now), granted_places(), "the recording must contain every kind of item and object");
    if let Ok(release) = std::env::var("ROLLCALL_RELEASE") {
        let path = folder(&release);
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("written.json"), serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        return;
    }
    let wrong = differences(&last_release(), &now);
    assert!(wrong.is_empty(), "the release {LAST_RELEASE} cannot read what this version writes:\n{}", wrong.join("\n"));
}
