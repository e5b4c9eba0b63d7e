//! References to cells and areas in a sheet.

/// Maximum number of columns in a sheet: the last one is `XFD`.
pub(super) const COLUMNS_MAX: u32 = 16_384;
/// Maximum number of rows in a sheet, with or without values. Source: Excel specifications and limits.
pub(super) const SHEET_ROWS_MAX: u32 = 1_048_576;

/// Row and column of a cell, counted from 0.
pub(super) type Position = (u32, u32);

/// A rectangle of cells. Rows and columns are counted from 0, and the last ones are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first_row: u32,
    pub(super) first_column: u32,
    pub(super) last_row: u32,
    pub(super) last_column: u32,
}

impl Area {
    pub(super) const ALL: Self = Self { first_row: 0, first_column: 0, last_row: u32::MAX, last_column: u32::MAX };

    pub(super) fn contains(&self, (row, column): Position) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }

    /// Returns the smallest area that contains both.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            first_row: self.first_row.min(other.first_row),
            first_column: self.first_column.min(other.first_column),
            last_row: self.last_row.max(other.last_row),
            last_column: self.last_column.max(other.last_column),
        }
    }
}

/// Returns the letters of the column with this index, counted from 0: A to Z, then AA.
pub(crate) fn column_letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Returns the position that a cell reference such as `AB12` names. The column may be beyond the last one.
pub(super) fn position_of(reference: &str) -> Option<Position> {
    let (letters, row) = reference.split_at(reference.bytes().take_while(u8::is_ascii_alphabetic).count());
    let is_number = row.bytes().all(|digit| digit.is_ascii_digit());
    let add =
        |sum: u32, letter: u8| sum.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let column = letters.bytes().fold(0, add);
    Some((row.parse::<u32>().ok().filter(|_| is_number)?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Returns the area between two corners, such as `A2:C5`, or the area of one cell. Returns `None` if a reference is invalid or the corners
/// are in the wrong order.
pub(super) fn area_of(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((first_row, first_column), (last_row, last_column)) = (position_of(first)?, position_of(last)?);
    let area = Area { first_row, first_column, last_row, last_column };
    (first_row <= last_row && first_column <= last_column).then_some(area)
}

/// Returns the area between two opposite corners in any order, which may be absolute, such as `$C$5:$A$2`.
pub(super) fn lenient_area_of(text: &str) -> Option<Area> {
    let text = text.replace('$', "");
    let (first, last) = text.split_once(':').unwrap_or((text.as_str(), text.as_str()));
    let ((row, column), (other_row, other_column)) = (position_of(first)?, position_of(last)?);
    Some(Area {
        first_row: row.min(other_row),
        first_column: column.min(other_column),
        last_row: row.max(other_row),
        last_column: column.max(other_column),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_parsed() {
        for (text, expected) in [
            ("A1", Some((0, 0))),
            ("Z9", Some((8, 25))),
            ("aa10", Some((9, 26))),
            ("XFD1", Some((0, COLUMNS_MAX - 1))),
            ("XFE1", Some((0, COLUMNS_MAX))),
            ("AAAAAAAA1", Some((0, u32::MAX - 1))),
            ("7", None),
            ("A0", None),
            ("A", None),
            ("A+1", None),
            ("A 1", None),
            ("A99999999999", None),
        ] {
            assert_eq!(position_of(text), expected, "{text}");
        }
    }

    #[test]
    fn areas_are_parsed() {
        let area = Area { first_row: 1, first_column: 0, last_row: 4, last_column: 2 };
        let cell = Area { last_row: 1, last_column: 0, ..area };
        for (text, expected) in [
            ("A2:C5", Some(area)),
            ("A2", Some(cell)),
            ("A2:", None),
            ("C5:A2", None),
            ("A:C", None),
            ("A2:C5:D6", None),
        ] {
            assert_eq!(area_of(text), expected, "{text}");
        }
        for (text, expected) in [
            ("A2:C5", Some(area)),
            ("$A$2:$C$5", Some(area)),
            ("C5:A2", Some(area)),
            ("$C2:A$5", Some(area)),
            ("$A$2", Some(cell)),
            ("A:C", None),
            ("$", None),
        ] {
            assert_eq!(lenient_area_of(text), expected, "{text}");
        }
        assert_eq!(cell.union(&Area { first_row: 4, last_row: 4, last_column: 2, ..area }), area);
        assert_eq!(
            [(1, 0), (4, 2), (5, 2), (4, 3), (0, 0)].map(|position| area.contains(position)),
            [true, true, false, false, false]
        );
    }
}
