use rollcall_domain::{
    ids::CompanyId,
    rules::clean_name,
    stores::{CatalogStore, StoreError},
};

/// Finds a company by name or alias or, failing that, by id.
pub(crate) async fn find_company(
    catalog: &impl CatalogStore,
    name_or_id: &str,
) -> Result<Option<CompanyId>, StoreError> {
    if let Some(company) = catalog.company_named(&clean_name(name_or_id)).await? {
        return Ok(Some(company.company().id.clone()));
    }
    let id = CompanyId::from(name_or_id);
    Ok(catalog.company(&id).await?.map(|_| id))
}
