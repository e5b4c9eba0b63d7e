use std::collections::{BTreeMap, HashMap};

use super::SUGGESTED_MAX;
use crate::{
    catalog::{CompanyCatalog, Course, CourseMatch},
    ids::CompanyId,
    keyed::KeyedHasher,
    problem::{Code, FIRST_ROWS_MAX, Problem, SUGGESTIONS_MAX},
};

/// Distinct results that are remembered; beyond that number all are forgotten.
const REMEMBERED_MAX: usize = 20_000;
/// Distinct unmatched titles that are reported once with their rows; further ones are reported row by row.
const REPORTED_ONCE_MAX: usize = 10_000;
/// Bytes of a title whose result is remembered. Longer titles are looked up each time and use no memory.
const REMEMBERED_BYTES_MAX: usize = 512;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    Course(Course),
    Unmatched,
    /// The titles of the courses that match.
    Ambiguous(Vec<String>),
}

/// Matches titles and collects the unmatched ones: one problem per title and company.
#[derive(Debug)]
pub(super) struct Courses {
    hasher: KeyedHasher,
    remembered: HashMap<CompanyId, HashMap<String, Resolved>>,
    remembered_count: usize,
    /// Key: company, title as shown, hash of the whole title.
    gathered: BTreeMap<(String, String, u128), Gathered>,
    /// Problems beyond [`REPORTED_ONCE_MAX`], one per row.
    ungathered: Vec<Problem>,
}

#[derive(Debug)]
struct Gathered {
    code: Code,
    column: String,
    /// See [`Problem::whole`] and [`Problem::reads`].
    whole: Option<String>,
    reads: Option<String>,
    suggestions: Vec<String>,
    rows: u64,
    first_rows: Vec<u64>,
    last_row: u64,
}

impl Courses {
    pub(super) fn new(hasher: KeyedHasher) -> Self {
        Self {
            hasher,
            remembered: HashMap::new(),
            remembered_count: 0,
            gathered: BTreeMap::new(),
            ungathered: Vec::new(),
        }
    }

    pub(super) fn resolve(&mut self, company: &CompanyCatalog, title: &str) -> Resolved {
        let id = &company.company().id;
        if let Some(known) = self.remembered.get(id).and_then(|titles| titles.get(title)) {
            return known.clone();
        }
        let resolved = match company.course(title) {
            CourseMatch::One(course) => Resolved::Course(course.clone()),
            CourseMatch::None => Resolved::Unmatched,
            CourseMatch::Several(courses) => {
                // A company may have thousands of courses with the same title.
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

    /// Records the problem of a row whose title does not match exactly one course; `titles` are those that it matches.
    pub(super) fn gather(
        &mut self,
        problem: &Problem,
        title: &str,
        row: u64,
        company: &CompanyCatalog,
        titles: Option<Vec<String>>,
    ) {
        let count = self.gathered.len();
        let judged = match &problem.reads {
            None => self.hasher.hash(title),
            // The same title may be in the file as well.
            Some(_) => self.hasher.hash(&format!("{}\u{1f}{title}", problem.whole.as_ref().unwrap_or(&problem.found))),
        };
        let key = (company.company().name.clone(), problem.found.clone(), judged);
        if count >= REPORTED_ONCE_MAX && !self.gathered.contains_key(&key) {
            self.ungathered.push(problem.clone().rows(1, [row]));
            return;
        }
        let gathered = self.gathered.entry(key).or_insert_with(|| {
            let suggestions = match titles {
                Some(titles) => titles,
                None if count < SUGGESTED_MAX => company.nearest_courses(title),
                None => Vec::new(),
            };
            let column = problem.column.clone().unwrap_or_default();
            let whole = problem.whole.clone().filter(|_| count < SUGGESTED_MAX);
            Gathered {
                code: problem.code,
                column,
                whole,
                reads: problem.reads.clone(),
                suggestions,
                rows: 0,
                first_rows: Vec::new(),
                last_row: 0,
            }
        });
        // A row may contain the same title twice.
        if gathered.last_row != row {
            gathered.last_row = row;
            gathered.rows += 1;
            if gathered.first_rows.len() < FIRST_ROWS_MAX {
                gathered.first_rows.push(row);
            }
        }
    }

    /// Problems reported per row, then those reported once, ordered by their first row.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .gathered
            .into_iter()
            .map(|((company, title, _), gathered)| {
                let problem = Problem::new(gathered.code).column(gathered.column).found(&title).company(&company);
                let problem = problem.suggest(gathered.suggestions).rows(gathered.rows, gathered.first_rows);
                Problem { whole: gathered.whole, reads: gathered.reads, ..problem }
            })
            .collect();
        problems.sort_by_key(|problem| problem.first_rows.first().copied());
        let mut all = self.ungathered;
        all.append(&mut problems);
        all
    }
}
