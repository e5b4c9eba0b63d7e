//! Rows whose cells may have shifted, and rows that are not people: another width, a repeated header, footers.

use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

#[tokio::test]
async fn short_row_with_all_required_cells_is_imported() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&["1,Ann,,ann@example.org,Acme GmbH,,en"]), json!({})).await;
    assert_eq!(import["summary"]["created"], 1, "{import}");
    let mac = enrolment(&[
        "1,Bea,,bea@example.org,Acme GmbH,,en,,,,",
        "1,Cid,,cid@example.org,Acme GmbH,,en,,,,Café Etiquette",
    ]);
    let import = test.import(mac.replace('\n', "\r"), json!({})).await;
    assert_eq!(import["summary"]["created"], 2, "{import}");
    assert_eq!(import["summary"]["course_assignments"], 1);
}

#[tokio::test]
async fn row_with_too_many_cells_fails_alone() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,Café Etiquette,,",
        "1,Bea,Lee,bea@example.org,Acme GmbH,,en,Cook, Baker,,,Café Etiquette",
        "1,Cid,Lee,cid@example.org,Acme GmbH,,en,,,,,,,see mail",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let problems = test.problems(id).await;
    // One extra empty cell causes only a warning.
    assert_eq!(test.codes(id).await, ["row-too-many-cells", "row-too-many-cells"]);
    assert_eq!((&problems[0]["row"], &problems[0]["found"]), (&json!(3), &json!("Café Etiquette")));
    assert!(problems[1]["message"].as_str().unwrap().contains("14 cells"), "{}", problems[1]);
    let huge = format!("1,Ann,Lee,x@example.org,Acme GmbH,,en{}", ",y".repeat(100_000));
    let import = test.import(enrolment(&[&huge]), json!({})).await;
    let codes = test.codes(import["import_id"].as_str().unwrap()).await;
    assert!(codes.contains(&"row-too-many-cells".to_owned()), "{codes:?}");
}

#[tokio::test]
async fn row_of_another_width_is_imported_with_a_warning_that_shows_it() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook,North,,",
        // The last name is missing, and the cells after it have shifted.
        "1,Bea,bea@example.org,Acme GmbH,,en,Cook,North,,",
        "1,Cid,,cid@example.org,Acme GmbH,,en,Cook",
        "1,Dan,Lee,dan@example.org,Acme GmbH,,en,Cook,North,,",
        "1,Eva,Lee,eva@example.org,Acme GmbH,,en,Cook,North,,,",
        "1,Fay,Lee,fay@example.org,Acme GmbH,,en,Cook,North,,",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(5), &json!(1)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let ragged = &problems[0];
    assert_eq!(json!([ragged["code"], ragged["rows"], ragged["first_rows"]]), json!(["row-ragged", 2, [4, 6]]));
    let shown =
        "enabled: 1; name: Cid; email: cid@example.org; companyName: Acme GmbH; languageCode: en; job_role: Cook";
    assert_eq!(ragged["samples"][0], json!({ "row": 4, "readings": [shown] }), "{ragged}");
    // The import itself contains no samples.
    assert_eq!(import["problems"]["file"][0]["code"], "row-ragged", "{import}");
    assert_eq!(import["problems"]["file"][0]["samples"], Value::Null, "{import}");
}

#[tokio::test]
async fn one_row_of_two_that_is_shorter_is_shown() {
    let test = TestStack::start().await;
    let file = "enabled,companyName,languageCode,email,last_name,name,job_role,region\n\
        1,Acme GmbH,en,a@example.org,Lee,Ann,Clerk,South\n\
        1,Acme GmbH,en,b@example.org,Ray Bob,Clerk,South\n";
    let import = test.import(file, json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert_eq!((&problems[0]["code"], &problems[0]["first_rows"]), (&json!("row-ragged"), &json!([3])), "{problems:?}");
    let message = problems[0]["message"].as_str().unwrap();
    assert!(message.contains("last_name: Ray Bob; name: Clerk"), "{message}");
}

#[tokio::test]
async fn header_again_is_left_out_with_one_warning() {
    let test = TestStack::start().await;
    let header = rollcall_tests::HEADER;
    let person = |name: &str| format!("1,{name},Lee,{name}@example.org,Acme GmbH,,en,,,,");
    let file = format!(
        "\u{feff}\u{feff}{header}\n{}\n\u{feff}{header}\n{}\n\u{feff}\"1\",Cid,Lee,cid@example.org,Acme GmbH,,en,,,,\n{header}\n",
        person("ann"),
        person("bea"),
    );
    let import = test.import(file, json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(3)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["rows"], p["first_rows"]])).collect();
    assert_eq!(reported, [json!(["header-repeated", 2, [3, 6]])]);
    assert_eq!(
        (&import["progress"]["rows_left_out"], &import["progress"]["rows_total"]),
        (&json!(2), &json!(3)),
        "{import}"
    );
}

#[tokio::test]
async fn footers_and_separators_are_one_error_each() {
    let test = TestStack::start().await;
    let person = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,";
    let rows = [person, "---,---", "(1 rows affected)", "Total,1", "Summe: 1,,,,,,,,,,"];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["found"]])).collect();
    let footer = |row: u64, found: &str| json!(["email-missing", row, found]);
    assert_eq!(
        reported,
        [footer(3, "--- ---"), footer(4, "(1 rows affected)"), footer(5, "Total 1"), footer(6, "Summe: 1")]
    );
    assert_eq!(import["summary"]["created"], 1, "{import}");
}
