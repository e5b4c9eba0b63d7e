//! Workbooks: the same users as from a CSV file, and what only a workbook can contain.

use reqwest::{Method, StatusCode};
use rollcall_tests::{HEADER, TestStack};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};

/// A workbook with one sheet that has the header of the enrolment layout.
fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER.split(',')).unwrap();
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

/// Writes a row of enrolment cells, given as a CSV line without quotes.
fn write(sheet: &mut Worksheet, row: u32, line: &str) {
    sheet.write_row(row, 0, line.split(',')).unwrap();
}

/// Uploads a workbook and waits until the import has ended or waits for a confirmation.
async fn import(test: &TestStack, file: Vec<u8>, options: Value) -> Value {
    let mut body = json!({ "file_name": "people.xlsx", "size_bytes": file.len() });
    body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let (status, asked) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    assert_eq!(test.put(&asked["upload"], file).await, StatusCode::OK);
    test.settled(asked["import_id"].as_str().unwrap()).await
}

#[tokio::test]
async fn workbook_gives_the_same_users_as_a_csv_file() {
    let test = TestStack::start_accepting_workbooks().await;
    let file = workbook(|sheet| {
        sheet.write(1, 0, 1).unwrap();
        sheet
            .write_row(1, 1, ["José", "O'Brien, Jr.", "jose@example.org", "Acme GmbH", "", "en", "Head of \"sales\""])
            .unwrap();
        sheet.write(2, 0, true).unwrap();
        sheet.write_row(2, 1, ["Zoë", "Ng", "zoe@example.org", "Acme GmbH", "", "fr", "two\nlines"]).unwrap();
    });
    let import = import(&test, file, json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(2)), "{import}");
    assert_eq!((&import["file"]["encoding"], &import["file"]["delimiter"]), (&Value::Null, &Value::Null), "{import}");
    let jose = test.user("jose@example.org").await;
    assert_eq!((&jose["name"], &jose["last_name"]), (&json!("José"), &json!("O'Brien, Jr.")), "{jose}");
    assert_eq!(jose["job_role"], "Head of \"sales\"");
    assert_eq!(test.user("zoe@example.org").await["job_role"], "two\nlines");
    test.stop().await;
}

#[tokio::test]
async fn cell_without_an_exact_text_is_an_error_of_its_row() {
    let test = TestStack::start_accepting_workbooks().await;
    let day = ExcelDateTime::parse_from_str("2026-11-28").unwrap();
    let file = workbook(|sheet| {
        write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook");
        write(sheet, 2, "1,Bob,Lee,bob@example.org,Acme GmbH,,en,");
        sheet.write_with_format(2, 7, &day, &Format::new().set_num_format("d mmm yyyy")).unwrap();
        write(sheet, 3, "1,Cid,Lee,cid@example.org,Acme GmbH,,en,");
        sheet.write_with_format(3, 7, 0.5, &Format::new().set_num_format("0%")).unwrap();
    });
    let import = import(&test, file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let found: Vec<_> = problems
        .iter()
        .map(|problem| json!([problem["row"], problem["line"], problem["code"], problem["column"], problem["found"]]))
        .collect();
    assert_eq!(
        found,
        [
            json!([3, 3, "spreadsheet-damage", "job_role", "2026-11-28"]),
            json!([4, 4, "spreadsheet-damage", "job_role", "0.5"])
        ]
    );
    // The corrections file is CSV, with the texts that were read.
    let fix = String::from_utf8(test.export(import["import_id"].as_str().unwrap(), "fix").await).unwrap();
    assert!(fix.starts_with('\u{feff}') && fix.contains("bob@example.org") && fix.contains("2026-11-28"), "{fix}");
    assert!(!fix.contains("ann@example.org"), "{fix}");
    // Imported as it is, it creates no one: as CSV, the texts would look sound.
    let again = test.import(&fix, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&again["summary"]["created"], &again["summary"]["failed"]), (&json!(0), &json!(2)), "{again}");
    let fixed = fix.replace("2026-11-28\u{fffd}", "Cook").replace("0.5\u{fffd}", "Half a cook");
    let fixed = test.import(&fixed, json!({})).await;
    assert_eq!(fixed["summary"]["created"], 2, "{fixed}");
    test.stop().await;
}

#[tokio::test]
async fn merged_cells_stale_formulas_and_other_sheets_lose_nothing_silently() {
    let test = TestStack::start_accepting_workbooks().await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADER.split(',')).unwrap();
    write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
    write(sheet, 2, "1,Bob,Lee,bob@example.org,Acme GmbH,,en,");
    write(sheet, 3, "1,Cid,Lee,cid@example.org,Acme GmbH,,en,");
    sheet.merge_range(1, 7, 2, 7, "Cook", &Format::new()).unwrap();
    sheet.write(3, 7, Formula::new("=A1")).unwrap();
    book.add_worksheet().set_name("More").unwrap().write(0, 0, "eve@example.org").unwrap();
    let file = book.save_to_buffer().unwrap();
    let import = import(&test, file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let warning = &import["problems"]["file"][0];
    assert_eq!(warning["code"], "workbook-sheets-ignored");
    assert!(warning["message"].as_str().unwrap().contains("“More”"), "{warning}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let messages: Vec<_> = problems.iter().map(|problem| problem["message"].as_str().unwrap()).collect();
    assert!(messages.iter().any(|message| message.contains("merged cell")), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("result of the formula")), "{messages:?}");
    test.stop().await;
}

#[tokio::test]
async fn hidden_rows_are_read_only_if_someone_checks_the_preview() {
    let test = TestStack::start_accepting_workbooks().await;
    let file = || {
        workbook(|sheet| {
            write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
            sheet.set_row_hidden(1).unwrap();
        })
    };
    let refused = import(&test, file(), json!({})).await;
    assert_eq!(refused["status"], "rejected", "{refused}");
    assert_eq!(test.codes(refused["import_id"].as_str().unwrap()).await, ["workbook-hidden-rows"]);
    let previewed = import(&test, file(), json!({ "confirm": true })).await;
    assert_eq!(
        (&previewed["status"], &previewed["problems"]["warnings"]),
        (&json!("awaiting_confirmation"), &json!(1))
    );
    let id = previewed["import_id"].as_str().unwrap();
    assert_eq!(test.confirm(id, false).await, 202);
    assert_eq!(test.settled_after_confirm(id).await["summary"]["created"], 1);
    test.stop().await;
}

#[tokio::test]
async fn workbook_is_refused_unless_the_stack_accepts_it() {
    let file = workbook(|sheet| write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,"));
    let test = TestStack::start().await;
    assert_eq!(test.get("/layouts").await["accepts"], json!(["csv"]));
    let body = json!({ "file_name": "people.xlsx", "size_bytes": file.len() });
    let (status, answer) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file-not-csv")), "{answer}");
    let named_csv = test.import(&file, json!({})).await;
    assert_eq!(test.codes(named_csv["import_id"].as_str().unwrap()).await, ["file-not-csv"]);
    test.stop().await;

    // The first bytes count, not the name; and the drop folder takes both kinds.
    let test = TestStack::start_accepting_workbooks().await;
    assert_eq!(test.get("/layouts").await["accepts"], json!(["csv", "xlsx"]));
    assert_eq!(test.import(&file, json!({})).await["summary"]["created"], 1);
    let [dropped] = <[Value; 1]>::try_from(test.drop_and_settle("drop/people.xlsx", file, &[]).await).unwrap();
    assert_eq!((&dropped["status"], &dropped["summary"]["skipped"]), (&json!("completed"), &json!(1)), "{dropped}");
    assert!(test.result_keys("drop/people.").await.iter().all(|key| !key.contains("xlsx")));
    test.stop().await;
}
