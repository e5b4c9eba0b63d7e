//! Object events: delivered once, repeatedly or late; and files dropped into the bucket.

use rollcall_tests::{TestStack, enrolment, learners, many};
use serde_json::{Value, json};

use crate::logs::listen;

fn id(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

fn one(n: usize) -> String {
    enrolment(&[&format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,Café Etiquette,")])
}

#[tokio::test]
async fn upload_event_delivered_repeatedly_and_late_makes_one_import() {
    let test = TestStack::start().await;
    let import = test.import(many(3), json!({})).await;
    let result = test.export(id(&import), "json").await;
    let key = format!("uploads/{}.csv", id(&import));
    let event = || test.event(&key, many(3).len(), "0123456789abcdef0123456789abcdef", "0055AED6DCD90281E5");
    let deliver = || test.invoke_import(event());
    let responses = tokio::join!(deliver(), deliver(), deliver());
    for response in [responses.0, responses.1, responses.2] {
        response.unwrap();
    }
    test.wait_until_idle().await;
    assert_eq!(test.imports().await, std::slice::from_ref(&import));
    assert_eq!(test.export(id(&import), "json").await, result);
}

#[tokio::test]
async fn drop_event_delivered_three_times_concurrently_makes_one_import() {
    let test = TestStack::start().await;
    let file = one(1);
    let first = test.drop_and_settle("drop/people.csv", file.clone(), &[("update_existing", "true")]).await;
    assert_eq!((first.len(), &first[0]["summary"]["created"]), (1, &json!(1)), "{first:?}");
    assert_eq!(first[0]["options"]["update_existing"], true, "{first:?}");
    // The same object with another sequencer, as after a second put: three deliveries create one more import.
    let event = test.event("drop/people.csv", file.len(), &test.etag("drop/people.csv").await, "0055AED6DCD90281E5");
    let deliver = || test.invoke_import(event.clone());
    let responses = tokio::join!(deliver(), deliver(), deliver());
    for response in [responses.0, responses.1, responses.2] {
        response.unwrap();
    }
    test.wait_until_idle().await;
    let imports = test.imports().await;
    assert_eq!(imports.len(), 2, "{imports:?}");
    let second = imports.iter().find(|import| id(import) != id(&first[0])).unwrap();
    assert_eq!((&second["status"], &second["summary"]["skipped"]), (&json!("completed"), &json!(1)), "{second}");
    deliver().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(test.imports().await, imports);
}

#[tokio::test]
async fn unrelated_event_is_ignored() {
    let test = TestStack::start().await;
    for event in [
        json!({}),
        json!({ "Records": [] }),
        json!({ "Records": [{ "eventSource": "aws:sns" }] }),
        json!({ "Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "uploads" }),
        test.event("elsewhere/people.csv", 3, "e", "1"),
        test.event("uploads/none.csv", 3, "e", "1"),
        test.event("uploads/a/b.csv", 3, "e", "1"),
        test.event("drop/", 0, "e", "1"),
        test.event("drop/learners/", 0, "e", "1"),
    ] {
        test.invoke_import(event.clone()).await.unwrap();
        assert_eq!(test.imports().await, [Value::Null; 0], "{event}");
    }
}

#[tokio::test]
async fn dropped_file_is_imported_with_safe_defaults() {
    let test = TestStack::start().await;
    test.import(one(1), json!({})).await;
    let rows = ["1,New,Name,ann1@example.org,Acme GmbH,,en,,,,", "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"];
    let imports = test.drop_and_settle("drop/people.csv", enrolment(&rows), &[]).await;
    let import = &imports[0];
    assert_eq!((&import["status"], &import["source"]), (&json!("completed"), &json!("drop")), "{import}");
    assert_eq!(import["file"]["name"], "people.csv");
    let safe = json!({
        "layout": "enrolment", "update_existing": false, "send_invitations": false, "on_row_errors": "reject",
        "confirm": false, "encoding": null,
    });
    assert_eq!(import["options"], safe);
    assert_eq!((&import["summary"]["created"], &import["summary"]["skipped"]), (&json!(1), &json!(1)));
    assert_eq!(test.user("ann1@example.org").await["name"], "Ann");
    assert_eq!(test.user("bea@example.org").await["invitation"], "none");
    let bad = test.drop_and_settle("drop/bad.csv", enrolment(&["1,Ann,Lee,bad,Acme GmbH,,en,,,,"]), &[]).await;
    assert_eq!(bad[0]["status"], "rejected");
}

#[tokio::test]
async fn metadata_sets_each_option_and_an_invalid_value_rejects_the_file() {
    let test = TestStack::start().await;
    let set = [
        ("layout", "learners", "layout", json!("learners")),
        ("layout", " enrolment ", "layout", json!("enrolment")),
        ("update-existing", "true", "update_existing", json!(true)),
        ("Update-Existing", "TRUE", "update_existing", json!(true)),
        ("update-existing", "0", "update_existing", json!(false)),
        ("send-invitations", "1", "send_invitations", json!(true)),
        ("send-invitations", "False", "send_invitations", json!(false)),
        ("on-row-errors", "skip", "on_row_errors", json!("skip")),
        ("on-row-errors", "reject", "on_row_errors", json!("reject")),
        ("uploaded-by", "a sync tool", "confirm", json!(false)),
    ];
    for (n, (name, value, option, expected)) in set.iter().enumerate() {
        let is_learners = *value == "learners";
        let file = if is_learners { learners(&["Ann,Lee,x@example.org,,,en"]) } else { one(n) };
        let imports = test.drop_and_settle(&format!("drop/set-{n}.csv"), file, &[(name, value)]).await;
        assert_eq!(imports[0]["status"], "completed", "{name}={value}: {imports:?}");
        assert_eq!(imports[0]["options"][option], *expected, "{name}={value}");
    }
    let users = test.users().await.len();
    let wrong: [&[(&str, &str)]; 7] = [
        &[("layout", "students")],
        &[("update-existing", "yes")],
        &[("send-invitations", "")],
        &[("on-row-errors", "ignore")],
        &[("layout", "learners"), ("update-existing", "true")],
        &[("on-row-errors", "SKIP")],
        &[("update-existing", "maybe"), ("send-invitations", "maybe")],
    ];
    for (n, metadata) in wrong.iter().enumerate() {
        let imports = test.drop_and_settle(&format!("drop/wrong-{n}.csv"), one(100 + n), metadata).await;
        assert_eq!(imports[0]["status"], "rejected", "{metadata:?}: {imports:?}");
        let codes = test.codes(id(&imports[0])).await;
        let count = if n == 6 { 2 } else { 1 };
        assert_eq!(codes, vec!["option-invalid"; count], "{metadata:?}");
        assert_eq!(test.users().await.len(), users);
    }
}

#[tokio::test]
async fn folder_determines_the_layout() {
    let test = TestStack::start().await;
    let people = |n: usize| learners(&[&format!("Ann,Lee,l{n}@example.org,,,en")]);
    for (key, file, layout) in [
        ("drop/learners/people.csv", people(1), "learners"),
        ("drop/learners/2026/march/people.csv", people(2), "learners"),
        ("drop/enrolment/people.csv", one(1), "enrolment"),
        ("drop/other/people.csv", one(2), "enrolment"),
        ("drop/Learners/people.csv", one(3), "enrolment"),
    ] {
        let imports = test.drop_and_settle(key, file, &[]).await;
        assert_eq!(
            (&imports[0]["status"], &imports[0]["options"]["layout"]),
            (&json!("completed"), &json!(layout)),
            "{key}"
        );
    }
    // The object's own metadata takes precedence over its folder.
    let imports = test.drop_and_settle("drop/learners/e.csv", one(4), &[("layout", "enrolment")]).await;
    assert_eq!(imports[0]["status"], "completed", "{imports:?}");
}

#[tokio::test]
async fn key_with_special_characters_is_found_and_prefixes_its_results() {
    let test = TestStack::start().await;
    for (n, (key, stem)) in [
        ("drop/people.csv", "drop/people"),
        ("drop/my people.csv", "drop/my people"),
        ("drop/a+b.csv", "drop/a+b"),
        ("drop/a#1 & b=c?.csv", "drop/a#1 & b=c?"),
        ("drop/Café, März (1).CSV", "drop/Café, März (1)"),
        ("drop/名簿.Csv", "drop/名簿"),
        ("drop/100%25.csv", "drop/100%25"),
        ("drop/two.dots.csv", "drop/two.dots"),
    ]
    .iter()
    .enumerate()
    {
        let imports = test.drop_and_settle(key, one(n), &[]).await;
        let import = &imports[0];
        assert_eq!(import["status"], "completed", "{key}: {import}");
        assert_eq!(import["file"]["name"].as_str(), key.rsplit('/').next(), "{key}");
        let mut endings: Vec<String> = test
            .result_keys(&format!("{stem}."))
            .await
            .iter()
            .map(|found| {
                let rest = found.strip_prefix(&format!("{stem}.")).unwrap();
                let (name, ending) = rest.split_once('.').unwrap();
                let (stamp, import_id) = name.split_once('-').unwrap();
                assert!(stamp.len() == 16 && stamp.ends_with('Z') && stamp.as_bytes()[8] == b'T', "{found}");
                assert_eq!(import_id, id(import), "{found}");
                ending.to_owned()
            })
            .collect();
        endings.sort_unstable();
        assert_eq!(endings, ["result.csv", "result.json"], "{key}");
        assert_eq!(test.result_keys(&format!("results/{}/summary.json", id(import))).await.len(), 1, "{key}");
    }
    assert_eq!(test.users().await.len(), 8);
}

#[tokio::test]
async fn rejected_drop_has_a_fix_file_and_a_notice() {
    let test = TestStack::start().await;
    let rows = ["1,Ann,Lee,bad,Acme GmbH,,en,,,,", "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"];
    let imports = test.drop_and_settle("drop/bad.csv", enrolment(&rows), &[]).await;
    let keys = test.result_keys("drop/bad.").await;
    assert_eq!(keys.len(), 3, "{keys:?}");
    for (ending, format) in [(".result.csv", "csv"), (".result.json", "json"), (".fix.csv", "fix")] {
        let key = keys.iter().find(|key| key.ends_with(ending)).unwrap();
        assert_eq!(test.result(key).await, test.export(id(&imports[0]), format).await, "{key}");
    }
    let notice: Value =
        serde_json::from_slice(&test.result(&format!("results/{}/summary.json", id(&imports[0]))).await).unwrap();
    assert_eq!((&notice["status"], &notice["summary"]), (&json!("rejected"), &imports[0]["summary"]), "{notice}");
    assert_eq!((&notice["source"], &notice["problems"]["errors"]), (&json!("drop"), &json!(1)));
}

#[tokio::test]
async fn object_without_the_csv_extension_is_rejected() {
    let test = TestStack::start().await;
    for key in [
        "drop/people.xlsx",
        "drop/people",
        "drop/people.csv.gz",
        "drop/learners/people.txt",
        "drop/learners",
        "drop/people.csv ",
    ] {
        let imports = test.drop_and_settle(key, one(1), &[]).await;
        assert_eq!((imports.len(), &imports[0]["status"]), (1, &json!("rejected")), "{key}: {imports:?}");
        assert_eq!(test.codes(id(&imports[0])).await, ["file-not-csv"], "{key}");
    }
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn folder_marker_is_ignored() {
    let test = TestStack::start().await;
    for key in ["drop/2026/", "drop/learners/"] {
        assert_eq!(test.drop_and_settle(key, "", &[]).await, [Value::Null; 0], "{key}");
    }
}

#[tokio::test]
async fn object_overwritten_or_removed_before_reading_is_reported_as_changed() {
    let test = TestStack::start().await;
    test.drop_and_settle("drop/people.csv", one(1), &[]).await;
    let old = test.etag("drop/people.csv").await;
    test.drop_and_settle("drop/people.csv", one(2), &[]).await;
    let before = test.users().await.len();
    // An event for a version that was replaced, and one for an object that never existed.
    for (n, event) in [
        test.event("drop/people.csv", one(1).len(), &old, "0055AED6DCD90281E5"),
        test.event("drop/gone.csv", 5, &old, "0055AED6DCD90281E6"),
    ]
    .into_iter()
    .enumerate()
    {
        test.invoke_import(event).await.unwrap();
        test.wait_until_idle().await;
        let imports = test.imports().await;
        assert_eq!(imports.len(), 3 + n, "{imports:?}");
        let rejected: Vec<&Value> = imports.iter().filter(|import| import["status"] == "rejected").collect();
        assert_eq!(rejected.len(), n + 1);
        for import in rejected {
            assert_eq!(test.codes(id(import)).await, ["file-changed"]);
        }
        assert_eq!(test.users().await.len(), before);
    }
}

#[tokio::test]
async fn same_file_dropped_again_makes_an_import_that_skips_everyone() {
    let test = TestStack::start().await;
    test.drop_and_settle("drop/people.csv", many(3), &[]).await;
    let again = test.drop_and_settle("drop/people.csv", many(3), &[]).await;
    assert_eq!((again.len(), &again[0]["summary"]["skipped"]), (1, &json!(3)), "{again:?}");
    assert_eq!(again[0]["summary"]["course_assignments"], 0);
}

#[tokio::test]
async fn rejected_drop_whose_reader_died_is_rejected_again() {
    use rollcall_domain::{
        ids::ImportId,
        import::Import,
        stores::{ImportStore, ResumeMessage, ResumeQueue},
    };

    let test = TestStack::start().await;
    let imports = test.stack().clients();
    for (key, metadata, code) in [
        ("drop/team.csv", &[("on-row-errors", "maybe")][..], "option-invalid"),
        ("drop/team.txt", &[], "file-not-csv"),
        ("drop/feeds/sales/team.csv", &[], "feed-unknown"),
    ] {
        let listed = test.drop_and_settle(key, many(1), metadata).await;
        let id = ImportId::from(id(&listed[0]));
        // The state that the function `import` leaves if it dies after reporting the problems, while writing the results.
        let mut stored = serde_json::to_value(imports.import(&id).await.unwrap().unwrap()).unwrap();
        stored["status"] = json!("validating");
        for member in ["finished_at", "expires_at"] {
            stored[member] = Value::Null;
        }
        stored["open"] = json!(true);
        let mut import: Import = serde_json::from_value(stored).unwrap();
        import.increment_version();
        imports.replace_import(&import).await.unwrap();
        imports.send_resume(&ResumeMessage { import_id: id.clone() }).await.unwrap();
        let end = test.settled(id.as_str()).await;
        assert_eq!(end["status"], "rejected", "{key}: {end}");
        assert_eq!(test.codes(id.as_str()).await, [code], "{key}");
        assert!(test.users().await.is_empty(), "{key}");
    }
}

#[tokio::test]
async fn each_object_of_an_event_that_cannot_be_read_is_logged() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    // Object keys are limited to 1,024 bytes, so S3 refuses every request for these.
    let keys = ["x", "y"].map(|letter| format!("drop/{}.csv", letter.repeat(1_100)));
    let record = |key: &String| test.event(key, 10, "0123456789abcdef0123456789abcdef", "1")["Records"][0].clone();
    let records: Vec<Value> = keys.iter().map(record).collect();
    assert!(test.invoke_import(json!({ "Records": records })).await.is_err());
    test.wait_until_idle().await;
    let written = written.lock().unwrap().clone();
    assert_eq!(written.matches("cannot handle an object event").count(), 2);
    // Each line names the import.
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_failure =
        |line: &&Value| line["message"].as_str().is_some_and(|text| text.contains("cannot handle an object event"));
    let mut logged: Vec<&str> = lines.iter().filter(is_failure).map(id).collect();
    let imports = test.imports().await;
    let mut listed: Vec<&str> = imports.iter().map(id).collect();
    logged.sort_unstable();
    listed.sort_unstable();
    assert_eq!(logged, listed);
}

#[tokio::test]
async fn dropped_object_that_cannot_be_read_is_listed_as_failed() {
    let test = TestStack::start().await;
    // Object keys are limited to 1,024 bytes, so S3 refuses every request for this one.
    let key = format!("drop/{}.csv", "x".repeat(1_100));
    let event = test.event(&key, 10, "0123456789abcdef0123456789abcdef", "0055AED6DCD90281E5");
    for _ in 0..3 {
        let _refused = test.invoke_import(event.clone()).await;
    }
    test.wait_until_idle().await;
    let imports = test.imports().await;
    assert_eq!(imports.len(), 1, "{imports:?}");
    assert_eq!((&imports[0]["status"], &imports[0]["source"]), (&json!("failed"), &json!("drop")), "{imports:?}");
    assert_eq!(imports[0]["failure"]["code"], "store-refused", "{imports:?}");
    // S3 would refuse the same key again.
    assert_eq!(imports[0]["failure"]["retryable"], false);
    assert_eq!(test.status(reqwest::Method::POST, &format!("/imports/{}/retry", id(&imports[0])), None).await, 202);
    assert_eq!(test.wait(id(&imports[0]), &["failed"]).await["failure"]["code"], "store-refused");
    test.abandon().await;
}
