//! The changes that a document makes to a company.

use std::{
    collections::{HashMap, HashSet},
    ops::AddAssign,
};

use rollcall_domain::{
    catalog::{COHORTS_MAX, COURSES_MAX, Cohort, CompanyDocument, Course},
    ids::{CohortId, CompanyId},
};
use serde::Serialize;

use super::{CatalogError, Stored};

/// Number of entries of one kind, by change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    pub added: usize,
    /// Stored under another name or title.
    pub renamed: usize,
    /// Stored with the same name or title.
    pub unchanged: usize,
}

/// Number of entries in a document, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CatalogCounts {
    pub companies: Counted,
    pub cohorts: Counted,
    pub courses: Counted,
    /// Number of aliases that were removed because an entry took their text as its name.
    pub aliases_removed: usize,
}

impl AddAssign for Counted {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.renamed += other.renamed;
        self.unchanged += other.unchanged;
    }
}

impl AddAssign for CatalogCounts {
    fn add_assign(&mut self, other: Self) {
        self.companies += other.companies;
        self.cohorts += other.cohorts;
        self.courses += other.courses;
        self.aliases_removed += other.aliases_removed;
    }
}

impl Counted {
    /// Counts an entry, given its former and its new name or title. Returns `true` if it must be written.
    fn count(&mut self, before: Option<&str>, after: &str) -> bool {
        match before {
            None => self.added += 1,
            Some(before) if before == after => self.unchanged += 1,
            Some(_) => self.renamed += 1,
        }
        before != Some(after)
    }
}

#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) cohorts: Vec<Cohort>,
    pub(super) courses: Vec<Course>,
    pub(super) counts: CatalogCounts,
}

impl Changes {
    /// Compares the stored company with the document; `make_id` generates ids for new cohorts without one.
    pub(super) fn find(
        id: &CompanyId,
        stored: Option<&Stored>,
        wanted: &CompanyDocument,
        make_id: impl FnMut() -> CohortId,
    ) -> Result<Self, CatalogError> {
        let mut changes = Self::default();
        changes.counts.companies.count(stored.map(|stored| stored.company.name.as_str()), &wanted.name);
        changes.find_cohorts(id, stored.map_or(&[], |stored| &stored.cohorts), wanted, make_id)?;
        changes.find_courses(stored.map_or(&[], |stored| &stored.courses), wanted)?;
        Ok(changes)
    }

    /// Returns the cohorts and courses after the change.
    pub(super) fn entries_after(&self, stored: Option<&Stored>) -> (Vec<Cohort>, Vec<Course>) {
        let mut cohorts = self.cohorts.clone();
        let mut courses = self.courses.clone();
        if let Some(stored) = stored {
            let is_same = |cohort: &&Cohort| self.cohorts.iter().all(|changed| changed.id != cohort.id);
            cohorts.extend(stored.cohorts.iter().filter(is_same).cloned());
            let is_same = |course: &&Course| self.courses.iter().all(|changed| changed.id != course.id);
            courses.extend(stored.courses.iter().filter(is_same).cloned());
        }
        (cohorts, courses)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counts.companies.unchanged == 1 && self.cohorts.is_empty() && self.courses.is_empty()
    }

    /// Finds the changes to cohorts. Cohorts with an id come first: a name that one of them gives up becomes available to a cohort without
    /// an id.
    fn find_cohorts(
        &mut self,
        id: &CompanyId,
        stored: &[Cohort],
        wanted: &CompanyDocument,
        mut make_id: impl FnMut() -> CohortId,
    ) -> Result<(), CatalogError> {
        let mut names: HashMap<CohortId, String> =
            stored.iter().map(|cohort| (cohort.id.clone(), cohort.name.clone())).collect();
        for cohort in &wanted.cohorts {
            let Some(cohort_id) = &cohort.id else { continue };
            let before = names.insert(cohort_id.clone(), cohort.name.clone());
            if self.counts.cohorts.count(before.as_deref(), &cohort.name) {
                self.cohorts.push(Cohort { id: cohort_id.clone(), name: cohort.name.clone() });
            }
        }
        let mut taken = HashSet::with_capacity(names.len());
        let touched: HashSet<&str> = self.cohorts.iter().map(|cohort| cohort.name.as_str()).collect();
        for name in names.values() {
            if !taken.insert(name.clone()) && touched.contains(name.as_str()) {
                return Err(CatalogError::CohortNameTaken { company_id: id.clone(), name: name.clone() });
            }
        }
        for cohort in wanted.cohorts.iter().filter(|cohort| cohort.id.is_none()) {
            if taken.insert(cohort.name.clone()) {
                self.counts.cohorts.added += 1;
                self.cohorts.push(Cohort { id: make_id(), name: cohort.name.clone() });
            } else {
                self.counts.cohorts.unchanged += 1;
            }
        }
        check_count(stored.len() + self.counts.cohorts.added, COHORTS_MAX, "cohorts of a company")
    }

    fn find_courses(&mut self, stored: &[Course], wanted: &CompanyDocument) -> Result<(), CatalogError> {
        let titles: HashMap<&str, &str> =
            stored.iter().map(|course| (course.id.as_str(), course.title.as_str())).collect();
        for course in &wanted.courses {
            if self.counts.courses.count(titles.get(course.id.as_str()).copied(), &course.title) {
                self.courses.push(Course { id: course.id.clone(), title: course.title.clone() });
            }
        }
        check_count(stored.len() + self.counts.courses.added, COURSES_MAX, "courses of a company")
    }
}

fn check_count(count: usize, limit: usize, what: &'static str) -> Result<(), CatalogError> {
    if count > limit { Err(CatalogError::TooMany { what, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use rollcall_domain::catalog::{CohortDocument, CourseDocument};

    use super::*;
    use crate::catalog::CompanyItem;

    fn stored(cohorts: &[(&str, &str)]) -> Stored {
        Stored {
            company: CompanyItem { company_id: "c1".into(), name: "Acme".into(), version: 1 },
            cohorts: cohorts.iter().map(|(id, name)| Cohort { id: (*id).into(), name: (*name).into() }).collect(),
            courses: vec![Course { id: "k1".into(), title: "Basics".into() }],
            aliases: Vec::new(),
        }
    }

    fn wanted(cohorts: &[(Option<&str>, &str)], courses: &[(&str, &str)]) -> CompanyDocument {
        let cohort = |(id, name): &(Option<&str>, &str)| CohortDocument {
            id: id.map(Into::into),
            name: (*name).into(),
            aliases: None,
        };
        CompanyDocument {
            id: None,
            name: "Acme".into(),
            aliases: None,
            cohorts: cohorts.iter().map(cohort).collect(),
            courses: courses
                .iter()
                .map(|(id, title)| CourseDocument { id: (*id).into(), title: (*title).into(), aliases: None })
                .collect(),
        }
    }

    fn find(stored: &Stored, wanted: &CompanyDocument) -> Result<Changes, CatalogError> {
        Changes::find(&"c1".into(), Some(stored), wanted, || "new".into())
    }

    #[test]
    fn document_equal_to_what_is_stored_changes_nothing() {
        let wanted = wanted(&[(None, "Spring"), (Some("h2"), "Autumn")], &[("k1", "Basics")]);
        assert!(find(&stored(&[("h1", "Spring"), ("h2", "Autumn")]), &wanted).unwrap().is_empty());
    }

    #[test]
    fn cohort_that_gives_up_its_name_frees_it() {
        let changes =
            find(&stored(&[("h1", "Spring")]), &wanted(&[(None, "Spring"), (Some("h1"), "Summer")], &[])).unwrap();
        let written: Vec<_> = changes.cohorts.iter().map(|cohort| (cohort.id.as_str(), cohort.name.as_str())).collect();
        assert_eq!(written, [("h1", "Summer"), ("new", "Spring")]);
        assert_eq!(changes.counts.cohorts, Counted { added: 1, renamed: 1, unchanged: 0 });
    }

    #[test]
    fn cohort_renamed_to_the_name_of_another_is_refused() {
        let error = find(&stored(&[("h1", "Spring"), ("h2", "Autumn")]), &wanted(&[(Some("h1"), "Autumn")], &[]));
        assert!(matches!(error, Err(CatalogError::CohortNameTaken { name, .. }) if name == "Autumn"));
    }

    #[test]
    fn course_with_another_title_is_renamed() {
        let changes = find(&stored(&[]), &wanted(&[], &[("k1", "Basics I"), ("k2", "More")])).unwrap();
        assert_eq!(changes.counts.courses, Counted { added: 1, renamed: 1, unchanged: 0 });
    }
}
