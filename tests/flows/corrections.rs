//! Corrections: a new import of the same file supersedes the first one.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_tests::{TestStack, enrolment, learners};
use serde_json::{Value, json};

/// A file with a misspelled and an unknown label, a wrong course in two rows, an invalid address, and a row that does not belong in it.
const BROKEN: &str = "\
enabled,name,email,companyname,languageCode,module requested 1,notes
1,Ann,ann@example.org,Acme GmbH,en,Leadership Part I,
1,Ben,ben@@example.org,Acme GmbH,en,Leadership Part I,x
1,Cat,cat@example.org,Acme GmbH,en,Café Etiquette,
1,Sum,sum@example.org,Acme GmbH,en,,
";

fn all_corrections() -> Value {
    json!([
        { "kind": "column", "label": "companyname", "to": "companyName" },
        { "kind": "column", "label": "notes", "to": null },
        { "kind": "value", "column": "module requested", "company": "Acme GmbH", "found": "Leadership Part I", "to": "Leadership, Part 1" },
        { "kind": "cell", "row": 3, "column": "email", "found": "ben@@example.org", "to": "ben@example.org" },
        { "kind": "row", "row": 5, "found": "sum@example.org" },
    ])
}

async fn correct(test: &TestStack, id: &str, body: Value) -> (StatusCode, Value) {
    test.call(Method::POST, &format!("/imports/{id}/corrections"), Some(body)).await
}

/// Corrects an import, waits for the new one and returns it.
async fn corrected(test: &TestStack, id: &str, corrections: Value) -> Value {
    let (status, response) = correct(test, id, json!({ "corrections": corrections })).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    test.settled(response["import_id"].as_str().unwrap()).await
}

fn id_of(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

#[tokio::test]
async fn row_inside_a_cell_is_found_although_the_label_of_the_addresses_is_corrected() {
    let test = TestStack::start().await;
    let file = "firstname,lastname,E-Mail,language,note\n\
                Ann,Lee,ann@example.org,en,\"call back\nBo,Ray,bo@example.org,en,screen 17\"\n";
    let corrections = json!([{ "kind": "column", "label": "E-Mail", "to": "email" }]);
    let import = test.import(file, json!({ "layout": "learners", "corrections": corrections })).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let codes = test.codes(id_of(&import)).await;
    assert!(codes.iter().any(|code| code == "file-quote-unclosed"), "{codes:?}");
}

#[tokio::test]
async fn rejected_file_is_corrected_and_imported_without_another_upload() {
    let test = TestStack::start().await;
    let rejected = test.import(BROKEN, json!({ "update_existing": true })).await;
    assert_eq!(rejected["status"], "rejected");
    let import = corrected(&test, id_of(&rejected), all_corrections()).await;
    let id = id_of(&import);
    assert_eq!(
        (&import["status"], &import["problems"]["errors"]),
        (&json!("awaiting_confirmation"), &json!(0)),
        "{import}"
    );
    assert_eq!((&import["corrects"], &import["corrections"]), (&rejected["import_id"], &json!(5)));
    assert_eq!((&import["options"]["update_existing"], &import["options"]["confirm"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&import["summary"]["created"], &import["progress"]["rows_left_out"]),
        (&json!(3), &json!(1)),
        "{import}"
    );
    assert_eq!((&import["source"], &import["file"]["name"]), (&json!("portal"), &json!("people.csv")));

    let rows = test.rows(id, "outcome=created").await;
    assert_eq!(rows[1]["user"]["email"], "ben@example.org");
    let expected = json!([
        { "column": "email", "found": "ben@@example.org", "to": "ben@example.org" },
        { "column": "module requested 1", "found": "Leadership Part I", "to": "Leadership, Part 1" },
    ]);
    assert_eq!((&rows[1]["corrections"], &rows[2]["corrections"]), (&expected, &json!([])));
    let json: Value = serde_json::from_slice(&test.export(id, "json").await).unwrap();
    assert_eq!(json["created"][1]["corrections"], expected);
    let csv = String::from_utf8(test.export(id, "csv").await).unwrap();
    let mut csv = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let column = csv.headers().unwrap().iter().position(|label| label == "corrections").unwrap();
    let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(&records[0][column], "module requested 1: Leadership Part I → Leadership, Part 1");
    assert_eq!((&records[2][column], records.len()), ("", 3));
    let fix = String::from_utf8(test.export(id, "fix").await).unwrap();
    assert!(fix.starts_with("enabled,name,email,companyName,languageCode,module requested 1,import_status"), "{fix}");
    assert!(fix.contains("ben@example.org,Acme GmbH,en,\"Leadership, Part 1\",,"), "{fix}");
    assert!(fix.contains(",en,Café Etiquette,"), "{fix}");
    assert!(!fix.contains("sum@") && !fix.contains("@@"), "{fix}");

    assert_eq!(test.confirm(id, false).await, 202);
    let import = test.settled_after_confirm(id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["course_assignments"]), (&json!(3), &json!(3)));
    assert_eq!(test.users().await.len(), 3);
    assert_eq!(test.get(&format!("/imports/{id}/corrections")).await, json!({ "corrections": all_corrections() }));
    assert_eq!(test.get(&format!("/imports/{}/corrections", id_of(&rejected))).await, json!({ "corrections": [] }));

    let old = test.get(&format!("/imports/{}", id_of(&rejected))).await;
    assert_eq!((&old["status"], &old["superseded_by"]), (&json!("rejected"), &import["import_id"]));
    let notice = test.result(&format!("results/{}/summary.json", id_of(&rejected))).await;
    let notice: Value = serde_json::from_slice(&notice).unwrap();
    assert_eq!((&notice["status"], &notice["superseded_by"]), (&json!("rejected"), &import["import_id"]));
    test.wait_until_idle().await;
}

#[tokio::test]
async fn list_of_imports_shows_the_newest_of_a_chain() {
    let test = TestStack::start().await;
    let first = test.import(BROKEN, json!({})).await;
    let second = corrected(&test, id_of(&first), json!([])).await;
    let third = corrected(&test, id_of(&second), all_corrections()).await;
    let other = test.import(enrolment(&["1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    let ids = |imports: &[Value]| imports.iter().map(|import| import["import_id"].clone()).collect::<Vec<_>>();
    let [first, second, third, other] = [&first, &second, &third, &other].map(|import| import["import_id"].clone());
    assert_eq!(ids(&test.list("/imports", 1).await), [other.clone(), third.clone()]);
    for limit in [1, 3, 100] {
        let all = test.list("/imports?superseded=true", limit).await;
        assert_eq!(ids(&all), [other.clone(), third.clone(), second.clone(), first.clone()], "{limit}");
    }
    assert_eq!(test.get("/imports?superseded=false").await["items"].as_array().unwrap().len(), 2);
    assert_eq!(test.status(Method::GET, "/imports?superseded=maybe", None).await, 400);
}

#[tokio::test]
async fn waiting_import_that_is_corrected_is_cancelled_and_no_longer_decided() {
    let test = TestStack::start().await;
    let file = enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,Sprng,en,,,,"]);
    let waiting = test.import(&file, json!({ "confirm": true })).await;
    let id = id_of(&waiting);
    let value = |to: &str| json!([{ "kind": "value", "column": "cohortName", "company": "Acme GmbH", "found": "Sprng", "to": to }]);
    let import = corrected(&test, id, value("Sprig")).await;
    assert_eq!(import["status"], "awaiting_confirmation", "{import}");
    let old = test.get(&format!("/imports/{id}")).await;
    assert_eq!((&old["status"], &old["superseded_by"]), (&json!("cancelled"), &import["import_id"]));
    for (path, body) in [
        ("confirm", Some(json!({ "ignore_errors": true }))),
        ("cancel", None),
        ("corrections", Some(json!({ "corrections": [] }))),
    ] {
        let (status, response) = test.call(Method::POST, &format!("/imports/{id}/{path}"), body).await;
        assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("import-superseded")), "{response}");
        assert_eq!(response["superseded_by"], import["import_id"], "{response}");
    }
    // The problem shows the text in the file, and the corrected text that it refers to.
    let problems = test.problems(id_of(&import)).await;
    assert_eq!((&problems[0]["found"], &problems[0]["reads"]), (&json!("Sprng"), &json!("Sprig")), "{problems:?}");
    assert!(problems[0]["message"].as_str().unwrap().contains("“Sprig”"), "{problems:?}");
    let import = corrected(&test, id_of(&import), value("Spring")).await;
    assert_eq!(import["problems"]["errors"], 0, "{import}");
    // A correction that the new list omits is withdrawn.
    let import = corrected(&test, id_of(&import), json!([])).await;
    assert_eq!(test.codes(id_of(&import)).await, ["cohort-unmatched"]);
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn guard_that_does_not_match_is_a_row_error_and_unused_corrections_are_warnings() {
    let test = TestStack::start().await;
    let rows = ["Ann,Lee,ann@example.org,,FR,fr", "Ben,Lee,ben@example.org,,FR,fr", "Cat,Lee,cat@example.org,,FR,fr"];
    let options = json!({ "layout": "learners", "confirm": true });
    let waiting = test.import(learners(&rows), options).await;
    let corrections = json!([
        { "kind": "cell", "row": 2, "column": "email", "found": "anna@example.org", "to": "x@example.org" },
        { "kind": "row", "row": 3, "found": "anna@example.org" },
        { "kind": "value", "column": "language", "found": "English", "to": "en" },
        { "kind": "column", "label": "shoe size", "to": null },
        { "kind": "cell", "row": 40, "column": "email", "found": "a", "to": "b" },
    ]);
    let import = corrected(&test, id_of(&waiting), corrections).await;
    let id = id_of(&import);
    let codes = test.codes(id).await;
    let expected =
        ["correction-unused", "correction-unused", "correction-unused", "correction-mismatch", "correction-mismatch"];
    assert_eq!(codes, expected);
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let problems = test.problems(id).await;
    assert_eq!((&problems[3]["row"], &problems[3]["found"]), (&json!(2), &json!("ann@example.org")));
    assert_eq!(test.cancel(id).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn left_out_row_owns_no_address_and_no_title() {
    let test = TestStack::start().await;
    let file = enrolment(&[
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,Nothing,",
        "1,Ann,Roe,ann@example.org,Acme GmbH,,en,,,,",
        "1,Ben,Roe,ben@example.org,Acme GmbH,,en,,,,",
    ]);
    let body = json!({ "confirm": true, "corrections": [{ "kind": "row", "row": 2 }] });
    let import = test.import(&file, body).await;
    assert_eq!((&import["status"], &import["corrections"]), (&json!("awaiting_confirmation"), &json!(1)), "{import}");
    assert_eq!(test.codes(id_of(&import)).await, [""; 0]);
    assert_eq!((&import["summary"]["created"], &import["progress"]["rows_left_out"]), (&json!(2), &json!(1)));
    assert_eq!(import["progress"]["rows_total"], 2);
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn corrected_values_decide_about_repetitions_and_companies() {
    let test = TestStack::start().await;
    let file = enrolment(&[
        "1,Ann,Lee,ann@example.org,Akme,Sprng,en,,,,",
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,,",
        "1,Ben,Lee,ben@example.org,Brio SA,Sprng,en,,,,",
    ]);
    let corrections = json!([
        { "kind": "value", "column": "companyName", "found": "Akme", "to": "Acme GmbH" },
        { "kind": "value", "column": "cohortName", "company": "Acme GmbH", "found": "Sprng", "to": "Spring" },
        { "kind": "value", "column": "cohortName", "company": "Brio SA", "found": "Sprng", "to": "" },
    ]);
    let import = test.import(&file, json!({ "confirm": true, "corrections": corrections })).await;
    assert_eq!(test.codes(id_of(&import)).await, ["row-duplicate-identical"]);
    assert_eq!((&import["summary"]["created"], &import["progress"]["rows_repeated"]), (&json!(2), &json!(1)));
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn correction_of_a_short_row_does_not_hide_that_it_is_short() {
    let test = TestStack::start().await;
    // A cell is missing in the last row, so the job role is read as the language.
    let file = "enabled,name,email,companyName,languageCode,job_role\n\
        1,Ann,ann@example.org,Acme GmbH,en,Cook\n\
        1,Bob,bob@example.org,Acme GmbH,en,Cook\n\
        1,Eve,eve@example.org,Acme GmbH,Cook\n";
    let rejected = test.import(file, json!({})).await;
    let corrections = json!([
        { "kind": "cell", "row": 4, "column": "languageCode", "found": "Cook", "to": "en" },
        { "kind": "cell", "row": 4, "column": "job_role", "found": "", "to": "Cook" },
    ]);
    let corrected = corrected(&test, id_of(&rejected), corrections).await;
    let warning = &corrected["problems"]["file"][0];
    assert_eq!(warning["code"], "row-ragged", "{corrected}");
    test.stop().await;
}

#[tokio::test]
async fn options_change_without_another_upload() {
    let test = TestStack::start().await;
    let mut file = b"enabled,name,email,companyName,languageCode\n1,Jos".to_vec();
    file.extend_from_slice(b"\xe9,jose@example.org,Acme GmbH,en\n");
    let rejected = test.import(&file, json!({ "encoding": "utf-8" })).await;
    assert_eq!(
        (&rejected["status"], test.codes(id_of(&rejected)).await),
        (&json!("rejected"), vec!["file-encoding".into()])
    );
    let body = json!({ "corrections": [], "options": { "encoding": "windows-1252", "send_invitations": true } });
    let (status, response) = correct(&test, id_of(&rejected), body).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let import = test.settled(response["import_id"].as_str().unwrap()).await;
    assert_eq!(
        (&import["file"]["encoding"], &import["summary"]["created"]),
        (&json!("windows-1252"), &json!(1)),
        "{import}"
    );
    assert_eq!(import["options"]["send_invitations"], true);
    for (options, code) in [
        (json!({ "layout": "people" }), "option-invalid"),
        (json!({ "layout": "learners", "update_existing": true }), "option-invalid"),
        (json!({ "encoding": "klingon" }), "option-invalid"),
        (json!({ "confirm": false }), "body-invalid"),
    ] {
        let (_, response) = correct(&test, id_of(&import), json!({ "corrections": [], "options": options })).await;
        assert_eq!(response["code"], code, "{response}");
    }
    let body = json!({ "corrections": [{ "kind": "row", "row": 2 }, { "kind": "row", "row": 2 }] });
    let (status, response) = correct(&test, id_of(&import), body).await;
    assert_eq!((status.as_u16(), &response["code"]), (422, &json!("corrections-invalid")), "{response}");
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn correction_of_an_import_without_a_file_or_with_written_users_is_refused() {
    let test = TestStack::start().await;
    let (_, asked) = test.call(Method::POST, "/imports", Some(json!({ "file_name": "a.csv", "size_bytes": 1 }))).await;
    let completed = test.import(enrolment(&["1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    assert_eq!(completed["status"], "completed");
    let cancelled = id_of(&asked).to_owned();
    let refused = async |id: &str| {
        let (status, response) = correct(&test, id, json!({ "corrections": [] })).await;
        assert_eq!((status.as_u16(), &response["code"]), (409, &json!("import-not-correctable")), "{response}");
    };
    refused(&cancelled).await;
    assert_eq!(test.cancel(&cancelled).await, 202);
    refused(&cancelled).await;
    refused(id_of(&completed)).await;
    let unknown = "00000000000000000000000000";
    assert_eq!(correct(&test, unknown, json!({ "corrections": [] })).await.0, StatusCode::NOT_FOUND);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn correction_that_loses_to_a_cancellation_is_refused_and_can_be_repeated() {
    let test = TestStack::start().await;
    let file = enrolment(&["1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,"]);
    let waiting = test.import(file, json!({ "confirm": true })).await;
    let id = id_of(&waiting);
    assert_eq!(test.cancel(id).await, 202);
    // The request arrived before the cancellation.
    test.clock().advance(SignedDuration::from_secs(-60));
    let (status, response) = correct(&test, id, json!({ "corrections": [] })).await;
    assert_eq!((status.as_u16(), &response["code"]), (409, &json!("import-not-correctable")), "{response}");
    let detail = "The import was cancelled at the same time. To correct it anyway, send the request again.";
    assert_eq!(response["detail"], detail);
    test.clock().advance(SignedDuration::from_secs(60));
    let import = corrected(&test, id, json!([])).await;
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
}

#[tokio::test]
async fn correction_after_the_file_is_gone_leaves_the_import_waiting() {
    let test = TestStack::start().await;
    let waiting =
        test.import(enrolment(&["1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,"]), json!({ "confirm": true })).await;
    let id = id_of(&waiting);
    let bucket = &test.stack().addresses().uploads_bucket;
    let deleted = test.stack().clients().s3().delete_object().bucket(bucket).key(format!("uploads/{id}.csv"));
    deleted.send().await.unwrap();
    let (status, response) = correct(&test, id, json!({ "corrections": [] })).await;
    assert_eq!((status, &response["code"]), (StatusCode::GONE, &json!("file-gone")), "{response}");
    assert_eq!(test.get(&format!("/imports/{id}")).await, waiting);
    assert_eq!(test.confirm(id, false).await, 202);
    test.settled_after_confirm(id).await;
}

#[tokio::test]
async fn chain_ends_after_fifty_imports() {
    let test = TestStack::start().await;
    let mut import = test.import("x\n", json!({})).await;
    for _ in 1..50 {
        import = corrected(&test, id_of(&import), json!([])).await;
    }
    let (status, response) = correct(&test, id_of(&import), json!({ "corrections": [] })).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("too-many-corrections")), "{response}");
}

#[tokio::test]
async fn repeated_request_with_a_key_creates_one_import() {
    let test = TestStack::start().await;
    let rejected = test.import(BROKEN, json!({})).await;
    let path = test.url(&format!("/imports/{}/corrections", id_of(&rejected)));
    let ask = async |body: Value| {
        let response = test.http().post(&path).header("idempotency-key", "once").json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    let (status, first) = ask(json!({ "corrections": all_corrections() })).await;
    assert_eq!(status, 201, "{first}");
    let (status, again) = ask(json!({ "corrections": all_corrections() })).await;
    assert_eq!((status, &again), (201, &first));
    let (status, other) = ask(json!({ "corrections": [] })).await;
    assert_eq!((status, &other["code"]), (422, &json!("request-key-reused")), "{other}");
    let import = test.settled(first["import_id"].as_str().unwrap()).await;
    assert_eq!(test.cancel(id_of(&import)).await, 202);
    test.wait_until_idle().await;
    assert_eq!(test.list("/imports?superseded=true", 100).await.len(), 2);
}

#[tokio::test]
async fn dropped_file_is_corrected_under_the_options_of_the_request() {
    let test = TestStack::start().await;
    let row = "1,Ann,Lee,ann@@example.org,Acme GmbH,,en,,,,";
    test.drop_file("drop/people.csv", enrolment(&[row]), &[("on-row-errors", "nonsense")]).await;
    test.wait_until_idle().await;
    let rejected = test.get("/imports").await["items"][0].clone();
    assert_eq!(test.codes(id_of(&rejected)).await, ["option-invalid"]);
    let corrections =
        json!([{ "kind": "cell", "row": 2, "column": "email", "found": "ann@@example.org", "to": "ann@example.org" }]);
    let import = corrected(&test, id_of(&rejected), corrections).await;
    assert_eq!((&import["status"], &import["source"]), (&json!("awaiting_confirmation"), &json!("drop")), "{import}");
    assert_eq!(test.confirm(id_of(&import), false).await, 202);
    let import = test.settled_after_confirm(id_of(&import)).await;
    assert_eq!(import["summary"]["created"], 1);
}

#[tokio::test]
async fn dropped_file_refused_for_its_key_is_refused_again_after_a_correction() {
    let test = TestStack::start().await;
    let file = enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,"]);
    for (key, code) in [("drop/feeds/sales/people.csv", "feed-unknown"), ("drop/people.txt", "file-not-csv")] {
        let rejected = test.drop_and_settle(key, file.clone(), &[]).await;
        assert_eq!(test.codes(id_of(&rejected[0])).await, [code], "{key}");
        let import = corrected(&test, id_of(&rejected[0]), json!([])).await;
        assert_eq!(import["status"], "rejected", "{key}: {import}");
        assert_eq!(test.codes(id_of(&import)).await, [code], "{key}");
    }
}

#[tokio::test]
async fn confirm_cancel_and_correction_at_once_have_one_winner() {
    let test = TestStack::start().await;
    let mut wins = [0; 3];
    for n in 0..200 {
        let file = enrolment(&[&format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,,")]);
        let waiting = test.import(file, json!({ "confirm": true })).await;
        let id = id_of(&waiting);
        let (yes, no, (corrected, response)) =
            tokio::join!(test.confirm(id, false), test.cancel(id), correct(&test, id, json!({ "corrections": [] })));
        let won = [yes == 202, no == 202, corrected == 201];
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{yes} {no} {corrected} {response}");
        for (wins, won) in wins.iter_mut().zip(won) {
            *wins += usize::from(won);
        }
        let old = test.settled(id).await;
        assert_eq!(old["status"], if won[0] { "completed" } else { "cancelled" }, "{old}");
        assert_eq!(old["superseded_by"], if won[2] { response["import_id"].clone() } else { Value::Null }, "{old}");
        if won[2] {
            let import = test.settled(response["import_id"].as_str().unwrap()).await;
            assert_eq!(test.cancel(id_of(&import)).await, 202);
            test.wait_until_idle().await;
        }
    }
    assert_eq!(test.users().await.len(), wins[0], "{wins:?}");
    test.clock().advance(SignedDuration::from_mins(10));
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
}

#[tokio::test]
async fn file_whose_rows_are_all_left_out_is_refused_for_this_reason() {
    let test = TestStack::start().await;
    let file = enrolment(&[
        "1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,",
        ",,,,,,,,,,",
        "1,Bea,Lee,b@@example.org,Acme GmbH,,en,,,,",
    ]);
    let rejected = test.import(&file, json!({})).await;
    let left_out = json!([{ "kind": "row", "row": 2 }, { "kind": "row", "row": 4 }]);
    let import = corrected(&test, id_of(&rejected), left_out).await;
    assert_eq!(import["status"], "rejected", "{import}");
    assert_eq!(import["progress"]["rows_left_out"], 2);
    let problems = test.problems(id_of(&import)).await;
    let shown: Vec<(&Value, &Value)> = problems.iter().map(|problem| (&problem["code"], &problem["message"])).collect();
    let message = "The corrections leave out all rows of the file. Keep at least one row, or import another file.";
    assert_eq!(shown, [(&json!("file-no-rows"), &json!(message))]);

    // A header that is repeated is left out, but not by the corrections.
    let header = rollcall_tests::HEADER;
    let rejected = test.import(format!("{header}\n{header}\n"), json!({})).await;
    let other = json!([{ "kind": "value", "column": "languageCode", "found": "English", "to": "en" }]);
    let import = corrected(&test, id_of(&rejected), other).await;
    let problems = test.problems(id_of(&import)).await;
    assert_eq!(
        problems[0]["message"],
        "The file has column names but no rows. Add one row per person and import it again."
    );
    test.wait_until_idle().await;
}
