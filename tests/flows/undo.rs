//! Undoing imports: what an undo removes, restores and leaves unchanged, and which undo a request returns.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    ids::UserId,
    import::ImportStatus,
    stores::{InvitationStore, UserStore},
};
use rollcall_tests::{TestStack, enrolment, learners, many};
use serde_json::{Value, json};

use crate::endurance::fill_record;

fn id_of(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

/// Requests an undo. Returns the status and body of the response.
async fn request(test: &TestStack, import: &Value, body: Option<Value>) -> (StatusCode, Value) {
    test.call(Method::POST, &format!("/imports/{}/undo", id_of(import)), body).await
}

/// Undoes an import without confirmation. Returns the undo once it has settled.
async fn undo(test: &TestStack, import: &Value) -> Value {
    let (status, response) = request(test, import, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    test.settled(id_of(&response)).await
}

async fn update(test: &TestStack, rows: &[&str]) -> Value {
    let import = test.import(enrolment(rows), json!({ "update_existing": true })).await;
    assert_eq!(import["status"], "completed", "{import}");
    import
}

/// Returns every user as shown by the API, by address, without the members that an undo does not restore: `updated_at` and `imports`.
async fn table(test: &TestStack) -> BTreeMap<String, Value> {
    let mut users = BTreeMap::new();
    for line in test.users().await {
        let email = line["email"].as_str().unwrap().to_owned();
        let mut user = test.get(&format!("/users/{}", line["user_id"].as_str().unwrap())).await;
        let members = user.as_object_mut().unwrap();
        members.remove("updated_at");
        members.remove("imports");
        users.insert(email, user);
    }
    users
}

async fn the_row(test: &TestStack, import: &Value) -> Value {
    let rows = test.rows(id_of(import), "").await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].clone()
}

fn counts(import: &Value) -> Value {
    let summary = &import["summary"];
    json!(["removed", "updated", "skipped", "failed", "course_assignments_removed"].map(|name| summary[name].clone()))
}

const ANN: &str = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook,North,Café Etiquette,";
const BEA: &str = "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,Café Etiquette,\"Leadership, part 1\"";

#[tokio::test]
async fn ten_imports_of_one_user_are_undone_latest_first() {
    let test = TestStack::start().await;
    let mut imports = Vec::new();
    for n in 0..10 {
        let row = format!("1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook {n},North,,");
        imports.push((update(&test, &[&row]).await, table(&test).await));
    }
    // The history has room for eight imports, so the first two can no longer be undone.
    let undoable = imports.split_off(2);
    let mut befores: Vec<_> = imports.iter().chain(&undoable).map(|(_, after)| after.clone()).collect();
    for (import, after) in undoable.iter().rev() {
        assert_eq!(befores.pop().as_ref(), Some(after));
        let undone = undo(&test, import).await;
        assert_eq!(counts(&undone), json!([0, 1, 0, 0, 0]), "{undone}");
        assert_eq!(Some(&table(&test).await), befores.last());
    }
}

#[tokio::test]
async fn imports_are_undone_back_to_the_one_that_created_the_user() {
    let test = TestStack::start().await;
    let mut imports = Vec::new();
    for n in 0..8 {
        let row = format!("1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook {n},North,,");
        imports.push(update(&test, &[&row]).await);
    }
    for import in imports[1..].iter().rev() {
        assert_eq!(counts(&undo(&test, import).await), json!([0, 1, 0, 0, 0]));
    }
    assert_eq!(counts(&undo(&test, &imports[0]).await), json!([1, 0, 0, 0, 0]));
    assert!(table(&test).await.is_empty());
}

#[tokio::test]
async fn table_after_an_import_and_its_undo_equals_the_one_before() {
    let test = TestStack::start().await;
    update(&test, &[ANN, "1,Cid,,cid@example.org,Brio SA,Été,fr,,,,"]).await;
    let before = table(&test).await;
    let wrong = [
        "0,Anna,Low,ann@example.org,Brio SA,,de,Chef,South,Techniques de vente,",
        BEA,
        "1,Cid,,cid@example.org,Acme GmbH,Autumn,fr,,,,",
    ];
    let import = update(&test, &wrong).await;
    assert_ne!(table(&test).await, before);

    let (status, response) = request(&test, &import, None).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let preview = test.settled(id_of(&response)).await;
    assert_eq!(
        (&preview["status"], &preview["source"], &preview["file"], &preview["undoes"]),
        (&json!("awaiting_confirmation"), &json!("undo"), &Value::Null, &import["import_id"]),
        "{preview}"
    );
    assert_eq!(counts(&preview), json!([1, 2, 0, 0, 3]), "{preview}");
    assert_ne!(table(&test).await, before, "nothing is written before the confirmation");
    let removed = test.rows(id_of(&response), "outcome=removed").await;
    assert_eq!((&removed[0]["user"]["email"], removed.len()), (&json!("bea@example.org"), 1));
    assert_eq!(test.rows(id_of(&response), "with=course_assignments_removed").await.len(), 2);

    assert_eq!(test.confirm(id_of(&response), false).await, 202);
    let undone = test.settled_after_confirm(id_of(&response)).await;
    assert_eq!((&undone["status"], counts(&undone)), (&json!("completed"), json!([1, 2, 0, 0, 3])), "{undone}");
    assert_eq!(table(&test).await, before);
    let first = &test.rows(id_of(&response), "outcome=updated").await[0];
    let changes: Vec<Value> = first["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| json!([change["column"], change["old"], change["new"]]))
        .collect();
    let expected = json!([
        ["enabled", "0", "1"],
        ["name", "Anna", "Ann"],
        ["last_name", "Low", "Lee"],
        ["companyName", "Brio SA", "Acme GmbH"],
        ["cohortName", null, "Spring"],
        ["languageCode", "de", "en"],
        ["job_role", "Chef", "Cook"],
        ["region", "South", "North"],
    ]);
    assert_eq!(json!(changes), expected);
    assert_eq!((&first["courses_removed"], &first["kept"]), (&json!(["c-vente"]), &json!([])), "{first}");
    assert_eq!((&first["user"]["name"], &first["user"]["cohort"]), (&json!("Ann"), &json!("Spring")), "{first}");

    let history = test.imports().await;
    assert_eq!((&history[0]["undoes"], &history[1]["undone_by"]), (&import["import_id"], &response["import_id"]));
    assert_eq!(history[1]["undo_status"], "completed");
    let csv = test.export(id_of(&response), "csv").await;
    let mut reader = csv::Reader::from_reader(&csv[3..]);
    let column = |name: &str, reader: &csv::StringRecord| reader.iter().position(|label| label == name).unwrap();
    let (removed, changes) = {
        let header = reader.headers().unwrap();
        (column("courses_removed", header), column("changes", header))
    };
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!(&record[removed], "Techniques de vente", "{record:?}");
    assert!(record[changes].contains("job_role: \"Chef\" → \"Cook\""), "{record:?}");
    let export: Value = serde_json::from_slice(&test.export(id_of(&response), "json").await).unwrap();
    assert_eq!((export["removed"].as_array().unwrap().len(), &export["file_name"]), (1, &Value::Null));
    let fix = format!("/imports/{}/export?format=fix", id_of(&response));
    assert_eq!(test.status(Method::GET, &fix, None).await, 409);
}

#[tokio::test]
async fn user_who_changed_since_or_is_active_or_gone_is_skipped() {
    let test = TestStack::start().await;
    let names = ["changed", "named", "activated", "signedin", "gone", "again", "plain"];
    let rows: Vec<String> =
        names.iter().map(|name| format!("1,Ann,Lee,{name}@example.org,Acme GmbH,,en,,,,")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = test.import(enrolment(&rows), json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
    // A later import changes one user and contains another one unchanged.
    let later = update(&test, &[&rows[0].replace("Ann", "Anna"), rows[1]]).await;
    assert_eq!(test.accept(&test.token_of("activated@example.org")).await.0, StatusCode::OK);
    let sign_in = json!({ "email": "signedin@example.org" });
    assert_eq!(test.status(Method::POST, "/sign-ins", Some(sign_in)).await, 202);
    assert!(test.user("signedin@example.org").await["signed_in_at"].is_string());
    for name in ["gone", "again"] {
        let user = test.user(&format!("{name}@example.org")).await;
        let path = format!("/users/{}", user["user_id"].as_str().unwrap());
        assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    }
    update(&test, &[rows[5]]).await;
    let undone = undo(&test, &import).await;
    assert_eq!(counts(&undone), json!([2, 0, 5, 0, 0]), "{undone}");
    let rows = test.rows(id_of(&undone), "").await;
    let found: Vec<Value> = rows.iter().map(|row| json!([row["outcome"], row["reason"], row["changed_by"]])).collect();
    let skipped = |reason: &str, by: &Value| json!(["skipped", reason, by]);
    let none = &Value::Null;
    assert_eq!(
        found,
        [
            skipped("changed-since", &later["import_id"]),
            json!(["removed", null, null]),
            skipped("active", none),
            skipped("active", none),
            skipped("gone", none),
            skipped("gone", none),
            json!(["removed", null, null]),
        ]
    );
    let left: Vec<Value> = test.users().await.iter().map(|user| user["email"].clone()).collect();
    let expected = ["activated", "again", "changed", "signedin"].map(|name| json!(format!("{name}@example.org")));
    assert_eq!(left, expected);
}

#[tokio::test]
async fn confirmed_undo_of_an_import_that_wrote_nothing_completes_without_the_sweep() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let import = test.import(enrolment(&[ANN]), json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["skipped"]), (&json!("completed"), &json!(1)), "{import}");
    let (status, response) = request(&test, &import, None).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let preview = test.settled(id_of(&response)).await;
    let nothing = json!([0, 0, 0, 0, 0]);
    assert_eq!((&preview["status"], &counts(&preview)), (&json!("awaiting_confirmation"), &nothing), "{preview}");
    assert_eq!(test.confirm(id_of(&response), false).await, 202);
    let undone = test.settled_after_confirm(id_of(&response)).await;
    assert_eq!((&undone["status"], counts(&undone)), (&json!("completed"), nothing), "{undone}");
}

#[tokio::test]
async fn field_that_has_another_value_by_now_is_kept() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let wrong = "1,Anna,,ann@example.org,Brio SA,Été,en,Chef,,Techniques de vente,";
    let import = update(&test, &[wrong]).await;
    let later = update(&test, &["1,Anna,,ann@example.org,Acme GmbH,Autumn,en,Baker,,,"]).await;
    let undone = undo(&test, &import).await;
    assert_eq!(counts(&undone), json!([0, 1, 0, 0, 0]), "{undone}");
    let row = the_row(&test, &undone).await;
    let changes = json!([{ "column": "name", "old": "Anna", "new": "Ann" }]);
    assert_eq!((&row["changes"], &row["changed_by"]), (&changes, &later["import_id"]), "{row}");
    // Company and cohort are one field, and courses are retained because another import has written the user since.
    let kept = json!([
        { "column": "companyName", "written": "Brio SA", "current": "Acme GmbH" },
        { "column": "cohortName", "written": "Été", "current": "Autumn" },
        { "column": "job_role", "written": "Chef", "current": "Baker" },
        { "column": "module requested", "written": "Techniques de vente", "current": "Techniques de vente" },
    ]);
    assert_eq!(row["kept"], kept, "{row}");
    assert_eq!(test.rows(id_of(&undone), "with=kept").await.len(), 1);
    let user = test.user("ann@example.org").await;
    assert_eq!(
        (&user["name"], &user["job_role"], &user["cohort"]),
        (&json!("Ann"), &json!("Baker"), &json!("Autumn")),
        "{user}"
    );
    assert_eq!(user["courses"].as_array().unwrap().len(), 2, "{user}");
}

#[tokio::test]
async fn company_or_cohort_that_the_catalog_no_longer_has_is_not_restored() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let import = update(&test, &["1,Anna,,ann@example.org,Acme GmbH,Autumn,en,,,,"]).await;
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme/cohorts/ch-spring", None).await, 204);
    let undone = undo(&test, &import).await;
    let row = the_row(&test, &undone).await;
    assert_eq!(row["outcome"], "updated", "{row}");
    let kept = json!([{ "column": "cohortName", "written": "Autumn", "current": "Autumn" }]);
    assert_eq!(row["kept"], kept, "{row}");
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["name"], &user["cohort"]), (&json!("Ann"), &json!("Autumn")), "{user}");
}

#[tokio::test]
async fn undo_shows_the_current_names_of_renamed_companies_and_cohorts() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let import = update(&test, &["1,Ann,Lee,ann@example.org,Brio SA,Été,en,Cook,North,,"]).await;
    test.put_catalog(
        json!([{ "id": "co-acme", "name": "Apex AG", "cohorts": [{ "id": "ch-spring", "name": "Early" }] }]),
    )
    .await;
    let undone = undo(&test, &import).await;
    let row = the_row(&test, &undone).await;
    let names: Vec<Value> = row["changes"].as_array().unwrap().iter().map(|change| change["new"].clone()).collect();
    assert_eq!(names, ["Apex AG", "Early"], "{row}");
    assert_eq!((&row["user"]["company"], &row["user"]["cohort"]), (&json!("Apex AG"), &json!("Early")), "{row}");
}

#[tokio::test]
async fn wrong_imports_are_undone_one_after_the_other_the_latest_first() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let before = table(&test).await;
    let first = update(&test, &["1,Anna,,ann@example.org,Acme GmbH,,en,,,\"Leadership, part 1\",", BEA]).await;
    let second = update(&test, &["1,Annie,,ann@example.org,Acme GmbH,,en,Chef,,,", &BEA.replace("Bea", "Beate")]).await;
    assert_eq!(counts(&undo(&test, &second).await), json!([0, 2, 0, 0, 0]));
    let undone = undo(&test, &first).await;
    assert_eq!(counts(&undone), json!([1, 1, 0, 0, 3]), "{undone}");
    assert_eq!(table(&test).await, before);
}

#[tokio::test]
async fn user_of_a_learners_import_gets_back_to_no_company() {
    let test = TestStack::start().await;
    test.import(learners(&["Ann,Lee,ann@example.org,A1,FR,fr"]), json!({ "layout": "learners" })).await;
    let before = table(&test).await;
    let import = update(&test, &["1,Ann,,ann@example.org,Acme GmbH,Spring,fr,Chef,,Café Etiquette,"]).await;
    let undone = undo(&test, &import).await;
    assert_eq!(counts(&undone), json!([0, 1, 0, 0, 1]), "{undone}");
    assert_eq!(table(&test).await, before);
}

#[tokio::test]
async fn request_leads_to_one_undo_at_a_time() {
    let test = TestStack::start().await;
    let import = update(&test, &[ANN]).await;
    let (_, first) = request(&test, &import, Some(json!({}))).await;
    test.settled(id_of(&first)).await;
    // While an undo is in progress, the same request returns it, and a different one is refused.
    assert_eq!(request(&test, &import, Some(json!({ "confirm": true }))).await, (StatusCode::CREATED, first.clone()));
    let (status, refused) = request(&test, &import, Some(json!({ "confirm": false }))).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("undo-in-progress")), "{refused}");
    // An undo that ended without writing is replaced.
    assert_eq!(test.cancel(id_of(&first)).await, 202);
    test.wait_until_idle().await;
    let second = undo(&test, &import).await;
    assert_ne!(second["import_id"], first["import_id"]);
    assert_eq!(counts(&second), json!([1, 0, 0, 0, 1]), "{second}");
    let (status, refused) = request(&test, &import, None).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("already-undone")), "{refused}");
    let (status, refused) = request(&test, &second, None).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("import-not-undoable")), "{refused}");
    // An import that wrote nothing cannot be undone.
    let rejected = test.import("nothing\n", json!({})).await;
    let (status, refused) = request(&test, &rejected, None).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("import-not-undoable")), "{refused}");
    let unknown = json!({ "import_id": "01m80swh5has1mkgtd02w3fbwk" });
    assert_eq!(request(&test, &unknown, None).await.0, StatusCode::NOT_FOUND);
    let (status, _) = request(&test, &import, Some(json!({ "confirm": 1 }))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn undo_that_waits_has_no_file_to_correct() {
    let test = TestStack::start().await;
    let import = update(&test, &[ANN]).await;
    let (_, response) = request(&test, &import, None).await;
    let undo = test.settled(id_of(&response)).await;
    assert_eq!(undo["status"], "awaiting_confirmation", "{undo}");
    let path = format!("/imports/{}/corrections", id_of(&undo));
    let (status, response) = test.call(Method::POST, &path, Some(json!({ "corrections": [] }))).await;
    assert_eq!((status.as_u16(), &response["code"]), (409, &json!("import-not-correctable")), "{response}");
    assert_eq!(response["detail"], "An undo has no file that could be corrected.");
    let (_, response) = test.call(Method::POST, &format!("/imports/{}/retry", id_of(&undo)), None).await;
    assert_eq!(response["detail"], "The import is awaiting confirmation; only a failed one can be retried.");
    assert_eq!(test.get(&format!("/imports/{}", id_of(&undo))).await, undo);
}

#[tokio::test]
async fn undo_without_results_is_rejected_and_may_be_requested_again() {
    let test = TestStack::start().await;
    let import = update(&test, &[ANN]).await;
    let keys = test.result_keys(&format!("results/{}/chunks/", id_of(&import))).await;
    let rows = test.take_result(&keys[0]).await;
    let rejected = undo(&test, &import).await;
    assert_eq!(rejected["status"], "rejected", "{rejected}");
    assert_eq!(test.codes(id_of(&rejected)).await, ["results-gone"]);
    assert_eq!(test.users().await.len(), 1);
    test.put_result(&keys[0], rows).await;
    assert_eq!(counts(&undo(&test, &import).await), json!([1, 0, 0, 0, 1]));
}

#[tokio::test]
async fn request_for_a_preview_does_not_continue_an_undo_that_failed_without_one() {
    let test = TestStack::start().await;
    let import = test.import(many(600), json!({})).await;
    test.fail_without_results(id_of(&undo(&test, &import).await)).await;
    let (status, refused) = request(&test, &import, None).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("undo-in-progress")), "{refused}");
    assert_eq!(request(&test, &import, Some(json!({ "confirm": false }))).await.0, StatusCode::CREATED);
    test.stop().await;
}

#[tokio::test]
async fn failed_undo_is_retried_by_the_same_request() {
    let test = TestStack::start().await;
    let import = test.import(many(1_200), json!({})).await;
    let (_, response) = request(&test, &import, None).await;
    test.settled(id_of(&response)).await;
    let key = test.plan_key(id_of(&response), "plan.ndjson").await;
    let plan = test.take_result(&key).await;
    assert_eq!(test.confirm(id_of(&response), false).await, 202);
    test.wait(id_of(&response), &["failed"]).await;
    test.wait_until_idle().await;
    test.put_result(&key, plan).await;
    assert_eq!(request(&test, &import, None).await, (StatusCode::CREATED, response.clone()));
    let undone = test.settled(id_of(&response)).await;
    assert_eq!(counts(&undone), json!([1_200, 0, 0, 0, 2_400]), "{undone}");
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn failed_import_is_undone_from_its_plan_and_cannot_be_retried() {
    let test = TestStack::start().await;
    update(&test, &["1,Old,Lee,ann3@example.org,Acme GmbH,,en,,,,"]).await;
    let before = table(&test).await;
    // The import stops after writing users, before its results are complete, so rows are missing from the results.
    let id = test.upload(many(700), json!({ "confirm": true, "update_existing": true })).await;
    test.settled(&id).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = test.settled_after_confirm(&id).await;
    assert_eq!(import["summary"]["updated"], 1, "{import}");
    test.fail_without_results(&id).await;

    let (status, response) = request(&test, &import, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    test.wait_until_idle().await;
    // The import's workers may still be writing, so planning the undo waits for the sweep.
    assert_eq!(test.get(&format!("/imports/{}", id_of(&response))).await["status"], "validating");
    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 409);
    test.clock().advance(SignedDuration::from_mins(2));
    test.invoke_sweep().await.unwrap();
    let undone = test.settled(id_of(&response)).await;
    assert_eq!(counts(&undone), json!([699, 1, 0, 0, 1_400]), "{undone}");
    assert_eq!(table(&test).await, before);
    assert_eq!(test.status(Method::POST, &format!("/imports/{id}/retry"), None).await, 409);
}

#[tokio::test]
async fn undo_waits_for_the_other_worker_of_a_chunk() {
    let test = TestStack::start().await;
    let id = test.upload(many(700), json!({ "confirm": true })).await;
    test.settled(&id).await;
    test.begin_chunk(&id, 1).await;
    assert_eq!(test.confirm(&id, false).await, 202);
    let import = test.settled_after_confirm(&id).await;
    assert_eq!(import["summary"]["created"], 700, "{import}");

    let (status, response) = request(&test, &import, Some(json!({ "confirm": false }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    for (wait_s, expected) in [(0, "validating"), (59, "validating"), (2, "validating"), (60, "completed")] {
        test.clock().advance(SignedDuration::from_secs(wait_s));
        test.invoke_sweep().await.unwrap();
        test.wait_until_idle().await;
        let undo = test.get(&format!("/imports/{}", id_of(&response))).await;
        assert_eq!(undo["status"], expected, "after another {wait_s} s: {undo}");
    }
}

#[tokio::test]
async fn invitation_of_a_removed_user_is_never_sent_and_a_sent_one_opens_nothing() {
    let test = TestStack::start().await;
    let invite = json!({ "send_invitations": true });
    let sent = test.import(enrolment(&["1,Ann,Lee,sent@example.org,Acme GmbH,,en,,,,"]), invite.clone()).await;
    test.send_due_emails().await;
    let token = test.token_of("sent@example.org");
    let queued = test.import(enrolment(&["1,Ann,Lee,queued@example.org,Acme GmbH,,en,,,,"]), invite).await;
    let user_id = test.user("queued@example.org").await["user_id"].as_str().unwrap().to_owned();
    for import in [&sent, &queued] {
        assert_eq!(undo(&test, import).await["summary"]["removed"], 1);
    }
    // The message for the queued invitation is delivered late.
    test.invoke_send(&[user_id]).await.unwrap();
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);
    let (status, response) = test.accept(&token).await;
    assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("invitation-unknown")), "{response}");
    let hash = rollcall_domain::invitation::Token::parse(&token).unwrap().hash();
    assert_eq!(test.stack().clients().token_owner(&hash).await.unwrap(), None, "the token is removed");
}

#[tokio::test]
async fn invitation_that_the_import_released_is_held_again() {
    let test = TestStack::start().await;
    let row = |enabled: &str| enrolment(&[&format!("{enabled},Ann,Lee,ann@example.org,Acme GmbH,,en,,,,")]);
    test.import(row("0"), json!({ "send_invitations": true })).await;
    let stored =
        async || test.stack().clients().users(&["ann@example.org".to_owned()]).await.unwrap()[0].clone().unwrap();
    let before = stored().await;
    let import = test.import(row("1"), json!({ "send_invitations": true, "update_existing": true })).await;
    assert_eq!(test.invitation("ann@example.org").await, "queued");
    assert_eq!(undo(&test, &import).await["summary"]["updated"], 1);
    let after = stored().await;
    assert_eq!((after.invitation, &after.invited, after.enabled), (before.invitation, &before.invited, false));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 0);
}

#[tokio::test]
async fn event_of_an_undo_delivered_again_changes_nothing() {
    let test = TestStack::start().await;
    let import = test.import(many(1_100), json!({})).await;
    let undone = undo(&test, &import).await;
    let message = json!({ "Records": [{
        "messageId": "m", "receiptHandle": "r", "eventSource": "aws:sqs", "awsRegion": "eu-central-1",
        "attributes": {}, "messageAttributes": {}, "body": json!({ "import_id": undone["import_id"] }).to_string(),
    }] });
    let again = test.import(many(1_100), json!({})).await;
    assert_eq!(again["summary"]["created"], 1_100, "{again}");
    let index: Value =
        serde_json::from_slice(&test.result(&test.plan_key(id_of(&undone), "index.json").await).await).unwrap();
    for _ in 0..3 {
        test.invoke_import(message.clone()).await.unwrap();
        for (number, chunk) in index["chunks"].as_array().unwrap().iter().enumerate() {
            test.send_chunk(id_of(&undone), number, chunk).await;
        }
        test.wait_until_idle().await;
    }
    assert_eq!(test.users().await.len(), 1_100, "users of another incarnation stay");
    assert_eq!(test.get(&format!("/imports/{}", id_of(&undone))).await, undone);
}

#[tokio::test]
async fn user_removed_by_someone_else_after_the_plan_counts_as_removed() {
    let test = TestStack::start().await;
    update(&test, &[ANN]).await;
    let import = update(&test, &[BEA, "1,Dan,,dan@example.org,Acme GmbH,,en,,,,"]).await;
    let (_, response) = request(&test, &import, None).await;
    test.settled(id_of(&response)).await;
    let user = test.user("bea@example.org").await;
    let path = format!("/users/{}", user["user_id"].as_str().unwrap());
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    // The first user is created again, which the undo treats as another user; the second one is changed.
    update(&test, &[BEA, "1,Daniel,,dan@example.org,Acme GmbH,,en,,,,"]).await;
    assert_eq!(test.confirm(id_of(&response), false).await, 202);
    let undone = test.settled_after_confirm(id_of(&response)).await;
    let rows = test.rows(id_of(&response), "").await;
    let found: Vec<Value> = rows.iter().map(|row| json!([row["outcome"], row["reason"]])).collect();
    assert_eq!(found, [json!(["removed", null]), json!(["skipped", "changed-since"])], "{undone}");
    assert_ne!(test.user("bea@example.org").await["user_id"], user["user_id"]);
    assert_eq!(undone["status"], json!(ImportStatus::Completed));
    assert!(UserId::from(user["user_id"].as_str().unwrap()).key().is_some());
}

#[tokio::test]
async fn row_of_an_undo_shows_the_user_as_stored_and_the_current_values_that_it_retains() {
    let test = TestStack::start().await;
    update(&test, &["1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook,,,"]).await;
    let wrong = update(&test, &["1,Anna,Low,ann@example.org,Acme GmbH,,en,Cook,,,"]).await;
    update(&test, &["0,Annie,Low,ann@example.org,Brio SA,,fr,Chef,,,"]).await;
    let (status, response) = request(&test, &wrong, Some(json!({ "confirm": true }))).await;
    assert_eq!(status, StatusCode::CREATED, "{response}");
    let undo = test.settled(id_of(&response)).await;
    // After the preview, the retained value changes once more.
    update(&test, &["0,Nan,Low,ann@example.org,Brio SA,,fr,Chef,,,"]).await;
    test.confirm(id_of(&undo), false).await;
    test.wait(id_of(&undo), &["completed"]).await;

    let (row, user) = (the_row(&test, &undo).await, test.user("ann@example.org").await);
    assert_eq!(row["kept"], json!([{ "column": "name", "written": "Anna", "current": "Nan" }]), "{row}");
    let shown =
        |of: &Value| json!(["name", "last_name", "company", "language", "job_role"].map(|field| of[field].clone()));
    assert_eq!(shown(&user), json!(["Nan", "Lee", "Brio SA", "fr", "Chef"]), "{user}");
    assert_eq!((shown(&row["user"]), &row["user"]["enabled"]), (shown(&user), &json!(false)), "{row}");
}

#[tokio::test]
async fn user_with_no_room_for_the_former_values_is_skipped_and_shown_as_stored() {
    let test = TestStack::start().await;
    update(&test, &["1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook,,,"]).await;
    let wrong = update(&test, &["1,Anna,Lee,ann@example.org,Acme GmbH,Autumn,en,Chef,,,"]).await;
    fill_record(&test, "ann@example.org").await;
    let undone = undo(&test, &wrong).await;
    assert_eq!(counts(&undone), json!([0, 0, 1, 0, 0]), "{undone}");
    let row = the_row(&test, &undone).await;
    assert_eq!((&row["reason"], &row["changes"]), (&json!("kept"), &json!([])));
    let shown = ["name", "cohort", "job_role"].map(|field| &row["user"][field]);
    assert_eq!(shown, [&json!("Anna"), &json!("Autumn"), &json!("Chef")]);
}
