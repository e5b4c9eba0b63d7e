//! Matches the names in a row against the catalog: company, cohort and courses.

use std::collections::BTreeSet;

use super::{
    Lookups,
    aliases::UsedAliases,
    courses::{Courses, Resolved, Unmatched},
    joined_titles,
    suggestions::Suggestions,
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
};

/// The course titles in a row, with the header and the corrections that their problems refer to.
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
    courses: Courses,
    suggestions: Suggestions,
    aliases: UsedAliases,
}

impl Matcher {
    pub(super) fn new(layout: &'static Layout, hasher: KeyedHasher) -> Self {
        Self {
            layout,
            courses: Courses::new(hasher),
            suggestions: Suggestions::new(hasher),
            aliases: UsedAliases::default(),
        }
    }

    /// Sets the company and cohort ids, replaces aliases with names, and returns the courses. Adds a problem for each name that matches
    /// nothing, or more than one course, and for each repeated course.
    pub(super) fn match_names<'a>(
        &mut self,
        person: &mut Person,
        names: Names<'a, impl ExactSizeIterator<Item = (usize, &'a str)> + Clone>,
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
        let own = &company.company().name;
        if name != own
            && let Some(alias) = company.company_by_alias(name)
        {
            self.aliases.add(self.layout.label(Field::Company), "", alias, own, problems.row());
            person.values.set(Field::Company, own.as_str());
        }
        self.match_cohort(person, problems, company);
        self.match_courses(names, problems, company)
    }

    fn match_cohort(&mut self, person: &mut Person, problems: &mut RowProblems, company: &CompanyCatalog) {
        let Some(name) = person.values.cohort() else { return };
        if let Some(cohort) = company.cohort(name) {
            person.cohort_id = Some(cohort.id.clone());
            return;
        }
        if let Some((cohort, alias)) = company.cohort_by_alias(name) {
            let (label, own) = (self.layout.label(Field::Cohort), &company.company().name);
            self.aliases.add(label, own, alias, &cohort.name, problems.row());
            person.cohort_id = Some(cohort.id.clone());
            person.values.set(Field::Cohort, cohort.name.as_str());
            return;
        }
        let suggestions = self.suggestions.cohorts(name, company);
        let problem = Problem::new(Code::CohortUnmatched).column(self.layout.label(Field::Cohort)).found(name);
        problems.add(problem.company(&company.company().name).suggest(suggestions));
    }

    fn match_courses<'a>(
        &mut self,
        names: Names<'a, impl ExactSizeIterator<Item = (usize, &'a str)> + Clone>,
        problems: &mut RowProblems,
        company: &CompanyCatalog,
    ) -> Vec<Course> {
        let Names { titles, header, corrections } = names;
        let mut matched = Vec::with_capacity(titles.len());
        let mut seen: BTreeSet<CourseId> = BTreeSet::new();
        let all = titles.clone();
        for (index, title) in titles {
            let label = header.labels[index].as_str();
            let resolved = match self.courses.resolve(company, title) {
                Resolved::Aliased(course, alias) => {
                    // One warning for all numbered columns.
                    let column = self.layout.numbered_name().unwrap_or(label);
                    self.aliases.add(column, &company.company().name, &alias, &course.title, problems.row());
                    Resolved::Course(course)
                }
                resolved => resolved,
            };
            let (code, titles) = match resolved {
                Resolved::Aliased(course, _) | Resolved::Course(course) => {
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
            let columns =
                || joined_titles::free_columns(header, self.layout, index, &all.clone().map(|(filled, _)| filled));
            let unmatched = Unmatched { problem: &problem, title, row: problems.row(), titles };
            problems.add(self.courses.gather(unmatched, company, columns, &mut self.suggestions));
        }
        matched
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.courses.into_problems();
        problems.extend(self.aliases.into_problems());
        problems
    }
}
