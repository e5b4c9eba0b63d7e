//! Concurrent imports and repeated messages.

use futures_util::future::join_all;
use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{ids::ImportId, stores::ImportStore};
use rollcall_tests::{TestStack, enrolment, many};
use serde_json::{Value, json};

/// Returns an export with ids and times masked, since they differ between stacks.
fn masked(export: &[u8]) -> String {
    fn mask(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match name.as_str() {
                        "import_id" | "user_id" | "created_at" | "finished_at" => *member = json!("…"),
                        _ => mask(member),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(mask),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_slice(export).unwrap();
    mask(&mut value);
    value.to_string()
}

/// Imports the same file twice concurrently. Returns both summaries.
async fn at_once(test: &TestStack, file: &str, options: Value) -> (Value, Value) {
    let (one, other) = tokio::join!(test.upload(file, options.clone()), test.upload(file, options));
    let (one, other) = (test.settled(&one).await, test.settled(&other).await);
    for import in [&one, &other] {
        assert_eq!(import["status"], "completed", "{import}");
    }
    (one["summary"].clone(), other["summary"].clone())
}

fn sum(one: &Value, other: &Value, count: &str) -> u64 {
    one[count].as_u64().unwrap() + other[count].as_u64().unwrap()
}

#[tokio::test]
async fn concurrent_imports_create_each_user_once() {
    let test = TestStack::start().await;
    let (one, other) = at_once(&test, &many(300), json!({})).await;
    assert_eq!((sum(&one, &other, "created"), sum(&one, &other, "skipped")), (300, 300), "{one} {other}");
    assert_eq!((sum(&one, &other, "failed"), sum(&one, &other, "course_assignments")), (0, 600));
    assert_eq!(test.users().await.len(), 300);
}

#[tokio::test]
async fn concurrent_updates_change_each_user_once() {
    let test = TestStack::start().await;
    let (one, other) = at_once(&test, &many(300), json!({ "update_existing": true })).await;
    assert_eq!((sum(&one, &other, "created"), sum(&one, &other, "skipped")), (300, 300), "{one} {other}");
    assert_eq!((sum(&one, &other, "updated"), sum(&one, &other, "course_assignments")), (0, 600));
    // Both imports update existing users to the same values.
    let edited = many(300).replace(",Spring,", ",Autumn,");
    let (one, other) = at_once(&test, &edited, json!({ "update_existing": true })).await;
    assert_eq!((sum(&one, &other, "updated"), sum(&one, &other, "skipped")), (300, 300), "{one} {other}");
    assert_eq!(test.user("ann299@example.org").await["cohort"], "Autumn");
}

#[tokio::test]
async fn concurrent_learners_imports_fail_the_users_that_the_other_created() {
    let test = TestStack::start().await;
    let rows: Vec<String> = (0..120).map(|n| format!("Ann,Lee,ann{n}@example.org,A{n},FR,fr")).collect();
    let file = rollcall_tests::learners(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let options = json!({ "layout": "learners", "on_row_errors": "skip" });
    let (one, other) = at_once(&test, &file, options).await;
    assert_eq!((sum(&one, &other, "created"), sum(&one, &other, "failed")), (120, 120), "{one} {other}");
    assert_eq!(test.users().await.len(), 120);
}

#[tokio::test]
async fn same_file_on_two_stacks_has_the_same_result() {
    let file = many(1_203);
    let mut exports = Vec::new();
    for _ in 0..2 {
        let test = TestStack::start().await;
        let import = test.import(&file, json!({})).await;
        let id = import["import_id"].as_str().unwrap();
        let csv = String::from_utf8(test.export(id, "csv").await).unwrap();
        exports.push((import["summary"].clone(), masked(&test.export(id, "json").await), csv));
        test.stop().await;
    }
    assert_eq!(exports[0], exports[1]);
    assert_eq!(exports[0].0["created"], 1_203);
}

#[tokio::test]
async fn repeated_chunk_messages_change_nothing() {
    let test = TestStack::start().await;
    let import = test.import(many(1_203), json!({ "confirm": true })).await;
    let id = import["import_id"].as_str().unwrap();
    let index: Value = serde_json::from_slice(&test.result(&test.plan_key(id, "index.json").await).await).unwrap();
    let chunks = index["chunks"].as_array().unwrap();
    assert!(chunks.len() > 2, "{index}");
    let repeat = async || {
        for (number, chunk) in chunks.iter().enumerate() {
            test.send_chunk(id, number, chunk).await;
            test.send_chunk(id, number, chunk).await;
        }
    };
    // Before the confirmation, the messages write nothing.
    repeat().await;
    test.wait_until_idle().await;
    assert_eq!(test.users().await.len(), 0);
    let (status, ()) = tokio::join!(test.confirm(id, false), repeat());
    assert_eq!(status, 202);
    let done = test.wait(id, &["completed"]).await;
    test.wait_until_idle().await;
    let expected = json!({
        "created": 1_203, "updated": 0, "removed": 0, "disabled": 0, "skipped": 0, "failed": 0, "course_assignments": 2_406, "course_assignments_removed": 0, "invitations": 0,
        "never_invited": 0, "fields_changed": {},
    });
    assert_eq!(done["summary"], expected);
    assert_eq!(test.users().await.len(), 1_203);
    let exports = (test.export(id, "json").await, test.export(id, "csv").await);
    repeat().await;
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await, done);
    assert_eq!((test.export(id, "json").await, test.export(id, "csv").await), exports);
    let rows = test.rows(id, "outcome=created").await;
    assert_eq!(rows.len(), 1_203);
}

#[tokio::test]
async fn import_of_many_chunks_is_closed_by_the_reader() {
    let test = TestStack::start().await;
    // Two rows of this length fill a chunk.
    let long = "x".repeat(600_000);
    let mut rows: Vec<String> =
        (0..44).map(|n| format!("1,Ann,Lee,long{n}@example.org,Acme GmbH,,en,{long},,,")).collect();
    rows.extend((0..3).map(|n| format!("1,Ann,Lee,short{n}@example.org,Acme GmbH,,en,,,,")));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    let index: Value = serde_json::from_slice(&test.result(&test.plan_key(id, "index.json").await).await).unwrap();
    assert!(index["chunks"].as_array().is_some_and(|chunks| chunks.len() > 20), "{index}");
    assert_eq!(import["status"], "completed", "{import}");
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(3), &json!(44)), "{import}");
    assert_eq!(test.rows(id, "outcome=failed").await.len(), 44);
}

#[tokio::test]
async fn repetition_in_a_later_chunk_is_detected() {
    let test = TestStack::start().await;
    let mut file = many(1_100);
    file.push_str("1,Ann3,Lee,ann3@example.org,Acme GmbH,Spring,en,,,Safety First - Basics,\"Leadership, part 1\"\n");
    file.push_str("1,Other,Lee,ann4@example.org,Acme GmbH,Spring,en,,,,\n");
    let import = test.import(file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1_100), &json!(1)), "{import}");
    assert_eq!(import["progress"]["rows_repeated"], 1);
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let found: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"]])).collect();
    assert_eq!(found, [json!(["row-duplicate-identical", 1_102]), json!(["email-duplicate", 1_103])]);
}

#[tokio::test]
async fn workers_of_one_chunk_agree_on_the_rows_outdated_by_the_catalog() {
    let test = TestStack::start().await;
    let imports = test.stack().clients();
    let id = ImportId::from_parts(1_790_000_000_000, [7; 10]);
    // The catalog changes while the workers read it, so each worker considers different rows outdated.
    let seen: Vec<Vec<u64>> = (0..8).map(|worker| vec![2, 100 + worker]).collect();
    let settled = join_all(seen.iter().map(|rows| imports.record_catalog_changes(&id, 3, rows))).await;
    let settled: Vec<Vec<u64>> = settled.into_iter().map(Result::unwrap).collect();
    assert!(seen.contains(&settled[0]), "the list of none of the workers: {settled:?}");
    assert!(settled.iter().all(|rows| *rows == settled[0]), "the workers disagree: {settled:?}");
    assert_eq!(
        imports.record_catalog_changes(&id, 3, &[]).await.unwrap(),
        settled[0],
        "a later worker must get the same list"
    );
    assert_eq!(
        imports.record_catalog_changes(&id, 4, &[]).await.unwrap(),
        [0; 0],
        "another chunk must have its own list"
    );
    test.stop().await;
}

#[tokio::test]
async fn entries_of_the_catalog_are_not_deleted_while_an_import_may_use_them() {
    let test = TestStack::start().await;
    let id = test.import_without_chunks(many(1)).await;
    for path in ["co-acme", "co-acme/cohorts/ch-spring", "co-acme/courses/c-cafe"] {
        let (status, response) = test.call(Method::DELETE, &format!("/catalog/companies/{path}"), None).await;
        assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("import-running")), "{response}");
        assert!(response["detail"].as_str().unwrap().contains(id.as_str()), "{response}");
    }
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    assert_eq!(test.settled(id.as_str()).await["status"], "completed");
    // The rows of a preview are compared with the catalog again when they are written.
    let preview = test.import(many(2), json!({ "confirm": true })).await;
    assert_eq!(preview["status"], "awaiting_confirmation", "{preview}");
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme/courses/c-cafe", None).await, 204);
}
