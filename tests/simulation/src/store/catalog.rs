//! The simulated catalog: companies with their cohorts and courses.

use std::sync::Arc;

use rollcall_domain::{
    catalog::CompanyCatalog,
    ids::CompanyId,
    stores::{CatalogStore, StoreError},
};

use crate::{faults::Kind, model::Model, stack::Stack};

impl CatalogStore for Stack {
    async fn companies_named(&self, names: &[String]) -> Result<Vec<Option<Arc<CompanyCatalog>>>, StoreError> {
        let read = |model: &mut Model| {
            let find = |name: &String| model.companies.values().find(|it| it.company().name == *name).map(Arc::clone);
            names.iter().map(find).collect()
        };
        self.call(Kind::Read, "read companies by name", read).await
    }

    async fn company(&self, id: &CompanyId) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        self.call(Kind::Read, "read a company", |model| model.companies.get(id).map(Arc::clone)).await
    }

    async fn company_names(&self) -> Result<Vec<String>, StoreError> {
        let read = |model: &mut Model| {
            let mut names: Vec<String> = model.companies.values().map(|it| it.company().name.clone()).collect();
            names.sort_unstable();
            names
        };
        self.call(Kind::Read, "list companies", read).await
    }
}
