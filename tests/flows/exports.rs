//! Exports: they agree with the summary, and the corrections file can be corrected and imported again.

use reqwest::{StatusCode, header};
use rollcall_tests::{HEADER, LEARNERS_HEADER, TestStack, enrolment, learners, quoted};
use serde_json::{Value, json};

const LABELS: &str = "row,line,email,name,last_name,company,cohort,identifier,country,language,status,reason,courses_assigned,problems,changes,corrections,courses_removed,kept";
const BOM: &[u8] = b"\xef\xbb\xbf";

const GOOD: &str = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,\"Leadership, Part 1\",Café Etiquette";
const GUARDED: &str = "1,=1+1,@Lee,bea@example.org,Acme GmbH,,en,+49,'-x,,";
const BAD: &str = "maybe,Cid,-Lee,cid@example,Acme GmbH,,en,,,Café Etiquette,";
const CORRECTED: &str = "1,Cid,-Lee,cid@example.org,Acme GmbH,,en,,,Café Etiquette,";

fn id(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

fn records(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Checks that the JSON and CSV exports of an import match its summary. Returns the JSON document and the rows of the CSV file.
async fn check_exports(test: &TestStack, import: &Value) -> (Value, Vec<Vec<String>>) {
    let json: Value = serde_json::from_slice(&test.export(id(import), "json").await).unwrap();
    assert_eq!((&json["summary"], &json["status"]), (&import["summary"], &import["status"]), "{json}");
    assert_eq!((&json["options"], &json["import_id"]), (&import["options"], &import["import_id"]));
    let csv = test.export(id(import), "csv").await;
    assert!(csv.starts_with(BOM), "{csv:?}");
    let rows = records(&csv, b',');
    assert_eq!(rows[0].join(","), LABELS);
    for outcome in ["created", "updated", "skipped", "failed"] {
        let count = import["summary"][outcome].as_u64().unwrap() as usize;
        assert_eq!(json[outcome].as_array().unwrap().len(), count, "{outcome}: {json}");
        assert_eq!(rows[1..].iter().filter(|row| row[10] == outcome).count(), count, "{outcome}: {rows:?}");
        assert_eq!(test.rows(id(import), &format!("outcome={outcome}")).await, *json[outcome].as_array().unwrap());
    }
    let assigned: usize = rows[1..].iter().map(|row| row[12].lines().count()).sum();
    assert_eq!(assigned as u64, import["summary"]["course_assignments"].as_u64().unwrap());
    (json, rows[1..].to_vec())
}

#[tokio::test]
async fn result_of_a_completed_import_lists_every_user() {
    let test = TestStack::start().await;
    test.import(enrolment(&["1,Old,Hand,old@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    let rows = [GOOD, GUARDED, "1,Old,Hand,old@example.org,Acme GmbH,,en,,,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    let (_, csv) = check_exports(&test, &import).await;
    let ann = [
        "2",
        "2",
        "ann@example.org",
        "Ann",
        "Lee",
        "Acme GmbH",
        "Spring",
        "",
        "",
        "en",
        "created",
        "",
        "Leadership, Part 1\nCafé Etiquette",
        "",
        "",
        "",
        "",
        "",
    ];
    assert_eq!(csv[0], ann);
    assert_eq!((csv[1][3].as_str(), csv[1][4].as_str()), ("'=1+1", "'@Lee"));
    assert_eq!((csv[2][10].as_str(), csv[2][11].as_str()), ("skipped", "exists"));
    let response =
        test.http().get(test.url(&format!("/imports/{}/export?format=fix", id(&import)))).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn result_of_every_status_matches_its_summary() {
    let test = TestStack::start().await;
    let file = enrolment(&[GOOD, BAD, GUARDED]);
    let rejected = test.import(&file, json!({})).await;
    assert_eq!((&rejected["status"], &rejected["summary"]["failed"]), (&json!("rejected"), &json!(1)), "{rejected}");
    let (json, csv) = check_exports(&test, &rejected).await;
    assert_eq!((csv.len(), json["failed"][0]["problems"].as_array().unwrap().len()), (1, 2));
    assert_eq!(csv[0][13].lines().count(), 2, "{csv:?}");

    let waiting = test.import(&file, json!({ "confirm": true })).await;
    assert_eq!(waiting["summary"]["created"], 2, "{waiting}");
    check_exports(&test, &waiting).await;
    assert_eq!(test.confirm(id(&waiting), true).await, 202);
    let confirmed = test.settled_after_confirm(id(&waiting)).await;
    let (_, csv) = check_exports(&test, &confirmed).await;
    assert_eq!(csv.len(), 3);

    let updated = test
        .import(file.replace(",Spring,", ",Autumn,"), json!({ "update_existing": true, "on_row_errors": "skip" }))
        .await;
    assert_eq!((&updated["summary"]["updated"], &updated["summary"]["skipped"]), (&json!(1), &json!(1)), "{updated}");
    let (json, csv) = check_exports(&test, &updated).await;
    assert_eq!(
        json["updated"][0]["changes"],
        json!([{ "column": "cohortName", "old": "Spring", "old_id": "ch-spring", "new": "Autumn", "new_id": "ch-autumn" }])
    );
    assert_eq!(csv[2][11], "unchanged");
    assert_eq!(csv[0][14], "cohortName: \"Spring\" → \"Autumn\"");
}

#[tokio::test]
async fn rejection_counts_the_valid_rows_and_rows_have_the_suggestions_of_their_titles() {
    let test = TestStack::start().await;
    let typo = "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,Cafe Etiquete,";
    let import = test.import(enrolment(&[GOOD, typo, BAD, GOOD]), json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    assert_eq!((&import["progress"]["rows_valid"], &import["progress"]["rows_total"]), (&json!(1), &json!(4)));
    let rows = test.rows(id(&import), "outcome=failed").await;
    assert_eq!(rows[0]["problems"][0]["suggestions"], json!(["Café Etiquette"]), "{rows:?}");
    let fix = String::from_utf8(test.export(id(&import), "fix").await).unwrap();
    assert!(fix.contains("Did you mean “Café Etiquette”?"), "{fix}");
    let json: Value = serde_json::from_slice(&test.export(id(&import), "json").await).unwrap();
    assert_eq!(json["problems"]["file"], import["problems"]["file"]);
    assert_eq!(json["problems"]["file"][0]["code"], "course-unmatched");
}

#[tokio::test]
async fn completion_notice_matches_the_import() {
    let test = TestStack::start().await;
    for (options, status) in [(json!({}), "rejected"), (json!({ "on_row_errors": "skip" }), "completed")] {
        let import = test.import(enrolment(&[GOOD, BAD]), options).await;
        let notice: Value =
            serde_json::from_slice(&test.result(&format!("results/{}/summary.json", id(&import))).await).unwrap();
        assert_eq!(notice["status"], status);
        for member in ["import_id", "status", "summary", "options", "source", "created_at", "finished_at"] {
            assert_eq!(notice[member], import[member], "{member}");
        }
        assert!(!notice.to_string().contains("example"), "{notice}");
    }
    let waiting = test.import(enrolment(&[GOOD, BAD]), json!({ "confirm": true })).await;
    assert_eq!(test.result_keys(&format!("results/{}/summary.json", id(&waiting))).await, [""; 0]);
}

/// Returns the names in the first column of the tables in a section of the manual's page about result files.
fn documented(section: &str) -> Vec<&'static str> {
    let page = include_str!("../../docs/src/results.md");
    let (_, rest) = page.split_once(&format!("\n{section}\n")).unwrap();
    let table = rest.split("\n#").next().unwrap().lines().filter(|line| line.starts_with("| `"));
    table.flat_map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect()
}

#[tokio::test]
async fn manual_lists_the_columns_and_members_of_the_results() {
    assert_eq!(documented("## CSV").join(","), LABELS);
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD]), json!({})).await;
    let (json, _) = check_exports(&test, &import).await;
    for (section, object) in [("## JSON", &json), ("### Rows", &json["created"][0])] {
        let mut members: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed = documented(section);
        members.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, members, "{section}");
    }
}

#[tokio::test]
async fn export_redirects_unless_json_is_requested() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD, BAD]), json!({ "on_row_errors": "skip" })).await;
    for (format, start, end) in
        [("json", "rollcall-result-", ".json"), ("csv", "rollcall-result-", ".csv"), ("fix", "rollcall-fix-", ".csv")]
    {
        let url = test.url(&format!("/imports/{}/export?format={format}", id(&import)));
        let response = test.http().get(&url).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FOUND, "{format}");
        let target = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
        let file = test.http().get(target).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK);
        let disposition = file.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        let response = test.http().get(&url).header(header::ACCEPT, "application/json").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let document: Value = response.json().await.unwrap();
        for (accepted, status) in
            [("APPLICATION/JSON", StatusCode::OK), ("application/json;q=0, */*", StatusCode::FOUND)]
        {
            let response = test.http().get(&url).header(header::ACCEPT, accepted).send().await.unwrap();
            assert_eq!(response.status(), status, "{accepted}");
        }
        let name = document["file_name"].as_str().unwrap();
        assert!(disposition.contains(name), "{disposition}");
        let stamp = name.strip_prefix(&format!("{start}{}-", id(&import))).unwrap().strip_suffix(end).unwrap();
        let digits = stamp.chars().filter(char::is_ascii_digit).count();
        assert!(stamp.len() == 16 && digits == 14 && stamp.ends_with('Z'), "{name}");
        let [stamped, finished]: [jiff::Timestamp; 2] =
            [stamp, import["finished_at"].as_str().unwrap()].map(|time| time.parse().unwrap());
        assert!((finished - stamped).get_seconds() < 60, "{name} {finished}");
        let lives: jiff::Timestamp = document["expires_at"].as_str().unwrap().parse().unwrap();
        let left = lives - jiff::Timestamp::now();
        assert!(left.get_seconds() > 200 && left.get_seconds() <= 300, "{left}");
        assert!(!document["url"].as_str().unwrap().contains("people"));
    }
}

#[tokio::test]
async fn export_before_the_upload_is_a_conflict() {
    let test = TestStack::start().await;
    let (_, asked) =
        test.call(reqwest::Method::POST, "/imports", Some(json!({ "file_name": "a.csv", "size_bytes": 9 }))).await;
    for format in ["json", "csv", "fix"] {
        let path = format!("/imports/{}/export?format={format}", id(&asked));
        let (status, response) = test.call(reqwest::Method::GET, &path, None).await;
        assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("export-not-ready")), "{response}");
    }
    assert_eq!(test.cancel(id(&asked)).await, 202);
    test.wait_until_idle().await;
    for format in ["json", "csv", "fix"] {
        let path = format!("/imports/{}/export?format={format}", id(&asked));
        let (status, response) = test.call(reqwest::Method::GET, &path, None).await;
        let expected = "The import ended before a file was uploaded. Nothing was read, so there is no result.";
        assert_eq!((status, &response["detail"]), (StatusCode::CONFLICT, &json!(expected)), "{format}");
    }
    assert!(test.problems(id(&asked)).await.is_empty());
}

/// The bucket's lifecycle rule deletes results after 30 days.
#[tokio::test]
async fn problems_and_corrections_file_are_gone_once_the_results_are_deleted() {
    let test = TestStack::start().await;
    let valid = test.import(enrolment(&[GOOD]), json!({})).await;
    let import = test.import(enrolment(&[GUARDED, BAD]), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["status"], &import["summary"]["failed"]), (&json!("completed"), &json!(1)), "{import}");
    for import in [&valid, &import] {
        for key in test.result_keys(&format!("results/{}/", id(import))).await {
            test.take_result(&key).await;
        }
    }
    let shown = test.get(&format!("/imports/{}", id(&import))).await;
    assert_eq!((&shown["status"], &shown["problems"]["errors"]), (&json!("completed"), &import["problems"]["errors"]));
    for path in ["problems", "problems?severity=warning", "rows?outcome=failed"] {
        let path = format!("/imports/{}/{path}", id(&import));
        let (status, response) = test.call(reqwest::Method::GET, &path, None).await;
        assert_eq!((status, &response["code"]), (StatusCode::NOT_FOUND, &json!("rows-gone")), "{path}: {response}");
    }
    assert!(test.problems(id(&valid)).await.is_empty());
    for format in ["json", "csv", "fix"] {
        let path = format!("/imports/{}/export?format={format}", id(&import));
        let (status, response) = test.call(reqwest::Method::GET, &path, None).await;
        let expected = "The result is no longer available: results are retained for 30 days.";
        assert_eq!((status, &response["detail"]), (StatusCode::CONFLICT, &json!(expected)), "{format}");
    }
}

#[tokio::test]
async fn new_user_is_shown_as_enabled_if_the_layout_has_no_column_for_it() {
    let test = TestStack::start().await;
    let import = test.import(learners(&["Eve,Lee,eve@example.org,,,en"]), json!({ "layout": "learners" })).await;
    let (json, _) = check_exports(&test, &import).await;
    let stored = test.user("eve@example.org").await;
    assert_eq!((&json["created"][0]["user"]["enabled"], &stored["enabled"]), (&json!(true), &json!(true)), "{json}");
}

#[tokio::test]
async fn export_of_a_cancelled_import_offers_only_the_fix_file() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD, BAD]), json!({ "confirm": true })).await;
    let preview: Value = serde_json::from_slice(&test.export(id(&import), "json").await).unwrap();
    assert_eq!((&preview["status"], &preview["summary"]["created"]), (&json!("awaiting_confirmation"), &json!(1)));
    assert_eq!(preview["finished_at"], Value::Null);
    test.call(reqwest::Method::POST, &format!("/imports/{}/cancel", id(&import)), None).await;
    test.wait_until_idle().await;
    for (format, expected) in
        [("json", StatusCode::CONFLICT), ("csv", StatusCode::CONFLICT), ("fix", StatusCode::FOUND)]
    {
        let path = format!("/imports/{}/export?format={format}", id(&import));
        assert_eq!(test.call(reqwest::Method::GET, &path, None).await.0, expected, "{format}");
    }
}

/// Replaces text that must occur in the corrections file.
fn correct(fix: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(fix.to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    text.replace(from, to).into_bytes()
}

#[tokio::test]
async fn fix_file_of_a_rejected_import_imports_everyone_once_corrected() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD, BAD, GUARDED]), json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let fix = test.export(id(&import), "fix").await;
    let rows = records(&fix, b',');
    assert_eq!(rows[0].join(","), format!("{HEADER},import_status,import_problems"));
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[1][9], "Leadership, Part 1");
    let statuses: Vec<&str> = rows[1..].iter().map(|row| row[11].as_str()).collect();
    assert_eq!(statuses, ["", "failed", ""]);
    assert!(rows[2][12].contains("enabled: ") && rows[2][12].contains("email: "), "{rows:?}");
    // The guard adds one `'` to a cell.
    assert_eq!(
        (&rows[3][1][..], &rows[3][2][..], &rows[3][7][..], &rows[3][8][..]),
        ("'=1+1", "'@Lee", "'+49", "''-x")
    );
    assert_eq!(rows[2][2], "'-Lee");

    // Imported again unchanged, the file gives the same result and the same corrections file.
    let again = test.import(&fix, json!({})).await;
    assert_eq!((&again["status"], &again["summary"]), (&json!("rejected"), &import["summary"]), "{again}");
    assert_eq!(test.export(id(&again), "fix").await, fix);

    let corrected = correct(&correct(&fix, "maybe", "1"), "cid@example,", "cid@example.org,");
    let import = test.import(corrected, json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(3)), "{import}");
    // The remaining apostrophe before a sign is in the original file too.
    assert_eq!(test.codes(id(&import)).await, ["cell-suspicious"]);
    assert_eq!(test.user("cid@example.org").await["last_name"], "-Lee");
    let bea = test.user("bea@example.org").await;
    assert_eq!(
        (&bea["name"], &bea["last_name"], &bea["job_role"], &bea["region"]),
        (&json!("=1+1"), &json!("@Lee"), &json!("+49"), &json!("'-x"))
    );
}

#[tokio::test]
async fn fix_file_of_a_completed_import_contains_only_the_failed_rows() {
    let test = TestStack::start().await;
    let two_lines = "1,Dan,Lee,dan@example,Acme GmbH,,en,\"two\nlines, \"\"quoted\"\"\",,,";
    let import = test.import(enrolment(&[GOOD, BAD, GUARDED, two_lines]), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(2), &json!(2)), "{import}");
    let fix = test.export(id(&import), "fix").await;
    let rows = records(&fix, b',');
    let addresses: Vec<&str> = rows[1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(addresses, ["cid@example", "dan@example"]);
    assert_eq!(rows[2][7], "two\nlines, \"quoted\"");
    let corrected = correct(&correct(&fix, "maybe", "1"), "@example,", "@example.org,");
    let import = test.import(corrected, json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(2)), "{import}");
    assert_eq!(test.user("dan@example.org").await["job_role"], "two\nlines, \"quoted\"");
    assert_eq!(test.users().await.len(), 4);
}

#[tokio::test]
async fn valid_file_waiting_or_cancelled_has_no_fix_file() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD]), json!({ "confirm": true })).await;
    let path = format!("/imports/{}/export?format=fix", id(&import));
    let (status, response) = test.call(reqwest::Method::GET, &path, None).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("export-not-ready")), "{response}");
    assert_eq!(test.cancel(id(&import)).await, 202);
    test.wait_until_idle().await;
    for format in ["json", "csv", "fix"] {
        let path = format!("/imports/{}/export?format={format}", id(&import));
        assert_eq!(test.call(reqwest::Method::GET, &path, None).await.0, StatusCode::CONFLICT, "{format}");
    }
}

#[tokio::test]
async fn fix_file_while_waiting_or_after_a_cancel_contains_all_rows() {
    let test = TestStack::start().await;
    let import = test.import(enrolment(&[GOOD, BAD, GUARDED]), json!({ "confirm": true })).await;
    let waiting = test.export(id(&import), "fix").await;
    assert_eq!(records(&waiting, b',').len(), 4);
    assert_eq!(test.cancel(id(&import)).await, 202);
    test.wait_until_idle().await;
    assert_eq!(test.export(id(&import), "fix").await, waiting);
}

#[tokio::test]
async fn fix_file_keeps_the_dialect_of_the_upload() {
    let test = TestStack::start().await;
    let cases: &[(&str, &[u8], u8, &str)] = &[
        ("semicolon and LF", b"", b';', "\n"),
        ("semicolon, byte order mark and CRLF", BOM, b';', "\r\n"),
        ("tab and LF", b"", b'\t', "\n"),
        ("comma and CR", b"", b',', "\r"),
        ("pipe and CRLF", b"", b'|', "\r\n"),
    ];
    for (n, (name, mark, delimiter, end)) in cases.iter().enumerate() {
        let lines = [
            "email,module requested 2,name,enabled,companyName,languageCode".to_owned(),
            format!("ann{n}@example.org,Café Etiquette,A;b|c,1,Acme GmbH,en"),
            format!("bea{n}@example,,Bea,1,Acme GmbH,en"),
        ];
        let separator = char::from(*delimiter).to_string();
        let cells = |line: &str| {
            let cells =
                line.split(',').map(|cell| if cell.contains([';', '|']) { quoted(cell) } else { cell.to_owned() });
            cells.collect::<Vec<_>>().join(&separator)
        };
        let content = lines.iter().map(|line| format!("{}{end}", cells(line))).collect::<Vec<_>>().concat();
        let import = test.import([mark, content.as_bytes()].concat(), json!({})).await;
        assert_eq!(import["status"], "rejected", "{name}: {import}");
        assert_eq!(import["file"]["delimiter"], separator, "{name}");
        let fix = test.export(id(&import), "fix").await;
        assert_eq!(fix.starts_with(BOM), !mark.is_empty(), "{name}");
        let rows = records(&fix, *delimiter);
        assert_eq!(rows[0].join(","), format!("{},import_status,import_problems", lines[0]), "{name}");
        assert_eq!((rows.len(), rows[1][2].as_str()), (3, "A;b|c"), "{name}");
        let written = String::from_utf8(fix.clone()).unwrap();
        assert_eq!(written.matches(end).count(), 3, "{name}: {written:?}");
        assert_eq!(written.matches(['\r', '\n']).count(), 3 * end.len(), "{name}: {written:?}");
        let corrected = correct(&fix, &format!("bea{n}@example{separator}"), &format!("bea{n}@example.org{separator}"));
        let import = test.import(corrected, json!({})).await;
        assert_eq!(
            (&import["status"], &import["summary"]["created"]),
            (&json!("completed"), &json!(2)),
            "{name}: {import}"
        );
    }
}

#[tokio::test]
async fn guard_is_removed_only_from_a_fix_file() {
    let test = TestStack::start().await;
    let file =
        |header: &str, more: &str| format!("{header}\n1,'=x,''=y,o'neil@example.org,Acme GmbH,,en,'plain',,,{more}\n");
    test.import(file(HEADER, ""), json!({})).await;
    let user = test.user("o'neil@example.org").await;
    assert_eq!(
        (&user["name"], &user["last_name"], &user["job_role"]),
        (&json!("'=x"), &json!("''=y"), &json!("'plain'"))
    );
    let header = format!("{HEADER},import_status,import_problems");
    let import = test.import(file(&header, ",failed,whatever"), json!({ "update_existing": true })).await;
    assert_eq!((&import["summary"]["updated"], &import["problems"]["warnings"]), (&json!(1), &json!(0)), "{import}");
    let user = test.user("o'neil@example.org").await;
    assert_eq!(
        (&user["name"], &user["last_name"], &user["job_role"]),
        (&json!("=x"), &json!("'=y"), &json!("'plain'"))
    );
}

#[tokio::test]
async fn fix_file_keeps_every_cell_of_a_row_with_too_many() {
    let test = TestStack::start().await;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Cook, Baker,,,Café Etiquette,=more";
    let import = test.import(enrolment(&[row, GUARDED]), json!({})).await;
    assert_eq!(test.codes(id(&import)).await, ["row-too-many-cells", "cell-suspicious"]);
    let fix = test.export(id(&import), "fix").await;
    assert!(
        String::from_utf8(fix.clone()).unwrap().contains(",Café Etiquette,'=more\n"),
        "{:?}",
        String::from_utf8(fix.clone())
    );
    // Imported again unchanged, the file is rejected again, and its corrections file contains the same cells.
    let again = test.import(&fix, json!({})).await;
    assert_eq!(
        (&again["status"], test.codes(id(&again)).await),
        (&json!("rejected"), ["row-too-many-cells", "cell-suspicious"].map(str::to_owned).to_vec())
    );
    let once_more = test.export(id(&again), "fix").await;
    assert!(String::from_utf8(once_more).unwrap().contains(",Café Etiquette,'=more\n"));
}

#[tokio::test]
async fn fix_file_of_an_unmatched_title_contains_all_rows_and_names_it() {
    let test = TestStack::start().await;
    let wrong = "1,Eve,Lee,eve@example.org,Acme GmbH,,en,,,Cafe Etikett,";
    let import = test.import(enrolment(&[GOOD, wrong, CORRECTED]), json!({ "on_row_errors": "skip" })).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let fix = test.export(id(&import), "fix").await;
    let rows = records(&fix, b',');
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[2][11], "failed");
    assert!(rows[2][12].contains("module requested 1: ") && rows[2][12].contains("Cafe Etikett"), "{rows:?}");
    let import = test.import(correct(&fix, ",Cafe Etikett,", ",Café Etiquette,"), json!({})).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
}

#[tokio::test]
async fn label_starting_a_formula_is_guarded_once() {
    let test = TestStack::start().await;
    let file = format!("{LEARNERS_HEADER},=1+1\nAnn,Lee,bad,,,en,=2+2\n");
    let options = json!({ "layout": "learners" });
    let import = test.import(file, options.clone()).await;
    let fix = test.export(id(&import), "fix").await;
    let rows = records(&fix, b',');
    assert_eq!((rows[0][6].as_str(), rows[1][6].as_str()), ("'=1+1", "'=2+2"));
    let again = test.import(&fix, options).await;
    assert_eq!(again["status"], "rejected", "{again}");
    assert_eq!(test.export(id(&again), "fix").await, fix);
}
