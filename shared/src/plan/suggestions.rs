//! Suggests catalog names similar to a name without a match, within a per-file search budget.

use std::collections::HashMap;

use super::SUGGESTED_MAX;
use crate::{
    catalog::CompanyCatalog,
    ids::{CompanyId, CourseId},
    keyed::KeyedHasher,
    rules::{Candidates, SearchBudget, likely_name},
};

/// Searches for similar names. Folded lists of names are reused. Those of cohorts and courses are reused only while the company stays the
/// same, which is enough because most files are sorted by company.
#[derive(Debug)]
pub(super) struct Suggestions {
    hasher: KeyedHasher,
    budget: SearchBudget,
    companies: Option<Candidates>,
    cohorts: Option<(CompanyId, Candidates)>,
    courses: Option<(CompanyId, Candidates)>,
    /// Keyed by a hash, because a cell may be long.
    found_companies: HashMap<u128, Vec<String>>,
    found_cohorts: HashMap<u128, Vec<String>>,
}

impl Suggestions {
    pub(super) fn new(hasher: KeyedHasher) -> Self {
        Self {
            hasher,
            budget: SearchBudget::OF_FILE,
            companies: None,
            cohorts: None,
            courses: None,
            found_companies: HashMap::new(),
            found_cohorts: HashMap::new(),
        }
    }

    /// Returns the company names that are nearest to a name without a match.
    pub(super) fn companies(&mut self, name: &str, names: &[String]) -> Vec<String> {
        let Self { budget, companies, .. } = self;
        search_once(&mut self.found_companies, self.hasher.hash(name), || {
            let candidates = companies.get_or_insert_with(|| Candidates::new(names.iter().map(String::as_str), budget));
            candidates.nearest(&likely_name(name), budget)
        })
    }

    /// Returns the company's cohort names that are nearest to a name without a match.
    pub(super) fn cohorts(&mut self, name: &str, company: &CompanyCatalog) -> Vec<String> {
        let Self { budget, cohorts, .. } = self;
        let key = self.hasher.hash(&format!("{}\u{1f}{name}", company.company().name));
        search_once(&mut self.found_cohorts, key, || {
            if budget.is_spent() {
                return Vec::new();
            }
            let names = company.cohorts().iter().map(|cohort| cohort.name.as_str());
            of_company(cohorts, company, names, budget).nearest(&likely_name(name), budget)
        })
    }

    /// Returns the company's course titles that are nearest to a title without a match; for a course id, the title of that course. The
    /// caller caches the result.
    pub(super) fn courses(&mut self, title: &str, company: &CompanyCatalog) -> Vec<String> {
        if let Some(course) = company.course_by_id(&CourseId::from(title)) {
            return vec![course.title.clone()];
        }
        if self.budget.is_spent() {
            return Vec::new();
        }
        let titles = company.courses().iter().map(|course| course.title.as_str());
        of_company(&mut self.courses, company, titles, &mut self.budget).nearest(&likely_name(title), &mut self.budget)
    }
}

/// Searches once per name, and only for the first [`SUGGESTED_MAX`] names; returns nothing for further names.
fn search_once(found: &mut HashMap<u128, Vec<String>>, key: u128, search: impl FnOnce() -> Vec<String>) -> Vec<String> {
    if let Some(known) = found.get(&key) {
        return known.clone();
    }
    if found.len() >= SUGGESTED_MAX {
        return Vec::new();
    }
    found.entry(key).or_insert(search()).clone()
}

/// Returns this company's folded names. Folds them only if the last search was in another company.
fn of_company<'c, 'a>(
    stored: &'c mut Option<(CompanyId, Candidates)>,
    company: &CompanyCatalog,
    names: impl Iterator<Item = &'a str>,
    budget: &mut SearchBudget,
) -> &'c Candidates {
    let id = &company.company().id;
    let former = stored.take().filter(|(former, _)| former == id);
    let folded = former.unwrap_or_else(|| (id.clone(), Candidates::new(names, budget)));
    &stored.insert(folded).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Company, Course};

    #[test]
    fn course_is_suggested_for_a_similar_title_or_its_id() {
        let company = Company { id: "c1".into(), name: "Acme".into() };
        let courses = [("k1", "Leadership Basics"), ("k2", "Sales – Part 1"), ("k3", "Twice"), ("k4", "Twice")];
        let courses = courses.map(|(id, title)| Course { id: id.into(), title: title.into() });
        let catalog = CompanyCatalog::new(company, Vec::new(), courses.into());
        let mut suggestions = Suggestions::new(KeyedHasher::new([7; 16]));
        for (title, meant) in [
            ("Leadership", "Leadership Basics"),
            ("Sale Part 1", "Sales – Part 1"),
            ("twise", "Twice"),
            ("k2", "Sales – Part 1"),
            ("Lеadership&nbsp;Basics", "Leadership Basics"),
        ] {
            assert_eq!(suggestions.courses(title, &catalog), [meant], "{title}");
        }
    }
}
