//! Feed reports: who gets them, when, and what they contain.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    feed::{FEEDS_MAX, FeedName},
    flow::invitation::report,
    invitation::StopReason,
    stores::{Environment, FeedStore, SendingStore},
};
use rollcall_embedded::ses::Fault;
use rollcall_local::stack::EventFunction;
use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

const IT: &str = "it@rollcall.example";

async fn start(config: Value) -> TestStack {
    let test = TestStack::start().await;
    let (status, response) = test.call(Method::PUT, "/feeds/hr", Some(config)).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    test
}

/// Drops a file for the feed with these people, a second after the previous one. Returns its import.
async fn night(test: &TestStack, names: &[&str]) -> Value {
    test.clock().advance(SignedDuration::from_secs(1));
    let rows: Vec<String> = names
        .iter()
        .map(|name| format!("1,{name},Lee,{}@example.org,Acme GmbH,,en,,,,", name.to_lowercase()))
        .collect();
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let key = format!("drop/feeds/hr/{}.csv", test.clock().now().as_millisecond());
    let new = test.drop_and_settle(&key, file, &[]).await;
    new[0].clone()
}

/// Advances the clock and sends the due e-mails. Returns their addresses and subjects.
async fn due_after(test: &TestStack, minutes: i64) -> Vec<(String, String)> {
    let before = test.emails().len();
    test.clock().advance(SignedDuration::from_mins(minutes));
    test.send_due_emails().await;
    test.emails().into_iter().skip(before).map(|mail| (mail.to, mail.subject)).collect()
}

fn to_it(subject: &str) -> Vec<(String, String)> {
    vec![(IT.to_owned(), subject.to_owned())]
}

#[tokio::test]
async fn report_is_sent_once_an_hour_with_everything_since_and_no_cell() {
    let test = start(json!({ "report_to": [IT], "language": "de" })).await;
    night(&test, &["Ann", "Bob", "Symbol$"]).await;
    assert_eq!(due_after(&test, 1).await, to_it("Rollcall: Feed hr – Datei importiert"));
    let mail = test.emails().pop().unwrap();
    assert_eq!(mail.language, "de");
    for part in [&mail.text, &mail.html] {
        assert!(part.contains("angelegt: 3"), "{part}");
        for cell in ["Ann", "Bob", "Lee", "ann@", "Acme"] {
            assert!(!part.contains(cell), "{cell}: {part}");
        }
    }

    let second = night(&test, &["Ann", "Bob", "Cid"]).await;
    let third = night(&test, &["Ann", "Bob", "Cid", "Dan"]).await;
    assert_eq!(due_after(&test, 30).await, []);
    assert_eq!(due_after(&test, 31).await.len(), 1);
    let text = test.emails().pop().unwrap().text;
    for import in [second, third] {
        assert!(text.contains(import["import_id"].as_str().unwrap()), "{text}");
    }
    assert_eq!(due_after(&test, 120).await, [], "there is nothing new to report");
}

#[tokio::test]
async fn file_that_waits_is_reported_and_again_when_it_was_decided() {
    let test = start(json!({ "report_to": [IT], "missing": "disable", "brake": { "min_users": 1 } })).await;
    night(&test, &["Ann", "Bob", "Cid", "Dan", "Eve"]).await;
    assert_eq!(due_after(&test, 1).await.len(), 1);
    let held = night(&test, &["Ann"]).await;
    assert_eq!(held["status"], "awaiting_confirmation", "{held}");
    assert_eq!(due_after(&test, 60).await, to_it("Rollcall: feed hr – file is waiting for your decision"));
    let text = test.emails().pop().unwrap().text;
    assert!(text.contains("missing from the file: 4, which is 80% (limit: 50%)"), "{text}");
    let path = format!("/imports/{}/cancel", held["import_id"].as_str().unwrap());
    let (status, response) = test.call(Method::POST, &path, None).await;
    assert!(status.is_success(), "{response}");
    assert_eq!(due_after(&test, 60).await, to_it("Rollcall: feed hr – import cancelled"));
    let text = test.emails().pop().unwrap().text;
    assert!(text.contains("Nothing from this file was written.\n"), "{text}");
}

#[tokio::test]
async fn report_of_a_file_that_a_newer_one_replaced_says_that_nothing_was_written() {
    let test = start(json!({ "report_to": [IT], "missing": "disable", "brake": { "min_users": 1 } })).await;
    night(&test, &["Ann", "Bob", "Cid", "Dan", "Eve"]).await;
    assert_eq!(due_after(&test, 1).await.len(), 1);
    let held = night(&test, &["Ann"]).await;
    assert_eq!(due_after(&test, 60).await, to_it("Rollcall: feed hr – file is waiting for your decision"));
    night(&test, &["Ann", "Bob", "Cid", "Dan", "Eve"]).await;
    test.wait_until_idle().await;
    assert_eq!(due_after(&test, 60).await.len(), 1);
    let text = test.emails().pop().unwrap().text;
    let id = held["import_id"].as_str().unwrap();
    let expected = format!(
        "import {id}: file replaced by a newer one\n\
         Nothing from this file was written, and no decision about it is needed.\n\
         If the file had been imported, the result would have been:\n\
         - users to be disabled: 4, which is 80% (limit: 10%)\n"
    );
    assert!(text.contains(&expected), "{text}");
}

#[tokio::test]
async fn address_that_refused_a_report_gets_no_more_and_is_shown() {
    let test = start(json!({ "report_to": [IT, "hr@rollcall.example"] })).await;
    assert!(
        report::refuse(test.stack().clients(), &FeedName::parse("hr").unwrap(), "IT@rollcall.example").await.unwrap()
    );
    night(&test, &["Ann"]).await;
    let sent = due_after(&test, 1).await;
    assert_eq!(sent.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["hr@rollcall.example"]);
    assert_eq!(test.get("/feeds/hr").await["report_refused"], json!([IT]));
}

#[tokio::test]
async fn address_that_is_not_verified_gets_the_report_once_the_account_leaves_the_sandbox() {
    let test = start(json!({ "report_to": [IT] })).await;
    night(&test, &["Ann"]).await;
    test.stack().ses().script([Some(Fault::Unverified)]);
    assert_eq!(due_after(&test, 1).await, []);
    assert_eq!(test.get("/feeds/hr").await["report_refused"], json!([]));
    assert_eq!(due_after(&test, 11).await, to_it("Rollcall: feed hr – file imported"));
}

#[tokio::test]
async fn address_that_a_report_did_not_reach_gets_it_later_and_the_other_one_not_again() {
    let test = start(json!({ "report_to": [IT, "hr@rollcall.example"] })).await;
    night(&test, &["Ann"]).await;
    test.stack().ses().script([None, Some(Fault::DayIsFull)]);
    let subject = "Rollcall: feed hr – file imported";
    assert_eq!(due_after(&test, 1).await, to_it(subject));
    let later = night(&test, &["Ann", "Bob"]).await;
    assert_eq!(due_after(&test, 8).await, [], "it is tried again after ten minutes");
    assert_eq!(due_after(&test, 3).await, [("hr@rollcall.example".to_owned(), subject.to_owned())]);
    let text = test.emails().pop().unwrap().text;
    assert!(!text.contains(later["import_id"].as_str().unwrap()), "{text}");
    assert_eq!(due_after(&test, 50).await, [], "each address gets at most one report an hour");
    let mut sent: Vec<String> = due_after(&test, 15).await.into_iter().map(|(to, _)| to).collect();
    sent.sort_unstable();
    assert_eq!(sent, ["hr@rollcall.example", IT]);
    assert_eq!(due_after(&test, 120).await, []);
}

#[tokio::test]
async fn report_is_sent_after_a_pause_of_the_account_although_no_invitation_is_due() {
    let test = start(json!({ "report_to": [IT] })).await;
    test.stack().ses().pause(true);
    assert!(test.stack().clients().stop_sending(StopReason::Account, test.clock().now()).await.unwrap());
    night(&test, &["Ann"]).await;
    assert_eq!(due_after(&test, 1).await, []);
    assert_eq!(test.get("/invitations").await["status"], "stopped");
    test.stack().ses().pause(false);
    assert_eq!(due_after(&test, 1).await, to_it("Rollcall: feed hr – file imported"));
    assert_eq!(test.get("/invitations").await["status"], "running");
}

#[tokio::test]
async fn report_for_which_a_sender_has_no_time_is_sent_by_another_one() {
    let test = start(json!({ "report_to": [IT] })).await;
    let import = night(&test, &["Ann"]).await;
    let message = json!({ "feed": "hr", "import_id": import["import_id"] });
    let event = json!({ "Records": [{ "messageId": "m", "body": message.to_string() }] });
    // A call may take 20 seconds.
    let response = test.stack().invoke(EventFunction::Send, event, Duration::from_secs(20)).await.unwrap();
    assert_eq!((&response["batchItemFailures"], test.emails().len()), (&json!([]), 0));
    assert_eq!(due_after(&test, 1).await.len(), 1);
}

#[tokio::test]
async fn report_of_an_import_that_no_longer_exists_ends() {
    let test = start(json!({ "report_to": [IT] })).await;
    let import = night(&test, &["Ann"]).await;
    let (stores, table) = (test.stack().clients(), &test.stack().addresses().table);
    let pk = AttributeValue::S(format!("IMPORT#{}", import["import_id"].as_str().unwrap()));
    let delete = stores.dynamodb().delete_item().table_name(table).key("pk", pk);
    delete.key("sk", AttributeValue::S("IMPORT".to_owned())).send().await.unwrap();
    assert_eq!(due_after(&test, 1).await, []);
    assert!(stores.due_reports(Timestamp::MAX, FEEDS_MAX).await.unwrap().is_empty(), "it is not enqueued again");

    night(&test, &["Ann", "Bob"]).await;
    assert_eq!(due_after(&test, 10).await.len(), 1, "the next file is reported");
}

#[tokio::test]
async fn feed_without_addresses_sends_no_report() {
    let test = start(json!({})).await;
    night(&test, &["Ann"]).await;
    assert_eq!(due_after(&test, 61).await, []);
}

#[tokio::test]
async fn report_that_a_paused_account_refuses_stops_sending_and_reaches_all_addresses_later() {
    let test = start(json!({ "report_to": [IT, "hr@rollcall.example"] })).await;
    night(&test, &["Ann"]).await;
    test.stack().ses().pause(true);
    assert_eq!(due_after(&test, 1).await, []);
    assert_eq!(test.get("/invitations").await["status"], "stopped");
    test.stack().ses().pause(false);
    assert_eq!(due_after(&test, 11).await.len(), 2);
    assert_eq!(test.get("/invitations").await["status"], "running");
}
