//! The feed routes, and how requests affect imports of feed files.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    feed::{FEEDS_MAX, FeedName},
    ids::ImportId,
    import::ObjectVersion,
    stores::{Environment, FeedStore, ImportStore, Replaced},
};
use rollcall_tests::{Recorder, TestOptions, TestStack, enrolment};
use serde_json::{Value, json};

use crate::logs::listen;

const ANN: &str = "1,Ann,Lee,ann@example.org,ACME,Spring,en,Cook,North,Café Etiquette,";

async fn put(test: &TestStack, name: &str, body: Value) -> (StatusCode, Value) {
    test.call(Method::PUT, &format!("/feeds/{name}"), Some(body)).await
}

async fn request(test: &TestStack, options: Value) -> (StatusCode, Value) {
    let mut body = json!({ "file_name": "people.csv", "size_bytes": 10 });
    body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    test.call(Method::POST, "/imports", Some(body)).await
}

/// Changes the stored feed, as imports do.
async fn record(test: &TestStack, name: &str, change: impl FnOnce(&mut rollcall_domain::feed::Feed)) {
    let stores = test.stack().clients();
    let mut feed = stores.feed(&FeedName::parse(name).unwrap()).await.unwrap().unwrap();
    change(&mut feed);
    feed.increment_version();
    assert_eq!(stores.write_feed(&feed).await.unwrap(), Replaced::Done);
}

#[tokio::test]
async fn feed_is_created_replaced_listed_and_deleted() {
    let test = TestStack::start().await;
    assert_eq!(test.list("/feeds", 10).await, Vec::<Value>::new());
    let (status, created) = put(&test, "hr", json!({})).await;
    assert_eq!(status, StatusCode::CREATED, "{created}");
    let at = created["created_at"].clone();
    let defaults = json!({
        "name": "hr", "update_existing": true, "send_invitations": false, "on_row_errors": "skip", "missing": "keep", "missing_after": 1,
        "brake": {
            "create_percent": 50, "update_percent": 50, "disable_percent": 10, "failed_percent": 20, "unreadable_rows": 0, "min_users": 20
        },
        "test_mode": false, "language": "en", "report_to": [], "corrections": [],
        "taken_by": null, "waiting": null, "held": null, "newest": null, "report_refused": [], "created_at": at, "updated_at": at,
    });
    assert_eq!(created, defaults);
    let (status, same) = put(&test, "hr", json!({ "missing_after": 1.0 })).await;
    assert_eq!((status, &same), (StatusCode::OK, &defaults), "the same configuration changes nothing");

    record(&test, "hr", |feed| feed.hold(&"01m80swh5has1mkgtd02w3fbwk".into())).await;
    test.clock().advance(jiff::SignedDuration::from_secs(5));
    let body = json!({
        "missing": "disable", "missing_after": 3, "brake": null, "test_mode": true, "language": "pt-BR",
        "report_to": ["HR@rollcall.example"], "corrections": [{ "kind": "column", "label": "Mail", "to": "email" }],
    });
    let (status, replaced) = put(&test, "hr", body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{replaced}");
    for (member, value) in body.as_object().unwrap() {
        assert_eq!(replaced[member], *value, "{member}");
    }
    assert_eq!((&replaced["held"], &replaced["created_at"]), (&json!("01m80swh5has1mkgtd02w3fbwk"), &at));
    assert_ne!(replaced["updated_at"], at);
    assert_eq!(test.get("/feeds/hr").await, replaced);

    // The document that was read can be changed and sent back; only its configuration is written.
    let mut document = replaced.clone();
    document["missing_after"] = json!(4);
    document["held"] = Value::Null;
    document["created_at"] = json!("2020-01-01T00:00:00Z");
    let (status, changed) = put(&test, "hr", document).await;
    let mut expected = replaced.clone();
    expected["missing_after"] = json!(4);
    expected["updated_at"] = changed["updated_at"].clone();
    assert_eq!((status, changed), (StatusCode::OK, expected));

    put(&test, "a-second", json!({})).await;
    for limit in [1, 2, 10] {
        let names: Vec<Value> = test.list("/feeds", limit).await.iter().map(|feed| feed["name"].clone()).collect();
        assert_eq!(names, ["a-second", "hr"], "{limit}");
    }
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    for method in [Method::DELETE, Method::GET] {
        for name in ["hr", "none", "NO_NAME"] {
            let (status, response) = test.call(method.clone(), &format!("/feeds/{name}"), None).await;
            assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("feed-unknown")), "{method} {name}");
        }
    }
    assert_eq!(test.list("/feeds", 10).await.len(), 1);
}

#[tokio::test]
async fn invalid_configuration_is_refused_with_its_member_and_the_remedy() {
    let test = TestStack::start().await;
    for (name, body, status, code, part) in [
        ("HR", json!({}), 422, "feed-invalid", "the name must consist of 1 to 40 lowercase letters, digits or hyphens"),
        ("hr", json!({ "missing_after": 11 }), 422, "feed-invalid", "missing_after is 11: use 1 to 10"),
        ("hr", json!({ "missing": "delete" }), 422, "feed-invalid", "missing is \"delete\": use one of keep, disable"),
        ("hr", json!({ "language": "tlh" }), 422, "feed-invalid", "language is \"tlh\": use one of"),
        ("hr", json!({ "brake": { "disable_percent": 101 } }), 422, "feed-invalid", "brake.disable_percent is 101"),
        ("hr", json!({ "brake": { "share": 1 } }), 400, "body-invalid", "unknown field `share`"),
        ("hr", json!({ "layout": "learners" }), 400, "body-invalid", "unknown field `layout`"),
        ("hr", json!({ "report_to": ["hr@acme.example"] }), 422, "feed-invalid", "use rollcall.example, or change"),
        ("hr", json!({ "report_to": ["hr"] }), 422, "feed-invalid", "report_to[0] is not an e-mail address"),
        (
            "hr",
            json!({ "corrections": [{ "kind": "row", "row": 2 }] }),
            422,
            "feed-invalid",
            "corrections[0] belongs to one file",
        ),
    ] {
        let (found, response) = put(&test, name, body.clone()).await;
        assert_eq!((found.as_u16(), &response["code"]), (status, &json!(code)), "{body}: {response}");
        assert!(response["detail"].as_str().unwrap().contains(part), "{response}");
    }
    assert_eq!(test.list("/feeds", 10).await.len(), 0);
    for number in 0..FEEDS_MAX {
        assert_eq!(put(&test, &format!("feed-{number}"), json!({})).await.0, StatusCode::CREATED);
    }
    let (status, response) = put(&test, "one-more", json!({})).await;
    assert_eq!((status.as_u16(), &response["code"]), (422, &json!("feed-invalid")), "{response}");
    assert_eq!(
        put(&test, "feed-7", json!({ "missing_after": 2 })).await.0,
        StatusCode::OK,
        "an existing one is changed"
    );
}

#[tokio::test]
async fn file_of_a_feed_is_imported_as_the_feed_is_configured() {
    let test = TestStack::start().await;
    let corrections = json!([{ "kind": "value", "column": "companyName", "found": "ACME", "to": "Acme GmbH" }]);
    put(&test, "hr", json!({ "language": "de", "corrections": corrections })).await;
    let import = test.import(enrolment(&[ANN, "1,Bo,,no address,ACME,,en,,,,"]), json!({ "feed": "hr" })).await;
    assert_eq!(import["status"], "completed", "{import}");
    let options = json!({
        "layout": "enrolment", "update_existing": true, "send_invitations": false, "on_row_errors": "skip", "confirm": false,
        "encoding": null,
    });
    let shown = ["options", "feed", "waits_for", "held", "corrections"].map(|member| import[member].clone());
    assert_eq!(shown, [options, json!("hr"), Value::Null, json!([]), json!(1)]);
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(1)), "{import}");
    let id = import["import_id"].as_str().unwrap();
    let result = String::from_utf8(test.export(id, "csv").await).unwrap();
    assert!(result.contains("E-Mail-Adresse"), "the files are in the language of the feed: {result}");
    assert!(test.user("ann@example.org").await.as_object().unwrap().contains_key("feed"));

    let other = test.import(enrolment(&["1,Cy,,cy@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    assert_eq!((&other["feed"], &other["held"]), (&Value::Null, &json!([])));
    let listed = test.list("/imports?feed=hr", 10).await;
    assert_eq!(listed.iter().map(|import| &import["import_id"]).collect::<Vec<_>>(), [&import["import_id"]]);
    assert_eq!(test.list("/imports?feed=none", 10).await.len(), 0);
    assert_eq!(test.status(Method::GET, "/imports?feed=NONE", None).await, 400);
    put(&test, "hr", json!({ "test_mode": true })).await;
    assert_eq!(test.get(&format!("/imports/{id}")).await["options"], import["options"], "a file keeps its terms");
}

#[tokio::test]
async fn uploaded_file_of_a_feed_is_imported_with_the_configuration_that_is_current_when_it_arrives() {
    let test = TestStack::start().await;
    let outdated = json!([{ "kind": "value", "column": "companyName", "found": "ACME", "to": "Brio SA" }]);
    put(&test, "hr", json!({ "test_mode": true, "corrections": outdated })).await;
    let file = enrolment(&["1,Ann,,ann@example.org,ACME,,en,,,,", "1,Bo,,no address,Acme GmbH,,en,,,,"]);
    let upload = async |options: Value, config: Value| {
        let (status, created) = request(&test, options).await;
        assert_eq!(status, StatusCode::CREATED, "{created}");
        // Files are ordered by arrival time.
        test.clock().advance(SignedDuration::from_secs(1));
        put(&test, "hr", config).await;
        assert!(test.put(&created["upload"], file.clone().into_bytes()).await.is_success());
        test.settled(created["import_id"].as_str().unwrap()).await
    };
    let of_feed = json!({ "feed": "hr", "size_bytes": file.len(), "encoding": "utf-8" });
    let corrections = json!([{ "kind": "value", "column": "companyName", "found": "ACME", "to": "Acme GmbH" }]);
    let config = json!({ "language": "de", "corrections": corrections, "update_existing": false });
    let import = upload(of_feed.clone(), config.clone()).await;
    assert_eq!((&import["status"], &import["corrections"]), (&json!("completed"), &json!(1)), "{import}");
    let options = ["update_existing", "confirm", "encoding"].map(|name| import["options"][name].clone());
    assert_eq!(options, [json!(false), json!(false), json!("utf-8")]);
    assert_eq!(test.user("ann@example.org").await["company"], "Acme GmbH");
    let result = test.export(import["import_id"].as_str().unwrap(), "csv").await;
    assert!(String::from_utf8(result).unwrap().contains("E-Mail-Adresse"), "it is in the language of the feed");

    let mut dry_run = of_feed.clone();
    dry_run["dry_run"] = json!(true);
    let checked = upload(dry_run, config).await;
    assert_eq!((&checked["status"], &checked["options"]["dry_run"]), (&json!("awaiting_confirmation"), &json!(true)));
    assert_eq!(test.cancel(checked["import_id"].as_str().unwrap()).await, 202);
    let (status, created) = request(&test, of_feed).await;
    assert_eq!(status, StatusCode::CREATED, "{created}");
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    // Another feed with the same name does not get the file.
    test.clock().advance(SignedDuration::from_secs(1));
    put(&test, "hr", json!({})).await;
    assert!(test.put(&created["upload"], file.into_bytes()).await.is_success());
    let refused = test.settled(created["import_id"].as_str().unwrap()).await;
    assert_eq!(
        (&refused["status"], &refused["problems"]["file"][0]["code"]),
        (&json!("rejected"), &json!("feed-unknown"))
    );
    test.wait_until_idle().await;
}

#[tokio::test]
async fn request_for_a_file_of_a_feed_may_not_set_what_the_feed_sets() {
    let test = TestStack::start().await;
    let (status, response) = request(&test, json!({ "feed": "hr" })).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("feed-unknown")));
    put(&test, "hr", json!({})).await;
    for (option, value) in [
        ("layout", json!("enrolment")),
        ("update_existing", json!(false)),
        ("send_invitations", json!(true)),
        ("on_row_errors", json!("skip")),
        ("corrections", json!([{ "kind": "row", "row": 2 }])),
    ] {
        let (status, response) = request(&test, json!({ "feed": "hr", option: value })).await;
        assert_eq!((status.as_u16(), &response["code"]), (422, &json!("option-invalid")), "{option}: {response}");
        let detail = response["detail"].as_str().unwrap();
        assert!(detail.contains(option) && detail.contains("is set by the feed"), "{detail}");
    }
    let (status, response) = request(&test, json!({ "feed": "NO_NAME" })).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("feed-unknown")));
    let (status, response) = request(&test, json!({ "update_existing": null })).await;
    assert_eq!((status, &response["code"]), (StatusCode::BAD_REQUEST, &json!("body-invalid")));

    // A repeated key returns the same import, even if the feed's configuration has changed in the meantime.
    let keyed = async |feed: Value| {
        let body =
            json!({ "file_name": "a.csv", "size_bytes": 10, "feed": feed, "dry_run": true, "encoding": "utf-8" });
        let request = test.http().post(test.url("/imports")).header("idempotency-key", "night").json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    let (_, first) = keyed(json!("hr")).await;
    put(&test, "hr", json!({ "update_existing": false })).await;
    let (status, second) = keyed(json!("hr")).await;
    assert_eq!((status, &second["import_id"]), (201, &first["import_id"]));
    let (status, response) = keyed(Value::Null).await;
    assert_eq!((status, &response["code"]), (422, &json!("request-key-reused")));
    // So does a key whose feed has been deleted. A request with another key is refused, and leaves its key unused.
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    let (status, third) = keyed(json!("hr")).await;
    assert_eq!((status, &third["import_id"]), (201, &first["import_id"]), "{third}");
    assert!(third["upload"]["url"].is_string(), "{third}");
    let fresh = async |body: Value| {
        let request = test.http().post(test.url("/imports")).header("idempotency-key", "other").json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    let (status, response) = fresh(json!({ "file_name": "a.csv", "size_bytes": 10, "feed": "hr" })).await;
    assert_eq!((status, &response["code"]), (404, &json!("feed-unknown")), "{response}");
    let (status, other) = fresh(json!({ "file_name": "a.csv", "size_bytes": 10 })).await;
    assert_eq!(status, 201, "{other}");
    assert_eq!(test.cancel(other["import_id"].as_str().unwrap()).await, 202);
    let id = first["import_id"].as_str().unwrap();
    let import = test.get(&format!("/imports/{id}")).await;
    let options = ["confirm", "dry_run", "encoding", "update_existing"].map(|name| import["options"][name].clone());
    assert_eq!(options, [json!(true), json!(true), json!("utf-8"), json!(true)]);
    assert_eq!(test.cancel(id).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn deletion_cancels_what_waits_and_is_refused_while_a_file_is_checked() {
    let test = TestStack::start().await;
    put(&test, "hr", json!({})).await;
    let file = enrolment(&[&ANN.replace("ACME", "Acme GmbH")]);
    let held = test.import(&file, json!({ "feed": "hr", "confirm": true })).await;
    assert_eq!(held["status"], "awaiting_confirmation", "{held}");
    let held_id = held["import_id"].as_str().unwrap();
    let (_, opened) = request(&test, json!({ "feed": "hr" })).await;
    let checked_id = ImportId::from(opened["import_id"].as_str().unwrap());
    let (stores, now) = (test.stack().clients(), test.clock().now());
    let mut checked = stores.import(&checked_id).await.unwrap().unwrap();
    checked.begin_validation(ObjectVersion::default(), 10, now).unwrap();
    checked.lease_to("a worker", now);
    checked.increment_version();
    assert_eq!(stores.replace_import(&checked).await.unwrap(), Replaced::Done);
    record(&test, "hr", |feed| {
        feed.take(&checked_id);
        feed.hold(&held_id.into());
    })
    .await;
    let (status, response) = test.call(Method::DELETE, "/feeds/hr", None).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("feed-busy")), "{response}");
    assert!(response["detail"].as_str().unwrap().contains(checked_id.as_str()), "{response}");
    assert_eq!(test.get(&format!("/imports/{held_id}")).await["status"], "awaiting_confirmation");

    // The feed is released, and this file waits for it.
    checked.release();
    checked.wait_for(held_id.into(), now);
    checked.increment_version();
    assert_eq!(stores.replace_import(&checked).await.unwrap(), Replaced::Done);
    record(&test, "hr", |feed| {
        feed.forget(&checked_id);
        feed.wait(&checked_id);
    })
    .await;
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    test.wait_until_idle().await;
    for id in [held_id, checked_id.as_str()] {
        assert_eq!(test.get(&format!("/imports/{id}")).await["status"], "cancelled");
        assert!(!stores.import(&id.into()).await.unwrap().unwrap().is_open(), "the end of {id} is announced");
    }
    assert_eq!(test.users().await.len(), 0);
    let (status, response) = test.call(Method::DELETE, "/feeds/hr", None).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("feed-unknown")));
}

#[tokio::test]
async fn failing_task_of_the_sweep_stops_no_other_task() {
    let (written, _guard) = listen();
    let recorder = Recorder::listening();
    let test = TestStack::start_with(TestOptions { recorder: recorder.clone(), ..TestOptions::default() }).await;
    put(&test, "hr", json!({})).await;
    record(&test, "hr", |feed| feed.hold(&"01m80swh5has1mkgtd02w3fbwk".into())).await;
    let file = enrolment(&[&ANN.replace("ACME", "Acme GmbH")]);
    let import = test.import(&file, json!({ "confirm": true })).await;
    test.clock().advance(SignedDuration::from_hours(73));
    // No invitation can be listed.
    recorder.deny_calls_with(Some(r#""IndexName":"due""#));
    assert!(test.invoke_sweep().await.is_err());
    recorder.deny_calls_with(None);
    let path = format!("/imports/{}", import["import_id"].as_str().unwrap());
    assert_eq!(test.get(&path).await["status"], "expired");
    test.stop().await;
    let written = written.lock().unwrap().clone();
    for expected in ["cannot enqueue invitations", "\"feeds_waiting\":1", "\"imports_open\":1"] {
        assert!(written.contains(expected), "{expected}: {written}");
    }
}
