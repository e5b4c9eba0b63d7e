//! Records and what exists, to a plan: for each row create, update, skip or fail.
//!
//! The planner is fed with records one after the other and hands out drafts; once the companies and users that a batch of
//! drafts speaks of are at hand, it turns each draft into a planned [`Row`]. It never waits: looking up is the flow's work.

mod courses;
mod decide;
mod draft;
mod drafts;
mod duplicates;
mod glance;
mod memo;
mod no_person;
mod ragged;

pub use crate::keyed::Keyed;
pub use decide::{FormerNames, Terms, decide, fail, new_user, updated_user};
pub use drafts::Drafts;

use std::collections::{BTreeSet, HashMap};

use crate::{
    catalog::{CompanyCatalog, Course},
    decode::Record,
    header::{Header, Target},
    ids::CourseId,
    layout::{ExistingUsers, Field, IdenticalRows, Layout},
    problem::{Code, FIRST_ROWS_MAX, Hint, Problem, RowProblems, Severity},
    row::{Kept, Outcome, Person, Row},
    rules::nearest,
    user::User,
};
use courses::{Courses, Resolved};
use draft::{Mojibake, RowReader};
use drafts::Draft;
use duplicates::{Owners, Seen};
use ragged::RaggedRows;

/// Distinct unmatched names for which the nearest ones are looked up.
const SUGGESTED_MAX: usize = 1_000;

/// What a record turned out to be.
#[derive(Debug)]
pub enum Read {
    /// A row to be planned: it was added to the drafts.
    Draft,
    /// Nothing in it: left out and counted.
    Blank,
    /// The header again: left out and counted.
    LeftOut,
    /// The same as an earlier row: left out and counted, with a warning.
    Repeated(Box<Problem>),
}

/// What the lookups of a batch answer.
pub trait Lookups: FormerNames {
    /// The company of this name.
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog>;
    /// The user of this address key.
    fn user(&self, address: &str) -> Option<&User>;
    /// Names of all companies, for suggestions; empty if not at hand.
    fn company_names(&self) -> &[String];
}

/// Plans one file.
#[derive(Debug)]
pub struct Planner {
    layout: &'static Layout,
    header: Header,
    keyed: Keyed,
    reader: RowReader,
    addresses: Owners,
    identifiers: Owners,
    courses: Courses,
    /// By a hash of the name: a cell may be long.
    company_suggestions: HashMap<u128, Vec<String>>,
    /// By a hash of both names.
    cohort_suggestions: HashMap<u128, Vec<String>>,
    unlabelled: BTreeSet<usize>,
    mojibake: Option<Problem>,
    ragged: RaggedRows,
    header_repeated: Option<Problem>,
    file_problems: Vec<Problem>,
}

impl Planner {
    /// A planner for a file with this header.
    pub fn new(layout: &'static Layout, header: Header, keyed: Keyed) -> Self {
        Self {
            layout,
            reader: RowReader::new(&header, keyed),
            header,
            keyed,
            addresses: Owners::default(),
            identifiers: Owners::default(),
            courses: Courses::new(keyed),
            company_suggestions: HashMap::new(),
            cohort_suggestions: HashMap::new(),
            unlabelled: BTreeSet::new(),
            mojibake: None,
            ragged: RaggedRows::default(),
            header_repeated: None,
            file_problems: Vec::new(),
        }
    }

    /// The file's columns.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Reads a record into `drafts`, and finds what it has in common with earlier ones.
    pub fn read(&mut self, record: &Record<'_>, drafts: &mut Drafts) -> Read {
        if self.is_header(record) {
            self.gather_header(record.row, record.line);
            return Read::LeftOut;
        }
        let mut draft = drafts.begin(record.row, record.line, record.source());
        let Some(noticed) = self.reader.read(record, &self.header, &mut draft, drafts) else {
            drafts.forget(&draft);
            return Read::Blank;
        };
        if !draft.problems.has_error() {
            self.ragged.count(record, &self.header);
        } else if drafts.address(&draft).is_none() {
            if no_person::is_control_only(record) {
                drafts.forget(&draft);
                return Read::Blank;
            }
            if let Some(text) = no_person::footer(record) {
                draft.problems = RowProblems::new(record.row, record.line);
                let problem = Problem::file(Code::EmailMissing).column(self.label(Field::Email)).found(&text);
                draft.problems.add(problem.hint(Hint::NotAPerson));
            }
        }
        for index in noticed.unlabelled {
            if self.unlabelled.insert(index) {
                let problem = self.unlabelled_column(index).at(record.row, record.line);
                self.file_problems.push(problem.found(record.cell(index)));
            }
        }
        if let Some(mojibake) = noticed.mojibake {
            self.gather_mojibake(mojibake, noticed.mojibake_cells, record.row, record.line);
        }
        if let Some(address) = drafts.address(&draft) {
            let asked = self.addresses.ask(self.keyed.hash(address));
            let content = drafts.content(&draft, &self.keyed);
            let seen = self.addresses.see(asked, record.row, content.whole, content.core);
            if seen != Seen::First
                && let Some(repeated) = self.judge_repetition(&mut draft, drafts, seen)
            {
                drafts.forget(&draft);
                return Read::Repeated(Box::new(repeated));
            }
        }
        if !drafts.value(&draft, Field::Identifier).is_empty() {
            self.judge_identifier(&mut draft, drafts);
        }
        drafts.keep(draft);
        Read::Draft
    }

    /// Whether a record is the header once more.
    #[inline]
    fn is_header(&self, record: &Record<'_>) -> bool {
        let is_label = |(cell, label): (&str, &String)| cell == label || crate::rules::clean(cell) == *label;
        record.len() == self.header.labels.len()
            && record.cell(0).len() >= self.header.labels[0].len()
            && record.cells().zip(&self.header.labels).all(is_label)
    }

    #[inline(never)]
    fn gather_header(&mut self, row: u64, line: u64) {
        let gathered =
            self.header_repeated.get_or_insert_with(|| Problem::at_row(Code::HeaderRepeated, row, line).rows(0, []));
        gathered.rows = gathered.rows.map(|rows| rows + 1);
        if gathered.first_rows.len() < FIRST_ROWS_MAX {
            gathered.first_rows.push(row);
        }
    }

    /// A column with cells and no label: at the right edge it is left out; left of a labelled one, the labels have probably shifted.
    fn unlabelled_column(&self, index: usize) -> Problem {
        let is_label = |target: &Target| !matches!(target, Target::Unlabelled | Target::Status);
        let has_label_after = self.header.targets[index + 1..].iter().any(is_label);
        let code = if has_label_after { Code::HeaderColumnMissingLabel } else { Code::ColumnIgnored };
        let problem = Problem::file(code).column(column_letters(index));
        if has_label_after { problem } else { problem.hint(Hint::NoLabel) }
    }

    #[inline(never)]
    fn judge_identifier(&mut self, draft: &mut Draft, drafts: &Drafts) {
        let identifier = drafts.value(draft, Field::Identifier);
        let asked = self.identifiers.ask(self.keyed.hash(identifier));
        let seen = self.identifiers.see(asked, draft.problems.row(), 0, 0);
        if let Seen::Identical { row } | Seen::Different { row, .. } = seen {
            let label = self.label(Field::Identifier);
            let problem = Problem::file(Code::IdentifierDuplicate).column(label).found(identifier).other_row(row);
            draft.problems.add(problem);
        }
    }

    /// Told once for the file: what spoilt one cell has spoilt all that hold an accent.
    #[inline(never)]
    fn gather_mojibake(&mut self, mojibake: Mojibake, cells: u64, row: u64, line: u64) {
        let gathered = self.mojibake.get_or_insert_with(|| {
            Problem::at_row(Code::FileMojibake, row, line)
                .column(self.header.labels[mojibake.index].as_str())
                .found(&mojibake.found)
                .suggest([mojibake.meant])
                .expected([mojibake.encoding.name()])
                .count(0)
                .rows(0, [])
        });
        gathered.count = gathered.count.map(|count| count + cells);
        gathered.rows = gathered.rows.map(|rows| rows + 1);
        if gathered.first_rows.len() < FIRST_ROWS_MAX {
            gathered.first_rows.push(row);
        }
    }

    #[inline(never)]
    fn judge_repetition(&self, draft: &mut Draft, drafts: &Drafts, seen: Seen) -> Option<Problem> {
        let (row, only_courses) = match seen {
            Seen::First => return None,
            Seen::Identical { row } => (row, false),
            Seen::Different { row, only_courses } => (row, only_courses),
        };
        let (label, found) = (self.label(Field::Email), drafts.typed_address(draft));
        if matches!(seen, Seen::Identical { .. }) && self.layout.identical_rows == IdenticalRows::Collapse {
            let problem = Problem::at_row(Code::RowDuplicateIdentical, draft.problems.row(), draft.problems.line());
            return Some(problem.column(label).found(found).other_row(row));
        }
        let mut problem = Problem::file(Code::EmailDuplicate).column(label).found(found).other_row(row);
        if only_courses {
            problem = problem.hint(Hint::OnlyCoursesDiffer);
        }
        draft.problems.add(problem);
        None
    }

    /// Plans the draft of this index, with what its batch was looked up for.
    pub fn plan(&mut self, drafts: &mut Drafts, index: usize, lookups: &impl Lookups, terms: &Terms<'_>) -> Row {
        let (row, line, mut person, mut problems) = drafts.take(index);
        let mut courses = Vec::new();
        if let Some(name) = &person.company {
            match lookups.company_named(name) {
                None => problems.add(self.unmatched_company(name, lookups.company_names())),
                Some(company) => {
                    person.company_id = Some(company.company().id.clone());
                    self.match_cohort(&mut person, &mut problems, company);
                    courses = self.match_courses(drafts.titles(index), &mut problems, company);
                }
            }
        }
        let has_error = problems.has_error();
        let existing = if person.address.is_empty() { None } else { lookups.user(&person.address) };
        let mut planned = Row {
            row,
            line,
            outcome: Outcome::Failed,
            reason: None,
            user_id: None,
            person,
            courses,
            assigned: Vec::new(),
            changes: Vec::new(),
            kept: Kept::default(),
            invited: false,
            late: false,
            version: None,
            problems: problems.into_list(),
        };
        if !has_error {
            decide(&mut planned, existing, terms, lookups);
        } else if self.layout.existing_users == ExistingUsers::Refuse && existing.is_some() {
            // Said beside the other problems, so that one pass reports all of them.
            let problem = Problem::file(Code::UserExists).column(self.label(Field::Email)).found(&planned.person.email);
            fail(&mut planned, problem);
        }
        planned
    }

    fn unmatched_company(&mut self, name: &str, names: &[String]) -> Problem {
        let key = self.keyed.hash(name);
        let suggestions = match self.company_suggestions.get(&key) {
            Some(known) => known.clone(),
            None if self.company_suggestions.len() >= SUGGESTED_MAX => Vec::new(),
            None => {
                let found = nearest(name, names.iter().map(String::as_str));
                self.company_suggestions.insert(key, found.clone());
                found
            }
        };
        Problem::file(Code::CompanyUnmatched).column(self.label(Field::Company)).found(name).suggest(suggestions)
    }

    fn match_cohort(&mut self, person: &mut Person, problems: &mut RowProblems, company: &CompanyCatalog) {
        let Some(name) = &person.cohort else { return };
        if let Some(cohort) = company.cohort(name) {
            person.cohort_id = Some(cohort.id.clone());
            return;
        }
        let key = self.keyed.hash(&format!("{}\u{1f}{name}", company.company().name));
        let suggestions = match self.cohort_suggestions.get(&key) {
            Some(known) => known.clone(),
            None if self.cohort_suggestions.len() >= SUGGESTED_MAX => Vec::new(),
            None => {
                let found = company.nearest_cohorts(name);
                self.cohort_suggestions.insert(key, found.clone());
                found
            }
        };
        let problem = Problem::file(Code::CohortUnmatched).column(self.label(Field::Cohort)).found(name);
        problems.add(problem.company(&company.company().name).suggest(suggestions));
    }

    fn match_courses<'a>(
        &mut self,
        titles: impl ExactSizeIterator<Item = (usize, &'a str)>,
        problems: &mut RowProblems,
        company: &CompanyCatalog,
    ) -> Vec<Course> {
        let mut matched = Vec::with_capacity(titles.len());
        let mut seen: BTreeSet<CourseId> = BTreeSet::new();
        for (index, title) in titles {
            let label = self.header.labels[index].as_str();
            let resolved = self.courses.resolve(company, title);
            if let Resolved::Course(course) = resolved {
                if seen.insert(course.id.clone()) {
                    matched.push(course);
                } else {
                    problems.add(Problem::file(Code::CourseRepeated).column(label).found(title));
                }
                continue;
            }
            self.file_problems.extend(self.courses.gather(company, title, label, problems.row(), &resolved));
            let code = match resolved {
                Resolved::Ambiguous(_) => Code::CourseAmbiguous,
                Resolved::Course(_) | Resolved::Unmatched => Code::CourseUnmatched,
            };
            problems.add(Problem::file(code).column(label).found(title).company(&company.company().name));
        }
        matched
    }

    /// The problems that are told once for the whole file, at its end.
    pub fn into_file_problems(self) -> Vec<Problem> {
        let mut problems = self.file_problems;
        problems.extend(self.mojibake);
        problems.extend(self.ragged.into_problem());
        problems.extend(self.header_repeated);
        problems.extend(self.courses.into_problems());
        problems
    }

    fn label(&self, field: Field) -> &'static str {
        self.layout.column(field).map_or("", |column| column.label)
    }
}

/// Problems of a row that are told by row: those of a title are told once for the file.
pub fn told_by_row(problem: &Problem) -> bool {
    !problem.code.is_of_file()
}

/// How many of these are errors, how many warnings.
pub fn count_severities<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> (u64, u64) {
    problems.into_iter().fold((0, 0), |(errors, warnings), problem| match problem.severity() {
        Severity::Error => (errors + 1, warnings),
        Severity::Warning => (errors, warnings + 1),
    })
}

/// A column as spreadsheets letter it: A, B, …, Z, AA.
fn column_letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests;
