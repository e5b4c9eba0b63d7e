//! After a person is erased, only data that expires mentions them, and once it has expired, nothing does.

use jiff::SignedDuration;
use reqwest::Method;
use rollcall_domain::stores::Environment;
use rollcall_tests::{HEADER, TestStack, enrolment, learners};
use serde_json::{Value, json};

use crate::logs::listen;

/// Text that is in the person's cells and nowhere else.
const MARK: &str = "Quuxworthy";

/// An hour longer than the longest retention of anything that mentions a person: 30 days, for results.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24 + 1);

fn row(n: usize, title: &str) -> String {
    let mark = MARK.to_lowercase();
    format!("1,{MARK}{n},{MARK},{mark}{n}@{mark}.example,Acme GmbH,,en,{MARK},{MARK},{title},")
}

fn file(rows: &[String]) -> String {
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Writes the person's data to the stack in every way it can get there.
async fn write_everywhere(test: &TestStack) {
    let mark = MARK.to_lowercase();
    let update = json!({ "update_existing": true, "on_row_errors": "skip" });
    // Valid rows: invited, then updated; the link is used.
    test.import(file(&[row(0, ""), row(1, "Café Etiquette")]), json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
    let token = test.token_of(&format!("{mark}0@{mark}.example"));
    assert_eq!(test.accept(&token).await.0, 200);
    test.call(Method::POST, "/sign-ins", Some(json!({ "email": format!("{mark}1@{mark}.example") }))).await;
    test.invite(json!({ "emails": [format!("{mark}1@{mark}.example")], "resend": true })).await;
    test.import(file(&[row(0, "").replace(&format!("{MARK}0"), &format!("{MARK}New"))]), update.clone()).await;
    // Broken rows.
    let broken = format!("{MARK},{MARK},{MARK},{MARK},{MARK},{MARK},{MARK},{MARK},{MARK},,");
    test.import(
        file(&[row(2, ""), broken.clone(), format!("1,{MARK},,{MARK}@@example.org,{MARK},,xx,,,,")]),
        update.clone(),
    )
    .await;
    test.import(file(&[row(0, ""), row(0, "Café Etiquette").replace(",en,", ",de,")]), update.clone()).await;
    // A preview that is cancelled, and one that expires.
    let waits = test.import(file(&[row(3, ""), broken]), json!({ "confirm": true })).await;
    test.cancel(waits["import_id"].as_str().unwrap()).await;
    test.import(file(&[row(4, "")]), json!({ "confirm": true })).await;
    // Problems reported once for the whole file: no header, an unknown label, no label, titles, text decoded twice, quotes, short rows.
    let person = format!("{MARK},{MARK},{mark}@{mark}.example,{MARK},FR,fr");
    test.import(format!("{person}\n{person}\n"), json!({ "layout": "learners" })).await;
    test.import(format!("{MARK},{HEADER}\n"), json!({})).await;
    test.import(format!("{HEADER},{MARK}\n"), json!({})).await;
    test.import(format!("{HEADER},\n{}{MARK}\n", row(5, "") + ","), json!({})).await;
    let unlabelled = HEADER.replacen("name", "", 1);
    test.import(format!("{unlabelled}\n{}\n", row(5, "")), json!({})).await;
    test.import(file(&[row(5, MARK), row(6, &format!("{MARK} again"))]), json!({})).await;
    let twice = row(7, "").replace(&format!("{MARK}7"), &format!("JosÃ©phine {MARK}"));
    test.import(file(std::slice::from_ref(&twice)), json!({})).await;
    test.import(file(&[twice]), json!({ "confirm": true })).await;
    test.import(file(&[row(8, ""), format!("1,\"{MARK}")]), json!({})).await;
    test.import(file(&[row(9, ""), format!("1,{MARK},{MARK},{mark}10@{mark}.example,Acme GmbH,,en")]), update).await;
    let ignored = learners(&[&format!("{person},{MARK}")]).replacen("language", &format!("language,{MARK}"), 1);
    test.import(ignored, json!({ "layout": "learners" })).await;
    // In another encoding and through the bucket; the admin chooses the keys, so they do not contain the mark.
    let latin: Vec<u8> = file(&[row(11, "").replace(",en,", ",en,é")]).chars().map(|letter| letter as u8).collect();
    test.import(latin, json!({ "encoding": "windows-1252" })).await;
    test.drop_and_settle("drop/a.csv", file(&[row(12, ""), row(12, "Café Etiquette")]), &[("on-row-errors", "skip")])
        .await;
    test.drop_and_settle("drop/learners/b.csv", format!("{person}\n"), &[]).await;
    test.drop_and_settle("drop/c.xlsx", file(&[row(13, "")]), &[]).await;
}

/// Returns the table items that contain the mark and do not expire by `now_s`.
async fn items_with_mark(test: &TestStack, now_s: i64) -> Vec<String> {
    let client = test.stack().clients().dynamodb();
    let pages = client.scan().table_name(&test.stack().addresses().table).into_paginator().items().send();
    let items: Vec<_> = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    let is_expired = |item: &std::collections::HashMap<_, aws_sdk_dynamodb::types::AttributeValue>| {
        let ttl = item.get("ttl").and_then(|ttl| ttl.as_n().ok()?.parse::<i64>().ok());
        ttl.is_some_and(|ttl| ttl <= now_s)
    };
    let marked = items.iter().filter(|item| !is_expired(item)).map(|item| format!("{item:?}"));
    marked.filter(|item| item.to_lowercase().contains(&MARK.to_lowercase())).collect()
}

/// Returns the keys of the objects in a bucket that contain the mark in their content or key.
async fn objects_with_mark(test: &TestStack, bucket: &str) -> Vec<String> {
    let s3 = test.stack().clients().s3();
    let listed =
        s3.list_objects_v2().bucket(bucket).into_paginator().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    let mut found = Vec::new();
    for key in listed.iter().flat_map(|page| page.contents().iter()).filter_map(|object| object.key()) {
        let body = s3.get_object().bucket(bucket).key(key).send().await.unwrap().body.collect().await.unwrap();
        let text = String::from_utf8_lossy(&body.to_vec()).to_lowercase();
        if text.contains(&MARK.to_lowercase()) || key.to_lowercase().contains(&MARK.to_lowercase()) {
            found.push(key.to_owned());
        }
    }
    found
}

#[tokio::test]
async fn erased_person_is_found_nowhere_but_where_the_manual_says() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    write_everywhere(&test).await;
    let users = test.users().await;
    assert!(users.len() >= 8, "{users:?}");
    let now_s = test.clock().now().as_second();
    assert!(items_with_mark(&test, now_s).await.len() >= users.len(), "the search finds users that exist");
    for user in users {
        let id = user["user_id"].as_str().unwrap();
        assert_eq!(test.status(Method::DELETE, &format!("/users/{id}"), None).await, 204);
    }
    test.send_due_emails().await;
    test.wait_until_idle().await;
    // Immediately after the erasure, only items that expire mention the person.
    assert_eq!(items_with_mark(&test, now_s + LIFETIME.as_secs()).await, [""; 0]);

    // Objects expire by prefix: in the uploads bucket, all after 7 days; in the results bucket, as listed in the manual.
    let manual = include_str!("../../docs/src/security-and-privacy.md");
    let template = include_str!("../../template.yaml");
    let prefixes = ["plans/", "results/", "drop/"];
    for prefix in prefixes {
        assert!(
            manual.contains(&format!("`{prefix}`")) && template.contains(&format!("Prefix: {prefix}\n")),
            "{prefix}"
        );
    }
    let (uploads, results) = (&test.stack().addresses().uploads_bucket, &test.stack().addresses().results_bucket);
    assert!(!objects_with_mark(&test, uploads).await.is_empty());
    let found = objects_with_mark(&test, results).await;
    assert!(!found.is_empty());
    let permanent = found.iter().filter(|key| !prefixes.iter().any(|prefix| key.starts_with(prefix)));
    assert_eq!(permanent.collect::<Vec<_>>(), [&""; 0]);

    // After the longest lifetime, previews have expired, and imports show nothing from the file.
    test.clock().advance(LIFETIME);
    test.send_due_emails().await;
    test.wait_until_idle().await;
    for key in found {
        test.take_result(&key).await;
    }
    assert_eq!(items_with_mark(&test, test.clock().now().as_second()).await, [""; 0]);
    for import in test.imports().await {
        let shown = test.get(&format!("/imports/{}", import["import_id"].as_str().unwrap())).await;
        assert!(!shown.to_string().to_lowercase().contains(&MARK.to_lowercase()), "{shown}");
    }
    test.stop().await;
    let written = written.lock().unwrap().clone();
    let leaks = |line: &&str| line.to_lowercase().contains(&MARK.to_lowercase());
    assert_eq!(written.lines().find(leaks), None);
}

#[tokio::test]
async fn person_is_erased_once_no_worker_can_write_them_again() {
    let test = TestStack::start().await;
    let id = test.upload(file(&[row(0, "")]), json!({ "confirm": true })).await;
    test.settled(&id).await;
    test.begin_chunk(&id, 0).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = test.settled_after_confirm(&id).await;
    assert_eq!(import["summary"]["created"], 1, "{import}");

    let user = test.users().await.remove(0);
    let path = format!("/users/{}", user["user_id"].as_str().unwrap());
    let (status, refusal) = test.call(Method::DELETE, &path, None).await;
    assert_eq!((status.as_u16(), &refusal["code"]), (409, &json!("user-being-imported")), "{refusal}");
    assert!(refusal["detail"].as_str().unwrap().contains(&id), "{refusal}");
    test.clock().advance(SignedDuration::from_secs(91));
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn import_shows_the_cells_of_its_problems_while_its_results_exist() {
    let test = TestStack::start().await;
    let import = test.import(format!("{MARK},{MARK}\n"), json!({})).await;
    let problem = |import: &Value| import["problems"]["file"][0].clone();
    assert_eq!(problem(&import)["code"], "header-missing", "{import}");
    assert_eq!(problem(&import)["found"], format!("{MARK}, {MARK}"));
    let listed = test.imports().await.remove(0);
    assert_eq!((&problem(&listed)["code"], &problem(&listed)["found"]), (&json!("header-missing"), &Value::Null));
}
