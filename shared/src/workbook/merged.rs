//! Merged cells: the sheet shows text across an area, but the file contains it only in the first cell.

use std::collections::VecDeque;

use super::{reference::Area, sheet::SheetRow, shown::Damage};
use crate::decode::HEADER_COLUMNS_MAX;

/// Finds the cells in each row that are covered by a merged cell.
#[derive(Debug)]
pub(super) struct MergedCells {
    /// Areas below the last row that was read, by first row.
    ahead: VecDeque<Area>,
    /// Areas that include the last row that was read, and whether their first cell has text.
    open: Vec<(Area, bool)>,
}

impl MergedCells {
    pub(super) fn new(mut areas: Vec<Area>) -> Self {
        areas.retain(|area| (area.first_column as usize) < HEADER_COLUMNS_MAX);
        areas.sort_unstable_by_key(|area| (area.first_row, area.first_column));
        Self { ahead: areas.into(), open: Vec::new() }
    }

    /// Marks the covered cells in the next row as damaged if they have text, which the sheet does not show, or if the merged cell has text
    /// and the row has text of its own. Returns `None` if more areas overlap than spreadsheet programs ever write.
    pub(super) fn mark(&mut self, row: &mut SheetRow) -> Option<()> {
        let index = u32::try_from(row.row - 1).ok()?;
        self.open.retain(|(area, _)| area.last_row >= index);
        while let Some(area) = self.ahead.pop_front_if(|area| area.first_row <= index) {
            let has_text = row.texts.get(area.first_column as usize).is_some_and(|text| !text.is_empty());
            self.open.push((area, area.first_row == index && has_text));
        }
        if self.open.len() > HEADER_COLUMNS_MAX {
            return None;
        }
        if self.open.is_empty() {
            return Some(());
        }
        let is_covered = |column: usize| self.open.iter().any(|(area, _)| covers(area, index, column));
        let has_own = (0..row.texts.len()).any(|column| !row.texts[column].is_empty() && !is_covered(column));
        for (area, has_text) in &self.open {
            let last = (area.last_column as usize).min(HEADER_COLUMNS_MAX - 1);
            for column in (area.first_column as usize..=last).filter(|column| covers(area, index, *column)) {
                // Only some libraries write text into a covered cell.
                let is_hiding = row.texts.get(column).is_some_and(|text| !text.is_empty());
                if is_hiding || (*has_text && has_own) {
                    row.damage(column, Damage::Merged);
                }
            }
        }
        Some(())
    }
}

/// Returns `true` if the cell is in the area but is not the one with the text.
fn covers(area: &Area, row: u32, column: usize) -> bool {
    let columns = area.first_column as usize..=area.last_column as usize;
    columns.contains(&column) && (row, column) != (area.first_row, area.first_column as usize)
}
