//! Files that are refused as a whole: checks their codes and messages, and that nothing is written.

use rollcall_tests::{HEADER, LEARNERS_HEADER, TestStack, enrolment, learners};
use serde_json::{Value, json};

const GOOD: &str = "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,Café Etiquette,";

/// A row in which text follows the closing quote of a two-line cell: even in free text, the quote probably belongs to another cell.
const TWO_LINES: &str = "1,Bea,Lee,bea@example.org,Acme GmbH,,en,\"a\nb\" c,,,";

/// Imports each file and checks that it is refused with exactly these codes.
async fn refused(test: &TestStack, options: &Value, cases: &[(&str, Vec<u8>, &[&str])]) {
    for (name, bytes, codes) in cases {
        let import = test.import(bytes, options.clone()).await;
        let id = import["import_id"].as_str().unwrap();
        assert_eq!(import["status"], "rejected", "{name}: {import}");
        assert_eq!(&test.codes(id).await, codes, "{name}");
        assert_eq!(import["problems"]["file"].as_array().unwrap().len(), codes.len(), "{name}: {import}");
        for problem in test.problems(id).await {
            assert!(problem["message"].as_str().is_some_and(|message| message.len() > 20), "{name}: {problem}");
        }
        for count in ["created", "updated", "skipped", "course_assignments", "invitations"] {
            assert_eq!(import["summary"][count], 0, "{name}: {import}");
        }
        assert_eq!(test.users().await, [Value::Null; 0], "{name}");
    }
}

async fn first_problem(test: &TestStack, file: impl AsRef<[u8]>, options: Value) -> Value {
    let import = test.import(file, options).await;
    assert_eq!(import["status"], "rejected", "{import}");
    test.problems(import["import_id"].as_str().unwrap()).await[0].clone()
}

fn message(problem: &Value) -> &str {
    problem["message"].as_str().unwrap()
}

fn with_header(header: &str) -> Vec<u8> {
    format!("{header}\n{GOOD}\n").into_bytes()
}

fn numbered(count: usize) -> String {
    (1..=count).map(|n| format!(",module requested {n}")).collect::<Vec<_>>().concat()
}

const REQUIRED: &str = "enabled,name,email,companyName,languageCode";

#[tokio::test]
async fn file_that_is_no_list_of_people_is_refused() {
    let test = TestStack::start().await;
    let mut late_byte = enrolment(&["1,José,Lee,jose@example.org,Acme GmbH,,en,,,,", GOOD]).into_bytes();
    late_byte.extend_from_slice(b"1,Ann\xff,Lee,b@example.org,Acme GmbH,,en,,,,\n");
    let after_bom = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let quoted = format!("\"{GOOD}\"");
    let mixed = format!("{HEADER}\n{}\n", GOOD.replace(',', ";"));
    let shifted = format!("{}\n{GOOD}\n", HEADER.replace(",last_name,", ",,"));
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("byte order mark alone", b"\xef\xbb\xbf".to_vec(), &["file-empty"]),
        ("one line end", b"\n".to_vec(), &["file-empty"]),
        ("blank lines", b"\r\n  \r\n\t\r\n".to_vec(), &["file-empty"]),
        ("delimiters alone", b",,,,\n,,,,\n".to_vec(), &["file-empty"]),
        ("header alone", HEADER.into(), &["file-no-rows"]),
        ("header and blank rows", format!("{HEADER}\n\n,,,,,,,,,,\n  \n").into(), &["file-no-rows"]),
        ("workbook", b"PK\x03\x04\x14\0\x06\0\x08\0".to_vec(), &["file-not-csv"]),
        ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(), &["file-not-csv"]),
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), &["file-not-csv"]),
        ("web page", b"<!DOCTYPE html>\n<html><body>Sign in</body></html>".to_vec(), &["file-not-csv"]),
        ("web page after a byte order mark", after_bom("\r\n<HTML>\n"), &["file-not-csv"]),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), &["file-not-csv"]),
        ("control characters", vec![1; 400], &["file-encoding"]),
        ("byte that is not UTF-8 beside some that are", late_byte, &["file-encoding"]),
        ("quote never closed", enrolment(&[GOOD, "1,\"Bob,Lee,bob@example.org"]).into(), &["file-quote-unclosed"]),
        ("no label known", b"a,b,c\n1,2,3\n".to_vec(), &["header-missing"]),
        ("rows without header", format!("{GOOD}\n").into(), &["header-missing"]),
        ("title above", format!("People 2026,,\n{}", enrolment(&[GOOD])).into(), &["header-missing"]),
        ("label and value above", format!("Company:,Acme Ltd\n\n{}", enrolment(&[GOOD])).into(), &["header-missing"]),
        ("labels of the other layout", learners(&["Ann,Lee,a@example.org,,,en"]).into(), &["layout-mismatch"]),
        ("lines in quotes", b"\"enabled,name,email\"\n\"1,Ann,ann@example.org\"\n".to_vec(), &["file-not-split"]),
        ("only row in quotes", enrolment(&[quoted.as_str()]).into(), &["file-not-split"]),
        ("rows in quotes", enrolment(&[quoted.as_str(); 2]).into(), &["file-not-split"]),
        ("many rows in quotes", enrolment(&[quoted.as_str(); 20]).into(), &["file-not-split"]),
        (
            "separator line that contradicts the header",
            format!("sep=;\n{}", enrolment(&[GOOD])).into(),
            &["file-not-split"],
        ),
        ("header and rows with other delimiters", mixed.into(), &["file-delimiter-mixed"]),
        ("label missing in the middle", shifted.into(), &["header-column-missing-label"]),
        ("text after a quoted line break", enrolment(&[GOOD, TWO_LINES]).into(), &["file-quote-unclosed"]),
        ("column missing", with_header("enabled,name,email,companyName"), &["header-column-missing"]),
        ("column unknown", with_header(&format!("{REQUIRED},password")), &["header-column-unknown"]),
        ("column in another case", with_header(&format!("{REQUIRED},cohortname")), &["header-column-unknown"]),
        ("column twice", with_header(&format!("{REQUIRED},name")), &["header-column-duplicate"]),
        (
            "course column with nought",
            with_header(&format!("{REQUIRED},module requested 01")),
            &["header-column-unknown"],
        ),
        ("201 course columns", with_header(&format!("{REQUIRED}{}", numbered(201))), &["header-too-many-columns"]),
        ("1,001 columns", with_header(&format!("{REQUIRED}{}", ",".repeat(996))), &["header-too-many-columns"]),
    ];
    refused(&test, &json!({}), &cases).await;
    // Skipping rows or waiting for confirmation makes no difference.
    refused(&test, &json!({ "on_row_errors": "skip", "confirm": true }), &cases[3..8]).await;
}

#[tokio::test]
async fn file_of_no_bytes_dropped_is_empty() {
    let test = TestStack::start().await;
    let imports = test.drop_and_settle("drop/nothing.csv", "", &[]).await;
    assert_eq!(imports[0]["status"], "rejected", "{imports:?}");
    assert_eq!(test.codes(imports[0]["import_id"].as_str().unwrap()).await, ["file-empty"]);
}

#[tokio::test]
async fn template_uploaded_unchanged_has_no_rows() {
    let test = TestStack::start().await;
    for layout in ["enrolment", "learners"] {
        let template = test.http().get(test.url(&format!("/template?layout={layout}"))).send().await.unwrap();
        let import = test.import(template.bytes().await.unwrap(), json!({ "layout": layout })).await;
        assert_eq!(import["status"], "rejected", "{import}");
        assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await, ["file-no-rows"]);
    }
}

#[tokio::test]
async fn learners_file_that_is_refused_says_why() {
    let test = TestStack::start().await;
    let row = |n: usize| format!("Ann,Lee,ann{n}@example.org,,FR,fr");
    let rows: Vec<String> = (0..251).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let options = json!({ "layout": "learners" });
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("header alone", LEARNERS_HEADER.into(), &["file-no-rows"]),
        ("one row too many", learners(&rows).into(), &["file-too-many-rows"]),
        ("a column missing", b"firstname,lastname,email\nAnn,Lee,a@example.org\n".to_vec(), &["header-column-missing"]),
        ("nothing known", b"a,b\n1,2\n".to_vec(), &["header-missing"]),
    ];
    refused(&test, &options, &cases).await;
    let problem = first_problem(&test, learners(&rows), options.clone()).await;
    assert!(message(&problem).contains("251 rows") && message(&problem).contains("250"), "{problem}");
    // Blank rows do not count: 250 rows with two blank ones between each are fine.
    let spaced = format!("{LEARNERS_HEADER}\n{}\n", rows[..250].join("\n\n,,,,,\n"));
    let import = test.import(spaced, options).await;
    assert_eq!(import["summary"]["created"], 250, "{import}");
    assert_eq!(import["progress"]["rows_blank"], 2 * 249);
}

#[tokio::test]
async fn place_of_what_refuses_a_file_is_named() {
    let test = TestStack::start().await;
    let unclosed =
        enrolment(&[GOOD, "1,\"Two\nlines\",,two@example.org,Acme GmbH,,en,,,,", "1,\"Bob,Lee,bob@example.org", GOOD]);
    let problem = first_problem(&test, unclosed, json!({})).await;
    assert_eq!((problem["row"].as_u64(), problem["line"].as_u64()), (Some(4), Some(5)), "{problem}");
    assert!(message(&problem).contains("line 5"), "{problem}");

    let titled = format!("People of 2026\n\nas of March,,\n{}", enrolment(&[GOOD]));
    let problem = first_problem(&test, titled, json!({})).await;
    assert!(message(&problem).contains("line 4"), "{problem}");

    let mut bytes = enrolment(&["1,José,Lee,jose@example.org,Acme GmbH,,en,,,,", GOOD]).into_bytes();
    bytes.extend_from_slice(b"1,Ann\xff,Lee,b@example.org,Acme GmbH,,en,,,,\n");
    let problem = first_problem(&test, bytes, json!({})).await;
    assert_eq!((problem["row"].as_u64(), problem["line"].as_u64()), (Some(4), Some(4)), "{problem}");

    let problem = first_problem(&test, with_header(&format!("{REQUIRED}{}", numbered(201))), json!({})).await;
    assert!(message(&problem).contains("201") && message(&problem).contains("200"), "{problem}");

    let problem = first_problem(&test, with_header(&format!("{REQUIRED},CohortName")), json!({})).await;
    assert_eq!(
        (&problem["column"], &problem["suggestions"]),
        (&json!("CohortName"), &json!(["cohortName"])),
        "{problem}"
    );
    test.wait_until_idle().await;
}

#[tokio::test]
async fn quote_closed_by_a_later_cell_is_reported_where_it_opened() {
    let test = TestStack::start().await;
    let mut rows = vec![GOOD.to_owned(), "1,\"Bob,Lee,bob@example.org,Acme GmbH,,en,,,,".to_owned()];
    rows.extend((0..40).map(|n| format!("1,Cid,Lee,cid{n}@example.org,Acme GmbH,,en,,,,")));
    rows.push("1,\"Dora\",Lee,dora@example.org,Acme GmbH,,en,,,,".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for options in [json!({}), json!({ "on_row_errors": "skip" })] {
        let import = test.import(enrolment(&rows), options).await;
        assert_eq!(import["status"], "rejected", "{import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        assert_eq!(
            (&problems[0]["code"], &problems[0]["line"]),
            (&json!("file-quote-unclosed"), &json!(3)),
            "{problems:?}"
        );
    }
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn quote_of_free_text_that_swallows_people_is_reported_where_it_opened() {
    let test = TestStack::start().await;
    let person = |n: usize, role: &str| format!("1,P{n},Lee,p{n}@example.org,Acme GmbH,,en,{role},North,,");
    // The cell whose opening quote ends the swallowed text: plain text, empty, text with a delimiter, or text with escaped quotes.
    for closing in ["\"Clerk\"", "\"\"", "\", at night\"", "\"\"\"Head\"\" cook\""] {
        let rows = [person(1, ""), person(2, "\"Boss"), person(3, "Clerk"), person(4, closing), person(5, "\"Cook\"")];
        let file = enrolment(&rows.each_ref().map(String::as_str));
        let import = test.import(&file, json!({ "on_row_errors": "skip" })).await;
        assert_eq!(import["status"], "rejected", "{closing}: {import}");
        let problem = &test.problems(import["import_id"].as_str().unwrap()).await[0];
        let reported = (&problem["code"], &problem["line"], &problem["found"]);
        assert_eq!(reported, (&json!("file-quote-unclosed"), &json!(3), &json!("\"Boss,North,,")), "{closing}");
    }
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn two_stray_quotes_never_join_people_into_one() {
    let test = TestStack::start().await;
    let enrolment = "name,last_name,job_role,email,enabled,companyName,languageCode,region\n";
    let learners = "firstname,lastname,email,language,country,notes\n";
    for (layout, header, rows) in [
        // Read as one record, the first two lines are a valid row: Ann's name with Bo's address.
        (
            "enrolment",
            enrolment,
            "Ann,Lee,\"Boss,ann@a.org,1,Acme GmbH,en,\nBo,Kim,Team „Nord\",bo@a.org,1,Acme GmbH,en,\n",
        ),
        ("enrolment", enrolment, "Ann,Lee,\",ann@a.org,1,Acme GmbH,en,\nBo,Kim,24\",bo@a.org,1,Acme GmbH,en,\n"),
        (
            "enrolment",
            enrolment,
            "Ann,Lee,Boss,ann@a.org,1,Acme GmbH,en,\"North\nBo,Kim,Cook,bo@a.org,1,Acme GmbH,en,24\"\n",
        ),
        ("learners", learners, "Ann,Lee,ann@a.org,en,,\"VIP\nBo,Kim,bo@a.org,en,,screen 24\"\n"),
        ("learners", learners, "Ann,Lee,ann@a.org,en,,\"VIP\nBo,Kim,bo@a.org,en\nDi,Ray,di@a.org,en,,24\"\n"),
        ("learners", learners, "Ann,Lee,ann@a.org,en,,\"VIP,\nBo,Kim,bo@a.org,en,,,\nDi,Ray,di@a.org,en,,24\",\n"),
        // The address of the swallowed row follows the quote that closes the cell, so the record is too long.
        (
            "enrolment",
            enrolment,
            "Ann,Lee,Boss,ann@a.org,1,Acme GmbH,en,\"North\nBo,Kim,Team „Nord\",bo@a.org,1,Acme GmbH,en,\n",
        ),
    ] {
        for on_row_errors in ["reject", "skip"] {
            let file = format!("{header}{rows}");
            let options = json!({ "layout": layout, "on_row_errors": on_row_errors });
            let import = test.import(&file, options).await;
            assert_eq!(import["status"], "rejected", "{rows}: {import}");
            let problem = &test.problems(import["import_id"].as_str().unwrap()).await[0];
            assert_eq!((&problem["code"], &problem["line"]), (&json!("file-quote-unclosed"), &json!(2)), "{rows}");
        }
    }
    assert_eq!(test.users().await.len(), 0);
}

#[tokio::test]
async fn column_without_label_left_of_others_names_its_letter() {
    let test = TestStack::start().await;
    for (layout, file) in [
        ("enrolment", format!("{}\n{GOOD}\n", HEADER.replace(",last_name,", ",,"))),
        ("learners", "firstname,,lastname,email,language\nAnn,M,Lee,ann@example.org,en\n".to_owned()),
    ] {
        let problem = first_problem(&test, file, json!({ "layout": layout })).await;
        assert_eq!(problem["code"], "header-column-missing-label", "{problem}");
        assert_eq!(problem["column"], if layout == "learners" { "B" } else { "C" }, "{problem}");
    }
    // A column without a label or data is ignored, wherever it is.
    let file = enrolment(&[GOOD]).replace("last_name", "").replace(",Lee,", ",,");
    assert_eq!(test.import(file, json!({})).await["summary"]["created"], 1);
}

#[tokio::test]
async fn delimiter_that_is_another_one_in_the_rows_is_named() {
    let test = TestStack::start().await;
    for (header, rows) in [(",", ";"), (";", ","), ("\t", "|")] {
        let file = format!("{}\n{}\n", HEADER.replace(',', header), GOOD.replace(',', rows));
        let problem = first_problem(&test, file, json!({})).await;
        assert_eq!(
            (&problem["code"], &problem["found"]),
            (&json!("file-delimiter-mixed"), &json!(header)),
            "{problem}"
        );
        assert!(message(&problem).contains("but row 2 by "), "{problem}");
    }
}

#[tokio::test]
async fn separator_line_that_contradicts_the_header_is_named_as_the_cause() {
    let test = TestStack::start().await;
    for (separator, file, delimiters) in [
        (";", enrolment(&[GOOD]), ["semicolons", "commas"]),
        ("\t", enrolment(&[GOOD]), ["tabs", "commas"]),
        (",", enrolment(&[GOOD]).replace(',', ";"), ["commas", "semicolons"]),
    ] {
        let problem = first_problem(&test, format!("sep={separator}\r\n{file}"), json!({})).await;
        assert_eq!(problem["code"], "file-not-split", "{problem}");
        let [named, used] = delimiters;
        let expected = format!(
            "“sep=” line at the top says that cells are separated by {named}, but they are separated by {used}"
        );
        assert!(message(&problem).contains(&expected), "{problem}");
    }
    for line in ["sep=", "\"sep=\""] {
        let problem = first_problem(&test, format!("{line}\r\n{}", enrolment(&[GOOD])), json!({})).await;
        assert_eq!((&problem["code"], &problem["found"]), (&json!("file-not-split"), &Value::Null), "{problem}");
        let expected = "“sep=” line at the top names no delimiter, but cells are separated by commas";
        assert!(message(&problem).contains(expected), "{problem}");
    }
}

#[tokio::test]
async fn file_of_the_other_layout_names_it() {
    let test = TestStack::start().await;
    let problem = first_problem(&test, learners(&["Ann,Lee,a@example.org,,,en"]), json!({})).await;
    assert_eq!((&problem["code"], &problem["found"]), (&json!("layout-mismatch"), &json!("learners")), "{problem}");
    let problem = first_problem(&test, enrolment(&[GOOD]), json!({ "layout": "learners" })).await;
    assert_eq!((&problem["code"], &problem["found"]), (&json!("layout-mismatch"), &json!("enrolment")), "{problem}");
}

#[tokio::test]
async fn title_that_matches_no_course_refuses_the_file_whatever_the_options() {
    let test = TestStack::start().await;
    test.import(enrolment(&["1,Old,Hand,old@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    let mut rows: Vec<String> =
        (0..14).map(|n| format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,Safety Frist - Basics,")).collect();
    rows.push("1,Bea,Lee,bea@example.org,Brio SA,,fr,,,Techniques de vente,Café Etiquette".into());
    // A row with another error, one for an existing user, and one for an unknown company.
    rows.push("1,Cid,Lee,not an address,Acme GmbH,,en,,,\"Leadersip, Part 1\",".into());
    rows.push("1,Old,Hand,old@example.org,Acme GmbH,,en,,,Safety Frist - Basics,".into());
    rows.push("1,Dan,Lee,dan@example.org,No Such,,en,,,Whatever it is,".into());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for options in [
        json!({}),
        json!({ "on_row_errors": "skip" }),
        json!({ "update_existing": true, "on_row_errors": "skip" }),
        json!({ "confirm": true }),
    ] {
        let import = test.import(enrolment(&rows), options.clone()).await;
        assert_eq!(import["status"], "rejected", "{options}: {import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let reported: Vec<Value> = problems
            .iter()
            .filter(|problem| problem["code"] == "course-unmatched")
            .map(|p| json!([p["found"], p["company"], p["rows"], p["first_rows"], p["suggestions"]]))
            .collect();
        assert_eq!(
            reported,
            [
                json!([
                    "Safety Frist - Basics",
                    "Acme GmbH",
                    15,
                    (2..12).collect::<Vec<_>>(),
                    ["Safety First – Basics"]
                ]),
                // Courses of other companies are not revealed.
                json!(["Café Etiquette", "Brio SA", 1, [16], []]),
                json!(["Leadersip, Part 1", "Acme GmbH", 1, [17], ["Leadership, Part 1"]]),
            ],
            "{options}"
        );
        let rest: Vec<&str> = problems[3..].iter().map(|problem| problem["code"].as_str().unwrap()).collect();
        assert_eq!(rest, ["email-invalid", "company-unmatched"], "{options}");
        assert_eq!(import["summary"]["failed"], 18, "{import}");
        assert_eq!(import["summary"]["created"], 0);
        assert_eq!(test.users().await.len(), 1);
    }
    assert_eq!(test.user("old@example.org").await["courses"], json!([]));
}

#[tokio::test]
async fn title_that_folds_onto_two_courses_is_ambiguous_unless_it_is_exact() {
    let test = TestStack::start().await;
    test.put_courses("Twin Ltd", &[("t-1", "Part - One"), ("t-2", "PART – ONE"), ("t-3", "Other")]).await;
    let file = |title: &str| enrolment(&[&format!("1,Ann,Lee,ann@example.org,Twin Ltd,,en,,,{title},")]);
    let import = test.import(file("part—one"), json!({ "on_row_errors": "skip" })).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let problem = &test.problems(import["import_id"].as_str().unwrap()).await[0];
    assert_eq!((&problem["code"], &problem["rows"]), (&json!("course-ambiguous"), &json!(1)), "{problem}");
    let mut listed: Vec<&str> =
        problem["suggestions"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
    listed.sort_unstable();
    assert_eq!(listed, ["PART – ONE", "Part - One"]);
    let import = test.import(file("PART – ONE"), json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    assert_eq!(test.user("ann@example.org").await["courses"][0]["course_id"], "t-2");
}

#[tokio::test]
async fn title_of_two_courses_is_ambiguous_until_one_is_renamed() {
    let test = TestStack::start().await;
    test.put_courses("Twin Ltd", &[("t-1", "First Aid"), ("t-2", "First Aid")]).await;
    let file = enrolment(&["1,Ann,Lee,ann@example.org,Twin Ltd,,en,,,First Aid,"]);
    let import = test.import(&file, json!({})).await;
    assert_eq!(import["status"], "rejected", "{import}");
    let problem = &test.problems(import["import_id"].as_str().unwrap()).await[0];
    let message = "“First Aid” is the title of several courses of “Twin Ltd” (row 2). Rename these courses in the catalog so that each has \
                   its own title, then import the file again.";
    assert_eq!((&problem["code"], &problem["message"]), (&json!("course-ambiguous"), &json!(message)), "{problem}");
    test.put_courses("Twin Ltd", &[("t-2", "First Aid for Leaders")]).await;
    let import = test.import(&file, json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
}

#[tokio::test]
async fn title_folded_onto_one_course_is_that_course() {
    let test = TestStack::start().await;
    for (index, title) in [
        "Safety First – Basics",
        "safety first - basics",
        "SAFETY  FIRST—BASICS",
        "Safety First\u{a0}−\u{a0}Basics",
        "Ｓafety First – Basics",
    ]
    .iter()
    .enumerate()
    {
        let row = format!("1,Ann,Lee,ann{index}@example.org,Acme GmbH,,en,,,{title},");
        let import = test.import(enrolment(&[&row]), json!({})).await;
        assert_eq!(import["status"], "completed", "{title}: {import}");
        assert_eq!(test.user(&format!("ann{index}@example.org")).await["courses"][0]["course_id"], "c-safety");
    }
}

#[tokio::test]
async fn problem_longer_than_a_piece_of_the_list_is_listed() {
    let test = TestStack::start().await;
    let import = test.import("nonsense\n1\n", json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    let keys = test.result_keys(&format!("results/{id}/problems/")).await;
    let key = keys.iter().find(|key| key.ends_with("-file.ndjson")).unwrap();
    let mut lines = test.take_result(key).await;
    let problem = |code: &str, size: usize| json!({ "code": code, "expected": ["x".repeat(size)] }).to_string();
    for (code, size) in [("file-changed", 1_200_000), ("file-empty", 0), ("file-no-rows", 600_000)] {
        lines.extend_from_slice(format!("{}\n", problem(code, size)).as_bytes());
    }
    test.put_result(key, lines).await;
    let expected = ["header-missing", "file-changed", "file-empty", "file-no-rows"];
    assert_eq!(test.codes(id).await, expected);
    for limit in [1, 2] {
        assert_eq!(test.list(&format!("/imports/{id}/problems"), limit).await.len(), 4, "{limit}");
    }
}

#[tokio::test]
async fn problems_beside_an_import_stay_within_what_its_item_holds() {
    let test = TestStack::start().await;
    // Titles of four-byte characters: each title in the file is similar to three in the catalog.
    let long = "\u{1f4d8}".repeat(240);
    let titles: Vec<(String, String)> = (0..3).map(|n| (format!("c{n}"), format!("{long} part {n}"))).collect();
    let titles: Vec<(&str, &str)> = titles.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    test.put_courses("Long Ltd", &titles).await;
    let rows: Vec<String> =
        (0..100).map(|n| format!("1,Ann,Lee,ann{n}@example.org,Long Ltd,,en,,,{long} part X{n},")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!((&import["status"], &import["problems"]["errors"]), (&json!("rejected"), &json!(100)), "{import}");
    let shown = import["problems"]["file"].as_array().unwrap();
    assert_eq!(shown[0]["suggestions"].as_array().unwrap().len(), 3, "{}", shown[0]);
    assert!(shown.len() > 10 && shown.len() < 100, "{}", shown.len());
    assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await.len(), 100);
}
