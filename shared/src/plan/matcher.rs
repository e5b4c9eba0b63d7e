//! Matches the names in a row against the catalog: company, cohort and courses.

use std::collections::{BTreeSet, HashMap};

use super::{
    Lookups, SUGGESTED_MAX,
    courses::{Courses, Resolved},
};
use crate::{
    catalog::{CompanyCatalog, Course},
    corrections::CorrectedCell,
    header::Header,
    ids::CourseId,
    keyed::KeyedHasher,
    layout::{Field, Layout},
    problem::{Code, Problem, RowProblems},
    row::Person,
    rules::nearest,
};

/// The titles of a row, with what their problems name.
#[derive(Debug)]
pub(super) struct Names<'a, T> {
    /// Each title with the index of its column.
    pub(super) titles: T,
    pub(super) header: &'a Header,
    pub(super) corrections: &'a [CorrectedCell],
}

#[derive(Debug)]
pub(super) struct Matcher {
    layout: &'static Layout,
    hasher: KeyedHasher,
    courses: Courses,
    companies: Suggestions,
    cohorts: Suggestions,
}

impl Matcher {
    pub(super) fn new(layout: &'static Layout, hasher: KeyedHasher) -> Self {
        let (companies, cohorts) = (Suggestions::default(), Suggestions::default());
        Self { layout, hasher, courses: Courses::new(hasher), companies, cohorts }
    }

    /// Sets the ids of company and cohort and returns the courses. Names that the catalog lacks are added to the problems.
    pub(super) fn match_names<'a>(
        &mut self,
        person: &mut Person,
        names: Names<'a, impl ExactSizeIterator<Item = (usize, &'a str)>>,
        problems: &mut RowProblems,
        lookups: &impl Lookups,
    ) -> Vec<Course> {
        let Some(name) = person.values.company() else { return Vec::new() };
        let Some(company) = lookups.company_named(name) else {
            let known = lookups.company_names().iter().map(String::as_str);
            let suggestions = self.companies.of(self.hasher.hash(name), || nearest(name, known));
            let problem = Problem::new(Code::CompanyUnmatched).column(self.layout.label(Field::Company)).found(name);
            problems.add(problem.suggest(suggestions));
            return Vec::new();
        };
        person.company_id = Some(company.company().id.clone());
        self.match_cohort(person, problems, company);
        self.match_courses(names, problems, company)
    }

    fn match_cohort(&mut self, person: &mut Person, problems: &mut RowProblems, company: &CompanyCatalog) {
        let Some(name) = person.values.cohort() else { return };
        if let Some(cohort) = company.cohort(name) {
            person.cohort_id = Some(cohort.id.clone());
            return;
        }
        let key = self.hasher.hash(&format!("{}\u{1f}{name}", company.company().name));
        let suggestions = self.cohorts.of(key, || company.nearest_cohorts(name));
        let problem = Problem::new(Code::CohortUnmatched).column(self.layout.label(Field::Cohort)).found(name);
        problems.add(problem.company(&company.company().name).suggest(suggestions));
    }

    fn match_courses<'a>(
        &mut self,
        names: Names<'a, impl ExactSizeIterator<Item = (usize, &'a str)>>,
        problems: &mut RowProblems,
        company: &CompanyCatalog,
    ) -> Vec<Course> {
        let Names { titles, header, corrections } = names;
        let mut matched = Vec::with_capacity(titles.len());
        let mut seen: BTreeSet<CourseId> = BTreeSet::new();
        for (index, title) in titles {
            let label = header.labels[index].as_str();
            let (code, titles) = match self.courses.resolve(company, title) {
                Resolved::Course(course) => {
                    if seen.insert(course.id.clone()) {
                        matched.push(course);
                    } else {
                        problems.add(Problem::new(Code::CourseRepeated).column(label).found(title));
                    }
                    continue;
                }
                Resolved::Unmatched => (Code::CourseUnmatched, None),
                Resolved::Ambiguous(titles) => (Code::CourseAmbiguous, Some(titles)),
            };
            let mut problem = Problem::new(code).column(label).found(title).company(&company.company().name);
            problem.name_corrected(corrections);
            self.courses.gather(&problem, title, problems.row(), company, titles);
            problems.add(problem);
        }
        matched
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.courses.into_problems()
    }
}

/// Suggestions for unmatched names, keyed by a hash of the name because a cell may be long.
#[derive(Debug, Default)]
struct Suggestions {
    found: HashMap<u128, Vec<String>>,
}

impl Suggestions {
    /// Searches once per name, and only for the first [`SUGGESTED_MAX`] names.
    fn of(&mut self, key: u128, search: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if let Some(known) = self.found.get(&key) {
            return known.clone();
        }
        if self.found.len() >= SUGGESTED_MAX {
            return Vec::new();
        }
        let found = search();
        self.found.insert(key, found.clone());
        found
    }
}
