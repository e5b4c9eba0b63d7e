//! Rows with errors: where the error is, what was found, what is suggested, and the outcome of the other rows.

use rollcall_tests::{LEARNERS_HEADER, TestStack, enrolment, learners, quoted};
use serde_json::{Value, json};

const ENROLMENT_LABELS: [&str; 11] = [
    "enabled",
    "name",
    "last_name",
    "email",
    "companyName",
    "cohortName",
    "languageCode",
    "job_role",
    "region",
    "module requested 1",
    "module requested 2",
];

/// Returns a valid enrolment row with one cell replaced. `n` makes the address unique.
fn person(n: usize, label: &str, value: &str) -> String {
    let address = format!("ann{n}@example.org");
    let valid = ["1", "Ann", "Lee", &address, "Acme GmbH", "Spring", "en", "Cook", "North", "Café Etiquette", ""];
    row_of(&ENROLMENT_LABELS, &valid, label, value)
}

/// Returns a valid learners row with one cell replaced.
fn learner(n: usize, label: &str, value: &str) -> String {
    let labels: Vec<&str> = LEARNERS_HEADER.split(',').collect();
    let (address, identifier) = (format!("ann{n}@example.org"), format!("A{n}"));
    row_of(&labels, &["Ann", "Lee", &address, &identifier, "FR", "fr"], label, value)
}

fn row_of(labels: &[&str], valid: &[&str], label: &str, value: &str) -> String {
    let cells = labels.iter().zip(valid).map(|(at, cell)| if *at == label { value } else { cell });
    cells
        .map(|cell| if cell.contains(['"', '\n', ',']) { quoted(cell) } else { cell.to_owned() })
        .collect::<Vec<_>>()
        .join(",")
}

fn lines(text: &str) -> u64 {
    text.matches('\n').count() as u64
}

/// Checks that each invalid row has one problem in the right place, and that the valid rows between them are imported when errors are
/// skipped.
async fn check(layout: &str, cases: &[(&str, &str, &str, Option<&[&str]>)]) {
    let test = TestStack::start().await;
    let make = |n: usize, label: &str, value: &str| match layout {
        "learners" => learner(n, label, value),
        _ => person(n, label, value),
    };
    // Valid and invalid rows alternate.
    let mut rows = Vec::new();
    for (index, (label, value, _, _)) in cases.iter().enumerate() {
        rows.push(make(2 * index, "", ""));
        rows.push(make(2 * index + 1, label, value));
    }
    let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
    let file = if layout == "learners" { learners(&refs) } else { enrolment(&refs) };

    let rejected = test.import(&file, json!({ "layout": layout })).await;
    let id = rejected["import_id"].as_str().unwrap().to_owned();
    assert_eq!(rejected["status"], "rejected", "{rejected}");
    assert_eq!(rejected["summary"]["failed"], cases.len());
    assert_eq!(rejected["summary"]["created"], 0);
    assert_eq!(test.users().await.len(), 0);

    let problems = test.problems(&id).await;
    let mut line = 2;
    let mut expected = Vec::new();
    for (index, pair) in rows.chunks(2).enumerate() {
        line += 1 + lines(&pair[0]);
        expected.push((2 * index as u64 + 3, line));
        line += 1 + lines(&pair[1]);
    }
    for (((label, value, code, suggestions), (row, line)), problem) in cases.iter().zip(expected).zip(&problems) {
        let case = format!("{label}={:?}: {problem}", value.chars().take(60).collect::<String>());
        assert_eq!(problem["code"], *code, "{case}");
        assert_eq!(problem["severity"], "error", "{case}");
        assert_eq!(problem["column"], *label, "{case}");
        assert_eq!((problem["row"].as_u64(), problem["line"].as_u64()), (Some(row), Some(line)), "{case}");
        assert!(problem["message"].as_str().is_some_and(|message| message.len() > 20), "{case}");
        let (found, value) =
            (problem["found"].as_str().unwrap_or_default(), value.trim_matches(['\u{a0}', '\u{200b}']));
        assert_eq!(found.is_empty(), value.is_empty(), "{case}");
        assert!(found.chars().count() <= 120, "{case}");
        if value.chars().count() <= 120 {
            assert_eq!(found, value, "{case}");
        }
        if let Some(suggestions) = suggestions {
            assert_eq!(problem["suggestions"], json!(suggestions), "{case}");
        }
    }
    assert_eq!(problems.len(), cases.len());
    assert_eq!(test.rows(&id, "outcome=failed").await.len(), cases.len());
    assert_eq!(test.rows(&id, "outcome=created").await.len(), 0);

    let skipped = test.import(&file, json!({ "layout": layout, "on_row_errors": "skip" })).await;
    let id = skipped["import_id"].as_str().unwrap();
    assert_eq!(skipped["status"], "completed", "{skipped}");
    assert_eq!(skipped["summary"]["created"], cases.len());
    assert_eq!(skipped["summary"]["failed"], cases.len());
    assert_eq!(test.users().await.len(), cases.len());
    let failed = test.rows(id, "outcome=failed").await;
    assert_eq!(failed.iter().map(|row| &row["problems"][0]).collect::<Vec<_>>(), problems.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn wrong_cell_in_enrolment_is_reported_for_its_row() {
    let long = |count: usize| "x".repeat(count);
    let (n129, t257, c64k) = (long(129), long(257), long(65_537));
    let far = format!("{}@example.org", long(65));
    let cases: Vec<(&str, &str, &str, Option<&[&str]>)> = vec![
        ("enabled", "", "enabled-invalid", Some(&["1", "0"])),
        ("enabled", "maybe", "enabled-invalid", Some(&["1", "0"])),
        ("enabled", "Y", "enabled-invalid", Some(&["1"])),
        ("name", "", "name-missing", Some(&[])),
        ("name", "\u{a0}\u{200b}", "name-missing", Some(&[])),
        ("name", &n129, "name-too-long", Some(&[])),
        ("name", "Ann\nMaria", "cell-line-break", None),
        ("name", "Ann\0", "cell-control-character", None),
        ("last_name", &n129, "last-name-too-long", Some(&[])),
        ("name", "#NAME?", "spreadsheet-damage", Some(&[])),
        ("last_name", "#REF!", "spreadsheet-damage", Some(&[])),
        ("email", "", "email-missing", Some(&[])),
        ("email", "ann@@example.org", "email-invalid", Some(&["ann@example.org"])),
        ("email", "Ann Lee <ann@example.org>", "email-invalid", Some(&["ann@example.org"])),
        ("email", "mailto:ann@example.org", "email-invalid", Some(&["ann@example.org"])),
        ("email", "ann＠example.org", "email-invalid", Some(&["ann@example.org"])),
        ("email", "ann@example.org; bea@example.org", "email-invalid", Some(&["ann@example.org", "bea@example.org"])),
        ("email", "jörg@example.org", "email-invalid", Some(&[])),
        ("email", "ann@example.org,HR", "email-invalid", Some(&[])),
        ("email", "cy@example.org¹", "email-invalid", Some(&["cy@example.org"])),
        ("email", "m²@example.org", "email-invalid", Some(&[])),
        ("email", "ann@localhost", "email-invalid", Some(&[])),
        ("email", "ann@[192.0.2.1]", "email-invalid", None),
        ("email", "\"ann lee\"@example.org", "email-invalid", None),
        ("email", &far, "email-invalid", None),
        ("email", "ann@exa\nmple.org", "cell-line-break", None),
        ("companyName", "", "company-missing", Some(&[])),
        ("companyName", "Acme Gmbh", "company-unmatched", Some(&["Acme GmbH"])),
        ("cohortName", "Sprnig", "cohort-unmatched", Some(&["Spring"])),
        ("cohortName", "Été", "cohort-unmatched", None),
        ("languageCode", "", "language-missing", Some(&[])),
        ("languageCode", "English", "language-invalid", Some(&["en"])),
        ("languageCode", "en-UK", "language-invalid", Some(&["en-GB"])),
        ("languageCode", "BEL", "language-invalid", Some(&["be", "nl", "fr"])),
        ("job_role", &t257, "cell-too-long", Some(&[])),
        ("region", &t257, "cell-too-long", Some(&[])),
        ("region", &c64k, "cell-too-long", Some(&[])),
        ("module requested 1", "Café\nEtiquette", "cell-line-break", None),
        ("module requested 2", "Café\u{7} Etiquette", "cell-control-character", None),
    ];
    check("enrolment", &cases).await;
}

#[tokio::test]
async fn wrong_cell_in_learners_is_reported_for_its_row() {
    let long = |count: usize| "x".repeat(count);
    let (n65, i257) = (long(65), long(257));
    let cases: Vec<(&str, &str, &str, Option<&[&str]>)> = vec![
        ("firstname", "", "name-missing", Some(&[])),
        ("firstname", &n65, "name-too-long", Some(&[])),
        ("firstname", "Ann ★", "name-invalid", None),
        ("firstname", "=Ann", "name-invalid", None),
        ("firstname", "#BEZUG!", "spreadsheet-damage", Some(&[])),
        ("lastname", "", "last-name-missing", Some(&[])),
        ("lastname", &n65, "last-name-too-long", Some(&[])),
        ("lastname", "Lee & Co", "last-name-invalid", None),
        ("lastname", "Le\ne", "cell-line-break", None),
        ("email", "", "email-missing", Some(&[])),
        ("email", "ann at example dot org", "email-invalid", Some(&["ann@example.org"])),
        ("identifier", "12-34", "identifier-invalid", Some(&["1234"])),
        ("identifier", "1.23457E+11", "spreadsheet-damage", Some(&[])),
        ("identifier", "1-Dec", "spreadsheet-damage", Some(&[])),
        ("identifier", "#N/A", "spreadsheet-damage", Some(&[])),
        ("identifier", "#REF!", "spreadsheet-damage", Some(&[])),
        ("identifier", &i257, "cell-too-long", Some(&[])),
        ("country", "fr", "country-invalid", Some(&["FR"])),
        ("country", "UK", "country-invalid", Some(&["GB"])),
        ("country", "France", "country-invalid", Some(&["FR"])),
        ("country", "F\0", "cell-control-character", None),
        ("language", "", "language-missing", Some(&[])),
        ("language", "FR", "language-invalid", Some(&["fr"])),
        ("language", "SE", "language-invalid", Some(&["sv", "se"])),
        ("language", "USA", "language-invalid", Some(&["en"])),
        ("language", "fr-FR", "language-invalid", Some(&["fr"])),
        ("language", "French", "language-invalid", Some(&["fr"])),
    ];
    check("learners", &cases).await;
}

#[tokio::test]
async fn values_that_only_look_wrong_are_imported() {
    let test = TestStack::start().await;
    let rows = [
        "TRUE,null,None,null@example.org,Acme GmbH,,en,N/A,=1+1,,",
        "1.0,True,=SUM(A1),formula+tag@example.org,Acme GmbH,,de,\"a\nb\",<script>alert(1)</script>,,",
        "no,王,{{name}},wang@example.org,\u{a0}Acme GmbH\u{3000},Spring,zh-Hant,,,,",
        "yes,Jose\u{301},@home,jose@example.org,Acme GmbH,,es-419,,,,",
    ];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["summary"]["created"], 4, "{import}");
    assert_eq!(import["problems"]["warnings"], 0, "{import}");
    assert_eq!(test.user("wang@example.org").await["status"], "disabled");
    assert_eq!(test.user("jose@example.org").await["name"], "José");
    let user = test.user("formula").await;
    assert_eq!((&user["last_name"], &user["job_role"]), (&json!("=SUM(A1)"), &json!("a\nb")));
    assert_eq!(user["region"], "<script>alert(1)</script>");
    let rows = [
        "O’Brien,Nguyễn Thị,a@example.org,007,NA,fr",
        "St. John,Anne-Marie d'Arc,b@example.org,,,uk",
        "null,王 2,c@example.org,abc123,GB,en",
    ];
    let import = test.import(learners(&rows), json!({ "layout": "learners" })).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
    let user = test.user("a@example.org").await;
    assert_eq!(
        (&user["identifier"], &user["country"], &user["status"]),
        (&json!("007"), &json!("NA"), &json!("pending"))
    );
}

#[tokio::test]
async fn rows_and_lines_are_right_after_line_breaks_and_blank_rows() {
    let test = TestStack::start().await;
    let file = format!(
        "{}\r\n\r\n{}\r\n,,,,,,,,,,\r\n{}\r\n   \r\n{}",
        rollcall_tests::HEADER,
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,\"two\r\nlines\",\"three\r\nlines\r\nhere\",,",
        "x,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,",
        "1,Cid,Lee,cid@example",
    );
    let import = test.import(file, json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(import["summary"]["created"], 1, "{import}");
    assert_eq!(import["progress"]["rows_blank"], 3);
    assert_eq!(import["progress"]["rows_total"], 3);
    let places: Vec<Value> =
        test.problems(id).await.iter().map(|p| json!([p["row"], p["line"], p["code"], p["column"]])).collect();
    assert_eq!(
        places,
        [
            json!([5, 8, "enabled-invalid", "enabled"]),
            // A short row: missing cells count as empty.
            json!([7, 10, "email-invalid", "email"]),
            json!([7, 10, "company-missing", "companyName"]),
            json!([7, 10, "language-missing", "languageCode"]),
        ]
    );
    let created = test.rows(id, "outcome=created").await;
    assert_eq!((&created[0]["row"], &created[0]["line"]), (&json!(3), &json!(3)));
    assert_eq!(test.user("ann@example.org").await["region"], "three\r\nlines\r\nhere");
}

#[tokio::test]
async fn signs_after_the_last_row_are_the_end_of_the_file() {
    let test = TestStack::start().await;
    let person = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,Boss\tNorth,,,";
    for (tail, blank) in [("\u{1a}", 0), ("\0\0\0\0", 0), ("\u{1a}\r\n", 1), ("\u{1a},,\n\0\n", 2)] {
        let import = test.import(format!("{}{tail}", enrolment(&[person])), json!({ "update_existing": true })).await;
        let seen = (&import["status"], &import["problems"]["warnings"], &import["progress"]["rows_blank"]);
        assert_eq!(seen, (&json!("completed"), &json!(0), &json!(blank)), "{tail:?}: {import}");
    }
    // A tab in free text is stored as a space.
    assert_eq!(test.user("ann@example.org").await["job_role"], "Boss North");
}

#[tokio::test]
async fn backslash_before_a_quote_is_read_where_it_keeps_the_cells_in_their_columns() {
    let test = TestStack::start().await;
    let rows = [
        r#""1","Ann","Lee","ann@example.org","Acme GmbH","","en","Head of \"People\", Nord","North","","""#,
        r#""1","Bea \"B\"","Lee","bea@example.org","Acme GmbH","","en","C:\\temp","South","","""#,
        r#""1","Cid","Lee","cid@example.org","Acme GmbH","","en","a\" b", c", d","West","","""#,
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["column"]])).collect();
    assert_eq!(
        reported,
        [
            json!(["quote-lenient", 2, "job_role"]),
            json!(["quote-lenient", 3, "name"]),
            json!(["row-too-many-cells", 4, null])
        ],
        "{problems:?}"
    );
    let ann = test.user("ann@example.org").await;
    assert_eq!((&ann["job_role"], &ann["region"]), (&json!("Head of \"People\", Nord"), &json!("North")));
    let bea = test.user("bea@example.org").await;
    assert_eq!((&bea["name"], &bea["job_role"]), (&json!("Bea \"B\""), &json!("C:\\temp")));
}

#[tokio::test]
async fn row_of_a_megabyte_fails_alone() {
    let test = TestStack::start().await;
    let long = format!("1,Bea,Lee,bea@example.org,Acme GmbH,,en,{},,,", "x".repeat(1024 * 1024));
    let rows = ["1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,", &long, "1,Cid,Lee,cid@example.org,Acme GmbH,,en,,,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!((&import["status"], &import["summary"]["failed"]), (&json!("rejected"), &json!(1)), "{import}");
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(2), &json!(1)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let places: Vec<Value> = problems.iter().map(|p| json!([p["row"], p["line"], p["code"]])).collect();
    assert_eq!(places, [json!([3, 3, "row-too-long"])]);
    assert!(problems[0]["message"].as_str().unwrap().contains("1 MB"), "{problems:?}");
}

#[tokio::test]
async fn file_of_every_dialect_is_read() {
    let test = TestStack::start().await;
    let header = "enabled,name,email,companyName,languageCode";
    let rows =
        |n: usize| [format!("1,Ann,a{n}@example.org,Acme GmbH,en"), format!("1,Bea,b{n}@example.org,Acme GmbH,en")];
    let with = |n: usize, delimiter: &str, ends: [&str; 3]| {
        let [one, two] = rows(n);
        format!("{header}{}{one}{}{two}{}", ends[0], ends[1], ends[2]).replace(',', delimiter)
    };
    let cases = [
        ("LF", with(0, ",", ["\n", "\n", "\n"]), ","),
        ("CRLF, no end", with(1, ",", ["\r\n", "\r\n", ""]), ","),
        ("CR", with(2, ",", ["\r", "\r", "\r"]), ","),
        ("mixed", with(3, ";", ["\r\n", "\n", "\r"]), ";"),
        ("tab", with(4, "\t", ["\n", "\n", ""]), "\t"),
        ("pipe and byte order mark", format!("\u{feff}{}", with(5, "|", ["\n", "\n", ""])), "|"),
        ("separator line", format!("sep=;\r\n{}", with(6, ";", ["\r\n", "\r\n", ""])), ";"),
        ("quoted header", with(7, ";", ["\n", "\n", ""]).replacen("email", "\"email\"", 1), ";"),
        ("blank line first", format!("\n\n{}", with(8, ",", ["\n", "\n", ""])), ","),
        ("spaces in the header", with(9, ",", ["\n", "\n", ""]).replacen("email", " email\u{a0}", 1), ","),
    ];
    for (name, file, delimiter) in cases {
        let import = test.import(file, json!({})).await;
        assert_eq!(
            (&import["status"], &import["summary"]["created"]),
            (&json!("completed"), &json!(2)),
            "{name}: {import}"
        );
        assert_eq!(
            (&import["file"]["delimiter"], &import["problems"]["warnings"]),
            (&json!(delimiter), &json!(0)),
            "{name}"
        );
    }
    let import =
        test.import("sep=;\nenabled;name;email;companyName;languageCode\n1;Ann;bad;Acme GmbH;en\n", json!({})).await;
    let problem = &test.problems(import["import_id"].as_str().unwrap()).await[0];
    assert_eq!((&problem["row"], &problem["line"]), (&json!(2), &json!(3)), "{problem}");
}

#[tokio::test]
async fn stray_quote_is_read_leniently_with_a_warning() {
    let test = TestStack::start().await;
    let rows = [
        "1,An\"n,\"Lee\"-Low,ann@example.org,Acme GmbH,,en,the 12\" tool,,,",
        "1,Bea,Lee,bea@example.org,Acme GmbH,,en,\"a b\" c,,,",
        "1, \"Cid\",\t\"Lee, Jr\" , \"cid@example.org\",Acme GmbH,,en,,,,",
    ];
    let import = test.import(enrolment(&rows), json!({})).await;
    assert_eq!(import["summary"]["created"], 3, "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["column"], p["found"]])).collect();
    assert_eq!(
        reported,
        [
            json!(["quote-lenient", 2, "name", "An\"n"]),
            json!(["quote-lenient", 2, "last_name", "Lee-Low"]),
            json!(["quote-lenient", 2, "job_role", "the 12\" tool"]),
            json!(["quote-lenient", 3, "job_role", "a b c"]),
        ]
    );
    assert_eq!(test.user("cid@example.org").await["last_name"], "Lee, Jr");
    let user = test.user("ann@example.org").await;
    assert_eq!(
        (&user["name"], &user["last_name"], &user["job_role"]),
        (&json!("An\"n"), &json!("Lee-Low"), &json!("the 12\" tool"))
    );
    assert_eq!(test.user("bea@example.org").await["job_role"], "a b c");
}

#[tokio::test]
async fn quote_that_may_join_two_cells_is_an_error_of_its_row() {
    let test = TestStack::start().await;
    let rows = [
        // The closing quote of the job role is missing, and a comma in the region restores the number of cells.
        r#"1,Ann,Lee,ann@example.org,Acme GmbH,,en,"Boss,"North, East",,"#,
        // The same with a doubled inch mark.
        r#"1,Bea,Lee,bea@example.org,Acme GmbH,,en,"Boss,North, "5"" East",,"#,
        r#"1,Cid,Lee,cid@example.org,Acme GmbH,,en,"Lead, night" shift,5" East,,"#,
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!(import["summary"]["created"], 1, "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["found"]])).collect();
    assert_eq!(
        reported,
        [
            json!(["row-too-many-cells", 2, "Boss,North"]),
            json!(["row-too-many-cells", 3, "Boss,North, 5\"\" East\""]),
            json!(["quote-lenient", 4, "Lead, night shift"]),
            json!(["quote-lenient", 4, "5\" East"])
        ]
    );
    assert!(problems[0]["message"].as_str().unwrap().contains("two cells may have been read as one"), "{problems:?}");
    let cid = test.user("cid@example.org").await;
    assert_eq!((&cid["job_role"], &cid["region"]), (&json!("Lead, night shift"), &json!("5\" East")));
}

#[tokio::test]
async fn unlabelled_column_is_ignored_with_a_warning_if_it_contains_data() {
    let test = TestStack::start().await;
    let header = rollcall_tests::HEADER;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,";
    let import = test.import(format!("{header},,\n{row},,\n"), json!({})).await;
    assert_eq!((&import["status"], &import["problems"]["warnings"]), (&json!("completed"), &json!(0)), "{import}");
    let import = test.import(format!("{header},,\n{row},,note\n{row},,\n"), json!({})).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert_eq!((&problems[0]["code"], &problems[0]["column"]), (&json!("column-ignored"), &json!("M")), "{problems:?}");
}

#[tokio::test]
async fn unknown_column_in_learners_is_ignored_with_a_warning() {
    let test = TestStack::start().await;
    let file = format!("{LEARNERS_HEADER},is_admin,password\nAnn,Lee,ann@example.org,,,en,true,secret\n");
    let import = test.import(file, json!({ "layout": "learners" })).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert_eq!(import["status"], "completed", "{import}");
    let named: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["severity"], p["column"]])).collect();
    assert_eq!(
        named,
        [json!(["column-ignored", "warning", "is_admin"]), json!(["column-ignored", "warning", "password"])]
    );
    assert!(!test.user("ann@example.org").await.to_string().contains("secret"));
}

#[tokio::test]
async fn row_with_many_problems_lists_twenty() {
    let test = TestStack::start().await;
    let labels = (3..=40).map(|n| format!(",module requested {n}")).collect::<Vec<_>>().concat();
    let header = format!("{}{labels}", rollcall_tests::HEADER);
    let row = format!("1,Ann,Lee,ann@example.org,Acme GmbH,,en,,{}", ",\"x\ny\"".repeat(40));
    let good = format!("1,Bea,Lee,bea@example.org,Acme GmbH,,en,,{}", ",Café Etiquette".repeat(40));
    let import = test.import(format!("{header}\n{row}\n{good}\n"), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(1)), "{import}");
    assert_eq!(import["summary"]["course_assignments"], 1);
    let codes = test.codes(id).await;
    assert_eq!(codes.iter().filter(|code| *code == "cell-line-break").count(), 20);
    assert_eq!(codes.iter().filter(|code| *code == "course-repeated").count(), 20);
    assert_eq!((&import["problems"]["errors"], &import["problems"]["warnings"]), (&json!(20), &json!(20)));
}

#[tokio::test]
async fn course_repeated_in_a_row_is_assigned_once_with_a_warning() {
    let test = TestStack::start().await;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,,en_gb,,,Café Etiquette,CAFÉ  etiquette";
    let import = test.import(enrolment(&[row]), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(import["summary"]["course_assignments"], 1, "{import}");
    let problems = test.problems(id).await;
    let found: Vec<Value> =
        problems.iter().map(|p| json!([p["code"], p["severity"], p["column"], p["found"]])).collect();
    assert_eq!(
        found,
        [
            json!(["language-canonicalised", "warning", "languageCode", "en_gb"]),
            json!(["course-repeated", "warning", "module requested 2", "CAFÉ  etiquette"]),
        ]
    );
    assert_eq!(problems[0]["suggestions"], json!(["en-GB"]));
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["language"], user["courses"].as_array().unwrap().len()), (&json!("en-GB"), 1));
    for (severity, count) in [("error", 0), ("warning", 2)] {
        assert_eq!(test.list(&format!("/imports/{id}/problems?severity={severity}"), 1).await.len(), count);
    }
}
