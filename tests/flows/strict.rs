//! AWS behaviour that emulators lack: transaction conflicts, limits on invocation chains and on event sizes, shared quotas, and lifecycle
//! rules.

use jiff::SignedDuration;
use reqwest::Method;
use rollcall_domain::{
    ids::{BatchId, ImportId},
    invitation::{BatchSource, InvitationBatch},
    stores::{Environment, InvitationBatchStore, SendingStore},
};
use rollcall_tests::{Recorder, TestOptions, TestStack, enrolment, many};
use serde_json::json;

async fn start(recorder: &Recorder) -> TestStack {
    TestStack::start_with(TestOptions { recorder: recorder.clone(), ..TestOptions::default() }).await
}

/// Bounces are counted in a transaction that also writes the user, and sent e-mails by a plain update of the same counter item.
#[tokio::test]
async fn writes_that_meet_a_transaction_are_repeated_and_counted_once() {
    const MAILS: usize = 120;
    const BOUNCES: usize = 20;
    let recorder = Recorder::conflicting();
    let test = start(&recorder).await;
    let rows: Vec<String> = (0..MAILS)
        .map(|n| {
            let address = match n % (MAILS / BOUNCES) {
                0 => format!("bounce+{n}@simulator.amazonses.com"),
                _ => format!("ann{n}@example.org"),
            };
            format!("1,Ann,Lee,{address},Acme GmbH,,en,,,,")
        })
        .collect();
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    test.import(file, json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
    assert!(recorder.conflicts() >= BOUNCES, "every bounce conflicts");
    let sending = test.stack().clients().sending().await.unwrap();
    assert_eq!((sending.sent, sending.bounced), (MAILS as u64, BOUNCES as u64));
    assert_eq!(test.list("/users?invitation=bounced", 1_000).await.len(), BOUNCES);
    assert_eq!(test.status(Method::POST, "/invitations/resume", None).await, 202);
    test.stop().await;
}

/// Each step of a batch is requested through the queue that invokes the function.
#[tokio::test]
async fn batch_of_many_steps_needs_a_function_that_may_invoke_itself() {
    for (may_continue, status) in [(false, "running"), (true, "completed")] {
        let test = start(&Recorder::with_chains_of(2, may_continue)).await;
        let import = test.import(many(1_001), json!({})).await;
        let batch = test.invite(json!({ "import_id": import["import_id"] })).await;
        test.wait_until_idle().await;
        let shown = test.get(&format!("/invitations/{}", batch["run_id"].as_str().unwrap())).await;
        assert_eq!(shown["status"], status, "{shown}");
        test.abandon().await;
    }
}

/// All stacks in an account share the rate limit of `GetAccount`, and their schedules run in the same second.
#[tokio::test]
async fn question_for_the_quota_is_repeated() {
    let recorder = Recorder::listening();
    let test = start(&recorder).await;
    test.import(enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,"]), json!({ "send_invitations": true })).await;
    recorder.throttle_account();
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);
    test.stop().await;
}

/// The bucket's lifecycle rule deletes results after 30 days, even during a batch.
#[tokio::test]
async fn batch_whose_rows_were_deleted_fails_at_once() {
    let test = TestStack::start().await;
    let import = test.import(many(3), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    let now = test.clock().now();
    let batch_id = BatchId::from_parts(now.as_millisecond().unsigned_abs(), [7; 10]);
    let source = BatchSource::Import(ImportId::from(id));
    let batch = InvitationBatch::new(batch_id.clone(), source, false, "admin", now);
    test.stack().clients().create_batch(&batch).await.unwrap();
    for key in test.result_keys(&format!("results/{id}/chunks/")).await {
        test.take_result(&key).await;
    }
    let asked = json!({ "import_id": id });
    let (status, response) = test.call(Method::POST, "/invitations", Some(asked)).await;
    assert_eq!((status.as_u16(), &response["code"]), (404, &json!("rows-gone")), "{response}");
    assert_eq!(test.status(Method::GET, &format!("/imports/{id}/rows?outcome=created"), None).await, 404);
    test.clock().advance(SignedDuration::from_mins(20));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.get(&format!("/invitations/{batch_id}")).await["status"], "failed");
    test.stop().await;
}

/// The gateway passes a body to a function as a JSON string, and Lambda limits the size of the event.
#[tokio::test]
async fn catalog_whose_event_is_too_large_is_refused() {
    let test = TestStack::start().await;
    // The body consists mostly of line breaks, each of which becomes two bytes in JSON: 3.5 MB become 7 MB.
    let body = format!("{{\"companies\":[{}]}}", "\n".repeat(3_500_000));
    let put = test.http().put(test.url("/catalog")).header("content-type", "application/json").body(body);
    let response = put.send().await.unwrap();
    assert_eq!(response.status(), 413);
    test.stop().await;
}
