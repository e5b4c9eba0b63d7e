//! Matches course titles with the courses of a company. Remembers up to 20,000 results, of at most 8 MiB in total, and reports up to 10,000
//! distinct unmatched titles.

use std::collections::{BTreeMap, HashMap};

use super::{SUGGESTED_MAX, joined_titles, rows::Rows, suggestions::Suggestions};
use crate::{
    catalog::{CompanyCatalog, Course, CourseMatch},
    ids::CompanyId,
    keyed::KeyedHasher,
    problem::{Code, Hint, Problem, SUGGESTIONS_MAX},
};

/// Maximum number of distinct results that are remembered. When it is reached, all are discarded.
const REMEMBERED_MAX: usize = 20_000;
/// Maximum total size in bytes of the remembered titles and results. 20,000 typical titles take up a quarter of it.
const REMEMBERED_TOTAL_MAX: usize = 8 * 1024 * 1024;
/// Maximum number of distinct unmatched titles that are reported individually. The cells with further titles are counted in one problem.
const REPORTED_MAX: usize = 10_000;
/// Maximum length in bytes of a title whose result is remembered. Longer titles are looked up each time and take up no memory.
const REMEMBERED_BYTES_MAX: usize = 512;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    Course(Course),
    /// A course, found by this alias.
    Aliased(Course, String),
    Unmatched,
    /// The titles of up to [`SUGGESTIONS_MAX`] matching courses.
    Ambiguous(Vec<String>),
}

/// Matches titles and collects the unmatched ones: one problem per title and company.
#[derive(Debug)]
pub(super) struct Courses {
    hasher: KeyedHasher,
    remembered: HashMap<CompanyId, HashMap<String, Resolved>>,
    remembered_count: usize,
    remembered_bytes: usize,
    /// Key: company, title as shown, and hash of the whole title; for a corrected cell, hash of the original and corrected titles.
    gathered: BTreeMap<(String, String, u128), UnmatchedTitle>,
    further: Further,
}

/// Cells with titles beyond [`REPORTED_MAX`].
#[derive(Debug, Default)]
struct Further {
    cells: u64,
    rows: Rows,
}

/// An unmatched title with its suggestions and rows.
#[derive(Debug)]
struct UnmatchedTitle {
    code: Code,
    column: String,
    /// See [`Problem::whole`] and [`Problem::reads`].
    whole: Option<String>,
    reads: Option<String>,
    suggestions: Vec<String>,
    /// Columns for the titles, if the cell contains several.
    columns: Vec<String>,
    rows: Rows,
}

/// A title that does not match exactly one course.
pub(super) struct Unmatched<'a> {
    pub(super) problem: &'a Problem,
    pub(super) title: &'a str,
    pub(super) row: u64,
    /// The titles that it matches, if it is ambiguous.
    pub(super) titles: Option<Vec<String>>,
}

impl Courses {
    pub(super) fn new(hasher: KeyedHasher) -> Self {
        Self {
            hasher,
            remembered: HashMap::new(),
            remembered_count: 0,
            remembered_bytes: 0,
            gathered: BTreeMap::new(),
            further: Further::default(),
        }
    }

    pub(super) fn resolve(&mut self, company: &CompanyCatalog, title: &str) -> Resolved {
        let id = &company.company().id;
        if let Some(known) = self.remembered.get(id).and_then(|titles| titles.get(title)) {
            return known.clone();
        }
        let resolved = match company.course(title) {
            CourseMatch::One(course) => Resolved::Course(course.clone()),
            CourseMatch::None => match company.course_by_alias(title) {
                Some((course, alias)) => Resolved::Aliased(course.clone(), alias.to_owned()),
                None => Resolved::Unmatched,
            },
            CourseMatch::Several(courses) => {
                // A company may have thousands of courses with the same title.
                Resolved::Ambiguous(courses.iter().take(SUGGESTIONS_MAX).map(|course| course.title.clone()).collect())
            }
        };
        if title.len() > REMEMBERED_BYTES_MAX {
            return resolved;
        }
        let bytes = title.len() + resolved.bytes();
        if self.remembered_count == REMEMBERED_MAX || self.remembered_bytes + bytes > REMEMBERED_TOTAL_MAX {
            self.remembered.clear();
            self.remembered_count = 0;
            self.remembered_bytes = 0;
        }
        self.remembered_count += 1;
        self.remembered_bytes += bytes;
        self.remembered.entry(id.clone()).or_default().insert(title.to_owned(), resolved.clone());
        resolved
    }

    /// Records a title that does not match exactly one course. `columns` returns the columns for the titles in a cell that contains
    /// several. Returns the problem with its suggestions.
    pub(super) fn gather(
        &mut self,
        unmatched: Unmatched<'_>,
        company: &CompanyCatalog,
        columns: impl FnOnce() -> Vec<String>,
        suggestions: &mut Suggestions,
    ) -> Problem {
        let Unmatched { problem, title, row, titles } = unmatched;
        let count = self.gathered.len();
        let hash = match &problem.reads {
            None => self.hasher.hash(title),
            // Another cell may contain the corrected title itself.
            Some(_) => self.hasher.hash(&format!("{}\u{1f}{title}", problem.whole.as_ref().unwrap_or(&problem.found))),
        };
        let key = (company.company().name.clone(), problem.found.clone(), hash);
        if count >= REPORTED_MAX && !self.gathered.contains_key(&key) {
            self.further.cells += 1;
            self.further.rows.add(row);
            return problem.clone();
        }
        let gathered = self.gathered.entry(key).or_insert_with(|| {
            let is_searched = titles.is_none() && count < SUGGESTED_MAX;
            let several = if is_searched { joined_titles::titles_in(title, company, suggestions) } else { Vec::new() };
            let columns: Vec<String> = if several.is_empty() { Vec::new() } else { columns() };
            let columns = columns.into_iter().take(several.len()).collect();
            let suggestions = match titles {
                Some(titles) => titles,
                None if !several.is_empty() => several,
                None if is_searched => suggestions.courses(title, company),
                None => Vec::new(),
            };
            let column = problem.column.clone().unwrap_or_default();
            let whole = problem.whole.clone().filter(|_| count < SUGGESTED_MAX);
            UnmatchedTitle {
                code: problem.code,
                column,
                whole,
                reads: problem.reads.clone(),
                suggestions,
                columns,
                rows: Rows::default(),
            }
        });
        gathered.rows.add(row);
        problem.clone().suggest(gathered.suggestions.clone()).expected(gathered.columns.clone())
    }

    /// Returns one problem for each title, ordered by first row, and one for all further titles.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .gathered
            .into_iter()
            .map(|((company, title, _), gathered)| {
                let problem = Problem::new(gathered.code)
                    .column(gathered.column)
                    .found(&title)
                    .company(&company)
                    .suggest(gathered.suggestions)
                    .rows(gathered.rows.count, gathered.rows.first);
                let problem = Problem { whole: gathered.whole, reads: gathered.reads, ..problem };
                if gathered.columns.is_empty() {
                    problem
                } else {
                    problem.expected(gathered.columns).hint(Hint::SeveralTitles)
                }
            })
            .collect();
        problems.sort_by_key(|problem| problem.first_rows.first().copied());
        let Further { cells, rows } = self.further;
        if cells > 0 {
            let further = Problem::new(Code::CourseUnmatched).hint(Hint::FurtherTitles);
            problems.push(further.limit(REPORTED_MAX as u64, cells).rows(rows.count, rows.first));
        }
        problems
    }
}

impl Resolved {
    fn bytes(&self) -> usize {
        match self {
            Self::Course(course) => course.id.as_str().len() + course.title.len(),
            Self::Aliased(course, alias) => course.id.as_str().len() + course.title.len() + alias.len(),
            Self::Unmatched => 0,
            Self::Ambiguous(titles) => titles.iter().map(String::len).sum(),
        }
    }
}
