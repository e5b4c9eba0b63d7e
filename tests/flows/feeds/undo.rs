//! Undoing the files of a feed.

use super::*;

#[tokio::test]
async fn undo_of_the_newest_file_restores_people_and_roster() {
    let test = start(json!({ "missing": "disable" })).await;
    let first = night(&test, people(["Ann", "Bea", "Cid"])).await;
    let wrong = night(&test, people(["Ann", "Dan"])).await;
    assert_eq!(counts(&wrong), json!([1, 0, 2, 1, 0]), "{wrong}");
    let undo = |id: String| async move { (id.clone(), format!("/imports/{id}/undo")) };
    let (_, path) = undo(id_of(&first).to_owned()).await;
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("feed-newer-file")), "{response}");

    let (_, path) = undo(id_of(&wrong).to_owned()).await;
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let undone = test.settled(id_of(&response)).await;
    assert_eq!(
        (&undone["status"], &undone["summary"]["removed"], &undone["summary"]["updated"]),
        (&json!("completed"), &json!(1), &json!(2)),
        "{undone}"
    );
    for name in ["Ann", "Bea", "Cid"] {
        assert_eq!(is_enabled(&test, name).await, json!([true, "hr"]), "{name}");
    }
    let feed = test.get("/feeds/hr").await;
    assert_eq!((&feed["newest"]["import_id"], &feed["newest"]["users"]), (&first["import_id"], &json!(3)), "{feed}");
    let next = night(&test, people(["Ann", "Bea"])).await;
    assert_eq!(counts(&next), json!([0, 0, 1, 2, 0]), "{next}");
}

#[tokio::test]
async fn undo_that_a_newer_file_overtakes_is_refused_as_not_the_newest() {
    let test = start(json!({})).await;
    night(&test, people(["Ann"])).await;
    let wrong = night(&test, people(["Ann", "Bea"])).await;
    let path = format!("/imports/{}/undo", id_of(&wrong));
    let (status, undo) = test.call(Method::POST, &path, None).await;
    assert_eq!(status, StatusCode::CREATED, "{undo}");
    assert_eq!(test.settled(id_of(&undo)).await["status"], "awaiting_confirmation");
    test.clock().advance(SignedDuration::from_hours(1));
    let newer = test.drop_and_settle("drop/feeds/hr/newer.csv", people(["Ann", "Bea", "Cid"]), &[]).await;
    assert_eq!(newer[0]["status"], "completed", "{newer:?}");
    let path = format!("/imports/{}/confirm", id_of(&undo));
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "ignore_errors": false }))).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("feed-newer-file")), "{response}");
}

#[tokio::test]
async fn files_can_be_undone_one_after_the_other() {
    let test = start(json!({})).await;
    let mut nights = Vec::new();
    for names in [vec!["Ann"], vec!["Ann", "Bea"], vec!["Ann", "Bea", "Cid"]] {
        nights.push(night(&test, people(names)).await);
    }
    for (undone, newest) in [(2, 1), (1, 0)] {
        let path = format!("/imports/{}/undo", id_of(&nights[undone]));
        let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
        assert_eq!(status, StatusCode::CREATED, "{response}");
        assert_eq!(test.settled(id_of(&response)).await["status"], "completed");
        assert_eq!(test.get("/feeds/hr").await["newest"]["import_id"], nights[newest]["import_id"]);
    }
    assert_eq!(test.users().await.len(), 1);
}

#[tokio::test]
async fn undo_of_a_file_whose_feed_was_deleted_lists_the_feed_only_if_nothing_else_changed() {
    let test = start(json!({ "missing": "disable" })).await;
    let first = test.import(people(["Dan", "Eva"]), json!({})).await;
    night(&test, people(["Ann", "Bea"])).await;
    let rows = [person("Ann"), person("Dan"), person("Eva").replace("Lee", "Low")];
    let import = night(&test, enrolment(&rows.each_ref().map(String::as_str))).await;
    assert_eq!(counts(&import), json!([0, 2, 1, 1, 0]), "{import}");
    assert_eq!(test.status(Method::DELETE, "/feeds/hr", None).await, 204);

    let path = format!("/imports/{}/undo", id_of(&import));
    let (status, response) = test.call(Method::POST, &path, None).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let preview = test.settled(id_of(&response)).await;
    assert_eq!(preview["status"], "awaiting_confirmation", "{preview}");
    // Dan's only change was that he joined the feed.
    let expected = [
        json!(["dan@example.org", "updated", null, ["feed"]]),
        json!(["eva@example.org", "updated", null, ["last_name"]]),
        json!(["bea@example.org", "updated", null, ["enabled"]]),
    ];
    assert_eq!(changed_columns(&test, &response).await, expected);
    assert_eq!(test.confirm(id_of(&response), false).await, 202);
    let undone = test.settled_after_confirm(id_of(&response)).await;
    assert_eq!(undone["status"], "completed", "{undone}");
    assert_eq!(changed_columns(&test, &response).await, expected);
    for name in ["Bea", "Dan", "Eva"] {
        assert_eq!(is_enabled(&test, name).await, json!([true, null]), "{name}");
    }

    // The import before is not blocked.
    let path = format!("/imports/{}/undo", id_of(&first));
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let undone = test.settled(id_of(&response)).await;
    assert_eq!((&undone["status"], &undone["summary"]["removed"]), (&json!("completed"), &json!(2)), "{undone}");
}

/// Returns the address, the outcome, the reason and the changed columns of each row.
async fn changed_columns(test: &TestStack, import: &Value) -> Vec<Value> {
    let columns = |row: &Value| -> Vec<Value> {
        row["changes"].as_array().unwrap().iter().map(|change| change["column"].clone()).collect()
    };
    let rows = test.rows(id_of(import), "").await;
    rows.iter().map(|row| json!([row["user"]["email"], row["outcome"], row["reason"], columns(row)])).collect()
}
