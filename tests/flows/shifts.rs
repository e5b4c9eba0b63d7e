//! Rows whose cells may have shifted, and rows that are not people: another width, a repeated header, footers.

use rollcall_tests::{LEARNERS_HEADER, TestStack, enrolment, learners};
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
async fn short_row_without_a_required_cell_fails_because_it_is_short() {
    let test = TestStack::start().await;
    let rows = ["1,Ann,Lee,ann@example.org", "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,"];
    let import = test.import(enrolment(&rows), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(test.codes(id).await, ["company-missing", "language-missing"]);
    let findings = test.list(&format!("/imports/{id}/findings"), 10).await;
    assert_eq!(findings.len(), 2, "{findings:?}");
    for problem in test.problems(id).await.iter().chain(&findings) {
        let message = problem["message"].as_str().unwrap();
        assert!(message.starts_with("The row has only 4 cells, but there are 11 columns"), "{message}");
    }
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
    assert_eq!(test.codes(id).await, ["row-ragged", "row-too-many-cells", "row-too-many-cells"]);
    assert_eq!((&problems[1]["row"], &problems[1]["found"]), (&json!(3), &json!("Café Etiquette")));
    assert!(problems[2]["message"].as_str().unwrap().contains("14 cells"), "{}", problems[2]);
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
    assert_eq!(import["problems"]["file"][0]["message"], ragged["message"], "{import}");
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
async fn course_in_the_column_of_a_text_in_a_short_row_is_suspicious() {
    let test = TestStack::start().await;
    // Bea's row lacks a cell, but is as long as the others, which end after one course.
    let usual = |name: &str| format!("1,{name},Lee,{name}@example.org,Acme GmbH,,en,Cook,North,Café Etiquette");
    let shifted = "1,Bea,Lee,bea@example.org,Acme GmbH,,en,North,Café Etiquette,\"Leadership, part 1\"";
    let rows = [usual("ann"), usual("cid"), shifted.to_owned(), usual("dan")];
    let import = test.import(enrolment(&rows.each_ref().map(String::as_str)), json!({})).await;
    assert_eq!(import["summary"]["created"], 4, "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["column"], p["found"]])).collect();
    assert_eq!(reported, [json!(["cell-suspicious", 4, "region", "Café Etiquette"])]);
    // In a row with all cells, it may be a text like any other.
    let whole = "1,Eva,Lee,eva@example.org,Acme GmbH,,en,Café Etiquette,North,,";
    let import = test.import(enrolment(&[whole]), json!({})).await;
    assert_eq!(import["problems"]["warnings"], 0, "{import}");
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
async fn row_that_differs_from_the_usual_length_is_shown() {
    let test = TestStack::start().await;
    let header = "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region";
    let row = |name: &str, more: &str| format!("1,{name},Lee,{name}@example.org,Acme GmbH,,en,{more}\n");
    let shifted = row("ann", "Team lead, logistics,");
    let usual: String = ["bea", "cid", "dan"].map(|name| row(name, "Nurse,North,")).concat();
    for (file, rows) in [
        (format!("{header}\n{shifted}"), json!([2])),
        (format!("{header}\n{}{usual}", row("eva", "Team lead, logistics,,")), json!([2])),
        (format!("{header}\n{}{}", row("fay", "Nurse"), row("gus", "Cook,North")), json!([2])),
    ] {
        let import = test.import(&file, json!({})).await;
        assert_eq!(import["status"], "completed", "{file}: {import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        assert_eq!(problems.len(), 1, "{file}: {problems:?}");
        assert_eq!(json!([problems[0]["code"], problems[0]["first_rows"]]), json!(["row-ragged", rows]), "{file}");
    }
    // Every row ends with a delimiter, or after the last required cell.
    let short: String =
        ["hal", "ida", "jon"].map(|name| format!("1,{name},,{name}@example.org,Acme GmbH,,en\n")).concat();
    for file in [format!("{header}\n{usual}"), format!("{header}\n{short}")] {
        let import = test.import(&file, json!({})).await;
        assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await, [""; 0], "{file}: {import}");
    }
}

#[tokio::test]
async fn row_that_a_line_break_cuts_in_two_is_shown() {
    let test = TestStack::start().await;
    let rows = ["1,Ann,Lee,ann@example.org,Acme GmbH,,en,Nurse", "Ward 3,North,Café Etiquette,"];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(1)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    assert_eq!(json!([problems[0]["code"], problems[0]["first_rows"]]), json!(["row-ragged", [2]]), "{problems:?}");
}

#[tokio::test]
async fn header_again_in_another_case_or_with_empty_cells_is_left_out() {
    let test = TestStack::start().await;
    for (n, header) in
        [LEARNERS_HEADER.to_uppercase(), format!("{LEARNERS_HEADER},,"), format!("\u{1a}{LEARNERS_HEADER}")]
            .iter()
            .enumerate()
    {
        let (ann, bea) = (format!("Ann,Lee,ann{n}@example.org,,GB,en"), format!("Bea,Lee,bea{n}@example.org,,GB,en"));
        let import = test.import(learners(&[&ann, header, &bea]), json!({ "layout": "learners" })).await;
        assert_eq!(import["summary"]["created"], 2, "{header}: {import}");
        assert_eq!(test.codes(import["import_id"].as_str().unwrap()).await, ["header-repeated"], "{header}");
        assert_eq!(import["progress"]["rows_left_out"], 1, "{header}: {import}");
    }
}

#[tokio::test]
async fn header_of_another_list_refuses_the_file_and_names_both_rows() {
    let test = TestStack::start().await;
    let ann = "Ann,Lee,ann@example.org,A1,GB,en";
    for (header, bea) in [
        ("lastname,firstname,email,identifier,country,language", "Low,Bea,bea@example.org,B2,GB,en"),
        ("firstname,lastname,email,language", "Bea,Low,bea@example.org,en"),
        ("firstname,middlename,lastname,email,identifier,country,language", "Bea,M,Low,bea@example.org,B2,GB,en"),
        ("Vorname,Nachname,E-Mail,Kennung,Land,Sprache", "Bea,Low,bea@example.org,B2,GB,en"),
        ("enabled,name,last_name,email,companyName,languageCode", "1,Bea,Low,bea@example.org,Acme GmbH,en"),
    ] {
        let options = json!({ "layout": "learners", "on_row_errors": "skip" });
        let import = test.import(learners(&[ann, header, bea]), options).await;
        assert_eq!(import["status"], "rejected", "{header}: {import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["severity"], p["row"]])).collect();
        assert_eq!(reported, [json!(["header-repeated", "error", 3])], "{header}");
        let message = problems[0]["message"].as_str().unwrap();
        assert!(message.contains("differ from those in row 1"), "{message}");
    }
    assert_eq!(test.users().await, [Value::Null; 0]);
}

#[tokio::test]
async fn list_in_another_delimiter_below_refuses_the_file() {
    let test = TestStack::start().await;
    let (ann, bea) = ("Ann,Lee,ann@example.org,A1,GB,en", "Bea,Low,bea@example.org,B2,GB,en");
    for rows in [
        vec![ann.to_owned(), LEARNERS_HEADER.replace(',', ";"), bea.replace(',', ";")],
        vec![ann.to_owned(), format!("\u{feff}{}", LEARNERS_HEADER.replace(',', "\t")), bea.replace(',', "\t")],
        vec![ann.to_owned(), bea.replace(',', ";")],
    ] {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let import = test.import(learners(&rows), json!({ "layout": "learners", "on_row_errors": "skip" })).await;
        assert_eq!(import["status"], "rejected", "{rows:?}: {import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"]])).collect();
        assert_eq!(reported, [json!(["file-delimiter-mixed", 3])], "{rows:?}");
        let message = problems[0]["message"].as_str().unwrap();
        assert!(message.contains("separated by commas, but row 3 by "), "{message}");
    }
}

#[tokio::test]
async fn line_in_quotes_is_one_error() {
    let test = TestStack::start().await;
    for (n, delimiter) in [",", ";"].into_iter().enumerate() {
        let header = LEARNERS_HEADER.replace(',', delimiter);
        let line = |name: &str| format!("{name},Lee,{name}{n}@example.org,,GB,en").replace(',', delimiter);
        let file = format!("{header}\n{}\n\"{}\"\n", line("ann"), line("bea"));
        let import = test.import(file, json!({ "layout": "learners" })).await;
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["found"]])).collect();
        assert_eq!(reported, [json!(["row-too-many-cells", 3, line("bea")])]);
        assert!(problems[0]["message"].as_str().unwrap().contains("Correct the quotes"), "{}", problems[0]);
    }
}

#[tokio::test]
async fn one_row_in_quotes_among_others_is_one_error_even_if_it_is_the_first() {
    let test = TestStack::start().await;
    let person = |n: usize| format!("Ann,Lee,ann{n}@example.org,,GB,en");
    for quoted in [0, 1, 99] {
        let rows: Vec<String> = (0..100)
            .map(|n| {
                let row = person(quoted * 100 + n);
                if n == quoted { format!("\"{row}\"") } else { row }
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let import = test.import(learners(&rows), json!({ "layout": "learners", "on_row_errors": "skip" })).await;
        assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(99), &json!(1)), "{import}");
        let problems = test.problems(import["import_id"].as_str().unwrap()).await;
        let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"]])).collect();
        assert_eq!(reported, [json!(["row-too-many-cells", quoted + 2])]);
    }
}

#[tokio::test]
async fn footers_and_separators_are_one_error_each() {
    let test = TestStack::start().await;
    let person = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,";
    let line = ["-----"; 11].join(",");
    let rows = [
        person,
        "---,---",
        "(1 rows affected)",
        "Total,1",
        "Summe: 1,,,,,,,,,,",
        line.as_str(),
        "HR department",
        "Итого: 3",
        ",,,,Page 1 of 3,,,,,,",
        ",,,,,,,,,End of report,",
        "Razem,3",
        "Totaal,3",
        "Gesamtergebnis,3",
        "Generated by HR,2026-01-01",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let reported: Vec<Value> = problems.iter().map(|p| json!([p["code"], p["row"], p["found"]])).collect();
    let footer = |row: u64, found: &str| json!(["email-missing", row, found]);
    assert_eq!(
        reported,
        [
            footer(3, "--- ---"),
            footer(4, "(1 rows affected)"),
            footer(5, "Total 1"),
            footer(6, "Summe: 1"),
            footer(7, &line.replace(',', " ")),
            footer(8, "HR department"),
            footer(9, "Итого: 3"),
            footer(10, "Page 1 of 3"),
            footer(11, "End of report"),
            footer(12, "Razem 3"),
            footer(13, "Totaal 3"),
            footer(14, "Gesamtergebnis 3"),
            footer(15, "Generated by HR 2026-01-01")
        ]
    );
    assert_eq!(import["summary"]["created"], 1, "{import}");
}
