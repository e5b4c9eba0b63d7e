//! Titles to courses, and what to say when one matches none.

use std::collections::{BTreeMap, HashMap};

use super::SUGGESTED_MAX;
use crate::{
    catalog::{CompanyCatalog, Course, CourseMatch},
    ids::CompanyId,
    keyed::Keyed,
    problem::{Code, Problem, SUGGESTIONS_MAX},
};

/// Distinct answers that are remembered; beyond it they are forgotten and looked up again.
const REMEMBERED_MAX: usize = 20_000;
/// Distinct unmatched titles that are told once with their rows; further ones are told row by row.
const TOLD_ONCE_MAX: usize = 10_000;
/// Bytes of a title whose answer is remembered: longer ones are looked up each time, and cost no memory.
const REMEMBERED_BYTES_MAX: usize = 512;
/// Rows that are named.
const ROWS_NAMED_MAX: usize = 10;

/// What a title stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// This course.
    Course(Course),
    /// None of the company's.
    Unmatched,
    /// These titles alike.
    Ambiguous(Vec<String>),
}

/// Matches titles, and gathers what matches none: one problem for each title of each company.
#[derive(Debug)]
pub(super) struct Courses {
    keyed: Keyed,
    remembered: HashMap<CompanyId, HashMap<String, Resolved>>,
    remembered_count: usize,
    /// By company, title as far as it is shown, and a hash of the whole of it.
    gathered: BTreeMap<(String, String, u128), Gathered>,
}

#[derive(Debug)]
struct Gathered {
    code: Code,
    column: String,
    suggestions: Vec<String>,
    rows: u64,
    first_rows: Vec<u64>,
    last_row: u64,
}

impl Courses {
    pub(super) fn new(keyed: Keyed) -> Self {
        Self { keyed, remembered: HashMap::new(), remembered_count: 0, gathered: BTreeMap::new() }
    }

    /// What this title stands for among the company's courses.
    pub(super) fn resolve(&mut self, company: &CompanyCatalog, title: &str) -> Resolved {
        let id = &company.company().id;
        if let Some(known) = self.remembered.get(id).and_then(|titles| titles.get(title)) {
            return known.clone();
        }
        let resolved = match company.course(title) {
            CourseMatch::One(course) => Resolved::Course(course.clone()),
            CourseMatch::None => Resolved::Unmatched,
            CourseMatch::Several(courses) => {
                // A handful tells what collides; a company may have thousands of one title.
                Resolved::Ambiguous(courses.iter().take(SUGGESTIONS_MAX).map(|course| course.title.clone()).collect())
            }
        };
        if title.len() > REMEMBERED_BYTES_MAX {
            return resolved;
        }
        if self.remembered_count == REMEMBERED_MAX {
            self.remembered.clear();
            self.remembered_count = 0;
        }
        self.remembered_count += 1;
        self.remembered.entry(id.clone()).or_default().insert(title.to_owned(), resolved.clone());
        resolved
    }

    /// Remembers that a row carries a title that stands for no one course. Answers the problem if it has to be told now,
    /// since too many distinct ones are gathered already.
    pub(super) fn gather(
        &mut self,
        company: &CompanyCatalog,
        title: &str,
        column: &str,
        row: u64,
        resolved: &Resolved,
    ) -> Option<Problem> {
        let (code, listed) = match resolved {
            Resolved::Course(_) => return None,
            Resolved::Unmatched => (Code::CourseUnmatched, None),
            Resolved::Ambiguous(titles) => (Code::CourseAmbiguous, Some(titles)),
        };
        let name = &company.company().name;
        let count = self.gathered.len();
        let key = (name.clone(), Problem::new(code).found(title).found, self.keyed.hash(title));
        if count >= TOLD_ONCE_MAX && !self.gathered.contains_key(&key) {
            return Some(Problem::new(code).column(column).found(title).company(name).rows(1, vec![row]));
        }
        let gathered = self.gathered.entry(key).or_insert_with(|| {
            let suggestions = match listed {
                Some(titles) => titles.clone(),
                None if count < SUGGESTED_MAX => company.nearest_courses(title),
                None => Vec::new(),
            };
            Gathered { code, column: column.to_owned(), suggestions, rows: 0, first_rows: Vec::new(), last_row: 0 }
        });
        // The same title twice in a row is one row.
        if gathered.last_row != row {
            gathered.last_row = row;
            gathered.rows += 1;
            if gathered.first_rows.len() < ROWS_NAMED_MAX {
                gathered.first_rows.push(row);
            }
        }
        None
    }

    /// The problems gathered, by the first row that carries each.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .gathered
            .into_iter()
            .map(|((company, title, _), gathered)| {
                Problem::new(gathered.code)
                    .column(gathered.column)
                    .found(&title)
                    .company(&company)
                    .suggest(gathered.suggestions)
                    .rows(gathered.rows, gathered.first_rows)
            })
            .collect();
        problems.sort_by_key(|problem| problem.first_rows.first().copied());
        problems
    }
}
