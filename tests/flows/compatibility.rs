//! A version reads what the last release wrote, and writes only what the last release reads: while a deployment replaces the functions, and
//! after one that was rolled back, both work on the same items, plans and messages.
//!
//! `tests/compatibility/<release>/` contains what the last release wrote: items of the table, objects and messages, and what the API
//! returned about them. To record a new release, run this test with `ROLLCALL_RELEASE=<version>` and change [`LAST_RELEASE`].

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    ids::BatchId,
    invitation::{BatchSource, InvitationBatch},
    stores::{Environment, InvitationBatchStore},
};
use rollcall_tests::{Recorder, TestStack, enrolment, many};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

const LAST_RELEASE: &str = "0.2.0";

/// Attributes and members whose values older code knows: another value is unreadable.
const ENUMS: [&str; 9] =
    ["status", "invitation", "outcome", "layout", "from", "kind", "severity", "on_row_errors", "code"];

/// What one version wrote.
#[derive(Serialize, Deserialize)]
struct Written {
    /// Time at which it stopped.
    at: Timestamp,
    items: Vec<Value>,
    /// Objects of the results bucket, by key.
    objects: BTreeMap<String, String>,
    /// Bodies of messages, by queue.
    messages: BTreeMap<String, Vec<Value>>,
    /// What the API returned, by path.
    shown: BTreeMap<String, Value>,
    /// Ids of the imports and the batch, by what they are waiting for.
    ids: BTreeMap<String, String>,
    /// Token of a link that was not used.
    token: String,
}

fn folder(release: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compatibility").join(release)
}

fn last_release() -> Written {
    let text = std::fs::read_to_string(folder(LAST_RELEASE).join("written.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn to_json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::B(bytes) => json!({ "B": bytes.as_ref() }),
        AttributeValue::Bool(is) => json!({ "BOOL": is }),
        AttributeValue::Null(is) => json!({ "NULL": is }),
        AttributeValue::L(list) => json!({ "L": list.iter().map(to_json).collect::<Vec<_>>() }),
        AttributeValue::M(map) => {
            let members: BTreeMap<&String, Value> = map.iter().map(|(name, value)| (name, to_json(value))).collect();
            json!({ "M": members })
        }
        other => panic!("unknown kind of attribute: {other:?}"),
    }
}

fn from_json(value: &Value) -> AttributeValue {
    let (kind, inner) = value.as_object().unwrap().iter().next().unwrap();
    let text = || inner.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "B" => AttributeValue::B(Blob::new(serde_json::from_value::<Vec<u8>>(inner.clone()).unwrap())),
        "BOOL" => AttributeValue::Bool(inner.as_bool().unwrap()),
        "NULL" => AttributeValue::Null(true),
        "L" => AttributeValue::L(inner.as_array().unwrap().iter().map(from_json).collect()),
        "M" => AttributeValue::M(members(inner).map(|(name, value)| (name.clone(), from_json(value))).collect()),
        other => panic!("unknown kind of attribute: {other}"),
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().unwrap().iter()
}

/// Runs imports and invitations until each kind of item, object and message exists, and some of them wait.
async fn write(test: &TestStack, recorder: &Recorder) -> Written {
    let mut ids = BTreeMap::new();
    let id_of = |import: &Value| import["import_id"].as_str().unwrap().to_owned();
    let named = |name: &str| many(3).replace("@example.org", &format!("-{name}@example.org"));

    // Users whose invitations were delivered, accepted, bounced, held and never requested.
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Nurse,North,Safety First – Basics,",
        "1,Bea,Lee,bea@example.org,Acme GmbH,,fr,,,,",
        "1,Cid,Lee,bounce@simulator.amazonses.com,Brio SA,,en,,,,",
        "0,Dan,Lee,dan@example.org,Brio SA,,de,,,,",
    ];
    let completed = test.import(enrolment(&rows), json!({ "send_invitations": true })).await;
    test.send_due_mails().await;
    assert_eq!(test.accept(&test.token_of("ann@example.org")).await.0, StatusCode::OK);
    let token = test.token_of("bea@example.org");
    ids.insert("completed".to_owned(), id_of(&completed));
    let changed = enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,Autumn,en,Doctor,North,\"Leadership, Part 1\","]);
    let options = json!({ "update_existing": true, "send_invitations": true });
    ids.insert("updated".to_owned(), id_of(&test.import(changed, options).await));

    let wrong = enrolment(&["1,Ann,Lee,new@example.org,Acme Gnbh,,en,,,,", "1,,Lee,b@@example.org,Acme GmbH,,xx,,,,"]);
    ids.insert("rejected".to_owned(), id_of(&test.import(&wrong, json!({})).await));
    let dropped = test.drop_and_settle("drop/people.csv", wrong, &[("on-row-errors", "skip")]).await;
    ids.insert("dropped".to_owned(), id_of(&dropped[0]));

    // A failed import that can be retried.
    let options = json!({ "confirm": true, "update_existing": true });
    let failed = id_of(&test.import(named("failed"), options.clone()).await);
    let key = test.plan_key(&failed, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    test.confirm(&failed, false).await;
    test.wait(&failed, &["failed"]).await;
    test.put_result(&key, plan).await;
    ids.insert("failed".to_owned(), failed);

    // One whose messages the sweep sent again, and one for which it has not done so yet.
    let resent = test.import_without_chunks(named("resent")).await;
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.wait(resent.as_str(), &["completed"]).await;
    let body = json!({ "file_name": "people.csv", "size_bytes": 9 });
    let asked = test.http().post(test.url("/imports")).header("idempotency-key", "one").json(&body);
    let asked: Value = asked.send().await.unwrap().json().await.unwrap();
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.rest().await;
    ids.insert("asked".to_owned(), id_of(&asked));
    ids.insert("confirmed".to_owned(), test.import_without_chunks(named("confirmed")).await.as_str().to_owned());
    let file =
        named("waiting") + "1,Ann,Lee,ann@example.org,Brio SA,,en,,,,\n1,Eve,Lee,eve@example.org,Nowhere,,en,,,,\n";
    let waiting = json!({ "confirm": true, "update_existing": true, "on_row_errors": "skip" });
    ids.insert("waiting".to_owned(), id_of(&test.import(file, waiting).await));

    // A batch that stalled and was continued, and one that waits.
    for name in ["continued", "stalled"] {
        let now = test.clock().now();
        let batch_id = BatchId::at(now, test.clock().random_bits());
        let batch = InvitationBatch::new(batch_id.clone(), BatchSource::Uninvited(None), false, "admin", now);
        test.stack().clients().create_batch(&batch).await.unwrap();
        ids.insert(name.to_owned(), batch_id.to_string());
        if name == "continued" {
            test.clock().advance(SignedDuration::from_mins(20));
            // The imports that wait would move, too.
            let stores = test.stack().clients();
            rollcall_domain::flow::invitation::batch::restart(stores).await.unwrap();
            test.rest().await;
        }
    }

    let mut shown = BTreeMap::new();
    let mut paths = vec!["/users?limit=1000".to_owned(), "/catalog".to_owned()];
    for (name, id) in &ids {
        match name.as_str() {
            "continued" | "stalled" => paths.push(format!("/invitations/{id}")),
            "completed" | "updated" | "waiting" | "dropped" => paths.extend([
                format!("/imports/{id}"),
                format!("/imports/{id}/rows?outcome=created"),
                format!("/imports/{id}/problems"),
            ]),
            _ => paths.push(format!("/imports/{id}")),
        }
    }
    for path in paths {
        let answer = test.get(&path).await;
        shown.insert(path, answer);
    }
    Written {
        at: test.clock().now(),
        items: items(test).await,
        objects: objects(test).await,
        messages: messages(recorder),
        shown,
        ids,
        token,
    }
}

async fn items(test: &TestStack) -> Vec<Value> {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    let scanned = clients.dynamodb().scan().table_name(table).send().await.unwrap();
    let mut items: Vec<Value> = scanned.items().iter().map(|item| to_json(&AttributeValue::M(item.clone()))).collect();
    items.sort_unstable_by_key(|item| item["M"]["pk"]["S"].to_string() + &item["M"]["sk"]["S"].to_string());
    items
}

async fn objects(test: &TestStack) -> BTreeMap<String, String> {
    let mut objects = BTreeMap::new();
    for key in test.result_keys("").await {
        objects.insert(key.clone(), String::from_utf8(test.result(&key).await).unwrap());
    }
    objects
}

/// The messages that functions sent, one of each kind of message and queue.
fn messages(recorder: &Recorder) -> BTreeMap<String, Vec<Value>> {
    let mut messages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for asked in recorder.take() {
        if !asked.target.as_deref().is_some_and(|target| target.starts_with("AmazonSQS.SendMessage")) {
            continue;
        }
        let body: Value = serde_json::from_slice(&asked.body).unwrap();
        let queue = body["QueueUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let entries = body["Entries"].as_array().cloned().unwrap_or_else(|| vec![body]);
        let sent = messages.entry(queue).or_default();
        for entry in entries {
            let message: Value = serde_json::from_str(entry["MessageBody"].as_str().unwrap()).unwrap();
            let names = |value: &Value| members(value).map(|(name, _)| name.clone()).collect::<Vec<_>>();
            if !sent.iter().any(|other| names(other) == names(&message)) {
                sent.push(message);
            }
        }
    }
    messages
}

async fn load(test: &TestStack, written: &Written) {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    for item in &written.items {
        let AttributeValue::M(item) = from_json(item) else { panic!("an item is a map") };
        clients.dynamodb().put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
    }
    for (key, text) in &written.objects {
        test.put_result(key, text.clone().into()).await;
    }
    test.clock().advance(written.at.duration_since(test.clock().now()));
}

/// Everything in `shown` must be in `answer`, which may contain more.
fn assert_contains(answer: &Value, shown: &Value, path: &str) {
    match (answer, shown) {
        (Value::Object(answer), Value::Object(shown)) => {
            for (name, value) in shown {
                let found = answer.get(name).unwrap_or_else(|| panic!("{path}: {name} is missing"));
                assert_contains(found, value, &format!("{path} {name}"));
            }
        }
        (Value::Array(answer), Value::Array(shown)) => {
            assert_eq!(answer.len(), shown.len(), "{path}");
            for (place, (answer, shown)) in answer.iter().zip(shown).enumerate() {
                assert_contains(answer, shown, &format!("{path}[{place}]"));
            }
        }
        _ => assert_eq!(answer, shown, "{path}"),
    }
}

#[tokio::test]
async fn items_of_the_last_release_are_read() {
    let written = last_release();
    let test = TestStack::start().await;
    load(&test, &written).await;
    for (path, shown) in &written.shown {
        assert_contains(&test.get(path).await, shown, path);
    }
    let id = |name: &str| written.ids[name].as_str();

    // Whatever waits continues.
    assert_eq!(test.accept(&written.token).await.0, StatusCode::OK);
    assert_eq!(test.confirm(id("waiting"), true).await, 202);
    let waiting = test.settled_after_confirm(id("waiting")).await;
    assert_eq!((&waiting["status"], &waiting["summary"]["created"]), (&json!("completed"), &json!(3)), "{waiting}");
    assert_eq!(test.status(Method::POST, &format!("/imports/{}/retry", id("failed")), None).await, 202);
    test.wait(id("failed"), &["completed"]).await;
    test.clock().advance(SignedDuration::from_mins(30));
    test.invoke_sweep().await.unwrap();
    test.wait(id("confirmed"), &["completed"]).await;
    test.rest().await;
    let batch = test.get(&format!("/invitations/{}", id("stalled"))).await;
    assert_eq!(batch["status"], "completed", "{batch}");
    test.clock().advance(SignedDuration::from_hours(2));
    test.invoke_sweep().await.unwrap();
    test.rest().await;
    test.wait(id("asked"), &["expired"]).await;

    // Messages that were in the queues during the deployment.
    let sqs = test.stack().clients().sqs();
    let addresses = test.stack().addresses();
    let queues =
        [&addresses.chunk_queue, &addresses.resume_queue, &addresses.mail_queue, &addresses.invitation_batch_queue];
    for (name, bodies) in &written.messages {
        let url = queues.into_iter().find(|url| url.ends_with(name.as_str())).unwrap();
        for body in bodies {
            sqs.send_message().queue_url(url).message_body(body.to_string()).send().await.unwrap();
        }
    }
    test.stop().await;
}

/// The paths of a value with the type at each, and the values of [`ENUMS`].
fn shape(
    value: &Value,
    path: &str,
    types: &mut BTreeSet<(String, &'static str)>,
    enums: &mut BTreeSet<(String, String)>,
) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "map",
    };
    types.insert((path.to_owned(), kind));
    match value {
        // The kind of an attribute is part of its type, not of its path.
        Value::Object(members)
            if members.len() == 1
                && members.keys().all(|name| ["S", "N", "B", "BOOL", "NULL", "L", "M"].contains(&name.as_str())) =>
        {
            let (kind, inner) = members.iter().next().unwrap();
            types.insert((
                path.to_owned(),
                if kind == "S" {
                    "S"
                } else if kind == "N" {
                    "N"
                } else {
                    "other"
                },
            ));
            if kind == "S" || kind == "L" || kind == "M" {
                shape(inner, path, types, enums);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                shape(value, &format!("{path}.{name}"), types, enums);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| shape(value, &format!("{path}[]"), types, enums)),
        Value::String(text) if ENUMS.contains(&path.rsplit('.').next().unwrap()) => {
            enums.insert((path.to_owned(), text.clone()));
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What is written, by kind: items by their sort key, plans by line, messages by queue.
fn documents(written: &Written) -> BTreeMap<String, Vec<Value>> {
    let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for item in &written.items {
        let text = |name: &str| item["M"][name]["S"].as_str().unwrap();
        let partition = text("pk").split('#').next().unwrap();
        let sort = text("sk").split('#').next().unwrap();
        documents.entry(format!("item {partition} {sort}")).or_default().push(item.clone());
    }
    for (key, text) in &written.objects {
        let name = key.rsplit('/').next().unwrap();
        if name == "index.json" {
            documents.entry("index".to_owned()).or_default().push(serde_json::from_str(text).unwrap());
        } else if name == "plan.ndjson" || key.contains("/chunks/") {
            let kind = if name == "plan.ndjson" { "plan" } else { "result" };
            let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
            documents.entry(kind.to_owned()).or_default().extend(lines);
        }
    }
    for (queue, bodies) in &written.messages {
        documents.entry(format!("message {queue}")).or_default().extend(bodies.iter().cloned());
    }
    documents
}

/// Paths with the same type in all of these documents: what a reader may require.
fn required(documents: &[Value]) -> BTreeSet<(String, &'static str)> {
    let mut shapes = documents.iter().map(|document| {
        let (mut types, mut enums) = (BTreeSet::new(), BTreeSet::new());
        shape(&without_names(document), "", &mut types, &mut enums);
        types
    });
    let first = shapes.next().unwrap_or_default();
    shapes.fold(first, |common, types| common.intersection(&types).cloned().collect())
}

/// The document without maps whose names are ids.
fn without_names(document: &Value) -> Value {
    match document {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| !["courses", "assigned"].contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), without_names(value))).collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.iter().map(without_names).collect()),
        other => other.clone(),
    }
}

#[tokio::test]
async fn new_items_can_be_read_by_the_last_release() {
    let recorder = Recorder::listening();
    let test = TestStack::start_recorded(&recorder).await;
    let now = write(&test, &recorder).await;
    test.abandon().await;
    if let Ok(release) = std::env::var("ROLLCALL_RELEASE") {
        let path = folder(&release);
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("written.json"), serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        return;
    }
    let (now, before) = (documents(&now), documents(&last_release()));
    let enums = |documents: &[Value]| {
        let (mut types, mut enums) = (BTreeSet::new(), BTreeSet::new());
        documents.iter().for_each(|document| shape(&without_names(document), "", &mut types, &mut enums));
        enums
    };
    let mut wrong = Vec::new();
    for (kind, before) in &before {
        let Some(now) = now.get(kind) else {
            wrong.push(format!("{kind}: no longer written"));
            continue;
        };
        for (path, kind_of) in required(before).difference(&required(now)) {
            wrong.push(format!("{kind}: {path} is no longer always a {kind_of}"));
        }
        for (path, value) in enums(now).difference(&enums(before)) {
            wrong.push(format!("{kind}: {path} has the value {value}, which the last release may not know"));
        }
    }
    assert!(wrong.is_empty(), "the release {LAST_RELEASE} cannot read what this version writes:\n{}", wrong.join("\n"));
}
