//! Feed files: who joins, changes and leaves, what the brake holds, and the order in which files are imported.

mod abandoned;
mod corrected;
mod undo;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    feed::FeedName,
    flow,
    ids::ImportId,
    import::{Import, ImportStatus},
    plan::{PlanContext, missing_user},
    row::Row,
    settings::Defaults,
    stores::{Environment, FeedStore, ImportStore, Replaced, UserStore, UserUpdate, UserWritten},
    user::User,
};
use rollcall_tests::{FakeLambda, TestOptions, TestStack, enrolment, learners};
use serde_json::{Value, json};

async fn start(config: Value) -> TestStack {
    let test = TestStack::start().await;
    put(&test, "hr", config).await;
    test
}

async fn put(test: &TestStack, name: &str, config: Value) {
    let (status, response) = test.call(Method::PUT, &format!("/feeds/{name}"), Some(config)).await;
    assert!(status.is_success(), "{status} {response}");
}

/// Returns an enrolment row for a person.
fn person(name: &str) -> String {
    format!("1,{name},Lee,{}@example.org,Acme GmbH,,en,,,,", name.to_lowercase())
}

/// Returns a file with these people.
fn people<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let rows: Vec<String> = names.into_iter().map(person).collect();
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn names(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|number| format!("Ann{number:03}")).collect()
}

fn crowd(range: std::ops::Range<usize>) -> String {
    let names = names(range);
    people(names.iter().map(String::as_str))
}

/// Drops a file for the feed `hr` as a new object, a day after the previous one. Returns the import once it has settled.
async fn night(test: &TestStack, file: impl Into<Vec<u8>>) -> Value {
    drop_at(test, "hr", file).await
}

async fn drop_at(test: &TestStack, feed: &str, file: impl Into<Vec<u8>>) -> Value {
    test.clock().advance(SignedDuration::from_hours(24));
    let key = format!("drop/feeds/{feed}/{}.csv", test.clock().now().as_second());
    let new = test.drop_and_settle(&key, file, &[]).await;
    assert_eq!(new.len(), 1, "{new:?}");
    new[0].clone()
}

/// Returns the keys of the result files beside the dropped file.
async fn beside(test: &TestStack, import: &Value) -> Vec<String> {
    let name = import["file"]["name"].as_str().unwrap().trim_end_matches("csv");
    test.result_keys(&format!("drop/feeds/hr/{name}")).await
}

fn id_of(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

/// Returns the numbers of rows that were created, updated, disabled, skipped and failed.
fn counts(import: &Value) -> Value {
    json!(["created", "updated", "disabled", "skipped", "failed"].map(|name| import["summary"][name].clone()))
}

async fn is_enabled(test: &TestStack, name: &str) -> Value {
    let user = test.user(&format!("{}@example.org", name.to_lowercase())).await;
    json!([user["status"] != "disabled", user["feed"]])
}

#[tokio::test]
async fn joiners_are_created_and_leavers_disabled_and_who_returns_is_enabled_again() {
    let test = start(json!({ "missing": "disable" })).await;
    let first = night(&test, people(["Ann", "Bea", "Cid"])).await;
    assert_eq!(
        (&first["status"], &first["feed"], counts(&first)),
        (&json!("completed"), &json!("hr"), json!([3, 0, 0, 0, 0]))
    );

    let second = night(&test, people(["Ann", "Bea", "Dan"])).await;
    assert_eq!((&second["status"], counts(&second)), (&json!("completed"), json!([1, 0, 1, 2, 0])), "{second}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, null]));
    assert_eq!(is_enabled(&test, "Dan").await, json!([true, "hr"]));
    let rows = test.rows(id_of(&second), "outcome=disabled").await;
    assert_eq!(
        (&rows[0]["row"], &rows[0]["line"], &rows[0]["reason"], &rows[0]["user"]["email"]),
        (&Value::Null, &Value::Null, &json!("missing-from-feed"), &json!("cid@example.org")),
        "{rows:?}"
    );

    let third = night(&test, people(["Ann", "Bea", "Cid", "Dan"])).await;
    assert_eq!((&third["status"], counts(&third)), (&json!("completed"), json!([0, 1, 0, 3, 0])), "{third}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([true, "hr"]));
}

#[tokio::test]
async fn person_is_disabled_after_being_absent_from_the_configured_number_of_files() {
    let test = start(json!({ "missing": "disable", "missing_after": 3 })).await;
    night(&test, people(["Ann", "Bea", "Cid"])).await;
    let without_bea = ["Ann", "Cid"];
    for (extra, disabled) in [("Dan", 0), ("Eva", 0)] {
        let import = night(&test, people(without_bea.into_iter().chain([extra]))).await;
        assert_eq!(import["summary"]["disabled"], disabled, "{import}");
    }
    let same = night(&test, people(["Ann", "Cid", "Eva"])).await;
    assert_eq!(same["summary"]["disabled"], 0, "the same file as the newest one counts no absence");
    let last = night(&test, people(["Ann", "Cid", "Fay"])).await;
    assert_eq!(last["summary"]["disabled"], 1, "{last}");
    assert_eq!(is_enabled(&test, "Bea").await, json!([false, null]));
    assert_eq!(is_enabled(&test, "Eva").await, json!([true, "hr"]));
}

#[tokio::test]
async fn feed_that_keeps_people_disables_no_one() {
    let test = start(json!({})).await;
    night(&test, people(["Ann", "Bea"])).await;
    let second = night(&test, people(["Ann"])).await;
    assert_eq!((&second["status"], counts(&second)), (&json!("completed"), json!([0, 0, 0, 1, 0])));
    assert_eq!(is_enabled(&test, "Bea").await, json!([true, "hr"]));
}

#[tokio::test]
async fn truncated_file_waits_at_the_brake_until_it_is_confirmed() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, crowd(0..60)).await;
    let truncated = night(&test, crowd(0..20)).await;
    assert_eq!(truncated["status"], "awaiting_confirmation", "{truncated}");
    let held: Vec<Value> = truncated["held"].as_array().unwrap().clone();
    let limits: Vec<Value> = held.iter().map(|held| json!([held["limit"], held["allowed"], held["found"]])).collect();
    assert_eq!(json!(limits), json!([["disable_percent", 10, 67], ["absent_percent", 50, 67]]));
    assert_eq!(is_enabled(&test, "Ann050").await, json!([true, "hr"]), "nothing is written");
    let preview = beside(&test, &truncated).await;
    let result = preview.iter().find(|key| key.ends_with(".result.json")).unwrap();
    let result: Value = serde_json::from_slice(&test.result(result).await).unwrap();
    assert_eq!((&result["status"], &result["summary"]["disabled"]), (&json!("awaiting_confirmation"), &json!(40)));

    test.clock().advance(SignedDuration::from_hours(1));
    assert_eq!(test.confirm(id_of(&truncated), false).await, 202);
    let done = test.settled_after_confirm(id_of(&truncated)).await;
    assert_eq!((&done["status"], counts(&done)), (&json!("completed"), json!([0, 0, 40, 20, 0])), "{done}");
    assert_eq!(is_enabled(&test, "Ann050").await, json!([false, null]));
    assert_eq!(beside(&test, &done).await.len(), preview.len() + 2, "the result is added to the preview");
}

#[tokio::test]
async fn newer_file_supersedes_the_one_that_waits_at_the_brake() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, crowd(0..60)).await;
    let truncated = night(&test, crowd(0..20)).await;
    let broken = night(&test, "not,a,header\n").await;
    assert_eq!(broken["status"], "rejected");
    let waits = test.get(&format!("/imports/{}", id_of(&truncated))).await;
    assert_eq!(waits["status"], "awaiting_confirmation", "a rejected file changes nothing");

    let whole = night(&test, crowd(0..61)).await;
    assert_eq!((&whole["status"], counts(&whole)), (&json!("completed"), json!([1, 0, 0, 60, 0])), "{whole}");
    let truncated = test.get(&format!("/imports/{}", id_of(&truncated))).await;
    assert_eq!((&truncated["status"], &truncated["superseded_by"]), (&json!("cancelled"), &whole["import_id"]));
    assert_eq!((test.confirm(id_of(&truncated), false).await, test.cancel(id_of(&truncated)).await), (409, 409));
    let feed = test.get("/feeds/hr").await;
    assert_eq!(
        (&feed["held"], &feed["newest"]["import_id"], &feed["newest"]["users"]),
        (&Value::Null, &whole["import_id"], &json!(61))
    );
}

#[tokio::test]
async fn older_file_that_arrives_late_leaves_the_one_at_the_brake_confirmable() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, crowd(0..60)).await;
    let held = night(&test, crowd(0..20)).await;
    assert_eq!(held["status"], "awaiting_confirmation", "{held}");
    // Give the held file a later time, so that the next file is older.
    let stores = test.stack().clients();
    let stored = stores.import(&ImportId::from(id_of(&held))).await.unwrap().unwrap();
    let mut stored = serde_json::to_value(&stored).unwrap();
    stored["feed"]["order"]["at"] = json!("2999-01-01T00:00:00Z");
    let mut stored: Import = serde_json::from_value(stored).unwrap();
    stored.increment_version();
    stores.replace_import(&stored).await.unwrap();
    let older = night(&test, crowd(0..61)).await;
    assert_eq!((&older["status"], &older["superseded_by"]), (&json!("cancelled"), &held["import_id"]), "{older}");
    assert_eq!(test.confirm(id_of(&held), false).await, 202);
    assert_eq!(test.settled_after_confirm(id_of(&held)).await["status"], "completed");
}

#[tokio::test]
async fn file_of_a_feed_without_a_brake_is_written_whatever_it_changes() {
    let test = start(json!({ "missing": "disable", "brake": null })).await;
    night(&test, crowd(0..60)).await;
    let truncated = night(&test, crowd(0..10)).await;
    assert_eq!((&truncated["status"], counts(&truncated)), (&json!("completed"), json!([0, 0, 50, 10, 0])));
}

#[tokio::test]
async fn row_whose_address_cannot_be_read_may_be_anyone_so_no_one_is_disabled() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, people(["Ann", "Bea", "Cid"])).await;
    let broken = enrolment(&[&person("Ann"), "1,Bea,Lee,bea(at)example.org,Acme GmbH,,en,,,,"]);
    let import = night(&test, broken).await;
    assert_eq!((&import["status"], counts(&import)), (&json!("completed"), json!([0, 0, 0, 1, 1])), "{import}");
    let absence = |import: &Value| (import["roster"]["absence"].clone(), import["roster"]["missing"].clone());
    assert_eq!(absence(&import), (json!("unreadable-rows"), json!(2)));
    assert_eq!(is_enabled(&test, "Bea").await, json!([true, "hr"]));
    assert_eq!(is_enabled(&test, "Cid").await, json!([true, "hr"]));
    let failed = enrolment(&[&person("Ann"), "1,,Lee,bea@example.org,Acme GmbH,,en,,,,"]);
    let import = night(&test, failed).await;
    assert_eq!(counts(&import), json!([0, 0, 1, 1, 1]), "a failed row still names its person: {import}");
    assert_eq!(is_enabled(&test, "Bea").await, json!([true, "hr"]));
    let import = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!(counts(&import), json!([0, 0, 0, 2, 0]), "{import}");
    assert_eq!(absence(&import), (json!("counted"), json!(0)));
    let import = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!(absence(&import), (json!("same-file"), json!(0)));
}

#[tokio::test]
async fn older_file_than_the_newest_completed_one_is_rejected() {
    let test = start(json!({})).await;
    let late = test.upload(people(["Old"]), json!({ "feed": "hr" })).await;
    test.wait_until_idle().await;
    assert_eq!(test.settled(&late).await["status"], "completed");
    night(&test, people(["Ann"])).await;
    let name = FeedName::parse("hr").unwrap();
    let stores = test.stack().clients();
    let mut feed = stores.feed(&name).await.unwrap().unwrap();
    let mut newest = feed.newest().unwrap().clone();
    newest.order.at = test.clock().now() + SignedDuration::from_hours(48);
    feed.complete(newest);
    feed.increment_version();
    stores.write_feed(&feed).await.unwrap();
    let older = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!(older["status"], "rejected", "{older}");
    assert_eq!(test.codes(id_of(&older)).await, ["feed-out-of-date"]);
}

/// Puts a waiting import of the feed into the state left by a worker that stopped while writing.
async fn being_written(test: &TestStack, id: &str) {
    let stores = test.stack().clients();
    let mut feed = stores.feed(&FeedName::parse("hr").unwrap()).await.unwrap().unwrap();
    let mut import = stores.import(&ImportId::from(id)).await.unwrap().unwrap();
    import.transition(ImportStatus::Importing, test.clock().now()).unwrap();
    import.increment_version();
    feed.take(import.id());
    feed.increment_version();
    stores.replace_import_and_feed(&import, &feed).await.unwrap();
}

#[tokio::test]
async fn one_file_is_imported_at_a_time_and_only_the_newest_of_the_others_waits() {
    let test = start(json!({})).await;
    let first = test.import(people(["Ann"]), json!({ "feed": "hr", "confirm": true })).await;
    assert_eq!(first["status"], "awaiting_confirmation", "{first}");
    being_written(&test, id_of(&first)).await;
    let second = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!((&second["status"], &second["waits_for"]), (&json!("validating"), &first["import_id"]), "{second}");
    let third = night(&test, people(["Ann", "Cid"])).await;
    assert_eq!((&third["status"], &third["waits_for"]), (&json!("validating"), &first["import_id"]), "{third}");
    let second = test.get(&format!("/imports/{}", id_of(&second))).await;
    assert_eq!((&second["status"], &second["superseded_by"]), (&json!("cancelled"), &third["import_id"]), "{second}");
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 409);

    for _ in 0..20 {
        test.clock().advance(SignedDuration::from_mins(6));
        test.invoke_sweep().await.unwrap();
        test.wait_until_idle().await;
    }
    assert_eq!(test.settled(id_of(&first)).await["status"], "completed");
    let third = test.settled(id_of(&third)).await;
    assert_eq!((&third["status"], counts(&third)), (&json!("completed"), json!([1, 0, 0, 1, 0])), "{third}");
    assert_eq!(third["waits_for"], Value::Null);
}

#[tokio::test]
async fn replaced_file_is_superseded_even_if_the_worker_stopped_before_it_cancelled_the_file() {
    for is_completed in [false, true] {
        let test = start(json!({})).await;
        let stores = test.stack().clients();
        let first = test.import(people(["Ann"]), json!({ "feed": "hr", "confirm": true })).await;
        being_written(&test, id_of(&first)).await;
        let second = ImportId::from(id_of(&night(&test, people(["Ann", "Bea"])).await));
        let mut waits = stores.import(&second).await.unwrap().unwrap();
        assert!(waits.is_waiting());
        let third = night(&test, people(["Ann", "Cid"])).await;
        if is_completed {
            for _ in 0..20 {
                test.clock().advance(SignedDuration::from_mins(6));
                test.invoke_sweep().await.unwrap();
                test.wait_until_idle().await;
            }
            assert_eq!(test.settled(id_of(&third)).await["status"], "completed");
        } else {
            being_written(&test, id_of(&third)).await;
        }
        // The second file waits, as if it had not been cancelled.
        let cancelled = stores.import(&second).await.unwrap().unwrap();
        assert_eq!(cancelled.status(), ImportStatus::Cancelled);
        while waits.version() <= cancelled.version() {
            waits.increment_version();
        }
        assert_eq!(stores.replace_import(&waits).await.unwrap(), Replaced::Done);
        Box::pin(flow::resume(stores, &Defaults::default(), &second)).await.unwrap();
        let second = test.get(&format!("/imports/{second}")).await;
        assert_eq!(
            (&second["status"], &second["superseded_by"]),
            (&json!("cancelled"), &third["import_id"]),
            "third file completed: {is_completed}; {second}"
        );
        test.wait_until_idle().await;
    }
}

#[tokio::test]
async fn confirmation_needs_the_feed_and_the_roster_of_the_preview() {
    let test = start(json!({})).await;
    let held = test.import(people(["Ann"]), json!({ "feed": "hr", "confirm": true })).await;
    let other = test.import(people(["Ann", "Bea"]), json!({ "feed": "hr", "confirm": true })).await;
    let held = test.get(&format!("/imports/{}", id_of(&held))).await;
    assert_eq!((&held["status"], &held["superseded_by"]), (&json!("cancelled"), &other["import_id"]));
    let third = test.import(people(["Cid"]), json!({ "feed": "hr", "dry_run": true })).await;
    assert_eq!(third["status"], "awaiting_confirmation", "{third}");
    let waits = test.get(&format!("/imports/{}", id_of(&other))).await;
    assert_eq!(waits["status"], "awaiting_confirmation", "a dry run supersedes nothing");
    assert_eq!(test.confirm(id_of(&other), false).await, 202);
    assert_eq!(test.settled_after_confirm(id_of(&other)).await["status"], "completed");
}

#[tokio::test]
async fn unknown_feed_and_metadata_of_a_file_are_refused() {
    let test = start(json!({})).await;
    for key in ["drop/feeds/sales/people.csv", "drop/feeds/people.csv", "drop/feeds/HR/people.csv"] {
        let new = test.drop_and_settle(key, people(["Ann"]), &[]).await;
        assert_eq!(new[0]["status"], "rejected", "{key}");
        let problems = test.get(&format!("/imports/{}/problems", id_of(&new[0]))).await;
        assert_eq!(problems["items"][0]["code"], "feed-unknown", "{key}");
        let message = problems["items"][0]["message"].as_str().unwrap();
        let is_in_no_folder = message.contains("directly in “drop/feeds”");
        assert_eq!(is_in_no_folder, key == "drop/feeds/people.csv", "{key}: {message}");
    }
    let other = learners(&["Ann,Lee,a@example.org,,,en"]);
    let new = test.drop_and_settle("drop/feeds/hr/learners.csv", other, &[]).await;
    let problems = test.get(&format!("/imports/{}/problems", id_of(&new[0]))).await;
    assert_eq!(problems["items"][0]["code"], "layout-mismatch");
    let message = problems["items"][0]["message"].as_str().unwrap();
    assert!(message.contains("Files of a feed use the layout") && !message.contains("--layout"), "{message}");
    for name in ["update-existing", "update_existing"] {
        let key = format!("drop/feeds/hr/{name}.csv");
        let new = test.drop_and_settle(&key, people(["Ann"]), &[(name, "true")]).await;
        assert_eq!(test.codes(id_of(&new[0])).await, ["option-invalid"], "{name}");
        let problems = test.problems(id_of(&new[0])).await;
        let message = problems[0]["message"].as_str().unwrap();
        assert!(message.contains("=true” is set by the feed of this file"), "{message}");
    }
    let (status, response) = test
        .call(Method::POST, "/imports", Some(json!({ "file_name": "a.csv", "size_bytes": 10, "feed": "sales" })))
        .await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("feed-unknown")), "{response}");
}

#[tokio::test]
async fn no_one_is_absent_from_a_file_with_too_many_rows() {
    let mut lambda = FakeLambda::start().await;
    lambda.defaults.rows_max.enrolment = Some(4);
    let test = TestStack::start_with(TestOptions { lambda: Some((lambda, 4)), ..TestOptions::default() }).await;
    put(&test, "hr", json!({ "missing": "disable" })).await;
    assert_eq!(night(&test, people(["Ann", "Bea", "Cid"])).await["status"], "completed");
    // The row that exceeds the limit is still read; those of Ann, Bea and Cid are only counted.
    let import = night(&test, people(["Dan", "Eva", "Fay", "Gus", "Hal", "Ann", "Bea", "Cid"])).await;
    assert_eq!(import["status"], "rejected", "{import}");
    assert_eq!(test.codes(id_of(&import)).await, ["file-too-many-rows"]);
    let stored = test.stack().clients().import(&ImportId::from(id_of(&import))).await.unwrap().unwrap();
    assert_eq!(stored.planned().disabled, 0);
}

#[tokio::test]
async fn feed_in_test_mode_writes_nothing() {
    let test = start(json!({ "test_mode": true })).await;
    let import = night(&test, people(["Ann"])).await;
    assert_eq!((&import["status"], &import["options"]["dry_run"]), (&json!("cancelled"), &json!(true)), "{import}");
    assert!(test.users().await.is_empty());
    assert_eq!(test.get("/feeds/hr").await["newest"], Value::Null);
    put(&test, "hr", json!({})).await;
    assert_eq!(night(&test, people(["Ann"])).await["status"], "completed");
}

#[tokio::test]
async fn results_of_a_file_in_test_mode_are_its_planned_outcomes() {
    let test = start(json!({ "missing": "disable" })).await;
    let first = night(&test, people(["Ann", "Bea"])).await;
    put(&test, "hr", json!({ "missing": "disable", "test_mode": true })).await;
    let renamed = person("Ann").replace(",Lee,", ",Ash,");
    let without_name = person("Dan").replace(",Dan,", ",,");
    let import = night(&test, enrolment(&[&renamed, &person("Cid"), &without_name])).await;
    assert_eq!((&import["status"], counts(&import)), (&json!("cancelled"), json!([1, 1, 1, 0, 1])), "{import}");
    assert_eq!(import["summary"]["fields_changed"]["last_name"], 1, "{import}");
    assert_eq!((test.user("ann@example.org").await["last_name"].clone(), test.users().await.len()), (json!("Lee"), 2));
    assert_eq!(is_enabled(&test, "Bea").await, json!([true, "hr"]));
    assert_eq!(test.get("/feeds/hr").await["newest"]["import_id"], first["import_id"]);

    let id = id_of(&import);
    let exported: Value = serde_json::from_slice(&test.export(id, "json").await).unwrap();
    assert_eq!((&exported["status"], &exported["summary"]), (&import["status"], &import["summary"]), "{exported}");
    let csv = String::from_utf8(test.export(id, "csv").await).unwrap();
    for (outcome, email) in [("created", "cid@"), ("updated", "ann@"), ("disabled", "bea@"), ("failed", "dan@")] {
        let rows = test.rows(id, &format!("outcome={outcome}")).await;
        assert_eq!(json!(rows), exported[outcome], "{outcome}");
        assert_eq!(rows.len(), 1, "{outcome}: {rows:?}");
        let line = csv.lines().find(|line| line.contains(email)).unwrap();
        assert!(line.contains(&format!(",{outcome},")), "{line}");
    }
    let notice: Value = serde_json::from_slice(&test.result(&format!("results/{id}/summary.json")).await).unwrap();
    assert_eq!((&notice["status"], &notice["summary"]), (&import["status"], &import["summary"]), "{notice}");
    assert_eq!(beside(&test, &import).await.len(), 3, "CSV, JSON and the corrections file");
}

#[tokio::test]
async fn user_belongs_to_one_feed_and_stays_disabled_if_an_administrator_did_it() {
    let test = start(json!({ "missing": "disable" })).await;
    put(&test, "sales", json!({})).await;
    let update = json!({ "update_existing": true });
    test.import(people(["Ann", "Bea"]), update.clone()).await;
    assert_eq!(is_enabled(&test, "Ann").await, json!([true, null]), "an import outside a feed adds no one to it");
    let first = night(&test, people(["Ann", "Bea", "Cid"])).await;
    assert_eq!(counts(&first), json!([1, 2, 0, 0, 0]), "{first}");
    assert_eq!(is_enabled(&test, "Ann").await, json!([true, "hr"]));

    let other = drop_at(&test, "sales", people(["Ann", "Dan"])).await;
    assert_eq!(counts(&other), json!([1, 0, 0, 1, 0]), "{other}");
    assert_eq!(test.codes(id_of(&other)).await, ["feed-other"]);
    assert_eq!(test.rows(id_of(&other), "outcome=skipped").await[0]["reason"], "other-feed");

    test.import(enrolment(&["0,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"]), update).await;
    let next = night(&test, people(["Ann", "Bea", "Cid"])).await;
    assert_eq!(counts(&next), json!([0, 0, 0, 3, 0]), "{next}");
    assert_eq!(test.codes(id_of(&next)).await, ["enabled-kept"]);
    assert_eq!(is_enabled(&test, "Bea").await, json!([false, "hr"]));
}

#[tokio::test]
async fn roster_contains_no_address_and_few_bytes_for_a_person() {
    let test = start(json!({})).await;
    night(&test, crowd(0..50)).await;
    let keys = test.result_keys("feeds/hr/").await;
    assert_eq!(keys.len(), 1, "{keys:?}");
    let roster = String::from_utf8(test.result(&keys[0]).await).unwrap();
    assert_eq!(roster.lines().count(), 50);
    assert!(roster.len() <= 50 * 36 && !roster.contains('@') && !roster.contains("example"), "{roster}");
}

#[tokio::test]
async fn users_of_another_feed_are_left_alone_until_it_is_deleted() {
    let test = start(json!({})).await;
    night(&test, people(["Ann"])).await;
    put(&test, "it", json!({})).await;
    let other = drop_at(&test, "it", people(["Ann", "Bea"])).await;
    assert_eq!(counts(&other), json!([1, 0, 0, 1, 0]), "{other}");
    assert_eq!(other["problems"]["file"][0]["code"], "feed-other", "{other}");
    assert_eq!(is_enabled(&test, "Ann").await, json!([true, "hr"]));

    let (status, _) = test.call(Method::DELETE, "/feeds/hr", None).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let other = drop_at(&test, "it", people(["Ann", "Bea", "Cid"])).await;
    assert_eq!(counts(&other), json!([1, 1, 0, 1, 0]), "{other}");
    assert_eq!(is_enabled(&test, "Ann").await, json!([true, "it"]));
}

#[tokio::test]
async fn feed_that_is_created_again_under_its_name_owns_no_one() {
    let test = start(json!({})).await;
    night(&test, people(["Ann", "Bea", "Cid"])).await;
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);
    put(&test, "hr", json!({ "update_existing": false, "missing": "disable" })).await;
    assert_eq!(is_enabled(&test, "Ann").await, json!([true, null]));
    let first = night(&test, people(["Ann", "Dan"])).await;
    assert_eq!(counts(&first), json!([1, 0, 0, 1, 0]), "{first}");
    let second = night(&test, people(["Dan"])).await;
    assert_eq!(counts(&second), json!([0, 0, 0, 1, 0]), "Ann was never of this feed: {second}");
    put(&test, "it", json!({})).await;
    let other = drop_at(&test, "it", people(["Ann", "Dan"])).await;
    assert_eq!(counts(&other), json!([0, 1, 0, 1, 0]), "{other}");
    assert_eq!(
        (is_enabled(&test, "Ann").await, is_enabled(&test, "Dan").await),
        (json!([true, "it"]), json!([true, "hr"]))
    );
}

#[tokio::test]
async fn absent_person_whom_an_administrator_enables_again_is_disabled() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, people(["Ann", "Bea"])).await;
    let update = json!({ "update_existing": true });
    test.import(enrolment(&["0,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"]), update.clone()).await;
    let without = night(&test, people(["Ann"])).await;
    assert_eq!(counts(&without), json!([0, 0, 0, 1, 0]), "{without}");
    test.import(people(["Bea"]), update).await;
    let without = night(&test, people(["Ann", "Cid"])).await;
    assert_eq!(counts(&without), json!([1, 0, 1, 1, 0]), "{without}");
    assert_eq!(is_enabled(&test, "Bea").await, json!([false, null]));
}

#[tokio::test]
async fn absent_person_whom_an_administrator_disables_while_the_file_is_held_stays_on_the_roster() {
    let test = start(json!({ "missing": "disable", "brake": { "min_users": 1 } })).await;
    night(&test, people(["Ann", "Bea", "Cid", "Dan"])).await;
    let held = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!(held["status"], "awaiting_confirmation", "{held}");
    let update = json!({ "update_existing": true });
    test.import(enrolment(&["0,Cid,Lee,cid@example.org,Acme GmbH,,en,,,,"]), update.clone()).await;
    assert_eq!(test.confirm(id_of(&held), false).await, 202);
    let done = test.settled_after_confirm(id_of(&held)).await;
    assert_eq!((&done["status"], &done["summary"]["disabled"]), (&json!("completed"), &json!(1)), "{done}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, "hr"]));
    assert_eq!(is_enabled(&test, "Dan").await, json!([false, null]));
    test.import(people(["Cid"]), update).await;
    let without = night(&test, people(["Ann", "Bea", "Eva"])).await;
    assert_eq!(counts(&without), json!([1, 0, 1, 2, 0]), "{without}");
    let roster = ["before", "present", "missing", "after"].map(|name| without["roster"][name].clone());
    assert_eq!(json!(roster), json!([3, 2, 1, 3]), "{without}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, null]));
}

#[tokio::test]
async fn absent_person_who_joined_with_another_id_than_planned_is_disabled() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, people(["Ann", "Bea"])).await;
    // Bea has another id than the one on the roster, as if another import had created her after the file was read.
    let bea = test.user("bea@example.org").await;
    let path = format!("/users/{}", bea["user_id"].as_str().unwrap());
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    test.import(people(["Bea"]), json!({})).await;
    let stores = test.stack().clients();
    let users = stores.users(&["ann@example.org".to_owned(), "bea@example.org".to_owned()]).await.unwrap();
    let [Some(ann), Some(before)] = &users[..] else { panic!("{users:?}") };
    let after = User { feed: ann.feed.clone(), version: before.version + 1, ..before.clone() };
    let update = UserUpdate { before: before.clone(), after };
    assert_eq!(stores.update_users(&[update]).await.unwrap(), [UserWritten::Done]);

    let without = night(&test, people(["Ann", "Cid"])).await;
    assert_eq!(counts(&without), json!([1, 0, 1, 1, 0]), "{without}");
    assert_eq!(is_enabled(&test, "Bea").await, json!([false, null]));
}

#[tokio::test]
async fn absent_person_whom_a_killed_worker_disabled_is_shown_as_stored() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, people(["Ann", "Bea"])).await;
    test.clock().advance(SignedDuration::from_hours(24));
    let waits = test.import(people(["Ann"]), json!({ "feed": "hr", "confirm": true })).await;
    assert_eq!(counts(&waits), json!([0, 0, 1, 1, 0]), "{waits}");
    let changed = people(["Bea"]).replace("1,Bea,", "1,Beate,");
    test.import(changed, json!({ "update_existing": true })).await;
    // A worker disables the user and is killed before it records the chunk.
    let plan = test.result(&test.plan_key(id_of(&waits), "plan.ndjson").await).await;
    let mut rows = serde_json::Deserializer::from_slice(&plan).into_iter::<Row>().map(Result::unwrap);
    let row = rows.find(Row::is_missing).unwrap();
    let stores = test.stack().clients();
    let import = stores.import(&ImportId::from(id_of(&waits))).await.unwrap().unwrap();
    let before = stores.users(&["bea@example.org".to_owned()]).await.unwrap().remove(0).unwrap();
    let after = missing_user(&row, &before, &PlanContext::of(&import, test.clock().now()));
    assert_eq!(stores.update_users(&[UserUpdate { before, after }]).await.unwrap(), [UserWritten::Done]);

    assert_eq!(test.confirm(id_of(&waits), false).await, 202);
    let import = test.settled_after_confirm(id_of(&waits)).await;
    assert_eq!(counts(&import), json!([0, 0, 1, 1, 0]), "{import}");
    let rows = test.rows(id_of(&waits), "outcome=disabled").await;
    let shown: Vec<Value> = rows.iter().map(|row| json!([row["user"]["name"], row["user"]["enabled"]])).collect();
    assert_eq!(shown, [json!(["Beate", false])]);
}
