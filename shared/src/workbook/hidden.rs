//! Hidden rows and columns, including those of height or width 0.

use std::{collections::BTreeMap, ops::Range};

use quick_xml::events::BytesStart;

use super::{
    part::{Refusal, attribute, is_true},
    reference::COLUMNS_MAX,
};

/// The first hidden row or column of a sheet that contains a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Row number, counted from 1.
    Row(u64),
    /// Index of the column.
    Column(usize),
    /// It is unclear which row or column.
    Unclear,
}

/// The hidden rows and columns of a sheet that contain values.
#[derive(Debug, Clone, Default)]
pub(super) struct HiddenValues {
    /// Index of the first row.
    row: Option<u32>,
    /// Index of the last row with a value, by column.
    columns: BTreeMap<u32, u32>,
    /// Whether there may be others whose position is unclear.
    pub(super) is_unclear: bool,
}

impl HiddenValues {
    pub(super) fn add_row(&mut self, row: u32) {
        self.row = Some(self.row.map_or(row, |first| first.min(row)));
    }

    pub(super) fn add_column(&mut self, column: u32, row: u32) {
        let last = self.columns.entry(column).or_default();
        *last = row.max(*last);
    }

    /// Returns the first row, or the first column with a value below the header.
    pub(super) fn first(&self, header: Option<u32>) -> Option<Hidden> {
        let is_below = |last: u32| header.is_none_or(|header| last > header);
        let column = || self.columns.iter().find(|(_, last)| is_below(**last)).map(|(column, _)| *column);
        let row = self.row.map(|row| Hidden::Row(u64::from(row) + 1));
        let found = row.or_else(|| column().map(|column| Hidden::Column(column as usize)));
        found.or_else(|| self.is_unclear.then_some(Hidden::Unclear))
    }
}

/// The hidden columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct HiddenColumns {
    /// Whether each column is hidden. Empty if none is.
    columns: Vec<bool>,
    /// Number of elements that hide columns.
    elements: u32,
}

impl HiddenColumns {
    /// Adds the columns of a `col` element that hides them.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] if there are more such elements than columns. In a valid sheet, no two elements contain the same column, and
    /// marking the same columns any number of times would take too long.
    pub(super) fn add(&mut self, col: &BytesStart<'_>) -> Result<(), Refusal> {
        self.elements += 1;
        if self.elements > COLUMNS_MAX {
            return Err(Refusal::TooLarge);
        }
        self.columns.resize(COLUMNS_MAX as usize, false);
        if let Some(columns) = self.columns.get_mut(columns_of(col)) {
            columns.fill(true);
        }
        Ok(())
    }

    pub(super) fn contains(&self, column: u32) -> bool {
        self.columns.get(column as usize).is_some_and(|is_hidden| *is_hidden)
    }
}

/// Returns `true` if a `row` or `col` element is hidden. `size` is the name of its height or width.
pub(super) fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let is_zero = || attribute(element, size).and_then(|value| value.parse().ok()) == Some(0.0_f64);
    is_true(element, "hidden") || is_zero()
}

/// Returns the columns of a `col` element, counted from 0, or all columns if the element does not specify them clearly.
pub(super) fn columns_of(col: &BytesStart<'_>) -> Range<usize> {
    let count = COLUMNS_MAX as usize;
    let number = |name: &str| attribute(col, name).and_then(|text| text.parse::<usize>().ok());
    match (number("min"), number("max")) {
        (Some(first), Some(last)) if (1..=last).contains(&first) => first - 1..last.min(count),
        _ => 0..count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_an_element_are_hidden() {
        for (attributes, hidden) in [
            (r#"min="2" max="3""#, [false, true, true, false, false]),
            (r#"min="3" max="16384""#, [false, false, true, true, true]),
            (r#"min="5" max="99999999""#, [false, false, false, false, true]),
            (r#"min="16385" max="16386""#, [false; 5]),
            (r#"min="3" max="2""#, [true; 5]),
            (r#"min="0" max="2""#, [true; 5]),
            (r#"min="x""#, [true; 5]),
        ] {
            let mut columns = HiddenColumns::default();
            let element = format!("col {attributes}");
            assert!(columns.add(&BytesStart::from_content(element, 3)).is_ok());
            assert_eq!([0, 1, 2, 3, COLUMNS_MAX - 1].map(|column| columns.contains(column)), hidden, "{attributes}");
        }
    }

    #[test]
    fn more_elements_than_columns_are_refused() {
        let mut columns = HiddenColumns::default();
        let col = BytesStart::from_content("col min=\"1\" max=\"1\"", 3);
        assert!((0..COLUMNS_MAX).all(|_| columns.add(&col).is_ok()));
        assert!(columns.add(&col).is_err());
    }
}
