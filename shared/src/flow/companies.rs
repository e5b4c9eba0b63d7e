//! The companies that users belong to, loaded by id while rows are applied and while undos and absences are planned.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::FlowError;
use crate::{catalog::CompanyCatalog, ids::CompanyId, plan::CatalogLookup, row::Row, stores::CatalogStore, user::User};

/// The companies loaded so far, by id; `None` if a company does not exist.
#[derive(Default)]
pub(super) struct CompanyCache(HashMap<CompanyId, Option<Arc<CompanyCatalog>>>);

impl CatalogLookup for CompanyCache {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.0.get(id).and_then(Option::as_deref)
    }
}

impl CompanyCache {
    /// Loads a company unless it is already loaded.
    pub(super) async fn load(&mut self, catalog: &impl CatalogStore, id: &CompanyId) -> Result<(), FlowError> {
        if !self.0.contains_key(id) {
            self.0.insert(id.clone(), catalog.company(id).await?);
        }
        Ok(())
    }

    pub(super) async fn load_of(&mut self, catalog: &impl CatalogStore, user: &User) -> Result<(), FlowError> {
        match &user.company_id {
            Some(id) => self.load(catalog, id).await,
            None => Ok(()),
        }
    }

    /// Loads the companies that an undo may restore, or name among the values that it retains, and the user's own.
    pub(super) async fn load_for_undo(
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
        ids.extend(row.person.company_id.clone());
        ids.extend(user.company_id.clone());
        for id in &ids {
            self.load(catalog, id).await?;
        }
        Ok(())
    }
}
