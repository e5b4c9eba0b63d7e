//! The catalog for imports, with a bounded cache.

use std::sync::{Arc, PoisonError};

use rollcall_domain::{
    catalog::{COMPANIES_MAX, CompanyCatalog},
    ids::CompanyId,
    stores::{CatalogStore, StoreError},
};

use super::{company_names, find_companies, find_company, load_company, may_be_id, memory::CatalogMemory};
use crate::aws::Aws;

impl Aws {
    /// Calls `work` with this event's cache, if there is one. The lock is never held across an `await`.
    fn remembered<T>(&self, work: impl FnOnce(&mut CatalogMemory) -> T) -> Option<T> {
        let memory = self.catalog.as_ref()?;
        Some(work(&mut memory.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl CatalogStore for Aws {
    async fn companies_named(&self, names: &[String]) -> Result<Vec<Option<Arc<CompanyCatalog>>>, StoreError> {
        let known = |name: &String| self.remembered(|memory| memory.ids.get(name).cloned()).flatten();
        let mut ids: Vec<Option<Option<CompanyId>>> = names.iter().map(known).collect();
        let unknown = names.iter().zip(&ids).filter(|(_, id)| id.is_none()).map(|(name, _)| name.as_str());
        let found = find_companies(self.table()?, unknown).await?;
        let mut companies = Vec::with_capacity(names.len());
        for (name, id) in names.iter().zip(&mut ids) {
            let id = id.take().unwrap_or_else(|| {
                let id = found.get(name).cloned();
                self.remembered(|memory| memory.insert_id(name, id.clone()));
                id
            });
            companies.push(match id {
                Some(id) => self.company(&id).await?,
                None => None,
            });
        }
        Ok(companies)
    }

    /// Uses `GetItem`: only the `import` function may read company names in batches.
    async fn company_named(&self, name: &str) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        match find_company(self.table()?, name).await? {
            Some(id) => self.company(&id).await,
            None => Ok(None),
        }
    }

    async fn company(&self, id: &CompanyId) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        if !may_be_id(id) {
            return Ok(None);
        }
        if let Some(company) = self.remembered(|memory| memory.companies.get(id).cloned()).flatten() {
            return Ok(company);
        }
        let stored = load_company(self.table()?, id).await?;
        let company = stored.map(|stored| {
            let catalog = CompanyCatalog::new(stored.company(), stored.cohorts, stored.courses);
            Arc::new(catalog.with_aliases(stored.aliases))
        });
        self.remembered(|memory| memory.insert_company(id, company.clone()));
        Ok(company)
    }

    async fn company_names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = company_names(self.table()?).await?;
        names.truncate(COMPANIES_MAX);
        Ok(names)
    }
}
