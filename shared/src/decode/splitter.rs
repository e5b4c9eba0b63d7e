//! Splits text into records and tracks row and line numbers.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use super::{
    CELL_BYTES_MAX, ROW_BYTES_MAX,
    cells::{Cells, WHITE_MAX, may_precede_quote},
    scan::{Mark, Scan},
};
use crate::problem::{Code, Problem};

const BYTE_ORDER_MARK: &[u8] = super::UTF8_BOM;
/// Maximum number of bytes shown from an unclosed cell, enough to find it.
const UNCLOSED_BYTES_SHOWN: usize = 80;

#[derive(Debug)]
pub(super) struct Split {
    pub(super) row: u64,
    pub(super) line: u64,
    pub(super) byte: u64,
    pub(super) range: Range<usize>,
    pub(super) has_quotes: bool,
    /// Length of the record in bytes if it exceeds the row limit. Its bytes were discarded, and `range` is empty.
    pub(super) too_long: Option<u64>,
}

/// Finds records in text that arrives in pieces. Buffers only unread text: one piece and one incomplete record.
#[derive(Debug)]
pub(super) struct Splitter {
    buffer: String,
    /// Offset of the current record in the buffer.
    start: usize,
    /// Offset up to which the buffer has been scanned.
    scanned: usize,
    /// Offset of `buffer[0]` in the decoded text.
    offset: u64,
    delimiter: u8,
    row: u64,
    line: u64,
    /// Offset of the open quote in the buffer, and its line.
    quote: Option<(usize, u64)>,
    has_quotes: bool,
    /// Number of line breaks inside quotes in the current record.
    breaks: u64,
    /// Number of bytes of the current record that were discarded because it is too long.
    discarded_bytes: usize,
    is_finished: bool,
    scan: Scan,
}

impl Splitter {
    pub(super) fn new() -> Self {
        Self {
            buffer: String::new(),
            start: 0,
            scanned: 0,
            offset: 0,
            delimiter: b',',
            row: 1,
            line: 1,
            quote: None,
            has_quotes: false,
            breaks: 0,
            discarded_bytes: 0,
            is_finished: false,
            scan: Scan::default(),
        }
    }

    /// Returns the buffer to which the next piece of text is appended.
    pub(super) fn more(&mut self) -> &mut String {
        // First remove the text that has been read, so that the buffer never exceeds one piece and one record.
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.scanned -= self.start;
        if let Some((at, _)) = &mut self.quote {
            *at -= self.start;
        }
        self.start = 0;
        self.scan.forget();
        &mut self.buffer
    }

    /// Marks the end of the text. Unless a quote is open, trailing NULs and DOS end-of-file characters are removed.
    pub(super) fn finish(&mut self) {
        self.is_finished = true;
        if self.quote.is_none() {
            let end = self.buffer.trim_end_matches(['\0', '\u{1a}']).len();
            self.buffer.truncate(end.max(self.start));
            self.scanned = self.scanned.min(self.buffer.len());
            self.scan.forget();
        }
    }

    pub(super) fn buffered_bytes(&self) -> usize {
        self.buffer.len()
    }

    pub(super) fn text(&self, range: Range<usize>) -> &str {
        &self.buffer[range]
    }

    /// Returns all buffered text; before the first record, the head of the file.
    pub(super) fn waiting(&self) -> &str {
        &self.buffer
    }

    /// Returns the row and the line that the scan of the current record has reached.
    pub(super) fn reached(&self) -> (u64, u64) {
        (self.row, self.line + self.breaks)
    }

    /// Sets the delimiter and skips a byte order mark and a `sep=` line, which counts as a line but not as a row.
    pub(super) fn begin(&mut self, delimiter: u8, mark_bytes: usize, separator_line_bytes: usize) {
        self.delimiter = delimiter;
        self.start = mark_bytes + separator_line_bytes;
        self.scanned = self.start;
        self.line += u64::from(separator_line_bytes > 0);
    }

    /// Returns the next record with its cells, found in a single scan. Returns `None` if the record needs [`next_split`](Self::next_split):
    /// its line ending is not in the buffer, the record or a quoted cell is too long, or it contains a quote that does not enclose a whole
    /// cell, a doubled quote, or a line break or tab delimiter inside quotes.
    pub(super) fn next_simple(&mut self, cells: &mut Cells) -> Option<Split> {
        self.skip_mark();
        if self.scanned != self.start || self.discarded_bytes > 0 || self.quote.is_some() {
            return None;
        }
        // A local copy stays in registers.
        let mut scan = self.scan;
        let found = find_simple(self.buffer.as_bytes(), self.delimiter, self.start, &mut scan, cells);
        self.scan = scan;
        let Some(Simple { end, terminator_bytes, has_quotes }) = found else {
            self.scan.forget();
            return None;
        };
        self.has_quotes = has_quotes;
        Some(self.take(end, terminator_bytes))
    }

    /// Skips byte order marks at the start of a record. Concatenated files contain them.
    #[inline]
    fn skip_mark(&mut self) {
        if self.scanned == self.start && self.buffer.as_bytes().get(self.start) == Some(&BYTE_ORDER_MARK[0]) {
            let text = &self.buffer[self.start..];
            let marks = text.len() - text.trim_start_matches('\u{feff}').len();
            self.start += marks;
            self.scanned += marks;
        }
    }

    /// Returns the next record; `None` if more bytes are needed, or at the end.
    #[inline(never)]
    pub(super) fn next_split(&mut self) -> Result<Option<Split>, Box<Problem>> {
        loop {
            if let Some((opened, opened_line)) = self.quote {
                let closed = self.close_quote();
                let (length, is_open) = (self.scanned - opened, !closed);
                // A cell that exceeds the limit counts as unclosed, regardless of where the pieces end.
                if length > CELL_BYTES_MAX || (is_open && self.is_finished) {
                    return Err(Box::new(self.unclosed(opened, opened_line)));
                }
                if is_open {
                    return Ok(None);
                }
                continue;
            }
            match memchr3(b'"', b'\n', b'\r', &self.buffer.as_bytes()[self.scanned..]) {
                None => {
                    self.scanned = self.buffer.len();
                    if self.is_finished && (self.start < self.buffer.len() || self.discarded_bytes > 0) {
                        return Ok(Some(self.take(self.buffer.len(), 0)));
                    }
                    self.discard_if_too_long();
                    return Ok(None);
                }
                Some(found) => {
                    let at = self.scanned + found;
                    match self.buffer.as_bytes()[at] {
                        b'"' => {
                            self.has_quotes = true;
                            if self.opens_cell(at) {
                                self.quote = Some((at, self.line + self.breaks));
                            }
                            self.scanned = at + 1;
                        }
                        b'\n' => return Ok(Some(self.take(at, 1))),
                        _ if self.buffer.as_bytes().get(at + 1) == Some(&b'\n') => return Ok(Some(self.take(at, 2))),
                        _ if at + 1 == self.buffer.len() && !self.is_finished => {
                            // The next piece may begin with the line feed that belongs to this carriage return.
                            self.scanned = at;
                            self.discard_if_too_long();
                            return Ok(None);
                        }
                        _ => return Ok(Some(self.take(at, 1))),
                    }
                }
            }
        }
    }

    /// Returns `true` if the quote is preceded in its cell by nothing but white space and invisible characters, at most [`WHITE_MAX`] bytes
    /// of them.
    fn opens_cell(&self, quote: usize) -> bool {
        let before = &self.buffer[self.start..quote];
        let text = before.trim_end_matches(|character| may_precede_quote(character, self.delimiter));
        if before.len() - text.len() > WHITE_MAX {
            return false;
        }
        match text.as_bytes().last() {
            None => self.discarded_bytes == 0,
            Some(last) => *last == self.delimiter,
        }
    }

    /// Searches for the closing quote. Returns `true` if it was found.
    fn close_quote(&mut self) -> bool {
        while let Some(found) = memchr(b'"', &self.buffer.as_bytes()[self.scanned..]) {
            let at = self.scanned + found;
            match self.buffer.as_bytes().get(at + 1) {
                Some(b'"') => {
                    self.count_breaks(self.scanned, at);
                    self.scanned = at + 2;
                }
                None if !self.is_finished => {
                    self.count_breaks(self.scanned, at);
                    self.scanned = at;
                    return false;
                }
                _ => {
                    self.count_breaks(self.scanned, at);
                    self.scanned = at + 1;
                    self.quote = None;
                    return true;
                }
            }
        }
        // A carriage return at the end may precede a line feed, so it is counted with the next piece.
        let end = match self.buffer.as_bytes().last() {
            Some(b'\r') if !self.is_finished && self.scanned < self.buffer.len() => self.buffer.len() - 1,
            _ => self.buffer.len(),
        };
        self.count_breaks(self.scanned, end);
        self.scanned = end;
        false
    }

    /// Counts line breaks between two offsets. CRLF, LF and a lone CR each count as one.
    fn count_breaks(&mut self, from: usize, to: usize) {
        let mut rest = &self.buffer.as_bytes()[from..to];
        while let Some(at) = memchr2(b'\n', b'\r', rest) {
            let is_pair = rest[at] == b'\r' && rest.get(at + 1) == Some(&b'\n');
            self.breaks += 1;
            rest = &rest[at + 1 + usize::from(is_pair)..];
        }
    }

    fn take(&mut self, end: usize, terminator_bytes: usize) -> Split {
        let length = end - self.start + self.discarded_bytes;
        let is_too_long = length > ROW_BYTES_MAX;
        let split = Split {
            row: self.row,
            line: self.line,
            byte: self.offset + self.start as u64 - self.discarded_bytes as u64,
            range: if is_too_long { end..end } else { self.start..end },
            has_quotes: self.has_quotes,
            too_long: is_too_long.then_some(length as u64),
        };
        self.row += 1;
        self.line += 1 + self.breaks;
        self.breaks = 0;
        self.discarded_bytes = 0;
        self.has_quotes = false;
        self.start = end + terminator_bytes;
        self.scanned = self.start;
        split
    }

    /// Discards the bytes of a record that is too long. Only the end of the record is still needed.
    ///
    /// The last bytes before the scanned offset are retained, because they determine whether a quote opens a cell.
    fn discard_if_too_long(&mut self) {
        if self.scanned - self.start + self.discarded_bytes > ROW_BYTES_MAX {
            let start = self.buffer.floor_char_boundary(self.scanned.saturating_sub(WHITE_MAX + 1)).max(self.start);
            self.discarded_bytes += start - self.start;
            self.start = start;
        }
    }

    fn unclosed(&self, opened: usize, opened_line: u64) -> Problem {
        let shown = &self.buffer[opened..self.buffer.floor_char_boundary(opened + UNCLOSED_BYTES_SHOWN)];
        let first_line = shown.split(['\n', '\r']).next().unwrap_or(shown);
        Problem::at_row(Code::FileQuoteUnclosed, self.row, opened_line).found(first_line)
    }
}

/// A record found in a single scan.
struct Simple {
    end: usize,
    terminator_bytes: usize,
    has_quotes: bool,
}

#[inline]
fn find_simple(text: &[u8], delimiter: u8, start: usize, scan: &mut Scan, cells: &mut Cells) -> Option<Simple> {
    scan.seek(text, delimiter, start);
    cells.begin();
    let mut has_quotes = false;
    let mut cell = start;
    loop {
        let Mark { mut at, mut is_plain } = scan.next_mark(text, delimiter)?;
        let mut mark = text[at];
        let mut content = cell..at;
        if mark == b'"' {
            // Text or white space precedes the quote.
            if at != cell {
                return None;
            }
            has_quotes = true;
            let closing = closing_quote(text, delimiter, scan)?;
            (content, is_plain) = (cell + 1..closing.at, closing.is_plain);
            at = scan.next_mark(text, delimiter)?.at;
            mark = text[at];
            // Text after the closing quote, a doubled quote, or a cell that is too long.
            if at != content.end + 1 || mark == b'"' || at - cell > CELL_BYTES_MAX {
                return None;
            }
        }
        cells.push(content.start - start..content.end - start, is_plain);
        cell = at + 1;
        if mark == delimiter {
            continue;
        }
        if at - start > ROW_BYTES_MAX {
            return None;
        }
        let terminator_bytes = match (mark, text.get(at + 1)) {
            (b'\n', _) => 1,
            (_, Some(b'\n')) => {
                let _line_feed = scan.next_mark(text, delimiter);
                2
            }
            (_, Some(_)) => 1,
            // The next piece may begin with the line feed that belongs to this carriage return.
            (_, None) => return None,
        };
        return Some(Simple { end: at, terminator_bytes, has_quotes });
    }
}

/// Returns the next quote; `None` if a line break or a tab delimiter precedes it. A tab delimiter is excluded because a cell that contains
/// a tab is not plain.
#[inline]
fn closing_quote(text: &[u8], delimiter: u8, scan: &mut Scan) -> Option<Mark> {
    let mut is_plain = true;
    loop {
        let mark = scan.next_mark(text, delimiter)?;
        is_plain &= mark.is_plain;
        match text[mark.at] {
            b'"' => return Some(Mark { at: mark.at, is_plain }),
            b'\n' | b'\r' | b'\t' => return None,
            _ => {}
        }
    }
}
