//! Workbooks: the same users as from a CSV file, and what only a workbook can contain.

use std::{collections::BTreeSet, io::Cursor, path::Path};

use calamine::{Reader, Xlsx};
use reqwest::{Method, StatusCode};
use rollcall_tests::{HEADER, TestOptions, TestStack};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};

/// Starts a stack that accepts workbooks.
async fn start() -> TestStack {
    TestStack::start_with(TestOptions { accepts_workbooks: true, ..TestOptions::default() }).await
}

/// Returns a workbook with one sheet that has the header of the enrolment layout.
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

/// Returns a workbook in which every cell is stored as text.
fn as_workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// Imports a workbook. Returns the import once it has settled.
async fn import(test: &TestStack, file: Vec<u8>, options: Value) -> Value {
    let mut body = json!({ "file_name": "people.xlsx", "size_bytes": file.len() });
    body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let (status, asked) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    assert_eq!(test.put(&asked["upload"], file).await, StatusCode::OK);
    test.settled(asked["import_id"].as_str().unwrap()).await
}

/// Returns the rows of an import's corrections file, including the header.
async fn fix_file(test: &TestStack, import: &Value) -> Vec<Vec<String>> {
    let id = import["import_id"].as_str().unwrap();
    let request = test.http().get(test.url(&format!("/imports/{id}/export?format=fix")));
    let export: Value = request.header("accept", "application/json").send().await.unwrap().json().await.unwrap();
    assert_eq!(Path::new(export["file_name"].as_str().unwrap()).extension().unwrap(), "xlsx", "{export}");
    let file = test.http().get(export["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let bytes = file.bytes().await.unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let range = workbook.worksheet_range("Sheet1").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[tokio::test]
async fn workbook_gives_the_same_users_as_a_csv_file() {
    let test = start().await;
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
    let test = start().await;
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
    let all = fix_file(&test, &import).await;
    let [_, bob, cid] = <[Vec<String>; 3]>::try_from(all.clone()).unwrap();
    assert_eq!(
        (&bob[3], &bob[7], &bob[11]),
        (&"bob@example.org".to_owned(), &"2026-11-28\u{fffd}".to_owned(), &"failed".to_owned())
    );
    assert_eq!((&cid[3], &cid[7]), (&"cid@example.org".to_owned(), &"0.5\u{fffd}".to_owned()));
    // Imported unchanged, the corrections file creates no users, although its values would be valid as text.
    let again = self::import(&test, as_workbook(&all), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&again["summary"]["created"], &again["summary"]["failed"]), (&json!(0), &json!(2)), "{again}");
    test.stop().await;
}

#[tokio::test]
async fn row_of_formulas_without_results_is_an_error_and_neither_blank_nor_a_footer() {
    let test = start().await;
    let file = workbook(|sheet| {
        write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook");
        for column in 0..8 {
            sheet.write(2, column, Formula::new("=A2").set_result("")).unwrap();
            if column > 0 {
                sheet.write(3, column, Formula::new("=A2").set_result("")).unwrap();
            }
        }
        // Only this cell of the row has a text.
        sheet.write(3, 0, "1").unwrap();
    });
    let import = import(&test, file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert!(problems.iter().all(|problem| problem["code"] == "spreadsheet-damage"), "{problems:?}");
    assert_eq!(problems.iter().filter(|problem| problem["row"] == 3).count(), 8, "{problems:?}");
    test.stop().await;
}

#[tokio::test]
async fn every_cell_without_an_exact_text_is_marked_however_many_problems_are_listed() {
    let test = start().await;
    let day = ExcelDateTime::parse_from_str("2026-11-28").unwrap();
    let date = Format::new().set_num_format("d mmm yyyy");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let courses = (3..=30).map(|number| format!("module requested {number}"));
    let labels: Vec<String> = HEADER.split(',').map(str::to_owned).chain(courses).collect();
    sheet.write_row(0, 0, &labels).unwrap();
    write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook");
    let last = u16::try_from(labels.len() - 1).unwrap();
    for column in 8..=last {
        sheet.write_with_format(1, column, &day, &date).unwrap();
    }
    let import = import(&test, book.save_to_buffer().unwrap(), json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let all = fix_file(&test, &import).await;
    assert_eq!(all[1][8..=usize::from(last)], vec!["2026-11-28\u{fffd}"; usize::from(last) - 7]);
    test.stop().await;
}

#[tokio::test]
async fn merged_cells_stale_formulas_and_other_sheets_lose_nothing_silently() {
    let test = start().await;
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
async fn feed_that_disables_missing_people_refuses_a_workbook_with_people_on_another_sheet() {
    let test = start().await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADER.split(',')).unwrap();
    write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
    book.add_worksheet().set_name("More").unwrap().write(40, 0, "eve@example.org").unwrap();
    let file = book.save_to_buffer().unwrap();
    for (missing, status) in [("disable", "rejected"), ("keep", "completed")] {
        let path = format!("/feeds/{missing}");
        let (put, response) = test.call(Method::PUT, &path, Some(json!({ "missing": missing }))).await;
        assert!(put.is_success(), "{response}");
        let key = format!("drop/feeds/{missing}/people.xlsx");
        let [import] = <[Value; 1]>::try_from(test.drop_and_settle(&key, file.clone(), &[]).await).unwrap();
        assert_eq!(import["status"], status, "{import}");
        assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await, ["workbook-sheets-ignored"]);
    }
    test.stop().await;
}

#[tokio::test]
async fn corrections_file_of_a_workbook_is_a_workbook_and_is_imported_again() {
    let test = start().await;
    let file = workbook(|sheet| {
        write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,=A1");
        write(sheet, 2, "1,Bob,Lee,bob@example.org,Acme Gnbh,,en,two\nlines");
        write(sheet, 3, "1,Cid,Lee,cid@example,Acme GmbH,,en,00417");
    });
    // Confirmed, so that a worker of the chunk queue writes the users, and the function `import` completes the import.
    let waiting = import(&test, file.clone(), json!({ "confirm": true })).await;
    let id = waiting["import_id"].as_str().unwrap();
    let all = fix_file(&test, &waiting).await;
    let labels: Vec<&str> = HEADER.split(',').chain(["import_status", "import_problems"]).collect();
    assert_eq!(all[0], labels);
    let found: Vec<(&str, &str, &str)> = all[1..].iter().map(|row| (&*row[3], &*row[7], &*row[11])).collect();
    assert_eq!(
        found,
        [
            ("ann@example.org", "'=A1", ""),
            ("bob@example.org", "two\nlines", "failed"),
            ("cid@example", "00417", "failed")
        ]
    );
    assert_eq!(test.confirm(id, true).await, 202);
    let completed = test.settled_after_confirm(id).await;
    assert_eq!(
        (&completed["status"], &completed["summary"]["created"]),
        (&json!("completed"), &json!(1)),
        "{completed}"
    );
    let mut failed = fix_file(&test, &completed).await;
    assert_eq!((failed.len(), &failed[1], &failed[2]), (3, &all[2], &all[3]));

    failed[1][4] = "Acme GmbH".to_owned();
    failed[2][3] = "cid@example.org".to_owned();
    let again = import(&test, as_workbook(&failed), json!({})).await;
    assert_eq!((&again["status"], &again["summary"]["created"]), (&json!("completed"), &json!(2)), "{again}");
    assert_eq!(test.user("bob@example.org").await["job_role"], "two\nlines");
    assert_eq!(test.user("cid@example.org").await["job_role"], "00417");

    let [dropped] = <[Value; 1]>::try_from(test.drop_and_settle("drop/people.xlsx", file, &[]).await).unwrap();
    assert_eq!(dropped["status"], "rejected", "{dropped}");
    let keys = test.result_keys("drop/people.").await;
    assert_eq!(keys.iter().filter(|key| key.ends_with(".fix.xlsx")).count(), 1, "{keys:?}");
    test.stop().await;
}

#[tokio::test]
async fn hidden_rows_are_read_only_if_someone_checks_the_preview() {
    let test = start().await;
    let file = || {
        workbook(|sheet| {
            write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
            sheet.set_row_hidden(1).unwrap();
        })
    };
    let refused = import(&test, file(), json!({})).await;
    assert_eq!(refused["status"], "rejected", "{refused}");
    assert_eq!(test.codes(refused["import_id"].as_str().unwrap()).await, ["workbook-hidden-rows"]);
    assert_eq!(refused["problems"]["file"][0]["row"], 2, "{refused}");
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
async fn list_on_a_hidden_sheet_is_not_read_and_the_message_mentions_it() {
    let test = start().await;
    for (text, code) in [("Hello", "header-missing"), ("", "file-empty")] {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Info").unwrap().write(0, 0, text).unwrap();
        let people = book.add_worksheet().set_name("People").unwrap().set_hidden(true);
        people.write_row(0, 0, HEADER.split(',')).unwrap();
        write(people, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
        let import = import(&test, book.save_to_buffer().unwrap(), json!({})).await;
        let problem = &import["problems"]["file"][0];
        assert_eq!(problem["code"], code, "{import}");
        assert!(problem["message"].as_str().unwrap().contains("on a hidden sheet"), "{problem}");
    }
    test.stop().await;
}

#[tokio::test]
async fn garbled_letters_in_a_workbook_have_a_remedy_of_their_own() {
    let test = start().await;
    let file = || {
        workbook(|sheet| {
            write(sheet, 1, "1,JosÃ©,Lee,jose@example.org,Acme GmbH,,en,");
            write(sheet, 2, "1,ZoÃ«,Lee,zoe@example.org,Acme GmbH,,en,");
        })
    };
    for (options, status) in [
        (json!({}), "rejected"),
        (json!({ "confirm": true }), "awaiting_confirmation"),
        (json!({ "encoding": "utf-8" }), "completed"),
    ] {
        let import = import(&test, file(), options).await;
        assert_eq!(import["status"], status, "{import}");
        let problem = &import["problems"]["file"][0];
        assert_eq!(problem["code"], "file-mojibake", "{import}");
        let message = problem["message"].as_str().unwrap();
        assert!(message.contains("in the sheet") && !message.contains("CSV"), "{message}");
    }
    test.stop().await;
}

#[tokio::test]
async fn cells_to_the_right_of_the_table_are_in_an_ignored_column() {
    let test = start().await;
    let file = workbook(|sheet| {
        write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,");
        write(sheet, 2, "1,Bob,Lee,bob@example.org,Acme GmbH,,en,");
        sheet.write(2, 13, "call first").unwrap();
        write(sheet, 3, HEADER);
        write(sheet, 4, "1,Cid,Lee,cid@example,Acme GmbH,,en,");
    });
    let import = import(&test, file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(2), &json!(1)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let found: BTreeSet<_> = problems
        .iter()
        .map(|problem| (problem["code"].as_str().unwrap(), problem["column"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        BTreeSet::from([("column-ignored", "N"), ("email-invalid", "email"), ("header-repeated", "")]),
        "{problems:?}"
    );
    let [header, cid] = <[Vec<String>; 2]>::try_from(fix_file(&test, &import).await).unwrap();
    assert_eq!((header.len(), header[14].as_str(), cid[14].as_str()), (16, "import_status", "failed"));

    let in_one_cell = as_workbook(&[vec![HEADER.to_owned()], vec!["1,Ann".to_owned(), "Lee".to_owned()]]);
    let rejected = self::import(&test, in_one_cell, json!({})).await;
    assert_eq!(test.codes(rejected["import_id"].as_str().unwrap()).await, ["file-not-split"], "{rejected}");
    test.stop().await;
}

#[tokio::test]
async fn workbook_is_refused_unless_the_stack_accepts_it() {
    let file = workbook(|sheet| write(sheet, 1, "1,Ann,Lee,ann@example.org,Acme GmbH,,en,"));
    let test = TestStack::start().await;
    assert_eq!(test.get("/layouts").await["accepts"], json!(["csv"]));
    let body = json!({ "file_name": "people.xlsx", "size_bytes": file.len() });
    let (status, response) = test.call(Method::POST, "/imports", Some(body)).await;
    assert_eq!((status, &response["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file-not-csv")), "{response}");
    let named_csv = test.import(&file, json!({})).await;
    assert_eq!(test.codes(named_csv["import_id"].as_str().unwrap()).await, ["file-not-csv"]);
    test.stop().await;

    // The first bytes determine the kind, not the name. The drop folder accepts both kinds.
    let test = start().await;
    assert_eq!(test.get("/layouts").await["accepts"], json!(["csv", "xlsx"]));
    assert_eq!(test.import(&file, json!({})).await["summary"]["created"], 1);
    let [dropped] = <[Value; 1]>::try_from(test.drop_and_settle("drop/people.xlsx", file, &[]).await).unwrap();
    assert_eq!((&dropped["status"], &dropped["summary"]["skipped"]), (&json!("completed"), &json!(1)), "{dropped}");
    assert!(test.result_keys("drop/people.").await.iter().all(|key| !key.contains("xlsx")));
    test.stop().await;
}

#[tokio::test]
async fn upload_of_a_large_workbook_or_another_kind_of_file_is_refused() {
    let test = start().await;
    for (name, size, code, detail) in [
        ("people.xlsx", 20_971_521, "file-too-large", "the limit is 20 MB (20,971,520 bytes). Save"),
        ("people.XLSM", 10, "file-not-csv", "The file’s name, “people.XLSM”, does not end in .csv or .xlsx. Open"),
        ("people.xls", 10, "file-not-csv", "save it as a workbook (.xlsx) or as “CSV UTF-8”, and import that file."),
    ] {
        let body = json!({ "file_name": name, "size_bytes": size });
        let (_, response) = test.call(Method::POST, "/imports", Some(body)).await;
        assert_eq!(response["code"], code, "{response}");
        assert!(response["detail"].as_str().unwrap().contains(detail), "{response}");
    }
    for (name, size) in [("people.xlsx", 20_971_520), ("people.csv", 20_971_521)] {
        assert_eq!(
            test.status(Method::POST, "/imports", Some(json!({ "file_name": name, "size_bytes": size }))).await,
            201,
            "{name}"
        );
    }
    test.stop().await;
}

#[tokio::test]
async fn template_with_choices_from_the_catalog_is_filled_in_and_imported() {
    let test = start().await;
    let request = test.http().get(test.url("/template?format=xlsx&modules=2")).header("accept-language", "de-AT");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(header("content-disposition"), "attachment; filename=\"rollcall-enrolment-template.xlsx\"");
    assert_eq!((header("content-language"), header("vary")), ("de".to_owned(), "accept-language".to_owned()));
    let template = response.bytes().await.unwrap();

    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&template)).unwrap();
    assert_eq!(workbook.sheet_names(), ["enrolment", "Lists", "Spalten"]);
    let lists = workbook.worksheet_range("Lists").unwrap();
    let catalog = test.get("/catalog").await;
    for company in catalog["companies"].as_array().unwrap() {
        let row = lists.rows().find(|row| row[0] == company["name"].as_str().unwrap()).unwrap();
        let number = |column: usize| row[column].to_string().parse::<usize>().unwrap();
        let of = |start: usize, column: usize| {
            let (start, count) = (number(start), number(start + 1));
            let cells = lists.rows().skip(1 + start).take(count);
            cells.map(|row| row[column].to_string()).collect::<BTreeSet<_>>()
        };
        let names = |list: &str, name: &str| {
            let entries = company[list].as_array().unwrap().iter();
            entries.map(|entry| entry[name].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
        };
        assert_eq!((of(1, 5), of(3, 6)), (names("cohorts", "name"), names("courses", "title")), "{company}");
    }

    let rejected = import(&test, template.to_vec(), json!({})).await;
    assert_eq!(test.codes(rejected["import_id"].as_str().unwrap()).await, ["file-no-rows"], "{rejected}");
    test.stop().await;
}

#[tokio::test]
async fn template_of_people_lists_languages_and_countries() {
    let test = TestStack::start().await;
    let response = test.http().get(test.url("/template?format=xlsx&layout=learners")).send().await.unwrap();
    let template = response.bytes().await.unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&template)).unwrap();
    let lists = workbook.worksheet_range("Lists").unwrap();
    let has = |text: &str| lists.rows().flatten().any(|cell| cell == text);
    assert!(has("pl") && has("GB") && !has("Acme GmbH"));
    let (status, problem) = test.call(Method::GET, "/template?format=ods", None).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("parameter-invalid")), "{problem}");
    test.stop().await;
}
