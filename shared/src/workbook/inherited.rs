//! Formats of rows and columns. For a cell without a format of its own, some spreadsheet programs use them, others do not.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::{
    cell::parse_index,
    hidden::columns_of,
    part::{Refusal, attribute, is_true},
    reference::{COLUMNS_MAX, Position},
};
use crate::decode::HEADER_COLUMNS_MAX;

/// The formats of a sheet's columns, of those that a header may have.
#[derive(Debug, Default)]
pub(super) struct ColumnFormats {
    /// The index of each column's format. Empty if no column has one.
    formats: Vec<Option<u32>>,
    /// Number of elements that contain a format.
    elements: u32,
}

impl ColumnFormats {
    /// Adds the columns of a `col` element, if it contains a format.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] if there are more such elements than columns, as for hidden columns.
    pub(super) fn add(&mut self, col: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(format) = format_of(col, "style") else { return Ok(()) };
        self.elements += 1;
        if self.elements > COLUMNS_MAX {
            return Err(Refusal::TooLarge);
        }
        self.formats.resize(HEADER_COLUMNS_MAX, None);
        let columns = columns_of(col);
        let columns = columns.start.min(HEADER_COLUMNS_MAX)..columns.end.min(HEADER_COLUMNS_MAX);
        if let Some(formats) = self.formats.get_mut(columns) {
            formats.fill(Some(format));
        }
        Ok(())
    }

    pub(super) fn of(&self, column: u32) -> Option<u32> {
        self.formats.get(column as usize).copied().flatten()
    }
}

/// Returns the format of a `row` element, which applies only if the element says so.
pub(super) fn format_of_row(row: &BytesStart<'_>) -> Option<u32> {
    format_of(row, "s").filter(|_| is_true(row, "customFormat"))
}

/// Returns the index of the format in this attribute. Text that is not an index is read as a format that does not exist.
fn format_of(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name).map(|text| parse_index(&text).unwrap_or(u32::MAX))
}

/// Cells without a format that are shown differently in the format of their row or column. Neighbours in a column are one range, because
/// usually all cells of a column are without a format.
#[derive(Debug, Clone, Default)]
pub(super) struct ChangedCells {
    /// The first and the last row of each range, by column. The rows of a readable sheet ascend.
    columns: BTreeMap<u32, Vec<(u32, u32)>>,
    /// Number of ranges.
    pub(super) count: usize,
}

impl ChangedCells {
    pub(super) fn add(&mut self, (row, column): Position) {
        let ranges = self.columns.entry(column).or_default();
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => {
                ranges.push((row, row));
                self.count += 1;
            }
        }
    }

    pub(super) fn contains(&self, (row, column): Position) -> bool {
        self.columns.get(&column).is_some_and(|ranges| {
            let at = ranges.partition_point(|(_, last)| *last < row);
            ranges.get(at).is_some_and(|(first, _)| *first <= row)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_has_the_last_format_that_contains_it() {
        let mut columns = ColumnFormats::default();
        for attributes in [
            r#"min="1" max="3" style="2""#,
            r#"min="3" max="16384" style="x""#,
            r#"min="2" max="2" width="9""#,
            r#"min="5" max="5" style="0""#,
            r#"min="2000" max="2001" style="7""#,
        ] {
            assert!(columns.add(&BytesStart::from_content(format!("col {attributes}"), 3)).is_ok());
        }
        let formats = [0, 1, 2, 3, 4, HEADER_COLUMNS_MAX as u32 - 1, 1_999].map(|column| columns.of(column));
        let unclear = Some(u32::MAX);
        assert_eq!(formats, [Some(2), Some(2), unclear, unclear, Some(0), unclear, None]);
    }

    #[test]
    fn neighbours_in_a_column_are_one_range() {
        let mut cells = ChangedCells::default();
        for position in [(1, 0), (1, 3), (2, 3), (4, 3), (5, 3), (5, 0)] {
            cells.add(position);
        }
        let column = |column: u32| (0..7).filter(|row| cells.contains((*row, column))).collect::<Vec<_>>();
        assert_eq!([column(0), column(1), column(3)], [vec![1, 5], vec![], vec![1, 2, 4, 5]]);
        assert_eq!(cells.count, 4);
    }
}
