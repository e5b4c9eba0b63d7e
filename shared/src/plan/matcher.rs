//! Matches the names in a row against the catalog: company, cohort and courses.

use std::collections::BTreeSet;

use super::{
    Lookups,
    courses::{Courses, Resolved, Unmatched},
    several,
    suggestions::Suggestions,
};
use crate::{
    catalog::{CompanyCatalog, Course},
    header::Header,
    ids::CourseId,
    keyed::KeyedHasher,
    layout::{Field, Layout},
    problem::{Code, Problem, RowProblems},
    row::Person,
};

#[derive(Debug)]
pub(super) struct Matcher {
    layout: &'static Layout,
    courses: Courses,
    suggestions: Suggestions,
}

impl Matcher {
    pub(super) fn new(layout: &'static Layout, hasher: KeyedHasher) -> Self {
        Self { layout, courses: Courses::new(hasher), suggestions: Suggestions::new(hasher) }
    }

    /// Sets the ids of company and cohort and returns the courses. Names that the catalog lacks are added to the problems.
    pub(super) fn match_names<'a>(
        &mut self,
        person: &mut Person,
        titles: impl ExactSizeIterator<Item = (usize, &'a str)> + Clone,
        header: &Header,
        problems: &mut RowProblems,
        lookups: &impl Lookups,
    ) -> Vec<Course> {
        let Some(name) = person.values.company() else { return Vec::new() };
        let Some(company) = lookups.company_named(name) else {
            let suggestions = self.suggestions.companies(name, lookups.company_names());
            let problem = Problem::new(Code::CompanyUnmatched).column(self.layout.label(Field::Company)).found(name);
            problems.add(problem.suggest(suggestions));
            return Vec::new();
        };
        person.company_id = Some(company.company().id.clone());
        self.match_cohort(person, problems, company);
        self.match_courses(titles, header, problems, company)
    }

    fn match_cohort(&mut self, person: &mut Person, problems: &mut RowProblems, company: &CompanyCatalog) {
        let Some(name) = person.values.cohort() else { return };
        if let Some(cohort) = company.cohort(name) {
            person.cohort_id = Some(cohort.id.clone());
            return;
        }
        let suggestions = self.suggestions.cohorts(name, company);
        let problem = Problem::new(Code::CohortUnmatched).column(self.layout.label(Field::Cohort)).found(name);
        problems.add(problem.company(&company.company().name).suggest(suggestions));
    }

    fn match_courses<'a>(
        &mut self,
        titles: impl ExactSizeIterator<Item = (usize, &'a str)> + Clone,
        header: &Header,
        problems: &mut RowProblems,
        company: &CompanyCatalog,
    ) -> Vec<Course> {
        let mut matched = Vec::with_capacity(titles.len());
        let mut seen: BTreeSet<CourseId> = BTreeSet::new();
        let all = titles.clone();
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
            let problem = Problem::new(code).column(label).found(title).company(&company.company().name);
            let columns = || several::free_columns(header, self.layout, index, &all.clone().map(|(filled, _)| filled));
            let unmatched = Unmatched { problem: &problem, title, row: problems.row(), titles };
            problems.add(self.courses.gather(unmatched, company, columns, &mut self.suggestions));
        }
        matched
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.courses.into_problems()
    }
}
