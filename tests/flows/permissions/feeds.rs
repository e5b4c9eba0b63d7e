//! The life cycle of a feed: it is configured, its files are imported, one fails and is reported, one is confirmed, and it is deleted while
//! another file waits.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    feed::{FeedConfig, FeedName},
    stores::{Environment, FeedStore, Replaced},
};
use rollcall_tests::{TestStack, many};
use serde_json::{Value, json};

pub(super) async fn work(test: &TestStack) {
    for (brake, status) in [(json!({}), StatusCode::CREATED), (Value::Null, StatusCode::OK)] {
        let body = json!({ "brake": brake, "missing": "disable" });
        let (found, response) = test.call(Method::PUT, "/feeds/hr", Some(body)).await;
        assert_eq!(found, status, "{response}");
    }
    test.get("/feeds").await;
    // Reports are sent once an hour; one of the addresses bounces.
    let (stores, name) = (test.stack().clients(), FeedName::parse("hr").unwrap());
    let mut feed = stores.feed(&name).await.unwrap().unwrap();
    let report_to = ["it@rollcall.example", "bounce@simulator.amazonses.com"].map(str::to_owned).into();
    feed.configure(FeedConfig { report_to, ..feed.config().clone() }, test.clock().now());
    feed.increment_version();
    assert_eq!(stores.write_feed(&feed).await.unwrap(), Replaced::Done);
    // `import` applies the first file, and `apply` the second one. The users are disabled, so that inviting all uninvited users does not
    // include them.
    for count in [3, 600] {
        let import = import(test, count, false).await;
        assert_eq!(import["status"], "completed", "{import}");
    }
    test.send_due_emails().await;
    assert_eq!(test.get("/feeds/hr").await["report_refused"], json!(["bounce@simulator.amazonses.com"]));
    report_failed_file(test).await;
    let waiting = import(test, 4, true).await;
    assert_eq!(test.confirm(id_of(&waiting), true).await, 202);
    test.settled_after_confirm(id_of(&waiting)).await;

    // The end of the next import resumes the waiting file; here, the import of that file has already ended.
    let (stores, name) = (test.stack().clients(), FeedName::parse("hr").unwrap());
    let mut feed = stores.feed(&name).await.unwrap().unwrap();
    feed.wait(&id_of(&waiting).into());
    // The retention period of this roster is over.
    test.take_result(&feed.newest().unwrap().roster).await;
    feed.increment_version();
    assert_eq!(stores.write_feed(&feed).await.unwrap(), Replaced::Done);
    import(test, 3, false).await;
    test.wait_until_idle().await;

    // A held file expires when the sweep runs.
    let held = import(test, 4, true).await;
    test.clock().advance(SignedDuration::from_hours(73));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.settled(id_of(&held)).await["status"], "expired");

    let waiting = import(test, 5, true).await;
    let (stores, name) = (test.stack().clients(), FeedName::parse("hr").unwrap());
    let mut feed = stores.feed(&name).await.unwrap().unwrap();
    feed.hold(&id_of(&waiting).into());
    feed.increment_version();
    assert_eq!(stores.write_feed(&feed).await.unwrap(), Replaced::Done);
    test.get("/feeds/hr").await;
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    assert_eq!(test.settled(id_of(&waiting)).await["status"], "cancelled");
}

/// A confirmed file fails because its plan is missing, and a report is sent. Once the plan is restored, a retry completes the file.
async fn report_failed_file(test: &TestStack) {
    let held = import(test, 7, true).await;
    let id = id_of(&held);
    let key = test.plan_key(id, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    assert_eq!(test.confirm(id, true).await, 202);
    test.wait(id, &["failed"]).await;
    test.wait_until_idle().await;
    let before = test.emails().len();
    test.clock().advance(SignedDuration::from_mins(61));
    test.send_due_emails().await;
    let reports = test.emails().split_off(before);
    assert!(reports.iter().any(|mail| mail.subject.ends_with("import stopped by an error on our side")), "{reports:?}");
    test.put_result(&key, plan).await;
    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 202);
    test.wait(id, &["completed"]).await;
    test.wait_until_idle().await;
}

async fn import(test: &TestStack, count: usize, confirm: bool) -> Value {
    // Files are ordered by arrival time.
    test.clock().advance(SignedDuration::from_secs(1));
    let file = many(count).replace("@example.org", "-hr@example.org").replace("\n1,", "\n0,");
    test.import(file, json!({ "feed": "hr", "confirm": confirm })).await
}

fn id_of(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}
