//! Creates the corrections file: reads the output of [`FixWriter`](super::FixWriter), which contains all rows, and copies those that were
//! not imported, as CSV or as a workbook.

use bytes::Bytes;

use zip::result::ZipError;

use super::{
    super::{
        csv::{csv_writer, write},
        guard,
    },
    records::Records,
    sheet::SheetWriter,
    status_of,
};
use crate::{
    decode::{Delimiter, Encoder, Encoding, UTF8_BOM, Unencodable},
    import::Import,
    problem::message::{Language, fix_in_utf8},
    row::{Outcome, Row},
};

/// How a corrections file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixForm {
    pub encoding: Encoding,
    delimiter: Delimiter,
    /// A note about the encoding, if it differs from that of the admin's file.
    note: Option<String>,
    language: Language,
}

impl FixForm {
    /// Returns the form of an import's corrections file: the encoding of the import's file, or UTF-8 with a byte order mark if that
    /// encoding cannot represent all of the text.
    pub fn of(import: &Import) -> Self {
        let own = import.file().encoding.as_deref().and_then(Encoding::named).unwrap_or(Encoding::UTF_8);
        let is_own = import.plan().is_none_or(|plan| !plan.is_fix_utf8);
        Self {
            encoding: if is_own { own } else { Encoding::UTF_8 },
            delimiter: import.file().delimiter.as_deref().and_then(Delimiter::parse).unwrap_or(Delimiter::Comma),
            note: (!is_own).then(|| fix_in_utf8(&own.name(), import.language())),
            language: import.language(),
        }
    }
}

/// A format for corrections files: CSV or a workbook.
pub trait FixOutput {
    /// Why a record cannot be written.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Writes the header: a record from [`FixWriter`](super::FixWriter), including its line end and any byte order mark.
    fn write_header(&mut self, record: &[u8]) -> Result<(), Self::Error>;

    /// Writes a row, given in the same form as the header. `late` is the row if it failed after its record was written: the record then has
    /// neither the status nor the problem.
    fn write_row(&mut self, record: &[u8], late: Option<&Row>) -> Result<(), Self::Error>;

    /// Returns the bytes written since the last call.
    fn take_bytes(&mut self) -> Bytes;

    /// Completes the file and returns the remaining bytes.
    fn into_bytes(self) -> Result<Bytes, Self::Error>;
}

/// Reads the output of [`FixWriter`](super::FixWriter), which has one record per row, in order, and copies the rows that were not imported.
#[derive(Debug)]
pub struct FixCopy<T> {
    output: T,
    records: Records,
    has_header: bool,
}

impl<T: FixOutput> FixCopy<T> {
    pub fn new(output: T) -> Self {
        Self { output, records: Records::default(), has_header: false }
    }

    /// Adds the next bytes of output from [`FixWriter`](super::FixWriter).
    pub fn push(&mut self, bytes: &[u8]) {
        self.records.push(bytes);
    }

    /// Ends the input: a carriage return at its end now ends a record, since no line feed follows.
    pub fn end_input(&mut self) {
        self.records.end_input();
    }

    /// Returns `true` if the input has ended.
    pub fn is_ended(&self) -> bool {
        self.records.is_ended()
    }

    /// Copies all complete records.
    pub fn copy_all(&mut self) -> Result<(), T::Error> {
        while self.next_record(true, None)?.is_some() {}
        Ok(())
    }

    /// Copies the next row's record if the row failed. Returns `None` if the record is not yet complete. A person who is absent from the
    /// file has no record, so nothing is copied.
    pub fn next_row(&mut self, row: &Row) -> Result<Option<()>, T::Error> {
        if !self.has_header && self.next_record(true, None)?.is_none() {
            return Ok(None);
        }
        if row.is_missing() {
            return Ok(Some(()));
        }
        self.next_record(row.outcome == Outcome::Failed, row.late.then_some(row))
    }

    /// Returns the bytes copied since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        self.output.take_bytes()
    }

    /// Completes the file and returns the remaining bytes.
    pub fn into_bytes(self) -> Result<Bytes, T::Error> {
        self.output.into_bytes()
    }

    fn next_record(&mut self, is_wanted: bool, late: Option<&Row>) -> Result<Option<()>, T::Error> {
        let Some(record) = self.records.next() else { return Ok(None) };
        if !std::mem::replace(&mut self.has_header, true) {
            self.output.write_header(record)?;
        } else if is_wanted {
            self.output.write_row(record, late)?;
        }
        Ok(Some(()))
    }
}

#[derive(Debug)]
pub struct CsvFix {
    form: FixForm,
    encoder: Encoder,
    out: Vec<u8>,
    problems_column: usize,
}

impl CsvFix {
    pub fn new(form: FixForm) -> Self {
        let encoder = form.encoding.encoder();
        Self { form, encoder, out: Vec::new(), problems_column: 0 }
    }

    /// Encodes a record that [`FixWriter`](super::FixWriter) has written as UTF-8.
    fn encode(&mut self, record: &[u8]) -> Result<(), Unencodable> {
        self.encoder.encode(&String::from_utf8_lossy(record), &mut self.out)
    }
}

impl FixOutput for CsvFix {
    type Error = Unencodable;

    fn write_header(&mut self, record: &[u8]) -> Result<(), Unencodable> {
        let labels = cells_of(record, self.form.delimiter.byte());
        self.problems_column = labels.len().saturating_sub(1);
        if self.form.note.is_some() && !record.starts_with(UTF8_BOM) {
            self.out.extend_from_slice(UTF8_BOM);
        }
        self.encode(record)
    }

    /// Adds the note to the problems of the first row.
    fn write_row(&mut self, record: &[u8], late: Option<&Row>) -> Result<(), Unencodable> {
        let note = self.form.note.take();
        if note.is_none() && late.is_none() {
            return self.encode(record);
        }
        let delimiter = self.form.delimiter.byte();
        let mut cells = cells_of(record, delimiter);
        if let Some(row) = late {
            set_status(&mut cells, self.problems_column, row, &self.form);
        }
        if let Some((cell, note)) = cells.get_mut(self.problems_column).zip(note) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&note);
        }
        self.encode(&to_record(cells, record, delimiter))
    }

    fn take_bytes(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }

    fn into_bytes(mut self) -> Result<Bytes, Unencodable> {
        self.encoder.finish(&mut self.out);
        Ok(Bytes::from(self.out))
    }
}

/// A corrections file as a workbook: the same cells, formatted as text.
pub struct WorkbookFix {
    sheet: SheetWriter,
    form: FixForm,
    problems_column: usize,
}

impl WorkbookFix {
    pub fn new(form: FixForm) -> Result<Self, ZipError> {
        Ok(Self { sheet: SheetWriter::new()?, form, problems_column: 0 })
    }
}

impl FixOutput for WorkbookFix {
    type Error = ZipError;

    fn write_header(&mut self, record: &[u8]) -> Result<(), ZipError> {
        let record = record.strip_prefix(UTF8_BOM).unwrap_or(record);
        self.problems_column = cells_of(record, Delimiter::Comma.byte()).len().saturating_sub(1);
        self.write_row(record, None)
    }

    fn write_row(&mut self, record: &[u8], late: Option<&Row>) -> Result<(), ZipError> {
        let mut cells = cells_of(record, Delimiter::Comma.byte());
        if let Some(row) = late {
            set_status(&mut cells, self.problems_column, row, &self.form);
        }
        self.sheet.push(cells.iter().map(String::as_str))
    }

    fn take_bytes(&mut self) -> Bytes {
        self.sheet.take_bytes()
    }

    fn into_bytes(self) -> Result<Bytes, ZipError> {
        self.sheet.into_bytes()
    }
}

/// Fills in the status and the problems of a row. The encoding of the file may not be able to represent a message that was not expected when
/// the encoding was chosen: it is then written in English or, if even its quotes cannot be represented, as its code.
fn set_status(cells: &mut [String], problems_column: usize, row: &Row, form: &FixForm) {
    let in_language = |language| status_of(row, language);
    let is_representable = |(_, problems): &(String, String)| form.encoding.can_represent(problems);
    let codes = || {
        let (status, _) = in_language(Language::English);
        (status, row.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>().join("\n"))
    };
    let written = [form.language, Language::English].map(in_language).into_iter().find(is_representable);
    let (status, problems) = written.unwrap_or_else(codes);
    if let Some([status_cell, problems_cell]) = problems_column.checked_sub(1).and_then(|at| cells.get_mut(at..at + 2))
    {
        *status_cell = status;
        *problems_cell = guard(&problems).into_owned();
    }
}

/// Returns the cells as a record that ends like `like`.
fn to_record(cells: Vec<String>, like: &[u8], delimiter: u8) -> Vec<u8> {
    let terminator = match like {
        [.., b'\r', b'\n'] | [] => csv::Terminator::CRLF,
        [.., end] => csv::Terminator::Any(*end),
    };
    let mut writer = csv_writer(delimiter, terminator, Vec::new());
    write(&mut writer, cells);
    writer.into_inner().unwrap_or_default()
}

fn cells_of(record: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(record);
    let cells = reader.records().next().and_then(Result::ok).unwrap_or_default();
    cells.iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{
        decode::Decoder,
        export::FixWriter,
        header::read_header,
        layout::LayoutName,
        problem::{Code, Hint, Problem, message::message},
        row::{Person, Reason},
    };

    const FILE: &str =
        "firstname,lastname,email,language\nAda,Byron,ada@example.org,en\nAlan,Turing,alan@@example.org,en\n";

    #[test]
    fn absent_people_are_not_in_the_corrections_file() {
        let layout = LayoutName::Learners.layout();
        let mut decoder = Decoder::new(layout);
        decoder.push(FILE.as_bytes());
        decoder.finish();
        let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
        let mut writer = FixWriter::new(&decoder.dialect().unwrap(), &header, Encoding::UTF_8, Language::English);
        let mut rows = Vec::new();
        while let Some(record) = decoder.next_record().unwrap() {
            let mut row = Row::new(record.row, record.line, Person::default());
            row.outcome = if record.row == 3 { Outcome::Failed } else { Outcome::Created };
            if row.outcome == Outcome::Failed {
                row.problems.push(Problem::new(Code::EmailInvalid).column("email"));
            }
            writer.push(record.raw, &row);
            rows.push(row);
        }
        let absent = Row {
            outcome: Outcome::Disabled,
            reason: Some(Reason::MissingFromFeed),
            ..Row::new(4, 0, Person::default())
        };
        writer.push("", &absent);
        rows.push(absent);
        let all = writer.take_bytes();
        assert_eq!(String::from_utf8_lossy(&all).lines().count(), 3, "{all:?}");
        let form =
            FixForm { encoding: Encoding::UTF_8, delimiter: Delimiter::Comma, note: None, language: Language::English };
        let mut copy = FixCopy::new(CsvFix::new(form));
        copy.push(&all);
        for row in &rows {
            assert_eq!(copy.next_row(row).map_err(|_| ()), Ok(Some(())), "{row:?}");
        }
        let failed = copy.into_bytes().unwrap();
        let lines: Vec<String> = String::from_utf8_lossy(&failed).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].starts_with("Alan,Turing,"), "{lines:?}");
    }

    #[test]
    fn row_that_failed_late_has_its_status_and_problem_in_letters_that_the_encoding_has() {
        let mut row = Row::new(2, 2, Person::default());
        (row.outcome, row.late) = (Outcome::Failed, true);
        row.problems.push(Problem::new(Code::ChangedSincePreview).hint(Hint::UserChanged));
        let named = |name: &str| Encoding::named(name).unwrap();
        for (encoding, language, expected) in [
            (Encoding::UTF_8, Language::Polish, message(&row.problems[0], Language::Polish)),
            (named("windows-1250"), Language::Polish, message(&row.problems[0], Language::Polish)),
            (named("windows-1252"), Language::Polish, message(&row.problems[0], Language::English)),
        ] {
            let form = FixForm { encoding, delimiter: Delimiter::Semicolon, note: None, language };
            let mut csv = CsvFix::new(form.clone());
            csv.write_header(b"email;import_status;import_problems\r\n").unwrap();
            csv.write_row(b"\"ann;lee@example.org\";;;extra\r\n", Some(&row)).unwrap();
            let written = encoding.decode(&csv.into_bytes().unwrap()).unwrap();
            let rest = written.split_once("\r\n").unwrap().1;
            assert_eq!(cells_of(rest.as_bytes(), b';'), ["ann;lee@example.org", "failed", &expected, "extra"]);
        }
    }
}
