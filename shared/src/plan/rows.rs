//! Counts the rows affected by a problem, and remembers the first ten.

use crate::problem::FIRST_ROWS_MAX;

/// The rows affected by a problem.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) count: u64,
    pub(super) first: Vec<u64>,
    last: u64,
}

impl Rows {
    /// Counts a row, but only once if it is added repeatedly in succession.
    pub(super) fn add(&mut self, row: u64) {
        if self.last == row {
            return;
        }
        self.last = row;
        self.count += 1;
        if self.first.len() < FIRST_ROWS_MAX {
            self.first.push(row);
        }
    }
}
