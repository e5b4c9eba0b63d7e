//! The sample files behave as their README describes.

use std::{fs, path::Path};

use rollcall_tests::TestStack;
use serde_json::{Value, json};

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name)).unwrap()
}

async fn with_samples() -> TestStack {
    let test = TestStack::start().await;
    let catalog: Value = serde_json::from_slice(&sample("catalog.json")).unwrap();
    assert_eq!(catalog["companies"].as_array().unwrap().len(), 3);
    test.put_catalog(catalog["companies"].clone()).await;
    test
}

fn learners() -> Value {
    json!({ "layout": "learners" })
}

#[tokio::test]
async fn samples_folder_contains_only_known_files() {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples")).unwrap();
    let mut names: Vec<String> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "README.md",
            "broken-learners.csv",
            "broken.csv",
            "catalog.json",
            "embed",
            "enrolment.csv",
            "feed",
            "learners.csv"
        ]
    );
}

#[tokio::test]
async fn enrolment_sample_creates_fifty_and_then_skips_them() {
    let test = with_samples().await;
    let import = test.import(sample("enrolment.csv"), json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(50)), "{import}");
    assert_eq!(import["problems"]["errors"], 0);
    assert_eq!(test.list("/users?status=disabled", 1000).await.len(), 4);
    assert_eq!(test.list("/users?status=pending", 1000).await.len(), 46);
    let again = test.import(sample("enrolment.csv"), json!({})).await;
    assert_eq!((&again["status"], &again["summary"]["skipped"]), (&json!("completed"), &json!(50)), "{again}");
    let unchanged = test.import(sample("enrolment.csv"), json!({ "update_existing": true })).await;
    assert_eq!(
        (&unchanged["summary"]["skipped"], &unchanged["summary"]["updated"]),
        (&json!(50), &json!(0)),
        "{unchanged}"
    );
}

#[tokio::test]
async fn learners_sample_creates_twenty_pending_users() {
    let test = with_samples().await;
    let import = test.import(sample("learners.csv"), learners()).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(20)), "{import}");
    let users = test.users().await;
    assert!(users.iter().all(|user| user["status"] == "pending"), "{users:?}");
    let mut countries = Vec::new();
    let mut zeros = 0;
    for user in &users {
        let user = test.get(&format!("/users/{}", user["user_id"].as_str().unwrap())).await;
        countries.push(user["country"].clone());
        zeros += usize::from(user["identifier"].as_str().is_some_and(|identifier| identifier.starts_with('0')));
    }
    assert!(countries.contains(&json!("NA")), "{countries:?}");
    let file = String::from_utf8(sample("learners.csv")).unwrap();
    assert_eq!(zeros, file.matches(",0").count());
    assert!(zeros > 0);
}

#[tokio::test]
async fn broken_sample_is_rejected_whatever_the_options() {
    let test = with_samples().await;
    for options in [json!({}), json!({ "on_row_errors": "skip" }), json!({ "confirm": true })] {
        let import = test.import(sample("broken.csv"), options.clone()).await;
        assert_eq!(import["status"], "rejected", "{options}: {import}");
        assert_eq!(test.users().await.len(), 0);
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        assert!(problems.iter().any(|problem| problem["code"] == "course-unmatched"));
        for problem in problems.iter().filter(|problem| !problem["row"].is_null()) {
            let (row, line) = (problem["row"].as_u64().unwrap(), problem["line"].as_u64().unwrap());
            assert_eq!(line, if row <= 14 { row } else { row + 1 }, "{problem}");
        }
    }
}

#[tokio::test]
async fn broken_learners_sample_is_rejected_or_skips_five() {
    let test = with_samples().await;
    let rejected = test.import(sample("broken-learners.csv"), learners()).await;
    assert_eq!((&rejected["status"], &rejected["summary"]["failed"]), (&json!("rejected"), &json!(5)), "{rejected}");
    let waiting = test.import(sample("broken-learners.csv"), json!({ "layout": "learners", "confirm": true })).await;
    assert_eq!(waiting["status"], "awaiting_confirmation", "{waiting}");
    let id = waiting["import_id"].as_str().unwrap();
    assert_eq!(test.confirm(id, true).await, 202);
    let import = test.wait(id, &["completed"]).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(15), &json!(5)), "{import}");
    test.wait_until_idle().await;
    let fix = String::from_utf8(test.export(id, "fix").await).unwrap();
    let mut reader = csv::Reader::from_reader(fix.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).filter(|record| &record[6] == "failed").count(), 5, "{fix}");
}

#[tokio::test]
async fn broken_learners_sample_with_errors_skipped_creates_fifteen() {
    let test = with_samples().await;
    let options = json!({ "layout": "learners", "on_row_errors": "skip" });
    let import = test.import(sample("broken-learners.csv"), options).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(15), &json!(5)), "{import}");
    assert_eq!(test.users().await.len(), 15);
}
