//! Decisions on an import (confirm, cancel, retry), and what happens without a decision.

use std::sync::Arc;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    flow::review::{self, Decided},
    ids::ImportId,
    import::Import,
    stores::ImportStore,
};
use rollcall_tests::{TestStack, enrolment, learners, many};
use serde_json::{Value, json};

fn waiting() -> Value {
    json!({ "confirm": true })
}

async fn preview(test: &TestStack, file: impl AsRef<[u8]>, options: Value) -> (String, Value) {
    let import = test.import(file, options).await;
    assert_eq!(import["status"], "awaiting_confirmation", "{import}");
    (import["import_id"].as_str().unwrap().to_owned(), import)
}

async fn completed(test: &TestStack, id: &str) -> Value {
    let import = test.wait(id, &["completed"]).await;
    test.wait_until_idle().await;
    import
}

fn row(n: usize, role: &str, course: &str) -> String {
    format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,Spring,en,{role},,{course},")
}

fn file(rows: &[String]) -> String {
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Returns the numbers of the failed rows, and checks that each failed because something changed since the preview.
async fn changed(test: &TestStack, id: &str) -> Vec<u64> {
    let failed = test.rows(id, "outcome=failed").await;
    for row in &failed {
        assert_eq!(row["problems"][0]["code"], "changed-since-preview", "{row}");
        assert!(row["problems"][0]["message"].as_str().is_some_and(|message| message.len() > 20), "{row}");
    }
    failed.iter().map(|row| row["row"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn dry_run_shows_what_an_import_would_do_and_cannot_be_confirmed() {
    let test = TestStack::start().await;
    let (id, import) = preview(&test, file(&[row(1, "Cook", "")]), json!({ "dry_run": true })).await;
    assert_eq!((&import["summary"]["created"], &import["options"]["dry_run"]), (&json!(1), &json!(true)), "{import}");
    let body = json!({ "ignore_errors": false });
    let (status, problem) = test.call(Method::POST, &format!("/imports/{id}/confirm"), Some(body)).await;
    assert_eq!((status.as_u16(), &problem["code"]), (409, &json!("import-not-waiting")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("dry run"), "{problem}");
    assert_eq!(test.cancel(&id).await, 202);
    test.wait_until_idle().await;
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn preview_shows_what_a_confirm_would_do_and_writes_nothing() {
    let test = TestStack::start().await;
    test.import(file(&[row(1, "Cook", ""), row(2, "Host", "")]), json!({})).await;
    let rows = [
        row(1, "Chef", "Café Etiquette"),
        row(2, "Host", ""),
        row(3, "Cook", "Café Etiquette"),
        row(4, "Cook", "").replace("en", "English"),
    ];
    let (id, import) = preview(&test, file(&rows), json!({ "confirm": true, "update_existing": true })).await;
    let planned = json!({
        "created": 1, "updated": 1, "removed": 0, "disabled": 0, "skipped": 1, "failed": 1, "course_assignments": 2, "course_assignments_removed": 0,
        "invitations": 0, "never_invited": 2,
        "fields_changed": { "job_role": 1 },
    });
    assert_eq!(import["summary"], planned);
    assert_eq!((&import["problems"]["errors"], &import["progress"]["rows_applied"]), (&json!(1), &json!(0)));
    assert!(import["expires_at"].is_string() && import["finished_at"].is_null(), "{import}");
    let updated = test.rows(&id, "outcome=updated").await;
    assert_eq!(updated[0]["changes"], json!([{ "column": "job_role", "old": "Cook", "new": "Chef" }]));
    assert_eq!(test.rows(&id, "with=course_assignments").await.len(), 2);
    assert_eq!(test.rows(&id, "with=never_invited").await.len(), 2);
    assert_eq!(test.rows(&id, "with=fields_changed").await, updated);
    assert_eq!(test.codes(&id).await, ["language-invalid"]);
    assert_eq!(test.users().await.len(), 2);
    assert_eq!(test.user("ann1@example.org").await["job_role"], "Cook");

    // Errors must be ignored explicitly.
    let path = format!("/imports/{id}/confirm");
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "ignore_errors": false }))).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("import-has-errors")), "{response}");
    assert_eq!(test.wait(&id, &["awaiting_confirmation"]).await["summary"], planned);
    assert_eq!(test.confirm(&id, true).await, 202);
    let import = completed(&test, &id).await;
    assert_eq!(import["summary"], planned);
    assert_eq!(import["progress"]["rows_applied"], 4);
    assert_eq!(test.users().await.len(), 3);
    assert_eq!(test.user("ann1@example.org").await["job_role"], "Chef");
}

#[tokio::test]
async fn confirm_twice_writes_once() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(3), waiting()).await;
    assert_eq!((test.confirm(&id, false).await, test.confirm(&id, false).await), (202, 202));
    let import = completed(&test, &id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["course_assignments"]), (&json!(3), &json!(6)));
    assert_eq!(test.confirm(&id, false).await, 202);
    test.wait_until_idle().await;
    assert_eq!(test.users().await.len(), 3);
    assert_eq!(test.cancel(&id).await, 409);
}

#[tokio::test]
async fn cancel_twice_is_idempotent_and_a_later_confirm_is_refused() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(3), waiting()).await;
    assert_eq!((test.cancel(&id).await, test.cancel(&id).await), (202, 202));
    let (status, response) =
        test.call(Method::POST, &format!("/imports/{id}/confirm"), Some(json!({ "ignore_errors": true }))).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("import-not-waiting")), "{response}");
    let import = test.settled(&id).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("cancelled"), &json!(0)), "{import}");
    assert!(import["finished_at"].is_string());
    assert_eq!(test.users().await.len(), 0);
    let notice: Value = serde_json::from_slice(&test.result(&format!("results/{id}/summary.json")).await).unwrap();
    assert_eq!(notice["status"], "cancelled");
}

#[tokio::test]
async fn cancel_during_validation_stops_it() {
    let test = TestStack::start().await;
    let id = test.upload(many(20_000), json!({})).await;
    let import = test.wait(&id, &["validating"]).await;
    assert_eq!(import["progress"]["rows_total"], Value::Null);
    assert_eq!(test.cancel(&id).await, 202);
    let import = test.settled(&id).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("cancelled"), &json!(0)), "{import}");
    assert!(import["finished_at"].is_string());
    let notice: Value = serde_json::from_slice(&test.result(&format!("results/{id}/summary.json")).await).unwrap();
    assert_eq!(notice["status"], "cancelled");
    let event = test.event(&format!("uploads/{id}.csv"), 1, "0123456789abcdef0123456789abcdef", "0055AED6DCD90281E5");
    test.invoke_import(event).await.unwrap();
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await, import);
    assert_eq!(test.users().await.len(), 0);
    assert_eq!((test.cancel(&id).await, test.confirm(&id, true).await), (202, 409));
    test.wait_until_idle().await;
}

#[tokio::test]
async fn concurrent_confirm_and_cancel_have_one_winner() {
    let test = TestStack::start().await;
    let mut confirmed = 0;
    for n in 0..12 {
        let (id, _) = preview(&test, file(&[row(n, "", "")]), waiting()).await;
        let (yes, no) = tokio::join!(test.confirm(&id, false), test.cancel(&id));
        assert!(matches!((yes, no), (202, 409) | (409, 202)), "{yes} {no}");
        let end = test.wait(&id, &["completed", "cancelled"]).await;
        assert_eq!(end["status"], if yes == 202 { "completed" } else { "cancelled" });
        confirmed += usize::from(yes == 202);
        test.wait_until_idle().await;
        assert_eq!(test.users().await.len(), confirmed);
    }
}

#[tokio::test]
async fn concurrent_confirms_write_once() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(5), waiting()).await;
    let statuses = tokio::join!(
        test.confirm(&id, false),
        test.confirm(&id, false),
        test.confirm(&id, false),
        test.confirm(&id, false),
    );
    assert_eq!(statuses, (202, 202, 202, 202));
    let import = completed(&test, &id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["skipped"]), (&json!(5), &json!(0)), "{import}");
}

#[tokio::test]
async fn decision_on_an_unknown_or_completed_import_is_refused() {
    let test = TestStack::start().await;
    let body = || Some(json!({ "ignore_errors": true }));
    for decision in ["confirm", "cancel", "retry"] {
        assert_eq!(test.status(Method::POST, &format!("/imports/none/{decision}"), body()).await, 404, "{decision}");
    }
    let import = test.import(many(1), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    for decision in ["confirm", "cancel", "retry"] {
        assert_eq!(test.status(Method::POST, &format!("/imports/{id}/{decision}"), body()).await, 409, "{decision}");
    }
    for body in [json!({}), json!({ "ignore_errors": "yes" }), json!({ "ignore_errors": true, "more": 1 })] {
        assert_eq!(test.status(Method::POST, &format!("/imports/{id}/confirm"), Some(body)).await, 400);
    }
}

#[tokio::test]
async fn preview_left_unconfirmed_expires_after_a_day() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(2), waiting()).await;
    test.clock().advance(SignedDuration::from_hours(23));
    test.invoke_sweep().await.unwrap();
    assert_eq!(test.settled(&id).await["status"], "awaiting_confirmation");
    test.clock().advance(SignedDuration::from_hours(1));
    // A confirmation is too late even before the sweep runs.
    assert_eq!(test.confirm(&id, false).await, 409);
    test.invoke_sweep().await.unwrap();
    let import = test.settled(&id).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("expired"), &json!(0)), "{import}");
    assert_eq!((test.confirm(&id, false).await, test.cancel(&id).await), (409, 409));
    assert_eq!(test.users().await.len(), 0);
    let notice: Value = serde_json::from_slice(&test.result(&format!("results/{id}/summary.json")).await).unwrap();
    assert_eq!(notice["status"], "expired");
}

/// Requests an upload. Returns the import id and the upload instructions.
async fn asked(test: &TestStack, size: usize) -> (String, Value) {
    let body = json!({ "file_name": "people.csv", "size_bytes": size });
    let (status, response) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    (response["import_id"].as_str().unwrap().to_owned(), response["upload"].clone())
}

#[tokio::test]
async fn import_without_upload_expires_after_an_hour_and_ignores_a_late_one() {
    let test = TestStack::start().await;
    let bytes = many(2).into_bytes();
    let (id, upload) = asked(&test, bytes.len()).await;
    test.clock().advance(SignedDuration::from_mins(59));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await["status"], "awaiting_upload");
    test.clock().advance(SignedDuration::from_mins(2));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    let before = test.get(&format!("/imports/{id}")).await;
    assert_eq!(before["status"], "expired", "{before}");
    assert_eq!(test.put(&upload, bytes).await, StatusCode::OK);
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await, before);
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn late_upload_to_a_cancelled_import_changes_nothing() {
    let test = TestStack::start().await;
    let bytes = many(2).into_bytes();
    let (id, upload) = asked(&test, bytes.len()).await;
    assert_eq!(test.cancel(&id).await, 202);
    let before = test.get(&format!("/imports/{id}")).await;
    assert_eq!(test.put(&upload, bytes).await, StatusCode::OK);
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await, before);
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn upload_whose_event_was_lost_is_found_by_the_sweep() {
    let test = TestStack::start().await;
    let bytes = many(2).into_bytes();
    let (id, upload) = asked(&test, bytes.len()).await;
    // The upload window has closed, but the file arrives.
    test.clock().advance(SignedDuration::from_mins(61));
    assert_eq!(test.put(&upload, bytes).await, StatusCode::OK);
    test.invoke_sweep().await.unwrap();
    let import = test.settled(&id).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(2)), "{import}");
}

#[tokio::test]
async fn user_changed_since_the_preview_fails_its_row_alone() {
    let test = TestStack::start().await;
    test.import(file(&[row(1, "Cook", ""), row(2, "Cook", ""), row(3, "Cook", "")]), json!({})).await;
    let rows = [row(1, "Chef", ""), row(2, "Chef", ""), row(3, "Chef", ""), row(4, "Chef", ""), row(5, "Chef", "")];
    let (id, _) = preview(&test, file(&rows), json!({ "confirm": true, "update_existing": true })).await;
    // In the meantime, one user is updated, one erased and one created.
    test.import(file(&[row(1, "Host", "")]), json!({ "update_existing": true })).await;
    let gone = test.user("ann2@example.org").await["user_id"].as_str().unwrap().to_owned();
    assert_eq!(test.status(Method::DELETE, &format!("/users/{gone}"), None).await, 204);
    test.import(file(&[row(4, "Host", "")]), json!({})).await;
    // The preview had no errors to ignore.
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = completed(&test, &id).await;
    assert_eq!(changed(&test, &id).await, [2, 3, 5]);
    for row in test.rows(&id, "outcome=failed").await {
        let message = row["problems"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("The user was created, changed or removed after the preview"), "{message}");
    }
    let expected = json!({
        "created": 1, "updated": 1, "removed": 0, "disabled": 0, "skipped": 0, "failed": 3, "course_assignments": 0, "course_assignments_removed": 0,
        "invitations": 0, "never_invited": 1,
        "fields_changed": { "job_role": 1 },
    });
    assert_eq!(import["summary"], expected);
    assert_eq!((&import["problems"]["errors"], test.codes(&id).await.len()), (&json!(3), 3));
    for (n, role) in [(1, "Host"), (3, "Chef"), (4, "Host"), (5, "Chef")] {
        assert_eq!(test.user(&format!("ann{n}@example.org")).await["job_role"], role, "{n}");
    }
    let fix = test.export(&id, "fix").await;
    assert_eq!(csv::Reader::from_reader(&fix[..]).records().count(), 3);
}

#[tokio::test]
async fn deleted_cohort_of_a_user_is_null() {
    let test = TestStack::start().await;
    test.import(enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,,"]), json!({})).await;
    assert_eq!(test.users().await[0]["cohort"], "Spring");
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme/cohorts/ch-spring", None).await, 204);
    for user in [test.users().await.remove(0), test.user("ann@example.org").await] {
        assert_eq!((&user["company"], &user["cohort"]), (&json!("Acme GmbH"), &Value::Null), "{user}");
    }
}

#[tokio::test]
async fn catalog_changed_since_the_preview_fails_the_rows_that_name_it() {
    let test = TestStack::start().await;
    let rows = [
        "1,A,Lee,a@example.org,Acme GmbH,Spring,en,,,Café Etiquette,",
        "1,B,Lee,b@example.org,Acme GmbH,Autumn,en,,,,",
        "1,C,Lee,c@example.org,Acme GmbH,,en,,,\"Leadership, Part 1\",",
        "1,D,Lee,d@example.org,Acme GmbH,,en,,,Safety First – Basics,",
        "1,E,Lee,e@example.org,Acme GmbH,Spring,en,,,,",
        "1,F,Lee,f@example.org,Brio SA,,fr,,,,",
    ];
    let (id, _) = preview(&test, enrolment(&rows), waiting()).await;
    test.put_catalog(json!([
        { "id": "co-acme", "name": "Acme GmbH", "courses": [{ "id": "c-cafe", "title": "Coffee Etiquette" }] },
        { "id": "co-brio", "name": "Brio SAS" },
    ]))
    .await;
    for path in ["cohorts/ch-autumn", "courses/c-lead"] {
        assert_eq!(
            test.status(Method::DELETE, &format!("/catalog/companies/co-acme/{path}"), None).await,
            204,
            "{path}"
        );
    }
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = completed(&test, &id).await;
    assert_eq!(changed(&test, &id).await, [2, 3, 4, 7]);
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(2), &json!(4)), "{import}");
    assert_eq!(test.users().await.len(), 2);
}

#[tokio::test]
async fn company_removed_since_the_preview_fails_its_rows() {
    let test = TestStack::start().await;
    let rows = ["1,A,Lee,a@example.org,Acme GmbH,,en,,,,", "1,F,Lee,f@example.org,Brio SA,,fr,,,,"];
    let (id, _) = preview(&test, enrolment(&rows), waiting()).await;
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-brio", None).await, 204);
    assert_eq!(test.confirm(&id, false).await, 202);
    completed(&test, &id).await;
    assert_eq!(changed(&test, &id).await, [3]);
}

#[tokio::test]
async fn learners_preview_confirmed_skips_rows_with_errors() {
    let test = TestStack::start().await;
    let rows = ["Ann,Lee,ann@example.org,,FR,fr", "Bea,Lee,bea@example.org,,UK,fr"];
    let (id, import) =
        preview(&test, learners(&rows), json!({ "layout": "learners", "confirm": true, "send_invitations": true }))
            .await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["invitations"]), (&json!(1), &json!(1)), "{import}");
    assert_eq!(test.confirm(&id, true).await, 202);
    let import = completed(&test, &id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(1)), "{import}");
    assert_eq!(test.users().await.len(), 1);
}

#[tokio::test]
async fn failed_import_retried_continues_where_it_stopped() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(3), waiting()).await;
    let key = test.plan_key(&id, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = test.wait(&id, &["failed"]).await;
    let failure = &import["failure"];
    assert_eq!((&failure["code"], &failure["retryable"]), (&json!("plan-unreadable"), &json!(false)), "{import}");
    assert!(failure["detail"].as_str().is_some_and(|detail| detail.contains("Import the file again")), "{import}");
    assert_eq!(test.users().await.len(), 0);
    assert_eq!((test.confirm(&id, false).await, test.cancel(&id).await), (202, 409));
    let status = test.status(Method::GET, &format!("/imports/{id}/export"), None).await;
    assert_eq!(status, 409);
    let notice: Value = serde_json::from_slice(&test.result(&format!("results/{id}/summary.json")).await).unwrap();
    assert_eq!(notice["status"], "failed");

    test.put_result(&key, plan).await;
    let (status, response) = test.call(Method::POST, &format!("/imports/{id}/retry"), None).await;
    assert_eq!((status, &response["failure"]), (StatusCode::ACCEPTED, &Value::Null), "{response}");
    // A second retry is refused whether or not a worker has started on the first.
    let (status, response) = test.call(Method::POST, &format!("/imports/{id}/retry"), None).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("import-not-failed")), "{response}");
    let import = test.wait(&id, &["completed"]).await;
    assert_eq!((&import["summary"]["created"], &import["failure"]), (&json!(3), &Value::Null), "{import}");
    assert_eq!(test.users().await.len(), 3);
    // The message of the first attempt is still in the queue until its visibility timeout.
    test.abandon().await;
}

#[tokio::test]
async fn retry_whose_message_cannot_be_sent_succeeds_and_is_left_to_the_sweep() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(3), waiting()).await;
    let key = test.plan_key(&id, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    test.wait(&id, &["failed"]).await;
    test.put_result(&key, plan).await;

    let clients = test.stack().clients();
    let queue = format!("{}-unknown", clients.settings().part(Part::ChunkQueue).unwrap());
    let settings = clients.settings().clone().with(Part::ChunkQueue, queue);
    let without_queue = Aws::with_environment(settings, Arc::clone(clients.environment()));
    let decided = Box::pin(review::retry(&without_queue, &ImportId::from(id.as_str()))).await.unwrap();
    assert!(matches!(decided, Decided::Accepted(_)), "{decided:?}");
    assert_eq!(test.get(&format!("/imports/{id}")).await["status"], "importing");
    test.clock().advance(SignedDuration::from_mins(2));
    test.invoke_sweep().await.unwrap();
    let import = test.wait(&id, &["completed"]).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
    // The message of the first attempt may still be in the queue.
    test.abandon().await;
}

#[tokio::test]
async fn failed_import_whose_plan_is_gone_is_not_retried() {
    let test = TestStack::start().await;
    let (id, _) = preview(&test, many(3), waiting()).await;
    let keys = test.result_keys(&format!("plans/{id}/")).await;
    for key in keys.iter().filter(|key| key.ends_with("plan.ndjson") || key.ends_with("index.json")) {
        test.take_result(key).await;
    }
    // The confirmation finds no plan; the sweep marks the import as failed.
    assert_eq!(test.confirm(&id, false).await, 500);
    test.clock().advance(SignedDuration::from_mins(2));
    assert!(test.invoke_sweep().await.is_err());
    let before = test.wait(&id, &["failed"]).await;
    let (status, response) = test.call(Method::POST, &format!("/imports/{id}/retry"), None).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("rows-gone")), "{response}");
    assert_eq!(test.get(&format!("/imports/{id}")).await, before);
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn retried_import_does_not_write_what_was_removed_from_the_catalog_in_the_meantime() {
    let test = TestStack::start().await;
    let import = test.import(many(700), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(import["summary"]["created"], 700, "{import}");
    // The import stops before it has written the last two rows.
    test.fail_without_results(id).await;
    test.clock().advance(SignedDuration::from_mins(2));
    for address in ["ann698@example.org", "ann699@example.org"] {
        let user_id = test.user(address).await["user_id"].as_str().unwrap().to_owned();
        assert_eq!(test.status(Method::DELETE, &format!("/users/{user_id}"), None).await, 204);
    }
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme/courses/c-lead", None).await, 204);

    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 202);
    let import = completed(&test, id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(698), &json!(2)), "{import}");
    assert_eq!(changed(&test, id).await, [700, 701]);
    assert_eq!(test.users().await.len(), 698);
}

#[tokio::test]
async fn rows_of_a_failed_import_are_gone_once_its_results_are_deleted() {
    let test = TestStack::start().await;
    let import = test.import(many(3), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    let imports = test.stack().clients();
    let mut stored = serde_json::to_value(imports.import(&ImportId::from(id)).await.unwrap().unwrap()).unwrap();
    stored["status"] = json!("failed");
    stored["failure"] = json!({ "code": "import-stalled", "detail": "", "retryable": true, "from": "importing" });
    let mut failed: Import = serde_json::from_value(stored).unwrap();
    failed.increment_version();
    imports.replace_import(&failed).await.unwrap();
    assert_eq!(test.rows(id, "outcome=created").await.len(), 3);
    for key in test.result_keys(&format!("results/{id}/chunks/")).await {
        test.take_result(&key).await;
    }
    let (status, response) = test.call(Method::GET, &format!("/imports/{id}/rows?outcome=created"), None).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("rows-gone")), "{response}");
}

#[tokio::test]
async fn user_erased_and_recreated_since_the_preview_fails_its_row() {
    let test = TestStack::start().await;
    test.import(file(&[row(1, "Cook", "")]), json!({})).await;
    let options = json!({ "confirm": true, "update_existing": true });
    let (id, _) = preview(&test, file(&[row(1, "Chef", "")]), options).await;
    let gone = test.user("ann1@example.org").await["user_id"].as_str().unwrap().to_owned();
    assert_eq!(test.status(Method::DELETE, &format!("/users/{gone}"), None).await, 204);
    // Another user with the same address, also with version 1.
    test.import(file(&[row(1, "Host", "")]), json!({})).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    completed(&test, &id).await;
    assert_eq!(changed(&test, &id).await, [2]);
    let user = test.user("ann1@example.org").await;
    assert_eq!(user["job_role"], "Host");
    assert_ne!(user["user_id"], json!(gone));
}

#[tokio::test]
async fn sweep_leaves_an_import_within_its_time_limit_alone() {
    let test = TestStack::start().await;
    let import = test.import(many(3), waiting()).await;
    let id = import["import_id"].as_str().unwrap();
    for _ in 0..5 {
        test.invoke_sweep().await.unwrap();
    }
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/imports/{id}")).await, import);
    assert_eq!(test.cancel(id).await, 202);
    test.wait_until_idle().await;
}
