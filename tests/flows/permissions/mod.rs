//! Compares the permissions of the deployed functions with the calls that they make. `granted.json` lists what the template grants after
//! SAM's translation; `tests/e2e/template.sh` keeps it current. Here it becomes a snapshot for review and is compared with the calls that
//! the functions make on the embedded stack, where each function reaches the services through a recorder.

mod calls;
mod feeds;
mod granted;
mod sweeps;

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    ids::BatchId,
    invitation::BatchStatus,
    stores::{Environment, InvitationBatchStore, SendingStore},
};
use rollcall_tests::{RecordedRequest, Recorder, TestOptions, TestStack, enrolment, learners, many};
use serde_json::{Value, json};

use calls::{Call, calls_of};
use granted::{Grant, Granted, Grants, Index, Table};

/// Grants that only a deployed stack needs: no flow on the embedded stack can use them.
const NEEDED_ELSEWHERE: [(&str, &str, &str); 4] = [
    // Only deployed buckets are versioned, and only their events contain a version.
    ("import", "ReadUploads", "s3:GetObjectVersion"),
    ("review", "LookForUploads", "s3:GetObjectVersion"),
    // Without this grant, S3 returns 403 instead of 404 for a version that was removed.
    ("import", "DetectMissingUploads", "s3:ListBucketVersions"),
    ("review", "DetectMissingUploads", "s3:ListBucketVersions"),
];

#[test]
fn statements_are_those_that_were_reviewed() {
    insta::assert_snapshot!(Granted::read().render());
}

/// Checks the platform's part of each role: logs, traces, and the queues between the platform and the function.
#[test]
fn roles_grant_the_platform_exactly_what_it_needs() {
    let granted = Granted::read();
    for (name, grants) in &granted.functions {
        let log = vec![("logs:CreateLogStream", arn(&grants.log_group)), ("logs:PutLogEvents", arn(&grants.log_group))];
        let traces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"].map(|action| (action, "*".to_owned()));
        let reads = grants.reads_queues.iter().flat_map(|queue| {
            ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"].map(|action| (action, queue.clone()))
        });
        let fails = grants.fails_to.iter().map(|queue| ("sqs:SendMessage", queue.clone()));
        let expected: BTreeSet<(&str, String)> = log.into_iter().chain(traces).chain(reads).chain(fails).collect();
        let grants: Vec<Grant> = platform_grants(grants);
        let found: BTreeSet<(&str, String)> =
            grants.iter().map(|grant| (grant.action.as_str(), grant.resource.clone())).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// By default, Lambda stops a chain of more than 16 invocations of a function. A function must allow longer chains if it is part of a loop
/// that feeds or batches can extend, or Lambda would stop the loop; other functions must not.
///
/// All of these loops end. A file passes through the loop of import and apply at most twice. Its end resumes at most one other file in its
/// feed, so each further round, by import alone or with apply, processes another file that has arrived. A batch ends with its last user.
#[test]
fn function_of_a_loop_allows_it() {
    let granted = Granted::read();
    let sends = |grants: &Grants, queue: &String| {
        let sent = grants.statements.iter().filter(|one| one.actions.iter().any(|action| action == "sqs:SendMessage"));
        sent.flat_map(|statement| &statement.resources).any(|resource| resource == queue)
    };
    let continues = |from: &Grants, to: &Grants| to.reads_queues.iter().any(|queue| sends(from, queue));
    let functions = &granted.functions;
    let mut loops = BTreeSet::new();
    for (name, grants) in functions {
        for (other, others) in functions.range(name.clone()..) {
            if continues(grants, others) && continues(others, grants) {
                loops.insert((name.as_str(), other.as_str()));
            }
        }
    }
    assert_eq!(
        loops,
        BTreeSet::from([("apply", "import"), ("import", "import"), ("invite", "invite")]),
        "a new loop: is it bounded?"
    );
    let in_a_loop: BTreeSet<&str> = loops.iter().flat_map(|(one, other)| [*one, *other]).collect();
    for (name, grants) in functions {
        assert_eq!(grants.recursive_loop == "Allow", in_a_loop.contains(name.as_str()), "{name}");
    }
}

/// Converts `${Logs}` to `${Logs.Arn}`.
fn arn(reference: &str) -> String {
    format!("{}.Arn}}", reference.strip_suffix('}').unwrap())
}

fn is_platforms(grant: &Grant, grants: &Grants) -> bool {
    let is_platforms = ["logs:", "xray:"].iter().any(|start| grant.action.starts_with(start));
    let takes = ["sqs:Delete", "sqs:Get", "sqs:Receive"].iter().any(|start| grant.action.starts_with(start));
    is_platforms
        || (takes && grants.reads_queues.contains(&grant.resource))
        || grants.fails_to.contains(&grant.resource)
}

fn platform_grants(grants: &Grants) -> Vec<Grant> {
    let all = grants.statements.iter().flat_map(granted::Statement::grants);
    all.filter(|grant| is_platforms(grant, grants)).collect()
}

#[tokio::test]
async fn table_of_the_template_matches_the_embedded_one() {
    let test = TestStack::start().await;
    let (clients, name) = (test.stack().clients(), &test.stack().addresses().table);
    let described = clients.dynamodb().describe_table().table_name(name).send().await.unwrap().table.unwrap();
    let ttl = clients.dynamodb().describe_time_to_live().table_name(name).send().await.unwrap();
    let keys = |schema: &[aws_sdk_dynamodb::types::KeySchemaElement]| {
        schema.iter().map(|key| format!("{} {}", key.key_type(), key.attribute_name())).collect::<Vec<_>>()
    };
    let index = |index: &aws_sdk_dynamodb::types::GlobalSecondaryIndexDescription| {
        let projection = index.projection().unwrap();
        let mut attributes = projection.non_key_attributes().to_vec();
        attributes.sort_unstable();
        let projection = projection.projection_type().unwrap().to_string();
        (index.index_name().unwrap().to_owned(), Index { keys: keys(index.key_schema()), projection, attributes })
    };
    let table = Table {
        keys: keys(described.key_schema()),
        ttl: ttl.time_to_live_description().unwrap().attribute_name().unwrap().to_owned(),
        indexes: described.global_secondary_indexes().iter().map(index).collect(),
    };
    assert_eq!(table, Granted::read().table);
}

/// Runs imports, users and the catalog through their life cycles, and compares the calls that the functions make with their grants.
///
/// A grant that no call uses fails the test. A call on a path that is not taken here is not noticed: a change that adds a call to a
/// function also adds the path to this test.
#[tokio::test]
async fn functions_use_exactly_what_they_are_granted() {
    let recorder = Recorder::listening();
    let test = TestStack::start_with(TestOptions { recorder: recorder.clone(), ..TestOptions::default() }).await;
    remove_settings(&test).await;
    work_through_the_catalog(&test).await;
    import_small_files(&test).await;
    import_large_files(&test, &recorder).await;
    decide_and_retry(&test).await;
    correct(&test).await;
    feeds::work(&test).await;
    sweeps::work(&test).await;
    look_at_users(&test).await;
    invite(&test).await;
    test.wait_until_idle().await;
    let mut requests = recorder.take();
    let removals = |requests: &[RecordedRequest]| {
        requests.iter().flat_map(calls_of).filter(|call| call.action == "dynamodb:PartiQLDelete").count()
    };
    assert_eq!(removals(&requests), 0, "only an undo removes users");
    undo(&test).await;
    undo_learners(&test).await;
    test.abandon().await;
    let by_undo = recorder.take();
    assert!(removals(&by_undo) > 0);
    requests.extend(by_undo);

    let calls: BTreeSet<Call> = requests.iter().flat_map(calls_of).collect();
    let granted = Granted::read();
    let mut wrong = Vec::new();
    let mut by_function: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for call in &calls {
        by_function.entry(call.function).or_default().push(call);
        if !granted.functions[call.function].statements.iter().any(|statement| statement.permits(call)) {
            wrong.push(format!("{} makes a call that it is not granted: {}", call.function, describe(call)));
        }
    }
    for (function, sid, action) in NEEDED_ELSEWHERE {
        let mut statements = granted.functions[function].statements.iter();
        if !statements.any(|statement| statement.sid == sid && statement.actions.iter().any(|one| one == action)) {
            wrong.push(format!("{function} is not granted what only a deployed stack needs: {action} in {sid}"));
        }
    }
    let aborts = calls.iter().any(|call| call.action == "s3:AbortMultipartUpload");
    assert!(aborts, "no flow aborts a multipart upload");
    for (name, grants) in &granted.functions {
        let made = by_function.remove(name.as_str()).unwrap_or_default();
        for statement in &grants.statements {
            for grant in statement.grants() {
                if !is_platforms(&grant, grants) && !is_used(name, statement, &grant, &made) {
                    wrong.push(format!("{name} has a grant that it never uses: {grant:?}"));
                }
            }
        }
    }
    wrong.sort_unstable();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong of {} calls:\n{}", wrong.len(), calls.len(), wrong.join("\n"));
}

fn is_used(function: &str, statement: &granted::Statement, grant: &Grant, made: &[&Call]) -> bool {
    let is_elsewhere = NEEDED_ELSEWHERE.contains(&(function, &grant.sid, &grant.action));
    // Any multipart upload may be aborted, so a write under the same prefix shows that the grant is needed.
    if grant.action == "s3:AbortMultipartUpload" {
        let written = Grant { action: "s3:PutObject".to_owned(), ..grant.clone() };
        return made.iter().any(|call| written.is_needed_by(call));
    }
    is_elsewhere || made.iter().any(|call| statement.permits(call) && grant.is_needed_by(call))
}

fn describe(call: &Call) -> String {
    let keys = call.keys.as_ref().map(|(name, values)| format!(" if {name} is {values:?}")).unwrap_or_default();
    format!("{} on {}{keys}", call.action, call.resource)
}

async fn work_through_the_catalog(test: &TestStack) {
    test.get("/catalog").await;
    test.put_catalog(json!([
        { "id": "co-gone", "name": "Gone Ltd", "cohorts": [{ "id": "ch-gone", "name": "Last" }, { "id": "ch-2", "name": "Other" }],
          "courses": [{ "id": "c-gone", "title": "Farewells" }] },
    ]))
    .await;
    test.put_catalog(json!([{ "id": "co-gone", "name": "Went Ltd" }])).await;
    let alias = |cohort: Option<&str>| json!({ "company": "Went Ltd", "cohort": cohort, "alias": "Gone" });
    let aliases = json!({ "aliases": [alias(None), alias(Some("Other"))] });
    assert_eq!(test.status(Method::POST, "/catalog/aliases", Some(aliases)).await, 200);
    for path in ["/cohorts/ch-gone", "/courses/c-gone", ""] {
        let path = format!("/catalog/companies/co-gone{path}");
        assert_eq!(test.status(Method::DELETE, &path, None).await, 204, "{path}");
    }
    for path in ["/template?modules=2", "/template?format=xlsx", "/layouts"] {
        let response = test.http().get(test.url(path)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
    }
}

/// Removes the settings: a deployed table is empty at first, and the first writer of users creates them.
async fn remove_settings(test: &TestStack) {
    let key = |name: &str| (name.to_owned(), AttributeValue::S("SETTINGS".to_owned()));
    let table = &test.stack().addresses().table;
    let remove = test.stack().clients().dynamodb().delete_item().table_name(table);
    remove.set_key(Some([key("pk"), key("sk")].into())).send().await.unwrap();
}

async fn import_small_files(test: &TestStack) {
    let file = many(3);
    let body = json!({ "file_name": "people.csv", "size_bytes": file.len() });
    let mut last = Value::Null;
    for _ in 0..2 {
        let request = test.http().post(test.url("/imports")).header("idempotency-key", "one").json(&body);
        last = request.send().await.unwrap().json().await.unwrap();
    }
    assert_eq!(test.put(&last["upload"], file.into_bytes()).await, StatusCode::OK);
    let first = test.settled(last["import_id"].as_str().unwrap()).await;
    assert_eq!(first["summary"]["created"], 3, "{first}");
    // An update, a file that is rejected because of a misspelled company, and the same file dropped.
    test.import(many(3).replace(",Spring,", ",Autumn,"), json!({ "update_existing": true })).await;
    let wrong =
        enrolment(&["1,Ann,Lee,new@example.org,Acme Gnbh,,en,,,,", "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"]);
    let refused = test.import(&wrong, json!({})).await;
    assert_eq!(refused["status"], "rejected", "{refused}");
    let dropped = test.drop_and_settle("drop/people.csv", wrong, &[("on-row-errors", "skip")]).await;
    assert_eq!(dropped[0]["status"], "completed", "{dropped:?}");
    let people = learners(&["Ann,Lee,learner@example.org,00477,FR,fr"]);
    test.drop_and_settle("drop/learners/people.csv", people, &[]).await;
    // The first event arrives twice.
    let gone = ("drop/gone.csv", "0055AED6DCD90281E6");
    for (key, sequencer) in [gone, gone, ("drop/people.csv", "0055AED6DCD90281E7")] {
        test.invoke_import(test.event(key, 5, &"0".repeat(32), sequencer)).await.unwrap();
    }
    test.wait_until_idle().await;
    for import in test.imports().await {
        let id = import["import_id"].as_str().unwrap();
        for query in ["outcome=created", "with=course_assignments"] {
            test.rows(id, query).await;
        }
        test.problems(id).await;
        for format in ["json", "csv", "fix"] {
            let path = format!("/imports/{id}/export?format={format}");
            let response = test.http().get(test.url(&path)).send().await.unwrap();
            if let Some(location) = response.headers().get("location") {
                let file = test.http().get(location.to_str().unwrap()).send().await.unwrap();
                assert_eq!(file.status(), StatusCode::OK, "{path}");
            }
        }
    }
}

/// Imports files that need multipart uploads and plans with many chunks.
async fn import_large_files(test: &TestStack, recorder: &Recorder) {
    let wide = |name: &str, count: usize| {
        let (job, region) = ("j".repeat(256), "r".repeat(256));
        // Disabled, so that inviting all uninvited users does not include these thousands.
        let row = |n| format!("0,Ann,Lee,{name}{n}@example.org,Acme GmbH,Spring,en,{job},{region},Café Etiquette,");
        let rows: Vec<String> = (0..count).map(row).collect();
        enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // Closed by the worker of the last chunk.
    let dropped = test.drop_and_settle("drop/wide.csv", wide("wide", 6_000), &[]).await;
    assert_eq!(dropped[0]["status"], "completed", "{dropped:?}");
    let again = [("update-existing", "true")];
    let edited = wide("wide", 600).replace(",Spring,", ",Autumn,");
    let updated = test.drop_and_settle("drop/wide-again.csv", edited, &again).await;
    assert_eq!(updated[0]["summary"]["updated"], 600, "{updated:?}");
    // Completed by `import`, which completes imports with more than 20 chunks: two rows of this length fill a chunk.
    let long = "x".repeat(600_000);
    let rows: Vec<String> = (0..44).map(|n| format!("1,Ann,Lee,long{n}@example.org,Acme GmbH,,en,{long},,,")).collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    rows.push("1,Ann,Lee,short@example.org,Acme GmbH,,en,,,,");
    let options = [("on-row-errors", "skip")];
    let dropped = test.drop_and_settle("drop/long.csv", enrolment(&rows), &options).await;
    assert_eq!(dropped[0]["summary"]["created"], 1, "{dropped:?}");
    // The multipart upload is aborted: the import fails and a retry completes it.
    recorder.refuse_parts(true);
    let id = test.upload(wide("off", 6_000), json!({})).await;
    test.wait(&id, &["failed"]).await;
    recorder.refuse_parts(false);
    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 202);
    test.wait(&id, &["completed"]).await;
}

async fn decide_and_retry(test: &TestStack) {
    let waits = async |name: &str| {
        let file = many(3).replace("@example.org", &format!("-{name}@example.org"));
        let import = test.import(file, json!({ "confirm": true, "update_existing": true })).await;
        assert_eq!(import["status"], "awaiting_confirmation", "{import}");
        import["import_id"].as_str().unwrap().to_owned()
    };
    let id = waits("cancelled").await;
    test.rows(&id, "outcome=created").await;
    assert_eq!(test.cancel(&id).await, 202);
    // An import is confirmed after changes to its users and the catalog.
    let id = waits("confirmed").await;
    test.import(enrolment(&["1,Ann,Lee,ann0-confirmed@example.org,Brio SA,,en,,,,"]), json!({})).await;
    test.put_catalog(
        json!([{ "id": "co-acme", "name": "Acme GmbH", "courses": [{ "id": "c-lead", "title": "Leading" }] }]),
    )
    .await;
    assert_eq!(test.confirm(&id, false).await, 202);
    test.wait(&id, &["completed"]).await;
    test.put_catalog(json!([{ "id": "co-acme", "name": "Acme GmbH", "courses": [{ "id": "c-lead", "title": "Leadership, Part 1" }] }])).await;
    // An import fails without its plan; a retry succeeds once the plan is restored.
    let id = waits("retried").await;
    let key = test.plan_key(&id, "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    test.wait(&id, &["failed"]).await;
    test.put_result(&key, plan).await;
    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 202);
    test.wait(&id, &["completed"]).await;
}

/// Undoes two imports of users with identifiers: `import` applies the first undo, and `apply` the second one, after a confirmation.
async fn undo_learners(test: &TestStack) {
    // Likewise, `import` writes the user in the first file, and `apply` that in the second one, after a confirmation.
    for (name, confirm) in [("one", false), ("two", true)] {
        let people = learners(&[&format!("Ann,Lee,{name}-undone@example.org,{name}0,FR,fr")]);
        let import = test.import(people, json!({ "layout": "learners", "confirm": confirm })).await;
        if confirm {
            let id = import["import_id"].as_str().unwrap();
            assert_eq!(test.confirm(id, false).await, 202);
            test.settled_after_confirm(id).await;
        }
        let path = format!("/imports/{}/undo", import["import_id"].as_str().unwrap());
        let (status, undo) = test.call(Method::POST, &path, Some(json!({ "confirm": confirm }))).await;
        assert_eq!(status, StatusCode::CREATED, "{undo}");
        let id = undo["import_id"].as_str().unwrap();
        if confirm {
            test.settled(id).await;
            assert_eq!(test.confirm(id, false).await, 202);
        }
        test.wait(id, &["completed"]).await;
        assert!(test.list(&format!("/users?identifier={name}0"), 10).await.is_empty());
    }
}

/// Undoes two imports whose users have invitation tokens: `import` applies the first undo, and `apply` the second one, after a confirmation.
async fn undo(test: &TestStack) {
    for (name, confirm) in [("small", false), ("confirmed", true)] {
        let file = many(3).replace("@example.org", &format!("-undone-{name}@example.org"));
        let import = test.import(file, json!({ "send_invitations": true })).await;
        assert_eq!(import["summary"]["created"], 3, "{import}");
        for n in 0..3 {
            let user = test.user(&format!("ann{n}-undone-{name}@example.org")).await;
            test.invoke_send(&[user["user_id"].as_str().unwrap().to_owned()]).await.unwrap();
        }
        let path = format!("/imports/{}/undo", import["import_id"].as_str().unwrap());
        let (status, undo) = test.call(Method::POST, &path, Some(json!({ "confirm": confirm }))).await;
        assert_eq!(status, StatusCode::CREATED, "{undo}");
        let id = undo["import_id"].as_str().unwrap();
        if confirm {
            test.settled(id).await;
            assert_eq!(test.confirm(id, false).await, 202);
        }
        let undo = test.wait(id, &["completed"]).await;
        assert_eq!(undo["summary"]["removed"], 3, "{undo}");
    }
}

async fn correct(test: &TestStack) {
    let file = enrolment(&["1,Ann,Lee,corrected@example.org,Acme Gnbh,,en,,,,"]);
    let corrections = json!([{ "kind": "value", "column": "companyName", "found": "Acme Gnbh", "to": "Acme GmbH" }]);
    test.drop_and_settle("drop/to-correct.csv", file.clone(), &[]).await;
    let dropped = test.imports().await.remove(0)["import_id"].clone();
    let uploaded =
        test.import(&file, json!({ "corrections": corrections, "confirm": true })).await["import_id"].clone();
    let bucket = &test.stack().addresses().uploads_bucket;
    for (id, key) in [
        (dropped, "drop/to-correct.csv".to_owned()),
        (uploaded.clone(), format!("uploads/{}.csv", uploaded.as_str().unwrap())),
    ] {
        let ask = async |id: &Value, key: &str| {
            let path = format!("/imports/{}/corrections", id.as_str().unwrap());
            let request = test.http().post(test.url(&path)).header("idempotency-key", key);
            let response = request.json(&json!({ "corrections": corrections })).send().await.unwrap();
            (response.status().as_u16(), response.json::<Value>().await.unwrap())
        };
        let (status, response) = ask(&id, &format!("first {key}")).await;
        assert_eq!(status, 201, "{response}");
        // The stored claim of the first request is read.
        assert_eq!(ask(&id, &format!("first {key}")).await, (201, response.clone()));
        let import = test.settled(response["import_id"].as_str().unwrap()).await;
        for list in ["corrections", "findings"] {
            test.get(&format!("/imports/{}/{list}", import["import_id"].as_str().unwrap())).await;
        }
        test.stack().clients().s3().delete_object().bucket(bucket).key(&key).send().await.unwrap();
        assert_eq!(ask(&import["import_id"], &format!("second {key}")).await.0, 410);
    }
    test.get("/imports?superseded=true").await;
    test.get("/choices?column=companyName").await;
    test.get("/choices?column=cohortName&company=Acme%20GmbH").await;
}

async fn look_at_users(test: &TestStack) {
    for path in ["/users?limit=2", "/users?q=ann", "/users?company=Acme%20GmbH", "/users?company=Acme%20GmbH&q=ann"] {
        test.get(path).await;
    }
    // An import's changes are shown as long as its results are retained.
    let updated = test.user("ann0@example.org").await;
    let import = updated["imports"].as_array().unwrap().iter().find(|import| import["outcome"] == "updated").unwrap();
    assert!(!import["changes"].as_array().unwrap().is_empty(), "{updated}");
    let chunks = test.result_keys(&format!("results/{}/chunks/", import["import_id"].as_str().unwrap())).await;
    let rows = test.take_result(&chunks[0]).await;
    test.user("ann0@example.org").await;
    test.put_result(&chunks[0], rows).await;
    assert_eq!(test.list("/users?identifier=00477", 10).await.len(), 1);
    assert_eq!(test.list("/users?email=learner@example.org", 10).await.len(), 1);
    let user = test.user("learner@example.org").await;
    let path = format!("/users/{}", user["user_id"].as_str().unwrap());
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme", None).await, 409);
}

async fn invite(test: &TestStack) {
    for (file, text) in [("subject.txt", "Hoi"), ("text.txt", "{{link}}"), ("html.html", "{{link}}")] {
        test.put_result(&format!("templates/nl/{file}"), text.into()).await;
    }
    // Of the users invited by the import, one accepts, one is erased together with the token, and one bounces.
    let addresses = ["invited@example.org", "erased@example.org", "bounce@simulator.amazonses.com"];
    let rows = addresses.map(|address| format!("1,Ann,Lee,{address},Brio SA,,en,,,,"));
    let options = json!({ "send_invitations": true });
    let import = test.import(enrolment(&rows.each_ref().map(String::as_str)), options).await;
    // No slot is free: the users stay queued.
    let clients = test.stack().clients();
    clients.pause_slots(test.clock().now() + SignedDuration::from_mins(10)).await.unwrap();
    let waiting = test.user(addresses[0]).await["user_id"].as_str().unwrap().to_owned();
    test.invoke_send(&[waiting]).await.unwrap();
    test.clock().advance(SignedDuration::from_mins(20));
    test.send_due_emails().await;
    assert_eq!(test.accept(&test.token_of(addresses[0])).await.0, StatusCode::OK);
    assert_eq!(test.accept("wrong").await.0, StatusCode::NOT_FOUND);
    let erased = test.user(addresses[1]).await;
    let path = format!("/users/{}", erased["user_id"].as_str().unwrap());
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    let id = import["import_id"].clone();
    for body in [
        json!({ "emails": ["ann0@example.org"] }),
        json!({ "import_id": id }),
        json!({ "all_uninvited": true, "company": "Brio SA" }),
        json!({ "all_uninvited": true, "company": "co-brio" }),
    ] {
        test.invite(body).await;
    }
    // Resending replaces the token.
    test.send_due_emails().await;
    test.invite(json!({ "emails": ["ann0@example.org"], "resend": true })).await;
    test.send_due_emails().await;
    let sign_in = json!({ "email": "ann1@example.org" });
    assert_eq!(test.status(Method::POST, "/sign-ins", Some(sign_in)).await, 202);
    test.get("/invitations").await;
    assert_eq!(test.status(Method::POST, "/invitations/resume", None).await, 202);
    // All but one are disabled: a batch of two steps that queues a single e-mail.
    let file =
        many(1_001).replace("\n1,", "\n0,").replacen("\n0,", "\n1,", 1).replace("@example.org", "-run@example.org");
    let import = test.import(file, json!({})).await;
    let run = test.invite(json!({ "import_id": import["import_id"] })).await;
    test.wait_for_batch(run["run_id"].as_str().unwrap()).await;
    // An import's results expire after 30 days.
    let results = test.result_keys(&format!("results/{}/chunks/", import["import_id"].as_str().unwrap())).await;
    let expired = test.take_result(&results[0]).await;
    let late = json!({ "import_id": import["import_id"] });
    assert_eq!(test.status(Method::POST, "/invitations", Some(late)).await, 404);
    test.put_result(&results[0], expired).await;
    test.invite(json!({ "all_uninvited": true })).await;
    // The message of a batch step was lost: the sweep requests the step again.
    let runs = test.stack().clients();
    let batch_id = BatchId::from(run["run_id"].as_str().unwrap());
    let mut lost = runs.batch(&batch_id).await.unwrap().unwrap();
    (lost.status, lost.cursor, lost.step, lost.version) = (BatchStatus::Running, None, 0, lost.version + 1);
    runs.replace_batch(&lost).await.unwrap();
    test.clock().advance(SignedDuration::from_hours(1));
    test.invoke_sweep().await.unwrap();
    test.wait_for_batch(batch_id.as_str()).await;
}
