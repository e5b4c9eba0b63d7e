//! The part of a deployment during which old and new functions run at the same time, as seen by the old ones: items contain members that
//! only the new functions know, or values that only they can read.

use std::{collections::HashMap, net::Ipv4Addr, time::Duration};

use aws_sdk_dynamodb::types::{AttributeValue, DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate};
use jiff::SignedDuration;
use reqwest::Method;
use rollcall_domain::{
    flow::sweep::recover,
    ids::BatchId,
    invitation::{BatchSource, InvitationBatch},
    stores::{ChunkMessage, Environment, InvitationBatchStore},
};
use rollcall_local::stack::{MAILS_PER_SECOND, Stack, StackConfig, StackError};
use rollcall_tests::{TestStack, enrolment, many};
use serde_json::{Value, json};

/// Returns the value of a member that this version does not know: a map that contains values of several types.
fn newer() -> AttributeValue {
    let list = vec![AttributeValue::S("a".to_owned()), AttributeValue::Bool(true), AttributeValue::Null(true)];
    let members = [("list", AttributeValue::L(list)), ("number", AttributeValue::N("-7.5".to_owned()))];
    AttributeValue::M(members.map(|(name, value)| (name.to_owned(), value)).into())
}

/// Sets an attribute of the item with these keys or, with `parent`, a member of that attribute.
async fn set(test: &TestStack, pk: &str, sk: &str, parent: Option<&str>, member: &str, value: AttributeValue) {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    let mut update = clients.dynamodb().update_item().table_name(table);
    let path = parent.map_or("#member", |_| "#parent.#member");
    if let Some(parent) = parent {
        update = update.expression_attribute_names("#parent", parent);
    }
    let update = update.update_expression(format!("SET {path} = :value")).expression_attribute_names("#member", member);
    let update = update.expression_attribute_values(":value", value);
    let update = update.key("pk", AttributeValue::S(pk.to_owned())).key("sk", AttributeValue::S(sk.to_owned()));
    update.send().await.unwrap();
}

async fn item(test: &TestStack, pk: &str, sk: &str) -> AttributeValue {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    let get = clients.dynamodb().get_item().table_name(table).key("pk", AttributeValue::S(pk.to_owned()));
    AttributeValue::M(get.key("sk", AttributeValue::S(sk.to_owned())).send().await.unwrap().item.unwrap())
}

fn member<'a>(value: &'a AttributeValue, name: &str) -> Option<&'a AttributeValue> {
    value.as_m().unwrap().get(name)
}

/// Returns the partition of the only user with this address.
async fn partition_of(test: &TestStack, address: &str) -> String {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    let scanned = clients.dynamodb().scan().table_name(table).send().await.unwrap();
    let is_wanted = |name: &str, value: &str, item: &HashMap<String, AttributeValue>| {
        item.get(name).and_then(|found| found.as_s().ok()).is_some_and(|found| found == value)
    };
    let mut found =
        scanned.items().iter().filter(|item| is_wanted("sk", "USER", item) && is_wanted("address", address, item));
    found.next().unwrap()["pk"].as_s().unwrap().clone()
}

#[tokio::test]
async fn import_keeps_the_members_of_a_newer_version() {
    let test = TestStack::start().await;
    let waits = test.import(many(3), json!({ "confirm": true, "send_invitations": true })).await;
    let id = waits["import_id"].as_str().unwrap();
    let pk = format!("IMPORT#{id}");
    set(&test, &pk, "IMPORT", None, "newer", newer()).await;
    assert_eq!(test.confirm(id, false).await, 202);
    assert_eq!(test.settled_after_confirm(id).await["status"], "completed");
    assert_eq!(member(&item(&test, &pk, "IMPORT").await, "newer"), Some(&newer()));

    // An undo also writes the import that it undoes.
    let (_, undo) = test.call(Method::POST, &format!("/imports/{id}/undo"), Some(json!({ "confirm": false }))).await;
    test.settled(undo["import_id"].as_str().unwrap()).await;
    let undone = item(&test, &pk, "IMPORT").await;
    assert_eq!(member(&undone, "undone_by"), Some(&AttributeValue::S(undo["import_id"].as_str().unwrap().to_owned())));
    assert_eq!(member(&undone, "newer"), Some(&newer()));
    test.stop().await;
}

#[tokio::test]
async fn user_and_invitation_keep_the_members_of_a_newer_version() {
    let test = TestStack::start().await;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Nurse,,,";
    test.import(enrolment(&[row]), json!({ "send_invitations": true })).await;
    let pk = partition_of(&test, "ann@example.org").await;
    set(&test, &pk, "USER", None, "newer", newer()).await;
    set(&test, &pk, "USER", Some("invited"), "newer", newer()).await;
    // The invitation is claimed, sent, delivered and, after another import updates the user, accepted.
    test.send_due_emails().await;
    test.import(enrolment(&[&row.replace("Nurse", "Doctor")]), json!({ "update_existing": true })).await;
    test.accept(&test.token_of("ann@example.org")).await;
    let user = item(&test, &pk, "USER").await;
    assert_eq!(member(&user, "invitation"), Some(&AttributeValue::S("accepted".to_owned())));
    assert_eq!(member(&user, "newer"), Some(&newer()));
    assert_eq!(member(member(&user, "invited").unwrap(), "newer"), Some(&newer()));
    test.stop().await;
}

#[tokio::test]
async fn batch_keeps_the_members_of_a_newer_version() {
    let test = TestStack::start().await;
    test.import(many(3), json!({})).await;
    let now = test.clock().now();
    let batch_id = BatchId::at(now, test.clock().random_bits());
    let batch = InvitationBatch::new(batch_id.clone(), BatchSource::Uninvited(None), false, "admin", now);
    test.stack().clients().create_batch(&batch).await.unwrap();
    let pk = format!("RUN#{batch_id}");
    set(&test, &pk, "RUN", None, "newer", newer()).await;
    test.clock().advance(SignedDuration::from_mins(20));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    let batch = item(&test, &pk, "RUN").await;
    assert_eq!(member(&batch, "status"), Some(&AttributeValue::S("completed".to_owned())));
    assert_eq!(member(&batch, "newer"), Some(&newer()));
    test.stop().await;
}

#[tokio::test]
async fn feed_and_configuration_keep_the_members_of_a_newer_version() {
    let test = TestStack::start().await;
    assert_eq!(test.status(Method::PUT, "/feeds/hr", Some(json!({}))).await, 201);
    for parent in [None, Some("config")] {
        set(&test, "FEED#hr", "FEED", parent, "newer", newer()).await;
    }
    assert_eq!(test.status(Method::PUT, "/feeds/hr", Some(json!({ "missing_after": 2 }))).await, 200);
    let feed = item(&test, "FEED#hr", "FEED").await;
    assert_eq!(member(&feed, "newer"), Some(&newer()));
    let config = member(&feed, "config").unwrap();
    assert_eq!(member(config, "missing_after"), Some(&AttributeValue::N("2".to_owned())));
    assert_eq!(member(config, "newer"), Some(&newer()));
    assert_eq!(test.get("/feeds/hr").await.get("newer"), None);
    test.stop().await;
}

/// If old functions must not process an import, a new version gives it a status that they cannot read.
#[tokio::test]
async fn import_that_only_a_newer_version_reads_is_left_to_it() {
    let test = TestStack::start().await;
    let of_newer = test.import_without_chunks(many(3)).await;
    let other = test.import_without_chunks(many(2).replace("@example.org", "-other@example.org")).await;
    let pk = format!("IMPORT#{of_newer}");
    let status = |text: &str| AttributeValue::S(text.to_owned());
    set(&test, &pk, "IMPORT", None, "status", status("known-to-the-next-version")).await;
    let before = item(&test, &pk, "IMPORT").await;

    // A worker returns the message to the queue, and a caller is asked to try again.
    let index = test.plan_key(of_newer.as_str(), "index.json").await;
    let index: Value = serde_json::from_slice(&test.result(&index).await).unwrap();
    let (offset, length) =
        (index["chunks"][0]["offset"].as_u64().unwrap(), index["chunks"][0]["length"].as_u64().unwrap());
    let message = ChunkMessage { import_id: of_newer.clone(), chunk: 0, offset, length };
    assert!(test.invoke_apply(&message, Duration::from_secs(30)).await.is_err());
    assert_eq!(test.status(Method::GET, &format!("/imports/{of_newer}"), None).await, 503);

    // The sweep reports the import and continues with the other one.
    test.clock().advance(SignedDuration::from_mins(10));
    assert!(test.invoke_sweep().await.is_err());
    test.wait(other.as_str(), &["completed"]).await;
    test.wait_until_idle().await;
    // It does not prevent a program from starting.
    assert_eq!(Box::pin(recover(test.stack().clients())).await.unwrap().seen, 0);
    assert_eq!(item(&test, &pk, "IMPORT").await, before);
    assert!(test.users().await.iter().all(|user| user["email"].as_str().unwrap().contains("-other@")));

    // The new functions continue the import.
    set(&test, &pk, "IMPORT", None, "status", status("importing")).await;
    test.invoke_apply(&message, Duration::from_secs(30)).await.unwrap();
    assert_eq!(test.wait(of_newer.as_str(), &["completed"]).await["summary"]["created"], 3);
    test.stop().await;
}

#[tokio::test]
async fn user_whom_only_a_newer_version_reads_does_not_delay_the_others() {
    let test = TestStack::start().await;
    let rows = ["ann", "ben"].map(|name| format!("1,{name},Lee,{name}@example.org,Acme GmbH,Spring,en,Nurse,,,"));
    test.import(enrolment(&[&rows[0], &rows[1]]), json!({ "send_invitations": true })).await;
    let pk = partition_of(&test, "ann@example.org").await;
    let state = |text: &str| AttributeValue::S(text.to_owned());
    set(&test, &pk, "USER", None, "invitation", state("known-to-the-next-version")).await;
    let before = item(&test, &pk, "USER").await;
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    test.token_of("ben@example.org");
    assert_eq!(item(&test, &pk, "USER").await, before);

    // The new functions send the invitation.
    set(&test, &pk, "USER", None, "invitation", state("queued")).await;
    test.send_due_emails().await;
    test.token_of("ann@example.org");
    test.stop().await;
}

#[tokio::test]
async fn data_directory_of_another_version_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let config = StackConfig {
        data_dir: dir.path().to_owned(),
        host: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        issuer: None,
        accepts_workbooks: false,
        lambda: None,
        in_memory: false,
        workers: false,
        mails_per_second: MAILS_PER_SECOND,
    };
    let stack = Stack::start(config.clone()).await.unwrap();
    let delete = DeleteGlobalSecondaryIndexAction::builder().index_name("due").build().unwrap();
    let update = stack.clients().dynamodb().update_table().table_name(&stack.addresses().table);
    let update = update.global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().delete(delete).build());
    update.send().await.unwrap();
    stack.stop().await;
    let refused = Stack::start(config).await.err();
    assert!(matches!(refused, Some(StackError::OtherVersion { .. })), "{refused:?}");
}
