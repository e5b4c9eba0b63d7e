//! Merged cells: the sheet shows one text across an area, but the file contains it in the first cell only.

use std::collections::VecDeque;

use super::{sheet::SheetRow, shown::Damage};
use crate::decode::HEADER_COLUMNS_MAX;

/// A rectangle of merged cells; rows and columns from 0, the last ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first_row: u32,
    pub(super) first_column: u32,
    pub(super) last_row: u32,
    pub(super) last_column: u32,
}

impl Area {
    /// Returns `true` if the cell is in the area and is not the one with the text.
    fn covers(&self, row: u32, column: usize) -> bool {
        let columns = self.first_column as usize..=self.last_column as usize;
        columns.contains(&column) && (row, column) != (self.first_row, self.first_column as usize)
    }
}

/// Finds the cells of each row that are covered by a merged cell.
#[derive(Debug)]
pub(super) struct MergedCells {
    /// Areas below the last row, the next one first.
    ahead: VecDeque<Area>,
    /// Areas that include the last row, and whether they have a text.
    open: Vec<(Area, bool)>,
}

impl MergedCells {
    pub(super) fn new(mut areas: Vec<Area>) -> Self {
        areas.retain(|area| (area.first_column as usize) < HEADER_COLUMNS_MAX);
        areas.sort_unstable_by_key(|area| (area.first_row, area.first_column));
        Self { ahead: areas.into(), open: Vec::new() }
    }

    /// Marks the covered cells of the next row as damaged, unless all its texts are covered. `None` if too many areas overlap: spreadsheet
    /// programs never write such areas.
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
        let is_covered = |column: usize| self.open.iter().any(|(area, _)| area.covers(index, column));
        let has_own = (0..row.texts.len()).any(|column| !row.texts[column].is_empty() && !is_covered(column));
        if has_own {
            for (area, has_text) in &self.open {
                let last = (area.last_column as usize).min(HEADER_COLUMNS_MAX - 1);
                for column in (area.first_column as usize..=last).filter(|column| area.covers(index, *column)) {
                    // The sheet does not show the text of a covered cell, which only some libraries write.
                    if *has_text || row.texts.get(column).is_some_and(|text| !text.is_empty()) {
                        row.damage(column, Damage::Merged);
                    }
                }
            }
        }
        Some(())
    }
}
