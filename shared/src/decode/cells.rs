//! Splits a record into cells.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

use super::scan::is_hidden;
use crate::{
    problem::ROW_PROBLEMS_MAX,
    rules::{is_outer, unwrap_formula_text},
};

/// Maximum length in bytes of the white space and invisible characters before an opening quote. After more of them, a quote is part of the
/// text.
pub(super) const WHITE_MAX: usize = 32;

/// The positions of a record's cells, either in the raw record or in an unquoted copy.
#[derive(Debug, Default)]
pub(super) struct Cells {
    spans: Vec<CellSpan>,
    unquoted: String,
    is_unquoted: bool,
    findings: Findings,
    /// The first [`ROW_PROBLEMS_MAX`] cells with a misplaced quote.
    lenient: Vec<usize>,
    /// The quoted cells with a line break.
    multiline: Vec<Opened>,
}

/// The position of a cell. 32 bits are enough because a record is limited to [`ROW_BYTES_MAX`](super::ROW_BYTES_MAX).
#[derive(Debug, Clone, Copy)]
struct CellSpan {
    start: u32,
    end: u32,
    /// Whether the cell contains only visible ASCII characters and spaces.
    is_plain: bool,
}

/// Findings about the quotes in a record.
#[derive(Debug, Default, Clone, Copy)]
struct Findings {
    /// Number of cells with a misplaced quote.
    misplaced: usize,
    /// Whether a quoted cell is followed by text, or has no closing quote. Quotes inside an unquoted cell are text in every reading.
    is_torn: bool,
    /// The first quoted cell that begins or ends with a delimiter, ignoring spaces. If any quote in the record is misplaced, this cell's
    /// quotes may belong to two cells.
    edged: Option<usize>,
    /// A multi-line cell whose closing quote probably belongs to another cell: text follows that quote, or the cell is the first multi-line
    /// cell, contains a delimiter, and a misplaced quote follows.
    runaway: Option<Opened>,
}

/// A quoted cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) index: usize,
    /// Offset of its opening quote in the raw record.
    pub(super) at: usize,
    /// Offset of its closing quote, or of the end of the record if there is none.
    pub(super) closed_at: usize,
    has_delimiter: bool,
}

/// How a quote inside a quoted cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    Doubled,
    /// Escaped with a backslash, or doubled. `\\` is one backslash; a backslash before any other character is text.
    Backslash,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn get<'a>(&'a self, index: usize, raw: &'a str) -> &'a str {
        self.source(raw).get(self.span(index).0).unwrap_or_default()
    }

    /// Returns the text that contains the cells.
    pub(super) fn source<'a>(&'a self, raw: &'a str) -> &'a str {
        if self.is_unquoted { &self.unquoted } else { raw }
    }

    /// Returns the span of a cell in the source, and whether it contains only visible ASCII characters and spaces.
    #[inline]
    pub(super) fn span(&self, index: usize) -> (Range<usize>, bool) {
        self.spans.get(index).map_or((0..0, true), |span| (span.start as usize..span.end as usize, span.is_plain))
    }

    /// Starts a record whose cells are spans of the raw record. The caller then [adds](Self::push) each cell.
    pub(super) fn begin(&mut self) {
        self.spans.clear();
        self.is_unquoted = false;
        self.findings = Findings::default();
        self.lenient.clear();
        self.multiline.clear();
    }

    /// Adds the next cell, given as its span in the [source](Self::source).
    #[inline]
    pub(super) fn push(&mut self, span: Range<usize>, is_plain: bool) {
        self.spans.push(CellSpan { start: span.start as u32, end: span.end as u32, is_plain });
    }

    /// Returns the first [`ROW_PROBLEMS_MAX`] cells with a misplaced quote, including those whose `\"` was read as a quote.
    pub(super) fn lenient(&self) -> &[usize] {
        &self.lenient
    }

    /// Returns the first cell whose quotes may belong to two cells: it begins or ends with a delimiter, and a quote in the record is
    /// misplaced.
    pub(super) fn joined(&self) -> Option<usize> {
        self.lenient.first().and(self.findings.edged)
    }

    /// Copies the findings about misplaced quotes from the original record, and discards those about line breaks.
    pub(super) fn adopt_lenient(&mut self, original: &Self) {
        self.findings = Findings { edged: original.findings.edged, ..Findings::default() };
        self.lenient.clone_from(&original.lenient);
        self.multiline.clear();
    }

    /// Returns the quoted cells with a line break.
    pub(super) fn multiline(&self) -> &[Opened] {
        &self.multiline
    }

    /// Returns a multi-line cell whose closing quote probably belongs to another cell.
    pub(super) fn runaway(&self) -> Option<Opened> {
        self.findings.runaway
    }

    /// Splits a record from a file whose header has `width` cells.
    ///
    /// If a cell begins with a quote, ignoring white space, the quoted text ends at the next quote that is not doubled; a doubled quote is
    /// read as one quote. Text after the closing quote and quotes inside an unquoted cell are left unchanged, as in the `csv` crate. If
    /// this leaves a misplaced quote, but reading `\"` as a quote gives a record as wide as the header with fewer cells with a misplaced
    /// quote, none of them quoted, that reading is used.
    #[inline(never)]
    pub(super) fn cut(&mut self, raw: &str, delimiter: u8, has_quotes: bool, width: Option<usize>) {
        if !has_quotes {
            self.begin();
            let mut start = 0;
            for end in memchr_iter(delimiter, raw.as_bytes()) {
                self.push(start..end, is_plain(&raw[start..end]));
                start = end + 1;
            }
            self.push(start..raw.len(), is_plain(&raw[start..]));
            return;
        }
        self.cut_quoted(raw, delimiter, Escape::Doubled);
        if !self.lenient.is_empty() && raw.contains("\\\"") {
            let (doubled_len, doubled) = (self.len(), self.findings);
            self.cut_quoted(raw, delimiter, Escape::Backslash);
            let is_better = self.findings.misplaced < doubled.misplaced && !self.findings.is_torn;
            if is_better && Some(self.len()) == width {
                // If both readings are as wide as the header, a cell's quotes in either may belong to two cells.
                let edged = self.findings.edged.or(doubled.edged.filter(|_| Some(doubled_len) == width));
                self.findings = Findings { edged, ..self.findings };
            } else {
                self.cut_quoted(raw, delimiter, Escape::Doubled);
            }
        }
    }

    fn cut_quoted(&mut self, raw: &str, delimiter: u8, escape: Escape) {
        self.begin();
        self.is_unquoted = true;
        self.unquoted.clear();
        let mut findings = Findings::default();
        let mut rest = raw;
        loop {
            let (start, index) = (self.unquoted.len(), self.spans.len());
            let (mut is_lenient, mut is_escaped) = (false, false);
            let quoted = after_white_space(rest, delimiter);
            if quoted.as_bytes().first() == Some(&b'"') {
                let at = raw.len() - quoted.len();
                let after = match escape {
                    Escape::Doubled => self.unquote(&quoted[1..]),
                    Escape::Backslash => self.unquote_backslash(&quoted[1..], &mut is_escaped),
                };
                rest = after.unwrap_or_default();
                let text = &self.unquoted[start..];
                let is_multiline = text.contains(['\n', '\r']);
                let closed_at = after.map_or(raw.len(), |after| raw.len() - after.len() - 1);
                let opened = Opened { index, at, closed_at, has_delimiter: text.as_bytes().contains(&delimiter) };
                let tail = &rest[..memchr(delimiter, rest.as_bytes()).unwrap_or(rest.len())];
                is_lenient = !tail.trim().is_empty() || after.is_none();
                findings.is_torn |= is_lenient;
                let is_edged = |byte: Option<&u8>| byte == Some(&delimiter);
                let trimmed = text.trim_matches(' ').as_bytes();
                if is_edged(trimmed.first()) || is_edged(trimmed.last()) {
                    findings.edged = findings.edged.or(Some(index));
                }
                if is_multiline {
                    self.multiline.push(opened);
                    findings.runaway = findings.runaway.or(Some(opened).filter(|_| is_lenient));
                }
            }
            let end = memchr(delimiter, rest.as_bytes());
            let tail = &rest[..end.unwrap_or(rest.len())];
            let is_bare = self.unquoted.len() == start;
            is_lenient |= memchr(b'"', tail.as_bytes()).is_some() && !(is_bare && is_formula_text(tail));
            // The splitter, which ignores backslashes, ends a record at the first line break outside quotes. A reading with such a line
            // break inside the record contradicts the splitter.
            let is_broken = escape == Escape::Backslash && memchr2(b'\n', b'\r', tail.as_bytes()).is_some();
            is_lenient |= is_broken;
            findings.is_torn |= is_broken;
            if is_lenient {
                findings.misplaced += 1;
                findings.runaway =
                    findings.runaway.or(self.multiline.first().copied().filter(|opened| opened.has_delimiter));
            }
            if (is_lenient || is_escaped) && self.lenient.len() < ROW_PROBLEMS_MAX {
                self.lenient.push(index);
            }
            self.unquoted.push_str(tail);
            self.push(start..self.unquoted.len(), is_plain(&self.unquoted[start..]));
            match end {
                Some(end) => rest = &rest[end + 1..],
                None => break,
            }
        }
        self.findings = findings;
    }

    /// Appends the unquoted text of a cell to `self.unquoted`. Returns the text after the closing quote; `None` if there is no such quote.
    fn unquote<'a>(&mut self, mut quoted: &'a str) -> Option<&'a str> {
        while let Some(at) = memchr(b'"', quoted.as_bytes()) {
            self.unquoted.push_str(&quoted[..at]);
            quoted = &quoted[at + 1..];
            if quoted.as_bytes().first() != Some(&b'"') {
                return Some(quoted);
            }
            self.unquoted.push('"');
            quoted = &quoted[1..];
        }
        self.unquoted.push_str(quoted);
        None
    }

    /// Like [`unquote`](Self::unquote), but a backslash escapes. Sets `is_escaped` if the cell contains `\"`.
    fn unquote_backslash<'a>(&mut self, mut quoted: &'a str, is_escaped: &mut bool) -> Option<&'a str> {
        while let Some(at) = quoted.find(['"', '\\']) {
            self.unquoted.push_str(&quoted[..at]);
            let mut rest = quoted[at..].chars();
            let (sign, next) = (rest.next(), rest.clone().next());
            match (sign, next) {
                (Some('\\'), Some(escaped @ ('"' | '\\'))) | (Some('"'), Some(escaped @ '"')) => {
                    *is_escaped |= (sign, escaped) == (Some('\\'), '"');
                    self.unquoted.push(escaped);
                    quoted = &rest.as_str()[1..];
                }
                (Some('"'), _) => return Some(rest.as_str()),
                (Some(sign), _) => {
                    self.unquoted.push(sign);
                    quoted = rest.as_str();
                }
                (None, _) => break,
            }
        }
        self.unquoted.push_str(quoted);
        None
    }
}

/// Returns `true` for a character that may precede an opening quote: white space within a line, or an invisible character.
pub(super) fn may_precede_quote(character: char, delimiter: u8) -> bool {
    is_outer(character) && !matches!(character, '\n' | '\r') && character != char::from(delimiter)
}

/// Removes the white space before an opening quote. Returns the text unchanged if it does not open a quoted cell.
fn after_white_space(text: &str, delimiter: u8) -> &str {
    let begun = text.trim_start_matches(|character| may_precede_quote(character, delimiter));
    let is_opened = begun.as_bytes().first() == Some(&b'"') && text.len() - begun.len() <= WHITE_MAX;
    if is_opened { begun } else { text }
}

/// Returns `true` for `="text"`, a form that keeps spreadsheet programs from converting the text.
fn is_formula_text(text: &str) -> bool {
    unwrap_formula_text(text.trim()).is_some()
}

fn is_plain(text: &str) -> bool {
    !text.bytes().any(is_hidden)
}
