use super::*;

pub(in crate::cli::import) fn problem(
    severity: &str,
    row: Option<u64>,
    column: &str,
    message: &str,
) -> ProblemResponse {
    ProblemResponse {
        code: "email-invalid".to_owned(),
        severity: severity.to_owned(),
        row,
        line: row.map(|row| row + 1),
        column: Some(column.to_owned()),
        found: None,
        message: message.to_owned(),
        suggestions: Vec::new(),
        reads: None,
        safe: false,
        encoding: None,
        company: None,
        rows: None,
        first_rows: Vec::new(),
    }
}

pub(in crate::cli::import) fn report() -> Report {
    Report {
        language: Language::English,
        file: "people.csv".to_owned(),
        import_id: Some("01j".to_owned()),
        status: ImportStatus::Completed,
        is_dry_run: false,
        end: ImportStatus::Completed,
        held: Vec::new(),
        uncounted: None,
        if_skipped: None,
        summary: Summary { created: 48, updated: 1, course_assignments: 112, ..Summary::default() },
        rows_total: None,
        rows_valid: None,
        changed: Vec::new(),
        disabled: Vec::new(),
        never_invited: Vec::new(),
        advice: Vec::new(),
        rows_blank: 0,
        rows_repeated: 0,
        rows_left_out: 0,
        counts: CountsResponse::default(),
        problems: Vec::new(),
        corrections: None,
        courses_left_out: Vec::new(),
        is_catalog_empty: false,
        safe_suggestions: 0,
        files: ResultFiles::default(),
    }
}

fn text(report: &Report) -> io::Result<String> {
    let mut out = Vec::new();
    report.write_text(Paint(false), &mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

#[test]
fn text_of_a_clean_import_is_its_counts_and_files() -> io::Result<()> {
    let files = ResultFiles { json: Some("r/a.json".into()), csv: Some("r/a.csv".into()), fix: None };
    assert_eq!(
        text(&Report { files, ..report() })?,
        "\
Import 01j of people.csv: completed
  created                       48
  updated                        1
  skipped                        0
  failed                         0
  course assignments           112
  invitations                    0

Result: r/a.json
One row per user: r/a.csv
"
    );
    Ok(())
}

#[test]
fn text_counts_people_whom_the_file_of_a_feed_disables() -> io::Result<()> {
    let report = Report { summary: Summary { disabled: 3, failed: 1, ..Summary::default() }, ..report() };
    let counts = "\
  created                        0
  updated                        0
  disabled                       3
  skipped                        0
";
    assert!(text(&report)?.contains(counts));
    Ok(())
}

#[test]
fn text_of_problems_puts_the_file_first_and_errors_before_warnings() -> io::Result<()> {
    let report = Report {
        status: ImportStatus::Rejected,
        end: ImportStatus::Rejected,
        summary: Summary { failed: 1, ..Summary::default() },
        rows_blank: 2,
        rows_repeated: 1,
        rows_left_out: 1,
        counts: CountsResponse { errors: 2, warnings: 1 },
        problems: vec![
            problem("error", None, "module requested 1", "No such course."),
            problem("warning", Some(3), "languageCode", "Read as en-GB."),
            problem("error", Some(14), "email", "\"a\u{1b}[2J@@b\" is not an e-mail address."),
        ],
        files: ResultFiles { fix: Some("f.csv".into()), ..ResultFiles::default() },
        ..report()
    };
    let text = text(&report)?;
    let (_, tail) = text.split_once("  blank").unwrap_or_default();
    assert_eq!(
        tail,
        " rows left out            2
  repeated rows left out         1
  rows left out                  1

2 errors, 1 warning
  error    column “module requested 1”: No such course.
  error    row 14 (line 15), column “email”: \"a\u{fffd}[2J@@b\" is not an e-mail address.
  warning  row 3 (line 4), column “languageCode”: Read as en-GB.

Corrections file (correct it and import it again): f.csv
"
    );
    Ok(())
}

#[test]
fn text_names_the_corrections_file_and_asks_to_correct_it_only_if_there_are_errors() -> io::Result<()> {
    for (errors, failed, rows_total, has_errors) in [
        (2, 1, Some(9), true),
        (1, 0, None, true),
        (0, 1, Some(9), true),
        (0, 0, Some(9), false),
        (1, 0, Some(0), false),
    ] {
        let report = Report {
            summary: Summary { failed, ..Summary::default() },
            rows_total,
            counts: CountsResponse { errors, warnings: 3 },
            files: ResultFiles { fix: Some("f.csv".into()), ..ResultFiles::default() },
            ..report()
        };
        let named = if has_errors {
            "\nCorrections file (correct it and import it again): f.csv\n"
        } else {
            "\nCorrections file: f.csv\n"
        };
        assert!(text(&report)?.ends_with(named), "{errors} {failed} {rows_total:?}");
    }
    Ok(())
}

#[test]
fn text_of_a_problem_with_the_whole_file_has_no_place() -> io::Result<()> {
    let problem = ProblemResponse { column: None, ..problem("error", None, "", "The file has no rows.") };
    let report = Report { counts: CountsResponse { errors: 1, warnings: 0 }, problems: vec![problem], ..report() };
    assert!(text(&report)?.contains("\n  error    The file has no rows.\n"), "{}", text(&report)?);
    Ok(())
}

#[test]
fn text_shows_twenty_problems_and_says_where_the_others_are() -> io::Result<()> {
    let problems: Vec<_> = (2..102).map(|row| problem("error", Some(row), "email", "No.")).collect();
    let counts = CountsResponse { errors: 4_000, warnings: 500 };
    let fix = ResultFiles { csv: Some("a.csv".into()), fix: Some("f.csv".into()), ..ResultFiles::default() };
    for (files, expected) in [
        (fix, "  … and 4,480 more, see f.csv\n"),
        (ResultFiles { csv: Some("a.csv".into()), ..ResultFiles::default() }, "  … and 4,480 more, see a.csv\n"),
        (ResultFiles::default(), "  … and 4,480 more\n"),
    ] {
        let text = text(&Report { problems: problems.clone(), counts, files, ..report() })?;
        assert_eq!(text.matches("  error    row").count(), 20);
        assert!(text.contains(expected), "{text}");
    }
    Ok(())
}

#[test]
fn text_of_a_dry_run_says_that_nothing_was_written_and_what_skipping_would_do() -> io::Result<()> {
    let report = Report {
        status: ImportStatus::Cancelled,
        is_dry_run: true,
        end: ImportStatus::Rejected,
        if_skipped: Some(Summary { created: 15, failed: 5, ..Summary::default() }),
        summary: Summary { failed: 5, ..Summary::default() },
        ..report()
    };
    let text = text(&report)?;
    assert!(text.starts_with("Dry run of people.csv: rejected. Nothing was written.\n"), "{text}");
    assert!(text.contains("With --on-row-errors skip: 15 created, 0 updated, 0 skipped, 5 failed.\n"), "{text}");
    Ok(())
}

#[test]
fn json_is_one_document_with_the_members_of_the_contract() -> io::Result<()> {
    for (report, json) in [
        (
            Report {
                files: ResultFiles { json: Some("a.json".into()), csv: Some("a.csv".into()), fix: None },
                ..report()
            },
            concat!(
                r#"{"import_id":"01j","status":"completed","summary":{"created":48,"updated":1,"removed":0,"disabled":0,"skipped":0,"failed":0,"#,
                r#""course_assignments":112,"course_assignments_removed":0,"invitations":0,"never_invited":0,"fields_changed":{}},"problems":[],"files":{"json":"a.json","csv":"a.csv"}}"#,
                "\n"
            ),
        ),
        (
            Report {
                import_id: None,
                status: ImportStatus::Cancelled,
                is_dry_run: true,
                summary: Summary::default(),
                problems: vec![problem("error", Some(2), "email", "No.")],
                ..report()
            },
            concat!(
                r#"{"import_id":null,"status":"cancelled","dry_run":true,"summary":{"created":0,"updated":0,"removed":0,"disabled":0,"skipped":0,"#,
                r#""failed":0,"course_assignments":0,"course_assignments_removed":0,"invitations":0,"never_invited":0,"fields_changed":{}},"#,
                r#""problems":[{"code":"email-invalid","#,
                r#""severity":"error","row":2,"line":3,"column":"email","found":null,"message":"No.","suggestions":[]}],"#,
                r#""files":{}}"#,
                "\n"
            ),
        ),
    ] {
        let mut out = Vec::new();
        report.write_json(&mut out)?;
        assert_eq!(String::from_utf8_lossy(&out), json);
    }
    Ok(())
}

#[test]
fn text_in_another_language_leaves_no_english_word() -> io::Result<()> {
    let report = Report {
        language: Language::French,
        summary: Summary { created: 2, failed: 1, ..Summary::default() },
        counts: CountsResponse { errors: 1, warnings: 0 },
        problems: vec![problem("error", Some(3), "email", "L’adresse e-mail manque.")],
        rows_blank: 1,
        files: ResultFiles { json: None, csv: None, fix: Some("r/a.csv".into()) },
        ..report()
    };
    assert_eq!(
        text(&report)?,
        "\
Import 01j de people.csv\u{a0}: terminé
  créés                          2
  mis à jour                     0
  ignorés                        0
  en erreur                      1
  cours attribués                0
  invitations                    0
  lignes vides omises            1

1 erreur, 0 avertissement
  erreur         ligne 3 (ligne 4 du fichier), colonne «\u{a0}email\u{a0}»\u{a0}: L’adresse e-mail manque.

Fichier de corrections (à corriger et à importer de nouveau)\u{a0}: r/a.csv
"
    );
    Ok(())
}

fn updated_row() -> RowResponse {
    let json = serde_json::json!({
        "row": 2, "line": 3, "user": { "email": "nils@example.org" },
        "courses": [{ "id": "a", "title": "Forklift Basics" }, { "id": "b", "title": "101" }], "courses_assigned": ["b"],
        "changes": [
            { "column": "enabled", "old": "0", "new": "1" },
            { "column": "cohortName", "old": "Night\u{1b} Shift", "new": null },
        ],
    });
    serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn text_of_an_update_says_what_changed_for_whom() -> io::Result<()> {
    let mut fields_changed = rollcall_domain::row::FieldCounts::default();
    for label in ["enabled", "cohortName", "enabled"] {
        fields_changed.count(label);
    }
    let report = Report {
        summary: Summary { updated: 12, fields_changed, ..Summary::default() },
        changed: vec![updated_row()],
        files: ResultFiles { csv: Some("r/a.csv".into()), ..ResultFiles::default() },
        ..report()
    };
    let text = text(&report)?;
    let (_, tail) = text.split_once("invitations                    0\n").unwrap_or_default();
    assert_eq!(
        tail,
        "
Changes to existing users, by column: enabled 2, cohortName 1
  row 2 (line 3), nils@example.org: enabled “0” → “1”; cohortName “Night\u{fffd} Shift” → “”; new courses “101”
  … and 11 more, see r/a.csv

One row per user: r/a.csv
"
    );
    Ok(())
}

#[test]
fn text_lists_people_whom_the_file_of_a_feed_disables_and_says_where_the_others_are() -> io::Result<()> {
    let missing = |email: &str| -> RowResponse {
        let row = serde_json::json!({ "row": null, "line": null, "user": { "email": email } });
        serde_json::from_value(row).unwrap_or_else(|error| panic!("{error}"))
    };
    for (disabled, more) in [(2, ""), (44, "  … and 42 more, see r/a.csv\n")] {
        let report = Report {
            summary: Summary { disabled, ..Summary::default() },
            disabled: vec![missing("ann\u{1b}@example.org"), missing("bea@example.org")],
            files: ResultFiles { csv: Some("r/a.csv".into()), ..ResultFiles::default() },
            ..report()
        };
        let text = text(&report)?;
        let (_, tail) = text.split_once("invitations                    0\n").unwrap_or_default();
        let list = "Disabled, because they are missing from the file:\n  ann\u{fffd}@example.org\n  bea@example.org\n";
        assert_eq!(tail, format!("\n{list}{more}\nOne row per user: r/a.csv\n"));
    }
    Ok(())
}

#[test]
fn text_names_the_courses_that_corrections_leave_out() -> io::Result<()> {
    let course = |found: String, rows| CourseLeftOut { company: "Acme GmbH".to_owned(), found, rows };
    let mut courses_left_out = vec![course("First\u{1b} Aid".to_owned(), 1)];
    courses_left_out.extend((2..22).map(|rows| course(format!("Course {rows}"), rows * 1_000)));
    let files = ResultFiles { json: Some("r/a.json".into()), ..ResultFiles::default() };
    let text = text(&Report { courses_left_out, files, ..report() })?;
    let (_, tail) = text.split_once("invitations                    0\n").unwrap_or_default();
    let start = "
Courses that the corrections leave out:
  “First\u{fffd} Aid”, Acme GmbH: 1 row
  “Course 2”, Acme GmbH: 2,000 rows
";
    assert!(tail.starts_with(start), "{text}");
    assert!(tail.contains("  “Course 20”, Acme GmbH: 20,000 rows\n  … and 1 more, see r/a.json\n"), "{text}");
    Ok(())
}

#[test]
fn text_of_a_rejection_says_that_nothing_was_imported_and_what_would_import_it() -> io::Result<()> {
    let report = Report {
        status: ImportStatus::Rejected,
        end: ImportStatus::Rejected,
        summary: Summary { failed: 5, ..Summary::default() },
        rows_total: Some(1_020),
        rows_valid: Some(1_015),
        advice: vec!["To import only the rows without errors: rollcall import a.csv".to_owned()],
        ..report()
    };
    let text = text(&report)?;
    assert!(
        text.starts_with(
            "Import 01j of people.csv: rejected\nNothing was imported. Rows without errors: 1,015 of 1,020.\n"
        ),
        "{text}"
    );
    assert!(text.ends_with("\n\nTo import only the rows without errors: rollcall import a.csv\n"), "{text}");
    Ok(())
}

#[test]
fn text_of_a_file_whose_rows_were_only_counted_does_not_say_that_all_of_them_have_errors() -> io::Result<()> {
    let (status, end) = (ImportStatus::Rejected, ImportStatus::Rejected);
    let report = Report { status, end, rows_total: Some(251), rows_valid: Some(0), ..report() };
    let text = text(&report)?;
    assert!(text.contains("Nothing was imported.\n") && !text.contains("251"), "{text}");
    Ok(())
}

#[test]
fn text_points_to_the_file_that_has_the_warnings_of_imported_rows() -> io::Result<()> {
    let mut problems: Vec<_> = (2..30).map(|row| problem("warning", Some(row), "email", "Odd.")).collect();
    problems.push(problem("error", Some(30), "email", "No."));
    let files = ResultFiles { csv: Some("a.csv".into()), fix: Some("f.csv".into()), ..ResultFiles::default() };
    for (end, file) in [(ImportStatus::Completed, "a.csv"), (ImportStatus::Rejected, "f.csv")] {
        let counts = CountsResponse { errors: 1, warnings: 40 };
        let report = Report { problems: problems.clone(), end, counts, files: files.clone(), ..report() };
        assert!(text(&report)?.contains(&format!("  … and 21 more, see {file}\n")));
        assert!(!text(&report)?.contains("Warnings of imported rows"));
    }
    let problems: Vec<_> = (2..30).map(|row| problem("error", Some(row), "email", "No.")).collect();
    let text = text(&Report { problems, counts: CountsResponse { errors: 28, warnings: 1 }, files, ..report() })?;
    assert!(text.contains("  … and 9 more, see f.csv\n  Warnings of imported rows: see a.csv\n"), "{text}");
    Ok(())
}
