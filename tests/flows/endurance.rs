//! No input may break an import, crash the stack, or disturb the work of others.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use rollcall_domain::{
    flow::{invitation::feedback, sweep},
    import::{ImportStatus, ObjectVersion, RESTARTS_MAX},
    invitation::{InvitationState, MailEvent, MailEventKind},
    layout::Field,
    stores::{Environment, ImportStore, UserStore, UserUpdate, UserWritten},
    user::User,
};
use rollcall_local::stack::DueEmails;
use rollcall_tests::{HEADER, LEARNERS_HEADER, TestOptions, TestStack, enrolment, quoted};
use serde_json::{Value, json};

async fn start_without_workers() -> TestStack {
    TestStack::start_with(TestOptions { workers: false, ..TestOptions::default() }).await
}

/// Returns cells of unusual length and content: at and just above the limits of the table, the buckets and the rules, and with characters
/// that often cause trouble.
fn strange_cells() -> Vec<String> {
    let lengths = [64, 65, 128, 129, 254, 255, 256, 257, 1_024, 2_035, 2_036, 2_048, 2_049, 4_096, 60_000, 65_536];
    let mut cells: Vec<String> = lengths.iter().map(|bytes| "x".repeat(*bytes)).collect();
    cells.extend(lengths.iter().filter(|bytes| **bytes <= 4_096).map(|bytes| "é".repeat(*bytes)));
    cells.extend(["\u{1f600}".repeat(256), "\u{10ffff}".repeat(1_000), "\u{fdfa}".repeat(2_000), "ß".repeat(30_000)]);
    cells.extend(
        [
            "\u{0}",
            "a\u{0}b",
            "\u{7f}",
            "\u{85}",
            "\u{200b}",
            "\u{feff}",
            "\u{202e}abc",
            "\u{fffd}",
            "\u{fffe}",
            "\n",
            "a\nb",
            "\t",
            "\"",
            "\"\"",
            "'",
            ",",
            ";",
            "=1+1",
            "@",
            "@x",
            "x@",
            "#",
            "/",
            "..",
            "../../x",
            "NULL",
            "null",
            "NaN",
            "-0",
            "1e308",
            "99999999999999999999",
            "COMPANY",
            "USER#x",
            "SETTINGS",
            "{}",
            "[]",
            "\\",
            "%00",
            "{{link}}",
        ]
        .map(str::to_owned),
    );
    cells.push(format!("{}@example.org", "l".repeat(64)));
    cells.push(format!("{}@example.org", "l".repeat(3_000)));
    cells.push(format!("ann@{}.org", "d.".repeat(1_000)));
    cells
}

/// Returns a row for each combination of column and cell, valid in all other columns.
fn rows_of(header: &str, sound: &[&str], cells: &[String]) -> Vec<String> {
    let columns = header.split(',').count();
    (0..columns)
        .flat_map(|column| cells.iter().map(move |cell| (column, cell)))
        .enumerate()
        .map(|(n, (column, cell))| {
            let value = |index: usize| match index {
                // Quotes would make a cell of the maximum length too long.
                _ if index == column && cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) => cell.clone(),
                _ if index == column => quoted(cell),
                _ if sound[index].contains('@') => format!("{n}.{}", sound[index]),
                _ => sound[index].to_owned(),
            };
            (0..columns).map(value).collect::<Vec<_>>().join(",")
        })
        .collect()
}

#[tokio::test]
async fn any_cell_in_any_column_ends_as_a_problem_of_its_row() {
    let test = TestStack::start().await;
    let cells = strange_cells();
    let sound =
        ["1", "Ann", "Lee", "ann@example.org", "Acme GmbH", "Spring", "en", "Lead", "North", "Café Etiquette", ""];
    // Unmatched titles cause a file to be rejected, whatever the options, so the course columns are tested separately.
    let without_courses = HEADER.split(",module").next().unwrap();
    let mut strange = rows_of(without_courses, &sound[..9], &cells);
    strange.push(sound[..9].join(",").replace("ann@", "last@"));
    let file = format!("{without_courses}\n{}\n", strange.join("\n"));
    let done = test.import(file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!(done["status"], "completed", "{done}");
    let outcomes =
        ["created", "updated", "skipped", "failed"].map(|outcome| done["summary"][outcome].as_u64().unwrap());
    let rows = outcomes.iter().sum::<u64>() + done["progress"]["rows_repeated"].as_u64().unwrap();
    assert_eq!(rows, strange.len() as u64, "{done}");
    assert_eq!(test.user("last@example.org").await["name"], "Ann");
    for row in test.rows(done["import_id"].as_str().unwrap(), "outcome=failed").await {
        assert!(!row["problems"].as_array().unwrap().is_empty(), "{row}");
    }

    let titles = rows_of(HEADER, &sound, &cells).split_off(9 * cells.len());
    let file = enrolment(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let refused = test.import(file, json!({ "on_row_errors": "skip" })).await;
    assert_eq!(refused["status"], "rejected", "{refused}");

    let sound = ["Ann", "Lee", "ann@example.net", "A1", "FR", "fr"];
    for rows in rows_of(LEARNERS_HEADER, &sound, &cells).chunks(250) {
        let file = format!("{LEARNERS_HEADER}\n{}\n", rows.join("\n"));
        let done = test.import(file, json!({ "layout": "learners", "on_row_errors": "skip" })).await;
        assert_eq!(done["status"], "completed", "{done}");
    }
}

#[tokio::test]
async fn header_of_any_cells_is_a_problem_of_the_file() {
    let test = TestStack::start().await;
    for cell in strange_cells() {
        for file in [format!("{}\n", quoted(&cell)), format!("{HEADER},{}\n1\n", quoted(&cell))] {
            let done = test.import(file, json!({})).await;
            assert_eq!(done["status"], "rejected", "{cell:.20}: {done}");
        }
    }
}

#[tokio::test]
async fn dropped_key_of_any_length_is_imported_with_its_results_beside_it() {
    let test = TestStack::start().await;
    let names = [963, 964, 1_010, 1_015].map(|bytes| "k".repeat(bytes));
    // The header with the name of a copy would be too long: it would take ten bytes for each of these letters.
    let names = names.into_iter().chain([321, 338].map(|letters| "名".repeat(letters)));
    for (n, name) in names.enumerate() {
        let key = format!("drop/{name}.csv");
        let file = enrolment(&[&format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,,")]);
        let imports = test.drop_and_settle(&key, file, &[]).await;
        assert_eq!(imports[0]["status"], "completed", "{} bytes: {imports:?}", key.len());
        assert_eq!(imports[0]["summary"]["created"], 1);
    }
    let copies = test.result_keys("drop/").await;
    assert_eq!(copies.len(), 12, "{copies:?}");
    // The JSON copies of the keys with more than 972 bytes would be too long.
    let shortened = copies.iter().filter(|key| key.ends_with(".result.json") && key.contains('~')).count();
    assert_eq!(shortened, 4, "{copies:?}");
}

async fn stored_user(test: &TestStack, address: &str) -> User {
    test.stack().clients().users(&[address.to_owned()]).await.unwrap().remove(0).unwrap()
}

/// Makes the record of a user as large as the table allows: an older version may have stored a larger one than an import can create.
pub(crate) async fn fill_record(test: &TestStack, address: &str) {
    let before = stored_user(test, address).await;
    let own = before.values.get(Field::Region).map_or(0, str::len);
    for bytes in (own..409_600).rev().step_by(20) {
        if set_region(test, address, bytes).await {
            for bytes in (bytes + 1..bytes + 20).rev() {
                if set_region(test, address, bytes).await {
                    break;
                }
            }
            break;
        }
    }
}

/// Gives a user a region of this length. Returns `false` if the record would be too large.
async fn set_region(test: &TestStack, address: &str, bytes: usize) -> bool {
    let before = stored_user(test, address).await;
    let mut after = before.clone();
    after.values.set(Field::Region, "r".repeat(bytes));
    after.version += 1;
    test.stack().clients().update_users(&[UserUpdate { before, after }]).await.unwrap() == [UserWritten::Done]
}

#[tokio::test]
async fn user_whose_record_is_full_is_not_invited_and_its_events_are_errors() {
    let test = TestStack::start().await;
    let row = |name: &str| format!("1,Ann,Lee,{name}@example.org,Acme GmbH,,en,,,,");
    test.import(enrolment(&[&row("large"), &row("other")]), json!({})).await;
    fill_record(&test, "large@example.org").await;
    let invited = test.invite(json!({ "emails": ["large@example.org", "other@example.org"] })).await;
    assert_eq!((&invited["queued"], &invited["already_invited"]), (&json!(1), &json!(1)), "{invited}");
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);

    let user = stored_user(&test, "other@example.org").await;
    let event = |kind| MailEvent {
        attempt: user.invited.clone().unwrap().attempt.unwrap(),
        user_id: user.user_id.clone(),
        message_id: "m1".to_owned(),
        kind,
        at: test.clock().now(),
    };
    let bounce = event(MailEventKind::Bounced { is_permanent: true });
    Box::pin(feedback::record(test.stack().clients(), &bounce)).await.unwrap();
    fill_record(&test, "other@example.org").await;
    // The record would have to grow: it stores that there was a complaint.
    let complaint = event(MailEventKind::Complained);
    assert!(Box::pin(feedback::record(test.stack().clients(), &complaint)).await.is_err());
    assert_eq!(stored_user(&test, "other@example.org").await.invitation, InvitationState::Bounced);
    test.stop().await;
}

#[tokio::test]
async fn due_user_whose_record_is_full_delays_no_one_and_is_not_waited_for() {
    let test = TestStack::start().await;
    let row = |name: &str| format!("1,Ann,Lee,{name}@example.org,Acme GmbH,,en,,,,");
    test.import(enrolment(&[&row("large"), &row("other")]), json!({ "send_invitations": true })).await;
    let before = stored_user(&test, "large@example.org").await;
    let mut after = before.clone();
    // The time that enqueuing stores is longer.
    after.invited.as_mut().unwrap().due_at = Timestamp::UNIX_EPOCH;
    after.version += 1;
    let written = test.stack().clients().update_users(&[UserUpdate { before, after }]).await.unwrap();
    assert_eq!(written, [UserWritten::Done]);
    fill_record(&test, "large@example.org").await;
    let sending = tokio::time::timeout(Duration::from_secs(20), test.stack().send_due_emails());
    assert_eq!(sending.await.unwrap().unwrap(), DueEmails::Remain);
    test.wait_until_idle().await;
    assert_eq!(test.emails().len(), 1);
    assert_eq!(test.invitation("large@example.org").await, "queued");
    test.stop().await;
}

#[tokio::test]
async fn user_that_outgrows_its_record_fails_its_row_only() {
    let test = TestStack::start().await;
    let row = |name: &str, course: &str| format!("1,Ann,Lee,{name}@example.org,Acme GmbH,,en,,,{course},");
    let (large, other) = (row("large", ""), row("other", ""));
    test.import(enrolment(&[&large, &other]), json!({})).await;
    fill_record(&test, "large@example.org").await;

    let course = "Café Etiquette";
    let file = enrolment(&[&row("large", course), &row("other", course), &row("new", course)]);
    let done = test.import(file, json!({ "update_existing": true })).await;
    assert_eq!(done["status"], "completed", "{done}");
    let counts = ["created", "updated", "failed"].map(|outcome| &done["summary"][outcome]);
    assert_eq!(counts, [&json!(1), &json!(1), &json!(1)], "{done}");
    let problems = test.problems(done["import_id"].as_str().unwrap()).await;
    assert_eq!(problems[0]["code"], "courses-too-many", "{problems:?}");
}

#[tokio::test]
async fn file_that_ends_the_program_three_times_fails_at_the_next_start() {
    let test = start_without_workers().await;
    let (status, asked) =
        test.call(Method::POST, "/imports", Some(json!({ "file_name": "a.csv", "size_bytes": 10 }))).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    let (stores, id) = (test.stack().clients(), asked["import_id"].as_str().unwrap().into());
    for died in 1..=RESTARTS_MAX + 1 {
        // A worker takes the import, and the program is killed.
        let mut import = stores.import(&id).await.unwrap().unwrap();
        if died == 1 {
            import.begin_validation(ObjectVersion::default(), 10, stores.now()).unwrap();
        }
        import.lease_to("dead", stores.now());
        import.increment_version();
        stores.replace_import(&import).await.unwrap();
        sweep::recover(stores).await.unwrap();
        let import = test.get(&format!("/imports/{}", id.as_str())).await;
        let expected = if died > RESTARTS_MAX { "failed" } else { "validating" };
        assert_eq!(import["status"], expected, "{import}");
    }
    let import = test.get(&format!("/imports/{}", id.as_str())).await;
    assert_eq!(
        (&import["failure"]["code"], &import["failure"]["retryable"]),
        (&json!("import-stalled"), &json!(false))
    );
    test.clock().advance(SignedDuration::from_hours(1));
    test.abandon().await;
}

#[tokio::test]
async fn request_with_impossible_ids_is_refused_not_an_error() {
    let test = TestStack::start().await;
    for (body, expected) in [
        // The same response as for any unknown company.
        (json!({ "all_uninvited": true, "company": "c".repeat(2_036) }), 202),
        (json!({ "all_uninvited": true, "company": "c".repeat(60_000) }), 202),
        (json!({ "import_id": "i".repeat(5_000) }), 404),
    ] {
        let (status, response) = test.call(Method::POST, "/invitations", Some(body)).await;
        assert_eq!(status.as_u16(), expected, "{response}");
    }
    let done = test.import(enrolment(&["x,,,,,,,,,,"]), json!({ "on_row_errors": "skip" })).await;
    let id = done["import_id"].as_str().unwrap();
    for offset in [u64::MAX, 1 << 63, 1 << 44] {
        let cursor = cursor_of(&json!({ "list": "list_problems", "at": { "part": 1, "offset": offset } }));
        let (status, response) = test.call(Method::GET, &format!("/imports/{id}/problems?cursor={cursor}"), None).await;
        assert_eq!((status.as_u16(), &response["code"]), (400, &json!("cursor-invalid")), "{offset}: {response}");
    }
    let cursor = cursor_of(&json!({ "list": "users", "after": "x".repeat(1_025) }));
    assert_eq!(test.status(Method::GET, &format!("/users?cursor={cursor}"), None).await, 400);
}

/// Returns a forged cursor.
fn cursor_of(value: &Value) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[tokio::test]
async fn headers_of_a_proxy_end_no_connection_and_responses_are_neither_sniffed_nor_stored_nor_framed() {
    let test = TestStack::start().await;
    for (path, expected) in [("/", 200), ("/users", 200), ("/users/unknown", 404), ("/nowhere", 404)] {
        for (name, value) in [("x-forwarded-proto", "a b"), ("x-forwarded-host", "["), ("x-forwarded-port", "x")] {
            let response = test.http().get(test.url(path)).header(name, value).send().await.unwrap();
            assert_eq!(response.status(), expected, "{path} {name}");
            let header = |name: &str| response.headers()[name].to_str().unwrap();
            assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
            assert!(header("strict-transport-security").starts_with("max-age="), "{path}");
            let policy = header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
            // The page itself contains no personal data.
            assert!(path == "/" || response.headers()["cache-control"] == "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn import_whose_plan_is_lost_fails_alone_at_the_start() {
    let test = start_without_workers().await;
    let stores = test.stack().clients();
    let mut ids = Vec::new();
    for has_plan in [false, true] {
        let file = enrolment(&["1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,"]);
        let id = test.upload(&file, json!({ "confirm": true })).await;
        let key = format!("uploads/{id}.csv");
        let event = test.event(&key, file.len(), &test.etag(&key).await, "01");
        test.invoke_import(event).await.unwrap();
        let mut import = stores.import(&id.as_str().into()).await.unwrap().unwrap();
        import.transition(ImportStatus::Importing, stores.now()).unwrap();
        import.increment_version();
        stores.replace_import(&import).await.unwrap();
        if !has_plan {
            let listed =
                stores.s3().list_objects_v2().bucket(&test.stack().addresses().results_bucket).prefix("plans/");
            for object in listed.send().await.unwrap().contents() {
                test.take_result(object.key().unwrap()).await;
            }
        }
        ids.push(id);
    }
    assert_eq!(sweep::recover(stores).await.unwrap().seen, 2);
    let lost = test.get(&format!("/imports/{}", ids[0])).await;
    assert_eq!((&lost["status"], &lost["failure"]["code"]), (&json!("failed"), &json!("plan-unreadable")), "{lost}");
    assert_eq!(lost["failure"]["retryable"], false);
    assert_eq!(test.get(&format!("/imports/{}", ids[1])).await["status"], "importing");
    test.abandon().await;
}

#[tokio::test]
async fn lease_is_renewed_between_rows_whose_suggestions_take_long() {
    let mut versions = Vec::new();
    for company in ["Acme GmbH", "Acne GmbH"] {
        let test = start_without_workers().await;
        let rows: Vec<String> = (0..12).map(|n| format!("1,Ann,Lee,ann{n}@example.org,{company},,en,,,,")).collect();
        let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let id = test.upload(&file, json!({})).await;
        let key = format!("uploads/{id}.csv");
        let event = test.event(&key, file.len(), &test.etag(&key).await, "01");
        // Each row takes longer than the interval at which leases are renewed.
        test.clock().advance_at_each_reading(SignedDuration::from_secs(21));
        test.invoke_import(event).await.unwrap();
        let import = test.stack().clients().import(&id.as_str().into()).await.unwrap().unwrap();
        assert!(import.status().is_ended(), "{import:?}");
        versions.push(import.version());
        test.abandon().await;
    }
    assert!(versions[1] >= versions[0] + 10, "one renewal per row with problems: {versions:?}");
}
