//! An import's corrections, ready to be applied to its file.

use std::collections::BTreeSet;

use crate::{
    corrections::{CompanyNames, Corrector},
    flow::{FlowError, corrections},
    import::Import,
    rules::clean_name,
    stores::{CatalogStore, ResultStore},
};

/// Maximum number of companies to look up together.
const COMPANIES_AT_ONCE: usize = 500;

/// Returns the corrector for an import, or `None` if it has no corrections.
pub(super) async fn of_import(
    stores: &(impl ResultStore + CatalogStore),
    import: &Import,
) -> Result<Option<Corrector>, FlowError> {
    if import.corrections().is_none() {
        return Ok(None);
    }
    let list = corrections::load(stores, import).await?;
    let companies: BTreeSet<String> = list.companies().map(|name| clean_name(name).into_owned()).collect();
    let companies: Vec<String> = companies.into_iter().collect();
    let mut names = CompanyNames::new();
    for some in companies.chunks(COMPANIES_AT_ONCE) {
        for company in stores.companies_named(some).await?.into_iter().flatten() {
            let name = &company.company().name;
            names.extend(company.company_aliases().map(|alias| (clean_name(alias).into_owned(), name.clone())));
        }
    }
    Ok(Some(Corrector::new(list, import.options().layout.layout(), names)))
}
