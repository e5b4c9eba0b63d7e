//! Bytes to records with their positions.
//!
//! Bytes are pushed in pieces of any size; records come out one at a time, each with its row, its line and its own bytes. A
//! record is found first and cut into cells after, so that the raw row stays at hand for the file that goes back to the admin.
//! What the pieces' sizes are never changes what comes out.
//!
//! Left out for now: encodings other than UTF-8. They are refused with the remedy.
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

mod cells;
mod dialect;
mod sniff;
mod splitter;

use crate::{
    layout::Layout,
    problem::{Code, Problem},
};
use cells::Cells;
pub use dialect::Delimiter;
use splitter::{Split, Splitter};

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
    /// Offset of its first byte in the file.
    pub byte: u64,
    /// The record as it stands in the file, without its line end.
    pub raw: &'a str,
    /// Whether a quote stood where none belongs.
    pub is_lenient: bool,
    /// Whether it is longer than [`ROW_BYTES_MAX`]: then its bytes are gone.
    pub is_too_long: bool,
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

    /// The cell whose quote was probably closed by a later cell's: it runs over a line break, and text stands behind its
    /// closing quote. Answers its index, the line where its quote opens, and what follows the quote there.
    pub fn runaway_quote(&self) -> Option<(usize, u64, &str)> {
        let runaway = self.cells.runaway()?;
        let (before, opened) = self.raw.split_at(runaway.at);
        let breaks = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
        let shown = opened.split(['\n', '\r']).next().unwrap_or_default();
        Some((runaway.index, self.line + breaks as u64, shown))
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
    /// The cells of a record that was read with this delimiter.
    pub fn cells<'a>(&'a mut self, raw: &'a str, delimiter: u8) -> RawCells<'a> {
        self.cells.cut(raw, delimiter, raw.contains('"'));
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
    /// What stands between cells.
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
    dialect: Option<Dialect>,
    splitter: Splitter,
    cells: Cells,
}

impl Decoder {
    /// A decoder that finds the delimiter by the labels of this layout.
    pub fn new(layout: &'static Layout) -> Self {
        Self { layout, dialect: None, splitter: Splitter::new(), cells: Cells::default() }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.splitter.push(bytes);
    }

    /// Says that no more bytes come.
    pub fn finish(&mut self) {
        self.splitter.finish();
    }

    /// How the file is written; known with the first record.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// The next record, or `None` when more bytes are wanted or the file is at its end.
    ///
    /// # Errors
    /// A problem of the file that ends the reading: it is no CSV, not UTF-8, or a quote never closes.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, Box<Problem>> {
        let dialect = match self.dialect {
            Some(dialect) => dialect,
            None => match self.find_dialect()? {
                Some(dialect) => *self.dialect.insert(dialect),
                None => return Ok(None),
            },
        };
        let Some(split) = self.splitter.next_split()? else { return Ok(None) };
        let Split { row, line, byte, range, has_quotes, is_too_long } = split;
        let bytes = self.splitter.bytes(range);
        let raw = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let inside = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64;
            let problem = Problem::at_row(Code::FileEncoding, row, line + inside)
                .found(&format!("0x{:02X}", bytes[at]))
                .limit(0, byte + at as u64 + 1);
            Box::new(problem)
        })?;
        let is_lenient = self.cells.cut(raw, dialect.delimiter.byte(), has_quotes);
        Ok(Some(Record { row, line, byte, raw, is_lenient, is_too_long, cells: &self.cells }))
    }

    /// Bytes that wait for the rest of their record: what bounds the memory.
    pub fn buffered_bytes(&self) -> usize {
        self.splitter.buffered_bytes()
    }

    fn find_dialect(&mut self) -> Result<Option<Dialect>, Box<Problem>> {
        let Some(head) = self.splitter.head(sniff::HEAD_BYTES_MAX) else { return Ok(None) };
        if let Some(problem) = sniff::refusal(head) {
            return Err(Box::new(problem));
        }
        let has_bom = head.starts_with(UTF8_BOM);
        let text = if has_bom { &head[UTF8_BOM.len()..] } else { head };
        let found = dialect::detect(text, self.layout);
        self.splitter.begin(
            found.delimiter.byte(),
            if has_bom { UTF8_BOM.len() } else { 0 },
            found.separator_line_bytes,
        );
        Ok(Some(Dialect {
            delimiter: found.delimiter,
            is_assumed: found.is_assumed,
            has_bom,
            line_end: found.line_end,
        }))
    }
}

#[cfg(test)]
mod tests;
