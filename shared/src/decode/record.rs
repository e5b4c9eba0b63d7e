//! A record and its cells.

use std::ops::Range;

use super::{
    Delimiter,
    cells::{Cells, Opened},
    swallowed::{Shape, has_row_inside},
};
use crate::{rules::clean, workbook::Damage};

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
    /// Its length in bytes if it exceeds [`ROW_BYTES_MAX`](super::ROW_BYTES_MAX). Its text is then discarded.
    pub too_long: Option<u64>,
    pub(super) delimiter: Delimiter,
    pub(super) shape: Option<Shape>,
    pub(super) cells: &'a Cells,
    pub(super) damaged: &'a [(usize, Damage)],
    /// Number of cells in the file, before corrections; `None` in a workbook, where every row is as wide as the sheet.
    pub(super) len_in_file: Option<usize>,
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

    /// Returns `true` if no cell has text, apart from white space and invisible characters.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| clean(cell).is_empty())
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
    pub fn span(&self, index: usize) -> (Range<usize>, bool) {
        self.cells.span(index)
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
        self.lenient_quotes().first().copied()
    }

    /// Returns the indexes of the cells with a misplaced quote, but of no more than a row lists problems.
    pub fn lenient_quotes(&self) -> &[usize] {
        self.cells.lenient()
    }

    /// Returns the index of the first cell whose quotes may belong to two cells, so that the cells after it may have moved: it begins or
    /// ends with a delimiter, and a quote in the record is misplaced.
    pub fn joined_cell(&self) -> Option<usize> {
        self.cells.joined()
    }

    /// Finds a cell whose opening quote was probably closed by a quote from a later cell. The cell contains a line break; in addition, text
    /// follows its closing quote, or the cell contains a delimiter and a misplaced quote follows, or one of its lines looks like a row.
    /// Returns the cell's index, the line of its opening quote, and the text from that quote to the end of the line.
    pub fn runaway_quote(&self) -> Option<(usize, u64, &str)> {
        let is_swallowing = |opened: &Opened| {
            let quoted = opened.at..opened.closed_at;
            let len = (0..self.len()).rfind(|index| !self.cell(*index).trim().is_empty()).map_or(0, |last| last + 1);
            self.shape.is_some_and(|shape| has_row_inside(self.raw, len, quoted, self.delimiter.byte(), shape))
        };
        let swallowing = || self.cells.multiline().iter().copied().find(is_swallowing);
        let runaway = self.cells.runaway().or_else(swallowing)?;
        let (before, opened) = self.raw.split_at(runaway.at);
        let shown = opened.split(['\n', '\r']).next().unwrap_or_default();
        Some((runaway.index, self.line + count_breaks(before), shown))
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.len()).map(|index| self.cell(index))
    }
}

/// Counts line breaks. CRLF, LF and a lone CR each count as one.
fn count_breaks(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}
