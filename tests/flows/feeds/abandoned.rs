//! People who stay in a feed although the file that they came with was undone, or failed while users were written.

use super::*;

/// Returns the number of people before the file, and how many of them were present, missing and disabled.
fn shape(import: &Value) -> Value {
    json!(["before", "present", "missing", "disabled"].map(|name| import["roster"][name].clone()))
}

#[tokio::test]
async fn person_whom_an_undo_kept_is_disabled_when_absent() {
    let test = start(json!({ "missing": "disable", "missing_after": 2 })).await;
    night(&test, people(["Ann", "Bea"])).await;
    let wrong = night(&test, people(["Ann", "Bea", "Cid", "Dan"])).await;
    let signs_in = json!({ "email": "cid@example.org" });
    assert_eq!(test.status(Method::POST, "/sign-ins", Some(signs_in)).await, 202);
    let path = format!("/imports/{}/undo", id_of(&wrong));
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let undone = test.settled(id_of(&response)).await;
    assert_eq!((&undone["summary"]["removed"], &undone["summary"]["skipped"]), (&json!(1), &json!(1)), "{undone}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([true, "hr"]));

    let first = night(&test, people(["Ann", "Bea", "Eva"])).await;
    assert_eq!(shape(&first), json!([3, 2, 1, 0]), "{first}");
    let second = night(&test, people(["Ann", "Bea", "Eva", "Fay"])).await;
    assert_eq!(shape(&second), json!([4, 3, 1, 1]), "{second}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, null]));
}

#[tokio::test]
async fn person_whom_a_failed_import_added_is_disabled_when_absent() {
    let test = start(json!({ "missing": "disable" })).await;
    test.import(people(["Cid", "Dan"]), json!({})).await;
    night(&test, people(["Ann", "Bea"])).await;
    test.clock().advance(SignedDuration::from_hours(1));
    let failed = test.import(people(["Ann", "Bea", "Cid", "Dan"]), json!({ "feed": "hr", "confirm": true })).await;
    test.take_result(&test.plan_key(id_of(&failed), "plan.ndjson").await).await;
    assert_eq!(test.confirm(id_of(&failed), false).await, 202);
    assert_eq!(test.settled_after_confirm(id_of(&failed)).await["status"], "failed");
    // The import had written two of its users when it failed.
    let stores = test.stack().clients();
    let feed = stores.feed(&FeedName::parse("hr").unwrap()).await.unwrap().unwrap();
    assert_eq!(feed.abandoned_rosters().len(), 1);
    for address in ["cid@example.org", "dan@example.org"] {
        let before = stores.users(&[address.to_owned()]).await.unwrap().remove(0).unwrap();
        let after = User { feed: Some(feed.id()), version: before.version + 1, ..before.clone() };
        let written = stores.update_users(&[UserUpdate { before, after }]).await.unwrap();
        assert_eq!(written, [UserWritten::Done]);
    }

    let next = night(&test, people(["Ann", "Bea", "Dan"])).await;
    assert_eq!((shape(&next), counts(&next)), (json!([3, 2, 1, 1]), json!([0, 0, 1, 3, 0])), "{next}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, null]));
    assert_eq!(is_enabled(&test, "Dan").await, json!([true, "hr"]));
    let feed = stores.feed(&FeedName::parse("hr").unwrap()).await.unwrap().unwrap();
    assert!(feed.abandoned_rosters().is_empty(), "{feed:?}");
}

#[tokio::test]
async fn feed_that_retains_absent_people_discards_the_roster_of_an_undone_file() {
    let test = start(json!({ "missing": "keep" })).await;
    night(&test, people(["Ann", "Bea"])).await;
    let wrong = night(&test, people(["Ann", "Bea", "Cid"])).await;
    let signs_in = json!({ "email": "cid@example.org" });
    assert_eq!(test.status(Method::POST, "/sign-ins", Some(signs_in)).await, 202);
    let path = format!("/imports/{}/undo", id_of(&wrong));
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    assert_eq!(test.settled(id_of(&response)).await["status"], "completed");
    let stores = test.stack().clients();
    let name = FeedName::parse("hr").unwrap();
    let undone = stores.feed(&name).await.unwrap().unwrap();
    assert_eq!(undone.abandoned_rosters().len(), 1, "{undone:?}");

    let next = night(&test, people(["Ann", "Bea", "Dan"])).await;
    assert_eq!((shape(&next), &next["roster"]["after"]), (json!([2, 2, 0, 0]), &json!(3)), "{next}");
    assert_eq!(is_enabled(&test, "Cid").await, json!([true, "hr"]));
    let feed = stores.feed(&name).await.unwrap().unwrap();
    assert!(feed.abandoned_rosters().is_empty(), "{feed:?}");
}
