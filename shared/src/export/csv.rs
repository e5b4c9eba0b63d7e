//! The result as CSV: one row per user.

use bytes::Bytes;

use super::guard;
use crate::{
    decode::UTF8_BOM,
    problem::message::{Language, message},
    row::Row,
};

const LABELS: [&str; 14] = [
    "row",
    "line",
    "email",
    "name",
    "last_name",
    "company",
    "cohort",
    "identifier",
    "country",
    "language",
    "status",
    "reason",
    "courses_assigned",
    "problems",
];

/// Writes result rows as CSV: UTF-8 with a mark, so that Excel opens it right; CRLF; cells safe from formulas.
#[derive(Debug)]
pub struct CsvWriter {
    language: Language,
    writer: csv::Writer<Vec<u8>>,
}

impl CsvWriter {
    /// Begins with the header. The problems are told in `language`.
    pub fn new(language: Language) -> Self {
        let mut writer = csv_writer(b',', csv::Terminator::CRLF, UTF8_BOM.to_vec());
        write(&mut writer, LABELS);
        Self { language, writer }
    }

    /// Adds a row.
    pub fn push(&mut self, row: &Row) {
        let person = &row.person;
        let assigned: Vec<&str> = row
            .courses
            .iter()
            .filter(|course| row.assigned.contains(&course.id))
            .map(|course| course.title.as_str())
            .collect();
        let problems: Vec<String> = row.problems.iter().map(|problem| message(problem, self.language)).collect();
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let cells = [
            row.row.to_string(),
            row.line.to_string(),
            person.email.clone(),
            person.name.clone(),
            text(row.last_name()),
            text(person.company.as_deref()),
            text(row.cohort()),
            text(row.identifier()),
            text(row.country()),
            person.language.clone(),
            row.outcome.as_str().to_owned(),
            row.reason.map(|reason| reason.as_str().to_owned()).unwrap_or_default(),
            assigned.join("\n"),
            problems.join("\n"),
        ];
        write(&mut self.writer, cells.iter().map(|cell| guard(cell)).map(std::borrow::Cow::into_owned));
    }

    /// What was written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        take(&mut self.writer, b',', csv::Terminator::CRLF)
    }
}

pub(super) fn csv_writer(delimiter: u8, terminator: csv::Terminator, begun: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).flexible(true).from_writer(begun)
}

/// Writes a record into memory.
pub(super) fn write<I, T>(writer: &mut csv::Writer<Vec<u8>>, cells: I)
where
    I: IntoIterator<Item = T>,
    T: AsRef<[u8]>,
{
    // Writing into a vector fails only for records of unequal lengths, which the writer is told to take.
    let written = writer.write_record(cells);
    debug_assert!(written.is_ok(), "a vector takes every record");
}

/// Takes what a writer has written, and leaves it empty.
pub(super) fn take(writer: &mut csv::Writer<Vec<u8>>, delimiter: u8, terminator: csv::Terminator) -> Bytes {
    let full = std::mem::replace(writer, csv_writer(delimiter, terminator, Vec::new()));
    full.into_inner().map(Bytes::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{
        catalog::Course,
        row::{Kept, Outcome, Person},
    };

    #[test]
    fn result_row_keeps_courses_on_lines_of_one_cell_and_guards_formulas() {
        let person = Person { email: "a@example.org".into(), name: "=Ada".into(), ..Person::default() };
        let course = |id: &str| Course { id: id.into(), title: format!("Course {id}, the \"first\"") };
        let row = Row {
            row: 2,
            line: 2,
            key: crate::ids::UserKey::default(),
            outcome: Outcome::Created,
            reason: None,
            user_id: None,
            person,
            courses: vec![course("a"), course("b"), course("c")],
            assigned: vec!["a".into(), "c".into()],
            changes: Vec::new(),
            kept: Kept::default(),
            invited: false,
            late: false,
            version: None,
            problems: Vec::new(),
        };
        let mut writer = CsvWriter::new(Language::English);
        writer.push(&row);
        let bytes = writer.take_bytes();
        assert!(bytes.starts_with(UTF8_BOM));
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(&record[3], "'=Ada");
        assert_eq!(&record[12], "Course a, the \"first\"\nCourse c, the \"first\"");
    }
}
