//! The port for the catalog, read-only.

use std::{future::Future, sync::Arc};

use super::StoreError;
use crate::{catalog::CompanyCatalog, ids::CompanyId};

/// Companies with their cohorts and courses.
pub trait CatalogStore: Send + Sync {
    /// Returns the companies with exactly these (cleaned) names or aliases, with their cohorts and courses, in the order of `names`.
    ///
    /// Accepts at most 500 names of any length, including names that no company can have.
    fn companies_named(
        &self,
        names: &[String],
    ) -> impl Future<Output = Result<Vec<Option<Arc<CompanyCatalog>>>, StoreError>> + Send;

    /// Returns the company with exactly this (cleaned) name or alias, as found by [`companies_named`](Self::companies_named).
    fn company_named(
        &self,
        name: &str,
    ) -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send {
        let names = [name.to_owned()];
        async move { Ok(self.companies_named(&names).await?.pop().flatten()) }
    }

    /// Returns the company with this id, with its cohorts and courses, or `None` if it does not exist.
    fn company(&self, id: &CompanyId) -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send;

    /// Returns the names of all companies (at most 5,000), sorted.
    fn company_names(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;
}
