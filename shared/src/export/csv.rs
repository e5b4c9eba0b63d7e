use std::borrow::Cow;

use bytes::Bytes;

use super::guard::guard_between_delimiters;
use crate::{
    catalog::Course,
    corrections::CorrectedCell,
    decode::UTF8_BOM,
    ids::CourseId,
    layout::{Field, Value},
    problem::message::{Language, message},
    row::{Change, Kept, Reason, Row},
};

const LABELS_BEFORE: [&str; 2] = ["row", "line"];
const LABELS_AFTER: [&str; 8] =
    ["status", "reason", "courses_assigned", "problems", "changes", "corrections", "courses_removed", "kept"];

/// Writes result rows as CSV: in UTF-8 with a byte order mark, which Excel needs, with CRLF line ends, and with cells guarded against
/// formulas, whichever delimiter the spreadsheet program assumes.
#[derive(Debug)]
pub struct CsvWriter {
    language: Language,
    writer: csv::Writer<Vec<u8>>,
}

impl CsvWriter {
    /// Creates a writer and writes the header. Problems are written in `language`.
    pub fn new(language: Language) -> Self {
        let mut writer = csv_writer(b',', csv::Terminator::CRLF, UTF8_BOM.to_vec());
        let fields = Field::IN_CSV.map(Field::as_str);
        write(&mut writer, LABELS_BEFORE.into_iter().chain(fields).chain(LABELS_AFTER));
        Self { language, writer }
    }

    pub fn push(&mut self, row: &Row) {
        let (assigned, removed) = (titles(row, &row.assigned), titles(row, row.courses_removed()));
        let problems: Vec<String> = row.problems.iter().map(|problem| message(problem, self.language)).collect();
        let (row_number, line) = (number(row.shown_row()), number(row.shown_line()));
        let fields = Field::IN_CSV.map(|field| row.value(field).map_or("", Value::as_str));
        let corrections: Vec<String> = row
            .corrections
            .iter()
            .map(|CorrectedCell { column, found, to }| format!("{column}: {found} → {to}"))
            .collect();
        let (assigned, removed, problems) = (assigned.join("\n"), removed.join("\n"), problems.join("\n"));
        let changes = row.changes.iter().map(change_line).collect::<Vec<_>>().join("\n");
        let corrections = corrections.join("\n");
        let kept = row.kept().iter().map(kept_line).collect::<Vec<_>>().join("\n");
        let reason = row.reason.map_or("", Reason::as_str);
        let before = [row_number.as_str(), line.as_str()];
        let outcome = row.outcome.as_str();
        let after = [outcome, reason, assigned.as_str(), &problems, &changes, &corrections, &removed, &kept];
        let cells = before.into_iter().chain(fields).chain(after).map(guard_between_delimiters).map(Cell);
        write(&mut self.writer, cells);
    }

    /// Returns the bytes written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        take(&mut self.writer, b',', csv::Terminator::CRLF)
    }
}

/// Returns a number as text, or an empty string for `None`.
fn number(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Returns the title of each of these courses, or its id if the row does not contain the course.
fn titles<'a>(row: &'a Row, ids: &'a [CourseId]) -> Vec<&'a str> {
    let title = |id: &'a CourseId| {
        let course: Option<&Course> = row.courses.iter().find(|course| course.id == *id);
        course.map_or(id.as_str(), |course| course.title.as_str())
    };
    ids.iter().map(title).collect()
}

/// Returns a change as text: column, old value and new value.
fn change_line(change: &Change) -> String {
    line_of(&change.column, change.old.as_deref(), change.new.as_deref())
}

/// Returns a value retained by an undo as text: column, value written by the import, and current value.
fn kept_line(kept: &Kept) -> String {
    line_of(&kept.column, kept.written.as_deref(), kept.current.as_deref())
}

/// Returns a line with a column and two of its values. The quotes make an empty value visible.
fn line_of(column: &str, before: Option<&str>, after: Option<&str>) -> String {
    let [before, after] = [before, after].map(|value| value.unwrap_or_default().replace('\n', " "));
    format!("{column}: \"{before}\" → \"{after}\"")
}

/// A cell, guarded against formulas if necessary.
struct Cell<'a>(Cow<'a, str>);

impl AsRef<[u8]> for Cell<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

pub(super) fn csv_writer(delimiter: u8, terminator: csv::Terminator, begun: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).flexible(true).from_writer(begun)
}

pub(super) fn write<I, T>(writer: &mut csv::Writer<Vec<u8>>, cells: I)
where
    I: IntoIterator<Item = T>,
    T: AsRef<[u8]>,
{
    // Writing to a vector would fail only for records of unequal length, but a flexible writer accepts them.
    let written = writer.write_record(cells);
    debug_assert!(written.is_ok(), "a vector takes every record");
}

pub(super) fn take(writer: &mut csv::Writer<Vec<u8>>, delimiter: u8, terminator: csv::Terminator) -> Bytes {
    let full = std::mem::replace(writer, csv_writer(delimiter, terminator, Vec::new()));
    full.into_inner().map(Bytes::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{
        layout::Values,
        row::{Outcome, Person},
    };

    #[test]
    fn result_row_keeps_courses_on_lines_of_one_cell_and_guards_formulas() {
        let values = Values::default().with(Field::Email, "a@example.org").with(Field::Name, "=Ada");
        let values = values.with(Field::LastName, "Lee;=1+1;x");
        let person = Person { values, ..Person::default() };
        let course = |id: &str| Course { id: id.into(), title: format!("Course {id}, the \"first\"") };
        let row = Row {
            outcome: Outcome::Created,
            courses: vec![course("a"), course("b"), course("c")],
            assigned: vec!["a".into(), "c".into()],
            ..Row::new(2, 2, person)
        };
        let mut writer = CsvWriter::new(Language::English);
        writer.push(&row);
        let bytes = writer.take_bytes();
        assert!(bytes.starts_with(UTF8_BOM));
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!([&record[3], &record[4]], ["'=Ada", "Lee;'=1+1;x"]);
        assert_eq!(&record[12], "Course a, the \"first\"\nCourse c, the \"first\"");
    }

    #[test]
    fn row_of_an_absent_person_has_no_number() {
        let values = Values::default().with(Field::Email, "a@example.org").with(Field::Company, "Acme");
        let row = Row {
            outcome: Outcome::Disabled,
            reason: Some(Reason::MissingFromFeed),
            ..Row::new(90, 0, Person { values, ..Person::default() })
        };
        let mut writer = CsvWriter::new(Language::English);
        writer.push(&row);
        let bytes = writer.take_bytes();
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!([&record[0], &record[1], &record[2], &record[5]], ["", "", "a@example.org", "Acme"]);
        assert_eq!([&record[10], &record[11]], ["disabled", "missing-from-feed"]);
    }

    #[test]
    fn result_row_says_what_changed_on_lines_of_one_cell() {
        let change = |column: &str, old: Option<&str>, new: Option<&str>| Change {
            column: column.to_owned(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            old_id: None,
            new_id: None,
        };
        let row = Row {
            outcome: Outcome::Updated,
            changes: vec![
                change("enabled", Some("0"), Some("1")),
                change("cohortName", Some("Night Shift"), None),
                change("job_role", None, Some("Driver,\nnights")),
            ],
            ..Row::new(2, 2, Person::default())
        };
        let mut writer = CsvWriter::new(Language::English);
        writer.push(&row);
        let bytes = writer.take_bytes();
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        assert_eq!(reader.headers().unwrap().get(14), Some("changes"));
        let record = reader.records().next().unwrap().unwrap();
        let lines =
            ["enabled: \"0\" → \"1\"", "cohortName: \"Night Shift\" → \"\"", "job_role: \"\" → \"Driver, nights\""];
        assert_eq!(&record[14], lines.join("\n"));
    }
}
