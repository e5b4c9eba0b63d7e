//! The admin's own rows again, with what is wrong in two more columns: to be mended and sent back.

use bytes::Bytes;

use super::{
    csv::{csv_writer, take, write},
    guard, unguard,
};
use crate::{
    decode::{Dialect, Recut, UTF8_BOM},
    header::{Header, STATUS_LABELS, Target},
    problem::message::{Language, message},
    row::{Outcome, Row},
    rules::clean,
};

/// Writes the admin's rows with status and problems: own columns, own order, own delimiter, own line ends.
#[derive(Debug)]
pub struct FixWriter {
    writer: csv::Writer<Vec<u8>>,
    delimiter: u8,
    terminator: csv::Terminator,
    /// Columns of the admin's, by index.
    own: Vec<usize>,
    /// Columns of the header.
    width: usize,
    recut: Recut,
    /// Cells that come back from an earlier fix file are guarded already.
    is_guarded: bool,
}

impl FixWriter {
    /// Begins with the header.
    pub fn new(dialect: &Dialect, header: &Header) -> Self {
        let delimiter = dialect.delimiter.byte();
        let terminator = match dialect.line_end {
            "\n" => csv::Terminator::Any(b'\n'),
            "\r" => csv::Terminator::Any(b'\r'),
            _ => csv::Terminator::CRLF,
        };
        let begun = if dialect.has_bom { UTF8_BOM.to_vec() } else { Vec::new() };
        let mut writer = csv_writer(delimiter, terminator, begun);
        let own: Vec<usize> =
            (0..header.targets.len()).filter(|index| header.targets[*index] != Target::Status).collect();
        let (width, is_guarded) = (header.targets.len(), header.is_fix_file());
        let labels = own.iter().map(|index| safe(&header.labels[*index], is_guarded));
        write(&mut writer, labels.chain(STATUS_LABELS.map(str::to_owned)));
        Self { writer, delimiter, terminator, own, width, recut: Recut::default(), is_guarded }
    }

    /// Adds a record as it stood in the file, with what became of its row.
    ///
    /// Cells beyond the header come last: a row that is sent back as it was is too long again, and no cell is lost.
    pub fn push(&mut self, raw: &str, row: &Row) {
        let cells = self.recut.cells(raw, self.delimiter);
        let mut record: Vec<String> = Vec::with_capacity(self.own.len() + 2);
        record.extend(self.own.iter().map(|index| safe(cells.get(*index), self.is_guarded)));
        let (status, problems) = status_of(row);
        record.push(status);
        record.push(guard(&problems).into_owned());
        record.extend(cells.behind(self.width).map(|cell| safe(cell, self.is_guarded)));
        while record.len() > self.own.len() + STATUS_LABELS.len()
            && record.last().is_some_and(|cell| clean(cell).is_empty())
        {
            record.pop();
        }
        write(&mut self.writer, record);
    }

    /// What was written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        take(&mut self.writer, self.delimiter, self.terminator)
    }
}

/// A cell or label with its guard. One of a fix file that came back may be guarded already; one that only pretends to be gets
/// its guard here.
fn safe(cell: &str, is_guarded: bool) -> String {
    guard(if is_guarded { unguard(cell) } else { cell }).into_owned()
}

fn status_of(row: &Row) -> (String, String) {
    let status = if row.outcome == Outcome::Failed { "failed" } else { "" };
    let problems: Vec<String> = row
        .problems
        .iter()
        .map(|problem| match &problem.column {
            Some(column) => format!("{column}: {}", message(problem, Language::English)),
            None => message(problem, Language::English),
        })
        .collect();
    (status.to_owned(), problems.join("\n"))
}

/// Takes a fix file with all rows, and lets through the header and the rows that failed.
///
/// The file is one of ours: its records are in the order of the rows, one for each.
#[derive(Debug)]
pub struct FixFilter {
    reader: csv_records::Records,
    out: Vec<u8>,
    has_header: bool,
}

impl FixFilter {
    /// Takes records as they were written by [`FixWriter`].
    pub fn new() -> Self {
        Self { reader: csv_records::Records::default(), out: Vec::new(), has_header: false }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.reader.push(bytes);
        if !self.has_header
            && let Some(header) = self.reader.next()
        {
            self.out.extend_from_slice(header);
            self.has_header = true;
        }
    }

    /// Says that no more bytes come; answers whether that is news.
    pub fn finish(&mut self) -> bool {
        self.reader.finish()
    }

    /// Lets the record of the next row through if it failed; `None` if its bytes are not there yet.
    pub fn next_row(&mut self, row: &Row) -> Option<()> {
        let record = self.reader.next()?;
        if row.outcome == Outcome::Failed {
            self.out.extend_from_slice(record);
        }
        Some(())
    }

    /// What was let through since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }
}

impl Default for FixFilter {
    fn default() -> Self {
        Self::new()
    }
}

/// Records of a well-formed CSV as raw bytes with their line ends.
mod csv_records {
    use memchr::memchr3_iter;

    #[derive(Debug, Default)]
    pub(super) struct Records {
        buffer: Vec<u8>,
        start: usize,
        is_finished: bool,
    }

    impl Records {
        pub(super) fn push(&mut self, bytes: &[u8]) {
            self.buffer.drain(..self.start);
            self.start = 0;
            self.buffer.extend_from_slice(bytes);
        }

        pub(super) fn finish(&mut self) -> bool {
            !std::mem::replace(&mut self.is_finished, true)
        }

        /// The next record with its line end. In a well-formed file every quote opens, closes or is one of a pair, so a
        /// line break ends a record if the quotes before it are even in number.
        pub(super) fn next(&mut self) -> Option<&[u8]> {
            let mut quotes = 0_usize;
            let rest = &self.buffer[self.start..];
            for at in memchr3_iter(b'"', b'\n', b'\r', rest) {
                match rest[at] {
                    b'"' => quotes += 1,
                    _ if quotes % 2 == 1 => {}
                    b'\r' if rest.get(at + 1) == Some(&b'\n') => {}
                    // The line feed may be the first byte of what comes.
                    b'\r' if at + 1 == rest.len() && !self.is_finished => return None,
                    _ => {
                        let from = self.start;
                        self.start += at + 1;
                        return Some(&self.buffer[from..self.start]);
                    }
                }
            }
            None
        }
    }
}
