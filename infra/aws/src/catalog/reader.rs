//! The catalog for imports, with a bounded cache.

use std::sync::{Arc, PoisonError};

use rollcall_domain::{
    catalog::{COMPANIES_MAX, CompanyCatalog},
    ids::CompanyId,
    stores::{CatalogStore, StoreError},
};

use super::{company_names, find_company, load_company, memory::CatalogMemory};
use crate::aws::Aws;

impl Aws {
    /// Uses the cache of this event, if there is one; never across an `await`.
    fn remembered<T>(&self, work: impl FnOnce(&mut CatalogMemory) -> T) -> Option<T> {
        let memory = self.catalog.as_ref()?;
        Some(work(&mut memory.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl CatalogStore for Aws {
    async fn company_named(&self, name: &str) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        let known = self.remembered(|memory| memory.ids.get(name).cloned()).flatten();
        let id = if let Some(id) = known {
            id
        } else {
            let id = find_company(self.table()?, name).await?;
            self.remembered(|memory| memory.keep_id(name, id.clone()));
            id
        };
        match id {
            Some(id) => self.company(&id).await,
            None => Ok(None),
        }
    }

    async fn company(&self, id: &CompanyId) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        if let Some(company) = self.remembered(|memory| memory.companies.get(id).cloned()).flatten() {
            return Ok(company);
        }
        let stored = load_company(self.table()?, id).await?;
        let company =
            stored.map(|stored| Arc::new(CompanyCatalog::new(stored.company(), stored.cohorts, stored.courses)));
        self.remembered(|memory| memory.keep_company(id, company.clone()));
        Ok(company)
    }

    async fn company_names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = company_names(self.table()?).await?;
        names.truncate(COMPANIES_MAX);
        Ok(names)
    }
}
