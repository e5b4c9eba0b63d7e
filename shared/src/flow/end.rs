//! Ends imports without writing results: expired ones, and those that cannot continue.

use super::{
    Causes, FlowError,
    announce::announce,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{Environment, FeedStore, ImportStore, ResultStore, ResumeQueue},
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

/// Fails the import if `error` is permanent, and announces its end. Returns `true` if it was ended. `false` means that the caller should
/// retry, or that the import is no longer active.
///
/// If a store fails here too, the import is left to the sweep.
pub(super) async fn give_up(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
    id: &ImportId,
    error: &FlowError,
) -> bool {
    match fail(stores, id, error).await {
        Ok(None) => false,
        Ok(Some(import)) => {
            if let Err(error) = announce(stores, import).await {
                let causes = Causes(&error);
                tracing::warn!(import_id = %id, %causes, "the notice of import {id} is left to the sweep");
            }
            true
        }
        Err(error) => {
            let causes = Causes(&error);
            tracing::warn!(import_id = %id, %causes, "import {id} cannot be ended and is left to the sweep");
            false
        }
    }
}

async fn fail(
    stores: &(impl ImportStore + Environment),
    id: &ImportId,
    error: &FlowError,
) -> Result<Option<Import>, FlowError> {
    let Some(reason) = error.failure() else { return Ok(None) };
    let now = stores.now();
    let ended = update(stores, id, |import| {
        if !import.status().is_in_progress() {
            return Ok(Change::Leave(false));
        }
        import.fail(&reason, now)?;
        Ok(Change::Write(true))
    });
    let ended = ended.await?.filter(|(_, is_ended)| *is_ended).map(|(import, _)| import);
    if ended.is_some() {
        log_failure(id);
    }
    Ok(ended)
}

/// Logs and counts an import that has failed. Called as soon as the failure is stored, because the steps that follow may fail themselves.
pub(super) fn log_failure(id: &ImportId) {
    tracing::error!(import_id = %id, imports_failed = 1, "import {id} has failed");
}
