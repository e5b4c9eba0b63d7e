//! Findings: distinct problematic values in columns with a set of choices, and problematic labels. One finding covers all rows with the
//! same value and problem.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::safe::{is_other_spelling, is_safe};
use crate::{
    layout::{Field, Layout},
    problem::{Code, FIRST_ROWS_MAX, Hint, Language, Level, Problem, Severity, message},
    row::Row,
    rules::clean,
};

/// Maximum number of findings per column.
pub const FINDINGS_MAX: usize = 2_000;
/// Maximum estimated total size of all findings, in bytes.
const BYTES_MAX: usize = 8 * 1024 * 1024;
/// Assumed size in bytes of a finding without its text.
const FINDING_BYTES: usize = 512;
/// Maximum number of distinct left-out courses listed for an import.
const LEFT_OUT_MAX: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The problem, with the number of affected rows and the first of them.
    problem: Problem,
    /// The name by which corrections refer to the column's values; for a finding about a label, the label itself.
    column: Option<String>,
    /// The whole text if it is at most 1,024 bytes long; otherwise, truncated as in the problem.
    found: String,
    safe: bool,
}

/// A finding as returned by the API.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Finding"))]
pub struct FindingView<'a> {
    /// Stable code, for programs.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Label of the layout's column; `module requested` for courses; the file's own label if the finding is about a label.
    pub column: Option<&'a str>,
    /// The company whose cohorts or courses were searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<&'a str>,
    /// The cell or label in the file. Truncated only if it is longer than 1,024 bytes.
    pub found: &'a str,
    /// The text after correction, if a correction did not solve the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<&'a str>,
    /// Number of rows; 1 for a label.
    pub count: u64,
    /// The first rows, at most 10.
    pub first_rows: &'a [u64],
    /// Up to 3 guesses at what was meant, best first.
    pub suggestions: &'a [String],
    /// Whether there is exactly one suggestion, it is certain, and it corrects an error.
    pub safe: bool,
    /// What is wrong and what to do, in the reader's language.
    pub message: String,
}

impl Finding {
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    pub fn view(&self, language: Language) -> FindingView<'_> {
        FindingView {
            code: self.problem.code,
            severity: self.severity(),
            column: self.column.as_deref(),
            company: self.problem.company.as_deref(),
            found: &self.found,
            reads: self.problem.reads.as_deref(),
            count: self.problem.rows.unwrap_or(1),
            first_rows: &self.problem.first_rows,
            suggestions: &self.problem.suggestions,
            safe: self.safe,
            message: message::message(&self.problem, language),
        }
    }
}

/// A course that corrections leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CourseLeftOut {
    /// Name of the company.
    pub company: String,
    /// The title in the file.
    pub found: String,
    /// Number of rows.
    pub rows: u64,
}

/// Code, column, company, text in the file, corrected text.
type Value = (Code, String, String, String, String);

/// Collects a file's findings while its rows are planned.
#[derive(Debug)]
pub struct FindingCollector {
    layout: &'static Layout,
    indexes: HashMap<Value, usize>,
    of_column: HashMap<String, usize>,
    findings: Vec<Finding>,
    bytes: usize,
    rows_left_over: u64,
    left_out: Vec<CourseLeftOut>,
}

#[derive(Debug, Default)]
pub struct Collected {
    /// Errors before warnings; within each group, labels before values.
    pub findings: Vec<Finding>,
    /// Number of rows whose values are not listed because there are too many findings. A row counts once for each such value.
    pub rows_left_over: u64,
    /// The first 100 courses that corrections leave out.
    pub courses_left_out: Vec<CourseLeftOut>,
}

impl FindingCollector {
    pub fn new(layout: &'static Layout) -> Self {
        Self {
            layout,
            indexes: HashMap::new(),
            of_column: HashMap::new(),
            findings: Vec::new(),
            bytes: 0,
            rows_left_over: 0,
            left_out: Vec::new(),
        }
    }

    /// Adds a planned row: the courses that corrections leave out, and the problems in columns with a set of choices, except those reported
    /// once per file.
    pub fn add_row(&mut self, row: &Row) {
        for problem in row.problems.iter().filter(|problem| problem.code.level() == Level::Row) {
            if let Some(column) = problem.column.as_deref().and_then(|label| self.choice_column(label)) {
                self.add(problem, column, 1, &[row.row]);
            }
        }
        for cell in &row.corrections {
            if self.layout.is_numbered(&cell.column) && clean(&cell.to).is_empty() {
                self.leave_out(row.person.values.company().unwrap_or_default(), &cell.found);
            }
        }
    }

    fn leave_out(&mut self, company: &str, found: &str) {
        let index = self.left_out.iter().position(|other| other.company == company && other.found == found);
        match index {
            Some(index) => self.left_out[index].rows += 1,
            None if self.left_out.len() < LEFT_OUT_MAX => {
                self.left_out.push(CourseLeftOut { company: company.to_owned(), found: found.to_owned(), rows: 1 });
            }
            None => {}
        }
    }

    /// Adds the file's problems that concern labels, courses or aliases, and returns everything collected. `labels` are the labels in the
    /// file that name layout columns.
    pub fn finish(mut self, problems: &[Problem], labels: &[String]) -> Collected {
        for problem in problems {
            match problem.code {
                code if is_of_label(code) => {
                    let column = problem.column.clone().unwrap_or_default();
                    self.add(problem, column, 1, &problem.row.into_iter().collect::<Vec<_>>());
                }
                Code::CourseUnmatched | Code::CourseAmbiguous | Code::AliasUsed => {
                    if let Some(column) = problem.column.as_deref().and_then(|label| self.choice_column(label)) {
                        self.add(problem, column, problem.rows.unwrap_or(1), &problem.first_rows);
                    }
                }
                _ => {}
            }
        }
        let targets: Vec<String> = self.label_targets().map(str::to_owned).collect();
        let is_missing = |label: &str| {
            let of_missing = |problem: &Problem| problem.code == Code::HeaderColumnMissing;
            problems
                .iter()
                .filter(|problem| of_missing(problem))
                .any(|problem| problem.column.as_deref() == Some(label))
        };
        for finding in self.findings.iter_mut().filter(|finding| names_column(finding.problem.code)) {
            let [target] = finding.problem.suggestions.as_slice() else { continue };
            // A column that the layout ignores is only a warning, but if it is the one that is missing, the file is refused because of it.
            let is_refused = finding.problem.code == Code::ColumnIgnored && is_missing(target);
            let is_certain = finding.safe || is_refused && is_other_spelling(&finding.found, target);
            // Two columns in the file cannot be read as the same layout column.
            let is_free = !labels.contains(target) && targets.iter().filter(|other| *other == target).count() == 1;
            finding.safe = is_certain && is_free;
        }
        let order = |finding: &Finding| (finding.severity() == Severity::Warning, !is_of_label(finding.problem.code));
        self.findings.sort_by_key(order);
        Collected { findings: self.findings, rows_left_over: self.rows_left_over, courses_left_out: self.left_out }
    }

    fn label_targets(&self) -> impl Iterator<Item = &str> {
        let unknown = self.findings.iter().filter(|finding| names_column(finding.problem.code));
        unknown.filter_map(|finding| finding.problem.suggestions.first()).map(String::as_str)
    }

    fn add(&mut self, problem: &Problem, column: String, rows: u64, first_rows: &[u64]) {
        let found = problem.whole.as_ref().unwrap_or(&problem.found).clone();
        let value = (
            problem.code,
            column.clone(),
            problem.company.clone().unwrap_or_default(),
            found.clone(),
            problem.reads.clone().unwrap_or_default(),
        );
        if let Some(index) = self.indexes.get(&value) {
            let known = &mut self.findings[*index].problem;
            known.rows = known.rows.map(|known| known + rows);
            // A finding says that its rows are short only if all of them are, and how short only if they are equally short.
            if known.hint == Some(Hint::ShortRow) {
                known.hint = problem.hint;
                known.count = known.count.filter(|count| problem.count == Some(*count));
            }
            let room = FIRST_ROWS_MAX.saturating_sub(known.first_rows.len());
            known.first_rows.extend(first_rows.iter().take(room));
            return;
        }
        let count = self.of_column.entry(column.clone()).or_default();
        let bytes = FINDING_BYTES + found.len() + problem.suggestions.iter().map(String::len).sum::<usize>();
        if *count == FINDINGS_MAX || self.bytes + bytes > BYTES_MAX {
            self.rows_left_over += rows;
            return;
        }
        *count += 1;
        self.bytes += bytes;
        self.indexes.insert(value, self.findings.len());
        let safe = is_safe(problem);
        let problem = Problem {
            row: None,
            line: None,
            whole: None,
            samples: Vec::new(),
            ..problem.clone().rows(rows, first_rows.iter().copied())
        };
        self.findings.push(Finding { problem, column: Some(column), found, safe });
    }

    /// Returns the name by which corrections refer to the values in a column with a set of choices, or `None` for other columns.
    fn choice_column(&self, label: &str) -> Option<String> {
        let numbered_name = self.layout.numbered_name();
        if self.layout.is_numbered(label) || numbered_name == Some(label) {
            return numbered_name.map(str::to_owned);
        }
        let column = self.layout.column_labelled(label)?;
        let has_choices =
            matches!(column.field, Field::Enabled | Field::Company | Field::Cohort | Field::Language | Field::Country);
        has_choices.then(|| label.to_owned())
    }
}

/// Returns `true` if the code is about a column that the layout does not have.
fn names_column(code: Code) -> bool {
    matches!(code, Code::HeaderColumnUnknown | Code::ColumnIgnored)
}

/// Returns `true` if the code is about a label rather than a value.
fn is_of_label(code: Code) -> bool {
    matches!(
        code,
        Code::HeaderColumnUnknown
            | Code::HeaderColumnMissing
            | Code::HeaderColumnDuplicate
            | Code::HeaderColumnMissingLabel
            | Code::ColumnIgnored
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corrections::CorrectedCell,
        layout::{LayoutName, Values},
        row::Person,
    };

    #[test]
    fn ignored_column_is_safe_to_rename_only_if_it_is_a_missing_one() {
        let ignored = |label: &str, meant: &str| {
            Problem::at_row(Code::ColumnIgnored, 1, 1).column(label).found(label).suggest([meant])
        };
        let missing = |label: &str| Problem::at_row(Code::HeaderColumnMissing, 1, 1).column(label);
        let problems = [
            missing("firstname"),
            missing("lastname"),
            missing("language"),
            ignored("Vorname", "firstname"),
            ignored("lastnmae", "lastname"),
            ignored("Sprache", "language"),
            ignored("lang", "language"),
            ignored("Land", "country"),
        ];
        let collected = FindingCollector::new(LayoutName::Learners.layout()).finish(&problems, &["email".to_owned()]);
        let safe: Vec<_> =
            collected.findings.iter().filter(|finding| finding.safe).map(|finding| &finding.found).collect();
        assert_eq!(safe, ["Vorname"]);
    }

    fn row(number: u64, problem: Problem) -> Row {
        Row { problems: vec![problem.at(number, number)], ..Row::new(number, number, Person::default()) }
    }

    #[test]
    fn findings_count_rows_by_value_and_leave_out_names() {
        let mut collector = FindingCollector::new(LayoutName::Enrolment.layout());
        for number in 2..30 {
            let problem = Problem::new(Code::LanguageInvalid).column("languageCode").found("English").suggest(["en"]);
            collector.add_row(&row(number, problem));
            collector.add_row(&row(number, Problem::new(Code::EmailInvalid).column("email").found("a@@b.org")));
        }
        let unmatched =
            Problem::new(Code::CourseUnmatched).column("module requested 2").company("Acme").found("Presentng");
        let unknown = |label: &str, meant: &str| {
            Problem::at_row(Code::HeaderColumnUnknown, 1, 1).column(label).found(label).suggest([meant])
        };
        let mut unmatched = unmatched.suggest(["Presenting"]).rows(3, [2, 4, 9]);
        unmatched.add_sample(2, ["Presentng"]);
        let problems = [
            unmatched,
            Problem::new(Code::AliasUsed).column("companyName").found("ACME").suggest(["Acme"]).rows(2, [2, 3]),
            Problem::at_row(Code::ColumnIgnored, 1, 1).column("Shoes").found("Shoes"),
            unknown("langaugeCode", "languageCode"),
            unknown("cohortname", "cohortName"),
            unknown("Region", "region"),
            unknown("regoin", "region"),
            unknown("Email", "email"),
        ];
        let collected = collector.finish(&problems, &["email".to_owned()]);
        let shown: Vec<_> = collected
            .findings
            .iter()
            .map(|finding| {
                let view = finding.view(Language::English);
                (view.column.unwrap_or_default().to_owned(), view.count, view.first_rows.len(), view.safe)
            })
            .collect();
        let expected = [
            ("langaugeCode", 1, 1, false),
            ("cohortname", 1, 1, true),
            ("Region", 1, 1, false),
            ("regoin", 1, 1, false),
            ("Email", 1, 1, false),
            ("languageCode", 28, 10, true),
            ("module requested", 3, 3, true),
            ("Shoes", 1, 1, false),
            ("companyName", 2, 2, false),
        ];
        assert_eq!(shown, expected.map(|(column, count, first, safe)| (column.to_owned(), count, first, safe)));
        for Finding { problem, .. } in collected.findings {
            assert_eq!((problem.row, problem.line, problem.samples), (None, None, Vec::new()));
        }
    }

    #[test]
    fn finding_says_how_short_its_rows_are_if_all_of_them_are() {
        let whole = || Problem::new(Code::CompanyMissing).column("companyName");
        let short = |count: u64| whole().limit(11, count).hint(Hint::ShortRow);
        for (problems, hint, count) in [
            (vec![short(4), short(4)], Some(Hint::ShortRow), Some(4)),
            (vec![short(4), short(3), short(4)], Some(Hint::ShortRow), None),
            (vec![short(4), short(3), whole()], None, None),
            (vec![whole(), short(4)], None, None),
        ] {
            let mut collector = FindingCollector::new(LayoutName::Enrolment.layout());
            for (number, problem) in (2..).zip(problems) {
                collector.add_row(&row(number, problem));
            }
            let findings = collector.finish(&[], &[]).findings;
            assert_eq!(findings.len(), 1);
            assert_eq!((findings[0].problem.hint, findings[0].problem.count), (hint, count));
        }
    }

    #[test]
    fn course_that_corrections_leave_out_is_listed_once_with_its_rows() {
        let mut collector = FindingCollector::new(LayoutName::Enrolment.layout());
        let cell = |column: &str, found: &str, to: &str| CorrectedCell {
            column: column.to_owned(),
            found: found.to_owned(),
            to: to.to_owned(),
        };
        let mut add = |number: u64, company: &str, corrections: Vec<CorrectedCell>| {
            let person = Person { values: Values::default().with(Field::Company, company), ..Person::default() };
            collector.add_row(&Row { corrections, ..Row::new(number, number, person) });
        };
        for number in 2..5 {
            let corrections = vec![
                cell("module requested 1", "Sale", "Sales"),
                cell("module requested 2", "Former", "\u{a0}"),
                cell("region", "North", ""),
            ];
            add(number, "Acme", corrections);
        }
        add(5, "Acme", vec![cell("module requested 1", "Other", "")]);
        add(6, "Globex", vec![cell("module requested 1", "Former", "")]);
        let collected = collector.finish(&[], &[]);
        let courses: Vec<_> = collected
            .courses_left_out
            .iter()
            .map(|course| (course.company.as_str(), course.found.as_str(), course.rows))
            .collect();
        assert_eq!(courses, [("Acme", "Former", 3), ("Acme", "Other", 1), ("Globex", "Former", 1)]);
    }

    #[test]
    fn courses_left_out_beyond_the_limit_are_not_listed() {
        let mut collector = FindingCollector::new(LayoutName::Enrolment.layout());
        for number in 0..=LEFT_OUT_MAX as u64 {
            let (column, found) = ("module requested 1".to_owned(), format!("Course {number}"));
            let corrections = vec![CorrectedCell { column, found, to: String::new() }];
            collector.add_row(&Row { corrections, ..Row::new(number + 2, number + 2, Person::default()) });
        }
        assert_eq!(collector.finish(&[], &[]).courses_left_out.len(), LEFT_OUT_MAX);
    }

    #[test]
    fn findings_beyond_the_limit_are_counted_by_row() {
        let mut collector = FindingCollector::new(LayoutName::Learners.layout());
        let long = "é".repeat(500);
        for number in 0..FINDINGS_MAX as u64 + 5 {
            let found = format!("{long}{number}");
            collector.add_row(&row(number + 2, Problem::new(Code::CountryInvalid).column("country").found(&found)));
        }
        let collected = collector.finish(&[], &[]);
        assert_eq!((collected.findings.len(), collected.rows_left_over), (FINDINGS_MAX, 5));
        assert_eq!(collected.findings[7].view(Language::English).found, format!("{long}7"));
        assert!(collected.findings.iter().all(|finding| finding.problem.whole.is_none()));
    }

    #[test]
    fn findings_beyond_the_limit_of_a_column_leave_room_for_other_columns() {
        let mut collector = FindingCollector::new(LayoutName::Learners.layout());
        let many = BYTES_MAX / FINDING_BYTES;
        for number in 0..many as u64 {
            let found = number.to_string();
            collector.add_row(&row(number + 2, Problem::new(Code::CountryInvalid).column("country").found(&found)));
        }
        collector.add_row(&row(9, Problem::new(Code::LanguageInvalid).column("language").found("Englsh")));
        let collected = collector.finish(&[], &[]);
        assert_eq!(
            (collected.findings.len(), collected.rows_left_over),
            (FINDINGS_MAX + 1, (many - FINDINGS_MAX) as u64)
        );
    }
}
