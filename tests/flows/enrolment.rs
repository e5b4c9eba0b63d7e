//! The enrolment layout: which users are created, skipped and updated.

use rollcall_tests::{TestStack, enrolment, many};
use serde_json::json;

#[tokio::test]
async fn file_imported_twice_creates_users_once() {
    let test = TestStack::start().await;
    let file = many(3);
    let first = test.import(&file, json!({})).await;
    assert_eq!(first["status"], "completed", "{first}");
    assert_eq!(first["summary"]["created"], 3);
    assert_eq!(first["summary"]["course_assignments"], 6);
    let again = test.import(&file, json!({})).await;
    assert_eq!(again["summary"]["skipped"], 3);
    assert_eq!(again["summary"]["course_assignments"], 0);
    assert_eq!(test.users().await.len(), 3);
}

#[tokio::test]
async fn edited_file_updates_only_the_changed_rows_and_cells() {
    let test = TestStack::start().await;
    let row = |n: u8, role: &str, more: &str| {
        format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,Spring,en,{role},North,Café Etiquette,{more}")
    };
    let file = |rows: &[String]| enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    test.import(file(&[row(1, "Baker", ""), row(2, "Cook", ""), row(3, "Host", "")]), json!({})).await;
    let edited = file(&[row(1, "Baker", ""), row(2, "Chef", ""), row(3, "", "\"Leadership, Part 1\"")]);
    let import = test.import(edited, json!({ "update_existing": true })).await;
    assert_eq!(import["summary"]["updated"], 2, "{import}");
    assert_eq!(import["summary"]["skipped"], 1);
    assert_eq!(import["summary"]["course_assignments"], 1);
    let id = import["import_id"].as_str().unwrap();
    let rows = test.list(&format!("/imports/{id}/rows?outcome=updated"), 1).await;
    assert_eq!(rows[0]["changes"], json!([{ "column": "job_role", "old": "Cook", "new": "Chef" }]));
    assert_eq!(rows[1]["courses_assigned"], json!(["c-lead"]));
    // An empty cell retains the stored value.
    assert_eq!(test.user("ann3@example.org").await["job_role"], "Host");
}

#[tokio::test]
async fn file_of_several_chunks_lists_every_row() {
    let test = TestStack::start().await;
    let import = test.import(many(1_203), json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    assert_eq!(import["summary"]["created"], 1_203);
    assert_eq!(import["progress"]["rows_applied"], 1_203);
    let id = import["import_id"].as_str().unwrap();
    let rows = test.list(&format!("/imports/{id}/rows?outcome=created"), 100).await;
    let numbers: Vec<u64> = rows.iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (2..=1_204).collect::<Vec<_>>());
    assert_eq!(test.users().await.len(), 1_203);
}
