//! Problems that many rows share: each is reported once per file, with the number of rows and the first few row numbers.

use super::{draft::Mojibake, rows::Rows};
use crate::{
    decode::Encoding,
    problem::{Code, FIRST_ROWS_MAX, Problem},
    row::{Reason, Row},
    rules::MojibakeReadings,
};

#[derive(Debug, Default)]
pub(super) struct GatheredProblems {
    mojibake: Option<Problem>,
    /// Present if `mojibake` is.
    readings: Option<MojibakeReadings>,
    pub(super) formula_text: Option<Problem>,
    pub(super) header_repeated: Option<Problem>,
    other_feed: Rows,
    enabled_kept: Rows,
}

impl GatheredProblems {
    #[inline(never)]
    pub(super) fn add_header(&mut self, row: u64, line: u64) {
        add_row(&mut self.header_repeated, row, || Problem::at_row(Code::HeaderRepeated, row, line).rows(0, []));
    }

    /// Adds cells that were decoded twice. The cause usually affects the whole file, so the file gets one problem.
    #[inline(never)]
    pub(super) fn add_mojibake(&mut self, mojibake: Mojibake, words: u64, label: &str, (row, line): (u64, u64)) {
        let gathered = add_row(&mut self.mojibake, row, || {
            Problem::at_row(Code::FileMojibake, row, line).column(label).found(&mojibake.found).count(0).rows(0, [])
        });
        gathered.count = gathered.count.map(|count| count + words);
        if let Some(readings) = &mut self.readings {
            readings.narrow(&mojibake.readings);
        } else {
            self.readings = Some(mojibake.readings);
        }
    }

    /// Returns the problem with the cells that were decoded twice, if there are any.
    pub(super) fn take_mojibake(&mut self) -> Option<Problem> {
        let (meant, encoding) = self.readings.take()?.certain();
        Some(self.mojibake.take()?.suggest(meant).expected(encoding.map(Encoding::name)))
    }

    /// Adds a cell that was exported as a formula. The program has usually exported other cells in the same way, so the file gets one
    /// problem.
    #[inline(never)]
    pub(super) fn add_formula_text(&mut self, label: &str, found: &str, (row, line): (u64, u64)) {
        add_row(&mut self.formula_text, row, || {
            Problem::at_row(Code::SpreadsheetFormulaText, row, line).found(found).rows(0, []).column(label)
        });
    }

    /// Adds a decided row to the warnings about feeds, if one applies.
    #[inline]
    pub(super) fn add_decided(&mut self, row: &Row) {
        if row.reason == Some(Reason::OtherFeed) {
            self.other_feed.add(row.row);
        }
        if row.enabled_kept {
            self.enabled_kept.add(row.row);
        }
    }

    /// Returns the warnings about users who belong to another feed, and about users who stay disabled.
    pub(super) fn into_feed_problems(self) -> impl Iterator<Item = Problem> {
        [(Code::FeedOther, self.other_feed), (Code::EnabledKept, self.enabled_kept)]
            .into_iter()
            .filter(|(_, rows)| rows.count > 0)
            .map(|(code, rows)| Problem::new(code).rows(rows.count, rows.first))
    }
}

fn add_row(slot: &mut Option<Problem>, row: u64, first: impl FnOnce() -> Problem) -> &mut Problem {
    let gathered = slot.get_or_insert_with(first);
    gathered.rows = gathered.rows.map(|rows| rows + 1);
    if gathered.first_rows.len() < FIRST_ROWS_MAX {
        gathered.first_rows.push(row);
    }
    gathered
}
