use std::collections::HashMap;

use super::{Cohort, Company, Course};
use crate::{
    ids::{CohortId, CourseId},
    rules::{clean, fold_title, nearest},
};

/// One company with its cohorts and courses. It knows no other company, so no message can reveal one.
///
/// ```
/// use rollcall_domain::catalog::{Company, CompanyCatalog, Course, CourseMatch};
///
/// let company = Company { id: "c1".into(), name: "Acme".into() };
/// let courses = vec![Course { id: "k1".into(), title: "Sales – Part 1".into() }];
/// let catalog = CompanyCatalog::new(company, Vec::new(), courses);
/// assert!(matches!(catalog.course("SALES - PART 1"), CourseMatch::One(course) if course.id.as_str() == "k1"));
/// assert_eq!(catalog.nearest_courses("Sale Part 1"), ["Sales – Part 1"]);
/// ```
#[derive(Debug, Clone)]
pub struct CompanyCatalog {
    company: Company,
    cohorts: Vec<Cohort>,
    courses: Vec<Course>,
    /// Indexes into `cohorts` and `courses`: by cleaned name or title, by folded title, by id.
    cohorts_by_name: HashMap<String, usize>,
    courses_by_title: HashMap<String, Vec<usize>>,
    courses_by_folded_title: HashMap<String, Vec<usize>>,
    cohorts_by_id: HashMap<CohortId, usize>,
    courses_by_id: HashMap<CourseId, usize>,
}

/// The result of looking up a title in one company's catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourseMatch<'a> {
    /// Exactly one course.
    One(&'a Course),
    /// Several courses, in catalog order: the title is ambiguous.
    Several(Vec<&'a Course>),
    /// No course.
    None,
}

impl CompanyCatalog {
    /// Indexes a company's cohorts and courses. If two cohorts have the same name, the first one wins.
    pub fn new(company: Company, cohorts: Vec<Cohort>, courses: Vec<Course>) -> Self {
        let mut cohorts_by_name = HashMap::with_capacity(cohorts.len());
        let mut cohorts_by_id = HashMap::with_capacity(cohorts.len());
        for (place, cohort) in cohorts.iter().enumerate() {
            cohorts_by_name.entry(clean(&cohort.name).into_owned()).or_insert(place);
            cohorts_by_id.entry(cohort.id.clone()).or_insert(place);
        }
        let mut courses_by_title: HashMap<String, Vec<usize>> = HashMap::with_capacity(courses.len());
        let mut courses_by_folded_title: HashMap<String, Vec<usize>> = HashMap::with_capacity(courses.len());
        let mut courses_by_id = HashMap::with_capacity(courses.len());
        for (place, course) in courses.iter().enumerate() {
            courses_by_title.entry(clean(&course.title).into_owned()).or_default().push(place);
            courses_by_folded_title.entry(fold_title(&course.title)).or_default().push(place);
            courses_by_id.entry(course.id.clone()).or_insert(place);
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
        }
    }

    /// The company.
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// Its cohorts, in the order given.
    pub fn cohorts(&self) -> &[Cohort] {
        &self.cohorts
    }

    /// The courses that it has access to, in the order given.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// The cohort with this name: equal after trimming and Unicode Normalization Form C, case-sensitive.
    pub fn cohort(&self, name: &str) -> Option<&Cohort> {
        self.cohorts_by_name.get(clean(name).as_ref()).and_then(|place| self.cohorts.get(*place))
    }

    /// The course with this title: an equal one wins, otherwise those that are equal after [folding](fold_title).
    pub fn course(&self, title: &str) -> CourseMatch<'_> {
        let title = clean(title);
        if let Some(places) = self.courses_by_title.get(title.as_ref()) {
            return self.matched(places);
        }
        self.courses_by_folded_title.get(&fold_title(&title)).map_or(CourseMatch::None, |places| self.matched(places))
    }

    /// The cohort with this id.
    pub fn cohort_by_id(&self, id: &CohortId) -> Option<&Cohort> {
        self.cohorts_by_id.get(id).and_then(|place| self.cohorts.get(*place))
    }

    /// The course with this id.
    pub fn course_by_id(&self, id: &CourseId) -> Option<&Course> {
        self.courses_by_id.get(id).and_then(|place| self.courses.get(*place))
    }

    /// The titles nearest to one without a match, best first, at most three.
    pub fn nearest_courses(&self, title: &str) -> Vec<String> {
        nearest(title, self.courses.iter().map(|course| course.title.as_str()))
    }

    /// The names of cohorts nearest to one without a match, best first, at most three.
    pub fn nearest_cohorts(&self, name: &str) -> Vec<String> {
        nearest(name, self.cohorts.iter().map(|cohort| cohort.name.as_str()))
    }

    /// Number of cohorts and courses: its share of a bounded cache.
    pub fn weight(&self) -> usize {
        self.cohorts.len() + self.courses.len()
    }

    fn matched(&self, places: &[usize]) -> CourseMatch<'_> {
        let mut courses: Vec<&Course> = places.iter().filter_map(|place| self.courses.get(*place)).collect();
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
            [("h1", "Spring"), ("h2", "Été"), ("h3", " Autumn ")].map(cohort).into(),
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
            ("spring", None),
            ("", None),
        ] {
            assert_eq!(catalog.cohort(name).map(|cohort| cohort.id.as_str()), id, "{name}");
        }
        assert_eq!(catalog.nearest_cohorts("sprng"), ["Spring"]);
    }

    #[test]
    fn catalog_finds_by_id_and_counts_its_entries() {
        let catalog = catalog();
        assert_eq!(catalog.course_by_id(&"k4".into()).map(|course| course.title.as_str()), Some("101"));
        assert_eq!(catalog.course_by_id(&"k0".into()), None);
        assert_eq!(catalog.cohort_by_id(&"h1".into()).map(|cohort| cohort.name.as_str()), Some("Spring"));
        assert_eq!(catalog.weight(), 12);
        assert_eq!((catalog.company().name.as_str(), catalog.cohorts().len(), catalog.courses().len()), ("Acme", 3, 9));
        assert_eq!(catalog.nearest_courses("Leadership"), ["Leadership Basics"]);
        assert_eq!(catalog.nearest_courses("twise"), ["Twice"]);
    }
}
