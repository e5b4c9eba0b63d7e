//! The corrections of an import, ready to be applied to its file.

use crate::{
    corrections::{CompanyNames, Corrector},
    flow::{FlowError, corrections},
    import::Import,
    stores::ResultStore,
};

/// The corrector of an import; `None` if it has no corrections.
pub(super) async fn of_import(stores: &impl ResultStore, import: &Import) -> Result<Option<Corrector>, FlowError> {
    if import.corrections().is_none() {
        return Ok(None);
    }
    let list = corrections::load(stores, import).await?;
    Ok(Some(Corrector::new(list, import.options().layout.layout(), CompanyNames::new())))
}
