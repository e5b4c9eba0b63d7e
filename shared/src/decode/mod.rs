//! Turns bytes into records with their positions.
//!
//! Bytes are pushed in pieces of any size; records are returned one at a time, each with its row, its line and its raw text, from which
//! the corrections file is written. The sizes of the pieces never affect the records. Bytes in any encoding are first converted to UTF-8:
//! see `transcode`.
//!
//! ```
//! use rollcall_domain::{decode::Decoder, layout::LayoutName};
//!
//! let mut decoder = Decoder::new(LayoutName::Learners.layout());
//! decoder.push(b"firstname,lastname,email\r\nAda,\"King, Countess\",ada@example.org\r\n");
//! decoder.finish();
//! let mut names = Vec::new();
//! while let Ok(Some(record)) = decoder.next_record() {
//!     names.push((record.row, record.cell(1).to_owned()));
//! }
//! assert_eq!(names, [(1, "lastname".to_owned()), (2, "King, Countess".to_owned())]);
//! ```

mod bits;
mod cells;
pub mod detect;
mod dialect;
mod encoding;
mod page;
mod raw_cells;
mod record;
mod rewrite;
mod scan;
mod sniff;
mod splitter;
mod swallowed;
mod transcode;
mod utf_7;
mod workbook;

use std::borrow::Cow;

use crate::{
    keys::FileKind,
    layout::{Field, Layout},
    problem::{Code, Problem},
    rules::unwrap_formula_text,
    workbook::{Hidden, SIGNATURE},
};
use cells::Cells;
pub use dialect::Delimiter;
pub use encoding::{Encoder, Encoding, MISTAKEN_ENCODINGS, USUAL_ENCODINGS, Unencodable};
pub use raw_cells::{RawCellSplitter, RawCells};
pub use record::Record;
pub use rewrite::Rewriter;
use splitter::{Split, Splitter};
use swallowed::Shape;
use transcode::{BadByte, Transcoder};
use workbook::WorkbookSource;

/// Maximum length of a cell in bytes. A longer cell has an unclosed quote or is too long for any column.
pub const CELL_BYTES_MAX: usize = 64 * 1024;
/// Maximum length of a row in bytes.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
/// Maximum number of columns in a header.
pub const HEADER_COLUMNS_MAX: usize = 1000;
/// The byte order mark in UTF-8. Excel needs it to recognize the encoding.
pub const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: Delimiter,
    /// Whether a delimiter other than the comma was chosen by counting, because no label was known.
    pub is_assumed: bool,
    pub has_bom: bool,
    /// The line ending of the first line; CRLF if there is none.
    pub line_end: &'static str,
}

#[derive(Debug)]
pub struct Decoder {
    layout: &'static Layout,
    named: Option<Encoding>,
    accepts_workbooks: bool,
    source: Source,
    dialect: Option<Dialect>,
    splitter: Splitter,
    cells: Cells,
    /// `None` until the header has been read, and always in a workbook.
    shape: Option<Shape>,
    is_assumed: bool,
    has_empty_separator_line: bool,
}

/// The destination of incoming bytes.
#[derive(Debug)]
enum Source {
    /// The head of the file, until it is long enough to detect the encoding.
    Head(Vec<u8>),
    /// The transcoder, which converts the bytes to UTF-8.
    Text(Transcoder),
    /// The workbook, which is read when it is complete.
    Workbook(Box<WorkbookSource>),
    /// No destination: the file was refused because of this problem.
    Refused(Box<Problem>),
}

impl Decoder {
    /// Creates a decoder that detects the encoding, and uses this layout's labels to detect the delimiter.
    pub fn new(layout: &'static Layout) -> Self {
        Self {
            layout,
            named: None,
            accepts_workbooks: false,
            source: Source::Head(Vec::new()),
            dialect: None,
            splitter: Splitter::new(),
            cells: Cells::default(),
            shape: None,
            is_assumed: false,
            has_empty_separator_line: false,
        }
    }

    /// Sets the encoding. A byte order mark for another encoding overrides it.
    #[must_use]
    pub fn encoded(mut self, encoding: Option<Encoding>) -> Self {
        self.named = encoding;
        self
    }

    /// Sets whether workbooks are read. By default, they are refused.
    #[must_use]
    pub fn accept_workbooks(mut self, accepts: bool) -> Self {
        self.accepts_workbooks = accepts;
        self
    }

    pub fn push(&mut self, bytes: &[u8]) {
        let Source::Head(head) = &mut self.source else { return self.take(bytes) };
        let (more, rest) = bytes.split_at(bytes.len().min(sniff::HEAD_BYTES_MAX - head.len()));
        head.extend_from_slice(more);
        if head.len() == sniff::HEAD_BYTES_MAX {
            self.open();
            self.take(rest);
        }
    }

    pub fn finish(&mut self) {
        self.open();
        if let Source::Workbook(workbook) = &mut self.source {
            if let Err(problem) = workbook.open(self.layout) {
                self.source = Source::Refused(problem);
            }
            return;
        }
        self.read(Transcoder::finish);
        if !self.has_fault() {
            self.splitter.finish();
        }
    }

    /// Returns the format of the file; `None` until it is detected, which is before the first record.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// Returns the encoding of the file; UTF-8 for a workbook or a refused file, and until the encoding is known.
    pub fn encoding(&self) -> Encoding {
        match &self.source {
            Source::Text(transcoder) => transcoder.encoding(),
            Source::Head(_) | Source::Refused(_) | Source::Workbook(_) => Encoding::UTF_8,
        }
    }

    /// Returns `true` if the file begins with a `sep=` line that names no delimiter, so that the tab was assumed.
    pub fn has_empty_separator_line(&self) -> bool {
        self.has_empty_separator_line
    }

    pub fn is_workbook(&self) -> bool {
        matches!(self.source, Source::Workbook(_))
    }

    /// Returns the names of a workbook's visible sheets that seem to contain e-mail addresses but are not read.
    pub fn ignored_sheets(&self) -> &[String] {
        if let Source::Workbook(workbook) = &self.source { workbook.ignored_sheets() } else { &[] }
    }

    /// Returns the first hidden row or column with a value on the sheet of a workbook that is read.
    pub fn hidden(&self) -> Option<Hidden> {
        if let Source::Workbook(workbook) = &self.source { workbook.hidden() } else { None }
    }

    /// Returns `true` if the file is a workbook with hidden sheets, which are not read.
    pub fn has_hidden_sheets(&self) -> bool {
        matches!(&self.source, Source::Workbook(workbook) if workbook.has_hidden_sheets())
    }

    /// Returns `true` if the file was recognized as UTF-16 by its bytes alone: there was no byte order mark, and the caller did not name an
    /// encoding.
    pub fn is_encoding_assumed(&self) -> bool {
        matches!(self.source, Source::Text(_)) && self.is_assumed && !self.has_fault()
    }

    /// Returns `true` if reading stopped because the file is not UTF-8, and neither the caller nor the file declared an encoding. The
    /// caller then [detects](detect) the encoding and reads the file again.
    pub fn is_not_utf8(&self) -> bool {
        matches!(&self.source, Source::Text(transcoder) if transcoder.fault().is_some() && !transcoder.is_declared())
    }

    /// Returns the next record; `None` if more bytes are needed, or at the end.
    ///
    /// # Errors
    ///
    /// The problem that ends reading: for example, the file is not CSV, is not text in its encoding, or has an unclosed quote.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, Box<Problem>> {
        let transcoder = match &mut self.source {
            Source::Head(_) => return Ok(None),
            Source::Refused(problem) => return Err(problem.clone()),
            Source::Workbook(workbook) => return workbook.next_record(&mut self.cells),
            Source::Text(transcoder) => transcoder,
        };
        let Some(dialect) = self.dialect else { return Ok(None) };
        let simple = self.splitter.next_simple(&mut self.cells);
        let is_cut = simple.is_some();
        let Some(split) = (if is_cut { simple } else { self.splitter.next_split()? }) else {
            let Some(fault) = transcoder.fault() else { return Ok(None) };
            let (row, line) = self.splitter.reached();
            return Err(Box::new(bad_byte(fault, transcoder).at(row, line)));
        };
        let Split { row, line, byte, range, has_quotes, too_long } = split;
        let raw = self.splitter.text(range);
        let delimiter = dialect.delimiter;
        if !is_cut {
            self.cells.cut(raw, delimiter.byte(), has_quotes, self.shape.map(|shape| shape.width));
        }
        let shape = self.shape;
        if shape.is_none() {
            self.shape = shape_of(&self.cells, raw, self.layout);
        }
        let (cells, damaged) = (&self.cells, &[]);
        let len_in_file = Some(cells.len());
        Ok(Some(Record { row, line, byte, raw, too_long, delimiter, shape, cells, damaged, len_in_file }))
    }

    /// Returns the number of bytes of decoded text in the buffer: at most one piece and one incomplete record.
    pub fn buffered_bytes(&self) -> usize {
        self.splitter.buffered_bytes()
    }

    fn take(&mut self, bytes: &[u8]) {
        if let Source::Workbook(workbook) = &mut self.source {
            if let Err(problem) = workbook.push(bytes) {
                self.source = Source::Refused(problem);
            }
            return;
        }
        self.read(|transcoder, text| transcoder.push(bytes, text));
    }

    fn read(&mut self, read: impl FnOnce(&mut Transcoder, &mut String)) {
        let Source::Text(transcoder) = &mut self.source else { return };
        if transcoder.fault().is_some() {
            return;
        }
        let text = self.splitter.more();
        read(transcoder, text);
        if transcoder.fault().is_some() {
            // Stands in for the byte that stopped the decoder, so that the record before it is recognized as complete. The record that
            // contains the byte is never returned.
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn has_fault(&self) -> bool {
        matches!(&self.source, Source::Text(transcoder) if transcoder.fault().is_some())
    }

    /// Determines the encoding and the format from the head of the file.
    fn open(&mut self) {
        let Source::Head(head) = &mut self.source else { return };
        let head = std::mem::take(head);
        if self.accepts_workbooks && head.starts_with(SIGNATURE) {
            self.source = Source::Workbook(Box::new(WorkbookSource::new(head)));
            self.dialect = Some(WorkbookSource::DIALECT);
            return;
        }
        let accepted = FileKind::accepted(self.accepts_workbooks);
        let sniffed = match sniff::sniff(&head, self.named) {
            Ok(sniffed) => sniffed,
            Err(problem) => {
                self.source = Source::Refused(Box::new(problem.accepting(accepted)));
                return;
            }
        };
        self.is_assumed = sniffed.is_assumed;
        self.source = Source::Text(sniffed.transcoder());
        self.take(&head);
        let text = self.splitter.waiting();
        let mark_bytes = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let found = dialect::detect(&text[mark_bytes..], self.layout);
        if let Some(problem) = sniff::refusal(text, sniffed.certainty, found.has_labels) {
            self.source = Source::Refused(Box::new(problem.accepting(accepted)));
        }
        self.splitter.begin(found.delimiter.byte(), mark_bytes, found.separator_line_bytes);
        self.has_empty_separator_line = found.has_empty_separator_line;
        self.dialect = Some(Dialect {
            delimiter: found.delimiter,
            is_assumed: found.is_assumed,
            has_bom: mark_bytes > 0,
            line_end: found.line_end,
        });
    }
}

impl Decoder {
    /// Sets the number of columns and the index of the e-mail column once the header has been read, since corrections may have changed its
    /// labels. A workbook has no quotes that could swallow rows.
    pub(crate) fn set_header(&mut self, width: usize, email: Option<usize>) {
        if matches!(self.source, Source::Text(_)) {
            self.shape = Some(Shape { width, email });
        }
    }
}

/// Returns the shape of a file's rows if this record is its header; `None` if it is not a header.
fn shape_of(cells: &Cells, raw: &str, layout: &Layout) -> Option<Shape> {
    let label = |index| {
        let cell = cells.get(index, raw).trim();
        unwrap_formula_text(cell).map_or_else(|| cell.to_owned(), Cow::into_owned)
    };
    let labels = || (0..cells.len().min(HEADER_COLUMNS_MAX)).map(label);
    let email = layout.column(Field::Email).map(|column| column.label);
    let is_header = labels().any(|label| dialect::is_known(layout, &label));
    is_header.then(|| Shape { width: cells.len(), email: labels().position(|label| Some(label.as_str()) == email) })
}

/// The byte order mark after decoding.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn bad_byte(bad: BadByte, transcoder: &Transcoder) -> Problem {
    let problem = Problem::new(Code::FileEncoding).found(&format!("0x{:02X}", bad.value)).count(bad.byte + 1);
    // If no encoding was declared, the problem does not name one: UTF-8 was only an assumption.
    if transcoder.is_declared() { problem.expected([transcoder.encoding().name()]) } else { problem }
}

#[cfg(test)]
mod tests;
