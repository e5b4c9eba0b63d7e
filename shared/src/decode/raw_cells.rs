//! Splits raw records into cells without decoding the file again.

use super::cells::Cells;

/// Splits raw records into cells again.
#[derive(Debug, Default)]
pub struct RawCellSplitter {
    cells: Cells,
}

#[derive(Debug, Clone, Copy)]
pub struct RawCells<'a> {
    raw: &'a str,
    cells: &'a Cells,
}

impl RawCellSplitter {
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
