//! Ends imports without writing results: expired ones, and those that cannot continue.

use super::{
    FlowError,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{Environment, ImportStore},
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
    let Some(reason) = error.failure() else { return Ok(None) };
    let now = stores.now();
    let ended = update(stores, id, |import| {
        if !matches!(import.status(), ImportStatus::Validating | ImportStatus::Importing) {
            return Ok(Change::Leave(false));
        }
        import.fail(&reason, now)?;
        Ok(Change::Write(true))
    });
    let ended = ended.await?.filter(|(_, is_ended)| *is_ended).map(|(import, _)| import);
    if ended.is_some() {
        tracing::error!(import_id = %id, imports_failed = 1, "import {id} has failed");
    }
    Ok(ended)
}
