use super::*;

fn problem(severity: &str, row: Option<u64>, column: &str, message: &str) -> ProblemAnswer {
    ProblemAnswer {
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
        company: None,
        rows: None,
        first_rows: Vec::new(),
    }
}

fn report() -> Report {
    Report {
        language: Language::English,
        file: "people.csv".to_owned(),
        import_id: Some("01j".to_owned()),
        status: ImportStatus::Completed,
        is_dry_run: false,
        end: ImportStatus::Completed,
        if_skipped: None,
        summary: Summary { created: 48, updated: 1, course_assignments: 112, ..Summary::default() },
        rows_blank: 0,
        rows_repeated: 0,
        rows_left_out: 0,
        counts: CountsAnswer::default(),
        problems: Vec::new(),
        corrections: None,
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
fn text_of_problems_puts_the_file_first_and_errors_before_warnings() -> io::Result<()> {
    let report = Report {
        status: ImportStatus::Rejected,
        end: ImportStatus::Rejected,
        summary: Summary { failed: 1, ..Summary::default() },
        rows_blank: 2,
        rows_repeated: 1,
        rows_left_out: 1,
        counts: CountsAnswer { errors: 2, warnings: 1 },
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
  header rows left out           1

2 errors, 1 warning
  error    column “module requested 1”: No such course.
  error    row 14 (line 15), column “email”: \"a\u{fffd}[2J@@b\" is not an e-mail address.
  warning  row 3 (line 4), column “languageCode”: Read as en-GB.

To be corrected and imported again: f.csv
"
    );
    Ok(())
}

#[test]
fn text_shows_twenty_problems_and_says_where_the_others_are() -> io::Result<()> {
    let problems: Vec<_> = (2..102).map(|row| problem("error", Some(row), "email", "No.")).collect();
    let counts = CountsAnswer { errors: 4_000, warnings: 500 };
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
                r#"{"import_id":"01j","status":"completed","summary":{"created":48,"updated":1,"skipped":0,"failed":0,"#,
                r#""course_assignments":112,"invitations":0},"problems":[],"files":{"json":"a.json","csv":"a.csv"}}"#,
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
                r#"{"import_id":null,"status":"cancelled","dry_run":true,"summary":{"created":0,"updated":0,"skipped":0,"#,
                r#""failed":0,"course_assignments":0,"invitations":0},"problems":[{"code":"email-invalid","#,
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
        counts: CountsAnswer { errors: 1, warnings: 0 },
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

À corriger et à importer de nouveau\u{a0}: r/a.csv
"
    );
    Ok(())
}
