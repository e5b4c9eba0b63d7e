use std::{future::Future, sync::Arc};

use super::StoreError;
use crate::{catalog::CompanyCatalog, ids::CompanyId};

/// Companies with their cohorts and courses.
pub trait CatalogStore: Send + Sync {
    /// The company with exactly this (cleaned) name, with its cohorts and courses.
    fn company_named(&self, name: &str)
    -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send;

    /// The company with this id, with its cohorts and courses.
    fn company(&self, id: &CompanyId) -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send;

    /// Names of all companies, at most 5,000, sorted.
    fn company_names(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;
}
