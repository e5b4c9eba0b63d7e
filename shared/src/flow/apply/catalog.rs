//! The checks for changes to the catalog since the preview, and since a failure.

use std::collections::BTreeSet;

use super::{RowStores, rows::fail_late};
use crate::{
    catalog::CompanyCatalog,
    flow::{FlowError, companies::CompanyCache},
    import::Import,
    plan::CatalogLookup,
    problem::Hint,
    row::{Outcome, Row},
};

/// After a confirmation, fails the rows whose company, cohort or courses differ from the preview.
///
/// These rows are determined once per chunk, before any row is written. The catalog may change between two attempts at a chunk, and one
/// attempt must not fail a row that the other has already written.
pub(super) async fn check_catalog(
    stores: &impl RowStores,
    import: &Import,
    chunk: u32,
    rows: &mut [Row],
    companies: &mut CompanyCache,
) -> Result<(), FlowError> {
    companies.load_all(stores, rows.iter().filter_map(|row| row.person.company_id.clone()).collect()).await?;
    let is_unchanged = |row: &Row| {
        let company = row.person.company_id.as_ref().map(|id| companies.company(id));
        company.is_none_or(|company| company.is_some_and(|company| is_as_previewed(row, company)))
    };
    let is_write = |row: &Row| matches!(row.outcome, Outcome::Created | Outcome::Updated);
    let changed: Vec<u64> = rows.iter().filter(|row| is_write(row) && !is_unchanged(row)).map(|row| row.row).collect();
    let recorded = stores.record_catalog_changes(import.id(), chunk, &changed).await?;
    for row in rows.iter_mut().filter(|row| is_write(row) && recorded.contains(&row.row)) {
        fail_late(row, Hint::CatalogChanged);
    }
    Ok(())
}

/// Returns the numbers of the rows of a retried import whose company, cohort or courses no longer exist: the catalog allows deletions
/// while an import is in the failed state.
///
/// All attempts since the retry find the same rows, because deletions are refused while an import is writing. An attempt from before the
/// failure may have written some of them.
pub(super) async fn rows_without_entries(
    stores: &impl RowStores,
    import: &Import,
    rows: &[Row],
    companies: &mut CompanyCache,
) -> Result<BTreeSet<u64>, FlowError> {
    if import.retried_at().is_none() {
        return Ok(BTreeSet::new());
    }
    companies.load_all(stores, rows.iter().filter_map(|row| row.person.company_id.clone()).collect()).await?;
    let has_entries = |row: &Row| {
        let company = row.person.company_id.as_ref().map(|id| companies.company(id));
        company.is_none_or(|company| company.is_some_and(|company| are_in_catalog(row, company)))
    };
    Ok(rows.iter().filter(|row| !has_entries(row)).map(|row| row.row).collect())
}

fn are_in_catalog(row: &Row, company: &CompanyCatalog) -> bool {
    row.person.cohort_id.as_ref().is_none_or(|id| company.cohort_by_id(id).is_some())
        && row.courses.iter().all(|course| company.course_by_id(&course.id).is_some())
}

fn is_as_previewed(row: &Row, company: &CompanyCatalog) -> bool {
    let person = &row.person;
    let is_cohort_same = person.cohort_id.as_ref().is_none_or(|id| {
        company.cohort_by_id(id).is_some_and(|cohort| person.values.cohort() == Some(cohort.name.as_str()))
    });
    let are_courses_same = row
        .courses
        .iter()
        .all(|course| company.course_by_id(&course.id).is_some_and(|stored| stored.title == course.title));
    person.values.company() == Some(company.company().name.as_str()) && is_cohort_same && are_courses_same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::{Cohort, Company, Course},
        layout::{Field, Values},
        row::Person,
    };

    fn acme() -> CompanyCatalog {
        CompanyCatalog::new(
            Company { id: "acme".into(), name: "Acme".to_owned() },
            vec![Cohort { id: "spring".into(), name: "Spring".to_owned() }],
            vec![Course { id: "rust".into(), title: "Rust".to_owned() }],
        )
    }

    #[test]
    fn row_names_entries_in_the_catalog_by_their_ids() {
        for (cohort, courses, expected) in [
            (None, [].as_slice(), true),
            (Some("spring"), &["rust"], true),
            (Some("autumn"), &["rust"], false),
            (None, &["rust", "go"], false),
        ] {
            let person =
                Person { company_id: Some("acme".into()), cohort_id: cohort.map(Into::into), ..Person::default() };
            let courses = courses.iter().map(|id| Course { id: (*id).into(), title: "Renamed".to_owned() });
            let row = Row { courses: courses.collect(), ..Row::new(2, 2, person) };
            assert_eq!(are_in_catalog(&row, &acme()), expected, "{row:?}");
        }
    }

    #[test]
    fn row_is_as_previewed_if_the_names_in_the_catalog_are_the_same() {
        let company = acme();
        for (name, cohort, course, expected) in [
            ("Acme", None, None, true),
            ("Acme", Some(("spring", "Spring")), Some(("rust", "Rust")), true),
            ("Acme Ltd", None, None, false),
            ("Acme Ltd", Some(("spring", "Spring")), Some(("rust", "Rust")), false),
            ("Acme", Some(("spring", "Autumn")), Some(("rust", "Rust")), false),
            ("Acme", Some(("autumn", "Autumn")), None, false),
            ("Acme", Some(("spring", "Spring")), Some(("rust", "Go")), false),
            ("Acme", None, Some(("go", "Go")), false),
        ] {
            let mut values = Values::default().with(Field::Company, name);
            if let Some((_, cohort)) = cohort {
                values.set(Field::Cohort, cohort);
            }
            let cohort_id = cohort.map(|(id, _)| id.into());
            let person = Person { company_id: Some("acme".into()), cohort_id, values, ..Person::default() };
            let courses = course.map(|(id, title)| Course { id: id.into(), title: title.to_owned() });
            let row = Row { courses: courses.into_iter().collect(), ..Row::new(2, 2, person) };
            assert_eq!(is_as_previewed(&row, &company), expected, "{name} {cohort:?} {course:?}");
        }
    }
}
