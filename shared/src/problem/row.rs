//! The problems of one row.

use super::{Hint, Problem, Severity};

/// Maximum number of problems that are listed for a row. The first twenty are enough to explain a row with more.
pub const ROW_PROBLEMS_MAX: usize = 20;

/// Collects the problems of one row while its cells are read. Rules add problems and never fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblems {
    row: u64,
    line: u64,
    list: Vec<Problem>,
    has_error: bool,
}

impl RowProblems {
    /// Creates an empty list for the row that begins at `line`.
    pub fn new(row: u64, line: u64) -> Self {
        Self { row, line, list: Vec::new(), has_error: false }
    }

    /// Adds a problem, with this row's position. Beyond [`ROW_PROBLEMS_MAX`], a problem is discarded, except for the first error, which
    /// replaces the last warning: the list must say why the row failed.
    pub fn add(&mut self, problem: Problem) {
        let is_first_error = problem.severity() == Severity::Error && !self.has_error;
        self.has_error |= is_first_error;
        if is_first_error {
            self.list.truncate(ROW_PROBLEMS_MAX - 1);
        }
        if self.list.len() < ROW_PROBLEMS_MAX {
            self.list.push(problem.at(self.row, self.line));
        }
    }

    /// Adds to the problems of missing cells that the row ends before their columns: it has `count` cells, but there are `limit` columns.
    /// `is_beyond` returns `true` for the labels of these columns.
    pub fn mark_short(&mut self, limit: u64, count: u64, is_beyond: impl Fn(&str) -> bool) {
        let is_missing = |problem: &&mut Problem| {
            problem.found.is_empty() && problem.hint.is_none() && problem.column.as_deref().is_some_and(&is_beyond)
        };
        for problem in self.list.iter_mut().filter(is_missing) {
            problem.hint = Some(Hint::ShortRow);
            (problem.limit, problem.count) = (Some(limit), Some(count));
        }
    }

    /// Returns `true` if any problem, including discarded ones, is an error.
    pub fn has_error(&self) -> bool {
        self.has_error
    }

    pub fn row(&self) -> u64 {
        self.row
    }

    /// Returns the line on which the row begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Returns the problems in the order they were found.
    pub fn into_list(self) -> Vec<Problem> {
        self.list
    }

    /// Returns the problems in the order they were found.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn row_problems_beyond_the_limit_still_count_as_errors() {
        let mut problems = RowProblems::new(2, 2);
        for _ in 0..ROW_PROBLEMS_MAX {
            problems.add(Problem::new(Code::CourseRepeated));
        }
        assert!(!problems.has_error());
        for code in [Code::EmailInvalid, Code::CompanyMissing] {
            problems.add(Problem::new(code));
        }
        assert!(problems.has_error());
        let listed = problems.into_list();
        assert_eq!(listed.len(), ROW_PROBLEMS_MAX);
        assert_eq!(listed.last().map(|problem| problem.code), Some(Code::EmailInvalid), "the reason is listed");
    }
}
