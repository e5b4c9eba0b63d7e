//! Rows with a different number of cells from the header.

use crate::{
    decode::Record,
    header::Header,
    problem::{Code, FIRST_ROWS_MAX, FOUND_CHARS_MAX, Problem},
    rules::clean,
};

/// Counts rows, and collects those that are shorter than the header, or longer only because of extra empty cells.
///
/// If most rows are ragged, the program that wrote the file omits empty cells at the end. If only a few are, a cell may be missing in the
/// middle, so that the following cells have shifted.
#[derive(Debug, Default)]
pub(super) struct RaggedRows {
    rows: u64,
    ragged: u64,
    problem: Option<Problem>,
}

impl RaggedRows {
    /// Counts a row whose cells have no errors.
    #[inline]
    pub(super) fn count(&mut self, record: &Record<'_>, header: &Header) {
        self.rows += 1;
        if record.len_in_file().is_some_and(|len| len != header.targets.len()) {
            self.add(record, header);
        }
    }

    #[inline(never)]
    fn add(&mut self, record: &Record<'_>, header: &Header) {
        self.ragged += 1;
        let problem = self.problem.get_or_insert_with(|| Problem::new(Code::RowRagged));
        if problem.first_rows.len() == FIRST_ROWS_MAX {
            return;
        }
        let cells: Vec<String> = header
            .labels
            .iter()
            .zip(record.cells())
            .filter(|(label, cell)| !label.is_empty() && !clean(cell).is_empty())
            .map(|(label, cell)| format!("{label}: {}", clean(cell)))
            .collect();
        problem.first_rows.push(record.row);
        problem.add_sample(record.row, [last_of(&cells).as_str()]);
    }

    /// Returns a warning if some, but fewer than half, of the rows (including the header) are ragged.
    pub(super) fn into_problem(self) -> Option<Problem> {
        let ragged = self.ragged;
        let problem = self.problem.filter(|_| ragged * 2 < self.rows + 1)?;
        Some(Problem { rows: Some(ragged), ..problem })
    }
}

/// Returns as many cells from the end of a row as a sample can show. If cells in a row have shifted, the last ones have.
fn last_of(cells: &[String]) -> String {
    let mut chars = 0;
    let fits = |cell: &&String| {
        chars += cell.chars().count() + SEPARATOR.len();
        chars < FOUND_CHARS_MAX - LEFT_OUT.len()
    };
    let shown = cells.iter().rev().take_while(fits).count().max(1).min(cells.len());
    let left_out = if shown < cells.len() { LEFT_OUT } else { "" };
    format!("{left_out}{}", cells[cells.len() - shown..].join(SEPARATOR))
}

/// Separates the cells in a sample.
const SEPARATOR: &str = "; ";
/// Stands in for the first cells if a sample cannot show them.
const LEFT_OUT: &str = "… ";
