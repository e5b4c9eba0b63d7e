//! Rows that corrections leave out of a feed's file, and corrections files.

use rollcall_domain::corrections::CorrectionList;

use super::*;

#[tokio::test]
async fn person_whose_row_is_left_out_is_present_and_one_without_an_address_could_be_anyone() {
    let test = start(json!({ "missing": "disable" })).await;
    night(&test, people(["Ann", "Bea", "Cid"])).await;
    for (bea, disabled) in [("\u{a0}bea@example.org ", 1), ("bea@@example.org", 0)] {
        let row = format!("1,Bea,Lee,{bea},Unknown Company,,en,,,,");
        let file = enrolment(&[&person("Ann"), &row]);
        let waits = test.import(file, json!({ "feed": "hr", "confirm": true })).await;
        let body = json!({ "corrections": [{ "kind": "row", "row": 3 }] });
        let path = format!("/imports/{}/corrections", id_of(&waits));
        let (status, response) = test.call(Method::POST, &path, Some(body)).await;
        assert_eq!(status, StatusCode::CREATED, "{response}");
        let corrected = test.settled(id_of(&response)).await;
        assert_eq!(corrected["status"], "awaiting_confirmation", "{corrected}");
        assert_eq!(counts(&corrected), json!([0, 0, disabled, 1, 0]), "{bea:?}: {corrected}");
        let body = json!({ "corrections": [], "options": { "on_row_errors": "skip" } });
        let (status, response) = test.call(Method::POST, &path, Some(body)).await;
        assert_eq!((status.as_u16(), &response["code"]), (422, &json!("option-invalid")), "{response}");
    }
}

#[tokio::test]
async fn corrections_file_disables_no_one() {
    for (missing, codes, disabled) in
        [("disable", &["feed-corrections-file", "email-missing"][..], 1), ("keep", &["email-missing"], 0)]
    {
        let test = start(json!({ "missing": missing })).await;
        let cid = "maybe,Cid,Lee,cid@example.org,Acme GmbH,,en,,,,";
        let first = night(&test, enrolment(&[&person("Ann"), &person("Bea"), cid, "Total: 3"])).await;
        assert_eq!(counts(&first), json!([2, 0, 0, 0, 2]), "{first}");
        let fix = String::from_utf8(test.export(id_of(&first), "fix").await).unwrap();
        let corrected = night(&test, fix.replace("maybe,", "1,")).await;
        assert_eq!(counts(&corrected), json!([1, 0, 0, 0, 1]), "{corrected}");
        let roster = &corrected["roster"];
        assert_eq!(
            json!([roster["absence"], roster["missing"], roster["after"], roster["unreadable"]]),
            json!(["corrections-file", 2, 3, 0]),
            "{corrected}"
        );
        assert_eq!(test.codes(id_of(&corrected)).await, codes);
        let without = night(&test, people(["Ann", "Cid"])).await;
        assert_eq!(counts(&without), json!([0, 0, disabled, 2, 0]), "{without}");
    }
}

#[tokio::test]
async fn person_whose_row_was_left_out_is_disabled_after_leaving() {
    for missing in ["disable", "keep"] {
        let test = start(json!({ "missing": missing })).await;
        night(&test, people(["Ann", "Bea", "Cid"])).await;
        let waits = test.import(people(["Ann", "Bea", "Cid"]), json!({ "feed": "hr", "confirm": true })).await;
        let body = json!({ "corrections": [{ "kind": "row", "row": 3 }] });
        let path = format!("/imports/{}/corrections", id_of(&waits));
        let (_, response) = test.call(Method::POST, &path, Some(body)).await;
        let corrected = test.settled(id_of(&response)).await;
        assert_eq!(test.confirm(id_of(&corrected), false).await, 202);
        let completed = test.settled(id_of(&corrected)).await;
        let roster = json!({ "before": 3, "present": 3, "missing": 0, "after": 3 });
        for (name, count) in roster.as_object().unwrap() {
            assert_eq!(&completed["roster"][name], count, "{name}: {completed}");
        }
        put(&test, "hr", json!({ "missing": "disable" })).await;
        let without = night(&test, people(["Ann", "Cid"])).await;
        assert_eq!(counts(&without), json!([0, 0, 1, 2, 0]), "{without}");
        assert_eq!(is_enabled(&test, "Bea").await, json!([false, null]));
    }
}

#[tokio::test]
async fn corrections_of_a_feed_are_not_applied_again_to_a_corrections_file() {
    let corrections = json!([
        { "kind": "column", "label": "Blocked", "to": "enabled" },
        { "kind": "value", "column": "enabled", "found": "0", "to": "1" },
        { "kind": "value", "column": "enabled", "found": "1", "to": "0" },
    ]);
    let test = start(json!({ "missing": "disable", "corrections": corrections })).await;
    let header = "Blocked,name,last_name,email,companyName,cohortName,languageCode";
    let rows = [
        "0,Ann,Lee,ann@example.org,Acme GmbH,,en",
        "0,Bea,Lee,bea@example.org,Acme GmbH,Sprng,en",
        "1,Cid,Lee,cid@example.org,Acme GmbH,Sprng,en",
    ];
    let first = night(&test, [&[header], &rows[..]].concat().join("\n")).await;
    assert_eq!(counts(&first), json!([1, 0, 0, 0, 2]), "{first}");
    let fix = String::from_utf8(test.export(id_of(&first), "fix").await).unwrap();
    let corrected = night(&test, fix.replace("Sprng", "Spring")).await;
    assert_eq!(counts(&corrected), json!([2, 0, 0, 0, 0]), "{corrected}");
    assert_eq!(test.codes(id_of(&corrected)).await, ["feed-corrections-file"]);
    assert_eq!(is_enabled(&test, "Bea").await, json!([true, "hr"]));
    assert_eq!(is_enabled(&test, "Cid").await, json!([false, "hr"]));
    let list = test.get(&format!("/imports/{}/corrections", id_of(&corrected))).await;
    assert_eq!(list["corrections"], json!([]), "a correction of this import begins without those of the feed");
}

#[tokio::test]
async fn corrections_of_an_import_are_not_replaced_by_those_of_a_later_configuration() {
    let corrections =
        |found: &str| json!([{ "kind": "value", "column": "companyName", "found": found, "to": "Acme GmbH" }]);
    let test = start(json!({ "corrections": corrections("Acme Ges") })).await;
    let import = night(&test, people(["Ann"]).replace("Acme GmbH", "Acme Ges")).await;
    assert_eq!(counts(&import), json!([1, 0, 0, 0, 0]), "{import}");
    // A delivery of the same event that read the feed after it was configured, but does not get the import.
    let other: CorrectionList = serde_json::from_value(json!({ "corrections": corrections("Acme") })).unwrap();
    let stores = test.stack().clients();
    let digest = flow::corrections::store(stores, &ImportId::from(id_of(&import)), &other).await.unwrap();
    assert_eq!(digest.map(|digest| digest.count), Some(1));
    let list = test.get(&format!("/imports/{}/corrections", id_of(&import))).await;
    assert_eq!(list["corrections"][0]["found"], "Acme Ges", "{list}");
}
