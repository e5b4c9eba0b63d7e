//! Bytes to records with their positions.
//!
//! Bytes are pushed in pieces of any size; records come out one at a time, each with its row, its line and its own bytes. A
//! record is found first and cut into cells after, so that the raw row stays at hand for the file that goes back to the admin.
//! What the pieces' sizes are never changes what comes out. Bytes are made UTF-8 first, whatever the file's encoding is: see
//! `transcode`.
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

use std::ops::Range;

use crate::{
    layout::{Field, Layout},
    problem::{Code, Problem},
};
use cells::Cells;
pub use dialect::Delimiter;
pub use encoding::{Encoder, Encoding, MISTAKEN_ENCODINGS, USUAL_ENCODINGS, Unencodable};
pub use rewrite::Rewriter;
use splitter::{Split, Splitter};
use swallowed::{Shape, has_row_inside};
use transcode::{BadByte, Transcoder};

/// Bytes of one cell: more is a quote that never closed, or no cell that a column takes.
pub const CELL_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one row.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
/// Columns of a header.
pub const HEADER_COLUMNS_MAX: usize = 1000;
/// The mark that Excel wants before UTF-8.
pub const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// One record: a row of the file, blank or not.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Row as a spreadsheet numbers it, from 1.
    pub row: u64,
    /// Physical line where it begins, from 1.
    pub line: u64,
    /// Offset of its first byte in the file; in a file of another encoding, in its text as UTF-8.
    pub byte: u64,
    /// The record as it is in the file, without its line end.
    pub raw: &'a str,
    /// Its length in bytes if that is more than [`ROW_BYTES_MAX`]: then its text is gone.
    pub too_long: Option<u64>,
    delimiter: Delimiter,
    shape: Option<Shape>,
    cells: &'a Cells,
}

impl Record<'_> {
    /// How many cells it has: at least one.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no byte at all.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The cell of this index, unquoted; empty beyond the last one.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index, self.raw)
    }

    /// The text in which the cells lie: the raw record, or what was unquoted of it.
    pub fn source(&self) -> &str {
        self.cells.source(self.raw)
    }

    /// Where in [`source`](Self::source) the cell of this index lies, and whether it holds nothing but visible ASCII and spaces;
    /// empty beyond the last one.
    #[inline]
    pub fn place(&self, index: usize) -> (Range<usize>, bool) {
        self.cells.place(index)
    }

    /// What its cells were cut at.
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The delimiter that would cut the record into about as many cells as the header has, while its own one leaves fewer than half.
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

    /// The first cell with a quote where none belongs, by its index.
    pub fn lenient_quote(&self) -> Option<usize> {
        self.cells.lenient()
    }

    /// The cell whose quote was probably closed by a later cell's: it runs over a line break, and text or a misplaced quote follows it, or
    /// one of its lines looks like a row. Returns its index, the line where its quote opens, and what follows the quote there.
    pub fn runaway_quote(&self) -> Option<(usize, u64, &str)> {
        let is_swallowing = |opened: &cells::Opened| {
            self.shape.is_some_and(|shape| has_row_inside(self.raw, opened.at, self.delimiter.byte(), shape))
        };
        let runaway = self.cells.runaway().or_else(|| self.cells.multiline().filter(is_swallowing))?;
        let (before, opened) = self.raw.split_at(runaway.at);
        let shown = opened.split(['\n', '\r']).next().unwrap_or_default();
        Some((runaway.index, self.line + count_breaks(before), shown))
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }
}

/// Cuts a raw record into its cells once more.
#[derive(Debug, Default)]
pub struct Recut {
    cells: Cells,
}

/// The cells of a raw record.
#[derive(Debug, Clone, Copy)]
pub struct RawCells<'a> {
    raw: &'a str,
    cells: &'a Cells,
}

impl Recut {
    /// The cells of a record that was read with this delimiter below a header of `width` cells.
    pub fn cells<'a>(&'a mut self, raw: &'a str, delimiter: u8, width: usize) -> RawCells<'a> {
        self.cells.cut(raw, delimiter, raw.contains('"'), Some(width));
        RawCells { raw, cells: &self.cells }
    }
}

impl<'a> RawCells<'a> {
    /// The cell of this index; empty beyond the last one.
    pub fn get(&self, index: usize) -> &'a str {
        self.cells.get(index, self.raw)
    }

    /// The cells behind the first `width` ones.
    pub fn behind(&self, width: usize) -> impl Iterator<Item = &'a str> {
        (width..self.cells.len()).map(|index| self.get(index))
    }
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What separates cells.
    pub delimiter: Delimiter,
    /// Whether the delimiter was found by counting alone.
    pub is_assumed: bool,
    /// Whether the file began with a byte order mark.
    pub has_bom: bool,
    /// What the header line ends with.
    pub line_end: &'static str,
}

/// Reads one file.
#[derive(Debug)]
pub struct Decoder {
    layout: &'static Layout,
    named: Option<Encoding>,
    source: Source,
    dialect: Option<Dialect>,
    splitter: Splitter,
    cells: Cells,
    /// Known below the header.
    shape: Option<Shape>,
    is_assumed: bool,
}

/// Where bytes go.
#[derive(Debug)]
enum Source {
    /// Into the head of the file, until there is enough of it to tell the encoding.
    Head(Vec<u8>),
    /// Through here into text.
    Text(Transcoder),
    /// Nowhere: the file is refused for how it begins.
    Refused(Box<Problem>),
}

impl Decoder {
    /// A decoder that finds the delimiter by the labels of this layout, and the encoding by itself.
    pub fn new(layout: &'static Layout) -> Self {
        Self {
            layout,
            named: None,
            source: Source::Head(Vec::new()),
            dialect: None,
            splitter: Splitter::new(),
            cells: Cells::default(),
            shape: None,
            is_assumed: false,
        }
    }

    /// Reads the file in this encoding, unless it begins with the mark of another.
    #[must_use]
    pub fn encoded(mut self, encoding: Option<Encoding>) -> Self {
        self.named = encoding;
        self
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let Source::Head(head) = &mut self.source else { return self.take(bytes) };
        let (more, rest) = bytes.split_at(bytes.len().min(sniff::HEAD_BYTES_MAX - head.len()));
        head.extend_from_slice(more);
        if head.len() == sniff::HEAD_BYTES_MAX {
            self.open();
            self.take(rest);
        }
    }

    /// Says that no more bytes come.
    pub fn finish(&mut self) {
        self.open();
        self.read(Transcoder::finish);
        if !self.has_fault() {
            self.splitter.finish();
        }
    }

    /// How the file is written; known with the first record.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// The encoding of the file, as far as it is read.
    pub fn encoding(&self) -> Encoding {
        match &self.source {
            Source::Text(transcoder) => transcoder.encoding(),
            Source::Head(_) | Source::Refused(_) => Encoding::UTF_8,
        }
    }

    /// Whether the encoding was recognised by the form of the bytes: neither a mark nor the caller nor valid UTF-8 says it.
    pub fn is_encoding_assumed(&self) -> bool {
        matches!(self.source, Source::Text(_)) && self.is_assumed && !self.has_fault()
    }

    /// Whether the reading ended since the file says nothing about its encoding and is not in UTF-8: [`detect`] finds out which one it
    /// is, and the file is read again in that one.
    pub fn is_not_utf8(&self) -> bool {
        matches!(&self.source, Source::Text(transcoder) if transcoder.fault().is_some() && !transcoder.is_declared())
    }

    /// The next record, or `None` when more bytes are wanted or the file is at its end.
    ///
    /// # Errors
    /// A problem of the file that ends the reading: it is no CSV, no text in its encoding, or a quote never closes.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, Box<Problem>> {
        let transcoder = match &self.source {
            Source::Head(_) => return Ok(None),
            Source::Refused(problem) => return Err(problem.clone()),
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
        Ok(Some(Record { row, line, byte, raw, too_long, delimiter, shape, cells: &self.cells }))
    }

    /// Bytes that wait for the rest of their record: what bounds the memory.
    pub fn buffered_bytes(&self) -> usize {
        self.splitter.buffered_bytes()
    }

    fn take(&mut self, bytes: &[u8]) {
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
            // In the place of the byte that ends the reading, so that the record before it is known to be whole. The one that
            // it is in never is, so no one gets to see it.
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn has_fault(&self) -> bool {
        matches!(&self.source, Source::Text(transcoder) if transcoder.fault().is_some())
    }

    /// Tells the encoding and the dialect by the head of the file.
    fn open(&mut self) {
        let Source::Head(head) = &mut self.source else { return };
        let head = std::mem::take(head);
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
        if let Some(problem) = sniff::refusal(text, found.has_labels) {
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

/// The shape of a file whose header is this record, if it is one.
fn shape_of(cells: &Cells, raw: &str, layout: &Layout) -> Option<Shape> {
    let labels = || (0..cells.len().min(HEADER_COLUMNS_MAX)).map(|index| cells.get(index, raw).trim());
    let email = layout.column(Field::Email).map(|column| column.label);
    let is_header = labels().any(|label| dialect::is_known(layout, label));
    is_header.then(|| Shape { width: cells.len(), email: labels().position(|label| Some(label) == email) })
}

/// The mark, once it is text.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn bad_byte(bad: BadByte, transcoder: &Transcoder) -> Problem {
    let problem = Problem::new(Code::FileEncoding).found(&format!("0x{:02X}", bad.value)).count(bad.byte + 1);
    // Undeclared, the byte fits neither UTF-8 nor what would be read in its place.
    if transcoder.is_declared() { problem.expected([transcoder.encoding().name()]) } else { problem }
}

/// CRLF, LF and lone CR are one line break each.
fn count_breaks(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

#[cfg(test)]
mod tests;
