//! One file with forty different mistakes: one pass reports all of them, and the corrections file, once corrected, imports everyone.

use std::sync::LazyLock;

use rollcall_tests::{HEADER, TestStack};
use serde_json::{Value, json};

/// Returns the column, wrong value, code and right value for each mistake. `tests/e2e/spreadsheet.sh` corrects the same file in
/// `LibreOffice`.
fn mistakes() -> Vec<(&'static str, String, &'static str, String)> {
    static MISTAKES: LazyLock<Vec<Value>> =
        LazyLock::new(|| serde_json::from_str(include_str!("../corpus/mistakes.json")).unwrap());
    let text = |mistake: &'static Value, name: &str| mistake[name].as_str().unwrap();
    let owned = |mistake: &'static Value, name: &str| text(mistake, name).to_owned();
    MISTAKES
        .iter()
        .map(|case| (text(case, "column"), owned(case, "wrong"), text(case, "code"), owned(case, "right")))
        .collect()
}

fn labels() -> Vec<&'static str> {
    HEADER.split(',').collect()
}

fn valid(n: usize) -> Vec<String> {
    // All differ, since a repeated row would be reported as a duplicate.
    let (address, last_name) = (format!("sound{n}@example.org"), format!("Lee {n}"));
    ["1", "Ann", &last_name, &address, "Acme GmbH", "", "en", "", "", "Café Etiquette", ""].map(str::to_owned).into()
}

/// Returns a file in which valid and invalid rows alternate, and the line of each invalid row.
fn file() -> (Vec<u8>, Vec<u64>) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(labels()).unwrap();
    let (mut line, mut lines) = (2, Vec::new());
    for (n, (label, wrong, _, _)) in mistakes().into_iter().enumerate() {
        writer.write_record(valid(n)).unwrap();
        line += 1;
        let mut row = valid(100 + n);
        row[labels().iter().position(|own| *own == label).unwrap()].clone_from(&wrong);
        writer.write_record(row).unwrap();
        lines.push(line);
        line += 1 + wrong.matches('\n').count() as u64;
    }
    (writer.into_inner().unwrap(), lines)
}

/// Corrects the file cell by cell. Returns the file as another program would save it, with
/// different quoting and line endings.
fn correct(fix: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(fix);
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut mistakes = mistakes().into_iter();
    for (index, record) in reader.records().enumerate() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        if index > 0 && cells[11] == "failed" {
            let (label, wrong, _, right) = mistakes.next().unwrap();
            let cell = &mut cells[labels().iter().position(|own| *own == label).unwrap()];
            assert_eq!(*cell, wrong);
            *cell = right;
        }
        writer.write_record(cells).unwrap();
    }
    assert!(mistakes.next().is_none(), "a wrong row is missing");
    writer.into_inner().unwrap()
}

#[tokio::test]
async fn file_with_forty_mistakes_reports_all_and_imports_everyone_once_corrected() {
    let (file, lines) = file();
    let mistakes = mistakes();
    assert_eq!(mistakes.len(), 40);
    for (options, first_created) in [(json!({}), 0), (json!({ "on_row_errors": "skip" }), 40)] {
        let test = TestStack::start().await;
        let import = test.import(&file, options.clone()).await;
        let id = import["import_id"].as_str().unwrap();
        assert_eq!(import["summary"]["created"], first_created, "{import}");
        let problems = test.problems(id).await;
        assert_eq!(problems.len(), 40, "{problems:?}");
        for (n, ((label, wrong, code, _), problem)) in mistakes.iter().zip(&problems).enumerate() {
            let place = json!([problem["code"], problem["column"], problem["row"], problem["line"]]);
            assert_eq!(place, json!([code, label, 3 + 2 * n, lines[n]]), "{problem}");
            let found = problem["found"].as_str().unwrap_or_default();
            assert!(found == wrong || found.ends_with('…'), "{problem}");
            let message = problem["message"].as_str().unwrap();
            assert!(message.matches(['.', '?']).count() >= 2, "a finding and a remedy are expected: {message}");
        }
        let corrected = test.import(correct(&test.export(id, "fix").await), json!({})).await;
        assert_eq!(
            (&corrected["status"], &corrected["summary"]["created"]),
            (&json!("completed"), &json!(80 - first_created)),
            "{corrected}"
        );
        let users = test.users().await;
        assert_eq!(users.len(), 80);
        let is_user = |address: &str| users.iter().any(|user: &Value| user["email"] == address);
        for (n, (label, _, _, right)) in mistakes.iter().enumerate() {
            let wrong = if *label == "email" { right.clone() } else { format!("sound{}@example.org", 100 + n) };
            assert!(is_user(&format!("sound{n}@example.org")) && is_user(&wrong), "{n}");
        }
    }
}
