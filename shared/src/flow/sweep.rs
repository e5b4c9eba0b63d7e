//! Finds open imports that are making no progress: resumes or announces them, ends those that have expired, and fails those that were
//! restarted too often.

use jiff::Timestamp;

use super::{
    FlowError,
    announce::announce,
    chunks::missing_chunks,
    end,
    resume::dispatch,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{FailureReason, Import, ImportStatus},
    stores::{CHUNK_NUMBERS, ChunkQueue, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue, StoreError},
};

/// Maximum number of imports that one sweep checks. Checking an import postpones its next check, so the next sweep finds others.
const SWEPT_MAX: usize = 500;
/// Maximum number of imports that are resumed at startup: far more than one machine leaves open.
const RECOVERED_MAX: usize = 100_000;

pub trait SweepStores: ImportStore + FeedStore + ResultStore + ChunkQueue + ResumeQueue + Environment {}

impl<T: ImportStore + FeedStore + ResultStore + ChunkQueue + ResumeQueue + Environment> SweepStores for T {}

/// Counts of the imports that a sweep checked and of the actions it took.
#[derive(Debug, Default)]
pub struct Swept {
    /// Open imports that were checked.
    pub seen: usize,
    /// Imports that were resumed or announced, or whose missing chunks were sent again.
    pub resumed: usize,
    /// Imports that were not confirmed in time. An import that was never uploaded is ended by the worker that resumes it.
    pub expired: usize,
    /// Imports that failed because they made no progress.
    pub failed: usize,
    /// Imports for which an action failed. The next sweep checks them again.
    pub errors: Vec<(ImportId, FlowError)>,
}

/// The action that an open import needs.
enum Action {
    Leave,
    /// The import must be resumed, for example to read its file or to look for its upload.
    Resume,
    /// The messages for its unfinished chunks must be sent again.
    SendMissing(Box<Import>),
    /// The import has ended, but was not announced.
    Announce(Box<Import>),
    AnnounceExpired(Box<Import>),
    AnnounceFailed(Box<Import>),
}

/// Checks up to 500 of the open imports that are due. A failing import does not delay the others.
///
/// # Errors
///
/// If the imports that are due cannot be listed; other errors are in [`Swept::errors`].
pub async fn sweep(stores: &impl SweepStores) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    for id in stores.due_imports(stores.now(), SWEPT_MAX).await? {
        if let Err(error) = sweep_one(stores, &id, &mut swept).await {
            end::give_up(stores, &id, &error).await;
            swept.errors.push((id, error));
        }
    }
    Ok(swept)
}

/// Releases the leases left by a previous process and immediately resumes every open import that is not waiting for confirmation. Only for
/// a program that has exclusive use of its store.
///
/// Releasing a lease counts as a restart, since its import may have crashed the previous process. An import that crashes every process
/// therefore fails after three restarts. A process that ends in an orderly way [releases](release) its leases itself.
///
/// An import that cannot be resumed, for example because its plan was lost in a power cut, does not prevent the program from starting: it
/// fails or is left to the sweep, and is listed in [`Swept::errors`].
pub async fn recover(stores: &impl SweepStores) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    for id in stores.due_imports(Timestamp::MAX, RECOVERED_MAX).await? {
        match recover_one(stores, &id, &mut swept).await {
            Ok(()) => {}
            // Nothing works without the stores.
            Err(error @ FlowError::Store(StoreError::Busy { .. })) => return Err(error),
            Err(error) => {
                end::give_up(stores, &id, &error).await;
                swept.errors.push((id, error));
            }
        }
    }
    Ok(swept)
}

/// Releases the leases of the workers that a program stopped at its orderly end, so that the next start does not count a restart. Only for a
/// program that has exclusive use of its store.
///
/// # Errors
///
/// If the imports cannot be listed, or one of them cannot be written; further leases then remain, and the next start releases them.
pub async fn release(imports: &impl ImportStore) -> Result<(), FlowError> {
    for id in imports.due_imports(Timestamp::MAX, RECOVERED_MAX).await? {
        let release = |import: &mut Import| Ok(if import.release() { Change::Write(()) } else { Change::Leave(()) });
        update(imports, &id, release).await?;
    }
    Ok(())
}

async fn recover_one(stores: &impl SweepStores, id: &ImportId, swept: &mut Swept) -> Result<(), FlowError> {
    let now = stores.now();
    let release = |import: &mut Import| {
        if !import.release() {
            return Ok(Change::Leave(StallCheck::Progressing));
        }
        let reason = match import.status() {
            ImportStatus::Validating => FailureReason::ProgramStopped,
            ImportStatus::Importing => FailureReason::Stalled,
            _ => return Ok(Change::Write(StallCheck::Progressing)),
        };
        if import.restart(now) {
            return Ok(Change::Write(StallCheck::Restarted));
        }
        import.fail(&reason, now)?;
        Ok(Change::Write(StallCheck::Failed))
    };
    let Some((import, check)) = update(stores, id, release).await? else { return Ok(()) };
    swept.seen += 1;
    let action = match import.status() {
        _ if matches!(check, StallCheck::Failed) => {
            end::log_failure(id);
            Action::AnnounceFailed(Box::new(import))
        }
        ImportStatus::AwaitingConfirmation => Action::Leave,
        ImportStatus::Importing => Action::SendMissing(Box::new(import)),
        _ => Action::Resume,
    };
    act(stores, id, action, swept).await
}

async fn sweep_one(stores: &impl SweepStores, id: &ImportId, swept: &mut Swept) -> Result<(), FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(()) };
    swept.seen += 1;
    let done = async {
        let action = decide_action(stores, import).await?;
        act(stores, id, action, swept).await
    };
    match done.await {
        // Another worker wrote the import, so it is making progress.
        Err(FlowError::Lost | FlowError::Contended { .. }) => Ok(()),
        done => done,
    }
}

/// Determines what an import needs. If the import has not ended, the check is recorded before anything is sent, so that the next sweep
/// checks other imports.
async fn decide_action(stores: &impl SweepStores, import: Import) -> Result<Action, FlowError> {
    let (id, now) = (import.id().clone(), stores.now());
    // The index lags: another worker may have checked the import in the meantime.
    if !import.is_due(now) {
        return Ok(Action::Leave);
    }
    match import.status() {
        // The worker that resumes the import looks for the file, and ends the import if there is no file and the import has expired.
        ImportStatus::AwaitingUpload => {
            let touched = update(stores, &id, |import| {
                if import.status() != ImportStatus::AwaitingUpload || !import.is_due(now) {
                    return Ok(Change::Leave(Action::Leave));
                }
                import.touch(now);
                Ok(Change::Write(Action::Resume))
            });
            Ok(touched.await?.map_or(Action::Leave, |(_, action)| action))
        }
        ImportStatus::AwaitingConfirmation => Ok(match end::expire(stores, &id).await? {
            Some(expired) => Action::AnnounceExpired(Box::new(expired)),
            None => Action::Leave,
        }),
        ImportStatus::Validating | ImportStatus::Importing => restart(stores, &id, now).await,
        ImportStatus::Completed
        | ImportStatus::Rejected
        | ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Expired => Ok(Action::Announce(Box::new(import))),
    }
}

/// The result of checking an import that seems to be stalled.
enum StallCheck {
    Progressing,
    Restarted,
    Failed,
}

/// Restarts a stalled import, or fails it if it was restarted too often.
async fn restart(stores: &impl SweepStores, id: &ImportId, now: Timestamp) -> Result<Action, FlowError> {
    let done = stores.chunks(id, CHUNK_NUMBERS).await?.len() as u32;
    let restarted = update(stores, id, |import| {
        if !import.status().is_in_progress() || !import.is_due(now) {
            return Ok(Change::Leave(StallCheck::Progressing));
        }
        if import.status() == ImportStatus::Importing && import.record_chunks(done, now) {
            return Ok(Change::Write(StallCheck::Progressing));
        }
        if import.is_waiting() {
            import.touch(now);
            return Ok(Change::Write(StallCheck::Restarted));
        }
        if import.restart(now) {
            return Ok(Change::Write(StallCheck::Restarted));
        }
        import.fail(&FailureReason::Stalled, now)?;
        Ok(Change::Write(StallCheck::Failed))
    });
    Ok(match restarted.await? {
        None | Some((_, StallCheck::Progressing)) => Action::Leave,
        Some((import, StallCheck::Failed)) => {
            end::log_failure(id);
            Action::AnnounceFailed(Box::new(import))
        }
        Some((import, StallCheck::Restarted)) if import.status() == ImportStatus::Importing => {
            Action::SendMissing(Box::new(import))
        }
        Some((_, StallCheck::Restarted)) => Action::Resume,
    })
}

async fn act(stores: &impl SweepStores, id: &ImportId, action: Action, swept: &mut Swept) -> Result<(), FlowError> {
    let counter = match &action {
        Action::Leave => return Ok(()),
        Action::Resume | Action::SendMissing(_) | Action::Announce(_) => &mut swept.resumed,
        Action::AnnounceExpired(_) => &mut swept.expired,
        Action::AnnounceFailed(_) => &mut swept.failed,
    };
    match action {
        Action::Leave => {}
        Action::Resume => dispatch(stores, id, &[]).await?,
        Action::SendMissing(import) => {
            dispatch(stores, id, &missing_chunks(stores, &import).await?).await?;
        }
        Action::Announce(import) | Action::AnnounceExpired(import) | Action::AnnounceFailed(import) => {
            announce(stores, *import).await?;
        }
    }
    *counter += 1;
    Ok(())
}
