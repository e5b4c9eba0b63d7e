//! The corrections file: the admin's rows with their problems in two additional columns, to be corrected and imported again.
//!
//! [`FixWriter`] writes all rows as UTF-8 while the file is read, because it is not known until the end whether the file's encoding can
//! represent every message. [`FixCopy`] then creates the file for the admin: a workbook if the admin imported one, otherwise CSV.

mod copy;
mod records;
mod sheet;

pub use copy::{CsvFix, FixCopy, FixForm, FixOutput, WorkbookFix};

use bytes::Bytes;

use super::{
    csv::{csv_writer, take, write},
    guard, unguard,
};
use crate::{
    decode::{Dialect, Encoding, RawCellSplitter, UTF8_BOM},
    header::{Header, STATUS_LABELS, Target},
    import::Import,
    keys::FileKind,
    problem::message::{Language, message},
    row::{Outcome, Row},
    rules::clean,
};

/// Writes the admin's rows with their status and problems. Columns, order, delimiter and line ends are those of the file, but columns that
/// corrections leave out are omitted.
#[derive(Debug)]
pub struct FixWriter {
    writer: csv::Writer<Vec<u8>>,
    delimiter: u8,
    terminator: csv::Terminator,
    /// Indexes of the admin's columns that are written.
    own: Vec<usize>,
    width: usize,
    splitter: RawCellSplitter,
    /// Whether the file is a corrections file, whose cells are already guarded.
    is_guarded: bool,
    /// The file's encoding if it is not UTF-8, and whether it can represent everything written so far.
    other: Encoding,
    is_representable: bool,
    language: Language,
}

impl FixWriter {
    /// Creates a writer and writes the header. Problems are written in `language`; `other` is the file's encoding if it is not UTF-8.
    pub fn new(dialect: &Dialect, header: &Header, other: Encoding, language: Language) -> Self {
        let delimiter = dialect.delimiter.byte();
        let terminator = match dialect.line_end {
            "\n" => csv::Terminator::Any(b'\n'),
            "\r" => csv::Terminator::Any(b'\r'),
            _ => csv::Terminator::CRLF,
        };
        let begun = if dialect.has_bom { UTF8_BOM.to_vec() } else { Vec::new() };
        let mut writer = csv_writer(delimiter, terminator, begun);
        let is_shown = |target: Target| !matches!(target, Target::Status | Target::LeftOut);
        let own: Vec<usize> = (0..header.targets.len()).filter(|index| is_shown(header.targets[*index])).collect();
        let (width, is_guarded) = (header.targets.len(), header.is_fix_file());
        let labels = own.iter().map(|index| safe(&header.labels[*index], is_guarded));
        write(&mut writer, labels.chain(STATUS_LABELS.map(str::to_owned)));
        let is_representable = header.labels.iter().all(|label| other.can_represent(label));
        Self {
            writer,
            delimiter,
            terminator,
            own,
            width,
            splitter: RawCellSplitter::default(),
            is_guarded,
            other,
            is_representable,
            language,
        }
    }

    /// Adds a record from the file, with the status and problems of its row.
    ///
    /// Cells beyond the header are written last, so that no cell is lost. A person who is absent from the file has no record.
    pub fn push(&mut self, raw: &str, row: &Row) {
        if row.is_missing() {
            return;
        }
        let cells = self.splitter.cells(raw, self.delimiter, self.width);
        let mut record: Vec<String> = Vec::with_capacity(self.own.len() + 2);
        record.extend(self.own.iter().map(|index| safe(cells.get(*index), self.is_guarded)));
        let (status, problems) = status_of(row, self.language);
        record.push(status);
        record.push(guard(&problems).into_owned());
        record.extend(cells.after(self.width).map(|cell| safe(cell, self.is_guarded)));
        while record.len() > self.own.len() + STATUS_LABELS.len()
            && record.last().is_some_and(|cell| clean(cell).is_empty())
        {
            record.pop();
        }
        self.is_representable = self.is_representable && record.iter().all(|cell| self.other.can_represent(cell));
        write(&mut self.writer, record);
    }

    /// Returns `true` if the file's encoding can represent everything written so far.
    pub fn is_representable(&self) -> bool {
        self.is_representable
    }

    /// Returns the bytes written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        take(&mut self.writer, self.delimiter, self.terminator)
    }
}

/// Guards a cell or label. A cell in a corrections file may already be guarded, so its guard is removed first.
fn safe(cell: &str, is_guarded: bool) -> String {
    guard(if is_guarded { unguard(cell) } else { cell }).into_owned()
}

pub fn fix_content_type(import: &Import) -> String {
    match import.file().kind() {
        FileKind::Csv => format!("text/csv; charset={}", FixForm::of(import).encoding.name()),
        FileKind::Workbook => FileKind::Workbook.content_type().to_owned(),
    }
}

fn status_of(row: &Row, language: Language) -> (String, String) {
    let status = if row.outcome == Outcome::Failed { "failed" } else { "" };
    let problems: Vec<String> = row
        .problems
        .iter()
        .map(|problem| match &problem.column {
            Some(column) => format!("{column}: {}", message(problem, language)),
            None => message(problem, language),
        })
        .collect();
    (status.to_owned(), problems.join("\n"))
}
