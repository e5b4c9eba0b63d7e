//! Recognizes a file whose rows are all in quotes, so that each of them is a single cell.

use crate::{
    decode::Record,
    problem::{Code, Problem},
};

/// Number of rows after which a file is refused if all of them are quoted lines. If only a few are, each of them is a row error.
const ROWS_MAX: u32 = 5;

/// Counts the quoted lines at the beginning of the rows.
#[derive(Debug, Default)]
pub(super) struct QuotedLines {
    count: u32,
    /// The problem that refuses the file, at the first row.
    problem: Option<Box<Problem>>,
    /// Whether a row is split into cells.
    is_any_split: bool,
}

impl QuotedLines {
    /// Adds a row that is not blank. Returns the problem that refuses the file if the first [`ROWS_MAX`] rows are quoted lines.
    #[inline]
    pub(super) fn add(&mut self, record: &Record<'_>) -> Option<Box<Problem>> {
        if self.is_any_split {
            return None;
        }
        self.is_any_split = !record.is_quoted_line();
        if self.is_any_split {
            return None;
        }
        let problem = || Box::new(Problem::at_row(Code::FileNotSplit, record.row, record.line));
        self.problem.get_or_insert_with(problem);
        self.count += 1;
        if self.count < ROWS_MAX { None } else { self.problem.take() }
    }

    /// Returns, at the end of the file, the problem that refuses it if all of its rows are quoted lines.
    pub(super) fn finish(&mut self) -> Option<Box<Problem>> {
        self.problem.take().filter(|_| !self.is_any_split)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{decode::Decoder, layout::LayoutName};

    /// Returns the row that a file's problem names, and the number of rows that were read for it; 0 for all of them.
    fn refused_at(rows: &[&str]) -> Option<(u64, usize)> {
        let mut decoder = Decoder::new(LayoutName::Learners.layout());
        decoder.push(b"firstname,lastname,email,language\n");
        decoder.push(rows.join("\n").as_bytes());
        decoder.finish();
        decoder.next_record().unwrap().unwrap();
        let (mut lines, mut read) = (QuotedLines::default(), 0);
        while let Some(record) = decoder.next_record().unwrap() {
            read += 1;
            if let Some(problem) = lines.add(&record) {
                return problem.row.map(|row| (row, read));
            }
        }
        lines.finish().and_then(|problem| problem.row).map(|row| (row, 0))
    }

    #[test]
    fn file_is_refused_only_if_its_first_rows_are_all_quoted_lines() {
        const SPLIT: &str = "Ann,Lee,ann@example.org,en";
        const QUOTED: &str = "\"Ann,Lee,ann@example.org,en\"";
        for (rows, expected) in [
            (&[QUOTED][..], Some((2, 0))),
            (&[QUOTED, QUOTED, QUOTED, QUOTED], Some((2, 0))),
            (&[QUOTED, QUOTED, QUOTED, QUOTED, QUOTED, SPLIT], Some((2, 5))),
            (&[QUOTED, SPLIT], None),
            (&[QUOTED, QUOTED, QUOTED, QUOTED, SPLIT, QUOTED], None),
            (&[SPLIT, QUOTED, QUOTED, QUOTED, QUOTED, QUOTED, QUOTED], None),
            (&[QUOTED, "Total,1"], None),
            (&[SPLIT], None),
            (&[], None),
        ] {
            assert_eq!(refused_at(rows), expected, "{rows:?}");
        }
    }
}
