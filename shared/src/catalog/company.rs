use std::collections::HashMap;

use super::{Alias, AliasOf, Cohort, Company, Course};
use crate::{
    ids::{CohortId, CourseId},
    rules::{clean, clean_name, fold_title},
};

/// One company with its cohorts and courses. It contains no other companies, so no message can reveal one.
///
/// ```
/// use rollcall_domain::catalog::{Company, CompanyCatalog, Course, CourseMatch};
///
/// let company = Company { id: "c1".into(), name: "Acme".into() };
/// let courses = vec![Course { id: "k1".into(), title: "Sales – Part 1".into() }];
/// let catalog = CompanyCatalog::new(company, Vec::new(), courses);
/// assert!(matches!(catalog.course("SALES - PART 1"), CourseMatch::One(course) if course.id.as_str() == "k1"));
/// ```
#[derive(Debug, Clone)]
pub struct CompanyCatalog {
    company: Company,
    cohorts: Vec<Cohort>,
    courses: Vec<Course>,
    /// Indexes into `cohorts` and `courses`: by cleaned name or title, by folded title, and by id.
    cohorts_by_name: HashMap<String, usize>,
    courses_by_title: HashMap<String, Vec<usize>>,
    courses_by_folded_title: HashMap<String, Vec<usize>>,
    cohorts_by_id: HashMap<CohortId, usize>,
    courses_by_id: HashMap<CourseId, usize>,
    /// By kind and folded text.
    aliases: HashMap<(&'static str, String), Alias>,
}

/// Maximum number of copies of an entry's name or title: in the list, and in the indexes by title and by folded title.
const NAMES_PER_ENTRY: usize = 3;
/// Minimum estimated size in memory of a cohort or course, in bytes.
const ENTRY_BYTES_MIN: usize = 150;

/// The result of looking up a title in one company's catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourseMatch<'a> {
    One(&'a Course),
    /// Several courses, in catalog order: the title is ambiguous.
    Several(Vec<&'a Course>),
    None,
}

impl CompanyCatalog {
    /// Indexes a company's cohorts and courses. If two cohorts have the same name, the first one wins.
    pub fn new(company: Company, cohorts: Vec<Cohort>, courses: Vec<Course>) -> Self {
        let mut cohorts_by_name = HashMap::with_capacity(cohorts.len());
        let mut cohorts_by_id = HashMap::with_capacity(cohorts.len());
        for (index, cohort) in cohorts.iter().enumerate() {
            cohorts_by_name.entry(clean_name(&cohort.name).into_owned()).or_insert(index);
            cohorts_by_id.entry(cohort.id.clone()).or_insert(index);
        }
        let mut courses_by_title: HashMap<String, Vec<usize>> = HashMap::with_capacity(courses.len());
        let mut courses_by_folded_title: HashMap<String, Vec<usize>> = HashMap::with_capacity(courses.len());
        let mut courses_by_id = HashMap::with_capacity(courses.len());
        for (index, course) in courses.iter().enumerate() {
            courses_by_title.entry(clean(&course.title).into_owned()).or_default().push(index);
            courses_by_folded_title.entry(fold_title(&course.title)).or_default().push(index);
            courses_by_id.entry(course.id.clone()).or_insert(index);
        }
        Self {
            company,
            cohorts,
            courses,
            cohorts_by_name,
            courses_by_title,
            courses_by_folded_title,
            cohorts_by_id,
            courses_by_id,
            aliases: HashMap::new(),
        }
    }

    /// Sets the aliases. An alias for a cohort or course that no longer exists is never found.
    #[must_use]
    pub fn with_aliases(mut self, aliases: impl IntoIterator<Item = Alias>) -> Self {
        self.aliases = aliases.into_iter().map(|alias| ((alias.of.kind(), alias.folded()), alias)).collect();
        self
    }

    /// Returns the company's alias that matches this text.
    pub fn company_by_alias(&self, name: &str) -> Option<&str> {
        self.alias(&AliasOf::Company, name).map(|alias| alias.alias.as_str())
    }

    /// Returns all aliases of the company itself.
    pub fn company_aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.values().filter(|alias| alias.of == AliasOf::Company).map(|alias| alias.alias.as_str())
    }

    /// Returns the cohort with this alias, along with the alias.
    pub fn cohort_by_alias(&self, name: &str) -> Option<(&Cohort, &str)> {
        let alias = self.alias(&AliasOf::Cohort(CohortId::from("")), name)?;
        let AliasOf::Cohort(id) = &alias.of else { return None };
        Some((self.cohort_by_id(id)?, alias.alias.as_str()))
    }

    /// Returns the course with this alias, along with the alias.
    pub fn course_by_alias(&self, title: &str) -> Option<(&Course, &str)> {
        let alias = self.alias(&AliasOf::Course(CourseId::from("")), title)?;
        let AliasOf::Course(id) = &alias.of else { return None };
        Some((self.course_by_id(id)?, alias.alias.as_str()))
    }

    fn alias(&self, kind: &AliasOf, text: &str) -> Option<&Alias> {
        if self.aliases.is_empty() {
            return None;
        }
        self.aliases.get(&(kind.kind(), kind.fold(text)))
    }

    pub fn company(&self) -> &Company {
        &self.company
    }

    /// Returns the company's cohorts, in the order given.
    pub fn cohorts(&self) -> &[Cohort] {
        &self.cohorts
    }

    /// Returns the courses that the company has access to, in the order given.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// Returns the cohort with this name. The comparison is case-sensitive, after both names are [cleaned](clean_name).
    pub fn cohort(&self, name: &str) -> Option<&Cohort> {
        self.cohorts_by_name.get(clean_name(name).as_ref()).and_then(|index| self.cohorts.get(*index))
    }

    /// Returns the course with this title. An equal title takes precedence over titles that are equal only after [folding](fold_title).
    pub fn course(&self, title: &str) -> CourseMatch<'_> {
        let title = clean(title);
        if let Some(indexes) = self.courses_by_title.get(title.as_ref()) {
            return self.matched(indexes);
        }
        self.courses_by_folded_title.get(&fold_title(&title)).map_or(CourseMatch::None, |indexes| self.matched(indexes))
    }

    pub fn cohort_by_id(&self, id: &CohortId) -> Option<&Cohort> {
        self.cohorts_by_id.get(id).and_then(|index| self.cohorts.get(*index))
    }

    pub fn course_by_id(&self, id: &CourseId) -> Option<&Course> {
        self.courses_by_id.get(id).and_then(|index| self.courses.get(*index))
    }

    /// Returns the approximate size in memory, in bytes, for use by a bounded cache.
    pub fn size_bytes(&self) -> usize {
        let entry = |id: &str, name: &str| (2 * id.len() + NAMES_PER_ENTRY * name.len() + 100).max(ENTRY_BYTES_MIN);
        let cohorts = self.cohorts.iter().map(|cohort| entry(cohort.id.as_str(), &cohort.name));
        let courses = self.courses.iter().map(|course| entry(course.id.as_str(), &course.title));
        let aliases = self.aliases.values().map(|alias| 2 * alias.alias.len() + ENTRY_BYTES_MIN);
        cohorts.chain(courses).chain(aliases).sum()
    }

    fn matched(&self, indexes: &[usize]) -> CourseMatch<'_> {
        let mut courses: Vec<&Course> = indexes.iter().filter_map(|index| self.courses.get(*index)).collect();
        match courses.len() {
            0 => CourseMatch::None,
            1 => courses.pop().map_or(CourseMatch::None, CourseMatch::One),
            _ => CourseMatch::Several(courses),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> CompanyCatalog {
        let course = |(id, title): (&str, &str)| Course { id: id.into(), title: title.into() };
        let cohort = |(id, name): (&str, &str)| Cohort { id: id.into(), name: name.into() };
        CompanyCatalog::new(
            Company { id: "c1".into(), name: "Acme".into() },
            [("h1", "Spring"), ("h2", "Été"), ("h3", " Autumn "), ("h4", "Night\u{2009} Shift")].map(cohort).into(),
            [
                ("k1", "Leadership Basics"),
                ("k2", "Sales – Part 1"),
                ("k3", "Care, \"Cost\"; 🚀"),
                ("k4", "101"),
                ("k5", "Straße"),
                ("k6", "Twice"),
                ("k7", "Twice"),
                ("k8", "Résumé"),
                ("k9", "RÉSUMÉ"),
            ]
            .map(course)
            .into(),
        )
    }

    #[test]
    fn course_matches_by_title_then_by_folded_title() {
        let catalog = catalog();
        for (title, ids) in [
            ("Leadership Basics", &["k1"][..]),
            ("leadership  BASICS", &["k1"]),
            ("Sales - Part 1", &["k2"]),
            ("Sales\u{2212}Part 1", &["k2"]),
            ("Care, “Cost”; 🚀", &["k3"]),
            ("101", &["k4"]),
            ("STRASSE", &["k5"]),
            ("Twice", &["k6", "k7"]),
            ("twice", &["k6", "k7"]),
            ("Résumé", &["k8"]),
            ("Re\u{301}sume\u{301}\u{a0}", &["k8"]),
            ("RÉSUMÉ", &["k9"]),
            ("résumé", &["k8", "k9"]),
            ("Resume", &[]),
            ("Leadership", &[]),
            ("", &[]),
        ] {
            let matched: Vec<&str> = match catalog.course(title) {
                CourseMatch::One(course) => vec![course.id.as_str()],
                CourseMatch::Several(courses) => courses.iter().map(|course| course.id.as_str()).collect(),
                CourseMatch::None => Vec::new(),
            };
            assert_eq!(matched, ids, "{title}");
        }
    }

    #[test]
    fn cohort_matches_exactly_after_cleaning() {
        let catalog = catalog();
        for (name, id) in [
            ("Spring", Some("h1")),
            (" Spring\u{a0}", Some("h1")),
            ("E\u{301}te\u{301}", Some("h2")),
            ("Autumn", Some("h3")),
            ("Night  Shift", Some("h4")),
            ("Night\u{a0}Shift", Some("h4")),
            ("Night Shift", Some("h4")),
            ("spring", None),
            ("", None),
        ] {
            assert_eq!(catalog.cohort(name).map(|cohort| cohort.id.as_str()), id, "{name}");
        }
    }

    #[test]
    fn catalog_finds_by_id_and_counts_its_entries() {
        let catalog = catalog();
        assert_eq!(catalog.course_by_id(&"k4".into()).map(|course| course.title.as_str()), Some("101"));
        assert_eq!(catalog.course_by_id(&"k0".into()), None);
        assert_eq!(catalog.cohort_by_id(&"h1".into()).map(|cohort| cohort.name.as_str()), Some("Spring"));
        assert!((13 * ENTRY_BYTES_MIN..14 * ENTRY_BYTES_MIN).contains(&catalog.size_bytes()));
        assert_eq!((catalog.company().name.as_str(), catalog.cohorts().len(), catalog.courses().len()), ("Acme", 4, 9));
    }
}
