//! The sweep: ends imports that were never uploaded or confirmed, resumes those whose messages were lost, and announces their ends.

use jiff::SignedDuration;
use reqwest::Method;
use rollcall_domain::ids::ImportId;
use rollcall_tests::{TestStack, enrolment, many};
use serde_json::{Value, json};

pub(super) async fn work(test: &TestStack) {
    expire_with_courses_left_out(test).await;
    // The file of the first import is never uploaded, and the second import is never confirmed.
    let body = json!({ "file_name": "people.csv", "size_bytes": 9 });
    let (_, asked) = test.call(Method::POST, "/imports", Some(body)).await;
    let options = json!({ "confirm": true });
    let waits = test.import(many(3).replace("@example.org", "-waits@example.org"), options).await;
    test.clock().advance(SignedDuration::from_hours(25));
    test.invoke_sweep().await.unwrap();
    for import in [&asked, &waits] {
        test.wait(import["import_id"].as_str().unwrap(), &["expired"]).await;
    }
    // An import's messages were lost: the sweep sends them again.
    let id = confirmed_in_the_store_alone(test, "lost").await;
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.wait(id.as_str(), &["completed"]).await;
    // The index of an import's plan is lost, too: the import cannot be completed until the index is restored.
    let id = confirmed_in_the_store_alone(test, "planless").await;
    let key = test.plan_key(id.as_str(), "index.json").await;
    let index = test.take_result(&key).await;
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap_err();
    test.wait(id.as_str(), &["failed"]).await;
    let retry = format!("/imports/{}/retry", id.as_str());
    assert_eq!(test.status(Method::POST, &retry, None).await, 404);
    test.put_result(&key, index).await;
    assert_eq!(test.status(Method::POST, &retry, None).await, 202);
    test.wait(id.as_str(), &["completed"]).await;
}

/// Two imports whose corrections leave out a course are never confirmed. The sweep announces both: one with the course, the other without
/// it, since its results were deleted.
async fn expire_with_courses_left_out(test: &TestStack) {
    let correction =
        json!({ "kind": "value", "column": "module requested", "company": "Acme GmbH", "found": "Forklift", "to": "" });
    let mut ids = Vec::new();
    for name in ["listed", "deleted"] {
        let file = enrolment(&[&format!("1,Ann,Lee,left-out-{name}@example.org,Acme GmbH,,en,,,Forklift,")]);
        let import = test.import(file, json!({ "confirm": true, "corrections": [correction] })).await;
        assert_eq!(import["status"], "awaiting_confirmation", "{import}");
        assert_eq!(import["courses_left_out"][0]["found"], "Forklift", "{import}");
        ids.push(import["import_id"].as_str().unwrap().to_owned());
    }
    let keys = test.result_keys(&format!("results/{}/problems/", ids[1])).await;
    let list = keys.iter().find(|key| key.ends_with("-left-out.json")).unwrap();
    test.take_result(list).await;
    test.clock().advance(SignedDuration::from_hours(25));
    test.invoke_sweep().await.unwrap();
    for (id, found) in ids.iter().zip([json!("Forklift"), Value::Null]) {
        test.wait(id, &["expired"]).await;
        let notice = test.result(&format!("results/{id}/summary.json")).await;
        let notice: Value = serde_json::from_slice(&notice).unwrap();
        assert_eq!(notice["courses_left_out"][0]["found"], found, "{notice}");
    }
}

async fn confirmed_in_the_store_alone(test: &TestStack, name: &str) -> ImportId {
    let file = many(3).replace("@example.org", &format!("-{name}@example.org"));
    test.import_without_chunks(file).await
}
