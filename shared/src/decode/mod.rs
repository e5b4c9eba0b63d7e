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
mod rewrite;
mod scan;
mod sniff;
mod splitter;
mod swallowed;
mod transcode;
mod utf_7;
mod workbook;

use std::{borrow::Cow, ops::Range};

use crate::{
    layout::{Field, Layout},
    problem::{Code, Problem},
    rules::unwrap_formula_text,
    workbook::{Damage, SIGNATURE},
};
use cells::Cells;
pub use dialect::Delimiter;
pub use encoding::{Encoder, Encoding, MISTAKEN_ENCODINGS, USUAL_ENCODINGS, Unencodable};
pub use rewrite::Rewriter;
use splitter::{Split, Splitter};
use swallowed::{Shape, has_row_inside};
use transcode::{BadByte, Transcoder};
use workbook::WorkbookSource;

/// Maximum length of a cell in bytes. A longer cell has an unclosed quote or is too long for any column.
pub const CELL_BYTES_MAX: usize = 64 * 1024;
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
pub const HEADER_COLUMNS_MAX: usize = 1000;
/// The byte order mark in UTF-8. Excel needs it to recognize the encoding.
pub const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// One record in the file, blank or not.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Row number in a spreadsheet, from 1.
    pub row: u64,
    /// Physical line on which it begins, from 1; the row number in a workbook.
    pub line: u64,
    /// Offset of its first byte in the file, or, if the file is not UTF-8, in the file's text converted to UTF-8; 0 in a workbook.
    pub byte: u64,
    /// The record as found in the file, without its line ending; in a workbook, or if cells were corrected, the equivalent CSV record.
    pub raw: &'a str,
    /// Its length in bytes if it exceeds [`ROW_BYTES_MAX`]. Its text is then discarded.
    pub too_long: Option<u64>,
    delimiter: Delimiter,
    shape: Option<Shape>,
    cells: &'a Cells,
    damaged: &'a [(usize, Damage)],
    /// Number of cells in the file, before corrections; `None` in a workbook, where every row is as wide as the sheet.
    len_in_file: Option<usize>,
}

impl Record<'_> {
    /// Returns the number of cells, at least one.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns the number of cells before corrections; `None` in a workbook.
    pub fn len_in_file(&self) -> Option<usize> {
        self.len_in_file
    }

    /// Returns `true` if the raw text is empty, as it also is for a record that is too long.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Returns the text of the cell at this index, without quotes; empty past the last cell.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index, self.raw)
    }

    /// Returns the text that contains the cells: the raw record, or an unquoted copy.
    pub fn source(&self) -> &str {
        self.cells.source(self.raw)
    }

    /// Returns the span of a cell in [`source`](Self::source), and whether the cell contains only visible ASCII characters and spaces. Past
    /// the last cell, the span is empty.
    #[inline]
    pub fn place(&self, index: usize) -> (Range<usize>, bool) {
        self.cells.place(index)
    }

    /// Returns the indexes of a workbook's damaged cells, whose text is not exact, each with the kind of damage.
    pub fn damaged(&self) -> &[(usize, Damage)] {
        self.damaged
    }

    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// Returns another delimiter that would split the record into at least three cells and more than half as many as the header has; `None`
    /// if the file's own delimiter already yields more than half as many.
    pub fn other_delimiter(&self) -> Option<Delimiter> {
        let width = self.shape?.width;
        if self.len() * 2 > width {
            return None;
        }
        let others = Delimiter::ALL.into_iter().filter(|other| *other != self.delimiter);
        others.into_iter().find(|other| {
            let mut cells = Cells::default();
            cells.cut(self.raw, other.byte(), self.raw.contains('"'), None);
            cells.len() > 2 && cells.len() * 2 > width
        })
    }

    /// Returns the cells into which another delimiter splits the record.
    pub fn cells_split_by(&self, delimiter: Delimiter) -> Vec<String> {
        let mut cells = Cells::default();
        cells.cut(self.raw, delimiter.byte(), self.raw.contains('"'), None);
        (0..cells.len()).map(|index| cells.get(index, self.raw).to_owned()).collect()
    }

    /// Returns `true` if the whole line is in quotes: the only cell with text contains an `@`, and some delimiter would split it into at
    /// least three cells and more than half as many as the header has.
    pub fn is_quoted_line(&self) -> bool {
        let (Some(shape), Some(line)) = (self.shape, self.cells().next()) else { return false };
        let is_split_by = |delimiter: Delimiter| {
            let count = line.split(char::from(delimiter.byte())).count();
            count > 2 && count * 2 > shape.width
        };
        line.contains('@')
            && self.raw.contains('"')
            && self.cells().skip(1).all(|cell| cell.trim().is_empty())
            && Delimiter::ALL.into_iter().any(is_split_by)
    }

    /// Returns the index of the first cell with a misplaced quote.
    pub fn lenient_quote(&self) -> Option<usize> {
        self.cells.lenient()
    }

    /// Returns the index of the first cell whose quotes may belong to two cells, so that the cells after it may have moved: it begins or
    /// ends with a delimiter, and a quote in the record is misplaced.
    pub fn joined_cell(&self) -> Option<usize> {
        self.cells.joined()
    }

    /// Finds a cell whose opening quote was probably closed by a quote from a later cell. The cell contains a line break; in addition, text
    /// follows its closing quote, or the cell contains a delimiter and a misplaced quote follows, or a line after its opening quote looks
    /// like a row. Returns the cell's index, the line of its opening quote, and the text from that quote to the end of the line.
    pub fn runaway_quote(&self) -> Option<(usize, u64, &str)> {
        let is_swallowing = |opened: &cells::Opened| {
            self.shape.is_some_and(|shape| has_row_inside(self.raw, opened.at, self.delimiter.byte(), shape))
        };
        let runaway = self.cells.runaway().or_else(|| self.cells.multiline().filter(is_swallowing))?;
        let (before, opened) = self.raw.split_at(runaway.at);
        let shown = opened.split(['\n', '\r']).next().unwrap_or_default();
        Some((runaway.index, self.line + count_breaks(before), shown))
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.len()).map(|index| self.cell(index))
    }
}

/// Splits raw records into cells again.
#[derive(Debug, Default)]
pub struct Recut {
    cells: Cells,
}

#[derive(Debug, Clone, Copy)]
pub struct RawCells<'a> {
    raw: &'a str,
    cells: &'a Cells,
}

impl Recut {
    /// Returns the cells of a record that was read with this delimiter in a file whose header has `width` cells.
    pub fn cells<'a>(&'a mut self, raw: &'a str, delimiter: u8, width: usize) -> RawCells<'a> {
        self.cells.cut(raw, delimiter, raw.contains('"'), Some(width));
        RawCells { raw, cells: &self.cells }
    }
}

impl<'a> RawCells<'a> {
    /// Returns the text of the cell at this index; empty past the last cell.
    pub fn get(&self, index: usize) -> &'a str {
        self.cells.get(index, self.raw)
    }

    /// Returns the cells after the first `width` cells.
    pub fn after(&self, width: usize) -> impl Iterator<Item = &'a str> {
        (width..self.cells.len()).map(|index| self.get(index))
    }
}

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
}

/// The destination of incoming bytes.
#[derive(Debug)]
enum Source {
    /// The head of the file, until it is long enough to detect the encoding.
    Head(Vec<u8>),
    /// The transcoder, which converts the bytes to UTF-8.
    Text(Transcoder),
    /// The workbook, which is read when it is complete.
    Workbook(WorkbookSource),
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

    pub fn is_workbook(&self) -> bool {
        matches!(self.source, Source::Workbook(_))
    }

    /// Returns the names of a workbook's visible sheets that seem to contain e-mail addresses but are not read.
    pub fn ignored_sheets(&self) -> &[String] {
        if let Source::Workbook(workbook) = &self.source { workbook.ignored_sheets() } else { &[] }
    }

    /// Returns `true` if the file is a workbook and the sheet that is read has a hidden row or column.
    pub fn has_hidden_rows(&self) -> bool {
        matches!(&self.source, Source::Workbook(workbook) if workbook.has_hidden_rows())
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
            self.source = Source::Workbook(WorkbookSource::new(head));
            self.dialect = Some(WorkbookSource::DIALECT);
            return;
        }
        let sniffed = match sniff::sniff(&head, self.named) {
            Ok(sniffed) => sniffed,
            Err(problem) => {
                self.source = Source::Refused(problem);
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
            self.source = Source::Refused(Box::new(problem));
        }
        self.splitter.begin(found.delimiter.byte(), mark_bytes, found.separator_line_bytes);
        self.dialect = Some(Dialect {
            delimiter: found.delimiter,
            is_assumed: found.is_assumed,
            has_bom: mark_bytes > 0,
            line_end: found.line_end,
        });
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

/// Counts line breaks. CRLF, LF and a lone CR each count as one.
fn count_breaks(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

#[cfg(test)]
mod tests;
