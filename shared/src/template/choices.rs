//! The lists from the catalog that a template offers, within limits.

use std::collections::HashMap;

use crate::{catalog::CompanyDocument, rules::fold_name};

/// Maximum number of choices in one list.
pub const LIST_MAX: usize = 5_000;
/// Maximum total number of choices in all lists.
pub const CHOICES_MAX: usize = 20_000;
/// Maximum total size of all choices, in bytes. A function's response is limited to 6 MB, and Base64 encoding makes the workbook a third
/// larger.
const BYTES_MAX: usize = 3_000_000;
/// Maximum number of cohorts and courses read to build the lists. If companies share their courses, far more are read than written.
const READ_MAX: usize = 100_000;

/// The companies in a catalog, each with the spans of its lists.
///
/// The names of the companies come first, then each company's lists, as long as they fit. Companies with the same cohorts or the same
/// courses share a list.
#[derive(Debug, Default)]
pub struct Choices {
    companies: Vec<CompanyChoices>,
    by_name: HashMap<String, usize>,
    cohorts: Pool,
    courses: Pool,
    count: usize,
    bytes: usize,
    read: usize,
    is_spent: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyChoices {
    pub name: String,
    /// The span of its cohorts; `None` if they are not listed.
    pub cohorts: Option<Span>,
    /// The span of its courses; `None` if they are not listed.
    pub courses: Option<Span>,
}

/// Consecutive choices among those of all companies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Index of the first choice.
    pub start: usize,
    /// Number of choices.
    pub count: usize,
}

/// The choices for one column, for all companies.
#[derive(Debug, Default)]
struct Pool {
    texts: Vec<String>,
    spans: HashMap<Vec<String>, Span>,
}

impl Choices {
    /// Starts with the names of all companies, up to [`LIST_MAX`].
    pub fn new(mut names: Vec<String>) -> Self {
        names.truncate(LIST_MAX);
        let mut choices = Self::default();
        let names = in_order(names);
        choices.is_spent = !choices.reserve(&names);
        choices.by_name = names.iter().enumerate().map(|(index, name)| (name.clone(), index)).collect();
        let company = |name| CompanyChoices { name, cohorts: None, courses: None };
        choices.companies = names.into_iter().map(company).collect();
        choices
    }

    /// Adds a company's lists if they fit. A company whose name was not passed to [`new`](Self::new) is ignored.
    pub fn add(&mut self, company: CompanyDocument) {
        let Some(index) = self.by_name.get(&company.name).copied() else { return };
        let cohorts = in_order(company.cohorts.into_iter().map(|cohort| cohort.name).collect());
        let courses = in_order(company.courses.into_iter().map(|course| course.title).collect());
        self.read += cohorts.len() + courses.len();
        let cohorts = self.list(|choices| &mut choices.cohorts, cohorts);
        let courses = self.list(|choices| &mut choices.courses, courses);
        if let Some(company) = self.companies.get_mut(index) {
            (company.cohorts, company.courses) = (cohorts, courses);
        }
    }

    /// Returns `true` if a limit has been reached, so no more companies need to be added.
    pub fn is_full(&self) -> bool {
        self.is_spent || self.read >= READ_MAX
    }

    /// Returns `true` if a list has been left out.
    pub fn has_unlisted(&self) -> bool {
        self.companies.iter().any(|company| company.cohorts.is_none() || company.courses.is_none())
    }

    /// Returns all companies, in order.
    pub fn companies(&self) -> &[CompanyChoices] {
        &self.companies
    }

    /// Returns the cohorts of all companies.
    pub fn cohorts(&self) -> &[String] {
        &self.cohorts.texts
    }

    /// Returns the courses of all companies.
    pub fn courses(&self) -> &[String] {
        &self.courses.texts
    }

    /// Returns the span of a list, adding the list if it is new. Returns `None` if it does not fit.
    fn list(&mut self, pool: impl Fn(&mut Self) -> &mut Pool, texts: Vec<String>) -> Option<Span> {
        if let Some(span) = pool(self).spans.get(&texts) {
            return Some(*span);
        }
        if texts.len() > LIST_MAX || self.is_spent {
            return None;
        }
        if !self.reserve(&texts) {
            self.is_spent = true;
            return None;
        }
        let pool = pool(self);
        let span = Span { start: pool.texts.len(), count: texts.len() };
        pool.texts.extend_from_slice(&texts);
        pool.spans.insert(texts, span);
        Some(span)
    }

    /// Counts these choices and returns `true`, or returns `false` if they would exceed a limit.
    fn reserve(&mut self, texts: &[String]) -> bool {
        let count = self.count + texts.len();
        let bytes = self.bytes + texts.iter().map(String::len).sum::<usize>();
        let fits = count <= CHOICES_MAX && bytes <= BYTES_MAX;
        if fits {
            (self.count, self.bytes) = (count, bytes);
        }
        fits
    }
}

/// Sorts strings, ignoring case and accents, and removes duplicates.
fn in_order(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_by_cached_key(|text| (fold_name(text), text.clone()));
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{CohortDocument, CourseDocument};

    fn company(name: &str, cohorts: usize, courses: usize, first_course: usize) -> CompanyDocument {
        let cohort = |n| CohortDocument { id: None, name: format!("{name} {n:05}"), aliases: None };
        let course = |n: usize| CourseDocument {
            id: format!("c{n}").as_str().into(),
            title: format!("Course {n:05}"),
            aliases: None,
        };
        CompanyDocument {
            id: None,
            name: name.to_owned(),
            aliases: None,
            cohorts: (0..cohorts).map(cohort).collect(),
            courses: (first_course..first_course + courses).map(course).collect(),
        }
    }

    fn choices(companies: Vec<CompanyDocument>) -> Choices {
        let mut choices = Choices::new(companies.iter().map(|company| company.name.clone()).collect());
        for company in companies {
            choices.add(company);
        }
        choices
    }

    fn counts(choices: &Choices) -> Vec<(&str, Option<usize>, Option<usize>)> {
        let count = |span: Option<Span>| span.map(|span| span.count);
        let companies = choices.companies().iter();
        companies.map(|company| (company.name.as_str(), count(company.cohorts), count(company.courses))).collect()
    }

    #[test]
    fn lists_are_sorted_and_shared_by_companies_with_the_same_courses() {
        let choices = choices(vec![company("brio", 1, 3, 0), company("Acme", 0, 3, 0), company("Céres", 2, 1, 7)]);
        assert_eq!(
            counts(&choices),
            [("Acme", Some(0), Some(3)), ("brio", Some(1), Some(3)), ("Céres", Some(2), Some(1))]
        );
        assert_eq!(choices.courses(), ["Course 00000", "Course 00001", "Course 00002", "Course 00007"]);
        assert_eq!(choices.cohorts(), ["brio 00000", "Céres 00000", "Céres 00001"]);
        assert!(!choices.has_unlisted() && !choices.is_full());
    }

    #[test]
    fn list_that_is_too_long_is_left_out_and_later_ones_are_not() {
        let choices = choices(vec![company("A", 1, LIST_MAX + 1, 0), company("B", 1, LIST_MAX, 0)]);
        assert_eq!(counts(&choices), [("A", Some(1), None), ("B", Some(1), Some(LIST_MAX))]);
        assert!(choices.has_unlisted() && !choices.is_full());
    }

    #[test]
    fn lists_beyond_the_total_are_left_out_and_the_companies_are_not() {
        let companies = (0..6).map(|n| company(&format!("Company {n}"), 1, 4_000, n * 4_000)).collect();
        let choices = choices(companies);
        let listed: Vec<_> = counts(&choices).into_iter().map(|(_, cohorts, courses)| (cohorts, courses)).collect();
        let all = (Some(1), Some(4_000));
        assert_eq!(listed, [all, all, all, all, (Some(1), None), (None, None)]);
        assert!(choices.has_unlisted() && choices.is_full());
    }

    #[test]
    fn companies_that_share_their_courses_end_reading_at_some_point() {
        let mut shared = Choices::new((0..40).map(|n| format!("Company {n:02}")).collect());
        let mut read = 0;
        while !shared.is_full() {
            shared.add(company(&format!("Company {read:02}"), 0, 4_000, 0));
            read += 1;
        }
        assert_eq!((read, shared.courses().len()), (25, 4_000));
        assert!(shared.has_unlisted());
    }
}
