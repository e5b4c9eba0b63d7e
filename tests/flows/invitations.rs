//! Invitations: who is invited, which e-mails are sent, and what a link does.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    ids::BatchId,
    invitation::{BATCH_RESTARTS_MAX, BatchSource, BatchStatus, Due, InvitationBatch, Invited},
    stores::{Environment, InvitationBatchStore, InvitationStore, SendingStore},
    unknown::Unknown,
};
use rollcall_embedded::ses::{Fault, event};
use rollcall_local::stack::DueEmails;
use rollcall_tests::{Recorder, TestOptions, TestStack, enrolment};
use serde_json::{Value, json};

const SENDS: fn() -> Value = || json!({ "send_invitations": true });

fn row(enabled: u8, address: &str) -> String {
    format!("{enabled},Ann,Lee,{address},Acme GmbH,,en,,,,")
}

/// Imports users with these addresses. Returns the import.
async fn import(test: &TestStack, rows: &[(u8, &str)], options: Value) -> Value {
    let rows: Vec<String> = rows.iter().map(|(enabled, address)| row(*enabled, address)).collect();
    let import = test.import(enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>()), options).await;
    assert_eq!(import["status"], "completed", "{import}");
    import
}

fn counts(queued: u64, already_invited: u64, already_active: u64, disabled: u64, unknown: u64) -> Value {
    json!({
        "queued": queued, "already_invited": already_invited, "already_active": already_active, "disabled": disabled,
        "unknown": unknown,
    })
}

#[tokio::test]
async fn import_with_invitations_invites_each_new_enabled_user_once() {
    let test = TestStack::start().await;
    let rows = [(1, "ann@example.org"), (0, "bob@example.org"), (1, "cid@example.org")];
    let import_of = import(&test, &rows, SENDS()).await;
    assert_eq!(import_of["summary"]["invitations"], 2, "{import_of}");
    assert_eq!(test.invitation("ann@example.org").await, "queued");
    assert_eq!(test.invitation("bob@example.org").await, "held");
    for _ in 0..3 {
        test.send_due_emails().await;
    }
    let mut to: Vec<String> = test.emails().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["ann@example.org", "cid@example.org"]);
    assert_eq!(test.invitation("ann@example.org").await, "delivered");
    assert_eq!(test.user("ann@example.org").await["status"], "pending");
    assert_eq!(test.user("bob@example.org").await["status"], "disabled");
    // Enabling a user releases a held invitation only if the import sends invitations.
    let enables = |sends: bool| json!({ "update_existing": true, "send_invitations": sends });
    import(&test, &[(1, "bob@example.org")], enables(false)).await;
    assert_eq!(test.invitation("bob@example.org").await, "held");
    import(&test, &[(0, "bob@example.org")], enables(false)).await;
    let released = import(&test, &[(1, "bob@example.org")], enables(true)).await;
    assert_eq!(released["summary"]["invitations"], 1, "{released}");
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    // An update does not invite a user again.
    import(&test, &[(0, "ann@example.org")], enables(true)).await;
    import(&test, &[(1, "ann@example.org")], enables(true)).await;
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    test.stop().await;
}

#[tokio::test]
async fn link_works_once_and_every_other_token_gets_the_same_refusal() {
    let test = TestStack::start().await;
    let addresses = ["ann@example.org", "bob@example.org", "cid@example.org"];
    import(&test, &addresses.map(|address| (1, address)), SENDS()).await;
    test.send_due_emails().await;
    let (ann, bob, cid) = (test.token_of(addresses[0]), test.token_of(addresses[1]), test.token_of(addresses[2]));
    let (status, response) = test.accept(&ann).await;
    assert_eq!((status, response), (StatusCode::OK, json!({ "email": "ann@example.org", "name": "Ann Lee" })));
    assert_eq!(test.invitation("ann@example.org").await, "accepted");
    assert_eq!(test.user("ann@example.org").await["status"], "active");
    // Tokens that are used, unknown, empty, malformed, for a disabled user, or expired.
    import(&test, &[(0, "bob@example.org")], json!({ "update_existing": true })).await;
    let mut refusals = Vec::new();
    for token in [ann.as_str(), &"A".repeat(43), "", "nonsense", &bob] {
        refusals.push(test.accept(token).await);
    }
    test.clock().advance(SignedDuration::from_hours(7 * 24));
    refusals.push(test.accept(&cid).await);
    for (status, response) in &mut refusals {
        assert_eq!(*status, StatusCode::NOT_FOUND, "{response}");
        response.as_object_mut().unwrap().remove("request_id");
    }
    assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:?}");
    test.invoke_sweep().await.unwrap();
    assert_eq!(test.invitation("cid@example.org").await, "expired");
    assert_eq!(test.invite(json!({ "emails": ["cid@example.org"] })).await, counts(1, 0, 0, 0, 0));
    test.send_due_emails().await;
    assert_eq!(test.accept(&cid).await.0, StatusCode::NOT_FOUND);
    assert_eq!(test.accept(&test.token_of("cid@example.org")).await.0, StatusCode::OK);
    test.stop().await;
}

#[tokio::test]
async fn sign_in_attempt_invites_once_and_always_gets_the_same_response() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org"), (0, "bob@example.org")], json!({})).await;
    let attempt = |email: &'static str| test.call(Method::POST, "/sign-ins", Some(json!({ "email": email })));
    for email in ["ann@example.org", " ANN@Example.org ", "bob@example.org", "nobody@example.org", "no address", ""] {
        assert_eq!(attempt(email).await, (StatusCode::ACCEPTED, json!({})), "{email}");
        test.wait_until_idle().await;
    }
    assert_eq!(test.emails().len(), 1);
    assert_eq!(test.accept(&test.token_of("ann@example.org")).await.0, StatusCode::OK);
    attempt("ann@example.org").await;
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);
    assert_eq!(test.invitation("bob@example.org").await, "none");
    test.stop().await;
}

#[tokio::test]
async fn invitations_of_selected_users_are_counted_by_outcome() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org"), (0, "bob@example.org"), (1, "cid@example.org")], json!({})).await;
    let emails = json!(["Ann@example.org", "ann@example.org", "bob@example.org", "nobody@example.org", "no address"]);
    assert_eq!(test.invite(json!({ "emails": emails })).await, counts(1, 0, 0, 1, 2));
    assert_eq!(test.invite(json!({ "emails": emails })).await, counts(0, 1, 0, 1, 2));
    test.send_due_emails().await;
    test.accept(&test.token_of("ann@example.org")).await;
    assert_eq!(test.invite(json!({ "emails": emails, "resend": true })).await, counts(0, 0, 1, 1, 2));
    assert_eq!(test.emails().len(), 1);
    let company = |name: &str| json!({ "all_uninvited": true, "company": name });
    assert_eq!(test.invite(company("Brio SA")).await, counts(0, 0, 0, 0, 0));
    assert_eq!(test.invite(company("nobody")).await, counts(0, 0, 0, 0, 0));
    assert_eq!(test.invite(company("Acme GmbH")).await, counts(1, 0, 0, 1, 0));
    assert_eq!(test.invite(json!({ "all_uninvited": true })).await, counts(0, 0, 0, 1, 0));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 2);
    for (body, status) in [
        (json!({}), 400),
        (json!({ "import_id": "unknown" }), 404),
        (json!({ "emails": vec!["ann@example.org"; 1_001] }), 400),
    ] {
        assert_eq!(test.status(Method::POST, "/invitations", Some(body.clone())).await, status, "{body}");
    }
    assert_eq!(test.status(Method::GET, "/invitations/unknown", None).await, 404);
    test.stop().await;
}

#[tokio::test]
async fn dry_run_of_invitations_counts_and_invites_no_one() {
    let test = TestStack::start().await;
    let rows = [(1, "ann@example.org"), (0, "bob@example.org"), (1, "cid@example.org")];
    let import_of = import(&test, &rows, json!({})).await;
    let id = &import_of["import_id"];
    let groups = || {
        [
            json!({ "import_id": id }),
            json!({ "all_uninvited": true }),
            json!({ "all_uninvited": true, "company": "Acme GmbH" }),
            json!({ "emails": ["Ann@example.org", "bob@example.org", "cid@example.org"] }),
        ]
    };
    for mut body in groups() {
        body["dry_run"] = true.into();
        assert_eq!(test.invite(body.clone()).await, counts(2, 0, 0, 1, 0), "{body}");
    }
    assert_eq!(test.invitation("ann@example.org").await, "none");
    assert_eq!(test.invite(json!({ "import_id": id })).await, counts(2, 0, 0, 1, 0));
    assert_eq!(test.invite(json!({ "import_id": id, "dry_run": true })).await, counts(0, 2, 0, 1, 0));
    let rejected = test.import("x\n", json!({})).await;
    for (body, status) in [
        (json!({ "import_id": "unknown", "dry_run": true }), 404),
        (json!({ "import_id": rejected["import_id"], "dry_run": true }), 409),
    ] {
        assert_eq!(test.status(Method::POST, "/invitations", Some(body.clone())).await, status, "{body}");
    }
    test.send_due_emails().await;
    test.stop().await;
}

#[tokio::test]
async fn users_created_again_after_an_undo_are_not_users_of_the_undone_import() {
    let test = TestStack::start().await;
    let rows = [(1, "ann@example.org"), (1, "bob@example.org")];
    let undone = import(&test, &rows, json!({})).await;
    let path = format!("/imports/{}/undo", undone["import_id"].as_str().unwrap());
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let undo = test.settled(response["import_id"].as_str().unwrap()).await;
    assert_eq!(undo["summary"]["removed"], 2, "{undo}");
    let again = import(&test, &rows[..1], json!({})).await;
    for id in [&undone["import_id"], &undo["import_id"]] {
        for dry_run in [true, false] {
            let body = json!({ "import_id": id, "dry_run": dry_run });
            assert_eq!(test.invite(body.clone()).await, counts(0, 0, 0, 0, 2), "{body}");
        }
    }
    assert_eq!(test.invitation("ann@example.org").await, "none");
    assert_eq!(test.invite(json!({ "import_id": again["import_id"] })).await, counts(1, 0, 0, 0, 0));
    test.send_due_emails().await;
    test.stop().await;
}

#[tokio::test]
async fn repeated_import_counts_users_who_were_never_invited_and_invites_them_on_request() {
    let test = TestStack::start().await;
    let rows = [(1, "ann@example.org"), (0, "bob@example.org"), (1, "cid@example.org")];
    import(&test, &rows, json!({})).await;
    test.invite(json!({ "emails": ["cid@example.org"] })).await;
    let again = import(&test, &rows, SENDS()).await;
    assert_eq!((&again["summary"]["skipped"], &again["summary"]["never_invited"]), (&json!(3), &json!(1)), "{again}");
    let id = again["import_id"].as_str().unwrap();
    assert_eq!(test.rows(id, "with=never_invited").await[0]["user"]["email"], "ann@example.org");
    assert_eq!(test.invite(json!({ "import_id": id })).await, counts(1, 1, 0, 1, 0));
    // An import that sends invitations also invites the users whom it enables, even if no invitation was ever requested.
    let enables = json!({ "update_existing": true, "send_invitations": true });
    let released = import(&test, &[(1, "bob@example.org")], enables).await;
    let summary = &released["summary"];
    assert_eq!((&summary["invitations"], &summary["never_invited"]), (&json!(1), &json!(0)), "{released}");
    assert_eq!(summary["fields_changed"], json!({ "enabled": 1 }));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    test.stop().await;
}

#[tokio::test]
async fn learners_who_exist_are_counted_and_can_be_invited_by_the_import_that_left_them_out() {
    let test = TestStack::start().await;
    let learners = |rows: &[&str]| rollcall_tests::learners(rows);
    let options = json!({ "layout": "learners", "on_row_errors": "skip" });
    test.import(learners(&["Ann,Lee,ann@example.org,,,en"]), options.clone()).await;
    let rows = ["Ann,Lee,ann@example.org,,,en", "Bea,Lee,bea@example.org,,,en"];
    let rejected = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    let listed = test.rows(rejected["import_id"].as_str().unwrap(), "with=never_invited").await;
    assert_eq!((&rejected["status"], listed.len()), (&json!("rejected"), 1), "{rejected}");
    assert_eq!(listed[0]["user"]["email"], "ann@example.org");
    let import = test.import(learners(&rows), options).await;
    assert_eq!((&import["summary"]["failed"], &import["summary"]["never_invited"]), (&json!(1), &json!(1)), "{import}");
    assert_eq!(test.invite(json!({ "import_id": import["import_id"] })).await, counts(2, 0, 0, 0, 0));
    test.stop().await;
}

#[tokio::test]
async fn resend_replaces_the_link_at_most_once_an_hour() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org")], SENDS()).await;
    let resend = json!({ "emails": ["ann@example.org"], "resend": true });
    assert_eq!(test.invite(resend.clone()).await, counts(0, 1, 0, 0, 0), "it is still queued");
    test.send_due_emails().await;
    let first = test.token_of("ann@example.org");
    assert_eq!(test.invite(resend.clone()).await, counts(1, 0, 0, 0, 0));
    test.send_due_emails().await;
    let second = test.token_of("ann@example.org");
    assert_ne!(first, second);
    assert_eq!(test.invite(resend.clone()).await, counts(0, 1, 0, 0, 0));
    test.clock().advance(SignedDuration::from_mins(61));
    assert_eq!(test.invite(resend).await, counts(1, 0, 0, 0, 0));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    for token in [&first, &second] {
        assert_eq!(test.accept(token).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(test.accept(&test.token_of("ann@example.org")).await.0, StatusCode::OK);
    test.stop().await;
}

#[tokio::test]
async fn import_of_over_a_thousand_users_is_invited_in_a_batch() {
    let test = TestStack::start().await;
    let addresses: Vec<String> = (0..1_001).map(|n| format!("ann{n}@example.org")).collect();
    let rows: Vec<(u8, &str)> = addresses.iter().map(|address| (1, address.as_str())).collect();
    let id = import(&test, &rows, json!({})).await["import_id"].clone();
    assert_eq!(test.invite(json!({ "emails": [addresses[0]] })).await, counts(1, 0, 0, 0, 0));
    let run = test.invite(json!({ "import_id": id })).await;
    assert_eq!(run.as_object().unwrap().len(), 1, "{run}");
    test.wait_until_idle().await;
    let shown = test.get(&format!("/invitations/{}", run["run_id"].as_str().unwrap())).await;
    assert_eq!(shown["status"], "completed", "{shown}");
    assert_eq!((&shown["queued"], &shown["already_invited"]), (&json!(1_000), &json!(1)), "{shown}");
    let waiting = test.list("/users?invitation=queued", 1_000).await.len() + test.emails().len();
    assert_eq!(waiting, 1_001);
    test.stop().await;
}

/// Creates a batch in the state left by a function that dies before requesting the first step. Returns its path.
async fn create_batch_without_a_message(test: &TestStack, cursor: Option<&str>) -> String {
    let now = test.clock().now();
    let batch_id = BatchId::from_parts(now.as_millisecond().unsigned_abs(), [7; 10]);
    let run = InvitationBatch {
        batch_id: batch_id.clone(),
        source: BatchSource::Uninvited(None),
        resend: false,
        status: BatchStatus::Running,
        invited: Invited::default(),
        cursor: cursor.map(ToOwned::to_owned),
        step: 0,
        version: 1,
        started_by: "admin".to_owned(),
        created_at: now,
        moved_at: now,
        restarts: 0,
        finished_at: None,
        unknown: Unknown::new(),
    };
    test.stack().clients().create_batch(&run).await.unwrap();
    format!("/invitations/{batch_id}")
}

#[tokio::test]
async fn stalled_batch_is_resumed_by_the_sweep() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org"), (1, "bob@example.org")], json!({})).await;
    let path = create_batch_without_a_message(&test, None).await;
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.get(&path).await["status"], "running", "its message may still be queued");
    test.clock().advance(SignedDuration::from_mins(20));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    let shown = test.get(&path).await;
    assert_eq!((&shown["status"], &shown["queued"]), (&json!("completed"), &json!(2)), "{shown}");
    test.stop().await;
}

#[tokio::test]
async fn batch_with_an_impossible_step_fails() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org")], json!({})).await;
    let path = create_batch_without_a_message(&test, Some("none:no cursor of a list")).await;
    for asked_again in 1..=BATCH_RESTARTS_MAX + 1 {
        assert_eq!(test.get(&path).await["status"], "running", "before sweep {asked_again}");
        test.clock().advance(SignedDuration::from_mins(20 * i64::from(asked_again)));
        test.invoke_sweep().await.unwrap();
    }
    let shown = test.get(&path).await;
    assert_eq!((&shown["status"], &shown["queued"]), (&json!("failed"), &json!(0)), "{shown}");
    assert!(shown["finished_at"].is_string(), "{shown}");
    // Its messages will end in the dead-letter queue.
    test.abandon().await;
}

#[tokio::test]
async fn user_imported_without_mail_gets_one_however_often_it_is_requested() {
    let test = TestStack::start().await;
    let addresses: Vec<String> = (0..5).map(|n| format!("ann{n}@example.org")).collect();
    let rows: Vec<(u8, &str)> = addresses.iter().map(|address| (1, address.as_str())).collect();
    import(&test, &rows, json!({})).await;
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 0);
    for _ in 0..3 {
        assert_eq!(test.status(Method::POST, "/sign-ins", Some(json!({ "email": addresses[0] }))).await, 202);
        test.send_due_emails().await;
        test.invite(json!({ "emails": addresses[1..] })).await;
        test.send_due_emails().await;
    }
    let mut to: Vec<String> = test.emails().iter().map(|mail| mail.to.clone()).collect();
    to.sort_unstable();
    assert_eq!(to, addresses);
    test.stop().await;
}

#[tokio::test]
async fn lost_response_is_resolved_by_events_and_never_by_a_second_mail() {
    let test = TestStack::start().await;
    let addresses = ["ann@example.org", "bob@example.org", "cid@example.org"];
    import(&test, &addresses.map(|address| (1, address)), json!({})).await;
    for (address, fault) in addresses.into_iter().zip([Fault::ResponseLost, Fault::Cut, Fault::Silent]) {
        test.stack().ses().script([Some(fault)]);
        test.invite(json!({ "emails": [address] })).await;
        test.wait_until_idle().await;
    }
    assert_eq!(test.invitation(addresses[0]).await, "delivered", "its events arrived");
    assert_eq!(test.invitation(addresses[1]).await, "sending", "the outcome is unknown");
    assert_eq!(test.invitation(addresses[2]).await, "sent", "no event arrived, but the response did");
    test.clock().advance(SignedDuration::from_mins(16));
    test.send_due_emails().await;
    assert_eq!(test.invitation(addresses[1]).await, "unconfirmed");
    assert_eq!(test.list("/users?invitation=unconfirmed", 10).await.len(), 1);
    for body in [json!({ "emails": addresses }), json!({ "all_uninvited": true })] {
        assert_eq!(test.invite(body).await["queued"], 0);
    }
    assert_eq!(test.status(Method::POST, "/sign-ins", Some(json!({ "email": addresses[1] }))).await, 202);
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 2);
    assert_eq!(test.invite(json!({ "emails": [addresses[1]], "resend": true })).await["queued"], 1);
    test.wait_until_idle().await;
    assert_eq!(test.invitation(addresses[1]).await, "delivered");
    test.stop().await;
}

#[tokio::test]
async fn due_invitations_can_be_listed_after_any_of_them() {
    let test = TestStack::start().await;
    let addresses: Vec<String> = (0..20).map(|n| format!("ann{n}@example.org")).collect();
    let rows: Vec<(u8, &str)> = addresses.iter().map(|address| (1, address.as_str())).collect();
    import(&test, &rows, SENDS()).await;
    let (stores, now) = (test.stack().clients(), test.clock().now());
    let all = stores.due_invitations(Due::Enqueue, None, now, 100).await.unwrap();
    assert_eq!(all.len(), addresses.len());
    for (index, entry) in all.iter().enumerate() {
        let (rest, few) = (&all[index + 1..], &all[index + 1..all.len().min(index + 4)]);
        assert_eq!(stores.due_invitations(Due::Enqueue, Some(entry), now, 100).await.unwrap(), rest);
        assert_eq!(stores.due_invitations(Due::Enqueue, Some(entry), now, 3).await.unwrap(), few);
        let earlier = now - SignedDuration::from_hours(1);
        assert!(stores.due_invitations(Due::Enqueue, Some(entry), earlier, 100).await.unwrap().is_empty());
    }
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), addresses.len());
    test.stop().await;
}

#[tokio::test]
async fn invitation_that_is_due_later_is_not_reported_as_sent() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org")], SENDS()).await;
    test.stack().ses().script([Some(Fault::Throttled)]);
    assert_eq!(test.stack().send_due_emails().await.unwrap(), DueEmails::Remain);
    assert_eq!((test.emails().len(), test.invitation("ann@example.org").await), (0, "queued".to_owned()));
    test.clock().advance(SignedDuration::from_secs(10));
    assert_eq!(test.stack().send_due_emails().await.unwrap(), DueEmails::Sent);
    test.wait_until_idle().await;
    assert_eq!(test.emails().len(), 1);
    test.stop().await;
}

#[tokio::test]
async fn throttled_and_paused_mails_wait_and_are_sent_once() {
    let test = TestStack::start().await;
    let addresses = ["ann@example.org", "bob@example.org", "cid@example.org"];
    import(&test, &addresses.map(|address| (1, address)), SENDS()).await;
    test.stack().ses().script([Some(Fault::Throttled), None, Some(Fault::Throttled)]);
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.emails().len(), 1);
    test.clock().advance(SignedDuration::from_secs(10));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    // While the account is paused, nothing is sent; afterwards, sending resumes automatically.
    test.stack().ses().pause(true);
    import(&test, &[(1, "dan@example.org")], SENDS()).await;
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    let sending = test.get("/invitations").await;
    assert_eq!((&sending["status"], &sending["reason"]), (&json!("stopped"), &json!("account")), "{sending}");
    assert_eq!(test.stack().ses().calls().len(), 5);
    assert_eq!(test.stack().send_due_emails().await.unwrap(), DueEmails::WereStopped);
    test.stack().ses().pause(false);
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 4);
    assert_eq!(test.get("/invitations").await["status"], "running");
    test.stop().await;
}

#[tokio::test]
async fn late_and_repeated_events_keep_the_final_state() {
    let test = TestStack::start().await;
    let addresses = ["bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com", "ann@example.org"];
    import(&test, &addresses.map(|address| (1, address)), SENDS()).await;
    test.send_due_emails().await;
    let sending = test.get("/invitations").await;
    assert_eq!((&sending["sent"], &sending["bounced"]), (&json!(3), &json!(1)), "{sending}");
    let emails = test.emails();
    for kind in ["Bounce", "Complaint", "Delivery", "Send", "Send", "Delivery", "Bounce", "Open"] {
        for mail in emails.iter().filter(|mail| mail.to.contains("simulator")) {
            let is_own = !matches!((kind, mail.to.starts_with("bounce")), ("Bounce", false) | ("Complaint", true));
            if is_own {
                test.invoke_feedback(event(kind, mail)).await.unwrap();
            }
        }
    }
    test.invoke_feedback(json!({ "detail": { "eventType": "Send" } })).await.unwrap();
    let states = [test.invitation(addresses[0]).await, test.invitation(addresses[1]).await];
    assert_eq!(states, ["bounced", "complained"]);
    assert_eq!(test.get("/invitations").await["bounced"], 1);
    // These addresses get no further e-mails, even on request.
    test.clock().advance(SignedDuration::from_hours(8 * 24));
    let asked = test.invite(json!({ "emails": addresses[..2], "resend": true })).await;
    assert_eq!(asked, counts(0, 2, 0, 0, 0));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 3);
    test.stop().await;
}

#[tokio::test]
async fn transient_bounce_after_the_delivery_changes_nothing_and_is_not_counted() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org"), (1, "bob@example.org")], SENDS()).await;
    test.send_due_emails().await;
    for mail in test.emails() {
        let mut bounce = event("Bounce", &mail);
        bounce["detail"]["bounce"]["bounceType"] = json!("Transient");
        test.invoke_feedback(bounce).await.unwrap();
        assert_eq!(test.invitation(&mail.to).await, "delivered");
    }
    assert_eq!(test.get("/invitations").await["bounced"], 0);
    test.stop().await;
}

#[tokio::test]
async fn sending_stops_at_four_percent_bounces_and_resumes_on_request() {
    let test = TestStack::start().await;
    // 192 e-mails were sent earlier.
    test.stack().clients().count_sent(192).await.unwrap();
    let addresses: Vec<String> = (0..8).map(|n| format!("bounce+{n}@simulator.amazonses.com")).collect();
    let rows: Vec<(u8, &str)> = addresses.iter().map(|address| (1, address.as_str())).collect();
    import(&test, &rows[..7], SENDS()).await;
    test.send_due_emails().await;
    assert_eq!(test.get("/invitations").await["status"], "running");
    import(&test, &rows[7..], SENDS()).await;
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 8);
    let sending = test.get("/invitations").await;
    assert_eq!((&sending["status"], &sending["reason"]), (&json!("stopped"), &json!("bounces")), "{sending}");
    import(&test, &[(1, "zoe@example.org")], SENDS()).await;
    test.send_due_emails().await;
    let asked = test.invite(json!({ "emails": ["zoe@example.org"] })).await;
    assert_eq!(asked["sending"]["status"], "stopped", "{asked}");
    assert_eq!(test.emails().len(), 8);
    let (status, sending) = test.call(Method::POST, "/invitations/resume", None).await;
    assert_eq!((status, &sending["status"]), (StatusCode::ACCEPTED, &json!("running")), "{sending}");
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 9);
    test.stop().await;
}

#[tokio::test]
async fn invalid_tokens_are_rate_limited_and_valid_links_are_not() {
    let test = TestStack::start().await;
    let addresses: Vec<String> = (0..5).map(|n| format!("ann{n}@example.org")).collect();
    let rows: Vec<(u8, &str)> = addresses.iter().map(|address| (1, address.as_str())).collect();
    import(&test, &rows, SENDS()).await;
    test.send_due_emails().await;
    for address in &addresses {
        assert_eq!(test.accept(&test.token_of(address)).await.0, StatusCode::OK, "{address}");
    }
    let mut statuses = Vec::new();
    for _ in 0..31 {
        statuses.push(test.accept("wrong").await.0.as_u16());
    }
    assert_eq!(statuses[..30], [404; 30]);
    let url = test.url("/invitations/accept");
    let response = test.http().post(url).json(&json!({ "token": "wrong" })).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    test.clock().advance(SignedDuration::from_secs(wait));
    assert_eq!(test.accept("wrong").await.0, StatusCode::NOT_FOUND);
    test.stop().await;
}

#[tokio::test]
async fn failures_of_the_stack_are_no_guesses() {
    let recorder = Recorder::listening();
    let test = TestStack::start_with(TestOptions { recorder: recorder.clone(), ..TestOptions::default() }).await;
    import(&test, &[(1, "ann@example.org")], SENDS()).await;
    test.send_due_emails().await;
    let token = test.token_of("ann@example.org");
    recorder.deny_calls_with(Some("TOKEN#"));
    for _ in 0..31 {
        assert!(test.accept(&token).await.0.is_server_error());
    }
    recorder.deny_calls_with(Some("ADD #tries :minus"));
    let (status, response) = test.accept(&token).await;
    assert_eq!((status, &response["email"]), (StatusCode::OK, &json!("ann@example.org")), "{response}");
    assert_eq!(test.user("ann@example.org").await["status"], "active");
    test.stop().await;
}

#[tokio::test]
async fn table_dump_contains_no_usable_token_and_erasure_removes_it() {
    let test = TestStack::start().await;
    import(&test, &[(1, "ann@example.org"), (1, "bob@example.org")], SENDS()).await;
    test.send_due_emails().await;
    let token = test.token_of("ann@example.org");
    let dump = || async {
        let table = &test.stack().addresses().table;
        let scanned = test.stack().clients().dynamodb().scan().table_name(table).send().await.unwrap();
        format!("{:?}", scanned.items())
    };
    let before = dump().await;
    assert!(!before.contains(&token));
    assert_eq!(before.matches("TOKEN#").count(), 2, "one hash for each token");
    // The stored hashes are not valid tokens.
    for text in before.split('"').filter(|text| text.len() >= 32) {
        assert_eq!(rollcall_domain::invitation::Token::parse(text), None, "{text}");
    }
    let id = test.user("ann@example.org").await["user_id"].as_str().unwrap().to_owned();
    assert_eq!(test.status(Method::DELETE, &format!("/users/{id}"), None).await, 204);
    let after = dump().await;
    assert_eq!(after.matches("TOKEN#").count(), 1);
    assert!(!after.contains("ann@example.org"), "{after}");
    assert_eq!(test.accept(&token).await.0, StatusCode::NOT_FOUND);
    test.stop().await;
}
