//! The companies that users belong to, loaded by id while rows are applied and while undos and absences are planned; and the check for
//! changes to the catalog since the preview.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::RowStores;
use crate::{
    catalog::CompanyCatalog,
    flow::FlowError,
    ids::CompanyId,
    import::Import,
    layout::{Field, Layout},
    plan::{CatalogLookup, fail},
    problem::{Code, Hint, Problem},
    row::{Outcome, Row},
    stores::CatalogStore,
    user::User,
};

/// The companies loaded so far, by id; `None` if a company does not exist.
#[derive(Default)]
pub(in crate::flow) struct Catalogs(HashMap<CompanyId, Option<Arc<CompanyCatalog>>>);

impl CatalogLookup for Catalogs {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.0.get(id).and_then(Option::as_deref)
    }
}

impl Catalogs {
    /// Loads a company unless it is already loaded.
    pub(in crate::flow) async fn load(&mut self, catalog: &impl CatalogStore, id: &CompanyId) -> Result<(), FlowError> {
        if !self.0.contains_key(id) {
            self.0.insert(id.clone(), catalog.company(id).await?);
        }
        Ok(())
    }

    pub(in crate::flow) async fn load_of(&mut self, catalog: &impl CatalogStore, user: &User) -> Result<(), FlowError> {
        match &user.company_id {
            Some(id) => self.load(catalog, id).await,
            None => Ok(()),
        }
    }

    /// Loads the companies that an undo may restore, or name among the values that it retains. Most rows do not change the company, so
    /// nothing is loaded for them.
    pub(in crate::flow) async fn load_for_undo(
        &mut self,
        catalog: &impl CatalogStore,
        row: &Row,
        user: &User,
    ) -> Result<(), FlowError> {
        let mut ids = BTreeSet::new();
        for change in row.changes.iter().filter(|change| !change.is_of_feed()) {
            // The ids may include those of cohorts, for which no company is found.
            ids.extend([&change.old_id, &change.new_id].into_iter().flatten().map(|id| CompanyId::from(id.as_str())));
        }
        if ids.is_empty() {
            return Ok(());
        }
        ids.extend(row.person.company_id.clone());
        ids.extend(user.company_id.clone());
        for id in &ids {
            self.load(catalog, id).await?;
        }
        Ok(())
    }
}

/// After a confirmation, fails the rows whose company, cohort or courses differ from the preview.
///
/// These rows are determined once per chunk, before any row is written. The catalog may change between two attempts at a chunk, and one
/// attempt must not fail a row that the other has already written.
pub(super) async fn check_catalog(
    stores: &impl RowStores,
    import: &Import,
    chunk: u32,
    rows: &mut [Row],
    catalogs: &mut Catalogs,
) -> Result<(), FlowError> {
    let companies: BTreeSet<CompanyId> = rows.iter().filter_map(|row| row.person.company_id.clone()).collect();
    for id in &companies {
        catalogs.load(stores, id).await?;
    }
    let is_unchanged = |row: &Row| {
        let company = row.person.company_id.as_ref().map(|id| catalogs.company(id));
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

/// Fails a row that was valid when it was planned.
pub(super) fn fail_late(row: &mut Row, hint: Hint) {
    fail(row, Problem::new(Code::ChangedSincePreview).found(row.person.values.email()).hint(hint));
    row.late = true;
}

/// Fails a row that would make its user too large for the store.
pub(super) fn fail_unstorable(row: &mut Row, layout: &Layout) {
    let problem = Problem::new(Code::CoursesTooMany).hint(Hint::InBytes);
    fail(row, problem.column(layout.label(Field::Email)).found(row.person.values.email()));
    row.late = true;
}
