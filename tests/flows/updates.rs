//! What an update changes in a user, and what it leaves unchanged.

use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

const UPDATE: fn() -> Value = || json!({ "update_existing": true });

/// Returns a stack with one user whose optional fields are all set.
async fn with_ann() -> TestStack {
    let test = TestStack::start().await;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook,North,Café Etiquette,";
    let import = test.import(enrolment(&[row]), json!({})).await;
    assert_eq!(import["summary"]["created"], 1, "{import}");
    test
}

/// Updates Ann with one row. Returns the import and the row's outcome.
async fn update(test: &TestStack, row: &str) -> (Value, Value) {
    let import = test.import(enrolment(&[row]), UPDATE()).await;
    assert_eq!(import["status"], "completed", "{import}");
    let rows = test.rows(import["import_id"].as_str().unwrap(), "").await;
    (import, rows[0].clone())
}

fn titles(user: &Value) -> Vec<&str> {
    user["courses"].as_array().unwrap().iter().map(|course| course["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn update_changes_exactly_what_the_row_says() {
    // Row, outcome, changes.
    let cases: &[(&str, &str, Value)] = &[
        ("1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,Cook,North,Café Etiquette,", "skipped", json!([])),
        ("1,Ann,,ann@example.org,Acme GmbH,,en,,,,", "skipped", json!([])),
        ("TRUE, Ann ,Lee,ANN@Example.org,Acme GmbH,,en,,,CAFÉ ETIQUETTE,", "skipped", json!([])),
        ("1,Anna,,ann@example.org,Acme GmbH,,en,,,,", "updated", json!([["name", "Ann", "Anna"]])),
        ("1,Ann,Low,ann@example.org,Acme GmbH,,en,,,,", "updated", json!([["last_name", "Lee", "Low"]])),
        ("1,Ann,,ann@example.org,Acme GmbH,,de-AT,,,,", "updated", json!([["languageCode", "en", "de-AT"]])),
        (
            "1,Ann,,ann@example.org,Acme GmbH,,en,Chef,South,,",
            "updated",
            json!([["job_role", "Cook", "Chef"], ["region", "North", "South"]]),
        ),
        ("0,Ann,,ann@example.org,Acme GmbH,,en,,,,", "updated", json!([["enabled", "1", "0"]])),
        ("1,Ann,,ann@example.org,Acme GmbH,Autumn,en,,,,", "updated", json!([["cohortName", "Spring", "Autumn"]])),
        (
            "1,Ann,,ann@example.org,Brio SA,,en,,,,",
            "updated",
            json!([["companyName", "Acme GmbH", "Brio SA"], ["cohortName", "Spring", null]]),
        ),
        (
            "1,Ann,,ann@example.org,Brio SA,Été,en,,,,",
            "updated",
            json!([["companyName", "Acme GmbH", "Brio SA"], ["cohortName", "Spring", "Été"]]),
        ),
    ];
    let test = TestStack::start().await;
    for (n, (row, outcome, changes)) in cases.iter().enumerate() {
        let (address, row) = (
            format!("ann{n}@example.org"),
            row.replace("ann@", &format!("ann{n}@")).replace("ANN@", &format!("ANN{n}@")),
        );
        let ann = format!("1,Ann,Lee,{address},Acme GmbH,Spring,en,Cook,North,Café Etiquette,");
        test.import(enrolment(&[&ann]), json!({})).await;
        let before = test.user(&address).await;
        let (import, found) = update(&test, &row).await;
        assert_eq!(import["summary"][outcome], 1, "{row}: {import}");
        assert_eq!(found["outcome"], *outcome, "{row}: {found}");
        assert_eq!(
            found["reason"],
            if *outcome == "skipped" { json!("unchanged") } else { Value::Null },
            "{row}: {found}"
        );
        let list = found["changes"].as_array().unwrap().iter();
        let list: Vec<Value> = list.map(|change| json!([change["column"], change["old"], change["new"]])).collect();
        assert_eq!(json!(list), *changes, "{row}");
        let after = test.user(&address).await;
        let mut expected = before.clone();
        for change in changes.as_array().unwrap() {
            let field = match change[0].as_str().unwrap() {
                "enabled" => {
                    expected["status"] = json!("disabled");
                    expected["enabled"] = json!(false);
                    continue;
                }
                "companyName" => "company",
                "cohortName" => "cohort",
                "languageCode" => "language",
                other => other,
            };
            expected[field] = change[2].clone();
        }
        expected["updated_at"] = after["updated_at"].clone();
        expected["imports"] = after["imports"].clone();
        assert_eq!(after, expected, "{row}");
        assert_eq!(before["updated_at"] == after["updated_at"], *outcome == "skipped", "{row}");
    }
}

#[tokio::test]
async fn existing_user_without_the_option_is_left_alone() {
    let test = with_ann().await;
    let before = test.user("ann@example.org").await;
    let row = "0,Anna,Low,ann@example.org,Brio SA,Été,fr,Chef,South,Techniques de vente,";
    let import = test.import(enrolment(&[row, "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    assert_eq!((&import["summary"]["skipped"], &import["summary"]["created"]), (&json!(1), &json!(1)), "{import}");
    assert_eq!(import["summary"]["course_assignments"], 0);
    let rows = test.rows(import["import_id"].as_str().unwrap(), "outcome=skipped").await;
    assert_eq!((&rows[0]["reason"], &rows[0]["changes"]), (&json!("exists"), &json!([])));
    assert_eq!(test.user("ann@example.org").await, before);
}

#[tokio::test]
async fn assignments_are_only_added_and_counted_once() {
    let test = with_ann().await;
    let (import, row) =
        update(&test, "1,Ann,,ann@example.org,Acme GmbH,,en,,,Safety First – Basics,Café Etiquette").await;
    assert_eq!((&import["summary"]["updated"], &import["summary"]["course_assignments"]), (&json!(1), &json!(1)));
    assert_eq!((&row["changes"], &row["courses_assigned"]), (&json!([]), &json!(["c-safety"])));
    assert_eq!(titles(&test.user("ann@example.org").await), ["Café Etiquette", "Safety First – Basics"]);
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(test.rows(id, "with=course_assignments").await.len(), 1);
    assert_eq!(test.rows(id, "with=invitations").await.len(), 0);
    // The other company has a course with the same id, which she already has. She keeps her former company's courses.
    let (import, row) =
        update(&test, "1,Ann,,ann@example.org,Brio SA,,en,,,Safety First – Basics,Techniques de vente").await;
    assert_eq!(import["summary"]["course_assignments"], 1, "{import}");
    assert_eq!(row["courses_assigned"], json!(["c-vente"]));
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["company"], &user["cohort"]), (&json!("Brio SA"), &Value::Null));
    assert_eq!(titles(&user), ["Café Etiquette", "Safety First – Basics", "Techniques de vente"]);
    // A row without courses removes none.
    let (import, _) = update(&test, "1,Ann,,ann@example.org,Brio SA,,en,,,,").await;
    assert_eq!(import["summary"]["skipped"], 1);
    assert_eq!(titles(&test.user("ann@example.org").await).len(), 3);
}

#[tokio::test]
async fn disabled_user_is_reenabled_by_an_update() {
    let test = TestStack::start().await;
    let row = |enabled: &str| enrolment(&[&format!("{enabled},Ann,Lee,ann@example.org,Acme GmbH,,en,,,,")]);
    test.import(row("0"), json!({ "send_invitations": true })).await;
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["status"], &user["invitation"]), (&json!("disabled"), &json!("held")));
    let import = test.import(row("FALSE"), UPDATE()).await;
    assert_eq!(import["summary"]["skipped"], 1, "{import}");
    let import = test.import(row("1"), UPDATE()).await;
    assert_eq!((&import["summary"]["updated"], &import["summary"]["invitations"]), (&json!(1), &json!(0)), "{import}");
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["status"], &user["enabled"]), (&json!("pending"), &json!(true)));
}

#[tokio::test]
async fn file_with_updates_new_users_and_errors_applies_the_valid_rows() {
    let test = with_ann().await;
    let rows = [
        "1,Ann,,ann@example.org,Acme GmbH,Autumn,en,,,,",
        "1,Bea,,bea@example.org,Acme GmbH,,en,,,Café Etiquette,",
        "1,Cid,,cid@example,Acme GmbH,,en,,,,",
        "1,Bea,,bea@example.org,Acme GmbH,,en,,,Café Etiquette,",
    ];
    let rejected = test.import(enrolment(&rows), UPDATE()).await;
    assert_eq!(rejected["status"], "rejected", "{rejected}");
    assert_eq!(test.user("ann@example.org").await["cohort"], "Spring");
    let import = test.import(enrolment(&rows), json!({ "update_existing": true, "on_row_errors": "skip" })).await;
    assert_eq!(
        import["summary"],
        json!({
            "created": 1, "updated": 1, "removed": 0, "disabled": 0, "skipped": 0, "failed": 1, "course_assignments": 1, "course_assignments_removed": 0,
        "invitations": 0, "never_invited": 1,
            "fields_changed": { "cohort": 1 },
        })
    );
    assert_eq!((&import["progress"]["rows_repeated"], &import["progress"]["rows_total"]), (&json!(1), &json!(4)));
    assert_eq!(test.user("ann@example.org").await["cohort"], "Autumn");
}

#[tokio::test]
async fn user_of_a_learners_import_is_completed_by_enrolment() {
    let test = TestStack::start().await;
    let file = rollcall_tests::learners(&["Ann,Lee,ann@example.org,A1,FR,fr"]);
    test.import(file, json!({ "layout": "learners" })).await;
    let (import, row) = update(&test, "1,Ann,,ann@example.org,Acme GmbH,Spring,fr,,,Café Etiquette,").await;
    assert_eq!(import["summary"]["updated"], 1, "{import}");
    let old_to_new: Vec<Value> =
        row["changes"].as_array().unwrap().iter().map(|c| json!([c["column"], c["old"], c["new"]])).collect();
    assert_eq!(old_to_new, [json!(["companyName", null, "Acme GmbH"]), json!(["cohortName", null, "Spring"])]);
    let user = test.user("ann@example.org").await;
    assert_eq!(
        (&user["identifier"], &user["country"], &user["last_name"]),
        (&json!("A1"), &json!("FR"), &json!("Lee"))
    );
}

#[tokio::test]
async fn updated_row_shows_the_values_that_empty_cells_keep() {
    let test = with_ann().await;
    let (import, row) = update(&test, "1,Anna,,ann@example.org,Acme GmbH,,en,,South,,").await;
    let user = &row["user"];
    let shown = ["name", "last_name", "company", "cohort", "job_role", "region", "identifier"].map(|name| &user[name]);
    assert_eq!(json!(shown), json!(["Anna", "Lee", "Acme GmbH", "Spring", "Cook", "South", null]), "{row}");
    assert_eq!(
        row["changes"],
        json!([
            { "column": "name", "old": "Ann", "new": "Anna" },
            { "column": "region", "old": "North", "new": "South" },
        ])
    );
    let csv = test.export(import["import_id"].as_str().unwrap(), "csv").await;
    let record = csv::Reader::from_reader(&csv[3..]).records().next().unwrap().unwrap();
    assert_eq!((&record[4], &record[6]), ("Lee", "Spring"), "{record:?}");
    // An unchanged row also shows the stored values. Moving to another company leaves no cohort to keep.
    let (_, row) = update(&test, "1,Anna,,ann@example.org,Acme GmbH,,en,,,,").await;
    assert_eq!((&row["reason"], &row["user"]["region"]), (&json!("unchanged"), &json!("South")), "{row}");
    let (_, row) = update(&test, "1,Anna,,ann@example.org,Brio SA,,en,,,,").await;
    assert_eq!((&row["user"]["cohort"], &row["user"]["job_role"]), (&Value::Null, &json!("Cook")), "{row}");
    // If an existing user is not updated, the row shows the values in the file.
    let import = test.import(enrolment(&["1,Anna,,ann@example.org,Brio SA,,en,,,,"]), json!({})).await;
    let rows = test.rows(import["import_id"].as_str().unwrap(), "").await;
    assert_eq!((&rows[0]["reason"], &rows[0]["user"]["job_role"]), (&json!("exists"), &Value::Null));
}

#[tokio::test]
async fn update_counts_an_invitation_that_was_held_only_after_the_preview() {
    let test = TestStack::start().await;
    let (enabled, disabled) =
        ("1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,", "0,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,");
    test.import(enrolment(&[enabled]), json!({ "send_invitations": true })).await;
    update(&test, disabled).await;
    assert_eq!(test.invitation("ann@example.org").await, "queued");
    let options = json!({ "update_existing": true, "send_invitations": true, "confirm": true });
    let preview = test.import(enrolment(&[enabled]), options).await;
    let id = preview["import_id"].as_str().unwrap();
    assert!(test.rows(id, "with=invitations").await.is_empty(), "it is still queued");
    test.send_due_emails().await;
    assert_eq!(test.invitation("ann@example.org").await, "held");
    assert_eq!(test.confirm(id, false).await, 202);
    let done = test.settled_after_confirm(id).await;
    let summary = &done["summary"];
    assert_eq!((&summary["updated"], &summary["invitations"]), (&json!(1), &json!(1)), "{done}");
    assert_eq!(test.rows(id, "with=invitations").await.len(), 1);
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);
    test.stop().await;
}
