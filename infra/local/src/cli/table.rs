//! A table on standard output.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::output::Output;

/// A table whose columns are as wide as the widest cell so far. A later page may widen them; cells are never truncated.
pub(super) struct Table<const N: usize> {
    headings: [&'static str; N],
    widths: [usize; N],
    has_headings: bool,
    hides_last: bool,
}

impl<const N: usize> Table<N> {
    /// Creates a table with these headings, which are written before the first row.
    pub(super) fn new(headings: [&'static str; N]) -> Self {
        Self { headings, widths: [0; N], has_headings: false, hides_last: false }
    }

    /// Omits the last heading if the first page has no values in that column.
    pub(super) fn without_empty_last(self) -> Self {
        Self { hides_last: true, ..self }
    }

    pub(super) fn write(&mut self, rows: &[[String; N]], output: &mut Output) -> io::Result<()> {
        for row in rows {
            self.widen(row);
        }
        if !self.has_headings && !rows.is_empty() {
            self.has_headings = true;
            let mut headings = self.headings.map(str::to_owned);
            let is_last_empty = rows.iter().all(|row| row.last().is_none_or(String::is_empty));
            if let Some(last) = headings.last_mut().filter(|_| self.hides_last && is_last_empty) {
                last.clear();
            }
            self.widen(&headings);
            let line = self.line(&headings);
            writeln!(output.out, "{}", output.paint.bold(&line))?;
        }
        for row in rows {
            writeln!(output.out, "{}", self.line(row))?;
        }
        Ok(())
    }

    fn widen(&mut self, row: &[String; N]) {
        for (width, cell) in self.widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }

    fn line(&self, row: &[String; N]) -> String {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(self.widths) {
            line.push_str(cell);
            // `format!` counts characters when it pads, but terminals show some of them with double or zero width.
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        line.truncate(line.trim_end().len());
        line
    }
}
