//! What a version writes: every kind of item, object and message.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    feed::FeedName,
    ids::{BatchId, ImportId},
    import::ImportStatus,
    invitation::{BatchSource, InvitationBatch},
    stores::{Environment, FeedStore, ImportStore, InvitationBatchStore, Replaced},
};
use rollcall_tests::{HEADER, Recorder, TestStack, enrolment, learners, many};
use rust_xlsxwriter::Workbook;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What one version wrote.
#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    /// Time at which the recording ended.
    pub(super) at: Timestamp,
    pub(super) items: Vec<Value>,
    /// Objects in the results bucket, by key.
    pub(super) objects: BTreeMap<String, String>,
    /// Bodies of messages, by queue.
    pub(super) messages: BTreeMap<String, Vec<Value>>,
    /// What the API returned, by path.
    pub(super) shown: BTreeMap<String, Value>,
    /// Ids of the imports and batches, by name.
    pub(super) ids: BTreeMap<String, String>,
    /// Token of an unused link.
    pub(super) token: String,
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

fn id_of(import: &Value) -> String {
    import["import_id"].as_str().unwrap().to_owned()
}

/// Returns a file with three users whose addresses contain the name.
fn named(name: &str) -> String {
    many(3).replace("@example.org", &format!("-{name}@example.org"))
}

/// Returns a file for the feed `hr` with these people. Their company matches only because of the feed's correction.
fn of_feed(names: &[&str]) -> String {
    let row = |name: &&str| format!("1,{name},Lee,{}@hr.example.org,Acme Ges,,en,,,,", name.to_lowercase());
    let rows: Vec<String> = names.iter().map(row).collect();
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Runs imports and invitations until each kind of item, object and message exists, and leaves some of them waiting.
pub(super) async fn write(test: &TestStack, recorder: &Recorder) -> Written {
    let mut ids = BTreeMap::new();

    // Users whose invitations were accepted, delivered, bounced and held.
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Nurse,North,Safety First – Basics,",
        "1,Bea,Lee,bea@example.org,Acme GmbH,,fr,,,,",
        "1,Cid,Lee,bounce@simulator.amazonses.com,Brio SA,,en,,,,",
        "0,Dan,Lee,dan@example.org,Brio SA,,de,,,,",
    ];
    let completed = test.import(enrolment(&rows), json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
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

    ids.extend(follow_ups(test).await);
    ids.extend(files_of_a_feed(test).await);
    let people = learners(&["Nia,Lee,nia@example.org,00477,FR,fr"]);
    ids.insert("learners".to_owned(), id_of(&test.import(people, json!({ "layout": "learners" })).await));

    // A failed import that can be retried.
    let options = json!({ "confirm": true, "update_existing": true });
    let failed = id_of(&test.import(named("failed"), options.clone()).await);
    let key = test.plan_key(&failed, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    test.confirm(&failed, false).await;
    test.wait(&failed, &["failed"]).await;
    test.put_result(&key, plan).await;
    ids.insert("failed".to_owned(), failed);

    // An import whose messages the sweep sent, one without a file, and one whose messages the sweep has not yet sent.
    let resent = test.import_without_chunks(named("resent")).await;
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.wait(resent.as_str(), &["completed"]).await;
    // The report of the feed is being sent; if the clock jumped now, no time would be left for it.
    test.wait_until_idle().await;
    let body = json!({ "file_name": "people.csv", "size_bytes": 9 });
    let asked = test.http().post(test.url("/imports")).header("idempotency-key", "one").json(&body);
    let asked: Value = asked.send().await.unwrap().json().await.unwrap();
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    ids.insert("asked".to_owned(), id_of(&asked));
    ids.insert("confirmed".to_owned(), test.import_without_chunks(named("confirmed")).await.as_str().to_owned());
    ids.extend(files_of_a_busy_feed(test).await);
    let file =
        named("waiting") + "1,Ann,Lee,ann@example.org,Brio SA,,en,,,,\n1,Eve,Lee,eve@example.org,Nowhere,,en,,,,\n";
    let waiting = json!({ "confirm": true, "update_existing": true, "on_row_errors": "skip" });
    ids.insert("waiting".to_owned(), id_of(&test.import(file, waiting).await));

    // A batch that stalled and was continued, and one that is still stalled.
    for name in ["continued", "stalled"] {
        let now = test.clock().now();
        let batch_id = BatchId::at(now, test.clock().random_bits());
        let batch = InvitationBatch::new(batch_id.clone(), BatchSource::Uninvited(None), false, "admin", now);
        test.stack().clients().create_batch(&batch).await.unwrap();
        ids.insert(name.to_owned(), batch_id.to_string());
        if name == "continued" {
            test.clock().advance(SignedDuration::from_mins(20));
            // A whole sweep would also resume the waiting imports.
            let stores = test.stack().clients();
            rollcall_domain::flow::invitation::batch::restart(stores).await.unwrap();
            test.wait_until_idle().await;
        }
    }

    let mut shown = BTreeMap::new();
    let paths = ["/users?limit=1000", "/users?identifier=00477", "/catalog", "/feeds", "/feeds/hr", "/feeds/it"];
    let mut paths: Vec<String> = paths.map(str::to_owned).into();
    for (name, id) in &ids {
        match name.as_str() {
            "continued" | "stalled" => paths.push(format!("/invitations/{id}")),
            "completed" | "updated" | "waiting" | "dropped" | "corrected" | "undo" | "feed-held" => paths.extend([
                format!("/imports/{id}"),
                format!("/imports/{id}/rows"),
                format!("/imports/{id}/corrections"),
                format!("/imports/{id}/problems"),
            ]),
            _ => paths.push(format!("/imports/{id}")),
        }
    }
    for path in paths {
        let response = test.get(&path).await;
        shown.insert(path, response);
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

/// Creates corrections, undos and an import of a workbook. Returns the ids of the imports by name.
async fn follow_ups(test: &TestStack) -> Vec<(String, String)> {
    // A rejected file and its correction, with an alias and a corrected cell.
    let alias = json!({ "aliases": [{ "company": "Acme GmbH", "alias": "Acme Inc" }] });
    assert_eq!(test.status(Method::POST, "/catalog/aliases", Some(alias)).await, 200);
    let wrong =
        enrolment(&["1,Fay,Lee,fay@@example.org,Acme Inc,,en,,,,", "1,Guy,Lee,guy@example.org,Nowhere,,en,,,,"]);
    let superseded = id_of(&test.import(wrong, json!({})).await);
    let corrections = json!({ "corrections": [
        { "kind": "cell", "row": 2, "column": "email", "found": "fay@@example.org", "to": "fay@example.org" },
        { "kind": "value", "column": "companyName", "found": "Nowhere", "to": "Brio SA" },
    ] });
    let corrected = after(test, &superseded, "corrections", corrections).await;
    assert_eq!(test.confirm(&corrected, false).await, 202);
    assert_eq!(test.settled_after_confirm(&corrected).await["summary"]["created"], 2);

    // A completed undo, and one that waits.
    let undone = id_of(&test.import(named("undone"), json!({})).await);
    let update = named("undone").replace("Spring", "Autumn").replace("Safety First - Basics", "Café Etiquette");
    let updated = id_of(&test.import(update, json!({ "update_existing": true })).await);
    let undo = after(test, &updated, "undo", json!({ "confirm": false })).await;
    let waits = after(test, &undone, "undo", json!({ "confirm": true })).await;
    let names = ["superseded", "corrected", "undone", "undo", "undo-that-waits", "workbook"].map(str::to_owned);
    names.into_iter().zip([superseded, corrected, updated, undo, waits, workbook(test).await]).collect()
}

/// Imports four files for a feed: three are completed, the third of which disables a person, and the fourth waits for confirmation. Returns
/// the ids of the imports by name.
async fn files_of_a_feed(test: &TestStack) -> Vec<(String, String)> {
    let config = json!({
        "missing": "disable", "missing_after": 2, "brake": { "min_users": 2 }, "report_to": ["it@rollcall.example"],
        "corrections": [{ "kind": "value", "column": "companyName", "found": "Acme Ges", "to": "Acme GmbH" }],
    });
    assert_eq!(test.status(Method::PUT, "/feeds/hr", Some(config)).await, 201);
    let mut ids = Vec::new();
    for (name, people, status) in [
        ("feed-first", &["Ina", "Jon", "Kim", "Lea"][..], "completed"),
        ("feed-previous", &["Ina", "Jon", "Kim"], "completed"),
        ("feed-newest", &["Ina", "Jon", "Mia"], "completed"),
        // Contains less than half of the roster.
        ("feed-held", &["Ina"], "awaiting_confirmation"),
    ] {
        // Files are ordered by arrival time.
        test.clock().advance(SignedDuration::from_secs(1));
        let new = test.drop_and_settle(&format!("drop/feeds/hr/{name}.csv"), of_feed(people), &[]).await;
        assert_eq!((new.len(), &new[0]["status"]), (1, &json!(status)), "{name}: {new:?}");
        let disabled = u32::from(name == "feed-newest");
        assert!(status != "completed" || new[0]["summary"]["disabled"] == disabled, "{name}: {new:?}");
        ids.push((name.to_owned(), id_of(&new[0])));
    }
    ids
}

/// Imports a file for another feed and leaves it as if its worker had been killed while writing. Then drops another file, which waits for
/// the first one. Returns the ids of the imports by name.
async fn files_of_a_busy_feed(test: &TestStack) -> Vec<(String, String)> {
    assert_eq!(test.status(Method::PUT, "/feeds/it", Some(json!({}))).await, 201);
    let first = test.import(named("it"), json!({ "feed": "it", "confirm": true })).await;
    assert_eq!(first["status"], "awaiting_confirmation", "{first}");
    let stores = test.stack().clients();
    let mut import = stores.import(&ImportId::from(id_of(&first).as_str())).await.unwrap().unwrap();
    let mut feed = stores.feed(&FeedName::parse("it").unwrap()).await.unwrap().unwrap();
    import.transition(ImportStatus::Importing, test.clock().now()).unwrap();
    import.increment_version();
    feed.take(import.id());
    feed.increment_version();
    assert_eq!(stores.replace_import_and_feed(&import, &feed).await.unwrap(), Replaced::Done);

    test.clock().advance(SignedDuration::from_secs(1));
    let second = test.drop_and_settle("drop/feeds/it/second.csv", named("it-second"), &[]).await;
    assert_eq!(
        (&second[0]["status"], &second[0]["waits_for"]),
        (&json!("validating"), &first["import_id"]),
        "{second:?}"
    );
    vec![("feed-writing".to_owned(), id_of(&first)), ("feed-waiting".to_owned(), id_of(&second[0]))]
}

/// Requests that an import be undone or corrected, and waits until the new import has settled. Returns its id.
async fn after(test: &TestStack, id: &str, what: &str, body: Value) -> String {
    let (status, response) = test.call(Method::POST, &format!("/imports/{id}/{what}"), Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let id = response["import_id"].as_str().unwrap();
    test.settled(id).await;
    id.to_owned()
}

/// Imports a workbook with one row; the import waits for confirmation. Returns its id.
async fn workbook(test: &TestStack) -> String {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER.split(',')).unwrap();
    sheet.write_row(1, 0, "1,Hal,Lee,hal@example.org,Acme GmbH,,en,,,,".split(',')).unwrap();
    let file = workbook.save_to_buffer().unwrap();
    let body = json!({ "file_name": "people.xlsx", "size_bytes": file.len(), "confirm": true });
    let (status, asked) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    assert_eq!(test.put(&asked["upload"], file).await, StatusCode::OK);
    let id = asked["import_id"].as_str().unwrap();
    assert_eq!(test.settled(id).await["status"], "awaiting_confirmation");
    id.to_owned()
}

async fn items(test: &TestStack) -> Vec<Value> {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    let scanned = clients.dynamodb().scan().table_name(table).send().await.unwrap();
    let mut items: Vec<Value> = scanned.items().iter().map(|item| to_json(&AttributeValue::M(item.clone()))).collect();
    items.sort_unstable_by_key(|item| item["M"]["pk"]["S"].to_string() + &item["M"]["sk"]["S"].to_string());
    items
}

/// Returns the objects in the results bucket except the corrections file of a workbook, which is binary and is not read by functions.
async fn objects(test: &TestStack) -> BTreeMap<String, String> {
    let mut objects = BTreeMap::new();
    for key in test.result_keys("").await {
        if !key.contains(".xlsx") {
            objects.insert(key.clone(), String::from_utf8(test.result(&key).await).unwrap());
        }
    }
    objects
}

/// Returns the messages that functions sent: one of each kind, by queue.
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

pub(super) async fn load(test: &TestStack, written: &Written) {
    let (clients, table) = (test.stack().clients(), &test.stack().addresses().table);
    // Delete the catalog of the new test stack, which has other ids.
    let scanned = clients.dynamodb().scan().table_name(table).send().await.unwrap();
    for item in scanned.items() {
        let delete = clients.dynamodb().delete_item().table_name(table);
        delete.key("pk", item["pk"].clone()).key("sk", item["sk"].clone()).send().await.unwrap();
    }
    for item in &written.items {
        let AttributeValue::M(item) = from_json(item) else { panic!("an item is a map") };
        clients.dynamodb().put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
    }
    for (key, text) in &written.objects {
        test.put_result(key, text.clone().into()).await;
    }
    test.clock().advance(written.at.duration_since(test.clock().now()));
}
