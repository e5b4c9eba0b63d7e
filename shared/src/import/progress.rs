use serde::{Deserialize, Serialize};

use crate::{
    layout::Layout,
    problem::{Problem, Severity},
    row::Summary,
};

/// Maximum number of the file's own problems that are stored in the import; a separate route lists all of them.
pub const FILE_PROBLEMS_SHOWN: usize = 100;
/// Maximum size of the file's own problems that are stored in the import, in bytes of JSON. An import is read and written often, so it must
/// be small.
pub const FILE_PROBLEMS_BYTES_MAX: usize = 200 * 1024;

/// Progress of validation. Applied rows are counted from the chunks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub bytes_read: u64,
    /// Number of rows in the file, excluding those counted in `rows_blank` and `rows_left_out`; unknown until the whole file is read.
    pub rows_total: Option<u64>,
    pub rows_validated: u64,
    /// Blank rows, which are left out.
    pub rows_blank: u64,
    /// Exact repeats of earlier rows, which are left out.
    pub rows_repeated: u64,
    /// Rows that repeat the header, and rows that a correction leaves out.
    #[serde(default)]
    pub rows_left_out: u64,
}

/// Counts of problems, and the first problems of the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemCounts {
    /// Errors in the file and in its rows.
    pub errors: u64,
    pub warnings: u64,
    /// The file's first problems, up to [`FILE_PROBLEMS_SHOWN`] and [`FILE_PROBLEMS_BYTES_MAX`]. Text from cells is removed because imports
    /// are never deleted.
    #[serde(default)]
    pub file: Vec<Problem>,
}

impl ProblemCounts {
    pub fn count(&mut self, problem: &Problem) {
        match problem.severity() {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// Adds the file's own problems to the counts and retains the first ones.
    #[must_use]
    pub fn with_file(mut self, problems: &[Problem], layout: &Layout) -> Self {
        for problem in problems {
            self.count(problem);
        }
        let mut bytes = 0;
        let fits = |problem: &Problem| {
            bytes += serde_json::to_vec(problem).map_or(0, |json| json.len());
            bytes <= FILE_PROBLEMS_BYTES_MAX
        };
        let first = problems.iter().take(FILE_PROBLEMS_SHOWN);
        self.file = first.map(|problem| problem.without_cells(layout)).take_while(fits).collect();
        self
    }
}

/// The shape of a plan, known once a validation attempt is complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanShape {
    pub chunks: u32,
    pub planned: Summary,
    /// Whether the corrections file is UTF-8 because the file's encoding cannot represent every message.
    #[serde(default)]
    pub is_fix_utf8: bool,
    #[serde(default)]
    pub findings: u64,
    /// Number of rows whose values are not listed because there are too many findings. A row counts once for each such value.
    #[serde(default, rename = "findings_left_over")]
    pub rows_left_over: u64,
    #[serde(default)]
    pub courses_left_out: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout::LayoutName, problem::Code};

    #[test]
    fn problems_of_the_file_are_all_counted_and_the_first_ones_retained_without_cells() {
        let layout = LayoutName::Enrolment.layout();
        let small = Problem::new(Code::HeaderColumnUnknown).found("Ann");
        let large = Problem::new(Code::CourseUnmatched).company(&"x".repeat(FILE_PROBLEMS_BYTES_MAX / 3));
        for (problem, count, retained) in
            [(&small, 3, 3), (&small, FILE_PROBLEMS_SHOWN + 1, FILE_PROBLEMS_SHOWN), (&large, 3, 2)]
        {
            let counts = ProblemCounts::default().with_file(&vec![problem.clone(); count], layout);
            assert_eq!((counts.errors, counts.warnings, counts.file.len()), (count as u64, 0, retained));
            assert!(counts.file.iter().all(|problem| problem.found.is_empty()));
        }
    }

    #[test]
    fn problems_are_counted_by_severity() {
        let (error, warning) = (Problem::new(Code::CourseUnmatched), Problem::new(Code::QuoteLenient));
        let mut counts = ProblemCounts::default();
        for problem in [&error, &warning, &error, &warning, &warning] {
            counts.count(problem);
        }
        assert_eq!((counts.errors, counts.warnings), (2, 3));
    }
}
