//! Ends imports without writing results: expired ones, and those that cannot continue.

use super::{
    FlowError,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{Environment, ImportStore, StoreError},
};

/// Ends an import that was not uploaded or confirmed in time. Returns the import if it was ended.
pub(super) async fn expire(
    stores: &(impl ImportStore + Environment),
    id: &ImportId,
) -> Result<Option<Import>, FlowError> {
    let now = stores.now();
    let expired = update(stores, id, |import| {
        let is_waiting = matches!(import.status(), ImportStatus::AwaitingUpload | ImportStatus::AwaitingConfirmation);
        if !is_waiting || import.expires_at().is_none_or(|at| at > now) {
            return Ok(Change::Leave(false));
        }
        import.end_unwritten(ImportStatus::Expired, now)?;
        Ok(Change::Write(true))
    });
    Ok(expired.await?.filter(|(_, is_ended)| *is_ended).map(|(import, _)| import))
}

/// Fails the import if `error` is permanent. Returns the import if it was ended. `None` means that the caller should retry, or that the
/// import is no longer active.
pub(super) async fn give_up(
    stores: &(impl ImportStore + Environment),
    id: &ImportId,
    error: &FlowError,
) -> Result<Option<Import>, FlowError> {
    let (code, detail, is_retryable) = match error {
        FlowError::Store(StoreError::Refused { store, is_fixable: true, .. }) => (
            "store-refused",
            format!(
                "The {store} refused a request of the import. The log of the stack says why; fix it, then retry the import."
            ),
            true,
        ),
        FlowError::Store(StoreError::Refused { store, is_fixable: false, .. }) => (
            "store-refused",
            format!(
                "The {store} refused a request of the import and would refuse it again, so a retry does not help. The log of the stack \
                 says why. Once the cause is fixed, import the file again: users that were already written are recognized."
            ),
            false,
        ),
        FlowError::Missing { what } | FlowError::Undecodable { what, .. } => (
            "plan-unreadable",
            format!("The stored {what} of the import cannot be read. Import the file again."),
            false,
        ),
        FlowError::Unencodable { what, .. } => {
            ("plan-unreadable", format!("The {what} of the import cannot be written. Import the file again."), false)
        }
        FlowError::Illegal(transition) => {
            ("plan-unreadable", format!("Internal error: {transition}. Import the file again."), false)
        }
        FlowError::Store(StoreError::Busy { .. })
        | FlowError::Lost
        | FlowError::Contended { .. }
        | FlowError::NotRetained => return Ok(None),
    };
    let now = stores.now();
    let ended = update(stores, id, |import| {
        if !matches!(import.status(), ImportStatus::Validating | ImportStatus::Importing) {
            return Ok(Change::Leave(false));
        }
        import.fail(code, &detail, is_retryable, now)?;
        Ok(Change::Write(true))
    });
    let ended = ended.await?.filter(|(_, is_ended)| *is_ended).map(|(import, _)| import);
    if ended.is_some() {
        tracing::error!(import_id = %id, imports_failed = 1, "import {id} has failed");
    }
    Ok(ended)
}
